# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Any

import attrs

from .. import models
from ..runtime import ANY, DATETIME, NUMBER, STRING, Map, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimRun(Model):
    """A run as it is now. All twelve fields are always there."""

    run_id: str = attrs.field(default=None, metadata=wire("runId", STRING, required=True))
    """The run's id."""
    workflow_id: str = attrs.field(default=None, metadata=wire("workflowId", STRING, required=True))
    """The workflow."""
    status: models.SimRunStatus = attrs.field(
        default=None, metadata=wire("status", STRING, required=True)
    )
    trigger: str | None = attrs.field(default=None, metadata=wire("trigger", STRING, required=True))
    """What started it, such as `api`."""
    started_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("startedAt", DATETIME, required=True)
    )
    """When it started; while queued, when it was queued."""
    ended_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("endedAt", DATETIME, required=True)
    )
    """When it ended, or paused; null until then."""
    duration_ms: float | None = attrs.field(
        default=None, metadata=wire("durationMs", NUMBER, required=True)
    )
    """How long it took, in milliseconds, with a fraction; null until it ended or paused."""
    pause: models.SimRunPause | None = attrs.field(
        default=None, metadata=wire("paused", Ref(lambda: models.SimRunPause), required=True)
    )
    """What a paused run waits for; null when it is not paused."""
    charge: models.SimRunCost | None = attrs.field(
        default=None, metadata=wire("cost", Ref(lambda: models.SimRunCost), required=True)
    )
    """What it cost; null when not known."""
    failure: models.SimRunError | None = attrs.field(
        default=None, metadata=wire("error", Ref(lambda: models.SimRunError), required=True)
    )
    """Why it failed, without the block; null when it did not."""
    raw_output: Any = attrs.field(default=None, metadata=wire("output", ANY, required=True))
    """The run's output, of any type, once completed and with includeOutput; else null."""
    block_outputs: models.SimJsonObject | None = attrs.field(
        default=None, metadata=wire("blockOutputs", Map(ANY), required=True)
    )
    """The outputs of the blocks asked for, by block id; null when none were."""
