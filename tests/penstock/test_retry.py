"""Requests that are repeated, those that aren't, and the time between."""

from __future__ import annotations

import math
from email.utils import formatdate
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from penstock.errors import (
    APIError,
    ConnectionLostError,
    DeadlineExceededError,
    NotSentError,
    PenstockError,
    RateLimitError,
    RequestTimeoutError,
    ResponseError,
    SandboxError,
    ServerError,
    TransportError,
    UsageError,
)
from penstock.retry import (
    RETRIED_STATUSES,
    Attempt,
    Quota,
    Retry,
    RetryHints,
    RetryPolicy,
    Stop,
    decide,
    parse_retry_after,
    sent_state,
)

NOW = 1_761_849_778.0  # Thu, 30 Oct 2025 18:42:58 GMT
STEADY = RetryPolicy(jitter=0)
WAIT = {"retry-after": "3"}


def answered(status: int, headers: dict[str, str] | None = None, **changes: Any) -> Attempt:
    return Attempt(1, "POST", "answered", status=status, headers=headers or {}, **changes)


def changed(attempt: Attempt, **changes: Any) -> Attempt:
    return attrs.evolve(attempt, **changes)


def verdict(attempt: Attempt, policy: RetryPolicy = STEADY, **changes: Any) -> str:
    """`retry`, or the reason to stop."""
    decision = decide(policy, attempt, now_epoch=NOW, **changes)
    return decision.reason if isinstance(decision, Stop) else "retry"


def delay(attempt: Attempt, policy: RetryPolicy = STEADY, **changes: Any) -> float:
    decision = decide(policy, attempt, now_epoch=NOW, **changes)
    assert isinstance(decision, Retry)
    return decision.delay


# What may be repeated ---------------------------------------------------------------------


@pytest.mark.table(
    ("attempt", "post", "get"),
    [
        (Attempt(1, "", "not_sent"), "retry", "retry"),
        (Attempt(1, "", "sent"), "unsafe", "retry"),
        (Attempt(1, "", "sent", status=200), "unsafe", "retry"),  # the body was cut off
        (answered(200), "status", "status"),  # unreadable, but an answer
        (answered(400), "status", "status"),
        (answered(401), "status", "status"),
        (answered(402), "status", "status"),
        (answered(402, WAIT), "status", "status"),
        (answered(403), "status", "status"),
        (answered(404), "status", "status"),
        (answered(408), "unsafe", "retry"),
        (answered(408, WAIT), "unsafe", "retry"),
        (answered(409), "status", "status"),
        (answered(413, WAIT), "status", "status"),
        (answered(422), "status", "status"),
        (answered(425), "unsafe", "retry"),
        (answered(429), "retry", "retry"),
        (answered(429, WAIT), "retry", "retry"),
        (answered(500), "unsafe", "retry"),
        (answered(500, WAIT), "unsafe", "retry"),
        (answered(501), "status", "status"),
        (answered(502), "unsafe", "retry"),
        (answered(503), "unsafe", "retry"),
        (answered(503, WAIT), "retry", "retry"),
        (answered(503, {"retry-after": "0"}), "retry", "retry"),
        (answered(503, {"retry-after-ms": "50"}), "retry", "retry"),
        (answered(503, {"retry-after": "soon"}), "unsafe", "retry"),
        (answered(503, body_hints=RetryHints(retry_after=5)), "retry", "retry"),
        (answered(504), "unsafe", "retry"),
        (answered(505), "status", "status"),
        (answered(519), "status", "status"),
        *((answered(status), "unsafe", "retry") for status in range(520, 528)),
        (answered(528), "status", "status"),
        (answered(599), "status", "status"),
    ],
)
def test_what_is_repeated_of_a_post_and_of_a_get(attempt: Attempt, post: str, get: str) -> None:
    as_post = changed(attempt, method="POST", idempotent=False)
    as_get = changed(attempt, method="GET", idempotent=True)

    assert verdict(as_post) == post
    assert verdict(as_get) == get


