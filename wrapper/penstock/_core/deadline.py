"""A point on the monotonic clock by which a whole call must be done."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from math import inf

import attrs

from penstock._core.numbers import check_number

AROUND: ContextVar[Callable[[], float | None] | None] = ContextVar("penstock_around", default=None)
"""Tells the seconds left of what a call is a part of, such as a batch; no call takes longer."""


@attrs.frozen
class Deadline:
    """A deadline at `at`, in monotonic seconds; None is no deadline.

    The clock is never asked here: every method is told `now`.
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

    def sooner(self, other: Deadline) -> Deadline:
        """Return the earlier of the two."""
        if self.at is None or other.at is None:
            return other if self.at is None else self
        return min(self, other, key=lambda deadline: deadline.at or 0.0)


def left_around() -> float | None:
    """Return the seconds left of what a call made here is a part of; None for no bound."""
    left = AROUND.get()
    return None if left is None else left()


def shorter(one: float | None, other: float | None) -> float | None:
    """Return the shorter of two times in seconds; None is no bound."""
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)
