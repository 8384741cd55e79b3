"""Declared headers are always sent, and what they say of limits is true."""

from typing import Any

import pytest

from penstock_mock.document.contract import Contract
from penstock_mock.document.headers import WINDOW, Window, changed, http_date, iso, serialised
from penstock_mock.engine.clock import START
from penstock_mock.engine.session import Session


def sent(
    headers: dict[str, Any],
    *,
    status: int = 200,
    now: float = START,
    window: Window | None = None,
    media: str | None = None,
    dialect: str = "2024-12",
) -> dict[str, str]:
    response = {"description": "", "headers": headers}
    get = {"operationId": "x", "responses": {str(status): response}}
    contract = Contract({"openapi": "3.1.0", "paths": {"/x": {"get": get}}})
    declared = contract.operations["x"].responses[str(status)]
    made = declared.header_plan(contract.generator, media, dialect)
    return made.values(status, now, window or Window(START + WINDOW, used=1))


def header(example: Any, **more: Any) -> dict[str, Any]:
    return {"schema": {}, "example": example, **more}


LIMITS = {
    "X-RateLimit-Limit": header(25),
    "X-RateLimit-Remaining": header(24),
    "X-RateLimit-Reset": header("2025-10-30T18:43:00.000Z"),
}


def test_an_example_is_sent_as_it_is() -> None:
    assert sent({"X-A": header("value"), "X-B": header(3)}) == {"X-A": "value", "X-B": "3"}


def test_without_an_example_a_value_is_generated() -> None:
    made = sent({"X-A": {"schema": {"type": "integer", "minimum": 5, "maximum": 5}}})
    assert made == {"X-A": "5"}


def test_without_anything_it_is_sent_empty() -> None:
    assert sent({"X-A": {}, "X-B": {"schema": False}}) == {"X-A": "", "X-B": ""}


def test_content_type_is_no_declared_header() -> None:
    assert sent({"Content-Type": header("text/plain")}) == {}


def test_remaining_counts_down_and_never_below_zero() -> None:
    def remaining(used: int) -> str:
        return sent(LIMITS, window=Window(START + WINDOW, used))["X-RateLimit-Remaining"]

    assert [remaining(used) for used in (1, 2, 25, 99)] == ["24", "23", "0", "0"]


def test_a_refusal_says_that_nothing_remains() -> None:
    assert sent(LIMITS, status=429)["X-RateLimit-Remaining"] == "0"


@pytest.mark.table(
    ("example", "reset"),
    [
        ("2025-10-30T18:43:00.000Z", "2026-01-01T00:00:30.000Z"),
        (1761849780, "1767225630"),
        (1761849780000, "1767225630000"),
        (60, "30"),
        ("Thu, 30 Oct 2025 18:43:00 GMT", "Thu, 01 Jan 2026 00:00:30 GMT"),
    ],
)
def test_the_reset_lies_in_the_future_in_the_notation_of_the_example(
    example: Any, reset: str
) -> None:
    made = sent({"X-RateLimit-Reset": header(example)}, window=Window(START + 30))
    assert made == {"X-RateLimit-Reset": reset}


@pytest.mark.table(
    ("example", "wait"),
    [
        (0, "1"),
        (5, "5"),
        ("7", "7"),
        ("Thu, 30 Oct 2025 18:43:00 GMT", "Thu, 01 Jan 2026 00:01:00 GMT"),
        ("soon", "60"),
    ],
)
def test_retry_after_is_never_nothing(example: Any, wait: str) -> None:
    assert sent({"Retry-After": header(example)}, status=503) == {"Retry-After": wait}


def test_retry_after_agrees_with_the_reset_beside_it() -> None:
    made = sent({**LIMITS, "Retry-After": header(0)}, status=429, now=START + 20)
    assert made["Retry-After"] == "40"


def test_a_header_of_another_dialect_or_type_is_left_out() -> None:
    headers = {
        "X-Old": header("1", **{"x-dialect": "2024-12"}),
        "X-New": header("1", **{"x-dialect": "2026-08"}),
        "X-Stream": header("1", **{"x-media-types": ["text/event-stream"]}),
    }
    assert sent(headers) == {"X-Old": "1"}
    assert sent(headers, dialect="2026-08", media="text/event-stream") == {
        "X-New": "1",
        "X-Stream": "1",
    }


