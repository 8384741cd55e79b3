# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime

import attrs

from ..runtime import STRING, UNIXTIME, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyBranchStartedData(Model):
    """A branch that begins beside others. Servers of 0.8 to 1.8."""

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
    created_at: datetime.datetime = attrs.field(
        default=None, metadata=wire("created_at", UNIXTIME, required=True)
    )
    """When it began, seconds since 1970."""
