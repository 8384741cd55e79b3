"""The rest of Oomol Connect: flows, blocks, packages, and applets at an origin of their own."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from penstock import NotFoundError, UsageError
from penstock.oomol import (
    ApiError,
    InstallFailedError,
    InstallTask,
    ListTasksResponse,
    Task,
    TimeoutError,  # noqa: A004 - the documented name
)
from penstock_api import operations

pytestmark = pytest.mark.anyio

APPLET = {
    "appletId": "ap-1",
    "userId": "u",
    "data": {
        "id": "ap-1",
        "packageId": "kit-1.4.2-beta.1",
        "blockName": "resize",
        "presetInputs": {"width": 320, "height": 200},
    },
}
INPUTS = [{"handle": "width", "value": 320}, {"handle": "height", "value": 7}]


def install(status: str, **more: Any) -> dict[str, Any]:
    return {"success": True, "task": {"id": "i-1", "name": "kit", "status": status, **more}}


def task(status: str) -> dict[str, Any]:
    return {"task": {"id": "t-1", "status": status}, "success": True}


async def test_flows_and_blocks_are_listed_as_documented(oomol, server) -> None:
    """By key, and typed."""
    path = "/app/packages/kit-{}/blocks/resize"
    blocks = [
        {"package": "kit", "name": "resize", "path": path.format(version)}
        for version in ("1.3.0", "1.4.2")
    ]
    flow = {"name": "poster", "path": "/f", "inputs": [{"nodeId": "n", "inputs": []}]}
    server.will({"flows": [flow]}, {"blocks": blocks})
    flows = await oomol.flows.list()
    assert [(flow["name"], flow["path"]) for flow in flows["flows"]] == [("poster", "/f")]
    assert flows.flows[0].inputs[0].node_id == "n"
    found = await oomol.blocks.list()
    assert [(block["package"], block["name"], block["version"]) for block in found["blocks"]] == [
        ("kit", "resize", "1.3.0"),
        ("kit", "resize", "1.4.2"),
    ]
    newest = await oomol.blocks.list(include_all_versions=False)
    assert [(block.block_id, block.version) for block in newest.blocks] == [
        ("kit::resize", "1.4.2")
    ]
    assert server.paths == ["/api/v1/flows", "/api/v1/blocks", "/api/v1/blocks"]


LOG = {"id": 1, "type": "BlockFinished", "node_id": "_", "event": {"result": {"x": 1}}}
RESULTS = {
    "tasks.list": ((), {"tasks": [task("running")["task"]]}),
    "tasks.create": (({"manifest": "f"},), task("created")),
    "tasks.get": (("t-1",), task("running")),
    "tasks.stop": (("t-1",), task("stopped")),
    "tasks.get_logs": (("t-1",), {"logs": [LOG], "success": True}),
    "tasks.wait_for_completion": (("t-1",), task("completed")),
    "flows.list": ((), {"flows": []}),
    "blocks.list": ((), {"blocks": []}),
    "packages.list": ((), {"packages": []}),
    "packages.install": (("kit",), {"success": True, "taskId": "i-1"}),
    "packages.list_install_tasks": ((), {"tasks": [], "success": True}),
    "packages.get_install_task": (("i-1",), install("running")),
    "packages.wait_for_install_completion": (("i-1",), install("success")),
    "applets.list": ((), [APPLET]),
}


@pytest.mark.table("name", RESULTS)
async def test_a_result_knows_the_response_it_came_in(oomol, server, name) -> None:
    """Beside its items, which are those that were sent."""
    args, body = RESULTS[name]
    reply = httpx.Response(200, json=body, headers={"X-Request-Id": "req-7"})
    server.answers[:] = [httpx.Response(429, headers={"retry-after": "0"}), reply]
    group, _, method = name.partition(".")
    found = await getattr(getattr(oomol, group), method)(*args)
    assert (found.request_id, found.headers["x-request-id"]) == ("req-7", "req-7")
    assert (found.raw, found.attempts) == (body, 2)
    if isinstance(found, dict):
        assert not {"headers", "request_id", "attempts", "raw"} & found.keys()


async def test_a_run_knows_the_last_response_of_its_wait(oomol, server) -> None:
    """That of its log."""
    reply = httpx.Response(
        200, json={"logs": [LOG], "success": True}, headers={"x-request-id": "last"}
    )
    server.will(task("created"), task("completed"), reply)
    run = await oomol.tasks.run({"manifest": "f"})
    assert (run.result, run.request_id, run.logs.request_id) == ({"x": 1}, "last", "last")
    assert list(run) == ["task_id", "task", "logs", "result", "outputs_by_node"]


async def test_a_call_of_an_operation_gives_what_the_method_does(oomol, server) -> None:
    """Dicts with names, the response beside their items."""
    whole = {
        "id": "t-1",
        "status": "running",
        "project_id": "p",
        "manifest_path": "/m",
        "created_at": 1,
        "updated_at": 2,
    }
    for body in (whole, {"task": whole, "success": True}):
        server.answers[:] = [httpx.Response(200, json=body, headers={"x-request-id": "r"})]
        got = await oomol.call(operations.get_task, "t-1")
        assert (got, got.raw, got.request_id) == (whole, body, "r")
        assert (type(got), got.id, got["status"]) == (Task, "t-1", "running")
    server.answers[:] = [{"tasks": [whole]}]
    listed = await oomol.call(operations.list_tasks)
    assert (type(listed), type(listed.tasks[0])) == (ListTasksResponse, Task)
    server.answers[:] = [{"blocks": [{"package": "kit", "name": "b", "path": "/kit-1.0.0/b"}]}]
    (block,) = (await oomol.call(operations.list_blocks)).blocks
    assert (block["version"], block.block_id) == ("1.0.0", "kit::b")


async def test_an_entry_of_odd_types_costs_no_result(oomol, server) -> None:
    """Words and events that are none are kept, and lead to nothing."""
    odd = [
        {"id": 2, "type": [], "event": {"error": "no"}},
        {"id": 3, "type": "BlockFinished", "event": "x", "node_id": []},
        {"id": 4, "type": "BlockOutput", "event": {"handle": "y", "output": 1}, "node_id": {}},
    ]
    server.will(task("created"), task("completed"), {"logs": [LOG, *odd], "success": True})
    run = await oomol.tasks.run({"manifest": "f"})
    assert (run.result, run.outputs_by_node) == ({"x": 1}, {"_": {"x": 1, "y": 1}})
    assert [(log.type, log.event) for log in run.logs[1:3]] == [
        ([], {"error": "no"}),
        ("BlockFinished", "x"),
    ]
    server.answers[:] = [{"tasks": [{"id": "t", "status": ["completed"]}]}]
    (found,) = (await oomol.tasks.list()).tasks
    assert (found.status, found.is_finished) == (["completed"], False)


async def test_an_id_is_one_part_of_the_path(oomol, server) -> None:
    """However it is spelled; what can't be an id is refused before anything is sent."""
    calls = (
        oomol.tasks.get,
        oomol.tasks.get_logs,
        oomol.tasks.stop,
        oomol.packages.get_install_task,
    )
    server.will({"id": "t/1?x# 你", "status": "running", "logs": []})
    for call in calls:
        await call("t/1?x# 你")
        sent = server.requests[-1].url.raw_path.decode()
        assert "/t%2F1%3Fx%23%20%E4%BD%A0" in sent
        for wrong in ("", "  ", "..", ".", "a\n", None, 7):
            with pytest.raises(UsageError, match="task_id"):
                await call(wrong)
    assert len(server.requests) == len(calls)


