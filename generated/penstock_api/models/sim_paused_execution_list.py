# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimPausedExecutionList(Model):
    """The paused runs of a workflow."""

    paused_executions: list[models.SimPausedExecution] = attrs.field(
        default=None,
        metadata=wire(
            "pausedExecutions", Array(Ref(lambda: models.SimPausedExecution)), required=True
        ),
    )
    """The runs, without the fields of the detail."""
