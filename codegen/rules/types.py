"""Rules on values: null, enums, constants, defaults."""

from __future__ import annotations

from document import Document, has_empty_default, schemas

from rules import Broken
from rules.schemas import types


def nulls(document: Document) -> Broken:
    """Null beside an enum or an object makes duplicate classes, or no nullable at all."""
    remedy = "name the type, and write anyOf: [{$ref: …}, {type: 'null'}]"
    for schema in schemas(document):
        if any(node.value is None for node in schema.get("enum").items()):
            yield schema, "null inside enum", remedy
        elif "null" in types(schema) and ("enum" in schema or "object" in types(schema)):
            yield schema, "null in the type of an enum or an object", remedy


def enums(document: Document) -> Broken:
    """Only string enums are typed; others are removed, with their users."""
    for schema in schemas(document):
        if "enum" not in schema:
            continue
        values = [node.value for node in schema.get("enum").items() if node.value is not None]
        if types(schema) != ["string"] or not all(isinstance(value, str) for value in values):
            yield (
                schema,
                "an enum of other values than strings is removed",
                ("write type: string and quote the values, or a plain number with a description"),
            )


def constants(document: Document) -> Broken:
    """An optional boolean constant is a syntax error; others than strings tell nothing apart."""
    for schema in schemas(document):
        value = schema.get("const").value
        if "const" in schema and not (types(schema) == ["string"] and isinstance(value, str)):
            remedy = "write type: string with a string, or describe the value in words"
            yield schema, f"constant {value!r} is not a typed string", remedy


def defaults(document: Document) -> Broken:
    """Lists and objects are ignored but for empty ones; quotes come out with a stray backslash."""
    for schema in schemas(document):
        value = schema.get("default").value
        is_odd = isinstance(value, str) and set(value) & {'"', "\\"}
        if is_odd or (isinstance(value, list | dict) and not has_empty_default(schema)):
            yield schema.get("default"), "this default is lost or altered", "say it in words"


RULES = (nulls, enums, constants, defaults)
