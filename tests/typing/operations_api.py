"""Inferred types of generated operations and models. Never run; checked by mypy and pyright."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator, Iterator
from typing import Any, Literal, assert_type

from penstock_api import Client, File, Response, models, operations
from penstock_api.api.dify import get_app_info, run_workflow, stop_workflow_task, upload_file
from penstock_api.api.oomol import create_task, list_tasks
from penstock_api.api.sandbox_fusion import get_home_page, list_ids, run_code
from penstock_api.api.sim import get_run, list_runs
from penstock_api.runtime import Operation, Request, StreamOperation


def blocking(client: Client) -> None:
    assert_type(get_app_info.sync(client), models.DifyAppInfo)
    assert_type(get_app_info.sync_detailed(client), Response[models.DifyAppInfo])
    body = models.DifyRunRequest(inputs={"a": 1}, user="me", response_mode="blocking", files=None)
    assert_type(run_workflow.sync(client, body=body), models.DifyRunResult | models.DifyRunHandover)
    assert_type(run_workflow.stream(client, body=body), Iterator[models.DifyStreamEvent])
    upload = models.DifyUploadRequest(file=File(b"x", "a.txt"), user="me")
    with open("a.txt", "rb") as opened:
        models.DifyUploadRequest(file=opened)
        models.OomolCreateTaskForm(files=[b"x", opened, File(b"x")])
    models.DifyUploadRequest(file="a.txt")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert_type(upload_file.sync(client, body=upload), models.DifyUploadedFile)
    run = get_run.sync(client, "workflow", "run", include_output=True).data
    assert_type(run, models.SimRun)
    assert run is not None
    assert_type(run.started_at, datetime.datetime | None)
    assert_type(run.raw_output, Any)
    assert_type(run.charge, models.SimRunCost | None)
    page = list_runs.sync(client, "workflow", status="failed", limit=5)
    assert_type(page.items, list[models.SimRunSummary])
    assert_type(
        list_ids.sync(
            client,
            body=models.SandboxGetPromptsRequest(dataset="a", config=models.SandboxTestConfig()),
        ),
        list[int | str],
    )
    assert_type(get_home_page.sync(client), str)
    code = models.SandboxRunCodeRequest(code="1", language="a language of tomorrow", stdin=None)
    assert_type(run_code.sync(client, body=code), models.SandboxRunCodeResponse)
    create_task.sync(client, body=models.OomolCreateTaskForm(files=[File(b"x")]))
    assert_type(list_tasks.build(), Request[models.OomolTaskList])


async def asynchronous(client: Client) -> None:
    assert_type(await get_app_info.asyncio(client), models.DifyAppInfo)
    assert_type(await get_app_info.asyncio_detailed(client), Response[models.DifyAppInfo])
    body = models.DifyRunRequest(inputs={}, user="me")
    assert_type(run_workflow.astream(client, body=body), AsyncIterator[models.DifyStreamEvent])


def values(status: models.SimRunStatus, event: models.DifyStreamEvent, client: Client) -> None:
    assert_type(operations.get("getRun"), Operation[..., Any])
    assert_type(operations.get_app_info.sync(client), models.DifyAppInfo)
    operation: StreamOperation[..., Any, models.DifyStreamEvent] = operations.run_workflow
    assert_type(operation.bucket, str)
    if status == "completed":
        assert_type(models.SIM_RUN_STATUS_VALUES, tuple[str, ...])
    if isinstance(event, models.DifyPingEvent):
        assert_type(event.event, Literal["ping"])
    assert_type(models.DifyAppInfo(name="a").to_dict(), dict[str, Any])


def refused(client: Client) -> None:
    stop_workflow_task.sync(client, "task")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    get_run.sync(client, "workflow", 5)  # type: ignore[arg-type] # pyright: ignore
    models.DifyRunRequest(inputs={})  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    list_runs.sync(client, "w", status="odd")  # type: ignore[arg-type] # pyright: ignore
    operations.get_app_infos  # type: ignore[attr-defined] # pyright: ignore # noqa: B018
    models.DifyAppInfos  # type: ignore[attr-defined] # pyright: ignore # noqa: B018
