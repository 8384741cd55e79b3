"""The moments of a run, and the events about the whole run. Pure.

Both generations of the server's events are here and in `nodes`: the documented one (0.14) has
sequence numbers, parallel branches and prices as numbers; today's (1.16) has reasons, truncation
flags and prices as text.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from attrs import frozen

from .behaviours import Form, Pauses
from .formatting import named_uuid, number, whole
from .options import Dialect

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
    """Where it waits from then on, and how it goes on."""

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
    dialect: Dialect
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
    def modern(self) -> bool:
        """Return whether it is today's server."""
        return self.dialect == "today"

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
    """The event a run, or what is left of it, begins with."""
    data: Json = {"id": scene.run_id, "workflow_id": scene.workflow_id}
    if scene.modern:
        data |= {"inputs": scene.inputs, "created_at": whole(at)}
        return scene.frame("workflow_started", {**data, "reason": reason})
    data |= {"sequence_number": scene.sequence, "inputs": scene.inputs}
    return scene.frame("workflow_started", {**data, "created_at": whole(at)})


def finished(scene: Scene, state: State, at: float) -> Json:
    """The event a run ends with."""
    data: Json = {"id": scene.run_id, "workflow_id": scene.workflow_id}
    data |= {} if scene.modern else {"sequence_number": scene.sequence}
    data |= {
        "status": state.status,
        "outputs": state.outputs,
        "error": state.error,
        "elapsed_time": number(at - scene.began),
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
    fields = {
        "form_id": named_uuid(scene.run_id, "form", str(index)),
        "node_id": node_id_of(scene.workflow_id, form.title),
        "node_title": form.title,
        "form_content": form.content,
        "inputs": [dict(each) for each in form.inputs],
        "actions": [dict(each) for each in form.actions],
        "resolved_default_values": dict(form.defaults),
        "form_token": token_of(scene, form, index),
        "expiration_time": expires,
    }
    return {**fields, "approval_channels": []} if scene.modern else fields


def token_of(scene: Scene, form: Form, index: int) -> str | None:
    """The token of a form; None when the API can't answer it."""
    made = "tok_" + named_uuid(scene.run_id, "token", str(index)).replace("-", "")
    return (form.token or made) if form.answerable else None
