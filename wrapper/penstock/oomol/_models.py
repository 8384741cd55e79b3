"""Results of Oomol Connect: dicts, as documented, with properties that all services share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Final,
    Generic,
    Literal,
    TypeAlias,
    TypeVar,
    Unpack,
    cast,
    overload,
)

from penstock._core.decoding import mapping, text
from penstock._core.results import OutcomeMixin, Received, ReceivedList, Tabular, details_of
from penstock.errors import ErrorDetails, ExecutionError, TaskFailedError, TaskStoppedError
from penstock.oomol._logs import reason_of
from penstock.oomol._versions import version_in
from penstock_api import models
from penstock_api.runtime import ANY, STRING, Record, Types, is_object, item

if TYPE_CHECKING:
    from penstock._core.message import RawResponse
    from penstock_api.models import OomolTask, OomolTaskLog
    from penstock_api.runtime import Codec


# A server may have states unknown here; a task in one of them is waited for.
COMPLETED: Final = "completed"
FAILED: Final = "failed"
STOPPED: Final = "stopped"
TASK_ENDS: Final = frozenset({COMPLETED, FAILED, STOPPED})


class _TaskOutcome(OutcomeMixin):
    """The outcome of a task: see `penstock.RunOutcome`.

    `raise_for_failure` raises TaskFailedError or TaskStoppedError for a task that has ended.
    """

    _finished = TASK_ENDS

    if TYPE_CHECKING:  # defined by each subclass

        @property
        def _task(self) -> OomolTask: ...

    @property
    def run_id(self) -> str | None:
        """The task's id."""
        return text(self._task.id)

    @property
    def rate_limit(self) -> None:
        """None: no server sends one with a response."""

    @property
    def error(self) -> str | None:
        """The reason of its failure; None while it runs, and if it is completed."""
        if self.succeeded or not self.is_finished:
            return None
        return self._failure.message


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


_Item = TypeVar("_Item")
_Key = TypeVar("_Key", bound=str)

INSTALLED: Final = "success"
INSTALL_ENDS: Final = frozenset({INSTALLED, FAILED})

TYPES: Final[dict[Any, Any]] = {}
"""The classes below, by the models and lists that they take the place of."""


class _Own(Received):
    """A class that takes the place of a model, wherever that is read."""

    types: ClassVar[Types] = TYPES

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        replaced = (base for base in cls.__bases__ if base.__module__.startswith(models.__name__))
        TYPES.update(dict.fromkeys(replaced, cls))


class _State:
    """The result of a request about one task or installation."""

    if TYPE_CHECKING:

        def __getitem__(self, key: str, /) -> Any: ...

    def _check(self, response: RawResponse, arguments: Mapping[str, Any]) -> None:
        """Raise ResponseError without a state, and for the state of another task.

        The only argument of such a request is the id.
        """
        found, status = self["id"], self["status"]
        if not (isinstance(found, str) and found and isinstance(status, str) and status):
            raise response.unreadable("the response has no status of the task")
        for asked in arguments.values():
            if asked != found:
                raise response.unreadable(f"the response is about task {found}, not about {asked}")


def _check_one_id(response: RawResponse, other: object, task_id: object) -> None:
    """Raise ResponseError for a response with two ids, of which only one leads to the task."""
    if text(other) not in (None, task_id):
        raise response.unreadable(
            f"the response names two tasks, {task_id} and {other}; see the list"
        )


class Task(_State, _Own, models.OomolTask, _TaskOutcome):
    """A task as it is now. Its output and why it failed are in its logs: see `tasks.wait`."""

    @property
    def output(self) -> None:
        """None: `tasks.wait` reads it from the log."""

    @property
    def _task(self) -> models.OomolTask:
        return self

    @property
    def _failure(self) -> ExecutionError:
        return failure(self, f"see tasks.wait({self.id!r})", **details_of(self))


class CreateTaskResponse(_Own, models.OomolCreatedTask, _TaskOutcome):
    """A new task in its envelope, with the fields of the task beside it: `["id"]`, `.id`."""

    task: Task  # pyright: ignore[reportIncompatibleVariableOverride]

    @property
    def id(self) -> str:
        """The task's id."""
        return cast("str", self._of_task.get("id"))

    @property
    def status(self) -> str:
        """The task's status."""
        return self._task.status

    @property
    def output(self) -> None:
        """None: `tasks.wait` reads it from the log."""

    @property
    def _task(self) -> Task:
        return self.task or Task({})

    @property
    def _failure(self) -> ExecutionError:
        return failure(self._task, f"see tasks.wait({self.id!r})", **details_of(self))

    def _check(self, response: RawResponse, arguments: Mapping[str, Any]) -> None:
        task: Task = self["task"]
        task._check(response, arguments)
        if "taskId" in self.keys():
            _check_one_id(response, self["taskId"], task["id"])

    @property
    def _of_task(self) -> dict[str, Any]:
        return mapping(dict.get(self, "task")) or {}

    def __missing__(self, key: str) -> Any:
        return self._of_task[key] if key in self._of_task else super().__missing__(key)

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or key in self._of_task


class Logs(ReceivedList[models.OomolTaskLog]):
    """A task's log, in the order it was sent."""

    _key = "logs"
    _item = models.OomolTaskLog

    @classmethod
    def _lacking(cls, value: Any, codec: Codec) -> tuple[str, ...]:
        # One entry that the engine wrote otherwise must not cost the task's result.
        found = [codec.lacking([entry]) for entry in value]
        return found[0] if found and all(found) else ()


