"""Sim's client, method by method: what goes out and what comes back."""

from __future__ import annotations

import io
import json
from typing import Any

import httpx
import pytest

from penstock import (
    AuthenticationError,
    BadRequestError,
    NotSentError,
    PermissionDeniedError,
    RateLimitError,
    ResponseError,
    RetryPolicy,
    ServerError,
    UsageError,
    UsageLimitError,
)
from penstock.sim import AsyncExecutionResult, SimStudioError, WorkflowExecutionResult

pytestmark = pytest.mark.anyio

TIMES = {"duration": 41, "startTime": "2025-10-30T18:42:00.000Z"}
OK = {"success": True, "output": {"content": "Paris"}, "metadata": TIMES}
RECEIPT = {
    "success": True,
    "taskId": "run_1",
    "status": "queued",
    "createdAt": "2025-10-30T18:42:00.000Z",
    "links": {"status": "/api/jobs/run_1"},
}


async def test_input_goes_at_the_root_as_documented(sim, server) -> None:
    """Under either of its names."""
    server.will(OK)
    await sim.execute_workflow("wf", {"message": "hi"})
    await sim.execute_workflow("wf", input_data={"message": "hi"})
    await sim.execute_workflow("wf", input={"message": "hi"})
    await sim.execute_workflow("wf")
    assert server.bodies == [{"message": "hi"}] * 3 + [{}]


async def test_giving_both_names_for_the_input_is_refused(sim) -> None:
    """Neither of the two goes first."""
    with pytest.raises(UsageError, match="input_data"):
        await sim.execute_workflow("wf", {"a": 1}, input={"a": 2})


@pytest.mark.table("value", ["text", 7, 0, False, [1, 2], []])
async def test_an_input_that_is_no_object_is_wrapped(sim, server, value) -> None:
    """Where it is the workflow's input, of whatever type."""
    server.will(OK)
    await sim.execute_workflow("wf", value)
    assert server.bodies == [{"input": value}]


@pytest.mark.table(
    "key",
    ["stream", "selectedOutputs", "input", "isSecureMode", "workflowTriggerType", "executionId"],
)
async def test_an_input_that_looks_like_a_control_field_is_wrapped(sim, server, key) -> None:
    """The server would take it for its own, and the workflow would never see it."""
    server.will(OK, OK)
    await sim.execute_workflow("wf", {key: "mine", "message": "hi"})
    await sim.execute_workflow("wf", {key: "mine"}, selected_outputs=["a.b"])
    assert server.bodies == [
        {"input": {key: "mine", "message": "hi"}},
        {"input": {key: "mine"}, "selectedOutputs": ["a.b"]},
    ]


async def test_the_callers_input_is_not_changed(sim, server) -> None:
    """Not by files, not by control fields."""
    server.will(OK)
    given: dict[str, Any] = {"files": [b"x"], "stream": 1}
    await sim.execute_workflow("wf", given)
    assert given == {"files": [b"x"], "stream": 1}


