"""Events of a stream: those of the document, by the tags of their frames, and three others.

A chunk has no tag, the end of a run comes in frames of three forms, and an unknown frame may be any
JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

import attrs

from penstock_api import models
from penstock_api.events import sim_stream_event as emitted
from penstock_api.events.sim_stream_event import ChunkResetEvent as ChunkResetEvent
from penstock_api.events.sim_stream_event import ErrorEvent as ErrorEvent
from penstock_api.events.sim_stream_event import StreamErrorEvent as StreamErrorEvent
from penstock_api.events.sim_stream_event import ThinkingEvent as ThinkingEvent
from penstock_api.events.sim_stream_event import ToolEvent as ToolEvent
from penstock_api.runtime import Model, Shown


@attrs.frozen(kw_only=True, repr=False)
class ChunkEvent(models.SimStreamChunk):
    """Text that a block has added."""


@attrs.frozen(kw_only=True)
class FinalEvent(Shown):
    """The run is over; the last event. Documented as `done`, sent as `final`."""

    success: bool
    output: Any = None
    """As sent; servers of 2026-08 leave out the text that was streamed."""
    error: str | None = None
    status: str | None = None
    """`paused` for a run that waits to be resumed."""
    metadata: dict[str, Any] | None = None
    model: models.SimStreamFinal | models.SimStreamDone | None = attrs.field(
        default=None, repr=False, eq=False
    )
    """The whole frame; None for a form that openapi.yaml doesn't have."""
    raw: Any = attrs.field(default=None, repr=False, eq=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the frame's JSON, or the fields of an event that was made by hand."""
        if isinstance(self.raw, dict):
            return dict(self.raw)
        given = attrs.asdict(self, filter=lambda field, value: field.eq and value is not None)
        return {"event": "final", "data": given}


@attrs.frozen(kw_only=True)
class UnknownEvent:
    """A frame of an unknown kind: `raw` is its JSON, or its text where it isn't JSON."""

    raw: Any

    def to_dict(self) -> dict[str, Any]:
        """Return the frame's JSON; under `raw` what is no object."""
        return dict(self.raw) if isinstance(self.raw, dict) else {"raw": self.raw}


StreamEvent: TypeAlias = ChunkEvent | FinalEvent | emitted.Event | UnknownEvent

EVENTS: Final[Mapping[Any, type[Model]]] = {
    kind.__base__: kind for kind in (ChunkEvent, *emitted.EVENTS.values())
}
"""The event to make in place of each emitted model of a frame."""
