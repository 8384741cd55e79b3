"""What the client hands back, and the forms of what it takes.

Every result is a dict as the server sent it, with the fields of its model as typed attributes as
well: by the wire's name or by Python's, `task["inputValues"]` is `task["input_values"]` is
`task.input_values`. Times are in milliseconds since the epoch. A required number that wasn't sent
is 0, a required text that wasn't is empty, as an attribute; what may be missing by design is None.

The annotations for type checkers alone say so of what is much used, and narrow what is nested to
its own view.
"""

# A list of views is no list of models to a type checker, and a dict has no hash.
# mypy: disable-error-code="assignment,misc"
# pyright: reportIncompatibleVariableOverride=false

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
    TypedDict,
    TypeVar,
    overload,
)

from penstock._named_dict import NamedDict, Shapes
from penstock._values import text
from penstock.oomol._versions import version_in

if TYPE_CHECKING:
    from penstock_api import models
else:
    models = Shapes()

_Item = TypeVar("_Item", bound=NamedDict)
_Key = TypeVar("_Key", bound=str)

TaskStatus: TypeAlias = Literal["created", "pending", "running", "completed", "failed", "stopped"]
InstallTaskStatus: TypeAlias = Literal["pending", "running", "success", "failed"]
TaskKey: TypeAlias = Literal["manifest", "blockId", "both"]

# A server may have states that nobody knows yet; a task in one of them is waited for.
COMPLETED: Final = "completed"
FAILED: Final = "failed"
STOPPED: Final = "stopped"
TASK_ENDS: Final = frozenset({COMPLETED, FAILED, STOPPED})
INSTALLED: Final = "success"
INSTALL_ENDS: Final = frozenset({INSTALLED, FAILED})


class InputValue(TypedDict):
    """The value of one input."""

    handle: str
    value: Any


class NodeInputs(TypedDict):
    """The inputs of one node."""

    nodeId: str
    inputs: Sequence[InputValue]


TaskInputValues: TypeAlias = Mapping[str, Any] | Sequence[InputValue] | Sequence[NodeInputs]


class CreateTaskRequest(TypedDict, total=False):
    """What to run: `manifest`, or what newer clients call `blockId`; and its inputs."""

    manifest: str
    blockId: str
    inputValues: TaskInputValues | None


class ClientOptions(TypedDict, total=False):
    """The client's settings as one dict, as the official client takes them."""

    base_url: str
    api_token: str | None
    default_headers: Mapping[str, str] | None
    timeout: float | None


class Task(NamedDict, models.OomolTask):
    """A task as it is now. Why it failed isn't in it: see TaskFailedError, or its logs."""

    if TYPE_CHECKING:
        id: str
        status: str
        input_values: list[TaskInputs]
        created_at: int
        updated_at: int

    @property
    def is_finished(self) -> bool:
        """Whether it will change no more."""
        return self.status in TASK_ENDS


class TaskInputs(NamedDict, models.OomolNodeInputs):
    """The inputs of one node, as a task was given them."""


class CreateTaskResponse(NamedDict, models.OomolCreatedTask):
    """A new task in its envelope; what is the task's is found in here, too: `["id"]`, `.id`."""

    if TYPE_CHECKING:
        task: Task

    @property
    def id(self) -> str:
        """The task's id."""
        return self.task.id

    def __missing__(self, key: str) -> Any:
        return self.task[key] if key in self.task else super().__missing__(key)

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or key in self.task


class LogEvent(NamedDict, models.OomolLogEvent):
    """What the engine reported: which of the fields there are depends on the entry's type."""

    if TYPE_CHECKING:
        stacks: list[StackFrame]


class StackFrame(NamedDict, models.OomolStackFrame):
    """A flow that runs the node that an event is about."""


class TaskLog(NamedDict, models.OomolTaskLog):
    """One entry of a task's log: an event of the engine."""

    if TYPE_CHECKING:
        event: LogEvent | None
        type: str | None


