# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Literal

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimStreamThinking(Model):
    """A piece of the agent's reasoning. Only with includeThinking."""

    event: Literal["thinking"] = attrs.field(
        default=None, eq=False, metadata=wire("event", STRING, required=True, const="thinking")
    )
    """The tag."""
    block_id: str = attrs.field(default=None, metadata=wire("blockId", STRING, required=True))
    """The block."""
    text: str = attrs.field(default=None, metadata=wire("data", STRING, required=True))
    """The text."""
