"""Parse responses of Oomol Connect, with or without their envelopes.

Servers and clients disagree about which responses have an envelope, so each is parsed both ways.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from penstock._core.decoding import objects_in, parsed, parsed_object, text, unreadable
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
    from penstock._core.message import Answer

_State = TypeVar("_State", Task, InstallTask)
_List = TypeVar(
    "_List",
    ListTasksResponse,
    ListFlowsResponse,
    ListPackagesResponse,
    ListInstallTasksResponse,
    ListBlocksResponse,
)


def _items(answer: Answer, key: str, schema: str, *, mixed: bool = False) -> list[dict[str, Any]]:
    """Return the list that an answer is, or holds, of objects of the schema."""
    body = parsed(answer)
    found = body.get(key) if isinstance(body, dict) else body
    if not isinstance(found, list):
        unreadable(answer, f"the answer holds no list of {key}")
    return objects_in(answer, found, schema, mixed=mixed)


def _state(answer: Answer, cls: type[_State], body: dict[str, Any]) -> _State:
    held = body.get("task", body)
    if not isinstance(held, dict) or not text(held.get("status")) or not text(held.get("id")):
        unreadable(answer, "the answer doesn't say how the task is")
    return cls(held)._received_in(answer, body)


def state(cls: type[_State], task_id: str) -> Callable[[Answer], _State]:
    """Return a parser of the task, or installation, with that id.

    It raises ResponseError for one with another id.
    """

    def read(answer: Answer) -> _State:
        found = _state(answer, cls, parsed_object(answer))
        if found.id != task_id:
            unreadable(answer, f"the answer is about task {found.id}, not about {task_id}")
        return found

    return read


def created(answer: Answer) -> CreateTaskResponse:
    """Return a new task, in an envelope even if it came without one."""
    body = parsed_object(answer)
    found = _state(answer, Task, body)
    _one_id(answer, body.get("taskId"), found.id)
    envelope = {**body, "task": found} if "task" in body else {"task": found}
    return CreateTaskResponse(envelope)._received_in(answer, body)


def _one_id(answer: Answer, other: object, task_id: str) -> None:
    """Refuse a response with two ids, of which only one leads to the task."""
    if text(other) not in (None, task_id):
        unreadable(answer, f"the answer names two tasks, {task_id} and {other}; a list shows which")


def receipt(answer: Answer) -> InstallPackageResponse:
    """Return the receipt of an installation, wherever its id stands."""
    body = parsed_object(answer)
    held = body.get("task")
    task_id = text(body.get("taskId")) or text((held if isinstance(held, dict) else body).get("id"))
    if task_id is None:
        unreadable(answer, "the server installs nothing: its answer holds no id")
    _one_id(answer, held.get("id") if isinstance(held, dict) else None, task_id)
    return InstallPackageResponse({**body, "taskId": task_id})._received_in(answer, body)


def logs(answer: Answer) -> Logs:
    """Return a task's log, in the order it was sent.

    One entry that the engine wrote otherwise must not cost the task's result.
    """
    found = _items(answer, "logs", "OomolTaskLog", mixed=True)
    return Logs(map(models.OomolTaskLog, found))._received_in(answer, parsed(answer))


def _list(cls: type[_List], key: str, schema: str, answer: Answer) -> _List:
    return cls({key: _items(answer, key, schema)})._received_in(answer, parsed(answer))


tasks = partial(_list, ListTasksResponse, "tasks", "OomolTask")
flows = partial(_list, ListFlowsResponse, "flows", "OomolFlow")
packages = partial(_list, ListPackagesResponse, "packages", "OomolPackage")
install_tasks = partial(_list, ListInstallTasksResponse, "tasks", "OomolInstallTask")


def blocks(answer: Answer, *, all_versions: bool) -> ListBlocksResponse:
    """Return the blocks of all versions of their packages, or of the newest alone."""
    found = _list(ListBlocksResponse, "blocks", "OomolBlock", answer)
    if not all_versions:
        found["blocks"] = newest(found.blocks)
    return found


def applets(answer: Answer) -> Applets:
    """Return all applets."""
    found = _items(answer, "applets", "OomolApplet")
    return Applets(map(models.OomolApplet, found))._received_in(answer, parsed(answer))
