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
import re
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import Any, Protocol, TypeAlias
from urllib.parse import SplitResult, quote, unquote, urlsplit

from attrs import evolve

import penstock_mock  # the count of coverage is loaded when one is asked for

from ..document.contract import Address, Contract, address_of
from ..document.operations import Operation, Server
from ..document.request import Request
from ..document.router import Match, Miss, methods_of, segments
from ..document.schemas import ContractError
from ..document.security import challenges
from ..document.validation import errors_in, report
from ..document.values import frozen
from . import checks, faults
from .exchange import Exchange, Problem, Reply, Verdict
from .faults import FaultRule
from .negotiation import answer, plain_problem, refuse, unmet
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

    def __init__(
        self, contract: Contract, services: MutableMapping[str, Service] | None = None
    ) -> None:
        """services: behaviour by tag; an operation without one is answered from the document.

        Raises TypeError for a value of another type.
        """
        checks.of_type(
            "contract", contract, Contract, "Contract.load() of a file or a parsed document"
        )
        self.contract = contract
        self.services: MutableMapping[str, Service] = {} if services is None else services

    def service(self, name: str) -> Service:
        """The behaviour of a service. Raises KeyError, with those there are, for none."""
        if not isinstance(name, str) or name not in self.services:
            known = ", ".join(self.services) or "none"
            raise KeyError(f"no service {name!r} is played here, only: {known}")
        return self.services[name]

    def session(
        self, *, coverage: penstock_mock.Coverage | bool | None = None, **options: Any
    ) -> Session:
        """A fresh session that knows this contract's operations; options as for `Session`.

        coverage: True counts what calls exercise of the contract, False doesn't; unless given the
        run of pytest decides. Raises ValueError for a count of another contract, TypeError for what
        is none.
        """
        counted = _coverage_of(coverage, self.contract)
        return Session(operations=self.contract.operations, coverage=counted, **options)

    def handle(self, session: Session, request: Request) -> Exchange:
        """The exchange, recorded in the session's journal.

        Where neither the document nor the service (see `Service.own_methods`) has HEAD or OPTIONS,
        HEAD is GET without the body (RFC 9110 9.3.2), and OPTIONS lists the methods of a path
        (9.3.7); as no call of the service, it stays out of the journal.

        Never raises: a failure of the mock itself is a 500 with verdict "crashed".
        """
        with session.lock:
            number = str(session.journal.seen + 1)
            exchange = Exchange(number, request, _NOT_YET, contract=self.contract)
            try:
                exchange.at = session.clock.time()
                found = request.route or self.contract.route(request)
                if isinstance(found, Miss):
                    found = self._of_session(session, found)
                    if found.allow and request.method in _IMPLIED:
                        service = self._service_at(request)
                        implied = service is None or not service.own_methods
                        if implied and request.method == "OPTIONS":
                            return _described(session, request, found.allow, service)
                        found = found.others.get("GET", found) if implied else found
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
            service = self.services.get(operation.service)
            call = Call(session, self.contract, service, exchange.at, found, request)
            if "prefer" in request.header_map:
                call.findings += tuple(unmet(operation, request))
            findings = call.findings
            if session.validation == "off":
                call.findings = ()
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

    def _of_session(self, session: Session, found: Miss) -> Miss:
        """A miss, of whose other methods only those are left that the session's server has."""
        there = {
            method: other
            for method, other in found.others.items()
            if (service := self.services.get(other.target.service)) is None
            or service.has_operation(session, other.target.id)
        }
        return Miss(tuple(sorted(there)), there, found.elsewhere)

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


def _described(
    session: Session, request: Request, allow: tuple[str, ...], service: Service | None
) -> Exchange:
    """The answer to OPTIONS, which is no call."""
    methods = methods_of(allow)
    own = service.describe_methods(session, request, methods) if service else None
    plain = Timeline.reply(204, headers=(("Allow", ", ".join(methods)),))
    return Exchange("", request, own or plain)


def _faulted(call: Call, rule: FaultRule) -> Timeline:
    before = _NOT_YET if rule.in_front else _answer(call)[0]
    if rule.kind == "status":
        reply = Reply(rule.status or _UNAVAILABLE, headers=rule.headers)
        answered = answer(call, reply)
        before = refuse(call, answered) if isinstance(answered, Problem) else answered
    return faults.apply(rule, before)


def _answer(call: Call) -> tuple[Timeline, Verdict]:
    session = call.session
    session.window(call.operation.id, call.now, calls=1)
    stub = session.stub_for(call) if session.stubs else None
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


class Collector(Protocol):
    """A run that counts the contract coverage of all the mocks which are made while it lasts."""

    def of(self, contract: Contract) -> penstock_mock.Coverage:
        """The count of a contract that its mocks share."""
        ...

    def add(self, coverage: penstock_mock.Coverage) -> None:
        """Add a count that a mock keeps for itself."""


_collectors: list[Collector] = []


