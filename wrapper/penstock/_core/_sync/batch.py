# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/_core/_async/batch.py

"""A batch: many calls of one function, only so many at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from types import TracebackType
from typing import Any, Final, Generic, Literal, Self, TypedDict, TypeVar, Unpack, overload

from penstock._core.call_options import Library
from penstock._core.checks import check_timeout
from penstock._core.clock import AROUND, Clock, Deadline, SystemClock, left_around, shorter
from penstock._core.concurrency import invoke
from penstock._core.notebook import Live
from penstock._core.uncopied import Uncopied
from penstock._core.workers import WorkerPool
from penstock.batch import (
    Arguments,
    Flag,
    Keywords,
    Kind,
    Outcome,
    Progress,
    calls,
    check_concurrency,
    count,
    progress_html,
)
from penstock.errors import BatchStoppedError, UsageError

_T = TypeVar("_T")

# The documented default.
CONCURRENCY: Final = 20


class BatchOptions(TypedDict, total=False):
    """Options of a batch."""

    on_progress: Callable[[Progress], object] | None
    """Called after each call; an exception of its own ends the batch."""
    deadline: float | None
    """For the whole batch, in seconds: then nothing more begins, and calls of this package in
    flight get no longer than that."""
    stop: Flag | None
    """An event that keeps more calls from beginning."""
    clock: Clock | None
    """For tests without real waits."""


class Batch(Live, Uncopied, Generic[_T]):
    """The calls of a batch, to be iterated: gives each outcome as soon as it is there.

    Nothing runs but what the loop asks for: with each outcome that is taken the next call begins,
    so a loop that is left begins nothing more, and one that is slow never piles up results.
    Leaving a `with` block also ends what is in flight: tasks are cancelled, threads waited for.

    A step that is cancelled or interrupted loses nothing: the next one goes on. Raises UsageError
    for a batch that is closed or iterated a second time, and BatchStoppedError at the end of
    inputs that broke.
    """

    _instead = "copy the list of its outcomes"

    def __init__(
        self,
        func: Callable[..., _T],
        args: Arguments = None,
        kwargs: Keywords = None,
        concurrency: int = CONCURRENCY,
        *,
        on_progress: Callable[[Progress], object] | None = None,
        deadline: float | None = None,
        stop: Flag | None = None,
        clock: Clock | None = None,
    ) -> None:
        Kind.check(func)
        self.total: Final = count(args, kwargs)
        """The number of calls; None for inputs without a length."""
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
        self._pool: WorkerPool[_T] | None = None
        self._latest: Outcome[_T] | None = None
        """Taken, and not yet returned."""
        self._reads_inputs = False
        """Left true by inputs that broke."""
        self._state: Literal["open", "over", "closed"] = "open"
        self._left: list[Outcome[_T]] = []
        """The outcomes that weren't taken before it was closed."""

    def __repr__(self) -> str:
        done = self.done if self.total is None else f"{self.done} of {self.total}"
        return f"<{type(self).__name__} {self._state}, {done} done, {self.failed} failed>"

    def _repr_html_(self) -> str:
        return progress_html(self)

    def __iter__(self) -> Self:
        if self._state == "over":
            raise UsageError("a batch is gone through once; make a new one")
        return self

    def __next__(self) -> Outcome[_T]:
        if self._state == "closed":
            raise UsageError("the batch is closed: go through it inside its `with` block")
        if self._state == "over":
            raise StopIteration
        if self._latest is None:
            self._take()
        latest, self._latest = self._latest, None
        self._update_display(is_last=latest is None)
        if latest is None:
            self._end()
            raise StopIteration
        return latest

    def _take(self) -> None:
        """Wait for the next outcome, if there is one yet to come."""
        self._top_up()
        if self._pool is None or self.done == self.begun:
            return
        outcome = self._pool.take()
        self.done += 1
        self.failed += outcome.error is not None
        if outcome.error is not None and not isinstance(outcome.error, Exception):
            raise outcome.error  # an interruption isn't the outcome of a call
        self._latest = outcome
        if self._on_progress is not None:
            counts = {"done": self.done, "failed": self.failed, "begun": self.begun}
            now = Progress(**counts, total=self.total, latest=outcome)
            invoke(self._on_progress, now)

    def _end(self) -> None:
        """Close the pool. Raises BatchStoppedError if the inputs broke before they ended."""
        self._close_pool(wait=True)
        if self._reads_inputs:
            raise _stopped(self, "interrupted", "its inputs broke")
        self._state = "over"

    def to_dataframe(self, library: Library | None = None) -> Any:
        """Take all outcomes; return them as a data frame, by `index`: see `penstock.to_dataframe`.

        Nothing is begun if that can't be made.
        """
        from penstock._core.dataframes import framer

        frame = framer(library)
        with self:
            outcomes = [outcome for outcome in self]
        return frame(sorted(outcomes, key=lambda it: it.index), ("index", "exception"))

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
            if self._pool is None:
                self._pool = WorkerPool(self._concurrency)
            if self._reads_inputs:
                return
            self._reads_inputs = True
            call = next(self._calls, None)
            self._reads_inputs = False
            if call is None:
                return
            self._pool.begin(self.begun, partial(self._work, *call))
            self.begun += 1

    def _is_halted(self) -> bool:
        if self.halted_by is None:
            if self._cancelled or (self._stop is not None and self._stop.is_set()):
                self.halted_by = "stop"
            elif self._deadline.expired(self._clock.monotonic()):
                self.halted_by = "deadline"
        return self.halted_by is not None

    def _work(self, args: Any, kwargs: Any) -> _T:
        if self._deadline.at is not None:
            # Here alone: each piece of work has a context of its own.
            AROUND.set(lambda: self._deadline.remaining(self._clock.monotonic()))
        return Kind.read(self._func(*args, **kwargs))

    def untaken(self) -> list[Outcome[_T]]:
        """Return the outcomes that were there when the batch was closed, and weren't taken."""
        return [*([self._latest] if self._latest else ()), *self._left]

    def close(self, *, wait: bool = True) -> None:
        """Begin nothing more, and end what is in flight: cancel tasks, wait for threads."""
        self._close_pool(wait=wait)
        self._state = "closed"
        self._update_display(is_last=True)

    def _close_pool(self, *, wait: bool) -> None:
        self._cancelled = True
        pool, self._pool = self._pool, None
        self.done = self.begun
        if pool is not None:
            self._left += pool.close(wait=wait)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # After Ctrl-C threads aren't waited for: they can't be stopped. A cancelled task ends soon,
        # and must not outlive the resources that it uses.
        wait = kind is None or issubclass(kind, Exception)
        self.close(wait=wait)


