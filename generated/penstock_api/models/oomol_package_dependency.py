# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolPackageDependency(Model):
    """A package that another one needs."""

    name: str = attrs.field(default=None, metadata=wire("name", STRING, required=True))
    """The package's name."""
    version: str | None = attrs.field(default=None, metadata=wire("version", STRING))
    """Its version."""
    package_path: str | None = attrs.field(default=None, metadata=wire("packagePath", STRING))
    """Its folder, on the server."""
