# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Any

import attrs

from ..runtime import ANY, DATETIME, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimResumeEntry(Model):
    """A resume that was asked for."""

    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """Its id."""
    paused_execution_id: str | None = attrs.field(
        default=None, metadata=wire("pausedExecutionId", STRING)
    )
    """The entry of the paused run."""
    parent_execution_id: str | None = attrs.field(
        default=None, metadata=wire("parentExecutionId", STRING)
    )
    """The run that was resumed."""
    new_execution_id: str | None = attrs.field(
        default=None, metadata=wire("newExecutionId", STRING)
    )
    """The id of the resuming, by which no run is found."""
    context_id: str | None = attrs.field(default=None, metadata=wire("contextId", STRING))
    """The pause."""
    resume_input: Any = attrs.field(default=None, metadata=wire("resumeInput", ANY))
    """What it was given."""
    status: str = attrs.field(default=None, metadata=wire("status", STRING, required=True))
    """`pending`, `claimed`, `completed`, `failed`, or another."""
    queued_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("queuedAt", DATETIME)
    )
    """When it was asked for."""
    claimed_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("claimedAt", DATETIME)
    )
    """When it began."""
    completed_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("completedAt", DATETIME)
    )
    """When it ended."""
    failure_reason: str | None = attrs.field(default=None, metadata=wire("failureReason", STRING))
    """Why it failed; null if it didn't."""
