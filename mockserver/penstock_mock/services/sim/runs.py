"""The run resource of v2, and its part in v1 of 2026-08: list, get, cancel, resume."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from copy import copy
from typing import Any

from attrs import evolve

from ...document.headers import iso
from ...engine.timeline import Timeline
from .. import formatting
from ..base import Handler, RequestError
from ..zod import instant, parameter_issues, query_issues
from .behaviours import CANCEL_FAILURES, Pause
from .context import V2_ADMISSION, Context, key, user_agent
from .execution import job_receipt, reject, result_body, v2_body, v2_receipt, v2_result
from .state import CREDIT, Run, milliseconds
from .streams import Stage, dig, play_rest, split_selector

# Rows of a page, unless another limit is asked for.
PAGE = 50

UNREADABLE = "cursor is not a valid pagination cursor. Restart pagination without a cursor."
# The text was not recorded; that it is a 400 is known.
OTHER_FILTERS = (
    "cursor does not match the requested filters. "
    "Restart pagination without a cursor after changing a filter."
)
# The states of runs that the list has in other words, because it knows fewer.
_LISTED = {"queued": "pending", "redacting": "running"}
_FILTERS = ("status", "trigger", "startDate", "endDate")


def list_runs(context: Context) -> Timeline:
    """GET /api/v2/workflows/{id}/runs."""
    asked = _query(context)
    issues = query_issues(context.call)
    first, last = instant(asked.get("startDate")), instant(asked.get("endDate"))
    if not issues and first is not None and last is not None and first > last:
        message = "endDate must not be before startDate"  # not recorded
        issues = [{"code": "custom", "path": ["endDate"], "message": message}]
    reject(context, issues)
    workflow_visible(context)
    order, limit = asked.get("order", "desc"), int(asked.get("limit", PAGE))
    # A cursor belongs to a query: an order and the filters.
    filters = {name: asked[name] for name in _FILTERS if name in asked}
    canonical = json.dumps(filters, sort_keys=True).encode()
    digest = hashlib.sha256(canonical).hexdigest()[:22]
    scope = {"sort": f"startedAt:{order}", "keys": [], "filter": digest}
    after = None if (cursor := asked.get("cursor")) is None else _row(context, cursor, scope)
    rows: list[tuple[int, Run]] = []
    for number, run in enumerate(context.state.runs.values()):
        if run.workflow_id != context.workflow_id:
            continue
        run.observe(context.now, looked_at=False)
        if (
            asked.get("status") in (None, _LISTED.get(run.status, run.status))
            and asked.get("trigger") in (None, run.trigger)
            and (first is None or run.started_at >= first)
            and (last is None or run.started_at <= last)
            and (after is None or (number > after if order == "asc" else number < after))
        ):
            rows.append((number, run))
    page = (rows if order == "asc" else rows[::-1])[:limit]
    further = None
    if len(rows) > limit:
        keys = [iso(page[-1][1].started_at), str(page[-1][0])]
        further = base64.b64encode(json.dumps(scope | {"keys": keys}).encode()).decode()
    data = [{**_times(run), "cost": _cost(run)} for _, run in page]
    for each in data:
        each["status"] = _LISTED.get(each["status"], each["status"])
    return context.v2(200, {"data": data, "nextCursor": further})


def _row(context: Context, cursor: str, scope: Mapping[str, Any]) -> int:
    """The number of the run that a cursor comes after; a cursor of another query is an error."""
    try:
        payload = json.loads(base64.b64decode(cursor, validate=True))
    except ValueError:
        payload = None
    if not isinstance(payload, dict) or payload.get("sort") != scope["sort"]:
        context.bad_request(400, UNREADABLE)
    if payload.get("filter") != scope["filter"]:
        context.bad_request(400, OTHER_FILTERS)
    keys = payload.get("keys")
    if not isinstance(keys, list) or len(keys) != 2 or not str(keys[1]).isdecimal():
        context.bad_request(400, UNREADABLE)
    return int(keys[1])


def get_run(context: Context) -> Timeline:
    """GET /api/v2/workflows/{id}/runs/{runId}."""
    reject(context, query_issues(context.call))
    return context.v2(200, {"data": _data(context, _find(context))})


def _times(run: Run) -> dict[str, Any]:
    ended = run.ended_at
    lasted = None if ended is None else milliseconds(max(0.0, ended - run.started_at))
    return {
        "runId": run.id,
        "workflowId": run.workflow_id,
        "status": run.status,
        "trigger": run.trigger,
        "startedAt": iso(run.started_at),
        "endedAt": None if ended is None else iso(ended),
        "durationMs": lasted,
    }


def _data(context: Context, run: Run) -> dict[str, Any]:
    run.observe(context.now)
    asked, completed = _query(context), run.status == "completed"
    with_output = completed and asked.get("includeOutput") == "true"
    selected = [each for each in asked.get("selectedOutputs", "").split(",") if each]
    # Only the message was kept, from which no other code follows.
    code = "TIMEOUT" if run.result.code == "TIMEOUT" else "EXECUTION_FAILED"
    paused = None
    if (pause := run.pause) is not None:
        paused = {
            "contextId": pause.context_id,
            "pausedAt": iso(pause.at),
            "resumeAt": None if pause.resume_at is None else iso(pause.resume_at),
            "pauseKind": pause.kind,
            "blockedOnBlockId": pause.block_id,
            "automaticResumeWaitingReason": None,
            "pausePointCount": run.points,
            "resumedCount": run.resumed - run.resuming,
        }
    return {
        **_times(run),
        "paused": paused,
        "cost": _cost(run),
        "error": {"message": run.failure, "code": code} if run.status == "failed" else None,
        "output": run.result.output if with_output else None,
        "blockOutputs": _block_outputs(context, run, selected) if completed and selected else None,
    }


def _block_outputs(context: Context, run: Run, selected: list[str]) -> dict[str, Any]:
    """Outputs by selector. Only ids are looked for: a block's name finds nothing, silently."""
    stage = Stage(run.workflow_id, run.behaviour.blocks, run.result.output)
    found: dict[str, Any] = {}
    for text in selected:
        parts = split_selector(text, "2026-08")
        if parts is None or formatting.canonical_uuid(parts[0]) != parts[0].lower():
            continue
        if (block := stage.find(parts[0])) is not None:
            output = run.result.output if block.output is None else block.output
            found[text] = context.inlined(dig(output, parts[1]), run.id)
    return found


