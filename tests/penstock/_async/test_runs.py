"""Runs of v2: executing, finding, listing, cancelling and resuming them."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from penstock import (
    ConflictError,
    ConnectionLostError,
    NotFoundError,
    RateLimitError,
    ResponseError,
    ServerError,
    UsageError,
)
from penstock.sim import AsyncExecutionResult, WorkflowExecutionResult

pytestmark = pytest.mark.anyio

RESULT = {
    "runId": "r-1",
    "workflowId": "wf",
    "status": "completed",
    "output": {"content": "Paris"},
    "error": None,
    "startedAt": "2026-08-20T10:00:00.000Z",
    "endedAt": "2026-08-20T10:00:00.512Z",
    "durationMs": 511.8,
}
RUN = {**RESULT, "trigger": "api", "paused": None, "cost": {"total": 1.5}, "blockOutputs": None}
TAKEN = {
    "error": {
        "code": "CONFLICT",
        "message": "Run ID has already been used",
        "details": {"code": "RUN_ID_CONFLICT", "runId": "r-1"},
    }
}


def answer(data: Any, status: int = 200, **headers: str) -> httpx.Response:
    return httpx.Response(status, json={"data": data}, headers=headers)


def sent_ids(server: Any) -> list[str]:
    return [request.headers.get("x-run-id") for request in server.requests]


async def test_a_result_is_read_out_of_its_envelope(sim, server) -> None:
    """Into the documented fields."""
    server.will(answer(RESULT))
    result = await sim.execute_run("wf", {"message": "hi"})
    assert (result.success, result.output, result.error) == (True, {"content": "Paris"}, None)
    assert result.metadata == {
        "duration": 511.8,
        "startTime": "2026-08-20T10:00:00.000Z",
        "endTime": "2026-08-20T10:00:00.512Z",
        "runId": "r-1",
    }
    assert (result.run_id, result.workflow_id, result.status) == ("r-1", "wf", "completed")
    assert server.paths == ["/api/v2/workflows/wf/execute"]
    assert server.bodies == [{"input": {"message": "hi"}}]


async def test_the_documented_call_can_speak_v2(make, server) -> None:
    """The same code, another server."""
    server.will(answer(RESULT), answer({"runId": "r", "statusUrl": "https://x.y/z"}, 202))
    client = make(api="v2")
    assert (await client.execute_workflow("wf", {"a": 1})).success
    receipt = await client.execute_workflow("wf", [1], async_execution=True)
    assert (receipt.task_id, receipt.kind, receipt.workflow_id) == ("r", "run", "wf")
    assert server.bodies == [{"input": {"a": 1}}, {"input": {"input": [1]}, "async": True}]
    with pytest.raises(UsageError, match="v1"):
        make(api="v3")


async def test_a_failed_run_tells_why(sim, server) -> None:
    """Message, code, and the block that failed."""
    error = {"message": "no", "code": "BLOCK_EXECUTION_FAILED", "blockName": "Slack 1"}
    server.will(answer({**RESULT, "status": "failed", "output": None, "error": error}))
    result = await sim.execute_run("wf")
    assert (result.success, result.error, result.status) == (False, "no", "failed")
    assert (result.error_code, result.error_detail) == ("BLOCK_EXECUTION_FAILED", error)


async def test_a_paused_run_is_not_a_success(sim, server) -> None:
    """It isn't done."""
    server.will(answer({**RESULT, "status": "paused"}))
    result = await sim.execute_run("wf")
    assert (result.success, result.status) == (False, "paused")


@pytest.mark.table("data", [None, [], {}, {"status": "completed"}])
async def test_an_answer_without_a_result_is_unreadable(sim, server, data) -> None:
    """v2 has nothing without its envelope, so this is no Response block."""
    server.will(answer(data))
    with pytest.raises(ResponseError, match="no result of the run"):
        await sim.execute_run("wf")


async def test_every_run_has_an_id_of_ours(sim, server) -> None:
    """A new one for each, or the caller's."""
    server.will(answer(RESULT))
    await sim.execute_run("wf")
    await sim.execute_run("wf")
    await sim.execute_run("wf", run_id="mine")
    first, second, third = sent_ids(server)
    assert (len(first), len(second), third) == (36, 36, "mine")
    assert first != second


async def test_a_lost_request_is_sent_again_with_the_same_id(sim, server) -> None:
    """The server starts one run with it and no second."""
    server.will(httpx.ReadError(""), httpx.Response(502), answer(RESULT))
    assert (await sim.execute_run("wf")).attempts == 3
    assert len(set(sent_ids(server))) == 1


