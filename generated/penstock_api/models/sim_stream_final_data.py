# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimStreamFinalData(Model):
    """How the run ended."""

    success: bool = attrs.field(default=None, metadata=wire("success", BOOLEAN, required=True))
    """Whether it succeeded."""
    output: Any = attrs.field(default=None, metadata=wire("output", ANY))
    """Without selectedOutputs the run's whole output. With them, by block id: in 2025-10, all that
    were selected; in 2026-08, those that were not sent as chunks.
    """
    error: str | None = attrs.field(default=None, metadata=wire("error", STRING))
    """Why it failed."""
    status: models.SimRunStatus | None = attrs.field(default=None, metadata=wire("status", STRING))
