"""Sim's state in one session: its options; workflows, runs, claims, costs and rate buckets.

Buckets are of two kinds: in 2025-10 a fixed window of 60 s that opens with the first request,
rejected requests included; since 2026-08 a bucket of tokens that holds two minutes' worth and is
refilled in whole steps of 60 s.
"""

from __future__ import annotations

import math
import string
from typing import Any, Literal, TypeAlias, get_args

from attrs import Factory, evolve, field
from attrs.validators import in_, optional

from ...document.values import define, frozen
from ..base import Recent, ServiceState, amount, by_annotation, dialects, duration
from ..behaviours import ECHO, BehaviourSequence, Progress, ScenarioSpec
from ..formatting import compact, named_uuid, number
from .behaviours import Behaviour, JobPlan, Pause, Result, scenario

Plan: TypeAlias = Literal["free", "pro", "team", "enterprise"]
Counter: TypeAlias = Literal["sync", "async", "api"]
Dialect: TypeAlias = Literal["2025-10", "2026-08"]
ResetFormat: TypeAlias = Literal["iso", "epoch", "epoch_ms"]
Mode: TypeAlias = Literal["sync", "async", "stream"]

# Both kinds of buckets count per minute.
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

# USD a period may cost before every run is refused (402). Pro's is the figure of the documented
# example; the others keep its proportion to the plans' prices.
USAGE_LIMITS: dict[Plan, float] = {"free": 10.0, "pro": 20.0, "team": 40.0, "enterprise": 200.0}


@frozen(field_transformer=by_annotation)
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
    plan: Plan = "pro"
    v2_gate: bool = True
    rate_limits: bool = True
    rate_limit_headers: bool | ResetFormat = field(
        default=False, validator=in_((False, True, "iso", "epoch", "epoch_ms"))
    )
    rate_window: float = field(default=WINDOW, validator=duration)
    redis: bool = True
    served_streams: bool = False
    # Of 9 MB a real server sent a reference.
    inline_limit: int = field(default=8 * 1024 * 1024, validator=amount)
    usage_limit: float | None = field(default=None, validator=optional(amount))
    usage: float = field(default=0.0, validator=amount)
    # The base charge of a run; an agent's tokens come on top of it.
    run_cost: float = field(default=0.001, validator=amount)


# No recorded answer holds these texts: of a run that was cancelled while a client waited for it,
# and of a failure without a message of its own. Clients must not rely on them.
CANCELLED = "Workflow execution was cancelled"
FAILED = "Execution failed"

# The ends that v1 calls a success.
SUCCESSES = ("completed", "paused")

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

# The form of a pause, and its field: what a person is asked.
_FORM = [{"name": "ask", "type": "string", "value": "Approve?"}]
_FORM_FIELD = {
    "id": "approved",
    "name": "approved",
    "label": "approved",
    "type": "boolean",
    "value": "",
    "required": False,
}


