"""Running a workflow, on each of the three surfaces: the options and files of a request, its run.

The order of the checks is each surface's own. The server of 2025-10 looks for the workflow and its
deployment before it asks for a key, reads three fields loosely and leaves them in the input, and
answers a streamed run with 200 first; that of 2026-08 asks for the key first, checks a schema and
takes its own fields out, and a failed run is no 200; v2 has one envelope, a strict body, and a run
id in every answer.

A field is a file field when its value, or an item of its list, has the form of a file; the server
goes by the start block's declarations, which a mock lacks.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any, NoReturn

from ...document.headers import iso
from ...document.values import frozen
from ...engine.timeline import Timeline
from .. import formatting
from ..base import Handler
from ..zod import Issue, parameter_issues, request_issues
from .behaviours import Response, Result
from .context import Context, address_rate, key, rollout, user_agent
from .errors import ERRORS, ErrorForm
from .state import CANCELLED, SUCCESSES, Counter, Run, milliseconds
from .streams import AGENT_PROTOCOL, negotiates, play

# The server's own limit for a request body: 10 MiB.
MAX_BODY = 10 * 1024 * 1024
# Decoded, per file; the server's own limit, too.
MAX_FILE_BYTES = 20 * 1024 * 1024

# A run may call a workflow that calls a workflow …, this deep.
MAX_DEPTH = 25

# Errors of these stages come after the answer's head was sent, or after the job was queued.
_LATE = ("usage", "concurrency", "run")

# Fields the server takes out of an API caller's input. `includeThinking`, `includeToolCalls`,
# `executionId` and `startBlockId` stay in: the server forgets them.
_STRIPPED = frozenset(
    (
        *("selectedOutputs", "triggerType", "stream", "useDraftState", "inputFromExecutionId"),
        *("includeFileBase64", "base64MaxBytes", "workflowStateOverride", "deploymentVersionId"),
        *("triggerBlockId", "stopAfterBlockId", "runFromBlock", "copilotToolCallId"),
        *("workflowId", "parentWorkspaceId"),
    )
)

# Fields that an API caller must not send, in the order of the server's checks.
_FORBIDDEN = {
    "isClientSession": "API key callers cannot set isClientSession",
    "workflowStateOverride": "API key callers cannot provide workflowStateOverride",
    "useDraftState": "API key callers cannot execute draft workflow state",
}

# Fields that make no sense in a queue.
_NOT_ASYNC = ("useDraftState", "workflowStateOverride", "runFromBlock", "stopAfterBlockId")
_NOT_ASYNC_OUTPUT = ("includeFileBase64", "base64MaxBytes")

_PROTOCOL_NEEDED = (
    "includeThinking and includeToolCalls require the "
    f"X-Sim-Stream-Protocol: {AGENT_PROTOCOL} request header, which declares that the client "
    "understands agent-event frames."
)


def body_2025(context: Context) -> None:
    """JSON of any kind; a few fields are looked at.

    `input` is the input whenever it is there; else the whole body is, control fields included.
    """
    try:
        context.body = body = context.parse_body()
    except ValueError:
        context.refuse("bad_json")
    if body is None:
        _crash(context, "Cannot read properties of null (reading 'isSecureMode')")
    header = context.request.header_map
    fields = body if isinstance(body, dict) else {}
    stream = fields.get("stream") is True or header.get("x-stream-response") == "true"
    selected = fields.get("selectedOutputs")
    if selected is None or selected in (False, 0, ""):  # to JavaScript, an empty list is not falsy
        text = header.get("x-selected-outputs", "")
        try:
            selected = json.loads(text) if text else []
        except ValueError:
            _crash(context, f"Unexpected token '{text[:1]}', \"{text[:10]}\" is not valid JSON")
    if stream and not context.queued and selected and not isinstance(selected, list):
        _crash(context, "selectedOutputs.map is not a function")
    listed = selected if isinstance(selected, list) else ()
    context.selected = tuple(each for each in listed if isinstance(each, str))
    context.given, context.stream = fields.get("input", body), stream


def _crash(context: Context, message: str) -> NoReturn:
    context.fail(ErrorForm(500, message, "EXECUTION_ERROR"), message)


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
    _invalid(context, "Invalid request body", request_issues(context.call, context.body))
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
    for name, message in _FORBIDDEN.items():
        if body.get(name):
            context.bad_request(400, message)
    if source := body.get("runFromBlock"):
        message = "runFromBlock requires either sourceSnapshot or executionId"
        if isinstance(source, dict) and source.get("sourceSnapshot"):
            message = "API key callers cannot provide runFromBlock.sourceSnapshot"
        elif isinstance(source, dict) and source.get("executionId"):
            message = "External callers cannot resume from stored execution snapshots"
        context.bad_request(400, message)
    unqueued = [name for name in (*_NOT_ASYNC, *_NOT_ASYNC_OUTPUT) if name in body]
    if context.queued and (unqueued or body.get("selectedOutputs")):
        context.bad_request(
            400, "Async execution does not support draft or override execution controls"
        )


def controls_2026(context: Context) -> None:
    body, header = context.body, context.request.header_map
    given = {name: value for name, value in body.items() if name not in _STRIPPED}
    if isinstance(given.get("input"), dict):  # where the start block looks for a field first
        given |= given.pop("input")
    context.given = given
    context.chosen_id = header.get("x-execution-id") or body.get("executionId")
    _stream_controls(context)
    context.stream = context.stream or header.get("x-stream-response") == "true"


def _stream_controls(context: Context) -> None:
    body = context.body
    context.stream = body.get("stream") is True
    context.selected = tuple(body.get("selectedOutputs") or ())
    context.thinking = body.get("includeThinking") is True
    context.tools = body.get("includeToolCalls") is True


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
    body = context.body
    context.queued = queued = body.get("async") is True
    context.given = body.get("input", {})
    _stream_controls(context)
    if context.anonymous and queued:
        context.bad_request(400, "Async execution requires an API key")
    events = context.thinking or context.tools
    shaped = events or context.selected or any(name in body for name in _NOT_ASYNC_OUTPUT)
    if queued and context.stream:
        context.bad_request(400, "async and stream cannot be combined")
    if "executionTimeoutSeconds" in body and not queued:
        message = "executionTimeoutSeconds is supported only for async execution"
        context.bad_request(400, message)
    if queued and shaped:
        message = "Async execution does not support streaming or output-shaping options"
        context.bad_request(400, message)
    if events and not context.stream:
        context.bad_request(400, "includeThinking and includeToolCalls require stream: true")
    protocol(context)


def protocol(context: Context) -> None:
    """Agent events are for clients that declare that they understand them."""
    if (context.thinking or context.tools) and not negotiates(context):
        context.bad_request(400, _PROTOCOL_NEEDED)


def call_depth(context: Context) -> None:
    """The guard against workflows that call each other for ever."""
    hops = context.request.header_map.get("x-sim-via", "").split(",")
    if len(hops) >= MAX_DEPTH and sum(1 for hop in hops if hop.strip()) >= MAX_DEPTH:
        context.refuse("too_deep")


@frozen
class Upload:
    """A file that came with the input."""

    name: str
    mime: str
    data: bytes
    url: str | None = None


class BadFileError(Exception):
    """A file the server can't take, by its name; the server gives no reason either."""


