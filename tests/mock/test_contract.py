"""Any OpenAPI 3.0 or 3.1 document is compiled once; what is wrong with it is told, not skipped."""

import copy
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from penstock_mock.document.contract import Contract
from penstock_mock.document.request import Request
from penstock_mock.document.router import Match, Miss
from penstock_mock.document.schemas import ContractError

ROOT = Path(__file__).parents[2]


def document(version: str = "3.1.0", **parts: Any) -> dict[str, Any]:
    return {"openapi": version, "info": {"title": "t", "version": "1"}, "paths": {}, **parts}


def answering(schema: Any, example: Any, version: str = "3.1.0", **parts: Any) -> dict[str, Any]:
    """One operation whose 200 has that schema and that example."""
    media = {"schema": schema, "examples": {"one": {"value": example}}}
    responses = {"200": {"description": "", "content": {"application/json": media}}}
    return document(
        version, paths={"/x": {"get": {"operationId": "x", "responses": responses}}}, **parts
    )


def route(contract: Contract, method: str, url: str, service: str | None = None) -> str | None:
    found = contract.route(Request.build(method, url, service=service))
    return found.target.id if isinstance(found, Match) else None


# -- loading ----------------------------------------------------------------------------------


def test_a_document_is_loaded_from_a_mapping_a_json_and_a_yaml_file(tmp_path: Path) -> None:
    source = answering({"type": "integer"}, 1)
    (tmp_path / "a.json").write_text(json.dumps(source))
    (tmp_path / "a.yaml").write_text(json.dumps(source))  # JSON is YAML
    for given in (source, tmp_path / "a.json", str(tmp_path / "a.yaml")):
        assert list(Contract.load(given).operations) == ["x"]


def test_the_source_is_never_changed() -> None:
    source = answering({"type": "string", "nullable": True}, None, "3.0.3")
    before = copy.deepcopy(source)
    Contract.load(source)
    assert source == before


def test_yaml_keeps_dates_and_words_as_text_and_codes_as_keys(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(
        """
openapi: 3.1.0
paths:
  /x:
    get:
      operationId: x
      responses:
        200:
          description: ok
          content:
            application/json:
              schema: {type: array, items: {type: [string, boolean]}}
              examples: {one: {value: [2025-10-30, 2025-10-30T18:40:00.000Z, no, on, true]}}
"""
    )
    contract = Contract.load(tmp_path / "a.yml")
    example = contract.operations["x"].responses["200"].content["application/json"].example()
    assert example is not None
    assert example.value == ["2025-10-30", "2025-10-30T18:40:00.000Z", "no", "on", True]
    assert contract.findings == ()


def test_without_pyyaml_the_remedy_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.yaml").write_text("openapi: 3.1.0")
    monkeypatch.setitem(sys.modules, "yaml", None)
    monkeypatch.delitem(sys.modules, "penstock_mock.document.yamlfile", raising=False)
    with pytest.raises(ContractError, match="pip install PyYAML"):
        Contract.load(tmp_path / "a.yaml")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.json", "{", "can't be parsed"),
        ("a.json", "[]", "holds no OpenAPI document"),
        ("a.yaml", "a: [", "can't be parsed"),
        ("a.json", '{"swagger": "2.0"}', "3.0 or 3.1"),
        ("a.json", '{"openapi": "4.0.0"}', "3.0 or 3.1"),
    ],
)
def test_what_is_no_document_is_said_so(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(ContractError, match=message):
        Contract.load(tmp_path / name)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="can't read"):
        Contract.load(tmp_path / "nowhere.json")


# -- our own document -------------------------------------------------------------------------


def test_our_document_has_nothing_wrong_and_no_gaps() -> None:
    contract = Contract.default()
    assert contract is Contract.default()
    assert [str(f) for f in contract.findings] == []
    assert [str(g) for g in contract.gaps] == []


def test_the_hand_kept_document_is_the_same_as_the_installed_one() -> None:
    hand, installed = Contract.load(ROOT / "openapi.yaml"), Contract.default()
    assert list(hand.operations) == list(installed.operations)
    assert hand.findings == ()


def test_every_operation_of_our_document_can_be_reached() -> None:
    contract = Contract.default()
    for operation in contract.operations.values():
        path = operation.path.replace("{", "").replace("}", "")
        assert route(contract, operation.method, operation.servers[0].url + path) == operation.id
        based = operation.servers[0].base + path
        assert route(contract, operation.method, based, operation.service) == operation.id


