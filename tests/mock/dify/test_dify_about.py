"""Authentication, the facts of an app, and paths that lead nowhere."""

import pytest

from penstock_mock.services import dify

OPERATIONS = [
    ("POST", "/workflows/run"),
    ("POST", "/workflows/w/run"),
    ("GET", "/workflows/run/r"),
    ("POST", "/workflows/tasks/t/stop"),
    ("GET", "/workflow/r/events"),
    ("GET", "/form/human_input/f"),
    ("POST", "/form/human_input/f"),
    ("POST", "/files/upload"),
    ("GET", "/workflows/logs"),
    ("GET", "/info"),
    ("GET", "/parameters"),
    ("GET", "/meta"),
    ("GET", "/site"),
    ("GET", "/end-users/11111111-2222-4333-8444-555555555555"),
]


@pytest.mark.table(("method", "path"), OPERATIONS)
@pytest.mark.table(
    ("authorization", "text"),
    [
        (None, "Authorization header must be provided and start with 'Bearer'"),
        ("app-1", "Authorization header must be provided and start with 'Bearer'"),
        ("Bearer", "Authorization header must be provided and start with 'Bearer'"),
        ("Basic app-1", "Authorization scheme must be 'Bearer'"),
        ("Bearer bad-key", "Access token is invalid"),
    ],
)
def test_nobody_comes_in_without_a_key(either, method, path, authorization, text):
    headers = {} if authorization is None else {"Authorization": authorization}
    answer = either.ask(method, path, key=None, headers=headers)
    assert answer.status_code == 401
    assert answer.json() == {"code": "unauthorized", "message": text, "status": 401}
    assert answer.headers["www-authenticate"] == 'Bearer realm="api"'


def test_the_scheme_is_told_by_no_case(either):
    answer = either.get("/info", key=None, headers={"Authorization": "bearer app-1"})
    assert answer.status_code == 200


def test_a_revoked_key(either):
    either.mock.keys.revoke("app-test")
    assert either.get("/info").status_code == 401


@pytest.mark.table(("dialect", "version"), [("2024-12", "0.14.2"), ("2026-08", "1.16.0")])
def test_every_answer_says_which_server_it_is(make, dialect, version):
    world = make(dialect=dialect)
    for answer in (world.run(), world.get("/info"), world.run(body={"user": ""})):
        assert answer.headers["x-version"] == version
        assert answer.headers["x-env"] == "PRODUCTION"
    assert make(dialect=dialect, version="1.17.1").get("/info").headers["x-version"] == "1.17.1"


def test_info_of_each_generation(world, newer):
    assert set(world.get("/info?user=abc-123").json()) == {"name", "description", "tags"}
    info = newer.get("/info").json()
    assert (info["mode"], info["author_name"]) == ("workflow", "Dify")


def test_an_app_can_be_described(either):
    either.dify.app("own", name="Translator", description=None, tags=["demo"])
    info = either.get("/info", key="own").json()
    assert (info["name"], info["description"], info["tags"]) == ("Translator", None, ["demo"])
    with pytest.raises(ValueError, match="an app has no"):
        either.dify.app(colour="red")


FORM = [{"select": {"variable": "tone", "required": True, "options": ["plain"]}}]


def test_parameters_of_each_generation(make):
    old = make(user_input_form=FORM).get("/parameters?user=abc-123").json()
    assert (len(old), old["opening_statement"]) == (12, "")
    assert old["system_parameters"]["workflow_file_upload_limit"] == 10
    assert set(old["file_upload"]) == {
        "allowed_file_extensions",
        "allowed_file_types",
        "allowed_file_upload_methods",
        "enabled",
        "image",
        "number_limits",
    }
    assert old["user_input_form"] == [{"select": {"label": "tone", **FORM[0]["select"]}}]
    new = make(dialect="2026-08", user_input_form=FORM, upload_limits={"image": 5}).get(
        "/parameters"
    )
    limits = new.json()["system_parameters"]
    assert (limits["image_file_size_limit"], limits["workflow_file_upload_limit"]) == (5, 10)
    assert new.json()["user_input_form"][0]["select"]["type"] == "select"
    assert new.json()["text_to_speech"]["enabled"] is False
    assert set(new.json()) == set(old)


def test_an_app_has_parameters_of_its_own(either):
    either.dify.app("own", file_upload={"enabled": True}, parameters={"opening_statement": "Hi"})
    told = either.get("/parameters", key="own").json()
    assert (told["file_upload"], told["opening_statement"]) == ({"enabled": True}, "Hi")


