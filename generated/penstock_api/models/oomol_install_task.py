# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

from .. import models
from ..runtime import INTEGER, STRING, Array, Record, Ref, item


class OomolInstallTask(Record):
    """An installation. Its fields are in camelCase, unlike a task's."""

    id: str = item("id", STRING, required=True)
    """The install task's id. Opaque."""
    name: str = item("name", STRING, required=True)
    """The package's name."""
    version: str | None = item("version", STRING)
    """The version."""
    status: models.OomolInstallStatus = item("status", STRING, required=True)
    package_path: str | None = item("packagePath", STRING)
    """Where it was installed, on the server."""
    dependencies: list[models.OomolPackageDependency] = item(
        "dependencies", Array(Ref(lambda: models.OomolPackageDependency)), empty=list[Any]
    )
    """What it depends on."""
    error: str | None = item("error", STRING)
    """Why it failed."""
    created_at: int = item("createdAt", INTEGER, required=True)
    updated_at: int = item("updatedAt", INTEGER, required=True)