async def test_a_refused_request_is_sent_again_with_another_id(sim, server) -> None:
    """The old one may be spent; nothing has run with it."""
    busy = httpx.Response(503, json={"error": {"code": "X"}}, headers={"retry-after": "1"})
    server.will(httpx.Response(429, json={"error": {}}), busy, answer(RESULT))
    assert (await sim.execute_run("wf")).attempts == 3
    assert len(set(sent_ids(server))) == 3


async def test_after_a_lost_request_the_id_stays(sim, server) -> None:
    """Whatever is refused later: the first may have begun the run."""
    server.will(httpx.ReadError(""), httpx.Response(429, json={"error": {}}), answer(RESULT))
    await sim.execute_run("wf")
    assert len(set(sent_ids(server))) == 1


async def test_the_callers_id_is_never_changed(sim, server) -> None:
    """Not even after a refusal."""
    server.will(httpx.Response(429, json={"error": {}}), answer(RESULT))
    await sim.execute_run("wf", run_id="mine")
    assert sent_ids(server) == ["mine", "mine"]


async def test_a_run_that_had_begun_is_taken_over(sim, server) -> None:
    """Its answer was lost; a conflict about our own id shows it, and the run is waited for."""
    running = {**RUN, "status": "running", "output": None}
    server.will(
        httpx.ReadError(""),
        httpx.Response(409, json=TAKEN),
        answer(running),
        answer(running),
        answer(RUN),
    )
    result = await sim.execute_run("wf")
    assert isinstance(result, WorkflowExecutionResult)
    assert (result.success, result.output) == (True, {"content": "Paris"})
    run_id = sent_ids(server)[0]
    assert server.paths[2:] == [f"/api/v2/workflows/wf/runs/{run_id}?includeOutput=true"] * 3
    assert (result.run_id, result.attempts) == (run_id, 2)


async def test_a_run_that_was_cancelled_with_its_lost_connection_is_an_error(sim, server) -> None:
    """It was not asked for, and the answer has no reason: the output and the error are null."""
    cancelled = {**RUN, "status": "cancelled", "output": None}
    running = {**cancelled, "status": "running"}
    server.will(
        httpx.ReadError(""), httpx.Response(409, json=TAKEN), answer(running), answer(cancelled)
    )
    with pytest.raises(ConnectionLostError, match=r"cancelled.*start_run") as caught:
        await sim.execute_run("wf", run_id="mine")
    error = caught.value
    assert (error.idempotency_key, error.attempts, error.may_have_begun) == ("mine", 2, True)
    assert (error.service, error.method) == ("sim", "POST")
    assert isinstance(error.__cause__, ConflictError)


async def test_a_queued_run_that_was_cancelled_has_a_receipt_all_the_same(sim, server) -> None:
    """It outlives its connection, so it was cancelled by another caller."""
    cancelled = answer({**RUN, "status": "cancelled", "output": None})
    server.will(httpx.ReadError(""), httpx.Response(409, json=TAKEN), cancelled)
    receipt = await sim.start_run("wf", run_id="mine")
    assert (receipt.run_id, receipt.status, receipt.attempts) == ("mine", "cancelled", 2)


async def test_a_queued_run_that_had_begun_is_taken_over(sim, server) -> None:
    """Its receipt is made of the run."""
    server.will(
        httpx.ReadTimeout(""), httpx.Response(409, json=TAKEN), answer({**RUN, "status": "queued"})
    )
    receipt = await sim.start_run("wf", execution_timeout=600)
    assert isinstance(receipt, AsyncExecutionResult)
    run_id = sent_ids(server)[0]
    assert (receipt.task_id, receipt.status, receipt.kind) == (run_id, "queued", "run")


async def test_a_conflict_about_an_id_that_was_not_ours_is_raised(sim, server) -> None:
    """At the first attempt the id was another caller's."""
    server.will(httpx.Response(409, json=TAKEN))
    with pytest.raises(ConflictError) as caught:
        await sim.execute_run("wf", run_id="r-1")
    assert (caught.value.code, len(server.requests)) == ("RUN_ID_CONFLICT", 1)


async def test_a_conflict_after_what_was_never_sent_is_raised(sim, server) -> None:
    """The id was another caller's then, too: their run isn't ours."""
    server.will(httpx.ConnectError("no"), httpx.Response(409, json=TAKEN))
    with pytest.raises(ConflictError) as caught:
        await sim.execute_run("wf", run_id="r-1")
    assert caught.value.attempts == 2


