"""The Python form of the document's schemas: classes, aliases, and the codecs that read them.

A schema that an answer can hold becomes an answer's type: each of its fields may be missing, and
its enums are open, for servers of other versions leave out and add. One that only requests hold
becomes a request's type: what is required must be given, and null and absent differ. A schema that
both hold is an answer's, of which a program must give what is required. A request that is marked
(`x-python-request`) is a body: it has the document's defaults, its fields can be set, and None is
absent.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from document import (
    Document,
    Node,
    Pointer,
    components,
    has_empty_default,
    is_body,
    media,
    operations,
    parameters_of,
    within,
)
from members import taken
from openapi_python_client.strings import ClassName, PythonIdentifier

PREFIX = "field_"
# Names that the emitted classes and functions use for themselves.
_TAKEN = frozenset(
    {"additional_properties", "attrs", "body", "from_dict", "given", "models", "operation", "raw"}
    | {"self", "to_dict", "wire"}
)
# The names that a record has for itself.
_OF_RECORDS = frozenset({*dir(dict), "table", "types"})
_SCALARS = {
    "string": ("str", "STRING"),
    "integer": ("int", "INTEGER"),
    "number": ("float", "NUMBER"),
    "boolean": ("bool", "BOOLEAN"),
}
# The types of a file in a form.
FILE = "FileContent"
_FORMATS = {
    "date-time": ("datetime.datetime", "DATETIME"),
    "date": ("datetime.date", "DATE"),
    "binary": (FILE, "FILE"),
    "unixtime": ("datetime.datetime", "UNIXTIME"),
    "utc-time": ("datetime.datetime", "UTC_TIME"),
}
# Of what may be a number or a text, and means the same.
_NUMERALS = {
    "decimal": ("Decimal", "DECIMAL"),
    "int64": ("int", "INT64"),
    "unixtime": _FORMATS["unixtime"],
}


@dataclass(frozen=True)
class Shape:
    """A type in Python, and the codec that reads it."""

    hint: str
    codec: str
    nullable: bool = False

    @property
    def annotation(self) -> str:
        """The type, with None if null may come."""
        return f"{self.hint} | None" if self.nullable and self.hint != "Any" else self.hint


@dataclass(frozen=True)
class Field:
    """A field of a class, as it is written."""

    name: str
    wire: str
    annotation: str
    codec: str
    description: str
    default: str | None
    """As code: a value, or where `is_filled` is set a type; None if it must be given."""
    const: object
    required: bool
    deprecated: bool
    is_filled: bool
    for_request: bool
    of_body: bool = False
    of_both: bool = False
    """True if both requests and answers hold it."""
    limits: str = ""
    """As code, those of a request's field; empty without any."""
    is_beside: bool = False
    """True if a member of the class is called as it would be."""
    bytes_name: str = ""
    """The name of the property that decodes it from base64; empty without one."""

    @property
    def is_asked(self) -> bool:
        """True if a request can't do without it."""
        return self.required and not (self.of_body and self.default)

    @property
    def is_hidden(self) -> bool:
        """True if a property reads it, which warns of its deprecation."""
        return self.deprecated and not self.for_request

    @property
    def _wire(self) -> list[str]:
        wire = [literal(self.wire), self.codec]
        wire += ["required=True"] if self.required else []
        wire += [f"const={literal(self.const)}"] if self.const is not None else []
        wire += ["deprecated=True"] if self.deprecated else []
        return wire + ([f"limits={self.limits}"] if self.limits else [])

    @property
    def item_arguments(self) -> str:
        """The arguments of a record's `item`, as code."""
        made = "empty" if self.is_filled else "default"
        default = [] if self.default in (None, "None") else [f"{made}={self.default}"]
        default += ["by_key=False"] if self.is_beside else []
        return ", ".join([*self._wire, *default])

    @property
    def arguments(self) -> str:
        """The arguments of `attrs.field`, as code."""
        wire = self._wire
        made = "factory" if self.is_filled else "default"
        arguments = [f"{made}={self.default}"] if self.default is not None else []
        if self.of_both and self.required and self.default == "None":
            arguments = ["**OR_NONE"]
        if self.deprecated and not self.of_body:  # a body warns by itself
            alias = f"alias={literal(self.name)}"
            arguments.append("validator=warn_given" if self.for_request else alias)
        is_object = self.of_body and self.is_filled and self.default != "list[Any]"
        arguments += ["converter=given"] if is_object else []
        # The class itself is its tag: an event that is made by hand needs none.
        arguments += ["eq=False"] if self.const is not None and not self.for_request else []
        return ", ".join([*arguments, f"metadata=wire({', '.join(wire)})"])


