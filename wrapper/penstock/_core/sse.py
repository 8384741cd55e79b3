"""Server-sent events: bytes in, events out.

The rules are those of the WHATWG HTML standard, section 9.2 "Server-sent events": 9.2.5 the
grammar, 9.2.6 the fields and the dispatch. Nothing here waits, reads or knows HTTP.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

# The bound exists because a peer that never ends a line would otherwise take all memory. It is
# generous because results travel as one event: four 20 MiB files as base64 are 107 MiB. httpx2
# stops at 1 MiB, which the output of a code run passes; the other clients have no bound.
MAX_EVENT_BYTES: Final = 128 * 1024 * 1024

# int() takes digits without end, then refuses beyond 4300 of them. 18 digits of milliseconds are
# 31 million years: a longer number is nonsense, and ignored as all other nonsense in `retry` is.
_RETRY_DIGITS: Final = 18

_BOM: Final = b"\xef\xbb\xbf"

# An event as nearly all are, whole and with its blank line; any other is read line by line.
_USUAL: Final = re.compile(
    rb"(?:event: ?([^\n]*+)\n)?(?:id: ?([^\n\0]*+)\n)?data: ?([^\n]*+)\n\n"
).match

_MEDIA_TYPE: Final = "text/event-stream"
_FIELDS: Final = (b"data", b"event", b"id", b"retry", b"")  # a comment's name is empty
# A stream begins with a field or a comment at once; blank lines without end are no stream.
_LONGEST_BEGINNING: Final = 1024


def is_stream_type(content_type: str) -> bool:
    """Return whether a Content-Type header names an event stream, be it more than once."""
    kinds = (kind.partition(";")[0] for kind in content_type.split(","))
    return any(kind.strip().lower() == _MEDIA_TYPE for kind in kinds)


def is_stream_text(beginning: bytes) -> bool | None:
    """Return whether a body that begins so is an event stream; None if more has to be read."""
    line = beginning.removeprefix(_BOM).lstrip(b"\r\n")
    name, end, _ = line.replace(b"\r", b"\n").replace(b"\n", b":").partition(b":")
    if end:
        return name in _FIELDS
    is_open = _BOM.startswith(beginning) or any(field.startswith(name) for field in _FIELDS)
    return None if is_open and len(beginning) < _LONGEST_BEGINNING else False


class EventTooLargeError(ValueError):
    """The peer sent an event, or a line, of more than `limit` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit

    def __str__(self) -> str:
        return (
            f"the stream holds an event of more than {self.limit} bytes; "
            "set max_event_bytes to accept larger ones"
        )


class Event(NamedTuple):  # made in a third of the time that a frozen class takes
    """One dispatched event."""

    event: str
    """Its type; "message" where the stream names none."""
    data: str
    """Its `data` lines, joined by line feeds."""
    id: str
    """The last event id seen up to here (it outlives the event that set it); "" if none."""
    retry: int | None
    """The reconnection time that stood in this very event, in milliseconds."""


# Without a frame of its own, which is a tenth of the cost of a small event.
_event: Final[Callable[[tuple[str, str, str, int | None]], Event]] = partial(tuple.__new__, Event)


