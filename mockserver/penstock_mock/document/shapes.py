"""As much of a schema as decoding needs: the types it allows, its items' and its properties'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from .request import MISSING
from .schemas import ContractError, Node, Schemas, raw_child

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,300})")
_NUMBER = re.compile(r"-?[0-9]{1,300}(?:\.[0-9]{1,300})?(?:[eE][+-]?[0-9]{1,3})?")


def _number(text: str) -> Any:
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else MISSING


# From the narrowest type to the widest.
_SCALARS: tuple[tuple[str, Callable[[str], Any]], ...] = (
    ("integer", lambda text: int(text) if _INTEGER.fullmatch(text) else MISSING),
    ("number", _number),
    ("boolean", lambda text: {"true": True, "false": False}.get(text, MISSING)),
    ("null", lambda text: None if text in ("", "null") else MISSING),
)
_JSON_NAMES: Mapping[type, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
    list: "array",
    dict: "object",
}
_COMBINED = ("allOf", "anyOf", "oneOf")


class Shape:
    """The types of a schema, through its references and combinations.

    What lies deeper is looked at when it is asked for, so that schemas may refer to themselves.
    """

    def __init__(self, schemas: Schemas, nodes: Iterable[Node]) -> None:
        """nodes: alternatives; a value is right when one of them takes it."""
        self._schemas = schemas
        self._nodes = tuple(node for node in nodes if node)
        self._fields: dict[str, Shape] = {}

    @cached_property
    def _parts(self) -> tuple[Node, ...]:
        """The nodes and all they combine, each once."""
        document, found, left = self._schemas.document, dict[str, Node](), list(self._nodes)
        while left:
            node = document.resolve(left.pop())
            if isinstance(node.value, dict) and node.pointer not in found:
                found[node.pointer] = node
                for keyword in _COMBINED:
                    inner = raw_child(node, keyword)
                    left += (raw_child(inner, str(n)) for n in range(len(inner.value or ())))
        return tuple(found.values())

    @cached_property
    def types(self) -> frozenset[str]:
        """The types; none where nothing restricts them."""
        types: set[str] = set()
        for node in self._parts:
            stated = node.get("type")
            if stated is None and ("enum" in node.value or "const" in node.value):
                values = node.get("enum", [node.get("const")])
                types |= {_JSON_NAMES.get(type(value), "string") for value in values}
            elif stated is None and isinstance(node.get("properties"), dict):
                types.add("object")
            elif stated is None and "items" in node.value:
                types.add("array")
            else:
                types |= {stated} if isinstance(stated, str) else set(stated or ())
        return frozenset(types)

    @cached_property
    def item(self) -> Shape:
        """The shape of a list's items."""
        return Shape(self._schemas, [raw_child(node, "items") for node in self._parts])

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The properties that are declared."""
        declared = (node.get("properties") or () for node in self._parts)
        return tuple(dict.fromkeys(name for names in declared for name in names))

    @cached_property
    def is_open(self) -> bool:
        """Properties that aren't declared are expected: `additionalProperties` has a schema."""
        extra = [node.get("additionalProperties") for node in self._parts]
        return any(each is True or isinstance(each, dict) for each in extra)

    def field(self, name: str) -> Shape:
        """The shape of a property."""
        if name not in self._fields:
            nodes = [raw_child(raw_child(node, "properties"), name) for node in self._parts]
            if not any(nodes):
                nodes = [raw_child(node, "additionalProperties") for node in self._parts]
            self._fields[name] = Shape(self._schemas, nodes)
        return self._fields[name]

    def xml(self, key: str) -> Any:
        """A field of the XML Object; None where there is none."""
        stated = (node.get("xml") for node in self._parts)
        return next((each[key] for each in stated if isinstance(each, dict) and key in each), None)

    def takes(self, value: Any) -> bool:
        """Return whether one of the schemas takes a value; True where none can be compiled."""
        try:
            validators = [self._schemas.validator(node, "request") for node in self._nodes]
            return not validators or any(each.is_valid(value) for each in validators)
        except (ContractError, ValueError, TypeError):
            return True

    def scalar(self, text: str) -> Any:
        """The text as the schema means it: as text where it may be, else as the narrowest type."""
        if not self.types or self.types == {"string"}:
            return text
        narrow = [value for kind, read in _SCALARS if kind in self.types
                  and (value := read(text)) is not MISSING]  # fmt: skip
        if "string" in self.types:
            narrow.insert(0, text)
        return self.first_taken(narrow) if narrow else text

    def first_taken(self, readings: list[Any]) -> Any:
        """The first of several readings that the schema takes; the first when it takes none."""
        if len(readings) == 1:
            return readings[0]
        return next((value for value in readings if self.takes(value)), readings[0])


def shape_of(schemas: Schemas, node: Node) -> Shape:
    """The shape of the schema at a place."""
    return Shape(schemas, (node,))
