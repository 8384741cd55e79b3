# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from .. import models
from ..runtime import Array, Record, Ref, item


class OomolTaskList(Record):
    """All tasks."""

    tasks: list[models.OomolTask] = item(
        "tasks", Array(Ref(lambda: models.OomolTask)), required=True
    )
    """The tasks, in no promised order."""
