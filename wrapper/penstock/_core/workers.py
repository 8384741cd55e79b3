"""A bounded worker pool: threads, or asyncio tasks.

Both are written by hand, since they differ in more than await; the decisions are in the batch
flow, which is written once. At most `size` pieces of work are submitted at a time, so that a
million calls never need a million threads, tasks or futures.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Awaitable, Callable
from contextvars import Context, copy_context
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from penstock._core.concurrency import asyncio_loop
from penstock.batch import Outcome
from penstock.errors import UsageError

if TYPE_CHECKING:
    from asyncio import Queue, Task

_T = TypeVar("_T")


class WorkerPool(Generic[_T]):
    """Daemon threads, started as they are needed.

    They end with `close`, and when the pool is garbage-collected.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._threads: list[threading.Thread] = []
        self._busy = 0
        self._work: _Work = SimpleQueue()
        self._done: _Done = SimpleQueue()
        self._dismiss = weakref.finalize(self, self._work.put, None)
        self._dismiss.atexit = False

    def begin(self, index: int, work: Callable[[], _T]) -> None:
        """Submit work, to be run with a copy of the current context variables."""
        self._busy += 1
        self._work.put((index, work, copy_context()))
        if len(self._threads) < min(self._busy, self._size):
            name = f"penstock-batch-{len(self._threads) + 1}"
            queues = (self._work, self._done)
            thread = threading.Thread(target=_work_off, args=queues, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def take(self) -> Outcome[_T]:
        """Wait for the next outcome, and return it."""
        done = self._done.get()
        self._busy -= 1
        return done

    def close(self, *, wait: bool = True) -> list[Outcome[_T]]:
        """End the threads once they have finished their work; wait for that.

        Return the outcomes that weren't taken.
        """
        left = []
        while self._busy if wait else not self._done.empty():
            left.append(self.take())
        self._dismiss()
        for thread in self._threads if wait else ():
            thread.join()
        return left


_Work = SimpleQueue[tuple[int, Callable[[], Any], Context] | None]
_Done = SimpleQueue[Outcome[Any]]


def _work_off(queue: _Work, outcomes: _Done) -> None:
    """Run work in a thread. It references the queues, and not the pool."""
    while (given := queue.get()) is not None:
        index, work, context = given
        try:
            outcome = Outcome(index, context.run(work))
        except BaseException as error:  # raised again where the outcomes are taken
            outcome = Outcome(index, error=error)
        outcomes.put(outcome)
        del given, work, context, outcome  # or they would be kept while this thread waits
    queue.put(None)  # the next one ends, too


class AsyncWorkerPool(Generic[_T]):
    """Tasks of the running asyncio loop. Raises UsageError where there is none."""

    def __init__(self, size: int) -> None:
        if asyncio_loop() is None:
            raise UsageError("a batch of coroutines needs a running asyncio event loop")
        from asyncio import Queue

        self._tasks: set[Task[None]] = set()
        self._done: Queue[Outcome[_T]] = Queue()

    def begin(self, index: int, work: Callable[[], Awaitable[_T]]) -> None:
        """Start work in a task, with a copy of the current context variables."""
        from asyncio import create_task

        task = create_task(self._work_off(index, work))
        self._tasks.add(task)
        _RUNNING.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(_RUNNING.discard)

    async def _work_off(self, index: int, work: Callable[[], Awaitable[_T]]) -> None:
        try:
            outcome = Outcome(index, await work())
        except BaseException as error:  # raised again where the outcomes are taken
            outcome = Outcome(index, error=error)
        self._done.put_nowait(outcome)

    async def take(self) -> Outcome[_T]:
        """Wait for the next outcome, and return it."""
        return await self._done.get()

    async def aclose(self, *, wait: bool = True) -> list[Outcome[_T]]:
        """Cancel all tasks and wait for their end; return the outcomes that weren't taken."""
        from asyncio import gather

        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        if wait:
            await gather(*tasks, return_exceptions=True)
        return [self._done.get_nowait() for _ in range(self._done.qsize())]


# The loop references its tasks weakly; one of a dropped batch must still end.
_RUNNING: set[Task[None]] = set()
