"""Rate buckets empty, refuse and refill as the two generations of the server did."""

from datetime import datetime
from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from penstock_mock.document.headers import iso
from penstock_mock.services.sim.state import RATES_2025, RATES_2026, TokenBucket, Window

NOW = 1_700_000_000.0


def drained(bucket: TokenBucket, times: int, now: float = NOW) -> TokenBucket:
    for _ in range(times):
        bucket.take(now)
    return bucket


def test_window_allows_exactly_its_limit():
    window = Window()
    verdicts = [window.take("sync", 3, NOW) for _ in range(4)]
    drawn = [(verdict.allowed, verdict.remaining) for verdict in verdicts]
    assert drawn == [(True, 2), (True, 1), (True, 0), (False, 0)]


def test_window_opens_with_the_first_request_and_lasts_a_minute():
    window = Window()
    assert window.take("sync", 1, NOW + 17).reset_at == NOW + 77
    assert not window.take("sync", 1, NOW + 76.9).allowed
    assert window.take("sync", 1, NOW + 77).allowed


def test_window_is_one_row_for_all_counters():
    window = Window()
    window.take("sync", 1, NOW)
    other = window.take("async", 1, NOW + 30)
    assert other.allowed
    assert other.reset_at == NOW + 60


def test_rejected_requests_count_in_a_window():
    window = Window()
    for _ in range(5):
        window.take("sync", 2, NOW)
    assert window.counts["sync"] == 5


def test_looking_at_a_window_counts_nothing():
    window = Window()
    window.take("sync", 3, NOW)
    assert window.look("sync", 3, NOW).remaining == window.look("sync", 3, NOW).remaining == 2


def test_looking_at_a_window_does_not_open_it():
    window = Window()
    window.look("sync", 3, NOW)
    assert window.take("sync", 3, NOW + 30).reset_at == NOW + 90


def test_a_window_nobody_used_resets_in_a_minute():
    assert Window().look("sync", 3, NOW).reset_at == NOW + 60


def test_bucket_holds_two_minutes_worth():
    verdict = drained(TokenBucket(10, NOW), 20).take(NOW)
    assert (verdict.allowed, verdict.remaining, verdict.limit) == (False, 0, 20)


def test_rejected_requests_draw_nothing_from_a_bucket():
    bucket = drained(TokenBucket(1, NOW), 50)
    assert bucket.take(NOW + 60).allowed


@pytest.mark.table(("waited", "tokens"), [(0, 0), (59.9, 0), (60, 5), (119, 5), (120, 10)])
def test_bucket_is_refilled_in_whole_minutes(waited, tokens):
    bucket = drained(TokenBucket(5, NOW), 10)
    assert bucket.look(NOW + waited).remaining == tokens


def test_refill_times_do_not_drift():
    bucket = drained(TokenBucket(5, NOW), 10)
    bucket.take(NOW + 90)
    assert bucket.look(NOW + 119.9).reset_at == NOW + 120


# Filled half a millisecond early, a bucket's next minute ends as much later than one from now.
@example(1, [1.411, 1.171, 180.628, 399.565, 399.635, 399.635, 399.826, 399.064, 399.064])
@example(1, [0.0, 59.9996])
@given(st.integers(1, 50), st.lists(st.floats(0, 400), max_size=60))
def test_bucket_never_holds_more_than_it_can_or_less_than_nothing(rate, waits):
    bucket, now = TokenBucket(rate, NOW), NOW
    for wait in waits:
        now += wait
        verdict = bucket.take(now)
        assert 0 <= verdict.remaining <= 2 * rate
        assert now < verdict.reset_at <= now + 60.0005


@given(st.integers(1, 20), st.lists(st.floats(0, 90), min_size=1, max_size=80))
def test_window_never_lets_more_through_than_its_limit_a_minute(limit, waits):
    window, now, allowed = Window(), NOW, []
    for wait in waits:
        now += wait
        if window.take("sync", limit, now).allowed:
            allowed.append((window.start, now))
    starts = [start for start, _ in allowed]
    assert all(starts.count(start) <= limit for start in set(starts))


def test_a_refused_client_is_never_told_to_come_back_at_once():
    window = Window()
    verdict = window.take("sync", 0, NOW)
    assert verdict.retry_after(NOW) == 60
    assert verdict.retry_after(NOW + 59.5) == 1
    assert verdict.retry_after(NOW + 60) == 1
    assert window.start == NOW


@given(st.floats(1.7e9, 1.8e9), st.floats(0, 59))
def test_who_waits_as_told_is_let_in(start, waited):
    now = start + waited
    for told in (True, False):
        window, bucket = Window(), drained(TokenBucket(1, start), 2, start)
        window.take("sync", 1, start)
        for take in (partial(window.take, "sync", 1), bucket.take):
            verdict = take(now)
            reset = datetime.fromisoformat(iso(verdict.reset_at)).timestamp()
            assert not verdict.allowed
            assert take(reset if told else now + verdict.retry_after(now)).allowed


def test_numbers_are_the_servers():
    assert RATES_2025["pro"] == {"sync": 25, "async": 200, "api": 30}
    assert RATES_2026["enterprise"] == {"sync": 600, "async": 5000, "api": 500}
