"""The fast transport: aiohttp, without httpx in front of it.

Part of the room that names the HTTP libraries; loaded with the first connection that it opens.
Which requests go through it is decided in `_core.http`.
"""

from __future__ import annotations

import asyncio
import io
import ssl
import weakref
from collections.abc import Mapping
from contextlib import suppress
from contextvars import ContextVar
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol, Self

from penstock._core.clock import shorter
from penstock._core.concurrency import asyncio_loop, in_thread, is_readable
from penstock._core.http import (
    IDLE_CONNECTION,
    TIMEOUTS,
    DirectClient,
    DirectResponse,
    ends_with_connection,
    is_of_signal_handler,
    joined,
    left,
    lost,
    root_of,
    unsent,
)
from penstock._core.libraries import DirectError, library
from penstock.errors import (
    ConnectionLostError,
    NotSentError,
    PenstockError,
    Phase,
    RequestTimeoutError,
    UsageError,
)

if TYPE_CHECKING:
    from penstock._core.message import Request

# Of type Any: the extra isn't there wherever types are checked.
aiohttp: Final[Any] = import_module("aiohttp")
_URL: Final[Any] = import_module("yarl").URL

# Turns of the event loop until the reader of a connection that was aborted, over TLS too, is woken.
_STEPS_TO_BE_LOST: Final = 3
# Seconds for the close_notify of a TLS connection, which a silent peer may never confirm.
_CLOSING: Final = 1.0
# Ours are sent as they are; these would be added to them.
_ADDED_HEADERS: Final = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")
# As much as h11, below httpx, reads of a response's head.
_MOST_HEAD: Final = 100 * 1024
_CHUNKED: Final = "chunked"
_UNREADABLE: Final = "its response switches protocols or has a transfer coding but chunked"
# A body that the socket's buffer takes whole is sent at once.
_SENT_AT_ONCE: Final = 64 * 1024


class _Stream(Protocol):
    """A response's body as aiohttp has it."""

    def read_nowait(self) -> bytes: ...
    def is_eof(self) -> bool: ...
    def at_eof(self) -> bool: ...
    def exception(self) -> BaseException | None: ...
    async def readany(self) -> bytes: ...


class _Response(Protocol):
    """A response as aiohttp has it."""

    status: int
    raw_headers: tuple[tuple[bytes, bytes], ...]
    content: _Stream

    def close(self) -> None: ...


class _Sending:
    """One request on its way: the phase it is in, and the time that is left for that."""

    __slots__ = ("_timeouts", "large", "phase", "protocol", "timer", "transport")

    def __init__(self, timeouts: Mapping[str, float | None], body: bytes | None) -> None:
        self.phase: Phase = "connect"
        self.large = body is not None and len(body) > _SENT_AT_ONCE
        self.timer = asyncio.timeout(None)
        self.protocol: Any = None
        self.transport: Any = None
        self._timeouts = timeouts

    def abort(self) -> None:
        """Give up what isn't sent yet: a connection that is closed would wait for it to go."""
        if self.phase == "write":
            _abort(self.transport)

    def enter(self, phase: Phase) -> None:
        """Begin the next phase: its time, within that of the whole attempt, counts from now."""
        self.phase = phase
        seconds = shorter(self._timeouts[phase], left())
        loop = asyncio.get_running_loop()
        self.timer.reschedule(None if seconds is None else loop.time() + seconds)


_SENDING: Final[ContextVar[_Sending]] = ContextVar("penstock_sending")


class _Connector(aiohttp.TCPConnector):  # type: ignore[misc]
    """Marks the request as connected; that nothing was sent is certain until then."""

    async def connect(self, req: Any, traces: Any, timeout: Any) -> Any:
        connection = await super().connect(req, traces, timeout)
        sending = _SENDING.get()
        sending.protocol, sending.transport = connection.protocol, connection.transport
        sending.enter("write" if sending.large else "read")
        return connection

    async def _get(self, key: Any, traces: Any) -> Any:
        found = await super()._get(key, traces)
        # The event loop may not have seen yet that the server has closed one.
        while found is not None and is_readable(found.transport.get_extra_info("socket")):
            found.close()
            found = await super()._get(key, traces)
        return found

    async def _create_connection(self, req: Any, traces: Any, timeout: Any) -> Any:
        _SENDING.get().enter("connect")
        return await super()._create_connection(req, traces, timeout)

    def abort(self) -> None:
        """End what is under way."""
        for protocol in list(self._acquired):
            _abort(getattr(protocol, "transport", None))

    def __del__(self) -> None:
        """Nothing: after a fork the sockets are those of the parent, too."""


def _abort(transport: Any) -> None:
    if transport is None:
        return
    # Before aiohttp 3.14 the wait to write on outlives its request, and asyncio logs its end.
    waiter = getattr(transport.get_protocol(), "_drain_waiter", None)
    if waiter is not None:
        waiter.cancel()
    transport.abort()


class _LargeBody(aiohttp.payload.BytesIOPayload):  # type: ignore[misc]
    """A body that is sent piece by piece."""

    def __init__(self, body: bytes, sending: _Sending) -> None:
        super().__init__(io.BytesIO(body))
        self._sending = sending

    async def write_with_length(self, writer: Any, content_length: int | None) -> None:
        await super().write_with_length(writer, content_length)
        self._sending.enter("read")


