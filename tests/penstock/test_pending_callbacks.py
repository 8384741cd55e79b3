"""Key functions and hooks of async clients that don't return in time, or not before the end."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

import anyio
import httpx
import pytest

from penstock import (
    ClientClosedError,
    DeadlineExceededError,
    PenstockError,
    RetryPolicy,
    WaitTimeoutError,
)
from penstock.dify import AsyncDify
from penstock.hooks import FailureEvent
from penstock.oomol import AsyncOomol
from penstock.sim import AsyncSim

pytestmark = pytest.mark.anyio

KEY = "sk-sim-0123456789"
STATUS = {"isDeployed": True, "deployedAt": None, "needsRedeployment": False}
REFUSED = httpx.Response(503, json={"error": "down"})

# The argument that hangs, the answers, and whether the request was sent.
CALLBACKS = {
    "api_key": ([STATUS], False),
    "on_request": ([STATUS], False),
    "on_response": ([STATUS], True),
    "on_retry": ([REFUSED], True),
    "policy": ([REFUSED], True),
}


async def hang(*_: object) -> str:
    await anyio.sleep_forever()
    return "never"


def hanging(name: str, **settings: Any) -> AsyncSim:
    """A client one of whose functions never returns."""
    if name == "policy":
        return AsyncSim(KEY, retry=RetryPolicy(initial_delay=0, on_retry=hang), **settings)
    at_once = RetryPolicy(initial_delay=0)
    given: dict[str, Any] = {"api_key": KEY, "retry": at_once, name: hang, **settings}
    return AsyncSim(**given)


@pytest.mark.parametrize("name", CALLBACKS)
async def test_a_callback_that_hangs_ends_with_the_time_of_the_call(name: str, server) -> None:
    answers, sent = CALLBACKS[name]
    server.will(*answers, STATUS)
    failures: list[FailureEvent] = []
    sim = hanging(
        name, transport=server.transport, timeout=0.05, max_in_flight=1, on_error=failures.append
    )
    with anyio.fail_after(5), pytest.raises(DeadlineExceededError, match="took too long") as caught:
        await sim.get_workflow_status("wf")
    assert (caught.value.sent, caught.value.service) == (sent, "sim")
    assert [failure.error for failure in failures] == [caught.value]
    healthy = sim.with_options(
        api_key=KEY, on_request=None, on_response=None, on_retry=None, retry=None, timeout=None
    )
    with anyio.fail_after(5):  # and its place is free
        assert (await healthy.get_workflow_status("wf")).is_deployed


@pytest.mark.parametrize("name", [*CALLBACKS, "stream"])
async def test_closing_the_client_ends_a_callback_that_hangs(name: str, server) -> None:
    answers, sent = CALLBACKS.get(name, ([STATUS], False))
    server.will(*answers)
    sim = hanging("api_key" if name == "stream" else name, transport=server.transport, timeout=None)
    view = sim.with_options(headers={"x-tenant": "blue"})
    caught: list[PenstockError] = []

    async def call() -> None:
        try:
            if name == "stream":
                await view.stream_workflow("wf", {}).collect()
            else:
                await view.get_workflow_status("wf")
        except PenstockError as error:
            caught.append(error)

    with anyio.fail_after(5):
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(call)
            await anyio.wait_all_tasks_blocked()
            await sim.aclose()
    (error,) = caught
    assert isinstance(error, ClientClosedError)
    assert error.sent is sent


async def test_on_error_has_a_moment_after_the_time_of_the_call(
    server, clock, monkeypatch, caplog
) -> None:
    monkeypatch.setattr("penstock._core._async.caller._REPORTING", 0.02)

    def respond_late(request: httpx.Request) -> httpx.Response:
        clock.now += 60
        raise httpx.ReadTimeout("slow", request=request)

    server.will(respond_late)
    sim = hanging("on_error", transport=server.transport, clock=clock, timeout=30)
    with anyio.fail_after(5), pytest.raises(DeadlineExceededError, match="no complete response"):
        await sim.get_workflow_status("wf")
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert record.getMessage() == "on_error raised an exception, which the call ignores"
    assert "on_error took too long" in caplog.text


RUN = {"id": "2b9e4e7c-6c56-4ac0-9d3b-1d8f5a5a0d6e", "workflow_id": "w", "status": "running"}
# The client, its wait for a run, and the run's state, which has no end.
WAITS: dict[str, tuple[type[Any], Callable[[Any], Any], Any]] = {
    "sim": (
        AsyncSim,
        lambda sim: partial(sim.runs.wait, "t"),
        {"success": True, "taskId": "t", "status": "processing"},
    ),
    "dify": (AsyncDify, lambda dify: partial(dify.workflows.wait, RUN["id"]), RUN),
    "oomol": (
        AsyncOomol,
        lambda oomol: partial(oomol.tasks.wait, "t"),
        {"success": True, "task": {"id": "t", "status": "running"}},
    ),
}


@pytest.mark.parametrize("name", WAITS)
async def test_an_update_that_hangs_ends_with_the_wait_and_with_the_client(
    name: str, server, monkeypatch
) -> None:
    monkeypatch.setattr("penstock._core._async.poll._LAST_UPDATE", 0.01)
    cls, bind, state = WAITS[name]
    server.will(state)
    client = cls(KEY, transport=server.transport)
    wait = bind(client)
    with anyio.fail_after(5), pytest.raises(WaitTimeoutError) as caught:
        await wait(wait_timeout=0.02, on_update=hang)
    assert caught.value.service == name
    closed: list[PenstockError] = []

    async def waiting() -> None:
        try:
            await wait(wait_timeout=None, on_update=hang)
        except PenstockError as error:
            closed.append(error)

    with anyio.fail_after(5):
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(waiting)
            await anyio.wait_all_tasks_blocked()
            await client.aclose()
    assert [type(error) for error in closed] == [ClientClosedError]
