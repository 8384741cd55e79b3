"""The runtime that is copied into the package: reading, models, operations, the client."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
import pickle
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from io import BytesIO
from typing import Any, Literal, Never, assert_type

import attrs
import httpx
import pytest
import runtime
from hypothesis import given
from hypothesis import strategies as st
from runtime import (
    ANY,
    BOOLEAN,
    DATE,
    DATETIME,
    INTEGER,
    NUMBER,
    STRING,
    UNSET,
    ApiError,
    Array,
    Body,
    Client,
    Enveloped,
    File,
    Map,
    Model,
    OneOf,
    Operation,
    Parameter,
    Ref,
    Request,
    Security,
    StreamOperation,
    StreamRequest,
    UnexpectedStatus,
    Unset,
    wire,
)


@attrs.frozen(kw_only=True, repr=False)
class Point(Model):
    """A part of an answer."""

    x: float | None = attrs.field(default=None, metadata=wire("x", NUMBER, required=True))
    label: str | None = attrs.field(default=None, metadata=wire("theLabel", STRING))


@attrs.frozen(kw_only=True, repr=False)
class Started(Model):
    """A member of a union, recognised by its tag."""

    kind: Literal["started"] | None = attrs.field(
        default=None, metadata=wire("kind", STRING, required=True, const="started")
    )


@attrs.frozen(kw_only=True, repr=False)
class Other(Model):
    """The fallback of a union."""

    kind: str | None = attrs.field(default=None, metadata=wire("kind", STRING))


EVENT = OneOf(
    tag="kind",
    tagged={"started": Ref(lambda: Started)},
    models=(Ref(lambda: Point), Ref(lambda: Other)),
    others=(STRING,),
)


@attrs.frozen(kw_only=True, repr=False)
class Shape(Model):
    """An answer."""

    id: str | None = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    sides: int | None = attrs.field(default=3, metadata=wire("sides", INTEGER))
    flat: bool | None = attrs.field(default=None, metadata=wire("flat", BOOLEAN))
    at: datetime | None = attrs.field(default=None, metadata=wire("at", DATETIME))
    on: date | None = attrs.field(default=None, metadata=wire("on", DATE))
    centre: Point | None = attrs.field(default=None, metadata=wire("centre", Ref(lambda: Point)))
    points: list[Point] | None = attrs.field(
        default=None, metadata=wire("points", Array(Ref(lambda: Point)))
    )
    named: dict[str, Point] | None = attrs.field(
        default=None, metadata=wire("named", Map(Ref(lambda: Point)))
    )
    events: list[Started | Point | Other | str] | None = attrs.field(
        default=None, metadata=wire("events", Array(Ref(lambda: EVENT)))
    )
    more: Any = attrs.field(default=None, metadata=wire("more", ANY))


@attrs.frozen(kw_only=True, repr=False)
class Ask(Model):
    """A request."""

    text: str = attrs.field(metadata=wire("text", STRING, required=True))
    kind: Literal["ask"] = attrs.field(
        default="ask", metadata=wire("kind", STRING, required=True, const="ask")
    )
    note: str | Unset | None = attrs.field(default=UNSET, metadata=wire("aNote", STRING))
    when: datetime | Unset = attrs.field(default=UNSET, metadata=wire("when", DATETIME))


@attrs.frozen(kw_only=True, repr=False)
class Upload(Model):
    """A form."""

    file: File | bytes = attrs.field(metadata=wire("file", runtime.FILE, required=True))
    rest: list[File | bytes] | Unset = attrs.field(
        default=UNSET, metadata=wire("rest", Array(runtime.FILE))
    )
    label: str | Unset = attrs.field(default=UNSET, metadata=wire("label", STRING))
    settings: dict[str, Any] | Unset = attrs.field(
        default=UNSET, metadata=wire("settings", Map(ANY))
    )


WHOLE: dict[str, Any] = {
    "id": "s1",
    "flat": False,
    "at": "2026-11-20T10:00:00.123456+02:00",
    "on": "2026-11-20",
    "centre": {"x": 1, "theLabel": "c", "z": [3]},
    "points": [{"x": 0.5}, None],
    "named": {"a": {"x": 2}},
    "events": [{"kind": "started"}, {"kind": "new", "n": 1}, {"x": 1}, "text"],
    "more": {"deep": [1, None]},
    "later": {"unknown": True},
}


@pytest.fixture(autouse=True)
def _nothing_reported_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "_reported", set())


def test_an_object_is_read_by_its_fields() -> None:
    """Nested models, lists, maps, unions, times; what is absent is None or its default."""
    shape = Shape.from_dict(WHOLE)
    assert shape.id == "s1"
    assert shape.flat is False
    assert shape.sides == 3
    assert shape.at == datetime(2026, 11, 20, 8, 0, 0, 123456, UTC)
    assert shape.on == date(2026, 11, 20)
    assert shape.centre == Point(x=1, label="c", additional_properties={"z": [3]})
    assert shape.points == [Point(x=0.5), None]
    assert shape.named == {"a": Point(x=2)}
    assert shape.events is not None
    assert [type(event) for event in shape.events] == [Started, Other, Point, str]
    assert shape.more == {"deep": [1, None]}
    assert shape.additional_properties == {"later": {"unknown": True}}
    assert shape.raw is WHOLE
    sides = Shape.from_dict({"sides": 4.0}).sides
    assert (sides, type(sides)) == (4, int)  # JSON has one kind of number


def test_what_was_read_is_written_as_it_came() -> None:
    """With unknown fields, deep ones too, and the forms of times."""
    assert Shape.from_dict(WHOLE).to_dict() == WHOLE
    assert json.loads(json.dumps(Shape.from_dict(WHOLE).to_dict())) == WHOLE


def test_a_tag_that_did_not_come_is_not_written() -> None:
    """Null would be an addition; a request made by hand has its tag."""
    assert Started.from_dict({}).to_dict() == {}
    assert Started.from_dict({"kind": None}).to_dict() == {"kind": None}
    assert Ask(text="hi").to_dict() == {"text": "hi", "kind": "ask"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.just("2026-11-20"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "x", "theLabel", "kind", "points", "events", "at", "new"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)
FIELDS = ["id", "sides", "flat", "at", "on", "centre", "points", "named", "events", "more", "new"]


@given(st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=4))
def test_nothing_that_comes_is_refused_or_lost(data: dict[str, Any]) -> None:
    """Whatever the types of its values."""
    assert Shape.from_dict(data).to_dict() == data


@pytest.mark.table(
    ("data", "name", "kind"),
    [
        ({"id": 7}, "id", "int"),
        ({"sides": "3"}, "sides", "str"),
        ({"sides": True}, "sides", "bool"),
        ({"sides": 3.5}, "sides", "float"),
        ({"flat": 0}, "flat", "int"),
        ({"at": "soon"}, "at", "str"),
        ({"at": 3}, "at", "int"),
        ({"centre": "s3cret"}, "centre", "str"),
        ({"centre": []}, "centre", "list"),
        ({"points": {"x": 1}}, "points", "dict"),
        ({"points": [3]}, "points", "int"),
        ({"named": []}, "named", "list"),
        ({"events": [3]}, "events", "int"),
    ],
)
def test_a_value_of_an_unexpected_type_is_kept_and_reported_once(
    data: dict[str, Any], name: str, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    """By the names of the class, the field and the type; never by the value."""
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            assert getattr(Shape.from_dict(data), name) == data[name]
    expected = f"Shape.{name}: a value of type {kind} was unexpected; kept as it came"
    assert [record.getMessage() for record in caplog.records] == [expected]


def test_null_is_none_and_no_surprise(caplog: pytest.LogCaptureFixture) -> None:
    """For each field, whatever its type; it is written as null again."""
    data = dict.fromkeys([*WHOLE, "sides"])
    shape = Shape.from_dict(data)
    assert shape.sides is None
    assert shape.points is None
    assert shape.to_dict() == data
    assert caplog.records == []


@pytest.mark.table(
    ("value", "expected"),
    [
        ({"kind": "started"}, Started(kind="started")),
        ({"kind": "brand-new", "x": 1}, Other(kind="brand-new", additional_properties={"x": 1})),
        ({"x": 1}, Point(x=1)),
        ({"n": 1}, Other(additional_properties={"n": 1})),
        ("text", "text"),
    ],
)
def test_a_union_is_told_by_its_tag_or_by_what_its_models_require(
    value: Any, expected: Any
) -> None:
    """Else the fallback has it."""
    assert Shape.from_dict({"events": [value]}).events == [expected]


@pytest.mark.table(
    ("value", "kind"),
    [({"more": 1}, Shape), ({"theLabel": "a"}, Point), ({"kind": "a"}, Started), ({}, Started)],
)
def test_an_object_that_lacks_a_field_is_what_it_has_most_of(value: Any, kind: Any) -> None:
    """Servers leave out what the document requires; the last member is not all that is left."""
    union = OneOf(models=(Ref(lambda: Shape), Ref(lambda: Point), Ref(lambda: Started)))
    field = runtime.Field(owner="o", name="n", wire="n", codec=union)
    found: Any = union.decode({**value, "new": 1}, field, {})
    assert type(found) is kind
    assert found.to_dict() == {**value, "new": 1}


def test_a_union_without_a_fallback_keeps_an_unknown_tag_as_it_came() -> None:
    """It is none of its members."""
    union = OneOf(tag="kind", tagged={"started": Ref(lambda: Started)})
    field = runtime.Field(owner="A", name="b", wire="b", codec=union)
    assert union.decode({"kind": "new"}, field, {}) == {"kind": "new"}
    assert union.decode({"kind": "started"}, field, {}) == Started(kind="started")


def test_a_union_has_a_type_for_those_who_ask() -> None:
    """Made on use, for it imports all of its members."""
    assert EVENT.alias("Event")("Event") == Started | Point | Other | str
    with pytest.raises(AttributeError):
        EVENT.alias("Event")("Gone")
    assert Array(Map(NUMBER)).hint == list[dict[str, float]]


def test_what_a_subclass_adds_is_its_own() -> None:
    """Its JSON, its repr and its table stay those of the model; an enum is written as its value."""

    class Label(StrEnum):
        KNOWN = "c"

    @attrs.frozen(kw_only=True, repr=False)
    class Marked(Point):
        mark: str = attrs.field(default="", eq=False, repr=False)

    found = Marked(x=1, label=Label.KNOWN, mark="seen")
    assert type(found.to_dict()["theLabel"]) is str
    assert found.to_dict() == {"x": 1, "theLabel": "c"}
    assert "seen" not in repr(found)
    assert [field.name for field in runtime.fields(Marked)] == ["x", "label"]
    assert Marked.from_dict({"mark": 1}).additional_properties == {"mark": 1}


def test_a_field_that_a_subclass_declares_again_keeps_its_place_and_form() -> None:
    """With a narrower type, a default or a converter of the subclass's."""

    def upper(text: str) -> str:
        return text.upper()

    @attrs.frozen(kw_only=True, repr=False)
    class Loud(Point):
        label: str | None = attrs.field(default="none", converter=upper)

    assert [field.wire for field in runtime.fields(Loud)] == ["x", "theLabel"]
    found = Loud.from_dict({"theLabel": "c", "x": 1})
    assert (found.label, found.to_dict()) == ("C", {"theLabel": "C", "x": 1})
    assert repr(found) == "Loud(x=1, label='C')"