def uploads_of(value: Any) -> list[Upload]:
    """The files in a field, one object or a list of them. Raises BadFileError.

    What is no file is left out without a word, as on the server.
    """
    uploads: list[Upload] = []
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, dict) or not isinstance(data := item.get("data"), str):
            continue
        kind, name = item.get("type"), item.get("name")
        mime = str(item.get("mime") or "application/octet-stream")
        head, comma, payload = data.partition(";base64,")
        if kind == "url":
            uploads.append(Upload(str(name or "file"), mime, b"", data))
        elif kind == "file" and isinstance(name, str) and head.startswith("data:") and comma:
            try:
                content = base64.b64decode(payload, validate=True)
            except ValueError:
                raise BadFileError(f"Failed to upload file: {name}") from None
            if len(content) > MAX_FILE_BYTES:
                raise BadFileError(f"Failed to upload file: {name}")
            uploads.append(Upload(name, head.removeprefix("data:") or mime, content))
    return uploads


def store(context: Context) -> None:
    """Put what the workflow sees in place of the files, in fields at the top of the input."""
    given = context.given
    if not isinstance(given, dict):
        return
    taken, context.given = 0, dict(given)
    for name, value in given.items():
        if isinstance(value, (dict, list)):
            try:
                uploads = uploads_of(value)
            except BadFileError as error:
                where = "" if context.oldest else "File processing failed: "
                context.bad_request(400, f"{where}{error}")
            if uploads:
                taken += sum(len(upload.data) for upload in uploads)
                context.given[name] = [_stored(context, upload) for upload in uploads]
    context.state.stored_bytes += taken


