"""The operations of a document as values: what may be sent, what may be answered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from attrs import define, field, frozen

from .bodies import is_json
from .headers import Plan
from .parameters import Parameters
from .schemas import NOWHERE, Direction, Node, Schemas
from .security import Requirement, secret_query
from .services import HeaderChanges
from .timeline import dump_json
from .validate import Finding, Place, check_schema

EVENT_STREAM = "text/event-stream"


@frozen(eq=False)
class Example:
    """A named example."""

    name: str
    value: Any
    dialect: str | None = None
    """`x-dialect`: the dialect in which this body exists; None: in every one."""
    pointer: str = ""
    headers: HeaderChanges = field(factory=dict)
    """`x-headers`: values of its own for the declared headers; None: that one is not sent."""

    @cached_property
    def body(self) -> bytes:
        """As it is sent: text verbatim, anything else as JSON."""
        return self.value.encode() if isinstance(self.value, str) else dump_json(self.value)

    @cached_property
    def json(self) -> bytes:
        """As it is sent where JSON is declared: text in quotes."""
        return dump_json(self.value)


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
        """Whether its values are JSON."""
        return is_json(self.type)

    def example(self, name: str | None = None, dialect: str | None = None) -> Example | None:
        """A named example, or the first that exists in the dialect."""
        if name is not None:
            return next((e for e in self.examples if e.name == name), None)
        fitting = (e for e in self.examples if dialect is None or e.dialect in (None, dialect))
        return next(fitting, None)

    def check(self, value: Any, direction: Direction) -> tuple[Finding, ...]:
        """What is wrong with a body."""
        where: Place = "body" if direction == "request" else "reply"
        return check_schema(self.schemas, self.schema, direction, value, where)


@frozen(eq=False)
class HeaderSpec:
    """A response header the document declares."""

    name: str
    schema: Node
    example: Example | None = None
    required: bool = False
    dialect: str | None = None
    """`x-dialect`: the dialect in which it is sent; None: in every one."""
    media_types: frozenset[str] = frozenset()
    """`x-media-types`: the types it is sent with; none: all."""

    def sent(self, media: str | None, dialect: str | None) -> bool:
        """Whether an answer of that type, in that dialect, carries it."""
        other_dialect = None not in (dialect, self.dialect) and dialect != self.dialect
        return not other_dialect and (not self.media_types or media in self.media_types)


@define(eq=False)
class Response:
    """One documented response."""

    status: str
    """A status, a range such as "4XX", or "default"."""
    description: str
    headers: tuple[HeaderSpec, ...]
    content: Mapping[str, Media]
    pointer: str
    plans: dict[tuple[str | None, str], Plan] = field(factory=dict)
    """Headers worked out already; see `headers.plan`."""

    def media(self, kind: str) -> Media | None:
        """The media type, or the one whose range holds it ("text/*")."""
        return of_type(self.content, kind)


@define(eq=False)
class Body:
    """What a request may carry."""

    required: bool
    content: Mapping[str, Media]

    def media(self, kind: str) -> Media | None:
        """The media type, or the one whose range holds it; the only one when none is said."""
        if not kind and len(self.content) == 1:
            return next(iter(self.content.values()))
        return of_type(self.content, kind)


@frozen
class Server:
    """Where an operation lives: "" as the host of a relative server, "" as the base of a root."""

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
        return next((self.responses[name] for name in names if name in self.responses), None)


def of_type(content: Mapping[str, Media], kind: str) -> Media | None:
    """The media type itself, else the narrowest range that holds it."""
    named = (kind, f"{kind.partition('/')[0]}/*", "*/*")
    return next((content[name] for name in named if name in content), None)
