"""SandboxFusion's client, method by method: what goes out and what comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from penstock import (
    BadRequestError,
    RequestTimeoutError,
    ResponseError,
    RetryPolicy,
    SandboxError,
    ServerError,
    Timeouts,
    UsageError,
)
from penstock.sandbox_fusion import (
    EvalResult,
    GetMetricsFunctionRequest,
    GetMetricsRequest,
    GetPromptByIdRequest,
    GetPromptsRequest,
    OutputCutWarning,
    RunCodeRequest,
    RunCodeResponse,
    RunJupyterRequest,
    RunJupyterResponse,
    SubmitRequest,
    TestConfig,
    Verdict,
)

pytestmark = pytest.mark.anyio

CODE = RunCodeRequest(code="print(1)", language="python")
STEP = {
    "status": "Finished",
    "execution_time": 0.01,
    "return_code": 0,
    "stdout": "1\n",
    "stderr": "",
}
RUN: dict[str, Any] = {
    "status": "Success",
    "message": "",
    "compile_result": None,
    "run_result": STEP,
    "executor_pod_name": None,
    "files": {},
}
NOTEBOOK = {
    "status": "Success",
    "message": "",
    "driver": STEP,
    "cells": [{"stdout": "1\n", "stderr": "", "display": [], "error": []}],
    "executor_pod_name": None,
    "files": {},
}
JUDGED = {
    "id": "007",
    "accepted": True,
    "extracted_code": "x",
    "full_code": None,
    "test_code": None,
    "tests": [],
    "extracted_type": "fenced",
    "extra": None,
}
SUBMISSION = SubmitRequest(dataset="mbpp", id="007", completion="x")


async def test_a_program_is_run(sandbox, server) -> None:
    """One POST, without a key of any kind."""
    server.will(RUN)
    result = await sandbox.run_code(CODE)
    assert result.run_result is not None
    assert (result.run_result.stdout, result.verdict) == ("1\n", Verdict.SUCCESS)
    assert (result.attempts, result.raw) == (1, RUN)
    (request,) = server.requests
    assert (request.method, str(request.url)) == ("POST", "http://sandbox/run_code")
    assert "authorization" not in request.headers
    assert request.headers["content-type"] == "application/json"


async def test_every_route_has_a_method(sandbox, server) -> None:
    """Twelve of them."""
    prompt = {"id": 1, "prompt": "p", "labels": {}}
    server.will(RUN, NOTEBOOK, JUDGED, [prompt], prompt, ["mbpp"], [1, "007"], {})
    server.will({"function": None}, httpx.Response(200, json="pong"))
    server.will(httpx.Response(200, html="<html>"), {"openapi": "3.1.0"})
    await sandbox.run_code(CODE)
    notebook = await sandbox.run_jupyter(RunJupyterRequest(cells=["print(1)"]))
    judged = await sandbox.submit(SUBMISSION)
    prompts = await sandbox.get_prompts(GetPromptsRequest(dataset="mbpp"))
    found = await sandbox.get_prompt_by_id(GetPromptByIdRequest(dataset="mbpp", id=1))
    datasets = await sandbox.list_datasets()
    ids = await sandbox.list_ids(GetPromptsRequest(dataset="mbpp", limit=2))
    metrics = await sandbox.get_metrics(GetMetricsRequest(dataset="mbpp", results=[judged]))
    function = await sandbox.get_metrics_function(GetMetricsFunctionRequest(dataset="mbpp"))
    pong, page = await sandbox.ping(), await sandbox.get_home_page()
    document = await sandbox.get_openapi_document()
    assert (notebook.cells[0].stdout, judged.id, judged.verdict) == ("1\n", "007", "accepted")
    assert (prompts, datasets, ids, metrics) == ([found], ["mbpp"], [1, "007"], {})
    assert (function, pong, page) == (None, "pong", "<html>")
    assert document == {"openapi": "3.1.0"}
    assert [f"{request.method} {request.url.path}" for request in server.requests] == [
        "POST /run_code",
        "POST /run_jupyter",
        "POST /submit",
        "POST /get_prompts",
        "POST /get_prompt_by_id",
        "GET /list_datasets",
        "POST /list_ids",
        "POST /get_metrics",
        "POST /get_metrics_function",
        "GET /v1/ping",
        "GET /",
        "GET /openapi.json",
    ]


async def test_a_request_may_be_a_dict(sandbox, server) -> None:
    """Its fields are checked like any other's."""
    server.will(RUN)
    assert (await sandbox.run_code({"code": "", "language": "python"})).attempts == 1
    with pytest.raises(UsageError, match="did you mean 'language'"):
        await sandbox.run_code({"code": "", "langage": "python"})
    with pytest.raises(UsageError, match="give a RunCodeRequest, not str"):
        await sandbox.run_code("print(1)")
    with pytest.raises(UsageError, match="not RunCodeRequest"):
        await sandbox.submit(CODE)


