"""A call of an operation and the method for it read the same responses, and refuse the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from penstock import PenstockError
from penstock.dify import Dify
from penstock.oomol import Oomol
from penstock.sandbox_fusion import SandboxFusion
from penstock.sim import Sim
from penstock_api import File, models, operations

RUN = "5b0c6c1e-7c0e-4d53-9a58-3a1f0c9c3e77"
TASK = {"id": "t", "status": "running", "project_id": "p", "manifest_path": "/m", "created_at": 1}
INSTALL = {"id": "t", "name": "kit", "status": "running", "createdAt": 1, "updatedAt": 2}
LOG = {"id": 1, "type": "BlockFinished", "node_id": "_", "event": {"result": {"x": 1}}}
FLOW = {"name": "f", "path": "/f", "inputs": [{"nodeId": "n", "inputs": []}]}
BLOCK = {"package": "kit", "name": "b", "path": "/kit-1.0.0/b"}
APPLET = {"appletId": "a", "userId": "u", "data": {"packageId": "kit-1.0.0"}}
STEP = {"status": "Finished", "stdout": "1\n", "return_code": 0}
RAN = {"id": RUN, "status": "succeeded", "outputs": {"a": 1}, "error": None}
CODE = models.SandboxRunCodeRequest(code="1", language="python")

Case = tuple[Callable[[Any], Any], Callable[[Any], Any], Any]
"""The call of an operation, the method, and a response to both."""

CALLS: dict[str, dict[str, Case]] = {
    "oomol": {
        "listTasks": (
            lambda c: c.call(operations.list_tasks),
            lambda c: c.tasks.list(),
            {"tasks": [TASK]},
        ),
        "createTask": (
            lambda c: c.call(
                operations.create_task, body=models.OomolCreateTaskRequest(manifest="f")
            ),
            lambda c: c.tasks.create({"manifest": "f"}),
            {"task": TASK, "userID": "u", "success": True},
        ),
        "getTask": (
            lambda c: c.call(operations.get_task, "t"),
            lambda c: c.tasks.get("t"),
            {"task": TASK, "success": True},
        ),
        "stopTask": (
            lambda c: c.call(operations.stop_task, "t"),
            lambda c: c.tasks.stop("t"),
            {"task": TASK, "success": True},
        ),
        "getTaskLogs": (
            lambda c: c.call(operations.get_task_logs, "t"),
            lambda c: c.tasks.get_logs("t"),
            {"logs": [LOG], "success": True},
        ),
        "listFlows": (
            lambda c: c.call(operations.list_flows),
            lambda c: c.flows.list(),
            {"flows": [FLOW]},
        ),
        "listBlocks": (
            lambda c: c.call(operations.list_blocks),
            lambda c: c.blocks.list(),
            {"blocks": [BLOCK]},
        ),
        "listPackages": (
            lambda c: c.call(operations.list_packages),
            lambda c: c.packages.list(),
            {"packages": [{"name": "kit", "version": "1.0.0"}]},
        ),
        "listInstallTasks": (
            lambda c: c.call(operations.list_install_tasks),
            lambda c: c.packages.list_install_tasks(),
            {"tasks": [INSTALL], "success": True},
        ),
        "installPackage": (
            lambda c: c.call(
                operations.install_package, body=models.OomolInstallPackageRequest(name="kit")
            ),
            lambda c: c.packages.install("kit"),
            {"success": True, "taskId": "t"},
        ),
        "getInstallTask": (
            lambda c: c.call(operations.get_install_task, "t"),
            lambda c: c.packages.get_install_task("t"),
            {"task": INSTALL, "success": True},
        ),
        "listApplets": (
            lambda c: c.call(operations.list_applets, body=models.OomolListAppletsRequest()),
            lambda c: c.applets.list(),
            [APPLET],
        ),
    },
    "dify": {
        "getAppInfo": (
            lambda c: c.call(operations.get_app_info),
            lambda c: c.info(),
            {"name": "App", "description": "d", "tags": [], "mode": "workflow"},
        ),
        "getAppParameters": (
            lambda c: c.call(operations.get_app_parameters),
            lambda c: c.parameters(),
            {"user_input_form": [{"text-input": {"label": "a", "variable": "a"}}]},
        ),
        "getAppMeta": (
            lambda c: c.call(operations.get_app_meta),
            lambda c: c.meta(),
            {"tool_icons": {"a": "b"}},
        ),
        "getAppSite": (
            lambda c: c.call(operations.get_app_site),
            lambda c: c.site(),
            {"title": "App", "icon": None},
        ),
        "uploadFile": (
            lambda c: c.call(
                operations.upload_file,
                body=models.DifyUploadRequest(file=File(b"1", "a.txt", "text/plain"), user="u"),
            ),
            lambda c: c.files.upload(("a.txt", b"1"), user="u"),
            {"id": RUN, "name": "a.txt", "size": 1, "extension": "txt"},
        ),
        "getHumanInputForm": (
            lambda c: c.call(operations.get_human_input_form, "token"),
            lambda c: c.forms.get("token"),
            {"form_content": "?", "inputs": [{"output_variable_name": "a"}], "user_actions": []},
        ),
        "getEndUser": (
            lambda c: c.call(operations.get_end_user, RUN),
            lambda c: c.end_users.get(RUN),
            {"id": RUN, "session_id": "u"},
        ),
        "stopWorkflowTask": (
            lambda c: c.call(
                operations.stop_workflow_task, RUN, body=models.DifyStopRequest(user="u")
            ),
            lambda c: c.workflows.stop(RUN, "u"),
            {"result": "success"},
        ),
        "getWorkflowRun": (
            lambda c: c.call(operations.get_workflow_run, RUN),
            lambda c: c.workflows.get_run(RUN),
            RAN,
        ),
        "listWorkflowLogs": (
            lambda c: c.call(operations.list_workflow_logs),
            lambda c: next(iter(c.workflows.logs().pages())),
            {"data": [{"id": "l", "workflow_run": {"id": RUN}}], "has_more": False, "page": 1},
        ),
        "runWorkflow": (
            lambda c: c.call(
                operations.run_workflow,
                body=models.DifyRunRequest(inputs={}, user="u", response_mode="blocking"),
            ),
            lambda c: c.workflows.run({}, "u", response_mode="blocking"),
            {"task_id": "t", "workflow_run_id": RUN, "data": {"id": RUN, "status": "succeeded"}},
        ),
    },
    "sim": {
        "getWorkflowStatus": (
            lambda c: c.call(operations.get_workflow_status, "wf"),
            lambda c: c.get_workflow_status("wf"),
            {"isDeployed": True, "deployedAt": None, "needsRedeployment": False},
        ),
        "getUsageLimits": (
            lambda c: c.call(operations.get_usage_limits),
            lambda c: c.get_usage_limits(),
            {"success": True, "rateLimit": {}, "usage": {"currentPeriodCost": 1}},
        ),
        "getJobStatus": (
            lambda c: c.call(operations.get_job_status, "t"),
            lambda c: c.get_job_status("t"),
            {"success": True, "taskId": "t", "status": "completed", "output": {"success": True}},
        ),
        "getExecution": (
            lambda c: c.call(operations.get_execution, "wf", "r"),
            lambda c: c.get_execution("wf", "r"),
            {"executionId": "r", "workflowId": "wf", "status": "completed"},
        ),
        "cancelExecution": (
            lambda c: c.call(operations.cancel_execution, "wf", "r"),
            lambda c: c.cancel_execution("wf", "r"),
            {"success": True, "executionId": "r"},
        ),
        "getRun": (
            lambda c: c.call(operations.get_run, "wf", "r"),
            lambda c: c.get_run("wf", "r"),
            {"data": {"runId": "r", "workflowId": "wf", "status": "completed"}},
        ),
        "cancelRun": (
            lambda c: c.call(operations.cancel_run, "wf", "r"),
            lambda c: c.cancel_run("wf", "r"),
            {"data": {"runId": "r", "success": True}},
        ),
        "getPausedExecution": (
            lambda c: c.call(operations.get_paused_execution, "wf", "r"),
            lambda c: c.get_paused_execution("wf", "r"),
            {"executionId": "r", "status": "paused", "pausePoints": []},
        ),
        "listPausedExecutions": (
            lambda c: c.call(operations.list_paused_executions, "wf"),
            lambda c: c.list_paused_executions("wf"),
            {"pausedExecutions": [{"executionId": "r", "status": "paused"}]},
        ),
    },
    "sandbox_fusion": {
        "runCode": (
            lambda c: c.call(operations.run_code, body=CODE),
            lambda c: c.run_code({"code": "1", "language": "python"}),
            {"status": "Success", "message": "", "run_result": STEP, "files": {}},
        ),
        "listDatasets": (
            lambda c: c.call(operations.list_datasets),
            lambda c: c.list_datasets(),
            ["a", "b"],
        ),
        "listIds": (
            lambda c: c.call(
                operations.list_ids, body=models.SandboxGetPromptsRequest(dataset="d")
            ),
            lambda c: c.list_ids({"dataset": "d"}),
            [1, "b"],
        ),
        "getPrompts": (
            lambda c: c.call(
                operations.get_prompts, body=models.SandboxGetPromptsRequest(dataset="d")
            ),
            lambda c: c.get_prompts({"dataset": "d"}),
            [{"id": 1, "prompt": "p", "labels": {}}],
        ),
        "runJupyter": (
            lambda c: c.call(
                operations.run_jupyter, body=models.SandboxRunJupyterRequest(cells=["1"])
            ),
            lambda c: c.run_jupyter({"cells": ["1"]}),
            {"status": "Success", "message": "", "cells": [], "files": {}},
        ),
    },
}

ODD = (
    *({}, [], 1, None, "yes", [[]], [{}], [1], {"ok": True}, {"id": "t"}, {"status": "running"}),
    *({"success": True}, {"error": "no"}, {"data": None}, {"data": {}}),
)
ODD_OF = {
    "oomol": (
        *({"task": {}}, {"taskId": "t"}, TASK, INSTALL, {"task": TASK}, {"success": None}),
        *({"task": TASK, "taskId": "u"}, {"task": {**TASK, "id": "u"}}, {**TASK, "status": ""}),
        *({"task": INSTALL, "taskId": "u"}, [LOG, {"odd": 1}], {"logs": [{"odd": 1}]}),
        {"applets": [APPLET, 3, {}]},
    ),
    "dify": ({"id": None, "status": None}, {"workflow_run_id": RUN}),
}


def variants(body: Any) -> Iterator[Any]:
    """Yield a response, without its envelope, and with one thing wrong in it at a time."""
    yield body
    if not isinstance(body, dict):
        yield from ([*body, 3, None], [*body, {}], {"items": body})
        return
    for key, held in body.items():
        rest = {name: value for name, value in body.items() if name != key}
        yield from (held, rest)
        for other in (None, 3, {}, [{}]):
            yield {**body, key: other}
        if isinstance(held, list):
            yield from (
                [*held, 3, None],
                {**body, key: [*held, 3, None]},
                {**body, key: [*held, {}]},
            )


def outcome(call: Callable[[Any], Any], client: Any) -> tuple[str, Any]:
    """Return the type of what a call leads to, and the result, if it is any."""
    try:
        found = call(client)
    except PenstockError as error:
        return type(error).__name__, None
    return type(found).__name__, found


def clients(respond: Callable[[httpx.Request], httpx.Response], clock: Any) -> dict[str, Any]:
    transport = httpx.MockTransport(respond)
    settings: dict[str, Any] = {"transport": transport, "retry": None, "clock": clock}
    return {
        "oomol": Oomol("key-123456", **settings),
        "dify": Dify("app-123456", **settings),
        "sim": Sim("key-123456", **settings),
        "sandbox_fusion": SandboxFusion("http://127.0.0.1", **settings),
    }


@pytest.mark.table("service", CALLS)
def test_a_call_of_an_operation_accepts_and_refuses_what_the_method_does(
    service: str, clock: Any, table: Any
) -> None:
    """With the same class of error, and in Oomol's case with the same result."""
    answer: Any = None
    name = ""

    def respond(request: httpx.Request) -> httpx.Response:
        """A run that a server hands over is looked up."""
        is_looked_up = name == "runWorkflow" and request.method == "GET"
        return httpx.Response(200, content=json.dumps(RAN if is_looked_up else answer))

    client = clients(respond, clock)[service]
    with table as case:
        for name, (call, method, body) in CALLS[service].items():
            for answer in (*ODD, *ODD_OF.get(service, ()), *variants(body)):
                with case((name, answer)):
                    (kind, called), (expected, returned) = (
                        outcome(way, client) for way in (call, method)
                    )
                    assert (called is None) == (returned is None), (kind, expected)
                    if called is None or service == "oomol":
                        assert kind == expected
                    if service == "oomol" and called is not None:
                        assert called == returned
                        assert (called.raw, called.attempts) == (returned.raw, returned.attempts)
