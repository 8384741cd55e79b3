"""Many calls of one function: their order, their bound, their failures, their end."""

from __future__ import annotations

import itertools
import pickle
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from functools import partial
from threading import Event
from typing import Any

import pytest

from penstock import (
    BatchStoppedError,
    Progress,
    UsageError,
    iter_concurrent_async,
    run_concurrent_async,
)
from penstock._core._async.batch import run_concurrent_pure_async
from penstock._core.clock import SystemClock, left_around

pytestmark = pytest.mark.anyio

REAL = SystemClock()


class Function:
    """Counts who is in it. Its calls fail, or stay inside for as long as they are held."""

    def __init__(
        self,
        fail: tuple[int, ...] = (),
        held: Callable[[Function, int], bool] = lambda function, number: False,
    ) -> None:
        self.fail = fail
        self.held = held
        self.called: list[int] = []
        self.ended: list[int] = []
        self.inside = self.most = 0

    async def __call__(self, number: int, *, plus: int = 0) -> int:
        self.called.append(number)
        self.inside += 1
        self.most = max(self.most, self.inside)
        try:
            give_up = REAL.monotonic() + 2
            while self.held(self, number) and REAL.monotonic() < give_up:
                await REAL.asleep(0.001)
            if number in self.fail:
                raise ValueError(f"no {number}")
            return number * 10 + plus
        finally:
            self.inside -= 1
            self.ended.append(number)


def first_ends_last(function: Function, number: int) -> bool:
    """Hold the first call until all others have ended."""
    return number == 0 and len(function.ended) < 3


def numbers(count: int) -> list[list[int]]:
    return [[number] for number in range(count)]


async def test_results_are_in_the_order_of_the_inputs() -> None:
    """Though the last is done first."""
    function = Function(held=first_ends_last)
    assert await run_concurrent_async(function, args=numbers(4), concurrency=2) == [0, 10, 20, 30]
    assert function.ended[-1] == 0
    assert await run_concurrent_async(Function(), []) == []


@pytest.mark.table("concurrency", [1, 3])
async def test_functions_without_arguments_are_called_in_order(concurrency: int) -> None:
    """They may come from anything that can be iterated, one by one."""
    function = Function(held=lambda held, number: concurrency > 1 and first_ends_last(held, number))
    functions = (partial(function, number) for number in range(4))
    assert await run_concurrent_pure_async(functions, concurrency) == [0, 10, 20, 30]
    assert function.most <= concurrency


async def test_arguments_may_be_named() -> None:
    """Alone, or beside others."""
    named = [{"number": 1}, {"number": 2, "plus": 3}]
    assert await run_concurrent_async(Function(), kwargs=named) == [10, 23]
    both = await run_concurrent_async(Function(), [[1], [2]], [{"plus": 1}, {}])
    assert both == [11, 20]


@pytest.mark.table(("concurrency", "expected"), [(1, 1), (3, 3), (20, 9)])
async def test_no_more_are_in_flight_than_allowed(concurrency: int, expected: int) -> None:
    """And no fewer."""
    function = Function(held=lambda function, number: function.most < expected)
    await run_concurrent_async(function, numbers(9), concurrency=concurrency)
    assert function.most == expected


async def test_the_first_failure_keeps_the_rest_from_beginning() -> None:
    """Its error names the call."""
    function = Function(fail=(2,))
    with pytest.raises(ValueError, match="no 2") as caught:
        await run_concurrent_async(function, numbers(100), concurrency=2)
    assert caught.value.__notes__ == ["call 2 of the batch"]
    assert len(function.called) < 6
    assert function.inside == 0


async def test_errors_may_stand_among_the_results() -> None:
    """Then nothing ends the batch."""
    results = await run_concurrent_async(Function(fail=(1, 3)), numbers(5), return_exceptions=True)
    assert [str(result) for result in results] == ["0", "no 1", "20", "no 3", "40"]


async def test_progress_is_told_after_each_call() -> None:
    """With the outcome that came just now."""
    told: list[Progress] = []
    await run_concurrent_async(
        Function(fail=(1,)),
        numbers(3),
        concurrency=1,
        return_exceptions=True,
        on_progress=told.append,
    )
    assert [(p.done, p.failed, p.begun, p.total, p.latest.index) for p in told] == [
        (1, 0, 1, 3, 0),
        (2, 1, 2, 3, 1),
        (3, 1, 3, 3, 2),
    ]


async def test_what_progress_raises_ends_the_batch() -> None:
    """That is how a callback gives up."""
    function = Function()

    def enough(progress: Progress) -> None:
        if progress.done == 2:
            raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        await run_concurrent_async(function, numbers(50), concurrency=1, on_progress=enough)
    assert function.called == [0, 1]


