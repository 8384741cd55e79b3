"""Defects of the official SDKs 0.1.1 and 0.2.1 do not happen here.

Each test is named for what happens instead; its sentence is about theirs in the same place.
"""

from __future__ import annotations

import asyncio
import inspect
import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
import pytest
from hands import in_async, sent

import penstock
import penstock.sim
from penstock.errors import (
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    ConnectionLostError,
    ExecutionError,
    FileInputError,
    NotFoundError,
    NotSentError,
    PenstockError,
    RateLimitError,
    RequestTimeoutError,
    ResponseError,
    ServerError,
    TransportError,
    UsageError,
    WaitTimeoutError,
)
from penstock.retry import RetryEvent, RetryPolicy
from penstock.sim import (
    AsyncExecutionResult,
    AsyncSim,
    ChunkEvent,
    JobStatus,
    Sim,
    SimStudioClient,
    WorkflowExecutionResult,
)
from penstock_mock.engine.timeline import Timeline
from penstock_mock.mock import Mock
from penstock_mock.services.sim import (
    Block,
    Say,
    Wait,
    capacity,
    concurrency,
    fail,
    job,
    not_deployed,
    not_found,
    paused,
    rate_limited,
    response_block,
    stream,
    succeed,
)

NEWER = pytest.mark.penstock(dialect="2026-08")
TWO_WORDS = stream(Say("agent1", "One", gap=1.0), Wait(60), Say("agent1", ", two", gap=1.0))
SPOKEN = succeed({"content": "One, two"}).with_stream(TWO_WORDS)
EPOCH = 1_767_225_600  # where the mock's clock begins


def client(mock: Mock, **settings: Any) -> Sim:
    return Sim("key", transport=mock.transport, clock=mock.clock, **settings)


@pytest.fixture
def sim(penstock_mock: Mock) -> Iterator[Sim]:
    with client(penstock_mock) as made:
        yield made


@pytest.fixture
def v2(sim: Sim) -> Sim:
    return sim.with_options(api="v2")


@pytest.fixture
def never(sim: Sim) -> Sim:
    """A client that tries once."""
    return sim.with_options(retry=None)


# -- streams ---------------------------------------------------------------------------------------


def test_a_stream_is_live_event_by_event(penstock_mock: Mock, sim: Sim) -> None:
    """Theirs reads the whole body before it looks at the first byte."""
    penstock_mock.sim.workflow("wf", SPOKEN)
    seen: list[tuple[str, float]] = []
    with sim.stream_workflow("wf", selected_outputs=["agent1.content"]) as events:
        for event in events:
            if isinstance(event, ChunkEvent):
                seen.append((event.chunk, penstock_mock.clock.monotonic()))

    assert [text for text, _ in seen] == ["One", ", two"]
    assert seen[0][1] < 2
    assert seen[1][1] > 60


@pytest.mark.table("method", ["execute_workflow", "execute_workflow_sync"])
def test_stream_true_returns_the_streams_result(penstock_mock: Mock, sim: Sim, method: str) -> None:
    """Theirs runs the workflow and then fails with "Expecting value", in both methods."""
    penstock_mock.sim.workflow("wf", SPOKEN)
    result = getattr(sim, method)(
        "wf", {"message": "hi"}, timeout=None, stream=True, selected_outputs=["agent1.content"]
    )

    assert result.success
    assert result.text == "One, two"
    assert result.metadata["duration"] >= 60_000
    assert len(penstock_mock.journal) == 1


def test_an_async_run_is_polled_to_its_end_in_one_call(sim: Sim) -> None:
    """Theirs promises polling in a docstring and has no method that does it."""
    result = sim.run_and_wait("wf", {"message": "hi"})

    assert result.success
    assert result.output["content"] == "hi"


# -- rate limits and waits -------------------------------------------------------------------------


@NEWER
def test_each_429_says_which_limit_was_hit(penstock_mock: Mock, never: Sim) -> None:
    """Theirs raises "Rate limit exceeded. Retry after Nonems" whatever the server sent."""
    told: list[RateLimitError] = []
    for name, behaviour in {"r": rate_limited(), "c": concurrency(), "f": capacity()}.items():
        penstock_mock.sim.workflow(name, behaviour)
        with pytest.raises(RateLimitError) as raised:
            never.execute_workflow(name)
        told.append(raised.value)

    assert "try again later" in told[0].message
    assert "concurrent" in told[1].message
    assert "capacity" in told[2].message
    assert told[2].raw_code == "ADMISSION_GATE_CAPACITY"
    assert {error.code for error in told} == {"RATE_LIMIT_EXCEEDED"}
    assert all(error.body["error"] and "None" not in str(error) for error in told)


def refuse(mock: Mock, **headers: str | None) -> None:
    """Answer the next run with a 429 that carries nothing but these headers."""
    silent = dict.fromkeys(("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"))
    given = {**silent, **{name.replace("_", "-"): text for name, text in headers.items()}}
    mock.stub(
        "executeWorkflow",
        status=429,
        json={"error": "no"},
        headers=given,
        times=1,
        off_contract=True,
    )


def test_retry_after_counts_without_any_other_header(penstock_mock: Mock, sim: Sim) -> None:
    """Theirs looks at Retry-After only beside an X-RateLimit header."""
    refuse(penstock_mock, Retry_After="7")
    result = sim.execute_workflow("wf")

    assert result.attempts == 2
    assert 7 <= penstock_mock.clock.monotonic() < 9


def test_a_wait_is_never_taken_from_an_earlier_answer(penstock_mock: Mock, never: Sim) -> None:
    """Theirs goes on waiting what the last response but one had asked for."""
    waits = []
    for asked in ("120", None):
        refuse(penstock_mock, Retry_After=asked)
    for _ in range(2):
        with pytest.raises(RateLimitError) as raised:
            never.execute_workflow("wf")
        waits.append(raised.value.retry_after)

    assert waits == [120, None]


