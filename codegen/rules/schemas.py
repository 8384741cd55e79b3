"""Rules on how schemas are built: named parts, and only forms that come out whole."""

from __future__ import annotations

from collections.abc import Mapping

from document import (
    Document,
    Node,
    has_default_read,
    is_component,
    media,
    responses,
    schemas,
    within,
)
from shapes import Schemas, properties

from rules import Broken, words

_ANNOTATIONS = frozenset({"description", "example", "examples", "deprecated", "externalDocs"})
_KNOWN = _ANNOTATIONS | words(
    "$ref type properties required enum const items prefixItems additionalProperties allOf anyOf "
    "oneOf not discriminator format default minimum maximum exclusiveMinimum exclusiveMaximum "
    "multipleOf minLength maxLength pattern minItems maxItems uniqueItems minProperties "
    "maxProperties"
)
_REMEDIES: Mapping[str, str] = {
    "title": "drop it: it replaces the schema's name, and names then collide",
    "nullable": "write type: [string, 'null'], or anyOf with {type: 'null'}",
    "readOnly": "write separate request and response schemas",
    "writeOnly": "write separate request and response schemas",
    "contentMediaType": "write format: binary",
    "contentEncoding": "write format: binary, or describe the encoding in words",
    "$defs": "move it to components/schemas",
    "patternProperties": "write additionalProperties",
    "itemSchema": "write schema, and describe the event there",
}
_EXTENSIONS = ("x-python-name", "x-python-dict", "x-python-bytes", "x-python-request")
_COMBINERS = ("allOf", "anyOf", "oneOf")


def keywords(document: Document) -> Broken:
    """A keyword the generator ignores (or a misspelt one) takes its meaning with it."""
    for schema in schemas(document):
        for node in schema.items():
            if node.key not in _KNOWN and not node.key.startswith("x-"):
                remedy = _REMEDIES.get(node.key, "spell it as JSON Schema does, or drop it")
                yield node, f"{node.key} is ignored by the generator", remedy
    for node in media(responses(document)):
        if "itemSchema" in node:
            yield (
                node.get("itemSchema"),
                "itemSchema is ignored by the generator",
                _REMEDIES["itemSchema"],
            )


def deprecations(document: Document) -> Broken:
    """Of a schema only a property warns: the mark of any other is lost."""
    for schema in schemas(document):
        if "deprecated" in schema and schema.pointer[-2] != "properties":
            remedy = "mark the properties, parameters or operations that use it"
            yield schema.get("deprecated"), "deprecated is ignored here", remedy


def shapes(document: Document) -> Broken:
    """`items: false` stops the whole document; a list without items loses its users."""
    for schema in schemas(document):
        boolean = isinstance(schema.value, bool) and schema.key == "additionalProperties"
        if not isinstance(schema.value, dict) and not boolean:
            yield schema, f"{schema.value!r} is no schema", "write {} for any value"
        elif "array" in types(schema) and not {"items", "prefixItems"} & set(schema.mapping):
            yield schema, "an array without items is removed", "say what it holds; {} is any value"


def named_parts(document: Document) -> Broken:
    """An inline object, enum or map gets an odd name, a class for each use, or is deleted."""
    for schema in schemas(document):
        if is_component(schema) or _is_extension(schema):
            continue
        if "enum" in schema:
            yield schema, "an inline enum", "name it under components/schemas"
        elif "properties" in schema or "object" in types(schema):
            remedy = "name it under components/schemas; for any value at all, write {}"
            yield schema, "an inline object", remedy


def all_of(document: Document) -> Broken:
    """`allOf` survives as references and one object; a union inside it is dropped."""
    for schema in schemas(document):
        members = list(schema.get("allOf").items())
        inline = [part for part in members if "$ref" not in part]
        allowed = len(inline) < 2 if is_component(schema) else len(members) + len(inline) < 2
        if not allowed:
            remedy = "name it, and write allOf as references and one object with properties"
            yield schema, "this allOf loses members", remedy
        for part in members:
            if {"anyOf", "oneOf"} & set(part.resolved().mapping):
                yield part, "a union inside allOf is dropped", "repeat the fields instead"


