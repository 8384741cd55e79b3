"""The outcome of a task in the words of all services, and the error of one that came to no good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Self

from penstock._values import text
from penstock.errors import ExecutionError, TaskFailedError, TaskStoppedError

if TYPE_CHECKING:
    from penstock_api.models import OomolTask, OomolTaskLog

# A server may have states that nobody knows yet; a task in one of them is waited for.
COMPLETED: Final = "completed"
FAILED: Final = "failed"
STOPPED: Final = "stopped"
TASK_ENDS: Final = frozenset({COMPLETED, FAILED, STOPPED})


class TaskOutcome:
    """The outcome of a task: see `penstock.RunOutcome`."""

    attempts: int
    raw: Any

    @property
    def _task(self) -> OomolTask:
        raise NotImplementedError

    @property
    def _failure(self) -> ExecutionError:
        raise NotImplementedError

    @property
    def run_id(self) -> str | None:
        """The task's id."""
        return text(self._task.id)

    @property
    def succeeded(self) -> bool:
        """True if it is completed."""
        return self._task.status == COMPLETED

    @property
    def is_finished(self) -> bool:
        """True if it will change no more."""
        return text(self._task.status) in TASK_ENDS

    @property
    def is_paused(self) -> bool:
        """False: a task can't be paused."""
        return False

    @property
    def rate_limit(self) -> None:
        """None: no server sends one with an answer."""

    @property
    def error(self) -> str | None:
        """The reason of its failure; None while it runs, and if it is completed."""
        if self.succeeded or not self.is_finished:
            return None
        return self._failure.message

    def raise_for_failure(self) -> Self:
        """Return this if the task is completed.

        Raises TaskFailedError, TaskStoppedError, and ExecutionError if it hasn't ended yet.
        """
        if self.succeeded:
            return self
        raise self._failure


def failure(
    task: OomolTask,
    remedy: str = "",
    *,
    reason: str | None = None,
    logs: Sequence[OomolTaskLog] = (),
    output: Any = None,
    attempts: int = 0,
) -> ExecutionError:
    """Return the error of a task that isn't completed; `remedy` stands in place of a reason."""
    named = f"Task {task.id}"
    if task.status == STOPPED:
        return TaskStoppedError(
            f"{named} was stopped", task.id, task, logs=logs, run_id=task.id, attempts=attempts
        )
    if task.status == FAILED:
        return TaskFailedError(
            f"{named} failed: {reason or remedy or 'the server gives no reason'}",
            task.id,
            task,
            reason=reason,
            logs=logs,
            output=output,
            run_id=task.id,
            attempts=attempts,
        )
    message = f"{named} is {task.status or 'in no known state'}; wait for it"
    return ExecutionError(message, text(task.status), run_id=task.id, attempts=attempts)
