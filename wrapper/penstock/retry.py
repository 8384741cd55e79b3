"""Decide if a request is repeated, and after how long, without clock or sleep.

What may be repeated depends on how far the failed attempt got:

    not sent    nothing reached the service             any request may be repeated
    sent        then no response: it may be processed     only what may happen twice
    answered    with a status                           by status, and by the server's hints

"What may happen twice" is an idempotent method (RFC 9110 section 9.2.2), or a request with an
idempotency key that was really sent and that the service honours. A POST without one is
repeated after a response only if that response means it was not processed: 429, 503 with a wait,
`x-should-retry: true`, or a body with such a hint.

Waits come from the server if it named one (then only ever lengthened by jitter, since a client
that comes back early is refused again), else from exponential backoff. A wait that is longer
than `max_server_wait` or than the time that is left ends the call at once: sleeping first and
failing afterwards only costs time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from math import isfinite
from typing import Any, Final, Literal

import attrs

from penstock._core.checks import check_count, check_number, check_seconds, grow
from penstock.errors import (
    APIError,
    ClientClosedError,
    NotSentError,
    RequestTimeoutError,
    TransportError,
    UsageError,
)

_NUMBER: Final = re.compile(r"\+?\d+(\.\d+)?", re.ASCII)


def header(headers: Mapping[str, str], name: str) -> str:
    """Return a header by its lower-case name, whatever the mapping's case; "" if absent."""
    for key, value in headers.items():
        if key.lower() == name:
            return value.strip()
    return ""


def parse_retry_after(headers: Mapping[str, str], now_epoch: float) -> float | None:
    """Return the wait that headers ask for, in seconds, or None where none can be read.

    `retry-after-ms` first, being finer; then `Retry-After` as seconds, fractions accepted, or
    as an HTTP date in any of its three forms (RFC 9110 sections 5.6.7 and 10.2.3). A date is
    counted from the response's own `Date`, which takes a wrong clock on this side out of it,
    else from `now_epoch`; a past one gives 0. Where a header was
    sent twice ("20, 20"), the longest wait holds; "+20" and "20s" are read, too. Never raises: a
    bad hint must not break a call.
    """
    millis = _largest(header(headers, "retry-after-ms"))
    if millis is not None:
        return millis / 1000
    text = header(headers, "retry-after")
    seconds = _largest(text, unit="s")
    if seconds is not None or not text:
        return seconds
    at, sent_at = parse_http_date(text), parse_http_date(header(headers, "date"))
    return None if at is None else max(0.0, at - (now_epoch if sent_at is None else sent_at))


def _largest(text: str, unit: str = "") -> float | None:
    """Return the largest of a list's numbers, None if anything else is in it (as in a date)."""
    parts = [part.strip().removesuffix(unit).strip() for part in text.split(",")]
    if not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    largest = max(map(float, parts))
    return largest if isfinite(largest) else None


