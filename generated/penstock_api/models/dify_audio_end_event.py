# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Literal

import attrs

from ..runtime import STRING, UNIXTIME, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyAudioEndEvent(Model):
    """The end of the speech. Servers of 2026-08 close the stream before it."""

    event: Literal["tts_message_end"] = attrs.field(
        default=None,
        eq=False,
        metadata=wire("event", STRING, required=True, const="tts_message_end"),
    )
    """The tag."""
    task_id: str = attrs.field(default=None, metadata=wire("task_id", STRING, required=True))
    """The task, to stop the run by. In the snapshot of a run that goes on, and in the one frame of
    a run that has ended, it is the run's id instead, which stops nothing.
    """
    workflow_run_id: str | None = attrs.field(
        default=None, metadata=wire("workflow_run_id", STRING)
    )
    """The run's id; null before `workflow_started`."""
    audio: str = attrs.field(default=None, metadata=wire("audio", STRING, required=True))
    """Always empty."""
    message_id: str | None = attrs.field(default=None, metadata=wire("message_id", STRING))
    """On the documented page only."""
    conversation_id: str | None = attrs.field(
        default=None, metadata=wire("conversation_id", STRING)
    )
    """On the documented page only."""
    created_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("created_at", UNIXTIME)
    )
    """When, seconds since 1970. On the documented page only."""
