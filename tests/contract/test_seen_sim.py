"""Answers that real Sim servers were seen to give, asked of the mock by a plain HTTP client."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from fronts import Front, at

from penstock_mock.services.sim import (
    Block,
    Say,
    fail,
    job,
    paused,
    stream,
    succeed,
    timeout_408,
)

V1 = "/api/workflows/wf/execute"
V2 = "/api/v2/workflows/wf/execute"
RUNS = "/api/v2/workflows/wf/runs"
ASYNC = {"X-Execution-Mode": "async"}
BOM = b"\xef\xbb\xbf"
RUN_ID = "Run ID can only contain letters, numbers, dots, underscores, colons, and hyphens"


class Plain:
    """A client without the wrapper, of a mock in one of its places."""

    def __init__(self, front: Front) -> None:
        assert front.mock is not None
        self.sim = front.mock.sim
        transport = front.settings.get("transport")
        self.http = httpx.Client(base_url=front.settings["base_url"], transport=transport)

    def __call__(
        self, method: str, path: str, body: Any = None, key: str | None = "key", **headers: str
    ) -> httpx.Response:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {} if key is None else {"X-API-Key": key}
        sent |= {name.replace("_", "-"): text for name, text in headers.items()}
        if method == "GET" or body is None:
            return self.http.request(method, path, headers=sent)
        return self.http.request(method, path, content=content, headers=sent)


Make = Callable[..., Plain]


@pytest.fixture(params=["in-process", "port"])
def make(request: pytest.FixtureRequest) -> Iterator[Make]:
    with ExitStack() as stack:

        def made(**options: Any) -> Plain:
            places = at(request.param, "sim", **options)
            plain = Plain(next(places))
            stack.callback(lambda: [*places])
            stack.enter_context(plain.http)
            return plain

        yield made


def error(answer: httpx.Response) -> tuple[int, Any]:
    body = answer.json()["error"]
    return answer.status_code, body if isinstance(body, str) else (body["code"], body["message"])


def test_another_tenants_key_is_refused(make: Make) -> None:
    newer, then = make(dialect="2026-08"), make()
    for each in (newer, then):
        each.sim.workflow("wf", succeed().owned_by("key"))
        assert each("POST", V1, {}).status_code == 200
    denied = "Unauthorized: Access denied to read this workflow"
    assert error(newer("POST", V1, {}, "other")) == (403, denied)
    missing = (404, ("NOT_FOUND", "Workflow not found"))
    assert error(newer("POST", V2, {}, "other")) == missing
    assert error(newer("GET", RUNS, key="other")) == missing
    assert error(newer("GET", f"{RUNS}/r", key="other")) == missing
    assert newer("GET", "/api/workflows/wf/status", key="other").status_code == 404
    refused = then("POST", V1, {}, "other").json()
    assert refused["code"] == "UNAUTHORIZED:_INVALID_API_KEY"
    assert then("GET", "/api/workflows/wf/status", key="other").status_code == 200


def test_another_tenants_job_is_refused_in_2026_08(make: Make) -> None:
    newer = make(dialect="2026-08")
    receipt = newer("POST", V1, {}, **ASYNC).json()
    refused = newer("GET", f"/api/jobs/{receipt['jobId']}", key="other")
    assert (refused.status_code, refused.json()["code"]) == (403, "ACCESS_DENIED")


def test_a_byte_order_mark_is_no_json_in_2026_08(make: Make) -> None:
    newer = make(dialect="2026-08")
    assert error(newer("POST", V1, BOM + b"{}")) == (400, "Invalid JSON in request body")
    assert make()("POST", V1, BOM + b"{}").status_code == 200


@pytest.mark.table("dialect", ["2025-10", "2026-08"])
def test_bytes_that_are_no_utf_8_are_replaced(make: Make, dialect: str) -> None:
    sent = b'{"message": "a\xffb"}'
    answer = make(dialect=dialect)("POST", V1, sent)
    assert answer.status_code == 200
    assert answer.json()["output"]["input"] == {"message": "a\N{REPLACEMENT CHARACTER}b"}
    wrapped = b'{"input": ' + sent + b"}"
    data = make(dialect=dialect)("POST", V2, wrapped).json()["data"]
    assert data["output"]["input"] == {"message": "a\N{REPLACEMENT CHARACTER}b"}


def test_an_empty_key_is_a_bad_one_in_2026_08(make: Make) -> None:
    assert error(make(dialect="2026-08")("POST", V1, {}, "")) == (401, "Invalid API key")
    assert error(make(dialect="2026-08")("POST", V1, {}, None)) == (401, "Unauthorized")
    assert error(make()("POST", V1, {}, "")) == (401, "Unauthorized: API key required")


def test_a_client_without_a_name_was_refused_by_the_documented_server_only(make: Make) -> None:
    then = make()("POST", V1, {}, User_Agent="")
    assert (then.status_code, then.text) == (403, "")
    assert then.headers["content-type"].startswith("text/plain")
    newer = make(dialect="2026-08")
    assert newer("POST", V1, {}, User_Agent="").status_code == 200
    assert newer("POST", V2, {}, User_Agent="").status_code == 200
    assert newer("GET", RUNS, User_Agent="").status_code == 200


@pytest.mark.table(("method", "tail"), [("GET", ""), ("POST", "/cancel"), ("POST", "/resume")])
def test_a_malformed_run_id_is_named(make: Make, method: str, tail: str) -> None:
    body = {"contextId": "c"} if tail == "/resume" else {}
    answer = make()(method, f"{RUNS}/a%20b{tail}", body)
    assert error(answer) == (400, ("BAD_REQUEST", RUN_ID))
    (issue,) = answer.json()["error"]["details"]
    assert (issue["path"], issue["message"]) == (["runId"], RUN_ID)


def test_a_malformed_run_id_in_a_header_is_named(make: Make) -> None:
    answer = make()("POST", V2, {}, X_Run_Id="a b")
    assert error(answer) == (400, ("BAD_REQUEST", RUN_ID))
    assert answer.json()["error"]["details"][0]["path"] == ["x-run-id"]
    newer = make(dialect="2026-08")("POST", V1, {}, X_Execution_Id="a b")
    assert error(newer) == (400, "Invalid execution ID header")


def test_an_input_that_is_no_object_is_no_record(make: Make) -> None:
    answer = make()("POST", V2, {"input": "hi"})
    message = "Invalid input: expected record, received string"
    assert error(answer) == (400, ("BAD_REQUEST", message))
    (issue,) = answer.json()["error"]["details"]
    assert (issue["expected"], issue["path"]) == ("record", ["input"])


@pytest.mark.table(
    ("query", "message"),
    [
        ("limit=0", "limit must be at least 1"),
        ("limit=101", "limit cannot exceed 100"),
        (
            "cursor=nonsense",
            "cursor is not a valid pagination cursor. Restart pagination without a cursor.",
        ),
        (
            "startDate=2026-08-06",
            "startDate must be a UTC ISO 8601 timestamp, e.g. 2026-08-06T00:00:00Z",
        ),
        ("endDate=x", "endDate must be a UTC ISO 8601 timestamp, e.g. 2026-08-06T00:00:00Z"),
        ("foo=1", 'Unrecognized key: "foo"'),
    ],
)
def test_a_bad_filter_of_runs_is_explained(make: Make, query: str, message: str) -> None:
    answer = make()("GET", f"{RUNS}?{query}")
    assert error(answer) == (400, ("BAD_REQUEST", message))
    assert ("details" in answer.json()["error"]) is (not query.startswith("cursor"))


def test_include_output_must_be_a_boolean(make: Make) -> None:
    answer = make()("GET", f"{RUNS}/r?includeOutput=yes")
    assert error(answer) == (400, ("BAD_REQUEST", "must be a boolean (true/false)"))


def test_a_second_resume_finds_nothing_to_resume(make: Make) -> None:
    plain = make()
    plain.sim.workflow("wf", paused())
    run = plain("POST", V2, {}, X_Run_Id="r1").json()["data"]
    assert run["status"] == "paused"
    given = {"contextId": "ctx-1"}
    assert plain("POST", f"{RUNS}/r1/resume", given).status_code == 200
    again = plain("POST", f"{RUNS}/r1/resume", given)
    assert error(again) == (409, ("CONFLICT", "Paused execution is not resumable"))


def test_an_agent_counts_tokens_under_the_newer_names(make: Make) -> None:
    newer, then = make(dialect="2026-08"), make()
    for answer in (newer("POST", V1, {"message": "hi"}), then("POST", V2, {})):
        body = answer.json()
        output = body.get("data", body)["output"]
        assert set(output["tokens"]) == {"input", "output", "total"}
    output = then("POST", V1, {"message": "hi"}).json()["output"]
    assert set(output["tokens"]) == {"prompt", "completion", "total"}


def test_a_job_of_2026_08_names_its_workspace_and_a_failed_one_has_no_output(make: Make) -> None:
    newer = make(dialect="2026-08")
    newer.sim.workflow("wf", fail("boom").with_job(job(("processing", 0.0))))
    receipt = newer("POST", V1, {}, **ASYNC).json()
    seen = [newer("GET", f"/api/jobs/{receipt['jobId']}").json() for _ in range(10)]
    found = seen[-1]  # each look moves it on
    assert found["metadata"]["workspaceId"]
    assert (found["status"], found["output"], found["error"]) == ("failed", None, "boom")


def test_a_run_of_v2_that_failed_has_an_empty_output(make: Make) -> None:
    plain = make()
    plain.sim.workflow("wf", fail("boom"))
    data = plain("POST", V2, {}).json()["data"]
    assert (data["status"], data["output"]) == ("failed", {})


def frames(answer: httpx.Response) -> list[Any]:
    assert answer.headers["content-type"] == "text/event-stream"
    return [json.loads(each.removeprefix("data: ")) for each in answer.text.split("\n\n")[:-1]]


FUNCTION = Block(
    "Function 1",
    {"result": {"echo": "hi"}},
    id="7" * 8 + "-0000-4000-8000-" + "7" * 12,
    agent=False,
)
AGENT = Block("Agent 1", {"content": "One, two"}, id="6" * 8 + "-0000-4000-8000-" + "6" * 12)
SELECTED = {"stream": True, "selectedOutputs": ["function1.result", "agent1.content"]}


@pytest.mark.table("path", [V1, V2])
def test_in_2026_08_only_agents_stream_and_others_wait_for_the_end(make: Make, path: str) -> None:
    newer = make(dialect="2026-08")
    newer.sim.workflow("wf", succeed({}).with_blocks(FUNCTION, AGENT))
    *chunks, final, sentinel = frames(newer("POST", path, SELECTED))
    assert {chunk["blockId"] for chunk in chunks} == {AGENT.id}
    assert "".join(chunk["chunk"] for chunk in chunks) == "One, two"
    assert final["data"]["output"] == {FUNCTION.id: {"result": {"echo": "hi"}}}
    assert sentinel == "[DONE]"


def test_the_documented_server_streams_every_selected_output_and_repeats_it(make: Make) -> None:
    then = make(served_streams=True)
    then.sim.workflow("wf", succeed({}).with_blocks(FUNCTION, AGENT))
    *chunks, final, sentinel = frames(then("POST", V1, SELECTED))
    assert chunks[0] == {"blockId": FUNCTION.id, "chunk": '{\n  "echo": "hi"\n}'}
    assert chunks[1]["chunk"].startswith("\n\nOne")
    assert final["event"] == "final"
    assert set(final["data"]) == {"success", "output"}
    assert final["data"]["output"] == {
        FUNCTION.id: {"result": {"echo": "hi"}},
        AGENT.id: {"content": "One, two"},
    }
    assert sentinel == "[DONE]"


def test_the_documented_ending_is_played_for_a_whole_session_by_one_switch(make: Make) -> None:
    plan = stream(Say("agent1", "One"))
    for behaviour in (succeed(), succeed().with_stream(plan)):
        then = make(served_streams=True)
        then.sim.any_workflow(behaviour)
        for body in ({"stream": True}, {"stream": True, "selectedOutputs": ["agent1.content"]}):
            final, sentinel = frames(then("POST", V1, body))[-2:]
            assert (final["event"], sentinel) == ("final", "[DONE]")
    shown = make()("POST", V1, {"stream": True}).text
    assert '"event":"done"' in shown
    assert shown.endswith("data: [DONE]\n\n")


def test_without_redis_an_ended_run_cannot_be_said_to_be_cancelled(make: Make) -> None:
    plain = make(redis=False)
    plain.sim.workflow("wf", succeed().lasting(0.0))
    plain("POST", V2, {}, X_Run_Id="r1")
    answer = plain("POST", f"{RUNS}/r1/cancel")
    assert answer.status_code == 200
    assert answer.json()["data"] == {
        "success": False,
        "runId": "r1",
        "redisAvailable": False,
        "durablyRecorded": False,
        "locallyAborted": False,
        "pausedCancelled": False,
        "reason": "redis_unavailable",
    }


def test_without_redis_a_run_under_way_is_cancelled_all_the_same(make: Make) -> None:
    plain = make(redis=False)
    plain.sim.workflow("wf", succeed().with_job(job(("processing", 900.0), polls=None)))
    plain("POST", V2, {"async": True}, X_Run_Id="r1")
    data = plain("POST", f"{RUNS}/r1/cancel").json()["data"]
    assert (data["success"], data["redisAvailable"], data["reason"]) == (True, False, "recorded")
    assert data["durablyRecorded"] is True
    assert plain("GET", f"{RUNS}/r1").json()["data"]["status"] == "cancelled"


def test_a_run_of_v1_is_looked_up_and_cancelled_in_2026_08(make: Make) -> None:
    newer = make(dialect="2026-08")
    newer.sim.workflow("wf", succeed().with_job(job(("processing", 900.0), polls=None)))
    receipt = newer("POST", V1, {}, **ASYNC).json()
    at = f"/api/workflows/wf/executions/{receipt['executionId']}"
    found = newer("GET", at).json()
    assert (found["executionId"], found["status"]) == (receipt["executionId"], "running")
    assert "data" not in found
    done = newer("POST", f"{at}/cancel").json()
    assert (done["success"], done["executionId"]) == (True, receipt["executionId"])
    assert newer("GET", at).json()["status"] == "cancelled"
    assert newer("POST", f"{at}/cancel").json()["reason"] == "already_cancelled"
    assert error(newer("GET", f"{at}0")) == (404, "Execution not found")
    assert error(newer("POST", f"{at}/cancel", key=None)) == (401, "Unauthorized")
    assert make()("GET", at).headers["content-type"].startswith("text/html")


def test_an_ended_run_of_v1_has_its_output_if_asked_for(make: Make) -> None:
    newer = make(dialect="2026-08")
    run = newer("POST", V1, {"message": "hi"}, X_Execution_Id="mine").json()
    at = "/api/workflows/wf/executions/mine"
    assert newer("GET", at).json()["finalOutput"] is None
    found = newer("GET", f"{at}?includeOutput=true").json()
    assert (found["status"], found["finalOutput"]) == ("completed", run["output"])
    newer.sim.workflow("wf", fail("boom"))
    newer("POST", V1, {}, X_Execution_Id="second")
    failed = newer("GET", "/api/workflows/wf/executions/second").json()
    assert (failed["status"], failed["level"], failed["error"]) == ("failed", "error", "boom")


@pytest.mark.table("path", [V1, V2])
def test_a_value_that_is_too_large_is_referred_to_in_2026_08(make: Make, path: str) -> None:
    newer = make(dialect="2026-08", inline_limit=1000)
    output = {"text": "a" * 2000, "rows": [[1] * 300, ["b" * 900] * 2], "small": {"n": 1}}
    newer.sim.workflow("wf", succeed(output))
    body = newer("POST", path, {}).json()
    sent = body.get("data", body)["output"]
    assert sent["small"] == {"n": 1}
    text = sent["text"]
    assert (text["__simLargeValueRef"], text["kind"], text["size"]) == (True, "string", 2002)
    assert text["preview"] == "a" * 1000
    assert sent["rows"][0] == [1] * 300
    assert sent["rows"][1]["kind"] == "array"
    then = make(inline_limit=1000)
    then.sim.workflow("wf", succeed(output))
    assert then("POST", V1, {}).json()["output"] == output


LARGE = Block(
    "Function 1", {"text": "a" * 2000}, id="7" * 8 + "-0000-4000-8000-" + "7" * 12, agent=False
)
SAYS = Block("Agent 1", {"content": "b" * 2000}, id="6" * 8 + "-0000-4000-8000-" + "6" * 12)


@pytest.mark.table("path", [V1, V2])
def test_a_selected_value_that_is_too_large_is_a_reference_in_2026_08(
    make: Make, path: str
) -> None:
    """The words of an agent are not: they come in chunks."""
    newer = make(dialect="2026-08", inline_limit=1000)
    newer.sim.workflow("wf", succeed({}).with_blocks(LARGE, SAYS))
    asked = {"stream": True, "selectedOutputs": ["function1.text", "agent1.content"]}
    *chunks, final, _ = frames(newer("POST", path, asked))
    assert "".join(chunk["chunk"] for chunk in chunks) == "b" * 2000
    assert list(final["data"]["output"]) == [LARGE.id]
    sent = final["data"]["output"][LARGE.id]["text"]
    assert (sent["__simLargeValueRef"], sent["kind"], sent["size"]) == (True, "string", 2002)


def test_the_documented_server_sends_a_selected_value_of_any_size(make: Make) -> None:
    then = make(inline_limit=1000, served_streams=True)
    then.sim.workflow("wf", succeed({}).with_blocks(LARGE))
    asked = {"stream": True, "selectedOutputs": ["function1.text"]}
    *chunks, final, _ = frames(then("POST", V1, asked))
    assert [chunk["chunk"] for chunk in chunks] == ["a" * 2000]
    assert final["data"]["output"] == {LARGE.id: {"text": "a" * 2000}}


def test_a_block_output_of_a_run_is_referred_to_in_2026_08(make: Make) -> None:
    newer = make(dialect="2026-08", inline_limit=1000)
    newer.sim.workflow("wf", succeed({}).lasting(0.0).with_blocks(LARGE))
    newer("POST", V2, {}, X_Run_Id="r1")
    path = f"{RUNS}/r1?selectedOutputs={LARGE.id}.text"
    (found,) = newer("GET", path).json()["data"]["blockOutputs"].values()
    assert found["__simLargeValueRef"] is True


def test_what_a_run_comes_to_after_a_pause_is_referred_to_in_2026_08(make: Make) -> None:
    newer = make(dialect="2026-08", inline_limit=1000)
    newer.sim.workflow("wf", paused(succeed({"text": "a" * 2000})))
    newer("POST", V2, {}, X_Run_Id="r1")
    data = newer("POST", f"{RUNS}/r1/resume", {"contextId": "ctx-1"}).json()["data"]
    assert data["output"]["text"]["__simLargeValueRef"] is True


@pytest.mark.table(("minutes", "text"), [(0.05, "3 seconds"), (5, "5 minutes")])
def test_a_time_out_is_told_in_seconds_below_a_minute(
    make: Make, minutes: float, text: str
) -> None:
    newer = make(dialect="2026-08")
    newer.sim.workflow("wf", timeout_408(minutes))
    assert newer("POST", V1, {}).json()["error"] == f"Execution timed out after {text}"


def test_nine_megabytes_are_too_large_in_2026_08(make: Make) -> None:
    newer = make(dialect="2026-08")
    newer.sim.workflow("wf", succeed({"result": "a" * 9 * 1024 * 1024}))
    found = newer("POST", V1, {}).json()["output"]["result"]
    assert (found["kind"], found["size"]) == ("string", 9437186)
