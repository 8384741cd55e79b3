"""Streams: what they yield, how they end, and that they are closed."""

from __future__ import annotations

import json
import pickle
from typing import Any

import httpx
import pytest

from penstock import (
    ConnectionLostError,
    DeadlineExceededError,
    ExecutionError,
    NotSentError,
    PenstockError,
    RateLimitError,
    ResponseError,
    StreamError,
    StreamIdleError,
    StreamInterruptedError,
    UsageError,
    UsageLimitError,
)
from penstock._core.redact import STARS
from penstock.sim import (
    ChunkEvent,
    ChunkResetEvent,
    ErrorEvent,
    FinalEvent,
    StreamErrorEvent,
    ThinkingEvent,
    ToolEvent,
    UnknownEvent,
)

pytestmark = pytest.mark.anyio

KEY = "sk-sim-0123456789"
DONE = b'data: "[DONE]"\n\n'


def frame(value: Any) -> bytes:
    return f"data: {json.dumps(value)}\n\n".encode()


def chunk(text: str, block: str = "b1") -> bytes:
    return frame({"blockId": block, "chunk": text})


def final(output: Any = None, **more: Any) -> bytes:
    return frame({"event": "final", "data": {"success": True, "output": output or {}, **more}})


async def read(stream: Any, got: list[Any] | None = None) -> list[Any]:
    events = [] if got is None else got
    async with stream:
        async for event in stream:
            events.append(event)
    return events


async def test_events_come_typed(sim, server) -> None:
    """Each kind of frame, and unknown ones, with the frame itself."""
    unknown = {"event": "confetti", "colour": "red"}
    server.will(
        server.stream(
            chunk("One"),
            frame({"event": "chunk_reset", "blockId": "b1"}),
            frame({"event": "thinking", "blockId": "b1", "data": "hm"}),
            frame({"event": "tool", "blockId": "b1", "phase": "start", "id": "t", "name": "get"}),
            frame({"event": "stream_error", "blockId": "b2", "error": "oh"}),
            frame(unknown),
            frame([1]),
            b"data: not json\n\n",
            final({"x": 1}),
            DONE,
        )
    )
    events = await read(sim.stream_workflow("wf"))
    assert events == [
        ChunkEvent(block_id="b1", chunk="One"),
        ChunkResetEvent(block_id="b1"),
        ThinkingEvent(block_id="b1", text="hm"),
        ToolEvent(block_id="b1", phase="start", id="t", name="get"),
        StreamErrorEvent(block_id="b2", error="oh"),
        UnknownEvent(raw=unknown),
        UnknownEvent(raw=[1]),
        UnknownEvent(raw="not json"),
        FinalEvent(success=True, output={"x": 1}),
    ]
    assert events[0].raw == {"blockId": "b1", "chunk": "One"}


async def test_an_event_has_all_that_the_document_and_the_server_tell(sim, server) -> None:
    """Also the unknown fields of a frame."""
    sent = {"event": "tool", "blockId": "b", "phase": "end", "id": "t", "name": "get", "took": 5}
    server.will(server.stream(frame(sent), final()))
    event, _ = await read(sim.stream_workflow("wf"))
    assert (event.event, event.phase, event.status) == ("tool", "end", None)
    assert event.additional_properties == {"took": 5}
    assert event.to_dict() == event.raw == sent
    assert pickle.loads(pickle.dumps(event)) == event
    assert repr(ThinkingEvent(block_id="b", text="hm")) == "ThinkingEvent(block_id='b', text='hm')"


async def test_the_stream_is_asked_for(sim, server) -> None:
    """In the body, beside the input, as documented."""
    server.will(server.stream(final()))
    await read(sim.stream_workflow("wf", {"message": "hi"}, ["agent1.content"]))
    assert server.bodies == [
        {"message": "hi", "stream": True, "selectedOutputs": ["agent1.content"]}
    ]
    assert server.requests[0].headers["accept"] == "text/event-stream, application/json"


