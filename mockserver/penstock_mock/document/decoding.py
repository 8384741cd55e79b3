"""A request read as its operation understands it: values, credentials, findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from fnmatch import fnmatchcase
from typing import Any, TypeVar

from .bodies import (
    FORM,
    JSON,
    MULTIPART,
    BodyError,
    Part,
    by_name,
    decode,
    events_of,
    form_pairs,
    is_json,
    is_lines,
    is_multipart,
    is_xml,
    no_field,
    parts_of,
    read_json,
    read_lines,
)
from .operations import EVENT_STREAM, Media, Operation
from .parameters import Shape, Texts
from .request import MISSING, Missing, Request
from .router import Match, clean, segments
from .schemas import escape
from .security import authenticate
from .validation import FINDINGS_LIMIT, Finding, finding, shown

_T = TypeVar("_T")


class DecodedRequest:
    """One request to one operation, decoded."""

    path_params: Mapping[str, Any]
    """Decoded and coerced; a value that can't be coerced stays a string."""
    query_params: Mapping[str, Any]
    """Only the declared ones that were sent (or have a default)."""
    header_params: Mapping[str, Any]
    """By the name the document uses."""
    json: Any | Missing
    """The parsed body (JSON, form or multipart); MISSING if there is none or it can't be parsed."""

    def __init__(
        self, match: Match[Operation], request: Request, accepts: Callable[[str | None], bool]
    ) -> None:
        """accepts: whether a credential is valid."""
        self.operation = operation = match.target
        self.request = request
        parameters = operation.parameters
        raw_path = _raw_params(operation, request) if "%" in request.raw_path else {}
        self.path_params, of_path = parameters.of_path(match.params, raw_path)
        self.query_params, of_query = parameters.of_query(request.query, request.raw_query)
        self.header_params, of_headers = parameters.of_headers(request)
        self.auth = auth = authenticate(request, operation.security, accepts)
        self.json, of_body = read_body(operation, request)
        if not auth.ok and auth.missing:
            why = "no credentials were sent"
            of_headers.append(finding("header", "credentials", "", why, level="warning"))
        self.findings: tuple[Finding, ...] = (
            *of_path[:FINDINGS_LIMIT],
            *of_query[:FINDINGS_LIMIT],
            *of_headers[:FINDINGS_LIMIT],
            *of_body[:FINDINGS_LIMIT],
        )


def _raw_params(operation: Operation, request: Request) -> dict[str, str]:
    """The path parameters that are whole segments, still percent-encoded."""
    template = segments(operation.path)
    sent = segments(clean(request.raw_path))[-len(template) :]
    return {
        name[1:-1]: part
        for name, part in zip(template, sent, strict=False)
        if name[:1] == "{" and name.find("}") == len(name) - 1
    }


def read_body(operation: Operation, request: Request) -> tuple[Any, list[Finding]]:
    """The body as a value, by its declared media type, and what is wrong with it."""
    declared = operation.body
    if not request.body:
        missing = declared is not None and declared.required
        return MISSING, [finding("body", "missing", "", "required, and empty")] if missing else []
    media = declared.media(request.stated_type) if declared else None
    kind = request.content_type
    if declared is None or media is None:
        try:  # for services that ignore Content-Type
            value = read_json(request.content)
        except BodyError:
            value = MISSING
        sent = shown(request.stated_type or "no Content-Type")
        if declared is None:
            why = "this operation takes no body"
            return value, [finding("body", "undeclared", "", why, sent=sent, level="warning")]
        why = f"this operation takes {', '.join(declared.content)}"
        return value, [finding("body", "media", "", why, sent=sent)]
    try:
        value, checkable = decode_body(media, request, kind)
    except BodyError as error:
        return MISSING, [finding("body", "malformed", "", str(error))]
    findings = list(media.check(checkable, "request")) if checkable is not MISSING else []
    if media.encoding and kind == MULTIPART:
        findings += _of_parts(media, parts_of(request))
    if not kind:
        why = "the body has no type"
        findings.insert(0, finding("header", "missing", "/Content-Type", why, level="warning"))
    if checkable is MISSING:
        why = f"not checked: bodies of {media.type} aren't read"
        findings.append(finding("body", "unread", "", why, level="warning"))
    return value, findings


def decode_body(media: Media, request: Request, kind: str) -> tuple[Any, Any]:
    """A body as the schema's value, and as the value that the schema is held against: files as text
    of the same length; MISSING where such a body isn't read. kind: the type it states, or "".
    Raises BodyError.
    """
    kind = kind or media.type
    if kind == JSON or is_json(kind):
        value = read_json(request.content)
        return value, value
    value, readable = _decoded(media, request, kind)
    if not readable:
        return value, MISSING
    # The length of an upload is the only thing that a schema restricts.
    if isinstance(value, dict) and not isinstance(value.get("data"), bytes):
        return value, {name: _upload(inner) for name, inner in value.items()}
    return value, _upload(value)


def _decoded(media: Media, request: Request, kind: str) -> tuple[Any, bool]:
    shape = media.shape
    if (kind == FORM or is_multipart(kind)) and (media.events or "string" not in shape.types):
        return _fields(media, request, kind), True
    if is_lines(kind):
        return read_lines(request.content), True
    value = decode(request, kind)
    if kind == EVENT_STREAM and isinstance(value, str):
        if (line := no_field(value)) is not None:
            raise BodyError(f"not a stream of events: {shown(line)} is no field of an event")
        plain = value.replace("\r\n", "\n").replace("\r", "\n")
        return list(events_of(plain)) if media.events else value, True
    if not shape.types or "string" in shape.types:
        return _textual(media, request, kind, value), True
    if is_xml(kind):
        return _document(shape, request), True
    text = value if isinstance(value, str) else value.decode(request.charset, "replace")
    if kind.startswith("text/") and not shape.types & {"object", "array"}:
        return shape.scalar(text), True
    if kind.endswith("yaml"):  # JSON is YAML, and no other is read here
        try:
            return read_json(request.content), True
        except BodyError:
            return value, False
    return value, False


