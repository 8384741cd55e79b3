"""Hooks: what they are called with, and that they break nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import attrs
import httpx
import pytest

from penstock import (
    APIError,
    NotFoundError,
    NotSentError,
    PenstockError,
    RateLimitError,
    ResponseError,
    RetryPolicy,
    UsageError,
    WaitTimeoutError,
)
from penstock.hooks import FailureEvent, RequestEvent, ResponseEvent, WaitEvent
from penstock_api import operations

pytestmark = pytest.mark.anyio

STATUS = {"isDeployed": True, "deployedAt": None, "needsRedeployment": False}
URL = "https://www.sim.ai/api/workflows/wf/status"
NAMES = ("on_request", "on_response", "on_retry", "on_error")


class Seen:
    """Keeps the events, in the order of their hooks."""

    def __init__(self) -> None:
        self.events: list[Any] = []

    @property
    def hooks(self) -> dict[str, Callable[[Any], object]]:
        return dict.fromkeys(NAMES, self.events.append)

    @property
    def kinds(self) -> list[type]:
        return [type(event) for event in self.events]


@pytest.fixture
def seen() -> Seen:
    return Seen()


async def test_a_call_is_one_request_and_one_response(make, server, clock, seen) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        clock.now += 2
        return httpx.Response(200, json=STATUS, headers={"x-request-id": "req-1"})

    server.will(answer)
    await make(**seen.hooks).get_workflow_status("wf", extra_query={"secret": "s"})
    request, response = seen.events
    assert request == RequestEvent(
        service="sim", operation_id="getWorkflowStatus", method="GET", url=URL, attempt=1
    )
    assert response == ResponseEvent(
        **attrs.asdict(request), status=200, elapsed=2.0, request_id="req-1"
    )


async def test_a_retry_tells_the_wait_and_why(make, server, clock, seen) -> None:
    server.will(httpx.Response(429, json={"error": "slow"}, headers={"retry-after": "8"}), STATUS)
    await make(**seen.hooks).get_workflow_status("wf")
    assert seen.kinds == [RequestEvent, ResponseEvent, WaitEvent, RequestEvent, ResponseEvent]
    wait = seen.events[2]
    assert (wait.wait, wait.status, wait.attempt, wait.url) == (9.0, 429, 1, URL)
    assert wait.reason == "status 429"
    assert isinstance(wait.error, RateLimitError)
    assert (seen.events[3].attempt, clock.slept) == (2, [9.0])


async def test_a_call_that_fails_tells_it_once(make, server, clock, seen) -> None:
    server.will(httpx.ConnectError("refused"))
    with pytest.raises(PenstockError) as caught:
        await make(retry=1, **seen.hooks).get_workflow_status("wf")
    assert seen.kinds == [RequestEvent, WaitEvent, RequestEvent, FailureEvent]
    failure = seen.events[3]
    assert failure.error is caught.value
    assert (failure.attempt, failure.status, failure.elapsed) == (2, None, clock.slept[0])
    assert (failure.operation_id, failure.url) == ("getWorkflowStatus", URL)


async def test_an_error_response_and_one_that_cannot_be_read_fail(make, server, seen) -> None:
    server.will(httpx.Response(404, json={"error": "gone"}, headers={"x-request-id": "r"}), [])
    sim = make(**seen.hooks)
    with pytest.raises(NotFoundError):
        await sim.get_workflow_status("wf")
    with pytest.raises(ResponseError):
        await sim.get_workflow_status("wf")
    assert seen.kinds == [RequestEvent, ResponseEvent, FailureEvent] * 2
    assert (seen.events[2].status, seen.events[2].request_id) == (404, "r")
    assert isinstance(seen.events[5].error, ResponseError)


async def test_a_stream_tells_its_head_and_how_it_breaks(make, server, seen) -> None:
    server.will(server.stream(b'data: {"blockId":"b","chunk":"a"}\n\n'))
    sim = make(**seen.hooks)
    with pytest.raises(PenstockError) as caught:
        await sim.stream_workflow("wf", {}, ["b.content"]).collect()
    assert seen.kinds == [RequestEvent, ResponseEvent, FailureEvent]
    assert seen.events[2].error is caught.value
    assert seen.events[0].operation_id == "executeWorkflow"


async def test_all_services_and_all_ways_of_calling_have_them(
    make_dify, make_oomol, make_sandbox, server, seen
) -> None:
    server.will(
        {"name": "app", "description": "", "tags": []},
        {"success": True, "tasks": []},
        "pong",
        {"ok": True},
        {"name": "app", "description": "", "tags": []},
    )
    await make_dify(**seen.hooks).info()
    await make_oomol(**seen.hooks).tasks.list()
    await make_sandbox(**seen.hooks).ping()
    await make_dify(**seen.hooks).request("GET", "/new", params={"token": "t"})
    await make_dify().with_options(**seen.hooks).call(operations.get_app_info)
    assert [(event.service, event.operation_id, event.url) for event in seen.events[::2]] == [
        ("dify", "getAppInfo", "https://api.dify.ai/v1/info"),
        ("oomol", "listTasks", "http://localhost:3000/api/v1/tasks"),
        ("sandbox_fusion", "ping", "http://sandbox/v1/ping"),
        ("dify", None, "https://api.dify.ai/v1/new"),
        ("dify", "getAppInfo", "https://api.dify.ai/v1/info"),
    ]


async def test_a_token_in_a_path_is_redacted(make_dify, server, seen) -> None:
    server.will(httpx.Response(404, json={"code": "not_found", "message": "form-token-123"}))
    with pytest.raises(NotFoundError):
        await make_dify(**seen.hooks).forms.get("form-token-123")
    assert {event.url for event in seen.events} == {
        "https://api.dify.ai/v1/form/human_input/**********"
    }
    assert "form-token-123" not in "".join(map(repr, seen.events))


async def test_no_event_holds_the_key(make, server, seen) -> None:
    """Whatever a server quotes."""
    key = "sk-sim-0123456789"
    headers = {"x-request-id": key, "retry-after": "1"}
    server.will(httpx.Response(503, json={"error": key}, headers=headers))
    with pytest.raises(PenstockError):
        await make(retry=1, **seen.hooks).get_workflow_status("wf")
    assert seen.kinds.count(WaitEvent) == 1
    assert key not in "".join(f"{event!r} {event.error.__dict__ if hasattr(event, 'error') else ''}"
                              for event in seen.events)  # fmt: skip


async def test_a_call_that_a_function_of_the_caller_ends_has_failed(make, server, seen) -> None:
    """It raises the function's exception; the event has one of ours, which that has caused."""
    server.will(httpx.Response(503, json={}))
    broken = OSError("the vault of sk-sim-0123456789 is sealed")

    def fail(*_: object) -> Any:
        raise broken

    for options in (
        {"api_key": fail},
        {"retry": RetryPolicy(on_retry=fail)},
        {"retry": RetryPolicy(should_retry=fail)},
    ):
        with pytest.raises(OSError, match="the vault"):
            await make().with_options(**options, **seen.hooks).get_workflow_status("wf")
        error = seen.events[-1].error
        assert (type(error), error.__cause__, error.service) == (APIError, broken, "sim")
    assert seen.kinds.count(FailureEvent) == 3
    assert str(error).startswith("a function or transport that was given raised OSError: the vault")
    assert "sk-sim" not in str(error)


