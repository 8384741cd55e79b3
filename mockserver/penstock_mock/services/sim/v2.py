"""Executing on v2: one envelope, a strict body, and a run id in every answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from ...engine.timeline import Timeline
from . import refusals, words, zod
from .controls import Controls
from .limits import Verdict
from .results import Result
from .runs import Run, milliseconds
from .streaming import negotiates, play, scene_of
from .today import (
    MAX_BODY,
    authenticate,
    check_depth,
    claim,
    preflight,
    protocol_needed,
    stored,
)
from .visit import Refused, Visit
from .wording import V2

# Before anybody is asked for a key: each address may send this many at once, and per minute.
IP_BURST = 600
IP_RATE = 300

_LONGEST_TIMEOUT = 604_800  # a week, in seconds
_MOST_OUTPUTS = 100
_MOST_BASE64 = 10 * 1024 * 1024

_FLAG = zod.is_a("boolean")
_BODY: dict[str, zod.Check] = {
    "input": zod.is_a("record"),
    "async": _FLAG,
    "executionTimeoutSeconds": zod.whole(1, _LONGEST_TIMEOUT),
    "stream": _FLAG,
    "selectedOutputs": zod.strings(_MOST_OUTPUTS, nonempty=True),
    "includeThinking": _FLAG,
    "includeToolCalls": _FLAG,
    "includeFileBase64": _FLAG,
    "base64MaxBytes": zod.whole(1, _MOST_BASE64),
}


# What all v2 paths but execute say to a request without a key; that one could be public.
_NO_KEY = "API key required"


def admit(visit: Visit, operation: str) -> None:
    """What every v2 path asks first: the address's rate, a key, the rollout, the key's rate."""
    state = visit.state
    address = state.draw("v2:preauth:ip", IP_RATE, visit.now, IP_BURST)
    if not address.allowed:
        _limited(visit, address)
    if not visit.key and operation != "execute":
        visit.turn_away(401, _NO_KEY)
    authenticate(visit)
    if not visit.options.v2_gate:
        visit.turn_away(404, "Not found")
    if visit.anonymous:
        return
    verdict = state.draw(f"v2:{operation}:{visit.key}", visit.rates["api"], visit.now)
    if not verdict.allowed:
        _limited(visit, verdict)
    visit.verdict = verdict


def _limited(visit: Visit, verdict: Verdict) -> NoReturn:
    visit.verdict = verdict
    error = V2(429, "API rate limit exceeded")
    details = {"retryAfter": words.iso(verdict.reset_at)}
    wait = verdict.retry_after(visit.now)
    raise Refused(visit.v2_error(error, retry_after=wait, details=details))


def execute(visit: Visit) -> Timeline:
    """POST /api/v2/workflows/{id}/execute."""
    admit(visit, "execute")
    check_depth(visit)
    visit.check("gate")
    body = json_body(visit, _BODY)
    _check_run_id(visit)
    _check_options(visit, body)
    visit.check("workflow")
    # Ids are for callers with a key: nobody else may find out which are taken.
    claim(visit, None if visit.anonymous else visit.header("x-run-id"))
    queued = body.get("async") is True
    preflight(visit, "async" if queued else "sync")
    if queued:
        return _queue(visit, body.get("input", {}))
    visit.check("load")
    given = stored(visit, body.get("input", {}))
    visit.check("run")
    result = visit.settle(given)
    if body.get("stream") is True:
        return play(visit, scene_of(visit, _controls(body), result), given)
    run = visit.start("sync", given, result)
    seconds = run.behaviour.seconds
    answer = visit.v2(200, {"data": result_data(run)}, run_header(run.id), seconds)
    return visit.tied(answer, run)


def json_body(
    visit: Visit, checks: Mapping[str, zod.Check], required: tuple[str, ...] = ()
) -> dict[str, Any]:
    """A strict JSON body; it may not be left out."""
    visit.check("body")
    if len(visit.call.request.body) > MAX_BODY:
        visit.refuse(refusals.TOO_LARGE)
    try:
        body = visit.body() if visit.call.request.body else _no_body()
    except ValueError:
        visit.refuse(refusals.BAD_JSON)
    reject(visit, zod.shape(body, checks, required=required, strict=True))
    assert isinstance(body, dict)
    return body


def _no_body() -> Any:
    raise ValueError("no body")


def reject(visit: Visit, issues: list[zod.Issue]) -> None:
    """Turn the request away with its issues, if there are any: 400, the first one's message."""
    if issues:
        visit.turn_away(400, str(issues[0]["message"]), issues)


