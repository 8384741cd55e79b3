"""Async generators that are closed in time.

`aclose()` of an async generator doesn't reach another that it iterates over: that one is left to
the garbage collector, and trio warns of it. The HTTP library reads bodies through six of them.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import suppress
from functools import partial
from typing import Any, Generic, Self, TypeAlias, TypeVar
from weakref import WeakSet

_T = TypeVar("_T")
_Begun: TypeAlias = WeakSet[AsyncGenerator[Any, Any]]
_Hook: TypeAlias = Callable[[AsyncGenerator[Any, Any]], None]


class AsyncChain(Generic[_T]):
    """An async generator together with those that it iterates over, directly or not."""

    def __init__(self, outermost: AsyncGenerator[_T, None]) -> None:
        self._outermost = outermost
        self._begun: _Begun | None = None

    def __aiter__(self) -> Self:
        return self

    def __anext__(self) -> Awaitable[_T]:
        step = self._outermost.__anext__()
        if self._begun is not None:  # a piece of the innermost has passed through all of them
            return step
        self._begun = WeakSet()
        return _Observed(step, self._begun)

    async def aclose(self) -> None:
        """Close all of them. One that another task is in stays as it is."""
        begun = [self._outermost, *(self._begun or ())]  # closing one must not drop the next
        for generator in begun:
            with suppress(RuntimeError):
                await generator.aclose()


class _Observed(Generic[_T]):
    """Awaits something, and adds to `begun` each async generator that is first iterated by it."""

    def __init__(self, step: Awaitable[_T], begun: _Begun) -> None:
        self._step = step
        self._begun = begun

    def __await__(self) -> Generator[Any, Any, _T]:
        steps: Any = self._step.__await__()
        send, value = steps.send, None
        while True:
            usual = sys.get_asyncgen_hooks().firstiter
            sys.set_asyncgen_hooks(firstiter=partial(_first, self._begun, usual))
            try:
                signal = send(value)
            except StopIteration as end:
                returned: _T = end.value
                return returned
            finally:
                sys.set_asyncgen_hooks(firstiter=usual)
            try:
                send, value = steps.send, (yield signal)
            except BaseException as error:
                send, value = steps.throw, error


def _first(begun: _Begun, usual: _Hook | None, generator: AsyncGenerator[Any, Any]) -> None:
    """Note what begins, beside what the event loop does about it."""
    begun.add(generator)
    if usual is not None:
        usual(generator)
