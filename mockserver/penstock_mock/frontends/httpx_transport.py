"""An httpx transport, blocking and async, that plays the engine's answers in process.

    client = httpx.Client(transport=MockTransport(engine, session))

Answers are played lazily on the session's clock: a stream's bytes exist once they are due, and a
virtual clock makes 30 seconds of them microseconds. What a socket would do, httpx's own exceptions
do here, with the words a real connection gives them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any

import httpx
from attrs import evolve

from ..document.request import Request, host_name, parse_query
from ..document.router import Match
from ..engine.clock import Clock
from ..engine.engine import Engine, Hosts, Mounts
from ..engine.exchange import Exchange, Play, in_one, raw_headers, sent_in_one
from ..engine.session import Session
from ..engine.timeline import Chunk, Fault, FaultKind, Head, Step

_ENDLESS = "the mock stalls, and a client without a read timeout would wait for ever: give it one"


class MockTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """For `httpx.Client(transport=...)` and `httpx.AsyncClient(transport=...)` alike, and for the
    clients of httpx2.

    The services answer at the addresses their servers have in the document, and at those in
    `hosts`; any other is an unexpected call.
    """

    def __init__(self, engine: Engine, session: Session, hosts: Hosts | None = None) -> None:
        """Play `engine`'s answers in `session`, on its clock.

        hosts: more base URLs by service: {"dify": "https://dify.internal/v1"}. Raises ValueError
        for what is no URL, or no service.
        """
        self._engine = engine
        self._session = session
        self._mounts = Mounts(engine.contract, hosts=hosts)

    def handle_request(
        self, request: httpx.Request, routed: Request | None = None
    ) -> httpx.Response:
        """Answer a blocking client. routed: see `route`, when that was needed before.

        Raises what httpx raises when the wire breaks.
        """
        stream: Any = request.stream
        if not isinstance(stream, httpx.SyncByteStream):
            sent = _from_httpx2(request, b"".join(stream))
            with _httpx2_errors(request):
                return _to_httpx2(self.handle_request(sent), request)
        # Not request.read(): that keeps the body, and so makes a one-shot upload repeatable.
        exchange = self._exchange(request, b"".join(stream), routed)
        whole = in_one(exchange)
        patience = _patience(request)
        if whole is None or (patience is not None and whole[0] > patience):
            return Wire(exchange, self._session.clock, patience).respond()
        wait, data = whole
        if wait > 0:
            self._session.clock.sleep(wait)
        sent_in_one(exchange, len(data))
        return _response(exchange.timeline.steps[0][1], httpx.ByteStream(data))

    async def handle_async_request(
        self, request: httpx.Request, routed: Request | None = None
    ) -> httpx.Response:
        """Answer an async client. routed: see `route`, when that was needed before.

        Raises what httpx raises when the wire breaks.
        """
        stream: Any = request.stream
        if not isinstance(stream, httpx.AsyncByteStream):
            sent = _from_httpx2(request, b"".join([part async for part in stream]))
            with _httpx2_errors(request):
                return _to_httpx2(await self.handle_async_request(sent), request)
        body = b"".join([part async for part in stream])
        # Always over a wire, which lets other tasks run.
        exchange = self._exchange(request, body, routed)
        return await Wire(exchange, self._session.clock, _patience(request)).arespond()

    @property
    def operations(self) -> tuple[str, ...]:
        """The ids of the operations it answers."""
        return tuple(self._engine.contract.operations)

    def route(self, request: httpx.Request) -> Request:
        """The request in the engine's terms, routed, and without its body."""
        return self._neutral(request, b"")

    def operation_of(self, routed: Request) -> str | None:
        """The id of a routed request's operation; "" for none of a service that it does reach;
        None when it goes elsewhere.
        """
        if isinstance(routed.route, Match):
            return str(routed.route.target.id)
        missed = routed.route is not None and not routed.route.elsewhere
        return "" if missed and self._mounts.claims(routed.base_url) else None

    def _exchange(self, request: httpx.Request, body: bytes, routed: Request | None) -> Exchange:
        neutral = evolve(routed, body=body) if routed else self._neutral(request, body)
        return self._engine.handle(self._session, neutral)

    def _neutral(self, request: httpx.Request, body: bytes) -> Request:
        url = request.url
        raw_path, _, query = url.raw_path.decode("ascii").partition("?")
        authority = f"{url.scheme}://{url.netloc.decode('ascii')}"
        place = self._mounts.in_process(request.method, authority, raw_path)
        return Request(
            method=request.method,
            raw_path=place.path,
            query=parse_query(query) if query else (),
            raw_query=query,
            headers=tuple(
                [(n.decode("latin-1"), v.decode("latin-1")) for n, v in request.headers.raw]
            ),
            body=body,
            host=host_name(url.host),
            service=place.service,
            scheme=url.scheme,
            base_url=f"{authority}{place.prefix}",
            route=place.route,
        )


