"""`output_type=`: which outputs are of a type, which aren't, and which types can be validated."""

from __future__ import annotations

import dataclasses
import enum
import json
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import (
    Annotated,
    Any,
    Generic,
    Literal,
    NamedTuple,
    NewType,
    NotRequired,
    TypedDict,
    TypeVar,
)
from uuid import UUID

import attrs
import httpx
import pydantic
import pytest
import typing_extensions
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic.dataclasses import dataclass as pydantic_dataclass

from penstock import ResponseError, UsageError
from penstock.sim import Sim

_T = TypeVar("_T")


class Row(TypedDict):
    name: str
    price: NotRequired[float]


class Priced(Row):
    tags: list[str]


class Loose(typing_extensions.TypedDict, total=False):
    name: typing_extensions.Required[str]
    size: int


class Fixed(TypedDict):
    name: typing_extensions.ReadOnly[str]
    price: typing_extensions.ReadOnly[NotRequired[float]]
    rows: NotRequired[typing_extensions.ReadOnly[list[Row]]]


class Tree(TypedDict):
    children: list[Tree]


class Page(TypedDict, Generic[_T]):
    items: list[_T]


class Numbers(Page[int]):
    total: int


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Level(enum.IntEnum):
    LOW = 1


class Word(enum.StrEnum):
    YES = "yes"


class Point(NamedTuple):
    x: int
    y: float = 0.5


@attrs.frozen
class Report:
    rows: list[Row]
    title: str = "none"
    color: Color | None = None


@attrs.frozen
class Box(Generic[_T]):
    value: _T


@attrs.frozen
class Renamed:
    taken_at: int = attrs.field(alias="takenAt")
    _id: str = "none"


@attrs.frozen
class Chain:
    next: Chain | None = None


@attrs.frozen
class Positive:
    n: int = attrs.field(validator=attrs.validators.gt(0))


@dataclasses.dataclass
class Order:
    id: int
    report: Report | None = None
    notes: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class BigOrder(Order):
    size: int = 0


@dataclasses.dataclass
class Ticket:
    id: int
    seat: int


@dataclasses.dataclass
class Cat:
    kind: Literal["cat"]


@dataclasses.dataclass
class Dog:
    kind: Literal["dog"]


class Meow(TypedDict):
    kind: Literal["meow"]


class Woof(TypedDict):
    kind: Literal["woof"]
    loud: NotRequired[bool]


class Node(NamedTuple):
    children: dict[str, Node]
    pair: tuple[Node, int] | None = None


class Model(pydantic.BaseModel):
    count: int
    inner: list[Model] = []


class Strict(pydantic.BaseModel, strict=True):
    when: datetime
    color: Color
    count: int = 0


@pydantic_dataclass
class Checked:
    count: int


class Holed(TypedDict):
    hole: NotRequired[list[complex]]


class Holder(TypedDict):
    model: Model
    n: int


class Even(TypedDict):
    n: Annotated[int, pydantic.Field(multiple_of=2)]
    m: NotRequired[Annotated[int, pydantic.Field(multiple_of=2)]]


class Scale(enum.Enum):
    WHOLE = 1.0


UserId = NewType("UserId", int)


class Sku(str):
    __slots__ = ()


def output_of(output_type: Any, value: Any) -> Any:
    """Return a run's result whose workflow puts out this JSON."""

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=json.dumps({"success": True, "output": value}))

    sim = Sim("sk-sim-0123456789", transport=httpx.MockTransport(answer))
    return sim.execute_workflow("wf", output_type=output_type).output


