# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Any

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, INTEGER, NUMBER, STRING, UNIXTIME, Array, Map, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyNodeFinishedData(Model):
    """A node that ended."""

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
    process_data: models.DifyJsonObject | None = attrs.field(
        default=None, metadata=wire("process_data", Map(ANY))
    )
    """What it did on the way; of a model, its prompts and its usage, prices as text."""
    process_data_truncated: bool | None = attrs.field(
        default=None, metadata=wire("process_data_truncated", BOOLEAN)
    )
    """Whether it was cut; never so for the service API."""
    outputs: models.DifyJsonObject | None = attrs.field(
        default=None, metadata=wire("outputs", Map(ANY))
    )
    """What it put out, by name; null or empty when nothing."""
    outputs_truncated: bool | None = attrs.field(
        default=None, metadata=wire("outputs_truncated", BOOLEAN)
    )
    """Whether it was cut; never so for the service API."""
    status: models.DifyNodeStatus = attrs.field(
        default=None, metadata=wire("status", STRING, required=True)
    )
    error: str | None = attrs.field(default=None, metadata=wire("error", STRING))
    """Why it failed; null when it did not."""
    elapsed_time: float | None = attrs.field(default=None, metadata=wire("elapsed_time", NUMBER))
    """How long it took, in seconds."""
    execution_metadata: models.DifyExecutionMetadata | None = attrs.field(
        default=None, metadata=wire("execution_metadata", Ref(lambda: models.DifyExecutionMetadata))
    )
    """What it used; null when not told."""
    created_at: datetime.datetime = attrs.field(
        default=None, metadata=wire("created_at", UNIXTIME, required=True)
    )
    """When it began, seconds since 1970."""
    finished_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("finished_at", UNIXTIME)
    )
    """When it ended, seconds since 1970."""
    files: list[models.DifyOutputFile] = attrs.field(
        factory=list[Any], metadata=wire("files", Array(Ref(lambda: models.DifyOutputFile)))
    )
    """The files in the outputs."""
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
