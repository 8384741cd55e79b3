"""Executing in v1 of 2025-10: bodies, codes and the order of checks."""

import json

import pytest

from penstock_mock.engine.conformance import check_answer
from penstock_mock.services import sim

NOW = "2026-01-01T00:00:00.000Z"


# -- success --------------------------------------------------------------------------------------


def test_out_of_the_box_any_workflow_gives_back_its_input(world):
    answer = world.execute({"message": "Count to five"}, workflow="any-id-at-all")
    assert answer.status == 200
    assert answer.json == {
        "success": True,
        "output": {
            "content": "Count to five",
            "model": "echo",
            "tokens": {"prompt": 3, "completion": 3, "total": 6},
            "input": {"message": "Count to five"},
        },
        "metadata": {"duration": 12, "startTime": NOW, "endTime": "2026-01-01T00:00:00.012Z"},
    }


def test_no_header_tells_of_limits_or_of_the_request(world):
    assert set(world.execute().headers) == {"content-type", "content-length", "x-mock-exchange"}


def test_an_empty_body_is_an_empty_input(world):
    assert world.execute().json["output"]["input"] == {}
    assert world.execute(raw=b"  \n").json["output"]["input"] == {}


def test_the_content_type_is_not_looked_at(world):
    answer = world.execute(raw=b'{"message": "hi"}', headers={"Content-Type": "text/plain"})
    assert answer.json["output"]["content"] == "hi"


@pytest.mark.table(
    ("body", "given"),
    [
        ({"message": "hi", "stream": False}, {"message": "hi", "stream": False}),
        ({"input": {"message": "hi"}, "stream": False}, {"message": "hi"}),
        ({"input": None}, None),
        ({"input": "text"}, "text"),
        ([1, 2], [1, 2]),
        ("text", "text"),
    ],
)
def test_both_forms_of_input(world, body, given):
    assert world.execute(body).json["output"]["input"] == given


def test_a_declared_output(world):
    world.does(sim.succeed({"content": "Paris"}))
    assert world.execute({"message": "?"}).json["output"] == {"content": "Paris"}


def test_an_output_made_from_the_input(world):
    world.does(sim.succeed(lambda given: {"twice": given["n"] * 2}))
    assert world.execute({"n": 21}).json["output"] == {"twice": 42}


def test_a_run_takes_its_time_on_the_sessions_clock(world):
    world.does(sim.succeed().lasting(2.5))
    answer = world.execute()
    assert answer.timeline.duration == 2.5
    assert answer.json["metadata"]["duration"] == 2500


def test_behaviours_take_turns_and_the_last_one_stays(world):
    world.does(sim.concurrency(), sim.fail("boom"), sim.succeed())
    statuses = [world.execute() for _ in range(4)]
    assert [(a.status, a.json.get("success")) for a in statuses] == [
        (500, None),
        (200, False),
        (200, True),
        (200, True),
    ]


def test_a_behaviour_for_every_workflow_is_played_by_each_on_its_own(world):
    world.sim.any_workflow(sim.fail("boom"), sim.succeed())
    assert not world.execute(workflow="a").json["success"]
    assert not world.execute(workflow="b").json["success"]
    assert world.execute(workflow="a").json["success"]


# -- failure --------------------------------------------------------------------------------------


def test_a_failed_run_is_a_200_without_an_end_time(world):
    world.does(sim.fail("Function 1: boom"))
    answer = world.execute()
    assert answer.status == 200
    assert answer.json == {
        "success": False,
        "output": {},
        "error": "Function 1: boom",
        "metadata": {"duration": 12, "startTime": NOW},
    }


def test_a_run_that_cannot_begin_is_a_500(world):
    world.does(sim.setup_error("Start block missing"))
    answer = world.execute()
    assert (answer.status, answer.json) == (
        500,
        {"error": "Start block missing", "code": "EXECUTION_ERROR"},
    )


