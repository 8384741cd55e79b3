"""Running a workflow, on each of the three surfaces.

The order of the checks is each surface's own. The documented server says whether a workflow exists,
and is deployed, before it asks for a key, and answers a streamed run with 200 first; today's asks
for the key first, and a failed run is no 200; v2 has one envelope, a strict body, and a run id in
every answer.
"""

from __future__ import annotations

from typing import Any, NoReturn

from ...engine.timeline import Timeline
from ..base import Handler, RequestError
from ..zod import Issue, parameter_issues, request_issues
from . import errors, formatting
from .context import Context
from .errors import V1, V2
from .limits import Counter, Verdict
from .outcomes import Responds, Result
from .requests import (
    BadControlError,
    BadFileError,
    Store,
    documented_controls,
    store_files,
    today_controls,
    today_forbidden,
    today_not_async,
    v2_clash,
    v2_controls,
)
from .state import Run, milliseconds
from .streams import AGENT_PROTOCOL, negotiates, play, scene_of

# The server's own limit for a request body: 10 MiB.
MAX_BODY = 10 * 1024 * 1024

# A run may call a workflow that calls a workflow …, this deep.
MAX_DEPTH = 25

# Before a key is asked for: each address may send this many at once, and per minute.
IP_BURST = 600
IP_RATE = 300

# Sub-second time was whole milliseconds on the documented server.
_MILLIS = 1000

# Errors of these stages come after the answer's head was sent, or after the job was queued.
_LATE = ("usage", "concurrency", "run")

# What all v2 paths but execute say to a request without a key; that one could be public.
_NO_KEY = "API key required"

_PROTOCOL_NEEDED = (
    "includeThinking and includeToolCalls require the "
    f"X-Sim-Stream-Protocol: {AGENT_PROTOCOL} request header, which declares that the client "
    "understands agent-event frames."
)


# -- keys -----------------------------------------------------------------------------------------


def user_agent(context: Context) -> None:
    """Clients without a name were refused before any route."""
    if context.surface == "2025-10" and not (context.header("user-agent") or "").strip():
        raise RequestError(Timeline.reply(403, b"", [("Content-Type", "text/plain")]))


def documented_key(context: Context) -> None:
    """A key, and one that is good."""
    if not context.key:
        context.refuse(errors.NO_KEY)
    if not context.key_accepted:
        context.refuse(errors.BAD_KEY)


def today_key(context: Context) -> None:
    """A key, and a good one, unless the workflow is public."""
    if context.anonymous:
        return
    if context.header("x-api-key") is None:
        context.refuse(errors.NO_KEY)
    if not context.key_accepted:
        context.refuse(errors.BAD_KEY)


def address_rate(context: Context) -> None:
    """The rate of the caller's address."""
    verdict = context.state.draw("v2:preauth:ip", IP_RATE, context.now, IP_BURST)
    if not verdict.allowed:
        _api_limited(context, verdict)


def v2_key_sent(context: Context) -> None:
    """A key of any kind, where a public workflow is no exception."""
    if not context.key:
        context.bad_request(401, _NO_KEY)


def rollout(context: Context) -> None:
    """Check that the server has v2."""
    if not context.options.v2_gate:
        context.bad_request(404, "Not found")


def key_rate(context: Context) -> None:
    """The key's own rate, which each operation counts by itself."""
    if context.anonymous:
        return
    name = f"v2:{context.call.operation.id}:{context.key}"
    verdict = context.state.draw(name, context.rates["api"], context.now)
    if not verdict.allowed:
        _api_limited(context, verdict)
    context.verdict = verdict


def _api_limited(context: Context, verdict: Verdict) -> NoReturn:
    context.verdict = verdict
    error = V2(429, "API rate limit exceeded")
    details = {"retryAfter": formatting.iso(verdict.reset_at)}
    wait = verdict.retry_after(context.now)
    raise RequestError(context.v2_error(error, retry_after=wait, details=details))


V2_ADMISSION = (address_rate, v2_key_sent, today_key, "auth", rollout, key_rate)


# -- bodies ---------------------------------------------------------------------------------------


