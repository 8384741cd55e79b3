"""Queued runs as Sim tells of them: jobs of v1 and runs of v2, each in the other's form."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from penstock._sse import is_stream_text, is_stream_type
from penstock._values import array, mapping, number, text
from penstock.sim._outputs import unwrap
from penstock.sim._types import (
    AsyncExecutionResult,
    Cancellation,
    JobStatus,
    PausedExecution,
    PausePoint,
    Run,
    RunPage,
    WorkflowExecutionResult,
)
from penstock.sim._wire import (
    answered,
    failure,
    json_object,
    parsed,
    rate_limit_info,
    receipt,
    unreadable,
    v1_result,
    v2_result,
    with_output,
)

if TYPE_CHECKING:
    from penstock._message import Answer


def job(answer: Answer) -> JobStatus:
    """Return a job of v1."""
    body = json_object(answer)
    if text(body.get("status")) is None:
        unreadable(answer, "the answer doesn't say how the job is")
    limit = rate_limit_info(answer.limits)
    return JobStatus(body, raw=body, attempts=answer.attempts, rate_limit=limit)


def job_of_run(found: Run) -> JobStatus:
    """Return a run of v2 in the form of a job, so that one loop can wait for either."""
    values: dict[str, Any] = {
        "success": True,
        "taskId": found.run_id,
        "runId": found.run_id,
        "workflowId": found.workflow_id,
        "status": found.status,
        "metadata": {"startedAt": _iso(found.started_at)},
    }
    if found.is_finished:  # a paused run has these times, too
        values["metadata"] |= {
            "completedAt": _iso(found.ended_at),
            "duration": found.duration_ms,
        }
    if found.paused is not None:
        values["paused"] = found.paused
    if found.status == "completed":
        values["output"] = found.raw.get("output")  # as it was sent, like a job's
    if found.error is not None:
        values["error"] = found.error
    return JobStatus(values, raw=found.raw, attempts=found.attempts, rate_limit=found.rate_limit)


def _iso(moment: object) -> str | None:
    return moment.isoformat() if isinstance(moment, datetime) else None


def run(answer: Answer) -> Run:
    """Return a run of v2."""
    return _run(answer, json_object(answer))


def execution(answer: Answer) -> Run:
    """Return a run of v1, whose fields have other names."""
    body = json_object(answer)
    renamed = {
        "runId": body.get("executionId"),
        "durationMs": body.get("totalDurationMs"),
        "output": body.get("finalOutput"),
    }
    found = _run(answer, {**body, **renamed})
    found.raw = body
    return found


def _run(answer: Answer, data: object) -> Run:
    """Return a run; ids that it lacks are left to the caller, which has asked by them."""
    if not isinstance(data, dict) or text(data.get("status")) is None:
        unreadable(answer, "the answer doesn't say how the run is")
    cost = mapping(data.get("cost")) or {}
    message, code, _ = failure(data.get("error"))
    output = unwrap(data.get("output"))
    return Run(
        run_id=text(data.get("runId")) or "",
        workflow_id=text(data.get("workflowId")) or "",
        status=data["status"],
        trigger=text(data.get("trigger")),
        started_at=_moment(data.get("startedAt")),
        ended_at=_moment(data.get("endedAt")),
        duration_ms=number(data.get("durationMs")),
        cost=number(cost.get("total")),
        output=output.value,
        response_status=output.status,
        response_headers=output.headers,
        error=message,
        error_code=code,
        paused=mapping(data.get("paused")),
        block_outputs=mapping(data.get("blockOutputs")),
        attempts=answer.attempts,
        rate_limit=rate_limit_info(answer.limits),
        raw=data,
    )


def _moment(value: object) -> datetime | None:
    """Return an ISO 8601 time; None if it is none, which costs the run nothing else."""
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def run_page(answer: Answer, workflow_id: str) -> RunPage:
    """Return one page of the list of a workflow's runs."""
    body = parsed(answer)
    data = body.get("data") if isinstance(body, dict) else None
    if not isinstance(data, list):
        unreadable(answer, "the answer holds no list of runs")
    runs = [_run(answer, item) for item in data]
    for found in runs:
        if not found.run_id:
            unreadable(answer, "the list holds a run without an id")
        found.workflow_id = found.workflow_id or workflow_id
    return RunPage(
        runs,
        _cursor(answer, body.get("nextCursor")),
        attempts=answer.attempts,
        rate_limit=rate_limit_info(answer.limits),
        raw=body,
    )


