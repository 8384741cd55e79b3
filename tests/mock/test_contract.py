"""A document of OpenAPI 3.0 to 3.2 is compiled once; its faults are reported, not skipped."""

import copy
import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from penstock_mock.document.contract import Contract
from penstock_mock.document.examples import CannotGenerate
from penstock_mock.document.request import Request
from penstock_mock.document.router import Match, Miss
from penstock_mock.document.schemas import ContractError, escape
from penstock_mock.engine.conformance import check_answer
from penstock_mock.engine.engine import Engine

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
info: {title: t, version: '1'}
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
    with pytest.raises(ContractError, match="pip install PyYAML"):
        Contract.load(tmp_path / "a.yaml")


@pytest.mark.table(
    ("name", "text", "message"),
    [
        ("a.json", "{", "can't be parsed"),
        ("a.json", "[]", "holds no OpenAPI document"),
        ("a.yaml", "a: [", "can't be parsed"),
        ("a.json", '{"swagger": "2.0"}', "Swagger 2.0; convert it to OpenAPI 3"),
        ("a.json", "\ufeff[]", "holds no OpenAPI document"),
        ("a.json", '{"openapi": "3.1.0", "x": NaN}', "NaN is no JSON number"),
        ("a.yaml", "a: &a [*a]", "refers to itself"),
        ("a.yaml", "[" * 500 + "]" * 500, "deeper than"),
        ("a.json", "[" * 100_000, "deeper than"),
        ("a.json", '{"openapi": "3.1.0", "x": ' + "[" * 200 + "]" * 200 + "}", "deeper than"),
        ("a.yaml", "--- {}\n--- {}", "several documents"),
        ("a.json", '{"openapi": "4.0.0"}', "of 3.0 to 3.2"),
        ("a.json", f'{{"x": {"1" * 5000}}}', "more than 4,300 digits; write it as a string"),
        ("a.yaml", f"x: {'1' * 5000}", "more than 4,300 digits; write it as a string"),
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


def test_the_installed_index_leads_to_the_same_as_the_whole_document() -> None:
    """It is made apart from the mock, which reads the operations of any other document itself."""
    installed = Contract.default()
    source = json.loads(json.dumps(installed.document.root))
    whole = Contract(source)
    assert whole.document.root == source, "the parts are played as they are written"

    def facts(contract: Contract) -> Any:
        yield contract.loggable, contract.secret_query, contract.services
        for o in contract.operations.values():
            yield o.id, o.method, o.path, o.tags, o.servers, o.pointer, o.summary, o.security
            yield [p.name for p in (*o.parameters.path, *o.parameters.query, *o.parameters.header)]
            yield o.body and list(o.body.content)
            for r in o.responses.values():
                yield r.status, r.pointer, [h.name for h in r.headers]
                yield [
                    (m.type, m.schema, [e.value for e in m.examples]) for m in r.content.values()
                ]

    assert list(facts(installed)) == list(facts(whole))


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


@pytest.mark.table(
    ("reference", "message", "remedy"),
    [
        ("#/components/schemas/Nowhere", "leads nowhere", "define it"),
        ("other.yaml#/S", "leads out of the document", "bundle it"),
        ("https://example.com/schema.json", "leads out of the document", "bundle it"),
        ("#/components/responses/Loop", "in a circle", "define it"),
    ],
)
@pytest.mark.table(
    "place", ["response", "schema", "whole schema", "parameter", "example", "unused"]
)
def test_a_reference_that_leads_nowhere_is_a_finding_and_all_else_is_played(
    reference: str, message: str, remedy: str, place: str
) -> None:
    lost = {"$ref": reference}
    media: dict[str, Any] = {"schema": {"properties": {"n": {"type": "integer"}}}}
    response: dict[str, Any] = {"description": "", "content": {"application/json": media}}
    get: dict[str, Any] = {"responses": {"200": response}}
    parts = {"responses": {"Loop": {"$ref": "#/components/responses/Loop"}}}
    source = document(paths={"/x": {"get": get}, "/y": {"get": get}}, components=parts)
    if place == "response":
        get["responses"] = {"200": response, "404": lost}
    elif place == "schema":
        media["schema"]["properties"]["lost"] = lost
    elif place == "whole schema":
        media["schema"] = lost
    elif place == "parameter":
        get["parameters"] = [lost]
    elif place == "example":
        media["examples"] = {"lost": lost}
    else:
        source["components"]["schemas"] = {"Unused": lost}
    contract = Contract.load(source)
    found = [f for f in contract.findings if f.kind == "reference" and reference in f.message]
    assert found
    assert all(message in f.message and remedy in f.remedy for f in found)
    assert {f.kind for f in contract.check()} <= {"reference", "generated"}
    engine = Engine(contract)
    for path in ("/x", "/y"):
        exchange = engine.handle(engine.session(), Request.build("GET", path))
        assert (exchange.status, exchange.verdict) == (200, "served"), exchange.error
        assert check_answer(exchange.operation, exchange.timeline) == ()  # type: ignore[arg-type]


@pytest.mark.table(
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


BASE = {
    "type": "object",
    "properties": {"id": {"type": "string", "readOnly": True}, "name": {"type": "string"}},
}


@pytest.mark.table(
    "schema",
    [
        {"allOf": [BASE, {"required": ["id", "name"]}]},
        {"allOf": [BASE], "required": ["id", "name"]},
        {"$ref": "#/components/schemas/Base", "required": ["id", "name"]},
        {"allOf": [{"$ref": "#/components/schemas/Base"}, {"required": ["id", "name"]}]},
        {
            "allOf": [
                {"allOf": [{"$ref": "#/components/schemas/Base"}]},
                {"required": ["id", "name"]},
            ]
        },
    ],
)
def test_a_read_only_property_may_be_required_beside_the_schema_that_has_it(schema: Any) -> None:
    source = answering(schema, {"id": "1", "name": "n"})
    source["components"] = {"schemas": {"Base": BASE}}
    contract = Contract.load(source)
    assert contract.findings == ()
    node = contract.operations["x"].responses["200"].content["application/json"].schema
    assert contract.schemas.validator(node, "request").is_valid({"name": "n"})
    assert not contract.schemas.validator(node, "request").is_valid({})
    assert not contract.schemas.validator(node, "reply").is_valid({"name": "n"})


@pytest.mark.table("is_open", [True, False])
def test_an_open_enum_takes_other_values_in_answers_only(is_open: bool) -> None:
    schema: dict[str, Any] = {"type": "string", "enum": ["on", "off"]}
    if is_open:
        schema = {"anyOf": [schema, {"type": "string"}]}
    contract = Contract.load(answering(schema, "on"))
    node = contract.operations["x"].responses["200"].content["application/json"].schema
    assert contract.schemas.validator(node, "reply").is_valid("dimmed") is is_open
    assert not contract.schemas.validator(node, "reply").is_valid(1)
    assert not contract.schemas.validator(node, "request").is_valid("dimmed")


FILES = {
    "api.yaml": """
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /pets/{id}: {$ref: paths/pet.yaml}
  /owner:
    get:
      responses:
        '200':
          description: ''
          content: {application/json: {schema: {$ref: 'schemas.json#/Owner'}}}
        default: {$ref: 'common/errors.yaml#/responses/Error'}
components:
  schemas:
    Pet: {type: integer}
    Local: {$ref: '#/components/schemas/Pet'}
""",
    "paths/pet.yaml": """
parameters: [{$ref: '../common/parameters.yaml#/Id'}]
get:
  responses:
    '200':
      description: ''
      content:
        application/json: {schema: {$ref: '../schemas.json#/Pet'}}
""",
    "common/parameters.yaml": """
Id: {name: id, in: path, required: true, schema: {$ref: '#/Number'}}
Number: {type: integer}
""",
    "common/errors.yaml": """
responses:
  Error:
    description: ''
    content: {application/json: {schema: {$ref: ../schemas.json#/Owner}}}
""",
    "schemas.json": """
{"Pet": {"type": "object", "required": ["owner"], "properties": {
   "owner": {"$ref": "#/Owner"}, "number": {"$ref": "api.yaml#/components/schemas/Local"}}},
 "Owner": {"type": "object", "required": ["name"], "properties": {
   "name": {"type": "string"}, "pets": {"type": "array", "items": {"$ref": "#/Pet"}}}}}
""",
}


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder / next(iter(files))


def test_a_document_in_several_files_is_played_as_one(tmp_path: Path) -> None:
    contract = Contract.load(written(tmp_path, FILES))
    assert contract.findings == ()
    assert {gap.kind for gap in contract.gaps} == {"generated"}
    engine = Engine(contract)
    exchange = engine.handle(engine.session(), Request.build("GET", "/pets/x"))
    assert [found.code for found in exchange.findings] == ["path.type"]
    pet = contract.operations["get /pets/{id}"].responses["200"].content["application/json"]
    assert pet.check({"owner": {"name": "n", "pets": [{"owner": {}}]}}, "reply")
    assert not pet.check({"owner": {"name": "n"}, "number": 5}, "reply")
    assert pet.check({"owner": {"name": "n"}, "number": "x"}, "reply")
    error = contract.operations["get /owner"].responses["default"].content["application/json"]
    assert error.check({}, "reply")


def test_only_files_in_the_folder_of_a_document_are_read(tmp_path: Path) -> None:
    outside = written(tmp_path, {"secret.yaml": "Pet: {type: integer}"})
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "link.yaml").symlink_to(outside)
    lost = ["../secret.yaml#/Pet", str(outside), "link.yaml#/Pet", "gone.yaml", "file:///etc/hosts",
            "https://example.com/pet.yaml", "bad.yaml#/Pet", "empty.yaml#/Pet"]  # fmt: skip
    schemas = "".join(f"    S{n}: {{$ref: '{each}'}}\n" for n, each in enumerate(lost))
    source = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas:\n" + schemas
    files = {"api/api.yaml": source, "api/bad.yaml": "a: [", "api/empty.yaml": ""}
    found = Contract.load(written(tmp_path, files)).findings
    assert [f.message for f in found if "bad.yaml can't be parsed" in f.message]
    unread = [f for f in found if "leads out of the document" in f.message]
    assert len(unread) == len(lost)
    assert all("bundle it into one file" in f.remedy for f in unread)


NEWER = {
    "openapi": "3.2.0",
    "info": {"title": "t", "version": "1"},
    "tags": [{"name": "t", "summary": "s", "kind": "nav"}],
    "servers": [{"url": "https://x.example", "name": "x"}],
    "paths": {
        "/x": {
            "query": {
                "responses": {
                    "200": {
                        "summary": "s",
                        "content": {
                            "application/json": {"examples": {"a": {"dataValue": {"n": 1}}}}
                        },
                    }
                }
            },
            "additionalOperations": {"COPY": {"responses": {"204": {"description": ""}}}},
            "get": {
                "responses": {"200": {"content": {"*/*": {"$ref": "#/components/mediaTypes/M"}}}}
            },
        }
    },
    "components": {"mediaTypes": {"M": {"schema": {"type": "integer"}, "example": 5}}},
}


def test_a_document_of_3_2_is_played() -> None:
    contract = Contract(NEWER)
    assert contract.check() == ()
    engine = Engine(contract)
    for method, status, text in (
        ("QUERY", 200, b'{"n":1}'),
        ("COPY", 204, b""),
        ("GET", 200, b"5"),
    ):
        exchange = engine.handle(engine.session(), Request.build(method, "https://x.example/x"))
        assert (exchange.status, exchange.timeline.body) == (status, text)
    older = Contract({**NEWER, "openapi": "3.1.0"})
    assert {f.kind for f in older.findings} == {"unknown", "malformed"}
    assert list(older.operations) == ["get /x"]


@pytest.mark.table(
    ("parts", "kind"),
    [
        ({"$self": "https://x.example/api"}, "$self"),
        ({"components": {"schemas": {"S": {"xml": {"nodeType": "cdata"}}}}}, "nodeType"),
        (
            {
                "components": {
                    "parameters": {"P": {"in": "querystring", "name": "q", "content": {}}}
                }
            },
            "querystring",
        ),
        (
            {"components": {"mediaTypes": {"M": {"itemEncoding": {"contentType": "text/plain"}}}}},
            "itemEncoding",
        ),
    ],
)
def test_a_part_of_3_2_that_is_not_played_is_a_gap(parts: dict[str, Any], kind: str) -> None:
    contract = Contract({**document("3.2.0"), **parts})
    gaps = [found for found in contract.check() if found.level == "warning"]
    assert [gap.kind for gap in gaps] == [kind]
    assert "3.1" in gaps[0].remedy


def test_nothing_is_ever_fetched() -> None:
    contract = Contract.load(answering({"$ref": "#/components/schemas/S"}, 1, components={
        "schemas": {"S": {"anyOf": [{"$ref": "http://127.0.0.1:9/never"}]}}
    }))  # fmt: skip
    (found,) = contract.findings
    assert (found.kind, "9/never" in found.message) == ("reference", True)


# -- findings and gaps ------------------------------------------------------------------------


def test_an_example_that_breaks_its_schema_is_a_finding_with_its_place() -> None:
    (found,) = Contract.load(
        answering({"properties": {"n": {"type": "integer"}}}, {"n": "x"})
    ).findings
    assert (found.kind, "[type]" in found.message) == ("example", True)
    assert found.pointer == (
        "#/paths/~1x/get/responses/200/content/application~1json/examples/one/value/n"
    )


def test_a_type_that_does_not_exist_is_a_finding() -> None:
    (found,) = Contract.load(answering({"type": "strin"}, "x")).findings
    assert (found.kind, found.pointer.rpartition("/")[2]) == ("malformed", "type")


def test_a_header_example_is_checked_too() -> None:
    source = answering({}, 1)
    response = source["paths"]["/x"]["get"]["responses"]["200"]
    response["headers"] = {"X-A": {"schema": {"type": "integer"}, "example": "x"}}
    (found,) = Contract.load(source).findings
    assert "headers/X-A" in found.pointer


STREAM = 'data: {"n":1}\n\ndata: {"n":"x"}\n\ndata: "[DONE]"\n\ndata: [DONE]\n\n'


@pytest.mark.table("keyword", ["schema", "itemSchema"])
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
    assert [gap.kind for gap in contract.gaps] == ["events"]


@pytest.mark.table(
    ("change", "kind"),
    [
        (lambda s: s.update(webhooks={"w": {}}), "webhooks"),
        (lambda s: s["paths"]["/x"]["get"].update(callbacks={"c": {}}), "callbacks"),
        (
            lambda s: s["paths"]["/x"]["get"]["responses"]["200"].update(links={"l": {}}),
            "links",
        ),
        (
            lambda s: s["paths"]["/x"]["get"]["responses"]["200"]["content"][
                "application/json"
            ].pop("examples"),
            "generated",
        ),
        (
            lambda s: s.update(
                components={
                    "schemas": {
                        "S": {"properties": {"links": {"type": "string", "nullable": True}}}
                    }
                }
            ),
            "nullable",
        ),
    ],
)
def test_a_gap_is_listed(change: Any, kind: str) -> None:
    source = answering({"type": "integer"}, 1)
    assert Contract.load(source).gaps == ()
    change(source)
    assert [gap.kind for gap in Contract.load(source).gaps] == [kind]


def test_an_extension_in_a_schema_has_no_schemas() -> None:
    extension = {"schema": {"nullable": True}, "schemas": {"S": {"nullable": True}}}
    assert Contract.load(answering({"type": "integer", "x-form": extension}, 1)).gaps == ()


def test_a_path_that_a_port_keeps_for_itself_is_a_gap() -> None:
    """With the remedy: there a session's name or the admin interface would be read instead."""
    paths = ("/~s/a", "/~{user}", "/__penstock__", "/__penstock__/journal", "/a/~s", "/__penstock")
    source = answering({"type": "integer"}, 1)
    item = source["paths"].pop("/x")["get"]
    item.pop("operationId", None)
    source["paths"] = {path: {"get": item} for path in paths}
    gaps = Contract.load(source).gaps
    assert [(gap.kind, gap.message.split(", ")[1].split()[0]) for gap in gaps] == [
        ("path", path) for path in paths[:4]
    ]
    assert all("in process" in gap.remedy and "/v1" in gap.remedy for gap in gaps)
    assert Contract.load({**source, "servers": [{"url": "http://api.test/v1"}]}).gaps == ()


def test_flags_of_3_0_in_a_3_1_document_are_read_as_meant_and_listed() -> None:
    schema = {"type": "integer", "minimum": 3, "exclusiveMinimum": True, "maximum": 4}
    source = answering({"$ref": "#/components/schemas/S"}, 4, components={"schemas": {"S": schema}})
    contract = Contract.load(source)
    assert contract.findings == ()
    assert [gap.kind for gap in contract.gaps] == ["exclusiveMinimum"]
    assert contract.generator.value(contract.document.at("#/components/schemas/S"), "0") == 4


@pytest.mark.table("path", ["/x?beta=true", "/x#beta"])
def test_a_path_with_a_query_or_a_fragment_is_a_finding(path: str) -> None:
    item = {"get": {"operationId": "x", "responses": {"204": {"description": ""}}}}
    (found,) = Contract.load(document(paths={path: item})).findings
    assert found.kind == "path"


def test_a_path_with_percent_signs_is_played_and_checked_as_any_other() -> None:
    """A pointer to it is no reference, whose percent signs are an encoding."""
    get = {
        "security": [{"Undefined": []}],
        "callbacks": {"on": {}},
        "parameters": [{"name": "of", "in": "query", "schema": {"type": "integer"}}],
        "responses": {"200": {"description": "", "links": {"a": {}}}},
    }
    contract = Contract({"openapi": "3.1.0", "paths": {"/50%25/of~1": {"get": get}}})
    (operation,) = contract.operations.values()
    assert [p.name for p in operation.parameters.query] == ["of"]
    assert operation.responses["200"].pointer.startswith(operation.pointer)
    assert {f.kind for f in contract.check()} >= {"security", "callbacks", "links"}


def test_a_malformed_keyword_is_a_finding_wherever_it_stands_and_the_others_are_checked() -> None:
    source = answering({"type": "integer"}, 1)
    broken = {"in": "query", "name": "q", "schema": {"type": "strin", "maxLength": 1}}
    source["paths"]["/x"]["get"]["parameters"] = [broken]
    contract = Contract.load(source)
    assert [found.pointer for found in contract.findings] == [
        "#/paths/~1x/get/parameters/0/schema/type"
    ]
    _, found = contract.operations["x"].parameters.of_query((("q", "12"),))
    assert [f.code for f in found] == ["query.maxLength"]


@pytest.mark.table("place", ["document", "operation"])
def test_an_undefined_security_scheme_is_a_finding_and_asks_for_nothing(place: str) -> None:
    source = answering({}, 1)
    at = source if place == "document" else source["paths"]["/x"]["get"]
    at["security"] = [{"nope": []}]
    contract = Contract.load(source)
    (found,) = contract.findings
    assert (found.kind, "'nope'" in found.message) == ("security", True)
    engine = Engine(contract)
    assert engine.handle(engine.session(), Request.build("GET", "/x")).status == 200


@pytest.mark.table(
    ("security", "headers", "status"),
    [
        ([{"tls": []}], {}, 200),
        ([{"tls": [], "key": []}], {}, 401),
        ([{"tls": [], "key": []}], {"K": "k"}, 200),
        ([{"key": []}, {}], {}, 200),
        ([{"cookie": []}], {"Cookie": "a[]=1; session=k"}, 200),
        ([{"cookie": []}], {"Cookie": "a[]=1"}, 401),
        ([], {}, 200),
    ],
)
def test_credentials_are_those_that_a_request_can_carry(
    security: Any, headers: dict[str, str], status: int
) -> None:
    schemes = {
        "tls": {"type": "mutualTLS"},
        "key": {"type": "apiKey", "in": "header", "name": "K"},
        "cookie": {"type": "apiKey", "in": "cookie", "name": "session"},
    }
    contract = Contract.load(
        answering({}, 1, security=security, components={"securitySchemes": schemes})
    )
    engine = Engine(contract)
    exchange = engine.handle(engine.session(), Request.build("GET", "/x", headers=headers))
    assert (exchange.status, contract.findings) == (status, ())


def test_two_operations_of_one_id_are_both_kept() -> None:
    source = document(paths={p: answering({}, 1)["paths"]["/x"] for p in ("/a", "/b")})
    contract = Contract.load(source)
    assert list(contract.operations) == ["x", "get /b"]
    assert [f.kind for f in contract.findings] == ["operationId"]


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


def test_without_a_host_a_path_may_mean_any_server_with_its_base() -> None:
    contract = Contract.load(
        document(paths={"/b": operation("b", "two", "https://two.example/v1")})
    )
    assert route(contract, "GET", "/v1/b") == "b"
    assert route(contract, "GET", "/b") is None
    assert route(contract, "GET", "http://127.0.0.1:9/v1/b") is None


def test_without_a_host_a_service_is_at_its_relative_servers_and_at_all_others() -> None:
    paths = {
        "/near": operation("near", "t", "/v1"),
        "/far": operation("far", "t", "https://far.example/v1"),
    }
    contract = Contract(document(paths=paths))
    for service in (None, "t"):
        assert route(contract, "GET", "/v1/near", service) == "near"
        assert route(contract, "GET", "/v1/far", service) == "far"


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


TWO_HOSTS = document(
    servers=[{"url": "https://api.example/2.0"}],
    paths={
        "/files/{id}": {"post": {"operationId": "restore", "responses": {}}},
        "/files/upload": {
            "servers": [{"url": "https://upload.example/api/2.0"}],
            "post": {"operationId": "upload", "responses": {}},
        },
    },
)


@pytest.mark.table(
    ("url", "operation_id"),
    [
        ("/files/upload", None),
        ("/2.0/files/upload", "restore"),
        ("/api/2.0/files/upload", "upload"),
        ("/files/7", None),
        ("/2.0/files/7", "restore"),
        ("https://api.example/2.0/files/upload", "restore"),
        ("https://upload.example/api/2.0/files/upload", "upload"),
        ("https://upload.example/2.0/files/upload", None),
    ],
)
@pytest.mark.table("turned", [False, True])
def test_a_template_and_a_literal_path_of_another_host_are_each_below_their_own_base(
    url: str, operation_id: str | None, turned: bool
) -> None:
    paths = dict(reversed(TWO_HOSTS["paths"].items())) if turned else TWO_HOSTS["paths"]
    assert route(Contract({**TWO_HOSTS, "paths": paths}), "POST", url) == operation_id


def test_versions_at_one_host_are_told_apart_by_their_base() -> None:
    paths = {
        "/pets/mine": operation("first", "t", "https://one.example/v1"),
        "/pets/{id}": operation("second", "t", "https://one.example/v2"),
    }
    contract = Contract(document(paths=paths))
    for host in ("", "https://one.example"):
        assert route(contract, "GET", f"{host}/v1/pets/mine") == "first"
        assert route(contract, "GET", f"{host}/v2/pets/mine") == "second"


def test_of_two_bases_at_one_host_the_longer_is_meant() -> None:
    paths = {
        "/{a}/{b}": operation("any", "t", "https://one.example"),
        "/pets": operation("pets", "t", "https://one.example/v1"),
    }
    contract = Contract(document(paths=paths))
    assert route(contract, "GET", "https://one.example/v1/pets") == "pets"
    assert route(contract, "GET", "https://one.example/v2/pets") == "any"


def test_an_operation_is_below_the_base_of_its_own_server_whatever_the_host() -> None:
    paths = {
        "/a": operation("a", "t", "http://one.example/v1"),
        "/b": operation("b", "t", "https://two.example/v2"),
        "/files/{id}": operation("get", "t", "http://one.example/v1"),
        "/files/upload": operation("upload", "t", "https://two.example/v2"),
    }
    contract = Contract(document(paths=paths))
    assert route(contract, "GET", "/v1/a") == "a"
    assert route(contract, "GET", "/v2/b") == "b"
    assert route(contract, "GET", "/v1/files/upload") == "get"
    assert route(contract, "GET", "/v2/files/upload") == "upload"
    reasons = {
        "/v2/a": "its base path is /v1",
        "/v1/b": "its base path is /v2",
        "/a": "the base path /v1 is missing",
        "/b": "the base path /v2 is missing",
        "https://two.example/b": "the base path /v2 is missing",
    }
    for url, reason in reasons.items():
        asked = Request.build("GET", url)
        assert contract.route(asked) == Miss()
        nearest = contract.nearest(asked)[0]
        assert (nearest.operation_id, nearest.why) == (url[-1], reason)


def test_a_miss_lists_the_methods_there_are_and_the_nearest_operations() -> None:
    contract = Contract.default()
    wrong = Request.build("PUT", "https://www.sim.ai/api/workflows/w/execute")
    assert contract.route(wrong) == Miss(("POST",))
    near = Request.build("POST", "https://www.sim.ai/api/workflow/w/execute")
    assert contract.route(near) == Miss()
    assert contract.nearest(near)[0].operation_id == "executeWorkflow"


@pytest.mark.table("paths", [[], None, "x"])
@pytest.mark.table("version", ["3.0.3", "3.1.0"])
def test_paths_that_are_no_mapping_are_refused(version: str, paths: Any) -> None:
    with pytest.raises(ContractError, match="`paths` must be a mapping"):
        Contract({"openapi": version, "paths": paths})


def test_a_document_of_3_1_may_have_no_paths() -> None:
    assert Contract({"openapi": "3.1.0", "components": {}}).operations == {}


# -- names that are keywords elsewhere --------------------------------------------------------

TOKEN = {
    "type": "object",
    "required": ["secret"],
    "properties": {"secret": {"type": "string", "writeOnly": True}},
}


@pytest.mark.table("name", ["default", "example", "enum", "const", "schema", "schemas"])
def test_a_component_may_have_the_name_of_a_keyword(name: str) -> None:
    content = {"application/json": {"schema": TOKEN}}
    parts = {"responses": {name: {"description": "", "content": content}}}
    responses = {"200": {"$ref": f"#/components/responses/{name}"}}
    contract = Contract(document(paths={"/x": {"get": {"responses": responses}}}, components=parts))
    (gap,) = contract.check()
    assert gap.kind == "generated"


def test_the_default_response_is_read_as_any_other() -> None:
    content = {"application/json": {"schema": TOKEN}}
    responses = {"default": {"description": "", "content": content}}
    contract = Contract(document(paths={"/x": {"get": {"responses": responses}}}))
    (gap,) = contract.check()
    assert gap.kind == "generated"


@pytest.mark.table(
    ("responses", "pointer"),
    [
        ({"default": {"$ref": "#/components/responses/Lost"}}, "responses/default/$ref"),
        (
            {"default": {"content": {"text/plain": {"schema": {"$ref": "#/lost"}}}}},
            "responses/default/content/text~1plain/schema/$ref",
        ),
        (
            {"200": {"content": {"text/plain": {"schema": {"properties": {
                "default": {"$ref": "#/lost"}
            }}}}}},
            "responses/200/content/text~1plain/schema/properties/default/$ref",
        ),
    ],
)  # fmt: skip
def test_a_lost_reference_is_found_below_any_name(responses: Any, pointer: str) -> None:
    contract = Contract(document(paths={"/x": {"get": {"responses": responses}}}))
    lost = [found.pointer for found in contract.findings if found.kind == "reference"]
    assert lost == [f"#/paths/~1x/get/{pointer}"]


def test_keys_that_are_no_text_are_read_as_text() -> None:
    schema = {"patternProperties": {5: {}}, "properties": {6: {}}, 7: 8}
    content = {"application/json": {"schema": schema, "example": {}}}
    responses = {200: {"description": "", "content": content, 9: 1}}
    contract = Contract(document(paths={"/x": {"get": {"responses": responses, 1: 2}}}))
    assert [found.kind for found in contract.findings] == ["unknown", "unknown"]
    assert list(contract.operations["get /x"].responses) == ["200"]


def test_a_reference_within_data_is_data() -> None:
    data = {"$ref": "#/lost"}
    schema = {"default": data, "enum": [data], "properties": {"value": {"const": data}}}
    content = {"application/json": {"schema": schema, "examples": {"default": {"value": data}}}}
    responses = {"200": {"description": "", "content": content}}
    assert Contract(document(paths={"/x": {"get": {"responses": responses}}})).findings == ()


# -- slips ------------------------------------------------------------------------------------

# One of each object of OpenAPI, as small as can be.
EVERYTHING: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": "t",
        "version": "1",
        "contact": {"url": "https://x"},
        "license": {"name": "MIT"},
    },
    "servers": [
        {"url": "https://{a}.example", "variables": {"a": {"default": "x", "enum": ["x"]}}}
    ],
    "tags": [{"name": "t", "externalDocs": {"url": "https://x"}}],
    "security": [{"key": []}, {"oauth": ["read"]}],
    "paths": {
        "/x/{id}": {
            "parameters": [{"$ref": "#/components/parameters/Id"}],
            "post": {
                "operationId": "x",
                "tags": ["t"],
                "deprecated": False,
                "parameters": [
                    {"name": "q", "in": "query", "explode": True, "schema": {"type": "string"}},
                    {"name": "h", "in": "header", "content": {"application/json": {}}},
                ],
                "requestBody": {
                    "content": {
                        "multipart/form-data": {
                            "schema": {"$ref": "#/components/schemas/S"},
                            "encoding": {"a": {"style": "form", "headers": {"A": {"schema": {}}}}},
                        }
                    }
                },
                "responses": {
                    "200": {
                        "description": "",
                        "headers": {"X-A": {"schema": {"type": "string"}, "example": "v"}},
                        "content": {"application/json": {"examples": {"e": {"value": {"n": 1}}}}},
                        "links": {"l": {"operationId": "x", "parameters": {"id": "1"}}},
                    },
                    "default": {"$ref": "#/components/responses/R"},
                },
                "callbacks": {
                    "c": {"{$url}": {"post": {"responses": {"200": {"description": ""}}}}}
                },
            },
        },
        "/fine": {"get": {"security": [], "responses": {"204": {"description": ""}}}},
    },
    "components": {
        "schemas": {
            "S": {
                "$id": "https://x.example/s",
                "$anchor": "anchor",
                "type": "object",
                "required": ["n"],
                "properties": {
                    "n": {"type": "integer", "minimum": 0, "multipleOf": 1, "examples": [1]},
                    "s": {"minLength": 0, "pattern": "^a", "format": "date", "enum": ["a"]},
                    "l": {"prefixItems": [{}], "items": {"type": "string"}, "uniqueItems": False},
                },
                "patternProperties": {"^x": {}},
                "dependentRequired": {"a": ["b"]},
                "oneOf": [{"$ref": "#/components/schemas/T"}],
                "discriminator": {"propertyName": "k", "mapping": {"t": "T"}},
                "xml": {"name": "s", "attribute": False},
                "contentSchema": {},
            },
            "T": {"properties": {"k": {"const": "t"}}, "additionalProperties": {}},
        },
        "parameters": {
            "Id": {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
        },
        "responses": {"R": {"description": ""}},
        "securitySchemes": {
            "key": {"type": "apiKey", "in": "header", "name": "K"},
            "oauth": {
                "type": "oauth2",
                "flows": {"password": {"tokenUrl": "https://x", "scopes": {"read": "r"}}},
            },
        },
    },
}
# Values, not parts of the document: anything may stand there.
DATA = ("example", "value", "const", "examples/0", "enum/0", "parameters/id")


def test_whatever_stands_in_the_place_of_a_part_it_is_found_and_all_else_is_played() -> None:
    assert Contract(EVERYTHING).findings == ()
    for number, path in enumerate(places(EVERYTHING)):
        pointer = "#" + "".join(f"/{escape(str(key))}" for key in path)
        other = (None, 5, None, "x", None, [], None, {})[number % 8]  # all would take too long
        source = copy.deepcopy(EVERYTHING)
        *above, last = path
        within: Any = source
        for key in above:
            within = within[key]
        is_data = "/value/" in pointer or (pointer.endswith(DATA) and "variables" not in pointer)
        same_kind, within[last] = isinstance(other, type(within[last])), other
        if path == ("openapi",) or (path == ("paths",) and not same_kind):
            with pytest.raises(ContractError):
                Contract(source)
            continue
        contract = Contract(source)
        found = [f for f in contract.findings if f.message and f.remedy]
        if not (is_data or same_kind):
            near = [f for f in found if f.pointer.startswith(pointer)]
            near += [f for f in found if pointer.startswith(f.pointer)]
            assert near, (pointer, other)
        if path[:2] not in (("paths",), ("paths", "/fine")):
            routed = contract.route(Request.build("GET", "/fine"))
            assert isinstance(routed, Match), (pointer, other)


@pytest.mark.table(
    ("parts", "pointer"),
    [
        ({"servers": [{"$ref": "#/nope"}]}, "#/servers/0/$ref"),
        ({"servers": [{"$ref": "#/x-own"}], "x-own": {"url": "https://x"}}, "#/servers/0/$ref"),
        ({"info": {"$ref": "#/nope"}}, "#/info/$ref"),
        ({"components": {"$ref": "#/nope"}}, "#/components/$ref"),
        ({"tags": [{"$ref": "#/nope"}]}, "#/tags/0/$ref"),
        ({"paths": {"/y": {"$ref": 5}}}, "#/paths/~1y/$ref"),
        ({"paths": {"/y": {"$ref": "#"}}}, "#/paths/~1y/$ref"),
        ({"paths": {"/y": {"$ref": "#/info/title"}}}, "#/paths/~1y/$ref"),
        ({"paths": {"/y": {"get": {"$ref": 5}}}}, "#/paths/~1y/get/$ref"),
        ({"paths": {"/y": {"get": {"$ref": "#/paths/~1x/get"}}}}, "#/paths/~1y/get/$ref"),
    ],
)
def test_a_reference_where_none_can_stand_or_to_another_kind_is_found(
    parts: dict[str, Any], pointer: str
) -> None:
    made = answering({}, 1)
    made["paths"] |= parts.pop("paths", {})
    contract = Contract(made | parts)
    assert pointer in [f.pointer for f in contract.findings if f.level == "error"]
    assert route(contract, "GET", "/x") == "x"


@pytest.mark.table("field", ["responses/200", "parameters/0", "requestBody"])
@pytest.mark.table(
    "reference", [5, "#", "#/info", "#/info/title", "#/components/schemas/S", "#/paths/~1x/get"]
)
def test_a_part_of_an_operation_is_no_object_of_another_kind(field: str, reference: Any) -> None:
    made = answering({}, 1, components={"schemas": {"S": {"type": "string"}}})
    name, _, key = field.partition("/")
    place = {"$ref": reference}
    given = [place] if key == "0" else {key: place} if key else place
    made["paths"]["/x"]["get"][name] = given
    contract = Contract(made)
    assert [f.pointer for f in contract.findings] == [f"#/paths/~1x/get/{field}/$ref"]
    engine = Engine(contract)
    assert engine.handle(engine.session(), Request.build("GET", "/x")).verdict != "crashed"


def test_a_schema_may_refer_to_schemas_only() -> None:
    (found,) = Contract(answering({"$ref": "#/paths/~1x/get"}, 1)).findings
    assert found.pointer.endswith("/schema/$ref")


def test_what_a_reference_means_in_an_extension_is_read_as_any_other_part() -> None:
    own = {"good": {"name": "q", "in": "query", "schema": {"type": "integer"}}, "bad": {}}
    made = {**answering({}, 1), "x-own": own}
    made["paths"]["/x"]["get"]["parameters"] = [
        {"$ref": "#/x-own/good"},
        {"$ref": "#/x-own/bad"},
    ]
    contract = Contract(made)
    assert "#/x-own/bad" in {f.pointer for f in contract.findings}
    engine = Engine(contract)
    exchange = engine.handle(engine.session(), Request.build("GET", "/x?q=x"))
    assert [f.code for f in exchange.findings] == ["query.type"]


def test_operations_beside_the_reference_of_a_path_are_played() -> None:
    made = answering({}, 1)
    post = {"operationId": "own", "responses": {"204": {"description": ""}}}
    made["paths"]["/y"] = {"$ref": "#/paths/~1x", "post": post}
    contract = Contract(made)
    assert route(contract, "POST", "/y") == "own"
    assert route(contract, "GET", "/y") == "get /y"


SLIPS: list[tuple[str, Any, str]] = [
    # the field, its value, and the place of the finding below /x
    ("responses", {"200": None}, "get/responses/200"),
    ("responses", {"200": {"description": None, "content": None}}, "get/responses/200/content"),
    ("responses", {"200": {"content": {"application/json": None}}}, "application~1json"),
    ("responses", {"200": {"content": {"application/json": {"schema": None}}}}, "schema"),
    ("responses", {"200": {"content": {"application/json": {"schema": "x"}}}}, "schema"),
    ("responses", {"200": {"content": {"application/json": {"examples": {"x": 5}}}}}, "x"),
    ("responses", {"200": {"content": {"application/json": {"examples": [5]}}}}, "examples"),
    ("responses", {"200": {"headers": {"X-A": None}}}, "headers/X-A"),
    ("responses", {"200": {"headers": ["X-A"]}}, "headers"),
    ("responses", {"200": {}, "2000": {}}, "responses/2000"),
    ("responses", ["200"], "responses"),
    ("parameters", {"name": "q"}, "parameters"),
    ("parameters", [None], "parameters/0"),
    ("parameters", [{"in": "query"}], "parameters/0"),
    ("parameters", [{"name": "q", "in": "body"}], "parameters/0/in"),
    ("parameters", [{"name": "q", "in": "query", "required": "yes"}], "required"),
    ("parameters", [{"name": "q", "in": "query", "schema": {"required": True}}], "required"),
    ("parameters", [{"name": "q", "in": "query", "schema": {"minimum": 10**400}}], "minimum"),
    ("requestBody", "x", "requestBody"),
    ("servers", "https://x", "servers"),
    ("servers", ["https://x"], "servers/0"),
    ("servers", [{"url": "http://[x"}], "servers/0"),
    ("servers", [{"url": "http://x:port/"}], "servers/0"),
    ("servers", [{"url": "https://{a}", "variables": {"a": "x"}}], "variables/a"),
    ("security", {"key": []}, "security"),
    ("security", ["key"], "security/0"),
    ("tags", "x", "tags"),
    ("tags", [None], "tags/0"),
    ("operationId", 5, "operationId"),
    ("responses", {}, "get/responses"),
    ("responses", {"200": {"content": {"json": {}}}}, "get/responses/200/content/json"),
    ("responses", {"200": {"headers": {"X A": {}}}}, "get/responses/200/headers/X A"),
    ("responses", {"200": {"links": 5}}, "get/responses/200/links"),
    ("responses", {"200": {"links": {"l": {"server": 5}}}}, "links/l/server"),
    ("callbacks", 5, "get/callbacks"),
    ("callbacks", {"c": {"{$url}": {"post": 5}}}, "callbacks/c/{$url}/post"),
    ("parameters", [{"name": "q", "in": "query"}], "parameters/0"),
    ("parameters", [{"name": "q", "in": "path", "schema": {}}], "parameters/0"),
    ("parameters", [{"name": "q", "in": "query", "schema": {"allOf": []}}], "schema/allOf"),
    ("summary", None, "summary"),
]


@pytest.mark.table(("field", "value", "place"), SLIPS)
@pytest.mark.table("version", ["3.0.3", "3.1.0"])
def test_a_slip_is_a_finding_at_its_place_and_all_else_is_played(
    field: str, value: Any, place: str, version: str
) -> None:
    fine = {"responses": {"200": {"content": {"application/json": {"example": {"fine": True}}}}}}
    slipped = {"/x": {"get": {**fine, field: value}}, "/y": {"get": fine}}
    contract = Contract.load(document(version, paths=slipped))
    found = [f for f in contract.findings if f.kind == "malformed"]
    assert any(f.pointer.startswith("#/paths/~1x") and f.pointer.endswith(place) for f in found)
    assert all(f.remedy and f.message for f in found)
    engine = Engine(contract)
    for path in ("/x", "/y"):
        exchange = engine.handle(engine.session(), Request.build("GET", path))
        assert exchange.status == (204 if value in (["200"], {}) and path == "/x" else 200), (
            exchange.error
        )


@pytest.mark.table(
    ("part", "value"),
    [
        ("info", None),
        ("info", {"title": "t"}),
        ("info", {"title": "t", "version": 1}),
        ("tags", "x"),
        ("tags", [{}]),
        ("externalDocs", {"url": 5}),
        ("components", None),
        ("components", {"links": {"l": {}}}),
        ("components", {"schemas": {"S": {"$id": 5}}}),
        ("components", {"schemas": {"S": {"dependentRequired": {"a": "b"}}}}),
        ("components", {"schemas": {"S": {"xml": {"attribute": "yes"}}}}),
        ("components", {"schemas": None}),
        ("components", {"schemas": {"S": None}}),
        ("components", {"securitySchemes": {"key": None}}),
        ("components", {"responses": []}),
        ("servers", "https://x"),
        ("servers", [None]),
        ("security", "key"),
        ("webhooks", []),
    ],
)
def test_a_slip_in_the_document_itself_leaves_its_operations(part: str, value: Any) -> None:
    contract = Contract.load(answering({}, 1, **{part: value}))
    assert [f.kind for f in contract.findings] == ["malformed"]
    assert route(contract, "GET", "/x") == "x"


@pytest.mark.table(
    ("source", "pointer", "remedy"),
    [
        ({"paths": {}}, "#", "give `info`"),
        ({"info": {"title": "t", "version": "1"}}, "#", "give `paths` or `components`"),
        ({"pathz": {}}, "#/pathz", "write `paths`"),
        (
            {"paths": {"/x": {"get": {"respones": {}}}}},
            "#/paths/~1x/get/respones",
            "write `responses`",
        ),
        ({"paths": {"/x": {"gets": {}}}}, "#/paths/~1x/gets", "write `get`"),
        ({"paths": {"/x": {"own": {}}}}, "#/paths/~1x/own", "remove it, or call it `x-own`"),
        (
            {"components": {"schemas": {"S": {"minlength": 5, "own": 1}}}},
            "#/components/schemas/S/minlength",
            "write `minLength`",
        ),
    ],
)
def test_a_part_that_is_missing_or_called_otherwise_is_found(
    source: dict[str, Any], pointer: str, remedy: str
) -> None:
    found = Contract({"openapi": "3.1.0", **source}).findings
    assert [f.pointer for f in found if remedy in f.remedy] == [pointer]


@pytest.mark.table(
    ("scheme", "message"),
    [
        ({"type": "apiKey", "in": "header"}, "needs `name`"),
        ({"type": "apiKey", "in": "body", "name": "K"}, "no place of a key"),
        ({"type": "http"}, "needs `scheme`"),
        ({"type": "oauth2"}, "needs `flows`"),
        ({"type": "oauth2", "flows": {"password": {"scopes": {}}}}, "without `tokenUrl`"),
        ({"type": "Bearer"}, "no such type"),
    ],
)
def test_a_security_scheme_that_lacks_a_part_is_found(scheme: Any, message: str) -> None:
    contract = Contract(answering({}, 1, components={"securitySchemes": {"s": scheme}}))
    (found,) = contract.findings
    assert message in found.message


MALFORMED_SCHEMAS: list[dict[str, Any]] = [
    {"type": "strin"},
    {"type": ["integer", "any"]},
    {"type": []},
    {"required": True},
    {"required": "n"},
    {"properties": None},
    {"properties": []},
    {"properties": {"n": 5}},
    {"enum": "x"},
    {"enum": []},
    {"minLength": "3"},
    {"minimum": "3"},
    {"minItems": -1},
    {"multipleOf": 0},
    {"pattern": "(?<!a)(?=b"},
    {"pattern": 5},
    {"pattern": "a{3,1}"},
    {"patternProperties": {"(": {}}},
    {"allOf": {}},
    {"oneOf": [5]},
    {"items": [{}]},
    {"additionalProperties": "no"},
    {"discriminator": "kind"},
]


@pytest.mark.table("slip", MALFORMED_SCHEMAS)
@pytest.mark.table("version", ["3.0.3", "3.1.0"])
def test_a_malformed_keyword_is_left_out_of_its_schema(slip: dict[str, Any], version: str) -> None:
    schema = {"properties": {"a": slip, "n": {"type": "integer"}}, "required": ["n"]}
    contract = Contract.load(answering(schema, {"n": 1}, version))
    assert [f.kind for f in contract.findings] == ["malformed"]
    media = contract.operations["x"].responses["200"].content["application/json"]
    assert [f.code for f in media.check({"n": "x"}, "reply")] == ["reply.type"]
    assert not media.check(contract.generator.value(media.schema, "0"), "reply")


# Valid patterns that the validator spells otherwise: all are checked, to the letter.
SPELLINGS: list[tuple[str, str, str]] = [
    (r"^[\w-.]+$", "a-.b", "a+b"),
    (r"^[a-\d]$", "-", "b"),
    (r"^[^]$", "\n", ""),
    (r"^(?<q>['\"])x\k<q>$", "'x'", "'x\""),
    (r"^(?<y>\d{4})|(?<y>[a-z])$", "a", "A"),
    (r"^[\uD83D\uDE00-\uD83D\uDE4F]$", "\U0001f601", "a"),
    (r"^[\u0020-\uD7FF\uD800\uDC00-\uDBFF\uDFFF]$", "\U0001f601", "\t"),
    (r"^[^\uD800-\uDFFF]$", "a", "ab"),
    (r"^a{,3}$", "a{,3}", "aa"),
    (r"^{$", "{", "a"),
    (r"^\0[\b]$", "\0\b", "0b"),
]


def test_patterns_are_checked_however_they_are_spelled() -> None:
    for pattern, good, bad in SPELLINGS:
        contract = Contract.load(answering({"pattern": pattern}, good))
        assert contract.check() == (), pattern
        media = contract.operations["x"].responses["200"].content["application/json"]
        assert [f.code for f in media.check(bad, "reply")] == ["reply.pattern"], pattern


@pytest.mark.table(
    ("pattern", "message", "good", "bad"),
    [
        (r"^(?:[\p{L}\p{N}]{1,5000}-?){1,5000}$", "upper bounds of its repetitions", "a1", "-"),
        (r"^(?:[a-z]{1,60000}-){1,60000}$", "upper bounds of its repetitions", "a-b-", "-"),
        ("^a{2000000000}$", "too large to be checked", "anything", None),
        ("^(a{1000}){1000}$", "too large to be checked", "anything", None),
        (r"^\p{Nowhere}[^\p{Nowhere}a]?$", "not known here", "b", "ba"),
    ],
)
@pytest.mark.table("place", ["pattern", "patternProperties"])
def test_a_pattern_beyond_the_validator_is_named_and_its_operation_is_played(
    pattern: str, message: str, good: str, bad: str | None, place: str
) -> None:
    is_key = place == "patternProperties"
    closed = {"patternProperties": {pattern: {}}, "additionalProperties": False}
    source = answering(closed if is_key else {"pattern": pattern}, {} if is_key else good)
    contract = Contract.load(source)
    (gap,) = contract.check()
    assert (gap.kind, gap.level) == ("pattern", "warning")
    assert "valid, but" in gap.message
    assert message in gap.message
    assert "example" in gap.remedy
    media = contract.operations["x"].responses["200"].content["application/json"]
    assert not media.check({good: 1} if is_key else good, "reply")
    if bad is not None:
        assert media.check({bad: 1} if is_key else bad, "reply")
    if bad is None and not is_key:  # without the pattern, a text would be any
        with pytest.raises(CannotGenerate, match="too large to make a text of; give an example"):
            contract.generator.value(media.schema, "0")
    else:
        assert not media.check(contract.generator.value(media.schema, "0"), "reply")


QUERY = {"name": "a", "in": "query", "schema": {}}
TWO_TYPES = {"name": "a", "in": "query", "content": {"a/b": {}, "c/d": {}}}


@pytest.mark.table(
    ("path", "parameters", "pointer", "message"),
    [
        ("/x", [QUERY, QUERY], "#/paths/~1x/get/parameters/1", "a in query is given twice"),
        (
            "/x",
            [{**QUERY, "in": "header", "name": name} for name in ("X-A", "x-a")],
            "#/paths/~1x/get/parameters/1",
            "x-a in header is given twice",
        ),
        ("/x", [TWO_TYPES], "#/paths/~1x/get/parameters/0/content", "one media type"),
        ("/x/{a", [], "#/paths/~1x~1{a/get", "a brace without its other one"),
        ("/x/a}", [], "#/paths/~1x~1a}/get", "a brace without its other one"),
        ("/x/{}", [], "#/paths/~1x~1{}/get", "a brace without its other one"),
    ],
)
def test_what_is_stated_twice_or_not_closed_is_a_finding(
    path: str, parameters: list[Any], pointer: str, message: str
) -> None:
    responses = {"204": {"description": ""}}
    stated = {"operationId": "x", "parameters": parameters, "responses": responses}
    found = Contract.load(document(paths={path: {"get": stated}})).findings
    assert [(f.pointer, message in f.message, f.level) for f in found] == [(pointer, True, "error")]
    of_each_level = {"parameters": [QUERY], "get": {**stated, "parameters": [QUERY]}}
    assert Contract.load(document(paths={"/x": of_each_level})).findings == ()


@pytest.mark.table(
    ("text", "pointers", "value"),
    [
        ("x-a: !foo bar", ["#/x-a"], "bar"),
        ("x-a: !foo 5", ["#/x-a"], 5),
        ("x-a: !foo '5'", ["#/x-a"], "5"),
        ("x-a: !!set {b: 1}", ["#/x-a"], {"b": 1}),
        ("x-a: !foo {b: [1, !Ref c]}", ["#/x-a", "#/x-a/b/1"], {"b": [1, "c"]}),
        ("x-a: !foo [1]", ["#/x-a"], [1]),
        ("x-a: {b: !!str 5, c: !!int '5', d: !!map {}, e: !!seq []}", [],
         {"b": "5", "c": 5, "d": {}, "e": []}),
    ],
)  # fmt: skip
def test_a_tag_that_is_not_known_is_a_finding_and_its_value_is_read(
    tmp_path: Path, text: str, pointers: list[str], value: Any
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"openapi: 3.1.0\npaths: {{}}\n{text}")
    contract = Contract.load(path)
    assert [f.pointer for f in contract.findings if f.kind == "tag"] == pointers
    assert contract.document.root["x-a"] == value


@pytest.mark.table(
    ("name", "text", "pointers"),
    [
        ("a.yaml", "paths:\n  /a: {get: {}}\n  /a: {post: {}}", ["#/paths/~1a"]),
        ("a.json", '{"paths": {"/a": {"get": {}}, "/a": {}}, "paths": {}}', ["#/paths"]),
        ("a.json", '{"paths": {"/a": {"get": {"a": 1, "a": 2}}}}', ["#/paths/~1a/get/a"]),
        ("a.yaml", "paths: {}\nx: [{}, {b: [{a: 1, 'a': 2}]}]", ["#/x/1/b/0/a"]),
        ("a.yaml", "paths: {}\nx: {200: 1, '200': 2}", ["#/x/200"]),
        ("a.yaml", "paths: {}\nb: &b {a: 1}\nx: {<<: *b, a: 2}", []),
    ],
)
def test_a_repeated_key_is_a_finding(
    tmp_path: Path, name: str, text: str, pointers: list[str]
) -> None:
    opening = "{" if name.endswith("json") else ""
    version = '"openapi": "3.1.0",' if opening else "openapi: 3.1.0\n"
    (tmp_path / name).write_text(opening + version + text.removeprefix("{"))
    found = [f for f in Contract.load(tmp_path / name).findings if f.kind == "duplicate"]
    assert [f.pointer for f in found] == pointers


@pytest.mark.table(
    ("text", "value"),
    [
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("-.inf", -float("inf")),
        ("~", None),
        ("Null", None),
        ("yes", "yes"),
        ("'1'", "1"),
        ("!!str 1", "1"),
        ("!!int '1'", 1),
        ("2025-01-02", "2025-01-02"),
        ("{<<: [{a: 1, b: 1}, {a: 2}], b: 3}", {"a": 1, "b": 3}),
        ("{1.10: x, true: y}", {"1.10": "x", "true": "y"}),
    ],
)
def test_yaml_is_read_by_the_core_schema_of_1_2(tmp_path: Path, text: str, value: Any) -> None:
    (tmp_path / "a.yaml").write_text(f"openapi: 3.1.0\nx-value: {text}")
    assert Contract.load(tmp_path / "a.yaml").document.root["x-value"] == value


@pytest.mark.table("text", ["!!int x", "!thing {}x", "? [a]\n: b", "{<<: 5}"])
def test_yaml_that_is_no_json_is_refused_with_the_reason(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text(f"openapi: 3.1.0\nx-value:\n  {text}")
    with pytest.raises(ContractError, match="can't be parsed"):
        Contract.load(tmp_path / "a.yaml")


def test_aliases_that_multiply_are_refused_before_they_are_walked(tmp_path: Path) -> None:
    rows = [f"x-{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    (tmp_path / "a.yaml").write_text("\n".join(["openapi: 3.1.0", "x-0: &a0 [lol]", *rows]))
    with pytest.raises(ContractError, match="YAML aliases"):
        Contract.load(tmp_path / "a.yaml")


def test_an_alias_used_twice_is_its_value_twice(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("openapi: 3.1.0\nx-a: &a {n: 1}\nx-b: [*a, *a]")
    root = Contract.load(tmp_path / "a.yaml").document.root
    assert root["x-b"] == [{"n": 1}, {"n": 1}]


# -- schemas by name ----------------------------------------------------------------------------

TREE = {
    "$id": "https://example.com/tree",
    "$dynamicAnchor": "node",
    "type": "object",
    "required": ["n"],
    "properties": {
        "n": {"$ref": "#/$defs/number"},
        "children": {"type": "array", "items": {"$dynamicRef": "#node"}},
    },
    "$defs": {"number": {"type": "integer"}},
}


@pytest.mark.table(
    ("schema", "good", "bad"),
    [
        ({"$ref": "#/components/schemas/Tree"}, {"n": 1, "children": [{"n": 2}]}, {"n": "x"}),
        ({"$ref": "https://example.com/tree"}, {"n": 1}, {"n": 1, "children": [{"n": "x"}]}),
        ({"$ref": "https://example.com/tree#/$defs/number"}, 1, "x"),
        ({"$ref": "#named"}, "abc", "abcd"),
        ({"$ref": "#/components/schemas/With%20space"}, "abc", "abcd"),
        ({"$ref": "#/components/schemas/With space"}, "abc", "abcd"),
        ({"$ref": "#/components/schemas/a~1b"}, "abc", "abcd"),
        ({"$defs": {"x": {"type": "integer"}}, "allOf": [{"$ref": "#/paths/~1x/get/responses/200"
          "/content/application~1json/schema/$defs/x"}]}, 1, "x"),
    ],
)  # fmt: skip
def test_schemas_may_be_referred_to_by_name(schema: Any, good: Any, bad: Any) -> None:
    short = {"type": "string", "maxLength": 3}
    parts = {
        "schemas": {
            "Tree": TREE,
            "Named": {"$anchor": "named", **short},
            "With space": short,
            "a/b": short,
        }
    }
    contract = Contract.load(answering(schema, good, components=parts))
    assert contract.check() == ()
    media = contract.operations["x"].responses["200"].content["application/json"]
    assert len(media.check(bad, "reply")) == 1
    assert media.check(contract.generator.value(media.schema, "0"), "reply") == ()


def test_the_values_of_server_variables_are_addresses() -> None:
    server = {
        "url": "https://{region}.example/{version}",
        "variables": {
            "region": {"default": "eu", "enum": ["eu", "us"]},
            "version": {"default": "v2", "enum": ["v1", "v2"]},
        },
    }
    item = {"get": {"operationId": "x", "tags": ["t"], "responses": {}}}
    contract = Contract(document(paths={"/x": item}, servers=[server]))
    assert contract.base("t") == "/v2"
    for url in ("https://eu.example/v2/x", "https://us.example/v1/x", "/v1/x", "/v2/x"):
        assert route(contract, "GET", url) == "x"
    assert route(contract, "GET", "https://asia.example/v2/x") is None


@pytest.mark.table(
    ("url", "default", "played"),
    [
        ("https://eu.example:{v}/v2", "8443", "https://eu.example:8443/v2/x"),
        ("{v}://eu.example/v2", "https", "https://eu.example/v2/x"),
        ("https://{v}/v2", "eu.example:8443", "https://eu.example:8443/v2/x"),
        ("{v}", "https://eu.example/v2", "https://eu.example/v2/x"),
    ],
)
def test_any_part_of_an_address_may_be_a_variable(url: str, default: str, played: str) -> None:
    server = {"url": url, "variables": {"v": {"default": default}}}
    item = {"get": {"operationId": "x", "tags": ["t"], "responses": {"204": {"description": ""}}}}
    contract = Contract(document(paths={"/x": item}, servers=[server]))
    assert contract.check() == ()
    assert route(contract, "GET", played) == "x"


def test_a_variable_of_a_server_is_defined_and_its_default_one_of_its_values() -> None:
    for server, pointers in [
        ({"url": "https://{a}/{b}", "variables": {"a": {"default": "x"}}}, ["url"]),
        ({"url": "https://{a}"}, ["url"]),
        ({"url": "/{a}", "variables": {"a": {"default": "x", "enum": ["x", "y"]}}}, []),
        ({"url": "/{a}", "variables": {"a": {"default": "z", "enum": ["x", "y"]}}}, ["default"]),
        ({"url": "/{a}", "variables": {"a": {"enum": ["x", "y"]}}}, ["a"]),
        ({"url": "/{a}", "variables": {"a": None}}, ["a"]),
    ]:
        item = {"get": {"responses": {"204": {"description": ""}}, "servers": [server]}}
        for source in (document(paths={"/x": item}), document("3.0.3", paths={"/x": item})):
            found = Contract(source).findings
            assert [each.pointer.rpartition("/")[2] for each in found] == pointers, server
            assert all(each.pointer.startswith("#/paths/~1x/get/servers/0") for each in found)


def test_a_name_that_leads_nowhere_is_a_finding_where_it_stands() -> None:
    tag = {"propertyName": "k", "mapping": {"a": "A", "b": "B", "c": "#/components/schemas/C"}}
    schemas = {"A": {"type": "object"}, "U": {"type": "object", "discriminator": tag}}
    links = {"known": {"operationId": "x"}, "lost": {"operationId": "z"}}
    get = {"operationId": "x", "responses": {"204": {"description": "", "links": links}}}
    found = Contract(document(paths={"/x": {"get": get}}, components={"schemas": schemas})).findings
    assert [(each.pointer, each.kind) for each in found] == [
        ("#/components/schemas/U/discriminator/mapping/b", "reference"),
        ("#/components/schemas/U/discriminator/mapping/c", "reference"),
        ("#/paths/~1x/get/responses/204/links/lost/operationId", "reference"),
    ]


@pytest.mark.parametrize("value", [1e400, float("nan"), {"a": [-1e400]}, "\ud800"])
def test_an_example_for_which_json_has_no_form_is_a_finding_and_not_sent(value: Any) -> None:
    contract = Contract.load(answering({"type": "integer"}, value))
    assert [(f.kind, f.message) for f in contract.findings] == [
        ("example", "JSON has no such value: it is not sent")
    ]
    engine = Engine(contract)
    answer = engine.handle(engine.session(), Request.build("GET", "/x")).timeline.body
    assert isinstance(json.loads(answer), int)


def test_an_example_of_a_stream_that_is_no_frame_of_its_schema_is_a_finding() -> None:
    for media in ("text/event-stream", "application/jsonl"):
        for example, right in [("text", False), ("data: x\n\n", False), ("5", True), (5, True)]:
            content = {media: {"schema": {"type": "integer"}, "example": example}}
            get = {"responses": {"200": {"description": "", "content": content}}}
            found = Contract(document(paths={"/x": {"get": get}})).findings
            assert [each.kind for each in found] == ([] if right else ["example"]), example


def test_an_example_kept_elsewhere_is_a_gap() -> None:
    source = answering({"type": "integer"}, 1)
    media = source["paths"]["/x"]["get"]["responses"]["200"]["content"]["application/json"]
    media["examples"] = {"far": {"externalValue": "https://example.com/1.json"}}
    contract = Contract.load(source)
    assert [found.kind for found in contract.gaps] == ["externalValue", "generated"]


def test_a_response_of_many_operations_is_reported_once() -> None:
    shared = {"200": {"$ref": "#/components/responses/R"}}
    paths = {path: {"get": {"responses": shared}} for path in ("/a", "/b")}
    content = {"application/json": {"schema": {}}}
    parts = {"responses": {"R": {"description": "", "content": content}}}
    (gap,) = Contract.load(document(paths=paths, components=parts)).check()
    assert gap.pointer == "#/components/responses/R/content/application~1json"


JUNK: list[Any] = [
    None, True, 5, -1.5, float("inf"), "", "x", "(", "http://[x", [], [None], [[1]], {}, {"a": 1},
    {"$ref": "#/nope"}, {"$ref": "#/"}, {"$ref": 5}, {"$ref": "#/paths/~1x"}, {"type": "object"},
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths to everything inside a value."""
    if not isinstance(value, (dict, list)):
        return []
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    return [p for key, inner in entries for p in ((*path, key), *places(inner, (*path, key)))]


@pytest.mark.table("seed", range(40))
def test_no_junk_anywhere_in_a_document_crashes_the_mock(seed: int) -> None:
    source = random.Random(seed)
    choice = {"oneOf": [{"type": "integer"}, {"const": "x"}]}
    parts: dict[str, Any] = {"schemas": {"Tree": copy.deepcopy(TREE), "S": choice}}
    made = answering({"$ref": "#/components/schemas/Tree"}, {"n": 1}, components=parts)
    get = made["paths"]["/x"]["get"]
    get["parameters"] = [
        {"name": "q", "in": "query", "style": "deepObject", "schema": {"type": "object"}},
        {"name": "h", "in": "header", "schema": {"type": "array", "items": {"enum": [1, 2]}}},
    ]
    get["requestBody"] = {
        "content": {
            "multipart/form-data": {
                "schema": {"properties": {"a": {"$ref": "#/components/schemas/S"}}},
                "encoding": {"a": {"contentType": "application/json"}},
            }
        }
    }
    get["responses"]["200"]["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    get["security"], made["servers"] = [{"key": []}], [{"url": "https://x.example/v1"}]
    parts["securitySchemes"] = {"key": {"type": "apiKey", "in": "header", "name": "K"}}
    for _ in range(source.randint(1, 3)):
        *path, last = source.choice([p for p in places(made) if len(p) > 1])
        inner: Any = made
        for key in path:
            inner = inner[key]
        inner[last] = copy.deepcopy(source.choice(JUNK))
    contract = Contract(made)
    assert all(found.message and found.remedy for found in contract.check())
    engine = Engine(contract)
    for operation in contract.operations.values():
        request = Request.build(operation.method, f"https://x.example/v1{operation.path}")
        exchange = engine.handle(engine.session(), request)
        assert exchange.verdict != "crashed", exchange.error
