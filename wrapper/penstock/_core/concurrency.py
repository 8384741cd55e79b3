"""Event loops, threads, sockets and callbacks.

Connections belong to the event loop, or trio run, in which they were opened.
"""

from __future__ import annotations

import os
import select
import sys
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from inspect import isawaitable, iscoroutine
from typing import TYPE_CHECKING, Any, Final, Generic, Self, TypeAlias, TypeVar, TypeVarTuple
from weakref import WeakSet

from penstock._core.lock import Lock
from penstock.errors import UsageError

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

    from anyio import CancelScope


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
    """Return whether this loop, one that `running_loop` returned, is closed."""
    if hasattr(loop, "is_closed"):
        return bool(loop.is_closed())
    trio: Any = sys.modules.get("trio")
    if loop is None or trio is None:
        return False
    try:
        loop.run_sync_soon(lambda: None)
    except trio.RunFinishedError:
        return True
    return False


_In = TypeVarTuple("_In")
_Out = TypeVar("_Out")


async def in_thread(work: Callable[[*_In], _Out], *values: *_In) -> _Out:
    """Return `work(*values)`, called in a worker thread, under asyncio or trio."""
    from anyio import to_thread  # httpx's own dependency; heavy, and only async callers need it

    return await to_thread.run_sync(work, *values)


async def shielded(work: Callable[[], Awaitable[object]], seconds: float) -> None:
    """Await `work()` for at most `seconds`, shielded from a cancellation of the task."""
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


def is_readable(found: Any) -> bool:
    """Return whether a socket has something to be read, or its end; as one has that is closed."""
    number = found.fileno()
    if number < 0:
        return True
    if hasattr(select, "poll"):  # which takes any descriptor; not on Windows
        asked = select.poll()
        asked.register(number, select.POLLIN)
        return bool(asked.poll(0))
    return bool(select.select([number], [], [], 0)[0])


_T = TypeVar("_T")


class Shared(Generic[_T]):
    """An object that the process shares, made on first use."""

    def __init__(self, make: Callable[[], _T], close: Callable[[_T], None]) -> None:
        self._make = make
        self._close = close
        self._lock = Lock()
        self._instance: _T | None = None

    def get(self) -> _T:
        """Return the object; make it if this is its first use."""
        made = self._instance
        if made is None:
            with self._lock:
                made = self._instance
                if made is None:
                    made = self._instance = self._make()
        return made

    def close(self) -> None:
        """Close the object, if it was made; the next use makes another."""
        with self._lock:
            made, self._instance = self._instance, None
        if made is not None:
            self._close(made)


class AsyncShared(Generic[_T]):
    """An object for each event loop, made on first use there and closed with the loop.

    An event loop that ends closes the async generators that were begun in it (`asyncio.run` does,
    and trio): one of them holds the object, and closes it.
    """

    def __init__(self, make: Callable[[], _T], close: Callable[[_T], Awaitable[None]]) -> None:
        self._make = make
        self._close = close
        self._instances: dict[object, tuple[_T, AsyncGenerator[None, None]]] = {}

    async def get(self) -> _T:
        """Return the object of the running loop; make it if this is its first use."""
        loop = running_loop()
        found = self._instances.get(loop)
        if found is None:
            # Loops may have been closed without closing their async generators.
            alive = (pair for pair in self._instances.items() if not is_over(pair[0]))
            self._instances = dict(alive)
            made = self._make()
            keeper = self._keep(loop, made)
            found = self._instances[loop] = (made, keeper)
            await anext(keeper)
        return found[0]

    async def _keep(self, loop: object, made: _T) -> AsyncGenerator[None, None]:
        try:
            yield
        finally:
            self._instances.pop(loop, None)
            await self._close(made)

    async def aclose(self) -> None:
        """Close the object of the running loop, if it was made; the next use makes another."""
        found = self._instances.get(running_loop())
        if found is not None:
            await found[1].aclose()


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


class Scopes:
    """The cancel scopes of the callbacks of a client, and of its views, that are awaited."""

    __slots__ = ("_open", "closed")

    def __init__(self) -> None:
        self._open = set["CancelScope"]()
        self.closed = False

    @contextmanager
    def holding(self, scope: CancelScope) -> Iterator[None]:
        """Have the scope cancelled by `close`, at once if that was called already."""
        self._open.add(scope)
        if self.closed:
            scope.cancel()
        try:
            yield
        finally:
            self._open.discard(scope)

    def close(self) -> None:
        """Cancel the scopes, and those to come; to be called in their event loop."""
        self.closed = True
        for scope in tuple(self._open):
            scope.cancel()


class CallbackCutError(Exception):
    """A callback was cancelled, because its time was up or its client was closed."""


def invoke_within(
    seconds: float | None,
    scopes: Scopes,
    callback: Callable[..., object],
    *values: object,
) -> object:
    """Return `invoke(callback, *values)`: nothing ends a blocking callback from outside."""
    return invoke(callback, *values)


async def invoke_within_async(
    seconds: float | None,
    scopes: Scopes,
    callback: Callable[..., object],
    *values: object,
) -> object:
    """Return `callback(*values)`, awaited for at most `seconds` if that can be awaited.

    Closing `scopes` ends it sooner. Raises CallbackCutError for one that was ended.
    """
    result = callback(*values)
    if not isawaitable(result):
        return result
    from anyio import move_on_after

    with move_on_after(seconds) as scope, scopes.holding(scope):
        return await result
    raise CallbackCutError


_Generators: TypeAlias = WeakSet[AsyncGenerator[Any, Any]]
_Hook: TypeAlias = Callable[[AsyncGenerator[Any, Any]], None]


class AsyncChain(Generic[_T]):
    """An async generator together with those that it iterates over, directly or not."""

    def __init__(self, outermost: AsyncGenerator[_T, None]) -> None:
        self._outermost = outermost
        self._iterated: _Generators | None = None

    def __aiter__(self) -> Self:
        return self

    def __anext__(self) -> Awaitable[_T]:
        step = self._outermost.__anext__()
        if self._iterated is not None:  # a piece of the innermost has passed through all of them
            return step
        self._iterated = WeakSet()
        return _Observed(step, self._iterated)

    async def aclose(self) -> None:
        """Close all generators, except one that another task is iterating."""
        begun = [self._outermost, *(self._iterated or ())]  # closing one must not drop the next
        for generator in begun:
            with suppress(RuntimeError):
                await generator.aclose()


class _Observed(Generic[_T]):
    """Awaits something, and adds to `begun` each async generator that is first iterated by it."""

    def __init__(self, step: Awaitable[_T], begun: _Generators) -> None:
        self._step = step
        self._iterated = begun

    def __await__(self) -> Generator[Any, Any, _T]:
        steps: Any = self._step.__await__()
        send, value = steps.send, None
        while True:
            usual = sys.get_asyncgen_hooks().firstiter
            sys.set_asyncgen_hooks(firstiter=partial(_first, self._iterated, usual))
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


def _first(begun: _Generators, usual: _Hook | None, generator: AsyncGenerator[Any, Any]) -> None:
    """Record a generator on its first iteration, then call the event loop's own hook."""
    begun.add(generator)
    if usual is not None:
        usual(generator)