async def test_packages_are_listed_installed_and_asked_about(oomol, server) -> None:
    """At their paths, which have no version; the body has no version without one."""
    server.will(
        {"packages": [{"name": "kit", "version": "1.4.2"}]},
        {"success": True, "taskId": "i-1"},
        {"success": True, "taskId": "i-2"},
        {"success": True, "tasks": [install("running")["task"]]},
        {"id": "i/1", "status": "pending"},
    )
    assert (await oomol.packages.list())["packages"][0]["version"] == "1.4.2"
    receipt = await oomol.packages.install("kit", "1.4.2")
    assert (receipt["id"], receipt["taskId"], receipt.task_id) == ("i-1", "i-1", "i-1")
    assert (await oomol.packages.install("kit")).id == "i-2"
    assert (await oomol.packages.list_install_tasks()).tasks[0].status == "running"
    assert (await oomol.packages.get_install_task("i/1"))["status"] == "pending"
    assert [f"{request.method} {request.url.raw_path.decode()}" for request in server.requests] == [
        "GET /api/packages",
        "POST /api/packages/install",
        "POST /api/packages/install",
        "GET /api/packages/install",
        "GET /api/packages/install/i%2F1",
    ]
    assert server.requests[1].content == b'{"name":"kit","version":"1.4.2"}'
    assert server.requests[2].content == b'{"name":"kit"}'


