"""The run resource of v2, and what today's v1 has of it: list, get, cancel, resume."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from attrs import evolve

from ...engine.timeline import Timeline
from . import refusals, words, zod
from .cursors import BadCursorError, Scope
from .query import count, flag, query_issues
from .runs import CREDIT, Pause, Run, milliseconds
from .selectors import Stage, dig, split
from .streaming import play_rest
from .today import authenticate, job_receipt, result_body
from .v2 import admit, json_body, receipt, reject, result_data, run_header
from .visit import Refused, Visit

# Rows of a page: what is given when nobody asks, and the most.
PAGE = 50
LARGEST_PAGE = 100

_LISTED = ("pending", "running", "completed", "failed", "cancelled", "paused")
_FILTERS = ("status", "trigger", "startDate", "endDate")
_LIST_QUERY: dict[str, zod.Check] = {
    "status": zod.one_of(*_LISTED),
    "trigger": zod.text,
    "startDate": zod.moment,
    "endDate": zod.moment,
    "limit": count(1, LARGEST_PAGE),
    "cursor": zod.text,
    "order": zod.one_of("asc", "desc"),
}
_RUN_QUERY: dict[str, zod.Check] = {
    "includeOutput": flag,
    "selectedOutputs": zod.text,
}

# Why cancelling did not work, and whether the store it needs was there.
_CANCEL_FAILURES = {
    "redis_unavailable": False,
    "redis_write_failed": True,
    "paused_event_publish_failed": True,
    "paused_database_cancel_failed": True,
}


def list_runs(visit: Visit) -> Timeline:
    """GET /api/v2/workflows/{id}/runs."""
    admit(visit, "listRuns")
    asked, issues = query_issues(visit.call.request.query, _LIST_QUERY)
    reject(visit, issues or _range_issues(asked))
    _exists(visit)
    order = asked.get("order", "desc")
    scope = Scope.of(order, {name: asked[name] for name in _FILTERS if name in asked})
    rows = _after(visit, _rows(visit, asked, order), asked.get("cursor"), scope)
    limit = int(asked.get("limit", PAGE))
    page, more = rows[:limit], len(rows) > limit
    cursor = scope.encode(words.iso(page[-1][1].started_at), page[-1][0]) if more else None
    data = [_item(run) for _, run in page]
    return visit.v2(200, {"data": data, "nextCursor": cursor})


def _range_issues(asked: dict[str, str]) -> list[zod.Issue]:
    first, last = zod.instant(asked.get("startDate")), zod.instant(asked.get("endDate"))
    if first is None or last is None or first <= last:
        return []
    message = "endDate must not be before startDate"  # not recorded
    return [{"code": "custom", "path": ["endDate"], "message": message}]


def _rows(visit: Visit, asked: dict[str, str], order: str) -> list[tuple[int, Run]]:
    """The workflow's runs that pass the filters, each with its number, in order."""
    kept: list[tuple[int, Run]] = []
    for number, run in enumerate(visit.state.runs.values()):
        if run.workflow_id != visit.workflow_id:
            continue
        run.observe(visit.now, looked_at=False)
        if _passes(run, asked):
            kept.append((number, run))
    return kept if order == "asc" else kept[::-1]


def _passes(run: Run, asked: dict[str, str]) -> bool:
    first, last = zod.instant(asked.get("startDate")), zod.instant(asked.get("endDate"))
    return (
        asked.get("status") in (None, _listed(run))
        and asked.get("trigger") in (None, run.trigger)
        and (first is None or run.started_at >= first)
        and (last is None or run.started_at <= last)
    )


def _after(
    visit: Visit, rows: list[tuple[int, Run]], cursor: str | None, scope: Scope
) -> list[tuple[int, Run]]:
    if cursor is None:
        return rows
    try:
        last = scope.decode(cursor)
    except BadCursorError as error:
        visit.turn_away(400, str(error))
    rising = scope.sort.endswith("asc")
    return [(n, run) for n, run in rows if (n > last if rising else n < last)]


def _listed(run: Run) -> str:
    """A run's state as the list has it, which knows fewer."""
    return {"queued": "pending", "redacting": "running"}.get(run.status, run.status)


