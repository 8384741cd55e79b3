"""The one room that names the HTTP library. Nothing else imports httpx, but `_network` behind it.

Here clients are built, requests are put together, and the library's exceptions become ours.
The sending itself is in `_async/_http.py`: written once, from what this module hands out.
"""

from __future__ import annotations

import os
import socket
import ssl
import sys
import threading
import time
import weakref
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import lru_cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, NoReturn, TypeVar, cast
from urllib.request import getproxies

import httpx

from penstock._environment import (
    TRUST_VARIABLES,
    FromEnvironment,
    Proxy,
    proxies,
    trusted_roots,
    variable,
)
from penstock._uncopied import Uncopied
from penstock.errors import (
    ConnectionLostError,
    NotSentError,
    PenstockError,
    Phase,
    RequestTimeoutError,
    ResponseError,
    UsageError,
)

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

# What the rest of the package calls the library's things.
AsyncHTTPClient = httpx.AsyncClient
HTTPClient = httpx.Client
AsyncTransport = httpx.AsyncBaseTransport
Transport = httpx.BaseTransport
RawRequest = httpx.Request
RawResponse = httpx.Response
# UnicodeError comes from a client that was given, for a redirect to an odd address.
HTTP_ERRORS: Final = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError)

# Each release of a connection makes httpcore look at all others: 1000 calls at once take 1.7 s
# through 20 connections and 4.5 s through 100. Further calls wait in the pool's queue.
_MOST_CONNECTIONS: Final = 32
# Node's HTTP server closes a connection that was idle for 5 s. A request that meets this moment
# is lost, and a lost POST is not repeated: so ours are closed a second earlier.
_IDLE_CONNECTION: Final = 4.0


def _limits(connections: int) -> httpx.Limits:
    return httpx.Limits(
        max_connections=connections,
        max_keepalive_connections=connections,
        keepalive_expiry=_IDLE_CONNECTION,
    )


class _Process:
    """What there is once per process."""

    lock = threading.RLock()
    tls: ClassVar[dict[str | None, ssl.SSLContext]] = {}
    """By the file or directory of the trusted roots; None for the usual ones."""
    generation = 0
    """How many forks lie between the first process and this one."""

    @classmethod
    def forked(cls) -> None:
        """In the child: the lock may be held by a thread that didn't come along."""
        cls.lock = threading.RLock()
        cls.generation += 1


if hasattr(os, "register_at_fork"):  # not on Windows, which has no fork either
    os.register_at_fork(after_in_child=_Process.forked)


def tls_context() -> ssl.SSLContext:
    """Return the process's TLS context for the roots that the environment names.

    Made on first use: loading the trusted roots takes 20 to 30 ms, nearly all that making a
    client costs.
    """
    roots = trusted_roots()
    with _Process.lock:
        if roots not in _Process.tls:
            _Process.tls[roots] = _loaded(roots)
        return _Process.tls[roots]


def _loaded(roots: FromEnvironment | None) -> ssl.SSLContext:
    try:
        if roots is None:
            return httpx.create_ssl_context(trust_env=False)
        if any(map(os.path.isdir, roots.split(os.pathsep))):
            return ssl.create_default_context(capath=roots)
        return ssl.create_default_context(cafile=roots)
    except OSError as error:  # ssl.SSLError is one, too
        found = filter(None, (roots, variable("SSLKEYLOGFILE")))  # which the ssl module reads
        blamed = ", ".join(text.variable for text in found)
        if not blamed:  # it is the system that is broken
            raise
        _refuse_environment(blamed, str(error))


def _refuse_environment(variables: str | None, problem: str) -> NoReturn:
    """Raise UsageError naming the variables, never their values."""
    where = variables or "the system's settings"
    raise UsageError(f"no connection can be set up: {problem}; correct or unset {where}") from None


_Client = TypeVar("_Client", bound=httpx.Client | httpx.AsyncClient)
_Transport = TypeVar("_Transport", bound=httpx.BaseTransport | httpx.AsyncBaseTransport)


