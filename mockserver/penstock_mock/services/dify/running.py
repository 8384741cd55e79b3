"""Running a workflow: the checks of a run, and its two kinds of answer."""

from __future__ import annotations

from typing import Any

from ...engine.timeline import Head, Timeline
from .asking import MODES, Asked, asked_of
from .behaviours import CUTS
from .follow import Follower, Rules, scripted, until_break
from .inputs import BadInputError, BrokenInputError, files_of, inputs_of
from .moments import Json, Moment, Scene
from .options import Mode
from .refusals import INTERNAL, PAGE, REFUSALS
from .runs import Run
from .uploads import BadFileError, BrokenFileError, Desk
from .visit import BLOCKING_JSON, JSON, Refused, Visit, error_reply, server_headers
from .wire import canonical_uuid, exact, is_uuid, spaced, version_text

_STREAM = "text/event-stream; charset=utf-8"
# The app was published a day before the session began.
_DAY = 24 * 60 * 60
# What the server says of inputs that it fails over; in a stream by a text of its own.
_BROKEN = "internal_server_error"
_CONTACT = "Internal Server Error, please contact support."


def run_workflow(visit: Visit) -> Timeline:
    """POST /workflows/run, POST /workflows/{workflow_id}/run."""
    version = _version(visit)
    visit.enter()
    fields = visit.fields()
    user = visit.user_in(fields)
    visit.mode()
    asked = asked_of(visit, fields, user)
    _limits(visit, asked.mode)
    if version is not None:
        _check_version(visit, version)
    visit.played("run")
    return _begin(visit, asked, version or visit.app.version)


def _version(visit: Visit) -> str | None:
    """The version asked for; its behaviours are the ones that count."""
    if visit.call.operation.id != "runWorkflowVersion":
        return None
    given = visit.path("workflow_id")
    version = canonical_uuid(given) or given
    if version in visit.app.versions:
        visit.script = visit.app.versions[version]
    return version


def _check_version(visit: Visit, version: str) -> None:
    if not is_uuid(version):
        visit.error(400, "bad_request", f"Invalid workflow_id format: '{version}'. ")
    if version not in (visit.app.version, *visit.app.versions):
        visit.error(404, "not_found", f"Workflow not found with id: {visit.path('workflow_id')}")


# -- limits -------------------------------------------------------------------------------------


def _limits(visit: Visit, mode: Mode) -> None:
    options, app = visit.options, visit.app
    visit.played("quota")
    if options.quota is not None and len(visit.state.runs) >= options.quota:
        visit.refuse(REFUSALS["quota"])
    visit.played("concurrency")
    counting = options.concurrency_modes
    if not visit.concurrency or mode not in (counting or MODES):
        return
    twice = counting is None and options.modern  # a streaming start takes a second slot at once
    slots = ("blocking",) if twice else (counting or MODES)
    taken = visit.state.active(app, slots, visit.now) + int(twice and mode == "streaming")
    if taken >= visit.concurrency:
        visit.refuse(REFUSALS["concurrency"])


# -- the run ------------------------------------------------------------------------------------


def _begin(visit: Visit, asked: Asked, version: str) -> Timeline:
    end_user = visit.end_user(asked.user)
    desk = Desk(visit.state.uploads, end_user, strict=visit.options.modern)
    try:
        inputs = inputs_of(asked.inputs, visit.state.form_of(visit.app), desk)
        config = visit.app.file_upload
        files = files_of(asked.files, config, visit.options.file_limit, desk)
    except (BadInputError, BadFileError) as error:
        event = {"event": "error", "message": str(error), "status": 500}
        reply = error_reply(visit.options, 400, "invalid_param", str(error))
        return _bad_inputs(visit, asked.mode, event, reply)
    except (BrokenInputError, BrokenFileError):
        event = {"event": "error", "code": _BROKEN, "message": _CONTACT, "status": 500}
        reply = error_reply(visit.options, 500, _BROKEN, INTERNAL)
        return _bad_inputs(visit, asked.mode, event, reply)
    run = _started(visit, asked, version, inputs, files)
    return _stream(visit, run) if asked.mode == "streaming" else _wait(visit, run)


