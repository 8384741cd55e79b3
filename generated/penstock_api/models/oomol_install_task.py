# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import INTEGER, STRING, Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolInstallTask(Model):
    """An installation. Its fields are in camelCase, unlike a task's."""

    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """The install task's id. Opaque."""
    name: str = attrs.field(default=None, metadata=wire("name", STRING, required=True))
    """The package's name."""
    version: str | None = attrs.field(default=None, metadata=wire("version", STRING))
    """The version."""
    status: models.OomolInstallStatus = attrs.field(
        default=None, metadata=wire("status", STRING, required=True)
    )
    package_path: str | None = attrs.field(default=None, metadata=wire("packagePath", STRING))
    """Where it was installed, on the server."""
    dependencies: list[models.OomolPackageDependency] = attrs.field(
        factory=list[Any],
        metadata=wire("dependencies", Array(Ref(lambda: models.OomolPackageDependency))),
    )
    """What it depends on."""
    error: str | None = attrs.field(default=None, metadata=wire("error", STRING))
    """Why it failed."""
    created_at: int = attrs.field(default=None, metadata=wire("createdAt", INTEGER, required=True))
    updated_at: int = attrs.field(default=None, metadata=wire("updatedAt", INTEGER, required=True))
