"""Assertions on the journal's calls, and their messages when they fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from penstock_mock import Contract, Mock
from penstock_mock.document.request import Request
from penstock_mock.engine.exchange import BODY_LIMIT, Journal

INTEGER = {"type": "integer"}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Jobs", "version": "1"},
    "paths": {
        "/jobs": {
            "post": {
                "operationId": "startJob",
                "requestBody": {
                    "content": {
                        "application/json": {},
                        "application/x-www-form-urlencoded": {
                            "schema": {"type": "object", "properties": {"n": INTEGER}}
                        },
                    }
                },
                "responses": {"202": {"description": ""}},
            }
        },
        "/jobs/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": INTEGER}],
            "get": {
                "operationId": "getJob",
                "parameters": [
                    {"name": "wait", "in": "query", "schema": INTEGER},
                    {"name": "X-Trace", "in": "header", "schema": {"type": "string"}},
                ],
                "responses": {"200": {"description": ""}},
            },
            "delete": {"operationId": "deleteJob", "responses": {"204": {"description": ""}}},
        },
    },
}


@pytest.fixture(scope="module")
def contract() -> Contract:
    return Contract.load(DOCUMENT)


@pytest.fixture
def mock(contract: Contract) -> Mock:
    return Mock(contract)


def call(mock: Mock, method: str, path: str, **more: Any) -> None:
    mock.engine.handle(mock.session, Request.build(method, path, **more))


@pytest.fixture
def journal(mock: Mock) -> Journal:
    call(mock, "POST", "/jobs", json={"name": "a", "options": {"fast": True, "n": 1}})
    call(mock, "POST", "/jobs", json={"name": "b", "options": {"fast": False, "n": 1}})
    call(mock, "GET", "/jobs/7?wait=3", headers={"X-Trace": "t", "X-API-Key": "hunter2"})
    return mock.journal


def message(assertion: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(AssertionError) as failed:
        assertion(*args, **kwargs)
    return str(failed.value)


@pytest.mark.table(
    ("operation", "given"),
    [
        ("startJob", {}),
        ("startJob", {"times": 2}),
        ("startJob", {"json": {"name": "a"}, "times": 1}),
        ("startJob", {"json": {"options": {"n": 1}}, "times": 2}),
        ("startJob", {"json": {"options": {"n": 2}}, "times": 0}),
        ("getJob", {"path": {"id": 7}, "query": {"wait": 3}}),
        ("getJob", {"headers": {"x-trace": "t"}}),
        ("deleteJob", {"times": 0}),
    ],
)
def test_a_call_is_meant_when_it_contains_the_parts(
    journal: Journal, operation: str, given: dict[str, Any]
) -> None:
    calls = journal.assert_called(operation, **given)
    assert len(calls) == given.get("times", len(calls))
    assert {each.operation_id for each in calls} <= {operation}


@pytest.mark.table(
    ("wanted", "difference"),
    [
        ([{"a": 1}, 2], None),
        ([{"a": 1}], "a list of 2 instead of a list of 1"),
        ([2, {"a": 1}], "/list/0 is an object of 2 instead of 2"),
        ([{"a": True}, 2], "/list/0/a is 1 instead of True"),
        ({}, "a list of 2 instead of an object of 0"),
    ],
)
def test_lists_have_as_many_items_and_true_is_not_1(
    mock: Mock, wanted: Any, difference: str | None
) -> None:
    call(mock, "POST", "/jobs", json={"list": [{"a": 1, "b": 2}, 2]})
    if difference is None:
        mock.journal.assert_called("startJob", json={"list": wanted})
    else:
        text = message(mock.journal.assert_called, "startJob", json={"list": wanted})
        assert difference in text


def test_a_form_is_held_against_its_values(mock: Mock) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    call(mock, "POST", "/jobs", body=b"n=3&m=4", headers=headers)
    mock.journal.assert_called("startJob", json={"n": 3, "m": "4"})


def test_the_nearest_calls_are_shown_with_what_differs(journal: Journal) -> None:
    wanted = {"name": "b", "options": {"fast": True, "n": 1}, "more": None}
    text = message(journal.assert_called, "startJob", json=wanted)
    assert text.splitlines() == [
        "expected at least 1 call of startJob with such json, got 0",
        "    nearest:",
        "    #1 POST /jobs (startJob): served, 202",
        "        json /name is 'a' instead of 'b'",
        "        json /more is missing",
        "    #2 POST /jobs (startJob): served, 202",
        "        json /options/fast is False instead of True",
        "        json /more is missing",
    ]


def test_the_nearest_call_comes_first(journal: Journal) -> None:
    text = message(journal.assert_called, "startJob", json={"name": "b", "options": {"n": 2}})
    assert text.index("#2 POST") < text.index("#1 POST")


def test_too_many_calls_are_shown(journal: Journal) -> None:
    text = message(journal.assert_called, "startJob", times=1)
    assert text.startswith("expected 1 call of startJob, got 2\n")
    assert text.count("POST /jobs") == 2
    text = message(journal.assert_not_called, "getJob", path={"id": 7})
    assert text.startswith("expected 0 calls of getJob with such path, got 1\n")


def test_an_operation_that_was_not_called_is_shown_the_calls_there_were(
    journal: Journal, mock: Mock
) -> None:
    text = message(journal.assert_called, "deleteJob")
    assert text.startswith("expected at least 1 call of deleteJob, got 0\n    calls there were:\n")
    assert text.count("\n        #") == 3
    mock.reset()
    assert "calls there were: none" in message(journal.assert_called, "deleteJob")


def test_secrets_are_not_shown(journal: Journal) -> None:
    text = message(journal.assert_called, "getJob", headers={"X-API-Key": "swordfish"})
    assert "hunter2" not in text
    assert "swordfish" not in text


@pytest.mark.table("method", ["assert_called", "assert_not_called"])
def test_an_operation_there_is_not_is_a_mistake_of_the_test(journal: Journal, method: str) -> None:
    with pytest.raises(LookupError, match="no operation 'startJobs'; there is startJob"):
        getattr(journal, method)("startJobs")
    with pytest.raises(LookupError, match="startJob"):
        journal.assert_order(["startJobs"])


def test_a_name_there_is_not_is_a_mistake_and_not_no_calls(journal: Journal, mock: Mock) -> None:
    for mistyped in (journal.calls, journal.count):
        with pytest.raises(LookupError, match="no operation 'startJobs'; there is startJob"):
            mistyped("startJobs")
    with pytest.raises(LookupError, match="no verdict 'unexpcted'; there is unexpected"):
        journal.count(verdict="unexpcted")
    with pytest.raises(LookupError, match="no verdict 'breaches'; there is breach"):
        journal.wrong("breaches")
    with pytest.raises(ValueError, match="no operation 'startJobs'; there is startJob"):
        mock.admin.journal("startJobs")


@pytest.mark.table(
    "given", [{"times": -1}, {"times": 1.5}, {"path": 7}, {"query": "wait=3"}, {"headers": []}]
)
def test_parts_that_no_request_could_have_are_refused(
    journal: Journal, given: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match="give a"):
        journal.assert_called("getJob", **given)


@pytest.mark.table(
    ("parts", "remedy"),
    [
        ({"path": {"jobId": 7}}, r"path parameter 'jobId', which /jobs/\{id\} lacks"),
        ({"path": {"id": "7"}}, "'7' for path id.*give 7"),
        ({"query": {"wait": "3"}}, "'3' for query wait.*give 3"),
    ],
)
def test_a_slip_in_the_parts_does_not_pass_for_a_call_that_was_not_made(
    journal: Journal, mock: Mock, parts: dict[str, Any], remedy: str
) -> None:
    for attempt in (
        lambda: journal.assert_not_called("getJob", **parts),
        lambda: journal.assert_order([("getJob", parts)]),
        lambda: mock.stub("getJob", where=parts, optional=True),
    ):
        with pytest.raises(ValueError, match=remedy):
            attempt()


def test_a_call_that_breaks_the_contract_can_be_asserted(mock: Mock) -> None:
    call(mock, "GET", "/jobs/latest?wait=long&more=1")
    mock.journal.assert_called("getJob", path={"id": "latest"}, query={"wait": "long", "more": "1"})


def test_calls_in_order_may_have_others_between_them(journal: Journal, mock: Mock) -> None:
    call(mock, "DELETE", "/jobs/7")
    met = journal.assert_order(["startJob", ("getJob", {"path": {"id": 7}}), "deleteJob"])
    assert [each.id for each in met] == ["1", "3", "4"]
    journal.assert_order(["startJob", "startJob", "deleteJob"])


def test_calls_in_another_order_are_shown_with_the_one_that_is_missing(journal: Journal) -> None:
    text = message(journal.assert_order, ["getJob", ("startJob", {"json": {"name": "b"}})])
    assert text.splitlines()[:5] == [
        "after #3 GET /jobs/7 (getJob): served, 200, no call of startJob with such json",
        "    it was before: #2 POST /jobs (startJob): served, 202",
        "    expected:",
        "        getJob",
        "        startJob",
    ]
    text = message(journal.assert_order, ["startJob", "startJob", "startJob"])
    assert text.startswith("after #2 POST")


def test_nothing_else_is_what_no_assertion_was_about(journal: Journal, mock: Mock) -> None:
    journal.assert_called("startJob", times=2)
    text = message(journal.assert_nothing_else)
    assert text.splitlines() == [
        "1 call that no assertion was about",
        "    these:",
        "        #3 GET /jobs/7 (getJob): served, 200",
    ]
    journal.assert_order(["startJob", "getJob"])
    journal.assert_nothing_else()
    call(mock, "GET", "/nothing")
    assert "#4 GET /nothing" in message(journal.assert_nothing_else)


def test_an_assertion_that_failed_was_about_nothing(journal: Journal) -> None:
    message(journal.assert_called, "startJob", times=3)
    assert message(journal.assert_nothing_else).startswith("3 calls")


def test_a_new_beginning_has_no_calls(journal: Journal, mock: Mock) -> None:
    mock.reset()
    journal.assert_not_called("startJob")
    journal.assert_nothing_else()


def test_calls_that_left_the_journal_are_counted_but_not_compared(contract: Contract) -> None:
    mock = Mock(contract, journal=2)
    for number in range(3):
        call(mock, "POST", "/jobs", json={"n": number})
    mock.journal.assert_called("startJob", times=3)
    mock.journal.assert_called("startJob", json={"n": 2})
    text = message(mock.journal.assert_called, "startJob", json={"n": 2}, times=1)
    assert "1 call of it left the journal: Mock(journal=N) keeps more" in text
    assert "1 call left the journal" in message(mock.journal.assert_nothing_else)


def test_a_body_that_was_too_long_to_keep_is_no_json_that_differs(mock: Mock) -> None:
    body = b'{"a": "%s"}' % (b"x" * BODY_LIMIT)
    headers = {"Content-Type": "application/json", "Content-Length": str(len(body))}
    call(mock, "POST", "/jobs", body=body, headers=headers)
    text = message(mock.journal.assert_called, "startJob", json={"a": "y"})
    assert "json is unknown: the journal keeps the beginning of so long a body" in text


def test_a_stub_words_what_differs_in_the_same_way(mock: Mock) -> None:
    mock.stub("startJob", where={"json": {"name": "b"}}, optional=False)
    call(mock, "POST", "/jobs", json={"name": "a"})
    assert "json /name is 'a' instead of 'b'" in message(mock.verify)
