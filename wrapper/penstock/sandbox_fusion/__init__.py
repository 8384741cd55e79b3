"""SandboxFusion: run code in a sandbox, and judge submissions.

    from penstock.sandbox_fusion import RunCodeRequest, run_code

    result = run_code(RunCodeRequest(code="print(123)", language="python"))

Every function has an async form, whose name ends in `_async`. The clients `SandboxFusion` and
`AsyncSandboxFusion` have settings of their own.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from penstock._core._async.batch import (
        AsyncBatch,
        iter_concurrent_async,
        run_concurrent_async,
        run_concurrent_pure_async,
    )
    from penstock._core._sync.batch import (
        Batch,
        iter_concurrent,
        run_concurrent,
        run_concurrent_pure,
    )
    from penstock.batch import Outcome, Progress
    from penstock.errors import (
        APIError,
        APIStatusError,
        AuthenticationError,
        BadRequestError,
        BatchStoppedError,
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
        SandboxError,
        ServerError,
        StreamError,
        StreamIdleError,
        StreamInterruptedError,
        TransportError,
        UsageError,
    )
    from penstock.sandbox_fusion._async.client import AsyncSandboxFusion
    from penstock.sandbox_fusion._async.functions import (
        close_async,
        get_metrics_async,
        get_metrics_function_async,
        get_prompt_by_id_async,
        get_prompts_async,
        list_datasets_async,
        list_ids_async,
        ping_async,
        run_code_async,
        run_jupyter_async,
        submit_async,
        submit_safe_async,
    )
    from penstock.sandbox_fusion._datasets import (
        GetMetricsFunctionRequest,
        GetMetricsRequest,
        GetPromptByIdRequest,
        GetPromptsRequest,
        SubmitRequest,
        TestConfig,
    )
    from penstock.sandbox_fusion._fields import LANGUAGES, Language
    from penstock.sandbox_fusion._models import (
        CellRunResult,
        CommandRunResult,
        CommandRunStatus,
        EvalResult,
        EvalTestCase,
        Message,
        Prompt,
        RunCodeResponse,
        RunJupyterResponse,
        RunStatus,
        SummaryMapping,
        summary_run_code_result,
    )
    from penstock.sandbox_fusion._requests import RunCodeRequest, RunJupyterRequest
    from penstock.sandbox_fusion._sync.client import SandboxFusion
    from penstock.sandbox_fusion._sync.functions import (
        close,
        get_metrics,
        get_metrics_function,
        get_prompt_by_id,
        get_prompts,
        list_datasets,
        list_ids,
        ping,
        run_code,
        run_jupyter,
        set_dataset_endpoint,
        set_endpoint,
        set_sandbox_endpoint,
        submit,
        submit_safe,
    )
    from penstock.sandbox_fusion._verdict import Verdict, verdict
    from penstock.sandbox_fusion._warnings import (
        OutputCutWarning,
        SandboxWarning,
        UnknownLanguageWarning,
    )

# Homes of the public names that aren't functions; an error's is `penstock.errors`.
_HOMES = {
    "AsyncBatch": "_core._async.batch",
    "Batch": "_core._sync.batch",
    "Outcome": "batch",
    "Progress": "batch",
    "AsyncSandboxFusion": "sandbox_fusion._async.client",
    "SandboxFusion": "sandbox_fusion._sync.client",
    "LANGUAGES": "sandbox_fusion._fields",
    "Language": "sandbox_fusion._fields",
    "TestConfig": "sandbox_fusion._datasets",
    "Verdict": "sandbox_fusion._verdict",
    "verdict": "sandbox_fusion._verdict",
    "summary_run_code_result": "sandbox_fusion._models",
}


def _home(name: str) -> str:
    if name in _HOMES:
        return _HOMES[name]
    if name.islower():
        half = "_async" if name.endswith("_async") else "_sync"
        batch = name.startswith(("iter_concurrent", "run_concurrent"))
        return f"_core.{half}.batch" if batch else f"sandbox_fusion.{half}.functions"
    if name.endswith("Error"):
        return "errors"
    if name.endswith("Request"):
        return f"sandbox_fusion.{'_requests' if name.startswith('Run') else '_datasets'}"
    return f"sandbox_fusion.{'_warnings' if name.endswith('Warning') else '_models'}"


__all__ = [
    "LANGUAGES",
    "APIError",
    "APIStatusError",
    "AsyncBatch",
    "AsyncSandboxFusion",
    "AuthenticationError",
    "BadRequestError",
    "Batch",
    "BatchStoppedError",
    "CellRunResult",
    "ClientClosedError",
    "CommandRunResult",
    "CommandRunStatus",
    "ConflictError",
    "ConnectionLostError",
    "DeadlineExceededError",
    "EvalResult",
    "EvalTestCase",
    "ExecutionError",
    "FileInputError",
    "GetMetricsFunctionRequest",
    "GetMetricsRequest",
    "GetPromptByIdRequest",
    "GetPromptsRequest",
    "Language",
    "Message",
    "NotFoundError",
    "NotSentError",
    "Outcome",
    "OutputCutWarning",
    "PayloadTooLargeError",
    "PenstockError",
    "PermissionDeniedError",
    "Progress",
    "Prompt",
    "RateLimitError",
    "RequestTimeoutError",
    "ResponseError",
    "RunCodeRequest",
    "RunCodeResponse",
    "RunJupyterRequest",
    "RunJupyterResponse",
    "RunStatus",
    "SandboxError",
    "SandboxFusion",
    "SandboxWarning",
    "ServerError",
    "StreamError",
    "StreamIdleError",
    "StreamInterruptedError",
    "SubmitRequest",
    "SummaryMapping",
    "TestConfig",
    "TransportError",
    "UnknownLanguageWarning",
    "UsageError",
    "Verdict",
    "close",
    "close_async",
    "get_metrics",
    "get_metrics_async",
    "get_metrics_function",
    "get_metrics_function_async",
    "get_prompt_by_id",
    "get_prompt_by_id_async",
    "get_prompts",
    "get_prompts_async",
    "iter_concurrent",
    "iter_concurrent_async",
    "list_datasets",
    "list_datasets_async",
    "list_ids",
    "list_ids_async",
    "ping",
    "ping_async",
    "run_code",
    "run_code_async",
    "run_concurrent",
    "run_concurrent_async",
    "run_concurrent_pure",
    "run_concurrent_pure_async",
    "run_jupyter",
    "run_jupyter_async",
    "set_dataset_endpoint",
    "set_endpoint",
    "set_sandbox_endpoint",
    "submit",
    "submit_async",
    "submit_safe",
    "submit_safe_async",
    "summary_run_code_result",
    "verdict",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"penstock.{_home(name)}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
