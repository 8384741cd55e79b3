"""Enums of answers: a server may send a value that is new, and any validator has to accept it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from penstock_mock.document.contract import Contract

DOCUMENT = Contract.default().document.root
SCHEMAS = DOCUMENT["components"]["schemas"]


def of_answers() -> set[str]:
    """Return the names of the enums that an answer may hold."""
    found: set[str] = set()
    for path in DOCUMENT["paths"].values():
        for operation in path.values():
            if isinstance(operation, dict):
                found |= set(named(operation.get("responses")))
    return {name for name in found if list(enums(SCHEMAS[name]))}


def named(value: Any, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the names of the schemas that a value leads to, but for those it excludes."""
    pending, known = [value], set(seen)
    while pending:
        found = pending.pop()
        if isinstance(found, list):
            pending += found
        elif isinstance(found, dict):
            pending += [item for key, item in found.items() if key not in ("not", "examples")]
            kind, _, name = str(found.get("$ref", "")).removeprefix("#/components/").partition("/")
            if name and name not in known:
                known.add(name)
                pending.append(DOCUMENT["components"][kind][name])
                if kind == "schemas":
                    yield name


def enums(schema: dict[str, Any]) -> Iterator[list[str]]:
    """Yield the values of a schema that is an enum, open or not."""
    for part in (schema, *schema.get("anyOf", ())):
        if "enum" in part:
            yield part["enum"]


def test_answers_hold_enums() -> None:
    assert len(of_answers()) > 30


@pytest.mark.table("name", sorted(of_answers()))
def test_a_new_value_of_an_answers_enum_is_valid(name: str) -> None:
    validator = jsonschema_rs.Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": {"schemas": SCHEMAS}}
    )
    (known,) = enums(SCHEMAS[name])
    for value in (*known, "a value of tomorrow"):
        assert validator.is_valid(value)
    for value in (1, None, [known[0]]):
        assert not validator.is_valid(value)


@pytest.mark.table(
    ("name", "value"),
    [
        ("DifyStreamEvent", {"event": "tomorrow", "data": {"a": 1}}),
        ("DifyFormInput", {"type": "tomorrow", "output_variable_name": "a"}),
        ("SimStreamEvent", {"event": "tomorrow", "data": {"a": 1}}),
    ],
)
def test_a_kind_of_tomorrow_is_valid(name: str, value: Any) -> None:
    validator = jsonschema_rs.Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": {"schemas": SCHEMAS}}
    )
    assert validator.is_valid(value)


def deref(value: dict[str, Any]) -> dict[str, Any]:
    """Return what a reference leads to."""
    while "$ref" in value:
        kind, name = value["$ref"].removeprefix("#/components/").split("/")
        value = DOCUMENT["components"][kind][name]
    return value


def frames(text: str) -> list[Any]:
    """Return the JSON objects of a stream of events."""
    lines = (line.removeprefix("data: ") for line in text.splitlines() if line.startswith("data: "))
    return [json.loads(line) for line in lines if line.startswith("{")]


def answers() -> Iterator[tuple[str, dict[str, Any], list[Any]]]:
    """Yield each kind of answer with its schema and its examples."""
    for path in DOCUMENT["paths"].values():
        for operation in (each for each in path.values() if isinstance(each, dict)):
            for status, response in operation.get("responses", {}).items():
                for media, content in deref(response).get("content", {}).items():
                    if "json" not in media and "event-stream" not in media:
                        continue
                    examples = [
                        deref(each)["value"] for each in content.get("examples", {}).values()
                    ]
                    if "event-stream" in media:
                        examples = [frame for text in examples for frame in frames(text)]
                    name = f"{operation['operationId']} {status} {media}"
                    yield name, content["schema"], examples


def places(value: Any, words: set[str]) -> Iterator[tuple[Any, Any]]:
    """Yield where in a value one of the words is: what holds it, and its key there."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in pairs:
        if isinstance(item, dict | list):
            yield from places(item, words)
        elif isinstance(item, str) and item in words:
            yield value, key


WORDS = {word for name in of_answers() for known in enums(SCHEMAS[name]) for word in known}


@pytest.mark.table(
    ("schema", "examples"),
    [pytest.param(schema, examples, id=name) for name, schema, examples in answers()],
)
def test_an_answer_may_have_a_new_value_in_every_place_of_an_enum(
    schema: dict[str, Any], examples: list[Any]
) -> None:
    validator = jsonschema_rs.Draft202012Validator({**schema, "components": {"schemas": SCHEMAS}})
    for example in filter(validator.is_valid, examples):
        for holder, key in places(example, WORDS) if isinstance(example, dict | list) else ():
            known, holder[key] = holder[key], "a value of tomorrow"
            assert validator.is_valid(example), (key, known)
            holder[key] = known
