"""Defects of the official SDK, 1.0.0 to 1.0.3, do not happen here.

Each test is named for what happens instead; its sentence is about theirs in the same place.

Two entries of the list are about no behaviour that could be tested: that the bodies of two of their
methods are copies of each other with unused imports, and that a comment still speaks of Bearer.
Of two others a part stays. Logs can only be asked for as a whole, there being no cursor, so that
each poll of a wait with `on_log` loads all of them here, too; a wait without it loads them once.
And in place of an iterator over logs there is `on_log`.
"""

from __future__ import annotations

import asyncio
import copy
import inspect
import io
import pickle
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
import pytest
from hands import in_async

import penstock
import penstock.oomol
from penstock import Timeouts
from penstock.errors import (
    APIError,
    APIStatusError,
    ConnectionLostError,
    NotFoundError,
    NotSentError,
    PenstockError,
    RateLimitError,
    RequestTimeoutError,
    ResponseError,
    ServerError,
    UsageError,
    WaitTimeoutError,
)
from penstock.oomol import (
    ApiError,
    AsyncOomol,
    BackoffStrategy,
    InstallFailedError,
    InstallTask,
    Oomol,
    OomolConnectClient,
    OomolConnectError,
    PollingOptions,
    RunResult,
    Task,
    TaskFailedError,
    TaskLog,
    TaskStoppedError,
)
from penstock.oomol import TimeoutError as OomolTimeoutError
from penstock_mock.engine.timeline import Timeline
from penstock_mock.mock import Mock
from penstock_mock.services.oomol import (
    Applet,
    Node,
    crash,
    fail,
    flow,
    install_fails,
    install_refused,
    lag,
    output,
    slow,
    stop_itself,
    stream_outputs,
    stuck,
    subflow,
    succeed,
    unsuccessful,
    weird,
)

FLOW = {"manifest": "flow-1"}
ECHO = "pkg::file-processor"  # gives back its inputs
BARE = pytest.mark.penstock(options={"oomol": {"envelope": "bare"}})
RAW = pytest.mark.penstock(options={"oomol": {"token": "raw"}})


def client(mock: Mock, **settings: Any) -> Oomol:
    return Oomol("key", transport=mock.transport, clock=mock.clock, **settings)


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OOMOL_CONNECT_API_TOKEN", raising=False)
    monkeypatch.delenv("OOMOL_CONNECT_BASE_URL", raising=False)


@pytest.fixture
def oomol(penstock_mock: Mock) -> Iterator[Oomol]:
    with client(penstock_mock) as made:
        yield made


def run_async(mock: Mock, call: Callable[[AsyncOomol], Awaitable[Any]]) -> Any:
    """Return what a call of the async client returns."""
    return in_async(AsyncOomol("key", transport=mock.transport, clock=mock.clock), call)


def sent(mock: Mock) -> Any:
    """The JSON of the last task that was asked for."""
    return mock.journal.calls("createTask")[-1].request.json()


def waited(mock: Mock) -> float:
    """The seconds since the mock's clock began."""
    return mock.clock.monotonic()


def refused(kind: type[PenstockError], call: Callable[[], object], says: str | None = None) -> Any:
    """Return what a call raises."""
    with pytest.raises(kind, match=says) as raised:
        call()
    return raised.value


# -- the core --------------------------------------------------------------------------------------


@RAW
def test_the_documented_constructor_works_and_so_does_a_dict(penstock_mock: Mock) -> None:
    """Theirs raises TypeError for the one its own page shows."""
    penstock_mock.keys.only("key")
    reach = {"transport": penstock_mock.transport, "clock": penstock_mock.clock}
    documented = {"base_url": "http://localhost:3000/api", "api_token": "key", "timeout": 9.0}

    async def ask(made: OomolConnectClient) -> list[str]:
        async with made as client:
            return [flow["name"] for flow in (await client.flows.list())["flows"]]

    by_keyword = asyncio.run(ask(OomolConnectClient(**documented, default_headers={}, **reach)))
    by_dict = asyncio.run(ask(OomolConnectClient({**documented, "default_headers": {}}, **reach)))

    assert by_keyword == by_dict
    assert "flow-1" in by_dict


