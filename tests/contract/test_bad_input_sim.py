"""Bad input, from the caller, from the server and from the network: what a user of Sim sees.

Each case has the error's class, code and status, what its message must name, and how many
requests were made. All of it blocking and in process, and async over a port. Nowhere does the key
show: not in the error, its causes, its traceback or its pickle, and not in the log.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from hands import (
    Everything,
    Front,
    Hand,
    Make,
    NewFront,
    Service,
    check_contract,
    methods,
    unused_port,
)
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
    unsent,
)

from penstock.errors import (
    AuthenticationError,
    ConnectionLostError,
    FileInputError,
    NotFoundError,
    NotSentError,
    PenstockError,
    PermissionDeniedError,
    RateLimitError,
    ResponseError,
    ServerError,
    StreamInterruptedError,
    UsageError,
)
from penstock.retry import RetryPolicy
from penstock.sim import (
    AsyncSim,
    Sim,
)
from penstock_mock import Server
from penstock_mock.engine.clock import VirtualClock
from penstock_mock.mock import Mock
from penstock_mock.services.sim import (
    Block,
    Say,
    Wait,
    empty_403,
    html_502,
    job,
    not_deployed,
    not_found,
    paused,
    stream,
    stuck,
    succeed,
)

pytestmark = pytest.mark.usefixtures("discreet")

SECRET = f"sk-sim-{UNSEEN}"
WRONG = f"bad-{SECRET}"  # the mock refuses what begins with "bad"


class SimHand(Hand):
    """A client that passes with each call which of the two interfaces is meant."""

    def __call__(self, method: str, *args: Any, api: Any = None, **kwargs: Any) -> Any:
        client = self.client if api is None else self.client.with_options(api=api)
        return self.read(partial(getattr(client, method), *args, **kwargs))


SIM = Service(
    tag="sim",
    clients={"blocking": Sim, "async": AsyncSim},
    environment=("SIM_API_KEY", "SIM_BASE_URL"),
    arguments=(SECRET,),
    hand=SimHand,
)


@pytest.fixture
def service() -> Service:
    return SIM


# -- the server's refusals -------------------------------------------------------------------------


@frozen(kw_only=True)
class Case(Answer):
    """One bad answer to a call about a workflow."""

    code: str | None
    method: str = "execute_workflow"
    key: str = SECRET


def at_execute(behaviour: Any) -> Callable[[Mock], object]:
    return lambda mock: mock.sim.workflow("wf", behaviour)


def quoted_key(mock: Mock) -> None:
    """A server that quotes the key it refuses."""
    answer = {"error": f"Invalid API key: {WRONG}", "details": [WRONG]}
    mock.stub("executeWorkflow", status=401, json=answer, headers={"X-Request-Id": "r1"})


CASES = {
    "wrong key": Case(
        key=WRONG,
        error=AuthenticationError,
        code="UNAUTHORIZED",
        status=401,
        says="Invalid API key",
    ),
    "wrong key, quoted by the server": Case(
        arrange=quoted_key,
        key=WRONG,
        error=AuthenticationError,
        code="UNAUTHORIZED",
        status=401,
        says=r"Invalid API key: \*{10}",
    ),
    "unknown workflow": Case(
        arrange=at_execute(not_found()),
        error=NotFoundError,
        code="WORKFLOW_NOT_FOUND",
        status=404,
        says="Workflow not found",
    ),
    "not deployed": Case(
        arrange=at_execute(not_deployed()),
        error=PermissionDeniedError,
        code="WORKFLOW_IS_NOT_DEPLOYED",
        status=403,
        says="Workflow is not deployed",
    ),
    "empty 403": Case(
        arrange=at_execute(empty_403()),
        error=PermissionDeniedError,
        code="FORBIDDEN",
        status=403,
        says="403 Forbidden with an empty body",
    ),
    "HTML 502 to a run": Case(
        arrange=at_execute(html_502()),
        error=ServerError,
        code="SERVICE_UNAVAILABLE",
        status=502,
        says=r"502 Bad Gateway without a reason \(text/html\)",
    ),
    "HTML 502 to a question": Case(
        arrange=fault("html_502", "getWorkflowStatus"),
        method="get_workflow_status",
        error=ServerError,
        code="SERVICE_UNAVAILABLE",
        status=502,
        says=r"502 Bad Gateway.*3 attempts",
        calls=3,
    ),
    "malformed JSON to a run": Case(
        arrange=fault("malformed_json", "executeWorkflow"),
        error=ResponseError,
        code="EXECUTION_ERROR",
        status=200,
        says=r"isn't JSON.*application/json.*begins '\{",
    ),
    "malformed JSON to a question": Case(
        arrange=fault("malformed_json", "getWorkflowStatus"),
        method="get_workflow_status",
        error=ResponseError,
        code="STATUS_ERROR",
        status=200,
        says=r"isn't JSON.*application/json.*begins '\{",
    ),
    "cut JSON": Case(
        arrange=fault("truncate", "executeWorkflow"),
        error=ConnectionLostError,
        code="EXECUTION_ERROR",
        status=None,
        says="the connection was lost",
    ),
    "reset instead of an answer": Case(
        arrange=fault("reset", "executeWorkflow"),
        error=ConnectionLostError,
        code="EXECUTION_ERROR",
        status=None,
        says="the connection was lost",
    ),
}


@pytest.mark.table("case", CASES.values(), ids=CASES)
@pytest.mark.off_contract
def test_a_bad_answer_is_one_clear_error(new_front: NewFront, case: Case) -> None:
    with new_front() as front:
        case.arrange(front.mock)
        hand = front.hand(case.key)
        error = case.check(front, lambda: hand(case.method, "wf"))

        assert error.code == case.code


def test_an_unreadable_answer_of_v2_still_names_its_run(front: Front) -> None:
    front.mock.faults.add("malformed_json", on="executeRun")
    hand = front.hand()
    error = refused(
        lambda: hand("execute_workflow", "wf", run_id="mine-1", api="v2"), ResponseError
    )

    assert error.run_id == "mine-1"
    assert (error.service, error.method) == ("sim", "POST")


# -- waits -----------------------------------------------------------------------------------------

SILENT = dict.fromkeys(
    ("Retry-After", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")
)


def refuse_runs(mock: Mock, times: int | None, **headers: str) -> None:
    """Answer with 429 and with no header but these."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    answer = {"error": "Too many requests"}
    mock.stub(
        "executeWorkflow",
        status=429,
        json=answer,
        headers={**SILENT, **named},
        times=times,
        off_contract=True,
    )


