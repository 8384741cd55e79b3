"""Schemas of the document as pydantic 2.6 applies them: what it coerces, and how it words errors.

A check takes a value, its location and the list of errors; it returns the coerced value. Numbers
may come as text, unknown fields are ignored, integers are no text. The errors of an object come in
the order of its properties.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from ..document.schemas import Document, Node, raw_child

Place: TypeAlias = tuple[str | int, ...]
Findings: TypeAlias = list[dict[str, Any]]
Check: TypeAlias = Callable[[Any, Place, Findings], Any]

# The names of pydantic for JSON types, in the locations of a union's errors.
_NAMES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}
# Schemas that are Python enums on the server; the other lists of words are Literals.
_ENUMS = ("SandboxRunStatus", "SandboxCommandStatus")
# The defaults of the server's fields. The document has none: a client leaves out what it is not
# given. Of the other optional fields, those that may be null are null, the rest empty.
_DEFAULTS: Mapping[str, Any] = {
    "compile_timeout": 10.0,
    "run_timeout": 10.0,
    "memory_limit_MB": -1,
    "cell_timeout": 0.0,
    "total_timeout": 45.0,
    "kernel": "python3",
    "offset": 0,
    "limit": 1_000_000,
}
# The kinds of findings whose page is not named.
_PAGELESS = frozenset({"enum"})
_PAGES = "https://errors.pydantic.dev/2.6/v/"
_TRUE = frozenset({"1", "true", "t", "yes", "y", "on"})
_FALSE = frozenset({"0", "false", "f", "no", "n", "off"})
# How a number is written in text: as Rust reads it, not as Python does.
_NUMBER = re.compile(
    r"[+-]?(?:inf|infinity|nan|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?)", re.IGNORECASE
)
# A float may stand for a whole number of 64 bits.
_INT_END = 2.0**63
# A number in text, before Python reads it: longer ones would be work, and are none anyway.
_LONGEST = 400

_WORDS: Mapping[str, str] = {
    "missing": "Field required",
    "model_attributes_type": "Input should be a valid dictionary or object to extract fields from",
    "string_type": "Input should be a valid string",
    "float_type": "Input should be a valid number",
    "float_parsing": "Input should be a valid number, unable to parse string as a number",
    "int_type": "Input should be a valid integer",
    "int_parsing": "Input should be a valid integer, unable to parse string as an integer",
    "int_from_float": "Input should be a valid integer, got a number with a fractional part",
    "int_parsing_size": "Unable to parse input string as an integer, exceeded maximum size",
    "finite_number": "Input should be a finite number",
    "bool_type": "Input should be a valid boolean",
    "bool_parsing": "Input should be a valid boolean, unable to interpret input",
    "dict_type": "Input should be a valid dictionary",
    "list_type": "Input should be a valid list",
}


def finding(kind: str, place: Place, value: Any, **context: Any) -> dict[str, Any]:
    """One finding, as the server sends it."""
    words = _WORDS.get(kind) or f"Input should be {context['expected']}"
    said = {"type": kind, "loc": list(place), "msg": words, "input": value}
    more = {"ctx": context} if context else {}
    return {**said, **more} if kind in _PAGELESS else {**said, **more, "url": _PAGES + kind}


def text(value: Any, place: Place, found: Findings) -> Any:
    """Text, and nothing else."""
    if not isinstance(value, str):
        found.append(finding("string_type", place, value))
    return value


def number(value: Any, place: Place, found: Findings) -> Any:
    """A number, or text that is one; NaN and infinity are numbers."""
    if isinstance(value, str):
        if len(value) <= _LONGEST and _NUMBER.fullmatch(value):
            return float(value)
        found.append(finding("float_parsing", place, value))
        return value
    try:
        if isinstance(value, (bool, int, float)):
            return float(value)
    except OverflowError:  # no float is so large
        pass
    found.append(finding("float_type", place, value))
    return value


def whole(value: Any, place: Place, found: Findings) -> Any:
    """A whole number, however it is written."""
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return _from_float(value, value, place, found)
    if not isinstance(value, str):
        found.append(finding("int_type", place, value))
        return value
    if len(value) > _LONGEST or not value.isascii():
        found.append(finding("int_parsing", place, value))
        return value
    try:
        return int(value.removesuffix(".0"))
    except ValueError:
        found.append(finding("int_parsing", place, value))
        return value


def _from_float(value: float, given: Any, place: Place, found: Findings) -> Any:
    if not math.isfinite(value):
        found.append(finding("finite_number", place, given))
        return given
    if value != int(value):
        found.append(finding("int_from_float", place, given))
        return given
    if not -_INT_END <= value < _INT_END:
        found.append(finding("int_parsing_size", place, given))
        return given
    return int(value)


def truth(value: Any, place: Place, found: Findings) -> Any:
    """True or false, or a word or number for it."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float, str)):
        word = str(int(value) if isinstance(value, float) and value in (0, 1) else value).lower()
        if word in _TRUE or word in _FALSE:
            return word in _TRUE
        found.append(finding("bool_parsing", place, value))
        return value
    found.append(finding("bool_type", place, value))
    return value


def anything(value: Any, place: Place, found: Findings) -> Any:
    """Any value."""
    return value


