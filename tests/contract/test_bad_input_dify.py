"""Bad input, from the caller, from the server and from the network: what a user of Dify sees.

Each case has the error's class, code and status, what its message must name, and how many
requests were made. All of it blocking and in process, and async over a port. Nowhere does the key
show: not in the error, its causes, its traceback or its pickle, and not in the log.
"""

from __future__ import annotations

import inspect
import json
import math
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from attrs import field, frozen
from hands import Everything, Front, Make, NewFront, Service, check_contract, methods, unused_port
from refusals import (
    FILES,
    NO_PARTS,
    NO_TIMES,
    UNSEEN,
    Answer,
    check_discreet,
    check_shows_nothing,
    fault,
    made_in,
    refused,
    stubbed,
    unsent,
)

from penstock.dify import (
    AsyncDify,
    Dify,
    File,
    TextChunkEvent,
    UnknownEvent,
    UploadedFile,
    WorkflowRun,
    WorkflowStartedEvent,
)
from penstock.errors import (
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    ConcurrencyLimitError,
    ConnectionLostError,
    ExecutionError,
    FileInputError,
    NotFoundError,
    NotSentError,
    PayloadTooLargeError,
    PermissionDeniedError,
    QuotaExceededError,
    RateLimitError,
    ResponseError,
    ServerError,
    StreamError,
    StreamInterruptedError,
    UsageError,
    WaitTimeoutError,
)
from penstock_mock import Server
from penstock_mock.engine.clock import VirtualClock
from penstock_mock.mock import Mock
from penstock_mock.services.dify import (
    breaks,
    concurrency,
    edge_limited,
    html_502,
    internal_error,
    make_form,
    node,
    pause,
    quota,
    raw,
    refuse,
    say,
    stream,
    succeed,
    unpublished,
    wait,
)

pytestmark = pytest.mark.usefixtures("discreet")

SECRET = f"app-{UNSEEN}"
WRONG = f"bad-{SECRET}"  # the mock refuses what begins with "bad"
USER = "abc-123"
RESOURCES = ("workflows", "files", "forms", "end_users")
RUN_ID = "5b0c6c1e-7c0e-4d53-9a58-3a1f0c9c3e77"
UPLOADED = {"type": "document", "transfer_method": "local_file"}
VERSION = "0d9b8f2a-6e1c-4b7a-9c35-7f4e2a1b6d88"
# What the app asks for, where a case is about inputs.
FORM = [
    {"text-input": {"variable": "topic", "required": True, "max_length": 8}},
    {"select": {"variable": "tone", "options": ["kind", "short"]}},
    {"number": {"variable": "words"}},
    {"json_object": {"variable": "style"}},
    {"file": {"variable": "letter", "allowed_file_types": ["document"]}},
    {"file-list": {"variable": "pages", "max_length": 2}},
]


DIFY = Service(
    tag="dify",
    clients={"blocking": Dify, "async": AsyncDify},
    environment=("DIFY_API_KEY", "DIFY_BASE_URL"),
    arguments=(SECRET,),
    world=lambda: {"clock": VirtualClock()},  # the server's waits take no time on a port either
)


@pytest.fixture
def service() -> Service:
    return DIFY


# -- the server's refusals -------------------------------------------------------------------------

BLOCKING = {"response_mode": "blocking"}


@frozen(kw_only=True)
class Case(Answer):
    """One bad answer; to a run, unless the case names another call."""

    code: str | None
    method: str = "workflows.run"
    args: tuple[Any, ...] = ({}, USER)
    more: dict[str, Any] = field(factory=dict)
    key: str = SECRET


def runs(behaviour: Any) -> Callable[[Mock], object]:
    return lambda mock: mock.dify.workflow(behaviour)


def page(operation: str, status: int) -> Callable[[Mock], object]:
    return stubbed(operation, status=status, media="text/html", body=b"<html>nginx</html>")


def asks(mock: Mock) -> None:
    mock.dify.app(user_input_form=FORM)


def asks_with_event(mock: Mock) -> None:
    """A server of 2026-08 looks at the inputs when the stream has begun."""
    asks(mock)
    mock.session.options["dify"] = {"dialect": "2026-08"}


QUOTED = {"code": "unauthorized", "message": f"{WRONG} is no key", "status": 401, "was": [WRONG]}
UNSUPPORTED = {"code": "unsupported_file_type", "message": "no"}
MISSING: dict[str, Any] = {"error": BadRequestError, "code": "invalid_param", "status": 400}