async def test_an_id_that_is_taken_without_a_run_is_a_conflict(sim, server) -> None:
    """The id was noted, the run never begun."""
    gone = {"error": {"code": "NOT_FOUND", "message": "Run not found"}}
    server.will(
        httpx.ReadError(""), httpx.Response(409, json=TAKEN), httpx.Response(404, json=gone)
    )
    with pytest.raises(ConflictError):
        await sim.execute_run("wf")


async def test_an_error_names_the_run(sim, server) -> None:
    """So that it can be found again."""
    server.will(httpx.ReadTimeout(""))
    with pytest.raises(Exception, match="no response") as caught:
        await sim.execute_run("wf", run_id="mine", retry=0)
    assert (caught.value.run_id, caught.value.idempotency_key) == ("mine", "mine")


async def test_a_doubtful_enqueue_is_not_repeated(sim, server) -> None:
    """The server itself isn't sure."""
    details = {"code": "ASYNC_ENQUEUE_AMBIGUOUS", "runId": "r-1"}
    body = {"error": {"code": "SERVICE_UNAVAILABLE", "message": "?", "details": details}}
    server.will(httpx.Response(503, json=body))
    with pytest.raises(ServerError) as caught:
        await sim.start_run("wf")
    assert (caught.value.raw_code, caught.value.run_id) == ("ASYNC_ENQUEUE_AMBIGUOUS", "r-1")
    assert len(server.requests) == 1


async def test_a_run_is_read_with_its_times(sim, server) -> None:
    """As times, not as text; what is missing, or no time at all, costs only itself."""
    server.will(answer(RUN), answer({"runId": "r-1", "status": "hibernating", "startedAt": "?"}))
    run = await sim.get_run("wf", "r-1")
    assert run.started_at == datetime(2026, 8, 20, 10, tzinfo=UTC)
    assert (run.cost, run.duration_ms, run.is_finished) == (1.5, 511.8, True)
    run = await sim.get_run("wf", "r-1", include_output=False, block_ids=["b-1", "b-2.x"])
    assert (run.status, run.started_at, run.is_finished, run.cost) == (
        "hibernating",
        "?",
        False,
        None,
    )
    assert server.paths[1].endswith("?selectedOutputs=b-1%2Cb-2.x")


PAUSE = {"contextId": "c-1", "pausedAt": "2026-08-20T10:00:00.000Z", "pausePointCount": 1}
FAILURE = {"message": "boom", "code": "BLOCK_EXECUTION_FAILED", "blockName": "Agent"}


async def test_a_run_has_all_that_the_document_and_the_server_tell(sim, server) -> None:
    """By the documented names, typed; under plain names what is needed most."""
    sent = {**RUN, "status": "paused", "paused": PAUSE, "error": FAILURE, "newer": {"a": 1}}
    server.will(answer(sent))
    run = await sim.get_run("wf", "r-1")
    assert (run.cost, run.charge.total) == (1.5, 1.5)
    assert (run.paused, run.pause.context_id, run.is_paused) == (PAUSE, "c-1", True)
    assert (run.error, run.error_code) == ("boom", "BLOCK_EXECUTION_FAILED")
    assert run.failure.block_name == "Agent"
    assert run.additional_properties == {"newer": {"a": 1}}
    assert run.to_dict() == run.raw == sent
    assert pickle.loads(pickle.dumps(run)) == run == copy.deepcopy(run)
    assert "raw=" not in repr(run)


async def test_a_run_of_v1_is_read_in_the_form_of_v2(sim, server) -> None:
    """The names differ, and its error is a text alone."""
    sent = {"executionId": "e", "workflowId": "wf", "status": "failed", "level": "error"}
    sent |= {"totalDurationMs": 7, "finalOutput": {"a": 1}, "error": "Usage limit exceeded"}
    server.will(httpx.Response(200, json=sent))
    run = await sim.get_execution("wf", "e")
    assert (run.run_id, run.duration_ms, run.output) == ("e", 7, {"a": 1})
    assert (run.error, run.error_code) == ("Usage limit exceeded", "USAGE_LIMIT_EXCEEDED")
    assert run.failure.message == "Usage limit exceeded"
    assert (run.execution.level, run.raw) == ("error", sent)
    assert run.execution.to_dict() == sent


