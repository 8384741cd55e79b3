"""The events that a task logs. Pure.

A block that is run by itself has no stacks; in a flow, each node's name is in its last one.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from typing import Any

from attrs import evolve, field

from ...document.values import frozen
from ..behaviours import WAITING, Echo, Plan
from .behaviours import Behaviour
from .catalogue import NO_NODE
from .plans import Node


@frozen
class Entry:
    """One log to be."""

    type: str
    fields: Mapping[str, Any] = field(factory=dict)
    node_id: str = ""
    step: int = 0
    """The place, among the states of the task, of the one in which it appears."""


@frozen
class Run:
    """A run, as its events describe it."""

    path: str
    behaviour: Behaviour
    inputs: Mapping[str, Any]
    attached: Mapping[str, Any] = field(factory=dict)
    """The fields of an echo beside the inputs."""

    @property
    def error(self) -> str | None:
        """The first error of a block, or the session's own."""
        errors = (node.error for node in self.behaviour.nodes if node.error is not None)
        return next(errors, self.behaviour.reason)


def entries(run: Run, plan: Plan) -> tuple[Entry, ...]:
    """Every log of a task that nothing stops, in order.

    It opens when work begins, goes on step by step while work lasts, and closes with the end: from
    the last finish of a block on.
    """
    first, *rest = _events(run)
    finishes = [place for place, entry in enumerate(rest) if entry.type == "BlockFinished"]
    end = finishes[-1] if finishes else len(rest)
    start = next((n for n, (name, _) in enumerate(plan.states) if name not in WAITING), 0)
    steps, last = max(1, len(plan.states) - start), len(plan.states)
    return (
        Entry("SessionStarted", {"path": run.path, "partial": False, "cache": False}, step=start),
        evolve(first, step=start),
        # Each step has about as many entries.
        *(
            evolve(entry, step=start + min(steps - 1, place * steps // end))
            for place, entry in enumerate(rest[:end])
        ),
        *(evolve(entry, step=last) for entry in rest[end:]),
        session_finished(run, run.error, last),
    )


def session_finished(run: Run, error: str | None, step: int) -> Entry:
    """The last log of a task."""
    failure = {} if error is None else {"error": error}
    fields = {"path": run.path, "partial": False, "cache": False, **failure}
    return Entry("SessionFinished", fields, step=step)


def _events(run: Run) -> Iterator[Entry]:
    """The events of a block by itself, or of the nodes of a flow or subflow one after another, up
    to the first that fails.
    """
    kind, nodes, given = run.behaviour.kind, run.behaviour.nodes, run.inputs
    if kind == "block":
        own: dict[str, Any] = {"job_id": "j-1", "block_path": run.path, "stacks": []}
        yield from _node(run, nodes[0], own, given)
        return
    name, path = ("Flow", "flow_path") if kind == "flow" else ("SubflowBlock", "block_path")
    common: dict[str, Any] = {"job_id": f"j-{kind}", "stacks": [], path: run.path}
    if kind == "flow":
        yield Entry("FlowStarted", common)
        ids = [node.id for node in nodes]
        ways = {"start_nodes": ids[:1], "mid_nodes": ids[1:-1], "end_nodes": ids[1:][-1:] or ids}
        yield Entry("FlowNodesWillRun", common | ways)
    else:
        yield Entry("SubflowBlockStarted", common | {"inputs": dict(given)})
    for number, node in enumerate(nodes, 1):
        stacks = [{"flow_job_id": f"j-{kind}", "flow": run.path, "node_id": node.id}]
        own = {"job_id": f"j-{number}", "block_path": None, "stacks": stacks}
        given = yield from _node(run, node, own, given)
        if node.error is not None:
            break
    if kind == "subflow" and run.error is None:
        for handle, value in run.behaviour.outputs.items():
            yield Entry("SubflowBlockOutput", common | {"handle": handle, "output": value})
    yield Entry(f"{name}Finished", common | {"error": run.error})


def _node(
    run: Run, node: Node, common: Mapping[str, Any], inputs: Mapping[str, Any]
) -> Generator[Entry, None, Mapping[str, Any]]:
    """The events of a block; it returns the result, which the next one gets."""
    node_id = node.id or NO_NODE
    yield Entry("BlockStarted", {**common, "inputs": dict(inputs)}, node_id)
    for step in node.steps:
        yield Entry(step.type, {**common, **step.fields}, node_id)
    result = node.result
    if isinstance(result, Echo):
        result = {"echo": dict(inputs), **run.attached}
    if run.behaviour.reason is not None and node is run.behaviour.nodes[-1]:
        return {}  # the end of the session was the block's as well, before it could report one
    end: dict[str, Any] = {"error": node.error}
    if node.error is None:
        end = {} if result is None else {"result": dict(result)}
    yield Entry("BlockFinished", {**common, **end}, node_id)
    return result or {}
