"""Every operation × every documented response, through both fronts of the mock, read by the
generated code and by the wrapper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any

import httpx
import pytest

from penstock.errors import PenstockError
from penstock.retry import RetryPolicy
from penstock.sim import Sim
from penstock_api.client import Client
from penstock_api.models import SimExecuteRequest, SimResumeRequest, SimRunRequest
from penstock_mock.contract import Contract
from penstock_mock.mock import Mock
from penstock_mock.serve import Server, Tenant

pytestmark = pytest.mark.penstock(strict=False)

ARGUMENTS: dict[str, dict[str, Any]] = {
    "executeWorkflow": {"id": "wf", "body": SimExecuteRequest()},
    "getWorkflowStatus": {"id": "wf"},
    "getJobStatus": {"task_id": "job"},
    "getUsageLimits": {},
    "executeRun": {"id": "wf", "body": SimRunRequest()},
    "listRuns": {"id": "wf"},
    "getRun": {"id": "wf", "run_id": "run"},
    "cancelRun": {"id": "wf", "run_id": "run"},
    "resumeRun": {"id": "wf", "run_id": "run", "body": SimResumeRequest(context_id="ctx")},
}
WRAPPED: dict[str, Callable[[Sim], object]] = {
    "executeWorkflow": lambda sim: sim.execute_workflow("wf", {}),
    "getWorkflowStatus": lambda sim: sim.get_workflow_status("wf"),
    "getJobStatus": lambda sim: sim.get_job_status("job"),
    "getUsageLimits": lambda sim: sim.get_usage_limits(),
    "executeRun": lambda sim: sim.with_options(api="v2").execute_workflow("wf", {}),
    "listRuns": lambda sim: [*islice(sim.list_runs("wf"), 1)],
    "getRun": lambda sim: sim.get_run("wf", "run"),
    "cancelRun": lambda sim: sim.cancel_run("wf", "run"),
    "resumeRun": lambda sim: sim.resume_run("wf", "run", "ctx"),
}
STREAMED: dict[str, Callable[[Sim], Any]] = {
    "executeWorkflow": lambda sim: sim.stream_workflow("wf", {}),
    "executeRun": lambda sim: sim.with_options(api="v2").stream_workflow("wf", {}),
}


def snake(operation_id: str) -> str:
    return "".join("_" + c.lower() if c.isupper() else c for c in operation_id)


def documented() -> Iterator[Any]:
    for operation in Contract.default().of("sim"):
        for response in operation.responses.values():
            for media in response.content.values():
                for example in media.examples:
                    yield pytest.param(
                        operation.id,
                        int(response.status),
                        media.type,
                        example.name,
                        id=f"{operation.id}-{response.status}-{example.name}",
                    )


@pytest.fixture(scope="module")
def port() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture(params=["in-process", "port"])
def front(request: pytest.FixtureRequest, port: Server) -> Iterator[tuple[Mock, dict[str, Any]]]:
    """A mock, and what a client needs to reach it."""
    if request.param == "in-process":
        mock = Mock(strict=False)
        yield mock, {"transport": mock.transport, "base_url": "https://www.sim.ai"}
    else:
        with port.tenant(strict=False) as tenant:
            assert isinstance(tenant, Tenant)
            yield tenant, {"base_url": tenant.url_for("sim")}


def raw(reach: dict[str, Any], operation_id: str, stream: bool) -> httpx.Response:
    """Send what the generated code would, with the key."""
    module = import_module(f"penstock_api.api.sim.{snake(operation_id)}")
    with httpx.Client(**reach, timeout=5, verify=False) as client:
        kwargs = module._get_kwargs(**ARGUMENTS[operation_id])
        kwargs["headers"] = {**kwargs.get("headers", {}), "X-API-Key": "key"}
        if stream:
            kwargs["headers"]["Accept"] = "text/event-stream"
        kwargs["url"] = reach["base_url"] + kwargs["url"]
        return client.request(**kwargs)


@pytest.mark.parametrize(("operation_id", "status", "media", "example"), [*documented()])
def test_a_documented_response_is_read_by_generated_code_and_wrapper(
    front: tuple[Mock, dict[str, Any]], operation_id: str, status: int, media: str, example: str
) -> None:
    mock, reach = front
    mock.stub(operation_id, status=status, media=media, example=example)
    streamed = media == "text/event-stream"

    response = raw(reach, operation_id, streamed)
    assert response.status_code == status
    assert response.headers["content-type"].partition(";")[0] == media
    if media == "application/json":
        module = import_module(f"penstock_api.api.sim.{snake(operation_id)}")
        parsed = module._parse_response(client=Client(base_url=""), response=response)
        assert parsed is not None or response.json() is None

    with Sim("key", **reach, clock=mock.clock, retry=RetryPolicy.none()) as sim:
        read(sim, operation_id, status, streamed)


def read(sim: Sim, operation_id: str, status: int, streamed: bool) -> None:
    """The wrapper gives a result, or raises an error of its own that knows the status."""
    refused: PenstockError | None = None
    try:
        if streamed:
            with STREAMED[operation_id](sim) as events:
                assert [*events]
        else:
            assert WRAPPED[operation_id](sim) is not None
    except PenstockError as error:
        refused = error
    if refused is None:  # a failed run is a result, whatever its status
        assert status < 400 or operation_id == "executeWorkflow"
    else:
        assert streamed or refused.status == status
        assert "'key'" not in repr(vars(refused))
