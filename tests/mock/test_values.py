"""Values of the mock: compared, hashed and shown as those of attrs."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from penstock_mock.document import values


def made(decorators: Any) -> dict[str, Any]:
    """Values of classes that one of two libraries' decorators made."""

    @decorators.frozen
    class Point:
        x: int
        y: Any = None

    @decorators.frozen
    class Marked:
        x: int
        note: str = attrs.field(default="n", eq=False)
        hidden: str = attrs.field(default="h", repr=False)

    @decorators.frozen
    class Empty:
        pass

    @decorators.define
    class Changing:
        x: int

    @decorators.define(eq=False)
    class Itself:
        x: int

    @decorators.frozen
    class Worded(Point):
        def __repr__(self) -> str:
            return "worded"

    changing = Changing(0)
    changing.x = 1
    around = Point(1, [])
    around.y.append(around)
    return {
        "point": Point(1, "a"),
        "the same": Point(1, "a"),
        "another": Point(2, "a"),
        "note": Marked(1, "other"),
        "no note": Marked(1),
        "hidden": Marked(1, hidden="other"),
        "empty": Empty(),
        "changing": changing,
        "unchanged": Changing(1),
        "itself": Itself(1),
        "not itself": Itself(1),
        "of a subclass": Worded(1, "a"),
        "in itself": around,
    }


def seen(value: Any) -> Any:
    try:
        return hash(value) == hash(value)
    except TypeError:
        return "unhashable"


def test_they_are_compared_hashed_and_shown_as_attrs_does() -> None:
    ours, its = made(values), made(attrs)
    assert {name: repr(value) for name, value in ours.items()} == {
        name: repr(value) for name, value in its.items()
    }
    ours, its = ({n: v for n, v in each.items() if n != "in itself"} for each in (ours, its))
    for name, value in ours.items():
        assert seen(value) == seen(its[name]), name
        same = [other for other in ours if value == ours[other]]
        assert same == [other for other in its if its[name] == its[other]], name
    assert hash(ours["point"]) == hash(ours["the same"])


def test_a_frozen_one_can_not_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        made(values)["point"].x = 2