@pytest.mark.table("status", [None, *sorted(RETRIED_STATUSES)])
def test_a_key_that_is_honoured_makes_a_post_as_safe_as_a_get(status: int | None) -> None:
    attempt = Attempt(1, "POST", "sent") if status is None else answered(status)

    assert verdict(changed(attempt, key_honoured=True)) == "retry"


def test_a_key_does_not_turn_a_refusal_around() -> None:
    assert verdict(answered(402, key_honoured=True)) == "status"
    assert verdict(answered(409, key_honoured=True)) == "status"


@pytest.mark.table(
    ("status", "expected"),
    [(500, "retry"), (501, "retry"), (599, "retry"), (408, "retry"), (409, "retry"),
     (425, "retry"), (429, "retry"), (400, "status"), (401, "status"), (402, "status"),
     (403, "status"), (404, "status"), (413, "status"), (422, "status"), (200, "status")],
)  # fmt: skip
def test_the_server_may_invite_a_repeat_but_not_of_a_lasting_refusal(
    status: int, expected: str
) -> None:
    assert verdict(answered(status, {"X-Should-Retry": " TRUE "})) == expected


@pytest.mark.table("told", ["", "yes", "1", "maybe"])
def test_an_invitation_nobody_understands_is_none(told: str) -> None:
    assert verdict(answered(500, {"x-should-retry": told})) == "unsafe"


@pytest.mark.table("status", [408, 500, 502])
def test_an_invitation_does_not_repeat_what_may_have_begun(status: int) -> None:
    attempt = changed(
        answered(status, {"x-should-retry": "true"}), body_hints=RetryHints(processed=True)
    )

    assert verdict(attempt) == "unsafe"
    assert verdict(changed(attempt, idempotent=True)) == "retry"


@pytest.mark.table(
    "veto",
    [{"headers": {"x-should-retry": "false"}}, {"body_hints": RetryHints(veto=True)}],
)
@pytest.mark.table("status", [429, 503])
@pytest.mark.table("safe", [{}, {"idempotent": True}, {"key_honoured": True}])
def test_a_veto_of_the_server_always_stops(
    veto: dict[str, Any], status: int, safe: dict[str, bool]
) -> None:
    eager = RetryPolicy(should_retry=lambda _: True)
    attempt = changed(answered(status), **veto, **safe)

    assert verdict(attempt, eager) == "veto"


def test_a_server_that_says_it_did_not_begin_makes_a_post_safe() -> None:
    assert verdict(answered(500, body_hints=RetryHints(processed=False))) == "retry"


@pytest.mark.table("status", [429, 503])
def test_a_server_that_says_it_did_begin_makes_a_post_unsafe(status: int) -> None:
    attempt = answered(status, WAIT, body_hints=RetryHints(processed=True))

    assert verdict(attempt) == "unsafe"
    assert verdict(changed(attempt, idempotent=True)) == "retry"


def test_a_body_that_can_not_be_read_again_is_not_sent_again() -> None:
    assert verdict(Attempt(1, "PUT", "sent", idempotent=True, replayable=False)) == "body"


def test_a_mistake_of_the_caller_is_not_repeated() -> None:
    assert verdict(Attempt(1, "GET", "not_sent", error=UsageError("x"), idempotent=True)) == "usage"


def test_statuses_are_the_callers_to_choose_where_repeating_is_safe() -> None:
    policy = STEADY.evolve(statuses=[404])

    assert verdict(answered(404, idempotent=True), policy) == "retry"
    assert verdict(answered(404), policy) == "unsafe"
    assert verdict(answered(429, WAIT, idempotent=True), policy) == "status"


