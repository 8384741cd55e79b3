"""uvicorn's protocols for one connection, on httptools or h11, with what a mock needs besides.

An application can end a connection as a fault wants it ended; a head is bounded in size and time,
which uvicorn's own protocol on httptools doesn't do; and a target that is no path is kept as it was
sent. On httptools a request to a service whose body came with its head is answered at once, and its
answer played by timers, without a task.
"""

from __future__ import annotations

import asyncio
import re
import socket
import struct
import sys
from collections.abc import Callable, Coroutine, Generator
from functools import lru_cache, partial
from http import HTTPStatus
from typing import Any, Literal, TypeAlias, cast

import uvicorn
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.h11_impl import H11Protocol

from ..document.request import dump_json
from ..engine.clock import Alarm, SteerableClock
from ..engine.exchange import Play, in_one, sent_in_one
from ..engine.timeline import Chunk, Fault, Head
from .asgi import HANG_UP, SERVED, App, Receive, Scope, Send, Served, gone, reply, shared

try:
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
except ImportError:  # httptools is compiled, and not there on every platform
    HttpToolsProtocol = None  # type: ignore[assignment, misc]

Http: TypeAlias = Literal["httptools", "h11"]
Application: TypeAlias = Callable[[Scope, Receive, Send], Coroutine[Any, Any, None]]

MAX_HEAD = 64 * 1024
"""The bytes of a request's line and headers; beyond them it is answered 431."""
HEAD_SECONDS = 30.0
"""In which a head arrives, from its first byte; later it is answered 408."""

# On, for no time at all: closing the socket then resets the connection (socket(7), SO_LINGER).
_RESET = struct.pack("ii", 1, 0)
# A reset waits for the bytes before it: at most 250 polls, 2 ms apart. Loopback needs one.
_PATIENCE, _TICK = 250, 0.002
# Seconds in which a client reads an answer for which it was not asked to the end.
_LINGER = 2.0
# The key in a scope of a request whose head is too large.
_LARGE = "penstock.large"
_TRUSTED = ("127.0.0.1", "::1")
_PROXIES = frozenset({b"x-forwarded-for", b"x-forwarded-proto"})
_CLOSES = (b"connection", b"close")
# A target in absolute form whose path is empty, which means "/" (RFC 9110 4.2.3).
_WITHOUT_PATH = re.compile(rb"[^:/?#]+://[^/?#]*(\?.*)?")
# RFC 9110 5.6.2; and the headers that frame a message, which uvicorn looks at.
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_FRAMING = frozenset({"connection", "transfer-encoding"})
_STATUSES = frozenset(HTTPStatus)
_WHY = {
    400: "that is no HTTP request",
    408: f"the head of a request did not arrive within {HEAD_SECONDS:g} s",
    431: f"the head of a request has at most {MAX_HEAD} bytes",
}