# -- references, 3.0, recursion ---------------------------------------------------------------


def test_references_are_followed_everywhere() -> None:
    source = document(
        paths={"/x/{id}": {"$ref": "#/components/pathItems/X"}},
        components={
            "pathItems": {
                "X": {
                    "parameters": [{"$ref": "#/components/parameters/Id"}],
                    "post": {
                        "operationId": "x",
                        "requestBody": {"$ref": "#/components/requestBodies/B"},
                        "responses": {"200": {"$ref": "#/components/responses/R"}},
                    },
                }
            },
            "parameters": {
                "Id": {"in": "path", "name": "id", "required": True, "schema": {"type": "integer"}}
            },
            "requestBodies": {
                "B": {"required": True, "content": {"application/json": {"schema": {}}}}
            },
            "responses": {
                "R": {
                    "description": "",
                    "headers": {"X-A": {"$ref": "#/components/headers/A"}},
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/S"},
                            "examples": {"one": {"$ref": "#/components/examples/E"}},
                        }
                    },
                }
            },
            "headers": {"A": {"schema": {"type": "string"}, "example": "v"}},
            "examples": {"E": {"value": {"self": {"self": {}}}}},
            "schemas": {
                "S": {"type": "object", "properties": {"self": {"$ref": "#/components/schemas/S"}}}
            },
        },
    )
    contract = Contract.load(source)
    operation = contract.operations["x"]
    assert operation.parameters.path[0].name == "id"
    assert operation.body is not None
    assert operation.body.required
    assert operation.responses["200"].headers[0].name == "X-A"
    assert contract.findings == ()


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("#/components/schemas/Nowhere", "there is no"),
        ("other.yaml#/S", "bundle it"),
        ("https://example.com/schema.json", "bundle it"),
        ("#/components/responses/Loop", "circle"),
    ],
)
def test_a_reference_that_leads_nowhere_is_said_so(reference: str, message: str) -> None:
    loop = {"responses": {"Loop": {"$ref": "#/components/responses/Loop"}}}
    source = document(
        paths={"/x": {"get": {"responses": {"200": {"$ref": reference}}}}}, components=loop
    )
    with pytest.raises(ContractError, match=message):
        Contract.load(source)


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"type": "string", "nullable": True}, None, 1),
        ({"type": "string", "enum": ["a"], "nullable": True}, None, "b"),
        ({"allOf": [{"type": "string"}], "nullable": True}, None, 1),
        ({"type": "string", "nullable": False}, "a", None),
        ({"type": "integer", "minimum": 3, "exclusiveMinimum": True}, 4, 3),
        ({"type": "integer", "maximum": 3, "exclusiveMaximum": True}, 2, 3),
        ({"type": "integer", "minimum": 3, "exclusiveMinimum": False}, 3, 2),
        ({"properties": {"a": {"type": "string", "nullable": True}}}, {"a": None}, {"a": 1}),
        ({"type": "array", "items": {"type": "string", "nullable": True}}, [None], [1]),
        (
            {"properties": {"example": {"type": "integer", "nullable": True}}},
            {"example": None},
            {"example": "x"},
        ),
    ],
)
def test_schemas_of_3_0_are_read_as_they_are_meant(schema: Any, good: Any, bad: Any) -> None:
    assert Contract.load(answering(schema, good, "3.0.3")).findings == ()
    assert len(Contract.load(answering(schema, bad, "3.0.3")).findings) == 1


def test_read_only_properties_are_required_in_answers_only() -> None:
    schema = {
        "type": "object",
        "required": ["id", "secret"],
        "properties": {
            "id": {"type": "string", "readOnly": True},
            "secret": {"type": "string", "writeOnly": True},
        },
    }
    contract = Contract.load(answering(schema, {"id": "1"}))
    assert contract.findings == ()
    node = contract.operations["x"].responses["200"].content["application/json"].schema
    assert contract.schemas.validator(node, "request").is_valid({"secret": "s"})
    assert not contract.schemas.validator(node, "request").is_valid({"id": "1"})


@pytest.mark.parametrize("is_open", [True, False])
def test_an_open_enum_takes_other_values_in_answers_only(is_open: bool) -> None:
    schema: dict[str, Any] = {"type": "string", "enum": ["on", "off"]}
    if is_open:
        schema = {"anyOf": [schema, {"type": "string"}]}
    contract = Contract.load(answering(schema, "on"))
    node = contract.operations["x"].responses["200"].content["application/json"].schema
    assert contract.schemas.validator(node, "reply").is_valid("dimmed") is is_open
    assert not contract.schemas.validator(node, "reply").is_valid(1)
    assert not contract.schemas.validator(node, "request").is_valid("dimmed")


