"""The moments of a run, and the events about the run and its nodes. Pure.

Both dialects are here: 2024-12 has sequence numbers, parallel branches and prices as numbers;
2026-08 has reasons, truncation flags and prices as text.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeAlias

from ...document.values import frozen
from ..formatting import named_uuid, rounded, whole
from .behaviours import Form, Node, Pauses

Json: TypeAlias = dict[str, Any]


@frozen
class State:
    """The state of a run, from some moment on."""

    status: str = "running"
    outputs: Json | None = None
    error: str | None = None
    tokens: int = 0
    steps: int = 0
    exceptions: int = 0
    code: str | None = None
    """Of a run that broke: the HTTP status where it is waited for."""
    http: int = 200
    ended_at: float | None = None


@frozen
class Moment:
    """Something a run does at a time (epoch seconds)."""

    at: float
    event: Json | None = None
    raw: bytes | None = None
    state: State | None = None
    """The run's state from then on, when it changes."""
    pause: Pauses | None = None
    """The position at which a run pauses, and its continuation."""

    @property
    def kind(self) -> str:
        """The event's name; "" for bytes."""
        return str((self.event or {}).get("event", ""))

    @property
    def node_id(self) -> str:
        """The execution id of the node an event is about; "" for any other event."""
        data = (self.event or {}).get("data")
        return str(data.get("id", "")) if self.kind.startswith("node_") and data else ""


@frozen
class Scene:
    """Everything a transcript depends on, besides the behaviour."""

    run_id: str
    task_id: str
    workflow_id: str
    modern: bool
    """In the form of 2026-08."""
    user: str
    end_user: str
    given: Json
    """The inputs as the workflow sees them; those of forms included."""
    system: Json
    """The `sys.*` variables."""
    began: float
    """Epoch seconds."""
    sequence: int = 1

    @property
    def inputs(self) -> Json:
        """The inputs as the run's own events have them."""
        return {**self.given, **self.system}

    @property
    def recorded(self) -> Json:
        """The inputs as they are on record: in the run's detail, its log, and a snapshot."""
        return {**self.inputs, **({"sys.timestamp": whole(self.began)} if self.modern else {})}

    def frame(self, kind: str, data: Json | None = None, **top: Any) -> Json:
        """An event, its keys in the order they are sent."""
        ids = {"workflow_run_id": self.run_id, "task_id": self.task_id}
        if not self.modern:
            ids = dict(reversed(ids.items()))
        return {"event": kind, **ids, **({} if data is None else {"data": data}), **top}


def node_id_of(workflow_id: str, title: str) -> str:
    """The id a node of that title has: digits, as the editor makes them from the time."""
    return str(1_700_000_000_000 + int(named_uuid(workflow_id, title)[:8], 16))


def started(scene: Scene, at: float, reason: str) -> Json:
    data: Json = {"id": scene.run_id, "workflow_id": scene.workflow_id}
    if scene.modern:
        data |= {"inputs": scene.inputs, "created_at": whole(at)}
        return scene.frame("workflow_started", {**data, "reason": reason})
    data |= {"sequence_number": scene.sequence, "inputs": scene.inputs}
    return scene.frame("workflow_started", {**data, "created_at": whole(at)})


def finished(scene: Scene, state: State, at: float) -> Json:
    data: Json = {"id": scene.run_id, "workflow_id": scene.workflow_id}
    data |= {} if scene.modern else {"sequence_number": scene.sequence}
    data |= {
        "status": state.status,
        "outputs": state.outputs,
        "error": state.error,
        "elapsed_time": rounded(at - scene.began),
        "total_tokens": state.tokens,
        "total_steps": state.steps,
        "created_by": {"id": scene.end_user, "user": scene.user},
        "created_at": whole(scene.began),
        "finished_at": whole(at),
    }
    data |= {"exceptions_count": state.exceptions} if scene.modern else {}
    return scene.frame("workflow_finished", {**data, "files": []})


