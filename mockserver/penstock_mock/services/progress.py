"""A state machine that advances with time or with each poll, whichever comes first. Pure.

With time, as on a server. With polls, because a client that really sleeps between its polls would
otherwise wait for ever on a clock that stands still.
"""

from __future__ import annotations

from typing import Any, Generic, Protocol, TypeVar

from attrs import evolve

from ..document.values import frozen

# States before work begins: none of these has a start time.
WAITING = frozenset({"created", "queued", "pending", "waiting", "admitting", "admitted", "unknown"})


class Plan(Protocol):
    """The states of some work before it ends."""

    @property
    def states(self) -> tuple[tuple[str, float], ...]:
        """Each with its seconds."""
        ...

    @property
    def polls(self) -> int | None:
        """Polls of one state before it is left, whatever the time; None: clock only."""

    @property
    def end(self) -> Any:
        """The final state; None never ends."""


P = TypeVar("P", bound=Plan)


@frozen
class Progress(Generic[P]):
    """The progress of a plan: when each state was entered, and the polls of the last one."""

    plan: P
    entered: tuple[float, ...]
    polls: int = 0

    @classmethod
    def begun(cls, plan: P, now: float) -> Progress[P]:
        """Work that is created at `now` (epoch seconds)."""
        return cls(plan, (now,))

    @property
    def index(self) -> int:
        """The state it is in; one past the last state once it has ended."""
        return len(self.entered) - 1

    @property
    def ended(self) -> bool:
        """Return whether it left its last state."""
        return self.index >= len(self.plan.states)

    @property
    def state(self) -> str | None:
        """The state's name; None once it has ended."""
        return None if self.ended else self.plan.states[self.index][0]

    @property
    def created_at(self) -> float:
        """Epoch seconds at which it entered its first state."""
        return self.entered[0]

    @property
    def ended_at(self) -> float | None:
        """Epoch seconds at which it ended, if it did."""
        return self.entered[-1] if self.ended else None

    @property
    def started_at(self) -> float | None:
        """Epoch seconds at which it entered its first state of work."""
        names = [name for name, _ in self.plan.states]
        for name, moment in zip(names, self.entered, strict=False):
            if name not in WAITING:
                return moment
        return None

    def at(self, now: float) -> Progress[P]:
        """It at `now`, as time alone moves it."""
        progress = self
        while (due := progress._due()) is not None and now >= due:
            progress = progress._moved(due)
        return progress

    def seen(self, now: float) -> Progress[P]:
        """It as a poll at `now` finds it: moved on when this state was seen often enough."""
        progress = self.at(now)
        plan = progress.plan
        worn = plan.polls is not None and progress.polls >= plan.polls
        if worn and progress._may_leave():
            progress = progress._moved(now)
        return evolve(progress, polls=progress.polls + 1)

    def stopped(self, now: float) -> Progress[P]:
        """It, ended at `now` wherever it was."""
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

    def _moved(self, moment: float) -> Progress[P]:
        return evolve(self, entered=(*self.entered, moment), polls=0)
