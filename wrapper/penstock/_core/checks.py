"""Checks of arguments: texts, numbers, ids and datetimes, each rejected with its remedy."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence, Set
from datetime import UTC, datetime
from math import inf
from typing import TYPE_CHECKING, Final
from uuid import UUID

from penstock.errors import UsageError

if TYPE_CHECKING:
    from penstock_api.runtime import Limits


def check_text(name: str, value: object) -> None:
    """Raise UsageError, naming `name`, for what is no string."""
    if not isinstance(value, str):
        raise UsageError(f"{name} must be a string, not {type(value).__name__}")


def no_utf8(text: str) -> UsageError:
    """Return the error for a text that can't be sent."""
    return UsageError(f"{text!r} holds a lone surrogate, which has no UTF-8")


def check_texts(name: str, value: object) -> None:
    """Raise UsageError, naming `name`, for what is no list of strings."""
    if isinstance(value, str):
        raise UsageError(f"{name} must be a list: [{value!r}]")
    # Not an iterator: it is gone through more than once.
    if not isinstance(value, Sequence | Set) or not all(isinstance(text, str) for text in value):
        raise UsageError(f"{name} must be a list of strings, not {value!r}")


# A year. Sleeping and time arithmetic are safe below it (time.sleep overflows at about 292
# years), and no caller means more.
LONGEST_SECONDS: Final = 366 * 24 * 3600.0
# A tuple, because a union would be made anew at each look.
_NUMBERS: Final = (int, float)


def check_number(name: str, value: object, *, at_least: float = 0, at_most: float = inf) -> float:
    """Return `value` as a float within the bounds, both included.

    Raises UsageError naming `name`, what was given and what to give instead. NaN and bool are
    refused: the first compares false with everything, the second is a slip.
    """
    if isinstance(value, bool) or not isinstance(value, _NUMBERS):
        raise UsageError(f"{name} must be a number, not {type(value).__name__}")
    try:
        number = float(value)
    except OverflowError:
        number = inf if value > 0 else -inf
    if not at_least <= number <= at_most:  # NaN fails any comparison
        raise UsageError(f"{name} is {number:g}; give a number {_bounds(at_least, at_most)}")
    return number


def check_seconds(name: str, value: object, *, at_least: float = 0) -> float:
    """Return `value` as a finite number of seconds, at most a year.

    Raises UsageError as `check_number` does.
    """
    return check_number(name, value, at_least=at_least, at_most=LONGEST_SECONDS)


