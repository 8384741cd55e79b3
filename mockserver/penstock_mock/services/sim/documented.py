"""Executing in the documented dialect: the v1 server of the documented page.

Its order of checks is its own: whether a workflow exists, and is deployed, is told before anybody
asks for a key; a streamed run answers 200 first and tells everything else inside the stream.
"""

from __future__ import annotations

from typing import Any, NoReturn

from ...engine.timeline import Timeline
from . import controls, refusals, words
from .controls import Controls
from .files import BadFileError, Store, store_files
from .limits import Verdict
from .outcomes import Responds
from .results import Result
from .runs import Run
from .streaming import play, scene_of
from .visit import Refused, Visit
from .wording import V1

# Sub-second time was whole milliseconds on that server.
_MILLIS = 1000

# Refusals of these places come after the answer's head was sent, or after the job was queued.
_LATE = ("usage", "concurrency", "run")


def execute(visit: Visit) -> Timeline:
    """POST /api/workflows/{id}/execute."""
    for stage in ("gate", "workflow", "deployment"):
        visit.check(stage)
    authenticate(visit)
    asked = _asked(visit)
    visit.check("load")
    given = _stored(visit, asked.given)
    visit.run_id = visit.state.new_id()
    visit.check("claim")
    if visit.header("x-execution-mode") == "async":
        return _queue(visit, given)
    _take(visit)
    return _stream(visit, asked, given) if asked.stream else _wait(visit, given)


def authenticate(visit: Visit) -> None:
    """A key, and one that is good for this workflow."""
    if not visit.key:
        visit.refuse(refusals.NO_KEY)
    if not visit.key_accepted:
        visit.refuse(refusals.BAD_KEY)
    visit.check("auth")


def _asked(visit: Visit) -> Controls:
    visit.check("body")
    try:
        body = visit.body()
    except ValueError:
        visit.refuse(refusals.BAD_JSON)
    if body is None:
        _crash(visit, "Cannot read properties of null (reading 'isSecureMode')")
    try:
        return controls.documented(body, visit.call.request.header_map)
    except controls.BadControlError as error:
        _crash(visit, str(error))


def _crash(visit: Visit, message: str) -> NoReturn:
    raise Refused(visit.v1_error(V1(500, "{text}", "EXECUTION_ERROR"), {"text": message}))


def _stored(visit: Visit, given: Any) -> Any:
    store = Store(visit.call.base_url, visit.now, visit.call.session.random, dated=True)
    try:
        replaced, taken = store_files(given, store)
    except BadFileError as error:
        visit.turn_away(400, str(error))
    visit.state.stored_bytes += taken
    return replaced


def _take(visit: Visit) -> None:
    visit.verdict = visit.state.take(visit.key, "sync", visit.now)
    if visit.limited():
        visit.refuse(refusals.RATE, retry_after=visit.verdict.retry_after(visit.now))


def _queue(visit: Visit, given: Any) -> Timeline:
    visit.verdict = visit.state.take(visit.key, "async", visit.now)
    if visit.limited():
        raise Refused(_async_limit(visit, visit.verdict))
    visit.check("enqueue")
    result = visit.settle(given)
    crash = _late(visit) or _crashed(result)
    job_id = words.job_id(visit.call.session.random)
    visit.start("async", given, result, job_id=job_id, crash=crash)
    receipt = {
        "success": True,
        "taskId": job_id,
        "status": "queued",
        "createdAt": words.iso(visit.now),
        "links": {"status": f"/api/jobs/{job_id}"},
    }
    return visit.v1(202, receipt)


def _crashed(result: Result) -> str | None:
    """A job crashes where the workflow never got to run; one that ran and failed is completed."""
    never_ran = result.setup or result.code == "TIMEOUT"
    return result.error if result.status == "failed" and never_ran else None


def _late(visit: Visit) -> str | None:
    """What keeps an accepted run from running."""
    refusing = visit.behaviour.refusing
    if refusing is not None and refusing.refusal.stage in _LATE:
        error = refusing.refusal.in_documented.error
        return refusing.message or error.format_map(visit.fills())
    if visit.state.used_up:
        return refusals.USAGE.in_documented.error.format_map(visit.fills())
    return None


def _async_limit(visit: Visit, verdict: Verdict) -> Timeline:
    reset = verdict.reset_at
    body = {
        "error": "Rate limit exceeded",
        "message": "You have exceeded your async execution limit. 0 requests remaining. "
        f"Limit resets at {words.js_date(reset)}.",
        "remaining": 0,
        "resetAt": words.iso(reset),
    }
    wait = verdict.retry_after(visit.now)
    told = visit.options.rate_limit_headers is not False
    return visit.v1(429, body, [("Retry-After", str(wait))] if told else None)


def _stream(visit: Visit, asked: Controls, given: Any) -> Timeline:
    result = visit.settle(given)
    refused = _late(visit)
    if refused is not None:
        result = Result("failed", {}, refused, setup=True)
    scene = scene_of(visit, asked, result)
    return play(visit, scene, given, charged=refused is None)


def _wait(visit: Visit, given: Any) -> Timeline:
    visit.check("usage")
    if visit.state.used_up:
        visit.refuse(refusals.USAGE)
    visit.check("concurrency")
    visit.check("run")
    result = visit.settle(given)
    if result.setup:
        visit.script.spend()
        _crash(visit, result.error or "")
    run = visit.start("sync", given, result)
    seconds = run.behaviour.seconds
    if result.response is not None:
        return author_reply(visit, result.response, seconds)
    return visit.v1(200, _result(visit, run), delay=seconds)


def _result(visit: Visit, run: Run) -> dict[str, Any]:
    result, seconds = run.result, run.behaviour.seconds
    metadata: dict[str, Any] = {
        "duration": int(seconds * _MILLIS),
        "startTime": words.iso(visit.now),
    }
    if result.success:
        metadata["endTime"] = words.iso(visit.now + seconds)
    error = {} if result.error is None else {"error": result.error}
    return {"success": result.success, "output": result.output, **error, "metadata": metadata}


def author_reply(visit: Visit, response: Responds, seconds: float) -> Timeline:
    """A Response block's own answer, which nothing marks as one."""
    given = {name.lower(): value for name, value in response.headers.items()}
    pairs = [("content-type", "application/json")] if "content-type" not in given else []
    pairs += [*response.headers.items(), *visit.limit_headers(), *visit.extra]
    return Timeline.reply(response.status, words.dumps(response.data), pairs, seconds)