async def test_files_are_sent_inline_wherever_they_stand(sim, server, tmp_path) -> None:
    """Paths, bytes, open files and named content; types guessed by name."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"PDF")
    opened = io.BytesIO(b"IO")
    server.will(OK)
    await sim.execute_workflow("wf", {"docs": [path, {"x": opened}], "logo": ("l.png", b"PNG")})
    (body,) = server.bodies
    pdf = {"type": "file", "name": "a.pdf", "mime": "application/pdf"}
    assert body["docs"][0] == {**pdf, "data": "data:application/pdf;base64,UERG"}
    assert body["docs"][1]["x"]["data"].endswith("SU8=")
    assert (body["logo"]["name"], body["logo"]["mime"]) == ("l.png", "image/png")


async def test_a_file_that_cannot_be_read_is_refused(sim, server, tmp_path) -> None:
    """By place and name, before anything is sent."""
    with pytest.raises(UsageError, match=r"at /docs/0.*missing\.pdf"):
        await sim.execute_workflow("wf", {"docs": [tmp_path / "missing.pdf"]})
    assert server.requests == []


@pytest.mark.table("dialect", ["2026-08", "2025-10"])
async def test_a_failed_run_is_a_result_whatever_the_status(sim, server, dialect) -> None:
    """200 in 2025-10; 500, 4xx, 503 or 408 in 2026-08, with the same body."""
    body = {"success": False, "output": {"a": 1}, "error": "boom", "metadata": TIMES}
    for status in (200,) if dialect == "2025-10" else (500, 404, 408, 429, 503):
        server.requests.clear()
        server.answers.clear()
        server.will(httpx.Response(status, json=body))
        result = await sim.execute_workflow("wf")
        assert (result.success, result.error, result.output) == (False, "boom", {"a": 1})
        assert (result.metadata, result.status, result.http_status, len(server.requests)) == (
            TIMES,
            "failed",
            status,
            1,
        )


@pytest.mark.table(
    "body",
    [
        {"items": [1]},
        [1, 2, 3],
        "accepted",
        7,
        None,
        {"success": "yes"},
        {"success": True, "orderId": 5},
    ],
)
async def test_a_response_blocks_json_is_the_output(sim, server, body) -> None:
    """Nothing marks it but that it isn't a run's own answer."""
    server.will(httpx.Response(201, content=json.dumps(body)))
    result = await sim.execute_workflow("wf")
    assert (result.success, result.output, result.raw, result.http_status) == (
        True,
        body,
        body,
        201,
    )


async def test_the_run_id_is_told_where_it_is_known(sim, server) -> None:
    """Servers of 2026-08 call it execution id."""
    server.will({**OK, "executionId": "e-1"})
    result = await sim.execute_workflow("wf", run_id="mine")
    assert (result.run_id, result.workflow_id) == ("e-1", "wf")
    assert server.requests[0].headers["x-execution-id"] == "mine"


@pytest.mark.table(
    ("body", "task_id", "address", "run_id"),
    [
        (RECEIPT, "run_1", "/api/jobs/run_1", None),
        (
            {"success": True, "async": True, "jobId": "j", "statusUrl": "https://x.y/api/jobs/j"},
            "j",
            "https://x.y/api/jobs/j",
            None,
        ),
        (
            {"success": True, "jobId": "j", "executionId": "e", "statusUrl": "u"},
            "j",
            "u",
            "e",
        ),
        ({"data": {"runId": "r", "statusUrl": "u"}}, "r", "u", "r"),
    ],
    ids=["2025-10", "december", "2026-08", "v2"],
)
async def test_a_receipt_is_read_in_every_dialect(
    sim, server, body, task_id, address, run_id
) -> None:
    """One object, with the documented fields always filled."""
    date = {"date": "Thu, 30 Oct 2025 18:42:00 GMT"}
    server.will(httpx.Response(202, json=body, headers=date))
    receipt = await sim.execute_workflow("wf", async_execution=True)
    assert isinstance(receipt, AsyncExecutionResult)
    assert (receipt.success, receipt.task_id, receipt.status) == (True, task_id, "queued")
    assert (receipt.links["status"], receipt.status_url) == (address, address)
    assert (receipt.created_at, receipt.run_id) == ("2025-10-30T18:42:00.000Z", run_id)
    assert server.requests[0].headers["x-execution-mode"] == "async"


@pytest.mark.table(
    "answer",
    [
        httpx.Response(202, json={"success": True}),
        httpx.Response(202, json={"data": None}),
        httpx.Response(202, json=[]),
        httpx.Response(200, json=OK),
    ],
)
async def test_a_receipt_without_an_id_is_unreadable(sim, server, answer) -> None:
    """A job that can't be found again isn't taken for a success; the answer is on the error."""
    server.will(answer)
    with pytest.raises(ResponseError) as caught:
        await sim.execute_workflow("wf", async_execution=True)
    assert caught.value.body == answer.json()


async def test_combinations_the_server_refuses_are_refused_here(sim, server) -> None:
    """With a better message, and without a request."""
    for arguments in (
        {"async_execution": True, "stream": True},
        {"async_execution": True, "selected_outputs": ["a.b"]},
        {"execution_timeout": 60},
        {"execution_timeout": 0, "async_execution": True},
        {"execution_timeout": 604_801, "async_execution": True},
        {"run_id": "with space"},
        {"run_id": ""},
        {"selected_outputs": "a.b"},
    ):
        with pytest.raises(UsageError):
            await sim.execute_workflow("wf", **arguments)
    assert server.requests == []


@pytest.mark.table("workflow_id", ["", " ", ".", "..", "a\nb", None, 7])
async def test_an_id_that_is_none_is_refused(sim, server, workflow_id) -> None:
    """It would reach another endpoint."""
    for call in (sim.execute_workflow, sim.get_workflow_status, sim.validate_workflow):
        with pytest.raises(UsageError, match="workflow_id"):
            await call(workflow_id)
    assert server.requests == []


async def test_ids_are_escaped(sim, server) -> None:
    """So that no id leaves its place in the path."""
    server.will(OK)
    await sim.execute_workflow("a/../b c?x=1#y%2F")
    assert server.paths == ["/api/workflows/a%2F..%2Fb%20c%3Fx%3D1%23y%252F/execute"]


async def test_patience_is_the_documented_one(sim, server, clock) -> None:
    """1, 2, 4 s, capped; what the server asks for instead."""
    no = httpx.Response(429, json={"error": "no"})
    asked = httpx.Response(429, json={"error": "no"}, headers={"retry-after": "9"})
    server.will(no, no, no, no, asked, OK)
    result = await sim.execute_with_retry("wf", {"a": 1}, max_retries=5, max_delay=3)
    assert clock.slept == pytest.approx([1, 2, 3, 3, 9 * 1.125])
    assert (result.success, result.attempts) == (True, 6)


async def test_patience_has_the_documented_end(sim, server) -> None:
    """Three repetitions, then the last error, with its documented code."""
    server.will(httpx.Response(429, json={"error": "slow down", "code": "X"}))
    with pytest.raises(SimStudioError, match="slow down") as caught:
        await sim.execute_with_retry("wf")
    error = caught.value
    assert (error.code, error.raw_code, error.status) == ("RATE_LIMIT_EXCEEDED", "X", 429)
    assert (error.attempts, len(server.requests)) == (4, 4)


EMPTY = httpx.Response(429, json={"error": "Rate limit exceeded. Please try again later."})
EXECUTE, ACCOUNT = "/api/workflows/wf/execute", "/api/users/me/usage-limits"


def bucket(remaining: int, resets: str = "2025-10-30T18:43:58.000Z", **more: Any) -> httpx.Response:
    """The usage limits, sixty seconds before the bucket is refilled if nothing else is said."""
    told = {"isLimited": remaining == 0, "remaining": remaining, "resetAt": resets, **more}
    full = {**told, "remaining": 50}
    return httpx.Response(200, json={"success": True, "rateLimit": {"sync": told, "async": full}})


@pytest.mark.table("remaining", [0, -1])
@pytest.mark.table("queued", [False, True])
async def test_a_refusal_without_a_wait_is_waited_out_as_the_usage_limits_tell(
    sim, server, clock, remaining, queued
) -> None:
    """As long as the bucket is empty, and not as long as a backoff happens to take."""
    server.will(EMPTY, bucket(remaining), httpx.Response(202, json=RECEIPT) if queued else OK)
    result = await sim.execute_with_retry("wf", async_execution=queued)
    assert (result.success, result.attempts) == (True, 2)
    assert server.paths == [EXECUTE, ACCOUNT, EXECUTE]
    (slept,) = clock.slept
    assert 60 <= slept <= 75


async def test_a_stream_waits_for_the_bucket_as_well(sim, server, clock) -> None:
    stream = b'data: {"event":"final","data":{"success":true,"output":{}}}\n\n'
    server.will(EMPTY, bucket(0), server.stream(stream))
    assert (await sim.stream_workflow("wf").collect()).success
    assert server.paths == [EXECUTE, ACCOUNT, EXECUTE]
    assert clock.slept[0] >= 60


async def test_a_bucket_that_stays_empty_too_long_ends_the_call_at_once(sim, server, clock) -> None:
    """The deadline and the longest wait a server may ask for hold here, too."""
    for more in ({"timeout": 30}, {"retry": RetryPolicy(max_server_wait=20), "timeout": None}):
        server.answers[:] = [EMPTY, bucket(0)]
        with pytest.raises(RateLimitError, match="Rate limit exceeded") as caught:
            await sim.execute_workflow("wf", **more)
        assert caught.value.retry_after == pytest.approx(60, abs=1)
        assert caught.value.attempts == 1
    assert clock.slept == []


@pytest.mark.table(
    "told",
    [
        bucket(3),
        bucket(0, resets="soon"),
        httpx.Response(200, json=[]),
        httpx.Response(200, text="no JSON"),
        httpx.Response(401, json={"error": "Authentication required"}),
        httpx.ReadError(""),
    ],
)
async def test_usage_limits_that_tell_no_wait_leave_the_backoff(sim, server, clock, told) -> None:
    """Looking for the wait costs the call nothing but the request."""
    server.will(EMPTY, told, OK)
    assert (await sim.execute_workflow("wf")).attempts == 2
    assert clock.slept == pytest.approx([1])


async def test_usage_limits_are_asked_only_where_they_help(sim, server) -> None:
    """Not for a wait that was given, nor for another limit, nor where nothing is tried again."""
    crowd = {"error": "Too many concurrent executions are in progress for this billing account."}
    documented = "Rate limit exceeded. You have 0 requests remaining. Resets at "
    for refused in (
        httpx.Response(429, json={"error": EMPTY.json()["error"]}, headers={"retry-after": "2"}),
        httpx.Response(429, json={"error": documented + "2025-10-30T18:43:00.000Z"}),
        httpx.Response(429, json=crowd),
    ):
        server.answers[:] = [refused, httpx.Response(200, json=OK)]
        await sim.execute_workflow("wf")
    server.answers[:] = [EMPTY]
    with pytest.raises(RateLimitError):
        await sim.execute_workflow("wf", retry=0)
    assert ACCOUNT not in server.paths


async def test_the_timeout_of_patience_is_for_each_attempt(sim, server, clock) -> None:
    """As documented: the waits may be longer than it. A deadline is for all."""
    server.will(httpx.Response(429, json={"error": "no"}, headers={"retry-after": "60"}), OK)
    await sim.execute_with_retry("wf", timeout=5)
    assert [request.extensions["timeout"]["read"] for request in server.requests] == [5, 5]
    server.answers.insert(0, server.answers[0])
    server.answers[0] = httpx.Response(429, json={"error": "no"}, headers={"retry-after": "60"})
    with pytest.raises(RateLimitError):
        await sim.execute_with_retry("wf", timeout=5, deadline=50)


async def test_patience_takes_all_of_executes_arguments(sim, server) -> None:
    """Queueing and streaming, too, and numbers that make sense only."""
    stream = b'data: {"event":"final","data":{"success":true,"output":{}}}\n\n'
    server.will(httpx.Response(202, json=RECEIPT), server.stream(stream))
    receipt = await sim.execute_with_retry("wf", async_execution=True)
    assert receipt.task_id == "run_1"
    assert (await sim.execute_with_retry("wf", stream=True)).success
    with pytest.raises(UsageError, match="max_retries"):
        await sim.execute_with_retry("wf", max_retries=-1)


async def test_executing_synchronously_is_never_queued(sim, server) -> None:
    """The documented shorthand."""
    server.will(OK)
    result = await sim.execute_workflow_sync("wf", {"a": 1}, 5.0)
    assert isinstance(result, WorkflowExecutionResult)
    assert "x-execution-mode" not in server.requests[0].headers


async def test_a_workflows_status_is_read(sim, server) -> None:
    """With defaults for what may be absent."""
    server.will(
        {"isDeployed": True, "deployedAt": "2025-10-29T09:12:33.000Z", "needsRedeployment": True},
        {"isDeployed": False, "deployedAt": None},
    )
    status = await sim.get_workflow_status("wf")
    assert (status.is_deployed, status.needs_redeployment) == (True, True)
    assert status.deployed_at == "2025-10-29T09:12:33.000Z"
    status = await sim.get_workflow_status("wf")
    assert (status.is_deployed, status.deployed_at, status.needs_redeployment) == (
        False,
        None,
        False,
    )


async def test_validating_answers_the_question_and_no_other(sim, server) -> None:
    """False for no such workflow and for one that isn't deployed; the rest is raised."""
    server.will(
        {"isDeployed": True},
        {"isDeployed": False},
        httpx.Response(404, json={"error": "Workflow not found"}),
    )
    answers = [await sim.validate_workflow("wf") for _ in range(3)]
    assert answers == [True, False, False]
    for answer, kind in (
        (httpx.Response(401, json={"error": "Unauthorized"}), AuthenticationError),
        (httpx.Response(403), PermissionDeniedError),
        (httpx.Response(500, json={"error": "Failed to get status"}), ServerError),
        (httpx.ConnectError("refused"), NotSentError),
        ({"deployed": True}, ResponseError),
    ):
        server.answers[:] = [answer]
        with pytest.raises(kind):
            await sim.with_options(retry=0).validate_workflow("wf")


