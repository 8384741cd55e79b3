# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import ANY, STRING, Map, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyAgentLogData(Model):
    """A step of an agent. The same `id` comes again when the step changes."""

    node_execution_id: str | None = attrs.field(
        default=None, metadata=wire("node_execution_id", STRING)
    )
    """The execution of the agent's node."""
    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """The step."""
    label: str = attrs.field(default=None, metadata=wire("label", STRING, required=True))
    """What people see."""
    parent_id: str | None = attrs.field(default=None, metadata=wire("parent_id", STRING))
    """The step around it."""
    error: str | None = attrs.field(default=None, metadata=wire("error", STRING))
    """Why it failed; null when it did not."""
    status: models.DifyAgentLogStatus = attrs.field(
        default=None, metadata=wire("status", STRING, required=True)
    )
    data: models.DifyJsonObject = attrs.field(
        factory=dict[str, Any], metadata=wire("data", Map(ANY))
    )
    """What it is about."""
    metadata: models.DifyJsonObject = attrs.field(
        factory=dict[str, Any], metadata=wire("metadata", Map(ANY))
    )
    """What it used."""
    node_id: str | None = attrs.field(default=None, metadata=wire("node_id", STRING))
    """The node."""
