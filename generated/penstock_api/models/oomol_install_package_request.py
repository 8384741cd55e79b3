# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, UNSET, Limits, Model, Unset, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolInstallPackageRequest(Model):
    """A package to install."""

    name: str = attrs.field(metadata=wire("name", STRING, required=True, limits=Limits(shortest=1)))
    """The package's name."""
    version: str | Unset = attrs.field(default=UNSET, metadata=wire("version", STRING))
    """The version; without it the server chooses."""