def _cost(run: Run) -> dict[str, float] | None:
    charged = run.status in ("completed", "failed", "paused")
    return {"total": formatting.number(round(run.cost / CREDIT, 6))} if charged else None


def cancel_run(context: Context) -> Timeline:
    """POST /api/v2/workflows/{id}/runs/{runId}/cancel."""
    return context.v2(200, {"data": _cancelled(context, _find(context))})


def _cancelled(context: Context, run: Run) -> dict[str, Any]:
    run.observe(context.now, looked_at=False)
    reason, redis, status = run.behaviour.cancel_reason, context.options.redis, run.status
    if run.end not in (None, "paused"):
        reason = f"already_{status}" if redis else "redis_unavailable"
    elif reason == "conflict":
        context.bad_request(409, f"Execution cannot be cancelled while {status}")
    elif reason not in CANCEL_FAILURES:
        run.cancel(context.now)
        reason = "recorded"
    recorded = reason == "recorded"
    return {
        "success": reason not in CANCEL_FAILURES,
        "runId": run.id,
        "redisAvailable": redis if recorded else CANCEL_FAILURES.get(reason, True),
        "durablyRecorded": recorded,
        "locallyAborted": False,
        "pausedCancelled": recorded and status == "paused",
        "reason": reason,
    }


def get_execution(context: Context) -> Timeline:
    """GET /api/workflows/{id}/executions/{executionId}: v1 of 2026-08."""
    run = _run(context, "executionId", "Execution not found")
    data = _data(context, run)
    body = {
        "executionId": run.id,
        "workflowId": run.workflow_id,
        "status": data["status"],
        "trigger": run.trigger,
        "level": "error" if run.status == "failed" else "info",
        "startedAt": data["startedAt"],
        "endedAt": data["endedAt"],
        "totalDurationMs": data["durationMs"],
        "paused": data["paused"],
        "cost": data["cost"],
        "error": data["error"] and data["error"]["message"],
        "finalOutput": data["output"],
        "blockOutputs": data["blockOutputs"],
    }
    return context.v1(200, body)


