"""Parameters are decoded by style and schema; a wrong one is a finding."""

from typing import Any
from urllib.parse import unquote

import pytest

from penstock_mock.document.contract import Contract
from penstock_mock.document.decoding import DecodedRequest
from penstock_mock.document.parameters import Parameters, compile_parameters
from penstock_mock.document.request import Request
from penstock_mock.document.router import Match
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


@pytest.mark.table(
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


@pytest.mark.table(
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


@pytest.mark.table(
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


@pytest.mark.table("name", ["Accept", "content-type", "Authorization"])
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


NULLABLE = {"anyOf": [INTEGERS, {"type": "null"}]}
TEXTS = {"type": "array", "items": {"type": "string"}}


@pytest.mark.table(
    ("schema", "text", "value"),
    [
        (NULLABLE, "q=1&q=2", [1, 2]),
        (NULLABLE, "q=1", [1]),
        (NULLABLE, "q=", None),
        (INTEGERS, "q=", []),
        (TEXTS, "q=", [""]),
        ({"type": ["array", "null"], "items": {"type": "integer"}}, "q=1", [1]),
        ({"allOf": [{"$ref": "#/x/1"}, {"minItems": 1}]}, "q=1&q=2", [1, 2]),
        ({"allOf": [INTEGERS]}, "q=7", [7]),
        ({"anyOf": [{"type": "string"}, TEXTS]}, "q=a", "a"),
        ({"anyOf": [{"type": "string"}, TEXTS]}, "q=a&q=b", ["a", "b"]),
        ({"anyOf": [{"enum": ["auto"]}, {"type": "integer"}]}, "q=5", 5),
        ({"anyOf": [{"enum": ["auto"]}, {"type": "integer"}]}, "q=auto", "auto"),
        ({"oneOf": [{"type": "boolean"}, {"type": "integer"}]}, "q=true", True),
        ({"type": "array", "items": {"anyOf": [{"const": "x"}, {"type": "integer"}]}},
         "q=x&q=5", ["x", 5]),
        ({"type": "string", "const": "5"}, "q=5", "5"),
        ({"const": 5}, "q=5", 5),
        ({"type": ["string", "integer"], "enum": ["a", 5]}, "q=5", 5),
        ({"anyOf": [{"type": "integer", "maximum": 3}, {"type": "string"}]}, "q=9", "9"),
        ({"$ref": "#/x/2"}, "q=9", 9),
    ],
)  # fmt: skip
def test_unions_are_decoded_by_the_schema_that_takes_the_value(
    schema: Any, text: str, value: Any
) -> None:
    loop = {"anyOf": [{"$ref": "#/x/2"}, {"type": "integer"}]}
    document = Document(
        {
            "openapi": "3.1.0",
            "x": [{"in": "query", "name": "q", "schema": schema}, INTEGERS, loop],
        }
    )
    compiled = compile_parameters(Schemas(document), [document.at("#/x/0")])
    values, found = compiled.of_query(Request.build("GET", f"/?{text}").query)
    assert (values, found) == ({"q": value}, [])


NESTED = {
    "type": "object",
    "properties": {
        "ids": INTEGERS,
        "tag": {"type": "string"},
        "in": {"type": "object", "properties": {"n": {"type": "integer"}}},
    },
}


@pytest.mark.table(
    ("text", "value"),
    [
        ("q[ids]=1&q[ids]=2", {"ids": [1, 2]}),
        ("q[ids]=1", {"ids": [1]}),
        ("q[ids][]=1&q[ids][]=2", {"ids": [1, 2]}),
        ("q[ids][0]=1&q[ids][1]=2", {"ids": [1, 2]}),
        ("q[tag]=a&q[in][n]=5", {"tag": "a", "in": {"n": 5}}),
        ("q%5Btag%5D=a", {"tag": "a"}),
        ("q[other]=a", {"other": "a"}),
    ],
)
def test_a_deep_object_may_hold_lists_and_objects(text: str, value: Any) -> None:
    assert query({"schema": NESTED, "style": "deepObject"}, text) == (value, [])


def test_a_deep_object_has_a_depth() -> None:
    text = f"q{'[a]' * 5000}=1"
    assert query({"schema": NESTED, "style": "deepObject"}, text) == ("absent", [])


@pytest.mark.table(
    ("text", "value", "codes"),
    [
        ("q[x-a]=1", {"x-a": 1}, []),
        ("q[x-a]=b", {"x-a": "b"}, ["query.type"]),
        ("q[a]=true", {"a": True}, []),
        ("q[n]=1", {"n": "1"}, []),
    ],
)
def test_a_property_has_the_type_of_its_pattern(text: str, value: Any, codes: list[str]) -> None:
    schema = {
        "type": "object",
        "properties": {"n": {"type": "string"}},
        "patternProperties": {"^x-": {"type": "integer"}},
        "additionalProperties": {"type": "boolean"},
    }
    assert query({"schema": schema, "style": "deepObject"}, text) == (value, codes)


def test_any_name_belongs_to_an_object_without_names() -> None:
    free = {"schema": {"type": "object", "additionalProperties": {"type": "integer"}}}
    assert query(free, "a=1&b=2") == ({"a": 1, "b": 2}, [])


@pytest.mark.table(
    ("style", "explode", "schema", "raw", "value"),
    [
        ("simple", False, INTEGERS, "1,2", [1, 2]),
        ("simple", True, INTEGERS, "1,2", [1, 2]),
        ("simple", False, POINT, "x,1,y,true", {"x": 1, "y": True}),
        ("simple", True, POINT, "x=1,y=true", {"x": 1, "y": True}),
        ("label", False, {"type": "integer"}, ".5", 5),
        ("label", False, INTEGERS, ".1,2", [1, 2]),
        ("label", True, INTEGERS, ".1.2", [1, 2]),
        ("label", False, POINT, ".x,1,y,true", {"x": 1, "y": True}),
        ("label", True, POINT, ".x=1.y=true", {"x": 1, "y": True}),
        ("matrix", False, {"type": "integer"}, ";q=5", 5),
        ("matrix", False, INTEGERS, ";q=1,2", [1, 2]),
        ("matrix", True, INTEGERS, ";q=1;q=2", [1, 2]),
        ("matrix", False, POINT, ";q=x,1,y,true", {"x": 1, "y": True}),
        ("matrix", True, POINT, ";x=1;y=true", {"x": 1, "y": True}),
    ],
)
def test_path_parameters_by_style(
    style: str, explode: bool, schema: Any, raw: str, value: Any
) -> None:
    compiled = parameters(
        {"in": "path", "name": "q", "style": style, "explode": explode, "schema": schema}
    )
    assert compiled.of_path({"q": raw}) == ({"q": value}, [])


@pytest.mark.table(("style", "raw"), [("label", "5"), ("label", "1.2"), ("matrix", "5")])
def test_a_path_parameter_without_the_prefix_of_its_style_is_a_finding(
    style: str, raw: str
) -> None:
    compiled = parameters(
        {"in": "path", "name": "q", "style": style, "schema": {"type": ["integer", "number"]}}
    )
    assert [found.code for found in compiled.of_path({"q": raw})[1]] == ["path.style"]


@pytest.mark.table(
    ("explode", "kind", "raw"),
    [
        (True, INTEGERS, ";b=1"),
        (True, INTEGERS, ";q=1;b=2"),
        (True, INTEGERS, ";q=1;"),
        (True, INTEGERS, ";1"),
        (False, INTEGERS, ";b=1,2"),
        (False, INTEGERS, ";q=1;q=2"),
        (False, POINT, ";b=x,1,y,true"),
        (False, {"type": "string"}, ";b=1"),
        (True, {"type": "string"}, ";qq=1"),
        (True, {"type": "string"}, ";q=1;q=2"),
        (False, {"type": "string"}, ";q=1;b=2"),
    ],
)
def test_a_matrix_that_does_not_name_its_parameter_is_a_finding(
    explode: bool, kind: Any, raw: str
) -> None:
    compiled = parameters(
        {"in": "path", "name": "q", "style": "matrix", "explode": explode, "schema": kind}
    )
    assert "path.style" in [found.code for found in compiled.of_path({"q": raw}, {"q": raw})[1]]


@pytest.mark.table(
    ("name", "kind", "raw", "value"),
    [
        ("q", {"type": "string"}, ";q=a%3Bb=c", "a;b=c"),
        ("q", {"type": "string"}, ";q", ""),
        ("q", {"type": "string"}, "%3Bq%3Dx", "x"),
        ("a.b", INTEGERS, ";a%2Eb=1;a.b=2", [1, 2]),
    ],
)
def test_a_matrix_names_its_parameter(name: str, kind: Any, raw: str, value: Any) -> None:
    compiled = parameters(
        {"in": "path", "name": name, "style": "matrix", "explode": True, "schema": kind}
    )
    assert compiled.of_path({name: unquote(raw)}, {name: raw}) == ({name: value}, [])


PAIR = {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}]}


@pytest.mark.table(
    ("schema", "style", "text", "value", "codes"),
    [
        (PAIR, "form", "q=1&q=2", [1, "2"], []),
        (PAIR | {"items": {"type": "boolean"}}, "form", "q=1&q=2&q=true", [1, "2", True], []),
        (PAIR | {"items": False}, "form", "q=1&q=2&q=3", [1, "2", "3"], ["query.items"]),
        ({"prefixItems": PAIR["prefixItems"]}, "pipeDelimited", "q=1|2", [1, "2"], []),
        (PAIR, "form", "q=a&q=2", ["a", "2"], ["query.type"]),
        ({"properties": {"p": PAIR}}, "deepObject", "q[p]=1&q[p]=2", {"p": [1, "2"]}, []),
        ({"properties": {"p": PAIR}}, "deepObject", "q[p][]=1&q[p][]=2", {"p": [1, "2"]}, []),
    ],
)
def test_items_have_the_types_of_their_places(
    schema: Any, style: str, text: str, value: Any, codes: list[str]
) -> None:
    assert query({"schema": schema, "style": style}, text) == (value, codes)


@pytest.mark.table(
    ("schema", "explode", "text", "value"),
    [
        (INTEGERS, False, "1, 2 ,3", [1, 2, 3]),
        (POINT, False, "x, 1, y, true", {"x": 1, "y": True}),
        (POINT, True, "x=1, y=true", {"x": 1, "y": True}),
    ],
)
def test_spaces_may_stand_around_the_commas_of_a_header(
    schema: Any, explode: bool, text: str, value: Any
) -> None:
    compiled = parameters({"in": "header", "name": "X", "explode": explode, "schema": schema})
    assert compiled.of_headers(Request.build("GET", "/", headers={"X": text})) == ({"X": value}, [])


@pytest.mark.table(
    ("header", "value"),
    [
        ("n=4", 4),
        ("a[0]=b; n=4", 4),
        ("=; bad cookie; n=4", 4),
        ('q="a b"; n="4"', 4),
        ("{json}; na\xefve=1; n=4", 4),
        ("n=%34", 4),
    ],
)
def test_an_unusual_cookie_hides_no_other(header: str, value: int) -> None:
    compiled = parameters({"in": "cookie", "name": "n", "schema": {"type": "integer"}})
    request = Request.build("GET", "/", headers={"Cookie": header})
    assert compiled.of_headers(request) == ({"n": value}, [])


def test_a_cookie_may_be_a_list() -> None:
    said = {"in": "cookie", "name": "n", "schema": INTEGERS, "explode": False}
    request = Request.build("GET", "/", headers={"Cookie": "n=1,2"})
    assert parameters(said).of_headers(request) == ({"n": [1, 2]}, [])


def test_a_cookie_may_hold_a_list_or_an_object_in_each_style() -> None:
    spread = {"style": "cookie", "explode": True}
    for said, sent, value in [
        ({"schema": INTEGERS}, "n=1&n=2", [1, 2]),  # the default, as in a query
        ({"schema": INTEGERS}, "n=1", [1]),
        ({"schema": INTEGERS, **spread}, "n=1; n=2", [1, 2]),
        ({"schema": POINT, **spread}, "x=1; y=true", {"x": 1, "y": True}),
    ]:
        compiled = parameters({"in": "cookie", "name": "n", **said})
        request = Request.build("GET", "/", headers={"Cookie": sent})
        assert compiled.of_headers(request) == ({"n": value}, []), sent


def test_a_parameter_may_be_a_form() -> None:
    content = {"application/x-www-form-urlencoded": {"schema": POINT}}
    assert query({"content": content}, "q=x%3D1%26y%3Dtrue") == ({"x": 1, "y": True}, [])
    assert query({"content": content}, "q=x%3Dz")[1] == ["query.type"]


@pytest.mark.table(
    ("text", "value"),
    [
        ("q=%7B%22a%22%3A%22100%2525%22%7D", {"a": "100%25"}),
        ("q=%7B%22a%22%3A%22100%25%22%7D", {"a": "100%"}),
        ('q={"a":"%2B"}', {"a": "+"}),
    ],
)
def test_a_json_parameter_is_decoded_once(text: str, value: Any) -> None:
    said = {"content": {"application/json": {"schema": {"type": "object"}}}}
    assert query(said, text) == (value, [])


def test_a_json_header_may_be_percent_encoded() -> None:
    said = {"in": "header", "name": "X", "content": {"application/json": {"schema": POINT}}}
    for text in ('{"x":1}', "%7B%22x%22%3A1%7D"):
        request = Request.build("GET", "/", headers={"X": text})
        assert parameters(said).of_headers(request) == ({"X": {"x": 1}}, [])


def test_a_schema_that_refers_to_itself_five_times_is_read_at_once() -> None:
    node = {"type": "object", "properties": {c: {"$ref": "#/x/1"} for c in "abcde"}}
    document = Document(
        {"openapi": "3.1.0", "x": [{"in": "query", "name": "q", "style": "deepObject",
                                    "schema": {"$ref": "#/x/1"}}, node]}
    )  # fmt: skip
    compiled = compile_parameters(Schemas(document), [document.at("#/x/0")])
    values, found = compiled.of_query((("q[a][b]", "1"),))
    assert values == {"q": {"a": {"b": 1}}}
    assert [f.code for f in found] == ["query.type"]


def test_an_empty_value_is_right_where_it_is_allowed() -> None:
    said = {"schema": {"type": "integer"}, "allowEmptyValue": True}
    assert query(said, "q=") == ("", [])
    assert query(said, "q=x")[1] == ["query.type"]


@pytest.mark.table(
    ("said", "text", "value"),
    [
        (
            {"schema": {"type": "array", "items": POINT}},
            'q={"x":1}&q={"x":2}',
            [{"x": 1}, {"x": 2}],
        ),
        (
            {"schema": {"type": "array", "items": POINT}},
            'q=[{"x":1},{"x":2}]',
            [{"x": 1}, {"x": 2}],
        ),
        ({"schema": INTEGERS, "explode": False}, "q=[1,2]", [1, 2]),
        ({"schema": POINT, "explode": False}, 'q={"x":1,"y":true}', {"x": 1, "y": True}),
        ({"schema": NESTED, "style": "deepObject"}, "q[ids]=[1,2]", {"ids": [1, 2]}),
        ({"schema": TEXTS}, "q=[a]", ["[a]"]),
    ],
)
def test_a_list_or_an_object_may_be_sent_as_json(
    said: dict[str, Any], text: str, value: Any
) -> None:
    assert query(said, text) == (value, [])


WORDS = {"type": "array", "items": {"type": "string"}}
NAMED = {"type": "object", "properties": {"r": {"type": "string"}, "g": {"type": "string"}}}


@pytest.mark.table(
    ("where", "style", "explode", "schema", "sent", "value"),
    [
        ("query", "form", False, WORDS, "q=a%2Cb,c", ["a,b", "c"]),
        ("query", "form", True, WORDS, "q=a%2cb&q=c", ["a,b", "c"]),
        ("query", "pipeDelimited", False, WORDS, "q=a%2Cb|c", ["a,b", "c"]),
        ("query", "pipeDelimited", False, WORDS, "q=a%7Cb", ["a", "b"]),  # as OpenAPI spells it
        ("query", "spaceDelimited", False, WORDS, "q=a%2Cb%20c+d", ["a,b", "c", "d"]),
        ("query", "form", False, NAMED, "q=r,1%2C2,g,3", {"r": "1,2", "g": "3"}),
        ("query", "deepObject", True, NAMED, "q[r]=1%2C2&q%5Bg%5D=3", {"r": "1,2", "g": "3"}),
        ("query", "form", False, {"type": "string"}, "q=a%2Cb", "a,b"),
        ("query", "form", False, INTEGERS, "q=1%2C2", [1, 2]),  # right in no other way
        ("path", "simple", False, WORDS, "a%2Cb,c", ["a,b", "c"]),
        ("path", "label", True, WORDS, ".a%2Eb.c", ["a.b", "c"]),
        ("path", "matrix", True, WORDS, ";q=a%3Bb;q=c", ["a;b", "c"]),
        ("path", "matrix", True, NAMED, ";r=1%3B2;g=3%3D", {"r": "1;2", "g": "3="}),
        ("path", "simple", True, NAMED, "r=1%2C2,g=3", {"r": "1,2", "g": "3"}),
        ("path", "simple", False, {"type": "string"}, "a%2Cb", "a,b"),
        ("cookie", "form", False, WORDS, "q=a%2Cb,c", ["a,b", "c"]),
    ],
)
def test_a_delimiter_that_is_sent_encoded_is_none(
    where: str, style: str, explode: bool, schema: Any, sent: str, value: Any
) -> None:
    declared = {"name": "q", "in": where, "style": style, "explode": explode, "schema": schema}
    path = "/x/{q}" if where == "path" else "/x"
    get = {"parameters": [declared], "responses": {"204": {"description": ""}}}
    contract = Contract({"openapi": "3.1.0", "paths": {path: {"get": get}}})
    url = f"/x/{sent}" if where == "path" else f"/x?{sent}" if where == "query" else "/x"
    request = Request.build("GET", url, headers={"Cookie": sent} if where == "cookie" else {})
    match = contract.route(request)
    assert isinstance(match, Match)
    read = DecodedRequest(match, request, lambda _: True)
    values = {**read.path_params, **read.query_params, **read.header_params}
    assert (values, read.findings) == ({"q": value}, ())
