"""Connections over real sockets: after cancelled calls, in a crowd, and when the client closes."""

from __future__ import annotations

import asyncio
import gc
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import anyio
import anyio.lowlevel
import httpx
import pytest
from httpcore._synchronization import Lock, ThreadLock

from penstock._core import http as _http
from penstock._core.environment import TRUST_VARIABLES
from penstock.dify import AsyncDify, Dify
from penstock.errors import (
    ClientClosedError,
    ConnectionLostError,
    DeadlineExceededError,
    RequestTimeoutError,
    StreamInterruptedError,
    UsageError,
)
from penstock.oomol import AsyncOomol, Oomol
from penstock.sandbox_fusion import AsyncSandboxFusion, RunCodeRequest, SandboxFusion
from penstock.sim import AsyncSim, Sim

OK = json.dumps(
    {
        "success": True,
        "output": {},
        "status": "Success",
        "message": "",
        "run_result": {"status": "Finished", "stdout": "", "stderr": "", "return_code": 0},
        "compile_result": None,
        "files": {},
        "name": "app",
        "description": "",
        "tags": [],
        "mode": "workflow",
        "author_name": None,
        "data": [],
        "packages": [],
    }
).encode()
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(OK)
STREAM = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
RUN = "5b0c6c1e-7c0e-4d53-9a58-3a1f0c9c3e77"
CODE = RunCodeRequest(code="print(1)", language="python")


class Server:
    """A server of the running event loop: answers in two pieces, or begins streams."""

    def __init__(self) -> None:
        self.url = ""
        self.streaming = 0
        self.silent = False
        self.closes = False
        """Each connection after its first answer, without a word of it in the head."""
        self.arrived = anyio.Event()
        """Set when a whole request is here."""

    async def serve(self, stream: Any) -> None:
        with suppress(anyio.EndOfStream, anyio.BrokenResourceError, anyio.ClosedResourceError):
            async with stream:
                await self._answer(stream)
                while not self.closes:
                    await self._answer(stream)

    async def _answer(self, stream: Any) -> None:
        request = await stream.receive()
        while b"\r\n\r\n" not in request:
            request += await stream.receive()
        head, _, body = request.partition(b"\r\n\r\n")
        sizes = [line for line in head.lower().split(b"\r\n") if b"content-length" in line]
        wanted = int(sizes[0].partition(b":")[2]) if sizes else 0
        while len(body) < wanted:
            body += await stream.receive()
        self.arrived.set()
        if self.silent:
            await anyio.sleep_forever()
        if b"text/event-stream" in head or b'"streaming"' in body:
            self.streaming += 1
            await stream.send(STREAM)
            await anyio.sleep_forever()
        await stream.send(HEAD[:20])
        await stream.send(HEAD[20:] + OK)


@asynccontextmanager
async def serving() -> AsyncIterator[Server]:
    server = Server()
    listener = await anyio.create_tcp_listener(local_host="127.0.0.1", local_port=0, backlog=2000)
    port = listener.extra(anyio.abc.SocketAttribute.local_port)
    server.url = f"http://127.0.0.1:{port}"
    async with listener, anyio.create_task_group() as tasks:
        tasks.start_soon(listener.serve, server.serve)
        yield server
        tasks.cancel_scope.cancel()


def answer(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, content=OK)


Call = Callable[[Any], Any]
CALLS: dict[str, tuple[Callable[..., Any], Call]] = {
    "sim": (
        lambda *a, **k: AsyncSim("k", *a, **k),
        lambda sim: sim.execute_workflow("w", {"a": 1}),
    ),
    "dify": (lambda *a, **k: AsyncDify("k", *a, **k), lambda dify: dify.info()),
    "oomol": (lambda *a, **k: AsyncOomol("k", *a, **k), lambda oomol: oomol.packages.list()),
    "sandbox_fusion": (AsyncSandboxFusion, lambda sandbox: sandbox.run_code(CODE)),
}


def pool_of(client: Any, url: str) -> Any:
    (found,) = [client._caller.pool.client(url)._transport._pool]
    return found