async def test_a_cancellation_has_all_that_the_document_tells(sim, server) -> None:
    """The place where it was recorded, if it was; of odd values each is kept as it came."""
    sent = {"success": True, "runId": "r-1", "durablyRecorded": False, "reason": 5}
    server.will(answer(sent))
    done = await sim.cancel_run("wf", "r-1")
    assert (done.success, done.durably_recorded, done.redis_available) == (True, False, None)
    assert (done.reason, done.was_finished, done.is_unsure) == (5, False, False)
    assert done.to_dict() == sent


@pytest.mark.table("listed", [True, False])
async def test_a_paused_execution_has_all_that_the_document_tells(sim, server, listed) -> None:
    """Its pauses with theirs; a pause that is no object is kept as it came."""
    points = [{"contextId": "c", "resumeStatus": "paused", "pauseKind": "human"}, 5]
    sent = {"executionId": "e", "workflowId": "wf", "status": "paused", "pausePoints": points}
    answered = {"pausedExecutions": [sent]} if listed else sent
    server.will(httpx.Response(200, json={**answered, "totalPauseCount": 2}))
    if listed:
        (found,) = await sim.list_paused_executions("wf")
    else:
        found = await sim.get_paused_execution("wf", "e")
        assert found.total_pause_count == 2
    assert (found.run_id, found.workflow_id, found.attempts) == ("e", "wf", 1)
    point, odd = found.pause_points
    assert odd == 5
    assert (point.context_id, point.status, point.pause_kind) == ("c", "paused", "human")
    assert point.raw == points[0]


async def test_runs_are_listed_page_by_page(sim, server) -> None:
    """A page is asked for when it is needed; the filters go with each."""
    pages = [{"data": [{**RUN, "runId": str(n)}], "nextCursor": f"c{n}" if n < 3 else None}
             for n in (1, 2, 3)]  # fmt: skip
    server.will(*pages)
    since = datetime(2026, 8, 1, tzinfo=UTC)
    runs = sim.list_runs("wf", status="failed", start_date=since, limit=1, order="asc")
    assert server.requests == []
    assert [run.run_id async for run in runs] == ["1", "2", "3"]
    query = "status=failed&startDate=2026-08-01T00%3A00%3A00.000Z&limit=1"
    assert server.paths == [
        f"/api/v2/workflows/wf/runs?{query}&order=asc",
        f"/api/v2/workflows/wf/runs?{query}&cursor=c1&order=asc",
        f"/api/v2/workflows/wf/runs?{query}&cursor=c2&order=asc",
    ]


async def test_the_pages_themselves_can_be_had(sim, server) -> None:
    """To go on later from a cursor."""
    server.will({"data": [RUN, RUN], "nextCursor": "next"})
    async for page in sim.list_runs("wf", cursor="here").pages():
        assert (len(page.items), page.next_cursor) == (2, "next")
        break
    assert server.paths == ["/api/v2/workflows/wf/runs?cursor=here"]


async def test_pages_that_go_round_in_a_circle_end(sim, server) -> None:
    """With an error, instead of never."""
    sent = {"data": [], "nextCursor": "again"}
    server.will(httpx.Response(200, headers={"x-request-id": "r-1"}, json=sent))
    with pytest.raises(ResponseError, match=r"the cursor .* twice") as caught:
        [run async for run in sim.list_runs("wf")]
    assert len(server.requests) == 2
    error = caught.value
    assert (error.request_id, error.attempts, error.body) == ("r-1", 1, sent)


async def test_a_wrong_id_fails_when_the_list_is_made(sim) -> None:
    """Not at the first page. Filters are the server's to judge: it may know newer ones."""
    with pytest.raises(UsageError):
        sim.list_runs("..")


async def test_a_run_is_cancelled(sim, server) -> None:
    """One that had ended, and one that couldn't be, are distinguished by it."""
    for success, reason, finished in (
        (True, "recorded", False),
        (True, "already_failed", True),
        (False, "redis_write_failed", False),
    ):
        server.answers[:] = [answer({"success": success, "runId": "r-1", "reason": reason})]
        done = await sim.cancel_run("wf", "r-1")
        assert (done.success, done.reason, done.was_finished) == (success, reason, finished)
    assert server.paths[0] == "/api/v2/workflows/wf/runs/r-1/cancel"


