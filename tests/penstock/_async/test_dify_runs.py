"""Dify's runs: begun once, read to the end whatever breaks, and over when they are over."""

from __future__ import annotations

import json
import pickle
from contextlib import suppress
from typing import Any

import attrs
import httpx
import pytest

from penstock import (
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    ConcurrencyLimitError,
    ConnectionLostError,
    DeadlineExceededError,
    ExecutionError,
    NotFoundError,
    NotSentError,
    PenstockError,
    QuotaExceededError,
    RateLimitError,
    RequestTimeoutError,
    ResponseError,
    RunOutcome,
    ServerError,
    StreamError,
    StreamIdleError,
    StreamInterruptedError,
    UsageError,
    WaitTimeoutError,
    run_concurrent_async,
)
from penstock._core.call_options import UNSET
from penstock.dify import (
    ErrorEvent,
    NodeFinishedEvent,
    NodeStartedEvent,
    TextChunkEvent,
    UnknownEvent,
    WorkflowFinishedEvent,
    WorkflowPausedEvent,
    WorkflowRun,
    WorkflowStartedEvent,
)
from penstock_api import models

pytestmark = pytest.mark.anyio

KEY = "app-0123456789"
RUN = "5b0c6c1e-7c0e-4d53-9a58-3a1f0c9c3e77"
TASK = "c1f8a9d2-0b7e-4a35-8f64-1d2e9b6a7c50"
PING = b"event: ping\n\n"
LOST = httpx.ReadError("gone")


def frame(value: Any) -> bytes:
    return f"data: {json.dumps(value)}\n\n".encode()


def event(kind: str, **data: Any) -> bytes:
    return frame({"event": kind, "workflow_run_id": RUN, "task_id": TASK, "data": data})


STARTED = event("workflow_started", id=RUN, inputs={"topic": "tea"}, reason="initial")
NODE = event("node_started", id="n-1", node_id="1", index=1)
NODE_DONE = event("node_finished", id="n-1", node_id="1", index=1, status="succeeded")
FINISHED = event("workflow_finished", id=RUN, status="succeeded", outputs={"a": 1})
FORM = {
    "TYPE": "human_input_required",
    "form_id": "f-1",
    "form_token": "tok_9f",
    "node_id": "9",
    "actions": [{"id": "ok", "title": "OK"}],
}
PAUSED = event("workflow_paused", workflow_run_id=RUN, status="paused", reasons=[FORM])


def text(piece: str) -> bytes:
    return event("text_chunk", text=piece, from_variable_selector=["1", "text"])


def detail(status: str, **more: Any) -> dict[str, Any]:
    return {"id": RUN, "workflow_id": "w", "status": status, "outputs": {}, **more}


def blocking(status: str = "succeeded", **more: Any) -> dict[str, Any]:
    data = {"id": RUN, "status": status, "outputs": {"a": 1}, **more}
    return {"task_id": TASK, "workflow_run_id": RUN, "data": data}


def refusal(status: int, code: str, message: str = "no") -> httpx.Response:
    body = {"code": code, "message": message, "status": status}
    return httpx.Response(status, json=body)


async def read(stream: Any, got: list[Any] | None = None) -> list[Any]:
    events = [] if got is None else got
    async with stream:
        async for item in stream:
            events.append(item)
    return events


async def test_a_run_streams_underneath(dify, server) -> None:
    """No gateway cuts it, and the result is that of a blocking answer."""
    server.will(server.stream(PING, STARTED, NODE, text("sh"), PING, text("ort"), FINISHED))
    run = await dify.workflows.run({"topic": "tea"}, "abc-123")
    assert server.bodies == [
        {"inputs": {"topic": "tea"}, "user": "abc-123", "response_mode": "streaming"}
    ]
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert server.requests[0].headers["accept"] == "text/event-stream, application/json"
    assert (run.id, run.status, run.outputs, run.task_id) == (RUN, "succeeded", {"a": 1}, TASK)
    assert (run.text, run.streamed) == ("short", {"1.text": "short"})
    assert run.inputs == {"topic": "tea"}
    assert run.attempts == 1


@pytest.mark.table("mode", ["streaming", "blocking"])
@pytest.mark.table("status", ["succeeded", "paused"])
async def test_a_run_has_all_that_tells_how_it_ended(dify, server, mode, status) -> None:
    """Fields of a run that the document lacks there, and fields that no run has."""
    more = {
        "exceptions_count": 2,
        "created_by": {"id": "u-1", "user": "abc-123"},
        "files": [{"url": "https://example.com/a"}],
        "paused_nodes": ["9"],
        "mood": "fine",
    }
    kind = "workflow_finished" if status == "succeeded" else "workflow_paused"
    data = {"id": RUN, "workflow_run_id": RUN, "status": status, "outputs": {"a": 1}, **more}
    answer = blocking(status, inputs={"topic": "tea"}, **more)
    server.will(answer if mode == "blocking" else server.stream(STARTED, event(kind, **data)))
    run = await dify.workflows.run({}, "u", response_mode=mode)
    assert (run.inputs, run.exceptions_count) == ({"topic": "tea"}, 2)
    assert run.created_by == models.DifyRunCreator(id="u-1", user="abc-123")
    assert [file.url for file in run.files] == ["https://example.com/a"]
    assert run.paused_nodes == ["9"]
    assert run.additional_properties["mood"] == "fine"
    assert not run.additional_properties.keys() & attrs.fields_dict(type(run)).keys()
    if isinstance(run.model, models.DifyRunResult):
        assert mode == "blocking"
        assert run.model.data.additional_properties["mood"] == "fine"
    else:
        assert isinstance(run.model, _KINDS[kind])
        assert run.model.additional_properties["mood"] == "fine"
    assert "model" not in repr(run)


_KINDS = {
    "workflow_finished": WorkflowFinishedEvent,
    "workflow_paused": WorkflowPausedEvent,
}


async def test_a_run_has_what_the_response_of_its_stream_gives(dify, server) -> None:
    """Its last one, and the number of requests it took to open it; also when it is collected."""
    server.will(httpx.Response(429), server.stream(STARTED, FINISHED, **{"x-request-id": "req-1"}))
    run = await dify.workflows.run({}, "u")
    assert (run.request_id, run.attempts) == ("req-1", 2)
    assert run.headers["content-type"] == "text/event-stream"
    server.will(server.stream(STARTED, LOST), server.stream(FINISHED, **{"x-request-id": "req-2"}))
    server.answers.pop(0)
    run = await dify.workflows.stream({}, "u").collect()
    assert (run.request_id, run.attempts) == ("req-2", 1)
    server.will(httpx.Response(200, json=blocking(), headers={"x-request-id": "req-3"}))
    server.answers.pop(0)
    run = await dify.workflows.run({}, "u", response_mode="blocking")
    assert (run.request_id, run.attempts, run.raw) == ("req-3", 1, blocking())


async def test_a_resumed_run_has_what_the_last_response_gives(dify, server) -> None:
    """Of its stream; or of the question that stood in for one that couldn't be opened."""
    server.will({}, server.stream(STARTED, FINISHED, **{"x-request-id": "req-1"}))
    run = await dify.workflows.resume(paused_run(), "ok", user="u")
    assert (run.request_id, run.attempts) == ("req-1", 1)
    asked = httpx.Response(200, json=detail("succeeded"), headers={"x-request-id": "req-2"})
    server.will({}, httpx.Response(404), asked)
    server.answers.pop(0)
    run = await dify.workflows.resume(paused_run(), "ok", user="u")
    assert (run.request_id, run.attempts) == ("req-2", 1)


