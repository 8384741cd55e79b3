"""A stream of events, read while it comes."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

from penstock._async._call import AsyncCaller, Budget
from penstock._async._http import AsyncBody
from penstock._message import Answer, Request
from penstock._redact import loggable_headers
from penstock._sse import MAX_EVENT_BYTES, Decoder, EventTooLargeError
from penstock.errors import (
    ConnectionLostError,
    DeadlineExceededError,
    PenstockError,
    RequestTimeoutError,
    StreamError,
    StreamIdleError,
    StreamInterruptedError,
    UsageError,
)
from penstock.ratelimit import RateLimit

_Event = TypeVar("_Event")
_Result = TypeVar("_Result")
_Event_co = TypeVar("_Event_co", covariant=True)
_Result_co = TypeVar("_Result_co", covariant=True)


class Reader(Protocol[_Event_co, _Result_co]):
    """What a service tells of its streams. Pure: it is handed the data of each SSE event."""

    keep_all: bool
    """Whether all of the text is wanted in the end, however long it is."""

    def read(self, data: str) -> _Event_co | None:
        """Return the event in the data; None if there is none to hand on."""
        ...

    def read_answer(self, answer: Answer) -> _Event_co:
        """Return the only event of an answer that is no stream."""
        ...

    @property
    def finished(self) -> bool:
        """Whether nothing more is to come."""
        ...

    @property
    def may_end(self) -> bool:
        """Whether the stream is whole if it ends here."""
        ...

    @property
    def events(self) -> tuple[_Event_co, ...]:
        """The last events read."""
        ...

    @property
    def partial(self) -> _Result_co:
        """What was read so far adds up to this."""
        ...

    def failure(self) -> PenstockError | None:
        """Return what the stream itself says went wrong, to be raised at its end."""
        ...

    def result(self) -> _Result_co:
        """Return what all events add up to."""
        ...


class AsyncEventStream(Generic[_Event, _Result]):
    """A live stream of typed events; a context manager, so that it is always closed.

        async with client.stream_workflow("workflow-id", {"message": "hi"}) as stream:
            async for event in stream:
                print(event)

    The request is sent on entering. Leaving early closes the connection. When a frame says that
    the run failed, the event is handed on, and the next step raises. `collect()` reads to the
    end and returns the result; called without `async with`, it opens and closes the stream.

    While reading, this raises StreamInterruptedError if the stream ends before its last event,
    StreamIdleError if nothing comes for the idle time, DeadlineExceededError if the total time
    is up, and StreamError for an event larger than `max_event_bytes`.
    """

    def __init__(
        self,
        caller: AsyncCaller,
        request: Callable[[], Awaitable[Request]],
        budget: Budget,
        reader: Reader[_Event, _Result],
        *,
        max_event_bytes: int | None = None,
    ) -> None:
        self._caller = caller
        self._request = request
        self._budget = budget
        self._reader = reader
        self._decoder = Decoder(max_event_bytes=max_event_bytes or MAX_EVENT_BYTES)
        self._body: AsyncBody | None = None
        self._source: AsyncGenerator[_Event, None] | None = None
        self._opened = 0.0
        self._sent: Request | None = None
        self._head: Mapping[str, str] = {}
        self.run_id: str | None = None
        """The run's id, if it is known before the run ends."""
        self.attempts = 0
        """How many requests it took to open the stream."""
        self.rate_limits: tuple[RateLimit, ...] = ()
        """What the head of the answer said of the rate limits."""

    async def __aenter__(self) -> Self:
        if self._source is not None:
            raise UsageError("a stream is read once; make a new one")
        clock = self._caller.state.clock
        self._opened = clock.monotonic()
        request = await self._request()
        got = await self._caller.open(request, self._budget)
        self._sent, self._head = request, got.headers
        self.run_id = request.run_id or got.headers.get("x-run-id")
        self.attempts, self.rate_limits = got.attempts, got.limits
        if isinstance(got, AsyncBody):
            self._body = got
            self._source = self._events(got)
        else:
            self._source = self._one(self._only_event(got))
        return self

    def _only_event(self, answer: Answer) -> _Event:
        try:
            return self._reader.read_answer(answer)
        except PenstockError as error:
            raise self._described(error) from error.__cause__

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connection; nothing can be read any more."""
        if self._body is not None:
            await self._body.aclose()
        if self._source is not None:
            # It is being read by another thread or task, which now finds the connection closed.
            with suppress(ValueError, RuntimeError):
                await self._source.aclose()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> _Event:
        if self._source is None:
            raise UsageError("open the stream first: it is a context manager")
        try:
            return await anext(self._source)
        except StopAsyncIteration:
            failure = self._reader.failure()
            if failure is None:
                raise
            raise self._described(failure) from None

    async def collect(self) -> _Result:
        """Read to the end and return what all events add up to.

        A run that failed is a result, too. The text is kept whole, however long it is, if
        this is called before the first event is read.
        """
        self._reader.keep_all = True
        if self._source is None:
            async with self:
                return await self.collect()
        async for _ in self._source:
            pass
        if not self._reader.may_end:  # it broke before, or was left early
            raise self._described(self._broken(None))
        try:
            return self._reader.result()
        except PenstockError as error:
            raise self._described(error) from None

    @property
    def seconds(self) -> float:
        """How long the stream has been open."""
        return self._caller.state.clock.monotonic() - self._opened

    async def _one(self, event: _Event) -> AsyncGenerator[_Event, None]:
        yield event

    async def _events(self, body: AsyncBody) -> AsyncGenerator[_Event, None]:
        reader, decoder = self._reader, self._decoder
        problem: Exception | None = None
        try:
            async for chunk in body.chunks():
                for found in decoder.feed(chunk):
                    event = reader.read(found.data)
                    if event is not None:
                        yield event
                    if reader.finished:
                        return
        except (PenstockError, EventTooLargeError) as error:
            problem = error
        finally:
            await body.aclose()
        if problem is not None or not reader.may_end:
            raise self._described(self._broken(problem)) from problem

    def _broken(self, problem: Exception | None) -> PenstockError:
        """Return the exception for a stream that can't be read on, with what arrived."""
        arrived: dict[str, Any] = {"events": self._reader.events, "partial": self._reader.partial}
        if problem is None:
            message = "the stream ended before its last event; the run may go on"
            return StreamInterruptedError(message, **arrived)
        if isinstance(problem, RequestTimeoutError):
            return self._late(problem, arrived)
        if isinstance(problem, ConnectionLostError):
            message = f"the stream broke before its last event; {problem.message}"
            return StreamInterruptedError(message, **arrived)
        return StreamError(str(problem), **arrived)

    def _late(self, problem: RequestTimeoutError, arrived: dict[str, Any]) -> PenstockError:
        if problem.phase != "total":
            silence = self._budget.idle or 0
            return StreamIdleError(f"nothing came for {silence:g} s", **arrived)
        given = (self._budget.total, self._budget.attempt)
        allowed = min((seconds for seconds in given if seconds is not None), default=0.0)
        message = f"the {allowed:g} s for the whole stream ran out"
        late = DeadlineExceededError(message, phase="total", sent=True)
        late.add_note(f"{len(arrived['events'])} events had arrived by then")
        return late

    def _described(self, error: PenstockError) -> PenstockError:
        error.service = self._caller.options.profile.name
        error.run_id = error.run_id or self.run_id
        error.attempts = error.attempts or self.attempts
        error.headers = error.headers or loggable_headers(self._head)
        error.request_id = error.request_id or self._head.get("x-request-id")
        if self._sent is not None:
            error.method, error.path = self._sent.method, self._sent.path.partition("?")[0]
            error.idempotency_key = self._sent.run_id
        error.conceal(self._caller.hidden)
        return error
