"""The bottom of the HTTP library's stack: its pools, and sockets that obey a call's deadline.

The library's read timeout is for each read of a socket. A server that sends a byte of its headers
now and then would hold a call for ever; so each read gets no more time than the call has left.
Part of the room that names the HTTP library; loaded with the first connection.
"""

from __future__ import annotations

import socket
import sys
import threading
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache, partial
from inspect import isawaitable
from itertools import islice
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, Final, NoReturn, cast
from weakref import WeakSet

from penstock._core.concurrency import is_readable, shielded
from penstock._core.libraries import NAMES, library, library_of

if TYPE_CHECKING:
    import httpx

# The seconds that closing may take: a TLS connection sends a close_notify alert.
_CLOSING: Final = 1.0

_CLIENT_CLOSED: Final = "the client was closed"
_Lock: Final = type(threading.Lock())


# A transport of one library may be within a client of the other.
@cache
def _kinds(names: tuple[str, ...]) -> tuple[tuple[type, ...], tuple[type, ...]]:
    """Return the connection pools of libraries, and what may hold one."""
    pools, holders = list[type](), list[type]((dict, list, tuple))
    for name in names:
        used, core = library(name).module, library(name).core
        pools += core.ConnectionPool, core.AsyncConnectionPool
        holders += used.BaseTransport, used.AsyncBaseTransport, used.Client, used.AsyncClient
    return tuple(pools), tuple(holders)


# A cache within a retry within a log holds some dozen things that could lead to a pool.
_MOST_LOOKED_AT: Final = 200


def pools(client: httpx.Client | httpx.AsyncClient) -> Iterator[Any]:
    """Yield the connection pools of a client, of its proxies, and of transports within transports.

    There is no public place for them: they are looked for in the attributes of clients and of
    transports, and in collections there; nothing is called. One that is held otherwise, by a
    function or by an object of another kind, is not found. The tests of cancelled calls and of a
    server that drips its headers fail when httpx's own are no longer there.
    """
    waiting: deque[Any] = deque((client,))
    known, holders = _kinds(tuple(name for name in NAMES if name in sys.modules))
    seen: dict[int, Any] = {}
    while waiting and len(seen) < _MOST_LOOKED_AT:
        found = waiting.popleft()
        if id(found) in seen:
            continue
        seen[id(found)] = found
        if isinstance(found, known):
            yield found
        else:
            waiting.extend(part for part in _parts(found) if isinstance(part, known + holders))


def _parts(holder: Any) -> Iterable[Any]:
    if isinstance(holder, dict):
        return list(islice(holder.values(), _MOST_LOOKED_AT))  # another thread may change it
    if isinstance(holder, list | tuple):
        return holder[:_MOST_LOOKED_AT]
    return [*getattr(holder, "__dict__", {}).values(), *_slots(holder)]


def _slots(holder: Any) -> Iterator[Any]:
    for cls in type(holder).__mro__:
        for slot in vars(cls).values():
            if isinstance(slot, MemberDescriptorType):
                with suppress(AttributeError):  # it may be empty
                    yield slot.__get__(holder)


def left_behind(
    client: httpx.Client | httpx.AsyncClient, extension: str, attempt: object
) -> list[Any]:
    """Remove from the pools what a cancelled attempt left there; return it to be closed.

    Its requests are those that have it as the `extension`. A cancellation between
    two steps of httpcore's (encode/httpcore#1093) leaves a connection that no request holds and
    that is neither idle nor closed, or a request that is over; both count against the limit.
    """
    found = []
    for pool in pools(client):
        with pool._optional_thread_lock:
            pool._requests = _Requests(
                queued
                for queued in pool._requests
                if queued.request.extensions.get(extension) is not attempt
            )
            held = {id(queued.connection) for queued in pool._requests}
            for connection in pool.connections:
                if id(connection) not in held and not _is_usable(connection):
                    pool._connections.remove(connection)
                    found.append(connection)
            found += pool._assign_requests_to_connections()
    return found


def _is_usable(connection: Any) -> bool:
    """Return whether a connection that no request holds can serve the next, or is closed."""
    inner = getattr(connection, "_connection", None)  # there is none before it is connected
    for lock in (getattr(connection, "_request_lock", None), getattr(inner, "_state_lock", None)):
        held = getattr(lock, "_lock", None)
        if isinstance(held, _Lock) and held.locked():  # by a call that a signal handler has ended
            return False
    return bool(connection.is_idle() or connection.is_closed())


class _Requests(list[Any]):
    """The requests of a pool. One that was removed may be removed again by another task."""

    def remove(self, value: Any) -> None:
        with suppress(ValueError):
            super().remove(value)


