"""A document read through its references, and validators for its schemas, compiled when needed.

Schemas are JSON Schema 2020-12, as 3.1 has them; those of a 3.0 document are translated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, NoReturn, TypeAlias, cast
from urllib.parse import quote, unquote

from attrs import frozen

try:
    import jsonschema_rs
except ImportError as missing:
    raise ImportError(
        "the mock needs jsonschema-rs, which comes with the extra: pip install 'penstock[mock]'"
    ) from missing


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


Schema: TypeAlias = Any  # a dict, or true and false

_MAPS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SINGLE = ("items", "additionalProperties", "not", "if", "then", "else", "contains")
_SINGLE_NAMES = ("propertyNames", "unevaluatedItems", "unevaluatedProperties")
_SUBSCHEMAS = frozenset((*_MAPS, *_LISTS, *_SINGLE, *_SINGLE_NAMES))

# Instances, not schemas: whatever they hold is data.
_DATA = frozenset({"example", "examples", "default", "enum", "const"})


def translated(document: Mapping[str, Any]) -> dict[str, Any]:
    """A 3.0 document with its schemas in 2020-12 terms; the rest as it is."""
    return {key: _outside(key, value, _from_3_0) for key, value in document.items()}


def without_required(
    document: Mapping[str, Any], mark: str, *, closed_enums: bool = False
) -> dict[str, Any]:
    """The document with properties marked `mark` (readOnly, writeOnly) no longer required.

    Flags of 3.0 left over in a 3.1 document are made bounds on the way. With `closed_enums` an open
    enum takes none but its known values.
    """
    strip = _stripper(mark, document, closed_enums)
    return {key: _outside(key, value, strip) for key, value in document.items()}


def subschemas(schema: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The schemas directly inside a schema, each with the keys that lead to it."""
    if not isinstance(schema, Mapping):
        return
    for key in _SUBSCHEMAS.intersection(schema):
        value = schema[key]
        if key in _MAPS and isinstance(value, Mapping):
            yield from (((key, str(name)), inner) for name, inner in value.items())
        elif key in _LISTS and isinstance(value, list):
            yield from (((key, str(index)), inner) for index, inner in enumerate(value))
        elif key not in _MAPS and key not in _LISTS:
            yield (key,), value


_Change: TypeAlias = Callable[[dict[str, Any]], Schema]


def _outside(key: str, value: Any, change: _Change) -> Any:
    """Copy what isn't a schema; change what is."""
    if key in _DATA:
        return value
    if key == "schema":
        return _inside(value, change)
    if key == "schemas" and isinstance(value, Mapping):
        return {name: _inside(schema, change) for name, schema in value.items()}
    if isinstance(value, Mapping):
        return {name: _outside(str(name), inner, change) for name, inner in value.items()}
    if isinstance(value, list):
        return [_outside("", inner, change) for inner in value]
    return value


def _inside(schema: Schema, change: _Change) -> Schema:
    if not isinstance(schema, Mapping):
        return schema
    return change({key: _keyword(key, value, change) for key, value in schema.items()})


def _keyword(key: str, value: Any, change: _Change) -> Any:
    if key in _MAPS and isinstance(value, Mapping):
        return {name: _inside(inner, change) for name, inner in value.items()}
    if key in _LISTS and isinstance(value, list):
        return [_inside(inner, change) for inner in value]
    return _inside(value, change) if key in _SUBSCHEMAS else value


def exclusive_bounds(schema: dict[str, Any]) -> None:
    """Make the flags of 3.0 bounds; in 3.1 they are a mistake, but what they mean is plain."""
    for limit in ("Minimum", "Maximum"):
        _exclusive(schema, f"exclusive{limit}", limit.lower())


def _from_3_0(schema: dict[str, Any]) -> Schema:
    if "$ref" in schema:  # 3.0: what stands beside a $ref is ignored
        return {"$ref": schema["$ref"]}
    exclusive_bounds(schema)
    return _nullable(schema) if schema.pop("nullable", False) is True else schema


def _exclusive(schema: dict[str, Any], flag: str, bound: str) -> None:
    """3.0 has a flag beside the bound; 2020-12 has the bound itself."""
    said = schema.get(flag)
    if not isinstance(said, bool):
        return
    del schema[flag]
    if said and bound in schema:
        schema[flag] = schema.pop(bound)


def _nullable(schema: dict[str, Any]) -> Schema:
    """Without a `type` the flag has no effect by the letter of 3.0.3, but null is what is meant."""
    if not isinstance(schema.get("type"), str):
        return {"anyOf": [{"type": "null"}, schema]}
    schema["type"] = [schema["type"], "null"]
    if isinstance(schema.get("enum"), list) and None not in schema["enum"]:
        schema["enum"] = [*schema["enum"], None]
    return schema


def known_values(schema: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The enum of an open one: `anyOf` of it and a string; None for any other schema."""
    match schema.get("anyOf"):
        case [{"type": "string", "enum": _} as known, {"type": "string", **others}] if not others:
            return cast("Mapping[str, Any]", known)
    return None


def _stripper(mark: str, document: Mapping[str, Any], closed_enums: bool) -> _Change:
    def strip(schema: dict[str, Any]) -> Schema:
        exclusive_bounds(schema)
        if closed_enums and (known := known_values(schema)):
            schema |= known
        properties = schema.get("properties")
        if isinstance(properties, Mapping) and isinstance(schema.get("required"), list):
            schema["required"] = [
                name
                for name in schema["required"]
                if not _marked(properties.get(name), mark, document)
            ]
        return schema

    return strip


def _marked(schema: Any, mark: str, document: Mapping[str, Any]) -> bool:
    if not isinstance(schema, Mapping):
        return False
    return schema.get(mark) is True or _target(schema.get("$ref"), document).get(mark) is True


def _target(reference: Any, document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The component a property refers to, which may carry the mark for it."""
    prefix = "#/components/schemas/"
    if not isinstance(reference, str) or not reference.startswith(prefix):
        return {}
    found = document.get("components", {}).get("schemas", {}).get(reference[len(prefix) :])
    return found if isinstance(found, Mapping) else {}