async def test_a_jobs_status_is_the_documented_dict(sim, server) -> None:
    """Every line of the documented loop works, on responses of 2026-08 too."""
    metadata = {"startedAt": "s", "completedAt": "c", "duration": 3250}
    server.will(
        {"success": True, "taskId": "run_1", "status": "pending", "metadata": {}},
        {
            "success": True,
            "taskId": "run_1",
            "status": "completed",
            "metadata": metadata,
            "output": {"success": True, "workflowId": "wf", "executionId": "e", "output": {"a": 1}},
        },
    )
    status = await sim.get_job_status("run_1")
    assert status["status"] in ["queued", "processing"]
    assert (status.raw_status, status["metadata"]["duration"], status["error"]) == (
        "pending",
        None,
        None,
    )
    assert "error" not in status
    with pytest.raises(KeyError):
        status["nonsense"]
    status = await sim.get_job_status("run_1")
    assert (status["metadata"]["duration"], status.workflow_output) == (3250, {"a": 1})
    assert (status.run_id, status.succeeded, status.error_message) == ("e", True, None)


async def test_a_receipt_is_as_good_as_its_id(sim, server) -> None:
    """And so is the address in it."""
    server.will({"taskId": "run_1", "status": "queued"})
    receipt = AsyncExecutionResult(True, "run_1", "queued", "", {"status": "/api/jobs/run_1"})
    for handle in (receipt, receipt.status_url, "run_1"):
        await sim.get_job_status(handle)
    assert server.paths == ["/api/jobs/run_1"] * 3


