"""How the public types of Oomol infer. Never run; checked by mypy and pyright."""

from __future__ import annotations

from pathlib import Path
from typing import Any, assert_type

from penstock import RateLimit, RetryPolicy, Timeouts
from penstock.errors import APIError, PenstockError, WaitTimeoutError
from penstock.oomol import (
    ApiError,
    Applet,
    AsyncOomol,
    AsyncTasksClient,
    BackoffStrategy,
    Block,
    CreateTaskResponse,
    Flow,
    InputHandle,
    InstallFailedError,
    InstallPackageResponse,
    InstallTask,
    ListBlocksResponse,
    ListFlowsResponse,
    ListTasksResponse,
    Oomol,
    OomolConnectClient,
    OomolConnectError,
    Package,
    PollingOptions,
    RunResult,
    Task,
    TaskFailedError,
    TaskLog,
    TasksClient,
    TaskStoppedError,
    TimeoutError,  # noqa: A004 - the documented name
)


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
    assert_type(oomol.tasks.get_logs("t"), list[TaskLog])
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
    assert_type(oomol.applets.list(), list[Applet])
    assert_type(oomol.applets.run("a", {"x": 1}), RunResult)


def options() -> None:
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
    assert_type(await oomol.tasks.get_logs("t"), list[TaskLog])
    assert_type(await oomol.packages.install_and_wait("kit"), InstallTask)
    assert_type(await oomol.applets.list(), list[Applet])
    async with oomol.with_options(timeout=None) as view:
        assert_type(view, AsyncOomol)