def iter_concurrent(
    func: Callable[..., _T],
    args: Arguments = None,
    kwargs: Keywords = None,
    concurrency: int = CONCURRENCY,
    **options: Unpack[BatchOptions],
) -> Batch[_T]:
    """Call `func` with each of the arguments; return the outcomes, to be iterated as they come.

        with iter_concurrent(func, args=[[1], [2]]) as batch:
            for outcome in batch:
                print(outcome.index, outcome.value, outcome.error)

    A call that fails is an outcome like any other. The inputs may be endless: they are taken one
    by one, and nothing is kept of what is done. For the rest see `run_concurrent`.
    """
    return Batch(func, args, kwargs, concurrency, **options)


@overload
def run_concurrent(
    func: Callable[..., _T],
    args: Arguments = None,
    kwargs: Keywords = None,
    concurrency: int = CONCURRENCY,
    *,
    return_exceptions: Literal[False] = False,
    **options: Unpack[BatchOptions],
) -> list[_T]: ...


@overload
def run_concurrent(
    func: Callable[..., _T],
    args: Arguments = None,
    kwargs: Keywords = None,
    concurrency: int = CONCURRENCY,
    *,
    return_exceptions: bool,
    **options: Unpack[BatchOptions],
) -> list[_T | Exception]: ...