def test_a_subclass_takes_the_place_of_its_model_however_deep() -> None:
    """Behaviour is added so, without a second list of fields."""

    class Dot(Point):
        """A point that knows whether it is far."""

        __slots__ = ()

        def is_far(self) -> bool:
            return (self.x or 0) > 1

    shape = Shape.from_dict(WHOLE, {Point: Dot})
    assert isinstance(shape.centre, Dot)
    assert not shape.centre.is_far()
    assert shape.named is not None
    assert type(shape.named["a"]) is Dot
    assert shape.to_dict() == WHOLE
    assert repr(shape.named["a"]) == "Dot(x=2)"


def test_models_are_values() -> None:
    """Equal by their fields; copied, pickled and evolved; not changed."""
    shape = Shape.from_dict(WHOLE)
    for twin in (copy.copy(shape), copy.deepcopy(shape), pickle.loads(pickle.dumps(shape))):
        assert twin == shape
        assert twin.to_dict() == WHOLE
    assert Shape(id="a") == Shape.from_dict({"id": "a"}) != Shape.from_dict({"id": "a", "b": 1})
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        shape.id = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        Shape(*["s1"])
    changed = attrs.evolve(shape, id="s2", flat=None, at=None)
    assert changed.to_dict() == {**WHOLE, "id": "s2", "flat": None, "at": None}