@pytest.mark.table(
    ("answer", "attempt", "expected"),
    [
        (True, Attempt(1, "POST", "sent"), "retry"),
        (True, answered(404), "retry"),
        (False, answered(429), "veto"),
        (False, Attempt(1, "GET", "not_sent", idempotent=True), "veto"),
        (None, Attempt(1, "POST", "sent"), "unsafe"),
        (None, answered(429), "retry"),
        (True, Attempt(3, "POST", "sent"), "exhausted"),
        (True, answered(429, {"retry-after": "601"}), "server_wait"),
    ],
)
def test_should_retry_overrides_the_rules_but_no_limits(
    answer: bool | None, attempt: Attempt, expected: str
) -> None:
    asked: list[Attempt] = []

    def should_retry(failed: Attempt) -> bool | None:
        asked.append(failed)
        return answer

    policy = STEADY.evolve(should_retry=should_retry)

    assert verdict(attempt, policy) == expected
    assert asked == [attempt]


@pytest.mark.table(
    ("error", "state"),
    [
        (NotSentError("x"), "not_sent"),
        (UsageError("x"), "not_sent"),
        (RequestTimeoutError("x", phase="connect"), "not_sent"),
        (RequestTimeoutError("x", phase="read"), "sent"),
        (DeadlineExceededError("x", sent=False), "not_sent"),
        (ConnectionLostError("x"), "sent"),
        (RateLimitError("x"), "answered"),
        (ServerError("x"), "answered"),
        (ResponseError("x"), "answered"),
        (SandboxError("x", status=200), "answered"),
        (APIError("x", 200), "answered"),
        (TransportError("x"), "sent"),
        (PenstockError("x"), "sent"),
        (OSError("x"), "sent"),
    ],
)
def test_an_error_tells_how_far_its_attempt_got(error: Exception, state: str) -> None:
    assert sent_state(error) == state


# How often --------------------------------------------------------------------------------


@pytest.mark.table("max_retries", [0, 1, 2, 5])
def test_attempts_end_after_the_retries_that_are_allowed(max_retries: int) -> None:
    policy = STEADY.evolve(max_retries=max_retries)
    verdicts = [verdict(Attempt(n, "GET", "not_sent"), policy) for n in range(1, max_retries + 2)]

    assert verdicts == ["retry"] * max_retries + ["exhausted"]


def test_no_policy_repeats_nothing() -> None:
    assert verdict(Attempt(1, "GET", "not_sent", idempotent=True), RetryPolicy.none()) == (
        "exhausted"
    )


def test_a_safe_stop_is_told_apart_from_running_out() -> None:
    assert verdict(Attempt(99, "POST", "sent")) == "unsafe"


# How long: the client's own waits ---------------------------------------------------------


def test_backoff_doubles_from_a_second_as_documented() -> None:
    policy = RetryPolicy(max_retries=9, jitter=0)
    waits = [delay(Attempt(n, "GET", "not_sent"), policy) for n in range(1, 8)]

    assert waits == [1, 2, 4, 8, 16, 30, 30]


@pytest.mark.table(("random", "expected"), [(0, 1.5), (0.5, 2), (0.75, 2.25)])
def test_own_waits_vary_a_quarter_either_way(random: float, expected: float) -> None:
    attempt = Attempt(2, "GET", "not_sent")

    assert delay(attempt, RetryPolicy(), random=random) == expected


@given(
    st.integers(1, 10**7),
    st.floats(0, 1, exclude_max=True),
    st.floats(0, 1e6),
    st.floats(1, 1e6),
    st.floats(0, 1e6),
    st.floats(0, 1),
)
def test_own_waits_never_pass_max_delay_jitter_included(
    number: int, random: float, first: float, multiplier: float, longest: float, jitter: float
) -> None:
    policy = RetryPolicy(
        max_retries=number,
        initial_delay=first,
        multiplier=multiplier,
        max_delay=longest,
        jitter=jitter,
    )
    wait = delay(Attempt(number, "GET", "not_sent"), policy, random=random)

    assert 0 <= wait <= longest
    assert wait >= min(first, longest) * (1 - jitter) * 0.999


# How long: the server's waits -------------------------------------------------------------


