"""The run resource of v2: list, get, cancel, resume."""

import pytest

from penstock_mock.services import sim
from penstock_mock.services.sim.behaviours import CANCEL_REASONS

UUID = "7b7735b9-19e5-4bd6-818b-46aae2596e9f"


def start(world, body=None, run_id="r", **more):
    return world.run(body, headers={"X-Run-Id": run_id}, **more)


def queue(world, run_id="r", **more):
    return start(world, {"async": True}, run_id, **more)


def data(answer):
    assert answer.status == 200, answer.text
    return answer.json["data"]


# -- get ------------------------------------------------------------------------------------------


def test_a_queued_run_has_all_twelve_keys(world):
    queue(world)
    assert data(world.get_run("r")) == {
        "runId": "r",
        "workflowId": "wf",
        "status": "queued",
        "trigger": "api",
        "startedAt": "2026-01-01T00:00:00.000Z",
        "endedAt": None,
        "durationMs": None,
        "paused": None,
        "cost": None,
        "error": None,
        "output": None,
        "blockOutputs": None,
    }


def test_a_run_moves_by_being_looked_at(world):
    queue(world)
    states = [data(world.get_run("r"))["status"] for _ in range(4)]
    assert states == ["queued", "running", "completed", "completed"]


def test_a_run_moves_by_the_clock_which_names_its_end(world):
    queue(world)
    world.advance(90)
    run = data(world.get_run("r"))
    assert (run["status"], run["endedAt"]) == ("completed", "2026-01-01T00:00:01.500Z")
    assert (run["durationMs"], run["cost"]) == (1500, {"total": 0.2})


def test_the_output_is_given_to_those_who_ask(world):
    start(world, {"input": {"message": "hi"}})
    world.advance(1)
    assert data(world.get_run("r"))["output"] is None
    assert data(world.get_run("r", "?includeOutput=false"))["output"] is None
    assert data(world.get_run("r", "?includeOutput=true"))["output"]["content"] == "hi"


def test_outputs_are_selected_by_id_only_and_names_find_nothing_silently(world):
    block = sim.Block("Agent 1", {"content": "One"}, id=UUID)
    world.does(sim.succeed({}).with_blocks(block))
    start(world)
    world.advance(1)
    query = f"?selectedOutputs={UUID}.content,{UUID},agent1.content"
    assert data(world.get_run("r", query))["blockOutputs"] == {
        f"{UUID}.content": "One",
        UUID: {"content": "One"},
    }
    assert data(world.get_run("r", "?selectedOutputs=agent1.content"))["blockOutputs"] == {}


def test_a_failed_run_has_its_message_and_no_block(world):
    world.does(sim.fail("Invalid credentials", block=sim.FailedBlock("b", "Slack 1", "slack")))
    start(world)
    world.advance(1)
    run = data(world.get_run("r", "?includeOutput=true"))
    assert run["error"] == {"message": "Slack 1: Invalid credentials", "code": "EXECUTION_FAILED"}
    assert run["output"] is None


def test_a_plan_can_end_a_run_otherwise(world):
    world.does(sim.succeed().with_job(sim.job("redacting", end="failed", error="lost")))
    queue(world)
    assert data(world.get_run("r"))["status"] == "redacting"
    assert data(world.get_run("r"))["error"]["message"] == "lost"


@pytest.mark.table(
    "query",
    [
        "?includeOutput=yes",
        "?includeOutput=",
        "?includeOutput=true&includeOutput=true",
        "?selectedOutputs=",
        "?verbose=1",
    ],
)
def test_a_strict_query(world, query):
    start(world)
    assert world.get_run("r", query).status == 400


def test_a_run_belongs_to_its_workflow(world):
    start(world)
    answer = world.get_run("r", workflow="other")
    assert (answer.status, answer.json["error"]) == (
        404,
        {"code": "NOT_FOUND", "message": "Run not found"},
    )
    assert world.get_run("nobody").status == 404


