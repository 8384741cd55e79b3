"""An OpenAPI document of 3.0 to 3.2, compiled once: operations, routes, examples, validators."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from attrs import evolve

from . import audit
from .examples import Example, Generator
from .loading import read
from .operations import Media, Operation, Response, Server, compile_operations
from .request import Request
from .router import Match, Miss, NearMiss, Router, nearest
from .schemas import ContractError, Document, Schemas
from .security import LOGGABLE
from .structure import DocumentFinding
from .validation import is_secret

__all__ = ["Contract", "ContractError", "Example", "Media", "Operation", "Response", "Server"]


class Contract:
    """A document, ready to play. Immutable; any number of sessions may share it."""

    def __init__(self, source: Mapping[str, Any], repeated: Iterable[DocumentFinding] = ()) -> None:
        """source: the parsed document. repeated: a finding for each key its file repeats.

        Raises ContractError when it is no OpenAPI document, or too large to be one. A part that is
        malformed is left out, with a finding.
        """
        self.bundled = False
        """Penstock's own document: `Contract.default`."""
        self.document = Document(source)
        # In OpenAPI 3.1 there may be none; wrong ones would be played as if there were none.
        if not isinstance(source.get("paths", {}), Mapping):
            raise ContractError("`paths` must be a mapping of paths to their operations")
        self.schemas = Schemas(self.document)
        self.generator = Generator(self.schemas)
        self.operations: dict[str, Operation] = {}
        """By id, in the document's order."""
        self.document.findings += repeated
        self.repeated: list[Operation] = []
        """Those with the operationId of another; their own id is then method and path."""
        for operation in compile_operations(self.document, self.schemas):
            if operation.id in self.operations:
                self.repeated.append(operation)
                operation.id = f"{operation.method.lower()} {operation.path}"
            self.operations[operation.id] = operation
        self._routes = _Routes(self.operations.values())

    @classmethod
    def load(cls, source: Mapping[str, Any] | str | Path) -> Contract:
        """From a parsed document, or the path of a .json, .yaml or .yml file.

        Raises ContractError when it can't be read or played.
        """
        return cls(source) if isinstance(source, Mapping) else cls(*read(Path(source)))

    @classmethod
    def default(cls) -> Contract:
        """Penstock's own document, as it is installed beside the generated client; loaded once."""
        return _default()

    @cached_property
    def findings(self) -> tuple[DocumentFinding, ...]:
        """The parts that are wrong: malformed, dangling, ambiguous, or breaking their schema.

        Found on first use: to validate every example takes longer than to load the document.
        """
        return tuple(audit.findings(self.schemas, self.operations.values(), self.repeated))

    @cached_property
    def gaps(self) -> tuple[DocumentFinding, ...]:
        """The parts that the mock can't play as written: unsupported keywords, no example."""
        return tuple(audit.gaps(self.schemas, self.generator, self.operations.values()))

    def check(self) -> tuple[DocumentFinding, ...]:
        """Everything there is to report: the findings, then the gaps."""
        return (*self.findings, *self.gaps)

    @cached_property
    def secret_query(self) -> frozenset[str]:
        """Query parameters that hold a credential in any operation."""
        return frozenset().union(*(o.secret_query for o in self.operations.values()))

    @cached_property
    def loggable(self) -> frozenset[str]:
        """Headers the journal may show: the usual ones, and those declared as parameters, except
        credentials and what is named like one.
        """
        operations = self.operations.values()
        keys = {p.key for o in operations for p in o.parameters.header}
        declared = {key for key in keys if not is_secret(key)}
        secret = {s.parameter.lower() for o in operations for s in sum(o.security, ())}
        return LOGGABLE | (declared - secret)

    @cached_property
    def services(self) -> tuple[str, ...]:
        """The first tags, in the document's order."""
        return tuple(dict.fromkeys(o.service for o in self.operations.values() if o.service))

    def of(self, service: str) -> tuple[Operation, ...]:
        """The operations of a service."""
        return tuple(o for o in self.operations.values() if o.service == service)

    def base(self, service: str) -> str:
        """The path of a service's first server: "/v1" of https://api.example.com/v1."""
        return next((o.servers[0].base for o in self.of(service)), "")

    def route(self, request: Request) -> Match[Operation] | Miss:
        """The operation a request means. Its host chooses among servers when one has it."""
        return self._routes.find(request)

    def nearest(self, request: Request) -> tuple[NearMiss, ...]:
        """The operations a request that matched none nearly meant."""
        known = (
            (o.id, o.method, o.path)
            for o in self.operations.values()
            if request.service in (None, o.service)
            if not request.host or request.service or request.host in o.hosts
        )
        path, bases = self._routes.relative(request)
        misses = nearest(request.method, request.raw_path if path is None else path, known)
        if path is not None:
            return misses
        why = f"the base path {' or '.join(bases)} is missing"
        return tuple(evolve(m, why="; ".join(filter(None, (why, m.why)))) for m in misses)


