"""Contract coverage: what counts, what doesn't, and reports that are merged, shown and written."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest

from penstock_mock import Contract, Coverage, HttpAdmin, Mock, Server, SteerableClock
from penstock_mock.cli import main
from penstock_mock.document.request import Request
from penstock_mock.engine.coverage_report import KINDS, Report, least_of, scores_of

KIND = {"enum": ["cat", "dog"]}
PETS: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1"},
    "paths": {
        "/pets/{id}": {
            "parameters": [
                {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
            ],
            "get": {
                "operationId": "getPet",
                "tags": ["pets"],
                "parameters": [
                    {
                        "name": "kind",
                        "in": "query",
                        "schema": {"type": "array", "items": KIND},
                        "examples": {"cats": {"value": ["cat"]}},
                    },
                    {"name": "limit", "in": "query", "schema": {"type": "integer", "default": 3}},
                    {"name": "X-Trace", "in": "header", "schema": {"type": "string"}},
                    {"name": "flavour", "in": "cookie", "schema": {"const": "mint"}},
                ],
                "responses": {
                    "200": {
                        "description": "",
                        "content": {
                            "application/json": {
                                "schema": {"type": "object"},
                                "examples": {
                                    "tom": {"value": {"name": "Tom"}},
                                    "rex": {"value": {"name": "Rex"}},
                                },
                            }
                        },
                    },
                    "404": {"description": ""},
                    "5XX": {
                        "description": "",
                        "content": {"application/json": {"schema": {"type": "object"}}},
                    },
                },
            },
        },
        "/pets": {
            "post": {
                "operationId": "addPet",
                "tags": ["pets"],
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/Pet"},
                            "examples": {"tom": {"value": {"name": "Tom", "kind": "cat"}}},
                        }
                    }
                },
                "responses": {"201": {"description": ""}},
            }
        },
        "/vets": {
            "get": {
                "operationId": "vets",
                "tags": ["vets"],
                "responses": {
                    "200": {
                        "description": "",
                        "content": {
                            "text/event-stream": {
                                "schema": {"type": "string"},
                                "examples": {"all": {"value": "data: 1\n\ndata: 2\n\n"}},
                            }
                        },
                    }
                },
            }
        },
    },
    "components": {
        "schemas": {
            "Pet": {
                "type": "object",
                "properties": {
                    "id": {"type": "integer", "readOnly": True},
                    "name": {"type": "string"},
                    "kind": KIND,
                    "friends": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}},
                    "home": {"type": "object", "properties": {"of": {"enum": ["us", None]}}},
                },
            }
        }
    },
}
SIM = "https://www.sim.ai/api/users/me/usage-limits"
SIM_HEADERS = {"X-API-Key": "k", "User-Agent": "test"}


@pytest.fixture(scope="module")
def contract() -> Contract:
    return Contract.load(PETS)


@pytest.fixture
def pets(contract: Contract) -> Mock:
    return Mock(contract, coverage=True)


def call(mock: Mock, method: str, path: str, **more: Any) -> None:
    mock.engine.handle(mock.session, Request.build(method, path, **more))


def report(mock: Mock) -> Report:
    assert mock.coverage is not None
    return mock.coverage.report()


def exercised(mock: Mock, kind: str) -> dict[str, int]:
    """The parts with a count."""
    found = {}
    for tally in report(mock).tallies():
        found |= {f"{tally.id}: {name}": n for name, n in tally.of(kind).items() if n}
    return found


def test_nothing_is_counted_unless_asked_for(contract: Contract) -> None:
    mock = Mock(contract)
    call(mock, "GET", "/pets/1")
    assert mock.coverage is None


def test_all_that_is_declared_is_there_from_the_beginning(pets: Mock) -> None:
    get, add, vets = report(pets).tallies()
    assert (get.calls, add.calls, vets.calls) == (0, 0, 0)
    assert list(get.statuses) == ["200", "404", "5XX"]
    assert list(get.parameters) == [
        "path id",
        "query kind",
        "query limit",
        "header X-Trace",
        "cookie flavour",
    ]
    assert list(get.values) == [
        'query kind[] = "cat"',
        'query kind[] = "dog"',
        'cookie flavour = "mint"',
    ]
    assert list(get.examples) == [
        "200 application/json tom",
        "200 application/json rex",
        "query kind cats",
    ]
    assert list(add.parameters) == ["body name", "body kind", "body friends", "body home"]
    assert list(vets.examples) == ["200 text/event-stream all"]


def test_values_are_those_at_any_depth_of_a_body_but_not_inside_their_own_schema(
    pets: Mock,
) -> None:
    _, add, _ = report(pets).tallies()
    assert list(add.values) == [
        'body kind = "cat"',
        'body kind = "dog"',
        'body home.of = "us"',
        "body home.of = null",
    ]


def test_a_request_exercises_what_it_sends_and_no_default(pets: Mock) -> None:
    call(pets, "GET", "/pets/1?kind=cat&kind=dog", headers={"x-trace": "1"})
    call(pets, "GET", "/pets/1?kind=cat", headers={"Cookie": "flavour=mint"})
    assert exercised(pets, "operations") == {"getPet: getPet": 2}
    assert exercised(pets, "parameters") == {
        "getPet: path id": 2,
        "getPet: query kind": 2,
        "getPet: header X-Trace": 1,
        "getPet: cookie flavour": 1,
    }
    assert exercised(pets, "values") == {
        'getPet: query kind[] = "cat"': 2,
        'getPet: query kind[] = "dog"': 1,
        'getPet: cookie flavour = "mint"': 1,
    }
    assert exercised(pets, "examples") == {
        "getPet: 200 application/json tom": 2,
        "getPet: query kind cats": 1,
    }


def test_a_body_exercises_its_fields_their_values_and_an_example_that_it_is(pets: Mock) -> None:
    call(pets, "POST", "/pets", json={"kind": "dog", "home": {"of": None}, "other": 1})
    assert exercised(pets, "parameters") == {"addPet: body kind": 1, "addPet: body home": 1}
    assert exercised(pets, "values") == {
        'addPet: body kind = "dog"': 1,
        "addPet: body home.of = null": 1,
    }
    assert exercised(pets, "examples") == {}
    call(pets, "POST", "/pets", json={"kind": "cat", "name": "Tom"})
    assert exercised(pets, "examples") == {"addPet: request application/json tom": 1}


def test_an_answer_exercises_the_response_of_its_status_and_the_example_that_it_is(
    pets: Mock,
) -> None:
    pets.stub("getPet", status=404, times=1)
    pets.stub("getPet", status=503, json={}, times=1)
    pets.stub("getPet", json={"name": "Rex"}, times=1)
    for _ in range(4):
        call(pets, "GET", "/pets/1")
    call(pets, "GET", "/vets")
    assert exercised(pets, "statuses") == {
        "getPet: 200": 2,
        "getPet: 404": 1,
        "getPet: 5XX": 1,
        "vets: 200": 1,
    }
    assert exercised(pets, "examples") == {
        "getPet: 200 application/json rex": 1,
        "getPet: 200 application/json tom": 1,
        "vets: 200 text/event-stream all": 1,
    }


@pytest.mark.table("validation", ["report", "strict", "off"])
def test_a_request_that_breaks_the_contract_exercises_nothing(
    contract: Contract, validation: Any
) -> None:
    mock = Mock(contract, coverage=True, validation=validation, allow_breaches=True)
    call(mock, "GET", "/pets/one")
    call(mock, "GET", "/pets/1?kind=frog")
    call(mock, "GET", "/pets/1?undeclared=1")
    call(mock, "POST", "/pets", json={"kind": "frog"})
    assert exercised(mock, "operations") == exercised(mock, "statuses") == {}
    assert report(mock).documents[0].broken == 4


def test_a_body_of_a_type_that_is_not_read_breaks_nothing() -> None:
    document = json.loads(json.dumps(PETS))
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}}
    content = {"application/yaml": {"schema": schema}}
    document["paths"]["/pets"]["post"]["requestBody"]["content"] = content
    mock = Mock(Contract.load(document), coverage=True)
    call(mock, "POST", "/pets", body=b"n: 1", headers={"Content-Type": "application/yaml"})
    mock.verify()
    assert exercised(mock, "operations") == {"addPet: addPet": 1}


def test_what_is_no_call_of_an_operation_exercises_nothing(pets: Mock) -> None:
    call(pets, "GET", "/nothing")
    call(pets, "HEAD", "/pets/1")
    call(pets, "OPTIONS", "/pets/1")
    assert exercised(pets, "operations") == {}
    assert report(pets).documents[0].broken == 0


@pytest.mark.table(
    "fault",
    [{"kind": "reset"}, {"kind": "cut"}, {"kind": "malformed_json"}, {"kind": "truncate"}],
)
def test_an_answer_that_a_fault_broke_exercises_no_response(
    pets: Mock, fault: dict[str, Any]
) -> None:
    pets.faults.add(on="getPet", **fault)
    call(pets, "GET", "/pets/1")
    assert exercised(pets, "operations") == {"getPet: getPet": 1}
    assert exercised(pets, "statuses") == exercised(pets, "examples") == {}


def test_an_answer_off_the_contract_exercises_no_response(pets: Mock) -> None:
    pets.stub("getPet", status=500, json="text", off_contract=True)
    call(pets, "GET", "/pets/1")
    assert (exercised(pets, "parameters"), exercised(pets, "statuses")) == (
        {"getPet: path id": 1},
        {},
    )


def test_nothing_that_was_sent_is_kept(pets: Mock) -> None:
    call(pets, "POST", "/pets", json={"name": "hunter2", "hunter2": "hunter2"})
    call(pets, "GET", "/pets/1?kind=hunter2", headers={"X-Trace": "hunter2"})
    assert "hunter2" not in report(pets).dumps()


def test_examples_of_dialects_that_were_not_spoken_do_not_count() -> None:
    def names(**options: Any) -> list[str]:
        mock = Mock(coverage=True, **options)
        call(mock, "GET", SIM, headers=SIM_HEADERS)
        tallies = {tally.id: tally for tally in report(mock).tallies()}
        return [name for name in tallies["executeWorkflow"].examples if name.startswith("202")]

    assert names() == ["202 application/json queued"]
    assert names(dialect="2026-08") == ["202 application/json queued-2026-08"]


def test_of_ones_own_document_all_counts_and_of_penstocks_the_services_that_were_called(
    pets: Mock,
) -> None:
    call(pets, "GET", "/vets")
    assert list(report(pets).documents[0].services()) == ["pets", "vets"]
    assert list(report(pets).documents[0].services(["vets"])) == ["vets"]
    mock = Mock(coverage=True)
    assert list(report(mock).documents[0].services()) == []
    call(mock, "GET", SIM, headers=SIM_HEADERS)
    assert list(report(mock).documents[0].services()) == ["sim"]
    assert list(report(mock).documents[0].services(["dify"])) == ["dify"]


def test_mocks_may_share_a_count(contract: Contract) -> None:
    coverage = Coverage(contract)
    for path in ("/vets", "/pets/1"):
        call(Mock(contract, coverage=coverage), "GET", path)
    assert [tally.calls for tally in coverage.report().tallies()] == [1, 0, 1]


def test_a_count_of_another_contract_is_refused(contract: Contract) -> None:
    with pytest.raises(ValueError, match="another contract"):
        Mock(Contract.load(PETS), coverage=Coverage(contract))


# -- reports --------------------------------------------------------------------------------------


def test_a_report_survives_json_and_merges_by_adding(contract: Contract, pets: Mock) -> None:
    other = Mock(contract, coverage=True)
    for mock in (pets, other):
        call(mock, "GET", "/pets/1?kind=cat")
    call(other, "GET", "/vets")
    call(other, "GET", "/pets/x")
    merged = Report()
    for mock in (pets, other):
        merged.add(Report.loads(report(mock).dumps()))
    call(pets, "GET", "/pets/1?kind=cat")
    call(pets, "GET", "/vets")
    call(pets, "GET", "/pets/x")
    assert merged == report(pets)


def test_documents_that_differ_are_kept_apart(contract: Contract, pets: Mock) -> None:
    changed = json.loads(json.dumps(PETS))
    del changed["paths"]["/vets"]
    merged = report(pets)
    merged.add(report(Mock(Contract.load(changed), coverage=True)))
    assert [len(document.operations) for document in merged.documents] == [3, 2]


@pytest.mark.table(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": "penstock-coverage", "version": 2, "documents": []}',
        '{"format": "penstock-coverage", "version": 1, "documents": [{}]}',
        '{"format": "penstock-coverage", "version": 1, "documents": [{"title": "", "version": "",'
        ' "digest": "", "whole": true, "broken": 0, "operations": {"a": {"id": "a", "service": "",'
        ' "method": "", "path": "", "calls": 0, "statuses": {"200": "x"}, "examples": {},'
        ' "parameters": {}, "values": {}}}}]}',
    ],
)
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no coverage report"):
        Report.loads(text)


def test_scores_round_down_and_nothing_to_exercise_is_all_of_it(pets: Mock) -> None:
    call(pets, "GET", "/pets/1")
    scores = scores_of(report(pets).tallies())
    assert (str(scores["operations"]), scores["operations"].percent) == ("1/3", 33)
    assert scores["total"].total == sum(scores[kind].total for kind in KINDS)
    assert (str(scores_of([])["total"]), scores_of([])["total"].percent) == ("-", 100)


def test_the_least_coverage_is_of_all_or_by_kind(pets: Mock) -> None:
    call(pets, "GET", "/pets/1")
    assert least_of("80") == {"total": 80}
    assert least_of(" operations=100, statuses = 12.5,5") == {
        "operations": 100,
        "statuses": 12.5,
        "total": 5,
    }
    found = report(pets)
    assert found.below(least_of("operations=33.3,10")) == []
    assert found.below(least_of("operations=34")) == ["operations: 1/3 are 33 %, below 34 %"]
    assert found.below(least_of("0")) == []
    assert found.below(least_of("1"), ["pests"]) == ["nothing was played of pests"]
    assert found.below(least_of("1"), ["pets", "pests"]) == ["nothing was played of pests"]


@pytest.mark.table("text", ["", "x", "101", "-1", "nan", "operation=3", "=3", "statuses="])
def test_a_least_coverage_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="least coverage"):
        least_of(text)


# -- the command ----------------------------------------------------------------------------------


class Page(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def saved(mock: Mock, path: Path) -> str:
    path.write_text(report(mock).dumps())
    return str(path)


def test_the_command_merges_reports_and_shows_a_table(
    contract: Contract, pets: Mock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Mock(contract, coverage=True)
    call(pets, "GET", "/vets")
    call(other, "GET", "/pets/1")
    call(other, "GET", "/pets/x")
    files = [saved(pets, tmp_path / "a.json"), saved(other, tmp_path / "b.json")]
    assert main(["coverage", *files, "--json", str(tmp_path / "all.json")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Pets 1"
    assert lines[1].split() == [
        "operations",
        "statuses",
        "examples",
        "parameters",
        "values",
        "total",
    ]
    assert [line.split()[:3] for line in lines[2:5]] == [
        ["pets", "1/2", "1/4"],
        ["vets", "1/1", "1/1"],
        ["total", "2/3", "2/5"],
    ]
    assert "not called: addPet (POST /pets)" in lines
    assert "1 call broke the contract, and exercised nothing" in lines
    assert main(["coverage", str(tmp_path / "all.json"), "--service", "vets", "--min", "100"]) == 0
    assert main(["coverage", str(tmp_path / "all.json"), "--min", "operations=67"]) == 1
    assert "operations: 2/3 are 66 %, below 67 %" in capsys.readouterr().err


def test_a_service_that_no_report_has_is_refused_with_those_there_are(
    pets: Mock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call(pets, "GET", "/pets/1?kind=cat")
    report = saved(pets, tmp_path / "a.json")
    for more in ([], ["--service", "pets"], ["--min", "0"], ["--html", str(tmp_path / "a.html")]):
        assert main(["coverage", report, "--service", "pest", *more]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "no service 'pest' in these reports, only: pets, vets" in err
    assert not (tmp_path / "a.html").exists()
    assert main(["coverage", report, "--service", "vets"]) == 0


def test_the_page_has_every_part_and_needs_nothing_else(pets: Mock, tmp_path: Path) -> None:
    call(pets, "GET", "/pets/1?kind=cat")
    path = tmp_path / "page.html"
    assert main(["coverage", saved(pets, tmp_path / "a.json"), "--html", str(path)]) == 0
    page = Page(path.read_text())
    for tally in report(pets).tallies():
        for kind in KINDS:
            assert all(name in page.text for name in tally.of(kind))
    assert not {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe"}
    classes = [attributes["class"] for tag, attributes in page.elements if tag == "li"]
    scores = scores_of(report(pets).tallies())["total"]
    assert classes.count("yes") == scores.done - 1  # the operation is no item
    assert len(classes) == scores.total - 3


def test_nothing_of_a_document_is_markup_or_moves_the_cursor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = "<script>alert(1)</script>\x1b[2J'\""
    document = json.loads(json.dumps(PETS).replace("getPet", "EVIL").replace('"pets"', '"EVIL"'))
    document["info"]["title"] = evil
    operation = document["paths"]["/pets/{id}"]["get"]
    operation |= {"operationId": evil, "tags": [evil]}
    operation["parameters"].append({"name": evil, "in": "query", "schema": {"enum": [evil]}})
    operation["responses"][evil] = {"description": ""}
    mock = Mock(Contract.load(document), coverage=True)
    path = tmp_path / "page.html"
    assert main(["coverage", saved(mock, tmp_path / "a.json"), "--html", str(path)]) == 0
    assert "script" not in {tag for tag, _ in Page(path.read_text()).elements}
    assert not re.search(r"<script", path.read_text())
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.table(
    "arguments",
    [["missing.json"], ["text.json"], ["good.json", "--min", "x"], ["good.json", "--json", "no/x"]],
)
def test_the_command_refuses_what_it_cannot_do(
    arguments: list[str],
    pets: Mock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.json").write_text("hello")
    saved(pets, tmp_path / "good.json")
    assert main(["coverage", *arguments]) == 2
    assert re.search(r"missing\.json|text\.json|'x'|no/x", capsys.readouterr().err)


def test_a_mock_on_a_port_counts_over_all_its_sessions(contract: Contract) -> None:
    with Server(Mock(contract, clock=SteerableClock(), coverage=True)) as server:
        admin = HttpAdmin(server.url)
        for session in ("", "/~one", "/~two"):
            httpx.get(f"{server.url}{session}/vets")
        found = Report.loads(json.dumps(admin.coverage()))
        with pytest.raises(ValueError, match="coverage=True"), server.tenant() as tenant:
            HttpAdmin(tenant.url).coverage()
    assert [tally.calls for tally in found.tallies()] == [0, 0, 3]
