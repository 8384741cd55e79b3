"""Dify's answers of both generations: values, runs, pages; and its ways to say no."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock._core.message import RawResponse
from penstock._core.results import result
from penstock._core.service import ParsedError
from penstock.dify import (
    ExecutionMetadata,
    WorkflowLogPage,
    WorkflowRun,
    _errors,
    _logs,
    _responses,
)
from penstock.dify._models import TYPES
from penstock.dify._stream import Reader
from penstock.errors import (
    ConcurrencyLimitError,
    ExecutionError,
    NotFoundError,
    QuotaExceededError,
    RateLimitError,
    ResponseError,
    UsageLimitError,
)
from penstock.retry import Attempt, Retry, RetryHints, RetryPolicy, Stop, decide
from penstock_api import operations

BUSY = "Too many requests. Please try again later. The current maximum concurrent requests …"
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def answer(status: int, body: Any = None, **headers: str) -> RawResponse:
    data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return RawResponse(status, named, b"" if body is None else data)


def run_in(response: RawResponse) -> WorkflowRun:
    return result(response, operations.get_workflow_run, WorkflowRun, TYPES)


def page_in(response: RawResponse, asked: int | None = None) -> WorkflowLogPage:
    found = result(response, operations.list_workflow_logs, WorkflowLogPage, TYPES)
    return _logs.LogFilters().applied(found, asked)


def error(status: int, code: str | None = None, message: str = "no") -> RawResponse:
    return answer(status, {"code": code, "message": message, "status": status})


@pytest.mark.table(
    ("value", "read"),
    [
        (3, 3),
        ("1", 1),
        (2.0, 2),
        (2.5, 2.5),
        (True, True),
        ("x", "x"),
        (None, None),
        ("9" * 9999, "9" * 9999),
    ],
)
def test_whole_numbers(value: Any, read: Any) -> None:
    """Also out of text, as on the documented page; what is none is kept as it came."""
    data = {"status": "succeeded", "total_steps": value}
    reader = Reader()
    reader.read(json.dumps({"event": "workflow_finished", "data": data}))
    assert reader.result().total_steps == read


@pytest.mark.table(
    ("value", "read"),
    [
        ("0.0006835", Decimal("0.0006835")),
        (0.0006835, Decimal("0.0006835")),
        (0, Decimal(0)),
        ("NaN", "NaN"),
        (float("inf"), float("inf")),
        (True, True),
        ("", ""),
        ("x", "x"),
        (None, None),
        ([], []),
    ],
)
def test_amounts(value: Any, read: Any) -> None:
    """Exact, from text and from numbers; what is none is kept as it came."""
    found = ExecutionMetadata.from_dict({"total_price": value}).total_price
    assert (type(found), found) == (type(read), read)


@pytest.mark.table(
    ("value", "read"),
    [
        ({"a": 1}, {"a": 1}),
        ('{"a": 1}', {"a": 1}),
        ("null", {}),
        (None, {}),
        ("{", "{"),
        ("[" * 100_000, "[" * 100_000),
        ([], []),
    ],
)
def test_objects(value: Any, read: Any) -> None:
    """Also out of their text, as older servers send them; what is none is kept as it came."""
    assert WorkflowRun.from_dict({"status": "succeeded", "outputs": value}).outputs == read


JULY = datetime(2024, 7, 18, 3, 17, 40, tzinfo=UTC)


def running(created_at: Any) -> WorkflowRun:
    return run_in(answer(200, {"status": "running", "created_at": created_at}))


@pytest.mark.table(
    "written",
    [
        1721272660,
        1721272660.0,
        "1721272660",
        "Thu, 18 Jul 2024 03:17:40 -0000",
        "Thu, 18 Jul 2024 03:17:40 GMT",
        "Thu, 18 Jul 2024 12:17:40 +0900",
        "2024-07-18T03:17:40Z",
        "2024-07-18T03:17:40",
        "2024-07-18 12:17:40+09:00",
    ],
)
def test_each_way_to_write_a_time_is_read(written: Any) -> None:
    """A time without a zone is UTC; it is written again as it came."""
    assert running(written).created_at == JULY
    assert running(written).to_dict()["created_at"] == written


@pytest.mark.table(
    "written", [None, "", "yesterday", True, [], {}, 1e30, -1e30, "nan", "inf", "9" * 40]
)
def test_what_is_no_time_is_kept_as_it_came(written: Any) -> None:
    """It costs its answer nothing else."""
    assert running(written).created_at == written


@given(st.one_of(st.text(), st.floats(allow_nan=False), st.integers(), st.booleans()))
def test_no_value_breaks_the_reader_of_times(value: Any) -> None:
    """A time knows its zone."""
    found = running(value).created_at
    assert found == value or (isinstance(found, datetime) and found.tzinfo is not None)


@given(st.dictionaries(st.sampled_from(["id", "data", "has_more", "items", "page"]), JSON))
def test_no_json_breaks_a_page(body: dict[str, Any]) -> None:
    """It is a page, or an answer that isn't one."""
    try:
        page = page_in(answer(200, body))
    except ResponseError:
        return
    assert isinstance(page.items, list)


