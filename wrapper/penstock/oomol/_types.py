"""Results of the client.

Every result is a dict as the server sent it, with the fields of its model as typed attributes as
well: by the wire's name or by Python's, `task["inputValues"]` is `task["input_values"]` is
`task.input_values`. Times are in milliseconds since the epoch. What wasn't sent is None, a list is
empty; a value of an unexpected type is kept as it came.

What is nested is a dict of its own class, which the annotations for type checkers say. They ignore
that a list of views isn't a list of models to them, since either could be written to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Generic,
    Literal,
    TypeVar,
    cast,
    overload,
)

from penstock._named_dict import VIEWS as VIEWS
from penstock._named_dict import NamedDict, NamedList, Shapes, key
from penstock._values import mapping, text
from penstock.oomol._versions import version_in

if TYPE_CHECKING:
    from penstock_api import models
else:
    models = Shapes()

_Item = TypeVar("_Item", bound=NamedDict)
_Key = TypeVar("_Key", bound=str)

# A server may have states that nobody knows yet; a task in one of them is waited for.
COMPLETED: Final = "completed"
FAILED: Final = "failed"
STOPPED: Final = "stopped"
TASK_ENDS: Final = frozenset({COMPLETED, FAILED, STOPPED})
INSTALLED: Final = "success"
INSTALL_ENDS: Final = frozenset({INSTALLED, FAILED})


class TaskInputValue(NamedDict, models.OomolInputValue):
    """The value of one input, as a task was given it."""


class TaskInputs(NamedDict, models.OomolNodeInputs):
    """The inputs of one node, as a task was given them."""

    if TYPE_CHECKING:
        inputs: list[TaskInputValue]  # type: ignore[assignment]


class Task(NamedDict, models.OomolTask):
    """A task as it is now. Why it failed isn't in it: see TaskFailedError, or its logs."""

    if TYPE_CHECKING:
        input_values: list[TaskInputs]  # type: ignore[assignment]

    @property
    def is_finished(self) -> bool:
        """True if it will change no more."""
        return text(self.status) in TASK_ENDS


class CreateTaskResponse(NamedDict, models.OomolCreatedTask):
    """A new task in its envelope; what is the task's is found in here, too: `["id"]`, `.id`."""

    if TYPE_CHECKING:
        task: Task

    @property
    def id(self) -> str:
        """The task's id."""
        return cast("str", self._of_task.get("id"))

    @property
    def _of_task(self) -> dict[str, Any]:
        return mapping(dict.get(self, "task")) or {}

    def __missing__(self, key: str) -> Any:
        return self._of_task[key] if key in self._of_task else super().__missing__(key)

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or key in self._of_task


class StackFrame(NamedDict, models.OomolStackFrame):
    """A flow that runs the node that an event is about."""


class LogEvent(NamedDict, models.OomolLogEvent):
    """A report of the engine; its fields depend on the entry's type."""

    if TYPE_CHECKING:
        stacks: list[StackFrame]  # type: ignore[assignment]


class TaskLog(NamedDict, models.OomolTaskLog):
    """One entry of a task's log: an event of the engine."""

    if TYPE_CHECKING:
        event: LogEvent | None


class Logs(NamedList[TaskLog]):
    """A task's log, in the order it was sent."""


class RunResult(NamedDict):
    """How a task ended that was run and waited for.

    `result` is the result of the last block that returned one; of a task whose blocks only put
    out values, those values by their names. `outputs_by_node` has all of them, by node. The
    response that it knows is the last, the log's.
    """

    task_id: str = key("task_id")
    task: Task = key("task")
    logs: list[TaskLog] = key("logs")
    result: Any = key("result")
    outputs_by_node: dict[str, Any] = key("outputs_by_node")

    if TYPE_CHECKING:  # all that is in it was made here, so its types are known

        @overload
        def __getitem__(self, key: Literal["task_id"], /) -> str: ...
        @overload
        def __getitem__(self, key: Literal["task"], /) -> Task: ...
        @overload
        def __getitem__(self, key: Literal["logs"], /) -> list[TaskLog]: ...
        @overload
        def __getitem__(self, key: Literal["outputs_by_node"], /) -> dict[str, Any]: ...
        @overload
        def __getitem__(self, key: str, /) -> Any: ...
        def __getitem__(self, key: str, /) -> Any: ...