async def test_files_are_read_and_sent(sandbox, server, tmp_path: Path) -> None:
    """A path is read without holding up anybody else."""
    path = tmp_path / "in.txt"
    path.write_bytes(b"hi")
    server.will({**RUN, "files": {"out": "aGk="}})
    request = RunCodeRequest(code="", language="python", files={"in": path}, fetch_files=["out"])
    assert (await sandbox.run_code(request)).read_file("out") == b"hi"
    assert server.bodies[0]["files"] == {"in": "aGk="}


async def test_code_that_cannot_be_sent_is_refused(sandbox, server) -> None:
    """Half a surrogate pair crashes the server."""
    with pytest.raises(UsageError, match="at /code, character 0"):
        await sandbox.run_code(RunCodeRequest(code="\ud800", language="python"))
    assert server.requests == []


async def test_a_long_output_is_warned_of(sandbox, server) -> None:
    """At the caller's line."""
    server.will({**RUN, "run_result": {**STEP, "stdout": "x" * 200_000}})
    with pytest.warns(OutputCutWarning) as caught:
        result = await sandbox.run_code(CODE)
    assert result.output_cut
    assert [warning.filename for warning in caught] == [__file__]


async def test_each_attempt_may_take_what_was_asked_for_and_10_s(sandbox, server) -> None:
    """Unless the caller knows better."""
    server.will(RUN)
    await sandbox.run_code(CODE)
    await sandbox.run_code(CODE, client_timeout=3)
    await sandbox.run_code(CODE, client_timeout=30, deadline=5)
    allowed = [request.extensions["timeout"]["read"] for request in server.requests]
    assert allowed == [30, 3, 5]
    for wrong in (0, -1, float("nan"), "5"):
        with pytest.raises(UsageError, match="client_timeout"):
            await sandbox.run_code(CODE, client_timeout=wrong)


async def test_the_clients_timeout_is_for_whole_calls(make_sandbox, server) -> None:
    """There is none unless it is set."""
    server.will(NOTEBOOK)
    notebook = RunJupyterRequest(cells=[], total_timeout=600)
    await make_sandbox().run_jupyter(notebook)
    await make_sandbox(timeout=40).run_jupyter(notebook)
    await make_sandbox(timeout=Timeouts(total=50)).run_jupyter(notebook)
    allowed = [request.extensions["timeout"]["read"] for request in server.requests]
    assert allowed == [620, 40, 50]


async def test_datasets_may_be_at_another_server(make_sandbox, server, monkeypatch) -> None:
    """Named by argument or variable; an address that was given is for both."""
    server.will([])
    await make_sandbox(dataset_url="http://judge").list_datasets()
    monkeypatch.setenv("SANDBOX_FUSION_DATASET_ENDPOINT", "http://elsewhere")
    await make_sandbox().list_datasets()
    await make_sandbox(None).list_datasets()
    view = make_sandbox(dataset_url="http://judge").with_options(dataset_url="http://view/")
    await view.list_datasets()
    await (
        make_sandbox(dataset_url="http://judge")
        .with_options(base_url="http://both")
        .list_datasets()
    )
    hosts = [request.url.host for request in server.requests]
    assert hosts == ["judge", "sandbox", "elsewhere", "view", "both"]
    assert (view.base_urls, view.dataset_urls) == (("http://sandbox",), ("http://view",))


