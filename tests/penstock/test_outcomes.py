"""The outcome of a run, in one form for all services."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from penstock import ExecutionError, RunOutcome
from penstock.dify import Dify
from penstock.oomol import Oomol
from penstock.sandbox_fusion import (
    EvalResult,
    RunCodeResponse,
    RunJupyterResponse,
    SandboxFusion,
    SubmitRequest,
)
from penstock.sim import JobStatus, Run, Sim

NAMES = (
    *("run_id", "status", "succeeded", "is_finished", "is_paused", "output", "error"),
    *("attempts", "rate_limit", "raw"),
)


def sim(answer: Any, **more: Any) -> Sim:
    head = {"x-request-id": "r-1"}
    made = httpx.Response(200, headers=head, json=answer)
    return Sim("key", transport=httpx.MockTransport(lambda _: made), retry=None, **more)


def execution(**answer: Any) -> RunOutcome:
    return sim({"success": True, "output": {"a": 1}, **answer}).execute_workflow("wf")


def execution_v2(**answer: Any) -> RunOutcome:
    data = {"runId": "r", "status": "completed", "output": {"a": 1}, **answer}
    return sim({"data": data}, api="v2").execute_workflow("wf")


def job(**answer: Any) -> RunOutcome:
    body = {"success": True, "taskId": "t", "status": "completed", "output": {"a": 1}}
    found: JobStatus = sim(body | answer).get_job_status("t")
    return found


def run(**answer: Any) -> RunOutcome:
    body = {"runId": "r", "status": "completed", "output": {"a": 1}}
    found: Run = sim({"data": body | answer}).get_run("wf", "r")
    return found


def step(**more: Any) -> dict[str, Any]:
    return {"status": "Finished", "return_code": 0, "stdout": "out\n", "stderr": "", **more}


def code(**answer: Any) -> RunOutcome:
    body = {"status": "Success", "message": "", "run_result": step()}
    return RunCodeResponse.from_dict(body | answer)


def notebook(**answer: Any) -> RunOutcome:
    cells = [{"stdout": "a\n", "error": []}, {"stdout": "b\n", "error": []}]
    body = {"status": "Success", "message": "", "driver": step(), "cells": cells}
    return RunJupyterResponse.from_dict(body | answer)


def judged(**answer: Any) -> RunOutcome:
    body = {"id": 1, "accepted": True, "extracted_code": "", "tests": []}
    return EvalResult.from_dict(body | answer)


def workflow(**answer: Any) -> RunOutcome:
    body = {"id": "r", "status": "succeeded", "outputs": {"a": 1}}
    made = httpx.Response(200, headers={"x-request-id": "r-1"}, json=body | answer)
    dify = Dify("key", transport=httpx.MockTransport(lambda _: made), retry=None)
    return dify.workflows.get("5b0c6c1e-7c0e-4d53-9a58-3a1f0c9c3e77")


def task(**answer: Any) -> RunOutcome:
    """A task that was waited for, with its log."""
    held = {"id": "t", "status": "completed", **answer}
    ended = {"id": 1, "type": "BlockFinished", "event": {"result": {"a": 1}}}
    if held["status"] != "completed":
        ended["event"] = {"error": "no"}

    def answered(request: httpx.Request) -> httpx.Response:
        is_log = request.url.path.endswith("/logs")
        last = {"id": 2, "type": "SessionFinished", "event": {}}
        return httpx.Response(200, json={"logs": [ended, last]} if is_log else {"task": held})

    return Oomol("key", transport=httpx.MockTransport(answered), retry=None).tasks.wait("t")


def unfinished(status: str) -> RunOutcome:
    made = httpx.Response(200, json={"task": {"id": "t", "status": status}})
    return Oomol("key", transport=httpx.MockTransport(lambda _: made)).tasks.get("t")


FAILED = {"status": "Failed", "run_result": step(return_code=1, stderr="Traceback\nOSError: no\n")}
WRONG = {"passed": False, "exec_info": {"status": "Success", "message": "", "run_result": step()}}
CELL = {"stdout": "", "error": [{"ename": "ValueError", "evalue": "bad"}]}


@pytest.mark.table(
    ("make", "output"),
    [
        (execution, {"a": 1}),
        (execution_v2, {"a": 1}),
        (job, {"a": 1}),
        (run, {"a": 1}),
        (code, "out\n"),
        (notebook, "a\nb\n"),
        (judged, []),
        (workflow, {"a": 1}),
        (task, {"a": 1}),
    ],
)
def test_a_run_that_ended_well(make: Callable[..., RunOutcome], output: Any) -> None:
    """Is its own answer to `raise_for_failure`."""
    found = make()
    assert all(hasattr(found, name) for name in NAMES)
    assert isinstance(found, RunOutcome)
    assert not isinstance(found.raw, RunOutcome)
    assert (found.succeeded, found.is_finished, found.is_paused) == (True, True, False)
    assert (found.output, found.error, found.attempts) == (output, None, 1)
    assert isinstance(found.status, str)
    assert found.raise_for_failure() is found


@pytest.mark.table(
    ("found", "error", "status"),
    [
        (execution(success=False, error="no"), "no", "failed"),
        (execution_v2(status="failed", error={"message": "no"}), "no", "failed"),
        (job(status="failed", error="no"), "no", "failed"),
        (job(status="failed", error={"message": "no"}), "no", "failed"),
        (job(output={"success": False, "error": "no"}), "no", "completed"),
        (job(status="cancelled"), "the job was cancelled", "cancelled"),
        (run(status="failed", error={"message": "no"}), "no", "failed"),
        (code(**FAILED), "runtime error: OSError: no", "Failed"),
        (code(status="Failed", run_result=step(return_code=1)), "runtime error", "Failed"),
        (
            code(status="Failed", run_result=None, compile_result=step(return_code=1, stderr="x")),
            "compile error: x",
            "Failed",
        ),
        (notebook(cells=[CELL]), "runtime error: ValueError: bad", "Success"),
        (judged(accepted=False, tests=[WRONG]), "wrong answer", "wrong_answer"),
        (judged(accepted=False), "rejected", "rejected"),
        (workflow(status="failed", error="no"), "no", "failed"),
        (workflow(status="stopped", error="by user"), "by user", "stopped"),
        (task(status="failed"), "Task t failed: no", "failed"),
        (task(status="stopped"), "Task t was stopped", "stopped"),
        (unfinished("failed"), "Task t failed: see tasks.wait('t')", "failed"),
    ],
)
def test_a_run_that_failed(found: RunOutcome, error: str, status: str) -> None:
    """It has the reason, and raises it."""
    assert (found.succeeded, found.is_finished, found.is_paused) == (False, True, False)
    assert (found.error, found.status) == (error, status)
    with pytest.raises(ExecutionError) as caught:
        found.raise_for_failure()
    raised = pickle.loads(pickle.dumps(caught.value))
    assert raised.message == error
    assert (raised.output, raised.body, raised.run_id) == (found.output, found.raw, found.run_id)
    assert raised.attempts == 1


@pytest.mark.table(
    ("found", "is_paused"),
    [
        (run(status="running", output=None), False),
        (run(status="paused", paused={"contextId": "c"}), True),
        (job(status="processing", output=None), False),
        (execution_v2(status="paused", paused={"contextId": "c"}), True),
        (workflow(status="running", outputs=None), False),
        (workflow(status="paused", outputs={}), True),
        (unfinished("running"), False),
        (unfinished("novel"), False),
    ],
)
def test_a_run_that_goes_on(found: RunOutcome, is_paused: bool) -> None:
    """Has no error; and no success to build upon yet."""
    assert (found.succeeded, found.is_finished, found.is_paused) == (False, False, is_paused)
    assert found.error is None
    with pytest.raises(ExecutionError, match=f"the run is {found.status}"):
        found.raise_for_failure()


def test_an_error_of_an_outcome_knows_the_response() -> None:
    """Its request id and its service, too."""
    with pytest.raises(ExecutionError) as caught:
        execution(success=False, error="no").raise_for_failure()
    assert (caught.value.request_id, caught.value.service) == ("r-1", "sim")


def test_a_judgement_that_could_not_be_had_failed() -> None:
    """For its error's reason."""
    refused = httpx.MockTransport(lambda _: httpx.Response(404, json={"detail": "no"}))
    box = SandboxFusion("http://sandbox", transport=refused)
    found = box.submit_safe(SubmitRequest(dataset="d", id=1, completion=""))
    assert (found.succeeded, found.status) == (False, "refused")
    assert found.error is not None
    assert found.error.startswith("refused: ")
    with pytest.raises(ExecutionError):
        found.raise_for_failure()


def test_a_jobs_items_stay_as_they_were_sent() -> None:
    """Beside the attributes, which all outcomes have."""
    found: Any = job(output={"output": {"a": 1}, "workflowId": "wf"})
    assert (found.output, found.workflow_output) == ({"a": 1}, {"a": 1})
    assert found["output"] == {"output": {"a": 1}, "workflowId": "wf"}
    assert (found["error"], found.error_message) == (None, None)
