"""Rate buckets: pure values that take the time and return what is left.

Two kinds, as the server had them: the documented one counts within a fixed window of 60 s that
opens with the first request, rejected requests included; today's is a token bucket that holds two
minutes' worth and is refilled in whole steps of 60 s.
"""

from __future__ import annotations

import math
from typing import Literal, TypeAlias

from attrs import evolve, field, frozen

Plan: TypeAlias = Literal["free", "pro", "team", "enterprise"]
Counter: TypeAlias = Literal["sync", "async", "api"]

# Both kinds count per minute.
WINDOW = 60.0

# The server counts whole milliseconds; floats of seconds since 1970 are off by less than one of
# them, so that half a millisecond decides nothing but rounding.
_SLACK = 0.0005

# Requests per minute by plan: sync, async, api endpoint (the documented server, then today's).
RATES_2025: dict[Plan, dict[Counter, int]] = {
    "free": {"sync": 10, "async": 50, "api": 10},
    "pro": {"sync": 25, "async": 200, "api": 30},
    "team": {"sync": 75, "async": 500, "api": 60},
    "enterprise": {"sync": 150, "async": 1000, "api": 120},
}
RATES_2026: dict[Plan, dict[Counter, int]] = {
    "free": {"sync": 50, "async": 200, "api": 30},
    "pro": {"sync": 150, "async": 1000, "api": 100},
    "team": {"sync": 300, "async": 2500, "api": 200},
    "enterprise": {"sync": 600, "async": 5000, "api": 500},
}

# Today's bucket holds this many minutes' worth.
BURST = 2

# What unlimited reads like in usage-limits (the server's own constant for manual runs).
UNLIMITED = 999_999


@frozen
class Verdict:
    """The result of drawing from a bucket for one request."""

    allowed: bool
    limit: int
    remaining: int
    reset_at: float
    """Epoch seconds at which the bucket is refilled."""

    def retry_after(self, now: float) -> int:
        """Whole seconds to wait, never 0: a client would retry at once."""
        return max(1, math.ceil(self.reset_at - now - _SLACK))


@frozen
class Window:
    """A fixed window: one start shared by the counters, each with its own limit."""

    start: float | None = None
    counts: dict[Counter, int] = field(factory=dict)
    span: float = WINDOW
    """Seconds it lasts."""

    def current(self, now: float) -> Window:
        """This window, or a new one when this one is over (or never began)."""
        expired = self.start is None or now - self.start >= self.span - _SLACK
        return Window(now, {}, self.span) if expired else self

    def take(self, counter: Counter, limit: int, now: float) -> tuple[Window, Verdict]:
        """Count one request; a rejected one counts as well."""
        window = self.current(now)
        used = window.counts.get(counter, 0) + 1
        window = evolve(window, counts={**window.counts, counter: used})
        return window, evolve(window.look(counter, limit, now), allowed=used <= limit)

    def look(self, counter: Counter, limit: int, now: float) -> Verdict:
        """The rest of the limit, without counting."""
        window = self.current(now)
        remaining = max(0, limit - window.counts.get(counter, 0))
        return Verdict(remaining > 0, limit, remaining, (window.start or now) + self.span)


@frozen
class TokenBucket:
    """Tokens up to `capacity`; `rate` of them come back at each full minute after the last."""

    capacity: int
    rate: int
    tokens: int
    refilled_at: float
    span: float = WINDOW
    """Seconds between two refills."""

    @classmethod
    def full(
        cls, rate: int, now: float, capacity: int | None = None, span: float = WINDOW
    ) -> TokenBucket:
        """A full bucket."""
        size = rate * BURST if capacity is None else capacity
        return cls(size, rate, size, now, span)

    def refilled(self, now: float) -> TokenBucket:
        """The bucket as it stands at `now`."""
        steps = int((now - self.refilled_at + _SLACK) // self.span)
        if steps <= 0:
            return self
        tokens = min(self.capacity, self.tokens + steps * self.rate)
        return evolve(self, tokens=tokens, refilled_at=self.refilled_at + steps * self.span)

    def take(self, now: float) -> tuple[TokenBucket, Verdict]:
        """Draw one token if there is one; a rejected request draws nothing."""
        bucket = self.refilled(now)
        if bucket.tokens < 1:
            return bucket, bucket.look(now)
        bucket = evolve(bucket, tokens=bucket.tokens - 1)
        return bucket, evolve(bucket.look(now), allowed=True)

    def look(self, now: float) -> Verdict:
        """The rest of the tokens, without drawing."""
        bucket = self.refilled(now)
        return Verdict(
            bucket.tokens > 0, bucket.capacity, bucket.tokens, bucket.refilled_at + self.span
        )
