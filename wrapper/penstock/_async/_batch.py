"""A batch: many calls of one function, only so many at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from types import TracebackType
from typing import Any, Final, Generic, Literal, Self, TypeVar, overload

from penstock._clock import Clock, SystemClock
from penstock._crew import AsyncCrew
from penstock._deadline import AROUND, Deadline, left_around, shorter
from penstock._options import check_timeout
from penstock._tell import atell  # unasync: replace from penstock._tell import tell
from penstock._uncopied import Uncopied
from penstock.batch import (
    Arguments,
    AsyncKind,
    Flag,
    Keywords,
    Outcome,
    Progress,
    calls,
    check_concurrency,
    count,
)
from penstock.errors import BatchStoppedError

_T = TypeVar("_T")

# The documented default.
CONCURRENCY: Final = 20


class AsyncBatch(Uncopied, Generic[_T]):
    """The calls of a batch, to be iterated: gives each outcome as soon as it is there.

    Nothing runs but what the loop asks for: with each outcome that is taken the next call begins,
    so a loop that is left begins nothing more, and one that is slow never piles up results.
    Leaving a `with` block also ends what is in flight: tasks are cancelled, threads waited for.
    """

    _instead = "copy the list of its outcomes"

    def __init__(
        self,
        func: Callable[..., Awaitable[_T]],
        args: Arguments = None,
        kwargs: Keywords = None,
        concurrency: int = CONCURRENCY,
        *,
        on_progress: Callable[[Progress], object] | None = None,
        deadline: float | None = None,
        stop: Flag | None = None,
        clock: Clock | None = None,
    ) -> None:
        AsyncKind.check(func)
        self.total: Final = count(args, kwargs)
        """How many calls there are; None if the inputs don't tell."""
        self.begun = self.done = self.failed = 0
        self.halted_by: Literal["stop", "deadline"] | None = None
        """Why calls were kept from beginning, if they were."""
        self._concurrency = check_concurrency(concurrency)
        self._func = func
        self._calls = calls(args, kwargs)
        self._on_progress = on_progress
        self._stop = stop
        self._cancelled = False
        self._clock = clock or SystemClock()
        seconds = shorter(check_timeout("deadline", deadline), left_around())
        self._deadline = Deadline.after(self._clock.monotonic(), seconds)
        self._crew: AsyncCrew[_T] | None = None

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Outcome[_T]:
        self._top_up()
        if self._crew is None or self.done == self.begun:
            await self.aclose()
            raise StopAsyncIteration
        outcome = await self._crew.take()
        self.done += 1
        self.failed += outcome.error is not None
        if outcome.error is not None and not isinstance(outcome.error, Exception):
            raise outcome.error  # an interruption isn't the outcome of a call
        if self._on_progress is not None:
            now = self._progress(outcome)
            await atell(self._on_progress, now)  # unasync: replace tell(self._on_progress, now)
        return outcome

    def cancel(self) -> None:
        """Begin nothing more. What is in flight goes on, and its outcomes still come."""
        self._cancelled = True

    def is_complete(self) -> bool:
        """Return whether every call has begun; of inputs without a length the next is taken."""
        if self.total is not None:
            return self.begun >= self.total
        return next(self._calls, None) is None

    def _top_up(self) -> None:
        while self.begun - self.done < self._concurrency and not self._is_halted():
            call = next(self._calls, None)
            if call is None:
                return
            if self._crew is None:
                self._crew = AsyncCrew(self._concurrency)
            self._crew.begin(self.begun, partial(self._work, *call))
            self.begun += 1

    def _is_halted(self) -> bool:
        if self.halted_by is None:
            if self._cancelled or (self._stop is not None and self._stop.is_set()):
                self.halted_by = "stop"
            elif self._deadline.expired(self._clock.monotonic()):
                self.halted_by = "deadline"
        return self.halted_by is not None

    async def _work(self, args: Any, kwargs: Any) -> _T:
        if self._deadline.at is not None:
            AROUND.set(self._left)  # here alone: each piece of work has a context of its own
        return await AsyncKind.read(self._func(*args, **kwargs))

    def _left(self) -> float | None:
        return self._deadline.remaining(self._clock.monotonic())

    def _progress(self, latest: Outcome[Any]) -> Progress:
        return Progress(
            done=self.done, failed=self.failed, begun=self.begun, total=self.total, latest=latest
        )

    async def aclose(self, *, wait: bool = True) -> None:
        """Begin nothing more, and end what is in flight: cancel tasks, wait for threads."""
        self._cancelled = True
        crew, self._crew = self._crew, None
        self.done = self.begun
        if crew is not None:
            await crew.aclose(wait=wait)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # Who interrupts with Ctrl-C doesn't want to wait for threads, which can't be stopped. A
        # task that is cancelled ends soon, and must not outlive what it works with.
        wait = True  # unasync: replace wait = kind is None or issubclass(kind, Exception)
        await self.aclose(wait=wait)