async def test_a_key_is_refused(make_sandbox) -> None:
    """There is none; a gateway's goes into a header."""
    with pytest.raises(UsageError, match="takes no API key"):
        make_sandbox().with_options(api_key="k")
    with pytest.raises(UsageError, match="takes no API key"):
        make_sandbox().set_api_key("k")


async def test_headers_are_for_gateways(make_sandbox, server) -> None:
    """Authorization, too, since no key of ours is in its place."""
    server.will(RUN)
    await make_sandbox(headers={"Authorization": "Bearer t", "X-Faas": "1"}).run_code(CODE)
    (request,) = server.requests
    assert (request.headers["authorization"], request.headers["x-faas"]) == ("Bearer t", "1")


async def test_a_refusal_lists_its_faults(sandbox, server) -> None:
    """And isn't repeated."""
    faults = [{"type": "missing", "loc": ["body", "code"], "msg": "Field required", "input": {}}]
    server.will(httpx.Response(422, json={"detail": faults}))
    with pytest.raises(BadRequestError, match=r"body\.code: Field required") as caught:
        await sandbox.run_code(CODE)
    error = caught.value
    assert (error.errors, error.attempts, error.service) == (faults, 1, "sandbox_fusion")
    assert (error.base_url, error.path) == ("http://sandbox", "/run_code")


async def test_another_servers_answer_is_an_error(sandbox, server) -> None:
    """The error has the answer that came instead."""
    server.will(httpx.Response(200, html="<html>log in</html>"))
    with pytest.raises(ResponseError, match=r"isn't JSON.*<html>log in"):
        await sandbox.run_code(CODE)
    server.answers[:] = [{"success": True}]
    with pytest.raises(ResponseError, match="has none of status, message"):
        await sandbox.run_code(CODE)
    server.answers[:] = [{"message": ""}]
    with pytest.raises(ResponseError, match="has no status; is base_url right"):
        await sandbox.run_code(CODE)


@pytest.mark.table(
    ("answer", "verdict", "kind"),
    [
        (httpx.ConnectError("refused"), Verdict.TRANSPORT_ERROR, "NotSentError"),
        (httpx.Response(502), Verdict.TRANSPORT_ERROR, "ServerError"),
        (httpx.Response(400, json={"detail": "no"}), Verdict.REFUSED, "BadRequestError"),
        ({**RUN, "status": "SandboxError", "message": "boom"}, "sandbox_error", "SandboxError"),
        (httpx.Response(200, text="?"), Verdict.TRANSPORT_ERROR, "ResponseError"),
    ],
)
async def test_submit_safe_says_why_it_gave_up(sandbox, server, answer, verdict, kind) -> None:
    """And never raises."""
    server.will(answer)
    result = await sandbox.submit_safe(SUBMISSION, max_attempts=2)
    assert (result.id, result.accepted, result.tests) == ("007", False, [])
    assert (result.verdict, result.verdict.is_outage) == (verdict, True)
    assert type(result.exception).__name__ == kind
    assert result.extra is not None
    assert result.extra["sdk_error"]["type"] == kind
    assert result.extra["sdk_error"]["attempts"] == result.attempts == len(server.requests)


async def test_a_result_of_submit_safe_knows_the_refusal_it_stands_for(sandbox, server) -> None:
    """Its headers and the server's id of the request; none where nothing came."""
    server.will(httpx.Response(400, json={"detail": "no"}, headers={"x-request-id": "r-7"}))
    result = await sandbox.submit_safe(SUBMISSION)
    assert (result.request_id, result.headers["x-request-id"]) == ("r-7", "r-7")
    server.answers[:] = [httpx.ConnectError("refused")]
    result = await sandbox.submit_safe(SUBMISSION, max_attempts=1)
    assert (result.request_id, result.headers) == (None, {})


