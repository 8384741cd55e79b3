"""The one room that names the HTTP library. Nothing else imports httpx, but what is behind it:
`libraries` (httpx and its fork), `network` (below them), `fast` (aiohttp), `patched` (their mocks).

Here clients are built, requests are put together, and the library's exceptions become ours.
The sending itself is in `_async/http.py`: written once, from what this module hands out.
"""

from __future__ import annotations

import errno
import logging
import os
import ssl
import sys
import threading
import traceback
import weakref
from abc import ABC, abstractmethod
from collections.abc import (
    AsyncIterator,
    Callable,
    Iterable,
    Mapping,
    Sequence,
)
from contextvars import ContextVar
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from operator import itemgetter
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Final,
    Generic,
    Literal,
    NoReturn,
    Protocol,
    TypeAlias,
    TypeVar,
    cast,
)
from urllib.request import getproxies

import httpx
from httpx._utils import URLPattern

from penstock._core import logs as _log
from penstock._core.concurrency import asyncio_loop, in_thread, is_over, running_loop
from penstock._core.environment import (
    TRUST_VARIABLES,
    FromEnvironment,
    Proxy,
    origin_of,
    proxies,
    trusted_roots,
    variable,
)
from penstock._core.libraries import (
    ATTEMPT,
    NAMES,
    Address,
    DirectError,
    Library,
    library,
    library_of,
    loaded,
)
from penstock._core.limiter import (
    MAX_IN_FLIGHT,
    MAX_STREAMS,
    AsyncConcurrencyLimiter,
    ConcurrencyLimiter,
)
from penstock._core.message import shown_path
from penstock._core.options import DocumentedInt
from penstock._core.patched import is_patched
from penstock._core.uncopied import Uncopied
from penstock.errors import (
    APIError,
    ClientClosedError,
    ConnectionLostError,
    NotSentError,
    PenstockError,
    Phase,
    RequestTimeoutError,
    ResponseError,
    UsageError,
)

if TYPE_CHECKING:
    from penstock._core.message import Request
    from penstock._core.network import Sockets

# What the rest of the package calls the library's things.
AsyncHTTPClient = httpx.AsyncClient
HTTPClient = httpx.Client
AsyncTransport = httpx.AsyncBaseTransport
Transport = httpx.BaseTransport
HTTPResponse = httpx.Response


HTTPX: Final = library("httpx")
HTTP_ERRORS: Final = HTTPX.errors


def _classes(used: Library, is_async: bool) -> tuple[Any, Any, Any]:
    """Return a library's client, the base of its transports, and the one that connects."""
    return used.async_classes if is_async else used.blocking_classes


# Node's HTTP server closes a connection that was idle for 5 s. A request that meets this moment
# is lost, and a lost POST is not repeated: so ours are closed a second earlier.
IDLE_CONNECTION: Final = 4.0


def _limits(used: Library, connections: int) -> Any:
    return used.module.Limits(
        max_connections=connections,
        max_keepalive_connections=connections,
        keepalive_expiry=IDLE_CONNECTION,
    )


class _Process:
    """State of the process."""

    lock = threading.RLock()
    tls: ClassVar[dict[str | None, ssl.SSLContext]] = {}
    """By the file or directory of the trusted roots; None for the usual ones."""
    generation = 0
    """The number of forks between the first process and this one."""

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
        return _trusting(roots)
    except OSError as error:  # ssl.SSLError is one, too
        found = filter(None, (roots, variable("SSLKEYLOGFILE")))  # which the ssl module reads
        blamed = ", ".join(text.variable for text in found)
        if not blamed:  # it is the system that is broken
            raise
        _raise_environment_error(blamed, str(error))


def _trusting(roots: str) -> ssl.SSLContext:
    """Return a context that trusts the authorities in a file, or in directories."""
    if any(map(os.path.isdir, roots.split(os.pathsep))):
        return ssl.create_default_context(capath=roots)
    return ssl.create_default_context(cafile=roots)


def _raise_environment_error(variables: str | None, problem: str) -> NoReturn:
    """Raise UsageError naming the variables, never their values."""
    where = variables or "the system's settings"
    raise UsageError(f"no connection can be set up: {problem}; correct or unset {where}") from None


Verify: TypeAlias = bool | str | os.PathLike[str] | ssl.SSLContext
"""False trusts any certificate; a path is of a file or a directory of the authorities to trust."""
Cert: TypeAlias = str | os.PathLike[str] | tuple[str, str] | tuple[str, str, str]
"""The client's own certificate: a PEM file, or (file, key) or (file, key, password)."""


