# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import ANY, INTEGER, NUMBER, STRING, UNIXTIME, Array, Embedded, Map, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyWorkflowRun(Model):
    """A run as it is now. The eleven required fields are always there, and on servers of 2024-12
    all but two zeros are null when there is no such run: a null id means not found. There a run
    whose stream was cut stays `running` for ever, and a stream is cut by its reader, too, who
    leaves it before its end; servers since 1.13 carry such a run on to its end. The other fields
    are those that only a blocking answer or the end of a stream gives, so that a client has one
    type for a run, wherever it came from.
    """

    id: str | None = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """The run's id."""
    workflow_id: str | None = attrs.field(
        default=None, metadata=wire("workflow_id", STRING, required=True)
    )
    """The published version that ran."""
    status: models.DifyRunStatus | None = attrs.field(
        default=None, metadata=wire("status", STRING, required=True)
    )
    """Where it is."""
    inputs: models.DifyJsonObject | None = attrs.field(
        default=None, metadata=wire("inputs", Embedded(Map(ANY)), required=True)
    )
    """What it was run with, `sys.` values included; in 2026-08 also `sys.timestamp`, when it began,
    which a live `workflow_started` leaves out. So far always JSON as text.
    """
    outputs: models.DifyJsonObject = attrs.field(
        factory=dict[str, Any], metadata=wire("outputs", Embedded(Map(ANY)), required=True)
    )
    """What it put out: in 2026-08 an object, empty while it runs; on servers of 2024-12 JSON as
    text, or null.
    """
    error: str | None = attrs.field(default=None, metadata=wire("error", STRING, required=True))
    """Why it failed; null when it did not."""
    total_steps: int | None = attrs.field(
        default=None, metadata=wire("total_steps", INTEGER, required=True)
    )
    """Nodes that ran."""
    total_tokens: int | None = attrs.field(
        default=None, metadata=wire("total_tokens", INTEGER, required=True)
    )
    """Tokens used."""
    created_at: models.DifyTimestamp | None = attrs.field(
        default=None, metadata=wire("created_at", UNIXTIME, required=True)
    )
    """When it began."""
    finished_at: models.DifyTimestamp | None = attrs.field(
        default=None, metadata=wire("finished_at", UNIXTIME, required=True)
    )
    """When it ended; null until then."""
    elapsed_time: float | None = attrs.field(
        default=None, metadata=wire("elapsed_time", NUMBER, required=True)
    )
    """How long it took, in seconds; 0 while it runs."""
    sequence_number: int | None = attrs.field(
        default=None, metadata=wire("sequence_number", INTEGER)
    )
    """The run's number in the app, from 1. From the end of a stream only."""
    created_by: models.DifyRunCreator | None = attrs.field(
        default=None, metadata=wire("created_by", Ref(lambda: models.DifyRunCreator))
    )
    """Who it was run for. From the end of a stream only."""
    exceptions_count: int | None = attrs.field(
        default=None, metadata=wire("exceptions_count", INTEGER)
    )
    """Nodes that failed and were dealt with. From the end of a stream only."""
    files: list[models.DifyOutputFile] = attrs.field(
        factory=list[Any], metadata=wire("files", Array(Ref(lambda: models.DifyOutputFile)))
    )
    """The files in the outputs. From the end of a stream only."""
    paused_nodes: list[str] = attrs.field(
        factory=list[Any], metadata=wire("paused_nodes", Array(STRING))
    )
    """The nodes that a paused run waits for. From a blocking answer or the end of a stream only."""
    reasons: list[models.DifyPauseReason] = attrs.field(
        factory=list[Any], metadata=wire("reasons", Array(Ref(lambda: models.DifyPauseReason)))
    )
    """What they wait for. From a blocking answer or the end of a stream only."""
