"""Other people's documents, from folders that the environment names, are played validly."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bench_documents
import pytest

from penstock_mock.document.contract import Contract
from penstock_mock.document.request import Request
from penstock_mock.document.router import Match
from penstock_mock.document.schemas import ContractError
from penstock_mock.engine.conformance import check_answer
from penstock_mock.engine.engine import Engine
from penstock_mock.engine.exchange import Exchange

DOCUMENTS = os.environ.get("PENSTOCK_DOCUMENTS")
CASES = os.environ.get("PENSTOCK_CASES")
PATHS = bench_documents.documents(Path(DOCUMENTS)) if DOCUMENTS else []
# Of each document: enough to meet every kind of operation, in a second or two.
SAMPLE = 30


@pytest.mark.skipif(not PATHS, reason="PENSTOCK_DOCUMENTS names no folder of OpenAPI documents")
@pytest.mark.parametrize("path", PATHS or [Path()], ids=lambda path: path.name)
def test_a_public_document_is_played_validly(path: Path) -> None:
    score = bench_documents.play(path, SAMPLE)
    print(f"{path.name}: {score.valid:.1%} of {score.operations} operations answered validly")
    assert score.operations > 0
    assert score.wrong == []


def case(name: str) -> Path:
    assert CASES is not None
    path = Path(CASES) / name
    if not path.exists():
        pytest.skip(f"PENSTOCK_CASES has no {name}")
    return path


def get(contract: Contract, url: str, method: str = "GET") -> Exchange:
    engine = Engine(contract)
    exchange = engine.handle(engine.session(), Request.build(method, url, json={"s": "a"}))
    assert exchange.verdict != "crashed", exchange.error
    return exchange


def played(contract: Contract, *kinds: str, warnings: tuple[str, ...] = ()) -> None:
    """Every operation is answered validly, and the findings are of those kinds."""
    assert [found.kind for found in contract.findings] == list(kinds)
    assert {found.kind for found in contract.gaps} == {*warnings}
    for operation in contract.operations.values():
        exchange = get(contract, operation.path, operation.method)
        assert exchange.verdict == "served"
        assert check_answer(operation, exchange.timeline) == ()


def unanswered(contract: Contract) -> None:
    begun = time.process_time()
    (operation,) = contract.operations.values()
    exchange = get(contract, operation.path, operation.method)
    assert (exchange.status, exchange.verdict) == (501, "unanswered")
    assert time.process_time() - begun < 5


def template_and_literal(contract: Contract) -> None:
    for base, operation in {"/2.0": "restore", "/api/2.0": "upload"}.items():  # of two hosts
        found = contract.route(Request.build("POST", f"{base}/files/upload_sessions"))
        assert isinstance(found, Match)
        assert found.target.id == operation


def bad_schemas(contract: Contract) -> None:
    *most, last = contract.operations.values()
    for operation in most:
        exchange = get(contract, operation.path)
        assert check_answer(operation, exchange.timeline) == ()
    assert get(contract, last.path).verdict == "unanswered"  # it contradicts itself
    assert {found.pointer.rpartition("/")[2] for found in contract.findings} == {
        "type",
        "pattern",
        "required",
    }


FRAMED: dict[str, Any] = {"warnings": ("header",)}
EXPECTED: dict[str, Callable[[Contract], None]] = {
    "servers.json": template_and_literal,
    "content-length.json": lambda contract: played(contract, **FRAMED),
    "transfer-encoding.json": lambda contract: played(contract, warnings=("header", "generated")),
    "bad-schemas.json": bad_schemas,
    "genbig.yaml": unanswered,
    "gennest.yaml": unanswered,
    "unused-ref.json": lambda contract: played(contract, "reference"),
    "resp-null.json": lambda contract: played(contract, "malformed"),
    "servers-bad.json": lambda contract: played(contract, "malformed"),
    "example-entry.json": lambda contract: played(contract, "malformed", warnings=("generated",)),
    "dupkeys.yaml": lambda contract: played(contract, "duplicate"),
    "bom.json": lambda contract: played(contract),
    "multi.yaml": lambda contract: played(contract, warnings=("generated",)),
}


@pytest.mark.skipif(not CASES, reason="PENSTOCK_CASES names no folder of small documents")
@pytest.mark.parametrize("name", EXPECTED)
def test_a_document_with_one_fault_is_played_and_the_fault_is_found(name: str) -> None:
    EXPECTED[name](Contract.load(case(name)))


@pytest.mark.skipif(not CASES, reason="PENSTOCK_CASES names no folder of small documents")
@pytest.mark.parametrize("name", ["bomb.yaml", "laughs.yaml", "deep.yaml", "selfref.yaml"])
def test_a_hostile_document_is_refused_in_time(name: str) -> None:
    begun = time.process_time()
    with pytest.raises(ContractError, match=r"aliases|deeper than|refers to itself"):
        Contract.load(case(name))
    assert time.process_time() - begun < 5


def test_the_benchmark_tells_valid_answers_from_others(tmp_path: Path) -> None:
    def getting(content: Any) -> Any:
        return {"get": {"responses": {"200": {"description": "", "content": content}}}}

    wrong = {"application/json": {"schema": {"type": "integer"}, "example": "x"}}
    impossible = {"application/json": {"schema": False}}
    paths = {
        "/a": getting({}),
        "/b": getting(wrong),
        "/c": getting(impossible),
        "/d#e": getting({}),
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"openapi": "3.1.0", "paths": paths}))
    score = bench_documents.play(path)
    assert (score.operations, score.unreachable) == (3, 1)
    assert (len(score.own_examples), len(score.failed), score.invalid) == (1, 1, [])
    assert score.valid == pytest.approx(1 / 3)
