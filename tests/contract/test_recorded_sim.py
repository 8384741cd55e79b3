"""Answers as real servers of Sim gave them: the document allows them, the wrapper reads them, and
the mock gives their like.

Two servers were asked: 0.8.9, which has v1 of 2026-08 and v2, and one of October 2025, which speaks
the documented v1. Ids are shortened, and texts of authors are others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import Any

import attrs
import httpx
import jsonschema_rs
import pytest

from penstock.errors import (
    AuthenticationError,
    BadRequestError,
    ConflictError,
    NotFoundError,
    PenstockError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
)
from penstock.sim import Sim
from penstock_mock.document.contract import Contract
from penstock_mock.mock import Mock
from penstock_mock.services.sim import (
    Block,
    FailedBlock,
    fail,
    job,
    paused,
    queue_failed,
    rate_limited,
    response_block,
    succeed,
    timeout_408,
)

DOCUMENT = Contract.default().document.root
OPERATIONS = {
    operation["operationId"]: operation
    for path in DOCUMENT["paths"].values()
    for operation in path.values()
    if isinstance(operation, dict) and "operationId" in operation
}

STARTED, ENDED = "2026-11-29T08:00:00.000Z", "2026-11-29T08:00:00.412Z"
TIMES = {"duration": 411.9, "startTime": STARTED, "endTime": ENDED}
RUN = {"runId": "eefd", "workflowId": "wf"}
ENDS = {"startedAt": STARTED, "endedAt": ENDED, "durationMs": 411.9}
LOOKED_UP = {**RUN, "trigger": "api", "cost": {"total": 1}, "blockOutputs": None}
WAITS = {
    "data": {
        "operation": "human",
        "responseStructure": [{"name": "ask", "type": "string", "value": "Approve?"}],
        "inputFormat": [
            {
                "id": "a",
                "name": "approved",
                "label": "approved",
                "type": "boolean",
                "value": "",
                "required": False,
            }
        ],
        "submission": None,
        "_resume": {
            "apiUrl": "http://h/api/resume/wf/eefd/2962",
            "uiUrl": "http://h/resume/wf/eefd",
            "contextId": "2962",
            "executionId": "eefd",
            "workflowId": "wf",
        },
    },
    "status": 200,
    "headers": {"Content-Type": "application/json"},
}
AUTHORS = {"hello": "hi", "list": [1, 2]}
RESPONDS = {
    "data": AUTHORS,
    "status": 201,
    "headers": {"Content-Type": "application/json", "X-Author": "me"},
}
CORRELATION = {
    "executionId": "eefd",
    "requestId": "7f3d9a10",
    "source": "workflow",
    "workflowId": "wf",
    "triggerType": "api",
}
JOB = {
    "success": True,
    "taskId": "workflow-execution:eefd",
    "metadata": {
        "workflowId": "wf",
        "userId": "u",
        "workspaceId": "w",
        "correlation": CORRELATION,
    },
}
TASK = {
    "success": True,
    "workflowId": "wf",
    "executionId": "eefd",
    "executedAt": ENDED,
    "metadata": {"triggerType": "api"},
}
UNDONE = {"locallyAborted": False, "pausedCancelled": False, "redisAvailable": False}
RATE = "Rate limit exceeded. Please try again later."


def v2_error(code: str, message: str, **more: Any) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, **more}}


def frames(*values: Any) -> bytes:
    lines = (f"data: {value}\n\n".encode() for value in values)
    return b"".join(lines)


@attrs.frozen(kw_only=True)
class Recorded:
    """One recorded answer."""

    operation: str
    status: int = 200
    body: Any = None
    """JSON; or the bytes of a stream."""
    headers: Mapping[str, str] = attrs.field(factory=dict)
    ask: Callable[[Sim], Any]
    gives: Mapping[str, Any] = attrs.field(factory=dict)
    """Attributes of the result, or of the error."""
    raises: type[PenstockError] | None = None
    played: tuple[Any, ...] | None = None
    """Behaviours with which the mock answers alike; without them it is not compared."""
    dialect: str = "2026-08"
    redis: bool = True
    before: Callable[[Sim], Any] | None = None
    """The calls that are made of the mock before."""


def v1(sim: Sim) -> Any:
    return sim.execute_workflow("wf", {})


def v1_async(sim: Sim) -> Any:
    return sim.execute_workflow("wf", {}, async_execution=True, run_id="eefd")


def v2(sim: Sim) -> Any:
    return sim.with_options(api="v2").execute_workflow("wf", {}, run_id="eefd")


def v2_async(sim: Sim) -> Any:
    return sim.start_run("wf", run_id="eefd")


def v2_stream(sim: Sim) -> Any:
    return sim.with_options(api="v2").execute_workflow(
        "wf", {}, stream=True, selected_outputs=["function1.result"]
    )


def stream(sim: Sim) -> Any:
    return sim.execute_workflow("wf", {}, stream=True)


def look(sim: Sim) -> Any:
    return sim.get_run("wf", "eefd")


def resume(sim: Sim) -> Any:
    return sim.resume_run("wf", "eefd", "2962")


def cancel(sim: Sim) -> Any:
    return sim.cancel_run("wf", "eefd")


def look_at_job(sim: Sim) -> Any:
    return sim.get_job_status(task_id="run_1")


PAUSES = (paused(succeed({"result": {"approved": True}, "stdout": ""}), context_id="2962"),)
SLOW = (succeed().with_job(job(("processing", 900.0), polls=None)),)

RECORDED = {
    "v1 sync": Recorded(
        operation="executeWorkflow",
        body={"success": True, "executionId": "eefd", "output": {"n": 1}, "metadata": TIMES},
        ask=v1,
        gives={"success": True, "status": "completed", "run_id": "eefd", "output": {"n": 1}},
        played=(succeed({"n": 1}),),
    ),
    "v1 sync, October 2025": Recorded(
        operation="executeWorkflow",
        body={"success": True, "output": {"n": 1}, "metadata": {**TIMES, "duration": 411}},
        ask=v1,
        gives={"success": True, "run_id": None, "output": {"n": 1}},
        played=(succeed({"n": 1}),),
        dialect="2025-10",
    ),
    "v1 paused": Recorded(
        operation="executeWorkflow",
        body={"success": True, "executionId": "eefd", "output": WAITS, "metadata": TIMES},
        ask=v1,
        gives={"success": False, "status": "paused", "paused": WAITS["data"]["_resume"]},  # type: ignore[index]
        played=PAUSES,
    ),
    "v2 paused": Recorded(
        operation="executeRun",
        body={
            "data": {
                **RUN,
                "status": "paused",
                "output": WAITS,
                "error": None,
                "startedAt": STARTED,
            }
        },
        headers={"X-Run-Id": "eefd"},
        ask=v2,
        gives={"success": False, "is_paused": True, "run_id": "eefd"},
        played=PAUSES,
    ),
    "v1 job of a paused run": Recorded(
        operation="getJobStatus",
        body={**JOB, "status": "completed", "output": {**TASK, "output": WAITS}},
        ask=look_at_job,
        gives={"is_paused": True, "is_finished": False, "run_id": "eefd"},
    ),
    "stream of a paused run": Recorded(
        operation="executeWorkflow",
        body=frames(
            '{"event":"final","data":{"success":true,"output":'
            '{"data":{"submission":null,"_resume":{"contextId":"2962"}},"status":200,'
            '"headers":{}},"status":"paused"}}',
            '"[DONE]"',
        ),
        ask=stream,
        gives={"success": False, "is_paused": True, "paused": {"contextId": "2962"}},
    ),
    "run under way after a resume": Recorded(
        operation="getRun",
        body={
            "data": {
                **LOOKED_UP,
                **ENDS,
                "status": "paused",
                "error": None,
                "output": None,
                "paused": {
                    "contextId": None,
                    "pausedAt": STARTED,
                    "resumeAt": None,
                    "pauseKind": None,
                    "blockedOnBlockId": None,
                    "automaticResumeWaitingReason": None,
                    "pausePointCount": 1,
                    "resumedCount": 0,
                },
            }
        },
        ask=look,
        gives={"status": "paused", "is_paused": False, "is_finished": False},
    ),
    "resume that was waited for": Recorded(
        operation="resumeRun",
        body={
            "data": {
                "runId": "35e4",
                "workflowId": "wf",
                "status": "completed",
                "output": {"result": {"approved": True}, "stdout": ""},
                "error": None,
                **ENDS,
            }
        },
        headers={"X-Run-Id": "35e4"},
        ask=resume,
        gives={"run_id": "eefd", "resume_id": "35e4", "success": True},
        played=PAUSES,
        before=v2,
    ),
    "resume of an async run": Recorded(
        operation="resumeRun",
        status=202,
        body={"data": {"runId": "3390", "statusUrl": "http://h/api/v2/workflows/wf/runs/3390"}},
        headers={"X-Run-Id": "3390"},
        ask=resume,
        gives={"run_id": "eefd", "task_id": "eefd", "resume_id": "3390", "kind": "run"},
        played=PAUSES,
        before=lambda sim: sim.wait_for_job(v2_async(sim), until_paused=True),
    ),
    "resume of an unknown pause": Recorded(
        operation="resumeRun",
        status=404,
        body=v2_error("NOT_FOUND", "Pause point not found for execution"),
        ask=lambda sim: sim.resume_run("wf", "eefd", "other"),
        raises=NotFoundError,
        gives={"message": "Pause point not found for execution", "run_id": "eefd"},
        played=PAUSES,
        before=v2,
    ),
    "resume of a run that never paused": Recorded(
        operation="resumeRun",
        status=404,
        body=v2_error("NOT_FOUND", "Paused execution not found"),
        ask=resume,
        raises=NotFoundError,
        gives={"message": "Paused execution not found"},
        played=(succeed(),),
        before=v2,
    ),
    "second resume": Recorded(
        operation="resumeRun",
        status=409,
        body=v2_error("CONFLICT", "Paused execution is not resumable"),
        ask=resume,
        raises=ConflictError,
        gives={"message": "Paused execution is not resumable"},
        played=PAUSES,
        before=lambda sim: (v2(sim), resume(sim)),
    ),
    "unknown run": Recorded(
        operation="getRun",
        status=404,
        body=v2_error("NOT_FOUND", "Run not found"),
        ask=look,
        raises=NotFoundError,
        gives={"message": "Run not found"},
        played=(succeed(),),
    ),
    "v1 Response block": Recorded(
        operation="executeWorkflow",
        status=201,
        body=AUTHORS,
        headers={"X-Author": "me"},
        ask=v1,
        gives={"success": True, "output": AUTHORS, "response_status": 201},
        played=(response_block(AUTHORS, 201, {"X-Author": "me"}),),
    ),
    "v1 Response block with an author's 404": Recorded(
        operation="executeWorkflow",
        status=404,
        body={"error": "no such item"},
        ask=v1,
        gives={"success": True, "output": {"error": "no such item"}, "response_status": 404},
        played=(response_block({"error": "no such item"}, 404),),
    ),
    "v2 Response block": Recorded(
        operation="executeRun",
        body={"data": {**RUN, "status": "completed", "output": RESPONDS, "error": None, **ENDS}},
        headers={"X-Run-Id": "eefd"},
        ask=v2,
        gives={"success": True, "output": AUTHORS, "response_status": 201},
        played=(response_block(AUTHORS, 201, {"X-Author": "me"}),),
    ),
    "v1 job of a Response block": Recorded(
        operation="getJobStatus",
        body={**JOB, "status": "completed", "output": {**TASK, "output": RESPONDS}},
        ask=look_at_job,
        gives={"succeeded": True, "workflow_output": AUTHORS},
    ),
    "stream of a Response block, October 2025": Recorded(
        operation="executeWorkflow",
        body=frames(
            '{"event":"final","data":{"success":true,"output":{"response":'
            '{"data":{"hello":"hi"},"status":201,"headers":{}}}}}',
            '"[DONE]"',
        ),
        ask=stream,
        gives={"output": {"hello": "hi"}, "response_status": 201},
        dialect="2025-10",
    ),
    "stream of a selected output of no agent": Recorded(
        operation="executeRun",
        body=frames(
            '{"event":"final","data":{"success":true,"output":{"7272":{"result":{"echo":"hi"}}}}}',
            '"[DONE]"',
        ),
        ask=v2_stream,
        gives={"output": {"7272": {"result": {"echo": "hi"}}}, "streamed": {}},
        played=(
            succeed({}).with_blocks(
                Block("Function 1", {"result": {"echo": "hi"}}, id="7272", agent=False)
            ),
        ),
    ),
    "v1 receipt without Trigger.dev": Recorded(
        operation="executeWorkflow",
        status=202,
        body={
            "success": True,
            "async": True,
            "jobId": "workflow-execution:eefd",
            "executionId": "eefd",
            "message": "Workflow execution queued",
            "statusUrl": "http://h/api/jobs/workflow-execution:eefd",
        },
        ask=v1_async,
        gives={"task_id": "workflow-execution:eefd", "run_id": "eefd", "kind": "job"},
        played=(succeed(),),
    ),
    "cancelled run": Recorded(
        operation="getRun",
        body={
            "data": {
                **LOOKED_UP,
                **ENDS,
                "cost": None,
                "status": "cancelled",
                "paused": None,
                "error": None,
                "output": None,
            }
        },
        ask=look,
        gives={"status": "cancelled", "is_finished": True, "error": None, "output": None},
        played=SLOW,
        before=lambda sim: (v2_async(sim), cancel(sim)),
    ),
    "cancelling an ended run without Redis": Recorded(
        operation="cancelRun",
        body={
            "data": {
                "success": False,
                "runId": "eefd",
                "durablyRecorded": False,
                **UNDONE,
                "reason": "redis_unavailable",
            }
        },
        ask=cancel,
        gives={"success": False, "reason": "redis_unavailable"},
        played=(succeed().lasting(0.0),),
        redis=False,
        before=v2,
    ),
    "cancelling a run without Redis": Recorded(
        operation="cancelRun",
        body={
            "data": {
                "success": True,
                "runId": "eefd",
                "durablyRecorded": True,
                **UNDONE,
                "reason": "recorded",
            }
        },
        ask=cancel,
        gives={"success": True, "was_finished": False},
        played=SLOW,
        redis=False,
        before=v2_async,
    ),
    "v1 failed": Recorded(
        operation="executeWorkflow",
        status=500,
        body={
            "success": False,
            "output": {},
            "error": 'Function 1: Line 1: `throw new Error("boom")` - boom',
            "metadata": TIMES,
        },
        ask=v1,
        gives={"success": False, "status": "failed", "http_status": 500},
        played=(fail('Function 1: Line 1: `throw new Error("boom")` - boom'),),
    ),
    "v2 failed": Recorded(
        operation="executeRun",
        body={
            "data": {
                **RUN,
                "status": "failed",
                "output": {},
                "error": {
                    "message": "Line 1: boom",
                    "code": "BLOCK_EXECUTION_FAILED",
                    "blockId": "b",
                    "blockName": "Function 1",
                    "blockType": "function",
                },
                **ENDS,
            }
        },
        headers={"X-Run-Id": "eefd"},
        ask=v2,
        gives={"success": False, "error": "Line 1: boom", "error_code": "BLOCK_EXECUTION_FAILED"},
        played=(fail("Line 1: boom", block=FailedBlock("b", "Function 1", "function")),),
    ),
    "v1 timed out": Recorded(
        operation="executeWorkflow",
        status=408,
        body={
            "success": False,
            "output": {},
            "error": "Execution timed out after 5 minutes",
            "metadata": TIMES,
        },
        ask=v1,
        gives={"success": False, "error": "Execution timed out after 5 minutes"},
        played=(timeout_408(),),
    ),
    "v2 timed out": Recorded(
        operation="executeRun",
        body={
            "data": {
                **RUN,
                "status": "failed",
                "output": {},
                "error": {"message": "Execution timed out after 5 minutes", "code": "TIMEOUT"},
                **ENDS,
            }
        },
        headers={"X-Run-Id": "eefd"},
        ask=v2,
        gives={"success": False, "error_code": "TIMEOUT", "output": {}},
        played=(timeout_408(),),
    ),
    "v1 job timed out": Recorded(
        operation="getJobStatus",
        body={
            **JOB,
            "status": "failed",
            "output": None,
            "error": "Execution timed out after 3 seconds",
        },
        ask=look_at_job,
        gives={"succeeded": False, "error_message": "Execution timed out after 3 seconds"},
    ),
    "value of 9 MB": Recorded(
        operation="executeWorkflow",
        body={
            "success": True,
            "executionId": "eefd",
            "output": {
                "result": {
                    "__simLargeValueRef": True,
                    "version": 1,
                    "id": "lv_1",
                    "kind": "string",
                    "size": 9437186,
                    "key": "execution/1111/8ee2/cb84/large-value-lv_1.json",
                    "executionId": "eefd",
                    "preview": "aaaa",
                }
            },
            "metadata": TIMES,
        },
        ask=v1,
        gives={"success": True},
        played=(succeed({"result": "a" * 9 * 1024 * 1024}),),
    ),
    "v1 out of requests": Recorded(
        operation="executeWorkflow",
        status=429,
        body={"error": RATE},
        ask=v1,
        raises=RateLimitError,
        gives={"code": "RATE_LIMIT_EXCEEDED", "raw_code": None},
        played=(rate_limited(),),
    ),
    "v2 out of runs": Recorded(
        operation="executeRun",
        status=429,
        body=v2_error("RATE_LIMITED", RATE, details={"code": "RATE_LIMIT_EXCEEDED"}),
        headers={"Retry-After": "15", "X-RateLimit-Remaining": "119"},
        ask=v2,
        raises=RateLimitError,
        gives={"code": "RATE_LIMIT_EXCEEDED", "retry_after": 15},
        played=(rate_limited(15),),
    ),
    "overdrawn bucket": Recorded(
        operation="getUsageLimits",
        body={
            "success": True,
            "rateLimit": {
                name: {
                    "isLimited": False,
                    "requestsPerMinute": 50,
                    "maxBurst": 100,
                    "remaining": -1,
                    "resetAt": ENDED,
                }
                for name in ("sync", "async")
            }
            | {"authType": "api"},
            "usage": {"currentPeriodCost": 0, "limit": 10, "plan": "free"},
            "storage": {"usedBytes": 0, "limitBytes": 5368709120, "percentUsed": 0},
        },
        ask=lambda sim: sim.get_usage_limits(),
        gives={"success": True},
        played=(succeed(),),
    ),
    "v1 bad key": Recorded(
        operation="executeWorkflow",
        status=401,
        body={"error": "Invalid API key"},
        ask=v1,
        raises=AuthenticationError,
        gives={"code": "UNAUTHORIZED"},
    ),
    "v1 other tenant": Recorded(
        operation="executeWorkflow",
        status=403,
        body={"error": "Unauthorized: Access denied to read this workflow"},
        ask=v1,
        raises=PermissionDeniedError,
        played=(succeed().owned_by("another"),),
    ),
    "v2 other tenant": Recorded(
        operation="executeRun",
        status=404,
        body=v2_error("NOT_FOUND", "Workflow not found"),
        ask=v2,
        raises=NotFoundError,
        played=(succeed().owned_by("another"),),
    ),
    "job of another tenant": Recorded(
        operation="getJobStatus",
        status=403,
        body={"error": "Access denied", "code": "ACCESS_DENIED"},
        ask=look_at_job,
        raises=PermissionDeniedError,
        gives={"code": "ACCESS_DENIED"},
    ),
    "other tenant, October 2025": Recorded(
        operation="executeWorkflow",
        status=401,
        body={
            "error": "Unauthorized: Invalid API key",
            "code": "UNAUTHORIZED:_INVALID_API_KEY",
        },
        ask=v1,
        raises=AuthenticationError,
        gives={"code": "UNAUTHORIZED", "raw_code": "UNAUTHORIZED:_INVALID_API_KEY"},
        played=(succeed().owned_by("another"),),
        dialect="2025-10",
    ),
    "async without a queue, October 2025": Recorded(
        operation="executeWorkflow",
        status=500,
        body={
            "error": "Failed to queue workflow execution",
            "code": "FAILED_TO_QUEUE_WORKFLOW_EXECUTION",
        },
        ask=v1_async,
        raises=ServerError,
        gives={"code": "FAILED_TO_QUEUE_WORKFLOW_EXECUTION"},
        played=(queue_failed(),),
        dialect="2025-10",
    ),
    "job without a queue, October 2025": Recorded(
        operation="getJobStatus",
        status=500,
        body={
            "error": "Failed to fetch task status",
            "code": "FAILED_TO_FETCH_TASK_STATUS",
        },
        ask=look_at_job,
        raises=ServerError,
        gives={"code": "FAILED_TO_FETCH_TASK_STATUS"},
        dialect="2025-10",
    ),
    "input that is no object": Recorded(
        operation="executeRun",
        status=400,
        body=v2_error(
            "BAD_REQUEST",
            "Invalid input: expected record, received string",
            details=[
                {
                    "expected": "record",
                    "code": "invalid_type",
                    "path": ["input"],
                    "message": "Invalid input: expected record, received string",
                }
            ],
        ),
        ask=v2,
        raises=BadRequestError,
        gives={"message": "Invalid input: expected record, received string"},
    ),
    "run id used twice": Recorded(
        operation="executeRun",
        status=409,
        body=v2_error(
            "CONFLICT",
            "Run ID has already been used",
            details={"code": "RUN_ID_CONFLICT", "runId": "eefd"},
        ),
        headers={"X-Run-Id": "eefd"},
        ask=v2,
        raises=ConflictError,
        gives={"raw_code": "RUN_ID_CONFLICT", "run_id": "eefd"},
        played=(succeed(),),
        before=v2,
    ),
}

PLAYED = {name for name, each in RECORDED.items() if each.played is not None}


def client(mock: Mock, transport: httpx.BaseTransport | None = None) -> Sim:
    given: Any = mock.transport if transport is None else transport
    return Sim("key", transport=given, clock=mock.clock, retry=0)


@pytest.mark.table("name", [n for n, e in RECORDED.items() if not isinstance(e.body, bytes)])
def test_the_document_allows_what_a_server_answered(name: str) -> None:
    recorded = RECORDED[name]
    responses = OPERATIONS[recorded.operation]["responses"]
    response = responses.get(str(recorded.status), responses.get("default"))
    assert response is not None
    if "$ref" in response:
        response = DOCUMENT["components"]["responses"][response["$ref"].rpartition("/")[2]]
    schema = response["content"]["application/json"]["schema"]
    validator = jsonschema_rs.Draft202012Validator({**schema, "components": DOCUMENT["components"]})
    assert [error.message for error in validator.iter_errors(recorded.body)] == []


@pytest.mark.table("name", RECORDED)
def test_the_wrapper_reads_what_a_server_answered(name: str) -> None:
    recorded = RECORDED[name]

    def answer(request: httpx.Request) -> httpx.Response:
        if isinstance(recorded.body, bytes):
            headers = {"content-type": "text/event-stream", **recorded.headers}
            return httpx.Response(recorded.status, content=recorded.body, headers=headers)
        return httpx.Response(recorded.status, json=recorded.body, headers=recorded.headers)

    with client(Mock(), httpx.MockTransport(answer)) as sim:
        if recorded.raises is None:
            got = recorded.ask(sim)
        else:
            with pytest.raises(recorded.raises) as raised:
                recorded.ask(sim)
            got = raised.value
            assert got.status == recorded.status
    assert {n: getattr(got, n) for n in recorded.gives} == dict(recorded.gives)


class Tap(httpx.BaseTransport):
    """Hands requests on, and keeps the last answer of one operation."""

    def __init__(self, mock: Mock, operation: str) -> None:
        self.mock, self.operation = mock, operation
        self.inner: Any = mock.transport
        self.last: httpx.Response | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response: httpx.Response = self.inner.handle_request(request)
        content = response.read()
        kept = [(n, v) for n, v in response.headers.multi_items() if n != "content-length"]
        if self.mock.journal.calls()[-1].operation_id == self.operation:
            self.last = httpx.Response(response.status_code, headers=kept, content=content)
        return httpx.Response(response.status_code, headers=kept, content=content)


def shape(value: Any) -> Any:
    """A body's keys and types; a number is a number."""
    if isinstance(value, dict):
        return {name: shape(each) for name, each in value.items()}
    if isinstance(value, list):
        return [shape(each) for each in value[:1]]
    return "number" if type(value) in (int, float) else type(value).__name__


@pytest.mark.table("name", sorted(PLAYED))
def test_the_mock_answers_alike(name: str) -> None:
    """The same status, the same fields of the same types, the same headers, and as read."""
    recorded = RECORDED[name]
    mock = Mock(dialect=recorded.dialect, options={"sim": {"redis": recorded.redis}})
    assert recorded.played is not None
    mock.sim.workflow("wf", *recorded.played)
    tap = Tap(mock, recorded.operation)
    with client(mock, tap) as sim:
        if recorded.before is not None:
            recorded.before(sim)
        raising = pytest.raises(recorded.raises) if recorded.raises else nullcontext()
        with raising:
            recorded.ask(sim)
    assert tap.last is not None
    assert tap.last.status_code == recorded.status
    assert {*map(str.lower, recorded.headers)} <= {*tap.last.headers}
    if isinstance(recorded.body, bytes):
        assert tap.last.content == recorded.body
    else:
        body = tap.last.json()
        assert shape(body) == shape(recorded.body)
        if recorded.raises is not None:
            assert body["error"] == recorded.body["error"]
