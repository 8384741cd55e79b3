# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime

import attrs

from .. import models
from ..runtime import DATETIME, INTEGER, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimRunPause(Model):
    """What a paused run waits for."""

    context_id: str | None = attrs.field(
        default=None, metadata=wire("contextId", STRING, required=True)
    )
    """What to resume it with; null while it is being resumed, when the run no longer waits."""
    paused_at: datetime.datetime = attrs.field(
        default=None, metadata=wire("pausedAt", DATETIME, required=True)
    )
    """Since when."""
    resume_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("resumeAt", DATETIME, required=True)
    )
    """When it goes on by itself; null when it does not."""
    pause_kind: models.SimPauseKind | None = attrs.field(
        default=None, metadata=wire("pauseKind", STRING, required=True)
    )
    """What it waits for; null when not known."""
    blocked_on_block_id: str | None = attrs.field(
        default=None, metadata=wire("blockedOnBlockId", STRING, required=True)
    )
    """The block that waits; null when not known."""
    automatic_resume_waiting_reason: str | None = attrs.field(
        default=None, metadata=wire("automaticResumeWaitingReason", STRING, required=True)
    )
    """Why it did not go on by itself; null when that was not tried."""
    pause_point_count: int = attrs.field(
        default=None, metadata=wire("pausePointCount", INTEGER, required=True)
    )
    """How many pauses the run has."""
    resumed_count: int = attrs.field(
        default=None, metadata=wire("resumedCount", INTEGER, required=True)
    )
    """How many of them are over."""
