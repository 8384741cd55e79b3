"""Virtual time passes only by sleeping or by advancing it, and sleepers share it."""

import asyncio
import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest

from penstock_mock.engine.clock import END, START, Clock, RealClock, SteerableClock, VirtualClock


def test_both_clocks_are_clocks() -> None:
    assert isinstance(VirtualClock(), Clock)
    assert isinstance(RealClock(), Clock)


def test_a_virtual_clock_stands_still_until_told() -> None:
    clock = VirtualClock()
    assert (clock.monotonic(), clock.time()) == (0.0, START)
    clock.advance(2.5)
    assert (clock.monotonic(), clock.time()) == (2.5, START + 2.5)


def test_it_may_start_anywhere() -> None:
    assert VirtualClock(start=100.0).time() == 100.0


@pytest.mark.table("seconds", [-1.0, float("nan")])
def test_time_does_not_go_back(seconds: float) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        VirtualClock().advance(seconds)


@pytest.mark.table("seconds", [1e300, float("inf"), END])
@pytest.mark.table("clock", [VirtualClock(), SteerableClock()])
def test_time_does_not_pass_the_last_date_there_is(
    clock: VirtualClock | SteerableClock, seconds: float
) -> None:
    with pytest.raises(ValueError, match="9999"):
        clock.advance(seconds)
    clock.advance(1.0)
    assert clock.time() < END


def test_nobody_sleeps_beyond_the_last_date_there_is() -> None:
    clock = VirtualClock()
    with pytest.raises(ValueError, match="9999"):
        clock.sleep(1e300)
    assert clock.monotonic() == 0


@pytest.mark.table("start", [-1.0, 1e300, float("nan")])
def test_a_clock_starts_at_a_date(start: float) -> None:
    with pytest.raises(ValueError, match="9999"):
        VirtualClock(start)


def test_a_sleep_takes_virtual_time_and_no_real_time() -> None:
    clock, began = VirtualClock(), time.perf_counter()
    clock.sleep(3600)
    assert clock.monotonic() == 3600
    assert time.perf_counter() - began < 1


def test_a_negative_sleep_is_none() -> None:
    clock = VirtualClock()
    clock.sleep(-5)
    assert clock.monotonic() == 0


def test_an_async_sleep_takes_virtual_time() -> None:
    clock = VirtualClock()
    asyncio.run(clock.asleep(30))
    assert clock.monotonic() == 30


def test_sleepers_side_by_side_share_the_time_and_wake_in_order() -> None:
    """Ten streams of a second each take a second, as they would on a real clock."""
    clock, woke = VirtualClock(), []

    async def sleeper(name: str, naps: list[float]) -> None:
        for nap in naps:
            await clock.asleep(nap)
            woke.append((name, clock.monotonic()))

    async def main() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(sleeper, "late", [5.0])
            group.start_soon(sleeper, "often", [1.0, 1.0, 1.0])
            group.start_soon(sleeper, "middle", [2.5])

    asyncio.run(main())
    assert woke == [
        ("often", 1.0),
        ("often", 2.0),
        ("middle", 2.5),
        ("often", 3.0),
        ("late", 5.0),
    ]


def test_a_cancelled_sleeper_holds_nobody_up() -> None:
    clock = VirtualClock()

    async def main() -> None:
        sleeper = asyncio.create_task(clock.asleep(1))
        await asyncio.sleep(0)
        sleeper.cancel()
        await clock.asleep(10)

    asyncio.run(main())
    assert clock.monotonic() == 10


def naps(clock: VirtualClock, naps: list[float]) -> float:
    """Sleep, and return the time all of it took on the clock."""
    began = clock.monotonic()
    for nap in naps:
        clock.sleep(nap)
    return clock.monotonic() - began


