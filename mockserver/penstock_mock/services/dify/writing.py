"""A workflow's steps, written down as moments. Pure."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import define, evolve, field

from .moments import Json, Moment, Scene, State, node_id_of
from .nodes import Execution, Place
from .plans import (
    Audio,
    Branches,
    Event,
    Log,
    Node,
    Raw,
    Retry,
    Rounds,
    Say,
    Step,
    Think,
    Wait,
)
from .wire import exact, named_uuid, number, whole


@define
class Writer:
    """Writes moments down, one after another."""

    scene: Scene
    gap: float
    at: float
    scale: float = 1.0
    """What waits are multiplied with; `gap` is the scaled one already."""
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

    # -- steps --------------------------------------------------------------------------------

    def steps(self, steps: Iterable[Step], place: Place | None = None) -> None:
        """Everything the steps do."""
        for step in steps:
            self._step(step, place or Place())

    def _step(self, step: Step, place: Place) -> None:
        match step:
            case Wait(seconds):
                self.at += seconds * self.scale
            case Raw(data):
                self.add(raw=data)
            case Event(value):
                self._event(value)
            case Audio():
                self._audio(step)
            case Node():
                self._node(step, place)
            case Rounds():
                self._rounds(step, place)
            case Branches(sides):
                self._branches(sides, place)
            case Say() | Think() | Log():
                self._inside(step, place)
            case Retry():  # the node around it has told of it
                pass

    def _inside(self, step: Say | Think | Log, place: Place) -> None:
        match step:
            case Say(text):
                selector = [place.node, "text"] if place.node else None
                self.emit("text_chunk", {"text": text, "from_variable_selector": selector})
            case Think(text, final):
                told = {"reasoning": text, "node_id": place.node, "is_final": final}
                self.emit("reasoning_chunk", {"message_id": None, **told})
            case Log():
                self._log(step, place)

    def _event(self, value: Mapping[str, Any]) -> None:
        name = {"event": value["event"]} if "event" in value else {}
        ids = {"workflow_run_id": self.scene.run_id, "task_id": self.scene.task_id}
        self.add({**name, **(ids if "data" in value else {}), **value})

    def _audio(self, step: Audio) -> None:
        self.spoken = True
        event = self.scene.frame("tts_message", audio=base64.b64encode(step.data).decode())
        if step.late:
            self.late.append(event)
        else:
            self.add(event)

    def _log(self, step: Log, place: Place) -> None:
        data = {
            "node_execution_id": place.execution or "",
            "id": named_uuid(self.scene.run_id, "log", str(len(self.moments))),
            "label": step.label,
            "parent_id": step.parent,
            "error": step.error,
            "status": step.status,
            "data": dict(step.data),
            "metadata": {},
            "node_id": place.node or "",
        }
        self.emit("agent_log", data)

    # -- nodes --------------------------------------------------------------------------------

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
        said = "".join(each.text for each in step.steps if isinstance(each, Say))
        return {"text": said, "finish_reason": "stop"} if step.type == "llm" else {}

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
            told = {"index": turn, "created_at": whole(self.at + self.gap), **extras}
            self.emit(f"{kind}_next", {**own, **told, **more})
            self.steps(steps, evolve(inner, turn=turn))
        self.emit(f"{kind}_completed", {**own, **self._closed(step, begun, before)})

    def _closed(self, step: Rounds, begun: float, before: int) -> Json:
        """How a container ended. Its `error` is null even when it failed: the server's mistake."""
        now, tokens = self.at + self.gap, self.tokens - before
        return {
            "outputs": None if step.outputs is None else dict(step.outputs),
            **self._truncated("outputs"),
            "created_at": whole(now),
            "extras": {},
            "inputs": {},
            **self._truncated("inputs"),
            "status": step.status,
            "error": None,
            "elapsed_time": number(now - begun),
            "total_tokens": tokens,
            "execution_metadata": {"total_tokens": tokens},
            "finished_at": whole(now),
            "steps": len(step.rounds),
        }

    def _truncated(self, name: str) -> Json:
        return {f"{name}_truncated": False} if self.scene.modern else {}

    def _branches(self, sides: tuple[tuple[Step, ...], ...], place: Place) -> None:
        """Each side on a clock of its own; what they do is told in the order it happens."""
        began, outer, ends = self.at, self.moments, [self.at]
        parallel = named_uuid(self.scene.run_id, "parallel", str(len(outer)))
        told: list[Moment] = []
        for number_, steps in enumerate(sides):
            self.at, self.moments = began, []
            self._branch(steps, place, parallel, number_)
            told += self.moments
            ends.append(self.at)
        self.at = max(ends)
        self.moments = [*outer, *sorted(told, key=lambda moment: moment.at)]

    def _branch(self, steps: tuple[Step, ...], place: Place, parallel: str, number_: int) -> None:
        first = next((each for each in steps if isinstance(each, Node)), None)
        start = self._node_id(first) if first else f"branch-{number_}"
        told = {
            "parallel_id": parallel,
            "parallel_branch_id": start,
            "parent_parallel_id": place.parallel[0] if place.parallel else None,
            "parent_parallel_start_node_id": place.parallel[1] if place.parallel else None,
            "iteration_id": place.iteration,
        }
        if not self.scene.modern:
            begun = {**told, "created_at": whole(self.at + self.gap)}
            self.emit("parallel_branch_started", begun)
        self.steps(steps, evolve(place, parallel=(parallel, start)))
        if not self.scene.modern:
            ended = {"status": "succeeded", "error": None, "created_at": whole(self.at + self.gap)}
            self.emit("parallel_branch_finished", {**told, **ended})

    def _node_id(self, step: Node) -> str:
        return step.id or node_id_of(self.scene.workflow_id, step.title)

    # -- writing ------------------------------------------------------------------------------

    def emit(self, kind: str, data: Json, state: State | None = None, **more: Any) -> float:
        """One event with its ids, after the gap; the moment it has."""
        self.add(self.scene.frame(kind, data), state=state, **more)
        return self.at

    def add(self, event: Json | None = None, gap: float | None = None, **more: Any) -> None:
        """Anything, after the gap."""
        self.at += self.gap if gap is None else gap
        self.moments.append(Moment(exact(self.at), event, **more))
