"""Generated values satisfy their schema, and the same seed makes the same value."""

import random
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from penstock_mock.document.contract import Contract
from penstock_mock.document.examples import CannotGenerate, Generator
from penstock_mock.document.schemas import Direction, Document, Node, Schemas, raw_child
from penstock_mock.document.strings import FORMATS, PatternError, has_pattern, matching


def world(schema: Any, **components: Any) -> tuple[Generator, Schemas, Node]:
    document = Document(
        {"openapi": "3.1.0", "components": {"schemas": {"S": schema, **components}}}
    )
    schemas = Schemas(document)
    return Generator(schemas), schemas, document.at("#/components/schemas/S")


def generated(schema: Any, seed: str = "0", **components: Any) -> Any:
    """A value, checked."""
    generator, schemas, node = world(schema, **components)
    value = generator.value(node, seed)
    assert schemas.validator(node, "reply").is_valid(value), value
    return value


SCHEMAS: list[Any] = [
    True,
    {},
    {"const": {"a": 1}},
    {"enum": ["a", 1, None]},
    {"type": "string", "minLength": 30},
    {"type": "string", "maxLength": 2},
    {"type": "string", "minLength": 3, "maxLength": 3},
    {"type": "integer", "minimum": 5, "maximum": 5},
    {"type": "integer", "exclusiveMinimum": 5, "exclusiveMaximum": 7},
    {"type": "integer", "maximum": -10},
    {"type": "integer", "multipleOf": 7, "minimum": 100},
    {"type": "number", "multipleOf": 0.1},
    {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
    {"type": ["string", "null"]},
    {"type": "array", "items": {"type": "integer"}, "minItems": 3, "maxItems": 4},
    {"type": "array", "items": {"enum": [1, 2, 3]}, "uniqueItems": True, "minItems": 3},
    {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], "items": False},
    {"type": "array", "contains": {"const": 7}},
    {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}},
    {"type": "object", "required": ["unlisted"], "additionalProperties": {"type": "boolean"}},
    {"type": "object", "minProperties": 3},
    {"type": "object", "maxProperties": 1, "properties": {c: {} for c in "abc"}},
    {"type": "object", "minProperties": 2, "propertyNames": {"pattern": "^x[0-9]{4}$"}},
    {"properties": {"a": {"const": 1}}, "required": ["a"], "additionalProperties": False},
    {"allOf": [{"required": ["a"]}, {"properties": {"a": {"type": "integer"}}, "type": "object"}]},
    {"allOf": [{"type": "integer", "minimum": 3}, {"maximum": 3}]},
    {"allOf": [{"type": "number"}, {"type": "integer"}]},
    {"anyOf": [{"type": "integer"}, {"type": "string"}]},
    {"oneOf": [{"type": "integer"}, {"type": "number", "minimum": 0.5, "multipleOf": 0.5}]},
    {"type": "object", "not": {"required": ["b"]}, "properties": {"a": {}, "b": {}}},
    {
        "type": "object",
        "properties": {"kind": {"enum": ["a", "b"]}, "n": {"type": "integer"}},
        "required": ["kind"],
        "if": {"properties": {"kind": {"const": "a"}}},
        "then": {"required": ["n"]},
    },
    {"type": "string", "pattern": r"^[A-Z]{2}-\d{4}$"},
    {"type": "string", "pattern": "abc"},
    {"type": "string", "format": "date-time", "pattern": r"^\d{4}-\d\d-\d\dT.*Z$"},
    {"type": "string", "format": "uuid", "minLength": 36},
    {"type": "string", "format": "who-knows", "maxLength": 3},
    {"type": "string", "examples": ["given"]},
    {"$ref": "#/components/schemas/Tree"},
    {"$ref": "#/components/schemas/Chain"},
]
TREE = {
    "type": "object",
    "required": ["name", "children"],
    "properties": {
        "name": {"type": "string"},
        "children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
        "parent": {"anyOf": [{"$ref": "#/components/schemas/Tree"}, {"type": "null"}]},
    },
}
CHAIN = {
    "type": "object",
    "required": ["next"],
    "properties": {"next": {"oneOf": [{"$ref": "#/components/schemas/Chain"}, {"type": "null"}]}},
}


