"""Running a workflow: the checks of a run, and its two kinds of answer."""

from __future__ import annotations

from typing import Any

from ...engine.faults import html_page
from ...engine.timeline import Head, Timeline
from .. import pydantic_2_12 as pydantic
from ..base import Handler, RequestError
from ..formatting import canonical_uuid, exact, naive_iso, spaced
from .behaviours import CUTS
from .context import (
    BLOCKING_JSON,
    ENTER,
    JSON,
    BadInputError,
    BrokenInputError,
    Context,
    Payload,
    body_user,
    error_reply,
    files_of,
    inputs_of,
    json_object,
    server_headers,
    workflow_app,
)
from .errors import INTERNAL
from .events import Json, Moment, Scene
from .state import Mode, Run
from .streams import Follower, Rules, scripted, until_break

MODES: tuple[Mode, ...] = ("blocking", "streaming")
# Of the text that ties runs together in the server's tracing.
_SESSION_LENGTH = 200
_STREAM = "text/event-stream; charset=utf-8"
# The error of inputs that the server fails over; in a stream with a text of its own.
_BROKEN = "internal_server_error"
_CONTACT = "Internal Server Error, please contact support."


def version(context: Context) -> None:
    """The version asked for; its behaviours are the ones that count."""
    if context.call.operation.id != "runWorkflowVersion":
        return
    given = context.path("workflow_id")
    context.version = canonical_uuid(given) or given
    if context.version in context.app.versions:
        context.play(context.app.versions[context.version])


def payload(context: Context) -> None:
    """Parse the options of the run; each dialect has errors of its own."""
    body = context.body
    if context.options.modern:
        issues = pydantic.body_issues(
            context.call, context.body, ("inputs", "files", "response_mode")
        )
        if issues:
            text = pydantic.text_of("WorkflowRunPayload", issues)
            context.error(400, "invalid_param", text)
        # The first trace session given must be a text of some length.
        given: Any = context.request.header("x-trace-session-id")
        given = context.query("trace_session_id") if given is None else given
        given = body.get("trace_session_id") if given is None else given
        if given is not None and not isinstance(given, str):
            context.error(400, "bad_request", "trace_session_id must be a string.")
        if given is not None and not 0 < len(given.strip()) <= _SESSION_LENGTH:
            why = f"trace_session_id must be 1 to {_SESSION_LENGTH} characters after trimming."
            context.error(400, "bad_request", why)
    else:
        _checks_2024(context, body)
    mode: Mode = "streaming" if body.get("response_mode") == "streaming" else "blocking"
    context.payload = Payload(dict(body["inputs"]), list(body.get("files") or []), mode)


def quota(context: Context) -> None:
    most = context.options.quota
    if most is not None and len(context.state.runs) >= most:
        context.refuse("quota")


def concurrency(context: Context) -> None:
    """No more runs at once than the app may have."""
    options, mode = context.options, context.payload.mode
    counting = options.concurrency_modes
    if not context.concurrency or mode not in (counting or MODES):
        return
    twice = counting is None and options.modern  # a streaming start takes a second slot at once
    slots = ("blocking",) if twice else (counting or MODES)
    taken = context.state.active(context.app, slots, context.now)
    if taken + int(twice and mode == "streaming") >= context.concurrency:
        context.refuse("concurrency")


def known_version(context: Context) -> None:
    wanted = context.version
    if wanted is None:
        return
    if canonical_uuid(wanted) is None:
        context.error(400, "bad_request", f"Invalid workflow_id format: '{wanted}'. ")
    if wanted not in (context.app.version, *context.app.versions):
        given = context.path("workflow_id")
        context.error(404, "not_found", f"Workflow not found with id: {given}")


def run_workflow(context: Context) -> Timeline:
    """POST /workflows/run, POST /workflows/{workflow_id}/run."""
    asked, options = context.payload, context.options
    resolver = context.files(strict=options.modern)
    try:
        inputs = inputs_of(asked.inputs, context.state.form_of(context.app), resolver)
        files = files_of(asked.files, context.app.file_upload, options.file_limit, resolver)
    except BadInputError as error:
        event = {"event": "error", "message": str(error), "status": 500}
        reply = error_reply(options, 400, "invalid_param", str(error))
        return _bad_inputs(context, event, reply)
    except BrokenInputError:
        event = {"event": "error", "code": _BROKEN, "message": _CONTACT, "status": 500}
        return _bad_inputs(context, event, error_reply(options, 500, _BROKEN, INTERNAL))
    run = _started(context, inputs, files)
    if asked.mode == "blocking":
        return _wait(context, run)
    rules = Rules.of(options, run.behaviour.stream)
    if options.loses_cut_runs and rules.plan.ending in CUTS:
        # The run stays `running`, and there is no more of it.
        run.moments = [moment for _, moment in until_break(run.moments, 0, rules)[0]]
    return Follower(context.call.session, run, rules).timeline(stream_head(context), context.now)


