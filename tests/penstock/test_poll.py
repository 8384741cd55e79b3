"""Polls come when they should, for seconds and for weeks."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock.errors import UsageError
from penstock.poll import LONGEST_HINT, Exponential, Fixed, next_wait

NONSENSE = [math.nan, math.inf, -1, -math.inf, True, "2", None]


class Bad:
    """A caller's own schedule, gone wrong."""

    def __init__(self, wait: Any) -> None:
        self.wait = wait

    def delay(self, n: int) -> float:
        return self.wait  # type: ignore[no-any-return]


def test_a_fixed_schedule_waits_the_same_each_time() -> None:
    assert [Fixed(2).delay(n) for n in (0, 1, 10**6)] == [2, 2, 2]


def test_an_exponential_schedule_grows_up_to_its_maximum() -> None:
    schedule = Exponential(initial=1, multiplier=2, maximum=10)

    assert [schedule.delay(n) for n in range(6)] == [1, 2, 4, 8, 10, 10]


@pytest.mark.table("multiplier", [1, 1.0000001, 1.5, 2, 1e300])
@pytest.mark.table("n", [0, 1, 1025, 1752, 10**6, 10**30])
def test_a_wait_that_has_gone_on_for_ages_still_has_a_next_poll(multiplier: float, n: int) -> None:
    schedule = Exponential(initial=0.5, multiplier=multiplier, maximum=10)

    assert 0.5 <= schedule.delay(n) <= 10


def test_the_defaults_ask_soon_and_then_seldom() -> None:
    waits = [round(Exponential().delay(n), 1) for n in range(10)]

    assert waits == [0.5, 0.8, 1.1, 1.7, 2.5, 3.8, 5.7, 8.5, 10, 10]
    assert Fixed().interval == 2
    assert LONGEST_HINT == 60


def test_a_first_wait_above_the_maximum_is_cut_to_it() -> None:
    assert Exponential(initial=20, multiplier=2, maximum=5).delay(0) == 5


def test_a_wait_of_nothing_stays_nothing() -> None:
    assert Exponential(initial=0, multiplier=2, maximum=5).delay(10**6) == 0
    assert next_wait(Fixed(0), 3, remaining=1) == 0


@pytest.mark.table("value", NONSENSE)
@pytest.mark.table(
    ("name", "make"),
    [
        ("interval", Fixed),
        ("initial", lambda v: Exponential(initial=v)),
        ("maximum", lambda v: Exponential(maximum=v)),
    ],
)
def test_numbers_that_make_no_sense_are_refused_by_name(name: str, make: Any, value: Any) -> None:
    with pytest.raises(UsageError, match=name):
        make(value)


@pytest.mark.table("value", [math.nan, 0.99, 0, -1])
def test_a_multiplier_that_shrinks_is_refused(value: float) -> None:
    with pytest.raises(UsageError, match=r"multiplier .* of 1 or more"):
        Exponential(multiplier=value)


@pytest.mark.table(
    ("remaining", "hint", "expected"),
    [
        (None, None, 4),
        (100, None, 4),
        (4, None, 4),
        (1.5, None, 1.5),  # the last sleep ends at the deadline, for one more poll
        (0, None, None),
        (-1, None, None),
        (0, 3, None),
        (None, 7, 7),  # the server knows better than the schedule
        (None, 0.2, 0.2),
        (5, 7, 5),
        (None, 1e9, LONGEST_HINT),
        (None, 0, 4),
        (None, -3, 4),
        (None, math.nan, 4),
        (None, math.inf, 4),
        (None, -math.inf, 4),
    ],
)
def test_the_next_wait(remaining: float | None, hint: float | None, expected: float | None) -> None:
    assert next_wait(Exponential(1, 2, 60), 2, remaining, hint) == expected


@pytest.mark.table("wait", NONSENSE)
def test_a_schedule_that_gives_nonsense_is_named(wait: Any) -> None:
    with pytest.raises(UsageError, match=r"Bad\.delay\(3\)"):
        next_wait(Bad(wait), 3)


@given(
    st.floats(0, 1e6), st.floats(1, 1e6), st.floats(0, 1e6), st.integers(0, 10**9), st.floats(0.001)
)
def test_a_wait_is_always_a_number_to_sleep(
    initial: float, multiplier: float, maximum: float, n: int, remaining: float
) -> None:
    wait = next_wait(Exponential(initial, multiplier, maximum), n, remaining)

    assert wait is not None
    assert 0 <= wait <= min(maximum, remaining)


@given(st.floats(0.001, 10), st.floats(1, 3), st.floats(1, 100), st.integers(0, 2000))
def test_waits_never_shrink(initial: float, multiplier: float, maximum: float, n: int) -> None:
    schedule = Exponential(initial, multiplier, maximum)

    assert schedule.delay(n) <= schedule.delay(n + 1)


def test_a_whole_wait_ends_with_a_poll_at_the_deadline() -> None:
    now, polls = 0.0, [0.0]
    while (wait := next_wait(Exponential(1, 2, 4), len(polls) - 1, 10 - now)) is not None:
        now += wait
        polls.append(now)

    assert polls == [0, 1, 3, 7, 10]
