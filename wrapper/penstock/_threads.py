"""Work that blocks, taken off the event loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_In = TypeVar("_In")
_Out = TypeVar("_Out")


async def in_thread(work: Callable[[_In], _Out], value: _In) -> _Out:
    """Return `work(value)`, done in a thread, under asyncio and trio alike."""
    from anyio import to_thread  # httpx's own dependency; heavy, and only async callers need it

    return await to_thread.run_sync(work, value)