class _TLS:
    """The TLS settings of a pool, and their context, made on first use."""

    __slots__ = ("_cert", "_made", "_verify")

    def __init__(self, verify: object, cert: object) -> None:
        """Raises UsageError for what can't be meant, and for a file there is not."""
        if not isinstance(verify, bool | str | os.PathLike | ssl.SSLContext):
            kinds = "True, False, a path or an ssl.SSLContext"
            raise UsageError(f"verify must be {kinds}, not {type(verify).__name__}")
        if cert is not None and isinstance(verify, ssl.SSLContext):
            raise UsageError("cert= goes into the SSLContext of verify=: call its load_cert_chain")
        files = (cert,) if isinstance(cert, str | os.PathLike) else cert or ()
        if not isinstance(files, tuple) or len(files) > 3:
            raise UsageError("cert must be a path, (path, key) or (path, key, password)")
        for name, path in [("verify", verify), *(("cert", path) for path in files[:2])]:
            if isinstance(path, str | os.PathLike) and not os.path.exists(path):
                raise UsageError(f"{name}: there is no file {os.fspath(path)!r}")
        self._verify: bool | ssl.SSLContext | str
        self._verify = os.fspath(verify) if isinstance(verify, os.PathLike) else verify
        self._cert = cast("tuple[str | os.PathLike[str], ...]", files)
        self._made: ssl.SSLContext | None = None

    def context(self) -> ssl.SSLContext:
        """Return the context. Raises UsageError for a file that can't be used."""
        verify = self._verify
        if isinstance(verify, ssl.SSLContext):
            return verify
        if verify is True and not self._cert:
            return tls_context()
        if self._made is None:
            self._made = self._fresh(verify)
        return self._made

    def _fresh(self, verify: bool | str) -> ssl.SSLContext:
        name = "verify"
        try:
            if verify is False:
                context = httpx.create_ssl_context(verify=False, trust_env=False)
            else:
                context = _trusting(verify) if isinstance(verify, str) else _loaded(trusted_roots())
            if self._cert:
                name = "cert"
                file, key, password = self._cert[0], *(*self._cert[1:], None, None)[:2]
                context.load_cert_chain(file, key, cast("str | None", password))
        except (OSError, ValueError, TypeError) as error:  # ssl.SSLError is an OSError
            raise UsageError(f"{name}= can't be used for TLS: {error}") from error
        return context


def _checked_proxy(url: object) -> Proxy:
    """Return the proxy of all requests. Raises UsageError, without ever quoting a password."""
    if not isinstance(url, str) or not url.startswith(_PROXIES):
        schemes = ", ".join(_PROXIES)
        raise UsageError(f"proxy must be the address of one, beginning with {schemes}")
    return Proxy("all://", url, "proxy=")


_PROXIES: Final = ("http://", "https://", "socks5://", "socks5h://")

_Client = TypeVar("_Client", bound=httpx.Client | httpx.AsyncClient)
_Transport = TypeVar("_Transport", bound=httpx.BaseTransport | httpx.AsyncBaseTransport)
_Limiter = TypeVar("_Limiter", ConcurrencyLimiter, AsyncConcurrencyLimiter)


class DirectClient(ABC):
    """Sends requests without httpx."""

    @abstractmethod
    async def send(
        self,
        request: Request,
        base_url: str,
        sent: Mapping[str, str],
        timeouts: Mapping[str, float | None],
    ) -> DirectResponse:
        """Send a request; return the response once its head is here. Raises DirectError."""

    @abstractmethod
    async def aclose(self) -> None:
        """Close all connections, also those in use."""


class DirectResponse(ABC):
    """The response of a `DirectClient`: of httpx's class, as much as is needed of one."""

    http_version: Final = "HTTP/1.1"
    status_code: int
    headers: Mapping[str, str]
    """Names in lower case; those sent twice are joined."""

    @property
    @abstractmethod
    def content(self) -> bytes | None:
        """The whole body, if all of it is here already and isn't compressed."""

    @abstractmethod
    def aiter_raw(self) -> AsyncIterator[bytes]:
        """Return the pieces of the body, as they come. They raise DirectError."""

    @abstractmethod
    async def aclose(self) -> None:
        """Close the connection, if the body isn't read to its end."""


# What sends a request, and what comes back.
Sender: TypeAlias = httpx.Client
AsyncSender: TypeAlias = httpx.AsyncClient | DirectClient
AsyncHTTPResponse: TypeAlias = httpx.Response | DirectResponse


def _read_proxy(proxy: Proxy, used: Library = HTTPX) -> Any:
    try:
        return used.module.Proxy(str(proxy.url))
    except (ValueError, used.module.InvalidURL):  # whose text may quote the proxy's password
        problem = "a proxy's address must be like http://host:8080"
        _raise_environment_error(proxy.variable, problem)


def _unfit_proxy(proxy: Proxy) -> str | None:
    """Return why the fast transport can't go through a proxy; None if it can."""
    read = _read_proxy(proxy)
    if read.url.scheme != "http":
        return f"the proxy is a {read.url.scheme} one"
    if not b"".join(read.raw_auth or ()).isascii():
        return "the proxy's name or password isn't ASCII"
    return None


