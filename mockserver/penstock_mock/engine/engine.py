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

import ipaddress
import traceback
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias
from urllib.parse import quote, unquote, urlsplit

from attrs import evolve, frozen

from ..document.contract import Contract
from ..document.decoding import decode_request
from ..document.operations import Operation
from ..document.request import Request
from ..document.router import Match, Miss, methods_of
from ..document.schemas import ContractError
from ..document.security import challenges
from ..document.validation import errors_in, report
from . import faults
from .answers import answer, plain_problem, refuse
from .coverage import chosen
from .exchange import Exchange, Problem, Reply, Verdict, recorded
from .faults import FaultRule
from .negotiation import unmet
from .service import Call, Service
from .session import Session
from .stubs import Stub
from .timeline import Timeline

EXCHANGE_HEADER = "X-Mock-Exchange"
_NOT_YET = Timeline(())
_IMPLIED = ("HEAD", "OPTIONS")
_UNAVAILABLE = 503  # the status of a "status" fault that names none
# The addresses that the answer to a foreign one lists.
_LISTED = 6
# The places of paths that are kept, and the characters of those paths.
_MOST_PLACES, _SHORT = 1000, 300


class Engine:
    """Plays one contract back. It holds no state of its own: that is the session's."""

    def __init__(self, contract: Contract, services: Mapping[str, Service] | None = None) -> None:
        """services: behaviour by tag; an operation without one is answered from the document."""
        self.contract = contract
        self.services = dict(services or {})

    def session(self, **options: Any) -> Session:
        """A fresh session that knows this contract's operations; options as for `Session`."""
        options.setdefault("coverage", chosen(None, self.contract))
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
            if "prefer" in request.header_map:
                fields["findings"] += tuple(unmet(operation, request))
            findings = fields["findings"]
            if session.validation == "off":
                fields["findings"] = ()
            service = self.services.get(operation.service)
            call = Call(session, self.contract, service, exchange.at, **fields)
            exchange.path_params, exchange.findings = call.path_params, call.findings
            rule = session.faults.draw(operation.id) if session.faults.armed else None
            try:
                if rule is None:
                    exchange.timeline, exchange.verdict = _answer(call)
                else:
                    exchange.timeline, exchange.verdict = _faulted(call, rule), "faulted"
            except ContractError as gap:  # in no words of the document's: it is no error of its API
                exchange.error, exchange.verdict = str(gap), "unanswered"
                exchange.timeline = plain_problem(Problem(501, "Not Implemented", str(gap)))
            if call.findings:
                accepted = session.accepts_breaches(operation.id)
                exchange.allowed = call.breaches_allowed or accepted
            if session.coverage is not None:
                session.coverage.note(call, exchange, findings, call.dialect)
        else:
            service = None if found.elsewhere else self._service_at(request)
            exchange.elsewhere = found.elsewhere
            exchange.near = () if found.elsewhere else self.contract.nearest(request)
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
        return Miss(tuple(sorted(there)), there, found.elsewhere)

    def _describe(self, session: Session, request: Request, allow: tuple[str, ...]) -> Exchange:
        methods = methods_of(allow)
        service = self._service_at(request)
        own = service.describe_methods(session, request, methods) if service else None
        plain = Timeline.reply(204, headers=(("Allow", ", ".join(methods)),))
        return Exchange("", request, own or plain)

    def _service_at(self, request: Request) -> Service | None:
        """The service of an unrouted path: the one the frontend selected, or the host's; of several
        at one host, the one with the longest base path that the path begins with.
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
        refused = refuse(call, problem)
        if problem.status == 401 and not refused.header("www-authenticate"):
            refused = refused.with_header("WWW-Authenticate", challenges(call.operation.security))
        return refused, "refused"
    decided = stub.answer if stub else call.service.respond(call) if call.service else None
    answered = decided if isinstance(decided, Timeline) else answer(call, decided)
    if stub is not None:
        stub.used += 1
    if isinstance(answered, Problem):
        return refuse(call, answered), "refused"
    return answered, "stubbed" if stub else "served"


def _refusal(call: Call, stub: Stub | None) -> Problem | None:
    """Credentials first: without them a client learns nothing of what else is wrong."""
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
    if miss.elsewhere:
        return plain_problem(Problem(404, "Not Found", miss.elsewhere))
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


Authority: TypeAlias = tuple[str, str, int | None]
_RELATIVE: Authority = ("", "", None)
Hosts: TypeAlias = Mapping[str, str | Iterable[str]]
"""Base URLs by service, for servers that the document doesn't name; "": of the whole document."""