@pytest.mark.table("drawn", [0.0, 0.5, 0.999])
def test_jitter_never_shortens_what_the_server_asked_for(penstock_mock: Mock, drawn: float) -> None:
    """Theirs is given 120 s and may sleep 90."""
    refuse(penstock_mock, Retry_After="120")
    with client(penstock_mock, random=lambda: drawn) as sim:
        assert sim.execute_with_retry("wf").attempts == 2

    assert 120 <= penstock_mock.clock.monotonic() <= 151


@pytest.mark.table("drawn", [0.0, 0.999])
def test_max_delay_bounds_the_wait_jitter_included(penstock_mock: Mock, drawn: float) -> None:
    """Theirs exceeds max_delay by a quarter."""
    events: list[RetryEvent] = []
    penstock_mock.faults.add("reset", on="executeRun")
    policy = RetryPolicy(on_retry=events.append)
    sim = client(penstock_mock, random=lambda: drawn, retry=policy, api="v2")
    with sim, pytest.raises(TransportError):
        sim.execute_with_retry("wf", max_retries=5, max_delay=4.0)

    assert len(events) == 5
    assert all(event.delay <= 4.0 for event in events)


@pytest.mark.table("redis", [True, False])
def test_a_queued_run_of_v1_is_cancelled_when_its_time_is_up(redis: bool) -> None:
    """Theirs can't cancel anything."""
    penstock_mock = Mock(dialect="2026-08", options={"sim": {"redis": redis}})
    sim = client(penstock_mock)
    penstock_mock.sim.workflow("wf", succeed().with_job(job(("processing", 900.0), polls=None)))
    with pytest.raises(WaitTimeoutError) as raised:
        sim.run_and_wait("wf", timeout=20, cancel_on_timeout=True)
    assert raised.value.cancelled is True
    assert isinstance(raised.value.last, JobStatus)
    run_id = raised.value.last.run_id
    assert run_id is not None
    assert sim.get_execution("wf", run_id).status == "cancelled"
    again = sim.cancel_execution("wf", run_id)
    assert (again.success, again.was_finished) == (redis, True)


@pytest.mark.penstock(dialect="2026-08", options={"sim": {"plan": "free"}})
def test_the_newer_empty_bucket_is_waited_for_until_it_is_refilled(penstock_mock: Mock) -> None:
    """Theirs, without a wait in the answer, gives up after 9 s of the minute."""
    with client(penstock_mock) as sim:
        while sim.get_usage_limits().rate_limit["sync"]["remaining"]:
            assert sim.execute_workflow("wf").attempts == 1
        assert sim.execute_with_retry("wf", deadline=120).attempts == 2
        assert penstock_mock.clock.monotonic() >= 60


def test_a_wait_that_is_too_long_ends_the_call_at_once(penstock_mock: Mock) -> None:
    """Theirs sleeps as long as any header asks for, an hour as well as a year."""
    refuse(penstock_mock, Retry_After="3600")
    sim = client(penstock_mock, retry=RetryPolicy(max_server_wait=60))
    with sim, pytest.raises(RateLimitError) as raised:
        sim.execute_with_retry("wf")

    assert raised.value.retry_after == 3600
    assert penstock_mock.clock.monotonic() < 1


@pytest.mark.table(
    "spelt", ["2026-01-01T00:01:00.000Z", str(EPOCH + 60), str((EPOCH + 60) * 1000), "60"]
)
def test_a_reset_is_epoch_seconds_however_it_was_sent(
    penstock_mock: Mock, sim: Sim, spelt: str
) -> None:
    """Theirs crashes on ISO 8601, or hands out milliseconds that fromtimestamp() refuses."""
    limits = {"X-RateLimit-Limit": "9", "X-RateLimit-Remaining": "8", "X-RateLimit-Reset": spelt}
    penstock_mock.stub("executeWorkflow", status=200, headers=limits)
    sim.execute_workflow("wf")
    info = sim.get_rate_limit_info()

    assert info is not None
    assert (info.limit, info.remaining, info.reset) == (9, 8, EPOCH + 60)
    assert datetime.fromtimestamp(info.reset, UTC) == info.reset_at


def test_a_reset_that_v2_sends_is_a_date_of_this_minute(v2: Sim) -> None:
    """Theirs hands out epoch milliseconds for v2, and seconds for v1."""
    info = v2.execute_workflow("wf").rate_limit

    assert info is not None
    assert EPOCH <= info.reset <= EPOCH + 120


@pytest.mark.table("spelt", ["not-a-timestamp", "²", "", "1e999", "9" * 400])
def test_a_senseless_limit_header_costs_nothing(penstock_mock: Mock, sim: Sim, spelt: str) -> None:
    """Theirs (0.1.1) raises a bare ValueError in place of the result."""
    names = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Retry-After")
    penstock_mock.stub(
        "executeWorkflow", status=200, headers=dict.fromkeys(names, spelt), off_contract=True
    )

    assert sim.execute_workflow("wf").success


def test_a_retry_after_that_is_a_date_is_waited_for(penstock_mock: Mock, sim: Sim) -> None:
    """Theirs raises ValueError at any HTTP date."""
    moment = datetime.fromtimestamp(EPOCH, UTC) + timedelta(seconds=9)
    refuse(penstock_mock, Retry_After=format_datetime(moment, usegmt=True))

    assert sim.execute_workflow("wf").attempts == 2
    assert 9 <= penstock_mock.clock.monotonic() < 12


# -- retries and time ------------------------------------------------------------------------------


@pytest.mark.table(
    "fault",
    [
        {"kind": "status", "status": 502},
        {"kind": "status", "status": 503},
        {"kind": "status", "status": 504},
        {"kind": "html_502"},
        {"kind": "reset"},
    ],
    ids=lambda fault: str(fault.get("status", fault["kind"])),
)
def test_a_get_survives_passing_failures(
    penstock_mock: Mock, sim: Sim, fault: dict[str, Any]
) -> None:
    """Theirs repeats nothing but a run that was answered 429."""
    penstock_mock.faults.add(on="getWorkflowStatus", count=2, **fault)
    status = sim.get_workflow_status("wf")

    assert status.is_deployed
    assert status.attempts == 3


