"""Sim's wire formats, read without a client: errors, waits, limits, results, frames."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock._core.message import RawResponse
from penstock._core.results import result
from penstock._core.service import ParsedError
from penstock.errors import APIStatusError, PenstockError, ResponseError
from penstock.ratelimit import RateLimit
from penstock.sim import _errors, _requests, _responses, _stream
from penstock.sim._models import (
    AsyncExecutionResult,
    RateLimitInfo,
    UsageLimits,
    WorkflowExecutionResult,
    WorkflowStatus,
    rate_limit_info,
)
from penstock.sim._runs import (
    TYPES,
    AccountLimits,
    Cancellation,
    Deployment,
    ExecutionStatus,
    JobStatus,
    PauseDetail,
    PausedExecutionList,
    Run,
    RunPage,
    job_of_run,
)
from penstock_api import operations

_T = TypeVar("_T")

NOW = 1_761_849_778.0  # 2025-10-30T18:42:58Z


def answer(body: Any, status: int = 200, **headers: str) -> RawResponse:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return RawResponse(status, given, raw)


def read(operation: Any, kind: type[_T], got: RawResponse) -> _T:
    """The result of an operation in an answer, as every call of it reads it."""
    return result(got, operation, kind, TYPES)


def job(body: Any) -> JobStatus:
    return read(operations.get_job_status, JobStatus, answer(body))


def refused(body: Any, status: int = 500, **headers: str) -> PenstockError:
    return parsed(answer(body, status, **headers)).error


def parsed(got: RawResponse) -> ParsedError:
    found = _errors.parse_error(got, NOW)
    assert found is not None
    return found


# --- refusals -----------------------------------------------------------------------------------


@pytest.mark.table(
    ("body", "message"),
    [
        ({"error": "boom"}, "boom"),
        ({"error": "boom", "message": "more"}, "boom: more"),
        ({"error": "same", "message": "same"}, "same"),
        ({"message": "alone"}, "alone"),
        ({"error": {"message": "boom", "code": "X"}}, "boom"),
        (
            {"error": "Invalid request body", "details": [{"path": ["a"], "message": "Required"}]},
            "Invalid request body: Required",
        ),
        ({"error": None}, "the server answered 500 Internal Server Error without a reason (x/y)"),
        ({"error": {}}, "the server answered 500 Internal Server Error without a reason (x/y)"),
        (["boom"], "the server answered 500 Internal Server Error without a reason (x/y)"),
        ("boom", "the server answered 500 Internal Server Error without a reason (x/y)"),
        (7, "the server answered 500 Internal Server Error without a reason (x/y)"),
        (b"<html>", "the server answered 500 Internal Server Error without a reason (x/y)"),
        (b"\xff\xfe", "the server answered 500 Internal Server Error without a reason (x/y)"),
        (b"", "the server answered 500 Internal Server Error with an empty body"),
    ],
)
def test_a_message_is_found_in_every_form(body: Any, message: str) -> None:
    """And made up where there is none; a list or a number is no crash."""
    assert refused(body, content_type="x/y; charset=utf-8").message == message


def test_the_body_is_kept_in_every_form() -> None:
    """Parsed if it is JSON, as text if it isn't, None if there is none."""
    forms: list[tuple[Any, Any]] = [(["a"], ["a"]), (7, 7), (b"<p>", "<p>"), (b"", None)]
    for body, kept in forms:
        assert refused(body).body == kept


@pytest.mark.table("status", [400, 404, 409, 418, 499, 500, 520, 599])
def test_a_refusal_has_the_class_of_its_status(status: int) -> None:
    """Also where the status has no name."""
    error = refused({"error": "no"}, status)
    assert isinstance(error, APIStatusError)
    assert error.status == status


