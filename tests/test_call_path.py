"""The way of one call through the package, counted: it must not grow longer unseen.

The limits of a workflow of Sim are half of what they were when it was first counted, 118 frames in
27 files; those of the other services are what they came to with it.
"""

from __future__ import annotations

import asyncio
import gc
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import closing, suppress
from operator import le
from pathlib import Path
from types import FrameType
from typing import Any

import httpx

import penstock
import penstock_api
from penstock import PenstockError, ServiceClient, ratelimit
from penstock.dify import Dify
from penstock.oomol import Oomol
from penstock.sandbox_fusion import AsyncSandboxFusion, RunCodeRequest, SandboxFusion
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


RUN = {"id": "r", "workflow_id": "wf", "status": "succeeded", "outputs": {"text": "Paris"}}
STEP = {"status": "Finished", "return_code": 0, "stdout": "1\n", "stderr": ""}
ANSWERS: dict[str, Any] = {
    "sim": OK,
    "dify": {"task_id": "t", "workflow_run_id": "r", "data": RUN},
    "oomol": {"task": {"id": "t", "status": "queued"}},
    "sandbox_fusion": {"status": "Success", "message": "", "run_result": STEP, "files": {}},
}
LIMITS = {"sim": (59, 22), "dify": (67, 22), "oomol": (67, 18), "sandbox_fusion": (73, 20)}
"""Frames of a call, and files that they are in."""
FAST = (107, 23)
"""The same of an async call of SandboxFusion through the fast transport: its coroutines are entered
anew when the response comes.
"""


def calls(respond: Callable[[str], httpx.Response], **more: Any) -> dict[str, Callable[[], Any]]:
    """The usual call of each service, blocking; `respond` gives a service's responses."""

    def settings(name: str) -> dict[str, Any]:
        return {"transport": httpx.MockTransport(lambda _: respond(name)), **more}

    sim = Sim("key-123456", **settings("sim"))
    dify = Dify("app-123456", "http://127.0.0.1/v1", **settings("dify"))
    oomol = Oomol("key-123456", **settings("oomol"))
    sandbox = SandboxFusion("http://127.0.0.1", **settings("sandbox_fusion"))
    program = RunCodeRequest(code="print(1)", language="python")
    return {
        "sim": lambda: sim.execute_workflow("wf", {"message": "hi"}),
        "dify": lambda: dify.workflows.run({"topic": "tea"}, "abc", response_mode="blocking"),
        "oomol": lambda: oomol.tasks.create({"manifest": "p::b", "inputValues": {"a": 1}}),
        "sandbox_fusion": lambda: sandbox.run_code(program),
    }


def usual() -> dict[str, Callable[[], Any]]:
    """The usual call of each service, with the usual response."""
    return calls(lambda name: httpx.Response(200, json=ANSWERS[name]))


EVENT = b'data: {"blockId":"agent1","chunk":"Hello"}\n\n'
LOG = {
    "id": "l",
    "workflow_run": {"id": "r", "status": "succeeded", "created_at": 1, "finished_at": 2},
    "created_at": 1,
}
LIMITED = {"ratelimit-policy": '"burst";q=100;w=60, "day";q=1000;w=86400'}
PARTS = {
    "an event of a stream": 25,
    "an event of an async stream": 36,
    "an item of a page": 10,
    "rate limits": 27,
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


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer the requests of a connection as SandboxFusion does."""
    body = json.dumps(ANSWERS["sandbox_fusion"]).encode()
    with suppress(asyncio.IncompleteReadError), closing(writer):
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: (\d+)", head)
            await reader.readexactly(int(length[1]) if length else 0)
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(body) + body)


def fast_call() -> tuple[int, int]:
    """The frames and files of a call of the fast transport, over a socket of this machine."""
    program = RunCodeRequest(code="print(1)", language="python")
    with closing(asyncio.new_event_loop()) as loop:
        run = loop.run_until_complete
        server = run(asyncio.start_server(answer, "127.0.0.1", 0))
        port = server.sockets[0].getsockname()[1]
        sandbox = AsyncSandboxFusion(f"http://127.0.0.1:{port}", http="fast")
        seen = frames(lambda: run(sandbox.run_code(program)))
        assert sandbox.transport_name == "fast"
        run(sandbox.aclose())
        server.close()
        run(asyncio.sleep(0))  # for its last connection
    return seen.total(), len({file for file, _ in seen})


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
    found = {name: frames(call) for name, call in usual().items()}
    parts = zip(PARTS, (stream, async_stream, page, rate_limits), strict=True)
    return {
        "calls": {n: (seen.total(), len({file for file, _ in seen})) for n, seen in found.items()},
        "fast": fast_call(),
        "parts": {name: (count(20) - count(10)) / 10 for name, count in parts},
        "left": {name: left_behind(call) for name, call in usual().items()},
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
        with case("fast"):
            assert all(map(le, found["fast"], FAST)), found["fast"]
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


ERRORS = (
    httpx.Response(429, json={"error": "slow down", "retryAfter": 1000}),
    httpx.Response(503, json={"detail": "slow down"}),
    httpx.Response(503, html="<html>busy</html>"),
    httpx.Response(503, json=["busy"]),
    httpx.Response(503),
    httpx.Response(404, text="no such thing"),
    httpx.Response(200, html="<html>Sign in</html>"),
    httpx.Response(200),
)


def test_a_body_is_parsed_once_for_each_attempt(monkeypatch: Any, table: Any) -> None:
    """For the exception, the hints for retrying and the rate limit alike, be it JSON or not."""
    loads, parsed, sent = json.loads, [], []

    def counted(body: Any, **more: Any) -> Any:
        parsed.append(body)
        return loads(body, **more)

    def respond(name: str) -> httpx.Response:
        sent.append(name)
        return httpx.Response(error.status_code, headers=error.headers, content=error.content)

    monkeypatch.setattr(json, "loads", counted)
    services = calls(respond, retry=2, clock=NoWait())
    services["a tag"] = lambda: client.request("POST", "/x", json={})
    client = ServiceClient(
        "dify", "app-123456", transport=httpx.MockTransport(lambda _: respond("a tag")), retry=0
    )
    with table as case:
        for error in ERRORS:
            for name, call in services.items():
                parsed.clear()
                sent.clear()
                with case((error.status_code, error.content, name)):
                    with suppress(PenstockError):
                        call()
                    assert sent
                    assert len(parsed) <= len(sent)
