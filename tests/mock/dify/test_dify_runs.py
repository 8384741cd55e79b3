"""Runs that are waited for, and all that can be asked about them afterwards."""

import json
from contextlib import suppress

import httpx
import pytest

from penstock_mock import Mock
from penstock_mock.engine.clock import VirtualClock
from penstock_mock.services import dify


def test_out_of_the_box_a_workflow_gives_back_its_inputs(either):
    answer = either.run({"topic": "お茶"})
    body = answer.json()
    assert (answer.status_code, body["data"]["status"]) == (200, "succeeded")
    assert body["data"]["outputs"] == {"topic": "お茶"}
    assert body["workflow_run_id"] == body["data"]["id"] != body["task_id"]
    assert (body["data"]["total_steps"], body["data"]["total_tokens"]) == (3, 1)


def test_blocking_answers_are_spaced_and_escaped_json_of_its_generation(either):
    answer = either.run({"topic": "茶"})
    charset = "; charset=utf-8" if either.dify.options.modern else ""
    assert answer.headers["content-type"] == f"application/json{charset}"
    assert '"outputs": {"topic": "\\u8336"}' in answer.text
    assert not answer.text.endswith("\n")


def test_every_other_answer_ends_with_a_line_end(either):
    assert either.get("/info").text.endswith("}\n")


def test_without_a_response_mode_a_run_is_blocking(either):
    for mode in (None, "blocking"):
        answer = either.run(body={"response_mode": mode})
        assert answer.headers["content-type"].startswith("application/json")


@pytest.mark.table(
    ("behaviour", "status", "error", "outputs"),
    [
        (dify.succeed({"text": "Hello"}), "succeeded", None, {"text": "Hello"}),
        (dify.succeed(None), "succeeded", None, None),
        (dify.fail("boom"), "failed", "boom", {}),
        (dify.fail("boom", outputs={"half": 1}), "failed", "boom", {"half": 1}),
        (dify.partly({"a": 1}, error="handled"), "partial-succeeded", None, {"a": 1}),
        (dify.stop(1), "stopped", "Stopped by user.", {}),
        (dify.stop(1, outcome="failed"), "stopped", "Aborted: User requested stop", {}),
    ],
)
def test_whatever_a_run_comes_to_is_http_200(either, behaviour, status, error, outputs):
    either.does(behaviour)
    answer = either.run()
    data = answer.json()["data"]
    assert answer.status_code == 200
    assert (data["status"], data["error"], data["outputs"]) == (status, error, outputs)
    detail = either.detail(data["id"])
    assert (detail["status"], detail["error"]) == (status, error)


def test_a_run_takes_the_time_it_is_told_to(either):
    either.does(dify.succeed().lasting(75))
    data = either.ran()
    assert either.now == pytest.approx(75)
    assert data["elapsed_time"] == pytest.approx(75)
    assert data["finished_at"] - data["created_at"] == 75


def test_a_run_whose_steps_take_no_time_can_be_told_to_take_some(either):
    either.does(dify.succeed().paced(0).lasting(20))
    assert either.ran()["elapsed_time"] == pytest.approx(20)


def test_behaviours_are_played_in_turn_and_the_last_one_stays(either):
    either.does(dify.quota(), dify.fail(), dify.succeed())
    assert either.run().status_code == 429
    assert [either.ran()["status"] for _ in range(3)] == ["failed", "succeeded", "succeeded"]


def test_several_apps_by_their_keys(either):
    either.does(dify.fail(), key="app-a")
    either.dify.app("app-b", mode="chat")
    assert either.ran(key="app-a")["status"] == "failed"
    assert either.ran(key="app-c")["status"] == "succeeded"
    wrong = either.run(key="app-b")
    assert (wrong.status_code, wrong.json()["code"]) == (400, "not_workflow_app")


