"""Any operation of the document, and any request, through a service's client."""

from __future__ import annotations

import io
import json
import logging
import pickle
import warnings
from functools import partial
from typing import Any

import attrs
import httpx
import pytest

import penstock
from penstock.errors import (
    AuthenticationError,
    FileInputError,
    NotFoundError,
    ResponseError,
    SandboxError,
    ServerError,
    StreamInterruptedError,
    UsageError,
)
from penstock_api import File, models, operations
from penstock_api.runtime import ANY, Operation

pytestmark = pytest.mark.anyio

BUSY = httpx.Response(503, headers={"retry-after": "7"}, json={"message": "busy"})
APP = {"name": "App", "description": "d", "tags": [], "mode": "workflow", "author_name": "a"}
RUN = {
    "task_id": "t",
    "workflow_run_id": "r",
    "data": {"id": "r", "workflow_id": "w", "status": "succeeded", "outputs": {"a": 1}},
}
RESULT = {"success": True, "output": {"a": 1}, "metadata": {"duration": 3}}
TASKS = {"tasks": [{"id": "t1", "status": "success"}]}
RUN_CODE = {
    "status": "Success",
    "message": "",
    "compile_result": None,
    "run_result": {"status": "Finished", "stdout": "1\n", "return_code": 0},
    "executor_pod_name": None,
    "files": {},
}


async def test_an_answer_is_the_documents_model(sim: Any, server: Any) -> None:
    server.will({"isDeployed": True, "deployedAt": None, "needsRedeployment": False, "new": 1})
    found = await sim.call(operations.get_workflow_status, "wf 1")
    assert isinstance(found, models.SimWorkflowStatus)
    assert found.is_deployed is True
    assert found.additional_properties == {"new": 1}
    assert server.paths == ["/api/workflows/wf%201/status"]
    assert server.requests[0].headers["x-api-key"] == "sk-sim-0123456789"


async def test_every_service_is_called_alike(
    sim: Any, dify: Any, oomol: Any, sandbox: Any, server: Any, table: Any
) -> None:
    """With its key, its errors and its retries."""
    code = models.SandboxRunCodeRequest(code="print(1)", language="python")
    cases = [
        (sim, operations.execute_workflow, ("wf",), {}, RESULT, "output"),
        (dify, operations.get_app_info, (), {}, APP, "name"),
        (oomol, operations.list_tasks, (), {}, TASKS, "tasks"),
        (sandbox, operations.run_code, (), {"body": code}, RUN_CODE, "run_result"),
    ]
    with table as case:
        for client, operation, args, given, body, field in cases:
            with case(operation.id):
                server.answers.clear()
                server.will(httpx.Response(429), body)
                found = await client.call_detailed(operation, *args, **given)
                assert found.parsed.to_dict()[field] == body[field]
                assert found.attempts == 2


async def test_a_body_may_be_a_mapping_and_arguments_have_names(dify: Any, server: Any) -> None:
    server.will(RUN)
    body = {"inputs": {}, "user": "u", "response_mode": "blocking"}
    found = await dify.call(operations.run_workflow, body=body, x_trace_id="trace-1")
    assert found.data is not None
    assert found.data.outputs == {"a": 1}
    assert server.bodies == [body]
    sent = server.requests[0].headers
    assert sent["x-trace-id"] == "trace-1"
    assert sent["accept"] == "application/json"


async def test_what_may_not_be_repeated_is_sent_once(dify: Any, server: Any) -> None:
    """Neither when its answer is lost nor when the server breaks; a question is asked again."""
    body = models.DifyRunRequest(inputs={}, user="u")
    server.will(httpx.ReadError("lost"), RUN)
    with pytest.raises(penstock.ConnectionLostError):
        await dify.call(operations.run_workflow, body=body)
    assert len(server.requests) == 1
    server.answers[:] = [httpx.ReadError("lost"), BUSY, APP]
    assert (await dify.call(operations.get_app_info)).name == "App"
    assert len(server.requests) == 4


