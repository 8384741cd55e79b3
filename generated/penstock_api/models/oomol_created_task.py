# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from .. import models
from ..runtime import BOOLEAN, STRING, Record, Ref, item


class OomolCreatedTask(Record):
    """A new task in its envelope."""

    task: models.OomolTask = item("task", Ref(lambda: models.OomolTask), required=True)
    user_id: str = item("userID", STRING, required=True)
    """Whose task it is. The wire's spelling."""
    success: bool = item("success", BOOLEAN, required=True)
    """Always true."""
