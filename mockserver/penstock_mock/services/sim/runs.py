"""A run: who started it, how far it has come, and what it came to."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from attrs import define, evolve, field, frozen

from ..progress import Progress
from .behaviours import Behaviour
from .formatting import FAILED, number
from .outcomes import Pauses, Place, Result, settle
from .plans import JobPlan

Mode: TypeAlias = Literal["sync", "async", "stream"]

# v2 counts in credits; one is worth this many USD.
CREDIT = 0.005

# A queued resume takes a moment to begin, in which its run still says that it is paused.
RESUMING = "resuming"
RESUME_SECONDS = 0.5

# How v2 calls a job's states; one it has no word for is at work.
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
    """Where a run waits."""

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
    began: float
    owner: str
    """Whose key started it."""
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
    def started_at(self) -> float:
        """When it was accepted: v2 counts the queue in."""
        return self.began

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
        """Return whether it has ended for good."""
        return self.status in ("completed", "failed", "cancelled")

    @property
    def error(self) -> str | None:
        """Its message, if it failed."""
        if self.status != "failed":
            return None
        told = self.progress.plan.error
        message = told.get("message") if isinstance(told, dict) else told
        return str(message or self.crash or self.result.error or FAILED)

    @property
    def pause(self) -> Pause | None:
        """Where it waits, while it does."""
        outcome = self.behaviour.outcome
        if self.resuming:
            return Pause(None, None, self.paused_at or self.began, None, None)
        if self.status != "paused" or not isinstance(outcome, Pauses):
            return None
        at = self.progress.ended_at or self.progress.created_at
        return Pause(outcome.context_id, outcome.kind, at, outcome.block_id, outcome.resume_at)

    def cancel(self, now: float) -> None:
        """End it at `now`."""
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
