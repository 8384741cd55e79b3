"""The matrix of transport and behaviour: httpx, httpx2, the fast one, and those that are given.

Each test is a behaviour, and runs over every transport, in both forms, against a server on a real
socket. The fast transport has no blocking form, and falls back to httpx there; so does all that it
can't do, and `transport_name` shows it. Its fallbacks and mocks are in test_fast.py.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from httpx_aiohttp import AiohttpTransport
from peer import BODY, Peer, serving

from penstock import (
    APIStatusError,
    AuthenticationError,
    ClientClosedError,
    ConnectionLostError,
    DeadlineExceededError,
    NotSentError,
    RequestTimeoutError,
    StreamIdleError,
    StreamInterruptedError,
    UsageError,
)
from penstock._core.options import Timeouts
from penstock.sandbox_fusion import AsyncSandboxFusion, SandboxFusion
from penstock.sim import AsyncSim, ChunkEvent, Sim

pytestmark = pytest.mark.anyio

KEY = "sk-sim-0123456789"
OPENSSL = shutil.which("openssl")
OWN = ["httpx", "httpx2", "fast"]


@pytest.fixture(scope="module")
def _peer() -> Iterator[Peer]:
    with serving() as peer:
        yield peer


@pytest.fixture
def peer(_peer: Peer, monkeypatch: pytest.MonkeyPatch) -> Peer:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    _peer.clear()
    return _peer


GIVEN = {
    "given-httpx": (httpx.AsyncHTTPTransport, httpx.HTTPTransport),
    "given-httpx2": (httpx2.AsyncHTTPTransport, httpx2.HTTPTransport),
    "given-aiohttp": (AiohttpTransport, httpx.HTTPTransport),
}
CLIENTS = {
    "client-httpx": (httpx.AsyncClient, httpx.Client),
    "client-httpx2": (httpx2.AsyncClient, httpx2.Client),
}
POOLED = [*OWN, "given-httpx", "given-httpx2"]


def settings_of(name: str, form: Any) -> dict[str, Any]:
    return {"transport": form(*GIVEN[name])()} if name in GIVEN else {"http": name}


@pytest.fixture(params=[*OWN, *GIVEN, *CLIENTS])
async def over(request: pytest.FixtureRequest, form: Any) -> AsyncIterator[dict[str, Any]]:
    """The settings of a client over one transport, or over a client that is given."""
    if request.param not in CLIENTS:
        yield settings_of(request.param, form)
        return
    async with form(*CLIENTS[request.param])() as client:
        yield {"http_client": client}


@pytest.fixture(params=POOLED)
def pooled(request: pytest.FixtureRequest, form: Any) -> dict[str, Any]:
    """The same, of transports whose connections can be reached: httpx-aiohttp keeps its own."""
    return settings_of(request.param, form)


@pytest.fixture(params=OWN)
def own(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The same, of transports whose connections are the client's own."""
    return {"http": request.param}


@pytest.fixture
def make(form: Any) -> Any:
    def made(url: str, **settings: Any) -> AsyncSandboxFusion:
        made_of = form(AsyncSandboxFusion, SandboxFusion)
        return made_of(url, **{"retry": None, "timeout": 10, **settings})

    return made


@pytest.fixture
def make_sim(form: Any) -> Any:
    def made(url: str, **settings: Any) -> AsyncSim:
        return form(AsyncSim, Sim)(KEY, url, **{"retry": None, "timeout": 10, **settings})

    return made


@pytest.fixture
def occurs(form: Any) -> Any:
    """A function that waits for something at the server, and returns whether it occurs.

    That a request has arrived, or that a connection has ended.
    """
    pause = form(asyncio.sleep, time.sleep)

    async def wait(counted: threading.Semaphore) -> bool:
        for _ in range(1000):
            if counted.acquire(blocking=False):
                return True
            await pause(0.002)
        return False

    return wait