def _stored(context: Context, upload: Upload) -> dict[str, Any]:
    random = context.call.session.random
    token = "" if upload.url else f"{random.getrandbits(64):016x}"
    key = f"url/{upload.name}" if upload.url else f"execution/{token}/{upload.name}"
    stored = {
        "id": f"file_{random.getrandbits(64):016x}",
        "name": upload.name,
        "url": upload.url or f"{context.call.base_url}/api/files/serve/{key}",
        "size": len(upload.data),
        "type": upload.mime,
        "key": key,
    }
    if not context.oldest:
        return stored | {"context": "execution"}
    # It was kept for five minutes.
    return stored | {"uploadedAt": iso(context.now), "expiresAt": iso(context.now + 300)}


def run_id(context: Context) -> None:
    """The id the caller chose, which can be used once, or a new one."""
    wanted = context.chosen_id
    if context.surface == "v2" and not context.anonymous:
        # Ids are for callers with a key: others must not learn which are taken.
        wanted = context.request.header("x-run-id")
    context.run_id = wanted or context.state.new_id()


def unclaimed(context: Context) -> None:
    if context.run_id in context.state.claims:
        context.refuse("conflict")


def plan_left(context: Context) -> None:
    if context.state.used_up:
        context.refuse("usage_exceeded")


def rate_2026(context: Context) -> None:
    v2, before = context.surface == "v2", context.verdict
    counter: Counter = "async" if v2 and context.queued else "sync"
    rate = context.rate(counter)
    limited = context.limited(context.state.draw(f"{context.key}:{counter}", rate, context.now))
    if v2:  # whose headers are of another bucket
        context.verdict = before
    if limited is not None:
        context.refuse("rate_limited", retry_after=limited.retry_after(context.now))


def _execute_2025(context: Context) -> Timeline:
    if context.queued:
        return _queue_2025(context)
    limited = context.limited(context.state.take(context.key, "sync", context.now))
    if limited is not None:
        context.refuse("rate_limited", retry_after=limited.retry_after(context.now))
    if context.stream:
        run, error = context.new_run("stream"), _late_error(context)
        if error is not None:
            run.result = Result("failed", {}, error, setup=True)
        return play(context, run, charged=error is None)
    context.check(("usage", plan_left, "concurrency", "run"))
    run = context.new_run("sync")
    if run.result.setup:
        context.behaviours.advance()
        _crash(context, run.result.error or "")
    context.start(run)
    result, seconds = run.result, run.behaviour.seconds
    if result.response is not None:
        return _author_reply(context, result.response, seconds)
    # Sub-second time was whole milliseconds.
    metadata = {"duration": int(seconds * 1000), "startTime": iso(context.now)}
    success = result.status in SUCCESSES
    if success:
        metadata["endTime"] = iso(context.now + seconds)
    error_field = {} if result.error is None else {"error": result.error}
    body = {"success": success, "output": result.output, **error_field}
    return context.v1(200, body | {"metadata": metadata}, delay=seconds)


def _queue_2025(context: Context) -> Timeline:
    limited = context.limited(context.state.take(context.key, "async", context.now))
    if limited is not None:
        wait = [("Retry-After", str(limited.retry_after(context.now)))]
        body = {
            "error": "Rate limit exceeded",
            "message": "You have exceeded your async execution limit. 0 requests remaining. "
            f"Limit resets at {formatting.js_date(limited.reset_at)}.",
            "remaining": 0,
            "resetAt": iso(limited.reset_at),
        }
        return context.v1(429, body, wait if context.sends_limits else ())
    context.check(("enqueue",))
    run = context.new_run("async")
    # A job crashes where the workflow never got to run; one that ran and failed is completed.
    result = run.result
    never_ran = result.status == "failed" and (result.setup or result.code == "TIMEOUT")
    run.crash = _late_error(context) or (result.error if never_ran else None)
    context.start(run)
    receipt = {
        "success": True,
        "taskId": run.job_id,
        "status": "queued",
        "createdAt": iso(context.now),
        "links": {"status": f"/api/jobs/{run.job_id}"},
    }
    return context.v1(202, receipt)


def _late_error(context: Context) -> str | None:
    """The error that keeps an accepted run from running, if any."""
    refusing = context.behaviour.refusing
    if refusing is not None and refusing.error.stage in _LATE:
        return refusing.message or refusing.error.forms["2025-10"].message.format_map(
            context.fills()
        )
    if context.state.used_up:
        return ERRORS["usage_exceeded"].forms["2025-10"].message.format_map(context.fills())
    return None


def _author_reply(context: Context, response: Response, seconds: float) -> Timeline:
    """A Response block's own answer, which nothing marks as one."""
    typed = any(name.lower() == "content-type" for name in response.headers)
    pairs = [] if typed else [("content-type", "application/json")]
    pairs += [*response.headers.items(), *context.limit_headers(), *context.extra]
    return Timeline.reply(response.status, formatting.compact(response.data), pairs, seconds)


