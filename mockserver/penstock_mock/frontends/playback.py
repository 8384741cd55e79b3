"""Playback, common to all frontends: fit a timeline to the wire, and record the outcome."""

from __future__ import annotations

from attrs import define, field

from ..engine.clock import Clock
from ..engine.exchange import Exchange
from ..engine.timeline import Abandoned, Chunk, Fault, Head, Step, Timeline

# RFC 9110 6.4.1: answers with these statuses have no body.
_BODILESS = frozenset({204, 205, 304})
# Waits that a revision may shorten are split into pieces of this many seconds.
_TICK = 0.05
_IDLE = Chunk(b"")  # a piece of waiting: nothing is sent
_FORBIDDEN = str.maketrans("\r\n\0", "   ")  # RFC 9110 5.5: they would end the header field


def playable(exchange: Exchange) -> Timeline:
    """The exchange's timeline as a wire can carry it.

    No body where HTTP allows none; never more bytes than Content-Length promised; and fewer than
    promised, or no head at all, end in the early close that a client would see.
    """
    timeline = exchange.timeline
    if not timeline.steps:
        return Timeline.broken("close")
    if (head := timeline.head) is None:
        return timeline
    if exchange.request.method == "HEAD" or head.status in _BODILESS:
        return Timeline(timeline.steps[:1])
    promised = head.header("content-length")
    if promised is None or not promised.isascii() or not promised.isdigit():
        return timeline
    return _as_promised(timeline, int(promised))


def raw_headers(head: Head) -> list[tuple[bytes, bytes]]:
    """Encode headers; characters beyond Latin-1, or that would end the field, are replaced."""
    return [
        (
            name.translate(_FORBIDDEN).encode("latin-1", "backslashreplace"),
            value.translate(_FORBIDDEN).encode("latin-1", "backslashreplace"),
        )
        for name, value in head.headers
    ]


@define(eq=False)
class Play:
    """One exchange being played: iterate over the steps left, and report each as played."""

    exchange: Exchange
    clock: Clock
    """The session's, on which the frontend waits."""
    timeline: Timeline = field(init=False)
    _place: int = field(init=False, default=0)
    _since: float = field(init=False)
    """When the wait for the next step began."""
    _abandoned: Abandoned | None = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._abandoned = self.exchange.timeline.abandoned
        self.timeline = playable(self.exchange)
        self._since = self.clock.monotonic()

    def __iter__(self) -> Play:
        return self

    def __next__(self) -> tuple[float, Step]:
        """The step to play next and the delay before it."""
        # Nothing ever comes instead of the head.
        settled = self.timeline.revise is None or self._place == 0
        if not settled:
            self._revise()
        outcome = self.exchange.outcome
        if self._place == len(self.timeline.steps):
            outcome.finished = True
        if outcome.finished:
            raise StopIteration
        delay, step = self.timeline.steps[self._place]
        if settled:
            return delay, step
        left = delay - (self.clock.monotonic() - self._since)
        return (max(0.0, left), step) if left <= _TICK else (_TICK, _IDLE)

    @property
    def at_once(self) -> bool:
        """It takes no time, no more than a head and a body, and nothing can come instead."""
        steps = self.timeline.steps
        if self.timeline.revise is not None or len(steps) > 2:
            return False
        return not [step for delay, step in steps if delay > 0 or isinstance(step, Fault)]

    @property
    def is_last(self) -> bool:
        """The step being played is the last, and nothing can come instead of it."""
        return self.timeline.revise is None and self._place == len(self.timeline.steps) - 1

    def played(self, step: Step) -> None:
        """The peer has seen this step; after a fault it sees nothing more."""
        if step is _IDLE:
            return
        self._place, self._since = self._place + 1, self.clock.monotonic()
        if isinstance(step, Chunk):
            self.exchange.outcome.sent_bytes += len(step.data)
        elif isinstance(step, Fault):
            self._abandon()
            self.exchange.outcome.finished = True

    def interrupt(self) -> None:
        """The peer went away. Once every step was played that interrupts nothing."""
        outcome = self.exchange.outcome
        outcome.interrupted = not outcome.finished
        if outcome.interrupted:
            self._abandon()

    def abandon(self) -> None:
        """The peer reads no further. What was due by now, a server would have sent already."""
        if self.exchange.outcome.interrupted:
            return
        for delay, step in self:
            if delay > 0 or isinstance(step, Fault):
                break
            self.played(step)
        self.interrupt()

    def _abandon(self) -> None:
        """Say once that the peer doesn't get all of it."""
        abandoned, self._abandoned = self._abandoned, None
        if abandoned is not None:
            abandoned()

    def _revise(self) -> None:
        revise, outcome = self.timeline.revise, self.exchange.outcome
        rest = revise(outcome.sent_bytes) if revise and not outcome.finished else None
        if rest is not None:
            steps = (*self.timeline.steps[: self._place], *rest.steps)
            self.timeline = self.exchange.timeline = Timeline(steps, rest.revise)
            self._since = self.clock.monotonic()


def _as_promised(timeline: Timeline, promised: int) -> Timeline:
    kept: list[tuple[float, Step]] = []
    for delay, step in timeline.steps:
        if isinstance(step, Chunk):
            data = step.data[:promised]
            promised -= len(data)
            kept.append((delay, Chunk(data)))
        else:
            kept.append((delay, step))
    if promised and timeline.fault is None:
        kept.append((0.0, Fault("close")))
    return Timeline(tuple(kept))
