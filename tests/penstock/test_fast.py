"""The fast transport where it is alone: mocks, and its fallbacks.

The behaviours that it shares with the others are in `_async/test_transports.py`.
"""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from unittest import mock

import aiohttp
import anyio
import httpx
import pytest
import respx
import wrapt
from peer import BODY, Peer, serving

import penstock_mock
from penstock import UsageError
from penstock.sandbox_fusion import AsyncSandboxFusion, RunCodeRequest, SandboxFusion

CODE = RunCodeRequest(code="print(1)", language="python")
FAST: dict[str, Any] = {"retry": None, "timeout": 10, "http": "fast"}


@pytest.fixture(scope="module")
def _peer() -> Iterator[Peer]:
    with serving() as peer:
        yield peer


@pytest.fixture
def peer(_peer: Peer, monkeypatch: pytest.MonkeyPatch) -> Peer:
    monkeypatch.delenv("PENSTOCK_HTTP", raising=False)
    _peer.clear()
    return _peer


# --- mocks --------------------------------------------------------------------------------------


async def within(seconds: float, acquire: Callable[..., bool]) -> bool:
    return await asyncio.to_thread(acquire, timeout=seconds)


async def received(peer: Peer) -> None:
    """Wait until the server has a request."""
    assert await within(5, peer.arrived.acquire)


class Recorded(httpx.AsyncHTTPTransport):
    """As a tracing tool has it that replaces httpx's class."""


async def handle(*_: object) -> httpx.Response:
    return httpx.Response(200, content=BODY)


@pytest.mark.parametrize("http", ["fast", "httpx2"])
def test_nothing_is_sent_past_what_stands_in_for_httpx(peer: Peer, http: str) -> None:
    """Begun before the client is made, or while its connections are open."""
    ways: dict[str, Callable[[], Any]] = {
        "respx": lambda: respx.mock(assert_all_called=False),
        "respx over httpx": lambda: respx.mock(using="httpx", assert_all_called=False),
        "a tool's method": lambda: mock.patch(
            "httpx.AsyncHTTPTransport.handle_async_request", handle
        ),
        "a tool's class": lambda: mock.patch("httpx.AsyncHTTPTransport", Recorded),
        "a cassette's": lambda: mock.patch.object(
            httpx.AsyncClient, "_send_single_request", handle
        ),
        "a mock": lambda: mock.patch("httpx.AsyncClient"),
        "a wrapper that equals what it wraps": lambda: mock.patch.object(
            httpx.AsyncHTTPTransport,
            "handle_async_request",
            wrapt.FunctionWrapper(httpx.AsyncHTTPTransport.handle_async_request, handle),
        ),
        "a class in another namespace": lambda: mock.patch(
            "httpx._client.AsyncHTTPTransport", Recorded
        ),
        "a network": lambda: mock.patch("httpcore.AnyIOBackend.connect_tcp", handle),
    }

    async def main() -> None:
        async with AsyncSandboxFusion(peer.url, **FAST | {"http": http}) as client:
            assert (await client.request("GET", "/ok")).content == BODY
            for way, standing_in in ways.items():
                peer.requests.clear()
                with standing_in():
                    assert (way, client.transport_name) == (way, "httpx")
                    if way not in (
                        "a tool's class",
                        "a class in another namespace",
                        "a mock",
                    ):  # not on the way of this client
                        with suppress(Exception, AssertionError):
                            await client.request("GET", "/ok")
                        assert (way, peer.requests) == (way, [])
                assert (way, client.transport_name) == (way, http)
            await client.request("GET", "/ok")
        assert len(peer.requests) == 1

    asyncio.run(main())


@pytest.mark.parametrize("http", ["fast", "httpx2"])
def test_the_mocks_router_sees_every_request(http: str, caplog: Any) -> None:
    """One that is entered after the client was made, too; the log has the reason, once."""
    caplog.set_level(logging.INFO, "penstock")

    async def main() -> None:
        async with AsyncSandboxFusion(**FAST | {"http": http}) as client:
            assert client.transport_name == http
            with penstock_mock.Mock().router:
                for _ in range(2):
                    assert (await client.run_code(CODE)).status
                assert client.transport_name == "httpx"
            assert client.transport_name == http

    asyncio.run(main())
    assert [record.getMessage() for record in caplog.records if "isn't used" in record.msg] == [
        f"http={http!r} isn't used, requests go through httpx: something replaces parts of httpx "
        "(a mock such as respx, or a tracing tool)"
    ]


@pytest.mark.parametrize("http", ["fast", "httpx2"])
def test_the_mocks_router_sees_the_requests_of_blocking_clients(http: Any) -> None:
    with SandboxFusion(**FAST | {"http": http}) as client, penstock_mock.Mock().router:
        assert client.transport_name == "httpx"
        assert client.run_code(CODE).status


