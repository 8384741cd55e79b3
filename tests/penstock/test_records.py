"""Dicts as they were sent, with their fields as attributes."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock._core.message import RawResponse
from penstock._core.results import Received, ReceivedList
from penstock_api.runtime import (
    BOOLEAN,
    DATETIME,
    INTEGER,
    NUMBER,
    STRING,
    Array,
    Map,
    OneOf,
    Record,
    Ref,
    item,
)


class Part(Record):
    size: float | None = item("partSize", NUMBER)


class SeamModel(Record):
    width: int | None = item("seamWidth", INTEGER)


class WholeModel(Record):
    name: str | None = item("name", STRING)
    made_at: int | None = item("madeAt", INTEGER)
    type_: str | None = item("type", STRING)
    at: datetime | None = item("at", DATETIME)
    owner: str = item("owner", STRING, required=True)
    count: int = item("count", INTEGER, required=True)
    is_done: bool = item("isDone", BOOLEAN, required=True)
    tags: list[str] = item("tags", Array(STRING), empty=list)
    part: Part = item("part", Ref(lambda: Part), required=True)
    spare: Part | None = item("sparePart", Ref(lambda: Part))
    seams: list[SeamModel] = item("seams", Array(Ref(lambda: SeamModel)), empty=list)
    times: list[datetime] | None = item("times", Array(DATETIME))
    items_: list[str] | None = item("items", Array(STRING))
    by_name: dict[str, Part] | None = item("byName", Map(Ref(lambda: Part)))
    either: Part | str | None = item("either", OneOf(models=(Ref(lambda: Part),), others=(STRING,)))
    old: str | None = item("old", STRING, deprecated=True)


class MoreModel(Record):
    more: str | None = item("more", STRING)


class Whole(Received, WholeModel):
    pass


class Larger(Whole, MoreModel):
    label: str = item("computedLabel", STRING)
    note: str = item("note", STRING)


class Largest(Larger):
    pass


SENT = {
    "name": "n",
    "madeAt": 5,
    "type": "t",
    "part": {"partSize": 7, "odd": 1},
    "seams": [{"seamWidth": 1}],
    "new": [1],
}


def test_a_key_is_found_by_either_name_and_as_an_attribute() -> None:
    """In the dict that was sent, with unknown keys as well."""
    whole = Whole(SENT)
    assert whole["madeAt"] == whole["made_at"] == whole.made_at == whole.get("made_at") == 5
    assert whole["type"] == whole["type_"] == whole.type == whole.type_ == "t"
    assert (whole["new"], whole.get("new"), "new" in whole) == ([1], [1], True)
    assert "made_at" in whole
    assert "madeAt" in whole
    assert whole == SENT
    assert list(whole) == list(SENT)
    assert json.loads(json.dumps(whole)) == SENT


def test_the_names_are_listed() -> None:
    """For who completes a name, and for a message that proposes one."""
    assert {"made_at", "part", "raw", "keys"} <= set(dir(Whole(SENT)))
    with pytest.raises(AttributeError, match="'Whole' object has no attribute 'mode_at'"):
        Whole(SENT).mode_at  # noqa: B018
    assert not hasattr(Whole(SENT), "new")


def test_what_is_nested_has_names_too() -> None:
    """By whichever way one comes to it, and it is the same object each time."""
    whole = Whole(SENT)
    assert whole["part"]["size"] == whole["part"]["partSize"] == whole.part.size == 7
    assert whole["part"] is whole.part
    assert type(whole["part"]) is Part
    assert whole.seams[0].width == whole["seams"][0]["width"] == 1
    assert SENT["part"] == {"partSize": 7, "odd": 1}
    assert type(SENT["part"]) is dict


@pytest.mark.table(
    ("sent", "find"),
    [
        ({"sparePart": {"partSize": 7}}, lambda whole: whole.spare),
        ({"seams": [{"partSize": 7}]}, lambda whole: Part(whole.seams[0])),
        ({"byName": {"a": {"partSize": 7}}}, lambda whole: whole.by_name["a"]),
        ({"either": {"partSize": 7}}, lambda whole: whole.either),
    ],
)
def test_what_is_nested_has_names_wherever_it_stands(sent: Any, find: Any) -> None:
    """In a list, in an object, in a union."""
    assert (find(Whole(sent)).size, isinstance(find(Whole(sent)), dict)) == (7, True)
    assert Whole(sent) == sent


def test_what_is_no_object_in_a_list_of_them_is_kept() -> None:
    """It is in the dict, and so it is in the attribute."""
    whole = Whole({"seams": [{"seamWidth": 1}, 3, None]})
    assert (whole.seams[0].width, whole.seams[1:]) == (1, [3, None])
    assert whole.seams is whole["seams"]


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
    assert (whole.spare, whole.either, whole.by_name, whole.at) == (None, None, None, None)
    assert dict(whole) == {}


def test_nothing_is_made_up_for_what_the_document_requires() -> None:
    """It is None, and what came in another type is that."""
    whole = Whole({})
    assert (whole.owner, whole.count, whole.is_done, whole.part) == (None, None, None, None)
    whole = Whole({"owner": 3, "count": "soon", "isDone": 1, "part": "x"})
    assert (whole.owner, whole.count, whole.is_done, whole.part) == (3, "soon", 1, "x")


@pytest.mark.table("sent", [{}, {"tags": None, "seams": None}])
def test_a_list_that_the_document_has_in_place_of_none_is_empty(sent: dict[str, Any]) -> None:
    """As an attribute; the dict has what was sent, and two dicts share no list."""
    whole = Whole(sent)
    assert (whole.tags, whole.seams, whole["tags"], whole) == ([], [], None, sent)
    whole.tags.append("t")
    assert Whole(sent).tags == []


def test_an_attribute_is_the_item_of_its_key() -> None:
    """Also after the item was set."""
    whole = Whole(SENT)
    whole["name"] = "another"
    assert whole.name == "another"


def test_a_whole_number_is_one_in_either() -> None:
    """JSON may write it with a fraction of nought; it is the same number."""
    whole = Whole({"madeAt": 5.0})
    assert (type(whole.made_at), type(whole["madeAt"]), whole) == (int, int, {"madeAt": 5.0})


def test_the_names_of_a_dicts_methods_are_no_attributes() -> None:
    """They are keys like others."""
    whole = Whole({"items": ["a"]})
    assert whole["items"] == ["a"]
    assert list(whole.items()) == [("items", ["a"])]


def test_a_key_nobody_knows_is_an_error() -> None:
    """A typing mistake, most likely."""
    with pytest.raises(KeyError, match="nmae"):
        Whole(SENT)["nmae"]
    assert 5 not in Whole(SENT)  # type: ignore[comparison-overlap]


@pytest.mark.table("value", ["x", None, [], {}, True, float("nan")])
def test_a_value_of_another_type_costs_only_itself(value: object) -> None:
    """It is kept as it came."""
    whole = Whole({"madeAt": value, "name": "n"})
    assert whole.made_at is whole["madeAt"] is value
    assert whole.name == "n"


def test_a_time_is_a_time_as_an_attribute() -> None:
    """And in the dict the text that was sent, also in a list; what is no time stays as it is."""
    odd: Any = Whole({"at": "soon"})
    assert odd.at == odd["at"] == "soon"
    times = Whole({"times": ["2026-11-20T10:00:00Z"]})
    assert times.times == [datetime(2026, 11, 20, 10, tzinfo=UTC)]
    assert times["times"] == ["2026-11-20T10:00:00Z"]
    whole = Whole({"at": "2026-11-20T10:00:00Z"})
    assert (whole.at, whole["at"]) == (
        datetime(2026, 11, 20, 10, tzinfo=UTC),
        "2026-11-20T10:00:00Z",
    )


def test_a_subclass_has_the_names_of_both() -> None:
    """And its parent hasn't those of the child."""
    assert Larger({"madeAt": 1, "more": "m"})["made_at"] == 1
    assert Larger({"more": "m"}).more == "m"
    assert Larger({"part": {}}).part.size is None
    with pytest.raises(KeyError):
        Whole({})["more"]


