# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/_async/_stream.py

"""A stream of events, read while it comes."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Final, Generic, Protocol, Self, TypeVar

import attrs

from penstock._message import Answer, Request, run_id_in
from penstock._numbers import check_count
from penstock._redact import loggable_headers
from penstock._sse import MAX_EVENT_BYTES, Decoder, EventTooLargeError
from penstock._sync._caller import Budget, Caller
from penstock._sync._http import Body
from penstock.errors import (
    APIError,
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

_Event = TypeVar("_Event")
_Result = TypeVar("_Result")
_Event_co = TypeVar("_Event_co", covariant=True)
_Result_co = TypeVar("_Result_co", covariant=True)

# How often in a row a broken stream is asked for again although nothing new comes of it. A gateway
# that cuts every stream after a minute is outlived; a server that gives none is asked otherwise.
_MOST_IN_VAIN: Final = 3


class Reader(Protocol[_Event_co, _Result_co]):
    """What a service tells of its streams. Pure: it is handed the data of each SSE event."""

    keep_all: bool
    """Whether all of the text is wanted in the end, however long it is."""

    @property
    def linger(self) -> float | None:
        """Seconds of silence after which a stream that may end is over; None if it says so."""
        ...

    def read(self, data: str) -> _Event_co | None:
        """Return the event in the data; None if there is none to hand on."""
        ...

    def read_answer(self, answer: Answer) -> _Event_co | None:
        """Return the only event of an answer that is no stream; None if the run goes on."""
        ...

    @property
    def run_id(self) -> str | None:
        """The run's id, once the frames have told it."""
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


@attrs.frozen(kw_only=True, eq=False)
class Recovery(Generic[_Event]):
    """What to do about a stream that ends before its last event."""

    request: Callable[[], Request | None]
    """Returns what to send to read on; None where too little is known for that."""
    settle: Callable[[float | None], _Event]
    """Returns the last event, asked for otherwise; it is handed the seconds that are left."""
    explain: Callable[[PenstockError], None]
    """Adds to an error that ends the stream what a caller can do about the run."""
    begun: bool = False
    """Whether the run goes on even if the stream can't be opened, and so is asked about then."""


