"""Following a run by its id: the events of one that is over, at work, or waiting."""

import pytest

from penstock_mock.services import dify

SNAPSHOT = "&include_state_snapshot=true"
ON = "&continue_on_pause=true"
OTHER = "11111111-2222-4333-8444-555555555555"


def begin(world, seconds=60):
    """A run whose stream was lost after its first event."""
    world.does(dify.succeed({"text": "One two"}).lasting(seconds))
    with world.streaming() as stream:
        event = next(each for each in stream if each != "ping")
    return event["workflow_run_id"]


def test_a_run_that_is_over_has_one_frame_in_the_other_spelling(newer):
    run_id = newer.ran({"text": "茶"})["id"]
    stream = newer.follow(run_id)
    (event,) = stream.events
    assert event["event"] == "workflow_finished"
    assert event["task_id"] == event["workflow_run_id"] == run_id
    assert event["data"]["outputs"] == {"text": "茶"}
    assert '"event": "workflow_finished"' in stream.text


def test_without_a_snapshot_only_what_is_still_to_come_is_told(newer):
    run_id = begin(newer)
    newer.advance(30)
    stream = newer.follow(run_id)
    assert stream.kinds[0] == "ping"
    assert "workflow_started" not in stream.kinds
    assert stream.kinds[-1] == "workflow_finished"
    assert newer.now == pytest.approx(60, abs=0.1)


def test_a_server_that_keeps_events_gives_them_again(make):
    world = make(dialect="2026-08", replays=True)
    run_id = begin(world)
    world.advance(30)
    assert world.follow(run_id).kinds.count("workflow_started") == 1


def test_a_snapshot_tells_what_is_on_record_and_then_the_rest(newer):
    run_id = begin(newer)
    newer.advance(30)
    stream = newer.follow(run_id, SNAPSHOT)
    assert stream.kinds[:4] == ["ping", "workflow_started", "node_started", "node_finished"]
    assert stream.events[1]["data"]["reason"] == "initial"
    assert stream.kinds[-1] == "workflow_finished"
    ids = [(e["event"], e["data"]["id"]) for e in stream.events if e != "ping" and "node" in str(e)]
    assert len(ids) == len(set(ids))


def test_nodes_of_a_snapshot_are_told_in_less_words(newer):
    run_id = begin(newer)
    newer.advance(59)
    told = [e for e in newer.follow(run_id, SNAPSHOT).events if e != "ping"]
    nodes = [each for each in told if each["event"].startswith("node_")]
    begun, ended = nodes[0]["data"], nodes[1]["data"]
    assert (begun["inputs"], ended["outputs"], ended["execution_metadata"]) == (None, None, None)
    assert "outputs_truncated" not in ended
    assert "agent_strategy" not in begun


def test_another_user_and_another_run_are_not_there(newer):
    run_id = newer.ran()["id"]
    for path in (f"/workflow/{run_id}/events?user=x", f"/workflow/{OTHER}/events?user=abc-123"):
        answer = newer.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert answer.json()["message"] == "Workflow run not found"


def test_nobody_follows_without_a_user(newer):
    run_id = newer.ran()["id"]
    answer = newer.get(f"/workflow/{run_id}/events")
    assert answer.json()["message"] == "Arg user must be provided."


def test_a_run_that_is_stopped_meanwhile_ends_the_stream(newer):
    run_id = begin(newer)
    (run,) = newer.dify.runs.values()
    with newer.open("GET", f"/workflow/{run_id}/events?user=abc-123") as stream:
        events = iter(stream)
        assert next(events) == "ping"
        newer.stop(run.scene.task_id)
        assert [each["event"] for each in events] == ["workflow_finished"]


def test_a_run_that_broke_can_be_followed_to_its_end(newer):
    newer.does(dify.breaks().lasting(9))
    with newer.streaming(timeout=5) as stream:
        event = next(each for each in stream if each != "ping")
    stream = newer.follow(event["workflow_run_id"])
    assert "error" in stream.kinds
    (after,) = newer.follow(event["workflow_run_id"]).events
    assert after["data"]["status"] == "failed"


# -- pauses -------------------------------------------------------------------------------------


def paused(world, then=None, form=None):
    """The id of a run that waits, and its form's token."""
    world.does(dify.pause(form, then))
    stream = world.stream({"topic": "tea"})
    assert stream.kinds[-2:] == ["human_input_required", "workflow_paused"]
    asked = stream.events[-2]["data"]
    return stream.events[-1]["workflow_run_id"], asked["form_token"]


