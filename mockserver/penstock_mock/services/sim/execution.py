"""Running a workflow, on each of the three surfaces.

The order of the checks is each surface's own. The server of 2025-10 looks for the workflow and its
deployment before it asks for a key, and answers a streamed run with 200 first; that of 2026-08 asks
for the key first, and a failed run is no 200; v2 has one envelope, a strict body, and a run id in
every answer.
"""

from __future__ import annotations

from typing import Any, NoReturn

from ...document.headers import iso
from ...engine.timeline import Timeline
from .. import formatting
from ..base import Handler, RequestError
from ..zod import Issue, parameter_issues, request_issues
from .context import (
    BadControlError,
    BadFileError,
    Context,
    Store,
    controls_2025,
    controls_2026,
    controls_v2,
    forbidden_2026,
    not_async_2026,
    store_files,
    v2_clash,
)
from .errors import ERRORS, V1, V2
from .plans import CANCELLED, Responds, Result
from .state import Run, Verdict, milliseconds
from .streams import AGENT_PROTOCOL, negotiates, play, scene_of

# The server's own limit for a request body: 10 MiB.
MAX_BODY = 10 * 1024 * 1024

# A run may call a workflow that calls a workflow …, this deep.
MAX_DEPTH = 25

# Before a key is asked for: each address may send this many at once, and per minute.
IP_BURST = 600
IP_RATE = 300

# Errors of these stages come after the answer's head was sent, or after the job was queued.
_LATE = ("usage", "concurrency", "run")

_PROTOCOL_NEEDED = (
    "includeThinking and includeToolCalls require the "
    f"X-Sim-Stream-Protocol: {AGENT_PROTOCOL} request header, which declares that the client "
    "understands agent-event frames."
)


# -- keys -----------------------------------------------------------------------------------------


def user_agent(context: Context) -> None:
    """Clients without a name were refused before any route."""
    if context.oldest and not context.request.header_map.get("user-agent", "").strip():
        raise RequestError(Timeline.reply(403, b"", [("Content-Type", "text/plain")]))


def key(context: Context) -> None:
    if context.anonymous and not context.oldest:
        return
    # An empty one was as good as none in 2025-10.
    if not context.key_sent or (context.oldest and not context.key):
        context.refuse("no_key")
    if not context.key_accepted:
        context.refuse("bad_key")


def address_rate(context: Context) -> None:
    verdict = context.state.draw("v2:preauth:ip", IP_RATE, context.now, IP_BURST)
    if not verdict.allowed:
        _api_limited(context, verdict)


def v2_key_sent(context: Context) -> None:
    """A key of any kind, where a public workflow is no exception."""
    if not context.key:
        context.bad_request(401, "API key required")


def rollout(context: Context) -> None:
    """The server has v2; and the key's own rate, which each operation counts by itself."""
    if not context.options.v2_gate:
        context.bad_request(404, "Not found")
    if context.anonymous:
        return
    name = f"v2:{context.call.operation.id}:{context.key}"
    verdict = context.state.draw(name, context.rate("api"), context.now)
    if not verdict.allowed:
        _api_limited(context, verdict)
    context.verdict = verdict


def _api_limited(context: Context, verdict: Verdict) -> NoReturn:
    context.verdict = verdict
    error = V2(429, "API rate limit exceeded")
    details = {"retryAfter": iso(verdict.reset_at)}
    wait = verdict.retry_after(context.now)
    raise RequestError(context.v2_error(error, retry_after=wait, details=details))


V2_ADMISSION = (address_rate, v2_key_sent, key, "auth", rollout)


# -- bodies ---------------------------------------------------------------------------------------


def body_2025(context: Context) -> None:
    """JSON of any kind; a few fields are looked at."""
    try:
        context.body = context.parse_body()
    except ValueError:
        context.refuse("bad_json")
    if context.body is None:
        _crash(context, "Cannot read properties of null (reading 'isSecureMode')")
    try:
        context.controls = controls_2025(context.body, context.request.header_map)
    except BadControlError as error:
        _crash(context, str(error))


def _crash(context: Context, message: str) -> NoReturn:
    error = V1(500, "{text}", "EXECUTION_ERROR")
    raise RequestError(context.v1_error(error, {"text": message}))


def _parse_body(context: Context) -> None:
    """A body of no more than the server takes, which is JSON."""
    if len(context.request.body) > MAX_BODY:
        context.refuse("too_large")
    try:
        context.body = context.parse_body()
    except ValueError:
        context.refuse("bad_json")


