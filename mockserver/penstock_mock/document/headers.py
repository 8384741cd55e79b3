"""Declared response headers, always sent and always coherent.

What the document gives as examples is sent as it is, except where a frozen value would mislead a
client: what is left of a rate limit counts down, its reset lies in the clock's future, and
Retry-After is at least one second.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from email.utils import formatdate
from functools import lru_cache, partial
from typing import Any
from urllib.parse import urlencode

from .bodies import FORM
from .examples import Example, Generator
from .parameters import Parameter
from .request import HeaderChanges, dump_json
from .schemas import ContractError
from .values import define, frozen

# The window of a rate limit no service speaks for: what most of them use.
WINDOW = 60.0
# The requests in a window, where no example gives the number.
_LIMIT = 60
# A number this large is milliseconds since 1970, one this large seconds, a smaller one a delay.
_EPOCH_MS = 1e11
_EPOCH_S = 1e8

# Headers of the connection and of the body's bytes: the server sets them for each message.
FRAMING = frozenset(
    {
        "connection",
        "content-digest",
        "content-encoding",
        "content-length",
        "content-md5",
        "content-type",
        "digest",
        "keep-alive",
        "proxy-connection",
        "repr-digest",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)

_HTTP_DATE = re.compile(r"[A-Z][a-z]{2}, ")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"\d+(\.\d+)?")
_RATE = re.compile(
    r"^(?:x-)?(?:\w+-)*(?:rate-?limit|quota|calls)-"
    r"(?P<kind>limit|remaining|reset|used|window|interval|period)(?P<of>-\w+)?$"
)
_WHOLE_RATE = re.compile(r"^(?P<x>x-)?rate-?limit(?P<policy>-policy)?$")
_FIELD = re.compile(r"\b(limit|remaining|reset|[qrt])(=|,)(\d+)")
_WAIT = re.compile(r"(?:^|-)(?:retry|reset)-after(?:-ms)?$")
_EXPIRY = re.compile(r"(?:^|-)(?:expires|expiry|expiration|sunset)(?:-after|-at|-on)?$")

# Without an example: values of well-known headers that a client can read.
_PLAIN: Mapping[str, str] = {
    "accept-patch": "application/json",
    "accept-ranges": "bytes",
    "access-control-allow-credentials": "true",
    "access-control-allow-headers": "*",
    "access-control-allow-methods": "*",
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "*",
    "age": "0",
    "allow": "GET, HEAD, OPTIONS",
    "alt-svc": "clear",
    "cache-control": "no-store",
    "content-disposition": 'attachment; filename="file"',
    "content-language": "en",
    "content-location": "/",
    "content-range": "bytes 0-0/1",
    "content-security-policy": "default-src 'none'",
    "deprecation": "@1767225600",
    "etag": '"1"',
    "link": '</>; rel="self"',
    "location": "/",
    "pragma": "no-cache",
    "proxy-authenticate": "Basic",
    "referrer-policy": "no-referrer",
    "server": "penstock-mock",
    "server-timing": "total;dur=1",
    "set-cookie": "name=value",
    "strict-transport-security": "max-age=31536000",
    "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "vary": "Accept",
    "via": "1.1 penstock-mock",
    "warning": '299 - "generated"',
    "www-authenticate": "Bearer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_DATES = frozenset({"date", "last-modified"})


@frozen(eq=False)
class HeaderSpec:
    """A response header the document declares."""

    name: str
    parameter: Parameter
    """Its schema, and how its value is written (OpenAPI 3.1, Header Object)."""
    example: Example | None = None
    dialect: str | None = None
    """`x-dialect`: the dialect in which it is sent; None: in every one."""
    media_types: frozenset[str] = frozenset()
    """`x-media-types`: the types it is sent with; none: all."""

    def sent(self, media: str | None, dialect: str | None) -> bool:
        """Return whether an answer of that type, in that dialect, carries the header."""
        other_dialect = None not in (dialect, self.dialect) and dialect != self.dialect
        return not other_dialect and (not self.media_types or media in self.media_types)

    def text(self, value: Any) -> str:
        """A value as the header's text."""
        if self.parameter.style == "content":
            if self.parameter.content == FORM and isinstance(value, Mapping):
                return urlencode({name: serialised(inner) for name, inner in value.items()})
            return dump_json(value).decode("latin-1")
        return serialised(value, explode=self.parameter.explode)

    def takes(self, text: str) -> bool:
        """Return whether the schema takes a text as the header's value."""
        return self.parameter.shape.takes(self.parameter.decode([text]))


