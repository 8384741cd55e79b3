"""The clock that is used when none is handed in."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import anyio
import anyio.lowlevel
import pytest

from penstock._core.clock import Clock, SystemClock


def test_the_system_clock_is_a_clock_that_tells_the_time() -> None:
    clock: Clock = SystemClock()

    assert time.monotonic() <= clock.monotonic() <= time.monotonic()
    assert time.time() <= clock.time() <= time.time()


def test_it_sleeps_for_the_seconds_it_is_given() -> None:
    clock = SystemClock()
    before = time.monotonic()

    clock.sleep(0.01)
    anyio.run(clock.asleep, 0.01)

    assert time.monotonic() - before >= 0.02


def test_a_sleep_ends_when_the_clock_is_stopped() -> None:
    clock = SystemClock()
    thread = threading.Thread(target=clock.sleep, args=[86400])
    thread.start()

    clock.stop()

    thread.join(10)
    assert not thread.is_alive()


@pytest.mark.table("backend", ["asyncio", "trio"])
def test_the_sleep_of_a_task_ends_when_the_clock_is_stopped(backend: str) -> None:
    clock = SystemClock()

    async def both() -> None:
        with anyio.fail_after(10):
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(clock.asleep, 86400)
                await anyio.lowlevel.checkpoint()
                clock.stop()
            await clock.asleep(86400)

    anyio.run(both, backend=backend)


@pytest.mark.table(
    "module",
    [
        "errors",
        "retry",
        "poll",
        *(f"_core.{name}" for name in ("checks", "clock", "files", "json", "redact")),
    ],
)
def test_the_pure_modules_import_nothing_heavy(module: str) -> None:
    heavy = {"anyio", "asyncio", "dataclasses", "email", "httpx", "mimetypes", "tempfile"}
    program = f"import attrs, sys; before = set(sys.modules); import penstock.{module}; "
    program += "print(*(set(sys.modules) - before))"

    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()

    assert not heavy & set(loaded)
