"""Executing in v1 of 2026-08: bodies, headers and the order of checks."""

import pytest

from penstock_mock.services import sim

from .conftest import World

NOW = "2026-01-01T00:00:00.000Z"
END = "2026-01-01T00:00:00.012Z"
BUSY = (
    "Too many concurrent executions are in progress for this billing account. "
    "Please wait for them to finish and try again."
)


def test_a_success_has_its_run_id_and_a_fraction_of_a_millisecond(newer):
    answer = newer.execute({"message": "hi"})
    assert answer.status == 200
    assert answer.json == {
        "success": True,
        "executionId": next(iter(newer.sim.runs)),
        "output": {
            "content": "hi",
            "model": "echo",
            "tokens": {"input": 1, "output": 1, "total": 2},
            "input": {"message": "hi"},
        },
        "metadata": {"duration": 12.4, "startTime": NOW, "endTime": END},
    }


def test_a_reference_stands_for_a_text_an_object_or_a_list_but_for_no_number():
    world = World(dialect="2026-08", inline_limit=5)
    world.does(sim.succeed({"long": "a text", "number": 10**12, "true": True}))
    output = world.execute().json["output"]
    assert (output["long"]["kind"], output["number"], output["true"]) == ("string", 10**12, True)


def test_every_answer_has_a_request_id_of_its_own(newer):
    ids = {newer.execute().headers["x-request-id"] for _ in range(5)}
    assert len(ids) == 5
    assert "x-request-id" in newer.execute(key=None).headers


def test_a_failed_run_is_a_500_without_its_id(newer):
    newer.does(sim.fail("Function 1: boom"))
    answer = newer.execute()
    assert answer.status == 500
    assert answer.json == {
        "success": False,
        "output": {},
        "error": "Function 1: boom",
        "metadata": {"duration": 12.4, "startTime": NOW, "endTime": END},
    }


@pytest.mark.table("status", [400, 404, 503])
def test_a_failed_run_may_bring_its_own_status(newer, status):
    newer.does(sim.fail("boom", status=status, output={"partial": True}))
    answer = newer.execute()
    assert (answer.status, answer.json["output"]) == (status, {"partial": True})


def test_a_timeout_is_a_408(newer):
    newer.does(sim.timeout_408(50).lasting(3000))
    answer = newer.execute()
    assert (answer.status, answer.json["error"]) == (408, "Execution timed out after 50 minutes")
    assert answer.json["success"] is False
    assert answer.timeline.duration == 3000


def test_a_cancelled_run_is_a_200_without_an_error(newer):
    newer.does(sim.cancelled())
    answer = newer.execute()
    assert (answer.status, answer.json["success"]) == (200, False)
    assert "error" not in answer.json


def test_a_paused_run_is_a_success_with_the_pause_in_its_output(newer):
    newer.does(sim.paused(context_id="ctx-9"))
    answer = newer.execute()
    assert (answer.status, answer.json["success"]) == (200, True)
    run_id = answer.json["executionId"]
    output = answer.json["output"]
    assert (output["status"], output["headers"]) == (200, {"Content-Type": "application/json"})
    assert output["data"]["submission"] is None
    assert output["data"]["_resume"] == {
        "apiUrl": f"https://www.sim.ai/api/resume/wf/{run_id}/ctx-9",
        "uiUrl": f"https://www.sim.ai/resume/wf/{run_id}",
        "contextId": "ctx-9",
        "executionId": run_id,
        "workflowId": "wf",
    }


def test_a_job_stays_completed_when_its_paused_run_goes_on(newer):
    newer.does(sim.paused(sim.fail("no")))
    receipt = newer.queue()
    before = newer.ended_job(receipt)
    assert before["output"]["output"]["data"]["_resume"]["contextId"] == "ctx-1"
    newer.resume(receipt.json["executionId"])
    assert newer.ended_job(receipt) == before


def test_a_receipt_has_an_absolute_address(newer):
    answer = newer.queue({"message": "hi"})
    job_id = answer.json["jobId"]
    assert answer.status == 202
    assert answer.json == {
        "success": True,
        "async": True,
        "jobId": job_id,
        "executionId": next(iter(newer.sim.runs)),
        "message": "Workflow execution queued",
        "statusUrl": f"https://www.sim.ai/api/jobs/{job_id}",
    }