@pytest.mark.table(
    ("looked_up", "status", "finished"),
    [
        (answer({**RUN, "status": "completed"}), "completed", True),
        (answer({**RUN, "status": "cancelled"}), "cancelled", True),
        (answer({**RUN, "status": "running"}), "running", False),
        (answer({**RUN, "status": "paused"}), "paused", False),
        (httpx.Response(404, json={"error": {"code": "NOT_FOUND"}}), None, False),
        (answer({}), None, False),
    ],
)
async def test_a_run_is_looked_up_before_it_is_said_not_to_have_ended(
    sim, server, looked_up, status, finished
) -> None:
    """A server without Redis answers the same for a run that had ended and one that goes on."""
    unsure = {"success": False, "runId": "r-1", "reason": "redis_unavailable"}
    server.will(answer(unsure), looked_up)
    done = await sim.cancel_run("wf", "r-1")
    assert (done.success, done.reason, done.raw) == (False, "redis_unavailable", unsure)
    assert (done.run_status, done.was_finished) == (status, finished)
    assert [path.partition("?")[0] for path in server.paths] == [
        "/api/v2/workflows/wf/runs/r-1/cancel",
        "/api/v2/workflows/wf/runs/r-1",
    ]


async def test_a_cancellation_may_be_repeated(sim, server) -> None:
    """A run that has ended answers all the same."""
    server.will(httpx.ReadError(""), answer({"success": True, "runId": "r-1"}))
    assert (await sim.cancel_run("wf", "r-1")).attempts == 2


async def test_a_pause_is_ended(sim, server) -> None:
    """At once, or in a queue; and never twice."""
    server.will(
        answer(RESULT),
        answer({"runId": "r-1", "statusUrl": "u", "queuePosition": 2}, 202),
        httpx.ReadError(""),
    )
    result = await sim.resume_run("wf", "r-1", "ctx", {"approved": True})
    assert isinstance(result, WorkflowExecutionResult)
    receipt = await sim.resume_run("wf", "r-1", "ctx")
    assert (receipt.task_id, receipt.raw["data"]["queuePosition"]) == ("r-1", 2)
    assert server.bodies == [
        {"contextId": "ctx", "input": {"approved": True}},
        {"contextId": "ctx"},
    ]
    with pytest.raises(ConnectionLostError):
        await sim.resume_run("wf", "r-1", "ctx")
    assert len(server.requests) == 3


async def test_a_resume_points_at_the_run_that_was_resumed(sim, server) -> None:
    """The server names another id, by which no run is ever found."""
    other = {"runId": "35e4", "statusUrl": "http://inside/api/v2/workflows/wf/runs/35e4"}
    server.will(
        answer({**RESULT, "runId": "35e4"}),
        answer(other, 202),
        answer(RUN),
        httpx.Response(409, json={"error": {"message": "no"}}, headers={"X-Run-Id": "35e4"}),
    )
    result = await sim.resume_run("wf", "r-1", "ctx")
    assert (result.run_id, result.resume_id, result.workflow_id) == ("r-1", "35e4", "wf")
    assert result.metadata["runId"] == "r-1"
    receipt = await sim.resume_run("wf", "r-1", "ctx")
    assert (receipt.run_id, receipt.task_id, receipt.resume_id) == ("r-1", "r-1", "35e4")
    assert receipt.status_url == "https://www.sim.ai/api/v2/workflows/wf/runs/r-1"
    assert (await sim.wait_for_job(receipt)).run_id == "r-1"
    assert server.paths[-1] == "/api/v2/workflows/wf/runs/r-1?includeOutput=true"
    with pytest.raises(ConflictError) as caught:
        await sim.resume_run("wf", "r-1", "ctx")
    assert caught.value.run_id == "r-1"


async def test_ids_of_runs_are_checked_and_escaped(sim, server) -> None:
    """In every place."""
    server.will(answer(RUN))
    await sim.get_run("w/f", "r?1")
    assert server.paths == ["/api/v2/workflows/w%2Ff/runs/r%3F1?includeOutput=true"]
    for call in (sim.get_run, sim.cancel_run):
        for ids in (("wf", ".."), ("", "r-1")):
            with pytest.raises(UsageError):
                await call(*ids)
    with pytest.raises(UsageError, match="context_id"):
        await sim.resume_run("wf", "r-1", "")


async def test_a_server_without_v2_is_named_as_such(sim, server) -> None:
    """It answers 404 to everything."""
    server.will(httpx.Response(404, json={"error": {"code": "NOT_FOUND", "message": "Not found"}}))
    with pytest.raises(NotFoundError, match="api='v1'"):
        await sim.execute_run("wf")


