"""The apps and ids that an operation takes, as real servers answered, at each front."""

import json

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
DIALECTS = ["2024-12", "2026-08"]
MALFORMED = ["nope", "123", "not-a-uuid", f"{NOBODY}0", "%E8%8C%B6"]
SUBMISSION = {"inputs": {}, "action": "ok", "user": "abc-123"}


def ask(world, method, path, **more):
    body = {"json": SUBMISSION if "form" in path else RUN} if method == "POST" else {}
    return world.ask(method, path, **body, **more)


@pytest.mark.table("dialect", DIALECTS)
@pytest.mark.table("mode", ["advanced-chat", "chat", "agent-chat", "completion"])
def test_only_runs_versions_and_stops_insist_on_a_workflow_app(build, dialect, mode):
    world = build(dialect=dialect)
    world.dify.app("other", mode=mode)
    for method, path in WANT_WORKFLOWS:
        answer = ask(world, method, path, key="other")
        assert (answer.status_code, answer.json()["code"]) == (400, "not_workflow_app"), path
    for method, path in TAKE_ANY_MODE:
        assert "not_workflow_app" not in ask(world, method, path, key="other").text, path


def test_the_logs_of_a_chat_app_are_empty(build):
    world = build(dialect="2026-08")
    world.dify.app("other", mode="chat")
    assert world.get("/workflows/logs", key="other").json()["data"] == []


def test_detail_and_events_take_a_chatflow_in_2026_08(build):
    world = build(dialect="2026-08")
    world.dify.app("flow", mode="advanced-chat")
    world.dify.app("chat", mode="chat")
    for method, path in TAKE_CHATFLOWS:
        assert ask(world, method, path, key="flow").json()["code"] == "not_found"
        assert ask(world, method, path, key="chat").json()["code"] == "not_workflow_app"