@pytest.mark.table("status", ["succeeded", "failed", "stopped", "partial-succeeded", "new"])
@pytest.mark.table("mode", ["streaming", "blocking"])
async def test_how_a_run_ended_is_its_result(dify, server, status, mode) -> None:
    """A run that failed is no exception, and an unknown status no crash."""
    if mode == "blocking":
        server.will(blocking(status, error="why"))
    else:
        server.will(server.stream(event("workflow_finished", id=RUN, status=status, error="why")))
    run = await dify.workflows.run({}, "u", response_mode=mode)
    assert (run.status, run.error) == (status, "why")
    assert run.succeeded == (status in ("succeeded", "partial-succeeded"))
    assert not run.is_paused


async def test_a_blocking_run_says_so(dify, server) -> None:
    """It has one answer, with everything in it."""
    server.will(blocking(total_tokens=5, created_at=1781234567))
    run = await dify.workflows.run({}, "u", response_mode="blocking")
    assert server.bodies[0]["response_mode"] == "blocking"
    assert (run.task_id, run.total_tokens) == (TASK, 5)
    assert run.created_at is not None


async def test_one_version_can_be_run(dify, server) -> None:
    """At its own address; the server knows versions by UUIDs, however they are written."""
    server.will(server.stream(FINISHED))
    await dify.workflows.run({}, "u", version_id=RUN.upper())
    assert server.paths == [f"/v1/workflows/{RUN}/run"]


async def test_trace_and_files_go_along(dify, server) -> None:
    """Under their own names."""
    server.will(server.stream(FINISHED))
    file = {"type": "image", "transfer_method": "remote_url", "url": "https://x.example/a.png"}
    await dify.workflows.run({}, "u", files=[file], trace_id="t-1", trace_session_id="s 1")
    assert server.bodies[0]["files"] == [file]
    assert server.bodies[0]["trace_id"] == "t-1"
    assert server.bodies[0]["trace_session_id"] == "s 1"


@pytest.mark.table(
    ("arguments", "about"),
    [
        ({"user": ""}, "user is empty"),
        ({"user": "  "}, "user is empty"),
        ({"user": None}, "user must be a string"),
        ({"user": 7}, "user must be a string"),
        ({"user": "\ud800"}, "lone surrogate"),
        ({"inputs": None}, "inputs must be a dict"),
        ({"inputs": [("a", 1)]}, "inputs must be a dict"),
        ({"inputs": {"a": float("nan")}}, "/inputs/a"),
        ({"inputs": {"a": "\udc00"}}, "lone surrogate"),
        ({"inputs": {"a": b"bytes"}}, "files.upload"),
        ({"files": "a.pdf"}, "files must be a list"),
        ({"files": [7]}, "which is no file"),
        ({"response_mode": "async"}, "response_mode"),
        ({"version_id": ".."}, "version_id"),
        ({"trace_id": "a b"}, "trace_id"),
        ({"trace_session_id": " "}, "trace_session_id"),
        ({"timeout": float("nan")}, "timeout"),
        ({"timeout": 0}, "timeout"),
        ({"idle_timeout": -1}, "idle_timeout"),
        ({"retry": "often"}, "retry"),
    ],
)
async def test_what_the_server_would_refuse_is_not_sent(dify, server, arguments, about) -> None:
    """Before anything goes out, with the reason."""
    given = {"inputs": {}, "user": "u", **arguments}
    with pytest.raises(UsageError, match=about):
        await dify.workflows.run(**given)
    assert server.requests == []


async def test_events_come_typed_and_pings_do_not(dify, server) -> None:
    """Pings are of no interest, in either form."""
    server.will(
        server.stream(PING, frame({"event": "ping"}), STARTED, NODE, text("x"), NODE_DONE, FINISHED)
    )
    events = await read(dify.workflows.stream({}, "u"))
    assert [type(found) for found in events] == [
        WorkflowStartedEvent,
        NodeStartedEvent,
        TextChunkEvent,
        NodeFinishedEvent,
        WorkflowFinishedEvent,
    ]
    assert {found.run_id for found in events} == {RUN}
    assert {found.task_id for found in events} == {TASK}


async def test_the_run_is_known_as_soon_as_it_is_told(dify, server) -> None:
    """From the first frame, or earlier from the head."""
    server.will(
        server.stream(STARTED, FINISHED),
        server.stream(FINISHED, **{"x-workflow-run-id": "from-head"}),
    )
    async with dify.workflows.stream({}, "u") as stream:
        assert stream.run_id is None
        await anext(stream)
        assert stream.run_id == RUN
    async with dify.workflows.stream({}, "u") as stream:
        assert stream.run_id == "from-head"


async def test_after_an_error_the_connection_is_closed(dify, server) -> None:
    """The server would leave it open for minutes; the event is handed on, the next step raises."""
    frames = {"event": "error", "workflow_run_id": RUN, "code": "completion_request_error"}
    answer = server.stream(
        STARTED, frame({**frames, "status": 400, "message": "slow"}), AssertionError("read on")
    )
    server.will(answer)
    got: list[Any] = []
    with pytest.raises(BadRequestError, match="slow") as caught:
        await read(dify.workflows.stream({}, "u"), got)
    assert isinstance(got[-1], ErrorEvent)
    assert answer.stream.closed
    assert caught.value.code == caught.value.raw_code == "completion_request_error"
    assert (caught.value.status, caught.value.run_id) == (400, RUN)
    assert len(server.requests) == 1


@pytest.mark.table(
    ("said", "kind", "code"),
    [
        ({"code": "invalid_param", "status": 400}, BadRequestError, "invalid_param"),
        ({"code": "internal_server_error", "status": 500}, ServerError, "internal_server_error"),
        ({"code": "rate_limit_error", "status": 429}, QuotaExceededError, "rate_limit_error"),
        ({"code": "brand_new", "status": 400}, BadRequestError, "brand_new"),
        ({"status": 500}, ExecutionError, "internal_server_error"),
        (
            {"status": 500, "message": "topic is required in input form"},
            BadRequestError,
            "invalid_param",
        ),
        (
            {"status": 500, "message": "Too many requests. Please try again later."},
            ConcurrencyLimitError,
            "too_many_requests",
        ),
    ],
)
async def test_what_an_error_event_means(dify, server, said, kind, code) -> None:
    """The same as where there is no stream; and run() raises it, too."""
    server.will(server.stream(PING, frame({"event": "error", "message": "why", **said})))
    with pytest.raises(kind) as caught:
        await dify.workflows.run({}, "u")
    assert type(caught.value) is kind
    assert caught.value.code == code
    assert caught.value.raw_code == said.get("code")
    assert len(server.requests) == 1


@pytest.mark.table("how", ["cut", "clean", "silence"])
async def test_a_broken_stream_is_read_on(dify, server, clock, how) -> None:
    """From the server's record, without what was there before."""
    broken: dict[str, list[Any]] = {
        "cut": [LOST],
        "clean": [],
        "silence": [httpx.ReadTimeout("idle")],
    }
    server.will(
        server.stream(PING, STARTED, NODE, *broken[how]),
        server.stream(PING, STARTED, NODE, NODE_DONE, text("x"), FINISHED),
    )
    events = await read(dify.workflows.stream({"topic": "tea"}, "abc 123"))
    assert [type(found) for found in events] == [
        WorkflowStartedEvent,
        NodeStartedEvent,
        NodeFinishedEvent,
        TextChunkEvent,
        WorkflowFinishedEvent,
    ]
    assert [request.method for request in server.requests] == ["POST", "GET"]
    query = "?user=abc%20123&include_state_snapshot=true"
    assert server.paths[1] == f"/v1/workflow/{RUN}/events{query}"
    assert clock.slept == []


