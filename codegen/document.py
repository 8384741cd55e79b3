"""The OpenAPI document as nodes that know their line.

Rules are written against `Node`, which is forgiving: what isn't there, or isn't the mapping or the
list it should be, has no items. Shape errors are left to the rules that look for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from yaml.error import MarkedYAMLError
from yaml.nodes import MappingNode, SequenceNode
from yaml.nodes import Node as YamlNode
from yaml.reader import ReaderError

Pointer = tuple[str | int, ...]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_SUBSCHEMAS = ("items", "not", "additionalProperties")
_SUBSCHEMA_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")


class DocumentError(Exception):
    """The document can't be read at all; the text names the line."""


@dataclass(frozen=True)
class Document:
    """A document that was read: its data as JSON would hold it, and each value's line."""

    name: str
    written: Any
    lines: dict[tuple[str, ...], int] = field(repr=False)  # every key as it was written
    joined: bool = True

    @cached_property
    def data(self) -> Any:
        """The document with each open enum as the generator knows one, if it is to be joined."""
        return _enums_joined(self.written) if self.joined else self.written

    @cached_property
    def schemas(self) -> tuple[Node, ...]:
        """Every schema, however deep."""
        places = [*parameters(self), *headers(self)]
        places += [*media(bodies(self)), *media(responses(self))]
        roots = [*components(self, "schemas"), *(place.get("schema") for place in places)]
        return tuple(node for root in roots if root.value is not None for node in within(root))

    @property
    def as_written(self) -> Document:
        """The same document, its open enums as they stand in it."""
        return replace(self, joined=False)

    @property
    def root(self) -> Node:
        return Node(self, (), self.data)

    def at(self, *pointer: str | int) -> Node:
        """Return the node that *pointer* leads to; its value is None if there is none."""
        node = self.root
        for key in pointer:
            node = node.get(key)
        return node

    def line(self, pointer: Pointer) -> int:
        """Return the line of *pointer*, or of the nearest parent that exists."""
        keys = tuple(str(key) for key in pointer)
        while keys not in self.lines:
            keys = keys[:-1]
        return self.lines[keys]


@dataclass(frozen=True)
class Node:
    """One value of the document, and the way to it."""

    document: Document = field(repr=False)
    pointer: Pointer
    value: Any

    @property
    def key(self) -> str:
        return str(self.pointer[-1]) if self.pointer else ""

    @property
    def line(self) -> int:
        return self.document.line(self.pointer)

    @property
    def text(self) -> str:
        """The value if it is a string, else nothing."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def mapping(self) -> dict[str, Any]:
        """The value if it is a mapping, else an empty one."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def texts(self) -> list[str]:
        """The strings of a list, in order."""
        return [node.text for node in self.items() if node.text]

    def get(self, key: str | int) -> Node:
        """Return the child *key*; its value is None if there is none."""
        value = None
        if isinstance(self.value, dict):
            value = self.value.get(key)
        elif isinstance(self.value, list) and isinstance(key, int) and key < len(self.value):
            value = self.value[key]
        return Node(self.document, (*self.pointer, key), value)

    def __contains__(self, key: str) -> bool:
        return key in self.mapping

    def items(self) -> Iterator[Node]:
        """Yield the children of a mapping or a list."""
        if isinstance(self.value, dict):
            pairs: Any = self.value.items()
        else:
            pairs = enumerate(self.value) if isinstance(self.value, list) else ()
        for key, value in pairs:
            yield Node(self.document, (*self.pointer, key), value)

    def resolved(self) -> Node:
        """Follow `$ref` to its end; a broken or circular one leads to a node without value."""
        node, seen = self, set[str]()
        while "$ref" in node:
            ref = str(node.mapping["$ref"])
            if ref in seen:
                return Node(self.document, node.pointer, None)
            seen.add(ref)
            node = self.document.at(*(unescape(part) for part in ref.split("/")[1:]))
        return node


def unescape(part: str) -> str:
    """Return a part of a JSON pointer as the key it stands for (RFC 6901 section 4)."""
    return part.replace("~1", "/").replace("~0", "~")


if TYPE_CHECKING:
    from yaml import SafeLoader
else:  # the parser in C takes a tenth of the time; not every build of PyYAML has it
    SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TAG = "tag:yaml.org,2002:"


class _Loader(SafeLoader):
    """Reads scalars as YAML 1.2 has them (its core schema), and each key of a mapping once."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as the base class has it
        first: [(tag, pattern) for tag, pattern in resolvers if tag == f"{_TAG}timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_int(self, node: yaml.ScalarNode) -> int:
        return int(node.value, 0 if node.value[:2] in {"0x", "0o"} else 10)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen = set[str]()
        for key, _ in node.value:
            if key.value in seen:
                raise MarkedYAMLError(
                    None, None, f"found duplicate key {key.value!r}", key.start_mark
                )
            seen.add(key.value)
        made: dict[Any, Any] = super().construct_mapping(node, deep)
        return made


for _name, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        "-+.0123456789",
    ),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    _Loader.add_implicit_resolver(_TAG + _name, re.compile(rf"^(?:{_pattern})$"), list(_first))
_Loader.add_constructor(f"{_TAG}int", _Loader.construct_int)


def load(path: Path) -> Document:
    """Read the YAML 1.2 (or JSON) document at *path*."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
        loader = _Loader(text)
        tree = loader.get_single_node()
        read = loader.construct_document(tree) if tree else None
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DocumentError(f"{path.name}:{line}: {error.problem or error}") from error
    except ReaderError as error:
        line = data.count(b"\n", 0, error.position) + 1
        raise DocumentError(
            f"{path.name}:{line}: {error.reason}; take the character out, or escape it in quotes"
        ) from error
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path.name}: not UTF-8 at byte {error.start}; save it so") from error
    except OSError as error:
        raise DocumentError(f"{path}: {error.strerror}") from error
    if not isinstance(read, dict):
        raise DocumentError(f"{path.name}:1: the document is empty, or no mapping")
    try:
        return Document(path.name, read, dict(_lines(tree, (), 1)))
    except RecursionError as error:
        why = "it is nested too deeply, or an alias stands in what it repeats"
        raise DocumentError(f"{path.name}: {why}") from error


