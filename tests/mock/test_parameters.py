"""Parameters are decoded by style and schema, and what is wrong with them is told."""

from typing import Any

import pytest

from penstock_mock.document.parameters import Parameters, compile_parameters
from penstock_mock.document.request import Request
from penstock_mock.document.schemas import Document, Schemas


def parameters(*said: dict[str, Any]) -> Parameters:
    document = Document({"openapi": "3.1.0", "x": list(said)})
    return compile_parameters(
        Schemas(document), [n for _, n in document.children(document.at("#/x"))]
    )


def query(said: dict[str, Any], text: str) -> tuple[Any, list[str]]:
    compiled = parameters({"in": "query", "name": "q", **said})
    values, found = compiled.of_query(Request.build("GET", f"/?{text}").query)
    return values.get("q", "absent"), [f.code for f in found]


INTEGERS = {"type": "array", "items": {"type": "integer"}}
POINT = {"type": "object", "properties": {"x": {"type": "integer"}, "y": {"type": "boolean"}}}


@pytest.mark.parametrize(
    ("schema", "text", "value", "codes"),
    [
        ({"type": "string"}, "q=12", "12", []),
        ({}, "q=12", "12", []),
        ({"type": "integer"}, "q=12", 12, []),
        ({"type": "integer"}, "q=-3", -3, []),
        ({"type": "integer"}, "q=1.5", "1.5", ["query.type"]),
        ({"type": "integer"}, "q=" + "9" * 5000, "9" * 5000, ["query.type"]),
        ({"type": "integer", "maximum": 5}, "q=12", 12, ["query.maximum"]),
        ({"type": "number"}, "q=1e3", 1000.0, []),
        ({"type": "number"}, "q=7", 7, []),
        ({"type": "number"}, "q=NaN", "NaN", ["query.type"]),
        ({"type": "boolean"}, "q=true", True, []),
        ({"type": "boolean"}, "q=yes", "yes", ["query.type"]),
        ({"type": ["integer", "null"]}, "q=", None, []),
        ({"type": ["integer", "string"]}, "q=5", "5", []),
        ({"anyOf": [{"type": "integer"}, {"type": "boolean"}]}, "q=5", 5, []),
        ({"enum": [1, 2]}, "q=2", 2, []),
        ({"type": "string"}, "q=a+b%20c", "a b c", []),
        ({"type": "string"}, "q=", "", []),
        ({"type": "string"}, "", "absent", []),
        ({"type": "integer", "default": 3}, "", 3, []),
        ({"type": "string", "format": "date-time"}, "q=now", "now", ["query.format"]),
        ({"type": "string"}, "q=1&q=2", "2", ["query.repeated"]),
    ],
)
def test_scalars(schema: dict[str, Any], text: str, value: Any, codes: list[str]) -> None:
    assert query({"schema": schema}, text) == (value, codes)


@pytest.mark.parametrize(
    ("style", "explode", "text"),
    [
        ("form", True, "q=1&q=2&q=3"),
        ("form", False, "q=1,2,3"),
        ("form", False, "q=1&q=2&q=3"),
        ("spaceDelimited", False, "q=1%202%203"),
        ("pipeDelimited", False, "q=1|2|3"),
    ],
)
def test_arrays_by_style(style: str, explode: bool, text: str) -> None:
    assert query({"schema": INTEGERS, "style": style, "explode": explode}, text) == ([1, 2, 3], [])


@pytest.mark.parametrize(
    ("style", "explode", "text"),
    [
        ("deepObject", True, "q[x]=1&q[y]=true"),
        ("form", True, "x=1&y=true"),
        ("form", False, "q=x,1,y,true"),
    ],
)
def test_objects_by_style(style: str, explode: bool, text: str) -> None:
    said = {"schema": POINT, "style": style, "explode": explode}
    assert query(said, text) == ({"x": 1, "y": True}, [])


def test_a_json_parameter_is_parsed() -> None:
    said = {"content": {"application/json": {"schema": POINT}}}
    assert query(said, 'q={"x":1}') == ({"x": 1}, [])
    assert query(said, "q={oops")[1] == ["query.type"]


def test_a_required_parameter_that_is_missing_is_told() -> None:
    assert query({"required": True, "schema": {}}, "")[1] == ["query.missing"]


def test_an_undeclared_query_parameter_is_a_warning() -> None:
    _, found = parameters().of_query((("typo", "1"),))
    assert [(f.code, f.level, f.pointer) for f in found] == [
        ("query.undeclared", "warning", "/typo")
    ]


def test_a_credential_in_the_query_is_declared() -> None:
    document = Document({"openapi": "3.1.0"})
    compiled = compile_parameters(Schemas(document), [], ["api_key"])
    assert compiled.of_query((("api_key", "k"),)) == ({}, [])


def test_path_parameters_are_typed_and_always_required() -> None:
    compiled = parameters({"in": "path", "name": "n", "schema": {"type": "integer"}})
    assert compiled.of_path({"n": "12", "other": "x"}) == ({"n": 12, "other": "x"}, [])
    assert [f.code for f in compiled.of_path({"n": "x"})[1]] == ["path.type"]
    assert compiled.path[0].required


def test_headers_are_read_whatever_their_case() -> None:
    compiled = parameters(
        {"in": "header", "name": "X-Limit", "schema": {"type": "integer"}},
        {"in": "header", "name": "X-List", "schema": INTEGERS},
    )
    request = Request.build("GET", "/", headers={"x-limit": "5", "X-LIST": "1,2"})
    assert compiled.of_headers(request) == ({"X-Limit": 5, "X-List": [1, 2]}, [])


@pytest.mark.parametrize("name", ["Accept", "content-type", "Authorization"])
def test_headers_that_openapi_says_to_ignore_are_ignored(name: str) -> None:
    compiled = parameters({"in": "header", "name": name, "required": True, "schema": {}})
    assert compiled.of_headers(Request.build("GET", "/")) == ({}, [])


def test_cookies_are_read() -> None:
    compiled = parameters({"in": "cookie", "name": "n", "schema": {"type": "integer"}})
    request = Request.build("GET", "/", headers={"Cookie": "a=b; n=4"})
    assert compiled.of_headers(request) == ({"n": 4}, [])


def test_an_operations_parameter_replaces_its_paths() -> None:
    compiled = parameters(
        {"in": "query", "name": "q", "schema": {"type": "string"}},
        {"in": "query", "name": "q", "schema": {"type": "integer"}},
    )
    assert compiled.of_query((("q", "1"),))[0] == {"q": 1}
