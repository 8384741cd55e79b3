"""Inferred types of run outcomes of all services. Never run; checked by mypy and pyright."""

# pyright: strict

from __future__ import annotations

from typing import Any, TypeVar, assert_type

from penstock import RunOutcome
from penstock.dify import WorkflowRun
from penstock.oomol import RunResult, Task
from penstock.sandbox_fusion import EvalResult, EvalTestCase, RunCodeResponse, RunJupyterResponse
from penstock.sim import JobStatus, Run, WorkflowExecutionResult

T = TypeVar("T")


def output_of(outcome: RunOutcome[T]) -> T:
    """A function of anybody's, for runs of all services."""
    if outcome.is_paused or not outcome.is_finished:
        raise RuntimeError(f"{outcome.run_id} is {outcome.status}")
    if not outcome.succeeded:
        print(outcome.error, outcome.attempts, outcome.rate_limit, outcome.raw)
    assert_type(outcome.error, str | None)
    assert_type(outcome.run_id, str | None)
    return outcome.raise_for_failure().output


def of_sim(
    result: WorkflowExecutionResult[int], job: JobStatus[int], run: Run[int], untyped: JobStatus
) -> None:
    assert_type(output_of(result), int)
    assert_type(output_of(job), int)
    assert_type(output_of(run), int)
    assert_type(output_of(untyped), Any)
    assert_type(result.raise_for_failure(), WorkflowExecutionResult[int])


def of_sandbox_fusion(code: RunCodeResponse, book: RunJupyterResponse, judged: EvalResult) -> None:
    assert_type(output_of(code), str)
    assert_type(output_of(book), str)
    assert_type(output_of(judged), list[EvalTestCase])
    assert_type(judged.exception, Exception | None)


def of_dify(run: WorkflowRun[int], untyped: WorkflowRun) -> None:
    assert_type(output_of(run), int)
    assert_type(output_of(untyped), dict[str, Any])


def of_oomol(task: Task, result: RunResult) -> None:
    output_of(task)
    output_of(result)


def of_all(
    result: WorkflowExecutionResult, run: WorkflowRun, task: Task, code: RunCodeResponse
) -> list[str | None]:
    outcomes: list[RunOutcome] = [result, run, task, code]
    return [outcome.error for outcome in outcomes]
