# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import NUMBER, STRING, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimJobMetadata(Model):
    """In 2025-10, when the job ran; in 2026-08, what it belongs to."""

    started_at: str | None = attrs.field(default=None, metadata=wire("startedAt", STRING))
    """When it started. Absent while queued."""
    completed_at: str | None = attrs.field(default=None, metadata=wire("completedAt", STRING))
    """When it completed or failed. Absent when cancelled."""
    duration: float | None = attrs.field(default=None, metadata=wire("duration", NUMBER))
    """How long it took, in milliseconds. Absent when cancelled."""
    workflow_id: str | None = attrs.field(default=None, metadata=wire("workflowId", STRING))
    """The workflow."""
    user_id: str | None = attrs.field(default=None, metadata=wire("userId", STRING))
    """The caller."""
    workspace_id: str | None = attrs.field(default=None, metadata=wire("workspaceId", STRING))
    """The workflow's workspace."""
    max_duration_seconds: float | None = attrs.field(
        default=None, metadata=wire("maxDurationSeconds", NUMBER)
    )
    """How long the run may take, if it was given a limit."""
    correlation: models.SimJobCorrelation | None = attrs.field(
        default=None, metadata=wire("correlation", Ref(lambda: models.SimJobCorrelation))
    )
