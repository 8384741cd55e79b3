"""Schemas of the document as pydantic 2.6 applies them: its coercions, and its errors.

A check takes a value, its location and the list of errors; it returns the coerced value. Numbers
may come as text, unknown fields are ignored, integers are no text. The errors of an object come in
the order of its properties.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
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
# The kinds of errors without the address of a page.
_PAGELESS = frozenset({"enum"})
_PAGES = "https://errors.pydantic.dev/2.6/v/"
_TRUE = frozenset({"1", "true", "t", "yes", "y", "on"})
_FALSE = frozenset({"0", "false", "f", "no", "n", "off"})
# A number in text, as Rust parses it, not as Python does.
_NUMBER = re.compile(
    r"[+-]?(?:inf|infinity|nan|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?)", re.IGNORECASE
)
# A float may stand for a whole number of 64 bits.
_INT_END = 2.0**63
# A number in text, before Python parses it: longer ones would be work, and are none anyway.
_LONGEST = 400

MESSAGES: Mapping[str, str] = {
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


def one_of_words(words: Iterable[str]) -> str:
    """The message for anything but one of these words."""
    *first, last = map(repr, words)
    return f"Input should be {' or '.join(filter(None, (', '.join(first), last)))}"


def finding(kind: str, place: Place, value: Any, **context: Any) -> dict[str, Any]:
    """One error, as the server sends it."""
    message = MESSAGES.get(kind) or f"Input should be {context['expected']}"
    found = {"type": kind, "loc": list(place), "msg": message, "input": value}
    if context:
        found["ctx"] = context
    return found if kind in _PAGELESS else {**found, "url": _PAGES + kind}


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
    """A whole number, in any of its forms."""
    kind = "int_parsing"
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            kind = "finite_number"
        elif value != int(value):
            kind = "int_from_float"
        elif not -_INT_END <= value < _INT_END:
            kind = "int_parsing_size"
        else:
            return int(value)
    elif not isinstance(value, str):
        kind = "int_type"
    elif len(value) <= _LONGEST and value.isascii():
        with suppress(ValueError):
            return int(value.removesuffix(".0"))
    found.append(finding(kind, place, value))
    return value


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


def one_of(words: Sequence[str], kind: str = "literal_error") -> Check:
    """Return the check for one of these words."""
    expected = one_of_words(words).removeprefix("Input should be ")

    def check(value: Any, place: Place, found: Findings) -> Any:
        if not isinstance(value, str) or value not in words:
            found.append(finding(kind, place, value, expected=expected))
        return value

    return check


def optional(inner: Check) -> Check:
    """Return the check for null, or a value."""
    return lambda value, place, found: None if value is None else inner(value, place, found)


def list_of(inner: Check) -> Check:
    """Return the check for a list of values."""

    def check(value: Any, place: Place, found: Findings) -> Any:
        if not isinstance(value, list):
            found.append(finding("list_type", place, value))
            return value
        return [inner(each, (*place, index), found) for index, each in enumerate(value)]

    return check


def map_of(inner: Check) -> Check:
    """Return the check for an object of any keys."""

    def check(value: Any, place: Place, found: Findings) -> Any:
        if not isinstance(value, dict):
            found.append(finding("dict_type", place, value))
            return value
        return {name: inner(each, (*place, name), found) for name, each in value.items()}

    return check


def model_of(fields: Mapping[str, tuple[Check, Any]], required: Sequence[str]) -> Check:
    """Return the check for an object of these fields, each with its check and its default."""
    defaults = {name: default for name, (_, default) in fields.items()}

    def check(value: Any, place: Place, found: Findings) -> Any:
        if not isinstance(value, dict):
            found.append(finding("model_attributes_type", place, value))
            return value
        taken = dict(defaults)
        for name, (inner, _) in fields.items():
            if name in value:
                taken[name] = inner(value[name], (*place, name), found)
            elif name in required:
                found.append(finding("missing", (*place, name), value))
        return taken

    return check


def union_of(choices: Sequence[tuple[str, str, Check]]) -> Check:
    """Return the check for any of several; each has its name, its JSON type and its check."""
    order = [name for name, _, _ in choices]

    def check(value: Any, place: Place, found: Findings) -> Any:
        """Take the first that accepts it, one of the value's own type before the others."""
        every: Findings = []
        own = [each for each in choices if type(value) in _TYPES[each[1]]]
        for name, _, inner in own + [each for each in choices if each not in own]:
            errors: Findings = []
            taken = inner(value, (*place, name), errors)
            if not errors:
                return taken
            every += errors
        found += sorted(every, key=lambda each: order.index(each["loc"][len(place)]))
        return value

    return check


# -- from a schema --------------------------------------------------------------------------------


def check_of(document: Document, node: Node) -> Check:
    """Return the check of a schema, references followed."""
    schema = document.resolve(node)
    kind = schema.get("type")
    if isinstance(kind, str):
        return _check_of_type(document, schema, kind)
    if isinstance(kind, list):
        given = [Node(schema.pointer, {**schema.value, "type": each}) for each in kind]
    else:
        branches = document.child(schema, "anyOf")
        given = [raw_child(branches, str(n)) for n in range(len(branches.value or ()))]
    choices = [each for each in given if each.get("type") != "null"]
    words = next((each.value["enum"] for each in choices if each.get("enum")), None)
    if words is not None:  # an open list of words, which is closed for requests
        inner = one_of(words, "enum" if schema.pointer.endswith(_ENUMS) else "literal_error")
    elif len(choices) == 1:
        inner = check_of(document, choices[0])
    elif choices:
        inner = union_of(
            [
                (
                    _name(document, each),
                    document.resolve(each).value["type"],
                    check_of(document, each),
                )
                for each in choices
            ]
        )
    else:
        inner = anything
    return optional(inner) if len(choices) < len(given) else inner


def _check_of_type(document: Document, schema: Node, kind: str) -> Check:
    if schema.get("enum"):
        return one_of(schema.value["enum"])
    if kind == "array":
        return list_of(check_of(document, raw_child(schema, "items")))
    if kind != "object":
        return {"string": text, "integer": whole, "number": number, "boolean": truth}[kind]
    if not schema.get("properties"):
        values = raw_child(schema, "additionalProperties")
        return map_of(check_of(document, values) if isinstance(values.value, Mapping) else anything)
    properties = raw_child(schema, "properties")
    fields = {}
    for name in properties.value:
        node = raw_child(properties, name)
        resolved = document.resolve(node)
        declared: Any = resolved.get("type")
        # Without a default of the document, an optional field is empty, or null.
        default: Any = [] if declared == "array" else {} if declared == "object" else None
        default = node.value.get("default", default)
        if declared == "number" and default is not None:
            default = float(default)
        fields[name] = (check_of(document, node), default)
    return model_of(fields, schema.get("required", ()))


def _name(document: Document, node: Node) -> str:
    """Return pydantic's name of a type, in the locations of a union's errors."""
    schema = document.resolve(node)
    kind = schema.value["type"]
    if kind == "array":
        return f"list[{_name(document, raw_child(schema, 'items'))}]"
    if kind == "object":
        model = schema.pointer.rpartition("/")[2].removeprefix("Sandbox")
        return model if schema.get("properties") else "dict[str,any]"
    return _NAMES[kind]
