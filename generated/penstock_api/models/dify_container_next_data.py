# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Any

import attrs

from .. import models
from ..runtime import ANY, INTEGER, NUMBER, STRING, UNIXTIME, Map, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyContainerNextData(Model):
    """The next turn of an iteration or a loop."""

    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """The node, as `node_id`."""
    node_id: str = attrs.field(default=None, metadata=wire("node_id", STRING, required=True))
    """The node."""
    node_type: models.DifyNodeType = attrs.field(
        default=None, metadata=wire("node_type", STRING, required=True)
    )
    title: str = attrs.field(default=None, metadata=wire("title", STRING, required=True))
    """The node's name."""
    index: int = attrs.field(default=None, metadata=wire("index", INTEGER, required=True))
    """The turn, from 0."""
    created_at: datetime.datetime = attrs.field(
        default=None, metadata=wire("created_at", UNIXTIME, required=True)
    )
    """When it began, seconds since 1970."""
    extras: models.DifyJsonObject = attrs.field(
        factory=dict[str, Any], metadata=wire("extras", Map(ANY))
    )
    """More about it, such as a tool's icon."""
    pre_iteration_output: Any = attrs.field(
        default=None, metadata=wire("pre_iteration_output", ANY)
    )
    """What the turn before put out."""
    pre_loop_output: Any = attrs.field(default=None, metadata=wire("pre_loop_output", ANY))
    """Always empty."""
    parallel_id: str | None = attrs.field(default=None, metadata=wire("parallel_id", STRING))
    """The branches that it is part of, on servers of 0.8 to 1.8."""
    parallel_start_node_id: str | None = attrs.field(
        default=None, metadata=wire("parallel_start_node_id", STRING)
    )
    """Where its branch begins."""
    parallel_mode_run_id: str | None = attrs.field(
        default=None, metadata=wire("parallel_mode_run_id", STRING)
    )
    """The turn, when turns run side by side."""
    duration: float | None = attrs.field(default=None, metadata=wire("duration", NUMBER))
    """How long the turn before took, in seconds."""