@pytest.mark.table("schema", SCHEMAS, ids=str)
def test_values_are_valid_for_many_seeds(schema: Any) -> None:
    generator, schemas, node = world(schema, Tree=TREE, Chain=CHAIN)
    validator = schemas.validator(node, "reply")
    values = [generator.value(node, str(seed)) for seed in range(50)]
    assert all(map(validator.is_valid, values))
    assert values == [generator.value(node, str(seed)) for seed in range(50)]


# Combinations that can't be made keyword by keyword.
HARD: list[Any] = [
    {"enum": [1, 2], "allOf": [{"oneOf": [{"const": 1}, {"const": 2}, {"const": 3}]}]},
    {"type": "integer", "allOf": [{"$ref": "#/components/schemas/Kind"}], "enum": [2]},
    {"allOf": [{"$ref": "#/components/schemas/Kind"}, {"$ref": "#/components/schemas/Kind"}]},
    {
        "oneOf": [
            {"type": "object", "properties": {"a": {"type": "string"}}},
            {"type": "object", "properties": {"b": {"type": "string"}}},
        ]
    },
    {
        "oneOf": [{"type": "object", "required": ["a"]}, {"type": "object", "required": ["b"]}],
        "properties": {"a": {"type": "string"}, "b": {"type": "integer"}},
    },
    {
        "anyOf": [{"required": ["a"]}, {"required": ["b"]}],
        "type": "object",
        "properties": {"a": {"type": "string"}, "b": {"type": "integer"}},
        "additionalProperties": False,
    },
    {
        "type": "object",
        "dependentRequired": {"a": ["b"]},
        "required": ["a"],
        "properties": {"a": {}, "b": {"type": "integer"}},
    },
    {
        "type": "object",
        "dependentSchemas": {"a": {"required": ["c"], "properties": {"c": {"type": "integer"}}}},
        "required": ["a"],
        "properties": {"a": {}},
    },
    {
        "type": "object",
        "patternProperties": {"^x-": {"type": "integer"}},
        "additionalProperties": False,
        "minProperties": 2,
    },
    {"type": "object", "patternProperties": {"^x-": {"type": "integer"}}, "required": ["x-a"]},
    {
        "type": "array",
        "contains": {"type": "integer"},
        "items": {"type": ["integer", "string"]},
        "minContains": 2,
    },
    {"type": "array", "contains": {"type": "integer"}, "maxContains": 1, "minItems": 3},
    {
        "type": "array",
        "uniqueItems": True,
        "minItems": 3,
        "items": {"type": "string", "enum": ["a", "b", "c"]},
    },
    {"type": "array", "uniqueItems": True, "minItems": 2, "items": {"type": "boolean"}},
    {
        "type": "array",
        "prefixItems": [{"type": "integer"}, {"type": "string"}],
        "minItems": 2,
        "items": False,
    },
    {"type": "array", "prefixItems": [{"type": "integer"}], "unevaluatedItems": False},
    {"not": {"type": "string"}},
    {"not": {"type": ["string", "number", "object", "array"]}},
    {"type": ["integer", "null"], "not": {"type": "number"}},
    {"type": ["string", "integer"], "not": {"type": "string"}},
    {"type": "string", "not": {"enum": ["amber", "birch"]}},
    {"enum": ["a", "b"], "not": {"const": "a"}},
    {
        "type": "object",
        "properties": {"k": {"enum": ["a", "b"]}},
        "required": ["k"],
        "not": {"properties": {"k": {"const": "a"}}},
    },
    {
        "type": "object",
        "properties": {"k": {"enum": ["a", "b"]}, "n": {"type": "integer"}},
        "required": ["k"],
        "if": {"properties": {"k": {"const": "a"}}},
        "then": {"required": ["n"], "properties": {"n": {"minimum": 5000}}},
        "else": {"not": {"required": ["n"]}},
    },
    {"type": "string", "pattern": "^(?=.*[A-Z])(?=.*\\d).{8,}$"},
    {"type": "string", "pattern": "^(?!\\s*$).+"},
    {"type": "string", "pattern": "^[a-z]+$", "minLength": 40, "maxLength": 50},
    {"type": "string", "pattern": "^[a-z0-9-]{3,63}$", "minLength": 30},
    {"allOf": [{"type": "string", "pattern": "^a"}, {"type": "string", "pattern": "z$"}]},
    {"type": "string", "pattern": "^\\p{Lu}+$"},
    {"type": "string", "format": "date-time", "maxLength": 20},
    {
        "type": "string",
        "format": "date-time",
        "pattern": "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$",
    },
    {"type": "string", "format": "uri", "minLength": 60},
    {"type": "string", "format": "email", "minLength": 40, "maxLength": 60},
    {"type": "number", "minimum": 0.001, "maximum": 0.002},
    {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.0001},
    {"type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991},
    {"type": "integer", "format": "int64"},
    {"allOf": [{"multipleOf": 4}, {"multipleOf": 6}], "type": "integer", "minimum": 1},
    {"type": "number", "multipleOf": 0.01, "minimum": 1, "maximum": 1},
    {
        "type": "object",
        "allOf": [
            {"properties": {"a": {"type": "integer"}}, "required": ["a"]},
            {"properties": {"b": {"type": "integer"}}, "required": ["b"]},
        ],
        "unevaluatedProperties": False,
    },
    {
        "allOf": [
            {
                "type": "object",
                "properties": {"a": {"type": "integer"}},
                "additionalProperties": False,
            },
            {"type": "object", "properties": {"a": {"minimum": 3}}},
        ]
    },
    {
        "allOf": [
            {"anyOf": [{"type": "string"}, {"type": "integer"}]},
            {"anyOf": [{"type": "integer"}, {"type": "boolean"}]},
        ]
    },
    {"oneOf": [{"type": "number"}, {"type": "integer"}]},
    {"anyOf": [{"type": "string", "enum": ["auto"]}, {"type": "integer"}]},
    {
        "type": "object",
        "properties": {
            "a": {"oneOf": [{"type": "number"}, {"type": "integer"}]},
            "b": {"type": "string", "enum": ["x"]},
        },
        "required": ["a", "b"],
    },
    {
        "type": "object",
        "propertyNames": {"enum": ["p", "q"]},
        "minProperties": 2,
        "additionalProperties": {"type": "integer"},
    },
    {"type": "object", "minProperties": 1, "additionalProperties": {"type": "integer"}},
    {"type": "object", "maxProperties": 0},
    {"type": "array", "maxItems": 0, "items": {"type": "string"}},
    {"const": None},
    {"type": "null"},
    {"type": "string", "contentEncoding": "base64"},
    {"type": "string", "contentEncoding": "base32"},
    {"type": "string", "contentEncoding": "base16"},
    {"type": "string", "contentEncoding": "quoted-printable", "minLength": 9},
    {"type": "string", "contentEncoding": "7bit"},
    {"type": "number", "format": "uint8"},
    {"type": "number", "format": "int32", "minimum": 2**31 - 9},
    {"type": "string", "format": "byte"},
    {
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
        "discriminator": {"propertyName": "petType"},
    },
    {
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
        "discriminator": {
            "propertyName": "petType",
            "mapping": {"kitty": "#/components/schemas/Cat", "doggy": "Dog"},
        },
    },
    {"$ref": "#/components/schemas/A"},
    {"$ref": "#/components/schemas/Loop1"},
    {
        "type": "object",
        "required": ["x"],
        "properties": {"x": {"anyOf": [{"$ref": "#/components/schemas/Big"}, {"type": "null"}]}},
    },
    {
        "type": "object",
        "properties": {"a": {"type": "string"}},
        "required": ["a"],
        "anyOf": [{"properties": {"a": {"const": "x"}}}, {"properties": {"a": {"const": "y"}}}],
        "oneOf": [
            {"properties": {"a": {"enum": ["y", "z"]}}},
            {"properties": {"a": {"const": "q"}}},
        ],
    },
    {
        "type": "array",
        "items": {
            "oneOf": [
                {"type": "object", "properties": {"t": {"const": "a"}}, "required": ["t"]},
                {"type": "object", "properties": {"t": {"const": "b"}}, "required": ["t"]},
            ]
        },
        "minItems": 2,
    },
    {
        "if": {"type": "string"},
        "then": {"minLength": 3},
        "else": {"minimum": 0},
        "type": ["string", "integer"],
    },
    {
        "type": "object",
        "additionalProperties": False,
        "minProperties": 1,
        "properties": {"a": {"type": "integer"}},
    },
    {
        "allOf": [
            {"$ref": "#/components/schemas/Pet"},
            {"type": "object", "required": ["bark"], "properties": {"bark": {"type": "boolean"}}},
        ]
    },
    {"type": "object", "properties": {"a": False, "b": {"type": "integer"}}},
    {
        "type": "object",
        "required": ["n"],
        "properties": {"n": {"type": "integer", "minimum": 10, "exclusiveMaximum": 11}},
    },
    {"minLength": 3},
    {"minimum": 3},
    {"items": {"type": "integer"}, "minItems": 1},
    {"required": ["a"]},
    {"type": ["object", "null"], "properties": {"a": {"type": "integer"}}, "required": ["a"]},
    {"enum": [{"a": 1}, {"a": 2}], "properties": {"a": {"minimum": 2}}},
    {"type": "integer", "enum": ["a", 3]},
    {"type": "string", "format": "ipv4"},
    {"type": "string", "format": "time"},
    {"type": "string", "format": "duration"},
    {"type": "string", "pattern": "^\\d+(\\.\\d+)?$"},
    {
        "type": "string",
        "pattern": "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
        "minLength": 8,
    },
    {"type": "string", "pattern": "^\\S+@\\S+$"},
    {"type": "string", "pattern": "^(a|b)$|^c$"},
    {"type": "string", "pattern": "(^$|^x{3}$)"},
    {"type": "string", "pattern": "\\d", "minLength": 12},
    {"type": "string", "pattern": "^.*$", "maxLength": 0},
    {"type": "string", "pattern": "^[^\\x00-\\x1f]+$"},
]
PARTS: dict[str, Any] = {
    "Kind": {
        "type": "integer",
        "oneOf": [{"const": 1, "title": "A"}, {"const": 2}, {"const": 3}],
        "format": "int32",
    },
    "Cat": {
        "type": "object",
        "required": ["petType"],
        "properties": {"petType": {"type": "string"}, "name": {"type": "string"}},
    },
    "Dog": {
        "type": "object",
        "required": ["petType"],
        "properties": {
            "petType": {"type": "string"},
            "name": {"type": "string"},
            "bark": {"type": "string"},
        },
    },
    "Pet": {
        "type": "object",
        "required": ["petType"],
        "properties": {"petType": {"type": "string"}},
    },
    "A": {
        "type": "object",
        "properties": {
            "a": {"$ref": "#/components/schemas/A"},
            "b": {"$ref": "#/components/schemas/A"},
            "c": {"$ref": "#/components/schemas/A"},
            "d": {"$ref": "#/components/schemas/A"},
            "e": {"$ref": "#/components/schemas/A"},
        },
    },
    "Loop1": {"anyOf": [{"$ref": "#/components/schemas/Loop1"}, {"type": "string"}]},
    "Big": {
        "type": "object",
        "required": ["x", "y", "z"],
        "properties": {
            k: {"anyOf": [{"$ref": "#/components/schemas/Big"}, {"type": "null"}]} for k in "xyz"
        },
    },
}


@pytest.mark.table("schema", HARD, ids=str)
@pytest.mark.table("direction", ["reply", "request"])
def test_combinations_are_intersected_before_anything_is_chosen(
    schema: Any, direction: Direction
) -> None:
    generator, schemas, node = world(schema, **PARTS)
    validator = schemas.validator(node, direction)
    values = [generator.value(node, str(seed), direction) for seed in range(8)]
    assert all(map(validator.is_valid, values))


P: dict[str, Any] = {"a": {"type": "string"}, "b": {"type": "integer"}}
# What no keyword alone decides: a part that must not match, or must agree with another.
SEARCHED: list[Any] = [
    {"pattern": r"^(?=.*[A-Z])(?=.*\d)(?=.*[a-z])(?!.*\s).{8,12}$"},
    {"pattern": r"^(?=.*foo)(?=.*bar).+$"},
    {"pattern": r"^(?=.*secret)[a-z]{6,8}$"},
    {"pattern": r"^(?=foo).*(?<=bar)$"},
    {"pattern": r"^(?!.*\.\.)[a-z.]+(?<!\.)$"},
    {"pattern": "^[a-z]+$", "allOf": [{"pattern": "^.{6,}$"}, {"pattern": "z$"}]},
    {"pattern": r"^\d+$", "minLength": 50},
    {"type": "string", "not": {"pattern": "^[a-z]"}},
    {"allOf": [{"not": {"pattern": "[a-z]"}}, {"not": {"pattern": "[A-Z]"}}], "minLength": 3},
    {"pattern": "^[a-z]+$", "not": {"pattern": "^(foo|bar)$"}},
    {"not": {"pattern": "."}},
    {"not": {"minLength": 3}},
    {"not": {"maximum": 5}},
    {"type": "integer", "not": {"multipleOf": 2}},
    {"not": {"items": {"type": "string"}}},
    {"not": {"contains": {"type": "string"}}},
    {"not": {"prefixItems": [{"type": "string"}]}},
    {"not": {"maxItems": 2, "uniqueItems": True}},
    {"not": {"required": ["a", "b"]}},
    {"not": {"properties": {"a": {"pattern": "^a"}}}},
    {"not": {"propertyNames": {"pattern": "^a"}}},
    {"not": {"additionalProperties": {"type": "string"}}},
    {"not": {"oneOf": [{"type": "object"}, {"type": "string"}]}},
    {"not": {"dependentRequired": {"a": ["b"]}}},
    {"properties": P, "required": ["a"], "dependentRequired": {"a": ["b"], "b": ["c"]}},
    {"properties": P, "minProperties": 2, "dependentRequired": {"a": ["b"]}, "maxProperties": 2},
    {
        "required": ["a"],
        "dependentSchemas": {
            "a": {"required": ["b"]},
            "b": {"required": ["c"], "properties": {"c": {"const": 1}}},
        },
    },
    {"properties": P, "unevaluatedProperties": {"type": "integer"}, "minProperties": 4},
    {"allOf": [{"contains": {"const": 1}}, {"contains": {"const": 2}}]},
    {"items": {"type": "string"}, "uniqueItems": True, "minItems": 30},
    {"items": {"format": "hostname"}, "uniqueItems": True, "minItems": 30},
    {"items": {"type": "integer"}, "uniqueItems": True, "minItems": 1100},
    {"minItems": 80, "items": {"oneOf": [{"type": "integer"}, {"type": "number"}]}},
    {"type": "string", "allOf": [{"pattern": "^a"}, {"pattern": "z$"}, {"pattern": "m"}]},
    {
        "allOf": [{"pattern": each} for each in ("^ab", "^abc", "y", "m", "z$", "yz$")],
        "type": "string",
        "minLength": 12,
    },
    {"format": "ipv4", "pattern": r"^10\."},
    {"format": "email", "pattern": "@corp\\.com$"},
    {"format": "date", "pattern": "^2019"},
    {"contentMediaType": "application/json", "contentEncoding": "base64"},
    {"contentMediaType": "application/json", "contentEncoding": "base16"},
    {"contentMediaType": "application/json", "contentEncoding": "quoted-printable"},
    {"not": {"if": {"required": ["a"]}, "then": {"required": ["b"]}}},
    {"not": {"if": {"minimum": 5}, "then": {"maximum": 10}, "else": {"const": 1}}},
    {"type": "string", "not": {"if": {"minLength": 3}, "else": {"pattern": "^x"}}},
    {"not": {"patternProperties": {"^x-": {"type": "string"}}}},
    {"type": "object", "not": {"patternProperties": {"^x-": False}, "required": ["a", "b"]}},
    {"not": {"dependentSchemas": {"a": {"required": ["b"]}}}},
]


def test_values_are_searched_for_where_they_can_not_be_constructed() -> None:
    for schema in SEARCHED:
        for seed in range(4):
            generated(schema, str(seed))


def test_a_pattern_for_which_no_text_is_found_is_named() -> None:
    with pytest.raises(CannotGenerate, match=r"no text found for the pattern '.*', which is valid"):
        generated({"type": "object", "required": ["a"], "properties": {"a": {"pattern": "(?=a)b"}}})


def nested(depth: int, **around: Any) -> Any:
    inner: Any = {"type": "integer"}
    for _ in range(depth):
        inner = {"type": "object", "required": ["a"], "properties": {"a": inner, **around}}
    return inner


def test_schemas_may_nest_deeply() -> None:
    chain: dict[str, Any] = {
        f"C{n}": {
            "required": ["x"],
            "properties": {"x": {"$ref": f"#/components/schemas/C{n + 1}"}},
        }
        for n in range(90)
    }
    generated(nested(58, b={"type": "array", "items": {"type": "string"}}))
    chain["C90"] = {"type": "integer"}
    generated({"$ref": "#/components/schemas/C0"}, "0", **chain)


def test_a_value_too_large_with_all_that_is_optional_is_made_without() -> None:
    wide = {"properties": {f"p{n}": {"$ref": "#/components/schemas/S"} for n in range(40)}}
    assert generated({"type": "object", **wide}).keys() <= wide["properties"].keys()


@pytest.mark.table(
    "schema",
    [
        {"type": "array", "minItems": 100, "items": {"type": "array", "minItems": 100}},
        {"type": "object", "propertyNames": {"pattern": "^[ab]{3}$"}, "minProperties": 500},
        {"type": "array", "items": {"enum": [1, 2]}, "uniqueItems": True, "minItems": 50},
    ],
)
def test_a_value_that_can_not_be_made_is_sought_once(schema: Any) -> None:
    contract = Contract.load(
        {"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"S": schema}}}
    )
    place = contract.schemas.document.at("#/components/schemas/S")
    spent, reasons = [], set()
    for _ in range(3):
        begun = time.process_time()
        with pytest.raises(CannotGenerate) as refused:
            contract.generator.value(place, "0")
        spent.append(time.process_time() - begun)
        reasons.add(str(refused.value))
    assert len(reasons) == 1
    assert min(spent[1:]) < spent[0] / 4


@pytest.mark.table(
    "schema",
    [
        {"items": {"type": "integer"}, "contains": {"minimum": 50}, "maxContains": 1},
        {
            "items": {"type": "integer"},
            "contains": {"minimum": 50},
            "minContains": 2,
            "maxContains": 3,
        },
        {"items": {"enum": ["a", "b"]}, "contains": {"const": "a"}, "maxContains": 1},
        {"items": {"type": "integer"}, "contains": {"multipleOf": 2}, "maxContains": 2},
        {
            "items": {"type": "integer"},
            "contains": {"minimum": 9},
            "minContains": 0,
            "maxContains": 0,
        },
        {"items": {"type": "integer", "minimum": 50}, "contains": {"minimum": 50},
         "maxContains": 7},
        {"prefixItems": [{"type": "integer"}], "contains": {"const": 7}, "maxContains": 1},
    ],
)  # fmt: skip
def test_no_more_items_are_contained_than_may_be(schema: dict[str, Any]) -> None:
    for least in (0, 1, 5):
        for seed in ("0", "1"):
            assert len(generated({"type": "array", "minItems": least, **schema}, seed)) >= least


@pytest.mark.table("kind", ["date-time", "time", "email", "uri", "hostname", "byte"])
def test_a_text_of_a_format_may_be_longer_than_usual(kind: str) -> None:
    for least in (24, 25, 30, 60):
        made = generated({"type": "string", "format": kind, "minLength": least})
        assert len(made) >= least


def test_choices_without_end_are_given_up_in_time() -> None:
    free = [{"anyOf": [{"title": "a"}, {"title": "b"}]} for _ in range(24)]
    jointly = [{"anyOf": [{"enum": pair}] * 3} for pair in ([1, 2], [2, 3], [1, 3])]
    begun = time.process_time()
    with pytest.raises(CannotGenerate, match="steps; give an example"):
        generated({"allOf": [*free, *jointly]})
    assert time.process_time() - begun < 10


@pytest.mark.table(
    "schema",
    [
        {"type": "string", "minLength": 2_000_000_000},
        {"type": "string", "pattern": "^a+$", "minLength": 2_000_000_000},
        {"type": "array", "minItems": 2_000_000_000},
        {"type": "object", "minProperties": 2_000_000_000},
        {"type": "array", "minItems": 150, "items": {"type": "array", "minItems": 150}},
        {"type": "array", "minItems": 300, "items": {"type": "string", "minLength": 9_000}},
        {"type": "array", "contains": {"type": "null"}, "minContains": 2_000_000_000},
    ],
    ids=str,
)
def test_a_value_beyond_the_budget_is_not_begun(schema: Any) -> None:
    with pytest.raises(CannotGenerate, match="the value would have more than"):
        generated(schema)


@pytest.mark.table(
    "schema",
    [
        {"type": "integer", "format": "int64"},
        {"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1},
        {"type": "integer", "minimum": 0, "maximum": 9_007_199_254_740_991},
        {"type": "number", "minimum": -1e300, "maximum": 1e300},
    ],
)
def test_numbers_of_a_wide_range_are_small(schema: Any) -> None:
    assert all(abs(generated(schema, str(seed))) <= 1000 for seed in range(30))


def test_what_a_side_never_carries_is_not_made() -> None:
    schema = {
        "type": "object",
        "required": ["id", "secret"],
        "properties": {"id": {"readOnly": True}, "secret": {"$ref": "#/components/schemas/Secret"}},
    }
    generator, _, node = world(schema, Secret={"type": "string", "writeOnly": True})
    assert generator.value(node, "0", "reply").keys() == {"id"}
    assert generator.value(node, "0", "request").keys() == {"secret"}


def test_values_taken_from_the_document_leave_it_as_it_is() -> None:
    generator, _, node = world({"examples": [{"list": [1]}]})
    generator.value(node, "0")["list"].append(2)
    assert generator.value(node, "0") == {"list": [1]}


@pytest.mark.table("name", sorted(FORMATS))
def test_every_format_is_made_valid(name: str) -> None:
    for seed in range(20):
        generated({"type": "string", "format": name}, str(seed))


def test_another_seed_makes_another_value() -> None:
    schema = {"type": "string", "format": "uuid"}
    assert generated(schema, "1") == generated(schema, "1") != generated(schema, "2")


@pytest.mark.table(
    "schema",
    [
        False,
        {"allOf": [{"type": "string"}, {"type": "integer"}]},
        {"type": "integer", "minimum": 5, "maximum": 4},
        {"$ref": "#/components/schemas/Endless"},
        {"type": "string", "pattern": "(?=a)b"},
    ],
)
def test_what_has_no_value_is_said_to_have_none(schema: Any) -> None:
    endless = {"required": ["x"], "properties": {"x": {"$ref": "#/components/schemas/Endless"}}}
    with pytest.raises(CannotGenerate, match="give an example"):
        generated(schema, Endless={"type": "object", **endless})


def test_every_schema_of_our_document_makes_valid_values() -> None:
    contract = Contract.default()
    document = contract.document
    components = document.at("#/components/schemas")
    for name in components.value:
        node = raw_child(components, name)
        validator = contract.schemas.validator(node, "reply")
        values = (contract.generator.value(node, f"{name}:{seed}") for seed in range(12))
        assert all(map(validator.is_valid, values)), name


def scalars() -> st.SearchStrategy[Any]:
    bound = st.integers(-50, 50)
    size = st.integers(0, 5)
    return st.one_of(
        st.just({"type": "boolean"}),
        st.just({"type": "null"}),
        st.builds(
            lambda low, span: {"type": "integer", "minimum": low, "maximum": low + span},
            bound,
            size,
        ),
        st.builds(lambda low: {"type": "number", "exclusiveMinimum": low}, bound),
        st.builds(
            lambda low, span: {"type": "string", "minLength": low, "maxLength": low + span},
            size,
            size,
        ),
        st.sampled_from(sorted(FORMATS)).map(lambda name: {"type": "string", "format": name}),
        st.lists(st.integers() | st.text(max_size=3), min_size=1, max_size=3).map(
            lambda values: {"enum": values}
        ),
    )


def compound(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    names = st.sampled_from(["a", "b", "c", "d"])
    return st.one_of(
        st.builds(
            lambda item, low, span: {
                "type": "array",
                "items": item,
                "minItems": low,
                "maxItems": low + span,
            },
            inner,
            st.integers(0, 3),
            st.integers(0, 3),
        ),
        st.builds(
            lambda fields, wanted: {"type": "object", "properties": fields, "required": wanted},
            st.dictionaries(names, inner, max_size=3),
            st.lists(names, unique=True, max_size=2),
        ),
        st.lists(inner, min_size=1, max_size=3).map(lambda branches: {"anyOf": branches}),
        inner.map(lambda schema: {"allOf": [schema]}),
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.recursive(scalars(), compound, max_leaves=8), st.integers())
def test_any_plain_schema_makes_a_valid_value(schema: Any, seed: int) -> None:
    generated(schema, str(seed))


@pytest.mark.table(
    "pattern",
    [
        "^abc$",
        r"^\d{3}-\w+\s?$",
        "^(a|bb|ccc)+$",
        "^[A-Za-z0-9._:-]{1,128}$",
        "^[^a-z]*$",
        "^(?:x|y)(?<name>z)?(?P<other>w)$",
        r"^\$\{[a-z]+\}$",
        r"^\x41é\/\.$",
        "^a{2}b{1,}c{0,2}d??$",
        r"^[\d\-]+$",
        "^.{4}$",
        "a|b",
        "",
        r"^\p{Lu}\p{Ll}+\P{L}$",
        r"^a*+b?+$",
        r"[]a]",
        r"^\u{41}\u0042$",
        r"^a{,3}$",
        r"^(?i:abc)$",
        r"^(['\"])x\1(?<q>-)\k<q>$",
        r"^\p{Script=Greek}\P{L}$",
        r"^\w+(?<=ing)(?<!xing)$",
        r"^(?:(?:\d\d[2468][048]|\d\d[13579][26])-02-29|\d{4}-(?:0[13578]|1[02])-31)T\d\dZ$",
    ],
)
def test_simple_patterns_are_matched(pattern: str) -> None:
    for seed in range(30):
        value = matching(pattern, random.Random(seed))
        assert has_pattern(pattern, value), value


@pytest.mark.table(
    "pattern",
    [
        r"\1(a)",
        r"\k<a>",
        r"\p{Nowhere}",
        r"\p",
        "(",
        "a)",
        "[a",
        "a{2",
        "+",
        "(?@a)",
        r"\xZZ",
        "[^\\s\\S]",
        "(a{1000}){1000}{1000}",
        "a{2000000000}",
    ],
)
def test_patterns_beyond_that_are_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        matching(pattern, random.Random(0))
