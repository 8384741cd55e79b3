# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

from .. import models
from ..runtime import INTEGER, STRING, Array, Record, Ref, item


class OomolTask(Record):
    """A task. Its result, and the reason of a failure, are in its logs only."""

    id: str = item("id", STRING, required=True)
    """The task's id. Opaque."""
    status: models.OomolTaskStatus = item("status", STRING, required=True)
    project_id: str = item("project_id", STRING, required=True)
    """The project it runs in."""
    manifest_path: str = item("manifest_path", STRING, required=True)
    """The file of the block or flow that it runs, on the server."""
    input_values: list[models.OomolNodeInputs] = item(
        "inputValues", Array(Ref(lambda: models.OomolNodeInputs)), empty=list[Any]
    )
    """The inputs it was created with."""
    created_at: int = item("created_at", INTEGER, required=True)
    updated_at: int = item("updated_at", INTEGER, required=True)
