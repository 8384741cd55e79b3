"""Sim's state in one session: its options; workflows, runs, claims, costs and rate buckets.

Buckets are pure values of two kinds: in 2025-10 a fixed window of 60 s that opens with the first
request, rejected requests included; since 2026-08 a bucket of tokens that holds two minutes' worth
and is refilled in whole steps of 60 s.
"""

from __future__ import annotations

import math
import string
from typing import Any, Literal, TypeAlias, get_args

from attrs import evolve, field
from attrs.validators import in_, instance_of, optional

from ...document.values import define, frozen
from ..base import Recent, ServiceState, amount, dialects, duration
from ..behaviours import BehaviourSequence, Progress, ScenarioSpec
from ..formatting import named_uuid, number
from .behaviours import Behaviour, scenario
from .plans import FAILED, JobPlan, Pauses, Place, Result, settle

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


Mode: TypeAlias = Literal["sync", "async", "stream"]


# -- runs -----------------------------------------------------------------------------------------

_LOWER_ALNUM = string.digits + string.ascii_lowercase

# v2 counts in credits; one is worth this many USD.
CREDIT = 0.005

# A queued resume takes a moment to begin, in which its run is still shown as paused.
RESUMING = "resuming"
RESUME_SECONDS = 0.5

# The states of a job in v2; any other is at work.
_V2_STATES = {
    "queued": "queued",
    "pending": "pending",
    "waiting": "pending",
    "admitting": "pending",
    "admitted": "pending",
    "redacting": "redacting",
    RESUMING: "paused",
}


@frozen
class Pause:
    """The place of a run's pause."""

    context_id: str | None
    """None while it is being resumed."""
    kind: str | None
    at: float
    block_id: str | None
    resume_at: float | None


@define(eq=False)
class Run:
    """One run of a workflow. Times are epoch seconds."""

    id: str
    workflow_id: str
    mode: Mode
    given: Any
    behaviour: Behaviour
    result: Result
    progress: Progress[JobPlan]
    started_at: float
    """When it was accepted: v2 counts the queue in."""
    key: str
    """The key that started it."""
    place: Place
    job_id: str | None = None
    selected: tuple[str, ...] = ()
    """The outputs a stream was to show."""
    crash: str | None = None
    """Why the job could not run at all; then there is no result."""
    trigger: str = "api"
    cost: float = 0.0
    """USD."""
    cancelled_at: float | None = None
    points: int = 0
    """Pause points so far, and how many of them were resumed."""
    resumed: int = 0
    resumed_at: float | None = None
    paused_at: float | None = None
    """When it paused last, once it is resumed."""
    past: list[Pause] = field(factory=list)
    """Its pauses but the one it waits in."""

    def observe(self, now: float, *, looked_at: bool = True) -> None:
        """Bring it up to `now`; being looked at may move it on as well."""
        self.progress = self.progress.seen(now) if looked_at else self.progress.at(now)

    @property
    def owner(self) -> str:
        """The id of the key's user."""
        return named_uuid(self.key)

    @property
    def attempt_at(self) -> float:
        """When its last part began: at the start, or when it was resumed."""
        return self.progress.created_at if self.resumed_at is None else self.resumed_at

    @property
    def ended_at(self) -> float | None:
        """When it ended, or paused."""
        if self.cancelled_at is not None:
            return self.cancelled_at
        return self.paused_at if self.resuming else self.progress.ended_at

    @property
    def resuming(self) -> bool:
        """True while it is shown as paused though its resume is under way."""
        return self.progress.state == RESUMING and self.cancelled_at is None

    @property
    def status(self) -> str:
        """Its state in v2's words."""
        if self.cancelled_at is not None:
            return "cancelled"
        if not self.progress.ended:
            return _V2_STATES.get(self.progress.state or "", "running")
        end = self.progress.plan.end
        if end in ("completed", "failed", "cancelled"):
            return end
        return "failed" if self.crash else self.result.status

    @property
    def ended(self) -> bool:
        return self.status in ("completed", "failed", "cancelled")

    @property
    def error(self) -> str | None:
        return self.failure if self.status == "failed" else None

    @property
    def failure(self) -> str:
        """The message that it has where it fails."""
        planned = self.progress.plan.error
        message = planned.get("message") if isinstance(planned, dict) else planned
        return str(message or self.crash or self.result.error or FAILED)

    @property
    def pause(self) -> Pause | None:
        """The place of its pause, while it waits."""
        outcome = self.behaviour.outcome
        if self.resuming:
            return Pause(None, None, self.paused_at or self.started_at, None, None)
        if self.status != "paused" or not isinstance(outcome, Pauses):
            return None
        at = self.progress.ended_at or self.progress.created_at
        return Pause(outcome.context_id, outcome.kind, at, outcome.block_id, outcome.resume_at)

    def cancel(self, now: float) -> None:
        self._leave_pause()
        self.progress = self.progress.stopped(now)
        self.cancelled_at = now

    def _leave_pause(self) -> None:
        if self.pause is not None and not self.resuming:
            self.past = [*self.past, self.pause]

    def resume(self, given: Any, now: float, *, waits: bool) -> None:
        """Resume a paused run with an input. waits: the client waits for the rest."""
        outcome = self.behaviour.outcome
        if not isinstance(outcome, Pauses):
            raise TypeError(f"run {self.id} never pauses")
        self._leave_pause()
        self.resumed += 1
        self.resumed_at, self.paused_at = now, self.progress.ended_at
        self.behaviour = evolve(self.behaviour, outcome=outcome.then, seconds=outcome.seconds)
        self.result = settle(outcome.then, given if given else self.given, self.place)
        states = (("processing", outcome.seconds),)
        rest = JobPlan(states if waits else ((RESUMING, RESUME_SECONDS), *states), polls=1)
        self.points += self.result.status == "paused"
        begun = Progress.begun(rest, now)
        self.progress = begun.stopped(now + outcome.seconds) if waits else begun


