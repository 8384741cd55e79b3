"""What a request to create a task asks for: read from JSON, or from a form with files."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from ...document.bodies import BodyError, decode, is_json, read_json
from ...document.request import MISSING, Request
from .inputs import BadInputsError, NodeInputs, read_inputs

_MULTIPART = "multipart/form-data"

# What a part is that doesn't say (RFC 7578 4.4).
_UNTOLD = "text/plain"


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
class Asked:
    """A task that is asked for."""

    manifest: str
    """The block or the flow, under either of its names."""
    inputs: NodeInputs | None
    """None: none were given."""
    files: tuple[File, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(len(file.content) for file in self.files)


def read_task(request: Request) -> Asked:
    """The task a request asks for. Raises BadRequestError."""
    form = request.content_type == _MULTIPART
    fields = _form(request) if form else read_object(request)
    manifest = _manifest(fields)
    try:
        inputs = read_inputs(_inputs_of_form(fields) if form else fields.get("inputValues"))
    except BadInputsError as wrong:
        raise BadRequestError(str(wrong)) from None
    return Asked(manifest, inputs, _files(fields.get("files")) if form else ())


def read_object(request: Request) -> dict[str, Any]:
    """The body as a JSON object; {} when there is none. Raises BadRequestError."""
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


def _form(request: Request) -> dict[str, Any]:
    try:
        value = decode(request, _MULTIPART)
    except BodyError as wrong:
        raise BadRequestError(f"Invalid multipart body: {wrong}") from None
    return value if isinstance(value, dict) else {}


def _manifest(fields: dict[str, Any]) -> str:
    """Clients before 1.0.2 say `manifest`, later ones `blockId`; both may be there, and equal."""
    given = [text_of(fields, name) for name in ("manifest", "blockId")]
    names = set(filter(None, given))
    if not names:
        raise BadRequestError("manifest is required")
    if len(names) > 1:
        raise BadRequestError("manifest and blockId differ")
    return names.pop()


def _inputs_of_form(fields: dict[str, Any]) -> Any:
    text = fields.get("inputValues", MISSING)
    if text is MISSING:
        return MISSING
    try:
        return read_json(text.encode() if isinstance(text, str) else b"")
    except BodyError:
        raise BadRequestError("inputValues must be JSON") from None


def _files(given: Any) -> tuple[File, ...]:
    parts = given if isinstance(given, list) else [] if given is None else [given]
    if not all(isinstance(part, dict) for part in parts):
        raise BadRequestError("files must be files")
    return tuple(File(p["filename"], p["content_type"] or _UNTOLD, p["data"]) for p in parts)
