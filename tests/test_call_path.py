"""The way of one call through the package, counted: it must not grow longer unseen."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import httpx
import pytest

import penstock
import penstock_api
from penstock import PenstockError
from penstock.sim import Sim

OURS = (*penstock.__path__, *penstock_api.__path__)
TIMES = {"duration": 1, "startTime": "2025-10-30T18:40:00.000Z"}
OK = {"success": True, "output": {"content": "Paris"}, "metadata": TIMES}


def frames(call: Callable[[], object]) -> Counter[tuple[str, str]]:
    """The functions of ours that a call enters, by file and name; the second time it is made."""
    call()
    seen = Counter[tuple[str, str]]()

    def note(frame: FrameType, event: str, _: Any) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(OURS):
            seen[code.co_filename, code.co_qualname] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        call()
    finally:
        sys.setprofile(before)
    return seen


def sim(answer: httpx.Response, **settings: Any) -> Sim:
    def respond(_: httpx.Request) -> httpx.Response:
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    return Sim("key-123456", transport=httpx.MockTransport(respond), **settings)


def counted() -> None:
    """Print the number of frames of a call, and that of their files."""
    client = sim(httpx.Response(200, json=OK))
    seen = frames(lambda: client.execute_workflow("wf", {"message": "hi"}))
    print(seen.total(), len({file for file, _ in seen}))


def test_a_call_is_no_longer_way_than_it_was() -> None:
    """In a process of its own: one that has used sockets takes some steps more."""
    command = [sys.executable, "-c", "import test_call_path; test_call_path.counted()"]
    where = Path(__file__).parent
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, check=True)
    total, files = map(int, done.stdout.split())
    assert total <= 104
    assert files <= 26


class NoWait:
    """A clock on which no time passes."""

    def monotonic(self) -> float:
        return 0.0

    def time(self) -> float:
        return 0.0

    def sleep(self, seconds: float) -> None:
        """Return at once."""

    async def asleep(self, seconds: float) -> None:
        """Return at once."""


def test_an_error_response_is_parsed_once_for_each_attempt() -> None:
    """For the exception, the hints for retrying and the rate limit alike."""
    body = {"error": "slow down", "retryAfter": 1000}
    client = sim(httpx.Response(429, json=body), retry=2, clock=NoWait())

    def call() -> None:
        with pytest.raises(PenstockError):
            client.get_workflow_status("wf")

    seen = frames(call)
    parsed = {name: n for (file, name), n in seen.items() if file.endswith("sim/_errors.py")}
    assert parsed["parse_error"] == parsed["_ErrorBody.__init__"] == 3
