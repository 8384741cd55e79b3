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

from typing import TYPE_CHECKING

from penstock._core.exports import lazy_exports

if TYPE_CHECKING:
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
        InstallFailedError as InstallFailedError,
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
        TaskError as TaskError,
        TaskFailedError as TaskFailedError,
        TaskStoppedError as TaskStoppedError,
        TransportError as TransportError,
        UsageError as UsageError,
        WaitTimeoutError as WaitTimeoutError,
    )
    from penstock.oomol._async.catalog import (
        AsyncAppletsClient as AsyncAppletsClient,
        AsyncBlocksClient as AsyncBlocksClient,
        AsyncFlowsClient as AsyncFlowsClient,
    )
    from penstock.oomol._async.client import AsyncOomol as AsyncOomol
    from penstock.oomol._async.packages import AsyncPackagesClient as AsyncPackagesClient
    from penstock.oomol._async.tasks import AsyncTasksClient as AsyncTasksClient
    from penstock.oomol._models import (
        AnyTask as AnyTask,
        Applets as Applets,
        Block as Block,
        CreateTaskResponse as CreateTaskResponse,
        Flow as Flow,
        FlowInputNode as FlowInputNode,
        InstallPackageResponse as InstallPackageResponse,
        InstallTask as InstallTask,
        ListBlocksResponse as ListBlocksResponse,
        ListFlowsResponse as ListFlowsResponse,
        ListInstallTasksResponse as ListInstallTasksResponse,
        ListPackagesResponse as ListPackagesResponse,
        ListTasksResponse as ListTasksResponse,
        Logs as Logs,
        RunResult as RunResult,
        Task as Task,
    )
    from penstock.oomol._options import (
        BackoffStrategy as BackoffStrategy,
        ClientOptions as ClientOptions,
        PollingDict as PollingDict,
        PollingOptions as PollingOptions,
        Waiting as Waiting,
    )
    from penstock.oomol._requests import (
        CreateTaskRequest as CreateTaskRequest,
        InputValue as InputValue,
        NodeInputs as NodeInputs,
        TaskInputValues as TaskInputValues,
    )
    from penstock.oomol._sync.catalog import (
        AppletsClient as AppletsClient,
        BlocksClient as BlocksClient,
        FlowsClient as FlowsClient,
    )
    from penstock.oomol._sync.client import Oomol as Oomol
    from penstock.oomol._sync.packages import PackagesClient as PackagesClient
    from penstock.oomol._sync.tasks import TasksClient as TasksClient
    from penstock_api.models import (
        KnownOomolInstallStatus,
        KnownOomolTaskStatus,
        OomolApplet,
        OomolAppletData,
        OomolInputHandle,
        OomolInputValue,
        OomolLogEvent,
        OomolNodeInputs,
        OomolPackage,
        OomolPackageDependency,
        OomolStackFrame,
        OomolTaskLog,
    )

    ApiError = APIError
    Applet = OomolApplet
    AppletData = OomolAppletData
    InputHandle = OomolInputHandle
    InstallTaskStatus = KnownOomolInstallStatus
    LogEvent = OomolLogEvent
    OomolConnectClient = AsyncOomol
    OomolConnectError = PenstockError
    Package = OomolPackage
    PackageDependency = OomolPackageDependency
    StackFrame = OomolStackFrame
    TaskInputValue = OomolInputValue
    TaskInputs = OomolNodeInputs
    TaskLog = OomolTaskLog
    TaskStatus = KnownOomolTaskStatus
    TimeoutError = WaitTimeoutError  # noqa: A001 - the documented name
else:
    __all__, __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "penstock.errors": (
                "APIError, APIError as ApiError, APIStatusError, AuthenticationError, "
                "BadRequestError, ClientClosedError, ConflictError, ConnectionLostError, "
                "DeadlineExceededError, ExecutionError, FileInputError, InstallFailedError, "
                "NotFoundError, NotSentError, PayloadTooLargeError, PenstockError, PenstockError "
                "as OomolConnectError, PermissionDeniedError, RateLimitError, RequestTimeoutError, "
                "ResponseError, ServerError, StreamError, StreamIdleError, StreamInterruptedError, "
                "TaskError, TaskFailedError, TaskStoppedError, TransportError, UsageError, "
                "WaitTimeoutError, WaitTimeoutError as TimeoutError"
            ),
            "penstock.oomol._async.catalog": (
                "AsyncAppletsClient, AsyncBlocksClient, AsyncFlowsClient"
            ),
            "penstock.oomol._async.client": "AsyncOomol, AsyncOomol as OomolConnectClient",
            "penstock.oomol._async.packages": "AsyncPackagesClient",
            "penstock.oomol._async.tasks": "AsyncTasksClient",
            "penstock.oomol._models": (
                "AnyTask, Applets, Block, CreateTaskResponse, Flow, FlowInputNode, "
                "InstallPackageResponse, InstallTask, ListBlocksResponse, ListFlowsResponse, "
                "ListInstallTasksResponse, ListPackagesResponse, ListTasksResponse, Logs, "
                "RunResult, Task"
            ),
            "penstock.oomol._options": (
                "BackoffStrategy, ClientOptions, PollingDict, PollingOptions, Waiting"
            ),
            "penstock.oomol._requests": (
                "CreateTaskRequest, InputValue, NodeInputs, TaskInputValues"
            ),
            "penstock.oomol._sync.catalog": "AppletsClient, BlocksClient, FlowsClient",
            "penstock.oomol._sync.client": "Oomol",
            "penstock.oomol._sync.packages": "PackagesClient",
            "penstock.oomol._sync.tasks": "TasksClient",
            "penstock_api.models": (
                "KnownOomolInstallStatus as InstallTaskStatus, KnownOomolTaskStatus as TaskStatus, "
                "OomolApplet as Applet, OomolAppletData as AppletData, OomolInputHandle as "
                "InputHandle, OomolInputValue as TaskInputValue, OomolLogEvent as LogEvent, "
                "OomolNodeInputs as TaskInputs, OomolPackage as Package, OomolPackageDependency as "
                "PackageDependency, OomolStackFrame as StackFrame, OomolTaskLog as TaskLog"
            ),
        },
    )