def documented_body(context: Context) -> None:
    """JSON of any kind; a few fields are looked at."""
    try:
        context.body = context.parse_body()
    except ValueError:
        context.refuse(errors.BAD_JSON)
    if context.body is None:
        _crash(context, "Cannot read properties of null (reading 'isSecureMode')")
    try:
        context.controls = documented_controls(context.body, context.request.header_map)
    except BadControlError as error:
        _crash(context, str(error))


def _crash(context: Context, message: str) -> NoReturn:
    error = V1(500, "{text}", "EXECUTION_ERROR")
    raise RequestError(context.v1_error(error, {"text": message}))


def body_size(context: Context) -> None:
    """No more than the server takes."""
    if len(context.request.body) > MAX_BODY:
        context.refuse(errors.TOO_LARGE)


def today_body(context: Context) -> None:
    """A JSON object that the document's schema takes."""
    try:
        context.body = context.parse_body()
    except ValueError:
        context.refuse(errors.BAD_JSON)
    _invalid(context, "Invalid request body", request_issues(context.call, context.body))


def today_headers(context: Context) -> None:
    """The caller's run id, and how long a queued run may take."""
    issues = parameter_issues(context.call, "x-execution-id")
    _invalid(context, "Invalid execution ID header", issues)
    if context.header("x-execution-timeout-seconds") is None:
        return
    issues = parameter_issues(context.call, "x-execution-timeout-seconds")
    _invalid(context, "Invalid execution timeout header", issues)
    if not _queued(context):
        context.bad_request(400, "X-Execution-Timeout-Seconds is supported only for async runs")


def today_fields(context: Context) -> None:
    """The fields that need each other, or that an API caller may not send."""
    body = context.body
    if context.header("x-execution-id") is None and "executionId" in body:
        issues = parameter_issues(context.call, "x-execution-id", body["executionId"])
        for issue in issues:
            issue["path"] = ["executionId"]
        _invalid(context, "Invalid request body", issues)
    forbidden = today_forbidden(body)
    if forbidden:
        context.bad_request(400, forbidden)
    if _queued(context) and today_not_async(body):
        context.bad_request(
            400, "Async execution does not support draft or override execution controls"
        )
    context.controls = today_controls(body, context.request.header_map)


def _queued(context: Context) -> bool:
    return context.header("x-execution-mode") == "async"


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
    try:
        if not context.request.body:
            raise ValueError("no body")
        context.body = context.parse_body()
    except ValueError:
        context.refuse(errors.BAD_JSON)
    reject(context, request_issues(context.call, context.body))


def reject(context: Context, issues: list[Issue]) -> None:
    """Raise the error that v2 makes of issues, if there are any: 400, the first one's message."""
    if issues:
        context.bad_request(400, str(issues[0]["message"]), issues)


def v2_run_id(context: Context) -> None:
    """The caller's own run id."""
    reject(context, parameter_issues(context.call, "x-run-id"))


def v2_options(context: Context) -> None:
    """The options that can't go together."""
    context.controls = v2_controls(context.body)
    if context.anonymous and context.body.get("async") is True:
        context.bad_request(400, "Async execution requires an API key")
    message = v2_clash(context.body)
    events = context.controls.thinking or context.controls.tools
    if message is None and events and not negotiates(context):
        message = _PROTOCOL_NEEDED
    if message:
        context.bad_request(400, message)


def protocol(context: Context) -> None:
    """Agent events are for clients that declare that they understand them."""
    asked = context.controls
    if (asked.thinking or asked.tools) and not negotiates(context):
        context.bad_request(400, _PROTOCOL_NEEDED)


# -- the run --------------------------------------------------------------------------------------


def call_depth(context: Context) -> None:
    """The guard against workflows that call each other for ever."""
    hops = [hop for hop in (context.header("x-sim-via") or "").split(",") if hop.strip()]
    if len(hops) >= MAX_DEPTH:
        context.refuse(errors.TOO_DEEP)


def store(context: Context) -> None:
    """Take the files out of the input."""
    documented = context.surface == "2025-10"
    into = Store(context.call.base_url, context.now, context.call.session.random, dated=documented)
    try:
        context.given, taken = store_files(context.controls.given, into)
    except BadFileError as error:
        text = str(error) if documented else f"File processing failed: {error}"
        context.bad_request(400, text)
    context.state.stored_bytes += taken


