"""`output_type=` in every call that ends with a run's output: of Sim, and of Dify."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any, TypedDict

import attrs
import httpx
import pytest

from penstock import ResponseError, UsageError, run_concurrent_async
from penstock.sim import FinalEvent

pytestmark = pytest.mark.anyio

KEY = "sk-sim-0123456789"
RUN = "5b0c6c1e-7c0e-4d53-9a58-3a1f0c9c3e77"


class Row(TypedDict):
    price: float


@attrs.frozen
class Report:
    rows: list[Row]


GOOD = {"rows": [{"price": 1}, {"price": 2.5}]}
BAD = {"rows": [{"price": 1}, {"price": "2.5"}]}
REPORT = Report(rows=[{"price": 1.0}, {"price": 2.5}])
PLACE = ".rows[1].price is a string where float was expected"


def v1(output: Any, **more: Any) -> httpx.Response:
    return httpx.Response(200, json={"success": True, "output": output, **more})


def run_data(output: Any, status: str = "completed") -> dict[str, Any]:
    return {"runId": "r-1", "workflowId": "wf", "status": status, "output": output, "error": None}


def v2(output: Any, status: str = "completed") -> httpx.Response:
    return httpx.Response(200, json={"data": run_data(output, status)})


def job(output: Any, status: str = "completed", **more: Any) -> httpx.Response:
    return httpx.Response(200, json={"taskId": "j-1", "status": status, "output": output, **more})


def queued() -> httpx.Response:
    return httpx.Response(202, json={"success": True, "taskId": "j-1", "status": "queued"})


def frames(*values: Any) -> httpx.Response:
    body = "".join(f"data: {json.dumps(value)}\n\n" for value in values)
    return httpx.Response(200, text=body, headers={"content-type": "text/event-stream"})


def sim_stream(output: Any, **more: Any) -> httpx.Response:
    return frames({"event": "final", "data": {"success": True, "output": output, **more}}, "[DONE]")


def dify_run(outputs: Any, status: str = "succeeded") -> dict[str, Any]:
    return {"id": RUN, "status": status, "outputs": outputs, "created_at": 1, "total_steps": 1}


def dify_stream(outputs: Any, status: str = "succeeded") -> httpx.Response:
    end = {"event": "workflow_finished", "workflow_run_id": RUN, "data": dify_run(outputs, status)}
    return frames(end)


def dify_blocking(outputs: Any, status: str = "succeeded") -> httpx.Response:
    return httpx.Response(200, json={"workflow_run_id": RUN, "data": dify_run(outputs, status)})


def dify_snapshot(outputs: Any, status: str = "succeeded") -> httpx.Response:
    return httpx.Response(200, json=dify_run(outputs, status))


async def collected(stream: Any) -> Any:
    async with stream as opened:
        return await opened.collect()


EXECUTION = {"executionId": "r-1", "workflowId": "wf", "status": "completed"}
SIM: dict[str, tuple[Any, Any]] = {
    "execute_workflow": (lambda sim, **to: sim.execute_workflow("wf", **to), v1),
    "execute_workflow, as a stream": (
        lambda sim, **to: sim.execute_workflow("wf", stream=True, **to),
        sim_stream,
    ),
    "execute_workflow_sync": (lambda sim, **to: sim.execute_workflow_sync("wf", **to), v1),
    "execute_with_retry": (lambda sim, **to: sim.execute_with_retry("wf", **to), v1),
    "execute_with_retry, as a stream": (
        lambda sim, **to: sim.execute_with_retry("wf", stream=True, **to),
        sim_stream,
    ),
    "execute_run": (lambda sim, **to: sim.execute_run("wf", **to), v2),
    "get_run": (lambda sim, **to: sim.get_run("wf", "r-1", **to), v2),
    "get_execution": (
        lambda sim, **to: sim.get_execution("wf", "r-1", **to),
        lambda output: httpx.Response(200, json={**EXECUTION, "finalOutput": output}),
    ),
    "resume_run": (lambda sim, **to: sim.resume_run("wf", "r-1", "ctx", **to), v2),
    "resume_execution": (lambda sim, **to: sim.resume_execution("wf", "r-1", "ctx", **to), v1),
    "stream_workflow": (
        lambda sim, **to: collected(sim.stream_workflow("wf", **to)),
        sim_stream,
    ),
    "stream_workflow, of a server without": (
        lambda sim, **to: collected(sim.stream_workflow("wf", **to)),
        v1,
    ),
    "get_job_status": (lambda sim, **to: sim.get_job_status("j-1", **to), job),
    "wait_for_job": (lambda sim, **to: sim.wait_for_job("j-1", **to), job),
    "run_and_wait": (
        lambda sim, **to: sim.run_and_wait("wf", **to),
        lambda out: [queued(), job(out)],
    ),
    "run_and_wait, of a server that never queues": (
        lambda sim, **to: sim.run_and_wait("wf", **to),
        v1,
    ),
}
DIFY: dict[str, tuple[Any, Any]] = {
    "run": (lambda dify, **to: dify.workflows.run({}, "u", **to), dify_stream),
    "run, blocking": (
        lambda dify, **to: dify.workflows.run({}, "u", response_mode="blocking", **to),
        dify_blocking,
    ),
    "stream": (lambda dify, **to: collected(dify.workflows.stream({}, "u", **to)), dify_stream),
    "events": (lambda dify, **to: collected(dify.workflows.events(RUN, "u", **to)), dify_stream),
    "get_run": (lambda dify, **to: dify.workflows.get_run(RUN, **to), dify_snapshot),
    "wait": (lambda dify, **to: dify.workflows.wait(RUN, **to), dify_snapshot),
    "run, read on after a break": (
        lambda dify, **to: dify.workflows.run({}, "u", **to),
        lambda out: [
            frames({"event": "workflow_started", "workflow_run_id": RUN, "data": {"id": RUN}}),
            dify_stream(out),
        ],
    ),
}


def answers(made: Any) -> list[Any]:
    return made if isinstance(made, list) else [made]


def now(server: Any, *given: Any) -> None:
    """From now on the server gives these answers."""
    server.answers[:] = given


def output_in(found: Any) -> Any:
    name = next(name for name in ("workflow_output", "outputs", "output") if hasattr(found, name))
    return getattr(found, name)


def check_place(error: ResponseError, server: Any) -> None:
    """The error has where a request went, as every error of a call does."""
    sent = [(request.method, str(request.url.copy_with(query=None))) for request in server.requests]
    assert error.status == 200
    assert (error.method, f"{error.base_url}{error.path}") in sent


@pytest.mark.table("name", SIM)
async def test_every_run_of_sims_gives_its_output_in_the_type(name: str, sim, server) -> None:
    """And as it came without one."""
    call, answer = SIM[name]
    now(server, *answers(answer(GOOD)))
    assert output_in(await call(sim, output_type=Report)) == REPORT
    now(server, *answers(answer(GOOD)))
    assert output_in(await call(sim)) == GOOD


@pytest.mark.table("name", SIM)
async def test_every_run_of_sims_is_refused_with_an_output_of_another_type(
    name: str, sim, server
) -> None:
    """The error has the place, and what came."""
    call, answer = SIM[name]
    now(server, *answers(answer(BAD)))
    with pytest.raises(ResponseError) as caught:
        await call(sim, output_type=Report)
    error = caught.value
    assert error.message.startswith(("output" + PLACE, "workflow_output" + PLACE))
    assert error.service == "sim"
    assert "2.5" in json.dumps(error.raw)
    assert "2.5" not in str(error)
    assert error.attempts == 1
    check_place(error, server)


@pytest.mark.table("name", DIFY)
async def test_every_run_of_difys_gives_its_outputs_in_the_type(name: str, dify, server) -> None:
    """And as they came without one."""
    call, answer = DIFY[name]
    now(server, *answers(answer(GOOD)))
    run = await call(dify, output_type=Report)
    assert (run.outputs, run.sent_outputs, run.id) == (REPORT, GOOD, RUN)
    now(server, *answers(answer(GOOD)))
    assert (await call(dify)).outputs == GOOD


@pytest.mark.table("name", DIFY)
async def test_every_run_of_difys_is_refused_with_outputs_of_another_type(
    name: str, dify, server
) -> None:
    """The error has the place, and what came."""
    call, answer = DIFY[name]
    now(server, *answers(answer(BAD)))
    with pytest.raises(ResponseError) as caught:
        await call(dify, output_type=Report)
    error = caught.value
    assert error.message.startswith("outputs" + PLACE)
    assert (error.run_id, error.service, error.attempts) == (RUN, "dify", 1)
    assert "2.5" in json.dumps(error.raw)
    assert "2.5" not in str(error)
    check_place(error, server)


async def test_a_run_that_failed_or_waits_keeps_its_output_as_it_came(sim, server) -> None:
    """Sim's: of whatever type that is."""
    now(server, v1({"partial": 1}, success=False, error="boom"))
    failed = await sim.execute_workflow("wf", output_type=Report)
    assert (failed.success, failed.output, failed.error) == (False, {"partial": 1}, "boom")
    now(server, v2(None, "paused"), v2({"a": 1}, "running"))
    assert (await sim.execute_run("wf", output_type=Report)).is_paused
    assert (await sim.get_run("wf", "r", output_type=Report)).output == {"a": 1}
    inner = {"success": False, "output": {"partial": 1}, "workflowId": "wf", "error": "boom"}
    now(server, job(inner), job({"a": 1}, "failed", error="boom"))
    for _ in range(2):
        status = await sim.wait_for_job("j-1", output_type=Report)
        assert not status.succeeded
        assert status.workflow_output in ({"partial": 1}, {"a": 1}, None)
    now(server, frames({"event": "error", "error": "boom"}))
    stream = sim.stream_workflow("wf", output_type=Report)
    assert not (await collected(stream)).success


