"""Tasks of Oomol Connect: created once, waited for with patience, and what they lead to."""

from __future__ import annotations

import builtins
import pickle
from pathlib import Path
from typing import Any

import httpx
import pytest

from penstock import (
    ConnectionLostError,
    ExecutionError,
    NotFoundError,
    PenstockError,
    RateLimitError,
    ResponseError,
    RunOutcome,
    ServerError,
    Timeouts,
    UsageError,
    WaitTimeoutError,
)
from penstock.oomol import (
    ApiError,
    BackoffStrategy,
    OomolConnectError,
    PollingOptions,
    RunResult,
    Task,
    TaskFailedError,
    TaskStoppedError,
    TimeoutError,  # noqa: A004 - the documented name
)

pytestmark = pytest.mark.anyio

ASKED = {"manifest": "kit::resize", "inputValues": {"text": "hi"}}


def task(status: str, **more: Any) -> dict[str, Any]:
    held = {"id": "t-1", "status": status, "project_id": "p", "manifest_path": "/m", **more}
    return {"task": held, "success": True}


def created() -> dict[str, Any]:
    return {**task("created"), "userID": "u-1"}


def logs(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"logs": list(entries), "success": True}


def entry(number: int, kind: str, **event: Any) -> dict[str, Any]:
    return {"id": number, "type": kind, "node_id": "_", "event": event}


STARTED, ENDED = entry(1, "SessionStarted"), entry(9, "SessionFinished")
RESULT = entry(5, "BlockFinished", result={"image": "/cat.png"})
WHOLE = logs(STARTED, RESULT, ENDED)


def steps(server: Any) -> list[str]:
    """The requests, without the part that all paths have in common."""
    return [
        f"{request.method} {path.removeprefix('/api/v1/tasks') or '/'}"
        for request, path in zip(server.requests, server.paths, strict=True)
    ]


# --- running -------------------------------------------------------------------------------------


async def test_a_run_is_created_waited_for_and_read(oomol, server, clock) -> None:
    """In the documented steps, with the documented waits."""
    server.will(created(), task("running"), task("running"), task("completed"), WHOLE)
    run = await oomol.tasks.run(ASKED)
    assert steps(server) == ["POST /", *["GET /t-1"] * 3, "GET /t-1/logs"]
    assert clock.slept == [2, 3]
    assert server.requests[0].headers["authorization"] == "api-0123456789"
    assert server.requests[0].content == (
        b'{"manifest":"kit::resize","inputValues":[{"nodeId":"_","inputs":'
        b'[{"handle":"text","value":"hi"}]}]}'
    )
    assert run["task_id"] == run.task_id == "t-1"
    assert run["result"] == run.result == {"image": "/cat.png"}
    assert (run["task"]["status"], run.task.status) == ("completed", "completed")
    assert [log["type"] for log in run["logs"]] == [
        "SessionStarted",
        "BlockFinished",
        "SessionFinished",
    ]
    assert run.outputs_by_node == {"_": {"image": "/cat.png"}}
    assert pickle.loads(pickle.dumps(run)) == run


async def test_a_task_can_be_waited_for_without_its_log(oomol, server) -> None:
    """Then nothing but its state is asked about."""
    server.will(created(), task("pending"), task("completed"))
    done = await oomol.tasks.create_and_wait(ASKED)
    assert (type(done), done["status"], done.id) == (Task, "completed", "t-1")
    assert steps(server) == ["POST /", "GET /t-1", "GET /t-1"]


async def test_a_task_from_before_can_be_waited_for_and_read(oomol, server) -> None:
    """By its id."""
    server.will(task("running"), task("completed"), WHOLE)
    run = await oomol.tasks.get_result("t-1")
    assert (type(run), run.result) == (RunResult, {"image": "/cat.png"})
    server.answers[:] = [task("completed")]
    assert (await oomol.tasks.wait_for_completion("t-1")).is_finished


async def test_answers_without_an_envelope_will_do(oomol, server) -> None:
    """Servers and clients disagree on them."""
    server.will(
        created()["task"], task("running")["task"], task("completed")["task"], WHOLE["logs"]
    )
    assert (await oomol.tasks.run(ASKED)).result == {"image": "/cat.png"}