LIMITS = {
    "success": True,
    "rateLimit": {
        "sync": {"isLimited": False, "limit": 25, "remaining": 24, "resetAt": "1970-01-01T00:00Z"},
        "async": {"isLimited": False, "requestsPerMinute": 200, "maxBurst": 400, "remaining": 9},
        "authType": "api",
    },
    "usage": {"currentPeriodCost": 1.2345, "limit": 20, "plan": "pro"},
    "storage": {"usedBytes": 1, "limitBytes": 2, "percentUsed": 50},
}


async def test_usage_limits_always_have_their_documented_names(sim, server) -> None:
    """Servers of 2026-08 send requestsPerMinute; storage was never documented and is kept."""
    server.will(LIMITS, {"success": True, "usage": {"plan": "free"}})
    limits = await sim.get_usage_limits()
    assert (limits.rate_limit["sync"]["limit"], limits.rate_limit["async"]["limit"]) == (25, 200)
    assert limits.usage["plan"] == "pro"
    assert limits.storage == {"usedBytes": 1, "limitBytes": 2, "percentUsed": 50}
    limits = await sim.get_usage_limits()
    assert (limits.rate_limit, limits.storage) == ({}, None)


async def test_rate_limit_info_comes_from_wherever_it_was_told(sim, server, clock) -> None:
    """Headers, the body of a 429, usage limits; and None before that."""
    iso = "2025-10-30T18:43:58.000Z"
    headers = {
        "x-ratelimit-limit": "60",
        "x-ratelimit-remaining": "59",
        "x-ratelimit-reset": iso,
    }
    server.will(
        OK,
        httpx.Response(200, json=OK, headers=headers),
        httpx.Response(429, json={"error": "Rate limit", "remaining": 0, "resetAt": iso}),
        LIMITS,
    )
    client = sim.with_options(retry=0)
    await client.execute_workflow("wf")
    assert sim.get_rate_limit_info() is None
    await client.execute_workflow("wf")
    info = sim.get_rate_limit_info()
    assert (info.limit, info.remaining, info.retry_after) == (60, 59, None)
    assert info.reset == int(clock.epoch) + 60
    assert info.reset_at.isoformat() == "2025-10-30T18:43:58+00:00"
    with pytest.raises(RateLimitError) as caught:
        await client.execute_workflow("wf")
    assert caught.value.retry_after == 60
    info = sim.get_rate_limit_info()
    assert (info.remaining, info.retry_after, info.reset) == (0, 60, int(clock.epoch) + 60)
    await client.get_usage_limits()
    info = sim.get_rate_limit_info()
    assert (info.limit, info.remaining, info.reset, info.retry_after) == (25, 24, 0, None)
    assert {"sync", "async"} <= sim.rate_limits.keys()


