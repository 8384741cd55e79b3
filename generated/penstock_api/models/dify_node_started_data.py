# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Any

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, INTEGER, STRING, UNIXTIME, Map, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyNodeStartedData(Model):
    """A node that begins."""

    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """This execution of the node, the same when it ends. The documented page calls it the run's id.
    """
    node_id: str = attrs.field(default=None, metadata=wire("node_id", STRING, required=True))
    """The node."""
    node_type: models.DifyNodeType = attrs.field(
        default=None, metadata=wire("node_type", STRING, required=True)
    )
    title: str = attrs.field(default=None, metadata=wire("title", STRING, required=True))
    """The node's name."""
    index: int = attrs.field(default=None, metadata=wire("index", INTEGER, required=True))
    """Its place in the order of executions."""
    predecessor_node_id: str | None = attrs.field(
        default=None, metadata=wire("predecessor_node_id", STRING)
    )
    """The node before it."""
    inputs: models.DifyJsonObject | None = attrs.field(
        default=None, metadata=wire("inputs", Map(ANY))
    )
    """What it works on; null when not told."""
    inputs_truncated: bool | None = attrs.field(
        default=None, metadata=wire("inputs_truncated", BOOLEAN)
    )
    """Whether it was cut; never so for the service API."""
    created_at: datetime.datetime = attrs.field(
        default=None, metadata=wire("created_at", UNIXTIME, required=True)
    )
    """When it began, seconds since 1970."""
    extras: models.DifyJsonObject = attrs.field(
        factory=dict[str, Any], metadata=wire("extras", Map(ANY))
    )
    """More about it, such as a tool's icon."""
    iteration_id: str | None = attrs.field(default=None, metadata=wire("iteration_id", STRING))
    """The iteration it is part of."""
    loop_id: str | None = attrs.field(default=None, metadata=wire("loop_id", STRING))
    """The loop it is part of."""
    parallel_id: str | None = attrs.field(default=None, metadata=wire("parallel_id", STRING))
    """The branches that it is part of, on servers of 0.8 to 1.8."""
    parallel_start_node_id: str | None = attrs.field(
        default=None, metadata=wire("parallel_start_node_id", STRING)
    )
    """Where its branch begins."""
    parent_parallel_id: str | None = attrs.field(
        default=None, metadata=wire("parent_parallel_id", STRING)
    )
    """The branches around those."""
    parent_parallel_start_node_id: str | None = attrs.field(
        default=None, metadata=wire("parent_parallel_start_node_id", STRING)
    )
    """Where the branch around it begins."""
    parallel_run_id: str | None = attrs.field(
        default=None, metadata=wire("parallel_run_id", STRING)
    )
    """The parallel turn of an iteration that it is part of."""
    agent_strategy: models.DifyAgentStrategy | None = attrs.field(
        default=None, metadata=wire("agent_strategy", Ref(lambda: models.DifyAgentStrategy))
    )
    """How an agent works."""
