# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Any

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, INTEGER, NUMBER, STRING, UNIXTIME, Map, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyContainerCompletedData(Model):
    """An iteration or a loop that ended."""

    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """The node, as `node_id`."""
    node_id: str = attrs.field(default=None, metadata=wire("node_id", STRING, required=True))
    """The node."""
    node_type: models.DifyNodeType = attrs.field(
        default=None, metadata=wire("node_type", STRING, required=True)
    )
    title: str = attrs.field(default=None, metadata=wire("title", STRING, required=True))
    """The node's name."""
    outputs: models.DifyJsonObject | None = attrs.field(
        default=None, metadata=wire("outputs", Map(ANY))
    )
    """What it put out, by name; null or empty when nothing."""
    outputs_truncated: bool | None = attrs.field(
        default=None, metadata=wire("outputs_truncated", BOOLEAN)
    )
    """Whether it was cut; never so for the service API."""
    created_at: datetime.datetime = attrs.field(
        default=None, metadata=wire("created_at", UNIXTIME, required=True)
    )
    """When it ended, seconds since 1970."""
    extras: models.DifyJsonObject = attrs.field(
        factory=dict[str, Any], metadata=wire("extras", Map(ANY))
    )
    """More about it, such as a tool's icon."""
    inputs: models.DifyJsonObject | None = attrs.field(
        default=None, metadata=wire("inputs", Map(ANY))
    )
    """What it works on; null when not told."""
    inputs_truncated: bool | None = attrs.field(
        default=None, metadata=wire("inputs_truncated", BOOLEAN)
    )
    """Whether it was cut; never so for the service API."""
    status: models.DifyNodeStatus = attrs.field(
        default=None, metadata=wire("status", STRING, required=True)
    )
    error: str | None = attrs.field(default=None, metadata=wire("error", STRING))
    """Null, also when it failed."""
    elapsed_time: float | None = attrs.field(default=None, metadata=wire("elapsed_time", NUMBER))
    """How long it took, in seconds."""
    total_tokens: int | None = attrs.field(default=None, metadata=wire("total_tokens", INTEGER))
    """Tokens used."""
    execution_metadata: models.DifyExecutionMetadata | None = attrs.field(
        default=None, metadata=wire("execution_metadata", Ref(lambda: models.DifyExecutionMetadata))
    )
    """What it used; null when not told."""
    finished_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("finished_at", UNIXTIME)
    )
    """When it ended, seconds since 1970."""
    steps: int | None = attrs.field(default=None, metadata=wire("steps", INTEGER))
    """How many turns it took."""
    parallel_id: str | None = attrs.field(default=None, metadata=wire("parallel_id", STRING))
    """The branches that it is part of, on servers of 0.8 to 1.8."""
    parallel_start_node_id: str | None = attrs.field(
        default=None, metadata=wire("parallel_start_node_id", STRING)
    )
    """Where its branch begins."""
