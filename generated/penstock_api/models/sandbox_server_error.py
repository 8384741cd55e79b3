# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Array, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxServerError(Model):
    """An error inside the server; with a traceback where nobody had foreseen it."""

    detail: str = attrs.field(default=None, metadata=wire("detail", STRING, required=True))
    """What went wrong, often only a Python exception's text. May repeat the caller's code."""
    traceback: list[str] | None = attrs.field(
        default=None, metadata=wire("traceback", Array(STRING))
    )
    """The server's traceback, line by line."""
