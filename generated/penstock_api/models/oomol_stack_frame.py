# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from ..runtime import STRING, Record, item


class OomolStackFrame(Record):
    """A flow that runs a node."""

    flow_job_id: str | None = item("flow_job_id", STRING)
    """The run of the flow."""
    flow: str | None = item("flow", STRING)
    """The flow's file, on the server."""
    node_id: str | None = item("node_id", STRING)
    """The node."""
