"""Inferred types of calls of operations. Never run; checked by mypy and pyright."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_type

from penstock import AsyncEventStream, EventStream, ParsedResponse, RateLimit, Response
from penstock.dify import AsyncDify, Dify
from penstock.oomol import Oomol
from penstock.sandbox_fusion import SandboxFusion
from penstock.sim import Sim
from penstock_api import operations
from penstock_api.api.dify import run_workflow
from penstock_api.models import (
    DifyAppInfo,
    DifyRunHandover,
    DifyRunRequest,
    DifyRunResult,
    DifyStreamEvent,
    OomolTaskList,
    SandboxRunCodeRequest,
    SandboxRunCodeResponse,
    SimUsageLimits,
)


def blocking(sim: Sim, dify: Dify, oomol: Oomol, sandbox: SandboxFusion) -> None:
    assert_type(sim.call(operations.get_usage_limits), SimUsageLimits)
    request = DifyRunRequest(inputs={}, user="u")
    assert_type(
        dify.call(run_workflow.operation, body=request, x_trace_id="t"),
        DifyRunResult | DifyRunHandover,
    )
    assert_type(dify.call_detailed(operations.get_app_info), ParsedResponse[DifyAppInfo])
    assert_type(dify.call_detailed(operations.get_app_info).parsed, DifyAppInfo)
    assert_type(
        dify.stream(operations.run_workflow, body=request),
        EventStream[DifyStreamEvent, list[DifyStreamEvent]],
    )
    assert_type(oomol.with_options(retry=0).call(operations.list_tasks), OomolTaskList)
    code = SandboxRunCodeRequest(code="1", language="python")
    assert_type(sandbox.call(operations.run_code, body=code), SandboxRunCodeResponse)
    assert_type(sandbox.call(operations.get_home_page), str)

    dify.call(operations.run_workflow)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    dify.call(operations.get_app_info, odd=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    sim.call(operations.get_run, 1, "r")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    dify.stream(operations.get_app_info)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def answers(sim: Sim) -> None:
    answer = sim.request("GET", "/api/new", params={"limit": 1}, repeatable=True)
    assert_type(answer, Response)
    assert_type(answer.status, int)
    assert_type(answer.headers, Mapping[str, str])
    assert_type(answer.request_id, str | None)
    assert_type(answer.rate_limits, tuple[RateLimit, ...])
    assert_type(answer.content, bytes)
    assert_type(answer.text, str)
    assert_type(answer.json(), Any)


async def waiting(dify: AsyncDify) -> None:
    request = DifyRunRequest(inputs={}, user="u")
    assert_type(
        await dify.call(run_workflow.operation, body=request), DifyRunResult | DifyRunHandover
    )
    assert_type(await dify.call_detailed(operations.get_app_info), ParsedResponse[DifyAppInfo])
    assert_type(
        dify.stream(operations.stream_workflow_events, "r", user="u"),
        AsyncEventStream[DifyStreamEvent, list[DifyStreamEvent]],
    )
    assert_type(await dify.request("POST", "/x", json={}), Response)
