# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, STRING, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimJobOutput(Model):
    """What a job puts out around the workflow's own output."""

    success: bool = attrs.field(default=None, metadata=wire("success", BOOLEAN, required=True))
    """Whether the workflow succeeded. False is possible on a completed job."""
    workflow_id: str | None = attrs.field(default=None, metadata=wire("workflowId", STRING))
    """The workflow."""
    execution_id: str | None = attrs.field(default=None, metadata=wire("executionId", STRING))
    """The run's id."""
    output: Any = attrs.field(default=None, metadata=wire("output", ANY))
    """The workflow's own output, an object of the author's making."""
    executed_at: str | None = attrs.field(default=None, metadata=wire("executedAt", STRING))
    """When the run ended."""
    metadata: models.SimJobOutputMetadata | None = attrs.field(
        default=None, metadata=wire("metadata", Ref(lambda: models.SimJobOutputMetadata))
    )