class _Connection:
    """The parts that both protocols share; each puts them in front of uvicorn's own."""

    # Of uvicorn's protocols.
    app: Any
    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport
    flow: Any
    scope: Any
    cycle: Any

    _in_head = True
    """A head is being read, or awaited."""
    _head = 0
    """The bytes that came of it."""
    _is_behind = False
    """It came in one piece with the request before it, so that its bytes aren't counted."""
    _due: asyncio.TimerHandle | None = None
    """The end of the time that it has, from its first byte."""
    _lingers = False
    """An answer was its last, and whatever comes is read no more."""

    def __init__(self, config: uvicorn.Config, *args: Any, **settings: Any) -> None:
        super().__init__(config, *args, **settings)  # type: ignore[call-arg]
        app: Any = config.loaded_app
        self.app = _equipped(self, app)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)  # type: ignore[misc]

    def data_received(self, data: bytes) -> None:
        if self._lingers:
            return
        if not self._in_head:
            super().data_received(data)  # type: ignore[misc]
            return
        self._head += len(data)
        super().data_received(data)  # type: ignore[misc]
        self.watch_head()

    def watch_head(self) -> None:
        """Bound a head of which there is only a part."""
        if not self._awaits_head or not self._head or self._lingers or self.transport.is_closing():
            return
        if self._head > MAX_HEAD:
            self._refuse(431)
        elif self._due is None:
            self._due = self.loop.call_later(HEAD_SECONDS, self._refuse, 408)

    @property
    def _awaits_head(self) -> bool:
        return self._in_head

    def begin_body(self) -> None:
        """Note that a head is whole."""
        self._in_head = False
        self._stop_waiting()
        if self._head > MAX_HEAD or self._is_behind:
            # About: the bytes that came may have been of a body, or of another head, as well.
            fields = sum(len(name) + len(value) + 4 for name, value in self.scope["headers"])
            if fields + self._target_size() > MAX_HEAD:
                self.scope[_LARGE] = True

    def _target_size(self) -> int:
        return len(self.scope["raw_path"]) + len(self.scope["query_string"])

    def end_body(self) -> None:
        """Note that a body is whole, and a head comes next."""
        self._in_head, self._head = True, 0

    def _stop_waiting(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _refuse(self, status: int) -> None:
        """Answer in the place of the application, and close."""
        self._stop_waiting()
        if self.cycle is not None and not self.cycle.response_complete:
            self.transport.close()  # in the middle of an answer there is no place for another
            return
        body = dump_json({"error": _WHY[status]})
        head = (
            f"{_status_line(status)}\r\ncontent-type: application/json\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        # To close with bytes unread would reset the connection, and the answer be lost with it.
        self._lingers = True
        self.transport.write_eof()
        self._due = self.loop.call_later(_LINGER, self.transport.abort)

    def send_400_response(self, msg: str) -> None:
        self._refuse(431 if self._head > MAX_HEAD else 400)


class _H11(_Connection, H11Protocol):
    @property
    def _awaits_head(self) -> bool:
        # While a response is under way h11 doesn't read on, and uvicorn stops.
        return self._in_head and (self.cycle is None or self.cycle.response_complete)

    def handle_events(self) -> None:
        before = self.cycle
        super().handle_events()
        if self.cycle is not before:
            self.begin_body()
        if self.cycle is not None and not self._in_head and not self.cycle.more_body:
            self.end_body()
            self._head = len(self.conn.trailing_data[0])
        self.watch_head()


if HttpToolsProtocol is not None:

    class _HttpTools(_Connection, HttpToolsProtocol):
        _begun: tuple[Any, Any] | None = None
        """A request whose body may be whole in a moment, and the application for it."""
        _player: _Player | _Late | None = None
        _idle_since = 0.0
        """When the last response was sent, by the loop's time."""

        def __init__(self, config: uvicorn.Config, *args: Any, **settings: Any) -> None:
            super().__init__(config, *args, **settings)
            self._handle = config.loaded_app.handle if isinstance(config.loaded_app, App) else None

        def on_message_begin(self) -> None:
            super().on_message_begin()
            self._is_behind = not self._head
            self._head = self._head or 1

        def on_headers_complete(self) -> None:
            target = self.url
            if target[:1] == b"/":
                super().on_headers_complete()
            else:  # its host would be lost, and "*" is no URL
                bare = _WITHOUT_PATH.fullmatch(target)
                query = bare[1] or b"" if bare else b""
                self.url = target if b"://" in target and not bare else b"/" + query
                super().on_headers_complete()
                self.scope["raw_path"] = target.partition(b"?")[0]
            self.begin_body()

        def _target_size(self) -> int:
            return len(self.url)  # in the scope a long one may be cut

        def on_message_complete(self) -> None:
            super().on_message_complete()
            self.end_body()
            if self._begun is not None:
                self._begin(*self._begun)

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self._begun is not None:  # its body is not whole yet
                self._start(*self._begun)

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            if self.timeout_keep_alive_task is not None:
                self.timeout_keep_alive_task.cancel()
            if self._player is not None:
                self._player.leave()

        def resume_writing(self) -> None:
            super().resume_writing()
            if self._player is not None:
                self._player.resume()

        def _start_asgi_task(self, cycle: Any, app: Any) -> None:
            if not cycle.more_body:  # it waited for the answer to the one before it
                self.loop.call_soon(self._begin, cycle, app)
            elif self._in_head:
                self._begun = cycle, app
            else:
                self._start(cycle, app)

        def _start(self, cycle: Any, app: Any) -> None:
            self._begun = None
            self.later(cycle.run_asgi(app))

        def later(self, work: Coroutine[Any, Any, None]) -> None:
            """Do it in a task, which a server that stops waits for."""
            task = self.loop.create_task(work)
            task.add_done_callback(self.tasks.discard)
            self.tasks.add(task)

        def _begin(self, cycle: Any, app: Any) -> None:
            """Answer a request that is whole."""
            self._begun = None
            scope = cycle.scope
            served = None
            if self._handle is not None and _LARGE not in scope and not _proxied(scope):
                served = self._handle(scope, bytes(cycle.body))
            if served is None:
                self._start(cycle, app)
            elif not self._answered(cycle, served):
                scope[SERVED] = served
                self._start(cycle, app)

        def _answered(self, cycle: Any, served: Served) -> bool:
            """Return whether an exchange was played, or is being played, without a task."""
            exchange = served.exchange
            first = exchange.timeline.head
            head = None if first is None else _head(shared(first, served.origin), cycle)
            if head is None and first is not None:
                return False
            whole = None if head is None else in_one(exchange)
            if head is not None and whole is not None and whole[0] <= 0:
                self.send(cycle, served, head, whole[1])
                return True
            if not isinstance(served.clock, SteerableClock):
                return False
            self.flow.resume_reading()  # or the client's leaving would go unnoticed
            if head is not None and whole is not None:
                wait, data = whole
                self._player = _Late(served, partial(self.send, cycle, served, head, data), wait)
            else:
                self._player = _Player(self, cycle, served, head)
                self._player.go()
            return True

        def send(self, cycle: Any, served: Served, head: tuple[bytes, bool], data: bytes) -> None:
            """Send a whole response."""
            self.transport.write(head[0] + (_framed(data, last=True) if head[1] else data))
            sent_in_one(served.exchange, len(data))
            self.complete(cycle)

        def complete(self, cycle: Any) -> None:
            """Note that a response was sent."""
            cycle.response_started = cycle.response_complete = True
            self._player = None
            if not cycle.keep_alive:
                self.transport.close()
            cycle.on_response()

        # uvicorn makes a timer for each response and cancels it at the next request; one that looks
        # when the last response was is enough.

        def on_response_complete(self) -> None:
            self.server_state.total_requests += 1
            if self.transport.is_closing():
                return
            self.flow.resume_reading()
            if self.pipeline:
                self._start_asgi_task(*self.pipeline.pop())
                return
            self._idle_since = self.loop.time()
            if self.timeout_keep_alive_task is None:
                self.timeout_keep_alive_task = self.loop.call_later(
                    self.timeout_keep_alive, self.timeout_keep_alive_handler
                )

        def _unset_keepalive_if_required(self) -> None:
            pass

        def timeout_keep_alive_handler(self) -> None:
            left = self._idle_since + self.timeout_keep_alive - self.loop.time()
            busy = self._head or not self.cycle.response_complete
            if left > 0 or busy:
                self.timeout_keep_alive_task = self.loop.call_later(
                    left if left > 0 else self.timeout_keep_alive, self.timeout_keep_alive_handler
                )
            else:
                super().timeout_keep_alive_handler()


class _Late:
    """A whole response that is due later."""

    def __init__(self, served: Served, send: Callable[[], None], wait: float) -> None:
        self._served = served
        self._alarm: Alarm = cast("SteerableClock", served.clock).call_later(wait, send)

    def leave(self) -> None:
        """Don't send it: the client went away."""
        self._alarm.cancel()
        Play(self._served.exchange, self._served.clock).interrupt()

    def resume(self) -> None:
        """Do nothing: it waits for its time only."""


class _Player:
    """An exchange on its way to the client of a connection, by timers and without a task."""

    def __init__(
        self, connection: Any, cycle: Any, served: Served, head: tuple[bytes, bool] | None
    ) -> None:
        self._connection, self._cycle = connection, cycle
        self._clock: Any = served.clock
        self._play = Play(served.exchange, served.clock)
        self._head, self._chunked = head or (b"", False)
        self._waits = self._run()
        self._alarm: Alarm | None = None
        self._paused = False

    def go(self) -> None:
        """Play on, until there is something to wait for."""
        wait = next(self._waits, None)
        if wait is not None:
            self._alarm = self._clock.call_later(wait, self.go)

    def leave(self) -> None:
        """Stop: the client went away."""
        if self._alarm is not None:
            self._alarm.cancel()
        self._waits.close()
        self._play.interrupt()

    def resume(self) -> None:
        """Play on after the client read what was sent."""
        if self._paused:
            self._paused = False
            self.go()

    def _run(self) -> Generator[float | None, None, None]:
        """Yield the seconds to wait before each next step; None: until something else happens."""
        connection, write = self._connection, self._connection.transport.write
        held = b""
        for delay, step in self._play:
            if delay > 0:
                if held:
                    write(held)
                    held = b""
                yield delay
            if connection.flow.write_paused:
                self._paused = True
                yield None
            if isinstance(step, Fault):
                if held:
                    write(held)
                if step.kind == "stall":
                    yield None
                self._play.played(step)
                if step.kind == "reset":
                    connection.later(_reset(connection))
                else:
                    connection.transport.close()
                return
            if isinstance(step, Chunk):
                last = self._play.is_last
                data = _framed(step.data, last=last) if self._chunked else step.data
                write(held + data)
                held = b""
                self._chunked = self._chunked and not last
            else:
                held = self._head
            self._play.played(step)
        write(held + (_framed(b"", last=True) if self._chunked else b""))
        connection.complete(self._cycle)


def _head(head: Head, cycle: Any) -> tuple[bytes, bool] | None:
    """The bytes of a response's head, and whether its body is chunked; None for one with fields
    that uvicorn has rules for.
    """
    lines, sized = [_status_line(head.status)], head.status in (204, 304)
    for name, value in head.headers:
        known = _field_name(name)
        if not known:
            return None
        lines.append(f"{known}: {value}")
        if known == "content-length":
            if not value.isdecimal():
                return None
            sized = True
    if not cycle.keep_alive or _CLOSES in cycle.scope["headers"]:  # uvicorn 0.36 keeps it so far
        cycle.keep_alive = False
        lines.append("connection: close")
    chunked = not sized and cycle.scope["method"] != "HEAD"
    if chunked:
        lines.append("transfer-encoding: chunked")
    text = "".join(lines)
    if not (text.isascii() and text.isprintable()):
        return None
    return ("\r\n".join(lines) + "\r\n\r\n").encode(), chunked


@lru_cache
def _status_line(status: int) -> str:
    phrase = HTTPStatus(status).phrase if status in _STATUSES else ""
    return f"HTTP/1.1 {status} {phrase}"


@lru_cache(maxsize=1024)
def _field_name(name: str) -> str:
    """A header's name as it is sent; "" for one that uvicorn has rules for."""
    lower = name.lower()
    return lower if _TOKEN.fullmatch(lower) and lower not in _FRAMING else ""


def _framed(data: bytes, *, last: bool) -> bytes:
    """A chunk of a chunked body (RFC 9112 7.1); an empty one is none."""
    chunk = b"%x\r\n%b\r\n" % (len(data), data) if data else b""
    return chunk + b"0\r\n\r\n" if last else chunk


def protocol(http: Http | None) -> type[asyncio.Protocol]:
    """The protocol on a parser; the faster one that is installed unless given.

    Raises ImportError for httptools where it isn't installed.
    """
    if http == "h11" or (http is None and HttpToolsProtocol is None):
        return _H11
    if HttpToolsProtocol is None:
        raise ImportError("httptools is not installed; use h11")
    return _HttpTools


def _equipped(connection: _Connection, app: Application) -> Application:
    """The application, called with the means to hang up. Heads that are too large are refused, and
    those of a proxy on this machine name the client.
    """

    def called(scope: Scope, receive: Receive, send: Send) -> Coroutine[Any, Any, None]:
        if _LARGE in scope:
            return reply(send, 431, {"error": _WHY[431]}, (("Connection", "close"),))
        scope["extensions"] = {
            HANG_UP["reset"]: partial(_close, connection, receive, reset=True),
            HANG_UP["close"]: partial(_close, connection, receive, reset=False),
        }
        if _proxied(scope):
            proxied: Any = app
            behind_proxy: Any = ProxyHeadersMiddleware(proxied, trusted_hosts=list(_TRUSTED))
            return behind_proxy(scope, receive, send)  # type: ignore[no-any-return]
        return app(scope, receive, send)

    return called


def _proxied(scope: Scope) -> bool:
    """Return whether a proxy names the client."""
    return not _PROXIES.isdisjoint([name for name, _ in scope["headers"]])


async def _close(connection: _Connection, receive: Receive, *, reset: bool) -> None:
    """End with FIN, though the response isn't whole; or with RST once its bytes arrived."""
    if reset:
        await _reset(connection)
    else:
        connection.transport.close()
    await gone(receive)  # or uvicorn would complain of an unfinished response


async def _reset(connection: _Connection) -> None:
    transport = connection.transport
    transport.set_write_buffer_limits(high=0)
    await connection.flow.drain()
    peer = transport.get_extra_info("socket")
    # A reset throws away what is on its way. Gives up where the system has no count of that, and
    # for a client that doesn't read.
    for _ in range(_PATIENCE):
        if _unacknowledged(peer) == 0:
            break
        await asyncio.sleep(_TICK)
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    transport.abort()


def _unacknowledged(peer: Any) -> int:
    """Bytes in the kernel's send queue; -1 when the system has no count."""
    try:
        from fcntl import ioctl
        from termios import TIOCOUTQ  # tcp(7), SIOCOUTQ: what the peer has not acknowledged

        return int.from_bytes(ioctl(peer.fileno(), TIOCOUTQ, bytes(4)), sys.byteorder)
    except (ImportError, OSError):
        return -1