def test_a_window_that_is_over_starts_again() -> None:
    session = Session()
    assert session.window("getPet", START, calls=9) == Window(START + WINDOW, used=9)
    assert session.window("getPet", START + WINDOW - 1, calls=1).used == 10
    renewed = session.window("getPet", START + WINDOW, calls=1)
    assert renewed == Window(START + 2 * WINDOW, used=1)


@pytest.mark.table(
    ("value", "text"),
    [
        (True, "true"),
        ([1, "a"], "1,a"),
        ({"a": 1, "b": False}, "a,1,b,false"),
        (None, ""),
        (1.5, "1.5"),
    ],
)
def test_values_are_serialised_simply(value: Any, text: str) -> None:
    assert serialised(value) == text


def test_changes_set_and_drop_whatever_the_case() -> None:
    headers = {"X-A": "1", "X-B": "2"}
    assert changed(headers, {"x-a": None, "X-b": "3", "X-C": "4"}) == {"X-b": "3", "X-C": "4"}


def test_dates() -> None:
    assert iso(START + 0.5) == "2026-01-01T00:00:00.500Z"
    assert http_date(START + 0.5) == "Thu, 01 Jan 2026 00:00:01 GMT"


@pytest.mark.table(
    ("name", "value"),
    [
        ("Retry-After", "60"),
        ("X-Retry-After", "60"),
        ("retry-after-ms", "60000"),
        ("X-RateLimit-Reset-After", "60"),
        ("X-RateLimit-Limit", "60"),
        ("X-RateLimit-Remaining", "59"),
        ("X-RateLimit-Used", "1"),
        ("X-RateLimit-Reset", "60"),
        ("x-ratelimit-limit-requests", "60"),
        ("X-Acme-Rate-Limit-Remaining", "59"),
        ("RateLimit-Remaining", "59"),
    ],
)
@pytest.mark.table("bounds", [{}, {"format": "int64"}, {"minimum": 0, "maximum": 2**63 - 1}])
def test_limits_and_waits_without_an_example_are_sane(
    name: str, value: str, bounds: dict[str, Any]
) -> None:
    assert sent({name: {"schema": {"type": "integer", **bounds}}}) == {name: value}


FIELDS = {"type": "object", "properties": {key: {} for key in ("limit", "remaining", "reset")}}
RESET = "2026-01-01T00:01:00.000Z"


@pytest.mark.table(
    ("name", "schema", "value"),
    [
        ("RateLimit", {}, '"default";r=58;t=60'),
        ("RateLimit", {"pattern": r"^limit=\d+, remaining="}, "limit=60, remaining=58, reset=60"),
        ("RateLimit", {"pattern": r"^limit=\d+,remaining="}, "limit=60,remaining=58,reset=60"),
        ("RateLimit", FIELDS, "limit,60,remaining,58,reset,60"),
        ("RateLimit", {"type": "integer"}, "60"),
        ("X-RateLimit", {}, "60"),
        ("X-Rate-Limit", {"pattern": "r="}, '"default";r=58;t=60'),
        ("RateLimit-Policy", {}, '"default";q=60;w=60'),
        ("RateLimit-Policy", {"pattern": r"^\d+;w="}, "60;w=60"),
        ("RateLimit-Limit", {"pattern": ";w="}, "60, 60;w=60"),
        ("RateLimit-Reset", {}, "60"),
        ("X-Rate-Limit-Reset", {"minimum": 1_000_000_000}, "1767225660"),
        ("X-Rate-Limit-Reset", {"minimum": 1_000_000_000_000}, "1767225660000"),
        ("X-RateLimit-Reset", {"format": "date-time"}, RESET),
        ("X-RateLimit-Reset", {"pattern": "GMT$"}, "Thu, 01 Jan 2026 00:01:00 GMT"),
        ("X-RateLimit-Window", {"type": "integer"}, "60"),
        ("X-Quota-Remaining", {"type": "integer"}, "58"),
        ("Retry-After", {"format": "date-time"}, RESET),
        ("Retry-After", {"pattern": "GMT$"}, "Thu, 01 Jan 2026 00:01:00 GMT"),
        ("Retry-After", {"oneOf": [{"type": "integer"}, {"type": "string"}]}, "60"),
        ("X-Expires-After", {"format": "date-time"}, RESET),
        ("Expires", {}, "Thu, 01 Jan 2026 00:01:00 GMT"),
    ],
    ids=str,
)
def test_a_limit_or_a_wait_has_the_notation_that_its_schema_takes(
    name: str, schema: dict[str, Any], value: str
) -> None:
    declared = {"type": "integer" if "minimum" in schema else "string", **schema}
    window = Window(START + WINDOW, used=2)
    assert sent({name: {"schema": declared}}, window=window) == {name: value}


