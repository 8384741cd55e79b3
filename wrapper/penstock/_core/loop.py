"""The event loop that runs: asyncio's, or trio's run. Connections can't move to another one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop


def asyncio_loop() -> AbstractEventLoop | None:
    """Return the running asyncio loop, or None."""
    asyncio: Any = sys.modules.get("asyncio")
    if asyncio is None:
        return None
    try:
        loop: AbstractEventLoop = asyncio.get_running_loop()
    except RuntimeError:
        return None
    return loop


def running_loop() -> object | None:
    """Return the running asyncio loop, else the token of the running trio run, else None."""
    loop = asyncio_loop()
    trio: Any = sys.modules.get("trio")
    if loop is not None or trio is None:
        return loop
    try:
        token: object = trio.lowlevel.current_trio_token()
    except RuntimeError:
        return None
    return token


def is_over(loop: Any) -> bool:
    """Return whether nothing can run any more in this loop, one that `running_loop` returned."""
    if hasattr(loop, "is_closed"):
        return bool(loop.is_closed())
    trio: Any = sys.modules.get("trio")
    if loop is None or trio is None:
        return False
    try:
        loop.run_sync_soon(_nothing)
    except trio.RunFinishedError:
        return True
    return False


def _nothing() -> None:
    pass
