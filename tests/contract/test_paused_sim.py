"""A run of v1 in 2026-08 that waits for a person: found, looked at and resumed, without v2."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from fronts import Front, at

from penstock.errors import ConflictError, NotFoundError
from penstock.sim import AsyncExecutionResult, Sim, WorkflowExecutionResult
from penstock_mock.mock import Mock
from penstock_mock.services.sim import fail, paused, response_block, succeed

Make = Callable[..., tuple[Sim, Mock]]


@pytest.fixture(params=["in-process", "port"])
def make(request: pytest.FixtureRequest) -> Iterator[Make]:
    with ExitStack() as stack:

        def made(*behaviours: Any, **options: Any) -> tuple[Sim, Mock]:
            places = at(request.param, "sim", dialect="2026-08", v2_gate=False, **options)
            front: Front = next(places)
            stack.callback(lambda: [*places])
            assert front.mock is not None
            front.mock.sim.workflow("wf", *behaviours)
            sim = stack.enter_context(Sim("key", retry=0, **front.settings))
            return sim, front.mock

        yield made


def waiting(sim: Sim, **how: Any) -> str:
    """Run the workflow until it waits, and return the run's id."""
    if how.get("async_execution"):
        job = sim.wait_for_job(sim.execute_workflow("wf", async_execution=True))
        assert job.is_paused
        return str(job.run_id)
    result = sim.execute_workflow("wf", **how)
    assert isinstance(result, WorkflowExecutionResult)
    assert (result.is_paused, result.success) == (True, False)
    return str(result.run_id)


HOWS = [{}, {"stream": True}, {"async_execution": True}]


@pytest.mark.table("how", HOWS, ids=str)
def test_a_waiting_run_is_listed_until_it_is_resumed(make: Make, how: dict[str, Any]) -> None:
    sim, _ = make(paused(succeed({"approved": True})))
    run_id = waiting(sim, **how)

    (listed,) = sim.list_paused_executions("wf", statuses=["paused"])
    found = sim.get_paused_execution("wf", run_id)
    assert (listed.id, listed.run_id, listed.status) == (found.id, run_id, "paused")
    assert (listed.pause_points, listed.queue, found.queue) == (found.pause_points, None, [])
    (point,) = found.pause_points
    assert (point.context_id, point.status) == ("ctx-1", "paused")
    assert point.output["responseStructure"][0]["value"] == "Approve?"
    assert found.paused_at is not None
    assert sim.get_pause_point("wf", run_id, "ctx-1") == point

    got = sim.resume_execution("wf", run_id, point.context_id, {"approved": True})
    assert (got.run_id, got.workflow_id) == (run_id, "wf")
    assert got.resume_id not in (None, run_id)
    if isinstance(got, AsyncExecutionResult):
        output = sim.wait_for_job(got).workflow_output
    else:
        assert (got.success, got.status) == (True, "completed")
        output = got.output
    assert output == {"approved": True}
    assert sim.get_execution("wf", run_id).output == {"approved": True}
    assert sim.list_paused_executions("wf", statuses=["paused", "partially_resumed"]) == []
    (over,) = sim.list_paused_executions("wf")
    assert (over.status, over.pause_points[0].status) == ("fully_resumed", "resumed")
    assert sim.get_pause_point("wf", run_id, "ctx-1").status == "resumed"
    with pytest.raises(NotFoundError, match="Pause context not found"):
        sim.get_pause_point("wf", run_id, "other")


@pytest.mark.table("how", [{}, {"stream": True}], ids=str)
def test_a_run_may_fail_or_pause_again_after_it_was_resumed(
    make: Make, how: dict[str, Any]
) -> None:
    sim, _ = make(paused(paused(fail("boom"), context_id="ctx-2")))
    run_id = waiting(sim, **how)
    again = sim.resume_execution("wf", run_id, "ctx-1")
    assert isinstance(again, WorkflowExecutionResult)
    assert (again.status, again.success) == ("paused", False)
    assert again.paused is not None
    assert again.paused["contextId"] == "ctx-2"
    (listed,) = sim.list_paused_executions("wf")
    assert listed.status == "partially_resumed"
    assert [point.status for point in listed.pause_points] == ["resumed", "paused"]

    ended = sim.resume_execution("wf", run_id, "ctx-2")
    assert isinstance(ended, WorkflowExecutionResult)
    assert (ended.success, ended.status, ended.error) == (False, "failed", "boom")


@pytest.mark.table("how", [{}, {"stream": True}], ids=str)
def test_a_resumed_run_may_end_in_a_response_block(make: Make, how: dict[str, Any]) -> None:
    """Its payload stays in the output then, and the result is as everywhere."""
    sim, _ = make(paused(response_block({"hello": "hi"}, 404)))
    ended = sim.resume_execution("wf", waiting(sim, **how), "ctx-1")
    assert isinstance(ended, WorkflowExecutionResult)
    assert (ended.success, ended.output, ended.response_status) == (True, {"hello": "hi"}, 404)


def test_a_resume_that_leads_nowhere_is_refused(make: Make) -> None:
    sim, _ = make(paused(), succeed())
    run_id = waiting(sim)
    with pytest.raises(NotFoundError, match="Pause point not found for execution"):
        sim.resume_execution("wf", run_id, "other")
    sim.resume_execution("wf", run_id, "ctx-1")
    with pytest.raises(ConflictError, match="Paused execution is not resumable") as raised:
        sim.resume_execution("wf", run_id, "ctx-1")
    assert raised.value.run_id == run_id

    done = sim.execute_workflow("wf").run_id
    assert done is not None
    for never in (done, "none"):
        with pytest.raises(NotFoundError, match="Paused execution not found"):
            sim.resume_execution("wf", never, "ctx-1")
        with pytest.raises(NotFoundError, match="Paused execution not found"):
            sim.get_paused_execution("wf", never)


def test_a_run_that_waits_for_a_time_is_not_listed(make: Make) -> None:
    sim, _ = make(paused(kind="time", resume_at=2e9))
    sim.execute_workflow("wf")
    assert sim.list_paused_executions("wf") == []


def test_a_cancelled_run_waits_no_more(make: Make) -> None:
    sim, _ = make(paused())
    run_id = waiting(sim)
    assert sim.cancel_execution("wf", run_id).success
    assert sim.get_paused_execution("wf", run_id).status == "cancelled"
    with pytest.raises(ConflictError):
        sim.resume_execution("wf", run_id, "ctx-1")


def test_a_documented_server_has_no_paused_runs() -> None:
    mock = Mock()
    with Sim("key", transport=mock.transport, clock=mock.clock, retry=0) as sim:
        for ask in (
            lambda: sim.list_paused_executions("wf"),
            lambda: sim.get_paused_execution("wf", "r"),
            lambda: sim.resume_execution("wf", "r", "c"),
        ):
            with pytest.raises(NotFoundError):
                ask()


def test_a_resume_behind_another_one_has_a_receipt_without_a_job() -> None:
    mock = Mock(dialect="2026-08")
    queued = {
        "status": "queued",
        "executionId": "new",
        "queuePosition": 1,
        "message": "Resume queued. It will run after current resumes finish.",
    }
    mock.stub("resumeExecution", status=200, json=queued)
    with Sim("key", transport=mock.transport, clock=mock.clock) as sim:
        got = sim.resume_execution("wf", "r-1", "ctx")
    assert isinstance(got, AsyncExecutionResult)
    assert (got.status, got.run_id, got.resume_id, got.kind) == ("queued", "r-1", "new", "run")
    assert got.message.startswith("Resume queued")