def _unfit_headers(headers: Mapping[str, str]) -> str | None:
    """Return why the fast transport can't send these headers; None if it can."""
    if not "".join(headers.values()).isascii():
        return "a header isn't ASCII, and it would send UTF-8"
    if "expect" in " ".join(headers).lower():
        return "with the header Expect it would wait for a server that may not know that"
    return None


def _origin(url: str) -> str:
    end = url.find("/", len("https://"))
    return url if end < 0 else url[:end]


def _is_secure(url: str) -> bool:
    return url[:6].lower() == "https:"


HTTPLibrary: TypeAlias = Literal["httpx", "httpx2", "fast"]
FAST: Final = "fast"
_PATCHED: Final = "something replaces parts of httpx (a mock such as respx, or a tracing tool)"
# The package that each needs, and the extra that it comes with.
_PACKAGES: Final[Mapping[str, str]] = {"httpx": "httpx", "httpx2": "httpx2", FAST: "aiohttp"}


def _asked(http: object) -> HTTPLibrary:
    """Return the library that is asked for. Raises UsageError if there is no such."""
    wanted = variable("PENSTOCK_HTTP") if http is None else http
    if wanted is None:
        return "httpx"
    name, origin = str(wanted).strip().lower(), origin_of("http", wanted)
    if not isinstance(wanted, str) or name not in _PACKAGES:
        raise UsageError(f"{origin} must be {', '.join(_PACKAGES)}, not {wanted!r}")
    package = _PACKAGES[name]
    if sys.modules.get(package) is None and find_spec(package) is None:
        raise UsageError(f"{origin} needs the package {package}: pip install 'penstock[{name}]'")
    return cast("HTTPLibrary", name)


