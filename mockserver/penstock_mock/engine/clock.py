"""One clock for jobs, streams, rate windows and delays: real on a port, virtual in tests."""

from __future__ import annotations

import heapq
import math
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from weakref import WeakKeyDictionary

from . import checks

if TYPE_CHECKING:
    import asyncio

# Where a virtual clock starts: a round moment, so that a time in a failing test reads easily.
START = 1_767_225_600.0  # 2026-01-01T00:00:00Z
# The last moment that can be written as a date, and so the last that an answer can name.
END = 253_402_300_799.0  # 9999-12-31T23:59:59Z
# A sleeper looks at the other threads so often (seconds). Looks are counted and not time alone:
# a machine under load delays both alike. One that did not move in so many looks waits for something
# that can't be seen from outside: a lock of its own, a socket.
_GLANCE, _PATIENCE = 0.002, 50
# A thread that moves is waited for so many looks and seconds: it may never sleep.
_MOST_PATIENCE, _MOST_SECONDS = 100, 1.0
# A thread that began may read the clock yet, for so many looks.
_YOUNG = 25
_EXECUTOR = os.path.join("concurrent", "futures", "thread.py")


@runtime_checkable
class Clock(Protocol):
    """The clock of the mock and of a client under test. All in seconds."""

    def monotonic(self) -> float:
        """Seconds since some moment; never goes back."""
        ...

    def time(self) -> float:
        """Seconds since 1970-01-01T00:00:00Z."""
        ...

    def sleep(self, seconds: float) -> None:
        """Return `seconds` later."""

    async def asleep(self, seconds: float) -> None:
        """Return `seconds` later, letting other tasks run."""


class RealClock:
    """The machine's time: for ports and for clients that sleep by themselves."""

    def monotonic(self) -> float:
        return time.monotonic()

    def time(self) -> float:
        return time.time()

    def sleep(self, seconds: float) -> None:
        if seconds > 0:
            time.sleep(seconds)

    async def asleep(self, seconds: float) -> None:
        import anyio  # comes with httpx; only needed for waiting

        await anyio.sleep(max(0.0, seconds))


