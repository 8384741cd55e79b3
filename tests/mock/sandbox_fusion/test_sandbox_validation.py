"""422 and 400 in the server's words: type, place, text, input, context."""

import json

import pytest

from penstock_mock.document.contract import Contract
from penstock_mock.document.request import Request
from penstock_mock.mock import Mock

LANGUAGES = (
    "'python', 'cpp', 'nodejs', 'go', 'go_test', 'java', 'php', 'csharp', 'bash', 'typescript', "
    "'sql', 'rust', 'cuda', 'lua', 'R', 'perl', 'D_ut', 'ruby', 'scala', 'julia', 'pytest', "
    "'junit', 'kotlin_script', 'jest', 'verilog', 'python_gpu', 'lean', 'swift' or 'racket'"
)
CODE = {"code": "print(1)", "language": "python"}
NO_OBJECT = "Input should be a valid dictionary or object to extract fields from"


def finding(kind, place, words, value, **context):
    said = {"type": kind, "loc": ["body", *place], "msg": words, "input": value}
    if context:
        said["ctx"] = context
    return {**said, "url": f"https://errors.pydantic.dev/2.6/v/{kind}"}


ONE_BY_ONE = [
    (
        {"language": "python"},
        finding("missing", ["code"], "Field required", {"language": "python"}),
    ),
    (
        {**CODE, "language": "cobol"},
        finding(
            "literal_error",
            ["language"],
            f"Input should be {LANGUAGES}",
            "cobol",
            expected=LANGUAGES,
        ),
    ),
    ({**CODE, "code": 5}, finding("string_type", ["code"], "Input should be a valid string", 5)),
    (
        {**CODE, "code": None},
        finding("string_type", ["code"], "Input should be a valid string", None),
    ),
    (
        {**CODE, "run_timeout": "soon"},
        finding(
            "float_parsing",
            ["run_timeout"],
            "Input should be a valid number, unable to parse string as a number",
            "soon",
        ),
    ),
    (
        {**CODE, "run_timeout": None},
        finding("float_type", ["run_timeout"], "Input should be a valid number", None),
    ),
    (
        {**CODE, "memory_limit_MB": 1.5},
        finding(
            "int_from_float",
            ["memory_limit_MB"],
            "Input should be a valid integer, got a number with a fractional part",
            1.5,
        ),
    ),
    (
        {**CODE, "memory_limit_MB": "x"},
        finding(
            "int_parsing",
            ["memory_limit_MB"],
            "Input should be a valid integer, unable to parse string as an integer",
            "x",
        ),
    ),
    (
        {**CODE, "memory_limit_MB": []},
        finding("int_type", ["memory_limit_MB"], "Input should be a valid integer", []),
    ),
    (
        {**CODE, "files": None},
        finding("dict_type", ["files"], "Input should be a valid dictionary", None),
    ),
    (
        {**CODE, "files": {"a": 1}},
        finding("string_type", ["files", "a"], "Input should be a valid string", 1),
    ),
    (
        {**CODE, "fetch_files": "a"},
        finding("list_type", ["fetch_files"], "Input should be a valid list", "a"),
    ),
    (
        {**CODE, "fetch_files": ["a", 1]},
        finding("string_type", ["fetch_files", 1], "Input should be a valid string", 1),
    ),
    *(
        (
            {**CODE, "run_timeout": sent},
            finding(
                "float_parsing",
                ["run_timeout"],
                "Input should be a valid number, unable to parse string as a number",
                sent,
            ),
        )
        for sent in (" 5 ", "\u0661", "1_0")
    ),
    (
        {**CODE, "run_timeout": 10**400},
        finding("float_type", ["run_timeout"], "Input should be a valid number", 10**400),
    ),
    (
        {**CODE, "memory_limit_MB": 1e20},
        finding(
            "int_parsing_size",
            ["memory_limit_MB"],
            "Unable to parse input string as an integer, exceeded maximum size",
            1e20,
        ),
    ),
    (
        {**CODE, "memory_limit_MB": "\u0661"},
        finding(
            "int_parsing",
            ["memory_limit_MB"],
            "Input should be a valid integer, unable to parse string as an integer",
            "\u0661",
        ),
    ),
    ([], finding("model_attributes_type", [], NO_OBJECT, [])),
    ("x", finding("model_attributes_type", [], NO_OBJECT, "x")),
    (None, finding("missing", [], "Field required", None)),
]


