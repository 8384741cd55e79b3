"""Inferred types of SandboxFusion's public names. Never run; checked by mypy and pyright."""

# pyright: strict

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, assert_type

from penstock import Outcome, Progress, RetryPolicy, Timeouts
from penstock.errors import SandboxError
from penstock.sandbox_fusion import (
    AsyncSandboxFusion,
    CellRunResult,
    CommandRunResult,
    CommandRunStatus,
    EvalResult,
    EvalTestCase,
    GetMetricsFunctionRequest,
    GetMetricsRequest,
    GetPromptByIdRequest,
    GetPromptsRequest,
    Language,
    Message,
    Prompt,
    RunCodeRequest,
    RunCodeResponse,
    RunJupyterRequest,
    RunJupyterResponse,
    RunStatus,
    SandboxFusion,
    SubmitRequest,
    TestConfig,
    Verdict,
    get_prompts,
    iter_concurrent,
    iter_concurrent_async,
    list_ids,
    run_code,
    run_code_async,
    run_concurrent,
    run_concurrent_async,
    submit_safe,
    submit_safe_async,
    verdict,
)


def requests(language: Language, own: str) -> RunCodeRequest:
    RunCodeRequest(code="", language="python", files={"a": b"", "b": Path("b"), "c": None})
    RunCodeRequest(code="", language=own, memory_limit_MB=512)
    SubmitRequest(dataset="d", id="007", completion="", config=TestConfig(language=language))
    assert_type(SubmitRequest(dataset="d", id=7, completion="").id, int | str)
    assert_type(SubmitRequest(dataset="d", id=7, completion="").config, TestConfig)
    assert_type(GetMetricsRequest(dataset="d", results=[]).results, Sequence[EvalResult])
    return RunCodeRequest(code="", language=language, stdin="x", run_timeout=1)


def functions(request: RunCodeRequest, submission: SubmitRequest) -> None:
    result = run_code(request, "http://h", 5, 3.0, deadline=60)
    assert_type(result, RunCodeResponse)
    assert_type(result.status, RunStatus | str)
    assert_type(result.run_result, CommandRunResult | None)
    assert_type(result.verdict, Verdict)
    assert_type(result.read_file("a"), bytes)
    assert_type(result.files, dict[str, str])
    assert_type(result.headers, Mapping[str, str])
    assert_type(result.request_id, str | None)
    assert_type(submit_safe(submission), EvalResult)
    assert_type(submit_safe(submission).exception, Exception | None)
    (prompt,) = get_prompts(GetPromptsRequest(dataset="d"))
    assert_type(prompt, Prompt)
    assert_type(prompt.prompt, str | list[Message])
    assert_type(list_ids(GetPromptsRequest(dataset="d")), list[int | str])
    assert_type(verdict(result), Verdict)


def results(
    run: RunCodeResponse, book: RunJupyterResponse, judged: EvalResult, prompt: Prompt
) -> None:
    assert_type(run.compile_result, CommandRunResult | None)
    assert_type(run.language, str | None)
    assert_type(run.message, str)
    assert_type(run.executor_pod_name, str | None)
    assert_type(run.unknown, Mapping[str, Any])
    if run.run_result is not None:
        assert_type(run.run_result.status, CommandRunStatus | str)
        assert_type(run.run_result.return_code, int | None)
        assert_type(run.run_result.execution_time, float | None)
        assert_type(run.run_result.stdout, str | None)
        assert_type(run.run_result.output_cut, bool)
    assert_type(book.driver, CommandRunResult | None)
    assert_type(book.status, RunStatus | str)
    for cell in book.cells:
        assert_type(cell, CellRunResult)
        assert_type(cell.stdout, str)
        assert_type(cell.display, list[dict[str, Any]])
        assert_type(cell.error, list[dict[str, Any]])
    assert_type(book.cell_errors, list[dict[str, Any]])
    for test in judged.tests:
        assert_type(test, EvalTestCase)
        assert_type(test.exec_info, RunCodeResponse)
        assert_type(test.verdict, Verdict)
        assert_type(test.passed, bool)
        assert_type(test.test_info, dict[str, Any] | None)
    assert_type(judged.runs, list[RunCodeResponse])
    assert_type(judged.extra, dict[str, Any] | None)
    assert_type(prompt.labels, dict[str, Any])
    assert_type(prompt.id, int | str)
    RunCodeResponse(status="Success", message="", files={"a": ""})
    EvalResult(id=1, accepted=True, extracted_code="", tests=[])
    EvalResult(id=1, acepted=True, extracted_code="", tests=[])  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def changed(request: RunCodeRequest, config: TestConfig) -> None:
    request.stdin = "x"
    request.run_timeout = 3
    config.language = None
    assert_type(request.files, Mapping[str, Any])
    assert_type(request.memory_limit_MB, int)


def batches(request: RunCodeRequest) -> None:
    assert_type(run_concurrent(run_code, args=[[request]]), list[RunCodeResponse])
    assert_type(
        run_concurrent(run_code, [[request]], return_exceptions=True),
        list[RunCodeResponse | Exception],
    )

    def told(progress: Progress) -> None:
        assert_type(progress.total, int | None)

    with iter_concurrent(run_code, kwargs=[{"request": request}], on_progress=told) as batch:
        for outcome in batch:
            assert_type(outcome, Outcome[RunCodeResponse])
            assert_type(outcome.result(), RunCodeResponse)


def client(sandbox: SandboxFusion, submission: SubmitRequest) -> None:
    SandboxFusion(["http://a", "http://b"], timeout=Timeouts(total=60), retry=RetryPolicy.none())
    assert_type(sandbox.run_code({"code": "", "language": "python"}), RunCodeResponse)
    assert_type(sandbox.run_jupyter(RunJupyterRequest(cells=[""])), RunJupyterResponse)
    assert_type(sandbox.submit(submission), EvalResult)
    assert_type(sandbox.run(submission, timeout=60, attempt_timeout=5, retry=2), EvalResult)
    assert_type(sandbox.run(RunJupyterRequest(cells=[""])), RunJupyterResponse)
    request = RunCodeRequest(code="", language="python")
    assert_type(sandbox.run(request, deadline=60, max_attempts=2), RunCodeResponse)
    sandbox.run(request, time_out=5)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    assert_type(sandbox.get_prompt_by_id(GetPromptByIdRequest(dataset="d", id=1)), Prompt)
    assert_type(sandbox.list_datasets(), list[str])
    assert_type(sandbox.get_metrics(GetMetricsRequest(dataset="d", results=[])), dict[str, Any])
    asked = GetMetricsFunctionRequest(dataset="d")
    assert_type(sandbox.get_metrics_function(asked), str | None)
    assert_type(sandbox.ping(), str)
    with sandbox.with_options(base_url="http://a,http://b", dataset_url=None) as view:
        assert_type(view, SandboxFusion)


def failures(request: RunCodeRequest) -> bool:
    try:
        run_code(request)
    except SandboxError as error:
        return error.passing
    return True


async def asynchronous(sandbox: AsyncSandboxFusion, request: RunCodeRequest) -> None:
    assert_type(await run_code_async(request), RunCodeResponse)
    assert_type(await sandbox.run_code(request), RunCodeResponse)
    submission = SubmitRequest(dataset="d", id=1, completion="")
    assert_type(await submit_safe_async(submission), EvalResult)
    assert_type(await run_concurrent_async(run_code_async, [[request]]), list[RunCodeResponse])
    async with iter_concurrent_async(sandbox.run_code, [[request]]) as batch:
        async for outcome in batch:
            assert_type(outcome, Outcome[RunCodeResponse])