@pytest.mark.table(
    ("headers", "hint", "expected"),
    [
        ({"retry-after": "7"}, None, 7),
        ({"Retry-After": "7"}, 9, 7),
        ({}, 9, 9),
        ({"retry-after": "soon"}, 9, 9),
        ({"retry-after-ms": "250", "retry-after": "7"}, 9, 0.25),
        ({}, -4, 0),
        ({}, math.nan, 1),
        ({}, math.inf, 1),
        ({"retry-after": formatdate(NOW + 20, usegmt=True)}, None, 20),
        ({"retry-after": formatdate(NOW - 20, usegmt=True)}, None, 0),
        ({"retry-after": "45"}, None, 45),  # max_delay is for own waits
    ],
)
def test_the_servers_wait_replaces_the_own_one(
    headers: dict[str, str], hint: float | None, expected: float
) -> None:
    attempt = answered(429, headers, body_hints=RetryHints(retry_after=hint))

    assert delay(attempt) == expected


@given(st.floats(0, 600), st.floats(0, 1, exclude_max=True), st.floats(0, 1))
def test_the_servers_wait_is_only_ever_lengthened(
    wait: float, random: float, jitter: float
) -> None:
    attempt = answered(429, body_hints=RetryHints(retry_after=wait))
    waited = delay(attempt, RetryPolicy(jitter=jitter), random=random)

    assert wait <= waited <= wait + min(jitter * max(wait, 1), RetryPolicy().max_delay)


def test_a_server_that_says_at_once_does_not_bring_all_clients_back_at_once() -> None:
    attempt = answered(429, {"retry-after": "0"})
    waits = {delay(attempt, RetryPolicy(), random=random / 10) for random in range(10)}

    assert len(waits) == 10
    assert max(waits) <= 0.25


def test_a_wait_that_came_with_no_answer_is_none() -> None:
    assert delay(Attempt(1, "GET", "sent", headers=WAIT, idempotent=True)) == 1


@pytest.mark.table(
    ("wait", "limit", "expected"),
    [(600, 600, "retry"), (600.001, 600, "server_wait"), (171, 600, "retry"),
     (1, 0.5, "server_wait"), (1e30, 600, "server_wait"), (0, 0, "retry")],
)  # fmt: skip
def test_a_wait_longer_than_the_policy_allows_stops_at_once(
    wait: float, limit: float, expected: str
) -> None:
    policy = STEADY.evolve(max_server_wait=limit)

    assert verdict(answered(429, body_hints=RetryHints(retry_after=wait)), policy) == expected


@pytest.mark.table("reason", ["server_wait", "exhausted", "unsafe", "veto", "deadline"])
def test_a_stop_carries_the_servers_wait_and_says_why(reason: str) -> None:
    policy = {
        "server_wait": STEADY.evolve(max_server_wait=2),
        "exhausted": RetryPolicy.none(),
        "veto": STEADY.evolve(should_retry=lambda _: False),
    }.get(reason, STEADY)
    status = 500 if reason == "unsafe" else 429

    decision = decide(
        policy,
        answered(status, WAIT),
        now_epoch=NOW,
        remaining=1 if reason == "deadline" else None,
    )

    assert isinstance(decision, Stop)
    assert (decision.reason, decision.retry_after) == (reason, 3)
    assert decision.detail


# How long: the deadline -------------------------------------------------------------------


@pytest.mark.table(
    ("attempt", "remaining", "expected"),
    [
        (Attempt(1, "GET", "not_sent"), 1.01, "retry"),
        (Attempt(1, "GET", "not_sent"), 1, "deadline"),
        (Attempt(1, "GET", "not_sent"), 0, "deadline"),
        (answered(429, {"retry-after": "3"}), 3.1, "retry"),
        (answered(429, {"retry-after": "3"}), 3, "deadline"),
        (answered(429, {"retry-after": "0"}), 0, "deadline"),
        (answered(429, {"retry-after": "9999"}), 5, "server_wait"),
        (answered(500), 0, "unsafe"),
    ],
)
def test_a_wait_longer_than_the_time_left_stops_at_once(
    attempt: Attempt, remaining: float, expected: str
) -> None:
    assert verdict(attempt, remaining=remaining) == expected


