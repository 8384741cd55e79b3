"""A run written out as moments: its steps, its pauses, its end. Pure."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from typing import Any

from attrs import evolve, field

from ...document.values import define
from ..behaviours import ECHO, Echo
from ..formatting import exact, named_uuid, rounded, whole, words
from .behaviours import (
    Audio,
    Behaviour,
    Branches,
    Breaks,
    Ends,
    Event,
    Log,
    Node,
    Outcome,
    Pauses,
    Raw,
    Retry,
    Rounds,
    Say,
    Step,
    Sticks,
    Stops,
    Think,
    Wait,
    node,
    say,
)
from .events import (
    Execution,
    Json,
    Moment,
    Place,
    Scene,
    State,
    finished,
    form_fields,
    node_id_of,
    started,
)


def begin(scene: Scene, behaviour: Behaviour) -> list[Moment]:
    """A run from its first event to its last; to a pause, and what follows without an answer."""

    def write(writer: Writer) -> list[Moment]:
        outcome = behaviour.outcome
        if isinstance(outcome, Breaks) and outcome.early:
            writer.at += writer.rest
            _break(writer, outcome)
            return writer.moments
        # The first event comes at once: a client waits for it to learn the run's id.
        writer.add(started(scene, scene.began, "initial"), 0.0, state=State())
        return _go(writer, behaviour)

    return _timed(Writer(scene, behaviour.gap, scene.began), behaviour, write)


def resume(
    scene: Scene, pause: Pauses, before: State, how: Json, outputs: Json, at: float
) -> list[Moment]:
    """A paused run from the moment `at` on. how: the event with the reason it goes on; outputs:
    what the form's node gives.
    """
    behaviour = pause.then
    human = node(pause.form.title, type="human-input", outputs=outputs)

    def write(writer: Writer) -> list[Moment]:
        writer.index, writer.tokens = before.steps, before.tokens
        writer.exceptions = before.exceptions
        writer.add(started(scene, at, "resumption"), 0.0, state=State())
        asked = Execution(scene, human, before.steps, Place())
        writer.emit("node_started", asked.started(writer.at + writer.gap))
        writer.add(how)
        ends = writer.at + writer.gap
        writer.emit("node_finished", asked.finished(at, ends, outputs, None, "succeeded"))
        return _go(writer, behaviour)

    return _timed(Writer(scene, behaviour.gap, at), behaviour, write)


def _timed(
    writer: Writer, behaviour: Behaviour, write: Callable[[Writer], list[Moment]]
) -> list[Moment]:
    """Written once to measure its duration; and again, scaled to the behaviour's."""
    wanted, began = behaviour.seconds, writer.at
    again = evolve(writer, moments=[], late=[])
    moments = write(writer)
    if wanted is None:
        return moments
    natural = next((m.at for m in moments if m.pause), moments[-1].at) - began
    if natural > 0:
        again.scale, again.gap = wanted / natural, again.gap * wanted / natural
    else:
        again.rest = wanted
    return write(again)


def _go(writer: Writer, behaviour: Behaviour) -> list[Moment]:
    """The steps and the end; or, at a pause, what follows without an answer."""
    outcome, scene = behaviour.outcome, writer.scene
    given = outcome.outputs if isinstance(outcome, Ends) else ECHO
    if given is not None:
        writer.outputs = dict(scene.given if isinstance(given, Echo) else given)
    steps = behaviour.steps
    writer.steps(default_steps(writer, outcome) if steps is None else steps)
    writer.at += writer.rest
    match outcome:
        case Ends(status, _, error):
            handled = status == "partial-succeeded"  # only the node's own event has the error
            exceptions = writer.exceptions or int(handled)
            shown = None if handled else error
            _end(writer, State(status, writer.outputs, shown, exceptions=exceptions))
        case Breaks():
            _break(writer, outcome)
        case Stops():
            _end(writer, State("succeeded", writer.outputs))
        case Pauses():
            later = _pause(writer, outcome)
            return [*writer.moments, *later]
        case Sticks():
            pass
    return writer.moments


def _end(writer: Writer, state: State) -> None:
    at = exact(writer.at + writer.gap)
    state = evolve(state, tokens=writer.tokens, steps=writer.index, ended_at=at)
    writer.add(finished(writer.scene, state, at), state=state)
    for event in writer.late:
        writer.add(event)
    if writer.spoken:
        writer.add(writer.scene.frame("tts_message_end", audio=""))


def _break(writer: Writer, outcome: Breaks) -> None:
    at = exact(writer.at + writer.gap)
    state = State("failed", None, outcome.message, writer.tokens, writer.index)
    state = evolve(state, code=outcome.code, http=outcome.status, ended_at=at)
    event = {
        "event": "error",
        "workflow_run_id": None if outcome.early else writer.scene.run_id,
        "code": outcome.code,
        "status": outcome.status,
        "message": outcome.message,
    }
    writer.add(event, state=state)