class EventStream(Generic[_Event, _Result]):
    """A live stream of typed events; a context manager, so that it is always closed.

        with client.stream_workflow("workflow-id", {"message": "hi"}) as stream:
            for event in stream:
                print(event)

    The request is sent on entering. Leaving early closes the connection. When a frame says that
    the run failed, the event is handed on, and the next step raises. `collect()` reads to the
    end and returns the result; called without `with`, it opens and closes the stream.

    While reading, this raises StreamInterruptedError if the stream ends before its last event,
    StreamIdleError if nothing comes for the idle time, DeadlineExceededError if the total time
    is up, and StreamError for an event larger than `max_event_bytes`. Where the service can tell
    how a run went on, a stream that broke or fell silent is read on instead, or asked about until
    the run is over; the first two are raised only if that fails, too.
    """

    def __init__(
        self,
        caller: Caller,
        request: Callable[[], Request],
        budget: Budget,
        reader: Reader[_Event, _Result],
        *,
        max_event_bytes: int | None = None,
        recovery: Recovery[_Event] | None = None,
    ) -> None:
        self._caller = caller
        self._request = request
        self._budget = budget
        self._reader = reader
        self._recovery = recovery
        self._limit = _limit_of(max_event_bytes)
        self._body: Body | None = None
        self._source: Generator[_Event, None, None] | None = None
        self._opened = 0.0
        self._sent: Request | None = None
        self._head: Mapping[str, str] = {}
        self._run_id: str | None = None
        self._closed = False
        self.attempts = 0
        """How many requests it took to open the stream."""
        self.rate_limits: tuple[RateLimit, ...] = ()
        """What the head of the answer said of the rate limits."""

    def __enter__(self) -> Self:
        if self._source is not None:
            raise UsageError("a stream is read once; make a new one")
        clock = self._caller.state.clock
        self._opened = clock.monotonic()
        request = self._request()
        try:
            got = self._caller.open(request, self._budget)
        except APIError as error:
            if self._recovery is None:
                raise
            if not self._recovery.begun:
                self._recovery.explain(error)
                raise
            self._source = self._events(None)
            return self
        self._sent, self._head = request, got.headers
        self._run_id = request.run_id or run_id_in(got.headers)
        self.attempts, self.rate_limits = got.attempts, got.limits
        if isinstance(got, Body):
            self._body = got
            self._source = self._events(got)
        else:
            event = self._only_event(got)
            self._source = self._events(None) if event is None else self._one(event)
        return self

    @property
    def run_id(self) -> str | None:
        """The run's id, as soon as it is known."""
        return self._run_id or self._reader.run_id

    def _only_event(self, answer: Answer) -> _Event | None:
        try:
            return self._reader.read_answer(answer)
        except PenstockError as error:
            broken = self._described(error)
            if self._recovery is not None:
                self._recovery.explain(broken)
            raise broken from error.__cause__

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; nothing can be read any more."""
        self._closed = True
        if self._body is not None:
            self._body.close()
        if self._source is not None:
            # It is being read by another thread or task, which now finds the connection closed.
            with suppress(ValueError, RuntimeError):
                self._source.close()

    def check_open(self) -> None:
        """Raise StreamInterruptedError if this was closed, by another thread or task meanwhile."""
        if self._closed:
            raise StreamInterruptedError("the stream was closed")

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> _Event:
        if self._source is None:
            raise UsageError("open the stream first: it is a context manager")
        try:
            return next(self._source)
        except StopIteration:
            failure = self._reader.failure()
            if failure is None:
                raise
            raise self._described(failure) from None

    def collect(self) -> _Result:
        """Read to the end and return what all events add up to.

        A run that failed is a result, too. The text is kept whole, however long it is, if
        this is called before the first event is read.
        """
        self._reader.keep_all = True
        if self._source is None:
            with self:
                return self.collect()
        for _ in self._source:
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

    def _one(self, event: _Event) -> Generator[_Event, None, None]:
        yield event

    def _events(self, body: Body | None) -> Generator[_Event, None, None]:
        """Yield what is read, over as many connections as it takes; None is one that is gone."""
        reader, in_vain = self._reader, 0
        while True:
            problem: Exception | None = None
            hurried = False
            decoder = Decoder(max_event_bytes=self._limit)
            pieces = _nothing() if body is None else body.chunks()
            try:
                for chunk in pieces:
                    fresh = False
                    for event in self._decoded(decoder, chunk):
                        fresh, in_vain = True, 0
                        yield event
                    if reader.finished:
                        return
                    lingers = reader.may_end and reader.linger is not None
                    if lingers and (fresh or not hurried):  # pings are no sign that more comes
                        hurried = self._hurry(body)
            except (PenstockError, EventTooLargeError) as error:
                problem = error
            finally:
                if body is not None:
                    body.close()
            if reader.may_end and (problem is None or reader.linger is not None):
                return
            broken = self._described(self._broken(problem))
            broken.__cause__ = problem
            body = self._reopened(broken, in_vain)
            in_vain += 1
            if body is None:
                yield self._settled(broken)
                return

    def _hurry(self, body: Body | None) -> bool:
        """Give what may follow the end no more than the time it takes."""
        if body is not None and self._reader.linger is not None:
            body.hurry(self._reader.linger)
        return True

    def _decoded(self, decoder: Decoder, chunk: bytes) -> Iterator[_Event]:
        """Yield the events that end in a chunk, up to the last of the stream."""
        for found in decoder.feed(chunk):
            event = self._reader.read(found.data)
            if event is not None:
                yield event
            if self._reader.finished:
                return

    def _reopened(self, broken: PenstockError, in_vain: int) -> Body | None:
        """Return the rest of a stream, None if it can't be had; raise where nothing can be done."""
        recovery = self._recovery
        if recovery is None or self._closed:
            raise broken
        passing = isinstance(broken, StreamInterruptedError | StreamIdleError)
        request = recovery.request() if passing else None
        if request is None:
            recovery.explain(broken)
            raise broken
        if in_vain >= _MOST_IN_VAIN:
            return None
        self._pause(in_vain)
        return self._opened_again(request)

    def _pause(self, in_vain: int) -> None:
        """Let a server that hangs up at once have its time, though not more than there is."""
        if in_vain:
            state, left = self._caller.state, self._left()
            wait = self._budget.retry.backoff(in_vain - 1, state.random())
            state.clock.sleep(wait if left is None else min(wait, left))

    def _opened_again(self, request: Request) -> Body | None:
        budget = attrs.evolve(self._budget, total=self._left())
        try:
            got = self._caller.open(request, budget)
        except PenstockError:  # an older server has no such address, and a newer one its troubles
            return None
        if not isinstance(got, Body):
            return None
        self._body = got
        if self._closed:  # meanwhile, by another thread or task
            got.close()
        return got

    def _settled(self, broken: PenstockError) -> _Event:
        """Return the last event, asked for otherwise; raise why the stream broke if that fails."""
        assert self._recovery is not None  # or it would have been raised before
        try:
            return self._recovery.settle(self._left())
        except WaitTimeoutError as error:
            late = RequestTimeoutError(error.message, phase="total")
            broken = self._described(self._broken(late))
            cause: PenstockError = error
        except PenstockError as error:
            broken.add_note(f"how it went on couldn't be found out: {error}")
            cause = error
        self._recovery.explain(broken)
        raise broken from cause

    def _left(self) -> float | None:
        """Return the seconds left for the whole stream, None without a limit."""
        total = self._budget.total
        return None if total is None else max(_LEAST, total - self.seconds)

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
            error.method, error.path = self._sent.method, self._sent.shown_path
            error.idempotency_key = self._sent.run_id
            error.code = error.code or self._sent.error_code
        error.conceal(self._caller.hide)
        return error


def _limit_of(max_event_bytes: int | None) -> int:
    """Return how large an event may be. Raises UsageError for what is no number of bytes."""
    if max_event_bytes is None:
        return MAX_EVENT_BYTES
    if check_count("max_event_bytes", max_event_bytes) == 0:
        raise UsageError("max_event_bytes is 0; no event is as small as that")
    return max_event_bytes


# A call needs some time; with this little it fails as one whose time ran out.
_LEAST: Final = 0.001


def _nothing() -> Generator[bytes, None, None]:
    """Yield no bytes, in place of a connection that is gone."""
    yield from tuple[bytes, ...]()
