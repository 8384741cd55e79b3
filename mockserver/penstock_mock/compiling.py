"""A document's operations, compiled once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from .headers import serialised
from .operations import (
    EVENT_STREAM,
    Body,
    Example,
    HeaderSpec,
    Media,
    Operation,
    Response,
    Server,
)
from .parameters import compile_parameters
from .schemas import ContractError, Document, Node, Schemas, raw_child
from .security import Requirement, requirements, schemes, secret_query
from .shapes import shape_of

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
        security = self._security(node)
        nodes = [*self._list(item, "parameters"), *self._list(node, "parameters")]
        return Operation(
            id=str(node.get("operationId") or f"{method} {path}"),
            method=method.upper(),
            path=path,
            tags=tuple(map(str, node.get("tags") or ())),
            servers=self._servers(item, node),
            parameters=compile_parameters(self._schemas, nodes, secret_query(security)),
            body=self._body(self._document.child(node, "requestBody")),
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

    def _servers(self, item: Node, node: Node) -> tuple[Server, ...]:
        top = self._document.top().get("servers")
        said = node.get("servers") or item.get("servers") or top or [{"url": "/"}]
        return tuple(map(_server, said))

    def _body(self, node: Node) -> Body | None:
        if not node:
            return None
        return Body(node.get("required") is True, self._content(node))

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
        if _bare(kind) == EVENT_STREAM and schema and not self._is_text(schema):
            schema, events = Node(schema.pointer, None), schema
        return Media(_bare(kind), schema, examples, self._schemas, events)

    def _is_text(self, schema: Node) -> bool:
        """A stream's schema that allows a string is the transcript's, any other one frame's."""
        return "string" in shape_of(self._document, schema).types

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
