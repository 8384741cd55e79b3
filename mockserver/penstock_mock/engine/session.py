"""The state one test owns: clock, seed, keys, faults, stubs, journal, and each service's own.

Nothing here is global. Two sessions on one engine never see each other.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Literal, Protocol, TypeAlias, get_args

import penstock_mock  # annotations name what is loaded on use

from ..document.decoding import DecodedRequest
from ..document.headers import WINDOW, Window
from ..document.operations import Operation
from ..document.request import MISSING, HeaderChanges
from ..document.validation import errors_in, report
from . import checks
from .clock import Clock, VirtualClock
from .exchange import CAPACITY, Journal, Reply
from .faults import Faults, check_operation
from .matching import check_parts
from .stubs import Stub, Where, caller, check_event, check_json, weight
from .timeline import Timeline, playable_steps
from .timeline import sse as sse_chunks

Validation: TypeAlias = Literal["report", "strict", "off"]

_log = logging.getLogger("penstock_mock")

# The bytes of a session in which nothing happened, about.
_FRESH = 64 * 1024
UsualKey: TypeAlias = tuple[str, str | None, int, str]
"""An operation's id, the dialect, the seed, and the Accept header, where that is a usual one."""

# The calls of each kind that the message of a failed verification describes.
_SHOWN = 10
_ALLOW = (
    "to accept it: allow_breaches=True, or the operation's id, of the mock or the pytest marker; "
    "stub(..., allow_breaches=True); or `with session.breaches_allowed():` around the call"
)


class VerificationError(AssertionError):
    """The findings of `verify`; the message names the way to relax each."""


class Stateful(Protocol):
    """An object with state in a session: a service."""

    name: str

    def new_state(self, session: Session) -> Any:
        """The state a fresh session starts with."""