class _Routes:
    """A router for each base path, by host and by service."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._hosts: dict[str, dict[str, Router[Operation]]] = {}
        self._services: dict[str, dict[str, Router[Operation]]] = {}
        self._pairs: dict[tuple[str, str], dict[str, Router[Operation]]] = {}
        """By host and service, where a request has both."""
        self._all: dict[str, Router[Operation]] = {}
        self._hosts_of: dict[str, set[str]] = {}
        """The hosts of each base path."""
        for operation in operations:
            for server in operation.servers:
                self._add(operation, server)

    def find(self, request: Request) -> Match[Operation] | Miss:
        """The closest match: below a base path if there is one, then by the most literal path."""
        others: dict[str, Match[Operation]] = {}
        best: tuple[tuple[Any, ...], Match[Operation]] | None = None
        for router, base, own in self._tries(request):
            found = router.find(request.method, request.raw_path[len(base) :])
            if isinstance(found, Miss):
                others = {**found.others, **others}
                continue
            closeness = (not base and not own, (0,) * base.count("/") + found.rank, not own)
            if best is None or closeness < best[0]:
                best = closeness, found
        return best[1] if best else Miss(tuple(sorted(others)), others)

    def relative(self, request: Request) -> tuple[str | None, list[str]]:
        """The path without the base of the first server that has it as its base, and all bases."""
        path = next((request.raw_path[len(base) :] for _, base, _ in self._tries(request)), None)
        return path, [*self._by_base(request)]

    def _by_base(self, request: Request) -> dict[str, Router[Operation]]:
        if request.service is not None:
            at_host = self._pairs.get((request.host, request.service))
            return at_host or self._services.get(request.service, {})
        if not request.host:
            return self._all
        # Operations of relative servers are at any host.
        return self._hosts.get(request.host) or self._hosts.get("", {})

    def _tries(self, request: Request) -> Iterator[tuple[Router[Operation], str, bool]]:
        """Routers, the base that the path has, and whether it is the router's own.

        At the root of a port, which stands for every host, it may also be the base of another host,
        or be left out.
        """
        routers = self._by_base(request)
        begun = [base for base in routers if request.raw_path.startswith(f"{base}/")]
        at_root = request.service is None and not request.host
        for own, router in routers.items():
            if own in begun:
                yield router, own, True
            for base in begun if at_root else ():
                if base != own and not self._hosts_of[base] & self._hosts_of[own]:
                    yield router, base, False
            if own and at_root:
                yield router, "", False

    def _add(self, operation: Operation, server: Server) -> None:
        self._hosts_of.setdefault(server.base, set()).add(server.host)
        groups = (
            self._all,
            self._services.setdefault(operation.service, {}),
            self._hosts.setdefault(server.host, {}),
            self._pairs.setdefault((server.host, operation.service), {}),
        )
        for routers in groups:
            router = routers.setdefault(server.base, Router())
            router.add(operation.method, operation.path, operation)


@cache
def _default() -> Contract:
    from importlib.resources import files

    text = files("penstock_api").joinpath("openapi.json").read_text(encoding="utf-8")
    contract = Contract(json.loads(text))
    contract.bundled = True
    return contract
