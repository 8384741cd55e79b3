# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""The events of SimStreamEvent, each with the fields of its data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final, Literal as Literal, TypeAlias, cast

import attrs

from .. import models
from ..runtime import FlatEvent


# Without slots: it stands beside a class that has its own.
@attrs.frozen(kw_only=True, repr=False, slots=False)
class _Event(FlatEvent):
    @property
    def frame(self) -> models.SimStreamEvent:
        """The frame in all its fields, those that stand beside its data as well."""
        return cast("models.SimStreamEvent", self._decoded(models.SIM_STREAM_EVENT))


@attrs.frozen(kw_only=True, repr=False)
class ErrorEvent(models.SimStreamError, _Event):
    """The run failed; no `final` follows. With a `blockId` only that block's selected output could
    not be sent, and other blocks' chunks may still follow.
    """

    kind: ClassVar[str] = "error"


@attrs.frozen(kw_only=True, repr=False)
class StreamErrorEvent(models.SimStreamBlockError, _Event):
    """Reading one block's stream failed. The run goes on."""

    kind: ClassVar[str] = "stream_error"


@attrs.frozen(kw_only=True, repr=False)
class ChunkResetEvent(models.SimStreamChunkReset, _Event):
    """Discard the block's text so far. Only with X-Sim-Stream-Protocol."""

    kind: ClassVar[str] = "chunk_reset"


@attrs.frozen(kw_only=True, repr=False)
class ThinkingEvent(models.SimStreamThinking, _Event):
    """A piece of the agent's reasoning. Only with includeThinking."""

    kind: ClassVar[str] = "thinking"


@attrs.frozen(kw_only=True, repr=False)
class ToolEvent(models.SimStreamTool, _Event):
    """A tool call that starts or ends. Only with includeToolCalls."""

    kind: ClassVar[str] = "tool"


Event: TypeAlias = ErrorEvent | StreamErrorEvent | ChunkResetEvent | ThinkingEvent | ToolEvent
"""An event of SimStreamEvent."""
EVENTS: Final[Mapping[str, type[Event]]] = {
    "error": ErrorEvent,
    "stream_error": StreamErrorEvent,
    "chunk_reset": ChunkResetEvent,
    "thinking": ThinkingEvent,
    "tool": ToolEvent,
}
"""The events by their kinds."""
