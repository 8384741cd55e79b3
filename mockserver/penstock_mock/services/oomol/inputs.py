"""The inputs of a task: which are taken, and what a block sees of them. Pure."""

from __future__ import annotations

from typing import Any, TypeAlias

from ...document.request import MISSING
from .words import NO_NODE

NodeInputs: TypeAlias = list[dict[str, Any]]

# Deeper than any input that is meant, and flat enough to be written into a log again by whatever
# calls the mock from however far down its own stack.
_DEEPEST = 200

_WANTED = "inputValues must be a list of node inputs"


class BadInputsError(ValueError):
    """Inputs the server doesn't take; the text says why."""


def read_inputs(value: Any) -> NodeInputs | None:
    """Inputs as they are stored; None when none were given. Raises BadInputsError.

    An empty object is taken for no inputs, because clients send it; any other must have been made
    a list of nodes by the client.
    """
    if value is MISSING or value is None:
        return None
    if value == {} and isinstance(value, dict):
        return []
    if not isinstance(value, list):
        raise BadInputsError(_WANTED)
    for place, item in enumerate(value):
        _check_node(item, f"inputValues[{place}]")
    _check_depth(value)
    return value


def _check_node(item: Any, at: str) -> None:
    if not isinstance(item, dict) or not isinstance(item.get("nodeId"), str):
        raise BadInputsError(f"{_WANTED}: {at} has no nodeId")
    if not isinstance(inputs := item.get("inputs"), list):
        raise BadInputsError(f"{_WANTED}: {at} has no list of inputs")
    for place, each in enumerate(inputs):
        _check_input(each, f"{at}.inputs[{place}]")


def _check_input(item: Any, at: str) -> None:
    if not isinstance(item, dict) or not isinstance(item.get("handle"), str):
        raise BadInputsError(f"{_WANTED}: {at} has no handle")
    if "value" not in item:
        raise BadInputsError(f"{_WANTED}: {at} has no value")


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(_DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return
    raise BadInputsError(f"inputValues are nested deeper than {_DEEPEST}")


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def seen(inputs: NodeInputs | None) -> dict[str, Any]:
    """The inputs as a block sees them, by handle; by node, and then by handle, when there are any
    for a node of its own.
    """
    by_node: dict[str, dict[str, Any]] = {}
    for node in inputs or ():
        values = {each["handle"]: each["value"] for each in node["inputs"]}
        by_node.setdefault(node["nodeId"], {}).update(values)
    return by_node.get(NO_NODE, {}) if set(by_node) <= {NO_NODE} else dict(by_node)