async def test_another_key_has_other_limits(sim, server) -> None:
    """The limits known of the old key hold nothing about the new one's."""
    server.will(LIMITS)
    await sim.get_usage_limits()
    sim.set_api_key("sk-sim-other")
    assert sim.get_rate_limit_info() is None
    await sim.get_usage_limits()
    assert server.requests[-1].headers["x-api-key"] == "sk-sim-other"


async def test_another_address_is_used_at_once(sim, server) -> None:
    """Checked like the first."""
    server.will(OK)
    sim.set_base_url("http://127.0.0.1:4010/sim/")
    await sim.execute_workflow("wf")
    assert str(server.requests[0].url) == "http://127.0.0.1:4010/sim/api/workflows/wf/execute"
    for wrong in ("sim.ai", "ftp://sim.ai", "https://u:p@sim.ai", "https://sim.ai?x=1", ""):
        with pytest.raises(UsageError, match="base_url"):
            sim.set_base_url(wrong)
    with pytest.raises(UsageError, match="api_key"):
        sim.set_api_key("sk-sim\n")


async def test_the_documented_address_is_the_one_it_leads_to(make, server) -> None:
    """It only redirects, and no redirect is followed."""
    server.will(OK)
    await make(base_url="https://sim.ai").execute_workflow("wf")
    assert server.requests[0].url.host == "www.sim.ai"


