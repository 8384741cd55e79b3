"""OpenAPI 3.0 schemas read as JSON Schema 2020-12, which is what 3.1 uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias, cast

Schema: TypeAlias = Any  # a dict, or true and false

_MAPS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SINGLE = ("items", "additionalProperties", "not", "if", "then", "else", "contains")
_SINGLE_NAMES = ("propertyNames", "unevaluatedItems", "unevaluatedProperties")
_SUBSCHEMAS = frozenset((*_MAPS, *_LISTS, *_SINGLE, *_SINGLE_NAMES))

# Instances, not schemas: whatever they hold is data.
_DATA = frozenset({"example", "examples", "default", "enum", "const"})


def translated(document: Mapping[str, Any]) -> dict[str, Any]:
    """A 3.0 document with its schemas in 2020-12 terms; the rest as it is."""
    return {key: _outside(key, value, _from_3_0) for key, value in document.items()}


def without_required(
    document: Mapping[str, Any], mark: str, *, closed_enums: bool = False
) -> dict[str, Any]:
    """The document with properties marked `mark` (readOnly, writeOnly) no longer required.

    Flags of 3.0 left over in a 3.1 document are made bounds on the way. With `closed_enums` an open
    enum takes none but its known values.
    """
    strip = _stripper(mark, document, closed_enums)
    return {key: _outside(key, value, strip) for key, value in document.items()}


def subschemas(schema: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The schemas directly inside a schema, each with the keys that lead to it."""
    if not isinstance(schema, Mapping):
        return
    for key in _SUBSCHEMAS.intersection(schema):
        value = schema[key]
        if key in _MAPS and isinstance(value, Mapping):
            yield from (((key, str(name)), inner) for name, inner in value.items())
        elif key in _LISTS and isinstance(value, list):
            yield from (((key, str(index)), inner) for index, inner in enumerate(value))
        elif key not in _MAPS and key not in _LISTS:
            yield (key,), value


_Change: TypeAlias = Callable[[dict[str, Any]], Schema]


def _outside(key: str, value: Any, change: _Change) -> Any:
    """Copy what isn't a schema; change what is."""
    if key in _DATA:
        return value
    if key == "schema":
        return _inside(value, change)
    if key == "schemas" and isinstance(value, Mapping):
        return {name: _inside(schema, change) for name, schema in value.items()}
    if isinstance(value, Mapping):
        return {name: _outside(str(name), inner, change) for name, inner in value.items()}
    if isinstance(value, list):
        return [_outside("", inner, change) for inner in value]
    return value


def _inside(schema: Schema, change: _Change) -> Schema:
    if not isinstance(schema, Mapping):
        return schema
    return change({key: _keyword(key, value, change) for key, value in schema.items()})


def _keyword(key: str, value: Any, change: _Change) -> Any:
    if key in _MAPS and isinstance(value, Mapping):
        return {name: _inside(inner, change) for name, inner in value.items()}
    if key in _LISTS and isinstance(value, list):
        return [_inside(inner, change) for inner in value]
    return _inside(value, change) if key in _SUBSCHEMAS else value


def exclusive_bounds(schema: dict[str, Any]) -> None:
    """Make the flags of 3.0 bounds; in 3.1 they are a mistake, but what they mean is plain."""
    for limit in ("Minimum", "Maximum"):
        _exclusive(schema, f"exclusive{limit}", limit.lower())


def _from_3_0(schema: dict[str, Any]) -> Schema:
    if "$ref" in schema:  # 3.0: what stands beside a $ref is ignored
        return {"$ref": schema["$ref"]}
    exclusive_bounds(schema)
    return _nullable(schema) if schema.pop("nullable", False) is True else schema


def _exclusive(schema: dict[str, Any], flag: str, bound: str) -> None:
    """3.0 has a flag beside the bound; 2020-12 has the bound itself."""
    said = schema.get(flag)
    if not isinstance(said, bool):
        return
    del schema[flag]
    if said and bound in schema:
        schema[flag] = schema.pop(bound)


def _nullable(schema: dict[str, Any]) -> Schema:
    """Without a `type` the flag has no effect by the letter of 3.0.3, but null is what is meant."""
    if not isinstance(schema.get("type"), str):
        return {"anyOf": [{"type": "null"}, schema]}
    schema["type"] = [schema["type"], "null"]
    if isinstance(schema.get("enum"), list) and None not in schema["enum"]:
        schema["enum"] = [*schema["enum"], None]
    return schema


def known_values(schema: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The enum of an open one: `anyOf` of it and a string; None for any other schema."""
    match schema.get("anyOf"):
        case [{"type": "string", "enum": _} as known, {"type": "string", **others}] if not others:
            return cast("Mapping[str, Any]", known)
    return None


def _stripper(mark: str, document: Mapping[str, Any], closed_enums: bool) -> _Change:
    def strip(schema: dict[str, Any]) -> Schema:
        exclusive_bounds(schema)
        if closed_enums and (known := known_values(schema)):
            schema |= known
        properties = schema.get("properties")
        if isinstance(properties, Mapping) and isinstance(schema.get("required"), list):
            schema["required"] = [
                name
                for name in schema["required"]
                if not _marked(properties.get(name), mark, document)
            ]
        return schema

    return strip


def _marked(schema: Any, mark: str, document: Mapping[str, Any]) -> bool:
    if not isinstance(schema, Mapping):
        return False
    return schema.get(mark) is True or _target(schema.get("$ref"), document).get(mark) is True


def _target(reference: Any, document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The component a property refers to, which may carry the mark for it."""
    prefix = "#/components/schemas/"
    if not isinstance(reference, str) or not reference.startswith(prefix):
        return {}
    found = document.get("components", {}).get("schemas", {}).get(reference[len(prefix) :])
    return found if isinstance(found, Mapping) else {}
