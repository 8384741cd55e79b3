"""Bodies, headers and queries are refused in the server's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock_mock.services.sim import controls, zod
from penstock_mock.services.sim.cursors import BadCursorError, Scope
from penstock_mock.services.sim.query import count, query_issues

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


ISO = "field must be a UTC ISO 8601 timestamp, e.g. 2026-08-06T00:00:00Z"


@pytest.mark.parametrize(
    ("check", "value", "message"),
    [
        (zod.is_a("boolean"), "yes", "Invalid input: expected boolean, received string"),
        (zod.is_a("object"), [], "Invalid input: expected object, received array"),
        (zod.is_a("object"), None, "Invalid input: expected object, received null"),
        (zod.whole(1, 5), True, "Invalid input: expected number, received boolean"),
        (zod.whole(1, 5), 1.5, "Invalid input: expected int, received number"),
        (zod.whole(1, 5), 0, "Too small: expected number to be >=1"),
        (zod.whole(1, 5), 6, "Too big: expected number to be <=5"),
        (zod.strings(1), ["a", "b"], "Too big: expected array to have <=1 items"),
        (zod.strings(), "a", "Invalid input: expected array, received string"),
        (zod.strings(), [1], "Invalid input: expected string, received number"),
        (zod.strings(9, nonempty=True), [""], "Too small: expected string to have >=1 characters"),
        (zod.text, "", "Too small: expected string to have >=1 characters"),
        (zod.one_of("a", "b"), "c", 'Invalid option: expected one of "a"|"b"'),
        (zod.run_id, "a b", zod.RUN_ID_TEXT),
        (zod.run_id, "a" * 129, "Too big: expected string to have <=128 characters"),
        (zod.run_id, "", "Too small: expected string to have >=1 characters"),
        (zod.moment, "2026-08-06", ISO),
        (zod.moment, "2026-13-06T00:00:00Z", ISO),
        (zod.moment, "2026-08-06T00:00:00+02:00", ISO),
    ],
)
def test_issues_have_the_librarys_words(check, value, message):
    (issue,) = check(value, ("field",))
    assert issue["message"] == message
    assert issue["path"][0] == "field"
    assert "code" in issue


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (zod.whole(1, 5), 5),
        (zod.whole(1), 3.0),
        (zod.run_id, "A-b.c_d:9"),
        (zod.moment, "2026-08-06T00:00Z"),
        (zod.moment, "2026-08-06T00:00:00.123Z"),
        (zod.strings(2), []),
    ],
)
def test_what_is_right_has_no_issues(check, value):
    assert check(value, ()) == []


def test_a_strict_shape_names_every_unknown_key():
    (one,) = zod.shape({"x": 1}, {}, strict=True)
    (two,) = zod.shape({"x": 1, "y": 2}, {}, strict=True)
    assert one["message"] == 'Unrecognized key: "x"'
    assert two["message"] == 'Unrecognized keys: "x", "y"'


def test_a_missing_field_is_undefined():
    (issue,) = zod.shape({}, {"contextId": zod.text}, required=("contextId",), strict=True)
    assert issue["message"] == "Invalid input: expected string, received undefined"


@given(JSON)
def test_no_value_breaks_the_checks(value):
    zod.shape(value, {"a": zod.whole(1), "": zod.text}, required=("a",), strict=True)
    controls.today_issues(value)
    controls.documented(value, {})
    if isinstance(value, dict):
        controls.today_forbidden(value)
        controls.today_not_async(value)


# -- the documented body --------------------------------------------------------------------------


def test_root_level_input_is_the_whole_body_control_fields_included():
    body = {"message": "hi", "stream": True, "selectedOutputs": ["agent1.content"]}
    asked = controls.documented(body, {})
    assert asked.given == body
    assert asked.stream
    assert asked.selected == ("agent1.content",)


@pytest.mark.parametrize("inner", [{"message": "hi"}, "text", 5, None, [1]])
def test_a_wrapped_input_is_what_is_inside(inner):
    assert controls.documented({"input": inner, "stream": True}, {}).given == inner


@pytest.mark.parametrize("body", [[1, 2], "text", 5, True])
def test_any_json_is_an_input(body):
    asked = controls.documented(body, {})
    assert (asked.given, asked.stream) == (body, False)


@pytest.mark.parametrize("value", ["true", 1, "yes", None, False])
def test_stream_must_be_exactly_true(value):
    assert not controls.documented({"stream": value}, {}).stream
    assert not controls.documented({}, {"x-stream-response": str(value).upper()}).stream


def test_headers_ask_for_a_stream_and_its_outputs():
    header = {"x-stream-response": "true", "x-selected-outputs": '["a.b"]'}
    asked = controls.documented({}, header)
    assert (asked.stream, asked.selected) == (True, ("a.b",))
    assert controls.documented({"selectedOutputs": ["c.d"]}, header).selected == ("c.d",)
    assert controls.documented({"selectedOutputs": []}, header).selected == ()


def test_malformed_selected_outputs_are_noticed_only_when_they_are_needed():
    header = {"x-selected-outputs": "nonsense"}
    assert controls.documented({"selectedOutputs": ["a.b"]}, header).selected == ("a.b",)
    with pytest.raises(controls.BadControlError, match="not valid JSON"):
        controls.documented({}, header)


# -- today's body ---------------------------------------------------------------------------------


def test_today_the_servers_own_fields_are_taken_out_but_for_those_it_forgets():
    body = {"message": "hi", "stream": True, "triggerType": "api", "includeThinking": True}
    assert controls.today(body, {}).given == {"message": "hi", "includeThinking": True}


def test_today_a_wrapped_input_is_found_as_well():
    asked = controls.today({"input": {"message": "hi"}, "other": 1}, {})
    assert asked.given == {"message": "hi", "other": 1}
    assert controls.today({"input": "text"}, {}).given == {"input": "text"}


def test_today_the_id_is_the_headers_or_the_bodys():
    assert controls.today({"executionId": "b"}, {"x-execution-id": "a"}).run_id == "a"
    assert controls.today({"executionId": "b"}, {}).run_id == "b"


@pytest.mark.parametrize(
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
def test_today_some_fields_are_not_for_api_callers(body, message):
    assert controls.today_forbidden(body) == message


@pytest.mark.parametrize(
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
def test_today_a_queued_run_takes_no_output_options(body, refused):
    assert controls.today_not_async(body) is refused


# -- queries and cursors --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pairs",
    [
        [("limit", "0")],
        [("limit", "101")],
        [("limit", "ten")],
        [("limit", "")],
        [("limit", " ")],
        [("limit", "5"), ("limit", "5")],
        [("verbose", "1")],
    ],
)
def test_a_strict_query_refuses(pairs):
    assert query_issues(pairs, {"limit": count(1, 100)})[1]


def test_a_good_query_is_read():
    assert query_issues([("limit", "7")], {"limit": count(1, 100)}) == ({"limit": "7"}, [])


@given(st.integers(0, 10**9), st.sampled_from(["asc", "desc"]))
def test_a_cursor_leads_back_to_its_row(row, order):
    scope = Scope.of(order, {"status": "failed"})
    assert scope.decode(scope.encode("2026-01-01T00:00:00.000Z", row)) == row


def test_a_cursor_belongs_to_one_order_and_one_set_of_filters():
    cursor = Scope.of("asc", {"status": "failed"}).encode("2026-01-01T00:00:00.000Z", 3)
    with pytest.raises(BadCursorError):
        Scope.of("desc", {"status": "failed"}).decode(cursor)
    with pytest.raises(BadCursorError, match="requested filters"):
        Scope.of("asc", {}).decode(cursor)


@given(st.text(max_size=40))
def test_nothing_else_is_a_cursor(text):
    with pytest.raises(BadCursorError):
        Scope.of("asc", {}).decode(text)
