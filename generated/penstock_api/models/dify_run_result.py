# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import STRING, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyRunResult(Model):
    """How a blocking run ended, or why it paused."""

    task_id: str = attrs.field(default=None, metadata=wire("task_id", STRING, required=True))
    """The task, which is over by now."""
    workflow_run_id: str = attrs.field(
        default=None, metadata=wire("workflow_run_id", STRING, required=True)
    )
    """The run's id, the same as `data.id`."""
    data: models.DifyRunResultData = attrs.field(
        default=None, metadata=wire("data", Ref(lambda: models.DifyRunResultData), required=True)
    )