class _ClosedConnection:
    """A connection of a client that was closed."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def handle_request(self, request: object) -> NoReturn:
        raise self._error

    async def handle_async_request(self, request: object) -> NoReturn:
        raise self._error


class Sockets:
    """The sockets of one client: each obeys its call's deadline, and closing wakes its reader.

    Those of a transport that was given may serve other clients later on.
    """

    def __init__(
        self,
        client: httpx.Client | httpx.AsyncClient,
        left: Callable[[], float | None],
        *,
        given: bool = False,
    ) -> None:
        self._left = left
        """Returns the seconds that the call that is reading has left."""
        self._given = given
        self._lock = threading.Lock()
        self._open: WeakSet[Any] = WeakSet()
        self._closed = False
        self._core = (library_of(client) or library("httpx")).core
        self._pools = list(pools(client))
        for pool in self._pools:
            if not given and isinstance(pool, self._core.ConnectionPool):
                # Entering httpcore's own takes two steps, between which a signal handler can raise:
                # it would stay locked.
                pool._optional_thread_lock = cast("Any", threading.Lock())
            backend = pool._network_backend
            backend.connect_tcp = self._opening(backend.connect_tcp)

    def shut(self) -> None:
        """Wake the threads that wait for a socket, now and later: closing one alone doesn't."""
        with self._lock:
            self._closed = True
            found = list(self._open)
        for stream in found:
            shut(stream)

    def reject_queued(self, extension: str, owner: object) -> None:
        """Refuse the requests with this `extension` that wait for a connection of a pool.

        Only those of a pool that was given do; in front of ours stands a limiter.
        """
        for pool in self._pools:
            with pool._optional_thread_lock:
                for queued in pool._requests:
                    if queued.is_queued() and queued.request.extensions.get(extension) is owner:
                        error = self._core.ConnectError(_CLIENT_CLOSED)
                        queued.assign_to_connection(_ClosedConnection(error))

    def _opening(self, method: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap what opens a stream, for blocking and async alike."""

        def opening(*args: Any, **options: Any) -> Any:
            if self._given and self._closed:  # calls of this client are refused before
                return method(*args, **options)
            stream = method(*args, **options)
            return self._awaited(stream) if isawaitable(stream) else self._obeying(stream)

        return opening

    async def _awaited(self, opening: Awaitable[Any]) -> Any:
        stream = await opening
        if self._closed:  # meanwhile: nothing is sent any more
            await stream.aclose()
            raise self._core.ConnectError(_CLIENT_CLOSED)
        return self._obeying(stream)

    def _obeying(self, stream: Any) -> Any:
        read = stream.read
        stream.read = lambda size, timeout=None: read(size, self._clamped(timeout))
        is_async = hasattr(stream, "aclose")
        securing = self._async_securing if is_async else self._securing
        stream.start_tls = partial(securing, stream, stream.start_tls)
        if is_async:
            stream.get_extra_info = _remembering(stream.get_extra_info)
        self._keep(stream)
        return stream

    def _clamped(self, timeout: float | None) -> float | None:
        left = self._left()
        if left is None:
            return timeout
        if left <= 0:
            raise self._core.ReadTimeout("the time for the whole call is over")
        return left if timeout is None else min(timeout, left)

    def _keep(self, stream: Any) -> None:
        with self._lock:
            self._open.add(stream)
            closed = self._closed
        if closed:
            shut(stream)

    def _securing(
        self, stream: Any, start_tls: Callable[..., Any], *args: Any, **options: Any
    ) -> Any:
        plain = stream.get_extra_info("socket")
        if type(plain) is not socket.socket:  # TLS within TLS leaves the outer one as it is
            return self._obeying(start_tls(*args, **options))
        # A handshake takes the descriptor from the socket that is known here.
        with plain.dup() as copy:
            self._keep(copy)
            return self._obeying(start_tls(*args, **options))

    async def _async_securing(
        self, stream: Any, start_tls: Callable[..., Awaitable[Any]], *args: Any, **options: Any
    ) -> Any:
        try:
            return self._obeying(await start_tls(*args, **options))
        except BaseException:  # httpcore closes it for an Exception, and forgets a cancellation
            with suppress(Exception):
                await shielded(stream.aclose, _CLOSING)
            raise


def _remembering(get_extra_info: Callable[[str], Any]) -> Callable[[str], Any]:
    """Wrap a stream's `get_extra_info`, so that anyio isn't asked repeatedly for its socket.

    anyio looks up both addresses each time; and with each request httpcore asks of each idle
    connection whether it is readable, that is, closed by the peer.
    """
    found = get_extra_info("socket")
    if found is None:  # a network backend of the caller's
        return get_extra_info
    return lambda info: is_readable(found) if info == "is_readable" else get_extra_info(info)


def shut(stream: Any) -> None:
    """End the reads and writes of a stream's socket, from whatever thread."""
    found = stream if isinstance(stream, socket.socket) else stream.get_extra_info("socket")
    if isinstance(found, socket.socket):  # an event loop wakes its readers itself
        with suppress(OSError):  # it may be gone already
            # Not found.shutdown(): TLS would take the socket's state from under the reader.
            socket.socket.shutdown(found, socket.SHUT_RDWR)
