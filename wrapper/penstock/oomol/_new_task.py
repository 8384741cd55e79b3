"""Tasks to create, in the documented forms, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from penstock.errors import UsageError
from penstock.oomol._inputs import TaskKey, normalized

_KEYS: Final[Mapping[TaskKey, tuple[str, ...]]] = {
    "manifest": ("manifest",),
    "blockId": ("blockId",),
    "both": ("manifest", "blockId"),
}
_NAMES: Final[Mapping[Any, Any]] = {"block_id": "blockId", "input_values": "inputValues"}


@attrs.frozen(kw_only=True, eq=False)
class NewTask:
    """A task to create, checked; `keys` are the wire's for its name."""

    target: str
    keys: tuple[str, ...]
    inputs: list[dict[str, Any]] | None = None
    more: Mapping[str, Any] = attrs.field(factory=dict)
    """Further fields to send."""


def new_task(given: object, task_key: TaskKey | None = None) -> NewTask:
    """Return the task in a documented request: a dict with `manifest` or `blockId`.

    The key is sent that the caller used, unless `task_key` says otherwise; unknown
    keys are sent along. Raises UsageError for what the server couldn't run.
    """
    if not isinstance(given, Mapping):
        raise UsageError(
            f"a task is asked for with a dict, {{'manifest': …}}, not {type(given).__name__}"
        )
    told = _told(given)
    used = tuple(key for key in _KEYS["both"] if told.get(key) is not None)
    targets = {key: filled(key, told[key]) for key in used}
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


def filled(key: str, value: object) -> str:
    """Return a text that isn't empty. Raises UsageError for anything else."""
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{key} must be a string that isn't empty, not {value!r}")
    return value