@pytest.mark.table("service", CALLS)
def test_a_cancelled_call_costs_no_connection(service: str) -> None:
    """At whatever step of it the event loop cancels."""
    make, call = CALLS[service]

    async def main() -> None:
        async with serving() as server, make(server.url, max_in_flight=2, max_streams=1) as client:
            for turns in range(1, 40):
                for _ in range(2):
                    await cancelled_after(turns, call(client))
                    pool = pool_of(client, server.url)
                    assert not pool._requests
                    assert all(found.is_idle() for found in pool.connections), turns
            async with asyncio.timeout(10):
                await call(client)

    asyncio.run(main())


async def cancelled_after(turns: int, call: Awaitable[Any]) -> None:
    task = asyncio.ensure_future(call)
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@pytest.mark.table("service", CALLS)
def test_a_crowd_that_is_cancelled_costs_no_connection(service: str) -> None:
    """Also of those that wait for a place."""
    make, call = CALLS[service]

    async def main() -> None:
        async with serving() as server, make(server.url, max_in_flight=3) as client:
            for turns in range(0, 60, 4):
                tasks = [asyncio.ensure_future(call(client)) for _ in range(12)]
                for _ in range(turns):
                    await asyncio.sleep(0)
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                assert not pool_of(client, server.url)._requests
            async with asyncio.timeout(10):
                await asyncio.gather(*(call(client) for _ in range(6)))

    asyncio.run(main())


def test_a_cancelled_call_costs_no_connection_of_a_given_client() -> None:
    """Its pool is the caller's; the calls are ours."""

    async def main() -> None:
        limits = httpx.Limits(max_connections=2)
        async with serving() as server, httpx.AsyncClient(limits=limits) as given:
            sim = AsyncSim("k", server.url, http_client=given)
            for turns in range(1, 40):
                await cancelled_after(turns, sim.execute_workflow("w"))
            pool = given._transport._pool  # type: ignore[attr-defined]
            assert not pool._requests
            assert all(connection.is_idle() for connection in pool.connections)
            assert (await sim.execute_workflow("w")).success

    asyncio.run(main())


@pytest.mark.table("http", ["httpx", "httpx2"])
@pytest.mark.table("backend", ["asyncio", "trio"])
def test_a_cancelled_stream_costs_no_connection(backend: str, http: Any) -> None:
    """While it is opened, and while it is read; its place is free again, too."""

    async def main() -> None:
        bounds: Any = {"max_streams": 1, "http": http}
        async with serving() as server, AsyncSim("k", server.url, **bounds) as sim:
            for _ in range(4):
                with anyio.move_on_after(0.02):
                    async with sim.stream_workflow("w") as stream:
                        await anext(stream)
            with anyio.fail_after(10):
                assert (await sim.execute_workflow("w")).success
            assert not pool_of(sim, server.url)._requests

    anyio.run(main, backend=backend)


@pytest.mark.table("cookies", [{}, {"a": "b"}])
@pytest.mark.table("backend", ["asyncio", "trio"])
def test_a_call_cancelled_while_its_body_is_sent_leaves_no_generator(
    backend: str, cookies: dict[str, str]
) -> None:
    """Trio warns of one that the garbage collector finds."""

    async def main() -> None:
        async def read_a_little(stream: anyio.abc.SocketStream) -> None:
            async with stream:
                await stream.receive(100)
                scope.cancel()
                await anyio.sleep_forever()

        given = httpx.AsyncClient(cookies=cookies) if cookies else None
        listener = await anyio.create_tcp_listener(local_host="127.0.0.1", local_port=0)
        url = f"http://127.0.0.1:{listener.extra(anyio.abc.SocketAttribute.local_port)}"
        async with listener, anyio.create_task_group() as tasks:
            tasks.start_soon(listener.serve, read_a_little)
            async with AsyncSim("k", url, http_client=given) as sim:
                with anyio.CancelScope() as scope:
                    await sim.execute_workflow("w", {"text": "x" * 16_000_000})
            gc.collect()
            tasks.cancel_scope.cancel()
        if given is not None:
            await given.aclose()
        assert scope.cancelled_caught

    anyio.run(main, backend=backend)


