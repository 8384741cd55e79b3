"""An exchange: a service's reply or the engine's error, the playback to a peer, and the journal."""

from __future__ import annotations

import warnings
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Literal, TypeAlias, get_args

from attrs import evolve, field

from ..document.contract import Contract
from ..document.operations import Operation
from ..document.request import MISSING, HeaderChanges, Request
from ..document.router import NearMiss
from ..document.security import LOGGABLE
from ..document.validation import Finding, is_secret
from ..document.values import define, frozen
from . import checks
from .assertions import Assertions
from .clock import Clock
from .faults import check_operation, unknown
from .timeline import Chunk, Fault, Head, Step, Timeline

Verdict: TypeAlias = Literal[
    "served", "stubbed", "faulted", "refused", "unexpected", "unanswered", "crashed"
]
"""The way a request was answered.

served: by the service or the document. stubbed: by a stub of the test. faulted: a fault changed the
answer. refused: by the engine (credentials, strict validation, 406). unexpected: no operation
matches its path and method. unanswered: there is no example, and no value could be generated;
`Exchange.error` has the reason. crashed: the mock itself failed; `Exchange.error` has the
traceback.
"""

# 1000 exchanges cover any one test; a server that runs for days must not grow.
CAPACITY = 1000
# Enough to see what was sent; a 20 MB upload is not worth keeping.
BODY_LIMIT = 64 * 1024
# All bodies in one journal: what a session may hold on to.
BYTES = 16 * 1024 * 1024
REDACTED = "[redacted]"
_KINDS = (*get_args(Verdict), "breach")
# The verdicts that fail a test, and how many exchanges of each are kept of every operation.
_WRONG = frozenset({"unexpected", "unanswered", "crashed", "breach"})
_KEPT = 10
# Of the objects of one exchange, and of a finding or a pair of texts, in bytes.
_OVERHEAD = 2048
_PIECE = 256
# The bytes of their bodies that are kept when they leave the ring.
_EXCERPT = 1024

# RFC 9110 6.4.1: answers with these statuses have no body.
_BODILESS = frozenset({204, 205, 304})
# Waits that a revision may shorten are split into pieces of this many seconds.
_TICK = 0.05
_IDLE = Chunk(b"")  # a piece of waiting: nothing is sent
_FORBIDDEN = str.maketrans("\r\n\0", "   ")  # RFC 9110 5.5: they would end the header field


@frozen
class Reply:
    """A service's decision; the engine takes the rest from the document.

    Nothing at all (`Reply()`) is the document's own success. `Reply(404)` is the first example of
    404; `Reply(404, example="not-found")` a named one; `Reply(200, json={...})` a body of its own.
    Declared headers are added with coherent values unless `headers` sets or drops them.
    """

    status: int | None = None
    json: Any = MISSING
    body: bytes | None = None
    """Raw bytes instead of `json`, of the type in `media`."""
    stream: tuple[tuple[float, bytes], ...] | None = None
    """Chunks, each after its delay in seconds, instead of `json` (see `timeline.sse`)."""
    example: str | None = None
    media: str | None = None
    headers: HeaderChanges = field(factory=dict)
    delay: float = 0.0


@frozen
class Problem:
    """Why the engine is about to refuse a request."""

    status: int
    title: str
    detail: str
    findings: tuple[Finding, ...] = ()


@define
class Outcome:
    """The part of the timeline that was really played; the frontend fills this in."""

    sent_bytes: int = 0
    finished: bool = False
    """Every step was played."""
    interrupted: bool = False
    """The peer went away first."""


