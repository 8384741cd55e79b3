"""Retries of a call, its time limits, and the events and logs of it."""

from __future__ import annotations

import logging
from typing import Any

import httpx
import pytest

from penstock import (
    APIStatusError,
    ConnectionLostError,
    DeadlineExceededError,
    NotSentError,
    PenstockError,
    RateLimitError,
    RequestTimeoutError,
    ResponseError,
    RetryPolicy,
    ServerError,
    Timeouts,
    UsageError,
)

pytestmark = pytest.mark.anyio

TIMES = {"duration": 1, "startTime": "2025-10-30T18:40:00.000Z"}
OK = {"success": True, "output": {"content": "Paris"}, "metadata": TIMES}
STATUS = {"isDeployed": True, "deployedAt": None, "needsRedeployment": False}


def refused(status: int, body: Any = None, **headers: str) -> httpx.Response:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, json=body or {"error": "no"}, headers=given)


async def test_the_answer_to_the_first_request_is_returned(sim, server) -> None:
    """One request, and the result has the number."""
    server.will(OK)
    result = await sim.execute_workflow("wf", {"message": "hi"})
    assert (result.output, result.attempts, len(server.requests)) == ({"content": "Paris"}, 1, 1)


async def test_the_request_carries_key_agent_and_json(sim, server) -> None:
    """And nothing that httpx would have added by itself."""
    server.will(OK)
    await sim.execute_workflow("wf", {"message": "hé"})
    (request,) = server.requests
    assert request.content == '{"message":"hé"}'.encode()
    assert dict(request.headers) == {
        "host": "www.sim.ai",
        "user-agent": "penstock/0.1.0",
        "accept-encoding": "gzip, deflate",
        "accept": "application/json",
        "x-api-key": "sk-sim-0123456789",
        "content-type": "application/json",
        "content-length": "17",
    }


async def test_a_429_is_waited_out(sim, server, clock) -> None:
    """For what the server asked, lengthened by jitter and never shortened."""
    server.will(refused(429, retry_after="7"), OK)
    result = await sim.execute_workflow("wf")
    assert result.attempts == 2
    assert clock.slept == [7 * 1.125]


@pytest.mark.table(
    "error",
    [httpx.ReadError(""), httpx.ReadTimeout(""), httpx.RemoteProtocolError("gone")],
    ids=lambda error: type(error).__name__,
)
async def test_a_post_that_may_have_been_processed_is_not_repeated(sim, server, error) -> None:
    """It would run, and be paid for, twice."""
    server.will(error, OK)
    with pytest.raises(PenstockError) as caught:
        await sim.execute_workflow("wf")
    assert (len(server.requests), caught.value.attempts) == (1, 1)
    assert "not repeated" in caught.value.__notes__[0]


@pytest.mark.table("error", [httpx.ConnectError("refused"), httpx.ConnectTimeout("")])
async def test_a_post_that_was_never_sent_is_repeated(sim, server, error) -> None:
    """Nothing can have happened."""
    server.will(error, OK)
    assert (await sim.execute_workflow("wf")).attempts == 2


async def test_a_get_is_repeated_whatever_happened(sim, server) -> None:
    """Asking twice does no harm."""
    server.will(httpx.ReadError(""), refused(502), STATUS)
    assert (await sim.get_workflow_status("wf")).attempts == 3


@pytest.mark.table(
    ("answer", "requests"),
    [
        (refused(500), 1),
        (refused(502), 1),
        (refused(503), 1),
        (refused(503, retry_after="1"), 3),
        (refused(429), 3),
        (refused(400), 1),
        (refused(503, {"error": "?", "code": "ASYNC_ENQUEUE_AMBIGUOUS"}, retry_after="1"), 1),
    ],
)
async def test_a_refused_post_is_repeated_if_it_cannot_have_run(
    sim, server, answer, requests
) -> None:
    """429, or 503 with a wait; not if the server itself isn't sure."""
    server.will(answer)
    with pytest.raises(PenstockError):
        await sim.execute_workflow("wf")
    assert len(server.requests) == requests


