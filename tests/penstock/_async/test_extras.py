"""Extra headers, query parameters and body fields, of single calls and of views."""

from __future__ import annotations

import inspect
import json
import logging
from typing import Any

import httpx
import pytest

from penstock import PenstockError, UsageError
from penstock.dify import AsyncDify
from penstock.oomol import AsyncOomol
from penstock.sandbox_fusion import AsyncSandboxFusion, RunCodeRequest
from penstock.sim import AsyncSim
from penstock_api import operations

pytestmark = pytest.mark.anyio

TIMES = {"duration": 1, "startTime": "2025-10-30T18:40:00.000Z"}
OK = {"success": True, "output": {"content": "Paris"}, "metadata": TIMES}
STATUS = {"isDeployed": True, "deployedAt": None, "needsRedeployment": False}
RUN = {"status": "Finished", "execution_time": 0.01, "return_code": 0, "stdout": "1\n"}
RAN = {"status": "Success", "message": "", "compile_result": None, "run_result": RUN}
INFO = {"name": "app", "description": "", "tags": []}
TASK = {"success": True, "task": {"id": "t1", "status": "completed"}}


async def test_headers_query_and_fields_are_added_to_one_call(sim, server) -> None:
    server.will(OK)
    await sim.execute_workflow(
        "wf",
        {"message": "hi"},
        extra_headers={"X-Tenant": "blue"},
        extra_query={"trace": True, "tag": ["a", "b"], "none": None},
        extra_body={"useDraftState": True},
    )
    await sim.execute_workflow("wf", {"message": "hi"})
    added, plain = server.requests
    assert added.headers["x-tenant"] == "blue"
    assert server.paths[0] == "/api/workflows/wf/execute?trace=true&tag=a&tag=b"
    assert server.bodies[0] == {"message": "hi", "useDraftState": True}
    assert "x-tenant" not in plain.headers
    assert (server.paths[1], server.bodies[1]) == ("/api/workflows/wf/execute", {"message": "hi"})


async def test_what_is_added_goes_before_what_is_there(sim, server) -> None:
    server.will(OK, {"data": [], "nextCursor": None})
    await sim.execute_workflow(
        "wf", {"a": 1, "b": 1}, extra_body={"a": 2}, extra_headers={"Accept": "text/plain"}
    )
    assert server.bodies[0] == {"a": 2, "b": 1}
    assert server.requests[0].headers["accept"] == "text/plain"
    pager = sim.list_runs("wf", limit=5, status="failed", extra_query={"limit": 7, "new": "x y"})
    async for _ in pager:
        pytest.fail("there are no runs")
    assert server.paths[1] == "/api/v2/workflows/wf/runs?status=failed&limit=7&new=x%20y"


async def test_a_view_adds_them_to_all_of_its_calls(sim, server) -> None:
    server.will(OK)
    view = sim.with_options(extra_headers={"x-one": "1"}, extra_query={"q": 1})
    await view.execute_workflow("wf", {}, extra_headers={"x-two": "2"})
    await view.with_options(extra_query=None).execute_workflow("wf", {})
    first, second = server.requests
    assert (first.headers["x-one"], first.headers["x-two"], second.headers["x-one"]) == (
        "1",
        "2",
        "1",
    )
    assert server.paths == ["/api/workflows/wf/execute?q=1", "/api/workflows/wf/execute"]


async def test_a_client_of_any_service_adds_them(make_dify, make_oomol, make_sandbox, server):
    extras: dict[str, Any] = {"extra_headers": {"x-a": "1"}, "extra_query": {"b": 2}}
    server.will(INFO, TASK, RAN)
    await make_dify().info(**extras)
    await make_oomol().tasks.get("t1", **extras)
    await make_sandbox().run_code({"code": "1", "language": "python"}, **extras)
    assert [request.headers["x-a"] for request in server.requests] == ["1"] * 3
    assert [request.url.query for request in server.requests] == [b"b=2"] * 3


async def test_calls_by_operation_and_other_requests_take_them(sim, server) -> None:
    server.will(STATUS, STATUS, {"ok": True})
    extras: dict[str, Any] = {"extra_headers": {"x-a": "1"}, "extra_query": {"b": 2}}
    found = await sim.call(operations.get_workflow_status, "wf", **extras)
    assert found.is_deployed is True
    await sim.with_options(**extras).call_detailed(operations.get_workflow_status, "wf")
    await sim.request("POST", "/new", json={"a": 1}, extra_body={"c": 3}, **extras)
    assert [request.headers["x-a"] for request in server.requests] == ["1"] * 3
    assert [request.url.query for request in server.requests] == [b"b=2"] * 3
    assert json.loads(server.requests[2].content) == {"a": 1, "c": 3}


