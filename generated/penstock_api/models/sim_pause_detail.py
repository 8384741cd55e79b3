# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimPauseDetail(Model):
    """One pause of a run, and the run."""

    execution: models.SimPausedExecution = attrs.field(
        default=None,
        metadata=wire("execution", Ref(lambda: models.SimPausedExecution), required=True),
    )
    pause_point: models.SimPausePoint = attrs.field(
        default=None, metadata=wire("pausePoint", Ref(lambda: models.SimPausePoint), required=True)
    )
    queue: list[models.SimResumeEntry] | None = attrs.field(
        default=None, metadata=wire("queue", Array(Ref(lambda: models.SimResumeEntry)))
    )
    """The resumes that were asked for."""
    active_resume_entry: models.SimResumeEntry | None = attrs.field(
        default=None, metadata=wire("activeResumeEntry", Ref(lambda: models.SimResumeEntry))
    )
    """The resume that is under way; null without one."""
