"""A deadline is a point on a clock it never asks."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock._core.clock import Deadline
from penstock.errors import UsageError

times = st.floats(0, 1e9)


def test_no_deadline_never_ends_and_bounds_nothing() -> None:
    for deadline in (Deadline(), Deadline.after(5, None), Deadline.after(5, math.inf)):
        assert deadline.remaining(1e12) is None
        assert not deadline.expired(1e12)
        assert deadline.clamp(7, 1e12) == 7
        assert deadline.clamp(None, 1e12) is None


@pytest.mark.table(
    ("now", "remaining", "expired"),
    [(100, 10, False), (109.5, 0.5, False), (110, 0, True), (1e9, 0, True), (50, 60, False)],
)
def test_what_is_left_shrinks_to_nothing(now: float, remaining: float, expired: bool) -> None:
    deadline = Deadline.after(100, 10)

    assert deadline.remaining(now) == remaining
    assert deadline.expired(now) is expired


def test_a_deadline_of_nothing_has_come_already() -> None:
    assert Deadline.after(3, 0).expired(3)


@pytest.mark.table(
    ("seconds", "clamped"), [(None, 10), (5, 5), (10, 10), (50, 10), (math.inf, 10), (0, 0)]
)
def test_a_step_gets_no_more_than_is_left(seconds: float | None, clamped: float) -> None:
    assert Deadline.after(100, 10).clamp(seconds, 100) == clamped


@pytest.mark.table("seconds", [math.nan, -1, -0.001, -math.inf, True, "5", 1j, -(10**400)])
def test_a_time_that_makes_no_sense_is_refused(seconds: object) -> None:
    with pytest.raises(UsageError, match="timeout"):
        Deadline.after(0, seconds)  # type: ignore[arg-type]


def test_a_deadline_within_some_seconds_is_never_later() -> None:
    early, never = Deadline(1), Deadline()

    assert early.within(0.5, 2) is early.within(0.5, None) is early
    assert early.within(0.5, 0.25) == never.within(0.5, 0.25) == Deadline(0.75)
    assert never.within(0.5, None) is never
    assert Deadline(0).within(-5, 0) == Deadline(-5)


@given(times, times, times)
def test_remaining_and_expired_agree(start: float, seconds: float, now: float) -> None:
    deadline = Deadline.after(start, seconds)
    left = deadline.remaining(now)

    assert left is not None
    assert left >= 0
    assert deadline.expired(now) is (left == 0)
    assert deadline.clamp(seconds, now) == min(seconds, left)