@pytest.mark.table("cls", [Larger, Largest])
def test_a_key_that_no_model_has_is_named_by_the_class(cls: type[Larger]) -> None:
    """The keys that the client adds."""
    made = cls({"computedLabel": "l", "note": "n"})
    assert made["label"] == made["computedLabel"] == made.label == "l"
    assert made["note"] == made.note == "n"
    assert (cls({})["label"], cls({}).note) == (None, None)


def test_a_deprecated_field_warns_where_it_is_used() -> None:
    """As an attribute: there its name is a promise."""
    with pytest.warns(DeprecationWarning, match="old of Whole is deprecated") as caught:
        assert Whole({"old": "o"}).old == "o"
    assert caught[0].filename == __file__
    assert Whole({"old": "o"})["old"] == "o"


def test_it_reads_as_the_model_does() -> None:
    """A view is made of an object once, gives plain JSON back, and lists the unknown."""
    whole = Whole.from_dict(SENT)
    assert Whole.from_dict(whole) is whole
    assert whole.to_dict() == SENT
    assert type(whole.to_dict()["part"]) is dict
    assert type(whole.to_dict()["seams"][0]) is dict
    assert (whole.additional_properties, whole.part.additional_properties) == (
        {"new": [1]},
        {"odd": 1},
    )


