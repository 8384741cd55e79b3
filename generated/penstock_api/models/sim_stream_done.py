# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any, Literal

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, STRING, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimStreamDone(Model):
    """The last frame as the documented page has it. Never seen on the wire."""

    event: Literal["done"] = attrs.field(
        default=None, eq=False, metadata=wire("event", STRING, required=True, const="done")
    )
    """The tag."""
    success: bool | None = attrs.field(default=None, metadata=wire("success", BOOLEAN))
    """Whether the run succeeded."""
    output: Any = attrs.field(default=None, metadata=wire("output", ANY))
    """The run's output."""
    error: str | None = attrs.field(default=None, metadata=wire("error", STRING))
    """Why it failed."""
    metadata: models.SimExecutionMetadata | None = attrs.field(
        default=None, metadata=wire("metadata", Ref(lambda: models.SimExecutionMetadata))
    )
