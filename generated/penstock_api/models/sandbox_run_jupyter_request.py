# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Sequence

import attrs

from .. import models
from ..runtime import INTEGER, NUMBER, STRING, UNSET, Array, Map, Model, Unset, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxRunJupyterRequest(Model):
    """A notebook to run."""

    cells: Sequence[str] = attrs.field(metadata=wire("cells", Array(STRING), required=True))
    """The source of each cell."""
    cell_timeout: float | Unset = attrs.field(default=UNSET, metadata=wire("cell_timeout", NUMBER))
    """Accepted, and ignored."""
    total_timeout: float | Unset = attrs.field(
        default=UNSET, metadata=wire("total_timeout", NUMBER)
    )
    """Seconds; the server's default is 45. The kernel is ended ten seconds later."""
    memory_limit_MB: int | Unset = attrs.field(
        default=UNSET, metadata=wire("memory_limit_MB", INTEGER)
    )
    """Accepted, and ignored."""
    kernel: models.SandboxKernel | Unset = attrs.field(
        default=UNSET, metadata=wire("kernel", STRING)
    )
    files: models.SandboxFileMap | Unset = attrs.field(
        default=UNSET, metadata=wire("files", Map(STRING))
    )
    fetch_files: Sequence[str] | Unset = attrs.field(
        default=UNSET, metadata=wire("fetch_files", Array(STRING))
    )
    """Paths of files to give back. Those that are not there are left out."""
