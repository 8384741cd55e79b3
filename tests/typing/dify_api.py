"""How the public types of Dify infer. Never run; checked by mypy and pyright."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TypedDict, assert_type

import attrs

from penstock import ConcurrencyLimitError, QuotaExceededError, RateLimit, RetryPolicy, Timeouts
from penstock.dify import (
    AppInfo,
    AppMeta,
    AppParameters,
    AppSite,
    AsyncDify,
    Dify,
    EndUser,
    File,
    FileType,
    Form,
    NodeFinishedEvent,
    StopReceipt,
    StreamEvent,
    TextChunkEvent,
    UploadedFile,
    WorkflowFinishedEvent,
    WorkflowLog,
    WorkflowRun,
    file_type,
)


def blocking(dify: Dify, path: Path) -> None:
    assert_type(Dify("key", "https://dify.example/v1"), Dify)
    uploaded = dify.files.upload(path, "abc")
    assert_type(uploaded, UploadedFile)
    assert_type(uploaded.type, FileType)
    assert_type(uploaded.as_input(), dict[str, str])
    assert_type(File.from_url("https://x.example/a.png"), File)
    assert_type(File.from_upload("id", "image"), File)
    assert_type(file_type("a.png"), FileType)
    run = dify.workflows.run({"a": uploaded}, "abc", files=[uploaded], timeout=None)
    assert_type(run, WorkflowRun)
    assert_type(run.outputs, dict[str, Any])
    assert_type(run.created_at, datetime)
    assert_type(run.raise_for_failure(), WorkflowRun)
    assert_type(dify.workflows.run({}, "abc", response_mode="blocking", retry=0), WorkflowRun)
    assert_type(dify.workflows.get_run("id"), WorkflowRun)
    assert_type(dify.workflows.wait(run, poll=2, until_paused=False), WorkflowRun)
    assert_type(dify.workflows.resume(run, "ok", user="abc"), WorkflowRun)
    assert_type(dify.workflows.stop("task", "abc"), StopReceipt)
    assert_type(list(dify.workflows.logs(status="failed", limit=5)), list[WorkflowLog])
    assert_type(dify.forms.get("token"), Form)
    assert_type(dify.end_users.get("id"), EndUser)
    assert_type(dify.info(), AppInfo)
    assert_type(dify.parameters(), AppParameters)
    assert_type(dify.meta(), AppMeta)
    assert_type(dify.site(), AppSite)
    assert_type(dict(dify.rate_limits), dict[str, tuple[RateLimit, ...]])
    with dify.with_options(timeout=Timeouts(total=5), retry=RetryPolicy.none()) as view:
        assert_type(view, Dify)


def streams(dify: Dify) -> str:
    with dify.workflows.stream({"a": 1}, "abc") as stream:
        for event in stream:
            assert_type(event, StreamEvent)
            if isinstance(event, TextChunkEvent):
                assert_type(event.text, str)
            elif isinstance(event, NodeFinishedEvent):
                if event.execution_metadata is not None:
                    assert_type(event.execution_metadata.total_price, Decimal | None)
            elif isinstance(event, WorkflowFinishedEvent):
                assert_type(event.status, str)
        assert_type(stream.run_id, str | None)
        assert_type(stream.collect(), WorkflowRun)
    return dify.workflows.events("run", "abc").collect().text


class Row(TypedDict):
    price: float


@attrs.frozen
class Report:
    rows: list[Row]


def typed(dify: Dify) -> Report:
    run = dify.workflows.run({}, "abc", output_type=Report)
    assert_type(run, WorkflowRun[Report])
    assert_type(run.outputs, Report)
    assert_type(dify.workflows.run({}, "abc", output_type=Row).outputs, Row)
    assert_type(dify.workflows.run({}, "abc", output_type=Any).outputs, Any)
    assert_type(dify.workflows.get_run("id", output_type=Row | None).outputs, Row | None)
    assert_type(dify.workflows.wait(run, output_type=Report).outputs, Report)
    assert_type(dify.workflows.wait(run).outputs, dict[str, Any])
    assert_type(dify.workflows.get_run("id").outputs, dict[str, Any])
    resumed = dify.workflows.resume(run, "ok", user="abc", output_type=dict[str, Literal["a"]])
    assert_type(resumed.outputs, dict[str, Literal["a"]])
    stream = dify.workflows.stream({}, "abc", output_type=Report)
    assert_type(stream.collect(), WorkflowRun[Report])
    assert_type(dify.workflows.stream({}, "abc").collect().outputs, dict[str, Any])
    assert_type(dify.workflows.events("run", "abc", output_type=Report).collect().outputs, Report)
    assert_type(run.raise_for_failure(), WorkflowRun[Report])
    return run.raise_for_failure().outputs


def without_a_parameter(run: WorkflowRun) -> list[WorkflowRun]:
    """It is a run whose outputs are an object, of any values."""
    assert_type(run.outputs, dict[str, Any])
    assert_type(WorkflowRun(id="r", status="succeeded").outputs, dict[str, Any])
    return [run]


async def typed_asynchronous(dify: AsyncDify) -> None:
    assert_type((await dify.workflows.run({}, "abc", output_type=Report)).outputs, Report)
    assert_type((await dify.workflows.run({}, "abc")).outputs, dict[str, Any])
    assert_type((await dify.workflows.wait("run", output_type=list[Row])).outputs, list[Row])
    async with dify.workflows.stream({}, "abc", output_type=Report) as stream:
        assert_type((await stream.collect()).outputs, Report)


def failures() -> str | None:
    try:
        Dify().workflows.run({}, "abc")
    except (ConcurrencyLimitError, QuotaExceededError) as error:
        assert_type(error.retry_after, float | None)
        return error.code
    return None


async def asynchronous(dify: AsyncDify) -> None:
    assert_type(await dify.workflows.run({}, "abc"), WorkflowRun)
    assert_type([log async for log in dify.workflows.logs()], list[WorkflowLog])
    assert_type(await dify.files.upload(b"x", "abc", name="a.pdf"), UploadedFile)
    async with dify.workflows.stream({}, "abc") as stream:
        async for event in stream:
            assert_type(event, StreamEvent)
        assert_type(await stream.collect(), WorkflowRun)
    async with dify.with_options(timeout=None) as view:
        assert_type(view, AsyncDify)