class _BasePool(Uncopied, Generic[_Client, _Transport, _Limiter]):
    """Hands out the live httpx client; makes its own, and makes it anew where it must.

    A client and its `with_options` views share one. A client that was given is used as it is
    and never closed: its sockets are not ours, so a server that drips its headers can hold a
    call beyond its deadline there. The httpx timeout of each read is still the time that is left.
    """

    _instead = "make a client in each process"
    _is_async: ClassVar[bool]
    _limiter_class: type[_Limiter]

    def __init__(
        self,
        transport: _Transport | None = None,
        http_client: _Client | None = None,
        max_in_flight: int = MAX_IN_FLIGHT,
        max_streams: int = MAX_STREAMS,
        *,
        verify: Verify = True,
        cert: Cert | None = None,
        proxy: str | None = None,
        http: HTTPLibrary | None = None,
    ) -> None:
        if transport is not None and http_client is not None:
            raise UsageError("give transport= or http_client=, not both")
        own = {"verify": verify is not True, "cert": cert is not None, "proxy": proxy is not None}
        for name, is_set in own.items():
            if is_set and (transport is not None or http_client is not None):
                where = "transport" if http_client is None else "http_client"
                message = f"{name}= is for connections of the client's own; set it on the {where}"
                raise UsageError(f"{message} that you give, or give {name}= alone")
        given = transport if http_client is None else http_client
        self._check_given("http_client", http_client, 0)
        self._check_given("transport", transport, 1)
        if transport is not None or http_client is not None:
            # How many there may be is its own affair, unless the caller sets it.
            max_in_flight, max_streams = (
                sys.maxsize if isinstance(most, DocumentedInt) else most
                for most in (max_in_flight, max_streams)
            )
        self.calls: _Limiter = self._limiter_class("max_in_flight", max_in_flight)
        """The places of calls whose answer is read whole."""
        self.streams: _Limiter = self._limiter_class("max_streams", max_streams)
        """The places of streams, each held until the stream is closed."""
        self._tls = _TLS(verify, cert)
        self._proxy = None if proxy is None else _checked_proxy(proxy)
        self._transport = transport
        self._given = http_client
        self.given = http_client is not None
        """True if the httpx client is the caller's, with settings of its own."""
        self._made: dict[tuple[Library, bool], tuple[_Client, Sockets | None]] = {}
        """Our httpx clients, without TLS and with it: few need both."""
        self._direct: dict[str, DirectClient] = {}
        """Those that send without httpx, by origin."""
        self._unfit_origins: dict[str, str | None] = {}
        """Why those can't have one; None if they can."""
        self.asked = _asked(http)
        own_library = library("httpx2") if self.asked == "httpx2" else HTTPX
        self._library = library_of(given) or own_library
        """That our clients are of, if nothing stands in for httpx; that of what was given."""
        self._fallen_back: set[str] = set()
        self._may_be_direct = self.asked == FAST and given is None and self._is_async
        if self.asked != "httpx" and given is not None:
            self._fall_back(f"{type(given).__name__} was given")
        elif self.asked == FAST and not self._is_async:
            self._fall_back("it has no blocking form")
        self._generation = _Process.generation
        self._closed = False

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """That sending a request, and reading its response, can end in.

        A transport of one library that is given may use the other.
        """
        return tuple(error for used in loaded() for error in used.errors)

    @property
    def closed(self) -> bool:
        """True if the httpx client was closed; one that was given, by its owner."""
        return self._closed if self._given is None else self._given.is_closed

    def transport_name(self, url: str) -> HTTPLibrary:
        """Return what a request to this address would go through now."""
        return cast("HTTPLibrary", self._used().name)

    def _used(self) -> Library:
        """Return the library that our clients are of: httpx while something stands in for it."""
        if self._library is HTTPX or self._given is not None or self._transport is not None:
            return self._library
        if is_patched(blocking=not self._is_async):
            self._fall_back(_PATCHED)
            return HTTPX
        return self._library

    def _check_given(self, name: str, value: object, at: int) -> None:
        """Raise UsageError unless this is a client (0) or a transport (1) of a known library."""
        found = library_of(value)
        wanted = _classes(found or HTTPX, self._is_async)[at]
        if value is not None and not isinstance(value, wanted):
            is_a = f"an {(found or HTTPX).name}.{wanted.__name__}"
            raise UsageError(f"{name} must be {is_a}, not {type(value).__name__}")

    def _fall_back(self, reason: str) -> None:
        """Log, once for each reason, that requests go through httpx although they should not."""
        if reason not in self._fallen_back:
            self._fallen_back.add(reason)
            _log.fell_back(self.asked, reason)

    @property
    def name(self) -> str:
        """The httpx client as messages name it."""
        return "the client" if self._given is None else "the http_client that was given"

    def client(self, url: str) -> _Client:
        """Return the httpx client for this address. Raises UsageError if it has been closed."""
        if self._given is not None:
            if self._given.is_closed:
                raise UsageError("the http_client that was given has been closed; give another")
            return self._given
        kind = self._used(), self._needs_roots(url)
        made = self._made.get(kind)
        if made is None or self._generation != _Process.generation:
            return self._fresh(kind)
        return made[0]

    def _needs_roots(self, url: str) -> bool:
        return self._transport is None and _is_secure(url)

    def _fresh(self, kind: tuple[Library, bool]) -> _Client:
        """Return our client, made once per process: a fork's child must not share sockets."""
        with _Process.lock:
            self._check_process()
            if kind not in self._made:
                self._made[kind] = self._build(*kind)
            return self._made[kind][0]

    @property
    def _is_of_process(self) -> bool:
        """False in the child of a fork: the connections are those of its parent."""
        return self._generation == _Process.generation

    def _check_process(self) -> None:
        """Forget the clients of a fork's parent. Raises UsageError if this has been closed."""
        if self.closed:
            raise UsageError("this client has been closed; make a new one")
        if not self._is_of_process:
            self._generation, self._made, self._direct = _Process.generation, {}, {}

    def _build(self, used: Library, secure: bool) -> tuple[_Client, Sockets | None]:
        # Redirects are never followed: a POST would become a GET, the key would go along.
        settings: dict[str, Any] = {"follow_redirects": False}
        if self._transport is not None:
            settings["transport"] = self._transport
        else:
            connecting = {
                "verify": self._tls.context() if secure else _no_roots(),
                "limits": _limits(used, self.calls.most + self.streams.most),
                "trust_env": False,  # it is read by `environment`
            }
            settings |= {**connecting, "mounts": self._proxied(used, connecting)}
        client: Any = _classes(used, self._is_async)[0](**settings)
        # httpx makes the next request even of a redirect that it doesn't follow, and fails where
        # the address is odd; the refusal of the redirect is the better error.
        client._build_redirect_request = lambda *_: None
        client._cookies = used.no_cookies()
        if self._is_mock:
            return client, None
        from penstock._core.network import Sockets

        return client, Sockets(client, left, given=self._transport is not None)

    @property
    def _is_mock(self) -> bool:
        return isinstance(self._transport, self._library.module.MockTransport)

    def _proxied(self, used: Library, connecting: Mapping[str, Any]) -> dict[str, Any]:
        """Return the transports that go through proxies, by httpx's patterns of addresses."""
        return {
            proxy.pattern: None if proxy.url is None else self._through(used, proxy, connecting)
            for proxy in self._proxies()
        }

    def _proxies(self) -> list[Proxy]:
        return proxies(system=getproxies()) if self._proxy is None else [self._proxy]

    def _through(self, used: Library, proxy: Proxy, connecting: Mapping[str, Any]) -> Any:
        transport = _classes(used, self._is_async)[2]
        try:
            return transport(proxy=_read_proxy(proxy, used), **connecting)
        except ImportError:
            problem = f"a SOCKS proxy needs one more package (pip install '{used.name}[socks]')"
        _raise_environment_error(proxy.variable, problem)

    def _retire(self) -> list[_Client]:
        """Close for good, waking all waiters; return our clients that can still be closed."""
        if self.given:
            return []
        with _Process.lock:
            self._closed = True
            made, self._made = self._made, {}
        if not self._is_of_process:
            return []
        self.calls.close()
        self.streams.close()
        for _, sockets in made.values():
            if sockets is not None:
                sockets.reject_queued(_POOL, self)  # before a connection comes free
                sockets.shut()
        return [client for client, _ in made.values()]


