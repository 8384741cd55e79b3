"""Inputs of a task, in whichever of the three documented forms, made into the one that is sent.

    {"text": "hi"}                                              by name
    [{"handle": "text", "value": "hi"}]                         as a list
    [{"nodeId": "a", "inputs": [{"handle": …, "value": …}]}]    by node: what is sent

The server takes what it is sent, and runs without what it can't use. So anything else is refused
here: a string, a list of both kinds, an item that lacks a part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias, TypedDict

from penstock.errors import UsageError

TaskKey: TypeAlias = Literal["manifest", "blockId", "both"]
"""The wire's names for what is to be run: one of them, or both."""


class InputValue(TypedDict):
    """The value of one input."""

    handle: str
    value: Any


class NodeInputs(TypedDict):
    """The inputs of one node."""

    nodeId: str
    inputs: Sequence[InputValue]


TaskInputValues: TypeAlias = Mapping[str, Any] | Sequence[InputValue] | Sequence[NodeInputs]


class CreateTaskRequest(TypedDict, total=False):
    """A task to create: `manifest`, or `blockId` as newer clients call it, and its inputs."""

    manifest: str
    blockId: str
    inputValues: TaskInputValues | None


# What the official clients name the node of inputs that are for no node in particular.
NO_NODE: Final = "_"


def normalized(values: object) -> list[dict[str, Any]] | None:
    """Return the inputs by node; None, which sends no inputs at all, for None.

    Raises UsageError naming the item that is wrong. What was given isn't changed; keys that
    items have besides the documented ones are kept.
    """
    if values is None:
        return None
    if isinstance(values, Mapping):
        return [{"nodeId": NO_NODE, "inputs": _named(values, "inputValues")}] if values else []
    items = _items(values, "inputValues")
    kinds = [_kind(item, f"inputValues[{index}]") for index, item in enumerate(items)]
    if len(set(kinds)) > 1:
        raise UsageError(
            f"inputValues[{kinds.index('node')}] has a nodeId, "
            f"inputValues[{kinds.index('handle')}] has none; give all items of a list the same form"
        )
    if "handle" in kinds:
        return [{"nodeId": NO_NODE, "inputs": _handles(items, "inputValues")}]
    return [_node(item, f"inputValues[{index}]") for index, item in enumerate(items)]


def by_name(values: object) -> dict[str, Any]:
    """Return the inputs by name, for a single block: which node they are for plays no part.

    Raises UsageError if a name stands there twice.
    """
    found: dict[str, Any] = {}
    for node in normalized(values) or ():
        for item in node["inputs"]:
            if item["handle"] in found:
                raise UsageError(f"the input {item['handle']!r} is given twice")
            found[item["handle"]] = item["value"]
    return found


def _items(values: object, at: str) -> Sequence[Any]:
    if isinstance(values, list | tuple):
        return values
    raise UsageError(
        f"{at} must be a dict of inputs or a list of them, not {type(values).__name__}"
    )


def _kind(item: object, at: str) -> str:
    if not isinstance(item, Mapping):
        raise UsageError(f"{at} must be a dict, not {type(item).__name__}")
    is_node, is_handle = "nodeId" in item, "handle" in item
    if is_node == is_handle:
        has = "both a handle and a nodeId" if is_node else "neither a handle nor a nodeId"
        raise UsageError(f"{at} has {has}; give {{'handle': …, 'value': …}} or {_NODE}")
    return "node" if is_node else "handle"


_NODE: Final = "{'nodeId': …, 'inputs': […]}"


def _node(item: Mapping[str, Any], at: str) -> dict[str, Any]:
    _check_name(item["nodeId"], f"{at}['nodeId']")
    if "inputs" not in item:
        raise UsageError(f"{at} has no inputs; give {_NODE}")
    inputs, where = item["inputs"], f"{at}['inputs']"
    if isinstance(inputs, Mapping):
        return {**item, "inputs": _named(inputs, where)}
    return {**item, "inputs": _handles(_items(inputs, where), where)}


def _named(values: Mapping[Any, Any], at: str) -> list[dict[str, Any]]:
    for name in values:
        _check_name(name, f"a key of {at}")
    return [{"handle": name, "value": value} for name, value in values.items()]


def _handles(items: Sequence[Any], at: str) -> list[dict[str, Any]]:
    return [_handle(item, f"{at}[{index}]") for index, item in enumerate(items)]


def _handle(item: object, at: str) -> dict[str, Any]:
    if not isinstance(item, Mapping) or "handle" not in item:
        raise UsageError(f"{at} has no handle; give {{'handle': …, 'value': …}}")
    if "value" not in item:
        raise UsageError(f"{at} has no value; give None for null")
    _check_name(item["handle"], f"{at}['handle']")
    return dict(item)


def _check_name(name: object, at: str) -> None:
    if not isinstance(name, str) or not name:
        raise UsageError(f"{at} must be a string that isn't empty, not {name!r}")