@given(st.floats(0, 600), st.floats(1e-3, 1e4), st.floats(0, 1, exclude_max=True))
def test_jitter_is_never_what_misses_the_deadline(wait: float, slack: float, random: float) -> None:
    remaining = wait + slack
    assume(wait < remaining)
    attempt = answered(429, body_hints=RetryHints(retry_after=wait))

    assert wait <= delay(attempt, RetryPolicy(), remaining=remaining, random=random) < remaining


# The quota --------------------------------------------------------------------------------


@pytest.mark.table(
    ("error", "cost"),
    [(None, 5), (NotSentError("x"), 5), (RequestTimeoutError("x"), 10), (TimeoutError(), 10)],
)
def test_a_retry_costs_tokens_and_more_after_a_timeout(error: Exception | None, cost: int) -> None:
    decision = decide(
        STEADY, Attempt(1, "GET", "not_sent", error=error), now_epoch=NOW, quota=Quota()
    )

    assert isinstance(decision, Retry)
    assert decision.cost == cost


def test_a_decision_takes_nothing_from_the_quota_itself() -> None:
    quota = Quota()
    decide(STEADY, Attempt(1, "GET", "not_sent"), now_epoch=NOW, quota=quota)

    assert quota.available == 500


def test_an_outage_soon_sends_each_call_once() -> None:
    quota, retries = Quota(capacity=23), 0
    while isinstance(
        decision := decide(STEADY, Attempt(1, "GET", "not_sent"), now_epoch=NOW, quota=quota), Retry
    ):
        assert quota.take(decision.cost)
        retries += 1

    assert (retries, quota.available, decision.reason) == (4, 3, "quota")


def test_without_a_quota_retries_cost_nothing() -> None:
    decision = decide(STEADY, Attempt(1, "GET", "not_sent"), now_epoch=NOW)

    assert isinstance(decision, Retry)
    assert decision.cost == 0


def test_the_quota_is_all_or_none_and_never_fuller_than_full() -> None:
    quota = Quota(capacity=10, cost=5, timeout_cost=10, refund=1)

    assert quota.take(10)
    assert not quota.take(1)
    quota.give_back()
    assert quota.available == 1
    quota.give_back(5)
    assert quota.available == 6
    quota.give_back(500)
    assert quota.available == 10


@given(st.lists(st.one_of(st.integers(0, 20), st.none()), max_size=50))
def test_the_quota_stays_within_its_bounds(steps: list[int | None]) -> None:
    quota = Quota(capacity=30)
    for step in steps:
        if step is None:
            quota.give_back()
        elif not quota.take(step):
            quota.give_back(step)
        assert 0 <= quota.available <= 30


# The policy as a value --------------------------------------------------------------------


@pytest.mark.table(
    ("field", "value"),
    [
        *(("max_retries", value) for value in (-1, 1.5, True, "2", None, math.nan)),
        *(
            (field, value)
            for field in ("initial_delay", "max_delay", "max_server_wait")
            for value in (-1, math.nan, math.inf, -math.inf, True, "2", None, 10**400)
        ),
        *(("multiplier", value) for value in (0.5, -2, 0, math.nan, "2")),
        *(("jitter", value) for value in (-0.1, 1.1, math.nan, True)),
        *(("statuses", value) for value in ([200], [429.5], ["429"], [True], [1000])),
    ],
)
def test_numbers_that_make_no_sense_are_refused_by_name(field: str, value: Any) -> None:
    with pytest.raises(UsageError, match=f"{field} .*(give|must be)"):
        RetryPolicy(**{field: value})
    with pytest.raises(UsageError, match=field):
        RetryPolicy().evolve(**{field: value})


@pytest.mark.table("name", ["capacity", "cost", "timeout_cost", "refund"])
def test_a_quota_of_nonsense_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match=name):
        Quota(**{name: -1})


