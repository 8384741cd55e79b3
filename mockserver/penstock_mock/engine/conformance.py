"""Check an answer against the document: status, media type, headers, body, each frame of a stream.

The engine doesn't check its own answers on the way, so this costs nothing until a test asks:

    assert check_answer(exchange.operation, exchange.timeline) == ()
"""

from __future__ import annotations

from ..document.bodies import BodyError, events_of, read_json
from ..document.operations import Media, Operation, Response
from ..document.parameters import shape_of
from ..document.schemas import escape
from ..document.validation import Finding, check_schema, finding, shown
from .timeline import Head, Timeline


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
    found = _headers(operation, response, head, kind)
    if not response.content:
        if body:
            found.append(
                finding("reply", "body", "", "no content is declared", sent=shown(len(body)))
            )
        return tuple(found)
    media = response.media(kind)
    if media is None:
        return (*found, finding("reply", "media", "", "not declared", sent=shown(kind)))
    if media.events:
        for number, value in enumerate(events_of(body.decode("utf-8", "replace"))):
            at = f"/frame {number}"
            found += check_schema(media.schemas, media.events, "reply", value, "reply", at)
        return tuple(found)
    partial = timeline.fault or timeline.omitted
    return tuple(found) if partial else (*found, *check_body(media, body))


def check_body(media: Media, body: bytes) -> tuple[Finding, ...]:
    """Return the findings of a whole body."""
    if not media.is_json:
        return media.check(body.decode("utf-8", "replace"), "reply")
    try:
        return media.check(read_json(body), "reply")
    except BodyError as error:
        return (finding("reply", "malformed", "", str(error)),)


def _headers(operation: Operation, response: Response, head: Head, kind: str) -> list[Finding]:
    found: list[Finding] = []
    for declared in response.headers:
        value = head.header(declared.name)
        at = f"/{escape(declared.name)}"
        if value is not None:
            schemas, schema = operation.schemas, declared.schema
            typed = shape_of(schemas.document, schema).scalar(value)
            found += check_schema(schemas, schema, "reply", typed, "reply", at)
        elif declared.required and not declared.dialect and declared.sent(kind, None):
            found.append(finding("reply", "header", at, "required, and not sent"))
    return found