class Session:
    """One test's world. Thread-safe: the engine holds `lock` while it handles a request."""

    def __init__(
        self,
        *,
        seed: int = 0,
        clock: Clock | None = None,
        validation: Validation = "report",
        options: Mapping[str, Mapping[str, Any]] | None = None,
        strict: bool = True,
        allow_breaches: bool | str | Iterable[str] = False,
        journal: int = CAPACITY,
        coverage: penstock_mock.Coverage | None = None,
        operations: Mapping[str, Operation] | None = None,
    ) -> None:
        """A fresh session.

        seed: decides generated data, probabilities and ids. clock: a `VirtualClock` unless given.
        validation: of requests; "report" writes findings to the journal, "strict" also answers
        400, "off" does neither. options: per service, e.g. {"sim": {"dialect": "2026-08"}}.
        strict: False makes `verify` accept unexpected calls, breaches and unused stubs.
        allow_breaches: see the attribute. journal: the number of exchanges that are kept.
        coverage: counts what calls exercise of the contract. operations: those of the document, by
        id (`Engine.session` fills it in): stubs are held to them, and a mistyped id is refused at
        once.

        Raises ValueError for an unknown validation mode, LookupError for an unknown operation,
        TypeError for a value of another type.
        """
        if validation not in get_args(Validation):
            raise ValueError(f"validation is {validation!r}; use report, strict or off")
        checks.of_type("seed", seed, int, "a whole number")
        checks.of_type("clock", clock, Clock | None, "a clock, such as VirtualClock()")
        checks.of_type("strict", strict, bool, "True or False")
        checks.of_type("journal", journal, int, "the number of exchanges to keep")
        checks.whole("journal", journal, 1)
        checks.options(options)
        self.seed = seed
        self.clock: Clock = VirtualClock() if clock is None else clock
        self.validation: Validation = validation
        self.options: dict[str, dict[str, Any]] = {k: dict(v) for k, v in (options or {}).items()}
        self.allow_unexpected = not strict
        self.allow_unused_stubs = not strict
        self._operations: Mapping[str, Operation] = operations or {}
        self._allowed: list[str | None] = []
        self.allow_breaches = allow_breaches
        if not self.allow_breaches:
            self.allow_breaches = not strict
        self.keys = Keys()
        self.journal = Journal(journal, self._operations)
        self.coverage = coverage
        self.faults = Faults(seed, self._operations)
        self.random = random.Random(seed)  # noqa: S311 - reproducible, not secret
        self.stubs: list[Stub] = []
        self._stubbed = 0
        """The bytes of those that `stub` made."""
        self.states: dict[str, Any] = {}
        self.windows: dict[str, Window] = {}
        self.usual: dict[UsualKey, Any] = {}
        """Answers that the document decides by itself."""
        self.lock = threading.RLock()

    @property
    def allow_breaches(self) -> bool | frozenset[str]:
        """The operations whose calls may break the contract; True: all, False: none.

        May be set to an id, to some, or to True. Raises LookupError for an operation the document
        doesn't have, TypeError for what names none.
        """
        return self._allow_breaches

    @allow_breaches.setter
    def allow_breaches(self, allowed: bool | str | Iterable[str]) -> None:
        if isinstance(allowed, (bytes, Mapping)) or not isinstance(allowed, (bool, str, Iterable)):
            remedy = "give True, False, an operation's id, or a list of them"
            raise TypeError(f"allow_breaches is {allowed!r}; {remedy}")
        if not isinstance(allowed, bool):
            allowed = tuple([allowed] if isinstance(allowed, str) else allowed)
            for operation_id in allowed:
                check_operation(operation_id, tuple(self._operations))
            allowed = frozenset(allowed)
        self._allow_breaches = allowed or False

    def option(self, service: str, name: str, default: Any = None) -> Any:
        """An option of a service, e.g. option("sim", "dialect", "2025-10")."""
        return self.options.get(service, {}).get(name, default)

    def state(self, service: Stateful) -> Any:
        """The state of a service in this session, made when first asked for."""
        if service.name not in self.states:
            self.states[service.name] = service.new_state(self)
        return self.states[service.name]

    def window(self, operation_id: str, now: float, calls: int = 0) -> Window:
        """The rate window of an operation whose service keeps none itself, with so many calls more;
        a new one when the last is over. now: the clock's `time()`.
        """
        window = self.windows.get(operation_id)
        if window is None or now >= window.ends:
            self.windows[operation_id] = window = Window(now + WINDOW)
        window.used += calls
        return window

    def stub(
        self,
        operation_id: str,
        *,
        status: int | None = None,
        json: Any = MISSING,
        body: bytes | str | None = None,
        media: str | None = None,
        headers: HeaderChanges | None = None,
        sse: Iterable[Any] | None = None,
        timeline: Timeline | None = None,
        example: str | None = None,
        delay: float = 0.0,
        times: int | None = None,
        where: Where | None = None,
        optional: bool = False,
        off_contract: bool = False,
        allow_breaches: bool = False,
        made_at: str | None = None,
    ) -> Stub:
        """Answer an operation yourself; wins over the service. Stubs with `times` answer first, in
        the order they were written; of the others the newest does.

        What is left open comes from the document, as for a service's `Reply`. body: instead of
        `json`; text is sent in UTF-8. sse: events, as `timeline.sse` takes them. timeline: the
        whole answer; nothing else is then looked at. times: how many calls it answers (None: every
        one). where: a callable on the `Call`, or a mapping {"path": {...}, "query": {...},
        "headers": {...}, "json": {...}}, each contained in the request. optional: `verify` doesn't
        mind when it is never used. off_contract: the answer may be one that the document doesn't
        allow. allow_breaches: the calls it answers may break the contract. made_at: the line to
        name in messages, unless it is the caller's.

        Raises LookupError for an operation the document doesn't have, TypeError for a value of
        another type, ValueError for what can't be an answer or a condition, for an answer that the
        document doesn't allow, and beyond the number and bytes of stubs that a session keeps.
        """
        check_operation(operation_id, tuple(self._operations))
        checks.media(media)
        checks.of_type("example", example, str | None, "the name of one in the document")
        checks.of_type("made_at", made_at, str | None, "a file and line")
        flags = {"optional": optional, "off_contract": off_contract}
        for name, flag in {**flags, "allow_breaches": allow_breaches}.items():
            checks.of_type(name, flag, bool, "True or False")
        checks.room("stubs", len(self.stubs))
        bodies: dict[str, Any] = {"body": body, "sse": sse, "timeline": timeline}
        bodies["json"] = None if json is MISSING else "given"
        given = [name for name, value in bodies.items() if value is not None]
        if len(given) > 1:
            raise ValueError(f"{' and '.join(given)} are given; an answer has one of them")
        if sse is not None:
            checks.several("sse", sse)
        reply = Reply(
            status,
            check_json(json),
            body.encode() if isinstance(body, str) else body,
            None if sse is None else sse_chunks(map(check_event, sse)),
            example,
            media or ("text/event-stream" if sse is not None else None),
            {} if headers is None else headers,
            delay,
        )
        answer = reply if timeline is None else playable_steps(timeline)
        stub = Stub(
            operation_id, answer, times, where, optional, allow_breaches, made_at or caller()
        )
        operation = self._operations.get(operation_id)
        if not callable(where):
            check_parts(where, operation)
        if operation is not None and (example is not None or not off_contract):
            from .conformance import check_stub  # only stubs need it

            found = errors_in(check_stub(operation, answer))
            if off_contract:  # an example that there isn't can't be sent either
                found = tuple(each for each in found if each.code == "reply.example")
            if found:
                raise ValueError(
                    f"{operation_id} can't be answered so: {report(found)}; "
                    "give an answer of the document, or stub(..., off_contract=True)"
                )
        with self.lock:
            if self._stubbed:  # one is kept whatever it takes
                checks.room("bytes of stubs", self._stubbed, checks.MOST_BYTES - stub.held)
            self.stubs.append(stub)
            self._stubbed += stub.held
        return stub

    def stub_for(self, call: DecodedRequest) -> Stub | None:
        """The stub that answers a call, if any: of those limited by `times` the first that was
        written and is not used up, else the newest.
        """
        mine = [s for s in self.stubs if s.operation_id == call.operation.id and not s.used_up]
        limited = [stub for stub in mine if stub.times is not None]
        chosen: Stub | None = None
        for stub in (*limited, *(s for s in reversed(mine) if s.times is None)):
            if chosen is None:
                if reasons := stub.mismatches(call):
                    stub.miss(call, reasons)
                else:
                    chosen = stub
            elif stub.owed:
                with suppress(Exception):  # of a condition that wasn't written for such calls
                    answered = f"the stub made at {chosen.described()} answered it"
                    stub.miss(call, stub.mismatches(call), answered)
        return chosen

    @contextmanager
    def breaches_allowed(self, operation_id: str | None = None) -> Iterator[None]:
        """Within this context `verify` accepts calls that break the contract: those of one
        operation, or any.

        Raises LookupError for an operation the document doesn't have.
        """
        if operation_id is not None:
            check_operation(operation_id, tuple(self._operations))
        self._allowed.append(operation_id)
        try:
            yield
        finally:
            self._allowed.remove(operation_id)

    def accepts_breaches(self, operation_id: str | None) -> bool:
        """Return whether a call made now may break the contract."""
        return bool(self._allowed) and (None in self._allowed or operation_id in self._allowed)

    @property
    def held(self) -> int:
        """The bytes that it keeps of what was sent to it and answered, about."""
        states = sum(getattr(state, "held", 0) for state in tuple(self.states.values()))
        given = sum([stub.held for stub in tuple(self.stubs)]) + weight(self.options)
        return _FRESH + self.journal.held + states + given

    def verify(self, *, since: int = 0, stubs: bool = True) -> None:
        """Check both ways that what happened is what was expected.

        since: look at the calls after so many only (see `Journal.seen`). stubs: False leaves unused
        stubs for a later look.

        Raises VerificationError (an AssertionError) for an unexpected call, a call that breaks the
        contract, an unused stub, or a failure of the mock itself. Each message names the way to
        relax it. Raises TypeError for a value of another type.
        """
        checks.of_type("since", since, int, "the number of calls to leave out")
        checks.of_type("stubs", stubs, bool, "True or False")
        points = self._points("crashed", "the mock failed on", since)
        remedy = "give an example in the document, or stub the operation"
        points += self._points("unanswered", "the document has no answer to", since, remedy)
        if not self.allow_unexpected:
            remedy = "to accept it: session.allow_unexpected = True"
            points += self._points("unexpected", "unexpected call", since, remedy)
        if self.allow_breaches is not True:
            points += self._points("breach", "breach of the contract in", since, _ALLOW)
        for stub in self.stubs if stubs and not self.allow_unused_stubs else ():
            if not stub.owed:
                continue
            nearly = f"\n    nearest: {stub.missed}" if stub.missed else ""
            remedy = "remove it, or give stub(..., optional=True) or allow_unused_stubs = True"
            points.append(
                f"the stub of {stub.operation_id} wanted {stub.owed}\n"
                f"    made at {stub.described()}{nearly}\n    {remedy}"
            )
        if points:
            raise VerificationError("\n".join(points))

    def _points(self, kind: str, title: str, since: int, remedy: str = "") -> list[str]:
        """A paragraph for each of the first calls of a kind, and a line that counts the others."""
        allowed = self.allow_breaches if kind == "breach" else frozenset()
        accepted = frozenset() if isinstance(allowed, bool) else allowed
        wrong = [
            e
            for e in self.journal.wrong(kind)
            if e.operation_id not in accepted and int(e.id) > since
        ]
        total = len(wrong)
        if not since:  # or else the journal still has them all
            total = self.journal.count(None, kind) - sum(
                self.journal.count(o, kind) for o in accepted
            )
        texts = [f"{e}\n{e.error.rstrip()}" if e.error else e.explained() for e in wrong[:_SHOWN]]
        points = [f"{title} {text}" + (f"\n    {remedy}" if remedy else "") for text in texts]
        if total > len(points):
            points.append(f"{total - len(points)} more: {title} ...")
        return points

    def reset(self) -> None:
        """Forget stubs, faults, journal, keys and services' states; options and clock stay."""
        with self.lock:
            self.release()
            self.keys.reset()
            self.random.seed(self.seed)

    def release(self) -> None:
        """Let go of all that was sent to it and answered.

        A state has its session, and an exchange may: until these cycles are broken, the memory
        stays until Python next looks for them, which it does by their number and not by their size.
        """
        self.stubs.clear()
        self._stubbed = 0
        self.faults.clear()
        self.journal.clear()
        self.states.clear()
        self.windows.clear()


