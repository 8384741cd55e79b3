"""Texts from the caller, checked once at the edge."""

from __future__ import annotations

from collections.abc import Sequence, Set

from penstock.errors import UsageError


def check_text(name: str, value: object) -> None:
    """Raise UsageError, naming `name`, for what is no string."""
    if not isinstance(value, str):
        raise UsageError(f"{name} must be a string, not {type(value).__name__}")


def check_texts(name: str, value: object) -> None:
    """Raise UsageError, naming `name`, for what is no list of strings."""
    if isinstance(value, str):
        raise UsageError(f"{name} must be a list: [{value!r}]")
    # Not an iterator: it is gone through more than once.
    if not isinstance(value, Sequence | Set) or not all(isinstance(text, str) for text in value):
        raise UsageError(f"{name} must be a list of strings, not {value!r}")
