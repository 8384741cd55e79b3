"""Tasks move, by being looked at or by the clock; they can be stopped at any time."""

import pytest

from penstock_mock.services import oomol
from penstock_mock.services.oomol import Pace

TERMINAL = ("completed", "failed", "stopped")


def test_a_task_is_created_then_found_running_then_completed(world):
    answer = world.call("POST", "/v1/tasks", json={"manifest": "image-kit::resize"})
    assert answer.json["task"]["status"] == "created"
    assert (answer.json["userID"], answer.json["success"]) == ("u-2207", True)
    assert world.statuses(answer.json["task"]["id"], 3) == ["running", "completed", "completed"]


def test_the_clock_moves_a_task_that_nobody_looks_at(world):
    task = world.create()
    moments = []
    for seconds in (0.0, 0.4, 0.2, 1.0):
        world.advance(seconds)
        (seen,) = world.call("GET", "/v1/tasks").json["tasks"]
        moments.append(seen["status"])
    assert moments == ["created", "created", "running", "completed"]
    assert world.status(task) == "completed"


@pytest.mark.table(
    ("options", "expected"),
    [
        ({"polls": 3, "seconds": None}, ["running"] * 3 + ["completed"]),
        ({"polls": None}, ["created"] * 4),
        ({"pending": True}, ["pending", "running", "completed", "completed"]),
        ({"polls": 2, "pending": True}, ["pending", "running", "running", "completed"]),
    ],
)
def test_how_tasks_move_is_an_option(make, options, expected):
    world = make(**options)
    assert world.statuses(world.create(), 4) == expected


@pytest.mark.table(
    ("options", "seconds", "expected"),
    [
        ({"polls": None}, 0.5, ["running", "running", "completed"]),
        ({"polls": None, "seconds": 0.1}, 0.5, ["running", "completed", "completed"]),
        ({"polls": 3, "seconds": None}, 1000.0, ["running", "running", "running"]),
        ({}, 2.0, ["completed", "completed", "completed"]),
    ],
)
def test_by_the_clock_between_polls(make, options, seconds, expected):
    world = make(**options)
    task = world.create()
    statuses = []
    for _ in expected:
        world.advance(seconds)
        statuses.append(world.status(task))
    assert statuses == expected


@pytest.mark.table(
    ("behaviour", "expected"),
    [
        (oomol.succeed(), ["running", "completed", "completed"]),
        (oomol.fail(), ["running", "failed", "failed"]),
        (oomol.crash(), ["running", "failed", "failed"]),
        (oomol.stop_itself(), ["running", "stopped", "stopped"]),
        (oomol.slow(polls=2), ["running", "running", "completed"]),
        (oomol.slow(seconds=9), ["created", "created", "created"]),
        (oomol.pending(), ["pending", "running", "completed"]),
        (oomol.weird("archiving"), ["running", "archiving", "completed"]),
        (oomol.weird("archiving", times=None), ["running", "archiving", "archiving"]),
        (oomol.weird("x", then=oomol.fail()), ["running", "x", "failed"]),
        (oomol.stuck(), ["running", "running", "running"]),
        (oomol.flow(), ["running", "completed", "completed"]),
        (oomol.flow(oomol.Node("a#1", error="no")), ["running", "failed", "failed"]),
        (oomol.subflow(), ["running", "completed", "completed"]),
        (oomol.stream_outputs(), ["running", "completed", "completed"]),
        (oomol.lag(), ["running", "completed", "completed"]),
    ],
)
def test_what_polls_find(world, behaviour, expected):
    assert world.statuses(world.run(behaviour), 3) == expected


@pytest.mark.table(
    ("manifest", "end"),
    [
        ("mock::echo", "completed"),
        ("mock::fail", "failed"),
        ("mock::crash", "failed"),
        ("mock::slow", "completed"),
        ("mock::stop", "stopped"),
        ("mock::stream", "completed"),
        ("mock::flow", "completed"),
        ("mock::subflow", "completed"),
        ("mock::lag", "completed"),
        ("mock::weird", "completed"),
        ("mock::pending", "completed"),
        ("mock::stuck", "running"),
    ],
)
def test_manifests_that_are_always_there(world, manifest, end):
    assert set(oomol.BUILT_IN) >= {manifest}
    assert world.statuses(world.create(manifest), 9)[-1] == end


def test_slow_stays_at_work_for_five_polls_however_long_they_take(world):
    task = world.create("mock::slow")
    found = []
    for _ in range(6):
        found.append(world.status(task))
        world.advance(100)
    assert found == ["running"] * 5 + ["completed"]


def test_times_are_whole_milliseconds_and_those_of_the_clock(world):
    task = world.create()
    world.advance(0.25)
    assert world.get(task)["updated_at"] - world.get(task)["created_at"] == 250
    world.advance(10)
    done = world.get(task)
    assert done["created_at"] == 1_767_225_600_000
    assert done["status"] == "completed"


