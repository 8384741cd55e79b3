"""The Python form of the document's operations: a builder of requests, and a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from document import Document, Node, operations, parameters_of
from openapi_python_client.strings import PythonIdentifier
from shapes import FILE, PREFIX, Schemas, identifier, limits, literal

_IDEMPOTENT = frozenset({"get", "head", "options", "put", "delete", "trace"})
EVENT_STREAM = "text/event-stream"


@dataclass(frozen=True)
class Parameter:
    """A parameter of an operation, as it is written in the builder and in the table."""

    name: str
    place: str
    wire: str
    annotation: str
    required: bool
    deprecated: bool
    secret: bool
    limits: str
    description: str

    @property
    def argument(self) -> str:
        """The argument of the builder."""
        return _argument(self.name, self.annotation, self.required)

    @property
    def code(self) -> str:
        """The row of the table."""
        marks = {"deprecated": self.deprecated, "secret": self.secret}
        marked = "".join(f", {name}=True" for name, is_set in marks.items() if is_set)
        marked += f", limits={self.limits}" if self.limits else ""
        names = f"{literal(self.name)}, {literal(self.place)}, {literal(self.wire)}"
        return f"Parameter({names}{marked})"


@dataclass(frozen=True)
class Body:
    """The type of an operation's body, and its codec by media type."""

    annotation: str
    required: bool
    codecs: tuple[tuple[str, str], ...]

    @property
    def argument(self) -> str:
        """The argument of the builder."""
        return _argument("body", self.annotation, self.required)


def _argument(name: str, annotation: str, required: bool) -> str:
    return f"{name}: {annotation}" + ("" if required else " = UNSET")


@dataclass(frozen=True)
class Endpoint:
    """An operation, as it is written in its module."""

    node: Node
    id: str
    name: str
    tag: str
    method: str
    path: str
    server: str
    own_server: bool
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    body: Body | None
    responses: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    errors: tuple[tuple[str, str], ...]
    answer: str
    event: str
    security: tuple[tuple[str, ...], ...]
    bucket: str
    repeatable: bool
    deprecated: bool

    @property
    def arguments(self) -> tuple[str, ...]:
        """The arguments of the builder, as code; those of the path come first."""
        first = [one.argument for one in self.parameters if one.place == "path"]
        named = [self.body.argument] if self.body else []
        named += [one.argument for one in self.parameters if one.place != "path"]
        return (*first, *(["*"] if named else []), *named)


def _module_name(operation: Node) -> str:
    """Return what an operation is called in Python."""
    return str(PythonIdentifier(operation.get("operationId").text, PREFIX))


def _tag_name(operation: Node) -> str:
    """Return what the folder of an operation is called."""
    return str(PythonIdentifier(operation.get("tags").texts[0], "tag"))


def file_name(operation: Node) -> str:
    """Return the file of the package that holds *operation*."""
    return f"api/{_tag_name(operation)}/{_module_name(operation)}.py"


def endpoints(document: Document, schemas: Schemas) -> dict[str, Endpoint]:
    """Return the operations of a document by what they are called in Python."""
    written = document.as_written
    made = (_endpoint(written, schemas, operation) for operation in operations(written))
    return {endpoint.name: endpoint for endpoint in made}


def _endpoint(document: Document, schemas: Schemas, operation: Node) -> Endpoint:
    item = document.at(*operation.pointer[:-1])
    operation_id = operation.get("operationId").text
    responses = [_response(schemas, node) for node in operation.get("responses").items()]
    return Endpoint(
        node=operation,
        id=operation_id,
        name=_module_name(operation),
        tag=_tag_name(operation),
        method=operation.key.upper(),
        path=item.key,
        server=_server(operation, item),
        own_server=operation.get("x-own-server").value is True,
        summary=operation.get("summary").text,
        description=operation.get("description").text,
        parameters=tuple(_parameters(schemas, operation)),
        body=_body(schemas, operation.get("requestBody").resolved()),
        responses=tuple(_grouped(responses)),
        errors=tuple(_errors(responses)),
        answer=_answer(responses),
        event=_event(responses),
        security=tuple(_security(document, operation)),
        bucket=operation.get("x-bucket").text or operation_id,
        repeatable=operation.key in _IDEMPOTENT or operation.get("x-repeatable").value is True,
        deprecated=operation.get("deprecated").value is True,
    )


def _server(operation: Node, item: Node) -> str:
    given = [*operation.get("servers").items(), *item.get("servers").items()]
    url, variables = given[0].get("url").text, given[0].get("variables").items()
    return reduce(lambda u, v: u.replace(f"{{{v.key}}}", v.get("default").text), variables, url)