@pytest.fixture
def beside(form: Any) -> Any:
    """A function that begins a call in another task or thread, and returns the wait for its end."""

    def in_task(call: Callable[[], Any]) -> Callable[[], Any]:
        task = asyncio.ensure_future(call())
        return lambda: asyncio.wait_for(task, 5)

    def in_thread(call: Callable[[], Any]) -> Callable[[], Any]:
        ended = Future[Any]()

        def run() -> None:
            try:
                ended.set_result(call())
            except BaseException as error:
                ended.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        return partial(ended.result, 5)

    return form(in_task, in_thread)


@pytest.fixture
def broken_off(peer: Peer, occurs: Any, form: Any) -> Any:
    """A function that makes a call, and breaks it off as soon as the server has its request.

    It cancels the task; a blocking call is interrupted as by Ctrl-C.
    """

    async def cancelled(call: Callable[[], Any]) -> None:
        task = asyncio.ensure_future(call())
        assert await occurs(peer.arrived)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    def interrupted(call: Callable[[], Any]) -> None:
        main, left, before = (
            threading.get_ident(),
            threading.Event(),
            signal.getsignal(signal.SIGINT),
        )

        def interrupt() -> None:
            peer.arrived.acquire(timeout=5)
            while not left.wait(0.02):  # one that comes just before the thread waits is seen late
                signal.pthread_kill(main, signal.SIGINT)

        def ring(*_: object) -> None:
            if not left.is_set():
                left.set()
                raise KeyboardInterrupt

        signal.signal(signal.SIGINT, ring)
        thread = threading.Thread(target=interrupt, daemon=True)
        thread.start()
        try:
            with pytest.raises(KeyboardInterrupt):
                call()
        finally:
            left.set()
            thread.join()
            signal.signal(signal.SIGINT, before)

    return form(cancelled, interrupted)


# --- responses ----------------------------------------------------------------------------------


async def test_a_response_is_read_alike(make, over, peer, form) -> None:
    """Whole, chunked, compressed, after an interim one, to the end of the connection."""
    kinds = ("ok", "chunked", "gzip", "interim", "until-end", "twice")
    async with make(peer.url, **over) as client:
        for kind in kinds:
            found = await client.request("GET", f"/{kind}")
            assert (kind, found.content) == (kind, BODY)
        assert found.headers["x-twice"] == "1, é"
        given = "httpx2" if "httpx2" in str([*over.values()]) else "httpx"
        wanted = {"fast": form("fast", "httpx"), "httpx2": "httpx2"}
        assert client.transport_name == wanted.get(over.get("http"), given)


async def test_a_long_head_is_read(make, own, peer) -> None:
    """A proxy's header of cookies or a policy may take some 20 kB, and there may be many."""
    async with make(peer.url, **own) as client:
        for kind in ("long-head", "many-headers"):
            assert (await client.request("GET", f"/{kind}")).content == BODY


async def test_a_request_is_sent_alike(make, own, peer) -> None:
    """The same lines, but for their order and the case of their names."""
    body = {"code": "é" * 200_000, "language": "python"}
    async with make(peer.url) as plain, make(peer.url, **own) as client:
        for sender in (plain, client):
            await sender.request("POST", "/ok/a%2Fb", json=body, params={"q": "a b/é"})
            await sender.request("POST", "/ok")
            await sender.request("GET", "/ok")
    sent = [request.split("\r\n")[0] for request in peer.requests]
    assert sent[3:] == sent[:3]
    assert peer.headers()[3:] == peer.headers()[:3]


@pytest.mark.table(("name", "value"), [("x-name", "é"), ("Expect", "100-continue")])
async def test_an_odd_header_is_sent_alike(make, own, peer, name, value) -> None:
    """As latin-1, and without a wait. The fast transport can't, and leaves it to httpx."""
    async with make(peer.url, headers={name: value}, **own) as client:
        assert (await client.request("POST", "/ok", content=b"{}")).content == BODY
    assert peer.headers()[0][name.lower()] == value


async def test_a_redirect_is_not_followed(make, over, peer) -> None:
    async with make(peer.url, **over) as client:
        with pytest.raises(APIStatusError, match="redirect"):
            await client.request("POST", "/redirect", content=b"{}")
    assert len(peer.requests) == 1


