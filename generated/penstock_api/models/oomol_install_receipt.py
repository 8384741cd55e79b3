# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from ..runtime import BOOLEAN, STRING, Record, item


class OomolInstallReceipt(Record):
    """An installation that began, or was refused."""

    success: bool = item("success", BOOLEAN, required=True)
    """Whether it began."""
    task_id: str | None = item("taskId", STRING)
    """The install task's id, when it began."""
    error: str | None = item("error", STRING)
    """Why it was refused."""