async def test_a_document_says_what_may_be_repeated(oomol: Any, server: Any) -> None:
    """Stopping a task is a POST that may be sent twice."""
    server.will(
        httpx.ReadError("lost"), {"success": True, "task": {"id": "t", "status": "stopped"}}
    )
    await oomol.call(operations.stop_task, "t")
    assert server.paths == ["/api/v1/tasks/t/stop"] * 2


async def test_refusals_are_the_services_own(dify: Any, sandbox: Any, server: Any) -> None:
    server.will(httpx.Response(404, json={"code": "not_found", "message": "no", "status": 404}))
    with pytest.raises(NotFoundError) as refused:
        await dify.call(operations.get_workflow_run, "r")
    assert (refused.value.code, refused.value.service) == ("not_found", "dify")
    server.answers[:] = [{"status": "SandboxError", "message": "no such runner"}]
    body = models.SandboxRunCodeRequest(code="1", language="python")
    with pytest.raises(SandboxError):
        await sandbox.with_options(retry=0).call(operations.run_code, body=body)


async def test_a_failed_run_is_a_result_whatever_its_status(sim: Any, server: Any) -> None:
    failed = {**RESULT, "success": False, "error": "no"}
    server.will(httpx.Response(500, json=failed))
    found = await sim.call_detailed(operations.execute_workflow, "wf")
    assert (found.status, found.parsed.success, found.parsed.error) == (500, False, "no")


async def test_another_success_is_read_as_the_documented_one(oomol: Any, server: Any) -> None:
    server.will(httpx.Response(203, json=TASKS, headers={"content-type": "application/odd"}))
    found = await oomol.call(operations.list_tasks)
    assert [task.id for task in found.tasks] == ["t1"]


@pytest.mark.table(
    "answer",
    [
        httpx.Response(200, html="<p>hello</p>"),
        httpx.Response(200),
        httpx.Response(204),
        httpx.Response(200, json=[1]),
        httpx.Response(200, json=None),
        httpx.Response(200, text="null", headers={"content-type": "application/json"}),
        httpx.Response(200, json={"hello": "world"}),
        httpx.Response(200, content=b"[" * 100_000, headers={"content-type": "application/json"}),
    ],
)
async def test_something_else_is_no_answer(dify: Any, server: Any, answer: Any) -> None:
    server.will(answer)
    with pytest.raises(ResponseError) as refused:
        await dify.call(operations.get_app_info)
    assert refused.value.status == answer.status_code
    assert refused.value.attempts == 1
    assert refused.value.path == "/info"


async def test_odd_values_are_kept(dify: Any, server: Any) -> None:
    server.will({"name": 5, "tags": "t"})
    found = await dify.call(operations.get_app_info)
    assert (found.name, found.tags, found.mode) == (5, "t", None)


async def test_a_page_is_a_text(sandbox: Any, server: Any) -> None:
    server.will(httpx.Response(200, html="<p>é</p>"))
    assert await sandbox.call(operations.get_home_page) == "<p>é</p>"
    assert server.requests[0].headers["accept"].startswith("text/html")


async def test_an_operation_of_another_service_is_refused(sim: Any, server: Any) -> None:
    with pytest.raises(UsageError, match="getAppInfo is an operation of dify"):
        await sim.call(operations.get_app_info)
    with pytest.raises(UsageError, match="getAppInfo is an operation of dify"):
        await sim.call_detailed(operations.get_app_info)
    with pytest.raises(UsageError, match="streamWorkflowEvents is an operation of dify"):
        sim.stream(operations.stream_workflow_events, "r", user="u")
    for odd in ("get_app_info", operations, None):
        with pytest.raises(UsageError, match="is no operation"):
            await sim.call(odd)
    assert server.requests == []


async def test_arguments_that_lead_elsewhere_are_refused(sim: Any, server: Any) -> None:
    odd: Any
    for odd in ("..", "", ".", None):
        with pytest.raises(UsageError, match="another path"):
            await sim.call(operations.get_workflow_status, odd)
    with pytest.raises(UsageError, match="surrogate"):
        await sim.call(operations.list_runs, "wf", cursor="\ud800")
    assert server.requests == []


