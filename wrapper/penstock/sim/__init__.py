"""Sim: run workflows at sim.ai, or at a server of your own.

    from penstock.sim import Sim

    with Sim() as sim:
        result = sim.execute_workflow("workflow-id", {"message": "hi"})

`AsyncSim` is the same for async code. The names of Sim's documentation and of its official SDK are
aliases: `SimStudioClient` is `Sim`, and `SimStudioError` is `penstock.PenstockError`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from penstock._core._async.pages import AsyncPager
    from penstock._core._async.stream import AsyncEventStream
    from penstock._core._sync.pages import Pager
    from penstock._core._sync.stream import EventStream
    from penstock._core.version import __version__
    from penstock.errors import (
        APIError,
        APIStatusError,
        AuthenticationError,
        BadRequestError,
        ClientClosedError,
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
        RateLimitError,
        RequestTimeoutError,
        ResponseError,
        ServerError,
        StreamError,
        StreamIdleError,
        StreamInterruptedError,
        TransportError,
        UsageError,
        UsageLimitError,
        WaitTimeoutError,
    )
    from penstock.errors import PenstockError as SimStudioError
    from penstock.sim._async.client import AsyncSim
    from penstock.sim._async.verbs import AsyncRunsClient
    from penstock.sim._defaults import MAX_EXECUTION_TIMEOUT_SECONDS
    from penstock.sim._events import (
        ChunkEvent,
        ChunkResetEvent,
        ErrorEvent,
        FinalEvent,
        StreamErrorEvent,
        StreamEvent,
        ThinkingEvent,
        ToolEvent,
        UnknownEvent,
    )
    from penstock.sim._job_refs import AnyRun
    from penstock.sim._models import (
        AsyncExecutionResult,
        RateLimitInfo,
        UsageLimits,
        WorkflowExecutionResult,
        WorkflowStatus,
    )
    from penstock.sim._outputs import LargeValue
    from penstock.sim._runs import (
        Cancellation,
        JobStatus,
        PausedExecution,
        PausePoint,
        Run,
        RunPage,
    )
    from penstock.sim._sync.client import Sim
    from penstock.sim._sync.client import Sim as Client
    from penstock.sim._sync.client import Sim as SimStudioClient
    from penstock.sim._sync.verbs import RunsClient

__all__ = [  # noqa: RUF022 - in plain order, so that constants stand among the rest
    "APIError",
    "APIStatusError",
    "AnyRun",
    "AsyncEventStream",
    "AsyncExecutionResult",
    "AsyncPager",
    "AsyncRunsClient",
    "AsyncSim",
    "AuthenticationError",
    "BadRequestError",
    "Cancellation",
    "ChunkEvent",
    "ChunkResetEvent",
    "Client",
    "ClientClosedError",
    "ConflictError",
    "ConnectionLostError",
    "DeadlineExceededError",
    "ErrorEvent",
    "EventStream",
    "ExecutionError",
    "FileInputError",
    "FinalEvent",
    "JobStatus",
    "LargeValue",
    "MAX_EXECUTION_TIMEOUT_SECONDS",
    "NotFoundError",
    "NotSentError",
    "Pager",
    "PausePoint",
    "PausedExecution",
    "PayloadTooLargeError",
    "PenstockError",
    "PermissionDeniedError",
    "RateLimitError",
    "RateLimitInfo",
    "RequestTimeoutError",
    "ResponseError",
    "Run",
    "RunPage",
    "RunsClient",
    "ServerError",
    "Sim",
    "SimStudioClient",
    "SimStudioError",
    "StreamError",
    "StreamErrorEvent",
    "StreamEvent",
    "StreamIdleError",
    "StreamInterruptedError",
    "ThinkingEvent",
    "ToolEvent",
    "TransportError",
    "UnknownEvent",
    "UsageError",
    "UsageLimitError",
    "UsageLimits",
    "WaitTimeoutError",
    "WorkflowExecutionResult",
    "WorkflowStatus",
    "__version__",
]

_ELSEWHERE = {
    "AnyRun": ("penstock.sim._job_refs", "AnyRun"),
    "AsyncEventStream": ("penstock._core._async.stream", "AsyncEventStream"),
    "AsyncPager": ("penstock._core._async.pages", "AsyncPager"),
    "AsyncRunsClient": ("penstock.sim._async.verbs", "AsyncRunsClient"),
    "AsyncSim": ("penstock.sim._async.client", "AsyncSim"),
    "LargeValue": ("penstock.sim._outputs", "LargeValue"),
    "Client": ("penstock.sim._sync.client", "Sim"),
    "MAX_EXECUTION_TIMEOUT_SECONDS": (
        "penstock.sim._defaults",
        "MAX_EXECUTION_TIMEOUT_SECONDS",
    ),
    "EventStream": ("penstock._core._sync.stream", "EventStream"),
    "Pager": ("penstock._core._sync.pages", "Pager"),
    "RunsClient": ("penstock.sim._sync.verbs", "RunsClient"),
    "Sim": ("penstock.sim._sync.client", "Sim"),
    "SimStudioClient": ("penstock.sim._sync.client", "Sim"),
    "SimStudioError": ("penstock.errors", "PenstockError"),
    "__version__": ("penstock._core.version", "__version__"),
}


_RUNS = {"Cancellation", "JobStatus", "PausePoint", "PausedExecution", "Run", "RunPage"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    homes = {"Event": "penstock.sim._events", "Error": "penstock.errors"}
    home = "penstock.sim._runs" if name in _RUNS else "penstock.sim._models"
    home = homes.get(name[-5:], home)
    module, own_name = _ELSEWHERE.get(name, (home, name))
    found = getattr(import_module(module), own_name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