CASES = {
    "wrong key": Case(
        key=WRONG,
        error=AuthenticationError,
        code="unauthorized",
        status=401,
        says="Access token is invalid",
    ),
    "wrong key, quoted by the server": Case(
        arrange=stubbed("runWorkflow", status=401, json=QUOTED),
        key=WRONG,
        error=AuthenticationError,
        code="unauthorized",
        status=401,
        says=r"^\*+ is no key",
    ),
    "no such app": Case(
        arrange=runs(refuse("no_app")),
        error=PermissionDeniedError,
        code="forbidden",
        status=403,
        says="The app no longer exists",
    ),
    "API switched off": Case(
        arrange=runs(refuse("api_disabled")),
        error=PermissionDeniedError,
        code="forbidden",
        status=403,
        says="API service has been disabled",
    ),
    "an app of another mode": Case(
        arrange=runs(refuse("not_workflow_app")),
        error=BadRequestError,
        code="not_workflow_app",
        status=400,
        says="app mode",
    ),
    "nothing published": Case(
        arrange=runs(unpublished()), says="Workflow not published", **MISSING
    ),
    "a missing input": Case(arrange=asks, says="topic is required", **MISSING),
    "a missing input, told by the stream": Case(
        arrange=asks_with_event,
        error=BadRequestError,
        code="invalid_param",
        status=400,
        says="topic is required",
    ),
    "an input that is too long": Case(
        arrange=asks, args=({"topic": "x" * 9}, USER), says="less than 8 characters", **MISSING
    ),
    "an input that is no option": Case(
        arrange=asks, args=({"topic": "a", "tone": "rude"}, USER), says="tone.*one of", **MISSING
    ),
    "an input that is no number": Case(
        arrange=asks, args=({"topic": "a", "words": "few"}, USER), says="valid number", **MISSING
    ),
    "an input of another type": Case(
        arrange=asks, args=({"topic": 7}, USER), says="topic.*must be a string", **MISSING
    ),
    "a list for one file": Case(
        arrange=asks,
        args=({"topic": "a", "letter": [File.from_url("https://a.example/a.pdf")]}, USER),
        says="letter.*must be a file",
        **MISSING,
    ),
    "one file for a list": Case(
        arrange=asks,
        args=({"topic": "a", "pages": File.from_url("https://a.example/a.pdf")}, USER),
        says="pages",
        **MISSING,
    ),
    "a file of a type the variable doesn't take": Case(
        arrange=asks,
        args=({"topic": "a", "letter": File.from_url("https://a.example/a.png")}, USER),
        says=r"File validation failed for file: a\.png",
        **MISSING,
    ),
    "a file that was never uploaded": Case(
        args=({"letter": File.from_upload(RUN_ID, "document")}, USER),
        says="Invalid upload file",
        **MISSING,
    ),
    "a file by an id that is none": Case(
        arrange=lambda mock: mock.session.options.update(dify={"dialect": "2026-08"}),
        args=({"letter": {**UPLOADED, "upload_file_id": "no-uuid"}}, USER),
        more={"response_mode": "blocking"},
        says="Invalid upload file id format",
        **MISSING,
    ),
    "a version there is not": Case(
        more={"version_id": VERSION},
        error=NotFoundError,
        code="not_found",
        status=404,
        says="Workflow not found with id",
    ),
    "a run there is not": Case(
        method="workflows.get_run",
        args=(RUN_ID,),
        error=NotFoundError,
        code="not_found",
        status=200,
        says="there is no such run",
    ),
    "somebody else's run": Case(
        method="workflows.events",
        args=(RUN_ID, "else"),
        error=NotFoundError,
        code="not_found",
        status=404,
        says="Workflow run not found",
    ),
    "a form there is not": Case(
        method="forms.get",
        args=("tok_none",),
        error=NotFoundError,
        code="not_found",
        status=404,
        says="",
    ),
    "an end user there is not": Case(
        method="end_users.get",
        args=(RUN_ID,),
        error=NotFoundError,
        code="end_user_not_found",
        status=404,
        says="End user not found",
    ),
    "too many runs at once": Case(
        arrange=runs(concurrency()),
        error=ConcurrencyLimitError,
        code="too_many_requests",
        status=400,
        says="Too many requests.*3 attempts",
        calls=3,
    ),
    "a used-up plan": Case(
        arrange=runs(quota()),
        error=QuotaExceededError,
        code="rate_limit_error",
        status=429,
        says="quota limit reached",
    ),
    "the CDN's own limit": Case(
        arrange=runs(edge_limited()),
        error=RateLimitError,
        code="too_many_requests",
        status=429,
        says=r"429 Too Many Requests.*3 attempts",
        calls=3,
    ),
    "an unforeseen error": Case(
        arrange=runs(internal_error()),
        error=ServerError,
        code="internal_server_error",
        status=500,
        says="internal error",
    ),
    "a run that breaks": Case(
        arrange=runs(breaks("no credits", code="provider_quota_exceeded")),
        error=BadRequestError,
        code="provider_quota_exceeded",
        status=400,
        says="no credits",
    ),
    "a run that breaks without a code": Case(
        arrange=runs(succeed({}).of(raw(b'data: {"event": "error", "message": "boom"}\n\n'))),
        error=ExecutionError,
        code="internal_server_error",
        status=None,
        says="boom",
    ),
    "HTML 502 to a run": Case(
        arrange=runs(html_502()),
        error=ServerError,
        code="internal_server_error",
        status=502,
        says=r"502 Bad Gateway.*\(text/html\).*workflows\.logs",
    ),
    "HTML 502 to a question": Case(
        arrange=fault("html_502", "getAppInfo"),
        method="info",
        args=(),
        error=ServerError,
        code="internal_server_error",
        status=502,
        says=r"502 Bad Gateway.*3 attempts",
        calls=3,
    ),
    "HTML 404": Case(
        arrange=page("getAppInfo", 404),
        method="info",
        args=(),
        error=NotFoundError,
        code="not_found",
        status=404,
        says=r"404 Not Found.*base_url end with /v1\?",
    ),
    "malformed JSON to a run": Case(
        arrange=fault("malformed_json", "runWorkflow"),
        more=BLOCKING,
        error=ResponseError,
        code=None,
        status=200,
        says=r"isn't JSON.*application/json.*begins '\{",
    ),
    "malformed JSON to a question": Case(
        arrange=fault("malformed_json", "getWorkflowRun"),
        method="workflows.get_run",
        args=(RUN_ID,),
        error=ResponseError,
        code=None,
        status=200,
        says=r"isn't JSON.*application/json.*begins '\{",
    ),
    "cut JSON": Case(
        arrange=fault("truncate", "runWorkflow"),
        more=BLOCKING,
        error=ConnectionLostError,
        code=None,
        status=None,
        says=r"the connection was lost.*workflows\.logs",
    ),
    "reset instead of an answer": Case(
        arrange=fault("reset", "runWorkflow"),
        error=ConnectionLostError,
        code=None,
        status=None,
        says=r"the connection was lost.*workflows\.logs",
    ),
    "HTML where a stream should be": Case(
        arrange=page("runWorkflow", 200),
        error=ResponseError,
        code=None,
        status=200,
        says="text/html",
    ),
    "no frame at all": Case(
        arrange=stubbed("runWorkflow", status=200, sse=[]),
        error=StreamInterruptedError,
        code=None,
        status=None,
        says=r"before its last event.*workflows\.logs",
    ),
    "a file that is too large": Case(
        arrange=lambda mock: mock.session.options.update(
            dify={"dialect": "2026-08", "upload_limits": {"other": 0}}
        ),
        method="files.upload",
        args=(("a.txt", b"hello"), USER),
        error=PayloadTooLargeError,
        code="file_too_large",
        status=413,
        says="the file is larger than the server takes",
    ),
    "a file that is too large for a documented server": Case(
        arrange=lambda mock: mock.session.options.update(dify={"upload_limits": {"other": 0}}),
        method="files.upload",
        args=(("a.txt", b"hello"), USER),
        error=PayloadTooLargeError,
        code="file_too_large",
        status=413,
        says="the file is larger than the server takes for its type; the limits are in the app's",
    ),
    "a file too large for the gateway": Case(
        arrange=page("uploadFile", 413),
        method="files.upload",
        args=(("a.txt", b"hello"), USER),
        error=PayloadTooLargeError,
        code="file_too_large",
        status=413,
        says="413",
    ),
    "a file of a type nobody may upload": Case(
        arrange=lambda mock: mock.session.options.update(dify={"blocked_extensions": ["exe"]}),
        method="files.upload",
        args=(("a.exe", b"MZ"), USER),
        says="",
        **MISSING,
    ),
    "a file the server refuses": Case(
        arrange=stubbed("uploadFile", status=415, json=UNSUPPORTED),
        method="files.upload",
        args=(("a.txt", b"hello"), USER),
        error=APIStatusError,
        code="unsupported_file_type",
        status=415,
        says="^no ",
    ),
}


