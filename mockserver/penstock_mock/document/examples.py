"""Values from schemas: the same for the same seed, and always valid.

The schemas that a value must satisfy together are intersected before anything is chosen; where a
choice contradicts the rest, the next one is taken. The value is then validated, and the part that
breaks a keyword which nothing here makes by construction is made again.
"""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from fractions import Fraction
from functools import cached_property
from itertools import islice
from typing import Any, TypeAlias

from attrs import evolve, field

from .bodies import is_json
from .request import HeaderChanges, dump_json
from .schemas import (
    RANGES,
    ContractError,
    Direction,
    Node,
    Schemas,
    Validator,
    branches_by_name,
    encoding_named,
    is_marked,
    known_values,
    raw_child,
    raw_children,
    subtypes,
)
from .strings import MAX_TEXT, UNCHECKED, has_pattern, text
from .structure import TYPES
from .validation import shown
from .values import define, frozen

# How often a value, or the part of it that is wrong, is made again.
TRIES = 50
# How often nothing can be made at all: a schema that contradicts itself does so again.
_MAX_DEAD_ENDS = 10
# Past this depth only what is required is made, so that recursive schemas end; past the second one
# where the value would be too large.
_LAVISH_DEPTHS = (3, 1)
# Past this depth a schema that needs itself for ever is given up.
_MAX_DEPTH = 100
# Keywords of schemas within a schema.
_DEEPER = frozenset({"$ref", "properties", "items", "allOf", "anyOf", "oneOf"})
# How many items an open end gets.
_FEW = 2
# The numbers of an open range lie in a span that reads well.
_SPAN = 1000
# Values, and characters, that one generated value may have: a server must not be stopped by one.
MAX_VALUES = 5_000
# Branches of choices that are tried for one generated value: a fraction of a second.
_MAX_STEPS = 5_000
_OF_PATTERN = 10  # the text of a pattern takes as long as so many
# Choices nested in one another; a schema with more goes in a circle.
_MAX_CHOICES = 64
_MISSING = object()
# Failures that are remembered.
_MOST_FAILURES = 10_000

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


class CannotGenerate(ContractError):  # noqa: N818 - a public name
    """No valid value was found; the message names the schema and the remedy."""


class _DeadEnd(Exception):  # noqa: N818
    """This choice leads nowhere."""


class _Bound(Exception):  # noqa: N818
    """A budget is spent; the message names it."""


_TOO_LARGE = f"the value would have more than {MAX_VALUES:,} parts, or {MAX_TEXT:,} characters"
_TOO_LONG = f"no valid value found in {_MAX_STEPS:,} steps"


_Path: TypeAlias = tuple[str | int, ...]
_Branch: TypeAlias = tuple[Node, ...]
_Failure: TypeAlias = tuple[str, str | None, Direction, bool]


@frozen(eq=False)
class _Choice:
    """Alternatives, one of which must hold; of `oneOf` no other may."""

    place: tuple[str | int, str]
    """The schema and the keyword: of one that a value meets twice, one branch is chosen once."""
    branches: tuple[_Branch, ...]
    exclusive: bool = False


