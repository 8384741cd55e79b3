"""Strings from schemas: by format, by pattern, by length. Patterns as the validator reads them."""

from __future__ import annotations

import base64
import random
import re
import string
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import chain, islice, permutations, product
from typing import Any, Literal, TypeAlias, get_args

import jsonschema_rs
from attrs import evolve

from .values import frozen

# Generated moments lie in this year, so that they look alike and never in the distant past.
_FIRST = 1_767_225_600  # 2026-01-01T00:00:00Z
_YEAR = 365 * 24 * 3600
_WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron", "iris", "jade")
_ANY_WORD = re.compile("|".join(_WORDS))
MAX_TEXT = 1_000_000
"""Characters that one generated value may have."""
UNCHECKED = "(?:(?:))"
"""Any text has this pattern: it stands for one that the validator can't check."""
# How often a pattern is tried: what a lookaround wants of other parts is left to luck.
_TRIES = 60
# Patterns, of one of which a string may have its beginning and of another its end.
_PAIRED = 4


def text(
    formats: Sequence[Any],
    patterns: Sequence[str],
    lengths: tuple[int, int],
    source: random.Random,
    denied: Sequence[str] = (),
    wide: int = 0,
) -> str | None:
    """A string of the formats, with every pattern and with none of those denied, of a length
    between the two; None when none is found. Of a format that isn't known here, any string is one.
    wide: a number that grows for strings that must differ.
    """
    low, high = lengths
    made = [make(source) for name in formats for make in FORMATS.get(str(name), ())]
    if wide:
        made = [_ANY_WORD.sub(lambda word: f"{word[0]}{source.randrange(wide)}", m) for m in made]
    # Encoded data comes in groups, of 8 characters at the most.
    needs = ((each, max(low - len(each), 0)) for each in made)
    fitting = (_lengthened(e, n) for e, need in needs for n in (-(-need // 8) * 8, need))
    if not patterns and not denied:
        fitting = (e for e in fitting if all(has_format(str(name), e) for name in formats))
        plain = _WORDS[source.randrange(len(_WORDS))] if not made else ""
        plain += str(source.randrange(wide)) if wide and plain else ""
        if found := next((each for each in fitting if len(each) <= high), None):
            return found
        short = plain or made[0]
        if len(short) < low:
            words = " ".join(source.choice(_WORDS) for _ in range(min(low // 5, 20) + 1)) + " "
            short = f"{short} {words * (low // len(words) + 1)}"[: max(low, 1)]
        return short[:high]

    def fits(value: str) -> bool:
        return (
            low <= len(value) <= high
            and all(has_format(str(name), value) for name in formats)
            and all(has_pattern(pattern, value) for pattern in patterns)
            and not any(has_pattern(pattern, value) for pattern in denied)
        )

    found = next(filter(fits, fitting), None)
    for attempt in range(0 if found else _TRIES):
        need = (
            source.randint(low // 4, low + attempt // 8 + wide.bit_length()) if attempt > 4 else 0
        )
        chars = _ALPHABETS[attempt % len(_ALPHABETS)]
        try:
            pieces = [matching(p, source, need, _LOOKS[attempt % 3]) for p in patterns]
        except (PatternError, RecursionError):
            pieces = []
        length = min(max(low, (attempt + 8) % 12), high)
        pieces = pieces or ["".join(source.choices(chars, k=length))]
        joined = "".join(pieces)  # one string may begin by a pattern and end by another
        more = chars[0] * (low - len(joined))
        pairs = (one + other for one, other in permutations(pieces[:_PAIRED], 2))
        spliced = (text for one in made for text in _spliced(one, pieces[0]))
        laid = _laid(list(zip(patterns, pieces, strict=False)), low, chars[0])
        each = chain(pieces, (joined + more, more + joined), pairs, laid, spliced)
        if (value := next(filter(fits, each), None)) is not None:
            return value
    return found


# The fraction of a second has as many digits as one likes (RFC 3339 5.6).
_FRACTION = re.compile(r"\.\d+(?=[Z+])")


def _lengthened(value: str, more: int) -> str:
    """A text of a format with more characters: digits of its fraction, or letters at the end that
    has room for them.
    """
    if _FRACTION.search(value):
        return _FRACTION.sub(lambda fraction: fraction[0] + "0" * more, value)
    return "a" * more + value if "@" in value else value + "a" * more


def _laid(pieces: Sequence[tuple[str, str]], low: int, filling: str) -> Iterator[str]:
    """The strings of all patterns in a row: one that is held to the beginning, those that may
    stand anywhere, and one that is held to the end.
    """
    first = [piece for pattern, piece in pieces if pattern[:1] == "^"]
    last = [piece for pattern, piece in pieces if pattern[-1:] == "$"]
    between = "".join(p for pattern, p in pieces if pattern[:1] != "^" and pattern[-1:] != "$")
    for begin, end in product(first or [""], last or [""]):
        yield begin + between.ljust(low - len(begin) - len(end), filling) + end


def _spliced(value: str, piece: str) -> Iterator[str]:
    """A string with its beginning, then with its end, replaced."""
    yield from (piece + value[cut:] for cut in range(len(piece), len(value) + 1))
    yield from (value[:cut] + piece for cut in range(len(value), -1, -1))


@cache
def _validator(keyword: str, value: str) -> jsonschema_rs.Validator | None:
    try:
        return jsonschema_rs.Draft202012Validator({keyword: value}, validate_formats=True)
    except ValueError:
        return None


def has_format(name: str, value: str) -> bool:
    """Return whether a string has a format, as the validator decides it."""
    validator = _validator("format", name)
    return validator is None or validator.is_valid(value)


def has_pattern(pattern: str, value: str) -> bool:
    """Return whether a pattern matches somewhere in a string, as the validator decides it."""
    validator = _validator("pattern", pattern)
    try:
        return validator is None or validator.is_valid(value)
    except ValueError:  # a pattern that backtracks beyond the validator's bounds
        return False


# The parts of a pattern that are spelled in several ways.
_PARTS = re.compile(
    r"\\u(?P<high>d[89ab][\da-f]{2})\\u(?P<low>d[c-f][\da-f]{2})|(?P<lone>\\ud[89a-f][\da-f]{2})"
    r"|\\k<(?P<name>[^>]*)>|\(\?P?<(?P<group>[^=!>][^>]*)>|(?P<property>\\p\{[^}]*\})"
    r"|\\0\d+|\\.|\[\^?\]?|\((?!\?)|\{(?P<least>\d{1,18})(?P<most>,\d{0,18})?\}|.",
    re.DOTALL | re.IGNORECASE,
)
_SETS = re.compile(r"\\[dDwWsSpP]")
# The ways to spell a pattern, each with what it leaves unchecked: properties that aren't known as
# any character, and the upper bounds of repetitions, then all of them, left out.
_UNKNOWN = "a property in it is not known here: any character is taken for it"
_OPEN = "too large for the validator: the upper bounds of its repetitions are not checked"
_SPELLINGS = ((False, "{{{}{}}}", ""), (True, "{{{}{}}}", _UNKNOWN), (True, "{{{},}}", _OPEN))


@cache
def portable(pattern: str) -> tuple[str | None, str]:
    """A regular expression of ECMA-262 as the validator reads it, and the part of it that stays
    unchecked, if any does. None: that is the whole; with no reason it is no regular expression.
    """
    if _validator("pattern", pattern) is not None:
        return pattern, ""
    for opened, counts, loss in _SPELLINGS:
        spelled = _spelled(pattern, counts, opened=opened)
        if _validator("pattern", spelled) is not None:
            return spelled, loss
    sound = _validator("pattern", _spelled(pattern, "*", opened=True)) is not None
    return None, "too large to be checked, or to make a text of" if sound else ""


def _spelled(pattern: str, counts: str, *, opened: bool) -> str:
    """counts: the form of a repetition, of its least number and the rest."""
    made, groups, names, inside = list[str](), 0, dict[str, int](), False
    for part in _PARTS.finditer(pattern):
        each = part[0]
        if part["high"]:
            units = bytes.fromhex(part["high"] + part["low"])
            each = f"\\u{{{ord(units.decode('utf-16-be')):X}}}"
        elif part["lone"]:
            each = r"\u{10FFFF}"  # in no text either
        elif part["property"] and opened and _validator("pattern", each) is None:
            each = "\\s\\S" if inside else "[\\s\\S]"
        elif inside:
            inside, each = each != "]", _of_class(each, made[-1], pattern[part.end() :])
        elif each[0] == "[":
            inside = not each.endswith("]")
        elif each == "(" or part["group"]:
            groups, each = groups + 1, "("
            names[part["group"] or "("] = groups
        elif part["name"] in names:
            each = f"(?:\\{names[part['name']]})"
        elif part["least"] and int(part["least"]) <= int((part["most"] or "")[1:] or part["least"]):
            each = counts.format(part["least"], part["most"] or "")
        made.append(_PLAIN.get(each, each))
    return "".join(made)


# ECMA-262 has an empty class and its opposite, NUL, and a brace that repeats nothing.
_PLAIN = {"[]": r"[^\s\S]", "[^]": r"[\s\S]", r"\0": r"\x00", "{": r"\{"}


def _of_class(each: str, before: str, after: str) -> str:
    """A part of a class: a hyphen beside a set of characters is itself."""
    if each == "-" and after[:1] != "]" and (_SETS.match(before) or _SETS.match(after)):
        return r"\-"
    return r"\x08" if each == r"\b" else each


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
    "base32": (lambda source: base64.b32encode(source.randbytes(10)).decode(),),
    "base16": (lambda source: source.randbytes(8).hex().upper(),),
    "base64url": (lambda source: base64.urlsafe_b64encode(source.randbytes(9)).decode(),),
    "quoted-printable": (_with_word("{}=3D1"),),
    "7bit": (_with_word("{}"),),
}


# `*`, `+` and `{n,}` have no end; a few more than the minimum show that there may be more.
_MORE = 3
_LETTERS = string.ascii_letters
_WORD = _LETTERS + string.digits + "_"
_PRINTABLE = _LETTERS + string.digits + " !#$%&()*+,-./:;<=>?@[]^_{|}~"
_ALPHABETS = (_LETTERS, _PRINTABLE, string.digits, string.ascii_uppercase, "-_. ")
_CLASSES = {"d": string.digits, "w": _WORD, "s": " "}
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v", "0": "\0"}


Looks: TypeAlias = Literal["ignored", "before", "over"]
_LOOKS: tuple[Looks, ...] = get_args(Looks)


class PatternError(ValueError):
    """The pattern is beyond this module."""


def matching(pattern: str, source: random.Random, need: int = 0, looks: Looks = "ignored") -> str:
    """A string for a pattern, of about `need` characters where it leaves that open.

    Anchors are taken for nothing, and so are lookarounds, unless `looks` has the text of positive
    ones made where they stand: the string need not match, see `has_pattern`. Raises PatternError.
    """
    parser = _Parser(pattern, need, looks)
    piece = parser.alternatives()
    if parser.left:
        raise PatternError(f"{pattern}: unbalanced )")
    return piece.make(source)


@frozen
class _Piece:
    """A part of a pattern: makes strings no longer than `size`."""

    make: _Make
    size: int
    over: bool = False
    """Its string stands over the beginning of the next."""


_NOTHING = _Piece(lambda _: "", 0)
# Of a text that is repeated by a reference: its group is that much larger already.
_REFERRED = 100
# Characters of a Unicode property that are found, and where they are looked for.
_MOST = 30
_PLANES = (*range(0x20, 0x3000), *range(0x3000, 0x20000, 61))


@cache
def _category(escape: str) -> str:
    """Characters of a Unicode property (`\\p{Lu}`), those of ASCII first."""
    validator = _validator("pattern", f"^{escape}$")
    if validator is None:
        return ""
    chars = (chr(n) for n in _PLANES if not 0xD800 <= n < 0xE000)
    return "".join(islice((c for c in chars if validator.is_valid(c)), _MOST))


class _Parser:
    """Recursive descent over the pattern, into functions that make strings."""

    def __init__(self, text: str, need: int, looks: Looks) -> None:
        self.left = list(reversed(text))
        self._need = need
        self._looks: Looks = looks
        self._groups: list[str] = []
        """The last text of each group that captures, for references back to it."""
        self._names: dict[str, int] = {}

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
        if not any(part.over for part in parts):
            return _Piece(lambda source: "".join(part.make(source) for part in parts), size)

        def laid(source: random.Random) -> str:
            made = ""
            for part, each in reversed([(part, part.make(source)) for part in parts]):
                made = each + (made[len(each) :] if part.over else made)
            return made

        return _Piece(laid, size)

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
        if char == "\\" and (group := self._referred()) is not None:
            return _Piece(lambda _: self._groups[group], _REFERRED)
        if char == "\\":
            return _any_of(self._escape())
        if char in "*+?" or (char == "{" and self.left[-1:] and self.left[-1].isdecimal()):
            raise PatternError(f"{char!r} repeats nothing")
        return _any_of(_PRINTABLE if char == "." else char)

    def _group(self) -> _Piece:
        kind = self._opened() if self._take("?") else "captures"
        number = len(self._groups)
        self._groups += [""] if kind == "captures" else []
        inner = self.alternatives()
        if not self._take(")"):
            raise PatternError("unbalanced (")
        if kind == "ignored":
            return _NOTHING
        if kind != "captures":
            return evolve(inner, over=kind == "over")

        def kept(source: random.Random) -> str:
            self._groups[number] = made = inner.make(source)
            return made

        return _Piece(kept, inner.size)

    def _opened(self) -> Looks | Literal["captures"]:
        """The kind of a group, after `(?`: a plain one stands before what follows."""
        if self._take("="):
            return self._looks
        if self._take("!"):
            return "ignored"
        self._take("P")
        if self._take("<"):
            if self._take("="):  # the text before it has to end with this one
                return "before"
            if self._take("!"):
                return "ignored"
            self._names[self._until(">")] = len(self._groups)
            return "captures"
        while (char := self._next()) != ":":
            if not (char.isalpha() or char == "-"):
                raise PatternError(f"(?{char} is beyond simple patterns")
        return "before"

    def _referred(self) -> int | None:
        """The group that an escape refers back to."""
        group = None
        if self.left[-1:] and self.left[-1] in "123456789":
            digits = self._next()
            while self.left[-1:] and self.left[-1].isdecimal():
                digits += self._next()
            group = int(digits[:6]) - 1
        elif self.left[-2:] == ["<", "k"]:
            del self.left[-2:]
            group = self._names.get(self._until(">"), -1)
        if group is not None and not 0 <= group < len(self._groups):
            raise PatternError("a reference to no group before it")
        return group

    def _class(self) -> str:
        negated = self._take("^")
        members = self._next() if self.left[-1:] == ["]"] else ""
        while not self._take("]"):
            first = self._escape() if self._take("\\") else self._next()
            if len(first) == 1 and self.left[-1:] == ["-"] and self.left[-2:-1] != ["]"]:
                self.left.pop()
                last = self._escape() if self._take("\\") else self._next()
                end = min(ord(last[0]), ord(first) + 0x3FF)
                first = "".join(map(chr, range(ord(first), end + 1)))
            members += first
        allowed = "".join(c for c in _PRINTABLE if c not in members) if negated else members
        if not allowed:
            raise PatternError("a class that holds nothing printable")
        return allowed

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
        chars = _category(f"\\{'P' if negated else 'p'}{{{name}}}")
        if not chars:
            raise PatternError(f"\\p{{{name}}} is not known")
        return chars

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
