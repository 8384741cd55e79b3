"""The events of a stream, each with the frame it came in."""

from __future__ import annotations

from typing import Any, TypeAlias

import attrs


@attrs.frozen(kw_only=True)
class ChunkEvent:
    """Text that a block has added."""

    block_id: str
    chunk: str
    raw: Any = attrs.field(default=None, repr=False, eq=False)


@attrs.frozen(kw_only=True)
class FinalEvent:
    """The run is over; the last event. Documented as `done`, sent as `final`."""

    success: bool
    output: Any = None
    """As the server sends it; today without what was already streamed."""
    error: str | None = None
    status: str | None = None
    """`paused` for a run that waits to be resumed."""
    metadata: dict[str, Any] | None = None
    raw: Any = attrs.field(default=None, repr=False, eq=False)


@attrs.frozen(kw_only=True)
class ErrorEvent:
    """The run failed; the last event, unless it names a block: then others may go on."""

    error: str
    block_id: str | None = None
    raw: Any = attrs.field(default=None, repr=False, eq=False)


@attrs.frozen(kw_only=True)
class StreamErrorEvent:
    """One block's text couldn't be read to its end. The run goes on."""

    block_id: str
    error: str
    raw: Any = attrs.field(default=None, repr=False, eq=False)


@attrs.frozen(kw_only=True)
class ChunkResetEvent:
    """What a block has streamed so far is void."""

    block_id: str
    raw: Any = attrs.field(default=None, repr=False, eq=False)


@attrs.frozen(kw_only=True)
class ThinkingEvent:
    """A piece of an agent's reasoning."""

    block_id: str
    text: str
    raw: Any = attrs.field(default=None, repr=False, eq=False)


@attrs.frozen(kw_only=True)
class ToolEvent:
    """An agent's tool call begins or ends."""

    block_id: str
    phase: str
    """start or end."""
    id: str
    name: str
    status: str | None = None
    raw: Any = attrs.field(default=None, repr=False, eq=False)


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