@pytest.mark.table("backend", ["asyncio", "trio"])
def test_a_connection_that_the_server_has_closed_is_not_used_again(backend: str) -> None:
    """A run that met its end would be lost, and isn't sent twice."""

    async def main() -> None:
        async with serving() as server, AsyncSim("k", server.url) as sim:
            server.closes = True
            for _ in range(3):
                result = await sim.execute_workflow("w", {"a": 1})
                assert result.attempts == 1
                for _ in range(20):  # until its end is here
                    await anyio.lowlevel.checkpoint()

    anyio.run(main, backend=backend)


@pytest.mark.table("service", CALLS)
def test_a_call_without_a_free_place_says_so(service: str) -> None:
    """Not that the server is slow: the number, and the argument that raises it."""
    make, call = CALLS[service]

    async def main() -> None:
        async with serving() as server, make(server.url, max_in_flight=1, timeout=0.1) as client:
            server.silent = True
            first = asyncio.ensure_future(call(client.with_options(timeout=5)))
            await server.arrived.wait()
            with pytest.raises(RequestTimeoutError, match=r"max_in_flight \(it is 1\)") as caught:
                await call(client)
            assert caught.value.phase == "pool"
            assert not caught.value.sent
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)

    asyncio.run(main())


@pytest.mark.table("timeouts", [{"timeout": 0.05}, {}])
def test_a_given_client_without_a_free_connection_says_so(timeouts: dict[str, float]) -> None:
    """Its limit is another's, and so is the remedy."""

    async def main() -> None:
        limits = httpx.Limits(max_connections=1)
        async with serving() as server, httpx.AsyncClient(limits=limits) as given:
            server.silent = True
            from penstock import Timeouts

            times = Timeouts(pool=0.05, total=timeouts.get("timeout", 5))
            sim = AsyncSim("k", server.url, http_client=given, timeout=times, retry=None)
            first = asyncio.ensure_future(sim.with_options(timeout=5).execute_workflow("w"))
            await server.arrived.wait()
            with pytest.raises(RequestTimeoutError, match="it has 1; raise max_connections") as got:
                await sim.execute_workflow("w")
            assert got.value.phase == "pool"
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)

    asyncio.run(main())


def test_streams_have_a_bound_of_their_own() -> None:
    """Many of them leave room for calls; a stream too many waits, and its error has the limit."""
    bounds: Any = {"max_in_flight": 1, "max_streams": 40}

    async def main() -> None:
        async with serving() as server, AsyncSim("k", server.url, **bounds) as sim:
            streams = [sim.stream_workflow("w") for _ in range(40)]
            await asyncio.gather(*(stream.__aenter__() for stream in streams))
            assert server.streaming == 40
            assert (await sim.execute_workflow("w")).success
            with pytest.raises(DeadlineExceededError, match="max_streams") as caught:
                await sim.stream_workflow("w", timeout=0.05).__aenter__()
            assert caught.value.phase == "pool"
            await streams[0].aclose()
            await streams[0].aclose()
            async with sim.stream_workflow("w", timeout=5):
                pass
            await asyncio.gather(*(stream.aclose() for stream in streams))

    asyncio.run(main())


@pytest.mark.table("service", ["sim", "dify"])
def test_many_streams_are_open_at_once_by_default(service: str) -> None:
    """Far more than there may be calls: a run that is followed for minutes delays no call."""
    most = 300

    async def main() -> None:
        opened, all_open = 0, asyncio.Event()

        class Events(httpx.AsyncByteStream):
            async def __aiter__(self) -> AsyncIterator[bytes]:
                nonlocal opened
                opened += 1
                if opened == most:
                    all_open.set()
                await all_open.wait()
                yield b"data: [DONE]\n\n"

        head = {"content-type": "text/event-stream"}
        transport = httpx.MockTransport(
            lambda _: httpx.Response(200, headers=head, stream=Events())
        )
        async with asyncio.timeout(60):
            if service == "sim":
                sim = AsyncSim("k", transport=transport)
                runs = [sim.stream_workflow("w").collect() for _ in range(most)]
            else:
                dify = AsyncDify("k", transport=transport)
                runs = [dify.workflows.stream({}, "u").collect() for _ in range(most)]
            await asyncio.gather(*runs, return_exceptions=True)
        assert opened >= most

    asyncio.run(main())