async def test_a_body_that_is_no_object_is_refused(sandbox: Any, server: Any) -> None:
    """By the operations whose bodies say how long they take, too."""
    for operation in (operations.run_code, operations.run_jupyter, operations.submit):
        for odd in (None, [], "code", 3, {}):
            with pytest.raises(UsageError, match="Request"):
                await sandbox.call(operation, body=odd)
    assert server.requests == []


async def test_an_operation_that_is_new_to_the_document_is_retried(
    sim: Any, dify: Any, oomol: Any, sandbox: Any, server: Any
) -> None:
    """Whatever the numbers of attempts that a service documents for its own."""
    for client, tag in (
        (sim, "sim"),
        (dify, "dify"),
        (oomol, "oomol"),
        (sandbox, "sandbox_fusion"),
    ):
        queue: Operation[[], Any] = Operation(
            build=lambda: queue.fill(),  # noqa: B023 - called before the next
            id="getQueue",
            method="GET",
            path="/queue",
            server="https://example.com",
            tag=tag,
            responses={"200": {"application/json": ANY}},
            repeatable=True,
        )
        server.will(BUSY, {"length": 3})
        assert await client.call(queue) == {"length": 3}


async def test_a_view_has_the_options_of_one_call(sim: Any, server: Any) -> None:
    server.will(BUSY)
    once = sim.with_options(retry=0, headers={"x-tenant": "a"})
    with pytest.raises(ServerError) as refused:
        await once.call(operations.get_usage_limits)
    assert refused.value.attempts == 1
    assert server.requests[0].headers["x-tenant"] == "a"
    with pytest.raises(ServerError, match=r"5 s that are left"):
        await sim.with_options(timeout=5.0).call(operations.get_usage_limits)
    assert len(server.requests) == 2


async def test_a_run_may_take_as_long_as_it_does_elsewhere(
    make_dify: Any, make_sandbox: Any, server: Any
) -> None:
    """Unless a timeout is given: a run isn't a question."""
    body = models.DifyRunRequest(inputs={}, user="u")
    server.will(RUN)
    await make_dify().call(operations.run_workflow, body=body)
    await make_dify(timeout=9.0).call(operations.run_workflow, body=body)
    server.answers[:] = [RUN_CODE]
    code = models.SandboxRunCodeRequest(code="1", language="python", run_timeout=500.0)
    await make_sandbox().call(operations.run_code, body=code)
    reads = [request.extensions["timeout"]["read"] for request in server.requests]
    assert reads == [pytest.approx(1260.0), pytest.approx(9.0), pytest.approx(520.0)]


async def test_an_operation_goes_to_the_clients_address_whatever_server_it_was_made_for(
    make_dify: Any, server: Any
) -> None:
    """With the key: another address of the service in the document moves no call elsewhere."""
    server.will({"name": "App"})
    moved = attrs.evolve(operations.get_app_info, server="https://elsewhere.example/v2")
    await make_dify(base_url="http://dify.internal/v1").call(moved)
    sent = server.requests[0]
    assert str(sent.url) == "http://dify.internal/v1/info"
    assert "authorization" in sent.headers


async def test_a_header_that_cannot_be_sent_is_refused_before_it_is(
    make_dify: Any, server: Any
) -> None:
    body = models.DifyRunRequest(inputs={}, user="u")
    for text in ("\u4e2d", "a\r\nX-Odd: 1", " a"):
        with pytest.raises(UsageError, match="header X-Trace-Id"):
            await make_dify().call(operations.run_workflow, body=body, x_trace_id=text)
    assert not server.requests
    server.will(RUN)
    await make_dify().call(operations.run_workflow, body=body, x_trace_id="\xe9")
    assert server.requests[0].headers["x-trace-id"] == "\xe9"