def test_a_503_with_a_wait_is_waited_for(penstock_mock: Mock, sim: Sim) -> None:
    """Theirs gives up at a 503, and never reads its Retry-After."""
    headers = {"Retry-After": "4"}
    penstock_mock.stub(
        "executeWorkflow", status=503, json={"error": "busy"}, headers=headers, times=1
    )

    assert sim.execute_workflow("wf").attempts == 2
    assert 4 <= penstock_mock.clock.monotonic() < 6


def test_attempts_and_waits_share_one_deadline(penstock_mock: Mock, sim: Sim) -> None:
    """Theirs has no bound over its attempts and the waits between them."""
    penstock_mock.faults.add("status", status=429, headers={"Retry-After": "2"})
    with pytest.raises(RateLimitError):
        sim.execute_with_retry("wf", max_retries=100, deadline=15)

    assert penstock_mock.clock.monotonic() <= 15
    assert len(penstock_mock.journal) > 2


GETS: dict[str, Callable[[Sim], object]] = {
    "getWorkflowStatus": lambda sim: sim.get_workflow_status("wf"),
    "getJobStatus": lambda sim: sim.get_job_status("job"),
    "getRun": lambda sim: sim.get_run("wf", "run"),
    "getUsageLimits": lambda sim: sim.get_usage_limits(),
    "listRuns": lambda sim: [*sim.list_runs("wf")],
}


@pytest.mark.table("operation", GETS)
def test_no_get_waits_for_ever(penstock_mock: Mock, sim: Sim, operation: str) -> None:
    """Theirs sends every GET without a timeout and hangs."""
    penstock_mock.faults.add("stall", on=operation)
    with pytest.raises(RequestTimeoutError) as raised:
        GETS[operation](sim)

    assert raised.value.code == "TIMEOUT"
    assert penstock_mock.clock.monotonic() == pytest.approx(30, abs=0.1)


def test_the_timeout_is_for_the_whole_call_not_for_each_read(
    penstock_mock: Mock, never: Sim
) -> None:
    """Theirs counts anew with each byte, so that a trickle holds it for ever."""
    penstock_mock.faults.add("slow", on="executeWorkflow", chunk_size=1, gap=1.0)
    with pytest.raises(RequestTimeoutError):
        never.execute_workflow("wf", timeout=5)

    assert penstock_mock.clock.monotonic() == pytest.approx(5, abs=1.1)


def test_a_run_that_timed_out_can_be_found_again(penstock_mock: Mock, v2: Sim) -> None:
    """Theirs raises "timed out after 30 seconds" and nothing by which to find the run."""
    penstock_mock.sim.workflow("wf", succeed({"content": "late"}).lasting(60))
    with pytest.raises(RequestTimeoutError) as raised:
        v2.execute_workflow("wf", timeout=5, retry=None)
    penstock_mock.clock.advance(60)  # type: ignore[attr-defined]

    assert raised.value.run_id is not None
    assert v2.get_run("wf", raised.value.run_id).status == "cancelled"  # with its connection


def test_a_failure_names_its_request_and_its_run(penstock_mock: Mock, v2: Sim) -> None:
    """Theirs keeps neither the request id nor the run id of a failure."""
    answer = {"error": {"code": "INTERNAL_ERROR", "message": "boom"}}
    penstock_mock.stub("executeRun", status=500, json=answer, headers={"X-Request-Id": "req-7"})
    with pytest.raises(ServerError) as raised:
        v2.execute_workflow("wf", run_id="mine-1", retry=None)

    assert raised.value.request_id == "req-7"
    assert raised.value.run_id == "mine-1"
    assert "req-7" in str(raised.value)


def test_a_lost_run_of_v1_is_not_started_again(penstock_mock: Mock, sim: Sim) -> None:
    """Theirs, like any client, can't know whether it ran; nothing here runs it twice."""
    penstock_mock.faults.add("reset", on="executeWorkflow", count=1, processed=True)
    with pytest.raises(TransportError):
        sim.execute_with_retry("wf")

    assert len(penstock_mock.sim.runs) == 1


def test_a_lost_run_of_v2_is_asked_for_again_under_the_same_id(
    penstock_mock: Mock, v2: Sim
) -> None:
    """Theirs sends no run id, so that a repeated request is a second run."""
    # The run has ended by then; one that is still running would end with its connection.
    penstock_mock.faults.add("cut", on="executeRun", count=1, after_chunks=0)
    result = v2.execute_with_retry("wf", {"message": "hi"})
    calls = penstock_mock.journal.calls("executeRun")

    assert isinstance(result, WorkflowExecutionResult)
    assert result.output["content"] == "hi"
    assert len({call.request.header("x-run-id") for call in calls}) == 1
    assert [*penstock_mock.sim.runs] == [result.run_id]


# -- answers ---------------------------------------------------------------------------------------


@pytest.mark.table("data", [{"hello": "world"}, [1, 2], "text", 7, None, {"success": "yes"}])
def test_what_a_response_block_answers_is_the_output(
    penstock_mock: Mock, sim: Sim, data: Any
) -> None:
    """Theirs raises KeyError for an object and TypeError for anything else."""
    penstock_mock.sim.workflow("wf", response_block(data))
    result = sim.execute_workflow("wf")

    assert result.success
    assert result.output == data