def test_a_429_without_headers_is_repeated_with_backoff(front: Front) -> None:
    refuse_runs(front.mock, times=2)
    clock = VirtualClock()
    hand = front.hand(clock=clock, random=lambda: 0.5)
    result = hand("execute_workflow", "wf", timeout=None)

    assert result.attempts == 3
    assert clock.monotonic() == pytest.approx(1 + 2)


def test_a_429_without_headers_that_stays_is_told_without_a_wait(front: Front) -> None:
    refuse_runs(front.mock, times=None)
    hand = front.hand()
    error = refused(
        lambda: hand("execute_workflow", "wf"), RateLimitError, "Too many requests.*3 attempts"
    )

    assert (error.code, error.status) == ("RATE_LIMIT_EXCEEDED", 429)
    assert error.retry_after is None
    assert "None" not in str(error)
    assert len(front.mock.journal) == 3


PAST = ["Wed, 21 Oct 2015 07:28:00 GMT", "Wednesday, 21-Oct-15 07:28:00 GMT", "0"]


@pytest.mark.table("moment", PAST)
def test_a_retry_after_in_the_past_means_now(new_front: NewFront, moment: str) -> None:
    with new_front() as front:
        refuse_runs(front.mock, times=1, Retry_After=moment)
        clock = VirtualClock()
        hand = front.hand(clock=clock, random=lambda: 0.0)
        result = hand("execute_workflow", "wf")

        assert result.attempts == 2
        assert clock.monotonic() < 1


