"""Plans of runs: their outcomes and results, their streams and jobs. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias, get_args

from attrs import field

import penstock_mock.services.sim.plans  # an annotation names what comes later

from ...document.values import frozen
from ...engine import checks
from ...engine.checks import check_arguments
from ..behaviours import ECHO, Plan
from ..formatting import compact, named_uuid

# No recorded answer holds these texts: of a run that was cancelled while a client waited for it,
# and of a failure without a message of its own. Clients must not rely on them.
CANCELLED = "Workflow execution was cancelled"
FAILED = "Execution failed"

# The duration of a run by default: too short to wait for, and no whole number of milliseconds,
# because servers of 2026-08 give fractions of them and clients must take those.
RUN_SECONDS = 0.0124

# The server's limit for a run that is waited for, on the free plan.
TIMEOUT_MINUTES = 5


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
class Completes:
    """The run succeeds with this output."""

    output: Any = ECHO


@frozen
class Responds:
    """The run ends in a Response block: the author's own body, status and headers."""

    data: Any
    status: int = 200
    headers: Mapping[str, str] = field(factory=dict)


@frozen
class Fails:
    """The run fails. `setup`: before its first block ran, so that there is no result at all."""

    error: str
    output: Any = field(factory=dict)
    status: int = 500
    code: str = "BLOCK_EXECUTION_FAILED"
    block: FailedBlock | None = None
    setup: bool = False


@frozen
class TimesOut:
    """The run takes longer than the server allows."""

    minutes: float = TIMEOUT_MINUTES

    @property
    def error(self) -> str:
        """The server's message; below a minute it counts seconds."""
        short = self.minutes < 1
        time = f"{self.minutes * 60:g} seconds" if short else f"{self.minutes:g} minutes"
        return f"Execution timed out after {time}"


@frozen
class Cancelled:
    """Another client cancels the run."""


@frozen
class Pauses:
    """The run waits for a person (or for a time), and then ends with the outcome `then`."""

    then: penstock_mock.services.sim.plans.Outcome = field(factory=Completes)
    context_id: str = "ctx-1"
    kind: str = "human"
    block_id: str | None = None
    resume_at: float | None = None
    """Epoch seconds, for a run that waits for a time."""
    seconds: float = RUN_SECONDS
    """The duration of the rest of the run."""


Outcome: TypeAlias = Completes | Responds | Fails | TimesOut | Cancelled | Pauses


RunStatus: TypeAlias = Literal["completed", "failed", "cancelled", "paused"]

# Input fields whose text an echo gives back, the first that is there.
_SPOKEN = ("message", "prompt", "query", "question", "text", "content", "input")


@frozen
class Result:
    """The end of a run (or its pause)."""

    status: RunStatus
    output: Any
    error: str | None = None
    code: str = "EXECUTION_FAILED"
    block: FailedBlock | None = None
    http_status: int = 200
    """The status in v1 of 2026-08."""
    setup: bool = False
    """It never began: there is an error and no result."""
    response: Responds | None = None
    """The author's own answer, which v1 passes on."""

    @property
    def success(self) -> bool:
        """Return whether v1 calls it a success, as it does a paused run."""
        return self.status in ("completed", "paused")


@frozen
class Place:
    """The place of a run: the ids and addresses by which a pause is resumed."""

    base_url: str = ""
    workflow_id: str = ""
    run_id: str = ""
    oldest: bool = False
    """In 2025-10, a Response block's payload is in one layer more, and an agent's tokens have other
    names."""