class VirtualClock:
    """Time that passes only by sleeping on it or calling `advance`.

    A sleep returns at once, and the clock then reads what it would have read. Tasks and threads
    that sleep side by side share the time, as they would on a real clock: when all of them sleep,
    the one that is due first moves the clock, and the others wait their turn. A thread shares the
    clock once it has read it or slept on it, until it ends.

    A thread that waits in the standard library (a result, an event, a queue, a condition, `join`,
    an executor's idle thread) is taken for asleep, exactly. Other waits, on a plain lock or a
    socket, aren't visible: such a thread is left out of account when it has not moved for about a
    tenth of a second, and one that works without sleeping for more than about a second isn't waited
    for any longer. Both are bounds of real time, which a test of threads should stay within.
    """

    def __init__(self, start: float = START) -> None:
        """Start at `start`, in seconds since 1970-01-01T00:00:00Z.

        Raises ValueError beyond the year 9999; so does a sleep until then.
        """
        check_moment(start)
        self._start = start
        self._now = 0.0
        self._moved = threading.Condition()
        self._tasks: dict[int, list[float]] = {}
        """By thread: when the tasks of its event loop are due, a heap."""
        self._asleep: dict[int, float] = {}
        """By thread: when it is due."""
        self._sharing: set[int] = set()
        self._looking = 0
        """The sleeper that looks at the other threads; 0 for none."""
        self._held: tuple[int, float] | None = None
        """The looks in which a thread held the clock up, and the moment of the first."""
        self._others: WeakKeyDictionary[threading.Thread, int] = WeakKeyDictionary()
        """The looks in which a thread was seen that doesn't share the clock."""
        self._watched: dict[int, tuple[tuple[int, int], int]] = {}
        """By thread that shares the clock and is awake: the place it is at, and for how many looks.
        """

    def monotonic(self) -> float:
        self._sharing.add(threading.get_ident())
        return self._now

    def time(self) -> float:
        self._sharing.add(threading.get_ident())
        return self._start + self._now

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass. Raises ValueError when negative, for time does not go back, and
        beyond the year 9999.
        """
        check_advance(self._start + self._now, seconds)
        with self._moved:
            self._now += seconds
            self._moved.notify_all()

    def sleep(self, seconds: float) -> None:
        target, me = self._due(seconds), threading.get_ident()
        with self._moved:
            self._sharing.add(me)
            if len(self._sharing) == 1:  # no other thread to wait for
                self._now = target
                return
            self._asleep[me] = target
            try:
                while self._now < target:
                    # One of the sleepers looks at the other threads; it moves the clock for all.
                    self._looking = self._looking or me
                    if self._looking != me:
                        self._moved.wait()
                    elif not self._move():
                        self._moved.wait(_GLANCE)
            finally:
                self._wake(me)

    async def asleep(self, seconds: float) -> None:
        import anyio.lowlevel

        target, me = self._due(seconds), threading.get_ident()
        with self._moved:
            self._sharing.add(me)
            due = self._tasks.setdefault(me, [])
            heapq.heappush(due, target)
        try:
            await anyio.lowlevel.checkpoint()  # lets other tasks begin their sleep first
            while self._now < target:
                if due[0] < target:
                    await anyio.lowlevel.checkpoint()
                    continue
                with self._moved:
                    self._asleep[me] = target
                    moved = self._move()
                if not moved:
                    await anyio.sleep(_GLANCE)
        finally:
            with self._moved:
                self._wake(me)
                due.remove(target)
                heapq.heapify(due)
                if not due:
                    self._tasks.pop(me, None)

    def _due(self, seconds: float) -> float:
        if not isinstance(seconds, (int, float)) or seconds != seconds:
            raise ValueError(f"a sleep of {seconds!r}; give a number of seconds")
        target = self._now + max(0.0, seconds)
        check_moment(self._start + target)
        return target

    def _wake(self, me: int) -> None:
        self._held = None
        self._asleep.pop(me, None)
        self._sharing.add(me)
        if self._looking == me:
            self._looking = 0
            self._moved.notify_all()

    def _move(self) -> bool:
        """Move the clock to the sleeper that is due first, if all threads that share it sleep."""
        waiting = {thread: due for thread, due in self._asleep.items() if due > self._now}
        awake = [thread for thread in tuple(self._sharing) if thread not in waiting]
        if len(self._sharing) > 1 and not self._all_idle(awake):
            looks, since = self._held or (0, time.perf_counter())
            self._held = looks + 1, since
            if looks < _MOST_PATIENCE or time.perf_counter() - since < _MOST_SECONDS:
                return False
        self._held = None
        self._now = min(waiting.values())
        self._moved.notify_all()
        return True

    def _all_idle(self, awake: list[int]) -> bool:
        """Look for threads that wait, and for those that ended: these share it no more."""
        frames = sys._current_frames()
        idle = not [thread for thread in threading.enumerate() if self._begins(thread, frames)]
        for thread in awake:
            frame = frames.get(thread)
            place = (id(frame), frame.f_lasti) if frame else None
            seen, looks = self._watched.get(thread, (None, 0))
            if place is None or (place == seen and looks >= _PATIENCE):
                self._sharing.discard(thread)
                self._watched.pop(thread, None)
                continue
            self._watched[thread] = place, looks + 1 if place == seen else 0
            idle = idle and frame is not None and _waits(frame)
        return idle

    def _begins(self, thread: threading.Thread, frames: Mapping[int, FrameType]) -> bool:
        """Return whether a thread only began, and so may be about to read the clock."""
        if thread.ident is None:  # it is being started
            return True
        looks = self._others.get(thread, 0)
        if looks >= _YOUNG or thread.ident in self._sharing:
            return False
        self._others[thread] = looks + 1
        frame = frames.get(thread.ident)
        return frame is not None and not _waits(frame)


def _waits(frame: FrameType) -> bool:
    """Return whether a thread, whose innermost frame it is, waits in the standard library, and was
    not woken yet.
    """
    code, local = frame.f_code, frame.f_locals
    if code is threading.Condition.wait.__code__:
        return local.get("waiter") in local["self"]._waiters and local["waiter"].locked()
    if code.co_filename == threading.__file__ and code.co_name == "_wait_for_tstate_lock":
        return "lock" in local and local["lock"] is not None and local["lock"].locked()
    if code is threading.Thread.join.__code__:  # since Python 3.13 the wait itself
        return bool(local["self"].is_alive())
    if code.co_name == "_worker" and code.co_filename.endswith(_EXECUTOR):
        return local.get("work_item") is None and bool(local["work_queue"].empty())
    return False


def check_advance(now: float, seconds: float) -> None:
    """Raise ValueError unless a clock that reads `now` can be advanced by `seconds`, TypeError for
    what is no number.
    """
    checks.of_type("seconds", seconds, float, "a number of seconds, 0 or more")
    if not seconds >= 0:
        raise ValueError(f"a clock can't go back: advance({seconds!r}); give 0 or more seconds")
    check_moment(now + seconds)


def check_moment(epoch: float) -> None:
    """Raise ValueError for a moment that no date can name, TypeError for what is no number."""
    # Without a call more: each sleep comes here.
    if not isinstance(epoch, (int, float)) or isinstance(epoch, bool):
        raise TypeError(f"the time is {epoch!r}; give seconds since 1970-01-01")
    if not 0 <= epoch <= END:
        raise ValueError(f"a clock can't reach {epoch!r}; stay between the years 1970 and 9999")


class Alarm:
    """A callback that is due at some moment; see `SteerableClock.call_later`."""

    __slots__ = ("callback",)

    def __init__(self, callback: Callable[[], object] | None) -> None:
        self.callback = callback

    def cancel(self) -> None:
        """Don't call back; nothing happens when it was called already."""
        self.callback = None