async def test_a_stream_takes_them(sim, server) -> None:
    done = b'data: {"event":"final","data":{"success":true,"output":{}}}\n\ndata: "[DONE]"\n\n'
    server.will(server.stream(done))
    opened = sim.stream_workflow("wf", {}, extra_body={"x": 1}, extra_headers={"x-a": "1"})
    await opened.collect()
    assert server.requests[0].headers["x-a"] == "1"
    assert server.bodies[0]["x"] == 1


async def test_they_are_sent_with_each_attempt(sim, server) -> None:
    server.will(httpx.Response(429), OK)
    await sim.execute_workflow("wf", {}, extra_body={"x": 1}, extra_headers={"x-a": "1"})
    assert [request.headers["x-a"] for request in server.requests] == ["1", "1"]
    assert server.bodies == [{"x": 1}, {"x": 1}]


async def test_further_requests_of_a_call_have_no_extra_body(make_oomol, server) -> None:
    """A poll has none to add to; headers and parameters are added to all of them."""
    oomol = make_oomol()
    log = {"success": True, "logs": []}
    server.will({"task": {"id": "t1", "status": "running"}}, TASK, log)
    await oomol.tasks.run(
        {"manifest": "a::b", "inputValues": {}},
        {"log_rounds": 0},
        extra_body={"priority": 1},
        extra_headers={"x-a": "1"},
    )
    created, *polls = server.requests
    assert json.loads(created.content)["priority"] == 1
    assert polls
    assert {(request.content, request.headers["x-a"]) for request in polls} == {(b"", "1")}


@pytest.mark.table(
    "call",
    [
        lambda sim: sim.get_workflow_status("wf", extra_body={"a": 1}),
        lambda sim: sim.cancel_run("wf", "r", extra_body={"a": 1}),
        lambda sim: sim.request("POST", "/x", json=[1], extra_body={"a": 1}),
        lambda sim: sim.request("POST", "/x", content="{}", extra_body={"a": 1}),
        lambda sim: sim.call(operations.get_workflow_status, "wf", extra_body={"a": 1}),
    ],
)
async def test_fields_are_added_to_an_object_alone(sim, server, call) -> None:
    server.will(STATUS)
    with pytest.raises(UsageError, match="extra_body adds fields to a JSON object, and"):
        await call(sim)
    assert server.requests == []


async def test_a_views_fields_are_added_where_there_is_an_object(
    make, make_dify, make_oomol, make_sandbox, server, table
) -> None:
    """And so are those of a client; all other calls are made as they are."""
    server.will(lambda request: httpx.Response(401, json={"error": request.method}))
    extra = {"extra_body": {"x": 1}}
    sim, dify, oomol = make(**extra), make_dify().with_options(**extra), make_oomol(**extra)
    sandbox = make_sandbox().with_options(**extra)
    program = RunCodeRequest(code="1", language="python")
    calls = [
        (lambda: sim.runs.get("j"), False),
        (lambda: sim.get_usage_limits(), False),
        (lambda: anext(aiter(sim.runs.list("wf"))), False),
        (lambda: sim.runs.run("wf", {"a": 1}), True),
        (lambda: sim.runs.run("wf", [1]), True),
        (lambda: sim.request("POST", "/x", json=[1]), False),
        (lambda: sim.call(operations.get_workflow_status, "wf"), False),
        (lambda: dify.info(), False),
        (lambda: dify.files.upload(("a.txt", b"x"), "user"), False),
        (lambda: dify.workflows.run({}, "u"), True),
        (lambda: oomol.tasks.get("t"), False),
        (lambda: sandbox.ping(), False),
        (lambda: sandbox.run_code(program), True),
    ]
    with table as case:
        for number, (call, is_added) in enumerate(calls):
            server.requests.clear()
            with case(number):
                with pytest.raises(PenstockError, match=r"GET|POST"):
                    await call()
                content = server.requests[0].content
                assert (json.loads(content).get("x") == 1) if is_added else b'"x"' not in content


async def test_a_file_is_no_object_to_add_to(dify, server) -> None:
    server.will({"id": "f"})
    with pytest.raises(UsageError, match="extra_body adds fields to a JSON object"):
        await dify.files.upload(("a.txt", b"x"), "user", extra_body={"a": 1})
    assert server.requests == []


@pytest.mark.table(
    ("extras", "message"),
    [
        ({"extra_headers": {"X-API-Key": "k"}}, "carries the key"),
        ({"extra_headers": {"Content-Length": "1"}}, "set by the client itself"),
        ({"extra_headers": "x: y"}, "extra_headers must be a mapping, not str"),
        ({"extra_headers": {"x": "a\nb"}}, "control character"),
        ({"extra_query": [("a", 1)]}, "extra_query must be a mapping, not list"),
        ({"extra_body": {1: 2}}, "extra_body must have texts as keys"),
        ({"extra_body": {"a": {1}}}, "can't be sent as JSON"),
        ({"extra_query": {"a": "\ud800"}}, "surrogate"),
    ],
)
async def test_what_cannot_be_added_is_refused(sim, server, extras, message) -> None:
    server.will(OK)
    with pytest.raises(UsageError, match=message):
        await sim.execute_workflow("wf", {}, **extras)
    assert server.requests == []


