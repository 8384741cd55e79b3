# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Any

import attrs

from .. import models
from ..runtime import ANY, DATETIME, NUMBER, STRING, Map, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimExecutionStatus(Model):
    """A run, as v1 has it."""

    run_id: str = attrs.field(default=None, metadata=wire("executionId", STRING, required=True))
    """The run's id."""
    workflow_id: str = attrs.field(default=None, metadata=wire("workflowId", STRING, required=True))
    """The workflow."""
    status: models.SimRunStatus = attrs.field(
        default=None, metadata=wire("status", STRING, required=True)
    )
    trigger: str | None = attrs.field(default=None, metadata=wire("trigger", STRING))
    """What started it, such as `api`."""
    level: str | None = attrs.field(default=None, metadata=wire("level", STRING))
    """The level of its log, `info` or `error`."""
    started_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("startedAt", DATETIME)
    )
    """When it was accepted."""
    ended_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("endedAt", DATETIME)
    )
    """When it ended, or paused; null until then."""
    duration_ms: float | None = attrs.field(default=None, metadata=wire("totalDurationMs", NUMBER))
    """How long it took, in milliseconds; null until it ended or paused."""
    pause: models.SimRunPause | None = attrs.field(
        default=None, metadata=wire("paused", Ref(lambda: models.SimRunPause))
    )
    """What a paused run waits for; null when it is not paused."""
    charge: models.SimRunCost | None = attrs.field(
        default=None, metadata=wire("cost", Ref(lambda: models.SimRunCost))
    )
    """What it cost; null when not known."""
    error: str | None = attrs.field(default=None, metadata=wire("error", STRING))
    """Why it failed; null if it didn't."""
    raw_output: Any = attrs.field(default=None, metadata=wire("finalOutput", ANY))
    """Its output, if it was asked for and the run is completed; else null."""
    block_outputs: models.SimJsonObject | None = attrs.field(
        default=None, metadata=wire("blockOutputs", Map(ANY))
    )
    """The outputs that were asked for; null without."""
