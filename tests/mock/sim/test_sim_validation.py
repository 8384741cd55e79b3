"""Bodies, headers and queries are refused in the server's own words."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock_mock.services import sim
from penstock_mock.services.sim.runs import OTHER_FILTERS, UNREADABLE

from .conftest import World

ISO = "must be a UTC ISO 8601 timestamp, e.g. 2026-08-06T00:00:00Z"

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def details(answer):
    """v2's issues, by the path as text."""
    assert answer.status == 400, answer.text
    issues = answer.json["error"]["details"]
    assert answer.json["error"]["message"] == issues[0]["message"]
    return {".".join(map(str, issue["path"])): issue["message"] for issue in issues}


@pytest.mark.table(
    ("body", "path", "message"),
    [
        ({"stream": "yes"}, "stream", "Invalid input: expected boolean, received string"),
        ([], "", "Invalid input: expected object, received array"),
        ("x", "", "Invalid input: expected object, received string"),
        ({"input": None}, "input", "Invalid input: expected record, received null"),
        (
            {"executionTimeoutSeconds": True},
            "executionTimeoutSeconds",
            "Invalid input: expected number, received boolean",
        ),
        (
            {"executionTimeoutSeconds": 1.5},
            "executionTimeoutSeconds",
            "Invalid input: expected int, received number",
        ),
        ({"base64MaxBytes": 0}, "base64MaxBytes", "Too small: expected number to be >=1"),
        (
            {"base64MaxBytes": 10485761},
            "base64MaxBytes",
            "Too big: expected number to be <=10485760",
        ),
        (
            {"selectedOutputs": ["a"] * 101},
            "selectedOutputs",
            "Too big: expected array to have <=100 items",
        ),
        (
            {"selectedOutputs": "a"},
            "selectedOutputs",
            "Invalid input: expected array, received string",
        ),
        (
            {"selectedOutputs": [1]},
            "selectedOutputs.0",
            "Invalid input: expected string, received number",
        ),
        (
            {"selectedOutputs": [""]},
            "selectedOutputs.0",
            "Too small: expected string to have >=1 characters",
        ),
        ({"x": 1}, "", 'Unrecognized key: "x"'),
        ({"y": 1, "x": 1}, "", 'Unrecognized keys: "y", "x"'),
    ],
)
def test_issues_have_the_librarys_words(world, body, path, message):
    assert details(world.run(body)) == {path: message}


def test_issues_come_in_the_order_of_the_schema_and_unknown_keys_last(world):
    body = {"x": 1, "stream": 1, "selectedOutputs": ["", 1] + ["a"] * 100, "async": 1, "input": 1}
    paths = [*details(world.run(body))]
    outputs = ["selectedOutputs.0", "selectedOutputs.1", "selectedOutputs"]
    assert paths == ["input", "async", "stream", *outputs, ""]


@pytest.mark.table(
    ("run_id", "message"),
    [
        (
            "a b",
            "Run ID can only contain letters, numbers, dots, underscores, colons, and hyphens",
        ),
        ("a" * 129, "Too big: expected string to have <=128 characters"),
        ("", "Too small: expected string to have >=1 characters"),
    ],
)
def test_a_run_id_of_the_callers_has_a_form(world, run_id, message):
    assert details(world.run({}, headers={"X-Run-Id": run_id})) == {"x-run-id": message}
    (issue,) = world.run({}, headers={"X-Run-Id": run_id}).json["error"]["details"]
    assert issue.get("pattern") in (None, "/^[A-Za-z0-9._:-]+$/")
    assert world.run({}, headers={"X-Run-Id": "A-b.c_d:9"}).status == 200


def test_a_missing_field_is_undefined(world):
    issues = details(world.resume("run", {}))
    assert issues == {"contextId": "Invalid input: expected string, received undefined"}


@given(JSON)
def test_no_body_breaks_the_checks(body):
    for dialect in ("2025-10", "2026-08"):
        world = World(dialect=dialect)
        world.execute(body, checked=False)
        world.queue(body, checked=False)
        world.run(body, checked=False)


# -- the documented body --------------------------------------------------------------------------


def given_input(answer):
    return answer.json["output"]["input"]


OUTPUT = {"content": "One", "c": "Two"}
SELECTED = {"X-Stream-Response": "true", "X-Selected-Outputs": '["a.content"]'}


def test_root_level_input_is_the_whole_body_control_fields_included(world):
    body = {"message": "hi", "stream": 1, "selectedOutputs": ["agent1.content"]}
    assert given_input(world.execute(body)) == body
    world.does(sim.succeed(lambda given: {"content": str(given)}))
    body["stream"] = True
    assert "".join(world.execute(body).chunks) == str(body)


@pytest.mark.table("inner", [{"message": "hi"}, "text", 5, None, [1]])
def test_a_wrapped_input_is_what_is_inside(world, inner):
    assert given_input(world.execute({"input": inner, "other": True})) == inner


@pytest.mark.table("body", [[1, 2], "text", 5, True])
def test_any_json_is_an_input(world, body):
    assert given_input(world.execute(body)) == body


@pytest.mark.table("value", ["true", 1, "yes", None, False])
def test_stream_must_be_exactly_true(world, value):
    assert world.execute({"stream": value}).json["success"]
    headers = {"X-Stream-Response": str(value).upper()}
    assert world.execute({}, headers=headers).json["success"]


def test_headers_ask_for_a_stream_and_its_outputs(world):
    world.does(sim.succeed(OUTPUT))
    assert world.execute({}, headers=SELECTED).chunks == ["One"]
    assert world.execute({"selectedOutputs": ["a.c"]}, headers=SELECTED).chunks == ["Two"]
    assert world.execute({"selectedOutputs": []}, headers=SELECTED).chunks == []