async def test_a_package_is_installed_and_waited_for(oomol, server, clock) -> None:
    """Through its states, which the callback sees; the official client fails at this."""
    server.will(
        {"success": True, "taskId": "i-1"},
        install("pending"),
        install("running"),
        install("success", packagePath="/p", dependencies=[{"name": "sharp"}]),
    )
    states = []
    done = await oomol.packages.install_and_wait(
        "kit", "1.4.2", {"interval_ms": 100, "on_progress": lambda task: states.append(task.status)}
    )
    assert (type(done), done["status"], done.package_path) == (InstallTask, "success", "/p")
    assert done.dependencies[0].name == "sharp"
    assert (states, clock.slept) == (["pending", "running", "success"], [0.1, 0.15])


@pytest.mark.table(
    ("more", "message", "reason"),
    [
        (
            {"error": "version 9 does not exist"},
            "Install task i-1 failed: version 9 does not exist",
            "version 9 does not exist",
        ),
        ({"error": None}, "Install task i-1 failed: the server gives no reason", None),
        ({}, "Install task i-1 failed: the server gives no reason", None),
    ],
)
async def test_an_installation_that_failed_says_why(oomol, server, more, message, reason) -> None:
    """Once, and never None."""
    server.will(install("failed", **more))
    with pytest.raises(InstallFailedError) as caught:
        await oomol.packages.wait_for_install_completion("i-1")
    error = caught.value
    assert (str(error), error.reason) == (message, reason)
    assert (error.task_id, error.task["status"]) == ("i-1", "failed")
    assert (error.service, error.run_id) == ("oomol", "i-1")
    assert (error.attempts, error.body) == (1, install("failed", **more))


async def test_an_installation_that_is_refused_is_an_api_error(oomol, server) -> None:
    """With status 200 as with 404; then there is nothing to wait for."""
    refusal = {"success": False, "error": "Package not found: kit@9.9.9"}
    for answer, status in ((refusal, 200), (httpx.Response(404, json=refusal), 404)):
        server.answers[:] = [answer]
        server.requests.clear()
        with pytest.raises(ApiError, match=r"kit@9\.9\.9") as caught:
            await oomol.packages.install_and_wait("kit", "9.9.9")
        assert (caught.value.status, len(server.requests)) == (status, 1)
    server.answers[:] = [{"success": False, "error": "Install task not found"}]
    with pytest.raises(ApiError, match="Install task not found"):
        await oomol.packages.wait_for_install_completion("i-9")


async def test_an_installation_is_not_waited_for_forever(oomol, server, clock) -> None:
    """And can't be stopped, which is said before it begins."""
    server.will(install("verifying"))
    with pytest.raises(TimeoutError, match=r"install task i-1.*'verifying'") as caught:
        await oomol.packages.wait_for_install_completion("i-1", {"timeout_ms": 5000})
    assert (caught.value.task_id, clock.slept) == ("i-1", [2, 3])
    server.requests.clear()
    for options in ({"stop_on_timeout": True}, {"stop_on_cancel": True}, {"interval_ms": 0}):
        with pytest.raises(UsageError):
            await oomol.packages.install_and_wait("kit", None, options)
    assert server.requests == []


async def test_a_lost_installation_is_not_begun_again(oomol, server) -> None:
    """It may be under way."""
    server.will(httpx.ReadError("gone"))
    with pytest.raises(ApiError):
        await oomol.packages.install("kit")
    assert len(server.requests) == 1


# --- applets -------------------------------------------------------------------------------------


