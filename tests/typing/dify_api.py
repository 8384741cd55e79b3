"""How the public types of Dify infer. Never run; checked by mypy and pyright."""

# pyright: strict

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TypedDict, assert_never, assert_type

import attrs

from penstock import (
    ConcurrencyLimitError,
    QuotaExceededError,
    RateLimit,
    RetryPolicy,
    RunOutcome,
    Timeouts,
)
from penstock.dify import (
    AgentLogEvent,
    AppInfo,
    AppMeta,
    AppParameters,
    AppSite,
    AsyncDify,
    Dify,
    EndUser,
    ErrorEvent,
    File,
    FileType,
    Form,
    HumanInputFormFilledEvent,
    HumanInputFormTimeoutEvent,
    HumanInputRequiredEvent,
    InputField,
    IterationCompletedEvent,
    IterationNextEvent,
    IterationStartedEvent,
    LoopCompletedEvent,
    LoopNextEvent,
    LoopStartedEvent,
    NodeFinishedEvent,
    NodeRetryEvent,
    NodeStartedEvent,
    OutputFile,
    ParallelBranchFinishedEvent,
    ParallelBranchStartedEvent,
    PauseReason,
    ReasoningChunkEvent,
    StopReceipt,
    StreamEvent,
    SystemParameters,
    TextChunkEvent,
    TextReplaceEvent,
    TtsMessageEndEvent,
    TtsMessageEvent,
    UnknownEvent,
    UploadedFile,
    WorkflowFinishedEvent,
    WorkflowLog,
    WorkflowPausedEvent,
    WorkflowRun,
    WorkflowStartedEvent,
    file_type,
)
from penstock_api import operations
from penstock_api.models import (
    DifyAppInfo,
    DifyNodeStatus,
    DifyRunStatus,
    DifyToolIcon,
    DifyWorkflowLog,
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
    assert_type(run.created_at, datetime | None)
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


def results(dify: Dify, run: WorkflowRun) -> None:
    """Each field has the document's type; all results have those of their response."""
    for found in (run, dify.info(), dify.site(), dify.forms.get("t"), dify.files.upload(b"", "u")):
        assert_type(found.headers, Mapping[str, str])
        assert_type(found.request_id, str | None)
        assert_type(found.attempts, int)
        assert_type(found.raw, Mapping[str, Any] | None)
        assert_type(found.to_dict(), dict[str, Any])
        assert_type(found.additional_properties, Mapping[str, Any])
    assert_type(run.id, str | None)
    assert_type(run.status, DifyRunStatus)
    assert_type(run.workflow_id, str | None)
    assert_type(run.inputs, dict[str, Any] | None)
    assert_type(run.error, str | None)
    assert_type(run.elapsed_time, float | None)
    assert_type(run.total_tokens, int | None)
    assert_type(run.total_steps, int | None)
    assert_type(run.finished_at, datetime | None)
    assert_type(run.sequence_number, int | None)
    assert_type(run.exceptions_count, int | None)
    assert_type(run.created_by.user if run.created_by else None, str | None)
    assert_type(run.files, list[OutputFile])
    assert_type(run.paused_nodes, list[str])
    assert_type(run.reasons, list[PauseReason])
    assert_type([reason.form_token for reason in run.reasons], list[str | None])
    assert_type([action.id for reason in run.reasons for action in reason.actions], list[str])
    assert_type(run.task_id, str | None)
    assert_type(run.streamed, dict[str, str])
    assert_type((run.succeeded, run.is_paused, run.is_finished), tuple[bool, bool, bool])
    parameters = dify.parameters()
    assert_type(parameters.user_input_form, tuple[InputField, ...])
    assert_type([field.variable for field in parameters.user_input_form], list[str])
    assert_type([field.options for field in parameters.user_input_form], list[list[str]])
    assert_type(parameters.system_parameters, SystemParameters | None)
    assert_type(dify.info().tags, list[str])
    assert_type(dify.site().title, str)
    assert_type(dify.meta().tool_icons, dict[str, DifyToolIcon | str])
    assert_type(dify.end_users.get("id").created_at, datetime)
    form = dify.forms.get("token")
    assert_type([action.id for action in form.user_actions], list[str])
    assert_type(form.expiration_time, datetime)
    for page in dify.workflows.logs().pages():
        assert_type(page.next_cursor, str | None)
        for entry in page.items:
            assert_type(entry.created_at, datetime)
            if entry.run is not None:
                assert_type(entry.run.status, DifyRunStatus)


def outcomes(dify: Dify) -> None:
    run = dify.workflows.start({"a": 1}, "abc", timeout=5, retry=0)
    assert_type(run, WorkflowRun)
    assert_type(dify.workflows.wait(run, poll=2, wait_timeout=60, on_update=print), WorkflowRun)
    assert_type(dify.workflows.get(run).output, dict[str, Any])
    assert_type(dify.workflows.cancel(run, "abc"), StopReceipt)
    assert_type(list(dify.workflows.list(limit=5)), list[WorkflowLog])
    outcome: RunOutcome = run
    print(outcome.run_id, outcome.status, outcome.output, outcome.error, outcome.raw)


def operated(dify: Dify) -> None:
    assert_type(dify.call(operations.get_app_info), DifyAppInfo)
    assert_type(dify.call(operations.get_workflow_run, "r").status, DifyRunStatus | None)
    assert_type(dify.call(operations.list_workflow_logs).items, list[DifyWorkflowLog])


def happened(event: StreamEvent) -> object:  # noqa: C901
    """A field of each kind of event, by its type alone."""
    assert_type(event.kind, str)
    assert_type(event.run_id, str | None)
    assert_type(event.task_id, str | None)
    match event:
        case WorkflowStartedEvent():
            return assert_type(event.inputs, dict[str, Any] | None)
        case NodeStartedEvent() | NodeRetryEvent():
            return assert_type(event.node_id, str)
        case NodeFinishedEvent():
            return assert_type(event.outputs, dict[str, Any] | None)
        case IterationStartedEvent() | LoopStartedEvent():
            return assert_type(event.created_at, datetime)
        case IterationNextEvent() | LoopNextEvent():
            return assert_type(event.index, int)
        case IterationCompletedEvent() | LoopCompletedEvent():
            return assert_type(event.status, DifyNodeStatus)
        case TextChunkEvent() | TextReplaceEvent():
            return assert_type(event.text, str)
        case ReasoningChunkEvent():
            return assert_type(event.reasoning, str)
        case AgentLogEvent():
            return assert_type(event.label, str)
        case HumanInputRequiredEvent():
            return assert_type(event.form_token, str | None)
        case HumanInputFormFilledEvent() | HumanInputFormTimeoutEvent():
            return assert_type(event.node_id, str)
        case WorkflowPausedEvent():
            return assert_type(event.reasons, list[PauseReason])
        case WorkflowFinishedEvent():
            return assert_type(event.total_steps, int)
        case TtsMessageEvent() | TtsMessageEndEvent():
            return assert_type(event.audio, str)
        case ParallelBranchStartedEvent() | ParallelBranchFinishedEvent():
            return assert_type(event.parallel_branch_id, str)
        case ErrorEvent():
            return assert_type(event.message, str)
        case UnknownEvent():
            return event.raw
        case _:
            assert_never(event)


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
                assert_type(event.status, DifyRunStatus)
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