def test_malformed_selected_outputs_are_noticed_only_when_they_are_needed(world):
    world.does(sim.succeed(OUTPUT))
    headers = SELECTED | {"X-Selected-Outputs": "nonsense"}
    assert world.execute({"selectedOutputs": ["a.c"]}, headers=headers).chunks == ["Two"]
    answer = world.execute({}, headers=headers)
    assert (answer.status, "not valid JSON" in answer.json["error"]) == (500, True)


# -- the body in 2026-08 --------------------------------------------------------------------------


def test_in_2026_08_the_servers_own_fields_are_taken_out_but_for_those_it_forgets(newer):
    body = {"message": "hi", "stream": False, "triggerType": "api", "startBlockId": "b"}
    assert given_input(newer.execute(body)) == {"message": "hi", "startBlockId": "b"}


def test_in_2026_08_a_wrapped_input_is_found_as_well(newer):
    body = {"input": {"message": "hi"}, "other": 1}
    assert given_input(newer.execute(body)) == {"message": "hi", "other": 1}
    assert given_input(newer.execute({"input": "text"})) == {"input": "text"}


def test_in_2026_08_the_id_is_the_headers_or_the_bodys(newer):
    headers = {"X-Execution-Id": "a"}
    assert newer.execute({"executionId": "b"}, headers=headers).json["executionId"] == "a"
    assert newer.execute({"executionId": "b"}).json["executionId"] == "b"


@pytest.mark.table(
    ("body", "message"),
    [
        ({"isClientSession": True}, "API key callers cannot set isClientSession"),
        ({"useDraftState": True}, "API key callers cannot execute draft workflow state"),
        (
            {"workflowStateOverride": {"a": 1}},
            "API key callers cannot provide workflowStateOverride",
        ),
        (
            {"runFromBlock": {"sourceSnapshot": {"a": 1}}},
            "API key callers cannot provide runFromBlock.sourceSnapshot",
        ),
        (
            {"runFromBlock": {"executionId": "x"}},
            "External callers cannot resume from stored execution snapshots",
        ),
        ({"useDraftState": False}, None),
        ({"message": "hi"}, None),
    ],
)
def test_in_2026_08_some_fields_are_not_for_api_callers(newer, body, message):
    assert newer.execute(body).json.get("error") == message


@pytest.mark.table(
    ("body", "refused"),
    [
        ({"selectedOutputs": ["a.b"]}, True),
        ({"selectedOutputs": []}, False),
        ({"includeFileBase64": False}, True),
        ({"base64MaxBytes": 5}, True),
        ({"useDraftState": False}, True),
        ({"message": "hi"}, False),
    ],
)
def test_in_2026_08_a_queued_run_takes_no_output_options(newer, body, refused):
    assert newer.queue(body).status == (400 if refused else 202)


# -- queries and cursors --------------------------------------------------------------------------


@pytest.mark.table(
    ("query", "message"),
    [
        ("limit=0", "limit must be at least 1"),
        ("limit=101", "limit cannot exceed 100"),
        ("limit=ten", "Invalid input: expected number, received string"),
        ("limit=", 'Query parameter "limit" must not be blank'),
        ("limit=+", 'Query parameter "limit" must not be blank'),
        ("limit=5&limit=5", 'Query parameter "limit" must not be repeated'),
        ("verbose=1", 'Unrecognized key: "verbose"'),
        ("order=up", 'Invalid option: expected one of "asc"|"desc"'),
        ("startDate=2026-08-06", f"startDate {ISO}"),
        ("startDate=2026-13-06T00:00:00Z", f"startDate {ISO}"),
        ("endDate=2026-08-06T00:00:00%2B02:00", f"endDate {ISO}"),
    ],
)
def test_a_strict_query_refuses(world, query, message):
    answer = world.list_runs(f"?{query}")
    assert (answer.status, answer.json["error"]["message"]) == (400, message)


@pytest.mark.table(
    "query",
    ["limit=7", "limit=07", "startDate=2026-08-06T00:00Z", "endDate=2026-08-06T00:00:00.123Z"],
)
def test_a_good_query_is_read(world, query):
    assert world.list_runs(f"?{query}").status == 200


@pytest.mark.table("order", ["asc", "desc"])
def test_cursors_lead_through_every_run(world, order):
    ids = [world.run().headers["x-run-id"] for _ in range(5)]
    seen, cursor = [], ""
    while cursor is not None:
        page = world.list_runs(f"?order={order}&limit=2{cursor and '&cursor=' + cursor}").json
        seen += [run["runId"] for run in page["data"]]
        cursor = page["nextCursor"]
    assert seen == (ids if order == "asc" else ids[::-1])


def test_a_cursor_belongs_to_one_order_and_one_set_of_filters(world):
    for _ in range(2):
        world.run()
        world.advance(1)
    cursor = world.list_runs("?order=asc&limit=1&status=completed").json["nextCursor"]
    for query, message in (
        ("order=desc&status=completed", UNREADABLE),
        ("order=asc", OTHER_FILTERS),
    ):
        answer = world.list_runs(f"?{query}&cursor={cursor}")
        assert (answer.status, answer.json["error"]["message"]) == (400, message)


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_nothing_else_is_a_cursor(text):
    answer = World().list_runs(f"?cursor={quote(text, safe='')}")
    assert (answer.status, answer.json["error"]["message"]) == (400, UNREADABLE)
