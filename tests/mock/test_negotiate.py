"""One table decides the answer's status, media type and example, and gives the reason."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock_mock import Mock
from penstock_mock.document.contract import Contract
from penstock_mock.document.operations import Operation
from penstock_mock.document.request import MISSING, Request
from penstock_mock.engine.exchange import Reply
from penstock_mock.engine.negotiation import (
    TABLE,
    Answer,
    NotAcceptable,
    Question,
    negotiate,
    preferences,
    quality,
)


def media(*names: str, **dialects: str) -> dict[str, Any]:
    examples: dict[str, Any] = {name: {"value": {"is": name}} for name in names}
    examples |= {n: {"value": {"is": n}, "x-dialect": d} for n, d in dialects.items()}
    return {"schema": {"type": "object"}, "examples": examples}


JSON, SSE, TEXT = "application/json", "text/event-stream", "text/plain"


def operation(responses: dict[str, dict[str, Any]]) -> Operation:
    said = {s: {"description": "", "content": content} for s, content in responses.items()}
    get = {"operationId": "x", "responses": said}
    return Contract({"openapi": "3.1.0", "paths": {"/x": {"post": get}}}).operations["x"]


EXECUTE = operation(
    {
        "404": {JSON: media("not-found", "gone")},
        "200": {SSE: media("stream"), JSON: media("success", "failed"), TEXT: media("text")},
        "202": {JSON: media("queued")},
        "429": {JSON: media("limited")},
    }
)


def ask(
    of: Operation = EXECUTE,
    json: Any = MISSING,
    choice: Reply | None = None,
    dialect: str | None = None,
    **headers: str,
) -> Answer | NotAcceptable:
    request = Request.build(
        "POST", "/x", headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    return negotiate(Question(of, request, json, choice or Reply(), dialect))


def decided(*args: Any, **kwargs: Any) -> tuple[int, str | None, str | None]:
    answer = ask(*args, **kwargs)
    assert isinstance(answer, Answer)
    kind = answer.media.type if answer.media else None
    return answer.status, kind, answer.example.name if answer.example else None


@pytest.mark.table(
    ("asked", "answer"),
    [
        ({}, (200, JSON, "success")),
        ({"accept": "*/*"}, (200, JSON, "success")),
        ({"accept": "application/json"}, (200, JSON, "success")),
        ({"accept": "text/*"}, (200, TEXT, "text")),
        ({"accept": "application/*;q=0.5, text/*;q=0.5"}, (200, JSON, "success")),
        ({"accept": "text/plain"}, (200, TEXT, "text")),
        ({"accept": "text/plain;q=0.5, application/json;q=0.4"}, (200, TEXT, "text")),
        ({"accept": "application/json, text/event-stream"}, (200, SSE, "stream")),
        ({"accept": "application/json, text/event-stream;q=0.5"}, (200, JSON, "success")),
        ({"accept": "text/event-stream"}, (200, SSE, "stream")),
        ({"accept": "text/event-stream;q=0, */*"}, (200, JSON, "success")),
        ({"json": {"stream": True}}, (200, SSE, "stream")),
        ({"json": {"stream": True}, "accept": "application/json"}, (200, SSE, "stream")),
        ({"json": {"stream": "yes"}}, (200, JSON, "success")),
        ({"json": {"stream": 1}}, (200, JSON, "success")),
        ({"json": [True]}, (200, JSON, "success")),
        ({"json": {"async": True}}, (202, JSON, "queued")),
        ({"json": {"async": True, "stream": True}}, (202, JSON, "queued")),
        ({"prefer": "respond-async"}, (202, JSON, "queued")),
        ({"prefer": "code=404"}, (404, JSON, "not-found")),
        ({"prefer": "code=404, example=gone"}, (404, JSON, "gone")),
        ({"prefer": 'example="failed"'}, (200, JSON, "failed")),
        ({"prefer": "example=text"}, (200, TEXT, "text")),
        ({"prefer": "example=nowhere"}, (200, JSON, "success")),
        ({"prefer": "code=418"}, (200, JSON, "success")),
        ({"choice": Reply(404)}, (404, JSON, "not-found")),
        ({"choice": Reply(404, example="gone")}, (404, JSON, "gone")),
        ({"choice": Reply(example="text")}, (200, TEXT, "text")),
        ({"choice": Reply(example="text"), "json": {"stream": True}}, (200, TEXT, "text")),
        ({"choice": Reply(media=SSE)}, (200, SSE, "stream")),
        ({"choice": Reply(429), "prefer": "code=404"}, (429, JSON, "limited")),
        ({"choice": Reply(503)}, (503, None, None)),
        ({"choice": Reply(json={"a": 1}), "accept": "text/event-stream"}, (200, JSON, "success")),
        ({"choice": Reply(json={"a": 1}), "json": {"stream": True}}, (200, JSON, "success")),
        ({"choice": Reply(404), "accept": "image/png"}, (404, JSON, "not-found")),
    ],
)
def test_the_table(asked: dict[str, Any], answer: tuple[int, str | None, str | None]) -> None:
    assert decided(**asked) == answer


def test_nothing_acceptable_lists_what_there_is() -> None:
    assert ask(accept="image/png") == NotAcceptable((SSE, JSON, TEXT))


def test_the_reasons_are_rows_of_the_table() -> None:
    answer = ask(json={"async": True})
    assert isinstance(answer, Answer)
    assert answer.why == (
        "the request asks for async, and 202 is declared",
        "JSON before others",
        "the first of the dialect",
    )
    rows = {reason for rows in TABLE.values() for reason, _ in rows}
    assert set(answer.why) <= rows


def test_dynamic_asks_for_a_generated_body() -> None:
    answer = ask(prefer="dynamic=true")
    assert isinstance(answer, Answer)
    assert answer.dynamic


DIALECTS = operation(
    {"200": {JSON: media(new="2026-08", old="2025-10"), TEXT: media(other="2026-08")}}
)


def test_the_first_example_is_the_first_of_the_dialect() -> None:
    assert decided(DIALECTS, dialect="2025-10") == (200, JSON, "old")
    assert decided(DIALECTS, dialect="2026-08") == (200, JSON, "new")
    assert decided(DIALECTS, dialect=None) == (200, JSON, "new")


def test_where_a_dialect_has_no_example_any_will_do() -> None:
    assert decided(DIALECTS, dialect="forgotten") == (200, JSON, "new")


@pytest.mark.table(
    ("statuses", "status"),
    [
        (["201", "200"], 200),
        (["2XX", "404"], 200),
        (["default"], 200),
        (["404", "403"], 403),
        (["3XX"], 300),
        (["4XX", "404"], 404),
        (["5XX", "4XX"], 400),
        (["101"], 204),  # with which no exchange ends
        ([], 204),
    ],
)
def test_without_a_choice_the_success_is_answered(statuses: list[str], status: int) -> None:
    assert decided(operation({status: {} for status in statuses}))[0] == status


def test_a_range_answers_for_its_statuses() -> None:
    of = operation({"200": {}, "4XX": {JSON: media("refused")}, "default": {JSON: media("other")}})
    assert decided(of, choice=Reply(418)) == (418, JSON, "refused")
    assert decided(of, choice=Reply(500)) == (500, JSON, "other")


def test_a_stream_is_never_sent_to_who_did_not_ask() -> None:
    of = operation({"200": {SSE: media("stream")}})
    assert decided(of)[1] == SSE  # there is nothing else
    assert decided(EXECUTE)[1] == JSON


@pytest.mark.table(
    ("accept", "media", "liking"),
    [
        ("application/json", "application/json", 1.0),
        ("application/json;q=0.3", "application/json; charset=utf-8", 0.3),
        ("text/*;q=0.5, text/html;q=0.1", "text/html", 0.1),
        ("text/html;q=0.1, text/*;q=0.5", "text/plain", 0.5),
        ("*/*;q=0.2", "image/png", 0.2),
        ("application/json", "text/html", 0.0),
        ("application/json;q=oops", "application/json", 0.0),
        ("application/json;q=7", "application/json", 1.0),
        ("", "application/json", 0.0),
        ("APPLICATION/JSON ; Q=0.5", "application/json", 0.5),
    ],
)
def test_liking(accept: str, media: str, liking: float) -> None:
    assert quality(accept, media) == liking


@pytest.mark.table(
    ("header", "found"),
    [
        ("code=404", {"code": "404"}),
        ("code=404; example=gone", {"code": "404", "example": "gone"}),
        ("code=404, dynamic=true", {"code": "404", "dynamic": "true"}),
        ('example="two words"', {"example": "two words"}),
        ("respond-async", {"respond-async": ""}),
        ("code=1, code=2", {"code": "1"}),
        ("", {}),
    ],
)
def test_preferences(header: str, found: dict[str, str]) -> None:
    assert preferences(header) == found


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_header_crashes_it(accept: str, prefer: str) -> None:
    assert ask(accept=accept, prefer=prefer)


def test_an_answer_is_the_same_whatever_was_asked_before() -> None:
    """With an engine of its own, and after all the other requests, in both orders."""
    named = {"rex": {"value": {"name": "Rex"}}, "tom": {"value": {"name": "Tom"}}}
    schema = {
        "type": "object",
        "properties": {"name": {"type": "string"}, "n": {"type": "integer"}},
    }
    content = {JSON: {"schema": schema, "examples": named}, TEXT: {"example": "Rex"}}
    generated = {JSON: {"schema": {**schema, "required": ["name", "n"]}}}
    paths = {
        "/pet": {
            "post": {
                "operationId": "pet",
                "responses": {"200": {"description": "", "content": content}},
            }
        },
        "/new": {
            "post": {
                "operationId": "new",
                "responses": {"200": {"description": "", "content": generated}},
            }
        },
    }
    contract = Contract({"openapi": "3.1.0", "paths": paths})
    asked: list[tuple[str, dict[str, str], int]] = [
        (path, headers, seed)
        for path in ("/pet", "/new")
        for headers in (
            {},
            {"Accept": "*/*"},
            {"Accept": JSON},
            {"Accept": TEXT},
            {"Accept": "image/png"},
            {"Prefer": "example=tom"},
            {"Prefer": "dynamic=true"},
            {"Prefer": "seed=9"},
        )
        for seed in (0, 1)
    ]

    def answered(mock: Mock, path: str, headers: dict[str, str], seed: int) -> tuple[Any, ...]:
        mock.session.seed = seed
        timeline = mock.engine.handle(
            mock.session, Request.build("POST", path, headers=headers)
        ).timeline
        return timeline.status, timeline.header("content-type"), timeline.body

    alone = [answered(Mock(contract), *each) for each in asked]
    shared = Mock(contract)
    assert [answered(shared, *each) for each in asked] == alone
    assert [answered(shared, *each) for each in reversed(asked)] == alone[::-1]
    assert len(set(alone)) > 6
