"""Check an answer against the document: status, media type, headers, body, each frame of a stream.

The engine doesn't check its own answers on the way, so this costs nothing until a test asks:

    assert check_answer(exchange.operation, exchange.timeline) == ()
"""

from __future__ import annotations

from collections.abc import Iterable

from ..document.bodies import BodyError, events_of, read_json, read_lines
from ..document.decoding import decode_body
from ..document.encoding import content_type
from ..document.operations import EVENT_STREAM, Media, Operation, Response
from ..document.request import MISSING, Request, dump_json
from ..document.schemas import escape
from ..document.validation import Finding, check_schema, finding, shown
from .exchange import Reply
from .timeline import Timeline


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
    kind, body = (
        (head.header("content-type") or "").partition(";")[0].strip().lower(),
        timeline.body,
    )
    found = [
        f
        for declared in response.headers
        if (not declared.dialect and declared.sent(kind, None)) or head.header(declared.name)
        for f in _check_header(operation, response, declared.name, head.header(declared.name))
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
    if media.events:
        return (*found, *_check_frames(media, body))
    partial = timeline.fault or timeline.omitted
    return tuple(found) if partial else (*found, *check_body(media.narrowed(kind), body))


def check_stub(operation: Operation, answer: Reply | Timeline) -> tuple[Finding, ...]:
    """Return the findings of an answer that a test gives; what it leaves open is the document's."""
    if isinstance(answer, Timeline):
        return check_answer(operation, answer)
    if not operation.responses:
        return ()
    status = answer.status or _usual_status(operation, answer)
    response = operation.response(status)
    if response is None:
        declared = ", ".join(operation.responses)
        why = f"not declared; there is {declared}"
        return (finding("reply", "status", "", why, sent=str(status)),)
    found = [
        f
        for name, value in answer.headers.items()
        for f in _check_header(operation, response, name, value)
    ]
    return (*found, *_check_content(response, answer))


def _usual_status(operation: Operation, answer: Reply) -> int:
    """The status of a stub that names none: the first success, or the first that has a stream."""
    streams = [
        status
        for status in operation.successes
        if (response := operation.response(status)) and EVENT_STREAM in response.content
    ]
    found = streams if answer.stream is not None and streams else operation.successes
    return next(iter(found), 200)


def _check_content(response: Response, answer: Reply) -> Iterable[Finding]:
    data = answer.body
    if answer.json is not MISSING:
        data = dump_json(answer.json)
    if answer.example is not None:
        known = [e.name for media in response.content.values() for e in media.examples]
        if answer.example not in known:
            there = ", ".join(known) or "none"
            why = f"no such example of {response.status}; there is {there}"
            yield finding("reply", "example", "", why, sent=shown(answer.example))
    if data is None and answer.stream is None and answer.media is None:
        return
    if not response.content:
        yield finding("reply", "body", "", f"no content of {response.status} is declared")
        return
    media = _media_of(response, answer)
    if media is None:
        there = ", ".join(response.content)
        why = f"not declared; there is {there}"
        yield finding("reply", "media", "", why, sent=shown(answer.media or "JSON"))
    elif answer.stream is not None:
        yield from _check_frames(media, b"".join(chunk for _, chunk in answer.stream))
    elif data is not None and answer.json is not MISSING and not media.is_json:
        yield from media.check(answer.json, "reply")
    elif data is not None:
        yield from check_body(media, data)


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


def _check_frames(media: Media, body: bytes) -> Iterable[Finding]:
    if media.type == EVENT_STREAM:
        events = list(events_of(body.decode("utf-8", "replace")))
    else:
        try:
            events = read_lines(body)
        except BodyError as error:
            yield finding("reply", "malformed", "", str(error))
            return
    for number, value in enumerate(events):
        at = f"/frame {number}"
        yield from check_schema(media.schemas, media.events, "reply", value, "reply", at)


def _check_header(
    operation: Operation, response: Response, name: str, value: str | None
) -> Iterable[Finding]:
    """Check a header by its declaration, if it has one. value: None when it is not sent."""
    declared = next((h for h in response.headers if h.name.lower() == name.lower()), None)
    if declared is None:
        return ()
    at = f"/{escape(declared.name)}"
    if value is None:
        missing = finding("reply", "header", at, "required, and not sent")
        return (missing,) if declared.required else ()
    typed, schema = declared.parameter.decode([value]), declared.schema
    return check_schema(operation.schemas, schema, "reply", typed, "reply", at)