def test_ids_are_found_wherever_they_are_told() -> None:
    """In headers, in v1's body, in v2's details."""
    error = refused({"error": "x", "requestId": "q", "executionId": "e"})
    assert (error.request_id, error.run_id) == ("q", "e")
    error = refused({"error": {"details": {"runId": "r"}}}, x_request_id="h")
    assert (error.request_id, error.run_id) == ("h", "r")
    assert refused({}, x_execution_id="e").run_id == "e"


@pytest.mark.table(
    ("location", "told"),
    [
        ("https://user:sk-secret@b.c:8080/d?key=e#f", "to https://b.c:8080, which"),
        ("http://[::1]:80/x", "to http://[::1]:80, which"),
        ("//b.c/d", "to //b.c, which"),
        ("/d?key=e", "to another address of its own, which"),
        ("http://[", "to an address that can't be read, which"),
        ("//]", "to an address that can't be read, which"),
        ("http://a]b/", "to an address that can't be read, which"),
        ("http://a:secret/", "to an address that can't be read, which"),
    ],
)
def test_a_redirect_tells_no_more_than_the_host(location: str, told: str) -> None:
    """And any nonsense is an error of ours."""
    error = refused({}, 302, location=location)
    assert told in error.message
    assert "secret" not in error.message


TIMES = {"duration": 41, "startTime": "2025-10-30T18:41:00.000Z"}


def test_a_failed_run_is_no_refusal() -> None:
    """It is recognised by a boolean and by fields that only runs have."""
    for body, failed in (
        ({"success": False, "output": {}}, True),
        ({"success": False, "metadata": {}}, True),
        ({"success": False, "output": {}, "error": "boom", "reason": "mine"}, False),
        ({"success": False, "output": {}, "metadata": TIMES, "newer": 1}, True),
        ({"success": False, "error": "Client cancelled request"}, False),
        ({"success": "false", "output": {}}, False),
        ({"success": True, "output": {}}, False),
        ([], False),
    ):
        assert (_errors.parse_error(answer(body, 500), NOW) is None) is failed


@pytest.mark.table(
    ("body", "status", "wait"),
    [
        ({"retryAfterSeconds": 5}, 429, 5),
        ({"retryAfterSeconds": 5}, 503, 5),
        ({"retryAfterSeconds": 5}, 500, None),
        ({"error": {"details": {"retryAfter": "2025-10-30T18:43:08.500Z"}}}, 429, 10.5),
        ({"resetAt": "2025-10-30T18:43:58.000Z"}, 429, 60),
        ({"retryAfter": 1_761_849_785_000}, 429, 7),
        ({"error": "Rate limit exceeded. Resets at 2025-10-30T18:43:00.000Z"}, 429, 2),
        ({"error": "Rate limit exceeded. Resets at 2025-10-30T18:43:00.000Z"}, 503, None),
        ({"resetAt": "2020-01-01T00:00:00Z"}, 429, 0),
        ({"resetAt": "soon"}, 429, None),
        ({"resetAt": 7, "retryAfter": "x", "retryAfterSeconds": True}, 429, None),
        ({"retryAfterSeconds": -5}, 429, None),
        ({"error": "at 9999-99-99T99:99:99Z"}, 429, None),
        ([], 429, None),
    ],
)
def test_a_wait_is_found_in_every_form(body: Any, status: int, wait: float | None) -> None:
    """And nonsense is no wait."""
    assert parsed(answer(body, status)).hints.retry_after == wait


def test_a_header_says_when_only_after_a_429() -> None:
    """v2 sends its bucket with every answer; a 503 isn't about it."""
    reset = {"x_ratelimit_reset": "2025-10-30T18:43:08Z", "x_ratelimit_limit": "9"}
    assert parsed(answer({}, 429, **reset)).wait == 10
    assert parsed(answer({}, 503, **reset)).wait is None
    assert parsed(answer({}, 302, retry_after="5")).wait is None


