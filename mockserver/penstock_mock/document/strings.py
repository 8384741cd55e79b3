"""Strings from schemas: by format, by pattern, by length."""

from __future__ import annotations

import base64
import random
import string
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeAlias

import jsonschema_rs

from .values import frozen

# Generated moments lie in this year, so that they look alike and never in the distant past.
_FIRST = 1_767_225_600  # 2026-01-01T00:00:00Z
_YEAR = 365 * 24 * 3600
_WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron", "iris", "jade")
MAX_TEXT = 1_000_000
"""Characters that one generated value may have."""
# How often a pattern is tried: lookarounds are not made by construction, so that luck decides.
_TRIES = 60


def text(
    formats: Sequence[Any], patterns: Sequence[str], lengths: tuple[int, int], source: random.Random
) -> str | None:
    """A string of the formats, with every pattern, of a length between the two; None when none is
    found. Of a format that isn't known here, any string is one.
    """
    low, high = lengths
    made = [make(source) for name in formats for make in FORMATS.get(str(name), ())]
    # Every format has room for letters at one end.
    longer = {each: "a" * (low - len(each)) for each in made}
    fitting = (more + each if "@" in each else each + more for each, more in longer.items())
    if not patterns:
        plain = _WORDS[source.randrange(len(_WORDS))] if not made else ""
        found = next((each for each in fitting if len(each) <= high), None)
        return found or _sized(plain or made[0], low, high, source)
    found = next((each for each in fitting if _fits(each, patterns, lengths)), None)
    for attempt in range(0 if found else _TRIES):
        need = source.randint(low // 4, low) if attempt > 4 else 0
        try:
            pieces = [matching(pattern, source, need) for pattern in patterns]
        except (PatternError, RecursionError):
            pieces = ["".join(source.choices(_PRINTABLE, k=min(max(low, 8 + attempt), high)))]
        joined = "".join(pieces)  # one string may begin by a pattern and end by another
        letters = "a" * (low - len(joined))
        other = "".join(reversed(pieces))
        for each in (pieces[attempt % len(pieces)], joined + letters, letters + joined, other):
            if _fits(each, patterns, lengths):
                return each
    return found


def _fits(value: str, patterns: Sequence[str], lengths: tuple[int, int]) -> bool:
    return lengths[0] <= len(value) <= lengths[1] and all(has_pattern(p, value) for p in patterns)


@cache
def _validator(pattern: str) -> jsonschema_rs.Validator | None:
    try:
        return jsonschema_rs.Draft202012Validator({"pattern": pattern})
    except ValueError:
        return None


def has_pattern(pattern: str, value: str) -> bool:
    """Return whether a pattern matches somewhere in a string, as the validator decides it."""
    validator = _validator(pattern)
    try:
        return validator is None or validator.is_valid(value)
    except ValueError:  # a pattern that backtracks beyond the validator's bounds
        return False


def _sized(value: str, low: int, high: int, source: random.Random) -> str:
    if len(value) < low:
        words = " ".join(source.choice(_WORDS) for _ in range(min(low // 5, 20) + 1)) + " "
        value = f"{value} {words * (low // len(words) + 1)}"[: max(low, 1)]
    return value[:high]


def _moment(source: random.Random) -> datetime:
    return datetime.fromtimestamp(_FIRST + source.randrange(_YEAR), UTC)


_Make: TypeAlias = Callable[[random.Random], str]


def _stamp(zone: str) -> _Make:
    return lambda source: (
        f"{_moment(source):%Y-%m-%dT%H:%M:%S}" + zone.format(ms=source.randrange(1000))
    )


def _with_word(form: str) -> _Make:
    return lambda source: form.format(source.choice(_WORDS))


# Makers of each format, the usual notation first. Domains and addresses are those set aside for
# examples (RFC 2606, RFC 5737, RFC 3849).
FORMATS: Mapping[str, tuple[_Make, ...]] = {
    "date-time": tuple(map(_stamp, (".{ms:03d}Z", "Z", ".{ms:03d}+00:00", "+00:00"))),
    "date": (lambda source: f"{_moment(source):%Y-%m-%d}",),
    "time": (
        lambda source: f"{_moment(source):%H:%M:%S}Z",
        lambda source: f"{_moment(source):%H:%M:%S}.{source.randrange(1000):03d}Z",
    ),
    "duration": (
        lambda source: f"PT{source.randint(1, 59)}S",
        lambda source: f"P{source.randint(1, 28)}D",
    ),
    **dict.fromkeys(("email", "idn-email"), (_with_word("{}@example.com"),)),
    **dict.fromkeys(("hostname", "idn-hostname"), (_with_word("{}.example.com"),)),
    **dict.fromkeys(("uri", "iri", "url"), (_with_word("https://example.com/{}"),)),
    **dict.fromkeys(("uri-reference", "iri-reference", "json-pointer"), (_with_word("/{}"),)),
    "uri-template": (_with_word("https://example.com/{}/{{id}}"),),
    "uuid": (lambda source: str(uuid.UUID(int=source.getrandbits(128), version=4)),),
    "ipv4": (lambda source: f"192.0.2.{source.randint(1, 254)}",),
    "ipv6": (lambda source: f"2001:db8::{source.randint(1, 0xFFFF):x}",),
    "relative-json-pointer": (lambda source: f"{source.randint(0, 3)}/{source.choice(_WORDS)}",),
    "regex": (lambda _: "^[a-z]+$",),
    "byte": (lambda source: base64.b64encode(source.randbytes(9)).decode(),),
    "base64url": (lambda source: base64.urlsafe_b64encode(source.randbytes(9)).decode(),),
}


# `*`, `+` and `{n,}` have no end; a few more than the minimum show that there may be more.
_MORE = 3
_LETTERS = string.ascii_letters
_WORD = _LETTERS + string.digits + "_"
_PRINTABLE = _LETTERS + string.digits + " !#$%&()*+,-./:;<=>?@[]^_{|}~"
_CLASSES = {"d": string.digits, "w": _WORD, "s": " "}
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v", "0": "\0"}
# The characters of Unicode's general categories (and a few scripts) that are ASCII.
_CATEGORIES = {
    **dict.fromkeys(("L", "Letter", "Latin", "Script=Latin", "Alphabetic"), _LETTERS),
    **dict.fromkeys(("Lu", "Uppercase_Letter", "Uppercase"), string.ascii_uppercase),
    **dict.fromkeys(("Ll", "Lowercase_Letter", "Lowercase"), string.ascii_lowercase),
    **dict.fromkeys(("N", "Nd", "Number", "Decimal_Number"), string.digits),
    **dict.fromkeys(("P", "Punctuation", "Po"), "!#%&*,./:;?@"),
    **dict.fromkeys(("S", "Symbol", "Sm"), "+<=>|~"),
    **dict.fromkeys(("Z", "Zs", "Separator", "Space_Separator", "White_Space"), " "),
    **dict.fromkeys(("M", "Mn", "Mark"), "\u0301"),
    "Pd": "-",
    "Sc": "$",
}


class PatternError(ValueError):
    """The pattern is beyond this module."""


def matching(pattern: str, source: random.Random, need: int = 0) -> str:
    """A string for a pattern, of about `need` characters where it leaves that open.

    Anchors and lookarounds are taken for nothing, so that the string need not match: see
    `has_pattern`. Raises PatternError.
    """
    parser = _Parser(pattern, need)
    piece = parser.alternatives()
    if parser.left:
        raise PatternError(f"{pattern}: unbalanced )")
    return piece.make(source)


@frozen
class _Piece:
    """A part of a pattern: makes strings no longer than `size`."""

    make: _Make
    size: int


_NOTHING = _Piece(lambda _: "", 0)


class _Parser:
    """Recursive descent over the pattern, into functions that make strings."""

    def __init__(self, text: str, need: int) -> None:
        self.left = list(reversed(text))
        self._need = need

    def alternatives(self) -> _Piece:
        branches = [self._sequence()]
        while self._take("|"):
            branches.append(self._sequence())
        size = max(branch.size for branch in branches)
        return _Piece(lambda source: source.choice(branches).make(source), size)

    def _sequence(self) -> _Piece:
        parts: list[_Piece] = []
        while self.left and self.left[-1] not in "|)":
            parts.append(self._repeated(self._atom()))
        size = sum(part.size for part in parts)
        return _Piece(lambda source: "".join(part.make(source) for part in parts), size)

    def _atom(self) -> _Piece:
        char = self.left.pop()
        if char == "(":
            return self._group()
        if char == "[":
            return _any_of(self._class())
        if char in "^$" or (char == "\\" and self.left[-1:] and self.left[-1] in "bBAzZ"):
            if char == "\\":
                self.left.pop()
            return _NOTHING
        if char == "\\":
            return _any_of(self._escape())
        if char in "*+?" or (char == "{" and self.left[-1:] and self.left[-1].isdecimal()):
            raise PatternError(f"{char!r} repeats nothing")
        return _any_of(_PRINTABLE if char == "." else char)

    def _group(self) -> _Piece:
        looks = self._take("?") and self._looks_around()
        inner = self.alternatives()
        if not self._take(")"):
            raise PatternError("unbalanced (")
        return _NOTHING if looks else inner

    def _looks_around(self) -> bool:
        """After `(?`: a lookaround, as against a name, flags or nothing."""
        if self._take("=") or self._take("!"):
            return True
        self._take("P")
        if self._take("<"):
            if self._take("=") or self._take("!"):
                return True
            while self._next() != ">":
                pass
            return False
        while (char := self._next()) != ":":
            if not (char.isalpha() or char == "-"):
                raise PatternError(f"(?{char} is beyond simple patterns")
        return False

    def _class(self) -> str:
        negated = self._take("^")
        members = self._next() if self.left[-1:] == ["]"] else ""
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
        return "".join(map(chr, range(ord(first), min(ord(last[0]), ord(first) + 0x3FF) + 1)))

    def _escape(self) -> str:
        char = self._next()
        if char in "DWS":
            return "".join(c for c in _PRINTABLE if c not in _CLASSES[char.lower()])
        if char in "pP":
            return self._category(negated=char == "P")
        if char in "xu":
            try:
                braced, count = self._take("{"), 2 if char == "x" else 4
                digits = self._until("}") if braced else "".join(self._next() for _ in range(count))
                return chr(int(digits, 16))
            except (ValueError, OverflowError) as error:
                raise PatternError("a broken escape") from error
        if char in _CLASSES or char in _CONTROLS:
            return _CLASSES.get(char) or _CONTROLS[char]
        if char.isalnum():
            raise PatternError(f"\\{char} is beyond simple patterns")
        return char

    def _category(self, *, negated: bool) -> str:
        name = self._until("}") if self._take("{") else self._next()
        chars = _CATEGORIES.get(name)
        if chars is None:
            raise PatternError(f"\\p{{{name}}} is not known")
        return "".join(c for c in _PRINTABLE if c not in chars) if negated else chars

    def _repeated(self, piece: _Piece) -> _Piece:
        low, high = self._bounds()
        if not self._take("?"):  # lazy or not, the same strings match
            self._take("+")
        if (low, high) == (1, 1):
            return piece
        if piece.size * high > MAX_TEXT:
            raise PatternError("the strings would be too long")
        return _Piece(
            lambda source: "".join(piece.make(source) for _ in range(source.randint(low, high))),
            piece.size * high,
        )

    def _bounds(self) -> tuple[int, int]:
        need, more = self._need, self._need + _MORE
        for sign, low, high in (("?", 0, 1), ("*", need, more), ("+", max(need, 1), 1 + more)):
            if self._take(sign):
                return low, high
        if not (self.left[-1:] == ["{"] and self.left[-2:-1] and self.left[-2].isdecimal()):
            return 1, 1
        self.left.pop()
        least, comma, most = self._until("}").partition(",")
        if not least.isdecimal() or not (most.isdecimal() or not most):
            raise PatternError(f"{{{least}{comma}{most}}} is no quantifier")
        low = int(least[:9])
        return low, min(int(most[:9]), low + 20 + self._need) if most else low + more * bool(comma)

    def _until(self, end: str) -> str:
        made = ""
        while (char := self._next()) != end:
            made += char
        return made

    def _take(self, char: str) -> bool:
        if self.left and self.left[-1] == char:
            self.left.pop()
            return True
        return False

    def _next(self) -> str:
        if not self.left:
            raise PatternError("the pattern ends too early")
        return self.left.pop()


def _any_of(chars: str) -> _Piece:
    return _Piece(lambda source: source.choice(chars), 1)
