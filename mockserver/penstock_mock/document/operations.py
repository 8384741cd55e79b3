"""The operations of a document as values: what may be sent, what may be answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from attrs import define, field, frozen

from .bodies import is_json
from .examples import Example, Generator
from .headers import HeaderSpec, Plan, plan_of, serialised
from .parameters import Parameters, compile_parameters, shape_of
from .schemas import NOWHERE, ContractError, Direction, Document, Node, Schemas, raw_child
from .security import Requirement, requirements, schemes, secret_query
from .validation import Breach, Finding, Place, breaches, check_schema

EVENT_STREAM = "text/event-stream"


@define(eq=False)
class Media:
    """One media type of a body, with its schema and its examples."""

    type: str
    """In lower case, without parameters; may be a range."""
    schema: Node
    examples: tuple[Example, ...]
    schemas: Schemas
    events: Node = NOWHERE
    """Of an event stream: the schema of one frame's data. `schema` is then the transcript's."""

    @property
    def is_json(self) -> bool:
        """Return whether its values are JSON."""
        return is_json(self.type)

    def example(self, name: str | None = None, dialect: str | None = None) -> Example | None:
        """A named example, or the first that exists in the dialect."""
        if name is not None:
            return next((e for e in self.examples if e.name == name), None)
        fitting = (e for e in self.examples if dialect is None or e.dialect in (None, dialect))
        return next(fitting, None)

    def check(self, value: Any, direction: Direction) -> tuple[Finding, ...]:
        """Return the findings of a body."""
        where: Place = "body" if direction == "request" else "reply"
        return check_schema(self.schemas, self.schema, direction, value, where)

    def breaches(self, value: Any) -> list[Breach]:
        """The keywords that the body of a request breaks."""
        return breaches(self.schemas, self.schema, value)


@define(eq=False)
class Response:
    """One documented response."""

    status: str
    """A status, a range such as "4XX", or "default"."""
    description: str
    headers: tuple[HeaderSpec, ...]
    content: Mapping[str, Media]
    pointer: str
    _plans: dict[tuple[str | None, str | None], Plan] = field(factory=dict)

    def header_plan(self, generator: Generator, media: str | None, dialect: str | None) -> Plan:
        """The headers of an answer of that type, in that dialect; worked out once."""
        key = (media, dialect)
        if key not in self._plans:
            sent = (header for header in self.headers if header.sent(media, dialect))
            self._plans[key] = plan_of(sent, generator)
        return self._plans[key]

    def media(self, kind: str) -> Media | None:
        """The media type, or the one whose range holds it ("text/*")."""
        return of_type(self.content, kind)


@define(eq=False)
class Body:
    """The request body of an operation."""

    required: bool
    content: Mapping[str, Media]

    def media(self, kind: str) -> Media | None:
        """The media type, or the one whose range holds it; the only one when none is said."""
        if not kind and len(self.content) == 1:
            return next(iter(self.content.values()))
        return of_type(self.content, kind)


@frozen
class Server:
    """The address of an operation: "" is the host of a relative server and the base of a root."""

    host: str = ""
    base: str = ""
    url: str = ""


@define(eq=False)
class Operation:
    """One method of one path."""

    id: str
    """operationId, or "get /path" where the document has none."""
    method: str
    """In upper case."""
    path: str
    tags: tuple[str, ...]
    servers: tuple[Server, ...]
    parameters: Parameters
    body: Body | None
    responses: Mapping[str, Response]
    security: tuple[Requirement, ...]
    pointer: str
    schemas: Schemas
    summary: str = ""

    @property
    def service(self) -> str:
        """The first tag; "" without one."""
        return self.tags[0] if self.tags else ""

    @cached_property
    def secret_query(self) -> frozenset[str]:
        """Query parameters that hold a credential."""
        return secret_query(self.security)

    @cached_property
    def successes(self) -> tuple[int, ...]:
        """The declared 2xx statuses, lowest first."""
        codes = (int(status) for status in self.responses if status.isdecimal())
        return tuple(sorted(code for code in codes if 200 <= code < 300))

    def response(self, status: int) -> Response | None:
        """The documented response: of the status, of its range, or the default."""
        names = (str(status), f"{status // 100}XX", "default")
        for name in names:
            if name in self.responses:
                return self.responses[name]
        return None


def of_type(content: Mapping[str, Media], kind: str) -> Media | None:
    """The media type itself, else the narrowest range that holds it."""
    named = (kind, f"{kind.partition('/')[0]}/*", "*/*")
    for name in named:
        if name in content:
            return content[name]
    return None


METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def compile_operations(document: Document, schemas: Schemas) -> Iterator[Operation]:
    """Every operation, in the document's order. Raises ContractError for a broken document."""
    compiler = _Compiler(document, schemas)
    for path, item in document.children(document.child(document.top(), "paths")):
        for method in METHODS:
            node = raw_child(item, method)
            if isinstance(node.value, Mapping):
                yield compiler.operation(path, method, item, node)


