"""Path, query, header and cookie parameters: text to typed values, by style and schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from http.cookies import CookieError, SimpleCookie
from typing import Any, Literal, TypeAlias, cast
from urllib.parse import unquote

from attrs import define

from .bodies import BodyError, is_json, read_json
from .request import MISSING, Request
from .schemas import Document, Node, Schemas, escape, raw_child
from .validation import Breach, Finding, breaches, check_schema, finding, shown

Source: TypeAlias = Literal["path", "query", "header", "cookie"]

SOURCES: tuple[Source, ...] = ("path", "query", "header", "cookie")
# OpenAPI 3.1, Parameter Object, "style": the default for each place.
_STYLES: Mapping[str, str] = {
    "path": "simple",
    "query": "form",
    "header": "simple",
    "cookie": "form",
}
_SUPPORTED = frozenset(
    {"simple", "form", "spaceDelimited", "pipeDelimited", "deepObject", "content"}
)
_SEPARATORS: Mapping[str, str] = {"spaceDelimited": " ", "pipeDelimited": "|"}
# OpenAPI 3.1, Parameter Object: definitions for these header names are ignored.
_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})
_DEEP = re.compile(r"\[([^\[\]]*)\]")


# A schema that refers to itself has its types found in a few steps or never.
_TYPE_DEPTH = 8

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,300})")
_NUMBER = re.compile(r"-?[0-9]{1,300}(?:\.[0-9]{1,300})?(?:[eE][+-]?[0-9]{1,3})?")


class Shape:
    """As much of a schema as decoding needs: its types, its items' and its properties' shapes."""

    def __init__(
        self,
        types: frozenset[str],
        item: Shape | None = None,
        fields: Mapping[str, Shape] | None = None,
    ) -> None:
        self.types, self.item, self.fields = types, item, fields

    def scalar(self, text: str) -> Any:
        """The text as the narrowest of the types; as it is when none fits."""
        if not self.types or "string" in self.types:
            return text
        for kind, read in _SCALARS:
            if kind in self.types and (value := read(text)) is not MISSING:
                return value
        return text


def shape_of(document: Document, node: Node, depth: int = 0) -> Shape:
    """The types a schema allows at its top, its items' and its properties'."""
    types = _types(document, node, depth)
    target = document.resolve(node)
    item = document.child(target, "items")
    fields = raw_child(target, "properties")
    deeper = depth < _TYPE_DEPTH
    return Shape(
        types,
        shape_of(document, item, depth + 1) if item and deeper else None,
        {n: shape_of(document, f, depth + 1) for n, f in document.children(fields)}
        if fields and deeper
        else None,
    )


def _types(document: Document, node: Node, depth: int) -> frozenset[str]:
    target = document.resolve(node)
    said = target.get("type")
    if isinstance(said, str):
        return frozenset({said})
    if isinstance(said, list):
        return frozenset(map(str, said))
    if depth >= _TYPE_DEPTH:
        return frozenset()
    for keyword in ("anyOf", "oneOf", "allOf"):
        branches = document.children(raw_child(target, keyword))
        if found := frozenset().union(*(_types(document, b, depth + 1) for _, b in branches)):
            return found
    return frozenset(_JSON_NAMES[type(v)] for v in target.get("enum", ()) if type(v) in _JSON_NAMES)


def _read_integer(text: str) -> Any:
    return int(text) if _INTEGER.fullmatch(text) else MISSING


def _read_number(text: str) -> Any:
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else MISSING


def _read_boolean(text: str) -> Any:
    return {"true": True, "false": False}.get(text, MISSING)


def _read_null(text: str) -> Any:
    return None if text in ("", "null") else MISSING


_SCALARS: tuple[tuple[str, Callable[[str], Any]], ...] = (
    ("integer", _read_integer),
    ("number", _read_number),
    ("boolean", _read_boolean),
    ("null", _read_null),
)
_JSON_NAMES: Mapping[type, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
}


@define(eq=False)
class Parameter:
    """One declared parameter."""

    name: str
    where: Source
    required: bool
    schema: Node
    shape: Shape
    style: str
    explode: bool
    schemas: Schemas
    default: Any = MISSING
    pointer: str = ""
    """Of findings: "/name"."""
    key: str = ""
    """Its name; of a header, in lower case."""

    def check(self, value: Any) -> tuple[Finding, ...]:
        """Return the findings of a decoded value."""
        return check_schema(self.schemas, self.schema, "request", value, self.where, self.pointer)

    def breaches(self, value: Any) -> list[Breach]:
        """The keywords that a decoded value breaks."""
        return breaches(self.schemas, self.schema, value)

    def decode(self, text: Sequence[str]) -> Any:
        """The value of this parameter from its texts (several when it is repeated)."""
        if self.style == "content":
            return _content(text[0])
        if "array" in self.shape.types:
            return self._array(text)
        if "object" in self.shape.types:
            return self._object(text[0])
        return self.shape.scalar(text[-1])

    def _array(self, text: Sequence[str]) -> Any:
        separator = _SEPARATORS.get(self.style, ",")
        exploded = self.explode and self.style == "form"
        parts = list(text) if exploded or len(text) > 1 else text[0].split(separator)
        item = self.shape.item or Shape(frozenset())
        return [item.scalar(part) for part in parts]

    def _object(self, text: str) -> Any:
        parts = text.split(",")
        if self.explode:
            pairs = [tuple(part.partition("=")[::2]) for part in parts]
        else:
            pairs = list(zip(parts[::2], parts[1::2], strict=False))
        return {name: self.field(name).scalar(value) for name, value in pairs}

    def field(self, name: str) -> Shape:
        """The shape of one property of an object parameter."""
        return (self.shape.fields or {}).get(name) or Shape(frozenset())


@define(eq=False)
class Parameters:
    """The parameters of one operation."""

    path: tuple[Parameter, ...] = ()
    query: tuple[Parameter, ...] = ()
    header: tuple[Parameter, ...] = ()
    cookie: tuple[Parameter, ...] = ()
    known_query: frozenset[str] = frozenset()
    """Every query name that is declared, credentials included."""

    def of_path(self, raw: Mapping[str, str]) -> tuple[dict[str, Any], list[Finding]]:
        """Typed path parameters (undeclared ones stay text), and what is wrong with them."""
        values: dict[str, Any] = dict(raw)
        found: list[Finding] = []
        for parameter in self.path:
            if parameter.name in raw:
                values[parameter.name] = value = parameter.decode([raw[parameter.name]])
                found += parameter.check(value)
        return values, found

    def of_query(self, query: Sequence[tuple[str, str]]) -> tuple[dict[str, Any], list[Finding]]:
        """Typed query parameters, and what is wrong with them."""
        if not query and not self.query:
            return {}, []
        texts: dict[str, list[str]] = {}
        for name, value in query:
            texts.setdefault(name, []).append(value)
        sent = {p.key: _query_value(p, texts) for p in self.query}
        values, found = _collect(self.query, sent)
        found += self._undeclared(texts)
        for p in self.query:
            if len(texts.get(p.name, ())) > 1 and "array" not in p.shape.types:
                why = "sent more than once; the last one counts"
                found.append(finding("query", "repeated", p.pointer, why, level="warning"))
        return values, found

    def of_headers(self, request: Request) -> tuple[dict[str, Any], list[Finding]]:
        """Typed header and cookie parameters by declared name, and what is wrong with them."""
        if not self.header and not self.cookie:
            return {}, []
        headers = request.header_map
        sent = {p.key: p.decode([headers[p.key]]) for p in self.header if p.key in headers}
        values, found = _collect(self.header, sent)
        if self.cookie:
            jar = _cookies(headers.get("cookie", ""))
            sent = {p.key: p.decode([jar[p.name]]) for p in self.cookie if p.name in jar}
            more, also = _collect(self.cookie, sent)
            values, found = {**values, **more}, found + also
        return values, found

    def _undeclared(self, texts: Mapping[str, list[str]]) -> list[Finding]:
        if texts.keys() <= self.known_query:
            return []
        return [
            finding(
                "query",
                "undeclared",
                f"/{escape(name)}",
                "not a parameter of this operation",
                sent=shown(text[0], name),
                level="warning",
            )
            for name, text in texts.items()
            if name.partition("[")[0] not in self.known_query and name not in self.known_query
        ]


def compile_parameters(
    schemas: Schemas, nodes: Iterable[Node], extra_query: Iterable[str] = ()
) -> Parameters:
    """Compile Parameter Objects, path item's first: an operation's own replace them by name."""
    by_key: dict[tuple[str, str], Parameter] = {}
    for node in nodes:
        parameter = _compile(schemas, node)
        if parameter.where != "header" or parameter.name.lower() not in _IGNORED_HEADERS:
            by_key[parameter.where, parameter.name] = parameter
    groups = {w: tuple(p for p in by_key.values() if p.where == w) for w in SOURCES}
    known = {p.name for p in groups["query"]} | set(extra_query)
    for parameter in groups["query"]:
        if parameter.style == "form" and parameter.explode:
            known |= set(parameter.shape.fields or ())
    return Parameters(**groups, known_query=frozenset(known))


def unsupported_style(parameter: Parameter) -> str | None:
    """The style of a parameter this module can't decode."""
    return None if parameter.style in _SUPPORTED else parameter.style


