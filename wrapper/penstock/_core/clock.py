"""The clock and the sleep that flows are handed, so that no test waits for real."""

from __future__ import annotations

import time
from threading import Event
from typing import TYPE_CHECKING, Protocol

from penstock._core.threads import wait

if TYPE_CHECKING:
    from anyio import CancelScope


class Clock(Protocol):
    """What a `clock=` argument must offer; all numbers are seconds."""

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
    """The computer's own clock."""

    __slots__ = ("_sleepers", "_stopped")

    def __init__(self) -> None:
        self._stopped = Event()
        self._sleepers: set[CancelScope] = set()

    # Without a frame of its own: a call asks half a dozen times.
    monotonic = staticmethod(time.monotonic)

    def time(self) -> float:
        """Return `time.time()`."""
        return time.time()

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
