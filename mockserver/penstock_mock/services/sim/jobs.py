"""The states a job goes through, as a test writes them down; `Progress` goes through them. Pure."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from ...engine import checks

End: TypeAlias = Literal["completed", "failed", "cancelled"]

# Half a second in the queue and one at work: long enough that a poll can see each state, short
# enough that a test on a real port stays quick.
QUEUED_SECONDS = 0.5
PROCESSING_SECONDS = 1.0


@frozen
class JobPlan:
    """The states a job goes through before it ends, each with its seconds.

    end: "auto" ends as the workflow's outcome says; None never ends.
    polls: looks at one state before the job moves on, whatever the clock says; None: clock only.
    error: what a failed job reports, instead of the outcome's own message.
    """

    states: tuple[tuple[str, float], ...] = (
        ("queued", QUEUED_SECONDS),
        ("processing", PROCESSING_SECONDS),
    )
    end: End | Literal["auto"] | None = "auto"
    polls: int | None = field(default=1, validator=checks.at_least(1))
    error: Any = None


def job(
    *states: str | tuple[str, float],
    end: End | Literal["auto"] | None = "auto",
    seconds: float | None = None,
    polls: int | Literal["auto"] | None = "auto",
    error: Any = None,
) -> JobPlan:
    """A plan from state names: `job("queued", ("processing", 30.0), end="failed")`.

    seconds: how long a state lasts that gives no time of its own (a second). Without states:
    queued, then processing, with their usual times. polls: looks at one state before the job moves
    on, whatever the clock says; None: clock only. "auto" is 1, and None once any seconds are given:
    whoever says 30 seconds means them.
    """
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


def stuck(state: str = "unknown") -> JobPlan:
    """A job that stays in one state for ever."""
    return JobPlan(((state, 0.0),), end=None)
