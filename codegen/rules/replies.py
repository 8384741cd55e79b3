"""Rules on responses: bodies that come out typed, and all the mock server needs to play them."""

from __future__ import annotations

from pathlib import Path

from document import Document, Node, headers, media, responses
from ruamel.yaml import YAML

from rules import Broken, words

_CONFIG = Path(__file__).resolve().parent.parent / "config.yml"
_OVERRIDES: dict[str, str] = YAML(typ="safe").load(_CONFIG)["content_type_overrides"]


_SHAPES = words("type properties enum allOf anyOf oneOf")


def response_media(document: Document) -> Broken:
    """A media type the generator can't read leaves the response out; only the first one counts."""
    for response in responses(document):
        kinds = [_read_as(node.key) for node in response.get("content").items()]
        for node, kind in zip(response.get("content").items(), kinds, strict=True):
            if not kind:
                remedy = "add it to content_type_overrides in codegen/config.yml"
                yield node, f"responses of {node.key} are left out", remedy
        names = [node.key for node in response.get("content").items()]
        if "application/json" in names[1:]:
            yield response, "only the first media type is read", "write application/json first"


def response_types(document: Document) -> Broken:
    """A body without a name is emitted again for each use; any value is parsed to None."""
    for node in media(responses(document)):
        schema = node.get("schema")
        if _read_as(node.key) == "json" and "$ref" not in _element(schema):
            yield node, "the response body's type has no name", "refer to a component"
        elif not _SHAPES & set(schema.resolved().mapping):
            yield node, "a body of any value is parsed to None", "give the component a type"
        elif _read_as(node.key) == "text" and schema.get("type").text != "string":
            yield node, "a text body is a string", "write schema: {type: string}"


def binary_types(document: Document) -> Broken:
    """Bytes need `format: binary`, and text with that format crashes the generator."""
    for node in media(responses(document)):
        binary = node.get("schema").get("format").text == "binary"
        if binary != (_read_as(node.key) == "binary"):
            remedy = "write {type: string, format: binary} for bytes, and for bytes only"
            yield node, f"the schema of {node.key} is read otherwise", remedy


def named_examples(document: Document) -> Broken:
    """The mock server answers with them."""
    for node in media(responses(document)):
        examples = list(node.get("examples").items())
        if not examples:
            remedy = "add examples, with a name and a value each"
            yield node, f"no named example for {node.key}", remedy
        for example in examples:
            if "value" not in example.resolved():
                yield example, f"example {example.key} has no value", "add its value"


def header_examples(document: Document) -> Broken:
    """The mock server sends every header that is declared."""
    for header in headers(document):
        if "schema" not in header:
            yield header, f"header {header.key} has no schema", "add its schema"
        if not {"example", "examples"} & set(header.mapping):
            yield header, f"header {header.key} has no example", "add example beside schema"


def _read_as(name: str) -> str:
    """Return how the generator reads media type *name*, or nothing if it can't."""
    name = _OVERRIDES.get(name, name).partition(";")[0]
    if name == "application/json" or name.endswith("+json"):
        return "json"
    if name == "application/octet-stream":
        return "binary"
    return "text" if name.startswith("text/") else ""


def _element(schema: Node) -> Node:
    return schema.get("items") if schema.get("type").text == "array" else schema


RULES = (response_media, response_types, binary_types, named_examples, header_examples)
