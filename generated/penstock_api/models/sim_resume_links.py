# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimResumeLinks(Model):
    """The ids and addresses to end a pause by."""

    api_url: str | None = attrs.field(default=None, metadata=wire("apiUrl", STRING))
    """Where to send the answer."""
    ui_url: str | None = attrs.field(default=None, metadata=wire("uiUrl", STRING))
    """The page where a person can answer."""
    context_id: str | None = attrs.field(default=None, metadata=wire("contextId", STRING))
    """The pause."""
    execution_id: str | None = attrs.field(default=None, metadata=wire("executionId", STRING))
    """The run."""
    workflow_id: str | None = attrs.field(default=None, metadata=wire("workflowId", STRING))
    """The workflow."""
