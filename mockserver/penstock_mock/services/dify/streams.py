"""A run as a stream: its events when they are due, pings in the silences, and an end of some kind.

The future is known when a stream begins, and is its timeline; what other requests do
to the run meanwhile (stopping it, answering its form) replaces the rest (`Timeline.revise`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field, frozen

from ...engine.session import Session
from ...engine.timeline import FaultKind, Head, Timeline, split
from .behaviours import StreamPlan
from .events import Json, Moment
from .formatting import compact, exact, spaced
from .options import Dialect, Options
from .state import Run

_PING_LINE = b"event: ping\n\n"
_PING_EVENT = b'data: {"event":"ping"}\n\n'
# A stream is behind its run when it is later than a busy machine would make it, in seconds.
_LATE = 0.25
RELAY = frozenset({"workflow_finished", "workflow_paused"})
"""The events after which today's server closes a stream."""
OLD = frozenset({"workflow_paused"})
"""The documented server closes when there is nothing more: late speech comes after the end."""


@frozen
class Rules:
    """The rules by which a stream is sent and closed."""

    dialect: Dialect
    ping: float
    idle: float
    pings_first: bool = True
    closes: frozenset[str] = RELAY
    error_closes: bool = True
    plan: StreamPlan = field(factory=StreamPlan)
    data_pings: bool = False

    @classmethod
    def of(cls, options: Options, plan: StreamPlan | None = None) -> Rules:
        """Those of the stream a run is answered with."""
        return cls(
            options.dialect,
            options.ping,
            options.idle,
            options.pings_first,
            RELAY if options.modern else OLD,
            options.closes_after_error,
            plan or StreamPlan(),
            options.data_pings,
        )

    @property
    def ping_frame(self) -> bytes:
        """A ping on the wire; by the standard, the bare line is no event at all."""
        return _PING_EVENT if self.data_pings else _PING_LINE

    def frame(self, moment: Moment) -> bytes:
        """A moment on the wire."""
        if moment.event is None:
            return moment.raw or b""
        return event_frame(moment.event, self.dialect)


@frozen
class Cue:
    """Bytes after a wait."""

    delay: float
    data: bytes
    next: int
    """The moment that comes after them."""


def event_frame(event: Json, dialect: Dialect) -> bytes:
    """An event on the wire: today raw UTF-8 without spaces, in the past escaped and with them."""
    text = compact(event) if dialect == "2026-08" else spaced(event)
    return b"data: " + text + b"\n\n"


def scripted(moments: Sequence[Moment], rules: Rules, head: Head, now: float) -> Timeline:
    """A stream of moments that belong to no run."""
    cues, end = _Plan(rules, now, now).cues(moments, 0)
    lead = [Cue(0.0, rules.ping_frame, 0)] if rules.pings_first else []
    return Timeline.stream(head, _written([*lead, *cues], rules), end=end)


@define(eq=False)
class Follower:
    """One stream of a run."""

    session: Session
    run: Run
    rules: Rules
    first: tuple[Moment, ...] = ()
    """Moments before the run's own: a snapshot."""
    at: int = 0
    """The first of the run's moments to send; those before it were sent, or never will be."""
    _began: float = 0.0
    _cues: tuple[Cue, ...] = ()
    _place: int = 0
    """The cue that is waited for, or being sent."""
    _lead: int = 0
    """The number of cues before those of the run's moments."""
    _sent: int = 0
    """Bytes before it."""
    _due: float = 0.0
    """When it is."""
    _seen: int = 0
    """The number of interferences with the run when the cues were written."""

    def timeline(self, head: Head, now: float) -> Timeline:
        """The whole stream."""
        self._began, self._seen = now, len(self.run.cuts)
        lead = [Cue(0.0, self.rules.ping_frame, self.at)] if self.rules.pings_first else []
        lead += [Cue(0.0, self.rules.frame(each), self.at) for each in self.first]
        return self._planned(lead, now, head)

    def revise(self, sent: int) -> Timeline | None:
        """The rest of it after `sent` bytes, after an interference, or when the clock went on
        without it: what was due meanwhile comes at once. None as long as all goes as planned.
        """
        with self.session.lock:
            now = self.session.clock.time()
            self._reach(sent)
            changed = len(self.run.cuts) != self._seen
            if not changed and not (self._place < len(self._cues) and now > self._due + _LATE):
                return None
            lead = self._left(sent)
            self.at = min(self.at, *self.run.cuts[self._seen :], len(self.run.moments))
            self._seen, self._sent = len(self.run.cuts), sent
            return self._planned(lead, now)

    def _planned(self, lead: list[Cue], now: float, head: Head | None = None) -> Timeline:
        told = self.run.moments[: self.at]
        quiet = max(self._began, told[-1].at if told else 0.0)
        cues, end = _Plan(self.rules, now, quiet).cues(self.run.moments, self.at)
        self._cues, self._place, self._lead = (*lead, *cues), 0, len(lead)
        self._due = now + (self._cues[0].delay if self._cues else 0.0)
        chunks = _written(self._cues, self.rules)
        whole = Timeline.stream(head or Head(200), chunks, end=end)
        return Timeline(whole.steps if head else whole.steps[1:], self.revise)

    def _reach(self, sent: int) -> None:
        """Note how far the stream has come."""
        while self._place < len(self._cues):
            cue = self._cues[self._place]
            if not cue.data or self._sent + len(cue.data) > sent:
                return
            self._place, self._sent, self.at = self._place + 1, self._sent + len(cue.data), cue.next
            if self._place < len(self._cues):
                self._due += self._cues[self._place].delay

    def _left(self, sent: int) -> list[Cue]:
        """The rest of a frame that was cut, and of the frames before the run's moments."""
        cut = sent - self._sent
        left = [*self._cues[self._place : max(self._lead, self._place + bool(cut))]]
        if cut:
            cue = left[0]
            self.at = cue.next
            left[0] = Cue(0.0, cue.data[cut:], cue.next)
        return left


