"""Streams that are left in the midst, over real connections and each way to the mock."""

from __future__ import annotations

import asyncio
import gc
import json
import signal
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from types import FrameType
from typing import Any

import anyio
import httpx
import pytest
from attrs import field, frozen
from httpx_aiohttp import AiohttpTransport

from penstock import StreamInterruptedError
from penstock.dify import AsyncDify, Dify
from penstock.sim import AsyncSim, FinalEvent, Sim
from penstock_mock.engine.clock import RealClock
from penstock_mock.mock import Mock
from penstock_mock.services.dify import succeed
from penstock_mock.services.sim import stream as plan
from penstock_mock.services.sim import succeed as completes

HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n"
    b"Connection: close\r\n\r\n"
)
RUN = "5b0c6c1e-7c0e-4d53-9a58-3a1f0c9c3e77"


def frame(value: Any) -> bytes:
    event = f"data: {json.dumps(value)}\n\n".encode()
    return b"%x\r\n%s\r\n" % (len(event), event)


def chunk(text: str) -> bytes:
    return frame({"blockId": "b", "chunk": text})


def told(kind: str, **data: Any) -> bytes:
    return frame({"event": kind, "workflow_run_id": RUN, "task_id": "t", "data": data})


END = b"0\r\n\r\n"
FINAL = frame({"event": "final", "data": {"success": True, "output": {}}}) + END
STARTED = told("workflow_started", id=RUN)
FINISHED = told("workflow_finished", id=RUN, status="succeeded", outputs={}) + END


