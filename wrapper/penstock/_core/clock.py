"""Clocks that flows are given, so that no test waits, and deadlines on the monotonic clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextvars import ContextVar
from math import inf
from threading import Event
from typing import TYPE_CHECKING, Protocol

import attrs

from penstock._core.checks import check_number
from penstock._core.concurrency import wait

if TYPE_CHECKING:
    from anyio import CancelScope


class Clock(Protocol):
    """The interface of a `clock=` argument; all numbers are seconds."""

    def monotonic(self) -> float:
        """Return a time that only moves forward; for deadlines and durations."""
        ...

    def time(self) -> float:
        """Return the seconds since the epoch; only to compare with dates a server sent."""
        ...

    def sleep(self, seconds: float) -> None:
        """Block for `seconds`."""
        ...

    async def asleep(self, seconds: float) -> None:
        """Let other tasks run for `seconds`."""
        ...


class SystemClock:
    """The system's clock."""

    __slots__ = ("_sleepers", "_stopped")

    def __init__(self) -> None:
        self._stopped = Event()
        self._sleepers: set[CancelScope] = set()

    # Without frames of their own: a call asks half a dozen times.
    monotonic = staticmethod(time.monotonic)
    time = staticmethod(time.time)

    def sleep(self, seconds: float) -> None:
        """Block the thread for `seconds`, or until `stop()`."""
        wait(self._stopped.wait, seconds)

    async def asleep(self, seconds: float) -> None:
        """Sleep under asyncio or trio, whichever runs, for `seconds` or until `stop()`."""
        import anyio  # httpx's own dependency; heavy, and only async callers need it

        with anyio.CancelScope() as scope:
            self._sleepers.add(scope)
            try:
                await anyio.sleep(0 if self._stopped.is_set() else seconds)
            finally:
                self._sleepers.discard(scope)

    @property
    def stopped(self) -> bool:
        """True if nothing sleeps any more, because the client was closed."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """End the sleeps under way, and those to come; with tasks, in their event loop."""
        self._stopped.set()
        for scope in tuple(self._sleepers):
            scope.cancel()


AROUND: ContextVar[Callable[[], float | None] | None] = ContextVar("penstock_around", default=None)
"""Returns the seconds left of an enclosing operation, such as a batch: the limit of its calls."""


@attrs.frozen
class Deadline:
    """A deadline at `at`, in monotonic seconds; None is no deadline.

    It reads no clock: every method takes `now`.
    """

    at: float | None = None

    @classmethod
    def after(cls, now: float, seconds: float | None) -> Deadline:
        """Return the deadline `seconds` from `now`; None and infinity mean none.

        0 is a deadline that has come already. Raises UsageError for NaN and negative numbers.
        """
        if seconds is None or check_number("timeout", seconds) == inf:
            return cls(None)
        return cls(now + seconds)

    def remaining(self, now: float) -> float | None:
        """Return the seconds left, never below 0; None without a deadline."""
        return None if self.at is None else max(0.0, self.at - now)

    def expired(self, now: float) -> bool:
        """Return whether no time is left."""
        return self.at is not None and now >= self.at

    def clamp(self, seconds: float | None, now: float) -> float | None:
        """Return `seconds`, or what is left if that is less; None only if neither is bounded.

        For a step's own timeout: a total that is only looked at between steps is overrun by
        the last of them.
        """
        return shorter(seconds, self.remaining(now))

    def within(self, now: float, seconds: float | None) -> Deadline:
        """Return the earlier of this and the one `seconds` from now; None is no bound."""
        if seconds is None or (self.at is not None and self.at <= now + seconds):
            return self
        return Deadline(now + seconds)


def left_around() -> float | None:
    """Return the seconds left of what a call made here is a part of; None for no bound."""
    left = AROUND.get()
    return None if left is None else left()


def shorter(one: float | None, other: float | None) -> float | None:
    """Return the shorter of two times in seconds; None is no bound."""
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)