def test_a_repr_shows_what_was_given() -> None:
    """Neither what is as usual, nor the JSON again."""
    shape = Shape.from_dict({"id": "s1", "sides": 3, "new": 1})
    assert repr(shape) == "Shape(id='s1', additional_properties={'new': 1})"
    assert repr(Ask(text="a")) == "Ask(text='a')"
    assert repr(UNSET) == "UNSET"
    assert not UNSET


def test_a_request_tells_null_from_absent() -> None:
    """Constants are sent without being given; a required field must be."""
    assert Ask(text="a").to_dict() == {"text": "a", "kind": "ask"}
    assert Ask(text="a", note=None).to_dict() == {"text": "a", "kind": "ask", "aNote": None}
    assert Ask(text="a", additional_properties={"text": "b", "new": 1}).to_dict() == {
        "text": "a",
        "kind": "ask",
        "new": 1,
    }
    with pytest.raises(TypeError):
        Ask()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Ask.from_dict({"note": "a"})
    assert pickle.loads(pickle.dumps(UNSET)) is copy.deepcopy(UNSET) is UNSET


@pytest.mark.table(
    ("when", "text"),
    [
        (datetime(2026, 11, 20, 10, tzinfo=UTC), "2026-11-20T10:00:00Z"),
        (
            datetime(2026, 11, 20, 10, 0, 0, 5, timezone(timedelta(hours=2))),
            "T10:00:00.000005+02:00",
        ),
    ],
)
def test_times_are_written_in_the_form_of_rfc_3339(when: datetime, text: str) -> None:
    assert Ask(text="a", when=when).to_dict()["when"].endswith(text)