def cancel_execution(context: Context) -> Timeline:
    """POST /api/workflows/{id}/executions/{executionId}/cancel: v1 of 2026-08."""
    data = _cancelled(context, _run(context, "executionId", "Execution not found"))
    return context.v1(200, {"executionId" if n == "runId" else n: v for n, v in data.items()})


def list_paused_executions(context: Context) -> Timeline:
    """GET /api/workflows/{id}/paused: v1 of 2026-08."""
    asked = _query(context)
    wanted = {each.strip() for each in asked.get("status", "").split(",")} - {""}
    listed = [_paused_execution(run) for run in reversed([*_paused_runs(context)])]
    found = [each for each in listed if not wanted or each["status"] in wanted]
    return context.v1(200, {"pausedExecutions": found})


def get_paused_execution(context: Context) -> Timeline:
    """GET /api/workflows/{id}/paused/{executionId}: v1 of 2026-08."""
    paused = _paused_execution(_paused_run(context, "Paused execution not found"))
    snapshot = {"snapshot": "{}", "triggerIds": []}
    return context.v1(200, {**paused, "executionSnapshot": snapshot, "queue": []})


def get_pause_point(context: Context) -> Timeline:
    """GET /api/resume/{id}/{executionId}/{contextId}: v1 of 2026-08."""
    missing, wanted = "Pause context not found", context.path("contextId")
    execution = _paused_execution(_paused_run(context, missing))
    points = (each for each in execution["pausePoints"] if each["contextId"] == wanted)
    if (point := next(points, None)) is None:
        context.bad_request(404, missing)
    body = {"execution": execution, "pausePoint": point, "queue": [], "activeResumeEntry": None}
    return context.v1(200, body)


def _paused_run(context: Context, missing: str) -> Run:
    """The run of the path. missing: the message of the error where none ever paused."""
    wanted = context.path("executionId")
    run = next((run for run in _paused_runs(context) if run.id == wanted), None)
    if run is None:
        context.bad_request(404, missing)
    return run


def _paused_runs(context: Context) -> Iterator[Run]:
    """The workflow's runs that wait for a person, or did, oldest first."""
    for run in context.state.runs.values():
        run.observe(context.now, looked_at=False)
        waits = [each for each in (*run.past, run.pause) if each is not None]
        if run.workflow_id == context.workflow_id and any(each.kind == "human" for each in waits):
            yield run


def _paused_execution(run: Run) -> dict[str, Any]:
    pause, over = run.pause, run.resumed - run.resuming
    at = iso(run.paused_at or run.ended_at or run.started_at)
    status = "cancelled" if run.status == "cancelled" else "fully_resumed"
    if pause is not None:
        status = "partially_resumed" if over else "paused"
    states = ["resumed"] * run.resumed + ["paused"]  # one of a cancelled run was not resumed
    points = [_pause_point(run, *each) for each in zip(run.past, states, strict=False)]
    if run.resuming:
        points[-1]["resumeStatus"] = "resuming"
    elif pause is not None:
        output = run.result.output
        links = {"resumeLinks": output["data"]["_resume"], "response": output}
        points.append(_pause_point(run, pause, "paused") | links)
    return {
        "id": formatting.named_uuid("paused", run.id),
        "workflowId": run.workflow_id,
        "executionId": run.id,
        "status": status,
        "totalPauseCount": run.points,
        "resumedCount": over,
        "pausedAt": at,
        "updatedAt": at,
        "expiresAt": None,
        "metadata": {},
        "triggerIds": [],
        "pausePoints": points,
    }


def _pause_point(run: Run, pause: Pause, status: str) -> dict[str, Any]:
    return {
        "contextId": pause.context_id,
        "blockId": pause.block_id or formatting.named_uuid(run.workflow_id, "human"),
        "registeredAt": iso(pause.at),
        "resumeStatus": status,
        "snapshotReady": True,
        "pauseKind": pause.kind,
        "queuePosition": None,
        "latestResumeEntry": None,
    }


def v1_admission(context: Context) -> None:
    """A key of any kind is sent, where a public workflow is no exception. In 2025-10 there was no
    such route, but the site's page.
    """
    if context.oldest:
        raise RequestError(Timeline.reply(404, b"", [("Content-Type", "text/html")]))
    if not context.key_sent:
        context.refuse("no_key")


