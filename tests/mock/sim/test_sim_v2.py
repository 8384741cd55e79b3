"""Executing on v2: one envelope, a strict body, and its own order of checks."""

import pytest

from penstock_mock.services import sim

NOW = "2026-01-01T00:00:00.000Z"


def error(answer):
    return answer.json["error"]


def test_a_completed_run(world):
    answer = world.run({"input": {"message": "hi"}})
    data = answer.json["data"]
    assert answer.status == 200
    assert answer.headers["x-run-id"] == data["runId"]
    assert answer.headers["cache-control"] == "private, no-store"
    assert "x-request-id" in answer.headers
    assert data == {
        "runId": data["runId"],
        "workflowId": "wf",
        "status": "completed",
        "output": data["output"],
        "error": None,
        "startedAt": NOW,
        "endedAt": "2026-01-01T00:00:00.012Z",
        "durationMs": 12.4,
    }
    assert data["output"]["input"] == {"message": "hi"}


@pytest.mark.table("dialect", ["2025-10", "2026-08"])
def test_v2_is_served_beside_either_dialect(make, dialect):
    assert make(dialect=dialect).run().status == 200


@pytest.mark.table("error", ["boom", "Slack 1: boom"])
def test_a_failed_blocks_name_is_before_its_error_but_where_it_has_a_place_of_its_own(newer, error):
    block = sim.FailedBlock("b-1", "Slack 1", "slack")
    newer.does(sim.fail(error, block=block))
    assert newer.run().json["data"]["error"]["message"] == "boom"
    assert newer.execute().json["error"] == "Slack 1: boom"
    for streamed in (newer.stream(), newer.run({"stream": True})):
        assert streamed.frames[0] == {"event": "error", "error": "Slack 1: boom"}
    assert newer.ended_job(newer.queue())["error"] == "Slack 1: boom"


def test_the_documented_server_leaves_a_failed_blocks_name_out(world):
    world.does(sim.fail("Slack 1: boom", block=sim.FailedBlock("b-1", "Slack 1", "slack")))
    assert world.execute().json["error"] == "boom"


def test_a_failed_run_is_a_200_with_its_block(world):
    block = sim.FailedBlock("b-1", "Slack 1", "slack")
    world.does(sim.fail("Invalid credentials", block=block))
    data = world.run().json["data"]
    assert (data["status"], data["output"]) == ("failed", {})
    assert data["error"] == {
        "message": "Invalid credentials",
        "code": "BLOCK_EXECUTION_FAILED",
        "blockId": "b-1",
        "blockName": "Slack 1",
        "blockType": "slack",
    }


@pytest.mark.table(
    ("behaviour", "status", "code"),
    [
        (sim.timeout_408(), "failed", "TIMEOUT"),
        (sim.cancelled(), "cancelled", "CANCELLED"),
        (sim.setup_error(), "failed", "EXECUTION_FAILED"),
        (sim.fail("bad", code="INVALID_INPUT"), "failed", "INVALID_INPUT"),
    ],
)
def test_every_other_end_is_a_200_as_well(world, behaviour, status, code):
    world.does(behaviour)
    data = world.run().json["data"]
    assert (data["status"], data["error"]["code"]) == (status, code)


def test_a_paused_run_has_no_end(world):
    world.does(sim.paused())
    data = world.run().json["data"]
    assert (data["status"], data["error"]) == ("paused", None)
    assert "endedAt" not in data
    assert "durationMs" not in data


def test_a_response_block_stays_inside_the_output(world):
    world.does(sim.response_block({"a": 1}, 418, {"x-a": "b"}))
    answer = world.run()
    assert answer.status == 200
    assert answer.json["data"]["output"] == {
        "data": {"a": 1},
        "status": 418,
        "headers": {"Content-Type": "application/json", "x-a": "b"},
    }


def test_a_receipt(world):
    answer = world.run({"async": True, "executionTimeoutSeconds": 60})
    run_id = answer.headers["x-run-id"]
    assert answer.status == 202
    assert answer.json == {
        "data": {
            "runId": run_id,
            "statusUrl": f"https://www.sim.ai/api/v2/workflows/wf/runs/{run_id}",
        }
    }


# -- refusals -------------------------------------------------------------------------------------

