"""Schedules of polling, in seconds.

A schedule gives the wait before each poll; `next_wait` fits that into the time that is left.
Neither sleeps.
"""

from __future__ import annotations

from math import isfinite
from typing import Final, Protocol

import attrs

from penstock._core.checks import check_number, check_seconds, grow
from penstock.errors import UsageError

# The longest wait a server may impose between two polls. Unlike after a 429, polling sooner than
# asked does no harm, and a slip of units (milliseconds sent as seconds) must not cost an hour.
LONGEST_HINT: Final = 60.0


class Schedule(Protocol):
    """The interface of a `poll=` argument."""

    def delay(self, n: int) -> float:
        """Return the seconds to wait before poll number n + 1; n counts from 0."""
        ...


@attrs.frozen
class Fixed:
    """The same wait each time, in seconds; 0 asks as fast as the server answers."""

    interval: float = attrs.field(default=2.0)

    def __attrs_post_init__(self) -> None:
        check_seconds("interval", self.interval)

    def delay(self, n: int) -> float:
        """Return the interval."""
        return self.interval


@attrs.frozen
class Exponential:
    """Waits that grow from `initial` by `multiplier` up to `maximum`, in seconds.

    Quick jobs are noticed soon, and long ones are polled seldom. With the defaults: 0.5, 0.8, 1.1,
    1.7, 2.5, 3.8, 5.7, 8.5, 10, 10 … (about one poll in ten seconds after half a minute).
    """

    initial: float = 0.5
    multiplier: float = 1.5
    maximum: float = 10.0

    def __attrs_post_init__(self) -> None:
        check_seconds("initial", self.initial)
        check_number("multiplier", self.multiplier, at_least=1)
        check_seconds("maximum", self.maximum)

    def delay(self, n: int) -> float:
        """Return the n-th wait, counted from 0; right for any n, however long it has gone on."""
        return grow(self.initial, self.multiplier, self.maximum, n)


def as_schedule(poll: Schedule | float | None) -> Schedule:
    """Return the schedule meant: seconds are a fixed one. Raises UsageError for anything else."""
    if poll is None:
        return Exponential()
    if isinstance(poll, int | float):
        return Fixed(poll)
    if not callable(getattr(poll, "delay", None)):
        raise UsageError(f"poll is {poll!r}; give seconds, or a schedule from penstock.poll")
    return poll


def next_wait(
    schedule: Schedule,
    n: int,
    remaining: float | None = None,
    server_hint: float | None = None,
) -> float | None:
    """Return the seconds to sleep before the next poll, or None when time is up.

    `remaining` is what is left until the deadline (None: there is none); the last sleep is cut
    to it, so that one more poll happens when it ends. A `server_hint` in seconds replaces the
    schedule's wait, up to LONGEST_HINT; a hint that makes no sense is ignored.

    Raises UsageError if the schedule gives NaN or a negative number.
    """
    if remaining is not None and remaining <= 0:
        return None
    if server_hint is not None and isfinite(server_hint) and server_hint > 0:
        wait = min(server_hint, LONGEST_HINT)
    else:
        wait = check_seconds(f"{type(schedule).__name__}.delay({n})", schedule.delay(n))
    return wait if remaining is None else min(wait, remaining)
