# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Any

import attrs

from .. import models
from ..runtime import ANY, INT64, INTEGER, NUMBER, STRING, UNIXTIME, Array, Map, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyWorkflowFinishedData(Model):
    """How the run ended."""

    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """The run's id."""
    workflow_id: str = attrs.field(
        default=None, metadata=wire("workflow_id", STRING, required=True)
    )
    """The published version that ran."""
    sequence_number: int | None = attrs.field(
        default=None, metadata=wire("sequence_number", INTEGER)
    )
    """The run's number in the app, from 1."""
    status: models.DifyRunStatus = attrs.field(
        default=None, metadata=wire("status", STRING, required=True)
    )
    """How it ended. In 2026-08 `failed` with the error `Aborted: User requested stop` is a run that
    was stopped: the run itself and the log call it `stopped`.
    """
    outputs: models.DifyJsonObject = attrs.field(
        factory=dict[str, Any], metadata=wire("outputs", Map(ANY))
    )
    """What it put out, by name; null or empty when nothing."""
    error: str | None = attrs.field(default=None, metadata=wire("error", STRING))
    """Why it failed; null when it did not."""
    elapsed_time: float = attrs.field(
        default=None, metadata=wire("elapsed_time", NUMBER, required=True)
    )
    """How long it took, in seconds."""
    total_tokens: int = attrs.field(
        default=None, metadata=wire("total_tokens", INTEGER, required=True)
    )
    """Tokens used."""
    total_steps: int = attrs.field(default=None, metadata=wire("total_steps", INT64, required=True))
    """Nodes that ran. A text in the documented page's transcript, a number from every server."""
    created_by: models.DifyRunCreator | None = attrs.field(
        default=None, metadata=wire("created_by", Ref(lambda: models.DifyRunCreator))
    )
    """Who it was run for."""
    created_at: datetime.datetime = attrs.field(
        default=None, metadata=wire("created_at", UNIXTIME, required=True)
    )
    """When it began, seconds since 1970."""
    finished_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("finished_at", UNIXTIME, required=True)
    )
    """When it ended, seconds since 1970."""
    exceptions_count: int | None = attrs.field(
        default=None, metadata=wire("exceptions_count", INTEGER)
    )
    """Nodes that failed and were dealt with."""
    files: list[models.DifyOutputFile] = attrs.field(
        factory=list[Any], metadata=wire("files", Array(Ref(lambda: models.DifyOutputFile)))
    )
    """The files in the outputs."""
