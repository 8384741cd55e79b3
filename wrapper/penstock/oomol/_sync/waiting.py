# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/oomol/_async/waiting.py

"""Waiting for tasks and installations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from penstock._core._sync.poll import LAST_ANSWER, Poll
from penstock._core.clock import Deadline
from penstock._core.concurrency import invoke
from penstock._core.results import details_of
from penstock.errors import PenstockError
from penstock.oomol import _options
from penstock.oomol._logs import IsComplete, NewEntries, outputs_by_node, reason_of, result_of
from penstock.oomol._models import (
    COMPLETED,
    FAILED,
    STOPPED,
    InstallTask,
    Logs,
    RunResult,
    Task,
    failure,
)
from penstock.poll import Fixed

if TYPE_CHECKING:
    from penstock._core.call_options import CallLimits
    from penstock.oomol._options import Polling, PollingOptions, Waiting
    from penstock.oomol._sync.client import Oomol
    from penstock.oomol._sync.tasks import TasksClient
    from penstock_api.models import OomolTaskLog as TaskLog


_State = TypeVar("_State", Task, InstallTask)


def options_of(
    given: Polling[_State] | None, waiting: Waiting[_State] | None = None
) -> PollingOptions:
    """Return the options meant, checked for the client's way of calling: see `polling_options`."""
    read = _options.blocking_options
    return read(given, waiting)


def deadline_of(client: Oomol, options: PollingOptions) -> Deadline:
    """Return the end of a wait that begins now."""
    return Deadline.after(client._caller.state.clock.monotonic(), options.timeout)


def wait(
    client: Oomol,
    task_id: str,
    options: PollingOptions,
    deadline: Deadline,
    *,
    what: str,
    again: str,
    fetch: Callable[[float | None], _State],
    on_update: Callable[[_State], object] | None = None,
    stop: Callable[[], bool] | None = None,
) -> _State:
    """Poll until it has ended; `on_update`, else the caller's callback, is called with each state.

    `again` is the method that goes on waiting, for the message when time is up. An unknown state
    is waited through. Every error has the task's id as `run_id`.
    """
    poll: Poll[_State] = Poll(
        fetch=fetch,
        finished=lambda task: task.is_finished,
        caller=client._caller,
        schedule=options,
        timeout=options.timeout,
        deadline=deadline,
        job_id=task_id,
        run_id=task_id,
        on_update=on_update or options.on_progress,
        cancel=stop if options.stop_on_timeout else None,
        abandon=stop if options.stop_on_cancel else None,
        what=what,
        remedy=f"wait on with {again}({task_id!r}), or raise wait_timeout",
        describe=lambda task: f"it was {task.status!r} when last seen",
    )
    return poll.run()