def _cursor(answer: Answer, value: object) -> str | None:
    """Return where the next page begins; it is going to be sent, so it must be Unicode."""
    if value is None or value == "":
        return None
    if not isinstance(value, str) or value.encode("utf-8", "ignore").decode() != value:
        unreadable(answer, "the answer's nextCursor is no text")
    return value


def cancellation(answer: Answer) -> Cancellation:
    """Return what came of a cancellation; `success` can be False with status 200."""
    data = json_object(answer, "SimRunCancellation")
    return Cancellation(
        success=data.get("success") is True,
        run_id=text(data.get("runId")) or text(data.get("executionId")) or "",
        reason=text(data.get("reason")),
        attempts=answer.attempts,
        rate_limit=rate_limit_info(answer.limits),
        raw=data,
    )


def result_of_job(status: JobStatus, workflow_id: str | None = None) -> WorkflowExecutionResult:
    """Return a job of v1, or a run of v2 in its form, as a result."""
    if status.get("runId"):
        found = v2_result(status.raw)
        found.run_id = status.run_id
    else:
        found = WorkflowExecutionResult(
            success=status.succeeded,
            error=status.error_message,
            metadata={name: v for name, v in status["metadata"].items() if v is not None},
            run_id=status.run_id,
            status=_status(status),
            error_code=failure(status.error_message)[1],
        )
        with_output(found, status.unwrapped, status.paused)
    found.workflow_id = found.workflow_id or workflow_id
    found.raw, found.attempts, found.rate_limit = status.raw, status.attempts, status.rate_limit
    return found


def _status(job: JobStatus) -> str:
    """Return the status of a job's run: the job itself may be completed all the same."""
    if job.succeeded:
        return "completed"
    if job.is_paused:
        return "paused"
    return "failed" if job["status"] == "completed" else str(job["status"])


def paused_executions(answer: Answer) -> list[PausedExecution]:
    """Return the paused runs of v1."""
    listed = json_object(answer).get("pausedExecutions")
    if not isinstance(listed, list):
        unreadable(answer, "the answer holds no list of paused runs")
    found = [_paused_execution(answer, each) for each in listed]
    if not all(each.run_id for each in found):
        unreadable(answer, "the answer doesn't say which runs are paused")
    return found


def paused_execution(answer: Answer) -> PausedExecution:
    """Return a paused run of v1."""
    return _paused_execution(answer, json_object(answer))


def pause_point(answer: Answer) -> PausePoint:
    """Return one pause of a run of v1."""
    data = mapping(json_object(answer).get("pausePoint"))
    if data is None:
        unreadable(answer, "the answer holds no pause")
    return _pause_point(data)


def _paused_execution(answer: Answer, data: object) -> PausedExecution:
    if not isinstance(data, dict) or text(data.get("status")) is None:
        unreadable(answer, "the answer doesn't say how the paused run is")
    points = filter(None, map(mapping, array(data.get("pausePoints")) or ()))
    return PausedExecution(
        run_id=text(data.get("executionId")) or "",
        workflow_id=text(data.get("workflowId")) or "",
        status=data["status"],
        pause_points=[_pause_point(each) for each in points],
        paused_at=_moment(data.get("pausedAt")),
        expires_at=_moment(data.get("expiresAt")),
        attempts=answer.attempts,
        raw=data,
    )


def _pause_point(data: dict[str, Any]) -> PausePoint:
    return PausePoint(
        context_id=text(data.get("contextId")) or "",
        status=text(data.get("resumeStatus")) or "",
        block_id=text(data.get("blockId")),
        output=unwrap(data.get("response")).value,
        registered_at=_moment(data.get("registeredAt")),
        raw=data,
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
    body = json_object(answer)
    if answer.status == 202 or not isinstance(body.get("success"), bool):
        return receipt(answer, workflow_id, now_epoch)
    found = v1_result(body)
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
        got.metadata["runId"] = run_id
    return got


def receipt_of_run(found: Run, attempts: int) -> AsyncExecutionResult:
    """Return the receipt that a run of v2 was answered with, when that answer was lost.

    `attempts` are those of the request that was lost.
    """
    return AsyncExecutionResult(
        success=True,
        task_id=found.run_id,
        status=found.status,
        created_at=_iso(found.started_at) or "",
        links={},
        run_id=found.run_id,
        workflow_id=found.workflow_id,
        kind="run",
        attempts=attempts,
        rate_limit=found.rate_limit,
        raw=found.raw,
    )
