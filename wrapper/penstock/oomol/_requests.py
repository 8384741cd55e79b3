"""Requests to Oomol Connect: tasks with their inputs and files, and the tasks that applets run."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypedDict

from penstock._core.decoding import mapping, text
from penstock._core.json import to_json_bytes
from penstock._core.multipart import FilePart, read_part
from penstock.errors import NotFoundError, ResponseError, UsageError
from penstock.oomol._options import TaskKey
from penstock.oomol._versions import without_version
from penstock_api import models, operations
from penstock_api.models import OomolApplet as Applet
from penstock_api.runtime import UNSET, File

if TYPE_CHECKING:
    from penstock_api.runtime import Request


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
    handles = []
    for name, value in values.items():
        _check_name(name, f"a key of {at}")
        handles.append({"handle": name, "value": value})
    return handles


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


_KEYS: Final[Mapping[TaskKey, tuple[str, ...]]] = {
    "manifest": ("manifest",),
    "blockId": ("blockId",),
    "both": ("manifest", "blockId"),
}
_NAMES: Final[Mapping[Any, Any]] = {"block_id": "blockId", "input_values": "inputValues"}


def new_task(given: object, task_key: TaskKey | None = None) -> dict[str, Any]:
    """Return the fields to send of a documented request: a dict with `manifest` or `blockId`.

    The caller's key is sent, unless `task_key` is another; unknown keys are sent along.
    Raises UsageError for a request that the server couldn't run.
    """
    if not isinstance(given, Mapping):
        raise UsageError(
            f"a task is given as a dict, {{'manifest': …}}, not {type(given).__name__}"
        )
    more = _documented(given)
    targets: dict[str, str] = {}
    for key in _KEYS["both"]:
        target = more.pop(key, None)
        if target is not None:
            targets[key] = filled(key, target)
    if not targets:
        raise UsageError("nothing to run: give {'manifest': 'package::block'}, or a flow's name")
    if len(set(targets.values())) > 1:
        raise UsageError("manifest and blockId differ; they are the same thing, give one of them")
    keys = targets if task_key is None else _KEYS[task_key]
    fields: dict[str, Any] = dict.fromkeys(keys, next(iter(targets.values())))
    inputs = normalized(more.pop("inputValues", None))
    if inputs is not None:
        fields["inputValues"] = inputs
    return fields | more


def _documented(given: Mapping[Any, Any]) -> dict[Any, Any]:
    """Return the request by the wire's names. Raises UsageError for a field with two names."""
    known: dict[Any, Any] = {}
    for name, value in given.items():
        key = _NAMES.get(name, name)
        if known.get(key) is not None and value is not None:
            raise UsageError(f"{key} is given under two names; give it once")
        known[key] = known.get(key) if value is None else value
    return known


def filled(key: str, value: object) -> str:
    """Return a text that isn't empty. Raises UsageError for anything else."""
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{key} must be a string that isn't empty, not {value!r}")
    return value


def checked(applet_id: object) -> str:
    """Return the id, which any text that isn't empty can be. Raises UsageError otherwise."""
    if not isinstance(applet_id, str) or not applet_id:
        raise UsageError(f"applet_id must be a string that isn't empty, not {applet_id!r}")
    return applet_id


def find(applets: Sequence[Applet], applet_id: str) -> Applet:
    """Return the applet with this id. Raises NotFoundError, with 404, if there is none."""
    wanted = checked(applet_id)
    for applet in applets:
        if applet.applet_id == wanted:
            return applet
    raise NotFoundError(f"no applet {applet_id!r} among the {len(applets)} there are", status=404)


def task_of(applet: Applet, inputs: Mapping[str, Any]) -> CreateTaskRequest:
    """Return the task that runs an applet; inputs that are given go before preset ones."""
    data = mapping(applet.data) or {}
    package, block = without_version(text(data.get("packageId")) or ""), text(data.get("blockName"))
    if not package or not block:
        raise ResponseError(f"the applet {applet.applet_id!r} names no block to run")
    merged = {**(mapping(data.get("presetInputs")) or {}), **inputs}
    return {"blockId": f"{package}::{block}", "inputValues": merged}


def as_list(files: Any) -> list[Any]:
    """Return the files that were given; none for None.

    A tuple that begins with a name, (name, content) or (name, content, media type), is one file;
    any other tuple, list, set or generator is several. Raises UsageError for a dict: files have no
    names but their own.
    """
    if files is None:
        return []
    if isinstance(files, dict):
        raise UsageError("files are a file or a list of them; (name, content) names one")
    several = isinstance(files, list | set | frozenset) or hasattr(files, "__next__")
    if several and not _is_open_file(files):
        return list(files)
    if not isinstance(files, tuple):
        return [files]
    if len(files) not in (2, 3) or not isinstance(files[0], str):
        return list(files)
    is_content = isinstance(files[1], bytes | bytearray | memoryview | os.PathLike)
    return [files] if is_content or _is_open_file(files[1]) else list(files)


def _is_open_file(value: object) -> bool:
    """True if it is a file, which can be iterated, too: by its lines."""
    return hasattr(value, "read")


def read_parts(files: list[Any]) -> list[FilePart]:
    """Return the files, read whole. Raises FileInputError for one that can't be."""
    return [read_part(file) for file in files]


def create_task(
    fields: dict[str, Any], files: Sequence[FilePart] = ()
) -> Request[models.OomolCreateTaskReply]:
    """Return the request that starts a task; with files it is a form."""
    if not files:
        body = models.OomolCreateTaskRequest(additional_properties=fields)
        return operations.create_task.build(body=body)
    form = models.OomolCreateTaskForm(
        additional_properties={
            name: value if isinstance(value, str) else to_json_bytes(value).decode()
            for name, value in fields.items()
        },
        files=[File(part.content, part.name, part.media_type) for part in files],
    )
    return operations.create_task.build(body=form)


def install_package(name: str, version: str | None) -> Request[models.OomolInstallReceipt]:
    """Return the request that installs a package; without a version the server chooses."""
    body = models.OomolInstallPackageRequest(
        name=filled("name", name),
        version=UNSET if version is None else filled("version", version),
    )
    return operations.install_package.build(body=body)