async def test_every_attempt_sends_the_same_bytes(sim, server) -> None:
    """The body is bytes, and never used up."""
    server.will(refused(429), refused(429), OK)
    await sim.execute_workflow("wf", {"file": b"abc"})
    first, *others = [request.content for request in server.requests]
    assert others == [first, first]


async def test_what_is_left_of_the_time_is_handed_to_each_attempt(sim, server, clock) -> None:
    """So that the last attempt can't overrun the whole."""
    allowed = []

    def slow(request: httpx.Request) -> httpx.Response:
        allowed.append(request.extensions["timeout"]["read"])
        clock.now += 4
        return refused(429, retry_after="2")

    server.will(slow)
    with pytest.raises(RateLimitError):
        await sim.execute_workflow("wf", timeout=20)
    assert allowed == pytest.approx([20, 13.75, 7.5])


async def test_a_wait_longer_than_the_time_left_is_not_begun(sim, server, clock) -> None:
    """The error comes at once and has the length that the wait would have had."""
    server.will(refused(429, retry_after="60"))
    with pytest.raises(RateLimitError) as caught:
        await sim.execute_workflow("wf", timeout=30)
    assert (clock.slept, caught.value.retry_after) == ([], 60)
    assert "longer than the 30 s that are left" in caught.value.__notes__[0]


async def test_time_that_runs_out_over_attempts_is_told_as_such(sim, server, clock) -> None:
    """With the last attempt's error as its cause."""

    def silent(request: httpx.Request) -> Exception:
        clock.now += request.extensions["timeout"]["read"]
        return httpx.ReadTimeout("", request=request)

    server.will(silent)
    with pytest.raises(DeadlineExceededError) as caught:
        await sim.get_workflow_status("wf", timeout=5)
    error = caught.value
    assert (error.code, error.phase, clock.now) == ("TIMEOUT", "total", 1005)
    assert isinstance(error.__cause__, RequestTimeoutError)
    assert isinstance(error, TimeoutError)


async def test_a_body_that_drips_is_cut_at_the_deadline(sim, server) -> None:
    """Each piece comes in time, all of them together don't."""
    server.will(httpx.Response(200, stream=server.stream(b"{", 2.0, b" ", 2.0, b" ", 2.0).stream))
    with pytest.raises(DeadlineExceededError):
        await sim.execute_workflow("wf", timeout=3)


async def test_a_body_cut_short_is_a_lost_connection(sim, server) -> None:
    """And a POST is not repeated after it."""
    cut = httpx.RemoteProtocolError("peer closed connection without sending complete message body")
    server.will(httpx.Response(200, stream=server.stream(b'{"success"', cut).stream))
    with pytest.raises(ConnectionLostError, match="peer closed"):
        await sim.execute_workflow("wf")
    assert len(server.requests) == 1


async def test_an_answer_larger_than_the_bound_is_not_read_on(make, server) -> None:
    """And the connection is closed."""
    answer = server.stream(b" " * 60, b" " * 60, b" " * 60)
    server.will(httpx.Response(200, stream=answer.stream))
    with pytest.raises(ResponseError, match="max_response_bytes"):
        await make(max_response_bytes=100).execute_workflow("wf")
    assert (answer.stream.given, answer.stream.closed) == (2, 1)


async def test_parts_of_the_timeout_are_set_apart(make, server) -> None:
    """And none is longer than the whole."""
    server.will(OK)
    times = Timeouts(connect=1, write=2, pool=300, read=4, total=60)
    await make(timeout=times).execute_workflow("wf")
    sent = server.requests[0].extensions["timeout"]
    assert sent == {"connect": 1, "write": 2, "pool": 60, "read": 4}


async def test_without_any_limit_there_is_none(make, server) -> None:
    """None means no limit, everywhere."""
    server.will(OK)
    times = Timeouts(connect=None, write=None, pool=None, total=None)
    await make(timeout=times).execute_workflow("wf")
    assert set(server.requests[0].extensions["timeout"].values()) == {None}


