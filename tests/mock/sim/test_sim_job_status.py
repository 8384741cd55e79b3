"""GET /api/jobs/{taskId}: what an async run looks like while it goes on, and at its end."""

import pytest

from penstock_mock.services import sim


def states(world, receipt, times=4):
    return [world.job(receipt).json["status"] for _ in range(times)]


def test_a_job_moves_by_being_looked_at(world, newer):
    moves = ["queued", "processing", "completed", "completed"]
    assert states(world, world.queue()) == moves
    assert states(newer, newer.queue()) == ["pending", *moves[1:]]


def test_a_job_moves_by_the_clock(world):
    receipt = world.queue()
    world.advance(1.5)
    assert states(world, receipt, 1) == ["completed"]


def test_while_it_waits_a_documented_job_has_an_estimate_and_no_start(world):
    job = world.job(world.queue()).json
    assert job == {
        "success": True,
        "taskId": job["taskId"],
        "status": "queued",
        "metadata": {},
        "estimatedDuration": 180000,
    }


def test_while_it_works_it_has_a_start(world):
    receipt = world.queue()
    world.advance(1)
    job = world.job(receipt).json
    assert job["metadata"] == {"startedAt": "2026-01-01T00:00:00.500Z"}
    assert job["estimatedDuration"] == 180000


def test_once_completed_its_output_is_a_wrapper(world):
    job = world.ended_job(world.queue({"message": "hi"}))
    assert "estimatedDuration" not in job
    assert job["metadata"] == {
        "startedAt": "2026-01-01T00:00:00.500Z",
        "completedAt": "2026-01-01T00:00:01.500Z",
        "duration": 1000,
    }
    output = job["output"]
    assert output["output"]["content"] == "hi"
    assert {k: v for k, v in output.items() if k != "output"} == {
        "success": True,
        "workflowId": "wf",
        "executionId": next(iter(world.sim.runs)),
        "executedAt": "2026-01-01T00:00:01.500Z",
        "metadata": {"triggerType": "api"},
    }


def test_the_newer_job_has_ids_instead_of_times(newer):
    receipt = newer.queue()
    job = newer.job(receipt).json
    assert set(job) == {"success", "taskId", "status", "metadata"}
    assert set(job["metadata"]) == {"workflowId", "userId", "workspaceId", "correlation"}
    assert job["metadata"]["correlation"]["executionId"] == receipt.json["executionId"]


def test_a_workflow_that_failed_is_a_completed_job_without_an_error_at_first(world):
    world.does(sim.fail("boom", output={"partial": 1}))
    job = world.ended_job(world.queue())
    assert (job["status"], job["output"]["success"]) == ("completed", False)
    assert job["output"]["output"] == {"partial": 1}
    assert "error" not in job
    assert "error" not in job["output"]


def test_in_2026_08_it_is_a_failed_job_with_a_text(newer):
    newer.does(sim.fail("boom"))
    job = newer.ended_job(newer.queue())
    assert (job["status"], job["error"], job["output"]) == ("failed", "boom", None)


@pytest.mark.table(
    ("behaviour", "message"),
    [
        (sim.setup_error("no trigger"), "no trigger"),
        (sim.timeout_408(), "Execution timed out after 5 minutes"),
        (sim.internal_error(), "Internal server error"),
    ],
)
def test_a_documented_job_that_crashed_has_an_error_object(world, behaviour, message):
    world.does(behaviour)
    job = world.ended_job(world.queue())
    assert job["status"] == "failed"
    assert job["error"] == {"message": message, "name": "Error"}
    assert {"completedAt", "duration"} <= set(job["metadata"])


def test_an_error_can_be_written_down(world, newer):
    given = {"message": "x", "name": "TypeError", "stackTrace": "at y"}
    for each in (world, newer):
        each.does(sim.succeed().with_job(sim.job(end="failed", error=given)))
    assert world.ended_job(world.queue())["error"] == given
    newer.does(sim.succeed().with_job(sim.job(end="failed", error="plain text")))
    assert newer.ended_job(newer.queue())["error"] == "plain text"


def test_a_cancelled_job_has_no_end_and_no_error(either):
    either.does(sim.succeed().with_job(sim.job(end="cancelled")))
    job = either.ended_job(either.queue())
    assert job["status"] == "cancelled"
    assert not {"error", "output", "estimatedDuration"} & set(job)
    assert "completedAt" not in job["metadata"]


def test_a_job_can_be_in_a_state_the_server_has_no_word_for(world):
    world.does(sim.succeed().with_job(sim.stuck()))
    receipt = world.queue()
    world.advance(10_000)
    job = world.job(receipt).json
    assert job == {"success": True, "taskId": job["taskId"], "status": "unknown", "metadata": {}}


@pytest.mark.table("state", ["pending", "waiting", "admitting", "admitted", "running"])
def test_every_state_ever_sent_can_be_played(either, state):
    either.does(sim.succeed().with_job(sim.job(state, "processing")))
    assert states(either, either.queue(), 3) == [state, "processing", "completed"]


def test_a_job_cancelled_through_v2_is_cancelled_in_v1(newer):
    receipt = newer.queue()
    newer.cancel(receipt.json["executionId"])
    assert newer.job(receipt).json["status"] == "cancelled"


def test_nobody_elses_task(world, newer):
    for each in (world, newer):
        answer = each.call("GET", "/api/jobs/run_nobody")
        assert (answer.status, answer.json) == (
            404,
            {"error": "Task not found", "code": "TASK_NOT_FOUND"},
        )


def test_a_documented_job_wants_a_key_and_has_one_message_for_none_and_a_bad_one(world):
    receipt = world.queue()
    for key in (None, "bad"):
        answer = world.job(receipt, key=key)
        assert (answer.status, answer.json) == (
            401,
            {"error": "Authentication required", "code": "AUTHENTICATION_REQUIRED"},
        )


def test_in_2026_08_they_are_told_apart(newer):
    receipt = newer.queue()
    assert newer.job(receipt, key=None).json["error"] == "Unauthorized"
    assert newer.job(receipt, key="bad").json["error"] == "Invalid API key"


def test_the_job_of_a_paused_run_is_done(either):
    either.does(sim.paused())
    job = either.ended_job(either.queue())
    assert (job["status"], job["output"]["success"]) == ("completed", True)