def test_a_workflow_that_is_not_there_has_no_runs(world):
    world.does(sim.not_found())
    for answer in (world.get_run("r"), world.list_runs()):
        assert answer.json["error"]["message"] == "Workflow not found"


# -- list -----------------------------------------------------------------------------------------


def ids(answer):
    return [item["runId"] for item in answer.json["data"]]


def walk(world, query):
    seen, cursor = [], ""
    while True:
        answer = world.list_runs(f"?{query}{cursor}")
        seen.append(ids(answer))
        if answer.json["nextCursor"] is None:
            return seen
        cursor = f"&cursor={answer.json['nextCursor'].replace('=', '%3D').replace('+', '%2B')}"


def test_a_list_is_newest_first_and_has_eight_keys(world):
    start(world, run_id="one")
    world.advance(1)
    start(world, run_id="two")
    world.advance(1)
    answer = world.list_runs()
    assert ids(answer) == ["two", "one"]
    assert answer.json["nextCursor"] is None
    assert answer.json["data"][0] == {
        "runId": "two",
        "workflowId": "wf",
        "status": "completed",
        "trigger": "api",
        "startedAt": "2026-01-01T00:00:01.000Z",
        "endedAt": "2026-01-01T00:00:01.012Z",
        "durationMs": 12.4,
        "cost": {"total": 0.2},
    }


@pytest.mark.table("order", ["asc", "desc"])
def test_pages_have_every_run_once(world, order):
    for number in range(7):
        start(world, run_id=str(number))
    pages = walk(world, f"limit=3&order={order}")
    numbers = [str(n) for n in range(7)]
    assert [run for page in pages for run in page] == (numbers if order == "asc" else numbers[::-1])
    assert [len(page) for page in pages] == [3, 3, 1]


def test_a_run_that_starts_meanwhile_disturbs_no_page(world):
    for number in range(4):
        start(world, run_id=str(number))
    first = world.list_runs("?limit=2")
    start(world, run_id="new")
    second = world.list_runs(f"?limit=2&cursor={first.json['nextCursor'].replace('=', '%3D')}")
    assert (ids(first), ids(second)) == (["3", "2"], ["1", "0"])


def test_the_page_size_may_change_midway_but_not_the_filters(world):
    for number in range(4):
        start(world, run_id=str(number))
    cursor = world.list_runs("?limit=2").json["nextCursor"].replace("=", "%3D")
    assert ids(world.list_runs(f"?limit=1&cursor={cursor}")) == ["1"]
    for query in ("order=asc", "status=failed", "trigger=api"):
        assert world.list_runs(f"?{query}&cursor={cursor}").status == 400


def test_filters(world):
    world.does(sim.fail("boom"), sim.succeed())
    start(world, run_id="failed")
    world.advance(60)
    start(world, run_id="done")
    world.advance(60)
    queue(world, run_id="waiting")
    assert ids(world.list_runs("?status=failed")) == ["failed"]
    assert ids(world.list_runs("?status=completed")) == ["done"]
    assert ids(world.list_runs("?status=pending")) == ["waiting"]
    assert ids(world.list_runs("?trigger=schedule")) == []
    assert ids(world.list_runs("?startDate=2026-01-01T00:01:00Z")) == ["waiting", "done"]
    assert ids(world.list_runs("?endDate=2026-01-01T00:01:00Z")) == ["done", "failed"]


def test_a_list_knows_no_queue_and_moves_nothing_by_looking(world):
    queue(world)
    for _ in range(5):
        assert world.list_runs().json["data"][0]["status"] == "pending"


def test_runs_of_v1_are_listed_as_well(newer):
    newer.execute({}, headers={"X-Execution-Id": "from-v1"})
    assert ids(newer.list_runs()) == ["from-v1"]


