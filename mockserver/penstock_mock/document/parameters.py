"""Path, query, header and cookie parameters: text to typed values, by style and schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import repeat
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, cast
from urllib.parse import unquote

from .bodies import FORM, JSON, by_name, is_json, json_of, media_type
from .request import MISSING, Request, free_delimiters, keep_delimiters, parse_query
from .schemas import ContractError, Node, Schemas, escape, is_marked, raw_child, raw_children
from .strings import has_pattern
from .validation import Breach, Finding, Place, breaches, check_schema, finding, shown, validity
from .values import define

Source: TypeAlias = Literal["path", "query", "header", "cookie"]
Texts: TypeAlias = Mapping[str, Sequence[str]]
"""Decoded values by name, each as often as it was sent."""

SOURCES: tuple[Source, ...] = ("path", "query", "header", "cookie")
# OpenAPI 3.1, Parameter Object, "style": those of each place, the default first.
STYLES: Mapping[Source, tuple[str, ...]] = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form", "cookie"),
}
_PREFIXES: Mapping[str, str] = {"label": ".", "matrix": ";"}
_SEPARATORS: Mapping[str, str] = {"spaceDelimited": " ", "pipeDelimited": "|"}
# OpenAPI 3.1, Parameter Object: definitions for these header names are ignored.
_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})
_DEEPEST = 16
_COMMA = re.compile(r"[ \t]*,[ \t]*")
_DEEP = re.compile(r"\[([^\[\]]*)\]")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,300})")
_NUMBER = re.compile(r"-?[0-9]{1,300}(?:\.[0-9]{1,300})?(?:[eE][+-]?[0-9]{1,3})?")
# From the narrowest type to the widest.
_SCALARS: tuple[tuple[str, Callable[[str], Any]], ...] = (
    ("integer", lambda text: int(text) if _INTEGER.fullmatch(text) else MISSING),
    (
        "number",
        lambda text: (
            (int if _INTEGER.fullmatch(text) else float)(text)
            if _NUMBER.fullmatch(text)
            else MISSING
        ),
    ),
    ("boolean", lambda text: {"true": True, "false": False}.get(text, MISSING)),
    ("null", lambda text: None if text in ("", "null") else MISSING),
)
_JSON_NAMES: Mapping[type, str] = {
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
    list: "array",
    dict: "object",
}


class Shape:
    """The types of a schema, through its references and combinations.

    What lies deeper is looked at when it is asked for, so that schemas may refer to themselves.
    """

    def __init__(self, schemas: Schemas, nodes: Iterable[Node]) -> None:
        """nodes: alternatives; a value is right when one of them takes it."""
        self._schemas = schemas
        self._nodes = tuple(node for node in nodes if node)
        self._fields: dict[str, Shape] = {}

    @cached_property
    def _parts(self) -> tuple[Node, ...]:
        """The nodes and all they combine, each once."""
        document, found, left = self._schemas.document, dict[str, Node](), list(self._nodes)
        while left:
            node = document.resolve(left.pop())
            if isinstance(node.value, dict) and node.pointer not in found:
                found[node.pointer] = node
                for keyword in ("allOf", "anyOf", "oneOf"):
                    left += raw_children(node, keyword)
        return tuple(found.values())

    @cached_property
    def types(self) -> frozenset[str]:
        """The types; none where nothing restricts them."""
        types: set[str] = set()
        for node in self._parts:
            stated = node.get("type")
            if stated is None and ("enum" in node.value or "const" in node.value):
                values = node.get("enum", [node.get("const")])
                types |= {_JSON_NAMES.get(type(value), "string") for value in values}
            elif stated is None and isinstance(node.get("properties"), dict):
                types.add("object")
            elif stated is None and node.value.keys() & {"items", "prefixItems"}:
                types.add("array")
            else:
                types |= {stated} if isinstance(stated, str) else set(stated or ())
        return frozenset(types)

    @cached_property
    def item(self) -> Shape:
        """The shape of a list's items, after those of `prefixItems`."""
        return Shape(self._schemas, [raw_child(node, "items") for node in self._parts])

    def items(self) -> Iterator[Shape]:
        """The shapes of a list's items in order, without end."""
        lists = [raw_child(node, "prefixItems") for node in self._parts]
        for n in range(max((len(each.value or ()) for each in lists), default=0)):
            yield Shape(self._schemas, [raw_child(each, str(n)) for each in lists])
        yield from repeat(self.item)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The properties that are declared."""
        declared = (node.get("properties") or () for node in self._parts)
        return tuple(dict.fromkeys(name for names in declared for name in names))

    @cached_property
    def is_open(self) -> bool:
        """Properties that aren't declared are expected: `additionalProperties` has a schema."""
        extra = [node.get("additionalProperties") for node in self._parts]
        return any(each is True or isinstance(each, dict) for each in extra)

    @property
    def key(self) -> frozenset[str]:
        """The places of its schemas: the same for the same shape, wherever it is used."""
        return frozenset(node.pointer for node in self._parts)

    @cached_property
    def choices(self) -> tuple[Any, ...]:
        """The scalars that `enum` and `const` list."""
        listed = [value for node in self._parts for value in node.get("enum") or ()]
        listed += [node.get("const") for node in self._parts if "const" in node.value]
        return tuple(value for value in listed if not isinstance(value, (dict, list)))

    def is_read_only(self, name: str) -> bool:
        """Return whether a request never has a property."""
        nodes = [raw_child(raw_child(node, "properties"), name) for node in self._parts]
        document = self._schemas.document
        return all(is_marked(document, node.value, "request") for node in nodes if node)

    def field(self, name: str) -> Shape:
        """The shape of a property."""
        if name in self._fields:
            return self._fields[name]
        maps = [raw_child(node, "patternProperties") for node in self._parts]
        nodes = [
            raw_child(each, pattern)
            for each in maps
            for pattern in each.value or ()
            if has_pattern(pattern, name)
        ]
        if name not in self.names:  # any number of them may come: they are not kept
            return Shape(self._schemas, nodes) if nodes else self._extra
        nodes += [raw_child(raw_child(node, "properties"), name) for node in self._parts]
        self._fields[name] = Shape(self._schemas, nodes)
        return self._fields[name]

    @cached_property
    def _extra(self) -> Shape:
        return Shape(
            self._schemas, [raw_child(node, "additionalProperties") for node in self._parts]
        )

    def xml(self, key: str) -> Any:
        """A field of the XML Object; None where there is none."""
        stated = (node.get("xml") for node in self._parts)
        return next((each[key] for each in stated if isinstance(each, dict) and key in each), None)

    @property
    def xml_names(self) -> frozenset[str]:
        """The names that its schemas give to the element; none where all leave it open."""
        stated = (node.get("xml") for node in self._parts)
        return frozenset(
            str(xml["name"]) for xml in stated if isinstance(xml, dict) and "name" in xml
        )

    def takes(self, value: Any) -> bool:
        """Return whether one of the schemas takes a value; True where none can be compiled."""
        try:
            validators = [self._schemas.validator(node, "request") for node in self._nodes]
            return not validators or any(each.is_valid(value) for each in validators)
        except (ContractError, ValueError, TypeError):
            return True

    def scalar(self, text: str) -> Any:
        """The text as the schema means it: as text where it may be, else as the narrowest type."""
        if not self.types or self.types == {"string"}:
            return text
        narrow: list[Any] = [text] if "string" in self.types else []
        for kind, read in _SCALARS:
            if kind in self.types and (value := read(text)) is not MISSING:
                narrow.append(value)
        if len(narrow) > 1:
            return self.first_taken(narrow)
        return narrow[0] if narrow else text

    def read(self, text: str) -> Any:
        """The text as JSON where the schema wants an object or a list, else as a scalar."""
        if not self.types & {"object", "array"}:
            return self.scalar(text)
        value = json_of(text)
        readings = [value] if isinstance(value, (dict, list)) else []
        if self.types - {"object", "array"}:
            readings.append(self.scalar(text))
        elif value is not MISSING:
            readings.append(value)
        return self.first_taken(readings or [text])

    def first_taken(self, readings: list[Any]) -> Any:
        """The first of several readings that the schema takes; the first when it takes none."""
        if len(readings) == 1:
            return readings[0]
        return next((value for value in readings if self.takes(value)), readings[0])