def test_a_time_without_an_offset_is_local() -> None:
    """As everywhere in Python."""
    local = datetime(2026, 11, 20, 10)  # noqa: DTZ001
    written = Ask(text="a", when=local).to_dict()["when"]
    assert datetime.fromisoformat(written) == local.astimezone()
    assert datetime.fromisoformat(written).tzinfo is not None


def test_a_value_of_any_type_is_sent_as_it_is() -> None:
    """A subclass of str may be JSON or not, which its author decides; a model is one of ours."""
    value = {"a": {date(2026, 1, 2)}}
    assert Shape(more=value).to_dict()["more"] is value
    assert Shape(more=Point(x=1), additional_properties={"new": Point()}).to_dict() == {
        "more": {"x": 1},
        "new": {},
    }


def test_the_required_fields_of_a_model_are_known() -> None:
    assert runtime.required_names(Shape) == ("id",)
    assert runtime.required_names(Ask) == ("text", "kind")


# Operations


def build_get(
    shape_id: str, *, page: int | Unset = UNSET, tags: list[str] | Unset = UNSET, x_old: Any = UNSET
) -> Request[Shape]:
    """Make the request."""
    return GET.fill(shape_id=shape_id, page=page, tags=tags, x_old=x_old)


GET = Operation(
    build=build_get,
    id="getShape",
    method="GET",
    path="/shapes/{shapeId}",
    server="https://shapes.example/v1",
    tag="demo",
    parameters=(
        Parameter("shape_id", "path", "shapeId"),
        Parameter("page", "query", "page"),
        Parameter("tags", "query", "tag"),
        Parameter("x_old", "header", "X-Old", deprecated=True),
    ),
    responses={
        "200": {"application/json": Ref(lambda: Shape), "text/plain": STRING, "a/zip": ANY},
        "204": {},
        "4XX": {"application/json": Ref(lambda: Other)},
    },
    security=((Security("X-API-Key"),), ()),
)


def build_post(*, body: Ask | Upload) -> StreamRequest[Shape, Started | Other]:
    """Make the request."""
    return POST.fill(body)


POST = StreamOperation(
    build=build_post,
    id="postShape",
    method="POST",
    path="/shapes",
    server="https://shapes.example/v1",
    tag="demo",
    bodies={"application/json": Ref(lambda: Ask), "multipart/form-data": Ref(lambda: Upload)},
    responses={
        "200": {"application/json": Ref(lambda: Shape), "text/event-stream": EVENT},
        "default": {"text/html": STRING},
    },
    security=((Security("Authorization", "Bearer "),),),
    deprecated=True,
)


def build_form(*, body: dict[str, Any]) -> Request[Never]:
    """Make the request."""
    return FORM.fill(body)


FORM = Operation(
    build=build_form,
    id="form",
    method="POST",
    path="/form",
    server="https://shapes.example",
    tag="demo",
    bodies={"application/x-www-form-urlencoded": ANY},
    security=((Security("key", place="query"),),),
)


def test_an_operation_makes_a_request_of_its_arguments() -> None:
    """Escaped, each in its place; what isn't given isn't sent."""
    made = GET.build("a/b ü", page=2, tags=["x", "y"])
    assert_type(made, Request[Shape])
    assert made.path == "/shapes/a%2Fb%20%C3%BC"
    assert made.query == [("page", "2"), ("tag", "x"), ("tag", "y")]
    assert (made.method, made.media_type, made.body) == ("GET", None, None)
    assert GET.build("a").query == []
    assert repr(GET) == "<Operation getShape: GET /shapes/{shapeId}>"


