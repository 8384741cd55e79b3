"""The room that names the HTTP library: clients, loops, forks, and exceptions made ours."""

from __future__ import annotations

import asyncio
import gc
import os
import ssl
import subprocess
import sys
import threading
import warnings
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import httpx2
import pytest

from penstock._core import concurrency as _loop
from penstock._core import http as _http
from penstock._core.environment import TRUST_VARIABLES
from penstock.errors import (
    APIError,
    ConnectionLostError,
    NotSentError,
    PenstockError,
    RequestTimeoutError,
    ResponseError,
    UsageError,
)
from penstock.retry import sent_state
from penstock.sim import AsyncSim, Sim

KEY = "sk-sim-0123456789"
TIMES = {"duration": 1, "startTime": "2025-10-30T18:40:00.000Z"}
OK = {"success": True, "output": {}, "metadata": TIMES}


def mock(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=OK)


def test_there_is_one_tls_context() -> None:
    """Making one is nearly all that making a client costs; it checks certificates and names."""
    context = _http.tls_context()
    assert context is _http.tls_context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_threads_share_one_pool() -> None:
    """Also when they all come first."""
    pool = _http.Pool(httpx.MockTransport(mock))
    found: list[Any] = []
    together = threading.Barrier(8)

    def look() -> None:
        together.wait()
        found.append(pool.client("http://localhost"))

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len({id(client) for client in found}) == 1


def test_a_transport_and_a_client_exclude_each_other() -> None:
    """The client has a transport of its own."""
    with pytest.raises(UsageError, match="not both"):
        Sim(KEY, transport=httpx.MockTransport(mock), http_client=httpx.Client())


@pytest.mark.table("client", [httpx.AsyncClient(), httpx2.AsyncClient(), object()])
def test_a_client_of_the_wrong_world_is_refused(client: Any) -> None:
    """By name, when the client is made."""
    with pytest.raises(UsageError, match=r"httpx2?\.Client, not"):
        Sim(KEY, http_client=client)


def test_a_client_that_was_given_keeps_its_settings() -> None:
    """Headers, cookies, parameters and authentication; ours win, redirects are not followed."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json=OK)

    given = httpx.Client(
        transport=httpx.MockTransport(answer),
        headers={"x-gateway": "g", "x-api-key": "not this", "user-agent": "theirs"},
        auth=("user", "pass"),
    )
    with Sim(KEY, http_client=given) as sim:
        sim.execute_workflow("wf", {"a": 1})
        given.cookies.set("session", "1")
        given.params = {"tenant": "t"}
        sim.execute_workflow("wf", {"a": 1})
    first, second = seen
    for request in seen:
        assert (request.headers["x-gateway"], request.headers["x-api-key"]) == ("g", KEY)
        assert request.headers["user-agent"].startswith("penstock/")
        assert request.headers["authorization"].startswith("Basic ")
        assert request.content == b'{"a":1}'
    assert "cookie" not in first.headers
    assert (second.headers["cookie"], second.url.query) == ("session=1", b"tenant=t")
    assert not given.is_closed
    given.close()
    with pytest.raises(UsageError, match="closed"):
        sim.execute_workflow("wf")


def test_no_netrc_adds_a_second_authentication(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key is a header of ours, and all there is."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine www.sim.ai login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    seen: list[httpx.Request] = []
    transport = httpx.MockTransport(lambda request: seen.append(request) or mock(request))
    Sim(KEY, transport=transport).execute_workflow("wf")
    assert "authorization" not in seen[0].headers


def test_cookies_of_the_server_are_not_kept() -> None:
    """One workflow's answer must not follow another's request."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json=OK, headers={"set-cookie": "a=1"})

    sim = Sim(KEY, transport=httpx.MockTransport(answer))
    sim.execute_workflow("wf")
    sim.execute_workflow("wf")
    assert "cookie" not in seen[1].headers


def test_headers_sent_twice_are_joined() -> None:
    """As RFC 9110 section 5.3 has it; names come in lower case."""
    response = httpx.Response(200, headers=[(b"X-A", b"1"), (b"x-a", b"2"), (b"X-B", b"\xe9")])
    assert _http.received(response) == ({"x-a": "1, 2", "x-b": "é"}, b"")