REFUSED = [
    (sim.not_found(), 404, "Workflow not found", "WORKFLOW_NOT_FOUND"),
    (sim.not_deployed(), 403, "Workflow is not deployed", "WORKFLOW_IS_NOT_DEPLOYED"),
    (
        sim.refuse("no_active_deployment"),
        400,
        "Workflow wf has no active deployment",
        "WORKFLOW_WF_HAS_NO_ACTIVE_DEPLOYMENT",
    ),
    (sim.bad_key(), 401, "Unauthorized: Invalid API key", "UNAUTHORIZED:_INVALID_API_KEY"),
    (
        sim.usage_exceeded(),
        402,
        "Usage limit exceeded: 20.00$ used of 20.00$ limit. Please upgrade your plan to continue.",
        "USAGE_LIMIT_EXCEEDED",
    ),
    (
        sim.usage_exceeded("Billing issue detected."),
        402,
        "Billing issue detected.",
        "USAGE_LIMIT_EXCEEDED",
    ),
    (
        sim.rate_limited(),
        429,
        "Rate limit exceeded. You have 0 requests remaining. Resets at 2026-01-01T00:01:00.000Z",
        "RATE_LIMIT_EXCEEDED",
    ),
    (
        sim.rate_limited(retry_after=7),
        429,
        "Rate limit exceeded. You have 0 requests remaining. Resets at 2026-01-01T00:00:07.000Z",
        "RATE_LIMIT_EXCEEDED",
    ),
    (
        sim.capacity(),
        503,
        "Service temporarily overloaded. Please try again later.",
        "SERVICE_OVERLOADED",
    ),
    (
        sim.overloaded(),
        503,
        "Service temporarily overloaded. Please try again later.",
        "SERVICE_OVERLOADED",
    ),
    (sim.concurrency(), 500, "Execution is already running", "EXECUTION_ERROR"),
    (sim.internal_error(), 500, "Internal server error", "INTERNAL_SERVER_ERROR"),
]


@pytest.mark.table(("behaviour", "status", "error", "code"), REFUSED)
def test_each_refusal_has_its_message_and_code(world, behaviour, status, error, code):
    world.does(behaviour)
    answer = world.execute()
    assert (answer.status, answer.json) == (status, {"error": error, "code": code})
    assert "retry-after" not in answer.headers


def test_a_queue_that_is_out_of_reach(world):
    for behaviour in (sim.queue_failed(), sim.ambiguous_503()):
        world.does(behaviour)
        answer = world.queue()
        assert answer.status == 500
        assert answer.json == {
            "error": "Failed to queue workflow execution",
            "code": "FAILED_TO_QUEUE_WORKFLOW_EXECUTION",
        }


def test_trouble_with_the_queue_does_not_concern_a_run_that_is_waited_for(world):
    world.does(sim.queue_failed())
    assert world.execute().status == 200


@pytest.mark.table("body", [b"{", b"nonsense", b'{"a": NaN}', b"[" * 100_000])
def test_a_body_that_is_no_json(world, body):
    answer = world.execute(raw=body)
    assert answer.status == 400
    assert answer.json == {
        "error": "Invalid JSON in request body",
        "code": "INVALID_JSON_IN_REQUEST_BODY",
    }


def test_a_body_that_is_null_crashes_the_server(world):
    answer = world.execute(raw=b"null")
    assert (answer.status, answer.json["code"]) == (500, "EXECUTION_ERROR")


def test_malformed_selected_outputs_crash_it_too(world):
    answer = world.execute(headers={"X-Selected-Outputs": "nonsense"})
    assert (answer.status, answer.json["code"]) == (500, "EXECUTION_ERROR")


# -- keys and the edge ----------------------------------------------------------------------------


def test_no_key(world):
    answer = world.execute(key=None)
    assert (answer.status, answer.json) == (
        401,
        {"error": "Unauthorized: API key required", "code": "UNAUTHORIZED:_API_KEY_REQUIRED"},
    )


@pytest.mark.table("key", ["bad-key", "invalid", "revoked"])
def test_a_key_that_is_not_accepted(world, key):
    world.mock.keys.revoke("revoked")
    answer = world.execute(key=key)
    assert (answer.status, answer.json) == (
        401,
        {"error": "Unauthorized: Invalid API key", "code": "UNAUTHORIZED:_INVALID_API_KEY"},
    )


@pytest.mark.table("agent", ["", "  "])
def test_a_client_without_a_name_is_turned_away_at_the_edge(world, agent):
    answer = world.execute(headers={"User-Agent": agent})
    assert (answer.status, answer.text) == (403, "")
    assert answer.headers["content-type"] == "text/plain"


@pytest.mark.off_contract
def test_a_page_of_a_proxy(world):
    world.does(sim.html_502(), sim.empty_403(), sim.succeed())
    first, second, third = (world.execute(checked=False) for _ in range(3))
    assert (first.status, first.headers["content-type"]) == (502, "text/html")
    assert first.text.startswith("<html>")
    assert (second.status, second.text, third.status) == (403, "", 200)


# -- the order of checks --------------------------------------------------------------------------


def test_existence_and_deployment_are_told_before_the_key_is_asked_for(world):
    world.does(sim.not_found())
    assert world.execute(key=None).status == 404
    world.does(sim.not_deployed())
    assert world.execute(key="bad").status == 403


def test_the_key_is_asked_for_before_the_body_is_read(world):
    assert world.execute(key=None, raw=b"{").status == 401


