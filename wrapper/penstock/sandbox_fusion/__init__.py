"""SandboxFusion: running code in a sandbox, and judging it.

    from penstock.sandbox_fusion import RunCodeRequest, run_code

    result = run_code(RunCodeRequest(code="print(123)", language="python"))

Every function has a form for async code, whose name ends in `_async`. `SandboxFusion` and
`AsyncSandboxFusion` are clients for who wants settings of their own.
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
    from penstock.sandbox_fusion._languages import LANGUAGES, Language
    from penstock.sandbox_fusion._models import RunCodeRequest, RunJupyterRequest
    from penstock.sandbox_fusion._results import (
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
    )
    from penstock.sandbox_fusion._summary import SummaryMapping, summary_run_code_result
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

_HOMES = {
    "_core._async.batch": (
        "AsyncBatch",
        "iter_concurrent_async",
        "run_concurrent_async",
        "run_concurrent_pure_async",
    ),
    "sandbox_fusion._async.functions": (
        "close_async",
        "get_metrics_async",
        "get_metrics_function_async",
        "get_prompt_by_id_async",
        "get_prompts_async",
        "list_datasets_async",
        "list_ids_async",
        "ping_async",
        "run_code_async",
        "run_jupyter_async",
        "submit_async",
        "submit_safe_async",
    ),
    "sandbox_fusion._async.client": ("AsyncSandboxFusion",),
    "_core._sync.batch": ("Batch", "iter_concurrent", "run_concurrent", "run_concurrent_pure"),
    "sandbox_fusion._sync.functions": (
        "close",
        "get_metrics",
        "get_metrics_function",
        "get_prompt_by_id",
        "get_prompts",
        "list_datasets",
        "list_ids",
        "ping",
        "run_code",
        "run_jupyter",
        "set_dataset_endpoint",
        "set_endpoint",
        "set_sandbox_endpoint",
        "submit",
        "submit_safe",
    ),
    "sandbox_fusion._sync.client": ("SandboxFusion",),
    "batch": ("Outcome", "Progress"),
    "errors": (
        "APIError",
        "APIStatusError",
        "AuthenticationError",
        "BadRequestError",
        "BatchStoppedError",
        "ClientClosedError",
        "ConflictError",
        "ConnectionLostError",
        "DeadlineExceededError",
        "ExecutionError",
        "FileInputError",
        "NotFoundError",
        "NotSentError",
        "PayloadTooLargeError",
        "PenstockError",
        "PermissionDeniedError",
        "RateLimitError",
        "RequestTimeoutError",
        "ResponseError",
        "SandboxError",
        "ServerError",
        "StreamError",
        "StreamIdleError",
        "StreamInterruptedError",
        "TransportError",
        "UsageError",
    ),
    "sandbox_fusion._languages": ("LANGUAGES", "Language"),
    "sandbox_fusion._datasets": (
        "GetMetricsFunctionRequest",
        "GetMetricsRequest",
        "GetPromptByIdRequest",
        "GetPromptsRequest",
        "SubmitRequest",
        "TestConfig",
    ),
    "sandbox_fusion._models": ("RunCodeRequest", "RunJupyterRequest"),
    "sandbox_fusion._results": (
        "CellRunResult",
        "CommandRunResult",
        "CommandRunStatus",
        "EvalResult",
        "EvalTestCase",
        "Message",
        "Prompt",
        "RunCodeResponse",
        "RunJupyterResponse",
        "RunStatus",
    ),
    "sandbox_fusion._summary": ("SummaryMapping", "summary_run_code_result"),
    "sandbox_fusion._verdict": ("Verdict", "verdict"),
    "sandbox_fusion._warnings": ("OutputCutWarning", "SandboxWarning", "UnknownLanguageWarning"),
}
_ELSEWHERE = {name: home for home, names in _HOMES.items() for name in names}

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
    if name not in _ELSEWHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"penstock.{_ELSEWHERE[name]}"), name)
    globals()[name] = found  # the next look-up finds it without us
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
