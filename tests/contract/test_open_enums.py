"""Enums of answers: a server may send a value that is new, and any validator has to accept it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

DOCUMENT = yaml.load(
    Path(__file__).parents[2].joinpath("openapi.yaml").read_text("utf-8"), yaml.CSafeLoader
)
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


@pytest.mark.parametrize("name", sorted(of_answers()))
def test_a_new_value_of_an_answers_enum_is_valid(name: str) -> None:
    validator = jsonschema_rs.Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": {"schemas": SCHEMAS}}
    )
    (known,) = enums(SCHEMAS[name])
    for value in (*known, "a value of tomorrow"):
        assert validator.is_valid(value)
    for value in (1, None, [known[0]]):
        assert not validator.is_valid(value)
