"""The documented module functions: whom they ask, how often, and what they share."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from penstock import ServerError, UsageError
from penstock.sandbox_fusion import (
    AsyncSandboxFusion,
    GetMetricsFunctionRequest,
    GetMetricsRequest,
    GetPromptByIdRequest,
    GetPromptsRequest,
    RunCodeRequest,
    RunJupyterRequest,
    SubmitRequest,
    Verdict,
    _defaults,
    get_metrics_async,
    get_metrics_function_async,
    get_prompt_by_id_async,
    get_prompts_async,
    list_datasets_async,
    list_ids_async,
    ping_async,
    run_code_async,
    run_concurrent_async,
    run_jupyter_async,
    set_dataset_endpoint,
    set_endpoint,
    set_sandbox_endpoint,
    submit_async,
    submit_safe_async,
)
from penstock.sandbox_fusion._async import functions

pytestmark = pytest.mark.anyio

CODE = RunCodeRequest(code="print(1)", language="python")
RUN: dict[str, Any] = {
    "status": "Success",
    "message": "",
    "compile_result": None,
    "run_result": None,
    "executor_pod_name": None,
    "files": {},
}
NOTEBOOK: dict[str, Any] = {"status": "Success", "message": "", "driver": None, "cells": []}
PROMPT = {"id": "007", "prompt": "p", "labels": {}}
JUDGED = {"id": "007", "accepted": True, "extracted_code": "", "tests": []}
SUBMISSION = SubmitRequest(dataset="d", id="007", completion="")
LIST = GetPromptsRequest(dataset="d")

# Each with its arguments, what is answered, where it goes, and how often it is tried.
FUNCTIONS = [
    (run_code_async, [CODE], RUN, "/run_code", 5),
    (run_jupyter_async, [RunJupyterRequest(cells=[])], NOTEBOOK, "/run_jupyter", 3),
    (submit_async, [SUBMISSION], JUDGED, "/submit", 5),
    (submit_safe_async, [SUBMISSION], JUDGED, "/submit", 5),
    (get_prompts_async, [LIST], [PROMPT], "/get_prompts", 1),
    (
        get_prompt_by_id_async,
        [GetPromptByIdRequest(dataset="d", id="007")],
        PROMPT,
        "/get_prompt_by_id",
        1,
    ),
    (list_datasets_async, [], ["d"], "/list_datasets", 1),
    (list_ids_async, [LIST], ["007"], "/list_ids", 1),
    (get_metrics_async, [GetMetricsRequest(dataset="d", results=[])], {}, "/get_metrics", 1),
    (
        get_metrics_function_async,
        [GetMetricsFunctionRequest(dataset="d")],
        {"function": None},
        "/get_metrics_function",
        1,
    ),
    (ping_async, [], httpx.Response(200, json="pong"), "/v1/ping", 1),
]
DATASETS = FUNCTIONS[2:-1]
PARAMETERS = ("function", "given", "answer", "path", "attempts")


def named(value: Any) -> str | None:
    return getattr(value, "__name__", None)


@pytest.fixture(autouse=True)
async def shared(server: Any, clock: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The client that the functions share is one of the server; nothing else is set."""
    for name in ("SANDBOX_FUSION_ENDPOINT", "SANDBOX_FUSION_DATASET_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(_defaults.Endpoints, "sandbox", None)
    monkeypatch.setattr(_defaults.Endpoints, "dataset", None)
    made = []

    def make(base_url: str) -> AsyncSandboxFusion:
        client = AsyncSandboxFusion(
            base_url, transport=server.transport, clock=clock, random=lambda: 0.5
        )
        made.append(client)
        return client

    monkeypatch.setattr(functions, "AsyncSandboxFusion", make)
    await functions.close_async()
    yield made
    await functions.close_async()


@pytest.mark.table(PARAMETERS, FUNCTIONS, ids=named)
async def test_every_route_has_a_function(server, function, given, answer, path, attempts) -> None:
    """By default it goes to the documented port."""
    server.will(answer)
    await function(*given)
    assert str(server.requests[0].url) == f"http://localhost:8000{path}"


@pytest.mark.table(PARAMETERS, FUNCTIONS, ids=named)
async def test_every_function_takes_extras(server, function, given, answer, path, attempts) -> None:
    """As the methods of a client do."""
    server.will(answer)
    await function(*given, extra_headers={"x-a": "1"}, extra_query={"b": 2})
    (request,) = server.requests
    assert (request.headers["x-a"], request.url.query) == ("1", b"b=2")


@pytest.mark.table(PARAMETERS, FUNCTIONS, ids=named)
async def test_the_documented_arguments(
    server, clock, function, given, answer, path, attempts
) -> None:
    """In the documented order: endpoint, max_attempts, client_timeout; and a deadline."""
    server.will(answer)
    await function(*given, "http://there/", 1, 3)
    await function(*given, endpoint="http://there", client_timeout=7, deadline=2)
    assert [request.url.host for request in server.requests] == ["there"] * 2
    allowed = [request.extensions["timeout"]["read"] for request in server.requests]
    assert allowed == [3, 2]
    server.answers[:] = [httpx.Response(503)]
    server.requests.clear()
    if function is submit_safe_async:
        assert (await function(*given)).attempts == attempts
        return
    with pytest.raises(ServerError):
        await function(*given)
    assert len(server.requests) == attempts
    with pytest.raises(UsageError, match="max_attempts"):
        await function(*given, max_attempts=0)


@pytest.mark.table(PARAMETERS, FUNCTIONS, ids=named)
async def test_every_function_takes_the_limits_of_all_services(
    server, function, given, answer, path, attempts
) -> None:
    """`timeout`, `attempt_timeout` and `retry`, in place of the documented names."""
    server.will(answer)
    await function(*given, timeout=3, retry=2)
    await function(*given, attempt_timeout=2)
    assert [request.extensions["timeout"]["read"] for request in server.requests] == [3, 2]
    server.answers[:] = [httpx.Response(503)]
    server.requests.clear()
    if function is submit_safe_async:
        assert (await function(*given, retry=1)).attempts == 2
        both = await function(*given, timeout=1, deadline=1)
        assert "give one of them" in str(both.exception)
        return
    with pytest.raises(ServerError):
        await function(*given, retry=1)
    assert len(server.requests) == 2
    with pytest.raises(UsageError, match="give one of them"):
        await function(*given, timeout=1, deadline=1)


async def test_setters_apply_to_every_later_call(server) -> None:
    """`set_sandbox_endpoint` moves datasets, too, unless theirs was set."""
    server.will(RUN, ["d"], RUN, ["d"], RUN, ["d"], RUN, ["d"])
    for change, url in (
        (set_sandbox_endpoint, "http://one/"),
        (set_dataset_endpoint, "http://two"),
        (set_endpoint, "http://three"),
        (set_sandbox_endpoint, "http://four"),
    ):
        change(url)
        await run_code_async(CODE)
        await list_datasets_async()
    hosts = [request.url.host for request in server.requests]
    assert hosts == ["one", "one", "one", "two", "three", "three", "four", "three"]


async def test_an_environment_that_is_no_address_spoils_no_call_that_names_one(
    server, monkeypatch
) -> None:
    """The others get the error."""
    monkeypatch.setenv("SANDBOX_FUSION_ENDPOINT", "nowhere")
    server.will(RUN)
    await run_code_async(CODE, "http://there")
    assert server.requests[0].url.host == "there"
    with pytest.raises(UsageError, match="http://"):
        await run_code_async(CODE)


async def test_the_environment_is_read_when_it_is_needed(server, monkeypatch) -> None:
    """Not when the module is imported."""
    server.will(RUN)
    monkeypatch.setenv("SANDBOX_FUSION_ENDPOINT", "http://from-env/run_code")
    await run_code_async(CODE)
    monkeypatch.setenv("SANDBOX_FUSION_ENDPOINT", "")
    await run_code_async(CODE)
    set_endpoint("http://chosen")
    await run_code_async(CODE)
    await run_code_async(CODE, endpoint="http://argument")
    set_endpoint(None)
    await run_code_async(CODE)
    hosts = [request.url.host for request in server.requests]
    assert hosts == ["from-env", "localhost", "chosen", "argument", "localhost"]


async def test_a_wrong_address_is_refused_at_once(server) -> None:
    """Where it is set, or where it is given; never tried again."""
    for change in (set_endpoint, set_sandbox_endpoint, set_dataset_endpoint):
        with pytest.raises(UsageError, match="base_url"):
            change("localhost:8080")
    assert _defaults.Endpoints.sandbox is _defaults.Endpoints.dataset is None
    with pytest.raises(UsageError, match="base_url"):
        await run_code_async(CODE, endpoint="nowhere")
    result = await submit_safe_async(SUBMISSION, endpoint="nowhere")
    assert (result.id, result.verdict) == ("007", Verdict.REFUSED)
    assert server.requests == []


async def test_several_endpoints_are_balanced_across_calls(server) -> None:
    """A later call uses the state that an earlier one left."""
    server.will(RUN)
    for _ in range(4):
        await run_code_async(CODE, endpoint="http://a,http://b")
    await run_code_async(CODE, endpoint=["http://a", "http://b"])
    assert [request.url.host for request in server.requests] == ["a", "b", "a", "b", "a"]


async def test_all_calls_share_one_client(server, shared) -> None:
    """Whatever their address."""
    server.will(RUN)
    for number in range(100):
        await run_code_async(CODE, endpoint=f"http://host-{number}")
    assert len(shared) == 1
    await functions.close_async()
    await run_code_async(CODE)
    assert len(shared) == 2


async def test_the_documented_batch(server) -> None:
    """In order, 20 at a time."""

    def echo(request: httpx.Request) -> Any:
        return {**RUN, "message": request.content.decode()[9:19]}

    server.will(echo)
    set_sandbox_endpoint("https://faas-code-sandbox.bytedance.net/")
    codes = [f"print({i})" for i in range(123, 456)]
    results = await run_concurrent_async(
        run_code_async, args=[[RunCodeRequest(code=c, language="python")] for c in codes]
    )
    assert [result.message for result in results] == codes
