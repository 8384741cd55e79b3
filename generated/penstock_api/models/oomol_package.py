# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolPackage(Model):
    """An installed package."""

    name: str = attrs.field(default=None, metadata=wire("name", STRING, required=True))
    """The package's name."""
    version: str = attrs.field(default=None, metadata=wire("version", STRING, required=True))
    """Its version."""
    path: str | None = attrs.field(default=None, metadata=wire("path", STRING))
    """Its folder, on the server."""
    description: str | None = attrs.field(default=None, metadata=wire("description", STRING))
    """What it is for."""