def answered(world, token, **fields):
    body = {"inputs": {"comment": "fine"}, "action": "ok", "user": "abc-123", **fields}
    return world.post(f"/form/human_input/{token}", body)


def test_a_paused_stream_says_what_it_waits_for(newer):
    newer.does(dify.pause(dify.make_form("Sure?", actions=["ok", "no"], title="Approve")))
    stream = newer.stream()
    asked, pause = stream.events[-2]["data"], stream.events[-1]["data"]
    assert (asked["form_content"], asked["node_title"]) == ("Sure?", "Approve")
    assert [each["id"] for each in asked["actions"]] == ["ok", "no"]
    assert asked["expiration_time"] - pause["created_at"] == 24 * 60 * 60
    (reason,) = pause["reasons"]
    assert (reason["TYPE"], reason["form_token"]) == ("human_input_required", asked["form_token"])
    assert pause["paused_nodes"] == [asked["node_id"]]
    assert "display_in_ui" not in reason


def test_a_paused_blocking_run_is_an_answer(either):
    either.does(dify.pause())
    data = either.ran()
    assert (data["status"], data["finished_at"], data["outputs"]) == ("paused", None, {})
    (reason,) = data["reasons"]
    assert data["paused_nodes"] == [reason["node_id"]]
    assert either.detail(data["id"])["status"] == "paused"


def test_a_form_can_be_read_and_answered_and_the_run_goes_on(either):
    run_id, token = paused(either)
    form = either.get(f"/form/human_input/{token}").json()
    assert form["form_content"] == "Please check."
    assert [each["id"] for each in form["user_actions"]] == ["ok"]
    assert form["inputs"][0]["output_variable_name"] == "comment"
    assert answered(either, token).json() == {}
    stream = either.follow(run_id)
    assert stream.kinds[-1] == "workflow_finished"
    data = stream.events[-1]["data"]
    assert (data["status"], data["outputs"]) == ("succeeded", {"topic": "tea", "comment": "fine"})
    assert either.detail(run_id)["status"] == "succeeded"


def test_the_events_after_a_form_was_answered(newer):
    run_id, token = paused(newer)
    with newer.open("GET", f"/workflow/{run_id}/events?user=abc-123{SNAPSHOT}{ON}") as stream:
        events = iter(stream)
        seen = [next(events) for _ in range(9)]
        assert [e if e == "ping" else e["event"] for e in seen[:2]] == ["ping", "workflow_started"]
        answered(newer, token)
        rest = [each for each in events if each != "ping"]
    assert [each["event"] for each in rest][:4] == [
        "workflow_started",
        "node_started",
        "human_input_form_filled",
        "node_finished",
    ]
    assert rest[0]["data"]["reason"] == "resumption"
    assert rest[2]["data"]["action_id"] == "ok"
    assert rest[2]["data"]["submitted_data"] == {"comment": "fine"}
    assert rest[3]["data"]["node_type"] == "human-input"
    assert rest[1]["data"]["id"] == rest[3]["data"]["id"]
    assert rest[-1]["event"] == "workflow_finished"


def test_a_snapshot_of_a_paused_run_ends_with_its_pause(newer):
    run_id, _ = paused(newer)
    stream = newer.follow(run_id, SNAPSHOT)
    assert stream.kinds[-2:] == ["human_input_required", "workflow_paused"]
    frames = [each for each in stream.events if each != "ping"]
    assert {each["task_id"] for each in frames} == {newer.dify.runs[run_id].scene.task_id}
    assert {(*each,)[:3] for each in frames} == {("event", "task_id", "workflow_run_id")}


def test_a_run_can_go_on_to_anything(either):
    run_id, token = paused(either, dify.fail("refused"))
    answered(either, token)
    assert either.follow(run_id).events[-1]["data"]["error"] == "refused"


def test_a_run_can_pause_twice(either):
    form = dify.make_form("Again?")
    run_id, token = paused(either, dify.pause(form, dify.succeed()))
    answered(either, token)
    either.advance(5)
    assert either.detail(run_id)["status"] == "paused"
    stream = either.follow(run_id, SNAPSHOT)
    second = stream.events[-2]["data"]["form_token"]
    assert second != token
    answered(either, second)
    either.advance(5)
    assert either.detail(run_id)["status"] == "succeeded"


def test_who_asks_for_no_snapshot_and_to_go_on_is_never_hung_up_on(newer):
    run_id, token = paused(newer)
    answered(newer, token)
    began = newer.now
    stream = newer.follow(run_id, ON)
    assert "workflow_finished" in stream.kinds
    assert stream.kinds[-1] == "ping"
    assert newer.now - began > 300


