# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from .. import models
from ..runtime import NUMBER, STRING, Record, Ref, item


class SimJobMetadata(Record):
    """In 2025-10, when the job ran; in 2026-08, what it belongs to."""

    started_at: str | None = item("startedAt", STRING)
    """When it started. Absent while queued."""
    completed_at: str | None = item("completedAt", STRING)
    """When it completed or failed. Absent when cancelled."""
    duration: float | None = item("duration", NUMBER)
    """How long it took, in milliseconds. Absent when cancelled."""
    workflow_id: str | None = item("workflowId", STRING)
    """The workflow."""
    user_id: str | None = item("userId", STRING)
    """The caller."""
    workspace_id: str | None = item("workspaceId", STRING)
    """The workflow's workspace."""
    max_duration_seconds: float | None = item("maxDurationSeconds", NUMBER)
    """How long the run may take, if it was given a limit."""
    correlation: models.SimJobCorrelation | None = item(
        "correlation", Ref(lambda: models.SimJobCorrelation)
    )
