"""Moments: read however they are written, and never a reason to lose an answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock._times import iso, moment
from penstock.errors import UsageError

JULY = datetime(2024, 7, 18, 3, 17, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        1721272660,
        1721272660.0,
        "1721272660",
        "Thu, 18 Jul 2024 03:17:40 -0000",
        "Thu, 18 Jul 2024 03:17:40 GMT",
        "Thu, 18 Jul 2024 12:17:40 +0900",
        "2024-07-18T03:17:40Z",
        "2024-07-18T03:17:40",
        "2024-07-18 12:17:40+09:00",
    ],
)
def test_each_way_to_write_a_moment_is_read(written: Any) -> None:
    """What names no zone is UTC."""
    assert moment(written) == JULY


@pytest.mark.parametrize(
    "written",
    [None, "", "yesterday", True, [], {}, float("nan"), float("inf"), 1e30, -1e30, "9" * 40],
)
def test_what_is_no_moment_is_none(written: Any) -> None:
    """It costs its answer nothing else."""
    assert moment(written) is None


@given(st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.booleans()))
def test_no_value_breaks_the_reader(value: Any) -> None:
    """It knows its zone, or it is none."""
    found = moment(value)
    assert found is None or found.tzinfo is not None


@given(st.datetimes(timezones=st.just(UTC)))
def test_what_was_written_is_read_again(given_moment: datetime) -> None:
    """To the millisecond, as it is sent."""
    written = iso(given_moment)
    read = moment(written)
    assert read is not None
    assert abs(read - given_moment) < timedelta(milliseconds=1)


def test_text_is_left_as_it_is() -> None:
    """The caller's own words."""
    assert iso("2024") == "2024"
    assert iso(None) is None


def test_a_moment_beyond_its_years_is_refused() -> None:
    """It has no time in UTC."""
    with pytest.raises(UsageError, match="UTC"):
        iso(datetime.max.replace(tzinfo=timezone(timedelta(hours=-1))))