@given(st.dictionaries(st.sampled_from(["id", "status", "outputs", "created_at", "reasons"]), JSON))
def test_no_json_breaks_a_run(body: dict[str, Any]) -> None:
    """It is a run, an answer that isn't one, or there is no such run."""
    try:
        run = run_in(answer(200, body))
    except (ResponseError, NotFoundError):
        return
    assert run.status == body["status"]
    assert isinstance(run.is_finished, bool)
    assert pickle.loads(pickle.dumps(run)).status == run.status


@pytest.mark.table(
    ("status", "finished_at", "is_finished"),
    [
        ("running", None, False),
        ("scheduled", None, False),
        ("paused", None, False),
        ("paused", 1, False),
        ("succeeded", None, True),
        ("failed", None, True),
        ("stopped", None, True),
        ("partial-succeeded", None, True),
        ("brand-new", None, False),
        ("brand-new", 1781234567, True),
    ],
)
def test_when_a_run_has_ended(status: str, finished_at: int | None, is_finished: bool) -> None:
    """An unknown status counts as final if it has an end."""
    run = WorkflowRun.from_dict({"status": status, "finished_at": finished_at})
    assert run.is_finished == is_finished


def test_a_run_that_failed_can_be_raised() -> None:
    """With what it left behind, and no other way."""
    run = WorkflowRun(id="r", status="failed", error="why", outputs={"a": 1})
    with pytest.raises(ExecutionError, match="why") as caught:
        run.raise_for_failure()
    assert (caught.value.run_id, caught.value.output, caught.value.code) == (
        "r",
        {"a": 1},
        "failed",
    )
    fine = WorkflowRun(id="r", status="partial-succeeded")
    assert fine.raise_for_failure() is fine


@pytest.mark.table(
    ("body", "headers", "run_id"),
    [
        ({"event": "workflow_maintenance_paused", "workflow_run_id": "r"}, {}, "r"),
        ({}, {"x_workflow_run_id": "h"}, "h"),
        ({"workflow_run_id": "r", "data": {"status": "succeeded"}}, {}, None),
        ({"data": None}, {}, None),
        ([], {}, None),
    ],
)
def test_a_run_that_is_handed_over(body: Any, headers: dict[str, str], run_id: str | None) -> None:
    """It has an id, and no end yet."""
    try:
        found = _responses.run_outcome(answer(202, body, **headers))
    except ResponseError:
        found = None
    assert (found if isinstance(found, str) else None) == run_id


@pytest.mark.table(
    ("body", "cursor"),
    [
        ({"data": [{"id": "1"}], "has_more": True, "page": 1}, "2"),
        ({"data": [{"id": "1"}], "has_more": False, "page": 1}, None),
        ({"data": [], "has_more": True, "page": 1}, None),
        ({"data": [{"id": "1"}], "has_more": True}, "5"),
        ({"data": [{"id": "1"}], "has_more": "yes", "page": 1}, None),
    ],
)
def test_which_page_comes_next(body: Any, cursor: str | None) -> None:
    """None after the last, and none after an empty one."""
    assert page_in(answer(200, body), asked=4).next_cursor == cursor


REFUSALS = [
    (error(429, "too_many_requests"), ConcurrencyLimitError, "too_many_requests"),
    (error(400, "invalid_param", BUSY), ConcurrencyLimitError, "too_many_requests"),
    (error(429, "rate_limit_error"), QuotaExceededError, "rate_limit_error"),
    (answer(429, "error code: 1015", content_type="text/plain"), RateLimitError, None),
]