def _fields(media: Media, request: Request, kind: str) -> Any:
    """A form, or parts, as an object or a list; of a schema that has neither, the one value."""
    shape, types = media.shape, media.shape.types
    if kind == FORM and types and "object" not in types:
        return shape.read(request.text)
    if kind == FORM:
        plain, kept = (by_name(form_pairs(request, kept=kept)) for kept in (False, True))
        return _form(media, plain, kept)
    parts = parts_of(request)
    if media.events:
        item = Shape(media.schemas, [media.events])
        return [_of_part(item, part) for part in parts]
    if types and not types & {"object", "array"} and len(parts) == 1:
        return shape.scalar(parts[0].text)
    if "array" in types:
        return [_of_part(item, part) for item, part in zip(shape.items(), parts, strict=False)]
    return _multipart(media, parts)


def _textual(media: Media, request: Request, kind: str, value: Any) -> Any:
    """The value of a body whose schema allows a text: that is the whole, or the text of an XML
    document's root.
    """
    shape = media.shape
    is_form = kind == FORM or is_multipart(kind)
    if not shape.types or not (is_form or is_xml(kind)):
        return value
    text = request.text
    if is_form:
        if not shape.types & {"object", "array"}:
            return text
        return shape.first_taken([_fields(media, request, kind), text])
    with suppress(BodyError):
        read = _document(shape, request)
        return value if shape.first_taken([text, read]) is text else read
    return value


def _document(shape: Shape, request: Request) -> Any:
    from .xml import read_xml  # the parser is loaded where XML is met

    stated = "charset" in request.stated_type.lower()
    return read_xml(request.content, shape, request.charset if stated else None)


def _form(media: Media, texts: Texts, kept: Texts) -> dict[str, Any]:
    """Fields, which are text, as values of the schema, by their encoding. kept: with the delimiters
    that were sent encoded kept apart.
    """
    made: dict[str, Any] = {}
    used: set[str] = set()
    for name in media.shape.names:
        field = media.field(name)
        plain = name in texts and not media.styled(name)
        value = (
            _listed(field.shape, texts[name], Shape.read)
            if plain
            else field.find(kept if field.delimited else texts)
        )
        if value is not MISSING:
            made[name] = value
            used |= {full for full in texts if full.partition("[")[0] == name}
            if isinstance(value, dict) and media.styled(name):  # spread over the form
                used |= value.keys()
    for name in texts.keys() - used:
        made[name] = _listed(media.shape.field(name), texts[name], Shape.read)
    return made


def _listed(shape: Shape, sent: Sequence[_T], read: Callable[[Shape, _T], Any]) -> Any:
    """The value of a field sent once or more often; a list may also be one JSON text."""
    if "array" in shape.types:
        whole = read(shape, sent[0]) if len(sent) == 1 else None
        each = zip(shape.items(), sent, strict=False)
        return whole if isinstance(whole, list) else [read(item, part) for item, part in each]
    values = [read(shape, each) for each in sent]
    return values if len(values) > 1 else values[0]


def _multipart(media: Media, parts: list[Part]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    grouped: dict[str, list[Part]] = {}
    # Parts without a name (multipart/mixed) are the properties in their order.
    left = [name for name in media.shape.names if all(part.name != name for part in parts)]
    for part in parts:
        name = part.name or (left.pop(0) if left else f"part {len(grouped) + 1}")
        grouped.setdefault(name, []).append(part)
    for name, sent in grouped.items():
        if media.styled(name) and all(part.filename is None for part in sent):
            made[name] = media.field(name).decode([part.text for part in sent])
        else:
            made[name] = _listed(media.shape.field(name), sent, _of_part)
    return made


def _of_parts(media: Media, parts: list[Part]) -> Iterator[Finding]:
    """The parts that state another type than their encoding allows, which may be ranges, or whose
    headers aren't what it wants.
    """
    for part in parts:
        for header in media.part_headers(part.name):
            at = f"/{escape(part.name)}/{escape(header.name)}"
            if header.key in part.headers:
                yield from header.check(header.decode([part.headers[header.key]]), "body", at)
            elif header.required:
                yield finding("body", "header", at, "required in this part, and not sent")
        allowed = str(media.encoding.get(part.name, {}).get("contentType", ""))
        kinds = [kind.partition(";")[0].strip().lower() for kind in allowed.split(",")]
        stated = part.content_type
        if allowed and stated and not any(fnmatchcase(stated, kind) for kind in kinds):
            at, why = f"/{escape(part.name)}", f"this part takes {allowed}"
            yield finding("body", "media", at, why, sent=shown(stated))


def _of_part(shape: Shape, part: Part) -> Any:
    """A part as a value: JSON is no file, though a browser gives every Blob a filename."""
    structured = bool(shape.types) and "string" not in shape.types
    if part.filename is not None and not structured:
        return part.value
    if not part.name and not shape.types and is_json(part.content_type or ""):
        return read_json(part.data)
    return shape.read(part.text)


def _upload(value: Any) -> Any:
    match value:
        case (bytes() as data) | {"data": bytes() as data}:
            return data.decode("latin-1")
        case list():
            return [_upload(each) if isinstance(each, dict) else each for each in value]
    return value
