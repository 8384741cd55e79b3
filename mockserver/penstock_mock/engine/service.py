"""The base of all services, and the call that one answers."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

from ..document.contract import Contract
from ..document.decoding import DecodedRequest
from ..document.examples import Example
from ..document.headers import Plan, changed
from ..document.operations import Operation
from ..document.request import HeaderChanges, Request
from ..document.router import Match
from .exchange import Problem, Reply
from .session import Session
from .timeline import Head, Timeline


class Service:
    """A service's behaviour; here the document's alone, for a service to add to."""

    name: str = ""
    """The tag of its operations in the document."""
    authenticates: bool = False
    """True: it looks at `call.auth` itself, in its own order; False: the engine answers 401."""
    own_methods: bool = False
    """True: HEAD and OPTIONS are undeclared methods like any other; False: the engine answers."""

    def new_state(self, session: Session) -> Any:
        """The state a fresh session starts with."""
        return None

    def dialect(self, session: Session) -> str | None:
        """The session's form of the API: an `x-dialect` of the document; None: any."""
        return None

    def respond(self, call: Call) -> Reply | Timeline | None:
        """The answer; None leaves it to the document's examples."""
        return None

    def refine(self, call: Call, problem: Problem, reply: Reply) -> Reply:
        """The engine's error (400, 401, 406) in the service's own form; or `reply` as it is."""
        return reply

    def has_operation(self, session: Session, operation_id: str) -> bool:
        """Return whether the session's server has an operation of the document."""
        return True

    def not_found(
        self, session: Session, request: Request, allow: tuple[str, ...]
    ) -> Timeline | None:
        """The answer where no operation matches; None leaves it to the engine.

        allow: the methods the path does have; () when there is no such path.
        """
        return None

    def describe_methods(
        self, session: Session, request: Request, methods: tuple[str, ...]
    ) -> Timeline | None:
        """The answer to OPTIONS; None leaves it to the engine. methods: those of the path."""
        return None


Plain = Service
"""The former name of `Service`, for services that add a little to it."""


class Services(MutableMapping[str, Service]):
    """Services by tag, each made when it is first asked for."""

    def __init__(self, makers: Mapping[str, Callable[[], Service]]) -> None:
        self._makers = dict(makers)
        self._made: dict[str, Service] = {}

    def __getitem__(self, tag: str) -> Service:
        if tag not in self._made:
            self._made[tag] = self._makers[tag]()
        return self._made[tag]

    def get(self, tag: str, default: Any = None) -> Any:
        made = self._made.get(tag)
        return super().get(tag, default) if made is None else made

    def __setitem__(self, tag: str, service: Service) -> None:
        self._made[tag] = service
        self._makers.setdefault(tag, lambda: service)

    def __delitem__(self, tag: str) -> None:
        del self._makers[tag]
        self._made.pop(tag, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


class Call(DecodedRequest):
    """A decoded request in its session."""

    def __init__(
        self,
        session: Session,
        contract: Contract,
        service: Service | None,
        now: float,
        match: Match[Operation],
        request: Request,
    ) -> None:
        super().__init__(match, request, session.keys.accepts)
        self.session = session
        self.contract = contract
        self.service = service
        self.now = now
        """The session clock's `time()` as the request came: seconds since 1970."""
        self.breaches_allowed = False
        """The stub that answers accepts a request that breaks the contract."""

    @property
    def state(self) -> Any:
        """This service's state in this session."""
        return self.session.state(self.service) if self.service else None

    @property
    def base_url(self) -> str:
        """The base URL for this client: scheme, host and the part before the path."""
        request = self.request
        if request.base_url:
            return request.base_url
        servers = self.operation.servers
        own = next((s.url for s in servers if s.host and s.host == request.host), "")
        return own or (f"{request.scheme}://{request.host}" if request.host else servers[0].url)

    @property
    def dialect(self) -> str | None:
        """The dialect this service speaks in this session; None: it has but one."""
        return self.service.dialect(self.session) if self.service else None

    def example(self, status: int, name: str | None = None, media: str | None = None) -> Any:
        """A fresh copy of a named example (the first of the status, in the session's dialect, when
        no name is given). Raises LookupError naming those there are.
        """
        response = self.operation.response(status)
        content = response.content.values() if response else ()
        kinds = [kind for kind in content if media in (None, kind.type)]
        dialect = None if name else self.dialect
        found: Example | None = next((e for k in kinds if (e := k.example(name, dialect))), None)
        if found is None:
            known = ", ".join(e.name for kind in kinds for e in kind.examples) or "none"
            asked = f"example {name!r}" if name else "example"
            raise LookupError(f"{self.operation.id} {status} has no {asked}; it has {known}")
        return copy.deepcopy(found.value)

    def head(
        self,
        status: int = 200,
        media: str | None = "application/json",
        headers: HeaderChanges | None = None,
    ) -> Head:
        """A head with the declared headers of that status, for a Timeline of your own."""
        return Head(status, tuple(self.headers(status, media, headers or {}).items()))

    def headers(self, status: int, media: str | None, changes: HeaderChanges) -> dict[str, str]:
        """Content-Type and the declared headers of an answer, with `changes` made to them."""
        named = {"Content-Type": media} if media else {}
        if (declared := self.declared(status, media)) is not None:
            window = self.session.window(self.operation.id, self.now)
            named |= declared.values(status, self.now, window)
        return changed(named, changes) if changes else named

    def declared(self, status: int, media: str | None) -> Plan | None:
        """The declared headers of an answer; None where there are none."""
        response = self.operation.response(status)
        if response is None or not response.headers:
            return None
        return response.header_plan(self.contract.generator, media, self.dialect)
