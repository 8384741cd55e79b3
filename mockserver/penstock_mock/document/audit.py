"""Faults of a document, and the parts of it that the mock can't play."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, frozen

from .bodies import events_of
from .examples import Example
from .operations import EVENT_STREAM, Media, Operation, Response
from .parameters import unsupported_style
from .schemas import (
    NOWHERE,
    ContractError,
    Direction,
    Document,
    Node,
    Schemas,
    escape,
    raw_child,
    subschemas,
)
from .validation import Finding, check, finding

# Keywords that validate or generate nothing here, and why.
_UNSUPPORTED: Mapping[str, str] = {
    "nullable": 'has no effect in 3.1; write type: [..., "null"]',
    "$dynamicRef": "is validated, but not followed when values are generated",
    "$recursiveRef": "is not part of 2020-12; use $ref",
    "contentSchema": "is not checked",
    "xml": "XML bodies are passed through unchecked",
}


@frozen
class _Case:
    """An example and the schema it must satisfy."""

    schema: Node
    example: Example
    direction: Direction
    events: Node = NOWHERE


def findings(schemas: Schemas, operations: Iterable[Operation]) -> Iterator[Finding]:
    """Examples that break their schema, and schemas that can't be compiled; each once."""
    seen: set[tuple[str, str]] = set()
    for case in _cases(operations):
        key = (case.example.pointer, schemas.document.alias(case.schema).pointer)
        if key not in seen:
            seen.add(key)
            yield from _broken(schemas, case)


def twice(operation: Operation) -> Finding:
    """An operationId that another operation has already."""
    at = f"{operation.pointer}/operationId"
    return finding("document", "operationId", at, f"{operation.id} is given twice")


def gaps(document: Document, operations: Iterable[Operation]) -> Iterator[Finding]:
    """Yield a finding for each part that can't be played as it is written."""
    if document.top().get("webhooks"):
        yield _gap("#/webhooks", "webhooks", "are not called")
    for operation in operations:
        yield from _of_operation(document, operation)
        yield from _uncompiled(operation)
    components = document.child(document.top(), "components")
    for _, schema in document.children(raw_child(components, "schemas")):
        yield from _of_schema(schema)


def _cases(operations: Iterable[Operation]) -> Iterator[_Case]:
    for operation in operations:
        yield from _of_media(operation.body.content if operation.body else {}, "request")
        for response in operation.responses.values():
            yield from _of_media(response.content, "reply")
            for header in response.headers:
                if header.example is not None:
                    yield _Case(header.schema, header.example, "reply")


def _of_media(content: Mapping[str, Media], direction: Direction) -> Iterator[_Case]:
    for media in content.values():
        for example in media.examples:
            yield _Case(media.schema, example, direction, media.events)


def _broken(schemas: Schemas, case: _Case) -> Iterator[Finding]:
    try:
        if case.schema:
            validator = schemas.validator(case.schema, case.direction)
            yield from _moved(case, check(validator, case.example.value, "document"))
        if case.events:
            yield from _broken_frames(schemas, case)
    except ContractError as error:
        yield finding("document", "schema", case.schema.pointer, str(error))


def _broken_frames(schemas: Schemas, case: _Case) -> Iterator[Finding]:
    """Each frame of a transcript."""
    validator = schemas.validator(case.events, case.direction)
    for number, value in enumerate(events_of(str(case.example.value))):
        yield from _moved(case, check(validator, value, "document", f"/frame {number}"))


def _moved(case: _Case, found: Iterable[Finding]) -> Iterator[Finding]:
    at = case.example.pointer
    return (evolve(f, pointer=at + f.pointer, code=f"example.{f.code[9:]}") for f in found)


def _of_operation(document: Document, operation: Operation) -> Iterator[Finding]:
    raw = document.at(operation.pointer)
    if raw.get("callbacks"):
        yield _gap(f"{operation.pointer}/callbacks", "callbacks", "are not called")
    if "?" in operation.path:
        yield _gap(operation.pointer, "path", "a path has no query; it is never matched")
    for source in (operation.parameters.path, operation.parameters.query):
        for parameter in source:
            if style := unsupported_style(parameter):
                yield _gap(operation.pointer, "style", f"{parameter.name}: {style} is not decoded")
    for response in operation.responses.values():
        yield from _of_response(document, response)


def _uncompiled(operation: Operation) -> Iterable[Finding]:
    """Schemas nothing can be checked against; the value is only there to have one."""
    groups = (operation.parameters.path, operation.parameters.query, operation.parameters.header)
    found = [f for group in groups for parameter in group for f in parameter.check(None)]
    for media in (operation.body.content if operation.body else {}).values():
        found += media.check(None, "request")
    for response in operation.responses.values():
        found += (f for media in response.content.values() for f in media.check(None, "reply"))
    return (
        _gap(operation.pointer, "schema", f.message) for f in found if f.code.endswith(".schema")
    )


def _of_response(document: Document, response: Response) -> Iterator[Finding]:
    if document.at(response.pointer).get("links"):
        yield _gap(f"{response.pointer}/links", "links", "are not followed")
    for media in response.content.values():
        if not media.examples:
            instead = "one is generated" if media.schema else "the body will be empty"
            at = f"{response.pointer}/content/{escape(media.type)}"
            yield _gap(at, "example", f"no example; {instead}")
        if media.type == EVENT_STREAM and not media.events:
            yield _gap(
                media.schema.pointer,
                "events",
                "frames are not checked: give itemSchema, or one frame's schema",
            )


def _of_schema(schema: Node) -> Iterator[Finding]:
    value = schema.value
    if not isinstance(value, Mapping):
        return
    for keyword in _UNSUPPORTED.keys() & value.keys():
        yield _gap(f"{schema.pointer}/{keyword}", keyword, _UNSUPPORTED[keyword])
    for keyword in ("exclusiveMinimum", "exclusiveMaximum"):
        if isinstance(value.get(keyword), bool):
            yield _gap(f"{schema.pointer}/{keyword}", keyword, "is a flag of 3.0, read as one")
    for path, inner in subschemas(value):
        at = "".join(f"/{escape(part)}" for part in path)
        yield from _of_schema(Node(schema.pointer + at, inner))


def _gap(pointer: str, rule: str, message: str) -> Finding:
    return finding("document", rule, pointer, f"{rule}: {message}", level="warning")
