# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimJobCorrelation(Model):
    """What started the job. Servers of 2026-08 only."""

    execution_id: str | None = attrs.field(default=None, metadata=wire("executionId", STRING))
    """The run's id."""
    request_id: str | None = attrs.field(default=None, metadata=wire("requestId", STRING))
    """The server's id of the request that queued it."""
    source: str | None = attrs.field(default=None, metadata=wire("source", STRING))
    """The part of the server that queued it, such as `workflow`."""
    workflow_id: str | None = attrs.field(default=None, metadata=wire("workflowId", STRING))
    """The workflow."""
    trigger_type: str | None = attrs.field(default=None, metadata=wire("triggerType", STRING))
    """What started it, such as `api`."""
