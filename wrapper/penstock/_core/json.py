"""Values as JSON text; what JSON has no word for is refused with the place where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import isfinite
from typing import Any, Final, TypeAlias

from penstock.errors import UsageError

# Compact and in UTF-8, as the services' own clients send it. NaN and Infinity are no JSON
# (RFC 8259 section 6): some servers refuse the whole body, others read null.
_encode: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode

Parts: TypeAlias = tuple[str | int, ...]
"""The keys and indexes that lead to a value."""


def to_json_bytes(value: object) -> bytes:
    """Return `value` as compact JSON in UTF-8.

    Raises UsageError naming the JSON pointer (RFC 6901) of the first value that can't be
    written: NaN and infinities, sets, dates, bytes, objects, lone surrogates, a container that
    holds itself, or nesting deeper than Python can follow.
    """
    try:
        return _encode(value).encode("utf-8")
    except (TypeError, ValueError, RecursionError) as error:
        raise UsageError(f"the input can't be sent as JSON: {_fault(value, error)}") from error


def pointer(parts: Parts) -> str:
    """Return a JSON pointer for keys and indexes, and words for the whole, which has none."""
    escaped = (str(part).replace("~", "~0").replace("/", "~1") for part in parts)
    whole = "".join(f"/{part}" for part in escaped) or "the top level"
    return whole.encode("utf-8", "replace").decode()  # a key may hold a lone surrogate itself


def _fault(value: object, error: Exception) -> str:
    """Name the place and the reason; slow, but only a refused value pays for it."""
    try:
        for parts, item in _walk(value, (), ()):
            reason = _reason(item)
            if reason:
                return f"at {pointer(parts)}, {reason}"
    except RecursionError:
        return "it is nested too deeply"
    return str(error)


def _walk(value: object, parts: Parts, inside: tuple[int, ...]) -> Iterator[tuple[Parts, object]]:
    if id(value) in inside:
        yield parts, _Cycle()
        return
    yield parts, value
    for key, item in _items(value):
        if isinstance(value, dict):
            yield (*parts, str(key)), _Key(key)
        yield from _walk(item, (*parts, key), (*inside, id(value)))


def _items(value: object) -> list[tuple[Any, object]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list | tuple) else []


class _Cycle:
    """Stands in a walk for a container met inside itself."""


class _Key:
    """Stands in a walk for the key of an object."""

    def __init__(self, key: object) -> None:
        self.key = key


def _reason(item: object) -> str | None:
    if isinstance(item, _Cycle):
        return "a container holds itself"
    if isinstance(item, _Key):
        return _key_reason(item.key)
    if isinstance(item, str):
        return _text_reason(item)
    if isinstance(item, float):
        return None if isfinite(item) else f"{float(item)!r} is no JSON number; use None"
    if item is None or isinstance(item, bool | int | dict | list | tuple):
        return None
    reason = f"{_named(item)} has no JSON form"
    remedy = _REMEDIES.get(type(item).__name__)
    return f"{reason}; {remedy}" if remedy else reason


def _key_reason(key: object) -> str | None:
    if isinstance(key, str):
        return _text_reason(key)
    if isinstance(key, float):
        return None if isfinite(key) else "a key is no JSON number"
    if key is None or isinstance(key, int):
        return None
    return f"a key is {_named(key)}, not a string"


def _text_reason(text: str) -> str | None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        what = f"character {error.start} of the text is a lone surrogate, which has no UTF-8"
        return f"{what}; replace it, as text.encode('utf-8', 'replace').decode() does"
    return None


# What to write instead, for the types people do hand over.
_REMEDIES: Final = {
    "set": "make it a list",
    "frozenset": "make it a list",
    "generator": "make it a list",
    "datetime": "call isoformat()",
    "date": "call isoformat()",
    "time": "call isoformat()",
    "bytes": "decode it, or give it where a file may stand",
    "Decimal": "make it a str or a float",
    "UUID": "make it a str",
    "mappingproxy": "make it a dict",
}


def _named(item: object) -> str:
    kind = type(item)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
