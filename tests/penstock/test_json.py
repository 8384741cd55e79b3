"""JSON is written compactly, or refused with the place that is at fault."""

from __future__ import annotations

import datetime
import decimal
import enum
import json
import math
import types
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock._core.json import pointer, to_json_bytes
from penstock.errors import UsageError

scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
)
documents = st.recursive(
    scalars | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


class Colour(enum.StrEnum):
    RED = "red"


class Mine:
    pass


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


def within_itself() -> dict[str, Any]:
    value: dict[str, Any] = {"list": []}
    value["list"].append(value)
    return value


@pytest.mark.table(
    ("value", "text"),
    [
        ({"a": 1, "b": [True, None, 1.5]}, '{"a":1,"b":[true,null,1.5]}'),
        ("ü 😀 \u2028", '"ü 😀 \u2028"'),
        (("a", ("b",)), '["a",["b"]]'),
        (Colour.RED, '"red"'),
        ({1: "a", None: "b"}, '{"1":"a","null":"b"}'),
        (None, "null"),
    ],
)
def test_json_is_compact_and_in_utf8(value: object, text: str) -> None:
    assert to_json_bytes(value) == text.encode()


@given(documents)
def test_what_is_written_reads_back_as_it_was(value: object) -> None:
    assert json.loads(to_json_bytes(value)) == value


@pytest.mark.table(
    ("value", "place", "reason"),
    [
        (math.nan, "the top level", "nan is no JSON number; use None"),
        ({"a": [1, math.inf]}, "/a/1", "inf is no JSON number"),
        ({"a": -math.inf}, "/a", "-inf is no JSON number"),
        ({"tags": {"x"}}, "/tags", "set has no JSON form; make it a list"),
        ({"tags": frozenset()}, "/tags", "frozenset has no JSON form; make it a list"),
        ({"at": datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)}, "/at",
         "datetime.datetime has no JSON form; call isoformat()"),
        ({"at": datetime.date(2025, 1, 1)}, "/at", "datetime.date has no JSON form"),
        ({"id": uuid.UUID(int=1)}, "/id", "uuid.UUID has no JSON form; make it a str"),
        ({"cost": decimal.Decimal(1)}, "/cost", "decimal.Decimal has no JSON form"),
        ({"data": b"x"}, "/data", "bytes has no JSON form; decode it"),
        ({"map": types.MappingProxyType({})}, "/map", "make it a dict"),
        ({"it": (x for x in [1])}, "/it", "generator has no JSON form; make it a list"),
        ({"o": [{}, Mine()]}, "/o/1", f"{__name__}.Mine has no JSON form"),
        ({"t": "ok\ud800"}, "/t", "character 2 of the text is a lone surrogate"),
        ({"k\udfff": 1}, "/k?", "character 1 of the text is a lone surrogate"),
        ({"a": {(1, 2): 1}}, "/a/(1, 2)", "a key is tuple, not a string"),
        ({None: 1, 2: math.nan}, "/2", "nan"),
        ({math.nan: 1}, "/nan", "a key is no JSON number"),
        ({"a/b": {"m~n": math.nan}}, "/a~1b/m~0n", "nan"),
        (within_itself(), "/list/0", "a container holds itself"),
    ],
)  # fmt: skip
def test_a_value_json_has_no_word_for_is_refused_by_place(
    value: object, place: str, reason: str
) -> None:
    with pytest.raises(UsageError) as caught:
        to_json_bytes(value)

    assert f"at {place}, " in str(caught.value)
    assert reason in str(caught.value)


def test_the_same_container_twice_is_no_cycle() -> None:
    shared = [1]

    assert to_json_bytes({"a": shared, "b": shared}) == b'{"a":[1],"b":[1]}'


def test_nesting_too_deep_is_refused_and_not_a_crash() -> None:
    with pytest.raises(UsageError, match="nested too deeply"):
        to_json_bytes(nested(100_000))


def test_a_number_too_long_to_write_is_refused() -> None:
    with pytest.raises(UsageError, match="can't be sent as JSON"):
        to_json_bytes([10**5000])


def test_a_refusal_does_not_show_the_value() -> None:
    with pytest.raises(UsageError) as caught:
        to_json_bytes({"password": {"hunter2"}, "text": "hunter2\ud800"})

    assert "hunter2" not in str(caught.value)


@given(st.lists(st.text()))
def test_a_pointer_leads_back_to_its_parts(parts: list[str]) -> None:
    escaped = pointer(tuple(parts)).split("/")[1:] if parts else []

    assert [part.replace("~1", "/").replace("~0", "~") for part in escaped] == parts
