# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/_core/_async/http.py

"""One attempt: a request goes out, its response comes back whole or piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeGuard, cast

import attrs

from penstock._core import http as _http
from penstock._core.clock import Deadline
from penstock._core.inflate import CodingError, decoder
from penstock._core.message import RawResponse
from penstock._core.redact import scrub
from penstock._core.sse import is_stream_text, is_stream_type
from penstock.errors import (
    TOO_LARGE,
    APIError,
    ClientClosedError,
    ConnectionLostError,
    PenstockError,
    RequestTimeoutError,
    ResponseError,
)
from penstock.retry import sent_state

if TYPE_CHECKING:
    from penstock._core.clock import Clock
    from penstock._core.http import Pool
    from penstock._core.inflate import Decoder
    from penstock._core.message import Request
    from penstock._core.options import Options
    from penstock.ratelimit import RateLimit

# How long what a cancelled call left behind may take to be closed.
_CLOSING: Final = 1.0


@attrs.define(eq=False, repr=False)
class Exchange:
    """One attempt at one request: its response is read whole, or piece by piece as it comes."""

    pool: Pool
    clock: Clock
    options: Options
    deadline: Deadline
    idle: float | None
    """Seconds between two pieces of the body."""
    status: int = 0
    """Of the response, as are the headers, once its head is here."""
    headers: Mapping[str, str] = attrs.field(init=False)
    """Names in lower case."""
    attempts: int = 1
    limits: tuple[RateLimit, ...] = ()
    private: Sequence[str] = ()
    """The parts of the request's path that are secret."""
    timeouts: dict[str, float | None] = attrs.field(init=False, factory=dict)
    client: _http.HTTPClient | None = None
    """The client that sends the request, while its connection may be in use; then None."""
    _raw: _http.HTTPResponse = attrs.field(init=False)
    _content: bytes | None = None
    """The body, if it was read already."""
    _begun: bytes = b""
    """Pieces that were read to see what the body is."""
    _chunks: Any = None
    _leave: list[Callable[[], None]] = attrs.field(init=False, factory=list)
    _whole: Deadline = attrs.field(init=False)

    def open(self, request: Request, base_url: str, sent: Mapping[str, str]) -> None:
        """Send the request; return once the head of the response is here.

        `sent` are the headers that every request carries, the key's among them.
        """
        pool = self.pool
        client = pool.client(base_url)
        self.private, self._whole = request.private, self.deadline
        response: _http.HTTPResponse | None = None
        failure: PenstockError | None = None
        token = _http.UNDER_WAY.set(self)
        try:
            self._renew_timeouts()
            response = self._send(client, request, base_url, sent)
        except self.pool.errors as error:
            response = _http.rejected_by_hook(error, base_url + request.path)
            failure = self._translated(error)
        except BaseException as error:
            self.tidy()
            if not self._is_closed_by(error):
                raise
            failure = self._translated(error)
        finally:
            _http.UNDER_WAY.reset(token)
        if response is None:  # not raised where it is caught: that would be its context
            assert failure is not None
            raise failure
        self._raw, self.status = response, response.status_code
        self.headers, self._content = _http.received(response)

    def _send(
        self,
        client: _http.Sender,
        request: Request,
        base_url: str,
        sent: Mapping[str, str],
    ) -> _http.HTTPResponse:
        raw = _http.raw_request(self.pool, client, request, base_url, sent, self.timeouts)
        self.client = client
        settings = _OWN
        if self.pool.given:  # it keeps its own auth: a gateway may want it
            auth = _http.bounded_auth(client, self.timeouts, self._renew_timeouts)
            settings = _GIVEN if auth is None else {**_GIVEN, "auth": auth}
        return client.send(raw, stream=True, **settings)

    def hold(self, leave: Callable[[], None]) -> None:
        """Keep a place among the streams until this is closed; `leave` gives it back."""
        self._leave.append(leave)

    def is_event_stream(self) -> bool:
        """Return whether this is a stream of events, and not a response to be read whole.

        It is one by its media type, else by its first line: some servers and gateways leave out
        the type, send it twice or call it plain text. The bytes read for that come again.
        """
        if not 200 <= self.status < 300:
            return False
        chunks = self._start()
        if is_stream_type(self.headers.get("content-type", "")):
            return True
        try:
            for chunk in chunks:
                self._begun += chunk
                found = is_stream_text(self._begun)
                if found is not None:
                    return found
        except BaseException:
            self.close()
            raise
        return False

    def __iter__(self) -> Iterator[bytes]:
        """Return the pieces of a stream, decompressed, as they come."""
        return self if self._begun else cast("Iterator[bytes]", self._chunks)

    def __next__(self) -> bytes:
        begun, self._begun = self._begun, b""
        return begun or cast("bytes", next(self._chunks))

    def shorten_deadline(self, seconds: float) -> None:
        """Give what is still to come no more than this from now on; a later call counts anew."""
        self.deadline = self._whole.within(self.clock.monotonic(), seconds)

    def read(self) -> RawResponse:
        """Read the whole body and let go of the connection."""
        if self._content is not None:
            self.client = None
            self._raw.close()
            self._check_time()
            return self._response([self._content], len(self._content))
        parts = [self._begun] if self._begun else []
        size = len(self._begun)
        try:
            for chunk in self._chunks or self._start():
                size += len(chunk)
                parts.append(chunk)
                if size > self.options.max_response_bytes:
                    break
        finally:
            self.close()
        return self._response(parts, size)

    def _response(self, parts: Sequence[bytes], size: int) -> RawResponse:
        """Return the whole response. Raises ResponseError for one that is too large."""
        limit = self.options.max_response_bytes
        if size > limit:
            message = f"the response is larger than {limit} bytes; raise max_response_bytes"
            raise ResponseError(message, TOO_LARGE, self.status, headers=self.headers)
        body = parts[0] if len(parts) == 1 else b"".join(parts)
        return RawResponse(self.status, self.headers, body)

    def close(self) -> None:
        """Close the connection, or hand it back if the body was read to its end."""
        _http.hang_up(self._raw, self._chunks)
        try:
            self._raw.close()
            # Another task may be reading; its read has just come to its end.
            if self._chunks is not None:
                with suppress(ValueError):
                    self._chunks.close()
        finally:
            if self._leave:
                with suppress(IndexError):  # another thread may be closing it, too
                    self._leave.pop()()
            self.tidy()

    def _renew_timeouts(self) -> None:
        times, left = self.options.timeouts, self.left()
        timeouts = self.timeouts
        timeouts["connect"], timeouts["write"] = times.connect, times.write
        timeouts["pool"], timeouts["read"] = times.pool, self.idle
        if left is None:
            return
        for name, seconds in timeouts.items():
            if seconds is None or seconds > left:
                timeouts[name] = left

    def _start(self) -> Iterator[bytes]:
        """Return the pieces of the body; none is read before it is asked for."""
        pieces = self._receive()
        self._chunks = pieces
        return cast("Iterator[bytes]", self._chunks)

    def _receive(self) -> Generator[bytes, None, None]:
        """Yield the pieces of the body; raise what goes wrong as our own exceptions."""
        if self._content is not None:
            self.client = None
            self._check_time()
            yield self._content
            return
        try:
            body = decoder(self.headers.get("content-encoding", ""))
            pieces = self._raw.iter_raw()
            # httpcore looks at this number when the body's first piece is asked for.
            self.timeouts["read"] = self.deadline.clamp(self.idle, self.clock.monotonic())
            while True:
                token = _http.UNDER_WAY.set(self)
                try:
                    chunk = next(pieces, None)
                finally:
                    _http.UNDER_WAY.reset(token)
                if chunk is None:
                    self.client = None
                    self._check_whole(body)
                    return
                self._check_time()
                yield from body.feed(chunk)
        except self.pool.errors as error:
            failure = self._translated(error)
        except CodingError as error:
            message = f"the response can't be decompressed: {error}"
            failure = ResponseError(message, status=self.status, headers=self.headers)
        except BaseException as error:
            if not self._is_closed_by(error):
                raise
            failure = self._translated(error)
        raise failure

    def tidy(self) -> None:
        """Close what this left in the pool, if it was cancelled on its way through it."""
        client, self.client = self.client, None
        if client is None:
            return
        for connection in _http.left_behind(client, self.timeouts):
            with suppress(Exception):
                connection.close()

    def _is_closed_by(self, error: BaseException) -> TypeGuard[Exception]:
        """Return whether the HTTP library failed because the client was closed, in whatever way."""
        return isinstance(error, Exception) and self.pool.closed

    def left(self) -> float | None:
        """Return the seconds left for the response; None without a deadline."""
        at = self.deadline.at
        return None if at is None else max(0.0, at - self.clock.monotonic())

    def _check_time(self) -> None:
        """Raise RequestTimeoutError if the time for the response is over."""
        at = self.deadline.at
        if at is not None and self.clock.monotonic() >= at:
            raise self._out_of_time(sent=True)

    def _check_whole(self, body: Decoder) -> None:
        """Raise if this end of a body may not be its own: closing the client ends it, too."""
        if self.pool.closed and _http.ends_with_connection(self._raw):
            raise self._closed(sent=True)
        if not body.is_whole:
            raise ConnectionLostError(_http.CUT)

    def _closed(self, *, sent: bool) -> ClientClosedError:
        message = f"{self.pool.name} was closed while this was under way"
        return ClientClosedError(message, sent=sent)

    def _translated(self, error: Exception) -> PenstockError:
        ours = _http.translated(error)
        ours.__cause__ = _http.shown_cause(error, self.hide)
        if self.pool.closed and isinstance(ours, APIError) and not isinstance(ours, ResponseError):
            return self._closed(sent=sent_state(ours) != "not_sent")
        if not isinstance(ours, RequestTimeoutError):
            return ours
        if ours.phase == "pool" and self.client is not None:
            return RequestTimeoutError(_http.crowded(self.client), phase="pool")
        if self.deadline.expired(self.clock.monotonic()):
            return self._out_of_time(sent=ours.sent)
        return ours

    def hide(self, text: str) -> str:
        """Redact the secrets of the client, and of the request, in a text."""
        return scrub(text, (*self.options.secrets, *self.private))

    def _out_of_time(self, *, sent: bool) -> RequestTimeoutError:
        message = "no complete response in the time there was"
        return RequestTimeoutError(message, phase="total", sent=sent)


_GIVEN: Final[Mapping[str, Any]] = {"follow_redirects": False}
# Auth is a header of ours: httpx is not to look for any, in a .netrc or elsewhere.
_OWN: Final[Mapping[str, Any]] = {"follow_redirects": False, "auth": None}