# The name of the session a request gets that asks for none.
DEFAULT = ""
# Sessions that were not put: each holds its journal and its services' states.
LIMIT = 256
# The bytes that all sessions hold together, those apart that were put and the default one: these
# give way to none, and are bounded each by itself.
BUDGET = 256 * 1024 * 1024
# The names of sessions that ended; older ones would start anew.
_REMEMBERED = 10_000


class SessionEndedError(LookupError):
    """The session was dropped, or gave way to newer ones."""


class Sessions:
    """Sessions by name.

    A name that is new gets a fresh session; of those the one that was not used for longest gives
    way beyond `LIMIT`, or when all hold more than `BUDGET` bytes; the first time, a warning is
    logged under "penstock_mock". A session that ended stays so.
    """

    def __init__(self, make: Callable[[], Session], default: Session | None = None) -> None:
        """make: a fresh session, for a new name. default: the session without a name."""
        self._make = make
        self._default = default or make()
        self._put: dict[str, Session] = {}
        self._fresh: dict[str, Session] = {}
        self._ended: dict[str, str] = {}
        """The reason, by name."""
        self._held: dict[str, int] = {}
        """The bytes of each fresh session when another one was last asked for."""
        self._last = DEFAULT
        self._total = 0
        self._gave_way = False
        self._lock = threading.Lock()

    def get(self, name: str = DEFAULT) -> Session:
        """The session of that name. Raises SessionEndedError when there was one."""
        if name == DEFAULT:
            return self._default
        with self._lock:
            if name in self._put:
                return self._put[name]
            if name in self._ended:
                raise SessionEndedError(
                    f"the session {name!r} {self._ended[name]}; use another name"
                )
            # Last in the order of use.
            session = self._fresh.pop(name) if name in self._fresh else self._make()
            self._fresh[name] = session
            if self._last in self._fresh:  # with all that it was asked for since
                self._weigh(self._last, self._fresh[self._last].held)
            self._weigh(name, session.held)
            self._last = name
            if len(self._fresh) > LIMIT:
                self._give_way(f"more than {LIMIT} were used since")
            while self._total > BUDGET and len(self._fresh) > 1:
                self._give_way(f"all sessions held more than {BUDGET} bytes")
            return session

    def put(self, name: str, session: Session) -> None:
        """Have requests that ask for `name` answered in `session`, until it is dropped."""
        with self._lock:
            self._ended.pop(name, None)
            self._put[name] = session

    def drop(self, name: str) -> None:
        """End a session; nothing happens when it ended already."""
        with self._lock:
            for sessions in (self._put, self._fresh):
                if sessions.pop(name, None) is not None:  # the test may still look into it
                    self._end(name, "ended with the test it was for")

    def _weigh(self, name: str, held: int) -> None:
        self._total += held - self._held.get(name, 0)
        self._held[name] = held

    def _give_way(self, reason: str) -> None:
        """End the session that was not used for longest."""
        oldest = next(iter(self._fresh))
        self._fresh.pop(oldest).release()
        if not self._gave_way:
            self._gave_way = True
            _log.warning("the session %r gave way, as others will: %s", oldest, reason)
        self._end(oldest, f"gave way: {reason}")

    def _end(self, name: str, reason: str) -> None:
        self._total -= self._held.pop(name, 0)
        self._ended[name] = reason
        if len(self._ended) > _REMEMBERED:
            del self._ended[next(iter(self._ended))]


