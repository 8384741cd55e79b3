"""The choice among several addresses for a request, and the sources of addresses."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock import (
    ConnectionLostError,
    NotSentError,
    RateLimitError,
    RequestTimeoutError,
    ResponseError,
    ServerError,
    UsageError,
)
from penstock._core.endpoints import Addresses, Endpoints, health, unreachable
from penstock._core.options import Profile
from penstock._core.state import State
from penstock._core.urls import read_addresses
from penstock.sandbox_fusion import _defaults
from penstock.sandbox_fusion._async.client import PROFILE

A, B, C = "http://a", "http://b", "http://c"
ALL = Addresses((A, B, C))


def test_each_address_has_its_turn() -> None:
    """With as many in flight at each, the one that waited longest is next."""
    endpoints, chosen = Endpoints(), []
    for _ in range(6):
        url = endpoints.choose(ALL, 0)
        chosen.append(url)
        endpoints.record_health(url, "well", 0)
    assert chosen == [A, B, C, A, B, C]


def test_the_one_with_the_least_in_flight_is_next() -> None:
    """A slow server gets less to do."""
    endpoints = Endpoints()
    assert [endpoints.choose(ALL, 0) for _ in range(4)] == [A, B, C, A]
    endpoints.record_health(B, "well", 0)
    assert endpoints.choose(ALL, 0) == B


def test_what_just_failed_is_avoided() -> None:
    """Unless there is nothing else."""
    endpoints = Endpoints()
    assert endpoints.choose(ALL, 0, {A}) == B
    assert endpoints.choose(ALL, 0, {A, B}) == C
    assert endpoints.choose(ALL, 0, {A, B, C}) == A


def test_an_address_that_takes_no_connection_is_set_aside_at_once() -> None:
    """For 5 s; then one request tries it, and the others only once that went well."""
    endpoints, pair = Endpoints(), Addresses((A, B))
    endpoints.record_health(endpoints.choose(pair, 0), "down", 0)
    assert endpoints.is_aside(A, 4.9)
    assert [endpoints.choose(pair, 4.9) for _ in range(3)] == [B, B, B]
    assert endpoints.choose(pair, 5) == A
    assert endpoints.choose(pair, 5) == B
    endpoints.record_health(A, "well", 6)
    assert endpoints.choose(pair, 6) == A


def test_a_forks_child_knows_of_nothing_in_flight(monkeypatch: pytest.MonkeyPatch) -> None:
    """A parent's calls in flight are never settled in the child; they aren't counted."""
    state, pair = State(), Addresses((A, B))
    assert [state.choose(pair, ()) for _ in range(3)] == [A, B, A]
    state.record_health(B, "well")
    monkeypatch.setattr("os.getpid", lambda: -1)
    assert [state.choose(pair, ()) for _ in range(2)] == [A, B]


def test_pauses_grow_up_to_a_minute() -> None:
    """And begin anew after a success."""
    endpoints, now, pauses = Endpoints(), 0.0, []
    for _ in range(6):
        endpoints.record_health(A, "down", now)
        ended = next(now + s for s in range(1, 100) if not endpoints.is_aside(A, now + s))
        pauses.append(ended - now)
        now = ended
    assert pauses == [5, 10, 20, 40, 60, 60]
    endpoints.record_health(A, "well", now)
    endpoints.record_health(A, "down", now)
    assert not endpoints.is_aside(A, now + 5)


def test_requests_that_were_under_way_set_it_aside_only_once() -> None:
    """Twenty that fail together are one failure of the address."""
    endpoints = Endpoints()
    for _ in range(20):
        endpoints.record_health(A, "down", 0)
    assert not endpoints.is_aside(A, 5)


def test_an_address_that_fails_three_times_in_a_row_is_set_aside() -> None:
    """One success between, and it isn't."""
    endpoints = Endpoints()
    for seen in ("faulty", "faulty", "well", "faulty", "faulty"):
        endpoints.record_health(A, seen, 0)  # type: ignore[arg-type]
    assert not endpoints.is_aside(A, 0)
    endpoints.record_health(A, "unknown", 0)
    assert not endpoints.is_aside(A, 0)
    endpoints.record_health(A, "faulty", 0)
    assert endpoints.is_aside(A, 0)


def test_if_all_are_set_aside_the_first_to_come_back_is_tried() -> None:
    """Better than not to try at all."""
    endpoints, pair = Endpoints(), Addresses((A, B))
    endpoints.record_health(B, "down", 0)
    endpoints.record_health(A, "down", 1)
    assert endpoints.choose(pair, 2) == B


