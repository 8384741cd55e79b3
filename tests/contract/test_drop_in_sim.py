"""The public surface of the official Sim SDKs, read from them as installed, is Penstock's as well.

A release that is added to requirements/official-sdks.txt shows here which of its names, arguments,
defaults, fields and codes are missing.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib.util
import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from official import INSTALLED

import penstock.sim
from penstock.sim import AsyncSim, Sim, SimStudioError
from penstock.sim._defaults import Api
from penstock_mock.engine.clock import VirtualClock
from penstock_mock.mock import Mock

RELEASES = sorted(path.name for path in INSTALLED.glob("simstudio-sdk==*"))
LATEST = "simstudio-sdk==0.2.1"


def source(pin: str) -> Path:
    return INSTALLED / pin / "simstudio" / "__init__.py"


def loaded(pin: str) -> ModuleType:
    """The SDK, imported under a name of its own, so that several releases stand side by side."""
    spec = importlib.util.spec_from_file_location(
        f"simstudio_{pin[-5:].replace('.', '_')}", source(pin)
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def public(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """The names the module defines for its users; not those it imports."""
    body = ast.parse(inspect.getsource(module)).body
    defined = {node.name for node in body if isinstance(node, ast.ClassDef | ast.FunctionDef)}
    for node in body:
        if isinstance(node, ast.Assign):
            defined |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    for name in sorted(defined | set(module.__all__)):
        if name == "__version__" or not name.startswith("_"):
            yield name, getattr(module, name)


def codes(pin: str) -> set[str]:
    """The codes that the SDK itself raises: the second argument of its exceptions."""
    calls = (n for n in ast.walk(ast.parse(source(pin).read_text())) if isinstance(n, ast.Call))
    raised = (
        call.args[1].value
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id == "SimStudioError"
        and len(call.args) > 1
        and isinstance(call.args[1], ast.Constant)
    )
    return {str(code) for code in raised}


METHODS = [
    (pin, name)
    for pin in RELEASES
    for name, _ in inspect.getmembers(loaded(pin).SimStudioClient, inspect.isfunction)
    if not name.startswith("_")
]
DATACLASSES = [
    (pin, name)
    for pin in RELEASES
    for name, value in public(loaded(pin))
    if dataclasses.is_dataclass(value) and hasattr(penstock.sim, name)
]


def test_the_latest_release_is_among_those_compared() -> None:
    assert LATEST in RELEASES


@pytest.mark.table("pin", RELEASES)
def test_every_public_name_is_there(pin: str) -> None:
    ours = set(dir(penstock.sim))
    unused = {"RateLimitStatus"}  # defined by 0.1.1, exported and used nowhere
    missing = {name for name, _ in public(loaded(pin))} - ours - unused
    assert missing == set()
    assert all(hasattr(penstock.sim, name) for name in loaded(pin).__all__)


@pytest.mark.table(("pin", "method"), METHODS)
@pytest.mark.table("client", [Sim, AsyncSim])
def test_every_method_takes_every_argument_by_name(client: type, pin: str, method: str) -> None:
    theirs = inspect.signature(getattr(loaded(pin).SimStudioClient, method)).parameters
    if client is AsyncSim and method == "close":
        method = "aclose"
    ours = inspect.signature(getattr(client, method)).parameters
    assert set(theirs) - set(ours) == set()
    positional = [name for name, p in theirs.items() if p.kind is p.POSITIONAL_OR_KEYWORD]
    given = inspect.signature(getattr(client, method)).bind(*positional)
    assert len(given.arguments) == len(positional)
    for name, parameter in theirs.items():
        default = ours[name].default
        if default in (None, parameter.default) or isinstance(default, type(parameter.default)):
            continue
        assert parameter.default in (None, parameter.empty), (
            name
        )  # ours is unset, which is the same


@pytest.mark.table("pin", RELEASES)
def test_the_client_is_made_with_the_same_arguments_and_shows_the_same_attributes(
    pin: str,
) -> None:
    made = loaded(pin).SimStudioClient(api_key="key-1", base_url="https://sim.test/")
    with Sim(api_key="key-1", base_url="https://sim.test/") as sim:
        shown = {name: value for name, value in vars(made).items() if not name.startswith("_")}
        assert {name: getattr(sim, name) for name in shown} == shown
        for name, value in {"api_key": "key-2", "base_url": "https://other.test"}.items():
            setattr(sim, name, value)
            assert getattr(sim, name) == value
        sim.set_api_key("key-3")
        sim.set_base_url("https://third.test/")
        assert (sim.api_key, sim.base_url) == ("key-3", "https://third.test")
        assert "key-3" not in repr(sim)


def example(field: dataclasses.Field[Any]) -> Any:
    """A value for a field that the SDK wants to be given."""
    return {"int": 7, "bool": True}.get(str(getattr(field.type, "__name__", field.type)), "text")


@pytest.mark.table(("pin", "name"), DATACLASSES)
def test_every_dataclass_has_every_field_with_its_default(pin: str, name: str) -> None:
    theirs = getattr(loaded(pin), name)
    wanted = [f for f in dataclasses.fields(theirs) if f.default is dataclasses.MISSING]
    values = {field.name: example(field) for field in wanted}
    if "links" in values:
        values["links"] = {"status": "/api/jobs/1"}
    made, ours = theirs(**values), getattr(penstock.sim, name)(**values)
    for field in dataclasses.fields(theirs):
        assert getattr(ours, field.name) == getattr(made, field.name), field.name


def calling(answer: httpx.Response | Exception) -> Sim:
    def handle(request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return Sim("key", transport=httpx.MockTransport(handle), clock=VirtualClock(), retry=None)


LOST = httpx.ConnectError("no route")
LATE = httpx.ReadTimeout("too slow")
FULL = httpx.Response(
    429, json={"error": {"code": "RATE_LIMITED", "message": "Rate limit exceeded"}}
)
HALF = httpx.Response(200, json={})

_NO_TIMEOUTS: list[Any] = [0, penstock.sim.MAX_EXECUTION_TIMEOUT_SECONDS + 1, True, 1.5]

RAISED: dict[str, list[tuple[Any, Callable[[Sim], object]]]] = {
    "INVALID_EXECUTION_TIMEOUT": [
        (HALF, lambda sim: sim.execute_workflow("wf", execution_timeout_seconds=5)),
        *[
            (
                HALF,
                lambda sim, bad=bad: sim.execute_workflow(
                    "wf", async_execution=True, execution_timeout_seconds=bad
                ),
            )
            for bad in _NO_TIMEOUTS
        ],
        (HALF, lambda sim: sim.execute_with_retry("wf", execution_timeout_seconds=5)),
    ],
    "EXECUTION_ERROR": [
        (LOST, lambda sim: sim.execute_workflow("wf")),
        (LOST, lambda sim: sim.execute_workflow("wf", stream=True)),
        (LOST, lambda sim: sim.execute_workflow_sync("wf")),
        (LOST, lambda sim: sim.execute_with_retry("wf", max_retries=0)),
        (HALF, lambda sim: sim.with_options(api="v2").execute_workflow("wf")),
    ],
    "TIMEOUT": [
        (LATE, lambda sim: sim.execute_workflow("wf")),
        (LATE, lambda sim: sim.execute_workflow("wf", stream=True)),
    ],
    "RATE_LIMIT_EXCEEDED": [(FULL, lambda sim: sim.execute_workflow("wf"))],
    "STATUS_ERROR": [
        (LOST, lambda sim: sim.get_workflow_status("wf")),
        (LOST, lambda sim: sim.get_job_status(job_id="run_1")),
        (LOST, lambda sim: sim.get_job_status("run_1")),
        (LOST, lambda sim: sim.get_workflow_run("wf", "run-1")),
        (HALF, lambda sim: sim.get_workflow_run("wf", "run-1")),
    ],
    "USAGE_ERROR": [(LOST, lambda sim: sim.get_usage_limits())],
    "MAX_RETRIES_EXCEEDED": [(HALF, lambda sim: sim.execute_with_retry("wf", max_retries=-1))],
}


def test_no_code_of_the_official_sdks_is_left_out() -> None:
    assert set().union(*map(codes, RELEASES)) == set(RAISED)


@pytest.mark.table(
    ("code", "answer", "call"),
    [(code, answer, call) for code, cases in RAISED.items() for answer, call in cases],
)
def test_every_code_is_raised_where_the_official_sdk_raises_it(
    code: str, answer: Any, call: Callable[[Sim], object]
) -> None:
    with calling(answer) as sim, pytest.raises(SimStudioError) as caught:
        call(sim)
    assert caught.value.code == code


@pytest.mark.table("api", ["v1", "v2"])
def test_a_queued_run_is_used_as_with_the_latest_release(api: Api) -> None:
    mock = Mock(dialect="2026-08")
    with Sim("key", transport=mock.transport, clock=mock.clock, api=api) as sim:
        job = sim.execute_workflow(
            "wf", {"message": "hi"}, async_execution=True, execution_timeout_seconds=60
        )
        assert hasattr(job, "async_execution")
        assert job.async_execution is True
        assert (job.success, job.message) == (True, "Workflow execution queued")
        assert job.status_url.startswith("https://www.sim.ai/api/")
        assert job.run_id
        sim.wait_for_job(job)
        run = sim.get_workflow_run("wf", job.run_id, include_output=True)
        assert isinstance(run, dict)
        assert (run["status"], run["error"]) == ("completed", None)
        assert run["output"]["content"] == "hi"
        assert run["durationMs"] > 0
        bare = sim.get_workflow_run("wf", job.run_id)
        assert (bare["output"], bare["blockOutputs"]) == (None, None)


def test_a_result_of_v2_has_the_official_metadata_and_duration() -> None:
    mock = Mock()
    with Sim("key", transport=mock.transport, clock=mock.clock, api="v2") as sim:
        result = sim.execute_workflow("wf", {"message": "hi"})
    assert result.status == "completed"
    assert result.metadata is not None
    assert set(result.metadata) == {"duration", "runId", "startTime", "endTime"}
    assert result.total_duration
    assert result.total_duration == result.metadata["duration"] > 0


def test_a_job_of_v1_is_found_by_job_id_and_only_by_one_name() -> None:
    mock = Mock()
    with Sim("key", transport=mock.transport, clock=mock.clock) as sim:
        job = sim.execute_workflow("wf", {"message": "hi"}, async_execution=True)
        assert sim.get_job_status(job_id=job.task_id)["taskId"] == job.task_id
        with pytest.raises(SimStudioError, match="job_id"):
            sim.get_job_status(job.task_id, job_id=job.task_id)
        with pytest.raises(SimStudioError, match="job_id"):
            sim.get_job_status()
        with pytest.raises(SimStudioError, match="execution_timeout_seconds"):
            sim.execute_workflow(
                "wf", async_execution=True, execution_timeout=5, execution_timeout_seconds=5
            )
