"""Answers that are something else than what was asked for."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from penstock import ResponseError, UsageError

pytestmark = pytest.mark.anyio

RUN = "5b0c6c1e-7c0e-4d53-9a58-3a1f0c9c3e77"


@pytest.fixture
def calls(make, make_dify, make_oomol, make_sandbox) -> dict[str, Any]:
    """A call for each shape of answer."""
    sim, v2, dify, oomol = make(), make(api="v2"), make_dify(), make_oomol()
    sandbox = make_sandbox()
    asked = {"dataset": "d", "id": 1, "completion": "x"}
    return {
        "sim status": lambda: sim.get_workflow_status("wf"),
        "sim limits": lambda: sim.get_usage_limits(),
        "sim job": lambda: sim.get_job_status("t"),
        "sim queued": lambda: sim.run_and_wait("wf"),
        "sim v2 queued": lambda: v2.run_and_wait("wf"),
        "sim execute_run": lambda: sim.execute_run("wf"),
        "sim start_run": lambda: sim.start_run("wf"),
        "sim get_run": lambda: sim.get_run("wf", "r"),
        "sim cancel": lambda: sim.cancel_run("wf", "r"),
        "sim resume": lambda: sim.resume_run("wf", "r", "c"),
        "dify blocking": lambda: dify.workflows.run({}, "u", response_mode="blocking"),
        "dify stop": lambda: dify.workflows.stop(RUN, "u"),
        "dify form": lambda: dify.forms.get("token"),
        "dify upload": lambda: dify.files.upload(("a.txt", b"1"), user="u"),
        "dify info": lambda: dify.info(),
        "dify parameters": lambda: dify.parameters(),
        "dify meta": lambda: dify.meta(),
        "dify site": lambda: dify.site(),
        "oomol tasks": lambda: oomol.tasks.list(),
        "oomol create": lambda: oomol.tasks.create({"manifest": "flow"}),
        "oomol task": lambda: oomol.tasks.get("t"),
        "oomol stop": lambda: oomol.tasks.stop("t"),
        "oomol logs": lambda: oomol.tasks.get_logs("t"),
        "oomol flows": lambda: oomol.flows.list(),
        "oomol blocks": lambda: oomol.blocks.list(),
        "oomol packages": lambda: oomol.packages.list(),
        "oomol install": lambda: oomol.packages.install("p", "1.0.0"),
        "sandbox run": lambda: sandbox.run_code({"code": "1", "language": "python"}),
        "sandbox jupyter": lambda: sandbox.run_jupyter({"cells": ["1"]}),
        "sandbox submit": lambda: sandbox.submit(asked),
        "sandbox prompts": lambda: sandbox.get_prompts({"dataset": "d"}),
        "sandbox prompt": lambda: sandbox.get_prompt_by_id({"dataset": "d", "id": 1}),
        "sandbox function": lambda: sandbox.get_metrics_function({"dataset": "d"}),
        "sandbox document": lambda: sandbox.get_openapi_document(),
    }


NAMES = (
    *("sim status", "sim limits", "sim job", "sim queued", "sim v2 queued", "sim execute_run"),
    *("sim start_run", "sim get_run", "sim cancel", "sim resume"),
    *("dify blocking", "dify stop", "dify form", "dify upload", "dify info"),
    *("dify parameters", "dify meta", "dify site"),
    *("oomol tasks", "oomol create", "oomol task", "oomol stop", "oomol logs", "oomol flows"),
    *("oomol blocks", "oomol packages", "oomol install"),
    *("sandbox run", "sandbox jupyter", "sandbox submit", "sandbox prompt", "sandbox function"),
    *("sandbox prompts", "sandbox document"),
)


@pytest.mark.table("name", NAMES)
async def test_an_answer_without_a_field_of_its_own_is_refused(calls, server, name, table) -> None:
    """Nothing is made up from it: no success, no status, no id, no empty result."""
    with table as case:
        for body in ({}, 1, None, "yes", True, [[]], {"ok": True}):
            with case(body):
                server.answers[:] = [httpx.Response(200, content=json.dumps(body))]
                with pytest.raises(ResponseError) as caught:
                    await calls[name]()
                assert caught.value.body == body
                assert caught.value.status == 200


async def test_limits_that_tell_a_part_are_read_for_it(sim, server) -> None:
    """And a missing one is no success."""
    server.will({"usage": {"currentPeriodCost": 1}})
    limits = await sim.get_usage_limits()
    assert (limits.success, limits.usage, limits.rate_limit) == (
        False,
        {"currentPeriodCost": 1},
        {},
    )


async def test_a_form_that_tells_a_part_is_read_for_it(dify, server) -> None:
    """Servers of other versions leave fields out."""
    server.will({"form_content": "Go on?"})
    form = await dify.forms.get("token")
    assert (form.form_content, form.inputs, form.expiration_time) == ("Go on?", [], None)


async def listed(pager: Any) -> Any:
    return [item async for item in pager]


@pytest.fixture
def lists(make, make_dify, make_oomol, make_sandbox) -> dict[str, Any]:
    """A call for each answer that holds objects in a list, or in a field."""
    v2, dify, oomol, sandbox = make(api="v2"), make_dify(), make_oomol(), make_sandbox()
    asked = {"dataset": "d", "id": 1, "completion": "x"}
    return {
        "runs": lambda: listed(v2.list_runs("wf")),
        "dify logs": lambda: listed(dify.workflows.logs()),
        "dify parameters": lambda: dify.parameters(),
        "dify form": lambda: dify.forms.get("token"),
        "tasks": lambda: oomol.tasks.list(),
        "task logs": lambda: oomol.tasks.get_logs("t"),
        "flows": lambda: oomol.flows.list(),
        "blocks": lambda: oomol.blocks.list(),
        "packages": lambda: oomol.packages.list(),
        "installations": lambda: oomol.packages.list_install_tasks(),
        "applets": lambda: oomol.applets.list(),
        "prompts": lambda: sandbox.get_prompts({"dataset": "d"}),
        "datasets": lambda: sandbox.list_datasets(),
        "ids": lambda: sandbox.list_ids({"dataset": "d"}),
        "run": lambda: sandbox.run_code({"code": "1", "language": "python"}),
        "notebook": lambda: sandbox.run_jupyter({"cells": ["1"]}),
        "submission": lambda: sandbox.submit(asked),
    }


ROWS = {
    "runs": {"data": [{}]},
    "dify logs": {"data": [{}], "has_more": False},
    "dify logs, of several": {"data": [{"id": "1"}, {}], "has_more": False},
    "dify form": {"form_content": "?", "user_actions": [{}]},
    "dify form, a field": {"form_content": "?", "inputs": [{"label": "x"}]},
    "tasks": {"tasks": [{}]},
    "task logs": {"logs": [{}], "success": True},
    "flows": {"flows": [{"other": 1}]},
    "flows, an input": {"flows": [{"name": "f", "inputs": [{}]}]},
    "blocks": {"blocks": [{}]},
    "packages": {"packages": [{}]},
    "installations": {"success": True, "tasks": [{}]},
    "applets": [{}],
    "prompts": [{}],
    "datasets": [{}],
    "ids": [{}, True],
    "notebook": {"status": "Success", "message": "", "cells": [{}]},
    "submission": {"id": 1, "accepted": False, "tests": [{}]},
}


@pytest.mark.table("name", ROWS)
async def test_a_row_without_a_field_of_its_own_is_refused(lists, server, name) -> None:
    """It isn't a log without an id, a test that failed, or nothing at all."""
    server.will(lambda _: httpx.Response(200, json=ROWS[name]))
    with pytest.raises(ResponseError) as caught:
        await lists[name.partition(",")[0]]()
    assert caught.value.body == ROWS[name]