async def test_reasoning_and_tools_are_negotiated(sim, server) -> None:
    """With the header that servers of 2026-08 need."""
    server.will(server.stream(final()))
    await read(sim.stream_workflow("wf", include_thinking=True, include_tool_calls=True))
    assert server.bodies == [{"stream": True, "includeThinking": True, "includeToolCalls": True}]
    assert server.requests[0].headers["x-sim-stream-protocol"] == "agent-events-v1"


@pytest.mark.table(
    "last",
    [
        final({"a": 1}),
        frame({"event": "done", "success": True, "output": {"a": 1}, "metadata": {"duration": 6}}),
        frame({"type": "execution:completed", "data": {"success": True, "output": {"a": 1}}}),
    ],
    ids=["final", "documented done", "early november"],
)
@pytest.mark.table("sentinel", [DONE, b"data: [DONE]\n\n", b""])
async def test_each_way_to_end_well_is_taken(sim, server, last, sentinel) -> None:
    """With the sentinel as it is sent, as documented, or not at all."""
    server.will(server.stream(chunk("x"), last, sentinel))
    events = await read(sim.stream_workflow("wf"))
    assert events[-1] == FinalEvent(
        success=True, output={"a": 1}, metadata=getattr(events[-1], "metadata", None)
    )


async def test_nothing_is_waited_for_after_the_last_event(sim, server) -> None:
    """A server that forgets to hang up can't hold up a result."""
    answer = server.stream(final(), AssertionError("read on"))
    server.will(answer)
    assert len(await read(sim.stream_workflow("wf"))) == 1
    assert answer.stream.closed


@pytest.mark.table("how", ["clean", "cut"])
async def test_an_end_before_the_last_event_is_an_error(sim, server, how) -> None:
    """Of its own kind, and it carries what had arrived."""
    cut = [] if how == "clean" else [httpx.RemoteProtocolError("peer closed")]
    server.will(server.stream(chunk("One, "), chunk("two"), *cut))
    got = []
    with pytest.raises(StreamInterruptedError) as caught:
        await read(sim.stream_workflow("wf"), got)
    error = caught.value
    assert error.events == tuple(got)
    assert error.partial.text == "One, two"
    assert isinstance(error.__cause__, ConnectionLostError if cut else type(None))


async def test_a_key_in_what_arrived_is_hidden(sim, server) -> None:
    """Events, and what they add up to, go where errors go: into logs and pickles."""
    server.will(server.stream(chunk(f"for {KEY}"), frame({"event": "odd", KEY: [KEY]})))
    with pytest.raises(StreamInterruptedError) as caught:
        await read(sim.stream_workflow("wf"))
    error = caught.value
    assert KEY not in repr(vars(error))
    assert KEY.encode() not in pickle.dumps(error)
    assert error.partial.text == f"for {STARS}"
    assert [type(event) for event in error.events] == [ChunkEvent, UnknownEvent]


async def test_an_unfinished_event_at_the_end_is_dropped(sim, server) -> None:
    """As the standard asks; so a final event without its blank line is an interruption."""
    server.will(server.stream(final()[:-1]))
    with pytest.raises(StreamInterruptedError):
        await read(sim.stream_workflow("wf"))


async def test_leaving_early_closes_the_connection(sim, server) -> None:
    """However the loop is left."""
    answer = server.stream(chunk("One"), chunk("two"), final())
    server.will(answer)
    async with sim.stream_workflow("wf") as stream:
        async for _ in stream:
            break
    assert (answer.stream.given, answer.stream.closed) == (1, 1)


async def test_an_error_frame_is_handed_on_and_then_raised(sim, server) -> None:
    """A reader of chunks alone must not take a failed run for a short one."""
    server.will(server.stream(chunk("One"), frame({"event": "error", "error": "boom"}), DONE))
    got = []
    with pytest.raises(ExecutionError, match="boom") as caught:
        await read(sim.stream_workflow("wf"), got)
    assert got[-1] == ErrorEvent(error="boom")
    assert (caught.value.code, caught.value.attempts) == ("EXECUTION_ERROR", 1)


