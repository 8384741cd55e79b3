# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from .. import models
from ..runtime import BOOLEAN, Array, Record, Ref, item


class OomolInstallTaskList(Record):
    """All install tasks."""

    success: bool = item("success", BOOLEAN, required=True)
    """Always true."""
    tasks: list[models.OomolInstallTask] = item(
        "tasks", Array(Ref(lambda: models.OomolInstallTask)), required=True
    )
    """The install tasks, in no promised order."""