class _Compiler:
    def __init__(self, document: Document, schemas: Schemas) -> None:
        self._document = document
        self._schemas = schemas
        self._schemes = schemes(document)

    def operation(self, path: str, method: str, item: Node, node: Node) -> Operation:
        security, body = self._security(node), self._document.child(node, "requestBody")
        top = self._document.top().get("servers")
        servers = node.get("servers") or item.get("servers") or top or [{"url": "/"}]
        nodes = [*self._list(item, "parameters"), *self._list(node, "parameters")]
        return Operation(
            id=str(node.get("operationId") or f"{method} {path}"),
            method=method.upper(),
            path=path,
            tags=tuple(map(str, node.get("tags") or ())),
            servers=tuple(map(_server, servers)),
            parameters=compile_parameters(self._schemas, nodes, secret_query(security)),
            body=Body(body.get("required") is True, self._content(body)) if body else None,
            responses=dict(self._responses(node)),
            security=security,
            pointer=node.pointer,
            schemas=self._schemas,
            summary=str(node.get("summary") or ""),
        )

    def _list(self, node: Node, key: str) -> list[Node]:
        return [child for _, child in self._document.children(self._document.child(node, key))]

    def _security(self, node: Node) -> tuple[Requirement, ...]:
        said = node.get("security", self._document.top().get("security"))
        try:
            return requirements(said, self._schemes)
        except KeyError as error:
            raise ContractError(
                f"{node.pointer}/security: {error} is not in components.securitySchemes"
            ) from error

    def _responses(self, node: Node) -> Iterator[tuple[str, Response]]:
        for status, response in self._document.children(raw_child(node, "responses")):
            name = status if status == "default" else status.upper()
            yield name, self._response(name, response)

    def _response(self, status: str, node: Node) -> Response:
        declared = self._document.children(raw_child(node, "headers"))
        return Response(
            status=status,
            description=str(node.get("description") or ""),
            headers=tuple(
                self._header(name, header)
                for name, header in declared
                if name.lower() != "content-type"  # OpenAPI 3.1, Response Object: ignored
            ),
            content=self._content(node),
            pointer=node.pointer,
        )

    def _header(self, name: str, node: Node) -> HeaderSpec:
        schema = raw_child(node, "schema")
        examples = self._examples(node, schema)
        first = examples[0] if examples else None
        return HeaderSpec(
            name,
            schema,
            first,
            node.get("required") is True,
            node.get("x-dialect"),
            frozenset(node.get("x-media-types") or ()),
        )

    def _content(self, node: Node) -> Mapping[str, Media]:
        found = self._document.children(raw_child(node, "content"))
        return {_bare(kind): self._media(kind, media) for kind, media in found}

    def _media(self, kind: str, node: Node) -> Media:
        schema, events = raw_child(node, "schema"), raw_child(node, "itemSchema")
        examples = tuple(self._examples(node, schema))
        # A stream's schema that allows a string is the transcript's, any other one frame's.
        stream = _bare(kind) == EVENT_STREAM and bool(schema)
        if stream and "string" not in shape_of(self._document, schema).types:
            schema, events = Node(schema.pointer, None), schema
        return Media(_bare(kind), schema, examples, self._schemas, events)

    def _examples(self, node: Node, schema: Node) -> list[Example]:
        """Named ones, else the single one, else the schema's own."""
        named = self._document.children(raw_child(node, "examples"))
        found = [_example(name, example) for name, example in named if "value" in example.value]
        if found:
            return found
        if "example" in (node.value or {}):
            return [Example("example", node.value["example"], pointer=f"{node.pointer}/example")]
        return list(_schema_examples(self._document.resolve(schema))) if schema else []


def _example(name: str, node: Node) -> Example:
    dialect = node.get("x-dialect")
    said = node.get("x-headers") or {}
    headers = {n: None if value is None else serialised(value) for n, value in said.items()}
    return Example(name, node.value["value"], dialect, f"{node.pointer}/value", headers)


def _schema_examples(schema: Node) -> Iterable[Example]:
    listed = schema.get("examples")
    if isinstance(listed, list) and listed:
        yield Example("schema", listed[0], pointer=f"{schema.pointer}/examples/0")
    elif isinstance(schema.value, Mapping) and "example" in schema.value:
        yield Example("schema", schema.value["example"], pointer=f"{schema.pointer}/example")


def _bare(kind: str) -> str:
    return kind.partition(";")[0].strip().lower()


def _server(said: Mapping[str, Any]) -> Server:
    url = str(said.get("url", "/"))
    for name, variable in (said.get("variables") or {}).items():
        url = url.replace(f"{{{name}}}", str(variable.get("default", "")))
    parts = urlsplit(url)
    return Server(parts.hostname or "", parts.path.rstrip("/"), url.rstrip("/"))
