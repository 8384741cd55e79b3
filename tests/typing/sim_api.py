"""How the public types of Sim infer. Never run; checked by mypy and pyright."""

from __future__ import annotations

from typing import assert_type

from penstock import RateLimit, RetryPolicy, Timeouts
from penstock.errors import PenstockError
from penstock.sim import (
    AsyncExecutionResult,
    AsyncSim,
    Cancellation,
    ChunkEvent,
    FinalEvent,
    JobStatus,
    PausedExecution,
    PausePoint,
    RateLimitInfo,
    Run,
    Sim,
    SimStudioClient,
    SimStudioError,
    StreamEvent,
    UsageLimits,
    WorkflowExecutionResult,
    WorkflowStatus,
)


def blocking(sim: Sim, queue: bool) -> None:
    assert_type(SimStudioClient("key", "https://sim.ai"), Sim)
    assert_type(sim.execute_workflow("wf"), WorkflowExecutionResult)
    assert_type(sim.execute_workflow("wf", {"a": 1}, 5.0, True, ["a.b"]), WorkflowExecutionResult)
    assert_type(sim.execute_workflow("wf", async_execution=False), WorkflowExecutionResult)
    assert_type(sim.execute_workflow("wf", async_execution=True), AsyncExecutionResult)
    assert_type(
        sim.execute_workflow("wf", async_execution=queue),
        WorkflowExecutionResult | AsyncExecutionResult,
    )
    assert_type(
        sim.execute_with_retry("wf", max_retries=5), WorkflowExecutionResult | AsyncExecutionResult
    )
    assert_type(sim.execute_workflow_sync("wf"), WorkflowExecutionResult)
    assert_type(sim.get_workflow_status("wf"), WorkflowStatus)
    assert_type(sim.validate_workflow("wf"), bool)
    assert_type(sim.get_job_status("job"), JobStatus)
    assert_type(sim.get_rate_limit_info(), RateLimitInfo | None)
    assert_type(sim.get_usage_limits(), UsageLimits)
    assert_type(sim.wait_for_job("job"), JobStatus)
    assert_type(sim.run_and_wait("wf"), WorkflowExecutionResult)
    assert_type(sim.start_run("wf"), AsyncExecutionResult)
    assert_type(sim.get_run("wf", "run"), Run)
    assert_type(sim.cancel_run("wf", "run"), Cancellation)
    assert_type(list(sim.list_runs("wf")), list[Run])
    assert_type(sim.list_paused_executions("wf"), list[PausedExecution])
    assert_type(sim.get_paused_execution("wf", "run").pause_points, list[PausePoint])
    assert_type(sim.get_pause_point("wf", "run", "ctx"), PausePoint)
    assert_type(
        sim.resume_execution("wf", "run", "ctx"), WorkflowExecutionResult | AsyncExecutionResult
    )
    assert_type(dict(sim.rate_limits), dict[str, tuple[RateLimit, ...]])
    with sim.with_options(timeout=Timeouts(total=5), retry=RetryPolicy.none()) as view:
        assert_type(view, Sim)


def streams(sim: Sim) -> str:
    with sim.stream_workflow("wf", {"a": 1}, ["agent.content"]) as stream:
        for event in stream:
            assert_type(event, StreamEvent)
            if isinstance(event, ChunkEvent):
                assert_type(event.chunk, str)
            elif isinstance(event, FinalEvent):
                assert_type(event.success, bool)
        assert_type(stream.collect(), WorkflowExecutionResult)
    return stream.collect().text


def narrowing(result: WorkflowExecutionResult | AsyncExecutionResult) -> str | None:
    if isinstance(result, AsyncExecutionResult):
        return result.task_id
    assert_type(result.raise_for_failure(), WorkflowExecutionResult)
    return result.error


def failures() -> str | None:
    try:
        Sim().execute_workflow("wf")
    except SimStudioError as error:
        assert_type(error, PenstockError)
        return error.code
    return None


async def asynchronous(sim: AsyncSim) -> None:
    assert_type(await sim.execute_workflow("wf"), WorkflowExecutionResult)
    assert_type(await sim.execute_workflow("wf", async_execution=True), AsyncExecutionResult)
    assert_type([run async for run in sim.list_runs("wf")], list[Run])
    async with sim.stream_workflow("wf") as stream:
        async for event in stream:
            assert_type(event, StreamEvent)
        assert_type(await stream.collect(), WorkflowExecutionResult)
    async with sim.with_options(timeout=None) as view:
        assert_type(view, AsyncSim)
