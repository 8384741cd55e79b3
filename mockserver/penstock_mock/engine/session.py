"""The state one test owns: clock, seed, keys, faults, stubs, journal, and each service's own.

Nothing here is global. Two sessions on one engine never see each other.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, Protocol, TypeAlias, get_args

from ..document.decoding import DecodedRequest
from ..document.headers import WINDOW, Window
from ..document.request import MISSING, HeaderChanges
from .clock import Clock, VirtualClock
from .exchange import Reply
from .faults import Faults, check_operation
from .journal import Journal
from .stubs import Stub, Where
from .timeline import Timeline
from .timeline import sse as sse_chunks

Validation: TypeAlias = Literal["report", "strict", "off"]


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
        operations: Iterable[str] = (),
    ) -> None:
        """A fresh session.

        seed: decides generated data, probabilities and ids. clock: a `VirtualClock` unless given.
        validation: of requests; "report" writes findings to the journal, "strict" also answers
        400, "off" does neither. options: per service, e.g. {"sim": {"dialect": "2026-08"}}.
        strict: False makes `verify` accept unexpected calls and unused stubs. operations: the ids
        there are, so that a mistyped one is refused at once (`Engine.session` fills it in).

        Raises ValueError for an unknown validation mode.
        """
        if validation not in get_args(Validation):
            raise ValueError(f"validation is {validation!r}; use report, strict or off")
        self.seed = seed
        self.clock: Clock = VirtualClock() if clock is None else clock
        self.validation: Validation = validation
        self.options: dict[str, dict[str, Any]] = {k: dict(v) for k, v in (options or {}).items()}
        self.allow_unexpected = not strict
        self.allow_unused_stubs = not strict
        self.keys = Keys()
        self.journal = Journal()
        self.faults = Faults(seed, operations)
        self.random = random.Random(seed)  # noqa: S311 - reproducible, not secret
        self.stubs: list[Stub] = []
        self.states: dict[str, Any] = {}
        self.windows: dict[str, Window] = {}
        self.lock = threading.RLock()
        self._operations = tuple(operations)

    def option(self, service: str, name: str, default: Any = None) -> Any:
        """An option of a service, e.g. option("sim", "dialect", "2025-10")."""
        return self.options.get(service, {}).get(name, default)

    def state(self, service: Stateful) -> Any:
        """The state of a service in this session, made when first asked for."""
        if service.name not in self.states:
            self.states[service.name] = service.new_state(self)
        return self.states[service.name]

    def window(self, operation_id: str) -> Window:
        """The rate window of an operation whose service keeps none itself."""
        return self.windows.setdefault(operation_id, Window(self.clock.time() + WINDOW))

    def stub(
        self,
        operation_id: str,
        *,
        status: int | None = None,
        json: Any = MISSING,
        body: bytes | None = None,
        media: str | None = None,
        headers: HeaderChanges | None = None,
        sse: Iterable[Any] | None = None,
        timeline: Timeline | None = None,
        example: str | None = None,
        delay: float = 0.0,
        times: int | None = None,
        where: Where | None = None,
        optional: bool = False,
    ) -> Stub:
        """Answer an operation yourself; wins over the service, the newest stub first.

        What is left open comes from the document, as for a service's `Reply`. sse: events, as
        `timeline.sse` takes them. timeline: the whole answer; nothing else is then looked at.
        times: how many calls it answers (None: every one). where: a callable on the `Call`, or a
        mapping {"path": {...}, "query": {...}, "headers": {...}, "json": {...}}, each contained in
        the request. optional: `verify` doesn't mind when it is never used.

        Raises LookupError for an operation the document doesn't have, ValueError for what can't be
        an answer or a condition.
        """
        check_operation(operation_id, self._operations)
        reply = Reply(
            status,
            json,
            body,
            None if sse is None else sse_chunks(sse),
            example,
            media or ("text/event-stream" if sse is not None else None),
            headers or {},
            delay,
        )
        stub = Stub(operation_id, timeline or reply, times, where, optional)
        self.stubs.append(stub)
        return stub

    def stub_for(self, call: DecodedRequest) -> Stub | None:
        """The newest stub that answers a call, if any."""
        if not self.stubs:
            return None
        return next((stub for stub in reversed(self.stubs) if stub.takes(call)), None)

    def verify(self) -> None:
        """Check both ways that what happened is what was expected.

        Raises VerificationError (an AssertionError) for an unexpected call, an unused stub, or a
        failure of the mock itself. Each message names the way to relax it.
        """
        points = [f"the mock failed on {e}\n{e.error}" for e in self.journal.crashed]
        for exchange in () if self.allow_unexpected else self.journal.unexpected:
            near = "".join(f"\n    nearest: {miss}" for miss in exchange.near)
            remedy = "to accept it: session.allow_unexpected = True"
            points.append(f"unexpected call {exchange}{near}\n    {remedy}")
        points += [
            f"the stub of {stub.operation_id} wanted {stub.owed}; "
            "remove it, or give stub(..., optional=True) or session.allow_unused_stubs = True"
            for stub in (() if self.allow_unused_stubs else self.stubs)
            if stub.owed
        ]
        if points:
            raise VerificationError("\n".join(points))

    def reset(self) -> None:
        """Forget stubs, faults, journal, keys and services' states; options and clock stay."""
        with self.lock:
            self.stubs.clear()
            self.faults.clear()
            self.journal.clear()
            self.keys.reset()
            self.states.clear()
            self.windows.clear()
            self.random.seed(self.seed)


# The name of the session a request gets that asks for none.
DEFAULT = ""
# A test suite of that size at once is unlikely; a server that runs for days must not grow.
LIMIT = 10_000


class Sessions:
    """Sessions by name; each is made when first asked for, the oldest give way beyond `LIMIT`."""

    def __init__(self, make: Callable[[], Session], default: Session | None = None) -> None:
        """make: a fresh session, for a new name. default: the session without a name."""
        self._make = make
        self._default = default or make()
        self._named: dict[str, Session] = {}
        self._lock = threading.Lock()

    def get(self, name: str = DEFAULT) -> Session:
        """The session of that name."""
        if name == DEFAULT:
            return self._default
        with self._lock:
            if name not in self._named:
                self._put(name, self._make())
            return self._named[name]

    def put(self, name: str, session: Session) -> None:
        """Have requests that ask for `name` answered in `session`."""
        with self._lock:
            self._put(name, session)

    def drop(self, name: str) -> None:
        """Forget a session; nothing happens when it is gone already."""
        with self._lock:
            self._named.pop(name, None)

    def _put(self, name: str, session: Session) -> None:
        self._named[name] = session
        while len(self._named) > LIMIT:
            del self._named[next(iter(self._named))]


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
        """Accept these keys and no others, whatever they look like."""
        self._only = frozenset(keys)

    def revoke(self, key: str) -> None:
        """Refuse this key from now on."""
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