async def test_no_cookie_is_kept(make, pooled, peer) -> None:
    async with make(peer.url, **pooled) as client:
        await client.request("GET", "/cookie")
        await client.request("GET", "/cookie")
    assert not [headers for headers in peer.headers() if "cookie" in headers]


# --- errors and phases --------------------------------------------------------------------------


@pytest.mark.table(
    "kind",
    [
        *("hang-up", "garbage", "cut-head", "cut-body", "cut-chunk"),
        "cut-gzip",
        "reset",
        "reset-body",
        "reset-end",
        "switched",
        "coded",
    ],
)
async def test_a_broken_response_is_a_lost_connection(make, pooled, peer, kind) -> None:
    """Of a transport that is given it is what its own exceptions make of it."""
    async with make(peer.url, **pooled) as client:
        with pytest.raises(ConnectionLostError) as caught:
            await client.request("GET", f"/{kind}")
        assert (await client.request("GET", "/ok")).content == BODY
    assert caught.value.attempts == 1
    assert "400" not in str(caught.value)  # the parser of aiohttp would answer with it


@pytest.mark.table("kind", ["cut-events", "reset-events"])
async def test_a_broken_stream_has_what_arrived(make_sim, over, peer, kind) -> None:
    """The server goes in the midst of it."""
    async with make_sim(f"{peer.url}/{kind}", **over) as sim:
        with pytest.raises(StreamInterruptedError) as caught:
            await sim.stream_workflow("wf", {"message": "a"}, ["a.content"]).collect()
    assert caught.value.partial.text == "a"
    assert len(peer.requests) == 1


async def test_a_connection_lost_below_a_given_transport_is_not_said_to_be_unsent(
    make, over, peer
) -> None:
    """httpx-aiohttp has it as a connection that didn't come about in time."""
    async with make(peer.url, **over, retry=2) as client:
        with pytest.raises(ConnectionLostError) as caught:
            await client.request("POST", "/hang-up", content=b"{}")
    assert (caught.value.attempts, len(peer.requests)) == (1, 1)


async def test_a_refused_connection_sends_nothing(make, pooled) -> None:
    with socket.socket() as taken:  # bound, and never listening
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        async with make(f"http://127.0.0.1:{port}", **pooled) as client:
            with pytest.raises(NotSentError, match="nothing was sent"):
                await client.request("GET", "/ok")


async def test_a_host_without_an_address_sends_nothing(make, own) -> None:
    async with make("http://nowhere.invalid", **own) as client:
        with pytest.raises(NotSentError, match="nothing was sent"):
            await client.request("GET", "/ok")


@pytest.mark.table(
    ("kind", "phase"),
    [("silent", "read"), ("half", "read"), ("unread", "write")],
)
async def test_each_phase_has_its_time(make, pooled, peer, kind, phase) -> None:
    """`sent` is True: the server may have processed it."""
    times = Timeouts(**{phase: 0.05, "total": 10})
    content = b"x" * 20_000_000 if phase == "write" else b"{}"
    async with make(peer.url, **pooled) as opened:
        await opened.request("GET", "/ok")
        client = opened.with_options(timeout=times)
        with pytest.raises(RequestTimeoutError) as caught:
            await client.request("POST", f"/{kind}", content=content)
    assert (caught.value.phase, caught.value.sent) == (phase, True)


async def test_a_handshake_counts_as_connecting(make, own, peer) -> None:
    times = Timeouts(connect=0.05, total=10)
    async with make(f"https://{peer.host}", **own, timeout=times) as client:
        with pytest.raises(RequestTimeoutError) as caught:
            await client.request("GET", "/ok")
    assert (caught.value.phase, caught.value.sent) == ("connect", False)