class _BasePool(Uncopied, Generic[_Client, _Transport]):
    """Hands out the live httpx client; makes its own, and makes it anew where it must.

    A client and its `with_options` views share one. A client that was given is used as it is
    and never closed: its sockets are not ours, so a server that drips its headers can hold a
    call beyond its deadline there. The httpx timeout of each read is still the time that is left.
    """

    _instead = "make a client in each process"
    _class: type[_Client]
    _transport_class: type[_Transport]
    _proxy_class: type[httpx.HTTPTransport | httpx.AsyncHTTPTransport]

    def __init__(
        self,
        transport: _Transport | None = None,
        http_client: _Client | None = None,
        connections: int | None = None,
    ) -> None:
        if transport is not None and http_client is not None:
            raise UsageError("give transport= or http_client=, not both")
        _check_instance("http_client", http_client, self._class)
        _check_instance("transport", transport, self._transport_class)
        self._transport = transport
        self._given = http_client
        self._connections = connections or _MOST_CONNECTIONS
        self._made: _Client | None = None
        self._generation = _Process.generation
        self._closed = False

    @property
    def given(self) -> bool:
        """Whether the httpx client is the caller's, with settings of its own."""
        return self._given is not None

    def client(self) -> _Client:
        """Return the httpx client. Raises UsageError if it has been closed."""
        client = self._given or self._made
        if client is None or self._generation != _Process.generation:
            client = self._fresh()
        if client.is_closed:
            _refuse_closed()
        return client

    def _fresh(self) -> _Client:
        """Return our client, made once per process: a fork's child must not share sockets."""
        if self._given is not None:
            return self._given
        with _Process.lock:
            if self._closed:
                _refuse_closed()
            if self._made is None or self._generation != _Process.generation:
                self._generation = _Process.generation
                self._made = self._build()
            return self._made

    def _build(self) -> _Client:
        # Redirects are never followed: a POST would become a GET, the key would go along.
        # Cookies are never kept: one workflow's answer must not follow another's request.
        cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        settings: dict[str, Any] = {"follow_redirects": False, "cookies": cookies}
        if self._transport is not None:
            settings["transport"] = self._transport
        else:
            connecting = {
                "verify": tls_context(),
                "limits": _limits(self._connections),
                "trust_env": False,  # it is read by `_environment`
            }
            settings |= {**connecting, "mounts": self._proxied(connecting)}
        client = self._class(**settings)
        # httpx makes the next request even of a redirect that it doesn't follow, and fails where
        # the address is odd; the refusal of the redirect says more.
        cast("Any", client)._build_redirect_request = lambda *_: None
        if self._transport is None:
            from penstock._network import obey

            obey(client)
        return client

    def _proxied(self, connecting: Mapping[str, Any]) -> dict[str, Any]:
        """Return the transports that go through proxies, by httpx's patterns of addresses."""
        return {
            proxy.pattern: None if proxy.url is None else self._through(proxy, connecting)
            for proxy in proxies(system=getproxies())
        }

    def _through(self, proxy: Proxy, connecting: Mapping[str, Any]) -> Any:
        try:
            return self._proxy_class(proxy=httpx.Proxy(str(proxy.url)), **connecting)
        except ImportError:
            problem = "a SOCKS proxy needs one more package (pip install 'httpx[socks]')"
        except (ValueError, httpx.InvalidURL):  # whose text may quote the proxy's password
            problem = "a proxy's address must be like http://host:8080"
        _refuse_environment(proxy.variable, problem)

    def _retire(self) -> _Client | None:
        """Close for good; return our client, if it is there and can still be closed."""
        self._closed = True
        made, self._made = self._made, None
        return made if self._generation == _Process.generation else None


class Pool(_BasePool[httpx.Client, httpx.BaseTransport]):
    """The pool of a blocking client. One that nobody closes is closed when it is forgotten."""

    _class = httpx.Client
    _transport_class = httpx.BaseTransport
    _proxy_class = httpx.HTTPTransport

    def _build(self) -> httpx.Client:
        client = super()._build()
        # Not __del__: in a cycle the sockets may be finalized first, each with a warning.
        weakref.finalize(self, client.close).atexit = False
        return client

    def close(self) -> None:
        """Close the connections that are ours."""
        client = self._retire()
        if client is not None:
            client.close()


class AsyncPool(_BasePool[httpx.AsyncClient, httpx.AsyncBaseTransport]):
    """The pool of an async client; it belongs to the event loop that first used it."""

    _class = httpx.AsyncClient
    _transport_class = httpx.AsyncBaseTransport
    _proxy_class = httpx.AsyncHTTPTransport
    _loop: AbstractEventLoop | None = None

    def client(self) -> httpx.AsyncClient:
        """Return the httpx client for the running event loop.

        Connections can't move to another loop. Once theirs is closed, ours are made anew;
        while it is open, or if the httpx client was given, this raises UsageError.
        """
        loop = running_loop()
        if loop is not self._loop:
            self._move(loop)
        return super().client()

    def _move(self, loop: AbstractEventLoop | None) -> None:
        if self._loop is not None:
            if self.given or not self._loop.is_closed():
                message = (
                    "this client was first used in another event loop; "
                    "make one client for each loop (inside the coroutine you run)"
                )
                raise UsageError(message)
            self._made = None
        self._loop = loop

    async def aclose(self) -> None:
        """Close the connections that are ours; those of a closed loop went with it."""
        client = self._retire()
        if client is not None and (self._loop is None or not self._loop.is_closed()):
            await client.aclose()


def running_loop() -> AbstractEventLoop | None:
    """Return the running asyncio loop; None under another library, which has none to mix up."""
    asyncio = sys.modules.get("asyncio")
    if asyncio is None:
        return None
    try:
        return cast("AbstractEventLoop", asyncio.get_running_loop())
    except RuntimeError:
        return None


def _check_instance(name: str, value: object, wanted: type) -> None:
    if value is not None and not isinstance(value, wanted):
        raise UsageError(f"{name} must be an httpx.{wanted.__name__}, not {type(value).__name__}")


def _refuse_closed() -> NoReturn:
    raise UsageError("this client has been closed; make a new one")


# The same few workflows are run over and over, and reading an address takes 15 µs.
_url: Final = lru_cache(maxsize=256)(httpx.URL)


