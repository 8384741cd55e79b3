"""Every example of Sim's documented page runs with nothing changed but its import line."""

from __future__ import annotations

import runpy
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from penstock.sim import SimStudioClient
from penstock_mock.frontends.server import Tenant
from penstock_mock.mock import Mock

EXAMPLES = Path(__file__).parent / "documented" / "sim"
# What each is expected to print; in words or in comments of the page.
SAYS = {
    "quickstart": "Workflow executed successfully: WorkflowExecutionResult(success=True",
    "execute_workflow": "",
    "get_workflow_status": "Is deployed: True",
    "validate_workflow": "",
    "get_job_status": "Status: completed",
    "execute_with_retry": "",
    "get_rate_limit_info": "",
    "get_usage_limits": "Sync requests remaining: 25",
    "set_api_key": "",
    "set_base_url": "",
    "close": "",
    "basic": "Output: {'content': 'Process this data'",
    "error_handling": "",
    "context_manager": "Result: WorkflowExecutionResult(success=True",
    "batch": "Workflow workflow-2: Success",
    "async_execution": "Workflow completed!",
    "rate_limit_retry": "Success: WorkflowExecutionResult(success=True",
    "usage_monitoring": "Plan: pro",
    "streaming": "Workflow result: WorkflowExecutionResult(success=True",
    "environment_development": "",
    "environment_production": "",
}
FRAGMENTS = {
    name for name in SAYS if "import SimStudio" not in (EXAMPLES / f"{name}.py").read_text()
}
# These name https://sim.ai themselves, so only a patched httpx can answer them.
WITH_AN_ADDRESS = {"quickstart"}
JOB = "task-id-from-async-execution"


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIM_API_KEY", "key")
    monkeypatch.delenv("SIM_BASE_URL", raising=False)


def know_the_job(mock: Mock) -> None:
    """The page asks for a job by a made-up id."""
    where = {"path": {"taskId": JOB}}
    mock.stub("getJobStatus", example="completed", where=where, optional=True)


def play(name: str, client: Callable[[], SimStudioClient]) -> None:
    """Run an example; a fragment is handed the client that the page makes elsewhere."""
    given: dict[str, Any] = {"client": client()} if name in FRAGMENTS else {}
    runpy.run_path(str(EXAMPLES / f"{name}.py"), init_globals=given)


def test_there_is_no_example_that_is_not_run() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.py")} == set(SAYS) | {"flask_stream"}


@pytest.mark.table("name", SAYS)
def test_the_example_runs_in_process(
    name: str,
    penstock_mock: Mock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(time, "sleep", penstock_mock.clock.sleep)
    know_the_job(penstock_mock)
    with penstock_mock.router:
        play(name, lambda: SimStudioClient(api_key="key"))

    printed = capsys.readouterr().out
    assert SAYS[name] in printed
    assert "Error" not in printed


@pytest.mark.table("name", sorted(set(SAYS) - WITH_AN_ADDRESS))
def test_the_example_runs_over_a_port(
    name: str,
    penstock_server: Tenant,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(time, "sleep", penstock_server.clock.sleep)
    monkeypatch.setenv("SIM_BASE_URL", penstock_server.url_for("sim"))
    know_the_job(penstock_server)
    play(name, lambda: SimStudioClient(api_key="key"))

    printed = capsys.readouterr().out
    assert SAYS[name] in printed
    assert "Error" not in printed


def test_the_flask_example_passes_the_bytes_on(
    penstock_server: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The example posts to https://sim.ai with requests; only that address is led to the mock."""
    import requests

    post, base = requests.post, penstock_server.url_for("sim")
    answers: list[requests.Response] = []

    def led_to_the_mock(url: str, **rest: Any) -> requests.Response:
        answers.append(post(url.replace("https://sim.ai", base), **rest))
        return answers[-1]

    monkeypatch.setattr(requests, "post", led_to_the_mock)
    app = runpy.run_path(str(EXAMPLES / "flask_stream.py"), run_name="example")["app"]

    answer = app.test_client().get("/stream-workflow")
    frames = answer.get_data(as_text=True).split("\n\n")
    answers[0].close()  # the example leaves it open

    assert '"chunk"' in frames[0]
    assert '"event": "done"' in frames[-2]
