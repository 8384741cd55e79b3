"""The documented polling options: names, defaults, and the waits they lead to."""

from __future__ import annotations

import math
from typing import Any, get_type_hints

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock.errors import UsageError
from penstock.oomol import BackoffStrategy, PollingDict, PollingOptions
from penstock.oomol._options import polling_options


def test_the_defaults_are_the_documented_ones() -> None:
    """As an object and as a dict; None means the default, and for `timeout_ms` no limit.

    But for the bound on the whole wait, of which the page has none.
    """
    wanted = {
        "interval_ms": 2000,
        "timeout_ms": 90 * 60 * 1000,
        "max_interval_ms": 10_000,
        "backoff_strategy": BackoffStrategy.EXPONENTIAL,
        "backoff_factor": 1.5,
        "on_progress": None,
        "on_log": None,
    }
    nothing = dict.fromkeys(wanted.keys() - {"timeout_ms"})
    for options in (PollingOptions(), polling_options(None), polling_options({})):
        assert {name: getattr(options, name) for name in wanted} == wanted
    assert polling_options(nothing) == PollingOptions()
    assert polling_options(wanted) == PollingOptions()
    given_object = PollingOptions(interval_ms=5)
    assert polling_options(given_object) is given_object


def waits(number: int, **options: Any) -> list[float]:
    made = PollingOptions(**options)
    return [made.delay(n) for n in range(number)]


def test_the_waits_are_those_of_the_official_client() -> None:
    """In whole milliseconds, in seconds; a fixed one isn't capped."""
    assert waits(6) == [2, 3, 4.5, 6.75, 10, 10]
    documented = {"interval_ms": 1000, "max_interval_ms": 5000, "backoff_factor": 2.0}
    assert waits(5, **documented) == [1, 2, 4, 5, 5]
    assert waits(3, interval_ms=20_000, max_interval_ms=5000) == [5, 5, 5]
    assert waits(4, interval_ms=333, backoff_factor=1.1) == [0.333, 0.366, 0.402, 0.443]
    fixed = {"backoff_strategy": BackoffStrategy.FIXED, "interval_ms": 20_000}
    assert waits(3, **fixed) == [20, 20, 20]
    assert waits(2, backoff_strategy="fixed") == [2, 2]


@pytest.mark.parametrize("n", [1025, 1752, 10**6, 10**30])
def test_a_wait_that_has_gone_on_for_ages_goes_on(n: int) -> None:
    """The official client overflows after 1025 or 1752 polls."""
    assert PollingOptions().delay(n) == 10
    assert PollingOptions(backoff_factor=2, max_interval_ms=5000).delay(n) == 5
    assert PollingOptions(backoff_factor=1).delay(n) == 2


@given(
    st.floats(1, 1e9),
    st.floats(1, 1e9),
    st.floats(1, 1e300),
    st.integers(0, 10**9),
    st.sampled_from(BackoffStrategy),
)
def test_no_options_make_a_loop_without_a_pause(
    interval: float, longest: float, factor: float, n: int, strategy: BackoffStrategy
) -> None:
    """A millisecond at least, and never more than was allowed."""
    options = PollingOptions(
        interval_ms=interval,
        max_interval_ms=longest,
        backoff_factor=factor,
        backoff_strategy=strategy,
    )
    assert 0.001 <= options.delay(n) <= max(interval, longest) / 1000


@pytest.mark.parametrize(
    "name", ["interval_ms", "max_interval_ms", "timeout_ms", "log_interval_ms"]
)
@pytest.mark.parametrize("value", [0, -1, 0.5, math.nan, math.inf, 1e300, "2000", True, [1]])
def test_a_time_that_can_not_be_meant_is_refused(name: str, value: Any) -> None:
    """By name, as an object and in a dict, before anything is asked."""
    for make in (lambda: PollingOptions(**{name: value}), lambda: polling_options({name: value})):
        with pytest.raises(UsageError, match=name):
            make()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"backoff_factor": 0.5}, "backoff_factor is 0.5; give a number of 1 or more"),
        ({"backoff_factor": math.nan}, "backoff_factor is nan"),
        ({"backoff_strategy": "linear"}, "give BackoffStrategy.FIXED or EXPONENTIAL"),
        ({"backoff_strategy": 3}, "backoff_strategy is 3"),
        ({"on_progress": "print"}, "on_progress must be a function, not str"),
        ({"on_log": 1}, "on_log must be a function, not int"),
        ({"stop_on_timeout": 1}, "stop_on_timeout is 1; give True or False"),
        ({"stop_on_cancel": "yes"}, "stop_on_cancel is 'yes'"),
        ({"log_rounds": -1}, "log_rounds is -1"),
        ({"timeout_ms": 0}, "or None for no limit"),
        ({"intervalMs": 1}, "no polling option intervalMs; there are interval_ms, timeout_ms"),
        ({"interval": 1, 2: 3}, "no polling option 2, interval;"),
        ([("interval_ms", 1)], "a dict or PollingOptions"),
        (5, "a dict or PollingOptions"),
    ],
)
def test_what_is_no_option_is_refused(options: Any, message: str) -> None:
    """With the remedy in the message."""
    with pytest.raises(UsageError, match=message):
        polling_options(options)


def test_the_strategy_is_a_text_as_in_the_official_client() -> None:
    """It compares with one, and prints as an enum does."""
    assert BackoffStrategy.FIXED == "fixed"
    assert BackoffStrategy("exponential") is BackoffStrategy.EXPONENTIAL
    assert str(BackoffStrategy.FIXED) == "BackoffStrategy.FIXED"
    assert {"backoff_strategy": "fixed"}["backoff_strategy"] == BackoffStrategy.FIXED


def test_the_timeout_is_in_seconds_for_the_schedule() -> None:
    """Milliseconds are the wire's and the page's, not ours."""
    assert PollingOptions(timeout_ms=1500).timeout == 1.5
    assert PollingOptions().timeout == 5400
    assert PollingOptions(timeout_ms=None).timeout is None


def test_the_options_of_a_dict_are_those_of_the_class() -> None:
    names = {field.name for field in attrs.fields(PollingOptions)}
    shared = {"poll", "timeout", "wait_timeout", "on_update"}
    assert set(get_type_hints(PollingDict)) == names | shared