def _started(visit: Visit, asked: Asked, version: str, inputs: Json, files: list[Any]) -> Run:
    state, app, options = visit.state, visit.app, visit.options
    behaviour = visit.script.current
    visit.script.advance()
    app.runs += 1
    run_id, task_id, log_id = state.new_id(), state.new_id(), state.new_id()
    system: Json = {"sys.files": files, "sys.user_id": asked.user}
    if options.modern:
        ids = {"sys.workflow_id": version, "sys.workflow_run_id": run_id}
        system |= {"sys.app_id": app.id, **ids}
    scene = Scene(
        run_id=run_id,
        task_id=task_id,
        workflow_id=version,
        dialect=options.dialect,
        user=asked.user,
        end_user=app.end_user_id(asked.user),
        given=inputs,
        system=system,
        began=exact(visit.now),  # as all its moments are, or the first ones would lie before it
        sequence=app.runs,
    )
    published = version_text(state.began - _DAY)
    run = Run.begun(
        scene, behaviour, mode=asked.mode, app_id=app.id, version=published, log_id=log_id
    )
    run.stop_later(options.stop_outcome)
    state.runs[run.id] = run
    return run


def _stream(visit: Visit, run: Run) -> Timeline:
    rules = Rules.of(visit.options, run.behaviour.stream)
    if visit.options.loses_cut_runs and rules.plan.ending in CUTS:
        run.lose(len(until_break(run.moments, 0, rules)[0]))
    follower = Follower(visit.call.session, run, rules)
    return follower.timeline(stream_head(visit), visit.now)


def stream_head(visit: Visit) -> Head:
    """The head of a stream of events."""
    return Head(200, (("Content-Type", _STREAM), *server_headers(visit.options)))


def _wait(visit: Visit, run: Run) -> Timeline:
    """The answer to who waits for the run: when it ends or pauses, or the gateway gives up."""
    if run.behaviour.handed_over:
        return _handed_over(visit, run)
    ends = run.rests_at(run.began)
    limit = run.behaviour.gateway
    limit = visit.options.gateway_timeout if limit is None else limit
    lasting = None if ends is None else max(0.0, ends - visit.now)
    if limit is not None and (lasting is None or lasting > limit):
        return gateway_page(504, "Gateway Time-out").delayed(limit)
    if ends is None or lasting is None:
        return Timeline.broken("stall")
    return _result(visit, run, ends).delayed(lasting)


def _handed_over(visit: Visit, run: Run) -> Timeline:
    """The run goes on without its caller, who is told where to look and when."""
    body = {"event": "workflow_maintenance_paused", "workflow_run_id": run.id}
    told = visit.answer(body, 202).with_header("Retry-After", "1")
    return told.with_header("X-Workflow-Run-ID", run.id)


def _result(visit: Visit, run: Run, ends: float) -> Timeline:
    state = run.state(ends)
    if state.code is not None:
        return error_reply(visit.options, state.http, state.code, state.error or "")
    media = BLOCKING_JSON if visit.options.modern else JSON
    headers = [("Content-Type", media), *server_headers(visit.options)]
    return Timeline.reply(200, spaced(run.result(ends)), headers)


def gateway_page(status: int, title: str) -> Timeline:
    """A page of somebody in front of the server."""
    body = PAGE.format(title=f"{status} {title}").encode()
    return Timeline.reply(status, body, [("Content-Type", "text/html")])


def _bad_inputs(visit: Visit, mode: Mode, event: Json, reply: Timeline) -> Timeline:
    """Inputs the app can't take: an HTTP error; in a stream of today's, an event, or nothing."""
    how = visit.options.refuses_inputs
    visit.script.advance()
    if mode == "blocking" or how == "http":
        raise Refused(reply)
    rules = Rules.of(visit.options)
    told = [Moment(visit.now, event)] if how == "event" else []
    return scripted(told, rules, stream_head(visit), visit.now)
