"""A node's events, in both generations. Pure."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from .formatting import named_uuid, number, whole
from .moments import Json, Scene, node_id_of
from .plans import Node


@frozen
class Place:
    """Where in the graph a step is."""

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

    @property
    def id(self) -> str:
        return named_uuid(self.scene.run_id, "node", str(self.index))

    @property
    def node_id(self) -> str:
        return self.step.id or node_id_of(self.scene.workflow_id, self.step.title)

    def started(self, at: float) -> Json:
        step, place = self.step, self.place
        if not self.scene.modern:
            told = {"inputs": None, "created_at": whole(at), "extras": self._extras()}
            return {**self._own(), **told, **self._parallel(), "iteration_id": place.iteration}
        strategy = {"name": step.strategy, "icon": None} if step.strategy else None
        told = {"inputs": None, "inputs_truncated": False, "created_at": whole(at)}
        where = {"iteration_id": place.iteration, "loop_id": place.loop}
        return {
            **self._own(),
            **told,
            "extras": self._extras(),
            **where,
            "agent_strategy": strategy,
        }

    def finished(
        self, begun: float, at: float, outputs: Json | None, error: str | None, status: str
    ) -> Json:
        modern, place = self.scene.modern, self.place
        told: Json = {"inputs": dict(self.step.inputs or {})}
        told |= {"inputs_truncated": False} if modern else {}
        told["process_data"] = {"model_mode": "chat"} if self.step.type == "llm" else {}
        told |= {"process_data_truncated": False} if modern else {}
        told["outputs"] = outputs
        told |= {"outputs_truncated": False} if modern else {}
        told |= {"status": status, "error": error, "elapsed_time": number(at - begun)}
        told["execution_metadata"] = self._metadata()
        told |= {"created_at": whole(begun), "finished_at": whole(at), "files": []}
        told |= {} if modern else self._parallel()
        where: Json = {"iteration_id": place.iteration}
        where |= {"loop_id": place.loop} if modern else {}
        return {**self._own(), **told, **where}

    def _own(self) -> Json:
        step = self.step
        own = {"id": self.id, "node_id": self.node_id, "node_type": step.type, "title": step.title}
        # Today's live events number nothing; only snapshots do.
        index = 1 if self.scene.modern else self.index
        return {**own, "index": index, "predecessor_node_id": None}

    def _extras(self) -> Json:
        return {"icon": self.step.icon} if self.step.icon else {}

    def _parallel(self) -> Json:
        parallel, start = self.place.parallel or (None, None)
        return {
            "parallel_id": parallel,
            "parallel_start_node_id": start,
            "parent_parallel_id": None,
            "parent_parallel_start_node_id": None,
        }

    def _metadata(self) -> Json | None:
        step, place = self.step, self.place
        price: Any = step.price if self.scene.modern else float(step.price)
        told: Json = {"total_tokens": step.tokens, "total_price": price, "currency": "USD"}
        for kind, within in (("iteration", place.iteration), ("loop", place.loop)):
            told |= {f"{kind}_id": within, f"{kind}_index": place.turn} if within else {}
        told |= {"error_strategy": "default-value"} if step.status == "exception" else {}
        told_of = step.tokens or step.type == "llm" or len(told) > 3
        return told if told_of else None