AUTHORED = [
    (200, {"hello": "hi", "list": [1, 2]}),
    (200, {"error": "Workflow not found", "code": "WORKFLOW_NOT_FOUND"}),
    (200, {"error": {"code": "NOT_FOUND", "message": "Run not found"}}),
    (200, {"data": {"runId": "r-1", "status": "failed", "error": {"message": "no"}}}),
    (200, {"data": {"hello": "hi"}, "status": 201, "headers": {}}),
    (201, {"hello": "hi"}),
    (202, {"success": True, "async": True, "jobId": "run_1", "statusUrl": "https://x/jobs/1"}),
    (302, {"to": "/elsewhere"}),
    (400, {"error": "no mail address", "field": "mail"}),
    (404, {"error": "no such item"}),
    (404, {"success": False, "error": "no such item"}),
    (404, "no such item"),
    (410, []),
    (422, {"error": "sold out"}),
    (200, {"success": True, "output": "sent", "to": "ada@example.com"}),
    (422, {"success": False, "output": [], "left": 0}),
    (429, {"slow": "down"}),
    (503, {"error": "the shop is closed", "until": "9:00"}),
]


@pytest.mark.table("way", ["v1", "v1 stream", "v1 job", "v2", "v2 stream", "v2 run"])
@pytest.mark.table("dialect", ["2025-10", "2026-08"])
@pytest.mark.table(("status", "data"), AUTHORED)
def test_a_response_block_gives_one_result_on_every_wire(
    dialect: str, way: str, status: int, data: Any
) -> None:
    """Its data is the output; its status is not the service's. Nothing runs twice for it."""
    mock = Mock(dialect=dialect)
    mock.sim.workflow("wf", response_block(data, status, {"X-Author": "me", "Retry-After": "1"}))
    with client(mock) as sim:
        view = sim.with_options(api="v2" if way.startswith("v2") else "v1")
        if way in ("v1 job", "v2 run"):
            result = view.run_and_wait("wf")
        else:
            result = view.execute_workflow("wf", stream=way.endswith("stream"))

    assert (result.success, result.status, result.error) == (True, "completed", None)
    assert (result.output, result.response_status) == (data, status)
    chosen = {"content-type": "application/json", "retry-after": "1", "x-author": "me"}
    assert chosen.items() <= (result.response_headers or {}).items()
    assert len(mock.sim.runs) == 1
    assert sim.get_rate_limit_info() is None or way.startswith("v2")


@pytest.mark.table("api", ["v1", "v2"])
@pytest.mark.table(("status", "data"), [(201, {"hello": "hi"}), (404, [1]), (503, None)])
def test_a_run_that_is_looked_up_has_the_data_of_its_response_block(
    api: Any, status: int, data: Any
) -> None:
    """As its result has; the job, a dict as the server sends it, has it beside that."""
    mock = Mock(dialect="2026-08")
    mock.sim.workflow("wf", response_block(data, status, {"X-Author": "me"}))
    with client(mock) as sim:
        view = sim.with_options(api=api)
        job = view.wait_for_job(view.execute_workflow("wf", async_execution=True))
        look = view.get_run if api == "v2" else view.get_execution
        run = look("wf", str(job.run_id))

    assert (run.output, job.workflow_output) == (data, data)
    for each in (run, job):
        assert each.response_status == status
        assert each.response_headers == {"content-type": "application/json", "x-author": "me"}
    assert run.raw.keys() & {"output", "finalOutput"}


RESULT = {
    "success": False,
    "output": {},
    "error": "boom",
    "metadata": {"duration": 5, "startTime": "2026-08-20T10:00:00.000Z"},
}


@pytest.mark.table("status", [200, 500])
def test_an_author_who_writes_a_whole_result_counts_as_the_service(status: int) -> None:
    """On v1 they look the same; v2 distinguishes them, because it has an envelope."""
    mock = Mock(dialect="2026-08")
    mock.sim.workflow("wf", response_block(RESULT, status))
    with client(mock) as sim:
        result = sim.execute_workflow("wf")
        enveloped = sim.with_options(api="v2").execute_workflow("wf")

    assert (result.success, result.error, result.response_status) == (False, "boom", None)
    assert (enveloped.success, enveloped.output) == (True, RESULT)


@pytest.mark.table(
    ("status", "data"),
    [
        (400, {"error": "no mail address"}),
        (401, {"error": "log in first"}),
        (404, {"error": "Workflow not found"}),
        (409, {"error": "sold out", "code": "SOLD_OUT"}),
        (429, {"error": "one at a time"}),
        (503, {"error": "the shop is closed"}),
    ],
)
def test_an_author_who_writes_an_error_in_the_services_form_counts_as_the_service(
    status: int, data: Any
) -> None:
    """On v1 they look the same; v2 distinguishes them, because it has an envelope."""
    mock = Mock(dialect="2026-08")
    mock.sim.workflow("wf", response_block(data, status))
    with client(mock) as sim:
        with pytest.raises(PenstockError) as raised:
            sim.execute_workflow("wf", retry=None)
        enveloped = sim.with_options(api="v2").execute_workflow("wf")

    assert (raised.value.status, raised.value.body) == (status, data)
    assert (enveloped.success, enveloped.output) == (True, data)


def test_a_response_blocks_headers_are_no_rate_limit() -> None:
    """Its author may have handed on another service's."""
    mock = Mock()
    headers = {"X-RateLimit-Limit": "10", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "9e9"}
    mock.sim.workflow("wf", response_block({"ok": 1}, headers=headers))
    with client(mock) as sim:
        assert sim.execute_workflow("wf").rate_limit is None
        assert sim.get_rate_limit_info() is None


OBJECTS = [{}, {"error": "text"}, {"error": None}, {"error": []}]
# On v1 these are a Response block's: neither the service nor a gateway refuses so.
OTHERS = [[], ["x"], "text", 7, None]


@pytest.mark.table(
    ("api", "body"),
    [*(("v1", body) for body in OBJECTS), *(("v2", body) for body in [*OBJECTS, *OTHERS])],
    ids=repr,
)
def test_an_error_may_have_any_body(penstock_mock: Mock, sim: Sim, api: Any, body: Any) -> None:
    """Theirs crashes with AttributeError or TypeError inside its error handling."""
    operation = "executeWorkflow" if api == "v1" else "executeRun"
    penstock_mock.stub(operation, status=400, json=body, off_contract=True)
    with pytest.raises(BadRequestError) as raised:
        sim.with_options(api=api).execute_workflow("wf")

    assert raised.value.status == 400
    assert raised.value.message
    assert raised.value.body == body


