"""Inferred types of Sim's public names. Never run; checked by mypy and pyright."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Literal, NamedTuple, TypedDict, assert_type

import attrs
import pydantic

from penstock import RateLimit, RetryPolicy, Timeouts, run_concurrent
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
    ThinkingEvent,
    ToolEvent,
    UsageLimits,
    WorkflowExecutionResult,
    WorkflowStatus,
)
from penstock_api import models, operations


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


def fields_of_the_document(sim: Sim) -> None:
    run = sim.get_run("wf", "run")
    assert_type(run.run_id, str)
    assert_type(run.status, models.SimRunStatus)
    assert_type(run.started_at, datetime | None)
    assert_type(run.charge, models.SimRunCost | None)
    assert_type(run.cost, float | None)
    assert_type(run.failure, models.SimRunError | None)
    assert_type(run.error, str | None)
    assert_type(run.paused, dict[str, Any] | None)
    assert_type(run.request_id, str | None)
    assert_type(run.headers, Mapping[str, str])
    assert_type(run.rate_limit, RateLimitInfo | None)
    for page in sim.list_runs("wf").pages():
        assert_type(page.next_cursor, str | None)
    if (execution := sim.get_execution("wf", "run").execution) is not None:
        assert_type(execution.level, str | None)
    cancelled = sim.cancel_run("wf", "run")
    assert_type(cancelled.durably_recorded, bool)
    assert_type(cancelled.reason, models.SimCancelReason | None)
    paused = sim.get_paused_execution("wf", "run")
    assert_type(paused.run_id, str)
    assert_type(paused.total_pause_count, int | None)
    assert_type([point.context_id for point in paused.pause_points], list[str])
    point = sim.get_pause_point("wf", "run", "ctx")
    assert_type(point.status, models.SimResumeStatus)
    if point.detail is not None:
        assert_type(point.detail.queue, list[models.SimResumeEntry] | None)
    deployed = sim.get_workflow_status("wf")
    assert_type(deployed.model.is_published, bool | None)
    assert_type(deployed.request_id, str | None)
    limits = sim.get_usage_limits()
    assert_type(limits.model.rate_limit.sync.max_burst, int | None)
    assert_type(limits.model.storage, models.SimStorage | None)
    job = sim.get_job_status("job")
    assert_type(job.metadata.completed_at, str | None)
    assert_type(job.run, Run | None)
    assert_type(job.headers, Mapping[str, str])


def answers_in_all_their_fields(sim: Sim) -> None:
    result = sim.execute_workflow("wf")
    assert_type(result.headers, Mapping[str, str])
    assert_type(result.request_id, str | None)
    if isinstance(result.model, models.SimExecutionResult):
        assert_type(result.model.metadata, models.SimExecutionMetadata | None)
    elif isinstance(result.model, models.SimRunResult):
        assert_type(result.model.ended_at, datetime | None)
    receipt = sim.start_run("wf")
    if isinstance(receipt.model, models.SimRunReceipt):
        assert_type(receipt.model.queue_position, int | None)


def called(sim: Sim) -> None:
    assert_type(sim.call(operations.get_run, "wf", "run").data, models.SimRun)
    assert_type(sim.call(operations.list_runs, "wf").items, list[models.SimRunSummary])


def streams(sim: Sim) -> str:
    with sim.stream_workflow("wf", {"a": 1}, ["agent.content"]) as stream:
        for event in stream:
            assert_type(event, StreamEvent)
            if isinstance(event, ChunkEvent):
                assert_type(event.chunk, str)
                assert_type(event.block_id, str)
            elif isinstance(event, FinalEvent):
                assert_type(event.success, bool)
                if isinstance(event.model, models.SimStreamFinal):
                    assert_type(event.model.data, models.SimStreamFinalData)
            elif isinstance(event, ThinkingEvent):
                assert_type(event.text, str)
            elif isinstance(event, ToolEvent):
                assert_type(event.phase, models.SimToolPhase)
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


class Row(TypedDict):
    price: float


@attrs.frozen
class Report:
    rows: list[Row]


@dataclass
class Order:
    id: int


class Point(NamedTuple):
    x: int


class Color(Enum):
    RED = "red"


class Model(pydantic.BaseModel):
    count: int


def typed(sim: Sim, queue: bool) -> Report:
    assert_type(sim.execute_workflow("wf").output, Any)
    assert_type(sim.execute_workflow("wf", output_type=Any), WorkflowExecutionResult)
    found = sim.execute_workflow("wf", output_type=Report)
    assert_type(found, WorkflowExecutionResult[Report])
    assert_type(found.output, Report)
    assert_type(sim.execute_workflow("wf", output_type=Row).output, Row)
    assert_type(sim.execute_workflow("wf", output_type=Order).output, Order)
    assert_type(sim.execute_workflow("wf", output_type=Point).output, Point)
    assert_type(sim.execute_workflow("wf", output_type=Color).output, Color)
    assert_type(sim.execute_workflow("wf", output_type=Model).output, Model)
    assert_type(sim.execute_workflow("wf", output_type=int).output, int)
    assert_type(sim.execute_workflow("wf", output_type=list[Row]).output, list[Row])
    assert_type(sim.execute_workflow("wf", output_type=dict[str, Row]).output, dict[str, Row])
    assert_type(sim.execute_workflow("wf", output_type=Row | None).output, Row | None)
    assert_type(sim.execute_workflow("wf", output_type=Literal["a"]).output, Literal["a"])
    either = sim.execute_workflow("wf", async_execution=queue, output_type=Report)
    assert_type(either, WorkflowExecutionResult[Report] | AsyncExecutionResult)
    retried = sim.execute_with_retry("wf", output_type=Report)
    assert_type(retried, WorkflowExecutionResult[Report] | AsyncExecutionResult)
    resumed = sim.resume_run("wf", "run", "ctx", output_type=Report)
    assert_type(resumed, WorkflowExecutionResult[Report] | AsyncExecutionResult)
    assert_type(sim.execute_workflow_sync("wf", output_type=Report).output, Report)
    assert_type(sim.execute_run("wf", output_type=Report).output, Report)
    assert_type(sim.run_and_wait("wf", output_type=Report).output, Report)
    assert_type(sim.get_run("wf", "run", output_type=Report).output, Report)
    assert_type(sim.get_execution("wf", "run", output_type=Report), Run[Report])
    assert_type(sim.wait_for_job("job", output_type=Report), JobStatus[Report])
    assert_type(sim.get_job_status("job", output_type=Report).workflow_output, Report)
    assert_type(sim.get_job_status("job").workflow_output, Any)
    stream = sim.stream_workflow("wf", output_type=Report)
    assert_type(stream.collect(), WorkflowExecutionResult[Report])
    assert_type(found.raise_for_failure(), WorkflowExecutionResult[Report])
    of_any_type(found)
    return found.raise_for_failure().output


def of_any_type(result: WorkflowExecutionResult, job: JobStatus | None = None) -> list[Run]:
    """Without a parameter it is a result whose output may be anything."""
    made: WorkflowExecutionResult = WorkflowExecutionResult(True, {"a": 1})
    assert_type(made.output, Any)
    return [Run(run_id="r", workflow_id="wf", status="completed", raw_output=result.output)]


def batch(sim: Sim) -> list[WorkflowExecutionResult[Report]]:
    def one(workflow_id: str) -> WorkflowExecutionResult[Report]:
        return sim.execute_workflow(workflow_id, output_type=Report)

    call: Callable[[str], WorkflowExecutionResult[Report]] = one
    return run_concurrent(call, [["wf"]])


async def typed_asynchronous(sim: AsyncSim) -> None:
    assert_type((await sim.execute_workflow("wf", output_type=Report)).output, Report)
    assert_type((await sim.execute_workflow("wf", output_type=Row | None)).output, Row | None)
    assert_type((await sim.execute_workflow("wf")).output, Any)
    assert_type((await sim.run_and_wait("wf", output_type=list[Row])).output, list[Row])
    assert_type((await sim.wait_for_job("job", output_type=Report)).workflow_output, Report)
    async with sim.stream_workflow("wf", output_type=Report) as stream:
        assert_type((await stream.collect()).output, Report)


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


async def verbs(sim: Sim, client: AsyncSim) -> None:
    """Runs in the words of all services."""
    receipt = sim.runs.start("wf", {"a": 1}, retry=2)
    assert_type(receipt, AsyncExecutionResult)
    assert_type(sim.runs.wait(receipt, poll=1, wait_timeout=60, output_type=int), JobStatus[int])
    assert_type(sim.runs.get("r", workflow_id="wf"), JobStatus[Any])
    assert_type(sim.runs.run("wf", output_type=int), WorkflowExecutionResult[int])
    assert_type(sim.runs.cancel(receipt), Cancellation)
    for run in sim.runs.list("wf"):
        assert_type(run, Run[Any])
    with sim.runs.stream("wf", output_type=int) as stream:
        assert_type(stream.collect(), WorkflowExecutionResult[int])
    job = await client.runs.wait(await client.runs.start("wf"))
    assert_type(
        await client.runs.resume(job, output_type=int),
        WorkflowExecutionResult[int] | AsyncExecutionResult,
    )