def test_the_runs_of_another_app_are_not_there(newer):
    run_id = newer.ran(key="app-a")["id"]
    newer.dify.app("app-b")
    assert newer.get(f"/workflows/run/{run_id}", key="app-b").status_code == 404


# -- versions -----------------------------------------------------------------------------------

OTHER = "11111111-2222-4333-8444-555555555555"


def test_a_version_of_its_own_behaviour(newer):
    newer.does(dify.fail("old"), version=OTHER)
    ran = newer.ran(path=f"/workflows/{OTHER}/run")
    assert (ran["workflow_id"], ran["error"]) == (OTHER, "old")
    current = newer.ran()["workflow_id"]
    assert newer.ran(path=f"/workflows/{current}/run")["status"] == "succeeded"


@pytest.mark.table(
    ("version", "status", "code", "text"),
    [
        ("nope", 400, "bad_request", "Invalid workflow_id format: 'nope'"),
        (OTHER, 404, "not_found", f"Workflow not found with id: {OTHER}"),
    ],
)
def test_a_version_there_is_not(newer, version, status, code, text):
    answer = newer.run(path=f"/workflows/{version}/run")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"].startswith(text)


def test_a_version_that_is_no_uuid_can_not_be_scripted(newer):
    with pytest.raises(ValueError, match="UUID"):
        newer.does(dify.succeed(), version="v2")


# -- what goes wrong ----------------------------------------------------------------------------


@pytest.mark.table("name", sorted(dify.REFUSALS))
def test_every_refusal_of_the_table_once(either, name):
    either.does(dify.refuse(name), dify.succeed())
    refusal = dify.REFUSALS[name]
    answer = either.run()
    assert answer.status_code == refusal.status
    if refusal.media is None:
        assert answer.json()["code"] == refusal.code
        assert answer.json().get("status", refusal.status) == refusal.status
        assert "X-Version" in answer.headers
    else:
        assert answer.headers["content-type"] == refusal.media
        assert "X-Version" not in answer.headers
    assert either.run().status_code == 200


def test_refusals_are_before_the_stream_too(either):
    for name in ("quota", "concurrency", "unpublished", "internal_error"):
        either.does(dify.refuse(name))
        with either.streaming() as stream:
            assert stream.answer.status_code == dify.REFUSALS[name].status


@pytest.mark.table(
    ("behaviour", "code"),
    [
        (dify.breaks(), "completion_request_error"),
        (dify.provider_not_initialize(), "provider_not_initialize"),
        (dify.provider_quota_exceeded(), "provider_quota_exceeded"),
        (dify.model_not_supported(), "model_currently_not_support"),
    ],
)
def test_a_run_that_breaks_is_an_http_error_to_who_waits_for_it(either, behaviour, code):
    either.does(behaviour)
    answer = either.run()
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_a_gateway_gives_up_and_the_run_goes_on(either):
    either.does(dify.gateway_timeout(60))
    answer = either.run()
    assert (answer.status_code, either.now) == (504, 60)
    assert answer.headers["content-type"] == "text/html"
    (run_id,) = either.dify.runs
    assert either.detail(run_id)["status"] == "running"
    either.advance(61)
    assert either.detail(run_id)["status"] == "succeeded"


def test_every_run_can_have_a_gateway_before_it(make):
    world = make(gateway_timeout=100)
    world.does(dify.succeed().lasting(99), dify.succeed().lasting(101))
    assert [world.run().status_code for _ in range(2)] == [200, 504]


def test_a_run_can_be_handed_over(newer):
    newer.does(dify.handed_over())
    answer = newer.run()
    run_id = answer.headers["x-workflow-run-id"]
    assert (answer.status_code, answer.headers["retry-after"]) == (202, "1")
    assert answer.json() == {"event": "workflow_maintenance_paused", "workflow_run_id": run_id}
    newer.advance(1)
    assert newer.detail(run_id)["status"] == "succeeded"