ROWS = {"rows": [{"name": "a", "price": 1.5}, {"name": "b"}]}
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
ACCEPTED: list[tuple[Any, Any, Any]] = [
    (int, 3, 3),
    (float, 3, 3.0),
    (float, 0.5, 0.5),
    (str, "a", "a"),
    (bool, True, True),
    (type(None), None, None),
    (list[None], [None], [None]),
    (object, [1, "a"], [1, "a"]),
    (Any, {"a": 1}, {"a": 1}),
    (Row, {"name": "a"}, {"name": "a"}),
    (Row, {"name": "a", "price": 2, "more": [1]}, {"name": "a", "price": 2.0, "more": [1]}),
    (Priced, {"name": "a", "tags": ["x"]}, {"name": "a", "tags": ["x"]}),
    (Loose, {"name": "a"}, {"name": "a"}),
    (Fixed, {"name": "a"}, {"name": "a"}),
    (Fixed, {"name": "a", "price": 2, "rows": []}, {"name": "a", "price": 2.0, "rows": []}),
    (Renamed, {"takenAt": 1, "_id": "x"}, Renamed(1, "x")),
    (Renamed | Positive, {"takenAt": 1, "n": 1}, Renamed(1)),
    (Tree, {"children": [{"children": []}]}, {"children": [{"children": []}]}),
    (Page[Row], {"items": [{"name": "a"}]}, {"items": [{"name": "a"}]}),
    (Numbers, {"items": [1], "total": 1}, {"items": [1], "total": 1}),
    (Report, {**ROWS, "more": 1}, Report(rows=[{"name": "a", "price": 1.5}, {"name": "b"}])),
    (Report, {"rows": [], "color": "red"}, Report(rows=[], color=Color.RED)),
    (Box[int], {"value": 1}, Box(1)),
    (Chain, {"next": {"next": None}}, Chain(Chain())),
    (Order, {"id": 1, "report": {"rows": []}}, Order(1, Report([]))),
    (Point, {"x": 1}, Point(1)),
    (Point, [1, 2], Point(1, 2.0)),
    (Color, "red", Color.RED),
    (Level, 1, Level.LOW),
    (Word, "yes", Word.YES),
    (Literal["a", 1], 1, 1),
    (Literal[Color.RED], "red", Color.RED),
    (list[int], [1, 2], [1, 2]),
    (list, [1, "a"], [1, "a"]),
    (Sequence[int], [1], [1]),
    (tuple[int, str], [1, "a"], (1, "a")),
    (tuple[int, ...], [1, 2], (1, 2)),
    (set[int], [1, 1], {1}),
    (frozenset[str], ["a"], frozenset("a")),
    (dict[str, Row], {"k": {"name": "a"}}, {"k": {"name": "a"}}),
    (dict, {"k": 1}, {"k": 1}),
    (Mapping[Color, int], {"red": 1}, {Color.RED: 1}),
    (dict[int, Row], {"7": {"name": "a"}}, {7: {"name": "a"}}),
    (Mapping[float, int], {"1.5": 1, "2": 2}, {1.5: 1, 2.0: 2}),
    (dict[bool, int], {"true": 1}, {True: 1}),
    (dict[Level, int], {"1": 1}, {Level.LOW: 1}),
    (dict[Literal["a", 1], int], {"1": 1, "a": 2}, {1: 1, "a": 2}),
    (dict[str, int], {"1": 1}, {"1": 1}),
    (dict[int, Model], {"1": {"count": 1}}, {1: Model(count=1)}),
    (int | str, "a", "a"),
    (int | float, 1, 1),
    (float | int, 1, 1.0),
    (bool | int, 1, 1),
    (Row | None, None, None),
    (Order | Ticket | None, {"id": 1, "seat": 2}, Ticket(1, 2)),
    (Order | Ticket | None, {"id": 1}, Order(1)),
    (Order | Ticket | None, None, None),
    (Order | BigOrder, {"id": 1, "size": 2}, BigOrder(1, size=2)),
    (Order | BigOrder, {"id": 1}, Order(1)),
    (Model | Ticket, {"count": 1}, Model(count=1)),
    (Cat | Dog, {"kind": "dog"}, Dog("dog")),
    (list[Meow | Woof], [{"kind": "woof"}], [{"kind": "woof"}]),
    (int | list[Row], [{"name": "a"}], [{"name": "a"}]),
    (Annotated[int, "of apples"], 1, 1),
    (UserId, 1, 1),
    (Sku, "a", Sku("a")),
    (datetime, "2026-01-02T12:00:00Z", NOON),
    (date, "2026-01-02", date(2026, 1, 2)),
    (UUID, "5b0c6c1e-7c0e-4d53-9a58-3a1f0c9c3e77", UUID("5b0c6c1e-7c0e-4d53-9a58-3a1f0c9c3e77")),
    (Decimal, 0.1, Decimal("0.1")),
    (Decimal, "0.10", Decimal("0.10")),
    (Model, {"count": "1", "more": 1}, Model(count=1)),
    (list[Model], [{"count": 1}], [Model(count=1)]),
    (Model | None, None, None),
    (Strict, {"when": "2026-01-02T12:00:00Z", "color": "red"}, Strict(when=NOON, color=Color.RED)),
    (Checked, {"count": 1}, Checked(1)),
    (Holder, {"model": {"count": "1"}, "n": 1}, {"model": Model(count=1), "n": 1}),
    (Box[Model], {"value": {"count": 1}}, Box(Model(count=1))),
    (Model | int, 1, 1),
    (Annotated[int, pydantic.Field(gt=0)], 1, 1),
    (Even, {"n": 2, "m": 2}, {"n": 2, "m": 2}),
    (Box[pydantic.SecretStr], {"value": "a"}, Box(pydantic.SecretStr("a"))),
    (Scale, 1, Scale.WHOLE),
]
REFUSED: list[tuple[Any, Any, str]] = [
    (int, "1", "output is a string where int was expected"),
    (int, True, "output is a boolean where int was expected"),
    (int, 1.5, "output is a number where int was expected"),
    (int, None, "output is null where int was expected"),
    (float, "1.5", "output is a string where float was expected"),
    (float, 10**400, "output is refused by float (OverflowError)"),
    (str, 1, "output is a number where str was expected"),
    (bool, 1, "output is a number where bool was expected"),
    (bool, "true", "output is a string where bool was expected"),
    (type(None), 0, "output is a number where None was expected"),
    (Row, {"name": 1}, "output.name is a number where str was expected"),
    (Row, {"price": 1}, "output.name is missing, which Row requires"),
    (Row, {"name": "a", "price": "1"}, "output.price is a string where float was expected"),
    (Row, {"name": "a", "price": None}, "output.price is null where float was expected"),
    (Row, [], "output is an array where Row was expected"),
    (Row, None, "output is null where Row was expected"),
    (Priced, {"name": "a", "tags": "x"}, "output.tags is a string where list[str] was expected"),
    (Loose, {}, "output.name is missing, which Loose requires"),
    (Loose, {"name": "a", "size": "1"}, "output.size is a string where int was expected"),
    (Fixed, {}, "output.name is missing, which Fixed requires"),
    (Fixed, {"name": 1}, "output.name is a number where str was expected"),
    (Renamed, {"taken_at": 1}, "output.takenAt is missing, which Renamed requires"),
    (Renamed, {"takenAt": "1"}, "output.takenAt is a string where int was expected"),
    (dict[int, str], {"x": "a"}, "output.x is a string where int was expected"),
    (dict[int, str], {"1.5": "a"}, "output['1.5'] is a number where int was expected"),
    (dict[int, str], {"1": 1}, "output['1'] is a number where str was expected"),
    (
        dict[int, str],
        {"1" * 5000: ""},
        f"output['{'1' * 12}...{'1' * 13}'] is a string where int was expected",
    ),
    (Tree, {"children": [{}]}, "output.children[0].children is missing, which Tree requires"),
    (Page[Row], {"items": [{}]}, "output.items[0].name is missing, which Row requires"),
    (Numbers, {"items": ["1"], "total": 1}, "output.items[0] is a string where int was expected"),
    (Report, {}, "output.rows is missing, which Report requires"),
    (Report, {"rows": {}}, "output.rows is an object where list[Row] was expected"),
    (
        Report,
        {"rows": [{"name": "a"}] * 3 + [{"name": "b", "price": "9"}]},
        "output.rows[3].price is a string where float was expected",
    ),
    (Report, {"rows": [], "color": "x"}, "output.color is refused by Color | None (ValueError)"),
    (Box[int], {"value": "1"}, "output.value is a string where int was expected"),
    (Chain, {"next": {"next": 1}}, "output.next.next is a number where Chain was expected"),
    (Positive, {"n": -7}, "output is refused by Positive (ValueError)"),
    (Order, {"report": None}, "output.id is missing, which Order requires"),
    (
        Order,
        {"id": 1, "report": {"rows": [1]}},
        "output.report.rows[0] is a number where Row was expected",
    ),
    (Point, {"y": 1}, "output.x is missing, which Point requires"),
    (Point, ["1"], "output.x is a string where int was expected"),
    (Point, [], "output.x is missing, which Point requires"),
    (Point, [1, 2, 3], "output is refused by Point (ValueError)"),
    (
        Node,
        [{"a": [{}, [[1], 1]]}],
        "output.children.a.pair[0].children is a number where dict[str, Node] was expected",
    ),
    (Point, {"x": "1"}, "output.x is a string where int was expected"),
    (Color, "green", "output is refused by Color (ValueError)"),
    (Level, True, "output is a boolean where Level was expected"),
    (Literal[1], True, "output is a boolean where Literal[1] was expected"),
    (list[int], [1, "2"], "output[1] is a string where int was expected"),
    (list[int], "12", "output is a string where list[int] was expected"),
    (list[int], {"1": 2}, "output is an object where list[int] was expected"),
    (tuple[int, str], [1], "output is refused by tuple[int, str] (ValueError)"),
    (list[None], [1], "output[0] is a number where None was expected"),
    (list[str], "ab", "output is a string where list[str] was expected"),
    (tuple[str, ...], {"a": 1}, "output is an object where tuple[str, ...] was expected"),
    (Cat | Dog, {"kind": "cow"}, "output is an object where Cat | Dog was expected"),
    (Meow | None, {"kind": 1}, "output.kind is a number where Literal['meow'] was expected"),
    (set[Any], [[1]], "output is refused by set[Any] (TypeError)"),
    (dict[str, int], {"two words": "1"}, "output['two words'] is a string where int was expected"),
    (dict[Color, int], {"x": 1}, "output.x is refused by Color (ValueError)"),
    (dict[str, int], [], "output is an array where dict[str, int] was expected"),
    (int | str, [], "output is an array where int | str was expected"),
    (Row | None, {}, "output.name is missing, which Row requires"),
    (datetime, "noon", "output is refused by datetime (ValueError)"),
    (datetime, 1767355200, "output is a number where datetime was expected"),
    (Decimal, True, "output is a boolean where Decimal was expected"),
    (Model, {"count": "x"}, "output.count is refused by Model (int_parsing)"),
    (
        list[Model],
        [{"count": 1, "inner": [{}]}],
        "output[0].inner[0].count is refused by list[Model] (missing)",
    ),
    (
        Strict,
        {"when": "2026-01-02T12:00:00Z", "color": "red", "count": "1"},
        "output.count is refused by Strict (int_type)",
    ),
    (
        Annotated[int, pydantic.Field(gt=0)],
        0,
        "output is refused by int (greater_than)",
    ),
    (Annotated[int, pydantic.Field(gt=0)], "1", "output is refused by int (int_type)"),
    (Even, {"n": "2"}, "output.n is refused by int (int_type)"),
    (Model | int, "1", "output is a string where Model | int was expected"),
    (Even, {"n": 3}, "output.n is refused by int (multiple_of)"),
    (Even, {"n": 2, "m": 3}, "output.m is refused by int (multiple_of)"),
    (Scale, True, "output is a boolean where Scale was expected"),
    (Checked, {"count": []}, "output.count is refused by Checked (int_type)"),
    (Holder, {"model": {"count": 1}, "n": "1"}, "output.n is a string where int was expected"),
    (
        Holder,
        {"model": {"count": "x"}, "n": 1},
        "output.model.count is refused by Model (int_parsing)",
    ),
]
UNSUPPORTED: list[tuple[Any, str]] = [
    (bytes, "no JSON is made into bytes"),
    (list[bytes], "no JSON is made into bytes"),
    (complex, "no JSON is made into complex"),
    (Callable, "no JSON is made into Callable"),
    (object(), "no JSON is made into"),
    (print, "no JSON is made into print"),
    (dict[str, bytes | None], "no JSON is made into bytes"),
    (Holed, "no JSON is made into complex"),
    (deque[str], "no JSON is made into deque[str]"),
    (Page, "output_type=Page can't be validated: "),
    (Box, "output_type=Box can't be validated: "),
    (None, "output_type is None: give the type itself"),
    ("Report", "output_type is 'Report': give the type itself"),
]