async def test_on_retry_is_told_before_each_wait(make, server, clock) -> None:
    """The failure, and the step that follows it."""
    told = []
    server.will(refused(429, retry_after="2"), httpx.ConnectError("x"), OK)
    policy = RetryPolicy(jitter=0, on_retry=lambda event: told.append((event, clock.now)))
    await make(retry=policy).execute_workflow("wf")
    events = [(event.attempt.number, event.delay, event.reason, now) for event, now in told]
    assert events == [(1, 2, "status", 1000), (2, 2, "not_sent", 1002)]


async def test_retrying_can_be_set_for_one_call(sim, server) -> None:
    """As a number, a policy, or not at all."""
    server.will(refused(429))
    for retry, requests in ((0, 1), (None, 1), (1, 2), (RetryPolicy(max_retries=3), 4)):
        server.requests.clear()
        with pytest.raises(RateLimitError):
            await sim.execute_workflow("wf", retry=retry, timeout=None)
        assert len(server.requests) == requests


async def test_a_client_whose_calls_all_fail_stops_repeating_them(sim, server) -> None:
    """An outage isn't made worse: the budget for retries is the client's, not the call's."""
    server.will(refused(503))
    for _ in range(60):
        with pytest.raises(ServerError):
            await sim.get_workflow_status("wf", timeout=None)
    server.requests.clear()
    with pytest.raises(ServerError) as caught:
        await sim.get_workflow_status("wf", timeout=None)
    assert len(server.requests) == 1
    assert "service seems down" in caught.value.__notes__[0]


async def test_an_answer_that_is_no_json_is_shown_as_it_is(sim, server) -> None:
    """With status, content type and the beginning of its text."""
    page = "<html><h1>Sign in</h1></html>"
    server.will(httpx.Response(200, text=page, headers={"content-type": "text/html"}))
    with pytest.raises(ResponseError) as caught:
        await sim.execute_workflow("wf")
    error = caught.value
    assert (error.status, error.content_type, error.body_head) == (200, "text/html", page)
    assert str(error).count("\n") == 0


async def test_errors_tell_where_they_come_from(sim, server) -> None:
    """Service, method, path, attempts and request id, for the log of the caller."""
    server.will(httpx.Response(404, json={"error": "x"}, headers={"x-request-id": "r-1"}))
    with pytest.raises(PenstockError) as caught:
        await sim.get_workflow_status("a/b")
    error = caught.value
    assert (error.service, error.method) == ("sim", "GET")
    assert (error.path, error.attempts) == ("/api/workflows/a%2Fb/status", 1)
    assert error.request_id == "r-1"


