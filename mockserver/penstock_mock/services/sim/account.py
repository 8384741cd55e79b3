"""What v1 tells besides running: a workflow's status, a job's, and what is left of the plan."""

from __future__ import annotations

from typing import Any

from ...engine.timeline import Timeline
from . import refusals, words
from .limits import Counter, Verdict
from .refusals import NOT_DEPLOYED, NOT_FOUND
from .runs import RESUMING, Run
from .state import STORAGE_LIMIT
from .visit import Refused, Visit
from .wording import V1

# What the documented server always estimates: three minutes.
_ESTIMATE_MS = 180_000


def workflow_status(visit: Visit) -> Timeline:
    """GET /api/workflows/{id}/status. The documented server asks for no key here."""
    today = visit.surface == "today"
    if today and not (visit.key and visit.key_accepted):
        raise Refused(_with_id(visit, V1(401, "Unauthorized")))
    refusing = visit.behaviour.refusing
    refusal = None if refusing is None else refusing.refusal
    concealed = visit.foreign or (refusal is not None and refusal.stage == "workflow")
    if refusal is NOT_FOUND or (today and concealed):
        code = "WORKFLOW_NOT_FOUND" if today else None
        raise Refused(_with_id(visit, V1(404, "Workflow not found", code)))
    deployed = refusal is not NOT_DEPLOYED
    body = {
        "isDeployed": deployed,
        "deployedAt": words.iso(visit.state.deployed_at) if deployed else None,
        "needsRedeployment": visit.behaviour.stale and deployed,
    }
    return visit.v1(200, body)


def _with_id(visit: Visit, error: V1) -> Timeline:
    """Today's status errors carry the request's id."""
    given = dict(visit.extra).get("x-request-id")
    extra = {} if given is None else {"requestId": given}
    return visit.v1_error(V1(error.status, error.error, error.code, extra))


def job_status(visit: Visit) -> Timeline:
    """GET /api/jobs/{taskId}."""
    today = visit.surface == "today"
    _key(visit, told_apart=today)
    task_id = str(visit.call.path_params.get("taskId", ""))
    run = visit.state.jobs.get(task_id)
    if run is None:
        raise Refused(_coded(visit, 404, "Task not found"))
    if today and run.owner != words.named_uuid(visit.key):
        raise Refused(_coded(visit, 403, "Access denied"))
    run.observe(visit.now)
    visit.verdict = visit.state.look(visit.key, "async", visit.now)  # told where options ask so
    return visit.v1(200, (_today_job if today else _documented_job)(run, task_id))


def _key(visit: Visit, *, told_apart: bool) -> None:
    """A good key. Only jobs, and only today, tell a missing one from a bad one."""
    if visit.key_accepted and visit.key:
        return
    message = "Authentication required"
    if told_apart:
        keyless = visit.header("x-api-key") is None
        message = (refusals.NO_KEY if keyless else refusals.BAD_KEY).today.error
    raise Refused(_coded(visit, 401, message))


def _coded(visit: Visit, status: int, message: str) -> Timeline:
    """These paths kept the derived codes that executing has lost."""
    return visit.v1_error(V1(status, message, words.code_of(message)))


def _state(run: Run) -> str:
    """A job's state: of a run that ran and failed, the documented server says completed."""
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
        metadata["startedAt"] = words.iso(progress.started_at)
    job = {"success": True, "taskId": task_id, "status": state, "metadata": metadata}
    if state in ("completed", "failed") and progress.ended_at is not None:
        started = progress.started_at or progress.created_at
        metadata["completedAt"] = words.iso(progress.ended_at)
        metadata["duration"] = round((progress.ended_at - started) * 1000)
    if state == "completed":
        job["output"] = _wrapper(run)
    elif state == "failed":
        job["error"] = _error_object(run)
    elif state in ("queued", "processing"):
        job["estimatedDuration"] = _ESTIMATE_MS
    return job


def _ended(run: Run, *, failed: str) -> str:
    return {"failed": failed, "paused": "completed"}.get(run.result.status, run.result.status)


def _error_object(run: Run) -> Any:
    """The queue's own way to write an error down."""
    told = run.progress.plan.error
    return told if isinstance(told, dict) else {"message": _error_text(run), "name": "Error"}


def _error_text(run: Run) -> str:
    told = run.progress.plan.error
    text = told.get("message") if isinstance(told, dict) else told
    return str(text or run.crash or run.result.error or words.FAILED)


def _today_job(run: Run, task_id: str) -> dict[str, Any]:
    state = _state(run) or _ended(run, failed="failed")
    correlation = {
        "executionId": run.id,
        "requestId": words.named_uuid(run.id)[:8],
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
            "workspaceId": words.named_uuid("workspace", run.owner),
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
        "executedAt": words.iso(run.progress.ended_at or run.progress.created_at),
        "metadata": {"triggerType": run.trigger},
    }


def usage_limits(visit: Visit) -> Timeline:
    """GET /api/users/me/usage-limits."""
    _key(visit, told_apart=False)
    state, options = visit.state, visit.options
    rate_limit = {
        "sync": _bucket(visit, "sync"),
        "async": _bucket(visit, "async"),
        "authType": "api",
    }
    usage = {
        "currentPeriodCost": words.number(round(state.usage, 6)),
        "limit": words.number(options.usage_cap),
        "plan": options.plan,
    }
    storage = {
        "usedBytes": state.stored_bytes,
        "limitBytes": STORAGE_LIMIT,
        "percentUsed": words.number(state.stored_bytes / STORAGE_LIMIT * 100),
    }
    body = {"success": True, "rateLimit": rate_limit, "usage": usage, "storage": storage}
    return visit.v1(200, body)


def _bucket(visit: Visit, counter: Counter) -> dict[str, Any]:
    verdict = visit.state.look(visit.key, counter, visit.now)
    told = {"remaining": verdict.remaining, "resetAt": words.iso(verdict.reset_at)}
    return {"isLimited": verdict.remaining == 0, **_sizes(visit, verdict, counter), **told}


def _sizes(visit: Visit, verdict: Verdict, counter: Counter) -> dict[str, int]:
    if visit.surface == "documented":
        return {"limit": verdict.limit}
    rate = visit.rates[counter] if visit.options.rate_limits else verdict.limit
    return {"requestsPerMinute": rate, "maxBurst": verdict.limit}
