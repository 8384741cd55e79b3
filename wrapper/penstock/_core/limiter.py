"""Bounds on how many requests and streams of a client are under way, in front of its pool.

Each request that waits in the HTTP library's pool is looked at whenever a connection is released,
so that a thousand of them are slow; and a wait there is bounded by the pool's own timeout, while a
queue that moves is no failure. Here it is first come, first served, for as long as the call may
take.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final
from weakref import WeakSet

from penstock._core.checks import check_count
from penstock._core.concurrency import running_loop, wait
from penstock._core.options import DocumentedInt
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
    """A limit, and the argument that sets it."""

    __slots__ = ("argument", "most")

    def __init__(self, argument: str, most: object) -> None:
        if check_count(argument, most) < 1:
            raise UsageError(f"{argument} must be 1 or more")
        assert isinstance(most, int)
        self.argument = argument
        self.most = most

    def crowded(self) -> RequestTimeoutError:
        """Return the error of a call for which no slot became free."""
        message = (
            f"no connection became free in time: {self.most} are in use by this client's other "
            f"calls; raise {self.argument} (it is {self.most}), or the timeout"
        )
        return RequestTimeoutError(message, phase="pool", sent=False)


def _closed_error() -> ClientClosedError:
    return ClientClosedError("the client was closed before this was sent", sent=False)


def _nothing() -> None:
    pass


def _release_both(outer: Callable[[], None], inner: Callable[[], None]) -> None:
    outer()
    inner()


def _until(seconds: float | None) -> float | None:
    return None if seconds is None else time.monotonic() + seconds


def _left(until: float | None) -> float | None:
    return None if until is None else max(0.0, until - time.monotonic())


class ConcurrencyLimiter(_Bound):
    """The blocking form, for threads that share a client."""

    __slots__ = ("__weakref__", "_changed", "_closed", "_free", "_lock", "_outer", "_waiting")

    def __init__(
        self, argument: str, most: object, outer: ConcurrencyLimiter | None = None
    ) -> None:
        super().__init__(argument, most)
        self._outer = outer
        """The limiter of the client, for a view's: a slot is needed in both."""
        self._closed = False
        self.reset()
        _LIMITERS.add(self)

    def reset(self) -> None:
        """Begin with all slots free: in a fork's child the threads that hold some don't exist."""
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._free = self.most
        self._waiting = 0

    def acquire(self, seconds: float | None) -> Callable[[], None]:
        """Acquire a slot, waiting for it up to `seconds`; return a function that releases it.

        Raises RequestTimeoutError, phase "pool", if none becomes free, and ClientClosedError.
        """
        if self._closed:
            return _nothing  # the pool refuses it
        until = _until(seconds) if self._outer is not None else None
        with self._lock:
            if not self._free and not self._wait(seconds):
                raise self.crowded()
            if self._closed:
                raise _closed_error()
            self._free -= 1
        if self._outer is None:
            return self.release
        try:
            release = self._outer.acquire(_left(until))
        except BaseException:
            self.release()
            raise
        return partial(_release_both, release, self.release)

    def _wait(self, seconds: float | None) -> bool:
        """Wait for a free slot, with the lock; return False if none came in time."""
        usable = partial(self._changed.wait_for, lambda: self._closed or self._free > 0)
        self._waiting += 1
        try:
            return wait(usable, seconds)
        finally:
            self._waiting -= 1

    def release(self) -> None:
        with self._lock:
            self._free = min(self._free + 1, self.most)  # it may be from before a fork
            if self._waiting:
                self._changed.notify()

    def close(self) -> None:
        """End the waits for a slot, each with ClientClosedError."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


_LIMITERS: Final[WeakSet[ConcurrencyLimiter]] = WeakSet()


def _forked() -> None:
    for limiter in _LIMITERS:
        limiter.reset()


if hasattr(os, "register_at_fork"):  # not on Windows, which has no fork either
    os.register_at_fork(after_in_child=_forked)


class AsyncConcurrencyLimiter(_Bound):
    """The async form, for tasks; each event loop begins with all slots free."""

    __slots__ = ("_closed", "_free", "_loop", "_outer")

    def __init__(
        self, argument: str, most: object, outer: AsyncConcurrencyLimiter | None = None
    ) -> None:
        super().__init__(argument, most)
        self._outer = outer
        self._loop: object = self  # none of the loops there are
        self._free: Semaphore | None = None
        self._closed = False

    async def acquire(self, seconds: float | None) -> Callable[[], None]:
        """Acquire a slot, waiting for it up to `seconds`; return a function that releases it.

        Raises RequestTimeoutError, phase "pool", if none becomes free, and ClientClosedError.
        """
        if self.closed:
            return _nothing  # the pool refuses it
        until = None if self._outer is None else _until(seconds)
        free = self._semaphore()
        if free.value:
            free.acquire_nowait()
        else:
            from anyio import move_on_after

            with move_on_after(seconds) as scope:
                await free.acquire()
            if scope.cancelled_caught:
                raise self.crowded() from None
        if self._closed:  # meanwhile
            free.release()
            raise _closed_error()
        if self._outer is None:
            return free.release
        try:
            release = await self._outer.acquire(_left(until))
        except BaseException:
            free.release()
            raise
        return partial(_release_both, release, free.release)

    @property
    def closed(self) -> bool:
        """True once `close` was called."""
        return self._closed

    def close(self) -> None:
        """End the waits for a slot, each with ClientClosedError; to be called in their loop."""
        self._closed = True
        if self._free is not None and self._loop is running_loop():
            for _ in range(self._free.statistics().tasks_waiting):
                self._free.release()

    def _semaphore(self) -> Semaphore:
        loop = running_loop()
        if self._free is None or loop is not self._loop:
            from anyio import Semaphore

            self._loop, self._free = loop, Semaphore(self.most)
        return self._free
