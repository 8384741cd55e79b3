# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import BOOLEAN, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimExecutionCancellation(Model):
    """What came of a cancellation."""

    success: bool = attrs.field(default=None, metadata=wire("success", BOOLEAN, required=True))
    """Whether the run is or will be cancelled, or had ended before."""
    run_id: str = attrs.field(default=None, metadata=wire("executionId", STRING, required=True))
    """The run's id."""
    redis_available: bool | None = attrs.field(
        default=None, metadata=wire("redisAvailable", BOOLEAN)
    )
    """Whether the signal's channel was there."""
    durably_recorded: bool | None = attrs.field(
        default=None, metadata=wire("durablyRecorded", BOOLEAN)
    )
    """Whether this request recorded the cancellation. False for a run that had ended."""
    locally_aborted: bool | None = attrs.field(
        default=None, metadata=wire("locallyAborted", BOOLEAN)
    )
    """Whether the run was on the server that answered, and stopped there."""
    paused_cancelled: bool | None = attrs.field(
        default=None, metadata=wire("pausedCancelled", BOOLEAN)
    )
    """Whether the run was paused, and cancelled there."""
    reason: models.SimCancelReason | None = attrs.field(
        default=None, metadata=wire("reason", STRING)
    )
