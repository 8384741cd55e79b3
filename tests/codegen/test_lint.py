"""Each rule of the linter, broken by one edit to a clean document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import document
import lint
import pytest


@dataclass(frozen=True)
class Break:
    """An edit that breaks *rule*, and a piece of the line that the finding must name."""

    rule: str
    old: str
    new: str
    line: str


def component(rule: str, line: str, *body: str) -> Break:
    """Break *rule* by one more schema, called DemoExtra."""
    lines = "".join(f"      {part}\n" for part in body)
    return Break(rule, "  schemas:\n", f"  schemas:\n    DemoExtra:\n{lines}", line)


def field(rule: str, line: str, *body: str) -> Break:
    """Break *rule* by a schema with one property, written in *body*."""
    lines = [f"  {part}" for part in body]
    return component(rule, line, "type: object", "properties:", *lines)


STATUS = "$ref: '#/components/schemas/DemoStatus'"
THING = "$ref: '#/components/schemas/DemoThing'"
PAGE = "          schema:\n            type: integer\n            description: The page.\n"
MODE = "          schema: {$ref: '#/components/schemas/DemoMode'}\n"
JSON_200 = "            application/json:\n              schema: {" + THING + "}\n"
EXAMPLE = "              examples:\n                got"

BREAKS: Sequence[Break] = (
    # writing
    Break("version", "openapi: 3.1.0", "openapi: 3.2.0", "openapi:"),
    Break("quoting", "version: '1.0'", "version: 1.0", "version: 1.0"),
    Break("quoting", "'404':\n          $ref", "404:\n          $ref", "404:"),
    Break("quoting", "value: other", "value: 2026-11-20", "2026-11-20"),
    Break("merge_keys", "value: other", "value: {<<: {other: 1}}", "<<"),
    Break("unread", "components:\n", "webhooks: {}\ncomponents:\n", "webhooks"),
    Break("unread", "      requestBody:\n        required: true\n        content:\n          app",
          "      callbacks: {}\n      requestBody:\n        required: true\n        content:\n"
          "          app", "callbacks"),
    Break("unread", "      description: No such thing.\n",
          "      description: No such thing.\n      links: {}\n", "links"),
    Break("unread", "  /api/files:\n", "  /api/files:\n    $ref: other.yaml\n", "/api/files"),
    field("references", "DemoGone", "a:", "  $ref: '#/components/schemas/DemoGone'"),
    field("references", "other.yaml", "a:", "  $ref: other.yaml#/A"),
    field("references", "properties/id", "a:",
          "  $ref: '#/components/schemas/DemoThing/properties/id'"),
    field("reference_siblings", "a:", "a:", "  " + STATUS, "  default: active"),
    component("reference_siblings", "DemoExtra", THING),
    # names
    Break("schema_names", "    DemoUpload:\n", "    Demo_upload2:\n", "Demo_upload2:"),
    Break("schema_names", "  schemas:\n", "  schemas:\n    Model: {type: string}\n", "Model"),
    Break("schema_names", "  schemas:\n", "  schemas:\n    DemoTHING: {type: string}\n",
          "DemoThing:"),
    field("property_names", "fooBar", "foo_bar: {type: string}", "fooBar: {type: string}"),
    Break("operation_ids", "      operationId: getThing\n", "", "get:"),
    Break("operation_ids", "getThing", "listV2IDs", "listV2IDs"),
    Break("operation_ids", "getThing", "get_thing", "get_thing"),
    Break("operation_ids", "getThing", "runThing", "operationId: runThing"),
    Break("tags", "getThing\n      tags: [demo]", "getThing\n      tags: []", "get:"),
    Break("tags", "getThing\n      tags: [demo]", "getThing\n      tags: [demo, x]", "get:"),
    Break("tags", "getThing\n      tags: [demo]", "getThing\n      tags: [Demo]", "get:"),
    # schemas
    field("keywords", "title", "a: {type: string, title: A}"),
    field("keywords", "nullable", "a: {type: string, nullable: true}"),
    field("keywords", "readOnly", "a: {type: string, readOnly: true}"),
    field("keywords", "writeOnly", "a: {type: string, writeOnly: true}"),
    field("keywords", "contentMediaType", "a: {type: string, contentMediaType: a/b}"),
    field("keywords", "contentEncoding", "a: {type: string, contentEncoding: base64}"),
    component("keywords", "$defs", "$defs: {}"),
    component("keywords", "patternProperties", "type: object", "patternProperties: {}"),
    component("keywords", "requierd", "type: object", "requierd: []"),
    Break("keywords", JSON_200 + EXAMPLE, JSON_200 + "              itemSchema: {}\n" + EXAMPLE,
          "itemSchema"),
    component("deprecations", "deprecated", "type: string", "deprecated: true"),
    field("deprecations", "deprecated", "a:", "  type: array", "  items:",
          "    type: string", "    deprecated: true"),
    field("shapes", "items: false", "a:", "  type: array", "  items: false"),
    field("shapes", "a:", "a:", "  type: array"),
    field("shapes", "a: true", "a: true"),
    field("named_parts", "a:", "a:", "  type: object"),
    field("named_parts", "a:", "a:", "  properties: {b: {type: string}}"),
    field("named_parts", "a:", "a:", "  type: string", "  enum: [x]"),
    field("named_parts", "items", "a:", "  type: array", "  items: {type: object}"),
    component("named_parts", "- type: object", "anyOf:", "  - " + STATUS, "  - type: object"),
    component("named_parts", "additionalProperties", "type: object",
              "additionalProperties: {type: object}"),
    component("all_of", "DemoExtra", "allOf:", "  - {type: object, properties: {a: {}}}",
              "  - {type: object, properties: {b: {}}}"),
    field("all_of", "a:", "a:", "  allOf:", "    - " + THING,
          "    - $ref: '#/components/schemas/DemoError'"),
    component("all_of", "- $ref", "allOf:", "  - $ref: '#/components/schemas/DemoEvent'",
              "  - {type: object, properties: {a: {}}}"),
    component("combiners", "DemoExtra", "allOf:", "  - " + THING, "properties: {a: {}}"),
    component("combiners", "DemoExtra", "anyOf:", "  - " + THING, "default: x"),
    component("required_fields", "required", "type: object", "required: [idd]",
              "properties: {id: {type: string}}"),
    Break("open_objects", "    DemoThing:\n      type: object\n",
          "    DemoThing:\n      type: object\n      additionalProperties: false\n", "DemoThing:"),
    # types
    component("nulls", "DemoExtra", "type: string", "enum: [a, null]"),
    component("nulls", "DemoExtra", "type: [object, 'null']", "properties: {a: {}}"),
    component("enums", "DemoExtra", "type: integer", "enum: [1, 2]"),
    component("enums", "DemoExtra", "enum: [a, 2]"),
    field("constants", "a:", "a: {type: boolean, const: true}"),
    field("constants", "a:", "a: {const: x}"),
    field("defaults", "default", "a:", "  type: array", "  items: {}", "  default: [1]"),
    field("defaults", "default", "a:", "  type: string", "  default: 'say \"hi\"'"),
    field("extensions", "x-python-nmae", "a:", "  type: string", "  x-python-nmae: b"),
    component("extensions", "x-python-dict", "type: string", "x-python-dict: true"),
    component("extensions", "x-python-request", "type: object", "properties: {a: {type: string}}",
              "x-python-request: true"),
    Break("extensions", "    DemoThing:\n", "    DemoThing:\n      x-python-request: true\n",
          "x-python-request"),
    field("extensions", "x-python-bytes", "a:", "  type: integer", "  x-python-bytes: b"),
    component("extensions", "x-flat-events", "type: string", "x-flat-events: {data: data}"),
    component("extensions", "x-envelope", "type: string", "x-envelope: {field: a}"),
    *(
        component("extensions", "x-envelope", f"x-envelope: {{{given}}}", "anyOf:", "  - " + first,
                  "  - " + second)
        for given, first, second in (
            ("field: id, result: envelope", THING, STATUS),
            ("field: id, result: both", THING, "{type: string}"),
            ("field: gone, result: content", THING, "{type: string}"),
        )
    ),
    # unions
    component("union_members", "DemoThing'", "anyOf:", "  - " + THING,
              "  - $ref: '#/components/schemas/DemoBigThing'"),
    Break("union_members", "      anyOf:\n        - $ref: '#/components/schemas/DemoChunk'\n",
          "      anyOf:\n        - $ref: '#/components/schemas/DemoOther'\n"
          "        - $ref: '#/components/schemas/DemoChunk'\n", "DemoOther"),
    component("union_fallbacks", "DemoExtra", "oneOf:",
              "  - $ref: '#/components/schemas/DemoFinal'",
              "  - $ref: '#/components/schemas/DemoOther'"),
    component("union_values", "const", "anyOf:", "  - {type: string, const: a}", "  - " + THING),
    component("union_values", "- {}", "anyOf:", "  - {}", "  - " + THING),
    component("union_values", "items: {type: integer}", "anyOf:",
              "  - {type: array, items: {type: string}}",
              "  - {type: array, items: {type: integer}}"),
    # operations
    Break("path_items", "paths:\n", "paths: {}\nx-paths:\n", "paths: {}"),
    Break("path_items", "  /api/files:\n    servers:\n      - url: https://demo.example\n",
          "  /api/files:\n", "/api/files"),
    Break("path_items", "    post:\n      operationId: runThing",
          "    POST:\n      operationId: runThing", "POST:"),
    Break("security", "      security: []\n", "", "post:"),
    Break("security", "      security: []\n", "      security: [{gone: []}]\n", "gone"),
    Break("security_schemes", "      in: header\n      name: X-API-Key\n",
          "      in: cookie\n      name: X-API-Key\n", "demoKey"),
    Break("servers", "  /api/files:\n    servers:\n      - url: https://demo.example\n",
          "  /api/files:\n    servers:\n      - url: https://demo.example/\n", "example/"),
    Break("servers", "  /api/files:\n    servers:\n      - url: https://demo.example\n",
          "  /api/files:\n    servers:\n      - url: https://demo.example/v2\n", "/v2"),
    Break("extensions", "      security: []\n", "      security: []\n      x-repeteable: true\n",
          "x-repeteable"),
    Break("extensions", "      security: []\n", "      security: []\n      x-repeatable: 'no'\n",
          "x-repeatable"),
    Break("request_bodies", "          multipart/form-data:\n",
          "          application/json: {schema: {$ref: '#/components/schemas/DemoUpload'}}\n"
          "          multipart/form-data:\n", "requestBody"),
    Break("request_bodies", "          multipart/form-data:\n", "          text/plain:\n",
          "requestBody"),
    Break("request_bodies", "schema: {$ref: '#/components/schemas/DemoInput'}", "schema: {}",
          "application/json"),
    Break("uploads", "        label:\n          type: string\n",
          "        label:\n          type: [string, 'null']\n", "label"),
    Break("flat_forms", "          multipart/form-data:\n            schema: {$ref: '#/components/"
          "schemas/DemoUpload'}\n", "          application/x-www-form-urlencoded:\n"
          "            schema: {$ref: '#/components/schemas/DemoThing'}\n", "tags:"),
    Break("statuses", "        4XX:\n", "        4xx:\n", "4xx"),
    Break("statuses", "        default:\n", "        '201':\n", "post:"),
    # parameters
    Break("parameter_shape", "        - name: page\n          in: query\n",
          "        - name: page\n          in: cookie\n", "name: page"),
    Break("parameter_shape", PAGE, "          content: {application/json: {schema: {}}}\n",
          "name: page"),
    Break("parameter_shape", PAGE, PAGE + "          explode: false\n", "name: page"),
    Break("parameter_shape", PAGE, PAGE + "          style: deepObject\n", "name: page"),
    Break("parameter_names", "name: page", "name: 1st", "name: 1st"),
    Break("parameter_names", "name: X-Mode", "name: x-api-key", "x-api-key"),
    Break("parameter_docs", PAGE,
          "          description: The page.\n          schema: {type: integer}\n",
          "schema: {type: integer}"),
    Break("header_types", MODE, "          schema: {type: [string, 'null'], description: x}\n",
          "X-Mode"),
    Break("header_types", MODE, "          schema: {type: string, format: uuid, description: x}\n",
          "X-Mode"),
    Break("query_types", PAGE, "          schema: {$ref: '#/components/schemas/DemoThing'}\n",
          "name: page"),
    Break("path_parameters", "/api/things/{thingId}:", "/api/things/{otherId}:", ""),
    Break("path_parameters", "      in: path\n      required: true\n", "      in: path\n", ""),
    # replies
    Break("response_media", "            text/html:\n", "            image/png:\n", "image/png"),
    Break("response_media", "          content:\n" + JSON_200 + EXAMPLE,
          "          content:\n            text/plain: {schema: {type: string}}\n"
          + JSON_200 + EXAMPLE, "'200':"),
    Break("response_types", "schema: {$ref: '#/components/schemas/DemoError'}", "schema: {}",
          "application/json"),
    Break("response_types", "schema: {$ref: '#/components/schemas/DemoEvent'}",
          "schema: {type: string}", "text/event-stream"),
    Break("response_types", "    DemoError:\n      type: object\n      required: [error]\n"
          "      properties:\n        error:\n          type: string\n", "    DemoError: {}\n",
          "application/json"),
    Break("response_types", "schema: {type: string}", "schema: {type: integer}", "text/html"),
    Break("binary_types", "                type: string\n                format: binary\n",
          "                type: string\n", "application/octet-stream"),
    Break("binary_types", "              schema: {type: string}\n",
          "              schema: {type: string, format: binary}\n", "text/html"),
    Break("named_examples", "              examples:\n                other-file:\n"
          "                  value: other\n", "", "application/octet-stream"),
    Break("named_examples", "value: <h1>502</h1>", "summary: A page.", "bad-gateway"),
    Break("header_examples", "              example: 3\n", "", "X-Count"),
    Break("header_examples", "              schema: {type: integer}\n", "", "X-Count"),
)  # fmt: skip


def lint_text(text: str, folder: Path) -> list[lint.Finding]:
    """Return the findings for a document of *text*."""
    path = folder / "small.yaml"
    path.write_text(text, "utf-8")
    return lint.findings(document.load(path))


def test_a_clean_document_passes(small: Path) -> None:
    """Every form in it is one the generator can express."""
    assert lint.report(document.load(small)) == []


@pytest.mark.table("case", BREAKS, ids=lambda case: case.rule)
def test_a_broken_rule_names_the_line_and_the_remedy(
    case: Break, small: Path, tmp_path: Path
) -> None:
    """One finding at least is the rule's own, and leads to the line that has to change."""
    text = small.read_text("utf-8")
    assert text.count(case.old) == 1, "the edit must hit one place"
    broken = text.replace(case.old, case.new)
    found = [
        finding
        for finding in lint_text(broken, tmp_path)
        if finding.rule == case.rule.replace("_", "-")
    ]
    assert found, f"{case.rule} didn't notice"
    assert case.line in "\n".join(broken.splitlines()[finding.line - 1] for finding in found)
    assert all(finding.remedy and str(finding).endswith(".") for finding in found)