Logs: TypeAlias = list[TaskLog]


class RunResult(NamedDict):
    """How a task ended that was run and waited for.

    `result` is the result of the last block that returned one; of a task whose blocks only put
    out values, those values by their names. `outputs_by_node` has all of them, by node.
    """

    task_id: str
    task: Task
    logs: list[TaskLog]
    result: Any
    outputs_by_node: dict[str, Any]

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
        inputs: list[InputHandle]

    def __init__(self, values: Mapping[str, Any], *, raw: Any = None, attempts: int = 1) -> None:
        older = {"nodeId": values["id"]} if "id" in values else {}  # what Python clients call it
        super().__init__({**older, **values}, raw=values if raw is None else raw, attempts=attempts)


class Flow(NamedDict, models.OomolFlow):
    """A flow of the workspace."""

    if TYPE_CHECKING:
        inputs: list[FlowInputNode]


class Block(NamedDict, models.OomolBlock):
    """A block of an installed package, or of the workspace.

    `block_id`, which is `package::name` and what to run it by, and `version`, the package's, aren't
    sent, but read from the rest; a block of the workspace has no version.
    """

    _own: ClassVar = {"block_id": "blockId", "version": "version"}

    if TYPE_CHECKING:
        inputs: list[InputHandle]
        block_id: str
        version: str | None

    def __init__(self, values: Mapping[str, Any], *, raw: Any = None, attempts: int = 1) -> None:
        package, name, path = (text(values.get(key)) or "" for key in ("package", "name", "path"))
        found = {"blockId": f"{package}::{name}", "version": version_in(path, package)}
        sent = {key: value for key, value in values.items() if key not in found or text(value)}
        super().__init__({**found, **sent}, raw=values if raw is None else raw, attempts=attempts)


class Package(NamedDict, models.OomolPackage):
    """An installed package."""

    if TYPE_CHECKING:
        name: str


class PackageDependency(NamedDict, models.OomolPackageDependency):
    """A package that was installed along with another."""


class InstallTask(NamedDict, models.OomolInstallTask):
    """An installation as it is now."""

    if TYPE_CHECKING:
        id: str
        status: str
        dependencies: list[PackageDependency]

    @property
    def is_finished(self) -> bool:
        """Whether it will change no more."""
        return self.status in INSTALL_ENDS


class InstallPackageResponse(NamedDict, models.OomolInstallReceipt):
    """The receipt of an installation; `id` and `task_id` are the same."""

    _own: ClassVar = {"id": "taskId"}

    if TYPE_CHECKING:
        task_id: str
        id: str


class AppletData(NamedDict, models.OomolAppletData):
    """What an applet runs: a block, and what some of its inputs are set to.

    `package_id` is the package's name and version, as `name-1.2.3`.
    """


class Applet(NamedDict, models.OomolApplet):
    """A block with preset inputs."""

    if TYPE_CHECKING:
        applet_id: str
        data: AppletData


Applets: TypeAlias = list[Applet]


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
        tasks: list[Task]


class ListFlowsResponse(_Listing[Literal["flows"], Flow], models.OomolFlowList):
    """All flows: `response["flows"]`."""

    if TYPE_CHECKING:
        flows: list[Flow]


class ListBlocksResponse(_Listing[Literal["blocks"], Block], models.OomolBlockList):
    """All blocks: `response["blocks"]`."""

    if TYPE_CHECKING:
        blocks: list[Block]


class ListPackagesResponse(_Listing[Literal["packages"], Package], models.OomolPackageList):
    """All installed packages: `response["packages"]`."""

    if TYPE_CHECKING:
        packages: list[Package]


class ListInstallTasksResponse(
    _Listing[Literal["tasks"], InstallTask], models.OomolInstallTaskList
):
    """All installations: `response["tasks"]`."""

    if TYPE_CHECKING:
        tasks: list[InstallTask]
