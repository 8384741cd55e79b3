"""No value of an unexpected type in an answer of Sim's raises anything foreign.

The readers are those of both clients: the blocking one is asked.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import httpx
import pytest

from penstock import PenstockError
from penstock.sim import Sim

RUN = {
    "runId": "r-1",
    "workflowId": "wf",
    "status": "completed",
    "output": {"content": "Paris"},
    "error": None,
    "startedAt": "2026-08-20T10:00:00.000Z",
    "endedAt": "2026-08-20T10:00:00.512Z",
    "durationMs": 511.8,
    "trigger": "api",
    "paused": None,
    "cost": {"total": 1.5},
    "blockOutputs": None,
}
JOB = {
    "success": True,
    "taskId": "t",
    "status": "completed",
    "output": {"success": True, "output": {}, "workflowId": "wf", "executionId": "e"},
    "error": None,
    "metadata": {"startedAt": "2026-08-20T10:00:00.000Z", "correlation": {"executionId": "e"}},
}
USAGE = {
    "success": True,
    "rateLimit": {"sync": {"limit": 9, "remaining": 1, "resetAt": "2026-08-20T10:00:00Z"}},
    "usage": {"plan": "free"},
    "storage": {"usedBytes": 1},
}
V1 = {"success": True, "output": {}, "error": None, "logs": [],
      "metadata": {"duration": 1, "startTime": "2026-08-20T10:00:00.000Z"},
      "traceSpans": [], "totalDuration": 1, "executionId": "e", "status": "completed"}  # fmt: skip
QUEUED = {"success": True, "taskId": "t", "runId": "r", "status": "queued", "createdAt": "x",
          "links": {"status": "/api/jobs/t"}, "statusUrl": "/api/jobs/t"}  # fmt: skip
DEPLOYED = {"isDeployed": True, "deployedAt": "x", "needsRedeployment": False}
REFUSED = {
    "error": {"code": "X", "message": "no", "details": {"retryAfter": "x", "runId": "r"}},
    "resetAt": "x",
    "requestId": "q",
}
ODD = [None, True, 0, -1, 1e300, 2**70, "", "\ud800", [1], {"a": 1}]
BODIES: list[tuple[int, Any]] = [
    (200, V1),
    (200, JOB),
    (200, USAGE),
    (200, DEPLOYED),
    (200, {"data": RUN}),
    (200, {"data": [RUN], "nextCursor": "c"}),
    (200, {"data": {"success": True, "runId": "r", "reason": "recorded"}}),
    (202, QUEUED),
    (202, {"data": {"runId": "r", "statusUrl": "https://a.b/c"}}),
    (400, REFUSED),
    (429, REFUSED),
]


def places(value: Any) -> Iterator[tuple[Any, ...]]:
    """The way to each field, however deep."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield (key,)
        if isinstance(inner, dict | list):
            yield from ((key, *way) for way in places(inner))


def with_one_odd(body: Any, way: tuple[Any, ...], odd: Any) -> Any:
    changed = copy.deepcopy(body)
    inner = changed
    for key in way[:-1]:
        inner = inner[key]
    inner[way[-1]] = odd
    return changed


CALLS: dict[str, Any] = {
    "execute_workflow": lambda sim: sim.execute_workflow("wf"),
    "queued": lambda sim: sim.execute_workflow("wf", async_execution=True),
    "streamed": lambda sim: sim.execute_workflow("wf", stream=True),
    "execute_workflow_sync": lambda sim: sim.execute_workflow_sync("wf"),
    "execute_with_retry": lambda sim: sim.execute_with_retry("wf", max_retries=0),
    "stream_workflow": lambda sim: sim.stream_workflow("wf").collect(),
    "run_and_wait": lambda sim: sim.run_and_wait("wf", timeout=2),
    "execute_run": lambda sim: sim.execute_run("wf"),
    "start_run": lambda sim: sim.start_run("wf"),
    "get_run": lambda sim: sim.get_run("wf", "r"),
    "list_runs": lambda sim: list(sim.list_runs("wf")),
    "cancel_run": lambda sim: sim.cancel_run("wf", "r"),
    "resume_run": lambda sim: sim.resume_run("wf", "r", "c"),
    "get_job_status": lambda sim: sim.get_job_status("t"),
    "wait_for_job": lambda sim: sim.wait_for_job("t", timeout=2),
    "wait_for_run": lambda sim: sim.wait_for_job({"workflowId": "w", "runId": "r"}, timeout=2),
    "get_workflow_status": lambda sim: sim.get_workflow_status("wf"),
    "validate_workflow": lambda sim: sim.validate_workflow("wf"),
    "get_usage_limits": lambda sim: sim.get_usage_limits(),
}


# These give what others give, of the same readers: one odd value for each field is enough.
ALIKE = {
    "execute_workflow_sync",
    "execute_with_retry",
    "stream_workflow",
    "run_and_wait",
    "wait_for_job",
    "wait_for_run",
    "validate_workflow",
}


@pytest.mark.table("name", CALLS)
def test_no_odd_value_in_an_answer_raises_anything_foreign(server, clock, name) -> None:
    """A valid body of every kind with one field replaced, in answer to every method.

    Each field of a body that the method reads is replaced by every odd value. One that it refuses
    as it is can't be read further: a value of its own is enough for each field, as for a method
    that reads like another.
    """
    sim = Sim("sk-sim-0123456789", transport=server.transport, clock=clock, retry=0)
    call = CALLS[name]
    for status, body in BODIES:
        read = gets_read(call, sim, server, status, body)
        for number, way in enumerate(places(body), [*CALLS].index(name)):
            for odd in ODD if read and name not in ALIKE else [ODD[number % len(ODD)]]:
                gets_read(call, sim, server, status, with_one_odd(body, way, odd))


def gets_read(call: Any, sim: Any, server: Any, status: int, body: Any) -> bool:
    """Return True if the call gives a result, after reading all its public attributes."""
    server.answers[:] = [httpx.Response(status, content=json.dumps(it)) for it in (body, JOB)]
    with suppress(PenstockError):
        attributes(call(sim))
        return True
    return False


def attributes(got: Any) -> None:
    """Read every public attribute."""
    for each in got if isinstance(got, list) else [got]:
        for name in dir(each):
            if not name.startswith("_"):
                getattr(each, name)