@pytest.mark.table(
    ("details", "headers", "wait"),
    [
        ({"retryAfter": "2025-10-30T18:43:28.000Z"}, {}, 30),
        ({"code": "EXECUTION_CONCURRENCY_LIMIT"}, {"retry-after": "5"}, 5),
        ({}, {"x-ratelimit-reset": "2025-10-30T18:43:08.000Z", "x-ratelimit-limit": "9"}, 10),
        ({}, {"retry-after": "Thu, 30 Oct 2025 18:43:08 GMT"}, 10),
        ({}, {"retry-after": "Thu, 30 Oct 2025 18:42:00 GMT"}, 0),
        ({}, {}, None),
    ],
)
async def test_a_429_tells_its_wait_in_many_ways(sim, server, details, headers, wait) -> None:
    """Each is found, and the narrower code kept."""
    body = {"error": {"code": "RATE_LIMITED", "message": "API rate limit", "details": details}}
    server.will(httpx.Response(429, json=body, headers=headers))
    with pytest.raises(RateLimitError) as caught:
        await sim.execute_run("wf", retry=0)
    error = caught.value
    assert (error.retry_after, error.code) == (wait, "RATE_LIMIT_EXCEEDED")
    assert error.raw_code == details.get("code", "RATE_LIMITED")


LIMITS = {"x-ratelimit-limit": "60", "x-ratelimit-remaining": "7", "x-ratelimit-reset": "30"}


async def test_every_result_tells_its_rate_limit(sim, server) -> None:
    """And how many requests it took: also a page, its runs, and what was waited for."""
    page = httpx.Response(200, json={"data": [RUN], "nextCursor": None}, headers=LIMITS)
    server.will(httpx.Response(502), page)
    [page] = [page async for page in sim.list_runs("wf").pages()]
    server.answers[:] = [answer({"success": True, "runId": "r-1"}, **LIMITS)]
    cancelled = await sim.cancel_run("wf", "r-1")
    server.answers[:] = [answer(RUN, **LIMITS)]
    job = await sim.get_job_status({"workflowId": "wf", "runId": "r-1"})
    server.answers[:] = [
        httpx.Response(202, json={"taskId": "t"}),
        httpx.Response(200, json={"taskId": "t", "status": "completed"}, headers=LIMITS),
    ]
    result = await sim.run_and_wait("wf")
    for got, attempts in ((page, 2), (page.items[0], 2), (cancelled, 1), (job, 1), (result, 1)):
        assert got.attempts == attempts
        assert (got.rate_limit.limit, got.rate_limit.remaining) == (60, 7)
    server.answers[:] = [httpx.Response(200, json={"success": True}, headers=LIMITS)]
    assert (await sim.get_usage_limits()).rate_limit_info.remaining == 7


@pytest.mark.table(
    "filters",
    [
        {"trigger": "\ud800"},
        {"cursor": "\ud800"},
        {"status": 5},
        {"trigger": ["api"]},
        {"end_date": 1},
        {"order": True},
        {"limit": 0},
        {"limit": 101},
        {"limit": "x"},
        {"limit": True},
    ],
)
async def test_a_wrong_filter_is_refused_before_anything_is_sent(sim, server, filters) -> None:
    """By its type; whether the server knows its value is the server's to say."""
    with pytest.raises(UsageError):
        [run async for run in sim.list_runs("wf", **filters)]
    assert server.requests == []


@pytest.mark.table("texts", ["abc", [1], 5, [None], ["\ud800"], iter(["a"])])
async def test_a_wrong_list_of_names_is_refused_before_anything_is_sent(sim, server, texts) -> None:
    """A text would be taken for its letters."""
    with pytest.raises(UsageError):
        await sim.get_run("wf", "r-1", block_ids=texts)
    with pytest.raises(UsageError):
        await sim.execute_run("wf", selected_outputs=texts)
    assert server.requests == []


@pytest.mark.table("address", ["https://[bad/api/jobs/x", "http://a]b/api/jobs/x"])
async def test_an_address_that_is_none_is_refused(sim, address) -> None:
    """In words of ours."""
    with pytest.raises(UsageError, match="can't be parsed"):
        await sim.get_job_status(address)


@pytest.mark.table("cursor", [{"a": 1}, [1], 1, True, "\ud800"])
async def test_a_cursor_that_is_no_text_is_unreadable(sim, server, cursor) -> None:
    """It would have to be sent."""
    body = json.dumps({"data": [], "nextCursor": cursor})
    server.will(httpx.Response(200, content=body))
    with pytest.raises(ResponseError, match="nextCursor"):
        [run async for run in sim.list_runs("wf")]
