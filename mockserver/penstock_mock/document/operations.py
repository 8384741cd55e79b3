"""The operations of a document as values: what may be sent, what may be answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache, cached_property, partial
from itertools import chain, islice, product
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from attrs import evolve, field

from .bodies import is_json, is_lines, json_error, media_type
from .examples import Example, Generator
from .headers import FRAMING, HeaderSpec, Plan, plan_of, serialised
from .parameters import Parameter, Parameters, Shape, compile_parameter, compile_parameters
from .request import host_name
from .schemas import NOWHERE, Direction, Document, Node, Schemas, escape, raw_child
from .security import Requirement, Scheme, schemes
from .structure import METHODS
from .validation import FINDINGS_LIMIT, Breach, Finding, Place, breaches, check_schema, validity
from .values import define

EVENT_STREAM = "text/event-stream"
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~\w-]+")
# Of one Server Object with variables.
_MOST_ADDRESSES = 64


@define(eq=False)
class Media:
    """One media type of a body, with its schema and its examples."""

    type: str
    """In lower case, without its parameters; may be a range."""
    schema: Node
    examples: tuple[Example, ...]
    schemas: Schemas
    events: Node = NOWHERE
    """Of a stream or of lines: the schema of one frame's data, or line. `schema` is then that of
    the whole."""
    pointer: str = ""
    encoding: Mapping[str, Mapping[str, Any]] = field(factory=dict)
    """Of a form: the Encoding Object of each field that has one."""
    parameters: Mapping[str, str] = field(factory=dict)
    """Parameters that distinguish it from others of its type: {"version": "1"}."""
    unencodable: tuple[Example, ...] = ()
    """Examples for which JSON has no form."""
    _fields: dict[str, Parameter] = field(factory=dict, init=False)

    @property
    def name(self) -> str:
        """The type with its parameters."""
        return self.type + "".join(
            f"; {name}={value}" if _TOKEN.fullmatch(value) else f'; {name}="{value}"'
            for name, value in self.parameters.items()
        )

    @property
    def is_json(self) -> bool:
        return is_json(self.type)

    @cached_property
    def shape(self) -> Shape:
        return Shape(self.schemas, [self.schema])

    def narrowed(self, kind: str) -> Media:
        """The same as one type of its range."""
        return evolve(self, type=kind) if "*" in self.type else self

    def styled(self, name: str) -> bool:
        """Return whether a field of a form has an encoding other than the default."""
        given = self.encoding.get(name, {})
        return not given.keys().isdisjoint({"style", "explode"}) or is_json(
            str(given.get("contentType", ""))
        )

    def field(self, name: str) -> Parameter:
        """A field of a form, by its encoding (OpenAPI 3.1, Encoding Object)."""
        if name not in self._fields:
            given = self.encoding.get(name, {})
            as_json = is_json(str(given.get("contentType", ""))) and "style" not in given
            style = "content" if as_json else str(given.get("style", "form"))
            explode = given.get("explode", style in ("form", "deepObject") and self.styled(name))
            pointer = f"/{escape(name)}"
            self._fields[name] = Parameter(
                name, "query", False, NOWHERE, self.shape.field(name), style, bool(explode),
                self.schemas, pointer=pointer, key=name,
            )  # fmt: skip
        return self._fields[name]

    def part_headers(self, name: str) -> tuple[Parameter, ...]:
        """The headers that a part of a form has, by its encoding."""
        if not self.encoding.get(name, {}).get("headers"):
            return ()
        document = self.schemas.document
        headers = document.place(f"{self.pointer}/encoding/{escape(name)}/headers")
        # Content-Type is that of the encoding itself (OpenAPI 3.1, Encoding Object).
        return tuple(
            compile_parameter(self.schemas, node, header)
            for header, node in document.children(headers)
            if header.lower() != "content-type"
        )

    def example(self, name: str | None = None, dialect: str | None = None) -> Example | None:
        """A named example, or the first that exists in the dialect."""
        if name is not None:
            return next((e for e in self.examples if e.name == name), None)
        fitting = (e for e in self.examples if dialect is None or e.dialect in (None, dialect))
        return next(fitting, None)

    def check(self, value: Any, direction: Direction) -> tuple[Finding, ...]:
        """The findings of a body."""
        where: Place = "body" if direction == "request" else "reply"
        try:
            is_whole = self.events.value is None
            taken = direction == "request" and is_whole and self._takes(value)
        except (ValueError, TypeError):
            taken = False  # as it will be below, with a finding
        if taken:
            return ()
        if not self.events or not isinstance(value, list):
            return check_schema(self.schemas, self.schema, direction, value, where)
        found = (
            check_schema(self.schemas, self.events, direction, line, where, f"/{number}")
            for number, line in enumerate(value)
        )
        return tuple(islice(chain.from_iterable(found), FINDINGS_LIMIT))

    @cached_property
    def _takes(self) -> Callable[[Any], bool]:
        return validity(self.schemas, self.schema)

    def breaches(self, value: Any) -> list[Breach]:
        """The keywords that the body of a request breaks."""
        return breaches(self.schemas, self.schema, value)


@define(eq=False, slots=False)
class Response:
    """One documented response; its parts are compiled when they are asked for."""

    status: str
    """A status, a range such as "4XX", or "default"."""
    _node: Node
    _schemas: Schemas
    _plans: dict[tuple[str | None, str | None], Plan] = field(factory=dict)

    @property
    def pointer(self) -> str:
        """Its place in the document."""
        return self._node.pointer

    @cached_property
    def headers(self) -> tuple[HeaderSpec, ...]:
        """The declared headers, but those of the message's framing."""
        headers, document = [], self._schemas.document
        for name, header in document.children(raw_child(self._node, "headers")):
            if name.lower() in FRAMING:
                continue
            parameter = compile_parameter(self._schemas, header, name)
            examples = _examples(document, header, parameter.schema)
            example = examples[0] if examples else None
            dialect, media = header.get("x-dialect"), header.get("x-media-types") or ()
            headers.append(HeaderSpec(name, parameter, example, dialect, frozenset(media)))
        return tuple(headers)

    @cached_property
    def content(self) -> Mapping[str, Media]:
        return _content(self._schemas, self._node)

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
        """The media type, or the one whose range holds it; the only one when none is stated."""
        if kind in self.content:
            return self.content[kind]
        if not kind and len(self.content) == 1:
            return next(iter(self.content.values()))
        return of_type(self.content, kind)


