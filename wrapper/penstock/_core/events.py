"""Events of a stream: the last ones kept, and a reader for any documented operation."""

from __future__ import annotations

import json
from collections import deque
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

if TYPE_CHECKING:
    from penstock._core.message import RawResponse
    from penstock_api.runtime import StreamOperation, Types


_Event = TypeVar("_Event")

# What an interrupted stream carries: enough to see how it ended, and small enough to be pickled.
_MOST_EVENTS: Final = 256
_MOST_CHARACTERS: Final = 1 << 20


class RecentEvents(Generic[_Event]):
    """Keeps the last events, up to a number and a size."""

    def __init__(self) -> None:
        self._recent: deque[tuple[_Event, int]] = deque()
        self._size = 0

    def add(self, event: _Event, size: int) -> None:
        """Note an event that came in `size` characters; the oldest may go."""
        self._recent.append((event, size))
        self._size += size
        while len(self._recent) > _MOST_EVENTS or self._size > _MOST_CHARACTERS:
            self._size -= self._recent.popleft()[1]

    @property
    def events(self) -> tuple[_Event, ...]:
        """The last events, in their order."""
        return tuple(event for event, _ in self._recent)


_E = TypeVar("_E")

_END: Final = "[DONE]"
"""The last data of some streams, which is no event."""
_KEPT: Final = 100


class Events(Generic[_E]):
    """Reads each event as the document has it; a stream is whole wherever the server ends it."""

    drain_timeout = None
    may_end = True
    run_id = None

    def __init__(self, operation: StreamOperation[..., Any, _E], types: Types) -> None:
        from penstock_api.runtime import Field

        self.keep_all = False
        self.finished = False
        self._codec = operation.events
        self._field = Field(owner=operation.id, name="event", wire="", codec=self._codec)
        self._types = types
        self._last = deque[_E](maxlen=_KEPT)
        self._all = list[_E]()

    def read(self, data: str) -> _E | None:
        """Return the event in the data, which is JSON or else a text; None if there is none."""
        try:
            value = json.loads(data)
        except (ValueError, RecursionError):
            value = data
        if value in (_END, None) or data == _END:
            self.finished = self.finished or value is not None
            return None
        event = cast("_E", self._codec.decode(value, self._field, self._types))
        self._last.append(event)
        if self.keep_all:
            self._all.append(event)
        return event

    def read_response(self, response: RawResponse) -> _E | None:
        """Raise ResponseError: a response that is no stream is another call's."""
        raise response.unreadable("the response is no stream of events; use call() for what it is")

    @property
    def events(self) -> tuple[_E, ...]:
        """The last events read."""
        return tuple(self._last)

    @property
    def partial(self) -> list[_E]:
        """The events read so far, or the last of them."""
        return self._all or list(self._last)

    def failure(self) -> None:
        """Return None: the document doesn't mark events as failures."""

    def result(self) -> list[_E]:
        """Return all events."""
        return self._all