class Foreign(Exception):
    """The exception of a signal handler in the midst of a step."""


async def test_a_stream_is_read_on_after_a_foreign_exception(dify, server) -> None:
    """As after a lost connection."""
    server.will(server.stream(STARTED, NODE, Foreign()), server.stream(STARTED, NODE, FINISHED))
    async with dify.workflows.stream({}, "u") as stream:
        got = [await anext(stream), await anext(stream)]
        with pytest.raises(Foreign):
            await anext(stream)
        got += [found async for found in stream]
    assert [found.kind for found in got] == [
        "workflow_started",
        "node_started",
        "workflow_finished",
    ]
    assert server.paths[1].startswith(f"/v1/workflow/{RUN}/events")


async def test_recovery_goes_on_after_a_foreign_exception(dify, server) -> None:
    """Wherever in it that came."""
    server.will(server.stream(STARTED), Foreign(), server.stream(STARTED, FINISHED))
    async with dify.workflows.stream({}, "u") as stream:
        await anext(stream)
        with pytest.raises(Foreign):
            await anext(stream)
        assert [found.kind async for found in stream] == ["workflow_finished"]


async def test_a_stream_may_break_again_and_again(dify, server, clock) -> None:
    """As long as each time something new has come, a gateway that cuts is outlived."""
    cut = [
        server.stream(STARTED, event("node_started", id=f"n-{number}"), LOST)
        for number in range(10)
    ]
    server.will(*cut, server.stream(FINISHED))
    run = await dify.workflows.run({}, "u")
    assert run.status == "succeeded"
    assert len(server.requests) == 11
    assert clock.slept == []


async def test_a_server_without_events_is_asked_until_the_run_is_over(dify, server, clock) -> None:
    """Older ones have no such address; the last event comes all the same."""
    server.will(
        server.stream(STARTED, NODE, LOST),
        httpx.Response(404, html="<html>Not Found</html>"),
        detail("running"),
        detail("brand-new"),
        detail("succeeded", outputs='{"a": 1}', finished_at="Thu, 18 Jul 2024 03:18:10 -0000"),
    )
    events = await read(dify.workflows.stream({}, "u"))
    last = events[-1]
    assert isinstance(last, WorkflowFinishedEvent)
    assert (last.status, last.outputs, last.run_id, last.task_id) == (
        "succeeded",
        {"a": 1},
        RUN,
        TASK,
    )
    assert last.finished_at is not None
    assert server.paths[2:] == [f"/v1/workflows/run/{RUN}"] * 3
    assert clock.slept == [0.5, 0.75]


async def test_a_server_that_always_hangs_up_is_asked_otherwise(dify, server, clock) -> None:
    """Not at once each time, and not for ever."""
    hang_up = [server.stream(PING) for _ in range(3)]
    server.will(server.stream(STARTED, LOST), *hang_up, detail("failed", error="why"))
    run = await dify.workflows.run({}, "u")
    assert (run.status, run.error, run.task_id) == ("failed", "why", TASK)
    assert [path.partition("?")[0] for path in server.paths[1:]] == [
        *[f"/v1/workflow/{RUN}/events"] * 3,
        f"/v1/workflows/run/{RUN}",
    ]
    assert clock.slept == [1.0, 2.0]


async def test_a_key_in_what_arrived_is_hidden(dify, server) -> None:
    """Events, and what they add up to, go where errors go: into logs and pickles."""
    told = event("workflow_started", id=RUN, inputs={"topic": f"for {KEY}"}, extras=[{KEY: KEY}])
    gone = refusal(404, "not_found", f"nothing for {KEY}")
    server.will(server.stream(told, text(KEY), LOST), httpx.Response(404), gone)
    with pytest.raises(StreamInterruptedError) as caught:
        await dify.workflows.run({}, "u")
    error = caught.value
    assert KEY not in repr(vars(error))
    assert KEY.encode() not in pickle.dumps(error)
    assert error.partial.inputs == {"topic": "for **********"}
    assert isinstance(error.events[0], WorkflowStartedEvent)


async def test_recovery_also_finds_a_pause(dify, server) -> None:
    """A pause ends a stream as well."""
    server.will(server.stream(STARTED, LOST), httpx.Response(404), detail("paused"))
    events = await read(dify.workflows.stream({}, "u"))
    assert isinstance(events[-1], WorkflowPausedEvent)
    assert events[-1].status == "paused"


async def test_a_stream_that_breaks_before_the_run_is_known_says_where_to_look(
    dify, server
) -> None:
    """Nothing else can be done, and above all not a second run."""
    server.will(server.stream(PING, LOST))
    with pytest.raises(StreamInterruptedError, match=r"workflows\.logs") as caught:
        await dify.workflows.run({}, "u")
    assert isinstance(caught.value.__cause__, ConnectionLostError)
    assert len(server.requests) == 1


async def test_only_pings_are_not_an_end(dify, server, clock) -> None:
    """They keep the watchdog quiet; the deadline ends it."""
    pings = [piece for _ in range(100) for piece in (PING, 10.0)]
    server.will(server.stream(*pings))
    with pytest.raises(DeadlineExceededError, match="60 s"):
        await dify.workflows.run({}, "u", timeout=60)
    assert clock.now == pytest.approx(1060, abs=11)


async def test_recovery_stays_within_the_deadline(dify, server, clock) -> None:
    """All of it together, the last question included."""
    server.will(server.stream(STARTED, 30.0, LOST), httpx.Response(404), detail("running"))
    with pytest.raises(DeadlineExceededError, match="40 s") as caught:
        await dify.workflows.run({}, "u", timeout=40)
    assert clock.now == pytest.approx(1040)
    assert caught.value.run_id == RUN
    assert "workflows.wait" in str(caught.value)


async def test_why_recovery_failed_is_told(dify, server) -> None:
    """The stream's own error is raised, with what it carried."""
    server.will(server.stream(STARTED, LOST), httpx.Response(404), refusal(404, "not_found"))
    with pytest.raises(StreamInterruptedError) as caught:
        await dify.workflows.run({}, "u")
    assert isinstance(caught.value.__cause__, NotFoundError)
    assert "couldn't be read" in caught.value.__notes__[0]
    assert [type(found) for found in caught.value.events] == [WorkflowStartedEvent]
    assert caught.value.partial.inputs == {"topic": "tea"}


@pytest.mark.table(
    ("broke", "kind", "words"),
    [
        ([], StreamInterruptedError, "the stream ended before its last event"),
        ([LOST], StreamInterruptedError, "the connection was lost: gone"),
        ([httpx.ReadTimeout("")], StreamIdleError, "nothing came for 40 s"),
    ],
)
async def test_a_run_that_never_ends_is_given_up_with_both_reasons(
    dify, server, clock, broke, kind, words
) -> None:
    """Why the stream is no more, and how long the run was asked about: no time was set for it."""
    server.will(server.stream(STARTED, *broke), httpx.Response(404), detail("running"))
    with pytest.raises(kind, match=words) as caught:
        await read(dify.workflows.stream({}, "u"))
    error = caught.value
    assert f"; run {RUN} wasn't finished after 1260 s; it may go on; wait on" in error.message
    assert error.message.count("workflows.wait(") == 1
    assert isinstance(error.__cause__, WaitTimeoutError)
    assert [type(found) for found in error.events] == [WorkflowStartedEvent]
    assert clock.now == pytest.approx(2260, abs=1)


