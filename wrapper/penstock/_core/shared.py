"""Something that module functions share: one for the whole process, or one for each event loop."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Generic, TypeVar

from penstock._core.lock import Lock
from penstock._core.loop import is_over, running_loop

_T = TypeVar("_T")


class Shared(Generic[_T]):
    """One for the process, made on first use."""

    def __init__(self, make: Callable[[], _T], close: Callable[[_T], None]) -> None:
        self._make = make
        self._close = close
        self._lock = Lock()
        self._made: _T | None = None

    def get(self) -> _T:
        """Return it."""
        made = self._made
        if made is None:
            with self._lock:
                made = self._made
                if made is None:
                    made = self._made = self._make()
        return made

    def close(self) -> None:
        """Close it, if there is one; the next use makes another."""
        with self._lock:
            made, self._made = self._made, None
        if made is not None:
            self._close(made)


class AsyncShared(Generic[_T]):
    """One for each event loop, made on first use there and closed with the loop.

    An event loop that comes to its end closes the async generators that were begun in it
    (`asyncio.run` does, and trio): so one of them holds the thing, and closes it.
    """

    def __init__(self, make: Callable[[], _T], close: Callable[[_T], Awaitable[None]]) -> None:
        self._make = make
        self._close = close
        self._made: dict[object, tuple[_T, AsyncGenerator[None, None]]] = {}

    async def get(self) -> _T:
        """Return the running loop's."""
        loop = running_loop()
        found = self._made.get(loop)
        if found is None:
            self._forget_closed()
            made = self._make()
            keeper = self._keep(loop, made)
            found = self._made[loop] = (made, keeper)
            await anext(keeper)
        return found[0]

    async def _keep(self, loop: object, made: _T) -> AsyncGenerator[None, None]:
        try:
            yield
        finally:
            self._made.pop(loop, None)
            await self._close(made)

    def _forget_closed(self) -> None:
        """Drop what belonged to loops that were closed without a word."""
        for loop in list(self._made):
            if is_over(loop):
                self._made.pop(loop, None)

    async def aclose(self) -> None:
        """Close the running loop's, if there is one; the next use makes another."""
        found = self._made.get(running_loop())
        if found is not None:
            await found[1].aclose()
