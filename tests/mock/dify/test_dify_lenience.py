"""Where real servers are more or less lenient than they are written to be, at each front."""

import pytest

from penstock_mock.services import dify

FORM = [
    {"number": {"variable": "count"}},
    {"checkbox": {"variable": "short"}},
    {"json_object": {"variable": "extra"}},
    {"file": {"variable": "note", "allowed_file_types": [], "allowed_file_extensions": [".log"]}},
    {"file-list": {"variable": "notes", "allowed_file_extensions": [".log"]}},
]
PASSED_ON = [
    ("short", "maybe"),
    ("short", [1]),
    ("short", {"a": 1}),
    ("count", True),
    ("count", 2.5),
]
SELECT = {
    "type": "select",
    "output_variable_name": "colour",
    "option_source": {"type": "constant", "selector": [], "value": ["red", "green"]},
}


def newer(build, **options):
    return build(dialect="2026-08", user_input_form=FORM, **options)


def local(upload_id, **more):
    return {"transfer_method": "local_file", "upload_file_id": upload_id, **more}


# -- inputs and files ---------------------------------------------------------------------------


@pytest.mark.table(("name", "value"), PASSED_ON)
def test_checkboxes_and_numbers_of_the_wrong_type_are_passed_on(build, name, value):
    assert newer(build).ran({name: value})["outputs"][name] == value


@pytest.mark.table(
    ("name", "value"), [*PASSED_ON, ("count", [1]), ("extra", "x"), ("short", "Yes")]
)
def test_the_documented_server_knows_fewer_types(build, name, value):
    world = build(dialect="2024-12", user_input_form=FORM)
    assert world.ran({name: value})["outputs"][name] == value


@pytest.mark.table("value", [[1], {"a": 1}, []])
def test_a_list_for_a_number_breaks_the_server(build, value):
    world = newer(build, idle=0.1, ping=0.05)
    answer = world.run({"count": value})
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_server_error")
    error = world.stream({"count": value}).events[-1]
    assert (error["event"], error["code"]) == ("error", "internal_server_error")


@pytest.mark.table("file", [{"type": "image"}, {}, {"type": "image", "url": "https://x"}])
def test_a_file_without_a_method_is_dropped_beside_the_inputs_only(build, file):
    world = newer(build)
    run = world.ran(body={"files": [file]})
    assert '"sys.files": []' in world.detail(run["id"])["inputs"]
    answer = world.run({"note": file})
    assert answer.json()["message"] == "transfer_method is required in file mapping"


@pytest.mark.table(
    ("files", "status", "text"),
    [
        ([{"type": "image"}], 400, "No matching enum found for value 'None'"),
        ({}, 200, None),
        (["a"], 500, dify.REFUSALS["internal_error"].message),
    ],
)
def test_files_of_other_shapes_on_the_documented_server(build, files, status, text):
    answer = build(dialect="2024-12").run(body={"files": files})
    assert (answer.status_code, answer.json().get("message")) == (status, text)


def test_a_malformed_upload_id_in_each_generation(build):
    world = newer(build)
    answer = world.run({"notes": [local("nope")]})
    assert (answer.status_code, answer.json()["message"]) == (400, "Invalid upload file id format")


def test_a_malformed_upload_id_breaks_the_documented_server(build):
    answer = build(dialect="2024-12").run(body={"files": [local("nope", type="document")]})
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_server_error")


@pytest.mark.table("dialect", ["2024-12", "2026-08"])
@pytest.mark.table("variable", ["note", "notes"])
def test_a_file_without_a_type_is_held_to_the_listed_extensions(build, dialect, variable):
    world = build(dialect=dialect, user_input_form=FORM)
    for name, status in (("note.txt", 400), ("a.log", 200)):
        file = local(world.upload(name).json()["id"])
        answer = world.run({variable: file if variable == "note" else [file]})
        assert answer.status_code == status, answer.text
        if status == 400:
            assert answer.json()["message"] == "File validation failed for file: note.txt"