def check_of(document: Document, schema: Node) -> Check:
    """Return the check of a schema, references followed."""
    return _Compiler(document).check(schema)


class _Compiler:
    def __init__(self, document: Document) -> None:
        self.document = document

    def check(self, node: Node) -> Check:
        schema = self.document.resolve(node)
        choices = self._choices(schema)
        nullable = len(choices) < len(schema.get("anyOf", schema.get("type", ())))
        if isinstance(schema.get("type"), str):
            return self._of_type(schema, schema.value["type"])
        words = next((each.value["enum"] for each in choices if each.get("enum")), None)
        if words is not None:  # an open list of words, which is closed for requests
            kind = "enum" if schema.pointer.endswith(_ENUMS) else "literal_error"
            inner = one_of(words, kind)
        elif len(choices) == 1:
            inner = self.check(choices[0])
        elif choices:
            inner = self._either(choices)
        else:
            inner = anything
        return _maybe(inner) if nullable else inner

    def _choices(self, schema: Node) -> list[Node]:
        """Return the schemas of a choice, but for null."""
        if isinstance(kinds := schema.get("type"), list):
            return [Node(schema.pointer, {**schema.value, "type": k}) for k in kinds if k != "null"]
        options = self.document.child(schema, "anyOf")
        found = [raw_child(options, str(n)) for n in range(len(options.value or ()))]
        return [each for each in found if each.get("type") != "null"]

    def _of_type(self, schema: Node, kind: str) -> Check:
        if schema.get("enum"):
            return one_of(schema.value["enum"])
        if kind == "array":
            return _list_of(self.check(raw_child(schema, "items")))
        if kind != "object":
            return {"string": text, "integer": whole, "number": number, "boolean": truth}[kind]
        if not schema.get("properties"):
            values = raw_child(schema, "additionalProperties")
            return _map_of(self.check(values) if isinstance(values.value, Mapping) else anything)
        required = schema.get("required", ())
        fields = dict(self._fields(schema))
        return lambda value, place, found: _model(fields, required, value, place, found)

    def _fields(self, schema: Node) -> Iterable[tuple[str, tuple[Check, Any]]]:
        properties = raw_child(schema, "properties")
        for name in properties.value:
            node = raw_child(properties, name)
            yield name, (self.check(node), self._default(name, self.document.resolve(node)))

    def _default(self, name: str, schema: Node) -> Any:
        kind = schema.get("type")
        if kind in ("array", "object"):
            return [] if kind == "array" else {}
        nullable = isinstance(kind, list) or {"type": "null"} in schema.get("anyOf", ())
        return None if nullable else _DEFAULTS.get(name)

    def _either(self, choices: list[Node]) -> Check:
        named = [
            (self._name(each), self.document.resolve(each), self.check(each)) for each in choices
        ]

        def check(value: Any, place: Place, found: Findings) -> Any:
            """Take the first that accepts it, one of the value's own type before the others."""
            every: Findings = []
            own = [each for each in named if type(value) in _TYPES[each[1].value["type"]]]
            for name, _, inner in own + [each for each in named if each not in own]:
                mine: Findings = []
                taken = inner(value, (*place, name), mine)
                if not mine:
                    return taken
                every += mine
            found += sorted(every, key=lambda each: order.index(each["loc"][len(place)]))
            return value

        order = [name for name, _, _ in named]
        return check

    def _name(self, node: Node) -> str:
        schema = self.document.resolve(node)
        kind = schema.value["type"]
        if kind == "array":
            return f"list[{self._name(raw_child(schema, 'items'))}]"
        if kind == "object":
            model = schema.pointer.rpartition("/")[2].removeprefix("Sandbox")
            return model if schema.get("properties") else "dict[str,any]"
        return _NAMES[kind]


def one_of(values: Sequence[str], kind: str = "literal_error") -> Check:
    """Return the check for one of these words."""
    quoted = [repr(value) for value in values]
    expected = " or ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))

    def check(value: Any, place: Place, found: Findings) -> Any:
        if not isinstance(value, str) or value not in values:
            found.append(finding(kind, place, value, expected=expected))
        return value

    return check


def _maybe(inner: Check) -> Check:
    return lambda value, place, found: None if value is None else inner(value, place, found)


def _list_of(inner: Check) -> Check:
    def check(value: Any, place: Place, found: Findings) -> Any:
        if not isinstance(value, list):
            found.append(finding("list_type", place, value))
            return value
        return [inner(each, (*place, index), found) for index, each in enumerate(value)]

    return check


def _map_of(inner: Check) -> Check:
    def check(value: Any, place: Place, found: Findings) -> Any:
        if not isinstance(value, dict):
            found.append(finding("dict_type", place, value))
            return value
        return {name: inner(each, (*place, name), found) for name, each in value.items()}

    return check


def _model(
    fields: Mapping[str, tuple[Check, Any]],
    required: Sequence[str],
    value: Any,
    place: Place,
    found: Findings,
) -> Any:
    if not isinstance(value, dict):
        found.append(finding("model_attributes_type", place, value))
        return value
    taken: dict[str, Any] = {}
    for name, (check, default) in fields.items():
        taken[name] = default
        if name in value:
            taken[name] = check(value[name], (*place, name), found)
        elif name in required:
            found.append(finding("missing", (*place, name), value))
    return taken