def _parameters(schemas: Schemas, operation: Node) -> Iterator[Parameter]:
    nodes = [node.resolved() for node in parameters_of(operation)]
    # Of two of a name, the operation's counts.
    found = {(node.get("in").text, node.get("name").text): node for node in nodes}
    path = str(operation.pointer[-2])
    places = {name: path.find(f"{{{name}}}") for place, name in found if place == "path"}
    for name in sorted(places, key=lambda name: places[name]):
        yield _parameter(schemas, found.pop(("path", name)))
    yield from (_parameter(schemas, node) for node in found.values())


def _parameter(schemas: Schemas, node: Node) -> Parameter:
    name, schema = node.get("name").text, node.get("schema")
    required = node.get("required").value is True
    shape = schemas.shape(schema, for_request=True)
    return Parameter(
        name=identifier(name),
        place=node.get("in").text,
        wire=name,
        annotation=shape.annotation if required else _optional(shape.annotation),
        required=required,
        deprecated=node.get("deprecated").value is True,
        secret=schema.resolved().get("format").text == "password",
        limits=limits(schema),
        description=schema.resolved().get("description").text or node.get("description").text,
    )


def _optional(annotation: str) -> str:
    return annotation if annotation == "Any" else f"{annotation} | Unset"


def _body(schemas: Schemas, node: Node) -> Body | None:
    shapes = {
        media.key: schemas.shape(media.get("schema"), for_request=True)
        for media in node.get("content").items()
    }
    if not shapes:
        return None
    hints = (
        "bytes" if shape.hint == FILE else shape.annotation  # a whole body, not a part of a form
        for shape in shapes.values()
    )
    annotation = " | ".join(dict.fromkeys(hints))
    codecs = tuple(
        (media, "ANY" if shape.hint == FILE else shape.codec) for media, shape in shapes.items()
    )
    required = node.get("required").value is True
    return Body(annotation if required else _optional(annotation), required, codecs)


@dataclass(frozen=True)
class _Response:
    status: str
    hints: dict[str, str]
    codecs: tuple[tuple[str, str], ...]

    @property
    def succeeds(self) -> bool:
        return self.status.startswith("2")


def _response(schemas: Schemas, node: Node) -> _Response:
    hints, codecs = dict[str, str](), dict[str, str]()
    for media in node.resolved().get("content").items():
        shape = schemas.shape(media.get("schema"))
        is_bytes = shape.hint == FILE
        hints[media.key] = "bytes" if is_bytes else shape.annotation
        codecs[media.key] = "ANY" if is_bytes else shape.codec
    return _Response(node.key, hints, tuple(codecs.items()))


def _grouped(responses: list[_Response]) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Yield the codecs of the responses; statuses with the same ones share a row."""
    statuses: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for response in responses:
        statuses.setdefault(response.codecs, []).append(response.status)
    for codecs, names in statuses.items():
        yield " ".join(names), codecs


def _errors(responses: list[_Response]) -> Iterator[tuple[str, str]]:
    """Yield the type of an answer by its status, for each that isn't a success."""
    for response in responses:
        if not response.succeeds:
            yield response.status, " | ".join(dict.fromkeys(response.hints.values())) or "None"


def _answer(responses: list[_Response]) -> str:
    """Return the type of a successful answer: Never, if it can only be a stream of events."""
    found = dict[str, None]()
    for response in responses:
        kept = [hint for media, hint in response.hints.items() if media != EVENT_STREAM]
        if response.succeeds:
            found |= dict.fromkeys(kept if response.hints else ["None"])
    if "Any" in found:
        return "Any"
    parts = [part for part in found if part != "None"] + ["None"] * ("None" in found)
    return " | ".join(parts) or "Never"


def _event(responses: list[_Response]) -> str:
    found = (response.hints.get(EVENT_STREAM, "") for response in responses if response.succeeds)
    return next(filter(None, found), "")


def _security(document: Document, operation: Node) -> Iterator[tuple[str, ...]]:
    """Yield the ways to show a key, the keys of each as code."""
    schemes = document.at("components", "securitySchemes")
    for choice in operation.get("security").items():
        yield tuple(_scheme(schemes.get(name.key)) for name in choice.items())


def _scheme(node: Node) -> str:
    if node.get("type").text != "apiKey":
        return 'Security("Authorization", "Bearer ")'
    place = ', place="query"' if node.get("in").text == "query" else ""
    return f"Security({literal(node.get('name').text)}{place})"