def body_2026(context: Context) -> None:
    """A JSON object that the document's schema takes, and the headers beside it.

    The headers are the caller's run id, and how long a queued run may take.
    """
    _parse_body(context)
    issues = request_issues(context.call, context.body)
    if issues:
        _invalid(context, "Invalid request body", issues)
    given = context.request.header_map
    if "x-execution-id" in given:
        issues = parameter_issues(context.call, "x-execution-id")
        _invalid(context, "Invalid execution ID header", issues)
    if "x-execution-timeout-seconds" in given:
        issues = parameter_issues(context.call, "x-execution-timeout-seconds")
        _invalid(context, "Invalid execution timeout header", issues)
        if not context.queued:
            context.bad_request(400, "X-Execution-Timeout-Seconds is supported only for async runs")


def fields_2026(context: Context) -> None:
    """The fields that need each other, or that an API caller may not send."""
    body, given = context.body, context.request.header_map
    if "executionId" in body and "x-execution-id" not in given:
        issues = parameter_issues(context.call, "x-execution-id", body["executionId"])
        _invalid(context, "Invalid request body", [i | {"path": ["executionId"]} for i in issues])
    forbidden = forbidden_2026(body)
    if forbidden:
        context.bad_request(400, forbidden)
    if context.queued and not_async_2026(body):
        context.bad_request(
            400, "Async execution does not support draft or override execution controls"
        )
    context.controls = controls_2026(body, given)


def trigger_type(context: Context) -> None:
    """Callers from outside are of one kind."""
    if context.body.get("triggerType", "api") != "api":
        context.bad_request(400, "External callers cannot override triggerType")


def _invalid(context: Context, message: str, issues: list[Issue]) -> None:
    if issues:
        details = [
            {"path": ".".join(map(str, issue["path"])), "message": issue["message"]}
            for issue in issues
        ]
        context.bad_request(400, message, details)


def v2_body(context: Context) -> None:
    """A strict JSON body; it may not be left out."""
    if not context.request.body:
        context.refuse("bad_json")
    _parse_body(context)
    reject(context, request_issues(context.call, context.body))


def reject(context: Context, issues: list[Issue]) -> None:
    """Raise the error that v2 makes of issues, if there are any: 400, the first one's message."""
    if issues:
        context.bad_request(400, str(issues[0]["message"]), issues)


def v2_options(context: Context) -> None:
    """The caller's own run id, and the options that can't go together."""
    reject(context, parameter_issues(context.call, "x-run-id"))
    context.controls = controls_v2(context.body)
    if context.anonymous and context.body.get("async") is True:
        context.bad_request(400, "Async execution requires an API key")
    message = v2_clash(context.body)
    if message:
        context.bad_request(400, message)
    protocol(context)


def protocol(context: Context) -> None:
    """Agent events are for clients that declare that they understand them."""
    asked = context.controls
    if (asked.thinking or asked.tools) and not negotiates(context):
        context.bad_request(400, _PROTOCOL_NEEDED)


# -- the run --------------------------------------------------------------------------------------


def call_depth(context: Context) -> None:
    """The guard against workflows that call each other for ever."""
    hops = context.request.header_map.get("x-sim-via", "").split(",")
    if len(hops) >= MAX_DEPTH and sum(1 for hop in hops if hop.strip()) >= MAX_DEPTH:
        context.refuse("too_deep")


def store(context: Context) -> None:
    """Take the files out of the input."""
    call, oldest = context.call, context.oldest
    into = Store(call.base_url, context.now, call.session.random, dated=oldest)
    try:
        context.given, taken = store_files(context.controls.given, into)
    except BadFileError as error:
        context.bad_request(400, str(error) if oldest else f"File processing failed: {error}")
    context.state.stored_bytes += taken


def run_id(context: Context) -> None:
    """The id the caller chose, which can be used once, or a new one."""
    wanted = context.controls.run_id
    if context.surface == "v2" and not context.anonymous:
        # Ids are for callers with a key: others must not learn which are taken.
        wanted = context.header("x-run-id")
    context.run_id = wanted or context.state.new_id()


def unclaimed(context: Context) -> None:
    if context.run_id in context.state.claims:
        context.refuse("conflict")


def plan_left(context: Context) -> None:
    if context.state.used_up:
        context.refuse("usage_exceeded")


