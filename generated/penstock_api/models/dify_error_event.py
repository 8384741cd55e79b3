# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Literal

import attrs

from .. import models
from ..runtime import INTEGER, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyErrorEvent(Model):
    """The run failed, or never began; the end of the stream. A run that could not begin on servers
    of 2026-08 has neither a code nor an id here, and the status 500 whatever was wrong.
    """

    event: Literal["error"] = attrs.field(
        default=None, eq=False, metadata=wire("event", STRING, required=True, const="error")
    )
    """The tag."""
    task_id: str | None = attrs.field(default=None, metadata=wire("task_id", STRING))
    """The task, to stop the run by. In the snapshot of a run that goes on, and in the one frame of
    a run that has ended, it is the run's id instead, which stops nothing.
    """
    workflow_run_id: str | None = attrs.field(
        default=None, metadata=wire("workflow_run_id", STRING)
    )
    """The run's id; null before `workflow_started`."""
    code: models.DifyErrorCode | None = attrs.field(default=None, metadata=wire("code", STRING))
    message: str = attrs.field(default=None, metadata=wire("message", STRING, required=True))
    """For people."""
    status: int | None = attrs.field(default=None, metadata=wire("status", INTEGER))
    """The HTTP status that the error would have had."""
