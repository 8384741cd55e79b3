"""A run as a stream: its events when they are due, pings in the silences, and an end of some kind.

The future is known when a stream begins, and is its timeline; what other requests do
to the run meanwhile (stopping it, answering its form) replaces the rest (`Timeline.revise`).
"""

from __future__ import annotations

from collections.abc import Sequence

from ...document.values import define, frozen
from ...engine.session import Session
from ...engine.timeline import FaultKind, Head, Timeline, split
from ..formatting import compact, exact, spaced
from .behaviours import StreamPlan
from .events import Moment
from .state import Options, Run

# A stream is behind its run when it is later than a busy machine would make it, in seconds.
_LATE = 0.25

RELAY = frozenset({"workflow_finished", "workflow_paused"})
"""The events after which the server of 2026-08 closes a stream."""
OLD = frozenset({"workflow_paused"})
"""The same of 2024-12, which closes when there is nothing more: late speech comes after the end."""


@frozen
class Rules:
    """The rules by which a stream is sent and closed."""

    options: Options
    plan: StreamPlan
    pings_first: bool
    closes: frozenset[str]
    """The events after which it is closed."""

    @classmethod
    def of(cls, options: Options, plan: StreamPlan | None = None) -> Rules:
        """The rules of the stream that answers a request to run."""
        closes = RELAY if options.modern else OLD
        return cls(options, plan or StreamPlan(), options.pings_first, closes)

    @property
    def ping_frame(self) -> bytes:
        """A ping on the wire; by the standard, the bare line is no event at all."""
        return b'data: {"event":"ping"}\n\n' if self.options.data_pings else b"event: ping\n\n"

    def frame(self, moment: Moment) -> bytes:
        """A moment on the wire: raw UTF-8 without spaces, in 2024-12 escaped and with them."""
        if moment.event is None:
            return moment.raw or b""
        dumps = compact if self.options.modern else spaced
        return b"data: " + dumps(moment.event) + b"\n\n"


@frozen
class Cue:
    """Bytes after a wait."""

    delay: float
    data: bytes
    next: int
    """The moment that comes after them."""


def scripted(moments: Sequence[Moment], rules: Rules, head: Head, now: float) -> Timeline:
    """A stream of moments that belong to no run."""
    cues, end = _cues(rules, moments, 0, now, now)
    lead = [Cue(0.0, rules.ping_frame, 0)] if rules.pings_first else []
    chunks = split([(cue.delay, cue.data) for cue in (*lead, *cues)], rules.plan.split)
    return Timeline.stream(head, chunks, end=end)


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
            while self._place < len(self._cues):  # note how far the stream has come
                cue = self._cues[self._place]
                if not cue.data or self._sent + len(cue.data) > sent:
                    break
                self._place, self.at = self._place + 1, cue.next
                self._sent += len(cue.data)
                if self._place < len(self._cues):
                    self._due += self._cues[self._place].delay
            changed = len(self.run.cuts) != self._seen
            if not changed and not (self._place < len(self._cues) and now > self._due + _LATE):
                return None
            # The rest of a frame that was cut, and of the frames before the run's moments.
            cut = sent - self._sent
            lead = [*self._cues[self._place : max(self._lead, self._place + bool(cut))]]
            if cut:
                self.at = lead[0].next
                lead[0] = Cue(0.0, lead[0].data[cut:], self.at)
            self.at = min(self.at, *self.run.cuts[self._seen :], len(self.run.moments))
            self._seen, self._sent = len(self.run.cuts), sent
            return self._planned(lead, now)

    def _planned(self, lead: list[Cue], now: float, head: Head | None = None) -> Timeline:
        sent = self.run.moments[: self.at]
        quiet = max(self._began, sent[-1].at if sent else 0.0)
        cues, end = _cues(self.rules, self.run.moments, self.at, now, quiet)
        self._cues, self._place, self._lead = (*lead, *cues), 0, len(lead)
        self._due = now + (self._cues[0].delay if self._cues else 0.0)
        chunks = split([(cue.delay, cue.data) for cue in self._cues], self.rules.plan.split)
        whole = Timeline.stream(head or Head(200), chunks, end=end)
        return Timeline(whole.steps if head else whole.steps[1:], self.revise)


def _cues(
    rules: Rules, moments: Sequence[Moment], at: int, now: float, quiet: float
) -> tuple[list[Cue], FaultKind | None]:
    """Everything that is sent from moment `at` on, barring interference; and how the wire breaks.

    quiet: since when nothing but pings was sent.
    """
    kept, broken = until_break(moments, at, rules)
    found: list[Cue] = []
    clock, ended = now, False
    for number, moment in kept:
        wait = max(0.0, exact(moment.at - clock))
        clock, quiet = clock + wait, max(quiet, moment.at)
        pings, rest = _pings(rules, wait, number)
        found += [*pings, Cue(rest, rules.frame(moment), number + 1)]
        ended = moment.kind in rules.closes
        if moment.kind == "error":
            ended = rules.options.closes_after_error
        if ended:
            break
    ending = rules.plan.ending
    if broken and ending in ("reset", "stall"):
        return found, "reset" if ending == "reset" else "stall"
    # The server of 2024-12 closes at the end of a run, when there is nothing more.
    over = any(moment.kind == "workflow_finished" for moment in moments)
    ended = ended or (over and rules.closes == OLD and ending != "hang")
    if not ended and (not broken or ending == "hang"):
        # Pings until the idle limit; after an error, nothing.
        following, left = found[-1].next if found else at, exact(quiet + rules.options.idle - clock)
        if not (kept and kept[-1][1].kind == "error"):
            pings, left = _pings(rules, left, following)
            found += pings
        found.append(Cue(max(0.0, left), b"", following))
    return found, None


def _pings(rules: Rules, seconds: float, number: int) -> tuple[list[Cue], float]:
    """The pings of a silence, and the seconds that are left after the last one."""
    pings: list[Cue] = []
    while seconds > rules.options.ping:
        pings.append(Cue(rules.options.ping, rules.ping_frame, number))
        seconds -= rules.options.ping
    return pings, seconds


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