@pytest.mark.table("moment", PAST)
def test_a_retry_after_in_the_past_is_told_as_no_wait(new_front: NewFront, moment: str) -> None:
    with new_front() as front:
        refuse_runs(front.mock, times=1, Retry_After=moment)
        hand = front.hand(retry=RetryPolicy.none())
        error = refused(lambda: hand("execute_workflow", "wf"), RateLimitError)

        assert error.retry_after == 0


# -- streams that break ----------------------------------------------------------------------------


@pytest.mark.table("ending", ["truncated", "reset"])
@pytest.mark.table("method", ["stream_workflow", "execute_workflow"])
def test_a_truncated_stream_is_an_error_with_what_arrived(
    new_front: NewFront, method: str, ending: Any
) -> None:
    with new_front() as front:
        plan = stream(Say("agent1", "One"), Say("agent1", ", two"), ending=ending, gap=0.0)
        front.mock.sim.workflow("wf", succeed({"content": "One, two"}).with_stream(plan))
        more = {"stream": True} if method == "execute_workflow" else {}
        hand = front.hand()
        error = refused(
            lambda: hand(method, "wf", selected_outputs=["agent1.content"], **more),
            StreamInterruptedError,
            "before its last event",
        )

        assert [event.chunk for event in error.events] == ["One", ", two"]
        assert error.partial.text == "One, two"
        assert error.partial.success is False
        assert len(front.mock.journal) == 1  # a run that had begun is not begun again


# -- a server that is gone -------------------------------------------------------------------------


@pytest.mark.table("method", ["execute_workflow", "get_workflow_status", "stream_workflow"])
def test_nobody_listens(make: Make, method: str) -> None:
    clock = VirtualClock()
    hand = make(base_url=f"http://127.0.0.1:{unused_port()}", clock=clock)
    error = refused(
        lambda: hand(method, "wf"), NotSentError, "can't connect, nothing was sent.*3 attempts"
    )

    code = "STATUS_ERROR" if method == "get_workflow_status" else "EXECUTION_ERROR"
    assert (error.code, error.status, error.attempts) == (code, None, 3)
    assert clock.monotonic() > 1  # it was waited for, and safely: nothing had been sent


SLOW = stream(Say("agent1", "One"), Wait(600), Say("agent1", ", two"), gap=0.0)


def test_a_server_killed_mid_stream_interrupts_a_blocking_client() -> None:
    with Server() as server:
        server.mock.sim.workflow("wf", succeed({"content": "One"}).with_stream(SLOW))
        with (
            Sim(SECRET, base_url=server.url_for("sim")) as sim,
            sim.stream_workflow("wf", selected_outputs=["agent1.content"]) as events,
        ):
            first = next(iter(events))
            server.stop()
            error = refused(lambda: [*events], StreamInterruptedError, "before its last event")

    assert error.events == (first,)
    assert error.partial.text == "One"


def test_a_server_killed_mid_stream_interrupts_an_async_client() -> None:
    async def kill(server: Server) -> tuple[object, list[BaseException]]:
        caught: list[BaseException] = []
        async with (
            AsyncSim(SECRET, base_url=server.url_for("sim")) as sim,
            sim.stream_workflow("wf", selected_outputs=["agent1.content"]) as events,
        ):
            first = await anext(events)
            await asyncio.to_thread(server.stop)
            try:
                await anext(events)
            except PenstockError as error:
                caught.append(error)
        return first, caught

    with Server() as server:
        server.mock.sim.workflow("wf", succeed({"content": "One"}).with_stream(SLOW))
        first, (error,) = asyncio.run(kill(server))

    assert isinstance(error, StreamInterruptedError)
    check_discreet(error)
    assert error.events == (first,)


