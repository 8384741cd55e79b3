"""Numbers from the caller, checked once at the edge, and growth that can't overflow."""

from __future__ import annotations

from math import inf
from typing import Final

from penstock.errors import UsageError

# A year. Sleeping and time arithmetic are safe below it (time.sleep overflows at about 292
# years), and nobody means more.
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
    name: str, value: object, most: int, unit: str = "", code: str | None = None
) -> None:
    """Raise UsageError, with a code, for what is neither None nor a whole number from 1 to `most`.

    `unit` follows the bounds in the message.
    """
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise UsageError(f"{name} must be from 1 to {most}{unit}, not {value!r}", code)


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
