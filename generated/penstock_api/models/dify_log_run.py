# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime

import attrs

from .. import models
from ..runtime import INTEGER, NUMBER, STRING, UNIXTIME, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyLogRun(Model):
    """A run in the log."""

    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """The run's id."""
    version: str | None = attrs.field(default=None, metadata=wire("version", STRING, required=True))
    """When the version that ran was published, as text."""
    status: models.DifyRunStatus = attrs.field(
        default=None, metadata=wire("status", STRING, required=True)
    )
    triggered_from: models.DifyRunTrigger | None = attrs.field(
        default=None, metadata=wire("triggered_from", STRING)
    )
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
    """When it ended, seconds since 1970; null until then."""
    exceptions_count: int | None = attrs.field(
        default=None, metadata=wire("exceptions_count", INTEGER)
    )
    """Nodes that failed and were dealt with."""
