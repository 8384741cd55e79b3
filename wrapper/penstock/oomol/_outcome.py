"""The outcome of a task in the words of all services, and the error of one that came to no good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Self, Unpack

from penstock._core.decoding import text
from penstock.errors import ErrorDetails, ExecutionError, TaskFailedError, TaskStoppedError

if TYPE_CHECKING:
    from penstock._core.results import Received
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
    **details: Unpack[ErrorDetails],
) -> ExecutionError:
    """Return the error of a task that isn't completed; `remedy` stands in place of a reason."""
    known = ErrorDetails(run_id=text(task.id), service="oomol")
    known.update(details)
    if task.status == STOPPED:
        message = f"Task {task.id} was stopped"
        return TaskStoppedError(message, task.id, task, logs=logs, output=output, **known)
    if task.status == FAILED:
        message = f"Task {task.id} failed: {reason or remedy or 'the server gives no reason'}"
        return TaskFailedError(
            message, task.id, task, reason=reason, logs=logs, output=output, **known
        )
    message = f"the run is {text(task.status) or 'in no known state'}"
    return ExecutionError(message, text(task.status), output=output, **known)


def details_of(found: Received) -> ErrorDetails:
    """Return the parts of an error that the response of a result gives."""
    return ErrorDetails(
        attempts=found.attempts,
        body=found.raw,
        headers=found.headers,
        request_id=found.request_id,
    )
