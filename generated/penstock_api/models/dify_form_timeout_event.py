# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Literal

import attrs

from .. import models
from ..runtime import STRING, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyFormTimeoutEvent(Model):
    """A form's time is over; the run goes on without an answer. Servers of 2026-08 only."""

    event: Literal["human_input_form_timeout"] = attrs.field(
        default=None,
        eq=False,
        metadata=wire("event", STRING, required=True, const="human_input_form_timeout"),
    )
    """The tag."""
    task_id: str = attrs.field(default=None, metadata=wire("task_id", STRING, required=True))
    """The task, to stop the run by. In the snapshot of a run that goes on, and in the one frame of
    a run that has ended, it is the run's id instead, which stops nothing.
    """
    workflow_run_id: str | None = attrs.field(
        default=None, metadata=wire("workflow_run_id", STRING, required=True)
    )
    """The run's id; null before `workflow_started`."""
    data: models.DifyFormTimeoutData = attrs.field(
        default=None, metadata=wire("data", Ref(lambda: models.DifyFormTimeoutData), required=True)
    )
