# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimErrorDetail(Model):
    """One field that is wrong."""

    path: str | None = attrs.field(default=None, metadata=wire("path", STRING))
    """The field, its parts joined by dots; empty for the body itself."""
    message: str | None = attrs.field(default=None, metadata=wire("message", STRING))
    """What is wrong with it."""
