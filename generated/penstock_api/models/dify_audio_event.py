# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Literal

import attrs

from ..runtime import STRING, UNIXTIME, Model, from_base64, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyAudioEvent(Model):
    """A piece of speech. There is no `data`; the documented page's ids and time are not sent by any
    server.
    """

    event: Literal["tts_message"] = attrs.field(
        default=None, eq=False, metadata=wire("event", STRING, required=True, const="tts_message")
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
    """A piece of an MP3 file, in base64."""
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

    @property
    def mp3(self) -> bytes:
        """`audio` decoded; empty if it isn't base64."""
        return from_base64(self.audio)
