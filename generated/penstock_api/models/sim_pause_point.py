# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Any

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, DATETIME, INTEGER, STRING, Map, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimPausePoint(Model):
    """One pause of a run."""

    context_id: str = attrs.field(default=None, metadata=wire("contextId", STRING, required=True))
    """What it is resumed with."""
    block_id: str | None = attrs.field(default=None, metadata=wire("blockId", STRING))
    """The block that waits."""
    response: Any = attrs.field(default=None, metadata=wire("response", ANY))
    """What the block puts out while it waits, such as the question."""
    registered_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("registeredAt", DATETIME)
    )
    """Since when."""
    status: models.SimResumeStatus = attrs.field(
        default=None, metadata=wire("resumeStatus", STRING, required=True)
    )
    snapshot_ready: bool | None = attrs.field(default=None, metadata=wire("snapshotReady", BOOLEAN))
    """Whether it can be resumed yet."""
    pause_kind: models.SimPauseKind | None = attrs.field(
        default=None, metadata=wire("pauseKind", STRING)
    )
    resume_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("resumeAt", DATETIME)
    )
    """When it goes on by itself."""
    automatic_resume_waiting_reason: str | None = attrs.field(
        default=None, metadata=wire("automaticResumeWaitingReason", STRING)
    )
    """Why it did not go on by itself."""
    queue_position: int | None = attrs.field(default=None, metadata=wire("queuePosition", INTEGER))
    """The place of its resume in the queue, from 1; null without one."""
    latest_resume_entry: models.SimResumeEntry | None = attrs.field(
        default=None, metadata=wire("latestResumeEntry", Ref(lambda: models.SimResumeEntry))
    )
    """The last resume that was asked for; null without one."""
    resume_links: models.SimResumeLinks | None = attrs.field(
        default=None, metadata=wire("resumeLinks", Ref(lambda: models.SimResumeLinks))
    )
    parallel_scope: models.SimJsonObject | None = attrs.field(
        default=None, metadata=wire("parallelScope", Map(ANY))
    )
    loop_scope: models.SimJsonObject | None = attrs.field(
        default=None, metadata=wire("loopScope", Map(ANY))
    )