def until(remaining: float | None) -> AbstractContextManager[None]:
    """Within this context no read of a socket of ours takes longer than the seconds that remain."""
    if remaining is None or "penstock._network" not in sys.modules:  # no socket is ours
        return _UNBOUNDED
    return _until(remaining)


_UNBOUNDED: Final = nullcontext()


@contextmanager
def _until(remaining: float) -> Iterator[None]:
    from penstock._network import UNTIL

    token = UNTIL.set(time.monotonic() + remaining)
    try:
        yield
    finally:
        UNTIL.reset(token)


def raw_request(
    pool: Pool | AsyncPool,
    client: httpx.Client | httpx.AsyncClient,
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes | None,
    timeouts: Mapping[str, float | None],
) -> httpx.Request:
    """Return the library's request; a client that was given adds what it is set up with."""
    extensions = {"timeout": timeouts}
    if pool.given:
        if client.cookies or client.params:
            raw = httpx.Headers(list(headers.items()), encoding="latin-1")
            try:
                return client.build_request(
                    method, url, headers=raw, content=body, extensions=extensions
                )
            except UnicodeError as error:
                message = "this request can't be sent: a cookie of http_client isn't ASCII"
                raise UsageError(message) from error
        headers = {**client.headers, **headers}
    target = _url(url)
    complete = {"host": target.netloc.decode("ascii"), **headers}
    if body is not None or method == "POST":  # a POST without a body says so, RFC 9110 section 8.6
        complete["content-length"] = str(len(body or b""))
    # With a stream httpx takes the headers as they are; with content it would read and write
    # them three times over, which is a tenth of the call.
    stream = httpx.ByteStream(body or b"")
    pairs = [(name.encode("ascii"), text.encode("latin-1")) for name, text in complete.items()]
    made = httpx.Request(method, target, headers=pairs, stream=stream, extensions=extensions)
    made.read()  # so that transports can look at `content`
    return made


def plain_headers(response: httpx.Response) -> dict[str, str]:
    """Return the headers, names in lower case; those sent twice joined (RFC 9110 5.3)."""
    plain: dict[str, str] = {}
    for raw_name, raw_value in response.headers.raw:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        plain[name] = f"{plain[name]}, {value}" if name in plain else value
    return plain


def hang_up(response: httpx.Response, chunks: object) -> None:
    """Wake a thread that is reading these chunks of the answer: closing a socket alone doesn't.

    Only for a connection that serves this answer alone, and so not with HTTP/2.
    """
    if not getattr(chunks, "gi_running", False):  # nor has an async generator this attribute
        return  # an event loop wakes its readers itself
    stream = response.extensions.get("network_stream")
    if stream is None or response.is_closed or not response.http_version.startswith("HTTP/1"):
        return
    found = stream.get_extra_info("socket")
    if isinstance(found, socket.socket):
        with suppress(OSError):  # it may be gone already
            # Not found.shutdown(): TLS would take the socket's state from under the reader.
            socket.socket.shutdown(found, socket.SHUT_RDWR)


_TIMEOUTS: Final[Mapping[type[httpx.TimeoutException], tuple[Phase, str]]] = {
    httpx.ConnectTimeout: ("connect", "no connection came about in time"),
    httpx.PoolTimeout: ("pool", "no connection of the pool became free in time"),
    httpx.WriteTimeout: ("write", "the request couldn't be sent in time"),
    httpx.ReadTimeout: ("read", "no answer came in time"),
}
_NOT_SENT: Final = (httpx.ConnectError, httpx.ProxyError)
_CALLERS: Final = (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError)


def translated(error: Exception, **details: Any) -> PenstockError:
    """Return our exception for one of `HTTP_ERRORS`; `details` are its keyword arguments.

    The request is taken off the error, which becomes the cause of ours: it holds the plain key.
    """
    if isinstance(error, httpx.HTTPError):
        error._request = None
    text = str(error) or type(error).__name__
    if isinstance(error, UnicodeError) or "in location header" in text:
        return ResponseError(
            "the answer's head can't be read; does it redirect to an odd address?", **details
        )
    for kind, (phase, message) in _TIMEOUTS.items():
        if isinstance(error, kind):
            return RequestTimeoutError(message, phase=phase, **details)
    if isinstance(error, _NOT_SENT):
        return NotSentError(f"can't connect, nothing was sent: {text}{_remedy(text)}", **details)
    if isinstance(error, _CALLERS):
        return UsageError(f"this request can't be sent: {text}", **details)
    if isinstance(error, httpx.DecodingError):
        return ResponseError(f"the answer can't be decompressed: {text}", **details)
    return ConnectionLostError(f"the connection was lost: {text}", **details)


def _remedy(text: str) -> str:
    """Return what helps against a certificate that isn't trusted; "" for any other failure."""
    if "CERTIFICATE_VERIFY_FAILED" not in text or "mismatch" in text or "expired" in text:
        return ""
    roots = trusted_roots()
    now = f" (now {roots.variable} does)" if roots else ""
    return f"; the authorities to trust are named by {' or '.join(TRUST_VARIABLES)}{now}"
