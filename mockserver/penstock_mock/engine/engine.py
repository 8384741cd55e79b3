"""Request in, Timeline out. No socket, no HTTP library, no clock of its own.

The order of things, for every request:

    route       no operation: 404 with the nearest ones, or 405 with Allow, unless the service has
                words of its own for that
    read        parameters and body decoded, findings noted
    fault       one in front of the service answers in its place
    stub        the test's own answer, if it has one for this call
    credentials 401, unless the service looks at them itself
    validation  400 for a request with errors, in a strict session
    service     behaviour beyond the document
    document    whatever is still open: status, media type, example, headers
    fault       one that changes an answer changes it
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, unquote

from attrs import evolve, frozen

from ..document.contract import Contract
from ..document.decoding import decode_request
from ..document.operations import Operation
from ..document.request import Request
from ..document.router import Match, Miss, methods_of
from ..document.validation import errors_in, report
from . import faults
from .answers import answer, plain_problem, refuse
from .exchange import Exchange, Problem, Reply, Verdict, recorded
from .faults import FaultRule
from .service import Call, Service
from .session import Session
from .stubs import Stub
from .timeline import Timeline

EXCHANGE_HEADER = "X-Mock-Exchange"
_NOT_YET = Timeline(())
_IMPLIED = ("HEAD", "OPTIONS")
_UNAVAILABLE = 503  # the status of a "status" fault that names none


class Engine:
    """Plays one contract back. It holds no state of its own: that is the session's."""

    def __init__(self, contract: Contract, services: Mapping[str, Service] | None = None) -> None:
        """services: behaviour by tag; an operation without one is answered from the document."""
        self.contract = contract
        self.services = dict(services or {})

    def session(self, **options: Any) -> Session:
        """A fresh session that knows this contract's operations; options as for `Session`."""
        return Session(operations=self.contract.operations, **options)

    def handle(self, session: Session, request: Request) -> Exchange:
        """The exchange, recorded in the session's journal.

        Where neither the document nor the service (see `Service.own_methods`) has HEAD or OPTIONS,
        HEAD is GET without the body (RFC 9110 9.3.2), and OPTIONS lists the methods of a path
        (9.3.7); as no call of the service, it stays out of the journal.

        Never raises: a failure of the mock itself is a 500 with verdict "crashed".
        """
        with session.lock:
            exchange = Exchange(str(session.journal.seen + 1), request, _NOT_YET)
            try:
                exchange.at = session.clock.time()
                found = self._route(session, request)
                if isinstance(found, Miss) and found.allow and request.method in _IMPLIED:
                    service = self._service_at(request)
                    if service is None or not service.own_methods:
                        if request.method == "OPTIONS":
                            return self._describe(session, request, found.allow)
                        found = found.others.get("GET", found)
                exchange.request = recorded(
                    request, self.contract.secret_query, self.contract.loggable
                )
                self._fill(exchange, session, request, found)
            except Exception:  # the border: nothing passes it
                exchange.verdict, exchange.error = "crashed", traceback.format_exc()
                why = exchange.error.rstrip().rpartition("\n")[2]
                exchange.timeline = plain_problem(Problem(500, "The mock failed", why))
            exchange.timeline = exchange.timeline.with_header(EXCHANGE_HEADER, exchange.id)
            session.journal.add(exchange)
        return exchange

    def _fill(
        self, exchange: Exchange, session: Session, request: Request, found: Match[Operation] | Miss
    ) -> None:
        if isinstance(found, Match):
            exchange.operation = operation = found.target
            fields = decode_request(found, request, session.keys.accepts)
            if session.validation == "off":
                fields["findings"] = ()
            service = self.services.get(operation.service)
            call = Call(session, self.contract, service, exchange.at, **fields)
            exchange.path_params, exchange.findings = call.path_params, call.findings
            rule = session.faults.draw(operation.id) if session.faults.armed else None
            if rule is None:
                exchange.timeline, exchange.verdict = _answer(call)
            else:
                exchange.timeline, exchange.verdict = _faulted(call, rule), "faulted"
            exchange.allowed = call.breaches_allowed
        else:
            exchange.near = self.contract.nearest(request)
            service = self._service_at(request)
            own = service.not_found(session, request, found.allow) if service else None
            timeline = own or _unexpected(exchange, found)
            rule = session.faults.draw(None)
            exchange.timeline = faults.apply(rule, timeline) if rule else timeline
            exchange.verdict = "unexpected"

    def _route(self, session: Session, request: Request) -> Match[Operation] | Miss:
        """The operation a request means; of other methods, those the session's server has."""
        found = request.route or self.contract.route(request)
        if isinstance(found, Match):
            return found
        there = {
            method: other
            for method, other in found.others.items()
            if (service := self.services.get(other.target.service)) is None
            or service.has_operation(session, other.target.id)
        }
        return Miss(tuple(sorted(there)), there)

    def _describe(self, session: Session, request: Request, allow: tuple[str, ...]) -> Exchange:
        methods = methods_of(allow)
        service = self._service_at(request)
        own = service.describe_methods(session, request, methods) if service else None
        plain = Timeline.reply(204, headers=(("Allow", ", ".join(methods)),))
        return Exchange("", request, own or plain)

    def _service_at(self, request: Request) -> Service | None:
        """Whose path it would be: the one the frontend was asked for, or the host's; of two at one
        host, the one whose base the path begins with, the longer base first.
        """
        if request.service:
            return self.services.get(request.service)
        bases = {
            server.base: operation.service
            for operation in self.contract.operations.values()
            for server in operation.servers
            if server.host and server.host == request.host
        }
        begun = [base for base in bases if f"{request.raw_path}/".startswith(f"{base}/")]
        return self.services.get(bases[max(begun, key=len)]) if begun else None


