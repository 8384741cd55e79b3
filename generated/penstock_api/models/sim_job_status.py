# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

from .. import models
from ..runtime import ANY, BOOLEAN, INTEGER, STRING, OneOf, Record, Ref, item


class SimJobStatus(Record):
    """A job."""

    success: bool = item("success", BOOLEAN, required=True)
    """Always true, also for a job that failed."""
    task_id: str = item("taskId", STRING, required=True)
    """The job's id."""
    status: models.SimJobState = item("status", STRING, required=True)
    metadata: models.SimJobMetadata | None = item("metadata", Ref(lambda: models.SimJobMetadata))
    """About the job. An object so far; the server's contract of 2026-08 allows null."""
    raw_output: Any = item(
        "output", OneOf(models=(Ref(lambda: models.SimJobOutput),), others=(ANY,))
    )
    """What the job put out, once completed. The workflow's own output is inside, under `output`."""
    failure: models.SimJobError | str | None = item(
        "error", OneOf(models=(Ref(lambda: models.SimJobError),), others=(STRING,))
    )
    """Why it failed. An object on servers of 2025-10, text in 2026-08."""
    estimated_duration: int | None = item("estimatedDuration", INTEGER)
    """A guess in milliseconds, always the same, while queued or processing."""
