"""Sim: run workflows at sim.ai, or at a server of your own.

    from penstock.sim import Sim

    with Sim() as sim:
        result = sim.execute_workflow("workflow-id", {"message": "hi"})

`AsyncSim` is the same for async code. The names of Sim's documentation and of its official SDK are
aliases: `SimStudioClient` is `Sim`, and `SimStudioError` is `penstock.PenstockError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from penstock._core.exports import lazy_exports

if TYPE_CHECKING:
    from penstock._core._async.pages import AsyncPager as AsyncPager
    from penstock._core._async.stream import AsyncEventStream as AsyncEventStream
    from penstock._core._sync.pages import Pager as Pager
    from penstock._core._sync.stream import EventStream as EventStream
    from penstock._core.version import __version__ as __version__
    from penstock.errors import (
        APIError as APIError,
        APIStatusError as APIStatusError,
        AuthenticationError as AuthenticationError,
        BadRequestError as BadRequestError,
        ClientClosedError as ClientClosedError,
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
        RateLimitError as RateLimitError,
        RequestTimeoutError as RequestTimeoutError,
        ResponseError as ResponseError,
        ServerError as ServerError,
        StreamError as StreamError,
        StreamIdleError as StreamIdleError,
        StreamInterruptedError as StreamInterruptedError,
        TransportError as TransportError,
        UsageError as UsageError,
        UsageLimitError as UsageLimitError,
        WaitTimeoutError as WaitTimeoutError,
    )
    from penstock.sim._async.client import AsyncSim as AsyncSim
    from penstock.sim._async.verbs import AsyncRunsClient as AsyncRunsClient
    from penstock.sim._defaults import (
        MAX_EXECUTION_TIMEOUT_SECONDS as MAX_EXECUTION_TIMEOUT_SECONDS,
    )
    from penstock.sim._events import (
        ChunkEvent as ChunkEvent,
        ChunkResetEvent as ChunkResetEvent,
        ErrorEvent as ErrorEvent,
        FinalEvent as FinalEvent,
        StreamErrorEvent as StreamErrorEvent,
        StreamEvent as StreamEvent,
        ThinkingEvent as ThinkingEvent,
        ToolEvent as ToolEvent,
        UnknownEvent as UnknownEvent,
    )
    from penstock.sim._job_refs import AnyRun as AnyRun
    from penstock.sim._models import (
        AsyncExecutionResult as AsyncExecutionResult,
        RateLimitInfo as RateLimitInfo,
        UsageLimits as UsageLimits,
        WorkflowExecutionResult as WorkflowExecutionResult,
        WorkflowStatus as WorkflowStatus,
    )
    from penstock.sim._outputs import LargeValue as LargeValue
    from penstock.sim._runs import (
        Cancellation as Cancellation,
        JobStatus as JobStatus,
        PausePoint as PausePoint,
        PausedExecution as PausedExecution,
        Run as Run,
        RunPage as RunPage,
    )
    from penstock.sim._sync.client import Sim as Sim
    from penstock.sim._sync.verbs import RunsClient as RunsClient

    Client = Sim
    SimStudioClient = Sim
    SimStudioError = PenstockError
else:
    __all__, __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "penstock._core._async.pages": "AsyncPager",
            "penstock._core._async.stream": "AsyncEventStream",
            "penstock._core._sync.pages": "Pager",
            "penstock._core._sync.stream": "EventStream",
            "penstock._core.version": "__version__",
            "penstock.errors": (
                "APIError, APIStatusError, AuthenticationError, BadRequestError, "
                "ClientClosedError, ConflictError, ConnectionLostError, DeadlineExceededError, "
                "ExecutionError, FileInputError, NotFoundError, NotSentError, "
                "PayloadTooLargeError, PenstockError, PenstockError as SimStudioError, "
                "PermissionDeniedError, RateLimitError, RequestTimeoutError, ResponseError, "
                "ServerError, StreamError, StreamIdleError, StreamInterruptedError, "
                "TransportError, UsageError, UsageLimitError, WaitTimeoutError"
            ),
            "penstock.sim._async.client": "AsyncSim",
            "penstock.sim._async.verbs": "AsyncRunsClient",
            "penstock.sim._defaults": "MAX_EXECUTION_TIMEOUT_SECONDS",
            "penstock.sim._events": (
                "ChunkEvent, ChunkResetEvent, ErrorEvent, FinalEvent, StreamErrorEvent, "
                "StreamEvent, ThinkingEvent, ToolEvent, UnknownEvent"
            ),
            "penstock.sim._job_refs": "AnyRun",
            "penstock.sim._models": (
                "AsyncExecutionResult, RateLimitInfo, UsageLimits, WorkflowExecutionResult, "
                "WorkflowStatus"
            ),
            "penstock.sim._outputs": "LargeValue",
            "penstock.sim._runs": (
                "Cancellation, JobStatus, PausePoint, PausedExecution, Run, RunPage"
            ),
            "penstock.sim._sync.client": "Sim, Sim as Client, Sim as SimStudioClient",
            "penstock.sim._sync.verbs": "RunsClient",
        },
    )
