# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolStackFrame(Model):
    """A flow that runs a node."""

    flow_job_id: str | None = attrs.field(default=None, metadata=wire("flow_job_id", STRING))
    """The run of the flow."""
    flow: str | None = attrs.field(default=None, metadata=wire("flow", STRING))
    """The flow's file, on the server."""
    node_id: str | None = attrs.field(default=None, metadata=wire("node_id", STRING))
    """The node."""
