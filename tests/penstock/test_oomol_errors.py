"""The six documented error classes are those of the one tree, under their documented names."""

from __future__ import annotations

import builtins
import copy
import pickle

import pytest

from penstock import errors, oomol
from penstock.errors import (
    APIStatusError,
    ExecutionError,
    NotFoundError,
    PenstockError,
    RequestTimeoutError,
    ResponseError,
    TransportError,
    UsageError,
    WaitTimeoutError,
)
from penstock.oomol import (
    ApiError,
    InstallFailedError,
    OomolConnectError,
    TaskFailedError,
    TaskStoppedError,
    TimeoutError,  # noqa: A004 - the documented name
)


def test_the_documented_names_are_classes_of_the_tree() -> None:
    """There is no second tree that would have to be kept alike."""
    assert OomolConnectError is PenstockError
    assert TimeoutError is WaitTimeoutError
    for name in ("TaskFailedError", "TaskStoppedError", "InstallFailedError"):
        assert getattr(oomol, name) is getattr(errors, name)
        assert issubclass(getattr(oomol, name), ExecutionError)
    assert issubclass(TimeoutError, builtins.TimeoutError)


@pytest.mark.table("cls", [TransportError, APIStatusError, ResponseError])
def test_a_call_that_comes_to_nothing_is_an_api_error(cls: type[PenstockError]) -> None:
    """For any cause; but no run that failed, no wait, and no mistake of the caller."""
    assert issubclass(cls, ApiError)
    for other in (TaskFailedError, TaskStoppedError, InstallFailedError, TimeoutError, UsageError):
        assert not issubclass(other, ApiError)


def test_an_api_error_is_made_as_documented() -> None:
    """Of message, status and response; the classes below it as all others here."""
    error = ApiError("no", 404, {"message": "no"})
    assert (error.message, error.status, error.response) == ("no", 404, {"message": "no"})
    assert (error.body, error.code) == ({"message": "no"}, None)
    assert ApiError("lost", 0).status == 0
    assert str(ApiError("lost", 0)) == "lost"
    assert ApiError(message="x", status=1, response="text").response == "text"
    below = NotFoundError("no", "NOT_FOUND", 404, body="b")
    assert (below.code, below.status, below.response) == ("NOT_FOUND", 404, "b")
    late = RequestTimeoutError("late", "TIMEOUT", 0, phase="read")
    assert (late.code, late.status, late.response) == ("TIMEOUT", 0, None)


@pytest.mark.table("cls", [TaskFailedError, TaskStoppedError, InstallFailedError])
def test_a_tasks_error_is_made_as_documented(cls: type[errors.TaskError]) -> None:
    """Of message, id and task, and of the reason and the log besides."""
    error = cls("Task t failed", "t", {"status": "failed"})
    assert (error.message, error.task_id, error.task) == (
        "Task t failed",
        "t",
        {"status": "failed"},
    )
    assert (error.reason, error.logs, str(error)) == (None, (), "Task t failed")
    assert cls("x", task_id="t", task=None, reason="r", logs=[1]).logs == (1,)


def test_a_timeout_is_made_of_a_message_and_knows_the_task() -> None:
    """By the documented name as well."""
    assert TimeoutError("late").message == "late"
    assert TimeoutError("late", job_id="t").task_id == "t"
    assert TimeoutError("late").task_id is None


@pytest.mark.table(
    "error",
    [
        OomolConnectError("x"),
        ApiError("x", 404, {"a": 1}),
        TaskFailedError("x", "t", {"a": 1}, reason="r", logs=[1]),
        TaskStoppedError("x", "t", {"a": 1}),
        InstallFailedError("x", "t", {"a": 1}),
        TimeoutError("x", job_id="t", last={"a": 1}),
    ],
)
def test_all_of_them_can_be_copied_and_pickled(error: PenstockError) -> None:
    """Most of the official ones can't."""
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert (type(twin), vars(twin), str(twin)) == (type(error), vars(error), str(error))
