"""Features of one half only: callbacks to be awaited, and waits that are cancelled."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from penstock.errors import UsageError
from penstock.oomol import AsyncOomol, Oomol, Task, TaskLog

LOG = {"id": 1, "type": "SessionFinished", "event": {}}
ASKED = {"manifest": "kit::resize"}


def task(status: str) -> dict[str, Any]:
    return {"task": {"id": "t-1", "status": status}, "success": True}


async def test_coroutine_functions_are_awaited(server: Any, clock: Any) -> None:
    """The official client calls them, and drops what they return."""
    server.will(task("created"), task("completed"), {"logs": [LOG]})
    told: list[type] = []

    async def tell(what: object) -> None:
        await asyncio.sleep(0)
        told.append(type(what))

    async with AsyncOomol(transport=server.transport, clock=clock) as oomol:
        await oomol.tasks.run(ASKED, {"on_progress": tell, "on_log": tell})
    assert told == [Task, TaskLog]


@pytest.mark.table("name", ["on_progress", "on_log"])
def test_the_blocking_client_refuses_them(server: Any, clock: Any, name: str) -> None:
    """They could not be awaited."""
    server.will(task("created"), task("running"), {"logs": [LOG]})

    async def tell(what: object) -> None: ...

    with (
        Oomol(transport=server.transport, clock=clock) as oomol,
        pytest.raises(UsageError, match="coroutine function"),
    ):
        oomol.tasks.run(ASKED, {name: tell})


@pytest.mark.table("stop", [True, False])
async def test_a_cancelled_wait_stops_the_task_if_asked_for(
    server: Any, clock: Any, stop: bool
) -> None:
    """The official client leaves it running; and so does ours, by default."""
    server.will(task("created"), task("running"), task("stopped"))
    waiting = asyncio.Event()

    async def block(_: object) -> None:
        waiting.set()
        await asyncio.Event().wait()

    oomol = AsyncOomol(transport=server.transport, clock=clock)
    options = {"on_progress": block, "stop_on_cancel": stop}
    run = asyncio.ensure_future(oomol.tasks.run(ASKED, options))
    await waiting.wait()
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert ("/api/v1/tasks/t-1/stop" in server.paths) is stop


async def test_a_wait_within_a_timeout_of_asyncio_can_stop_the_task(
    server: Any, clock: Any
) -> None:
    """As programs do it that don't know our options."""
    server.will(task("created"), task("running"), task("stopped"))

    async def block(_: object) -> None:
        await asyncio.Event().wait()

    oomol = AsyncOomol(transport=server.transport, clock=clock)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await oomol.tasks.run(ASKED, {"on_progress": block, "stop_on_cancel": True})
    assert server.paths[-1] == "/api/v1/tasks/t-1/stop"


async def test_stopping_does_not_hold_up_who_cancels(
    server: Any, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that hangs gets a moment, no more."""
    monkeypatch.setattr("penstock._core._async.poll.LAST_ANSWER", 0.01)
    never = asyncio.Event()

    class Hanging(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.path.endswith("/stop"):
                await never.wait()
            return httpx.Response(200, json=task("running"))

    waiting = asyncio.Event()

    async def block(_: object) -> None:
        waiting.set()
        await never.wait()

    oomol = AsyncOomol(transport=Hanging(), clock=clock)
    options = {"on_progress": block, "stop_on_cancel": True}
    wait = asyncio.ensure_future(oomol.tasks.wait_for_completion("t-1", options))
    await waiting.wait()
    wait.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(wait, 5)


async def test_runs_side_by_side_share_one_client(server: Any, clock: Any) -> None:
    """As the documented page gathers them."""

    def answer(request: httpx.Request) -> Any:
        if request.url.path.endswith("/logs"):
            return {"logs": [LOG, {"id": 0, "type": "BlockFinished", "event": {"result": 1}}]}
        return task("created" if request.method == "POST" else "completed")

    server.will(answer)
    async with AsyncOomol(transport=server.transport, clock=clock) as oomol:
        runs = await asyncio.gather(*(oomol.tasks.run(ASKED) for _ in range(5)))
    assert [run["result"] for run in runs] == [1] * 5


pytestmark = pytest.mark.anyio