def check_count(name: str, value: object) -> int:
    """Return `value` if it is a whole number of 0 or more; raises UsageError otherwise."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise UsageError(f"{name} is {value!r}; give a whole number of 0 or more")
    return value


def check_whole(
    name: str, value: object, limits: Limits, unit: str = "", code: str | None = None
) -> None:
    """Raise UsageError, with a code, for what is neither None nor a whole number within limits.

    `unit` follows the bounds in the message.
    """
    if value is None:
        return
    least = 0 if limits.least is None else limits.least
    most = inf if limits.most is None else limits.most
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        bounds = _bounds(least, most).removeprefix("of ")
        raise UsageError(f"{name} must be {bounds}{unit}, not {value!r}", code)


def check_length(name: str, value: object, limits: Limits) -> None:
    """Raise UsageError for what is neither None nor a text within limits."""
    if value is None:
        return
    shortest, longest = limits.shortest or 0, inf if limits.longest is None else limits.longest
    text = value if isinstance(value, str) and shortest <= len(value) <= longest else "\n"
    # In Python `$` matches before a line break as well.
    if not text.endswith("\n") and re.search(limits.pattern, text):
        return
    bounds = _bounds(shortest, longest).removeprefix("of ").removeprefix("from ")
    form = f" that match {limits.pattern}" if limits.pattern else ""
    raise UsageError(f"{name} must be a text of {bounds} characters{form}, not {value!r}")


def no_choice(name: str, value: object, choices: Sequence[str]) -> UsageError:
    """Return the error for what is none of the values of an enum."""
    shown = " or ".join(filter(None, (", ".join(choices[:-1]), choices[-1])))
    return UsageError(f"{name} must be {shown}, not {value!r}")


def _bounds(at_least: float, at_most: float) -> str:
    low = f"{at_least:.10g}"
    return f"of {low} or more" if at_most == inf else f"from {low} to {at_most:.10g}"


def grow(first: float, factor: float, ceiling: float, n: int) -> float:
    """Return `first × factor ** n`, never above `ceiling`, for any n ≥ 0.

    A float's power raises OverflowError rather than giving infinity; a wait that had gone on
    for hours would end in that.
    """
    if first == 0:
        return 0.0
    try:
        return min(first * float(factor) ** n, ceiling)  # an int's power has no end of digits
    except OverflowError:
        return ceiling


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
    """Return `value` if it can stand as one part of a path; `name` names it in messages.

    Raises UsageError for what no escaping can mend: an empty part reaches another endpoint,
    `.` and `..` are resolved away even when percent-encoded (RFC 3986 section 5.2.4, WHATWG
    URL "double-dot path segment"), control characters are the end of a line read from a file,
    and a lone surrogate has no UTF-8. Everything else, a slash included, is escaped later.
    """
    if not isinstance(value, str):
        raise UsageError(f"{name} must be a string, not {type(value).__name__}; pass str(...)")
    if not value.strip():
        raise UsageError(f"{name} is empty; was the variable it came from set?")
    if value in {".", ".."}:
        raise UsageError(f"{name} is {value!r}, which a URL reads as another path")
    if value.isprintable():  # as most ids are: none of the following
        return value
    kinds = {unicodedata.category(char) for char in value}
    if "Cc" in kinds:
        raise UsageError(f"{name} holds a control character: {value!r}; strip() it")
    if "Cs" in kinds:
        raise UsageError(f"{name} holds a lone surrogate, which has no UTF-8: {value!r}")
    return value


def check_ids(**ids: object) -> None:
    """Raise UsageError for an id that can't be a segment of a path."""
    for name, value in ids.items():
        check_id(name, value)


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


def check_function(name: str, value: object) -> None:
    """Raise UsageError for anything but a function; None is none."""
    if value is not None and not callable(value):
        raise UsageError(f"{name} must be a function, not {type(value).__name__}")


def check_plain_function(name: str, value: object) -> None:
    """The same for blocking code. Raises UsageError for a coroutine function, too."""
    from inspect import iscoroutinefunction

    check_function(name, value)
    if value is not None and any(map(iscoroutinefunction, (value, type(value).__call__))):
        raise UsageError(
            f"{name} is a coroutine function, and nothing awaits it in a blocking client; "
            "give a plain function, or use the async client"
        )


# Less than this isn't waiting. 0 is refused with it: httpx would give up before trying.
_SHORTEST_TIMEOUT: Final = 0.001


def check_timeout(name: str, value: object) -> float | None:
    """Return `value` in seconds, or None for no limit; raise UsageError for anything else."""
    if value is None:
        return None
    return check_number(name, value, at_least=_SHORTEST_TIMEOUT, at_most=LONGEST_SECONDS)


def check_header_value(name: str, value: object) -> str:
    """Return `value` if it can be sent as a header; `name` names it in messages.

    Raises UsageError for anything but a non-empty latin-1 string without control characters
    (RFC 9110 section 5.5). The value itself is never in the message: it is mostly a key.
    """
    if not isinstance(value, str):
        raise UsageError(f"{name} must be a string, not {type(value).__name__}")
    if not value.strip():
        problem = "is empty; pass it, or set its environment variable"
    elif any(ord(char) < 0x20 or ord(char) == 0x7F for char in value):
        problem = "holds a control character, often a newline read from a file; strip() it"
    elif any(ord(char) > 0xFF for char in value):
        problem = "holds a character no header can carry; was it pasted from formatted text?"
    elif value != value.strip():
        problem = "begins or ends with a space; strip() it"
    else:
        return value
    raise UsageError(f"{name} {problem}")