@pytest.mark.table("kind", ["silent", "half", "drip"])
async def test_a_deadline_holds_whatever_the_server_does(make, pooled, peer, occurs, kind) -> None:
    """Also against one that sends a byte now and then."""
    async with make(peer.url, **pooled) as client:
        await client.request("GET", "/ok")
        with pytest.raises(RequestTimeoutError) as caught:
            await client.with_options(timeout=0.05).request("GET", f"/{kind}")
        assert (caught.value.phase, caught.value.sent) == ("total", True)
        assert await occurs(peer.ended)  # and its connection isn't used again
        assert (await client.request("GET", "/ok")).content == BODY


async def test_a_stream_that_falls_silent_has_its_time(make_sim, over, peer) -> None:
    """Between two events, and for all of it."""
    async with make_sim(f"{peer.url}/events", **over) as sim:
        for time_limit, kind in (
            ({"idle_timeout": 0.05}, StreamIdleError),
            ({"timeout": 0.05}, DeadlineExceededError),
        ):
            stream = sim.stream_workflow("wf", {}, ["a.content"], **time_limit)
            with pytest.raises(kind):
                await stream.collect()


# --- connections --------------------------------------------------------------------------------


async def test_a_connection_is_used_again(make, over, peer) -> None:
    async with make(peer.url, **over) as client:
        for _ in range(3):
            await client.request("GET", "/ok")
    assert peer.connections == 1


async def test_a_stream_that_is_left_closes_its_connection(make_sim, over, peer, occurs) -> None:
    async with make_sim(f"{peer.url}/events", **over) as sim:
        async with sim.stream_workflow("wf", {"message": "a"}, ["a.content"]) as events:
            async for event in events:
                assert isinstance(event, ChunkEvent)
                break
        assert await occurs(peer.ended)


class LeftError(Exception):
    """The reader's own."""


async def test_a_stream_that_an_exception_leaves_closes_its_connection(
    make_sim, over, peer, occurs
) -> None:
    async with make_sim(f"{peer.url}/events", **over) as sim:
        with suppress(LeftError):
            async with sim.stream_workflow("wf", {}, ["a.content"]) as events:
                await anext(events)
                raise LeftError
        assert await occurs(peer.ended)


async def test_a_stream_that_is_closed_from_elsewhere_ends(
    make_sim, over, peer, occurs, beside
) -> None:
    """A step that reads it then, and its connection."""
    async with make_sim(f"{peer.url}/events", **over) as sim:
        async with sim.stream_workflow("wf", {}, ["a.content"]) as events:
            await anext(events)
            ended = beside(events.__anext__)
            await beside(events.aclose)()
            with pytest.raises((StreamInterruptedError, UsageError), match="closed"):
                await ended()
        assert await occurs(peer.ended)


async def test_a_connection_that_the_server_has_closed_is_not_used_again(
    make, over, peer, occurs
) -> None:
    async with make(peer.url, **over) as client:
        for _ in range(3):
            assert (await client.request("GET", "/until-end")).content == BODY
            assert await occurs(peer.ended)
    assert peer.connections == 3


async def test_a_connection_that_the_server_has_just_closed_is_not_used_again(
    make, pooled, peer
) -> None:
    """The event loop has had no turn in which it could see that."""
    async with make(peer.url, **pooled) as client:
        for _ in range(3):
            assert (await client.request("POST", "/last", content=b"{}")).content == BODY
            assert peer.ended.acquire(timeout=5)
    assert peer.connections == 3


# --- calls that are broken off --------------------------------------------------------------------


@pytest.mark.table("kind", ["silent", "half", "unread"])
@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="Windows has no such signals")
async def test_a_call_that_is_broken_off_costs_no_place_and_no_connection(
    make, pooled, peer, occurs, broken_off, kind
) -> None:
    """While it waits for the response, reads it, or sends its body."""
    content = b"x" * 20_000_000 if kind == "unread" else b"{}"
    async with make(peer.url, **pooled, max_in_flight=1) as client:
        await client.request("GET", "/ok")
        assert await occurs(peer.arrived)
        await broken_off(lambda: client.request("POST", f"/{kind}", content=content))
        peer.cleared.set()  # so that the server looks at the connection again
        assert await occurs(peer.ended)
        assert (await client.request("GET", "/ok")).content == BODY
    assert peer.connections == 2


