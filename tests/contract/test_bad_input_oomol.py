"""Bad input, from the caller, from the server and from the network: what a user of Oomol sees.

Each case has the error's class and status, what its message must name, and how many requests were
made. All of it blocking and in process, and async over a port. Nowhere does the token show: not in
the error, its causes, its traceback or its pickle, and not in the log.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import frozen
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

from penstock.errors import (
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    ConnectionLostError,
    DeadlineExceededError,
    FileInputError,
    InstallFailedError,
    NotFoundError,
    NotSentError,
    PayloadTooLargeError,
    PenstockError,
    RateLimitError,
    ResponseError,
    ServerError,
    TaskFailedError,
    TaskStoppedError,
    UsageError,
    WaitTimeoutError,
)
from penstock.oomol import AsyncOomol, Oomol, Task, TaskLog
from penstock_mock.engine.clock import VirtualClock
from penstock_mock.engine.timeline import Timeline
from penstock_mock.mock import Mock
from penstock_mock.services.oomol import (
    FORMS,
    Behaviour,
    crash,
    fail,
    html_502,
    install_fails,
    install_refused,
    refuse,
    slow,
    stop_itself,
    stuck,
    unsuccessful,
    weird,
)

pytestmark = pytest.mark.usefixtures("discreet")

SECRET = f"api-{UNSEEN}"
WRONG = f"bad-{SECRET}"  # the mock refuses what begins with "bad"
FLOW = {"manifest": "flow-1"}


GROUPS = ("tasks", "flows", "blocks", "packages", "applets")
# On a port the client's time and the server's are two: so that tasks are moved by polls alone.
OPTIONS = {"oomol": {"polls": 1, "seconds": None}}
OOMOL = Service(
    tag="oomol",
    clients={"blocking": Oomol, "async": AsyncOomol},
    environment=("OOMOL_CONNECT_API_TOKEN", "OOMOL_CONNECT_BASE_URL"),
    arguments=(SECRET,),
    world=lambda: {"options": OPTIONS},
)


@pytest.fixture
def service() -> Service:
    return OOMOL


# -- the server's refusals -------------------------------------------------------------------------


@frozen(kw_only=True)
class Case(Answer):
    """One bad answer to a call: its method and what it is given."""

    call: tuple[Any, ...]
    key: str = SECRET


def at_create(behaviour: Any) -> Callable[[Mock], object]:
    return lambda mock: mock.oomol.block("flow-1", behaviour)


def limited(mock: Mock) -> None:
    mock.session.options["oomol"] = {"upload_limit": 4}


LOGIN = Timeline.reply(200, b"<html>login</html>", (("Content-Type", "text/html"),))
CREATE = ("tasks.create", FLOW)
GET = ("tasks.get", "task-1")
UPLOAD = ("tasks.create_with_files", "flow-1", None, b"hello")
QUOTED = {"success": False, "message": f"no token {WRONG}", "error": {"message": WRONG}}
CASES = {
    "wrong token": Case(
        key=WRONG, call=CREATE, error=AuthenticationError, status=401, says="Unauthorized"
    ),
    "wrong token, quoted by the server": Case(
        arrange=stubbed("createTask", status=401, json=QUOTED),
        key=WRONG,
        call=CREATE,
        error=AuthenticationError,
        status=401,
        says=r"no token \*{10}",
    ),
    "unknown block": Case(
        call=("tasks.create", {"manifest": "no::such"}),
        error=BadRequestError,
        status=422,
        says="Block not found: no::such",
    ),
    "unknown flow": Case(
        call=("tasks.create", {"manifest": "nope"}),
        error=BadRequestError,
        status=422,
        says="Flow not found: nope",
    ),
    "unknown task": Case(call=GET, error=NotFoundError, status=404, says="Task not found: task-1"),
    "a file the server refuses": Case(
        arrange=limited,
        call=UPLOAD,
        error=PayloadTooLargeError,
        status=413,
        says="Upload is too large",
    ),
    "success false with 200": Case(
        arrange=at_create(unsuccessful("quota")),
        call=CREATE,
        error=APIStatusError,
        status=200,
        says="quota",
    ),
    "success false with 200 and no reason": Case(
        arrange=stubbed("createTask", json={"success": False}),
        call=CREATE,
        error=APIStatusError,
        status=200,
        says="200",
    ),
    "a package that is refused with 200": Case(
        arrange=lambda mock: mock.oomol.package("p", install_refused()),
        call=("packages.install", "p", "9.9.9"),
        error=APIStatusError,
        status=200,
        says="Package not found: p@9.9.9",
    ),
    "HTML 502 to a task": Case(
        arrange=at_create(html_502()),
        call=CREATE,
        error=ServerError,
        status=502,
        says=r"502 Bad Gateway without a reason \(text/html\)",
    ),
    "HTML 502 to a question": Case(
        arrange=fault("html_502", "listFlows"),
        call=("flows.list",),
        error=ServerError,
        status=502,
        says="502 Bad Gateway.*3 attempts",
        calls=3,
    ),
    "an error of the gateway's own making": Case(
        arrange=stubbed("createTask", timeline=LOGIN),
        call=CREATE,
        error=ResponseError,
        status=200,
        says="isn't JSON.*begins '<html>",
    ),
    "malformed JSON to a task": Case(
        arrange=fault("malformed_json", "createTask"),
        call=CREATE,
        error=ResponseError,
        status=200,
        says=r"isn't JSON.*application/json.*begins '\{",
    ),
    "cut JSON": Case(
        arrange=fault("truncate", "createTask"),
        call=CREATE,
        error=ConnectionLostError,
        status=0,
        says="the connection was lost",
    ),
    "an empty answer": Case(
        arrange=fault("empty", "createTask"),
        call=CREATE,
        error=ResponseError,
        status=200,
        says="isn't JSON",
    ),
    "reset instead of an answer": Case(
        arrange=fault("reset", "createTask"),
        call=CREATE,
        error=ConnectionLostError,
        status=0,
        says="the connection was lost",
    ),
    "a task without an id": Case(
        arrange=stubbed("createTask", json={"task": {"status": "created"}, "success": True}),
        call=CREATE,
        error=ResponseError,
        status=200,
        says="has no status of the task",
    ),
    "a receipt without an id": Case(
        arrange=stubbed("installPackage", json={"success": True}),
        call=("packages.install", "p"),
        error=ResponseError,
        status=200,
        says="holds no id",
    ),
    "a list that is none": Case(
        arrange=stubbed("listTasks", json={"tasks": {}}),
        call=("tasks.list",),
        error=ResponseError,
        status=200,
        says="no list of tasks",
    ),
    "a 429 that stays": Case(
        arrange=fault("status", "createTask", status=429),
        call=CREATE,
        error=RateLimitError,
        status=429,
        says="3 attempts",
        calls=3,
    ),
}


@pytest.mark.table("case", CASES.values(), ids=CASES)
def test_a_bad_answer_is_one_clear_error(new_front: NewFront, case: Case) -> None:
    with new_front() as front:
        case.arrange(front.mock)
        hand = front.hand(case.key)
        case.check(front, lambda: hand(*case.call))


@pytest.mark.table("form", FORMS)
@pytest.mark.off_contract
def test_every_form_of_a_refusal_is_read(new_front: NewFront, form: Any) -> None:
    with new_front() as front:
        front.mock.oomol.block("flow-1", refuse(422, "no such input", form=form))
        hand = front.hand()
        says = "422" if form in ("empty", "html") else "no such input"
        error = refused(lambda: hand(*CREATE), BadRequestError, says)

        assert "None" not in error.message
        assert "<html" not in error.message


# -- how tasks end ---------------------------------------------------------------------------------

ENDS = {
    "it fails": (fail(f"no such file {SECRET}"), TaskFailedError, r"failed: no such file \*"),
    "its engine is killed": (crash(), TaskFailedError, "The engine was killed"),
    "it is stopped": (stop_itself(), TaskStoppedError, "was stopped"),
    "it never ends": (stuck(), WaitTimeoutError, "'running' when last seen; it may go on"),
    "it is in a state nobody knows": (
        weird("archiving", times=None),
        WaitTimeoutError,
        "'archiving' when last seen",
    ),
}
WAITS = ["tasks.run", "tasks.create_and_wait"]


@pytest.mark.table("method", WAITS)
@pytest.mark.table("how", ENDS)
def test_a_bad_end_is_one_clear_error(new_front: NewFront, how: str, method: str) -> None:
    with new_front() as front:
        behaviour, expected, says = ENDS[how]
        front.mock.oomol.block("flow-1", behaviour)
        hand = front.hand()
        error = refused(lambda: hand(method, FLOW, {"timeout_ms": 20_000}), expected, says)
        task = front.mock.oomol.task

        assert error.task_id == error.run_id == task.id
        assert error.service == "oomol"
        assert task.id in error.message


def test_a_log_that_quotes_the_token_stays_a_log(front: Front) -> None:
    front.mock.oomol.block("flow-1", fail(f"no such file {SECRET}"))
    hand = front.hand()
    error = refused(lambda: hand("tasks.run", FLOW), TaskFailedError)

    assert error.reason == "no such file **********"
    assert error.logs[-1].event["error"] == error.logs[-1]["event"]["error"] == error.reason
    assert {type(log) for log in error.logs} == {TaskLog}
    assert (type(error.task), error.task.status) == (Task, "failed")
    assert error.task.raw["task"]["id"] == error.task_id


@pytest.mark.table("what", ["refused", "stalled"])
def test_a_task_that_can_not_be_stopped_is_told_of(new_here: NewFront, what: str) -> None:
    with new_here() as here:
        here.mock.oomol.block("flow-1", stuck())
        if what == "refused":
            here.mock.stub("stopTask", json={"success": False, "error": "no"})
        else:
            here.mock.faults.add("stall", on="stopTask")
        hand = here.hand()
        options = {"timeout_ms": 3000, "stop_on_timeout": True}
        error = refused(lambda: hand("tasks.run", FLOW, options), WaitTimeoutError, "couldn't be")

        assert error.cancelled is False
        assert here.mock.clock.monotonic() <= 3 + 5  # stopping has five seconds


@pytest.mark.table(
    ("behaviour", "cancelled", "status"),
    [
        (stuck().stopping(4), True, "stopped"),
        (stuck().ignoring_stop(), False, "running"),
    ],
)
def test_a_stop_counts_once_the_task_is_stopped(
    new_front: NewFront, behaviour: Behaviour, cancelled: bool, status: str
) -> None:
    """That it was taken is no news of the end of the task."""
    with new_front() as front:
        front.mock.oomol.block("flow-1", behaviour)
        hand = front.hand()
        task = hand("tasks.create", FLOW)
        assert hand("tasks.get", task.id).status == "running"
        assert hand("tasks.stop", task.id).status == "running"
        options = {"timeout_ms": 3000, "stop_on_timeout": True}
        error = refused(lambda: hand("tasks.run", FLOW, options), WaitTimeoutError)
        assert error.cancelled is cancelled
        assert hand("tasks.get", error.task_id).status == status


def test_an_interrupt_from_the_keyboard_stops_a_task_that_should_be(penstock_mock: Mock) -> None:
    def interrupt(task: Any) -> None:
        raise KeyboardInterrupt

    penstock_mock.oomol.block("flow-1", stuck())
    options = {"on_progress": interrupt, "stop_on_cancel": True}
    oomol = Oomol("key", transport=penstock_mock.transport, clock=penstock_mock.clock)
    with oomol, pytest.raises(KeyboardInterrupt):
        oomol.tasks.run(FLOW, options)

    assert penstock_mock.oomol.task.status == "stopped"


def test_an_installation_that_fails_is_one_clear_error(front: Front) -> None:
    front.mock.oomol.package("p", install_fails(f"no space for {SECRET}"))
    hand = front.hand()
    error = refused(
        lambda: hand("packages.install_and_wait", "p"), InstallFailedError, r"no space for \*"
    )

    assert error.task_id == error.run_id == "inst-1"


def test_an_outage_ends_a_wait_after_five_questions(front: Front) -> None:
    front.mock.oomol.block("flow-1", slow(polls=50))
    front.mock.faults.add("html_502", on="getTask", skip=1)
    hand = front.hand(retry=None)
    error = refused(lambda: hand("tasks.run", FLOW), ServerError, "502 Bad Gateway")

    assert error.run_id == front.mock.oomol.task.id  # so that it can be waited for again
    assert len(front.mock.journal.calls("getTask")) == 1 + 5


def test_a_lost_log_does_not_hide_that_the_task_is_done(front: Front) -> None:
    front.mock.faults.add("html_502", on="getTaskLogs")
    hand = front.hand(retry=None)
    error = refused(lambda: hand("tasks.run", FLOW), ServerError)

    assert error.run_id == front.mock.oomol.task.id
    assert "is completed, but its log can't be read" in "".join(error.__notes__)


def test_a_lost_log_does_not_hide_that_the_task_failed(front: Front) -> None:
    front.mock.oomol.block("flow-1", fail("no such file"))
    front.mock.faults.add("html_502", on="getTaskLogs")
    hand = front.hand(retry=None)
    error = refused(lambda: hand("tasks.run", FLOW), TaskFailedError, "the server gives no reason")

    assert error.reason is None


# -- what a newer server may send ------------------------------------------------------------------

TASK = {
    "id": "task-1",
    "status": "archiving",
    "colour": "red",
    "created_at": "soon",
    "inputValues": 7,
}


@pytest.mark.table("body", [TASK, {"task": TASK, "success": True}, {"task": TASK}])
def test_a_task_is_read_in_any_envelope_with_whatever_is_in_it(
    new_front: NewFront, body: Any
) -> None:
    with new_front() as front:
        for operation in ("getTask", "stopTask", "createTask"):
            front.mock.stub(operation, json=body, off_contract=True)
        hand = front.hand()
        for task in (hand(*GET), hand("tasks.stop", "task-1"), hand(*CREATE).task):
            assert (task.id, task.status, task["colour"]) == ("task-1", "archiving", "red")
            assert task["created_at"] == task.created_at == "soon"
            assert task["inputValues"] == task.input_values == 7
            assert not task.is_finished


def test_lists_keep_what_nobody_knows(front: Front) -> None:
    item = {"name": "x", "package": "p", "path": 7, "colour": "red", "inputs": None, "id": 5}
    for operation, key in (
        ("listTasks", "tasks"),
        ("listFlows", "flows"),
        ("listBlocks", "blocks"),
        ("listPackages", "packages"),
        ("listInstallTasks", "tasks"),
    ):
        front.mock.stub(operation, json={key: [item, None, 7], "next": "x"}, off_contract=True)
    front.mock.stub(
        "getTaskLogs", json={"logs": [item, {"type": "Newer"}], "success": True}, off_contract=True
    )
    hand = front.hand()
    calls = ("tasks.list", "flows.list", "blocks.list", "packages.list")
    for method in (*calls, "packages.list_install_tasks"):
        answer = hand(method)
        (found,) = next(iter(answer.values()))
        assert found["colour"] == "red"
        assert answer.raw["next"] == "x"
    assert hand("tasks.get_logs", "t")[1].type == "Newer"


WEIRD_LOGS: list[Any] = [
    {"id": 1, "type": "BlockFinished", "event": None},
    {"id": 2, "type": "BlockFinished", "event": {"result": {"n": 1}, "stacks": 7}},
    {"id": "3", "type": 7, "event": [1]},
    {"type": "BlockOutput", "event": {"handle": None, "output": 1}},
    {},
    {"id": 4, "type": "BlockError", "event": {"error": {"message": 7}}},
]


def test_logs_of_any_shape_are_borne(front: Front) -> None:
    front.mock.stub("getTaskLogs", json={"logs": WEIRD_LOGS, "success": True}, off_contract=True)
    hand = front.hand()
    seen: list[Any] = []
    result = hand("tasks.run", FLOW, {"on_log": seen.append})

    assert result.result == {"n": 1}
    assert [dict(log) for log in result.logs] == WEIRD_LOGS
    assert sorted(map(str, seen)) == sorted(map(str, WEIRD_LOGS))


# -- a server that is gone -------------------------------------------------------------------------


@pytest.mark.table("call", [CREATE, GET, UPLOAD, ("applets.list",)], ids=lambda c: str(c[0]))
def test_nobody_listens(make: Make, call: tuple[Any, ...]) -> None:
    url, clock = f"http://127.0.0.1:{unused_port()}", VirtualClock()
    hand = make(SECRET, f"{url}/api", applets_base_url=url, clock=clock)
    error = refused(
        lambda: hand(*call), NotSentError, "can't connect, nothing was sent.*3 attempts"
    )

    assert (error.status, error.attempts) == (0, 3)  # 0 is what the page's ApiError has then
    assert clock.monotonic() > 1  # it was waited for, and safely: nothing had been sent


def test_a_server_that_says_nothing_is_given_up(here: Front) -> None:
    here.mock.faults.add("stall", on="getTask")
    hand = here.hand(timeout=3)
    error = refused(lambda: hand(*GET), DeadlineExceededError, "the 3 s for the whole call")

    assert error.status == 0


# -- what the caller gives -------------------------------------------------------------------------


NO_TOKENS = [
    f"{SECRET}\n",
    f"a\n{SECRET}",
    f" {SECRET}",
    f"{SECRET}\N{RIGHT SINGLE QUOTATION MARK}",
]


@pytest.mark.table("token", [*NO_TOKENS, 7, b"x"])
def test_a_token_that_no_header_can_carry_is_refused_unseen(make: Make, token: Any) -> None:
    refused(lambda: make(token), UsageError, "api_key")
    refused(lambda: make(None, api_token=token), UsageError, "api_key")
    refused(lambda: make({"api_token": token}), UsageError, "api_key")
    refused(
        lambda: make(None, default_headers={"Authorization": token}), UsageError, "api_key|header"
    )
    refused(lambda: make().client.with_options(api_key=token), UsageError, "api_key")


def test_a_token_out_of_the_environment_is_looked_at_as_closely(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OOMOL_CONNECT_API_TOKEN", f"{SECRET}\r\nX-Evil: 1")
    refused(lambda: make(None), UsageError, "api_key")


def test_there_may_be_no_token_at_all(front: Front) -> None:
    """Then no header is sent, and it is for the server to refuse."""
    hand = front.hand(None)
    refused(lambda: hand("flows.list"), AuthenticationError, "Unauthorized")
    front.mock.session.options["oomol"] = {"token": "none"}

    assert hand("flows.list").flows
    names = [name.lower() for name, _ in front.mock.journal.last.request.headers]
    assert "authorization" not in names


@pytest.mark.table(
    ("args", "settings", "says"),
    [
        (({"baseUrl": "x"},), {}, "no option baseUrl; the dict takes base_url"),
        (("a",), {"api_token": "b"}, "given as api_token, too"),
        (({"api_token": "a"},), {"api_token": "b"}, "twice|too"),
        (("a",), {"auth_scheme": "Bearer "}, "auth_scheme"),
        (("a",), {"auth_scheme": "Be arer"}, "auth_scheme"),
        (("a",), {"task_key": "block_id"}, "task_key must be 'manifest'"),
        (("a",), {"applets_base_url": "chat-data.oomol.com"}, "base_url must begin with http"),
        (("a",), {"base_url": "http://u:p@host/api"}, "user name or password"),
        (("a",), {"base_url": "http://host/api?x=1"}, "without a query"),
        (("a",), {"default_headers": {"X": "a\nb"}}, "header x"),
        (("a",), {"default_headers": {"Content-Type": "x"}}, "set by the client itself"),
        (("a",), {"default_headers": "X: y"}, "headers must be a mapping"),
        (("a",), {"default_headers": {"X": "1"}, "headers": {"Y": "2"}}, "headers, too"),
    ],
)
def test_settings_that_make_no_sense_are_refused(
    make: Make, args: Any, settings: Any, says: str
) -> None:
    refused(lambda: make(*args, **settings), UsageError, says)


SCHEMES = [
    ("x", "Bearer", "Bearer x"),
    ("Bearer x", "Bearer", "Bearer x"),
    ("bearer x", "Bearer", "bearer x"),
    ("Bearer x", None, "Bearer x"),
    ("x", None, "x"),
]


@pytest.mark.table(("token", "scheme", "expected"), SCHEMES)
def test_a_scheme_is_put_before_a_token_once(
    make: Make, token: str, scheme: str | None, expected: str
) -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json={"flows": []})

    transport = httpx.MockTransport(answer)
    make(token, transport=transport, auth_scheme=scheme)("flows.list")
    own = {"Authorization": "Basic x"}
    make(None, transport=transport, auth_scheme=scheme, default_headers=own)("flows.list")

    assert [request.headers["authorization"] for request in asked] == [expected, "Basic x"]


def test_a_client_never_shows_its_token(front: Front, caplog: pytest.LogCaptureFixture) -> None:
    hand = front.hand()
    hand("tasks.run", FLOW)
    check_shows_nothing(hand, caplog, *GROUPS)


WITH_IDS = [
    "tasks.get",
    "tasks.stop",
    "tasks.cancel",
    "tasks.get_logs",
    "tasks.wait_for_completion",
    "tasks.wait",
    "tasks.get_result",
    "packages.get_install_task",
    "packages.wait_for_install_completion",
]


@pytest.mark.table("method", WITH_IDS)
def test_an_id_that_can_not_be_part_of_a_path_is_refused(
    here: Front, method: str, table: Any
) -> None:
    hand = here.hand()
    with table as case:
        for value in (*NO_PARTS, None):
            with case(value):
                unsent(here, partial(hand, method, value), "task_id")


WITH_TIMEOUTS: list[tuple[Any, ...]] = [
    CREATE,
    UPLOAD,
    GET,
    ("tasks.list",),
    ("tasks.start", FLOW),
    ("tasks.stop", "t"),
    ("tasks.cancel", "t"),
    ("tasks.wait", "t"),
    ("tasks.get_result", "t"),
    ("tasks.get_logs", "t"),
    ("flows.list",),
    ("blocks.list",),
    ("packages.list",),
    ("packages.install", "p"),
    ("packages.list_install_tasks",),
    ("packages.get_install_task", "t"),
    ("applets.list",),
]


@pytest.mark.table("call", WITH_TIMEOUTS, ids=lambda call: str(call[0]))
def test_a_timeout_that_is_no_time_is_refused(
    here: Front, call: tuple[Any, ...], table: Any
) -> None:
    hand = here.hand()
    with table as case:
        for seconds in NO_TIMES:
            with case(seconds):
                unsent(here, partial(hand, *call, timeout=seconds), "timeout")


@pytest.mark.table("seconds", NO_TIMES)
def test_a_client_with_a_timeout_that_is_no_time_is_refused(make: Make, seconds: Any) -> None:
    refused(lambda: make(timeout=seconds), UsageError, "timeout")
    refused(lambda: make({"timeout": seconds}), UsageError, "timeout")
    hand = make()
    refused(lambda: hand.client.with_options(timeout=seconds), UsageError, "timeout")


@pytest.mark.table("millis", [math.nan, math.inf, -math.inf, 0, -1, "30", True, 1e15])
@pytest.mark.table("name", ["timeout_ms", "interval_ms", "max_interval_ms"])
def test_a_wait_that_is_no_time_is_refused(new_here: NewFront, name: str, millis: Any) -> None:
    with new_here() as here:
        hand = here.hand()
        options = {name: millis}
        calls: list[tuple[Any, ...]] = [
            ("tasks.run", FLOW),
            ("tasks.create_and_wait", FLOW),
            ("tasks.run_with_files", "flow-1", None, b"x"),
            ("tasks.create_with_files_and_wait", "flow-1", None, b"x"),
            ("tasks.wait_for_completion", "t"),
            ("tasks.get_result", "t"),
            ("packages.install_and_wait", "p", "1.0.0"),
            ("packages.wait_for_install_completion", "t"),
            ("applets.run", "a", None),
        ]
        for call in calls:
            unsent(here, partial(hand, *call, options), f"{name}.*")


REQUESTS: dict[str, tuple[Any, str]] = {
    "a text": ("flow-1", "a dict"),
    "None": (None, "a dict"),
    "nothing to run": ({}, "nothing to run: give"),
    "no name": ({"manifest": ""}, "manifest must be a string that isn't empty"),
    "a blank name": ({"blockId": "  "}, "blockId must be a string that isn't empty"),
    "no text": ({"manifest": 7}, "manifest must be a string"),
    "two names": ({"manifest": "a", "blockId": "b"}, "differ"),
    "a mixed list": (
        {"manifest": "a", "inputValues": [{"handle": "x", "value": 1}, {"nodeId": "n"}]},
        r"inputValues\[1\] has a nodeId.*the same form",
    ),
    "a lone surrogate": (
        {"manifest": "a", "inputValues": {"code": "x\ud800y"}},
        "surrogate|UTF-8",
    ),
    "a lone surrogate in the name": ({"manifest": "x\ud800y"}, "surrogate|UTF-8"),
    "NaN": ({"manifest": "a", "inputValues": {"n": math.nan}}, "NaN|nan|finite"),
    "an object": ({"manifest": "a", "inputValues": {"n": object()}}, "object"),
    "bytes": ({"manifest": "a", "inputValues": {"n": b"x"}}, "bytes"),
}


@pytest.mark.table("what", REQUESTS)
def test_a_request_that_makes_no_sense_is_refused(new_here: NewFront, what: str) -> None:
    with new_here() as here:
        request, says = REQUESTS[what]
        hand = here.hand()
        for method in ("tasks.create", "tasks.run", "tasks.create_and_wait"):
            unsent(here, partial(hand, method, request), says)


@pytest.mark.table("what", [name for name, (given, _) in REQUESTS.items() if given])
def test_with_files_it_is_refused_as_well(new_here: NewFront, what: str) -> None:
    with new_here() as here:
        request, says = REQUESTS[what]
        if isinstance(request, str):
            request, says = {"manifest": "a", "inputValues": request}, "inputValues"
        names = {"manifest": request.get("manifest"), "block_id": request.get("blockId")}
        hand = here.hand()
        for method in ("tasks.create_with_files", "tasks.run_with_files"):
            given = {**names, "input_values": request.get("inputValues"), "files": b"x"}
            unsent(here, partial(hand, method, **given), says)


@pytest.mark.table("name", ["", " ", None, 7, "\ud800"])
def test_a_package_without_a_name_is_refused(new_here: NewFront, name: Any) -> None:
    with new_here() as here:
        hand = here.hand()
        unsent(here, lambda: hand("packages.install", name), "name|surrogate|UTF-8")
        unsent(here, lambda: hand("packages.install_and_wait", name), "name|surrogate|UTF-8")
        if name is not None:
            unsent(here, lambda: hand("packages.install", "p", name), "version|surrogate|UTF-8")


@pytest.mark.table("applet_id", ["", None, 7])
def test_an_applet_without_an_id_is_refused(new_here: NewFront, applet_id: Any) -> None:
    with new_here() as here:
        hand = here.hand(trust_applets=True)
        unsent(here, lambda: hand("applets.run", applet_id), "applet_id")


def missing_by_name(folder: Path) -> Any:
    return str(folder / "missing.pdf")


UNREADABLE = {**FILES, "missing by name": (missing_by_name, r"missing\.pdf.*No such file")}


@pytest.mark.table("name", UNREADABLE)
def test_a_file_that_can_not_be_read_is_refused(
    new_here: NewFront, name: str, tmp_path: Path
) -> None:
    with new_here() as here:
        make_file, says = UNREADABLE[name]
        hand = here.hand()
        with made_in(tmp_path, make_file) as file:
            for files in (file, [b"good", file]):
                for method in ("tasks.create_with_files", "tasks.run_with_files"):
                    unsent(here, partial(hand, method, "flow-1", None, files), says, FileInputError)


@pytest.mark.table("files", [7, {"a": b"x"}, [7], [None], object()])
def test_what_is_no_file_is_refused(new_here: NewFront, files: Any) -> None:
    with new_here() as here:
        hand = here.hand()
        with pytest.raises(UsageError):
            hand("tasks.create_with_files", "flow-1", None, files)

        assert len(here.mock.journal) == 0


EVIL = 'a"\r\nX-Evil: 1\r\n\r\n../../x.txt'


def test_a_file_can_not_forge_a_part_of_the_form(front: Front) -> None:
    content = b'\r\n--b\r\nContent-Disposition: form-data; name="manifest"\r\n\r\nevil\r\n'
    hand = front.hand()
    hand("tasks.create_with_files", "flow-1", {"n": 1}, [(EVIL, content), ("猫.png", b"")])
    task = front.mock.oomol.task

    assert task.manifest == "flow-1"
    assert [upload.content for upload in task.uploads] == [content, b""]
    assert task.uploads[1].name == "猫.png"
    assert not {"/", "\r", "\n"} & set(task.uploads[0].name)


@pytest.mark.table("name", ["on_progress", "on_log"])
def test_a_blocking_client_refuses_coroutine_functions_as_callbacks(
    penstock_mock: Mock, name: str
) -> None:
    """Before anything is begun that could not be awaited."""

    async def callback(told: Any) -> None: ...

    options = {name: callback}
    with Oomol("key", transport=penstock_mock.transport, clock=penstock_mock.clock) as oomol:
        for call in (
            lambda: oomol.tasks.run(FLOW, options),
            lambda: oomol.tasks.run_with_files("flow-1", None, b"x", options),
            lambda: oomol.packages.install_and_wait("kit", None, options),
            lambda: oomol.applets.run("a", None, options),
        ):
            refused(call, UsageError, "coroutine")
    assert not penstock_mock.journal.calls()


def test_what_a_callback_raises_ends_the_wait(front: Front) -> None:
    hand = front.hand()

    def on_progress(task: Any) -> None:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        hand("tasks.run", FLOW, {"on_progress": on_progress})
    assert len(front.mock.journal.calls("getTask")) == 1


# -- the token in the wrong place ------------------------------------------------------------------

QUOTING: dict[str, dict[str, Any]] = {
    "a page": {"status_code": 401, "html": f"<pre>authorization: {SECRET}</pre>"},
    "a page with 200": {"status_code": 200, "html": f"<pre>authorization: {SECRET}</pre>"},
    "a refusal": {"status_code": 401, "json": {"error": f"bad token {SECRET}"}},
    "an object": {"status_code": 500, "json": {"error": {"message": SECRET, "stack": SECRET}}},
    "a header": {"status_code": 401, "headers": {"x-request-id": SECRET}, "json": {}},
    "a quiet refusal": {"status_code": 200, "json": {"success": False, SECRET: [{SECRET: 1}]}},
    "a redirect": {"status_code": 302, "headers": {"location": f"https://elsewhere/{SECRET}"}},
}


@pytest.mark.table("scheme", [None, "Bearer"])
@pytest.mark.table("what", QUOTING)
def test_a_server_that_quotes_the_token_does_not_get_it_into_an_error(
    make: Make, what: str, scheme: str | None
) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(**QUOTING[what]))
    hand = make(SECRET, transport=transport, auth_scheme=scheme, retry=None)
    with pytest.raises(PenstockError) as raised:
        hand(*CREATE)

    check_discreet(raised.value)
    assert SECRET not in json.dumps(raised.value.body)


# -- every request the wrapper can send ------------------------------------------------------------

# These never reach the wire: they are times and counts.
LOCAL = {"timeout", "options", "polling_options", "waiting"}


class EveryCall(Everything):
    """With whatever each of them takes."""

    def run(self) -> None:
        self.tasks()
        self.uploads()
        self.packages()
        for method in ("flows.list", "blocks.list", "tasks.list"):
            self(method)
        self("blocks.list", include_all_versions=False)
        applet = self("applets.list")[0]
        self("applets.run", applet.applet_id, {"image": "a.png"})

    def tasks(self) -> None:
        inputs = [
            None,
            {},
            [],
            {"a": 1, "b": [None, {"c": "猫"}]},
            [{"handle": "a", "value": None}],
        ]
        for value in [*inputs, [{"nodeId": "n", "inputs": [{"handle": "a", "value": 1}]}]]:
            for key in ("manifest", "blockId"):
                made = self("tasks.create", {key: "flow-1", "inputValues": value})
        for method in (
            "tasks.get",
            "tasks.get_logs",
            "tasks.wait_for_completion",
            "tasks.get_result",
        ):
            self(method, made.id)
        self("tasks.stop", self("tasks.create", FLOW).id)
        assert self("tasks.wait", self("tasks.start", FLOW)).succeeded
        self("tasks.cancel", self("tasks.start", {"manifest": "flow-1"}, files=[b"a"]))
        self("tasks.create_and_wait", FLOW)
        self("tasks.run", FLOW, {"on_log": str, "on_progress": str})
        late = {"timeout_ms": 3000, "stop_on_timeout": True}
        with pytest.raises(TimeoutError):
            self("tasks.run", {"manifest": "mock::stuck"}, late)

    def uploads(self) -> None:
        files = [b"a", ("b.txt", b"b"), ("c", b"c", "text/csv")]
        steps = ("create_with_files", "run_with_files", "create_with_files_and_wait")
        for method in (f"tasks.{step}" for step in steps):
            self(method, "flow-1", {"a": 1}, files)
            self(method, block_id="flow-1", input_values=[], files=b"a")
            self(method, manifest="flow-1", files=None)

    def packages(self) -> None:
        self("packages.list")
        receipt = self("packages.install", "image-kit", "2.0.0")
        self("packages.install", "image-kit")
        self("packages.get_install_task", receipt.id)
        self("packages.wait_for_install_completion", receipt.id)
        self("packages.list_install_tasks")
        self("packages.install_and_wait", "image-kit", "2.0.1")


@pytest.mark.table("task_key", [None, "both"])
@pytest.mark.table("envelope", ["wrapped", "bare"])
def test_every_request_keeps_to_the_contract(make: Make, task_key: Any, envelope: str) -> None:
    mock = Mock(options={"oomol": {"envelope": envelope}})
    reach = {"transport": mock.transport, "clock": mock.clock}
    calls = EveryCall(make(SECRET, trust_applets=True, task_key=task_key, **reach))
    calls.run()

    check_contract(mock, "oomol")
    calls.check(methods(calls.hand.client, *GROUPS), LOCAL)