@pytest.mark.parametrize("http", ["fast", "httpx2"])
def test_pytest_httpx_answers_in_the_place_of_the_server(
    peer: Peer, http: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the environment asks for another library."""
    pytest.importorskip("pytest_httpx", reason="each of its versions is for one of httpx")
    httpx_mock = request.getfixturevalue("httpx_mock")
    monkeypatch.setenv("PENSTOCK_HTTP", http)
    httpx_mock.add_response(content=b"mocked")

    async def main() -> bytes:
        async with AsyncSandboxFusion(peer.url) as client:
            return (await client.request("GET", "/ok")).content

    assert asyncio.run(main()) == b"mocked"
    assert peer.requests == []


def test_what_stands_in_for_aiohttp_answers_in_the_place_of_the_server(peer: Peer) -> None:
    """As aioresponses does: no connection is ever made."""

    async def answered(*_: object, **__: object) -> Any:
        content = aiohttp.StreamReader(mock.Mock(), 2**16, loop=asyncio.get_running_loop())
        content.feed_data(b"mocked")
        content.feed_eof()
        return mock.Mock(status=200, raw_headers=(), content=content)

    async def main() -> bytes:
        async with AsyncSandboxFusion(peer.url, **FAST) as client:
            return (await client.request("GET", "/ok")).content

    with mock.patch("aiohttp.ClientSession._request", answered):
        assert asyncio.run(main()) == b"mocked"
    assert peer.requests == []


# --- which is used ------------------------------------------------------------------------------


def test_the_fast_transport_is_used_where_it_is_asked_for(
    peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Being installed isn't enough; the argument goes before the environment."""
    assert AsyncSandboxFusion(peer.url).transport_name == "httpx"
    monkeypatch.setenv("PENSTOCK_HTTP", " Fast ")
    assert AsyncSandboxFusion(peer.url).transport_name == "fast"
    assert AsyncSandboxFusion(peer.url, http="httpx").transport_name == "httpx"
    monkeypatch.setenv("PENSTOCK_HTTP", "requests")
    with pytest.raises(UsageError, match=r"PENSTOCK_HTTP.*httpx, httpx2, fast"):
        AsyncSandboxFusion(peer.url)


@pytest.mark.parametrize(("http", "package"), [("fast", "aiohttp"), ("httpx2", "httpx2")])
def test_a_library_that_is_missing_is_named_with_its_extra(http: Any, package: str) -> None:
    code = (
        f"import sys; sys.modules[{package!r}] = None\n"
        "from penstock import UsageError\n"
        "from penstock.sandbox_fusion import AsyncSandboxFusion\n"
        f"try: AsyncSandboxFusion(http={http!r})\n"
        "except UsageError as error: print(error)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    assert f"pip install 'penstock[{http}]'" in done.stdout


def test_what_cannot_be_fast_goes_through_httpx_and_is_logged(peer: Peer, caplog: Any) -> None:
    caplog.set_level(logging.INFO, "penstock")
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=BODY))
    for made, reason in (
        (lambda: SandboxFusion(peer.url, **FAST), "it has no blocking form"),
        (lambda: SandboxFusion(peer.url, **FAST, transport=transport), "MockTransport was given"),
        (lambda: AsyncSandboxFusion(peer.url, **FAST, transport=transport), "MockTransport"),
        (
            lambda: AsyncSandboxFusion(
                peer.url, **FAST, http_client=httpx.AsyncClient(transport=transport)
            ),
            "AsyncClient was given",
        ),
    ):
        caplog.clear()
        assert made().transport_name == "httpx"
        assert reason in caplog.text


def test_trio_goes_through_httpx(peer: Peer, caplog: Any) -> None:
    caplog.set_level(logging.INFO, "penstock")

    async def main() -> None:
        async with AsyncSandboxFusion(peer.url, **FAST) as client:
            assert client.transport_name == "httpx"
            assert (await client.request("GET", "/ok")).content == BODY

    anyio.run(main, backend="trio")
    assert "needs asyncio" in caplog.text


# --- a body that is being sent -------------------------------------------------------------------


def in_use(client: Any) -> int:
    """The number of connections that calls have, and that are being opened for one."""
    (direct,) = client._caller.pool._direct.values()
    return len(direct._connector._acquired)


def test_a_cancelled_upload_is_dropped(peer: Peer) -> None:
    """The rest of it is not kept for a server that doesn't read."""

    async def main() -> None:
        async with AsyncSandboxFusion(peer.url, **FAST) as client:
            sending = client.request("POST", "/unread", content=b"x" * 20_000_000)
            task = asyncio.create_task(sending)
            await received(peer)
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            assert in_use(client) == 0
            peer.cleared.set()
            assert await within(5, peer.ended.acquire)

    asyncio.run(main())