@pytest.mark.table("kind", [Sim, AsyncSim, Dify, AsyncDify, Oomol, AsyncOomol])
@pytest.mark.table("argument", ["max_in_flight", "max_streams"])
@pytest.mark.table("value", [0, -1, 1.5, True, "3"])
def test_a_bound_is_a_whole_number(kind: Any, argument: str, value: Any) -> None:
    """And it is refused by name."""
    with pytest.raises(UsageError, match=argument):
        kind("k", "http://localhost", **{argument: value})


ARRIVED = threading.Event()


@contextmanager
def mute(*pieces: bytes) -> Iterator[str]:
    """Accept connections, answer each request with these bytes, and then nothing more."""
    kept: list[socket.socket] = []
    ARRIVED.clear()
    listener = socket.create_server(("127.0.0.1", 0), backlog=100)

    def accept() -> None:
        with suppress(OSError):
            while True:
                found, _ = listener.accept()
                kept.append(found)
                if pieces:
                    found.recv(65536)
                    found.sendall(b"".join(pieces))
                ARRIVED.set()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}"
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)
        for found in kept:
            found.close()


def closed_meanwhile(
    client: Any, call: Callable[[], Any], ready: threading.Event = ARRIVED
) -> Exception:
    """Return what a call in another thread ends in when the client is closed."""
    ended: list[Any] = []

    def run() -> None:
        try:
            ended.append(call())
        except Exception as error:
            ended.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    time.sleep(0.1)  # for what it does next
    assert thread.is_alive()
    client.close()
    thread.join(5)
    assert not thread.is_alive(), "still waiting"
    (error,) = ended
    assert isinstance(error, Exception)
    return error


BLOCKING: dict[str, tuple[Callable[..., Any], Call]] = {
    "sim": (lambda *a, **k: Sim("k", *a, **k), lambda sim: sim.execute_workflow("w", timeout=60)),
    "dify": (lambda *a, **k: Dify("k", *a, **k), lambda dify: dify.workflows.run({}, "u")),
    "oomol": (
        lambda *a, **k: Oomol("k", *a, **k),
        lambda oomol: oomol.tasks.run({"manifest": "a::b", "inputValues": {}}),
    ),
    "sandbox_fusion": (SandboxFusion, lambda sandbox: sandbox.run_code(CODE)),
}


@pytest.mark.table("scheme", ["http", "https"])
@pytest.mark.table("service", BLOCKING)
def test_close_ends_the_calls_of_other_threads(service: str, scheme: str) -> None:
    """At once, whether they wait for an answer or for a handshake."""
    make, call = BLOCKING[service]
    with mute() as host:
        client = make(f"{scheme}://{host}")
        error = closed_meanwhile(client, lambda: call(client))
    assert isinstance(error, ClientClosedError)
    assert "closed" in error.message
    assert error.attempts == 1
    assert error.sent == (scheme == "http")


@pytest.mark.table("service", BLOCKING)
def test_close_ends_a_body_that_is_being_read(service: str) -> None:
    """Its head is here, the rest isn't."""
    make, call = BLOCKING[service]
    with mute(HEAD, OK[:10]) as host:
        client = make(f"http://{host}")
        assert isinstance(closed_meanwhile(client, lambda: call(client)), ClientClosedError)


@pytest.mark.table("service", BLOCKING)
def test_close_ends_a_wait_before_the_next_attempt(service: str) -> None:
    """However long the server asked for."""
    refusal = b"HTTP/1.1 503 Busy\r\nretry-after: 20\r\ncontent-length: 0\r\n\r\n"
    make, call = BLOCKING[service]
    with mute(refusal) as host:
        client = make(f"http://{host}", timeout=60)
        asked = client.info if service == "dify" else lambda: call(client)
        error = closed_meanwhile(client, asked)
    assert isinstance(error, ClientClosedError)
    assert error.attempts == 1


@pytest.mark.table(
    ("kind", "state", "wait"),
    [
        (Sim, {"status": "processing", "taskId": "j"}, lambda sim: sim.wait_for_job("j")),
        (Dify, {"id": RUN, "status": "running"}, lambda dify: dify.workflows.wait(RUN)),
        (
            Oomol,
            {"success": True, "task": {"id": "t", "status": "running"}},
            lambda oomol: oomol.tasks.wait_for_completion("t"),
        ),
    ],
)
def test_close_ends_a_wait_for_a_run(kind: Any, state: Any, wait: Call) -> None:
    """Between two polls; the error has the id by which it can be waited for again."""
    body = json.dumps(state).encode()
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
    with mute(head % len(body), body) as host:
        client = kind("k", f"http://{host}")
        error = closed_meanwhile(client, lambda: wait(client))
    assert isinstance(error, ClientClosedError)


