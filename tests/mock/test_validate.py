"""Findings say what was sent, where it breaks the contract, and never a secret."""

import time

import pytest

from penstock_mock.document.schemas import Document, Schemas
from penstock_mock.document.validation import (
    FINDINGS_LIMIT,
    SENT_LIMIT,
    Finding,
    breaches,
    check,
    check_schema,
    errors_in,
    finding,
    report,
    shown,
)


def findings(schema: object, value: object) -> tuple[Finding, ...]:
    document = Document({"openapi": "3.1.0", "components": {"schemas": {"S": schema}}})
    node = document.at("#/components/schemas/S")
    return check(Schemas(document).validator(node, "request"), value, "body")


PERSON = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "maxLength": 5},
        "age": {"type": "integer", "minimum": 0},
        "tags": {"type": "array", "items": {"enum": ["a", "b"]}},
        "a/b~c": {"type": "integer"},
        "api_key": {"type": "integer"},
    },
}


def test_a_valid_value_has_none() -> None:
    assert findings(PERSON, {"name": "Ada", "age": 36}) == ()


@pytest.mark.table(
    ("value", "code", "pointer", "sent"),
    [
        ({"name": 1}, "body.type", "/name", "1"),
        ({}, "body.required", "", "an object of 0"),
        ({"name": "Augusta"}, "body.maxLength", "/name", "'Augusta'"),
        ({"name": "A", "age": -1}, "body.minimum", "/age", "-1"),
        ({"name": "A", "tags": ["a", "z"]}, "body.enum", "/tags/1", "'z'"),
        ({"name": "A", "oops": 1}, "body.additionalProperties", "", "an object of 2"),
        ({"name": "A", "a/b~c": "x"}, "body.type", "/a~1b~0c", "'x'"),
        ([], "body.type", "", "a list of 0"),
        ({"name": "A", "api_key": "sk-1"}, "body.type", "/api_key", "[hidden]"),
    ],
)
def test_a_breach_is_placed_by_pointer(value: object, code: str, pointer: str, sent: str) -> None:
    (found,) = findings(PERSON, value)
    assert (found.code, found.pointer, found.sent) == (code, pointer, sent)


def test_every_breach_is_found() -> None:
    found = findings(PERSON, {"name": 1, "age": "x", "tags": [1, 2]})
    assert sorted(f.pointer for f in found) == ["/age", "/name", "/tags/0", "/tags/1"]


@pytest.mark.table("key", ["0", "007", "-1", "1e3", "٣"])
def test_a_key_may_look_like_a_number(key: str) -> None:
    """The validator hands "007" out as 7."""
    (found,) = findings({"additionalProperties": {"type": "string"}}, {"x": "y", key: 5})
    assert (found.pointer, found.sent) == (f"/{key}", "5")


def test_keys_of_the_same_number_are_no_crash() -> None:
    items = {"additionalProperties": {"items": {"type": "string"}}}
    (found,) = findings(items, {"7": ["a"], "007": ["a", "b", 5]})
    assert found.code == "body.type"


def test_messages_do_not_repeat_what_was_sent() -> None:
    found = findings(PERSON, {"name": "hunter2", "api_key": "hunter2", "age": "sk-hunter2"})
    assert len(found) == 3
    assert all("hunter2" not in f.message for f in found)
    assert sum("hunter2" in str(f) for f in found) == 1  # the name, which is no secret


def test_of_a_failed_choice_the_branch_nearly_meant_is_told() -> None:
    schema = {
        "anyOf": [
            {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]},
            {"type": "string"},
        ]
    }
    (found,) = findings(schema, {"n": "x"})
    assert (found.code, found.pointer, found.sent) == ("body.type", "/n", "'x'")


def test_formats_are_checked() -> None:
    (found,) = findings({"type": "string", "format": "date-time"}, "yesterday")
    assert found.code == "body.format"


def test_a_million_breaches_are_told_as_a_few() -> None:
    found = findings({"type": "array", "items": {"type": "string"}}, [1] * 10_000)
    assert len(found) == FINDINGS_LIMIT


ITEMS = {
    "type": "object",
    "minProperties": 2,
    "properties": {
        "kind": {"type": "string"},
        "list": {
            "anyOf": [
                {"type": "array", "maxItems": 5000, "minItems": 2, "uniqueItems": True},
                {"type": "null"},
            ],
        },
        "7": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
    },
    "additionalProperties": {"type": "object", "required": ["a"]},
}
VALID = {"kind": "k", "list": list(range(2500)), "7": [[1] * 30] * 90}


@pytest.mark.table(
    ("wrong", "code", "pointer"),
    [
        ({"kind": 5}, "body.type", "/kind"),
        ({"list": list(range(9000))}, "body.anyOf", "/list"),
        ({"list": [*range(2500), 0]}, "body.anyOf", "/list"),
        ({"list": [1]}, "body.anyOf", "/list"),
        ({"7": [[1] * 30] * 90 + [[1, 1, 1, "x", 1]]}, "body.type", "/7/90/3"),
        ({"7": [[1] * 999 + ["x"] + [1] * 999]}, "body.type", "/7/0/999"),
        (
            {"7": [*[[1] * 5] * 300, [*[1] * 3000, "x"], *[[1] * 5] * 300]},
            "body.type",
            "/7/300/3000",
        ),
        ({f"more{n}": {"a": 1} for n in range(900)} | {"last": {}}, "body.required", "/last"),
        ({"wide": {f"more{n}": n for n in range(9000)}}, "body.required", "/wide"),
    ],
)
def test_one_breach_is_found_in_a_large_value(
    wrong: dict[str, object], code: str, pointer: str
) -> None:
    assert findings(ITEMS, VALID) == ()
    assert [(f.code, f.pointer) for f in findings(ITEMS, VALID | wrong)] == [(code, pointer)]


