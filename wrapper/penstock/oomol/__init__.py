"""Oomol Connect: running blocks and flows on a server of your own.

    from penstock.oomol import Oomol

    with Oomol("token", "http://localhost:3000/api") as oomol:
        run = oomol.tasks.run({"manifest": "pkg::block", "inputValues": {"text": "hi"}})

`AsyncOomol` is the same for async code, and is what the documented page calls
`OomolConnectClient`. The names of the page work as documented; its errors are those of this
package: `OomolConnectError` is `penstock.PenstockError`, `ApiError` is `penstock.APIError`, and
`TimeoutError` is `penstock.WaitTimeoutError`, which is Python's own TimeoutError, too.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
        InstallFailedError,
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
        TaskError,
        TaskFailedError,
        TaskStoppedError,
        TransportError,
        UsageError,
        WaitTimeoutError,
    )
    from penstock.errors import (
        APIError as ApiError,
    )
    from penstock.errors import (
        PenstockError as OomolConnectError,
    )
    from penstock.errors import (
        WaitTimeoutError as TimeoutError,  # noqa: A004 - the documented name
    )
    from penstock.oomol._async.applets import (
        AsyncAppletsClient,
    )
    from penstock.oomol._async.client import (
        AsyncOomol,
    )
    from penstock.oomol._async.client import (
        AsyncOomol as OomolConnectClient,
    )
    from penstock.oomol._async.lists import (
        AsyncBlocksClient,
        AsyncFlowsClient,
    )
    from penstock.oomol._async.packages import (
        AsyncPackagesClient,
    )
    from penstock.oomol._async.tasks import (
        AsyncTasksClient,
    )
    from penstock.oomol._defaults import (
        ClientOptions,
    )
    from penstock.oomol._inputs import (
        CreateTaskRequest,
        InputValue,
        NodeInputs,
        TaskInputValues,
    )
    from penstock.oomol._polling import (
        BackoffStrategy,
        PollingDict,
        PollingOptions,
        Waiting,
    )
    from penstock.oomol._sync.applets import (
        AppletsClient,
    )
    from penstock.oomol._sync.client import (
        Oomol,
    )
    from penstock.oomol._sync.lists import (
        BlocksClient,
        FlowsClient,
    )
    from penstock.oomol._sync.packages import (
        PackagesClient,
    )
    from penstock.oomol._sync.tasks import (
        TasksClient,
    )
    from penstock.oomol._types import (
        Applets,
        Block,
        CreateTaskResponse,
        Flow,
        FlowInputNode,
        InstallPackageResponse,
        InstallTask,
        ListBlocksResponse,
        ListFlowsResponse,
        ListInstallTasksResponse,
        ListPackagesResponse,
        ListTasksResponse,
        Logs,
        RunResult,
        Task,
    )
    from penstock_api.models import KnownOomolInstallStatus as InstallTaskStatus
    from penstock_api.models import KnownOomolTaskStatus as TaskStatus
    from penstock_api.models import OomolApplet as Applet
    from penstock_api.models import OomolAppletData as AppletData
    from penstock_api.models import OomolInputHandle as InputHandle
    from penstock_api.models import OomolInputValue as TaskInputValue
    from penstock_api.models import OomolLogEvent as LogEvent
    from penstock_api.models import OomolNodeInputs as TaskInputs
    from penstock_api.models import OomolPackage as Package
    from penstock_api.models import OomolPackageDependency as PackageDependency
    from penstock_api.models import OomolStackFrame as StackFrame
    from penstock_api.models import OomolTaskLog as TaskLog

__all__ = [
    "APIError",
    "APIStatusError",
    "ApiError",
    "Applet",
    "AppletData",
    "Applets",
    "AppletsClient",
    "AsyncAppletsClient",
    "AsyncBlocksClient",
    "AsyncFlowsClient",
    "AsyncOomol",
    "AsyncPackagesClient",
    "AsyncTasksClient",
    "AuthenticationError",
    "BackoffStrategy",
    "BadRequestError",
    "Block",
    "BlocksClient",
    "ClientClosedError",
    "ClientOptions",
    "ConflictError",
    "ConnectionLostError",
    "CreateTaskRequest",
    "CreateTaskResponse",
    "DeadlineExceededError",
    "ExecutionError",
    "FileInputError",
    "Flow",
    "FlowInputNode",
    "FlowsClient",
    "InputHandle",
    "InputValue",
    "InstallFailedError",
    "InstallPackageResponse",
    "InstallTask",
    "InstallTaskStatus",
    "ListBlocksResponse",
    "ListFlowsResponse",
    "ListInstallTasksResponse",
    "ListPackagesResponse",
    "ListTasksResponse",
    "LogEvent",
    "Logs",
    "NodeInputs",
    "NotFoundError",
    "NotSentError",
    "Oomol",
    "OomolConnectClient",
    "OomolConnectError",
    "Package",
    "PackageDependency",
    "PackagesClient",
    "PayloadTooLargeError",
    "PenstockError",
    "PermissionDeniedError",
    "PollingDict",
    "PollingOptions",
    "RateLimitError",
    "RequestTimeoutError",
    "ResponseError",
    "RunResult",
    "ServerError",
    "StackFrame",
    "StreamError",
    "StreamIdleError",
    "StreamInterruptedError",
    "Task",
    "TaskError",
    "TaskFailedError",
    "TaskInputValue",
    "TaskInputValues",
    "TaskInputs",
    "TaskLog",
    "TaskStatus",
    "TaskStoppedError",
    "TasksClient",
    "TimeoutError",
    "TransportError",
    "UsageError",
    "WaitTimeoutError",
    "Waiting",
]

_ELSEWHERE = {
    "ApiError": ("penstock.errors", "APIError"),
    "AppletsClient": ("penstock.oomol._sync.applets", "AppletsClient"),
    "AsyncAppletsClient": ("penstock.oomol._async.applets", "AsyncAppletsClient"),
    "AsyncBlocksClient": ("penstock.oomol._async.lists", "AsyncBlocksClient"),
    "AsyncFlowsClient": ("penstock.oomol._async.lists", "AsyncFlowsClient"),
    "AsyncOomol": ("penstock.oomol._async.client", "AsyncOomol"),
    "AsyncPackagesClient": ("penstock.oomol._async.packages", "AsyncPackagesClient"),
    "AsyncTasksClient": ("penstock.oomol._async.tasks", "AsyncTasksClient"),
    "BackoffStrategy": ("penstock.oomol._polling", "BackoffStrategy"),
    "BlocksClient": ("penstock.oomol._sync.lists", "BlocksClient"),
    "ClientOptions": ("penstock.oomol._defaults", "ClientOptions"),
    "CreateTaskRequest": ("penstock.oomol._inputs", "CreateTaskRequest"),
    "FlowsClient": ("penstock.oomol._sync.lists", "FlowsClient"),
    "InputValue": ("penstock.oomol._inputs", "InputValue"),
    "NodeInputs": ("penstock.oomol._inputs", "NodeInputs"),
    "Oomol": ("penstock.oomol._sync.client", "Oomol"),
    "OomolConnectClient": ("penstock.oomol._async.client", "AsyncOomol"),
    "OomolConnectError": ("penstock.errors", "PenstockError"),
    "PackagesClient": ("penstock.oomol._sync.packages", "PackagesClient"),
    "PollingDict": ("penstock.oomol._polling", "PollingDict"),
    "PollingOptions": ("penstock.oomol._polling", "PollingOptions"),
    "TaskInputValues": ("penstock.oomol._inputs", "TaskInputValues"),
    "TasksClient": ("penstock.oomol._sync.tasks", "TasksClient"),
    "TimeoutError": ("penstock.errors", "WaitTimeoutError"),
    "Waiting": ("penstock.oomol._polling", "Waiting"),
    "Applet": ("penstock_api.models", "OomolApplet"),
    "AppletData": ("penstock_api.models", "OomolAppletData"),
    "InputHandle": ("penstock_api.models", "OomolInputHandle"),
    "LogEvent": ("penstock_api.models", "OomolLogEvent"),
    "Package": ("penstock_api.models", "OomolPackage"),
    "PackageDependency": ("penstock_api.models", "OomolPackageDependency"),
    "StackFrame": ("penstock_api.models", "OomolStackFrame"),
    "TaskInputs": ("penstock_api.models", "OomolNodeInputs"),
    "TaskInputValue": ("penstock_api.models", "OomolInputValue"),
    "TaskLog": ("penstock_api.models", "OomolTaskLog"),
    "InstallTaskStatus": ("penstock_api.models", "KnownOomolInstallStatus"),
    "TaskStatus": ("penstock_api.models", "KnownOomolTaskStatus"),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "penstock.errors" if name.endswith("Error") else "penstock.oomol._types"
    module, own_name = _ELSEWHERE.get(name, (home, name))
    found = getattr(import_module(module), own_name)
    globals()[name] = found  # the next look-up finds it without us
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
