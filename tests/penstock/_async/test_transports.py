"""One behaviour over every transport: httpx, httpx2, the fast one, and one that is given.

Each runs against a server on a real socket. The fast transport has no blocking form, and falls
back to httpx there; so does all that it can't do, and `transport_name` shows it.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from httpx_aiohttp import AiohttpTransport
from peer import BODY, Peer, serving

from penstock import (
    APIStatusError,
    AuthenticationError,
    ConnectionLostError,
    NotSentError,
    RequestTimeoutError,
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


@pytest.fixture(params=[*OWN, "given"])
def over(request: pytest.FixtureRequest, form: Any) -> dict[str, Any]:
    """The settings of a client over one transport."""
    if request.param == "given":
        return {"transport": form(AiohttpTransport, httpx.HTTPTransport)()}
    return {"http": request.param}


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
def hung_up(peer: Peer, form: Any) -> Any:
    """A function that waits for the client to close a connection, and returns whether it does."""
    pause = form(asyncio.sleep, time.sleep)

    async def wait() -> bool:
        for _ in range(1000):
            if peer.ended.acquire(blocking=False):
                return True
            await pause(0.002)
        return False

    return wait


# --- responses ----------------------------------------------------------------------------------


async def test_a_response_is_read_alike(make, over, peer, form) -> None:
    """Whole, chunked, compressed, after an interim one, to the end of the connection."""
    kinds = ("ok", "chunked", "gzip", "interim", "until-end", "twice")
    async with make(peer.url, **over) as client:
        for kind in kinds:
            found = await client.request("GET", f"/{kind}")
            assert (kind, found.content) == (kind, BODY)
        assert found.headers["x-twice"] == "1, é"
        wanted = {"fast": form("fast", "httpx"), "httpx2": "httpx2"}
        assert client.transport_name == wanted.get(over.get("http"), "httpx")


async def test_a_long_head_is_read(make, own, peer) -> None:
    """A proxy's header of cookies or a policy may take some 20 kB."""
    async with make(peer.url, **own) as client:
        assert (await client.request("GET", "/long-head")).content == BODY


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


@pytest.mark.parametrize(("name", "value"), [("x-name", "é"), ("Expect", "100-continue")])
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


async def test_no_cookie_is_kept(make, own, peer) -> None:
    async with make(peer.url, **own) as client:
        await client.request("GET", "/cookie")
        await client.request("GET", "/cookie")
    assert not [headers for headers in peer.headers() if "cookie" in headers]


# --- errors and phases --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", ["hang-up", "garbage", "cut-head", "cut-body", "cut-chunk", "cut-gzip"]
)
async def test_a_broken_response_is_a_lost_connection(make, own, peer, kind) -> None:
    """Of a transport that is given it is what its own exceptions make of it."""
    async with make(peer.url, **own) as client:
        with pytest.raises(ConnectionLostError) as caught:
            await client.request("GET", f"/{kind}")
        assert (await client.request("GET", "/ok")).content == BODY
    assert caught.value.attempts == 1


async def test_a_connection_lost_below_a_given_transport_is_not_said_to_be_unsent(
    make, over, peer
) -> None:
    """httpx-aiohttp has it as a connection that didn't come about in time."""
    async with make(peer.url, **over, retry=2) as client:
        with pytest.raises(ConnectionLostError) as caught:
            await client.request("POST", "/hang-up", content=b"{}")
    assert (caught.value.attempts, len(peer.requests)) == (1, 1)


async def test_a_refused_connection_sends_nothing(make, own) -> None:
    with socket.socket() as taken:  # bound, and never listening
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        async with make(f"http://127.0.0.1:{port}", **own) as client:
            with pytest.raises(NotSentError, match="nothing was sent"):
                await client.request("GET", "/ok")


async def test_a_host_without_an_address_sends_nothing(make, own) -> None:
    async with make("http://nowhere.invalid", **own) as client:
        with pytest.raises(NotSentError, match="nothing was sent"):
            await client.request("GET", "/ok")


@pytest.mark.parametrize(
    ("kind", "phase"),
    [("silent", "read"), ("half", "read"), ("unread", "write")],
)
async def test_each_phase_has_its_time(make, own, peer, kind, phase) -> None:
    """`sent` is True: the server may have processed it."""
    times = Timeouts(**{phase: 0.05, "total": 10})
    content = b"x" * 20_000_000 if phase == "write" else b"{}"
    async with make(peer.url, **own) as opened:
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


@pytest.mark.parametrize("kind", ["silent", "half", "drip"])
async def test_a_deadline_holds_whatever_the_server_does(make, own, peer, hung_up, kind) -> None:
    """Also against one that sends a byte now and then."""
    async with make(peer.url, **own) as client:
        await client.request("GET", "/ok")
        with pytest.raises(RequestTimeoutError) as caught:
            await client.with_options(timeout=0.05).request("GET", f"/{kind}")
        assert (caught.value.phase, caught.value.sent) == ("total", True)
        assert await hung_up()  # and its connection isn't used again
        assert (await client.request("GET", "/ok")).content == BODY


# --- connections --------------------------------------------------------------------------------


async def test_a_connection_is_used_again(make, over, peer) -> None:
    async with make(peer.url, **over) as client:
        for _ in range(3):
            await client.request("GET", "/ok")
    assert peer.connections == 1


async def test_a_stream_that_is_left_closes_its_connection(make_sim, over, peer, hung_up) -> None:
    async with make_sim(f"{peer.url}/events", **over) as sim:
        async with sim.stream_workflow("wf", {"message": "a"}, ["a.content"]) as events:
            async for event in events:
                assert isinstance(event, ChunkEvent)
                break
        assert await hung_up()


async def test_a_closed_client_refuses_calls(make, over, peer) -> None:
    client = make(peer.url, **over)
    await client.request("GET", "/ok")
    await client.aclose()
    with pytest.raises(UsageError, match="closed"):
        await client.request("GET", "/ok")


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


@pytest.mark.parametrize("kind", ["quoting", "misquoting", "hang-up"])
async def test_no_error_and_no_log_has_the_key(make_sim, own, peer, caplog, kind) -> None:
    caplog.set_level(logging.DEBUG)
    async with make_sim(peer.url, **own) as sim:
        with pytest.raises((AuthenticationError, ConnectionLostError)) as caught:
            await sim.request("GET", f"/{kind}")
    chain: list[BaseException | None] = [caught.value]
    while chain[-1] is not None:
        chain.append(chain[-1].__cause__ or chain[-1].__context__)
    assert KEY not in "".join(map(repr, chain)) + "".join(map(str, chain)) + caplog.text
    assert peer.headers()[0]["x-api-key"] == KEY