@pytest.mark.table("url", ["nope", "ftp://x.example/a.txt", "/a.txt"])
@pytest.mark.table("dialect", ["2024-12", "2026-08"])
def test_an_address_that_nothing_can_be_fetched_from(build, dialect, url):
    file = {"type": "document", "transfer_method": "remote_url", "url": url}
    answer = build(dialect=dialect).run(body={"files": [file]})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_param")
    assert answer.json()["message"] == f"Reached maximum retries (3) for URL {url}"


@pytest.mark.table(
    ("dialect", "name", "extension"),
    [
        ("2026-08", "README", ""),
        ("2026-08", "a.TXT", "txt"),
        ("2024-12", "README", "readme"),
        ("2024-12", "a.TXT", "txt"),
    ],
)
def test_the_extension_of_an_upload(build, dialect, name, extension):
    assert build(dialect=dialect).upload(name).json()["extension"] == extension


@pytest.mark.table("dialect", ["2024-12", "2026-08"])
def test_a_user_that_is_too_long_for_the_database(build, dialect):
    world = build(dialect=dialect)
    for user, status in (("u" * 255, 200), ("u" * 256, 500)):
        answers = (world.run(user=user), world.stop("t", user=user))
        assert [answer.status_code for answer in answers] == [status, status]
    assert answers[0].json()["code"] == "unknown"
    assert world.upload(user=user).status_code == 500


# -- concurrency --------------------------------------------------------------------------------


def test_a_limit_of_one_refuses_every_streaming_start(build):
    world = build(dialect="2026-08", concurrency=1)
    for _ in range(2):
        with world.streaming() as stream:
            stream.answer.read()
        refused = stream.answer
        assert (refused.status_code, refused.json()["code"]) == (400, "invalid_param")
        assert refused.json()["message"].startswith("Too many requests. Please try again later.")
        assert refused.json()["message"].endswith(f"for {world.dify.default.id} is 1.")
    assert world.run().status_code == 200


def test_a_streamed_run_holds_no_slot(build):
    world = build(dialect="2026-08", concurrency=2)
    world.does(dify.succeed().paced(0))
    statuses = []
    for _ in range(4):
        with world.streaming() as stream:
            statuses.append(stream.answer.status_code)
    assert statuses == [200] * 4
    assert world.run().status_code == 200


def test_modes_can_be_limited_as_they_were_meant_to_be(build):
    world = build(dialect="2026-08", concurrency=1, concurrency_modes=["streaming"])
    world.does(dify.succeed().lasting(60))
    with world.streaming() as first, world.streaming() as second:
        assert (first.answer.status_code, second.answer.status_code) == (200, 400)


# -- forms --------------------------------------------------------------------------------------


@pytest.fixture
def waiting(build):
    """A run that waits for a colour and a comment, and its form's path."""
    world = build(dialect="2026-08")
    form = dify.make_form(inputs=["comment", SELECT])
    world.does(dify.pause(form).paced(0))
    run = world.ran()
    return world, run["id"], f"/form/human_input/{run['reasons'][0]['form_token']}"


GOOD = {"inputs": {"comment": "fine", "colour": "red"}, "action": "ok", "user": "abc-123"}


@pytest.mark.table(
    ("change", "code", "text"),
    [
        (
            {"inputs": {"comment": "", "colour": "blue"}},
            "invalid_form_data",
            "Invalid value for select input 'colour': blue",
        ),
        (
            {"inputs": {"comment": "", "colour": 1}},
            "invalid_form_data",
            "Invalid value for select input 'colour': expected string",
        ),
        ({"inputs": {}}, "invalid_form_data", "Missing required inputs: comment, colour"),
        ({"action": "zzz"}, "invalid_form_data", "Invalid action: zzz"),
        (
            {"action": 1},
            "invalid_param",
            "1 validation error for HumanInputFormSubmitPayload\naction\n"
            "  Input should be a valid string [type=string_type, input_value=1, input_type=int]",
        ),
        (
            {"action": None},
            "invalid_param",
            "1 validation error for HumanInputFormSubmitPayload\naction\n"
            "  Input should be a valid string [type=string_type, input_value=None",
        ),
        (
            {"inputs": None},
            "invalid_param",
            "1 validation error for HumanInputFormSubmitPayload\ninputs\n"
            "  Input should be a valid dictionary [type=dict_type, input_value=None",
        ),
        (
            {"inputs": []},
            "invalid_param",
            "1 validation error for HumanInputFormSubmitPayload\ninputs\n"
            "  Input should be a valid dictionary [type=dict_type, input_value=[]",
        ),
    ],
)
def test_an_answer_that_does_not_fit_its_form(waiting, change, code, text):
    world, run_id, path = waiting
    answer = world.post(path, {**GOOD, **change})
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.json()["message"].startswith(text)
    assert world.detail(run_id)["status"] == "paused"
    assert world.post(path, GOOD).json() == {}