def settle(outcome: Outcome, given: Any, place: Place) -> Result:
    match outcome:
        case Completes(output):
            if output is ECHO:
                output = echo(given, place.oldest)
            return Result("completed", output(given) if callable(output) else output)
        case Responds(data, status, headers):
            output = enveloped(data, status, headers)
            if place.oldest:
                output = {"response": output}
            return Result("completed", output, response=outcome)
        case Fails(error, output, status, code, block, setup):
            if block is not None:  # left out in 2025-10
                bare = block.bare(error)
                error = bare if place.oldest else f"{block.name}: {bare}"
            return Result("failed", output, error, code, block, status, setup)
        case TimesOut():
            return Result("failed", {}, outcome.error, "TIMEOUT", http_status=408)
        case Cancelled():
            return Result("cancelled", {}, code="CANCELLED")
        case Pauses(_, context_id, kind):
            ids = f"{place.workflow_id}/{place.run_id}"
            field_of_form = {
                "id": "approved",
                "name": "approved",
                "label": "approved",
                "type": "boolean",
                "value": "",
                "required": False,
            }
            waiting = {
                "operation": kind,
                "responseStructure": [{"name": "ask", "type": "string", "value": "Approve?"}],
                "inputFormat": [field_of_form],
                "submission": None,
                "_resume": {
                    "apiUrl": f"{place.base_url}/api/resume/{ids}/{context_id}",
                    "uiUrl": f"{place.base_url}/resume/{ids}",
                    "contextId": context_id,
                    "executionId": place.run_id,
                    "workflowId": place.workflow_id,
                },
            }
            return Result("paused", enveloped(waiting))


def enveloped(
    data: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return the output of a Response block, or of one that waits for a person."""
    own = {} if headers is None else dict(headers)
    if not any(name.lower() == "content-type" for name in own):
        own = {"Content-Type": "application/json", **own}
    return {"data": data, "status": status, "headers": own}


def echo(given: Any, oldest: bool) -> dict[str, Any]:
    """The input as an agent block would give it back: its text, counted in words, and itself."""
    text = text_of(given)
    words = len(text.split())
    counted = ("prompt", "completion") if oldest else ("input", "output")
    tokens = dict.fromkeys(counted, words) | {"total": 2 * words}
    return {"content": text, "model": "echo", "tokens": tokens, "input": given}


def text_of(given: Any) -> str:
    """The text of an input: itself, the first text field of a known name, or all of it as JSON."""
    if isinstance(given, str):
        return given
    if isinstance(given, dict):
        for name in _SPOKEN:
            if isinstance(given.get(name), str):
                return str(given[name])
    return compact(given).decode() if given else "Hello"


# -- references to large values -------------------------------------------------------------------

# Characters of a text that a reference shows.
PREVIEW = 1000


def referred(value: Any, limit: int, place: str, run_id: str) -> Any:
    """The output with a reference in place of each value of more than `limit` bytes of JSON.

    The innermost is replaced, so that what is around it stays; the output itself, never.
    """
    if isinstance(value, dict):
        return {name: _part(part, limit, place, run_id) for name, part in value.items()}
    return _part(value, limit, place, run_id)


def _part(value: Any, limit: int, place: str, run_id: str) -> Any:
    size = len(compact(value))
    if size <= limit or not isinstance(value, (str, dict, list)):
        return value
    if isinstance(value, dict):
        inner: Any = {name: _part(part, limit, place, run_id) for name, part in value.items()}
    elif isinstance(value, list):
        inner = [_part(part, limit, place, run_id) for part in value]
    else:
        return _reference(value, "string", size, place, run_id)
    if len(compact(inner)) <= limit:
        return inner
    return _reference(value, "object" if isinstance(value, dict) else "array", size, place, run_id)


def _reference(value: Any, kind: str, size: int, place: str, run_id: str) -> dict[str, Any]:
    name = "lv_" + named_uuid(run_id, str(size), kind).replace("-", "")[:12]
    preview = value[:PREVIEW] if isinstance(value, str) else {"length": len(value)}
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


# Seconds before each frame: about the pace of a language model.
GAP = 0.05

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
    gap: float = GAP
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
    checks.seconds("gap", gap)
    return StreamPlan(steps or None, ending, gap, error, split)


End: TypeAlias = Literal["completed", "failed", "cancelled"]

# Half a second in the queue and one at work: long enough that a poll can see each state, short
# enough that a test on a real port stays quick.
QUEUED_SECONDS = 0.5
PROCESSING_SECONDS = 1.0


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