def test_a_429_without_headers_still_tells_its_limit() -> None:
    """From its body; an empty one has none."""
    told = parsed(answer({"resetAt": "2025-10-30T18:43:58Z"}, 429)).limits
    assert told == (RateLimit(remaining=0, reset_after=60, reset_at=NOW + 60),)
    assert parsed(answer({"error": "slow"}, 429)).limits == ()
    assert parsed(answer({"resetAt": "2025-10-30T18:43:58Z"}, 503)).limits == ()


# --- results ------------------------------------------------------------------------------------


def test_the_documented_fields_come_first_and_in_order() -> None:
    """A new field is by keyword only, and out of comparisons."""
    result = WorkflowExecutionResult(True, {"a": 1}, None, [], {"duration": 1}, [], 1.5)
    assert result == WorkflowExecutionResult(
        True, {"a": 1}, None, [], {"duration": 1}, [], 1.5, run_id="r", attempts=3, raw={}
    )
    assert (AsyncExecutionResult(True, "t", "queued", "c", {}).task_id) == "t"
    assert WorkflowStatus(True, "d", True).needs_redeployment
    assert RateLimitInfo(1, 2, 3, 4).retry_after == 4
    assert UsageLimits(True, {}, {"plan": "free"}).usage["plan"] == "free"
    with pytest.raises(TypeError):
        WorkflowExecutionResult(True, None, None, None, None, None, None, "completed", "r")  # type: ignore[misc]


@pytest.mark.table(
    ("made", "documented"),
    [
        (WorkflowExecutionResult(True, 1, "e", [], {}, [], 1.5), (True, 1, "e", [], {}, [], 1.5)),
        (AsyncExecutionResult(True, "t", "queued", "c", {}), (True, "t", "queued", "c", {})),
        (WorkflowStatus(True, "d", True), (True, "d", True)),
        (UsageLimits(True, {"a": 1}, {"b": 2}), (True, {"a": 1}, {"b": 2})),
        (RateLimitInfo(1, 2, 3, 4), (1, 2, 3, 4)),
    ],
)
def test_a_result_taken_apart_begins_with_the_documented_fields(
    made: Any, documented: tuple[Any, ...]
) -> None:
    """Code that unpacks the first few goes on working."""
    assert dataclasses.astuple(made)[: len(documented)] == documented


def typed_wrongly(made: Any) -> list[str]:
    """The fields of a result that hold no text where one is promised."""
    return [
        field.name
        for field in dataclasses.fields(made)
        if (field.type == "str" and not isinstance(getattr(made, field.name), str))
        or (field.type == "str | None" and not isinstance(getattr(made, field.name), str | None))
    ]


def test_a_field_of_another_type_costs_only_itself() -> None:
    """A number where a text is promised is no text."""
    odd = dict.fromkeys(["executionId", "error", "status", "runId", "deployedAt", "reason"], 0)
    odd |= dict.fromkeys(["statusUrl", "createdAt", "trigger", "workflowId"], 5)
    v2 = {"data": {**odd, "status": "x", "error": {"code": 5, "message": 5}}}
    for made in (
        _responses.result(answer({**odd, "success": True})),
        _responses.result(answer(v2)),
        _responses.receipt(answer({**odd, "taskId": "t", "links": {"status": 5}}), "wf", NOW),
    ):
        assert typed_wrongly(made) == []
    final = _stream.read_frame('{"event":"final","data":{"status":5}}')
    assert isinstance(final, _stream.FinalEvent)
    assert final.status is None


@pytest.mark.table("metadata", ["x", 1, True, [1], None, {}])
def test_a_job_with_odd_metadata_is_a_job(metadata: Any) -> None:
    """Only its times are missing."""
    found = job({"taskId": "t", "status": "completed", "metadata": metadata})
    assert (found["metadata"], found["metadata"]["duration"]) == ({}, None)
    assert _responses.result_of_job(found).success


def test_a_receipt_is_dated_in_any_year() -> None:
    """A Date header at the edge of time is as good as none."""
    for date in ("Fri, 31 Dec 9999 23:59:59 -1200", "", "x"):
        made = _responses.receipt(answer({"taskId": "t"}, 202, date=date), "wf", NOW)
        assert made.created_at == "2025-10-30T18:42:58.000Z"