async def test_documented_servers_just_stop_after_an_error(sim, server) -> None:
    """Without a sentinel: that is no interruption."""
    server.will(server.stream(frame({"event": "error", "error": "boom"})))
    result = await sim.execute_workflow("wf", stream=True)
    assert (result.success, result.error, result.status) == (False, "boom", "failed")


async def test_after_an_error_of_one_block_others_go_on(sim, server) -> None:
    """A selected output was too large; the rest is still streamed."""
    too_large = frame({"event": "error", "blockId": "b1", "error": "too large"})
    server.will(server.stream(too_large, chunk("x", "b2"), DONE))
    got = []
    with pytest.raises(ExecutionError, match="too large"):
        await read(sim.stream_workflow("wf"), got)
    assert got == [
        ErrorEvent(error="too large", block_id="b1"),
        ChunkEvent(block_id="b2", chunk="x"),
    ]


async def test_a_usage_limit_in_a_stream_is_told_as_such(sim, server) -> None:
    """Documented servers say it with status 200, inside the stream."""
    message = "Usage limit exceeded: 10.02$ used of 10.00$ limit."
    server.will(server.stream(frame({"event": "error", "error": message})))
    with pytest.raises(UsageLimitError) as caught:
        await sim.execute_workflow("wf", stream=True)
    assert caught.value.code == "USAGE_LIMIT_EXCEEDED"


async def test_collecting_gives_the_documented_result(sim, server, clock) -> None:
    """Text by block, output as the documented server sends it, and a duration measured here."""
    server.will(
        server.stream(
            chunk("One"), chunk("Eins", "b2"), 0.25, chunk(", two"), chunk("\n\n!", "b2"), final()
        )
    )
    async with sim.stream_workflow("wf", None, ["a.content", "b.content"]) as stream:
        result = await stream.collect()
    assert result.success
    assert result.output == {"b1": {"content": "One, two"}, "b2": {"content": "Eins\n\n!"}}
    assert result.streamed == {"b1": "One, two", "b2": "Eins\n\n!"}
    assert result.text == "One, twoEins\n\n!"


async def test_executing_with_stream_returns_the_result(sim, server) -> None:
    """The documented call; the server's own duration wins over the one measured here."""
    documented = {"event": "done", "success": True, "output": {}, "metadata": {"duration": 610}}
    server.will(server.stream(chunk("One"), 0.5, frame(documented)), server.stream(0.5, final()))
    args = ("wf", {"message": "Count"}, 30.0, True, ["agent1.content"])
    result = await sim.execute_workflow(*args)
    assert (result.success, result.metadata) == (True, {"duration": 610})
    assert result.output == {"b1": {"content": "One"}}
    assert (await sim.execute_workflow(*args)).metadata == {"duration": 500}


async def test_a_reset_discards_a_blocks_text(sim, server) -> None:
    """An agent began again."""
    reset = frame({"event": "chunk_reset", "blockId": "b1"})
    server.will(server.stream(chunk("wrong"), reset, chunk("right"), final()))
    assert (await sim.execute_workflow("wf", stream=True)).text == "right"


async def test_a_failed_run_is_a_result(sim, server) -> None:
    """In the last frame as well as in an error frame."""
    server.will(
        server.stream(final(success=False, error="boom")),
        server.stream(frame({"event": "error", "error": "boom"}), DONE),
    )
    for _ in range(2):
        result = await sim.execute_workflow("wf", stream=True)
        assert (result.success, result.error) == (False, "boom")
        with pytest.raises(ExecutionError, match="boom"):
            result.raise_for_failure()


async def test_a_paused_run_is_not_a_success(sim, server) -> None:
    """It isn't done."""
    server.will(server.stream(final(status="paused")))
    result = await sim.execute_workflow("wf", stream=True)
    assert (result.success, result.status) == (False, "paused")


