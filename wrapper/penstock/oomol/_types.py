"""What the client hands back, and the forms of what it takes.

Every result is a dict as the server sent it, with its keys as typed attributes as well: by the
wire's name or by Python's, `task["inputValues"]` is `task["input_values"]` is
`task.input_values`. Times are in milliseconds since the epoch. A number that wasn't sent is 0, a
text that wasn't sent is empty, as an attribute; what may be missing by design is None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Generic,
    Literal,
    TypeAlias,
    TypedDict,
    TypeVar,
    overload,
)

from penstock._named_dict import Field, NamedDict, Nested
from penstock._values import as_sent, mapping, number, text

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


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _whole(value: object) -> int:
    return int(number(value) or 0)


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _dicts(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def items_of(cls: type[_Item], value: object) -> list[_Item]:
    """Return a JSON array's objects, each with its names."""
    return [item if isinstance(item, cls) else cls(item) for item in _dicts(value)]


def one_of(cls: type[_Item], value: object) -> _Item:
    """Return a JSON object with its names; an empty one for anything else."""
    return value if isinstance(value, cls) else cls(mapping(value) or {})


class Task(NamedDict):
    """A task as it is now. Why it failed isn't in it: see TaskFailedError, or its logs."""

    id = Field("id", _word)
    status = Field("status", _word)
    """created, pending, running, completed, failed, stopped, or a newer one."""
    project_id = Field("project_id", _word)
    manifest_path = Field("manifest_path", _word)
    input_values = Field("inputValues", _dicts)
    created_at = Field("created_at", _whole)
    updated_at = Field("updated_at", _whole)

    @property
    def is_finished(self) -> bool:
        """Whether it will change no more."""
        return self.status in TASK_ENDS


class CreateTaskResponse(NamedDict):
    """A new task in its envelope; what is the task's is found in here, too: `["id"]`, `.id`."""

    task: Field[Task] = Nested("task", lambda value: one_of(Task, value))
    user_id = Field("userID", _word)
    success = Field("success", _flag)

    @property
    def id(self) -> str:
        """The task's id."""
        return self.task.id

    def __missing__(self, key: str) -> Any:
        return self.task[key] if key in self.task else super().__missing__(key)

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or key in self.task


class TaskLog(NamedDict):
    """One entry of a task's log: an event of the engine."""

    id = Field("id", _whole)
    project_name = Field("project_name", _word)
    session_id = Field("session_id", _word)
    node_id = Field("node_id", _word)
    """"" for events of the whole session."""
    manifest_path = Field("manifest_path", _word)
    type = Field("type", _word)
    """BlockStarted, BlockFinished, SessionFinished …: the engine's names, and there may be more."""
    event = Field("event", mapping)
    created_at = Field("created_at", _whole)


Logs: TypeAlias = list[TaskLog]


class RunResult(NamedDict):
    """How a task ended that was run and waited for.

    `result` is the result of the last block that returned one; of a task whose blocks only put
    out values, those values by their names. `outputs_by_node` has all of them, by node.
    """

    task_id = Field("task_id", _word)
    task: Field[Task] = Nested("task", lambda value: one_of(Task, value))
    logs: Field[list[TaskLog]] = Nested("logs", lambda value: items_of(TaskLog, value))
    result = Field("result", as_sent)
    outputs_by_node: Field[dict[str, Any]] = Field(
        "outputs_by_node", lambda value: mapping(value) or {}
    )

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


class InputHandle(NamedDict):
    """An input that a block or a flow takes."""

    handle = Field("handle", _word)
    json_schema = Field("json_schema", mapping)
    description = Field("description", text)
    kind = Field("kind", text)
    nullable = Field("nullable", _flag)
    value = Field("value", as_sent)
    """What it is without being given."""


class FlowInputNode(NamedDict):
    """A node of a flow, with the inputs that are to be given to it."""

    def __init__(self, values: Mapping[str, Any], *, raw: Any = None, attempts: int = 1) -> None:
        older = {"nodeId": values["id"]} if "id" in values else {}  # what Python clients call it
        super().__init__({**older, **values}, raw=values if raw is None else raw, attempts=attempts)

    node_id = Field("nodeId", _word)
    inputs: Field[list[InputHandle]] = Nested("inputs", lambda value: items_of(InputHandle, value))


