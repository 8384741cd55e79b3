"""Answers completed: what a service left open is taken from the document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from attrs import field

from ..document.bodies import JSON, concrete, is_json, is_structured
from ..document.encoding import content_type, encode, generated
from ..document.operations import EVENT_STREAM, Media
from ..document.request import MISSING, HeaderChanges, dump_json
from ..document.validation import errors_in
from ..document.values import frozen
from .exchange import Problem, Reply
from .negotiation import Answer, NotAcceptable, Question, negotiate
from .service import Call
from .timeline import Head, Timeline, transcript

PROBLEM = "application/problem+json"  # RFC 9457
# The events of a generated stream: one is no stream, more add nothing.
_EVENTS = 3
# By most clients: the table has nothing else to look at.
_ACCEPTED = ("*/*", "application/json")
# Where error bodies carry their text, most telling first.
_TEXT_FIELDS = ("message", "detail", "msg", "error_description", "error", "title")
_TITLES = {status.value: status.phrase for status in HTTPStatus}

_DETAIL_FIELDS = frozenset({"details", "errors", "issues"})

# Where a document has no response of the status, these are the nearest.
_NEAR: Mapping[int, tuple[int, ...]] = {400: (422,), 422: (400,), 415: (400,)}


def answer(call: Call, decided: Reply | None) -> Timeline | Problem:
    """The whole answer, or why the client can't have it.

    Raises ContractError where the document has no example, and no value can be generated.
    """
    headers, json = call.request.header_map, call.json
    usual = "prefer" not in headers and headers.get("accept", "*/*") in _ACCEPTED
    asks = isinstance(json, dict) and (json.get("stream") is True or json.get("async") is True)
    if decided is None and usual and not asks:
        return _usual(call)
    reply = decided or Reply()
    content = _content(call, reply)
    return content if isinstance(content, Problem) else _timeline(call, content, reply)


def _usual(call: Call) -> Timeline | Problem:
    """The answer of the document alone; as it was the last time, where it is always the same."""
    accept = call.request.header_map.get("accept", "*/*")
    key = (call.operation.id, call.dialect, call.session.seed, accept)
    made: _Content | Timeline | Problem | None = call.session.usual.get(key)
    if made is None:
        made = _content(call, Reply())
        if isinstance(made, _Content):
            declared = call.declared(made.status, made.media)
            if declared is None or declared.is_fixed:
                made = _timeline(call, made, Reply())
        call.session.usual[key] = made
    return _timeline(call, made, Reply()) if isinstance(made, _Content) else made


def _timeline(call: Call, content: _Content, reply: Reply) -> Timeline:
    changes = {**content.headers, **reply.headers}
    headers = tuple(call.headers(content.status, content.media, changes).items())
    if content.chunks is not None:
        return Timeline.stream(Head(content.status, headers), content.chunks, delay=reply.delay)
    return Timeline.reply(content.status, content.data, headers, reply.delay)


def _content(call: Call, reply: Reply) -> _Content | Problem:
    question = Question(call.operation, call.request, call.json, reply, call.dialect)
    chosen = negotiate(question)
    if isinstance(chosen, NotAcceptable):
        offered = ", ".join(chosen.offered)
        accept = call.request.header("accept")
        return Problem(406, "Not Acceptable", f"Accept is {accept}; there is {offered}")
    return _chosen(reply, chosen) or _from_document(call, chosen)


def refuse(call: Call, problem: Problem) -> Timeline:
    """The refusal in the document's own error shape; in problem+json where it has none."""
    reply = _documented(call, problem) or problem_reply(problem)
    if call.service is not None:
        reply = call.service.refine(call, problem, reply)
    refused = answer(call, reply)
    return refused if isinstance(refused, Timeline) else plain_problem(refused)


def plain_problem(problem: Problem) -> Timeline:
    """A problem that no operation and no service has words for."""
    return Timeline.json(problem.status, problem_reply(problem).json, [("Content-Type", PROBLEM)])


