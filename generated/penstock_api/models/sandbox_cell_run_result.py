# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import ANY, STRING, Array, Map, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxCellRunResult(Model):
    """One cell."""

    stdout: str = attrs.field(default=None, metadata=wire("stdout", STRING, required=True))
    """What it printed."""
    stderr: str = attrs.field(default=None, metadata=wire("stderr", STRING, required=True))
    """What it printed there."""
    display: list[models.SandboxCellDisplay] = attrs.field(
        default=None, metadata=wire("display", Array(Map(ANY)), required=True)
    )
    """What it showed, each in one or several media types."""
    error: list[models.SandboxCellError] = attrs.field(
        default=None, metadata=wire("error", Array(Map(ANY)), required=True)
    )
    """What it raised."""