@pytest.mark.table(
    "query",
    [
        "?limit=0",
        "?limit=101",
        "?limit=x",
        "?status=queued",
        "?order=up",
        "?startDate=2026-08-06",
        "?startDate=2026-01-02T00:00:00Z&endDate=2026-01-01T00:00:00Z",
        "?cursor=nonsense",
        "?cursor=",
        "?page=2",
        "?limit=5&limit=5",
    ],
)
def test_a_strict_query_for_lists(world, query):
    answer = world.list_runs(query)
    assert (answer.status, answer.json["error"]["code"]) == (400, "BAD_REQUEST")


# -- cancel ---------------------------------------------------------------------------------------


def test_cancelling_a_running_run(world):
    queue(world)
    assert data(world.cancel("r")) == {
        "success": True,
        "runId": "r",
        "redisAvailable": True,
        "durablyRecorded": True,
        "locallyAborted": False,
        "pausedCancelled": False,
        "reason": "recorded",
    }
    world.advance(100)
    run = data(world.get_run("r"))
    assert (run["status"], run["endedAt"]) == ("cancelled", "2026-01-01T00:00:00.000Z")


@pytest.mark.table(
    ("behaviour", "reason"),
    [
        (sim.succeed(), "already_completed"),
        (sim.fail(), "already_failed"),
        (sim.cancelled(), "already_cancelled"),
    ],
)
def test_cancelling_what_is_over_changes_nothing(world, behaviour, reason):
    world.does(behaviour)
    start(world)
    world.advance(1)
    before = data(world.get_run("r"))
    cancelled = data(world.cancel("r"))
    assert (cancelled["success"], cancelled["durablyRecorded"]) == (True, False)
    assert cancelled["reason"] == reason
    assert data(world.get_run("r")) == before


def test_cancelling_a_paused_run_says_so(world):
    world.does(sim.paused())
    start(world)
    world.advance(1)
    assert data(world.cancel("r"))["pausedCancelled"] is True
    assert world.resume("r").json["error"]["message"] == "Paused execution is not resumable"


@pytest.mark.table("reason", [r for r in CANCEL_REASONS if r != "conflict"])
def test_cancelling_can_fail_with_a_200(world, reason):
    world.does(sim.succeed().cancelling(reason))
    queue(world)
    cancelled = data(world.cancel("r"))
    assert (cancelled["success"], cancelled["reason"]) == (False, reason)
    world.advance(100)
    assert data(world.get_run("r"))["status"] == "completed"


def test_cancelling_can_be_a_conflict(world):
    world.does(sim.succeed().cancelling("conflict"))
    queue(world)
    assert world.cancel("r").status == 409


def test_cancelling_nobody(world):
    assert world.cancel("nobody").json["error"]["message"] == "Run not found"


# -- resume ---------------------------------------------------------------------------------------


def test_a_paused_run_waits_and_says_for_what(world):
    world.does(sim.paused(context_id="ctx-7", block_id=UUID))
    start(world)
    world.advance(500)
    run = data(world.get_run("r"))
    # As on the server, only by its status it has not ended.
    assert (run["status"], run["endedAt"]) == ("paused", "2026-01-01T00:00:00.012Z")
    assert (run["durationMs"], run["cost"]) == (12.4, {"total": 0.2})
    assert run["paused"] == {
        "contextId": "ctx-7",
        "pausedAt": "2026-01-01T00:00:00.012Z",
        "resumeAt": None,
        "pauseKind": "human",
        "blockedOnBlockId": UUID,
        "automaticResumeWaitingReason": None,
        "pausePointCount": 1,
        "resumedCount": 0,
    }


