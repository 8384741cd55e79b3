# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime

import attrs

from ..runtime import STRING, UNIXTIME, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyAudioData(Model):
    """What an event of speech has beside its tag and ids."""

    audio: str = attrs.field(default=None, metadata=wire("audio", STRING, required=True))
    """A piece of an MP3 file, in base64; empty at the end."""
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
