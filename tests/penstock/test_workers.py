"""Work done by several threads leaves nothing behind."""

from __future__ import annotations

import asyncio
import gc
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from penstock import (
    BatchStoppedError,
    Progress,
    iter_concurrent_async,
    run_concurrent,
    run_concurrent_async,
)
from penstock._core.workers import WorkerPool


def threads() -> list[str]:
    return [each.name for each in threading.enumerate() if each.name.startswith("penstock-batch")]


def test_a_bound_that_is_never_reached_costs_nothing() -> None:
    """A large number stands for no bound."""
    began = time.perf_counter()

    assert run_concurrent(lambda number: number, [[1], [2]], concurrency=10**9) == [1, 2]

    assert time.perf_counter() - began < 1
    assert threads() == []


def test_a_crew_that_is_forgotten_lets_its_threads_end() -> None:
    pool: WorkerPool[int] = WorkerPool(3)
    for number in range(3):
        pool.begin(number, lambda: 1)
    assert sorted(pool.take().index for _ in range(3)) == [0, 1, 2]

    del pool
    gc.collect()

    give_up = time.monotonic() + 2
    while threads() and time.monotonic() < give_up:
        time.sleep(0.001)
    assert threads() == []


@pytest.fixture
def keyboard() -> Iterator[None]:
    """An interrupt raises, also where the tests run in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="Windows has no such signals")
@pytest.mark.usefixtures("keyboard")
def test_a_key_on_the_keyboard_ends_a_batch_at_once() -> None:
    """With what is done; a call that goes on in its thread is not waited for."""
    over, main = threading.Event(), threading.main_thread().ident
    assert main is not None

    def call(number: int) -> int:
        if number == 2:
            over.wait(0.2)  # until the main thread waits: a signal just before it is seen late
            signal.pthread_kill(main, signal.SIGINT)
            over.wait(10)
        return number

    began = time.perf_counter()
    with pytest.raises(KeyboardInterrupt) as caught:
        run_concurrent(call, [[1], [2], [3]], concurrency=1)
    assert time.perf_counter() - began < 5
    over.set()
    stopped = caught.value.__cause__
    assert isinstance(stopped, BatchStoppedError)
    done, cut_short = stopped.outcomes
    assert (done, type(cut_short), cut_short.reason) == (1, BatchStoppedError, "interrupted")


async def pending(number: int) -> int:
    if number > 2:
        await asyncio.sleep(10)
    return number


@pytest.mark.anyio
async def test_a_cancelled_batch_carries_its_outcomes() -> None:
    """By the very exception that asyncio knows; its timeouts work."""
    with pytest.raises(TimeoutError) as caught:
        async with asyncio.timeout(0.01):
            await run_concurrent_async(pending, [[1], [2], [3], [4]])
    # Its cause since CPython 3.11.3, its context before.
    cancelled = caught.value.__cause__ or caught.value.__context__
    assert type(cancelled) is asyncio.CancelledError
    assert isinstance(cancelled.__cause__, BatchStoppedError)
    assert cancelled.__cause__.outcomes[:2] == [1, 2]
    assert [type(each) for each in cancelled.__cause__.outcomes[2:]] == [BatchStoppedError] * 2


@pytest.mark.usefixtures("keyboard")
def test_a_key_on_the_keyboard_ends_an_async_batch_at_once() -> None:
    """As a cancellation inside the loop, as KeyboardInterrupt outside."""
    stopped: list[BaseException | None] = []

    async def use() -> None:
        asyncio.get_running_loop().call_later(0.01, signal.raise_signal, signal.SIGINT)
        try:
            await run_concurrent_async(pending, [[1], [5]])
        except asyncio.CancelledError as error:
            stopped.append(error.__cause__)
            raise

    with pytest.raises(KeyboardInterrupt):
        asyncio.run(use())
    assert isinstance(stopped[0], BatchStoppedError)
    assert stopped[0].outcomes[0] == 1


@pytest.mark.anyio
async def test_a_cancelled_step_of_a_batch_loses_no_outcome() -> None:
    """Neither while it waits, nor while it is reported."""
    told, ready = [], asyncio.Event()

    async def tell(now: Progress) -> None:
        told.append(now.latest.value)
        await ready.wait()

    async def call(number: int) -> int:
        await asyncio.sleep(0.005)
        return number

    got, beats = [], 0
    numbers = [[number] for number in range(4)]
    async with iter_concurrent_async(call, numbers, concurrency=2, on_progress=tell) as batch:
        while True:
            try:
                got.append((await asyncio.wait_for(anext(batch), 0.002)).value)
            except TimeoutError:
                beats += 1
            except StopAsyncIteration:
                break
    assert sorted(got) == sorted(told) == [0, 1, 2, 3]
    assert beats >= 4


@pytest.mark.anyio
async def test_tasks_of_a_batch_that_is_cancelled_have_ended_when_it_is_left() -> None:
    """Or they would use a client that was closed meanwhile."""
    ended = []

    async def slow(number: int) -> None:
        try:
            await asyncio.sleep(10)
        finally:
            await asyncio.sleep(0)  # as a connection takes its time to close
            ended.append(number)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await run_concurrent_async(slow, [[1], [2], [3]])

    assert sorted(ended) == [1, 2, 3]
