"""What is sent to Oomol Connect; the generated code knows the paths and fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from penstock._ids import check_id
from penstock._json import to_json_bytes
from penstock._message import Request, request
from penstock.errors import UsageError
from penstock.oomol._inputs import normalized
from penstock.oomol._types import TaskKey

if TYPE_CHECKING:
    from penstock._multipart import FilePart

_KEYS: Final[Mapping[TaskKey, tuple[str, ...]]] = {
    "manifest": ("manifest",),
    "blockId": ("blockId",),
    "both": ("manifest", "blockId"),
}
_NAMES: Final[Mapping[Any, Any]] = {"block_id": "blockId", "input_values": "inputValues"}


@attrs.frozen(kw_only=True, eq=False)
class NewTask:
    """What is to be run, checked; `keys` are the wire's for the name of it."""

    target: str
    keys: tuple[str, ...]
    inputs: list[dict[str, Any]] | None = None
    more: Mapping[str, Any] = attrs.field(factory=dict)
    """What else the caller wants to be sent."""


def new_task(given: object, task_key: TaskKey | None = None) -> NewTask:
    """Return the task in a documented request: a dict with `manifest` or `blockId`.

    The key is sent that the caller used, unless `task_key` says otherwise; keys that nobody
    knows are sent along. Raises UsageError for what the server couldn't run.
    """
    if not isinstance(given, Mapping):
        raise UsageError(
            f"a task is asked for with a dict, {{'manifest': …}}, not {type(given).__name__}"
        )
    told = _told(given)
    used = tuple(key for key in _KEYS["both"] if told.get(key) is not None)
    targets = {key: _target(key, told[key]) for key in used}
    if not used:
        raise UsageError("nothing to run: give {'manifest': 'package::block'}, or a flow's name")
    if len(set(targets.values())) > 1:
        raise UsageError("manifest and blockId differ; they are the same thing, give one of them")
    return NewTask(
        target=targets[used[0]],
        keys=used if task_key is None else _KEYS[task_key],
        inputs=normalized(told.get("inputValues")),
        more={name: v for name, v in told.items() if name not in {*_KEYS["both"], "inputValues"}},
    )


def _told(given: Mapping[Any, Any]) -> dict[Any, Any]:
    """Return the request by the wire's names. Raises UsageError for what is there under both."""
    told: dict[Any, Any] = {}
    for name, value in given.items():
        key = _NAMES.get(name, name)
        if told.get(key) is not None and value is not None:
            raise UsageError(f"{key} is given under two names; give it once")
        told[key] = told.get(key) if value is None else value
    return told


def named_task(
    manifest: str | None,
    block_id: str | None,
    input_values: object,
    task_key: TaskKey | None = None,
) -> NewTask:
    """Return the task that is asked for with arguments instead of a dict."""
    given = {"manifest": manifest, "blockId": block_id, "inputValues": input_values}
    return new_task(given, task_key)


def _target(key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{key} must be a string that isn't empty, not {value!r}")
    return value


def create_task(what: NewTask, files: Sequence[FilePart] = ()) -> Request:
    """Return the request that starts a task; with files it is a form."""
    return _form(what, files) if files else _json(what)


def _json(what: NewTask) -> Request:
    from penstock_api.api.oomol.create_task import build
    from penstock_api.models import OomolCreateTaskRequest

    named = {**what.more, **dict.fromkeys(what.keys, what.target)}
    if what.inputs is not None:
        named["inputValues"] = what.inputs
    body = OomolCreateTaskRequest(additional_properties=named)
    return request(build(body=body))


def _form(what: NewTask, files: Sequence[FilePart]) -> Request:
    from penstock_api.api.oomol.create_task import build
    from penstock_api.models import OomolCreateTaskForm
    from penstock_api.runtime import UNSET, File

    to_json_bytes(what.target)  # refuses what has no UTF-8
    body = OomolCreateTaskForm(
        manifest=what.target if "manifest" in what.keys else UNSET,
        block_id=what.target if "blockId" in what.keys else UNSET,
        input_values=UNSET if what.inputs is None else to_json_bytes(what.inputs).decode(),
        additional_properties={name: _text(value) for name, value in what.more.items()},
        files=[File(part.content, part.name, part.media_type) for part in files],
    )
    return request(build(body=body))


def _text(value: object) -> str:
    """Return a field's value: text as it is, anything else as JSON."""
    return value if isinstance(value, str) else to_json_bytes(value).decode()


def list_tasks() -> Request:
    """Return the request for all tasks."""
    from penstock_api.api.oomol.list_tasks import build

    return request(build())


def get_task(task_id: str) -> Request:
    """Return the request for a task."""
    from penstock_api.api.oomol.get_task import build

    return request(build(check_id("task_id", task_id)))


def stop_task(task_id: str) -> Request:
    """Return the request that stops a task; one that has ended is left as it is."""
    from penstock_api.api.oomol.stop_task import build

    made = build(check_id("task_id", task_id))
    return request(made)


def get_logs(task_id: str) -> Request:
    """Return the request for a task's log."""
    from penstock_api.api.oomol.get_task_logs import build

    return request(build(check_id("task_id", task_id)))


def list_flows() -> Request:
    """Return the request for all flows."""
    from penstock_api.api.oomol.list_flows import build

    return request(build())


def list_blocks() -> Request:
    """Return the request for the blocks of all installed versions."""
    from penstock_api.api.oomol.list_blocks import build

    return request(build())


def list_packages() -> Request:
    """Return the request for all installed packages."""
    from penstock_api.api.oomol.list_packages import build

    return request(build())


def install_package(name: str, version: str | None) -> Request:
    """Return the request that installs a package; without a version the server chooses."""
    from penstock_api.api.oomol.install_package import build
    from penstock_api.models import OomolInstallPackageRequest
    from penstock_api.runtime import UNSET

    body = OomolInstallPackageRequest(
        name=_target("name", name),
        version=_target("version", version) if version is not None else UNSET,
    )
    return request(build(body=body))


def list_install_tasks() -> Request:
    """Return the request for all installations."""
    from penstock_api.api.oomol.list_install_tasks import build

    return request(build())


def get_install_task(task_id: str) -> Request:
    """Return the request for an installation."""
    from penstock_api.api.oomol.get_install_task import build

    return request(build(check_id("task_id", task_id)))


def list_applets() -> Request:
    """Return the request for all applets; a POST that only reads."""
    from penstock_api.api.oomol.list_applets import build
    from penstock_api.models import OomolListAppletsRequest

    made = build(body=OomolListAppletsRequest())
    return request(made)
