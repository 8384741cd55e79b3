"""A bound on how many requests of a client are under way, in front of its connection pool.

Who waits in the pool is looked at whenever a connection is released, so that a thousand waiters
are slow; and a wait there is bounded by the pool's own timeout, while a queue that moves is no
failure. Here it is first come, first served, for as long as the call may take.
"""

from __future__ import annotations

import os
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from penstock._http import running_loop
from penstock._lock import Lock
from penstock._numbers import check_count
from penstock.errors import RequestTimeoutError, UsageError

if TYPE_CHECKING:
    from anyio import Semaphore


def _checked(most: object) -> int:
    if check_count("max_in_flight", most) < 1:
        raise UsageError("max_in_flight must be 1 or more")
    assert isinstance(most, int)
    return most


def _crowded(most: int) -> RequestTimeoutError:
    message = f"no room in the time there was: {most} requests are under way (max_in_flight)"
    return RequestTimeoutError(message, phase="pool", sent=False)


class Gate:
    """The blocking form, for threads that share a client."""

    __slots__ = ("_free", "_lock", "_process", "most")

    def __init__(self, most: int) -> None:
        self.most = _checked(most)
        self._lock = Lock()
        self._process = os.getpid()
        self._free = threading.Semaphore(most)

    @contextmanager
    def slot(self, seconds: float | None) -> Iterator[None]:
        """Hold one of the places; wait for it as long as that.

        Raises RequestTimeoutError, phase "pool", if none becomes free.
        """
        free = self._semaphore()
        if not free.acquire(timeout=seconds):
            raise _crowded(self.most)
        try:
            yield
        finally:
            free.release()

    def _semaphore(self) -> threading.Semaphore:
        with self._lock:
            if self._process != os.getpid():  # a fork's child never gets back what threads held
                self._process, self._free = os.getpid(), threading.Semaphore(self.most)
            return self._free


class AsyncGate:
    """The same for tasks; each event loop begins with all places free."""

    __slots__ = ("_free", "_loop", "most")

    def __init__(self, most: int) -> None:
        self.most = _checked(most)
        self._loop: object = self  # none of the loops there are
        self._free: Semaphore | None = None

    @asynccontextmanager
    async def slot(self, seconds: float | None) -> AsyncIterator[None]:
        """Hold one of the places; wait for it as long as that.

        Raises RequestTimeoutError, phase "pool", if none becomes free.
        """
        from anyio import WouldBlock

        free = self._semaphore()
        try:
            free.acquire_nowait()
        except WouldBlock:
            await self._wait(free, seconds)
        try:
            yield
        finally:
            free.release()

    async def _wait(self, free: Semaphore, seconds: float | None) -> None:
        from anyio import move_on_after

        with move_on_after(seconds):
            await free.acquire()
            return
        raise _crowded(self.most)

    def _semaphore(self) -> Semaphore:
        from anyio import Semaphore

        loop = running_loop()
        if self._free is None or loop is not self._loop:
            self._loop, self._free = loop, Semaphore(self.most)
        return self._free