async def test_each_documented_way_of_waiting_is_kept(oomol, server, clock) -> None:
    """As a dict, with plain strings too, and as an object."""
    documented = {
        "interval_ms": 1000,
        "max_interval_ms": 5000,
        "backoff_strategy": BackoffStrategy.EXPONENTIAL,
        "backoff_factor": 2.0,
    }
    fixed = {"interval_ms": 700, "backoff_strategy": "fixed"}
    for options, slept in (
        (documented, [1, 2, 4, 5, 5]),
        (PollingOptions(**documented), [1, 2, 4, 5, 5]),
        (fixed, [0.7] * 5),
        (None, [2, 3, 4.5, 6.75, 10]),
    ):
        server.answers[:] = [created(), *[task("running")] * 5, task("completed"), WHOLE]
        clock.slept.clear()
        await oomol.tasks.run(ASKED, options)
        assert clock.slept == slept


async def test_wrong_options_are_refused_before_a_task_is_created(oomol, server) -> None:
    """Or it would run without anyone waiting."""
    for call in (
        lambda: oomol.tasks.run(ASKED, {"interval_ms": 0}),
        lambda: oomol.tasks.create_and_wait(ASKED, {"intervalMs": 1}),
        lambda: oomol.tasks.run_with_files("a::b", {}, b"x", {"timeout_ms": -1}),
        lambda: oomol.tasks.run({"manifest": "a", "inputValues": "ab"}),
        lambda: oomol.tasks.create({"manifest": ""}),
        lambda: oomol.tasks.create_with_files("a", [{}], b"x"),
        lambda: oomol.tasks.create_with_files("a", {}, "/no/such/file"),
        lambda: oomol.tasks.get("../packages/.."[-2:]),
        lambda: oomol.tasks.wait_for_completion(""),
        lambda: oomol.tasks.create_with_files("a", block_id="b"),
    ):
        with pytest.raises(UsageError):
            await call()
    assert server.requests == []


# --- callbacks -----------------------------------------------------------------------------------


async def test_callbacks_are_told_each_state_and_each_entry_once(oomol, server) -> None:
    """On the last poll as well, whatever the order of the log, and the id 0 too."""
    zero = entry(0, "SessionStarted")
    server.will(
        created(),
        task("running"),
        logs(),
        task("running"),
        logs(RESULT, zero),
        task("completed"),
        logs(ENDED, RESULT, zero),
    )
    states, entries = [], []
    await oomol.tasks.run(
        ASKED,
        {
            "on_progress": lambda task: states.append(task["status"]),
            "on_log": lambda log: entries.append((log["id"], log["type"])),
        },
    )
    assert states == ["running", "running", "completed"]
    assert entries == [(0, "SessionStarted"), (5, "BlockFinished"), (9, "SessionFinished")]
    assert steps(server)[-2:] == ["GET /t-1", "GET /t-1/logs"]  # complete: not read once more


@pytest.mark.table("name", ["on_progress", "on_log"])
async def test_what_a_callback_raises_ends_the_wait(oomol, server, name) -> None:
    """It is the caller's own."""
    server.will(created(), task("running"), WHOLE)

    def complain(_: object) -> None:
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        await oomol.tasks.run(ASKED, {name: complain})


async def test_what_a_callback_raises_of_ours_is_not_taken_for_a_lost_log(oomol, server) -> None:
    """An entry that comes after the task's end is reported like any other."""
    for end in ("completed", "failed", "stopped"):
        server.answers[:] = [created(), task(end), logs(STARTED), WHOLE]

        def complain(log: Any) -> None:
            if log.id > 1:
                raise ConnectionLostError("to a server of the caller's")

        with pytest.raises(ConnectionLostError, match="of the caller's"):
            await oomol.tasks.create_and_wait(ASKED, {"on_log": complain})


# --- logs that lag -------------------------------------------------------------------------------


async def test_a_log_that_lags_is_waited_for_briefly(oomol, server, clock) -> None:
    """Its end is still to come when the state is completed."""
    server.will(created(), task("completed"), logs(STARTED), logs(STARTED), WHOLE)
    run = await oomol.tasks.run(ASKED)
    assert (run.result, clock.slept) == ({"image": "/cat.png"}, [0.3, 0.3])


async def test_entries_that_come_late_are_delivered_too(oomol, server) -> None:
    """Each once."""
    server.will(created(), task("completed"), logs(STARTED), logs(STARTED, RESULT), WHOLE)
    entries = []
    await oomol.tasks.run(ASKED, {"on_log": lambda log: entries.append(log.id)})
    assert entries == [1, 5, 9]