def test_an_error_object_is_read_and_not_printed(penstock_mock: Mock, sim: Sim) -> None:
    """Theirs (0.1.1) shows the error's dict as its message."""
    answer = {"error": {"code": "NOT_FOUND", "message": "Workflow not found"}}
    penstock_mock.stub("executeWorkflow", status=404, json=answer)
    with pytest.raises(NotFoundError) as raised:
        sim.execute_workflow("wf")

    assert raised.value.message == "Workflow not found"
    assert raised.value.raw_code == "NOT_FOUND"


@pytest.mark.parametrize(
    "setting",
    [
        pytest.param("v1", marks=pytest.mark.penstock(dialect="2025-10"), id="2025-10"),
        pytest.param("v1", marks=NEWER, id="2026-08"),
        pytest.param("v2", id="v2"),
    ],
)
def test_a_queued_run_has_a_receipt_on_every_server(
    penstock_mock: Mock, sim: Sim, setting: Any
) -> None:
    """Theirs (0.1.1) loses the job's id on later servers and calls that a success."""
    view = sim.with_options(api=setting)
    receipt = view.execute_workflow("wf", {"message": "hi"}, async_execution=True)

    assert isinstance(receipt, AsyncExecutionResult)
    assert receipt.task_id
    assert view.wait_for_job(receipt).workflow_output["content"] == "hi"


@NEWER
def test_what_a_failed_run_left_behind_is_kept(penstock_mock: Mock, sim: Sim) -> None:
    """Theirs throws away the output and the times that come with a 500."""
    penstock_mock.sim.workflow("wf", fail("boom", output={"partial": 1}))
    result = sim.execute_workflow("wf")

    assert not result.success
    assert result.error == "boom"
    assert result.output == {"partial": 1}
    assert result.metadata is not None
    assert result.metadata["startTime"]
    assert result.http_status == 500


def test_an_error_carries_all_that_was_said(penstock_mock: Mock, v2: Sim) -> None:
    """Theirs has one class with a message, a code and a status."""
    details = {"code": "EXECUTION_CONCURRENCY_LIMIT"}
    body = {"error": {"code": "RATE_LIMITED", "message": "too many", "details": details}}
    headers = {"Retry-After": "5", "X-Request-Id": "req-7", "X-Run-Id": "run-7"}
    penstock_mock.stub("executeRun", status=429, json=body, headers=headers)
    with pytest.raises(RateLimitError) as raised:
        v2.execute_workflow("wf", retry=None)
    error = raised.value

    assert (error.code, error.raw_code) == ("RATE_LIMIT_EXCEEDED", "EXECUTION_CONCURRENCY_LIMIT")
    assert error.body["error"]["details"] == details
    assert error.headers["retry-after"] == "5"
    assert (error.retry_after, error.request_id, error.attempts) == (5, "req-7", 1)
    assert error.run_id
    assert (error.method, error.path) == ("POST", "/api/v2/workflows/wf/execute")


@pytest.mark.table(
    ("fault", "expected"),
    [
        ({"kind": "status", "status": 401}, AuthenticationError),
        ({"kind": "reset"}, TransportError),
        ({"kind": "status", "status": 500}, ServerError),
    ],
    ids=["key", "network", "server"],
)
def test_validate_workflow_raises_what_is_no_answer(
    penstock_mock: Mock, sim: Sim, fault: dict[str, Any], expected: type[PenstockError]
) -> None:
    """Theirs calls a workflow not deployed when the key is wrong or the network down."""
    penstock_mock.faults.add(on="getWorkflowStatus", **fault)
    with pytest.raises(expected):
        sim.validate_workflow("wf")


def test_validate_workflow_says_no_only_where_that_is_the_answer(
    penstock_mock: Mock, sim: Sim
) -> None:
    """Theirs can't tell these two apart from an outage."""
    penstock_mock.sim.workflow("gone", not_found())
    penstock_mock.sim.workflow("draft", not_deployed())

    assert sim.validate_workflow("wf") is True
    assert sim.validate_workflow("gone") is False
    assert sim.validate_workflow("draft") is False


@pytest.mark.table("body", [{}, {"data": None}, {"data": {}}, [], {"success": True}])
@pytest.mark.table("api", ["v1", "v2"])
def test_a_receipt_without_an_id_is_an_error_of_our_own(
    penstock_mock: Mock, sim: Sim, api: Any, body: Any
) -> None:
    """Theirs (0.2.1) raises TypeError, or an error that names nothing."""
    operation = "executeWorkflow" if api == "v1" else "executeRun"
    penstock_mock.stub(operation, status=202, json=body, off_contract=True)
    with pytest.raises(ResponseError) as raised:
        sim.with_options(api=api).execute_workflow("wf", async_execution=True)

    assert raised.value.status == 202
    assert raised.value.body == body


@pytest.mark.table("status", ["completed", "failed"])
def test_a_v2_answer_without_a_run_id_keeps_what_it_says(
    penstock_mock: Mock, v2: Sim, status: str
) -> None:
    """Theirs (0.2.1) raises KeyError, and output and run are lost with it."""
    answer = {"data": {"workflowId": "wf", "status": status, "output": {"content": "hi"}}}
    penstock_mock.stub(
        "executeRun", status=200, json=answer, headers={"X-Run-Id": None}, off_contract=True
    )
    with pytest.raises(ResponseError) as raised:
        v2.execute_workflow("wf", run_id="mine-1")

    assert raised.value.body == answer
    assert raised.value.run_id == "mine-1"


@pytest.mark.penstock(options={"sim": {"v2_gate": False}})
def test_a_server_without_v2_is_named_and_v1_is_one_option_away(v2: Sim) -> None:
    """Theirs (0.2.1) speaks v2 only, and reports its absence as "Not found"."""
    with pytest.raises(NotFoundError, match="api='v1'"):
        v2.execute_workflow("wf")

    assert v2.with_options(api="v1").execute_workflow("wf").success


