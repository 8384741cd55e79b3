# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime

import attrs

from .. import models
from ..runtime import ANY, INTEGER, STRING, UNIXTIME, Map, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyWorkflowStartedData(Model):
    """The run that began or goes on."""

    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """The run's id."""
    workflow_id: str = attrs.field(
        default=None, metadata=wire("workflow_id", STRING, required=True)
    )
    """The published version that runs."""
    sequence_number: int | None = attrs.field(
        default=None, metadata=wire("sequence_number", INTEGER)
    )
    """The run's number in the app, from 1."""
    inputs: models.DifyJsonObject | None = attrs.field(
        default=None, metadata=wire("inputs", Map(ANY))
    )
    """What it runs with, `sys.` values included."""
    created_at: datetime.datetime = attrs.field(
        default=None, metadata=wire("created_at", UNIXTIME, required=True)
    )
    """When it began, seconds since 1970."""
    reason: models.DifyStartReason | None = attrs.field(
        default=None, metadata=wire("reason", STRING)
    )