def test_a_form_is_answered_once(either):
    _, token = paused(either)
    answered(either, token)
    for again in (answered(either, token), either.get(f"/form/human_input/{token}")):
        assert again.status_code == 412
        assert again.json()["code"] == "human_input_form_submitted"


def test_a_form_expires_and_the_run_goes_on_without_it(newer):
    run_id, token = paused(newer, form=dify.make_form(expires=60))
    newer.advance(61)
    late = answered(newer, token)
    assert (late.status_code, late.json()["code"]) == (412, "human_input_form_expired")
    newer.advance(5)
    assert newer.detail(run_id)["status"] == "succeeded"


def test_a_form_nobody_answers_is_told_of(newer):
    run_id, _ = paused(newer, form=dify.make_form(expires=60))
    stream = newer.follow(run_id, SNAPSHOT + ON)
    kinds = [each for each in stream.kinds if each != "ping"]
    assert "human_input_form_timeout" in kinds
    assert kinds[-1] == "workflow_finished"


def test_a_stopped_run_asks_no_more(newer):
    run_id, token = paused(newer)
    (run,) = newer.dify.runs.values()
    newer.stop(run.scene.task_id)
    newer.advance(1)
    assert newer.detail(run_id)["status"] == "stopped"
    assert answered(newer, token).json()["code"] == "human_input_form_expired"


@pytest.mark.table(
    ("fields", "status", "code", "text"),
    [
        ({"inputs": {}}, 400, "invalid_form_data", "Missing required inputs: comment"),
        ({"action": "maybe"}, 400, "invalid_form_data", "Invalid action: maybe"),
        ({"user": ""}, 400, "invalid_param", "Arg user must be provided."),
    ],
)
def test_a_bad_answer_to_a_form(newer, fields, status, code, text):
    _, token = paused(newer)
    answer = answered(newer, token, **fields)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"] == text
    assert answered(newer, token).status_code == 200


def test_a_form_can_take_a_file_of_the_users_own(newer):
    form = dify.make_form(inputs=[{"output_variable_name": "doc", "type": "file"}])
    _, token = paused(newer, form=form)
    for user, status in (("somebody", 400), ("abc-123", 200)):
        file_id = newer.upload(user=user).json()["id"]
        file = {"type": "document", "transfer_method": "local_file", "upload_file_id": file_id}
        assert answered(newer, token, inputs={"doc": file}).status_code == status


def test_there_is_no_such_form(newer):
    for answer in (answered(newer, "tok"), newer.get("/form/human_input/tok")):
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_form_of_another_app_is_not_there(newer):
    _, token = paused(newer)
    newer.dify.app("other")
    assert newer.get(f"/form/human_input/{token}", key="other").status_code == 404


def test_a_form_without_a_token_can_not_be_answered(newer):
    _, token = paused(newer, form=dify.make_form(answerable=False))
    assert token is None


def test_no_two_forms_of_a_run_are_the_same(newer):
    newer.does(dify.pause(dify.make_form("Sure?"), dify.pause(dify.make_form("Sure?"))))
    run_id = newer.ran()["id"]
    forms = [*newer.dify.runs[run_id].forms()]
    submission = {"inputs": {"comment": ""}, "action": "ok", "user": "abc-123"}
    assert newer.post(f"/form/human_input/{forms[0].token}", submission).status_code == 200
    forms = [*newer.dify.runs[run_id].forms()]
    assert len({form.token for form in forms}) == len(forms) == 2
    assert len({form.fields["form_id"] for form in forms}) == 2


def test_a_running_runs_snapshot_has_the_runs_id_for_its_task(newer):
    newer.does(dify.succeed().lasting(60))
    with newer.streaming() as stream:
        first = next(each for each in stream if each != "ping")
    run_id, task_id = first["workflow_run_id"], first["task_id"]
    followed = newer.follow(run_id, "&include_state_snapshot=true")
    frames = [each for each in followed.events if each != "ping"]
    told = [each["task_id"] for each in frames]
    live = told.index(task_id)
    assert live > 0
    assert set(told[:live]) == {run_id}
    assert set(told[live:]) == {task_id}
    assert list(frames[0])[:3] == ["event", "task_id", "workflow_run_id"]
    assert newer.stop(run_id).json() == {"result": "success"}


def test_stopping_by_a_runs_id_stops_nothing(newer):
    newer.does(dify.succeed().lasting(60))
    with newer.streaming() as stream:
        events = iter(stream)
        first = next(each for each in events if each != "ping")
        assert newer.stop(first["workflow_run_id"]).json() == {"result": "success"}
        assert list(events)[-1]["data"]["status"] == "succeeded"
