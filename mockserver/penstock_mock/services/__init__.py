"""What a document can't say: the protocol a service implements, and what it is handed."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, runtime_checkable

from attrs import define, field, frozen

import penstock_mock  # annotations name what needs this module

from ..exchange import MISSING, Missing, Request
from ..headers import plan
from ..timeline import Head, Timeline
from ..validate import Finding

if TYPE_CHECKING:
    import penstock_mock.contract

DEFAULT_DIALECT = "documented"
"""What a service speaks unless its option `dialect` says otherwise."""

HeaderChanges: TypeAlias = Mapping[str, str | None]
"""Headers to set over the declared ones; None leaves a declared header out."""


@frozen
class Reply:
    """What a service decided; what it left open, the engine takes from the document.

    Nothing at all (`Reply()`) is the document's own success. `Reply(404)` is the first example of
    404; `Reply(404, example="not-found")` a named one; `Reply(200, json={...})` a body of its own.
    Declared headers are added with coherent values unless `headers` sets or drops them.
    """

    status: int | None = None
    json: Any = MISSING
    body: bytes | None = None
    """Raw bytes instead of `json`; say their type in `media`."""
    stream: tuple[tuple[float, bytes], ...] | None = None
    """Chunks, each after its delay in seconds, instead of `json` (see `timeline.sse`)."""
    example: str | None = None
    media: str | None = None
    headers: HeaderChanges = field(factory=dict)
    delay: float = 0.0


@frozen
class Auth:
    """What the operation's security says about the request."""

    ok: bool
    key: str | None = None
    """The credential presented, valid or not."""

    @property
    def missing(self) -> bool:
        """No credential was presented at all."""
        return not self.key


@frozen
class Problem:
    """Why the engine is about to refuse a request."""

    status: int
    title: str
    detail: str
    findings: tuple[Finding, ...] = ()


@define(eq=False)
class Call:
    """One request to one operation, decoded."""

    session: penstock_mock.Session
    contract: penstock_mock.Contract
    operation: penstock_mock.contract.Operation
    request: Request
    path_params: Mapping[str, Any]
    """Decoded and coerced; a value that can't be coerced stays a string."""
    query_params: Mapping[str, Any]
    """Only the declared ones that were sent (or have a default)."""
    header_params: Mapping[str, Any]
    """By the name the document uses."""
    json: Any | Missing
    """The parsed body (JSON, form or multipart); MISSING when there is none or it can't be read."""
    auth: Auth
    findings: tuple[Finding, ...]
    service: penstock_mock.services.Service | None = None

    @property
    def state(self) -> Any:
        """This service's state in this session."""
        return self.session.state(self.service) if self.service else None

    @property
    def now(self) -> float:
        """The session clock's `time()`: seconds since 1970."""
        return self.session.clock.time()

    @property
    def base_url(self) -> str:
        """Where the service lives for this caller: scheme, host and the part before the path."""
        request = self.request
        if request.base_url:
            return request.base_url
        servers = self.operation.servers
        own = next((s.url for s in servers if s.host and s.host == request.host), "")
        return own or (f"{request.scheme}://{request.host}" if request.host else servers[0].url)

    @property
    def dialect(self) -> str:
        """The dialect this service speaks in this session."""
        return str(self.option("dialect", DEFAULT_DIALECT))

    def option(self, name: str, default: Any = None) -> Any:
        """An option of this operation's service."""
        return self.session.option(self.operation.service, name, default)

    def example(self, status: int, name: str | None = None, media: str | None = None) -> Any:
        """A fresh copy of a named example (the first of the status, in the session's dialect, when
        no name is given). Raises LookupError naming those there are.
        """
        return copy.deepcopy(self._example(status, name, media).value)

    def _example(
        self, status: int, name: str | None, media: str | None
    ) -> penstock_mock.contract.Example:
        response = self.operation.response(status)
        content = response.content if response else {}
        kinds = [kind for kind in content.values() if media in (None, kind.type)]
        dialect = None if name else self.dialect
        found = next((e for kind in kinds if (e := kind.example(name, dialect))), None)
        if found is None:
            known = ", ".join(e.name for kind in kinds for e in kind.examples) or "none"
            asked = f"example {name!r}" if name else "example"
            raise LookupError(f"{self.operation.id} {status} has no {asked}; it has {known}")
        return found

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
        response = self.operation.response(status)
        if response is not None and response.headers:
            declared = plan(response, self.contract.generator, media, self.dialect)
            window = self.session.window(self.operation.id)
            named |= declared.values(status, self.now, window)
        return changed(named, changes) if changes else named


def changed(headers: Mapping[str, str], changes: HeaderChanges) -> dict[str, str]:
    """The headers with some set, and those left out that `changes` has None for."""
    names = {name.lower() for name in changes}
    kept = {name: value for name, value in headers.items() if name.lower() not in names}
    return kept | {name: value for name, value in changes.items() if value is not None}


class Service(Protocol):
    """A service's behaviour. `Plain` has defaults for all of it."""

    name: str
    """The tag of its operations in the document."""
    authenticates: bool
    """True: it looks at `call.auth` itself, in its own order; False: the engine answers 401."""

    def new_state(self, session: penstock_mock.Session) -> Any:
        """The state a fresh session starts with."""

    def respond(self, call: Call) -> Reply | Timeline | None:
        """The answer; None leaves it to the document's examples."""

    def refine(self, call: Call, problem: Problem, reply: Reply) -> Reply:
        """The engine's refusal (400, 401, 406) in the service's own words; or `reply` as it is."""
        ...


@runtime_checkable
class Signposted(Protocol):
    """A service with words of its own for a path, or a method of a path, that it does not have."""

    def lost(
        self, session: penstock_mock.Session, request: Request, allow: tuple[str, ...]
    ) -> Timeline | None:
        """The answer; None leaves it to the engine.

        allow: the methods the path does have; () when there is no such path.
        """
        ...


@runtime_checkable
class Partial(Protocol):
    """A service of which some sessions' servers have only a part."""

    def has(self, session: penstock_mock.Session, operation_id: str) -> bool:
        """Return whether the session's server has an operation."""
        ...


@runtime_checkable
class Described(Protocol):
    """A service with an answer of its own to OPTIONS."""

    def describe(
        self, session: penstock_mock.Session, request: Request, methods: tuple[str, ...]
    ) -> Timeline:
        """The answer. methods: those the path answers to."""
        ...


class Plain:
    """The service that has nothing to add; a base for those that add a little."""

    name = ""
    authenticates = False

    def new_state(self, session: penstock_mock.Session) -> Any:
        """No state."""
        return None

    def respond(self, call: Call) -> Reply | Timeline | None:
        """The document's own answer."""
        return None

    def refine(self, call: Call, problem: Problem, reply: Reply) -> Reply:
        """The document's own error."""
        return reply
