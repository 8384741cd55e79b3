"""Check an answer against the document: status, media type, headers, body, each frame of a stream.

The engine doesn't check its own answers on the way, so this costs nothing until a test asks:

    assert check_answer(exchange.operation, exchange.timeline) == ()
"""

from __future__ import annotations

from collections.abc import Iterator

from ..document.bodies import BodyError, events_of, read_json
from ..document.operations import Media, Operation, Response
from ..document.schemas import escape
from ..document.validation import Finding, check_schema, finding, shown
from .timeline import Head, Timeline


def check_answer(operation: Operation, timeline: Timeline) -> tuple[Finding, ...]:
    """Return the findings of an answer. One cut short by a fault is checked as far as it goes;
    one without a head breaks nothing.
    """
    head = timeline.head
    if head is None or not operation.responses:
        return ()
    response = operation.response(head.status)
    if response is None:
        return (finding("reply", "status", "", "not declared", sent=str(head.status)),)
    return (*_headers(operation, response, head), *_body(response, head, timeline))


def _headers(operation: Operation, response: Response, head: Head) -> Iterator[Finding]:
    kind = _media_type(head)
    for declared in response.headers:
        value = head.header(declared.name)
        at = f"/{escape(declared.name)}"
        if value is None:
            required = declared.parameter.required and not declared.dialect
            if required and declared.sent(kind, None):
                yield finding("reply", "header", at, "required, and not sent")
        else:
            typed = declared.parameter.decode([value])
            schema = declared.parameter.schema
            yield from check_schema(operation.schemas, schema, "reply", typed, "reply", at)


def _body(response: Response, head: Head, timeline: Timeline) -> tuple[Finding, ...]:
    kind, body = _media_type(head), timeline.body
    if not response.content:
        unasked = finding("reply", "body", "", "no content is declared", sent=shown(len(body)))
        return (unasked,) if body else ()
    media = response.media(kind)
    if media is None:
        return (finding("reply", "media", "", "not declared", sent=shown(kind)),)
    if media.events:
        return tuple(_frames(media, body))
    return () if timeline.fault else _whole(media, body)


def _whole(media: Media, body: bytes) -> tuple[Finding, ...]:
    if not media.is_json:
        return media.check(body.decode("utf-8", "replace"), "reply")
    try:
        value = read_json(body)
    except BodyError as error:
        return (finding("reply", "malformed", "", str(error)),)
    return media.check(value, "reply")


def _frames(media: Media, body: bytes) -> Iterator[Finding]:
    for number, value in enumerate(events_of(body.decode("utf-8", "replace"))):
        at = f"/frame {number}"
        yield from check_schema(media.schemas, media.events, "reply", value, "reply", at)


def _media_type(head: Head) -> str:
    return (head.header("content-type") or "").partition(";")[0].strip().lower()