REFUSED = [
    (sim.not_found(), 404, {"error": "Workflow not found"}),
    (sim.not_deployed(), 403, {"error": "Workflow is not deployed"}),
    (
        sim.refuse("no_active_deployment"),
        400,
        {"error": "File processing failed: Workflow wf has no active deployment"},
    ),
    (sim.bad_key(), 401, {"error": "Invalid API key"}),
    (
        sim.refuse("wrong_workspace"),
        403,
        {"error": "API key is not authorized for this workspace"},
    ),
    (
        sim.usage_exceeded(),
        402,
        {
            "error": "Usage limit exceeded: $20.00 used of $20.00 limit. "
            "Please upgrade your plan or raise your usage limit to continue."
        },
    ),
    (sim.rate_limited(), 429, {"error": "Rate limit exceeded. Please try again later."}),
    (sim.concurrency(), 429, {"error": BUSY}),
    (
        sim.overloaded(),
        503,
        {"error": "Workflow execution identity is temporarily unavailable"},
    ),
    (
        sim.refuse("too_large"),
        413,
        {"error": "Workflow execution request body exceeds maximum size"},
    ),
    (
        sim.refuse("too_deep"),
        409,
        {"error": "Maximum workflow call chain depth (25) exceeded."},
    ),
    (
        sim.refuse("client_cancelled"),
        499,
        {"success": False, "error": "Client cancelled request"},
    ),
]


@pytest.mark.table(("behaviour", "status", "body"), REFUSED)
def test_each_refusal_has_its_body_and_no_advice(newer, behaviour, status, body):
    newer.does(behaviour)
    answer = newer.execute()
    assert (answer.status, answer.json) == (status, body)
    assert "retry-after" not in answer.headers
    assert "x-ratelimit-limit" not in answer.headers


@pytest.mark.table("seconds", [None, 2])
def test_only_the_gate_says_how_long_to_wait(newer, seconds):
    newer.does(sim.capacity(seconds))
    answer = newer.execute()
    wait = seconds or 5
    assert answer.status == 429
    assert answer.headers["retry-after"] == str(wait)
    assert answer.json == {
        "error": "Too many requests",
        "message": "Server is at capacity. Please retry shortly.",
        "code": "ADMISSION_GATE_CAPACITY",
        "retryable": True,
        "retryAfterSeconds": wait,
    }


def test_an_error_of_the_server_carries_the_requests_id(newer):
    newer.does(sim.internal_error())
    answer = newer.execute()
    assert answer.status == 500
    assert answer.json == {
        "error": "Internal server error",
        "requestId": answer.headers["x-request-id"],
    }


def test_an_unsure_queue_names_the_run_and_gives_no_advice(newer):
    newer.does(sim.ambiguous_503())
    answer = newer.queue(headers={"X-Execution-Id": "mine"})
    assert answer.status == 503
    assert answer.headers["x-execution-id"] == "mine"
    assert "retry-after" not in answer.headers
    assert answer.json == {
        "error": "Async execution queue acceptance could not be confirmed",
        "code": "ASYNC_ENQUEUE_AMBIGUOUS",
        "executionId": "mine",
    }


# -- validation -----------------------------------------------------------------------------------


def test_a_body_that_is_no_json(newer):
    answer = newer.execute(raw=b"{")
    assert (answer.status, answer.json) == (400, {"error": "Invalid JSON in request body"})


@pytest.mark.table(
    ("body", "path", "message"),
    [
        ([], "", "Invalid input: expected object, received array"),
        ({"stream": "true"}, "stream", "Invalid input: expected boolean, received string"),
        (
            {"selectedOutputs": ["a.b", 5]},
            "selectedOutputs.1",
            "Invalid input: expected string, received number",
        ),
        ({"base64MaxBytes": 0}, "base64MaxBytes", "Too small: expected number to be >=1"),
        (
            {"executionId": "a b"},
            "executionId",
            "Run ID can only contain letters, numbers, dots, underscores, colons, and hyphens",
        ),
    ],
)
def test_a_body_of_the_wrong_shape_is_explained(newer, body, path, message):
    answer = newer.execute(body)
    assert answer.status == 400
    assert answer.json == {
        "error": "Invalid request body",
        "details": [{"path": path, "message": message}],
    }


@pytest.mark.table(
    ("name", "value", "error"),
    [
        ("X-Execution-Id", "a b", "Invalid execution ID header"),
        ("X-Execution-Id", "a" * 129, "Invalid execution ID header"),
        ("X-Execution-Timeout-Seconds", "0", "Invalid execution timeout header"),
        ("X-Execution-Timeout-Seconds", "604801", "Invalid execution timeout header"),
        ("X-Execution-Timeout-Seconds", "soon", "Invalid execution timeout header"),
    ],
)
def test_headers_are_checked(newer, name, value, error):
    answer = newer.queue(headers={name: value})
    assert (answer.status, answer.json["error"]) == (400, error)
    assert answer.json["details"][0]["path"] == name.lower()