@pytest.mark.table("case", CASES.values(), ids=CASES)
def test_a_bad_answer_is_one_clear_error(new_front: NewFront, case: Case) -> None:
    with new_front() as front:
        case.arrange(front.mock)
        hand = front.hand(case.key)
        error = case.check(front, lambda: hand(case.method, *case.args, **case.more))

        assert error.code == case.code


def test_another_users_file_is_refused_and_ones_own_is_not(front: Front) -> None:
    front.mock.session.options["dify"] = {"dialect": "2026-08"}
    hand = front.hand()
    upload = hand("files.upload", b"hello", USER, name="a.txt")
    assert hand("workflows.run", {"letter": upload}, USER).succeeded
    refused(
        lambda: hand("workflows.run", {"letter": upload}, "else"),
        BadRequestError,
        "Invalid upload file",
    )


def test_an_unknown_variable_is_dropped_by_the_server_and_not_by_us(front: Front) -> None:
    asks(front.mock)
    run = front.hand()("workflows.run", {"topic": "tea", "colour": "green"}, USER)

    assert front.mock.journal.last.request.json()["inputs"]["colour"] == "green"
    assert "colour" not in run.outputs
    assert run.outputs["topic"] == "tea"


# -- answers with status 200 that are none ---------------------------------------------------------

NO_RUNS: list[Any] = [
    {},
    [],
    "text",
    None,
    7,
    {"code": "internal_server_error", "message": "said with 200"},
    {"success": False, "message": "said with 200"},
    {"data": None},
    {"data": []},
    {"data": {}},
    {"data": {"id": RUN_ID, "outputs": {}}},
    {"status": "succeeded", "outputs": {"a": 1}},  # the envelope is missing
    {"task_id": "t", "workflow_run_id": None, "data": {"status": 7}},
]


@pytest.mark.table("body", NO_RUNS, ids=repr)
@pytest.mark.table("mode", ["streaming", "blocking"])
def test_an_answer_that_says_nothing_of_the_run_is_no_success(
    new_front: NewFront, body: Any, mode: str
) -> None:
    with new_front() as front:
        front.mock.stub("runWorkflow", status=200, json=body, off_contract=True)
        hand = front.hand()
        error = refused(lambda: hand("workflows.run", {}, USER, response_mode=mode), ResponseError)

        assert error.status == 200
        assert error.body == body
        assert len(front.mock.journal) == 1


