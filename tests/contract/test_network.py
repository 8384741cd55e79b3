"""Servers that misbehave on the socket itself, slowly or at once."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from penstock.errors import (
    DeadlineExceededError,
    PenstockError,
    StreamInterruptedError,
    TransportError,
)
from penstock.retry import RetryPolicy
from penstock.sim import AsyncSim, Sim

ALLOWED = 0.3  # seconds for the whole call
HEAD = b"HTTP/1.1 200 OK\r\n"
JSON = HEAD + b"Content-Type: application/json\r\n"

# What is sent at once, and what then follows drop by drop, for far longer than a call may take.
DRIPS = {
    "nothing at all": (b"", b""),
    "headers": (HEAD, b"X: a\r\n"),
    "a body of known length": (JSON + b"Content-Length: 1000\r\n\r\n", b" "),
    "the length of a chunk": (JSON + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
}
NONSENSE = {
    "no HTTP": b"\x00\xff nonsense\r\n\r\n",
    "an empty answer": b"",
    "half a head": HEAD + b"Content-Ty",
    "half a body": JSON + b'Content-Length: 1000\r\n\r\n{"success": true',
    "a broken chunk": JSON + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
}


@contextmanager
def server(first: bytes, drop: bytes | None = None) -> Iterator[str]:
    """Answer each connection so; with no drops to follow, hang up."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                drip(connection)

    def drip(connection: socket.socket) -> None:
        try:
            connection.recv(65536)
            connection.sendall(first)
            while drop is not None and not over.wait(0.02):
                connection.sendall(drop)
        except OSError:
            pass  # the client has gone, as it should

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(2)


def blocking(url: str) -> None:
    with Sim("key", base_url=url, retry=RetryPolicy.none()) as sim:
        sim.execute_workflow("wf", timeout=ALLOWED)


def awaited(url: str) -> None:
    async def call() -> None:
        async with AsyncSim("key", base_url=url, retry=RetryPolicy.none()) as sim:
            await sim.execute_workflow("wf", timeout=ALLOWED)

    asyncio.run(call())


@pytest.mark.table("call", [blocking, awaited])
@pytest.mark.table("what", DRIPS)
def test_a_server_that_drips_does_not_hold_a_call_beyond_its_time(
    what: str, call: Callable[[str], None]
) -> None:
    with server(*DRIPS[what]) as url:
        started = time.monotonic()
        with pytest.raises(DeadlineExceededError) as caught:
            call(url)
        assert time.monotonic() - started < 4 * ALLOWED
    assert caught.value.code == "TIMEOUT"


@pytest.mark.table("call", [blocking, awaited])
@pytest.mark.table("what", NONSENSE)
def test_nonsense_on_the_socket_is_an_error_of_ours(what: str, call: Callable[[str], None]) -> None:
    with server(NONSENSE[what]) as url, pytest.raises(PenstockError) as caught:
        call(url)
    assert isinstance(caught.value, TransportError)


def test_closing_a_stream_wakes_the_thread_that_reads_it() -> None:
    """The server would send nothing for a long time yet."""
    said: list[PenstockError] = []

    def read(chunks: Iterator[bytes]) -> None:
        try:
            next(chunks)
        except PenstockError as error:
            said.append(error)

    head = HEAD + b"Content-Type: text/event-stream\r\nContent-Length: 9\r\n\r\n"
    with (
        server(head, b"") as url,
        Sim("key", base_url=url) as sim,
        sim.stream_workflow("wf") as stream,
    ):
        body = stream._body
        assert body is not None
        chunks = body._chunks
        thread = threading.Thread(target=read, args=(chunks,), daemon=True)
        thread.start()
        while thread.is_alive() and not chunks.gi_running:
            time.sleep(0.001)
        body.close()
        thread.join(1)
        assert not thread.is_alive()
    assert isinstance(said[0], TransportError)


def test_a_stream_closed_by_another_thread_ends_for_its_reader() -> None:
    """The reader is blocked in the socket; the connection is closed, not left to a timeout."""
    events = HEAD + b"Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
    caught: list[BaseException] = []

    def read() -> None:
        try:
            list(stream)
        except PenstockError as error:
            caught.append(error)

    with (
        server(events, b"") as url,
        Sim("key", base_url=url) as sim,
        sim.stream_workflow("wf", timeout=5) as stream,
    ):
        reader = threading.Thread(target=read)
        reader.start()
        time.sleep(0.1)
        stream.close()
        reader.join(2)
    assert not reader.is_alive()
    assert [type(error) for error in caught] == [StreamInterruptedError]
