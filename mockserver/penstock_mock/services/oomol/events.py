"""The events that a task logs. Pure.

A block that is run by itself has no stacks; in a flow, each node's name is in its last one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from attrs import evolve, field

from ...document.values import frozen
from ..behaviours import WAITING, Echo, Plan
from .catalogue import NO_NODE
from .plans import Node

Kind: TypeAlias = Literal["block", "flow", "subflow"]
Moment: TypeAlias = Literal["create_at", "finish_at"]

# The error of a session that was stopped.
STOPPED = "Task was stopped"


@frozen
class Entry:
    """One log to be."""

    type: str
    fields: Mapping[str, Any] = field(factory=dict)
    node_id: str = ""
    moment: Moment | None = None
    """The field of the event with its time, if it has one."""
    step: int = 0
    """The place, among the states of the task, of the one in which it appears."""


@frozen
class Run:
    """A run, as its events describe it."""

    session_id: str
    path: str
    kind: Kind
    nodes: tuple[Node, ...]
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any] = field(factory=dict)
    """Of a subflow."""
    attached: Mapping[str, Any] = field(factory=dict)
    """The fields of an echo beside the inputs."""
    reason: str | None = None
    """The session's error, when no block has one: the last one never finishes."""

    @property
    def error(self) -> str | None:
        """The first error of a block, or the session's own."""
        return next((node.error for node in self.nodes if node.error is not None), self.reason)


def script(run: Run, plan: Plan) -> tuple[Entry, ...]:
    """Every log of a task that nothing stops, in order.

    It opens when work begins, goes on step by step while work lasts, and closes with the end: from
    the last finish of a block on.
    """
    runs = {"block": block_run, "flow": flow_run, "subflow": subflow_run}
    first, *rest = runs[run.kind](run)
    finishes = [place for place, entry in enumerate(rest) if entry.type == "BlockFinished"]
    end = finishes[-1] if finishes else len(rest)
    start = next((n for n, (name, _) in enumerate(plan.states) if name not in WAITING), 0)
    steps, last = max(1, len(plan.states) - start), len(plan.states)
    return (
        Entry("SessionStarted", _session(run), moment="create_at", step=start),
        evolve(first, step=start),
        # Each step has about as many entries.
        *(
            evolve(entry, step=start + min(steps - 1, place * steps // end))
            for place, entry in enumerate(rest[:end])
        ),
        *(evolve(entry, step=last) for entry in rest[end:]),
        session_finished(run, run.error, last),
    )


def cut(entries: Sequence[Entry], step: int, run: Run, last: int) -> tuple[Entry, ...]:
    """The logs of a task that is stopped in a step: none, if it had not begun."""
    kept = tuple(entry for entry in entries if entry.step <= step)
    return (*kept, session_finished(run, STOPPED, last)) if kept else ()


def session_finished(run: Run, error: str | None, step: int) -> Entry:
    """The last log of a task."""
    fields = _session(run) if error is None else _session(run) | {"error": error}
    return Entry("SessionFinished", fields, moment="finish_at", step=step)


def _session(run: Run) -> dict[str, Any]:
    return {"path": run.path, "partial": False, "cache": False}


def block_run(run: Run) -> Iterator[Entry]:
    """A block by itself."""
    yield from _node(run, run.nodes[0], "j-1", [], run.inputs, path=run.path)


def flow_run(run: Run) -> Iterator[Entry]:
    """The nodes of a flow one after another, up to the first that fails."""
    common = {"job_id": "j-flow", "stacks": [], "flow_path": run.path}
    ids = [node.id for node in run.nodes]
    yield Entry("FlowStarted", common, moment="create_at")
    ways = {"start_nodes": ids[:1], "mid_nodes": ids[1:-1], "end_nodes": ids[1:][-1:] or ids}
    yield Entry("FlowNodesWillRun", common | ways)
    yield from _chain(run, "j-flow")
    yield Entry("FlowFinished", common | {"error": run.error}, moment="finish_at")


def subflow_run(run: Run) -> Iterator[Entry]:
    """A subflow by itself: its outputs are events of their own, and its end has no result."""
    common = {"job_id": "j-subflow", "stacks": [], "block_path": run.path}
    begun = common | {"inputs": dict(run.inputs)}
    yield Entry("SubflowBlockStarted", begun, moment="create_at")
    yield from _chain(run, "j-subflow")
    if run.error is None:
        for handle, value in run.outputs.items():
            yield Entry("SubflowBlockOutput", common | {"handle": handle, "output": value})
    yield Entry("SubflowBlockFinished", common | {"error": run.error}, moment="finish_at")


def _chain(run: Run, job_id: str) -> Iterator[Entry]:
    given: Mapping[str, Any] = run.inputs
    for number, node in enumerate(run.nodes, 1):
        stacks = [{"flow_job_id": job_id, "flow": run.path, "node_id": node.id}]
        yield from _node(run, node, f"j-{number}", stacks, given)
        if node.error is not None:
            return
        given = _result(run, node, given) or {}


def _node(
    run: Run,
    node: Node,
    job_id: str,
    stacks: list[dict[str, str]],
    inputs: Mapping[str, Any],
    path: str | None = None,
) -> Iterator[Entry]:
    common = {"job_id": job_id, "block_path": path, "stacks": stacks}
    node_id = node.id or NO_NODE
    yield Entry("BlockStarted", common | {"inputs": dict(inputs)}, node_id, "create_at")
    for step in node.steps:
        yield Entry(step.type, common | dict(step.fields), node_id)
    if run.reason is not None and node is run.nodes[-1]:
        return  # the end of the session was the block's as well, before it could report one
    end: dict[str, Any] = {"error": node.error}
    if node.error is None:
        result = _result(run, node, inputs)
        end = {} if result is None else {"result": result}
    yield Entry("BlockFinished", common | end, node_id, "finish_at")


def _result(run: Run, node: Node, inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    if isinstance(node.result, Echo):
        return {"echo": dict(inputs), **run.attached}
    return None if node.result is None else dict(node.result)
