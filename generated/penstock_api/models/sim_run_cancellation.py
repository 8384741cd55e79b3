# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import BOOLEAN, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimRunCancellation(Model):
    """What came of a cancellation."""

    success: bool = attrs.field(default=None, metadata=wire("success", BOOLEAN, required=True))
    """Whether the run is or will be cancelled, or had ended before."""
    run_id: str = attrs.field(default=None, metadata=wire("runId", STRING, required=True))
    """The run's id."""
    redis_available: bool = attrs.field(
        default=None, metadata=wire("redisAvailable", BOOLEAN, required=True)
    )
    """Whether the signal's channel was there."""
    durably_recorded: bool = attrs.field(
        default=None, metadata=wire("durablyRecorded", BOOLEAN, required=True)
    )
    """Whether this request recorded the cancellation. False for a run that had ended."""
    locally_aborted: bool = attrs.field(
        default=None, metadata=wire("locallyAborted", BOOLEAN, required=True)
    )
    """Whether the run was on the server that answered, and stopped there."""
    paused_cancelled: bool = attrs.field(
        default=None, metadata=wire("pausedCancelled", BOOLEAN, required=True)
    )
    """Whether the run was paused, and cancelled there."""
    reason: models.SimCancelReason | None = attrs.field(
        default=None, metadata=wire("reason", STRING)
    )