@pytest.mark.table("valid", [0, 3000])
def test_a_large_value_that_is_wrong_throughout_takes_no_longer_than_a_valid_one(
    valid: int,
) -> None:
    needs = {"type": "object", "required": ["a", "b", "c", "d", "e"]}
    schema = {"anyOf": [{"type": "array", "items": {"oneOf": [needs, False]}}, {"type": "null"}]}
    begun = time.process_time()
    found = findings(schema, [dict.fromkeys("abcde")] * valid + [{}] * 100_000)
    assert [f.pointer for f in found] == [f"/{valid}"]
    assert time.process_time() - begun < 3  # about a tenth; twenty, were each one explained


@pytest.mark.table("value", ["\ud800", {"a": "\ud800"}, {1: 2}])
def test_what_can_not_be_json_is_a_finding_and_no_crash(value: object) -> None:
    assert [f.code for f in findings({"type": "array"}, value)] == ["body.malformed"]


def test_a_large_value_that_breaks_its_schema_has_breaches() -> None:
    large = {f"k{n}": n for n in range(9000)}
    for schema, value, keyword in [
        ({"required": ["a"]}, large, "required"),
        ({"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}, large, "anyOf"),
        ({"not": {"required": ["k5"]}}, large, "not"),
        ({"contains": {"type": "string"}}, [*range(9000)], "contains"),
    ]:
        document = Document({"openapi": "3.1.0", "components": {"schemas": {"S": schema}}})
        found = breaches(Schemas(document), document.at("#/components/schemas/S"), value)
        assert [(each.keyword, each.path) for each in found] == [(keyword, ())]


def test_a_message_that_lists_names_is_cut() -> None:
    wrong = {f"name{n}": n for n in range(500)}
    for closed in ("additionalProperties", "unevaluatedProperties"):
        (found,) = findings({"type": "object", closed: False}, wrong)
        assert len(found.message) == 400


def test_what_is_forbidden_is_named_with_its_keyword() -> None:
    for schema, value, code, pointer, message in [
        ({"additionalProperties": False}, {"x": 1}, "additionalProperties", "", "('x' was unexp"),
        ({"propertyNames": False}, {"x": 1, "y": 1}, "propertyNames", "", "('x', 'y' were unexp"),
        ({"properties": {"x": False}}, {"x": 1}, "properties", "/x", "it is not allowed here"),
        ({"patternProperties": {"x": False}}, {"x": 1}, "patternProperties", "/x", "not allowed"),
        ({"prefixItems": [True, False]}, [1, 2], "prefixItems", "/1", "it is not allowed here"),
        ({"prefixItems": [True], "items": False}, [1, 2], "items", "/1", "it is not allowed here"),
    ]:
        (found,) = findings(schema, value)
        assert (found.code, found.pointer) == (f"body.{code}", pointer)
        assert message in found.message


def test_long_values_are_cut_to_a_line() -> None:
    text = shown("x" * 1000 + "\n")
    assert len(text) == SENT_LIMIT
    assert text.endswith("...")


def test_what_is_shown_fits_any_header_or_log() -> None:
    assert shown("日本\r\n") == r"'\u65e5\u672c\r\n'"


@pytest.mark.table(
    "name", ["api_key", "X-API-Key", "apiKey", "access_token", "password", "clientSecret", "Cookie"]
)
def test_secrets_are_hidden_by_name(name: str) -> None:
    assert shown("hunter2", name) == "[hidden]"


@pytest.mark.table(
    "value", ["sk-sim-0123456789abcdef", "sim_abc", "Bearer x", "app-123", "eyJhbGciOi"]
)
def test_secrets_are_hidden_by_their_looks(value: str) -> None:
    assert shown(value, "message") == "[hidden]"


def test_a_warning_is_no_error() -> None:
    warning = finding("query", "undeclared", "/q", "what is it", level="warning")
    error = finding("query", "type", "/n", "not a number", sent="'x'")
    assert errors_in([warning, error]) == (error,)


def test_a_report_is_one_line() -> None:
    error = finding("query", "type", "/n", "not a number", sent="'x'")
    assert report([error, error]).count("query /n: not a number (sent 'x') [query.type]") == 2
    assert "\n" not in report([error, error])


def test_a_finding_is_plain_json() -> None:
    assert finding("body", "missing", "", "required, and empty").as_dict() == {
        "code": "body.missing",
        "where": "body",
        "pointer": "",
        "message": "required, and empty",
    }


def test_choices_within_choices_are_not_explained_at_any_price() -> None:
    """Each level multiplies the errors of a value that breaks every branch."""
    node = {"$ref": "#/components/schemas/S"}
    branches = [
        {
            "type": "object",
            "required": ["type"],
            "properties": {
                "type": {"const": f"t{n}"},
                "children": {"type": "array", "items": node},
            },
        }
        for n in range(4)
    ]
    value: dict[str, object] = {"type": "zz", "children": 5}
    for _ in range(2):
        value = {"type": "t1", "children": [value]}
    assert findings({"oneOf": branches}, value)[0].pointer.startswith("/children/0/children/0")
    for _ in range(20):
        value = {"type": "t1", "children": [value]}
    (deep,) = findings({"oneOf": branches}, value)
    assert "so large or deep a value" in deep.message
    document = Document({"openapi": "3.1.0", "components": {"schemas": {"S": {"oneOf": branches}}}})
    where = document.at("#/components/schemas/S")
    begun = time.process_time()
    (found,) = check_schema(Schemas(document), where, "request", value, "body")
    assert time.process_time() - begun < 2
    assert found.pointer == "/children/0" * 22 + "/type"
