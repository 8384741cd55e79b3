"""Parse Sim's responses into the results of its documentation.

Three forms are parsed: v1 of 2025-10 (the documented one), v1 of 2026-08, and v2. The emitted
models decode the fields; this module picks the form, and derives a run's status from it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final

from penstock._core.decoding import mapping, text
from penstock._core.results import details_of
from penstock.errors import ResponseError
from penstock.sim._errors import failure, is_v1_result
from penstock.sim._models import (
    AsyncExecutionResult,
    UsageLimits,
    WorkflowExecutionResult,
    WorkflowStatus,
    response_fields,
)
from penstock.sim._outputs import Output, as_json, authored_headers, unwrap
from penstock_api import models
from penstock_api.runtime import Model

if TYPE_CHECKING:
    from penstock._core.message import RawResponse
    from penstock.sim._events import FinalEvent
    from penstock.sim._runs import AccountLimits, Deployment, JobStatus, Run


def started(
    response: RawResponse, workflow_id: str, now: Callable[[], float], *, enveloped: bool
) -> WorkflowExecutionResult | AsyncExecutionResult:
    """Parse the response to a run that was to be queued: its receipt, else its result."""
    if response.status == 202:
        return receipt(response, workflow_id, now())
    return result(response, workflow_id, enveloped=enveloped, queued=True)


def queued(
    response: RawResponse, workflow_id: str, now: Callable[[], float], *, enveloped: bool
) -> AsyncExecutionResult:
    """Parse the receipt of a queued run. Raises ResponseError if the server ran it at once."""
    got = started(response, workflow_id, now, enveloped=enveloped)
    if isinstance(got, AsyncExecutionResult):
        return got
    message = "the server ran the workflow instead of queueing it; `body` holds its response"
    raise ResponseError(message, status=response.status, **details_of(got, run_id=got.run_id))


def result(
    response: RawResponse,
    workflow_id: str | None = None,
    *,
    enveloped: bool = False,
    queued: bool = False,
) -> WorkflowExecutionResult:
    """Parse the response to a run that wasn't queued, of v1 or v2.

    JSON that is no run's result is a Response block's, and becomes the output unchanged, with the
    status and headers its author chose. That is ruled out where an envelope is due, as v2 sends
    nothing without one, and for a run that should have been `queued`: its response is always the
    service's own. Raises ResponseError then.
    """
    body = response.json()
    if enveloped and is_v2_result(body):
        found = v2_result(models.SimRunResult.from_dict(body["data"]))
    elif not enveloped and is_v1_result(body):
        found = v1_result(models.SimExecutionResult.from_dict(body))
    elif enveloped or queued:
        raise response.unreadable("the response holds no result of the run")
    else:
        found = WorkflowExecutionResult(
            success=True,
            output=body,
            status="completed",
            response_status=response.status,
            response_headers=authored_headers(response.headers),
        )
    found.run_id = found.run_id or response.headers.get("x-run-id")
    found.workflow_id = found.workflow_id or workflow_id
    vars(found).update(response_fields(response), raw=body, http_status=response.status)
    return found


def is_v2_result(body: object) -> bool:
    """Return whether JSON is v2's envelope around a run's result."""
    data = body.get("data") if isinstance(body, dict) else None
    return isinstance(data, dict) and text(data.get("status")) is not None and "runId" in data


def v1_result(
    end: models.SimExecutionResult | models.SimExecutionResume | FinalEvent,
) -> WorkflowExecutionResult:
    """Return the result in a response of v1 with a boolean `success`, or in a stream's last event.

    Both mostly leave out the status. Only a cancelled run has neither succeeded nor an error.
    """
    if isinstance(end, Model):
        sent = end.raw or {}
        status, metadata = text(sent.get("status")), mapping(sent.get("metadata"))
        has_no_error = "error" not in sent and "metadata" in sent
    else:
        status, metadata, has_no_error = end.status, end.metadata, end.error is None
    succeeded = end.success is True
    # The output of a failed block may look like an envelope, and is none.
    output = unwrap(end.output) if succeeded else Output(value=end.output)
    if status is None and succeeded:
        status = "completed" if output.paused is None else "paused"
    elif status is None:
        status = "cancelled" if has_no_error else "failed"
    succeeded = succeeded and status != "paused"
    return _result(end, succeeded, status, output, end.error, metadata=metadata)


def v2_result(end: models.SimRunResult | Run) -> WorkflowExecutionResult:
    """Return the result in a run of v2, with the official SDK's names for its times."""
    sent, went_well = end.raw or {}, end.status in ("completed", "paused")
    return _result(
        end,
        end.status == "completed",
        end.status,
        unwrap(end.raw_output) if went_well else Output(value=end.raw_output),
        as_json(end.failure),
        paused=mapping(sent.get("paused")),
        total_duration=end.duration_ms,
        metadata={
            "duration": end.duration_ms,
            "runId": end.run_id,
            "startTime": sent.get("startedAt"),
            "endTime": sent.get("endedAt"),
        },
    )