@define
class _Plan:
    """Writes cues: everything that is sent from `now` on, barring interference."""

    rules: Rules
    now: float
    quiet: float
    """Since when nothing but pings was sent."""

    def cues(self, moments: Sequence[Moment], at: int) -> tuple[list[Cue], FaultKind | None]:
        """The cues from a moment on, and how the wire breaks after them."""
        kept, broken = until_break(moments, at, self.rules)
        found: list[Cue] = []
        clock, ended = self.now, False
        for number, moment in kept:
            wait = max(0.0, exact(moment.at - clock))
            found += self._timed(wait, self.rules.frame(moment), number)
            clock, self.quiet = clock + wait, max(self.quiet, moment.at)
            ended = moment.kind in self.rules.closes
            if moment.kind == "error":
                ended = self.rules.error_closes
            if ended:
                break
        plan = self.rules.plan.ending
        if broken and plan in ("reset", "stall"):
            return found, "reset" if plan == "reset" else "stall"
        # The documented server closes at the end of a run, when there is nothing more.
        over = any(moment.kind == "workflow_finished" for moment in moments)
        ended = ended or (over and self.rules.closes == OLD and plan != "hang")
        if not ended and (not broken or plan == "hang"):
            failed = bool(kept) and kept[-1][1].kind == "error"
            found += self._silence(found[-1].next if found else at, clock, pings=not failed)
        return found, None

    def _timed(self, wait: float, data: bytes, number: int) -> Iterator[Cue]:
        while wait > self.rules.ping:
            yield Cue(self.rules.ping, self.rules.ping_frame, number)
            wait -= self.rules.ping
        yield Cue(wait, data, number + 1)

    def _silence(self, at: int, clock: float, *, pings: bool) -> Iterator[Cue]:
        """Nothing, or nothing but pings, until the idle limit."""
        left = exact(self.quiet + self.rules.idle - clock)
        while pings and left > self.rules.ping:
            yield Cue(self.rules.ping, self.rules.ping_frame, at)
            left -= self.rules.ping
        yield Cue(max(0.0, left), b"", at)


def until_break(
    moments: Sequence[Moment], at: int, rules: Rules
) -> tuple[list[tuple[int, Moment]], bool]:
    """The moments that are sent, numbered, and whether the plan breaks off after them."""
    ahead = list(enumerate(moments))[at:]
    plan = rules.plan
    if plan.ending == "auto" and plan.after is None:
        return ahead, False
    limit = len(moments) if plan.after is None else plan.after
    final = (n for n, m in ahead if m.kind in RELAY | {"error"})
    limit = min(limit, next(final, len(moments)))
    return [pair for pair in ahead if pair[0] < limit], True


def _written(cues: Iterable[Cue], rules: Rules) -> Iterator[tuple[float, bytes]]:
    return split([(cue.delay, cue.data) for cue in cues], rules.plan.split)
