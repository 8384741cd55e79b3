# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from .. import models
from ..runtime import INTEGER, STRING, Record, Ref, item


class OomolTaskLog(Record):
    """One entry of a task's log."""

    id: int = item("id", INTEGER, required=True)
    """Ascending with time."""
    project_name: str = item("project_name", STRING, required=True)
    """The project's name."""
    session_id: str = item("session_id", STRING, required=True)
    """The engine's session, one for each run of a task."""
    node_id: str = item("node_id", STRING, required=True)
    """The node it is about; empty when it is about the whole session, `_` for a block run by
    itself.
    """
    manifest_path: str = item("manifest_path", STRING, required=True)
    """The file of the block or flow, on the server."""
    type: models.OomolLogType = item("type", STRING, required=True)
    event: models.OomolLogEvent | None = item("event", Ref(lambda: models.OomolLogEvent))
    created_at: int = item("created_at", INTEGER, required=True)