async def test_an_answer_that_is_no_stream_is_one_event(sim, server) -> None:
    """A Response block's JSON, or a server that doesn't stream."""
    times = {"duration": 1, "startTime": "2025-10-30T18:40:00.000Z"}
    server.will({"total": 3}, {"success": True, "output": {"a": 1}, "metadata": times})
    assert (await sim.execute_workflow("wf", stream=True)).output == {"total": 3}
    assert await read(sim.stream_workflow("wf")) == [
        FinalEvent(success=True, output={"a": 1}, status="completed", metadata=times)
    ]


def called(response: httpx.Response, *types: str) -> httpx.Response:
    """The response with these for its content type, or none."""
    headers = [("content-type", each) for each in types]
    return httpx.Response(200, headers=headers, stream=response.stream)


@pytest.mark.table(
    "types",
    [
        (),
        ("text/plain",),
        ("text/plain; charset=utf-8",),
        ("application/octet-stream",),
        ("text/html; charset=utf-8",),
        ("Text/Event-Stream;charset=utf-8",),
        ("text/event-stream, text/event-stream",),
        ("text/event-stream; charset=utf-8", "text/event-stream"),
        ("text/plain", "text/event-stream"),
    ],
)
@pytest.mark.table("begins", [b"", b": ping\n\n", b"\xef\xbb\xbf", b"\r\n", b"event: x\n"])
async def test_a_stream_is_read_whatever_it_is_called(sim, server, types, begins) -> None:
    """It has run, and its text is there."""
    pieces = [begins, chunk("One")[:3], chunk("One")[3:], final()]
    server.will(called(server.stream(*pieces), *types))
    async with sim.stream_workflow("wf") as stream:
        assert (await anext(stream)).chunk == "One"
        assert (await stream.collect()).text == "One"


@pytest.mark.table("types", [(), ("text/plain",), ("text/html",), ("application/json",)])
@pytest.mark.table(
    "body",
    [
        b"<!DOCTYPE html><html>",
        b"data is missing",
        b"",
        b"dat",
        b"\n" * 5000,
        b"Internal error: event: gone",
    ],
)
async def test_what_is_no_stream_is_an_error(sim, server, types, body) -> None:
    """By its first line, whatever it is called."""
    server.will(called(server.stream(body), *types))
    with pytest.raises(ResponseError):
        await read(sim.stream_workflow("wf"))


@pytest.mark.table("types", [(), ("text/plain",)])
async def test_json_instead_of_a_stream_is_read_as_json(sim, server, types) -> None:
    """Whole, and once."""
    server.will(called(server.stream(b'{"total": ', b'{"a": 1}}'), *types))
    assert (await sim.execute_workflow("wf", stream=True)).output == {"total": {"a": 1}}


@pytest.mark.table("types", [(), ("text/plain",), ("text/event-stream",)])
async def test_a_refusal_is_no_stream(sim, server, types) -> None:
    """Though it is written as one."""
    refused = called(server.stream(frame({"error": "slow"})), *types)
    refused.status_code = 429
    server.will(refused)
    with pytest.raises(RateLimitError):
        await read(sim.stream_workflow("wf", retry=0))


async def test_a_page_instead_of_a_stream_is_unreadable(sim, server) -> None:
    """And the error has its type."""
    server.will(httpx.Response(200, text="<html>", headers={"content-type": "text/html"}))
    with pytest.raises(ResponseError, match="text/html"):
        await read(sim.stream_workflow("wf"))


async def test_opening_a_stream_is_repeated_like_any_call(sim, server, clock) -> None:
    """After a 429 nothing has run yet."""
    server.will(httpx.Response(429, json={"error": "slow"}), server.stream(final()))
    async with sim.stream_workflow("wf") as stream:
        result = await stream.collect()
    assert (stream.attempts, len(clock.slept), result.success) == (2, 1, True)


async def test_a_refused_stream_raises_the_servers_error(sim, server) -> None:
    """Before the first event."""
    server.will(httpx.Response(429, json={"error": "slow"}))
    with pytest.raises(RateLimitError, match="slow"):
        await read(sim.stream_workflow("wf", retry=0))


