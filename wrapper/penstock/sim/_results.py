"""Answers of any dialect, as the dataclasses of the documented page.

The dialects are v1 of 2025-10, the documented one, v1 of 2026-08, and v2. The document's models
read them; what is decided here is which of them an answer is, and how its run stands by it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final

from penstock._core.decoding import mapping, parsed, text, unreadable
from penstock._core.sse import is_stream_text, is_stream_type
from penstock.sim._errors import failure, is_v1_result
from penstock.sim._outputs import Output, as_json, authored_headers, unwrap
from penstock.sim._types import (
    AsyncExecutionResult,
    UsageLimits,
    WorkflowExecutionResult,
    WorkflowStatus,
    told,
)
from penstock_api import models

if TYPE_CHECKING:
    from penstock._core.message import Answer
    from penstock.sim._events import FinalEvent
    from penstock.sim._jobs import JobStatus
    from penstock.sim._models import AccountLimits, Deployment, Run


def result(
    answer: Answer,
    workflow_id: str | None = None,
    *,
    enveloped: bool = False,
    queued: bool = False,
) -> WorkflowExecutionResult:
    """Return how a run ended, from an answer of any dialect.

    JSON that is no run's answer is a Response block's, and becomes the output as it is, with the
    status and the headers its author chose. Not so where an envelope is due: v2 has nothing
    without one. Nor of a run that should have been queued: its answer is always
    the service's own.
    """
    body = parsed(answer)
    if enveloped and is_v2_result(body):
        found = v2_result(models.SimRunResult.from_dict(body["data"]))
    elif not enveloped and is_v1_result(body):
        found = v1_result(models.SimExecutionResult.from_dict(body))
    elif enveloped or queued:
        unreadable(answer, "the answer doesn't say how the run ended")
    else:
        found = WorkflowExecutionResult(
            success=True,
            output=body,
            status="completed",
            response_status=answer.status,
            response_headers=authored_headers(answer.headers),
        )
    found.run_id = found.run_id or answer.headers.get("x-run-id")
    found.raw = body
    return answered(found, answer, workflow_id)


def answered(
    found: WorkflowExecutionResult, answer: Answer, workflow_id: str | None
) -> WorkflowExecutionResult:
    """Return the result with what its answer tells beside it."""
    found.workflow_id = found.workflow_id or workflow_id
    found.http_status = answer.status
    vars(found).update(told(answer))
    return found


def is_v2_result(body: object) -> bool:
    """True if this is a run's answer from v2."""
    data = body.get("data") if isinstance(body, dict) else None
    return isinstance(data, dict) and text(data.get("status")) is not None and "runId" in data


def v1_result(
    found: models.SimExecutionResult | models.SimExecutionResume,
) -> WorkflowExecutionResult:
    """Return the result in an answer of v1 that has a boolean `success`."""
    sent = found.raw or {}
    made = _ended(found, text(sent.get("status")), "error" not in sent and "metadata" in sent)
    made.run_id = made.run_id or text(found.run_id)
    if isinstance(found, models.SimExecutionResult):
        made.logs, made.trace_spans = found.logs, found.trace_spans
        made.total_duration = found.total_duration
    return made


def final_result(found: FinalEvent) -> WorkflowExecutionResult:
    """Return the result in the last event of a stream."""
    return _ended(found, found.status, found.error is None)


def _ended(
    found: models.SimExecutionResult | models.SimExecutionResume | FinalEvent,
    status: str | None,
    is_cancelled: bool,
) -> WorkflowExecutionResult:
    """Return the result of v1; its status is mostly left out.

    Only a cancelled run has no error then: `is_cancelled` says so of one without success.
    """
    success = found.success is True
    output = unwrap(found.output) if success else Output(value=found.output)
    if status is None and success:
        status = "completed" if output.paused is None else "paused"
    elif status is None:
        status = "cancelled" if is_cancelled else "failed"
    message, code, detail = failure(found.error)
    made = WorkflowExecutionResult(
        success=success and status != "paused",
        error=message,
        metadata=mapping(as_json(found.metadata)),
        status=status,
        error_code=code,
        error_detail=detail,
        model=found,
    )
    return _with_output(made, output)