def problem_reply(problem: Problem) -> Reply:
    """RFC 9457 problem details."""
    details: dict[str, Any] = {
        "type": "about:blank",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.findings:
        details["findings"] = [found.as_dict() for found in problem.findings]
    return Reply(problem.status, json=details, media=PROBLEM)


def with_text(body: Any, text: str) -> Any:
    """Copy an error body, with `text` in place of its own text."""
    if not isinstance(body, Mapping):
        return body
    if isinstance(body.get("error"), Mapping):
        return {**body, "error": with_text(body["error"], text)}
    field = next((name for name in _TEXT_FIELDS if isinstance(body.get(name), str)), None)
    return body if field is None else {**body, field: text}


def _documented(call: Call, problem: Problem) -> Reply | None:
    """The status's first example, with the report as its text where the schema allows it."""
    for status in (problem.status, *_NEAR.get(problem.status, ())):
        response = call.operation.response(status)
        for media in response.content.values() if response else ():
            example = media.example(dialect=call.dialect) if media.is_json else None
            if example is None:
                continue
            body = example.value
            if problem.findings:  # 401 and the like keep the document's text
                reworded = _rewordings(body, problem)
                valid = (b for b in reworded if not errors_in(media.check(b, "reply")))
                body = next(valid, body)
            return Reply(status, json=body, media=media.type, headers=example.headers)
    return None


def _rewordings(body: Any, problem: Problem) -> list[Any]:
    """The example with the report as its text, the one with least about another request first.

    An example's code that is only its text in capitals goes with the text; where the schema wants
    a code, it is the problem's title. So does the example's own list of errors.
    """
    bodies = [body]
    code = body.get("code") if isinstance(body, Mapping) else None
    if isinstance(code, str) and code in (_code(str(body.get(name))) for name in _TEXT_FIELDS):
        without = {name: value for name, value in body.items() if name != "code"}
        bodies = [without, {**body, "code": _code(problem.title)}, body]
    reworded = [with_text(each, problem.detail) for each in bodies]
    return [*map(_without_details, reworded), *reworded]


def _code(text: str) -> str:
    return re.sub(r"\s+", "_", text.upper())


def _without_details(body: Any) -> Any:
    if not isinstance(body, Mapping):
        return body
    kept = {name: value for name, value in body.items() if name not in _DETAIL_FIELDS}
    return {name: _without_details(v) if name == "error" else v for name, v in kept.items()}


@frozen
class _Content:
    """The status and the body: bytes, or chunks of a stream."""

    status: int
    media: str | None
    data: bytes = b""
    chunks: tuple[tuple[float, bytes], ...] | None = None
    headers: HeaderChanges = field(factory=dict)


def _chosen(reply: Reply, chosen: Answer) -> _Content | None:
    """The body a service decided on; None when it left it open."""
    status, declared = chosen.status, chosen.media
    if reply.stream is not None:
        return _Content(status, reply.media or EVENT_STREAM, chunks=reply.stream)
    if reply.body is not None:
        kind = reply.media or (concrete(declared.type) if declared else None)
        return _Content(status, kind, reply.body)
    if reply.json is MISSING:
        return None
    if reply.media is None and declared is not None and is_structured(declared.type):
        return _Content(status, declared.type, encode(declared, reply.json))
    media = reply.media or JSON
    return _Content(status, media, _bytes(reply.json, media))


def _from_document(call: Call, chosen: Answer) -> _Content:
    status, media, example = chosen.status, chosen.media, chosen.example
    if media is None:
        if chosen.response is not None or status < 400:
            return _Content(status, None)
        title = _TITLES.get(status, "Error")
        problem = Problem(status, title, "the document declares no such answer")
        return _Content(status, PROBLEM, dump_json(problem_reply(problem).json))
    if example is None or (chosen.dynamic and (media.schema or media.events)):
        return _generated(call, chosen, media)
    own = example.headers
    if media.type == EVENT_STREAM:
        return _Content(status, media.type, chunks=transcript(example.value), headers=own)
    return _Content(status, content_type(media), encode(media, example.value), headers=own)


def _generated(call: Call, chosen: Answer, media: Media) -> _Content:
    """A value of the schema, decided by the seed and the operation."""
    generator, shows, status = call.contract.generator, not chosen.dynamic, chosen.status
    given = call.session.seed if chosen.seed is None else chosen.seed
    seed = f"{given}:{call.operation.id}:{status}:{media.type}"
    if media.events:
        events = [generator.value(media.events, f"{seed}:{n}", shows=shows) for n in range(_EVENTS)]
        if media.type == EVENT_STREAM:
            return _Content(status, media.type, chunks=transcript(events))
        return _Content(status, content_type(media), encode(media, events))
    if media.type == EVENT_STREAM:
        value = generator.value(media.schema, seed, shows=shows) if media.schema else {}
        return _Content(status, media.type, chunks=transcript(value))
    body = generated(media, lambda: generator.value(media.schema, seed, shows=shows))
    return _Content(status, content_type(media), body)


def _bytes(value: Any, media: str) -> bytes:
    if isinstance(value, bytes):
        return value
    return value.encode() if isinstance(value, str) and not is_json(media) else dump_json(value)
