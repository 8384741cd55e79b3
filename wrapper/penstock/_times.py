"""Moments, as services write them and as they are written to services."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from penstock.errors import UsageError


def moment(value: object) -> datetime | None:
    """Return a time that knows its zone; None if `value` is none.

    Epoch seconds (also as text), RFC 5322 as in `Thu, 18 Jul 2024 03:17:40 -0000`, and ISO 8601.
    What names no zone is UTC: no service has another.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str) or value == "":
        return None
    try:
        found = _from_text(value) if isinstance(value, str) else datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):  # beyond the year 9999, or no time at all
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _from_text(text: str) -> datetime:
    if text.strip().isdecimal():
        return datetime.fromtimestamp(int(text), UTC)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return parsedate_to_datetime(text)


def iso(value: str | datetime | None) -> str | None:
    """Return a moment as ISO 8601 in UTC; text is left as it is, and so is None.

    A datetime without a zone is local, as everywhere in Python. Raises UsageError for one that
    has no time in UTC.
    """
    if not isinstance(value, datetime):
        return value
    try:
        utc = value.astimezone(UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise UsageError(f"{value!r} has no time in UTC; give one within its years") from error
    return utc.isoformat(timespec="milliseconds").replace("+00:00", "Z")
