"""Everything in a document that is malformed, or that the mock can't play as it is written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, TypeAlias

from .bodies import (
    SENTINEL,
    BodyError,
    concrete,
    data_of,
    is_file,
    json_error,
    json_of,
    no_field,
    read_lines,
)
from .encoding import sample
from .examples import Example, Generator
from .headers import FRAMING
from .operations import EVENT_STREAM, Media, Operation, Response
from .parameters import STYLES
from .request import ADMIN_PREFIX, MISSING, SESSION_PREFIX
from .schemas import (
    NOWHERE,
    ContractError,
    Direction,
    Document,
    Node,
    Schemas,
    mapping_of,
    raw_child,
)
from .security import KINDS
from .structure import NAMED, SCHEMA_LISTS, SCHEMA_MAPS, SCHEMA_SINGLE, DocumentFinding, escape
from .validation import check

# Keywords that validate or generate nothing here, and why.
_UNSUPPORTED: Mapping[str, tuple[str, str]] = {
    "nullable": ("has no effect in 3.1", 'write type: [..., "null"]'),
    "$dynamicRef": ("leads to no anchor", "use $ref"),
    "$recursiveRef": ("is not part of 2020-12", "use $ref"),
}
_DATA = frozenset({"example", "examples", "default", "enum", "const", "value"})
# What begins a path that on a port is not the document's.
_RESERVED = ((SESSION_PREFIX, "the name of a session"), (ADMIN_PREFIX, "the admin interface"))
_BUNDLE = "put the file into the document's folder, or bundle it into one file"
_TEMPLATE = re.compile(r"\{([^{}/]+)\}")


def findings(
    schemas: Schemas, operations: Collection[Operation], repeated: Iterable[Operation]
) -> Iterator[DocumentFinding]:
    """The parts that are wrong: malformed, dangling, ambiguous, or contradicting each other.

    repeated: operations with the id of another.
    """
    document = schemas.document
    yield from (found for found in document.findings if found.level == "error")
    for trail, value, _ in _objects(document):
        reference = value.get("$ref")
        if isinstance(reference, str) and not document.resolve(Node("", value)):
            local = reference.startswith("#")
            lost = "leads nowhere, or in a circle" if local else "leads out of the document"
            remedy = "define it, or correct it" if local else _BUNDLE
            at = f"{_pointer(trail)}/$ref"
            yield _error(at, "reference", f"{reference!r} {lost}", remedy)
    for operation in repeated:
        at = f"{operation.pointer}/operationId"
        yield _error(at, "operationId", "the id of another operation", "give it one of its own")
    yield from _ambiguous(operations)
    yield from _security(document, document.top())
    yield from _schemes(document)
    yield from _stated_parameters(document, operations)
    for operation in operations:
        yield from _security(document, document.place(operation.pointer))
        yield from _parameters(operation)
    yield from _examples(schemas, operations)
    yield from _lost(document, operations)


def gaps(
    schemas: Schemas, generator: Generator, operations: Iterable[Operation]
) -> Iterator[DocumentFinding]:
    """The parts that are not played as they are written."""
    document = schemas.document
    yield from (found for found in document.findings if found.level == "warning")
    seen: set[str] = set()
    if document.top().get("webhooks"):
        yield _gap("#/webhooks", "webhooks", "webhooks are not called", "call them in the test")
    for operation in operations:
        if document.place(operation.pointer).get("callbacks"):
            at = f"{operation.pointer}/callbacks"
            yield _gap(at, "callbacks", "callbacks are not called", "call them in the test")
        paths = (server.base + operation.path for server in operation.servers)
        reserved = ((p, why) for p in paths for at, why in _RESERVED if f"{p}/".startswith(at))
        for path, meaning in islice(reserved, 1):
            why = f"at the root of a port, {path} begins with {meaning}"
            remedy = "play it in process, or give `servers` a base path, such as /v1"
            yield _gap(operation.pointer, "path", why, remedy)
        for response in operation.responses.values():
            if response.pointer not in seen:  # many may refer to one
                seen.add(response.pointer)
                yield from _of_response(document, generator, response)
    for trail, value, is_schema in _objects(document):
        for keyword, (message, remedy) in _UNSUPPORTED.items() if is_schema else ():
            if keyword in value and (keyword != "nullable" or value[keyword] is True):
                at = f"{_pointer(trail)}/{keyword}"
                yield _gap(at, keyword, f"`{keyword}` {message}", remedy)


_error = DocumentFinding


def _gap(pointer: str, kind: str, message: str, remedy: str) -> DocumentFinding:
    return DocumentFinding(pointer, kind, message, remedy, "warning")


# The keys that lead to a value, the last one first: joined where they are shown.
_Trail: TypeAlias = tuple[Any, ...]


def _pointer(trail: _Trail) -> str:
    parts: list[str] = []
    while trail:
        trail, key = trail
        parts.append(escape(str(key)))
    return "/".join(["#", *reversed(parts)])


def _ambiguous(operations: Iterable[Operation]) -> Iterator[DocumentFinding]:
    """Operations that share a method and the shape of a path, and paths that are no path."""
    shapes: dict[tuple[Any, ...], Operation] = {}
    for operation in operations:
        shape = (operation.method, _TEMPLATE.sub("{}", operation.path), operation.servers)
        first = shapes.setdefault(shape, operation)
        if first is not operation:
            message = f"the same route as {first.method} {first.path}, which is answered instead"
            yield _error(operation.pointer, "path", message, "merge them")
        if "?" in operation.path or "#" in operation.path:
            why = "a path has no query and no fragment: it is never matched"
            yield _error(operation.pointer, "path", why, "declare a parameter instead")
        if set("{}") & {*_TEMPLATE.sub("", operation.path)}:
            why = "a brace without its other one is text of the path"
            yield _error(operation.pointer, "path", why, "write {name}, and encode other braces")


def _schemes(document: Document) -> Iterator[DocumentFinding]:
    for _, scheme in document.children(document.at("#/components/securitySchemes")):
        kind = scheme.get("type")
        if kind not in KINDS and "type" in scheme.value:
            at, remedy = f"{scheme.pointer}/type", f"use {', '.join(KINDS)}"
            yield _error(at, "security", "there is no such type of scheme", remedy)
        for name in KINDS.get(str(kind), ()):
            if scheme.get(name) in (None, ""):
                why = f"a scheme of type {kind} needs `{name}`"
                yield _error(scheme.pointer, "security", why, f"give `{name}`")
        if kind == "apiKey" and scheme.get("in", "query") not in ("query", "header", "cookie"):
            at = f"{scheme.pointer}/in"
            yield _error(at, "security", "no place of a key", "use query, header or cookie")


def _security(document: Document, node: Node) -> Iterator[DocumentFinding]:
    known = document.at("#/components/securitySchemes").value or {}
    stated: list[dict[str, Any]] = node.get("security") or []
    for index, alternative in enumerate(stated):
        for name in alternative:
            if name not in known:
                yield _error(f"{node.pointer}/security/{index}/{escape(name)}", "security",
                             f"there is no scheme {name!r}: no credentials are checked for it",
                             "define it in components.securitySchemes")  # fmt: skip


def _stated_parameters(
    document: Document, operations: Iterable[Operation]
) -> Iterator[DocumentFinding]:
    """Parameters that their list has twice, and those with several media types; each once."""
    levels = (each for o in operations for each in (o.pointer.rpartition("/")[0], o.pointer))
    seen: set[str] = set()
    for level in dict.fromkeys(levels):
        stated = raw_child(document.place(level), "parameters")
        names: set[tuple[str, str]] = set()
        for number, parameter in document.children(stated):
            where, name = str(parameter.get("in")), str(parameter.get("name"))
            key = (where, name.lower() if where == "header" else name)
            if key in names:
                yield _error(f"{stated.pointer}/{number}", "duplicate", f"{name} in {where} is "
                             "given twice; the last one counts", "leave one out")  # fmt: skip
            names.add(key)
            content = raw_child(parameter, "content")
            if len(content.value or ()) > 1 and content.pointer not in seen:
                seen.add(content.pointer)
                yield _error(content.pointer, "content", "a parameter has one media type; the "
                             "first counts", "leave the others out")  # fmt: skip


def _parameters(operation: Operation) -> Iterator[DocumentFinding]:
    groups = operation.parameters
    templated = dict.fromkeys(_TEMPLATE.findall(operation.path))
    for parameter in groups.path:
        if parameter.name not in templated:
            yield _error(operation.pointer, "path", f"{parameter.name} is not in the path",
                         f"write {{{parameter.name}}} into it")  # fmt: skip
    declared = {parameter.name for parameter in groups.path}
    for name in (name for name in templated if name not in declared):
        yield _error(operation.pointer, "path", f"{{{name}}} is not declared; any text is taken",
                     "declare it as a parameter in path")  # fmt: skip
    for parameter in chain(groups.path, groups.query, groups.header, groups.cookie):
        yield from _uncompiled(parameter.schemas, parameter.schema, "request")
        if parameter.style in (*STYLES[parameter.where], "content"):
            continue
        yield _error(operation.pointer, "style", f"{parameter.name}: {parameter.style} is not a "
                     f"style for {parameter.where}", "leave `style` out")  # fmt: skip


def _uncompiled(schemas: Schemas, schema: Node, direction: Direction) -> Iterator[DocumentFinding]:
    if not schema:
        return
    try:
        schemas.validator(schema, direction)
    except ContractError as error:
        yield _error(schema.pointer, "schema", f"not checked: {error}", "correct the schema")


def _lost(document: Document, operations: Collection[Operation]) -> Iterator[DocumentFinding]:
    """The names that lead nowhere: of schemas in discriminators, of operations in links."""
    for trail, value, is_schema in _objects(document):
        name, mapped, _ = mapping_of(document, value) if is_schema else (None, {}, None)
        for place, values in mapped.items() if name else ():
            if not document.place(place):
                at = f"{_pointer(trail)}/discriminator/mapping/{escape(values[0])}"
                yield _error(at, "reference", "leads to no schema", "correct it, or define it")
    known = {operation.id for operation in operations}
    seen: set[str] = set()
    for operation in operations:
        for response in operation.responses.values():
            node = document.place(response.pointer)
            for _, link in document.children(raw_child(node, "links")):
                target = link.get("operationId")
                if target is not None and target not in known and link.pointer not in seen:
                    seen.add(link.pointer)
                    at, why = f"{link.pointer}/operationId", f"there is no operation {target!r}"
                    yield _error(at, "reference", why, "correct it")


def _examples(schemas: Schemas, operations: Iterable[Operation]) -> Iterator[DocumentFinding]:
    """Examples that break their schema, and schemas that can't be compiled; each once."""
    seen: set[tuple[str, str]] = set()
    for example, schema, events, direction in _cases(operations):
        key = (example.pointer if example else "", schemas.document.alias(schema).pointer)
        if key in seen:
            continue
        seen.add(key)
        uncompiled = list(_uncompiled(schemas, schema, direction))
        yield from uncompiled
        if example is not None and json_error(example.value):
            why, remedy = "JSON has no such value: it is not sent", "give one that it has"
            yield _error(example.pointer, "example", why, remedy)
            continue
        if example is None or uncompiled:
            continue
        checked = [(schema, example.value, "")] if schema else []
        if events:
            frames = enumerate(_frames(example.value))
            checked += [(events, value, f"/frame {number}") for number, value in frames]
        for by, value, at in checked:
            for found in check(schemas.validator(by, direction), value, "document", at):
                rule = found.code.rpartition(".")[2]
                why = f"breaks its schema: {found.message} [{rule}]"
                remedy = "correct the example, or the schema"
                yield _error(example.pointer + found.pointer, "example", why, remedy)