@pytest.mark.table("end", ["completed", "stopped"])
async def test_who_listens_is_told_the_end_of_the_log_too(oomol, server, clock, end) -> None:
    """At every end of the task, also where no result is asked for; once, if it can be had."""
    server.will(created(), task(end), logs(STARTED), logs(STARTED), WHOLE)
    entries = []
    options = {"on_log": lambda log: entries.append(log.id)}
    if end == "completed":
        await oomol.tasks.create_and_wait(ASKED, options)
    else:
        with pytest.raises(TaskStoppedError) as caught:
            await oomol.tasks.create_and_wait(ASKED, options)
        assert [log.id for log in caught.value.logs] == [1, 5, 9]
    assert (entries, clock.slept) == ([1, 5, 9], [0.3])


async def test_a_log_is_waited_for_once(oomol, server, clock) -> None:
    """Not for who listens, and then again for the result."""
    server.will(created(), task("completed"), logs(STARTED))
    await oomol.tasks.run(ASKED, {"on_log": lambda _: None})
    assert clock.slept == [0.3] * 3


async def test_a_log_that_never_completes_is_not_waited_for_forever(oomol, server, clock) -> None:
    """Three quiet rounds, or as many as were asked for; then there is no result."""
    server.will(created(), task("completed"), logs(STARTED))
    assert (await oomol.tasks.run(ASKED)).result is None
    assert clock.slept == [0.3] * 3
    clock.slept.clear()
    server.answers[:] = [created(), task("completed"), logs()]
    run = await oomol.tasks.run(ASKED, {"log_rounds": 1, "log_interval_ms": 50})
    assert (run.result, run.logs, clock.slept) == (None, [], [0.05])


async def test_a_result_ends_the_reading_where_no_sessions_are_told(oomol, server, clock) -> None:
    """As in the documented transcript: the log is read once."""
    server.will(created(), task("completed"), logs(RESULT))
    assert (await oomol.tasks.run(ASKED)).result == {"image": "/cat.png"}
    assert (clock.slept, steps(server)[2:]) == ([], ["GET /t-1/logs"])


async def test_a_log_that_can_not_be_read_does_not_lose_the_task(make_oomol, server) -> None:
    """The error names the task that is completed."""
    server.will(created(), task("completed"), httpx.Response(404, json={"error": "no logs"}))
    with pytest.raises(NotFoundError, match="no logs") as caught:
        await make_oomol().tasks.run(ASKED)
    assert caught.value.run_id == "t-1"
    assert "t-1 is completed" in caught.value.__notes__[0]


@pytest.mark.table("status", [404, 502])
async def test_a_log_that_can_not_be_read_does_not_end_the_wait(make_oomol, server, status) -> None:
    """The callback gets nothing, and the task is waited for all the same."""
    states: list[str] = []

    def answer(request: httpx.Request) -> Any:
        if request.url.path.endswith("/logs"):
            return httpx.Response(status)
        return task("running" if len(server.requests) < 15 else "completed")

    server.will(answer)
    done = await make_oomol(retry=None).tasks.wait_for_completion(
        "t-1", {"on_log": states.append, "on_progress": lambda task: states.append(task.status)}
    )
    assert (done.status, states) == ("completed", ["running"] * 7 + ["completed"])


# --- bad ends ------------------------------------------------------------------------------------


async def test_a_task_that_failed_says_why(oomol, server) -> None:
    """The reason is in the log only; task and log come along."""
    broken = logs(STARTED, entry(4, "BlockFinished", error="bad input"), ENDED)
    for call in (oomol.tasks.run, oomol.tasks.create_and_wait):
        server.answers[:] = [created(), task("running"), task("failed"), broken]
        with pytest.raises(TaskFailedError) as caught:
            await call(ASKED)
        error = caught.value
        assert str(error) == error.message == "Task t-1 failed: bad input"
        assert (error.task_id, error.task["status"], error.reason) == ("t-1", "failed", "bad input")
        assert [log.id for log in error.logs] == [1, 4, 9]
        assert (error.service, error.run_id) == ("oomol", "t-1")
        assert (error.attempts, error.body) == (1, task("failed"))
        assert error.headers["content-type"] == "application/json"
        assert isinstance(error, OomolConnectError)
        assert not isinstance(error, ApiError)
        assert vars(pickle.loads(pickle.dumps(error))) == vars(error)


async def test_a_reason_that_comes_late_is_waited_for(oomol, server, clock) -> None:
    """Briefly, as for a result."""
    late = logs(entry(4, "SessionFinished", error={"message": "late"}))
    server.will(created(), task("failed"), logs(), late)
    with pytest.raises(TaskFailedError, match="failed: late"):
        await oomol.tasks.run(ASKED)
    assert clock.slept == [0.3]


