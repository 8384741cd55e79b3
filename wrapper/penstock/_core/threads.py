"""Threads: work the event loop has to be kept from, and waits that Ctrl-C ends."""

from __future__ import annotations

import os
import time
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar, TypeVarTuple

_In = TypeVarTuple("_In")
_Out = TypeVar("_Out")


async def in_thread(work: Callable[[*_In], _Out], *values: *_In) -> _Out:
    """Return `work(*values)`, done in a thread, under asyncio and trio alike."""
    from anyio import to_thread  # httpx's own dependency; heavy, and only async callers need it

    return await to_thread.run_sync(work, *values)


async def shielded(work: Callable[[], Awaitable[object]], seconds: float) -> None:
    """Do `work()` although the task is being cancelled, for as long as it is given."""
    from anyio import move_on_after

    with move_on_after(seconds, shield=True):
        await work()


_SLICE: Final = 0.2


def wait(waiting: Callable[[float | None], bool], seconds: float | None) -> bool:
    """Return `waiting(seconds)`, the wait for a lock; on Windows Ctrl-C doesn't end one.

    There it is cut into slices, between which the interpreter looks for signals.
    """
    if os.name != "nt":
        return waiting(seconds)
    end = None if seconds is None else time.monotonic() + seconds
    while True:
        left = _SLICE if end is None else max(0.0, end - time.monotonic())
        if waiting(min(left, _SLICE)):
            return True
        if end is not None and left <= _SLICE:
            return False