def _run(context: Context, name: str, missing: str) -> Run:
    """The run of a path parameter. missing: the message of the error where there is none."""
    run = context.state.runs.get(context.path(name))
    if run is None or run.workflow_id != context.workflow_id:
        context.bad_request(404, missing)
    return run


def resume_execution(context: Context) -> Timeline:
    """POST /api/resume/{id}/{executionId}/{contextId}: v1 of 2026-08."""
    run = _run(context, "executionId", "Paused execution not found")
    try:
        body = context.parse_body()
    except ValueError:  # what is no JSON is no input
        body = {}
    given = body if not isinstance(body, dict) or body.get("input") is None else body["input"]
    job_id = context.state.new_job_id() if run.mode == "async" else None
    context_id = context.path("contextId")
    resume_id = _resumed(context, run, context_id, given, waits=job_id is None)
    if run.mode == "stream":
        return play_rest(context, run, resume_id)
    if job_id is None:
        ended = run.progress.ended_at or context.now
        status = run.result.status
        body = {**result_body(run, context.now), "status": status, "executionId": resume_id}
        return context.v1(200, body, delay=ended - context.now)
    run.job_id = job_id
    context.state.jobs[job_id] = run
    return job_receipt(context, run, resume_id, "Resume execution queued")


def resume_run(context: Context) -> Timeline:
    """POST /api/v2/workflows/{id}/runs/{runId}/resume."""
    body, run = context.body, _find(context)
    waits = run.mode == "sync"
    resume_id = _resumed(context, run, body["contextId"], body.get("input"), waits=waits)
    if not waits:
        return v2_receipt(context, run, resume_id)
    ended = run.progress.ended_at or context.now
    return v2_result(context, run, resume_id, ended - context.now)


def _resumed(context: Context, run: Run, context_id: str, given: Any, *, waits: bool) -> str:
    """Let the run go on, and return the id of the resuming, by which nothing is to be found."""
    run.observe(context.now, looked_at=False)
    pause = run.pause
    if pause is None or pause.context_id is None:
        if not run.points:
            context.bad_request(404, "Paused execution not found")
        context.bad_request(409, "Paused execution is not resumable")
    if context_id != pause.context_id:
        context.bad_request(404, "Pause point not found for execution")
    if context.state.used_up:
        context.refuse("usage_exceeded")
    if run.job_id is not None:  # the job is completed, whatever becomes of its run
        context.state.jobs[run.job_id] = copy(run)
    run.resume(given, context.now, waits=waits)
    run.result = evolve(run.result, output=context.inlined(run.result.output, run.id))
    return context.state.new_id()


def workflow_visible(context: Context) -> None:
    """The workflow is there, for this key. Reading plays none of its behaviours."""
    refusing = context.behaviour.refusing
    if context.foreign:
        context.refuse("other_tenant")
    if refusing is not None and refusing.error.stage == "workflow":
        context.refuse(refusing.error, message=refusing.message)


def _find(context: Context) -> Run:
    reject(context, parameter_issues(context.call, "runId"))
    workflow_visible(context)
    return _run(context, "runId", "Run not found")


def _query(context: Context) -> dict[str, str]:
    """The query's parameters, the first of each."""
    return dict(reversed(context.request.query))


_READING = (user_agent, "edge", v1_admission, key, "auth", workflow_visible)
_V2 = (user_agent, "edge", *V2_ADMISSION)

HANDLERS: Mapping[str, Handler[Context]] = {
    "getExecution": Handler(get_execution, _READING),
    "cancelExecution": Handler(cancel_execution, _READING),
    "listPausedExecutions": Handler(list_paused_executions, _READING),
    "getPausedExecution": Handler(get_paused_execution, _READING),
    "getPausePoint": Handler(get_pause_point, _READING),
    "resumeExecution": Handler(resume_execution, _READING),
    "listRuns": Handler(list_runs, _V2),
    "getRun": Handler(get_run, _V2),
    "cancelRun": Handler(cancel_run, _V2),
    "resumeRun": Handler(resume_run, (*_V2, "body", v2_body)),
}