@pytest.mark.table("answer", [httpx.Response(404), httpx.Response(200, text="<html>")])
async def test_a_failure_is_told_even_without_its_log(make_oomol, server, answer) -> None:
    """That it failed is what matters."""
    server.will(created(), task("failed"), answer)
    with pytest.raises(TaskFailedError, match="gives no reason") as caught:
        await make_oomol(retry=None).tasks.run(ASKED)
    assert (caught.value.reason, caught.value.logs) == (None, ())


async def test_a_failure_does_not_show_the_token(oomol, server) -> None:
    """Some blocks print their environment."""
    told = logs(entry(4, "SessionFinished", error="denied for api-0123456789"))
    server.will(created(), task("failed"), told)
    with pytest.raises(TaskFailedError) as caught:
        await oomol.tasks.run(ASKED)
    assert caught.value.message == "Task t-1 failed: denied for **********"
    assert caught.value.reason == "denied for **********"


async def test_a_task_that_was_stopped_is_told_as_such(oomol, server) -> None:
    """By either of the two."""
    server.will(created(), task("running"), task("stopped"))
    with pytest.raises(TaskStoppedError, match="Task t-1 was stopped") as caught:
        await oomol.tasks.run(ASKED)
    assert (caught.value.task_id, caught.value.task.status) == ("t-1", "stopped")


async def test_a_state_nobody_knows_is_waited_through_and_shown(oomol, server, clock) -> None:
    """Callbacks see it, the schedule holds, and the error at the end names it."""
    server.will(created(), task("archived"))
    states = []
    options = {"timeout_ms": 6000, "on_progress": lambda task: states.append(task.status)}
    with pytest.raises(TimeoutError, match="'archived'") as caught:
        await oomol.tasks.run(ASKED, options)
    assert (clock.slept, set(states), len(states)) == ([2, 3, 1], {"archived"}, 4)
    assert caught.value.last["status"] == "archived"


# --- time is up ----------------------------------------------------------------------------------


async def test_the_wait_ends_when_time_is_up(oomol, server, clock) -> None:
    """To the millisecond, with one more question; it is Python's TimeoutError, too."""
    server.will(task("running"))
    with pytest.raises(TimeoutError) as caught:
        await oomol.tasks.wait_for_completion("t-1", {"timeout_ms": 200, "interval_ms": 1500})
    error = caught.value
    assert (clock.slept, len(server.requests)) == (pytest.approx([0.2]), 2)
    assert str(error) == (
        "task t-1 wasn't finished after 0.2 s; it was 'running' when last seen; it may go on; "
        "wait on with tasks.get_result('t-1'), or raise wait_timeout (code TIMEOUT)"
    )
    assert (error.task_id, error.last["status"], error.cancelled) == ("t-1", "running", None)
    assert (type(error), error.service, error.run_id) == (WaitTimeoutError, "oomol", "t-1")
    assert (error.attempts, error.body["task"]["status"]) == (1, "running")
    assert isinstance(error, builtins.TimeoutError)
    assert vars(pickle.loads(pickle.dumps(error))) == vars(error)


async def test_a_question_about_state_and_log_has_one_time(oomol, server, clock) -> None:
    """The log gets what the state has left over."""

    times: list[float] = []

    def answer(request: httpx.Request) -> Any:
        times.append(request.extensions["timeout"]["read"])
        clock.now += 4
        return logs() if request.url.path.endswith("/logs") else task("running")

    server.will(answer)
    with pytest.raises(TimeoutError):
        await oomol.tasks.wait_for_completion("t-1", {"timeout_ms": 6000, "on_log": print})
    assert times == pytest.approx([6, 2])


async def test_a_log_is_waited_for_no_longer_than_there_is_time(oomol, server, clock) -> None:
    """The wait's, or a few seconds; then there is what was read so far, or an error about it."""

    def slow(request: httpx.Request) -> Any:
        clock.now += 2
        return logs(*[STARTED] * len(server.requests))  # another one each time

    began = clock.now
    server.will(created(), task("completed"), slow)
    run = await oomol.tasks.run(ASKED, {"timeout_ms": 3000})
    assert (run.result, [log.type for log in run.logs]) == (None, ["SessionStarted"] * 5)
    assert clock.now - began == pytest.approx(3 * 2 + 2 * 0.3)

    def silent(request: httpx.Request) -> Any:
        clock.now += request.extensions["timeout"]["read"]
        raise httpx.ReadTimeout("silent", request=request)

    server.answers[:] = [created(), task("completed"), silent]
    with pytest.raises(TimeoutError) as caught:
        await oomol.tasks.run(ASKED, {"timeout_ms": 3000})
    assert "t-1 is completed" in caught.value.__notes__[0]


