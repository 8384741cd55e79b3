# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Array, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxCellError(Model):
    """An exception."""

    ename: str | None = attrs.field(default=None, metadata=wire("ename", STRING))
    """Its class."""
    evalue: str | None = attrs.field(default=None, metadata=wire("evalue", STRING))
    """Its text."""
    traceback: list[str] | None = attrs.field(
        default=None, metadata=wire("traceback", Array(STRING))
    )
    """Line by line, with ANSI colours."""