@pytest.mark.table("status", ["failed", "stopped", "paused", "running", "unheard-of"])
async def test_a_run_that_did_not_end_well_keeps_its_outputs_as_they_came(
    status: str, dify, server
) -> None:
    """Dify's: of whatever type they are."""
    now(server, dify_snapshot({"partial": 1}, status), dify_blocking({"partial": 1}, status))
    run = await dify.workflows.get_run(RUN, output_type=Report)
    assert (run.status, run.outputs, run.sent_outputs) == (status, {"partial": 1}, None)
    run = await dify.workflows.run({}, "u", response_mode="blocking", output_type=Report)
    assert (run.status, run.outputs) == (status, {"partial": 1})


async def test_a_run_whose_failures_were_handled_ended_well(dify, server) -> None:
    """partial-succeeded is no failure."""
    now(server, dify_stream(GOOD, "partial-succeeded"))
    assert (await dify.workflows.run({}, "u", output_type=Report)).outputs == REPORT


async def test_events_are_handed_on_as_they_come(sim, server) -> None:
    """A stream's output is validated by `collect`."""
    now(server, sim_stream(BAD))
    async with sim.stream_workflow("wf", output_type=Report) as stream:
        found = [event async for event in stream]
        assert isinstance(found[-1], FinalEvent)
        assert found[-1].output == BAD
        with pytest.raises(ResponseError, match=r"output\.rows"):
            await stream.collect()


