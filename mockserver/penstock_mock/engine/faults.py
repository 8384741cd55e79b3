"""Faults as data: what breaks, for which operation, how often. Applied to a Timeline, purely.

    session.faults.add("status", on="executeWorkflow", status=503, count=1)
    session.faults.add("cut", after_chunks=2)                  # any operation, every time
    session.faults.add("delay", delay=5.0, probability=0.1)    # one in ten, by the session's seed

kind            what the client sees                              fields of its own
delay           the answer, `delay` seconds later                 -
status          `status` with the document's own error body       status, headers
reset           the connection reset before the head              -
stall           no answer at all, until the client gives up       -
html_502        502 with a proxy's HTML page                      -
empty           `status` (default: as answered) and no body       status
malformed_json  the answer's head with JSON that does not parse   -
truncate        fewer bytes than Content-Length promises          at_bytes
cut             the body breaks off after `after_chunks` chunks,  after_chunks, end
                in its middle when those are all of it
slow            the body in small pieces with gaps                chunk_size, gap

Each reads on, count, skip, probability, processed and delay as well.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, TypeAlias, get_args

from attrs import evolve, field

from ..document.values import define, frozen
from . import checks
from .timeline import Chunk, FaultKind, Head, Timeline

Kind: TypeAlias = Literal[
    "delay",
    "status",
    "reset",
    "stall",
    "html_502",
    "empty",
    "malformed_json",
    "truncate",
    "cut",
    "slow",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

_OWN_FIELDS: Mapping[Kind, tuple[str, ...]] = {
    "status": ("status", "headers"),
    "empty": ("status",),
    "truncate": ("at_bytes",),
    "cut": ("after_chunks", "end"),
    "slow": ("chunk_size", "gap"),
}
_COMMON_FIELDS = ("on", "count", "skip", "probability", "processed", "delay")

# These break before any service would have seen the request, unless `processed`.
_IN_FRONT = frozenset({"status", "reset", "stall", "html_502"})


def html_page(title: str) -> bytes:
    """The page of a proxy in front of a server, such as nginx sends with an error."""
    return (
        f"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n"
        f"<center><h1>{title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
    ).encode()


@frozen
class FaultRule:
    """One fault: what, where, how often."""

    kind: Kind
    on: str | None = None
    """The operation id; None for any request, unmatched ones included."""
    count: int | None = field(default=None, validator=checks.at_least(1, or_none=True))
    """The number of requests it hits; None for no end."""
    skip: int = field(default=0, validator=checks.at_least(0))
    """The number of matching requests it lets pass first."""
    probability: float = 1.0
    """The chance that it hits a request, drawn from the session's seed."""
    processed: bool = False
    """Let the service do its work first: the answer is lost, the effect is not."""
    status: int | None = None
    headers: Mapping[str, str] = field(factory=dict)
    delay: float = 0.0
    at_bytes: int | None = field(default=None, validator=checks.at_least(0, or_none=True))
    """Bytes sent before a truncated body ends; half of it unless given."""
    after_chunks: int = field(default=1, validator=checks.at_least(0))
    end: FaultKind = "reset"
    """The end of a cut stream: reset, close or stall."""
    chunk_size: int = field(default=16, validator=checks.at_least(1))
    gap: float = 0.05

    @property
    def in_front(self) -> bool:
        """It answers instead of the service, which then never sees the request."""
        return self.kind in _IN_FRONT and not self.processed


@define
class Armed:
    """A fault of a session, and how often it met a request."""

    rule: FaultRule
    random: random.Random
    met: int = 0
    hits: int = 0

    def fires(self, operation_id: str | None) -> bool:
        if self.rule.on not in (None, operation_id):
            return False
        self.met += 1
        hit = self.met > self.rule.skip and self.random.random() < self.rule.probability
        self.hits += hit
        return hit