async def test_a_list_is_read_without_its_envelope_too(oomol: Any, server: Any) -> None:
    """By a call as by the method, and an envelope without a list is refused by both."""
    listing = {
        operations.list_tasks: oomol.tasks.list,
        operations.list_flows: oomol.flows.list,
        operations.list_packages: oomol.packages.list,
        operations.list_blocks: oomol.blocks.list,
    }
    for operation, method in listing.items():
        server.answers[:] = [[]]
        assert (await oomol.call(operation)).to_dict() == (await method()).to_dict()
        (key,) = (await method()).to_dict()
        server.answers[:] = [{key: None}]
        for refused in (partial(oomol.call, operation), method):
            with pytest.raises(ResponseError, match=f"no list of {key}"):
                await refused()


async def test_a_model_of_answers_is_not_sent_without_what_it_must_have(
    make_sandbox: Any, server: Any
) -> None:
    """It can be made without, for a server may leave it out."""
    result = models.SandboxEvalResult(id=1, accepted=True, extracted_code="")
    body = models.SandboxGetMetricsRequest(
        dataset="d", config=models.SandboxTestConfig(), results=[result]
    )
    with pytest.raises(UsageError, match="tests of SandboxEvalResult is required"):
        await make_sandbox().call(operations.get_metrics, body=body)
    assert not server.requests


async def test_each_operation_goes_to_its_own_server(
    make_oomol: Any, make_sandbox: Any, server: Any
) -> None:
    """The key doesn't go along where the service's own method wouldn't send it."""
    server.will([], [], ["a"], "pong")
    body = {"json": None}
    for trusted in (False, True):
        oomol = make_oomol("token-0123456789", trust_applets=trusted)
        await oomol.call(operations.list_applets, body=body)
        sent = server.requests[-1]
        assert sent.url.host == "chat-data.oomol.com"
        assert ("authorization" in sent.headers) is trusted
    sandbox = make_sandbox("http://runner", dataset_url="http://datasets")
    assert await sandbox.call(operations.list_datasets) == ["a"]
    assert await sandbox.call(operations.ping) == "pong"
    assert [request.url.host for request in server.requests[-2:]] == ["datasets", "runner"]


async def test_files_are_uploaded(dify: Any, server: Any) -> None:
    """Bytes and open files, read once and sent as often as it takes."""
    server.will(httpx.Response(429), httpx.Response(201, json={"id": "f", "name": "a.txt"}))
    for payload in (b"hello", io.BytesIO(b"hello")):
        body = models.DifyUploadRequest(file=File(payload, "a.txt", "text/plain"), user="u")
        found = await dify.call(operations.upload_file, body=body)
        assert found.id == "f"
    assert all(b"hello" in request.content for request in server.requests)
    for given in (b"hello", io.BytesIO(b"hello"), bytearray(b"hello")):
        plain: Any = given
        await dify.call(operations.upload_file, body=models.DifyUploadRequest(file=plain, user="u"))
        assert b'filename="' in server.requests[-1].content
    wrong: Any = "hello"
    with pytest.raises(UsageError, match="as bytes, opened in binary mode or as File, not as str"):
        await dify.call(operations.upload_file, body=models.DifyUploadRequest(file=wrong, user="u"))
    text: Any = io.StringIO("hello")
    with pytest.raises(FileInputError):
        await dify.call(
            operations.upload_file, body=models.DifyUploadRequest(file=File(text), user="u")
        )


async def test_all_of_an_answer(dify: Any, server: Any) -> None:
    limit = {"x-request-id": "req-1", "x-ratelimit-limit": "5", "x-ratelimit-remaining": "4"}
    server.will(httpx.Response(200, json=APP, headers={**limit, "x-new": "n"}))
    found = await dify.call_detailed(operations.get_app_info)
    assert found.parsed.name == "App"
    assert (found.status, found.request_id, found.attempts) == (200, "req-1", 1)
    assert found.headers["x-new"] == "n"
    assert [limit.remaining for limit in found.rate_limits] == [4]
    assert found.json() == APP
    assert json.loads(found.text) == APP == json.loads(found.content)
    assert "req-1" in repr(found)
    assert "x-new" not in repr(found)
    assert pickle.loads(pickle.dumps(found)) == found
    with pytest.raises(AttributeError):
        found.status = 3


