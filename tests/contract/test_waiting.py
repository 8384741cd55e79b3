"""No wait is for ever: each call that waits, of each service, against a server that never ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from official import run as run_official

from penstock import PenstockError, WaitTimeoutError
from penstock.dify import AsyncDify, Dify, WorkflowRun
from penstock.oomol import AsyncOomol, Oomol
from penstock.sandbox_fusion import AsyncSandboxFusion, RunCodeRequest, SandboxFusion, SubmitRequest
from penstock.sim import AsyncSim, Sim
from penstock_mock.engine.clock import VirtualClock
from penstock_mock.frontends.server import Tenant

LONGEST = 2 * 3600.0  # seconds; a day is for ever
RUN_ID = "5b0c6c1e-7c0e-4d53-9a58-3a1f0c9c3e77"
TASK = {"manifest": "a::b"}
CODE = RunCodeRequest(code="", language="python")


class Endless:
    """A server where nothing ever ends, on a clock that moves when a client waits."""

    def __init__(self) -> None:
        self.clock = VirtualClock()
        self.asked = 0
        self.transport = httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        assert self.clock.monotonic() < 24 * 3600, "it waits for ever"
        path = request.url.path
        if request.url.host == "silent":
            self._stay_silent(request)
        if path.endswith(("/workflows/run", "/events")):
            return self._stream()
        status = "running" if "oomol" in request.url.host or "dify" in path else "processing"
        run = {"id": RUN_ID, "runId": "r-1", "workflowId": "wf", "status": "running"}
        task = {"taskId": "t-1", "taskID": "t-1", "id": "t-1", "success": True, "status": status}
        if "/v2/" in path:
            return httpx.Response(202 if request.method == "POST" else 200, json={"data": run})
        if request.url.host == "dify":
            return httpx.Response(200, json=run)
        return httpx.Response(202 if path.endswith("/execute") else 200, json=task)

    def _stay_silent(self, request: httpx.Request) -> None:
        allowed = request.extensions["timeout"]["read"]
        assert allowed is not None, "it waits for ever"
        self.clock.advance(allowed)
        raise httpx.ReadTimeout("silence")

    def _stream(self) -> httpx.Response:
        return httpx.Response(
            200, headers={"content-type": "text/event-stream"}, content=self._beats()
        )

    def _beats(self) -> Iterator[bytes]:
        """Signs of life, and nothing else."""
        yield b'data: {"event": "workflow_started", "workflow_run_id": "%s"}\n\n' % RUN_ID.encode()
        while True:
            assert self.clock.monotonic() < 24 * 3600, "it waits for ever"
            self.clock.advance(10)
            yield b"event: ping\n\n"


@pytest.fixture
def endless() -> Endless:
    return Endless()


def made(endless: Endless, make: Callable[..., Any], *args: Any, **own: Any) -> Any:
    return make(*args, transport=endless.transport, clock=endless.clock, **own)


POLLED: dict[str, tuple[Callable[[Endless], Any], str]] = {
    "Sim.run_and_wait": (
        lambda endless: made(endless, Sim, "key", "http://sim").run_and_wait("wf"),
        r"wait_for_job\(",
    ),
    "Sim.run_and_wait, v2": (
        lambda endless: made(endless, Sim, "key", "http://sim", api="v2").run_and_wait("wf"),
        r"wait_for_job\(",
    ),
    "Sim.wait_for_job": (
        lambda endless: made(endless, Sim, "key", "http://sim").wait_for_job("job-1"),
        r"wait_for_job\(",
    ),
    "Dify.workflows.wait": (
        lambda endless: made(endless, Dify, "key", "http://dify").workflows.wait(RUN_ID),
        rf"workflows\.wait\('{RUN_ID}'\)",
    ),
    **{
        f"Oomol.tasks.{name}": (
            lambda endless, name=name, args=args: getattr(
                made(endless, Oomol, base_url="http://oomol/api").tasks, name
            )(*args),
            r"tasks\.get_result\('t-1'\)",
        )
        for name, args in {
            "run": (TASK,),
            "run_with_files": ("a::b", {}, b"x"),
            "create_and_wait": (TASK,),
            "create_with_files_and_wait": ("a::b", {}, b"x"),
            "wait_for_completion": ("t-1",),
            "get_result": ("t-1",),
        }.items()
    },
    **{
        f"Oomol.packages.{name}": (
            lambda endless, name=name, args=args: getattr(
                made(endless, Oomol, base_url="http://oomol/api").packages, name
            )(*args),
            r"packages\.wait_for_install_completion\('t-1'\)",
        )
        for name, args in {
            "install_and_wait": ("a", "1.0.0"),
            "wait_for_install_completion": ("t-1",),
        }.items()
    },
}


@pytest.mark.table("name", POLLED)
def test_a_wait_ends_and_says_how_to_go_on(endless: Endless, name: str) -> None:
    """With the id of what it waited for, and the argument that raises the bound."""
    call, remedy = POLLED[name]
    with pytest.raises(WaitTimeoutError, match=remedy) as caught:
        call(endless)
    assert 600 < endless.clock.monotonic() < LONGEST
    assert endless.asked < 1000
    assert caught.value.job_id
    assert "or raise wait_timeout" in str(caught.value)


def paused() -> WorkflowRun:
    reason = {"TYPE": "human_input_required", "form_token": "tok", "form_id": "f-1"}
    return WorkflowRun.from_dict({"id": RUN_ID, "status": "paused", "reasons": [reason]})


def listed(make: Callable[[Any], Any]) -> Callable[[Endless], Any]:
    return lambda e: list(make(made(e, Dify, "key", "http://dify").workflows))


WHOLE: dict[str, Callable[[Endless], Any]] = {
    "Sim.execute_workflow": lambda e: made(e, Sim, "key", "http://silent").execute_workflow("wf"),
    "Sim.execute_run": lambda e: made(e, Sim, "key", "http://silent").execute_run("wf"),
    "Sim.stream_workflow": lambda e: list(
        made(e, Sim, "key", "http://silent").stream_workflow("wf")
    ),
    "Dify.workflows.run": lambda e: made(e, Dify, "key", "http://dify").workflows.run({}, "user"),
    "Dify.workflows.run, silent": lambda e: made(e, Dify, "key", "http://silent").workflows.run(
        {}, "user"
    ),
    "Dify.workflows.stream": listed(lambda w: w.stream({}, "user")),
    "Dify.workflows.events": listed(lambda w: w.events(RUN_ID, "user")),
    "Dify.workflows.resume": lambda e: made(e, Dify, "key", "http://dify").workflows.resume(
        paused(), "ok", user="user"
    ),
    "SandboxFusion.run_code": lambda e: made(e, SandboxFusion, "http://silent").run_code(CODE),
    "SandboxFusion.submit": lambda e: made(e, SandboxFusion, "http://silent").submit(
        SubmitRequest(dataset="d", id=1, completion="")
    ),
    "SandboxFusion.list_datasets": lambda e: made(
        e, SandboxFusion, "http://silent"
    ).list_datasets(),
}


@pytest.mark.table("name", WHOLE)
def test_no_wait_is_for_ever(endless: Endless, name: str) -> None:
    """With the options there are by default, all attempts included; what is polled for is above."""
    with pytest.raises(PenstockError):
        WHOLE[name](endless)
    assert endless.clock.monotonic() < 4 * LONGEST


ASYNC: dict[str, Callable[[Endless], Any]] = {
    "AsyncSim.run_and_wait": lambda e: made(e, AsyncSim, "key", "http://sim").run_and_wait("wf"),
    "AsyncSim.execute_workflow": lambda e: made(
        e, AsyncSim, "key", "http://silent"
    ).execute_workflow("wf"),
    "AsyncDify.workflows.wait": lambda e: made(e, AsyncDify, "key", "http://dify").workflows.wait(
        RUN_ID
    ),
    "AsyncOomol.tasks.run": lambda e: made(e, AsyncOomol, base_url="http://oomol/api").tasks.run(
        TASK
    ),
    "AsyncSandboxFusion.run_code": lambda e: made(e, AsyncSandboxFusion, "http://silent").run_code(
        CODE
    ),
}


@pytest.mark.table("name", ASYNC)
def test_no_wait_of_async_code_is_for_ever(endless: Endless, name: str) -> None:
    """By the same bounds."""

    async def waited() -> None:
        await ASYNC[name](endless)

    with pytest.raises(PenstockError):
        asyncio.run(waited())
    assert endless.clock.monotonic() < 4 * LONGEST


def test_who_wants_to_wait_for_ever_can(endless: Endless) -> None:
    """None is no limit."""
    oomol = made(endless, Oomol, base_url="http://oomol/api")
    with pytest.raises(AssertionError, match="it waits for ever"):
        oomol.tasks.wait_for_completion(
            "t-1", {"timeout_ms": None, "interval_ms": 600_000, "max_interval_ms": 600_000}
        )


def test_the_official_oomol_sdk_asks_for_ever(penstock_server: Tenant) -> None:
    """Each question of theirs has a timeout, their wait has none."""
    told = run_official(
        "oomol-connect-sdk==1.0.3",
        penstock_server.url_for("oomol"),
        """
        import asyncio
        import oomol_connect_sdk.tasks as tasks
        waited, asked = [], []
        async def sleep(seconds):
            waited.append(seconds)
            if sum(waited) > 3 * 3600:
                raise KeyError("three hours")
        async def get(self, task_id):
            asked.append(task_id)
            return {"status": "running"}
        asyncio.sleep = sleep
        tasks.TasksClient.get = get
        show("answer", lambda: client.tasks.wait_for_completion("t-1"))
        show("asked", lambda: len(asked))
        """,
    )
    assert told["answer"]["raised"] == "KeyError"
    assert told["asked"] > 1000
