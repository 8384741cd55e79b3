"""Endpoints of runs: the detail, the events, stopping, the forms they ask for, and the log."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from attrs import evolve

from ...document.parameters import Parameter
from ...document.values import frozen
from ...engine.timeline import Head, Timeline
from .. import pydantic_2_12 as pydantic
from ..base import Handler, documented
from ..formatting import rfc822, spaced, whole
from .context import (
    ENTER,
    BadInputError,
    Context,
    FileResolver,
    body_user,
    json_object,
    query_user,
    workflow_app,
    workflow_or_chat_app,
)
from .events import Json, Moment, State, finished, started
from .execution import stream_head
from .state import ACTIVE, Asked, Run
from .streams import RELAY, Follower, Rules


def run_detail(context: Context) -> Timeline:
    """GET /workflows/run/{workflow_run_id}."""
    run_id = context.run_id()
    if not context.options.modern:  # where every app of the workspace sees it
        run = context.state.runs.get(run_id)
        return context.answer(_NO_RUN if run is None else _detail(context, run))
    run = context.state.run_of(context.app, run_id)
    if run is None:
        context.error(404, "not_found", "Workflow run not found.")
    return context.answer(_detail(context, run))


_DETAIL = (
    *("id", "workflow_id", "status", "inputs", "outputs", "error", "total_steps"),
    *("total_tokens", "created_at", "finished_at", "elapsed_time"),
)
_NO_RUN = {**dict.fromkeys(_DETAIL), "total_steps": 0, "total_tokens": 0}


def _detail(context: Context, run: Run) -> Json:
    state, modern = run.look(context.now), context.options.modern
    date = whole if modern else rfc822
    outputs: Any = state.outputs or {}
    if not modern:
        outputs = spaced(state.outputs).decode() if state.outputs else None
    values = (
        *(run.id, run.scene.workflow_id, state.status),
        spaced(run.scene.recorded).decode(),
        *(outputs, state.error, state.steps, state.tokens, date(run.began)),
        None if state.ended_at is None else date(state.ended_at),
        run.elapsed(context.now),
    )
    return dict(zip(_DETAIL, values, strict=True))


def stop_task(context: Context) -> Timeline:
    """POST /workflows/tasks/{task_id}/stop: it always succeeds, whatever comes of it."""
    user = context.user
    runs, task_id = context.state.runs_of(context.app), context.path("task_id")
    run = next((run for run in runs if run.scene.task_id == task_id), None)
    # Servers before 1.9 silently leave alone what another user started.
    if run is not None and (context.options.modern or run.scene.user == user):
        run.stop(context.now, context.options.stop_outcome)
    return context.answer({"result": "success"})


# The fields of a node's events that a snapshot lacks.
_LIVE_ONLY = ("inputs_truncated", "process_data_truncated", "outputs_truncated", "agent_strategy")
_BLANK = ("inputs", "outputs", "process_data", "error", "execution_metadata")


def follow_run(context: Context) -> Timeline:
    """GET /workflow/{workflow_run_id}/events."""
    run = context.state.run_of(context.app, context.run_id())
    if run is None or run.scene.user != context.user:
        context.error(404, "not_found", "Workflow run not found")
    head = stream_head(context, ("Cache-Control", "no-cache"), ("Connection", "keep-alive"))
    state = run.state(context.now)
    if state.status not in ACTIVE:
        # It has ended: one frame, in the other spelling, and its task is the run.
        event = finished(run.scene, state, state.ended_at or context.now)
        data = b"data: " + spaced({**event, "task_id": run.id}) + b"\n\n"
        return Timeline.stream(head, [(0.0, data)])
    return _live(context, run, head)


def _live(context: Context, run: Run, head: Head) -> Timeline:
    names = ("include_state_snapshot", "continue_on_pause")
    snapshot, goes_on = ((context.query(name) or "").lower() == "true" for name in names)
    # After a pause without a snapshot it goes on beyond the end, too.
    closes = RELAY if not goes_on else frozenset({"workflow_finished"} if snapshot else ())
    rules = evolve(Rules.of(context.options), pings_first=True, closes=closes)
    begun = sum(each.at <= context.now for each in run.moments)
    status = run.state(context.now).status
    # Of a running run the server knows no task here that it could be stopped by.
    task = run.id if status == "running" else run.scene.task_id
    first = []
    for each in _snapshot(context, run) if snapshot else ():
        event = each.event or {}
        ids = {"task_id": task, "workflow_run_id": event["workflow_run_id"]}  # other than live
        event = {"event": event["event"], **ids, "data": event["data"]}
        first.append(evolve(each, event=event))
    if snapshot and status == "paused" and not goes_on:  # ends with the pause
        frames = [rules.ping_frame, *map(rules.frame, first)]
        return Timeline.stream(head, [(0.0, frame) for frame in frames])
    at = 0 if context.options.replays and not snapshot else begun
    follower = Follower(context.call.session, run, rules, tuple(first), at)
    return follower.timeline(head, context.now)


def _snapshot(context: Context, run: Run) -> Iterator[Moment]:
    """The recorded moments, as if they happened now."""
    now, done = context.now, [each for each in run.moments if each.at <= context.now]
    begun = started(run.scene, run.began, "initial")
    yield Moment(now, {**begun, "data": {**begun["data"], "inputs": run.scene.recorded}})
    numbers: dict[str, int] = {}
    waiting: Json | None = None
    for each in done:
        again = each.kind == "node_started" and each.node_id in numbers  # after a pause
        if each.event and each.kind in ("node_started", "node_finished") and not again:
            number = numbers.setdefault(each.node_id, len(numbers) + 1)
            yield Moment(now, _reduced(each.event, number))
            waiting = _reduced(each.event, number) if each.kind == "node_started" else None
    if run.state(now).status == "paused":
        if waiting is not None:
            # The end, so far, of the node whose form it waits for, made of its beginning.
            at = whole(done[-1].at)
            data = {name: value for name, value in waiting["data"].items() if name != "extras"}
            ended = {"status": "paused", "finished_at": at, "files": []}
            elapsed = {"elapsed_time": float(at - data["created_at"])}
            data |= {**dict.fromkeys(_BLANK), **ended, **elapsed}
            yield Moment(now, {**waiting, "event": "node_finished", "data": data})
        kinds = ("human_input_required", "workflow_paused")
        last = {each.kind: each for each in done if each.kind in kinds}
        yield from (Moment(now, last[kind].event) for kind in kinds if kind in last)


def _reduced(event: Json, number: int) -> Json:
    data: dict[str, Any] = {k: v for k, v in event["data"].items() if k not in _LIVE_ONLY}
    data |= {name: None for name in _BLANK if name in data}
    return {**event, "data": {**data, "index": number}}


def app_with_runs(context: Context) -> None:
    """The app is of a kind that has runs; in 2026-08 that is more than workflow apps."""
    if context.options.modern:
        workflow_or_chat_app(context)
    else:
        context.check(("mode", workflow_app))


_INVALID = "Invalid value for {} input '{}': {}"


def get_form(context: Context) -> Timeline:
    """GET /form/human_input/{form_token}."""
    _, asked = _open(context)
    fields = asked.fields
    return context.answer(
        {
            "form_content": fields["form_content"],
            "inputs": fields["inputs"],
            "resolved_default_values": fields["resolved_default_values"],
            "user_actions": fields["actions"],
            "expiration_time": fields["expiration_time"],
        }
    )


def submit_form(context: Context) -> Timeline:
    """POST /form/human_input/{form_token}: the run goes on."""
    fields = context.body
    issues = pydantic.body_issues(context.call, fields, ("inputs", "action"))
    if issues:
        text = pydantic.text_of("HumanInputFormSubmitPayload", issues)
        context.error(400, "invalid_param", text)
    run, asked = _open(context)
    wanted = fields["action"]
    action = next((each for each in asked.fields["actions"] if each.get("id") == wanted), None)
    if action is None:
        context.error(400, "invalid_form_data", f"Invalid action: {wanted}")
    given, inputs = fields["inputs"], asked.fields["inputs"]
    names = [str(each.get("output_variable_name")) for each in inputs]
    missing = [name for name in names if name not in given]
    if missing:
        context.error(400, "invalid_form_data", f"Missing required inputs: {', '.join(missing)}")
    resolver = context.files(strict=True)
    pairs = zip(names, inputs, strict=True)
    try:
        taken = {name: _taken(name, field, given[name], resolver) for name, field in pairs}
    except BadInputError as error:
        context.error(400, "invalid_form_data", str(error))
    run.submit(asked, dict(action), taken, context.now, context.options.taken_up)
    return context.answer({})


def _open(context: Context) -> tuple[Run, Asked]:
    """The form, which can still be answered. Raises RequestError."""
    token = context.path("form_token")
    forms = ((run, asked) for run in context.state.runs_of(context.app) for asked in run.forms())
    found = next((pair for pair in forms if pair[1].token == token), None)
    # A form that a run is going to ask for isn't there yet.
    if found is None or found[1].at > context.now:
        context.missing("Form not found.", "/form/human_input/<string:form_token>")
    run, asked = found
    form_id = f"form_id={asked.fields['form_id']}"
    if token in run.submitted:
        why = f"This form has already been submitted by another user, {form_id}"
        context.error(412, "human_input_form_submitted", why)
    expired = context.now >= asked.fields["expiration_time"]
    if expired or run.state(context.now).status != "paused":
        context.error(412, "human_input_form_expired", f"This form has expired, {form_id}")
    return run, asked


def _taken(name: str, field: Mapping[str, Any], value: Any, resolver: FileResolver) -> Any:
    """The value of an input as its kind has it. Raises BadInputError."""
    match field.get("type"):
        case "select":
            source = field.get("option_source") or {}
            if not isinstance(value, str):
                raise BadInputError(_INVALID.format("select", name, "expected string"))
            if source.get("type") == "constant" and value not in source.get("value", ()):
                raise BadInputError(_INVALID.format("select", name, value))
            return value
        case "file":
            if not isinstance(value, Mapping):
                raise BadInputError(_INVALID.format("file", name, "expected mapping"))
            return resolver.resolve(value, field)
        case "file-list":
            if not isinstance(value, list):
                raise BadInputError(_INVALID.format("file list", name, "expected list"))
            if not all(isinstance(each, Mapping) for each in value):
                raise BadInputError(_INVALID.format("file list", name, "expected list of mappings"))
            return [resolver.resolve(each, field) for each in value]
    return value


_USUAL = 20
# A date, and after a character of any kind less than the two digits of an hour.
_SHORT_TIME = re.compile(r"\d{4}(-?)\d{2}\1\d{2}..?", re.ASCII)
# Longer keywords are cut.
_KEYWORD = 30


@frozen
class Query:
    """The filters of the log."""

    keyword: str
    status: str
    page: int
    limit: int
    before: float | None
    after: float | None
    session: str

    def passes(self, run: Run, now: float) -> bool:
        """Return whether the log of these filters has the run."""
        began, state = whole(run.began), run.state(now)
        return (
            self.status in ("", state.status)
            and (self.before is None or began <= self.before)
            and (self.after is None or began >= self.after)
            and self.session in ("", run.scene.user)
            and (not self.keyword or self._found(run, state))
        )

    def _found(self, run: Run, state: State) -> bool:
        if self.keyword == run.id:
            return True
        word = self.keyword[:_KEYWORD]
        # As it is stored: what isn't ASCII is escaped there too.
        escaped = spaced(word)[1:-1]
        texts = (spaced(run.scene.recorded), spaced(state.outputs))
        return any(escaped in each for each in texts) or word in run.scene.user


def list_logs(context: Context) -> Timeline:
    """GET /workflows/logs."""
    query = _read(context)
    own = context.state.runs_of(context.app)
    found = [run for run in reversed(own) if query.passes(run, context.now)]
    start = (query.page - 1) * query.limit
    page = found[start : start + query.limit]
    body = {
        "page": query.page,
        "limit": query.limit,
        "total": len(found),
        "has_more": len(found) > start + query.limit,
        "data": [_entry(context, run) for run in page],
    }
    return context.answer(body)


def _read(context: Context) -> Query:
    newer = context.options.modern
    options = {each.name: each for each in documented("listWorkflowLogs").parameters.query}
    issues = []
    for name in ("status", "page", "limit"):
        text = context.query(name)
        issue = None if text is None else pydantic.query_issue(options[name], text)
        if issue is not None and text is not None and not newer:
            context.error(400, "invalid_param", _old_text(options[name], text), params=name)
        issues += [issue] if issue else []
    if issues:
        context.error(400, "invalid_param", pydantic.text_of("WorkflowLogQuery", issues))
    query = Query(
        keyword=context.query("keyword") or "",
        status=context.query("status") or "",
        page=int(context.query("page") or 1),
        limit=int(context.query("limit") or _USUAL),
        before=_moment(context, "created_at__before") if newer else None,
        after=_moment(context, "created_at__after") if newer else None,
        session=(context.query("created_by_end_user_session_id") or "") if newer else "",
    )
    account = context.query("created_by_account")
    if newer and account:  # no account ever runs anything on the mock
        context.error(400, "invalid_param", f"Account not found: {account}")
    return query


def _old_text(parameter: Parameter, text: str) -> str:
    """The message of 2024-12 for the first bad parameter."""
    most = parameter.schemas.document.resolve(parameter.schema).get("maximum")
    if most is None:
        return f"{text} is not a valid choice"
    try:
        return f"Invalid argument: {int(text)}. argument must be within the range 1 - {most}"
    except ValueError:
        return f"{text} is not a valid integer"


def _moment(context: Context, name: str) -> float | None:
    text = context.query(name)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        context.error(400, "invalid_param", _no_moment(text))


def _no_moment(text: str) -> str:
    """The message of the server's parser for a text that is no moment."""
    if len(text) < 4:
        return "ISO string too short"
    if not text[:4].isdigit():
        return f"invalid literal for int() with base 10: {text[:4].encode()!r}"
    if _SHORT_TIME.fullmatch(text):
        return "ISO time too short"
    return "String contains unknown ISO components"


