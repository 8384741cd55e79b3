"""Check an answer against the document: status, media type, headers, body, each frame of a stream.

The engine doesn't check its own answers on the way, so this costs nothing until a test asks:

    assert check_answer(exchange.operation, exchange.timeline) == ()
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from ..document.bodies import (
    SENTINEL,
    BodyError,
    data_of,
    is_structured,
    media_type,
    no_field,
    read_json,
)
from ..document.decoding import decode_body
from ..document.encoding import content_type
from ..document.headers import FRAMING, HeaderSpec
from ..document.operations import EVENT_STREAM, Media, Operation, Response
from ..document.request import MISSING, Request, dump_json
from ..document.schemas import escape
from ..document.validation import Finding, check_schema, finding, shown
from .exchange import Reply
from .timeline import Timeline

_NOT_MODIFIED = 304


def check_answer(operation: Operation, timeline: Timeline) -> tuple[Finding, ...]:
    """Return the findings of an answer. One that a fault or the journal cut short is checked as far
    as it goes; one without a head breaks nothing.
    """
    head = timeline.head
    if head is None or not operation.responses:
        return ()
    response = operation.response(head.status)
    if response is None:
        return (finding("reply", "status", "", "not declared", sent=str(head.status)),)
    kind, body = media_type(head.header("content-type") or "")[0], timeline.body
    sent = [(declared, head.header(declared.name)) for declared in response.headers]
    found = [
        f
        for declared, value in sent
        if value or (not declared.dialect and declared.sent(kind, None))
        for f in _check_header(declared, value)
    ]
    if not response.content:
        if body:
            found.append(
                finding("reply", "body", "", "no content is declared", sent=shown(len(body)))
            )
        return tuple(found)
    media = response.media(head.header("content-type") or "")
    if media is None:
        return (*found, finding("reply", "media", "", "not declared", sent=shown(kind)))
    partial = timeline.fault is not None or timeline.omitted > 0
    if _is_framed(media):
        return (*found, *_check_frames(media, body, partial=partial))
    return tuple(found) if partial else (*found, *check_body(media.narrowed(kind), body))


def check_stub(operation: Operation, answer: Reply | Timeline) -> tuple[Finding, ...]:
    """Return the findings of an answer that a test gives; what it leaves open is the document's."""
    framing = tuple(_check_framing(operation, answer))
    if isinstance(answer, Timeline):
        return (*framing, *check_answer(operation, answer))
    if not operation.responses:
        return framing
    stated = {name.lower(): value for name, value in answer.headers.items()}.get("content-type")
    if stated is not None:  # which goes over the wire, whatever else names the type
        answer = evolve(answer, media=stated)
    streams = operation.stream_status if answer.stream is not None else None
    status = answer.status or streams or operation.usual_status
    response = operation.response(status)
    if response is None:
        why = f"not declared; there is {', '.join(operation.responses)}"
        return (finding("reply", "status", "", why, sent=str(status)),)
    declared = {header.name.lower(): header for header in response.headers}
    found = [
        f
        for name, value in answer.headers.items()
        if name.lower() in declared
        for f in _check_header(declared[name.lower()], value)
    ]
    return (*framing, *found, *_check_content(response, answer))


def _check_framing(operation: Operation, answer: Reply | Timeline) -> Iterable[Finding]:
    """Check that an answer leaves its framing to the server, or states it as it is."""
    size: int | None = None
    pairs: Iterable[tuple[str, str | None]] = ()
    promised = operation.method == "HEAD" or answer.status == _NOT_MODIFIED
    if isinstance(answer, Timeline):
        size, promised = answer.body_size, promised or answer.fault is not None
        pairs = answer.head.headers if answer.head else ()
    else:
        pairs = answer.headers.items()
        if answer.body is not None or answer.json is not MISSING:
            size = len(_bytes(answer) or b"")
    for name, value in pairs:
        lower = name.lower()
        right = lower == "content-type" or (
            lower == "content-encoding" and str(value).strip().lower() == "identity"
        )
        if lower == "content-length":
            right = value == str(size) or (promised and str(value).isdecimal())
        if lower in FRAMING and not right and value is not None:
            why = "set by the server for the bytes that are sent"
            yield finding("reply", "header", f"/{escape(name)}", why, sent=shown(value))