class Generator:
    """Makes values for the schemas of one document."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._flat: dict[tuple[str, ...], _Intersection] = {}
        self._failures: dict[_Failure, str] = {}
        """The reasons by place, seed, direction and `shows`; of every seed where a budget is spent,
        since that takes the longest."""

    def value(
        self, schema: Node, seed: str, direction: Direction = "reply", *, shows: bool = True
    ) -> Any:
        """A value that satisfies `schema`, decided by `seed` alone. shows: take the examples of the
        schemas inside. Raises CannotGenerate.
        """
        every: _Failure = (schema.pointer, None, direction, shows)
        this: _Failure = (schema.pointer, seed, direction, shows)
        why = self._failures.get(every) or self._failures.get(this, "")
        if not why:
            validator, failed = self._schemas.validator(schema, direction), this
            for lavish in _LAVISH_DEPTHS:
                source = random.Random(seed)  # noqa: S311 - reproducible
                attempt = _Attempt(self, source, direction, lavish, shows=shows)
                try:
                    return self._value(schema, validator, attempt)
                except _DeadEnd:
                    why = attempt.why or f"no valid value found in {TRIES} tries"
                    failed = this
                    break
                except (_Bound, RecursionError) as bound:
                    why = str(bound) if isinstance(bound, _Bound) else _TOO_LARGE
                    failed = every
                    if not attempt.lavished:
                        break
            if schema.pointer.startswith("#"):  # of the document, where it is the same for ever
                if len(self._failures) >= _MOST_FAILURES:
                    self._failures.clear()
                self._failures[failed] = why
        raise CannotGenerate(f"{schema.pointer}: {why}; give an example")

    def _value(self, schema: Node, validator: Validator, attempt: _Attempt) -> Any:
        """Raises _DeadEnd, _Bound, RecursionError."""
        value: Any = _MISSING
        wrong: list[_Path] = []
        ends = 0
        for _ in range(TRIES):
            try:
                value = (
                    attempt.make((schema,)) if value is _MISSING else attempt.again(value, wrong)
                )
            except _DeadEnd:
                value, ends = _MISSING, ends + 1
                if ends == _MAX_DEAD_ENDS:
                    break
                continue
            if validator.is_valid(value):
                return value
            errors = list(islice(validator.iter_errors(value), TRIES))
            wrong = [tuple(error.instance_path) for error in errors]
            if not attempt.exclusive and any(e.kind.name.startswith("oneOf") for e in errors):
                attempt.exclusive, value = True, _MISSING
        raise _DeadEnd

    def flat(self, nodes: Sequence[Node]) -> _Intersection:
        """Schemas with their references and `allOf` followed; worked out once for each place."""
        key = tuple(node.pointer for node in nodes)
        if key in self._flat:
            return self._flat[key]
        seen, choices, left = dict[str | int, Node](), list[_Choice](), list(reversed(nodes))
        while left or (left := self._dependent(seen)):
            part = left.pop()
            if part.value is False or raw_child(part, "not").value is True:
                raise _DeadEnd
            if not isinstance(part.value, dict) or _place(part) in seen:
                continue
            seen[_place(part)] = part
            if isinstance(part.value.get("$ref"), str):
                left.append(self._schemas.document.at(part.value["$ref"]))
            left += reversed(raw_children(part, "allOf"))
            choices += self._choices(part)
            if isinstance(part.value.get("not"), dict):
                target = self._schemas.document.resolve(raw_child(part, "not"))
                inner = target.value if isinstance(target.value, dict) else {}
                for each in (*(inner.get("anyOf") or ()), *(inner.get("oneOf") or ())):
                    left.append(Node("", {"not": each}))
                choices += _denied(_place(part), inner)
        parts = tuple(seen.values())
        if len(choices) > 1:  # what leaves least to choose comes first
            choices = sorted(
                (self._fitting(parts, c) for c in choices), key=lambda c: len(c.branches)
            )
        made = _Intersection(parts, tuple(choices))
        if all(pointer.startswith("#") for pointer in key):  # not made up here, nor in such a one
            self._flat[key] = made
        return made

    def _dependent(self, seen: Mapping[str | int, Node]) -> list[Node]:
        """The schemas not seen yet that a required property brings along."""
        required = {name for part in seen.values() for name in part.value.get("required") or ()}
        maps = (raw_child(part, "dependentSchemas") for part in seen.values())
        found = (
            raw_child(each, name) for each in maps for name in each.value or () if name in required
        )
        return [node for node in found if _place(node) not in seen]

    def _fitting(self, parts: tuple[Node, ...], choice: _Choice) -> _Choice:
        """A choice without the branches that plainly contradict the parts."""
        fitting = []
        for branch in choice.branches:
            nodes = (self._schemas.document.resolve(node) for node in branch)
            try:
                _Intersection((*parts, *(n for n in nodes if isinstance(n.value, dict)))).check()
            except _DeadEnd:
                continue
            fitting.append(branch)
        if not fitting:
            raise _DeadEnd
        return evolve(choice, branches=tuple(fitting))

    def _choices(self, part: Node) -> Iterator[_Choice]:
        """The alternatives of a schema: those of each keyword."""
        if known_values(part.value):
            yield _Choice((_place(part), "anyOf"), ((raw_children(part, "anyOf")[0],),))
            return
        document = self._schemas.document
        named = branches_by_name(document, part.value)
        for keyword in ("anyOf", "oneOf"):
            branches: list[_Branch] = [(branch,) for branch in raw_children(part, keyword)]
            exclusive = keyword == "oneOf"
            if named is not None and named.keyword == keyword:
                exclusive = False
                values = {id(schema): values for schema, values in named.branches}
                branches = [
                    (each, Node("", named.holding(values[id(each.value)])))
                    for (each,) in branches
                    if id(each.value) in values
                ]
            if branches:
                yield _Choice((_place(part), keyword), tuple(branches), exclusive)
        if below := subtypes(document, part.pointer, part.value):
            heirs = [(Node("", s), Node("", below.holding(v))) for s, v in below.branches]
            yield _Choice((_place(part), "discriminator"), tuple(heirs))
        if "if" in part.value:
            then, other = raw_child(part, "then"), raw_child(part, "else")
            yield _Choice((_place(part), "if"), (
                (raw_child(part, "if"), *([then] if then else [])),
                (Node("", {"not": part.value["if"]}), *([other] if other else [])),
            ))  # fmt: skip


def _denied(place: str | int, schema: Mapping[str, Any]) -> Iterator[_Choice]:
    """The ways in which a schema is not met: a property that is missing or different, another type,
    another value. One of `_PLAINLY_DENIED` alone is left to `_Intersection`.
    """
    if "not" in schema:
        yield _Choice((place, "not"), ((Node("", schema["not"]),),))
        return
    ways: list[Any] = [{"not": part} for part in schema.get("allOf") or ()]
    for name, inner in (schema.get("properties") or {}).items():
        ways.append({"properties": {name: {"not": inner}}, "required": [name]})
    for keyword in ("then", "else") if "if" in schema else ():
        if keyword in schema:
            case = schema["if"] if keyword == "then" else {"not": schema["if"]}
            ways.append({"allOf": [case, {"not": schema[keyword]}]})
    for name, inner in (schema.get("dependentSchemas") or {}).items():
        ways.append({"allOf": [{"required": [name]}, {"not": inner}]})
    for pattern, inner in (schema.get("patternProperties") or {}).items():
        ways.append({
            "type": "object", "minProperties": 1, "propertyNames": {"pattern": pattern},
            "patternProperties": {pattern: {"not": inner}},
        })  # fmt: skip
    ways += (_OPPOSITES[key](value) for key, value in schema.items() if key in _OPPOSITES)
    keywords = sorted(schema.keys() & _PLAINLY_DENIED)
    if ways or len(keywords) > 1 or len(schema.get("required") or ()) > 1:
        ways += ({"not": {"required": [name]}} for name in schema.get("required") or ())
        ways += ({"not": {key: schema[key]}} for key in keywords if key != "required")
    if ways:
        yield _Choice((place, "not"), tuple((Node("", way),) for way in ways))


_PLAINLY_DENIED = frozenset({"required", "type", "enum", "const", "pattern"})
# The schemas of the values that break a keyword: those of its type.
_OPPOSITES: Mapping[str, Callable[[Any], Mapping[str, Any]]] = {
    "minimum": lambda bound: {"type": "number", "exclusiveMaximum": bound},
    "maximum": lambda bound: {"type": "number", "exclusiveMinimum": bound},
    "exclusiveMinimum": lambda bound: {"type": "number", "maximum": bound},
    "exclusiveMaximum": lambda bound: {"type": "number", "minimum": bound},
    "multipleOf": lambda _: {"type": "number"},
    "minLength": lambda bound: {"type": "string", "maxLength": bound - 1},
    "maxLength": lambda bound: {"type": "string", "minLength": bound + 1},
    "format": lambda _: {"type": "string"},
    "minItems": lambda bound: {"type": "array", "maxItems": bound - 1},
    "maxItems": lambda bound: {"type": "array", "minItems": bound + 1},
    "items": lambda schema: {"type": "array", "contains": {"not": schema}},
    "contains": lambda schema: {"type": "array", "items": {"not": schema}},
    "uniqueItems": lambda _: {"type": "array", "minItems": 2, "items": {"type": "null"}},
    "prefixItems": lambda schemas: {
        "type": "array", "minItems": 1, "prefixItems": [{"not": schemas[0]}]
    },
    "dependentRequired": lambda names: {
        "required": [*names][:1], "not": {"required": [n for each in names.values() for n in each]}
    },
    "minProperties": lambda bound: {"type": "object", "maxProperties": bound - 1},
    "maxProperties": lambda bound: {"type": "object", "minProperties": bound + 1},
    "propertyNames": lambda schema: {
        "type": "object", "minProperties": 1, "propertyNames": {"not": schema}
    },
    "additionalProperties": lambda schema: {
        "type": "object", "minProperties": 1, "additionalProperties": {"not": schema}
    },
}  # fmt: skip


@define(eq=False)
class _Attempt:
    """One value in the making."""

    _generator: Generator
    _random: random.Random
    _direction: Direction
    _lavish: int
    _shows: bool = field(alias="shows")
    """Examples of the schemas are taken: no value was wrong yet."""
    lavished: bool = False
    """Properties were made that aren't required."""
    why: str = ""
    """The reason why a part could not be made, where there is one to name."""
    exclusive: bool = False
    """Branches of `oneOf` are made so that the others don't hold: some value held several."""
    _left: int = MAX_VALUES
    _text_left: int = MAX_TEXT
    _steps: int = _MAX_STEPS
    _wide: int = 0
    """Items that were there already: values are chosen among so many more."""
    _around: list[tuple[str | int, ...]] = field(factory=list)
    """The places of the schemas of each value that this one is in."""
    _made: dict[_Path, tuple[Sequence[Node], int]] = field(factory=dict)
    _failed: dict[_Path, int] = field(factory=dict)

    def make(self, nodes: Sequence[Node], path: _Path = (), depth: int = 0) -> Any:
        """A value for all the schemas at once. Raises _DeadEnd, _Bound."""
        self._left -= 1
        if self._left < 0:
            raise _Bound(_TOO_LARGE)
        place = tuple(map(_place, nodes))
        # Far down, a value within one of the same schemas: that one could have stood in its stead.
        if depth > _MAX_DEPTH or (depth > self._lavish and place in self._around):
            raise _DeadEnd
        self._made[path] = (nodes, depth)
        self._around.append(place)
        try:
            flat = self._generator.flat(nodes)
            if not flat.choices:
                return self._of(flat, path, depth)
            for tries, both in enumerate(self._chosen(flat.parts, flat.choices, depth)):
                if tries == TRIES:
                    break
                with suppress(_DeadEnd):
                    return self._of(both, path, depth)
            raise _DeadEnd
        finally:
            self._around.pop()

    def _step(self, cost: int = 1) -> None:
        self._steps -= cost
        if self._steps < 0:
            raise _Bound(_TOO_LONG)

    def again(self, value: Any, wrong: Iterable[_Path]) -> Any:
        """The value with the parts at some paths made anew; one that fails again and again is made
        with what is around it.
        """
        self._shows = False
        done: list[_Path] = []
        for path in wrong or [()]:
            while path and (path not in self._made or self._failed.get(path, 0) > 4):
                path = path[:-1]
            if any(path[: len(other)] == other for other in done):
                continue
            done.append(path)
            self._failed[path] = self._failed.get(path, 0) + 1
            nodes, depth = self._made[path]
            if not path:
                return self.make(nodes, path, depth)
            at = value
            for key in path[:-1]:
                at = at[key]
            at[path[-1]] = self.make(nodes, path, depth)
        return value

    def _chosen(
        self,
        parts: tuple[Node, ...],
        choices: tuple[_Choice, ...],
        depth: int,
        decided: AbstractSet[tuple[str | int, str]] = frozenset(),
    ) -> Iterator[_Intersection]:
        """The parts with one branch of each choice, those left out that contradict the rest."""
        if not choices:
            yield _Intersection(parts)
            return
        if len(choices) > _MAX_CHOICES or len(parts) > 8 * _MAX_CHOICES:
            raise _DeadEnd
        choice = choices[0]
        # At random; deep down, those that lead no deeper first.
        ordered = self._random.sample(choice.branches, len(choice.branches))
        if depth > self._lavish:
            ordered.sort(
                key=lambda branch: (
                    isinstance(branch[0].value, dict) and not _DEEPER.isdisjoint(branch[0].value)
                )
            )
        for branch in ordered:
            self._step()
            nodes = list(branch)
            if choice.exclusive and self.exclusive:
                others = (other for other in choice.branches if other is not branch)
                nodes += (Node("", {"not": other[0].value}) for other in others)
            try:
                flat = self._generator.flat(nodes)
                more = tuple({_place(part): part for part in (*parts, *flat.parts)}.values())
                both = _Intersection(more)
                both.check()
                if choice.place[1] == "not":  # a property that must differ: can it?
                    for name in branch[0].get("properties") or ():
                        self._generator.flat(both.field(name)).check()
            except _DeadEnd:
                continue
            met = {*decided, choice.place}
            left = {c.place: c for c in (*flat.choices, *choices[1:]) if c.place not in met}
            yield from self._chosen(more, tuple(left.values()), depth, met)

    def _of(self, both: _Intersection, path: _Path, depth: int) -> Any:
        both.check()
        for given in (both.given(self._random), self._shown(both, depth)):
            if given is not _MISSING:
                return copy.deepcopy(given)  # the document's own stays as it is
        kinds = both.kinds
        ordered = self._random.sample(kinds, len(kinds))
        if depth > self._lavish:
            ordered.sort(key=lambda kind: kind in ("object", "array"))
            ordered.sort(key=lambda kind: kind != "null")
        for kind in ordered:
            with suppress(_DeadEnd):
                return self._of_kind(kind, both, path, depth)
        raise _DeadEnd

    def _shown(self, both: _Intersection, depth: int) -> Any:
        """An example of the schema; at the top there is none that a caller wants to see."""
        listed = [
            value for each in both.all("examples") if isinstance(each, list) for value in each
        ]
        shown = listed or (both.all("example") if depth else [])
        if not self._shows:
            return _MISSING
        fitting = [value for value in shown if both.takes(value)]
        return self._random.choice(fitting) if fitting else _MISSING

    def _of_kind(self, kind: str, both: _Intersection, path: _Path, depth: int) -> Any:
        if kind == "object":
            return self._object(both, path, depth)
        if kind == "array":
            return self._array(both, path, depth)
        if kind == "string":
            made = self._text(both)
            self._text_left -= len(made)
            if self._text_left < 0:
                raise _Bound(_TOO_LARGE)
            return made
        if kind in ("integer", "number"):
            whole = kind == "integer" or not RANGES.keys().isdisjoint(both.all("format"))
            return both.number(self._random, _SPAN * (self._wide + 1), whole=whole)
        return None if kind == "null" else self._random.random() < 0.5

    def _text(self, both: _Intersection) -> str:
        low, high = both.low("minLength"), both.high("maxLength")
        if low > self._text_left:
            raise _Bound(_TOO_LARGE)
        encodings = [e for name in both.all("contentEncoding") if (e := encoding_named(name))]
        if any(is_json(str(kind)) for kind in both.all("contentMediaType")):
            inner = [n for part in both.parts if (n := raw_child(part, "contentSchema"))]
            data = dump_json(self.make(inner or [Node("", {"type": "object"})], ("",), 1))
            return (encodings[0].encode(data) if encodings else data).decode()
        formats, patterns = list(both.all("format")), both.all("pattern")
        formats += (encoding.format for encoding in encodings)
        denied = [n["pattern"] for n in both.maps("not") if n.keys() - {"type"} == {"pattern"}]
        if UNCHECKED in patterns:
            self.why = "a pattern in it is too large to make a text of"
            raise _DeadEnd
        self._step(_OF_PATTERN if patterns or denied else 0)
        made = text(formats, patterns, (low, high), self._random, denied, self._wide)
        if made is None:
            if patterns:
                self.why = f"no text found for the pattern {shown(patterns[0])}, which is valid"
            raise _DeadEnd
        return made

    def _object(self, both: _Intersection, path: _Path, depth: int) -> dict[str, Any]:
        low, high = both.low("minProperties"), both.high("maxProperties")
        if low > self._left:
            raise _Bound(_TOO_LARGE)
        required = self._required(both)
        declared = {name: None for node in both.maps("properties") for name in node}
        made: dict[str, Any] = {}
        for name in required:
            made[name] = self.make(both.field(name), (*path, name), depth + 1)
        lavish = depth < self._lavish
        brings = {name for each in both.maps("dependentRequired") for name in each}
        for name in sorted(declared, key=brings.__contains__) if lavish or len(made) < low else ():
            # One is left out where it is forbidden, or brings others along.
            brought = (n for each in both.maps("dependentRequired") for n in each.get(name, ()))
            if (
                name in made
                or any(name in each for each in both.maps("dependentSchemas"))
                or any(n not in made for n in brought)
                or name in both.forbidden
                or self._is_absent(both, name)
            ):
                continue
            wanted = len(made) < low or (lavish and self._random.random() < 0.7)
            if wanted and len(made) < high:
                self._optional(made, both, name, path, depth)
        self._fill(made, both, path, depth)
        return {name: made[name] for name in (*declared, *made) if name in made}

    def _required(self, both: _Intersection) -> list[str]:
        """The names of the properties that must be there on this side, with those that they bring
        along.
        """
        required = dict.fromkeys(name for names in both.all("required") for name in names)
        dependent = both.maps("dependentRequired")
        left = list(required)
        while left:
            name = left.pop()
            brought = [n for each in dependent for n in each.get(name, ()) if n not in required]
            required |= dict.fromkeys(brought)
            left += brought
        return [name for name in required if not self._is_absent(both, name)]

    def _is_absent(self, both: _Intersection, name: str) -> bool:
        properties = [node[name] for node in both.maps("properties") if name in node]
        document = self._generator._schemas.document
        return any(is_marked(document, each, self._direction) for each in properties)

    def _optional(
        self, made: dict[str, Any], both: _Intersection, name: str, path: _Path, depth: int
    ) -> None:
        self.lavished = True
        try:
            made[name] = self.make(both.field(name), (*path, name), depth + 1)
        except _DeadEnd:
            self._made.pop((*path, name), None)

    def _fill(self, made: dict[str, Any], both: _Intersection, path: _Path, depth: int) -> None:
        """More properties up to `minProperties`, with invented names."""
        low, tries = both.low("minProperties"), 0
        while len(made) < low:
            name = self._name(both, len(made), depth)
            if name not in made and name not in both.forbidden:
                self._optional(made, both, name, path, depth)
            tries += 1
            if len(made) < low and tries > low + TRIES:
                raise _DeadEnd

    def _name(self, both: _Intersection, number: int, depth: int) -> str:
        patterns = [pattern for node in both.maps("patternProperties") for pattern in node]
        names = [node for part in both.parts if (node := raw_child(part, "propertyNames"))]
        if names:
            return str(self.make([*names, Node("", {"type": "string"})], ("",), depth + 1))
        if patterns:
            pattern = self._random.choice(patterns)
            made = text([], [pattern], (1, MAX_TEXT), self._random) or "field"
            return f"{made}{number}" if has_pattern(pattern, f"{made}{number}") else made
        return f"field{number}"

    def _array(self, both: _Intersection, path: _Path, depth: int) -> list[Any]:
        low, high = both.low("minItems"), both.high("maxItems")
        contains = [
            (node, int(part.get("minContains", 1)))
            for part in both.parts
            if (node := raw_child(part, "contains"))
        ]
        limited = [
            node
            for part in both.parts
            if "maxContains" in part.value and (node := raw_child(part, "contains"))
        ]
        if max([low, *(least for _, least in contains)]) > self._left:
            raise _Bound(_TOO_LARGE)
        wanted = [[node] for node, least in contains for _ in range(least)]
        if len(wanted) > high:  # the same items have to do for all
            wanted = [[node for node, _ in contains]] * max(least for _, least in contains)
        needed = len(wanted)
        first = max((len(each) for each in both.all("prefixItems")), default=0)
        least = max(low, needed, min(first, high))
        length = least
        if depth <= self._lavish:
            length = self._random.randint(least, max(least, min(high, least + _FEW)))
        unique, made, tries, seen = any(both.all("uniqueItems")), list[Any](), 0, set[bytes]()
        while len(made) < length and tries < length + TRIES:
            tries += 1
            try:
                due = wanted[len(made) - first] if 0 <= len(made) - first < needed else []
                nodes = [*both.item(len(made)), *due]
                rest = [Node("", {"not": n.value}) for n in limited if n not in due]
                at = (*path, len(made))
                try:
                    item = self.make([*nodes, *rest], at, depth + 1)
                except _DeadEnd:
                    item = self.make(nodes, at, depth + 1)
            except _DeadEnd:
                if len(made) < max(low, needed):
                    raise
                break
            key = dump_json(item) if unique else b""
            if key in seen:
                self._wide += 1
                continue
            made.append(item)
            if unique:
                seen.add(key)
        return made


