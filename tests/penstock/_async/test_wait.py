"""Waiting for queued runs: when to ask, when to stop, what to survive."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from penstock import (
    AuthenticationError,
    Fixed,
    ServerError,
    UsageError,
    WaitTimeoutError,
)
from penstock.sim import AsyncExecutionResult

pytestmark = pytest.mark.anyio


def job(status: str, **more: Any) -> dict[str, Any]:
    return {"success": True, "taskId": "run_1", "status": status, "metadata": {}, **more}


def run(status: str, **more: Any) -> dict[str, Any]:
    empty = {"trigger": "api", "startedAt": None, "endedAt": None, "durationMs": None}
    data = {"runId": "r-1", "workflowId": "wf", "status": status, "output": None, "error": None}
    return {"data": {**data, **empty, **more}}


DONE = job("completed", output={"success": True, "workflowId": "wf", "output": {"content": "ok"}})


async def test_it_asks_until_the_job_is_finished(sim, server, clock) -> None:
    """At growing intervals, and not a moment longer."""
    server.will(job("queued"), job("processing"), job("processing"), DONE)
    status = await sim.wait_for_job("run_1")
    assert (status["status"], status.workflow_output) == ("completed", {"content": "ok"})
    assert clock.slept == [0.5, 0.75, 1.125]
    assert server.paths == ["/api/jobs/run_1"] * 4


@pytest.mark.table("last", ["completed", "failed", "cancelled"])
async def test_each_end_ends_it(sim, server, last) -> None:
    """A failed job is no error: it is asked about, not run."""
    server.will(job("processing"), job(last))
    status = await sim.wait_for_job("run_1")
    assert (status["status"], status.is_finished, status.succeeded) == (
        last,
        True,
        last == "completed",
    )


@pytest.mark.table(
    ("sent", "told"),
    [
        ("queued", "queued"),
        ("pending", "queued"),
        ("waiting", "queued"),
        ("admitting", "queued"),
        ("admitted", "queued"),
        ("processing", "processing"),
        ("running", "processing"),
        ("unknown", "processing"),
        ("levitating", "processing"),
    ],
)
async def test_every_state_that_is_no_end_is_waited_through(sim, server, sent, told) -> None:
    """In the documented words, with the one that was sent kept."""
    server.will(job(sent), DONE)
    seen = []
    await sim.wait_for_job("run_1", on_update=seen.append)
    assert (seen[0]["status"], seen[0].raw_status, seen[1]["status"]) == (told, sent, "completed")


async def test_the_schedule_is_the_callers(sim, server, clock) -> None:
    """A number of seconds, or a schedule."""
    for poll in (2, Fixed(2.0)):
        server.answers.clear()
        clock.slept.clear()
        server.will(job("queued"), job("queued"), DONE)
        await sim.wait_for_job("run_1", poll=poll)
        assert clock.slept == [2, 2]


async def test_it_gives_up_when_time_is_up(sim, server, clock) -> None:
    """The last sleep is cut short, one more question asked, and the last state reported."""
    server.will(httpx.Response(200, headers={"x-request-id": "r-1"}, json=job("processing")))
    with pytest.raises(WaitTimeoutError, match="5 s") as caught:
        await sim.wait_for_job("run_1", poll=2, timeout=5)
    error = caught.value
    assert (clock.slept, clock.now, len(server.requests)) == ([2, 2, 1], 1005, 4)
    assert (error.job_id, error.last["status"], error.cancelled) == ("run_1", "processing", None)
    assert isinstance(error, TimeoutError)
    assert error.code == "TIMEOUT"
    # Those of the response that the last state came in.
    assert (error.request_id, error.attempts, error.body) == ("r-1", 1, job("processing"))
    assert (error.service, error.run_id) == ("sim", None)  # it is the job's id that is known


async def test_what_is_left_is_handed_to_each_question(sim, server) -> None:
    """One that hangs can't overrun the wait by more than the last question's grace."""
    server.will(job("processing"))
    with pytest.raises(WaitTimeoutError):
        await sim.wait_for_job("run_1", poll=8, timeout=20)
    times = [request.extensions["timeout"]["read"] for request in server.requests]
    assert times == [20, 12, 5, 5]


async def test_passing_failures_are_survived(sim, server, clock) -> None:
    """A restart of the server, a lost network; each is tried again within the question, too."""
    server.will(
        httpx.Response(502, text="<html>"),
        httpx.ReadError(""),
        httpx.ConnectError(""),
        httpx.Response(200, text="<html>"),
        job("processing"),
        DONE,
    )
    assert (await sim.wait_for_job("run_1", poll=1))["status"] == "completed"


async def test_an_outage_ends_the_wait(sim, server) -> None:
    """After five failed questions in a row."""
    server.will(httpx.Response(500, json={"error": "down"}))
    with pytest.raises(ServerError, match="down"):
        await sim.with_options(retry=0).wait_for_job("run_1")
    assert len(server.requests) == 5


async def test_a_failure_that_will_not_pass_ends_the_wait(sim, server) -> None:
    """A wrong key stays wrong."""
    server.will(job("queued"), httpx.Response(401, json={"error": "no"}))
    with pytest.raises(AuthenticationError):
        await sim.wait_for_job("run_1")
    assert len(server.requests) == 2


async def test_a_servers_wait_replaces_the_schedules(sim, server, clock) -> None:
    """It knows best when to be asked again."""
    told = httpx.Response(429, json={"error": "slow"}, headers={"retry-after": "17"})
    server.will(told, DONE)
    await sim.with_options(retry=0).wait_for_job("run_1")
    assert clock.slept == [17]


@pytest.mark.table(
    ("handle", "path"),
    [
        ("run_1", "/api/jobs/run_1"),
        ("a/../b c?x=1", "/api/jobs/a%2F..%2Fb%20c%3Fx%3D1"),
        ("/api/jobs/run_1", "/api/jobs/run_1"),
        ("https://elsewhere.example/api/jobs/run_1", "/api/jobs/run_1"),
        ({"success": True, "taskId": "run_1"}, "/api/jobs/run_1"),
        ({"jobId": "run_1", "statusUrl": "https://x.example/api/jobs/run_1"}, "/api/jobs/run_1"),
        ({"links": {"status": "/api/jobs/run_1"}}, "/api/jobs/run_1"),
    ],
)
async def test_a_job_is_found_by_whatever_names_it(sim, server, handle, path) -> None:
    """Of an address only the ids are used: the key goes to our host and no other."""
    server.will(DONE)
    await sim.wait_for_job(handle)
    assert server.paths == [path]
    assert server.requests[0].url.host == "www.sim.ai"


RUN = "/api/v2/workflows/wf/runs/r-1"


@pytest.mark.table(
    "handle",
    [
        RUN,
        f"https://www.sim.ai{RUN}",
        {"data": {"runId": "r-1", "statusUrl": f"https://www.sim.ai{RUN}"}},
        {"runId": "r-1", "workflowId": "wf"},
        AsyncExecutionResult(True, "r-1", "queued", "", {}, workflow_id="wf", kind="run"),
        AsyncExecutionResult(True, "r-1", "queued", "", {"status": RUN}, kind="run"),
    ],
)
async def test_a_run_of_v2_is_found_and_looks_like_a_job(sim, server, handle) -> None:
    """One loop waits for either."""
    server.will(run("queued"), run("running"), run("completed", output={"a": 1}, durationMs=5.5))
    status = await sim.wait_for_job(handle)
    assert (status["status"], status["output"], status.workflow_output) == (
        "completed",
        {"a": 1},
        {"a": 1},
    )
    assert (status["metadata"]["duration"], status.run_id, status.job_id) == (5.5, "r-1", "r-1")
    assert server.paths == [f"{RUN}?includeOutput=true"] * 3


@pytest.mark.table(
    "handle", [None, 7, "", "..", {}, {"runId": "r-1"}, "https://www.sim.ai/api/users"]
)
async def test_what_names_no_job_is_refused(sim, server, handle) -> None:
    """Before anything is sent."""
    with pytest.raises(UsageError):
        await sim.wait_for_job(handle)
    assert server.requests == []


async def test_a_paused_run_is_waited_for_unless_asked_not_to(sim, server) -> None:
    """It may be resumed by a clock, or never."""
    server.will(run("paused", paused={"contextId": "c"}), run("completed"))
    assert (await sim.wait_for_job(RUN, until_paused=True)).is_paused
    assert (await sim.wait_for_job(RUN)).succeeded


async def test_a_wait_for_a_pause_goes_on_while_the_run_is_being_resumed(sim, server) -> None:
    """It stays paused for some seconds more, with a context of null."""
    under_way = run("paused", paused={"contextId": None, "pauseKind": None, "resumedCount": 0})
    server.will(under_way, under_way, run("completed", output={"a": 1}))
    status = await sim.wait_for_job(RUN, until_paused=True)
    assert (status.succeeded, len(server.requests)) == (True, 3)
    server.answers[:] = [under_way]
    found = await sim.get_run("wf", "r-1")
    assert (found.status, found.is_paused, found.is_finished) == ("paused", False, False)


@pytest.mark.table("resume_at", [None, "2026-08-20T11:00:00.000Z"])
async def test_running_and_waiting_ends_at_a_pause_for_a_person(make, server, resume_at) -> None:
    """One for a time ends by itself."""
    receipt = httpx.Response(202, json={"data": {"runId": "r-1", "statusUrl": "u"}})
    server.will(
        receipt, run("paused", paused={"contextId": "c", "resumeAt": resume_at}), run("completed")
    )
    result = await make(api="v2").run_and_wait("wf")
    assert (result.is_paused, result.success) == (resume_at is None, resume_at is not None)
    assert (result.paused is None) == result.success


async def test_a_run_is_cancelled_on_timeout_if_asked(sim, server) -> None:
    """And the error has the outcome."""
    for reason, cancelled in (("recorded", True), ("already_completed", False)):
        server.answers.clear()
        server.will(
            run("running"),
            run("running"),
            {"data": {"success": True, "runId": "r-1", "reason": reason}},
        )
        with pytest.raises(WaitTimeoutError) as caught:
            await sim.wait_for_job(RUN, poll=2, timeout=2, cancel_on_timeout=True)
        assert caught.value.cancelled is cancelled
        assert server.paths[-1] == f"{RUN}/cancel"


async def test_a_failed_cancellation_does_not_hide_the_timeout(sim, server) -> None:
    """It is reported as not cancelled."""
    server.will(run("running"), run("running"), httpx.Response(404, json={"error": {}}))
    with pytest.raises(WaitTimeoutError) as caught:
        await sim.wait_for_job(RUN, poll=2, timeout=2, cancel_on_timeout=True)
    assert caught.value.cancelled is False


NEWER = {"workflowId": "wf", "correlation": {"executionId": "e-1"}}


@pytest.mark.table(("reason", "cancelled"), [("recorded", True), ("already_completed", False)])
async def test_a_job_of_v1_is_cancelled_by_the_ids_of_its_run(
    sim, server, reason, cancelled
) -> None:
    """Servers of 2026-08 send the run's id with the job."""
    under_way = job("processing", metadata=NEWER)
    done = {"success": True, "executionId": "e-1", "reason": reason}
    server.will(under_way, under_way, under_way, done)
    with pytest.raises(WaitTimeoutError) as caught:
        await sim.wait_for_job("run_1", poll=2, timeout=2, cancel_on_timeout=True)
    assert caught.value.cancelled is cancelled
    assert server.paths[-1] == "/api/workflows/wf/executions/e-1/cancel"


