"""Contract coverage: the parts of a contract that requests exercised.

A call counts when its request kept the contract: it has no finding but the document's own. It
exercises its operation, the parameters and body fields that it sends, the listed values that they
have, and the named examples that it sends as they are written. Its answer exercises the declared
response of its status, and the named example that it is; that of a stub or a fault only if the
document allows it.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from functools import cached_property
from itertools import chain
from typing import Any, TypeAlias

from ..document.bodies import BodyError, by_name, media_type, read_json
from ..document.contract import Contract
from ..document.decoding import DecodedRequest
from ..document.encoding import encode
from ..document.examples import Example
from ..document.operations import EVENT_STREAM, Media, Operation
from ..document.parameters import SOURCES, Shape
from ..document.request import MISSING, dump_json
from ..document.schemas import raw_child
from ..document.validation import Finding
from .conformance import check_answer
from .coverage_report import Document, Report, Tally
from .exchange import Exchange, breaches_in
from .timeline import Timeline, transcript

Hits: TypeAlias = Iterator[tuple[str, str]]
"""Kinds (see `coverage_report.KINDS`) and names of parts."""

# The verdicts with which an operation was answered, if only with an error.
_ANSWERED = ("served", "stubbed", "faulted", "refused")
# Schemas inside a body's that are looked through for listed values, and how deep they nest.
_MOST, _DEEPEST = 1000, 8


class Coverage:
    """Counts what calls exercise of a contract; any number of sessions may share it.

    It keeps a number for each part of the contract, and nothing of what was sent.
    """

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self._parts: dict[str, _Parts] = {}
        self._broken = 0
        self._dialects: set[tuple[str, str | None]] = set()
        """The dialects of the calls, each with its service."""
        self._lock = threading.Lock()

    def note(
        self,
        call: DecodedRequest,
        exchange: Exchange,
        findings: Iterable[Finding],
        dialect: str | None = None,
    ) -> None:
        """Count a call. findings: of the request, whatever the session makes of them. dialect: that
        of the service; examples of others are not played, and so don't count.
        """
        if exchange.verdict not in _ANSWERED or call.request.method != call.operation.method:
            return  # HEAD in the place of GET is no call of it
        with self._lock:
            if breaches_in(findings):
                self._broken += 1
                return
            self._dialects.add((call.operation.service, dialect))
            parts = self._of(call.operation)
            parts.tally.calls += 1
            hits = chain(parts.sent(call), parts.answered(exchange))
            for kind, name in {(k, n) for k, n in hits if n in parts.tally.of(k)}:
                counts: dict[str, int] = getattr(parts.tally, kind)
                counts[name] += 1

    def report(self) -> Report:
        """The counts so far, with all that the contract declares."""
        document = self.contract.document
        info = document.child(document.top(), "info")
        content = json.dumps(document.root, sort_keys=True, default=str).encode()
        found = Document(
            title=str(info.get("title", "")),
            version=str(info.get("version", "")),
            digest=hashlib.sha256(content).hexdigest()[:16],
            whole=not self.contract.bundled,
        )
        with self._lock:
            found.broken = self._broken
            for operation in self.contract.operations.values():
                found.operations[operation.id] = self._copied(self._of(operation))
        return Report([found])

    def _copied(self, parts: _Parts) -> Tally:
        copied = deepcopy(parts.tally)
        for name, dialect in parts.dialects.items():
            if self._dialects.isdisjoint({(copied.service, dialect), (copied.service, None)}):
                del copied.examples[name]
        return copied

    def _of(self, operation: Operation) -> _Parts:
        if operation.id not in self._parts:
            self._parts[operation.id] = _Parts(operation)
        return self._parts[operation.id]


class _Parts:
    """The parts of one operation."""

    def __init__(self, operation: Operation) -> None:
        self._operation = operation
        o, medias = operation, list(operation.body.content.values() if operation.body else ())
        parameters = {f"{p.where} {p.name}": p.shape for p in self._parameters}
        fields = {f"body {name}": shape for m in medias for name, shape in _fields(m.shape)}
        self._examples: dict[str, list[tuple[str, Example]]] = {}
        """Of what is sent, by the part that it is an example of."""
        for media in medias:
            named = [(f"request {media.type} {e.name}", e) for e in _named(media)]
            self._examples[media.type] = named
        self._examples |= self._of_parameters()
        answers = {
            f"{status} {media.type} {example.name}": example
            for status, response in o.responses.items()
            for media in response.content.values()
            for example in _named(media)
        }
        self.dialects = {name: e.dialect for name, e in answers.items() if e.dialect}
        """Of the examples that only one dialect has, by name."""
        sent = [name for examples in self._examples.values() for name, _ in examples]
        values = [v for name, shape in parameters.items() for v in _declared(name, shape)]
        values += [v for media in medias for v in _declared("body", media.shape)]
        self.tally = Tally(
            o.id,
            o.service,
            o.method,
            o.path,
            statuses=dict.fromkeys(o.responses, 0),
            examples=dict.fromkeys((*answers, *sent), 0),
            parameters=dict.fromkeys((*parameters, *fields), 0),
            values=dict.fromkeys(values, 0),
        )

    @cached_property
    def _parameters(self) -> tuple[Any, ...]:
        return tuple(p for where in SOURCES for p in getattr(self._operation.parameters, where))

    def _of_parameters(self) -> dict[str, list[tuple[str, Example]]]:
        document = self._operation.schemas.document
        found = {}
        declared = {f"{p.where} {p.name}" for p in self._parameters}
        path = self._operation.pointer.rpartition("/")[0]
        for level in (path, self._operation.pointer):
            for _, node in document.children(raw_child(document.place(level), "parameters")):
                part = f"{node.get('in')} {node.get('name')}"
                if part not in declared:  # OpenAPI 3.1: Accept and the like are none
                    continue
                named = document.children(raw_child(node, "examples"))
                found[part] = [
                    (f"{part} {name}", Example(name, example.get("value")))
                    for name, example in named
                    if "value" in example.value
                ]
        return found

    def sent(self, call: DecodedRequest) -> Hits:
        """The parts that a request exercises."""
        for part, value in self._sent_parameters(call):
            yield "parameters", part
            yield from (("values", name) for name in _values(part, value))
            yield from self._same(part, value)
        body = call.operation.body
        media = body.media(call.request.stated_type) if body else None
        if media is None or call.json is MISSING:
            return
        if isinstance(call.json, Mapping):
            yield from (("parameters", f"body {name}") for name in call.json)
        yield from (("values", name) for name in _values("body", call.json))
        yield from self._same(media.type, call.json)

    def _sent_parameters(self, call: DecodedRequest) -> Iterator[tuple[str, Any]]:
        """The parameters that are in the request itself: a default is not sent."""
        request = call.request
        query, cookies = by_name(request.query), by_name(request.cookies)
        for p in self._parameters:
            there, values = {
                "path": (p.name in call.path_params, call.path_params),
                "query": (p.find(query) is not MISSING, call.query_params),
                "header": (p.key in request.header_map, call.header_params),
                "cookie": (p.find(cookies) is not MISSING, call.header_params),
            }[p.where]
            if there:
                yield f"{p.where} {p.name}", values.get(p.name)

    def _same(self, part: str, value: Any) -> Hits:
        examples = self._examples.get(part, ())
        return (("examples", name) for name, example in examples if example.value == value)

    def answered(self, exchange: Exchange) -> Hits:
        """The parts that an answer exercises."""
        timeline, operation = exchange.timeline, self._operation
        response = operation.response(timeline.status) if timeline.status else None
        if response is None:
            return
        changed = exchange.verdict in ("stubbed", "faulted")
        if changed and (timeline.fault or check_answer(operation, timeline)):
            return
        yield "statuses", response.status
        kind = media_type(timeline.header("content-type") or "")[0]
        media = response.media(kind)
        if media is not None:
            for example in _shown(media, timeline):
                yield "examples", f"{response.status} {media.type} {example.name}"


def _named(media: Media) -> list[Example]:
    """The examples of an `examples` map; any other has no name of its own."""
    return [example for example in media.examples if example.pointer.endswith("/value")]


def _shown(media: Media, timeline: Timeline) -> Iterator[Example]:
    """The named examples that an answer is, as they are written."""
    examples = _named(media)
    if not examples:
        return
    body = timeline.body
    if media.is_json:
        try:
            value = read_json(body)
        except BodyError:
            return
        yield from (example for example in examples if example.value == value)
    elif media.type == EVENT_STREAM:
        for example in examples:
            if b"".join(data for _, data in transcript(example.value)) == body:
                yield example
    else:
        yield from (example for example in examples if encode(media, example.value) == body)


def _fields(shape: Shape) -> Iterator[tuple[str, Shape]]:
    """The properties that a request may have."""
    return ((name, shape.field(name)) for name in shape.names if not shape.is_read_only(name))


def _declared(name: str, shape: Shape) -> Iterator[str]:
    """The names of the values that a schema lists, at any depth, but not inside itself again."""
    left: list[tuple[str, Shape, tuple[Any, ...]]] = [(name, shape, ())]
    for _ in range(_MOST):
        if not left:
            return
        at, inner, around = left.pop(0)
        yield from (f"{at} = {_text(value)}" for value in inner.choices)
        if inner.key in around or len(around) > _DEEPEST:
            continue
        deeper = (*around, inner.key)
        if "array" in inner.types:
            left.append((f"{at}[]", inner.item, deeper))
        left += ((_inside(at, key), each, deeper) for key, each in _fields(inner))


def _values(name: str, value: Any) -> Iterator[str]:
    """The names of a value and of those inside it, as `_declared` forms them."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _values(_inside(name, key), inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _values(f"{name}[]", inner)
    elif isinstance(value, (str, int, float, type(None))):
        yield f"{name} = {_text(value)}"


def _inside(name: str, key: str) -> str:
    return f"{name} {key}" if name == "body" else f"{name}.{key}"


def _text(value: Any) -> str:
    return dump_json(value).decode("utf-8", "replace")