def test_what_the_clock_did_is_dated_when_it_did_it(make):
    world = make(polls=None)
    task = world.create()
    world.advance(60)
    assert world.get(task)["updated_at"] == world.get(task)["created_at"] + 1500


def test_the_newest_task_is_listed_first(world):
    ids = [world.create() for _ in range(3)]
    listed = world.call("GET", "/v1/tasks").json["tasks"]
    assert [task["id"] for task in listed] == ids[::-1]
    assert world.oomol.task.id == ids[-1]


def test_looking_at_the_list_or_the_logs_moves_no_task(world):
    task = world.create()
    for _ in range(3):
        world.logs(task)
        assert world.call("GET", "/v1/tasks").json["tasks"][0]["status"] == "created"


# -- stopping ---------------------------------------------------------------------------------


@pytest.mark.table("polls", [0, 1])
def test_a_task_can_be_stopped_before_its_end(world, polls):
    task = world.run(oomol.slow(polls=3))
    world.statuses(task, polls)
    assert world.stop(task)["status"] == "stopped"
    assert world.status(task) == "stopped"


@pytest.mark.table("behaviour", [oomol.succeed(), oomol.fail(), oomol.stop_itself()])
def test_stopping_a_task_that_has_ended_changes_nothing(world, behaviour):
    task = world.run(behaviour)
    before = world.statuses(task, 2)[-1]
    logs = world.logs(task)
    world.advance(5)
    assert before in TERMINAL
    assert world.stop(task) == world.get(task)
    assert world.status(task) == before
    assert world.logs(task) == logs


def test_a_task_that_the_clock_has_ended_can_not_be_stopped_any_more(world):
    task = world.create()
    world.advance(60)
    assert world.stop(task)["status"] == "completed"


def test_a_stuck_task_can_be_stopped(world):
    task = world.run(oomol.stuck())
    world.status(task)
    world.advance(5)
    stopped = world.stop(task)
    assert stopped["status"] == "stopped"
    assert stopped["updated_at"] == stopped["created_at"] + 5000


@pytest.mark.table(
    ("headers", "body"),
    [
        ({}, b""),
        ({"Content-Type": "application/json"}, b""),
        ({"Content-Type": "application/json"}, b"{}"),
        ({"Content-Type": "application/json"}, b"{"),
        ({"Content-Type": "text/plain"}, b"please"),
    ],
)
def test_stop_does_not_mind_its_body(world, headers, body):
    task = world.create()
    answer = world.call("POST", f"/v1/tasks/{task}/stop", headers=headers, body=body)
    assert answer.json["task"]["status"] == "stopped"


@pytest.mark.table(
    ("method", "path"),
    [("GET", "/v1/tasks/{}"), ("POST", "/v1/tasks/{}/stop"), ("GET", "/v1/tasks/{}/logs")],
)
@pytest.mark.table("name", ["none", "%2e%2e%2fpackages", "%E6%97%A5"])
def test_an_unknown_task_is_a_404_that_says_so_twice(world, method, path, name):
    answer = world.call(method, path.format(name))
    assert answer.status == 404
    assert answer.json["error"] == answer.json["message"]
    assert answer.json["error"].startswith("Task not found: ")


def test_an_id_with_a_slash_is_found_when_it_is_escaped_only(world):
    world.oomol.tasks["a/b"] = world.oomol.tasks[world.create()]
    assert world.call("GET", "/v1/tasks/a%2Fb").status == 200


# -- which behaviour --------------------------------------------------------------------------


def test_behaviours_take_turns_and_the_last_one_stays(world):
    world.oomol.block("image-kit::resize", oomol.fail(), oomol.stop_itself(), oomol.succeed())
    ends = [world.statuses(world.create(), 2)[-1] for _ in range(4)]
    assert ends == ["failed", "stopped", "completed", "completed"]


def test_a_block_nobody_installed_is_unknown_until_it_is_written_down(world):
    answer = world.call("POST", "/v1/tasks", json={"manifest": "my::own"})
    assert (answer.status, answer.json["error"]) == (422, "Block not found: my::own")
    world.oomol.block("my::own", versions=("1.0.0", "2.0.0"), inputs=("text",))
    assert world.results(world.create("my::own", [])) == [{"echo": {}}]
    assert world.get(world.create("my::own"))["manifest_path"] == (
        "/app/packages/my-2.0.0/blocks/own/block.oo.yaml"
    )
    assert ("my", "1.0.0") in world.packages()


def test_every_unknown_block_can_be_given_a_behaviour_and_each_keeps_its_turn(world):
    world.oomol.any_block(oomol.fail(), oomol.succeed())
    ends = [world.statuses(world.create(n), 2)[-1] for n in ("a::b", "a::b", "a::c", "leaflet")]
    assert ends == ["failed", "completed", "failed", "failed"]