class Mounts:
    """The services of a contract by the URLs they are reached at.

    Base paths are exact: an operation is below those of its own servers, on a port as in process.
    """

    def __init__(
        self, contract: Contract, root: str | None = None, hosts: Hosts | None = None
    ) -> None:
        """root: the one service that is served, without a prefix; unless given every one below its
        own, and on a port any document but the bundled one as a whole at the root as well. hosts:
        more addresses to answer at.

        Raises ValueError for hosts that are no URL, or of no service.
        """
        self._contract = contract
        self.services = contract.services if root is None else (root,)
        """The services that are served."""
        self._root = root
        self._whole = not contract.bundled
        self._own: dict[Authority, dict[str, str]] = {}
        """The document's addresses: their services, each with its first URL there."""
        self._named: dict[Authority, list[tuple[str, str]]] = {}
        """The other ones: services, and the bases of the URLs."""
        self._places: dict[tuple[str, str], Place] = {}
        """Those of paths on a port that were asked for, since they are asked for again."""
        self._played: dict[str, str] = {}
        """The base URLs of all, and the service of each."""
        for operation in contract.operations.values():
            for server in operation.servers:
                own = self._own.setdefault(_authority(server.url), {})
                own.setdefault(operation.service, server.url)
        self._add(hosts or {})
        self._played |= {url: service for own in self._own.values() for service, url in own.items()}
        ports = Counter(host for _, host, _ in self._own)
        self._shared = {authority for authority in self._own if ports[authority[1]] > 1}
        """Addresses whose host has others, by scheme or port."""
        named = {service for bases in self._named.values() for service, _ in bases}
        relative = self._own.pop(_RELATIVE, {})
        self._anywhere = {s: url for s, url in relative.items() if s not in named}
        """The services at relative URLs, which are at any address unless the test names some."""

    def _add(self, hosts: Hosts) -> None:
        everything = tuple(dict.fromkeys(o.service for o in self._contract.operations.values()))
        for name, urls in hosts.items():
            if name and name not in everything:
                known = ", ".join(self.services) or "none, as no operation has a tag"
                raise ValueError(
                    f"hosts names the service {name!r}; there is {known}; '' names all there is"
                )
            for url in (urls,) if isinstance(urls, str) else urls:
                parts = urlsplit(url)
                usable = parts.hostname and parts.scheme in ("http", "https")
                if not usable or parts.query or parts.fragment:
                    raise ValueError(
                        f"hosts has {url!r} for {name!r}; give a base URL, such as https://host/v1"
                    )
                named = self._named.setdefault(_authority(url), [])
                base = parts.path.rstrip("/")
                named += [(service, base) for service in ((name,) if name else everything)]
                self._played[url] = name

    @property
    def bases(self) -> tuple[str, ...]:
        """The base paths at the root of a port; () where every service is below a prefix."""
        if self._root is None and not self._whole:
            return ()
        served = (o for o in self._contract.operations.values() if self._root in (None, o.service))
        return tuple(dict.fromkeys(server.base for o in served for server in o.servers[:1]))

    def prefix(self, service: str) -> str:
        """The path of a client's base URL: "/sim", "/dify/v1"; "/v1" at the root. "": that of a
        whole document at the root, if all of it has the same.
        """
        if not service:
            return self.bases[0] if len(self.bases) == 1 else ""
        base = self._contract.base(service)
        return base if self._root is not None else f"/{segment(service)}{base}"

    def claims(self, url: str) -> bool:
        """Return whether all at a URL's address is the mock's; at those that only relative servers
        have, its operations are.
        """
        authority = _authority(url)
        return authority in self._named or bool(self._owners(authority))

    def on_port(self, method: str, raw_path: str) -> Place:
        """The place of a path on a port, where every path is the mock's.

        A path may begin with a prefix by chance ("/pets/7" of the service "pets"): the document's
        own path comes first.
        """
        place = self._places.get((method, raw_path))
        if place is None:
            place = self._on_port(method, raw_path)
            if len(raw_path) <= _SHORT:
                if len(self._places) >= _MOST_PLACES:
                    self._places.clear()
                self._places[method, raw_path] = place
        return place

    def _on_port(self, method: str, raw_path: str) -> Place:
        readings = [Place(self._root, "", raw_path)] if self._root or self._whole else []
        _, first, *_ = f"{raw_path}/".split("/")
        if self._root is None and (service := unquote(first)) in self.services:
            prefix = f"/{first}"
            readings.append(Place(service, prefix, raw_path[len(prefix) :] or "/"))
        if readings:
            return self._best(method, "", readings)
        there = ", ".join(self.prefix(service) for service in self.services)
        return Place(None, "", raw_path, Miss(elsewhere=f"the services are below {there}"))

    def in_application(self, method: str, url: str, raw_path: str) -> Place:
        """The place of a URL in an ASGI application that is used in process: at a name of this
        machine as on a port, at any other as in a transport.
        """
        host = _authority(url)[1]
        if not is_local(host):
            return self.in_process(method, url, raw_path)
        place = self.on_port(method, raw_path)
        if isinstance(place.route, Match) or not self.claims(url):
            return place
        there = self.in_process(method, url, raw_path)
        found = there.route or self._contract.route(_request(method, host, there))
        return evolve(there, route=found) if isinstance(found, Match) else place

    def in_process(self, method: str, url: str, raw_path: str) -> Place:
        """The place of a URL in a transport, which is given requests to any host."""
        authority = _authority(url)
        readings = [
            Place(service, base.removesuffix(own), own + raw_path[len(base) :])
            for service, base in self._named.get(authority, ())
            if f"{raw_path}/".startswith(f"{base}/")
            for own in dict.fromkeys(s.base for o in self._contract.of(service) for s in o.servers)
        ]
        if services := self._owners(authority) or self._anywhere:
            only = next(iter(services)) if len(services) == 1 else None
            readings.append(self._exact(method, url, Place(only, "", raw_path)))
        if len(readings) == 1:
            return readings[0]
        if readings:
            return self._best(method, authority[1], readings)
        if named := self._named.get(authority):
            service, base = named[0]
            return Place(
                service, "", raw_path, Miss(elsewhere=f"{service or 'it'} is below {base}")
            )
        there = [f"{url} ({service or 'no tag'})" for url, service in self._played.items()]
        more = f" and {len(there) - _LISTED} more" if len(there) > _LISTED else ""
        why = f"{url} is not played, only {', '.join(there[:_LISTED])}{more}"
        remedy = 'to play it, give hosts={"service": "https://host/base"}'
        return Place(None, "", raw_path, Miss(elsewhere=f"{why}; {remedy}"))

    def _owners(self, authority: Authority) -> Mapping[str, str]:
        """The services that the document has at an address; its URLs may leave the scheme out."""
        return self._own.get(authority) or self._own.get(("", *authority[1:]), {})

    def _exact(self, method: str, url: str, place: Place) -> Place:
        """The place, unless it is of an operation at another port or scheme of the same host."""
        authority = _authority(url)
        if authority not in self._shared:
            return place
        found = self._contract.route(_request(method, authority[1], place))
        if isinstance(found, Match):
            there = [server.url for server in found.target.servers]
            if authority not in map(_authority, there):
                found = Miss(elsewhere=f"{found.target.id} is at {', '.join(there)}, not {url}")
        return evolve(place, route=found)

    def _best(self, method: str, host: str, readings: list[Place]) -> Place:
        """The first that names an operation, else with another method, else the last."""
        missed: list[tuple[Miss, Place]] = []
        for place in readings:
            found = place.route or self._contract.route(_request(method, host, place))
            routed = evolve(place, route=found)
            if isinstance(found, Match):
                return routed
            missed.append((found, routed))
        return next((place for miss, place in missed if miss.allow), missed[-1][1])


def _request(method: str, host: str, place: Place) -> Request:
    return Request(method, place.path, host=host, service=place.service)


@lru_cache(maxsize=1024)
def _authority(url: str) -> Authority:
    """The scheme and host of a URL, and the port where it is not its scheme's own."""
    parts = urlsplit(url)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname or "", None if parts.port == usual else parts.port


@lru_cache(maxsize=1024)
def is_local(host: str) -> bool:
    """Return whether a host is an address, or a name that the public DNS doesn't have: one without
    a dot, or below .localhost or .test (RFC 6761).
    """
    at_socket = host.startswith("/")  # of the file system, as a server may listen at one
    local = "." not in host or host.endswith((".localhost", ".test"))
    return local or at_socket or is_address(host)


@lru_cache(maxsize=1024)
def is_address(host: str) -> bool:
    """Return whether a host is an IP address."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def segment(service: str) -> str:
    """A service's name as the one segment of a path it is ("User Accounts", "a/b")."""
    return quote(service, safe="")
