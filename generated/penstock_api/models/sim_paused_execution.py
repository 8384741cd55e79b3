# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Any

import attrs

from .. import models
from ..runtime import ANY, DATETIME, INTEGER, STRING, Array, Map, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimPausedExecution(Model):
    """A run that waits, or waited, for a person."""

    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """The id of this entry. No other operation takes it."""
    workflow_id: str = attrs.field(default=None, metadata=wire("workflowId", STRING, required=True))
    """The workflow."""
    run_id: str = attrs.field(default=None, metadata=wire("executionId", STRING, required=True))
    """The run's id."""
    status: str = attrs.field(default=None, metadata=wire("status", STRING, required=True))
    """`paused`, `partially_resumed`, or another."""
    total_pause_count: int | None = attrs.field(
        default=None, metadata=wire("totalPauseCount", INTEGER)
    )
    """How many pauses the run has."""
    resumed_count: int | None = attrs.field(default=None, metadata=wire("resumedCount", INTEGER))
    """How many of them are over."""
    paused_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("pausedAt", DATETIME)
    )
    """Since when."""
    updated_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("updatedAt", DATETIME)
    )
    """When this entry changed last."""
    expires_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("expiresAt", DATETIME)
    )
    """When it can be resumed no more; null when there is no such time."""
    metadata: models.SimJsonObject | None = attrs.field(
        default=None, metadata=wire("metadata", Map(ANY))
    )
    """The server's own notes; null when there are none."""
    trigger_ids: list[str] | None = attrs.field(
        default=None, metadata=wire("triggerIds", Array(STRING))
    )
    """What the run was started by, inside the server."""
    pause_points: list[models.SimPausePoint] = attrs.field(
        factory=list[Any],
        metadata=wire("pausePoints", Array(Ref(lambda: models.SimPausePoint)), required=True),
    )
    """Each pause of the run."""
    execution_snapshot: models.SimJsonObject | None = attrs.field(
        default=None, metadata=wire("executionSnapshot", Map(ANY))
    )
    """What the run goes on with, in the server's own form. In the detail only."""
    queue: list[models.SimResumeEntry] | None = attrs.field(
        default=None, metadata=wire("queue", Array(Ref(lambda: models.SimResumeEntry)))
    )
    """The resumes that were asked for. In the detail only."""