async def test_a_batch_can_be_stopped_from_outside() -> None:
    """The calls in flight are finished; the error has their results."""
    function, stop = Function(), Event()

    def after_three(progress: Progress) -> None:
        if progress.done == 3:
            stop.set()

    with pytest.raises(BatchStoppedError) as caught:
        await run_concurrent_async(
            function, numbers(50), concurrency=1, on_progress=after_three, stop=stop
        )
    error = caught.value
    assert (error.reason, error.outcomes, function.called) == ("stop", [0, 10, 20], [0, 1, 2])
    assert error.message == "the batch ended with 3 of 50 calls begun: it was stopped"
    results = await run_concurrent_async(
        function, numbers(3), stop=stop, return_exceptions=True, concurrency=1
    )
    assert [type(result) for result in results] == [BatchStoppedError] * 3


async def test_time_that_is_up_stops_a_batch(clock: Any) -> None:
    """Of inputs that don't tell how many they are, the results end there."""

    async def slow(number: int) -> int:
        clock.now += 4
        return number

    with pytest.raises(BatchStoppedError) as caught:
        await run_concurrent_async(slow, numbers(9), concurrency=1, deadline=10, clock=clock)
    assert (caught.value.reason, caught.value.outcomes) == ("deadline", [0, 1, 2])
    results = await run_concurrent_async(
        slow, iter(numbers(9)), concurrency=1, deadline=6, clock=clock, return_exceptions=True
    )
    assert results == [0, 1]


async def test_time_that_is_up_after_the_last_call_has_begun_stops_nothing(clock: Any) -> None:
    """Everything was begun, so everything has a result."""

    async def slow(number: int) -> int:
        clock.now += 10
        return number

    assert await run_concurrent_async(slow, numbers(1), deadline=5, clock=clock) == [0]
    assert await run_concurrent_async(slow, iter(numbers(1)), deadline=5, clock=clock) == [0]


async def test_calls_know_how_long_the_batch_still_takes(clock: Any) -> None:
    """Also of the batch around their batch; and no other task does."""
    seen: list[float | None] = []

    async def inner(number: int) -> None:
        seen.append(left_around())
        clock.now += 1

    async def outer(number: int) -> None:
        await run_concurrent_async(inner, [[1]], deadline=100, clock=clock)
        await run_concurrent_async(inner, [[1]], deadline=2, clock=clock)

    await run_concurrent_async(outer, [[1]], deadline=10, clock=clock)
    assert seen == [10, 2]
    assert left_around() is None


async def test_outcomes_come_as_they_are_done() -> None:
    """Each with its place; failures are outcomes like others."""
    function = Function(fail=(1,), held=first_ends_last)
    async with iter_concurrent_async(function, numbers(4), concurrency=4) as batch:
        outcomes = [outcome async for outcome in batch]
    assert sorted(outcome.index for outcome in outcomes) == [0, 1, 2, 3]
    assert outcomes[-1].index == 0
    assert {outcome.index: outcome.value for outcome in outcomes} == {0: 0, 1: None, 2: 20, 3: 30}
    assert (batch.begun, batch.done, batch.failed, batch.total) == (4, 4, 1, 4)


async def test_a_loop_that_is_left_begins_nothing_more() -> None:
    """Endless inputs are no trouble."""
    function = Function()
    endless = ([number] for number in itertools.count())
    async with iter_concurrent_async(function, endless, concurrency=2) as batch:
        async for outcome in batch:
            if outcome.index == 5:
                break
    assert len(function.called) <= 8
    begun = len(function.called)
    await REAL.asleep(0.01)
    assert len(function.called) == begun


async def test_a_batch_that_is_cancelled_finishes_what_it_has_begun() -> None:
    """Its outcomes still come."""
    function = Function()
    seen = []
    async with iter_concurrent_async(function, numbers(50), concurrency=3) as batch:
        assert repr(batch).endswith("Batch open, 0 of 50 done, 0 failed>")
        async for outcome in batch:
            seen.append(outcome.index)
            batch.cancel()
    assert sorted(seen) == sorted(function.called) == [0, 1, 2]
    assert batch.halted_by == "stop"


async def test_no_more_is_taken_from_the_inputs_than_is_in_flight() -> None:
    """A slow loop holds back the work, and never piles up results."""
    taken: list[int] = []

    def inputs() -> Iterator[list[int]]:
        for number in range(1000):
            taken.append(number)
            yield [number]

    async with iter_concurrent_async(Function(), inputs(), concurrency=4) as batch:
        async for _ in batch:
            assert len(taken) - batch.done <= 4
    assert (len(taken), batch.total) == (1000, None)


async def test_inputs_that_break_end_the_batch() -> None:
    """With their own error."""

    def inputs() -> Iterator[list[int]]:
        yield [1]
        raise LookupError("the file is gone")

    with pytest.raises(LookupError, match="gone"):
        await run_concurrent_async(Function(), inputs(), concurrency=1)


