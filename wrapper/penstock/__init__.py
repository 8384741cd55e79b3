"""Typed clients for services that run workflows and code.

Each service has a module of its own: `from penstock.sim import Sim, AsyncSim`. What they share
is here. Everything is loaded on first use (PEP 562), so that importing this costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from penstock._version import __version__

if TYPE_CHECKING:
    from penstock._options import Timeouts
    from penstock.errors import (
        APIStatusError,
        AuthenticationError,
        BadRequestError,
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
    from penstock.poll import Exponential, Fixed, Schedule
    from penstock.ratelimit import RateLimit
    from penstock.retry import Attempt, RetryEvent, RetryPolicy

__all__ = [
    "APIStatusError",
    "Attempt",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "ConnectionLostError",
    "DeadlineExceededError",
    "ExecutionError",
    "Exponential",
    "FileInputError",
    "Fixed",
    "NotFoundError",
    "NotSentError",
    "PayloadTooLargeError",
    "PenstockError",
    "PermissionDeniedError",
    "RateLimit",
    "RateLimitError",
    "RequestTimeoutError",
    "ResponseError",
    "RetryEvent",
    "RetryPolicy",
    "Schedule",
    "ServerError",
    "StreamError",
    "StreamIdleError",
    "StreamInterruptedError",
    "Timeouts",
    "TransportError",
    "UsageError",
    "UsageLimitError",
    "WaitTimeoutError",
    "__version__",
]

_ELSEWHERE = {
    "Attempt": "retry",
    "Exponential": "poll",
    "Fixed": "poll",
    "RateLimit": "ratelimit",
    "RetryEvent": "retry",
    "RetryPolicy": "retry",
    "Schedule": "poll",
    "Timeouts": "_options",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"penstock.{_ELSEWHERE.get(name, 'errors')}"), name)
    globals()[name] = found  # the next look-up finds it without us
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
