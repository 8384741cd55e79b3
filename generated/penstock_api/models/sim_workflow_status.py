# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import BOOLEAN, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimWorkflowStatus(Model):
    """A workflow's deployment."""

    is_deployed: bool = attrs.field(
        default=None, metadata=wire("isDeployed", BOOLEAN, required=True)
    )
    """Whether a version is deployed."""
    deployed_at: str | None = attrs.field(default=None, metadata=wire("deployedAt", STRING))
    """When it was deployed; null when it never was."""
    needs_redeployment: bool | None = attrs.field(
        default=None, metadata=wire("needsRedeployment", BOOLEAN)
    )
    """Whether the workflow was edited since."""
    is_published: bool | None = attrs.field(default=None, metadata=wire("isPublished", BOOLEAN))
    """Allowed by the server's own contract, never sent."""
