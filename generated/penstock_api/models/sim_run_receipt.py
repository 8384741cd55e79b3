# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import INTEGER, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimRunReceipt(Model):
    """The receipt of a queued run."""

    run_id: str = attrs.field(default=None, metadata=wire("runId", STRING, required=True))
    """The run's id; in the answer to a resume, the id of the resuming, by which no run is found."""
    status_url: str = attrs.field(default=None, metadata=wire("statusUrl", STRING, required=True))
    """The run's absolute address; a 404 in the answer to a resume."""
    queue_position: int | None = attrs.field(default=None, metadata=wire("queuePosition", INTEGER))
    """How many resumes are before it and it, when known. Only after a resume."""