def test_json_instead_of_a_stream_of_v2_has_an_envelope() -> None:
    """Without one it is no Response block's, as it would be in v1."""
    assert isinstance(_stream.Reader().read_response(answer({"foo": 1})), _stream.FinalEvent)
    with pytest.raises(ResponseError, match="no result of the run"):
        _stream.Reader(enveloped=True).read_response(answer({"foo": 1}))


def test_a_result_prints_as_documented() -> None:
    """Without the raw answer behind it."""
    assert repr(WorkflowExecutionResult(True, raw={"secret": 1})) == (
        "WorkflowExecutionResult(success=True, output=None, error=None, logs=None, metadata=None, "
        "trace_spans=None, total_duration=None)"
    )


def test_results_can_be_copied_pickled_and_taken_apart() -> None:
    """Worker pools and caches do that."""
    result = WorkflowExecutionResult(True, {"a": 1}, run_id="r")
    job = JobStatus(
        {"taskId": "t", "status": "pending", "metadata": {}},
        attempts=2,
        rate_limit=RateLimitInfo(1, 2, 3),
    )
    for value in (result, job):
        assert pickle.loads(pickle.dumps(value)) == value == copy.deepcopy(value)
    again = pickle.loads(pickle.dumps(job))
    assert again.rate_limit == RateLimitInfo(1, 2, 3)
    assert (again.raw_status, again.attempts, again["metadata"]["duration"]) == ("pending", 2, None)
    assert dataclasses.asdict(result)["run_id"] == "r"


def test_the_result_of_a_job_is_taken_apart() -> None:
    """With its job, which is a dict of a class of its own."""
    found = _responses.result_of_job(job({"taskId": "t", "status": "completed"}))
    assert dataclasses.asdict(found)["model"] == found.model


def test_the_tightest_limit_is_the_one_shown() -> None:
    """An answer may tell several; times are whole epoch seconds, waits rounded up."""
    limits = (
        RateLimit(limit=100, remaining=50, reset_at=NOW + 0.7),
        RateLimit(limit=10, remaining=1, reset_at=NOW + 60.5),
        RateLimit(limit=5),
    )
    assert rate_limit_info(limits, 1.2) == RateLimitInfo(10, 1, int(NOW) + 60, 2)
    assert rate_limit_info(()) is None
    bare = rate_limit_info((RateLimit(remaining=0),))
    assert bare is not None
    assert (bare.limit, bare.reset, bare.reset_at) == (0, 0, None)


def test_a_reset_is_a_time_a_page_can_show() -> None:
    """Epoch seconds, as documented, never milliseconds."""
    info = RateLimitInfo(1, 0, 1_704_067_200)
    assert info.reset_at is not None
    assert info.reset_at.isoformat() == "2024-01-01T00:00:00+00:00"


@pytest.mark.table(
    ("status", "error", "message"),
    [
        ("failed", {"message": "crashed", "name": "E", "stackTrace": "…"}, "crashed"),
        ("failed", {"name": "E"}, "{'name': 'E'}"),
        ("failed", "boom", "boom"),
        ("failed", None, "the job failed; the server gives no reason"),
        ("cancelled", None, "the job was cancelled"),
        ("processing", None, None),
    ],
)
def test_a_jobs_error_is_a_message(status: str, error: Any, message: str | None) -> None:
    """An object in 2025-10, a text in 2026-08, nothing at all when it was cancelled."""
    values = {"taskId": "t", "status": status, "metadata": {}}
    assert job(values if error is None else {**values, "error": error}).error_message == message


def test_a_jobs_output_is_unwrapped() -> None:
    """The wrapper is v1's; an output that merely looks a little like it stays."""
    wrapper = {"success": True, "workflowId": "wf", "executionId": "e", "output": {"a": 1}}
    for output, own in ((wrapper, {"a": 1}), ({"output": 1}, {"output": 1}), ("x", "x")):
        job = JobStatus({"status": "completed", "output": output})
        assert job.workflow_output == own