@pytest.mark.table("way", ["v1", "v1 stream", "v1 job", "v2", "v2 stream", "v2 run"])
@pytest.mark.table("dialect", ["2025-10", "2026-08"])
def test_a_paused_run_is_one_result_on_every_wire_and_is_resumed(dialect: str, way: str) -> None:
    """Theirs (0.2.1) has success=True while the run waits for a person."""
    mock = Mock(dialect=dialect)
    mock.sim.workflow("wf", paused(succeed({"content": "after"}), context_id="ctx-7"))
    with client(mock) as sim:
        view = sim.with_options(api="v2" if way.startswith("v2") else "v1")
        if way in ("v1 job", "v2 run"):
            result = view.run_and_wait("wf", timeout=600)
        else:
            result = view.execute_workflow("wf", stream=way.endswith("stream"))

        assert (result.success, result.status, result.error) == (False, "paused", None)
        assert (result.is_paused, result.is_finished) == (True, False)
        assert result.response_status is None
        assert result.paused is not None
        assert (result.run_id, result.workflow_id) == (next(iter(mock.sim.runs)), "wf")
        with pytest.raises(ExecutionError, match="paused"):
            result.raise_for_failure()
        resumed = sim.resume_run("wf", result.run_id or "", result.paused["contextId"])
        end = sim.wait_for_job({"runId": resumed.run_id, "workflowId": "wf"})

    assert end.succeeded
    assert end.workflow_output == {"content": "after"}


@NEWER
def test_a_job_whose_run_waits_is_not_finished(penstock_mock: Mock, sim: Sim) -> None:
    """The job is completed, and its run isn't: waiting for the job would be in vain."""
    penstock_mock.sim.workflow("wf", paused())
    receipt = sim.execute_workflow("wf", async_execution=True)
    status = sim.wait_for_job(receipt)

    assert (status["status"], status.is_paused, status.is_finished) == ("completed", True, False)
    assert not status.succeeded
    assert status.error_message is None


# -- runs ------------------------------------------------------------------------------------------


def test_a_run_whose_answer_is_lost_is_cancelled_with_its_connection() -> None:
    """Asking again would otherwise only report that the run had been cancelled."""
    mock = Mock()
    mock.session.faults.add("reset", on="executeRun", processed=True, count=1)
    with client(mock) as sim:
        with pytest.raises(ConnectionLostError, match="start_run") as caught:
            sim.execute_run("wf", run_id="mine")
        assert sim.get_run("wf", "mine").status == "cancelled"

    assert (caught.value.run_id, caught.value.attempts) == ("mine", 2)


SLOW = stream(gap=60)


@pytest.mark.table("way", ["v1", "v1 stream", "v2", "v2 stream"])
@pytest.mark.table("dialect", ["2025-10", "2026-08"])
def test_a_client_that_goes_takes_its_run_along_in_2026_08(dialect: str, way: str) -> None:
    """Documented servers, which have no v2, let it go on."""
    mock = Mock(dialect=dialect)
    slow = succeed({"content": "hi"}).lasting(60).with_stream(SLOW)
    mock.sim.workflow("wf", slow)
    with client(mock) as sim:
        view = sim.with_options(api="v2" if way.startswith("v2") else "v1", retry=0)
        with pytest.raises(PenstockError):
            view.execute_workflow("wf", stream=way.endswith("stream"), timeout=5)
        (run,) = mock.sim.runs.values()
        mock.clock.sleep(600)
        ends = "completed" if dialect == "2025-10" and way.startswith("v1") else "cancelled"
        assert sim.get_run("wf", run.id).status == ends


@pytest.mark.table("timeout", [None, 5], ids=["lost", "late"])
@pytest.mark.table("stream", [False, True], ids=["whole", "stream"])
@pytest.mark.table(("api", "remedy"), [("v1", "async_execution=True"), ("v2", r"start_run\(\)")])
def test_a_lost_answer_tells_that_its_run_is_cancelled(
    api: Any, remedy: str, stream: bool, timeout: float | None
) -> None:
    """And how to start one that isn't; of one that may go on it has nothing."""
    mock = Mock(dialect="2026-08")
    mock.sim.workflow("wf", succeed({"content": "hi"}).lasting(60).with_stream(SLOW))
    if timeout is None:
        mock.faults.add("reset", processed=True)
    with client(mock) as sim:
        view = sim.with_options(api=api, retry=0)
        with pytest.raises(PenstockError, match=f"cancel.*{remedy}") as raised:
            view.execute_workflow("wf", stream=stream, timeout=timeout)
    assert "the run may go on" not in str(raised.value)
    (run,) = mock.sim.runs.values()
    assert run.status == "cancelled"


@pytest.mark.table("api", ["v1", "v2"])
def test_a_request_that_was_never_sent_tells_nothing_of_its_run(api: Any) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    sim = Sim("key", transport=httpx.MockTransport(refuse), api=api, retry=0)
    with sim, pytest.raises(NotSentError) as raised:
        sim.execute_workflow("wf")
    assert "cancel" not in str(raised.value)


@NEWER
@pytest.mark.table("api", ["v1", "v2"])
def test_a_queued_run_outlives_its_connection(penstock_mock: Mock, sim: Sim, api: Any) -> None:
    penstock_mock.session.faults.add("reset", processed=True, count=1)
    with pytest.raises(ConnectionLostError) as raised:
        sim.with_options(api=api, retry=0).execute_workflow("wf", async_execution=True)
    assert "cancel" not in str(raised.value)
    (run,) = penstock_mock.sim.runs
    penstock_mock.clock.sleep(600)
    assert sim.get_run("wf", run).status == "completed"