@dataclass(frozen=True)
class Class:
    """A schema that becomes a class."""

    name: str
    description: str
    fields: tuple[Field, ...]
    is_record: bool = False
    """True for a dict with its fields as attributes."""
    is_body: bool = False
    kind: str = "class"

    @property
    def exports(self) -> tuple[str, ...]:
        """The code of the module."""
        return (self.name,)


@dataclass(frozen=True)
class Enum:
    """A schema that becomes a set of literals."""

    name: str
    description: str
    values: tuple[str, ...]
    is_open: bool
    kind: str = "enum"

    @property
    def known(self) -> str:
        """The name of the type that has no other values than these."""
        return f"Known{self.name}" if self.is_open else self.name

    @property
    def exports(self) -> tuple[str, ...]:
        """The code of the module."""
        return (*dict.fromkeys((self.name, self.known)), f"{constant(self.name)}_VALUES")


@dataclass(frozen=True)
class Alias:
    """A schema that becomes another name of a type."""

    name: str
    description: str
    shape: Shape
    kind: str = "alias"

    @property
    def is_union(self) -> bool:
        """True if it has a codec of its own, that others refer to."""
        return _is_union(self.shape)

    @property
    def exports(self) -> tuple[str, ...]:
        """The code of the module."""
        return (self.name, constant(self.name)) if self.is_union else (self.name,)


Component = Class | Enum | Alias


@dataclass(frozen=True)
class FlatEvent:
    """One kind of frame, as one object: the fields of its data, or its own without any."""

    kind: str
    schema: str
    description: str
    data: str

    @property
    def name(self) -> str:
        return "".join(part.capitalize() for part in self.kind.split("_")) + "Event"


@dataclass(frozen=True)
class FlatUnion:
    """A union of frames whose events are flat (`x-flat-events`)."""

    name: str
    beside: dict[str, str]
    """The fields that each event has beside those of its data, with their descriptions."""
    events: tuple[FlatEvent, ...]
    inherited: str
    """The annotations of the fields that the events inherit."""


def module(name: str) -> str:
    """Return the module that holds the schema called *name*."""
    return str(PythonIdentifier(ClassName(name, PREFIX), PREFIX))


def constant(name: str) -> str:
    """Return what a constant is called that belongs to the schema called *name*."""
    return module(name).upper()


def identifier(name: str) -> str:
    """Return what a property or a parameter is called in Python."""
    made = str(PythonIdentifier(name, PREFIX))
    return f"{made}_" if made in _TAKEN else made


# The names that a flat event has for itself.
_OF_EVENTS = frozenset({"data_key", "frame", "kind"})


def _beside_members(field: Field, members: Container[str]) -> Field:
    """Return a field with a name of its own: a member of the class that it stands in keeps its."""
    if field.name not in members:
        return field
    is_beside = field.name not in _OF_RECORDS
    return replace(field, name=f"{field.name}_", is_beside=is_beside)


def literal(value: object) -> str:
    """Return a value as Python has it, in double quotes where that needs no more backslashes."""
    is_quoted = isinstance(value, str) and not ('"' in value and "'" not in value)
    return json.dumps(value, ensure_ascii=False) if is_quoted else repr(value)


def docstring(text: str, indent: int = 0) -> str:
    """Return *text* as a docstring, wrapped and escaped; its first line follows the quotes."""
    width = 100 - indent
    escaped = text.strip().replace("\\", "\\\\").replace('"""', '\\"""')
    lines = [part for line in _paragraphs(escaped) for part in _wrapped(line, width - 3)]
    fits = len(lines) == 1 and len(lines[0]) <= width - 6
    if fits and lines[0].endswith('"'):
        lines[0] = f'{lines[0][:-1]}\\"'
    end = '"""' if fits else '\n"""'
    return textwrap.indent('"""' + "\n".join(lines) + end, " " * indent).lstrip(" ")


_ITEM = re.compile(r"\s*(?:[-*] |\d+\. |\w+: |$)")


def _paragraphs(text: str) -> list[str]:
    """Return the lines of a text with those joined that were broken to fit a page."""
    made: list[str] = []
    for line in text.splitlines():
        if made and made[-1].strip() and not _ITEM.match(line):
            made[-1] += f" {line.strip()}"
        else:
            made.append(line.rstrip())
    return made


