# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Any

import attrs

from .. import models
from ..runtime import ANY, DATETIME, NUMBER, STRING, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimRunResult(Model):
    """How a run ended or why it paused."""

    run_id: str = attrs.field(default=None, metadata=wire("runId", STRING, required=True))
    """The run's id; in the answer to a resume, the id of the resuming, by which no run is found."""
    workflow_id: str = attrs.field(default=None, metadata=wire("workflowId", STRING, required=True))
    """The workflow."""
    status: models.SimRunStatus = attrs.field(
        default=None, metadata=wire("status", STRING, required=True)
    )
    raw_output: Any = attrs.field(default=None, metadata=wire("output", ANY, required=True))
    """The run's output, what there is of it after a failure; null when there is none."""
    failure: models.SimRunError | None = attrs.field(
        default=None, metadata=wire("error", Ref(lambda: models.SimRunError), required=True)
    )
    """Why it failed; null when it did not."""
    started_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("startedAt", DATETIME)
    )
    """When it started."""
    ended_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("endedAt", DATETIME)
    )
    """When it ended."""
    duration_ms: float | None = attrs.field(default=None, metadata=wire("durationMs", NUMBER))
    """How long it took, in milliseconds, with a fraction."""
