"""The official Sim SDKs, unmodified, against the mock on a port.

What they can do works; what they get wrong, they get wrong as they do against the real server.
"""

from __future__ import annotations

import pytest
from official import run

from penstock_mock.frontends.server import Tenant
from penstock_mock.services.sim import Say, rate_limited, response_block, stream, succeed

DOCUMENTED = "simstudio-sdk==0.1.1"
V2 = "simstudio-sdk==0.2.1"

pytestmark = pytest.mark.penstock(strict=False)

EVERYTHING = """
show("status", lambda: client.get_workflow_status("wf"))
show("valid", lambda: client.validate_workflow("wf"))
show("run", lambda: client.execute_workflow("wf", {"message": "hi"}))
show("again", lambda: client.execute_with_retry("wf", {"message": "hi"}))
show("queued", lambda: client.execute_workflow("wf", {"message": "hi"}, async_execution=True))
show("usage", lambda: client.get_usage_limits())
show("stream", lambda: client.execute_workflow("wf", {"message": "hi"}, stream=True))
show("limits", lambda: client.get_rate_limit_info())
"""


@pytest.mark.table("pin", [DOCUMENTED, V2])
def test_what_the_official_sdk_can_do_works(pin: str, penstock_server: Tenant) -> None:
    told = run(pin, penstock_server.url_for("sim"), EVERYTHING)

    assert told["status"]["is_deployed"] is True
    assert told["valid"] is True
    assert told["run"]["success"] is True
    assert told["run"]["output"]["content"] == "hi"
    assert told["again"]["success"] is True
    assert told["queued"]["success"] is True
    assert told["usage"]["rate_limit"]["sync"]["limit"] == 25
    assert told["usage"]["usage"]["plan"] == "pro"


@pytest.mark.table("pin", [DOCUMENTED, V2])
def test_the_official_sdk_buffers_a_stream_and_then_fails(
    pin: str, penstock_server: Tenant
) -> None:
    told = run(pin, penstock_server.url_for("sim"), EVERYTHING)

    assert told["stream"]["code"] == "EXECUTION_ERROR"
    assert "Expecting value" in told["stream"]["text"]
    assert penstock_server.journal.calls("executeWorkflow" if pin == DOCUMENTED else "executeRun")


def test_a_job_of_the_documented_sdk_is_polled_to_its_end(penstock_server: Tenant) -> None:
    told = run(
        DOCUMENTED,
        penstock_server.url_for("sim"),
        """
        job = client.execute_workflow("wf", {"message": "hi"}, async_execution=True)
        show("link", lambda: job.links["status"])
        states = []
        for _ in range(20):
            status = client.get_job_status(job.task_id)
            states.append(status["status"])
            if states[-1] not in ("queued", "processing"):
                break
        show("states", lambda: states)
        show("output", lambda: status["output"]["output"]["content"])
        """,
    )

    assert told["link"].startswith("/api/jobs/")
    assert told["states"][0] == "queued"
    assert told["states"][-1] == "completed"
    assert told["output"] == "hi"


def test_a_run_of_the_v2_sdk_is_polled_to_its_end(penstock_server: Tenant) -> None:
    told = run(
        V2,
        penstock_server.url_for("sim"),
        """
        job = client.execute_workflow("wf", {"message": "hi"}, async_execution=True)
        for _ in range(20):
            status = client.get_workflow_run("wf", job.run_id, include_output=True)
            if status["status"] in ("completed", "failed", "cancelled"):
                break
        show("end", lambda: status)
        """,
    )

    assert told["end"]["status"] == "completed"
    assert told["end"]["output"]["content"] == "hi"


@pytest.mark.penstock(strict=False, dialect="2026-08")
def test_the_documented_sdk_loses_the_job_id_on_the_newer_server(penstock_server: Tenant) -> None:
    told = run(DOCUMENTED, penstock_server.url_for("sim"), EVERYTHING)

    assert told["queued"]["success"] is True
    assert told["queued"]["output"] is None
    assert "task_id" not in told["queued"]


def test_the_documented_sdk_stumbles_over_a_response_block(penstock_server: Tenant) -> None:
    penstock_server.sim.workflow("object", response_block({"hello": "world"}))
    penstock_server.sim.workflow("list", response_block([1, 2]))

    told = run(
        DOCUMENTED,
        penstock_server.url_for("sim"),
        """
        show("object", lambda: client.execute_workflow("object"))
        show("list", lambda: client.execute_workflow("list"))
        """,
    )

    assert told["object"]["raised"] == "KeyError"
    assert told["list"]["raised"] == "TypeError"


@pytest.mark.penstock(strict=False, options={"sim": {"rate_limit_headers": "iso"}})
def test_the_documented_sdk_crashes_on_the_reset_the_server_sends(
    penstock_server: Tenant,
) -> None:
    told = run(
        DOCUMENTED,
        penstock_server.url_for("sim"),
        'show("run", lambda: client.execute_workflow("wf"))',
    )

    assert told["run"]["raised"] in ("ValueError", "SimStudioError")
    assert "invalid literal" in told["run"]["text"]


@pytest.mark.penstock(strict=False, options={"sim": {"rate_limit_headers": "epoch"}})
def test_the_documented_sdk_waits_less_than_it_was_told_to(penstock_server: Tenant) -> None:
    penstock_server.sim.workflow("busy", rate_limited(retry_after=100))

    told = run(
        DOCUMENTED,
        penstock_server.url_for("sim"),
        """
        import random
        random.uniform = lambda low, high: low
        random.random = lambda: 0.0
        show("run", lambda: client.execute_with_retry("busy", max_retries=1))
        show("slept", lambda: slept)
        """,
    )

    assert told["run"]["code"] == "RATE_LIMIT_EXCEEDED"
    assert told["slept"] == [75.0]


def test_a_scripted_stream_reaches_a_plain_http_client_frame_by_frame(
    penstock_server: Tenant,
) -> None:
    """The Flask example's loop, on the bytes the documented page shows."""
    import json

    import requests

    plan = stream(Say("agent1", "One"), Say("agent1", ", two"), ending="done_event")
    penstock_server.sim.workflow("wf", succeed({"content": "One, two"}).with_stream(plan))
    seen = []
    with requests.post(
        penstock_server.url_for("sim") + "/api/workflows/wf/execute",
        headers={"X-API-Key": "key"},
        json={"message": "hi", "stream": True, "selectedOutputs": ["agent1.content"]},
        stream=True,
        timeout=10,
    ) as response:
        for line in response.iter_lines():
            if not line:
                continue
            data = line.decode().removeprefix("data: ")
            if data == "[DONE]":
                break
            seen.append(json.loads(data))

    assert [frame["chunk"] for frame in seen[:-1]] == ["One", ", two"]
    assert seen[-1]["event"] == "done"
    assert seen[-1]["metadata"]["duration"] >= 0