def test_a_run_somebody_waited_for_is_waited_for_again(world):
    world.does(sim.paused(sim.succeed(lambda given: given).lasting(3)))
    start(world)
    world.advance(60)
    answer = world.resume("r", {"contextId": "ctx-1", "input": {"approved": True}})
    assert answer.timeline.duration == 3
    resume_id = answer.headers["x-run-id"]
    assert resume_id != "r"
    assert world.get_run(resume_id).status == 404
    assert data(answer) == {
        "runId": resume_id,
        "workflowId": "wf",
        "status": "completed",
        "output": {"approved": True},
        "error": None,
        "startedAt": "2026-01-01T00:01:00.000Z",
        "endedAt": "2026-01-01T00:01:03.000Z",
        "durationMs": 3000,
    }
    world.advance(3)
    run = data(world.get_run("r"))
    assert (run["status"], run["startedAt"]) == ("completed", "2026-01-01T00:00:00.000Z")
    assert run["durationMs"] == 63000


def test_a_queued_run_is_queued_again(world):
    world.does(sim.paused(sim.fail("no")))
    queue(world)
    world.advance(60)
    answer = world.resume("r")
    resume_id = answer.json["data"]["runId"]
    assert (answer.status, answer.headers["x-run-id"]) == (202, resume_id)
    assert answer.json["data"]["statusUrl"].endswith(f"/api/v2/workflows/wf/runs/{resume_id}")
    world.advance(60)
    assert world.get_run(resume_id).status == 404
    assert data(world.get_run("r"))["error"]["message"] == "no"


def test_a_run_being_resumed_says_paused_a_moment_longer_without_a_context(world):
    world.does(sim.paused())
    queue(world)
    world.advance(60)
    waiting = data(world.get_run("r"))["paused"]
    world.resume("r")
    run = data(world.get_run("r"))
    assert run["status"] == "paused"
    assert run["paused"] == {
        "contextId": None,
        "pausedAt": waiting["pausedAt"],
        "resumeAt": None,
        "pauseKind": None,
        "blockedOnBlockId": None,
        "automaticResumeWaitingReason": None,
        "pausePointCount": 1,
        "resumedCount": 0,
    }
    assert world.resume("r").status == 409
    assert data(world.get_run("r"))["status"] == "running"
    assert data(world.get_run("r"))["status"] == "completed"


def test_a_pause_is_over_once_it_was_resumed(world):
    world.does(sim.paused())
    start(world)
    world.advance(1)
    assert world.resume("r").status == 200
    answer = world.resume("r")
    assert (answer.status, answer.json["error"]["message"]) == (
        409,
        "Paused execution is not resumable",
    )


def test_resuming_what_never_paused_or_elsewhere(world):
    start(world, run_id="plain")
    world.does(sim.paused())
    start(world, run_id="paused")
    world.advance(1)
    told = {
        "plain": "Paused execution not found",
        "nobody": "Run not found",
    }
    for run_id, message in told.items():
        answer = world.resume(run_id)
        assert (answer.status, answer.json["error"]["message"]) == (404, message)
    answer = world.resume("paused", {"contextId": "other"})
    assert answer.json["error"]["message"] == "Pause point not found for execution"


@pytest.mark.table(
    "body", [{}, {"contextId": ""}, {"contextId": 5}, {"contextId": "ctx-1", "extra": 1}, []]
)
def test_a_strict_body_for_resuming(world, body):
    world.does(sim.paused())
    start(world)
    world.advance(1)
    assert world.resume("r", body).status == 400


def test_resuming_asks_for_the_usage(make):
    world = make(usage_limit=0.001)
    world.does(sim.paused())
    start(world)
    world.advance(1)
    assert world.resume("r").status == 402


def test_a_run_may_pause_twice(world):
    world.does(sim.paused(sim.paused(context_id="second"), context_id="first"))
    start(world)
    world.advance(1)
    again = world.resume("r", {"contextId": "first"})
    assert data(again)["status"] == "paused"
    world.advance(1)
    run = data(world.get_run("r"))
    assert run["paused"]["contextId"] == "second"
    assert (run["paused"]["pausePointCount"], run["paused"]["resumedCount"]) == (2, 1)
    assert data(world.resume("r", {"contextId": "second"}))["status"] == "completed"
