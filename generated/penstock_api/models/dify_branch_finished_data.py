# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime

import attrs

from .. import models
from ..runtime import STRING, UNIXTIME, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyBranchFinishedData(Model):
    """A branch that ended. Servers of 0.8 to 1.8."""

    parallel_id: str = attrs.field(
        default=None, metadata=wire("parallel_id", STRING, required=True)
    )
    """The branches."""
    parallel_branch_id: str = attrs.field(
        default=None, metadata=wire("parallel_branch_id", STRING, required=True)
    )
    """The branch, the node that it begins with."""
    parent_parallel_id: str | None = attrs.field(
        default=None, metadata=wire("parent_parallel_id", STRING)
    )
    """The branches around those."""
    parent_parallel_start_node_id: str | None = attrs.field(
        default=None, metadata=wire("parent_parallel_start_node_id", STRING)
    )
    """Where the branch around it begins."""
    iteration_id: str | None = attrs.field(default=None, metadata=wire("iteration_id", STRING))
    """The iteration it is part of."""
    status: models.DifyNodeStatus = attrs.field(
        default=None, metadata=wire("status", STRING, required=True)
    )
    error: str | None = attrs.field(default=None, metadata=wire("error", STRING))
    """Why it failed; null when it did not."""
    created_at: datetime.datetime = attrs.field(
        default=None, metadata=wire("created_at", UNIXTIME, required=True)
    )
    """When it began, seconds since 1970."""
