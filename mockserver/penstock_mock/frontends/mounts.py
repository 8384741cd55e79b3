"""Where each service is found: below a prefix, at its real host, or at the root."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, unquote

from attrs import evolve, frozen

from ..document.contract import Contract
from ..document.operations import Operation
from ..document.request import Request
from ..document.router import Match, Miss


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
