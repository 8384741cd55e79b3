# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, INTEGER, STRING, Model, OneOf, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimJobStatus(Model):
    """A job."""

    success: bool = attrs.field(default=None, metadata=wire("success", BOOLEAN, required=True))
    """Always true, also for a job that failed."""
    task_id: str = attrs.field(default=None, metadata=wire("taskId", STRING, required=True))
    """The job's id."""
    status: models.SimJobState = attrs.field(
        default=None, metadata=wire("status", STRING, required=True)
    )
    metadata: models.SimJobMetadata | None = attrs.field(
        default=None, metadata=wire("metadata", Ref(lambda: models.SimJobMetadata))
    )
    """About the job. An object so far; the server's contract of 2026-08 allows null."""
    output: Any = attrs.field(
        default=None,
        metadata=wire("output", OneOf(models=(Ref(lambda: models.SimJobOutput),), others=(ANY,))),
    )
    """What the job put out, once completed. The workflow's own output is inside, under `output`."""
    error: models.SimJobError | str | None = attrs.field(
        default=None,
        metadata=wire("error", OneOf(models=(Ref(lambda: models.SimJobError),), others=(STRING,))),
    )
    """Why it failed. An object on servers of 2025-10, text in 2026-08."""
    estimated_duration: int | None = attrs.field(
        default=None, metadata=wire("estimatedDuration", INTEGER)
    )
    """A guess in milliseconds, always the same, while queued or processing."""