def _with_output(
    found: WorkflowExecutionResult, output: Output, paused: dict[str, Any] | None = None
) -> WorkflowExecutionResult:
    """Return the result with its output, and with what a paused run waits for.

    `paused` is what the run itself says of that; the output has it where that says nothing.
    """
    found.output = output.value
    found.response_status, found.response_headers = output.status, output.headers
    if found.status == "paused":
        found.paused = paused or output.paused
        ids = output.paused or {}
        found.run_id = found.run_id or text(ids.get("executionId"))
        found.workflow_id = found.workflow_id or text(ids.get("workflowId"))
    return found


def v2_result(found: models.SimRunResult | Run) -> WorkflowExecutionResult:
    """Return the result in a run of v2, with the official SDK's names for its times."""
    sent = found.raw or {}
    message, code, detail = failure(as_json(found.failure))
    ended_well = found.status in ("completed", "paused")
    output = unwrap(found.raw_output) if ended_well else Output(value=found.raw_output)
    made = WorkflowExecutionResult(
        success=found.status == "completed",
        error=message,
        metadata={
            "duration": found.duration_ms,
            "runId": found.run_id,
            "startTime": sent.get("startedAt"),
            "endTime": sent.get("endedAt"),
        },
        total_duration=found.duration_ms,
        run_id=text(found.run_id),
        workflow_id=text(found.workflow_id),
        status=found.status,
        error_code=code,
        error_detail=detail,
        model=found,
    )
    return _with_output(made, output, mapping(sent.get("paused")))


def result_of_job(status: JobStatus, workflow_id: str | None = None) -> WorkflowExecutionResult:
    """Return a job of v1, or a run of v2 in its form, as a result."""
    if status.run is not None:
        found = v2_result(status.run)
    else:
        found = WorkflowExecutionResult(
            success=status.succeeded,
            error=status.error,
            metadata={name: v for name, v in status["metadata"].items() if v is not None},
            run_id=status.run_id,
            status=_status(status),
            error_code=failure(status.error)[1],
            model=status,
        )
        _with_output(found, status.unwrapped, status.paused)
    found.workflow_id = found.workflow_id or workflow_id
    vars(found).update(told(status))
    return found


def _status(job: JobStatus) -> str:
    """Return the status of a job's run: the job itself may be completed all the same."""
    if job.succeeded:
        return "completed"
    if job.is_paused:
        return "paused"
    return "failed" if job["status"] == "completed" else str(job["status"])


def receipt(answer: Answer, workflow_id: str, now_epoch: float) -> AsyncExecutionResult:
    """Return the receipt of a queued run: taskId (2025-10), jobId (2026-08) or runId (v2)."""
    body = parsed(answer)
    data = body.get("data") if isinstance(body, dict) else None
    found: models.SimRunReceipt | models.SimAsyncReceipt
    if isinstance(data, dict):
        found, job_id = models.SimRunReceipt.from_dict(data), None
    else:
        found = models.SimAsyncReceipt.from_dict(mapping(body) or {})
        job_id = text(found.task_id) or text(found.job_id)
    known = {name: text(getattr(found, name, None)) for name in _RECEIPT}
    if not (job_id or known["run_id"]):
        unreadable(answer, "the server queued no run: its answer holds no id")
    links = mapping(as_json(getattr(found, "links", None))) or {}
    return AsyncExecutionResult(
        success=getattr(found, "success", True) is not False,
        task_id=job_id or "",
        status=known["status"] or "queued",
        created_at=known["created_at"] or _sent_at(answer, now_epoch),
        links={name: link for name, link in links.items() if link and isinstance(link, str)},
        run_id=known["run_id"],
        workflow_id=workflow_id,
        status_url=known["status_url"] or "",
        message=known["message"] or "Workflow execution queued",
        kind="job" if job_id else "run",
        model=found,
        raw=body,
        **told(answer),
    )