def test_a_timeout_is_for_queued_runs_only(newer):
    header = {"X-Execution-Timeout-Seconds": "60"}
    assert newer.queue(headers=header).status == 202
    answer = newer.execute(headers=header)
    assert answer.json == {"error": "X-Execution-Timeout-Seconds is supported only for async runs"}


def test_a_queued_run_takes_no_output_options(newer):
    answer = newer.queue({"selectedOutputs": ["agent1.content"]})
    assert (answer.status, answer.json["error"]) == (
        400,
        "Async execution does not support draft or override execution controls",
    )


def test_the_kind_of_trigger_is_not_the_callers_to_choose(newer):
    assert newer.execute({"triggerType": "api"}).status == 200
    answer = newer.execute({"triggerType": "manual"})
    assert (answer.status, answer.json["error"]) == (
        400,
        "External callers cannot override triggerType",
    )


def test_agent_events_have_to_be_negotiated(newer):
    answer = newer.stream({"includeThinking": True})
    assert answer.status == 400
    assert answer.json["error"].startswith(
        "includeThinking and includeToolCalls require the X-Sim-Stream-Protocol: agent-events-v1"
    )
    header = {"X-Sim-Stream-Protocol": "agent-events-v1"}
    answer = newer.stream({"includeThinking": True}, headers=header)
    assert answer.headers["x-sim-stream-protocol"] == "agent-events-v1"


def test_bad_files(newer):
    bad = {"doc": {"type": "file", "data": "data:text/plain;base64,!", "name": "a.txt"}}
    answer = newer.execute(bad)
    assert (answer.status, answer.json) == (
        400,
        {"error": "File processing failed: Failed to upload file: a.txt"},
    )


def test_a_body_over_ten_megabytes(newer):
    answer = newer.execute(raw=b" " * (10 * 1024 * 1024 + 1))
    assert answer.status == 413


@pytest.mark.table(("hops", "status"), [(24, 200), (25, 409)])
def test_workflows_may_call_each_other_so_deep(newer, hops, status):
    via = ", ".join(f"wf-{n}" for n in range(hops))
    assert newer.execute(headers={"X-Sim-Via": via}).status == status


# -- ids that are used once -----------------------------------------------------------------------


@pytest.mark.table("where", ["header", "body"])
def test_an_execution_id_can_be_used_once(newer, where):
    def call():
        if where == "header":
            return newer.execute({}, headers={"X-Execution-Id": "once"})
        return newer.execute({"executionId": "once"})

    first, second = call(), call()
    assert (first.status, first.json["executionId"]) == (200, "once")
    assert second.status == 409
    assert second.json == {
        "error": "Execution ID has already been used",
        "code": "EXECUTION_ID_CONFLICT",
        "executionId": "once",
    }


def test_an_id_is_taken_only_by_a_run_that_was_accepted(newer):
    header = {"X-Execution-Id": "once"}
    newer.does(sim.concurrency(), sim.succeed())
    assert newer.execute(headers=header).status == 429
    assert newer.execute(headers=header).status == 200
    assert newer.execute(headers=header).status == 409


def test_v1_and_v2_share_the_ids(newer):
    assert newer.execute(headers={"X-Execution-Id": "once"}).status == 200
    assert newer.run(headers={"X-Run-Id": "once"}).status == 409
    assert newer.get_run("once").json["data"]["status"] in ("running", "completed")


# -- the order of checks --------------------------------------------------------------------------


def test_the_key_comes_first(newer):
    newer.does(sim.not_found())
    assert newer.execute(key=None).json == {"error": "Unauthorized"}
    assert newer.execute(key="bad").json == {"error": "Invalid API key"}
    assert newer.execute().status == 404


def test_the_body_is_read_before_the_workflow_is_looked_for(newer):
    newer.does(sim.not_found())
    assert newer.execute(raw=b"{").status == 400


def test_an_id_is_claimed_before_the_deployment_is_looked_at(newer):
    newer.execute(workflow="other", headers={"X-Execution-Id": "once"})
    newer.does(sim.not_deployed())
    assert newer.execute(headers={"X-Execution-Id": "once"}).status == 409
    assert newer.execute().status == 403


def test_the_usage_limit_comes_before_the_rate_limit_and_spends_none_of_it(make):
    world = make(dialect="2026-08", plan="free", usage=10)
    assert {world.execute().status for _ in range(150)} == {402}
    assert world.limits().json["rateLimit"]["sync"]["remaining"] == 100


def test_queued_runs_are_asked_for_their_usage_as_well(make):
    assert make(dialect="2026-08", usage=20).queue().status == 402


def test_usage_is_checked_before_a_stream_begins(make):
    answer = make(dialect="2026-08", usage=20).stream()
    assert (answer.status, answer.headers["content-type"]) == (402, "application/json")
