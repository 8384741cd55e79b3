"""What work done by several leaves behind: nothing."""

from __future__ import annotations

import asyncio
import gc
import threading
import time

import pytest

from penstock import run_concurrent, run_concurrent_async
from penstock._crew import Crew


def threads() -> list[str]:
    return [each.name for each in threading.enumerate() if each.name.startswith("penstock-batch")]


def test_a_bound_that_is_never_reached_costs_nothing() -> None:
    """Who wants no bound writes a large number."""
    began = time.perf_counter()

    assert run_concurrent(lambda number: number, [[1], [2]], concurrency=10**9) == [1, 2]

    assert time.perf_counter() - began < 1
    assert threads() == []


def test_a_crew_that_is_forgotten_lets_its_threads_end() -> None:
    crew: Crew[int] = Crew(3)
    for number in range(3):
        crew.begin(number, lambda: 1)
    assert sorted(crew.take().index for _ in range(3)) == [0, 1, 2]

    del crew
    gc.collect()

    give_up = time.monotonic() + 2
    while threads() and time.monotonic() < give_up:
        time.sleep(0.001)
    assert threads() == []


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
