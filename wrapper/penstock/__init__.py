"""Typed clients for services that run workflows and code.

Each service has a module of its own: `from penstock.sim import Sim, AsyncSim`. What they share
is here. Everything is loaded on first use (PEP 562), so that importing this costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from penstock._core.version import __version__

if TYPE_CHECKING:
    from penstock._core._async.batch import AsyncBatch, iter_concurrent_async, run_concurrent_async
    from penstock._core._async.client import AsyncClientOptions, AsyncViewOptions
    from penstock._core._async.stream import AsyncEventStream
    from penstock._core._async.tag import AsyncServiceClient
    from penstock._core._sync.batch import Batch, iter_concurrent, run_concurrent
    from penstock._core._sync.client import ClientOptions, ViewOptions
    from penstock._core._sync.stream import EventStream
    from penstock._core._sync.tag import ServiceClient
    from penstock._core.call_options import CallOptions
    from penstock._core.options import Timeouts
    from penstock._core.response import ParsedResponse, Response
    from penstock.batch import Outcome, Progress
    from penstock.errors import (
        APIError,
        APIStatusError,
        AuthenticationError,
        BadRequestError,
        BatchStoppedError,
        ClientClosedError,
        ConcurrencyLimitError,
        ConflictError,
        ConnectionLostError,
        DeadlineExceededError,
        ExecutionError,
        FileInputError,
        InstallFailedError,
        NotFoundError,
        NotSentError,
        PayloadTooLargeError,
        PenstockError,
        PermissionDeniedError,
        QuotaExceededError,
        RateLimitError,
        RequestTimeoutError,
        ResponseError,
        SandboxError,
        ServerError,
        StreamError,
        StreamIdleError,
        StreamInterruptedError,
        TaskError,
        TaskFailedError,
        TaskStoppedError,
        TransportError,
        UsageError,
        UsageLimitError,
        WaitTimeoutError,
    )
    from penstock.outcome import RunOutcome
    from penstock.poll import Exponential, Fixed, Schedule
    from penstock.ratelimit import RateLimit
    from penstock.retry import Attempt, RetryEvent, RetryPolicy

__all__ = [
    "APIError",
    "APIStatusError",
    "AsyncBatch",
    "AsyncClientOptions",
    "AsyncEventStream",
    "AsyncServiceClient",
    "AsyncViewOptions",
    "Attempt",
    "AuthenticationError",
    "BadRequestError",
    "Batch",
    "BatchStoppedError",
    "CallOptions",
    "ClientClosedError",
    "ClientOptions",
    "ConcurrencyLimitError",
    "ConflictError",
    "ConnectionLostError",
    "DeadlineExceededError",
    "EventStream",
    "ExecutionError",
    "Exponential",
    "FileInputError",
    "Fixed",
    "InstallFailedError",
    "NotFoundError",
    "NotSentError",
    "Outcome",
    "ParsedResponse",
    "PayloadTooLargeError",
    "PenstockError",
    "PermissionDeniedError",
    "Progress",
    "QuotaExceededError",
    "RateLimit",
    "RateLimitError",
    "RequestTimeoutError",
    "Response",
    "ResponseError",
    "RetryEvent",
    "RetryPolicy",
    "RunOutcome",
    "SandboxError",
    "Schedule",
    "ServerError",
    "ServiceClient",
    "StreamError",
    "StreamIdleError",
    "StreamInterruptedError",
    "TaskError",
    "TaskFailedError",
    "TaskStoppedError",
    "Timeouts",
    "TransportError",
    "UsageError",
    "UsageLimitError",
    "ViewOptions",
    "WaitTimeoutError",
    "__version__",
    "iter_concurrent",
    "iter_concurrent_async",
    "run_concurrent",
    "run_concurrent_async",
]

_MODULES = (
    "batch",
    "dify",
    "errors",
    "hooks",
    "oomol",
    "poll",
    "ratelimit",
    "retry",
    "sandbox_fusion",
    "sim",
)

_ELSEWHERE = {
    "AsyncBatch": "_core._async.batch",
    "AsyncClientOptions": "_core._async.client",
    "AsyncEventStream": "_core._async.stream",
    "AsyncServiceClient": "_core._async.tag",
    "AsyncViewOptions": "_core._async.client",
    "Attempt": "retry",
    "Batch": "_core._sync.batch",
    "CallOptions": "_core.call_options",
    "ClientOptions": "_core._sync.client",
    "EventStream": "_core._sync.stream",
    "Exponential": "poll",
    "Fixed": "poll",
    "Outcome": "batch",
    "ParsedResponse": "_core.response",
    "Progress": "batch",
    "RateLimit": "ratelimit",
    "Response": "_core.response",
    "RetryEvent": "retry",
    "RetryPolicy": "retry",
    "RunOutcome": "outcome",
    "Schedule": "poll",
    "ServiceClient": "_core._sync.tag",
    "Timeouts": "_core.options",
    "ViewOptions": "_core._sync.client",
    "iter_concurrent": "_core._sync.batch",
    "iter_concurrent_async": "_core._async.batch",
    "run_concurrent": "_core._sync.batch",
    "run_concurrent_async": "_core._async.batch",
}


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"penstock.{name}")
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"penstock.{_ELSEWHERE.get(name, 'errors')}"), name)
    globals()[name] = found  # the next look-up finds it without us
    return found


def __dir__() -> list[str]:
    return sorted([*__all__, *_MODULES])
