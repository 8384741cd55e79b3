"""Behaviours of a workflow in a run, for tests to choose.

    mock.sim.workflow("wf-1", succeed({"content": "Paris"}))
    mock.sim.workflow("wf-2", concurrency(), succeed())       # busy once, then fine
    mock.sim.workflow("wf-3", fail("boom").with_job(job("queued", end="failed")))

A behaviour is the same whichever dialect a client speaks; each dialect shows it in its own way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import Any

from attrs import evolve, field
from attrs.validators import in_, optional

from ...document.values import frozen
from ...engine import checks
from ...engine.checks import check_arguments
from ..base import html_page
from ..behaviours import ECHO, ScenarioSpec, ScriptedError, read_scenario, read_step
from . import plans
from .errors import ERRORS, ServiceError
from .plans import (
    RUN_SECONDS,
    TIMEOUT_MINUTES,
    Block,
    Cancelled,
    Completes,
    FailedBlock,
    Fails,
    JobPlan,
    Outcome,
    Pauses,
    Responds,
    Step,
    StreamPlan,
    TimesOut,
    job,
    stream,
)

# The results of cancelling other than success. "conflict" is a 409; the others are 200 with
# success false.
CANCEL_REASONS = (
    "conflict",
    "redis_unavailable",
    "redis_write_failed",
    "paused_event_publish_failed",
    "paused_database_cancel_failed",
)


@frozen
class Page:
    """A page that comes from before the server: no JSON, perhaps nothing at all."""

    status: int
    body: bytes
    media: str


@frozen
class Behaviour:
    """One workflow's behaviour in one run."""

    outcome: Outcome = field(factory=Completes)
    refusing: ScriptedError[ServiceError] | None = None
    """The error it refuses every request with, at that error's stage."""
    page: Page | None = None
    seconds: float = RUN_SECONDS
    job: JobPlan = field(factory=JobPlan)
    stream: StreamPlan = field(factory=StreamPlan)
    blocks: tuple[Block, ...] = ()
    """The blocks there are; none given: a block of any name is there, and is an agent."""
    cancel_reason: str | None = field(default=None, validator=optional(in_(CANCEL_REASONS)))
    """The result of cancelling a run of it, instead of success."""
    public: bool = False
    """It is deployed as a public API: in 2026-08 and on v2, it runs without a key."""
    owner: str | None = None
    """The only key that may use it; any other is another tenant's. None: every key may."""
    stale: bool = False
    """Its draft was changed since it was deployed (part of its status)."""

    @cached_property
    def waited(self) -> JobPlan:
        """The plan of a run that someone waits for."""
        return JobPlan((("processing", self.seconds),), polls=None)

    @check_arguments
    def with_job(self, plan: JobPlan) -> Behaviour:
        """The same, its async runs after `plan`."""
        return evolve(self, job=plan)

    @check_arguments
    def with_stream(self, plan: StreamPlan) -> Behaviour:
        """The same, its streamed runs after `plan`."""
        return evolve(self, stream=plan)

    @check_arguments
    def with_blocks(self, *blocks: Block) -> Behaviour:
        """The same, of exactly these blocks; any other selected output is ignored."""
        return evolve(self, blocks=blocks)

    def lasting(self, seconds: float) -> Behaviour:
        """The same, each run someone waits for taking `seconds` of the session's clock."""
        return evolve(self, seconds=checks.seconds("seconds", seconds))

    def for_everybody(self) -> Behaviour:
        """The same, of a workflow that is deployed as a public API and runs without a key."""
        return evolve(self, public=True)

    @check_arguments
    def owned_by(self, key: str) -> Behaviour:
        """The same, of a workflow that only `key` may use: other keys are another tenant's."""
        return evolve(self, owner=key)

    def outdated(self) -> Behaviour:
        """The same, of a workflow that was changed since it was deployed."""
        return evolve(self, stale=True)

    @check_arguments
    def cancelling(self, reason: str) -> Behaviour:
        """The same, except that cancelling ends with `reason` (one of `CANCEL_REASONS`)."""
        return evolve(self, cancel_reason=reason)


@check_arguments
def succeed(output: Any = ECHO) -> Behaviour:
    """The run completes; without an output it gives back its input."""
    return Behaviour(Completes(output))


@check_arguments
def fail(
    error: str = "Function 1: boom",
    *,
    output: Any = None,
    status: int = 500,
    code: str = "BLOCK_EXECUTION_FAILED",
    block: FailedBlock | None = None,
) -> Behaviour:
    """The run fails. `status` is that of v1 in 2026-08; 2025-10 and v2 answer 200."""
    partial = {} if output is None else output
    return Behaviour(Fails(error, partial, checks.status(status), code, block))


@check_arguments
def setup_error(error: str = 'Environment variable "API_KEY" was not found') -> Behaviour:
    """The run can't even begin: an error instead of a failed result."""
    return Behaviour(Fails(error, code="EXECUTION_FAILED", setup=True))