class InputHandle(NamedDict, models.OomolInputHandle):
    """An input that a block or a flow takes."""


class FlowInputNode(NamedDict, models.OomolFlowNode, models.OomolFlowNodeById):
    """A node of a flow, with the inputs that are to be given to it."""

    if TYPE_CHECKING:
        inputs: list[InputHandle]  # type: ignore[assignment]

    @classmethod
    def _completed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        # Python clients call it `id`.
        return {"nodeId": values["id"], **values} if "id" in values else values


class Flow(NamedDict, models.OomolFlow):
    """A flow of the workspace."""

    if TYPE_CHECKING:
        inputs: list[FlowInputNode]  # type: ignore[assignment]


class Block(NamedDict, models.OomolBlock):
    """A block of an installed package, or of the workspace.

    `block_id`, which is `package::name` and what to run it by, and `version`, the package's, aren't
    sent, but read from the rest; a block of the workspace has no version.
    """

    block_id: str = key("blockId")
    version: str | None = key("version")

    if TYPE_CHECKING:
        inputs: list[InputHandle]  # type: ignore[assignment]

    @classmethod
    def _completed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        package, name, path = (text(values.get(key)) or "" for key in ("package", "name", "path"))
        found = {"blockId": f"{package}::{name}", "version": version_in(path, package)}
        sent = {key: value for key, value in values.items() if key not in found or text(value)}
        return {**found, **sent}


class Package(NamedDict, models.OomolPackage):
    """An installed package."""


class PackageDependency(NamedDict, models.OomolPackageDependency):
    """A package that was installed along with another."""


class InstallTask(NamedDict, models.OomolInstallTask):
    """An installation as it is now."""

    if TYPE_CHECKING:
        dependencies: list[PackageDependency]  # type: ignore[assignment]

    @property
    def is_finished(self) -> bool:
        """True if it will change no more."""
        return text(self.status) in INSTALL_ENDS


class InstallPackageResponse(NamedDict, models.OomolInstallReceipt):
    """The receipt of an installation; `id` and `task_id` are the same."""

    id: str = key("taskId")

    if TYPE_CHECKING:
        task_id: str


class AppletData(NamedDict, models.OomolAppletData):
    """The block that an applet runs, and the values that some of its inputs are set to.

    `package_id` is the package's name and version, as `name-1.2.3`.
    """


class Applet(NamedDict, models.OomolApplet):
    """A block with preset inputs."""

    if TYPE_CHECKING:
        data: AppletData


class Applets(NamedList[Applet]):
    """All applets."""


class _Listing(NamedDict, Generic[_Key, _Item]):
    """An answer with one list in it, which is there whatever the server sent."""

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, key: _Key, /) -> list[_Item]: ...
        @overload
        def __getitem__(self, key: str, /) -> Any: ...
        def __getitem__(self, key: str, /) -> Any: ...


class ListTasksResponse(_Listing[Literal["tasks"], Task], models.OomolTaskList):
    """All tasks: `response["tasks"]`."""

    if TYPE_CHECKING:
        tasks: list[Task]  # type: ignore[assignment]


class ListFlowsResponse(_Listing[Literal["flows"], Flow], models.OomolFlowList):
    """All flows: `response["flows"]`."""

    if TYPE_CHECKING:
        flows: list[Flow]  # type: ignore[assignment]


class ListBlocksResponse(_Listing[Literal["blocks"], Block], models.OomolBlockList):
    """All blocks: `response["blocks"]`."""

    if TYPE_CHECKING:
        blocks: list[Block]  # type: ignore[assignment]


class ListPackagesResponse(_Listing[Literal["packages"], Package], models.OomolPackageList):
    """All installed packages: `response["packages"]`."""

    if TYPE_CHECKING:
        packages: list[Package]  # type: ignore[assignment]


class ListInstallTasksResponse(
    _Listing[Literal["tasks"], InstallTask], models.OomolInstallTaskList
):
    """All installations: `response["tasks"]`."""

    if TYPE_CHECKING:
        tasks: list[InstallTask]  # type: ignore[assignment]