def test_the_body_is_read_before_the_deployment_is_loaded(world):
    world.does(sim.refuse("no_active_deployment"))
    assert world.execute(raw=b"{").json["code"] == "INVALID_JSON_IN_REQUEST_BODY"
    assert world.execute().status == 400


def test_files_come_before_the_rate_limit(make):
    world = make(plan="free")
    for _ in range(10):
        world.execute()
    bad = {"doc": {"type": "file", "data": "data:text/plain;base64,!", "name": "a b.txt"}}
    answer = world.execute(bad)
    assert (answer.status, answer.json) == (
        400,
        {"error": "Failed to upload file: a b.txt", "code": "FAILED_TO_UPLOAD_FILE:_A_B.TXT"},
    )
    assert world.execute().status == 429


def test_the_rate_limit_comes_before_the_usage_limit(make):
    world = make(plan="free", usage=10)
    assert {world.execute().status for _ in range(10)} == {402}
    assert world.execute().status == 429


def test_a_queued_run_is_not_asked_for_its_usage(make):
    world = make(usage=20)
    receipt = world.queue()
    assert receipt.status == 202
    job = world.ended_job(receipt)
    assert job["status"] == "failed"
    assert job["error"]["message"].startswith("Usage limit exceeded: 20.00$ used of 20.00$ limit")


def test_async_wins_over_stream(world):
    assert world.queue({"stream": True}).status == 202


@pytest.mark.table("mode", ["ASYNC", "Async", "sync", "true"])
def test_only_the_exact_word_queues(world, mode):
    assert world.execute(headers={"X-Execution-Mode": mode}).status == 200


@pytest.mark.table("selected", ["x", 5, {"a": "b"}, True])
def test_only_a_stream_fails_over_selected_outputs_that_are_no_list(world, selected):
    body = {"selectedOutputs": selected}
    answer = world.stream(body)
    assert (answer.status, answer.json["code"]) == (500, "EXECUTION_ERROR")
    assert world.execute(body).status == 200
    assert world.queue({"stream": True, **body}).status == 202


# -- Response blocks ------------------------------------------------------------------------------


@pytest.mark.table("data", [{"a": 1}, [1, 2], "text", 5, None, {"success": "maybe"}])
def test_a_response_block_answers_in_its_authors_name(either, data):
    either.does(sim.response_block(data, 201, {"X-Order": "A-1"}))
    answer = either.execute(checked=False)
    assert (answer.status, answer.json) == (201, data)
    assert answer.headers["x-order"] == "A-1"
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.table("status", [202, 400, 401, 404, 409, 429, 500, 503])
@pytest.mark.table("data", [{"msg": "gone"}, {"error": 5}, [1], "oops", None], ids=str)
def test_an_authors_json_fits_the_document_whatever_its_status(either, status, data):
    either.does(sim.response_block(data, status))
    answer = either.execute(checked=False)
    operation = answer.exchange.operation
    assert (answer.status, answer.json) == (status, data)
    assert check_answer(operation, answer.exchange.timeline) == ()


@pytest.mark.off_contract
def test_a_response_block_may_say_its_own_type(world):
    world.does(sim.response_block({"a": 1}, headers={"content-type": "application/vnd.x+json"}))
    assert world.execute(checked=False).headers["content-type"] == "application/vnd.x+json"


def test_streamed_and_queued_runs_never_use_it(either):
    either.does(sim.response_block({"a": 1}, 404))
    assert either.queue().status == 202
    assert either.stream().status == 200


# -- files ----------------------------------------------------------------------------------------


def test_a_file_is_stored_and_seen_by_the_workflow(world):
    file = {"type": "file", "data": "data:text/plain;base64,aGVsbG8=", "name": "a.txt"}
    answer = world.execute({"docs": [file], "message": "see file"})
    (stored,) = answer.json["output"]["input"]["docs"]
    assert (stored["name"], stored["size"], stored["type"]) == ("a.txt", 5, "text/plain")
    assert world.limits().json["storage"]["usedBytes"] == 5


def test_what_is_no_file_reaches_the_workflow_as_it_is(world):
    odd = {"type": "file", "data": "no data url", "name": "a.txt"}
    assert world.execute({"doc": odd}).json["output"]["input"]["doc"] == odd


# -- the same seed, the same world ----------------------------------------------------------------


def test_the_same_seed_gives_the_same_answers(make):
    def play():
        world = make(dialect="2026-08")
        return [world.execute({"n": 1}).text, world.queue().text, world.stream().text]

    assert play() == play()


def test_every_answer_is_compact_json_with_its_characters_as_they_are(world):
    text = world.execute({"message": "日本"}).text
    assert "日本" in text
    assert ": " not in text.replace("日本", "")
    assert json.loads(text)