@contextmanager
def collecting(collector: Collector) -> Iterator[None]:
    """Within this context mocks count for the collector, too; of nested ones for the innermost."""
    _collectors.append(collector)
    try:
        yield
    finally:
        _collectors.remove(collector)


def _coverage_of(
    coverage: penstock_mock.Coverage | bool | None, contract: Contract
) -> penstock_mock.Coverage | None:
    collector = _collectors[-1] if _collectors else None
    if coverage is None:
        return collector.of(contract) if collector else None
    if coverage is False:
        return None
    count = penstock_mock.Coverage(contract) if coverage is True else coverage
    checks.of_type("coverage", count, penstock_mock.Coverage, "True, False or a Coverage")
    if count.contract is not contract:
        raise ValueError("coverage is of another contract; give that of this mock")
    if collector is not None:
        collector.add(count)
    return count


@frozen
class Place:
    """The service that a path is for, the prefix that names it, and the rest."""

    service: str | None
    """None leaves it to the host, and without one to the path."""
    prefix: str
    path: str
    route: Match[Operation] | Miss | None = None
    """The result of routing it, once that was needed."""


# RFC 3986 2; characters beyond ASCII are encoded later.
_NOT_IN_URLS = re.compile(r"[\s\x00-\x20\x7f<>\"{}|\\^`]")
_RELATIVE: Address = ("", "", None)
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
        self._own = contract.addresses
        self._named: dict[Address, list[tuple[str, str, tuple[str, ...]]]] = {}
        """The other ones: services, the base of the URL, and those of the document's servers."""
        self._urls: dict[str, str] = {}
        """Their URLs, and the service of each."""
        self._places: dict[tuple[str, str, str], Place] = {}
        """Places of paths that were requested, routed, since they are requested again."""
        self._bare = _bare(contract) if self._whole and root is None else frozenset[str]()
        """Services without a prefix: it is the beginning of paths that the document has."""
        self._add({} if hosts is None else hosts)
        named = {service for there in self._named.values() for service, *_ in there}
        relative = self._own.get(_RELATIVE, {})
        self._anywhere = {s: url for s, url in relative.items() if s not in named}
        """The services at relative URLs, which are at any address unless the test names some."""

    def _add(self, hosts: Hosts) -> None:
        everything = tuple(dict.fromkeys(o.service for o in self._contract.operations.values()))
        if not isinstance(hosts, Mapping):
            raise ValueError(
                f"hosts is {hosts!r}; give a mapping of services to their base URLs, such as "
                f'{{"{next(iter(self.services), "")}": "https://host/v1"}}'
            )
        for name, urls in hosts.items():
            if name != "" and name not in everything:
                known = ", ".join(self.services) or "none, as no operation has a tag"
                raise ValueError(
                    f"hosts names the service {name!r}; there is {known}; '' names all there is"
                )
            one = isinstance(urls, (str, bytes, Mapping)) or not isinstance(urls, Iterable)
            listed: list[Any] = [urls] if one else list(urls)
            if not listed:
                raise ValueError(
                    f"hosts has no URL for {name!r}; leave it out, or give one, such as "
                    "https://host/v1"
                )
            for url in listed:
                parts = split_url(url)
                if parts is None or parts.query or parts.fragment:
                    raise ValueError(
                        f"hosts has {without_user(url)} for {name!r}; give a base URL, such as "
                        "https://host/v1, without a user, a query, blanks and templates"
                    )
                named = self._named.setdefault(address_of(url), [])
                base = parts.path.rstrip("/")
                self._urls[url] = name
                for service in (name,) if name else everything:
                    servers = (s for o in self._contract.of(service) for s in o.servers)
                    named.append((service, base, tuple(dict.fromkeys(s.base for s in servers))))

    @cached_property
    def _shared(self) -> frozenset[Address]:
        """Addresses whose host has others, by scheme or port."""
        ports = Counter(host for _, host, _ in self._own)
        return frozenset(address for address in self._own if ports[address[1]] > 1)

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
        return (
            base
            if self._root is not None or service in self._bare
            else f"/{segment(service)}{base}"
        )

    def claims(self, url: str) -> bool:
        """Return whether all at a URL's address is the mock's; at those that only relative servers
        have, its operations are.
        """
        address = address_of(url)
        return address in self._named or bool(self._owners(address))

    def on_port(self, method: str, raw_path: str) -> Place:
        """The place of a path on a port, where every path is the mock's.

        A path may begin with a prefix by chance ("/v3/pets/7" of a service "v3"): the document's
        own path comes first.
        """
        known = self._places.get((method, "", raw_path))
        return known or self._keep(method, "", raw_path, self._on_port(method, raw_path))

    def _keep(self, method: str, url: str, raw_path: str, place: Place) -> Place:
        if place.route is None:
            found = self._contract.route(_request(method, address_of(url)[1], place))
            place = evolve(place, route=found)
        if len(url) + len(raw_path) <= _SHORT:
            if len(self._places) >= _MOST_PLACES:
                self._places.clear()
            self._places[method, url, raw_path] = place
        return place

    def _on_port(self, method: str, raw_path: str) -> Place:
        readings = [Place(self._root, "", raw_path)] if self._root or self._whole else []
        _, first, *_ = f"{raw_path}/".split("/")
        service = unquote(first)
        if self._root is None and service in self.services and service not in self._bare:
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
        host = address_of(url)[1]
        if not is_local(host):
            return self.in_process(method, url, raw_path)
        place = self.on_port(method, raw_path)
        if isinstance(place.route, Match) or not self.claims(url):
            return place
        there = self.in_process(method, url, raw_path)
        return there if isinstance(there.route, Match) else place

    def in_process(self, method: str, url: str, raw_path: str) -> Place:
        """The place of a URL in a transport, which is given requests to any host."""
        known = self._places.get((method, url, raw_path))
        return known or self._keep(method, url, raw_path, self._in_process(method, url, raw_path))

    def _in_process(self, method: str, url: str, raw_path: str) -> Place:
        address = address_of(url)
        named = self._named.get(address, ())
        readings: list[Place] = []
        for service, base, bases in named:
            if f"{raw_path}/".startswith(f"{base}/"):
                prefixes = ((base.removesuffix(own), own) for own in bases)
                readings += (Place(service, p, own + raw_path[len(base) :]) for p, own in prefixes)
        if services := self._owners(address) or self._anywhere:
            only = next(iter(services)) if len(services) == 1 else None
            readings.append(self._exact(method, url, Place(only, "", raw_path)))
        if len(readings) == 1:
            return readings[0]
        if readings:
            return self._best(method, address[1], readings)
        if named:
            service, base, _ = named[0]
            return Place(
                service, "", raw_path, Miss(elsewhere=f"{service or 'it'} is below {base}")
            )
        return Place(None, "", raw_path, Miss(elsewhere=self._not_played(url)))

    def _not_played(self, url: str) -> str:
        if not self._contract.operations:
            return f"{url} is not played: the document has no operations"
        own_urls = {u: service for at in self._own.values() for service, u in at.items()}
        played = {**self._urls, **own_urls}.items()
        # Servers at relative URLs are at none of their own.
        there = [f"{u} ({service or 'no tag'})" for u, service in played if "//" in u]
        more = f" and {len(there) - _LISTED} more" if len(there) > _LISTED else ""
        remedy = 'to play it, give hosts={"service": "https://host/base"}'
        return f"{url} is not played, only {', '.join(there[:_LISTED])}{more}; {remedy}"

    def _owners(self, address: Address) -> Mapping[str, str]:
        """The services that the document has at an address; its URLs may leave the scheme out."""
        return self._own.get(address) or self._own.get(("", *address[1:]), {})

    def _exact(self, method: str, url: str, place: Place) -> Place:
        """The place, unless it is of an operation at another port or scheme of the same host."""
        address = address_of(url)
        if address not in self._shared:
            return place
        found = self._contract.route(_request(method, address[1], place))
        if isinstance(found, Match):
            there = [server.url for server in found.target.servers]
            if address not in map(address_of, there):
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


