"""Dicts as they were sent, with typed names for what is in them."""

from __future__ import annotations

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock._named_dict import Field, NamedDict, Nested
from penstock._values import number, text


class Part(NamedDict):
    size = Field("partSize", number)


class Whole(NamedDict):
    name = Field("name", text)
    made_at = Field("madeAt", number)
    part: Field[Part] = Nested("part", lambda v: Part(v if isinstance(v, dict) else {}))


class Larger(Whole):
    more = Field("more", text)


SENT = {"name": "n", "madeAt": 5, "part": {"partSize": 7}, "new": [1]}


def test_a_key_is_found_by_either_name_and_as_an_attribute() -> None:
    """In the dict that was sent, with the keys nobody knows as well."""
    whole = Whole(SENT)
    assert whole["madeAt"] == whole["made_at"] == whole.made_at == whole.get("made_at") == 5
    assert (whole["new"], whole.get("new"), "new" in whole) == ([1], [1], True)
    assert "made_at" in whole
    assert "madeAt" in whole
    assert whole == SENT
    assert list(whole) == list(SENT)
    assert json.loads(json.dumps(whole)) == SENT


def test_what_is_nested_has_names_too() -> None:
    """By whichever way one comes to it, and it is the same object each time."""
    whole = Whole(SENT)
    assert whole["part"]["size"] == whole["part"]["partSize"] == whole.part.size == 7
    assert whole["part"] is whole["part"]
    assert type(whole["part"]) is Part
    assert SENT["part"] == {"partSize": 7}


def test_a_known_key_that_was_not_sent_is_none() -> None:
    """It costs no more than itself; get() and `in` tell that it wasn't there."""
    whole = Whole({})
    assert (whole["name"], whole["made_at"], whole["madeAt"], whole.name) == (
        None,
        None,
        None,
        None,
    )
    assert whole.get("made_at", "unknown") == "unknown"
    assert "made_at" not in whole
    assert whole.part.size is None
    assert dict(whole) == {}


def test_a_key_nobody_knows_is_an_error() -> None:
    """A typing mistake, most likely."""
    with pytest.raises(KeyError, match="nmae"):
        Whole(SENT)["nmae"]
    assert 5 not in Whole(SENT)  # type: ignore[comparison-overlap]


@pytest.mark.parametrize("value", ["x", None, [], {}, True, float("nan")])
def test_a_value_of_another_type_costs_only_itself(value: object) -> None:
    """The attribute says that nothing usable was sent; the dict still has what was."""
    whole = Whole({"madeAt": value, "name": "n"})
    assert (whole.made_at, whole.name) == (None, "n")
    assert whole["madeAt"] is value


def test_a_subclass_has_the_names_of_both() -> None:
    """And its parent hasn't those of the child."""
    assert Larger({"madeAt": 1, "more": "m"})["made_at"] == 1
    assert Larger({}).part == {}
    with pytest.raises(KeyError):
        Whole({})["more"]


def test_what_came_is_kept_beside_it() -> None:
    """The answer's JSON, and how many requests it took."""
    whole = Whole({"name": "n"}, raw=[1], attempts=3)
    assert (whole.raw, whole.attempts) == ([1], 3)
    assert Whole(SENT).raw is SENT


def test_it_can_be_copied_and_pickled() -> None:
    """With its type, and the types of what is in it."""
    whole = Larger({**SENT, "more": "m"}, raw="r", attempts=2)
    for twin in (pickle.loads(pickle.dumps(whole)), copy.copy(whole), copy.deepcopy(whole)):
        assert (type(twin), twin, vars(twin)) == (Larger, whole, vars(whole))
        assert twin.part.size == 7


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["name", "madeAt", "part", "x"]), json_values))
def test_no_json_breaks_it(sent: dict[str, object]) -> None:
    """Whatever a server puts where."""
    whole = Whole(sent)
    for read in (whole.name, whole.made_at, whole.part.size):
        assert read is None or isinstance(read, str | int | float)
    assert all(key in whole for key in sent)
    assert whole.keys() == sent.keys()
