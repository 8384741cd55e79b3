"""Sim as a service of the mock: a handler for each operation, and the small endpoints of v1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from ...document.headers import iso
from ...document.request import Request
from ...engine.session import Session
from ...engine.timeline import Timeline
from .. import formatting
from ..base import AnyHandler, Handler, OperationService
from .context import Context, user_agent
from .errors import ERRORS, ErrorForm, code_of
from .execution import EXECUTIONS
from .runs import HANDLERS
from .state import RESUMING, STORAGE_LIMIT, SUCCESSES, Counter, Run, SimState

# The estimate of the server of 2025-10, always: three minutes.
_ESTIMATE_MS = 180_000


def workflow_status(context: Context) -> Timeline:
    """GET /api/workflows/{id}/status. The server of 2025-10 asks for no key here."""
    newer = not context.oldest
    # Errors of this path carry the request's id since 2026-08.
    request_id = {"requestId": context.fills()["request_id"]} if newer else None
    if newer and not (context.key and context.key_accepted):
        context.fail(ErrorForm(401, "Unauthorized", None, request_id))
    name, stage = ("", "") if context.error is None else (context.error.name, context.error.stage)
    if name == "not_found" or (newer and (context.foreign or stage == "workflow")):
        code = "WORKFLOW_NOT_FOUND" if newer else None
        context.fail(ErrorForm(404, "Workflow not found", code, request_id))
    deployed = name != "not_deployed"
    body = {
        "isDeployed": deployed,
        "deployedAt": iso(context.state.published_at) if deployed else None,
        "needsRedeployment": context.behaviour.stale and deployed,
    }
    return context.v1(200, body)


def job_status(context: Context) -> Timeline:
    """GET /api/jobs/{taskId}."""
    newer = not context.oldest
    _check_key(context, told_apart=newer)
    task_id = context.path("taskId")
    run = context.state.jobs.get(task_id)
    if run is None:
        _fail_coded(context, 404, "Task not found")
    if newer and run.owner != formatting.named_uuid(context.key):
        _fail_coded(context, 403, "Access denied")
    run.observe(context.now)
    context.verdict = context.state.look(context.key, "async", context.now)
    return context.v1(200, (_job_2026 if newer else _job_2025)(run, task_id))


def _check_key(context: Context, *, told_apart: bool) -> None:
    """Only the job status of 2026-08 distinguishes a missing key from a bad one."""
    if not (context.key_accepted and context.key):
        message = "Authentication required"
        if told_apart:
            message = ERRORS["bad_key" if context.key_sent else "no_key"].forms["2026-08"].message
        _fail_coded(context, 401, message)


def _fail_coded(context: Context, status: int, message: str) -> NoReturn:
    # These paths kept the derived codes that executing has lost.
    context.fail(ErrorForm(status, message, code_of(message)))


def _job_state(run: Run, *, oldest: bool) -> str:
    """A job's state. One that paused is completed; in 2025-10, one whose run failed as well."""
    end, planned = run.end, run.progress.plan.end
    if end == "paused" or (oldest and end == "failed" and planned != end and not run.crash):
        return "completed"
    return end or run.progress.state or "unknown"


def _job_2025(run: Run, task_id: str) -> dict[str, Any]:
    state = _job_state(run, oldest=True)
    progress = run.progress
    metadata: dict[str, Any] = {}
    if progress.started_at is not None:
        metadata["startedAt"] = iso(progress.started_at)
    job = {"success": True, "taskId": task_id, "status": state, "metadata": metadata}
    if state in ("completed", "failed") and progress.ended_at is not None:
        started = progress.started_at or progress.created_at
        metadata["completedAt"] = iso(progress.ended_at)
        metadata["duration"] = round((progress.ended_at - started) * 1000)
    if state == "completed":
        job["output"] = _job_output(run)
    elif state == "failed":
        error = progress.plan.error
        message = {"message": run.failure, "name": "Error"}  # as the queue writes it
        job["error"] = error if isinstance(error, dict) else message
    elif state in ("queued", "processing"):
        job["estimatedDuration"] = _ESTIMATE_MS
    return job


def _job_2026(run: Run, task_id: str) -> dict[str, Any]:
    state = _job_state(run, oldest=False)
    correlation = {
        "executionId": run.id,
        "requestId": formatting.named_uuid(run.id)[:8],
        "source": "workflow",
        "workflowId": run.workflow_id,
        "triggerType": run.trigger,
    }
    job = {
        "success": True,
        "taskId": task_id,
        "status": {"queued": "pending", RESUMING: "pending"}.get(state, state),
        "metadata": {
            "workflowId": run.workflow_id,
            "userId": run.owner,
            "workspaceId": formatting.named_uuid("workspace", run.owner),
            "correlation": correlation,
        },
    }
    if state == "completed":
        job["output"] = _job_output(run)
    elif state == "failed":
        job["output"] = None
        job["error"] = run.progress.plan.error or run.failure
    return job


def _job_output(run: Run) -> dict[str, Any]:
    """The output of a job, with the workflow's own inside."""
    return {
        "success": run.result.status in SUCCESSES,
        "workflowId": run.workflow_id,
        "executionId": run.id,
        "output": run.result.output,
        "executedAt": iso(run.progress.ended_at or run.progress.created_at),
        "metadata": {"triggerType": run.trigger},
    }


def usage_limits(context: Context) -> Timeline:
    """GET /api/users/me/usage-limits."""
    _check_key(context, told_apart=False)
    state, options = context.state, context.options
    usage = {
        "currentPeriodCost": formatting.number(round(state.usage, 6)),
        "limit": formatting.number(state.usage_cap),
        "plan": options.plan,
    }
    storage = {
        "usedBytes": state.stored_bytes,
        "limitBytes": STORAGE_LIMIT,
        "percentUsed": formatting.number(state.stored_bytes / STORAGE_LIMIT * 100),
    }
    rates = {"sync": _bucket(context, "sync"), "async": _bucket(context, "async")}
    body = {"success": True, "rateLimit": {**rates, "authType": "api"}, "usage": usage}
    return context.v1(200, body | {"storage": storage})


def _bucket(context: Context, counter: Counter) -> dict[str, Any]:
    verdict = context.state.look(context.key, counter, context.now)
    sizes = {"limit": verdict.limit}
    if not context.oldest:
        rate = context.rate(counter) if context.options.rate_limits else verdict.limit
        sizes = {"requestsPerMinute": rate, "maxBurst": verdict.limit}
    rest = {"remaining": verdict.remaining, "resetAt": iso(verdict.reset_at)}
    return {"isLimited": verdict.remaining == 0, **sizes, **rest}


_EDGE = (user_agent, "edge")


class Sim(OperationService[Context]):
    """Sim's behaviour. All of its state is in the session; one instance serves any number."""

    name = "sim"
    state_type = SimState
    context = Context
    handlers: Mapping[str, AnyHandler[Context]] = {
        **EXECUTIONS,
        **HANDLERS,
        "getWorkflowStatus": Handler(workflow_status, _EDGE),
        "getJobStatus": Handler(job_status, _EDGE),
        "getUsageLimits": Handler(usage_limits, _EDGE),
    }

    def not_found(
        self, session: Session, request: Request, allow: tuple[str, ...]
    ) -> Timeline | None:
        """The framework's answer to a method that a path doesn't have; it names no other."""
        return Timeline.reply(405, b"") if allow else None
