"""Sim's state in one session: workflows, runs, buckets, claims and costs."""

from __future__ import annotations

from attrs import define, field

from ...engine.session import Session
from ..base import ServiceState
from ..scenarios import ScenarioSpec
from ..sequence import BehaviourSequence
from .behaviours import Behaviour
from .formatting import uuid4
from .limits import UNLIMITED, WINDOW, Counter, TokenBucket, Verdict, Window
from .options import Options
from .runs import Run
from .scenarios import scenario

# A workflow that is deployed was so a day before the session began.
_DAY = 24 * 60 * 60

# What the documented example of usage-limits has: 5 GiB.
STORAGE_LIMIT = 5 * 1024**3


@define(eq=False)
class SimState(ServiceState[Options]):
    """Sim's world in one session. Use `workflow` to say what a workflow does."""

    service = "sim"
    options_type = Options

    session: Session
    scripts: dict[str, BehaviourSequence[Behaviour]] = field(factory=dict)
    runs: dict[str, Run] = field(factory=dict)
    """By run id (which v1 calls execution id), oldest first."""
    jobs: dict[str, Run] = field(factory=dict)
    """The async ones of v1, by task id."""
    claims: set[str] = field(factory=set)
    """Run ids that were used; each can be used once."""
    windows: dict[str, Window] = field(factory=dict)
    buckets: dict[str, TokenBucket] = field(factory=dict)
    spent: float = 0.0
    """USD the runs of this session cost."""
    stored_bytes: int = 0
    began: float = 0.0
    _any: BehaviourSequence[Behaviour] | None = None

    # -- what a test says ---------------------------------------------------------------------

    def workflow(self, workflow_id: str, *behaviours: Behaviour) -> None:
        """Say what a workflow does: each behaviour once, in turn, and the last one from then on."""
        self.scripts[workflow_id] = BehaviourSequence.of("a workflow", behaviours, Behaviour)

    def any_workflow(self, *behaviours: Behaviour) -> None:
        """Say what every workflow does that was not named. Each keeps its own turn."""
        self._any = BehaviourSequence.of("a workflow", behaviours, Behaviour)

    def configure(self, workflow_id: str, *scenarios: ScenarioSpec) -> None:
        """Like `workflow`, from plain JSON, see `scenarios.scenario`: a name, or an object such as
        {"name": "fail", "error": "boom", "stream": {"ending": "truncated"}}.
        """
        self.workflow(workflow_id, *(scenario(each) for each in scenarios))

    # -- what the handlers ask ----------------------------------------------------------------

    def script(self, workflow_id: str) -> BehaviourSequence[Behaviour]:
        """A workflow's behaviours; out of the box every workflow is there and echoes."""
        if workflow_id not in self.scripts:
            source = self._any or BehaviourSequence((Behaviour(),))
            self.scripts[workflow_id] = source.fresh()
        return self.scripts[workflow_id]

    def new_id(self) -> str:
        """A new run id."""
        return uuid4(self.session.random)

    def add(self, run: Run, cost: float) -> None:
        """A run was accepted: it has its id for ever, and it costs."""
        self.claims.add(run.id)
        self.runs[run.id] = run
        self.spent += cost
        if run.job_id is not None:
            self.jobs[run.job_id] = run

    @property
    def usage(self) -> float:
        """USD used in this period."""
        return self.options.usage + self.spent

    @property
    def used_up(self) -> bool:
        """Return whether the plan allows no further run."""
        options = self.options
        return options.usage + self.spent >= options.usage_cap

    @property
    def deployed_at(self) -> float:
        """Epoch seconds at which the workflows were deployed."""
        return self.began - _DAY

    # -- rate buckets -------------------------------------------------------------------------

    def take(self, key: str, counter: Counter, now: float) -> Verdict:
        """Count one v1 request of `key` (each key is a user of its own)."""
        options = self.options
        if not options.rate_limits:
            return _unlimited(now)
        rate = options.rates[counter]
        if options.dialect == "today":
            return self.draw(f"{key}:{counter}", rate, now)
        window, verdict = self._window(key).take(counter, rate, now)
        self.windows[key] = window
        return verdict

    def look(self, key: str, counter: Counter, now: float) -> Verdict:
        """The rest of the limit of `key`, without counting."""
        options = self.options
        if not options.rate_limits:
            return _unlimited(now)
        rate = options.rates[counter]
        if options.dialect == "today":
            return self._bucket(f"{key}:{counter}", rate, None, now).look(now)
        return self._window(key).look(counter, rate, now)

    def draw(self, name: str, rate: int, now: float, capacity: int | None = None) -> Verdict:
        """Draw a token from a bucket, made full when first asked for."""
        if not self.options.rate_limits:
            return _unlimited(now)
        bucket, verdict = self._bucket(name, rate, capacity, now).take(now)
        self.buckets[name] = bucket
        return verdict

    def _bucket(self, name: str, rate: int, capacity: int | None, now: float) -> TokenBucket:
        span = self.options.rate_window
        return self.buckets.get(name) or TokenBucket.full(rate, now, capacity, span)

    def _window(self, key: str) -> Window:
        return self.windows.get(key) or Window(span=self.options.rate_window)


def _unlimited(now: float) -> Verdict:
    return Verdict(True, UNLIMITED, UNLIMITED, now + WINDOW)
