"""Dify: running workflow apps in Dify Cloud, or on a server of your own.

    from penstock.dify import Dify

    with Dify() as dify:
        run = dify.workflows.run({"topic": "tea"}, "abc-123")
        print(run.outputs)

`AsyncDify` is the same for async code.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from penstock._core._async.pages import AsyncPager
    from penstock._core._async.stream import AsyncEventStream
    from penstock._core._sync.pages import Pager
    from penstock._core._sync.stream import EventStream
    from penstock.dify._async.client import AsyncDify
    from penstock.dify._async.parts import AsyncDifyEndUsers, AsyncDifyFiles, AsyncDifyForms
    from penstock.dify._async.workflows import AsyncDifyWorkflows
    from penstock.dify._events import StreamEvent, UnknownEvent
    from penstock.dify._files import File, FileType, file_type
    from penstock.dify._sync.client import Dify
    from penstock.dify._sync.parts import DifyEndUsers, DifyFiles, DifyForms
    from penstock.dify._sync.workflows import DifyWorkflows
    from penstock.dify._types import (
        AppInfo,
        AppMeta,
        AppParameters,
        AppSite,
        EndUser,
        ExecutionMetadata,
        Form,
        FormAction,
        FormInput,
        InputField,
        LogAccount,
        LogEndUser,
        LoggedRun,
        OutputFile,
        PauseReason,
        StopReceipt,
        SystemParameters,
        UploadedFile,
        WorkflowLog,
        WorkflowLogPage,
        WorkflowRun,
    )
    from penstock.errors import (
        APIError,
        APIStatusError,
        AuthenticationError,
        BadRequestError,
        ClientClosedError,
        ConcurrencyLimitError,
        ConflictError,
        ConnectionLostError,
        DeadlineExceededError,
        ExecutionError,
        FileInputError,
        NotFoundError,
        NotSentError,
        PayloadTooLargeError,
        PenstockError,
        PermissionDeniedError,
        QuotaExceededError,
        RateLimitError,
        RequestTimeoutError,
        ResponseError,
        ServerError,
        StreamError,
        StreamIdleError,
        StreamInterruptedError,
        TransportError,
        UsageError,
        WaitTimeoutError,
    )
    from penstock_api.events.dify_stream_event import (
        AgentLogEvent,
        ErrorEvent,
        HumanInputFormFilledEvent,
        HumanInputFormTimeoutEvent,
        HumanInputRequiredEvent,
        IterationCompletedEvent,
        IterationNextEvent,
        IterationStartedEvent,
        LoopCompletedEvent,
        LoopNextEvent,
        LoopStartedEvent,
        NodeFinishedEvent,
        NodeRetryEvent,
        NodeStartedEvent,
        ParallelBranchFinishedEvent,
        ParallelBranchStartedEvent,
        ReasoningChunkEvent,
        TextChunkEvent,
        TextReplaceEvent,
        TtsMessageEndEvent,
        TtsMessageEvent,
        WorkflowFinishedEvent,
        WorkflowPausedEvent,
        WorkflowStartedEvent,
    )

__all__ = [
    "APIError",
    "APIStatusError",
    "AgentLogEvent",
    "AppInfo",
    "AppMeta",
    "AppParameters",
    "AppSite",
    "AsyncDify",
    "AsyncDifyEndUsers",
    "AsyncDifyFiles",
    "AsyncDifyForms",
    "AsyncDifyWorkflows",
    "AsyncEventStream",
    "AsyncPager",
    "AuthenticationError",
    "BadRequestError",
    "ClientClosedError",
    "ConcurrencyLimitError",
    "ConflictError",
    "ConnectionLostError",
    "DeadlineExceededError",
    "Dify",
    "DifyEndUsers",
    "DifyFiles",
    "DifyForms",
    "DifyWorkflows",
    "EndUser",
    "ErrorEvent",
    "EventStream",
    "ExecutionError",
    "ExecutionMetadata",
    "File",
    "FileInputError",
    "FileType",
    "Form",
    "FormAction",
    "FormInput",
    "HumanInputFormFilledEvent",
    "HumanInputFormTimeoutEvent",
    "HumanInputRequiredEvent",
    "InputField",
    "IterationCompletedEvent",
    "IterationNextEvent",
    "IterationStartedEvent",
    "LogAccount",
    "LogEndUser",
    "LoggedRun",
    "LoopCompletedEvent",
    "LoopNextEvent",
    "LoopStartedEvent",
    "NodeFinishedEvent",
    "NodeRetryEvent",
    "NodeStartedEvent",
    "NotFoundError",
    "NotSentError",
    "OutputFile",
    "Pager",
    "ParallelBranchFinishedEvent",
    "ParallelBranchStartedEvent",
    "PauseReason",
    "PayloadTooLargeError",
    "PenstockError",
    "PermissionDeniedError",
    "QuotaExceededError",
    "RateLimitError",
    "ReasoningChunkEvent",
    "RequestTimeoutError",
    "ResponseError",
    "ServerError",
    "StopReceipt",
    "StreamError",
    "StreamEvent",
    "StreamIdleError",
    "StreamInterruptedError",
    "SystemParameters",
    "TextChunkEvent",
    "TextReplaceEvent",
    "TransportError",
    "TtsMessageEndEvent",
    "TtsMessageEvent",
    "UnknownEvent",
    "UploadedFile",
    "UsageError",
    "WaitTimeoutError",
    "WorkflowFinishedEvent",
    "WorkflowLog",
    "WorkflowLogPage",
    "WorkflowPausedEvent",
    "WorkflowRun",
    "WorkflowStartedEvent",
    "file_type",
]

_ELSEWHERE = {
    "AsyncDify": "penstock.dify._async.client",
    "AsyncDifyEndUsers": "penstock.dify._async.parts",
    "AsyncDifyFiles": "penstock.dify._async.parts",
    "AsyncDifyForms": "penstock.dify._async.parts",
    "AsyncDifyWorkflows": "penstock.dify._async.workflows",
    "DifyEndUsers": "penstock.dify._sync.parts",
    "DifyFiles": "penstock.dify._sync.parts",
    "DifyForms": "penstock.dify._sync.parts",
    "DifyWorkflows": "penstock.dify._sync.workflows",
    "AsyncEventStream": "penstock._core._async.stream",
    "AsyncPager": "penstock._core._async.pages",
    "Dify": "penstock.dify._sync.client",
    "EventStream": "penstock._core._sync.stream",
    "File": "penstock.dify._files",
    "FileType": "penstock.dify._files",
    "Pager": "penstock._core._sync.pages",
    "StreamEvent": "penstock.dify._events",
    "UnknownEvent": "penstock.dify._events",
    "file_type": "penstock.dify._files",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "penstock.dify._types"
    if name.endswith("Error"):
        home = "penstock.errors"
    elif name.endswith("Event"):
        home = "penstock_api.events.dify_stream_event"
    found = getattr(import_module(_ELSEWHERE.get(name, home)), name)
    globals()[name] = found  # the next look-up finds it without us
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