async def test_a_job_whose_run_is_not_told_cannot_be_cancelled(sim, server) -> None:
    """As on documented servers, which have no way to cancel it."""
    server.will(job("processing"))
    with pytest.raises(WaitTimeoutError) as caught:
        await sim.wait_for_job("run_1", poll=2, timeout=2, cancel_on_timeout=True)
    assert caught.value.cancelled is False
    assert {request.method for request in server.requests} == {"GET"}


async def test_running_and_waiting_is_one_call(sim, server) -> None:
    """Queue, wait, and the result as if it had run at once."""
    server.will(
        httpx.Response(202, json={"success": True, "jobId": "run_1", "executionId": "e"}),
        job("pending"),
        DONE,
    )
    result = await sim.run_and_wait("wf", {"message": "hi"})
    assert (result.success, result.output, result.workflow_id) == (True, {"content": "ok"}, "wf")
    assert server.requests[0].headers["x-execution-mode"] == "async"


async def test_running_and_waiting_tells_failures_in_all_their_forms(sim, server) -> None:
    """A job that is completed and failed inside, one with an object, one with a text."""
    receipt = httpx.Response(202, json={"success": True, "taskId": "run_1"})
    inside = {"success": False, "workflowId": "wf", "output": {}}
    for last, error in (
        (job("completed", output=inside), "the workflow failed; the server gives no reason"),
        (job("failed", error={"message": "crashed", "name": "E"}), "crashed"),
        (job("failed", error="boom"), "boom"),
        (job("cancelled"), "the job was cancelled"),
    ):
        server.answers.clear()
        server.will(receipt, last)
        result = await sim.run_and_wait("wf")
        assert (result.success, result.error) == (False, error)


