"""Inferred types of Oomol's public names. Never run; checked by mypy and pyright."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, assert_type

from penstock import RateLimit, RetryPolicy, RunOutcome, Timeouts
from penstock.errors import APIError, PenstockError, WaitTimeoutError
from penstock.oomol import (
    ApiError,
    Applets,
    AsyncOomol,
    AsyncTasksClient,
    BackoffStrategy,
    Block,
    ClientOptions,
    CreateTaskResponse,
    Flow,
    InputHandle,
    InstallFailedError,
    InstallPackageResponse,
    InstallTask,
    ListBlocksResponse,
    ListFlowsResponse,
    ListTasksResponse,
    LogEvent,
    Logs,
    Oomol,
    OomolConnectClient,
    OomolConnectError,
    Package,
    PackageDependency,
    PollingOptions,
    RunResult,
    StackFrame,
    Task,
    TaskFailedError,
    TaskInputs,
    TaskInputValue,
    TaskLog,
    TasksClient,
    TaskStoppedError,
    TimeoutError,  # noqa: A004 - the documented name
)
from penstock.poll import Exponential
from penstock_api import models, operations


def clients() -> None:
    assert_type(OomolConnectClient(base_url="/api", api_token="t", timeout=30.0), AsyncOomol)
    assert_type(OomolConnectClient({"base_url": "/api", "default_headers": {}}), AsyncOomol)
    assert_type(Oomol("token", "http://h/api", auth_scheme="Bearer", task_key="both"), Oomol)
    assert_type(Oomol().with_options(timeout=Timeouts(upload=9), retry=RetryPolicy.none()), Oomol)
    assert_type(Oomol().tasks, TasksClient)
    assert_type(AsyncOomol().tasks, AsyncTasksClient)
    assert_type(dict(Oomol().rate_limits), dict[str, tuple[RateLimit, ...]])


def blocking(oomol: Oomol, file: Path) -> None:
    run = oomol.tasks.run({"manifest": "a::b", "inputValues": {"text": "hi"}})
    assert_type(run, RunResult)
    assert_type(run.task_id, str)
    assert_type(run["task_id"], str)
    assert_type(run["task"], Task)
    assert_type(run["logs"], list[TaskLog])
    assert_type(run["outputs_by_node"], dict[str, Any])
    assert_type(run["result"], Any)
    assert_type(run.task, Task)
    assert_type(run.logs, list[TaskLog])
    assert_type(run.outputs_by_node, dict[str, Any])
    assert_type(run.task.created_at, int)
    assert_type(run.task.is_finished, bool)
    assert_type(oomol.tasks.list(), ListTasksResponse)
    assert_type(oomol.tasks.list().tasks, list[Task])
    made = oomol.tasks.create({"blockId": "a::b", "inputValues": [{"handle": "x", "value": 1}]})
    assert_type(made, CreateTaskResponse)
    assert_type(made.id, str)
    assert_type(oomol.tasks.create_with_files("a::b", {"x": 1}, [file, b"x"]), CreateTaskResponse)
    assert_type(oomol.tasks.get("t"), Task)
    assert_type(oomol.tasks.stop("t"), Task)
    assert_type(oomol.tasks.get_logs("t"), Logs)
    entries: list[TaskLog] = oomol.tasks.get_logs("t")
    word: str = entries[0].type
    print(word)
    assert_type(oomol.tasks.wait_for_completion("t", {"interval_ms": 5}), Task)
    assert_type(oomol.tasks.create_and_wait({"manifest": "a"}), Task)
    assert_type(oomol.tasks.create_with_files_and_wait("a", None, file), Task)
    assert_type(oomol.tasks.run_with_files("a", {"x": 1}, file, {"timeout_ms": 5}), RunResult)
    assert_type(oomol.tasks.get_result("t"), RunResult)


def the_rest(oomol: Oomol) -> None:
    assert_type(oomol.flows.list(), ListFlowsResponse)
    assert_type(oomol.flows.list().flows, list[Flow])
    assert_type(oomol.flows.list()["flows"], list[Flow])
    assert_type(oomol.blocks.list()["blocks"], list[Block])
    assert_type(oomol.packages.list()["packages"], list[Package])
    assert_type(oomol.packages.list_install_tasks()["tasks"], list[InstallTask])
    assert_type(oomol.tasks.list()["tasks"], list[Task])
    assert_type(oomol.flows.list().flows[0].inputs[0].inputs, list[InputHandle])
    assert_type(oomol.blocks.list(include_all_versions=False), ListBlocksResponse)
    assert_type(oomol.blocks.list().blocks, list[Block])
    assert_type(oomol.blocks.list().blocks[0].version, str | None)
    assert_type(oomol.packages.list().packages, list[Package])
    assert_type(oomol.packages.install("kit"), InstallPackageResponse)
    assert_type(oomol.packages.list_install_tasks().tasks, list[InstallTask])
    assert_type(oomol.packages.get_install_task("i"), InstallTask)
    assert_type(oomol.packages.install_and_wait("kit", "1.0.0", PollingOptions()), InstallTask)
    assert_type(oomol.applets.list(), Applets)
    assert_type(oomol.applets.list()[0].data.package_id, str)
    assert_type(oomol.applets.run("a", {"x": 1}), RunResult)


def documented(oomol: Oomol) -> None:
    """A program that goes through results by item and by attribute, nothing of an unknown type."""
    made = oomol.tasks.create({"manifest": "kit::b"})
    assert_type(made["task"]["id"], Any)
    assert_type(made.task, Task)
    assert_type(made.user_id, str)
    task = oomol.tasks.get(made.id)
    assert_type(task.id, str)
    status: str = task.status
    print(status)
    assert_type(task.project_id, str)
    assert_type(task.input_values, list[TaskInputs])
    assert_type(task.input_values[0]["nodeId"], Any)
    assert_type(task.input_values[0].node_id, str)
    assert_type(task.input_values[0].inputs, list[TaskInputValue])
    assert_type(task.input_values[0].inputs[0].value, Any)
    assert_type(task.get("status"), Any)
    assert_type(task.to_dict(), dict[str, Any])
    for log in oomol.tasks.get_logs(task.id):
        assert_type(log, TaskLog)
        assert_type(log.id, int)
        assert_type(log.created_at, int)
        assert_type(log.event, LogEvent | None)
        if log.event is not None:
            assert_type(log.event.stacks, list[StackFrame])
            assert_type(log.event.type, str | None)
    for block in oomol.blocks.list().blocks:
        assert_type(block.block_id, str)
        assert_type(block.description, str | None)
        assert_type(block.inputs, list[InputHandle])
    (installed,) = oomol.packages.list_install_tasks().tasks
    assert_type(installed.dependencies, list[PackageDependency])
    assert_type(installed.created_at, int)
    assert_type(oomol.packages.install("kit").task_id, str)
    assert_type(oomol.packages.install("kit").id, str)


def responses(oomol: Oomol) -> None:
    run, logs = oomol.tasks.run({"manifest": "a"}), oomol.tasks.get_logs("t")
    for headers in (run.headers, logs.headers, oomol.flows.list().headers):
        assert_type(headers, Mapping[str, str])
    assert_type(run.request_id, str | None)
    assert_type(logs.attempts, int)
    assert_type(run.raw, Any)
    assert_type(oomol.call(operations.list_blocks), models.OomolBlockList)


def outcomes(oomol: Oomol) -> None:
    made = oomol.tasks.start({"manifest": "a"}, files=[b"x"])
    assert_type(made, CreateTaskResponse)
    ended = oomol.tasks.wait(made, poll=2, wait_timeout=60, on_update=print)
    assert_type(ended, RunResult)
    assert_type(ended.raise_for_failure(), RunResult)
    assert_type(oomol.tasks.cancel(made), Task)
    for outcome in (ended, oomol.tasks.get("t")):
        same: RunOutcome = outcome
        print(same.run_id, same.status, same.output, same.error)
    # A function in a dict of options has the type of its argument.
    oomol.tasks.run({"manifest": "a"}, {"on_progress": lambda task: print(task)})
    oomol.tasks.run({"manifest": "a"}, {"poll": 2, "wait_timeout": 5, "on_update": print})
    oomol.tasks.run({"manifest": "a"}, poll=Exponential(), on_update=lambda task: print(task))
    oomol.packages.install_and_wait("kit", wait_timeout=None)
    oomol.applets.run("a", {"x": 1}, wait_timeout=9)


def options() -> None:
    Oomol(ClientOptions(api_token=lambda: "token"))
    made = PollingOptions(interval_ms=None, backoff_strategy="fixed", on_log=print)
    assert_type(made.interval_ms, float)
    assert_type(made.timeout_ms, float | None)
    assert_type(made.backoff_strategy, BackoffStrategy)


def failures(oomol: Oomol) -> object:
    try:
        return oomol.tasks.run({"manifest": "a"})
    except (TaskFailedError, TaskStoppedError, InstallFailedError) as error:
        assert_type(error.task_id, str | None)
        return error.reason
    except ApiError as error:
        assert_type(error, APIError)
        assert_type(error.status, int | None)
        return error.response
    except TimeoutError as error:
        assert_type(error, WaitTimeoutError)
        return error.task_id
    except OomolConnectError as error:
        assert_type(error, PenstockError)
        return error.message


async def asynchronous(oomol: AsyncOomol) -> None:
    assert_type(await oomol.tasks.run({"manifest": "a"}), RunResult)
    assert_type((await oomol.tasks.run({"manifest": "a"}))["result"], Any)
    assert_type(await oomol.tasks.get_logs("t"), Logs)
    assert_type(await oomol.packages.install_and_wait("kit"), InstallTask)
    assert_type(await oomol.applets.list(), Applets)
    async with oomol.with_options(timeout=None) as view:
        assert_type(view, AsyncOomol)
