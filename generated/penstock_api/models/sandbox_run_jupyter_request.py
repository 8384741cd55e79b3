# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from .. import models
from ..runtime import INTEGER, NUMBER, STRING, Array, Body, Map, given, wire


@attrs.define(kw_only=True, on_setattr=attrs.setters.NO_OP)
class SandboxRunJupyterRequest(Body):
    """A notebook to run."""

    cells: Sequence[str] = attrs.field(metadata=wire("cells", Array(STRING), required=True))
    """The source of each cell."""
    cell_timeout: float = attrs.field(default=0, metadata=wire("cell_timeout", NUMBER))
    """Accepted, and ignored."""
    total_timeout: float = attrs.field(default=45, metadata=wire("total_timeout", NUMBER))
    """Seconds. The kernel is ended ten seconds later."""
    memory_limit_MB: int = attrs.field(default=-1, metadata=wire("memory_limit_MB", INTEGER))
    """Accepted, and ignored."""
    kernel: models.SandboxKernel = attrs.field(default="python3", metadata=wire("kernel", STRING))
    files: Mapping[str, Any] = attrs.field(
        factory=dict[str, Any], converter=given, metadata=wire("files", Map(STRING))
    )
    fetch_files: Sequence[str] = attrs.field(
        factory=list[Any], metadata=wire("fetch_files", Array(STRING))
    )
    """Paths of files to give back. Those that are not there are left out."""