async def test_silence_without_a_bound_is_told_without_a_number(dify, server) -> None:
    """A transport may have a bound of its own."""
    server.will(server.stream(PING, httpx.ReadTimeout("idle")))
    with pytest.raises(StreamIdleError, match=r"^no response came in time; ") as caught:
        await read(dify.workflows.stream({}, "u", idle_timeout=None))
    assert "0 s" not in caught.value.message


async def test_the_time_of_a_batch_bounds_its_streams(dify, server, clock) -> None:
    """Their recovery as well; and the message has that time."""
    server.will(server.stream(STARTED, LOST), httpx.Response(404), detail("running"))
    with pytest.raises(DeadlineExceededError, match="the 50 s for the whole stream ran out"):
        await run_concurrent_async(
            lambda: dify.workflows.stream({}, "u").collect(), [[]], deadline=50, clock=clock
        )
    assert clock.now == pytest.approx(1050, abs=1)


async def test_closing_a_stream_ends_its_recovery(dify, server) -> None:
    """The outcome of the run is of no use any more."""
    stream = dify.workflows.stream({}, "u")

    def closing(request: httpx.Request) -> Any:
        stream._closed = True  # as another thread or task does
        return detail("running")

    server.will(server.stream(STARTED), httpx.Response(404), closing)
    with pytest.raises(StreamInterruptedError) as caught:
        await read(stream)
    assert "was closed" in caught.value.__notes__[0]
    assert len(server.requests) == 3


@pytest.mark.table("run_id", ["..", "a\nb", " "])
async def test_an_id_that_is_none_is_not_asked_about(dify, server, run_id) -> None:
    """And is the server's fault, not the caller's."""
    server.will(server.stream(frame({"event": "workflow_started", "workflow_run_id": run_id})))
    with pytest.raises(StreamInterruptedError):
        await dify.workflows.run({}, "u")
    assert len(server.requests) == 1


async def test_an_event_too_large_is_not_asked_for_again(dify, server) -> None:
    """It would come again as large."""
    server.will(server.stream(STARTED, text("x" * 2000)))
    with pytest.raises(StreamError, match="max_event_bytes"):
        await read(dify.workflows.stream({}, "u", max_event_bytes=1000))
    assert len(server.requests) == 1


async def test_silence_before_the_run_is_known_is_told_as_such(dify, server) -> None:
    """With the watchdog's own time, 40 s by default."""
    server.will(server.stream(PING, httpx.ReadTimeout("idle")))
    with pytest.raises(StreamIdleError, match="40 s"):
        await dify.workflows.run({}, "u")
    server.will(server.stream(PING, httpx.ReadTimeout("idle")))
    with pytest.raises(StreamIdleError, match="7 s"):
        await read(dify.workflows.stream({}, "u", idle_timeout=7))
    assert server.requests[0].extensions["timeout"]["read"] == 40.0


async def test_the_clients_own_times_count_once_they_are_set(make_dify, server, clock) -> None:
    """A run is given the server's own limit otherwise."""
    server.will(server.stream(FINISHED))
    for settings, total in (({}, 1260.0), ({"timeout": 30.0}, 30.0), ({"timeout": None}, None)):
        dify = make_dify(**settings)
        assert dify.workflows._run_budget(UNSET).total == total
    server.answers[:] = [server.stream(STARTED, 31.0, PING)]
    with pytest.raises(DeadlineExceededError):
        await make_dify(timeout=30.0).workflows.run({}, "u")


@pytest.mark.table(
    ("failure", "tries"),
    [
        (httpx.ConnectError("no"), 3),
        (httpx.ReadError("lost"), 1),
        (httpx.ReadTimeout("late"), 1),
        (refusal(400, "invalid_param", "Too many requests. Please try again later."), 3),
        (refusal(429, "too_many_requests"), 3),
        (httpx.Response(429, text="error code: 1015"), 3),
        (refusal(429, "rate_limit_error"), 1),
        (refusal(500, "internal_server_error"), 1),
        (httpx.Response(502, html="<html>"), 1),
        (httpx.Response(503, headers={"retry-after": "1"}), 1),
        (httpx.Response(504, html="<html>"), 1),
        (httpx.Response(524, html="<html>"), 1),
        (httpx.Response(502, headers={"x-should-retry": "true"}), 1),
        (httpx.Response(408, headers={"x-should-retry": "true"}), 1),
        (refusal(400, "invalid_param"), 1),
        (refusal(401, "unauthorized"), 1),
        (httpx.Response(200, html="<html>"), 1),
    ],
)
@pytest.mark.table("mode", ["streaming", "blocking"])
async def test_no_run_is_begun_twice(dify, server, failure, tries, mode) -> None:
    """Only what was never sent, or never let in, is sent again."""
    server.will(failure)
    with pytest.raises(PenstockError):
        await dify.workflows.run({}, "u", response_mode=mode)
    assert len(server.requests) == tries


@pytest.mark.table("status", [400, 429])
async def test_a_limit_on_runs_at_once_passes(dify, server, status, clock) -> None:
    """In every form of the refusal; and none of them counts as a run that may have begun."""
    code = {400: "invalid_param", 429: "too_many_requests"}[status]
    busy = refusal(status, code, "Too many requests. Please try again later. The current …")
    server.will(busy, httpx.Response(401), server.stream(FINISHED))
    with pytest.raises(AuthenticationError) as caught:
        await dify.workflows.run({}, "u")
    assert not caught.value.may_have_begun
    assert clock.slept == [1.0]
    server.answers[:] = [busy, server.stream(FINISHED)]
    assert (await dify.workflows.run({}, "u")).attempts == 2


@pytest.mark.table("status", [400, 429])
async def test_a_limit_on_runs_at_once_has_an_error_of_its_own(dify, server, status) -> None:
    """It is a rate limit, and no bad request, whatever its status."""
    server.will(refusal(status, "invalid_param", "Too many requests. Please try again later."))
    with pytest.raises(ConcurrencyLimitError) as caught:
        await dify.workflows.run({}, "u", retry=None)
    assert isinstance(caught.value, RateLimitError)
    assert (caught.value.code, caught.value.raw_code) == ("too_many_requests", "invalid_param")
    assert caught.value.status == status


async def test_a_wait_is_honoured_if_one_is_named(dify, server, clock) -> None:
    """No server of 2026-08 does."""
    busy = refusal(429, "too_many_requests")
    busy.headers["retry-after"] = "7"
    server.will(busy, server.stream(FINISHED))
    await dify.workflows.run({}, "u")
    assert clock.slept[0] >= 7


async def test_a_quota_is_not_waited_for(dify, server, clock) -> None:
    """Not even where the caller's policy would."""
    server.will(refusal(429, "rate_limit_error", "Workflow execution quota limit reached"))
    with pytest.raises(QuotaExceededError, match="quota"):
        await dify.workflows.run({}, "u", retry=5)
    assert (len(server.requests), clock.slept) == (1, [])


@pytest.mark.table(
    "failure",
    [
        httpx.Response(502, html="<html>"),
        httpx.Response(503),
        httpx.Response(504, html="<html>"),
        httpx.Response(524, html="<html>"),
        httpx.ReadError("lost"),
        httpx.ReadTimeout("late"),
    ],
)
async def test_a_lost_blocking_run_says_that_nobody_knows(dify, server, failure) -> None:
    """And where to look."""
    server.will(failure)
    with pytest.raises((ServerError, ConnectionLostError, RequestTimeoutError)) as caught:
        await dify.workflows.run({}, "u", response_mode="blocking")
    assert "isn't known" in str(caught.value)
    assert "workflows.logs" in caught.value.message