def _compile(schemas: Schemas, node: Node) -> Parameter:
    where, name = cast("Source", node.get("in", "query")), str(node.get("name", ""))
    style = str(node.get("style", _STYLES.get(where, "simple")))
    schema = raw_child(node, "schema")
    contents = list(schemas.document.children(raw_child(node, "content")))
    if contents and not schema:
        media, content = contents[0]
        schema, style = raw_child(content, "schema"), "content" if is_json(media) else style
    return Parameter(
        name=name,
        where=where,
        required=where == "path" or node.get("required") is True,
        schema=schema,
        shape=shape_of(schemas.document, schema),
        style=style,
        explode=bool(node.get("explode", style == "form")),
        schemas=schemas,
        default=schemas.document.resolve(schema).get("default", MISSING),
        pointer=f"/{escape(name)}",
        key=name.lower() if where == "header" else name,
    )


def _collect(
    parameters: Iterable[Parameter], sent: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Finding]]:
    """The values by name, defaults included, and what is wrong. sent: decoded values by key."""
    values: dict[str, Any] = {}
    found: list[Finding] = []
    for parameter in parameters:
        value = sent.get(parameter.key, MISSING)
        if value is not MISSING:
            values[parameter.name] = value
            found += parameter.check(value)
            continue
        if parameter.required:
            why = "required, and not sent"
            found.append(finding(parameter.where, "missing", parameter.pointer, why))
        if parameter.default is not MISSING:
            values[parameter.name] = parameter.default
    return values, found


def _query_value(parameter: Parameter, texts: Mapping[str, list[str]]) -> Any:
    if "object" in parameter.shape.types and parameter.style in ("deepObject", "form"):
        if parameter.style == "deepObject":
            return _deep_object(parameter, texts)
        if parameter.explode:
            names = [name for name in parameter.shape.fields or {} if name in texts]
            return {n: parameter.field(n).scalar(texts[n][-1]) for n in names} or MISSING
    text = texts.get(parameter.name)
    return MISSING if text is None else parameter.decode(text)


def _deep_object(parameter: Parameter, texts: Mapping[str, list[str]]) -> Any:
    """`filter[a]=1&filter[b]=2`: one level, as the specification defines it."""
    fields = {}
    for name, text in texts.items():
        base, bracket, rest = name.partition("[")
        keys = _DEEP.findall(bracket + rest)
        if base == parameter.name and len(keys) == 1:
            fields[keys[0]] = parameter.field(keys[0]).scalar(text[-1])
    return fields or MISSING


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


def _content(text: str) -> Any:
    try:
        return read_json(unquote(text).encode())
    except BodyError:
        return text