@pytest.mark.table("dialect", DIALECTS)
@pytest.mark.table(
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


@pytest.mark.table("dialect", DIALECTS)
def test_a_question_about_the_app_uses_no_behaviour_up(build, dialect):
    world = build(dialect=dialect)
    world.does(dify.refuse("api_disabled"), dify.succeed())
    assert [world.get("/info").status_code for _ in range(2)] == [403, 403]
    assert [world.run().status_code for _ in range(2)] == [403, 200]
    assert world.get("/info").status_code == 200


@pytest.mark.table("dialect", DIALECTS)
def test_an_app_that_is_not_published_has_no_parameters(build, dialect):
    world = build(dialect=dialect)
    world.does(dify.unpublished())
    answer = world.get("/parameters")
    assert (answer.status_code, answer.json()["code"]) == (400, "app_unavailable")
    assert world.run().json()["message"] == "Workflow not published"
    assert world.get("/info").status_code == 200


@pytest.mark.table("run_id", MALFORMED)
@pytest.mark.table(("dialect", "status"), [("2024-12", {}), ("2026-08", {"status": 500})])
def test_a_run_id_that_is_no_uuid_breaks_the_server(build, run_id, dialect, status):
    world = build(dialect=dialect)
    for path in (f"/workflows/run/{run_id}", f"/workflow/{run_id}/events?user=abc-123"):
        answer = world.get(path)
        unknown = {"code": "unknown", "message": "Internal Server Error", **status}
        assert (answer.status_code, answer.json()) == (500, unknown)


@pytest.mark.table("dialect", DIALECTS)
def test_uuids_are_found_in_capitals(build, dialect):
    world = build(dialect=dialect)
    world.does(dify.fail("old"), version="aaaaaaaa-2222-4333-8444-555555555555")
    run = world.ran()
    assert world.detail(run["id"].upper())["id"] == run["id"]
    (end_user,) = world.dify.end_users
    if dialect == "2026-08":
        assert "workflow_finished" in world.follow(run["id"].upper()).kinds
        version = world.ran(path="/workflows/AAAAAAAA-2222-4333-8444-555555555555/run")
        assert version["error"] == "old"
        assert world.get(f"/end-users/{end_user.upper()}").json()["id"] == end_user


def test_a_version_is_a_uuid(build):
    answer = build(dialect="2026-08").run(path="/workflows/nope/run")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
    assert answer.json()["message"] == "Invalid workflow_id format: 'nope'. "


@pytest.mark.table("end_user", MALFORMED)
def test_an_end_users_id_that_is_no_uuid_is_no_route(build, end_user):
    answer = build(dialect="2026-08").get(f"/end-users/{end_user}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")


@pytest.mark.table(("dialect", "status"), [("2024-12", 200), ("2026-08", 404)])
def test_the_documented_server_shows_a_run_to_every_app_of_the_workspace(build, dialect, status):
    world = build(dialect=dialect)
    run = world.ran(key="app-a")
    world.dify.app("app-b")
    assert world.get(f"/workflows/run/{run['id']}", key="app-b").status_code == status


@pytest.mark.table(
    ("given", "text"),
    [
        (" ", "trace_session_id must be 1 to 200 characters after trimming."),
        ("x" * 201, "trace_session_id must be 1 to 200 characters after trimming."),
        (5, "trace_session_id must be a string."),
    ],
)
def test_a_trace_session_is_a_text_of_some_length(build, given, text):
    answer = build(dialect="2026-08").run(body={"trace_session_id": given})
    assert (answer.json()["code"], answer.json()["message"]) == ("bad_request", text)


# -- methods and origins ------------------------------------------------------------------------

METHODS = [
    ("DELETE", "/workflows/logs", "GET, HEAD, OPTIONS"),
    ("PUT", "/info", "GET, HEAD, OPTIONS"),
    ("GET", "/workflows/run", "OPTIONS, POST"),
    ("GET", "/files/upload", "OPTIONS, POST"),
    ("PATCH", "/form/human_input/tok", "GET, HEAD, OPTIONS, POST"),
    ("HEAD", "/workflows/run", "OPTIONS, POST"),
]


def anywhere(world, method, path, **headers):
    world.mock.session.allow_unexpected = True
    return world.ask(method, path, headers=headers)


@pytest.mark.table("dialect", DIALECTS)
@pytest.mark.table(("method", "path", "allow"), METHODS)
def test_only_the_documented_server_names_the_methods_it_has(build, dialect, method, path, allow):
    answer = anywhere(build(dialect=dialect), method, path)
    assert answer.status_code == 405
    assert answer.headers.get("allow") == (allow if dialect == "2024-12" else None)
    assert answer.headers["x-env"] == "PRODUCTION"
    if method != "HEAD":
        assert answer.json()["code"] == "method_not_allowed"


@pytest.mark.table("dialect", DIALECTS)
@pytest.mark.table(("path", "allow"), [each[1:] for each in METHODS])
def test_options_is_an_empty_page_that_needs_no_key(build, dialect, path, allow):
    world = build(dialect=dialect)
    answer = world.ask("OPTIONS", path, key=None)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["allow"] == allow
    assert answer.headers["x-version"]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-methods" not in answer.headers
    assert not world.mock.journal.calls()


def test_options_of_a_path_there_is_not(build):
    answer = anywhere(build(dialect="2026-08"), "OPTIONS", "/nope")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")


def test_a_browser_that_asks_first_may_send_its_key(build):
    asked = {
        "Origin": "https://shop.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type, Authorization, x-mine",
    }
    answer = anywhere(build(dialect="2026-08"), "OPTIONS", "/workflows/run", **asked)
    assert answer.headers["access-control-allow-origin"] == "https://shop.example"
    assert answer.headers["access-control-allow-headers"] == "Authorization, content-type"
    assert answer.headers["access-control-allow-methods"].split(", ")[-2:] == ["POST", "PUT"]
    assert answer.headers["vary"] == "Origin"


@pytest.mark.table("dialect", DIALECTS)
def test_pages_of_every_origin_may_read_any_answer(build, dialect):
    world = build(dialect=dialect)
    run = world.ran()
    answers = [
        world.get("/info"),
        world.get("/info", key=None),
        world.get(f"/workflows/run/{run['id']}"),
        world.run(body={"inputs": None}),
        world.upload(),
        world.stream().answer,
    ]
    exposed = "X-Env, X-Trace-Id, X-Version" if dialect == "2026-08" else None
    for answer in answers:
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers.get("access-control-expose-headers") == exposed
        assert "vary" not in answer.headers
    answer = world.get("/meta", headers={"Origin": "https://shop.example"})
    assert answer.headers["access-control-allow-origin"] == "https://shop.example"
    assert answer.headers["vary"] == "Origin"


def test_a_page_of_somebody_in_front_of_the_server_is_for_no_origin(build):
    world = build(dialect="2026-08")
    world.does(dify.html_502())
    assert "access-control-allow-origin" not in world.run().headers


# -- what is on record --------------------------------------------------------------------------


def test_a_run_on_record_says_when_it_began_and_a_live_one_does_not(build):
    world = build(dialect="2026-08")
    world.does(dify.succeed().lasting(0.2))
    with world.streaming({"topic": "tea"}) as stream:
        events = iter(stream)
        assert next(events) == "ping"
        live = next(events)["data"]
        snapshot = world.follow(live["id"], "&include_state_snapshot=true").events[1]["data"]
        assert live["created_at"] == snapshot["created_at"]
    at = {"sys.timestamp": live["created_at"]}
    assert "sys.timestamp" not in live["inputs"]
    assert snapshot["inputs"] == {**live["inputs"], **at}
    assert json.loads(world.detail(live["id"])["inputs"]) == {**live["inputs"], **at}


def test_the_documented_server_keeps_no_such_time(build):
    world = build(dialect="2024-12")
    assert "sys.timestamp" not in world.detail(world.ran()["id"])["inputs"]