def test_a_policy_is_a_value_that_evolve_leaves_as_it_was() -> None:
    policy = RetryPolicy()
    changed_policy = policy.evolve(max_retries=7, statuses={503})

    assert policy == RetryPolicy()
    assert hash(policy) == hash(RetryPolicy())
    assert (changed_policy.max_retries, changed_policy.statuses) == (7, frozenset({503}))
    with pytest.raises(AttributeError):
        policy.max_retries = 3  # type: ignore[misc]


def test_the_defaults_are_the_documented_ones() -> None:
    policy = RetryPolicy()

    assert (policy.max_retries, policy.initial_delay, policy.multiplier) == (2, 1, 2)
    assert (policy.max_delay, policy.jitter, policy.max_server_wait) == (30, 0.25, 600)
    assert policy.statuses == RETRIED_STATUSES
    quota = Quota()
    assert (quota.capacity, quota.cost, quota.timeout_cost, quota.refund) == (500, 5, 10, 1)


@pytest.mark.table(
    ("attempt", "reason", "detail"),
    [
        (answered(429), "status", "status 429"),
        (Attempt(1, "GET", "not_sent"), "not_sent", "no response, nothing was sent"),
        (Attempt(1, "GET", "not_sent", error=NotSentError("x")), "not_sent",
         "NotSentError, nothing was sent"),
        (Attempt(1, "GET", "sent", error=ConnectionLostError("x"), idempotent=True), "lost",
         "ConnectionLostError, after sending"),
    ],
)  # fmt: skip
def test_a_retry_says_why(attempt: Attempt, reason: str, detail: str) -> None:
    decision = decide(STEADY, attempt, now_epoch=NOW)

    assert isinstance(decision, Retry)
    assert (decision.reason, decision.detail) == (reason, detail)


def test_an_attempt_does_not_show_its_headers() -> None:
    assert "hush" not in repr(answered(429, {"set-cookie": "hush"}))


@given(
    st.builds(
        Attempt,
        number=st.integers(1, 5),
        method=st.sampled_from(["GET", "POST"]),
        sent=st.sampled_from(["not_sent", "sent", "answered"]),
        status=st.none() | st.integers(100, 999),
        headers=st.dictionaries(
            st.sampled_from(["retry-after", "Retry-After", "retry-after-ms", "x-should-retry"]),
            st.text(alphabet="0123456789.-:, GMTruefalsn", max_size=12),
        ),
        body_hints=st.builds(
            RetryHints,
            retry_after=st.none() | st.floats(),
            veto=st.booleans(),
            processed=st.none() | st.booleans(),
        ),
        error=st.none(),
        idempotent=st.booleans(),
        key_honoured=st.booleans(),
        replayable=st.booleans(),
    ),
    st.none() | st.floats(0, 1000),
    st.floats(0, 1, exclude_max=True),
)
def test_every_decision_is_sound(attempt: Attempt, remaining: float | None, random: float) -> None:
    decision = decide(
        RetryPolicy(), attempt, now_epoch=NOW, remaining=remaining, quota=Quota(), random=random
    )
    if isinstance(decision, Stop):
        assert decision.detail
        return
    assert 0 <= decision.delay <= 600 * 1.25
    assert remaining is None or decision.delay < remaining
    assert attempt.number <= 2
    assert attempt.replayable
    assert not attempt.body_hints.veto
    if attempt.sent == "sent" and attempt.body_hints.processed is not False:
        assert attempt.idempotent or attempt.key_honoured


# Retry-After ------------------------------------------------------------------------------