RUN = Handler(
    run_workflow,
    (
        *(version, *ENTER, json_object, body_user, "mode", workflow_app, payload),
        *("quota", quota, "concurrency", concurrency, known_version, "run"),
    ),
)


def _started(context: Context, inputs: Json, files: list[Any]) -> Run:
    state, app, options = context.state, context.app, context.options
    version = context.version or app.version
    behaviour = context.behaviours.advance()
    app.runs += 1
    run_id, task_id, log_id = state.new_id(), state.new_id(), state.new_id()
    system: Json = {"sys.files": files, "sys.user_id": context.user}
    if options.modern:
        ids = {"sys.workflow_id": version, "sys.workflow_run_id": run_id}
        system |= {"sys.app_id": app.id, **ids}
    scene = Scene(
        run_id=run_id,
        task_id=task_id,
        workflow_id=version,
        modern=options.modern,
        user=context.user,
        end_user=app.end_user_id(context.user),
        given=inputs,
        system=system,
        began=exact(context.now),  # as all its moments are, or the first ones would lie before it
        sequence=app.runs,
    )
    # A version is called after the moment it was published at.
    published = f"{naive_iso(state.published_at, ' ')}.123456"
    run = Run.begun(
        scene, behaviour, mode=context.payload.mode, app_id=app.id, version=published, log_id=log_id
    )
    run.stop_later(options.stop_outcome)
    state.runs[run.id] = run
    return run


def stream_head(context: Context, *more: tuple[str, str]) -> Head:
    return Head(200, (("Content-Type", _STREAM), *server_headers(context.options), *more))


def _wait(context: Context, run: Run) -> Timeline:
    """The blocking answer: when the run ends or pauses, or the gateway gives up."""
    if run.behaviour.handed_over:
        # The run goes on without its caller, who polls it.
        body = {"event": "workflow_maintenance_paused", "workflow_run_id": run.id}
        reply = context.answer(body, 202).with_header("Retry-After", "1")
        return reply.with_header("X-Workflow-Run-ID", run.id)
    options, ends = context.options, run.rests_at(run.began)
    limit = options.gateway_timeout if run.behaviour.gateway is None else run.behaviour.gateway
    lasting = None if ends is None else max(0.0, ends - context.now)
    if limit is not None and (lasting is None or lasting > limit):
        page = html_page("504 Gateway Time-out")  # of a proxy before the server
        return Timeline.reply(504, page, [("Content-Type", "text/html")], limit)
    if ends is None or lasting is None:
        return Timeline.broken("stall")
    state = run.state(ends)
    if state.code is not None:
        return error_reply(options, state.http, state.code, state.error or "").delayed(lasting)
    media = BLOCKING_JSON if options.modern else JSON
    headers = [("Content-Type", media), *server_headers(options)]
    return Timeline.reply(200, spaced(run.result(ends)), headers, lasting)


def _bad_inputs(context: Context, event: Json, reply: Timeline) -> Timeline:
    """Inputs the app can't take: an HTTP error; in a stream of 2026-08, an event, or nothing."""
    how = context.options.refuses_inputs
    context.behaviours.advance()
    if context.payload.mode == "blocking" or how == "http":
        raise RequestError(reply)
    rules = Rules.of(context.options)
    shown = [Moment(context.now, event)] if how == "event" else []
    return scripted(shown, rules, stream_head(context), context.now)


def _checks_2024(context: Context, fields: dict[str, Any]) -> None:
    """Check one argument after another, up to the first bad one."""
    inputs, files, mode = fields.get("inputs"), fields.get("files"), fields.get("response_mode")
    bad: tuple[str, str] | None = None
    if "inputs" not in fields:
        bad = "inputs", "Missing required parameter in the JSON body"
    elif inputs is None:
        bad = "inputs", "Must not be null!"
    elif why := _unlike(dict, inputs):
        bad = "inputs", why
    elif files is not None and (why := _unlike(list, files)):
        bad = "files", why
    elif "response_mode" in fields and mode not in MODES:
        bad = "response_mode", f"{mode} is not a valid choice"
    if bad is not None:
        context.error(400, "invalid_param", bad[1], params=bad[0])
    if not all(isinstance(each, dict) for each in files or ()):
        context.refuse("internal_error")


def _unlike(kind: type, value: Any) -> str | None:
    """Why a value can't be made a `kind`; None when it can."""
    try:
        kind(value)
    except (TypeError, ValueError) as error:
        return str(error)
    return None