class Pool(_BasePool[httpx.Client, httpx.BaseTransport, ConcurrencyLimiter]):
    """The pool of a blocking client. One that isn't closed is closed when it is collected."""

    _is_async = False
    _limiter_class = ConcurrencyLimiter

    def _build(self, used: Library, secure: bool) -> tuple[httpx.Client, Sockets | None]:
        client, sockets = super()._build(used, secure)
        # Not __del__: in a cycle the sockets may be finalized first, each with a warning.
        weakref.finalize(self, client.close).atexit = False
        return client, sockets

    def close(self) -> None:
        """Close the connections that are ours."""
        for client in self._retire():
            client.close()


class AsyncPool(_BasePool[httpx.AsyncClient, httpx.AsyncBaseTransport, AsyncConcurrencyLimiter]):
    """The pool of an async client; it belongs to the event loop that first used it."""

    _is_async = True
    _limiter_class = AsyncConcurrencyLimiter
    _loop: object | None = None

    def client(self, url: str) -> httpx.AsyncClient:
        """Return the httpx client for this address and the running event loop.

        Connections can't move to another loop. Once theirs is over, ours are made anew;
        while it is not, or if the httpx client was given, this raises UsageError.
        """
        loop = running_loop()
        if loop is not self._loop:
            self._move(loop)
        return super().client(url)

    def sender(self, url: str, sent: Mapping[str, str], headers: Mapping[str, str]) -> AsyncSender:
        """Return what sends a request with these headers. Raises UsageError as `client` does.

        Asked for each request: a mock may be on by now.
        """
        if not self._may_be_direct:
            return self.client(url)
        loop, origin = running_loop(), _origin(url)
        reason = self._unfit(origin) or _unfit_headers({**sent, **headers})
        if reason is not None:
            self._fall_back(reason)
            return self.client(url)
        if loop is not self._loop:
            self._move(loop)
        made = self._direct.get(origin)
        if made is None or self._generation != _Process.generation:
            return self._fresh_direct(origin)
        return made

    def transport_name(self, url: str) -> HTTPLibrary:
        """Return what a request to this address would go through now."""
        is_fast = self._may_be_direct and not self._unfit(_origin(url))
        return FAST if is_fast else super().transport_name(url)

    def _unfit(self, origin: str) -> str | None:
        """Return why requests to this origin can't go through the fast transport, if so."""
        if is_patched(blocking=False):
            return _PATCHED
        if asyncio_loop() is None and running_loop() is not None:
            return "it needs asyncio, and this is trio"
        if origin not in self._unfit_origins:
            proxy = self._proxy_at(origin)
            self._unfit_origins[origin] = None if proxy is None else _unfit_proxy(proxy)
        return self._unfit_origins[origin]

    def _fresh_direct(self, origin: str) -> DirectClient:
        """Return the fast client for an origin, made once per process."""
        from penstock._core.fast import FastClient

        with _Process.lock:
            self._check_process()
            if origin not in self._direct:
                proxy, tls = self._proxy_at(origin), None
                if _is_secure(origin):
                    tls = self._tls.context()
                self._direct[origin] = FastClient(tls, None if proxy is None else proxy.url)
            return self._direct[origin]

    def _proxy_at(self, url: str) -> Proxy | None:
        """Return the proxy of an address, chosen as httpx chooses."""
        address = httpx.URL(url)
        found = sorted(
            ((URLPattern(proxy.pattern), proxy) for proxy in self._proxies()),
            key=itemgetter(0),
        )
        proxy = next((proxy for pattern, proxy in found if pattern.matches(address)), None)
        return None if proxy is None or proxy.url is None else proxy

    async def prepare(self, url: str) -> None:
        """Load what a connection needs, modules and roots, without blocking the event loop.

        Raises ClientClosedError if the client was closed meanwhile.
        """
        if self.given or (self._direct and _origin(url) in self._direct):
            return
        secure = self._needs_roots(url)
        if (self._library, secure) in self._made or self._is_mock:
            return
        modules = [_NETWORK, self._library.core_name]
        if self._may_be_direct:
            modules.append("penstock._core.fast")
        if secure or not sys.modules.keys() >= set(modules):
            await in_thread(_load, modules, self._tls if secure else None)
            if self.closed:  # meanwhile
                raise ClientClosedError("the client was closed before this was sent", sent=False)

    def _move(self, loop: object | None) -> None:
        if self._loop is not None:
            is_elsewhere = self._is_of_process and not is_over(self._loop)
            if self.given or is_elsewhere:
                message = (
                    "this client was first used in another event loop; "
                    "make one client for each loop (inside the coroutine you run)"
                )
                raise UsageError(message)
            self._made, self._direct = {}, {}
        self._loop = loop

    async def aclose(self) -> None:
        """Close the connections that are ours; those of a loop that is over went with it."""
        direct, self._direct = self._direct, {}
        clients: list[AsyncSender] = [*self._retire()]
        if self._is_of_process:
            clients += direct.values()
        for client in clients:
            if self._loop is None or not is_over(self._loop):
                await client.aclose()


