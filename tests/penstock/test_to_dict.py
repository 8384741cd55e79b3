"""Every result, event and request is JSON by `to_dict()`, those that are no emitted models too."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

import penstock.dify
import penstock.sim
from penstock.oomol import Oomol
from penstock.sandbox_fusion import RunCodeRequest, SubmitRequest
from penstock.sim import Sim


@dataclass
class Total:
    total: int


def sim(body: Any) -> Sim:
    return Sim("key", transport=httpx.MockTransport(lambda _: httpx.Response(200, json=body)))


def oomol(body: Any) -> Oomol:
    return Oomol("key", transport=httpx.MockTransport(lambda _: httpx.Response(200, json=body)))


EXECUTED = {"success": True, "output": {"total": 3}, "logs": [], "metadata": {"duration": 5}}
FINAL = {"event": "final", "data": {"success": True, "output": 1}}

MADE: dict[str, tuple[Any, dict[str, Any]]] = {
    "result": (
        lambda: sim(EXECUTED).execute_workflow("w", output_type=Total),
        EXECUTED | {"status": "completed", "workflow_id": "w", "error": None},
    ),
    "receipt": (
        lambda: penstock.sim.AsyncExecutionResult(success=True, task_id="t"),
        {"success": True, "task_id": "t", "status": "queued", "kind": "job"},
    ),
    "status": (
        lambda: sim({"isDeployed": True}).get_workflow_status("w"),
        {"is_deployed": True, "deployed_at": None, "needs_redeployment": False},
    ),
    "limits": (
        lambda: sim({"success": True, "rateLimit": {}, "usage": {}}).get_usage_limits(),
        {"success": True, "usage": {}, "storage": None},
    ),
    "final": (lambda: penstock.sim.FinalEvent(success=True, output=1, raw=FINAL), FINAL),
    "final by hand": (lambda: penstock.sim.FinalEvent(success=True, output=1), FINAL),
    "unknown": (lambda: penstock.sim.UnknownEvent(raw={"event": "odd"}), {"event": "odd"}),
    "unknown text": (lambda: penstock.dify.UnknownEvent(raw="odd"), {"raw": "odd"}),
    "logs": (
        lambda: oomol([{"id": 1, "type": "BlockStarted"}]).tasks.get_logs("t"),
        {"logs": [{"id": 1, "type": "BlockStarted"}]},
    ),
    "applets": (lambda: oomol([]).applets.list(), {"applets": []}),
    "program": (
        lambda: RunCodeRequest(code="1", language="python", files={"a": b"1"}),
        {"code": "1", "language": "python", "files": {"a": "MQ=="}},
    ),
    "submission": (
        lambda: SubmitRequest(dataset="d", id=1, completion="c", config={"locale": "en"}),
        {"dataset": "d", "id": 1, "completion": "c", "config": {"locale": "en"}},
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_what_is_no_emitted_model_is_json_too(name: str) -> None:
    make, wanted = MADE[name]
    found = make().to_dict()
    assert found == json.loads(json.dumps(found))
    assert wanted.items() <= found.items()