@define
class Window:
    """The calls of an operation in the current rate window of a session."""

    ends: float
    used: int = 0


@define
class Moment:
    """The values from which coherent headers are computed."""

    now: float
    """The session clock's `time()`."""
    window: Window
    limit: int = _LIMIT
    exhausted: bool = False
    """The limit is used up (429)."""
    resets: bool = False
    """The answer has a header for the end of the window."""

    @property
    def wait(self) -> int:
        """Whole seconds until the window ends, at least one."""
        return max(1, math.ceil(self.window.ends - self.now))


@frozen
class Plan:
    """The declared headers of one kind of answer: fixed text, or made from the moment."""

    entries: tuple[tuple[str, str | Callable[[Moment], str]], ...]
    limit: int
    resets: bool

    @property
    def is_fixed(self) -> bool:
        """The headers are the same at any moment."""
        return all(isinstance(made, str) for _, made in self.entries)

    def values(self, status: int, now: float, window: Window) -> dict[str, str]:
        """The headers by name. `now` is the session clock's `time()`."""
        moment = Moment(now, window, self.limit, status == 429, self.resets)
        return {
            name: made if isinstance(made, str) else made(moment) for name, made in self.entries
        }


def plan_of(declared: Iterable[HeaderSpec], generator: Generator) -> Plan:
    """The plan of the headers that an answer carries."""
    entries, limit, resets = [], "", False
    for header in declared:
        text = _example(header, generator)
        entries.append((header.name, _entry(header, text)))
        name = header.name.lower()
        if header.example is not None and not limit:
            fields = {field: number for field, _, number in _FIELD.findall(text)}
            whole = fields.get("q", fields.get("limit", "")) if _WHOLE_RATE.match(name) else ""
            limit = text if name.endswith("limit") and text.isdecimal() else whole
        resets = resets or name.endswith("reset")
    return Plan(tuple(entries), int(limit) if limit else _LIMIT, resets)


def http_date(epoch: float) -> str:
    """Seconds since 1970, rounded up, as an HTTP date (RFC 9110 5.6.7), in any locale."""
    return formatdate(math.ceil(epoch), usegmt=True)


def iso(epoch: float) -> str:
    """Seconds since 1970 as ISO 8601 in UTC with milliseconds, as JavaScript writes it."""
    second, rest = divmod(round(round(epoch, 3) * 1_000_000), 1_000_000)
    return f"{_iso_second(second)}.{rest // 1000:03}Z"


@lru_cache(maxsize=256)
def _iso_second(epoch: int) -> str:
    return datetime.fromtimestamp(epoch, UTC).isoformat()[:19]


def changed(headers: Mapping[str, str], changes: HeaderChanges) -> dict[str, str]:
    """The headers with some set, and those left out that `changes` has None for."""
    names = {name.lower() for name in changes}
    kept = {name: value for name, value in headers.items() if name.lower() not in names}
    return kept | {name: value for name, value in changes.items() if value is not None}


def serialised(value: Any, *, explode: bool = False) -> str:
    """A header's value as text, style "simple" (OpenAPI 3.1, Header Object), on one line; what
    isn't Latin-1 as the bytes of UTF-8.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ",".join(map(serialised, value))
    if isinstance(value, Mapping):
        between = "=" if explode else ","
        return ",".join(f"{name}{between}{serialised(inner)}" for name, inner in value.items())
    text = "" if value is None else _CONTROLS.sub(" ", str(value)).strip()
    return text if _LATIN_1.fullmatch(text) else text.encode("utf-8", "replace").decode("latin-1")


_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]+")
_LATIN_1 = re.compile(r"[\x00-\xff]*")


def _example(header: HeaderSpec, generator: Generator) -> str:
    """The text of the example; without one the first usual value that the schema takes."""
    if header.example is not None:
        return header.text(header.example.value)
    if not header.parameter.schema:
        return ""
    name, names = header.name.lower(), header.parameter.shape.names
    usual = list(_usual(name))
    if names and _WHOLE_RATE.match(name):  # an object of the fields that have headers otherwise
        usual.insert(0, header.text({n: _LIMIT if n == "limit" else 1 for n in names}))
    for text in usual:
        if header.takes(text):
            return text
    try:
        return header.text(generator.value(header.parameter.schema, header.name))
    except ContractError:
        return ""


_SAMPLE = 1_767_225_660.0
_MOMENTS = (http_date(_SAMPLE), iso(_SAMPLE))
_DELAYS = (str(int(WINDOW)), f"{_SAMPLE:.0f}", f"{_SAMPLE:.0f}000")


def _usual(name: str) -> tuple[str, ...]:
    """The notations of a header's value, the most usual first."""
    if name in _PLAIN:
        return (_PLAIN[name],)
    if _WAIT.search(name):
        return (*_DELAYS[:1], *_MOMENTS)
    if name in _DATES or _EXPIRY.search(name):
        return (*_MOMENTS, *_DELAYS)
    if whole := _WHOLE_RATE.match(name):  # draft-ietf-httpapi-ratelimit-headers, its 7th before
        if whole["policy"]:
            return (f'"default";q={_LIMIT};w={WINDOW:.0f}', f"{_LIMIT};w={WINDOW:.0f}")
        fields = f"limit={_LIMIT}, remaining=0, reset=0"
        texts = ('"default";r=0;t=0', fields, fields.replace(", ", ","), fields.replace("=", ","))
        return (str(_LIMIT), *texts) if whole["x"] else (*texts, str(_LIMIT))
    if rate := _RATE.match(name):
        return {"reset": (*_DELAYS, *_MOMENTS), "limit": (
            str(_LIMIT), f"{_LIMIT}, {_LIMIT};w={WINDOW:.0f}"
        )}.get(rate["kind"], ("1",))  # fmt: skip
    return ()


