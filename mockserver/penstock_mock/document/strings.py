"""Strings from schemas: by format, by pattern, by length."""

from __future__ import annotations

import base64
import random
import re
import string
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeAlias

# Generated moments lie in this year, so that they look alike and never in the distant past.
_FIRST = 1_767_225_600  # 2026-01-01T00:00:00Z
_YEAR = 365 * 24 * 3600
_WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron", "iris", "jade")


def text(schema: Mapping[str, Any], source: random.Random) -> str:
    """A string for `format`, `pattern`, `minLength` and `maxLength`, as far as they agree.

    A value of the format is kept when it has the pattern too; else the pattern decides.
    """
    pattern = schema.get("pattern")
    candidates = [made for make in _makers(schema) if (made := make(source)) is not None]
    fitting = [made for made in candidates if pattern is None or _has(pattern, made)]
    if fitting:
        return fitting[0]
    return _sized(candidates[0] if candidates else _word(source), schema, source)


def _makers(schema: Mapping[str, Any]) -> list[Callable[[random.Random], str | None]]:
    makers: list[Callable[[random.Random], str | None]] = []
    if maker := FORMATS.get(str(schema.get("format"))):
        makers.append(maker)
    if isinstance(pattern := schema.get("pattern"), str):
        makers.append(lambda source: _matching(pattern, source, schema))
    return makers or [lambda source: _sized(_word(source), schema, source)]


def _matching(pattern: str, source: random.Random, schema: Mapping[str, Any]) -> str | None:
    """A string with the pattern, the lengths being met if a few tries can do it."""
    low, high = _lengths(schema)
    try:
        tries = [matching(pattern, source) for _ in range(8)]
    except PatternError:
        return None
    return next((made for made in tries if low <= len(made) <= high), tries[0])


def _has(pattern: str, value: str) -> bool:
    try:
        return re.search(pattern, value) is not None
    except re.error:  # an ECMA-262 pattern that Python reads otherwise
        return False


def _sized(value: str, schema: Mapping[str, Any], source: random.Random) -> str:
    low, high = _lengths(schema)
    while len(value) < low:
        value += f" {_word(source)}"
    return value[: int(high)] if len(value) > high else value


def _lengths(schema: Mapping[str, Any]) -> tuple[int, float]:
    return int(schema.get("minLength", 0)), schema.get("maxLength", float("inf"))


def _word(source: random.Random) -> str:
    return source.choice(_WORDS)


def _moment(source: random.Random) -> datetime:
    return datetime.fromtimestamp(_FIRST + source.randrange(_YEAR), UTC)


def _date_time(source: random.Random) -> str:
    return f"{_moment(source):%Y-%m-%dT%H:%M:%S}.{source.randrange(1000):03d}Z"


def _date(source: random.Random) -> str:
    return f"{_moment(source):%Y-%m-%d}"


def _time(source: random.Random) -> str:
    return f"{_moment(source):%H:%M:%S}Z"


def _duration(source: random.Random) -> str:
    return f"PT{source.randint(1, 59)}S"


def _email(source: random.Random) -> str:
    return f"{_word(source)}@example.com"  # a reserved domain (RFC 2606)


def _hostname(source: random.Random) -> str:
    return f"{_word(source)}.example.com"


def _uri(source: random.Random) -> str:
    return f"https://example.com/{_word(source)}"


def _path(source: random.Random) -> str:
    return f"/{_word(source)}"


def _uuid(source: random.Random) -> str:
    return str(uuid.UUID(int=source.getrandbits(128), version=4))


def _ipv4(source: random.Random) -> str:
    return f"192.0.2.{source.randint(1, 254)}"  # set aside for examples (RFC 5737)


def _ipv6(source: random.Random) -> str:
    return f"2001:db8::{source.randint(1, 0xFFFF):x}"  # set aside for examples (RFC 3849)


def _byte(source: random.Random) -> str:
    return base64.b64encode(source.randbytes(9)).decode()


def _regex(_source: random.Random) -> str:
    return "^[a-z]+$"


def _template(source: random.Random) -> str:
    return f"https://example.com/{_word(source)}/{{id}}"


FORMATS: Mapping[str, Callable[[random.Random], str]] = {
    "date-time": _date_time,
    "date": _date,
    "time": _time,
    "duration": _duration,
    "email": _email,
    "idn-email": _email,
    "hostname": _hostname,
    "idn-hostname": _hostname,
    "uri": _uri,
    "url": _uri,
    "iri": _uri,
    "uri-reference": _path,
    "iri-reference": _path,
    "uri-template": _template,
    "uuid": _uuid,
    "ipv4": _ipv4,
    "ipv6": _ipv6,
    "json-pointer": _path,
    "relative-json-pointer": lambda source: f"{source.randint(0, 3)}/{_word(source)}",
    "regex": _regex,
    "byte": _byte,
}