class Faults:
    """The faults of one session, in the order they were added; the first that fires is applied."""

    def __init__(self, seed: int = 0, operations: Iterable[str] = ()) -> None:
        """operations: the ids there are, so that a mistyped one is refused at once."""
        self._seed = seed
        self._operations = tuple(operations)
        self._added = 0
        self.armed: list[Armed] = []
        """The faults that may still fire."""

    def add(self, kind: Kind, **fields: Any) -> FaultRule:
        """Arm a fault (fields: see `FaultRule`).

        Raises ValueError for an unknown kind or a value out of range, TypeError for a field that
        such a fault doesn't read and for a value of another type, LookupError for an unknown
        operation.
        """
        if kind not in KINDS:
            raise ValueError(f"unknown fault {kind!r}; one of {', '.join(KINDS)}")
        read = (*_COMMON_FIELDS, *_OWN_FIELDS.get(kind, ()))
        if unread := [name for name in fields if name not in read]:
            unread_of = f"a {kind} fault doesn't read {', '.join(unread)}"
            raise TypeError(f"{unread_of}; it reads {', '.join(read)}")
        rule = FaultRule(kind, **fields)
        _check(rule)
        checks.room("faults", len(self.armed))
        if rule.on is not None:
            check_operation(rule.on, self._operations)
        self.armed.append(Armed(rule, random.Random(f"{self._seed}:{self._added}")))  # noqa: S311
        self._added += 1
        return rule

    def remove(self, rule: FaultRule) -> None:
        """Disarm one fault; nothing happens when it is gone already."""
        self.armed = [armed for armed in self.armed if armed.rule is not rule]

    def clear(self) -> None:
        """Disarm every fault."""
        self.armed.clear()

    def __iter__(self) -> Iterator[FaultRule]:
        return (armed.rule for armed in tuple(self.armed))

    def __len__(self) -> int:
        return len(self.armed)

    def draw(self, operation_id: str | None) -> FaultRule | None:
        """The fault that hits this request, if any; counts it."""
        for armed in self.armed:
            if armed.fires(operation_id):
                if armed.hits == armed.rule.count:
                    self.armed.remove(armed)
                return armed.rule
        return None


def apply(rule: FaultRule, timeline: Timeline) -> Timeline:
    """The timeline as `rule` leaves it. For "status", give the error answer as `timeline`."""
    changed = _CHANGES[rule.kind](rule, timeline)
    return changed.delayed(rule.delay) if rule.delay else changed


def _check(rule: FaultRule) -> None:
    checks.of_type("processed", rule.processed, bool, "True or False")
    if rule.end not in get_args(FaultKind):
        raise ValueError(f"unknown end {rule.end!r}; one of {', '.join(get_args(FaultKind))}")
    if not checks.fits(rule.probability, float) or not 0 <= rule.probability <= 1:
        raise ValueError(f"probability is {rule.probability!r}; give a number from 0 to 1")
    if rule.kind == "delay" and not rule.delay:
        raise ValueError("a delay fault waits for nothing; give delay=, in seconds")
    if rule.status is not None:
        checks.status(rule.status)
    checks.headers(rule.headers)
    for name in ("delay", "gap"):
        checks.seconds(name, getattr(rule, name))


def _malformed(timeline: Timeline) -> Timeline:
    """Cut in the middle, so that no prefix is a whole value; with the length of what is sent."""
    body = timeline.body
    broken = (body[: max(1, len(body) // 2)] if body[:1] in (b"{", b"[") else b'{"') + b"\x00"
    head = timeline.head or Head(200, (("Content-Type", "application/json"),))
    sized = head.with_header("Content-Length", str(len(broken)))
    return Timeline(((0.0, sized), (0.0, Chunk(broken))))


def _broken(rule: FaultRule, timeline: Timeline) -> Timeline:
    kind: FaultKind = "reset" if rule.kind == "reset" else "stall"
    return evolve(Timeline.broken(kind), abandoned=timeline.abandoned)


_CHANGES: dict[Kind, Callable[[FaultRule, Timeline], Timeline]] = {
    "delay": lambda _, timeline: timeline,
    "status": lambda _, timeline: timeline,
    "reset": _broken,
    "stall": _broken,
    "html_502": lambda *_: Timeline.reply(
        502, html_page("502 Bad Gateway"), [("Content-Type", "text/html")]
    ),
    "empty": lambda rule, timeline: Timeline.reply(
        rule.status or timeline.status or 200, b"", [("Content-Type", "text/plain")]
    ),
    "malformed_json": lambda _, timeline: _malformed(timeline),
    "truncate": lambda rule, timeline: timeline.truncated(
        len(timeline.body) // 2 if rule.at_bytes is None else rule.at_bytes
    ),
    "cut": lambda rule, timeline: timeline.cut_after(rule.after_chunks, rule.end),
    "slow": lambda rule, timeline: timeline.slowed(rule.chunk_size, rule.gap),
}


def check_operation(operation_id: str, known: tuple[str, ...]) -> None:
    """Raise LookupError, with the nearest names, for an operation that isn't known, and TypeError
    for what is no id.
    """
    checks.text("operation_id", operation_id)
    if known and operation_id not in known:
        raise LookupError(unknown("operation", operation_id, known))


def unknown(kind: str, name: object, known: tuple[str, ...]) -> str:
    """The message for a name there isn't, with those that are nearest."""
    from difflib import get_close_matches  # only a slip needs it

    close = get_close_matches(str(name), known) or known
    return f"no {kind} {name!r}; there is {', '.join(close)}"