def run_id(context: Context) -> None:
    """The id the caller chose, or a new one."""
    wanted = context.controls.run_id
    if context.surface == "v2" and not context.anonymous:
        # Ids are for callers with a key: others must not learn which are taken.
        wanted = context.header("x-run-id")
    context.run_id = wanted or context.state.new_id()


def unclaimed(context: Context) -> None:
    """Each id can be used once."""
    if context.run_id in context.state.claims:
        context.refuse(errors.CONFLICT)


def plan_left(context: Context) -> None:
    """The plan allows another run."""
    if context.state.used_up:
        context.refuse(errors.USAGE)


def today_rate(context: Context) -> None:
    """The rate of runs."""
    counter: Counter = "sync"
    if context.surface == "v2" and context.controls.queued:
        counter = "async"
    before = context.verdict  # v2's headers are of another bucket
    name = f"{context.key}:{counter}"
    verdict = context.state.draw(name, context.rates[counter], context.now)
    context.verdict = verdict
    limited, wait = context.limited(), context.verdict.retry_after(context.now)
    if context.surface == "v2":
        context.verdict = before
    if limited:
        context.refuse(errors.RATE, retry_after=wait)


DOCUMENTED = (
    *(user_agent, "edge", "gate", "workflow", "deployment", documented_key, "auth"),
    *("body", documented_body, "load", store, run_id, "claim"),
)
TODAY = (
    *("edge", "gate", call_depth, today_key, "auth", "body", body_size, today_body),
    *(today_headers, today_fields, "workflow", trigger_type, run_id, "claim", unclaimed),
    *("deployment", "usage", plan_left, today_rate, "concurrency"),
)
V2_EXECUTE = (
    *("edge", address_rate, today_key, "auth", rollout, key_rate, call_depth, "gate"),
    *("body", body_size, v2_body, v2_run_id, v2_options, "workflow", run_id, "claim", unclaimed),
    *("deployment", "usage", plan_left, today_rate, "concurrency"),
)
# And then, by how the run is asked for:
DOCUMENTED_WAITED = ("usage", plan_left, "concurrency", "run")
TODAY_WAITED = ("load", store, "run")
TODAY_STREAMED = ("load", store, protocol, "run")
QUEUED = ("enqueue",)


# -- the documented dialect -----------------------------------------------------------------------


def _execute_documented(context: Context) -> Timeline:
    if _queued(context):
        return _queue_documented(context)
    context.verdict = context.state.take(context.key, "sync", context.now)
    if context.limited():
        context.refuse(errors.RATE, retry_after=context.verdict.retry_after(context.now))
    if context.controls.stream:
        return _stream_documented(context)
    context.check(DOCUMENTED_WAITED)
    result = context.settle(context.given)
    if result.setup:
        context.behaviours.advance()
        _crash(context, result.error or "")
    run = context.start("sync", result)
    seconds = run.behaviour.seconds
    if result.response is not None:
        return _author_reply(context, result.response, seconds)
    return context.v1(200, _documented_result(context, run), delay=seconds)


def _queue_documented(context: Context) -> Timeline:
    context.verdict = context.state.take(context.key, "async", context.now)
    if context.limited():
        raise RequestError(_async_limit(context, context.verdict))
    context.check(QUEUED)
    result = context.settle(context.given)
    # A job crashes where the workflow never got to run; one that ran and failed is completed.
    never_ran = result.status == "failed" and (result.setup or result.code == "TIMEOUT")
    crash = _late_error(context) or (result.error if never_ran else None)
    job_id = formatting.job_id(context.call.session.random)
    context.start("async", result, job_id=job_id, crash=crash)
    receipt = {
        "success": True,
        "taskId": job_id,
        "status": "queued",
        "createdAt": formatting.iso(context.now),
        "links": {"status": f"/api/jobs/{job_id}"},
    }
    return context.v1(202, receipt)


def _late_error(context: Context) -> str | None:
    """The error that keeps an accepted run from running, if any."""
    refusing = context.behaviour.refusing
    if refusing is not None and refusing.error.stage in _LATE:
        text = refusing.error.in_documented.error
        return refusing.message or text.format_map(context.fills())
    if context.state.used_up:
        return errors.USAGE.in_documented.error.format_map(context.fills())
    return None