class Server(NamedTuple):
    """The address of an operation: "" is the host of a relative server and the base of a root."""

    host: str = ""
    base: str = ""
    url: str = ""


@define(eq=False, slots=False)
class Operation:
    """One method of one path; its parts are compiled when they are asked for."""

    id: str
    """operationId, or "get /path" where the document has none."""
    method: str
    """In upper case."""
    path: str
    tags: tuple[str, ...]
    servers: tuple[Server, ...]
    pointer: str
    summary: str
    schemas: Schemas
    _security: Sequence[Mapping[str, Any]] = field(alias="security")
    _schemes: Callable[[], Mapping[str, Scheme]] = field(alias="schemes")
    """The security schemes of its document, by name."""

    @cached_property
    def service(self) -> str:
        """The first tag; "" without one."""
        return self.tags[0] if self.tags else ""

    @cached_property
    def parameters(self) -> Parameters:
        """The parameters of its path, and its own."""
        document = self.schemas.document
        nodes = [
            parameter
            for level in (self.pointer.rpartition("/")[0], self.pointer)
            for _, parameter in document.children(document.place(f"{level}/parameters"))
        ]
        return compile_parameters(self.schemas, nodes, self.secret_query)

    @cached_property
    def body(self) -> Body | None:
        """The body of its requests."""
        document = self.schemas.document
        body = document.child(document.place(self.pointer), "requestBody")
        return Body(body.get("required") is True, _content(self.schemas, body)) if body else None

    @cached_property
    def responses(self) -> Mapping[str, Response]:
        """The documented responses by status, range or "default"."""
        document = self.schemas.document
        responses = {}
        for status, node in document.children(document.place(f"{self.pointer}/responses")):
            name = status if status == "default" else status.upper()
            responses[name] = Response(name, node, self.schemas)
        return responses

    @cached_property
    def security(self) -> tuple[Requirement, ...]:
        """Alternatives (any one will do), each of schemes that must all be met; () asks for
        nothing. Left out: schemes that aren't defined, and mutualTLS, which is in no request.
        """
        return tuple(
            tuple(s for n in names if (s := self._schemes().get(n)) and s.kind != "mutualTLS")
            for names in self._security
        )

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The hosts of its servers."""
        return frozenset(server.host for server in self.servers)

    @cached_property
    def secret_query(self) -> frozenset[str]:
        """Query parameters that hold a credential."""
        held = (scheme for alternative in self.security for scheme in alternative)
        return frozenset(scheme.parameter for scheme in held if scheme.place == "query")

    @cached_property
    def successes(self) -> tuple[int, ...]:
        """The declared 2xx statuses, lowest first."""
        codes = (int(status) for status in self.responses if status.isdecimal())
        return tuple(sorted(code for code in codes if 200 <= code < 300))

    @cached_property
    def usual_status(self) -> int:
        """The status where nothing asks for another: the first success, 200 of a range or of the
        default, else the lowest that is declared, which may be the first of a range.
        """
        if self.successes or {"2XX", "default"} & self.responses.keys():
            return next(iter(self.successes), 200)
        found = ((s[0], s.endswith("X"), int(s.replace("X", "0"))) for s in self.responses)
        return min((each for each in found if each[0] > "1"), default=("2", False, 204))[2]

    @cached_property
    def stream_status(self) -> int | None:
        """The first success that may be a stream of events."""
        found = (s for s in self.successes if EVENT_STREAM in self.responses[str(s)].content)
        return next(found, None)

    def response(self, status: int) -> Response | None:
        """The documented response: of the status, of its range, or the default."""
        found = self.responses.get(str(status)) or self.responses.get(f"{status // 100}XX")
        return found or self.responses.get("default")


def of_type(content: Mapping[str, Media], stated: str) -> Media | None:
    """The media type itself, with its parameters, else the narrowest range that holds it."""
    kind, given = media_type(stated)
    if kind in content and not given:
        return content[kind]
    alike = [media for media in content.values() if media.type == kind]
    for media in sorted(alike, key=lambda media: -len(media.parameters)):
        if media.parameters.items() <= given.items():
            return media
    for media in alike:  # one that leaves a parameter out may mean any
        if all(given.get(name, value) == value for name, value in media.parameters.items()):
            return media
    ranges = [m for m in content.values() if not alike and fnmatchcase(kind, m.type)]
    return max(ranges, key=lambda media: len(media.type), default=None)


class Outline(NamedTuple):
    """The facts of an operation as far as routing it and recording its requests need them."""

    pointer: str
    path: str
    id: str | None
    summary: str
    tags: list[str]
    servers: list[Mapping[str, Any]]
    security: list[Mapping[str, Any]]
    headers: list[str]
    """The names of the headers that are declared as parameters."""


def outlines(document: Document) -> Iterator[Outline]:
    """Every operation, in the document's order."""
    top = document.top()
    is_3_2 = document.version.startswith("3.2")
    paths = document.child(top, "paths")
    for path, target in document.children(paths):
        written = raw_child(paths, path)
        # What stands beside a $ref wins over its target.
        items = [target] if written.pointer == target.pointer else [written, target]
        nodes: dict[str, tuple[Node, Node]] = {}
        for item in items:
            within = [(method, raw_child(item, method)) for method in METHODS]
            if is_3_2:
                within.append(("query", raw_child(item, "query")))
                within += document.children(raw_child(item, "additionalOperations"))
            for method, node in within:
                if node:
                    nodes.setdefault(method, (item, node))
        for item, node in nodes.values():
            yield Outline(
                pointer=node.pointer,
                path=path,
                id=node.get("operationId"),
                summary=node.get("summary") or "",
                tags=node.get("tags") or [],
                servers=node.get("servers") or item.get("servers") or top.get("servers") or [],
                security=node.get("security", top.get("security")) or [],
                headers=[
                    parameter.get("name")
                    for level in (item, node)
                    for _, parameter in document.children(raw_child(level, "parameters"))
                    if parameter.get("in") == "header"
                ],
            )