def parsed(got: RawResponse, now: float = 0) -> ParsedError:
    found = _errors.parse_error(got, now)
    assert found is not None
    return found


@pytest.mark.table(("refused", "kind", "code"), REFUSALS)
def test_limit_and_quota_are_told_apart(refused: RawResponse, kind: Any, code: str | None) -> None:
    """By code, or by the only text there is."""
    found = parsed(refused).error
    assert type(found) is kind
    assert code is None or found.code == code


def test_a_quota_is_no_rate_limit() -> None:
    """A wait for the one must not be a wait for the other."""
    assert issubclass(QuotaExceededError, UsageLimitError)
    assert not issubclass(QuotaExceededError, RateLimitError)
    assert issubclass(ConcurrencyLimitError, RateLimitError)


def repeated(answered: RawResponse, method: str = "POST") -> bool:
    """Return True if the pure rules would send it again."""
    attempt = Attempt(
        1,
        method,
        "answered",
        answered.status,
        answered.headers,
        parsed(answered).hints,
        idempotent=method == "GET",
    )
    return isinstance(decide(RetryPolicy(), attempt, now_epoch=0), Retry)


@pytest.mark.table(
    ("answered", "post", "get"),
    [
        (error(400, "invalid_param", BUSY), True, True),
        (error(400, "invalid_param"), False, False),
        (error(429, "too_many_requests"), True, True),
        (error(429, "rate_limit_error"), False, False),
        (answer(429, "error code: 1015"), True, True),
        (error(500, "unknown"), False, True),
        (answer(502, "<html>"), False, True),
        (answer(503, "<html>", retry_after="3"), False, True),
        (answer(504, "<html>"), False, True),
        (answer(524, "<html>"), False, True),
        (error(404, "not_found"), False, False),
        (error(401, "unauthorized"), False, False),
        (answer(408), False, True),
    ],
)
def test_what_is_asked_again(answered: RawResponse, post: bool, get: bool) -> None:
    """A POST only if it was refused at the door."""
    assert repeated(answered, "POST") == post
    assert repeated(answered, "GET") == get


def test_a_passing_refusal_is_still_not_repeated_blindly() -> None:
    """That it passes doesn't say that nothing was begun."""
    hints = RetryHints(passing=True)
    unsafe = Attempt(1, "POST", "answered", 400, {}, hints)
    assert isinstance(decide(RetryPolicy(), unsafe, now_epoch=0), Stop)
    safe = Attempt(1, "POST", "answered", 400, {}, RetryHints(passing=True, processed=False))
    assert isinstance(decide(RetryPolicy(), safe, now_epoch=0), Retry)


def test_a_wait_is_read_where_there_is_one() -> None:
    """In seconds; and the limit that a gateway names."""
    assert parsed(error(429)).wait is None
    assert parsed(answer(429, "x", retry_after="7")).wait == 7
    told = parsed(answer(429, {}, x_ratelimit_limit="5", x_ratelimit_remaining="2"))
    assert [(limit.limit, limit.remaining) for limit in told.limits] == [(5, 2)]
    assert parsed(answer(429, {})).limits == ()


@pytest.mark.table("status", [200, 201, 202, 204])
def test_what_went_well_is_no_refusal(status: int) -> None:
    """Whatever is in it: a failed run is an answer."""
    assert _errors.parse_error(answer(status, {"data": {"status": "failed"}}), 0) is None


@given(st.integers(300, 599), JSON)
def test_no_body_breaks_a_refusal(status: int, body: Any) -> None:
    """It always has a class, and a message of one line."""
    found = parsed(answer(status, body)).error
    assert str(found).strip()
    assert found.status == status
    assert "\n" not in str(found)


@given(st.dictionaries(st.sampled_from(["code", "message", "status"]), JSON))
def test_no_error_event_breaks_its_reader(frame: dict[str, Any]) -> None:
    """The stream ends with an exception of ours."""
    assert str(_errors.failure(frame)).strip()


def test_the_text_of_a_404_is_kept() -> None:
    """It is the server's, with a suggestion that is none; nothing is made of it."""
    words = "Workflow run not found. You have requested this URI [/v1/x] but did you mean /v1/y ?"
    found = parsed(error(404, "not_found", words)).error
    assert isinstance(found, NotFoundError)
    assert found.message == words
