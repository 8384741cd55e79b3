"""Strings that match a simple regular expression, for generated data.

Literals, classes, escapes, dots, groups, alternatives, quantifiers and outer anchors. What looks
around, refers back or asks for Unicode properties is beyond it and raises `PatternError`.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from typing import TypeAlias

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
    parser = _Parser(_unanchored(pattern))
    make = parser.alternatives()
    if parser.left:
        raise PatternError(f"{pattern}: unbalanced )")
    return make(source)


def _unanchored(pattern: str) -> str:
    body = pattern.removeprefix("^")
    escaped = body.endswith("\\$") and not body.endswith("\\\\$")
    return body if escaped else body.removesuffix("$")


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
