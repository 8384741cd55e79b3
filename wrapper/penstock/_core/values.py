"""Values out of foreign JSON: those of the expected type; None for any other."""

from __future__ import annotations

from typing import Any, TypeVar

_Item = TypeVar("_Item")


def text(value: object) -> str | None:
    """Return a text that isn't empty."""
    return value if isinstance(value, str) and value else None


def number(value: object) -> float | None:
    """Return a number that can be counted with: not negative, and below 1e15."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if 0 <= value < 1e15 else None  # also refuses NaN


def mapping(value: object) -> dict[str, Any] | None:
    """Return a JSON object."""
    return value if isinstance(value, dict) else None


def array(value: object) -> list[Any] | None:
    """Return a JSON array."""
    return value if isinstance(value, list) else None


def as_sent(value: object) -> Any:
    """Return any value at all."""
    return value


def items_of(kind: type[_Item], value: object) -> list[_Item]:
    """Return the items of a type in an array."""
    return [item for item in array(value) or () if isinstance(item, kind)]
