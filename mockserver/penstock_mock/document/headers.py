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
from functools import partial
from typing import Any

from attrs import define, frozen

from .examples import Example, Generator
from .request import HeaderChanges
from .schemas import ContractError, Node

# The window of a rate limit no service speaks for: what most of them use.
WINDOW = 60.0
# The requests in a window, where no example gives the number.
_LIMIT = 60
# A number this large is milliseconds since 1970, one this large seconds, a smaller one a delay.
_EPOCH_MS = 1e11
_EPOCH_S = 1e8

# Headers of the connection and of the body's bytes: whoever sends the message sets them.
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

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HTTP_DATE = re.compile(r"[A-Z][a-z]{2}, ")
_RATE = re.compile(r"^(?:x-)?rate-?limit-(limit|remaining|reset)$")


@frozen(eq=False)
class HeaderSpec:
    """A response header the document declares."""

    name: str
    schema: Node
    example: Example | None = None
    required: bool = False
    dialect: str | None = None
    """`x-dialect`: the dialect in which it is sent; None: in every one."""
    media_types: frozenset[str] = frozenset()
    """`x-media-types`: the types it is sent with; none: all."""

    def sent(self, media: str | None, dialect: str | None) -> bool:
        """Return whether an answer of that type, in that dialect, carries the header."""
        other_dialect = None not in (dialect, self.dialect) and dialect != self.dialect
        return not other_dialect and (not self.media_types or media in self.media_types)


@define
class Window:
    """The calls of an operation in the current rate window of a session."""

    ends: float
    used: int = 0

    def count(self, now: float) -> None:
        """One more request, in a new window when the old one is over."""
        if now >= self.ends:
            self.ends, self.used = now + WINDOW, 0
        self.used += 1


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

    def values(self, status: int, now: float, window: Window) -> dict[str, str]:
        """The headers by name. `now` is the session clock's `time()`."""
        moment = Moment(now, window, self.limit, status == 429, self.resets)
        return {
            name: made if isinstance(made, str) else made(moment) for name, made in self.entries
        }


def plan_of(declared: Iterable[HeaderSpec], generator: Generator) -> Plan:
    """The plan of the headers that an answer carries."""
    examples = {header.name: _example(header, generator) for header in declared}
    names = {name.lower(): name for name in examples}
    limit = next((str(examples[n]) for low, n in names.items() if low.endswith("limit")), "")
    return Plan(
        tuple((name, _entry(name, example)) for name, example in examples.items()),
        int(limit) if limit.isdecimal() else _LIMIT,
        any(name.endswith("reset") for name in names),
    )


def changed(headers: Mapping[str, str], changes: HeaderChanges) -> dict[str, str]:
    """The headers with some set, and those left out that `changes` has None for."""
    names = {name.lower() for name in changes}
    kept = {name: value for name, value in headers.items() if name.lower() not in names}
    return kept | {name: value for name, value in changes.items() if value is not None}


def serialised(value: Any) -> str:
    """A header's value as text, style "simple" (OpenAPI 3.1, Header Object)."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ",".join(map(serialised, value))
    if isinstance(value, Mapping):
        return ",".join(f"{name},{serialised(inner)}" for name, inner in value.items())
    return "" if value is None else str(value)


def _entry(name: str, example: Any) -> str | Callable[[Moment], str]:
    text = serialised(example)
    rate = _RATE.match(name.lower())
    maker = _RATES[rate[1]] if rate else _retry_after if name.lower() == "retry-after" else None
    return text if maker is None else partial(maker, text)


def _example(header: HeaderSpec, generator: Generator) -> Any:
    if header.example is not None:
        return header.example.value
    if not header.schema:
        return ""
    try:
        return generator.value(header.schema, header.name)
    except ContractError:
        return ""


def _sent_limit(_text: str, moment: Moment) -> str:
    return str(moment.limit)


def _remaining(_text: str, moment: Moment) -> str:
    return "0" if moment.exhausted else str(max(0, moment.limit - moment.window.used))


def _reset(text: str, moment: Moment) -> str:
    """In the notation of the example: a delay, an epoch in seconds or milliseconds, or a date."""
    ends = moment.window.ends
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        return _date(text, ends)
    if float(text) >= _EPOCH_MS:
        return str(math.ceil(ends * 1000))
    return str(math.ceil(ends)) if float(text) >= _EPOCH_S else str(moment.wait)


def _retry_after(text: str, moment: Moment) -> str:
    if text.isdecimal():  # no sooner than the reset beside it
        return str(moment.wait if moment.exhausted and moment.resets else max(1, int(text)))
    return _date(text, moment.window.ends) if _HTTP_DATE.match(text) else str(moment.wait)


def _date(text: str, ends: float) -> str:
    return http_date(ends) if _HTTP_DATE.match(text) else iso(ends)


def http_date(epoch: float) -> str:
    """Seconds since 1970, rounded up, as an HTTP date (RFC 9110 5.6.7), in any locale."""
    at = datetime.fromtimestamp(math.ceil(epoch), UTC)
    return f"{_DAYS[at.weekday()]}, {at:%d} {_MONTHS[at.month - 1]} {at:%Y %H:%M:%S} GMT"


def iso(epoch: float) -> str:
    """Seconds since 1970 as ISO 8601 in UTC with milliseconds, as JavaScript writes it."""
    moment = datetime.fromtimestamp(round(epoch, 3), UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


_RATES: Mapping[str, Callable[[str, Moment], str]] = {
    "limit": _sent_limit,
    "remaining": _remaining,
    "reset": _reset,
}