async def test_an_empty_list_is_one(lists, server) -> None:
    """Nothing in it isn't like the schema."""
    for name in ("applets", "prompts", "datasets", "ids"):
        server.answers = [[]]
        assert await lists[name]() == []
    server.answers = [{"data": [], "has_more": False}]
    assert await lists["dify logs"]() == []


async def test_a_row_that_has_some_of_its_fields_is_read_for_them(lists, server) -> None:
    """A field that wasn't sent is None."""
    server.will({"data": [{"workflow_run": {"version": "1"}, "created_from": "web-app"}]})
    (line,) = await lists["dify logs"]()
    assert (line.id, line.run.id, line.run.status, line.run.version) == (None, None, None, "1")


UNTOLD = {
    "sim run": {"executionId": "r", "status": "running"},
    "sim v2 runs": {"data": [{"runId": "r", "status": "running"}]},
    "sim v2 cancel": {"data": {"success": True}},
    "sim cancel": {"success": True},
    "sim paused": {"status": "paused", "pausePoints": []},
    "sim paused runs": {"pausedExecutions": [{"executionId": "r", "status": "paused"}]},
}


@pytest.mark.table("name", UNTOLD)
async def test_ids_that_sim_leaves_out_are_those_that_were_asked_by(make, server, name) -> None:
    """They are in the address of the request; no empty text is made up for them."""
    sim, v2 = make(), make(api="v2")
    calls = {
        "sim run": lambda: sim.get_execution("wf", "r"),
        "sim v2 runs": lambda: listed(v2.list_runs("wf")),
        "sim v2 cancel": lambda: v2.cancel_run("wf", "r"),
        "sim cancel": lambda: sim.cancel_execution("wf", "r"),
        "sim paused": lambda: sim.get_paused_execution("wf", "r"),
        "sim paused runs": lambda: sim.list_paused_executions("wf"),
    }
    server.will(UNTOLD[name])
    got = await calls[name]()
    (found,) = got if isinstance(got, list) else (got,)
    assert (found.run_id, getattr(found, "workflow_id", "wf")) == ("r", "wf")