@pytest.mark.table(
    ("method", "operation", "args"),
    [
        ("workflows.get_run", "getWorkflowRun", (RUN_ID,)),
        ("files.upload", "uploadFile", (("a.txt", b"x"), USER)),
        ("workflows.logs", "listWorkflowLogs", ()),
        ("info", "getAppInfo", ()),
        ("parameters", "getAppParameters", ()),
        ("end_users.get", "getEndUser", (RUN_ID,)),
    ],
)
@pytest.mark.table("body", [[], "text", None, 7, {"success": False, "status": None, "id": 1}])
def test_an_answer_of_another_shape_is_no_result(
    new_front: NewFront, method: str, operation: str, args: tuple[Any, ...], body: Any
) -> None:
    with new_front() as front:
        front.mock.stub(operation, json=body, off_contract=True)
        hand = front.hand()
        error = refused(lambda: hand(method, *args), ResponseError)

        assert error.body == body


def test_a_run_in_a_state_nobody_knows_is_told_as_it_is(front: Front) -> None:
    data = {"id": RUN_ID, "status": "hibernating", "outputs": {"a": 1}, "mood": "sleepy"}
    answer = {"workflow_run_id": RUN_ID, "task_id": "t", "data": data}
    front.mock.stub("runWorkflow", status=200, json=answer, off_contract=True)
    run = front.hand()("workflows.run", {}, USER, **BLOCKING)

    assert run.status == "hibernating"
    assert not run.succeeded
    assert not run.is_finished
    assert run.raw["data"]["mood"] == "sleepy"
    refused(run.raise_for_failure, ExecutionError, "hibernating")


def test_a_run_in_a_state_nobody_knows_is_waited_for_and_not_for_ever(front: Front) -> None:
    front.mock.stub(
        "getWorkflowRun",
        status=200,
        json={"id": RUN_ID, "status": "hibernating"},
        off_contract=True,
    )
    hand = front.hand()
    error = refused(
        lambda: hand("workflows.wait", RUN_ID, timeout=60), WaitTimeoutError, "hibernating|60 s"
    )

    assert error.run_id == RUN_ID
    assert len(front.mock.journal) > 3


STRANGE: dict[str, Any] = {
    "status": "succeeded",
    "outputs": "not JSON",
    "elapsed_time": "fast",
    "total_steps": [],
    "created_at": "yesterday",
    "finished_at": 1e300,
    "error": {"a": 1},
    "paused_nodes": {"a": 1},
    "reasons": [7, {"TYPE": 7}],
}


def test_a_field_of_a_wrong_type_costs_only_itself(front: Front) -> None:
    front.mock.stub("getWorkflowRun", status=200, json={"id": RUN_ID, **STRANGE}, off_contract=True)
    run = front.hand()("workflows.get_run", RUN_ID)

    assert run.succeeded
    assert (run.id, run.status, run.workflow_id) == (RUN_ID, "succeeded", None)
    assert run.to_dict() == run.raw == {"id": RUN_ID, **STRANGE}
    assert run.raise_for_failure() is run


@pytest.mark.off_contract
def test_a_stream_with_nonsense_in_it_is_read_past_it(front: Front) -> None:
    nonsense = [b"data: {\n\n", b"data: []\n\n", b"data: 7\n\n", b'data: {"event": 7}\n\n']
    nonsense += [b'data: {"event": "node_started", "data": null}\n\n', b"data:\n\n", b"id: 1\n\n"]
    front.mock.dify.workflow(succeed({"a": 1}).of(say("One"), *map(raw, nonsense), say("Two")))
    hand = front.hand()
    events = hand.items(hand.client.workflows.stream({}, USER))

    assert [event.text for event in events if isinstance(event, TextChunkEvent)] == ["One", "Two"]
    unknown = [event.raw for event in events if isinstance(event, UnknownEvent)]
    assert unknown[:3] == ["{", [], 7]
    assert events[-1].outputs == {"a": 1}


def test_an_event_larger_than_allowed_ends_the_stream(front: Front) -> None:
    front.mock.dify.workflow(succeed({}).of(node("LLM", say("x" * 5000))))
    hand = front.hand()
    error = refused(lambda: hand("workflows.stream", {}, USER, max_event_bytes=2000), StreamError)

    assert "2,000" in str(error) or "2000" in str(error)


# -- streams that break ----------------------------------------------------------------------------


def nobody_answers(mock: Mock) -> None:
    """The server is gone after the run's stream has broken."""
    for operation in ("streamWorkflowEvents", "getWorkflowRun"):
        mock.faults.add("reset", on=operation)


@pytest.mark.table("ending", ["truncated", "reset"])
@pytest.mark.table("method", ["workflows.stream", "workflows.run"])
def test_a_stream_that_nothing_mends_is_an_error_with_what_arrived(
    new_front: NewFront, method: str, ending: str
) -> None:
    with new_front() as front:
        steps = node("LLM", say("One"), say(", two"), say(", three"))
        front.mock.dify.workflow(stream(succeed({}).of(steps), ending=ending, after=4))
        nobody_answers(front.mock)
        hand = front.hand()
        error = refused(
            lambda: hand(method, {}, USER), StreamInterruptedError, "before its last event"
        )

        assert [e.text for e in error.events if isinstance(e, TextChunkEvent)] == ["One", ", two"]
        assert error.partial.text == "One, two"
        assert error.partial.status == "running"
        assert error.run_id == error.partial.id in front.mock.dify.runs
        assert len(front.mock.dify.runs) == 1  # a run that had begun is not begun again