@pytest.mark.table("mode", ["streaming", "blocking"])
@pytest.mark.table("answer", [httpx.Response(200, html="<html>"), {"hello": "world"}])
async def test_an_answer_that_tells_nothing_of_the_run_says_where_to_look(
    dify, server, mode, answer
) -> None:
    """A proxy's page with status 200 may stand for a run that goes on."""
    server.will(answer)
    with pytest.raises(ResponseError, match=r"workflows\.logs"):
        await dify.workflows.run({}, "u", response_mode=mode)


async def test_a_refused_run_is_not_called_lost(dify, server) -> None:
    """It never began."""
    server.will(httpx.ConnectError("no"))
    with pytest.raises(NotSentError) as caught:
        await dify.workflows.run({}, "u", response_mode="blocking", retry=0)
    assert "logs" not in str(caught.value)


@pytest.mark.table("mode", ["streaming", "blocking"])
async def test_a_run_that_is_handed_over_is_waited_for(dify, server, mode, clock) -> None:
    """A server on its way out answers 202 with nothing but the run's id."""
    handed = httpx.Response(
        202,
        headers={"retry-after": "1", "x-workflow-run-id": RUN},
        json={"event": "workflow_maintenance_paused", "workflow_run_id": RUN},
    )
    following = [httpx.Response(404)] if mode == "streaming" else []
    server.will(handed, *following, detail("running"), detail("succeeded", outputs={"a": 1}))
    run = await dify.workflows.run({}, "u", response_mode=mode)
    assert (run.status, run.outputs) == ("succeeded", {"a": 1})
    assert [request.method for request in server.requests].count("POST") == 1


@pytest.mark.table("kind", [None, "text/plain", "text/event-stream, text/event-stream"])
async def test_a_stream_is_read_whatever_it_is_called(dify, server, kind) -> None:
    """Also the one that goes on after a break, and that of a run that is followed."""
    headers = {} if kind is None else {"content-type": kind}

    def stream(*pieces: Any) -> httpx.Response:
        return httpx.Response(200, headers=headers, stream=server.stream(*pieces).stream)

    server.will(stream(PING, STARTED, LOST), stream(PING, STARTED, FINISHED))
    events = await read(dify.workflows.stream({}, "u"))
    assert [found.kind for found in events] == ["workflow_started", "workflow_finished"]
    assert (await dify.workflows.events(RUN, "u").collect()).succeeded
    assert len(server.requests) == 3


async def test_a_blocking_answer_to_a_stream_is_taken(dify, server) -> None:
    """Whatever made the server answer so."""
    server.will(blocking())
    events = await read(dify.workflows.stream({}, "u"))
    assert [type(found) for found in events] == [WorkflowFinishedEvent]
    assert (events[0].outputs, events[0].run_id) == ({"a": 1}, RUN)


async def test_an_answer_that_is_none_is_refused(dify, server) -> None:
    """It is neither a stream nor a run."""
    server.will({"hello": "world"}, {"data": {"id": RUN}})
    with pytest.raises(ResponseError, match="none of task_id, workflow_run_id, data"):
        await dify.workflows.run({}, "u")
    with pytest.raises(ResponseError, match="no outcome of the run"):
        await dify.workflows.run({}, "u")


async def test_a_new_kind_of_event_is_handed_on(dify, server) -> None:
    """And has the run's id like any other."""
    new = {"event": "confetti", "workflow_run_id": RUN, "colour": "red"}
    server.will(server.stream(frame(new), LOST), server.stream(FINISHED))
    events = await read(dify.workflows.stream({}, "u"))
    assert events[0] == UnknownEvent(raw=new)
    assert RUN in server.paths[1]


async def test_a_run_is_followed_by_its_id(dify, server) -> None:
    """With a snapshot unless it isn't wanted."""
    server.will(server.stream(PING, STARTED, FINISHED))
    events = await read(dify.workflows.events(RUN, "u"))
    assert isinstance(events[-1], WorkflowFinishedEvent)
    await read(dify.workflows.events(RUN, "u", include_state_snapshot=False))
    await read(dify.workflows.events(RUN, "u", continue_on_pause=True))
    assert [path.partition("?")[2] for path in server.paths] == [
        "user=u&include_state_snapshot=true",
        "user=u",
        "user=u&include_state_snapshot=true&continue_on_pause=true",
    ]


async def test_a_run_that_has_ended_has_one_event(dify, server) -> None:
    """Its task is gone: the id there is the run's."""
    only = {"event": "workflow_finished", "workflow_run_id": RUN, "task_id": RUN}
    server.will(server.stream(frame({**only, "data": {"id": RUN, "status": "stopped"}})))
    run = await dify.workflows.events(RUN, "u").collect()
    assert (run.status, run.task_id) == ("stopped", None)


async def test_events_go_on_over_a_pause_if_asked_to(dify, server) -> None:
    """And only then."""
    server.will(server.stream(STARTED, PAUSED, FINISHED))
    assert len(await read(dify.workflows.events(RUN, "u"))) == 2
    assert len(await read(dify.workflows.events(RUN, "u", continue_on_pause=True))) == 3


async def test_a_run_followed_by_its_id_is_recovered_before_its_first_event(dify, server) -> None:
    """The id is known already."""
    server.will(server.stream(LOST), server.stream(FINISHED))
    assert (await dify.workflows.events(RUN, "u").collect()).status == "succeeded"


async def test_events_of_somebody_elses_run_are_refused(dify, server) -> None:
    """A 404 without a word about itself."""
    server.will(refusal(404, "not_found"))
    with pytest.raises(NotFoundError):
        await read(dify.workflows.events(RUN, "other"))


async def test_a_paused_run_tells_its_form(dify, server) -> None:
    """It isn't over, and didn't fail."""
    server.will(server.stream(STARTED, PAUSED))
    run = await dify.workflows.run({}, "u")
    assert run.is_paused
    assert not run.is_finished
    assert (run.id, run.reasons[0].form_token, run.reasons[0].actions[0].id) == (
        RUN,
        "tok_9f",
        "ok",
    )
    with pytest.raises(ExecutionError, match="paused"):
        run.raise_for_failure()


@pytest.mark.table("mode", ["streaming", "blocking"])
async def test_a_paused_run_goes_on_when_its_form_is_answered(dify, server, mode) -> None:
    """The pause that was answered is over, although the server still shows it."""
    first = {
        "streaming": server.stream(STARTED, PAUSED),
        "blocking": blocking("paused", reasons=[FORM]),
    }[mode]
    filled = event("human_input_form_filled", node_id="9", action_id="ok")
    required = event("human_input_required", **FORM)
    server.will(
        first,
        httpx.Response(200, json={}),
        server.stream(PING, STARTED, required, PAUSED, filled, FINISHED),
    )
    paused = await dify.workflows.run({}, "u", response_mode=mode)
    run = await dify.workflows.resume(paused, "ok", {"comment": "fine"}, user="u")
    assert run.status == "succeeded"
    assert server.paths[1] == "/v1/form/human_input/tok_9f"
    assert json.loads(server.requests[1].content) == {
        "inputs": {"comment": "fine"},
        "action": "ok",
        "user": "u",
    }
    assert "continue_on_pause=true" in server.paths[2]