def _pause(writer: Writer, outcome: Pauses) -> list[Moment]:
    """Pause, and return the moments once the form expired."""
    scene, form = writer.scene, outcome.form
    human = node(form.title, type="human-input", finishes=False)
    writer.steps((human,))
    expires = whole(writer.at + writer.gap + form.expires)
    asked = form_fields(scene, form, expires, writer.index)
    writer.emit("human_input_required", {**asked, "display_in_ui": False})
    at = writer.at + writer.gap
    data = {
        "workflow_run_id": scene.run_id,
        "paused_nodes": [asked["node_id"]],
        "outputs": {},
        "reasons": [{"TYPE": "human_input_required", **asked}],
        "status": "paused",
        "created_at": whole(scene.began),
        "elapsed_time": rounded(at - scene.began),
        "total_tokens": writer.tokens,
        "total_steps": writer.index,
    }
    state = State("paused", {}, None, writer.tokens, writer.index, writer.exceptions)
    writer.emit("workflow_paused", data, state, pause=outcome)
    expired = {
        "node_id": asked["node_id"],
        "node_title": form.title,
        "expiration_time": expires,
    }
    event = scene.frame("human_input_form_timeout", expired)
    at = max(float(expires), writer.moments[-1].at)
    return resume(scene, outcome, state, event, {}, at)


def default_steps(writer: Writer, outcome: Outcome) -> tuple[Step, ...]:
    """Start, a language model that streams the text of the outputs word by word, end."""
    status, error = (outcome.status, outcome.error) if isinstance(outcome, Ends) else ("", None)
    outputs = writer.outputs or {}
    texts = (each for each in (outputs.get("text"), *outputs.values()) if isinstance(each, str))
    spoken = tuple(say(word) for word in words(next(texts, "ok")))
    start = () if writer.index else (node("Start", type="start"),)  # once, however often it pauses
    if isinstance(outcome, Pauses):
        return start
    if isinstance(outcome, (Breaks, Sticks)):
        return (*start, node("LLM", *spoken, finishes=False))
    if status == "failed":
        return (*start, node("LLM", status="failed", error=error))
    if status == "partial-succeeded":
        handled = node("HTTP", type="http-request", status="exception", error=error)
        return (*start, handled, node("End", type="end"))
    return (*start, node("LLM", *spoken, tokens=len(spoken)), node("End", type="end"))