@pytest.mark.table("ending", ["truncated", "reset"])
def test_a_stream_that_breaks_is_read_on(new_front: NewFront, ending: str) -> None:
    with new_front() as front:
        front.mock.dify.workflow(stream(succeed({"a": 1}).lasting(30), ending=ending, after=3))
        run = front.hand()("workflows.run", {}, USER)

        assert run.outputs == {"a": 1}
        assert len(front.mock.dify.runs) == 1
        assert len(front.mock.journal.calls("runWorkflow")) == 1


# -- a server that is gone -------------------------------------------------------------------------


@pytest.mark.table(
    ("method", "args"),
    [
        ("workflows.run", ({}, USER)),
        ("workflows.stream", ({}, USER)),
        ("files.upload", (("a.txt", b"x"), USER)),
        ("forms.submit", ("token", "ok")),
        ("info", ()),
    ],
)
def test_nobody_listens(make: Make, method: str, args: tuple[Any, ...]) -> None:
    clock = VirtualClock()
    hand = make(base_url=f"http://127.0.0.1:{unused_port()}/v1", clock=clock)
    more = {"user": USER} if method == "forms.submit" else {}
    error = refused(
        lambda: hand(method, *args, **more),
        NotSentError,
        "can't connect, nothing was sent.*3 attempts",
    )

    assert (error.code, error.status, error.attempts) == (None, None, 3)
    assert clock.monotonic() > 1  # it was waited for, and safely: nothing had been sent


def test_a_server_killed_mid_stream_interrupts_the_client() -> None:
    with Server() as server:
        server.mock.dify.workflow(succeed({}).of(say("One"), wait(600)))
        settings: Any = {"base_url": server.url_for("dify"), "clock": VirtualClock()}
        with Dify(SECRET, **settings) as dify, dify.workflows.stream({}, USER) as events:
            first = next(events)
            server.stop()
            error = refused(lambda: [*events], StreamInterruptedError, "before its last event")

    assert isinstance(first, WorkflowStartedEvent)
    assert error.events[0] == first
    assert error.run_id == first.run_id


# -- what the caller gives -------------------------------------------------------------------------


@pytest.mark.table("key", [None, ""])
def test_without_a_key_there_is_no_client(make: Make, key: str | None) -> None:
    error = refused(lambda: make(key), UsageError, r"no API key: pass api_key=.*DIFY_API_KEY")

    assert (error.code, error.status) == (None, None)


@pytest.mark.table(
    "key",
    [
        f"{SECRET}\n",
        f"{SECRET}\r\nX: y",
        f" {SECRET}",
        f"{SECRET}\N{RIGHT SINGLE QUOTATION MARK}",
        7,
    ],
)
def test_a_key_that_no_header_can_carry_is_refused_unseen(make: Make, key: Any) -> None:
    refused(lambda: make(key), UsageError, "api_key")


def test_a_client_never_shows_its_key(front: Front, caplog: pytest.LogCaptureFixture) -> None:
    hand = front.hand()
    hand("workflows.run", {}, USER)

    check_shows_nothing(hand, caplog, *RESOURCES)


def looped() -> dict[str, Any]:
    found: dict[str, Any] = {}
    found["again"] = found
    return found