def test_close_ends_the_wait_for_a_place() -> None:
    """Nothing was sent."""
    with mute() as host:
        sim = Sim("k", f"http://{host}", max_in_flight=1)
        first = threading.Thread(target=lambda: _suppressed(sim), daemon=True)
        first.start()
        time.sleep(0.1)
        error = closed_meanwhile(sim, lambda: sim.execute_workflow("w", timeout=60))
        first.join(5)
    assert isinstance(error, ClientClosedError)
    assert not error.sent


def _suppressed(sim: Sim) -> None:
    with suppress(ClientClosedError):
        sim.execute_workflow("w", timeout=60)


def test_close_ends_a_stream_that_is_being_read() -> None:
    """With what arrived."""
    with mute(STREAM, b'data: {"blockId": "b", "chunk": "hel"}\n\n') as host:
        sim = Sim("k", f"http://{host}")

        begun = threading.Event()

        def read() -> None:
            with sim.stream_workflow("w") as stream:
                for _ in stream:
                    begun.set()

        error = closed_meanwhile(sim, read, begun)
    assert isinstance(error, StreamInterruptedError)
    assert "the client was closed" in error.message
    assert len(error.events) == 1


def test_close_leaves_a_given_client_and_its_calls_alone() -> None:
    """They are the caller's."""
    with httpx.Client(transport=httpx.MockTransport(answer)) as given:
        sim = Sim("k", http_client=given)
        sim.close()
        assert sim.execute_workflow("w").success


@pytest.mark.table("http", ["httpx", "httpx2"])
@pytest.mark.table("backend", ["asyncio", "trio"])
def test_aclose_ends_the_calls_of_other_tasks(backend: str, http: Any) -> None:
    """Those that wait for an answer and those that wait for a place alike."""

    async def main() -> None:
        errors: list[Exception] = []

        async def call(sim: AsyncSim) -> None:
            try:
                await sim.execute_workflow("w", timeout=60)
            except Exception as error:
                errors.append(error)

        async with serving() as server:
            server.silent = True
            sim = AsyncSim("k", server.url, max_in_flight=2, http=http)
            async with anyio.create_task_group() as tasks:
                for _ in range(5):
                    tasks.start_soon(call, sim)
                await anyio.sleep(0.05)
                with anyio.fail_after(5):
                    await sim.aclose()
        assert [type(error) for error in errors] == [ClientClosedError] * 5
        with pytest.raises(UsageError, match="closed"):
            await sim.execute_workflow("w")

    anyio.run(main, backend=backend)


@pytest.mark.table("then", ["asyncio", "trio"])
@pytest.mark.table("first", ["asyncio", "trio"])
def test_a_client_works_in_one_event_loop_after_another(first: str, then: str) -> None:
    """Also in one of another kind: its connections are made anew."""
    sim = AsyncSim("k", "http://localhost")

    async def main() -> None:
        async with serving() as server:
            view = sim.with_options(base_url=server.url)
            assert (await view.execute_workflow("w")).success
            await next(iter(view._caller.pool._made.values()))[0].aclose()

    anyio.run(main, backend=first)
    anyio.run(main, backend=then)


def test_a_client_of_one_event_loop_refuses_another_beside_it() -> None:
    """Trio's beside asyncio's as well."""
    sim = AsyncSim("k", transport=httpx.MockTransport(answer))

    async def main() -> None:
        assert (await sim.execute_workflow("w")).success
        with pytest.raises(UsageError, match="one client for each loop"):
            await anyio.to_thread.run_sync(anyio.run, sim.execute_workflow, "w")

    anyio.run(main, backend="trio")