def test_each_rule_is_broken_by_a_test() -> None:
    """And each has a docstring with the loss that it prevents."""
    assert {rule.__name__ for rule in lint.RULES} == {case.rule for case in BREAKS}
    assert [rule.__name__ for rule in lint.RULES if not rule.__doc__] == []


def test_the_command_prints_what_it_finds(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line each, that an editor can jump to; silence if all is well."""
    assert lint.main([str(small)]) == 0
    assert capsys.readouterr().err == ""
    broken = tmp_path / "small.yaml"
    broken.write_text(small.read_text("utf-8").replace("3.1.0", "3.0.0"), "utf-8")
    assert lint.main([str(broken)]) == 1
    expected = "small.yaml:2: [version] openapi is '3.0.0'. Remedy: write openapi: 3.1.0.\n"
    assert capsys.readouterr().err == expected
    assert lint.main([str(tmp_path / "gone.yaml")]) == 1
    assert "No such file" in capsys.readouterr().err


def test_a_tag_in_another_spelling_is_refused_with_the_one_to_write(small: Path) -> None:
    written = document.load(small)
    data = written.written
    data["tags"][0]["name"] = "Demo-Shop API"
    for item in data["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict) and "tags" in operation:
                operation["tags"] = ["Demo-Shop API"]
    (finding, *_) = (one for one in lint.findings(written) if one.rule == "tags")
    assert finding.remedy == "write demo_shop_api, here and among the document's tags"