# -- what the caller gives -------------------------------------------------------------------------


@pytest.mark.table("key", [None, ""])
def test_without_a_key_there_is_no_client(make: Make, key: str | None) -> None:
    error = refused(lambda: make(key), UsageError, r"no API key: pass api_key=.*SIM_API_KEY")

    assert (error.code, error.status) == (None, None)


@pytest.mark.table(
    "key", [f"{SECRET}\n", f" {SECRET}", f"{SECRET}\N{RIGHT SINGLE QUOTATION MARK}", 7]
)
def test_a_key_that_no_header_can_carry_is_refused_unseen(make: Make, key: Any) -> None:
    refused(lambda: make(key), UsageError, "api_key")


def test_a_client_never_shows_its_key(front: Front, caplog: pytest.LogCaptureFixture) -> None:
    hand = front.hand()
    hand("execute_workflow", "wf")

    check_shows_nothing(hand, caplog)


WITH_IDS: dict[str, Callable[[Any], tuple[Any, ...]]] = {
    "execute_workflow": lambda value: (value,),
    "execute_workflow_sync": lambda value: (value,),
    "execute_with_retry": lambda value: (value,),
    "stream_workflow": lambda value: (value,),
    "run_and_wait": lambda value: (value,),
    "get_workflow_status": lambda value: (value,),
    "validate_workflow": lambda value: (value,),
    "get_job_status": lambda value: (value,),
    "wait_for_job": lambda value: (value,),
    "execute_run": lambda value: (value,),
    "start_run": lambda value: (value,),
    "list_runs": lambda value: (value,),
    "get_run": lambda value: ("wf", value),
    "cancel_run": lambda value: ("wf", value),
    "resume_run": lambda value: ("wf", "run", value),
}


@pytest.mark.table("method", WITH_IDS)
def test_an_id_that_can_not_be_part_of_a_path_is_refused(
    here: Front, method: str, table: Any
) -> None:
    hand = here.hand()
    with table as case:
        for value in (*NO_PARTS, None):
            with case(value):
                unsent(here, partial(hand, method, *WITH_IDS[method](value)))


ESCAPED: dict[str, tuple[str, dict[str, str]]] = {
    "execute_workflow": ("executeWorkflow", {"id": "../x"}),
    "get_workflow_status": ("getWorkflowStatus", {"id": "../x"}),
    "get_job_status": ("getJobStatus", {"taskId": "../x"}),
    "execute_run": ("executeRun", {"id": "../x"}),
    "get_run": ("getRun", {"id": "wf", "runId": "../x"}),
    "cancel_run": ("cancelRun", {"id": "wf", "runId": "../x"}),
}


@pytest.mark.table("method", ESCAPED)
def test_an_id_with_a_way_up_stays_where_it_is(new_front: NewFront, method: str) -> None:
    """`../x` is one part of the path, escaped; the server looks for it, and nothing else."""
    with new_front() as front:
        operation, params = ESCAPED[method]
        front.mock.stub(
            operation, optional=True, allow_breaches=True
        )  # an id may be held to a form
        hand = front.hand()
        hand(method, *WITH_IDS[method]("../x"))
        (call,) = front.mock.journal

        assert (call.operation_id, dict(call.path_params)) == (operation, params)
        assert "..%2Fx" in call.request.raw_path


WITH_TIMEOUTS = [
    "execute_workflow",
    "execute_workflow_sync",
    "execute_with_retry",
    "stream_workflow",
    "run_and_wait",
    "get_workflow_status",
    "get_usage_limits",
    "get_job_status",
    "wait_for_job",
    "execute_run",
    "start_run",
]