@pytest.mark.table("scheme", ["http", "https"])
def test_trusted_roots_are_loaded_when_needed_and_off_the_event_loop(
    scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loading takes a fifth of a second: nothing for http, a thread's work for https."""
    loaders: list[threading.Thread] = []
    create = httpx.create_ssl_context

    def load(**options: Any) -> Any:
        loaders.append(threading.current_thread())
        return create(**options)

    for name in TRUST_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(_http._Process, "tls", {})
    monkeypatch.setattr(httpx, "create_ssl_context", load)

    async def main() -> None:
        with mute(b"nonsense") as host:
            async with AsyncSim("k", f"{scheme}://{host}", retry=None) as sim:
                with suppress(Exception):
                    await sim.execute_workflow("w", timeout=5)

    anyio.run(main)
    assert len(loaders) == (scheme == "https")
    assert threading.main_thread() not in loaders


FIRST_CALL = """
import sys
import threading

import anyio

from penstock.sim import AsyncSim


class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "httpcore":
            print(threading.current_thread() is threading.main_thread())


async def main():
    async with AsyncSim("k", "http://127.0.0.1:1", retry=None) as sim:
        try:
            await sim.get_usage_limits()
        except Exception as error:
            print(type(error).__name__)


sys.meta_path.insert(0, Finder())
anyio.run(main)
"""


def test_the_http_library_is_loaded_off_the_event_loop() -> None:
    """It takes a tenth of a second, and is not needed before the first call."""
    run = [sys.executable, "-c", FIRST_CALL]
    done = subprocess.run(run, capture_output=True, text=True, timeout=30, check=True)
    *loaded, error = done.stdout.split()
    assert error == "NotSentError"
    assert "True" not in loaded  # httpx 0.27 loads it with itself, before there is an event loop


class Wrapping(httpx.AsyncBaseTransport):
    """As those are that log or cache."""

    def __init__(self, wrapped: httpx.AsyncBaseTransport) -> None:
        self._wrapped = wrapped

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._wrapped.handle_async_request(request)

    async def aclose(self) -> None:
        await self._wrapped.aclose()


class Slotted(httpx.AsyncBaseTransport):
    """One of several, in a collection in a slot."""

    __slots__ = ("_held",)

    def __init__(self, wrapped: httpx.AsyncBaseTransport) -> None:
        self._held = {"all": [wrapped]}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._held["all"][0].handle_async_request(request)


class Client(httpx.AsyncBaseTransport):
    """Sends by another client."""

    def __init__(self, wrapped: httpx.AsyncBaseTransport) -> None:
        self._client = httpx.AsyncClient(transport=wrapped)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._client.send(request, stream=True)


class Bare(httpx.AsyncBaseTransport):
    """Has a pool of its own."""

    def __init__(self, wrapped: Any) -> None:
        self._wrapped, self.connections = wrapped, wrapped._pool

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._wrapped.handle_async_request(request)


WRAPPERS: dict[str, Any] = {
    "wrapped": Wrapping,
    "twice": lambda wrapped: Wrapping(Wrapping(wrapped)),
    "slot": Slotted,
    "client": Client,
    "bare": Bare,
}


@pytest.mark.table("way", ["transport", "client", "mounted"])
@pytest.mark.table("wrapper", WRAPPERS)
def test_a_cancelled_call_costs_no_connection_of_a_wrapped_transport(
    wrapper: str, way: str
) -> None:
    """Whatever stands before the pool."""

    async def main() -> None:
        inner = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=2))
        pool = inner._pool
        given: Any = {"transport": WRAPPERS[wrapper](inner)}
        if way == "client":
            given = {"http_client": httpx.AsyncClient(**given)}
        elif way == "mounted":
            given = {"http_client": httpx.AsyncClient(mounts={"http://": given["transport"]})}
        async with serving() as server:
            sim = AsyncSim("k", server.url, **given)
            for turns in range(1, 30):
                await cancelled_after(turns, sim.execute_workflow("w"))
                assert not pool._requests
                assert all(connection.is_idle() for connection in pool.connections)
            assert (await sim.execute_workflow("w")).success
            await inner.aclose()

    asyncio.run(main())


class Login(httpx.Auth):
    """Asks for a token before each request, as OAuth has it."""

    def __init__(self, url: str, **settings: Any) -> None:
        self.url = url
        self.settings = settings

    def auth_flow(self, request: httpx.Request) -> Any:
        answer = yield httpx.Request("POST", f"{self.url}/token", **self.settings)
        request.headers["x-token"] = str(answer.status_code)
        yield request