# `*`, `+` and `{n,}` have no end; a few more than the minimum show that there may be more.
_MORE = 3

_WORD = string.ascii_letters + string.digits + "_"
_PRINTABLE = string.ascii_letters + string.digits + " !#$%&()*+,-./:;<=>?@[]^_{|}~"
_CLASSES = {"d": string.digits, "w": _WORD, "s": " "}
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v", "0": "\0"}

_Make: TypeAlias = Callable[[random.Random], str]


class PatternError(ValueError):
    """The pattern is beyond this module."""


def matching(pattern: str, source: random.Random) -> str:
    """A string the whole of which `pattern` matches. Raises PatternError."""
    body = pattern.removeprefix("^")
    escaped = body.endswith("\\$") and not body.endswith("\\\\$")
    parser = _Parser(body if escaped else body.removesuffix("$"))
    make = parser.alternatives()
    if parser.left:
        raise PatternError(f"{pattern}: unbalanced )")
    return make(source)


class _Parser:
    """Recursive descent over the pattern, into functions that make strings."""

    def __init__(self, text: str) -> None:
        self.left = list(reversed(text))

    def alternatives(self) -> _Make:
        branches = [self._sequence()]
        while self._take("|"):
            branches.append(self._sequence())
        return lambda source: source.choice(branches)(source)

    def _sequence(self) -> _Make:
        parts: list[_Make] = []
        while self.left and self.left[-1] not in "|)":
            parts.append(self._repeated(self._atom()))
        return lambda source: "".join(part(source) for part in parts)

    def _atom(self) -> _Make:
        char = self.left.pop()
        if char == "(":
            return self._group()
        if char == "[":
            return _any_of(self._class())
        if char == "\\":
            return _any_of(self._escape())
        if char in "^$*+?{":
            raise PatternError(f"{char!r} inside a pattern")
        return _any_of(_PRINTABLE if char == "." else char)

    def _group(self) -> _Make:
        if self._take("?"):
            self._name_or_refuse()
        inner = self.alternatives()
        if not self._take(")"):
            raise PatternError("unbalanced (")
        return inner

    def _name_or_refuse(self) -> None:
        if self._take(":"):
            return
        if self._take("P"):
            pass
        if not self._take("<") or not self.left or self.left[-1] in "=!":
            raise PatternError("looks around")
        while self._next() != ">":
            pass

    def _class(self) -> str:
        negated = self._take("^")
        members = ""
        while not self._take("]"):
            members += self._member()
        allowed = "".join(c for c in _PRINTABLE if c not in members) if negated else members
        if not allowed:
            raise PatternError("a class that holds nothing printable")
        return allowed

    def _member(self) -> str:
        char = self._next()
        first = self._escape() if char == "\\" else char
        ranged = len(first) == 1 and self.left[-1:] == ["-"] and self.left[-2:-1] != ["]"]
        if not ranged:
            return first
        self.left.pop()
        char = self._next()
        last = self._escape() if char == "\\" else char
        return "".join(map(chr, range(ord(first), ord(last[0]) + 1)))

    def _escape(self) -> str:
        char = self._next()
        if char in "DWS":
            return "".join(c for c in _PRINTABLE if c not in _CLASSES[char.lower()])
        if char in "xu":
            return chr(self._hex(2 if char == "x" else 4))
        if char in _CLASSES or char in _CONTROLS:
            return _CLASSES.get(char) or _CONTROLS[char]
        if char.isalnum():
            raise PatternError(f"\\{char} is beyond simple patterns")
        return char

    def _hex(self, digits: int) -> int:
        try:
            return int("".join(self._next() for _ in range(digits)), 16)
        except ValueError as error:
            raise PatternError("a broken escape") from error

    def _repeated(self, make: _Make) -> _Make:
        low, high = self._bounds()
        self._take("?")  # lazy or not, the same strings match
        if (low, high) == (1, 1):
            return make
        return lambda source: "".join(make(source) for _ in range(source.randint(low, high)))

    def _bounds(self) -> tuple[int, int]:
        for sign, low, high in (("?", 0, 1), ("*", 0, _MORE), ("+", 1, 1 + _MORE)):
            if self._take(sign):
                return low, high
        return self._counted() if self._take("{") else (1, 1)

    def _counted(self) -> tuple[int, int]:
        text = ""
        while (char := self._next()) != "}":
            text += char
        low, comma, high = text.partition(",")
        if not low.isdecimal() or not (high.isdecimal() or not high):
            raise PatternError(f"{{{text}}} is no quantifier")
        least = int(low)
        return least, int(high) if high else least + (_MORE if comma else 0)

    def _take(self, char: str) -> bool:
        if self.left and self.left[-1] == char:
            self.left.pop()
            return True
        return False

    def _next(self) -> str:
        if not self.left:
            raise PatternError("the pattern ends too early")
        return self.left.pop()


def _any_of(chars: str) -> _Make:
    return lambda source: source.choice(chars)