@pytest.mark.table("wrong", [None, 5, {}, {"id": "007", "dataste": "x"}, CODE])
async def test_submit_safe_survives_the_callers_mistakes(sandbox, server, wrong) -> None:
    """They end in the result, too."""
    result = await sandbox.submit_safe(wrong, max_attempts=0)
    assert (result.accepted, result.verdict) == (False, Verdict.REFUSED)
    assert server.requests == []


async def test_submit_safe_passes_on_what_was_judged(sandbox, server) -> None:
    """As it is."""
    server.will(JUDGED)
    result = await sandbox.submit_safe(SUBMISSION)
    assert (result.accepted, result.exception, result.extra) == (True, None, None)
    assert isinstance(result, EvalResult)


async def test_provided_data_goes_out_as_it_is(sandbox, server) -> None:
    """The server's refusal names a list or one problem."""
    server.will(JUDGED)
    config = TestConfig(dataset_type="CommonOJDataset", language="python", provided_data={"id": 1})
    await sandbox.submit(SubmitRequest(dataset="x", id=1, completion="", config=config))
    assert server.bodies[0]["config"]["provided_data"] == {"id": 1}


async def test_a_slow_answer_is_a_timeout_with_words(sandbox, server) -> None:
    """Not an empty message."""
    server.will(httpx.ReadTimeout(""))
    with pytest.raises(RequestTimeoutError, match="response") as caught:
        await sandbox.run_code(CODE, max_attempts=1, client_timeout=3)
    assert (caught.value.attempts, caught.value.phase) == (1, "read")


async def test_a_sandbox_error_keeps_everything(sandbox, server) -> None:
    """Status, attempts, the whole response."""
    server.will({**RUN, "status": "SandboxError", "message": "out of disk", "pod": "p"})
    with pytest.raises(SandboxError, match="the sandbox failed: out of disk") as caught:
        await sandbox.run_code(CODE)
    assert (caught.value.attempts, caught.value.passing) == (5, True)
    assert caught.value.response.unknown == {"pod": "p"}


async def test_a_policy_of_ones_own_goes_before_the_documented_counts(make_sandbox, server) -> None:
    """And max_attempts before both."""
    server.will(httpx.Response(503))
    for settings, options, attempts in (
        ({}, {}, 5),
        ({}, {"max_attempts": 2}, 2),
        ({"retry": 1}, {}, 2),
        ({"retry": None}, {}, 1),
        ({"retry": RetryPolicy(max_retries=2)}, {}, 3),
        ({"retry": RetryPolicy(max_retries=2)}, {"max_attempts": 1}, 1),
    ):
        with pytest.raises(ServerError) as caught:
            await make_sandbox(**settings).run_code(CODE, **options)
        assert caught.value.attempts == attempts


@pytest.mark.table("wrong", [0, -1, 1.5, None, True])
async def test_an_impossible_number_of_attempts_is_refused(sandbox, server, wrong) -> None:
    """It counts the first, too."""
    with pytest.raises(UsageError, match="max_attempts"):
        await sandbox.run_code(CODE, max_attempts=wrong)
    assert server.requests == []


async def test_run_takes_each_kind_of_request(sandbox, server) -> None:
    """A program, a notebook and a submission; nothing else."""
    server.will(httpx.Response(200, json={"status": "Success", "message": ""}))
    assert type(await sandbox.run(CODE)) is RunCodeResponse
    assert type(await sandbox.run(RunJupyterRequest(cells=["1"]))) is RunJupyterResponse
    server.answers[:] = [{"id": 1, "accepted": True, "extracted_code": "", "tests": []}]
    submission = SubmitRequest(dataset="d", id=1, completion="")
    assert type(await sandbox.run(submission)) is EvalResult
    assert [request.url.path for request in server.requests] == [
        "/run_code",
        "/run_jupyter",
        "/submit",
    ]
    with pytest.raises(UsageError, match="a RunCodeRequest, a RunJupyterRequest or a SubmitReq"):
        await sandbox.run({"code": "", "language": "python"})