@pytest.mark.async_only
async def test_a_call_may_be_cancelled_at_any_step(make, over, peer) -> None:
    """Its connection serves the next call, or is closed: there are always enough of them."""
    async with make(peer.url, **over, max_in_flight=2) as client:
        for turns in range(0, 40, 2):
            tasks = [asyncio.create_task(client.request("GET", "/ok")) for _ in range(4)]
            for _ in range(turns):
                await asyncio.sleep(0)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        calls = (client.request("GET", "/ok") for _ in range(4))
        responses = await asyncio.wait_for(asyncio.gather(*calls), 5)
    assert [response.content for response in responses] == [BODY] * 4


# --- limits ---------------------------------------------------------------------------------------


async def test_no_more_connections_are_opened_than_calls_may_be_under_way(
    make, over, peer, beside
) -> None:
    async with make(peer.url, **over, max_in_flight=3) as client:
        calls = [beside(lambda: client.request("GET", "/ok")) for _ in range(30)]
        for ended in calls:
            assert (await ended()).content == BODY
    assert peer.connections <= 3
    assert len(peer.requests) == 30


async def test_a_call_without_a_free_place_says_so(make, pooled, peer, occurs, beside) -> None:
    async with make(peer.url, **pooled, max_in_flight=1) as client:
        first = beside(lambda: client.request("GET", "/silent"))
        assert await occurs(peer.arrived)
        with pytest.raises(RequestTimeoutError, match="max_in_flight") as caught:
            await client.with_options(timeout=0.05).request("GET", "/ok")
        assert (caught.value.phase, caught.value.sent) == ("pool", False)
        await client.aclose()
        with pytest.raises(ClientClosedError):
            await first()
    assert len(peer.requests) == 1


async def test_streams_and_calls_have_places_of_their_pooled(make_sim, pooled, peer) -> None:
    async with make_sim(peer.url, **pooled, max_in_flight=1, max_streams=1) as sim:
        streaming = sim.with_options(base_url=f"{peer.url}/events")
        async with streaming.stream_workflow("wf", {}, ["a.content"]) as events:
            await anext(events)
            assert (await sim.request("GET", "/ok")).content == BODY
            other = streaming.stream_workflow("wf", {}, ["a.content"], timeout=0.05)
            with pytest.raises(DeadlineExceededError, match="max_streams"):
                await other.collect()
        async with streaming.stream_workflow("wf", {}, ["a.content"]) as events:
            assert (await anext(events)).chunk == "a"


# --- closing --------------------------------------------------------------------------------------


async def test_a_closed_client_refuses_calls(make, pooled, peer) -> None:
    client = make(peer.url, **pooled)
    await client.request("GET", "/ok")
    await client.aclose()
    with pytest.raises(UsageError, match="closed"):
        await client.request("GET", "/ok")


@pytest.mark.table("kind", ["silent", "half", "events"])
async def test_close_ends_what_is_under_way(make, pooled, peer, occurs, beside, kind) -> None:
    """In whatever task or thread."""
    client = make(peer.url, **pooled)
    ended = beside(lambda: client.request("GET", f"/{kind}"))
    assert await occurs(peer.arrived)
    await client.aclose()
    with pytest.raises(ClientClosedError) as caught:
        await ended()
    assert caught.value.sent
    assert await occurs(peer.ended)


@pytest.mark.async_only
async def test_close_may_come_from_another_event_loop(make, pooled, peer, occurs, beside) -> None:
    """That of another thread, which must not touch the connections."""
    client = make(peer.url, **pooled)
    ended = beside(lambda: client.request("GET", "/silent"))
    assert await occurs(peer.arrived)
    await asyncio.to_thread(lambda: asyncio.run(client.aclose()))
    with pytest.raises(ClientClosedError):
        await ended()
    assert await occurs(peer.ended)