def test_runs_are_listed_cancelled_and_resumed(penstock_mock: Mock, v2: Sim) -> None:
    """Theirs has no method for any of these."""
    penstock_mock.sim.workflow("wf", paused(succeed({"content": "after"})))
    penstock_mock.sim.workflow("long", succeed().with_job(job(("processing", 3600.0), polls=None)))
    waiting = v2.execute_workflow("wf")
    context = v2.get_run("wf", waiting.run_id or "").paused
    assert context is not None
    resumed = v2.resume_run("wf", waiting.run_id or "", context["contextId"])
    queued = v2.start_run("long")

    assert resumed.success
    assert [run.run_id for run in v2.list_runs("wf")] == [waiting.run_id]
    assert v2.cancel_run("long", queued.task_id).success
    assert v2.get_run("long", queued.task_id).status == "cancelled"


@pytest.mark.table("api", ["v1", "v2"])
def test_a_status_url_is_a_way_to_the_run(sim: Sim, api: Any) -> None:
    """Theirs returns the address and takes only ids."""
    view = sim.with_options(api=api)
    receipt = view.execute_workflow("wf", async_execution=True)

    assert isinstance(receipt, AsyncExecutionResult)
    assert receipt.status_url
    assert view.get_job_status(receipt.status_url).job_id == receipt.task_id
    assert view.wait_for_job(receipt.status_url).is_finished


def test_block_outputs_are_asked_for_by_id_and_arrive(penstock_mock: Mock, v2: Sim) -> None:
    """Theirs (0.2.1) passes names on to a resource that knows ids only, and returns nothing."""
    block_id = "11111111-2222-4333-8444-555555555555"
    behaviour = succeed({"content": "hi"}).with_blocks(Block("agent1", id=block_id))
    penstock_mock.sim.workflow("wf", behaviour)
    run_id = v2.execute_workflow("wf").run_id or ""
    run = v2.get_run("wf", run_id, block_ids=[block_id])

    assert run.block_outputs
    assert block_id in next(iter(run.block_outputs))
    assert "selected_outputs" not in inspect.signature(v2.get_run).parameters


# -- requests --------------------------------------------------------------------------------------

CONTROLS = {"stream": True, "selectedOutputs": ["x"], "input": 1, "workflowTriggerType": "api"}


@pytest.mark.table("dialect", ["2025-10", "2026-08"])
@pytest.mark.table("name", CONTROLS)
def test_an_input_that_looks_like_an_option_is_input_all_the_same(dialect: str, name: str) -> None:
    """Theirs (0.1.1) puts it where the server takes it for an option, or overwrites it."""
    mock = Mock(dialect=dialect)
    with client(mock) as sim:
        result = sim.execute_workflow("wf", {name: CONTROLS[name], "message": "hi"})

    assert sent(mock) == {"input": {name: CONTROLS[name], "message": "hi"}}
    assert result.success
    assert not mock.journal.breaches


def test_an_option_does_not_overwrite_the_input(penstock_mock: Mock, sim: Sim) -> None:
    """Theirs (0.1.1) writes `stream` over the caller's own field of that name."""
    sim.execute_workflow("wf", {"stream": "of words"}, stream=True)

    assert sent(penstock_mock) == {"input": {"stream": "of words"}, "stream": True}


@pytest.mark.table("workflow_id", ["a/../b c?x=1", "../x", "ä ö", "%2e%2e", "a#b"])
def test_an_id_stays_one_part_of_the_path(penstock_mock: Mock, sim: Sim, workflow_id: str) -> None:
    """Theirs turns `a/../b c?x=1` into another workflow and a query."""
    sim.get_workflow_status(workflow_id)
    call = penstock_mock.journal.last

    assert call.operation_id == "getWorkflowStatus"
    assert call.path_params["id"] == workflow_id
    assert call.request.query == ()


@pytest.mark.table("status", [301, 302, 303, 307, 308])
def test_no_redirect_takes_the_key_to_another_host(
    penstock_mock: Mock, sim: Sim, status: int
) -> None:
    """Theirs follows it with the key in hand, as a GET without the body."""
    away = ("Location", "https://elsewhere.example/api?token=t")
    penstock_mock.stub(
        "executeWorkflow", timeline=Timeline.reply(status, b"", (away,)), off_contract=True
    )
    with pytest.raises(APIStatusError, match="base_url") as raised:
        sim.execute_workflow("wf", {"message": "hi"})

    assert len(penstock_mock.journal) == 1
    assert "elsewhere.example" in raised.value.message
    assert "token" not in str(raised.value)


def test_input_data_and_input_are_both_understood(penstock_mock: Mock, sim: Sim) -> None:
    """Theirs renamed the one to the other between two patch releases."""
    given = {"message": "hi"}
    for run in (
        lambda: sim.execute_workflow("wf", given, 30.0),
        lambda: sim.execute_workflow("wf", input_data=given, timeout=30.0),
        lambda: sim.execute_workflow("wf", input=given),
    ):
        assert run().output["content"] == "hi"
        assert sent(penstock_mock) == given
    with pytest.raises(UsageError, match="one of them"):
        sim.execute_workflow("wf", given, input=given)


@pytest.mark.table("api", ["v1", "v2"])
@pytest.mark.table(
    "options",
    [
        {"async_execution": True, "stream": True},
        {"async_execution": True, "selected_outputs": ["agent1.content"]},
        {"execution_timeout": 60},
        {"async_execution": True, "execution_timeout": 0},
        {"async_execution": True, "execution_timeout": 604_801},
        {"selected_outputs": "agent1.content"},
        {"run_id": "a b"},
    ],
    ids=lambda options: "+".join(options),
)
def test_options_that_exclude_each_other_are_refused_before_sending(
    penstock_mock: Mock, sim: Sim, api: Any, options: dict[str, Any]
) -> None:
    """Theirs (0.2.1) sends them and passes the server's 400 on."""
    with pytest.raises(UsageError):
        sim.with_options(api=api).execute_workflow("wf", **options)

    assert len(penstock_mock.journal) == 0


# -- files -----------------------------------------------------------------------------------------