def _item(run: Run) -> dict[str, Any]:
    return {
        "runId": run.id,
        "workflowId": run.workflow_id,
        "status": _listed(run),
        "trigger": run.trigger,
        "startedAt": words.iso(run.started_at),
        "endedAt": _iso(run.ended_at),
        "durationMs": _lasted(run),
        "cost": _cost(run),
    }


def get_run(visit: Visit) -> Timeline:
    """GET /api/v2/workflows/{id}/runs/{runId}."""
    admit(visit, "readRun")
    asked, issues = query_issues(visit.call.request.query, _RUN_QUERY)
    reject(visit, issues)
    run = _find(visit)
    run.observe(visit.now)
    selected = [each for each in asked.get("selectedOutputs", "").split(",") if each]
    data = _data(visit, run, asked.get("includeOutput") == "true", selected)
    return visit.v2(200, {"data": data})


def _data(visit: Visit, run: Run, with_output: bool, selected: list[str]) -> dict[str, Any]:
    """All twelve keys, whatever the state."""
    completed = run.status == "completed"
    error = {"message": run.error, "code": _code(run)} if run.status == "failed" else None
    return {
        "runId": run.id,
        "workflowId": run.workflow_id,
        "status": run.status,
        "trigger": run.trigger,
        "startedAt": words.iso(run.started_at),
        "endedAt": _iso(run.ended_at),
        "durationMs": _lasted(run),
        "paused": _paused(run),
        "cost": _cost(run),
        "error": error,
        "output": run.result.output if completed and with_output else None,
        "blockOutputs": _block_outputs(visit, run, selected) if completed and selected else None,
    }


def _code(run: Run) -> str:
    """Only the message was kept, so that little can be told from it."""
    return "TIMEOUT" if run.result.code == "TIMEOUT" else "EXECUTION_FAILED"


def _block_outputs(visit: Visit, run: Run, selected: Iterable[str]) -> dict[str, Any]:
    """Outputs by selector. Only ids are looked for: a block's name finds nothing, silently."""
    blocks = run.behaviour.blocks
    stage = Stage(run.workflow_id, blocks, run.result.output)
    found: dict[str, Any] = {}
    for text in selected:
        parts = split(text, "today")
        if parts is None or not words.is_uuid(parts[0]):
            continue
        block = stage.find(parts[0])
        if block is not None:
            output = run.result.output if block.output is None else block.output
            found[text] = visit.inlined(dig(output, parts[1]), run.id)
    return found


def _paused(run: Run) -> dict[str, Any] | None:
    pause = run.pause
    if pause is None:
        return None
    return {
        "contextId": pause.context_id,
        "pausedAt": words.iso(pause.at),
        "resumeAt": _iso(pause.resume_at),
        "pauseKind": pause.kind,
        "blockedOnBlockId": pause.block_id,
        "automaticResumeWaitingReason": None,
        "pausePointCount": run.points,
        "resumedCount": run.resumed - run.resuming,
    }


def _iso(moment: float | None) -> str | None:
    return None if moment is None else words.iso(moment)


def _lasted(run: Run) -> float | None:
    ended = run.ended_at
    return None if ended is None else milliseconds(max(0.0, ended - run.started_at))


def _cost(run: Run) -> dict[str, float] | None:
    charged = run.status in ("completed", "failed", "paused")
    return {"total": words.number(round(run.cost / CREDIT, 6))} if charged else None


def cancel_run(visit: Visit) -> Timeline:
    """POST /api/v2/workflows/{id}/runs/{runId}/cancel."""
    admit(visit, "cancelRun")
    return visit.v2(200, {"data": _cancelled(visit, _find(visit))})


def _cancelled(visit: Visit, run: Run) -> dict[str, Any]:
    """Return the result of cancelling the run."""
    run.observe(visit.now, looked_at=False)
    reason = run.behaviour.cancel_reason
    redis = visit.options.redis
    if run.ended:
        ended = f"already_{run.status}" if redis else "redis_unavailable"
        return _cancelling(run, ended, recorded=False)
    if reason == "conflict":
        visit.turn_away(409, f"Execution cannot be cancelled while {run.status}")
    if reason in _CANCEL_FAILURES:
        return _cancelling(run, reason, recorded=False)
    was_paused = run.status == "paused"
    run.cancel(visit.now)
    return _cancelling(run, "recorded", paused=was_paused) | {"redisAvailable": redis}


