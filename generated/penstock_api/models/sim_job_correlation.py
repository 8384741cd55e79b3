# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from ..runtime import STRING, Record, item


class SimJobCorrelation(Record):
    """What started the job. Servers of 2026-08 only."""

    execution_id: str | None = item("executionId", STRING)
    """The run's id."""
    request_id: str | None = item("requestId", STRING)
    """The server's id of the request that queued it."""
    source: str | None = item("source", STRING)
    """The part of the server that queued it, such as `workflow`."""
    workflow_id: str | None = item("workflowId", STRING)
    """The workflow."""
    trigger_type: str | None = item("triggerType", STRING)
    """What started it, such as `api`."""