REFUSED = [
    (sim.not_found(), 404, "NOT_FOUND", "Workflow not found", None),
    (
        sim.not_deployed(),
        403,
        "FORBIDDEN",
        "Workflow is not deployed",
        {"code": "WORKFLOW_NOT_DEPLOYED"},
    ),
    (sim.refuse("wrong_workspace"), 404, "NOT_FOUND", "Workflow not found", None),
    (
        sim.usage_exceeded(),
        402,
        "USAGE_LIMIT_EXCEEDED",
        "Usage limit exceeded: $20.00 used of $20.00 limit. "
        "Please upgrade your plan or raise your usage limit to continue.",
        None,
    ),
    (
        sim.refuse("too_deep"),
        409,
        "CONFLICT",
        "Maximum workflow call chain depth (25) exceeded.",
        {"code": "CALL_CHAIN_DEPTH_EXCEEDED"},
    ),
    (sim.refuse("too_large"), 413, "PAYLOAD_TOO_LARGE", "Request body is too large", None),
    (sim.internal_error(), 500, "INTERNAL_ERROR", "Internal server error", None),
]


@pytest.mark.table(("behaviour", "status", "code", "message", "details"), REFUSED)
def test_each_refusal_is_in_the_envelope(world, behaviour, status, code, message, details):
    world.does(behaviour)
    answer = world.run()
    expected = {"code": code, "message": message} | ({"details": details} if details else {})
    assert (answer.status, error(answer)) == (status, expected)
    assert answer.headers["cache-control"] == "private, no-store"
    assert "x-ratelimit-remaining" in answer.headers
    assert "retry-after" not in answer.headers


@pytest.mark.table(
    ("behaviour", "status", "details", "wait"),
    [
        (sim.rate_limited(), 429, {"code": "RATE_LIMIT_EXCEEDED"}, "60"),
        (sim.rate_limited(9), 429, {"code": "RATE_LIMIT_EXCEEDED"}, "9"),
        (sim.concurrency(), 429, {"code": "EXECUTION_CONCURRENCY_LIMIT"}, "5"),
        (sim.capacity(), 429, None, "5"),
        (sim.capacity(30), 429, None, "30"),
        (sim.overloaded(), 503, None, "5"),
    ],
)
def test_where_waiting_helps_it_says_how_long(world, behaviour, status, details, wait):
    world.does(behaviour)
    answer = world.run()
    assert (answer.status, answer.headers["retry-after"]) == (status, wait)
    assert error(answer).get("details") == details


def test_an_unsure_queue_names_the_run_and_gives_no_advice(world):
    world.does(sim.ambiguous_503())
    answer = world.run({"async": True})
    run_id = answer.headers["x-run-id"]
    assert answer.status == 503
    assert "retry-after" not in answer.headers
    assert error(answer)["details"] == {"code": "ASYNC_ENQUEUE_AMBIGUOUS", "runId": run_id}


def test_a_run_id_can_be_used_once(world):
    header = {"X-Run-Id": "once"}
    assert world.run(headers=header).json["data"]["runId"] == "once"
    answer = world.run(headers=header)
    assert answer.status == 409
    assert answer.headers["x-run-id"] == "once"
    assert error(answer) == {
        "code": "CONFLICT",
        "message": "Run ID has already been used",
        "details": {"code": "RUN_ID_CONFLICT", "runId": "once"},
    }


def test_a_refused_run_leaves_its_id_free(world):
    world.does(sim.concurrency(), sim.succeed())
    header = {"X-Run-Id": "once"}
    assert [world.run(headers=header).status for _ in range(3)] == [429, 200, 409]


# -- validation -----------------------------------------------------------------------------------


@pytest.mark.table("raw", [b"", b"{", b"nonsense"])
def test_a_body_is_mandatory_and_json(world, raw):
    answer = world.call("POST", "/api/v2/workflows/wf/execute", raw=raw)
    assert (answer.status, error(answer)) == (
        400,
        {"code": "BAD_REQUEST", "message": "Request body must be valid JSON"},
    )


def test_an_unknown_field_is_refused(world):
    answer = world.run({"message": "hi"})
    assert answer.status == 400
    assert error(answer) == {
        "code": "BAD_REQUEST",
        "message": 'Unrecognized key: "message"',
        "details": [
            {
                "code": "unrecognized_keys",
                "keys": ["message"],
                "path": [],
                "message": 'Unrecognized key: "message"',
            }
        ],
    }


