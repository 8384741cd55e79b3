"""A stream of events, read while it comes."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping
from types import TracebackType
from typing import Any, Final, Generic, Protocol, Self, TypeVar

import attrs

from penstock._core._async.caller import AsyncCaller
from penstock._core._async.http import AsyncExchange
from penstock._core.call_options import CallLimits
from penstock._core.checks import check_count
from penstock._core.clock import left_around, shorter
from penstock._core.concurrency import shielded  # unasync: remove
from penstock._core.message import RawResponse, Request, run_id_in
from penstock._core.notebook import Live
from penstock._core.results import of_stream
from penstock._core.sse import MAX_EVENT_BYTES, Decoder, EventTooLargeError
from penstock._core.steps import AsyncSteps, StepCancelledError
from penstock._core.uncopied import Uncopied
from penstock.errors import (
    APIError,
    ClientClosedError,
    ConnectionLostError,
    DeadlineExceededError,
    PenstockError,
    RequestTimeoutError,
    StreamError,
    StreamIdleError,
    StreamInterruptedError,
    UsageError,
    WaitTimeoutError,
)
from penstock.ratelimit import RateLimit
from penstock.retry import sent_state
from penstock_api.runtime import html_of

_Event = TypeVar("_Event")
_Result = TypeVar("_Result")
_Event_co = TypeVar("_Event_co", covariant=True)
_Result_co = TypeVar("_Result_co", covariant=True)

# Reconnections in a row that bring no event before the run is polled instead. A gateway that cuts
# each stream after a minute brings some; a server without the endpoint brings none.
_MAX_EMPTY_RECONNECTS: Final = 3

# A call needs some time; with this little it fails as one whose time ran out.
_LEAST: Final = 0.001

# The seconds that closing may take. It sends nothing and waits for nothing, but a transport of the
# caller's may.
_CLOSING: Final = 5.0

_ONCE: Final = "a stream is read once; make a new one"
_CLOSED: Final = "the stream was closed"
_OPENING_INTERRUPTED: Final = (
    "the stream was interrupted while its request was under way, and the run may have begun; "
    "to begin another, make a new stream"
)
_INTERRUPTED: Final = (
    "reading was interrupted by an exception from outside, such as a signal handler's; "
    "only steps of an async client can be left while they wait"
)


class Reader(Protocol[_Event_co, _Result_co]):
    """A service's parser of its streams. Pure: it takes the data of each SSE event."""

    keep_all: bool
    """True if all of the text is wanted in the end, however long it is."""

    @property
    def drain_timeout(self) -> float | None:
        """Seconds of silence after which a stream that may end is over; None for no limit."""
        ...

    def read(self, data: str) -> _Event_co | None:
        """Return the event in the data; None if there is none to hand on."""
        ...

    def read_response(self, response: RawResponse) -> _Event_co | None:
        """Return the only event of a response that is no stream; None if the run goes on."""
        ...

    @property
    def run_id(self) -> str | None:
        """The run's id, once a frame has had it."""
        ...

    @property
    def finished(self) -> bool:
        """True if nothing more is to come."""
        ...

    @property
    def may_end(self) -> bool:
        """True if the stream is whole if it ends here."""
        ...

    @property
    def events(self) -> tuple[_Event_co, ...]:
        """The last events read."""
        ...

    @property
    def partial(self) -> _Result_co:
        """The result as far as the stream has been read."""
        ...

    def failure(self) -> PenstockError | None:
        """Return the failure that the stream itself reports, to be raised at its end."""
        ...

    def result(self) -> _Result_co:
        """Return what all events add up to."""
        ...


@attrs.frozen(kw_only=True, eq=False)
class AsyncRecovery(Generic[_Event]):
    """Recovery of a stream that ends before its last event."""

    request: Callable[[], Request | None]
    """Returns what to send to read on; None where too little is known for that."""
    poll_final_event: Callable[[float | None], Awaitable[_Event]]
    """Returns the last event, asked for otherwise; it is handed the seconds that are left."""
    annotate: Callable[[PenstockError], None]
    """Adds to an error that ends the stream what a caller can do about the run."""
    already_started: bool = False
    """True if the run goes on even if the stream can't be opened, and so is asked about then."""


