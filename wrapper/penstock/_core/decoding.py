"""Values of JSON by their types: None for one of another type."""

from __future__ import annotations

from typing import Any, Final, TypeVar

_Item = TypeVar("_Item")


def text(value: object) -> str | None:
    """Return a text that isn't empty; None for anything else."""
    return value if isinstance(value, str) and value else None


def number(value: object) -> float | None:
    """Return a number that isn't negative and is below 1e15; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if 0 <= value < 1e15 else None  # also refuses NaN


def mapping(value: object) -> dict[str, Any] | None:
    """Return a JSON object; None for anything else."""
    return value if isinstance(value, dict) else None


def array(value: object) -> list[Any] | None:
    """Return a JSON array; None for anything else."""
    return value if isinstance(value, list) else None


def items_of(kind: type[_Item], value: object) -> list[_Item]:
    """Return the items of a type in an array."""
    return [item for item in array(value) or () if isinstance(item, kind)]


def kind_of(value: object) -> str:
    """Return the name of a value's JSON type."""
    return _KINDS.get(type(value), "number")


_KINDS: Final = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    type(None): "null",
}