def test_nothing_is_ever_fetched() -> None:
    contract = Contract.load(answering({"$ref": "#/components/schemas/S"}, 1, components={
        "schemas": {"S": {"anyOf": [{"$ref": "http://127.0.0.1:9/never"}]}}
    }))  # fmt: skip
    (found,) = contract.findings
    assert (found.code, "9/never" in found.message) == ("document.schema", True)


# -- findings and gaps ------------------------------------------------------------------------


def test_an_example_that_breaks_its_schema_is_a_finding_with_its_place() -> None:
    (found,) = Contract.load(
        answering({"properties": {"n": {"type": "integer"}}}, {"n": "x"})
    ).findings
    assert found.code == "example.type"
    assert found.pointer == (
        "#/paths/~1x/get/responses/200/content/application~1json/examples/one/value/n"
    )


def test_a_schema_that_can_not_be_compiled_is_a_finding() -> None:
    (found,) = Contract.load(answering({"type": "strin"}, "x")).findings
    assert found.code == "document.schema"


def test_a_header_example_is_checked_too() -> None:
    source = answering({}, 1)
    response = source["paths"]["/x"]["get"]["responses"]["200"]
    response["headers"] = {"X-A": {"schema": {"type": "integer"}, "example": "x"}}
    (found,) = Contract.load(source).findings
    assert "headers/X-A" in found.pointer


STREAM = 'data: {"n":1}\n\ndata: {"n":"x"}\n\ndata: "[DONE]"\n\ndata: [DONE]\n\n'


@pytest.mark.parametrize("keyword", ["schema", "itemSchema"])
def test_each_frame_of_a_transcript_is_checked(keyword: str) -> None:
    frame = {"type": "object", "properties": {"n": {"type": "integer"}}}
    media = {keyword: frame, "examples": {"one": {"value": STREAM}}}
    source = answering({}, 1)
    source["paths"]["/x"]["get"]["responses"]["200"]["content"] = {"text/event-stream": media}
    (found,) = Contract.load(source).findings
    assert found.pointer.endswith("/examples/one/value/frame 1/n")


def test_a_transcript_declared_as_text_is_checked_as_text() -> None:
    media = {"schema": {"type": "string"}, "examples": {"one": {"value": STREAM}}}
    source = answering({}, 1)
    source["paths"]["/x"]["get"]["responses"]["200"]["content"] = {"text/event-stream": media}
    contract = Contract.load(source)
    assert contract.findings == ()
    assert [gap.code for gap in contract.gaps] == ["document.events"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda s: s.update(webhooks={"w": {}}), "document.webhooks"),
        (lambda s: s["paths"]["/x"]["get"].update(callbacks={"c": {}}), "document.callbacks"),
        (
            lambda s: s["paths"]["/x"]["get"]["responses"]["200"].update(links={"l": {}}),
            "document.links",
        ),
        (
            lambda s: s["paths"]["/x"]["get"]["responses"]["200"]["content"][
                "application/json"
            ].pop("examples"),
            "document.example",
        ),
        (
            lambda s: s["paths"]["/x"]["get"].update(
                parameters=[{"in": "query", "name": "q", "style": "matrix", "schema": {}}]
            ),
            "document.style",
        ),
        (
            lambda s: s.update(
                components={"schemas": {"S": {"properties": {"links": {"nullable": True}}}}}
            ),
            "document.nullable",
        ),
    ],
)
def test_a_gap_is_listed(change: Any, code: str) -> None:
    source = answering({"type": "integer"}, 1)
    assert Contract.load(source).gaps == ()
    change(source)
    assert [gap.code for gap in Contract.load(source).gaps] == [code]


def test_flags_of_3_0_in_a_3_1_document_are_read_as_meant_and_listed() -> None:
    schema = {"type": "integer", "minimum": 3, "exclusiveMinimum": True, "maximum": 4}
    source = answering({"$ref": "#/components/schemas/S"}, 4, components={"schemas": {"S": schema}})
    contract = Contract.load(source)
    assert contract.findings == ()
    assert [gap.code for gap in contract.gaps] == ["document.exclusiveMinimum"]
    assert contract.generator.value(contract.document.at("#/components/schemas/S"), "0") == 4