def result_of_job(status: JobStatus, workflow_id: str | None = None) -> WorkflowExecutionResult:
    """Return the result of a job of v1, or of a run of v2 in a job's form."""
    if status.run is not None:
        found = v2_result(status.run)
    else:
        metadata = {name: v for name, v in status["metadata"].items() if v is not None}
        ended_as = str(status["status"])
        if status.succeeded or ended_as == "completed":  # a job may be, although its run failed
            ended_as = "completed" if status.succeeded else "failed"
        if status.is_paused:
            ended_as = "paused"
        found = _result(
            status,
            status.succeeded,
            ended_as,
            status.unwrapped,
            status.error,
            paused=status.paused,
            metadata=metadata,
        )
    found.workflow_id = found.workflow_id or workflow_id
    vars(found).update(response_fields(status))
    return found


def _result(
    end: Any,
    succeeded: bool,
    status: str | None,
    output: Output,
    error: object,
    *,
    paused: dict[str, Any] | None = None,
    **values: Any,
) -> WorkflowExecutionResult:
    """Return the documented result for a run's end, whatever its form."""
    is_paused = status == "paused"
    message, code, detail = (None, None, None) if error is None else failure(error)
    values.setdefault("total_duration", getattr(end, "total_duration", None))
    made = WorkflowExecutionResult(
        success=succeeded,
        output=output.value,
        error=message,
        error_code=code,
        error_detail=detail,
        status=status,
        paused=paused or output.paused if is_paused else None,
        response_status=output.status,
        response_headers=output.headers,
        run_id=text(getattr(end, "run_id", None)),
        workflow_id=text(getattr(end, "workflow_id", None)),
        logs=getattr(end, "logs", None),
        trace_spans=getattr(end, "trace_spans", None),
        model=end,
        **values,
    )
    if is_paused and output.paused:
        made.run_id = made.run_id or text(output.paused.get("executionId"))
        made.workflow_id = made.workflow_id or text(output.paused.get("workflowId"))
    return made


def receipt(response: RawResponse, workflow_id: str, now_epoch: float) -> AsyncExecutionResult:
    """Parse the receipt of a queued run: taskId (2025-10), jobId (2026-08) or runId (v2).

    Raises ResponseError for a response without an id.
    """
    body = response.json()
    data = body.get("data") if isinstance(body, dict) else None
    found: models.SimRunReceipt | models.SimAsyncReceipt
    if isinstance(data, dict):
        found, job_id = models.SimRunReceipt.from_dict(data), None
    else:
        found = models.SimAsyncReceipt.from_dict(mapping(body) or {})
        job_id = text(found.task_id) or text(found.job_id)
    known = {name: text(getattr(found, name, None)) for name in _RECEIPT}
    if not (job_id or known["run_id"]):
        raise response.unreadable("the server queued no run: its response holds no id")
    links = mapping(as_json(getattr(found, "links", None))) or {}
    return AsyncExecutionResult(
        success=getattr(found, "success", True) is not False,
        task_id=job_id or "",
        status=known["status"] or "queued",
        created_at=known["created_at"] or _sent_at(response, now_epoch),
        links={name: link for name, link in links.items() if link and isinstance(link, str)},
        run_id=known["run_id"],
        workflow_id=workflow_id,
        status_url=known["status_url"] or "",
        message=known["message"] or "Workflow execution queued",
        kind="job" if job_id else "run",
        model=found,
        raw=body,
        **response_fields(response),
    )


_RECEIPT: Final = ("run_id", "status", "created_at", "status_url", "message")


def _sent_at(response: RawResponse, now_epoch: float) -> str:
    """Return the time of the response, in place of the job's, which newer servers don't send."""
    try:
        moment = parsedate_to_datetime(response.headers.get("date", "")).astimezone(datetime.UTC)
    except (ValueError, TypeError, OverflowError):
        moment = datetime.datetime.fromtimestamp(now_epoch, datetime.UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def receipt_of_run(found: Run, attempts: int) -> AsyncExecutionResult:
    """Return the receipt for a run of v2 whose own receipt was lost.

    `attempts` counts those of the request that got no response.
    """
    started = found.started_at
    return AsyncExecutionResult(
        success=True,
        task_id=found.run_id,
        status=found.status,
        created_at=started.isoformat() if isinstance(started, datetime.datetime) else "",
        run_id=found.run_id,
        workflow_id=found.workflow_id,
        kind="run",
        model=found,
        **{**response_fields(found), "attempts": attempts},
    )


def resumed(
    got: WorkflowExecutionResult | AsyncExecutionResult, workflow_id: str, run_id: str, url: str
) -> WorkflowExecutionResult | AsyncExecutionResult:
    """Return the result or receipt of a resume with the ids of the run that was resumed.

    The server sends a new id and its address, but no run ever has them. Only the id of a job of v1
    is one to look up.
    """
    got.resume_id, got.run_id, got.workflow_id = got.run_id, run_id, workflow_id
    if isinstance(got, AsyncExecutionResult):
        if got.kind == "run":
            got.task_id, got.status_url, got.links = run_id, url, {"status": url}
    elif got.metadata is not None and "runId" in got.metadata:
        got.metadata = {**got.metadata, "runId": run_id}
    return got


def workflow_status(found: Deployment) -> WorkflowStatus:
    """Return the documented form of a workflow's deployment."""
    stale = found.needs_redeployment is True
    return WorkflowStatus(
        found.is_deployed, found.deployed_at, stale, model=found, **response_fields(found)
    )


def usage_limits(found: AccountLimits) -> UsageLimits:
    """Return the documented form of the account's limits; `limit` has a newer name on the wire."""
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