@pytest.mark.table(
    "name",
    ["poster", "flows/poster/flow.oo.yaml", "/app/workspace/flows/poster/flow.oo.yaml"],
)
def test_a_flow_is_known_by_its_name_and_by_its_file(world, name):
    world.oomol.flow("poster", oomol.fail("jam"))
    task = world.create(name)
    assert world.get(task)["manifest_path"] == "/app/workspace/flows/poster/flow.oo.yaml"
    assert world.status(task) == "failed"


@pytest.mark.table("name", ["leaflet", "flows/leaflet.yaml", "flow.oo.yaml", "/", "a/b"])
def test_an_unknown_flow_is_a_422(world, name):
    answer = world.call("POST", "/v1/tasks", json={"manifest": name})
    assert (answer.status, answer.json["message"]) == (422, f"Flow not found: {name}")


def test_a_block_and_a_flow_can_be_told_apart_by_their_colons(world):
    world.oomol.block("leaflet", oomol.fail())
    assert "leaflet" in [flow["name"] for flow in world.call("GET", "/v1/flows").json["flows"]]


@pytest.mark.table(
    ("behaviour", "status", "body"),
    [
        (oomol.unsuccessful("quota"), 200, {"success": False, "error": "quota"}),
        (
            oomol.refuse(403, "Forbidden"),
            403,
            {"success": False, "error": "Forbidden", "message": "Forbidden"},
        ),
        (oomol.refuse(500, "boom", form="message"), 500, {"message": "boom"}),
        (oomol.refuse(500, "boom", form="error"), 500, {"success": False, "error": "boom"}),
        (oomol.refuse(500, "boom", form="empty"), 500, {}),
    ],
)
def test_a_task_can_be_refused(world, behaviour, status, body):
    world.oomol.block("image-kit::resize", behaviour, oomol.succeed())
    answer = world.call("POST", "/v1/tasks", json={"manifest": "image-kit::resize"})
    assert (answer.status, answer.json) == (status, body)
    assert world.oomol.tasks == {}
    world.create()


def test_a_refusal_can_have_an_error_object_with_a_stack(world):
    world.oomol.block("image-kit::resize", oomol.refuse(500, "boom", form="object"))
    error = world.call("POST", "/v1/tasks", json={"manifest": "image-kit::resize"}).json["error"]
    assert error["message"] == "boom"
    assert error["stack"].startswith("Error: boom\n    at ")


@pytest.mark.table("wait", [2, "Thu, 01 Jan 2026 00:00:05 GMT"])
def test_a_refusal_can_say_how_long_to_wait(world, wait):
    world.oomol.block("image-kit::resize", oomol.refuse(429, "Too many", retry_after=wait))
    answer = world.call("POST", "/v1/tasks", json={"manifest": "image-kit::resize"})
    assert answer.headers["retry-after"] == str(wait)


def test_a_proxy_can_answer_in_the_servers_place(world):
    world.oomol.block("image-kit::resize", oomol.html_502())
    answer = world.call("POST", "/v1/tasks", json={"manifest": "image-kit::resize"})
    assert (answer.status, answer.headers["content-type"]) == (502, "text/html")
    assert "<title>502 Bad Gateway</title>" in answer.text


def test_there_is_no_newest_task_before_the_first(world):
    with pytest.raises(LookupError, match="no task"):
        world.oomol.task  # noqa: B018


# -- options of the wire ----------------------------------------------------------------------


def test_answers_are_json_in_utf_8(world):
    answer = world.call("GET", "/v1/tasks")
    assert answer.headers["content-type"] == "application/json; charset=utf-8"


def test_an_envelope_can_be_missing(make):
    world = make(envelope="bare")
    created = world.call("POST", "/v1/tasks", json={"manifest": "poster"}).json
    for method, path in (("GET", ""), ("POST", "/stop")):
        assert world.call(method, f"/v1/tasks/{created['id']}{path}").json["id"] == created["id"]
    name = world.install("image-kit").json["taskId"]
    assert world.call("GET", f"/packages/install/{name}").json["id"] == name


@pytest.mark.table(
    ("method", "path", "body"),
    [
        ("POST", "/v1/tasks", {}),
        ("POST", "/v1/tasks", {"manifest": "no::such"}),
        ("GET", "/v1/tasks/none", None),
        ("GET", "/v1/tasks/none/logs", None),
        ("POST", "/packages/install", {}),
        ("GET", "/packages/install/none", None),
    ],
)
def test_a_quiet_server_says_no_with_status_200(make, method, path, body):
    answer = make(refusals="quiet").call(method, path, json=body)
    assert (answer.status, answer.json["success"]) == (200, False)
    assert answer.json["error"]


def test_even_a_quiet_server_wants_a_token(make):
    assert make(refusals="quiet").call("GET", "/v1/tasks", token=None).status == 401


@pytest.mark.table(("polls", "seconds"), [(None, None), (0, None), (None, -1.0)])
def test_a_pace_that_goes_nowhere_is_refused(polls, seconds):
    with pytest.raises(ValueError):
        Pace(polls, seconds)
