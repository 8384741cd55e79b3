"""A document read through its references, and validators for its schemas, compiled when needed."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, partial
from typing import Any, Literal, NamedTuple, NoReturn, TypeAlias, cast
from urllib.parse import quote, unquote

try:
    import jsonschema_rs
except ImportError as missing:
    raise ImportError(
        "the mock needs jsonschema-rs, which comes with the extra: pip install 'penstock[mock]'"
    ) from missing


from .bodies import JSON, BodyError, is_json, read_json
from .structure import (
    MAX_HOPS,
    SCHEMA_LISTS,
    SCHEMA_MAPS,
    SCHEMA_SINGLE,
    ContractError,
    DocumentFinding,
    bounded,
    escape,
    normalised,
    pointer_parts,
    value_at,
)
from .values import define, frozen

__all__ = ["NOWHERE", "ContractError", "Direction", "Document", "Node", "Schemas", "escape"]

Direction: TypeAlias = Literal["request", "reply"]
Schema: TypeAlias = Any  # a dict, or true and false

_BASE = "urn:openapi"
# Schemas that refer to more than so many are compiled together with them.
_FEW = 8
# The side that never carries a property so marked (OpenAPI 3.1, Schema Object; likewise in 3.0).
_ABSENT: Mapping[Direction, str] = {"request": "readOnly", "reply": "writeOnly"}
# Keywords that may stand beside a $ref without adding to it.
_PROSE = frozenset({"$ref", "summary", "description", "title", "examples", "example", "deprecated"})
_COMPONENTS = "#/components/schemas/"


class Node(NamedTuple):
    """A place in the document: its JSON pointer as a fragment ("#/a/b"), and what is there."""

    pointer: str
    value: Any

    def __bool__(self) -> bool:
        return self.value is not None

    def get(self, key: str, default: Any = None) -> Any:
        """An entry as it is written, references not followed; the default when there is none."""
        return self.value.get(key, default) if isinstance(self.value, dict) else default


NOWHERE = Node("", None)


class Document:
    """The parsed document, read through its references."""

    def __init__(self, source: Mapping[str, Any]) -> None:
        """source: never changed.

        Raises ContractError for another version than 3.0 to 3.2, or none, and for a document too
        large to be walked.
        """
        self.version = str(source.get("openapi") or source.get("swagger") or "")
        if "swagger" in source:
            raise ContractError(
                f"this is Swagger {self.version}; convert it to OpenAPI 3, "
                "for instance with `npx swagger2openapi FILE`"
            )
        if not self.version.startswith(("3.0", "3.1", "3.2")):
            stated = self.version or "missing"
            raise ContractError(f"`openapi` is {stated}; give an OpenAPI document of 3.0 to 3.2")
        bounded(source)
        self.findings: list[DocumentFinding]
        """The malformed parts, which are not in `root`."""
        self._root, self.findings = normalised(source)
        self._targets: dict[str, Node] = {}
        """By the references to them."""

    @property
    def root(self) -> dict[str, Any]:
        """All of it, in the shape of 3.1."""
        return self._root

    @cached_property
    def _heirs(self) -> dict[str, list[str]]:
        """The schemas that extend another, by `allOf` or beside a `$ref`, and the components that
        stand for it, by the pointer of that other.
        """
        heirs: dict[str, list[str]] = {}
        left = [self.top()]
        while left:
            node = left.pop()
            left += (raw_child(node, key) for key in reversed(_keys(node.value)))
            is_alias = isinstance(node.value, dict) and node.value.keys() == {"$ref"}
            if not is_alias or component_name(node.pointer):
                for reference in _extended(node.value):
                    heirs.setdefault(self.at(reference).pointer, []).append(node.pointer)
        return heirs

    def extending(self, pointer: str) -> list[str]:
        """The places of all schemas that extend the one at a place, in one step or several."""
        found: dict[str, None] = {}
        left = [pointer]
        while left:
            new = [p for p in self._heirs.get(left.pop(0), ()) if p not in found and p != pointer]
            found |= dict.fromkeys(new)
            left += new
        return list(found)

    def top(self) -> Node:
        return Node("#", self.root)

    def child(self, node: Node, key: str) -> Node:
        """The child under `key`, references followed; a Node of None when there is none."""
        return self.resolve(raw_child(node, key))

    def children(self, node: Node) -> Iterator[tuple[str, Node]]:
        """The entries of a map or a list, references followed; those that lead nowhere left out."""
        for key in _keys(node.value):
            if child := self.child(node, key):
                yield key, child

    def resolve(self, node: Node) -> Node:
        """Follow `$ref` until something else is there; a Node of None when it leads nowhere."""
        return self._followed(node, lambda _: True)

    def alias(self, node: Node) -> Node:
        """Follow a schema's `$ref` while only prose stands beside it, if it leads anywhere."""
        return self._followed(node, _PROSE.issuperset) or node

    def _followed(self, node: Node, follow: Callable[[Mapping[str, Any]], bool]) -> Node:
        for _ in range(MAX_HOPS):
            reference = node.get("$ref")
            if not isinstance(reference, str) or not follow(node.value):
                return node
            node = self.at(reference)
        return Node(node.pointer, None)

    def at(self, reference: str) -> Node:
        """The target of a local reference; a Node of None when there is none."""
        if reference not in self._targets:
            local = reference.startswith("#")
            elsewhere = Node(f"#{reference.partition('#')[2]}", None)
            self._targets[reference] = self.place(unquote(reference)) if local else elsewhere
        return self._targets[reference]

    def place(self, pointer: str) -> Node:
        """The place that the pointer of a Node names."""
        canonical = "".join(f"/{escape(part)}" for part in pointer_parts(pointer))
        return Node(f"#{canonical}", value_at(self.root, canonical))