async def test_the_time_for_a_run_to_go_on_includes_its_form(dify, server, clock) -> None:
    """The time that the answer to the form takes isn't there for the rest any more."""

    def taken(request: httpx.Request) -> Any:
        clock.now += 20
        return httpx.Response(200, json={})

    server.will(taken, server.stream(STARTED, 15.0, PING, 15.0, FINISHED))
    with pytest.raises(DeadlineExceededError) as caught:
        await dify.workflows.resume(paused_run(), "ok", user="u", timeout=40)
    assert clock.now == pytest.approx(1050)  # the end came too late
    assert caught.value.run_id == RUN


async def test_a_form_whose_answer_is_lost_tells_the_run(dify, server) -> None:
    """It may have been taken, and the run may go on."""
    server.will(httpx.ReadError("lost"))
    with pytest.raises(ConnectionLostError, match=r"workflows\.wait") as caught:
        await dify.workflows.resume(paused_run(), "ok", user="u")
    assert caught.value.run_id == RUN
    assert len(server.requests) == 1


async def test_a_stream_that_breaks_after_a_form_shows_no_token(dify, server) -> None:
    """Neither do the events that had arrived."""
    required = event("human_input_required", **FORM)
    gone = refusal(404, "not_found", f"nothing for {FORM['form_token']}")
    server.will(httpx.Response(200, json={}), server.stream(STARTED, required, LOST), gone, gone)
    with pytest.raises(StreamInterruptedError) as caught:
        await dify.workflows.resume(paused_run(), "ok", user="u")
    assert caught.value.events
    assert FORM["form_token"] not in f"{caught.value!r} {vars(caught.value)}"


async def test_a_run_may_pause_again(dify, server) -> None:
    """For another form."""
    again = event("workflow_paused", reasons=[{**FORM, "form_id": "f-2", "form_token": "tok_2"}])
    server.will(httpx.Response(200, json={}), server.stream(PAUSED, again, AssertionError("on")))
    run = await dify.workflows.resume(paused_run(), "ok", user="u")
    assert run.is_paused
    assert run.reasons[0].form_id == "f-2"


async def test_a_stale_pause_is_waited_through(dify, server, clock) -> None:
    """Until the worker has taken the run up; and no longer than that."""
    gone = [httpx.Response(404)] * 2  # a server that has forms, and no events
    server.will(
        httpx.Response(200, json={}),
        *gone,
        detail("paused"),
        detail("running"),
        detail("succeeded"),
    )
    assert (await dify.workflows.resume(paused_run(), "ok", user="u")).status == "succeeded"
    server.answers[:] = [httpx.Response(200, json={}), *gone, detail("paused")]
    begun = clock.now
    assert (await dify.workflows.resume(paused_run(), "ok", user="u")).is_paused
    assert 10 <= clock.now - begun < 30


@pytest.mark.table("reasons", [[], [FORM, FORM], [{**FORM, "form_token": None}]])
async def test_a_run_without_one_answerable_form_is_not_resumed(dify, server, reasons) -> None:
    """Neither of the two goes first."""
    with pytest.raises(UsageError, match=r"forms\.submit"):
        await dify.workflows.resume(paused_run(reasons), "ok", user="u")
    with pytest.raises(UsageError, match="takes a run"):
        await dify.workflows.resume(RUN, "ok", user="u")
    assert server.requests == []


def paused_run(reasons: list[Any] | None = None) -> WorkflowRun:
    told = [FORM] if reasons is None else reasons
    return WorkflowRun.from_dict({"id": RUN, "status": "paused", "reasons": told})


async def test_a_run_is_waited_for(dify, server, clock) -> None:
    """Over unknown statuses and failures that pass."""
    seen: list[str] = []
    server.will(
        detail("running"),
        httpx.Response(502),
        httpx.Response(502),
        httpx.Response(502),
        detail("queued-somewhere"),
        detail("stopped"),
    )
    run = await dify.workflows.wait(RUN, poll=5, on_update=lambda run: seen.append(run.status))
    assert run.status == "stopped"
    assert seen == ["running", "queued-somewhere", "stopped"]


async def test_a_wait_ends(dify, server, clock) -> None:
    """With what was seen last."""
    server.will(detail("running"))
    with pytest.raises(WaitTimeoutError, match=RUN) as caught:
        await dify.workflows.wait(RUN, timeout=20)
    assert caught.value.last.status == "running"
    assert (caught.value.run_id, caught.value.service) == (RUN, "dify")
    assert (caught.value.attempts, caught.value.body["status"]) == (1, "running")
    assert clock.now == pytest.approx(1020)


async def test_a_wait_may_go_on_over_a_pause(dify, server) -> None:
    """Its form is answered elsewhere."""
    server.will(detail("paused"), detail("succeeded"))
    assert (await dify.workflows.wait(paused_run(), until_paused=False)).status == "succeeded"
    server.will(detail("paused"))
    server.answers[:] = [detail("paused")]
    assert (await dify.workflows.wait(RUN)).is_paused


@pytest.mark.table("answer", [200, 412, 502])
async def test_a_wait_after_a_form_was_answered_goes_on_over_its_pause(
    dify, server, clock, answer
) -> None:
    """Also if another answer was faster, and if that is in doubt; but not for ever."""
    taken = {200: httpx.Response(200, json={}), 502: httpx.Response(502)}
    submitted = taken.get(answer) or refusal(412, "human_input_form_submitted")
    server.will(submitted, detail("paused"), detail("running"), detail("paused"))
    with suppress(PenstockError):
        await dify.forms.submit("tok_9f", "ok", user="u")
    assert (await dify.workflows.wait(RUN)).is_paused
    assert clock.now < 1000 + 5
    server.answers[:] = [detail("paused")]
    assert (await dify.workflows.wait(RUN)).is_paused
    assert 1010 <= clock.now < 1030


@pytest.mark.table("status", [400, 401, 404])
async def test_a_form_that_was_refused_waits_on(dify, server, clock, status) -> None:
    """The pause is still the same, and ends a wait at once."""
    server.will(refusal(status, "invalid_form_data"), detail("paused"))
    with pytest.raises(APIStatusError):
        await dify.forms.submit("tok_9f", "nope", user="u")
    assert (await dify.workflows.wait(RUN)).is_paused
    assert clock.now == 1000


def speech(kind: str, audio: str) -> bytes:
    return frame({"event": kind, "task_id": TASK, "audio": audio})


async def test_the_rest_of_the_speech_is_heard(dify, server) -> None:
    """Older servers send it after the end of the run, and then say that it was all."""
    end = speech("tts_message_end", "")
    answer = server.stream(
        STARTED, FINISHED, 5.0, speech("tts_message", "aGk="), 5.0, end, AssertionError("read on")
    )
    server.will(answer)
    events = await read(dify.workflows.stream({}, "u"))
    assert [found.kind for found in events[-3:]] == [
        "workflow_finished",
        "tts_message",
        "tts_message_end",
    ]
    assert answer.stream.closed


@pytest.mark.table(
    "after",
    [
        [7.0, PING, AssertionError("read on")],
        [2.0, PING, 2.0, PING, 2.0, PING, AssertionError("read on")],
        [LOST],
        [],
    ],
)
async def test_speech_that_does_not_come_is_not_waited_for(dify, server, after) -> None:
    """Nor asked for again: the run is over."""
    server.will(server.stream(STARTED, FINISHED, *after))
    async with dify.workflows.stream({}, "u") as stream:
        events = [found async for found in stream]
        assert (await stream.collect()).status == "succeeded"
    assert isinstance(events[-1], WorkflowFinishedEvent)
    assert len(server.requests) == 1


