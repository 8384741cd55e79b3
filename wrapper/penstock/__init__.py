"""Typed clients for services that run workflows and code.

Each service has a module of its own: `from penstock.sim import Sim, AsyncSim`. What they share
is here. Everything is loaded on first use (PEP 562), so that importing this costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from penstock._core.exports import lazy_exports

if TYPE_CHECKING:
    from penstock._core._async.batch import (
        AsyncBatch as AsyncBatch,
        iter_concurrent_async as iter_concurrent_async,
        run_concurrent_async as run_concurrent_async,
    )
    from penstock._core._async.client import (
        AsyncClientOptions as AsyncClientOptions,
        AsyncViewOptions as AsyncViewOptions,
    )
    from penstock._core._async.stream import AsyncEventStream as AsyncEventStream
    from penstock._core._async.tag import AsyncServiceClient as AsyncServiceClient
    from penstock._core._sync.batch import (
        Batch as Batch,
        iter_concurrent as iter_concurrent,
        run_concurrent as run_concurrent,
    )
    from penstock._core._sync.client import (
        ClientOptions as ClientOptions,
        ViewOptions as ViewOptions,
    )
    from penstock._core._sync.stream import EventStream as EventStream
    from penstock._core._sync.tag import ServiceClient as ServiceClient
    from penstock._core.call_options import (
        CallOptions as CallOptions,
        ExtraOptions as ExtraOptions,
        RetryOptions as RetryOptions,
    )
    from penstock._core.dataframes import to_dataframe as to_dataframe
    from penstock._core.notebook import LiveDisplay as LiveDisplay
    from penstock._core.options import Timeouts as Timeouts
    from penstock._core.results import ParsedResponse as ParsedResponse, Response as Response
    from penstock._core.version import __version__ as __version__
    from penstock.batch import Outcome as Outcome, Progress as Progress
    from penstock.errors import (
        APIError as APIError,
        APIStatusError as APIStatusError,
        AuthenticationError as AuthenticationError,
        BadRequestError as BadRequestError,
        BatchStoppedError as BatchStoppedError,
        ClientClosedError as ClientClosedError,
        ConcurrencyLimitError as ConcurrencyLimitError,
        ConflictError as ConflictError,
        ConnectionLostError as ConnectionLostError,
        DeadlineExceededError as DeadlineExceededError,
        ExecutionError as ExecutionError,
        FileInputError as FileInputError,
        InstallFailedError as InstallFailedError,
        NotFoundError as NotFoundError,
        NotSentError as NotSentError,
        PayloadTooLargeError as PayloadTooLargeError,
        PenstockError as PenstockError,
        PermissionDeniedError as PermissionDeniedError,
        QuotaExceededError as QuotaExceededError,
        RateLimitError as RateLimitError,
        RequestTimeoutError as RequestTimeoutError,
        ResponseError as ResponseError,
        SandboxError as SandboxError,
        ServerError as ServerError,
        StreamError as StreamError,
        StreamIdleError as StreamIdleError,
        StreamInterruptedError as StreamInterruptedError,
        TaskError as TaskError,
        TaskFailedError as TaskFailedError,
        TaskStoppedError as TaskStoppedError,
        TransportError as TransportError,
        UsageError as UsageError,
        UsageLimitError as UsageLimitError,
        WaitTimeoutError as WaitTimeoutError,
    )
    from penstock.outcome import RunOutcome as RunOutcome
    from penstock.poll import Exponential as Exponential, Fixed as Fixed, Schedule as Schedule
    from penstock.ratelimit import RateLimit as RateLimit
    from penstock.retry import (
        Attempt as Attempt,
        RetryEvent as RetryEvent,
        RetryPolicy as RetryPolicy,
    )
else:
    __all__, __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "penstock._core._async.batch": (
                "AsyncBatch, iter_concurrent_async, run_concurrent_async"
            ),
            "penstock._core._async.client": "AsyncClientOptions, AsyncViewOptions",
            "penstock._core._async.stream": "AsyncEventStream",
            "penstock._core._async.tag": "AsyncServiceClient",
            "penstock._core._sync.batch": "Batch, iter_concurrent, run_concurrent",
            "penstock._core._sync.client": "ClientOptions, ViewOptions",
            "penstock._core._sync.stream": "EventStream",
            "penstock._core._sync.tag": "ServiceClient",
            "penstock._core.call_options": "CallOptions, ExtraOptions, RetryOptions",
            "penstock._core.dataframes": "to_dataframe",
            "penstock._core.notebook": "LiveDisplay",
            "penstock._core.options": "Timeouts",
            "penstock._core.results": "ParsedResponse, Response",
            "penstock._core.version": "__version__",
            "penstock.batch": "Outcome, Progress",
            "penstock.errors": (
                "APIError, APIStatusError, AuthenticationError, BadRequestError, "
                "BatchStoppedError, ClientClosedError, ConcurrencyLimitError, ConflictError, "
                "ConnectionLostError, DeadlineExceededError, ExecutionError, FileInputError, "
                "InstallFailedError, NotFoundError, NotSentError, PayloadTooLargeError, "
                "PenstockError, PermissionDeniedError, QuotaExceededError, RateLimitError, "
                "RequestTimeoutError, ResponseError, SandboxError, ServerError, StreamError, "
                "StreamIdleError, StreamInterruptedError, TaskError, TaskFailedError, "
                "TaskStoppedError, TransportError, UsageError, UsageLimitError, WaitTimeoutError"
            ),
            "penstock.outcome": "RunOutcome",
            "penstock.poll": "Exponential, Fixed, Schedule",
            "penstock.ratelimit": "RateLimit",
            "penstock.retry": "Attempt, RetryEvent, RetryPolicy",
        },
        submodules=(
            "batch",
            "dify",
            "errors",
            "hooks",
            "oomol",
            "outcome",
            "poll",
            "ratelimit",
            "retry",
            "sandbox_fusion",
            "sim",
        ),
    )