def test_a_worker_that_dies_leaves_who_waits_without_an_answer(make):
    world = make(gateway_timeout=60)
    world.does(dify.stick())
    assert world.run().status_code == 504
    (run_id,) = world.dify.runs
    world.advance(100_000)
    assert world.detail(run_id)["status"] == "running"


def test_a_trace_session_is_a_text_of_some_length_in_2026_08(world, newer):
    for bad in ("", "x" * 201, 5):
        body = {"trace_session_id": bad}
        assert newer.run(body=body).json()["code"] == "bad_request"
        assert world.run(body=body).status_code == 200
    assert newer.run(headers={"X-Trace-Session-Id": "mine"}).status_code == 200
    long = newer.run(headers={"X-Trace-Session-Id": "x" * 201})
    assert long.status_code == 400


# -- the run detail -----------------------------------------------------------------------------


def test_the_documented_detail_has_dates_and_json_as_text(world):
    world.does(dify.succeed().lasting(30))
    data = world.ran({"topic": "茶"})
    detail = world.detail(data["id"])
    assert detail["created_at"] == "Thu, 01 Jan 2026 00:00:00 -0000"
    assert detail["finished_at"] == "Thu, 01 Jan 2026 00:00:30 -0000"
    assert json.loads(detail["inputs"]) == {
        "topic": "茶",
        "sys.files": [],
        "sys.user_id": "abc-123",
    }
    assert json.loads(detail["outputs"]) == {"topic": "茶"}


def test_the_newer_detail_has_seconds_and_objects_but_for_the_inputs(newer):
    data = newer.ran({"topic": "茶"})
    detail = newer.detail(data["id"])
    assert (detail["created_at"], detail["finished_at"]) == (1767225600, 1767225600)
    assert detail["outputs"] == {"topic": "茶"}
    inputs = json.loads(detail["inputs"])
    assert inputs["sys.workflow_run_id"] == data["id"]
    assert inputs["sys.workflow_id"] == data["workflow_id"]
    assert "sys.app_id" in inputs


def test_a_run_at_work_in_each_generation(world, newer):
    for each, outputs in ((world, None), (newer, {})):
        each.does(dify.succeed().lasting(30))
        with each.streaming() as stream:
            next(iter(stream))
            (run_id,) = each.dify.runs
            detail = each.detail(run_id)
        assert (detail["status"], detail["outputs"]) == ("running", outputs)
        assert (detail["elapsed_time"], detail["finished_at"]) == (0.0, None)
        each.advance(30)
        assert each.detail(run_id)["status"] == "succeeded"


def test_who_looks_twice_while_the_clock_stands_still_is_not_left_waiting(either):
    """A client that really sleeps between its looks would wait for ever."""
    with either.streaming() as stream:
        next(iter(stream))
        (run_id,) = either.dify.runs
        assert either.detail(run_id)["status"] == "running"
        assert either.detail(run_id)["status"] == "succeeded"


def test_an_unknown_run_in_each_generation(world, newer):
    nothing = world.get(f"/workflows/run/{OTHER}")
    assert nothing.status_code == 200
    told = {name: value for name, value in nothing.json().items() if value is not None}
    assert told == {"total_steps": 0, "total_tokens": 0}
    assert len(nothing.json()) == 11
    unknown = newer.get(f"/workflows/run/{OTHER}")
    assert unknown.status_code == 404
    assert unknown.json() == {
        "code": "not_found",
        "message": "Workflow run not found.",
        "status": 404,
    }


# -- stopping -----------------------------------------------------------------------------------


