"""Dify: running workflow apps in Dify Cloud, or on a server of your own.

    from penstock.dify import Dify

    with Dify() as dify:
        run = dify.workflows.run({"topic": "tea"}, "abc-123")
        print(run.outputs)

`AsyncDify` is the same for async code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from penstock._core.exports import lazy_exports

if TYPE_CHECKING:
    from penstock._core._async.pages import AsyncPager as AsyncPager
    from penstock._core._async.stream import AsyncEventStream as AsyncEventStream
    from penstock._core._sync.pages import Pager as Pager
    from penstock._core._sync.stream import EventStream as EventStream
    from penstock.dify._async.client import AsyncDify as AsyncDify
    from penstock.dify._async.resources import (
        AsyncDifyEndUsers as AsyncDifyEndUsers,
        AsyncDifyFiles as AsyncDifyFiles,
        AsyncDifyForms as AsyncDifyForms,
    )
    from penstock.dify._async.workflows import AsyncDifyWorkflows as AsyncDifyWorkflows
    from penstock.dify._events import StreamEvent as StreamEvent, UnknownEvent as UnknownEvent
    from penstock.dify._files import (
        File as File,
        FileType as FileType,
        UploadedFile as UploadedFile,
        file_type as file_type,
    )
    from penstock.dify._models import (
        AnyRun as AnyRun,
        AppInfo as AppInfo,
        AppMeta as AppMeta,
        AppParameters as AppParameters,
        AppSite as AppSite,
        EndUser as EndUser,
        ExecutionMetadata as ExecutionMetadata,
        Form as Form,
        FormAction as FormAction,
        FormInput as FormInput,
        InputField as InputField,
        LogAccount as LogAccount,
        LogEndUser as LogEndUser,
        LoggedRun as LoggedRun,
        OutputFile as OutputFile,
        PauseReason as PauseReason,
        RunResponse as RunResponse,
        StopReceipt as StopReceipt,
        SystemParameters as SystemParameters,
        WorkflowLog as WorkflowLog,
        WorkflowLogPage as WorkflowLogPage,
        WorkflowRun as WorkflowRun,
    )
    from penstock.dify._sync.client import Dify as Dify
    from penstock.dify._sync.resources import (
        DifyEndUsers as DifyEndUsers,
        DifyFiles as DifyFiles,
        DifyForms as DifyForms,
    )
    from penstock.dify._sync.workflows import DifyWorkflows as DifyWorkflows
    from penstock.errors import (
        APIError as APIError,
        APIStatusError as APIStatusError,
        AuthenticationError as AuthenticationError,
        BadRequestError as BadRequestError,
        ClientClosedError as ClientClosedError,
        ConcurrencyLimitError as ConcurrencyLimitError,
        ConflictError as ConflictError,
        ConnectionLostError as ConnectionLostError,
        DeadlineExceededError as DeadlineExceededError,
        ExecutionError as ExecutionError,
        FileInputError as FileInputError,
        NotFoundError as NotFoundError,
        NotSentError as NotSentError,
        PayloadTooLargeError as PayloadTooLargeError,
        PenstockError as PenstockError,
        PermissionDeniedError as PermissionDeniedError,
        QuotaExceededError as QuotaExceededError,
        RateLimitError as RateLimitError,
        RequestTimeoutError as RequestTimeoutError,
        ResponseError as ResponseError,
        ServerError as ServerError,
        StreamError as StreamError,
        StreamIdleError as StreamIdleError,
        StreamInterruptedError as StreamInterruptedError,
        TransportError as TransportError,
        UsageError as UsageError,
        WaitTimeoutError as WaitTimeoutError,
    )
    from penstock_api.events.dify_stream_event import (
        AgentLogEvent as AgentLogEvent,
        ErrorEvent as ErrorEvent,
        HumanInputFormFilledEvent as HumanInputFormFilledEvent,
        HumanInputFormTimeoutEvent as HumanInputFormTimeoutEvent,
        HumanInputRequiredEvent as HumanInputRequiredEvent,
        IterationCompletedEvent as IterationCompletedEvent,
        IterationNextEvent as IterationNextEvent,
        IterationStartedEvent as IterationStartedEvent,
        LoopCompletedEvent as LoopCompletedEvent,
        LoopNextEvent as LoopNextEvent,
        LoopStartedEvent as LoopStartedEvent,
        NodeFinishedEvent as NodeFinishedEvent,
        NodeRetryEvent as NodeRetryEvent,
        NodeStartedEvent as NodeStartedEvent,
        ParallelBranchFinishedEvent as ParallelBranchFinishedEvent,
        ParallelBranchStartedEvent as ParallelBranchStartedEvent,
        ReasoningChunkEvent as ReasoningChunkEvent,
        TextChunkEvent as TextChunkEvent,
        TextReplaceEvent as TextReplaceEvent,
        TtsMessageEndEvent as TtsMessageEndEvent,
        TtsMessageEvent as TtsMessageEvent,
        WorkflowFinishedEvent as WorkflowFinishedEvent,
        WorkflowPausedEvent as WorkflowPausedEvent,
        WorkflowStartedEvent as WorkflowStartedEvent,
    )
else:
    __all__, __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "penstock._core._async.pages": "AsyncPager",
            "penstock._core._async.stream": "AsyncEventStream",
            "penstock._core._sync.pages": "Pager",
            "penstock._core._sync.stream": "EventStream",
            "penstock.dify._async.client": "AsyncDify",
            "penstock.dify._async.resources": "AsyncDifyEndUsers, AsyncDifyFiles, AsyncDifyForms",
            "penstock.dify._async.workflows": "AsyncDifyWorkflows",
            "penstock.dify._events": "StreamEvent, UnknownEvent",
            "penstock.dify._files": "File, FileType, UploadedFile, file_type",
            "penstock.dify._models": (
                "AnyRun, AppInfo, AppMeta, AppParameters, AppSite, EndUser, ExecutionMetadata, "
                "Form, FormAction, FormInput, InputField, LogAccount, LogEndUser, LoggedRun, "
                "OutputFile, PauseReason, RunResponse, StopReceipt, SystemParameters, "
                "WorkflowLog, WorkflowLogPage, WorkflowRun"
            ),
            "penstock.dify._sync.client": "Dify",
            "penstock.dify._sync.resources": "DifyEndUsers, DifyFiles, DifyForms",
            "penstock.dify._sync.workflows": "DifyWorkflows",
            "penstock.errors": (
                "APIError, APIStatusError, AuthenticationError, BadRequestError, "
                "ClientClosedError, ConcurrencyLimitError, ConflictError, ConnectionLostError, "
                "DeadlineExceededError, ExecutionError, FileInputError, NotFoundError, "
                "NotSentError, PayloadTooLargeError, PenstockError, PermissionDeniedError, "
                "QuotaExceededError, RateLimitError, RequestTimeoutError, ResponseError, "
                "ServerError, StreamError, StreamIdleError, StreamInterruptedError, "
                "TransportError, UsageError, WaitTimeoutError"
            ),
            "penstock_api.events.dify_stream_event": (
                "AgentLogEvent, ErrorEvent, HumanInputFormFilledEvent, HumanInputFormTimeoutEvent, "
                "HumanInputRequiredEvent, IterationCompletedEvent, IterationNextEvent, "
                "IterationStartedEvent, LoopCompletedEvent, LoopNextEvent, LoopStartedEvent, "
                "NodeFinishedEvent, NodeRetryEvent, NodeStartedEvent, ParallelBranchFinishedEvent, "
                "ParallelBranchStartedEvent, ReasoningChunkEvent, TextChunkEvent, "
                "TextReplaceEvent, TtsMessageEndEvent, TtsMessageEvent, WorkflowFinishedEvent, "
                "WorkflowPausedEvent, WorkflowStartedEvent"
            ),
        },
    )