def test_a_cancelled_call_costs_no_connection_of_an_auth() -> None:
    """It asks for its token over the same pool."""

    async def main() -> None:
        limits = httpx.Limits(max_connections=2)
        async with (
            serving() as server,
            httpx.AsyncClient(limits=limits, auth=Login(server.url)) as given,
        ):
            sim = AsyncSim("k", server.url, http_client=given)
            pool = given._transport._pool  # type: ignore[attr-defined]
            for turns in range(1, 60):
                await cancelled_after(turns, sim.execute_workflow("w"))
                assert not pool._requests
                assert all(connection.is_idle() for connection in pool.connections), turns
            assert (await sim.execute_workflow("w")).success

    asyncio.run(main())


@pytest.mark.table("settings", [{}, {"extensions": {"timeout": {"read": 60, "pool": 0.5}}}])
@pytest.mark.table("blocking", [False, True])
def test_the_requests_of_an_auth_are_bounded_by_the_call(blocking: bool, settings: Any) -> None:
    """Also where the client that was given has no timeout of its own."""

    async def call(url: str) -> None:
        async with httpx.AsyncClient(timeout=None, auth=Login(url, **settings)) as given:
            await AsyncSim("k", url, http_client=given).execute_workflow("w", timeout=0.1)

    def call_blocking(url: str) -> None:
        with httpx.Client(timeout=None, auth=Login(url, **settings)) as given:
            Sim("k", url, http_client=given).execute_workflow("w", timeout=0.1)

    with mute() as host, pytest.raises(DeadlineExceededError):
        call_blocking(f"http://{host}") if blocking else asyncio.run(call(f"http://{host}"))


def test_the_time_that_an_auth_took_is_gone_for_the_call(clock: Any) -> None:
    """Its requests and the call's own share one deadline."""
    seen: list[dict[str, float]] = []

    def slowly(request: httpx.Request) -> httpx.Response:
        seen.append(dict(request.extensions["timeout"]))
        clock.now += 2
        return answer(request)

    with httpx.Client(transport=httpx.MockTransport(slowly), auth=Login("http://login")) as given:
        sim = Sim("k", "http://localhost", http_client=given, clock=clock)
        sim.execute_workflow("w", timeout=5)
    assert [set(timeouts.values()) for timeouts in seen] == [{5}, {3}]


class Blocking(httpx.BaseTransport):
    """A blocking transport around another."""

    def __init__(self) -> None:
        self._wrapped = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._wrapped.handle_request(request)

    def close(self) -> None:
        self._wrapped.close()


@pytest.mark.table("service", BLOCKING)
def test_close_ends_the_calls_of_other_threads_through_a_wrapped_transport(service: str) -> None:
    """At once, as through one of ours."""
    make, call = BLOCKING[service]
    with mute() as host:
        client = make(f"http://{host}", transport=Blocking())
        error = closed_meanwhile(client, lambda: call(client))
    assert isinstance(error, ClientClosedError)


@contextmanager
def answering() -> Iterator[str]:
    """Answer each request of each connection."""

    def serve(found: socket.socket) -> None:
        with suppress(OSError), found:
            while found.recv(65536):
                found.sendall(HEAD + OK)

    def accept() -> None:
        with suppress(OSError):
            while True:
                found, _ = listener.accept()
                threading.Thread(target=serve, args=(found,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)


def test_a_transport_serves_other_clients_after_one_was_closed() -> None:
    """It makes new connections for them."""
    with answering() as url, httpx.HTTPTransport() as transport:
        for _ in range(2):
            with Sim("k", url, transport=transport) as sim:
                assert sim.execute_workflow("w").success


def test_close_ends_the_calls_that_wait_for_a_connection_of_a_given_transport() -> None:
    """None of them is sent once the first has given up its connection."""
    ended: list[Any] = []
    with mute() as host:
        transport = httpx.HTTPTransport(limits=httpx.Limits(max_connections=1))
        client = Oomol("k", f"http://{host}", transport=transport)

        def run() -> None:
            try:
                ended.append(client.tasks.list())
            except ClientClosedError as error:
                ended.append(error)

        threads = [threading.Thread(target=run, daemon=True) for _ in range(3)]
        for thread in threads:
            thread.start()
        pool = transport._pool
        while sum(queued.is_queued() for queued in pool._requests) < 2 or not ARRIVED.is_set():
            ARRIVED.wait(0.01)
        client.close()
        for thread in threads:
            thread.join(5)
        assert not any(thread.is_alive() for thread in threads)
        assert [type(error) for error in ended] == [ClientClosedError] * 3
        assert not pool._requests


def test_an_async_close_ends_the_calls_that_wait_for_a_connection_of_a_given_transport() -> None:
    async def main() -> None:
        with mute() as host:
            transport = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=1))
            client = AsyncOomol("k", f"http://{host}", transport=transport)
            calls = [asyncio.ensure_future(client.tasks.list()) for _ in range(3)]
            for _ in range(1000):
                await anyio.lowlevel.checkpoint()
            assert [queued.is_queued() for queued in transport._pool._requests].count(True) == 2
            await client.aclose()
            ended = await asyncio.wait_for(asyncio.gather(*calls, return_exceptions=True), 5)
            assert {type(error) for error in ended} <= {ClientClosedError, ConnectionLostError}

    asyncio.run(main())


