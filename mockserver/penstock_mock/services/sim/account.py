"""The other endpoints of v1: a workflow's status, a job's, and the limits of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...engine.timeline import Timeline
from ..base import Handler, RequestError
from . import errors, formatting
from .context import Context
from .errors import NOT_DEPLOYED, NOT_FOUND, V1
from .execution import user_agent
from .limits import Counter, Verdict
from .state import RESUMING, STORAGE_LIMIT, Run

# What the documented server always estimates: three minutes.
_ESTIMATE_MS = 180_000


def workflow_status(context: Context) -> Timeline:
    """GET /api/workflows/{id}/status. The documented server asks for no key here."""
    today = context.surface == "2026-08"
    if today and not (context.key and context.key_accepted):
        raise RequestError(_with_id(context, V1(401, "Unauthorized")))
    refusing = context.behaviour.refusing
    error = None if refusing is None else refusing.error
    concealed = context.foreign or (error is not None and error.stage == "workflow")
    if error is NOT_FOUND or (today and concealed):
        code = "WORKFLOW_NOT_FOUND" if today else None
        raise RequestError(_with_id(context, V1(404, "Workflow not found", code)))
    deployed = error is not NOT_DEPLOYED
    body = {
        "isDeployed": deployed,
        "deployedAt": formatting.iso(context.state.deployed_at) if deployed else None,
        "needsRedeployment": context.behaviour.stale and deployed,
    }
    return context.v1(200, body)


def _with_id(context: Context, error: V1) -> Timeline:
    """Today's status errors carry the request's id."""
    given = dict(context.extra).get("x-request-id")
    extra = {} if given is None else {"requestId": given}
    return context.v1_error(V1(error.status, error.error, error.code, extra))


def job_status(context: Context) -> Timeline:
    """GET /api/jobs/{taskId}."""
    today = context.surface == "2026-08"
    _key(context, told_apart=today)
    task_id = str(context.call.path_params.get("taskId", ""))
    run = context.state.jobs.get(task_id)
    if run is None:
        raise RequestError(_coded(context, 404, "Task not found"))
    if today and run.owner != formatting.named_uuid(context.key):
        raise RequestError(_coded(context, 403, "Access denied"))
    run.observe(context.now)
    context.verdict = context.state.look(
        context.key, "async", context.now
    )  # told where options ask so
    return context.v1(200, (_today_job if today else _documented_job)(run, task_id))


def _key(context: Context, *, told_apart: bool) -> None:
    """Check the key. Only today's job status tells a missing one from a bad one apart."""
    if context.key_accepted and context.key:
        return
    message = "Authentication required"
    if told_apart:
        keyless = context.header("x-api-key") is None
        message = (errors.NO_KEY if keyless else errors.BAD_KEY).today.error
    raise RequestError(_coded(context, 401, message))


def _coded(context: Context, status: int, message: str) -> Timeline:
    """These paths kept the derived codes that executing has lost."""
    return context.v1_error(V1(status, message, formatting.code_of(message)))


def _state(run: Run) -> str:
    """A job's state: "completed" for a run that failed, on the documented server."""
    if run.cancelled_at is not None:
        return "cancelled"
    if not run.progress.ended:
        return run.progress.state or "unknown"
    end = run.progress.plan.end
    return end if end in ("completed", "failed", "cancelled") else ""


def _documented_job(run: Run, task_id: str) -> dict[str, Any]:
    state = _state(run) or ("failed" if run.crash else _ended(run, failed="completed"))
    progress = run.progress
    metadata: dict[str, Any] = {}
    if progress.started_at is not None:
        metadata["startedAt"] = formatting.iso(progress.started_at)
    job = {"success": True, "taskId": task_id, "status": state, "metadata": metadata}
    if state in ("completed", "failed") and progress.ended_at is not None:
        started = progress.started_at or progress.created_at
        metadata["completedAt"] = formatting.iso(progress.ended_at)
        metadata["duration"] = round((progress.ended_at - started) * 1000)
    if state == "completed":
        job["output"] = _wrapper(run)
    elif state == "failed":
        error = run.progress.plan.error
        message = {"message": _error_text(run), "name": "Error"}  # as the queue writes it
        job["error"] = error if isinstance(error, dict) else message
    elif state in ("queued", "processing"):
        job["estimatedDuration"] = _ESTIMATE_MS
    return job


def _ended(run: Run, *, failed: str) -> str:
    return {"failed": failed, "paused": "completed"}.get(run.result.status, run.result.status)


def _error_text(run: Run) -> str:
    told = run.progress.plan.error
    text = told.get("message") if isinstance(told, dict) else told
    return str(text or run.crash or run.result.error or formatting.FAILED)


def _today_job(run: Run, task_id: str) -> dict[str, Any]:
    state = _state(run) or _ended(run, failed="failed")
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
        job["output"] = _wrapper(run)
    elif state == "failed":
        job["output"] = None
        job["error"] = run.progress.plan.error or _error_text(run)
    return job


def _wrapper(run: Run) -> dict[str, Any]:
    """A job's output is this; the workflow's is inside."""
    return {
        "success": run.result.success,
        "workflowId": run.workflow_id,
        "executionId": run.id,
        "output": run.result.output,
        "executedAt": formatting.iso(run.progress.ended_at or run.progress.created_at),
        "metadata": {"triggerType": run.trigger},
    }


def usage_limits(context: Context) -> Timeline:
    """GET /api/users/me/usage-limits."""
    _key(context, told_apart=False)
    state, options = context.state, context.options
    rate_limit = {
        "sync": _bucket(context, "sync"),
        "async": _bucket(context, "async"),
        "authType": "api",
    }
    usage = {
        "currentPeriodCost": formatting.number(round(state.usage, 6)),
        "limit": formatting.number(options.usage_cap),
        "plan": options.plan,
    }
    storage = {
        "usedBytes": state.stored_bytes,
        "limitBytes": STORAGE_LIMIT,
        "percentUsed": formatting.number(state.stored_bytes / STORAGE_LIMIT * 100),
    }
    body = {"success": True, "rateLimit": rate_limit, "usage": usage, "storage": storage}
    return context.v1(200, body)


def _bucket(context: Context, counter: Counter) -> dict[str, Any]:
    verdict = context.state.look(context.key, counter, context.now)
    told = {"remaining": verdict.remaining, "resetAt": formatting.iso(verdict.reset_at)}
    return {"isLimited": verdict.remaining == 0, **_sizes(context, verdict, counter), **told}


def _sizes(context: Context, verdict: Verdict, counter: Counter) -> dict[str, int]:
    if context.surface == "2025-10":
        return {"limit": verdict.limit}
    rate = context.rates[counter] if context.options.rate_limits else verdict.limit
    return {"requestsPerMinute": rate, "maxBurst": verdict.limit}


_EDGE = (user_agent, "edge")

HANDLERS: Mapping[str, Handler[Context]] = {
    "getWorkflowStatus": Handler(workflow_status, _EDGE),
    "getJobStatus": Handler(job_status, _EDGE),
    "getUsageLimits": Handler(usage_limits, _EDGE),
}