@define(eq=False)
class Run:
    """One run of a workflow. Times are epoch seconds."""

    id: str
    workflow_id: str
    mode: Mode
    given: Any
    behaviour: Behaviour
    progress: Progress[JobPlan]
    started_at: float
    """When it was accepted: v2 counts the queue in."""
    key: str
    """The key that started it."""
    base_url: str
    """Of the addresses by which a pause is resumed."""
    oldest: bool
    """In 2025-10, a Response block's payload is in one layer more, and an agent's tokens have other
    names."""
    cost: float
    """USD."""
    result: Result = field(init=False)
    job_id: str | None = None
    selected: tuple[str, ...] = ()
    """The outputs a stream was to show."""
    crash: str | None = None
    """Why the job could not run at all; then there is no result."""
    trigger: str = "api"
    cancelled_at: float | None = None
    points: int = 0
    """Pause points so far, and how many of them were resumed."""
    resumed: int = 0
    resumed_at: float | None = None
    """When its last part began, unless that was at the start."""
    paused_at: float | None = None
    """When it paused last, once it is resumed."""
    past: list[Pause] = field(factory=list)
    """Its pauses but the one it waits in."""

    def __attrs_post_init__(self) -> None:
        self._settle(self.given)

    def _settle(self, given: Any) -> None:
        """Let the outcome of its behaviour be its result with this input."""
        outcome, oldest = self.behaviour.outcome, self.oldest
        output, error, block = outcome.output, outcome.error, outcome.block
        if (response := outcome.response) is not None:
            headers = dict(response.headers)
            if not any(name.lower() == "content-type" for name in headers):
                headers = {"Content-Type": "application/json", **headers}
            output = {"data": response.data, "status": response.status, "headers": headers}
            output = {"response": output} if oldest else output
        elif (pause := outcome.pause) is not None:
            ids = f"{self.workflow_id}/{self.id}"
            links = {
                "apiUrl": f"{self.base_url}/api/resume/{ids}/{pause.context_id}",
                "uiUrl": f"{self.base_url}/resume/{ids}",
                "contextId": pause.context_id,
                "executionId": self.id,
                "workflowId": self.workflow_id,
            }
            waiting = {
                "operation": pause.kind,
                "responseStructure": _FORM,
                "inputFormat": [_FORM_FIELD],
                "submission": None,
                "_resume": links,
            }
            headers = {"Content-Type": "application/json"}
            output = {"data": waiting, "status": 200, "headers": headers}
            self.points += 1
        elif output is ECHO:
            output = echo(given, oldest)
        elif callable(output):
            output = output(given)
        if error is not None and block is not None:  # its name is left out in 2025-10
            error = block.bare(error) if oldest else f"{block.name}: {block.bare(error)}"
        self.result = evolve(outcome, output=output, error=error)

    def observe(self, now: float, *, looked_at: bool = True) -> None:
        """Bring it up to `now`; being looked at may move it on as well."""
        self.progress = self.progress.at(now, polled=looked_at)

    @property
    def owner(self) -> str:
        """The id of the key's user."""
        return named_uuid(self.key)

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
    def end(self) -> str | None:
        """Its end, or pause, as its result, its plan or a cancelling has it; None before that."""
        if self.cancelled_at is not None:
            return "cancelled"
        if not self.progress.ended:
            return None
        planned = self.progress.plan.end
        if planned in ("completed", "failed", "cancelled"):
            return str(planned)
        return "failed" if self.crash else self.result.status

    @property
    def status(self) -> str:
        """Its state in v2's words."""
        return self.end or _V2_STATES.get(self.progress.state or "", "running")

    @property
    def failure(self) -> str:
        """The message that it has where it fails."""
        planned = self.progress.plan.error
        message = planned.get("message") if isinstance(planned, dict) else planned
        return str(message or self.crash or self.result.error or FAILED)

    @property
    def pause(self) -> Pause | None:
        """Its pause, while it waits."""
        if self.resuming:
            return Pause(at=self.paused_at or self.started_at)
        pause = self.behaviour.outcome.pause
        if self.status != "paused" or pause is None:
            return None
        return evolve(pause, at=self.progress.ended_at or self.progress.created_at)

    def cancel(self, now: float) -> None:
        if (pause := self.pause) is not None and not self.resuming:
            self.past = [*self.past, pause]
        self.progress = self.progress.stopped(now)
        self.cancelled_at = now

    def resume(self, given: Any, now: float, *, waits: bool) -> None:
        """Resume a paused run with an input. waits: the client waits for the rest."""
        then, pause = self.behaviour.then, self.pause
        if then is None or pause is None:
            raise TypeError(f"run {self.id} is not paused")
        self.past = [*self.past, pause]
        self.resumed += 1
        self.resumed_at, self.paused_at = now, self.progress.ended_at
        self.behaviour = evolve(
            self.behaviour, outcome=then.outcome, then=then.then, seconds=then.seconds
        )
        self._settle(given if given else self.given)
        states = (("processing", then.seconds),)
        rest = JobPlan(states if waits else ((RESUMING, RESUME_SECONDS), *states), polls=1)
        begun = Progress.begun(rest, now)
        self.progress = begun.stopped(now + then.seconds) if waits else begun


def echo(given: Any, oldest: bool) -> dict[str, Any]:
    """The input as an agent block would give it back: its text, counted in words, and itself.

    The text is the input, its first text field of a known name, or all of it as JSON.
    """
    text = given if isinstance(given, str) else None
    if isinstance(given, dict):
        names = ("message", "prompt", "query", "question", "text", "content", "input")
        text = next((given[name] for name in names if isinstance(given.get(name), str)), None)
    if text is None:
        text = compact(given).decode() if given else "Hello"
    words = len(text.split())
    counted = ("prompt", "completion") if oldest else ("input", "output")
    tokens = dict.fromkeys(counted, words) | {"total": 2 * words}
    return {"content": text, "model": "echo", "tokens": tokens, "input": given}


def referred(value: Any, limit: int, place: str, run_id: str, *, inner: bool = False) -> Any:
    """The output with a reference in place of each value of more than `limit` bytes of JSON.

    The innermost is replaced, so that what is around it stays; an output that is an object, never.
    """
    size = len(compact(value))
    if size <= limit or not isinstance(value, (str, dict, list)):
        return value
    preview: Any
    if isinstance(value, str):
        kind, preview = "string", value[:1000]
    else:
        kind, preview = "object" if isinstance(value, dict) else "array", {"length": len(value)}
        shrunk: Any = [
            referred(part, limit, place, run_id, inner=True)
            for part in (value.values() if isinstance(value, dict) else value)
        ]
        if isinstance(value, dict):
            shrunk = dict(zip(value, shrunk, strict=True))
        if len(compact(shrunk)) <= limit or (isinstance(value, dict) and not inner):
            return shrunk
    name = "lv_" + named_uuid(run_id, str(size), kind).replace("-", "")[:12]
    return {
        "__simLargeValueRef": True,
        "version": 1,
        "id": name,
        "kind": kind,
        "size": size,
        "key": f"execution/{place}/{run_id}/large-value-{name}.json",
        "executionId": run_id,
        "preview": preview,
    }


def milliseconds(seconds: float) -> float:
    """Seconds as the server's milliseconds: a whole number where it is one."""
    return number(round(seconds * 1000, 3))


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