def compile_operations(schemas: Schemas, known: Iterable[Outline]) -> Iterator[Operation]:
    known_schemes = cache(partial(schemes, schemas.document))
    for outline in known:
        method = outline.pointer.rpartition("/")[2]
        yield Operation(
            id=outline.id or f"{method} {outline.path}",
            method=method.upper(),
            path=outline.path,
            tags=tuple(outline.tags),
            servers=_servers(outline.servers or [{"url": "/"}]),
            pointer=outline.pointer,
            summary=outline.summary,
            security=outline.security,
            schemas=schemas,
            schemes=known_schemes,
        )


def _content(schemas: Schemas, node: Node) -> Mapping[str, Media]:
    found = {}
    for name, media in schemas.document.children(raw_child(node, "content")):
        kind, parameters = media_type(name)
        schema, events = raw_child(media, "schema"), raw_child(media, "itemSchema")
        examples: list[Example] = []
        unencodable: list[Example] = []
        for each in _examples(schemas.document, media, schema):
            (unencodable if json_error(each.value) else examples).append(each)
        # A stream's schema that allows a string is the transcript's, any other one frame's; of
        # lines that of a list is the whole's.
        whole = {EVENT_STREAM: "string"}.get(kind, "array" if is_lines(kind) else "")
        if whole and schema and whole not in Shape(schemas, [schema]).types:
            schema, events = Node(schema.pointer, None), schema
        encoding = media.get("encoding") or {}
        made = Media(
            kind, schema, tuple(examples), schemas, events, media.pointer, encoding, parameters,
            tuple(unencodable),
        )  # fmt: skip
        found[made.name] = made
    return found


