# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import BOOLEAN, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyReasoningData(Model):
    """A piece of a model's reasoning."""

    reasoning: str = attrs.field(default=None, metadata=wire("reasoning", STRING, required=True))
    """The text."""
    node_id: str | None = attrs.field(default=None, metadata=wire("node_id", STRING))
    """The node."""
    is_final: bool = attrs.field(default=None, metadata=wire("is_final", BOOLEAN, required=True))
    """Whether it is the last piece."""
    message_id: str | None = attrs.field(default=None, metadata=wire("message_id", STRING))
    """Null in workflow apps."""
