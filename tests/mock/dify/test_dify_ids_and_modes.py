"""Which apps and which ids an operation takes, as real servers answered, at each front."""

import pytest

from penstock_mock.services import dify

NOBODY = "11111111-2222-4333-8444-555555555555"
RUN = {"inputs": {}, "user": "abc-123"}
WANT_WORKFLOWS = [
    ("POST", "/workflows/run"),
    ("POST", f"/workflows/{NOBODY}/run"),
    ("POST", "/workflows/tasks/t/stop"),
]
TAKE_ANY_MODE = [
    ("GET", "/form/human_input/tok"),
    ("POST", "/form/human_input/tok"),
    ("GET", "/workflows/logs"),
    ("GET", "/info"),
    ("GET", "/parameters"),
    ("GET", "/meta"),
    ("GET", "/site"),
    ("GET", f"/end-users/{NOBODY}"),
    ("POST", "/files/upload"),
]
TAKE_CHATFLOWS = [
    ("GET", f"/workflows/run/{NOBODY}"),
    ("GET", f"/workflow/{NOBODY}/events?user=abc-123"),
]
EVERY = [*WANT_WORKFLOWS, *TAKE_ANY_MODE, *TAKE_CHATFLOWS]
DIALECTS = ["documented", "today"]
MALFORMED = ["nope", "123", "not-a-uuid", f"{NOBODY}0", "%E8%8C%B6"]
SUBMISSION = {"inputs": {}, "action": "ok", "user": "abc-123"}


def ask(world, method, path, **more):
    body = {"json": SUBMISSION if "form" in path else RUN} if method == "POST" else {}
    return world.ask(method, path, **body, **more)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("mode", ["advanced-chat", "chat", "agent-chat", "completion"])
def test_only_runs_versions_and_stops_insist_on_a_workflow_app(build, dialect, mode):
    world = build(dialect=dialect)
    world.dify.app("other", mode=mode)
    for method, path in WANT_WORKFLOWS:
        answer = ask(world, method, path, key="other")
        assert (answer.status_code, answer.json()["code"]) == (400, "not_workflow_app"), path
    for method, path in TAKE_ANY_MODE:
        assert "not_workflow_app" not in ask(world, method, path, key="other").text, path


def test_the_logs_of_a_chat_app_are_empty(build):
    world = build(dialect="today")
    world.dify.app("other", mode="chat")
    assert world.get("/workflows/logs", key="other").json()["data"] == []


def test_detail_and_events_take_a_chatflow_today(build):
    world = build(dialect="today")
    world.dify.app("flow", mode="advanced-chat")
    world.dify.app("chat", mode="chat")
    for method, path in TAKE_CHATFLOWS:
        assert ask(world, method, path, key="flow").json()["code"] == "not_found"
        assert ask(world, method, path, key="chat").json()["code"] == "not_workflow_app"


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("name", "status"),
    [("api_disabled", 403), ("archived", 403), ("no_app", 403), ("bad_key", 401)],
)
def test_an_app_that_may_not_be_used_refuses_every_operation(build, dialect, name, status):
    world = build(dialect=dialect)
    world.does(dify.refuse(name))
    refusal = dify.REFUSALS[name]
    for method, path in EVERY:
        answer = ask(world, method, path)
        expected = {"code": refusal.code, "message": refusal.message, "status": status}
        assert (answer.status_code, answer.json()) == (status, expected), path


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_question_about_the_app_uses_no_behaviour_up(build, dialect):
    world = build(dialect=dialect)
    world.does(dify.refuse("api_disabled"), dify.succeed())
    assert [world.get("/info").status_code for _ in range(2)] == [403, 403]
    assert [world.run().status_code for _ in range(2)] == [403, 200]
    assert world.get("/info").status_code == 200


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_app_that_is_not_published_has_no_parameters(build, dialect):
    world = build(dialect=dialect)
    world.does(dify.unpublished())
    answer = world.get("/parameters")
    assert (answer.status_code, answer.json()["code"]) == (400, "app_unavailable")
    assert world.run().json()["message"] == "Workflow not published"
    assert world.get("/info").status_code == 200


@pytest.mark.parametrize("run_id", MALFORMED)
@pytest.mark.parametrize(("dialect", "status"), [("documented", {}), ("today", {"status": 500})])
def test_a_run_id_that_is_no_uuid_breaks_the_server(build, run_id, dialect, status):
    world = build(dialect=dialect)
    for path in (f"/workflows/run/{run_id}", f"/workflow/{run_id}/events?user=abc-123"):
        answer = world.get(path)
        unknown = {"code": "unknown", "message": "Internal Server Error", **status}
        assert (answer.status_code, answer.json()) == (500, unknown)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_uuids_are_found_in_capitals(build, dialect):
    world = build(dialect=dialect)
    world.does(dify.fail("old"), version="aaaaaaaa-2222-4333-8444-555555555555")
    run = world.ran()
    assert world.detail(run["id"].upper())["id"] == run["id"]
    (end_user,) = world.dify.end_users
    if dialect == "today":
        assert "workflow_finished" in world.follow(run["id"].upper()).kinds
        version = world.ran(path="/workflows/AAAAAAAA-2222-4333-8444-555555555555/run")
        assert version["error"] == "old"
        assert world.get(f"/end-users/{end_user.upper()}").json()["id"] == end_user


def test_a_version_is_a_uuid(build):
    answer = build(dialect="today").run(path="/workflows/nope/run")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
    assert answer.json()["message"] == "Invalid workflow_id format: 'nope'. "


@pytest.mark.parametrize("end_user", MALFORMED)
def test_an_end_users_id_that_is_no_uuid_is_no_route(build, end_user):
    answer = build(dialect="today").get(f"/end-users/{end_user}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")


@pytest.mark.parametrize(("dialect", "status"), [("documented", 200), ("today", 404)])
def test_the_documented_server_shows_a_run_to_every_app_of_the_workspace(build, dialect, status):
    world = build(dialect=dialect)
    run = world.ran(key="app-a")
    world.dify.app("app-b")
    assert world.get(f"/workflows/run/{run['id']}", key="app-b").status_code == status


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (" ", "trace_session_id must be 1 to 200 characters after trimming."),
        ("x" * 201, "trace_session_id must be 1 to 200 characters after trimming."),
        (5, "trace_session_id must be a string."),
    ],
)
def test_a_trace_session_is_a_text_of_some_length(build, given, text):
    answer = build(dialect="today").run(body={"trace_session_id": given})
    assert (answer.json()["code"], answer.json()["message"]) == ("bad_request", text)