def _cancelling(
    run: Run, reason: str, *, recorded: bool = True, paused: bool = False
) -> dict[str, Any]:
    return {
        "success": reason not in _CANCEL_FAILURES,
        "runId": run.id,
        "redisAvailable": _CANCEL_FAILURES.get(reason, True),
        "durablyRecorded": recorded,
        "locallyAborted": False,
        "pausedCancelled": paused,
        "reason": reason,
    }


def get_execution(visit: Visit) -> Timeline:
    """GET /api/workflows/{id}/executions/{executionId}: today's v1."""
    run = _execution(visit)
    run.observe(visit.now)
    asked, _ = query_issues(visit.call.request.query, _RUN_QUERY)
    selected = [each for each in asked.get("selectedOutputs", "").split(",") if each]
    data = _data(visit, run, asked.get("includeOutput") == "true", selected)
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
        "error": run.error,
        "finalOutput": data["output"],
        "blockOutputs": data["blockOutputs"],
    }
    return visit.v1(200, body)


def cancel_execution(visit: Visit) -> Timeline:
    """POST /api/workflows/{id}/executions/{executionId}/cancel: today's v1."""
    data = _cancelled(visit, _execution(visit))
    return visit.v1(200, {"executionId" if n == "runId" else n: v for n, v in data.items()})


def list_paused_executions(visit: Visit) -> Timeline:
    """GET /api/workflows/{id}/paused: today's v1."""
    _v1_reader(visit)
    asked, _ = query_issues(visit.call.request.query, {"status": zod.text})
    wanted = {each.strip() for each in asked.get("status", "").split(",")} - {""}
    listed = [_paused_execution(run) for run in reversed([*_paused_runs(visit)])]
    found = [each for each in listed if not wanted or each["status"] in wanted]
    return visit.v1(200, {"pausedExecutions": found})


def get_paused_execution(visit: Visit) -> Timeline:
    """GET /api/workflows/{id}/paused/{executionId}: today's v1."""
    _v1_reader(visit)
    wanted = visit.call.path_params.get("executionId")
    run = next((run for run in _paused_runs(visit) if run.id == wanted), None)
    if run is None:
        visit.turn_away(404, "Paused execution not found")
    snapshot = {"snapshot": "{}", "triggerIds": []}
    return visit.v1(200, {**_paused_execution(run), "executionSnapshot": snapshot, "queue": []})


def get_pause_point(visit: Visit) -> Timeline:
    """GET /api/resume/{id}/{executionId}/{contextId}: today's v1."""
    _v1_reader(visit)
    asked = visit.call.path_params
    run = next((run for run in _paused_runs(visit) if run.id == asked.get("executionId")), None)
    execution = None if run is None else _paused_execution(run)
    points = () if execution is None else execution["pausePoints"]
    point = next((each for each in points if each["contextId"] == asked.get("contextId")), None)
    if point is None:
        visit.turn_away(404, "Pause context not found")
    body = {"execution": execution, "pausePoint": point, "queue": [], "activeResumeEntry": None}
    return visit.v1(200, body)


def _paused_runs(visit: Visit) -> Iterator[Run]:
    """The workflow's runs that wait for a person, or did, oldest first."""
    for run in visit.state.runs.values():
        run.observe(visit.now, looked_at=False)
        waits = [each for each in (*run.past, run.pause) if each is not None]
        if run.workflow_id == visit.workflow_id and any(each.kind == "human" for each in waits):
            yield run


def _paused_execution(run: Run) -> dict[str, Any]:
    pause, over = run.pause, run.resumed - run.resuming
    at = words.iso(run.paused_at or run.ended_at or run.started_at)
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
        "id": words.named_uuid("paused", run.id),
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
        "blockId": pause.block_id or words.named_uuid(run.workflow_id, "human"),
        "registeredAt": words.iso(pause.at),
        "resumeStatus": status,
        "snapshotReady": True,
        "pauseKind": pause.kind,
        "queuePosition": None,
        "latestResumeEntry": None,
    }


