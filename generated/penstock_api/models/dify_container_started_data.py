# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Any

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, STRING, UNIXTIME, Map, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyContainerStartedData(Model):
    """An iteration or a loop that begins."""

    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """The node, as `node_id`."""
    node_id: str = attrs.field(default=None, metadata=wire("node_id", STRING, required=True))
    """The node."""
    node_type: models.DifyNodeType = attrs.field(
        default=None, metadata=wire("node_type", STRING, required=True)
    )
    title: str = attrs.field(default=None, metadata=wire("title", STRING, required=True))
    """The node's name."""
    created_at: datetime.datetime = attrs.field(
        default=None, metadata=wire("created_at", UNIXTIME, required=True)
    )
    """When it began, seconds since 1970."""
    extras: models.DifyJsonObject = attrs.field(
        factory=dict[str, Any], metadata=wire("extras", Map(ANY))
    )
    """More about it, such as a tool's icon."""
    metadata: models.DifyJsonObject = attrs.field(
        factory=dict[str, Any], metadata=wire("metadata", Map(ANY))
    )
    """About it, such as how many turns there will be."""
    inputs: models.DifyJsonObject | None = attrs.field(
        default=None, metadata=wire("inputs", Map(ANY))
    )
    """What it works on; null when not told."""
    inputs_truncated: bool | None = attrs.field(
        default=None, metadata=wire("inputs_truncated", BOOLEAN)
    )
    """Whether it was cut; never so for the service API."""
    parallel_id: str | None = attrs.field(default=None, metadata=wire("parallel_id", STRING))
    """The branches that it is part of, on servers of 0.8 to 1.8."""
    parallel_start_node_id: str | None = attrs.field(
        default=None, metadata=wire("parallel_start_node_id", STRING)
    )
    """Where its branch begins."""