def milliseconds(seconds: float) -> float:
    """Seconds as the server's milliseconds: a whole number where it is one."""
    return number(round(seconds * 1000, 3))


# -- rate buckets ---------------------------------------------------------------------------------

# The server counts whole milliseconds; floats of seconds since 1970 are off by less than one of
# them, so that half a millisecond decides nothing but rounding.
_SLACK = 0.0005

# A bucket of 2026-08 holds this many minutes' worth.
BURST = 2

# The limit in usage-limits where there is none (the server's own constant for manual runs).
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
        window = Window(window.start, {**window.counts, counter: used}, window.span)
        reset = (window.start or now) + window.span
        return window, Verdict(used <= limit, limit, max(0, limit - used), reset)

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
        size = rate * BURST if capacity is None else capacity
        return cls(size, rate, size, now, span)

    def refilled(self, now: float) -> TokenBucket:
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
        left, reset = bucket.tokens - 1, bucket.refilled_at + self.span
        rest = TokenBucket(bucket.capacity, bucket.rate, left, bucket.refilled_at, bucket.span)
        return rest, Verdict(True, bucket.capacity, left, reset)

    def look(self, now: float) -> Verdict:
        """The rest of the tokens, without drawing."""
        bucket = self.refilled(now)
        return Verdict(
            bucket.tokens > 0, bucket.capacity, bucket.tokens, bucket.refilled_at + self.span
        )


# -- the state ------------------------------------------------------------------------------------

# As in the documented example of usage-limits: 5 GiB.
STORAGE_LIMIT = 5 * 1024**3


# Of the objects of one run, in bytes, about.
_OVERHEAD = 2_000
# Ids, keys and the like: so many, and bytes each.
_MANY, _SMALL = 100_000, 200


def _weight(run: Run) -> int:
    return _OVERHEAD + len(repr(run.given)) + len(repr(run.result.output))


def _many(what: str) -> Recent[Any]:
    return Recent(what, lambda _: _SMALL, limit=_MANY)