def test_an_output_of_the_type_is_a_value_of_it(table: Any) -> None:
    """In its form, on every holder; a key that is not named is allowed."""
    with table as case:
        for output_type, value, expected in ACCEPTED:
            with case((output_type, value)):
                found = output_of(output_type, value)
                assert (found, type(found)) == (expected, type(expected))


def test_an_output_of_another_type_is_refused_with_its_first_mismatch(table: Any) -> None:
    """Nothing is converted to fit, but by pydantic's own rules."""
    with table as case:
        for output_type, value, expected in REFUSED:
            with case((output_type, value)):
                with pytest.raises(ResponseError) as caught:
                    output_of(output_type, value)
                assert caught.value.message.startswith(expected + "; output_type is ")
                assert caught.value.raw == {"success": True, "output": value}
                assert (caught.value.__cause__, caught.value.__context__) == (None, None)


def test_what_a_validator_raises_tells_nothing_of_the_value() -> None:
    """Its message would be in every log."""

    class Careful(pydantic.BaseModel):
        word: str

        @pydantic.field_validator("word")
        @classmethod
        def check(cls, word: str) -> str:
            raise ValueError(f"no such word: {word}")

    @attrs.frozen
    class Picky:
        word: str = attrs.field(validator=attrs.validators.in_(["a"]))

    for output_type in (Careful, Picky, list[Careful]):
        word = {"word": "open sesame"}
        with pytest.raises(ResponseError) as caught:
            output_of(output_type, word if output_type is not list[Careful] else [word])
        assert "sesame" not in str(caught.value) + repr(caught.value)