@pytest.mark.table(
    ("outcome", "error"),
    [("stopped", "Stopped by user."), ("failed", "Aborted: User requested stop")],
)
@pytest.mark.table("dialect", ["2024-12", "2026-08"])
def test_a_stream_ends_when_somebody_stops_its_run(make, dialect, outcome, error):
    world = make(dialect=dialect, stop_outcome=outcome)
    world.does(dify.succeed().lasting(60))
    with world.streaming() as stream:
        events = iter(stream)
        event = next(each for each in events if each != "ping" and each["event"] == "node_started")
        assert world.stop(event["task_id"]).json() == {"result": "success"}
        rest = list(events)
    assert [each["event"] for each in rest] == ["workflow_finished"]
    data = rest[-1]["data"]
    assert (data["status"], data["error"]) == (outcome, error)
    assert world.now < 20
    # Whatever its stream calls it, the run is stopped.
    detail = world.detail(event["workflow_run_id"])
    assert (detail["status"], detail["error"]) == ("stopped", error)
    for status, total in (("stopped", 1), ("failed", 0)):
        logs = world.get("/workflows/logs", params={"status": status}).json()
        assert logs["total"] == total


def test_another_user_stops_nothing_on_the_documented_server(world, newer):
    for each, status in ((world, "succeeded"), (newer, "stopped")):
        each.does(dify.succeed().lasting(60))
        with each.streaming() as stream:
            events = iter(stream)
            event = next(event for event in events if event != "ping")
            assert each.stop(event["task_id"], user="somebody").status_code == 200
            assert list(events)[-1]["data"]["status"] == status


def test_stopping_always_succeeds(either):
    data = either.run().json()
    assert either.stop("nope").json() == {"result": "success"}
    assert either.stop(data["task_id"]).json() == {"result": "success"}
    assert either.detail(data["workflow_run_id"])["status"] == "succeeded"


def test_stopping_needs_a_user(either):
    answer = either.post("/workflows/tasks/x/stop", {})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_param")


def test_somebody_else_stops_a_stream(either):
    either.does(dify.stop(5))
    stream = either.stream()
    assert stream.events[-1]["data"]["status"] == "stopped"
    assert 5 <= either.now < 6


@pytest.mark.table("part", [0.0, 0.12344, 0.12346, 0.99999])
def test_a_run_that_takes_no_time_is_over_whatever_the_clock_says(part):
    """Clocks of machines tell more digits than a run's moments have."""
    mock = Mock(clock=VirtualClock(1_767_225_600 + part))
    mock.dify.workflow(dify.succeed({"a": 1}).paced(0))
    with httpx.Client(transport=mock.transport, timeout=5) as client:
        answer = client.post(
            "https://api.dify.ai/v1/workflows/run",
            headers={"Authorization": "Bearer app-test"},
            json={"inputs": {}, "user": "abc-123"},
        )
    data = answer.json()["data"]
    assert (data["status"], data["outputs"], data["elapsed_time"]) == ("succeeded", {"a": 1}, 0.0)


@pytest.mark.table("length", [255, 256])
def test_a_user_the_database_has_no_room_for_breaks_the_server(either, length):
    user = "茶" * length
    broken = length > 255
    for answer in (
        either.run(body={"user": user}),
        either.stop("nope", user=user),
        either.upload(user=user),
    ):
        assert (answer.status_code == 500) is broken
        assert (answer.json().get("code") == "unknown") is broken


@pytest.mark.table("ending", ["reset", "truncated", "stall"])
@pytest.mark.table(
    ("options", "status"),
    [
        ({"newer_paths": False}, "running"),
        ({"newer_paths": False, "version": "1.12.1"}, "running"),
        ({"newer_paths": False, "version": "1.13.0"}, "succeeded"),
        ({"dialect": "2026-08"}, "succeeded"),
        ({"cut_runs": "sticks"}, "running"),
        ({"newer_paths": False, "cut_runs": "goes on"}, "succeeded"),
    ],
)
def test_a_run_is_lost_with_its_stream_on_older_servers(make, options, status, ending):
    world = make(**options)
    world.does(dify.stream(dify.succeed(), ending=ending, after=2))
    with suppress(httpx.HTTPError), world.streaming() as stream:
        stream.read()
    (run,) = world.mock.dify.runs
    for _ in range(3):
        world.advance(100)
        detail = world.detail(run)
    assert detail["status"] == status