class Flow(NamedDict):
    """A flow of the workspace."""

    name = Field("name", _word)
    path = Field("path", _word)
    description = Field("description", text)
    inputs: Field[list[FlowInputNode]] = Nested(
        "inputs", lambda value: items_of(FlowInputNode, value)
    )


class Block(NamedDict):
    """A block of an installed package, or of the workspace.

    `block_id` and `version` aren't sent, but read from the rest.
    """

    package = Field("package", _word)
    name = Field("name", _word)
    path = Field("path", _word)
    description = Field("description", text)
    inputs: Field[list[InputHandle]] = Nested("inputs", lambda value: items_of(InputHandle, value))
    block_id = Field("blockId", _word)
    """`package::name`, what to run it by."""
    version = Field("version", text)
    """The package's, out of the path; None for a block of the workspace."""


class Package(NamedDict):
    """An installed package."""

    name = Field("name", _word)
    version = Field("version", _word)
    path = Field("path", text)
    description = Field("description", text)


class PackageDependency(NamedDict):
    """A package that was installed along with another."""

    name = Field("name", _word)
    version = Field("version", text)
    package_path = Field("packagePath", text)


class InstallTask(NamedDict):
    """An installation as it is now."""

    id = Field("id", _word)
    name = Field("name", _word)
    version = Field("version", text)
    status = Field("status", _word)
    """pending, running, success, failed, or a newer one."""
    package_path = Field("packagePath", text)
    dependencies: Field[list[PackageDependency]] = Nested(
        "dependencies", lambda value: items_of(PackageDependency, value)
    )
    error = Field("error", text)
    created_at = Field("createdAt", _whole)
    updated_at = Field("updatedAt", _whole)

    @property
    def is_finished(self) -> bool:
        """Whether it will change no more."""
        return self.status in INSTALL_ENDS


class InstallPackageResponse(NamedDict):
    """The receipt of an installation; `id` and `task_id` are the same."""

    success = Field("success", _flag)
    task_id = Field("taskId", _word)
    id = Field("taskId", _word)
    error = Field("error", text)


class AppletData(NamedDict):
    """What an applet runs: a block, and what some of its inputs are set to."""

    id = Field("id", _word)
    package_id = Field("packageId", _word)
    """The package's name and version, as `name-1.2.3`."""
    block_name = Field("blockName", _word)
    title = Field("title", text)
    description = Field("description", text)
    preset_inputs: Field[dict[str, Any]] = Field("presetInputs", lambda value: mapping(value) or {})
    created_at = Field("createdAt", _whole)


class Applet(NamedDict):
    """A block with preset inputs."""

    applet_id = Field("appletId", _word)
    user_id = Field("userId", _word)
    data: Field[AppletData] = Nested("data", lambda value: one_of(AppletData, value))
    created_at = Field("createdAt", _whole)
    updated_at = Field("updatedAt", _whole)


Applets: TypeAlias = list[Applet]


class _Listing(NamedDict, Generic[_Key, _Item]):
    """An answer with one list in it, which is there whatever the server sent."""

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, key: _Key, /) -> list[_Item]: ...
        @overload
        def __getitem__(self, key: str, /) -> Any: ...
        def __getitem__(self, key: str, /) -> Any: ...


class ListTasksResponse(_Listing[Literal["tasks"], Task]):
    """All tasks: `response["tasks"]`."""

    tasks: Field[list[Task]] = Nested("tasks", lambda value: items_of(Task, value))


class ListFlowsResponse(_Listing[Literal["flows"], Flow]):
    """All flows: `response["flows"]`."""

    flows: Field[list[Flow]] = Nested("flows", lambda value: items_of(Flow, value))


class ListBlocksResponse(_Listing[Literal["blocks"], Block]):
    """All blocks: `response["blocks"]`."""

    blocks: Field[list[Block]] = Nested("blocks", lambda value: items_of(Block, value))


class ListPackagesResponse(_Listing[Literal["packages"], Package]):
    """All installed packages: `response["packages"]`."""

    packages: Field[list[Package]] = Nested("packages", lambda value: items_of(Package, value))


class ListInstallTasksResponse(_Listing[Literal["tasks"], InstallTask]):
    """All installations: `response["tasks"]`."""

    tasks: Field[list[InstallTask]] = Nested("tasks", lambda value: items_of(InstallTask, value))