@pytest.mark.table("name", ["action", "inputs"])
def test_an_answer_that_lacks_a_field(waiting, name):
    world, run_id, path = waiting
    answer = world.post(path, {key: value for key, value in GOOD.items() if key != name})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_param")
    expected = (
        f"1 validation error for HumanInputFormSubmitPayload\n{name}\n  Field required [type="
    )
    assert answer.json()["message"].startswith(expected)
    assert world.detail(run_id)["status"] == "paused"


# -- streams ------------------------------------------------------------------------------------


def test_a_watcher_of_a_paused_run_gets_the_snapshot_at_once_and_then_the_rest(waiting):
    world, run_id, path = waiting
    query = "user=abc-123&include_state_snapshot=true&continue_on_pause=true"
    with world.open("GET", f"/workflow/{run_id}/events?{query}") as stream:
        seen = []
        for event in stream:
            seen.append(event)
            if event != "ping" and event["event"] == "workflow_paused":
                break
        kinds = [event if event == "ping" else event["event"] for event in seen]
        assert kinds == [
            "ping",
            "workflow_started",
            *("node_started", "node_finished") * 2,
            "human_input_required",
            "workflow_paused",
        ]
        form = seen[5]["data"]
        assert (form["node_type"], form["status"]) == ("human-input", "paused")
        assert [event["data"]["index"] for event in seen[2:6]] == [1, 1, 2, 2]
        assert world.post(path, GOOD).status_code == 200
        rest = [event["event"] for event in stream if event != "ping"]
    assert rest[:4] == [
        "workflow_started",
        "node_started",
        "human_input_form_filled",
        "node_finished",
    ]
    assert rest[-1] == "workflow_finished"


@pytest.mark.table("seconds", [0.3, 15])
def test_a_late_watcher_of_a_paused_run_gets_all_of_the_snapshot(waiting, seconds):
    world, run_id, path = waiting
    query = "user=abc-123&include_state_snapshot=true&continue_on_pause=true"
    with world.open("GET", f"/workflow/{run_id}/events?{query}") as stream:
        world.mock.clock.advance(seconds)
        assert world.post(path, GOOD).status_code == 200
        stream.read()
    assert stream.kinds[:2] == ["ping", "workflow_started"]
    assert stream.kinds[6:8] == ["human_input_required", "workflow_paused"]
    assert stream.kinds[-1] == "workflow_finished"


def test_live_events_number_no_node(build):
    world = build(dialect="2026-08")
    steps = [dify.node("A"), dify.node("B", dify.retry("once")), dify.node("C")]
    world.does(dify.succeed().of(*steps).paced(0))
    events = [e for e in world.stream().events if e != "ping" and e["event"].startswith("node_")]
    assert {event["data"]["index"] for event in events} == {1}


@pytest.mark.table("dialect", ["2024-12", "2026-08"])
def test_a_partly_succeeded_run_has_no_error_of_its_own(build, dialect):
    world = build(dialect=dialect)
    world.does(dify.partly(error="odd").paced(0))
    assert world.ran()["error"] is None
    events = [event for event in world.stream().events if event != "ping"]
    assert events[-1]["data"]["error"] is None
    assert "odd" in [event["data"].get("error") for event in events]
    (first, second) = world.get("/workflows/logs").json()["data"]
    assert (first["workflow_run"]["error"], second["workflow_run"]["error"]) == (None, None)
    assert world.detail(first["workflow_run"]["id"])["error"] is None
