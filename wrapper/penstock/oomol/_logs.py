"""Read a task's log: result, outputs, the reason of a failure, and whether it is complete.

A log is what the workflow engine reported, and all of it comes with each response. Which of the
engine's events a server keeps isn't known, so nothing here needs more than one kind of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import attrs

from penstock._core.decoding import array, mapping, text
from penstock.oomol._defaults import MAX_LOG_ROUNDS
from penstock_api.models import OomolTaskLog as TaskLog

# What ends with an error of its own, from the innermost to the outermost.
_FAILING: Final = frozenset(
    {"BlockError", "BlockFinished", "SubflowBlockFinished", "FlowFinished", "SessionFinished"}
)
_OUTPUTS: Final = frozenset({"BlockOutput", "BlockOutputs", "SubflowBlockOutput"})


def in_order(logs: Sequence[TaskLog]) -> list[TaskLog]:
    """Return the log from its first entry to its last, whatever way it was sent."""
    if all(isinstance(log["id"], int) for log in logs):
        return sorted(logs, key=lambda log: int(log["id"]))
    return list(logs)


def result_of(logs: Sequence[TaskLog]) -> Any:
    """Return the result of the last block that has one.

    Blocks that put out their values one by one return nothing: then it is these values, by
    their names, of the outermost blocks; None if there are none either.
    """
    for log in reversed(in_order(logs)):
        result = _event(log).get("result")
        if log.type == "BlockFinished" and result is not None:
            return result
    found = [(len(_path(log)), _outputs(log)) for log in in_order(logs) if _type(log) in _OUTPUTS]
    outermost = min((depth for depth, _ in found), default=0)
    merged = {name: v for depth, held in found if depth == outermost for name, v in held.items()}
    return merged or None


def outputs_by_node(logs: Sequence[TaskLog]) -> dict[str, Any]:
    """Return the outputs of each node by their names; a nested node is named by its path."""
    found: dict[str, dict[str, Any]] = {}
    for log in in_order(logs):
        outputs = _outputs(log)
        if outputs:
            found.setdefault("/".join(_path(log)) or text(log.node_id) or "_", {}).update(outputs)
    return found


def _outputs(log: TaskLog) -> dict[str, Any]:
    event = _event(log)
    if log.type == "BlockFinished":
        return mapping(event.get("result")) or {}
    if log.type == "BlockOutputs":
        return mapping(event.get("outputs")) or {}
    handle = text(event.get("handle"))
    return {handle: event.get("output")} if handle and _type(log) in _OUTPUTS else {}


def _path(log: TaskLog) -> list[str]:
    """Return the nodes around an event; none for a block that runs by itself."""
    stacks = array(_event(log).get("stacks")) or []
    return [text(frame.get("node_id")) or "_" for frame in stacks if isinstance(frame, dict)]


def _event(log: TaskLog) -> dict[str, Any]:
    return mapping(log.event) or {}


def _type(log: TaskLog) -> str | None:
    return text(log.type)


def reason_of(logs: Sequence[TaskLog]) -> str | None:
    """Return the last error in the log, as text; None if there is none."""
    return next(_reasons(logs), None)


def _reasons(logs: Sequence[TaskLog]) -> Iterator[str]:
    for log in reversed(in_order(logs)):
        if _type(log) in _FAILING:
            error = _event(log).get("error")
            message = error.get("message") if isinstance(error, dict) else error
            if isinstance(message, str) and message.strip():
                yield message.strip()


class NewEntries:
    """The entries of a log that are new, whichever order and however often it is sent in."""

    __slots__ = ("_seen",)

    def __init__(self) -> None:
        self._seen: set[object] = set()

    def fresh(self, logs: Sequence[TaskLog]) -> list[TaskLog]:
        """Return the entries that weren't there before, in their order."""
        fresh = []
        for log in in_order(logs):
            key = _key(log)
            if key not in self._seen:
                self._seen.add(key)
                fresh.append(log)
        return fresh


def _key(log: TaskLog) -> object:
    """Return the identity of an entry: its id, else all of its content."""
    number = log["id"]
    is_id = isinstance(number, int | str) and not isinstance(number, bool)
    return number if is_id else json.dumps(log, sort_keys=True)


@attrs.define
class IsComplete:
    """A check of whether the log of a task that has ended is complete, called for each log read.

    It is complete once it has the session's end. For a server that keeps no events of sessions it
    is complete once `find` finds something. Else the log is read again, until that brings nothing
    new for `rounds` times.
    """

    find: Callable[[Sequence[TaskLog]], object]
    rounds: int
    _number: int = attrs.field(default=0, init=False)
    _quiet: int = attrs.field(default=0, init=False)
    _length: int | None = attrs.field(default=None, init=False)

    def __call__(self, logs: Sequence[TaskLog]) -> bool:
        """Return whether reading may end."""
        self._number += 1
        self._quiet = self._quiet + 1 if len(logs) == self._length else 0
        self._length = len(logs)
        kinds = {_type(log) for log in logs}
        if "SessionFinished" in kinds:
            return True
        if "SessionStarted" not in kinds and self.find(logs) is not None:
            return True
        return self._quiet >= self.rounds or self._number > MAX_LOG_ROUNDS
