"""Typed clients for services that run workflows and code.

Each service has a module of its own: `from penstock.sim import Sim, AsyncSim`. What they share
is here. Everything is loaded on first use (PEP 562), so that importing this costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from penstock._version import __version__

if TYPE_CHECKING:
    from penstock._async._batch import AsyncBatch, iter_concurrent_async, run_concurrent_async
    from penstock._async._client import AsyncClientOptions, AsyncViewOptions
    from penstock._async._stream import AsyncEventStream
    from penstock._async._tag import AsyncServiceClient
    from penstock._call_options import CallOptions
    from penstock._options import Timeouts
    from penstock._response import ParsedResponse, Response
    from penstock._sync._batch import Batch, iter_concurrent, run_concurrent
    from penstock._sync._client import ClientOptions, ViewOptions
    from penstock._sync._stream import EventStream
    from penstock._sync._tag import ServiceClient
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
    "AsyncBatch": "_async._batch",
    "AsyncClientOptions": "_async._client",
    "AsyncEventStream": "_async._stream",
    "AsyncServiceClient": "_async._tag",
    "AsyncViewOptions": "_async._client",
    "Attempt": "retry",
    "Batch": "_sync._batch",
    "CallOptions": "_call_options",
    "ClientOptions": "_sync._client",
    "EventStream": "_sync._stream",
    "Exponential": "poll",
    "Fixed": "poll",
    "Outcome": "batch",
    "ParsedResponse": "_response",
    "Progress": "batch",
    "RateLimit": "ratelimit",
    "Response": "_response",
    "RetryEvent": "retry",
    "RetryPolicy": "retry",
    "RunOutcome": "outcome",
    "Schedule": "poll",
    "ServiceClient": "_sync._tag",
    "Timeouts": "_options",
    "ViewOptions": "_sync._client",
    "iter_concurrent": "_sync._batch",
    "iter_concurrent_async": "_async._batch",
    "run_concurrent": "_sync._batch",
    "run_concurrent_async": "_async._batch",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"penstock.{_ELSEWHERE.get(name, 'errors')}"), name)
    globals()[name] = found  # the next look-up finds it without us
    return found


def __dir__() -> list[str]:
    return sorted([*__all__, *_MODULES])