def test_a_path_with_a_query_is_a_gap() -> None:
    item = {"get": {"operationId": "x", "responses": {}}}
    (gap,) = Contract.load(document(paths={"/x?beta=true": item})).gaps
    assert gap.code == "document.path"


def test_a_schema_that_can_not_be_compiled_is_a_gap_wherever_it_stands() -> None:
    source = answering({"type": "integer"}, 1)
    broken = {"in": "query", "name": "q", "schema": {"type": "strin"}}
    source["paths"]["/x"]["get"]["parameters"] = [broken]
    contract = Contract.load(source)
    assert [gap.code for gap in contract.gaps] == ["document.schema"]
    _, found = contract.operations["x"].parameters.of_query((("q", "1"),))
    assert [(f.code, f.level) for f in found] == [("query.schema", "warning")]


def test_an_undefined_security_scheme_is_an_error() -> None:
    source = answering({}, 1, security=[{"nope": []}])
    with pytest.raises(ContractError, match="nope"):
        Contract.load(source)


def test_two_operations_of_one_id_are_both_kept() -> None:
    source = document(
        paths={p: {"get": {"operationId": "x", "responses": {}}} for p in ("/a", "/b")}
    )
    contract = Contract.load(source)
    assert list(contract.operations) == ["x", "get /b"]
    assert [f.code for f in contract.findings] == ["document.operationId"]


# -- servers ----------------------------------------------------------------------------------


def operation(name: str, tag: str, server: str) -> dict[str, Any]:
    return {
        "get": {"operationId": name, "tags": [tag], "responses": {}},
        "servers": [{"url": server}],
    }


def test_the_host_chooses_among_servers() -> None:
    source = document(
        paths={
            "/a": operation("a", "one", "https://one.example"),
            "/b": operation("b", "two", "https://two.example/v1"),
        }
    )
    contract = Contract.load(source)
    assert route(contract, "GET", "https://one.example/a") == "a"
    assert route(contract, "GET", "https://two.example/v1/b") == "b"
    assert route(contract, "GET", "https://two.example/b") is None
    assert route(contract, "GET", "https://one.example/v1/b") is None


def test_without_a_host_a_path_may_mean_any_server_with_or_without_its_base() -> None:
    contract = Contract.load(
        document(paths={"/b": operation("b", "two", "https://two.example/v1")})
    )
    assert route(contract, "GET", "/v1/b") == "b"
    assert route(contract, "GET", "/b") == "b"
    assert route(contract, "GET", "http://127.0.0.1:9/v1/b") is None


def test_the_service_asked_for_is_the_only_one_looked_at() -> None:
    source = document(
        paths={
            "/run": operation("one", "one", "https://one.example"),
            "/v1/run": operation("two", "two", "https://two.example"),
        }
    )
    contract = Contract.load(source)
    assert route(contract, "GET", "/run", "one") == "one"
    assert route(contract, "GET", "/run", "two") is None
    assert route(contract, "GET", "/run", "nobody") is None
    assert contract.services == ("one", "two")


def test_server_variables_have_their_defaults_and_the_base_is_known() -> None:
    server = {"url": "https://{where}.example/v{n}/", "variables": {
        "where": {"default": "here"}, "n": {"default": 2}
    }}  # fmt: skip
    source = document(
        paths={"/x": {"get": {"operationId": "x", "tags": ["t"], "responses": {}}}},
        servers=[server],
    )
    contract = Contract.load(source)
    assert contract.operations["x"].servers[0].url == "https://here.example/v2"
    assert contract.base("t") == "/v2"


def test_a_miss_lists_the_methods_there_are_and_the_nearest_operations() -> None:
    contract = Contract.default()
    wrong = Request.build("PUT", "https://www.sim.ai/api/workflows/w/execute")
    assert contract.route(wrong) == Miss(("POST",))
    near = Request.build("POST", "https://www.sim.ai/api/workflow/w/execute")
    assert contract.route(near) == Miss()
    assert contract.nearest(near)[0].operation_id == "executeWorkflow"


@pytest.mark.parametrize("paths", [[], None, "x"])
@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_paths_that_are_no_mapping_are_refused(version: str, paths: Any) -> None:
    with pytest.raises(ContractError, match="`paths` must be a mapping"):
        Contract({"openapi": version, "paths": paths})


def test_a_document_of_3_1_may_have_no_paths() -> None:
    assert Contract({"openapi": "3.1.0", "components": {}}).operations == {}