class AsyncEventStream(Live, Uncopied, Generic[_Event, _Result]):
    """A live stream of typed events; a context manager, so that it is always closed.

        async with client.stream_workflow("workflow-id", {"message": "hi"}) as stream:
            async for event in stream:
                print(event)

    The request is sent on entering. Leaving early closes the connection. When a frame reports that
    the run failed, its event is returned, and the next step raises. `collect()` reads to the
    end and returns the result; called without `async with`, it opens and closes the stream.

    While reading, this raises StreamInterruptedError if the stream ends before its last event,
    StreamIdleError if nothing comes for the idle time, DeadlineExceededError if the total time
    is up, and StreamError for an event larger than `max_event_bytes`. Where the service can tell
    how a run went on, a stream that broke or fell silent is read on instead, or asked about until
    the run is over; the first two are raised only if that fails, too.

    A step of async code can be cancelled, by `asyncio.wait_for(anext(stream), 0.25)` for one: it
    loses nothing, the next step reads on. A blocking step that a signal handler's exception ends
    has lost its connection, which counts as broken. Reading a stream that is closed, or a second
    time, raises UsageError.
    """

    _instead = "collect() what it gives, and copy that"

    def __init__(
        self,
        caller: AsyncCaller,
        request: Callable[[], Awaitable[Request]],
        budget: CallLimits,
        reader: Reader[_Event, _Result],
        *,
        max_event_bytes: int | None = None,
        recovery: AsyncRecovery[_Event] | None = None,
    ) -> None:
        self._caller = caller
        self._request = request
        self._budget = budget
        self._reader = reader
        self._recovery = recovery
        if max_event_bytes is None:
            max_event_bytes = MAX_EVENT_BYTES
        elif check_count("max_event_bytes", max_event_bytes) == 0:
            raise UsageError("max_event_bytes is 0; no event is as small as that")
        self._max_event_bytes = max_event_bytes
        self._body: AsyncExchange | None = None
        self._steps: AsyncSteps[None] | None = None
        self._ready: deque[_Event] = deque()
        self._is_over = False
        self._failure: PenstockError | None = None
        self._opened = 0.0
        self._sent: Request | None = None
        self._head: Mapping[str, str] = {}
        self._run_id: str | None = None
        self._entered = False
        self._closed = False
        self._clock = caller.state.clock
        self.attempts = 0
        """The number of requests it took to open the stream."""
        self.rate_limits: tuple[RateLimit, ...] = ()
        """The rate limits in the response's headers."""

    def __repr__(self) -> str:
        run = f" of run {self.run_id}" if self.run_id else ""
        return f"<{type(self).__name__}{run}, {self._state}>"

    @property
    def _state(self) -> str:
        return "closed" if self._closed else "open" if self._entered else "not opened yet"

    def _members(self) -> Iterator[tuple[str, Any]]:
        yield "state", self._state
        yield "run_id", self.run_id
        yield "error", self._failure or self._reader.failure()

    def _repr_html_(self) -> str:
        return html_of(self) + (html_of(self._reader.partial) if self._entered else "")

    @property
    def headers(self) -> Mapping[str, str]:
        """Those of the last response, names in lower case; empty before there is one."""
        return self._head

    async def __aenter__(self) -> Self:
        if self._failure is not None:
            raise self._failure
        if self._entered:
            raise UsageError(_ONCE)
        self._entered, self._sent = True, None
        self._opened = self._caller.state.clock.monotonic()
        total = shorter(self._budget.total, left_around())
        self._budget = attrs.evolve(self._budget, total=total)
        try:
            self._sent = request = await self._request()
            await self._open(request)
        except BaseException as error:
            self._not_opened(error)
            raise
        return self

    async def _open(self, request: Request) -> None:
        try:
            got = await self._caller.ask(request, self._budget, None)
        except APIError as error:
            if self._recovery is None or self._caller.pool.closed:
                raise
            if not self._recovery.already_started:
                self._recovery.annotate(error)
                raise
            self._read_on(None)
            return
        self._head = got.headers
        self._run_id = request.run_id or run_id_in(got.headers)
        self.attempts, self.rate_limits = got.attempts, got.limits
        if isinstance(got, AsyncExchange):
            self._body = got
            self._read_on(got)
        else:
            event = self._only_event(got)
            self._ready.extend(() if event is None else (event,))
            self._read_on(None)

    def _not_opened(self, error: BaseException) -> None:
        """Allow another attempt to open the stream only if its request was surely not sent."""
        if self._sent is None:
            self._entered = False
        elif not isinstance(error, PenstockError):
            self._failure = self._annotated(StreamInterruptedError(_OPENING_INTERRUPTED))
        elif sent_state(error) == "not_sent":
            self._entered = False

    @property
    def run_id(self) -> str | None:
        """The run's id, as soon as it is known."""
        return self._run_id or self._reader.run_id

    def _only_event(self, response: RawResponse) -> _Event | None:
        try:
            return self._reader.read_response(response)
        except PenstockError as error:
            broken = self._annotated(error)
            if self._recovery is not None:
                self._recovery.annotate(broken)
            raise broken from error.__cause__

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connection; nothing can be read any more."""
        self._closed = True
        self._update_display(is_last=True)
        await shielded(self._close, _CLOSING)  # unasync: replace self._close()

    async def _close(self) -> None:
        # Another thread or task that is reading now finds the connection closed.
        if self._body is not None:
            await self._body.aclose()
        if self._steps is not None:
            await self._steps.aclose()

    def check_open(self) -> None:
        """Raise StreamInterruptedError if this was closed, by another thread or task meanwhile."""
        if self._closed:
            raise StreamInterruptedError(_CLOSED)

    def __aiter__(self) -> Self:
        if self._is_over and not self._ready and self._reader.failure() is None:
            raise UsageError(_ONCE)
        return self

    async def __anext__(self) -> _Event:
        if self._closed:
            raise UsageError("the stream is closed: read it inside its `with` block")
        while not self._ready:
            if not await self._step():
                failure = self._reader.failure()
                if failure is None:
                    raise StopAsyncIteration
                raise self._annotated(failure)
        return self._ready.popleft()

    async def collect(self) -> _Result:
        """Read to the end and return what all events add up to.

        A run that failed is a result, too. The text is kept whole, however long it is, if
        this is called before the first event is read.
        """
        self._reader.keep_all = True
        if self._steps is None:
            async with self:
                return await self.collect()
        while not self._closed and await self._step():
            self._ready.clear()
        if not self._reader.may_end:  # it was left early
            raise self._annotated(self._broken(None))
        try:
            return of_stream(self._reader.result(), self._head, self.attempts)
        except PenstockError as error:
            raise self._annotated(error) from None

    def _read_on(self, body: AsyncExchange | None, problem: Exception | None = None) -> None:
        self._steps = AsyncSteps(self._chunks(body, problem))

    async def _step(self) -> bool:
        """Read on until events are ready; return False at the end."""
        if self._failure is not None:
            raise self._failure
        if self._steps is None:
            raise UsageError("open the stream first: it is a context manager")
        if self._is_over:
            return False
        if self._steps.interrupted:
            self._read_on(None, ConnectionLostError(_INTERRUPTED))
        try:
            await anext(self._steps)
        except StepCancelledError:  # the stream was closed, or the event loop ended
            return True
        except StopAsyncIteration:
            self._is_over = True
        except UsageError:
            raise
        except PenstockError as error:
            self._failure = error
            if self._sent is not None:
                total = self._budget.total
                await self._caller.failed(self._sent, error, self._opened, total)
            raise
        self._update_display(is_last=self._is_over)
        return not self._is_over

    @property
    def seconds(self) -> float:
        """The time for which the stream has been open."""
        return self._caller.state.clock.monotonic() - self._opened

    async def _chunks(
        self, body: AsyncExchange | None, problem: Exception | None
    ) -> AsyncGenerator[None, None]:
        """Read to the end, over as many connections as it takes; yield when events are ready.

        Without a body the connection is gone, for the reason given.
        """
        reader, empty_reconnects = self._reader, 0
        while True:
            if body is not None:
                problem, draining = None, False
                decoder = Decoder(max_event_bytes=self._max_event_bytes)
                try:
                    async for chunk in body:
                        if fresh := self._take(decoder, chunk):
                            empty_reconnects = 0
                            yield
                        if reader.finished:
                            break
                        if fresh or not draining:  # pings are no sign that more comes
                            draining = self._drain(body)
                except (PenstockError, EventTooLargeError) as error:
                    problem = error
                finally:
                    await body.aclose()
            if self._is_whole(problem):
                return
            broken = self._annotated(self._broken(problem))
            broken.__cause__ = problem
            body = await self._reopened(broken, empty_reconnects)
            empty_reconnects += 1
            if body is None:
                self._ready.append(await self._settled(broken))
                yield
                return

    def _take(self, decoder: Decoder, chunk: bytes) -> bool:
        """Decode the events that end in a chunk, up to the last; return whether there are any."""
        before = len(self._ready)
        for found in decoder.feed(chunk):
            event = self._reader.read(found.data)
            if event is not None:
                self._ready.append(event)
            if self._reader.finished:
                break
        return len(self._ready) > before

    def _drain(self, body: AsyncExchange) -> bool:
        """Give what may follow the end no more than the time it takes; return whether it's due."""
        seconds = self._reader.drain_timeout
        if seconds is None or not self._reader.may_end:
            return False
        body.shorten_deadline(seconds)
        return True

    def _is_whole(self, problem: Exception | None) -> bool:
        """Return whether nothing is missing, if reading ended with this problem or with none."""
        reader = self._reader
        if reader.finished:
            return True
        return reader.may_end and (problem is None or reader.drain_timeout is not None)

    async def _reopened(self, broken: PenstockError, empty_reconnects: int) -> AsyncExchange | None:
        """Return the rest of a stream, None if it can't be had; raise where nothing can be done."""
        recovery = self._recovery
        if recovery is None or self._closed or self._caller.pool.closed:
            raise broken
        passing = isinstance(broken, StreamInterruptedError | StreamIdleError)
        request = recovery.request() if passing else None
        if request is None:
            recovery.annotate(broken)
            raise broken
        if empty_reconnects >= _MAX_EMPTY_RECONNECTS:
            return None
        await self._pause(empty_reconnects)
        return await self._opened_again(request)

    async def _pause(self, empty_reconnects: int) -> None:
        """Let a server that hangs up at once have its time, though not more than there is."""
        if empty_reconnects:
            state, left = self._caller.state, self._left()
            wait = self._budget.retry.backoff(empty_reconnects - 1, state.random())
            await state.clock.asleep(wait if left is None else min(wait, left))

    async def _opened_again(self, request: Request) -> AsyncExchange | None:
        budget = attrs.evolve(self._budget, total=self._left(), follows=True)
        try:
            got = await self._caller.ask(request, budget, None)
        except PenstockError:  # an older server has no such address, and a newer one its troubles
            return None
        if not isinstance(got, AsyncExchange):
            return None
        self._body, self._head = got, got.headers
        if self._closed:  # meanwhile, by another thread or task
            await got.aclose()
        return got

    async def _settled(self, broken: PenstockError) -> _Event:
        """Return the last event, asked for otherwise; raise why the stream broke if that fails."""
        assert self._recovery is not None  # or it would have been raised before
        try:
            return await self._recovery.poll_final_event(self._left())
        except WaitTimeoutError as error:
            late = RequestTimeoutError(error.message, phase="total")
            problem = broken.__cause__ if self._budget.total is None else late
            broken = self._annotated(self._broken(problem, error.message))
            cause: PenstockError = error
        except PenstockError as error:
            broken.add_note(f"the state of the run couldn't be read: {error}")
            cause = error
        self._recovery.annotate(broken)
        raise self._annotated(broken) from cause

    def _left(self) -> float | None:
        """Return the seconds left for the whole stream, None without a limit."""
        total = self._budget.total
        return None if total is None else max(_LEAST, total - self.seconds)

    def _broken(self, problem: BaseException | None, run: str | None = None) -> PenstockError:
        """Return the exception for a stream that can't be read on, with what arrived.

        `run` describes the run's state; None for that of the request.
        """
        if run is None:
            run = (self._sent.when_lost if self._sent else None) or "the run may go on"
        arrived: dict[str, Any] = {"events": self._reader.events, "partial": self._reader.partial}
        if self._closed:  # however the HTTP library takes that
            return StreamInterruptedError(f"{_CLOSED}; {run}", **arrived)
        if problem is None:
            message = f"the stream ended before its last event; {run}"
            return StreamInterruptedError(message, **arrived)
        if isinstance(problem, RequestTimeoutError):
            return self._timed_out(problem, run, arrived)
        if isinstance(problem, ConnectionLostError | ClientClosedError):
            message = f"the stream broke before its last event; {problem.message}; {run}"
            return StreamInterruptedError(message, **arrived)
        return StreamError(str(problem), **arrived)

    def _timed_out(
        self, problem: RequestTimeoutError, run: str, arrived: dict[str, Any]
    ) -> PenstockError:
        if problem.phase != "total":
            idle = self._budget.idle
            silence = problem.message if idle is None else f"nothing came for {idle:g} s"
            return StreamIdleError(f"{silence}; {run}", **arrived)
        late = DeadlineExceededError(f"{self._allowed()} ran out; {run}", phase="total", sent=True)
        late.add_note(f"{len(arrived['events'])} events had arrived by then")
        return late

    def _allowed(self) -> str:
        """Return which time it is that bounds the stream, in words."""
        total, attempt = self._budget.total, self._budget.attempt
        if total is None and attempt is None:
            return "the time there was"
        if total is None or (attempt is not None and attempt < total):
            return f"the {attempt:g} s of one attempt"
        return f"the {total:g} s for the whole stream"

    def _annotated(self, error: PenstockError) -> PenstockError:
        """Return the error with what the stream knows of itself, and redacted."""
        sent, caller = self._sent, self._caller
        error.annotate(
            service=caller.options.profile.name,
            run_id=error.run_id or self.run_id,
            attempts=error.attempts or self.attempts,
            headers=error.headers or self._head,
            request_id=error.request_id or self._head.get("x-request-id"),
        )
        if sent is None:
            return error.annotate(hide=caller.hide)
        return error.annotate(
            hide=caller.scrubber_for(sent),
            method=sent.method,
            path=sent.shown_path,
            idempotency_key=sent.run_id,
            code=error.code or sent.error_code,
            base_url=error.base_url or caller.options.base_url,
        )
