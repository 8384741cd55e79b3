"""The methods of str and bytes: Python's own, with a look at what they would make of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .formatting import filled
from .iterating import listed
from .machine import Machine
from .values import Builtin, type_name

# Methods of text that answer with something no longer than what they were given.
_STR = (
    *("upper", "lower", "casefold", "swapcase", "title", "capitalize", "strip", "lstrip", "rstrip"),
    *("partition", "rpartition", "startswith", "endswith", "removeprefix", "removesuffix"),
    *("find", "rfind", "index", "rindex", "count"),
    *("isdigit", "isalpha", "isalnum", "isspace", "isupper", "islower", "isdecimal", "isnumeric"),
    *("isidentifier", "isascii", "istitle", "isprintable"),
)
_BYTES = ("hex", "strip", "startswith", "endswith", "find", "count", "upper", "lower")
_SPLITS = ("split", "rsplit", "splitlines")
# Those whose work is in proportion to the text; others are not looked up, let alone imported.
_ENCODINGS = frozenset({"utf-8", "utf8", "ascii", "latin-1", "latin1", "iso-8859-1", "utf-16"})
# To look through a text takes so many times as long as to copy it.
_SEARCH = 4
_PADS = ("ljust", "rjust", "center", "zfill")


def _plain(kind: type, name: str) -> Builtin:
    host = getattr(kind, name)

    def run(machine: Machine, owner: Any, *arguments: Any, **keywords: Any) -> Any:
        machine.bulk(_SEARCH * len(owner))
        return machine.made(machine.attempt(host, owner, *arguments, **keywords))

    return Builtin(name, run, 0, None, frozenset())


def _splitting(kind: type[str] | type[bytes], name: str) -> Builtin:
    host = getattr(kind, name)

    def run(machine: Machine, owner: Any, *arguments: Any, **keywords: Any) -> Any:
        machine.bulk(len(owner))
        given = keywords.get("sep", arguments[0] if arguments else None)
        machine.room(_pieces(owner, given))
        return machine.made(machine.attempt(host, owner, *arguments, **keywords))

    return Builtin(name, run, 0, None, frozenset({"sep", "maxsplit", "keepends"}))


def _pieces(owner: Any, separator: Any) -> int:
    """At most how many pieces a split makes; those of a wrong separator are none."""
    if isinstance(separator, (str, bytes)):
        same_kind = type(separator) is type(owner) and len(separator) > 0
        return int(owner.count(separator)) if same_kind else 0
    return sum(map(owner.count, " \t\n\r" if isinstance(owner, str) else (32, 9, 10, 13)))


def _encoding(name: str) -> Callable[..., Any]:
    """`encode` and `decode`."""

    def run(machine: Machine, owner: Any, encoding: Any = "utf-8", errors: Any = "strict") -> Any:
        machine.bulk(len(owner))
        if not isinstance(encoding, str) or encoding.lower() not in _ENCODINGS:
            machine.unknown("other encodings than UTF-8 and its like")
        return machine.made(machine.attempt(getattr(owner, name), encoding, errors))

    return run


def _padded(name: str) -> Builtin:
    host = getattr(str, name)

    def run(machine: Machine, owner: str, width: Any, *fill: Any) -> str:
        machine.fits(width if isinstance(width, int) else 0)
        return machine.made(str(machine.attempt(host, owner, width, *fill)))

    return Builtin.of(name, run, skip=2)


def _join(machine: Machine, owner: str, parts: Any) -> str:
    pieces = listed(machine, parts)
    texts = [piece for piece in pieces if isinstance(piece, str)]
    if len(texts) < len(pieces):
        place, wrong = next((n, p) for n, p in enumerate(pieces) if not isinstance(p, str))
        what = f"sequence item {place}: expected str instance, {type_name(wrong)} found"
        machine.fail(TypeError(what))
    machine.fits(sum(map(len, texts)) + len(owner) * len(texts))
    return machine.made(owner.join(texts))


def _replace(machine: Machine, owner: str, old: Any, new: Any, count: Any = -1) -> str:
    if isinstance(old, str) and isinstance(new, str):
        machine.fits(len(owner) + owner.count(old) * len(new))
    return machine.made(str(machine.attempt(owner.replace, old, new, count)))


def _format(machine: Machine, owner: str, *places: Any, **names: Any) -> str:
    return filled(machine, owner, places, names)


STR: dict[str, Builtin] = {
    **{name: _plain(str, name) for name in _STR},
    **{name: _padded(name) for name in _PADS},
    **{name: _splitting(str, name) for name in _SPLITS},
    "join": Builtin.of("join", _join, skip=2),
    "replace": Builtin.of("replace", _replace, skip=2),
    "format": Builtin.of("format", _format, skip=2),
    "encode": Builtin.of("encode", _encoding("encode"), skip=2),
}
BYTES: dict[str, Builtin] = {
    **{name: _plain(bytes, name) for name in _BYTES},
    **{name: _splitting(bytes, name) for name in _SPLITS},
    "decode": Builtin.of("decode", _encoding("decode"), skip=2),
}
