"""Values from schemas: the same for the same seed, and always valid.

A value is made keyword by keyword, then validated; where keywords that can't be made by
construction (`not`, `if`, `oneOf` overlaps) refuse it, another is tried.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import field, frozen

from .request import MISSING, HeaderChanges, dump_json
from .schemas import (
    ContractError,
    Direction,
    Document,
    Node,
    Schema,
    Schemas,
    known_values,
)
from .strings import text
from .validation import check

# The chance that a value made by keywords alone is refused is small; 50 tries make it negligible.
TRIES = 50
# Past this depth only what is required is made, so that recursive schemas end.
_LAVISH_DEPTH = 3
# Past this depth a schema that needs itself for ever is given up.
_MAX_DEPTH = 24
# How many items and properties an open end gets.
_FEW = 2
_DEFAULT_SPAN = 1000

_TYPES = ("object", "array", "string", "integer", "number", "boolean", "null")
_IMPLIED: Mapping[str, tuple[str, ...]] = {
    "object": ("properties", "required", "additionalProperties", "minProperties", "propertyNames"),
    "array": ("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"),
    "string": ("pattern", "minLength", "maxLength", "format"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}


@frozen(eq=False)
class Example:
    """A named example."""

    name: str
    value: Any
    dialect: str | None = None
    """`x-dialect`: the dialect in which this body exists; None: in every one."""
    pointer: str = ""
    headers: HeaderChanges = field(factory=dict)
    """`x-headers`: values of its own for the declared headers; None: that one is not sent."""

    @cached_property
    def body(self) -> bytes:
        """As it is sent: text verbatim, anything else as JSON."""
        return self.value.encode() if isinstance(self.value, str) else dump_json(self.value)

    @cached_property
    def json(self) -> bytes:
        """As it is sent where JSON is declared: text in quotes."""
        return dump_json(self.value)


class CannotGenerate(ContractError):  # noqa: N818 - a public name
    """No valid value was found; the message names the schema and the remedy."""


class _DeadEnd(Exception):  # noqa: N818
    """This try leads nowhere."""


class Generator:
    """Makes values for the schemas of one document."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas

    def value(self, schema: Node, seed: str, direction: Direction = "reply") -> Any:
        """A value that satisfies `schema`, decided by `seed` alone. Raises CannotGenerate."""
        validator = self._schemas.validator(schema, direction)
        for number in range(TRIES):
            source = random.Random(f"{seed}:{number}")  # noqa: S311 - reproducible, not secret
            try:
                value = _Attempt(self._schemas.document, source).make(schema, 0)
            except (_DeadEnd, RecursionError):
                continue
            if not check(validator, value, "reply"):
                return value
        raise CannotGenerate(
            f"{schema.pointer}: no valid value found in {TRIES} tries; give an example"
        )