def split_url(url: Any) -> SplitResult | None:
    """The parts of an http or https URL with a host; None for any other value, and with a user."""
    if not isinstance(url, str) or _NOT_IN_URLS.search(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port  # raises for one that is no number
    except ValueError:
        return None
    usable = parts.hostname and parts.scheme in ("http", "https") and "@" not in parts.netloc
    return parts if usable and port != 0 else None


def without_user(url: Any) -> str:
    """The value for a message: a user's password is not shown."""
    return re.sub("//[^/]*@", "//[redacted]@", repr(url))


def _request(method: str, host: str, place: Place) -> Request:
    return Request(method, place.path, host=host, service=place.service)


def _bare(contract: Contract) -> frozenset[str]:
    """The services named like the beginning of a path at the root of a server that they share with
    others, or that is the only one.
    """
    begun, sharing = set[str](), dict[Server, set[str]]()
    for operation in contract.operations.values():
        begun.add(unquote(segments(operation.path)[0]))
        for server in operation.servers:
            sharing.setdefault(server, set()).add(operation.service)
    alone = len(set().union(*sharing.values())) == 1
    shared = {s for each in sharing.values() if alone or len(each) > 1 for s in each}
    return frozenset(s for s in begun & shared if s and not contract.base(s))


@lru_cache(maxsize=1024)
def is_local(host: str) -> bool:
    """Return whether a host is an address, or a name that the public DNS doesn't have: one without
    a dot, or below .localhost or .test (RFC 6761).
    """
    at_socket = host.startswith("/")  # of the file system, as a server may listen at one
    local = "." not in host or host.endswith((".localhost", ".test"))
    return local or at_socket or is_address(host)


LISTENING: set[tuple[str, int]] = set()
"""The addresses at which mocks of this process listen: a router that patches httpx lets them by."""


def listens(host: str, port: int | None) -> bool:
    """Return whether a mock of this process is reached there, by its host or a local name."""
    return any(port == its and (host == name or is_local(host)) for name, its in LISTENING)


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
