# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from ..runtime import STRING, Record, item


class OomolPackageDependency(Record):
    """A package that another one needs."""

    name: str = item("name", STRING, required=True)
    """The package's name."""
    version: str | None = item("version", STRING)
    """Its version."""
    package_path: str | None = item("packagePath", STRING)
    """Its folder, on the server."""