class Unseekable(io.BytesIO):
    def seekable(self) -> bool:
        return False

    def seek(self, *_: Any) -> int:
        raise OSError("not seekable")


def test_every_usual_form_of_a_file_can_be_sent(
    tmp_path: Path, penstock_mock: Mock, sim: Sim
) -> None:
    """Theirs takes nothing but seekable binary files and dicts, and calls all octet-stream."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF")
    with path.open("rb") as binary:
        sim.execute_workflow(
            "wf",
            {
                "path": path,
                "bytes": b"x",
                "open": binary,
                "pair": ("a.png", b"x"),
                "triple": ("a", b"x", "text/csv"),
                "set": {path},
                "deep": [{"pipe": Unseekable(b"piped")}],
            },
        )
        assert binary.tell() == 0  # given back as it was
    body = sent(penstock_mock)

    assert body["path"] == {
        "type": "file",
        "data": "data:application/pdf;base64,JVBERg==",
        "name": "a.pdf",
        "mime": "application/pdf",
    }
    assert body["open"] == body["path"] == body["set"][0]
    assert body["pair"]["mime"] == "image/png"
    assert body["triple"]["mime"] == "text/csv"
    assert body["deep"][0]["pipe"]["data"].endswith(",cGlwZWQ=")
    assert body["bytes"]["type"] == "file"


def test_a_text_mode_file_is_refused_by_name_and_with_the_remedy(
    tmp_path: Path, penstock_mock: Mock, sim: Sim
) -> None:
    """Theirs raises TypeError from the depths of base64."""
    path = tmp_path / "a.txt"
    path.write_text("hi")
    with path.open() as text, pytest.raises(FileInputError, match=r"/file.*a\.txt.*'rb'"):
        sim.execute_workflow("wf", {"file": text})

    assert len(penstock_mock.journal) == 0


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    tmp_path: Path, penstock_mock: Mock, sim: Sim
) -> None:
    """Theirs reads it all into memory and lets the server refuse it."""
    path = tmp_path / "big.bin"
    with path.open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)  # sparse
    with pytest.raises(FileInputError, match=r"big\.bin.*20,971,520"):
        sim.execute_workflow("wf", {"file": path})

    assert len(penstock_mock.journal) == 0


def test_an_object_that_happens_to_have_read_is_not_consumed(penstock_mock: Mock, sim: Sim) -> None:
    """Theirs calls `read` on anything that has it."""

    class Sensor:
        readings = 0

        def read(self) -> int:
            self.readings += 1
            return 7

    sensor = Sensor()
    with pytest.raises(UsageError, match="/sensor"):
        sim.execute_workflow("wf", {"sensor": sensor})

    assert sensor.readings == 0
    assert len(penstock_mock.journal) == 0


# -- the package -----------------------------------------------------------------------------------


def test_async_code_has_a_client_whose_calls_overlap(penstock_mock: Mock) -> None:
    """Theirs blocks; a hundred runs of a second take a hundred seconds."""
    penstock_mock.sim.workflow("wf", succeed({"content": "hi"}).lasting(1.0))
    penstock_mock.session.options["sim"] = {"rate_limits": False}

    async def hundred(sim: AsyncSim) -> list[WorkflowExecutionResult]:
        return await asyncio.gather(*(sim.execute_workflow("wf") for _ in range(100)))

    transport, clock = penstock_mock.transport, penstock_mock.clock
    results = in_async(AsyncSim("key", transport=transport, clock=clock), hundred)

    assert all(result.success for result in results)
    assert penstock_mock.clock.monotonic() == pytest.approx(1.0, abs=0.1)


def test_threads_share_a_client_and_each_gets_its_own_answer(penstock_mock: Mock, v2: Sim) -> None:
    """Theirs writes the rate limit of every thread into one unlocked attribute."""
    penstock_mock.session.options["sim"] = {"plan": "enterprise"}

    def run(number: int) -> tuple[int, WorkflowExecutionResult]:
        return number, v2.execute_workflow("wf", {"message": str(number)}, retry=None)

    with ThreadPoolExecutor(8) as threads:
        answers = [*threads.map(run, range(40))]
    left = [result.rate_limit.remaining for _, result in answers if result.rate_limit]

    assert all(result.output["content"] == str(number) for number, result in answers)
    assert len(set(left)) == 40  # each answer's own count, none overwritten
    assert len({result.run_id for _, result in answers}) == 40


@pytest.mark.table("package", ["penstock", "penstock_api", "penstock_mock"])
def test_the_types_are_there_for_type_checkers(package: str) -> None:
    """Theirs ships no py.typed."""
    assert (files(package) / "py.typed").is_file()


def test_answers_are_typed_values(sim: Sim, v2: Sim) -> None:
    """Theirs returns dicts with strings for times, and drops the storage of the usage limits."""
    receipt = sim.execute_workflow("wf", async_execution=True)
    status = sim.wait_for_job(receipt)
    run = v2.get_run("wf", v2.execute_workflow("wf").run_id or "")
    usage = sim.get_usage_limits()

    assert status.is_finished
    assert status.succeeded
    assert isinstance(run.started_at, datetime)
    assert run.started_at.tzinfo is not None
    assert run.is_finished
    assert usage.storage is not None
    assert usage.storage["limitBytes"] > 0


def test_the_version_is_the_distributions() -> None:
    """Theirs sends 0.1.0 in the wheel of 0.1.1."""
    assert penstock.__version__ == metadata.version("penstock")


def test_every_public_name_is_there() -> None:
    """Theirs defines a class that it neither uses nor exports."""
    for name in penstock.sim.__all__:
        assert getattr(penstock.sim, name) is not None


def test_the_documented_client_is_the_same_client() -> None:
    """Theirs dropped documented signatures without an alias."""
    assert SimStudioClient is Sim
    documented = ["workflow_id", "input_data", "timeout", "stream", "selected_outputs"]
    parameters = [*inspect.signature(Sim.execute_workflow).parameters]
    assert parameters[1:7] == [*documented, "async_execution"]