@define(eq=False)
class SimState(ServiceState[Options]):
    """Sim's world in one session: every workflow is deployed, and gives back its input unless
    `workflow` sets what it does.
    """

    service = "sim"
    options_type = Options

    scripts: dict[str, BehaviourSequence[Behaviour]] = field(factory=dict)
    runs: dict[str, Run] = field(factory=lambda: Recent("Sim's runs", _weight))
    """By run id (which v1 calls execution id), oldest first."""
    jobs: dict[str, Run] = field(factory=lambda: Recent("Sim's jobs", _weight))
    """The async ones of v1, by task id."""
    claims: dict[str, None] = field(factory=lambda: _many("Sim's run ids"))
    """Run ids that were used; each can be used once."""
    windows: dict[str, Window] = field(factory=lambda: _many("Sim's windows"))
    buckets: dict[str, TokenBucket] = field(factory=lambda: _many("Sim's buckets"))
    spent: float = 0.0
    """USD the runs of this session cost."""
    stored_bytes: int = 0
    _any: BehaviourSequence[Behaviour] | None = None
    _turns: dict[str, BehaviourSequence[Behaviour]] = field(
        factory=lambda: _many("The turns of Sim's workflows")
    )
    """Of workflows without a script."""

    # -- for tests ----------------------------------------------------------------------------

    def workflow(self, workflow_id: str, *behaviours: Behaviour) -> None:
        """Set what a workflow does: each behaviour once, in turn, and the last one from then on."""
        self.scripts[workflow_id] = BehaviourSequence.of("a workflow", behaviours, Behaviour)

    def any_workflow(self, *behaviours: Behaviour) -> None:
        """Set what every workflow does that was not named. Each keeps its own turn."""
        self._any = BehaviourSequence.of("a workflow", behaviours, Behaviour)

    def configure(self, workflow_id: str, *scenarios: ScenarioSpec) -> None:
        """Like `workflow`, from plain JSON, see `behaviours.scenario`: a name, or an object such as
        {"name": "fail", "error": "boom", "stream": {"ending": "truncated"}}.
        """
        self.workflow(workflow_id, *(scenario(each) for each in scenarios))

    # -- for handlers -------------------------------------------------------------------------

    def script(self, workflow_id: str) -> BehaviourSequence[Behaviour]:
        """A workflow's behaviours; out of the box every workflow is there and echoes."""
        if workflow_id not in self.scripts:
            if workflow_id not in self._turns:
                source = self._any or BehaviourSequence((Behaviour(),))
                self._turns[workflow_id] = source.fresh()
            return self._turns[workflow_id]
        return self.scripts[workflow_id]

    def new_job_id(self) -> str:
        """An async task id such as Trigger.dev mints: `run_` and a cuid, which is a "c" and 24
        lower-case letters and digits.
        """
        return "run_c" + "".join(self.session.random.choices(_LOWER_ALNUM, k=24))

    def add(self, run: Run) -> None:
        """A run was accepted: it has its id for ever, and it costs."""
        self.claims[run.id] = None
        self.runs[run.id] = run
        self.spent += run.cost
        if run.job_id is not None:
            self.jobs[run.job_id] = run

    @property
    def usage(self) -> float:
        return self.options.usage + self.spent

    @property
    def usage_cap(self) -> float:
        return self.options.usage_cap

    @property
    def used_up(self) -> bool:
        """Return whether the plan allows no further run."""
        options = self.options
        return options.usage + self.spent >= options.usage_cap

    # -- rate buckets -------------------------------------------------------------------------

    def take(self, key: str, counter: Counter, now: float) -> Verdict:
        """Count one request of `key` (each is a user of its own) in its window, as in 2025-10."""
        options = self.options
        if not options.rate_limits:
            return _unlimited(now)
        window = self.windows.get(key) or Window(span=options.rate_window)
        rate = RATES_2025[options.plan][counter]
        self.windows[key], verdict = window.take(counter, rate, now)
        return verdict

    def look(self, key: str, counter: Counter, now: float) -> Verdict:
        """The rest of the limit of `key`, without counting."""
        options = self.options
        if not options.rate_limits:
            return _unlimited(now)
        if options.dialect == "2026-08":
            rate = RATES_2026[options.plan][counter]
            full = TokenBucket.full(rate, now, None, options.rate_window)
            return self.buckets.get(f"{key}:{counter}", full).look(now)
        window = self.windows.get(key) or Window(span=options.rate_window)
        return window.look(counter, RATES_2025[options.plan][counter], now)

    def draw(self, name: str, rate: int, now: float, capacity: int | None = None) -> Verdict:
        """Draw a token from a bucket, made full when first asked for."""
        options = self.options
        if not options.rate_limits:
            return _unlimited(now)
        bucket = self.buckets.get(name)
        if bucket is None:
            bucket = TokenBucket.full(rate, now, capacity, options.rate_window)
        self.buckets[name], verdict = bucket.take(now)
        return verdict


def _unlimited(now: float) -> Verdict:
    return Verdict(True, UNLIMITED, UNLIMITED, now + WINDOW)
