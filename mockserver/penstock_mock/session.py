"""The state one test owns: clock, seed, keys, faults, stubs, journal, and each service's own.

Nothing here is global. Two sessions on one engine never see each other.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias, get_args

from .clock import Clock, VirtualClock
from .exchange import MISSING, Exchange
from .faults import Faults, check_operation
from .headers import WINDOW, Window
from .journal import Journal
from .keys import Keys
from .services import Call, HeaderChanges, Reply, Service
from .stubs import Stub, Where
from .timeline import Timeline
from .timeline import sse as sse_chunks

__all__ = ["Keys", "Session", "Stub", "Validation", "VerificationError", "Where"]

Validation: TypeAlias = Literal["report", "strict", "off"]


class VerificationError(AssertionError):
    """What a strict session found at its end; the message says how to relax each point."""


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
        400, "off" does neither. options: per service, e.g. {"sim": {"dialect": "today"}}.
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
        """An option of a service, e.g. option("sim", "dialect", "documented")."""
        return self.options.get(service, {}).get(name, default)

    def state(self, service: Service) -> Any:
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

    def stub_for(self, call: Call) -> Stub | None:
        """The newest stub that answers a call, if any."""
        return next((stub for stub in reversed(self.stubs) if stub.takes(call)), None)

    def verify(self) -> None:
        """Check both ways that what happened is what was expected.

        Raises VerificationError (an AssertionError) for an unexpected call, an unused stub, or a
        failure of the mock itself. Each message says how to relax it.
        """
        points = [*self._crashed(), *self._unexpected(), *self._unused()]
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

    def _crashed(self) -> list[str]:
        return [f"the mock failed on {e}\n{e.error}" for e in self.journal.crashed]

    def _unexpected(self) -> list[str]:
        calls = () if self.allow_unexpected else self.journal.unexpected
        return [_unexpected(exchange) for exchange in calls]

    def _unused(self) -> list[str]:
        stubs = () if self.allow_unused_stubs else self.stubs
        return [
            f"the stub of {stub.operation_id} wanted {stub.owed}; "
            "remove it, or give stub(..., optional=True) or session.allow_unused_stubs = True"
            for stub in stubs
            if stub.owed
        ]


def _unexpected(exchange: Exchange) -> str:
    near = "".join(f"\n    nearest: {miss}" for miss in exchange.near)
    return f"unexpected call {exchange}{near}\n    to accept it: session.allow_unexpected = True"
