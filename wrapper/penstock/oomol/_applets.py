"""Applets: which block one runs, and with which inputs. The server knows nothing of this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from penstock._core.decoding import mapping, text
from penstock.errors import NotFoundError, ResponseError, UsageError
from penstock.oomol._inputs import CreateTaskRequest
from penstock.oomol._versions import without_version
from penstock_api.models import OomolApplet as Applet


def checked(applet_id: object) -> str:
    """Return the id, which any text that isn't empty can be. Raises UsageError otherwise."""
    if not isinstance(applet_id, str) or not applet_id:
        raise UsageError(f"applet_id must be a string that isn't empty, not {applet_id!r}")
    return applet_id


def find(applets: Sequence[Applet], applet_id: str) -> Applet:
    """Return the applet with this id. Raises NotFoundError, with 404, if there is none."""
    wanted = checked(applet_id)
    for applet in applets:
        if applet.applet_id == wanted:
            return applet
    raise NotFoundError(f"no applet {applet_id!r} among the {len(applets)} there are", status=404)


def task_of(applet: Applet, inputs: Mapping[str, Any]) -> CreateTaskRequest:
    """Return the task that runs an applet; inputs that are given go before preset ones."""
    data = mapping(applet.data) or {}
    package, block = without_version(text(data.get("packageId")) or ""), text(data.get("blockName"))
    if not package or not block:
        raise ResponseError(f"the applet {applet.applet_id!r} doesn't say which block it runs")
    merged = {**(mapping(data.get("presetInputs")) or {}), **inputs}
    return {"blockId": f"{package}::{block}", "inputValues": merged}
