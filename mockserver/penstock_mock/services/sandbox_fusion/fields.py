"""What the server's models accept, and what they say of anything else: the rules of pydantic 2.6.

A check takes a value, its place and the list of findings; it returns the value as the server goes
on with it. Numbers may come as text, unknown fields are ignored, whole numbers are no text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from attrs import frozen

Place: TypeAlias = tuple[str | int, ...]
Findings: TypeAlias = list[dict[str, Any]]
Check: TypeAlias = Callable[[Any, Place, Findings], Any]

REQUIRED = object()
"""The default of a field that has none."""

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


def one_of(values: Sequence[str], kind: str = "literal_error") -> Check:
    """One of these words."""
    quoted = [repr(value) for value in values]
    expected = " or ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))

    def check(value: Any, place: Place, found: Findings) -> Any:
        if not isinstance(value, str) or value not in values:
            found.append(finding(kind, place, value, expected=expected))
        return value

    return check


def maybe(inner: Check) -> Check:
    """Null, or that."""
    return lambda value, place, found: None if value is None else inner(value, place, found)


def list_of(inner: Check) -> Check:
    """A list of that."""

    def check(value: Any, place: Place, found: Findings) -> Any:
        if not isinstance(value, list):
            found.append(finding("list_type", place, value))
            return value
        return [inner(each, (*place, index), found) for index, each in enumerate(value)]

    return check


def map_of(inner: Check) -> Check:
    """An object whose values are all that."""

    def check(value: Any, place: Place, found: Findings) -> Any:
        if not isinstance(value, dict):
            found.append(finding("dict_type", place, value))
            return value
        return {name: inner(each, (*place, name), found) for name, each in value.items()}

    return check


def either(*choices: tuple[str, Check]) -> Check:
    """The first that accepts it; the findings of all of them, each below its name, if none does."""

    def check(value: Any, place: Place, found: Findings) -> Any:
        every: Findings = []
        for name, inner in choices:
            mine: Findings = []
            taken = inner(value, (*place, name), mine)
            if not mine:
                return taken
            every += mine
        found += every
        return value

    return check


def identifier(value: Any, place: Place, found: Findings) -> Any:
    """A whole number or text; each stays what it is."""
    if isinstance(value, str):
        return value
    return either(("int", whole), ("str", text))(value, place, found)


@frozen
class Model:
    """An object with fields, each a check and a default; other fields are ignored."""

    fields: Mapping[str, tuple[Check, Any]]

    def __call__(self, value: Any, place: Place, found: Findings) -> Any:
        """The fields, all of them."""
        if not isinstance(value, dict):
            found.append(finding("model_attributes_type", place, value))
            return value
        return {name: self._field(value, name, place, found) for name in self.fields}

    def _field(self, value: dict[str, Any], name: str, place: Place, found: Findings) -> Any:
        check, default = self.fields[name]
        if name in value:
            return check(value[name], (*place, name), found)
        if default is REQUIRED:
            found.append(finding("missing", (*place, name), value))
        return default