_NETWORK: Final = "penstock._core.network"


def _load(modules: Sequence[str], tls: _TLS | None) -> None:
    """Load the bottom of the HTTP library's stack, and the trusted roots if they are needed."""
    for name in modules:
        import_module(name)
    if tls is not None:
        tls.context()


@lru_cache(maxsize=1)
def _no_roots() -> ssl.SSLContext:
    """Return a context that trusts no authority, for addresses without TLS: it costs nothing."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


# The same few workflows are run over and over, and reading an address takes 15 µs.
@lru_cache(maxsize=256)
def _address(
    used: Library, base_url: str, path: str, private: Sequence[str], url: httpx.URL | None = None
) -> tuple[httpx.URL, str]:
    """Return the address of a request, and its Host header; `url` is another than both make."""
    found, shown = url or base_url + path, base_url + shown_path(path, private)
    if found == shown:
        address = used.module.URL(found)
    else:
        address = used.address(found)
        address.shown = shown
    return address, address.netloc.decode("ascii")


class UnderWay(Protocol):
    """An attempt that is in the hands of the HTTP library."""

    def left(self) -> float | None:
        """Return the seconds that it has left: no read of a socket of ours takes longer."""
        ...

    def hide(self, text: str) -> str:
        """Redact its secrets in a text that the HTTP library logs."""
        ...


UNDER_WAY: Final[ContextVar[UnderWay | None]] = ContextVar("penstock_under_way", default=None)


def left() -> float | None:
    """Return the seconds that the attempt has left that is under way here; None for no limit."""
    attempt = UNDER_WAY.get()
    return None if attempt is None else attempt.left()


def _redact(record: logging.LogRecord) -> bool:
    """Take secrets out of what the HTTP libraries log of a call of ours, and nothing else.

    In httpx's line about each request its address is shown as ours show it. Servers quote keys in
    headers and reason phrases, which those at DEBUG hold.
    """
    if isinstance(record.args, tuple):
        record.args = tuple(arg.shown if isinstance(arg, Address) else arg for arg in record.args)
    attempt = UNDER_WAY.get()
    if attempt is not None:
        text = record.getMessage()
        shown = attempt.hide(text)
        if shown != text:
            record.msg, record.args = shown, None
    return True


# A filter isn't asked about the lines of loggers below.
_PARTS: Final = ("connection", "http11", "http2", "proxy", "socks")
for _name in NAMES:
    _core = _name.replace("httpx", "httpcore")
    for _logger in (_name, *(f"{_core}.{part}" for part in _PARTS)):
        logging.getLogger(_logger).addFilter(_redact)


# The extension by which the requests of a pool are known.
_POOL: Final = "penstock.pool"


def bounded_auth(
    client: httpx.Client | httpx.AsyncClient,
    timeouts: Mapping[str, float | None],
    renew: Callable[[], None],
) -> httpx.Auth | None:
    """Return the client's auth, its own requests bounded as part of an attempt; None for none.

    They get the attempt's `timeouts`, which `renew` cuts to the time that is left before each.
    """
    auth = client.auth
    return (
        None if auth is None else (library_of(client) or HTTPX).bounded_auth(auth, timeouts, renew)
    )


def raw_request(
    pool: Pool | AsyncPool,
    client: httpx.Client | httpx.AsyncClient,
    request: Request,
    base_url: str,
    sent: Mapping[str, str],
    timeouts: Mapping[str, float | None],
) -> httpx.Request:
    """Return the library's request; a client that was given adds what it is set up with.

    `sent` are the headers that every request carries.
    """
    method, body = request.method, request.body
    path, private, used = request.path, request.private, library_of(client) or HTTPX
    extensions = {"timeout": timeouts, ATTEMPT: timeouts, _POOL: pool}
    if pool.given:
        if client.cookies or client.params:
            raw = used.module.Headers({**sent, **request.headers}, encoding="latin-1")
            try:
                made = client.build_request(
                    method, base_url + path, headers=raw, content=body, extensions=extensions
                )
            except UnicodeError as error:
                message = "this request can't be sent: a cookie of http_client isn't ASCII"
                raise UsageError(message) from error
            made.url, _ = _address(used, base_url, path, private, made.url)
            made.stream = used.body(body or b"")
            return made
        sent = {**client.headers, **sent}
    target, host = _address(used, base_url, path, private)
    complete = {"host": host, **sent, **request.headers}
    if body is not None or method == "POST":  # sent even without a body, RFC 9110 section 8.6
        complete["content-length"] = str(len(body or b""))
    # With a stream httpx takes the headers as they are; with content it would read and write
    # them three times over, which is a tenth of the call.
    stream = used.body(body or b"")
    lines = used.module.Headers(complete, encoding="latin-1")
    build: Callable[..., httpx.Request] = used.module.Request
    made = build(method, target, headers=lines, stream=stream, extensions=extensions)
    made.url = target  # not the copy that it has made
    made.read()  # so that transports can look at `content`
    return made


def joined(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return headers as `received` does."""
    plain: dict[str, str] = {}
    for raw_name, raw_value in raw:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        plain[name] = f"{plain[name]}, {value}" if name in plain else value
    return plain


