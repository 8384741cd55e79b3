"""Executing in today's dialect of v1: the key comes first, a failed run is no 200."""

from __future__ import annotations

from typing import Any, NoReturn

from ...engine.timeline import Timeline
from . import controls, refusals, words, zod
from .controls import Controls
from .documented import author_reply
from .files import BadFileError, Store, store_files
from .frames import AGENT_PROTOCOL
from .limits import Counter
from .runs import Run, milliseconds
from .streaming import negotiates, play, scene_of
from .visit import Visit

# The server's own limit for a request body: 10 MiB.
MAX_BODY = 10 * 1024 * 1024

# A run may call a workflow that calls a workflow …, this deep.
MAX_DEPTH = 25

_LONGEST_TIMEOUT = 604_800  # a week, in seconds


def execute(visit: Visit) -> Timeline:
    """POST /api/workflows/{id}/execute."""
    visit.check("gate")
    check_depth(visit)
    authenticate(visit)
    queued = visit.header("x-execution-mode") == "async"
    body = _body(visit)
    _check_headers(visit, queued)
    asked = _asked(visit, body, queued)
    visit.check("workflow")
    if body.get("triggerType", "api") != "api":
        _bad(visit, "External callers cannot override triggerType")
    claim(visit, asked.run_id)
    preflight(visit, "sync")
    if queued:
        return _queue(visit, asked.given)
    visit.check("load")
    given = stored(visit, asked.given)
    return _stream(visit, asked, given) if asked.stream else _wait(visit, given)


def check_depth(visit: Visit) -> None:
    """The guard against workflows that call each other for ever."""
    hops = [hop for hop in (visit.header("x-sim-via") or "").split(",") if hop.strip()]
    if len(hops) >= MAX_DEPTH:
        visit.refuse(refusals.TOO_DEEP)


def authenticate(visit: Visit) -> None:
    """A key, and a good one, before anything is said about the workflow."""
    if visit.anonymous:
        return
    if visit.header("x-api-key") is None:
        visit.refuse(refusals.NO_KEY)
    if not visit.key_accepted:
        visit.refuse(refusals.BAD_KEY)
    visit.check("auth")


def claim(visit: Visit, wanted: str | None) -> None:
    """Take the id the caller chose, which can be done once; or mint one."""
    visit.run_id = wanted or visit.state.new_id()
    visit.check("claim")
    if visit.run_id in visit.state.claims:
        visit.refuse(refusals.CONFLICT)


def preflight(visit: Visit, counter: Counter) -> None:
    """What is asked before every run: deployed, paid for, within its rate, not too many at once."""
    visit.check("deployment")
    visit.check("usage")
    if visit.state.used_up:
        visit.refuse(refusals.USAGE)
    _take(visit, counter)
    visit.check("concurrency")


def _take(visit: Visit, counter: Counter) -> None:
    told = visit.verdict  # v2's headers tell of another bucket
    visit.verdict = visit.state.draw(f"{visit.key}:{counter}", visit.rates[counter], visit.now)
    limited, wait = visit.limited(), visit.verdict.retry_after(visit.now)
    if visit.surface == "v2":
        visit.verdict = told
    if limited:
        visit.refuse(refusals.RATE, retry_after=wait)


def _body(visit: Visit) -> dict[str, Any]:
    visit.check("body")
    if len(visit.call.request.body) > MAX_BODY:
        visit.refuse(refusals.TOO_LARGE)
    try:
        body = visit.body()
    except ValueError:
        visit.refuse(refusals.BAD_JSON)
    issues = controls.today_issues(body)
    if issues:
        _bad(visit, "Invalid request body", issues)
    assert isinstance(body, dict)
    return body


