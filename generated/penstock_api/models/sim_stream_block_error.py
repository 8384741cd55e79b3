# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Literal

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimStreamBlockError(Model):
    """Reading one block's stream failed. The run goes on."""

    event: Literal["stream_error"] = attrs.field(
        default=None, eq=False, metadata=wire("event", STRING, required=True, const="stream_error")
    )
    """The tag."""
    block_id: str | None = attrs.field(default=None, metadata=wire("blockId", STRING))
    """The block."""
    error: str = attrs.field(default=None, metadata=wire("error", STRING, required=True))
    """Why."""