def rate_2026(context: Context) -> None:
    queued = context.surface == "v2" and context.controls.queued
    before = context.verdict  # v2's headers are of another bucket
    name, rate = ("async", context.rate("async")) if queued else ("sync", context.rate("sync"))
    verdict = context.state.draw(f"{context.key}:{name}", rate, context.now)
    context.verdict = verdict
    limited = context.limited()
    wait = context.verdict.retry_after(context.now) if limited else None
    if context.surface == "v2":
        context.verdict = before
    if limited:
        context.refuse("rate_limited", retry_after=wait)


CHECKS_2025 = (
    *(user_agent, "edge", "gate", "workflow", "deployment", key, "auth"),
    *("body", body_2025, "load", store, run_id, "claim"),
)
CHECKS_2026 = (
    *("edge", "gate", call_depth, key, "auth", "body", body_2026),
    *(fields_2026, "workflow", trigger_type, run_id, "claim", unclaimed),
    *("deployment", "usage", plan_left, rate_2026, "concurrency"),
)
CHECKS_V2 = (
    *("edge", address_rate, key, "auth", rollout, call_depth, "gate"),
    *("body", v2_body, v2_options, "workflow", run_id, "claim", unclaimed),
    *("deployment", "usage", plan_left, rate_2026, "concurrency"),
)
# And then, by how the run is asked for:
WAITED_2025 = ("usage", plan_left, "concurrency", "run")
WAITED_2026 = ("load", store, "run")
STREAMED_2026 = ("load", store, protocol, "run")
QUEUED = ("enqueue",)


# -- v1 of 2025-10 --------------------------------------------------------------------------------


def _execute_2025(context: Context) -> Timeline:
    if context.queued:
        return _queue_2025(context)
    context.verdict = context.state.take(context.key, "sync", context.now)
    if context.limited():
        context.refuse("rate_limited", retry_after=context.verdict.retry_after(context.now))
    if context.controls.stream:
        result, error = context.settle(), _late_error(context)
        if error is not None:
            result = Result("failed", {}, error, setup=True)
        return play(context, scene_of(context, result), charged=error is None)
    context.check(WAITED_2025)
    result = context.settle()
    if result.setup:
        context.behaviours.advance()
        _crash(context, result.error or "")
    run = context.start("sync", result)
    seconds = run.behaviour.seconds
    if result.response is not None:
        return _author_reply(context, result.response, seconds)
    # Sub-second time was whole milliseconds.
    metadata = {"duration": int(seconds * 1000), "startTime": iso(context.now)}
    success = result.success
    if success:
        metadata["endTime"] = iso(context.now + seconds)
    error_field = {} if result.error is None else {"error": result.error}
    body = {"success": success, "output": result.output, **error_field}
    return context.v1(200, body | {"metadata": metadata}, delay=seconds)


def _queue_2025(context: Context) -> Timeline:
    context.verdict = context.state.take(context.key, "async", context.now)
    if context.limited():
        reset, wait = context.verdict.reset_at, str(context.verdict.retry_after(context.now))
        body = {
            "error": "Rate limit exceeded",
            "message": "You have exceeded your async execution limit. 0 requests remaining. "
            f"Limit resets at {formatting.js_date(reset)}.",
            "remaining": 0,
            "resetAt": iso(reset),
        }
        return context.v1(429, body, [("Retry-After", wait)] if context.sends_limits else None)
    context.check(QUEUED)
    result = context.settle()
    # A job crashes where the workflow never got to run; one that ran and failed is completed.
    never_ran = result.status == "failed" and (result.setup or result.code == "TIMEOUT")
    crash = _late_error(context) or (result.error if never_ran else None)
    job_id = context.state.new_job_id()
    context.start("async", result, job_id=job_id, crash=crash)
    receipt = {
        "success": True,
        "taskId": job_id,
        "status": "queued",
        "createdAt": iso(context.now),
        "links": {"status": f"/api/jobs/{job_id}"},
    }
    return context.v1(202, receipt)


def _late_error(context: Context) -> str | None:
    """The error that keeps an accepted run from running, if any."""
    refusing = context.behaviour.refusing
    if refusing is not None and refusing.error.stage in _LATE:
        return refusing.message or refusing.error.v1_2025.error.format_map(context.fills())
    if context.state.used_up:
        return ERRORS["usage_exceeded"].v1_2025.error.format_map(context.fills())
    return None