@check_arguments
def response_block(
    data: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> Behaviour:
    """The run ends in a Response block: on v1 the HTTP answer is the author's own."""
    return Behaviour(Responds(data, checks.status(status), dict(headers or {})))


@check_arguments
def timeout_408(minutes: float = TIMEOUT_MINUTES) -> Behaviour:
    """The run times out: 408 on v1 of 2026-08, a failed run on v2 and in 2025-10."""
    return Behaviour(TimesOut(minutes))


def cancelled() -> Behaviour:
    """The run is cancelled by another client while this one waits for it."""
    return Behaviour(Cancelled())


@check_arguments
def paused(
    then: Behaviour | None = None,
    *,
    context_id: str = "ctx-1",
    kind: str = "human",
    block_id: str | None = None,
    resume_at: float | None = None,
) -> Behaviour:
    """The run pauses until it is resumed (v2), and then ends like `then`."""
    rest = then or succeed()
    pause = Pauses(rest.outcome, context_id, kind, block_id, resume_at, rest.seconds)
    return Behaviour(pause)


@check_arguments
def refuse(name: str, *, message: str | None = None, retry_after: int | None = None) -> Behaviour:
    """Any refusal of the table by its name. Raises ValueError naming those there are."""
    return Behaviour(refusing=ScriptedError.of(ERRORS, name, message, retry_after))


@check_arguments
def usage_exceeded(message: str | None = None) -> Behaviour:
    """The plan is used up (402; inside the stream in 2025-10)."""
    return refuse("usage_exceeded", message=message)


@check_arguments
def rate_limited(retry_after: int | None = None) -> Behaviour:
    """429 as if the bucket were empty; `retry_after` seconds until it is filled again."""
    return refuse("rate_limited", retry_after=retry_after)


@check_arguments
def capacity(retry_after: int | None = None) -> Behaviour:
    """The server takes no more work just now (429; 503 in 2025-10)."""
    return refuse("capacity", retry_after=retry_after)


# Errors of the table that take nothing. `concurrency`: too many runs at once (429; 500 in 2025-10);
# `ambiguous_503`: an async run that may or may not be queued, not to be sent again blindly;
# `bad_key`: of this workflow; `overloaded`: 503, try again later.
not_found = partial(refuse, "not_found")
not_deployed = partial(refuse, "not_deployed")
concurrency = partial(refuse, "concurrency")
ambiguous_503 = partial(refuse, "ambiguous")
queue_failed = partial(refuse, "queue_failed")
overloaded = partial(refuse, "overloaded")
bad_key = partial(refuse, "bad_key")
internal_error = partial(refuse, "internal_error")


def html_502() -> Behaviour:
    """A proxy's own page in the server's place."""
    return Behaviour(page=Page(502, html_page("502 Bad Gateway"), "text/html"))


def empty_403() -> Behaviour:
    """The response of the edge to a scanner in 2025-10: 403 and an empty text."""
    return Behaviour(page=Page(403, b"", "text/plain"))


_NAMES = (
    *("succeed", "fail", "setup_error", "response_block", "timeout_408", "cancelled"),
    *("not_found", "not_deployed", "usage_exceeded", "rate_limited", "capacity", "concurrency"),
    *("ambiguous_503", "queue_failed", "overloaded", "bad_key", "internal_error", "html_502"),
    *("empty_403", "refuse"),
)


SCENARIOS: Mapping[str, Callable[..., Behaviour]] = {
    **{name: globals()[name] for name in _NAMES},
    "paused": paused,
}
"""Every behaviour by name."""


def scenario(given: ScenarioSpec) -> Behaviour:
    """A behaviour from its name, or from an object of `name` and what that takes.

    Any object may have `seconds`, `job`, `stream`, `blocks`, `cancelling`, `public` and `outdated`
    as well. Raises ValueError for a name there is not, and for fields that make no sense.
    """
    return read_scenario(given, "succeed", SCENARIOS, _REFINE)


def _job(behaviour: Behaviour, given: Mapping[str, Any]) -> Behaviour:
    fields = dict(given)
    states = [s if isinstance(s, str) else (s[0], float(s[1])) for s in fields.pop("states", ())]
    return behaviour.with_job(job(*states, **fields))


def _stream(behaviour: Behaviour, given: Mapping[str, Any]) -> Behaviour:
    fields = dict(given)
    steps = [read_step(each, _STEPS, _SEVERAL) for each in fields.pop("steps", ())]
    return behaviour.with_stream(stream(*steps, **fields))


_REFINE: Mapping[str, Callable[[Behaviour, Any], Behaviour]] = {
    "seconds": Behaviour.lasting,
    "job": _job,
    "stream": _stream,
    "blocks": lambda behaviour, given: behaviour.with_blocks(*(Block(**each) for each in given)),
    "cancelling": Behaviour.cancelling,
    "public": lambda behaviour, given: behaviour.for_everybody() if given else behaviour,
    "outdated": lambda behaviour, given: behaviour.outdated() if given else behaviour,
}

_STEPS: Mapping[str, Callable[..., Step]] = {
    "say": plans.Say,
    "frame": plans.Frame,
    "raw": lambda text: plans.Raw(text.encode()),
    "wait": plans.Wait,
    "block_error": plans.BlockError,
    "thinking": plans.thinking,
    "tool": plans.tool,
    "chunk_reset": plans.chunk_reset,
}
# The other steps have one value, which may itself be a list.
_SEVERAL = frozenset({"say", "block_error", "thinking", "tool", "chunk_reset"})