@define
class Window:
    """A fixed window: one start shared by the counters, each with its own limit."""

    span: float = WINDOW
    """Seconds it lasts."""
    start: float | None = None
    counts: dict[Counter, int] = field(factory=dict)

    def look(self, counter: Counter, limit: int, now: float) -> Verdict:
        """The rest of the limit, in this window or in one that begins now, without counting."""
        used, start = self.counts.get(counter, 0), self.start
        if start is None or now - start >= self.span - _SLACK:
            used, start = 0, now
        return Verdict(used < limit, limit, max(0, limit - used), start + self.span)

    def take(self, counter: Counter, limit: int, now: float) -> Verdict:
        """Count one request; a rejected one counts as well."""
        if self.start is None or now - self.start >= self.span - _SLACK:
            self.start, self.counts = now, {}
        used = self.counts[counter] = self.counts.get(counter, 0) + 1
        return Verdict(used <= limit, limit, max(0, limit - used), self.start + self.span)


@define
class TokenBucket:
    """Tokens up to `capacity`; `rate` of them come back at each full minute after the last."""

    rate: int
    refilled_at: float
    span: float = WINDOW
    """Seconds between two refills."""
    capacity: int = Factory(lambda bucket: bucket.rate * BURST, takes_self=True)
    tokens: int = Factory(lambda bucket: bucket.capacity, takes_self=True)

    def look(self, now: float) -> Verdict:
        """The rest of the tokens, without drawing."""
        steps = int((now - self.refilled_at + _SLACK) // self.span)
        if steps > 0:
            self.tokens = min(self.capacity, self.tokens + steps * self.rate)
            self.refilled_at += steps * self.span
        return Verdict(self.tokens > 0, self.capacity, self.tokens, self.refilled_at + self.span)

    def take(self, now: float) -> Verdict:
        """Draw one token if there is one; a rejected request draws nothing."""
        verdict = self.look(now)
        if not verdict.allowed:
            return verdict
        self.tokens -= 1
        return Verdict(True, self.capacity, self.tokens, verdict.reset_at)


# As in the documented example of usage-limits: 5 GiB.
STORAGE_LIMIT = 5 * 1024**3


def _weight(run: Run) -> int:
    """Bytes: the objects of one run take about 2 kB."""
    return 2_000 + len(repr(run.given)) + len(repr(run.result.output))


def _many(what: str) -> Recent[Any]:
    """Ids, keys and the like."""
    return Recent(what, lambda _: 200, limit=100_000)


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
    _any: BehaviourSequence[Behaviour] = BehaviourSequence((Behaviour(),))
    _turns: dict[str, BehaviourSequence[Behaviour]] = field(
        factory=lambda: _many("The turns of Sim's workflows")
    )
    """Of workflows without a script."""

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

    def script(self, workflow_id: str) -> BehaviourSequence[Behaviour]:
        """A workflow's behaviours; out of the box every workflow is there and echoes."""
        turns = self.scripts.get(workflow_id) or self._turns.get(workflow_id)
        if turns is None:
            turns = self._turns[workflow_id] = self._any.fresh()
        return turns

    def new_job_id(self) -> str:
        """An async task id such as Trigger.dev mints: `run_` and a cuid, which is a "c" and 24
        lower-case letters and digits.
        """
        characters = string.digits + string.ascii_lowercase
        return "run_c" + "".join(self.session.random.choices(characters, k=24))

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
        """USD a period may cost."""
        options = self.options
        return USAGE_LIMITS[options.plan] if options.usage_limit is None else options.usage_limit

    @property
    def used_up(self) -> bool:
        """Return whether the plan allows no further run."""
        return self.usage >= self.usage_cap

    def take(self, key: str, counter: Counter, now: float) -> Verdict:
        """Count one request of `key` (each is a user of its own) in its window, as in 2025-10."""
        options = self.options
        if not options.rate_limits:
            return _unlimited(now)
        if (window := self.windows.get(key)) is None:
            window = self.windows[key] = Window(options.rate_window)
        return window.take(counter, RATES_2025[options.plan][counter], now)

    def draw(self, name: str, rate: int, now: float, capacity: int | None = None) -> Verdict:
        """Draw a token from a bucket, made full when first asked for."""
        options = self.options
        if not options.rate_limits:
            return _unlimited(now)
        if (bucket := self.buckets.get(name)) is None:
            size = rate * BURST if capacity is None else capacity
            bucket = self.buckets[name] = TokenBucket(rate, now, options.rate_window, size)
        return bucket.take(now)

    def look(self, key: str, counter: Counter, now: float) -> Verdict:
        """The rest of the limit of `key`, without counting."""
        options = self.options
        if not options.rate_limits:
            return _unlimited(now)
        if options.dialect == "2026-08":
            full = TokenBucket(RATES_2026[options.plan][counter], now, options.rate_window)
            return self.buckets.get(f"{key}:{counter}", full).look(now)
        window = self.windows.get(key) or Window(options.rate_window)
        return window.look(counter, RATES_2025[options.plan][counter], now)


def _unlimited(now: float) -> Verdict:
    return Verdict(True, UNLIMITED, UNLIMITED, now + WINDOW)
