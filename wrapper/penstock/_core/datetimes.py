"""Moments, as they are written to services."""

from __future__ import annotations

from datetime import UTC, datetime

from penstock.errors import UsageError


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