def test_a_long_key_is_cut_in_the_message() -> None:
    """An output's keys may be anything."""
    with pytest.raises(ResponseError) as caught:
        output_of(dict[str, int], {"k" * 5000: "1"})
    assert len(caught.value.message) < 300


@attrs.define
class Unknown:
    x: Nowhere  # type: ignore[name-defined]  # noqa: F821


class UnknownModel(pydantic.BaseModel):
    x: Nowhere  # type: ignore[name-defined]  # noqa: F821


def test_a_type_that_cannot_be_validated_is_refused_before_anything_is_sent(table: Any) -> None:
    """With the reason."""
    unresolved = [(kind, "can't be validated") for kind in (Unknown, UnknownModel)]
    with table as case:
        for output_type, reason in [*UNSUPPORTED, *unresolved]:
            with case(output_type):
                sim = Sim("key", transport=httpx.MockTransport(_nothing_is_sent))
                with pytest.raises(UsageError) as caught:
                    sim.execute_workflow("wf", output_type=output_type)
                assert reason in caught.value.message


def _nothing_is_sent(request: httpx.Request) -> httpx.Response:
    raise AssertionError("something was sent")


@pytest.mark.table(
    ("missing", "output_type", "remedy"),
    [
        ("cattrs", Report, "penstock[typed]"),
        ("cattrs", int, "penstock[typed]"),
        ("cattrs", Holder, "penstock[typed]"),
        ("pydantic", Model, "penstock[pydantic]"),
        ("pydantic", list[Model], "penstock[pydantic]"),
        ("pydantic", Holder, "penstock[pydantic]"),
    ],
)
def test_a_missing_library_is_named_with_its_extra_before_anything_is_sent(
    missing: str, output_type: Any, remedy: str, without: Callable[[str], None]
) -> None:
    """And nothing else needs it."""
    without(missing)
    sim = Sim("key", transport=httpx.MockTransport(_nothing_is_sent))
    with pytest.raises(UsageError) as caught:
        sim.execute_workflow("wf", output_type=output_type)
    assert remedy in caught.value.message


