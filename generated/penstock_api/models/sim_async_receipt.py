# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import BOOLEAN, STRING, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimAsyncReceipt(Model):
    """The receipt of a queued run. In 2025-10: success, taskId, status, createdAt and links. In
    2026-08: success, async, jobId, message, statusUrl and (since February 2026) executionId.
    """

    success: bool = attrs.field(default=None, metadata=wire("success", BOOLEAN, required=True))
    """Always true."""
    task_id: str | None = attrs.field(default=None, metadata=wire("taskId", STRING))
    """The job's id, for `/api/jobs/{taskId}`."""
    status: models.SimJobState | None = attrs.field(default=None, metadata=wire("status", STRING))
    """Always `queued`."""
    created_at: str | None = attrs.field(default=None, metadata=wire("createdAt", STRING))
    links: models.SimJobLinks | None = attrs.field(
        default=None, metadata=wire("links", Ref(lambda: models.SimJobLinks))
    )
    async_execution: bool | None = attrs.field(default=None, metadata=wire("async", BOOLEAN))
    """Always true."""
    job_id: str | None = attrs.field(default=None, metadata=wire("jobId", STRING))
    """The job's id, for `/api/jobs/{taskId}`."""
    run_id: str | None = attrs.field(default=None, metadata=wire("executionId", STRING))
    """The run's id."""
    message: str | None = attrs.field(default=None, metadata=wire("message", STRING))
    """A sentence for people."""
    status_url: str | None = attrs.field(default=None, metadata=wire("statusUrl", STRING))
    """The job's absolute address."""