def _examples(document: Document, node: Node, schema: Node) -> list[Example]:
    """Named ones, else the single one, else the schema's own."""
    found = []
    for name, example in document.children(raw_child(node, "examples")):
        if "value" in example.value:
            own = (example.get("x-headers") or {}).items()
            headers = {n: None if value is None else serialised(value) for n, value in own}
            at, dialect = f"{example.pointer}/value", example.get("x-dialect")
            found.append(Example(name, example.value["value"], dialect, at, headers))
    if found:
        return found
    if "example" in node.value:
        return [Example("example", node.value["example"], pointer=f"{node.pointer}/example")]
    target = document.resolve(schema)
    listed = target.get("examples")
    if isinstance(listed, list) and listed:
        return [Example("schema", listed[0], pointer=f"{target.pointer}/examples/0")]
    if isinstance(target.value, dict) and "example" in target.value:
        return [Example("schema", target.value["example"], pointer=f"{target.pointer}/example")]
    return []


def _servers(stated: Iterable[Mapping[str, Any]]) -> tuple[Server, ...]:
    """The servers of an operation, the relative ones at the hosts of those beside them."""
    listed = [server for each in stated for server in _addresses(each)]
    absolute = [server for server in listed if server.host]
    found: dict[Server, None] = {}
    for server in listed:
        if server.host or not absolute:
            found[server] = None
        else:
            for at in absolute:
                url = urljoin(at.url, "/")[:-1] + server.base
                found[Server(at.host, server.base, url)] = None
    return tuple(found)


def _addresses(stated: Mapping[str, Any]) -> Iterator[Server]:
    """The addresses of a Server Object: of each value of its variables, the defaults first."""
    variables = stated.get("variables") or {}
    values = [dict.fromkeys([v.get("default", ""), *v.get("enum", ())]) for v in variables.values()]
    for chosen in islice(product(*values), _MOST_ADDRESSES):
        url = stated["url"]
        for name, value in zip(variables, chosen, strict=True):
            url = url.replace(f"{{{name}}}", value)
        try:
            parts = urlsplit(url := urljoin("/", url))
            _ = parts.port  # raises for one that is no number
            yield Server(host_name(parts.hostname or ""), parts.path.rstrip("/"), url.rstrip("/"))
        except ValueError:  # a value that makes no URL
            yield Server()
