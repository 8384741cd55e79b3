# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from .. import models
from ..runtime import BOOLEAN, Array, Record, Ref, item


class OomolTaskLogs(Record):
    """A task's log so far."""

    logs: list[models.OomolTaskLog] = item(
        "logs", Array(Ref(lambda: models.OomolTaskLog)), required=True
    )
    """The entries, usually the oldest first. Tell them apart by their ids, not by their place."""
    success: bool = item("success", BOOLEAN, required=True)
    """Always true."""
