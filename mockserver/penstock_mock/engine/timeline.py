"""The answer to a request as an ordered list of (delay, step).

The engine returns a `Timeline`, never bytes on a socket. A frontend plays it on its medium: the
httpx transport on a virtual clock, where a 30 s stream takes microseconds and "reset" becomes a
read error; the port with real sleeps, flushes and a real reset. Everything here is a pure value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, Protocol, TypeAlias, get_args

from attrs import evolve, field

from ..document.request import Headers, dump_json
from ..document.values import define, frozen
from . import checks

FaultKind: TypeAlias = Literal["reset", "close", "stall"]

# Between two events of a transcript: slow enough to be seen, fast enough not to be waited for.
STREAM_GAP = 0.05
_FIELD = re.compile(r"^(?:data|event|id|retry)?:", re.MULTILINE)
_EVENT = re.compile(r".*?(?:\n\n|\Z)", re.DOTALL)

# RFC 9110 8.6: a server must not send Content-Length with these statuses.
_BODILESS = frozenset({204, 304})


@frozen
class Head:
    """The status line and the headers, in the order they are sent."""

    status: int
    headers: Headers = ()

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        wanted = name.lower()
        for key, value in self.headers:
            if key.lower() == wanted:
                return value
        return None

    def with_header(self, name: str, value: str) -> Head:
        """The same head with `name` set to `value`, once."""
        wanted = name.lower()
        kept = [pair for pair in self.headers if pair[0].lower() != wanted]
        return Head(self.status, (*kept, (name, value)))


@frozen
class Chunk:
    """Bytes of the body that are sent, and flushed, together."""

    data: bytes


@frozen
class Fault:
    """The wire breaks here; nothing of the timeline comes after it.

    `reset`: the connection is reset (TCP RST). `close`: it is closed cleanly, too early. `stall`:
    nothing more is sent, and the connection stays open until the peer gives up.
    """

    kind: FaultKind


Step: TypeAlias = Head | Chunk | Fault
Abandoned: TypeAlias = Callable[[], None]


class Revise(Protocol):
    """Asked while a timeline is played, with the bytes of the body sent so far."""

    def __call__(self, sent_bytes: int, /) -> Timeline | None:
        """Return another continuation; None: nothing changes."""


@define(frozen=True)
class Timeline:
    """Steps with the delay, in seconds, before each.

    A whole timeline is at most one `Head`, then `Chunk`s, then perhaps a `Fault`. One that starts
    with a `Fault` breaks before the head. Without a Content-Length header the frontend frames the
    body itself (chunked on HTTP/1.1) and ends it properly unless there is a `Fault`.
    """

    steps: tuple[tuple[float, Step], ...]
    revise: Revise | None = field(default=None, eq=False, repr=False)
    """Gives another continuation once another request changed the course of events (a run was
    stopped). A fault that cuts the timeline also ends the asking."""
    abandoned: Abandoned | None = field(default=None, eq=False, repr=False)
    """Called when the peer does not get all of it: it left, or the wire broke."""
    omitted: int = 0
    """Bytes of the body that were left out when it was recorded (see `exchange.cut`)."""

    @classmethod
    def reply(
        cls,
        status: int,
        body: bytes = b"",
        headers: Iterable[tuple[str, str]] = (),
        delay: float = 0.0,
    ) -> Timeline:
        """One whole answer, with its Content-Length (unless the headers already have one)."""
        pairs = tuple(headers)
        if status not in _BODILESS and "content-length" not in [n.lower() for n, _ in pairs]:
            pairs = (*pairs, ("Content-Length", str(len(body))))
        head = Head(status, pairs)
        steps: tuple[tuple[float, Step], ...] = ((delay, head),)
        return cls((*steps, (0.0, Chunk(body))) if body else steps)

    @classmethod
    def json(
        cls,
        status: int,
        value: Any,
        headers: Iterable[tuple[str, str]] = (),
        delay: float = 0.0,
    ) -> Timeline:
        """One whole JSON answer; Content-Type is application/json unless headers have another."""
        pairs = tuple(headers)
        if not any(name.lower() == "content-type" for name, _ in pairs):
            pairs = (("Content-Type", "application/json"), *pairs)
        return cls.reply(status, dump_json(value), pairs, delay)

    @classmethod
    def stream(
        cls,
        head: Head,
        chunks: Iterable[tuple[float, bytes]],
        *,
        end: FaultKind | None = None,
        delay: float = 0.0,
    ) -> Timeline:
        """A head after `delay`, then each chunk after its own delay, then perhaps a fault."""
        steps: list[tuple[float, Step]] = [(delay, head)]
        steps += ((wait, Chunk(data)) for wait, data in chunks if data or wait)
        if end is not None:
            steps.append((0.0, Fault(end)))
        return cls(tuple(steps))

    @classmethod
    def broken(cls, kind: FaultKind, delay: float = 0.0) -> Timeline:
        """A connection that breaks before the head."""
        return cls(((delay, Fault(kind)),))

    @property
    def head(self) -> Head | None:
        """The head, or None when the connection breaks before it."""
        first = self.steps[0][1] if self.steps else None
        return first if isinstance(first, Head) else None

    @property
    def status(self) -> int | None:
        """The status of the head, or None when there is no head."""
        head = self.head
        return head.status if head else None

    @property
    def chunks(self) -> tuple[bytes, ...]:
        """The data of every chunk, in order."""
        return tuple(step.data for _, step in self.steps if isinstance(step, Chunk))

    @property
    def body(self) -> bytes:
        """All bytes of the body that would be sent."""
        return b"".join(self.chunks)

    @property
    def body_size(self) -> int:
        """The number of those bytes."""
        size = 0
        for _, step in self.steps:
            if isinstance(step, Chunk):
                size += len(step.data)
        return size

    @property
    def fault(self) -> Fault | None:
        """The fault it ends with, if any."""
        return next((step for _, step in self.steps if isinstance(step, Fault)), None)

    @property
    def duration(self) -> float:
        """Seconds from the request to the last step."""
        return sum([delay for delay, _ in self.steps])

    def header(self, name: str) -> str | None:
        """A header of the head, whatever its case; None without a head."""
        head = self.head
        return head.header(name) if head else None

    def with_header(self, name: str, value: str) -> Timeline:
        """The same timeline with one header set."""
        steps = self.steps
        if not steps or not isinstance(head := steps[0][1], Head):
            return self
        first = (steps[0][0], head.with_header(name, value))
        return Timeline((first, *steps[1:]), self.revise, self.abandoned, self.omitted)

    def delayed(self, seconds: float) -> Timeline:
        """Everything `seconds` later."""
        if not self.steps:
            return self
        (delay, first), *rest = self.steps
        return evolve(self, steps=((delay + seconds, first), *rest))

    def truncated(self, at_bytes: int) -> Timeline:
        """The body ends after `at_bytes`, though Content-Length promised all of it."""
        whole = self
        if not self.header("content-length"):
            whole = self.with_header("Content-Length", str(len(self.body)))
        steps = (*whole._up_to(at_bytes), (0.0, Fault("close")))
        return Timeline(steps, abandoned=self.abandoned)

    def cut_after(self, n_chunks: int, kind: FaultKind = "reset") -> Timeline:
        """The wire breaks after the first `n_chunks` chunks (0: straight after the head).

        Where that is the whole body that Content-Length promised, it breaks in the middle of it:
        a break after the last byte would go unnoticed.
        """
        kept: list[tuple[float, Step]] = []
        for delay, step in self.steps:
            if isinstance(step, Fault) or (isinstance(step, Chunk) and n_chunks <= 0):
                break
            n_chunks -= isinstance(step, Chunk)
            kept.append((delay, step))
        cut = Timeline(tuple(kept), abandoned=self.abandoned)
        size = len(cut.body)
        if size and self.header("content-length") == str(size):
            kept = [*cut._up_to(size // 2)]
        return Timeline((*kept, (0.0, Fault(kind))), abandoned=self.abandoned)

    def slowed(self, chunk_size: int, gap: float) -> Timeline:
        """The body in pieces of at most `chunk_size` bytes, `gap` seconds before each."""
        steps: list[tuple[float, Step]] = []
        for delay, step in self.steps:
            if isinstance(step, Chunk):
                pieces = split([(delay, step.data)], max(1, chunk_size))
                steps += ((gap + wait, Chunk(data)) for wait, data in pieces if data)
            else:
                steps.append((delay, step))
        return Timeline(tuple(steps), abandoned=self.abandoned)

    def _up_to(self, limit: int) -> Iterator[tuple[float, Step]]:
        for delay, step in self.steps:
            if isinstance(step, Head):
                yield delay, step
            elif isinstance(step, Chunk) and limit > 0:
                yield delay, Chunk(step.data[:limit])
                limit -= len(step.data)


def playable_steps(timeline: Any) -> Timeline:
    """Return `timeline`. Raises ValueError unless it is one whose steps can be played: at most one
    head, at the beginning, and nothing after a fault.
    """
    if not isinstance(timeline, Timeline):
        raise ValueError(f"timeline is {timeline!r}; give a Timeline")
    if not isinstance(timeline.steps, (tuple, list)):
        raise ValueError(f"steps are {timeline.steps!r}; give a tuple of (delay, step)")
    if not timeline.steps:
        raise ValueError("a timeline has no steps; begin with a Head, or give Timeline.broken()")
    before: Any = None
    for entry in timeline.steps:
        if not isinstance(entry, tuple) or len(entry) != 2:
            raise ValueError(f"a step is {entry!r}; give (delay, step)")
        delay, step = entry
        checks.seconds("delay", delay)
        if isinstance(before, Fault):
            raise ValueError("a timeline goes on after a fault; end it there")
        if isinstance(step, Head) and before is not None:
            raise ValueError("a timeline has a second head; begin with the only one")
        if isinstance(step, Chunk) and before is None:
            raise ValueError("a timeline begins with data; give a head first")
        _check_step(step)
        before = step
    return timeline


def _check_step(step: Any) -> None:
    match step:
        case Head():
            checks.status(step.status)
            if not isinstance(step.headers, (tuple, list)):
                raise ValueError(f"headers are {step.headers!r}; give a tuple of (name, value)")
            for pair in step.headers:
                if not isinstance(pair, tuple) or len(pair) != 2 or not isinstance(pair[1], str):
                    raise ValueError(f"a header is {pair!r}; give (name, value)")
                checks.headers(dict([pair]))
        case Chunk():
            if not isinstance(step.data, bytes):
                raise ValueError(f"data is {step.data!r}; give bytes")
        case Fault():
            if step.kind not in get_args(FaultKind):
                kinds = ", ".join(get_args(FaultKind))
                raise ValueError(f"a fault is {step.kind!r}; use {kinds}")
        case _:
            raise ValueError(f"a step is {step!r}; give a Head, a Chunk or a Fault")


def sse(events: Iterable[Any]) -> tuple[tuple[float, bytes], ...]:
    """Events as chunks, one event each, for `Timeline.stream`.

    str: the event's data, one `data:` line per line. bytes: as they are. (delay, event): the event
    after `delay` seconds. Anything else: data in JSON.

    Raises ValueError for a single event that is in no list.
    """
    checks.several("sse", events)
    chunks: list[tuple[float, bytes]] = []
    for event in events:
        delay, data = event if isinstance(event, tuple) else (0.0, event)
        if not isinstance(data, bytes):
            json = None if isinstance(data, str) else dump_json(data).decode()
            lines = data.splitlines() or [""] if json is None else [json]
            data = "".join(f"data: {line}\n" for line in lines).encode() + b"\n"
        chunks.append((delay, data))
    return tuple(chunks)


def transcript(value: Any) -> tuple[tuple[float, bytes], ...]:
    """An example of a stream as chunks: text with the fields of events is cut where they end,
    anything else is the data of an event, or a list of them.
    """
    if isinstance(value, str) and _FIELD.search(value):
        return tuple((STREAM_GAP, part.encode()) for part in _EVENT.findall(value) if part)
    if isinstance(value, str):
        return sse([(STREAM_GAP, value)])
    events = value if isinstance(value, list) else [value]
    # Text is JSON here, not the event's data as it stands.
    return sse((STREAM_GAP, dump_json(event).decode()) for event in events)


def split(chunks: Iterable[tuple[float, bytes]], size: int | None) -> Iterator[tuple[float, bytes]]:
    """Chunks of at most `size` bytes; None: as they are. An empty one is a wait, and stays."""
    for delay, data in chunks:
        step = size or max(1, len(data))
        for start in range(0, max(1, len(data)), step):
            yield delay if start == 0 else 0.0, data[start : start + step]