async def test_a_request_of_ones_own(dify: Any, server: Any) -> None:
    headers = {"x-trace-id": "trace-1", "content-type": "application/json"}
    server.will(httpx.Response(202, content=b'{"id": 1}', headers=headers))
    found = await dify.request(
        "post",
        "/datasets/a b",
        params={"limit": 5, "tag": ["x", "y"], "all": True, "no": None},
        json={"name": "é"},
        headers={"X-Tenant": "a"},
    )
    assert (found.status, found.request_id, found.json()) == (202, "trace-1", {"id": 1})
    sent = server.requests[0]
    assert (sent.method, sent.headers["x-tenant"]) == ("POST", "a")
    assert str(sent.url) == ("https://api.dify.ai/v1/datasets/a%20b?limit=5&tag=x&tag=y&all=true")
    assert "authorization" in sent.headers
    assert server.bodies == [{"name": "é"}]


async def test_a_request_has_text_or_bytes_for_a_body(oomol: Any, server: Any) -> None:
    server.will({"a": 1})
    await oomol.request("PUT", "v1/notes?x=1", content="é", headers={"Content-Type": "text/plain"})
    await oomol.request("PATCH", "/v1/notes", content=b"\xff")
    first, second = server.requests
    assert first.content == "é".encode()
    assert first.headers["content-type"] == "text/plain"
    assert first.url.raw_path == b"/api/v1/notes?x=1"
    assert second.content == b"\xff"
    assert "content-type" not in second.headers
    text = await oomol.request("GET", "/v1/notes")
    assert json.loads(text.text) == {"a": 1}


async def test_a_request_is_repeated_by_the_same_rules(sim: Any, server: Any) -> None:
    lost = httpx.ReadError("lost")
    for method, repeatable, attempts in [
        ("GET", False, 2),
        ("DELETE", False, 2),
        ("POST", False, 1),
        ("PATCH", False, 1),
        ("POST", True, 2),
    ]:
        server.requests.clear()
        server.answers[:] = [lost, {"a": 1}]
        if attempts == 1:
            with pytest.raises(penstock.ConnectionLostError):
                await sim.request(method, "/api/new", repeatable=repeatable)
        else:
            found = await sim.request(method, "/api/new", repeatable=repeatable)
            assert found.attempts == 2
        assert len(server.requests) == attempts, method


async def test_a_request_is_refused_as_any_other(sim: Any, server: Any) -> None:
    server.will(httpx.Response(401, json={"error": "bad key sk-sim-0123456789"}))
    with pytest.raises(AuthenticationError) as refused:
        await sim.request("GET", "/api/new", params={"q": "private"})
    assert refused.value.code == "UNAUTHORIZED"
    assert refused.value.path == "/api/new"
    assert "sk-sim" not in str(refused.value)
    assert "private" not in str(refused.value)


@pytest.mark.table(
    "path",
    [
        "https://evil.example/v1/info",
        "//evil.example/info",
        "\\\\evil.example/info",
        "HTTP://evil.example",
        "https:evil.example",
        "https://api.dify.ai.evil.example/v1/info",
        "https://api.dify.ai/v1evil",
        "https://api.dify.ai/console",
        "/../console",
        "/a/%2e%2E/console",
        "/a/..\\..",
        "/a b\n",
        "/a#b",
        "/\ud800",
        None,
        b"/info",
    ],
)
async def test_a_path_leads_nowhere_else(dify: Any, server: Any, path: Any) -> None:
    """Not even the key's own server has more than what is beneath the base URL."""
    with pytest.raises(UsageError):
        await dify.request("GET", path)
    assert server.requests == []


async def test_a_link_of_the_server_may_be_followed(dify: Any, server: Any) -> None:
    server.will({"a": 1})
    await dify.request("GET", "https://api.dify.ai/v1/datasets?page=2", params={"limit": 1})
    await dify.request("GET", "@evil.example/info")
    assert [str(request.url) for request in server.requests] == [
        "https://api.dify.ai/v1/datasets?page=2&limit=1",
        "https://api.dify.ai/v1/@evil.example/info",
    ]