SURROGATE = "print('\ud800')"
GIVEN: dict[str, tuple[str, tuple[Any, ...], dict[str, Any], str]] = {
    "inputs: None": ("workflows.run", (None, USER), {}, "inputs must be a dict"),
    "inputs: a text": ("workflows.run", ("tea", USER), {}, "inputs must be a dict"),
    "inputs: a list": ("workflows.run", ([{"a": 1}], USER), {}, "inputs must be a dict"),
    "inputs: NaN": ("workflows.run", ({"a": [math.nan]}, USER), {}, "/inputs/a/0"),
    "inputs: infinity": ("workflows.run", ({"a": -math.inf}, USER), {}, "/inputs/a"),
    "inputs: a set": ("workflows.run", ({"a": {1}}, USER), {}, "/inputs/a"),
    "inputs: a lone surrogate": ("workflows.run", ({"a": SURROGATE}, USER), {}, "surrogate"),
    "inputs: a surrogate's name": ("workflows.run", ({"\ud800": 1}, USER), {}, "surrogate"),
    "inputs: itself": ("workflows.run", (looped(), USER), {}, "itself"),
    "inputs: bytes": ("workflows.run", ({"a": b"x"}, USER), {}, r"'a'.*files\.upload"),
    "inputs: a path": ("workflows.run", ({"a": Path("a.txt")}, USER), {}, r"'a'.*files\.upload"),
    "inputs: a mixed list": (
        "workflows.run",
        ({"a": [File.from_url("https://a.example/a.pdf"), b"x"]}, USER),
        {},
        r"'a'.*files\.upload",
    ),
    "user: None": ("workflows.run", ({}, None), {}, "user must be a string"),
    "user: a number": ("workflows.run", ({}, 7), {}, r"user must be a string.*str\("),
    "user: empty": ("workflows.run", ({}, ""), {}, "user is empty"),
    "user: blank": ("workflows.stream", ({}, " \n"), {}, "user is empty"),
    "user: a lone surrogate": ("files.upload", (b"x", "\ud800"), {}, "surrogate"),
    "user: of a stop": ("workflows.stop", ("task", ""), {}, "user is empty"),
    "user: of events": ("workflows.events", (RUN_ID, None), {}, "user must be a string"),
    "user: of a form": ("forms.submit", ("token", "ok"), {"user": ""}, "user is empty"),
    "response_mode": (
        "workflows.run",
        ({}, USER),
        {"response_mode": "sse"},
        "response_mode must be blocking or streaming, not 'sse'",
    ),
    "files: a text": ("workflows.run", ({}, USER), {"files": "a.txt"}, "files must be a list"),
    "files: one file": (
        "workflows.run",
        ({}, USER),
        {"files": File.from_url("https://a.example/a.pdf")},
        "files must be a list",
    ),
    "files: a mixed list": (
        "workflows.run",
        ({}, USER),
        {"files": [File.from_url("https://a.example/a.pdf"), "a.txt"]},
        "'a.txt', which is no file",
    ),
    "files: bytes": ("workflows.run", ({}, USER), {"files": [b"x"]}, r"files\.upload"),
    "trace_id": ("workflows.run", ({}, USER), {"trace_id": "a b"}, "letters, digits"),
    "trace_id: empty": ("workflows.run", ({}, USER), {"trace_id": ""}, "1 to 128"),
    "trace_session_id": (
        "workflows.run",
        ({}, USER),
        {"trace_session_id": "x" * 201},
        "1 to 200 characters",
    ),
    "limit: 0": ("workflows.logs", (), {"limit": 0}, "limit must be from 1 to 100"),
    "limit: 101": ("workflows.logs", (), {"limit": 101}, "limit must be from 1 to 100"),
    "limit: NaN": ("workflows.logs", (), {"limit": math.nan}, "limit must be from 1 to 100"),
    "limit: a text": ("workflows.logs", (), {"limit": "5"}, "limit must be from 1 to 100"),
    "limit: True": ("workflows.logs", (), {"limit": True}, "limit must be from 1 to 100"),
    "page: 0": ("workflows.logs", (), {"page": 0}, "page must be from 1 to"),
    "status: running": (
        "workflows.logs",
        (),
        {"status": "running"},
        "succeeded, failed or stopped",
    ),
    "created_after: a word": ("workflows.logs", (), {"created_after": "yesterday"}, "ISO 8601"),
    "created_before: a number": ("workflows.logs", (), {"created_before": 7}, "datetime or"),
    "keyword: a number": ("workflows.logs", (), {"keyword": 7}, "keyword must be a string"),
    "account: a number": ("workflows.logs", (), {"account": 7}, "account must be a string"),
    "action: empty": ("forms.submit", ("token", ""), {"user": USER}, "one of the form's actions"),
    "action: None": ("forms.submit", ("token", None), {"user": USER}, "one of the form's actions"),
    "a form's inputs": (
        "forms.submit",
        ("token", "ok", ["x"]),
        {"user": USER},
        "inputs must be a dict",
    ),
    "resume: an id": ("workflows.resume", (RUN_ID, "ok"), {"user": USER}, "resume takes a run"),
    "resume: a run that isn't paused": (
        "workflows.resume",
        (WorkflowRun(id=RUN_ID, status="succeeded"), "ok"),
        {"user": USER},
        r"0 forms.*forms\.submit",
    ),
    "upload: None": ("files.upload", (None, USER), {}, "a file is given as"),
    "upload: a number": ("files.upload", (7, USER), {}, "a file is given as"),
    "upload: a media type": (
        "files.upload",
        (b"x", USER),
        {"name": "a.txt", "media_type": "text\r\nX: y"},
        "media type",
    ),
    "max_event_bytes: 0": (
        "workflows.stream",
        ({}, USER),
        {"max_event_bytes": 0},
        "is 0; no event",
    ),
    "max_event_bytes: NaN": (
        "workflows.stream",
        ({}, USER),
        {"max_event_bytes": math.nan},
        "max_event_bytes is nan; give a whole number",
    ),
    "max_event_bytes": ("workflows.stream", ({}, USER), {"max_event_bytes": -1}, "max_event_bytes"),
}


@pytest.mark.table("case", GIVEN.values(), ids=GIVEN)
def test_what_can_not_be_sent_is_refused_with_the_remedy(
    new_here: NewFront, case: tuple[str, tuple[Any, ...], dict[str, Any], str]
) -> None:
    with new_here() as here:
        method, args, more, says = case
        hand = here.hand()
        with pytest.raises(UsageError, match=says) as raised:  # or a FileInputError, which is one
            hand(method, *args, **more)

        assert (raised.value.code, raised.value.status) == (None, None)
        assert len(here.mock.journal) == 0
        check_discreet(raised.value)