def _check_content(response: Response, answer: Reply) -> Iterable[Finding]:
    data = _bytes(answer)
    if answer.example is not None:
        known = [e.name for media in response.content.values() for e in media.examples]
        if answer.example not in known:
            there = ", ".join(known) or "none"
            why = f"no such example of {response.status}; there is {there}"
            yield finding("reply", "example", "", why, sent=shown(answer.example))
    if data is None and answer.media is None:
        return
    if not response.content:
        yield finding("reply", "body", "", f"no content of {response.status} is declared")
        return
    media = _media_of(response, answer)
    # A value is, whatever the type that was given for it.
    as_json = answer.media is not None and media is not None and is_structured(media.type)
    if media is None:
        there = ", ".join(response.content)
        why = f"not declared; there is {there}"
        yield finding("reply", "media", "", why, sent=shown(answer.media or "JSON"))
    elif data is None:
        return
    elif _is_framed(media):
        yield from _check_frames(media, data)
    elif answer.json is not MISSING and not media.is_json and not as_json:
        yield from media.check(answer.json, "reply")
    else:
        yield from check_body(media, data)


def _bytes(answer: Reply) -> bytes | None:
    """The bytes of a body that is given; None where it isn't."""
    if answer.stream is not None:
        return b"".join(chunk for _, chunk in answer.stream)
    return answer.body if answer.json is MISSING else dump_json(answer.json)


def _is_framed(media: Media) -> bool:
    return bool(media.events) or media.type == EVENT_STREAM


def _media_of(response: Response, answer: Reply) -> Media | None:
    if answer.media is not None:
        return response.media(answer.media)
    offered = list(response.content.values())
    json = next((media for media in offered if media.is_json or "*" in media.type), None)
    return json if json or answer.json is not MISSING else offered[0]


def check_body(media: Media, body: bytes) -> tuple[Finding, ...]:
    """Return the findings of a whole body."""
    sent = Request("POST", "/", headers=(("Content-Type", content_type(media)),), body=body)
    try:
        checkable = (
            decode_body(media, sent, sent.content_type)[1]
            if body or not media.is_json
            else read_json(body)
        )
    except BodyError as error:
        return (finding("reply", "malformed", "", str(error)),)
    if checkable is MISSING:
        return () if body else media.check("", "reply")
    return media.check(checkable, "reply")


def _check_frames(media: Media, body: bytes, *, partial: bool = False) -> Iterable[Finding]:
    """Check each event of a stream, or each line. partial: the last one may be cut short."""
    is_sse = media.type == EVENT_STREAM
    end = b"\n\n" if is_sse else b"\n"
    lines = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    *frames, last = lines.split(end)
    for number, frame in enumerate(filter(bytes.strip, frames if partial else [*frames, last])):
        at = f"/frame {number}"
        data = frame.strip(b"\x1e \t\r")  # of a line, or of a JSON text sequence
        if is_sse:
            text = frame.decode("utf-8", "replace").strip("\n")
            if (unknown := no_field(text)) is not None:
                why = "no field of an event; give sse=[...]"
                yield finding("reply", "malformed", at, why, sent=shown(unknown))
                continue
            data = next(data_of(text), "").encode("utf-8", "surrogatepass")
        if data:
            yield from _check_frame(media, data, at)


def _check_frame(media: Media, data: bytes, at: str) -> Iterable[Finding]:
    schemas, schema = media.schemas, media.events
    text = data.decode("utf-8", "replace")
    try:
        value = read_json(data)
    except BodyError as error:  # it is text, then
        wrong = text != SENTINEL and check_schema(schemas, schema, "reply", text, "reply", at)
        if wrong:
            yield finding("reply", "malformed", at, str(error), sent=shown(text))
        return
    if value != SENTINEL:
        yield from check_schema(schemas, schema, "reply", value, "reply", at)


def _check_header(declared: HeaderSpec, value: str | None) -> Iterable[Finding]:
    """Check a header by its declaration. value: None when it is not sent."""
    at, parameter = f"/{escape(declared.name)}", declared.parameter
    if value is None:
        missing = finding("reply", "header", at, "required, and not sent")
        return (missing,) if parameter.required else ()
    typed, schemas = parameter.decode([value]), parameter.schemas
    return check_schema(schemas, parameter.schema, "reply", typed, "reply", at)
