"""Jobs that move: by the clock, or by being looked at, whichever comes first. Pure.

By the clock, because that is what happens on a server. By being looked at, because a client that
really sleeps between its polls would otherwise wait for ever on a clock that stands still.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from attrs import evolve, field, frozen

from .checks import not_negative, positive

End: TypeAlias = Literal["completed", "failed", "cancelled"]

# States of a job nobody works on yet: none of these has a start time.
WAITING = frozenset({"queued", "pending", "waiting", "admitting", "admitted", "unknown"})

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
    polls: int | None = field(default=1, validator=positive)
    error: Any = None


@frozen
class Progress:
    """How far a job has come: when it entered each state, and how often the last one was seen."""

    plan: JobPlan
    entered: tuple[float, ...]
    polls: int = 0

    @classmethod
    def begun(cls, plan: JobPlan, now: float) -> Progress:
        """A job created at `now` (epoch seconds)."""
        return cls(plan, (now,))

    @property
    def index(self) -> int:
        """The state it is in; one past the last state once it has ended."""
        return len(self.entered) - 1

    @property
    def ended(self) -> bool:
        """Whether it left its last state."""
        return self.index >= len(self.plan.states)

    @property
    def state(self) -> str | None:
        """The state's name; None once it has ended."""
        return None if self.ended else self.plan.states[self.index][0]

    @property
    def created_at(self) -> float:
        """Epoch seconds at which it was queued."""
        return self.entered[0]

    @property
    def ended_at(self) -> float | None:
        """Epoch seconds at which it ended, if it did."""
        return self.entered[-1] if self.ended else None

    @property
    def started_at(self) -> float | None:
        """Epoch seconds at which work began: when it entered the first state that is no waiting."""
        names = [name for name, _ in self.plan.states]
        for name, moment in zip(names, self.entered, strict=False):
            if name not in WAITING:
                return moment
        return None

    def at(self, now: float) -> Progress:
        """Where the clock has taken it."""
        progress = self
        while (due := progress._due()) is not None and now >= due:
            progress = progress._moved(due)
        return progress

    def seen(self, now: float) -> Progress:
        """The job as a poll at `now` finds it: moved on when this state was seen often enough."""
        progress = self.at(now)
        plan = progress.plan
        worn = plan.polls is not None and progress.polls >= plan.polls
        if worn and progress._may_leave():
            progress = progress._moved(now)
        return evolve(progress, polls=progress.polls + 1)

    def stopped(self, now: float) -> Progress:
        """The job, ended at `now` wherever it was."""
        if self.ended:
            return self
        left = len(self.plan.states) - self.index
        return evolve(self, entered=self.entered + (now,) * left, polls=0)

    def _due(self) -> float | None:
        if not self._may_leave():
            return None
        return self.entered[-1] + self.plan.states[self.index][1]

    def _may_leave(self) -> bool:
        last = self.index == len(self.plan.states) - 1
        return not self.ended and not (last and self.plan.end is None)

    def _moved(self, moment: float) -> Progress:
        return evolve(self, entered=(*self.entered, moment), polls=0)


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
    usual = PROCESSING_SECONDS if seconds is None else not_negative("seconds", seconds)
    if polls == "auto":
        timed_by_hand = seconds is not None or not all(isinstance(s, str) for s in states)
        polls = None if states and timed_by_hand else 1
    if not states:
        return JobPlan(end=end, polls=polls, error=error)
    timed = tuple((s, usual) if isinstance(s, str) else (s[0], s[1]) for s in states)
    for name, lasting in timed:
        not_negative(f"seconds of {name!r}", lasting)
    return JobPlan(timed, end, polls, error)


def stuck(state: str = "unknown") -> JobPlan:
    """A job that stays in one state for ever."""
    return JobPlan(((state, 0.0),), end=None)
