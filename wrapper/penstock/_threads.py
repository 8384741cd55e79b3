"""Work that the event loop has to be kept from: it would block, or be cancelled."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

_In = TypeVar("_In")
_Out = TypeVar("_Out")


async def in_thread(work: Callable[[_In], _Out], value: _In) -> _Out:
    """Return `work(value)`, done in a thread, under asyncio and trio alike."""
    from anyio import to_thread  # httpx's own dependency; heavy, and only async callers need it

    return await to_thread.run_sync(work, value)


async def shielded(work: Callable[[], Awaitable[object]], seconds: float) -> None:
    """Do `work()` although the task is being cancelled, for as long as it is given."""
    from anyio import move_on_after

    with move_on_after(seconds, shield=True):
        await work()