class _Intersection:
    """The intersection of several schemas, keyword by keyword."""

    def __init__(self, parts: tuple[Node, ...], choices: tuple[_Choice, ...] = ()) -> None:
        """parts: without references or combinations. choices: those left."""
        self.parts = parts
        self.choices = choices
        self._sound = False
        self._fields: dict[str, list[Node]] = {}

    @cached_property
    def _values(self) -> dict[str, list[Any]]:
        values: dict[str, list[Any]] = {}
        for part in self.parts:
            for keyword, value in part.value.items():
                values.setdefault(keyword, []).append(value)
        return values

    def all(self, keyword: str) -> list[Any]:
        """The values of a keyword."""
        return self._values.get(keyword, [])

    def maps(self, keyword: str) -> list[dict[str, Any]]:
        """The values of a keyword that are maps."""
        return [value for value in self.all(keyword) if isinstance(value, dict)]

    def low(self, keyword: str) -> int:
        """The greatest of the lower bounds; 0 without one."""
        return max((int(value) for value in self.all(keyword)), default=0)

    def high(self, keyword: str) -> int:
        """The least of the upper bounds."""
        return min((int(value) for value in self.all(keyword)), default=2**63)

    def field(self, name: str) -> list[Node]:
        """The schemas of a property: of each part those that speak of it."""
        if name not in self._fields:
            closed = any(each is False for each in self.all("unevaluatedProperties"))
            if closed and not any(name in node for node in self.maps("properties")):
                raise _DeadEnd
            found = [node for part in self.parts for node in _field_of(part, name)]
            self._fields[name] = found or self._rest("unevaluatedProperties")
        return self._fields[name]

    def item(self, index: int) -> list[Node]:
        """The schemas of one item: its own of a tuple, or those of the rest."""
        found, closed = list[Node](), False
        for part in self.parts:
            if index < len(part.get("prefixItems") or ()):
                found.append(raw_child(raw_child(part, "prefixItems"), str(index)))
            elif node := raw_child(part, "items"):
                found.append(node)
            elif part.get("unevaluatedItems") is False:
                closed = True
        if closed and not found:
            raise _DeadEnd
        return found or self._rest("unevaluatedItems")

    def _rest(self, keyword: str) -> list[Node]:
        """The schemas of the parts of a value that no other keyword speaks of."""
        found = [raw_child(part, keyword) for part in self.parts if part.get(keyword)]
        return found or [Node("", {})]

    def check(self) -> None:
        """Raise _DeadEnd where two keywords plainly contradict each other."""
        if self._sound:
            return
        if not self.kinds or self.candidates == []:
            raise _DeadEnd
        if self.forbidden and self.forbidden & {n for names in self.all("required") for n in names}:
            raise _DeadEnd
        for kind, of in (("string", "Length"), ("array", "Items"), ("object", "Properties")):
            if self.kinds == [kind] and self.low(f"min{of}") > self.high(f"max{of}"):
                raise _DeadEnd
        self._sound = True

    @cached_property
    def kinds(self) -> list[str]:
        """The types that all allow, in a fixed order; the one that the keywords imply."""
        stated = [{v} if isinstance(v, str) else set(v) for v in self.all("type")]
        for keyword, kind in (("required", "object"), ("pattern", "string")):
            stated += [{kind} for node in self.maps("not") if node.keys() == {keyword}]
        denied = self._denied
        if not stated:
            keys = {key for part in self.parts for key in part.value}
            kind = next((k for k, words in _IMPLIED.items() if keys & set(words)), "string")
            return [k for k in (kind, *TYPES) if k not in denied][:1]
        allowed = set(TYPES)
        for kinds in stated:
            allowed &= kinds | ({"integer"} if "number" in kinds else set())
        if "number" in allowed:
            allowed.discard("integer")
        return [kind for kind in TYPES if kind in allowed - denied]

    @cached_property
    def _denied(self) -> set[str]:
        """The types that none may have."""
        types = (node["type"] for node in self.maps("not") if node.keys() == {"type"})
        denied = {kind for each in types for kind in ([each] if isinstance(each, str) else each)}
        return denied | ({"integer"} if "number" in denied else set())

    @cached_property
    def candidates(self) -> list[Any] | None:
        """The values that `const` and `enum` leave; None where nothing is listed."""
        listed = [[value] for value in self.all("const")] + self.all("enum")
        if not listed:
            return None
        kinds = {*self.kinds}
        denied = [
            v for node in self.maps("not") for v in node.get("enum", [node.get("const", _MISSING)])
        ]
        return [
            value
            for value in listed[0]
            if all(_is_in(value, other) for other in listed[1:])
            and not _is_in(value, denied)
            and (not self.all("type") or _kinds_of(value) & kinds)
        ]

    def given(self, source: random.Random) -> Any:
        """One of the values listed; `_MISSING` where none is."""
        if self.candidates is None:
            return _MISSING
        fitting = [value for value in self.candidates if self._keeps(value)]
        return source.choice(fitting or self.candidates)

    def takes(self, value: Any) -> bool:
        """Return whether a value listed somewhere keeps the plainest of the keywords."""
        if self.all("type") and not _kinds_of(value) & {*self.kinds}:
            return False
        return self._keeps(value) and (self.candidates is None or _is_in(value, self.candidates))

    def _keeps(self, value: Any) -> bool:
        if isinstance(value, str):
            fits = self.low("minLength") <= len(value) <= self.high("maxLength")
            return fits and all(has_pattern(pattern, value) for pattern in self.all("pattern"))
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            low, high = self._bounds()
            return (low is None or value >= low) and (high is None or value <= high)
        return True

    @cached_property
    def forbidden(self) -> frozenset[str]:
        """Properties that must not be there: `not: {required: [x]}`."""
        required = [node["required"] for node in self.maps("not") if node.keys() == {"required"}]
        return frozenset(names[-1] for names in required if names)

    def _bounds(self) -> tuple[Fraction | None, Fraction | None]:
        lows = [_fraction(v) for v in (*self.all("minimum"), *self.all("exclusiveMinimum"))]
        highs = [_fraction(v) for v in (*self.all("maximum"), *self.all("exclusiveMaximum"))]
        for low, high in (RANGES[f] for f in self.all("format") if f in RANGES):
            lows.append(Fraction(low))
            highs.append(Fraction(high))
        return max(lows, default=None), min(highs, default=None)

    def number(self, source: random.Random, span: int, *, whole: bool) -> int | float:
        """A multiple of the step between the bounds, near zero where there is room; exact, as
        fractions.
        """
        low, high = self._bounds()
        steps = [abs(_fraction(value)) for value in self.all("multipleOf")]
        step = Fraction(1 if whole else "0.01")
        if not steps and not whole and low is not None and high is not None and 0 < high - low < 1:
            step = (high - low) / 16
        if steps:  # the least common multiple
            steps += [Fraction(1)] if whole else []
            step = Fraction(
                math.lcm(*(each.numerator for each in steps)),
                math.gcd(*(each.denominator for each in steps)),
            )
        least, most = _factors(low, high, step, span)
        least += any(_fraction(v) == least * step for v in self.all("exclusiveMinimum"))
        most -= any(_fraction(v) == most * step for v in self.all("exclusiveMaximum"))
        if least > most:
            raise _DeadEnd
        factor = source.randint(least, most)
        if "integer" in self._denied and (factor * step).denominator == 1:
            factor += 1 if factor < most else -1
        value = factor * step
        return int(value) if whole or (steps and value.denominator == 1) else float(value)