def run_concurrent(
    func: Callable[..., _T],
    args: Arguments = None,
    kwargs: Keywords = None,
    concurrency: int = CONCURRENCY,
    *,
    return_exceptions: bool = False,
    **options: Unpack[BatchOptions],
) -> list[Any]:
    """Call `func` with each of the arguments; return what it returned, in the order of the inputs.

    `args` holds the positional arguments of each call, `kwargs` the keyword arguments; each may
    be any iterable, and is taken from as calls begin. At most `concurrency` are in flight.

    The first call that fails ends the batch with its error: nothing more begins. With
    `return_exceptions` errors stand among the results instead. `on_progress` is called after each
    call; an exception of its own ends the batch, too. `deadline` is for the whole batch, in
    seconds: then nothing more begins, and calls of this package in flight get no longer than
    that. `stop`, an event, also keeps more from beginning. `clock` is for tests.

    Raises BatchStoppedError if not all of it had begun by then; with `return_exceptions` that
    error stands where a result is missing, as far as the number of inputs is known. Raises
    UsageError for a function of the other kind, blocking or async, and for inputs that are none.

    An exception from outside that interrupts the batch (KeyboardInterrupt by Ctrl-C, the
    cancellation of a task, SystemExit, what `on_progress` or the inputs raise) goes through as
    it is; its `__cause__` is a BatchStoppedError, whose `outcomes` are those so far. Threads are
    not waited for then, unless it is an Exception. `iter_concurrent` hands on each outcome
    at once, so that there is nothing to lose.
    """
    batch = Batch(func, args, kwargs, concurrency, **options)
    results: dict[int, Any] = {}
    failure: Outcome[_T] | None = None
    try:
        with batch:
            for outcome in batch:
                results[outcome.index] = outcome.value if outcome.ok else outcome.error
                if not outcome.ok and not return_exceptions:
                    failure = outcome
                    break
    except BaseException as error:
        _attach_outcomes(error, batch, results)
        raise
    if failure is not None and failure.error is not None:
        failure.error.add_note(f"call {failure.index} of the batch")
        raise failure.error
    done = [results[index] for index in range(batch.begun)]
    return done if batch.is_complete() else _filled_up(batch, done, return_exceptions)


def run_concurrent_pure(
    funcs: Iterable[Callable[[], _T]], concurrency: int = CONCURRENCY
) -> list[_T]:
    """Call each of these functions, without arguments; for the rest see `run_concurrent`."""
    args = ([func] for func in funcs)
    return run_concurrent(lambda func: func(), args, None, concurrency)


def _filled_up(batch: Batch[Any], done: list[Any], return_exceptions: bool) -> list[Any]:
    """Raise what a batch that stopped early ends with, or fill its results up with it."""
    because = "its time was over" if batch.halted_by == "deadline" else "it was stopped"
    error = _stopped(batch, batch.halted_by or "stop", because, done)
    if not return_exceptions:
        raise error
    return done + [error] * ((batch.total or 0) - len(done))


def _attach_outcomes(error: BaseException, batch: Batch[Any], results: dict[int, Any]) -> None:
    """Add the outcomes so far to what interrupts a batch: as its cause, or the cause of that."""
    if batch.begun == 0:
        return
    for outcome in batch.untaken():
        if outcome.error is None or isinstance(outcome.error, Exception):
            results[outcome.index] = outcome.value if outcome.ok else outcome.error
    why = f"interrupted by {type(error).__name__}"
    unended = f"the call hadn't ended when the batch was {why}"
    missing = BatchStoppedError(unended, reason="interrupted")
    outcomes = [results.get(index, missing) for index in range(batch.begun)]
    while error.__cause__ is not None:
        error = error.__cause__
    error.__cause__ = _stopped(batch, "interrupted", f"it was {why}", outcomes)


def _stopped(
    batch: Batch[Any],
    reason: Literal["stop", "deadline", "interrupted"],
    because: str,
    outcomes: Sequence[Any] = (),
) -> BatchStoppedError:
    total = "" if batch.total is None else f" of {batch.total}"
    message = f"the batch ended with {batch.begun}{total} calls begun: {because}"
    return BatchStoppedError(message, reason=reason, outcomes=outcomes)
