"""Objects read from foreign JSON: what isn't as expected costs its own field only."""

# ruff: noqa: RUF009 - `told` makes a field, not a default
from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock._arrived import Arrived
from penstock._records import one, record, records, told
from penstock._values import mapping, number, text


@attrs.frozen(kw_only=True)
class Leaf:
    name: str | None = told(text)
    raw: Any = None


@attrs.frozen(kw_only=True)
class Tree:
    height: float | None = told(number)
    owner: str | None = told(text, "ownerName")
    soil: dict[str, Any] | None = told(mapping)
    best: Leaf | None = told(one(Leaf))
    leaves: tuple[Leaf, ...] = told(records(Leaf))
    seen: int = 0


def test_fields_are_read_by_their_readers() -> None:
    """Under the wire's name where it has another."""
    data = {
        "height": 3,
        "ownerName": "Aiko",
        "owner": "nobody",
        "soil": {"ph": 7},
        "best": {"name": "a", "colour": "red"},
        "leaves": [{"name": "b"}, "odd", {"name": 7}],
        "seen": 99,
    }
    tree = record(Tree, data, seen=2)
    assert tree == Tree(
        height=3,
        owner="Aiko",
        soil={"ph": 7},
        best=Leaf(name="a", raw={"name": "a", "colour": "red"}),
        leaves=(Leaf(name="b", raw={"name": "b"}), Leaf(raw={"name": 7})),
        seen=2,
    )


def test_an_object_can_be_made_without_any_json() -> None:
    """Each field then is what stands for "not told", and none is shared."""
    assert Tree() == record(Tree, {})
    assert (Tree().height, Tree().leaves, Tree().best) == (None, (), None)


def test_what_is_given_is_not_read() -> None:
    """It may be known better elsewhere."""
    assert record(Tree, {"height": 3}, height=4.0).height == 4.0


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("height", "ownerName", "best"), JSON)))
def test_no_json_breaks_a_record(data: dict[str, Any]) -> None:
    """Whatever stands where."""
    assert isinstance(record(Tree, data), Tree)


@pytest.mark.parametrize("size", [1, 1 << 19, 1 << 21])
def test_only_the_last_events_are_kept(size: int) -> None:
    """By number and by size, so that an error stays small enough for a pickle."""
    arrived: Arrived[int] = Arrived()
    for event in range(1000):
        arrived.add(event, size)
    kept = {1: 256, 1 << 19: 2, 1 << 21: 0}[size]
    assert arrived.events == tuple(range(1000 - kept, 1000))
