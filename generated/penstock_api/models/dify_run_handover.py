# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyRunHandover(Model):
    """A blocking run that goes on without its call. Servers after 1.16."""

    event: str | None = attrs.field(default=None, metadata=wire("event", STRING))
    """Always `workflow_maintenance_paused`."""
    workflow_run_id: str = attrs.field(
        default=None, metadata=wire("workflow_run_id", STRING, required=True)
    )
    """The run's id."""