def _check_headers(visit: Visit, queued: bool) -> None:
    issues = _header_issues(visit, "x-execution-id", zod.run_id)
    if issues:
        _bad(visit, "Invalid execution ID header", issues)
    timeout = visit.header("x-execution-timeout-seconds")
    number = int(timeout) if timeout is not None and timeout.strip().isdecimal() else timeout
    if number is not None:
        check = zod.whole(1, _LONGEST_TIMEOUT)
        issues = check(number, ("x-execution-timeout-seconds",))
        if issues:
            _bad(visit, "Invalid execution timeout header", issues)
        if not queued:
            _bad(visit, "X-Execution-Timeout-Seconds is supported only for async runs")


def _header_issues(visit: Visit, name: str, check: zod.Check) -> list[zod.Issue]:
    value = visit.header(name)
    return [] if value is None else check(value, (name,))


def _asked(visit: Visit, body: dict[str, Any], queued: bool) -> Controls:
    if visit.header("x-execution-id") is None and "executionId" in body:
        issues = zod.run_id(body["executionId"], ("executionId",))
        if issues:
            _bad(visit, "Invalid request body", issues)
    forbidden = controls.today_forbidden(body)
    if forbidden:
        _bad(visit, forbidden)
    if queued and controls.today_not_async(body):
        _bad(visit, "Async execution does not support draft or override execution controls")
    return controls.today(body, visit.call.request.header_map)


def _bad(visit: Visit, message: str, issues: list[zod.Issue] | None = None) -> NoReturn:
    details = [
        {"path": ".".join(map(str, issue["path"])), "message": issue["message"]}
        for issue in issues or ()
    ]
    visit.turn_away(400, message, details or None)


def stored(visit: Visit, given: Any) -> Any:
    """The input, its files stored."""
    store = Store(visit.call.base_url, visit.now, visit.call.session.random, dated=False)
    try:
        replaced, taken = store_files(given, store)
    except BadFileError as error:
        visit.turn_away(400, f"File processing failed: {error}")
    visit.state.stored_bytes += taken
    return replaced


def _queue(visit: Visit, given: Any) -> Timeline:
    visit.check("enqueue")
    result = visit.settle(given)
    job_id = words.job_id(visit.call.session.random)
    visit.start("async", given, result, job_id=job_id)
    return visit.v1(202, job_receipt(visit, job_id, visit.run_id, "Workflow execution queued"))


def job_receipt(visit: Visit, job_id: str, run_id: str, message: str) -> dict[str, Any]:
    """The response to a run, or to the rest of one, that its client does not wait for."""
    return {
        "success": True,
        "async": True,
        "jobId": job_id,
        "executionId": run_id,
        "message": message,
        "statusUrl": f"{visit.call.base_url}/api/jobs/{job_id}",
    }


def _stream(visit: Visit, asked: Controls, given: Any) -> Timeline:
    if (asked.thinking or asked.tools) and not negotiates(visit):
        _bad(visit, protocol_needed())
    visit.check("run")
    return play(visit, scene_of(visit, asked, visit.settle(given)), given)


def protocol_needed() -> str:
    """Why agent events were refused."""
    return (
        "includeThinking and includeToolCalls require the "
        f"X-Sim-Stream-Protocol: {AGENT_PROTOCOL} request header, which declares that the client "
        "understands agent-event frames."
    )


def _wait(visit: Visit, given: Any) -> Timeline:
    visit.check("run")
    result = visit.settle(given)
    run = visit.start("sync", given, result)
    seconds = run.behaviour.seconds
    if result.response is not None:
        return visit.tied(author_reply(visit, result.response, seconds), run)
    body = result_body(run, visit.now)
    return visit.tied(visit.v1(result.http_status, body, delay=seconds), run)


def result_body(run: Run, began: float) -> dict[str, Any]:
    """A run that its client waited for, since `began`."""
    result, seconds = run.result, run.behaviour.seconds
    if result.setup:
        return {"error": result.error}
    metadata = {
        "duration": milliseconds(seconds),
        "startTime": words.iso(began),
        "endTime": words.iso(began + seconds),
    }
    identity = {"executionId": run.id} if result.success else {}
    error = {} if result.error is None else {"error": result.error}
    return {
        "success": result.success,
        **identity,
        "output": result.output,
        **error,
        "metadata": metadata,
    }