async def test_close_ends_a_stream_that_is_being_read(make_sim, pooled, peer, beside) -> None:
    """The error has what arrived."""
    sim = make_sim(f"{peer.url}/events", **pooled)
    async with sim.stream_workflow("wf", {}, ["a.content"]) as events:
        await anext(events)
        ended = beside(events.__anext__)
        await sim.aclose()
        with pytest.raises(StreamInterruptedError) as caught:
            await ended()
    assert caught.value.partial.text == "a"


# --- event loops and processes --------------------------------------------------------------------


@pytest.mark.async_only
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_client_works_in_one_event_loop_after_another(make, own, peer) -> None:
    """Its connections are made anew. Python warns of those that the first loop left open."""
    client = make(peer.url, **own)

    for _ in range(3):
        assert asyncio.run(client.request("GET", "/ok")).content == BODY
    assert peer.connections == 3
    del client
    gc.collect()


@pytest.mark.async_only
async def test_a_client_of_one_event_loop_refuses_another_beside_it(make, own, peer) -> None:
    async with make(peer.url, **own) as client:
        await client.request("GET", "/ok")
        elsewhere = asyncio.to_thread(lambda: asyncio.run(client.request("GET", "/ok")))
        with pytest.raises(UsageError, match="another event loop"):
            await elsewhere


FORK = """
import asyncio, os, sys
from penstock.sandbox_fusion import AsyncSandboxFusion, SandboxFusion

def in_child(call):
    pid = os.fork()
    if pid == 0:
        os._exit(0 if call() else 1)
    assert os.waitpid(pid, 0)[1] == 0, http

def blocking(url):
    client = SandboxFusion(url, http=http, retry=None)
    ok = lambda: client.request("GET", "/ok").status == 200
    assert ok()
    in_child(ok)
    in_child(lambda: client.close() is None)
    assert ok()

async def in_loop(url):
    client = AsyncSandboxFusion(url, http=http, retry=None)
    ok = lambda: client.request("GET", "/ok")
    assert (await ok()).status == 200
    name = client.transport_name
    in_child(lambda: asyncio.run(ok()).status == 200 and client.transport_name == name)
    in_child(lambda: asyncio.run(client.aclose()) is None)
    assert (await ok()).status == 200
    await client.aclose()

url, form = sys.argv[1:3]
for http in sys.argv[3:]:
    blocking(url) if form == "blocking" else asyncio.run(in_loop(url))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_child_has_connections_of_its_own(peer, form) -> None:
    """Also one that is forked within an event loop; its closing leaves the parent's alone."""
    command = [sys.executable, "-W", "error", "-c", FORK, peer.url, form("async", "blocking"), *OWN]
    subprocess.run(command, check=True, timeout=60)
    assert (len(peer.requests), peer.connections) == (9, 6)


UNCLOSED = """
import asyncio, sys
from penstock.sandbox_fusion import AsyncSandboxFusion, SandboxFusion

url, form = sys.argv[1:3]
make = SandboxFusion if form == "blocking" else AsyncSandboxFusion
clients = [make(url, http=http) for http in sys.argv[3:]]

async def main():
    for client in clients:
        await client.request("GET", "/ok")

if form == "blocking":
    [client.request("GET", "/ok") for client in clients]
else:
    asyncio.run(main())
"""


def test_a_client_that_is_left_open_is_silent_at_the_end_of_the_process(peer, form) -> None:
    command = [sys.executable, "-c", UNCLOSED, peer.url, form("async", "blocking"), *OWN]
    done = subprocess.run(command, check=True, timeout=60, capture_output=True)
    assert (done.stdout, done.stderr) == (b"", b"")
    assert len(peer.requests) == 3


# --- proxies ------------------------------------------------------------------------------------


