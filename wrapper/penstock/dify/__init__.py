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
    from penstock._async._dify_parts import AsyncDifyEndUsers, AsyncDifyFiles, AsyncDifyForms
    from penstock._async._dify_workflows import AsyncDifyWorkflows
    from penstock._async._pages import AsyncPager
    from penstock._async._stream import AsyncEventStream
    from penstock._async.dify import AsyncDify
    from penstock._sync._dify_parts import DifyEndUsers, DifyFiles, DifyForms
    from penstock._sync._dify_workflows import DifyWorkflows
    from penstock._sync._pages import Pager
    from penstock._sync._stream import EventStream
    from penstock._sync.dify import Dify
    from penstock.dify._events import StreamEvent, UnknownEvent
    from penstock.dify._files import File, FileType, file_type
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
    "AsyncDify": "penstock._async.dify",
    "AsyncDifyEndUsers": "penstock._async._dify_parts",
    "AsyncDifyFiles": "penstock._async._dify_parts",
    "AsyncDifyForms": "penstock._async._dify_parts",
    "AsyncDifyWorkflows": "penstock._async._dify_workflows",
    "DifyEndUsers": "penstock._sync._dify_parts",
    "DifyFiles": "penstock._sync._dify_parts",
    "DifyForms": "penstock._sync._dify_parts",
    "DifyWorkflows": "penstock._sync._dify_workflows",
    "AsyncEventStream": "penstock._async._stream",
    "AsyncPager": "penstock._async._pages",
    "Dify": "penstock._sync.dify",
    "EventStream": "penstock._sync._stream",
    "File": "penstock.dify._files",
    "FileType": "penstock.dify._files",
    "Pager": "penstock._sync._pages",
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