@define
class Writer:
    """Writes moments down, one after another."""

    scene: Scene
    gap: float
    at: float
    scale: float = 1.0
    """The factor of all waits; `gap` is scaled already."""
    rest: float = 0.0
    """Seconds before the end, of a run whose steps take no time."""
    outputs: Json | None = None
    index: int = 0
    tokens: int = 0
    exceptions: int = 0
    moments: list[Moment] = field(factory=list)
    late: list[Json] = field(factory=list)
    """Speech that is ready only after the run."""
    spoken: bool = False

    def steps(self, steps: Iterable[Step], place: Place | None = None) -> None:
        for step in steps:
            self._step(step, place or Place())

    def _step(self, step: Step, place: Place) -> None:
        match step:
            case Wait(seconds):
                self.at += seconds * self.scale
            case Raw(data):
                self.add(raw=data)
            case Event(value):
                ids = {"workflow_run_id": self.scene.run_id, "task_id": self.scene.task_id}
                name = {"event": value["event"]} if "event" in value else {}
                self.add({**name, **(ids if "data" in value else {}), **value})
            case Node():
                self._node(step, place)
            case Rounds():
                self._rounds(step, place)
            case Branches(sides):
                self._branches(sides, place)
            case Say() | Think() | Log() | Audio():
                self._inside(step, place)
            case Retry():  # written by the node around it
                pass

    def _inside(self, step: Say | Think | Log | Audio, place: Place) -> None:
        match step:
            case Say(text):
                selector = [place.node, "text"] if place.node else None
                self.emit("text_chunk", {"text": text, "from_variable_selector": selector})
            case Think(text, final):
                ids = {"message_id": None, "reasoning": text, "node_id": place.node}
                self.emit("reasoning_chunk", {**ids, "is_final": final})
            case Log(label, status, fields, parent, error):
                data = {
                    "node_execution_id": place.execution or "",
                    "id": named_uuid(self.scene.run_id, "log", str(len(self.moments))),
                    "label": label,
                    "parent_id": parent,
                    "error": error,
                    "status": status,
                    "data": dict(fields),
                    "metadata": {},
                    "node_id": place.node or "",
                }
                self.emit("agent_log", data)
            case Audio(sound, late):
                self.spoken = True
                event = self.scene.frame("tts_message", audio=base64.b64encode(sound).decode())
                if late:
                    self.late.append(event)
                else:
                    self.add(event)

    def _node(self, step: Node, place: Place) -> None:
        self.index += 1
        me = Execution(self.scene, step, self.index, place)
        begun = self.emit("node_started", me.started(self.at + self.gap))
        inner = evolve(place, node=me.node_id, execution=me.id)
        tries = 0
        for each in step.steps:
            if isinstance(each, Retry):
                tries += 1
                failed = me.finished(begun, self.at + self.gap, {}, each.error, "retry")
                self.emit("node_retry", {**failed, "retry_index": tries})
            else:
                self._step(each, inner)
        self.tokens += step.tokens
        self.exceptions += step.status == "exception"
        if not step.finishes:
            return
        done = me.finished(
            begun, self.at + self.gap, self._outputs_of(step), step.error, step.status
        )
        self.emit("node_finished", done)

    def _outputs_of(self, step: Node) -> Json | None:
        if step.outputs is not None:
            return dict(step.outputs)
        if step.status == "failed":
            return None
        if step.type == "start":
            return self.scene.inputs
        if step.type == "end":
            return self.outputs
        spoken = "".join(each.text for each in step.steps if isinstance(each, Say))
        return {"text": spoken, "finish_reason": "stop"} if step.type == "llm" else {}

    def _rounds(self, step: Rounds, place: Place) -> None:
        self.index += 1
        scene, kind = self.scene, step.kind
        node_id = step.id or node_id_of(scene.workflow_id, step.title)
        own = {"id": node_id, "node_id": node_id, "node_type": kind, "title": step.title}
        extras: Json = {"extras": {}}
        begun, before = self.at + self.gap, self.tokens
        opened = {"metadata": {}, "inputs": {}, **self._truncated("inputs")}
        self.emit(f"{kind}_started", {**own, "created_at": whole(begun), **extras, **opened})
        inner = evolve(place, iteration=node_id) if kind == "iteration" else place
        inner = evolve(inner, loop=node_id) if kind == "loop" else inner
        for turn, steps in enumerate(step.rounds):
            more: Json = {"pre_loop_output": {}} if kind == "loop" else {}
            fields = {"index": turn, "created_at": whole(self.at + self.gap), **extras}
            self.emit(f"{kind}_next", {**own, **fields, **more})
            self.steps(steps, evolve(inner, turn=turn))
        now, tokens = self.at + self.gap, self.tokens - before
        closed = {
            "outputs": None if step.outputs is None else dict(step.outputs),
            **self._truncated("outputs"),
            "created_at": whole(now),
            **extras,
            "inputs": {},
            **self._truncated("inputs"),
            "status": step.status,
            "error": None,  # even of one that failed: the server's mistake
            "elapsed_time": rounded(now - begun),
            "total_tokens": tokens,
            "execution_metadata": {"total_tokens": tokens},
            "finished_at": whole(now),
            "steps": len(step.rounds),
        }
        self.emit(f"{kind}_completed", {**own, **closed})

    def _truncated(self, name: str) -> Json:
        return {f"{name}_truncated": False} if self.scene.modern else {}

    def _branches(self, sides: tuple[tuple[Step, ...], ...], place: Place) -> None:
        """Each branch on a clock of its own; their moments are merged in order."""
        began, outer, ends = self.at, self.moments, [self.at]
        parallel = named_uuid(self.scene.run_id, "parallel", str(len(outer)))
        outer_parallel, outer_start = place.parallel or (None, None)
        merged: list[Moment] = []
        for index, steps in enumerate(sides):
            self.at, self.moments = began, []
            first = next((each for each in steps if isinstance(each, Node)), None)
            start = f"branch-{index}"
            if first:
                start = first.id or node_id_of(self.scene.workflow_id, first.title)
            data = {
                "parallel_id": parallel,
                "parallel_branch_id": start,
                "parent_parallel_id": outer_parallel,
                "parent_parallel_start_node_id": outer_start,
                "iteration_id": place.iteration,
            }
            if not self.scene.modern:
                begun = {**data, "created_at": whole(self.at + self.gap)}
                self.emit("parallel_branch_started", begun)
            self.steps(steps, evolve(place, parallel=(parallel, start)))
            if not self.scene.modern:
                data |= {"status": "succeeded", "error": None}
                ended = {**data, "created_at": whole(self.at + self.gap)}
                self.emit("parallel_branch_finished", ended)
            merged += self.moments
            ends.append(self.at)
        self.at = max(ends)
        self.moments = [*outer, *sorted(merged, key=lambda moment: moment.at)]

    def emit(self, kind: str, data: Json, state: State | None = None, **more: Any) -> float:
        """One event with its ids, after the gap; the moment it has."""
        self.add(self.scene.frame(kind, data), state=state, **more)
        return self.at

    def add(self, event: Json | None = None, gap: float | None = None, **more: Any) -> None:
        self.at += self.gap if gap is None else gap
        self.moments.append(Moment(exact(self.at), event, **more))
