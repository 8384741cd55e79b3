"""The way of one call through the package, counted: it must not grow longer unseen.

The limits of a workflow of Sim are half of what they were when it was first counted, 118 frames in
27 files; those of the other services are what they came to with it.
"""

from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from operator import le
from pathlib import Path
from types import FrameType
from typing import Any

import httpx
import pytest

import penstock
import penstock_api
from penstock import PenstockError, ratelimit
from penstock.dify import Dify
from penstock.oomol import Oomol
from penstock.sandbox_fusion import RunCodeRequest, SandboxFusion
from penstock.sim import AsyncSim, Sim
from penstock_api import models

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


RUN = {"id": "r", "workflow_id": "wf", "status": "succeeded", "outputs": {"text": "Paris"}}
STEP = {"status": "Finished", "return_code": 0, "stdout": "1\n", "stderr": ""}
ANSWERS: dict[str, Any] = {
    "sim": OK,
    "dify": {"task_id": "t", "workflow_run_id": "r", "data": RUN},
    "oomol": {"task": {"id": "t", "status": "queued"}},
    "sandbox_fusion": {"status": "Success", "message": "", "run_result": STEP, "files": {}},
}
LIMITS = {"sim": (58, 21), "dify": (76, 23), "oomol": (63, 18), "sandbox_fusion": (75, 20)}
"""Frames of a call, and files that they are in."""


def calls() -> dict[str, Callable[[], object]]:
    """The usual call of each service, blocking."""

    def over(name: str) -> httpx.MockTransport:
        return httpx.MockTransport(lambda _: httpx.Response(200, json=ANSWERS[name]))

    sim = Sim("key-123456", transport=over("sim"))
    dify = Dify("app-123456", "http://127.0.0.1/v1", transport=over("dify"))
    oomol = Oomol("key-123456", transport=over("oomol"))
    sandbox = SandboxFusion("http://127.0.0.1", transport=over("sandbox_fusion"))
    program = RunCodeRequest(code="print(1)", language="python")
    return {
        "sim": lambda: sim.execute_workflow("wf", {"message": "hi"}),
        "dify": lambda: dify.workflows.run({"topic": "tea"}, "abc", response_mode="blocking"),
        "oomol": lambda: oomol.tasks.create({"manifest": "p::b", "inputValues": {"a": 1}}),
        "sandbox_fusion": lambda: sandbox.run_code(program),
    }


EVENT = b'data: {"blockId":"agent1","chunk":"Hello"}\n\n'
LOG = {
    "id": "l",
    "workflow_run": {"id": "r", "status": "succeeded", "created_at": 1, "finished_at": 2},
    "created_at": 1,
}
LIMITED = {"ratelimit-policy": '"burst";q=100;w=60, "day";q=1000;w=86400'}
PARTS = {
    "an event of a stream": 28,
    "an event of an async stream": 42,
    "an item of a page": 13,
    "rate limits": 37,
}
"""Frames of a part of what a call receives."""


def chunks(events: int) -> list[bytes]:
    """Return a stream of so many events, each in a chunk of its own."""
    return [EVENT] * events + [b'data: {"event":"done","data":{"success":true}}\n\n']


async def async_chunks(events: int) -> AsyncIterator[bytes]:
    for chunk in chunks(events):
        yield chunk


def streamed(content: Callable[[int], Any], events: int) -> httpx.MockTransport:
    headers = {"content-type": "text/event-stream"}
    return httpx.MockTransport(
        lambda _: httpx.Response(200, headers=headers, content=content(events))
    )


def stream(events: int) -> int:
    def call() -> None:
        sim = Sim("key-123456", transport=streamed(lambda n: iter(chunks(n)), events))
        with sim, sim.stream_workflow("wf", {}) as opened:
            assert len([*opened]) == events + 1

    return frames(call).total()


def async_stream(events: int) -> int:
    async def call() -> None:
        sim = AsyncSim("key-123456", transport=streamed(async_chunks, events))
        async with sim, sim.stream_workflow("wf", {}) as opened:
            assert len([event async for event in opened]) == events + 1

    return frames(lambda: asyncio.run(call())).total()


def page(items: int) -> int:
    return frames(lambda: models.DifyWorkflowLogPage.from_dict({"data": [LOG] * items})).total()


def rate_limits(responses: int) -> int:
    def call() -> None:
        for left in range(responses):
            limits = f'"burst";r={left};t=30, "day";r={left};t=3600'
            assert len(ratelimit.parse(LIMITED | {"ratelimit": limits}, 0.0)) == 2

    return frames(call).total()


def left_behind(call: Callable[[], object]) -> int:
    """Return the number of objects that fifty calls leave in memory."""
    counts = []
    for _ in range(2):
        for _ in range(50):
            call()
        gc.collect()
        counts.append(len(gc.get_objects()))
    return counts[1] - counts[0]


def counted() -> dict[str, Any]:
    """Return the frames and files of each call, the frames of each part, and the objects left."""
    found = {name: frames(call) for name, call in calls().items()}
    parts = zip(PARTS, (stream, async_stream, page, rate_limits), strict=True)
    return {
        "calls": {n: (seen.total(), len({file for file, _ in seen})) for n, seen in found.items()},
        "parts": {name: (count(20) - count(10)) / 10 for name, count in parts},
        "left": {name: left_behind(call) for name, call in calls().items()},
    }


def test_a_call_is_no_longer_way_than_it_was_and_leaves_nothing_behind(table: Any) -> None:
    """In a process of its own: one that has used sockets takes some steps more."""
    program = "import json, test_call_path; print(json.dumps(test_call_path.counted()))"
    command = [sys.executable, "-c", program]
    where = Path(__file__).parent
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    with table as case:
        for name, limit in LIMITS.items():
            with case(name):
                assert all(map(le, found["calls"][name], limit)), found["calls"][name]
                assert found["left"][name] < 10
        for name, most in PARTS.items():
            with case(name):
                assert found["parts"][name] <= most


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
