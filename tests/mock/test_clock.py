"""Virtual time passes only when somebody sleeps or says so, and sleepers share it."""

import asyncio
import threading
import time

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


@pytest.mark.parametrize("seconds", [-1.0, float("nan")])
def test_time_does_not_go_back(seconds: float) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        VirtualClock().advance(seconds)


@pytest.mark.parametrize("seconds", [1e300, float("inf"), END])
@pytest.mark.parametrize("clock", [VirtualClock(), SteerableClock()])
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


@pytest.mark.parametrize("start", [-1.0, 1e300, float("nan")])
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


def test_threads_may_sleep_at_once() -> None:
    clock = VirtualClock()
    threads = [threading.Thread(target=clock.sleep, args=(1.0,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1.0 <= clock.monotonic() <= 8.0


def test_the_real_clock_is_the_machines() -> None:
    clock = RealClock()
    assert abs(clock.time() - time.time()) < 1
    assert clock.monotonic() <= clock.monotonic()
    clock.sleep(-1)
    asyncio.run(clock.asleep(0))
