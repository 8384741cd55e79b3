"""As much of a schema as turning text into values needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

import penstock_mock.shapes  # an annotation names what comes later

from .exchange import MISSING
from .schemas import Document, Node, raw_child

# A schema that refers to itself has its types found in a few steps or never.
_TYPE_DEPTH = 8

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,300})")
_NUMBER = re.compile(r"-?[0-9]{1,300}(?:\.[0-9]{1,300})?(?:[eE][+-]?[0-9]{1,3})?")


@frozen
class Shape:
    """As much of a schema as decoding needs."""

    types: frozenset[str]
    item: penstock_mock.shapes.Shape | None = None
    fields: Mapping[str, penstock_mock.shapes.Shape] | None = None

    def scalar(self, text: str) -> Any:
        """The text as the narrowest of the types; as it is when none fits."""
        if not self.types or "string" in self.types:
            return text
        for kind, read in _SCALARS:
            if kind in self.types and (value := read(text)) is not MISSING:
                return value
        return text


def shape_of(document: Document, node: Node, depth: int = 0) -> Shape:
    """The types a schema allows at its top, its items' and its properties'."""
    types = _types(document, node, depth)
    target = document.resolve(node)
    item = document.child(target, "items")
    fields = raw_child(target, "properties")
    deeper = depth < _TYPE_DEPTH
    return Shape(
        types,
        shape_of(document, item, depth + 1) if item and deeper else None,
        {n: shape_of(document, f, depth + 1) for n, f in document.children(fields)}
        if fields and deeper
        else None,
    )


def _types(document: Document, node: Node, depth: int) -> frozenset[str]:
    target = document.resolve(node)
    said = target.get("type")
    if isinstance(said, str):
        return frozenset({said})
    if isinstance(said, list):
        return frozenset(map(str, said))
    if depth >= _TYPE_DEPTH:
        return frozenset()
    for keyword in ("anyOf", "oneOf", "allOf"):
        branches = document.children(raw_child(target, keyword))
        if found := frozenset().union(*(_types(document, b, depth + 1) for _, b in branches)):
            return found
    return frozenset(_JSON_NAMES[type(v)] for v in target.get("enum", ()) if type(v) in _JSON_NAMES)


def _read_integer(text: str) -> Any:
    return int(text) if _INTEGER.fullmatch(text) else MISSING


def _read_number(text: str) -> Any:
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else MISSING


def _read_boolean(text: str) -> Any:
    return {"true": True, "false": False}.get(text, MISSING)


def _read_null(text: str) -> Any:
    return None if text in ("", "null") else MISSING


_SCALARS: tuple[tuple[str, Callable[[str], Any]], ...] = (
    ("integer", _read_integer),
    ("number", _read_number),
    ("boolean", _read_boolean),
    ("null", _read_null),
)
_JSON_NAMES: Mapping[type, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
}
