# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolErrorDetail(Model):
    """What went wrong."""

    message: str = attrs.field(default=None, metadata=wire("message", STRING, required=True))
    """What went wrong, for people."""
    stack: str | None = attrs.field(default=None, metadata=wire("stack", STRING))
    """Where in the server it happened, for its developers."""