def _entry(header: HeaderSpec, text: str) -> str | Callable[[Moment], str]:
    """Fixed, or made from the moment where a fixed value would mislead."""
    name, given = header.name.lower(), header.example is not None
    rate, unit = _RATE.match(name), 1000 if name.endswith("-ms") else 1
    if _WAIT.search(name):
        maker = partial(_wait, text if given or not _NUMBER.fullmatch(text) else "", unit)
    elif rate and not (given and rate["of"]):
        maker = partial(_RATES[rate["kind"]], text)
    elif _WHOLE_RATE.match(name) and _FIELD.search(text):
        maker = partial(_fields, text)
    elif name in _DATES and not given:
        maker = partial(_now, text)
    elif _EXPIRY.search(name) and not given:
        maker = partial(_reset, text)
    else:
        return text
    if given:
        return maker
    return lambda moment: made if header.takes(made := maker(moment)) else text


def _now(text: str, moment: Moment) -> str:
    return _date(text, moment.now)


def _reset(text: str, moment: Moment) -> str:
    """In the notation of the example: a delay, an epoch in seconds or milliseconds, or a date."""
    ends = moment.window.ends
    if not _NUMBER.fullmatch(text):
        return _date(text, ends)
    if float(text) >= _EPOCH_MS:
        return str(math.ceil(ends * 1000))
    return str(math.ceil(ends)) if float(text) >= _EPOCH_S else str(moment.wait)


def _wait(text: str, unit: int, moment: Moment) -> str:
    """A delay, or a date in the notation of the example; at least a second."""
    if _NUMBER.fullmatch(text):  # no sooner than the reset beside it
        given = max(unit, math.ceil(float(text)))
        return str(moment.wait * unit if moment.exhausted and moment.resets else given)
    dated = _date(text, moment.window.ends)
    return dated if dated != text else str(moment.wait * unit)


def _fields(text: str, moment: Moment) -> str:
    """Several values in one header: those of the example that change are replaced."""
    kinds = {"r": "remaining", "t": "reset"}

    def made(field: re.Match[str]) -> str:
        kind = kinds.get(field[1], field[1])
        value = _RATES[kind](field[3], moment) if kind in ("remaining", "reset") else field[3]
        return f"{field[1]}{field[2]}{value}"

    return _FIELD.sub(made, text)


def _date(text: str, at: float) -> str:
    """A moment in the notation of the text; the text where it is no date."""
    if _HTTP_DATE.match(text):
        return http_date(at)
    return iso(at) if _ISO_DATE.match(text) else text


_RATES: Mapping[str, Callable[[str, Moment], str]] = {
    "limit": lambda text, moment: text if "," in text else str(moment.limit),
    "remaining": lambda _, moment: str(
        0 if moment.exhausted else max(0, moment.limit - moment.window.used)
    ),
    "used": lambda _, moment: str(
        moment.limit if moment.exhausted else min(moment.limit, moment.window.used)
    ),
    "reset": _reset,
    **dict.fromkeys(("window", "interval", "period"), lambda *_: str(int(WINDOW))),
}
