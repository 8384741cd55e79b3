"""An OpenAPI document of 3.0 to 3.2, compiled once: operations, routes, examples, validators."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterable, Mapping
from functools import cache, cached_property, lru_cache
from itertools import product
from pathlib import Path
from pkgutil import get_data
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from attrs import evolve

from .examples import Example, Generator
from .operations import Media, Operation, Outline, Response, Server, compile_operations, outlines
from .request import Request, host_name
from .router import Match, Miss, NearMiss, Router, nearest
from .schemas import ContractError, Document, Node, Schemas
from .security import LOGGABLE
from .structure import DocumentFinding, value_at
from .validation import is_secret

__all__ = ["Contract", "ContractError", "Example", "Media", "Operation", "Response", "Server"]


# A part of the indexed document lies no deeper: the document, "components", "schemas", a name.
_DEEPEST = 4


class IndexedDocument(Document):
    """Penstock's own document in the package of the generated client, which has the shape of 3.1;
    by its index a part is parsed when it is asked for.
    """

    def __init__(self) -> None:
        text, index_text = (get_data("penstock_api", f"{n}.json") for n in ("openapi", "index"))
        assert text is not None
        assert index_text is not None
        index = json.loads(index_text)
        self._text, self._root = text, {}
        self._places: dict[str, tuple[int, int]] = index["parts"]
        self._parts: dict[str, Any] = {}
        self._targets = {}
        self.outlines = [Outline(**outline) for outline in index["operations"]]
        self.findings = []

    @property
    def root(self) -> dict[str, Any]:
        self._root = self._root or json.loads(self._text)
        return self._root

    def place(self, pointer: str) -> Node:
        parts = pointer.split("/")
        for depth in range(min(len(parts), _DEEPEST), 1, -1):
            start = "/".join(parts[:depth])
            if start in self._places:
                if start not in self._parts:
                    begin, end = self._places[start]
                    self._parts[start] = json.loads(self._text[begin:end])
                return Node(pointer, value_at(self._parts[start], "/".join(["", *parts[depth:]])))
        return super().place(pointer)


_Group: TypeAlias = tuple[str | None, str | None]
"""A host and a service; None stands for any."""


class Contract:
    """A document, ready to play. Immutable; any number of sessions may share it."""

    def __init__(
        self, source: Mapping[str, Any] | IndexedDocument, repeated: Iterable[DocumentFinding] = ()
    ) -> None:
        """source: the parsed document, or the bundled one. repeated: a finding for each key that
        its file repeats.

        Raises TypeError for what is no mapping, ContractError when it is no OpenAPI document, or
        too large to be one. A part that is malformed is left out, with a finding.
        """
        if not isinstance(source, (Mapping, IndexedDocument)):
            raise TypeError(f"source is {source!r}; give a parsed document, or Contract.load(file)")
        self.bundled = isinstance(source, IndexedDocument)
        """Penstock's own document: `Contract.default`."""
        self.document: Document
        if isinstance(source, IndexedDocument):
            self.document, self._outlines = source, source.outlines
        else:
            self.document = Document(source)
            # In OpenAPI 3.1 there may be none; wrong ones would be played as if there were none.
            if not isinstance(source.get("paths", {}), Mapping):
                raise ContractError("`paths` must be a mapping of paths to their operations")
            self._outlines = [*outlines(self.document)]
        self.schemas = Schemas(self.document)
        self.generator = Generator(self.schemas)
        self.operations: dict[str, Operation] = {}
        """By id, in the document's order."""
        self.document.findings += repeated
        self.repeated: list[Operation] = []
        """Operations with the operationId of another; their own id is then method and path."""
        for operation in compile_operations(self.schemas, self._outlines):
            if operation.id in self.operations:
                self.repeated.append(operation)
                operation.id = f"{operation.method.lower()} {operation.path}"
            self.operations[operation.id] = operation
        self._routes: dict[_Group, list[tuple[Operation, Server]]] = {}
        self._routers: dict[_Group, dict[str, Router[Operation]]] = {}
        """By base path; of a group, made when it is first looked in."""
        for operation in self.operations.values():
            for server in operation.servers:
                for group in product((None, server.host), (None, operation.service)):
                    self._routes.setdefault(group, []).append((operation, server))

    @classmethod
    def load(cls, source: Mapping[str, Any] | str | Path) -> Contract:
        """From a parsed document, or the path of a .json, .yaml or .yml file.

        Raises ContractError when it can't be read or played, TypeError for what is neither.
        """
        if source == "" or not isinstance(source, (Mapping, str, os.PathLike)):
            raise TypeError(f"source is {source!r}; give a parsed document, or the path of one")
        if isinstance(source, Mapping):
            return cls(source)
        from .loading import read

        # All of a document is made to stay: to look through it for garbage again and again takes a
        # quarter of the time of a large one.
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            return cls(*read(Path(source)))
        finally:
            if was_enabled:
                gc.enable()

    @classmethod
    @cache
    def default(cls) -> Contract:
        """Penstock's own document, as it is installed beside the generated client; loaded once."""
        return cls(IndexedDocument())

    @cached_property
    def findings(self) -> tuple[DocumentFinding, ...]:
        """The parts that are wrong: malformed, dangling, ambiguous, or breaking their schema.

        Found on first use: to validate every example takes longer than to load the document.
        """
        from . import audit

        return tuple(audit.findings(self.schemas, self.operations.values(), self.repeated))

    @cached_property
    def gaps(self) -> tuple[DocumentFinding, ...]:
        """The parts that the mock can't play as written: unsupported keywords, no example."""
        from . import audit

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
        names = {name.lower() for outline in self._outlines for name in outline.headers}
        declared = {name for name in names if not is_secret(name)}
        asked = (s for o in self.operations.values() for each in o.security for s in each)
        return LOGGABLE | (declared - {scheme.parameter.lower() for scheme in asked})

    @cached_property
    def _by_service(self) -> Mapping[str, tuple[Operation, ...]]:
        """The operations of each first tag, in the document's order; "" of those without one."""
        grouped: dict[str, list[Operation]] = {}
        for operation in self.operations.values():
            grouped.setdefault(operation.service, []).append(operation)
        return {service: tuple(found) for service, found in grouped.items()}

    @property
    def services(self) -> tuple[str, ...]:
        """The first tags, in the document's order."""
        return tuple(filter(None, self._by_service))

    @cached_property
    def addresses(self) -> Mapping[Address, Mapping[str, str]]:
        """The addresses of its servers: the services there, each with its first URL."""
        found: dict[Address, dict[str, str]] = {}
        for operation in self.operations.values():
            for server in operation.servers:
                there = found.setdefault(address_of(server.url), {})
                there.setdefault(operation.service, server.url)
        return found

    def of(self, service: str) -> tuple[Operation, ...]:
        """The operations of a service."""
        return self._by_service.get(service, ())

    def base(self, service: str) -> str:
        """The path of a service's first server: "/v1" of https://api.example.com/v1."""
        return next((o.servers[0].base for o in self.of(service)), "")

    def route(self, request: Request) -> Match[Operation] | Miss:
        """The operation a request means. Its host chooses among servers when one has it.

        The closest match: below a base path if there is one, then by the most literal path.
        """
        others: dict[str, Match[Operation]] = {}
        best: tuple[tuple[int, ...], Match[Operation]] | None = None
        for base, router in self._below(request).items():
            found = router.find(request.method, request.raw_path[len(base) :])
            if isinstance(found, Miss):
                others = {**found.others, **others}
                continue
            closeness = (0,) * base.count("/") + found.rank
            if best is None or closeness < best[0]:
                best = closeness, found
        return best[1] if best else Miss(tuple(sorted(others)), others)

    def _below(self, request: Request) -> dict[str, Router[Operation]]:
        """The routers of the base paths that the path has, by them."""
        group, path = (request.host or None, request.service), request.raw_path
        if group not in self._routes:
            # Without a service, operations of relative servers are at any host.
            group = ("" if request.host and request.service is None else None, request.service)
        if group not in self._routers:
            routers: dict[str, Router[Operation]] = {}
            for operation, server in self._routes.get(group, ()):
                router = routers.setdefault(server.base, Router())
                router.add(operation.method, operation.path, operation)
            self._routers[group] = routers  # whole, as other threads look in it
        found = self._routers[group].items()
        return {base: router for base, router in found if path.startswith(f"{base}/")}

    def nearest(self, request: Request) -> tuple[NearMiss, ...]:
        """The operations a request that matched none nearly meant."""
        known = (
            (o.id, o.method, o.path)
            for o in self.operations.values()
            if request.service in (None, o.service)
            if not request.host or request.service or request.host in o.hosts
        )
        base = max(self._below(request), key=len, default=None)  # None: of no server
        found = []
        for miss in nearest(request.method, request.raw_path.removeprefix(base or ""), known):
            servers = self.operations[miss.operation_id].servers
            there = [server for server in servers if server.host == request.host] or servers
            own = dict.fromkeys(server.base for server in there)
            bases = " or ".join(each or "/" for each in own)
            why = f"its base path is {bases}" if base else f"the base path {bases} is missing"
            text = "; ".join(filter(None, (why, miss.why)))
            found.append(miss if base in own else evolve(miss, why=text))
        return tuple(found)


Address: TypeAlias = tuple[str, str, int | None]


@lru_cache(maxsize=1024)
def address_of(url: str) -> Address:
    """The scheme and host of a URL, and the port where it is not its scheme's own."""
    parts = urlsplit(url)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    host = host_name(parts.hostname or "")
    return parts.scheme, host, None if parts.port == usual else parts.port
