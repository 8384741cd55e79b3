# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from ..runtime import STRING, Record, item


class SimJobError(Record):
    """Why a job crashed."""

    message: str = item("message", STRING, required=True)
    """What went wrong."""
    name: str | None = item("name", STRING)
    """The error's class."""
    stack_trace: str | None = item("stackTrace", STRING)
    """Where it went wrong."""
