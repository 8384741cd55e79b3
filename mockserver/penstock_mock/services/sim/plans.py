"""Plans of streams and jobs: scripted frames with gaps and an ending, and states with times."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias, get_args

from attrs import field

from ...document.values import frozen
from ...engine import checks
from ...engine.arguments import check_arguments

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
    split: int | None = field(default=None, validator=checks.at_least(1))


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
class JobPlan:
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
    polls: int | None = field(default=1, validator=checks.at_least(1))
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