class Keys:
    """The API keys that the mock accepts.

    By default any key that isn't empty, doesn't start with "bad" or "invalid", and was
    not revoked. So every documented example runs, and a wrong key is easy to write.
    """

    REFUSED_PREFIXES = ("bad", "invalid")

    def __init__(self) -> None:
        self._only: frozenset[str] | None = None
        self._revoked: set[str] = set()

    def only(self, *keys: str) -> None:
        """Accept these keys and no others, whatever they look like. Raises TypeError for what is no
        text.
        """
        for key in keys:
            _check_key(key)
        self._only = frozenset(keys)

    def revoke(self, key: str) -> None:
        """Refuse this key from now on. Raises TypeError for what is no text."""
        _check_key(key)
        self._revoked.add(key)

    def accepts(self, key: str | None) -> bool:
        """Return whether the key is accepted."""
        if not key or key in self._revoked:
            return False
        if self._only is not None:
            return key in self._only
        return not key.lower().startswith(self.REFUSED_PREFIXES)

    def reset(self) -> None:
        """As in a fresh session."""
        self._only = None
        self._revoked.clear()

    def __repr__(self) -> str:
        rule = "any" if self._only is None else f"{len(self._only)} of them"
        return f"Keys(accepts {rule}, {len(self._revoked)} revoked)"  # never the keys themselves


def _check_key(key: Any) -> None:
    if not isinstance(key, str):  # which the message must not show
        raise TypeError(f"a key is of the type {type(key).__name__}; give its text")
