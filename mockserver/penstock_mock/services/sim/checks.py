"""Refusing nonsense in a scenario where it is written down, not where it is played."""

from __future__ import annotations

from typing import Any


def not_negative(name: str, value: float) -> float:
    """`value`, if it is 0 or more. Raises ValueError otherwise, for NaN too."""
    if not value >= 0:
        raise ValueError(f"{name} must be 0 or more, not {value!r}")
    return value


def positive(_: Any, attribute: Any, value: int | None) -> None:
    """An attrs validator: None, or 1 and more."""
    if value is not None and value < 1:
        raise ValueError(f"{attribute.name} must be 1 or more, or None, not {value!r}")


def status_code(value: int) -> int:
    """`value`, if it is a status an answer can have. Raises ValueError otherwise."""
    if not 200 <= value <= 599:  # what comes with 1xx is no final answer
        raise ValueError(f"a status must be 200 to 599, not {value!r}")
    return value
