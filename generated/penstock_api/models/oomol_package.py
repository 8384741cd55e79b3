# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from ..runtime import STRING, Record, item


class OomolPackage(Record):
    """An installed package."""

    name: str = item("name", STRING, required=True)
    """The package's name."""
    version: str = item("version", STRING, required=True)
    """Its version."""
    path: str | None = item("path", STRING)
    """Its folder, on the server."""
    description: str | None = item("description", STRING)
    """What it is for."""