def _check_run_id(visit: Visit) -> None:
    value = visit.header("x-run-id")
    if value is not None:
        reject(visit, zod.run_id(value, ("x-run-id",)))


def _check_options(visit: Visit, body: dict[str, Any]) -> None:
    if visit.anonymous and body.get("async") is True:
        visit.turn_away(400, "Async execution requires an API key")
    message = _clash(body, negotiates(visit))
    if message:
        visit.turn_away(400, message)


def _clash(body: dict[str, Any], negotiated: bool) -> str | None:
    """Why these options can't go together, in the order the server looks."""
    queued, streams = body.get("async") is True, body.get("stream") is True
    events = body.get("includeThinking") is True or body.get("includeToolCalls") is True
    shaped = events or body.get("selectedOutputs")
    shaped = shaped or any(name in body for name in ("includeFileBase64", "base64MaxBytes"))
    if queued and streams:
        return "async and stream cannot be combined"
    if "executionTimeoutSeconds" in body and not queued:
        return "executionTimeoutSeconds is supported only for async execution"
    if queued and shaped:
        return "Async execution does not support streaming or output-shaping options"
    if events and not streams:
        return "includeThinking and includeToolCalls require stream: true"
    return protocol_needed() if events and not negotiated else None


def _controls(body: dict[str, Any]) -> Controls:
    return Controls(
        given=body.get("input", {}),
        stream=True,
        selected=tuple(body.get("selectedOutputs") or ()),
        thinking=body.get("includeThinking") is True,
        tools=body.get("includeToolCalls") is True,
    )


def _queue(visit: Visit, given: Any) -> Timeline:
    visit.check("enqueue")
    run = visit.start("async", given, visit.settle(given))
    return visit.v2(202, {"data": receipt(visit, run, run.id)}, run_header(run.id))


def receipt(visit: Visit, run: Run, run_id: str) -> dict[str, Any]:
    """What a client gets for a run it does not wait for. run_id: what the answer calls it."""
    path = f"/api/v2/workflows/{run.workflow_id}/runs/{run_id}"
    return {"runId": run_id, "statusUrl": f"{visit.call.base_url}{path}"}


def run_header(run_id: str) -> list[tuple[str, str]]:
    """The run's id as a header."""
    return [("X-Run-Id", run_id)]


def result_data(run: Run) -> dict[str, Any]:
    """A run somebody waited for."""
    times = {} if run.result.status == "paused" else _times(run)
    return {
        "runId": run.id,
        "workflowId": run.workflow_id,
        "status": run.result.status,
        "output": run.result.output,
        "error": error_data(run.result),
        "startedAt": words.iso(run.attempt_at),
        **times,
    }


def _times(run: Run) -> dict[str, Any]:
    """When the run ends that somebody waits for: perhaps later than the clock says now."""
    ended = run.progress.ended_at
    seconds = run.behaviour.seconds if ended is None else ended - run.attempt_at
    return {
        "endedAt": words.iso(run.attempt_at + seconds),
        "durationMs": milliseconds(seconds),
    }


def error_data(result: Result) -> dict[str, Any] | None:
    """A failure, with the block it is attributed to where there is one, and whose name it lacks."""
    if result.status not in ("failed", "cancelled"):
        return None
    message = result.error or words.CANCELLED
    error = {"message": message, "code": result.code}
    if result.block is not None:
        block = result.block
        error["message"] = block.bare(message)
        error |= {"blockId": block.id, "blockName": block.name, "blockType": block.type}
    return error
