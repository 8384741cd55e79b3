"""Parse responses of Oomol Connect, with or without their envelopes.

Servers and clients disagree about which responses have an envelope, so each is parsed both ways.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from penstock._core.decoding import objects_in, parsed_object, text
from penstock.oomol._models import (
    Applets,
    CreateTaskResponse,
    InstallPackageResponse,
    InstallTask,
    ListBlocksResponse,
    ListFlowsResponse,
    ListInstallTasksResponse,
    ListPackagesResponse,
    ListTasksResponse,
    Logs,
    Task,
)
from penstock.oomol._versions import newest
from penstock_api import models

if TYPE_CHECKING:
    from penstock._core.message import RawResponse

_State = TypeVar("_State", Task, InstallTask)
_List = TypeVar(
    "_List",
    ListTasksResponse,
    ListFlowsResponse,
    ListPackagesResponse,
    ListInstallTasksResponse,
    ListBlocksResponse,
)


def _items(
    response: RawResponse, key: str, schema: str, *, mixed: bool = False
) -> list[dict[str, Any]]:
    """Return the list that a response is, or holds, of objects of the schema."""
    body = response.json()
    found = body.get(key) if isinstance(body, dict) else body
    if not isinstance(found, list):
        raise response.unreadable(f"the response holds no list of {key}")
    return objects_in(response, found, schema, mixed=mixed)


def _state(response: RawResponse, cls: type[_State], body: dict[str, Any]) -> _State:
    held = body.get("task", body)
    if not isinstance(held, dict) or not text(held.get("status")) or not text(held.get("id")):
        raise response.unreadable("the response has no status of the task")
    return cls(held)._received_in(response, body)


def state(cls: type[_State], task_id: str) -> Callable[[RawResponse], _State]:
    """Return a parser of the task, or installation, with that id.

    It raises ResponseError for one with another id.
    """

    def read(response: RawResponse) -> _State:
        found = _state(response, cls, parsed_object(response))
        if found.id != task_id:
            raise response.unreadable(f"the response is about task {found.id}, not about {task_id}")
        return found

    return read


def created(response: RawResponse) -> CreateTaskResponse:
    """Return a new task, in an envelope even if it came without one."""
    body = parsed_object(response)
    found = _state(response, Task, body)
    _one_id(response, body.get("taskId"), found.id)
    envelope = {**body, "task": found} if "task" in body else {"task": found}
    return CreateTaskResponse(envelope)._received_in(response, body)


def _one_id(response: RawResponse, other: object, task_id: str) -> None:
    """Refuse a response with two ids, of which only one leads to the task."""
    if text(other) not in (None, task_id):
        raise response.unreadable(
            f"the response names two tasks, {task_id} and {other}; see the list"
        )


def receipt(response: RawResponse) -> InstallPackageResponse:
    """Return the receipt of an installation, wherever its id stands."""
    body = parsed_object(response)
    held = body.get("task")
    task_id = text(body.get("taskId")) or text((held if isinstance(held, dict) else body).get("id"))
    if task_id is None:
        raise response.unreadable("the server installs nothing: its response holds no id")
    _one_id(response, held.get("id") if isinstance(held, dict) else None, task_id)
    return InstallPackageResponse({**body, "taskId": task_id})._received_in(response, body)


def logs(response: RawResponse) -> Logs:
    """Return a task's log, in the order it was sent.

    One entry that the engine wrote otherwise must not cost the task's result.
    """
    found = _items(response, "logs", "OomolTaskLog", mixed=True)
    return Logs(map(models.OomolTaskLog, found))._received_in(response, response.json())


def _list(cls: type[_List], key: str, schema: str, response: RawResponse) -> _List:
    return cls({key: _items(response, key, schema)})._received_in(response, response.json())


tasks = partial(_list, ListTasksResponse, "tasks", "OomolTask")
flows = partial(_list, ListFlowsResponse, "flows", "OomolFlow")
packages = partial(_list, ListPackagesResponse, "packages", "OomolPackage")
install_tasks = partial(_list, ListInstallTasksResponse, "tasks", "OomolInstallTask")


def blocks(response: RawResponse, *, all_versions: bool) -> ListBlocksResponse:
    """Return the blocks of all versions of their packages, or of the newest alone."""
    found = _list(ListBlocksResponse, "blocks", "OomolBlock", response)
    if not all_versions:
        found["blocks"] = newest(found.blocks)
    return found


def applets(response: RawResponse) -> Applets:
    """Return all applets."""
    found = _items(response, "applets", "OomolApplet")
    return Applets(map(models.OomolApplet, found))._received_in(response, response.json())