@pytest.mark.table("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(sim, server, status) -> None:
    """The key would go along; the error names the remedy and hides the query."""
    target = "https://elsewhere.example/x?token=secret"
    server.will(httpx.Response(status, headers={"location": target}))
    with pytest.raises(PenstockError, match=r"base_url.*") as caught:
        await sim.execute_workflow("wf")
    assert (caught.value.code, len(server.requests)) == ("REDIRECT", 1)
    assert "https://elsewhere.example" in str(caught.value)
    assert "secret" not in str(caught.value)


async def test_the_key_is_nowhere_to_be_seen(sim, server, caplog) -> None:
    """Not in the log, not in an error whose server quotes it, not in any repr."""
    caplog.set_level(logging.DEBUG)
    quoted = "the key sk-sim-0123456789 is wrong"
    body = {"error": quoted, "key": "sk-sim-0123456789"}
    echo = {"x-request-id": "for-sk-sim-0123456789"}
    server.will(httpx.Response(401, json=body, headers=echo))
    with pytest.raises(PenstockError) as caught:
        await sim.execute_workflow("wf", {"message": "my diary"})
    error = caught.value
    shown = f"{error!r} {error.body} {error.headers} {sim!r} {caplog.text}"
    assert "0123456789" not in shown
    assert "diary" not in shown
    assert "the key ********** is wrong" in str(error)


async def test_a_connection_that_fails_names_the_address(make, server) -> None:
    """The address is wrong more often than the network is."""
    server.will(httpx.ConnectError("refused"))
    with pytest.raises(NotSentError, match=r"the address is https://sim\.example$"):
        await make(base_url="https://sim.example", retry=0).execute_workflow("wf")


async def test_each_attempt_is_logged(sim, server, caplog) -> None:
    """Attempts at DEBUG, waits at INFO, allow-listed headers only."""
    caplog.set_level(logging.DEBUG, "penstock")
    secret = {"retry-after": "1", "set-cookie": "session=1"}
    server.will(httpx.Response(429, json={}, headers=secret), httpx.ConnectError("no"), OK)
    await sim.execute_workflow("wf")
    ours = [(r.levelname, r.getMessage()) for r in caplog.records if r.name == "penstock"]
    assert [level for level, _ in ours].count("INFO") == 2
    text = "\n".join(message for _, message in ours)
    assert "POST /api/workflows/wf/execute attempt 1: 429" in text
    assert "attempt 2: NotSentError" in text
    assert "'retry-after': '1'" in text
    assert "session" not in text


async def test_pacing_waits_before_the_limit_is_hit(make, server, clock) -> None:
    """With nothing left, until the reset; without pacing, not at all."""
    spent = {"x-ratelimit-limit": "10", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "9"}
    server.will(httpx.Response(200, json=OK, headers=spent))
    for pacing, slept in ((False, []), (True, [9])):
        clock.slept.clear()
        client = make(pacing=pacing)
        await client.execute_workflow("wf")
        await client.execute_workflow("wf")
        assert clock.slept == slept


async def test_pacing_does_not_wait_longer_than_the_call_may_take(make, server, clock) -> None:
    """It is refused at once instead, and nothing was sent."""
    spent = {"x-ratelimit-limit": "10", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "99"}
    server.will(httpx.Response(200, json=OK, headers=spent))
    client = make(pacing=True)
    await client.execute_workflow("wf")
    with pytest.raises(DeadlineExceededError) as caught:
        await client.execute_workflow("wf")
    assert (caught.value.sent, caught.value.retry_after, len(server.requests)) == (False, 99, 1)


async def test_what_is_told_of_limits_is_kept_by_bucket(sim, server, clock) -> None:
    """On the client with time going on, on the result as it was received."""
    told = {"x-ratelimit-limit": "10", "x-ratelimit-remaining": "3", "x-ratelimit-reset": "30"}
    server.will(httpx.Response(200, json=OK, headers=told))
    result = await sim.execute_workflow("wf")
    clock.now += 10
    (limit,) = sim.rate_limits["sync"]
    assert (limit.limit, limit.remaining, limit.reset_after) == (10, 3, 20)
    assert result.rate_limit.remaining == 3
    assert result.rate_limit.reset_at.timestamp() == clock.epoch + 30


async def test_a_view_changes_nothing_but_itself(make, server) -> None:
    """It shares the connections and the rate limits, and may have settings of its own."""
    server.will(OK)
    client = make(headers={"X-Team": "a"})
    view = client.with_options(
        api_key="sk-other", base_url="http://here/sim/", timeout=5, headers={"x-more": "b"}
    )
    await view.execute_workflow("wf")
    await client.execute_workflow("wf")
    of_view, of_client = server.requests
    assert str(of_view.url) == "http://here/sim/api/workflows/wf/execute"
    assert of_view.headers["x-api-key"] == "sk-other"
    assert (of_view.headers["x-team"], of_view.headers["x-more"]) == ("a", "b")
    assert of_view.extensions["timeout"]["read"] == 5
    assert str(of_client.url) == "https://www.sim.ai/api/workflows/wf/execute"
    assert of_client.headers["x-api-key"] == "sk-sim-0123456789"
    assert "x-more" not in of_client.headers
    assert of_client.extensions["timeout"]["read"] == 30


async def test_closing_a_view_leaves_the_client_open(sim, server) -> None:
    """And closing the client closes its views."""
    server.will(OK)
    async with sim.with_options(timeout=5) as view:
        await view.execute_workflow("wf")
    await sim.execute_workflow("wf")
    await sim.aclose()
    for closed in (sim, view):
        with pytest.raises(UsageError, match="closed"):
            await closed.execute_workflow("wf")


async def test_a_call_without_timeout_has_the_clients(make, server) -> None:
    """The documented 30 s stand for it; a number is meant as given."""
    server.will(OK)
    client = make(timeout=7)
    await client.execute_workflow("wf")
    await client.execute_workflow("wf", timeout=30.0)
    await client.execute_workflow("wf", timeout=None)
    times = [request.extensions["timeout"]["read"] for request in server.requests]
    assert times == [7, 30, None]


@pytest.mark.table("timeout", [float("nan"), float("inf"), 0, -1, True, "30", 1e12])
async def test_a_timeout_that_cannot_be_waited_for_is_refused(sim, server, timeout) -> None:
    """Before anything is sent."""
    server.will(OK)
    with pytest.raises(UsageError, match="timeout"):
        await sim.execute_workflow("wf", timeout=timeout)
    assert server.requests == []


@pytest.mark.table("value", [{"x": float("nan")}, {"x": {1, 2}}, {"x": object()}, "\ud800"])
async def test_an_input_that_is_no_json_is_refused(sim, server, value) -> None:
    """By place and reason, before anything is sent."""
    server.will(OK)
    with pytest.raises(UsageError, match="JSON"):
        await sim.execute_workflow("wf", value)
    assert server.requests == []


async def test_a_connection_that_cannot_be_made_says_so(sim, server) -> None:
    """After all attempts, with the reason the network gave."""
    server.will(httpx.ConnectError("[Errno 111] Connection refused"))
    with pytest.raises(NotSentError, match="Connection refused") as caught:
        await sim.execute_workflow("wf")
    assert (caught.value.attempts, len(server.requests)) == (3, 3)
    assert "httpx" not in type(caught.value).__module__


async def test_pacing_waits_no_longer_than_a_server_may_ask_for(make, server, clock) -> None:
    """A header may be wrong by a year; only another answer mends that."""
    year = {"x-ratelimit-limit": "10", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "3e7"}
    for reset, policy in (("31536000", RetryPolicy()), ("9", RetryPolicy(max_server_wait=5))):
        told = httpx.Response(200, json=OK, headers={**year, "x-ratelimit-reset": reset})
        server.answers = [told]
        for timeout in (None, 30.0):
            client = make(pacing=True, timeout=timeout, retry=policy)
            for _ in range(3):
                await client.execute_workflow("wf")
    assert clock.slept == []


async def test_the_log_of_httpx_has_no_more_of_an_address_than_ours(
    make_dify, server, caplog
) -> None:
    """Form tokens grant access, and queries identify a person; given clients included."""
    caplog.set_level(logging.DEBUG)
    server.will({"form_content": "Yes?", "user_actions": []})
    given = httpx.AsyncClient(transport=server.transport, params={"tenant": "t"})
    for settings in ({}, {"transport": None, "http_client": given}):
        dify = make_dify(**settings)
        await dify.forms.get("form-token-1234")
        with pytest.raises(ResponseError):
            async for _ in dify.workflows.logs(user="ada@example.com"):
                pass
    lines = [r.getMessage() for r in caplog.records if r.name == "httpx"]
    assert len(lines) == 4
    assert "form-token" not in caplog.text
    assert "ada" not in caplog.text
    assert "/v1/workflows/logs" in lines[1]
    assert all("form-token" in path for path in server.paths[::2])


async def test_a_client_that_was_refused_has_a_repr(make, make_dify) -> None:
    """Tools that report errors show it with the frame it failed in."""
    for made in (make(), make_dify(), make_dify().workflows, UsageError("no"), NotSentError("no")):
        assert type(made).__name__ in repr(made)
        assert type(made).__name__ in repr(type(made).__new__(type(made)))


async def test_a_refusal_names_the_address(make, server) -> None:
    """The address is wrong more often than the service is; without the secret parts of it."""
    server.will(httpx.Response(404, text="<h1>Not Found</h1>"), httpx.Response(200, text="hello"))
    sim = make(base_url="https://sim.example")
    for kind in (APIStatusError, ResponseError):
        with pytest.raises(kind, match=r"GET https://sim\.example/api/workflows/wf/status"):
            await sim.get_workflow_status("wf")