def _field_of(part: Node, name: str) -> list[Node]:
    found = [raw_child(raw_child(part, "properties"), name)]
    for pattern in part.get("patternProperties") or ():
        if has_pattern(pattern, name):
            found.append(raw_child(raw_child(part, "patternProperties"), pattern))
    spoken = [node for node in found if node]
    return spoken or [node for node in [raw_child(part, "additionalProperties")] if node]


def _factors(
    low: Fraction | None, high: Fraction | None, step: Fraction, span: int
) -> tuple[int, int]:
    """The factors of the step that are allowed; of a wide range, a span of the nearest to zero."""
    span *= max(1, int(1 / step)) if step < 1 else 1
    least = None if low is None else -((-low) // step)
    most = None if high is None else high // step
    if most is None:
        most = max(least or 0, 0) + span
    if least is None or (least <= 0 and most - least > span):
        least = 0 if most >= 0 else most - span
    return int(least), int(min(most, least + span))


def _fraction(value: Any) -> Fraction:
    return Fraction(str(value))


def _place(part: Node) -> str | int:
    """The place in the document; of a schema made up here, the object."""
    return part.pointer if part.pointer.startswith("#") else id(part.value)


def _kinds_of(value: Any) -> set[str]:
    if isinstance(value, bool):
        return {"boolean"}
    if isinstance(value, (int, float)):
        whole = isinstance(value, int) or value.is_integer()
        return {"number", "integer"} if whole else {"number"}
    named = {str: "string", list: "array", dict: "object", type(None): "null"}
    return {named.get(type(value), "string")}


def _is_in(value: Any, values: Iterable[Any]) -> bool:
    """As JSON compares: true is not 1."""
    return any(value == v and isinstance(value, bool) == isinstance(v, bool) for v in values)