def _cases(
    operations: Iterable[Operation],
) -> Iterator[tuple[Example | None, Node, Node, Direction]]:
    """Each example with its schema, that of a stream's events, and the direction."""

    def given(content: Mapping[str, Media]) -> Iterator[tuple[Example | None, Node, Node]]:
        for media in content.values():
            for example in (*media.examples, *media.unencodable) or (None,):
                yield example, media.schema, media.events

    for operation in operations:
        for case in given(operation.body.content) if operation.body else ():
            yield *case, "request"
        for response in operation.responses.values():
            for case in given(response.content):
                yield *case, "reply"
            for header in response.headers:
                yield header.example, header.parameter.schema, NOWHERE, "reply"


def _frames(value: Any) -> list[Any]:
    """The frames of a transcript, or the lines, that an example has."""
    if not isinstance(value, str):
        return value if isinstance(value, list) else [value]
    if no_field(value) is None:  # a transcript, if without data
        frames = ((text, json_of(text)) for text in data_of(value))
        found = [text if frame is MISSING else frame for text, frame in frames]
        return [frame for frame in found if frame != SENTINEL]
    try:
        return read_lines(value.encode())
    except BodyError:  # the text is the frame
        return [value]


def _of_response(
    document: Document, generator: Generator, response: Response
) -> Iterator[DocumentFinding]:
    raw = document.place(response.pointer)
    if raw.get("links"):
        at = f"{response.pointer}/links"
        yield _gap(at, "links", "links are not followed", "follow them in the test")
    for name in raw.get("headers") or ():
        if name.lower() in FRAMING:
            at = f"{response.pointer}/headers/{escape(name)}"
            yield _gap(at, "header", f"{name} belongs to the message: the server sets it",
                       "leave it out")  # fmt: skip
    for media in response.content.values():
        at = media.pointer
        for name, example in document.children(document.place(f"{at}/examples")):
            if "externalValue" in example.value:
                message = f"the example {name} is not fetched"
                yield _gap(example.pointer, "externalValue", message, "give it as `value`")
        if not media.examples:
            yield from _without_example(generator, media, at)
        if media.type == EVENT_STREAM and not media.events:
            yield _gap(media.schema.pointer or at, "events", "frames are not checked",
                       "give itemSchema, or one frame's schema")  # fmt: skip


