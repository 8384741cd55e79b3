"""Rules on the text itself: quoting, references, sections that are never read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from document import Document, Node, has_default_read, is_component, schemas

from rules import Broken

_REFERENCE = re.compile(r"#/components/(\w+)/([A-Za-z0-9_.-]+)")
# Under these keys lie values for the wire, in which `$ref` and numbers mean themselves.
_VALUES = frozenset({"example", "value", "default", "const", "enum"})


def version(document: Document) -> Broken:
    """The generator knows OpenAPI 3.0 and 3.1; the project writes 3.1."""
    node = document.at("openapi")
    if not str(node.value).startswith("3.1."):
        yield node, f"openapi is {node.value!r}", "write openapi: 3.1.0"


def quoting(document: Document) -> Broken:
    """An unquoted 200, 1.0 or date is a number or a date, and the document fails to load."""
    for node in (document.at("info", "version"), *_keys(document.root)):
        if node.value is not None and not isinstance(node.value, str):
            yield node, f"{node.value!r} is not a string here", "put it in quotes"
    for node in _scalars(document.root):
        if not isinstance(node.value, str | bool | int | float | None):
            yield node, f"{node.value} is a date to YAML, and nothing to JSON", "put it in quotes"


def merge_keys(document: Document) -> Broken:
    """YAML 1.2 has none: `<<` is a key like any other. YAML 1.1 merges, and reads another text."""
    for node in _every(document.root):
        if node.key == "<<":
            yield node, "`<<` merges nothing in YAML 1.2", "write the fields out"


def unread(document: Document) -> Broken:
    """Callbacks, links and webhooks, and path items by reference, vanish without a word."""
    remedy = "write them as operations under paths"
    if "webhooks" in document.root:
        yield document.at("webhooks"), "webhooks are not generated", remedy
    for item in document.at("paths").items():
        if "$ref" in item:
            yield item, "a path item by reference is not generated", "write the path item here"
    for node in _nodes(document.root):
        if node.key in {"callbacks", "links"} and "properties" not in node.pointer[-2:-1]:
            yield node, f"{node.key} are not generated", remedy


def references(document: Document) -> Broken:
    """Only #/components/<kind>/<Name> is followed; users of any other reference are removed."""
    for node in _nodes(document.root):
        if node.key != "$ref":
            continue
        holder = document.at(*node.pointer[:-1])
        if not _REFERENCE.fullmatch(node.text):
            remedy = "name the target under components and refer to that"
            yield node, f"reference {node.value} is not to a component", remedy
        elif holder.resolved().value is None:
            yield node, f"reference {node.value} leads nowhere", "write the component, or its name"


def reference_siblings(document: Document) -> Broken:
    """Siblings of `$ref` are ignored, but for a description and those that the emitter reads."""
    for schema in schemas(document):
        if "$ref" not in schema:
            continue
        read = {"$ref", "description", "x-python-name"}
        read |= {"default"} if has_default_read(schema) else set()
        lost = sorted(set(schema.mapping) - read)
        if lost:
            remedy = "put the reference in anyOf or allOf, or drop them"
            yield schema, f"{', '.join(lost)} beside $ref is ignored", remedy
        if is_component(schema):
            remedy = f"use {schema.get('$ref').text} itself"
            yield schema, f"{schema.key} is only another name, and becomes a copied class", remedy


def _nodes(node: Node) -> Iterator[Node]:
    """Yield every node but those inside values for the wire."""
    yield node
    properties = node.key == "properties"
    for child in node.items():
        if properties or not (child.key in _VALUES or child.key.startswith("x-")):
            yield from _nodes(child)


def _every(node: Node) -> Iterator[Node]:
    for child in node.items():
        yield child
        yield from _every(child)


def _scalars(node: Node) -> Iterator[Node]:
    children = list(node.items())
    for child in children:
        yield from _scalars(child)
    if not children and not isinstance(node.value, dict | list):
        yield node


def _keys(node: Node) -> Iterator[Node]:
    """Yield each mapping key that is no string, as a node at its own line."""
    for child in node.items():
        key: Any = child.pointer[-1]
        if isinstance(node.value, dict) and not isinstance(key, str):
            yield Node(node.document, child.pointer, key)
        yield from _keys(child)


RULES = (version, quoting, merge_keys, unread, references, reference_siblings)