def _wrapped(line: str, width: int) -> list[str]:
    """Return a line as several; what follows an item's first stands below its text."""
    found = re.match(r"\s*(?:[-*] |\d+\. )?", line)
    hanging = " " * len(found[0]) if found else ""
    wrap = textwrap.TextWrapper(
        width, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )
    return wrap.wrap(line) or [""]


class Schemas:
    """The schemas of a document, as what they become."""

    def __init__(self, document: Document) -> None:
        self.document = document.as_written

    @cached_property
    def nodes(self) -> dict[str, Node]:
        return {node.key: node for node in components(self.document, "schemas")}

    @cached_property
    def answers(self) -> frozenset[str]:
        """The names of the schemas that an answer can hold."""
        return frozenset(self._reached(response_schemas(self.document)))

    @cached_property
    def sent(self) -> frozenset[str]:
        """The names of the schemas that a request can hold."""
        return frozenset(self._reached(request_schemas(self.document)))

    @cached_property
    def requests(self) -> frozenset[str]:
        """The names of the schemas that only requests hold."""
        return self.sent - self.answers

    def _reached(self, roots: Iterable[Node]) -> Iterator[str]:
        waiting, seen = list(roots), set[str]()
        while waiting:
            for schema in within(waiting.pop()):
                if "$ref" in schema:
                    target = schema.resolved()
                    if target.key not in seen:
                        seen.add(target.key)
                        yield target.key
                        waiting.append(target)

    @cached_property
    def components(self) -> dict[str, Component]:
        """All of them, by name."""
        return {name: self._component(node) for name, node in self.nodes.items()}

    @cached_property
    def records(self) -> frozenset[str]:
        """The names of the schemas that are dicts (`x-python-dict`), and of what they hold."""
        roots = [node for node in self.nodes.values() if node.get("x-python-dict").value is True]
        return frozenset({*(node.key for node in roots), *self._reached(roots)})

    @property
    def flat_unions(self) -> Iterator[FlatUnion]:
        """The unions whose frames are events in a flat form as well."""
        for node in self.nodes.values():
            if "x-flat-events" in node:
                yield self._flat_union(node)

    def _flat_union(self, node: Node) -> FlatUnion:
        given, events = node.get("x-flat-events"), self._flat_events(node)
        owners = (self.components[event.schema] for event in events)
        hints = (
            field.annotation for made in owners if isinstance(made, Class) for field in made.fields
        )
        beside = {field.key: field.text for field in given.get("beside").items()}
        return FlatUnion(node.key, beside, events, " ".join(sorted(set(hints))))

    def _flat_events(self, node: Node) -> tuple[FlatEvent, ...]:
        given = node.get("x-flat-events")
        data, left_out = given.get("data").text, given.get("without").texts
        frames = [member.resolved() for member in node.get("anyOf").items()]
        tag = node.get("discriminator").get("propertyName").text
        tag = tag or self._tags(node, [frame.key for frame in frames])[0]
        found = filter(None, (_flat_event(frame, tag, data) for frame in frames))
        return tuple(event for event in found if event.kind not in left_out)

    def _component(self, node: Node) -> Component:
        description = node.get("description").text
        for_request = node.key in self.requests
        values = _enum_of(node)
        if values is not None:
            is_open = "enum" not in node or not for_request
            named = tuple(value.text for value in values.items())
            return Enum(node.key, description, named, is_open)
        if _is_class(node):
            is_record, of_body = node.key in self.records, is_body(node)
            found, members = self._fields(node, for_request, of_body), self._members(node.key)
            fields = [_beside_members(one, members) for one in found]
            if of_body:
                fields.sort(key=lambda field: field.default is not None)
            return Class(node.key, description, tuple(fields), is_record, of_body)
        return Alias(node.key, description, self._inline(node, for_request))

    def _members(self, schema: str) -> frozenset[str]:
        """Return the names of members that stand beside the fields of a class."""
        of_records = _OF_RECORDS if schema in self.records else frozenset[str]()
        of_events = self._of_events.get(schema, frozenset())
        return taken().get(schema, frozenset()) | of_records | of_events

    @cached_property
    def _of_events(self) -> dict[str, frozenset[str]]:
        """The names that flat events have beside the fields of a schema, by its name."""
        found = dict[str, frozenset[str]]()
        for node in (node for node in self.nodes.values() if "x-flat-events" in node):
            frames = (member.resolved() for member in node.get("anyOf").items())
            own = {prop.key for frame in frames for prop in properties(frame)}
            beside = node.get("x-flat-events").get("beside").mapping.keys() - own
            events = self._flat_events(node)
            found |= {event.schema: _OF_EVENTS | beside for event in events}
        return found

    def _fields(self, node: Node, for_request: bool, of_body: bool = False) -> Iterator[Field]:
        required = required_of(node)
        for prop in properties(node):
            yield self._field(prop, prop.key in required, for_request, of_body)

    def _field(self, node: Node, required: bool, for_request: bool, of_body: bool) -> Field:
        shape = self.shape(node, for_request)
        hint = shape.hint
        if of_body and shape.codec.startswith("Map("):
            hint = "Mapping[str, Any]"  # its values may be files, which the client encodes
        is_filled = (of_body or not for_request) and has_empty_default(node)
        if of_body:
            default = _body_default(node, hint, required)
        else:
            default = _default(node, required, for_request)
        may_lack = default == "None" if of_body else not (required or for_request)
        if hint != "Any":
            hint += " | Unset" * (for_request and not required and not of_body)
            hint += " | None" * ((shape.nullable or may_lack) and not is_filled)
        deprecated = node.get("deprecated").value is True
        return Field(
            name=node.get("x-python-name").text or identifier(node.key),
            wire=node.key,
            annotation=hint,
            codec=shape.codec,
            description="Deprecated. " * deprecated + _described(node, default),
            default=default,
            const=node.resolved().get("const").value,
            required=required,
            deprecated=deprecated,
            is_filled=is_filled,
            for_request=for_request,
            of_body=of_body,
            of_both=not for_request and node.pointer[2] in self.sent,
            limits=limits(node) if for_request else "",
            bytes_name=node.get("x-python-bytes").text,
        )

    def shape(self, node: Node, for_request: bool = False) -> Shape:
        """Return the type and the codec of a schema, wherever it stands."""
        if "$ref" not in node:
            return self._inline(node, for_request)
        return self._target(node.resolved(), for_request)

    def _target(self, node: Node, for_request: bool) -> Shape:
        name = f"models.{node.key}"
        if _enum_of(node) is not None:
            return Shape(name, "STRING")
        if _is_class(node):
            return Shape(name, f"Ref(lambda: {name})")
        inline = self._inline(node, for_request)
        if _is_union(inline):
            return Shape(name, f"Ref(lambda: models.{constant(node.key)})", inline.nullable)
        # The name of one that answers hold as well is that of their type.
        is_answers = for_request and node.key in self.answers
        if is_answers or inline.hint in dict(_SCALARS.values()) or inline.hint == "Any":
            return inline
        return Shape(name, inline.codec, inline.nullable)

    def _inline(self, node: Node, for_request: bool) -> Shape:
        kinds = types(node)
        if "const" in node:
            return Shape(f"Literal[{literal(node.get('const').value)}]", "STRING")
        if "allOf" in node:
            return self.shape(next(node.get("allOf").items()), for_request)
        if "anyOf" in node or "oneOf" in node:
            return self._union(node, for_request)
        if len(kinds) > 1:
            return self._scalars(node, kinds)
        kind, null = (kinds or [""])[0], node.get("type").value
        nullable = isinstance(null, list) and "null" in null
        made = self._plain(node, kind, for_request)
        return Shape(made.hint, made.codec, nullable or made.nullable)

    def _plain(self, node: Node, kind: str, for_request: bool) -> Shape:
        if kind == "array":
            item = self.shape(node.get("items"), for_request)
            name = "Sequence" if for_request else "list"
            return Shape(f"{name}[{item.annotation}]", f"Array({item.codec})")
        if kind == "object":
            inner = node.get("additionalProperties")
            value = self.shape(inner, for_request) if inner.mapping else Shape("Any", "ANY")
            name = "Mapping" if for_request else "dict"
            return Shape(f"{name}[str, {value.annotation}]", f"Map({value.codec})")
        if node.get("format").text in _FORMATS:
            return Shape(*_FORMATS[node.get("format").text])
        return Shape(*_SCALARS.get(kind, ("Any", "ANY")))

    def _scalars(self, node: Node, kinds: list[str]) -> Shape:
        if node.get("format").text in _NUMERALS:
            return Shape(*_NUMERALS[node.get("format").text], "null" in kinds)
        pairs = [_SCALARS.get(kind, ("Any", "ANY")) for kind in kinds if kind != "null"]
        hint, codec = " | ".join(hint for hint, _ in pairs), ", ".join(codec for _, codec in pairs)
        return Shape(hint, f"OneOf(others=({codec},))", "null" in kinds)

    def _union(self, node: Node, for_request: bool) -> Shape:
        members = list(node.get("anyOf").items()) + list(node.get("oneOf").items())
        kept = [member for member in members if member.resolved().get("type").value != "null"]
        texts = [member for member in kept if member.get("format").text == "json"]
        if texts:
            (whole,) = (self.shape(member, for_request) for member in kept if member not in texts)
            return Shape(whole.hint, f"Embedded({whole.codec})", len(kept) < len(members))
        envelope = node.get("x-envelope")
        if envelope.value is not None:
            return self._enveloped(node, kept, envelope, for_request)
        shapes = [self.shape(member, for_request) for member in kept]
        nullable = len(kept) < len(members) or any(shape.nullable for shape in shapes)
        if len(shapes) == 1:
            return Shape(shapes[0].hint, shapes[0].codec, nullable)
        if any(shape.hint == "Any" for shape in shapes):
            return Shape("Any", self._union_codec(node, kept, shapes), nullable)
        hint = " | ".join(dict.fromkeys(shape.hint for shape in shapes))
        return Shape(hint, self._union_codec(node, kept, shapes), nullable)

    def _enveloped(
        self, node: Node, members: list[Node], envelope: Node, for_request: bool
    ) -> Shape:
        """Return the type of one of two forms: an envelope, and its content alone."""
        whole, content, *others = members
        is_kept = envelope.get("result").text == "envelope"
        read = [whole if is_kept else content, *others]
        shapes = [self.shape(member, for_request) for member in read]
        arguments = {
            "field": literal(envelope.get("field").text),
            "content": self.shape(content, for_request).codec,
            **({"envelope": shapes[0].codec} if is_kept else {}),
            "value": self._union_codec(node, read, shapes) if others else shapes[0].codec,
        }
        written = ", ".join(f"{name}={value}" for name, value in arguments.items())
        hint = " | ".join(dict.fromkeys(shape.hint for shape in shapes))
        return Shape(hint, f"Enveloped({written})")

    def _union_codec(self, node: Node, members: list[Node], shapes: list[Shape]) -> str:
        classes = {
            member.resolved().key: shape.codec
            for member, shape in zip(members, shapes, strict=True)
            if "$ref" in member and _is_class(member.resolved())
        }
        tag, tagged = self._tags(node, list(classes))
        named = [f"{literal(value)}: {classes[name]}" for value, name in tagged.items()]
        rest = [codec for name, codec in classes.items() if name not in tagged.values()]
        others = [shape.codec for shape in shapes if shape.codec not in classes.values()]
        others = list(dict.fromkeys(others))
        parts = [f"tag={literal(tag)}", f"tagged={{{', '.join(named)}}}"] if tagged else []
        parts += [f"models=({', '.join(rest)},)"] if rest else []
        parts += [f"others=({', '.join(others)},)"] if others else []
        return f"OneOf({', '.join(parts)})"

    def _tags(self, node: Node, names: list[str]) -> tuple[str, dict[str, str]]:
        """Return the property that distinguishes members, and the member for each of its values."""
        given = node.get("discriminator")
        if given.value is not None:
            pairs = {
                item.key: item.text.rpartition("/")[2] for item in given.get("mapping").items()
            }
            if pairs:
                return given.get("propertyName").text, pairs
        marks = {name: constants_of(self.nodes[name]) for name in names}
        counts = Counter(prop for found in marks.values() for prop in found)
        if not counts:  # a tag without a mapping names the schemas
            tag = given.get("propertyName").text
            return (tag, {name: name for name in names}) if tag else ("", {})
        tag = counts.most_common(1)[0][0]
        return tag, {found[tag]: name for name, found in marks.items() if tag in found}