async def test_a_proxy_of_the_environment_is_used(make, own, peer, monkeypatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://me:p%40ss@{peer.host}")
    async with make("http://sandbox.example", **own) as client:
        assert (await client.request("GET", "/ok?a=1")).content == BODY
    assert peer.requests[0].startswith("GET http://sandbox.example/ok?a=1 HTTP/1.1\r\n")
    assert peer.headers()[0]["proxy-authorization"] == "Basic bWU6cEBzcw=="
    assert peer.headers()[0]["host"] == "sandbox.example"


async def test_no_proxy_leaves_addresses_out(make, own, peer, monkeypatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with make(peer.url, **own) as client:
        assert (await client.request("GET", "/ok")).content == BODY


async def test_a_proxy_that_is_given_goes_before_the_environment(
    make, own, peer, monkeypatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    async with make("http://sandbox.example", **own, proxy=f"http://{peer.host}") as client:
        assert (await client.request("GET", "/ok")).content == BODY


async def test_a_proxy_that_refuses_sends_nothing(make, own, peer, caplog) -> None:
    """And no message or log has its password."""
    caplog.set_level(logging.DEBUG)
    proxy = f"http://me:swordfish@{peer.host}"
    async with make("https://sandbox.example", **own, proxy=proxy) as client:
        with pytest.raises(NotSentError, match="407") as caught:
            await client.request("GET", "/ok")
    assert "swordfish" not in str(caught.value) + caplog.text
    assert peer.requests[0].startswith("CONNECT sandbox.example:443 HTTP/1.1\r\n")


async def test_a_proxy_of_another_kind_is_left_to_httpx(make, peer, caplog) -> None:
    caplog.set_level(logging.INFO, "penstock")
    for scheme in ("https", "socks5"):
        proxy = f"{scheme}://me:swordfish@{peer.host}"
        async with make("http://sandbox.example", http="fast", proxy=proxy) as client:
            assert client.transport_name == "httpx"
    assert "swordfish" not in caplog.text


# --- TLS ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server's certificate, which is its own authority, with its key."""
    if OPENSSL is None:
        pytest.skip("the certificate is made by openssl, which isn't there")
    folder = tmp_path_factory.mktemp("tls")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    name = ("-subj", "/CN=peer", "-days", "2", "-addext", "subjectAltName=IP:127.0.0.1")
    command = [OPENSSL, "req", "-x509", *key, "-keyout", "key", "-out", "pem", *name]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=30)
    return folder / "pem"


@pytest.fixture(scope="module")
def secure(certificate: Path) -> Iterator[Peer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key"))
    with serving(context) as peer:
        yield peer


async def test_the_roots_that_a_variable_names_are_trusted(
    make, own, peer, secure, certificate, monkeypatch
) -> None:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    async with make(secure.url, **own) as client:
        assert (await client.request("GET", "/ok")).content == BODY


async def test_a_strangers_certificate_is_refused(make, own, peer, secure) -> None:
    """Before anything is sent; the message names the variables."""
    secure.clear()
    async with make(secure.url, **own) as client:
        with pytest.raises(NotSentError, match="SSL_CERT_FILE"):
            await client.request("GET", "/ok")
    assert secure.requests == []


async def test_verify_takes_a_file_a_context_and_false(
    make, own, peer, secure, certificate
) -> None:
    context = ssl.create_default_context(cafile=str(certificate))
    for verify in (str(certificate), context, False):
        async with make(secure.url, **own, verify=verify) as client:
            assert (await client.request("GET", "/ok")).content == BODY


# --- secrets ------------------------------------------------------------------------------------


@pytest.mark.table("kind", ["quoting", "misquoting", "hang-up"])
async def test_no_error_and_no_log_has_the_key(make_sim, pooled, peer, caplog, kind) -> None:
    caplog.set_level(logging.DEBUG)
    async with make_sim(peer.url, **pooled) as sim:
        with pytest.raises((AuthenticationError, ConnectionLostError)) as caught:
            await sim.request("GET", f"/{kind}")
    chain: list[BaseException | None] = [caught.value]
    while chain[-1] is not None:
        chain.append(chain[-1].__cause__ or chain[-1].__context__)
    assert KEY not in "".join(map(repr, chain)) + "".join(map(str, chain)) + caplog.text
    assert peer.headers()[0]["x-api-key"] == KEY
