"""The facts of its call that an error carries, and those it never shows."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable

import httpx
import pytest

from penstock.errors import (
    DeadlineExceededError,
    PenstockError,
    ResponseError,
    StreamInterruptedError,
    WaitTimeoutError,
)
from penstock.sim import Sim
from penstock_mock.engine.clock import VirtualClock

KEY = 'sk-sim-"quoted"\\and-slashed'
PAGE = {"content-type": "text/html"}
EVENTS = {"content-type": "text/event-stream", "x-request-id": "req-7"}


def frame(value: object) -> bytes:
    return f"data: {json.dumps(value)}\n\n".encode()


QUOTING = {
    "a page": httpx.Response(200, headers=PAGE, content=f"<pre>x-api-key: {KEY}</pre>".encode()),
    "a refusal": httpx.Response(401, json={"error": f"bad key {KEY}", "code": KEY}),
    "a header": httpx.Response(401, headers={"x-request-id": KEY}, json={"error": "no"}),
    "a v2 refusal": httpx.Response(
        403, json={"error": {"code": "FORBIDDEN", "message": KEY, "details": [{KEY: KEY}]}}
    ),
    "a redirect": httpx.Response(302, headers={"location": f"https://elsewhere/{KEY}"}),
}


def everything(error: PenstockError) -> str:
    """All that a log, a debugger or another process would see of an error."""
    known = [str(error), repr(error), repr(error.args), repr(vars(error))]
    again = pickle.loads(pickle.dumps(error))
    return "\n".join([*known, repr(vars(again)), json.dumps(error.body)])


def client(answer: Callable[[httpx.Request], httpx.Response], **more: object) -> Sim:
    options = {"transport": httpx.MockTransport(answer), "clock": VirtualClock(), **more}
    return Sim(KEY, "https://sim.test", **options)  # type: ignore[arg-type]


@pytest.mark.table("what", QUOTING)
def test_a_server_that_quotes_the_key_does_not_get_it_into_an_error(what: str) -> None:
    with client(lambda _: QUOTING[what], retry=None) as sim, pytest.raises(PenstockError) as caught:
        sim.execute_workflow("wf")
    for secret in (KEY, json.dumps(KEY)[1:-1], repr(KEY)[1:-1]):
        assert secret not in everything(caught.value)


def test_a_stream_that_quotes_the_key_does_not_get_it_into_an_error() -> None:
    body = frame({"event": "error", "error": f"Usage limit exceeded: {KEY}"})
    answer = httpx.Response(200, headers=EVENTS, content=body)
    with (
        client(lambda _: answer) as sim,
        sim.stream_workflow("wf") as stream,
        pytest.raises(PenstockError) as caught,
    ):
        list(stream)
    assert KEY not in str(caught.value)


def test_a_stream_that_breaks_knows_its_request_and_its_run() -> None:
    answer = httpx.Response(200, headers=EVENTS, content=frame({"blockId": "b", "chunk": "One"}))
    with (
        client(lambda _: answer, api="v2") as sim,
        sim.stream_workflow("wf", run_id="mine-1") as stream,
        pytest.raises(StreamInterruptedError) as caught,
    ):
        list(stream)
    error = caught.value
    assert (error.service, error.method, error.run_id) == ("sim", "POST", "mine-1")
    assert error.path == "/api/v2/workflows/wf/execute"
    assert error.request_id == "req-7"
    assert [event.chunk for event in error.events] == ["One"]


def test_a_page_where_a_stream_should_be_knows_its_run() -> None:
    answer = httpx.Response(200, headers=PAGE, content=b"<html>")
    with client(lambda _: answer, api="v2") as sim, pytest.raises(ResponseError) as caught:
        sim.stream_workflow("wf", run_id="mine-2").collect()
    assert caught.value.run_id == "mine-2"
    assert caught.value.service == "sim"


def test_json_of_another_kind_is_no_end_of_a_v2_stream() -> None:
    answer = httpx.Response(200, json={"foo": 1})
    with client(lambda _: answer, api="v2") as sim, pytest.raises(ResponseError):
        sim.stream_workflow("wf").collect()


def test_a_run_taken_over_is_waited_for_within_the_time_of_the_call() -> None:
    """The first request is lost, the second is refused because its run id is taken."""
    clock = VirtualClock()
    calls = 0

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal calls
        calls += 1
        clock.advance(2)
        if request.method == "GET":
            nothing = ("trigger", "endedAt", "durationMs", "paused", "cost", "error")
            run = dict.fromkeys((*nothing, "output", "blockOutputs"))
            ids = {"runId": request.url.path.rpartition("/")[2], "workflowId": "wf"}
            run |= ids | {"status": "running", "startedAt": "2026-08-20T10:00:00.000Z"}
            return httpx.Response(200, json={"data": run})
        if calls == 1:
            raise httpx.ReadError("gone")
        details = {"code": "RUN_ID_CONFLICT"}
        error = {"code": "CONFLICT", "message": "Run ID has already been used", "details": details}
        return httpx.Response(409, json={"error": error})

    started = clock.monotonic()
    with (
        client(answer, clock=clock, api="v2") as sim,
        pytest.raises((DeadlineExceededError, WaitTimeoutError)) as caught,
    ):
        sim.execute_workflow("wf", timeout=12)
    # One question may be under way when time is up, and there is a last one.
    assert clock.monotonic() - started <= 12 + 2 * 2
    assert caught.value.run_id
