"""A request read as its operation understands it: values, credentials, findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import define

from .bodies import BodyError, decode, is_json, read_json
from .operations import Media, Operation
from .parameters import Shape, shape_of
from .request import MISSING, Missing, Request
from .router import Match
from .security import Auth, authenticate
from .validation import Finding, finding, shown

_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


@define(eq=False)
class DecodedRequest:
    """One request to one operation, decoded."""

    operation: Operation
    request: Request
    path_params: Mapping[str, Any]
    """Decoded and coerced; a value that can't be coerced stays a string."""
    query_params: Mapping[str, Any]
    """Only the declared ones that were sent (or have a default)."""
    header_params: Mapping[str, Any]
    """By the name the document uses."""
    json: Any | Missing
    """The parsed body (JSON, form or multipart); MISSING if there is none or it can't be parsed."""
    auth: Auth
    findings: tuple[Finding, ...]


def decode_request(
    match: Match[Operation], request: Request, accepts: Callable[[str | None], bool]
) -> dict[str, Any]:
    """The fields of a `DecodedRequest`. accepts: whether a credential is valid."""
    operation = match.target
    path, of_path = operation.parameters.of_path(match.params)
    query, of_query = operation.parameters.of_query(request.query)
    headers, of_headers = operation.parameters.of_headers(request)
    auth = authenticate(request, operation.security, accepts)
    body, of_body = read_body(operation, request)
    findings = [*of_path, *of_query, *of_headers]
    if not auth.ok and auth.missing:
        findings.append(
            finding("header", "credentials", "", "no credentials were sent", level="warning")
        )
    return {
        "operation": operation,
        "request": request,
        "path_params": path,
        "query_params": query,
        "header_params": headers,
        "json": body,
        "auth": auth,
        "findings": (*findings, *of_body),
    }


def read_body(operation: Operation, request: Request) -> tuple[Any, list[Finding]]:
    """The body as a value, by its declared media type, and what is wrong with it."""
    declared = operation.body
    if not request.body:
        missing = declared is not None and declared.required
        return MISSING, [finding("body", "missing", "", "required, and empty")] if missing else []
    content_type = request.content_type
    media = declared.media(content_type) if declared else None
    if media is None:
        return _any_json(request), [_undeclared(operation, request)]
    try:
        if is_json(content_type or media.type):
            value = checkable = read_json(request.body)
        else:
            value = _typed(media, decode(request, content_type or media.type))
            checkable = _checkable(value)
    except BodyError as error:
        return MISSING, [finding("body", "malformed", "", str(error))]
    findings = list(media.check(checkable, "request"))
    if not content_type:
        why = "the body has no type"
        findings.insert(0, finding("header", "missing", "/Content-Type", why, level="warning"))
    return value, findings


def _undeclared(operation: Operation, request: Request) -> Finding:
    sent = shown(request.content_type or "no Content-Type")
    if operation.body is None:
        why = "this operation takes no body"
        return finding("body", "undeclared", "", why, sent=sent, level="warning")
    takes = ", ".join(operation.body.content)
    return finding("body", "media", "", f"this operation takes {takes}", sent=sent)


def _any_json(request: Request) -> Any:
    """The body as JSON, for services that ignore Content-Type; MISSING when it isn't JSON."""
    try:
        return read_json(request.body)
    except BodyError:
        return MISSING


def _typed(media: Media, value: Any) -> Any:
    """Convert form fields, which are text, to the types of the schema."""
    if media.type not in _FORMS or not isinstance(value, dict) or not media.schema:
        return value
    fields = shape_of(media.schemas.document, media.schema).fields or {}
    return {name: _field(fields.get(name), inner) for name, inner in value.items()}


def _field(shape: Shape | None, value: Any) -> Any:
    if shape is None:
        return value
    if "array" in shape.types:
        items = value if isinstance(value, list) else [value]
        return [_field(shape.item, item) for item in items]
    if not isinstance(value, str):
        return value
    return _object(value) if "object" in shape.types else shape.scalar(value)


def _object(text: str) -> Any:
    try:
        return read_json(text.encode())
    except BodyError:
        return text


def _checkable(value: Any) -> Any:
    """Replace uploads by text of the same length, the only thing that a schema restricts."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, dict) and isinstance(value.get("data"), bytes):
        return value["data"].decode("latin-1")
    if isinstance(value, dict) and [v for v in value.values() if not isinstance(v, (str, int))]:
        return {name: _checkable(inner) for name, inner in value.items()}
    if isinstance(value, list) and any(isinstance(inner, dict) for inner in value):
        return [_checkable(inner) for inner in value]
    return value