def parse_http_date(text: str) -> float | None:
    """Return an HTTP date (RFC 9110 section 5.6.7) in epoch seconds; None if it is none."""
    from datetime import UTC, datetime
    from email.utils import parsedate_tz

    try:
        parts = parsedate_tz(text)
        if parts is None:
            return None
        year, month, day, hour, minute, second = parts[:6]
        leap = second == 60  # allowed by the grammar, unknown to datetime
        moment = datetime(year, month, day, hour, minute, second - leap, tzinfo=UTC)
        return moment.timestamp() + leap - (parts[9] or 0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


Sent = Literal["not_sent", "sent", "answered"]

RetryReason = Literal["not_sent", "lost", "status", "caller"]

StopReason = Literal[
    "usage",  # the request itself is wrong
    "veto",  # the server asked not to repeat it, or the caller's should_retry did
    "status",  # another attempt gets the same response
    "unsafe",  # it may have been processed, and must not happen twice
    "body",  # the body can't be sent again
    "exhausted",  # max_retries
    "server_wait",  # the server's wait is longer than max_server_wait
    "deadline",  # the wait is longer than the time that is left
    "quota",  # too many retries all over the client
]

# 408 request timeout, 425 too early (RFC 8470), 429 too many requests, 500, 502, 503 and 504 as
# everywhere; 520 to 527 are a CDN's errors about the server behind it (Cloudflare's list).
RETRIED_STATUSES: Final = frozenset({408, 425, 429, 500, 502, 503, 504, *range(520, 528)})

# Refusals the server's own x-should-retry may turn around. No other 4xx is repeated on a
# header's word: the same request gets the same answer.
_PASSING_REFUSALS: Final = frozenset({408, 409, 425, 429})

IDEMPOTENT_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"})


@attrs.frozen
class RetryHints:
    """Hints about retrying in the body of a response, parsed by the service's own module.

    `retry_after` is in seconds. `veto` means "do not repeat, it may have been processed".
    `processed` is False if the body implies that processing did not begin, True if it did.
    `passing` means that it will pass by itself, whatever its status. `most_retries` is for
    errors that seldom pass: after one of them there are no more retries than that in all.
    """

    retry_after: float | None = None
    veto: bool = False
    processed: bool | None = None
    passing: bool = False
    most_retries: int | None = None


_NO_HINTS: Final = RetryHints()


@attrs.frozen
class Attempt:
    """One try that failed. `number` counts from 1.

    `key_honoured` is True if an idempotency key was really sent and repeating with it is safe
    here: false for a service that rejects a used key. `replayable` is false when the
    body was a stream that can't be read again.
    """

    number: int
    method: str
    sent: Sent
    status: int | None = None
    headers: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    body_hints: RetryHints = _NO_HINTS
    error: Exception | None = None
    idempotent: bool = False
    key_honoured: bool = False
    replayable: bool = True


@attrs.frozen
class RetryEvent:
    """The argument of `on_retry`, before the wait: the failed attempt and the next step."""

    attempt: Attempt
    delay: float
    reason: RetryReason
    detail: str
    max_retries: int


def _status_set(statuses: Iterable[int]) -> frozenset[int]:
    if not isinstance(statuses, Iterable):
        raise UsageError(f"statuses is {statuses!r}; give a set of whole numbers")
    wanted = frozenset(statuses)
    for status in wanted:
        if isinstance(status, bool) or not isinstance(status, int) or not 400 <= status <= 999:
            raise UsageError(f"statuses holds {status!r}; give whole numbers from 400 to 999")
    return wanted


@attrs.frozen
class RetryPolicy:
    """The number of retries and their waits; immutable. All times are in seconds.

    - `max_retries`: attempts after the first. 2, as most clients of HTTP APIs have it.
    - `initial_delay`, `multiplier`, `max_delay`: own backoff, 1, 2, 4, 8 … and never above
      `max_delay`, jitter included.
    - `jitter`: own waits vary by this part either way (0.25: ±25 %); a server's wait is only
      lengthened by it, and by no more than `max_delay`.
    - `max_server_wait`: the longest wait a server may ask for. 600, because real limits reset
      within minutes, and a cap below that window fails calls that would have passed.
    - `statuses`: those worth repeating, where repeating is safe.
    - `on_retry`: called before each wait; what it returns is ignored.
    - `should_retry`: asked about each failed attempt; True or False overrides the rules on
      safety and status, None leaves them. It overrides neither a veto of the server nor limits.

    Raises UsageError for numbers that make no sense.
    """

    max_retries: int = 2
    initial_delay: float = 1.0
    multiplier: float = 2.0
    max_delay: float = 30.0
    jitter: float = 0.25
    max_server_wait: float = 600.0
    statuses: frozenset[int] = attrs.field(default=RETRIED_STATUSES, converter=_status_set)
    on_retry: Callable[[RetryEvent], object] | None = None
    should_retry: Callable[[Attempt], bool | None] | None = None

    def __attrs_post_init__(self) -> None:
        check_count("max_retries", self.max_retries)
        check_seconds("initial_delay", self.initial_delay)
        check_number("multiplier", self.multiplier, at_least=1)
        check_seconds("max_delay", self.max_delay)
        check_number("jitter", self.jitter, at_most=1)
        check_seconds("max_server_wait", self.max_server_wait)
        for name in ("on_retry", "should_retry"):
            callback = getattr(self, name)
            if callback is not None and not callable(callback):
                raise UsageError(f"{name} must be a function, not {type(callback).__name__}")

    def evolve(self, **changes: Any) -> RetryPolicy:
        """Return a copy with some fields changed; this one stays as it is."""
        unknown = changes.keys() - attrs.fields_dict(RetryPolicy).keys()
        if unknown:
            raise UsageError(f"a retry policy has no {', '.join(sorted(unknown))}")
        return attrs.evolve(self, **changes)

    @classmethod
    def none(cls) -> RetryPolicy:
        """Return a policy that never repeats anything."""
        return cls(max_retries=0)

    def backoff(self, n: int, random: float) -> float:
        """Return the wait before retry number n + 1, for `random` in [0, 1)."""
        base = grow(self.initial_delay, self.multiplier, self.max_delay, n)
        return min(base * (1 + self.jitter * (2 * random - 1)), self.max_delay)


class Quota:
    """Tokens that all calls of a client spend on retries, so that an outage isn't made worse.

    The numbers are botocore's: 500 tokens, 5 for a retry, 10 after a timeout, which costs the
    service more. A call that succeeds gives back what its last retry took, or 1 if there was
    none. So a client whose calls all fail soon sends each of them once.

    Not locked: a caller with threads holds a lock around `decide` and `take`.
    """

    __slots__ = ("available", "capacity", "cost", "refund", "timeout_cost")

    def __init__(
        self, capacity: int = 500, cost: int = 5, timeout_cost: int = 10, refund: int = 1
    ) -> None:
        self.capacity = check_count("capacity", capacity)
        self.cost = check_count("cost", cost)
        self.timeout_cost = check_count("timeout_cost", timeout_cost)
        self.refund = check_count("refund", refund)
        self.available = capacity

    def price(self, *, timeout: bool) -> int:
        """Return the tokens a retry takes: after a timeout, or after any other failure."""
        return self.timeout_cost if timeout else self.cost

    def take(self, tokens: int) -> bool:
        """Take `tokens`, all or none; return whether they were there."""
        if tokens > self.available:
            return False
        self.available -= tokens
        return True

    def give_back(self, tokens: int | None = None) -> None:
        """After a success, return what its last retry took, or the refund if there was none."""
        back = self.refund if tokens is None else tokens
        self.available = min(self.capacity, self.available + back)


@attrs.frozen
class Retry:
    """Repeat it after `delay` seconds; `cost` is for the caller to take from the quota."""

    delay: float
    reason: RetryReason
    detail: str = ""
    cost: int = 0


@attrs.frozen
class Stop:
    """Do not repeat it. `reason` is for programs, `detail` for people.

    `retry_after` is the wait the server asked for, in seconds, if it did.
    """

    reason: StopReason
    detail: str
    retry_after: float | None = None


def sent_state(error: BaseException) -> Sent:
    """Return how far the attempt that ended in one of this package's errors got.

    Unknown errors count as sent, to be careful.
    """
    if isinstance(error, NotSentError | UsageError):
        return "not_sent"
    if isinstance(error, RequestTimeoutError | ClientClosedError) and not error.sent:
        return "not_sent"
    has_response = isinstance(error, APIError) and not isinstance(error, TransportError)
    return "answered" if has_response else "sent"


def decide(
    policy: RetryPolicy,
    attempt: Attempt,
    *,
    now_epoch: float,
    remaining: float | None = None,
    quota: Quota | None = None,
    random: float = 0.5,
) -> Retry | Stop:
    """Return whether to repeat `attempt`, and after how long.

    `now_epoch` is the wall clock, for dates a server sent; `remaining` the seconds until the
    call's deadline (None: there is none); `random` a number in [0, 1) for the jitter.
    """
    wait = _server_wait(attempt, now_epoch)
    verdict = _verdict(policy, attempt, wait)
    if isinstance(verdict, Stop):
        return attrs.evolve(verdict, retry_after=wait)
    limit = _limit(policy, attempt, wait, quota)
    if limit is not None:
        return limit
    delay = _delay(policy, attempt, wait, remaining, random)
    if remaining is not None and delay >= remaining:
        return Stop("deadline", _too_long(delay, f"the {remaining:.3g} s that are left"), wait)
    if attempt.sent == "answered":
        detail = f"status {attempt.status}"
    else:
        cause = type(attempt.error).__name__ if attempt.error else "no response"
        place = "nothing was sent" if attempt.sent == "not_sent" else "after sending"
        detail = f"{cause}, {place}"
    return Retry(delay, verdict, detail, _price(quota, attempt) if quota else 0)


def _verdict(policy: RetryPolicy, attempt: Attempt, wait: float | None) -> RetryReason | Stop:
    """Return the reason to repeat if that could help and does no harm; limits come afterwards."""
    if isinstance(attempt.error, UsageError):
        return Stop("usage", "the request itself is wrong; repeating it can't mend that")
    text = header(attempt.headers, "x-should-retry").lower()
    should_retry = {"true": True, "false": False}.get(text)
    if attempt.body_hints.veto or should_retry is False:
        return Stop("veto", "the server asked not to repeat it")
    if not attempt.replayable:
        return Stop("body", "the body was a stream that can't be read again")
    asked = policy.should_retry(attempt) if policy.should_retry else None
    if asked is not None:
        return "caller" if asked else Stop("veto", "should_retry returned False")
    if attempt.sent == "not_sent":
        return "not_sent"
    if attempt.sent == "sent":
        return "lost" if _may_repeat(attempt) else _unsafe(attempt)
    return _verdict_on_answer(policy, attempt, wait, should_retry is True)


def _verdict_on_answer(
    policy: RetryPolicy, attempt: Attempt, wait: float | None, should_retry: bool
) -> RetryReason | Stop:
    status = attempt.status or 0
    # A proxy's header doesn't know what the service's own rules do: that it may have begun.
    should_retry = should_retry and attempt.body_hints.processed is not True
    invited = should_retry and (status >= 500 or status in _PASSING_REFUSALS)
    worth_it = invited or attempt.body_hints.passing or status in policy.statuses
    if not worth_it:
        return Stop("status", f"another attempt would get status {status} again")
    refused = status == 429 or (status == 503 and wait is not None)
    not_processed = refused and not attempt.body_hints.processed
    if invited or not_processed or _may_repeat(attempt):
        return "status"
    return _unsafe(attempt)


def _may_repeat(attempt: Attempt) -> bool:
    return attempt.idempotent or attempt.key_honoured or attempt.body_hints.processed is False


def _unsafe(attempt: Attempt) -> Stop:
    message = (
        f"the {attempt.method} may have been processed; "
        "it is only repeated with an idempotency key the service honours"
    )
    return Stop("unsafe", message)


def _limit(
    policy: RetryPolicy, attempt: Attempt, wait: float | None, quota: Quota | None
) -> Stop | None:
    if attempt.number > policy.max_retries:
        return Stop("exhausted", f"max_retries ({policy.max_retries}) is used up", wait)
    most = attempt.body_hints.most_retries
    if most is not None and attempt.number > most:
        return Stop("exhausted", f"after such a response, {most} retries are the most", wait)
    if wait is not None and wait > policy.max_server_wait:
        allowed = f"max_server_wait ({policy.max_server_wait:g} s)"
        return Stop("server_wait", _too_long(wait, allowed), wait)
    if quota is not None and _price(quota, attempt) > quota.available:
        return Stop("quota", "too many retries all over the client; the service seems down", wait)
    return None


def _price(quota: Quota, attempt: Attempt) -> int:
    return quota.price(timeout=isinstance(attempt.error, TimeoutError))


def _too_long(wait: float, allowed: str) -> str:
    return f"the wait of {wait:.3g} s is longer than {allowed}"


def _delay(
    policy: RetryPolicy,
    attempt: Attempt,
    wait: float | None,
    remaining: float | None,
    random: float,
) -> float:
    if wait is None:
        return policy.backoff(attempt.number - 1, random)
    # Whole seconds hide up to one, and 0 would bring all clients back at once: spread at least
    # as far as the first own wait would be.
    spread = min(policy.jitter * random * max(wait, policy.initial_delay), policy.max_delay)
    if remaining is not None and wait < remaining:
        spread = min(spread, (remaining - wait) / 2)  # jitter must not be what misses the deadline
    return wait + spread


def _server_wait(attempt: Attempt, now_epoch: float) -> float | None:
    if attempt.sent != "answered":
        return None
    wait = parse_retry_after(attempt.headers, now_epoch)
    if wait is not None:
        return wait
    hint = attempt.body_hints.retry_after
    return None if hint is None or not isfinite(hint) else max(0.0, hint)