class RunResult(_Own, Record, _TaskOutcome):
    """The outcome of a task.

    `result` is the result of the last block that returned one; of a task whose blocks only put
    out values, those values by their names. `outputs_by_node` has all of them, by node. The
    response that it knows is the last, the log's.
    """

    task_id: str = item("task_id", ANY)
    task: Task = item("task", ANY)
    logs: list[models.OomolTaskLog] = item("logs", ANY)
    result: Any = item("result", ANY)
    outputs_by_node: dict[str, Any] = item("outputs_by_node", ANY)

    @property
    def status(self) -> str:
        """The task's status."""
        return self._task.status

    @property
    def output(self) -> Any:
        """The result, as all services have it."""
        return self.result

    @property
    def _task(self) -> models.OomolTask:
        return self.task or Task({})

    @property
    def _failure(self) -> ExecutionError:
        logs = self.logs or ()
        return failure(
            self._task,
            reason=reason_of(logs),
            logs=logs,
            output=self.result,
            **details_of(self),
        )

    if TYPE_CHECKING:  # all that is in it was made here, so its types are known

        @overload
        def __getitem__(self, key: Literal["task_id"], /) -> str: ...
        @overload
        def __getitem__(self, key: Literal["task"], /) -> Task: ...
        @overload
        def __getitem__(self, key: Literal["logs"], /) -> list[models.OomolTaskLog]: ...
        @overload
        def __getitem__(self, key: Literal["outputs_by_node"], /) -> dict[str, Any]: ...
        @overload
        def __getitem__(self, key: str, /) -> Any: ...
        def __getitem__(self, key: str, /) -> Any: ...


AnyTask: TypeAlias = Task | CreateTaskResponse | RunResult | str
"""A task, or its id."""


class FlowInputNode(_Own, models.OomolFlowNode, models.OomolFlowNodeById):
    """A node of a flow, with the inputs that are to be given to it."""

    @classmethod
    def _completed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        # Python clients call it `id`.
        return {"nodeId": values["id"], **values} if "id" in values else values


class Flow(_Own, models.OomolFlow):
    """A flow of the workspace."""

    inputs: list[FlowInputNode]  # type: ignore[assignment]


class Block(_Own, models.OomolBlock):
    """A block of an installed package, or of the workspace.

    `block_id`, which is `package::name` and what to run it by, and `version`, the package's, aren't
    sent, but read from the rest; a block of the workspace has no version.
    """

    block_id: str = item("blockId", ANY)
    version: str | None = item("version", ANY)

    @classmethod
    def _completed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        package, name, path = (text(values.get(key)) or "" for key in ("package", "name", "path"))
        found = {"blockId": f"{package}::{name}", "version": version_in(path, package)}
        sent = {key: value for key, value in values.items() if key not in found or text(value)}
        return {**found, **sent}


class InstallTask(_State, _Own, models.OomolInstallTask):
    """An installation as it is now."""

    @property
    def is_finished(self) -> bool:
        """True if it will change no more."""
        return text(self.status) in INSTALL_ENDS


class InstallPackageResponse(_Own, models.OomolInstallReceipt):
    """The receipt of an installation; `id` and `task_id` are the same."""

    _redeclared = ("task_id",)
    id: str = item("taskId", STRING)
    task_id: str = item("taskId", STRING)  # pyright: ignore[reportIncompatibleVariableOverride]

    @classmethod
    def _completed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        # Some servers send the installation in place of the receipt, or within it.
        task_id = text(values.get("taskId")) or text(_installation(values).get("id"))
        return values if task_id is None else {**values, "taskId": task_id}

    @classmethod
    def _lacking(cls, value: Any, codec: Codec) -> tuple[str, ...]:
        return () if "taskId" in cls._completed(value) else codec.lacking(value)

    def _check(self, response: RawResponse, arguments: Mapping[str, Any]) -> None:
        if text(self.id) is None:
            raise response.unreadable("the server installs nothing: its response holds no id")
        _check_one_id(response, _installation(self).get("id"), self.id)


def _installation(receipt: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(receipt.get("task")) or receipt


class Applets(ReceivedList[models.OomolApplet]):
    """All applets."""

    _key = "applets"
    _item = models.OomolApplet


TYPES[list[models.OomolTaskLog]] = Logs
TYPES[list[models.OomolApplet]] = Applets


class _Listing(Tabular, _Own, Record, Generic[_Key, _Item]):
    """A response with one list of objects in it; other items are left out."""

    @classmethod
    def _completed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        return {
            key: _objects(value) if key in cls.table else value for key, value in values.items()
        }

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, key: _Key, /) -> list[_Item]: ...
        @overload
        def __getitem__(self, key: str, /) -> Any: ...
        def __getitem__(self, key: str, /) -> Any: ...


def _objects(value: Any) -> Any:
    return [one for one in value if is_object(one)] if isinstance(value, list) else value


class ListTasksResponse(_Listing[Literal["tasks"], Task], models.OomolTaskList):
    """All tasks: `response["tasks"]`."""

    tasks: list[Task]  # type: ignore[assignment]


class ListFlowsResponse(_Listing[Literal["flows"], Flow], models.OomolFlowList):
    """All flows: `response["flows"]`."""

    flows: list[Flow]  # type: ignore[assignment]


class ListBlocksResponse(_Listing[Literal["blocks"], Block], models.OomolBlockList):
    """All blocks: `response["blocks"]`."""

    blocks: list[Block]  # type: ignore[assignment]


class ListPackagesResponse(
    _Listing[Literal["packages"], models.OomolPackage], models.OomolPackageList
):
    """All installed packages: `response["packages"]`."""


class ListInstallTasksResponse(
    _Listing[Literal["tasks"], InstallTask], models.OomolInstallTaskList
):
    """All installations: `response["tasks"]`."""

    tasks: list[InstallTask]  # type: ignore[assignment]