def iter_concurrent_async(
    func: Callable[..., Awaitable[_T]],
    args: Arguments = None,
    kwargs: Keywords = None,
    concurrency: int = CONCURRENCY,
    *,
    on_progress: Callable[[Progress], object] | None = None,
    deadline: float | None = None,
    stop: Flag | None = None,
    clock: Clock | None = None,
) -> AsyncBatch[_T]:
    """Call `func` with each of the arguments; return the outcomes, to be iterated as they come.

        async with iter_concurrent_async(func, args=[[1], [2]]) as batch:
            async for outcome in batch:
                print(outcome.index, outcome.value, outcome.error)

    A call that fails is an outcome like any other. The inputs may be endless: they are taken one
    by one, and nothing is kept of what is done. For the rest see `run_concurrent_async`.
    """
    return AsyncBatch(
        func,
        args,
        kwargs,
        concurrency,
        on_progress=on_progress,
        deadline=deadline,
        stop=stop,
        clock=clock,
    )


@overload
async def run_concurrent_async(
    func: Callable[..., Awaitable[_T]],
    args: Arguments = None,
    kwargs: Keywords = None,
    concurrency: int = CONCURRENCY,
    *,
    return_exceptions: Literal[False] = False,
    on_progress: Callable[[Progress], object] | None = None,
    deadline: float | None = None,
    stop: Flag | None = None,
    clock: Clock | None = None,
) -> list[_T]: ...


@overload
async def run_concurrent_async(
    func: Callable[..., Awaitable[_T]],
    args: Arguments = None,
    kwargs: Keywords = None,
    concurrency: int = CONCURRENCY,
    *,
    return_exceptions: bool,
    on_progress: Callable[[Progress], object] | None = None,
    deadline: float | None = None,
    stop: Flag | None = None,
    clock: Clock | None = None,
) -> list[_T | Exception]: ...


async def run_concurrent_async(
    func: Callable[..., Awaitable[_T]],
    args: Arguments = None,
    kwargs: Keywords = None,
    concurrency: int = CONCURRENCY,
    *,
    return_exceptions: bool = False,
    on_progress: Callable[[Progress], object] | None = None,
    deadline: float | None = None,
    stop: Flag | None = None,
    clock: Clock | None = None,
) -> list[Any]:
    """Call `func` with each of the arguments; return what it returned, in the order of the inputs.

    `args` holds the positional arguments of each call, `kwargs` the keyword arguments; each may
    be any iterable, and is taken from as calls begin. At most `concurrency` are in flight.

    The first call that fails ends the batch with its error: nothing more begins. With
    `return_exceptions` errors stand among the results instead. `on_progress` is told after each
    call; what it raises ends the batch, too. `deadline` is for the whole batch, in seconds: then
    nothing more begins, and calls of this package in flight get no longer than that. `stop`, an
    event, also keeps more from beginning. `clock` is for tests.

    Raises BatchStoppedError if not all of it had begun by then; with `return_exceptions` that
    error stands where a result is missing, as far as the number of inputs is known. Raises
    UsageError for a function of the other kind, blocking or async, and for inputs that are none.
    """
    batch = AsyncBatch(
        func,
        args,
        kwargs,
        concurrency,
        on_progress=on_progress,
        deadline=deadline,
        stop=stop,
        clock=clock,
    )
    results: list[Any] = []
    async with batch:
        async for outcome in batch:
            if outcome.error is not None and not return_exceptions:
                outcome.error.add_note(f"call {outcome.index} of the batch")
                raise outcome.error
            results += [None] * (outcome.index + 1 - len(results))
            results[outcome.index] = outcome.value if outcome.error is None else outcome.error
    return results if batch.is_complete() else _stopped(batch, results, return_exceptions)


async def run_concurrent_pure_async(
    funcs: Iterable[Callable[[], Awaitable[_T]]], concurrency: int = CONCURRENCY
) -> list[_T]:
    """Call each of these functions, without arguments; for the rest see `run_concurrent_async`."""
    return await run_concurrent_async(_called, ([func] for func in funcs), None, concurrency)


async def _called(func: Callable[[], Awaitable[_T]]) -> _T:
    return await func()


def _stopped(batch: AsyncBatch[Any], results: list[Any], return_exceptions: bool) -> list[Any]:
    """Raise what a batch that stopped early ends with, or fill its results up with it."""
    why, total = batch.halted_by, "" if batch.total is None else f" of {batch.total}"
    because = "its time was over" if why == "deadline" else "it was stopped"
    message = f"the batch ended with {batch.begun}{total} calls begun: {because}"
    error = BatchStoppedError(message, reason=why or "stop", outcomes=results)
    if not return_exceptions:
        raise error
    return results + [error] * ((batch.total or 0) - len(results))
