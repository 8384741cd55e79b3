# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import NUMBER, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimExecutionMetadata(Model):
    """When the run ran."""

    duration: float | None = attrs.field(default=None, metadata=wire("duration", NUMBER))
    """How long the run took, in milliseconds; with a fraction in 2026-08."""
    start_time: str | None = attrs.field(default=None, metadata=wire("startTime", STRING))
    end_time: str | None = attrs.field(default=None, metadata=wire("endTime", STRING))
