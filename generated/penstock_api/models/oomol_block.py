# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import STRING, Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolBlock(Model):
    """A block of one version of a package."""

    package: str = attrs.field(default=None, metadata=wire("package", STRING, required=True))
    """The package's name; `self` for the workspace."""
    name: str = attrs.field(default=None, metadata=wire("name", STRING, required=True))
    """The block's name. Run it as `package::name`."""
    path: str = attrs.field(default=None, metadata=wire("path", STRING, required=True))
    """Its folder, on the server; the package's version is a part of it."""
    description: str | None = attrs.field(default=None, metadata=wire("description", STRING))
    """What it is for."""
    inputs: list[models.OomolInputHandle] = attrs.field(
        factory=list[Any], metadata=wire("inputs", Array(Ref(lambda: models.OomolInputHandle)))
    )
    """What it takes."""