@pytest.mark.table("threads", [2, 4, 16])
def test_threads_that_share_a_clock_share_its_time(threads: int) -> None:
    clock = VirtualClock()
    clock.time()  # the thread that waits for the others reads it, too
    with ThreadPoolExecutor(threads) as pool:
        spent = [*pool.map(naps, [clock] * 16, [[1.0, 0.5, 2.5]] * 16)]
    assert spent == [4.0] * 16
    assert clock.monotonic() == 4.0 * 16 / threads


def test_a_thread_that_works_between_two_sleeps_is_waited_for() -> None:
    clock = VirtualClock()

    def works() -> float:
        clock.sleep(1)
        began = clock.monotonic()
        for _ in range(40):  # of real time, and in different places
            time.sleep(0.005)
            sum(range(2000))
        return clock.monotonic() - began

    with ThreadPoolExecutor(2) as pool:
        other = pool.submit(naps, clock, [1.0] * 5)
        assert pool.submit(works).result() <= 4.0
        assert other.result() == 5.0


def test_a_thread_that_ended_or_waits_for_another_holds_nobody_up() -> None:
    clock = VirtualClock()
    done = threading.Event()

    def waits() -> None:
        clock.sleep(1)
        done.wait()

    ended = threading.Thread(target=clock.sleep, args=(1.0,))
    ended.start()
    ended.join()
    waiting = threading.Thread(target=waits)
    waiting.start()
    assert naps(clock, [1.0, 100.0]) == 101.0
    done.set()
    waiting.join()


def test_waits_of_the_standard_library_are_seen_at_once() -> None:
    """However many results, events, queues and threads are waited for: no real time passes."""
    clock, began = VirtualClock(), time.process_time()
    opened = threading.Event()
    messages: queue.Queue[float] = queue.Queue()

    def sends() -> None:
        for _ in range(20):
            clock.sleep(1)
            messages.put(clock.monotonic())
        opened.set()

    def receives() -> list[float]:
        clock.time()
        return [messages.get() - clock.monotonic() for _ in range(20)]

    def joins() -> float:
        inner = threading.Thread(target=naps, args=(clock, [0.5] * 4))
        inner.start()
        inner.join()
        opened.wait()
        return clock.monotonic()

    clock.time()
    real = time.perf_counter()
    with ThreadPoolExecutor(8) as pool:
        results = [pool.submit(joins) for _ in range(3)]
        received = pool.submit(receives)
        pool.submit(sends)
        assert received.result() == [0.0] * 20
        assert [result.result() for result in results] == [20.0] * 3
    assert time.perf_counter() - real < 5
    assert time.process_time() - began < 2


def test_a_thread_that_only_reads_the_clock_holds_nobody_up_for_ever() -> None:
    clock = VirtualClock()
    over = threading.Event()

    def reads() -> None:
        while not over.is_set():
            clock.time()

    reading = threading.Thread(target=reads)
    reading.start()
    try:
        assert naps(clock, [1.0]) == 1.0
    finally:
        over.set()
        reading.join()


def test_event_loops_in_threads_share_its_time() -> None:
    clock = VirtualClock()

    async def nap() -> float:
        began = clock.monotonic()
        for _ in range(3):
            await asyncio.gather(clock.asleep(1), clock.asleep(2))
        return clock.monotonic() - began

    with ThreadPoolExecutor(4) as pool:
        loops = [pool.submit(asyncio.run, nap()) for _ in range(3)]
        blocking = pool.submit(naps, clock, [2.0] * 3)
        assert [loop.result() for loop in loops] == [6.0] * 3
        assert blocking.result() == 6.0


def test_advancing_wakes_a_thread_that_waits_for_its_turn() -> None:
    clock = VirtualClock()
    clock.advance(5)
    assert naps(clock, [1.0]) == 1.0


def test_the_real_clock_is_the_machines() -> None:
    clock = RealClock()
    assert abs(clock.time() - time.time()) < 1
    assert clock.monotonic() <= clock.monotonic()
    clock.sleep(-1)
    asyncio.run(clock.asleep(0))
