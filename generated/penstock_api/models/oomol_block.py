# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

from .. import models
from ..runtime import STRING, Array, Record, Ref, item


class OomolBlock(Record):
    """A block of one version of a package."""

    package: str = item("package", STRING, required=True)
    """The package's name; `self` for the workspace."""
    name: str = item("name", STRING, required=True)
    """The block's name. Run it as `package::name`."""
    path: str = item("path", STRING, required=True)
    """Its folder, on the server; the package's version is a part of it."""
    description: str | None = item("description", STRING)
    """What it is for."""
    inputs: list[models.OomolInputHandle] = item(
        "inputs", Array(Ref(lambda: models.OomolInputHandle)), empty=list[Any]
    )
    """What it takes."""