def _flat_event(frame: Node, tag: str, data: str) -> FlatEvent | None:
    """Return the event in a frame; None for a frame of no kind, or of a kind and nothing else."""
    fields = {prop.key: prop for prop in properties(frame)}
    kind = fields.pop(tag).resolved().get("const").text if tag in fields else ""
    if not kind or not fields:
        return None
    inner = fields[data].resolved() if data in fields else frame
    key = data if data in fields else ""
    return FlatEvent(kind, inner.key, frame.get("description").text, key)


def _is_union(shape: Shape) -> bool:
    """Return whether the codec is worth a name: it holds others, imported when they are needed."""
    return shape.codec.startswith(("OneOf(", "Enveloped(")) and "models." in shape.codec


def _parts(node: Node, above: frozenset[Pointer] = frozenset()) -> Iterator[Node]:
    """Yield the schemas whose fields a class has: those it extends, and its own."""
    if node.pointer in above:
        return  # it extends itself; the generator refuses it
    for part in node.get("allOf").items():
        yield from _parts(part.resolved(), above | {node.pointer})
    yield node


def properties(node: Node) -> Iterable[Node]:
    """Return the properties of a class; one that is written again takes the other's place."""
    found = (prop for owner in _parts(node) for prop in owner.get("properties").items())
    return {prop.key: prop for prop in found}.values()