class _Attempt:
    """One try at one value."""

    def __init__(self, document: Document, source: random.Random) -> None:
        self._document = document
        self._random = source

    def make(self, node: Node, depth: int) -> Any:
        if depth > _MAX_DEPTH:
            raise _DeadEnd
        schema = self._flat(node.value, depth)
        if (fixed := self._given(schema, depth)) is not MISSING:
            return fixed
        return self._of_type(self._type(schema, depth), schema, depth)

    # -- one schema out of references and combinations ----------------------------------------

    def _flat(self, schema: Schema, depth: int) -> dict[str, Any]:
        """`$ref`, `allOf` and one branch of `anyOf` and `oneOf` merged into one schema."""
        if schema is False:
            raise _DeadEnd
        if not isinstance(schema, Mapping):
            return {}
        flat = {k: v for k, v in schema.items() if k not in ("$ref", "allOf", "anyOf", "oneOf")}
        for part in self._parts(schema, depth):
            flat = _merged(flat, self._flat(part, depth + 1))

        return flat

    def _parts(self, schema: Mapping[str, Any], depth: int) -> list[Schema]:
        if depth > _MAX_DEPTH:
            raise _DeadEnd
        parts = list(schema.get("allOf") or ())
        if isinstance(schema.get("$ref"), str):
            parts.append(self._document.at(schema["$ref"]).value)
        if known := known_values(schema):
            return [*parts, known]
        for keyword in ("anyOf", "oneOf"):
            if branches := schema.get(keyword):
                parts.append(self._branch(branches, depth))
        return parts

    def _branch(self, branches: list[Schema], depth: int) -> Schema:
        """Any branch; deep down, one that leads no deeper when there is one."""
        if depth > _LAVISH_DEPTH:
            shallow = [b for b in branches if isinstance(b, Mapping) and _is_leaf(b)]
            branches = shallow or branches
        return self._random.choice(branches)

    # -- values that are given ----------------------------------------------------------------

    def _given(self, schema: Mapping[str, Any], depth: int) -> Any:
        if "const" in schema:
            return schema["const"]
        if schema.get("enum"):
            return self._random.choice(schema["enum"])
        if schema.get("examples") and isinstance(schema["examples"], list):
            return self._random.choice(schema["examples"])
        return schema["example"] if depth and "example" in schema else MISSING

    def _type(self, schema: Mapping[str, Any], depth: int) -> str:
        said = schema.get("type")
        if isinstance(said, str):
            return said
        kinds = [kind for kind in said or () if kind in _TYPES]
        if depth > _LAVISH_DEPTH and "null" in kinds:
            return "null"
        if kinds:
            return str(self._random.choice(kinds))
        return next((k for k, words in _IMPLIED.items() if schema.keys() & set(words)), "string")

    def _of_type(self, kind: str, schema: Mapping[str, Any], depth: int) -> Any:
        if kind == "object":
            return self._object(schema, depth)
        if kind == "array":
            return self._array(schema, depth)
        if kind == "string":
            return text(schema, self._random)
        if kind in ("integer", "number"):
            return _number(schema, self._random, whole=kind == "integer")
        return None if kind == "null" else self._random.random() < 0.5

    # -- objects and arrays -------------------------------------------------------------------

    def _object(self, schema: Mapping[str, Any], depth: int) -> dict[str, Any]:
        declared: Mapping[str, Schema] = schema.get("properties") or {}
        required: list[str] = list(schema.get("required") or ())
        lavish = depth < _LAVISH_DEPTH
        names = [n for n in declared if n in required or (lavish and self._random.random() < 0.7)]
        names += [name for name in required if name not in declared]
        names = self._bounded(names, required, schema)
        extra = schema.get("additionalProperties", {})
        made = {n: self.make(Node("", declared.get(n, extra)), depth + 1) for n in names}
        return self._filled(made, schema, depth)

    def _bounded(
        self, names: list[str], required: list[str], schema: Mapping[str, Any]
    ) -> list[str]:
        most = schema.get("maxProperties", len(names))
        optional = [name for name in names if name not in required]
        spare = set(optional[: max(0, int(most) - (len(names) - len(optional)))])
        return [name for name in names if name in required or name in spare]

    def _filled(
        self, made: dict[str, Any], schema: Mapping[str, Any], depth: int
    ) -> dict[str, Any]:
        """More properties, declared ones first, up to `minProperties`."""
        least = int(schema.get("minProperties", 0))
        declared = schema.get("properties") or {}
        spare = [name for name in declared if name not in made]
        while len(made) < least:
            name = spare.pop(0) if spare else f"field{len(made)}"
            if name not in declared and schema.get("propertyNames"):
                name = str(self.make(Node("", schema["propertyNames"]), 0))
            inner = declared.get(name, schema.get("additionalProperties", {}))
            made[name] = self.make(Node("", inner), depth + 1)
        return made

    def _array(self, schema: Mapping[str, Any], depth: int) -> list[Any]:
        first: list[Schema] = list(schema.get("prefixItems") or ())
        rest = schema.get("items", {})
        made = [self.make(Node("", item), depth + 1) for item in first]
        if rest is False:
            return made
        wanted = rest if rest or "contains" not in schema else schema["contains"]
        tries = 0
        while len(made) < self._length(schema, depth) and tries < TRIES:
            item = self.make(Node("", wanted), depth + 1)
            tries += 1
            if not schema.get("uniqueItems") or item not in made:
                made.append(item)
        return made

    def _length(self, schema: Mapping[str, Any], depth: int) -> int:
        least = int(schema.get("minItems", 1 if "contains" in schema else 0))
        most = int(schema.get("maxItems", least + _FEW))
        return least if depth > _LAVISH_DEPTH else self._random.randint(least, max(least, most))


def _number(schema: Mapping[str, Any], source: random.Random, *, whole: bool) -> int | float:
    """A multiple of the step between the bounds; exact, as fractions."""
    step = Fraction(str(schema.get("multipleOf", 1 if whole else "0.01")))
    if whole and step.denominator != 1:
        step = Fraction(step.numerator)  # the smallest whole multiple
    low, high = _range(schema, step)
    if low > high:
        raise _DeadEnd
    value = source.randint(low, high) * step
    return int(value) if whole else float(value)


def _range(schema: Mapping[str, Any], step: Fraction) -> tuple[int, int]:
    """The multiples of `step` allowed, as factors."""
    lows = [-((-_fraction(schema[k])) // step) for k in ("minimum",) if k in schema]
    highs = [_fraction(schema[k]) // step for k in ("maximum",) if k in schema]
    if "exclusiveMinimum" in schema:
        lows.append(_fraction(schema["exclusiveMinimum"]) // step + 1)
    if "exclusiveMaximum" in schema:
        highs.append(-((-_fraction(schema["exclusiveMaximum"])) // step) - 1)
    high = min(highs) if highs else max(lows, default=0) + _DEFAULT_SPAN
    open_low = 0 if high >= 0 else high - _DEFAULT_SPAN
    return max(lows, default=open_low), high


def _fraction(value: Any) -> Fraction:
    return Fraction(str(value))


def _is_leaf(schema: Mapping[str, Any]) -> bool:
    return not schema.keys() & {"$ref", "properties", "items", "allOf", "anyOf", "oneOf"}


def _merged(one: dict[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Both at once, as `allOf` means: the narrower of each pair of keywords."""
    merged = dict(one)
    for key, value in other.items():
        merged[key] = _narrower(key, merged[key], value) if key in merged else value
    return merged


def _narrower(key: str, one: Any, other: Any) -> Any:
    if key == "properties":
        both = {name: {"allOf": [one[name], other[name]]} for name in one.keys() & other.keys()}
        return {**one, **other, **both}
    if key == "required":
        return list(dict.fromkeys([*one, *other]))
    if key in ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"):
        return max(one, other)
    if key in ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"):
        return min(one, other)
    if key in ("type", "enum"):
        return _common(key, one, other)
    if key in ("items", "additionalProperties"):
        return {"allOf": [one, other]}
    return other


def _common(key: str, one: Any, other: Any) -> Any:
    """The intersection of two lists; an integer is also a number."""
    ones, others = (v if isinstance(v, list) else [v] for v in (one, other))
    both = [value for value in ones if value in others]
    if key == "type" and not both and {"integer", "number"} <= {*ones, *others}:
        both = ["integer"]
    if not both:
        raise _DeadEnd
    return both
