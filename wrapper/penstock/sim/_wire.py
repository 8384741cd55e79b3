"""What Sim answers, in each of its dialects, read into one set of types.

The dialects: A is the documented one, C and D are v1 afterwards, E is v2. Their answers differ
in where things stand, so one reader looks in all places; nothing here asks which server it was.
The generated models aren't used for it: they refuse an answer that lacks one field, where here a
missing field costs only itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import ceil
from typing import TYPE_CHECKING, Any, NoReturn, cast

from penstock import _replies
from penstock._values import array, mapping, number, text
from penstock.sim._outputs import Output, authored_headers, unwrap
from penstock.sim._refusals import is_about_usage, is_v1_result
from penstock.sim._types import (
    AsyncExecutionResult,
    RateLimitInfo,
    UsageLimits,
    WorkflowExecutionResult,
    WorkflowStatus,
)

if TYPE_CHECKING:
    from penstock._message import Answer
    from penstock.ratelimit import RateLimit


def parsed(answer: Answer) -> Any:
    """Return the answer's JSON. Raises ResponseError if it isn't any."""
    return _replies.parsed(answer)


def unreadable(answer: Answer, why: str) -> NoReturn:
    """Raise ResponseError for an answer that can't be used."""
    _replies.unreadable(answer, why)


def json_object(answer: Answer, schema: str | None = None) -> dict[str, Any]:
    """Return the answer's JSON object, out of v2's envelope if it is in one.

    Raises ResponseError if it is none, or has none of the fields that its schema requires.
    """
    body = parsed(answer)
    data = body.get("data") if isinstance(body, dict) else None
    found = data if isinstance(data, dict) else body
    _replies.check_object(answer, found, schema)
    return cast("dict[str, Any]", found)


def rate_limit_info(
    limits: tuple[RateLimit, ...], wait: float | None = None
) -> RateLimitInfo | None:
    """Return the limit that is nearest to being reached, in the documented form."""
    if not limits:
        return None
    tightest = min(limits, key=lambda told: _or(told.remaining, 1 << 62))
    return RateLimitInfo(
        limit=tightest.limit or 0,
        remaining=tightest.remaining or 0,
        reset=int(tightest.reset_at or 0),
        retry_after=None if wait is None else ceil(wait),
    )


def _or(value: int | None, default: int) -> int:
    return default if value is None else value


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
    without one. Nor of a run that should have been queued: its answer is nobody's but the
    service's.
    """
    body = parsed(answer)
    if enveloped and is_v2_result(body):
        found = v2_result(body["data"])
    elif not enveloped and is_v1_result(body):
        found = v1_result(body)
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
    found.http_status, found.attempts = answer.status, answer.attempts
    found.rate_limit = rate_limit_info(answer.limits)
    return found


def is_v2_result(body: object) -> bool:
    """Whether this is a run's answer from v2."""
    data = body.get("data") if isinstance(body, dict) else None
    return isinstance(data, dict) and text(data.get("status")) is not None and "runId" in data


def v1_result(body: Mapping[str, Any]) -> WorkflowExecutionResult:
    """Return the result in a v1 answer, or in the last frame of a stream."""
    message, code, detail = failure(body.get("error"))
    output = unwrap(body.get("output")) if body["success"] else Output(value=body.get("output"))
    status = text(body.get("status")) or _v1_status(body, output)
    found = WorkflowExecutionResult(
        success=body["success"] and status != "paused",
        error=message,
        logs=array(body.get("logs")),
        metadata=mapping(body.get("metadata")),
        trace_spans=array(body.get("traceSpans")),
        total_duration=number(body.get("totalDuration")),
        run_id=text(body.get("executionId")),
        status=status,
        error_code=code,
        error_detail=detail,
    )
    return with_output(found, output)


def _v1_status(body: Mapping[str, Any], output: Output) -> str:
    """Return a run's status, which v1 doesn't send: only a cancelled run has no error."""
    if body["success"]:
        return "completed" if output.paused is None else "paused"
    return "cancelled" if "error" not in body and "metadata" in body else "failed"