@pytest.mark.table(("sent", "expected"), ONE_BY_ONE)
def test_what_is_not_of_the_model_is_told_in_the_servers_words(sent, expected, world):
    answered = world.post("/run_code", raw=json.dumps(sent).encode())
    assert (answered.status, answered.json) == (422, {"detail": [expected]})


def test_all_findings_come_in_one_list_in_the_models_order(world):
    answered = world.post("/run_code", {"run_timeout": "soon", "language": "python"})
    assert [found["loc"][1] for found in answered.json["detail"]] == ["run_timeout", "code"]


COERCED = [
    {"run_timeout": "5"},
    {"run_timeout": "+5.5E0"},
    {"run_timeout": "Infinity"},
    {"run_timeout": True},
    {"memory_limit_MB": "512"},
    {"memory_limit_MB": 512.0},
    {"unknown": 1},
    {"stdin": None},
]


@pytest.mark.table("fields", COERCED)
def test_numbers_may_be_text_and_unknown_fields_are_ignored(fields, world):
    assert world.run("print(1)", **fields)["status"] == "Success"


def test_an_empty_body_lacks_everything(world):
    found = finding("missing", [], "Field required", None)
    assert world.post("/run_code").json == {"detail": [found]}


def test_what_is_no_json_is_told_with_its_place(world):
    answered = world.post("/run_code", raw=b'{"code":"print(1)", x')
    assert answered.status == 422
    assert answered.json == {
        "detail": [
            {
                "type": "json_invalid",
                "loc": ["body", 20],
                "msg": "JSON decode error",
                "input": {},
                "ctx": {"error": "Expecting property name enclosed in double quotes"},
            }
        ]
    }