@pytest.mark.table("method", WITH_TIMEOUTS)
def test_a_timeout_that_is_no_time_is_refused(here: Front, method: str, table: Any) -> None:
    hand = here.hand()
    args = WITH_IDS[method]("wf") if method in WITH_IDS else ()
    with table as case:
        for seconds in NO_TIMES:
            with case(seconds):
                unsent(here, partial(hand, method, *args, timeout=seconds), "timeout")


@pytest.mark.table("seconds", NO_TIMES)
def test_a_client_with_a_timeout_that_is_no_time_is_refused(make: Make, seconds: Any) -> None:
    refused(lambda: make(timeout=seconds), UsageError, "timeout")
    hand = make()
    refused(lambda: hand.client.with_options(timeout=seconds), UsageError, "timeout")


@pytest.mark.table("api", ["v1", "v2"])
@pytest.mark.table("name", FILES)
def test_a_file_that_can_not_be_read_is_refused(
    new_here: NewFront, api: str, name: str, tmp_path: Path
) -> None:
    with new_here() as here:
        make_file, says = FILES[name]
        hand = here.hand()
        with made_in(tmp_path, make_file) as file:
            given = {"documents": [{"scan": file}]}
            for method in ("execute_workflow", "stream_workflow", "run_and_wait"):
                call = partial(hand, method, "wf", given, api=api)
                error = unsent(here, call, says, FileInputError)
                assert "/documents/0/scan" in error.message


# -- every request the wrapper can send ------------------------------------------------------------

# These never reach the wire: they are times and counts.
LOCAL = {
    "timeout",
    "idle_timeout",
    "max_event_bytes",
    "retry",
    "deadline",
    "wait_timeout",
    "poll",
    "on_update",
    "output_type",
}
LOCAL |= {"max_retries", "initial_delay", "max_delay", "backoff_multiplier"}
DAY = datetime(2026, 1, 1, tzinfo=UTC)