@pytest.mark.table(
    ("status", "body", "kind", "code", "raw_code"),
    [
        (401, {"error": "Unauthorized: Invalid API key", "code": "UNAUTHORIZED:_INVALID_API_KEY"},
         AuthenticationError, "UNAUTHORIZED", "UNAUTHORIZED:_INVALID_API_KEY"),
        (401, {"error": "Invalid API key"}, AuthenticationError, "UNAUTHORIZED", None),
        (401, {"error": {"code": "UNAUTHORIZED", "message": "Invalid API key"}},
         AuthenticationError, "UNAUTHORIZED", "UNAUTHORIZED"),
        (402, {"error": "Usage limit exceeded: …"}, UsageLimitError, "USAGE_LIMIT_EXCEEDED", None),
        (400, {"error": "Invalid JSON in request body", "code": "INVALID_JSON_IN_REQUEST_BODY"},
         BadRequestError, "INVALID_JSON", "INVALID_JSON_IN_REQUEST_BODY"),
        (400, {"error": {"code": "BAD_REQUEST", "message": "Request body must be valid JSON"}},
         BadRequestError, "INVALID_JSON", "BAD_REQUEST"),
        (403, {"error": {"code": "FORBIDDEN", "message": "Workflow is not deployed",
                         "details": {"code": "WORKFLOW_NOT_DEPLOYED"}}},
         PermissionDeniedError, "WORKFLOW_NOT_DEPLOYED", "WORKFLOW_NOT_DEPLOYED"),
        (500, {"error": "No API trigger block found.", "code": "EXECUTION_ERROR"},
         ServerError, "EXECUTION_ERROR", "EXECUTION_ERROR"),
        (500, {"error": "Internal server error", "requestId": "q"},
         ServerError, "EXECUTION_ERROR", None),
        (520, {}, ServerError, "SERVICE_UNAVAILABLE", None),
    ],
)  # fmt: skip
async def test_codes_are_the_documented_ones(
    sim, server, status, body, kind, code, raw_code
) -> None:
    """By status, which all dialects agree on; the code that was sent is kept beside."""
    server.will(httpx.Response(status, json=body))
    with pytest.raises(kind) as caught:
        await sim.execute_workflow("wf")
    error = caught.value
    assert isinstance(error, SimStudioError)
    assert (error.code, error.raw_code, error.status) == (code, raw_code, status)
    assert error.body == body