def test_a_run_id_is_found_in_todays_correlation() -> None:
    """There is no other ref for it before the end."""
    metadata = {"correlation": {"executionId": "e-1", "source": "api"}}
    assert JobStatus({"status": "pending", "metadata": metadata}).run_id == "e-1"


# --- frames -------------------------------------------------------------------------------------


@pytest.mark.table(
    ("data", "kind"),
    [
        ('{"blockId":"b","chunk":"x"}', "ChunkEvent"),
        ('{"chunk":""}', "ChunkEvent"),
        ('{"blockId":"b","chunk":7}', "UnknownEvent"),
        ('{"event":"final","data":{"success":true,"output":{}}}', "FinalEvent"),
        ('{"event":"final"}', "FinalEvent"),
        ('{"event":"done","success":true,"output":{}}', "FinalEvent"),
        ('{"event":"error","error":"x"}', "ErrorEvent"),
        ('{"event":"error","error":{"message":"x"}}', "ErrorEvent"),
        ('{"event":"error"}', "ErrorEvent"),
        ('{"event":"stream_error","blockId":"b","error":"x"}', "StreamErrorEvent"),
        ('{"event":"chunk_reset","blockId":"b"}', "ChunkResetEvent"),
        ('{"event":"thinking","blockId":"b","data":"x"}', "ThinkingEvent"),
        ('{"event":"thinking","blockId":"b","data":{}}', "UnknownEvent"),
        ('{"event":"tool","blockId":"b"}', "ToolEvent"),
        ('{"event":"tool2","blockId":"b"}', "UnknownEvent"),
        ('{"event":7}', "UnknownEvent"),
        ('{"type":"stream:chunk","data":{"blockId":"b","chunk":"x"}}', "ChunkEvent"),
        ('{"type":"stream:chunk","data":{}}', "UnknownEvent"),
        ('{"type":"execution:completed","data":{"success":true}}', "FinalEvent"),
        ('{"type":"execution:error","data":{"error":"x"}}', "ErrorEvent"),
        ('{"type":"execution:cancelled","data":{}}', "ErrorEvent"),
        ('{"type":"block:started","data":{}}', "UnknownEvent"),
        ("{}", "UnknownEvent"),
        ("[]", "UnknownEvent"),
        ("null", "UnknownEvent"),
        ('"other"', "UnknownEvent"),
        ("not json", "UnknownEvent"),
        ("[" * 100_000, "UnknownEvent"),
        ('"[DONE]"', "NoneType"),
        ("[DONE]", "NoneType"),
        (" [DONE] ", "NoneType"),
    ],
)
def test_each_frame_has_its_event(data: str, kind: str) -> None:
    """An unknown frame is handed on; only the sentinel is no event."""
    assert type(_stream.read_frame(data)).__name__ == kind


@pytest.mark.table(
    ("selected", "output", "texts", "whole"),
    [
        (["a.content"], {}, {"b": "x"}, {"b": {"content": "x"}}),
        (["a.content"], None, {"b": "x"}, {"b": {"content": "x"}}),
        (["a.content"], {"b": {"content": "sent"}}, {"b": "x"}, {"b": {"content": "sent"}}),
        (["a.content", "c.content"], {}, {"b": "x", "d": "\n\ny"},
         {"b": {"content": "x"}, "d": {"content": "y"}}),
        (["a.content", "c.model"], {}, {"b": "x"}, {}),
        ([], {"content": "x"}, {}, {"content": "x"}),
        (["uuid"], {}, {"b": "x"}, {}),
        (["a.content"], "text", {"b": "x"}, "text"),
    ],
)  # fmt: skip
def test_streamed_text_stands_where_the_documented_server_puts_it(
    selected: list[str], output: Any, texts: dict[str, str], whole: Any
) -> None:
    """If it is known where: all selected outputs must have the same path."""
    reader = _stream.Reader(selected)
    for block, text in texts.items():
        reader.read(json.dumps({"blockId": block, "chunk": text}))
    reader.read(json.dumps({"event": "final", "data": {"success": True, "output": output}}))
    assert reader.result().output == whole


