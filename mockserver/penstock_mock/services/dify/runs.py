"""A run: what it did, what it is going to do, and what others make of it meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import define, evolve, field, frozen

from . import transcript
from .behaviours import GAP, Behaviour, Pauses, StopOutcome, Stops
from .formatting import exact, number, whole
from .moments import Json, Moment, Scene, State, finished, node_id_of
from .options import Mode

_STOPPED = {"stopped": "Stopped by user.", "failed": "Aborted: User requested stop"}
ACTIVE = ("running", "paused")


@frozen
class Asked:
    """A form a run asked for."""

    token: str | None
    pause: Pauses
    fields: Json
    """In the form of events and responses."""
    at: float

    @property
    def expires(self) -> float:
        """Epoch seconds."""
        return float(self.fields["expiration_time"])


@define(eq=False)
class Run:
    """One run. Times are epoch seconds; future moments are what happens unless another client
    interferes.
    """

    scene: Scene
    behaviour: Behaviour
    mode: Mode
    app_id: str
    moments: list[Moment]
    version: str
    """The name of the published version."""
    log_id: str
    cuts: list[int] = field(factory=list)
    """For each interference, the number of moments that stayed."""
    submitted: set[str] = field(factory=set)
    """The forms that were answered, by token."""
    _looked: float | None = None
    _taken_up: float | None = None
    """When it goes on after the form that was answered last."""

    @classmethod
    def begun(cls, scene: Scene, behaviour: Behaviour, **more: Any) -> Run:
        """A run that begins now."""
        return cls(scene, behaviour, moments=transcript.begin(scene, behaviour), **more)

    @property
    def id(self) -> str:
        """Its id, which is not its task's."""
        return self.scene.run_id

    @property
    def began(self) -> float:
        """When it began."""
        return self.scene.began

    # -- what it is ---------------------------------------------------------------------------

    def state(self, now: float) -> State:
        """The state at a time."""
        told = [each.state for each in self.moments if each.state and each.at <= now]
        return told[-1] if told else State()

    def elapsed(self, now: float) -> float:
        """The duration in seconds, as in responses: 0.0 while it runs."""
        ended = self.state(now).ended_at
        return 0.0 if ended is None else number(ended - self.began)

    def rests_at(self, now: float) -> float | None:
        """When it ends or pauses next, barring interference; None: never."""
        ahead = (m for m in self.moments if m.state and m.at >= now)
        return next((m.at for m in ahead if m.state and m.state.status != "running"), None)

    def look(self, now: float) -> State:
        """The state, as a poll finds it.

        Who looks twice while the clock stands still really waits somewhere else, and would wait for
        ever: then the run ends there and then, unless it was told how long to take.
        """
        still = self._looked == now and self.behaviour.seconds is None
        self._looked = now
        waiting = self._taken_up is not None and now < self._taken_up
        if still and (waiting or self.state(now).status == "running"):
            self._hurry(now)
        return self.state(now)

    # -- what others do -----------------------------------------------------------------------

    def stop(self, now: float, outcome: StopOutcome) -> None:
        """End it; nothing happens when it is over."""
        before = self.state(now)
        if before.status not in ACTIVE or self.mode == "blocking":
            return  # only streamed runs can be stopped
        self._stop(now, outcome)

    def stop_later(self, default: StopOutcome) -> None:
        """Play that another client stops it, where the behaviour has that."""
        plan = self.behaviour.outcome
        if isinstance(plan, Stops):
            self._stop(self.began + plan.after, plan.outcome or default)

    def _stop(self, at: float, outcome: StopOutcome) -> None:
        done = [each for each in self.moments if each.at <= at]
        steps = sum(each.kind == "node_started" for each in done)
        ended = at + GAP
        # The run is stopped, whatever its stream calls that.
        state = State("stopped", {}, _STOPPED[outcome], steps=steps, ended_at=ended)
        event = finished(self.scene, evolve(state, status=outcome), ended)
        self._change(at, [Moment(ended, event, state=state)])

    def lose(self, kept: int) -> None:
        """Keep the first `kept` moments only: the run stays `running` and sends no more."""
        self.moments = self.moments[:kept]

    def submit(self, asked: Asked, action: Json, given: Json, now: float, taken_up: float) -> None:
        """A form was answered: the run goes on, once it is taken up after so many seconds."""
        form, before = asked.pause.form, self.state(now)
        self.submitted.add(asked.token or "")
        data = {
            "node_id": node_id_of(self.scene.workflow_id, form.title),
            "node_title": form.title,
            "rendered_content": form.content,
            "action_id": action.get("id"),
            "action_text": action.get("title"),
            "submitted_data": given,
        }
        how = self.scene.frame("human_input_form_filled", data)
        self.scene = evolve(self.scene, given={**self.scene.given, **given})
        self.behaviour = asked.pause.then
        outputs = {**given, "__action_id": action.get("id"), "__rendered_content": form.content}
        self._taken_up = exact(now + taken_up)
        rest = transcript.resume(self.scene, asked.pause, before, how, outputs, self._taken_up)
        self._change(now, rest)

    def _hurry(self, now: float) -> None:
        done = [each for each in self.moments if each.at <= now]
        rest = self.moments[len(done) :]
        upto = next((n + 1 for n, m in enumerate(rest) if m.pause), len(rest))
        self._change(now, [*(evolve(m, at=now) for m in rest[:upto]), *rest[upto:]])

    def _change(self, at: float, rest: list[Moment]) -> None:
        kept = [each for each in self.moments if each.at <= at]
        self.cuts.append(len(kept))
        self.moments = [*kept, *rest]

    # -- forms --------------------------------------------------------------------------------

    def forms(self) -> Iterator[Asked]:
        """The forms it asked for or will ask for, oldest first."""
        previous: Moment | None = None
        for moment in self.moments:
            if moment.pause is not None and previous is not None and previous.event:
                fields = previous.event["data"]
                yield Asked(fields["form_token"], moment.pause, fields, moment.at)
            previous = moment

    # -- answers ------------------------------------------------------------------------------

    def result(self, now: float) -> Json:
        """The response to a blocking run."""
        state, ended = self.state(now), self.state(now).ended_at
        elapsed = (now if ended is None else ended) - self.began
        data = {
            "id": self.id,
            "workflow_id": self.scene.workflow_id,
            "status": state.status,
            "outputs": state.outputs,
            "error": state.error,
            "elapsed_time": number(elapsed),
            "total_tokens": state.tokens,
            "total_steps": state.steps,
            "created_at": whole(self.began),
            "finished_at": None if ended is None else whole(ended),
        }
        paused: Json = {}
        if state.status == "paused":
            pauses = [m for m in self.moments if m.kind == "workflow_paused" and m.at <= now]
            last = pauses[-1].event["data"] if pauses and pauses[-1].event else {}
            paused = {name: last.get(name, []) for name in ("paused_nodes", "reasons")}
        head = {"task_id": self.scene.task_id, "workflow_run_id": self.id}
        return {**head, "data": {**data, **paused}}