@pytest.mark.table("value", ["", ".", "..", None, UNSET, []])
def test_a_path_that_would_lead_elsewhere_is_refused(value: Any) -> None:
    """A path parameter that is not sent would leave its place in braces."""
    with pytest.raises(ValueError, match="shape_id"):
        GET.build(value)


@pytest.mark.filterwarnings("ignore:postShape")
def test_the_body_says_how_it_is_sent() -> None:
    """JSON, or the parts of a form; lists of files are one part each."""
    made = POST.build(body=Ask(text="a"))
    assert (made.media_type, made.body) == ("application/json", {"text": "a", "kind": "ask"})
    one, two = File(b"1", "a.txt"), File(BytesIO(b"2"))
    made = POST.build(body=Upload(file=one, rest=[one, two], label="l", settings={"a": [1]}))
    assert made.media_type == "multipart/form-data"
    assert made.body == [
        ("file", one),
        ("rest", one),
        ("rest", two),
        ("label", "l"),
        ("settings", '{"a": [1]}'),
    ]
    made = POST.build(body=Upload(file=b"1", rest=[b"2"]))
    assert made.body == [("file", File(b"1")), ("rest", File(b"2"))]
    odd: Any = "text"
    with pytest.raises(ValueError, match="give a file as bytes"):
        POST.build(body=Upload(file=odd))
    odd = b"1"
    with pytest.raises(ValueError, match="rest can't be sent in a form"):
        POST.build(body=Upload(file=one, rest=odd))


def test_deprecation_is_told_where_the_operation_is_used() -> None:
    """Of a parameter, only if it is given."""
    with pytest.warns(DeprecationWarning, match="postShape is deprecated") as found:
        POST.build(body=Ask(text="a"))
    assert found[0].filename == __file__
    with pytest.warns(DeprecationWarning, match="x_old of getShape is deprecated"):
        GET.build("a", x_old="1")


@pytest.mark.table(
    ("status", "kind", "content", "parsed"),
    [
        (200, "application/json", b'{"id": "a"}', Shape(id="a")),
        (200, "application/json; charset=utf-8", b'{"id": "a"}', Shape(id="a")),
        (200, "application/problem+json", b'{"id": "a"}', Shape(id="a")),
        (200, "", b'{"id": "a"}', Shape(id="a")),
        (200, "text/plain", "hé".encode(), "hé"),
        (200, "a/zip", b"\0", b"\0"),
        (204, "", b"", None),
        (200, "application/json", b"null", None),
    ],
)
def test_an_answer_is_read_by_its_status_and_media_type(
    status: int, kind: str, content: bytes, parsed: Any
) -> None:
    read = GET.read(status, {"content-type": kind}, content)
    assert read.result() == read.parsed == parsed
    assert read.error is None


@pytest.mark.table(
    ("status", "kind", "content", "message", "error"),
    [
        (404, "application/json", b'{"kind": "gone"}', "with status 404", Other(kind="gone")),
        (404, "text/html", b"<h1>", "status 404: the answer is none of application/json", None),
        (200, "application/json", b"{", "status 200: the answer isn't JSON", None),
        (200, "text/html", b"<h1>", "status 200: the answer is none of application/json", None),
        (200, "application/json", b" ", "status 200: the answer is none of", None),
    ],
)
def test_a_failure_is_raised_with_all_of_the_answer(
    status: int, kind: str, content: bytes, message: str, error: Any
) -> None:
    with pytest.raises(ApiError, match=message) as caught:
        GET.read(status, {"content-type": kind}, content).result()
    assert (caught.value.status_code, caught.value.error) == (status, error)
    assert caught.value.response.content == content
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_status_that_the_document_does_not_have_is_an_error_of_its_own() -> None:
    """Also one of success."""
    for status in (201, 599):
        with pytest.raises(UnexpectedStatus, match=f"getShape was answered with status {status}"):
            GET.read(status, {}, b"").result()


# The client


def answering(
    *answers: httpx.Response,
) -> tuple[Iterator[httpx.Response], list[httpx.Request], Any]:
    """Return a transport that answers in turn, and what it was sent."""
    sent: list[httpx.Request] = []
    waiting = iter(answers)

    def handle(request: httpx.Request) -> httpx.Response:
        request.read()
        sent.append(request)
        return next(waiting)

    return waiting, sent, httpx.MockTransport(handle)