def test_a_reader_that_is_only_read_along_keeps_a_bounded_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One that is collected keeps all."""
    monkeypatch.setattr(_stream, "MAX_STREAMED_TEXT", 10)
    for keep_all, kept in ((False, 8), (True, 40)):
        reader = _stream.Reader()
        reader.keep_all = keep_all
        for _ in range(10):
            reader.read('{"blockId":"b","chunk":"four"}')
        assert len(reader.partial.text) == kept


# --- anything at all ----------------------------------------------------------------------------

_KEYS = [
    "success", "output", "error", "metadata", "data", "status", "runId", "taskId", "jobId", "code",
    "message", "details", "links", "statusUrl", "rateLimit", "usage", "sync", "async", "isDeployed",
    "nextCursor", "event", "chunk", "blockId", "type", "resetAt", "retryAfter", "cost", "paused",
    "startedAt", "executionId", "reason", "storage", "limit", "remaining",
]  # fmt: skip
_scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "completed", "failed", "2025-10-30T18:43:58Z", "[DONE]", "x"])
)
_values = st.recursive(
    _scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=5)
    ),
    max_leaves=10,
)


@given(_values, st.sampled_from([200, 202, 301, 400, 401, 404, 429, 500, 503, 520]))
def test_no_json_makes_a_reader_crash(body: Any, status: int) -> None:
    """Each gives a value, or an exception of ours that holds the body."""
    got = answer(body, status)
    found = _errors.parse_error(got, NOW)
    assert found is None or isinstance(found.error, PenstockError)
    run = partial(read, operations.get_run, Run)
    for reader in (
        _responses.result,
        lambda a: _responses.receipt(a, "wf", NOW),
        lambda a: _responses.result(a, enveloped=True),
        lambda a: _stream.resumption(a, "wf", lambda: NOW),
        lambda a: _responses.workflow_status(read(operations.get_workflow_status, Deployment, a)),
        lambda a: _responses.usage_limits(read(operations.get_usage_limits, AccountLimits, a)),
        lambda a: _responses.result_of_job(read(operations.get_job_status, JobStatus, a)),
        lambda a: _responses.result_of_job(job_of_run(run(a))),
        lambda a: _responses.receipt_of_run(run(a), 2),
        lambda a: read(operations.get_execution, ExecutionStatus, a).as_run("wf", "r"),
        lambda a: read(operations.list_runs, RunPage, a).of("wf"),
        partial(read, operations.cancel_run, Cancellation),
        partial(read, operations.list_paused_executions, PausedExecutionList),
        partial(read, operations.get_pause_point, PauseDetail),
    ):
        with suppress(ResponseError):
            reader(got)


@given(st.lists(_values.map(json.dumps) | st.text(), max_size=6))
def test_no_frame_makes_a_stream_crash(frames: list[str]) -> None:
    """Whatever a server thinks of."""
    reader = _stream.Reader(["a.content"])
    for frame in frames:
        reader.read(frame)
    assert isinstance(reader.partial, WorkflowExecutionResult)
    assert reader.failure() is None or isinstance(reader.failure(), PenstockError)
    assert len(reader.events) <= len(frames)


# --- requests -----------------------------------------------------------------------------------


@given(_values)
def test_an_input_always_reaches_the_workflow_as_it_is(value: Any) -> None:
    """At the root or wrapped: what the documented server makes of the body is the input."""
    what = _requests.Execution(workflow_id="wf", input=value)
    body = json.loads(_requests.EXECUTE["v1"](what).body or b"")
    assert body.get("input", body) == ({} if value is None else value)