def raw_child(node: Node, key: str) -> Node:
    """The child under `key` as it is written, references not followed."""
    pointer, value = f"{node.pointer}/{escape(key)}", node.value
    if isinstance(value, dict):
        return Node(pointer, value.get(key))
    if isinstance(value, list) and key.isdecimal() and int(key) < len(value):
        return Node(pointer, value[int(key)])
    return Node(pointer, None)


def raw_children(node: Node, key: str) -> list[Node]:
    """The items of the list under `key` as they are written."""
    listed = raw_child(node, key)
    return [raw_child(listed, str(n)) for n in range(len(listed.value or ()))]


def _extended(schema: Any) -> Iterator[str]:
    """The references to the schemas that one extends."""
    if not isinstance(schema, dict):
        return
    if isinstance(schema.get("$ref"), str):
        yield schema["$ref"]
    parts = schema.get("allOf")
    for part in parts if isinstance(parts, list) else ():
        yield from _extended(part)


def _keys(value: Any) -> list[str]:
    if isinstance(value, dict):
        return list(value)
    return [str(index) for index in range(len(value))] if isinstance(value, list) else []


def known_values(schema: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The enum of an open one: `anyOf` of it and a string; None for any other schema."""
    match schema.get("anyOf"):
        case [{"type": "string", "enum": _} as known, {"type": "string", **others}] if not others:
            return cast("Mapping[str, Any]", known)
    return None


class Schemas:
    """Validators for the schemas of one document, by pointer, each compiled when it is needed."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._stripped: dict[tuple[str, Direction], _Stripped] = {}
        self._compiled: dict[tuple[str, Direction], Validator] = {}

    def validator(self, schema: Node, direction: Direction) -> Validator:
        """The validator of a schema. Raises ContractError when it can't be compiled."""
        place = (schema.pointer, direction)
        if place not in self._compiled:
            pointer = self.document.alias(schema).pointer  # what many places refer to, once
            if (pointer, direction) not in self._compiled:
                parts = self._parts(pointer, direction)
                if len(parts) <= _FEW:
                    self._compiled[pointer, direction] = _compiled(pointer, _part(pointer), parts)
                else:
                    # To compile each of many with all that it refers to takes their number squared.
                    choice = {"properties": {f"#{name}": _part(f"#{name}") for name in parts}}
                    together = _compiled(pointer, choice, parts)
                    for each in choice["properties"]:
                        shared = _Shared(together, each, parts)
                        self._compiled.setdefault((each, direction), shared)
            self._compiled[place] = self._compiled[pointer, direction]
        return self._compiled[place]

    def _parts(self, pointer: str, direction: Direction) -> dict[str, Schema]:
        """The schema at a place, and those that it and they refer to, by their pointers' paths."""
        found: dict[str, Schema] = {}
        left = [pointer]
        while left:
            each = left.pop()
            if each[1:] in found:
                continue
            if (each, direction) not in self._stripped:
                self._stripped[each, direction] = _Stripped(self.document, direction, each)
            made = self._stripped[each, direction]
            found[each[1:]] = made.schema
            left += made.targets
        return found


@define(eq=False, slots=False)
class _Shared:
    """The validator of a schema as a part of one that holds all which it refers to as well."""

    together: jsonschema_rs.Validator
    pointer: str
    parts: dict[str, Schema]

    def is_valid(self, value: Any, /) -> bool:
        return self.together.is_valid({self.pointer: value})

    @cached_property
    def iter_errors(self) -> Callable[[Any], Iterator[jsonschema_rs.ValidationError]]:
        return _compiled(self.pointer, _part(self.pointer), self.parts).iter_errors


Validator: TypeAlias = jsonschema_rs.Validator | _Shared
"""A compiled schema. Its methods raise ValueError for what is no JSON."""


def _part(pointer: str) -> dict[str, str]:
    """A reference to one of the parts of a validator."""
    return {"$ref": f"{_BASE}#/{quote(escape(pointer[1:]))}"}


def _compiled(
    pointer: str, schema: Schema, parts: dict[str, Schema]
) -> jsonschema_rs.Draft202012Validator:
    """The validator of a schema that refers to parts. Raises ContractError, naming the pointer."""

    def content(parent: Mapping[str, Any], value: Any, _: object) -> _Content:
        return _Content(parent, value, partial(_compiled, pointer, value, parts))

    keyword = cast("Any", content)  # anything that makes one will do
    try:
        return jsonschema_rs.Draft202012Validator(
            schema,
            registry=jsonschema_rs.Registry([(_BASE, parts)], retriever=_refuse),
            validate_formats=True,
            formats=_FORMATS,
            retriever=_refuse,
            keywords={"contentMediaType": keyword, "contentSchema": keyword},
            mask="it",  # messages must not repeat what was sent: it may be a secret
        )
    except ValueError as error:
        reason = str(error).strip().partition("\n")[0]
        raise ContractError(f"{pointer}: not a usable schema: {reason}") from error


@define(eq=False)
class _Content:
    """The check of a text that holds JSON; a keyword of the validator."""

    parent: Mapping[str, Any]
    value: Any
    """The keyword's, which is a schema unless it is a media type."""
    compile_value: Callable[[], jsonschema_rs.Validator]

    def validate(self, text: Any) -> None:
        """Raises ValueError where the text is no JSON, or other JSON than `contentSchema` wants."""
        kind = str(self.parent.get("contentMediaType", ""))
        if not isinstance(text, str) or not is_json(kind or JSON):
            return
        encoding = encoding_named(self.parent.get("contentEncoding"))
        try:
            data = encoding.decode(text) if encoding else text.encode("utf-8", "replace")
        except ValueError:
            return  # which is the finding of another keyword
        try:
            value = read_json(data)
        except BodyError as error:
            raise ValueError("it holds no JSON") from error
        if isinstance(self.value, str):
            return
        try:
            self.compile_value().validate(value)
        except jsonschema_rs.ValidationError as error:
            raise ValueError(f"of its JSON, {error.message}") from error


def _padded(text: str) -> str:
    """Text in base64url in the alphabet of base64, and padded."""
    text = text.translate({45: "+", 95: "/"}).rstrip("=")
    return text + "=" * (-len(text) % 4)


def _refuse(uri: str) -> NoReturn:
    # A mock that is offline by promise must not fetch what a document names.
    raise ValueError(f"{uri} is not fetched; bundle the document into one file")


def _is_encoded(text: str, decode: Callable[[str], bytes]) -> bool:
    try:
        decode(text)
    except ValueError:
        return False
    return True


@frozen
class Encoding:
    """A `contentEncoding` (JSON Schema, Validation, 8.3)."""

    format: str
    encode: Callable[[bytes], bytes]
    decode: Callable[[str], bytes]
    """Raises ValueError."""


def _of_url(text: str) -> bytes:
    if not _URL_SAFE.fullmatch(text):
        raise ValueError("not in the alphabet of base64url")
    return binascii.a2b_base64(_padded(text), strict_mode=True)


def _of_quoted(text: str) -> bytes:
    lines = (line.removesuffix("\r") for line in text.split("\n"))
    if not all(map(_QUOTED_LINE.fullmatch, lines)):
        raise ValueError("not quoted-printable")
    return quopri.decodestring(text.encode())


_URL_SAFE = re.compile(r"[\w-]*={0,2}", re.ASCII)
# RFC 2045 6.7: no space ends a line of 76 characters, the bytes of all but ASCII are in hex.
_QUOTED_LINE = re.compile(r"(?!.{77})(?:[\t -<>-~]|=[\dA-Fa-f]{2})*(?:=|(?<![\t ]))")
# The encodings of RFC 4648, and those of RFC 2045 that leave text as it is or make it ASCII.
ENCODINGS = {
    "base64": Encoding("byte", base64.b64encode, lambda text: base64.b64decode(_padded(text))),
    "base64url": Encoding("base64url", base64.urlsafe_b64encode, _of_url),
    "base32": Encoding("base32", base64.b32encode, base64.b32decode),
    "base16": Encoding("base16", base64.b16encode, partial(base64.b16decode, casefold=True)),
    "quoted-printable": Encoding("quoted-printable", quopri.encodestring, _of_quoted),
    "7bit": Encoding("7bit", bytes, lambda text: text.encode("ascii")),
}


def encoding_named(name: Any) -> Encoding | None:
    """The `contentEncoding` of a name, in upper or lower case (RFC 2045 6.1)."""
    return ENCODINGS.get(str(name).lower())


_FORMATS: dict[str, Callable[[str], bool]] = {
    encoding.format: partial(_is_encoded, decode=encoding.decode) for encoding in ENCODINGS.values()
}
# RFC 4648 4, with the line breaks of RFC 2045 6.8.
_FORMATS["byte"] = partial(
    _is_encoded, decode=lambda text: binascii.a2b_base64("".join(text.split()), strict_mode=True)
)
# The integers of a format (https://spec.openapis.org/registry/format/).
RANGES = {f"int{bits}": (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for bits in (8, 16, 32, 64)}
RANGES |= {f"uint{bits}": (0, 2**bits - 1) for bits in (8, 16, 32, 64)}


class _Stripped:
    """The schema at a place as that of one direction.

    Properties that this side never carries (readOnly, writeOnly) are no longer required, references
    that lead nowhere allow anything, formats of OpenAPI are bounds, and in requests an open enum
    takes its known values only and a discriminator decides among its branches.
    """

    def __init__(self, document: Document, direction: Direction, pointer: str) -> None:
        self._document = document
        self._direction: Direction = direction
        self.targets: list[str] = []
        """The pointers that it refers to."""
        self.schema = self._inside(document.place(pointer).value, pointer)

    def _inside(
        self, schema: Schema, pointer: str = "", absent: frozenset[str] = frozenset()
    ) -> Schema:
        """pointer: of one that is referred to. absent: properties marked by a schema around it."""
        if not isinstance(schema, dict):
            return schema
        if "required" in schema or "allOf" in schema:
            absent |= {
                name
                for part in _lineage(self._document, schema)
                for name, inner in (part.get("properties") or {}).items()
                if is_marked(self._document, inner, self._direction)
            }
        made = {
            key: self._keyword(key, value, absent if key == "allOf" else frozenset())
            for key, value in schema.items()
        }
        if isinstance(schema.get("$ref"), str):
            target = self._document.at(schema["$ref"])
            if not self._document.resolve(target):
                del made["$ref"]
            else:
                made |= _part(target.pointer)
                self.targets.append(target.pointer)
        _formats(made)
        if self._direction == "request":
            # A server may send values that an open enum doesn't list; a client has no such leave.
            made |= known_values(made) or {}
        self._discriminated(schema, made, pointer)
        if "required" in schema:
            made["required"] = [name for name in schema["required"] if name not in absent]
        return made

    def _keyword(self, key: str, value: Any, absent: frozenset[str]) -> Any:
        if key in SCHEMA_MAPS and isinstance(value, dict):
            return {name: self._inside(inner) for name, inner in value.items()}
        if key in SCHEMA_LISTS and isinstance(value, list):
            return [self._inside(inner, absent=absent) for inner in value]
        return self._inside(value) if key in SCHEMA_SINGLE else value

    def _discriminated(self, schema: Mapping[str, Any], made: dict[str, Any], pointer: str) -> None:
        choice = branches_by_name(self._document, schema)
        choice = choice or subtypes(self._document, pointer, schema)
        if choice is None:
            return
        there: dict[str, Any] = {"type": "object", "required": [choice.name]}
        known = {"properties": {choice.name: {"enum": [*choice.by_value]}}}
        chosen: list[Schema] = []
        if choice.default is not None:
            chosen.append({"if": known, "else": self._inside(choice.default)})
        elif self._direction == "request":
            chosen.append(known)
        else:  # a server may send kinds that the document doesn't know
            there |= known
        for value, branches in choice.by_value.items():
            schemas = [self._inside(branch) for branch in branches]
            then = schemas[0] if len(schemas) == 1 else {choice.keyword: schemas}
            chosen.append({"if": {"properties": {choice.name: {"const": value}}}, "then": then})
        rule: dict[str, Any] = {"if": there, "then": {"allOf": chosen}}
        if choice.keyword in made:
            rule["else"] = {choice.keyword: made.pop(choice.keyword)}
        if choice.default is not None:
            rule["else"] = self._inside(choice.default)
        made["allOf"] = [*made.get("allOf", ()), rule]


def is_marked(document: Document, schema: Schema, direction: Direction) -> bool:
    """Return whether a property is never carried in a direction (readOnly, writeOnly): the mark
    stands at the property, or at the component that it refers to.
    """
    mark = _ABSENT[direction]
    if not isinstance(schema, dict):
        return False
    reference = schema.get("$ref")
    target = document.at(reference) if isinstance(reference, str) else NOWHERE
    return schema.get(mark) is True or target.get(mark) is True


@frozen
class Discriminated:
    """The branches of a choice, and the values of the property that name them."""

    keyword: str
    """oneOf or anyOf: of the branches that one value names."""
    name: str
    branches: list[tuple[Schema, list[str]]]
    """Each with its usual values."""
    by_value: Mapping[str, list[Schema]]
    """The branches by every value that is known."""
    default: Schema | None = None
    """The schema of all that no value names."""

    def holding(self, values: list[str]) -> Schema:
        """The schema of objects whose property has one of the values."""
        return {"properties": {self.name: {"enum": values}}, "required": [self.name]}


class _Named(NamedTuple):
    """The values that name a branch."""

    mapped: list[str]
    """The mapping's values for it."""
    own: list[str]
    """Its `const` or `enum`."""
    implied: list[str]
    """The name of the component."""

    @property
    def usual(self) -> list[str]:
        return list(dict.fromkeys(self.mapped or self.own or self.implied))


def _by_value(branches: Sequence[_Named]) -> dict[str, list[int]]:
    """The numbers of the branches by every value: what the mapping has names nothing else."""
    found: dict[str, list[int]] = {}
    for number, branch in enumerate(branches):
        for value in branch.mapped:
            found.setdefault(value, []).append(number)
    mapped = frozenset(found)
    for number, branch in enumerate(branches):
        for value in dict.fromkeys((*branch.own, *branch.implied)):
            if value not in mapped:
                found.setdefault(value, []).append(number)
    return found


def branches_by_name(document: Document, schema: Mapping[str, Any]) -> Discriminated | None:
    """The choice that a discriminator decides.

    A branch is named by its values in the mapping, by its own `const` or `enum`, and by the
    component's name (OpenAPI 3.1, Discriminator Object). None where the property doesn't
    distinguish the branches.
    """
    keyword = next((key for key in ("oneOf", "anyOf") if schema.get(key)), None)
    name, mapped, default = mapping_of(document, schema)
    if keyword is None or name is None:
        return None
    branches: list[Schema] = []
    names: list[_Named] = []
    for branch in schema[keyword]:
        if branch == {"type": "null"}:
            continue
        reference = branch.get("$ref") if isinstance(branch, dict) else None
        place = document.at(reference) if isinstance(reference, str) else NOWHERE
        own = _constants(document, branch, name)
        meant = mapped.pop(document.alias(place).pointer, [])
        names.append(_Named(meant, own or [], component_name(place.pointer)))
        if own is None or not names[-1].usual:
            return None
        branches.append(branch)
    usual = [(branch, named.usual) for branch, named in zip(branches, names, strict=True)]
    one = {"anyOf": [*branches]}
    for pointer, values in mapped.items():  # of schemas that are no branch, but an heir of one
        branches.append({"allOf": [{"$ref": pointer}, one]} if document.place(pointer) else one)
        names.append(_Named(values, [], []))
    by_value = {value: [branches[n] for n in at] for value, at in _by_value(names).items()}
    return Discriminated(keyword, name, usual, by_value, default)


def subtypes(document: Document, pointer: str, schema: Mapping[str, Any]) -> Discriminated | None:
    """The schemas that extend the one at a place, or that its mapping names, with the values of
    its discriminator. None where there are none.
    """
    name, mapped, default = mapping_of(document, schema)
    if name is None or schema.get("oneOf") or schema.get("anyOf"):
        return None
    related = [pointer, *document.extending(pointer)]
    places = list(dict.fromkeys([*related, *mapped]))
    names: list[_Named] = []
    for place in places:
        inherited = frozenset(related) - {place}
        own = _constants(document, document.place(place).value, name, inherited) or []
        names.append(_Named(mapped.get(place, []), own, component_name(place)))
    if not mapped and not any(each.usual for each in names[1:]):
        return None

    def heir(place: str) -> Schema:
        return {"$ref": place} if place != pointer and document.place(place) else True

    by_value = {
        # An heir's value may be listed by those that it extends.
        value: [heir(p) for p in at if not any(q in at for q in document.extending(p))]
        for value, numbers in _by_value(names).items()
        if (at := [places[number] for number in numbers])
    }
    allowed = _constants(document, schema, name) or by_value
    branches = [
        (heir(place), [v for v in named.usual if v in allowed and heir(place) in by_value[v]])
        for place, named in zip(places, names, strict=True)
        if place != pointer or named.mapped or named.own
    ]
    usual = [(branch, values) for branch, values in branches if values]
    return Discriminated("anyOf", name, usual, by_value, default)


def mapping_of(
    document: Document, schema: Mapping[str, Any]
) -> tuple[str | None, dict[str, list[str]], Schema | None]:
    """The property of a discriminator, its values by the pointer of the schema they mean, and a
    reference to the schema of all others.
    """
    given = schema.get("discriminator")
    if not isinstance(given, dict) or "propertyName" not in given:
        return None, {}, None

    def pointer(target: str) -> str:
        if not target.startswith("#"):  # a name, or what isn't in the document
            is_name = "/" not in target and "#" not in target
            target = f"{_COMPONENTS if is_name else '#/'}{escape(target)}"
        return document.alias(document.at(target)).pointer

    mapped: dict[str, list[str]] = {}
    for value, target in (given.get("mapping") or {}).items():
        mapped.setdefault(pointer(target), []).append(value)
    other = given.get("defaultMapping")
    default = {"$ref": pointer(other)} if isinstance(other, str) else None
    return given["propertyName"], mapped, default


def component_name(pointer: str) -> list[str]:
    """The name of the schema at a place among the components; none of another."""
    name = pointer.removeprefix(_COMPONENTS)
    return [] if name == pointer or "/" in name else pointer_parts(f"/{name}")


def _constants(
    document: Document, schema: Schema, name: str, beyond: AbstractSet[str] = frozenset()
) -> list[str] | None:
    """The values that a schema allows for a property: [] for any, None where it has no such one or
    where they are no strings. beyond: the places of schemas that aren't looked into.
    """
    extended = _lineage(document, schema, beyond)
    properties = [part.get("properties") or {} for part in extended]
    found = [each[name] for each in properties if name in each]
    values = _common(_listed(document, each) for each in found)
    strings = [value for value in values or () if value is not None]
    return strings if found and all(isinstance(value, str) for value in strings) else None


def _lineage(
    document: Document, schema: Schema, beyond: AbstractSet[str] = frozenset()
) -> Iterator[dict[str, Any]]:
    """A schema and all that it extends, each once. beyond: as of `_above`."""
    seen, left = set[int](), [schema]
    while left:
        part = left.pop()
        if isinstance(part, dict) and id(part) not in seen:
            seen.add(id(part))
            yield part
            left += reversed(_above(document, part, beyond))


def _listed(document: Document, schema: Schema, depth: int = MAX_HOPS) -> list[Any] | None:
    """The values that a schema lists; None where it lists none."""
    if not isinstance(schema, dict) or not depth:
        return None
    if "const" in schema or "enum" in schema:
        return schema["enum"] if "enum" in schema else [schema["const"]]
    for keyword in ("anyOf", "oneOf"):
        choice = [_listed(document, each, depth - 1) for each in schema.get(keyword) or ()]
        if choice and None not in choice:
            return [value for values in choice for value in values or ()]
    return _common(_listed(document, part, depth - 1) for part in _above(document, schema))


def _above(
    document: Document, schema: Mapping[str, Any], beyond: AbstractSet[str] = frozenset()
) -> list[Schema]:
    """The schemas that one extends in one step. beyond: the places of those that are left out."""
    parts = list(schema.get("allOf") or ())
    if isinstance(schema.get("$ref"), str):
        target = document.at(schema["$ref"])
        parts += [] if target.pointer in beyond else [target.value]
    return parts


def _common(lists: Iterable[list[Any] | None]) -> list[Any] | None:
    """The values that are in all lists; None where there is none."""
    given = [values for values in lists if values is not None]
    return [v for v in given[0] if all(v in other for other in given[1:])] if given else None


def _formats(schema: dict[str, Any]) -> None:
    """The formats that OpenAPI adds, in terms that the validator has."""
    kinds = schema.get("type", "number")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    limits = RANGES.get(str(schema.get("format")))
    if limits and not {"integer", "number"}.isdisjoint(kinds):
        for keyword, limit, tighter in zip(("minimum", "maximum"), limits, (max, min), strict=True):
            own = schema.get(keyword)
            schema[keyword] = tighter(own, limit) if isinstance(own, (int, float)) else limit
        if "number" in kinds:
            schema.setdefault("multipleOf", 1)
    if encoding := encoding_named(schema.get("contentEncoding")):
        schema.setdefault("format", encoding.format)
