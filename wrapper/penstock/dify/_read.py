"""How the values of Dify's answers are read, in both generations of its servers.

Each takes any JSON value, and gives what stands for "not told" where it is of another type.
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any, Final

from penstock._values import array, mapping, text


def words(value: object) -> str:
    """Return a text; "" for anything else."""
    return value if isinstance(value, str) else ""


def truth(value: object) -> bool:
    """Return whether it is true, and nothing that only looks like it."""
    return value is True


def whole(value: object) -> int | None:
    """Return a whole number, also out of text: the documented page has `"1"` for one."""
    if isinstance(value, str):
        return int(value) if value.isdecimal() and len(value) < 16 else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if isfinite(value) and value == int(value) else None


def price(value: object) -> Decimal | None:
    """Return an amount of money: text on the wire, a number in the documents."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = Decimal(str(value))  # a float's repr is the shortest text that means it
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def object_of(value: object) -> dict[str, Any]:
    """Return a JSON object, also out of its text as older servers send it; {} for none."""
    return object_or_none(value) or {}


def object_or_none(value: object) -> dict[str, Any] | None:
    """Return a JSON object, also out of its text as older servers send it."""
    if not isinstance(value, str):
        return mapping(value)
    try:
        return mapping(json.loads(value))
    except (ValueError, RecursionError):
        return None


def task_of(frame: dict[str, Any]) -> str | None:
    """Return the task in a frame or an answer; None where the run's id stands in its place.

    Snapshots and the one frame of a run that has ended have it so. The server takes that id for
    a task to stop, and stops nothing.
    """
    found, data = text(frame.get("task_id")), mapping(frame.get("data")) or {}
    runs = (frame.get("workflow_run_id"), data.get("workflow_run_id"), data.get("id"))
    return None if found in runs else found


# What a run that was stopped ends with where its end is called a failure: in its stream, by
# servers since 1.9. The run itself and the logs say stopped.
_STOPPED: Final = frozenset({"Aborted: User requested stop", "User requested stop"})


def ended(data: dict[str, Any]) -> dict[str, Any]:
    """Return the end of a run with the status that the run itself has."""
    if data.get("status") == "failed" and text(data.get("error")) in _STOPPED:
        return {**data, "status": "stopped"}
    return data


def texts(value: object) -> tuple[str, ...]:
    """Return the texts in an array."""
    return tuple(item for item in array(value) or () if isinstance(item, str))


def objects(value: object) -> tuple[dict[str, Any], ...]:
    """Return the objects in an array."""
    return tuple(item for item in array(value) or () if isinstance(item, dict))
