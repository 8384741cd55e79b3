"""Runs of Sim in the words of all services."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from penstock import RequestTimeoutError, UsageError, WaitTimeoutError
from penstock.sim import (
    AsyncExecutionResult,
    Cancellation,
    ChunkEvent,
    JobStatus,
    Run,
    WorkflowExecutionResult,
)

pytestmark = pytest.mark.anyio

RUN = {
    "runId": "r-1",
    "workflowId": "wf",
    "status": "completed",
    "output": {"content": "Paris"},
    "error": None,
    "paused": None,
}
PAUSED = {**RUN, "status": "paused", "output": None, "paused": {"contextId": "ctx"}}
JOB = {"success": True, "taskId": "t", "status": "completed", "output": {"a": 1}}
OF_RUN = {**JOB, "output": {"output": {"a": 1}, "workflowId": "wf", "executionId": "e"}}
ONE = "/api/v2/workflows/wf/runs/r-1?includeOutput=true"


def data(body: Any, status: int = 200) -> httpx.Response:
    return httpx.Response(status, json={"data": body})


def queued(body: Any) -> httpx.Response:
    return httpx.Response(202, json=body)


async def test_a_run_is_started_waited_for_and_looked_at_through_v1(make, server) -> None:
    """By what `start` returned, and by what came after."""
    client = make()
    server.will(queued({"taskId": "t"}), {**JOB, "status": "processing"}, JOB)
    receipt = await client.runs.start("wf", {"a": 1}, execution_timeout=60, retry=0)
    assert type(receipt) is AsyncExecutionResult
    seen: list[str] = []
    ended = await client.runs.wait(
        receipt, poll=1, wait_timeout=60, on_update=lambda job: seen.append(job["status"])
    )
    assert type(ended) is JobStatus
    assert (ended.output, ended.raise_for_failure(), seen) == (
        {"a": 1},
        ended,
        ["processing", "completed"],
    )
    for run in (receipt, ended, "t"):
        assert (await client.runs.get(run)).output == {"a": 1}
    assert server.paths == ["/api/workflows/wf/execute", *["/api/jobs/t"] * 5]
    assert server.requests[0].headers["x-execution-mode"] == "async"


async def test_a_run_is_started_waited_for_and_looked_at_through_v2(make, server) -> None:
    """By ids, too."""
    client = make(api="v2")
    server.will(data({"runId": "r-1", "statusUrl": "u"}, 202), data(RUN))
    receipt = await client.runs.start("wf", run_id="r-1")
    found = await client.get_run("wf", "r-1")
    for run in (receipt, found, await client.runs.wait(receipt)):
        assert (await client.runs.get(run)).output == {"content": "Paris"}
    assert (await client.runs.get("r-1", workflow_id="wf")).run_id == "r-1"
    assert (await client.runs.wait("r-1", workflow_id="wf")).succeeded
    assert set(server.paths[1:]) == {ONE}


@pytest.mark.table("api", ["v1", "v2"])
async def test_a_run_is_carried_out(make, server, api) -> None:
    """Through the client's own interface, with the limits of all services."""
    client = make(api=api)
    v1 = {"success": True, "output": {"a": 1}, "executionId": "e"}
    server.will(httpx.Response(200, json=v1 if api == "v1" else {"data": RUN}))
    result = await client.runs.run("wf", {"a": 1}, timeout=5)
    assert type(result) is WorkflowExecutionResult
    assert result.raise_for_failure() is result
    typed = await client.runs.run("wf", output_type=dict[str, Any])
    assert typed.output == result.output
    with pytest.raises(UsageError, match="attempt_timeout"):
        await client.runs.run("wf", attempt_timeout=0)


async def test_an_attempt_has_its_own_time(make, server, clock) -> None:
    """Beside the whole call."""

    def slow(request: httpx.Request) -> Exception:
        clock.now += request.extensions["timeout"]["read"]
        return httpx.ReadTimeout("")

    server.will(slow)
    with pytest.raises(RequestTimeoutError, match="within the 3 s of one attempt"):
        await make().runs.run("wf", attempt_timeout=3, timeout=60)