def required_of(node: Node) -> frozenset[str]:
    """Return the names of the properties that a class requires."""
    owners = (owner.get("required").items() for owner in _parts(node))
    return frozenset(part.text for parts in owners for part in parts)


def _is_class(node: Node) -> bool:
    if "allOf" in node or "properties" in node:
        return True
    return types(node) == ["object"] and "additionalProperties" not in node


def _enum_of(node: Node) -> Node | None:
    """Return the values of an enum, or of one that any other string may stand for."""
    if "enum" in node:
        return node.get("enum")
    members = list(node.get("anyOf").items())
    if len(members) == 2 and "enum" in members[0] and members[1].value == {"type": "string"}:
        return members[0].get("enum")
    return None


def constants_of(node: Node) -> dict[str, str]:
    """Return the constants of the properties that a class requires, which mark it in a union."""
    return {
        prop.key: prop.resolved().get("const").text
        for prop in properties(node)
        if prop.key in required_of(node) and "const" in prop.resolved()
    }


def _body_default(node: Node, hint: str, required: bool) -> str | None:
    """Return the default of a body's field, the document's own, as code; None without one."""
    value = _documented_default(node)
    if value is None:
        return None if required else "None"
    if not has_empty_default(node):
        return literal(value)
    if hint.startswith("models."):
        return f"lambda: {hint}()"
    return "list[Any]" if isinstance(value, list) else "dict[str, Any]"


