# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import INTEGER, STRING, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolTaskLog(Model):
    """One entry of a task's log."""

    id: int = attrs.field(default=None, metadata=wire("id", INTEGER, required=True))
    """Ascending with time."""
    project_name: str = attrs.field(
        default=None, metadata=wire("project_name", STRING, required=True)
    )
    """The project's name."""
    session_id: str = attrs.field(default=None, metadata=wire("session_id", STRING, required=True))
    """The engine's session, one for each run of a task."""
    node_id: str = attrs.field(default=None, metadata=wire("node_id", STRING, required=True))
    """The node it is about; empty when it is about the whole session, `_` for a block run by
    itself.
    """
    manifest_path: str = attrs.field(
        default=None, metadata=wire("manifest_path", STRING, required=True)
    )
    """The file of the block or flow, on the server."""
    type: models.OomolLogType = attrs.field(
        default=None, metadata=wire("type", STRING, required=True)
    )
    event: models.OomolLogEvent | None = attrs.field(
        default=None, metadata=wire("event", Ref(lambda: models.OomolLogEvent))
    )
    created_at: int = attrs.field(default=None, metadata=wire("created_at", INTEGER, required=True))