def combiners(document: Document) -> Broken:
    """Keywords beside `allOf`, `anyOf` or `oneOf` are lost, a whole list of fields too."""
    read = _ANNOTATIONS | {"discriminator"}
    for schema in schemas(document):
        harmless = read | {"default"} if has_default_read(schema) else read
        present = [key for key in _COMBINERS if key in schema]
        if present:
            lost = sorted(
                key
                for key in set(schema.mapping) - {present[0]} - harmless
                if not key.startswith("x-")
            )
            if lost:
                remedy = f"move it into a member of {present[0]}"
                yield schema, f"{', '.join(lost)} beside {present[0]} is lost", remedy


def required_fields(document: Document) -> Broken:
    """A required name that no property has is a misspelling: the field becomes optional."""
    for schema in schemas(document):
        declared = set(fields(schema))
        for node in schema.get("required").items():
            if node.text not in declared and schema.key != "not":
                yield (
                    node,
                    f"required names no property: {node.value!r}",
                    "spell it as the property",
                )


def open_objects(document: Document) -> Broken:
    """A response model closed to new fields drops them; the server will add some."""
    for name in Schemas(document).answers:
        for schema in within(document.at("components", "schemas", name)):
            if schema.get("additionalProperties").value is False:
                remedy = "drop additionalProperties: false; keep it for requests"
                yield schema, "a response object closed to new fields", remedy


def extensions(document: Document) -> Broken:
    """A misspelt extension of the emitter's is ignored; one in the wrong place breaks the code."""
    requests = Schemas(document).requests
    for schema in schemas(document):
        for node in schema.items():
            if node.key.startswith("x-python-") and node.key not in _EXTENSIONS:
                yield node, f"{node.key} is ignored", f"write one of {', '.join(_EXTENSIONS)}"
        if "x-python-dict" in schema and not (is_component(schema) and "properties" in schema):
            yield schema.get("x-python-dict"), "only a named object can be a dict", "drop it"
        is_request = is_component(schema) and schema.key in requests and "properties" in schema
        if "x-python-request" in schema and not is_request:
            remedy = "write it in a named object that requests hold, and no answer"
            yield schema.get("x-python-request"), "a program can't fill this in", remedy
        if "x-python-bytes" in schema and types(schema) != ["string"]:
            yield schema.get("x-python-bytes"), "only a text can be base64", "drop it"
        if "x-flat-events" in schema and not any(map(_has_tag, schema.get("anyOf").items())):
            remedy = "write it in a union of objects, each with a property that is a const"
            yield schema.get("x-flat-events"), "there are no frames here", remedy
        if "x-envelope" in schema and not _has_envelope(schema):
            remedy = (
                "write {field: a name, result: envelope or content} in an anyOf that begins with a "
                "named object which has the field, and with what stands in it"
            )
            yield schema.get("x-envelope"), "there is no envelope here", remedy


def _has_envelope(schema: Node) -> bool:
    """Return whether the first two members are an object, and the value of one of its fields."""
    given, members = schema.get("x-envelope"), list(schema.get("anyOf").items())
    if given.get("result").text not in ("envelope", "content") or len(members) < 2:
        return False
    field = fields(members[0].resolved()).get(given.get("field").text)
    inner = {} if field is None else field.mapping
    return members[1].mapping == {key: inner[key] for key in inner if key not in _ANNOTATIONS}


def _has_tag(member: Node) -> bool:
    return any("const" in node for node in fields(member.resolved()).values())


def types(schema: Node) -> list[str]:
    """Return the schema's `type` as a list."""
    given = schema.get("type").value
    return [str(name) for name in given] if isinstance(given, list) else [str(given)]


def fields(schema: Node) -> dict[str, Node]:
    """Return the properties of *schema* by name, those of its `allOf` parts included."""
    return {node.key: node for node in properties(schema)}


def _is_extension(schema: Node) -> bool:
    """Tell whether *schema* is the object in a component's `allOf`."""
    return len(schema.pointer) == 5 and schema.pointer[3] == "allOf"


RULES = (
    keywords,
    deprecations,
    shapes,
    named_parts,
    all_of,
    combiners,
    required_fields,
    open_objects,
    extensions,
)