@pytest.mark.table(
    "given",
    [
        {"method": "CONNECT"},
        {"method": "GET /x"},
        {"method": None},
        {"json": {}, "content": b""},
        {"json": object()},
        {"content": 5},
        {"headers": {"authorization": "Bearer other"}},
        {"headers": {"content-length": "3"}},
        {"headers": {"content-type": "text/plain"}},
        {"headers": {"x": "a\nb"}},
        {"content": b"", "headers": {"content-type": "a\nb"}},
    ],
)
async def test_what_cannot_be_sent_is_refused(dify: Any, server: Any, given: Any) -> None:
    with pytest.raises(UsageError):
        await dify.request(**{"method": "POST", "path": "/x", **given})
    assert server.requests == []


async def test_an_answer_that_is_no_json_is_told(dify: Any, server: Any) -> None:
    server.will(httpx.Response(200, text="hello", headers={"x-request-id": "r"}))
    found = await dify.request("GET", "/x")
    assert found.text == "hello"
    with pytest.raises(ResponseError, match="isn't JSON") as refused:
        found.json()
    assert refused.value.request_id == "r"


FRAMES = (
    b'data: {"event":"workflow_started","task_id":"t","workflow_run_id":"r"}\n\n',
    b'data: {"event":"frogs"}\n\n',
)


async def test_a_stream_is_read_event_by_event(dify: Any, server: Any) -> None:
    body = models.DifyRunRequest(inputs={}, user="u", response_mode="streaming")
    server.will(httpx.Response(429), server.stream(*FRAMES, b"data: [DONE]\n\n"))
    async with dify.stream(operations.run_workflow, body=body) as events:
        found = [event async for event in events]
    assert [type(event) for event in found] == [
        models.DifyWorkflowStartedEvent,
        models.DifyUnknownEvent,
    ]
    assert events.attempts == 2
    assert server.requests[0].headers["accept"] == "text/event-stream"
    server.answers[:] = [server.stream(*FRAMES)]
    again = dify.stream(operations.stream_workflow_events, "r", user="u")
    assert await again.collect() == found


async def test_a_stream_that_breaks_says_so(dify: Any, server: Any) -> None:
    server.will(server.stream(FRAMES[0], httpx.ReadError("lost")))
    stream = dify.stream(operations.stream_workflow_events, "r", user="u")
    async with stream as events:
        await anext(events)
        with pytest.raises(StreamInterruptedError):
            await anext(events)


async def test_a_call_and_a_stream_name_each_other(dify: Any, server: Any) -> None:
    body = models.DifyRunRequest(inputs={}, user="u", response_mode="streaming")
    server.will(server.stream(*FRAMES))
    with pytest.raises(ResponseError, match=r"stream\(\)"):
        await dify.call(operations.run_workflow, body=body)
    assert len(server.requests) == 1
    with pytest.raises(UsageError, match=r"use stream\(\)"):
        await dify.call(operations.stream_workflow_events, "r", user="u")
    with pytest.raises(UsageError, match=r"use call\(\)"):
        dify.stream(operations.get_app_info)
    server.answers[:] = [RUN]
    with pytest.raises(ResponseError, match=r"use call\(\)"):
        await dify.stream(operations.run_workflow, body=body).collect()
    assert len(server.requests) == 2


async def test_keys_are_in_no_log_and_no_repr(
    dify: Any, server: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "penstock")
    server.will(httpx.Response(404, json={"message": "no tok_secret-0123 here"}))
    with pytest.raises(NotFoundError) as refused:
        await dify.call(operations.get_human_input_form, "tok_secret-0123")
    with pytest.raises(NotFoundError):
        await dify.request("GET", "/x", params={"q": "app-0123456789"})
    told = f"{caplog.text} {refused.value!r} {refused.value} {vars(refused.value)}"
    assert "tok_secret-0123" not in told
    assert "app-0123456789" not in told


async def test_deprecation_is_told_where_the_call_is(dify: Any, server: Any) -> None:
    server.will({"tool_icons": {}})
    old = attrs.evolve(operations.get_app_meta, deprecated=True)
    old = attrs.evolve(old, build=old.fill)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        await dify.call(old)
    assert [warning.filename for warning in caught] == [__file__]