def with_output(
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


def v2_result(data: Mapping[str, Any]) -> WorkflowExecutionResult:
    """Return the result in a v2 answer's data, with the official SDK's names for its times."""
    message, code, detail = failure(data.get("error"))
    ended_well = data["status"] in ("completed", "paused")
    output = unwrap(data.get("output")) if ended_well else Output(value=data.get("output"))
    found = WorkflowExecutionResult(
        success=data["status"] == "completed",
        error=message,
        metadata={
            "duration": data.get("durationMs"),
            "runId": data.get("runId"),
            "startTime": data.get("startedAt"),
            "endTime": data.get("endedAt"),
        },
        total_duration=number(data.get("durationMs")),
        run_id=text(data.get("runId")),
        workflow_id=text(data.get("workflowId")),
        status=data["status"],
        error_code=code,
        error_detail=detail,
    )
    return with_output(found, output, mapping(data.get("paused")))


def failure(error: object) -> tuple[str | None, str | None, dict[str, Any] | None]:
    """Return an error's message, code and whole object; v1 sends the message alone."""
    if isinstance(error, dict):
        return str(error.get("message") or error), text(error.get("code")), error
    message = None if error is None else str(error)
    return message, "USAGE_LIMIT_EXCEEDED" if is_about_usage(message) else None, None


def receipt(answer: Answer, workflow_id: str, now_epoch: float) -> AsyncExecutionResult:
    """Return the receipt of a queued run: taskId (A), jobId (C, D) or runId (E)."""
    body = json_object(answer)
    job_id = text(body.get("taskId")) or text(body.get("jobId"))
    run_id = text(body.get("runId")) or text(body.get("executionId"))
    task_id = job_id or run_id
    if task_id is None:
        unreadable(answer, "the server queued no run: its answer holds no id")
    links = mapping(body.get("links")) or {}
    return AsyncExecutionResult(
        success=body.get("success") is not False,
        task_id=task_id,
        status=text(body.get("status")) or "queued",
        created_at=text(body.get("createdAt")) or _sent_at(answer, now_epoch),
        links={name: link for name, link in links.items() if link and isinstance(link, str)},
        run_id=run_id,
        status_url=text(body.get("statusUrl")) or "",
        message=text(body.get("message")) or "Workflow execution queued",
        workflow_id=workflow_id,
        kind="job" if job_id else "run",
        attempts=answer.attempts,
        rate_limit=rate_limit_info(answer.limits),
        raw=parsed(answer),
    )


def _sent_at(answer: Answer, now_epoch: float) -> str:
    """Return when the answer was sent, for servers that no longer say when a job was made."""
    try:
        moment = parsedate_to_datetime(answer.headers.get("date", "")).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        moment = datetime.fromtimestamp(now_epoch, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def workflow_status(answer: Answer) -> WorkflowStatus:
    """Return whether a workflow is deployed."""
    body = json_object(answer)
    if not isinstance(body.get("isDeployed"), bool):
        unreadable(answer, "the answer doesn't say whether the workflow is deployed")
    return WorkflowStatus(
        is_deployed=body["isDeployed"],
        deployed_at=text(body.get("deployedAt")),
        needs_redeployment=bool(body.get("needsRedeployment")),
        attempts=answer.attempts,
        rate_limit=rate_limit_info(answer.limits),
        raw=body,
    )


def usage_limits(answer: Answer) -> UsageLimits:
    """Return the account's limits, with `limit` filled in where it has its newer name."""
    body = json_object(answer, "SimUsageLimits")
    rate_limit = dict(mapping(body.get("rateLimit")) or {})
    for name in ("sync", "async"):
        bucket = rate_limit.get(name)
        if isinstance(bucket, dict) and "limit" not in bucket:
            rate_limit[name] = {**bucket, "limit": bucket.get("requestsPerMinute")}
    return UsageLimits(
        success=body.get("success") is True,
        rate_limit=rate_limit,
        usage=mapping(body.get("usage")) or {},
        storage=mapping(body.get("storage")),
        rate_limit_info=rate_limit_info(answer.limits),
        attempts=answer.attempts,
        raw=body,
    )
