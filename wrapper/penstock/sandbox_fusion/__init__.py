"""SandboxFusion: run code in a sandbox, and judge submissions.

    from penstock.sandbox_fusion import RunCodeRequest, run_code

    result = run_code(RunCodeRequest(code="print(123)", language="python"))

Every function has an async form, whose name ends in `_async`. The clients `SandboxFusion` and
`AsyncSandboxFusion` have settings of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from penstock._core.exports import lazy_exports

if TYPE_CHECKING:
    from penstock._core._async.batch import (
        AsyncBatch as AsyncBatch,
        iter_concurrent_async as iter_concurrent_async,
        run_concurrent_async as run_concurrent_async,
        run_concurrent_pure_async as run_concurrent_pure_async,
    )
    from penstock._core._sync.batch import (
        Batch as Batch,
        iter_concurrent as iter_concurrent,
        run_concurrent as run_concurrent,
        run_concurrent_pure as run_concurrent_pure,
    )
    from penstock.batch import Outcome as Outcome, Progress as Progress
    from penstock.errors import (
        APIError as APIError,
        APIStatusError as APIStatusError,
        AuthenticationError as AuthenticationError,
        BadRequestError as BadRequestError,
        BatchStoppedError as BatchStoppedError,
        ClientClosedError as ClientClosedError,
        ConflictError as ConflictError,
        ConnectionLostError as ConnectionLostError,
        DeadlineExceededError as DeadlineExceededError,
        ExecutionError as ExecutionError,
        FileInputError as FileInputError,
        NotFoundError as NotFoundError,
        NotSentError as NotSentError,
        PayloadTooLargeError as PayloadTooLargeError,
        PenstockError as PenstockError,
        PermissionDeniedError as PermissionDeniedError,
        RateLimitError as RateLimitError,
        RequestTimeoutError as RequestTimeoutError,
        ResponseError as ResponseError,
        SandboxError as SandboxError,
        ServerError as ServerError,
        StreamError as StreamError,
        StreamIdleError as StreamIdleError,
        StreamInterruptedError as StreamInterruptedError,
        TransportError as TransportError,
        UsageError as UsageError,
    )
    from penstock.sandbox_fusion._async.client import AsyncSandboxFusion as AsyncSandboxFusion
    from penstock.sandbox_fusion._async.functions import (
        close_async as close_async,
        get_metrics_async as get_metrics_async,
        get_metrics_function_async as get_metrics_function_async,
        get_prompt_by_id_async as get_prompt_by_id_async,
        get_prompts_async as get_prompts_async,
        list_datasets_async as list_datasets_async,
        list_ids_async as list_ids_async,
        ping_async as ping_async,
        run_code_async as run_code_async,
        run_jupyter_async as run_jupyter_async,
        submit_async as submit_async,
        submit_safe_async as submit_safe_async,
    )
    from penstock.sandbox_fusion._datasets import (
        GetMetricsFunctionRequest as GetMetricsFunctionRequest,
        GetMetricsRequest as GetMetricsRequest,
        GetPromptByIdRequest as GetPromptByIdRequest,
        GetPromptsRequest as GetPromptsRequest,
        SubmitRequest as SubmitRequest,
        TestConfig as TestConfig,
    )
    from penstock.sandbox_fusion._fields import LANGUAGES as LANGUAGES, Language as Language
    from penstock.sandbox_fusion._models import (
        CellRunResult as CellRunResult,
        CommandRunResult as CommandRunResult,
        CommandRunStatus as CommandRunStatus,
        EvalResult as EvalResult,
        EvalTestCase as EvalTestCase,
        Message as Message,
        Prompt as Prompt,
        RunCodeResponse as RunCodeResponse,
        RunJupyterResponse as RunJupyterResponse,
        RunStatus as RunStatus,
        SummaryMapping as SummaryMapping,
        summary_run_code_result as summary_run_code_result,
    )
    from penstock.sandbox_fusion._requests import (
        RunCodeRequest as RunCodeRequest,
        RunJupyterRequest as RunJupyterRequest,
    )
    from penstock.sandbox_fusion._sync.client import SandboxFusion as SandboxFusion
    from penstock.sandbox_fusion._sync.functions import (
        close as close,
        get_metrics as get_metrics,
        get_metrics_function as get_metrics_function,
        get_prompt_by_id as get_prompt_by_id,
        get_prompts as get_prompts,
        list_datasets as list_datasets,
        list_ids as list_ids,
        ping as ping,
        run_code as run_code,
        run_jupyter as run_jupyter,
        set_dataset_endpoint as set_dataset_endpoint,
        set_endpoint as set_endpoint,
        set_sandbox_endpoint as set_sandbox_endpoint,
        submit as submit,
        submit_safe as submit_safe,
    )
    from penstock.sandbox_fusion._verdict import Verdict as Verdict, verdict as verdict
    from penstock.sandbox_fusion._warnings import (
        OutputCutWarning as OutputCutWarning,
        SandboxWarning as SandboxWarning,
        UnknownLanguageWarning as UnknownLanguageWarning,
    )
else:
    __all__, __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "penstock._core._async.batch": (
                "AsyncBatch, iter_concurrent_async, run_concurrent_async, run_concurrent_pure_async"
            ),
            "penstock._core._sync.batch": (
                "Batch, iter_concurrent, run_concurrent, run_concurrent_pure"
            ),
            "penstock.batch": "Outcome, Progress",
            "penstock.errors": (
                "APIError, APIStatusError, AuthenticationError, BadRequestError, "
                "BatchStoppedError, ClientClosedError, ConflictError, ConnectionLostError, "
                "DeadlineExceededError, ExecutionError, FileInputError, NotFoundError, "
                "NotSentError, PayloadTooLargeError, PenstockError, PermissionDeniedError, "
                "RateLimitError, RequestTimeoutError, ResponseError, SandboxError, ServerError, "
                "StreamError, StreamIdleError, StreamInterruptedError, TransportError, UsageError"
            ),
            "penstock.sandbox_fusion._async.client": "AsyncSandboxFusion",
            "penstock.sandbox_fusion._async.functions": (
                "close_async, get_metrics_async, get_metrics_function_async, "
                "get_prompt_by_id_async, get_prompts_async, list_datasets_async, list_ids_async, "
                "ping_async, run_code_async, run_jupyter_async, submit_async, submit_safe_async"
            ),
            "penstock.sandbox_fusion._datasets": (
                "GetMetricsFunctionRequest, GetMetricsRequest, GetPromptByIdRequest, "
                "GetPromptsRequest, SubmitRequest, TestConfig"
            ),
            "penstock.sandbox_fusion._fields": "LANGUAGES, Language",
            "penstock.sandbox_fusion._models": (
                "CellRunResult, CommandRunResult, CommandRunStatus, EvalResult, EvalTestCase, "
                "Message, Prompt, RunCodeResponse, RunJupyterResponse, RunStatus, SummaryMapping, "
                "summary_run_code_result"
            ),
            "penstock.sandbox_fusion._requests": "RunCodeRequest, RunJupyterRequest",
            "penstock.sandbox_fusion._sync.client": "SandboxFusion",
            "penstock.sandbox_fusion._sync.functions": (
                "close, get_metrics, get_metrics_function, get_prompt_by_id, get_prompts, "
                "list_datasets, list_ids, ping, run_code, run_jupyter, set_dataset_endpoint, "
                "set_endpoint, set_sandbox_endpoint, submit, submit_safe"
            ),
            "penstock.sandbox_fusion._verdict": "Verdict, verdict",
            "penstock.sandbox_fusion._warnings": (
                "OutputCutWarning, SandboxWarning, UnknownLanguageWarning"
            ),
        },
    )