class SteerableClock(RealClock):
    """The machine's time plus the seconds that `advance` added; sleepers wake when they are due.

    So a client on the other end of a socket, which really waits, sees a stream or a job hurry.
    """

    def __init__(self) -> None:
        self._added = 0.0
        self._moved = threading.Condition()
        self._alarms: dict[asyncio.AbstractEventLoop, _Alarms] = {}

    def monotonic(self) -> float:
        return time.monotonic() + self._added

    def time(self) -> float:
        return time.time() + self._added

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass. Raises ValueError when negative, for time does not go back, and
        beyond the year 9999.
        """
        with self._moved:
            check_advance(self.time(), seconds)
            self._added += seconds
            self._moved.notify_all()
            for loop, alarms in self._alarms.items():
                with suppress(RuntimeError):  # it was closed meanwhile
                    loop.call_soon_threadsafe(alarms.ring)

    def sleep(self, seconds: float) -> None:
        due = self.monotonic() + seconds
        with self._moved:
            while (left := due - self.monotonic()) > 0:
                self._moved.wait(left)

    async def asleep(self, seconds: float) -> None:
        import asyncio  # which a program without it needn't load

        sleeper = asyncio.get_running_loop().create_future()
        alarm = self.call_later(seconds, partial(_wake, sleeper))
        try:
            await sleeper
        finally:
            alarm.cancel()

    def call_later(self, seconds: float, callback: Callable[[], object]) -> Alarm:
        """Call back `seconds` later in the running event loop."""
        import asyncio

        loop = asyncio.get_running_loop()
        alarms = self._alarms.get(loop)
        if alarms is None:
            with self._moved:
                there = {each: at for each, at in self._alarms.items() if not each.is_closed()}
                alarms = _Alarms(self, loop)
                self._alarms = {**there, loop: alarms}
        return alarms.add(self.monotonic() + seconds, callback)


class _Alarms:
    """The alarms of one event loop. All share one timer: a thousand streams wait twenty times a
    second each.
    """

    def __init__(self, clock: Clock, loop: asyncio.AbstractEventLoop) -> None:
        self._clock, self._loop = clock, loop
        self._due: list[tuple[float, int, Alarm]] = []
        """A heap; the number keeps alarms of one moment in their order."""
        self._number = 0
        self._timer: asyncio.TimerHandle | None = None

    def add(self, due: float, callback: Callable[[], object]) -> Alarm:
        """Call back at a moment of the clock."""
        alarm, self._number = Alarm(callback), self._number + 1
        heapq.heappush(self._due, (due, self._number, alarm))
        if self._due[0][1] == self._number:
            self._wait()
        return alarm

    def ring(self) -> None:
        """Call back for all that is due."""
        due, now = self._due, self._clock.monotonic()
        while due and due[0][0] <= now:
            callback = heapq.heappop(due)[2].callback
            try:
                if callback is not None:
                    callback()
            except Exception as error:
                self._loop.call_exception_handler(
                    {"message": "an alarm of the mock failed", "exception": error}
                )
        self._wait()

    def _wait(self) -> None:
        """Set the timer for the next alarm: in whole milliseconds, as uvloop rounds them."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        if self._due:
            left = max(0, math.ceil((self._due[0][0] - self._clock.monotonic()) * 1000))
            self._timer = self._loop.call_later(left / 1000, self.ring)


def _wake(sleeper: asyncio.Future[None]) -> None:
    if not sleeper.done():
        sleeper.set_result(None)