@pytest.mark.table("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_json_that_is_said_to_be_something_else_is_text(kind, world):
    sent = json.dumps(CODE)
    answered = world.post("/run_code", raw=sent.encode(), content_type=kind)
    assert answered.json == {"detail": [finding("model_attributes_type", [], NO_OBJECT, sent)]}


@pytest.mark.table("kind", [None, "application/json", "application/vnd.api+json"])
def test_json_that_is_said_to_be_json_or_nothing_is_read(kind, world):
    answered = world.post("/run_code", raw=json.dumps(CODE).encode(), content_type=kind)
    assert answered.status == 200


@pytest.mark.table("body", [b'{"code": "\xff"}', b"\x1f\x8b\x08\x00zip", b"[" * 200_000])
def test_a_body_that_is_no_text_is_refused(body, world):
    answered = world.post("/run_code", raw=body)
    assert (answered.status, answered.json) == (
        400,
        {"detail": "There was an error parsing the body"},
    )


def test_a_notebooks_files_can_not_be_null_and_its_kernel_is_one(world):
    answered = world.post("/run_jupyter", {"cells": [], "files": {"a": None}, "kernel": "bash"})
    kernel = finding(
        "literal_error", ["kernel"], "Input should be 'python3'", "bash", expected="'python3'"
    )
    file = finding("string_type", ["files", "a"], "Input should be a valid string", None)
    assert answered.json == {"detail": [kernel, file]}


@pytest.mark.table("given", [1.5, None, [], {}])
def test_an_id_is_a_whole_number_or_text_or_two_findings(given, world):
    sent = {"dataset": "mbpp", "config": {}, "id": given}
    found = world.post("/get_prompt_by_id", sent).json["detail"]
    assert [each["loc"] for each in found] == [["body", "id", "int"], ["body", "id", "str"]]


@pytest.mark.table("given", [None, [], "x"])
def test_a_config_is_an_object(given, world):
    for path in ("/list_ids", "/get_prompts", "/get_metrics_function"):
        answered = world.post(path, {"dataset": "mbpp", "config": given})
        found = finding("model_attributes_type", ["config"], NO_OBJECT, given)
        assert answered.json == {"detail": [found]}


def test_a_config_is_looked_at_in_depth(world):
    config = {"language": "cobol", "is_fewshot": "maybe", "provided_data": 5, "extra": []}
    found = world.post("/list_ids", {"dataset": "x", "config": config}).json["detail"]
    assert [(each["type"], each["loc"][2:]) for each in found] == [
        ("literal_error", ["language"]),
        ("bool_parsing", ["is_fewshot"]),
        ("list_type", ["provided_data", "list[dict[str,any]]"]),
        ("dict_type", ["provided_data", "dict[str,any]"]),
        ("dict_type", ["extra"]),
    ]


@pytest.mark.table("word", [True, 0, 1.0, "yes", "OFF", "t"])
def test_truth_has_many_words(word, world):
    sent = {"dataset": "mbpp", "config": {"is_fewshot": word}}
    assert world.post("/list_ids", sent).status == 200


def test_results_are_looked_at_in_depth(world):
    case = {"passed": True, "exec_info": {"status": "Fine", "message": ""}}
    results = [{"id": 1, "accepted": True, "extracted_code": "", "tests": [case]}]
    answered = world.post("/get_metrics", {"dataset": "mbpp", "config": {}, "results": results})
    (found,) = answered.json["detail"]
    assert found["loc"] == ["body", "results", 0, "tests", 0, "exec_info", "status"]


def test_numbers_that_json_has_no_word_for_crash_the_report(world):
    sent = b'{"code":"","language":"python","memory_limit_MB":Infinity}'
    assert world.post("/run_code", raw=sent).status == 500


def test_strict_validation_answers_in_the_servers_words(world):
    world.mock.admin.set_validation("strict")
    answered = world.post("/run_code", {"language": "python"})
    assert answered.status == 422
    assert answered.json["detail"][0]["type"] == "missing"
    # What the server would take, and the document doesn't, is refused in the document's words.
    assert world.post("/run_code", {**CODE, "run_timeout": "5"}).status == 400


def test_an_unknown_status_is_a_finding_without_a_page(world):
    results = [{"id": 1, "accepted": True, "extracted_code": "", "tests": []}]
    info = {"status": "Unheard", "message": ""}
    results[0]["tests"] = [{"passed": True, "exec_info": info}]
    answered = world.post("/get_metrics", {"dataset": "mbpp", "config": {}, "results": results})
    (found,) = answered.json["detail"]
    assert (answered.status, found["type"]) == (422, "enum")
    assert "url" not in found


def test_a_document_with_less_is_played_by_the_servers_own_models():
    """A user's document may name fewer fields than the server reads."""
    schema = {"type": "object", "properties": {"code": {"type": "string"}}}
    operation = {
        "operationId": "runCode",
        "tags": ["sandbox_fusion"],
        "requestBody": {"content": {"application/json": {"schema": schema}}},
        "responses": {"200": {"description": "", "content": {"application/json": {}}}},
    }
    paths = {"/run_code": {"post": operation}}
    document = {"openapi": "3.1.0", "info": {"title": "", "version": "1"}, "paths": paths}
    mock = Mock(Contract.load(document))
    request = Request.build("POST", "http://localhost/run_code", json=CODE)
    exchange = mock.engine.handle(mock.session, request)
    assert exchange.status == 200
    assert json.loads(exchange.timeline.body)["run_result"]["stdout"] == "1\n"
