"""A document read through its references, and validators for its schemas, compiled when needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NoReturn, TypeAlias
from urllib.parse import quote, unquote

from attrs import frozen

try:
    import jsonschema_rs
except ImportError as missing:
    raise ImportError(
        "the mock needs jsonschema-rs, which comes with the extra: pip install 'penstock[mock]'"
    ) from missing

from .dialects import translated, without_required

Direction: TypeAlias = Literal["request", "reply"]
Validator: TypeAlias = jsonschema_rs.Validator

# A chain of references longer than this is a circle.
_MAX_HOPS = 64
_BASE = "urn:openapi"
# The side that never carries a property so marked (OpenAPI 3.1, Schema Object; likewise in 3.0).
_ABSENT: Mapping[Direction, str] = {"request": "readOnly", "reply": "writeOnly"}
# Keywords that may stand beside a $ref without adding to it.
_PROSE = frozenset({"$ref", "summary", "description", "title", "examples", "example", "deprecated"})


class ContractError(ValueError):
    """The document can't be played; the message names the place and the remedy."""


@frozen
class Node:
    """A place in the document: its JSON pointer as a fragment ("#/a/b"), and what is there."""

    pointer: str
    value: Any

    def __bool__(self) -> bool:
        return self.value is not None

    def get(self, key: str, default: Any = None) -> Any:
        """An entry as it is written, references not followed; the default when there is none."""
        return self.value.get(key, default) if isinstance(self.value, Mapping) else default


NOWHERE = Node("", None)
"""A place with nothing there."""


class Document:
    """The parsed document, read through its references."""

    def __init__(self, source: Mapping[str, Any]) -> None:
        """source: never changed; a 3.0 document is translated into 3.1 first.

        Raises ContractError for another version, or none.
        """
        self.version = str(source.get("openapi", ""))
        if not self.version.startswith(("3.0", "3.1")):
            said = self.version or "missing"
            raise ContractError(f"`openapi` is {said}; give an OpenAPI 3.0 or 3.1 document")
        self.root: dict[str, Any] = dict(source)
        if self.version.startswith("3.0"):
            self.root = translated(self.root)

    def top(self) -> Node:
        """The whole document."""
        return Node("#", self.root)

    def child(self, node: Node, key: str) -> Node:
        """The child under `key`, references followed; a Node of None when there is none."""
        return self.resolve(raw_child(node, key))

    def children(self, node: Node) -> Iterator[tuple[str, Node]]:
        """The entries of a map or a list, references followed."""
        for key in _keys(node.value):
            yield key, self.child(node, key)

    def resolve(self, node: Node) -> Node:
        """Follow `$ref` until something else is there. Raises ContractError for a circle."""
        for _ in range(_MAX_HOPS):
            reference = node.get("$ref")
            if not isinstance(reference, str):
                return node
            node = self.at(reference)
        raise ContractError(f"{node.pointer}: the references go in a circle")

    def alias(self, node: Node) -> Node:
        """Follow a schema's `$ref` while nothing but prose stands beside it."""
        for _ in range(_MAX_HOPS):
            if not isinstance(node.get("$ref"), str) or not _PROSE.issuperset(node.value):
                return node
            node = self.at(node.value["$ref"])
        raise ContractError(f"{node.pointer}: the references go in a circle")

    def at(self, reference: str) -> Node:
        """The target of a local reference. Raises ContractError when there is none."""
        if not reference.startswith("#"):
            raise ContractError(
                f"$ref {reference!r} leads out of the document; bundle it into one file first"
            )
        node = self.top()
        for part in unquote(reference).split("/")[1:]:
            node = raw_child(node, part.replace("~1", "/").replace("~0", "~"))
            if not node:
                raise ContractError(f"$ref {reference!r}: there is no {node.pointer}")
        return node


def raw_child(node: Node, key: str) -> Node:
    """The child under `key` as it is written, references not followed."""
    return Node(f"{node.pointer}/{escape(key)}", _entry(node.value, key))


def escape(key: str) -> str:
    """One part of a JSON pointer (RFC 6901 3)."""
    return key.replace("~", "~0").replace("/", "~1")


class Schemas:
    """Validators for the schemas of one document, by pointer, compiled once each."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._registries: dict[Direction, jsonschema_rs.Registry] = {}
        self._compiled: dict[tuple[str, Direction], Validator] = {}

    def validator(self, schema: Node, direction: Direction) -> Validator:
        """The validator of a schema. Raises ContractError when it can't be compiled."""
        place = (schema.pointer, direction)
        if place not in self._compiled:
            pointer = self.document.alias(schema).pointer  # what many places refer to, once
            key = (pointer, direction)
            if key not in self._compiled:
                self._compiled[key] = self._compile(pointer, direction)
            self._compiled[place] = self._compiled[key]
        return self._compiled[place]

    def _compile(self, pointer: str, direction: Direction) -> Validator:
        try:
            return jsonschema_rs.Draft202012Validator(
                {"$ref": _BASE + "#" + quote(pointer[1:], safe="/~")},
                registry=self._registry(direction),
                validate_formats=True,
                retriever=_refuse,
                mask="it",  # messages must not repeat what was sent: it may be a secret
            )
        except ValueError as error:
            reason = str(error).strip().partition("\n")[0]
            raise ContractError(f"{pointer}: not a usable schema: {reason}") from error

    def _registry(self, direction: Direction) -> jsonschema_rs.Registry:
        if direction not in self._registries:
            # A server may send values that an open enum doesn't list; a client has no such leave.
            closed = direction == "request"
            seen = without_required(self.document.root, _ABSENT[direction], closed_enums=closed)
            self._registries[direction] = jsonschema_rs.Registry([(_BASE, seen)], retriever=_refuse)
        return self._registries[direction]


def _refuse(uri: str) -> NoReturn:
    # A mock that is offline by promise must not fetch what a document names.
    raise ValueError(f"{uri} is not fetched; bundle the document into one file")


def _keys(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [str(key) for key in value]
    return [str(index) for index in range(len(value))] if isinstance(value, list) else []


def _entry(value: Any, key: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(key)
    if isinstance(value, list) and key.isdecimal() and int(key) < len(value):
        return value[int(key)]
    return None