class AlarmError(Exception):
    """The exception of a signal handler."""


def test_a_signal_handler_that_raises_leaves_no_lock_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At whichever lock of the HTTP library it strikes, the next call works."""
    left = 0

    def entered(lock: Any) -> Any:
        nonlocal left
        lock._lock.acquire()
        left -= 1
        if not left:
            raise AlarmError
        return lock

    for kind in (Lock, ThreadLock):
        monkeypatch.setattr(kind, "__enter__", entered)

    def call(sim: Sim) -> None:
        with suppress(AlarmError):
            sim.execute_workflow("w")
            ended.append(struck)

    ended: list[int] = []
    with answering() as url:
        for struck in range(1, 100):
            with Sim("k", url) as sim:
                call(sim)
                left, ended[:] = struck, []
                for _ in range(2):
                    thread = threading.Thread(target=call, args=(sim,), daemon=True)
                    thread.start()
                    thread.join(10)
                    assert not thread.is_alive(), f"waits for lock {struck}"
            if len(ended) == 2:
                break
    assert struck > 2


@pytest.mark.table("service", BLOCKING)
@pytest.mark.table("pieces", [(), (HEAD, OK[:10])], ids=["head", "body"])
def test_a_given_client_that_its_owner_closes_is_said_to_be_closed(
    service: str, pieces: tuple[bytes, ...]
) -> None:
    """Not that a file descriptor is bad; and nothing is tried again."""
    make, call = BLOCKING[service]
    if service == "sim":
        call = lambda sim: sim.execute_workflow("w")  # noqa: E731 - with the client's timeout
    with mute(*pieces) as host, httpx.Client() as given:
        client = make(f"http://{host}", http_client=given, timeout=0.3)
        error = closed_meanwhile(given, lambda: call(client))
        assert isinstance(error, ClientClosedError | StreamInterruptedError)
        assert "http_client that was given was closed" in str(error)
        assert "descriptor" not in str(error)
        with pytest.raises(UsageError, match="given has been closed"):
            call(client)


@pytest.mark.table("service", CALLS)
def test_a_given_async_client_that_its_owner_closes_is_said_to_be_closed(service: str) -> None:
    """While a call waits."""
    make, call = CALLS[service]

    async def main() -> None:
        async with serving() as server:
            server.silent = True
            given = httpx.AsyncClient()
            task = asyncio.ensure_future(call(make(server.url, http_client=given)))
            await server.arrived.wait()
            await given.aclose()
            with pytest.raises(ClientClosedError, match="given was closed"):
                await task

    asyncio.run(main())


def test_a_given_transport_that_its_owner_closes_is_said_to_be_closed() -> None:
    """Lost and closed connections can't be distinguished otherwise."""
    with mute() as host, httpx.HTTPTransport() as transport, httpx.Client() as given:
        given._transport = transport
        sim = Sim("k", f"http://{host}", http_client=given, timeout=0.3, retry=None)
        error = closed_meanwhile(transport, lambda: sim.execute_workflow("w"))
    assert isinstance(error, ConnectionLostError)
    assert "this program closed it" in error.message