@define(eq=False)
class Exchange:
    """One request, what was found out about it, and what it was answered."""

    id: str
    """Counted in the session; sent as the header X-Mock-Exchange."""
    _request: Request = field(repr=False)
    """As it came, until it is looked at."""
    timeline: Timeline
    operation: Operation | None = None
    path_params: Mapping[str, Any] = field(factory=dict)
    findings: tuple[Finding, ...] = ()
    allowed: bool = False
    """The test accepts its breaches; see `Session.allow_breaches`."""
    verdict: Verdict = "served"
    near: tuple[NearMiss, ...] = ()
    """The nearest operations, when none matched."""
    elsewhere: str = ""
    """The request was for an address that is not played; why, and what is."""
    error: str | None = None
    """The traceback, when the mock itself failed; the reason, when it had no answer."""
    at: float = 0.0
    """When the request came: the session clock's `time()`."""
    outcome: Outcome = field(factory=Outcome)
    _contract: Contract | None = field(default=None, repr=False, alias="contract")
    """The rules for the request that it came with, until they are applied."""

    @property
    def request(self) -> Request:
        """As recorded: secrets replaced, a long body cut (see `recorded`)."""
        if (rules := self._contract) is not None:
            self._request = recorded(self._request, rules.secret_query, rules.loggable)
            self._contract = None
        return self._request

    @property
    def size(self) -> int:
        """The bytes that it keeps, about; a long body of the request is cut now."""
        request = self.request if len(self._request.body) > BODY_LIMIT else self._request
        pairs = request.headers + request.query
        head = len(request.raw_path) + _PIECE * len(pairs) + len("".join(chain(*pairs)))
        if self.findings:
            head += sum([_PIECE + found.size for found in self.findings])
        return _OVERHEAD + head + len(request.body) + min(BODY_LIMIT, self.timeline.body_size)

    @property
    def operation_id(self) -> str | None:
        """The id of the operation that matched, if one did."""
        return self.operation.id if self.operation else None

    @property
    def breaches(self) -> tuple[Finding, ...]:
        """The findings that are the client's fault, warnings included, and not the document's."""
        return breaches_in(self.findings)

    @property
    def status(self) -> int | None:
        """The status answered; None when the connection broke before the head."""
        return self.timeline.status

    def __str__(self) -> str:
        asked = f"{self.request.method} {self.request.path}"
        name = self.operation_id or "no operation"
        return f"#{self.id} {asked} ({name}): {self.verdict}, {self.status or 'no answer'}"

    def explained(self) -> str:
        """The line, and below it each finding and near miss, and the last line of a traceback."""
        below = [*map(str, self.findings), *(f"nearest: {miss}" for miss in self.near)]
        below += [self.elsewhere] if self.elsewhere else []
        below += [self.error.rstrip().rpartition("\n")[2]] if self.error else []
        return "\n    ".join([str(self), *below])


