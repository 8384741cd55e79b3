# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Any

import attrs

from .. import models
from ..runtime import ANY, INTEGER, NUMBER, STRING, UNIXTIME, Array, Map, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyRunResultData(Model):
    """How a run ended, or why it paused."""

    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """The run's id."""
    workflow_id: str = attrs.field(
        default=None, metadata=wire("workflow_id", STRING, required=True)
    )
    """The published version that ran."""
    status: models.DifyRunStatus = attrs.field(
        default=None, metadata=wire("status", STRING, required=True)
    )
    outputs: models.DifyJsonObject = attrs.field(
        factory=dict[str, Any], metadata=wire("outputs", Map(ANY), required=True)
    )
    """What it put out, by name; null or empty when nothing."""
    error: str | None = attrs.field(default=None, metadata=wire("error", STRING, required=True))
    """Why it failed; null when it did not."""
    elapsed_time: float = attrs.field(
        default=None, metadata=wire("elapsed_time", NUMBER, required=True)
    )
    """How long it took, in seconds."""
    total_tokens: int = attrs.field(
        default=None, metadata=wire("total_tokens", INTEGER, required=True)
    )
    """Tokens used."""
    total_steps: int = attrs.field(
        default=None, metadata=wire("total_steps", INTEGER, required=True)
    )
    """Nodes that ran."""
    created_at: datetime.datetime = attrs.field(
        default=None, metadata=wire("created_at", UNIXTIME, required=True)
    )
    """When it began, seconds since 1970."""
    finished_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("finished_at", UNIXTIME, required=True)
    )
    """When it ended, seconds since 1970; null while it is paused."""
    paused_nodes: list[str] = attrs.field(
        factory=list[Any], metadata=wire("paused_nodes", Array(STRING))
    )
    """The nodes that wait. Only of a paused run."""
    reasons: list[models.DifyPauseReason] = attrs.field(
        factory=list[Any], metadata=wire("reasons", Array(Ref(lambda: models.DifyPauseReason)))
    )
    """What they wait for. Only of a paused run."""
