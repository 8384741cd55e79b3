"""A stream of an operation's events, for those that no service reads in a way of its own."""

from __future__ import annotations

import json
from collections import deque
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

from penstock._core.decoding import unreadable

if TYPE_CHECKING:
    from penstock._core.message import Answer
    from penstock_api.runtime import StreamOperation, Types

_E = TypeVar("_E")

_END: Final = "[DONE]"
"""Ends many a stream, and is no event."""
_KEPT: Final = 100


class Events(Generic[_E]):
    """Reads each event as the document has it; a stream is whole wherever the server ends it."""

    linger = None
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

    def read_answer(self, answer: Answer) -> _E | None:
        """Raise ResponseError: an answer that is no stream is another call's."""
        unreadable(answer, "the answer is no stream of events; use call() for what it is")

    @property
    def events(self) -> tuple[_E, ...]:
        """The last events read."""
        return tuple(self._last)

    @property
    def partial(self) -> list[_E]:
        """The events read so far, or the last of them."""
        return self._all or list(self._last)

    def failure(self) -> None:
        """Return None: the document doesn't say which events are failures."""

    def result(self) -> list[_E]:
        """Return all events."""
        return self._all
