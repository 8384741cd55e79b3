# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import BOOLEAN, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolInstallReceipt(Model):
    """An installation that began, or was refused."""

    success: bool = attrs.field(default=None, metadata=wire("success", BOOLEAN, required=True))
    """Whether it began."""
    task_id: str | None = attrs.field(default=None, metadata=wire("taskId", STRING))
    """The install task's id, when it began."""
    error: str | None = attrs.field(default=None, metadata=wire("error", STRING))
    """Why it was refused."""
