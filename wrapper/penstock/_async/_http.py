"""One attempt: a request goes out, its answer comes back whole or piece by piece."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NoReturn

from penstock import _http
from penstock._deadline import Deadline, shorter
from penstock._message import Answer
from penstock.errors import TOO_LARGE, PenstockError, RequestTimeoutError, ResponseError

if TYPE_CHECKING:
    from penstock._clock import Clock
    from penstock._http import AsyncPool
    from penstock._message import Request
    from penstock._options import Options
    from penstock.ratelimit import RateLimit

_EVENT_STREAM: Final = "text/event-stream"


class AsyncBody:
    """An answer whose head is here, and whose body is still to come."""

    __slots__ = ("_chunks", "_exchange", "_raw", "attempts", "headers", "limits", "status")

    def __init__(self, raw: _http.RawResponse, exchange: AsyncExchange) -> None:
        self.status = raw.status_code
        self.headers = _http.plain_headers(raw)
        self.attempts = 1
        self.limits: tuple[RateLimit, ...] = ()
        self._raw = raw
        self._exchange = exchange
        self._chunks: AsyncGenerator[bytes, None] | None = None

    @property
    def is_event_stream(self) -> bool:
        """Whether this is a stream of events, and not an answer to be read whole."""
        kind = self.headers.get("content-type", "").partition(";")[0]
        return 200 <= self.status < 300 and kind.strip().lower() == _EVENT_STREAM

    def chunks(self) -> AsyncGenerator[bytes, None]:
        """Return the pieces of the body, decompressed, as they come."""
        if self._chunks is None:
            self._chunks = self._exchange.chunks(self._raw)
        return self._chunks

    def hurry(self, seconds: float) -> None:
        """Give what is still to come no more than this from now on; a later call counts anew."""
        exchange = self._exchange
        soon = Deadline.after(exchange.clock.monotonic(), seconds)
        exchange.deadline = exchange.whole.sooner(soon)

    async def read(self) -> Answer:
        """Read the whole body and let go of the connection."""
        limit = self._exchange.options.max_response_bytes
        parts: list[bytes] = []
        size = 0
        try:
            async for chunk in self.chunks():
                size += len(chunk)
                if size > limit:
                    self._too_large(limit)
                parts.append(chunk)
        finally:
            await self.aclose()
        return Answer(self.status, self.headers, parts[0] if len(parts) == 1 else b"".join(parts))

    def _too_large(self, limit: int) -> NoReturn:
        message = f"the answer is larger than {limit} bytes; raise max_response_bytes"
        raise ResponseError(message, TOO_LARGE, self.status, headers=self.headers)

    async def aclose(self) -> None:
        """Close the connection, or hand it back if the body was read to its end."""
        _http.hang_up(self._raw, self._chunks)
        await self._raw.aclose()
        if self._chunks is not None:
            # Somebody else may be reading; their read has just come to its end.
            with suppress(ValueError, RuntimeError):
                await self._chunks.aclose()


class AsyncExchange:
    """One attempt at one request, with the time it has."""

    __slots__ = ("clock", "deadline", "idle", "options", "pool", "timeouts", "whole")

    def __init__(
        self,
        pool: AsyncPool,
        clock: Clock,
        options: Options,
        deadline: Deadline,
        idle: float | None,
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.options = options
        self.deadline = self.whole = deadline
        self.idle = idle
        """Seconds between two pieces of the body."""
        self.timeouts: dict[str, float | None] = {}

    async def open(self, request: Request, base_url: str) -> AsyncBody:
        """Send the request; return once the head of the answer is here."""
        client = self.pool.client()
        try:
            raw = self._raw_request(client, request, base_url)
            with _http.until(self._left()):
                response = await client.send(raw, stream=True, **_send_options(self.pool))
        except _http.HTTP_ERRORS as error:
            raise self._translated(error) from error
        # httpcore looks at this number when the body's first piece is asked for.
        self.timeouts["read"] = self.deadline.clamp(self.idle, self.clock.monotonic())
        return AsyncBody(response, self)

    def _raw_request(
        self, client: _http.AsyncHTTPClient, request: Request, base_url: str
    ) -> _http.RawRequest:
        times, left = self.options.timeouts, self._left()
        self.timeouts = {
            "connect": shorter(times.connect, left),
            "write": shorter(times.write, left),
            "pool": shorter(times.pool, left),
            "read": shorter(self.idle, left),
        }
        options = self.options
        return _http.raw_request(
            self.pool,
            client,
            request.method,
            base_url + request.path,
            {**options.sent_headers, **request.headers},
            request.body,
            self.timeouts,
        )

    async def chunks(self, response: _http.RawResponse) -> AsyncGenerator[bytes, None]:
        """Yield the pieces of the body; raise what goes wrong as our own exceptions."""
        pieces = response.aiter_bytes()
        try:
            while True:
                with _http.until(self._left()):
                    chunk = await anext(pieces, None)
                if chunk is None:
                    return
                if self.deadline.expired(self.clock.monotonic()):
                    raise self._out_of_time(sent=True)
                yield chunk
        except _http.HTTP_ERRORS as error:
            raise self._translated(error) from error

    def _left(self) -> float | None:
        return self.deadline.remaining(self.clock.monotonic())

    def _translated(self, error: Exception) -> PenstockError:
        ours = _http.translated(error)
        if isinstance(ours, RequestTimeoutError) and self.deadline.expired(self.clock.monotonic()):
            return self._out_of_time(sent=ours.sent)
        return ours

    def _out_of_time(self, *, sent: bool) -> RequestTimeoutError:
        message = "no complete answer in the time there was"
        return RequestTimeoutError(message, phase="total", sent=sent)


def _send_options(pool: AsyncPool) -> Mapping[str, Any]:
    # Auth is a header of ours: httpx is told not to look for any, in a .netrc or elsewhere. A
    # client that was given keeps its own (a gateway may want it).
    return _GIVEN if pool.given else _OWN


_GIVEN: Final[Mapping[str, Any]] = {"follow_redirects": False}
_OWN: Final[Mapping[str, Any]] = {"follow_redirects": False, "auth": None}