def _v1_reader(visit: Visit) -> None:
    """Whoever may look at the workflow, on a server that has such a route."""
    if visit.surface == "documented":  # no such route yet, but the site's page
        raise Refused(Timeline.reply(404, b"", [("Content-Type", "text/html")]))
    if not visit.key and visit.header("x-api-key") is None:
        visit.refuse(refusals.NO_KEY)
    authenticate(visit)
    _exists(visit)


def _execution(visit: Visit, missing: str = "Execution not found") -> Run:
    _v1_reader(visit)
    run = visit.state.runs.get(str(visit.call.path_params.get("executionId", "")))
    if run is None or run.workflow_id != visit.workflow_id:
        visit.turn_away(404, missing)
    return run


def resume_execution(visit: Visit) -> Timeline:
    """POST /api/resume/{id}/{executionId}/{contextId}: today's v1."""
    run = _execution(visit, "Paused execution not found")
    try:
        body = visit.body()
    except ValueError:  # what is no JSON is no input
        body = {}
    given = body if not isinstance(body, dict) or body.get("input") is None else body["input"]
    job_id = words.job_id(visit.call.session.random) if run.mode == "async" else None
    context_id = str(visit.call.path_params.get("contextId", ""))
    resume_id = _resumed(visit, run, context_id, given, waits=job_id is None)
    if run.mode == "stream":
        return play_rest(visit, run, resume_id)
    if job_id is None:
        ended = run.progress.ended_at or visit.now
        status = run.result.status
        body = {**result_body(run, visit.now), "status": status, "executionId": resume_id}
        return visit.v1(200, body, delay=ended - visit.now)
    run.job_id = job_id
    visit.state.jobs[job_id] = run
    message = "Resume execution queued"
    return visit.v1(202, job_receipt(visit, job_id, resume_id, message))


def resume_run(visit: Visit) -> Timeline:
    """POST /api/v2/workflows/{id}/runs/{runId}/resume."""
    admit(visit, "resumeRun")
    checks = {"contextId": zod.text, "input": _anything}
    body = json_body(visit, checks, required=("contextId",))
    run = _find(visit)
    waits = run.mode == "sync"
    resume_id = _resumed(visit, run, body["contextId"], body.get("input"), waits=waits)
    if not waits:
        return visit.v2(202, {"data": receipt(visit, run, resume_id)}, run_header(resume_id))
    ended = run.progress.ended_at or visit.now
    data = result_data(run) | {"runId": resume_id}
    return visit.v2(200, {"data": data}, run_header(resume_id), ended - visit.now)


def _resumed(visit: Visit, run: Run, context_id: str, given: Any, *, waits: bool) -> str:
    """Let the run go on, and return the id of the resuming, by which nothing is to be found."""
    run.observe(visit.now, looked_at=False)
    _resumable(visit, run, context_id)
    if visit.state.used_up:
        visit.refuse(refusals.USAGE)
    if run.job_id is not None:  # the job is completed, whatever becomes of its run
        visit.state.jobs[run.job_id] = evolve(run)
    run.resume(given, visit.now, waits=waits)
    run.result = evolve(run.result, output=visit.inlined(run.result.output, run.id))
    return visit.state.new_id()


def _resumable(visit: Visit, run: Run, context_id: str) -> None:
    pause = run.pause
    if pause is None or pause.context_id is None:
        if not run.points:
            visit.turn_away(404, "Paused execution not found")
        visit.turn_away(409, "Paused execution is not resumable")
    if context_id != pause.context_id:
        visit.turn_away(404, "Pause point not found for execution")


def _anything(value: object, path: zod.Path) -> list[zod.Issue]:
    return []


def _exists(visit: Visit) -> None:
    """Looking at a workflow uses up none of its behaviours."""
    refusing = visit.behaviour.refusing
    if visit.foreign:
        visit.refuse(refusals.OTHER_TENANT)
    if refusing is not None and refusing.refusal.stage == "workflow":
        visit.refuse(refusing.refusal, message=refusing.message)


def _find(visit: Visit) -> Run:
    run_id = str(visit.call.path_params.get("runId", ""))
    reject(visit, zod.run_id(run_id, ("runId",)))
    _exists(visit)
    run = visit.state.runs.get(run_id)
    if run is None or run.workflow_id != visit.workflow_id:
        _no_run(visit)
    return run


def _no_run(visit: Visit) -> NoReturn:
    visit.turn_away(404, "Run not found")