async def test_the_task_is_stopped_when_time_is_up_if_asked_for(oomol, server, clock) -> None:
    """The error has the outcome: only a task that is stopped was."""
    for answers, cancelled in (
        ([task("stopped")], True),
        ([task("running"), task("stopped")], True),  # taken, and done a moment later
        ([task("running")] * 4 + [task("stopped")], True),
        ([task("running"), httpx.Response(502), task("stopped")], True),
        ([task("running")], False),  # for as long as a last answer is waited for
        ([task("running"), task("completed")], False),
        ([task("running"), httpx.Response(404)], False),
        ([task("nobody knows")], False),
        ([task("completed")], False),
        ([httpx.Response(404)], False),
    ):
        server.requests.clear()
        server.answers[:] = [created(), task("running"), task("running"), *answers]
        began = clock.now
        with pytest.raises(TimeoutError) as caught:
            await oomol.tasks.run(ASKED, {"timeout_ms": 100, "stop_on_timeout": True})
        assert steps(server).count("POST /t-1/stop") == 1
        assert clock.now - began < 10
        assert caught.value.cancelled is cancelled
        assert ("it was cancelled" in str(caught.value)) is cancelled


async def test_an_interrupted_wait_stops_the_task_if_asked_for(oomol, server) -> None:
    """The exception that interrupted it goes on."""

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    for stop in (True, False):
        server.answers[:] = [created(), task("running"), task("stopped")]
        server.requests.clear()
        options = {"on_progress": interrupt, "stop_on_cancel": stop}
        with pytest.raises(KeyboardInterrupt):
            await oomol.tasks.run(ASKED, options)
        assert ("POST /t-1/stop" in steps(server)) is stop


async def test_other_errors_stop_nothing(oomol, server) -> None:
    """Only what interrupts the wait does; the task can still be waited for."""
    server.will(created(), task("running"))

    def complain(_: object) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await oomol.tasks.run(ASKED, {"on_progress": complain, "stop_on_cancel": True})
    assert steps(server) == ["POST /", "GET /t-1"]


# --- failures of calls ---------------------------------------------------------------------------


async def test_passing_failures_are_survived(make_oomol, server, clock) -> None:
    """A 502 doesn't end a wait of an hour; the wait that a 429 asks for is kept."""
    server.will(
        created(),
        httpx.Response(502),
        httpx.ReadError("gone"),
        httpx.Response(200, text="<html>"),
        httpx.Response(429, headers={"retry-after": "7"}),
        task("completed"),
        WHOLE,
    )
    run = await make_oomol(retry=None).tasks.run(ASKED)
    assert (run.result, clock.slept) == ({"image": "/cat.png"}, [2, 3, 4.5, 7])


async def test_a_lasting_failure_ends_the_wait(make_oomol, server) -> None:
    """After five in a row; one that can't pass ends it at once. The error has the task's id."""
    server.will(created(), httpx.Response(502))
    with pytest.raises(ServerError) as caught:
        await make_oomol(retry=None).tasks.run(ASKED)
    assert (len(server.requests), caught.value.run_id) == (6, "t-1")
    server.requests.clear()
    server.answers[:] = [created(), httpx.Response(404, json={"error": "Task not found"})]
    with pytest.raises(NotFoundError) as caught_404:
        await make_oomol().tasks.run(ASKED)
    assert (len(server.requests), caught_404.value.run_id) == (2, "t-1")


@pytest.mark.table(
    ("answer", "cls"),
    [
        (httpx.ReadError("gone"), ConnectionLostError),
        (httpx.Response(502), ServerError),
        (httpx.Response(500, json={"error": "x"}), ServerError),
        (httpx.Response(503), ServerError),
        (httpx.ReadTimeout("late"), PenstockError),
        (httpx.Response(200, text="<html>"), ResponseError),
    ],
)
async def test_a_task_that_may_have_been_created_is_not_created_again(
    oomol, server, answer, cls
) -> None:
    """With and without files; the two look alike to a caller."""
    for call in (
        lambda: oomol.tasks.create(ASKED),
        lambda: oomol.tasks.run(ASKED),
        lambda: oomol.tasks.create_with_files("a::b", {}, b"x"),
    ):
        server.answers[:] = [answer]
        server.requests.clear()
        with pytest.raises(cls) as caught:
            await call()
        assert len(server.requests) == 1
        assert isinstance(caught.value, ApiError)