def _author_reply(context: Context, response: Responds, seconds: float) -> Timeline:
    """A Response block's own answer, which nothing marks as one."""
    typed = any(name.lower() == "content-type" for name in response.headers)
    pairs = [] if typed else [("content-type", "application/json")]
    pairs += [*response.headers.items(), *context.limit_headers(), *context.extra]
    return Timeline.reply(response.status, formatting.compact(response.data), pairs, seconds)


# -- v1 of 2026-08 --------------------------------------------------------------------------------


def _execute_2026(context: Context) -> Timeline:
    if context.queued:
        context.check(QUEUED)
        context.given = context.controls.given
        job_id = context.state.new_job_id()
        context.start("async", context.settle(), job_id=job_id)
        message = "Workflow execution queued"
        return context.v1(202, job_receipt(context, job_id, context.run_id, message))
    context.check(STREAMED_2026 if context.controls.stream else WAITED_2026)
    result = context.settle()
    if context.controls.stream:
        return play(context, scene_of(context, result))
    run = context.start("sync", result)
    seconds = run.behaviour.seconds
    if result.response is not None:
        return context.tied(_author_reply(context, result.response, seconds), run)
    body = result_body(run, context.now)
    return context.tied(context.v1(result.http_status, body, delay=seconds), run)


def job_receipt(context: Context, job_id: str, run_id: str, message: str) -> dict[str, Any]:
    """The response to a run, or to the rest of one, that its client does not wait for."""
    return {
        "success": True,
        "async": True,
        "jobId": job_id,
        "executionId": run_id,
        "message": message,
        "statusUrl": f"{context.call.base_url}/api/jobs/{job_id}",
    }


def result_body(run: Run, began: float) -> dict[str, Any]:
    """A run that its client waited for, since `began`."""
    result, seconds = run.result, run.behaviour.seconds
    if result.setup:
        return {"error": result.error}
    metadata = {
        "duration": milliseconds(seconds),
        "startTime": iso(began),
        "endTime": iso(began + seconds),
    }
    success = result.success
    error = {} if result.error is None else {"error": result.error}
    return {
        "success": success,
        **({"executionId": run.id} if success else {}),
        "output": result.output,
        **error,
        "metadata": metadata,
    }


# -- v2 -------------------------------------------------------------------------------------------


def _execute_v2(context: Context) -> Timeline:
    if context.controls.queued:
        context.check(QUEUED)
        context.given = context.controls.given
        run = context.start("async", context.settle())
        return context.v2(202, {"data": receipt(context, run, run.id)}, run_header(run.id))
    context.check(WAITED_2026)
    result = context.settle()
    if context.controls.stream:
        return play(context, scene_of(context, result))
    run = context.start("sync", result)
    seconds = run.behaviour.seconds
    answer = context.v2(200, {"data": result_data(run)}, run_header(run.id), seconds)
    return context.tied(answer, run)


def receipt(context: Context, run: Run, run_id: str) -> dict[str, Any]:
    """The receipt of a run that isn't waited for. run_id: the id in the response."""
    path = f"/api/v2/workflows/{run.workflow_id}/runs/{run_id}"
    return {"runId": run_id, "statusUrl": f"{context.call.base_url}{path}"}


def run_header(run_id: str) -> list[tuple[str, str]]:
    return [("X-Run-Id", run_id)]


def result_data(run: Run) -> dict[str, Any]:
    """A run that its client waited for. Its end may be later than now."""
    result = run.result
    times: dict[str, Any] = {}
    if result.status != "paused":
        ended = run.progress.ended_at
        seconds = run.behaviour.seconds if ended is None else ended - run.attempt_at
        times["endedAt"] = iso(run.attempt_at + seconds)
        times["durationMs"] = milliseconds(seconds)
    error = None
    if result.status in ("failed", "cancelled"):
        error = {"message": result.error or CANCELLED, "code": result.code}
        if (block := result.block) is not None:  # v2 names it beside the message, not in it
            error["message"] = block.bare(error["message"])
            error |= {"blockId": block.id, "blockName": block.name, "blockType": block.type}
    return {
        "runId": run.id,
        "workflowId": run.workflow_id,
        "status": result.status,
        "output": result.output,
        "error": error,
        "startedAt": iso(run.attempt_at),
        **times,
    }


EXECUTE_2025 = Handler(_execute_2025, CHECKS_2025)
EXECUTE_2026 = Handler(_execute_2026, CHECKS_2026)
EXECUTE_V2 = Handler(_execute_v2, CHECKS_V2)
