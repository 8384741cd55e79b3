# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import INTEGER, STRING, Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolTask(Model):
    """A task. Its result, and the reason of a failure, are in its logs only."""

    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """The task's id. Opaque."""
    status: models.OomolTaskStatus = attrs.field(
        default=None, metadata=wire("status", STRING, required=True)
    )
    project_id: str = attrs.field(default=None, metadata=wire("project_id", STRING, required=True))
    """The project it runs in."""
    manifest_path: str = attrs.field(
        default=None, metadata=wire("manifest_path", STRING, required=True)
    )
    """The file of the block or flow that it runs, on the server."""
    input_values: list[models.OomolNodeInputs] = attrs.field(
        factory=list[Any], metadata=wire("inputValues", Array(Ref(lambda: models.OomolNodeInputs)))
    )
    """The inputs it was created with."""
    created_at: int = attrs.field(default=None, metadata=wire("created_at", INTEGER, required=True))
    updated_at: int = attrs.field(default=None, metadata=wire("updated_at", INTEGER, required=True))