def form_fields(scene: Scene, form: Form, expires: int, index: int) -> Json:
    """A form in events and responses; `index` is its node's, and no two forms share it."""
    token = form.token or "tok_" + named_uuid(scene.run_id, "token", str(index)).replace("-", "")
    fields = {
        "form_id": named_uuid(scene.run_id, "form", str(index)),
        "node_id": node_id_of(scene.workflow_id, form.title),
        "node_title": form.title,
        "form_content": form.content,
        "inputs": [dict(each) for each in form.inputs],
        "actions": [dict(each) for each in form.actions],
        "resolved_default_values": dict(form.defaults),
        "form_token": token if form.answerable else None,
        "expiration_time": expires,
    }
    return {**fields, "approval_channels": []} if scene.modern else fields


@frozen
class Place:
    """The position of a step in the graph."""

    node: str | None = None
    execution: str | None = None
    iteration: str | None = None
    loop: str | None = None
    turn: int = 0
    parallel: tuple[str, str] | None = None
    """The parallel's id and the branch's first node's."""


@frozen
class Execution:
    """One execution of a node, in its events."""

    scene: Scene
    step: Node
    index: int
    place: Place

    @cached_property
    def id(self) -> str:
        return named_uuid(self.scene.run_id, "node", str(self.index))

    @cached_property
    def node_id(self) -> str:
        return self.step.id or node_id_of(self.scene.workflow_id, self.step.title)

    def started(self, at: float) -> Json:
        step, place = self.step, self.place
        icon = {"icon": step.icon} if step.icon else {}
        data = {**self._own(), "inputs": None}
        if not self.scene.modern:
            data |= {"created_at": whole(at), "extras": icon, **self._parallel()}
            return data | {"iteration_id": place.iteration}
        strategy = {"name": step.strategy, "icon": None} if step.strategy else None
        data |= {"inputs_truncated": False, "created_at": whole(at), "extras": icon}
        where = {"iteration_id": place.iteration, "loop_id": place.loop}
        return data | where | {"agent_strategy": strategy}

    def finished(
        self, begun: float, at: float, outputs: Json | None, error: str | None, status: str
    ) -> Json:
        modern, step, place = self.scene.modern, self.step, self.place
        data = self._own()
        parts = (
            ("inputs", dict(step.inputs or {})),
            ("process_data", {"model_mode": "chat"} if step.type == "llm" else {}),
            ("outputs", outputs),
        )
        for name, value in parts:
            data |= {name: value} | ({f"{name}_truncated": False} if modern else {})
        price: Any = step.price if modern else float(step.price)
        spent: Json = {"total_tokens": step.tokens, "total_price": price, "currency": "USD"}
        for kind, within in (("iteration", place.iteration), ("loop", place.loop)):
            spent |= {f"{kind}_id": within, f"{kind}_index": place.turn} if within else {}
        spent |= {"error_strategy": "default-value"} if step.status == "exception" else {}
        shown = step.tokens or step.type == "llm" or len(spent) > 3
        data |= {"status": status, "error": error, "elapsed_time": rounded(at - begun)}
        data |= {"execution_metadata": spent if shown else None, "created_at": whole(begun)}
        data |= {"finished_at": whole(at), "files": [], **({} if modern else self._parallel())}
        data |= {"iteration_id": place.iteration}
        return data | ({"loop_id": place.loop} if modern else {})

    def _own(self) -> Json:
        step = self.step
        own = {"id": self.id, "node_id": self.node_id, "node_type": step.type, "title": step.title}
        # Live events of 2026-08 number nothing; only snapshots do.
        index = 1 if self.scene.modern else self.index
        return {**own, "index": index, "predecessor_node_id": None}

    def _parallel(self) -> Json:
        parallel, start = self.place.parallel or (None, None)
        return {
            "parallel_id": parallel,
            "parallel_start_node_id": start,
            "parent_parallel_id": None,
            "parent_parallel_start_node_id": None,
        }