def test_addresses_nobody_chose_are_tried_in_order_and_the_one_that_worked_is_kept() -> None:
    """No work is shared between ports that only one server can be at."""
    endpoints, usual = Endpoints(), Addresses((A, B), chosen=False)
    assert [endpoints.choose(usual, 0) for _ in range(2)] == [A, A]
    endpoints.record_health(A, "down", 0)
    assert endpoints.choose(usual, 0) == B
    endpoints.record_health(B, "well", 0)
    assert endpoints.choose(usual, 1000) == B


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["well", "down", "faulty", "unknown"]), st.floats(0, 90), st.booleans()
        ),
        max_size=60,
    )
)
def test_there_is_always_an_address_and_the_count_is_right(steps: list[Any]) -> None:
    """Whatever happens: one is chosen, and in the end none is in flight."""
    endpoints, now, flying = Endpoints(), 0.0, list[str]()
    for seen, seconds, settle in steps:
        now += seconds
        url = endpoints.choose(ALL, now)
        assert url in ALL.urls
        flying.append(url)
        if settle:
            endpoints.record_health(flying.pop(0), seen, now)
    for url in flying:
        endpoints.record_health(url, "well", now)
    assert all(found.in_flight == 0 for found in endpoints._known.values())


@pytest.mark.table(
    ("error", "seen", "elsewhere"),
    [
        (NotSentError("refused"), "down", True),
        (RequestTimeoutError("", phase="connect"), "down", True),
        (RequestTimeoutError("", phase="pool"), "unknown", False),
        (RequestTimeoutError("", phase="read"), "faulty", False),
        (ConnectionLostError("reset"), "faulty", False),
        (ServerError("", status=502), "faulty", False),
        (ServerError("", status=500), "well", False),
        (RateLimitError("", status=429), "well", False),
        (ResponseError("no JSON"), "unknown", False),
    ],
)
def test_what_an_error_says_of_its_address(error: Any, seen: str, elsewhere: bool) -> None:
    """Only where nothing was sent may another be tried within the same attempt."""
    assert (health(error), unreachable(error)) == (seen, elsewhere)


@pytest.mark.table(
    ("given_", "urls"),
    [
        ("http://a", (A,)),
        ("http://a/", (A,)),
        ("http://a/run_code", (A,)),
        (" http://a/run_code/ ", (A,)),
        ("http://a/sandbox/run_code", ("http://a/sandbox",)),
        ("http://a/run_coder", ("http://a/run_coder",)),
        ("http://a, http://b/,", (A, B)),
        (["http://a", "http://b/run_code"], (A, B)),
        (("http://a", "http://a/"), (A,)),
    ],
)
def test_addresses_are_read_as_people_write_them(given_: Any, urls: tuple[str, ...]) -> None:
    """One, several with commas, a list; with or without slash and /run_code."""
    assert read_addresses(PROFILE, given_) == Addresses(urls)


@pytest.mark.table("nothing", [None, "", " ", ",", [], [""]])
def test_without_an_address_both_usual_ports_are_tried(nothing: Any) -> None:
    """The documented one first, then the server's own."""
    usual = ("http://localhost:8000", "http://localhost:8080")
    assert read_addresses(PROFILE, nothing) == Addresses(usual, chosen=False)


@pytest.mark.table("wrong", ["localhost:8080", "ftp://a", "http://a,b", "http://a?x=1", 5])
def test_what_is_no_address_is_refused(wrong: Any) -> None:
    """Before anything is sent, and never retried."""
    with pytest.raises(UsageError, match="base_url"):
        read_addresses(PROFILE, wrong)


def test_a_service_with_one_address_takes_one() -> None:
    """A comma is no separator there."""
    single = Profile(name="x", base_url=A, key_variable="K", url_variable="U", key_header="k")
    assert read_addresses(single, None) == Addresses((A,))
    with pytest.raises(UsageError):
        read_addresses(single, [A, B])


@pytest.fixture
def unset(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in (_defaults.URL_VARIABLE, _defaults.DATASET_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(_defaults.Endpoints, "sandbox", None)
    monkeypatch.setattr(_defaults.Endpoints, "dataset", None)
    return monkeypatch


@pytest.mark.table(
    ("argument", "chosen", "environment", "expected"),
    [
        ("", (None, None), (None, None), (None, None)),
        ("", (None, None), ("E", None), ("E", "E")),
        ("", (None, None), ("", ""), (None, None)),
        ("", (None, None), ("E", "F"), ("E", "F")),
        ("", ("S", None), ("E", None), ("S", "S")),
        ("", ("S", None), ("E", "F"), ("S", "F")),
        ("", ("S", "D"), ("E", "F"), ("S", "D")),
        ("", (None, "D"), ("E", None), ("E", "D")),
        ("X", ("S", "D"), ("E", "F"), ("X", "X")),
    ],
)
def test_the_argument_goes_before_what_was_set_and_that_before_the_environment(
    unset: pytest.MonkeyPatch, argument: str, chosen: Any, environment: Any, expected: Any
) -> None:
    """Datasets are where code is run, unless their own place was named."""
    unset.setattr(_defaults.Endpoints, "sandbox", chosen[0])
    unset.setattr(_defaults.Endpoints, "dataset", chosen[1])
    names = (_defaults.URL_VARIABLE, _defaults.DATASET_VARIABLE)
    for name, value in zip(names, environment, strict=True):
        if value is not None:
            unset.setenv(name, value)
    found = _defaults.sandbox_endpoint(argument), _defaults.dataset_endpoint(argument)
    assert found == expected