def _async_limit(context: Context, verdict: Verdict) -> Timeline:
    reset = verdict.reset_at
    body = {
        "error": "Rate limit exceeded",
        "message": "You have exceeded your async execution limit. 0 requests remaining. "
        f"Limit resets at {formatting.js_date(reset)}.",
        "remaining": 0,
        "resetAt": formatting.iso(reset),
    }
    wait = verdict.retry_after(context.now)
    sent = context.options.rate_limit_headers is not False
    return context.v1(429, body, [("Retry-After", str(wait))] if sent else None)


def _stream_documented(context: Context) -> Timeline:
    result = context.settle(context.given)
    error = _late_error(context)
    if error is not None:
        result = Result("failed", {}, error, setup=True)
    return play(context, scene_of(context, result), charged=error is None)


def _documented_result(context: Context, run: Run) -> dict[str, Any]:
    result, seconds = run.result, run.behaviour.seconds
    metadata: dict[str, Any] = {
        "duration": int(seconds * _MILLIS),
        "startTime": formatting.iso(context.now),
    }
    if result.success:
        metadata["endTime"] = formatting.iso(context.now + seconds)
    error = {} if result.error is None else {"error": result.error}
    return {"success": result.success, "output": result.output, **error, "metadata": metadata}


def _author_reply(context: Context, response: Responds, seconds: float) -> Timeline:
    """A Response block's own answer, which nothing marks as one."""
    given = {name.lower(): value for name, value in response.headers.items()}
    pairs = [("content-type", "application/json")] if "content-type" not in given else []
    pairs += [*response.headers.items(), *context.limit_headers(), *context.extra]
    return Timeline.reply(response.status, formatting.dumps(response.data), pairs, seconds)


# -- today's dialect ------------------------------------------------------------------------------


def _execute_today(context: Context) -> Timeline:
    if _queued(context):
        context.check(QUEUED)
        context.given = context.controls.given
        job_id = formatting.job_id(context.call.session.random)
        context.start("async", context.settle(context.given), job_id=job_id)
        message = "Workflow execution queued"
        return context.v1(202, job_receipt(context, job_id, context.run_id, message))
    context.check(TODAY_STREAMED if context.controls.stream else TODAY_WAITED)
    result = context.settle(context.given)
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
        "startTime": formatting.iso(began),
        "endTime": formatting.iso(began + seconds),
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


# -- v2 -------------------------------------------------------------------------------------------


def _execute_v2(context: Context) -> Timeline:
    if context.controls.queued:
        context.check(QUEUED)
        context.given = context.controls.given
        run = context.start("async", context.settle(context.given))
        return context.v2(202, {"data": receipt(context, run, run.id)}, run_header(run.id))
    context.check(TODAY_WAITED)
    result = context.settle(context.given)
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
    """The run's id as a header."""
    return [("X-Run-Id", run_id)]


def result_data(run: Run) -> dict[str, Any]:
    """A run that its client waited for. Its end may be later than now."""
    times: dict[str, Any] = {}
    if run.result.status != "paused":
        ended = run.progress.ended_at
        seconds = run.behaviour.seconds if ended is None else ended - run.attempt_at
        times["endedAt"] = formatting.iso(run.attempt_at + seconds)
        times["durationMs"] = milliseconds(seconds)
    return {
        "runId": run.id,
        "workflowId": run.workflow_id,
        "status": run.result.status,
        "output": run.result.output,
        "error": _error_data(run.result),
        "startedAt": formatting.iso(run.attempt_at),
        **times,
    }


def _error_data(result: Result) -> dict[str, Any] | None:
    """A failure, with the block it is attributed to where there is one, and whose name it lacks."""
    if result.status not in ("failed", "cancelled"):
        return None
    message = result.error or formatting.CANCELLED
    error = {"message": message, "code": result.code}
    if result.block is not None:
        block = result.block
        error["message"] = block.bare(message)
        error |= {"blockId": block.id, "blockName": block.name, "blockType": block.type}
    return error


execute_documented = Handler(_execute_documented, DOCUMENTED)
execute_today = Handler(_execute_today, TODAY)
execute_v2 = Handler(_execute_v2, V2_EXECUTE)