def received(response: AsyncHTTPResponse) -> tuple[Mapping[str, str], bytes | None]:
    """Return the headers, and the body if it is read already; None for any other.

    The names of headers are in lower case; those sent twice are joined (RFC 9110 5.3). A body that
    a hook has read, or that never was elsewhere, is read. Raises ConnectionLostError for one that
    httpx decompressed and that lacks its end: httpx itself ignores that.
    """
    if isinstance(response, DirectResponse):
        return response.headers, response.content
    plain = joined(response.headers.raw)
    if not response.is_stream_consumed:
        return plain, None
    if response.num_bytes_downloaded > 0:
        inflate = getattr(getattr(response, "_decoder", None), "decompressor", None)
        inflate = getattr(inflate, "decompressor", inflate)  # httpx2 has one around zlib's
        if getattr(inflate, "eof", True) is False:
            raise ConnectionLostError(CUT)
    return plain, response.content


def hang_up(response: AsyncHTTPResponse, chunks: object) -> None:
    """Wake a thread that is reading these chunks of the response: closing a socket alone doesn't.

    Only for a connection that serves this response alone, and so not with HTTP/2.
    """
    if not getattr(chunks, "gi_running", False):  # nor has an async generator this attribute
        return  # an event loop wakes its readers itself
    if isinstance(response, DirectResponse):
        return
    stream = response.extensions.get("network_stream")
    if stream is None or response.is_closed or not response.http_version.startswith("HTTP/1"):
        return
    from penstock._core.network import shut

    shut(stream)


def left_behind(
    client: httpx.Client | httpx.AsyncClient, timeouts: Mapping[str, float | None]
) -> list[Any]:
    """Return the connections that a cancelled attempt left in its pool, to be closed."""
    if not timeouts:  # it was never sent
        return []
    from penstock._core.network import left_behind

    return left_behind(client, ATTEMPT, timeouts)


def crowded(client: httpx.Client | httpx.AsyncClient) -> str:
    """Return the message for a pool that has no free connection: one that was given."""
    from penstock._core.network import pools

    most = {pool._max_connections for pool in pools(client)}
    limit = f": it has {max(most)}" if most else ""
    return (
        f"no connection of the given httpx client or transport became free in time{limit}; "
        "raise max_connections of its httpx.Limits, or the timeout"
    )


def root_of(error: BaseException) -> BaseException:
    """Return the exception that an error came from; itself where they are a circle."""
    root, seen = error, {id(error)}
    while (below := root.__cause__ or root.__context__) is not None:  # httpcore drops causes
        if id(below) in seen:  # an exception that is raised again and again can be its own context
            return error
        seen.add(id(below))
        root = below
    return root


def is_of_signal_handler(error: BaseException) -> bool:
    import signal  # with a broken connection only

    handlers = (signal.getsignal(number) for number in signal.valid_signals())
    codes = {getattr(handler, "__code__", None) for handler in handlers}
    frames = (frame for frame, _ in traceback.walk_tb(error.__traceback__))
    return any(frame.f_code in codes for frame in frames)


TIMEOUTS: Final[Mapping[Phase, str]] = {
    "connect": "no connection came about in time",
    "pool": "no connection of the pool became free in time",
    "write": "the request couldn't be sent in time",
    "read": "no response came in time",
}
# What a read of a socket ends in that another thread has closed.
_CLOSED_HERE: Final = (errno.EBADF, errno.ENOTSOCK)