def test_what_came_is_kept_beside_it() -> None:
    """The answer's JSON, in its envelope."""
    assert Whole({"name": "n"}, raw=[1]).raw == [1]
    assert Whole(SENT).raw is SENT


RESPONSE = RawResponse(200, {"x-request-id": "r", "x-more": "m"})


@pytest.mark.table("made", [Whole({"name": "n"}), ReceivedList([1])])
def test_the_response_is_beside_the_items(made: Any) -> None:
    """As with all results; copies have it too."""
    assert (made.headers, made.request_id, made.attempts) == ({}, None, 1)
    items = copy.copy(made)
    found = made._received_in(RESPONSE, {"b": 1})
    assert found is made
    assert found == items
    for twin in (found, pickle.loads(pickle.dumps(found)), copy.copy(found), copy.deepcopy(found)):
        assert (type(twin), twin) == (type(made), made)
        assert (twin.request_id, twin.attempts, twin.raw) == ("r", 1, {"b": 1})
        assert twin.headers == RESPONSE.headers


def test_an_attribute_cannot_be_set() -> None:
    """The dict is what can be written to."""
    with pytest.raises(AttributeError, match="made_at can't be set; set the item 'madeAt'"):
        Whole(SENT).made_at = 6


def test_it_can_be_copied_and_pickled() -> None:
    """With its type, and the types of what is in it."""
    whole = Larger({**SENT, "more": "m"}, raw="r")
    for twin in (pickle.loads(pickle.dumps(whole)), copy.copy(whole), copy.deepcopy(whole)):
        assert (type(twin), twin, vars(twin)) == (Larger, whole, vars(whole))
        assert twin.part.size == 7
        assert (type(twin.seams[0]), twin.seams[0].width) == (type(whole.seams[0]), 1)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
KEYS = ["name", "madeAt", "part", "sparePart", "seams", "tags", "either", "byName", "at", "x"]


@given(st.dictionaries(st.sampled_from(KEYS), json_values))
def test_no_json_breaks_it(sent: dict[str, object]) -> None:
    """Whatever a server puts where."""
    whole = Whole(sent)
    for name in dir(whole):
        if name != "old":  # is deprecated
            getattr(whole, name)
    assert whole.name == sent.get("name")
    assert whole.part == sent.get("part")
    assert whole.seams == ([] if sent.get("seams") is None else sent["seams"])
    assert whole == sent
    assert all(key in whole for key in sent)
    assert whole.keys() == sent.keys()
    assert whole.to_dict().keys() == sent.keys()
