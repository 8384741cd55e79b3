"""Steps of an iteration, which may be left while they wait.

An exception that passes through a generator ends it: the next step finds nothing more, as if all
had been read. In async code each cancellation is such an exception, and so is a timeout around a
single step. The two forms are written by hand, since only an async step can go on by itself.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeVar

from penstock._core.concurrency import asyncio_loop
from penstock._core.uncopied import Uncopied
from penstock.batch import Outcome
from penstock.errors import StreamInterruptedError, UsageError

if TYPE_CHECKING:
    import asyncio

_T = TypeVar("_T")


class StepCancelledError(StreamInterruptedError):
    """The step itself was cancelled, not only the wait for it."""


class Steps(Uncopied, Generic[_T]):
    """The blocking form. A step that is left by an exception ends the iteration."""

    _instead = "copy the list of what it gives"

    def __init__(self, source: Iterator[_T]) -> None:
        self._source = source
        self._running = self._left = False

    @property
    def interrupted(self) -> bool:
        """True if the last step was left by an exception."""
        return self._left and not self._running

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> _T:
        if self._running:
            raise UsageError("another thread is in the midst of this iteration")
        self._running = self._left = True  # beforehand: a signal handler may raise anywhere below
        try:
            step = next(self._source)
            self._left = False
            return step
        finally:
            self._running = False

    def close(self) -> None:
        """Close the source, unless another thread is in it."""
        with suppress(ValueError):
            close = getattr(self._source, "close", None)
            if close is not None:
                close()


class AsyncSteps(Uncopied, Generic[_T]):
    """The async form. A cancelled step goes on in the background; the next one waits for it.

    Works under asyncio and trio. Steps that can't be awaited any more are cancelled.
    """

    _instead = Steps._instead

    def __init__(self, source: AsyncIterator[_T]) -> None:
        self._source = source
        self._pending: _Pending[_T] | None = None
        self._awaited = False
        self.interrupted = False
        """True if the last step raised an exception."""

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> _T:
        if self._awaited:
            raise UsageError("another task is in the midst of this iteration")
        pending = self._pending
        if pending is None:
            step, loop = self._source.__anext__, asyncio_loop()
            pending = self._pending = _TrioTask(step) if loop is None else _AsyncioTask(step, loop)
        self._awaited = True
        try:
            outcome = await pending.wait()
        finally:
            self._awaited = False
        self._pending = None
        self.interrupted = outcome is None or not outcome.ok
        if outcome is None:
            raise StepCancelledError("reading on was cancelled")
        return outcome.result()

    async def aclose(self) -> None:
        """Cancel the pending step, wait until it has ended, and close the source."""
        if self._pending is not None:
            self._pending.cancel()
            await self._pending.wait()
        with suppress(RuntimeError):  # another task is in it
            close = getattr(self._source, "aclose", None)
            if close is not None:
                await close()

    def __del__(self) -> None:
        if self._pending is not None:
            self._pending.cancel()


class _Pending(Protocol[_T]):
    """A step in a task of its own."""

    async def wait(self) -> Outcome[_T] | None:
        """Return the outcome of the step once it has ended; None if it was cancelled."""
        ...

    def cancel(self) -> None:
        """Cancel the step; may be called in any thread."""
        ...


async def _outcome(step: Callable[[], Awaitable[_T]]) -> Outcome[_T]:
    try:
        return Outcome(0, await step())
    except Exception as error:  # raised when the step is awaited, if it is
        return Outcome(0, error=error)


class _AsyncioTask(Generic[_T]):
    def __init__(self, step: Callable[[], Awaitable[_T]], loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._task = loop.create_task(_outcome(step))

    async def wait(self) -> Outcome[_T] | None:
        task = self._task
        if not task.done():
            ended = self._loop.create_future()  # which a cancellation of the wait may cancel
            end = partial(_end, ended)
            task.add_done_callback(end)
            try:
                await ended
            finally:
                task.remove_done_callback(end)
        return None if task.cancelled() or task.exception() else task.result()

    def cancel(self) -> None:
        with suppress(RuntimeError):  # the loop is closed, and its tasks have ended
            self._loop.call_soon_threadsafe(self._task.cancel)


def _end(ended: asyncio.Future[None], _: object) -> None:
    if not ended.done():
        ended.set_result(None)


class _TrioTask(Generic[_T]):
    """A system task: others end with the nursery they are in, and there is none to use here."""

    def __init__(self, step: Callable[[], Awaitable[_T]]) -> None:
        from trio import CancelScope, Event
        from trio.lowlevel import current_trio_token, spawn_system_task

        self._ended = Event()
        self._outcome: Outcome[_T] | None = None
        self._scope = CancelScope()
        self._token = current_trio_token()
        spawn_system_task(self._run, step, context=copy_context())

    async def _run(self, step: Callable[[], Awaitable[_T]]) -> None:
        try:
            with self._scope:
                self._outcome = await _outcome(step)
        finally:
            self._ended.set()

    async def wait(self) -> Outcome[_T] | None:
        await self._ended.wait()
        return self._outcome

    def cancel(self) -> None:
        from trio import RunFinishedError

        with suppress(RunFinishedError):
            self._token.run_sync_soon(self._scope.cancel)
