"""Inferred types of run outcomes of all services. Never run; checked by mypy and pyright."""

# pyright: strict

from __future__ import annotations

from typing import Any, TypeVar, assert_type

from penstock import RunOutcome
from penstock.dify import Dify, WorkflowRun
from penstock.oomol import InstallTask, Oomol, RunResult, Task
from penstock.sandbox_fusion import EvalResult, EvalTestCase, RunCodeResponse, RunJupyterResponse
from penstock.sim import JobStatus, Run, Sim, WorkflowExecutionResult

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


def report(outcome: RunOutcome) -> None:
    print(outcome.run_id, outcome.status, outcome.output)


def of_every_verb(sim: Sim, dify: Dify, oomol: Oomol) -> None:
    """The results of start, resume and list are outcomes, too, and lead to the run."""
    started = sim.runs.start("w")
    report(started)
    report(sim.runs.resume(started))
    for run in sim.runs.list("w"):
        report(run)
    for entry in dify.workflows.list():
        report(entry)
        report(dify.workflows.get(entry))
        report(dify.workflows.wait(entry))
    task = oomol.tasks.start({"manifest": "p::b"})
    report(task)
    report(oomol.tasks.get(task))
    report(oomol.tasks.wait(task))
    report(oomol.tasks.cancel(oomol.tasks.wait(task)))


def of_polling(oomol: Oomol) -> None:
    """A checker knows the options by their names, and the state that a function gets."""
    oomol.tasks.run({"manifest": "p::b"}, {"intervalms": 500})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    oomol.tasks.run({"manifest": "p::b"}, {"on_update": lambda task: assert_type(task, Task)})
    oomol.tasks.run({"manifest": "p::b"}, on_update=lambda task: assert_type(task, Task))
    oomol.packages.install_and_wait(
        "p", None, {"on_update": lambda task: assert_type(task, InstallTask)}
    )