async def test_a_paused_run_of_a_list_that_has_no_id_is_refused(sim, server) -> None:
    """The request doesn't tell which it is."""
    server.will({"pausedExecutions": [{"workflowId": "wf", "status": "paused"}]})
    with pytest.raises(ResponseError, match="a run in the response has no id"):
        await sim.list_paused_executions("wf")


@pytest.mark.table("mode", ["streaming", "blocking"])
async def test_a_dify_run_whose_id_is_not_told_has_none(dify, server, mode) -> None:
    """Its output isn't lost for that; it can't be asked about."""
    server.will({"data": {"status": "succeeded", "outputs": {"a": 1}}})
    run = await dify.workflows.run({}, "u", response_mode=mode)
    assert (run.id, run.outputs) == (None, {"a": 1})
    with pytest.raises(UsageError, match="didn't send this run's id"):
        await dify.workflows.wait(run)


@pytest.mark.table("status", ["", 1, None, ["Success"]])
async def test_a_status_that_is_no_text_is_refused(make, make_dify, server, status) -> None:
    """It isn't one under way, and none that a program could look for."""
    sim, v2, dify = make(), make(api="v2"), make_dify()
    told = {"status": status}
    cases = (
        (lambda: sim.get_job_status("t"), {"success": True, "taskId": "t", **told}),
        (lambda: sim.get_execution("wf", "r"), {"executionId": "r", **told}),
        (lambda: sim.get_paused_execution("wf", "r"), {"executionId": "r", **told}),
        (lambda: v2.get_run("wf", "r"), {"data": {"runId": "r", **told}}),
        (lambda: v2.execute_run("wf"), {"data": {"runId": "r", "output": {}, **told}}),
        (lambda: dify.workflows.get_run(RUN), {"id": RUN, **told}),
        (
            lambda: dify.workflows.run({}, "u", response_mode="blocking"),
            {"data": {"id": RUN, **told}},
        ),
    )
    for call, body in cases:
        server.will(body)
        with pytest.raises(ResponseError):
            await call()


RESUMED = b'data: {"event":"final","data":{"success":true,"output":{"a":1}}}\n\ndata: "[DONE]"\n\n'


@pytest.mark.table("beginning", [b"", b": ping\n\n", b"\xef\xbb\xbf", b"\r\n"])
@pytest.mark.table(
    "kind", ["", "text/plain", "text/event-stream, text/event-stream", "text/event-stream"]
)
async def test_the_stream_of_a_resumed_run_is_read_whatever_it_is_called(
    sim, server, kind, beginning
) -> None:
    """The run has gone on, and its result must not be lost for a header."""
    headers = {"content-type": kind} if kind else {}
    server.will(httpx.Response(200, content=beginning + RESUMED, headers=headers))
    result = await sim.resume_execution("wf", "r", "c")
    assert (result.success, result.output, result.run_id) == (True, {"a": 1}, "r")