async def test_a_usage_limit_in_a_job_is_told_as_such(sim, server) -> None:
    """It isn't checked when a job is queued, but when it starts."""
    receipt = httpx.Response(202, json={"success": True, "taskId": "run_1"})
    server.will(receipt, job("failed", error="Usage limit exceeded: $10.02 used of $10.00 limit."))
    assert (await sim.run_and_wait("wf")).error_code == "USAGE_LIMIT_EXCEEDED"


async def test_running_and_waiting_through_v2(make, server) -> None:
    """The result is the run's, with its error's code."""
    failed = {"message": "no", "code": "EXECUTION_FAILED"}
    server.will(
        httpx.Response(202, json={"data": {"runId": "r-1", "statusUrl": f"https://x.y{RUN}"}}),
        run("running"),
        run("failed", error=failed),
    )
    result = await make(api="v2").run_and_wait("wf", {"a": 1}, execution_timeout=60)
    assert (result.success, result.error, result.error_code) == (False, "no", "EXECUTION_FAILED")
    assert (result.status, result.run_id) == ("failed", "r-1")
    sent = {"input": {"a": 1}, "async": True, "executionTimeoutSeconds": 60}
    assert json.loads(server.requests[0].content) == sent


async def test_a_server_that_never_queues_has_run_it_already(sim, server) -> None:
    """Servers of November 2025 ignored the header."""
    times = {"duration": 1, "startTime": "2025-11-12T18:40:00.000Z"}
    server.will({"success": True, "output": {"a": 1}, "metadata": times})
    assert (await sim.run_and_wait("wf")).output == {"a": 1}


async def test_a_wrong_function_is_refused_before_anything_is_sent(sim, make_dify, server) -> None:
    """Also before a run is queued, which would go on without its caller."""
    wrong = {"on_update": 5}
    run_id = "c0640fc8-03ef-4481-a96c-8a13b732a36e"
    for call, *args in (
        (sim.run_and_wait, "wf"),
        (sim.wait_for_job, "run_1"),
        (sim.runs.wait, AsyncExecutionResult(success=True, task_id="run_1")),
        (make_dify().workflows.wait, run_id),
    ):
        with pytest.raises(UsageError, match="on_update must be a function, not int"):
            await call(*args, **wrong)
    assert server.requests == []
