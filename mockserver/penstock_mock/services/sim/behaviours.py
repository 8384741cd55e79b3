"""Behaviours of a workflow in a run, for tests to choose.

    mock.sim.workflow("wf-1", succeed({"content": "Paris"}))
    mock.sim.workflow("wf-2", concurrency(), succeed())       # busy once, then fine
    mock.sim.workflow("wf-3", fail("boom").with_job(job("queued", end="failed")))

A behaviour is the same whichever dialect a client speaks; each dialect shows it in its own way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import Any, Literal, TypeAlias, get_args

from attrs import evolve, field
from attrs.validators import in_, optional

import penstock_mock.services.sim.behaviours  # an annotation names what comes later

from ...document.values import frozen
from ...engine import checks
from ...engine.checks import check_arguments
from ...engine.faults import html_page
from ...engine.timeline import Timeline
from ..behaviours import (
    ECHO,
    Plan,
    Refinements,
    ScenarioSpec,
    ScriptedError,
    by_name,
    flag,
    read_scenario,
    read_steps,
)
from .errors import ERRORS, ServiceError

# Why cancelling a run can fail, other than by a conflict, and whether the store that it needs was
# there.
CANCEL_FAILURES = {
    "redis_unavailable": False,
    "redis_write_failed": True,
    "paused_event_publish_failed": True,
    "paused_database_cancel_failed": True,
}
# The results of cancelling other than success. "conflict" is a 409; the others are 200 with
# success false.
CANCEL_REASONS = ("conflict", *CANCEL_FAILURES)

# The duration of a run by default: too short to wait for, and no whole number of milliseconds,
# because servers of 2026-08 give fractions of them and clients must take those.
RUN_SECONDS = 0.0124
# The server's limit for a run that is waited for, on the free plan.
TIMEOUT_MINUTES = 5
# Half a second in the queue and one at work: long enough that a poll can see each state, short
# enough that a test on a real port stays quick.
QUEUED_SECONDS = 0.5
PROCESSING_SECONDS = 1.0
# Seconds before each frame of a stream: about the pace of a language model.
GAP = 0.05

End: TypeAlias = Literal["completed", "failed", "cancelled"]
Ending: TypeAlias = Literal[
    "auto",  # as the outcome and the dialect have it
    "final",  # a final frame and the sentinel, a JSON string, as on the wire
    "bare_done",  # a final frame and [DONE] without quotes, as the documented page has it
    "done_event",  # the documented page's own done event and sentinel
    "no_sentinel",  # a final frame, then the connection closes
    "sentinel_only",  # a bare [DONE] and nothing before it
    "error_close",  # an error frame, then the connection closes (2025-10)
    "error_sentinel",  # an error frame and the sentinel (2026-08)
    "truncated",  # the connection closes cleanly, nothing terminal was sent
    "reset",  # the connection is reset
    "stall",  # nothing more comes, and the connection stays open
]
ENDINGS: tuple[str, ...] = get_args(Ending)


@frozen
class FailedBlock:
    """The block a failure is attributed to (v2 only)."""

    id: str
    name: str
    type: str

    def bare(self, error: str) -> str:
        """Return the error without the name before it."""
        return error.removeprefix(f"{self.name}: ")


@frozen
class Response:
    """The author's own answer, by a Response block."""

    data: Any
    status: int
    headers: Mapping[str, str]


@frozen
class Pause:
    """A run's wait for a person, or for a time."""

    context_id: str | None = None
    """None while it is being resumed."""
    kind: str | None = None
    block_id: str | None = None
    resume_at: float | None = None
    """Epoch seconds, of a run that waits for a time."""
    at: float = 0.0
    """Epoch seconds at which the run paused."""


@frozen
class Result:
    """The end of a run (or its pause)."""

    status: Literal["completed", "failed", "cancelled", "paused"]
    output: Any = ECHO
    """The output; or, until there is an input, `ECHO` or a function of that."""
    error: str | None = None
    code: str = "EXECUTION_FAILED"
    block: FailedBlock | None = None
    http_status: int = 200
    """The status in v1 of 2026-08."""
    setup: bool = False
    """It failed before its first block ran, so that there is an error and no result."""
    response: Response | None = None
    """The author's own answer, which v1 passes on."""
    pause: Pause | None = None


@frozen
class Block:
    """A block whose output can be selected.

    output: what it gives; an agent's text streams word by word, anything else comes at once.
    id: its UUID; None takes the one its name always has.
    """

    name: str
    output: Any = None
    id: str | None = None
    agent: bool = True


