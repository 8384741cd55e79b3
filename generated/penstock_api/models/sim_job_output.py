# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

from .. import models
from ..runtime import ANY, BOOLEAN, STRING, Record, Ref, item


class SimJobOutput(Record):
    """What a job puts out around the workflow's own output."""

    success: bool = item("success", BOOLEAN, required=True)
    """Whether the workflow succeeded. False is possible on a completed job."""
    workflow_id: str | None = item("workflowId", STRING)
    """The workflow."""
    execution_id: str | None = item("executionId", STRING)
    """The run's id."""
    output: Any = item("output", ANY)
    """The workflow's own output, an object of the author's making."""
    executed_at: str | None = item("executedAt", STRING)
    """When the run ended."""
    metadata: models.SimJobOutputMetadata | None = item(
        "metadata", Ref(lambda: models.SimJobOutputMetadata)
    )