def _execute(context: Context) -> Timeline:
    """As v1 of 2026-08 and v2 do."""
    v2, streams = context.surface == "v2", context.stream
    if context.queued:
        context.check(("enqueue",))
        run = context.start(context.new_run("async"))
        message = "Workflow execution queued"
        return (
            v2_receipt(context, run, run.id) if v2 else job_receipt(context, run, run.id, message)
        )
    context.check(("load", store, protocol, "run") if streams else ("load", store, "run"))
    if streams:
        return play(context, context.new_run("stream"))
    run = context.start(context.new_run("sync"))
    seconds = run.behaviour.seconds
    if v2:
        reply = v2_result(context, run, run.id, seconds)
    elif run.result.response is not None:
        reply = _author_reply(context, run.result.response, seconds)
    else:
        body = result_body(run, context.now)
        reply = context.v1(run.result.http_status, body, delay=seconds)
    return context.tied(reply, run)


def job_receipt(context: Context, run: Run, run_id: str, message: str) -> Timeline:
    """The response to a run, or to the rest of one, that its client does not wait for."""
    body = {
        "success": True,
        "async": True,
        "jobId": run.job_id,
        "executionId": run_id,
        "message": message,
        "statusUrl": f"{context.call.base_url}/api/jobs/{run.job_id}",
    }
    return context.v1(202, body)


def result_body(run: Run, began: float) -> dict[str, Any]:
    """A run that its client waited for, since `began`."""
    result, seconds = run.result, run.behaviour.seconds
    if result.setup:
        return {"error": result.error}
    success = result.status in SUCCESSES
    return {
        "success": success,
        **({"executionId": run.id} if success else {}),
        "output": result.output,
        **({} if result.error is None else {"error": result.error}),
        "metadata": {
            "duration": milliseconds(seconds),
            "startTime": iso(began),
            "endTime": iso(began + seconds),
        },
    }


def v2_receipt(context: Context, run: Run, run_id: str) -> Timeline:
    """The response to a run that isn't waited for. run_id: its id in the response."""
    url = f"{context.call.base_url}/api/v2/workflows/{run.workflow_id}/runs/{run_id}"
    return context.v2(202, {"data": {"runId": run_id, "statusUrl": url}}, [("X-Run-Id", run_id)])


def v2_result(context: Context, run: Run, run_id: str, delay: float) -> Timeline:
    """The response to a run that its client waited for, `delay` seconds from now."""
    result = run.result
    began = run.progress.created_at if run.resumed_at is None else run.resumed_at
    times: dict[str, Any] = {}
    if result.status != "paused":
        ended = run.progress.ended_at
        seconds = run.behaviour.seconds if ended is None else ended - began
        times["endedAt"] = iso(began + seconds)
        times["durationMs"] = milliseconds(seconds)
    error = None
    if result.status in ("failed", "cancelled"):
        error = {"message": result.error or CANCELLED, "code": result.code}
        if (block := result.block) is not None:  # v2 names it beside the message, not in it
            error["message"] = block.bare(error["message"])
            error |= {"blockId": block.id, "blockName": block.name, "blockType": block.type}
    data = {
        "runId": run_id,
        "workflowId": run.workflow_id,
        "status": result.status,
        "output": result.output,
        "error": error,
        "startedAt": iso(began),
        **times,
    }
    return context.v2(200, {"data": data}, [("X-Run-Id", run_id)], delay)


EXECUTIONS: Mapping[str, Handler[Context] | dict[str, Handler[Context]]] = {
    "executeWorkflow": {
        "2025-10": Handler(
            _execute_2025,
            (
                *(user_agent, "edge", "gate", "workflow", "deployment", key, "auth"),
                *("body", body_2025, "load", store, run_id, "claim"),
            ),
        ),
        "2026-08": Handler(
            _execute,
            (
                *("edge", "gate", call_depth, key, "auth", "body", body_2026),
                *(fields_2026, controls_2026, "workflow", trigger_type),
                *(run_id, "claim", unclaimed),
                *("deployment", "usage", plan_left, rate_2026, "concurrency"),
            ),
        ),
    },
    "executeRun": Handler(
        _execute,
        (
            *("edge", address_rate, key, "auth", rollout, call_depth, "gate"),
            *("body", v2_body, v2_options, "workflow", run_id, "claim", unclaimed),
            *("deployment", "usage", plan_left, rate_2026, "concurrency"),
        ),
    ),
}