def _faulted(call: Call, rule: FaultRule) -> Timeline:
    before = _NOT_YET if rule.in_front else _answer(call)[0]
    if rule.kind == "status":
        reply = Reply(rule.status or _UNAVAILABLE, headers=rule.headers)
        answered = answer(call, reply)
        before = refuse(call, answered) if isinstance(answered, Problem) else answered
    return faults.apply(rule, before)


def _answer(call: Call) -> tuple[Timeline, Verdict]:
    call.session.window(call.operation.id).count(call.now)
    stub = call.session.stub_for(call)
    if stub is not None and stub.allow_breaches:
        call.breaches_allowed = True
    if (problem := _refusal(call, stub)) is not None:
        return refuse(call, problem), "refused"
    decided = stub.answer if stub else call.service.respond(call) if call.service else None
    answered = decided if isinstance(decided, Timeline) else answer(call, decided)
    if stub is not None:
        stub.used += 1
    if isinstance(answered, Problem):
        return refuse(call, answered), "refused"
    return answered, "stubbed" if stub else "served"


def _refusal(call: Call, stub: Stub | None) -> Problem | None:
    """Credentials first: who may not come in learns nothing of what else is wrong."""
    trusting = stub is not None or (call.service is not None and call.service.authenticates)
    if not call.auth.ok and not trusting:
        why = "no credentials were sent" if call.auth.missing else "the credentials are refused"
        return Problem(401, "Unauthorized", why)
    if call.session.validation != "strict" or not call.findings:
        return None
    errors = errors_in(call.findings)
    return Problem(400, "Bad Request", report(errors), errors) if errors else None


def _unexpected(exchange: Exchange, miss: Miss) -> Timeline:
    request = exchange.request
    nearest = "".join(f"; nearest: {near}" for near in exchange.near[:1])
    if miss.allow:
        allowed = ", ".join(miss.allow)
        why = f"{request.path} has {allowed}, not {request.method}"
        found = Problem(405, "Method Not Allowed", why)
        return plain_problem(found).with_header("Allow", allowed)
    why = f"no operation at {request.method} {request.path}{nearest}"
    return plain_problem(Problem(404, "Not Found", why))


@frozen
class Place:
    """The service that a path is for, the prefix that names it, and the rest."""

    service: str | None
    """None leaves it to the host, and without one to the path."""
    prefix: str
    path: str
    route: Match[Operation] | Miss | None = None
    """The result of routing it, where that was needed."""


class Mounts:
    """The services of a contract by the URLs they are reached at.

    A path may begin with a prefix by chance ("/pets/7" of the service "pets"), so that of several
    readings the first that names an operation is taken.
    """

    def __init__(self, contract: Contract, root: str | None = None) -> None:
        """root: the one service that is served, without a prefix; unless given every one below its
        own, and on a port the whole document at the root as well, for what no prefix claims.
        """
        self._contract = contract
        self.services = contract.services if root is None else (root,)
        """The services that are served."""
        self._root = root
        self._hosts = {s.host for o in contract.operations.values() for s in o.servers if s.host}

    def prefix(self, service: str) -> str:
        """The path of a client's base URL: "/sim", "/dify/v1"; "/v1" at the root."""
        base = self._contract.base(service)
        return base if self._root is not None else f"/{segment(service)}{base}"

    def on_port(self, method: str, raw_path: str) -> Place:
        """The place of a path on a port, where every path is the mock's."""
        readings = [*self._prefixed(raw_path, depth=1), Place(self._root, "", raw_path)]
        return self._best(method, "", readings)

    def in_process(self, method: str, host: str, raw_path: str) -> Place:
        """The place of a URL in a transport, which is given requests to any host."""
        plain = Place(None, "", raw_path)
        if host in self._hosts:
            return self._best(method, host, [plain, *self._prefixed(raw_path, depth=1)])
        # Below any base URL that ends with a prefix, as behind a proxy.
        return self._best(method, host, [*self._prefixed(raw_path, raw_path.count("/")), plain])

    def holds(self, host: str, service: str | None) -> bool:
        """Return whether a URL is a service's, by its path or by its host."""
        return service is not None or host in self._hosts

    def _prefixed(self, raw_path: str, depth: int) -> Iterator[Place]:
        parts = raw_path.split("/")
        for place, part in enumerate(parts[: depth + 1]):
            if (service := unquote(part)) in self.services:
                prefix = "/".join(parts[: place + 1])
                yield Place(service, prefix, raw_path[len(prefix) :] or "/")

    def _best(self, method: str, host: str, readings: list[Place]) -> Place:
        """The first that names an operation, were it with another method; else the first."""
        if len(readings) == 1:
            return readings[0]
        for place in readings:
            request = Request(method, place.path, host=host, service=place.service)
            found = self._contract.route(request)
            if isinstance(found, Match) or found.allow:
                return evolve(place, route=found)
        return readings[0]


def segment(service: str) -> str:
    """A service's name as the one segment of a path it is ("User Accounts", "a/b")."""
    return quote(service, safe="")
