"""Ids from the caller that are going to be one part of a path."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from uuid import UUID

from penstock.errors import UsageError

_UUID: Final = re.compile(r"[0-9A-Fa-f]{8}(-?[0-9A-Fa-f]{4}){3}-?[0-9A-Fa-f]{12}")


def check_uuid(name: str, value: object) -> str:
    """Return `value` as a UUID is usually written; hyphens and case don't matter.

    Raises UsageError for what is none, where a server would fail or look for another thing.
    """
    found = check_id(name, value)
    if not _UUID.fullmatch(found):
        raise UsageError(f"{name} must be a UUID, as the server gave it, not {found!r}")
    return str(UUID(found))


def check_id(name: str, value: object) -> str:
    """Return `value` if it can stand as one part of a path; `name` says which, in messages.

    Raises UsageError for what no escaping can mend: an empty part reaches another endpoint,
    `.` and `..` are resolved away even when percent-encoded (RFC 3986 section 5.2.4, WHATWG
    URL "double-dot path segment"), control characters are the end of a line read from a file,
    and a lone surrogate has no UTF-8. Everything else, a slash included, is escaped later.
    """
    if not isinstance(value, str):
        raise UsageError(f"{name} must be a string, not {type(value).__name__}; pass str(...)")
    fault = _fault(value)
    if fault:
        raise UsageError(f"{name} {fault}")
    return value


def _fault(value: str) -> str | None:
    if not value.strip():
        return "is empty; was the variable it came from set?"
    if value in {".", ".."}:
        return f"is {value!r}, which a URL reads as another path"
    if value.isprintable():  # as most ids are: none of the following
        return None
    kinds = {unicodedata.category(char) for char in value}
    if "Cc" in kinds:
        return f"holds a control character: {value!r}; strip() it"
    if "Cs" in kinds:
        return f"holds a lone surrogate, which has no UTF-8: {value!r}"
    return None