_RECEIPT: Final = ("run_id", "status", "created_at", "status_url", "message")


def _sent_at(answer: Answer, now_epoch: float) -> str:
    """Return when the answer was sent, for servers that no longer say when a job was made."""
    try:
        moment = parsedate_to_datetime(answer.headers.get("date", "")).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        moment = datetime.fromtimestamp(now_epoch, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def receipt_of_run(found: Run, attempts: int) -> AsyncExecutionResult:
    """Return the receipt that a run of v2 was answered with, when that answer was lost.

    `attempts` are those of the request that was lost.
    """
    started = found.started_at
    return AsyncExecutionResult(
        success=True,
        task_id=found.run_id,
        status=found.status,
        created_at=started.isoformat() if isinstance(started, datetime) else "",
        run_id=found.run_id,
        workflow_id=found.workflow_id,
        kind="run",
        model=found,
        **{**told(found), "attempts": attempts},
    )


def resumption(
    answer: Answer, workflow_id: str, now_epoch: float
) -> WorkflowExecutionResult | AsyncExecutionResult:
    """Return how a run of v1 went on: a result, also out of a stream, or a receipt."""
    if is_stream_type(answer.headers.get("content-type", "")) or is_stream_text(answer.body):
        from penstock.sim._stream import read_whole

        found = read_whole(answer)
        found.run_id = answer.headers.get("x-execution-id")
        return answered(found, answer, workflow_id)
    body = parsed(answer)
    if answer.status == 202 or not isinstance(body, dict):
        return receipt(answer, workflow_id, now_epoch)
    resumed = models.SimExecutionResume.from_dict(body)
    if not isinstance(resumed.success, bool):
        queued = receipt(answer, workflow_id, now_epoch)
        queued.model = resumed
        return queued
    found = v1_result(resumed)
    found.raw = body
    return answered(found, answer, workflow_id)


def resumed(
    got: WorkflowExecutionResult | AsyncExecutionResult, workflow_id: str, run_id: str, url: str
) -> WorkflowExecutionResult | AsyncExecutionResult:
    """Return what a resume led to, under the id of the run that was resumed.

    The server names a new id and an address of it, by neither of which there ever is a run. A job
    of v1 there is.
    """
    got.resume_id, got.run_id, got.workflow_id = got.run_id, run_id, workflow_id
    if isinstance(got, AsyncExecutionResult):
        if got.kind == "run":
            got.task_id, got.status_url, got.links = run_id, url, {"status": url}
    elif got.metadata is not None and "runId" in got.metadata:
        got.metadata = {**got.metadata, "runId": run_id}
    return got


def workflow_status(found: Deployment) -> WorkflowStatus:
    """Return whether a workflow is deployed."""
    stale = found.needs_redeployment is True
    return WorkflowStatus(found.is_deployed, found.deployed_at, stale, model=found, **told(found))


def usage_limits(found: AccountLimits) -> UsageLimits:
    """Return the account's limits, with `limit` filled in where it has its newer name."""
    sent = found.raw or {}
    rate_limit = dict(mapping(sent.get("rateLimit")) or {})
    for name in ("sync", "async"):
        bucket = rate_limit.get(name)
        if isinstance(bucket, dict) and "limit" not in bucket:
            rate_limit[name] = {**bucket, "limit": bucket.get("requestsPerMinute")}
    return UsageLimits(
        success=found.success is True,
        rate_limit=rate_limit,
        usage=mapping(sent.get("usage")) or {},
        storage=mapping(sent.get("storage")),
        rate_limit_info=found.rate_limit_info,
        attempts=found.attempts,
        headers=found.headers,
        raw=found.raw,
        model=found,
    )
