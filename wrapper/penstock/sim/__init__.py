"""Sim: running workflows at sim.ai, or at a server of your own.

    from penstock.sim import Sim

    with Sim() as sim:
        result = sim.execute_workflow("workflow-id", {"message": "hi"})

`AsyncSim` is the same for async code. The names of the documented page and of the official SDK
work as documented: `SimStudioClient` is `Sim`, and `SimStudioError` is `penstock.PenstockError`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from penstock._async._pages import AsyncPager
    from penstock._async._stream import AsyncEventStream
    from penstock._async.sim import AsyncSim
    from penstock._sync._pages import Pager
    from penstock._sync._stream import EventStream
    from penstock._sync.sim import Sim
    from penstock._sync.sim import Sim as Client
    from penstock._sync.sim import Sim as SimStudioClient
    from penstock._version import __version__
    from penstock.errors import PenstockError as SimStudioError
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
    from penstock.sim._jobs import JobStatus
    from penstock.sim._large import LargeValue
    from penstock.sim._models import Cancellation, PausedExecution, PausePoint, Run, RunPage
    from penstock.sim._types import (
        MAX_EXECUTION_TIMEOUT_SECONDS,
        AsyncExecutionResult,
        RateLimitInfo,
        UsageLimits,
        WorkflowExecutionResult,
        WorkflowStatus,
    )

__all__ = [  # noqa: RUF022 - in plain order, so that constants stand among the rest
    "AsyncEventStream",
    "AsyncExecutionResult",
    "AsyncPager",
    "AsyncSim",
    "Cancellation",
    "ChunkEvent",
    "ChunkResetEvent",
    "Client",
    "ErrorEvent",
    "EventStream",
    "FinalEvent",
    "JobStatus",
    "LargeValue",
    "MAX_EXECUTION_TIMEOUT_SECONDS",
    "Pager",
    "PausePoint",
    "PausedExecution",
    "RateLimitInfo",
    "Run",
    "RunPage",
    "Sim",
    "SimStudioClient",
    "SimStudioError",
    "StreamErrorEvent",
    "StreamEvent",
    "ThinkingEvent",
    "ToolEvent",
    "UnknownEvent",
    "UsageLimits",
    "WorkflowExecutionResult",
    "WorkflowStatus",
    "__version__",
]

_ELSEWHERE = {
    "AsyncEventStream": ("penstock._async._stream", "AsyncEventStream"),
    "AsyncPager": ("penstock._async._pages", "AsyncPager"),
    "AsyncSim": ("penstock._async.sim", "AsyncSim"),
    "JobStatus": ("penstock.sim._jobs", "JobStatus"),
    "LargeValue": ("penstock.sim._large", "LargeValue"),
    "Client": ("penstock._sync.sim", "Sim"),
    "EventStream": ("penstock._sync._stream", "EventStream"),
    "Pager": ("penstock._sync._pages", "Pager"),
    "Sim": ("penstock._sync.sim", "Sim"),
    "SimStudioClient": ("penstock._sync.sim", "Sim"),
    "SimStudioError": ("penstock.errors", "PenstockError"),
    "__version__": ("penstock._version", "__version__"),
}

_MODELS = frozenset({"Cancellation", "PausePoint", "PausedExecution", "Run", "RunPage"})


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "penstock.sim._events" if name.endswith("Event") else "penstock.sim._types"
    home = "penstock.sim._models" if name in _MODELS else home
    module, own_name = _ELSEWHERE.get(name, (home, name))
    found = getattr(import_module(module), own_name)
    globals()[name] = found  # the next look-up finds it without us
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