class Watch:
    """Waits for a task, and reads its log as far as the caller's options need it."""

    __slots__ = (
        "_callback_error",
        "_clock",
        "_deadline",
        "_is_whole",
        "_logs",
        "_new",
        "_options",
        "_task_id",
        "_tasks",
    )

    def __init__(
        self, tasks: TasksClient, task_id: str, options: PollingOptions, deadline: Deadline
    ) -> None:
        self._tasks = tasks
        self._task_id = task_id
        self._options = options
        self._clock = tasks._client._caller.state.clock
        self._deadline = deadline
        self._new = NewEntries()
        self._logs: Logs | None = None
        """As last read."""
        self._is_whole = False
        self._callback_error: PenstockError | None = None
        """Raised by the caller's own function."""

    def completed(self) -> Task:
        """Return the task once it is completed. Raises TaskFailedError and TaskStoppedError."""
        task = self._ended()
        if task.status == COMPLETED:
            return task
        logs = self._logs or Logs()
        reason = reason_of(logs) if task.status == FAILED else None
        error = failure(task, reason=reason, logs=logs, **details_of(task))
        raise error.annotate(hide=self._tasks._client._caller.hide)

    def _ended(self) -> Task:
        """Return the task once it has ended, after reading its log if it is needed."""
        task = wait(
            self._tasks._client,
            self._task_id,
            self._options,
            self._deadline,
            what="task",
            again="tasks.get_result",
            fetch=self._fetch,
            on_update=self._update,
            stop=self._stop,
        )
        if task.status == FAILED:
            self._try_whole_log(reason_of)
        elif self._options.on_log is not None:
            self._try_whole_log(result_of)
        return task

    def result(self) -> RunResult:
        """Return the outcome of the task, once it is completed."""
        return self._result(self.completed())

    def outcome(self) -> RunResult:
        """Return the outcome of the task, once it has ended, well or not."""
        task = self._ended()
        if task.status == COMPLETED:
            return self._result(task)
        self._try_whole_log(reason_of)
        return self._run_result(task, self._logs or Logs()._received_in(task, None))

    def _result(self, task: Task) -> RunResult:
        try:
            logs = self._whole_log(result_of)
        except PenstockError as error:
            error.add_note(f"task {self._task_id} is completed, but its log can't be read")
            raise
        return self._run_result(task, logs)

    def _run_result(self, task: Task, logs: Logs) -> RunResult:
        return RunResult(
            {
                "task_id": self._task_id,
                "task": task,
                "logs": logs,
                "result": result_of(logs),
                "outputs_by_node": outputs_by_node(logs),
            }
        )._received_in(logs, logs.raw)

    def _budget(self, left: float | None) -> CallLimits:
        return self._tasks._client._poll_budget(left)

    def _fetch(self, left: float | None) -> Task:
        until = Deadline.after(self._clock.monotonic(), left)
        task = self._tasks._get(self._task_id, self._budget(left))
        if self._options.on_log is not None:
            left = until.remaining(self._clock.monotonic())
            with suppress(PenstockError):  # how the task is matters more; the log is read again
                self._logs = self._tasks._logs(self._task_id, self._budget(left))
        return task

    def _update(self, task: Task) -> None:
        on_progress = self._options.on_progress
        if on_progress is not None:
            invoke(on_progress, task)
        if self._logs is not None:
            self._call_on_log(self._logs)

    def _call_on_log(self, logs: Logs) -> None:
        """Call `on_log` with the new entries."""
        on_log = self._options.on_log
        if on_log is not None:
            for log in self._new.fresh(logs):
                try:
                    invoke(on_log, log)
                except PenstockError as error:
                    self._callback_error = error
                    raise

    def _stop(self) -> bool:
        until = Deadline.after(self._clock.monotonic(), LAST_ANSWER)
        tasks = self._tasks._client._following().tasks
        task = tasks.stop(self._task_id, timeout=LAST_ANSWER)
        if not task.is_finished:  # accepted at most; its outcome isn't known before it has ended
            poll: Poll[Task] = Poll(
                fetch=lambda left: self._tasks._get(self._task_id, self._budget(left)),
                finished=lambda task: task.is_finished,
                caller=self._tasks._client._caller,
                schedule=Fixed(self._options.log_interval_ms / 1000),
                timeout=until.remaining(self._clock.monotonic()),
                job_id=self._task_id,
            )
            task = poll.run()
        return task.status == STOPPED

    def _try_whole_log(self, find: Callable[[Sequence[TaskLog]], object]) -> None:
        """Read the log to its end, if it can be: how the task ended matters more."""
        try:
            self._whole_log(find)
        except PenstockError as error:
            if error is self._callback_error:
                raise

    def _whole_log(self, find: Callable[[Sequence[TaskLog]], object]) -> Logs:
        """Return the log of a task that has ended; it may lag behind the state."""
        rounds = self._options.log_rounds
        if self._logs is not None and (self._is_whole or IsComplete(find, rounds)(self._logs)):
            return self._logs
        left = self._deadline.remaining(self._clock.monotonic())
        time = None if left is None else max(left, LAST_ANSWER)
        until, is_complete = Deadline.after(self._clock.monotonic(), time), IsComplete(find, rounds)
        poll: Poll[Logs] = Poll(
            fetch=lambda left: self._tasks._logs(self._task_id, self._budget(left)),
            finished=lambda logs: is_complete(logs) or until.expired(self._clock.monotonic()),
            caller=self._tasks._client._caller,
            schedule=Fixed(self._options.log_interval_ms / 1000),
            timeout=time,
            job_id=self._task_id,
            run_id=self._task_id,
            on_update=self._call_on_log,
            what="the log of task",
        )
        self._logs, self._is_whole = poll.run(), True
        return self._logs