async def test_a_task_that_was_never_sent_is_sent_again(oomol, server) -> None:
    """Or was refused for the time being: no task exists then."""
    refused = httpx.Response(429, headers={"retry-after": "1"})
    server.will(httpx.ConnectError("no"), refused, created())
    made = await oomol.tasks.create(ASKED)
    assert (made["task"]["id"], made.id, made.attempts) == ("t-1", "t-1", 3)


async def test_a_refusal_with_status_200_is_an_api_error(oomol, server) -> None:
    """Of every call."""
    server.will({"success": False, "error": "quota"})
    tasks = oomol.tasks
    for call in (tasks.get, tasks.stop, tasks.get_logs, lambda _: tasks.create(ASKED)):
        with pytest.raises(ApiError, match="quota") as caught:
            await call("t")
        assert (caught.value.status, caught.value.response["success"]) == (200, False)


@pytest.mark.table(
    ("answer", "status", "message"),
    [
        (httpx.Response(404, json={"message": "gone"}), 404, "gone"),
        (httpx.Response(401, json={"error": {"message": "who?"}}), 401, "who?"),
        (httpx.Response(200, text="<html>"), 200, "isn't JSON"),
        (httpx.Response(204), 204, "isn't JSON"),
        (httpx.Response(302, headers={"location": "http://other.example/x"}), 302, "redirects"),
        (httpx.ConnectError("refused"), 0, "can't connect"),
        (httpx.ReadTimeout(""), 0, "no response came in time"),
    ],
)
async def test_every_call_that_comes_to_nothing_is_an_api_error(
    make_oomol, server, answer, status, message
) -> None:
    """As on the documented page: by status and message; 0 where there was no answer."""
    server.will(answer)
    with pytest.raises(ApiError, match=message) as caught:
        await make_oomol(retry=None).tasks.get("t-1")
    assert (caught.value.status, caught.value.path) == (status, "/v1/tasks/t-1")
    assert "status 0" not in str(caught.value)


async def test_a_limit_is_kept_for_the_pacing_of_the_next_call(make_oomol, server, clock) -> None:
    """From headers, should a server send any."""
    client = make_oomol(retry=None)
    server.will(httpx.Response(429, headers={"retry-after": "9", "x-ratelimit-remaining": "0"}))
    with pytest.raises(RateLimitError) as caught:
        await client.tasks.list()
    assert caught.value.retry_after == 9
    assert client.rate_limits["listTasks"][0].remaining == 0


# --- single calls --------------------------------------------------------------------------------


async def test_each_call_asks_what_it_says(oomol, server) -> None:
    """By method and path; ids are escaped."""
    odd = [{"id": "../packages", "status": "running"}, {"id": "t/1?x", "status": "stopped"}]
    server.will({"tasks": [task("running")["task"]]}, *odd, WHOLE)
    assert [found["id"] for found in (await oomol.tasks.list())["tasks"]] == ["t-1"]
    assert (await oomol.tasks.get("../packages")).status == "running"
    assert (await oomol.tasks.stop("t/1?x"))["status"] == "stopped"
    assert [log["type"] for log in await oomol.tasks.get_logs("t-1")][1] == "BlockFinished"
    assert steps(server) == [
        "GET /",
        "GET /..%2Fpackages",
        "POST /t%2F1%3Fx/stop",
        "GET /t-1/logs",
    ]
    assert server.requests[2].content == b""
    assert "content-type" not in server.requests[0].headers


async def test_stopping_is_repeated_if_its_answer_is_lost(oomol, server) -> None:
    """A task can't be stopped twice."""
    server.will(httpx.ReadError("gone"), task("stopped"))
    assert (await oomol.tasks.stop("t-1")).attempts == 2


async def test_the_server_may_know_another_name_for_what_to_run(make_oomol, server) -> None:
    """Whichever the caller uses."""
    server.will(created())
    for key, sent in (("blockId", ["blockId"]), ("both", ["manifest", "blockId"])):
        await make_oomol(task_key=key).tasks.create({"manifest": "a::b"})
        assert list(server.bodies[-1]) == sent


# --- files ---------------------------------------------------------------------------------------


