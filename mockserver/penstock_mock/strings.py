"""Strings from schemas: by format, by pattern, by length."""

from __future__ import annotations

import base64
import random
import re
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from .patterns import PatternError, matching

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
    return f"{_word(source)}@example.com"  # a domain nobody can own (RFC 2606)


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
