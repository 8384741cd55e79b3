"""The wait a server asks for in the headers of its answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isfinite
from typing import Final

_NUMBER: Final = re.compile(r"\+?\d+(\.\d+)?", re.ASCII)


def header(headers: Mapping[str, str], name: str) -> str:
    """Return a header by its lower-case name, whatever the mapping's case; "" if absent."""
    for key, value in headers.items():
        if key.lower() == name:
            return value.strip()
    return ""


def parse_retry_after(headers: Mapping[str, str], now_epoch: float) -> float | None:
    """Return the wait that headers ask for, in seconds, or None where none can be read.

    `retry-after-ms` first, being finer; then `Retry-After` as seconds, fractions accepted, or
    as an HTTP date in any of its three forms (RFC 9110 sections 5.6.7 and 10.2.3). A date is
    counted from the answer's own `Date`, which takes a wrong clock on this side out of it,
    else from `now_epoch`; a past one gives 0. Where a header was
    sent twice ("20, 20"), the longest wait holds; "+20" and "20s" are read, too. Never raises: a
    bad hint must not break a call.
    """
    millis = _largest(header(headers, "retry-after-ms"))
    if millis is not None:
        return millis / 1000
    text = header(headers, "retry-after")
    seconds = _largest(text, unit="s")
    if seconds is not None or not text:
        return seconds
    at, sent_at = parse_http_date(text), parse_http_date(header(headers, "date"))
    return None if at is None else max(0.0, at - (now_epoch if sent_at is None else sent_at))


def _largest(text: str, unit: str = "") -> float | None:
    """Return the largest of a list's numbers, None if anything else is in it (as in a date)."""
    parts = [part.strip().removesuffix(unit).strip() for part in text.split(",")]
    if not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    largest = max(map(float, parts))
    return largest if isfinite(largest) else None


def parse_http_date(text: str) -> float | None:
    """Return an HTTP date (RFC 9110 section 5.6.7) in epoch seconds; None if it is none."""
    from datetime import UTC, datetime
    from email.utils import parsedate_tz

    try:
        parts = parsedate_tz(text)
        if parts is None:
            return None
        year, month, day, hour, minute, second = parts[:6]
        leap = second == 60  # allowed by the grammar, unknown to datetime
        moment = datetime(year, month, day, hour, minute, second - leap, tzinfo=UTC)
        return moment.timestamp() + leap - (parts[9] or 0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
