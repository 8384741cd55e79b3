"""The clock that is used when none is handed in."""

from __future__ import annotations

import subprocess
import sys
import time

import anyio
import pytest

from penstock._clock import Clock, SystemClock


def test_the_system_clock_is_a_clock_that_tells_the_time() -> None:
    clock: Clock = SystemClock()

    assert time.monotonic() <= clock.monotonic() <= time.monotonic()
    assert time.time() <= clock.time() <= time.time()


def test_it_blocks_for_as_long_as_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)

    SystemClock().sleep(86400)

    assert slept == [86400]


def test_it_sleeps_on_the_loop_that_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(anyio, "sleep", sleep)

    anyio.run(SystemClock().asleep, 86400.0)

    assert slept == [86400]


@pytest.mark.parametrize(
    "module",
    ["errors", "retry", "poll", "_clock", "_deadline", "_files", "_ids", "_json", "_redact"],
)
def test_the_pure_modules_import_nothing_heavy(module: str) -> None:
    heavy = {"anyio", "asyncio", "dataclasses", "email", "httpx", "mimetypes", "tempfile"}
    program = f"import attrs, sys; before = set(sys.modules); import penstock.{module}; "
    program += "print(*(set(sys.modules) - before))"

    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()

    assert not heavy & set(loaded)
