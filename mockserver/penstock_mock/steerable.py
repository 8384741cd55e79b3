"""The clock of a port: real time, which a test may push forward."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from .clock import RealClock, check_advance


class SteerableClock(RealClock):
    """The machine's time and what `advance` has added; whoever sleeps on it wakes when it is due.

    So a client on the other end of a socket, which really waits, sees a stream or a job hurry.
    """

    def __init__(self) -> None:
        self._added = 0.0
        self._moved = threading.Condition()
        self._wakers: set[Callable[[], object]] = set()

    def monotonic(self) -> float:
        return super().monotonic() + self._added

    def time(self) -> float:
        return super().time() + self._added

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass. Raises ValueError when negative, for time does not go back, and
        beyond the year 9999.
        """
        with self._moved:
            check_advance(self.time(), seconds)
            self._added += seconds
            self._moved.notify_all()
            for wake in self._wakers:
                wake()

    def sleep(self, seconds: float) -> None:
        due = self.monotonic() + seconds
        with self._moved:
            while (left := due - self.monotonic()) > 0:
                self._moved.wait(left)

    async def asleep(self, seconds: float) -> None:
        due = self.monotonic() + seconds
        moved = asyncio.Event()
        wake = partial(asyncio.get_running_loop().call_soon_threadsafe, moved.set)
        with self._moved:
            self._wakers.add(wake)
        try:
            while (left := due - self.monotonic()) > 0:
                moved.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(moved.wait(), left)
        finally:
            with self._moved:
                self._wakers.discard(wake)