def test_meta_and_site(either):
    icon = {"background": "#fff", "content": "🍵"}
    either.dify.app(
        tool_icons={"tea": icon, "cup": "https://x.example/cup.svg"}, site={"icon": "x"}
    )
    assert either.get("/meta").json()["tool_icons"]["tea"] == icon
    assert either.get("/site").json()["icon"] == "x"
    assert either.get("/site").json()["title"] == "My App"
    either.dify.app(site=None)
    answer = either.get("/site")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_an_end_user_is_known_from_the_first_run_on(either):
    either.advance(7)
    either.run(user="tea")
    (known,) = either.dify.end_users
    told = either.get(f"/end-users/{known}").json()
    assert (told["session_id"], told["external_user_id"], told["type"]) == (
        "tea",
        "tea",
        "service-api",
    )
    assert told["created_at"] == "2026-01-01T00:00:07"


def test_no_such_end_user(either):
    either.run()
    (known,) = either.dify.end_users
    either.dify.app("other")
    answer = either.get(f"/end-users/{known}", key="other")
    assert (answer.status_code, answer.json()["code"]) == (404, "end_user_not_found")


# -- nowhere ------------------------------------------------------------------------------------


HTML = "text/html; charset=utf-8"


def lost(world, method, path, **more):
    world.mock.session.allow_unexpected = True
    return world.ask(method, path, **more)


@pytest.mark.table("path", ["/nope", "/chat-messages", "/workflows"])
def test_a_path_there_is_not_is_a_page(either, path):
    answer = lost(either, "GET", path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<title>404 Not Found</title>" in answer.text
    assert "X-Version" in answer.headers


def test_a_method_there_is_not_is_json(either):
    answer = lost(either, "DELETE", "/workflows/logs")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")


def test_lost_calls_are_still_unexpected(either):
    lost(either, "GET", "/nope")
    assert [str(each.request.path) for each in either.mock.journal.unexpected] == ["/v1/nope"]


def test_an_old_server_has_none_of_the_newer_paths(make):
    world = make(newer_paths=False)
    newer = ("/workflow/r/events", "/form/human_input/f", "/site", "/end-users/e")
    for path in newer:
        answer = world.get(f"{path}?user=u")
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/html")
    assert world.run().status_code == 200


@pytest.mark.table(
    ("method", "path"),
    [
        ("POST", "/site"),
        ("DELETE", "/form/human_input/f"),
        ("OPTIONS", "/workflow/r/events"),
        ("GET", "/workflows/11111111-2222-4333-8444-555555555555/run"),
    ],
)
def test_a_path_that_an_old_server_lacks_has_no_methods(build, method, path):
    world = build(newer_paths=False)
    answer = lost(world, method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, HTML)
    assert "allow" not in answer.headers
    assert lost(world, "POST", "/info").status_code == 405


def test_the_documented_server_has_an_index_that_needs_no_key(build):
    found = lost(build(dialect="2024-12"), "GET", "/", key=None)
    assert (found.status_code, found.headers["content-type"]) == (200, "application/json")
    assert (found.json()["api_version"], found.json()["server_version"]) == ("v1", "0.14.2")
    assert found.headers["x-version"] == "0.14.2"


def test_the_newer_server_has_no_index(build):
    answer = lost(build(dialect="2026-08"), "GET", "/", key=None)
    assert (answer.status_code, answer.headers["content-type"]) == (404, HTML)


# -- limits -------------------------------------------------------------------------------------


@pytest.mark.table(("status", "code"), [(400, "invalid_param"), (429, "too_many_requests")])
def test_runs_at_once(make, status, code):
    world = make(concurrency=1, concurrency_status=status)
    world.does(dify.succeed().lasting(60))
    with world.streaming() as stream:
        next(iter(stream))
        refused = world.run()
        assert (refused.status_code, refused.json()["code"]) == (status, code)
        assert refused.json()["message"].startswith("Too many requests. Please try again later.")
        assert refused.json()["message"].endswith("is 1.")
    world.advance(60)
    assert world.run().status_code == 200


def test_a_slot_is_free_again_after_ten_minutes_whatever_became_of_the_run(make):
    world = make(concurrency=1, idle=20)
    world.does(dify.stick(), dify.succeed())
    world.stream()
    assert world.run().status_code == 400
    world.advance(600)
    assert world.run().status_code == 200


def test_the_limit_may_hold_for_one_mode_only(make):
    world = make(concurrency=1, concurrency_modes=["blocking"])
    world.does(dify.succeed().lasting(60))
    with world.streaming() as stream:
        next(iter(stream))
        assert world.run().status_code == 200


def test_each_app_has_a_limit_of_its_own(make):
    world = make(concurrency=1)
    world.dify.app("other")
    world.does(dify.succeed().lasting(60))
    with world.streaming() as stream:
        next(iter(stream))
        assert world.run(key="other").status_code == 200


def test_a_limit_tells_no_time_to_wait_unless_it_is_asked_to(either):
    either.does(dify.concurrency(), dify.concurrency(retry_after=7), dify.succeed())
    assert "retry-after" not in either.run().headers
    assert either.run().headers["retry-after"] == "7"


def test_the_plans_quota(make):
    world = make(quota=2)
    assert [world.run().status_code for _ in range(3)] == [200, 200, 429]
    assert world.run().json()["code"] == "rate_limit_error"
