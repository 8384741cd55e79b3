"""Steps of streams and lists that are left while they wait: nothing is lost, and nothing stays."""

from __future__ import annotations

import gc
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import anyio
import httpx
import pytest

from penstock import StreamInterruptedError, UsageError
from penstock.dify import AsyncDify
from penstock.sim import AsyncSim, ChunkEvent

pytestmark = pytest.mark.anyio

RUN = "5b0c6c1e-7c0e-4d53-9a58-3a1f0c9c3e77"


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    """Both libraries: what is left behind differs between them."""
    return str(request.param)


class Held(httpx.AsyncByteStream):
    """A body whose pieces come when they are let go; `None` in the end is the end."""

    def __init__(self) -> None:
        self.free: list[bytes | Exception | None] = []
        self.changed = anyio.Event()
        self.waited_for = anyio.Event()
        self.cancelled = self.closed = False

    def let_go(self, *pieces: bytes | Exception | None) -> None:
        self.free += pieces
        self.changed.set()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            while not self.free:
                self.changed = anyio.Event()
                self.waited_for.set()
                try:
                    await self.changed.wait()
                except anyio.get_cancelled_exc_class():
                    self.cancelled = True
                    raise
            piece = self.free.pop(0)
            if piece is None:
                return
            if isinstance(piece, Exception):
                raise piece
            yield piece

    async def aclose(self) -> None:
        self.closed = True


def events(body: httpx.AsyncByteStream) -> httpx.Response:
    return httpx.Response(200, headers={"content-type": "text/event-stream"}, stream=body)


def sim_of(*answers: Any) -> AsyncSim:
    return AsyncSim("key", transport=Answers(*answers), retry=0)


def dify_of(*answers: Any) -> AsyncDify:
    return AsyncDify("key", transport=Answers(*answers), retry=0)