async def test_silence_longer_than_the_idle_time_ends_it(sim, server) -> None:
    """The read timeout is the idle time; what arrived is on the error."""
    server.will(server.stream(chunk("One"), httpx.ReadTimeout("")))
    with pytest.raises(StreamIdleError, match="12 s") as caught:
        await read(sim.stream_workflow("wf", idle_timeout=12))
    assert caught.value.partial.text == "One"
    assert server.requests[0].extensions["timeout"]["read"] == 12


async def test_the_total_time_ends_it_though_events_come(sim, server) -> None:
    """The idle time alone would let it go on for ever."""
    server.will(server.stream(*[chunk("x"), 2.0] * 5))
    with pytest.raises(DeadlineExceededError, match="5 s for the whole stream"):
        await read(sim.stream_workflow("wf", timeout=5))


async def test_a_live_stream_has_no_total_time_of_its_own(sim, server) -> None:
    """Runs may take an hour; the documented call has its documented 30 s."""
    server.will(server.stream(chunk("x"), 3600.0, final()))
    assert len(await read(sim.stream_workflow("wf"))) == 2
    with pytest.raises(DeadlineExceededError, match="30 s"):
        await sim.execute_workflow("wf", stream=True)


async def test_an_event_larger_than_the_bound_is_an_error(sim, server) -> None:
    """That names the setting."""
    server.will(server.stream(chunk("x" * 500), final()))
    with pytest.raises(StreamError, match="max_event_bytes"):
        await read(sim.stream_workflow("wf", max_event_bytes=100))


async def test_a_stream_is_opened_before_it_is_read(sim, server) -> None:
    """And read once."""
    server.will(server.stream(final()))
    stream = sim.stream_workflow("wf")
    with pytest.raises(UsageError, match="open the stream first"):
        await anext(stream)
    assert await stream.collect() == await stream.collect()
    with pytest.raises(UsageError, match="once"):
        await read(stream)


async def test_a_stream_read_a_second_time_is_refused(sim, server) -> None:
    """Rather than empty; a loop may go on where another stopped."""
    server.will(server.stream(chunk("One") + chunk("two"), final()))
    async with sim.stream_workflow("wf") as stream:
        async for event in stream:
            assert event.chunk == "One"
            break
        assert len([event async for event in stream]) == 2
        with pytest.raises(StopAsyncIteration):
            await anext(stream)
        with pytest.raises(UsageError, match="once"):
            [event async for event in stream]
        assert (await stream.collect()).success
    with pytest.raises(UsageError, match="closed"):
        await anext(stream)


async def test_a_stream_is_refused_after_its_block(sim, server) -> None:
    """Whatever had come of it, and however it ended."""
    server.will(server.stream(chunk("One") + chunk("two"), final()))
    async with sim.stream_workflow("wf") as stream:
        await anext(stream)
    for _ in range(2):
        with pytest.raises(UsageError, match="inside its `with` block"):
            await anext(stream)
    with pytest.raises(UsageError):
        [event async for event in stream]


async def test_how_a_stream_broke_is_raised_again(sim, server) -> None:
    """Never an end that looks complete."""
    server.will(server.stream(chunk("One"), httpx.ReadError("gone")))
    async with sim.stream_workflow("wf") as stream:
        await anext(stream)
        for _ in range(2):
            with pytest.raises(StreamInterruptedError, match="gone"):
                await anext(stream)
        with pytest.raises(StreamInterruptedError, match="gone"):
            await stream.collect()


async def test_why_a_run_failed_is_raised_again(sim, server) -> None:
    """After its events."""
    server.will(server.stream(frame({"event": "error", "error": "boom"}), DONE))
    async with sim.stream_workflow("wf") as stream:
        await anext(stream)
        for _ in range(2):
            with pytest.raises(ExecutionError, match="boom"):
                [event async for event in stream]


class Foreign(Exception):
    """The exception of a signal handler in the midst of a step."""