def _enums_joined(value: Any) -> Any:
    """Return a copy in which an enum that any other string may stand for is an enum alone.

    A validator has to accept values that a server adds, so the document writes `anyOf` of the enum
    and a string. To the generator it is an enum like any other; its type is written from the
    document as it stands.
    """
    if isinstance(value, list):
        return [_enums_joined(item) for item in value]
    if not isinstance(value, dict):
        return value
    joined = {key: _enums_joined(item) for key, item in value.items()}
    match joined.get("anyOf"):
        case [{"type": "string", "enum": _} as known, {"type": "string", **others}] if not others:
            del joined["anyOf"]
            return {**joined, **known}
    return joined


def _lines(
    node: YamlNode | None, keys: tuple[str, ...], line: int
) -> Iterator[tuple[tuple[str, ...], int]]:
    yield keys, line
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _lines(value, (*keys, key.value), key.start_mark.line + 1)
    elif isinstance(node, SequenceNode):
        for index, value in enumerate(node.value):
            yield from _lines(value, (*keys, str(index)), value.start_mark.line + 1)


def operations(document: Document) -> Iterator[Node]:
    """Yield each operation; its key is the method, its pointer holds the path."""
    for item in document.at("paths").items():
        for method in METHODS:
            if method in item:
                yield item.get(method)


def components(document: Document, kind: str) -> Iterator[Node]:
    """Yield each component of *kind*, such as "schemas"."""
    yield from document.at("components", kind).items()


def parameters(document: Document) -> Iterator[Node]:
    """Yield each parameter where it is written, not where it is referred to."""
    lists = [operation.get("parameters") for operation in operations(document)]
    lists += [item.get("parameters") for item in document.at("paths").items()]
    written = [node for nodes in lists for node in nodes.items() if "$ref" not in node]
    yield from (*components(document, "parameters"), *written)


def parameters_of(operation: Node) -> list[Node]:
    """Return the parameters of an operation: those of its path, and its own after them."""
    shared = operation.document.at(*operation.pointer[:-1]).get("parameters")
    return [*shared.items(), *operation.get("parameters").items()]


def bodies(document: Document) -> Iterator[Node]:
    """Yield each request body where it is written."""
    written = (operation.get("requestBody") for operation in operations(document))
    yield from components(document, "requestBodies")
    yield from (node for node in written if node.value is not None and "$ref" not in node)


def responses(document: Document) -> Iterator[Node]:
    """Yield each response where it is written."""
    yield from components(document, "responses")
    for operation in operations(document):
        yield from (node for node in operation.get("responses").items() if "$ref" not in node)


def headers(document: Document) -> Iterator[Node]:
    """Yield each response header where it is written."""
    yield from components(document, "headers")
    for response in responses(document):
        yield from (node for node in response.get("headers").items() if "$ref" not in node)


def media(containers: Iterator[Node]) -> Iterator[Node]:
    """Yield each media type of *containers* (bodies or responses); its key is the type's name."""
    for container in containers:
        yield from container.get("content").items()


def schemas(document: Document) -> Iterator[Node]:
    """Yield every schema of the document, however deep."""
    yield from document.schemas


def within(schema: Node) -> Iterator[Node]:
    """Yield *schema* and every schema written inside it; references are not followed."""
    yield schema
    inner = list(schema.get("properties").items())
    inner += [schema.get(key) for key in _SUBSCHEMAS if key in schema]
    inner += [node for key in _SUBSCHEMA_LISTS for node in schema.get(key).items()]
    for node in inner:
        yield from within(node)


def has_empty_default(schema: Node) -> bool:
    """Return True if a schema's default is an empty list or object, which the emitter reads."""
    value = schema.get("default").value
    return isinstance(value, list | dict) and not value


def has_default_read(schema: Node) -> bool:
    """Return True if a schema's default is one that the emitter reads wherever it is written."""
    owner = schema.document.at(*schema.pointer[:-2])
    is_field = schema.pointer[-2:-1] == ("properties",)
    return has_empty_default(schema) or (is_field and is_body(owner) and "default" in schema)


def is_body(schema: Node) -> bool:
    """Return True for a request that a program fills in."""
    return schema.get("x-python-request").value is True


def is_component(node: Node) -> bool:
    """Tell whether *node* is itself a named schema."""
    return len(node.pointer) == 3 and node.pointer[:2] == ("components", "schemas")