async def test_a_result_waits_for_no_speech(dify, server, clock) -> None:
    """The reader of it is gone."""
    server.will(server.stream(FINISHED, AssertionError("read on")))
    assert (await dify.workflows.run({}, "u")).succeeded
    assert (await dify.workflows.events(RUN, "u").collect()).succeeded


async def test_leaving_a_stream_early_closes_it(dify, server) -> None:
    """And nothing is recovered without a reader."""
    answer = server.stream(STARTED, NODE, FINISHED)
    server.will(answer)
    async with dify.workflows.stream({}, "u") as stream:
        await anext(stream)
    assert answer.stream.closed
    assert len(server.requests) == 1
    with pytest.raises(StreamInterruptedError):
        await stream.collect()


def snapshot(kind: str, **data: Any) -> bytes:
    """A frame of a running run's snapshot: the run's id stands where the task's would."""
    return frame({"event": kind, "task_id": RUN, "workflow_run_id": RUN, "data": data})


async def test_a_snapshot_has_no_task_to_stop_the_run_by(dify, server) -> None:
    """The server takes the run's id for a task as well, answers with success, and stops nothing."""
    server.will(
        server.stream(
            PING,
            snapshot("workflow_started", id=RUN, inputs={}),
            snapshot("node_started", id="n-1", node_id="1"),
            snapshot("brand_new"),
            NODE_DONE,
            FINISHED,
        )
    )
    stream = dify.workflows.events(RUN.upper(), "u")
    events = await read(stream)
    assert [found.task_id for found in events] == [None, None, None, TASK, TASK]
    assert events[0].raw["task_id"] == RUN
    assert (await stream.collect()).task_id == TASK
    with pytest.raises(UsageError, match="snapshot"):
        await dify.workflows.stop(events[0].task_id, "u")
    assert len(server.requests) == 1


@pytest.mark.table("kind", ["workflow_finished", "brand_new", "workflow_paused"])
async def test_a_run_that_had_ended_has_no_task(dify, server, kind) -> None:
    """Neither its event nor its result offers the run's own id for one."""
    ended = snapshot("workflow_finished", id=RUN, status="failed")
    server.will(server.stream(snapshot(kind, id=RUN), ended), server.stream(ended))
    events = await read(dify.workflows.events(RUN, "u"))
    assert events[0].task_id is None
    assert (await dify.workflows.events(RUN, "u").collect()).task_id is None


async def test_a_blocking_answer_with_the_runs_id_for_a_task_has_none(dify, server) -> None:
    """As in a stream."""
    server.will({**blocking(), "task_id": RUN}, blocking())
    runs = [await dify.workflows.run({}, "u", response_mode="blocking") for _ in range(2)]
    assert [run.task_id for run in runs] == [None, TASK]


ABORTED = {"status": "failed", "error": "Aborted: User requested stop", "outputs": {"a": 1}}


@pytest.mark.table("error", ["Aborted: User requested stop", "User requested stop"])
async def test_a_stopped_run_is_stopped_wherever_it_is_looked_at(dify, server, error) -> None:
    """Its stream ends as a failure; the run itself and the logs call it stopped."""
    told = {**ABORTED, "error": error}
    server.will(server.stream(STARTED, event("workflow_finished", id=RUN, **told)))
    stream = dify.workflows.stream({}, "u")
    events = await read(stream)
    assert (events[-1].status, events[-1].error) == ("stopped", error)
    assert events[-1].raw["data"]["status"] == "failed"
    run = await stream.collect()
    assert (run.status, run.error, run.outputs) == ("stopped", error, {"a": 1})
    assert not run.succeeded
    assert run.is_finished
    with pytest.raises(ExecutionError) as caught:
        run.raise_for_failure()
    assert caught.value.code == "stopped"
    server.answers[:] = [blocking(**told), detail("failed", error=error)]
    assert (await dify.workflows.run({}, "u", response_mode="blocking")).status == "stopped"
    assert (await dify.workflows.get_run(RUN)).status == "stopped"


@pytest.mark.table(
    "told",
    [
        {"status": "failed", "error": "Aborted: Maximum execution time exceeded"},
        {"status": "failed", "error": "node: Aborted: User requested stop"},
        {"status": "failed", "error": None},
        {"status": "failed", "error": ["Aborted: User requested stop"]},
        {"status": "partial-succeeded", "error": "User requested stop"},
    ],
)
async def test_a_run_that_nobody_stopped_keeps_its_status(dify, server, told) -> None:
    """Only the server's own words for a stop are taken for one."""
    server.will(server.stream(STARTED, event("workflow_finished", id=RUN, **told)))
    assert (await dify.workflows.run({}, "u")).status == told["status"]


def too_many(limit: int, status: int = 400) -> httpx.Response:
    said = "Too many requests. Please try again later. The current maximum concurrent requests "
    return refusal(status, "invalid_param", f"{said}allowed for 7a0e4d11 is {limit}.")


@pytest.mark.table("status", [400, 429])
async def test_a_limit_that_admits_no_stream_says_how_to_run_the_app(dify, server, status) -> None:
    """A stream's start counts twice, so that with a limit of 1 each one is refused."""
    server.will(too_many(1, status))
    for call in (
        lambda: dify.workflows.run({}, "u", retry=None),
        lambda: read(dify.workflows.stream({}, "u", retry=None)),
    ):
        with pytest.raises(ConcurrencyLimitError, match=r"counts twice.*blocking") as caught:
            await call()
        assert caught.value.status == status
        assert "max_active_requests" in str(caught.value)


async def test_another_limit_is_just_reached(dify, server) -> None:
    """A blocking run counts once; and a limit of 21 is not one of 1."""
    server.will(too_many(1), too_many(2), too_many(21))
    for mode in ("blocking", "streaming", "streaming"):
        with pytest.raises(ConcurrencyLimitError) as caught:
            await dify.workflows.run({}, "u", response_mode=mode, retry=None)
        assert "twice" not in str(caught.value)


@pytest.mark.table(
    ("message", "kind"),
    [
        ("topic is required in input form", BadRequestError),
        ("Reached maximum retries (3) for URL nope", BadRequestError),
        ("Too many requests. Please try again later.", ConcurrencyLimitError),
    ],
)
async def test_a_stream_refused_by_an_event_has_the_status_of_an_answer(
    dify, server, message, kind
) -> None:
    """The frame has 500 whatever was wrong; it stays on the event."""
    server.will(server.stream(PING, frame({"event": "error", "message": message, "status": 500})))
    events: list[Any] = []
    with pytest.raises(kind) as caught:
        await read(dify.workflows.stream({}, "u"), events)
    assert (caught.value.status, events[-1].status) == (400, 500)
    with pytest.raises(kind, match=r"status 400"):
        await dify.workflows.run({}, "u")


OLD = {"x-version": "0.14.2"}


def old_detail(status: str, **more: Any) -> httpx.Response:
    return httpx.Response(200, json=detail(status, **more), headers=OLD)


@pytest.mark.table(
    "running",
    [
        old_detail("running"),
        httpx.Response(200, json=detail("running"), headers={"x-version": "1.12.1"}),
        httpx.Response(200, json=detail("running", created_at="Thu, 18 Jul 2024 03:17:40 -0000")),
    ],
    ids=["0.14", "1.12", "by its times"],
)
async def test_a_cut_run_of_an_older_server_is_given_up_soon(dify, server, clock, running) -> None:
    """It stays running for ever there; no time-out of minutes would change that."""
    server.will(server.stream(STARTED, LOST), httpx.Response(404), running)
    with pytest.raises(StreamInterruptedError, match=r"before Dify 1\.13.*'running'") as caught:
        await dify.workflows.run({}, "u")
    assert caught.value.run_id == RUN
    assert caught.value.partial.status == "running"
    assert "wait(" not in str(caught.value)
    assert 10 < sum(clock.slept) < 40


