"""Events of a stream.

Most subclass the emitted models of the frames, so a field added to openapi.yaml needs no line here.
Two don't: the end of a run comes in frames of three forms, and an unknown frame may be any JSON.
"""

from __future__ import annotations

# Annotations of the emitted models are resolved in this namespace, too.
from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias, get_args  # noqa: F401

import attrs

from penstock_api import models
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


@attrs.frozen(kw_only=True, repr=False)
class ErrorEvent(models.SimStreamError):
    """The run failed. It is the last event unless it names a block: then others may go on."""


@attrs.frozen(kw_only=True, repr=False)
class StreamErrorEvent(models.SimStreamBlockError):
    """The text of one block broke off. The run continues."""


@attrs.frozen(kw_only=True, repr=False)
class ChunkResetEvent(models.SimStreamChunkReset):
    """The text that a block has streamed so far is void."""


@attrs.frozen(kw_only=True, repr=False)
class ThinkingEvent(models.SimStreamThinking):
    """A piece of an agent's reasoning."""


@attrs.frozen(kw_only=True, repr=False)
class ToolEvent(models.SimStreamTool):
    """An agent's tool call begins or ends: `phase` is start or end."""


@attrs.frozen(kw_only=True)
class UnknownEvent:
    """A frame of an unknown kind: `raw` is its JSON, or its text where it isn't JSON."""

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
"""The event to make in place of each emitted model of a frame."""