async def test_secrets_among_them_are_redacted(sim, server) -> None:
    server.will(httpx.Response(400, json={"error": "bad header tenant-secret-1"}))
    with pytest.raises(Exception) as caught:
        await sim.execute_workflow("wf", {}, extra_headers={"X-Tenant-Token": "tenant-secret-1"})
    assert "tenant-secret-1" not in f"{caught.value!r} {caught.value.__dict__}"


async def test_another_origin_gets_no_secret_of_them(make_oomol, server) -> None:
    server.will([])
    extra = {"X-Tenant-Token": "tenant-secret-1", "X-Trace": "1"}
    await make_oomol().applets.list(extra_headers=extra)
    (request,) = server.requests
    assert "x-tenant-token" not in request.headers
    assert request.headers["x-trace"] == "1"


async def test_an_option_there_is_not_is_named_with_the_nearest(sim) -> None:
    with pytest.raises(TypeError, match=r"get_run\(\) has no option 'extra_header'; did you"):
        await sim.get_run("wf", "r", extra_header={})
    with pytest.raises(TypeError, match="did you mean 'timeout'"):
        await sim.get_run("wf", "r", timout=3)


NOT_CALLS = {"with_options", "set_api_key", "set_base_url", "aclose", "get_rate_limit_info"}


@pytest.mark.table("cls", [AsyncSim, AsyncDify, AsyncOomol, AsyncSandboxFusion])
def test_every_method_that_calls_takes_them(cls: type) -> None:
    """Those of the parts of a client, too."""
    made: Any = cls("http://localhost" if cls is AsyncSandboxFusion else "key-123456")
    parts = [made]
    for name, member in inspect.getmembers_static(cls):
        if isinstance(member, property) and not isinstance(getattr(made, name), str | tuple):
            parts += [getattr(made, name)] if hasattr(getattr(made, name), "_client") else []
    checked = 0
    for part in parts:
        for name, method in inspect.getmembers(part, inspect.ismethod):
            if not name.startswith("_") and name not in NOT_CALLS:
                parameters = inspect.signature(method).parameters.values()
                assert any(p.kind is p.VAR_KEYWORD for p in parameters), f"{part}.{name}"
                checked += 1
    assert checked > 8


SECRET = "QSECRET & 99/%"
NAMED = {"api_key": SECRET, "tag": ["a"], "token": ""}


async def test_no_secret_that_is_added_is_shown(
    make, make_dify, make_oomol, make_sandbox, server, caplog, table
) -> None:
    """Whatever servers quote: the address as it was sent, or the value itself."""
    caplog.set_level(logging.DEBUG)

    def quote(request: httpx.Request) -> httpx.Response:
        text = f"bad {request.url} {request.headers.get('x-token')} {request.content!r} {SECRET}"
        headers = {"x-request-id": str(request.url), "location": str(request.url)}
        error = {"error": text, "message": text, "detail": text}
        return httpx.Response(400, json=error, headers=headers)

    server.will(quote)
    events: list[Any] = []
    hooks = dict.fromkeys(("on_response", "on_error"), events.append)
    sim, dify = make(**hooks), make_dify(**hooks)
    oomol, sandbox = make_oomol(**hooks), make_sandbox(**hooks)
    program = RunCodeRequest(code="1", language="python")
    calls = {
        "sim": lambda: sim.runs.run("wf", extra_query=NAMED),
        "view": lambda: sim.with_options(extra_query=NAMED).get_workflow_status("wf"),
        "stream": lambda: sim.stream_workflow("wf", {}, extra_query=NAMED).collect(),
        "field": lambda: sim.runs.run("wf", extra_body={"password": SECRET}),
        "dify": lambda: dify.workflows.run({}, "u", extra_query=NAMED),
        "oomol": lambda: oomol.tasks.get("t", extra_query=NAMED),
        "sandbox": lambda: sandbox.run_code(program, extra_query=NAMED),
        "call": lambda: sim.call(operations.get_workflow_status, "wf", extra_query=NAMED),
        "list": lambda: sim.request("GET", "/x", params={"token": ["a", SECRET]}),
        "path": lambda: sim.request("GET", "/x?sig=QSECRET%20%26%2099%2F%25"),
        "header": lambda: sim.request("GET", "/x", headers={"x-token": SECRET}),
        "body": lambda: sim.request("POST", "/x", json=NAMED),
    }
    with table as case:
        for name, call in calls.items():
            caplog.clear()
            events.clear()
            with case(name):
                with pytest.raises(PenstockError) as caught:
                    await call()
                error = caught.value
                shown = f"{error!r} {error.__dict__} {getattr(error, '__notes__', ())} {events}"
                assert "bad" in shown
                assert "QSECRET" not in shown + caplog.text