@frozen
class Say:
    """A chunk of a block's text. The first chunk of each further block starts with a blank line."""

    block: str
    """The block's name; or its UUID."""
    text: str
    gap: float | None = None


@frozen
class Frame:
    """Any JSON frame, as it is."""

    value: Any
    gap: float | None = None


@frozen
class Raw:
    """Any bytes, as they are: a comment, half a frame, a byte order mark."""

    data: bytes
    gap: float | None = None


@frozen
class Wait:
    """Nothing for so many seconds; the connection stays open."""

    seconds: float


@frozen
class BlockError:
    """One block could not be read. Without `fatal` (`stream_error`) the run goes on."""

    block: str
    error: str
    fatal: bool = False
    """An `error` frame with a block id: an output could not be put inline. Others may follow."""
    gap: float | None = None


@frozen
class AgentEvent:
    """A frame only a client gets that negotiated agent events.

    needs: "thinking", "tools" or None, the option that must have been asked for as well.
    """

    block: str
    fields: Mapping[str, Any]
    needs: Literal["thinking", "tools"] | None = None
    gap: float | None = None


Step: TypeAlias = Say | Frame | Raw | Wait | BlockError | AgentEvent


@check_arguments
def thinking(block: str, text: str, gap: float | None = None) -> AgentEvent:
    """A piece of the model's reasoning."""
    return AgentEvent(block, {"event": "thinking", "data": text}, "thinking", gap)


@check_arguments
def tool(
    block: str,
    phase: Literal["start", "end"],
    name: str,
    *,
    id: str = "call-1",  # noqa: A002 - the wire's own name
    status: str | None = None,
) -> AgentEvent:
    """A tool call begins or ends."""
    fields: dict[str, Any] = {"event": "tool", "phase": phase, "id": id, "name": name}
    return AgentEvent(block, fields | ({} if status is None else {"status": status}), "tools")


@check_arguments
def chunk_reset(block: str, gap: float | None = None) -> AgentEvent:
    """The chunks of this block so far are void."""
    return AgentEvent(block, {"event": "chunk_reset"}, None, gap)


def _known(_: Any, __: Any, value: str) -> None:
    if value not in ENDINGS:
        raise ValueError(f"no such ending: {value!r}; there are {list(ENDINGS)}")


@frozen
class StreamPlan:
    """The plan of a streamed run.

    steps: None takes them from the run's output and the selected outputs.
    gap: seconds before each frame that gives none of its own.
    error: the text of an error ending; None takes the outcome's.
    split: bytes a write holds at most, so that frames, and characters, are cut by it.
    """

    steps: tuple[Step, ...] | None = None
    ending: Ending = field(default="auto", validator=_known)
    gap: float = field(default=GAP, validator=checks.span)
    error: str | None = None
    split: int | None = field(default=None, validator=checks.at_least(1, or_none=True))


@check_arguments
def stream(
    *steps: Step,
    ending: Ending = "auto",
    gap: float = GAP,
    error: str | None = None,
    split: int | None = None,
) -> StreamPlan:
    """A plan: `stream(Say("agent1", "One"), Wait(5), Say("agent1", ", two"), ending="reset")`."""
    return StreamPlan(steps or None, ending, gap, error, split)


@frozen
class JobPlan(Plan):
    """The states a job goes through before it ends, each with its seconds.

    end: "auto" ends as the workflow's outcome has it; None never ends.
    polls: looks at one state before the job moves on, whatever the time; None: clock only.
    error: what a failed job reports, instead of the outcome's own message.
    """

    states: tuple[tuple[str, float], ...] = (
        ("queued", QUEUED_SECONDS),
        ("processing", PROCESSING_SECONDS),
    )
    end: End | Literal["auto"] | None = "auto"
    polls: int | None = field(default=1, validator=checks.at_least(1, or_none=True))
    error: Any = None


