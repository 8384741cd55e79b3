"""Invoke callbacks of the caller, in async code also coroutine functions."""

from __future__ import annotations

from collections.abc import Callable
from inspect import isawaitable, iscoroutine

from penstock.errors import UsageError


def invoke(callback: Callable[..., object], *values: object) -> object:
    """Return `callback(*values)`. Raises UsageError if that can only be awaited."""
    result = callback(*values)
    if isawaitable(result):
        if iscoroutine(result):
            result.close()  # or Python warns that it was never awaited
        raise UsageError("a coroutine function can't be called back by the blocking client")
    return result


async def ainvoke(callback: Callable[..., object], *values: object) -> object:
    """Return `callback(*values)`, awaited if that can be awaited."""
    result = callback(*values)
    return await result if isawaitable(result) else result