async def test_a_run_is_streamed(make, server) -> None:
    """Its events are the same."""
    done = b'data: {"event":"final","data":{"success":true,"output":{}}}\n\n'
    server.will(server.stream(b'data: {"blockId":"b","chunk":"Hi"}\n\n', done))
    opened = make().runs.stream("wf", {"a": 1}, selected_outputs=["b.content"], idle_timeout=5)
    async with opened as stream:
        first = await anext(stream)
        assert isinstance(first, ChunkEvent)
        assert first.chunk == "Hi"
        assert (await stream.collect()).succeeded


async def test_runs_are_listed(make, server) -> None:
    """One by one, each good for `get`."""
    client = make()
    server.will(data([RUN]), data(RUN))
    runs = [run async for run in client.runs.list("wf", status="completed", limit=5)]
    assert [type(run) for run in runs] == [Run]
    assert (await client.runs.get(runs[0])).succeeded
    assert server.paths == ["/api/v2/workflows/wf/runs?status=completed&limit=5", ONE]


async def test_a_run_is_cancelled_by_whatever_names_it(make, server) -> None:
    """One that was queued through v1 by the run of its job."""
    client = make()
    cancelled = {"success": True, "runId": "r-1", "executionId": "e"}
    server.will(data(RUN), data(cancelled))
    run = await client.get_run("wf", "r-1")
    assert type(await client.runs.cancel(run)) is Cancellation
    await client.runs.cancel("r-1", workflow_id="wf")
    assert server.paths[1:] == ["/api/v2/workflows/wf/runs/r-1/cancel"] * 2
    server.answers[:] = [httpx.Response(200, json=OF_RUN), httpx.Response(200, json=cancelled)]
    assert (await client.runs.cancel("t")).success
    assert server.paths[-2:] == ["/api/jobs/t", "/api/workflows/wf/executions/e/cancel"]
    server.answers[:] = [httpx.Response(200, json=JOB)]
    with pytest.raises(UsageError, match="can't be cancelled"):
        await client.runs.cancel("t")


async def test_a_paused_run_is_resumed_by_itself(make, server) -> None:
    """Its pause names the context; one that is given goes before it."""
    client = make()
    server.will(data(PAUSED), data(RUN))
    paused = await client.runs.wait("r-1", workflow_id="wf", until_paused=True)
    assert paused.is_paused
    server.requests.clear()
    for given in ({}, {"context_id": "other"}):
        result = await client.runs.resume(paused, {"approved": True}, **given)
        assert isinstance(result, WorkflowExecutionResult)
        assert result.succeeded
    assert [body["contextId"] for body in server.bodies] == ["ctx", "other"]
    with pytest.raises(UsageError, match="no pause"):
        await client.runs.resume(await client.get_run("wf", "r-1"))


async def test_a_wait_gives_up(make, server) -> None:
    """After `wait_timeout`, in any call; `timeout` does the same on those that had it."""
    client = make()
    server.will({**JOB, "status": "processing", "output": None})
    for call in (
        lambda: client.runs.wait("t", wait_timeout=3),
        lambda: client.wait_for_job("t", wait_timeout=3),
        lambda: client.wait_for_job("t", timeout=3),
    ):
        with pytest.raises(WaitTimeoutError, match="3 s"):
            await call()
    server.answers[:] = [queued({"taskId": "t"}), {**JOB, "status": "processing"}]
    with pytest.raises(WaitTimeoutError, match="3 s"):
        await client.run_and_wait("wf", wait_timeout=3)


@pytest.mark.table(
    ("run", "ids", "message"),
    [
        (5, {}, "not int"),
        (WorkflowExecutionResult(True), {}, "run's workflow isn't known"),
        (WorkflowExecutionResult(True, workflow_id="wf"), {}, "no id of this run"),
        ("..", {"workflow_id": "wf"}, "another path"),
        ("r-1", {"workflow_id": ".."}, "another path"),
    ],
)
async def test_what_names_no_run_is_refused(make, server, run, ids, message) -> None:
    """With what is missing."""
    client = make()
    for call in (client.runs.get, client.runs.wait, client.runs.cancel):
        with pytest.raises(UsageError, match=message):
            await call(run, **ids)
    assert server.requests == []