def _documented_default(node: Node) -> Any:
    own = node.get("default").value
    return node.resolved().get("default").value if own is None else own


def _default(node: Node, required: bool, for_request: bool) -> str | None:
    """Return the default of a field, as code; None if it has to be given.

    An answer's field has the document's default only if that claims nothing: a number, or no. A
    text may be a status or an id, a yes may be a success, and what must be there isn't made up.
    An empty list or object stands in the place of one that is missing or null.
    """
    if for_request:
        const = node.resolved().get("const")
        if required:
            return None if const.value is None else literal(const.value)
        return "UNSET"
    if has_empty_default(node):
        return "list[Any]" if isinstance(node.get("default").value, list) else "dict[str, Any]"
    value = node.resolved().get("default").value
    claims = isinstance(value, str) or value is True or required
    return repr(value) if isinstance(value, bool | int | float) and not claims else "None"


def _described(node: Node, default: str | None) -> str:
    """Return a field's description, with a default of the document that isn't the field's own."""
    text, value = node.get("description").text, _documented_default(node)
    if value is None or default == literal(value) or has_empty_default(node):
        return text
    if "default" in text.lower():
        return text
    missing = "; a missing value is None" if default == "None" else ""
    return f"{text.rstrip()}\n\nThe documented default is {literal(value)}{missing}.".lstrip()


_LIMITS = {
    "minimum": "least",
    "maximum": "most",
    "minLength": "shortest",
    "maxLength": "longest",
    "pattern": "pattern",
}


def limits(node: Node) -> str:
    """Return the limits of a value, as code; empty without any."""
    found = node.resolved().mapping
    given = [f"{name}={literal(found[key])}" for key, name in _LIMITS.items() if key in found]
    return f"Limits({', '.join(given)})" if given else ""


def types(node: Node) -> list[str]:
    """Return the schema's types but null."""
    given = node.get("type").value
    names = given if isinstance(given, list) else [given] if given else []
    return [str(name) for name in names if name != "null"]


def _content_schemas(container: Node) -> Iterator[Node]:
    yield from (node.get("schema") for node in media(iter([container.resolved()])))


def response_schemas(document: Document) -> Iterator[Node]:
    """Yield the schemas of all bodies that come back."""
    for operation in operations(document):
        for response in operation.get("responses").items():
            yield from _content_schemas(response)


def request_schemas(document: Document) -> Iterator[Node]:
    """Yield the schemas of all that is sent."""
    for operation in operations(document):
        yield from _content_schemas(operation.get("requestBody"))
        for parameter in parameters_of(operation):
            yield parameter.resolved().get("schema")