async def test_each_state_of_a_wait_is_as_it_came(sim, dify, server) -> None:
    """Only the last one has an output."""
    states: list[Any] = []
    now(server, job(None, "processing"), job(GOOD))
    await sim.wait_for_job("j-1", output_type=Report, on_update=states.append)
    assert [state["output"] for state in states] == [None, GOOD]
    now(server, dify_snapshot({}, "running"), dify_snapshot(GOOD))
    run = await dify.workflows.wait(RUN, output_type=Report)
    assert run.outputs == REPORT


async def test_the_error_tells_the_run_and_the_attempts(make, server) -> None:
    """So that the run isn't lost."""
    now(server, httpx.Response(429, headers={"retry-after": "1"}), v1(BAD, executionId="r-9"))
    with pytest.raises(ResponseError) as caught:
        await make().execute_workflow("wf", output_type=Report)
    assert (caught.value.run_id, caught.value.attempts) == ("r-9", 2)
    assert caught.value.status == 200
    assert caught.value.body == {"success": True, "output": BAD, "executionId": "r-9"}
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.raw, str(again)) == (caught.value.raw, str(caught.value))


async def test_no_key_is_shown_that_an_output_quotes(sim, server) -> None:
    """Not in the place, nor in what came."""
    now(server, v1({KEY: "1"}), sim_stream({KEY: "1"}), job({KEY: "1"}))
    for call, arguments in (
        (sim.execute_workflow, {"workflow_id": "wf"}),
        (sim.execute_workflow, {"workflow_id": "wf", "stream": True}),
        (sim.wait_for_job, {"job": "j-1"}),
    ):
        with pytest.raises(ResponseError) as caught:
            await call(**arguments, output_type=dict[str, int])
        assert KEY not in f"{caught.value!r} {caught.value.message} {caught.value.raw}"


