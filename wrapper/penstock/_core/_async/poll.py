"""Asking again until something is finished."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import attrs

from penstock._core import checks
from penstock._core.clock import Clock, Deadline, SystemClock
from penstock._core.concurrency import (
    CallbackCutError,
    invoke_within_async,
    shielded,  # unasync: remove
)
from penstock._core.results import details_of
from penstock.errors import (
    ClientClosedError,
    ErrorDetails,
    PenstockError,
    RateLimitError,
    ResponseError,
    ServerError,
    TransportError,
    WaitTimeoutError,
)
from penstock.poll import Schedule, next_wait

if TYPE_CHECKING:
    from penstock._core._async.caller import AsyncCaller

_State = TypeVar("_State")

# Asking changes nothing, so it can go on over a restart of the server or a lost network. Each
# failure is one that was already tried again; five of them in a row, with the schedule's waits
# between, are an outage of half a minute or more.
MOST_FAILURES: Final = 5
_PASSING: Final = (TransportError, ServerError, RateLimitError, ResponseError)


# The last question is asked when time is up; it gets this long for its response. So does the
# cancellation of the job when the wait itself is cancelled, which should end soon.
LAST_ANSWER: Final = 5.0
# An `on_update` that is awaited gets this long for the last state.
_LAST_UPDATE: Final = 1.0


@attrs.define(kw_only=True)
class AsyncPoll(Generic[_State]):
    """One wait, from the first question to the last. Times are in seconds."""

    fetch: Callable[[float | None], Awaitable[_State]]
    """Asks once, within the time it is handed."""
    finished: Callable[[_State], bool]
    caller: AsyncCaller
    """The client's, with the clock of the wait."""
    schedule: Schedule
    timeout: float | None
    deadline: Deadline | None = None
    """The end of a wait that began earlier; by default it is `timeout` from now on."""
    job_id: str
    run_id: str | None = None
    """The run's id, where it is known; errors have it."""
    on_update: Callable[[_State], object] | None = None
    """Called with each state; a function, or in async code a coroutine function."""
    cancel: Callable[[], Awaitable[bool]] | None = None
    """Called when time is up; returns whether the job was cancelled."""
    abandon: Callable[[], Awaitable[bool]] | None = None
    """The same for when the wait itself is cancelled, or interrupted from the keyboard."""
    remedy: str = ""
    """The remedy in the message of a wait that gave up."""
    what: str = "job"
    """The job's name in messages."""
    describe: Callable[[_State], str] | None = None
    """Describes the last state of the job, in the message of a wait that gave up."""
    _failures: int = attrs.field(default=0, init=False)
    _failure: PenstockError | None = attrs.field(default=None, init=False)
    _last: _State | None = attrs.field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        check = checks.check_function  # unasync: replace check = checks.check_plain_function
        check("on_update", self.on_update)

    @property
    def _clock(self) -> Clock:
        return self.caller.state.clock

    async def run(self) -> _State:
        """Return the state that ended the wait.

        Raises WaitTimeoutError when time is up, and what `fetch` raises if it won't pass.
        """
        try:
            return await self._until_finished()
        except PenstockError as error:
            error.annotate(hide=self.caller.hide, run_id=error.run_id or self.run_id)
            raise
        except (Exception, GeneratorExit):  # a coroutine that is thrown away may not wait
            raise
        except BaseException:
            if self.abandon is not None:
                last_act = partial(self._cancelled, self.abandon)
                await shielded(last_act, LAST_ANSWER)  # unasync: replace last_act()
            raise

    async def _until_finished(self) -> _State:
        deadline = self.deadline or Deadline.after(self._clock.monotonic(), self.timeout)
        number = 0
        while True:
            state = await self._ask(deadline)
            if state is not None and self.finished(state):
                return state
            remaining = deadline.remaining(self._clock.monotonic())
            hint = self._failure.retry_after if self._failure is not None else None
            wait = next_wait(self.schedule, number, remaining, hint)
            if wait is None:
                raise await self._out_of_time() from self._failure
            await self._clock.asleep(wait)
            if isinstance(self._clock, SystemClock) and self._clock.stopped:
                raise self._closed() from self._failure
            number += 1

    async def _ask(self, deadline: Deadline) -> _State | None:
        """Return the state, or None if asking failed in a way that may pass."""
        remaining = deadline.remaining(self._clock.monotonic())
        try:
            state = await self.fetch(None if remaining is None else max(remaining, LAST_ANSWER))
        except _PASSING as error:
            self._failures, self._failure = self._failures + 1, error
            if self._failures >= MOST_FAILURES:
                raise
            return None
        self._failures, self._failure, self._last = 0, None, state
        if self.on_update is not None:
            await self._update(self.on_update, state, deadline)
        return state

    async def _update(
        self, on_update: Callable[[_State], object], state: _State, deadline: Deadline
    ) -> None:
        """Call `on_update`, which ends with the wait and with the client if it is awaited."""
        left = deadline.remaining(self._clock.monotonic())
        left = None if left is None else max(left, _LAST_UPDATE)
        try:
            await invoke_within_async(left, self.caller.state.awaiting, on_update, state)
        except CallbackCutError:
            if self.caller.state.awaiting.closed:
                raise self._closed() from None
            if not self.finished(state):
                raise await self._out_of_time() from None

    def _closed(self) -> ClientClosedError:
        message = f"the client was closed while {self.what} {self.job_id} was waited for"
        return ClientClosedError(f"{message}; it may go on", **self._details())

    async def _out_of_time(self) -> WaitTimeoutError:
        cancelled = None if self.cancel is None else await self._cancelled(self.cancel)
        left = {None: "it may go on", True: "it was cancelled", False: "it couldn't be cancelled"}
        seen = "" if self.describe is None or self._last is None else self.describe(self._last)
        facts = [f"{self.what} {self.job_id} wasn't finished after {self.timeout:g} s", seen]
        remedy = "" if cancelled else self.remedy
        message = "; ".join(filter(None, [*facts, left[cancelled], remedy]))
        return WaitTimeoutError(
            message,
            job_id=self.job_id,
            last=self._last,
            cancelled=cancelled,
            **self._details(),
        )

    def _details(self) -> ErrorDetails:
        """Return what is known of the run, and of the response that its last state came in."""
        service = self.caller.options.profile.name
        return details_of(self._last, run_id=self.run_id, service=service)

    async def _cancelled(self, cancel: Callable[[], Awaitable[bool]]) -> bool:
        try:
            return await cancel()
        except PenstockError:
            return False