@pytest.mark.table("kind", [KeyboardInterrupt, SystemExit])
async def test_an_interruption_goes_through(kind: type[BaseException]) -> None:
    """It is no call's outcome, also where errors are results; and it carries those there are."""

    async def interrupted(number: int) -> int:
        if number == 2:
            raise kind
        if number == 1:
            raise ValueError("no 1")
        return number

    with pytest.raises(kind) as caught:
        await run_concurrent_async(interrupted, numbers(5), concurrency=1, return_exceptions=True)
    stopped = caught.value.__cause__
    assert isinstance(stopped, BatchStoppedError)
    assert stopped.reason == "interrupted"
    assert stopped.message == (
        f"the batch ended with 3 of 5 calls begun: it was interrupted by {kind.__name__}"
    )
    first, second, third = stopped.outcomes
    assert (first, str(second), type(third)) == (0, "no 1", BatchStoppedError)
    assert pickle.loads(pickle.dumps(stopped)).outcomes[0] == 0


async def test_what_interrupts_a_batch_keeps_its_own_cause() -> None:
    """The outcomes follow it; also the one that was being reported."""
    cause = LookupError("first")

    def enough(progress: Progress) -> None:
        if progress.done == 2:
            raise RuntimeError("enough") from cause

    with pytest.raises(RuntimeError, match="enough") as caught:
        await run_concurrent_async(Function(), numbers(9), concurrency=1, on_progress=enough)
    assert caught.value.__cause__ is cause
    assert isinstance(cause.__cause__, BatchStoppedError)
    assert cause.__cause__.outcomes == [0, 10]


async def test_a_batch_whose_inputs_break_carries_its_outcomes() -> None:
    """The calls in flight by then are among them."""

    def inputs() -> Iterator[list[int]]:
        yield [1]
        yield [2]
        raise LookupError("the file is gone")

    with pytest.raises(LookupError) as caught:
        await run_concurrent_async(Function(), inputs(), concurrency=1)
    assert isinstance(caught.value.__cause__, BatchStoppedError)
    assert caught.value.__cause__.outcomes == [10, 20]


async def test_a_call_that_fails_keeps_its_error_as_it_is() -> None:
    """That is no interruption."""
    with pytest.raises(ValueError, match="no 1") as caught:
        await run_concurrent_async(Function(fail=(1,)), numbers(3), concurrency=1)
    assert caught.value.__cause__ is None


async def test_an_outcome_whose_telling_failed_still_comes() -> None:
    """It isn't reported again."""
    told: list[int] = []

    def progress(now: Progress) -> None:
        told.append(now.latest.index)
        if now.latest.index == 0:
            raise RuntimeError("the display is gone")

    async with iter_concurrent_async(
        Function(), numbers(3), concurrency=1, on_progress=progress
    ) as batch:
        with pytest.raises(RuntimeError):
            await anext(batch)
        assert [outcome.index async for outcome in batch] == [0, 1, 2]
    assert told == [0, 1, 2]


async def test_inputs_that_broke_are_no_end() -> None:
    """The calls in flight come first."""

    def inputs() -> Iterator[list[int]]:
        yield [1]
        yield [2]
        raise LookupError("the file is gone")

    async with iter_concurrent_async(Function(), inputs(), concurrency=3) as batch:
        with pytest.raises(LookupError):
            await anext(batch)
        assert {(await anext(batch)).value, (await anext(batch)).value} == {10, 20}
        for _ in range(2):
            with pytest.raises(BatchStoppedError, match="2 calls begun: its inputs broke"):
                await anext(batch)


async def test_a_batch_is_gone_through_once_and_inside_its_block() -> None:
    """Afterwards it isn't empty: it is refused."""
    async with iter_concurrent_async(Function(), numbers(3)) as batch:
        assert len([outcome async for outcome in batch]) == 3
        with pytest.raises(StopAsyncIteration):
            await anext(batch)
        with pytest.raises(UsageError, match="once"):
            [outcome async for outcome in batch]
    with pytest.raises(UsageError, match="closed"):
        await anext(batch)
    assert batch.halted_by is None


async def test_context_variables_go_along() -> None:
    """A context variable that a call sets stays with it."""
    variable: ContextVar[int] = ContextVar("variable", default=0)
    variable.set(7)

    async def read(number: int) -> int:
        found = variable.get()
        variable.set(number)
        return found

    assert await run_concurrent_async(read, numbers(5), concurrency=2) == [7] * 5
    assert variable.get() == 7


@pytest.mark.table(
    "wrong",
    [
        {"args": None},
        {"args": [5]},
        {"args": [[1]], "concurrency": 0},
        {"args": [[1]], "deadline": 0},
        {"args": [[1], [2]], "kwargs": [{}]},
    ],
)
async def test_what_makes_no_batch_is_refused(wrong: dict[str, Any]) -> None:
    """Before anything is called."""
    function = Function()
    with pytest.raises(UsageError):
        await run_concurrent_async(function, **wrong)
    assert function.called == []
