# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Any

import attrs

from .. import models
from ..runtime import ANY, INTEGER, NUMBER, STRING, UNIXTIME, Array, Map, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyWorkflowPausedData(Model):
    """What the run waits for."""

    workflow_run_id: str = attrs.field(
        default=None, metadata=wire("workflow_run_id", STRING, required=True)
    )
    """The run's id."""
    paused_nodes: list[str] = attrs.field(
        factory=list[Any], metadata=wire("paused_nodes", Array(STRING), required=True)
    )
    """The nodes that wait."""
    outputs: models.DifyJsonObject = attrs.field(
        factory=dict[str, Any], metadata=wire("outputs", Map(ANY))
    )
    """Empty here."""
    reasons: list[models.DifyPauseReason] = attrs.field(
        factory=list[Any],
        metadata=wire("reasons", Array(Ref(lambda: models.DifyPauseReason)), required=True),
    )
    """What they wait for."""
    status: models.DifyRunStatus = attrs.field(
        default=None, metadata=wire("status", STRING, required=True)
    )
    created_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("created_at", UNIXTIME)
    )
    """When it began, seconds since 1970."""
    elapsed_time: float | None = attrs.field(default=None, metadata=wire("elapsed_time", NUMBER))
    """How long it took, in seconds."""
    total_tokens: int | None = attrs.field(default=None, metadata=wire("total_tokens", INTEGER))
    """Tokens used."""
    total_steps: int | None = attrs.field(default=None, metadata=wire("total_steps", INTEGER))
    """Nodes that ran."""
