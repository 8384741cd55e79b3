# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, INTEGER, STRING, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimExecutionResume(Model):
    """How a run went on that was resumed; without `success`, that its resume is queued."""

    success: bool | None = attrs.field(default=None, metadata=wire("success", BOOLEAN))
    """Whether the run succeeded, or paused again. Absent from a queued resume."""
    status: str = attrs.field(default=None, metadata=wire("status", STRING, required=True))
    """The run's: completed, failed, paused or cancelled; of a resume that is not waited for, queued
    or started.
    """
    run_id: str = attrs.field(default=None, metadata=wire("executionId", STRING, required=True))
    """The id of the resuming, by which no run is found."""
    output: Any = attrs.field(default=None, metadata=wire("output", ANY))
    """The last block's output."""
    error: str | None = attrs.field(default=None, metadata=wire("error", STRING))
    """Why the run failed. Absent when it succeeded."""
    metadata: models.SimExecutionMetadata | None = attrs.field(
        default=None, metadata=wire("metadata", Ref(lambda: models.SimExecutionMetadata))
    )
    queue_position: int | None = attrs.field(default=None, metadata=wire("queuePosition", INTEGER))
    """The place in the queue, from 1."""
    message: str | None = attrs.field(default=None, metadata=wire("message", STRING))
    """A sentence for people."""