def test_pydantic_models_need_no_cattrs(without: Callable[[str], None]) -> None:
    """Alone, in lists and dicts, and beside None."""
    without("cattrs")
    assert output_of(Model, {"count": 1}) == Model(count=1)
    assert output_of(dict[str, list[Model] | None], {"a": [], "b": None}) == {"a": [], "b": None}


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes a library look as if it weren't installed, to who looks for it now."""

    def hide(library: str) -> None:
        for name in [name for name in sys.modules if name.partition(".")[0] == library]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, library, None)
        for name in [name for name in sys.modules if name.startswith("penstock._core.structure")]:
            monkeypatch.delitem(sys.modules, name)

    return hide


def test_the_libraries_are_loaded_by_who_uses_them() -> None:
    """A program without `output_type` pays for neither."""
    program = """
import sys, httpx
from penstock.sim import Sim
answer = lambda request: httpx.Response(200, json={"success": True, "output": {"count": 1}})
sim = Sim("key", transport=httpx.MockTransport(answer))
sim.execute_workflow("wf")
assert {"cattrs", "pydantic", "typing_extensions"}.isdisjoint(sys.modules), "too early"
assert sim.execute_workflow("wf", output_type=dict[str, int]).output == {"count": 1}
assert "cattrs" in sys.modules and "pydantic" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(-1e300, 1e300) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
SCALARS: list[type] = [int, float, str, bool, type(None)]


@settings(max_examples=50)
@given(st.sampled_from(SCALARS), JSON)
def test_a_scalar_is_of_its_own_type_or_refused(kind: type, value: Any) -> None:
    """True is no number, and no text is anything but a text."""
    fits = type(value) is kind or (kind is float and type(value) is int and abs(value) < 1e300)
    cases = (kind, value), (tuple[kind], [value]), (Box[kind], {"value": value})  # type: ignore[valid-type]
    for output_type, wrapped in cases:
        if fits:
            found = output_of(output_type, wrapped)
            if output_type is not kind:
                (found,) = found if type(found) is tuple else (found.value,)
            assert (found, type(found)) == (value, kind)
        else:
            with pytest.raises(ResponseError):
                output_of(output_type, wrapped)


@settings(max_examples=50)
@given(JSON)
def test_whatever_comes_is_a_value_of_the_type_or_a_response_error(value: Any) -> None:
    """Never an error of another library's, and never something in between."""
    for output_type in (Report, Row, Tree, Order | None, Point, dict[str, Color], Model, Holder):
        with suppress(ResponseError):
            found = output_of(output_type, value)
            assert found is None or isinstance(found, (Report, dict, Order, Point, Model))