@frozen
class Peer:
    """A server whose test sends, at any time, over the connection it has."""

    url: str
    pieces: SimpleQueue[bytes | None] = field(factory=SimpleQueue)
    asked: list[bytes] = field(factory=list)
    came: threading.Event = field(factory=threading.Event)

    def send(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.pieces.put(piece)

    def serve(self, listener: socket.socket) -> None:
        with suppress(OSError):  # the test is over
            while True:
                with listener.accept()[0] as connection, suppress(ConnectionError):
                    self.asked.append(connection.recv(65536).partition(b"\r\n")[0])
                    self.came.set()
                    self.answer(connection)

    def answer(self, connection: socket.socket) -> None:
        connection.sendall(HEAD)
        while (piece := self.pieces.get()) is not None:
            connection.sendall(piece)
            if piece.endswith(END):
                return


@pytest.fixture(scope="module", autouse=True)
def _few_objects() -> None:
    """The collections of these tests look at their own objects only."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def peer() -> Iterator[Peer]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        peer = Peer(f"http://127.0.0.1:{listener.getsockname()[1]}")
        thread = threading.Thread(target=peer.serve, args=(listener,), daemon=True)
        thread.start()
        yield peer
        listener.shutdown(socket.SHUT_RDWR)
        peer.pieces.put(None)
        thread.join(2)


async def is_left(step: Callable[[], Awaitable[Any]]) -> bool:
    """Cancel a step once it waits; return whether it was still waiting then."""
    with anyio.move_on_after(0.005) as scope:
        await step()
    return scope.cancelled_caught


@pytest.mark.table("way", ["own", "httpx2", "fast", "given", "aiohttp", "trio"])
def test_a_step_cancelled_in_the_socket_loses_nothing(way: str, peer: Peer) -> None:
    """Whatever reads the socket: the read goes on, and the next step has what it brings."""

    async def use() -> list[str]:
        given = httpx.AsyncClient() if way == "given" else None
        transport = AiohttpTransport() if way == "aiohttp" else None
        http: Any = way if way in ("httpx2", "fast") else None
        got = []
        sim = AsyncSim("key", peer.url, http_client=given, transport=transport, http=http)
        async with sim, sim.stream_workflow("wf") as stream:
            for text in ("One", " two", " three"):
                for _ in range(3):
                    assert await is_left(stream.__anext__)
                peer.send(chunk(text))
                got.append((await anext(stream)).chunk)
            peer.send(FINAL)
            assert [type(event) async for event in stream] == [FinalEvent]
        if given is not None:
            await given.aclose()
        return got

    assert anyio.run(use, backend="trio" if way == "trio" else "asyncio") == [
        "One",
        " two",
        " three",
    ]


@pytest.mark.table("front", ["transport", "respx"])
@pytest.mark.table("service", ["sim", "dify"])
def test_a_heartbeat_around_each_step_loses_nothing(front: str, service: str) -> None:
    """`asyncio.wait_for` around `anext`, with the mock in process."""
    mock = Mock(clock=RealClock())
    mock.sim.workflow("wf", completes().with_stream(plan(gap=0.01)))
    mock.dify.workflow(succeed({"text": "one two three"}).paced(0.01))

    async def use() -> tuple[str, int]:
        settings: Any = {"transport": mock.transport} if front == "transport" else {}
        text, beats = "", 0
        client: Any
        if service == "sim":
            client = AsyncSim("key", **settings)
            opened = client.stream_workflow("wf", {"message": "one two three"}, ["agent1.content"])
        else:
            client = AsyncDify("key", **settings)
            opened = client.workflows.stream({}, "u")
        async with client, opened as stream:
            while True:
                try:
                    event = await asyncio.wait_for(anext(stream), 0.004)
                except TimeoutError:
                    beats += 1
                except StopAsyncIteration:
                    return text, beats
                else:
                    text += getattr(event, "chunk", "") or getattr(event, "text", "")

    if front == "respx":
        with mock.router:
            text, beats = asyncio.run(use())
    else:
        text, beats = asyncio.run(use())
    assert text == "one two three"
    assert beats > 2


@pytest.mark.table("how", ["break", "raise", "cancel", "cancel between", "aclose"])
@pytest.mark.table("given", [False, True])
@pytest.mark.table("backend", ["asyncio", "trio"])
def test_a_stream_left_early_leaves_nothing_behind(
    how: str, given: bool, backend: str, peer: Peer
) -> None:
    """No generator to the collector, which trio warns of, and no connection to the pool."""

    async def leave(sim: AsyncSim, scope: anyio.CancelScope) -> None:
        async with sim.stream_workflow("wf") as stream:
            await anext(stream)
            if how == "aclose":
                await stream.aclose()
            elif how == "cancel":
                scope.deadline = anyio.current_time() + 0.02
                await anext(stream)
            elif how == "cancel between":
                scope.cancel()
                await anyio.sleep_forever()
            elif how == "raise":
                raise LookupError

    async def use() -> None:
        client = httpx.AsyncClient() if given else None
        async with AsyncSim("key", peer.url, http_client=client) as sim:
            with anyio.CancelScope() as scope, suppress(LookupError):
                await leave(sim, scope)
            gc.collect()
            pool = sim._caller.pool.client(peer.url)._transport._pool
            assert pool.connections == []
        if client is not None:
            await client.aclose()
        gc.collect()

    peer.send(chunk("One") + chunk(" two") if how != "cancel" else chunk("One"))
    anyio.run(use, backend=backend)


class Alarm(Exception):
    """The exception of a signal handler."""


@contextmanager
def alarm(kind: type[Exception], peer: Peer) -> Iterator[None]:
    """Raise this a moment after the peer was asked, wherever the main thread is."""

    def ring(number: int, where: FrameType | None) -> None:
        raise kind

    before = signal.signal(signal.SIGALRM, ring)
    set_it = threading.Thread(
        target=lambda: peer.came.wait(10) and signal.setitimer(signal.ITIMER_REAL, 0.02)
    )
    set_it.start()
    try:
        yield
    finally:
        set_it.join()
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


signals = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no such signal")
# The HTTP library takes the second for the socket's own.
kinds = pytest.mark.parametrize("kind", [Alarm, TimeoutError, ConnectionError])


@signals
@kinds
def test_a_blocking_step_left_by_a_signal_is_no_end(kind: type[Exception], peer: Peer) -> None:
    """Its connection is gone; what had come is on the error, now and later."""
    peer.send(chunk("One"))
    with Sim("key", peer.url) as sim, sim.stream_workflow("wf") as stream:
        assert next(stream).chunk == "One"
        with pytest.raises(kind) as left, alarm(kind, peer):
            next(stream)
        assert type(left.value) is kind
        for _ in range(2):
            with pytest.raises(StreamInterruptedError, match="signal handler") as caught:
                next(stream)
            assert caught.value.partial.text == "One"


@signals
@kinds
def test_a_run_is_read_on_after_a_signal_where_it_can_be(kind: type[Exception], peer: Peer) -> None:
    """Over another connection, as after any that is lost."""
    peer.send(STARTED)
    with Dify("key", peer.url) as dify, dify.workflows.stream({}, "u") as stream:
        got = [next(stream).kind]
        with pytest.raises(kind) as left, alarm(kind, peer):
            next(stream)
        assert type(left.value) is kind
        peer.send(END, STARTED, FINISHED)
        got += [event.kind for event in stream]
    assert got == ["workflow_started", "workflow_finished"]
    assert [line.split()[0] for line in peer.asked] == [b"POST", b"GET"]


@signals
@kinds
@pytest.mark.table("given", [False, True])
def test_a_list_goes_on_after_a_signal(kind: type[Exception], given: bool, peer: Peer) -> None:
    """A GET that a signal handler ended is neither repeated behind its back nor lost."""
    client = httpx.Client() if given else None
    with Dify("key", peer.url, http_client=client) as dify:
        steps = iter(dify.workflows.logs())
        with pytest.raises(kind) as left, alarm(kind, peer):
            next(steps)
        assert type(left.value) is kind
        body = json.dumps({"has_more": False, "data": [{"id": "a"}]}).encode()
        peer.send(END, b"%x\r\n%s\r\n" % (len(body), body), END)
        assert [line.id for line in steps] == ["a"]
    assert len(peer.asked) == 2
    if client is not None:
        client.close()
