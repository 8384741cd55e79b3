"""Numbers from the caller, checked at the edge."""

from __future__ import annotations

import math

import pytest

from penstock._core.checks import LONGEST_SECONDS, check_count, check_number, check_seconds, grow
from penstock.errors import UsageError


def test_a_number_becomes_a_float() -> None:
    assert isinstance(check_number("n", 3), float)
    assert check_number("n", 3) == 3


@pytest.mark.table(
    ("value", "message"),
    [
        (math.nan, "timeout is nan; give a number from 0 to 31622400"),
        (-1, "timeout is -1; give a number from 0 to 31622400"),
        (LONGEST_SECONDS + 1, "timeout is 3.16224e+07; give a number from 0 to 31622400"),
        (10**400, "timeout is inf; give a number from 0 to 31622400"),
        ("5", "timeout must be a number, not str"),
        (True, "timeout must be a number, not bool"),
    ],
)
def test_a_refusal_names_the_remedy(value: object, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_seconds("timeout", value)

    assert str(caught.value) == message


def test_both_bounds_are_within() -> None:
    assert check_number("n", 1, at_least=1, at_most=1) == 1
    assert check_seconds("n", LONGEST_SECONDS) == LONGEST_SECONDS
    assert check_number("n", math.inf) == math.inf


@pytest.mark.table("value", [-1, 1.0, True, "1", None])
def test_a_count_is_a_whole_number(value: object) -> None:
    with pytest.raises(UsageError, match=r"n is .* whole number"):
        check_count("n", value)


@pytest.mark.table(
    ("first", "factor", "n", "grown"),
    [(1, 2, 0, 1), (1, 2, 3, 8), (1, 2, 10**30, 100), (0, 2, 10**30, 0), (1, 1, 10**30, 1),
     (1, math.inf, 1, 100), (1e308, 10, 1, 100)],
)  # fmt: skip
def test_growth_ends_at_its_ceiling(first: float, factor: float, n: int, grown: float) -> None:
    assert grow(first, factor, 100, n) == grown
