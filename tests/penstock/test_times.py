"""Moments, as they are sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock._core.checks import iso
from penstock.errors import UsageError


@given(st.datetimes(timezones=st.just(UTC)))
def test_what_was_written_is_read_again(given_moment: datetime) -> None:
    """To the millisecond, as it is sent."""
    written = iso(given_moment)
    assert written is not None
    assert abs(datetime.fromisoformat(written) - given_moment) < timedelta(milliseconds=1)


def test_text_is_left_as_it_is() -> None:
    """The caller's own words."""
    assert iso("2024") == "2024"
    assert iso(None) is None


def test_a_moment_beyond_its_years_is_refused() -> None:
    """It has no time in UTC."""
    with pytest.raises(UsageError, match="UTC"):
        iso(datetime.max.replace(tzinfo=timezone(timedelta(hours=-1))))