async def test_files_arrive(oomol, server, tmp_path: Path) -> None:
    """As a form with a boundary of its own; the official client labels it JSON."""
    path = tmp_path / "cat.png"
    path.write_bytes(b"PNG\r\n--+++\r\n")
    server.will(created(), task("completed"), WHOLE)
    with path.open("rb") as opened:
        run = await oomol.tasks.run_with_files("kit::resize", {"w": 1}, [opened, str(path), path])
    assert run.result == {"image": "/cat.png"}
    sent = server.requests[0]
    kind, body = sent.headers["content-type"], sent.content
    assert kind.startswith("multipart/form-data; boundary=")
    assert body.count(b'name="files"; filename="cat.png"\r\nContent-Type: image/png') == 3
    assert body.count(b"PNG\r\n--+++\r\n") == 3
    assert b'name="manifest"\r\n\r\nkit::resize\r\n' in body
    assert b'name="inputValues"\r\n\r\n[{"nodeId":"_"' in body


async def test_without_files_json_is_sent(oomol, server) -> None:
    """Whichever way there are none."""
    server.will(created())
    for files in (None, [], ()):
        await oomol.tasks.create_with_files("kit::resize", {"w": 1}, files)
        assert server.requests[-1].headers["content-type"] == "application/json"
    await oomol.tasks.create_with_files(block_id="kit::resize")
    assert server.bodies[-1] == {"blockId": "kit::resize"}


async def test_a_task_with_files_can_be_created_or_waited_for_alone(oomol, server) -> None:
    """By position as documented, or by name."""
    server.will(created(), created(), task("completed"))
    made = await oomol.tasks.create_with_files("kit::resize", None, ("a.txt", b"x"))
    done = await oomol.tasks.create_with_files_and_wait(
        block_id="kit::resize", files=b"x", polling_options={"interval_ms": 5}
    )
    assert (made.id, done.status) == ("t-1", "completed")
    assert b'name="inputValues"' not in server.requests[0].content
    assert b'name="blockId"\r\n\r\nkit::resize' in server.requests[1].content


async def test_an_upload_has_a_time_of_its_own(make_oomol, server) -> None:
    """Longer than other calls have, unless those have longer still."""
    server.will(created())

    async def allowed(own: Any, **call: Any) -> Any:
        client = make_oomol() if own == "default" else make_oomol(timeout=own)
        await client.tasks.create_with_files("a", None, b"x", **call)
        return server.requests[-1].extensions["timeout"]["read"]

    assert await allowed("default") == 300
    assert await allowed(5) == 300
    assert await allowed(900) == 900
    assert await allowed(None) is None
    assert await allowed(Timeouts(upload=60)) == 60
    assert await allowed(Timeouts(upload=None)) is None
    assert await allowed(5, timeout=7) == 7
    await make_oomol().tasks.create(ASKED)
    assert server.requests[-1].extensions["timeout"]["read"] == 30


# --- the words of all services -------------------------------------------------------------------


async def test_what_leads_to_a_task_is_given_back_as_it_came(oomol, server) -> None:
    """To each call that takes a task's id: what start, get and wait returned."""
    server.will(
        created(), task("running"), task("completed"), WHOLE, task("completed"), task("stopped")
    )
    made = await oomol.tasks.start(ASKED)
    assert (made.run_id, made.status, made.output) == ("t-1", "created", None)
    assert (made.succeeded, made.is_finished, made.is_paused, made.error) == (False,) * 3 + (None,)
    with pytest.raises(ExecutionError, match="the run is created"):
        made.raise_for_failure()
    now = await oomol.tasks.get(made)
    ended = await oomol.tasks.wait(now)
    await oomol.tasks.get(ended)
    await oomol.tasks.cancel(ended)
    assert [path.removeprefix("/api/v1/tasks") for path in server.paths[1:]] == [
        "/t-1",
        "/t-1",
        "/t-1/logs",
        "/t-1",
        "/t-1/stop",
    ]


@pytest.mark.parametrize("call", ["run", "create_and_wait"])
async def test_the_time_of_a_wait_counts_from_before_the_task_is_created(
    oomol, server, clock, call
) -> None:

    def slow(_: httpx.Request) -> httpx.Response:
        clock.now += 4
        return httpx.Response(200, json=created())

    server.will(slow, task("running"))
    with pytest.raises(WaitTimeoutError, match="after 5 s"):
        await getattr(oomol.tasks, call)(ASKED, wait_timeout=5, poll=0.5)
    assert sum(clock.slept) == 1
    server.requests.clear()
    server.answers[:] = [created()]
    with pytest.raises(UsageError, match="must be a function, not int"):
        await getattr(oomol.tasks, call)(ASKED, on_update=5)
    assert server.requests == []