class Wire(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The client's end of one exchange: first the head, then the body, as a stream or, where all of
    it is due, as bytes.

    Both kinds of stream at once, so that respx can serve either client with one response.
    """

    def __init__(self, exchange: Exchange, clock: Clock, patience: float | None) -> None:
        """patience: the client's read timeout in seconds; None waits for ever."""
        self._play = Play(exchange, clock)
        self._clock = clock
        self._patience = patience
        self._head: Head | None = None
        self._silence = 0.0  # seconds since the last byte: a piece of waiting brings none

    def respond(self) -> httpx.Response:
        """Wait for the head."""
        delay, step = next(self._play)
        wait, failure = self._due(delay, step)
        if wait > 0:
            self._clock.sleep(wait)
        self._take(step, failure)
        return self._response(step)

    async def arespond(self) -> httpx.Response:
        """Wait for the head."""
        delay, step = next(self._play)
        wait, failure = self._due(delay, step)
        try:
            await self._clock.asleep(wait)
        except BaseException:  # cancelled: there is no response yet that would be closed
            self._play.interrupt()
            raise
        self._take(step, failure)
        return self._response(step)

    def __iter__(self) -> Iterator[bytes]:
        for delay, step in self._play:
            wait, failure = self._due(delay, step)
            if wait > 0:
                self._clock.sleep(wait)
            yield self._take(step, failure)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for delay, step in self._play:
            wait, failure = self._due(delay, step)
            if wait > 0:
                await self._clock.asleep(wait)
            yield self._take(step, failure)

    def close(self) -> None:
        """The client is done with the answer, or with waiting for it."""
        self._play.abandon()

    async def aclose(self) -> None:
        """The client is done with the answer, or with waiting for it."""
        self._play.abandon()

    def _due(self, delay: float, step: Step) -> tuple[float, Exception | None]:
        """Seconds to wait, and what is raised after them instead of giving the step."""
        if isinstance(step, Fault) and self._head:
            promised = self._head.header("content-length")
            if promised == str(self._play.exchange.outcome.sent_bytes):
                return 0.0, None  # a client that has every byte it was promised looks no further
        stalled = isinstance(step, Fault) and step.kind == "stall"
        before, self._silence = self._silence, self._silence + delay
        if self._patience is not None and (stalled or self._silence > self._patience):
            left = max(0.0, self._patience - before)
            return left, httpx.ReadTimeout("The read operation timed out")
        if not isinstance(step, Chunk) or step.data:
            self._silence = 0.0
        if not isinstance(step, Fault):
            return delay, None
        return delay, httpx.ReadTimeout(_ENDLESS) if stalled else self._broken(step.kind)

    def _broken(self, kind: FaultKind) -> Exception:
        """The exception that httpx raises for a reset or a connection closed too early."""
        if kind == "reset":
            return httpx.ReadError("[Errno 104] Connection reset by peer")
        if self._head is None:
            return httpx.RemoteProtocolError("Server disconnected without sending a response.")
        promised, sent = self._head.header("content-length"), self._play.exchange.outcome.sent_bytes
        how = (
            f"received {sent} bytes, expected {promised}" if promised else "incomplete chunked read"
        )
        return httpx.RemoteProtocolError(
            f"peer closed connection without sending complete message body ({how})"
        )

    def _take(self, step: Step, failure: Exception | None) -> bytes:
        """Record the step that is due; its bytes. Raises the failure that comes in its stead."""
        if isinstance(failure, httpx.ReadTimeout):
            self._play.interrupt()  # it is the client that gives up
        else:
            self._play.played(step)
        if failure is not None:
            raise failure
        return step.data if isinstance(step, Chunk) else b""

    def _response(self, step: Step) -> httpx.Response:
        assert isinstance(step, Head)
        self._head = step
        rest = self._play.rest_at_once()
        return _response(step, self if rest is None else httpx.ByteStream(rest))


def _patience(request: httpx.Request) -> float | None:
    """The read timeout."""
    patience: float | None = request.extensions.get("timeout", {}).get("read")
    return patience


def _response(head: Step, stream: httpx.SyncByteStream | httpx.AsyncByteStream) -> httpx.Response:
    assert isinstance(head, Head)
    return httpx.Response(
        head.status,
        headers=raw_headers(head),
        stream=stream,
        extensions={"http_version": b"HTTP/1.1"},
    )


# httpx2 has httpx's interface and classes of its own: its requests are put in httpx's terms,
# responses and exceptions in its own.


def _from_httpx2(request: Any, body: bytes) -> httpx.Request:
    return httpx.Request(
        request.method,
        str(request.url),
        headers=request.headers.raw,
        stream=httpx.ByteStream(body),
        extensions=request.extensions,
    )


def _to_httpx2(response: httpx.Response, request: Any) -> httpx.Response:
    put: httpx.Response = import_module("httpx2").Response(
        response.status_code,
        headers=response.headers.raw,
        stream=_httpx2_body()(response.stream, request),
        extensions=response.extensions,
    )
    return put


@contextmanager
def _httpx2_errors(request: Any) -> Iterator[None]:
    try:
        yield
    except httpx.TransportError as error:
        kind = getattr(import_module("httpx2"), type(error).__name__)
        raise kind(str(error), request=request) from error


@cache
def _httpx2_body() -> Any:
    base: Any = import_module("httpx2").ByteStream

    class Body(base):  # type: ignore[misc]
        """The body of a response, for blocking and async clients alike."""

        def __init__(self, stream: Any, request: Any) -> None:
            self._pieces = stream
            self._request = request

        def __iter__(self) -> Iterator[bytes]:
            with _httpx2_errors(self._request):
                yield from self._pieces

        async def __aiter__(self) -> AsyncIterator[bytes]:
            with _httpx2_errors(self._request):
                async for piece in self._pieces:
                    yield piece

        def close(self) -> None:
            self._pieces.close()

        async def aclose(self) -> None:
            await self._pieces.aclose()

    return Body