@pytest.mark.table(
    ("call", "says"),
    [
        (lambda: File.from_url("ftp://a.example/a.pdf"), "http:// or https://"),
        (lambda: File.from_url("a.pdf"), "http:// or https://"),
        (lambda: File.from_url("https://[/a.pdf"), "can't be read"),
        (lambda: File.from_url(7), "http:// or https://"),  # type: ignore[arg-type]
        (lambda: File.from_url("https://a.example/download"), "give type="),
        (lambda: File.from_url("https://a.example/a.pdf", "pdf"), "'pdf'"),  # type: ignore[arg-type]
        (lambda: File.from_upload(RUN_ID), "give type="),
        (lambda: File.from_upload(RUN_ID, "text"), "document, image"),  # type: ignore[arg-type]
        (lambda: File.from_upload("", "image"), "upload_file_id"),
        (lambda: File.from_upload("no-uuid", "image"), "UUID"),
    ],
)
def test_a_file_that_is_none_is_refused_where_it_is_made(
    call: Callable[[], object], says: str
) -> None:
    refused(call, UsageError, says)


WITH_IDS: dict[str, Callable[[Any], tuple[tuple[Any, ...], dict[str, Any]]]] = {
    "workflows.get_run": lambda value: ((value,), {}),
    "workflows.get": lambda value: ((value,), {}),
    "workflows.wait": lambda value: ((value,), {}),
    "workflows.stop": lambda value: ((value, USER), {}),
    "workflows.cancel": lambda value: ((value, USER), {}),
    "workflows.events": lambda value: ((value, USER), {}),
    "workflows.run": lambda value: (({}, USER), {"version_id": value}),
    "workflows.start": lambda value: (({}, USER), {"version_id": value}),
    "workflows.stream": lambda value: (({}, USER), {"version_id": value}),
    "forms.get": lambda value: ((value,), {}),
    "forms.submit": lambda value: ((value, "ok"), {"user": USER}),
    "end_users.get": lambda value: ((value,), {}),
}


@pytest.mark.table("method", WITH_IDS)
def test_an_id_that_can_not_be_part_of_a_path_is_refused(
    here: Front, method: str, table: Any
) -> None:
    hand = here.hand()
    with table as case:
        for value in NO_PARTS:
            with case(value):
                args, more = WITH_IDS[method](value)
                unsent(here, partial(hand, method, *args, **more))


ESCAPED = {
    "workflows.stop": ("stopWorkflowTask", "task_id"),
    "workflows.cancel": ("stopWorkflowTask", "task_id"),
    "forms.get": ("getHumanInputForm", "form_token"),
    "forms.submit": ("submitHumanInputForm", "form_token"),
}


@pytest.mark.table("method", sorted(set(WITH_IDS) - set(ESCAPED)))
@pytest.mark.table("value", ["nope", "../x", "latest"])
def test_an_id_that_is_no_uuid_is_refused(new_here: NewFront, method: str, value: str) -> None:
    """The server would fail with 500, or show a page."""
    with new_here() as here:
        hand = here.hand()
        args, more = WITH_IDS[method](value)
        unsent(here, lambda: hand(method, *args, **more))


@pytest.mark.table("method", ESCAPED)
def test_an_id_with_a_way_up_stays_where_it_is(new_front: NewFront, method: str) -> None:
    """`../x` is one part of the path, escaped; the server looks for it, and nothing else."""
    with new_front() as front:
        operation, name = ESCAPED[method]
        front.mock.stub(operation, optional=True)
        args, more = WITH_IDS[method]("../x")
        hand = front.hand()
        hand(method, *args, **more)
        call = front.mock.journal[0]

        assert (call.operation_id, dict(call.path_params)) == (operation, {name: "../x"})
        assert "..%2Fx" in call.request.raw_path


WITH_TIMEOUTS: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "workflows.run": (({}, USER), {}),
    "workflows.start": (({}, USER), {}),
    "workflows.stream": (({}, USER), {}),
    "workflows.events": ((RUN_ID, USER), {}),
    "workflows.get_run": ((RUN_ID,), {}),
    "workflows.get": ((RUN_ID,), {}),
    "workflows.wait": ((RUN_ID,), {}),
    "workflows.stop": (("task", USER), {}),
    "workflows.cancel": (("task", USER), {}),
    "workflows.logs": ((), {}),
    "workflows.list": ((), {}),
    "files.upload": ((b"x", USER), {}),
    "forms.get": (("token",), {}),
    "forms.submit": (("token", "ok"), {"user": USER}),
    "end_users.get": ((RUN_ID,), {}),
    "info": ((), {}),
    "parameters": ((), {}),
    "meta": ((), {}),
    "site": ((), {}),
}


@pytest.mark.table("method", WITH_TIMEOUTS)
def test_a_timeout_that_is_no_time_is_refused(here: Front, method: str, table: Any) -> None:
    hand = here.hand()
    args, more = WITH_TIMEOUTS[method]
    with table as case:
        for seconds in NO_TIMES:
            with case(seconds):
                unsent(here, partial(hand, method, *args, **more, timeout=seconds), "timeout")


IDLE = ["workflows.run", "workflows.start", "workflows.stream", "workflows.events"]


@pytest.mark.table("method", IDLE)
def test_an_idle_time_that_is_no_time_is_refused(here: Front, method: str, table: Any) -> None:
    hand = here.hand()
    args, _ = WITH_TIMEOUTS[method]
    with table as case:
        for seconds in NO_TIMES:
            with case(seconds):
                unsent(here, partial(hand, method, *args, idle_timeout=seconds), "idle_timeout")


def test_every_call_with_a_timeout_is_among_those_above(make: Make) -> None:
    hand = make()
    for name, method in methods(hand.client, *RESOURCES).items():
        if "timeout" in inspect.signature(method).parameters:
            assert name in WITH_TIMEOUTS or name == "workflows.resume", name


