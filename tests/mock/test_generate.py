"""Generated values satisfy their schema, and the same seed makes the same value."""

import random
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from penstock_mock.document.contract import Contract
from penstock_mock.document.examples import CannotGenerate, Generator
from penstock_mock.document.schemas import Document, Node, Schemas, raw_child
from penstock_mock.document.strings import FORMATS, PatternError, matching


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


@pytest.mark.parametrize("schema", SCHEMAS, ids=str)
def test_values_are_valid_for_many_seeds(schema: Any) -> None:
    generator, schemas, node = world(schema, Tree=TREE, Chain=CHAIN)
    validator = schemas.validator(node, "reply")
    values = [generator.value(node, str(seed)) for seed in range(50)]
    assert all(map(validator.is_valid, values))
    assert values == [generator.value(node, str(seed)) for seed in range(50)]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_is_made_valid(name: str) -> None:
    for seed in range(20):
        generated({"type": "string", "format": name}, str(seed))


def test_another_seed_makes_another_value() -> None:
    schema = {"type": "string", "format": "uuid"}
    assert generated(schema, "1") == generated(schema, "1") != generated(schema, "2")


@pytest.mark.parametrize(
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


def test_every_schema_of_our_document_makes_valid_values_for_fifty_seeds() -> None:
    contract = Contract.default()
    document = contract.document
    components = document.at("#/components/schemas")
    for name in components.value:
        node = raw_child(components, name)
        validator = contract.schemas.validator(node, "reply")
        values = (contract.generator.value(node, f"{name}:{seed}") for seed in range(50))
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


@pytest.mark.parametrize(
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
        r"^(?:(?:\d\d[2468][048]|\d\d[13579][26])-02-29|\d{4}-(?:0[13578]|1[02])-31)T\d\dZ$",
    ],
)
def test_simple_patterns_are_matched(pattern: str) -> None:
    for seed in range(30):
        value = matching(pattern, random.Random(seed))
        assert re.search(pattern.replace("(?<", "(?P<"), value), value


@pytest.mark.parametrize(
    "pattern",
    [r"(?=a)b", r"(?!a)b", r"(?<=a)b", r"(a)\1", r"\bword", r"\p{L}", "(", "a)", "[a", "a{x}", "+"],
)
def test_patterns_beyond_that_are_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        matching(pattern, random.Random(0))
