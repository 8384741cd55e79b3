"""What Dify's answers and events leave to be decided, whichever server sent them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from penstock._values import mapping, text


def task_of(frame: Mapping[str, Any]) -> str | None:
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