def translated(error: Exception, **details: Any) -> PenstockError:
    """Return our exception for one of `HTTP_ERRORS`; `details` are its keyword arguments.

    If an exception doesn't imply whether the request was sent, it counts as sent: it may have
    been processed. What a signal handler raised is raised as it is, if
    the library took it for the socket's.
    """
    if isinstance(error, DirectError):
        return error.ours
    root = root_of(error)
    if isinstance(root, OSError) and is_of_signal_handler(root):  # a TimeoutError, for one
        raise root
    reason = str(root) if isinstance(root, OSError) else ""
    text = str(error) or reason or type(error).__name__  # anyio's have the reason in the root
    if isinstance(error, UnicodeError) or "in location header" in text:
        return ResponseError(
            "the response's head can't be read; does it redirect to an odd address?", **details
        )
    used = library_of(error) or HTTPX
    phase = used.phase(error)
    if phase is not None:
        return RequestTimeoutError(TIMEOUTS[phase], phase=phase, **details)
    if isinstance(error, used.not_sent):
        return NotSentError(unsent(text), **details)
    if isinstance(error, used.callers):
        return UsageError(f"this request can't be sent: {text}", **details)
    if isinstance(error, used.unread):
        message = "the response was used before it was read; call response.read() in the hook first"
        return ResponseError(message, **details)
    if isinstance(error, used.unreadable):
        return ResponseError(f"the response can't be read: {text}", **details)
    if isinstance(error, (used.module.RequestError, *used.lost)):
        return ConnectionLostError(_loss(error, text, used), **details)
    return APIError(
        f"a hook, the auth or the transport of http_client ended the call: {text}", **details
    )


def _loss(error: Exception, text: str, used: Library) -> str:
    if getattr(root_of(error), "errno", None) in _CLOSED_HERE:
        text = "this program closed it, with the transport or http_client that was given"
    elif not isinstance(error, used.lost):  # a transport's own
        return f"no response came: {text}"
    return lost(text)


def shown_cause(error: Exception, hide: Callable[[str], str]) -> Exception | None:
    """Return what may be the `__cause__` of ours: the error without what it knows of the request.

    The library's exceptions hold the request, and it the key; below them are others that quote
    headers, and tracebacks whose frames hold them. None where there is nothing to be kept.
    """
    used = library_of(error)
    holds_request = used is not None and isinstance(error, used.module.RequestError)
    if not holds_request:
        return None
    cast("Any", error)._request = None
    error.args = tuple(hide(str(part)) for part in error.args)
    error.__cause__ = error.__context__ = error.__traceback__ = None
    return error


def rejected_by_hook(error: Exception, url: str) -> httpx.Response | None:
    """Return the response from `url` that a hook of the caller's client refused, None for no such.

    httpx documents such a hook: `response.raise_for_status()`. It closes the response then, so the
    body is there only if the hook has read it.
    """
    used = library_of(error)
    if used is None or not isinstance(error, used.module.HTTPStatusError):
        return None
    response, expected = cast("Any", error).response, used.module.URL(url)
    sent = response._request
    # The client's auth may have made requests of its own on the way.
    is_other = sent is not None and (sent.url.host, sent.url.path) != (expected.host, expected.path)
    if response.is_success or is_other:
        return None
    try:
        content = response.content
    except used.module.ResponseNotRead:
        content = b""
    headers = [pair for pair in response.headers.raw if pair[0].lower() != b"content-encoding"]
    return cast(
        "httpx.Response",
        used.module.Response(response.status_code, headers=headers, content=content),
    )


_BODILESS: Final = (204, 304)

CUT: Final = "the connection was lost: the compressed response lacks its end"


def ends_with_connection(response: AsyncHTTPResponse) -> bool:
    """Return whether nothing but the end of the connection ends the body (RFC 9112 section 6.3)."""
    headers = response.headers
    if response.status_code in _BODILESS or not response.http_version.startswith("HTTP/1"):
        return False
    return "content-length" not in headers and "transfer-encoding" not in headers


def unsent(text: str) -> str:
    """Return the message for a connection that didn't come about, for this reason."""
    return f"can't connect, nothing was sent: {text}{_remedy(text)}"


def lost(text: str) -> str:
    """Return the message for a connection that broke, for this reason."""
    return f"the connection was lost: {text}{_remedy(text)}"


def _remedy(text: str) -> str:
    """Return what helps against a certificate that is refused, by either side; "" otherwise."""
    if "CERTIFICATE_REQUIRED" in text:
        return "; the server demands a certificate of its clients: pass cert=…"
    if "CERTIFICATE_VERIFY_FAILED" not in text or "mismatch" in text or "expired" in text:
        return ""
    roots = trusted_roots()
    now = f" (now {roots.variable} does)" if roots else ""
    return f"; the authorities to trust are named by {' or '.join(TRUST_VARIABLES)}{now}"
