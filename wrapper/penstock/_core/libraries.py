"""httpx, and httpx2, which has the same interface: what is made of the classes of each.

Part of the room that names the HTTP libraries. httpx2 is imported only where a thing of its own
is given, or where it is asked for.
"""

from __future__ import annotations

import ssl
import sys
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Callable,
    Generator,
    Iterator,
    Mapping,
)
from contextlib import aclosing, closing, suppress
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Self

from penstock._core.clock import shorter

if TYPE_CHECKING:
    import httpx

    from penstock.errors import PenstockError, Phase

NAMES: Final = ("httpx", "httpx2")
# The extension by which the requests of an attempt are known.
ATTEMPT: Final = "penstock.attempt"


class DirectError(Exception):
    """A failure of a transport without httpx; `ours` is the exception to be raised for it."""

    def __init__(self, ours: PenstockError) -> None:
        super().__init__(ours.message)
        self.ours = ours


class Library:
    """One of the two. Its classes are of type Any: httpx2 may not be installed."""

    def __init__(self, name: str) -> None:
        module: Any = import_module(name)
        self.name = name
        self.core_name = name.replace("httpx", "httpcore")
        """Of the library below it, which takes a while to be imported."""
        self.module = module
        # UnicodeError comes from a client that was given, for a redirect to an odd address;
        # SSLError from anyio's reads, for a certificate that the server refuses after the
        # handshake.
        self.errors: tuple[type[Exception], ...] = (
            DirectError,
            module.HTTPError,
            module.InvalidURL,
            module.StreamError,
            module.CookieConflict,
            UnicodeError,
            ssl.SSLError,
        )
        self._phases: Mapping[type[Exception], Phase] = {
            module.ConnectTimeout: "connect",
            module.PoolTimeout: "pool",
            module.WriteTimeout: "write",
            module.ReadTimeout: "read",
            module.TimeoutException: "read",  # a transport's own
        }
        self.not_sent = (module.ConnectError, module.ProxyError)
        self.callers = (module.InvalidURL, module.UnsupportedProtocol, module.LocalProtocolError)
        self.unread = (module.ResponseNotRead, module.StreamConsumed)
        self.unreadable = (module.DecodingError, module.TooManyRedirects)
        # StreamClosed: by another thread, while this one was reading.
        self.lost = (module.TransportError, module.StreamClosed, ssl.SSLError)
        self.async_classes = (
            module.AsyncClient,
            module.AsyncBaseTransport,
            module.AsyncHTTPTransport,
        )
        self.blocking_classes = (module.Client, module.BaseTransport, module.HTTPTransport)
        self.no_cookies = _with(NoCookies, module.Cookies)
        self.body = _with(Body, module.ByteStream)
        self.address = _with(Address, module.URL)
        self.bounded_auth = _with(BoundedAuth, module.Auth)

    def phase(self, error: Exception) -> Phase | None:
        """Return the phase whose time ran out; None for any other error."""
        if _is_lost_in_aiohttp(error):
            return None
        for kind, phase in self._phases.items():
            if isinstance(error, kind):
                return phase
        return None

    @property
    def core(self) -> Any:
        """The library below it: httpcore, or httpcore2."""
        return import_module(self.core_name)


def _is_lost_in_aiohttp(error: Exception) -> bool:
    """Return whether a connection was lost below httpx-aiohttp.

    It raises ConnectTimeout for that, which would mean that nothing was sent.
    """
    aiohttp: Any = sys.modules.get("aiohttp")
    cause = error.__cause__
    if aiohttp is None or not isinstance(cause, aiohttp.ClientConnectionError):
        return False
    return not isinstance(cause, aiohttp.ClientConnectorError | aiohttp.ServerTimeoutError)


def _with(ours: type, base: type) -> Any:
    return type(ours.__name__, (ours, base), {})


@cache
def library(name: str) -> Library:
    """Return the library of this name, imported."""
    return Library(name)


def loaded() -> Iterator[Library]:
    """Yield the libraries that this process has imported."""
    return (library(name) for name in NAMES if sys.modules.get(name) is not None)


def library_of(thing: object) -> Library | None:
    """Return the library that a client, transport or exception is of, or is derived from."""
    cls: Any = type(thing)
    return _library_of(cls)


@lru_cache(maxsize=256)
def _library_of(cls: type) -> Library | None:
    names = (base.__module__.partition(".")[0] for base in cls.__mro__)
    return next((library(name) for name in names if name in NAMES), None)


class NoCookies:
    """Keeps none: one workflow's answer must not follow another's request.

    A jar whose policy refuses all of them reads the head of each response, and of its request, all
    the same; that is a tenth of the call.
    """

    def extract_cookies(self, response: httpx.Response) -> None:
        """Leave them where they are."""


class Address:
    """The address of a request, and what of it may be shown."""

    shown: str


class Body:
    """The body of a request.

    httpx reads its own through an async generator, which a write that was cancelled leaves to the
    garbage collector; trio warns of that.
    """

    def __aiter__(self) -> AsyncIterator[bytes]:
        whole: Any = self
        return _Pieces(iter(whole))


class _Pieces:
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        for piece in self._pieces:
            return piece
        raise StopAsyncIteration


class BoundedAuth:
    """The auth of a client, its own requests bounded as part of an attempt."""

    def __init__(
        self, auth: httpx.Auth, timeouts: Mapping[str, float | None], renew: Callable[[], None]
    ) -> None:
        self._auth = auth
        self._timeouts = timeouts
        self._renew = renew

    def sync_auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        flow = self._auth.sync_auth_flow(request)
        with closing(flow), suppress(StopIteration):
            made = next(flow)
            while True:
                made = flow.send((yield self._bounded(made)))

    async def async_auth_flow(
        self, request: httpx.Request
    ) -> AsyncGenerator[httpx.Request, httpx.Response]:
        flow = self._auth.async_auth_flow(request)
        async with aclosing(flow):
            with suppress(StopAsyncIteration):
                made = await anext(flow)
                while True:
                    made = await flow.asend((yield self._bounded(made)))

    def _bounded(self, request: httpx.Request) -> httpx.Request:
        self._renew()
        own = request.extensions.get("timeout")
        if own is not self._timeouts:
            timeouts = self._timeouts
            if own:
                timeouts = {name: shorter(own.get(name), timeouts[name]) for name in timeouts}
            request.extensions |= {"timeout": timeouts, ATTEMPT: self._timeouts}
        return request