@pytest.mark.table(
    ("body", "message"),
    [
        ({"input": "text"}, "Invalid input: expected record, received string"),
        ({"input": []}, "Invalid input: expected record, received array"),
        ([], "Invalid input: expected object, received array"),
        ({"stream": 1}, "Invalid input: expected boolean, received number"),
        ({"selectedOutputs": [""]}, "Too small: expected string to have >=1 characters"),
        ({"selectedOutputs": ["a.b"] * 101}, "Too big: expected array to have <=100 items"),
        ({"base64MaxBytes": 10485761}, "Too big: expected number to be <=10485760"),
        (
            {"async": True, "executionTimeoutSeconds": 604801},
            "Too big: expected number to be <=604800",
        ),
        ({"async": True, "stream": True}, "async and stream cannot be combined"),
        (
            {"executionTimeoutSeconds": 5},
            "executionTimeoutSeconds is supported only for async execution",
        ),
        (
            {"async": True, "selectedOutputs": ["a.b"]},
            "Async execution does not support streaming or output-shaping options",
        ),
        (
            {"async": True, "includeFileBase64": False},
            "Async execution does not support streaming or output-shaping options",
        ),
        (
            {"includeThinking": True},
            "includeThinking and includeToolCalls require stream: true",
        ),
        (
            {"includeThinking": True, "stream": True},
            "includeThinking and includeToolCalls require the X-Sim-Stream-Protocol: "
            "agent-events-v1 request header, which declares that the client understands "
            "agent-event frames.",
        ),
        (
            {"input": {"d": {"type": "file", "name": "a", "data": "data:;base64,!"}}},
            "File processing failed: Failed to upload file: a",
        ),
    ],
)
def test_what_is_wrong_is_told_in_the_servers_words(world, body, message):
    answer = world.run(body)
    assert (answer.status, error(answer)["code"]) == (400, "BAD_REQUEST")
    assert error(answer)["message"] == message


def test_empty_options_are_no_options(world):
    assert world.run({"async": True, "selectedOutputs": []}).status == 202


@pytest.mark.table("run_id", ["a b", "a/b", "a" * 129])
def test_a_run_id_has_an_alphabet(world, run_id):
    answer = world.run(headers={"X-Run-Id": run_id})
    assert (answer.status, error(answer)["details"][0]["path"]) == (400, ["x-run-id"])


# -- keys and the order of checks -----------------------------------------------------------------


@pytest.mark.table(("key", "message"), [(None, "Unauthorized"), ("bad", "Invalid API key")])
def test_the_key_comes_first_and_is_challenged(world, key, message):
    world.does(sim.not_found())
    answer = world.run(key=key)
    assert (answer.status, error(answer)) == (401, {"code": "UNAUTHORIZED", "message": message})
    challenge = 'SimApiKey realm="Sim API", header="x-api-key"'
    assert answer.headers["www-authenticate"] == challenge
    assert "x-ratelimit-limit" not in answer.headers


def test_other_paths_name_the_missing_key(world):
    assert error(world.list_runs(key=None))["message"] == "API key required"
    assert error(world.list_runs(key="bad"))["message"] == "Invalid API key"


def test_a_server_without_v2_says_not_found_to_everybody_with_a_key(make):
    world = make(v2_gate=False)
    for answer in (world.run(), world.list_runs(), world.get_run("x"), world.cancel("x")):
        assert (answer.status, error(answer)) == (
            404,
            {"code": "NOT_FOUND", "message": "Not found"},
        )
        assert "x-ratelimit-limit" not in answer.headers
    assert world.run(key="bad").status == 401
    assert world.execute().status == 200


def test_the_body_is_read_before_the_workflow_is_looked_for(world):
    world.does(sim.not_found())
    assert world.run({"x": 1}).status == 400
    assert world.run().status == 404


def test_v1_headers_mean_nothing_here(world):
    headers = {"X-Execution-Mode": "async", "X-Stream-Response": "true"}
    answer = world.run(headers=headers)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")


def test_a_client_without_a_name_is_served(world):
    assert world.run(headers={"User-Agent": ""}).status == 200


# -- workflows for everybody ----------------------------------------------------------------------


def test_a_public_workflow_runs_without_a_key(world, newer):
    for each in (world, newer):
        each.does(sim.succeed().for_everybody())
    assert world.run(key=None).status == 200
    assert newer.execute(key=None).status == 200
    assert newer.execute(key="bad").status == 401
    assert world.execute(key=None).status == 401  # the documented server has no such thing


def test_without_a_key_nothing_is_queued_and_no_id_is_claimed(world):
    world.does(sim.succeed().for_everybody())
    answer = world.run({"async": True}, key=None)
    assert (answer.status, error(answer)["message"]) == (
        400,
        "Async execution requires an API key",
    )
    for _ in range(2):
        answer = world.run(key=None, headers={"X-Run-Id": "mine"})
        assert answer.status == 200
        assert answer.headers["x-run-id"] != "mine"
        assert "x-ratelimit-limit" not in answer.headers
