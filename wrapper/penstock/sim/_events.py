"""The events of a stream, each with the frame it came in.

Most are the document's own models of the frames, so that a field the document gains is on them.
Two aren't: the end of a run comes in frames of three forms, and an unknown frame may be any JSON.
"""

from __future__ import annotations

# The names of inherited annotations are looked up here, too.
from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias, get_args  # noqa: F401

import attrs

from penstock_api import models
from penstock_api.runtime import Model


@attrs.frozen(kw_only=True, repr=False)
class ChunkEvent(models.SimStreamChunk):
    """Text that a block has added."""


@attrs.frozen(kw_only=True)
class FinalEvent:
    """The run is over; the last event. Documented as `done`, sent as `final`."""

    success: bool
    output: Any = None
    """As the server sends it; in 2026-08 without what was already streamed."""
    error: str | None = None
    status: str | None = None
    """`paused` for a run that waits to be resumed."""
    metadata: dict[str, Any] | None = None
    model: models.SimStreamFinal | models.SimStreamDone | None = attrs.field(
        default=None, repr=False, eq=False
    )
    """The frame in all its fields; None where it is none of the document's."""
    raw: Any = attrs.field(default=None, repr=False, eq=False)


@attrs.frozen(kw_only=True, repr=False)
class ErrorEvent(models.SimStreamError):
    """The run failed; the last event, unless it names a block: then others may go on."""


@attrs.frozen(kw_only=True, repr=False)
class StreamErrorEvent(models.SimStreamBlockError):
    """One block's text couldn't be read to its end. The run goes on."""


@attrs.frozen(kw_only=True, repr=False)
class ChunkResetEvent(models.SimStreamChunkReset):
    """What a block has streamed so far is void."""


@attrs.frozen(kw_only=True, repr=False)
class ThinkingEvent(models.SimStreamThinking):
    """A piece of an agent's reasoning."""


@attrs.frozen(kw_only=True, repr=False)
class ToolEvent(models.SimStreamTool):
    """An agent's tool call begins or ends: `phase` is start or end."""


@attrs.frozen(kw_only=True)
class UnknownEvent:
    """A frame of a kind nobody knows yet: `raw` is its JSON, or its text if it isn't any."""

    raw: Any


StreamEvent: TypeAlias = (
    ChunkEvent
    | FinalEvent
    | ErrorEvent
    | StreamErrorEvent
    | ChunkResetEvent
    | ThinkingEvent
    | ToolEvent
    | UnknownEvent
)

EVENTS: Final[Mapping[Any, type[Model]]] = {
    kind.__base__: kind for kind in get_args(StreamEvent) if issubclass(kind, Model)
}
"""The events that are models of frames."""