@pytest.mark.table(
    ("headers", "expected"),
    [
        ({}, None),
        ({"retry-after": "0"}, 0),
        ({"retry-after": "120"}, 120),
        ({"Retry-After": " 120 "}, 120),
        ({"RETRY-AFTER": "1.5"}, 1.5),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after-ms": "soon", "retry-after": "9"}, 9),
        ({"retry-after-ms": "-1", "retry-after": "9"}, 9),
        # the three forms of RFC 9110 section 5.6.7
        ({"retry-after": "Thu, 30 Oct 2025 18:43:28 GMT"}, 30),
        ({"retry-after": "Thursday, 30-Oct-25 18:43:28 GMT"}, 30),
        ({"retry-after": "Thu Oct 30 18:43:28 2025"}, 30),
        ({"retry-after": "Thu, 30 Oct 2025 20:43:28 +0200"}, 30),
        # the past
        ({"retry-after": "Thu, 30 Oct 2025 18:42:57 GMT"}, 0),
        ({"retry-after": "Sun, 06 Nov 1994 08:49:37 GMT"}, 0),
        # a leap second
        ({"retry-after": "Thu, 30 Oct 2025 18:43:60 GMT"}, 62),
        # the server's own clock, here an hour ahead of ours
        ({"retry-after": "Thu, 30 Oct 2025 19:43:28 GMT",
          "date": "Thu, 30 Oct 2025 19:43:18 GMT"}, 10),
        ({"retry-after": "Thu, 30 Oct 2025 18:43:28 GMT", "date": "nonsense"}, 30),
        # nonsense
        ({"retry-after": ""}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "+5"}, 5.0),
        ({"retry-after": "1_000"}, None),
        ({"retry-after": "²"}, None),
        ({"retry-after": "٣"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "1e3"}, None),
        ({"retry-after": "5."}, None),
        ({"retry-after": "9" * 400}, None),
        ({"retry-after": "Thu, 99 Oct 2025 18:43:28 GMT"}, None),
        ({"retry-after": "Thu, 30 Oct 2025 25:43:28 GMT"}, None),
        ({"retry-after": "Thu, 30 Oct 99999 18:43:28 GMT"}, None),
    ],
)  # fmt: skip
def test_retry_after_is_read_in_every_form(headers: dict[str, str], expected: float | None) -> None:
    assert parse_retry_after(headers, NOW) == expected


@given(
    st.dictionaries(
        st.sampled_from(["retry-after", "retry-after-ms", "date", "Retry-After"]),
        st.text()
        | st.text(alphabet="0123456789 ,:-+.GMTOctThu")
        | st.floats().map(str)
        | st.integers().map(str),
    ),
    st.floats(0, 4e9),
)
def test_no_header_breaks_the_call_it_came_with(headers: dict[str, str], now: float) -> None:
    wait = parse_retry_after(headers, now)

    assert wait is None or (wait >= 0 and math.isfinite(wait))


@given(st.integers(0, 4_000_000_000), st.integers(0, 4_000_000_000))
def test_a_date_is_counted_from_now(at: int, now: int) -> None:
    wait = parse_retry_after({"retry-after": formatdate(at, usegmt=True)}, now)

    assert wait == max(0, at - now)


@pytest.mark.table(
    ("text", "seconds"),
    [
        ("20, 20", 20),
        ("20,30.5 , 1", 30.5),
        ("+20", 20),
        ("20s", 20),
        ("20 s", 20),
        ("20, soon", None),
        ("20,", None),
        ("-20", None),
        ("s", None),
    ],
)
def test_a_retry_after_that_is_slightly_off_is_read(text: str, seconds: float | None) -> None:
    """Two headers are joined on their way; the longest wait holds."""
    assert parse_retry_after({"retry-after": text}, NOW) == seconds


@pytest.mark.table("name", ["on_retry", "should_retry"])
def test_a_callback_must_be_a_function(name: str) -> None:
    """Found when the policy is made, not when the first attempt fails."""
    with pytest.raises(UsageError, match=f"{name} must be a function"):
        RetryPolicy(**{name: 5})  # type: ignore[arg-type]


def test_statuses_must_be_several() -> None:
    """One number is a slip."""
    with pytest.raises(UsageError, match="statuses is 5"):
        RetryPolicy(statuses=5)  # type: ignore[arg-type]


def test_a_field_that_a_policy_has_not_is_refused() -> None:
    """By name."""
    with pytest.raises(UsageError, match="has no bogus"):
        RetryPolicy().evolve(bogus=1)