def by_name(folder: Path) -> Any:
    return str(folder)


UNREADABLE = {**FILES, "directory by name": (by_name, "it is a directory")}


@pytest.mark.table("name", UNREADABLE)
def test_a_file_that_can_not_be_read_is_refused(
    new_here: NewFront, name: str, tmp_path: Path
) -> None:
    with new_here() as here:
        make_file, says = UNREADABLE[name]
        hand = here.hand()
        with made_in(tmp_path, make_file) as file:
            unsent(here, lambda: hand("files.upload", file, USER), says, FileInputError)


@pytest.mark.table(
    ("name", "arrived"),
    [
        ("/etc/passwd.txt", "passwd.txt"),
        ("..\\..\\a.txt", "a.txt"),
        ('a"; filename="b.txt', 'a"; filename="b.txt'),
        ("a\r\nX-Evil: 1.txt", "a__X-Evil: 1.txt"),
        ("\ud800.txt", "_.txt"),
        ("日本語 ファイル.txt", "日本語 ファイル.txt"),
        ("..", "file"),
    ],
)
def test_a_strange_name_of_a_file_arrives_harmless(
    new_front: NewFront, name: str, arrived: str
) -> None:
    with new_front() as front:
        upload = front.hand()("files.upload", b"x", USER, name=name)

        assert (
            upload.name.replace("%22", '"') == arrived
        )  # many servers undo what browsers escape so
        assert {user.name for user in front.mock.dify.end_users.values()} == {USER}


# -- every request the wrapper can send ------------------------------------------------------------

# These never reach the wire: they are times and counts.
LOCAL = {"timeout", "idle_timeout", "max_event_bytes", "retry", "poll", "on_update"}
LOCAL |= {"until_paused", "output_type", "wait_timeout"}
DAY = datetime(2026, 1, 1, tzinfo=UTC)


class EveryCall(Everything):
    """With whatever each of them takes."""

    def run(self) -> None:
        self.app()
        upload = self("files.upload", b"hello", USER, name="a.txt", media_type="text/plain")
        self("end_users.get", upload.created_by)
        self.runs(upload)
        self.logs()
        self.forms()

    def app(self) -> None:
        for method in ("info", "parameters"):
            self(method)
            self(method, user=USER)
        self("meta")
        self("site")

    def runs(self, upload: UploadedFile) -> None:
        more: dict[str, Any] = {
            "files": [upload, File.from_url("https://a.example/a.png"), upload.as_input()],
            "version_id": VERSION,
            "trace_id": "trace-1",
            "trace_session_id": "session 1",
        }
        inputs = {"a": 1, "b": "ü", "c": None, "d": [True], "letter": upload, "pages": [upload]}
        for method in ("workflows.run", "workflows.start", "workflows.stream"):
            self(method, {}, USER)
            run = self(method, inputs, USER, **more)
        self("workflows.run", inputs, USER, response_mode="blocking", **more)
        self("workflows.get_run", run.id)
        self("workflows.get", run)
        self("workflows.wait", run)
        self("workflows.stop", run.task_id, USER)
        self("workflows.cancel", run, USER)
        self("workflows.events", run.id, USER)
        flags = {"include_state_snapshot": False, "continue_on_pause": True}
        self("workflows.events", run.id, USER, **flags)

    def logs(self) -> None:
        self("workflows.logs")
        for method in ("workflows.logs", "workflows.list"):
            self(method, keyword="a", status="succeeded", user=USER, page=1, limit=1)
            self(method, created_after=DAY, created_before="2027-01-01T00:00:00+09:00")
            self(method, created_after=datetime(2026, 1, 1), limit=100)  # noqa: DTZ001
            with suppress(BadRequestError):  # a server of 2026-08 finds no such account
                self(method, account="ann@example.com")

    def forms(self) -> None:
        paused = self("workflows.run", {"ask": True}, USER)
        (reason,) = paused.reasons
        self("forms.get", reason.form_token)
        self("forms.submit", reason.form_token, "ok", {"comment": "fine"}, user=USER)
        assert self("workflows.wait", paused).succeeded
        paused = self("workflows.run", {"ask": True}, USER)
        assert self("workflows.resume", paused, "ok", {"comment": "fine"}, user=USER).succeeded


@pytest.mark.table("dialect", ["2024-12", "2026-08"])
def test_every_request_keeps_to_the_contract(make: Make, dialect: str) -> None:
    mock = Mock(options={"dify": {"dialect": dialect}})
    mock.dify.workflow(succeed(), version=VERSION)
    asked = pause(make_form(actions=["ok"]))
    mock.dify.workflow(succeed(), succeed(), asked)
    hand = make(transport=mock.transport, clock=mock.clock)
    calls = EveryCall(hand)
    calls.run()

    check_contract(mock, "dify")
    calls.check(methods(hand.client, *RESOURCES), LOCAL)


def test_the_body_of_a_run_is_what_was_given_in_utf_8(front: Front) -> None:
    inputs = {"text": 'お茶\u2028\x00"\\', "big": 2**63, "small": 1e-9, "deep": [[[{}]]]}
    front.hand()("workflows.run", inputs, "ユーザー")
    call = front.mock.journal.last

    assert call.request.json()["inputs"] == inputs
    assert json.loads(call.request.body)["user"] == "ユーザー"