def _without_example(generator: Generator, media: Media, at: str) -> Iterator[DocumentFinding]:
    schema, kind = media.events or media.schema, concrete(media.type)
    found, message = "generated", "no example: one is generated"
    if is_file(kind) and sample(kind) is None:
        found, message = "placeholder", "no example: a byte of no meaning is sent"
    elif is_file(kind):
        message = f"no example: the smallest {kind} is sent"
    elif not schema:
        message = "no example and no schema: the body has no meaning"
    else:
        try:
            generator.value(schema, "check")
        except ContractError as error:
            why = str(error).partition(": ")[2].removesuffix("; give an example")
            message = f"no example, and no value can be generated: {why}"
            yield _error(at, "unanswerable", message, "give an example")
            return
    yield _gap(at, found, message, "give an example")


# By the kind of an object, the kinds of those directly inside it: a schema, or a map or list of
# them. What is no schema inside one, an extension, has none in it.
_INSIDE: Mapping[str, Mapping[str, str]] = {
    "": {"schemas": "schemas", "schema": "schema", "itemSchema": "schema"},
    "schema": {
        **dict.fromkeys((*SCHEMA_MAPS, *SCHEMA_LISTS), "schemas"),
        **dict.fromkeys(SCHEMA_SINGLE, "schema"),
    },
}


def _objects(document: Document) -> Iterator[tuple[_Trail, dict[str, Any], bool]]:
    """Every object at whatever depth, but those of examples and other data, and whether it is a
    schema.
    """
    left: list[tuple[_Trail, Any, str, bool]] = [((), document.root, "", False)]
    while left:
        trail, value, kind, named = left.pop()
        if isinstance(value, dict):
            yield trail, value, kind == "schema"
        inside = {} if named else _INSIDE.get(kind, {})
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in (
            (str(key), each) for key, each in pairs if isinstance(each, (dict, list))
        ):
            examples = key == "examples" and isinstance(each, dict)
            if named or examples or key not in _DATA:
                of = "schema" if kind == "schemas" else inside.get(key, kind and "other")
                left.append(((trail, key), each, of, not named and key in NAMED))