async def test_a_task_is_started_and_waited_for_by_the_words_of_all_services(
    oomol, server, clock
) -> None:
    """In seconds, with the result as the outcome."""
    server.will(created(), task("running"), task("running"), task("completed"), WHOLE)
    made = await oomol.tasks.start(ASKED)
    seen: list[str] = []
    run: RunOutcome = await oomol.tasks.wait(
        made, poll=1.5, wait_timeout=60, on_update=lambda task: seen.append(task.status)
    )
    assert (clock.slept, seen) == ([1.5, 1.5], ["running", "running", "completed"])
    assert (run.run_id, run.status, run.output) == ("t-1", "completed", {"image": "/cat.png"})
    assert (run.succeeded, run.is_finished, run.is_paused) == (True, True, False)
    assert (run.error, run.rate_limit, run.attempts) == (None, None, 1)
    assert run.raw == WHOLE
    assert run.raise_for_failure() is run


@pytest.mark.table(
    ("status", "kind", "said"),
    [
        ("failed", TaskFailedError, "Task t-1 failed: no space"),
        ("stopped", TaskStoppedError, "Task t-1 was stopped"),
    ],
)
async def test_a_task_that_came_to_no_good_is_an_outcome(oomol, server, status, kind, said) -> None:
    """With its reason and its log; `raise_for_failure` raises what other waits do."""
    server.will(task(status), logs(STARTED, entry(5, "BlockFinished", error="no space"), ENDED))
    run = await oomol.tasks.wait("t-1")
    assert (run.status, run.succeeded, run.is_finished, run.error) == (status, False, True, said)
    assert [log.id for log in run.logs] == [1, 5, 9]
    with pytest.raises(kind, match=said) as caught:
        run.raise_for_failure()
    assert (caught.value.run_id, caught.value.task) == ("t-1", run.task)
    assert len(caught.value.logs) == 3


async def test_a_task_that_is_not_over_is_an_outcome_as_well(oomol, server) -> None:
    """Its reason is in its log, which a wait reads."""
    server.will(task("running"), task("failed"))
    running: RunOutcome = await oomol.tasks.get("t-1")
    assert (running.run_id, running.succeeded, running.is_finished) == ("t-1", False, False)
    assert (running.output, running.error, running.is_paused) == (None, None, False)
    with pytest.raises(ExecutionError, match="the run is running"):
        running.raise_for_failure()
    failed: RunOutcome = await oomol.tasks.get("t-1")
    assert failed.error == "Task t-1 failed: see tasks.wait('t-1')"
    with pytest.raises(TaskFailedError):
        failed.raise_for_failure()


async def test_a_task_is_cancelled_by_itself_or_by_its_id(oomol, server) -> None:
    """As `stop` does."""
    server.will(created(), task("stopped"))
    made = await oomol.tasks.start(ASKED, files=[b"x"])
    assert (await oomol.tasks.cancel(made)).status == "stopped"
    assert (await oomol.tasks.cancel("t-1")).status == "stopped"
    assert steps(server)[1:] == [steps(server)[1]] * 2
    assert b"multipart" in server.requests[0].headers["content-type"].encode()


@pytest.mark.table(
    ("options", "words"),
    [
        (None, {"wait_timeout": 3}),
        (None, {"timeout": 3}),
        ({"wait_timeout": 3}, {}),
        ({"timeout_ms": 3000}, {}),
        ({"timeout_ms": 9000}, {"wait_timeout": 3}),
        (PollingOptions(timeout_ms=9000), {"wait_timeout": 3}),
    ],
)
async def test_a_wait_is_bounded_in_either_words(oomol, server, clock, options, words) -> None:
    """Those of the page, or those of all services, which go before them."""
    server.will(task("running"))
    begun = clock.monotonic()
    with pytest.raises(WaitTimeoutError, match="after 3 s"):
        await oomol.tasks.get_result("t-1", options, **words)
    assert clock.monotonic() - begun == 3


@pytest.mark.table(
    ("options", "words", "said"),
    [
        ({"wait_timeout": 3, "timeout_ms": 3000}, {}, "timeout_ms is given under two names"),
        ({}, {"wait_timeout": 3, "timeout": 3}, "timeout_ms is given under two names"),
        ({}, {"wait_timeout": 0}, "wait_timeout"),
        ({}, {"poll": "fast"}, "poll is 'fast'"),
        ({}, {"interval": 3}, "no argument interval; there are"),
        ({"interval": 3}, {}, "no polling option interval; there are"),
    ],
)
async def test_words_that_are_none_are_refused(oomol, server, options, words, said) -> None:
    """Before anything is sent."""
    with pytest.raises(UsageError, match=said):
        await oomol.tasks.run(ASKED, options, **words)
    assert server.requests == []