async def test_a_foreign_exception_is_no_end(sim, server) -> None:
    """The events before it aren't lost; the rest can't be known."""
    server.will(server.stream(chunk("One"), Foreign(), final()))
    async with sim.stream_workflow("wf") as stream:
        await anext(stream)
        with pytest.raises(Foreign):
            await anext(stream)
        with pytest.raises(StreamInterruptedError) as caught:
            await anext(stream)
    assert caught.value.partial.text == "One"


async def test_a_stream_left_early_adds_up_to_nothing(sim, server) -> None:
    """The rest of it isn't known."""
    server.will(server.stream(chunk("One"), chunk("two"), final()))
    async with sim.stream_workflow("wf") as stream:
        await anext(stream)
    with pytest.raises(StreamInterruptedError) as caught:
        await stream.collect()
    assert caught.value.partial.text == "One"


async def test_wrong_arguments_fail_when_the_stream_is_made(sim, server) -> None:
    """Not when it is opened, somewhere else."""
    for arguments in ({"workflow_id": ".."}, {"selected_outputs": "agent1.content"}):
        with pytest.raises(UsageError):
            sim.stream_workflow(**{"workflow_id": "wf", **arguments})
    assert server.requests == []


async def test_frames_are_read_however_they_are_cut(sim, server) -> None:
    """Byte by byte, through the middle of characters."""
    whole = chunk("é, ü, 🎈") + final()
    whole = whole.replace(b"\\u00e9", "é".encode())
    server.will(server.stream(*[bytes([byte]) for byte in whole]))
    assert (await sim.execute_workflow("wf", stream=True)).text == "é, ü, 🎈"


async def test_what_an_endless_stream_keeps_is_bounded(sim, server) -> None:
    """The caller has the events; the error has the last of them."""
    server.will(server.stream(*[chunk("x" * 10_000)] * 300))
    with pytest.raises(StreamInterruptedError) as caught:
        await read(sim.stream_workflow("wf"))
    assert 50 < len(caught.value.events) < 150


async def test_the_runs_id_is_known_where_it_was_ours(make, server) -> None:
    """v2 doesn't tell it on a stream, so one is sent."""
    server.will(server.stream(final()))
    async with make(api="v2").stream_workflow("wf", {"a": 1}, run_id="mine") as stream:
        result = await stream.collect()
    assert (stream.run_id, server.requests[0].headers["x-run-id"]) == ("mine", "mine")
    assert server.bodies == [{"input": {"a": 1}, "stream": True}]
    assert result.success


class OutsideError(BaseException):
    """As a signal handler raises one."""


@pytest.mark.table(
    ("failure", "again"),
    [
        (httpx.ReadError("gone"), UsageError),
        (httpx.ReadTimeout("slow"), UsageError),
        (httpx.Response(429, json={"error": "busy"}), UsageError),
        (OutsideError(), StreamInterruptedError),
    ],
    ids=["lost", "late", "refused", "interrupted"],
)
async def test_a_stream_whose_request_was_sent_is_not_begun_twice(
    make, server, failure, again
) -> None:
    """The run may have begun; who wants another one makes another stream."""

    def fail(_: httpx.Request) -> Any:
        if isinstance(failure, BaseException):
            raise failure
        return failure

    server.will(fail)
    stream = make(retry=0).stream_workflow("wf", {})
    with pytest.raises((PenstockError, OutsideError)):
        await stream.collect()
    for _ in range(2):
        with pytest.raises(again, match="make a new"):
            await stream.collect()
    assert len(server.requests) == 1


async def test_a_stream_that_was_not_sent_can_be_opened_again(make, server) -> None:
    """No connection came about."""
    final = b'data: {"event": "final", "data": {"success": true, "output": {}}}\n\n'
    server.will(httpx.ConnectError("refused"), server.stream(final))
    stream = make(retry=0).stream_workflow("wf", {})
    with pytest.raises(NotSentError):
        await stream.collect()
    assert (await stream.collect()).success
