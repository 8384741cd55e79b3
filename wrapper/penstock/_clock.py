"""The clock and the sleep that flows are handed, so that no test waits for real."""

from __future__ import annotations

import time
from typing import Protocol


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

    __slots__ = ()

    def monotonic(self) -> float:
        """Return `time.monotonic()`."""
        return time.monotonic()

    def time(self) -> float:
        """Return `time.time()`."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Block the thread for `seconds`."""
        time.sleep(seconds)

    async def asleep(self, seconds: float) -> None:
        """Sleep under asyncio or trio, whichever runs."""
        import anyio  # httpx's own dependency; heavy, and only async callers need it

        await anyio.sleep(seconds)