def test_both_forms_send_the_same_and_read_the_same() -> None:
    """To the document's server, with the key where the operation wants it."""
    _, sent, transport = answering(*(httpx.Response(200, json={"id": "a"}) for _ in range(4)))
    with httpx.Client(transport=transport) as http:
        client = Client(token="k", headers={"X-A": "1"}, http_client=http)
        shape = GET.sync(client, "a", page=1)
        assert_type(shape, Shape)
        assert GET.sync_detailed(client, "a", page=1).parsed == shape == Shape(id="a")

    async def both() -> None:
        async with httpx.AsyncClient(transport=transport) as http:
            client = Client(token="k", headers={"X-A": "1"}, async_http_client=http)
            assert_type(await GET.asyncio(client, "a", page=1), Shape)
            assert (await GET.asyncio_detailed(client, "a", page=1)).status_code == 200

    asyncio.run(both())
    assert {str(request.url) for request in sent} == {"https://shapes.example/v1/shapes/a?page=1"}
    for request in sent:
        assert (request.headers["X-API-Key"], request.headers["X-A"]) == ("k", "1")
        assert request.headers["Accept"] == "application/json, text/plain, a/zip"


@pytest.mark.filterwarnings("ignore:postShape")
def test_each_kind_of_body_is_sent() -> None:
    """To another server, if one is named; a key that isn't given isn't shown."""
    _, sent, transport = answering(*(httpx.Response(200, json={}) for _ in range(3)))
    with httpx.Client(transport=transport) as http:
        client = Client("http://localhost:1/", token="k", http_client=http)
        POST.sync_detailed(client, body=Ask(text="é"))
        POST.sync_detailed(client, body=Upload(file=File(b"1", "a.txt", "a/b"), label="l"))
        FORM.sync_detailed(client, body={"a": "1 2"})
    assert [str(request.url) for request in sent] == [
        "http://localhost:1/shapes",
        "http://localhost:1/shapes",
        "http://localhost:1/form?key=k",
    ]
    assert json.loads(sent[0].content) == {"text": "é", "kind": "ask"}
    assert sent[0].headers["Content-Type"] == "application/json"
    assert sent[0].headers["Authorization"] == "Bearer k"
    assert b'name="file"; filename="a.txt"\r\nContent-Type: a/b\r\n\r\n1' in sent[1].content
    assert b'name="label"\r\n\r\nl' in sent[1].content
    assert sent[2].content == b"a=1+2"


FRAMES = (
    b': hi\ndata: {"kind":"started"}\r\n\r\n'
    b'event: x\rdata: {"kind":\ndata: "new"}\n\ndata: text\n\ndata: "[DONE]"\n\ndata: [DONE]\n\n'
)
EVENTS = [Started(kind="started"), Other(kind="new"), "text"]


@pytest.mark.filterwarnings("ignore:postShape")
@pytest.mark.table("size", [1, 7, 1000])
def test_events_are_read_as_they_come(size: int) -> None:
    """However the bytes are cut, in both forms."""
    pieces = [FRAMES[n : n + size] for n in range(0, len(FRAMES), size)]

    async def slowly() -> Any:
        for piece in pieces:
            yield piece

    kind = {"content-type": "text/event-stream"}
    _, _, transport = answering(
        httpx.Response(200, headers=kind, content=iter(pieces)),
        httpx.Response(200, headers=kind, content=slowly()),
    )
    with httpx.Client(transport=transport) as http:
        events = POST.stream(Client(http_client=http), body=Ask(text="a"))
        assert_type(events, Iterator[Started | Other])
        assert [*events] == EVENTS

    async def collect() -> list[Any]:
        async with httpx.AsyncClient(transport=transport) as http:
            client = Client(async_http_client=http)
            return [event async for event in POST.astream(client, body=Ask(text="a"))]

    assert asyncio.run(collect()) == EVENTS


@pytest.mark.filterwarnings("ignore:postShape")
def test_a_stream_that_is_none_raises() -> None:
    """With the answer; and an answer that is a stream is no result."""
    stream = httpx.Response(200, headers={"content-type": "text/event-stream"}, content=FRAMES)
    _, _, transport = answering(
        httpx.Response(200, json={"id": "a"}), httpx.Response(502, html="<h1>"), stream
    )
    with httpx.Client(transport=transport) as http:
        client = Client(http_client=http)
        with pytest.raises(ApiError, match="no stream of events") as caught:
            next(POST.stream(client, body=Ask(text="a")))
        assert caught.value.response.parsed == Shape(id="a")
        with pytest.raises(ApiError, match="status 502") as caught:
            next(POST.stream(client, body=Ask(text="a")))
        assert caught.value.error == "<h1>"
        with pytest.raises(ApiError, match="a stream of events: call stream"):
            POST.sync(client, body=Ask(text="a"))