class EveryCall(Everything):
    """In both interfaces, as far as each has them."""

    def run(self) -> None:
        for api in ("v1", "v2"):
            self.executions(api)
            self.queues(api)
        self.questions()
        self.runs()

    def executions(self, api: str) -> None:
        inputs = [None, {}, {"message": "hi"}, {"stream": 1, "input": 2}, [1], "text", 7, b"file"]
        for value in inputs:
            self("execute_workflow", "wf", value, api=api)
        for method in ("execute_workflow", "execute_workflow_sync", "execute_with_retry"):
            more = {"selected_outputs": ["agent1.content"], "api": api}
            self(method, "wf", {"a": 1}, run_id=f"{api}-{method}-1", **more)
            self(method, "wf", input={"a": 1}, **more)
            self(method, "wf", {"a": 1}, stream=True, run_id=f"{api}-{method}-2", **more)
        self("stream_workflow", "wf", {"a": 1}, ["agent1.content"], api=api)
        self(
            "stream_workflow",
            "wf",
            input={"a": 1},
            include_thinking=True,
            include_tool_calls=True,
            run_id=f"{api}-stream",
            api=api,
        )

    def queues(self, api: str) -> None:
        for method in ("execute_workflow", "execute_with_retry"):
            more = {"execution_timeout": 60, "run_id": f"{api}-{method}-3"}
            got = self(method, "wf", {"a": 1}, async_execution=True, api=api, **more)
            self("get_job_status", got)
            self("get_job_status", job_id=got)
            self("wait_for_job", got)
            more = {"execution_timeout_seconds": 60, "run_id": f"{api}-{method}-4"}
            self(method, "wf", {"a": 1}, async_execution=True, api=api, **more)
        self("run_and_wait", "wf", {"a": 1}, execution_timeout=9, run_id=f"{api}-wait", api=api)
        self("run_and_wait", "wf", input=[1], cancel_on_timeout=True, api=api)

    def questions(self) -> None:
        self("get_workflow_status", "wf")
        self("validate_workflow", "wf")
        self("get_usage_limits")

    def runs(self) -> None:
        block = "11111111-2222-4333-8444-555555555555"
        ended = self("execute_run", "wf", {"a": 1}, selected_outputs=["agent1"], run_id="own-1")
        self("get_run", "wf", ended.run_id)
        self("get_run", "wf", ended.run_id, include_output=False, block_ids=[block, f"{block}.x"])
        more = {"include_output": True, "selected_outputs": [block]}
        self("get_workflow_run", "wf", ended.run_id, **more)
        for more in self.filters():
            self("list_runs", "wf", **more)
        self.pages()
        queued = self("start_run", "long", {"a": 1}, run_id="own-2", execution_timeout=60)
        self("cancel_run", "long", queued.task_id)
        self.late()
        self.v1_runs(ended.run_id, block)
        for given in ([], [{"approved": True}]):
            waiting = self("execute_run", "ask", {"a": 1})
            self("wait_for_job", self("get_run", "ask", waiting.run_id), until_paused=True)
            self("resume_run", "ask", waiting.run_id, "ctx-1", *given)
        waiting = self("execute_run", "ask")
        self("resume_run", "ask", waiting.run_id, "ctx-1", input={"approved": True})

    def late(self) -> None:
        queued = self("start_run", "stuck")
        with pytest.raises(TimeoutError):
            self("wait_for_job", queued, timeout=3, cancel_on_timeout=True)

    def v1_runs(self, run_id: str, block: str) -> None:
        """The same through v1, whose documented server has no such routes."""
        more = {"include_output": False, "block_ids": [block]}
        calls = (("get_execution", {}), ("get_execution", more), ("cancel_execution", {}))
        for method, given in calls:
            with suppress(NotFoundError):
                self(method, "wf", run_id, **given)
        waiting = self("execute_workflow", "ask").run_id or "run"
        paused: tuple[tuple[str, tuple[Any, ...], dict[str, Any]], ...] = (
            ("list_paused_executions", (), {}),
            ("list_paused_executions", (), {"statuses": ["paused"]}),
            ("get_paused_execution", (waiting,), {}),
            ("get_pause_point", (waiting, "ctx-1"), {}),
            ("resume_execution", (waiting, "ctx-1"), {"input": {"approved": True}}),
        )
        for method, ids, given in paused:
            with suppress(NotFoundError):
                self(method, "ask", *ids, **given)

    def filters(self) -> list[dict[str, Any]]:
        return [
            {},
            {"status": "completed", "trigger": "api", "order": "asc", "limit": 1},
            {"start_date": DAY, "end_date": "2027-01-01T00:00:00Z", "order": "desc"},
        ]

    def pages(self) -> None:
        """From the second page on, with the filters of the first."""
        for _ in range(2):
            self("execute_run", "paged")
        pager = self.hand.client.list_runs("paged", limit=1, order="asc")
        first, second = self.hand.items(pager.pages())
        assert first.next_cursor
        again = self("list_runs", "paged", limit=1, order="asc", cursor=first.next_cursor)
        assert again == second.items


def world(mock: Mock) -> None:
    """Workflows that end, pause, take long and never end."""
    blocks = Block("agent1", id="11111111-2222-4333-8444-555555555555")
    mock.sim.workflow("wf", succeed().with_blocks(blocks))
    mock.sim.workflow("ask", paused())
    mock.sim.workflow("long", succeed().with_job(job(("processing", 3600.0), polls=None)))
    mock.sim.workflow("stuck", succeed().with_job(stuck("running")))
    mock.session.options.setdefault("sim", {})["plan"] = "enterprise"


@pytest.mark.table("dialect", ["2025-10", "2026-08"])
def test_every_request_keeps_to_the_contract(make: Make, dialect: str) -> None:
    mock = Mock(dialect=dialect)
    world(mock)
    calls = EveryCall(make(transport=mock.transport, clock=mock.clock))
    calls.run()

    check_contract(mock, "sim")
    calls.check(methods(calls.hand.client), LOCAL)