@pytest.mark.table(
    ("example", "value"),
    [
        ('"burst";r=9;t=7, "day";r=90;t=7', '"burst";r=0;t=60, "day";r=0;t=60'),
        ("limit=100, remaining=9, reset=7", "limit=100, remaining=0, reset=60"),
        ("generous", "generous"),
    ],
)
def test_several_limits_in_one_header_are_true_as_well(example: str, value: str) -> None:
    headers = {"RateLimit": header(example), "RateLimit-Policy": header('"a";q=100;w=60')}
    made = sent(headers, status=429)
    assert made == {"RateLimit": value, "RateLimit-Policy": '"a";q=100;w=60'}
    assert sent({**headers, "RateLimit-Remaining": {"schema": {}}})["RateLimit-Remaining"] == "99"


@pytest.mark.table("example", ["1s", "6m0s", "soon"])
def test_a_reset_that_is_no_moment_is_sent_as_it_is(example: str) -> None:
    assert sent({"X-RateLimit-Reset": header(example)}) == {"X-RateLimit-Reset": example}


def test_a_computed_value_keeps_the_schema_of_its_header() -> None:
    made = sent({"Retry-After": {"schema": {"type": "integer", "maximum": 5}}})
    assert int(made["Retry-After"]) <= 5


@pytest.mark.table(
    ("name", "value"),
    [
        ("Date", "Thu, 01 Jan 2026 00:00:00 GMT"),
        ("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT"),
        ("ETag", '"1"'),
        ("Location", "/"),
        ("Set-Cookie", "name=value"),
        ("Link", '</>; rel="self"'),
        ("Access-Control-Allow-Origin", "*"),
        ("Content-Range", "bytes 0-0/1"),
    ],
)
def test_well_known_headers_without_an_example_can_be_read(name: str, value: str) -> None:
    assert sent({name: {"schema": {"type": "string"}}}) == {name: value}
    assert sent({name: {"schema": {"enum": ["own"]}}}) == {name: "own"}


@pytest.mark.table(
    "name",
    [
        "Content-Length",
        "content-encoding",
        "Transfer-Encoding",
        "Connection",
        "Keep-Alive",
        "Trailer",
        "Upgrade",
        "Content-MD5",
        "Content-Digest",
    ],
)
@pytest.mark.table("required", [True, False])
def test_headers_of_the_message_are_not_taken_from_the_document(name: str, required: bool) -> None:
    assert sent({name: header("9999", required=required), "X-A": header("1")}) == {"X-A": "1"}


@pytest.mark.table(
    ("declared", "text"),
    [
        ({"schema": {}, "example": {"a": 1, "b": 2}}, "a,1,b,2"),
        ({"schema": {}, "example": {"a": 1, "b": 2}, "explode": True}, "a=1,b=2"),
        ({"schema": {}, "example": [1, 2]}, "1,2"),
        ({"content": {"application/json": {"schema": {}}}, "example": {"a": [1]}}, '{"a":[1]}'),
        ({"schema": {}, "example": "a\r\nX-B: c"}, "a X-B: c"),
        ({"schema": {}, "example": "\u2014"}, "\u2014".encode().decode("latin-1")),
    ],
)
def test_a_header_is_written_by_its_style_on_one_line(declared: dict[str, Any], text: str) -> None:
    assert sent({"X-A": declared}) == {"X-A": text}