def test_a_client_has_time_outs_and_shows_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor what an address holds."""
    made: list[Any] = []

    class Spy(httpx.Client):
        def __init__(self, **settings: Any) -> None:
            made.append(settings)
            super().__init__(transport=httpx.MockTransport(lambda _: httpx.Response(204)))

    monkeypatch.setattr(httpx, "Client", Spy)
    for timeout in (None, 5):
        with Client(
            "https://me:s3cret@a.example/v1?s3cret", token="s3cret", timeout=timeout
        ) as client:
            assert GET.sync_detailed(client, "a").status_code == 204
        assert repr(client) == "Client('https://a.example/v1')"
    assert made[0]["timeout"] == httpx.Timeout(60, connect=10)
    assert made[1]["timeout"] == httpx.Timeout(5)
    assert repr(Client(token="s3cret")) == "Client()"
    assert "s3cret" not in repr(vars(Client(token="s3cret")))


def test_a_client_closes_what_it_opened_only() -> None:
    """Twice does no harm."""

    async def closed() -> None:
        async with httpx.AsyncClient() as http:
            async with Client(async_http_client=http):
                pass
            assert not http.is_closed
        async with Client() as client:
            await client.aclose()

    asyncio.run(closed())
    with httpx.Client() as http:
        with Client(http_client=http):
            pass
        assert not http.is_closed


@pytest.mark.table(
    ("value", "missing"),
    [
        ({"id": "a"}, ()),
        ({"id": None}, ()),
        ({}, ("id",)),
        ({"other": 1}, ("id",)),
        ([], ()),
        ({"id": "a", "centre": {"label": 1}}, ()),
        ({"id": "a", "points": [{"x": 1}, {}]}, ("x",)),
        ({"id": "a", "points": [None, "odd"]}, ()),
        ({"id": "a", "events": [{"n": 1}]}, ()),
    ],
)
def test_an_object_with_none_of_its_required_fields_is_found(
    value: Any, missing: tuple[str, ...]
) -> None:
    """As the whole or in an array, however deep; one of them is enough, a fallback has none."""
    assert runtime.lacking(Shape, value) == missing


def test_a_union_lacks_what_all_of_its_members_lack() -> None:
    union = OneOf(models=(Ref(lambda: Point), Ref(lambda: Shape)))
    assert union.lacking({"n": 1}) == ("x", "id")
    assert union.lacking({"x": 1}) == union.lacking({"id": 1}) == union.lacking(None) == ()
    assert OneOf(models=(Ref(lambda: Point),), others=(Map(ANY),)).lacking({"n": 1}) == ()


def test_a_number_that_json_lacks_is_not_sent() -> None:
    """No server could read it."""
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json={})

    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        client = Client("https://example.com", http_client=http)
        with pytest.raises(ValueError, match="JSON"):
            client.send(
                Request(operation=GET, path="/", media_type="application/json", body=[1e999])
            )
    assert sent == []


@attrs.frozen(kw_only=True, repr=False)
class Listing(Model):
    """An envelope."""

    points: list[Point] = attrs.field(
        default=None, metadata=wire("points", Array(Ref(lambda: Point)), required=True)
    )


@pytest.mark.table("is_kept", [True, False])
def test_a_value_with_and_without_its_envelope_is_read_alike(is_kept: bool) -> None:
    """As the envelope or as its content, whichever the document has for the result."""
    content, whole = Array(Ref(lambda: Point)), Ref(lambda: Listing)
    codec = Enveloped(
        field="points",
        content=content,
        envelope=whole if is_kept else None,
        value=whole if is_kept else content,
    )
    field = runtime.Field(owner="o", name="n", wire="n", codec=codec)
    points = [{"x": 1}]
    for sent in (points, {"points": points}):
        found = codec.decode(sent, field, {})
        assert (found.points if is_kept else found)[0].x == 1
        assert codec.accepts(sent)
        assert codec.lacking(sent) == ()
        assert codec.encode(found, sent) == ({"points": points} if is_kept else points)
    odd: Any
    for odd in ({"other": 1}, None, "x", [{}] if is_kept else {}):
        assert codec.opened(odd) == odd


def _upper(text: Any) -> str | None:
    return text and str(text).upper()


def _not_13(instance: object, attribute: object, value: object) -> None:
    if value == 13:
        raise ValueError("no 13")


@attrs.frozen(kw_only=True, repr=False)
class Converted(Point):
    """One with a converter, and an attribute of its own."""

    label: str | None = attrs.field(default="none", converter=_upper)
    seen: list[str] = attrs.field(factory=list)


@attrs.frozen(kw_only=True, repr=False)
class Completed(Point):
    """One that is completed when it was made."""

    made: int = attrs.field(default=0, init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "made", self.made + 1)


@attrs.frozen(kw_only=True, repr=False)
class Checked(Point):
    """One that refuses a field."""

    x: float | None = attrs.field(default=None, validator=_not_13)  # type: ignore[assignment]


@attrs.frozen(kw_only=True, repr=False)
class Derived(Point):
    """One whose default is made of the rest."""

    size: float = attrs.field(default=attrs.Factory(lambda self: 2 * self.x, takes_self=True))


class Written(Point):
    """One whose `__init__` attrs didn't write."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{**given, "label": "written"})


