"""Options of the Sim server that a session plays, and its plans."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from attrs import field, frozen
from attrs.validators import in_, instance_of, optional

from ..base import amount, dialects, duration

Plan: TypeAlias = Literal["free", "pro", "team", "enterprise"]
Counter: TypeAlias = Literal["sync", "async", "api"]

# Both kinds count per minute.
WINDOW = 60.0

# Requests per minute by plan: sync, async, api endpoint.
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

Dialect: TypeAlias = Literal["2025-10", "2026-08"]
ResetFormat: TypeAlias = Literal["iso", "epoch", "epoch_ms"]

# USD a period may cost before every run is refused (402). Pro's is the figure of the documented
# example; the others keep its proportion to the plans' prices.
USAGE_LIMITS: dict[Plan, float] = {
    "free": 10.0,
    "pro": 20.0,
    "team": 40.0,
    "enterprise": 200.0,
}


# Bytes. Of 9 MB a real server sent a reference.
INLINE_LIMIT = 8 * 1024 * 1024


@frozen
class Options:
    """Options of the service "sim" in one session.

    dialect: the server whose v1 paths are played. "2025-10" is the one that the documented page
        describes, of October 2025; "2026-08" is Sim 0.8.9. v2 paths are served either way.
    plan: sets the rate buckets and the usage limit.
    v2_gate: False plays a server on which v2 is not rolled out: every v2 path answers 404.
    rate_limits: False plays a self-hosted server, which has none.
    rate_limit_headers: v1 sends no rate-limit header and no Retry-After (but for one 429); True
        makes it send them, so that clients which read them can be tried. "epoch" (seconds, as the
        documented page reads it; the same as True), "epoch_ms" or "iso" (as v2 sends it) is the
        spelling of X-RateLimit-Reset on v1.
    rate_window: seconds in which a plan's requests may be made, and after which its bucket is
        refilled; a shorter one than the server's minute lets a demo show the recovery.
    redis: False plays a self-hosted server without Redis: cancelling a run that has ended is then
        `redis_unavailable`; one that is under way is cancelled all the same.
    served_streams: True makes the older dialect end its streams as that server really did,
        with `final` and "[DONE]" as a JSON string, instead of as the documented page shows them.
    inline_limit: bytes of JSON that a value in an output may have; since 2026-08 a larger one is
        replaced by a reference (`__simLargeValueRef`), the older server sends values of any size.
    usage_limit: USD; None takes the plan's.
    usage: USD already used when the session starts.
    run_cost: USD one run adds.
    """

    dialect: Dialect = field(**dialects(*get_args(Dialect)))
    plan: Plan = field(default="pro", validator=in_(tuple(RATES_2025)))
    v2_gate: bool = field(default=True, validator=instance_of(bool))
    rate_limits: bool = field(default=True, validator=instance_of(bool))
    rate_limit_headers: bool | ResetFormat = field(
        default=False, validator=in_((False, True, "iso", "epoch", "epoch_ms"))
    )
    rate_window: float = field(default=WINDOW, validator=duration)
    redis: bool = field(default=True, validator=instance_of(bool))
    served_streams: bool = field(default=False, validator=instance_of(bool))
    inline_limit: int = field(default=INLINE_LIMIT, validator=amount)
    usage_limit: float | None = field(default=None, validator=optional(amount))
    usage: float = field(default=0.0, validator=amount)
    # The base charge of a run; an agent's tokens come on top of it.
    run_cost: float = field(default=0.001, validator=amount)

    @property
    def usage_cap(self) -> float:
        """USD a period may cost."""
        return USAGE_LIMITS[self.plan] if self.usage_limit is None else self.usage_limit

    @property
    def reset_format(self) -> ResetFormat:
        """The format of X-RateLimit-Reset where v1 is made to send it."""
        spelling = self.rate_limit_headers
        return "epoch" if isinstance(spelling, bool) else spelling