def test_headers_may_hold_latin_1() -> None:
    """httpx itself takes ASCII only, and raises what is none of its exceptions."""
    seen: list[httpx.Request] = []
    transport = httpx.MockTransport(lambda request: seen.append(request) or mock(request))
    given = httpx.Client(transport=transport, cookies={"a": "1"})
    for sim in (
        Sim("clé", transport=transport, headers={"x-team": "équipe"}),
        Sim("clé", http_client=given, headers={"x-team": "équipe"}),
    ):
        sim.execute_workflow("wf")
    for request in seen:
        raw = {name.lower(): value for name, value in request.headers.raw}
        assert (raw[b"x-api-key"], raw[b"x-team"]) == (b"cl\xe9", b"\xe9quipe")


REQUEST = httpx.Request("GET", "https://x.example")


@pytest.mark.table(
    ("error", "kind", "phase", "sent"),
    [
        (httpx.ConnectTimeout(""), RequestTimeoutError, "connect", "not_sent"),
        (httpx.PoolTimeout(""), RequestTimeoutError, "pool", "not_sent"),
        (httpx.WriteTimeout(""), RequestTimeoutError, "write", "sent"),
        (httpx.ReadTimeout(""), RequestTimeoutError, "read", "sent"),
        (httpx.ConnectError("refused"), NotSentError, None, "not_sent"),
        (httpx.ProxyError("407"), NotSentError, None, "not_sent"),
        (httpx.ReadError("reset"), ConnectionLostError, None, "sent"),
        (httpx.WriteError("reset"), ConnectionLostError, None, "sent"),
        (httpx.CloseError("reset"), ConnectionLostError, None, "sent"),
        (httpx.RemoteProtocolError("gone"), ConnectionLostError, None, "sent"),
        (httpx.DecodingError("gzip"), ResponseError, None, "answered"),
        (httpx.UnsupportedProtocol("ftp"), UsageError, None, "not_sent"),
        (httpx.LocalProtocolError("header"), UsageError, None, "not_sent"),
        (httpx.InvalidURL("port"), UsageError, None, "not_sent"),
        (httpx.StreamClosed(), ConnectionLostError, None, "sent"),
        (httpx.TimeoutException(""), RequestTimeoutError, "read", "sent"),
        (httpx.TransportError("odd"), ConnectionLostError, None, "sent"),
        (httpx.RequestError("odd"), ConnectionLostError, None, "sent"),
        (httpx.TooManyRedirects("no"), ResponseError, None, "answered"),
        (httpx.ResponseNotRead(), ResponseError, None, "answered"),
        (httpx.StreamConsumed(), ResponseError, None, "answered"),
        (httpx.CookieConflict("two"), APIError, None, "answered"),
        (httpx.HTTPError("a hook's own"), APIError, None, "answered"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_each_exception_becomes_ours(
    error: Exception, kind: type[PenstockError], phase: str | None, sent: str
) -> None:
    """With what is known of how far the request got."""
    assert isinstance(error, _http.HTTP_ERRORS)
    ours = _http.translated(error)
    assert type(ours) is kind
    assert getattr(ours, "phase", None) == phase
    assert sent_state(ours) == sent


def test_no_exception_of_httpx_is_forgotten() -> None:
    """Whatever it raises while sending or reading is one of those that are caught."""
    names = [getattr(httpx, name) for name in httpx.__all__]
    errors = [x for x in names if isinstance(x, type) and issubclass(x, Exception)]
    for error in errors:
        assert issubclass(error, _http.HTTP_ERRORS), error


def test_an_exception_among_its_own_causes_is_translated() -> None:
    """A transport may raise the same one again while it is handled."""
    first, second = httpx.ReadError("gone"), httpx.ReadError("again")
    first.__context__, second.__context__ = second, first
    assert isinstance(_http.translated(first), ConnectionLostError)


def test_a_client_works_in_one_loop_after_another() -> None:
    """Its connections belong to the loop that is gone, and are made anew."""
    client = AsyncSim(KEY, transport=httpx.MockTransport(mock))
    for _ in range(3):
        assert asyncio.run(client.execute_workflow("wf")).success


def test_a_client_refuses_a_second_loop_beside_the_first() -> None:
    """Its connections can't be in both; the message names the remedy."""
    client = AsyncSim(KEY, transport=httpx.MockTransport(mock))
    first = asyncio.new_event_loop()
    try:
        first.run_until_complete(client.execute_workflow("wf"))
        with pytest.raises(UsageError, match="one client for each loop"):
            asyncio.run(client.execute_workflow("wf"))
    finally:
        first.close()


def test_a_client_that_was_given_stays_in_its_loop() -> None:
    """We can't make it anew."""
    given = httpx.AsyncClient(transport=httpx.MockTransport(mock))
    client = AsyncSim(KEY, http_client=given)
    asyncio.run(client.execute_workflow("wf"))
    with pytest.raises(UsageError, match="event loop"):
        asyncio.run(client.execute_workflow("wf"))


def test_closing_in_a_later_loop_is_no_error() -> None:
    """The connections went with their loop."""
    client = AsyncSim(KEY, transport=httpx.MockTransport(mock))
    asyncio.run(client.execute_workflow("wf"))
    asyncio.run(client.aclose())


def test_no_loop_is_no_loop() -> None:
    """Outside of asyncio there is none to mix up."""
    assert _loop.running_loop() is None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_child_has_connections_of_its_own() -> None:
    """Two processes on one TLS connection read each other's answers."""
    code = """
import os, httpx
from penstock._core import concurrency as _loop, http as _http
pool = _http.Pool(httpx.MockTransport(lambda request: httpx.Response(200)))
url = "http://localhost"
before = pool.client(url)
_http._Process.lock.acquire()  # held by somebody at the moment of the fork
pid = os.fork()
if pid == 0:
    os._exit(0 if pool.client(url) is not before and pool.client(url) is pool.client(url) else 1)
assert os.waitpid(pid, 0)[1] == 0
assert pool.client(url) is before
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30)


class Quiet(BaseHTTPRequestHandler):
    """Answers every request with a run's result."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        body = b'{"success":true,"output":{},"metadata":{}}'
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def address() -> Any:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_connections_are_used_again(address: str) -> None:
    """By the client and its views."""
    with Sim(KEY, address) as sim:
        assert sim.execute_workflow("wf", {"a": 1}).success
        assert sim.with_options(timeout=5).execute_workflow("wf", {"a": 1}).success
        (pool,) = [sim._caller.pool.client(address)._transport._pool]  # type: ignore[attr-defined]
        assert len(pool.connections) == 1


def test_a_client_that_nobody_closes_lets_go_of_its_sockets(address: str) -> None:
    """Without a ResourceWarning, even out of a cycle."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sim = Sim(KEY, address)
        sim.execute_workflow("wf")
        sim.itself = sim  # type: ignore[attr-defined]
        del sim
        gc.collect()


def test_a_server_that_is_gone_says_so() -> None:
    """With the network's own words, in both worlds."""
    nowhere = "http://127.0.0.1:9"
    with Sim(KEY, nowhere, retry=0) as sim, pytest.raises(NotSentError, match="can't connect"):
        sim.execute_workflow("wf")

    async def main() -> None:
        async with AsyncSim(KEY, nowhere, retry=0) as sim:
            await sim.execute_workflow("wf")

    with pytest.raises(NotSentError, match="can't connect"):
        asyncio.run(main())


def test_the_async_client_works_over_a_socket(address: str) -> None:
    """And leaves nothing behind."""

    async def main() -> bool:
        async with AsyncSim(KEY, address) as sim:
            return (await sim.execute_workflow("wf", {"a": 1})).success

    assert asyncio.run(main())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALL_PROXY", "socks5://localhost:1"),
        ("HTTP_PROXY", "foo://bar"),
        ("HTTPS_PROXY", "http://me:hush@localhost:port/"),
        ("SSL_CERT_FILE", "/nonexistent"),
        ("SSL_CERT_FILE", __file__),
        pytest.param(
            *("SSLKEYLOGFILE", "/nonexistent/keys"),
            marks=pytest.mark.skipif(httpx.__version__ < "0.28", reason="httpx 0.27 ignores it"),
        ),
        ("SSL_CERT_DIR", "/nonexistent"),
        ("REQUESTS_CA_BUNDLE", "/nonexistent"),
        ("CURL_CA_BUNDLE", __file__),
    ],
)
def test_an_environment_that_can_not_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """With the remedy, and without a proxy's password; not as a foreign exception."""
    if value.startswith("socks5"):
        monkeypatch.setitem(sys.modules, "socksio", None)  # whether it is installed or not
    for other in (*TRUST_VARIABLES, "SSLKEYLOGFILE"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setattr(_http._Process, "tls", {})
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=rf"correct or unset {name}\b") as caught:
        Sim(KEY, base_url="https://127.0.0.1:1").execute_workflow("wf")
    assert "hush" not in str(caught.value)


def test_a_system_without_roots_is_not_the_callers_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable is to blame, so none is named."""

    def broken(**_: Any) -> ssl.SSLContext:
        raise FileNotFoundError("roots")

    for name in (*TRUST_VARIABLES, "SSLKEYLOGFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(_http._Process, "tls", {})
    monkeypatch.setattr(httpx, "create_ssl_context", broken)
    with pytest.raises(FileNotFoundError, match="roots"):
        _http.tls_context()


ODD_REDIRECTS = [
    [(b"location", b"http://h:\xff/")],
    [(b"location", "http://a\u00adb/".encode())],
    [(b"location", b"http://[/")],
    [(b"set-cookie", b"a=\xff"), (b"location", b"/next")],
]


@pytest.mark.table("headers", ODD_REDIRECTS)
@pytest.mark.table("given", [False, True])
def test_a_redirect_to_an_odd_address_is_an_answer(
    headers: list[tuple[bytes, bytes]], given: bool
) -> None:
    """Not a lost connection: nothing is repeated, and the exception is ours."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(307, headers=headers)

    transport = httpx.MockTransport(answer)
    sim = Sim(KEY, http_client=httpx.Client(transport=transport)) if given else None
    with pytest.raises(PenstockError) as caught:
        (sim or Sim(KEY, transport=transport)).get_workflow_status("wf")
    assert len(seen) == 1
    assert sent_state(caught.value) == "answered"
    assert given or caught.value.code == "REDIRECT"


def test_a_cookie_that_can_not_be_sent_is_refused() -> None:
    """It is in the jar of the client that was given."""
    given = httpx.Client(transport=httpx.MockTransport(mock), cookies={"a": "\xff"})
    with pytest.raises(UsageError, match="cookie"):
        Sim(KEY, http_client=given).execute_workflow("wf")


def test_the_jar_of_our_own_client_stays_empty() -> None:
    """It would never be emptied."""
    pool = _http.Pool(
        httpx.MockTransport(lambda _: httpx.Response(200, headers={"set-cookie": "a=1"}))
    )
    pool.client("http://localhost").get("http://localhost")
    assert not pool.client("http://localhost").cookies


@pytest.mark.table("kind", [Sim, AsyncSim])
def test_a_transport_of_the_wrong_world_is_refused(kind: Any) -> None:
    """When the client is made, by name."""
    wrong: Any = httpx.AsyncHTTPTransport() if kind is Sim else httpx.HTTPTransport()
    with pytest.raises(UsageError, match="transport must be an httpx"):
        kind(KEY, transport=wrong)


def test_no_cause_of_an_error_holds_the_key() -> None:
    """The library's own exceptions carry the request, and that carries the key."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(NotSentError) as caught:
        Sim(KEY, transport=httpx.MockTransport(refuse), retry=None).execute_workflow("wf")
    cause = caught.value.__cause__
    assert isinstance(cause, httpx.ConnectError)
    with pytest.raises(RuntimeError, match="not been set"):
        _ = cause.request


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_child_waits_for_no_lock_of_its_parent() -> None:
    """The thread that held it didn't come along."""
    code = """
import os
from penstock._core.state import State
state = State()
with state._lock, state.limits._lock:
    pid = os.fork()
    if pid == 0:
        state.give_back(1)
        state.limits.update("runs", (), 0.0)
        os._exit(0)
assert os.waitpid(pid, 0)[1] == 0
assert state.take(5)
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30)