async def test_an_applet_runs_as_a_task_with_its_inputs(oomol, server) -> None:
    """Preset ones and given ones, in any form; by the block's id without the version."""
    node = [
        {"nodeId": "a", "inputs": {"height": 7}},
        {"nodeId": "b", "inputs": [{"handle": "text", "value": "x"}]},
    ]
    logs = {"logs": [{"id": 1, "type": "BlockFinished", "event": {"result": 1}}]}
    for inputs, sent in (
        ({"height": 7}, INPUTS),
        ([{"handle": "height", "value": 7}], INPUTS),
        (node, [*INPUTS, {"handle": "text", "value": "x"}]),
        (None, [{"handle": "width", "value": 320}, {"handle": "height", "value": 200}]),
    ):
        server.answers[:] = [[APPLET], task("created"), task("completed"), logs]
        server.requests.clear()
        run = await oomol.applets.run("ap-1", inputs, {"interval_ms": 5})
        assert run.result == 1
        assert server.requests[0].url == "https://chat-data.oomol.com/rpc/listApplets"
        assert (server.requests[0].method, server.requests[0].content) == ("POST", b"{}")
        body = httpx.Response(200, content=server.requests[1].content).json()
        assert body == {
            "blockId": "kit::resize",
            "inputValues": [{"nodeId": "_", "inputs": sent}],
        }


async def test_the_token_does_not_leave_its_origin(make_oomol, server) -> None:
    """Nor do the caller's headers, unless that is wanted; the client itself keeps both."""
    server.will([{**APPLET, "name": "a flow, too"}])
    given = {"default_headers": {"X-Team": "a"}, "base_url": "http://h:3000/api"}
    for settings, told in (
        ({}, False),
        ({"trust_applets": True}, True),
        ({"applets_base_url": "http://h:3000"}, True),
        ({"applets_base_url": "http://h:3001"}, False),
        ({"applets_base_url": "https://h:3000"}, False),
        ({"applets_base_url": "http://h.example:3000"}, False),
    ):
        client = make_oomol(**given, **settings)
        found = await client.applets.list()
        assert (found[0]["appletId"], found[0].data.block_name) == ("ap-1", "resize")
        sent = server.requests[-1]
        assert ("authorization" in sent.headers) is told
        assert ("x-team" in sent.headers) is told
        await client.flows.list()
        assert server.requests[-1].headers["authorization"] == "api-0123456789"
        assert str(server.requests[-1].url) == "http://h:3000/api/v1/flows"


@pytest.mark.table("status", [401, 403])
async def test_a_refusal_for_want_of_the_token_names_the_remedy(make_oomol, server, status) -> None:
    """Where the token was sent, it isn't that."""
    server.will(httpx.Response(status, json={"message": "Unauthorized"}))
    for settings, noted in (
        ({}, ["the token wasn't sent to the applets' server; see trust_applets="]),
        ({"trust_applets": True}, []),
    ):
        client = make_oomol(**settings)
        with pytest.raises(ApiError) as caught:
            await client.applets.list()
        assert getattr(caught.value, "__notes__", []) == noted


async def test_a_view_asks_its_own_origins(make_oomol, server) -> None:
    """With its own token, whatever the client's applets are allowed."""
    server.will([APPLET])
    client = make_oomol(trust_applets=True).with_options(api_key="another")
    await client.applets.list()
    assert server.requests[-1].headers["authorization"] == "another"


async def test_what_is_wrong_with_an_applet_is_told_first(oomol, server) -> None:
    """Before it is looked for; and one that isn't there is not found."""
    for call in (
        lambda: oomol.applets.run("ap-1", "ab"),
        lambda: oomol.applets.run("ap-1", None, {"interval_ms": -1}),
        lambda: oomol.applets.run("ap-1", [{"handle": "a", "value": 1}] * 2),
    ):
        with pytest.raises(UsageError):
            await call()
    assert server.requests == []
    server.will([APPLET])
    with pytest.raises(NotFoundError) as caught:
        await oomol.applets.run("ap-2")
    assert (caught.value.status, len(server.requests)) == (404, 1)


async def test_listing_applets_is_repeated_although_it_is_a_post(oomol, server) -> None:
    """It only reads."""
    server.will(httpx.ReadError("gone"), [APPLET])
    assert len(await oomol.applets.list()) == 1


async def test_the_parts_of_a_client_show_whose_they_are(oomol) -> None:
    """Without the token."""
    for part in (oomol.tasks, oomol.flows, oomol.blocks, oomol.packages, oomol.applets):
        assert repr(part).endswith("Client of http://localhost:3000/api>")