@pytest.mark.table("name", NAMES)
async def test_a_hook_that_raises_is_logged_and_breaks_nothing(
    make, server, caplog, name: str
) -> None:
    def broken(_: object) -> None:
        raise ValueError("my own mistake")

    server.will(httpx.Response(429, json={}, headers={"retry-after": "1"}), STATUS, {"a": 1})
    sim = make(**{name: broken})
    assert (await sim.get_workflow_status("wf")).is_deployed
    with pytest.raises(ResponseError):
        await sim.get_workflow_status("wf")
    (first, *_) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert first.getMessage() == f"{name} raised an exception, which the call ignores"
    assert "my own mistake" in caplog.text


async def test_an_interruption_by_a_hook_goes_through(make, server) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    server.will(STATUS)
    sim = make(on_response=interrupt, max_in_flight=1)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            await sim.get_workflow_status("wf")
    assert (await sim.with_options(on_response=None).get_workflow_status("wf")).is_deployed


async def test_what_is_no_function_is_refused(make) -> None:
    for name in NAMES:
        with pytest.raises(UsageError, match=f"{name} must be a function, not str"):
            make(**{name: "print"})


async def test_the_lookup_of_a_missing_wait_is_no_failed_call(make, server, seen) -> None:
    """The wait isn't in the 429, and where it is looked up fails, too."""
    refused = {"error": "Rate limit exceeded"}
    server.will(httpx.Response(429, json=refused), httpx.Response(500), httpx.Response(404))
    with pytest.raises(NotFoundError):
        await make(**seen.hooks).execute_workflow("wf", {})
    assert seen.kinds.count(FailureEvent) == 1
    assert [event.operation_id for event in seen.events if type(event) is RequestEvent] == [
        "executeWorkflow",
        "getUsageLimits",
        "executeWorkflow",
    ]


async def test_a_wait_is_a_call_for_each_poll(make, make_dify, server, seen) -> None:
    """That it gave up, or what it led to, is no failure of one."""
    run = {"id": "2b9e4e7c-6c56-4ac0-9d3b-1d8f5a5a0d6e", "workflow_id": "w", "status": "running"}
    done = {**run, "status": "succeeded", "outputs": {"n": "one"}}
    dify = make_dify(**seen.hooks)
    server.will(run, httpx.ConnectError("refused"), run, run, done)
    with pytest.raises(WaitTimeoutError):
        await dify.with_options(retry=0).workflows.wait(run["id"], poll=5, timeout=10)
    failures = [event for event in seen.events if type(event) is FailureEvent]
    assert [type(failure.error) for failure in failures] == [NotSentError]
    assert WaitEvent not in seen.kinds
    seen.events.clear()
    with pytest.raises(ResponseError, match="outputs"):
        await dify.workflows.wait(run["id"], output_type=dict[str, int])
    assert FailureEvent not in seen.kinds