class Decoder:
    """Decodes one stream; feed it chunks cut anywhere, it gives each event as soon as it ends.

    An event ends with the first byte of its blank line's terminator: the line feed that may
    follow a carriage return is never waited for, and swallowed when it comes.

    `max_event_bytes` is how much an event's data and the line being read may hold together.
    Raises ValueError unless it is positive.
    """

    last_event_id: str
    """The id that a reconnection sends as `Last-Event-ID`; blocks without data set it."""
    retry: int | None
    """The reconnection time the stream last asked for, in milliseconds."""

    def __init__(self, *, max_event_bytes: int = MAX_EVENT_BYTES) -> None:
        if max_event_bytes < 1:
            message = f"max_event_bytes must be positive, not {max_event_bytes}"
            raise ValueError(message)
        self.last_event_id = ""
        self.retry = None
        self._limit = max_event_bytes
        self._overflow = False
        self._start: bytes | None = b""  # the first bytes, while they may still become a BOM
        self._after_cr = False
        # Growing bytearrays, not lists of pieces: one-byte chunks cost one byte each, and
        # appending is linear over all.
        self._line = bytearray()
        self._data = bytearray()
        self._event = ""
        self._id = ""
        self._event_retry: int | None = None

    def feed(self, chunk: bytes) -> list[Event]:
        """Take the next bytes of the body; return the events that end within them.

        Raises EventTooLargeError when the size bound is broken. Events that ended before the
        large one are returned first, and the error comes with the next call, whatever its bytes:
        so what a stream yields doesn't depend on how it was cut.
        """
        self._check()
        if self._start is not None:
            chunk = self._without_bom(chunk)
        if b"\r" in chunk or self._after_cr:
            chunk = self._with_line_feeds(chunk)
        events: list[Event] = []
        if b"\n" in chunk:
            self._read_chunk(chunk, events)
        else:
            self._line += chunk
        if len(self._data) + len(self._line) > self._limit:
            self._overflow = True
        if not events:
            self._check()
        return events

    def _read_chunk(self, chunk: bytes, events: list[Event]) -> None:
        """Read a chunk in which a line ends."""
        if self._line or self._data or self._event or self._event_retry is not None:
            end = chunk.find(b"\n\n") + 2  # of the event that was begun, if it is here
            begun = chunk[:end] if end > 1 else chunk
            if not self._take_data(begun):
                self._read(self._lines(begun), events)
            chunk = chunk[len(begun) :]
        if self._overflow:
            return
        if len(chunk) <= self._limit:
            chunk = chunk[self._read_usual(chunk, events) :]
        if chunk:
            self._read(self._lines(chunk), events)

    def close(self) -> None:
        """End the stream: an event without its blank line is dropped, as the standard asks.

        Raises EventTooLargeError where that was due with the next `feed`.
        """
        self._check()
        self._line.clear()
        self._data.clear()

    def _check(self) -> None:
        if self._overflow:
            raise EventTooLargeError(self._limit)

    def _lines(self, chunk: bytes) -> list[bytes | bytearray]:
        """Return the lines that end in the chunk; the begun one is kept."""
        lines: list[bytes | bytearray] = [*chunk.split(b"\n")]
        rest = lines.pop()
        if lines and self._line:
            self._line += lines[0]
            lines[0], self._line = self._line, bytearray()
        self._line += rest
        return lines

    def _without_bom(self, chunk: bytes) -> bytes:
        head = (self._start or b"") + chunk
        if len(head) < len(_BOM) and _BOM.startswith(head):
            self._start = head
            return b""
        self._start = None
        return head.removeprefix(_BOM)

    def _with_line_feeds(self, chunk: bytes) -> bytes:
        """Turn CRLF and CR into LF; a CR at the end counts at once, its LF may follow."""
        if not chunk:
            return chunk
        if self._after_cr:
            chunk = chunk.removeprefix(b"\n")
        self._after_cr = chunk.endswith(b"\r")
        return chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

    def _take_data(self, chunk: bytes) -> bool:
        """Add a chunk to the data, if it has whole lines of data alone between two cut ones."""
        start, end = chunk.find(b"\n") + 1, chunk.rfind(b"\n") + 1
        lines = chunk[start:end]
        if lines[:6] != b"data: " or lines.count(b"\n") != lines.count(b"\ndata: ") + 1:
            return False
        line = bytes(self._line) + chunk[:start]
        if line[:6] != b"data: " or len(self._data) + len(line) + len(chunk) > self._limit:
            return False
        self._data += line[6:]
        self._data += lines[6:].replace(b"\ndata: ", b"\n")
        self._line = bytearray(chunk[end:])
        return True

    def _read_usual(self, chunk: bytes, events: list[Event]) -> int:
        """Read the events of the usual form that a chunk begins with; return where they end."""
        end, last = 0, self._id
        while found := _USUAL(chunk, end):
            end = found.end()
            event, new, data = found.groups()
            if new is not None:
                last = new.decode("utf-8", "replace")
            name = event.decode("utf-8", "replace") if event else "message"
            events.append(_event((name, data.decode("utf-8", "replace"), last, None)))
        if end:
            self._id = self.last_event_id = last
        return end

    def _read(self, lines: list[bytes | bytearray], events: list[Event]) -> None:
        # Everything stays bytes until an event is whole: no line feed can stand
        # inside a UTF-8 sequence, so a code point cut by a chunk is whole again by then.
        data, limit = self._data, self._limit
        for line in lines:
            if len(data) + len(line) > limit:
                self._overflow = True
                break
            if line[:6] == b"data: ":
                data += line[6:]
                data += b"\n"
            elif line:
                self._read_field(line)
            else:
                self._dispatch(events)

    def _read_field(self, line: bytes | bytearray) -> None:
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if name == b"data":
            self._data += value + b"\n"
        elif name == b"event":
            self._event = value.decode("utf-8", "replace")
        elif name == b"id" and b"\0" not in value:
            self._id = value.decode("utf-8", "replace")
        elif name == b"retry" and value.isdigit() and len(value) <= _RETRY_DIGITS:
            self.retry = self._event_retry = int(value)

    def _dispatch(self, events: list[Event]) -> None:
        self.last_event_id = self._id
        data = self._data
        if data:
            data.pop()  # the line feed after the last line
            text = data.decode("utf-8", "replace")
            events.append(Event(self._event or "message", text, self._id, self._event_retry))
            data.clear()
        self._event = ""
        self._event_retry = None
