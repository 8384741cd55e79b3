# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/oomol/_async/tasks.py

"""Tasks of Oomol Connect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, Unpack

import attrs

from penstock._core._sync.resource import Resource
from penstock._core.call_options import CallLimits, CallOptions
from penstock._core.checks import check_id
from penstock._core.clock import shorter
from penstock.oomol import _requests
from penstock.oomol._models import (
    AnyTask,
    CreateTaskResponse,
    ListTasksResponse,
    Logs,
    RunResult,
    Task,
)
from penstock.oomol._options import Polling, Waiting
from penstock.oomol._requests import CreateTaskRequest, TaskInputValues, new_task
from penstock.oomol._sync.waiting import Watch, deadline_of, options_of
from penstock_api import models, operations

if TYPE_CHECKING:
    from penstock._core.call_options import CallLimits
    from penstock.oomol._sync.client import Oomol

_Client: TypeAlias = "Oomol"
_Request: TypeAlias = CreateTaskRequest | Mapping[str, Any]
_Body: TypeAlias = models.OomolCreateTaskRequest | models.OomolCreateTaskForm


class TasksClient(Resource[_Client]):
    """Creating, finding, stopping and waiting for tasks.

    A task is given as a dict: `manifest`, which newer clients call `blockId`, names a block
    (`package::block`) or a flow; `inputValues` is a dict of inputs, a list of them, or a list by
    node. What is wrong with it is refused with UsageError before anything is sent.

    Polling options are a PollingOptions or a dict with the same names.
    """

    __slots__ = ()

    def list(self, **options: Unpack[CallOptions]) -> ListTasksResponse:
        """Return all tasks."""
        self = self._with(self.list, options)
        return self._client._result(operations.list_tasks.build(), ListTasksResponse)

    def create(self, request: _Request, **options: Unpack[CallOptions]) -> CreateTaskResponse:
        """Create a task, and return it without waiting for it.

        It is never created twice: a request that may have arrived isn't sent again.
        """
        self = self._with(self.create, options)
        return self._create(request)

    def create_with_files(
        self,
        manifest: str | None = None,
        input_values: TaskInputValues | None = None,
        files: Any = None,
        *,
        block_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> CreateTaskResponse:
        """Create a task with files, and return it without waiting for it.

        `files` is a file or several: paths, as str or Path; files opened in binary mode; bytes;
        or (name, content) and (name, content, media type). `block_id` is another name for
        `manifest`. `timeout` is in seconds; left out, it is the client's for uploads.
        """
        self = self._with(self.create_with_files, options)
        return self._create(_named(manifest, block_id, input_values), files)

    def get(self, task_id: AnyTask, **options: Unpack[CallOptions]) -> Task:
        """Return a task, given itself or its id, as it is now.

        Its output is in its log: `wait` returns it, also for a task that has ended. Raises
        NotFoundError if there is no such task.
        """
        self = self._with(self.get, options)
        return self._get(_id_of(task_id))

    def stop(self, task_id: str, **options: Unpack[CallOptions]) -> Task:
        """Stop a task, and return it as it is then."""
        self = self._with(self.stop, options)
        built = operations.stop_task.build(check_id("task_id", task_id))
        return self._client._result(built, Task)

    def get_logs(self, task_id: str, **options: Unpack[CallOptions]) -> Logs:
        """Return a task's log so far, all of it, in the order it was sent."""
        self = self._with(self.get_logs, options)
        return self._logs(task_id)

    def wait_for_completion(
        self, task_id: str, options: Polling | None = None, **waiting: Unpack[Waiting]
    ) -> Task:
        """Ask about a task until it is completed, and return it as it is then.

        Unknown states are waited through, and so are passing failures, up to five in a
        row. Raises TaskFailedError with the reason from the log, TaskStoppedError, and
        TimeoutError when time is up; the task goes on then, unless `stop_on_timeout` is set.
        """
        return self._watch(task_id, options, waiting).completed()

    def create_and_wait(
        self,
        request: _Request,
        polling_options: Polling | None = None,
        **waiting: Unpack[Waiting],
    ) -> Task:
        """Create a task, wait for it, and return it as it is then; see `wait_for_completion`."""
        watch = self._started(request, None, polling_options, waiting)
        return watch.completed()

    def create_with_files_and_wait(
        self,
        manifest: str | None = None,
        input_values: TaskInputValues | None = None,
        files: Any = None,
        polling_options: Polling | None = None,
        *,
        block_id: str | None = None,
        **waiting: Unpack[Waiting],
    ) -> Task:
        """Create a task with files, and wait for it: `create_with_files`, then the wait."""
        named = _named(manifest, block_id, input_values)
        return self._started(named, files, polling_options, waiting).completed()

    def run(
        self,
        request: _Request,
        polling_options: Polling | None = None,
        **waiting: Unpack[Waiting],
    ) -> RunResult:
        """Create a task, wait for it, and return its result, its outputs and its log.

        Raises what `wait_for_completion` does. The log may lag behind: it is read again briefly,
        until it is complete or nothing new comes.
        """
        watch = self._started(request, None, polling_options, waiting)
        return watch.result()

    def run_with_files(
        self,
        manifest: str | None = None,
        input_values: TaskInputValues | None = None,
        files: Any = None,
        polling_options: Polling | None = None,
        *,
        block_id: str | None = None,
        **waiting: Unpack[Waiting],
    ) -> RunResult:
        """Run a task with files: `create_with_files`, then what `run` does."""
        named = _named(manifest, block_id, input_values)
        return self._started(named, files, polling_options, waiting).result()

    def start(
        self,
        request: _Request,
        *,
        files: Any = None,
        **options: Unpack[CallOptions],
    ) -> CreateTaskResponse:
        """Create a task, with files if there are any, and return it without waiting for it.

        `files` are those of `create_with_files`; else this is `create`.
        """
        self = self._with(self.start, options)
        return self._create(request, files)

    def wait(self, task: AnyTask, **waiting: Unpack[Waiting]) -> RunResult:
        """Wait until a task has ended, and return how: its status, output, error and log.

        `task` is a task or its id. A task that failed is a result, too: `raise_for_failure()`
        makes an exception of it. `poll`, `wait_timeout` and `on_update` are those of all services;
        without a `wait_timeout` the wait ends after 90 minutes with a WaitTimeoutError.
        """
        return self._watch(task, None, waiting).outcome()

    def cancel(self, task: AnyTask, **options: Unpack[CallOptions]) -> Task:
        """Stop a task, given itself or its id, and return it as it is then: `stop`."""
        self = self._with(self.cancel, options)
        return self.stop(_id_of(task))

    def get_result(
        self, task_id: str, options: Polling | None = None, **waiting: Unpack[Waiting]
    ) -> RunResult:
        """Wait for a task that was created before, and return its result as `run` does."""
        return self._watch(task_id, options, waiting).result()

    def _create(
        self, request: _Request, files: Any = None, within: float | None = None
    ) -> CreateTaskResponse:
        """Create a task within the time of its call, and of the wait for it, in seconds."""
        client = self._client
        fields, budget = new_task(request, client._task_key), client._budget()
        body: _Body = models.OomolCreateTaskRequest(additional_properties=fields)
        if files is not None and (given := _requests.as_list(files)):
            read, budget = _requests.read_parts, client._upload_budget()
            parts = read(given)
            body = _requests.form(fields, parts)
        if within is not None:
            budget = attrs.evolve(budget, total=shorter(budget.total, within))
        built = operations.create_task.build(body=body)
        return client._result(built, CreateTaskResponse, budget=budget)

    def _started(
        self, request: _Request, files: Any, options: Polling | None, waiting: Waiting
    ) -> Watch:
        """Create the task, once all that the wait needs is checked; its time counts already."""
        self = self._taking(waiting)
        checked = options_of(options, waiting)
        deadline = deadline_of(self._client, checked)
        created = self._create(request, files, checked.timeout)
        return Watch(self, check_id("task_id", created.id), checked, deadline)

    def _watch(self, task: AnyTask, options: Polling | None, waiting: Waiting) -> Watch:
        self = self._taking(waiting)
        checked = options_of(options, waiting)
        return Watch(self, _id_of(task), checked, deadline_of(self._client, checked))

    def _get(self, task_id: str, budget: CallLimits | None = None) -> Task:
        built = operations.get_task.build(check_id("task_id", task_id))
        return self._client._result(built, Task, budget=budget)

    def _logs(self, task_id: str, budget: CallLimits | None = None) -> Logs:
        built = operations.get_task_logs.build(check_id("task_id", task_id))
        return self._client._result(built, Logs, budget=budget)


def _named(manifest: str | None, block_id: str | None, inputs: object) -> _Request:
    return {"manifest": manifest, "blockId": block_id, "inputValues": inputs}


def _id_of(task: AnyTask) -> str:
    """Return the id of a task. Raises UsageError for one that can't be part of a path."""
    return check_id("task_id", task if isinstance(task, str) else getattr(task, "run_id", task))