@define(eq=False)
class Parameter:
    """One declared parameter, or one field of a form."""

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
    content: str = ""
    """The media type of its text, of the style "content"."""
    may_be_empty: bool = False
    """`allowEmptyValue`: sent as "" it is right, whatever the schema."""

    @cached_property
    def is_due(self) -> bool:
        """It is worth a look where it isn't sent: it is required, or has a default."""
        return self.required or self.default is not MISSING

    @cached_property
    def _takes(self) -> Callable[[Any], bool]:
        return validity(self.schemas, self.schema)

    @cached_property
    def _is_text(self) -> bool:
        """The value is the text as it was sent."""
        plain = self.style == "simple" if self.where == "path" else self.style != "content"
        return plain and not self.shape.types - {"string"}

    def check(
        self, value: Any, where: Place | None = None, at: str | None = None
    ) -> tuple[Finding, ...]:
        """Return the findings of a decoded value. where, at: the place to name in them."""
        if self.may_be_empty and value in ("", [""]):
            return ()
        try:
            taken = self._takes(value)
        except (ValueError, TypeError):
            taken = False  # as it will be below, with a finding
        if taken:
            return ()
        place, pointer = where or self.where, self.pointer if at is None else at
        return check_schema(self.schemas, self.schema, "request", value, place, pointer)

    def breaches(self, value: Any) -> list[Breach]:
        """The keywords that a decoded value breaks."""
        return breaches(self.schemas, self.schema, value)

    @property
    def delimited(self) -> bool:
        """Return whether one text holds several values, with delimiters between them."""
        spread = self.explode and self.style == "form" and self.where != "cookie"
        return (
            not spread and self.style != "content" and bool(self.shape.types & {"array", "object"})
        )

    def misspelled(self, text: str) -> str:
        """The part of its style that the text in a path breaks, its encoded delimiters kept; ""
        where it breaks none.
        """
        start = _PREFIXES.get(self.style, "")
        if not text.startswith(start):
            return f"the style {self.style} begins with {start!r}"
        types = self.shape.types if self.explode else frozenset[str]()
        if self.style != "matrix" or "object" in types:  # its properties are the names
            return ""
        names = [part.partition("=")[0] for part in text[1:].split(";")]
        if any(free_delimiters(name) != self.name for name in names):
            return f"the style matrix names the parameter: ;{self.name}="
        several = len(names) > 1 and "array" not in types
        return "one value takes its name once" if several else ""

    def find(self, texts: Texts) -> Any:
        """The value among those of a query or a form; MISSING when it isn't there."""
        sent, types = texts.get(self.name), self.shape.types
        if self.style != "content" and types & {"object", "array"}:
            if sent is None or self.style == "deepObject":
                tree = _tree(self.name, texts)
                if tree is not MISSING:
                    return _shaped(self.shape, tree)
            declared = self.shape.names
            spread = self.style in ("form", "cookie") and self.explode and "object" in types
            if spread and (sent is None or self.name in declared):
                names = texts if self.shape.is_open and not declared else declared
                pairs = {name: texts[name][-1] for name in names if name in texts}
                if pairs:
                    return self._object(pairs.items())
        return MISSING if sent is None else self.decode(sent)

    def decode(self, texts: Sequence[str]) -> Any:
        """The value from its texts (several when it is repeated)."""
        if self._is_text:
            return texts[-1]
        if self.style == "content":
            form = self.content == FORM
            return self._object(parse_query(texts[0])) if form else _content(texts[0])
        types = self.shape.types
        if not types & {"array", "object"}:
            prefixed = self.where == "path" and self.style != "simple"
            return self.shape.scalar(self._bare(texts[-1]) if prefixed else texts[-1])
        readings, plain = self._split_up(texts), [free_delimiters(text) for text in texts]
        if list(texts) != plain:  # some encode delimiters too: where nothing else is right
            readings, texts = readings + self._split_up(plain), plain
        # Several texts are a list where one is allowed; one text is a list only where it must be.
        scalar = self._bare(texts[-1]) if self.where == "path" else texts[-1]
        if len(texts) == 1 and types - {"array", "object", "null"}:
            readings.insert(0, self.shape.scalar(scalar))
        elif "null" in types:
            readings.append(self.shape.scalar(scalar))
        if "array" in types and list(texts) == [""]:
            readings.append([])
        if texts[-1][:1] in ("[", "{"):
            whole = self.shape.read(texts[-1])  # no style of OpenAPI, but a common one
            if isinstance(whole, (list, dict)):
                readings.insert(0, whole)
        return self.shape.first_taken(readings)

    def _split_up(self, texts: Sequence[str]) -> list[Any]:
        """The texts as a list, and as an object, where the schema wants one."""
        readings: list[Any] = []
        if "array" in self.shape.types:
            parts = zip(self.shape.items(), self._split(texts), strict=False)
            readings.append([item.read(free_delimiters(part)) for item, part in parts])
        if "object" in self.shape.types:
            readings.append(self._object(self._pairs(texts[-1])))
        return readings

    def _bare(self, text: str) -> str:
        """A path's text without the prefix of its style; a list's in a header without the spaces
        that may stand around its commas (RFC 9110 5.6.1).
        """
        if self.style == "label":
            return text.removeprefix(".")
        if self.style == "matrix":
            return text.removeprefix(f";{self.name}").removeprefix("=")
        return _COMMA.sub(",", text) if self.where == "header" else text

    def _split(self, texts: Sequence[str]) -> list[str]:
        """The items of a list (OpenAPI 3.1, "Style Examples")."""
        if len(texts) > 1 or (self.explode and self.style == "form" and self.where != "cookie"):
            return list(texts)
        if self.explode and self.where == "cookie":  # as in a query, which a cookie can hold too
            texts = [texts[0].replace(f"&{self.name}=", ",")]
        if self.style == "matrix" and self.explode:
            return [part.partition("=")[2] for part in texts[0].removeprefix(";").split(";")]
        exploded_label = self.style == "label" and self.explode
        separator = "." if exploded_label else _SEPARATORS.get(self.style, ",")
        return self._bare(texts[0]).split(separator)

    def _pairs(self, text: str) -> Iterable[tuple[str, str]]:
        """The names and values of an object in one text."""
        if self.explode and self.style != "form":
            separator = _PREFIXES.get(self.style, ",")
            text = text.removeprefix(separator) if separator != "," else self._bare(text)
            named = (part.partition("=") for part in text.split(separator))
            return [(name, value) for name, _, value in named]
        parts = self._bare(text).split(_SEPARATORS.get(self.style, ","))
        return zip(parts[::2], parts[1::2], strict=False)

    def _object(self, pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
        free = ((free_delimiters(name), free_delimiters(value)) for name, value in pairs)
        return {name: self.shape.field(name).read(value) for name, value in free}


@define(eq=False)
class Parameters:
    """The parameters of one operation."""

    path: tuple[Parameter, ...] = ()
    query: tuple[Parameter, ...] = ()
    header: tuple[Parameter, ...] = ()
    cookie: tuple[Parameter, ...] = ()
    known_query: frozenset[str] = frozenset()
    """Every query name that is declared, credentials included."""
    open_query: bool = False
    """Any name is declared: an object without names of its own is spread over the query."""

    def of_path(
        self, texts: Mapping[str, str], raw: Mapping[str, str] = MappingProxyType({})
    ) -> tuple[dict[str, Any], list[Finding]]:
        """Typed path parameters (undeclared ones stay text), and what is wrong with them.

        raw: the texts still percent-encoded.
        """
        values: dict[str, Any] = dict(texts)
        found: list[Finding] = []
        for parameter in self.path:
            if parameter.name in texts:
                text = kept = texts[parameter.name]
                if parameter.name in raw:
                    kept = unquote(keep_delimiters(raw[parameter.name]))
                    text = kept if parameter.delimited else text
                values[parameter.name] = value = parameter.decode([text])
                found += parameter.check(value)
                # Some encode the delimiters too.
                why = parameter.misspelled(kept)
                if why and parameter.misspelled(free_delimiters(kept)):
                    sent = shown(text, parameter.name)
                    found.append(finding("path", "style", parameter.pointer, why, sent=sent))
        return values, found

    def of_query(
        self, query: Sequence[tuple[str, str]], raw: str = ""
    ) -> tuple[dict[str, Any], list[Finding]]:
        """Typed query parameters, and what is wrong with them. raw: the query as it was sent."""
        if not query and not self.query:
            return {}, []
        texts = by_name(query)
        kept = by_name(parse_query(keep_delimiters(raw))) if "%" in raw else texts
        values, found = _collect(self.query, _found(self.query, texts, kept))
        for name, text in texts.items():
            known = self.open_query or {name, name.partition("[")[0]} & self.known_query
            if not known:
                why, sent = "not a parameter of this operation", shown(text[0], name)
                at = f"/{escape(name)}"
                found.append(finding("query", "undeclared", at, why, sent=sent, level="warning"))
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
        looked_at = [p for p in self.header if p.key in headers or p.is_due]
        sent = {p.key: p.decode([headers[p.key]]) for p in looked_at if p.key in headers}
        values, found = _collect(looked_at, sent) if looked_at else ({}, [])
        if self.cookie:
            jar = by_name((name, unquote(value)) for name, value in request.cookies)
            cookies = ((name, keep_delimiters(value)) for name, value in request.cookies)
            kept = by_name((name, unquote(value)) for name, value in cookies)
            more, also = _collect(self.cookie, _found(self.cookie, jar, kept))
            values, found = {**values, **more}, found + also
        return values, found


def compile_parameters(
    schemas: Schemas, nodes: Iterable[Node], extra_query: Iterable[str] = ()
) -> Parameters:
    """Compile Parameter Objects, path item's first: an operation's own replace them by name."""
    by_key: dict[tuple[str, str], Parameter] = {}
    for node in nodes:
        parameter = compile_parameter(schemas, node)
        if parameter.where != "header" or parameter.name.lower() not in _IGNORED_HEADERS:
            by_key[parameter.where, parameter.name] = parameter
    groups = {w: tuple(p for p in by_key.values() if p.where == w) for w in SOURCES}
    known, any_name = {p.name for p in groups["query"]} | set(extra_query), False
    for parameter in groups["query"]:
        if parameter.style == "form" and parameter.explode and "object" in parameter.shape.types:
            known |= set(parameter.shape.names)
            any_name = any_name or (parameter.shape.is_open and not parameter.shape.names)
    return Parameters(**groups, known_query=frozenset(known), open_query=any_name)


def compile_parameter(schemas: Schemas, node: Node, header: str | None = None) -> Parameter:
    """Compile a Parameter Object, or the Header Object of a name."""
    where = cast("Source", "header" if header is not None else node.get("in", "query"))
    name = header if header is not None else str(node.get("name", ""))
    style = str(node.get("style", STYLES[where][0]))
    schema = raw_child(node, "schema")
    kind = JSON
    contents = list(schemas.document.children(raw_child(node, "content")))
    if contents and not schema:
        media, content = contents[0]
        schema, kind = raw_child(content, "schema"), media_type(media)[0]
        style = "content" if is_json(kind) or kind == FORM else style
    return Parameter(
        name=name,
        where=where,
        required=where == "path" or node.get("required") is True,
        schema=schema,
        shape=Shape(schemas, [schema]),
        style=style,
        explode=bool(node.get("explode", style in ("form", "deepObject"))),
        schemas=schemas,
        default=schemas.document.resolve(schema).get("default", MISSING),
        pointer=f"/{escape(name)}",
        key=name.lower() if where == "header" else name,
        content=kind,
        may_be_empty=node.get("allowEmptyValue") is True,
    )


def _found(parameters: Iterable[Parameter], texts: Texts, kept: Texts) -> dict[str, Any]:
    """The value of each parameter. kept: the texts with their encoded delimiters kept apart."""
    if kept is texts:
        return {p.key: p.find(texts) for p in parameters}
    return {p.key: p.find(kept if p.delimited else texts) for p in parameters}


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


def _tree(name: str, texts: Texts) -> Any:
    """`name[a]=1&name[b][]=2` as {"a": ["1"], "b": {"": ["2"]}}; MISSING when nothing is sent."""
    tree: dict[str, Any] = {}
    for full, values in texts.items():
        if not full.startswith(f"{name}["):
            continue
        keys = _DEEP.findall(full, len(name))
        if len(keys) > _DEEPEST or len(full) != len(name) + sum(len(key) + 2 for key in keys):
            continue
        inner = tree
        for key in keys[:-1]:
            below = inner.setdefault(key, {})
            inner = below if isinstance(below, dict) else inner
        inner[keys[-1]] = [free_delimiters(value) for value in values]
    return tree or MISSING


def _shaped(shape: Shape, tree: Any) -> Any:
    """A tree of texts in the shape of the schema: lists by index, repeated or with empty keys."""
    is_list = "array" in shape.types
    if isinstance(tree, list):
        if not is_list:
            return shape.read(tree[-1])
        listed = [item.read(text) for item, text in zip(shape.items(), tree, strict=False)]
        return shape.first_taken([listed, shape.read(tree[-1])])
    if not is_list or any(key and not key.isdecimal() for key in tree):
        return {key: _shaped(shape.field(key), part) for key, part in tree.items()}
    items: list[Any] = []
    for part in tree.values():
        items += [[text] for text in part] if isinstance(part, list) else [part]
    return [_shaped(inner, item) for inner, item in zip(shape.items(), items, strict=False)]


def _content(text: str) -> Any:
    """JSON; percent-encoded once more where it is no JSON as it stands, as in a header."""
    found = map(json_of, (text, unquote(text)))
    return next((value for value in found if value is not MISSING), text)
