"""Bounds on how many requests and streams of a client are under way, in front of its pool.

Each request that waits in the HTTP library's pool is looked at whenever a connection is released,
so that a thousand of them are slow; and a wait there is bounded by the pool's own timeout, while a
queue that moves is no failure. Here it is first come, first served, for as long as the call may
take.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from penstock._lock import Lock
from penstock._loop import running_loop
from penstock._numbers import check_count
from penstock._options import DocumentedInt
from penstock._threads import wait
from penstock.errors import ClientClosedError, RequestTimeoutError, UsageError

if TYPE_CHECKING:
    from anyio import Semaphore

# Each release of a connection makes httpcore look at all others: 1000 calls at once take 1.7 s
# through 20 connections and 4.5 s through 100.
MAX_IN_FLIGHT: Final = DocumentedInt(32)
# A stream holds its connection for minutes, and is released once: the cost above is nothing to
# it. As many connections are the default of the other large clients.
MAX_STREAMS: Final = DocumentedInt(1000)


class _Bound:
    """The number, and the argument that sets it."""

    __slots__ = ("argument", "most")

    def __init__(self, argument: str, most: object) -> None:
        if check_count(argument, most) < 1:
            raise UsageError(f"{argument} must be 1 or more")
        assert isinstance(most, int)
        self.argument = argument
        self.most = most

    def crowded(self) -> RequestTimeoutError:
        """Return the error of a call that found no place."""
        message = (
            f"no connection became free in time: {self.most} are in use by this client's other "
            f"calls; raise {self.argument} (it is {self.most}), or the timeout"
        )
        return RequestTimeoutError(message, phase="pool", sent=False)


def _closed_error() -> ClientClosedError:
    return ClientClosedError("the client was closed before this was sent", sent=False)


def _nothing() -> None:
    pass


class Gate(_Bound):
    """The blocking form, for threads that share a client."""

    __slots__ = ("_lock", "_places", "_process")

    def __init__(self, argument: str, most: object) -> None:
        super().__init__(argument, most)
        self._lock = Lock()
        self._process = os.getpid()
        self._places = _Places(self.most)

    def enter(self, seconds: float | None) -> Callable[[], None]:
        """Take one of the places, waiting for it up to `seconds`; return what gives it back.

        Raises RequestTimeoutError, phase "pool", if none becomes free, and ClientClosedError.
        """
        places = self._current()
        if places.closed:
            return _nothing  # the pool refuses it
        if not places.take(seconds):
            raise _closed_error() if places.closed else self.crowded()
        return places.give_back

    def close(self) -> None:
        """End the waits for a place, each with ClientClosedError."""
        self._current().close()

    def _current(self) -> _Places:
        if self._process != os.getpid():
            with self._lock:  # a fork's child never gets back what threads held
                if self._process != os.getpid():
                    self._process, self._places = os.getpid(), _Places(self.most)
        return self._places


class _Places:
    """Free places, for threads to wait for: a semaphore that can be closed."""

    __slots__ = ("_changed", "_free", "closed")

    def __init__(self, free: int) -> None:
        self._changed = threading.Condition()
        self._free = free
        self.closed = False

    def take(self, seconds: float | None) -> bool:
        with self._changed:
            usable = partial(self._changed.wait_for, lambda: self.closed or self._free > 0)
            if not (self._free or wait(usable, seconds)) or self.closed:
                return False
            self._free -= 1
            return True

    def give_back(self) -> None:
        with self._changed:
            self._free += 1
            self._changed.notify()

    def close(self) -> None:
        with self._changed:
            self.closed = True
            self._changed.notify_all()


class AsyncGate(_Bound):
    """The same for tasks; each event loop begins with all places free."""

    __slots__ = ("_closed", "_free", "_loop")

    def __init__(self, argument: str, most: object) -> None:
        super().__init__(argument, most)
        self._loop: object = self  # none of the loops there are
        self._free: Semaphore | None = None
        self._closed = False

    async def enter(self, seconds: float | None) -> Callable[[], None]:
        """Take one of the places, waiting for it up to `seconds`; return what gives it back.

        Raises RequestTimeoutError, phase "pool", if none becomes free, and ClientClosedError.
        """
        from anyio import WouldBlock, move_on_after

        if self.closed:
            return _nothing  # the pool refuses it
        free = self._semaphore()
        try:
            free.acquire_nowait()
        except WouldBlock:
            with move_on_after(seconds) as scope:
                await free.acquire()
            if scope.cancelled_caught:
                raise self.crowded() from None
        if self._closed:  # meanwhile
            free.release()
            raise _closed_error()
        return free.release

    @property
    def closed(self) -> bool:
        """Whether nothing waits here any more."""
        return self._closed

    def close(self) -> None:
        """End the waits for a place, each with ClientClosedError; to be called in their loop."""
        self._closed = True
        if self._free is not None and self._loop is running_loop():
            for _ in range(self._free.statistics().tasks_waiting):
                self._free.release()

    def _semaphore(self) -> Semaphore:
        from anyio import Semaphore

        loop = running_loop()
        if self._free is None or loop is not self._loop:
            self._loop, self._free = loop, Semaphore(self.most)
        return self._free