def test_an_upload_arrives(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs labels the form as JSON, so that no server can read it; in every version."""
    result = oomol.tasks.run_with_files(ECHO, {"a": 1}, io.BytesIO(b"hello"))
    (call,) = penstock_mock.journal.calls("createTask")

    assert (call.request.header("content-type") or "").startswith("multipart/form-data; boundary=")
    assert [upload.content for upload in penstock_mock.oomol.uploads] == [b"hello"]
    assert result.result["echo"] == {"a": 1}


ENDS: dict[str, Callable[[Oomol], Any]] = {
    "run": lambda oomol: oomol.tasks.run(FLOW)["task"],
    "create_and_wait": lambda oomol: oomol.tasks.create_and_wait(FLOW),
    "wait_for_completion": lambda oomol: oomol.tasks.wait_for_completion(
        oomol.tasks.create(FLOW).id
    ),
    "run_with_files": lambda oomol: oomol.tasks.run_with_files("flow-1", None, b"x")["task"],
}
ENVELOPES = [pytest.param(marks=BARE, id="bare"), pytest.param(id="wrapped")]


@pytest.mark.parametrize((), ENVELOPES)
@pytest.mark.table("method", ENDS)
def test_a_task_is_waited_for_in_and_out_of_its_envelope(oomol: Oomol, method: str) -> None:
    """Theirs (to 1.0.2) takes the envelope for the task and raises KeyError: 'status'."""
    task = ENDS[method](oomol)

    assert isinstance(task, Task)
    assert task["status"] == task.status == "completed"


@pytest.mark.parametrize((), ENVELOPES)
def test_stop_returns_the_task(oomol: Oomol) -> None:
    """Theirs returns the envelope, so that `task["status"]` of its docs raises KeyError."""
    task = oomol.tasks.stop(oomol.tasks.create(FLOW).id)

    assert isinstance(task, Task)
    assert task["status"] == "stopped"


@pytest.mark.parametrize((), ENVELOPES)
def test_a_package_is_installed_and_waited_for(oomol: Oomol) -> None:
    """Theirs raises KeyError: 'id' or 'status', in all four versions."""
    task = oomol.packages.install_and_wait("image-kit", "2.0.0")
    receipt = oomol.packages.install("image-kit", "2.0.0")
    again = oomol.packages.wait_for_install_completion(receipt["id"])

    assert isinstance(task, InstallTask)
    assert isinstance(again, InstallTask)
    assert (
        (task["status"], task["version"]) == (again.status, again.version) == ("success", "2.0.0")
    )
    assert receipt["id"] == receipt["taskId"] == receipt.task_id == again.id
    assert isinstance(oomol.packages.get_install_task(again.id), InstallTask)


@pytest.mark.parametrize((), ENVELOPES)
def test_a_new_task_has_its_id_in_and_out_of_the_envelope(oomol: Oomol) -> None:
    """Theirs returns the envelope; its own example, `task["id"]`, raises KeyError."""
    made = oomol.tasks.create(FLOW)

    assert made["id"] == made["task"]["id"] == made.id == made.task.id
    assert made["status"] == "created"
    assert made.get("id") == made.id


def test_the_package_runs_where_it_says_it_does() -> None:
    """Theirs (1.0.2, 1.0.3) declares Python 3.8 and fails there at import."""
    assert metadata.metadata("penstock")["Requires-Python"] == ">=3.11"


PATHS = {
    "/app/packages/image-kit-1.4.2/blocks/resize": "1.4.2",
    "/home/u/.oomol/packages/image-kit/0.1.9/blocks/resize": "0.1.9",
    "C:\\packages\\image-kit-2.0.0-beta.1\\blocks\\resize": "2.0.0-beta.1",
    "/app/packages/image-kit-1.4.2/bundled/other-9.9.9/blocks/resize": "1.4.2",
    "/app/workspace/blocks/resize": None,
}


@pytest.mark.table("path", PATHS)
def test_a_blocks_version_is_read_from_its_path(
    penstock_mock: Mock, oomol: Oomol, path: str
) -> None:
    """Theirs reports "unknown" for every path there really is."""
    block = {"package": "image-kit", "name": "resize", "path": path}
    penstock_mock.stub("listBlocks", json={"blocks": [block]})
    (found,) = oomol.blocks.list().blocks

    assert found["version"] == found.version == PATHS[path]
    assert found["blockId"] == found["block_id"] == "image-kit::resize"


def test_the_newest_of_each_block_is_kept(oomol: Oomol) -> None:
    """Theirs keeps all, or, where it can read versions, loses blocks of older packages."""
    newest = oomol.blocks.list(include_all_versions=False).blocks
    found = {block.block_id: block.version for block in newest}

    assert found["image-kit::resize"] == "1.4.2"
    assert found["image-kit::crop"] == "1.3.0"  # not in the package's newest version
    assert len(newest) == len(found)
    assert len(oomol.blocks.list().blocks) > len(newest)


def test_a_wait_may_take_days(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs raises OverflowError after 1025 polls with the documented factor, 1.4 h."""
    penstock_mock.oomol.block("flow-1", succeed().paced(polls=1030))
    options = {"interval_ms": 1000, "max_interval_ms": 5000, "backoff_factor": 2.0}
    result = oomol.tasks.run(FLOW, options)

    assert result.task.status == "completed"
    assert waited(penstock_mock) == pytest.approx(1 + 2 + 4 + 5 * 1027, abs=1)
    assert PollingOptions().delay(10**9) == 10


def test_the_default_base_url_is_a_server(penstock_mock: Mock) -> None:
    """Theirs is "/api", whose first request fails with "missing protocol"."""
    for base_url in (None, "/api"):
        settings = {} if base_url is None else {"base_url": base_url}
        with client(penstock_mock, **settings) as oomol:
            assert oomol.base_url == "http://localhost:3000/api"
            assert oomol.flows.list().flows


# -- waiting ---------------------------------------------------------------------------------------

PASSING = {
    "502": {"kind": "html_502"},
    "503": {"kind": "status", "status": 503},
    "429": {"kind": "status", "status": 429, "headers": {"Retry-After": "7"}},
    "reset": {"kind": "reset"},
    "nonsense": {"kind": "malformed_json"},
}


@pytest.mark.table("kind", PASSING)
def test_a_wait_survives_what_passes(penstock_mock: Mock, oomol: Oomol, kind: str) -> None:
    """Theirs ends a wait of hours at the first 502, and never reads a Retry-After."""
    penstock_mock.oomol.block("flow-1", slow(polls=3))
    fault: Any = PASSING[kind]
    penstock_mock.faults.add(on="getTask", skip=1, count=3, **fault)

    assert oomol.tasks.run(FLOW).task.status == "completed"


def test_a_retry_after_is_waited_for(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs has no idea of it."""
    headers = {"Retry-After": "7"}
    penstock_mock.faults.add("status", status=429, headers=headers, on="createTask", count=1)
    made = oomol.tasks.create(FLOW)

    assert made.attempts == 2
    assert 7 <= waited(penstock_mock) < 9


@pytest.mark.table("kind", ["reset", "html_502"])
def test_a_task_that_may_have_begun_is_not_begun_again(
    penstock_mock: Mock, oomol: Oomol, kind: Any
) -> None:
    """Theirs doesn't either, as it repeats nothing at all."""
    penstock_mock.faults.add(kind, on="createTask", processed=True)
    refused(APIError, lambda: oomol.tasks.run(FLOW))

    assert len(penstock_mock.oomol.tasks) == 1


@pytest.mark.table("interval", [1500, 60_000])
def test_a_timeout_bounds_the_sleeps(penstock_mock: Mock, oomol: Oomol, interval: int) -> None:
    """Theirs looks at the time only between polls: 200 ms became 1.5 s."""
    penstock_mock.oomol.block("flow-1", stuck())
    options = {"timeout_ms": 200, "interval_ms": interval}
    refused(WaitTimeoutError, lambda: oomol.tasks.run(FLOW, options))

    assert waited(penstock_mock) == pytest.approx(0.2, abs=0.05)


def test_a_timeout_bounds_a_question_under_way(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs gives each question its 30 s, whatever is left of the wait."""
    penstock_mock.oomol.block("flow-1", stuck())
    penstock_mock.faults.add("stall", on="getTask")
    options = {"timeout_ms": 8000}
    refused(WaitTimeoutError, lambda: oomol.tasks.run(FLOW, options))

    assert waited(penstock_mock) < 8 + 5 + 1  # the last question has five seconds


def test_a_timeout_is_measured_on_a_clock_that_never_jumps(penstock_mock: Mock) -> None:
    """Theirs reads the time of day, so that a wait ends when the clock is set."""

    class Jumping:
        monotonic, sleep = penstock_mock.clock.monotonic, penstock_mock.clock.sleep
        asleep = penstock_mock.clock.asleep
        day = 0

        def time(self) -> float:
            self.day += 1
            return self.day * 86_400.0

    with Oomol("key", transport=penstock_mock.transport, clock=Jumping()) as oomol:
        assert oomol.tasks.run(FLOW, {"timeout_ms": 60_000}).task.status == "completed"


def test_a_timeout_of_0_is_refused(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs waits for ever."""
    refused(UsageError, lambda: oomol.tasks.run(FLOW, {"timeout_ms": 0}), "None for no limit")

    assert len(penstock_mock.journal) == 0


def test_async_callbacks_are_awaited(penstock_mock: Mock) -> None:
    """Theirs calls them and forgets what they return, with a warning at most."""
    states: list[str] = []
    kinds: list[str] = []

    async def on_progress(task: Task) -> None:
        await asyncio.sleep(0)
        states.append(task.status)

    async def on_log(log: TaskLog) -> None:
        await asyncio.sleep(0)
        kinds.append(log["type"])

    options = {"on_progress": on_progress, "on_log": on_log}
    result = run_async(penstock_mock, lambda oomol: oomol.tasks.run(FLOW, options))

    assert states == ["running", "completed"]  # the last poll is passed on, too
    assert kinds == [log.type for log in result.logs]
    assert kinds[-1] == "SessionFinished"


def test_installations_tell_of_their_progress(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs never gets as far."""
    states: list[str] = []
    options = {"on_progress": lambda task: states.append(task["status"])}
    oomol.packages.install_and_wait("image-kit", "2.0.0", options)

    assert states == ["running", "success"]


@pytest.mark.table("order", ["ascending", "descending"])
def test_each_log_is_told_once_in_order(order: str) -> None:
    """Theirs reports some two and three times when they come newest first."""
    mock = Mock(options={"oomol": {"logs": order, "polls": 4, "seconds": None}})
    seen: list[int] = []
    with client(mock) as oomol:
        oomol.tasks.run(FLOW, {"on_log": lambda log: seen.append(log["id"])})

    assert seen == [*range(1, len(seen) + 1)]
    assert len(seen) > 4


def test_a_log_with_the_id_0_is_told(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs takes 0 for the last that was seen."""
    logs = [{"id": number, "type": f"T{number}", "event": {}} for number in (0, 1)]
    penstock_mock.stub("getTaskLogs", json={"logs": logs, "success": True}, off_contract=True)
    seen: list[str] = []
    oomol.tasks.run(FLOW, {"on_log": lambda log: seen.append(log.type)})

    assert seen == ["T0", "T1"]


def test_logs_nobody_wants_are_not_loaded(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs does as much, and loads them all again with each poll if one is wanted."""
    penstock_mock.oomol.block("flow-1", slow(polls=9))
    oomol.tasks.run(FLOW)

    assert len(penstock_mock.journal.calls("getTaskLogs")) == 1


def test_a_state_nobody_knows_is_waited_through_and_told(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs polls for ever in such a state, without a word."""
    states: list[str] = []
    options = {"timeout_ms": 30_000, "on_progress": lambda task: states.append(task["status"])}
    penstock_mock.oomol.block("flow-1", weird("archiving").paced(polls=1))
    assert oomol.tasks.run(FLOW, options).task.status == "completed"
    assert "archiving" in states

    penstock_mock.oomol.block("flow-1", weird("archiving", times=None))
    error = refused(WaitTimeoutError, lambda: oomol.tasks.run(FLOW, options), "'archiving'")
    assert error.last.status == "archiving"


@pytest.mark.table("task", [{"id": "t"}, {"id": "t", "status": None}, {}, None, []])
def test_a_task_without_a_state_is_an_error_of_our_own(
    penstock_mock: Mock, oomol: Oomol, task: Any
) -> None:
    """Theirs raises KeyError."""
    penstock_mock.stub("getTask", json={"task": task, "success": True}, off_contract=True)
    error = refused(ResponseError, lambda: oomol.tasks.get("t"))

    assert error.body == {"task": task, "success": True}


# -- answers and errors ----------------------------------------------------------------------------

SAYS_NO: dict[str, Callable[[Oomol], object]] = {
    "createTask": lambda oomol: oomol.tasks.create(FLOW),
    "getTask": lambda oomol: oomol.tasks.get("t"),
    "stopTask": lambda oomol: oomol.tasks.stop("t"),
    "getTaskLogs": lambda oomol: oomol.tasks.get_logs("t"),
    "installPackage": lambda oomol: oomol.packages.install("image-kit"),
    "getInstallTask": lambda oomol: oomol.packages.get_install_task("inst-1"),
    "listInstallTasks": lambda oomol: oomol.packages.list_install_tasks(),
    "listTasks": lambda oomol: oomol.tasks.list(),
    "listFlows": lambda oomol: oomol.flows.list(),
    "listBlocks": lambda oomol: oomol.blocks.list(),
    "listPackages": lambda oomol: oomol.packages.list(),
    "listApplets": lambda oomol: oomol.applets.list(),
}


@pytest.mark.table("operation", SAYS_NO)
def test_success_false_is_a_refusal_whatever_the_status(
    penstock_mock: Mock, oomol: Oomol, operation: str
) -> None:
    """Theirs overlooks it, and raises KeyError later."""
    penstock_mock.stub(operation, json={"success": False, "error": "quota"}, off_contract=True)
    error = refused(ApiError, lambda: SAYS_NO[operation](oomol), "quota")

    assert (error.status, error.message) == (200, "quota")
    assert error.response == {"success": False, "error": "quota"}


UNREADABLE = {
    "cut JSON": (200, b'{"task": {', "application/json"),
    "nothing": (204, b"", "application/json"),
    "an empty body": (200, b"", "application/json"),
    "HTML": (200, b"<html>hi</html>", "text/html"),
    "another shape": (200, b'[{"a": 1}]', "application/json"),
    "a text": (200, b'"completed"', "application/json"),
}


def unreadable() -> Iterator[tuple[str, str]]:
    """Every bad answer to every call; but a bare list is as good as one in an envelope."""
    for operation in SAYS_NO:
        is_list = operation.startswith("list") or operation == "getTaskLogs"
        for what in UNREADABLE:
            if not (is_list and what == "another shape"):
                yield operation, what


@pytest.mark.table(("operation", "what"), [*unreadable()])
def test_an_answer_that_can_not_be_read_is_one_error_of_our_own(
    penstock_mock: Mock, oomol: Oomol, operation: str, what: str
) -> None:
    """Theirs leaks JSONDecodeError, AttributeError or a str that is no result."""
    status, body, media = UNREADABLE[what]
    head = (("Content-Type", media),)
    penstock_mock.stub(operation, timeline=Timeline.reply(status, body, head), off_contract=True)
    error = refused(ResponseError, lambda: SAYS_NO[operation](oomol.with_options(retry=None)))

    assert error.status == status
    assert error.message


@pytest.mark.table("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_neither_followed_nor_a_success(
    penstock_mock: Mock, oomol: Oomol, status: int
) -> None:
    """Theirs returns the empty body of a 302 as the task."""
    away = (("Location", "https://elsewhere.example/api?token=t"),)
    penstock_mock.stub("getTask", timeline=Timeline.reply(status, b"", away), off_contract=True)
    error = refused(APIStatusError, lambda: oomol.tasks.get("t"), "base_url")

    assert len(penstock_mock.journal) == 1
    assert "elsewhere.example" in error.message


def test_json_by_any_name_is_read(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs returns the text unless the type begins with application/json."""
    body = b'{"task": {"id": "t", "status": "running"}, "success": true}'
    head = (("Content-Type", "application/vnd.oomol+json"),)
    penstock_mock.stub("getTask", timeline=Timeline.reply(200, body, head), off_contract=True)

    assert oomol.tasks.get("t").status == "running"


REASONS: dict[str, Any] = {
    "no such thing": {"message": "no such thing"},
    "Task not found": {"success": False, "error": "Task not found"},
    "boom": {"error": {"message": "boom", "stack": "at x"}},
    "said twice": {"error": "said once", "message": "said twice"},
    "said in the end": {"message": None, "error": "said in the end"},
    "404 Not Found": {},
    "404 .* without a reason": {"message": "", "error": {}},
}


@pytest.mark.table("says", REASONS)
def test_the_reason_is_found_wherever_it_stands(
    penstock_mock: Mock, oomol: Oomol, says: str
) -> None:
    """Theirs reads `message` alone: else its text is None, empty, or the whole body."""
    penstock_mock.stub("getTask", status=404, json=REASONS[says], off_contract=True)
    error = refused(ApiError, lambda: oomol.tasks.get("t"), says)

    assert "None" not in error.message
    assert error.response == error.body == REASONS[says]


def test_an_error_tells_of_its_call(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs has neither headers nor request id, method or URL, and the body as a text."""
    answer = {"message": "boom"}
    penstock_mock.stub("getTask", status=500, json=answer, headers={"X-Request-Id": "req-7"})
    error = refused(ServerError, lambda: oomol.with_options(retry=None).tasks.get("t 1"))

    assert (error.request_id, error.status, error.service) == ("req-7", 500, "oomol")
    assert (error.method, error.path) == ("GET", "/v1/tasks/t%201")
    assert error.headers["x-request-id"] == "req-7"
    assert error.response == answer


@pytest.mark.table(
    ("fault", "expected"),
    [("stall", RequestTimeoutError), ("reset", ConnectionLostError)],
)
def test_no_answer_has_a_class_a_text_and_a_cause(
    penstock_mock: Mock, fault: Any, expected: type[PenstockError]
) -> None:
    """Theirs makes ApiError(0) of it, with an empty message for a timeout."""
    penstock_mock.faults.add(fault, on="createTask")
    with client(penstock_mock) as oomol:
        error = refused(expected, lambda: oomol.tasks.create(FLOW))

    assert error.message
    assert isinstance(error, ApiError)
    assert error.status == 0


def test_a_server_that_is_not_there_is_told_apart(oomol: Oomol) -> None:
    """Theirs has one class for all, and no `raise … from`."""

    def unreachable(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("All connection attempts failed", request=request)

    with Oomol("key", transport=httpx.MockTransport(unreachable), retry=None) as oomol:
        error = refused(NotSentError, lambda: oomol.flows.list())

    assert error.status == 0
    assert "nothing was sent" in error.message


@pytest.mark.table("url", ["http://[::1", "http://a b/api", "ftp://host/api", "http://h:x/"])
def test_a_base_url_that_is_none_is_refused_at_once(url: str) -> None:
    """Theirs raises a bare ValueError or InvalidURL with the first request."""
    refused(UsageError, lambda: Oomol("key", url), "base_url")


@pytest.mark.table("task_id", ["../packages", "a/../b c?x=1", "ä ö", "%2e%2e", "a#b"])
def test_an_id_stays_one_part_of_the_path(penstock_mock: Mock, oomol: Oomol, task_id: str) -> None:
    """Theirs asks another endpoint: `get("../packages")` lists the packages."""
    calls: list[tuple[str, Callable[[], object]]] = [
        ("getTask", lambda: oomol.tasks.get(task_id)),
        ("stopTask", lambda: oomol.tasks.stop(task_id)),
        ("getTaskLogs", lambda: oomol.tasks.get_logs(task_id)),
        ("getInstallTask", lambda: oomol.packages.get_install_task(task_id)),
    ]
    for operation, call in calls:
        refused(NotFoundError, call)
        last = penstock_mock.journal.last

        assert last.operation_id == operation
        assert [*last.path_params.values()] == [task_id]
        assert last.request.query == ()


NO_INPUTS: dict[str, Any] = {
    "a text": "ab",
    "a number": 7,
    "a set": {"a"},
    "both kinds": [{"handle": "a", "value": 1}, {"nodeId": "n", "inputs": []}],
    "both kinds, the other first": [{"nodeId": "n", "inputs": []}, {"handle": "a", "value": 1}],
    "no kind": [{}],
    "no value": [{"handle": "a"}],
    "no dicts": [1, 2],
    "no name": {"": 1},
    "no inputs": [{"nodeId": "n"}],
}


@pytest.mark.table("what", NO_INPUTS)
def test_inputs_that_are_none_are_refused_before_sending(
    penstock_mock: Mock, oomol: Oomol, what: str
) -> None:
    """Theirs sends no inputs for a text, and mixed lists as they are."""
    request = {"manifest": "flow-1", "inputValues": NO_INPUTS[what]}
    for call in (oomol.tasks.create, oomol.tasks.run, oomol.tasks.create_and_wait):
        refused(UsageError, partial(call, request), "inputValues")
    for name in ("create_with_files", "run_with_files"):
        upload = partial(getattr(oomol.tasks, name), "flow-1", NO_INPUTS[what], b"x")
        refused(UsageError, upload, "inputValues")

    assert len(penstock_mock.journal) == 0


@pytest.mark.table("empty", [{}, [], ()])
def test_empty_inputs_are_an_empty_list(penstock_mock: Mock, oomol: Oomol, empty: Any) -> None:
    """Theirs sends `{}` as it is, which is no list of inputs."""
    oomol.tasks.create({"manifest": "flow-1", "inputValues": empty})
    assert sent(penstock_mock)["inputValues"] == []

    oomol.tasks.create({"manifest": "flow-1", "inputValues": None})
    assert "inputValues" not in sent(penstock_mock)


@RAW
@pytest.mark.table("name", ["authorization", "Authorization", "AUTHORIZATION"])
def test_there_is_one_authorization_however_it_is_written(penstock_mock: Mock, name: str) -> None:
    """Theirs sends two of them for a lower-case one beside a token."""
    penstock_mock.keys.only("key")
    reach = {"transport": penstock_mock.transport, "clock": penstock_mock.clock}
    headers = {name: "other"}
    with Oomol("key", default_headers=headers, **reach) as oomol:
        assert oomol.flows.list()
    with Oomol(default_headers={name: "key"}, **reach) as oomol:
        assert oomol.flows.list()

    assert headers == {name: "other"}  # the caller's dict is the caller's
    for call in penstock_mock.journal:
        names = [header.lower() for header, _ in call.request.headers]
        assert names.count("authorization") == 1
        assert "content-type" not in names  # there is no content


# -- results and failures --------------------------------------------------------------------------


@pytest.mark.table("readings", [1, 2])
def test_a_result_that_comes_late_is_waited_for(
    penstock_mock: Mock, oomol: Oomol, readings: int
) -> None:
    """Theirs reads the log once, and returns None."""
    penstock_mock.oomol.block("flow-1", lag(readings, succeed({"n": 1})))
    result = oomol.tasks.run(FLOW)

    assert result.result == {"n": 1}
    assert result.logs[-1].type == "SessionFinished"


def test_a_log_that_never_ends_is_read_for_a_moment_only(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs has no such rounds; ours are bounded, and can be set."""
    penstock_mock.oomol.block("flow-1", lag(1000))
    for rounds in (0, 3):
        before, asked = waited(penstock_mock), len(penstock_mock.journal.calls("getTaskLogs"))
        oomol.tasks.run(FLOW, {"log_rounds": rounds})

        assert len(penstock_mock.journal.calls("getTaskLogs")) - asked == rounds + 1
        assert waited(penstock_mock) - before == pytest.approx(2 + 0.3 * rounds, abs=0.1)


RESULTS: dict[str, tuple[Any, Any]] = {
    "of the last block": (flow(Node("a#1", {"n": 1}), Node("b#1", {"n": 2})), {"n": 2}),
    "of the last that has one": (flow(Node("a#1", {"n": 1}), Node("b#1", None)), {"n": 1}),
    "put out one by one": (stream_outputs({"text": "hi", "n": 2}), {"text": "hi", "n": 2}),
    "put out together": (stream_outputs({"text": "hi"}, together=True), {"text": "hi"}),
    "of a subflow": (subflow({"text": "hi"}), {"text": "hi"}),
    "none at all": (succeed(None), None),
}


@pytest.mark.table("which", RESULTS)
def test_a_result_is_found_wherever_it_is(penstock_mock: Mock, oomol: Oomol, which: str) -> None:
    """Theirs looks at the last BlockFinished alone, and knows no outputs."""
    behaviour, expected = RESULTS[which]
    penstock_mock.oomol.block("flow-1", behaviour)

    assert oomol.tasks.run(FLOW).result == expected


def test_the_outputs_of_each_node_are_there(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs returns one result."""
    nodes = Node("a#1", {"n": 1}), Node("b#1", None, (output("text", "hi"),))
    penstock_mock.oomol.block("flow-1", flow(*nodes))

    assert oomol.tasks.run(FLOW).outputs_by_node == {"a#1": {"n": 1}, "b#1": {"text": "hi"}}


WHY = {
    "a block": (fail("no such file"), "no such file"),
    "a node": (flow(Node("a#1"), Node("b#1", error="jam")), "jam"),
    "the session": (crash("killed"), "killed"),
    "late": (lag(2, fail("at last")), "at last"),
}


@pytest.mark.table("which", WHY)
def test_a_failure_says_why(penstock_mock: Mock, oomol: Oomol, which: str) -> None:
    """Theirs reports the failure, and carries neither reason nor log."""
    behaviour, reason = WHY[which]
    penstock_mock.oomol.block("flow-1", behaviour)
    error = refused(TaskFailedError, lambda: oomol.tasks.run(FLOW), reason)

    assert error.reason == reason
    assert error.task_id == error.task["id"] == penstock_mock.oomol.task.id
    assert error.logs[-1]["type"] == "SessionFinished"


@pytest.mark.table("why", ["no space left", ""])
def test_a_failed_installation_says_why_once(penstock_mock: Mock, oomol: Oomol, why: str) -> None:
    """Theirs has it twice over, and None for no reason."""
    penstock_mock.oomol.package("image-kit", install_fails(why))
    error = refused(InstallFailedError, lambda: oomol.packages.install_and_wait("image-kit"))

    assert error.message.count("failed") == 1
    assert "None" not in error.message
    assert why in error.message
    assert error.reason == (why or None)
    assert (error.task_id, error.task.status) == ("inst-1", "failed")


def test_a_refused_installation_is_an_api_error(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs raises KeyError; the TypeScript one a plain Error."""
    penstock_mock.oomol.package("gone", install_refused(), install_refused(status=404))
    for status in (200, 404):
        error = refused(
            ApiError, lambda: oomol.packages.install_and_wait("gone", "9.9.9"), "gone@9.9.9"
        )
        assert error.status == status


def failures(mock: Mock, oomol: Oomol) -> Iterator[PenstockError]:
    """One of each class."""
    mock.oomol.block("flow-1", fail(), stop_itself(), unsuccessful(), stuck())
    mock.oomol.package("image-kit", install_fails())
    for kind in (TaskFailedError, TaskStoppedError, ApiError):
        yield refused(kind, lambda: oomol.tasks.run(FLOW))
    yield refused(OomolTimeoutError, lambda: oomol.tasks.run(FLOW, {"timeout_ms": 5000}))
    yield refused(InstallFailedError, lambda: oomol.packages.install_and_wait("image-kit"))


def test_every_error_can_be_pickled_and_copied(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs raise TypeError instead, so that a worker pool hangs."""
    for error in failures(penstock_mock, oomol):
        for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
            assert type(again) is type(error)
            assert vars(again) == vars(error)
            assert str(again) == str(error)


def test_the_documented_errors_are_made_as_documented() -> None:
    """Theirs are made so, and then can't be copied."""
    assert vars(ApiError("no", 404, {"a": 1})).items() >= {"message": "no", "status": 404}.items()
    assert ApiError("no", 404, {"a": 1}).response == {"a": 1}
    for kind in (TaskFailedError, TaskStoppedError, InstallFailedError):
        made = kind("no", "task-1", {"id": "task-1"})
        assert (made.message, made.task_id, made.task) == ("no", "task-1", {"id": "task-1"})
    assert OomolTimeoutError("late").message == "late"
    for kind in (ApiError, TaskFailedError, TaskStoppedError, InstallFailedError):
        assert issubclass(kind, OomolConnectError)


def test_a_timeout_is_pythons_own_and_knows_its_task(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs takes the name of Python's and is no subclass of it, and knows no task."""
    penstock_mock.oomol.block("flow-1", stuck())
    error = refused(
        OomolTimeoutError, lambda: oomol.tasks.run(FLOW, {"timeout_ms": 5000}), "after 5 s"
    )

    assert isinstance(error, TimeoutError)
    assert isinstance(error, asyncio.TimeoutError)
    assert error.task_id == penstock_mock.oomol.task.id
    assert error.last.status == "running"


@pytest.mark.table("stop", [True, False])
def test_a_task_can_be_stopped_when_time_is_up(
    penstock_mock: Mock, oomol: Oomol, stop: bool
) -> None:
    """Theirs leaves it running, without a choice."""
    penstock_mock.oomol.block("flow-1", stuck())
    options = {"timeout_ms": 5000, "stop_on_timeout": stop}
    error = refused(WaitTimeoutError, lambda: oomol.tasks.run(FLOW, options))

    assert error.cancelled is (True if stop else None)
    assert penstock_mock.oomol.task.status == ("stopped" if stop else "running")


@pytest.mark.table("stop", [True, False])
def test_a_task_can_be_stopped_when_the_wait_is_cancelled(penstock_mock: Mock, stop: bool) -> None:
    """Theirs leaves it running, without a choice."""
    penstock_mock.oomol.block("flow-1", stuck())

    async def give_up(oomol: AsyncOomol) -> None:
        started = asyncio.Event()
        options = {"stop_on_cancel": stop, "on_progress": lambda task: started.set()}
        wait = asyncio.ensure_future(oomol.tasks.run(FLOW, options))
        await started.wait()
        wait.cancel()
        with pytest.raises(asyncio.CancelledError):
            await wait

    run_async(penstock_mock, give_up)

    assert penstock_mock.oomol.task.status == ("stopped" if stop else "running")


# -- the interface ---------------------------------------------------------------------------------


def test_there_is_a_blocking_client_that_threads_share(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs is async only."""

    def run(number: int) -> Any:
        return oomol.tasks.run({"manifest": ECHO, "inputValues": {"n": number}}).result

    with ThreadPoolExecutor(8) as threads:
        assert [*threads.map(run, range(16))] == [{"echo": {"n": n}} for n in range(16)]


def test_results_are_typed_and_still_dicts(oomol: Oomol) -> None:
    """Theirs are dicts without any type that a checker sees."""
    result = oomol.tasks.run(FLOW)

    assert isinstance(result, RunResult)
    assert isinstance(result, dict)
    assert isinstance(result.task, Task)
    assert isinstance(result.logs[0], TaskLog)
    assert result.task["created_at"] == result.task.created_at > 0
    assert result.task.input_values == result["task"].get("inputValues", [])
    assert "task_id" in result


@pytest.mark.table("package", ["penstock", "penstock_api", "penstock_mock"])
def test_the_types_are_there_for_type_checkers(package: str) -> None:
    """Theirs declares that it is typed, and ships no py.typed."""
    assert (files(package) / "py.typed").is_file()


GROUPS = ["AppletsClient", "BlocksClient", "FlowsClient", "PackagesClient", "TasksClient"]


@pytest.mark.table("group", GROUPS)
def test_annotations_mean_what_they_say_beside_a_method_called_list(group: str) -> None:
    """Theirs has `list` the method where `list` the type is meant."""
    for kind in (getattr(penstock.oomol, group), getattr(penstock.oomol, f"Async{group}")):
        for name, method in inspect.getmembers(kind, inspect.isfunction):
            assert "list[" not in str(method.__annotations__), name


NO_OPTIONS = {
    "interval_ms": [0, -1, float("nan"), float("inf"), "2000", True],
    "timeout_ms": [0, -1, float("nan"), "60000"],
    "max_interval_ms": [0, -1, float("nan")],
    "backoff_factor": [0, 0.5, -1, float("nan"), "2"],
    "backoff_strategy": ["linear", 7],
    "on_progress": ["print"],
    "on_log": [7],
    "stop_on_timeout": [1],
    "intervalMs": [2000],
}


@pytest.mark.table(
    ("name", "value"), [(name, value) for name, values in NO_OPTIONS.items() for value in values]
)
def test_polling_options_that_make_no_sense_are_refused(
    penstock_mock: Mock, oomol: Oomol, name: str, value: Any
) -> None:
    """Theirs polls without a pause for 0, and overlooks names it doesn't know."""
    for call in (oomol.tasks.run, oomol.tasks.create_and_wait):
        refused(UsageError, partial(call, FLOW, {name: value}), name)
    refused(UsageError, lambda: oomol.tasks.wait_for_completion("t", {name: value}), name)
    refused(UsageError, lambda: oomol.packages.install_and_wait("p", "1", {name: value}), name)
    refused(UsageError, lambda: oomol.tasks.run_with_files("f", {}, b"", {name: value}), name)

    assert len(penstock_mock.journal) == 0


def test_options_that_are_none_are_the_defaults(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs raises TypeError for `interval_ms: None`."""
    names = ("interval_ms", "max_interval_ms", "backoff_strategy", "backoff_factor")
    oomol.tasks.run(FLOW, dict.fromkeys((*names, "timeout_ms", "on_progress", "on_log")))

    assert waited(penstock_mock) == pytest.approx(2, abs=0.1)
    assert PollingOptions(**dict.fromkeys(names)) == PollingOptions()


def test_waits_are_the_documented_ones_and_the_first_is_capped_too() -> None:
    """The TypeScript one doesn't cap the first wait; ours are theirs in Python."""
    documented = PollingOptions(interval_ms=1000, max_interval_ms=5000, backoff_factor=2.0)
    capped = PollingOptions(interval_ms=20_000, max_interval_ms=5000)
    fixed = PollingOptions(interval_ms=20_000, backoff_strategy="fixed")

    assert [PollingOptions().delay(n) for n in range(6)] == [2, 3, 4.5, 6.75, 10, 10]
    assert [documented.delay(n) for n in range(4)] == [1, 2, 4, 5]
    assert [capped.delay(n) for n in range(3)] == [5, 5, 5]
    assert [fixed.delay(n) for n in range(3)] == [20, 20, 20]
    assert fixed.backoff_strategy is BackoffStrategy.FIXED


def test_the_version_is_the_distributions() -> None:
    """Theirs sends 1.0.0 in 1.0.1."""
    assert penstock.__version__ == metadata.version("penstock")


def test_a_path_is_the_file_it_leads_to(tmp_path: Path, penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs sends the text of the path as the file."""
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG")
    oomol.tasks.create_with_files("flow-1", None, str(path))
    oomol.tasks.create_with_files("flow-1", None, path)

    for upload in penstock_mock.oomol.uploads:
        assert (upload.name, upload.media_type) == ("a.png", "image/png")
        assert upload.content == b"\x89PNG"


SEVERAL: dict[str, Callable[[], Any]] = {
    "list": lambda: [io.BytesIO(b"a"), io.BytesIO(b"b")],
    "tuple": lambda: (b"a", b"b"),
    "generator": lambda: (content for content in (b"a", b"b")),
    "named": lambda: [("x.txt", b"a"), ("y.csv", b"b", "text/csv")],
}


@pytest.mark.table("how", SEVERAL)
def test_several_files_may_come_in_any_collection(
    penstock_mock: Mock, oomol: Oomol, how: str
) -> None:
    """Theirs takes a list; a tuple or a generator is one file to it."""
    oomol.tasks.create_with_files("flow-1", {"a": 1}, SEVERAL[how]())
    arrived = penstock_mock.oomol.uploads

    assert [upload.content for upload in arrived] == [b"a", b"b"]
    if how == "named":
        named = [(upload.name, upload.media_type) for upload in arrived]
        assert named == [("x.txt", "text/plain"), ("y.csv", "text/csv")]


@pytest.mark.table("none", [None, [], ()])
def test_without_files_it_is_an_ordinary_task(penstock_mock: Mock, oomol: Oomol, none: Any) -> None:
    """Theirs sends a form that is labelled as JSON."""
    made = oomol.tasks.create_with_files("flow-1", {"a": 1}, none)
    (call,) = penstock_mock.journal

    assert made.id
    assert call.request.content_type == "application/json"


def test_a_file_can_be_sent_twice(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs sends the same open file again only because its HTTP library rewinds it."""
    file = io.BytesIO(b"hello")
    penstock_mock.faults.add("status", status=429, on="createTask", count=1)
    for _ in range(2):
        oomol.tasks.create_with_files("flow-1", None, file)

    assert [upload.content for upload in penstock_mock.oomol.uploads] == [b"hello"] * 2


# -- applets ---------------------------------------------------------------------------------------

AWAY = "https://applets.example"


def test_nobody_else_gets_the_token(penstock_mock: Mock) -> None:
    """Theirs sends token and headers to a host that is written into it."""
    asked: list[httpx.Request] = []

    def listen(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json=[])

    settings: dict[str, Any] = {"transport": httpx.MockTransport(listen), "headers": {"X-Own": "1"}}
    for more in ({}, {"applets_base_url": AWAY}, {"applets_base_url": AWAY, "trust_applets": True}):
        with Oomol("key", **settings, **more) as oomol:
            oomol.applets.list()
    with Oomol("key", f"{AWAY}/api", applets_base_url=AWAY, **settings) as oomol:
        oomol.applets.list()
    hosts = [request.url.host for request in asked]
    told = [(r.headers.get("authorization"), r.headers.get("x-own")) for r in asked]

    assert hosts == ["chat-data.oomol.com", *["applets.example"] * 3]
    assert told == [(None, None), (None, None), ("key", "1"), ("key", "1")]


@pytest.fixture
def trusted(penstock_mock: Mock) -> Iterator[Oomol]:
    with client(penstock_mock, trust_applets=True) as made:
        yield made


def test_an_applet_of_an_early_version_is_run(penstock_mock: Mock, trusted: Oomol) -> None:
    """Theirs makes `audio-lab-1.0.0-beta.1::…` of it, which there is not."""
    applet = trusted.applets.list()[1]
    result = trusted.applets.run(applet.applet_id, {"text": "hi"})

    assert applet.data.package_id == "audio-lab-1.0.0-beta.1"
    assert sent(penstock_mock)["blockId"] == "audio-lab::text-to-audio"
    assert result.result == {"echo": {"text": "hi"}}


PRESETS: dict[str, Any] = {
    "by name": {"width": 1, "image": "a"},
    "as a list": [{"handle": "width", "value": 1}, {"handle": "image", "value": "a"}],
    "by node": [
        {"nodeId": "a", "inputs": [{"handle": "width", "value": 1}]},
        {"nodeId": "b", "inputs": [{"handle": "image", "value": "a"}]},
    ],
}


@pytest.mark.table("how", PRESETS)
def test_inputs_of_every_node_go_before_what_is_preset(trusted: Oomol, how: str) -> None:
    """Theirs takes those of the first node and drops the rest."""
    applet = trusted.applets.list()[0]
    result = trusted.applets.run(applet["appletId"], PRESETS[how])

    assert applet.data.preset_inputs == {"width": 320}
    assert result.result == {"echo": {"width": 1, "image": "a"}}


def test_an_applet_that_is_not_there_is_not_found(penstock_mock: Mock, trusted: Oomol) -> None:
    """Theirs raises that as well, as an ApiError of a 404 that was never sent."""
    penstock_mock.oomol.applets[:] = [Applet("a", "image-kit-1.4.2", "resize")]
    error = refused(ApiError, lambda: trusted.applets.run("b"), "'b'")

    assert error.status == 404
    assert len(penstock_mock.oomol.tasks) == 0


# -- what theirs does not have ---------------------------------------------------------------------


def test_there_is_a_call_for_each_step_and_for_all(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs has no `create_with_files_and_wait`, and no way to the result of an older task."""
    task = oomol.tasks.create_with_files_and_wait(ECHO, {"a": 1}, b"x")
    result = oomol.tasks.get_result(task.id)

    assert task.status == "completed"
    assert result.task_id == task.id
    assert result.result["echo"] == {"a": 1}


@pytest.mark.penstock(hosts={"oomol": "http://mock.test/oomol/api"})
def test_settings_come_from_the_environment(
    penstock_mock: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Theirs reads nothing of it."""
    monkeypatch.setenv("OOMOL_CONNECT_API_TOKEN", "from-outside")
    monkeypatch.setenv("OOMOL_CONNECT_BASE_URL", "http://mock.test/oomol/api")
    penstock_mock.keys.only("from-outside")
    with Oomol(transport=penstock_mock.transport) as oomol:
        assert oomol.base_url == "http://mock.test/oomol/api"
        assert oomol.flows.list().flows


def test_an_http_client_of_ones_own_is_used_and_left_open(penstock_mock: Mock) -> None:
    """Theirs makes its own, and takes no proxy, no certificates and no other settings."""
    with httpx.Client(transport=penstock_mock.transport) as own:
        with Oomol("key", http_client=own) as oomol:
            assert oomol.flows.list().flows
        assert not own.is_closed


def test_a_call_may_have_a_timeout_of_its_own(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs has one for all calls."""
    penstock_mock.faults.add("stall", on="listFlows")
    refused(RequestTimeoutError, lambda: oomol.flows.list(timeout=3))

    assert waited(penstock_mock) == pytest.approx(3, abs=0.1)


def test_an_upload_may_take_longer_than_a_question(penstock_mock: Mock) -> None:
    """Theirs gives both the same 30 s."""
    penstock_mock.faults.add("stall", on="createTask")
    with client(penstock_mock, timeout=Timeouts(total=10, upload=90)) as oomol:
        refused(RequestTimeoutError, lambda: oomol.tasks.create(FLOW))
        assert waited(penstock_mock) == pytest.approx(10, abs=0.1)
        refused(RequestTimeoutError, lambda: oomol.tasks.create_with_files("f", None, b"x"))

    assert waited(penstock_mock) == pytest.approx(100, abs=0.2)


def test_flows_and_both_names_for_what_is_run_stay(penstock_mock: Mock, oomol: Oomol) -> None:
    """Theirs (1.0.2) dropped flows and `manifest` while its page still shows both."""
    assert oomol.flows.list()["flows"]
    oomol.tasks.create({"manifest": "flow-1"})
    assert sent(penstock_mock) == {"manifest": "flow-1"}
    oomol.tasks.create({"blockId": "flow-1"})
    assert sent(penstock_mock) == {"blockId": "flow-1"}
    for name in ("manifest", "block_id"):
        oomol.tasks.create_with_files(**{name: "flow-1"}, files=b"x")
        oomol.tasks.run_with_files(**{name: "flow-1"}, files=b"x")

    assert [task.manifest for task in penstock_mock.oomol.tasks.values()] == ["flow-1"] * 6


@pytest.mark.table("key", ["manifest", "blockId", "both"])
def test_a_server_can_be_told_the_name_it_wants(penstock_mock: Mock, key: Any) -> None:
    """Theirs sends what its version sends."""
    names = {"both": {"manifest", "blockId"}}.get(key, {key})
    with client(penstock_mock, task_key=key) as oomol:
        for given in ({"manifest": "flow-1"}, {"blockId": "flow-1"}):
            oomol.tasks.create(given)
            assert set(sent(penstock_mock)) == names


@RAW
def test_a_callers_headers_are_not_written_to(penstock_mock: Mock) -> None:
    """The TypeScript one puts the token into the dict it was given."""
    headers = {"X-Own": "1"}
    with client(penstock_mock, default_headers=headers) as oomol:
        oomol.flows.list()

    assert headers == {"X-Own": "1"}
    assert "x-own" in [name.lower() for name, _ in penstock_mock.journal.last.request.headers]


def test_every_public_name_is_there() -> None:
    """Theirs dropped names in a patch release."""
    for name in penstock.oomol.__all__:
        assert getattr(penstock.oomol, name) is not None


def test_a_rate_limit_has_its_own_class(penstock_mock: Mock) -> None:
    """Theirs knows no 429."""
    penstock_mock.faults.add("status", status=429, headers={"Retry-After": "9"})
    with client(penstock_mock, retry=None) as oomol:
        error = refused(RateLimitError, lambda: oomol.flows.list())

    assert error.retry_after == 9