async def test_a_run_of_an_older_server_that_ends_at_once_is_told(dify, server) -> None:
    """The server loses a run only when it notices that its reader is gone."""
    ended = old_detail("succeeded", outputs='{"a": 1}')
    server.will(server.stream(STARTED, LOST), httpx.Response(404), old_detail("running"), ended)
    assert (await dify.workflows.run({}, "u")).outputs == {"a": 1}


@pytest.mark.table("version", ["1.13.0", "1.14.2", "2.0", "dev", ""])
async def test_a_cut_run_of_a_newer_server_is_waited_for(dify, server, version) -> None:
    """It goes on there, however long it takes."""
    running = httpx.Response(200, json=detail("running"), headers={"x-version": version})
    server.will(server.stream(STARTED, LOST), httpx.Response(404), *[running] * 20)
    server.will(detail("succeeded"))
    assert (await dify.workflows.run({}, "u")).succeeded


async def test_a_wait_that_gave_up_says_what_older_servers_do(dify, server) -> None:
    """A run that was cut looks like one that takes long."""
    server.will(old_detail("running"))
    with pytest.raises(WaitTimeoutError, match=r"before Dify 1\.13"):
        await dify.workflows.wait(RUN, timeout=60)


DETACHED = {"x-version": "1.14.2"}


@pytest.mark.table("headers", [DETACHED, {}])
async def test_a_run_is_started_and_waited_for(dify, server, headers) -> None:
    """Its id and its task are known at once; the rest of the stream isn't read."""
    server.will(server.stream(PING, STARTED, LOST, **headers), detail("succeeded"))
    run = await dify.workflows.start({"topic": "tea"}, "abc-123")
    assert (run.id, run.run_id, run.task_id, run.status) == (RUN, RUN, TASK, "running")
    assert (run.inputs, run.is_finished, run.succeeded) == ({"topic": "tea"}, False, False)
    assert (run.attempts, dict(run.headers).items() >= headers.items()) == (1, True)
    assert len(server.requests) == 1
    assert (await dify.workflows.wait(run)).succeeded


OLD_START = event("workflow_started", id=RUN, inputs={})


@pytest.mark.table(
    ("headers", "started"), [({"x-version": "0.14.2"}, STARTED), ({}, OLD_START), ({}, NODE)]
)
async def test_a_run_that_would_be_lost_with_its_stream_is_started_and_read(
    dify, server, headers, started
) -> None:
    """Servers before 1.13 leave it `running` for ever; so it is returned ended."""
    server.will(server.stream(started, NODE_DONE, FINISHED, **headers))
    run = await dify.workflows.start({}, "abc-123")
    assert (run.id, run.status, run.outputs) == (RUN, "succeeded", {"a": 1})


@pytest.mark.table(("frames", "status"), [((FINISHED,), "succeeded"), ((PAUSED,), "paused")])
async def test_a_run_that_is_over_when_it_is_started_is_returned_so(
    dify, server, frames, status
) -> None:
    """Nothing is lost of it."""
    server.will(server.stream(*frames, **DETACHED))
    assert (await dify.workflows.start({}, "abc-123")).status == status


async def test_a_run_that_is_refused_is_not_started(dify, server) -> None:
    """In the stream, or before it; and for an unknown one the error names the place to look."""
    said = {"event": "error", "workflow_run_id": RUN, "code": "invalid_param", "message": "no"}
    server.will(server.stream(frame(said), **DETACHED))
    with pytest.raises(BadRequestError):
        await dify.workflows.start({}, "abc-123")
    server.answers[:] = [refusal(400, "invalid_param")]
    with pytest.raises(BadRequestError):
        await dify.workflows.start({}, "abc-123")
    server.answers[:] = [server.stream(PING, LOST, **DETACHED)]
    with pytest.raises(StreamInterruptedError, match=r"workflows\.logs"):
        await dify.workflows.start({}, "abc-123")


async def test_a_run_that_is_handed_over_is_started(dify, server) -> None:
    """A server that is being replaced answers with 202 and an id."""
    server.will(httpx.Response(202, json={"workflow_run_id": RUN}))
    run = await dify.workflows.start({}, "abc-123")
    assert (run.id, run.status, len(server.requests)) == (RUN, "running", 1)


async def test_runs_are_found_stopped_and_listed_by_the_words_of_all_services(dify, server) -> None:
    """Beside the documented ones, which do the same."""
    run = WorkflowRun(id=RUN, status="running", task_id=TASK)
    server.will(detail("running"), {"result": "success"}, {"result": "success"}, {"data": []})
    assert (await dify.workflows.get(run)).id == RUN
    assert (await dify.workflows.cancel(run, "abc-123")).result == "success"
    await dify.workflows.cancel(TASK, "abc-123")
    assert [page.items async for page in dify.workflows.list(limit=1).pages()] == [[]]
    assert [request.url.path.rpartition("/v1")[2] for request in server.requests] == [
        f"/workflows/run/{RUN}",
        f"/workflows/tasks/{TASK}/stop",
        f"/workflows/tasks/{TASK}/stop",
        "/workflows/logs",
    ]
    with pytest.raises(UsageError, match="task_id is None"):
        await dify.workflows.cancel(WorkflowRun(id=RUN), "abc-123")


async def test_a_wait_is_bounded_by_either_word(dify, server, clock) -> None:
    """`wait_timeout`, or the documented `timeout`."""
    for words in ({"wait_timeout": 3}, {"timeout": 3}, {"timeout": 9, "wait_timeout": 3}):
        begun = clock.monotonic()
        server.answers[:] = [detail("running")]
        with pytest.raises(WaitTimeoutError):
            await dify.workflows.wait(RUN, **words)
        assert clock.monotonic() - begun == 3


async def test_a_run_is_an_outcome_like_those_of_other_services(dify, server) -> None:
    """A function over any of them takes it."""
    server.will(detail("succeeded", outputs={"a": 1}))
    outcome: RunOutcome = await dify.workflows.get(RUN)
    assert (outcome.run_id, outcome.status, outcome.output) == (RUN, "succeeded", {"a": 1})
    assert (outcome.succeeded, outcome.is_finished, outcome.is_paused) == (True, True, False)
    assert (outcome.error, outcome.rate_limit, outcome.attempts) == (None, None, 1)
    assert outcome.raise_for_failure() is outcome
    server.answers[:] = [detail("failed", error="boom")]
    failed: RunOutcome = await dify.workflows.get(RUN)
    with pytest.raises(ExecutionError, match="boom"):
        failed.raise_for_failure()


async def test_streams_and_pagers_say_what_they_are(dify, server) -> None:
    """Not where in memory they stand."""
    server.will(server.stream(STARTED, FINISHED))
    stream = dify.workflows.stream({}, "abc-123")
    assert repr(stream) == f"<{type(stream).__name__}, not opened yet>"
    async with stream:
        await anext(stream)
        assert repr(stream) == f"<{type(stream).__name__} of run {RUN}, open>"
    assert repr(stream) == f"<{type(stream).__name__} of run {RUN}, closed>"
    pager = dify.workflows.logs()
    assert repr(pager) == f"<{type(pager).__name__} from the first page on>"