class Counted(Point):
    """One that is made in a way of its own."""

    def __new__(cls, **_: Any) -> Counted:
        made = super().__new__(cls)
        object.__setattr__(made, "label", "overwritten")
        object.__setattr__(made, "count", 1)
        return made


@pytest.mark.table("kind", [Point, Converted, Completed, Checked, Derived, Written, Counted])
@pytest.mark.table("label", [{}, {"theLabel": "a"}, {"theLabel": None}])
def test_a_model_that_is_read_is_one_that_is_made(kind: Any, label: dict[str, Any]) -> None:
    """With defaults, converters, and what a subclass does besides."""
    data = {"x": 1.5, "more": [1], **label}
    read = kind.from_dict(data)
    made = kind(x=1.5, **({"label": label["theLabel"]} if label else {}), raw=data)
    assert type(read) is kind
    assert read == attrs.evolve(made, additional_properties={"more": [1]})
    assert [getattr(read, field.name) for field in attrs.fields(kind)] == [
        {"more": [1]} if field.name == "additional_properties" else getattr(made, field.name)
        for field in attrs.fields(kind)
    ]
    assert pickle.loads(pickle.dumps(read)) == copy.copy(read) == read
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        read.x = 2.0


def test_fields_beside_those_of_an_object_are_set_when_it_is_read() -> None:
    first, second = (Converted.from_dict({"x": 1}, seen=seen) for seen in (["a"], ["b"]))
    assert (first.seen, second.seen, first.label) == (["a"], ["b"], "NONE")
    assert Converted.from_dict({}).seen is not Converted.from_dict({}).seen
    assert Converted.from_dict({"x": 1}, x=2.0, raw={"y": 1}).raw == {"y": 1}
    assert Converted.from_dict({"theLabel": "a"}, label="b").label == "B"
    with pytest.raises(ValueError, match="no 13"):
        Checked.from_dict({"x": 13})
    with pytest.raises(TypeError, match="unheard"):
        Point.from_dict({"x": 1}, unheard=1)


def test_a_model_is_read_by_its_own_new() -> None:
    assert vars(Counted.from_dict({"x": 1}))["count"] == 1


def test_a_default_that_is_no_json_is_not_reported(caplog: pytest.LogCaptureFixture) -> None:
    @attrs.frozen(kw_only=True, repr=False)
    class Dated(Point):
        label: Any = attrs.field(default=date(2026, 1, 1), converter=str)

    assert Dated.from_dict({"x": 1}).label == "2026-01-01"
    assert caplog.messages == []


@attrs.define(kw_only=True, on_setattr=attrs.setters.NO_OP)
class Asked(Body):
    """A request with a field that is deprecated."""

    old: str | None = attrs.field(default=None, metadata=wire("old", STRING, deprecated=True))


def test_a_copy_of_a_request_warns_of_a_deprecated_field_at_the_line_that_makes_it() -> None:
    with pytest.warns(DeprecationWarning, match="old of Asked is deprecated") as found:
        made = Asked(old="a")
    with pytest.warns(DeprecationWarning, match="old of Asked is deprecated") as copied:
        assert attrs.evolve(made).old == "a"
    assert [one.filename for one in (*found, *copied)] == [__file__, __file__]


@attrs.define(kw_only=True, on_setattr=attrs.setters.NO_OP)
class Extended(Asked):
    """A program's own request, for a server with a field that the document lacks."""

    priority: int | None = None


def test_a_field_that_a_program_adds_to_a_request_is_sent() -> None:
    assert Extended(priority=3).to_dict() == {"priority": 3}
    assert Extended().to_dict() == {}
    assert Extended.from_dict({"priority": 3}) == Extended(priority=3)
