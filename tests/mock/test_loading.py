"""A mock loads and compiles what its calls need, when they need it, and once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import jsonschema_rs
import pytest

import penstock_mock
from penstock_mock import Contract, Mock

OWN = str(Path(penstock_mock.__file__).parent)

# Frames of the package only, as other libraries' depend on the length of a URL.
COUNTED = f"""
import sys
def counted(call):
    frames = []
    def profile(frame, event, _):
        if event == "call" and frame.f_code.co_filename.startswith({OWN!r}):
            frames.append(frame.f_code.co_name)
    sys.setprofile(profile)
    try:
        call()
    finally:
        sys.setprofile(None)
    return len(frames)
"""
FIRST = f"""
{COUNTED}
import httpx, jsonschema_rs
from penstock_mock import Mock

compiled = []
def counting(schema, **options):
    compiled.append(schema)
    return real(schema, **options)
real = jsonschema_rs.Draft202012Validator
jsonschema_rs.Draft202012Validator = counting

made = []
calls = counted(lambda: made.append(Mock()))
def loaded(*names):
    return sorted(m for m in sys.modules if m.startswith(names))
assert calls < 1000, calls
assert not compiled
assert loaded("penstock_mock.services.") == []
unneeded = ("asyncio", "respx", "uvicorn", "xml", "yaml", "penstock_mock.document.audit",
            "penstock_mock.document.loading", "penstock_mock.engine.coverage", "penstock_api.")
assert loaded(*unneeded) == [], loaded(*unneeded)

with httpx.Client(transport=made[0].transport, headers={{"X-API-Key": "k"}}) as client:
    client.get("https://www.sim.ai/api/workflows/wf/status").raise_for_status()
assert loaded(*unneeded) == [], loaded(*unneeded)
others = [f"penstock_mock.services.{{name}}" for name in ("dify", "oomol", "sandbox_fusion")]
assert loaded(*others) == []
assert len(compiled) < 5, compiled
"""


def test_a_mock_loads_and_compiles_only_what_its_first_call_needs() -> None:
    done = subprocess.run([sys.executable, "-c", FIRST], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def document(operations: int, schemas: int, *, linked: bool = False) -> dict[str, Any]:
    """POSTs with schemas; linked: each of these refers to all."""

    def schema(number: int) -> dict[str, Any]:
        others = range(schemas) if linked else ()
        inner = {f"s{n}": {"$ref": f"#/components/schemas/S{n}"} for n in others}
        return {"type": "object", "properties": {"n": {"const": number}, **inner}}

    def content(number: int) -> dict[str, Any]:
        media = {"schema": {"$ref": f"#/components/schemas/S{number % schemas}"}}
        return {"content": {"application/json": {**media, "example": {}}}}

    return {
        "openapi": "3.1.0",
        "servers": [{"url": "https://api.test/v1"}],
        "paths": {
            f"/things{number}/{{id}}": {
                "post": {
                    "operationId": f"post{number}",
                    "requestBody": content(number),
                    "responses": {"200": {"description": "", **content(number)}},
                }
            }
            for number in range(operations)
        },
        "components": {"schemas": {f"S{number}": schema(number) for number in range(schemas)}},
    }


def test_a_call_takes_the_same_steps_however_many_operations_there_are() -> None:
    names: dict[str, Any] = {}
    exec(COUNTED, names)
    steps = set()
    for operations in (50, 1200):
        mock = Mock(Contract(document(operations, 10)))
        with httpx.Client(transport=mock.transport) as client:
            for number in (0, operations // 2, operations - 1):

                def call(url: str = f"https://api.test/v1/things{number}/7") -> None:
                    client.post(url, json={}).raise_for_status()

                call()
                steps.add(names["counted"](call))
    assert len(steps) == 1, steps


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The schemas that were compiled."""
    found: list[Any] = []
    real = jsonschema_rs.Draft202012Validator

    def counting(schema: Any, **options: Any) -> Any:
        found.append(schema)
        return real(schema, **options)

    monkeypatch.setattr(jsonschema_rs, "Draft202012Validator", counting)
    return found


def test_schemas_that_refer_to_each_other_are_compiled_together_once(compiled: list[Any]) -> None:
    """Once for requests, as an answer of the document's own example isn't checked again."""
    mock = Mock(Contract(document(40, 20, linked=True)), validation="strict", strict=False)
    with httpx.Client(transport=mock.transport) as client:
        for number in range(40):
            body = {"n": number % 20, "s3": {"n": 3, "s19": {"n": 19}}}
            answer = client.post(f"https://api.test/v1/things{number}/7", json=body)
            assert answer.status_code == 200, answer.text
    assert len(compiled) <= 2


def test_a_value_that_breaks_one_of_many_linked_schemas_has_its_own_findings() -> None:
    mock = Mock(Contract(document(4, 20, linked=True)), strict=False)
    with httpx.Client(transport=mock.transport) as client:
        for number in (1, 3):
            body = {"n": number, "s7": {"s9": {"n": "?"}}}
            client.post(f"https://api.test/v1/things{number}/7", json=body)
    found = [(f.pointer, f.code) for exchange in mock.journal for f in exchange.findings]
    assert found == [("/s7/s9/n", "body.const")] * 2


NAMES = ("Ü ber/x~y%25", "a b", "#", "$ref", "{x}", "~1", "%41", "properties", "0", 'q"uote', "\\")


@pytest.mark.table("linked", [False, True])
def test_a_schema_may_have_any_name(linked: bool) -> None:
    """Alone, and among those that are compiled together."""
    at = [quote(name.replace("~", "~0").replace("/", "~1")) for name in NAMES]
    references = [{"$ref": f"#/components/schemas/{name}"} for name in at]
    inner = {f"to{number}": each for number, each in enumerate(references)} if linked else {}
    contract = Contract(
        {
            "openapi": "3.1.0",
            "paths": {
                f"/{number}": {
                    "post": {"requestBody": {"content": {"application/json": {"schema": each}}}}
                }
                for number, each in enumerate(references)
            },
            "components": {
                "schemas": {
                    name: {"properties": {"n": {"const": number}, **inner}}
                    for number, name in enumerate(NAMES)
                }
            },
        }
    )
    for number, operation in enumerate(contract.operations.values()):
        assert operation.body
        media = operation.body.content["application/json"]
        assert not media.check({"n": number}, "request"), NAMES[number]
        assert [f.pointer for f in media.check({"n": -1}, "request")] == ["/n"], NAMES[number]


def test_one_unusable_schema_leaves_those_that_do_not_refer_to_it() -> None:
    """Though others that are linked with it can't be compiled."""
    source = document(20, 20, linked=True)
    schemas = source["components"]["schemas"]
    schemas["S1"] = {"type": "object", "properties": {"n": {"const": 1}}}
    schemas["S0"]["properties"]["broken"] = {"$dynamicRef": "#nowhere"}
    contract = Contract(source)
    lost = {f.pointer for f in contract.findings if f.kind == "schema"}
    of = "#/paths/~1things{}~1{{id}}/post/requestBody/content/application~1json/schema"
    assert of.format(0) in lost
    assert of.format(1) not in lost
