"""Rules on names: what the generator makes of them must be what was meant, and only once.

The generator's own functions say what it makes of a name, so that no rule guesses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from document import Document, Node, components, operations
from openapi_python_client.strings import ClassName, PythonIdentifier
from shapes import PREFIX, identifier, module, properties

from rules import Broken, words

# Each shadows a name that the emitted modules import.
RESERVED_SCHEMAS = words(
    "Any Array Body File Final Literal Map Mapping Model Never OneOf Ref Sequence TypeAlias Unset"
)
_OPERATION = re.compile(r"[a-z][a-z0-9]*([A-Z][a-z0-9]+)*")
_TAG = re.compile(r"[a-z][a-z0-9_]*")


def schema_names(document: Document) -> Broken:
    """The class is not called as the schema; or shadows an import; or two fall into one file."""
    for schema in components(document, "schemas"):
        made = ClassName(schema.key, PREFIX)
        if made != schema.key:
            yield schema, f"schema {schema.key} becomes class {made}", "write it in PascalCase"
        elif made in RESERVED_SCHEMAS:
            remedy = "put the service's name in front"
            yield schema, f"{schema.key} shadows a name of the generated modules", remedy
    yield from _clashes(components(document, "schemas"), "schemas", lambda node: module(node.key))


def property_names(document: Document) -> Broken:
    """Of two properties that are called the same in Python only one would be left."""
    for schema in components(document, "schemas"):
        found, where = properties(schema), f"properties of {schema.key}"
        yield from _clashes(found, where, lambda node: identifier(node.key))


def operation_ids(document: Document) -> Broken:
    """Of two operations that fall into one module, the last one wins without a word."""
    for operation in operations(document):
        name = operation.get("operationId").text
        if not name:
            yield operation, "the operation has no operationId", "add one: camelCase, verb first"
        elif not _OPERATION.fullmatch(name) or _words(name) != PythonIdentifier(name, ""):
            remedy = "write camelCase, verb first, no run of capitals, no digit between letters"
            yield operation.get("operationId"), f"operationId {name} is split oddly", remedy
    named = (node.get("operationId") for node in operations(document))
    given = (node for node in named if node.text)
    yield from _clashes(given, "operationIds", lambda node: PythonIdentifier(node.text, ""))


def tags(document: Document) -> Broken:
    """Only the first tag counts, none means `default`, and similar ones are merged."""
    known = [tag.get("name").text for tag in document.at("tags").items()]
    for operation in operations(document):
        given = operation.get("tags").texts
        if len(given) != 1 or given[0] not in known:
            remedy = f"give exactly one of the document's tags: {', '.join(known)}"
            yield operation, f"the operation's tags are {given}", remedy
        elif not _TAG.fullmatch(given[0]):
            made = re.sub(r"[^a-z0-9]+", "_", given[0].lower()).strip("_")
            remedy = f"write {made}, here and among the document's tags"
            yield operation, f"tag {given[0]} is not in lower case with underscores", remedy


def _clashes(nodes: Iterable[Node], what: str, made: Callable[[Node], str]) -> Broken:
    first: dict[str, Node] = {}
    for node in nodes:
        name = made(node)
        if name in first:
            remedy = f"rename one (the other is on line {first[name].line})"
            yield node, f"two {what} become {name}", remedy
        first.setdefault(name, node)


def _words(name: str) -> str:
    return re.sub(r"([A-Z])", r"_\1", name).lower()


RULES = (schema_names, property_names, operation_ids, tags)