def _entry(context: Context, run: Run) -> Json:
    modern, state = context.options.modern, run.state(context.now)
    entry: Json = {"id": run.id, "version": run.version, "status": state.status}
    entry |= {"triggered_from": "app-run"} if modern else {}
    entry |= {
        "error": state.error,
        "elapsed_time": run.elapsed(context.now),
        "total_tokens": state.tokens,
        "total_steps": state.steps,
        "created_at": whole(run.began),
        "finished_at": None if state.ended_at is None else whole(state.ended_at),
        "exceptions_count": state.exceptions,
    }
    return {
        "id": run.log_id,
        "workflow_run": entry,
        **({"details": None} if modern else {}),
        "created_from": "service-api",
        "created_by_role": "end_user",
        "created_by_account": None,
        "created_by_end_user": {
            "id": run.scene.end_user,
            "type": "service-api" if modern else "service_api",
            "is_anonymous": False,
            "session_id": run.scene.user,
        },
        "created_at": whole(run.began),
    }


HANDLERS: Mapping[str, Handler[Context]] = {
    "listWorkflowLogs": Handler(list_logs, ENTER),
    "getHumanInputForm": Handler(get_form, ENTER),
    "submitHumanInputForm": Handler(submit_form, (*ENTER, json_object, body_user)),
    "getWorkflowRun": Handler(run_detail, (*ENTER, app_with_runs)),
    "stopWorkflowTask": Handler(stop_task, (*ENTER, json_object, body_user, "mode", workflow_app)),
    "streamWorkflowEvents": Handler(follow_run, (*ENTER, query_user, workflow_or_chat_app)),
}