def breaches_in(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that the client caused: neither the document's nor those of an unread body."""
    return tuple(f for f in findings if not f.code.endswith((".schema", ".unread")))


def playable(exchange: Exchange) -> Timeline:
    """The exchange's timeline as a wire can carry it: at least a step, and the head as the first.

    No body where HTTP allows none; never more bytes than Content-Length promised; and fewer than
    promised, or no head at all, end in the early close that a client would see.
    """
    timeline = exchange.timeline
    if not timeline.steps:
        return Timeline.broken("close")
    if (head := timeline.head) is None:
        return timeline
    if exchange._request.method == "HEAD" or head.status in _BODILESS:
        return Timeline(timeline.steps[:1])
    promised = head.header("content-length")
    if promised is None or not promised.isascii() or not promised.isdigit():
        return timeline
    if timeline.revise is None and int(promised) == timeline.body_size:
        return timeline
    return _as_promised(timeline, int(promised))


def raw_headers(head: Head) -> list[tuple[bytes, bytes]]:
    """Encode headers; characters beyond Latin-1, or that would end the field, are replaced."""
    text = "".join(chain.from_iterable(head.headers))
    if text.isascii() and text.isprintable():
        return [(name.encode(), value.encode()) for name, value in head.headers]
    return [
        (
            name.translate(_FORBIDDEN).encode("latin-1", "backslashreplace"),
            value.translate(_FORBIDDEN).encode("latin-1", "backslashreplace"),
        )
        for name, value in head.headers
    ]


def in_one(exchange: Exchange) -> tuple[float, bytes] | None:
    """The seconds until an answer and its body, if these and a head are all of it, and nothing can
    come instead; None: it is to be played step by step.
    """
    timeline = exchange.timeline
    steps = timeline.steps
    if timeline.revise is not None or not 1 <= len(steps) <= 2:
        return None
    (wait, head), data = steps[0], b""
    if not isinstance(head, Head):
        return None
    if len(steps) == 2:
        gap, chunk = steps[1]
        if gap > 0 or not isinstance(chunk, Chunk):
            return None
        data = chunk.data
    if exchange._request.method == "HEAD" or head.status in _BODILESS:
        return wait, b""
    promised = head.header("content-length")
    if promised is not None and promised != str(len(data)):
        return None
    return wait, data


def sent_in_one(exchange: Exchange, size: int) -> None:
    """Note that an answer was sent; see `in_one`. size: the bytes of its body."""
    exchange.outcome.sent_bytes, exchange.outcome.finished = size, True
    if size > BODY_LIMIT:
        exchange.timeline = cut(exchange.timeline, BODY_LIMIT)


def cut(timeline: Timeline, limit: int) -> Timeline:
    """The timeline with no more than the first bytes of its body."""
    if timeline.body_size <= limit:
        return timeline
    steps: list[tuple[float, Step]] = []
    left = limit
    for delay, step in timeline.steps:
        if not isinstance(step, Chunk):
            steps.append((delay, step))
        elif left:
            steps.append((delay, Chunk(step.data[:left])))
            left -= len(step.data[:left])
    return Timeline(tuple(steps), omitted=timeline.omitted + timeline.body_size - limit)


class Play:
    """One exchange being played: iterate over the steps left, and report each as played."""

    def __init__(self, exchange: Exchange, clock: Clock) -> None:
        """clock: the session's, on which the frontend waits."""
        self.exchange = exchange
        self.clock = clock
        self.timeline = playable(exchange)
        self._abandoned = exchange.timeline.abandoned
        self._place = 0
        self._since = 0.0 if self.timeline.revise is None else clock.monotonic()
        """When the wait for the next step began, where that may be cut short."""

    def __iter__(self) -> Play:
        return self

    def __next__(self) -> tuple[float, Step]:
        """The step to play next and the delay before it."""
        # Nothing ever comes instead of the head.
        revise = self.timeline.revise if self._place else None
        outcome = self.exchange.outcome
        if revise is not None and not outcome.finished:
            rest = revise(outcome.sent_bytes)
            if rest is not None:
                steps = (*self.timeline.steps[: self._place], *rest.steps)
                self.timeline = self.exchange.timeline = Timeline(steps, rest.revise)
                self._since = self.clock.monotonic()
        if self._place == len(self.timeline.steps):
            self._end(finished=True)
        if outcome.finished:
            raise StopIteration
        delay, step = self.timeline.steps[self._place]
        if revise is None:
            return delay, step
        left = delay - (self.clock.monotonic() - self._since)
        return (max(0.0, left), step) if left <= _TICK else (_TICK, _IDLE)

    def rest_at_once(self) -> bytes | None:
        """Play all that is left, if that is no more than a chunk which is due: its bytes, or b"".

        A server would have sent them, whether they are read or not.
        """
        rest = self.timeline.steps[self._place :]
        if self.timeline.revise is not None or len(rest) > 1:
            return None
        data = b""
        for delay, step in rest:
            if delay > 0 or not isinstance(step, Chunk):
                return None
            data = step.data
        self.exchange.outcome.sent_bytes += len(data)
        self._end(finished=True)
        return data

    @property
    def is_last(self) -> bool:
        """The step being played is the last, and nothing can come instead of it."""
        return self.timeline.revise is None and self._place == len(self.timeline.steps) - 1

    def played(self, step: Step) -> None:
        """The peer has seen this step; after a fault it sees nothing more."""
        if step is _IDLE:
            return
        self._place += 1
        if self.timeline.revise is not None:
            self._since = self.clock.monotonic()
        if isinstance(step, Chunk):
            self.exchange.outcome.sent_bytes += len(step.data)
        elif isinstance(step, Fault):
            self._abandon()
            self._end(finished=True)

    def interrupt(self) -> None:
        """The peer went away. Once every step was played that interrupts nothing."""
        if not self.exchange.outcome.finished:
            self._abandon()
            self._end(finished=False)

    def abandon(self) -> None:
        """The peer reads no further. What was due by now, a server would have sent already."""
        if self.exchange.outcome.finished or self.exchange.outcome.interrupted:
            return
        for delay, step in self:
            if delay > 0 or isinstance(step, Fault):
                break
            self.played(step)
        self.interrupt()

    def _end(self, *, finished: bool) -> None:
        outcome = self.exchange.outcome
        outcome.finished, outcome.interrupted = finished, not finished
        if not finished or outcome.sent_bytes > BODY_LIMIT:
            self.exchange.timeline = cut(self.exchange.timeline, BODY_LIMIT)

    def _abandon(self) -> None:
        """Say once that the peer doesn't get all of it."""
        abandoned, self._abandoned = self._abandoned, None
        if abandoned is not None:
            abandoned()


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


class JournalOverflow(UserWarning):
    """Exchanges are missing from what a journal returns: it is bounded, and dropped the oldest."""


class Journal(Assertions[Exchange]):
    """The exchanges of one session, oldest first, and assertions about them.

    It keeps the newest `capacity` of them, and in any case the first few that went wrong: so many
    of each operation and each kind (unexpected, crashed, breach). All are counted.
    """

    def __init__(
        self, capacity: int = CAPACITY, operations: Mapping[str, Operation] | None = None
    ) -> None:
        """capacity: the number of exchanges kept. operations: those that assertions may name, by
        id; unless given any. Raises ValueError unless capacity is 1 or more.
        """
        super().__init__(operations)
        checks.whole("capacity", capacity, 1)
        self._capacity = capacity
        self._ring: deque[Exchange] = deque()
        self._sizes: deque[int] = deque()
        self.held = 0
        """The bytes of what is kept, about."""
        self._wrong: dict[str, Exchange] = {}
        self._counts: Counter[tuple[str | None, str]] = Counter()
        self.seen = 0
        """The number of exchanges, those before `clear` included."""

    def add(self, exchange: Exchange) -> None:
        """Record an exchange; the oldest give way when the ring is full."""
        self.seen += 1
        operation_id = exchange.operation.id if exchange.operation else None
        breaches = exchange.findings and not exchange.allowed and exchange.breaches
        for kind in (exchange.verdict, "breach") if breaches else (exchange.verdict,):
            key = (operation_id, kind)
            self._counts[key] += 1
            if kind in _WRONG and self._counts[key] <= _KEPT and len(self._wrong) < CAPACITY:
                self._wrong[exchange.id] = exchange
        self._ring.append(exchange)
        self._sizes.append(exchange.size)
        self.held += self._sizes[-1]
        while len(self._ring) > self._capacity or (self.held > BYTES and len(self._ring) > 1):
            old = self._ring.popleft()
            self.held -= self._sizes.popleft()
            if old.id in self._wrong:  # for the message of a failing test its first bytes will do
                request = evolve(old.request, body=old.request.body[:_EXCERPT])
                timeline = cut(old.timeline, _EXCERPT)
                self._wrong[old.id] = evolve(old, request=request, timeline=timeline)

    def __iter__(self) -> Iterator[Exchange]:
        return iter(tuple(self._ring))  # a copy: a server's thread may add to it meanwhile

    def __len__(self) -> int:
        return len(self._ring)

    def __getitem__(self, index: int) -> Exchange:
        return self._ring[index]

    def __repr__(self) -> str:
        return f"Journal({len(self)} exchanges, {self.dropped} dropped)"

    @property
    def last(self) -> Exchange:
        """The newest exchange. Raises LookupError when nothing was called yet."""
        if not self._ring:
            raise LookupError("the journal is empty: nothing was called in this session")
        return self._ring[-1]

    @property
    def dropped(self) -> int:
        """The number of exchanges that gave way to newer ones."""
        return self.count() - len(self._ring)

    def count(self, operation_id: str | None = None, verdict: str | None = None) -> int:
        """Count exchanges, dropped ones included: of one operation, with one verdict, or all.

        verdict: a `Verdict`, or "breach" for those that break the contract.

        Raises LookupError for an operation the document doesn't have, and for an unknown verdict.
        """
        self._check(operation_id)
        _check_kind(verdict)
        return sum(
            number
            for (operation, kind), number in tuple(self._counts.items())
            if operation_id in (None, operation) and kind == (verdict or kind)
            if verdict or kind != "breach"  # which is counted beside its verdict
        )

    def calls(self, operation_id: str | None = None) -> tuple[Exchange, ...]:
        """Exchanges of one operation, or all. Warns of `JournalOverflow` when some were dropped.

        Raises LookupError for an operation the document doesn't have.
        """
        self._check(operation_id)
        kept = tuple(e for e in self if operation_id in (None, e.operation_id))
        if missing := self.count(operation_id) - len(kept):
            warnings.warn(
                f"{missing} of {missing + len(kept)} calls were dropped from the journal; "
                "count() has them all, and Mock(journal=N) keeps more",
                JournalOverflow,
                stacklevel=2,
            )
        return kept

    def get(self, exchange_id: str) -> Exchange | None:
        """The exchange whose id an answer carried in X-Mock-Exchange."""
        return next((e for e in self if e.id == exchange_id), None)

    @property
    def unexpected(self) -> tuple[Exchange, ...]:
        """Requests no operation matches: all that are in the journal, and the first of all."""
        return self.wrong("unexpected")

    @property
    def crashed(self) -> tuple[Exchange, ...]:
        """Requests the mock itself failed on: all that are in the journal, and the first of all."""
        return self.wrong("crashed")

    @property
    def breaches(self) -> tuple[Exchange, ...]:
        """Exchanges in which the client breaks the contract: all that are in the journal, and the
        first of all.
        """
        return tuple(e for e in self._known() if e.breaches)

    def wrong(self, kind: str) -> tuple[Exchange, ...]:
        """Exchanges that fail a test: unexpected, crashed, or breach (unless that was allowed).

        Raises LookupError for an unknown verdict.
        """
        _check_kind(kind)
        if kind == "breach":
            return tuple(e for e in self.breaches if not e.allowed)
        return tuple(e for e in self._known() if e.verdict == kind)

    def clear(self) -> None:
        """Forget everything but the number of exchanges seen (ids stay unique)."""
        self._ring.clear()
        self._sizes.clear()
        self.held = 0
        self._wrong.clear()
        self._counts.clear()
        self._asserted.clear()

    def _check(self, operation_id: str | None) -> None:
        if operation_id is not None and (
            not isinstance(operation_id, str) or operation_id not in self._operations
        ):
            check_operation(operation_id, tuple(self._operations))

    def _known(self) -> list[Exchange]:
        """Exchanges that went wrong and left the ring, then the ring."""
        ring, wrong = tuple(self), tuple(self._wrong.values())
        kept = {e.id for e in ring}
        return [*(e for e in wrong if e.id not in kept), *ring]


def _check_kind(verdict: str | None) -> None:
    if verdict not in (None, *_KINDS):
        raise LookupError(unknown("verdict", verdict, _KINDS))


def recorded(
    request: Request,
    secret_query: Collection[str] = (),
    loggable: Collection[str] = LOGGABLE,
) -> Request:
    """The request as the journal keeps it: only allow-listed header values, a bounded body.

    A query parameter is redacted when `secret_query` has it or its name is that of a secret.
    """
    return evolve(
        request,
        headers=tuple([(n, v if n.lower() in loggable else REDACTED) for n, v in request.headers]),
        query=tuple(
            [(n, REDACTED if n in secret_query or is_secret(n) else v) for n, v in request.query]
        ),
        raw_query="",  # its parts are in `query`, redacted
        body=request.body[:BODY_LIMIT],
    )
