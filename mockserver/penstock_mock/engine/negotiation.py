"""Content negotiation, and answers completed by it.

What a service left open is taken from the document: status, media type, example. One table decides.
In each column the first row with a value wins; the reasons are kept with the answer, so that they
can be looked up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from http import HTTPStatus
from typing import Any, TypeAlias

from attrs import field

from ..document.bodies import JSON, concrete, is_json, is_structured, media_type
from ..document.encoding import content_type, encode, generated
from ..document.examples import Example
from ..document.operations import EVENT_STREAM, Media, Operation, Response
from ..document.request import MISSING, HeaderChanges, Request, dump_json
from ..document.validation import Finding, errors_in, finding
from ..document.values import define, frozen
from .exchange import Problem, Reply
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

# `Prefer: code=404, example=not-found, dynamic=true` (RFC 7240 syntax, Prism's names).
_PREFERENCE = re.compile(r"""([!#$%&'*+.^_`|~\w-]+)\s*(?:=\s*("[^"]*"|[^\s,;]+))?""")
_WEIGHT = re.compile(r"\s*[qQ]\s*=(.*)")


@define(eq=False)
class Question:
    """The input of the negotiation."""

    operation: Operation
    request: Request
    json: Any
    choice: Reply
    """The reply of the service, or of a stub."""
    dialect: str | None = None
    status: int = 0
    """Decided by the table's first column, for the columns after it."""
    response: Response | None = None
    media: Media | None = None

    @cached_property
    def prefer(self) -> Mapping[str, str]:
        """The preferences of the request."""
        header = self.request.header_map.get("prefer")
        return preferences(header) if header else {}

    def asks(self, field: str) -> bool:
        """Return whether a field of the request's JSON is exactly true."""
        return isinstance(self.json, Mapping) and self.json.get(field) is True

    @property
    def asks_async(self) -> bool:
        """Return whether the body or a preference asks for an answer before the work is done."""
        return self.asks("async") or "respond-async" in self.prefer

    @property
    def accept(self) -> str:
        """The Accept header; "" when there is none."""
        return self.request.header_map.get("accept", "")

    @property
    def offered(self) -> tuple[Media, ...]:
        """The media types of the response."""
        return tuple(self.response.content.values()) if self.response else ()

    @property
    def example_name(self) -> str | None:
        """The example that the service or the client asks for."""
        return self.choice.example or self.prefer.get("example")

    def type_of(self, media: Media) -> str:
        """The type to send; of a range the one that Accept likes best, and the body can be."""
        if "*" not in media.type:
            return media.name
        named = (part.partition(";")[0].strip().lower() for part in self.accept.split(","))
        any_text = not media.shape.types or "string" in media.shape.types
        kinds = [kind for kind in named if "*" not in kind and fnmatchcase(kind, media.type)
                 and (any_text or is_structured(kind))]  # fmt: skip
        return max([concrete(media.type), *kinds], key=lambda kind: quality(self.accept, kind))

    def weight(self, media: Media) -> float:
        """The weight that Accept gives to a media type; see `quality`."""
        return quality(self.accept, self.type_of(media))

    def example(self, name: str | None = None, dialect: str | None = None) -> Example | None:
        """An example of the media type; see `Media.example`."""
        return self.media.example(name, dialect) if self.media else None


@frozen
class Answer:
    """The decision. Without `example` and `media` there is no body to send."""

    status: int
    response: Response | None
    media: Media | None
    example: Example | None
    dynamic: bool = False
    """Generate the body although there may be an example."""
    seed: str | None = None
    """Of a generated body; None: the session's."""
    why: tuple[str, ...] = ()


@frozen
class NotAcceptable:
    """Nothing the operation has to offer is acceptable to the client: a 406."""

    offered: tuple[str, ...]


def _preferred_status(q: Question) -> int | None:
    code = q.prefer.get("code", "")
    return int(code) if code.isdecimal() and q.operation.response(int(code)) else None


def _stream_media(q: Question) -> Media | None:
    if q.response is None or not wants_stream(q):
        return None
    media, name = q.response.content.get(EVENT_STREAM), q.example_name
    return media if media and (name is None or media.example(name)) else None


def _media_of_example(q: Question) -> Media | None:
    having = [m for m in q.offered if m.example(q.example_name)] if q.example_name else []
    return max(having, key=q.weight, default=None)


def _accepted_media(q: Question) -> Media | None:
    if not q.accept or q.accept == "*/*":
        return None
    ranked = [(q.weight(media), media) for media in q.offered]
    best = max((rank for rank, _ in ranked), default=0.0)
    tied = [media for rank, media in ranked if rank == best > 0]
    whole = [media for media in tied if media.type != EVENT_STREAM] or tied
    return next((m for m in whole if m.is_json), next(iter(whole), None))


def _json_media(q: Question) -> Media | None:
    return next((media for media in q.offered if media.is_json and _fits(q, media)), None)


Rows: TypeAlias = tuple[tuple[str, Callable[[Question], Any]], ...]

TABLE: Mapping[str, Rows] = {
    "status": (
        ("the service chose it", lambda q: q.choice.status),
        ("Prefer: code", _preferred_status),
        (
            "the request asks for async, and 202 is declared",
            lambda q: 202 if q.asks_async and "202" in q.operation.responses else None,
        ),
        (
            "the request asks for a stream, and one is declared",
            lambda q: q.operation.stream_status if wants_stream(q) else None,
        ),
        ("the first declared success", lambda q: next(iter(q.operation.successes), None)),
        (
            "the declared range or default",
            lambda q: 200 if {"2XX", "default"} & q.operation.responses.keys() else None,
        ),
        ("the lowest declared status", lambda q: q.operation.usual_status),
    ),
    "media": (
        (
            "the service chose it",
            lambda q: q.response.media(q.choice.media) if q.response and q.choice.media else None,
        ),
        (
            "the service's body is JSON",
            lambda q: None if q.choice.json is MISSING else _json_media(q),
        ),
        ("the request asks for a stream", _stream_media),
        ("the example asked for has it", _media_of_example),
        ("Accept prefers it", _accepted_media),
        ("JSON before others", _json_media),
        ("the first declared", lambda q: next((m for m in q.offered if _fits(q, m)), None)),
        ("the first, though it fits none", lambda q: next(iter(q.offered), None)),
    ),
    "example": (
        (
            "the service chose it",
            lambda q: q.example(q.choice.example) if q.choice.example else None,
        ),
        (
            "Prefer: example",
            lambda q: q.example(q.prefer["example"]) if q.prefer.get("example") else None,
        ),
        ("the first of the dialect", lambda q: q.example(dialect=q.dialect)),
        ("the first", lambda q: q.example()),
    ),
}


def negotiate(question: Question) -> Answer | NotAcceptable:
    """Fill in the answer, column by column."""
    question.status, why_status = _decide("status", question)
    question.response = question.operation.response(question.status)
    if not _acceptable(question):
        return NotAcceptable(tuple(media.name for media in question.offered))
    question.media, why_media = _decide("media", question)
    if question.media is not None:
        question.media = question.media.narrowed(question.type_of(question.media))
    example, why_example = _decide("example", question)
    prefer = question.prefer
    return Answer(
        question.status,
        question.response,
        question.media,
        example,
        # A seed is for a generated body, unless that is declined.
        prefer.get("dynamic", "true" if "seed" in prefer else "false").lower() in _YES,
        prefer.get("seed"),
        (why_status, why_media, why_example),
    )


def wants_stream(question: Question) -> bool:
    """`"stream": true` in the body, or an Accept that names the type and likes JSON no better."""
    if question.asks("stream"):
        return True
    accept = question.accept
    if EVENT_STREAM not in accept.lower():
        return False
    return quality(accept, EVENT_STREAM) >= max(quality(accept, "application/json"), 0.001)


@lru_cache(maxsize=256)
def quality(accept: str, media: str) -> float:
    """The weight of a media type in Accept, 0 to 1; the most specific range counts (RFC 9110
    12.5.1).
    """
    kind, given = media_type(media)
    wanted = {kind: 2, f"{kind.partition('/')[0]}/*": 1, "*/*": 0}
    best = (-1, 0.0)
    for part in accept.split(","):
        name, parameters = media_type(part)
        if name not in wanted or any(given.get(n, v) != v for n, v in parameters.items()):
            continue
        weight = next((q[1] for q in map(_WEIGHT.fullmatch, part.split(";")[1:]) if q), "1")
        specific = wanted[name] + len(given.items() & parameters.items())
        try:
            best = max(best, (specific, min(1.0, max(0.0, float(weight)))))
        except ValueError:
            best = max(best, (specific, 0.0))
    return best[1]


@lru_cache(maxsize=256)
def preferences(header: str) -> Mapping[str, str]:
    """A Prefer header as names and values; a name alone has the value "" (RFC 7240 2)."""
    found = _PREFERENCE.findall(header)
    return {name.lower(): value.strip('"') for name, value in reversed(found)}


_YES, _NO = ("", "true", "1"), ("false", "0")
_OWN = ("code", "example", "dynamic", "seed")
# Those of RFC 7240, 8144 and 8674, which mean something else; a dot is in those of a vendor.
_REGISTERED = ("depth-noroot", "handling", "respond-async", "return", "safe", "wait")
_QUOTED = re.compile(r'"[^"]*"')


def unmet(operation: Operation, request: Request) -> list[Finding]:
    """Preferences of this mock that can't be met. Those that aren't registered are ignored, as
    RFC 7240 2 has it, with a warning.
    """
    header = request.header_map.get("prefer")
    if not header or any(parameter.key == "prefer" for parameter in operation.parameters.header):
        return []
    found, prefer = [], preferences(header)
    code, name = prefer.get("code"), prefer.get("example")
    if code is not None and not (code.isdecimal() and operation.response(int(code))):
        found.append(f"code={code} is not declared; use {', '.join(operation.responses) or 'none'}")
        code = None
    if name is not None:
        statuses = [operation.response(int(code))] if code else list(operation.responses.values())
        medias = [media for each in statuses if each for media in each.content.values()]
        known = {example.name for media in medias for example in media.examples}
        if name not in known:
            found.append(f"there is no example {name}; use {', '.join(sorted(known)) or 'none'}")
    dynamic = prefer.get("dynamic")
    if dynamic is not None and dynamic.lower() not in (*_YES, *_NO):
        found.append(f"dynamic={dynamic} is neither true nor false")
    seed = prefer.get("seed")
    if seed is not None and not seed.removeprefix("-").isdecimal():
        found.append(f"seed={seed} is no whole number")
    findings = [finding("header", "preference", "/Prefer", why) for why in found]
    for part in _QUOTED.sub("", header).split(","):
        name = re.split("[=;]", part)[0].strip().lower()
        if name and name not in (*_OWN, *_REGISTERED) and "." not in name:
            why = f"there is no preference {name}; use {', '.join(_OWN)}"
            findings.append(finding("header", "preference", "/Prefer", why, level="warning"))
    return findings


def _decide(column: str, question: Question) -> tuple[Any, str]:
    for reason, rule in TABLE[column]:
        found = rule(question)
        if found is not None:
            return found, reason
    return None, "none is declared"


def _fits(question: Question, media: Media) -> bool:
    """Exclude types with examples of other dialects only, and streams that weren't asked for."""
    if media.examples and media.example(dialect=question.dialect) is None:
        return False
    return media.type != EVENT_STREAM or question.choice.stream is not None


def _acceptable(question: Question) -> bool:
    """Errors are sent whatever Accept is: better another type than no explanation."""
    choice, offered = question.choice, question.offered
    if not question.accept or question.status >= 400 or choice.media or not offered:
        return True
    if choice.body is not None or choice.json is not MISSING or question.asks("stream"):
        return True
    return any(question.weight(media) for media in offered)


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
