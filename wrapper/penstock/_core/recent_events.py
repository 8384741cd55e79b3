"""The last events of a stream, for an error that tells what arrived."""

from __future__ import annotations

from collections import deque
from typing import Final, Generic, TypeVar

_Event = TypeVar("_Event")

# What an interrupted stream carries: enough to see how it ended, and small enough to be pickled.
_MOST_EVENTS: Final = 256
_MOST_CHARACTERS: Final = 1 << 20


class Arrived(Generic[_Event]):
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
