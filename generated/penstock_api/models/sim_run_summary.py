# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime

import attrs

from .. import models
from ..runtime import DATETIME, NUMBER, STRING, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimRunSummary(Model):
    """A run in a list. All eight fields are always there."""

    run_id: str = attrs.field(default=None, metadata=wire("runId", STRING, required=True))
    """The run's id."""
    workflow_id: str = attrs.field(default=None, metadata=wire("workflowId", STRING, required=True))
    """The workflow."""
    status: models.SimRunStatus = attrs.field(
        default=None, metadata=wire("status", STRING, required=True)
    )
    trigger: str = attrs.field(default=None, metadata=wire("trigger", STRING, required=True))
    """What started it, such as `api`."""
    started_at: datetime.datetime = attrs.field(
        default=None, metadata=wire("startedAt", DATETIME, required=True)
    )
    """When it started."""
    ended_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("endedAt", DATETIME, required=True)
    )
    """When it ended, or paused; null until then."""
    duration_ms: float | None = attrs.field(
        default=None, metadata=wire("durationMs", NUMBER, required=True)
    )
    """How long it took, in milliseconds, with a fraction; null until it ended or paused."""
    charge: models.SimRunCost | None = attrs.field(
        default=None, metadata=wire("cost", Ref(lambda: models.SimRunCost), required=True)
    )
    """What it cost; null when not known."""
