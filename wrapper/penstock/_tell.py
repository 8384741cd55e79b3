"""Callbacks of the caller's, which may be functions or, in async code, coroutine functions."""

from __future__ import annotations

from collections.abc import Callable
from inspect import isawaitable, iscoroutine
from typing import Any

from penstock.errors import UsageError


def tell(callback: Callable[[Any], object], value: object) -> None:
    """Call `callback`. Raises UsageError if it is a coroutine function: nobody could await it."""
    said = callback(value)
    if isawaitable(said):
        if iscoroutine(said):
            said.close()  # or Python warns that it was never awaited
        raise UsageError("a coroutine function can't be called back by the blocking client")


async def atell(callback: Callable[[Any], object], value: object) -> None:
    """Call `callback`, and await what it returns if that can be awaited."""
    said = callback(value)
    if isawaitable(said):
        await said