class FastClient(DirectClient):
    """Sends the requests to one address through an aiohttp session, in one event loop."""

    def __init__(self, tls: ssl.SSLContext | None, proxy: str | None) -> None:
        self._connector = _Connector(
            limit=0,  # our limiter stands in front of it
            keepalive_timeout=IDLE_CONNECTION,
            ssl=True if tls is None else tls,
            resolver=aiohttp.ThreadedResolver(),  # the system's, as everything else uses
        )
        self._session = aiohttp.ClientSession(
            connector=self._connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            skip_auto_headers=_ADDED_HEADERS,
            timeout=aiohttp.ClientTimeout(),
            max_line_size=_MOST_HEAD,
            max_field_size=_MOST_HEAD,
            proxy=proxy,
        )
        self._loop = asyncio.get_running_loop()
        # It would repeat requests whose connection broke, unseen by the rules of retrying.
        self._session._retry_connection = False
        if hasattr(self._session, "_max_headers"):  # since 3.14; they are bounded together
            self._session._max_headers = _MOST_HEAD
        # A session that isn't closed logs an error when it is collected, also at the end of the
        # process; httpx's clients don't.
        weakref.finalize(self, self._session.detach)

    async def send(
        self,
        request: Request,
        base_url: str,
        sent: Mapping[str, str],
        timeouts: Mapping[str, float | None],
    ) -> FastResponse:
        """Send a request; return the response once its head is here. Raises DirectError."""
        body = request.body
        sending = _Sending(timeouts, body)
        target = _address(base_url, request.path)
        token = _SENDING.set(sending)
        failure: PenstockError
        try:
            async with sending.timer:
                response = await self._session.request(
                    request.method,
                    target,
                    data=_LargeBody(body, sending) if body and sending.large else body,
                    headers={**sent, **request.headers},
                    allow_redirects=False,
                )
            found = FastResponse(response, sending)
            if found.is_readable:
                return found
            response.close()
            failure = ConnectionLostError(lost(_UNREADABLE))
        except _ERRORS as error:
            sending.abort()
            failure = _translated(error, sending.phase)
        except asyncio.CancelledError:
            sending.abort()
            raise
        finally:
            _SENDING.reset(token)
        raise DirectError(failure)

    async def aclose(self) -> None:
        """Close all connections, also those in use; from another event loop, too."""
        if self._loop is asyncio_loop():
            await self._close()
        elif self._loop.is_running():
            closing = asyncio.run_coroutine_threadsafe(self._close(), self._loop)
            with suppress(TimeoutError):
                await in_thread(closing.result, _CLOSING)
        else:
            self._connector.abort()

    async def _close(self) -> None:
        self._connector.abort()
        for _ in range(_STEPS_TO_BE_LOST):  # before the session drops the places of its readers
            await asyncio.sleep(0)
        with suppress(TimeoutError):
            async with asyncio.timeout(_CLOSING):
                await self._session.close()


class FastResponse(DirectResponse):
    """A response whose head is here."""

    def __init__(self, response: _Response, sending: _Sending) -> None:
        self.status_code = response.status
        self.headers = joined(response.raw_headers)
        self._response = response
        self._stream = response.content
        self._sending = sending

    @property
    def is_readable(self) -> bool:
        """False for an interim response in the place of the final one, and for unknown codings."""
        coding = self.headers.get("transfer-encoding", _CHUNKED)
        return self.status_code >= 200 and coding.lower() == _CHUNKED

    @property
    def content(self) -> bytes | None:
        """The whole body, if all of it is here already and isn't compressed."""
        headers, stream = self.headers, self._stream
        if "content-encoding" in headers or "content-length" not in headers or not stream.is_eof():
            return None
        return stream.read_nowait()

    def aiter_raw(self) -> Self:
        """Return the pieces of the body, as they come. They raise DirectError."""
        return self

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        try:
            chunk = self._stream.read_nowait() or await self._read()
        except _ERRORS as error:
            failure = _translated(error, "read")
        else:
            if chunk:
                return chunk
            protocol = self._sending.protocol
            broken = None if protocol is None else protocol.exception()
            if not (isinstance(broken, OSError) and ends_with_connection(self)):
                raise StopAsyncIteration
            failure = _translated(broken, "read")
        raise DirectError(failure)

    async def _read(self) -> bytes:
        """Wait for the next piece; b"" at the end."""
        if self._stream.at_eof():
            return b""
        sending = self._sending
        sending.timer = asyncio.timeout(None)
        async with sending.timer:
            sending.enter("read")
            return await self._stream.readany()

    async def aclose(self) -> None:
        """Close the connection, if the body isn't read to its end."""
        self._response.close()


# The same few addresses are called over and over.
@lru_cache(maxsize=256)
def _address(base_url: str, path: str) -> Any:
    sent = library("httpx").module.URL(base_url + path)  # a host in ASCII, for one
    return _URL(str(sent), encoded=True)


# OSError: TimeoutError and ssl.SSLError are such.
_ERRORS: Final = (aiohttp.ClientError, aiohttp.http.HttpProcessingError, OSError)


def _translated(error: Exception, phase: Phase) -> PenstockError:
    """Return our exception for one of aiohttp's, none of whose own has a text without the URL."""
    root = root_of(error)
    if isinstance(root, OSError) and is_of_signal_handler(root):
        raise root
    if isinstance(error, TimeoutError):
        return RequestTimeoutError(TIMEOUTS[phase], phase=phase)
    if isinstance(error, aiohttp.InvalidURL):
        return UsageError("this request can't be sent: its address is none")
    text = _text(error, root)
    if phase == "connect":
        return NotSentError(unsent(text))
    return ConnectionLostError(lost(text))


def _text(error: Any, root: Any) -> str:
    """Return the reason in an exception, without its request's address and headers."""
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return f"the proxy refused with {error.status} {error.message}"
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return "the server closed it without a response"
    # Without the status, 400, that a parser's error would be for a server.
    is_parsers = isinstance(root, aiohttp.http.HttpProcessingError)
    return str(root.message if is_parsers else root) or type(root).__name__
