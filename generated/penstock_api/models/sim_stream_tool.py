# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Literal

import attrs

from .. import models
from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimStreamTool(Model):
    """A tool call that starts or ends. Only with includeToolCalls."""

    event: Literal["tool"] = attrs.field(
        default=None, eq=False, metadata=wire("event", STRING, required=True, const="tool")
    )
    """The tag."""
    block_id: str = attrs.field(default=None, metadata=wire("blockId", STRING, required=True))
    """The block."""
    phase: models.SimToolPhase = attrs.field(
        default=None, metadata=wire("phase", STRING, required=True)
    )
    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """The call's id, the same at its start and its end."""
    name: str = attrs.field(default=None, metadata=wire("name", STRING, required=True))
    """The tool."""
    status: models.SimToolStatus | None = attrs.field(default=None, metadata=wire("status", STRING))
