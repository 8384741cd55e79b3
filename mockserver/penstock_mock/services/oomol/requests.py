"""Requests to create a task: parsed from JSON, or from a form with files."""

from __future__ import annotations

from typing import Any, TypeAlias

from ...document.bodies import BodyError, decode, is_json, read_json
from ...document.validation import Breach, breaches
from ...document.values import frozen
from ...engine.service import Call
from ..base import documented_body, documented_choices
from .catalogue import NO_NODE

NodeInputs: TypeAlias = list[dict[str, Any]]

# Deeper than any real input, and flat enough to be serialized again far down a caller's stack.
_DEEPEST = 200

_WANTED = "inputValues must be a list of node inputs"
_REQUIRED = ("nodeId", "list of inputs", "handle", "value")
_NAMES = ("nodeId", "inputs", "handle", "value")

_MULTIPART = "multipart/form-data"

# The media type of a part that has none (RFC 7578 4.4).
_UNTYPED = "text/plain"


class BadRequestError(Exception):
    """A request the server doesn't take."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


@frozen
class File:
    """A file that came with a task."""

    name: str
    media_type: str
    content: bytes


@frozen
class TaskRequest:
    """A request for a task."""

    manifest: str
    """The block or the flow, under either of its names."""
    inputs: NodeInputs | None
    """None: none were given."""
    files: tuple[File, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(len(file.content) for file in self.files)


def read_task(call: Call) -> TaskRequest:
    """The task a call asks for. Raises BadRequestError."""
    if call.request.content_type != _MULTIPART:
        fields = read_object(call)
        return TaskRequest(_manifest(fields), _node_inputs(call, fields.get("inputValues")))
    try:
        fields = decode(call.request, _MULTIPART)
    except BodyError as wrong:
        raise BadRequestError(f"Invalid multipart body: {wrong}") from None
    fields = fields if isinstance(fields, dict) else {}
    manifest, given = _manifest(fields), fields.get("inputValues")
    if "inputValues" in fields:
        try:
            given = read_json(given.encode() if isinstance(given, str) else b"")
        except BodyError:
            raise BadRequestError("inputValues must be JSON") from None
    inputs, files = _node_inputs(call, given), fields.get("files")
    parts = files if isinstance(files, list) else [] if files is None else [files]
    if not all(isinstance(part, dict) for part in parts):
        raise BadRequestError("files must be files")
    return TaskRequest(
        manifest,
        inputs,
        tuple(File(p["filename"], p["content_type"] or _UNTYPED, p["data"]) for p in parts),
    )


def read_object(call: Call) -> dict[str, Any]:
    """The body as a JSON object; {} when there is none. Raises BadRequestError."""
    request = call.request
    if request.body and not is_json(request.content_type):
        raise BadRequestError("Unsupported content type", 415)
    try:
        value = read_json(request.body or b"{}")
    except BodyError:
        raise BadRequestError("Invalid JSON") from None
    if not isinstance(value, dict):
        raise BadRequestError("Request body must be an object")
    return value


def text_of(fields: dict[str, Any], name: str) -> str | None:
    """A field that is text, or isn't there. Raises BadRequestError for anything else."""
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise BadRequestError(f"{name} must be a string")
    return value or None


def seen(inputs: NodeInputs | None) -> dict[str, Any]:
    """The inputs as a block sees them, by handle; by node, and then by handle, when there are any
    for a node of its own.
    """
    by_node: dict[str, dict[str, Any]] = {}
    for node in inputs or ():
        values = {each["handle"]: each["value"] for each in node["inputs"]}
        by_node.setdefault(node["nodeId"], {}).update(values)
    return by_node.get(NO_NODE, {}) if set(by_node) <= {NO_NODE} else dict(by_node)


def _manifest(fields: dict[str, Any]) -> str:
    """Clients before 1.0.2 send `manifest`, later ones `blockId`; both may be there, and equal."""
    names = set(filter(None, (text_of(fields, name) for name in ("manifest", "blockId"))))
    if not names:
        raise BadRequestError("manifest is required")
    if len(names) > 1:
        raise BadRequestError("manifest and blockId differ")
    return names.pop()


def _node_inputs(call: Call, value: Any) -> NodeInputs | None:
    """Inputs as they are stored; None when none were given. Raises BadRequestError.

    An empty object is taken for no inputs, because clients send it; any other must have been made
    a list of nodes by the client.
    """
    if value is None:
        return None
    if value == {} and isinstance(value, dict):
        return []
    if not isinstance(value, list):
        raise BadRequestError(_WANTED)
    level: list[Any] = [value]
    for _ in range(_DEEPEST):
        inner = (each.values() if isinstance(each, dict) else each for each in level)
        level = [part for parts in inner for part in parts if isinstance(part, (dict, list))]
    if level:
        raise BadRequestError(f"inputValues are nested deeper than {_DEEPEST}")
    choices = documented_choices(call.operation.id, "inputValues")
    nodes = next(each for each in choices if each.get("type") == "array")
    missing = sorted(
        map(_missing, breaches(documented_body(call.operation.id).schemas, nodes, value))
    )
    if missing:
        *_, at, name = missing[0]
        raise BadRequestError(f"{_WANTED}: {at} has no {_REQUIRED[name]}")
    return value


def _missing(breach: Breach) -> tuple[int, int, str, int]:
    """Return the place of a missing field; a value that is no object lacks the first of them."""
    path = list(breach.path)
    if breach.keyword == "required":
        name = _NAMES.index(breach.limit)
    elif isinstance(path[-1], int):
        name = 0 if len(path) == 1 else _NAMES.index("handle")
    else:
        name = _NAMES.index(str(path.pop()))
    at = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    inner = int(path[2]) if len(path) > 2 else -1
    return int(path[0]), inner, f"inputValues{at}", name