@check_arguments
def job(
    *states: str | tuple[str, float],
    end: End | Literal["auto"] | None = "auto",
    seconds: float | None = None,
    polls: int | Literal["auto"] | None = "auto",
    error: Any = None,
) -> JobPlan:
    """A plan from state names: `job("queued", ("processing", 30.0), end="failed")`.

    Without states: queued, then processing. seconds: how long a state lasts that gives no time of
    its own (a second; without states, their usual times). polls: looks at one state before the job
    moves on, whatever the time; None: clock only. "auto" is 1, and None once any seconds are given:
    seconds that are given are meant.
    """
    if not states and seconds is not None:
        states = ("queued", "processing")
    usual = PROCESSING_SECONDS if seconds is None else checks.seconds("seconds", seconds)
    if polls == "auto":
        timed_by_hand = seconds is not None or not all(isinstance(s, str) for s in states)
        polls = None if states and timed_by_hand else 1
    if not states:
        return JobPlan(end=end, polls=polls, error=error)
    timed = tuple((s, usual) if isinstance(s, str) else (s[0], s[1]) for s in states)
    for name, lasting in timed:
        checks.seconds(f"seconds of {name!r}", lasting)
    return JobPlan(timed, end, polls, error)


@check_arguments
def stuck(state: str = "unknown") -> JobPlan:
    """A job that stays in one state for ever."""
    return JobPlan(((state, 0.0),), end=None)


@frozen
class Behaviour:
    """One workflow's behaviour in one run."""

    outcome: Result = Result("completed")
    refusing: ScriptedError[ServiceError] | None = None
    """The error it refuses every request with, at that error's stage."""
    page: Timeline | None = None
    """An answer that comes from before the server: no JSON, perhaps nothing at all."""
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
    then: penstock_mock.services.sim.behaviours.Behaviour | None = None
    """The behaviour after a pause."""

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
    return Behaviour(Result("completed", output))


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
    return Behaviour(Result("failed", partial, error, code, block, checks.status(status)))


@check_arguments
def setup_error(error: str = 'Environment variable "API_KEY" was not found') -> Behaviour:
    """The run can't even begin: an error instead of a failed result."""
    return Behaviour(Result("failed", {}, error, http_status=500, setup=True))


@check_arguments
def response_block(
    data: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> Behaviour:
    """The run ends in a Response block: on v1 the HTTP answer is the author's own."""
    response = Response(data, checks.status(status), dict(headers or {}))
    return Behaviour(Result("completed", response=response))


@check_arguments
def timeout_408(minutes: float = TIMEOUT_MINUTES) -> Behaviour:
    """The run times out: 408 on v1 of 2026-08, a failed run on v2 and in 2025-10."""
    # Below a minute, the server counts seconds.
    time = f"{minutes * 60:g} seconds" if minutes < 1 else f"{minutes:g} minutes"
    error = f"Execution timed out after {time}"
    return Behaviour(Result("failed", {}, error, "TIMEOUT", http_status=408))


def cancelled() -> Behaviour:
    """The run is cancelled by another client while this one waits for it."""
    return Behaviour(Result("cancelled", {}, code="CANCELLED"))


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
    pause = Pause(context_id, kind, block_id, resume_at)
    return Behaviour(Result("paused", pause=pause), then=then or succeed())


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
    page = html_page("502 Bad Gateway")
    return Behaviour(page=Timeline.reply(502, page, [("Content-Type", "text/html")]))


def empty_403() -> Behaviour:
    """The response of the edge to a scanner in 2025-10: 403 and an empty text."""
    return Behaviour(page=Timeline.reply(403, b"", [("Content-Type", "text/plain")]))


SCENARIOS: Mapping[str, Callable[..., Behaviour]] = by_name(
    *(succeed, fail, setup_error, response_block, timeout_408, cancelled, paused, refuse),
    *(usage_exceeded, rate_limited, capacity, html_502, empty_403),
    not_found=not_found,
    not_deployed=not_deployed,
    concurrency=concurrency,
    ambiguous_503=ambiguous_503,
    queue_failed=queue_failed,
    overloaded=overloaded,
    bad_key=bad_key,
    internal_error=internal_error,
)
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
    steps = read_steps(fields.pop("steps", ()), _STEPS)
    return behaviour.with_stream(stream(*steps, **fields))


_REFINE: Refinements[Behaviour] = {
    "seconds": Behaviour.lasting,
    "job": _job,
    "stream": _stream,
    "blocks": lambda behaviour, given: behaviour.with_blocks(*(Block(**each) for each in given)),
    "cancelling": Behaviour.cancelling,
    "public": flag(Behaviour.for_everybody),
    "outdated": flag(Behaviour.outdated),
}

_STEPS: Mapping[str, Callable[..., Step]] = {
    "say": Say,
    "frame": lambda value: Frame(value),  # which may be a list
    "raw": lambda text: Raw(text.encode()),
    "wait": Wait,
    "block_error": BlockError,
    "thinking": thinking,
    "tool": tool,
    "chunk_reset": chunk_reset,
}