class Answers(httpx.AsyncBaseTransport):
    """Gives its answers in turn; one that is callable is awaited."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        answer = self.answers.pop(0)
        return await answer() if callable(answer) else answer


def frame(value: Any) -> bytes:
    return f"data: {json.dumps(value)}\n\n".encode()


def chunk(text: str) -> bytes:
    return frame({"blockId": "b", "chunk": text})


FINAL = frame({"event": "final", "data": {"success": True, "output": {}}})


def told(kind: str, **data: Any) -> bytes:
    return frame({"event": kind, "workflow_run_id": RUN, "task_id": "t", "data": data})


STARTED = told("workflow_started", id=RUN)
FINISHED = told("workflow_finished", id=RUN, status="succeeded", outputs={})


async def is_left(step: Callable[[], Awaitable[Any]]) -> bool:
    """Cancel a step once it waits; return whether it was still waiting then."""
    with anyio.move_on_after(0.001) as scope:
        await step()
    return scope.cancelled_caught


async def test_a_cancelled_step_loses_nothing() -> None:
    """However often one is cancelled, and wherever events are cut."""
    body, got = Held(), []
    async with sim_of(events(body)) as sim, sim.stream_workflow("wf") as stream:
        for text in ("One", " two", " three"):
            assert await is_left(stream.__anext__)
            body.let_go(chunk(text)[:7])
            assert await is_left(stream.__anext__)
            body.let_go(chunk(text)[7:])
            got.append(await anext(stream))
        body.let_go(chunk("!") + chunk("?") + FINAL)
        assert await is_left(stream.__anext__) is False
        got += [event async for event in stream]
        assert (await stream.collect()).text == "One two three!?"
    assert [event.chunk for event in got if isinstance(event, ChunkEvent)][:3] == [
        "One",
        " two",
        " three",
    ]
    assert not body.cancelled


async def test_a_cancelled_collect_can_be_asked_again() -> None:
    """It has its text so far."""
    body = Held()
    async with sim_of(events(body)) as sim, sim.stream_workflow("wf") as stream:
        body.let_go(chunk("One"))
        assert await is_left(stream.collect)
        body.let_go(chunk(" two"), FINAL)
        assert (await stream.collect()).text == "One two"


@pytest.mark.table("service", ["sim", "dify"])
async def test_a_stream_whose_opening_was_cancelled_is_not_begun_twice(service: str) -> None:
    """Its request is out, and the run may go on; a second one would be a second run."""

    async def never() -> httpx.Response:
        await anyio.sleep_forever()
        raise AssertionError

    transport = Answers(never, never)
    stream: Any
    if service == "dify":
        stream = AsyncDify("key", transport=transport).workflows.stream({}, "u")
    else:
        stream = AsyncSim("key", transport=transport).stream_workflow("wf")
    assert await is_left(stream.collect)
    for again in (stream.collect, stream.__aenter__, stream.__anext__):
        with pytest.raises(StreamInterruptedError, match="make a new stream"):
            await again()
    assert transport.asked == 1


async def test_a_stream_that_is_being_opened_is_not_opened_beside() -> None:
    """By another task."""
    asked, body = anyio.Event(), Held()

    async def slow() -> httpx.Response:
        asked.set()
        await anyio.sleep(0.01)
        return events(body)

    body.let_go(FINAL)
    sim = sim_of(slow)
    stream = sim.stream_workflow("wf")
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(stream.collect)
        await asked.wait()
        with pytest.raises(UsageError, match="read once"):
            await stream.collect()


async def test_what_is_asked_after_a_break_is_asked_once() -> None:
    """A run is found again although each step is shorter than the answer takes."""
    first, rest, answered = Held(), Held(), anyio.Event()

    async def slow() -> httpx.Response:
        await answered.wait()
        return events(rest)

    async with dify_of(events(first), slow) as dify, dify.workflows.stream({}, "u") as stream:
        first.let_go(STARTED, httpx.ReadError("gone"))
        got = [await anext(stream)]
        for _ in range(3):
            assert await is_left(stream.__anext__)
        answered.set()
        rest.let_go(FINISHED)
        got += [event async for event in stream]
        transport = dify._caller.pool._transport
    assert [event.kind for event in got] == ["workflow_started", "workflow_finished"]
    assert transport.asked == 2


async def test_leaving_the_block_ends_the_step_that_was_left() -> None:
    """And what follows is refused, not empty."""
    body = Held()
    async with sim_of(events(body)) as sim:
        async with sim.stream_workflow("wf") as stream:
            assert await is_left(stream.__anext__)
        assert body.cancelled
        assert body.closed
        with pytest.raises(UsageError, match="closed"):
            await anext(stream)
        with pytest.raises(UsageError, match="closed"):
            [event async for event in stream]


async def test_a_stream_closed_by_another_task_ends_for_its_reader() -> None:
    """As one that was interrupted, with what had come."""
    body, caught = Held(), []

    async def read() -> None:
        try:
            async for _ in stream:
                pass
        except StreamInterruptedError as error:
            caught.append(error)

    body.let_go(chunk("One"))
    async with (
        sim_of(events(body)) as sim,
        sim.stream_workflow("wf") as stream,
        anyio.create_task_group() as tasks,
    ):
        tasks.start_soon(read)
        await body.waited_for.wait()
        await stream.aclose()
    assert caught[0].partial.text == "One"


async def test_a_stream_has_one_reader_at_a_time() -> None:
    """Two would get some of it each."""
    body = Held()
    async with sim_of(events(body)) as sim, sim.stream_workflow("wf") as stream:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(stream.__anext__)
            await body.waited_for.wait()
            with pytest.raises(UsageError, match="another task"):
                await anext(stream)
            body.let_go(chunk("One"), FINAL)
        assert len([event async for event in stream]) == 1


def log(*ids: str, more: bool) -> httpx.Response:
    return httpx.Response(
        200, json={"has_more": more, "data": [{"id": each, "workflow_run": {}} for each in ids]}
    )


def runs(*ids: str, more: bool) -> httpx.Response:
    found = [{"runId": each, "status": "completed"} for each in ids]
    return httpx.Response(200, json={"data": found, "nextCursor": "next" if more else None})


@pytest.mark.table("service", ["dify", "sim"])
@pytest.mark.table("pages", [False, True])
async def test_a_list_goes_on_after_a_step_that_was_left(service: str, pages: bool) -> None:
    """Each page is asked for once, although it takes longer than a step."""
    gates = [anyio.Event(), anyio.Event()]
    page = log if service == "dify" else runs

    async def first() -> httpx.Response:
        await gates[0].wait()
        return page("a", "b", more=True)

    async def second() -> httpx.Response:
        await gates[1].wait()
        return page("c", more=False)

    transport = Answers(first, second)
    listed: Any
    if service == "dify":
        listed = AsyncDify("key", transport=transport).workflows.logs()
    else:
        listed = AsyncSim("key", transport=transport, api="v2").list_runs("wf")
    steps = aiter(listed.pages() if pages else listed)
    for gate in gates:
        for _ in range(3):
            while not await is_left(steps.__anext__):
                pass
        gate.set()
    await anext(steps)
    with pytest.raises(StopAsyncIteration):
        await anext(steps)
    assert transport.asked == 2


async def test_a_list_goes_on_after_an_error() -> None:
    """Leaving it is no end."""
    answers = [
        log("a", more=True),
        httpx.Response(500, json={}),
        log("b", more=False),
    ]
    steps = aiter(dify_of(*answers).workflows.logs())
    found = [(await anext(steps)).id]
    with pytest.raises(Exception, match="500"):
        await anext(steps)
    found += [each.id async for each in steps]
    assert found == ["a", "b"]


async def test_the_request_of_a_list_that_is_forgotten_is_cancelled() -> None:
    """Its answer can't be asked for any more."""
    cancelled = anyio.Event()

    async def never() -> httpx.Response:
        try:
            await anyio.sleep_forever()
        finally:
            cancelled.set()
        raise AssertionError

    steps = aiter(dify_of(never).workflows.logs())
    assert await is_left(steps.__anext__)
    del steps
    gc.collect()
    with anyio.fail_after(2):
        await cancelled.wait()