async def test_a_response_blocks_data_is_the_output(sim, server) -> None:
    """Out of its envelope, and by itself."""
    envelope = {"data": GOOD, "status": 201, "headers": {"X-A": "b"}}
    now(server, v1(envelope), httpx.Response(404, json=GOOD))
    found = await sim.execute_workflow("wf", output_type=Report)
    assert (found.output, found.response_status) == (REPORT, 201)
    found = await sim.execute_workflow("wf", output_type=Report)
    assert (found.output, found.response_status) == (REPORT, 404)


async def test_a_queued_run_has_no_output_to_validate(sim, server) -> None:
    """The remedy is in the error, before anything is sent."""
    for call in (sim.execute_workflow, sim.execute_with_retry):
        with pytest.raises(UsageError, match="give output_type to wait_for_job"):
            await call("wf", async_execution=True, output_type=Report)
    for call in (sim.get_run, sim.get_execution):
        with pytest.raises(UsageError, match="include_output=False"):
            await call("wf", "r-1", include_output=False, output_type=Report)
    assert server.requests == []


async def test_a_type_that_cannot_be_validated_sends_nothing(sim, dify, server) -> None:
    """Whatever is called."""
    for client, calls in ((sim, SIM), (dify, DIFY)):
        for call, _ in calls.values():
            with pytest.raises(UsageError, match="can't be validated"):
                await call(client, output_type=bytes)
    assert server.requests == []


async def test_a_batch_passes_the_type_through(sim, dify, server) -> None:
    """As any other argument."""
    now(server, v1(GOOD), v1(BAD))
    kwargs = [{"output_type": Report}] * 2
    found = await run_concurrent_async(
        sim.execute_workflow, [["wf"]] * 2, kwargs, concurrency=1, return_exceptions=True
    )
    assert found[0].output == REPORT
    assert isinstance(found[1], ResponseError)


async def test_a_result_with_a_type_is_copied_pickled_and_written_like_any(
    sim, dify, server
) -> None:
    """The output of a run goes through queues and files."""
    now(server, v1(GOOD), job(GOOD), dify_stream(GOOD))
    result = await sim.execute_workflow("wf", output_type=Report)
    status = await sim.wait_for_job("j-1", output_type=Report)
    run = await dify.workflows.run({}, "u", output_type=Report)
    for found in (result, status, run):
        for again in (copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
            assert again == found
            assert output_in(again) == REPORT
    assert status["output"] == GOOD
    assert run.to_dict()["outputs"] == GOOD
    assert json.loads(json.dumps(run.to_dict()))["outputs"] == GOOD
