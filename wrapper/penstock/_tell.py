"""Callbacks of the caller's, which may be functions or, in async code, coroutine functions."""

from __future__ import annotations

from collections.abc import Callable
from inspect import isawaitable, iscoroutine

from penstock.errors import UsageError


def tell(callback: Callable[..., object], *values: object) -> object:
    """Return `callback(*values)`. Raises UsageError if that can only be awaited."""
    said = callback(*values)
    if isawaitable(said):
        if iscoroutine(said):
            said.close()  # or Python warns that it was never awaited
        raise UsageError("a coroutine function can't be called back by the blocking client")
    return said


async def atell(callback: Callable[..., object], *values: object) -> object:
    """Return `callback(*values)`, awaited if that can be awaited."""
    said = callback(*values)
    return await said if isawaitable(said) else said
