"""The pytest plugin with a document of one's own, and the contract coverage of a run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

# Loaded here once: what a run inside a test loads is unloaded after it.
import penstock_mock.frontends.httpx_transport
import penstock_mock.frontends.respx_router
import penstock_mock.frontends.server
import penstock_mock.pytest_coverage
from penstock_mock.engine.coverage_report import Report

pytest_plugins = ["pytester"]

penstock_mock.Contract.default()

OK = {"description": "", "content": {"application/json": {"schema": {"type": "object"}}}}
ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
PETS: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1"},
    "servers": [{"url": "https://pets.example/v1"}],
    "paths": {
        "/pets/{id}": {
            "get": {"operationId": "getPet", "parameters": [ID], "responses": {"200": OK}},
            "delete": {"operationId": "deletePet", "parameters": [ID], "responses": {"204": {
                "description": ""}}},
        },
    },
}  # fmt: skip
TEST = """
import httpx, pytest
from penstock_mock import Mock

def get(transport, path="/pets/1"):
    with httpx.Client(transport=transport) as client:
        return client.get("https://pets.example/v1" + path)
"""


def write(path: Path, title: str = "Pets") -> None:
    path.write_text(json.dumps({**PETS, "info": {"title": title, "version": "1"}}))


def run(pytester: pytest.Pytester, body: str, *options: str) -> pytest.RunResult:
    pytester.makepyfile(TEST + body)
    # Hypothesis's plugin would be loaded, and unloaded, in each of these runs.
    return pytester.runpytest_inprocess("-p", "no:hypothesispytest", *options)


def test_a_document_is_found_beside_the_test_then_in_the_root_and_in_the_ini_file(
    pytester: pytest.Pytester,
) -> None:
    pytester.makeini("[pytest]\npenstock_spec = ini.json\n")
    inner = pytester.mkdir("inner")
    write(pytester.path / "ini.json", "of the ini file")
    write(pytester.path / "pets.json", "of the root")
    write(inner / "pets.json", "of the folder")
    write(inner / "ini.json", "beside the test")
    write(pytester.path / "other.json", "other")
    body = """
def title(mock):
    return mock.contract.document.root["info"]["title"]

def test_of_the_ini_file(penstock_mock, penstock_module_mock, penstock_session_mock):
    assert title(penstock_mock) == title(penstock_module_mock) == "of the ini file"
    assert title(penstock_session_mock) == "of the ini file"

@pytest.mark.penstock(spec="pets.json")
def test_of_the_folder(penstock_mock, penstock_server):
    assert title(penstock_mock) == title(penstock_server) == "of the folder"

@pytest.mark.penstock(spec="other.json")
def test_of_the_root(penstock_mock):
    assert title(penstock_mock) == "other"

@pytest.mark.penstock(spec=None)
def test_penstocks_own(penstock_mock):
    assert penstock_mock.contract.bundled

@pytest.mark.penstock(spec=__file__.replace("test_inner.py", "pets.json"))
def test_absolute(penstock_mock):
    assert title(penstock_mock) == "of the folder"

CONTENT = {"openapi": "3.1.0", "info": {"title": "a mapping", "version": "1"}, "paths": {}}

@pytest.mark.penstock(spec=CONTENT)
def test_parsed_already(penstock_mock, penstock_server):
    assert title(penstock_mock) == "a mapping"
    assert penstock_mock.contract is penstock_server.contract
"""
    (inner / "test_inner.py").write_text(TEST + body)
    result = pytester.runpytest_inprocess("-p", "no:hypothesispytest")
    result.assert_outcomes(passed=6)
    result.stdout.no_fnmatch_line("*contract coverage*")


def test_each_front_of_each_scope_plays_it(pytester: pytest.Pytester) -> None:
    write(pytester.path / "pets.json")
    pytester.makeini("[pytest]\npenstock_spec = pets.json\n")
    result = run(
        pytester,
        """
SCOPES = ["", "module_", "session_"]

@pytest.mark.parametrize("scope", SCOPES)
def test_transport(request, scope):
    assert get(request.getfixturevalue(f"penstock_{scope}transport")).status_code == 200
    assert request.getfixturevalue(f"penstock_{scope}mock").journal.last.operation_id == "getPet"

@pytest.mark.parametrize("scope", SCOPES)
def test_server(request, scope):
    server = request.getfixturevalue(f"penstock_{scope}server")
    assert httpx.get(f"{server.url_for()}/pets/1").status_code == 200
    assert httpx.get(f"{server.url}/v1/pets/1").status_code == 200
    assert server.journal.last.operation_id == "getPet"

def test_router(penstock_router, penstock_mock):
    assert httpx.get("https://pets.example/v1/pets/1").status_code == 200
    assert penstock_router["getPet"].called
    assert penstock_mock.journal.last.operation_id == "getPet"
""",
    )
    result.assert_outcomes(passed=7)


@pytest.mark.parametrize("scope", ["module", "session"])
def test_a_router_that_is_shared_is_one_for_all_of_its_tests(
    pytester: pytest.Pytester, scope: str
) -> None:
    write(pytester.path / "pets.json")
    pytester.makeini("[pytest]\npenstock_spec = pets.json\n")
    result = run(
        pytester,
        """
@pytest.mark.parametrize("n", [1, 2])
def test_router(penstock_SCOPE_router, penstock_SCOPE_mock, n):
    assert httpx.get("https://pets.example/v1/pets/1").status_code == 200
    assert len(penstock_SCOPE_mock.journal) == n

def test_unexpected(penstock_SCOPE_router):
    httpx.get("https://pets.example/v1/pests/1")
""".replace("SCOPE", scope),
    )
    result.assert_outcomes(passed=2, failed=1)


def test_it_fails_in_the_phase_of_the_test_for_the_same_reasons(pytester: pytest.Pytester) -> None:
    write(pytester.path / "pets.json")
    result = run(
        pytester,
        """
pytestmark = pytest.mark.penstock(spec="pets.json")

def test_unexpected(penstock_transport):
    get(penstock_transport, "/pests/1")

def test_breach(penstock_transport):
    get(penstock_transport, "/pets/one")

def test_stub(penstock_mock):
    penstock_mock.stub("getPet")

def test_breach_on_a_port(penstock_server):
    httpx.get(f"{penstock_server.url_for()}/pets/one")

@pytest.mark.penstock(strict=False)
def test_relaxed(penstock_transport):
    get(penstock_transport, "/pets/one")
""",
    )
    result.assert_outcomes(failed=4, passed=1)
    result.stdout.fnmatch_lines(["*unexpected call*GET /v1/pests/1*"])
    result.stdout.fnmatch_lines(["*breach of the contract in*getPet*", "*path /id:*"])
    result.stdout.fnmatch_lines(["*stub of getPet wanted a call, got none*"])


def test_a_document_that_cannot_be_played_is_an_error_that_names_it(
    pytester: pytest.Pytester,
) -> None:
    (pytester.path / "old.json").write_text('{"swagger": "2.0"}')
    result = run(
        pytester,
        """
@pytest.mark.penstock(spec="missing.json")
def test_missing(penstock_mock): pass

@pytest.mark.penstock(spec="old.json")
def test_old(penstock_server): pass

@pytest.mark.penstock(spec=3)
def test_number(penstock_mock): pass
""",
    )
    result.assert_outcomes(errors=3)
    result.stdout.fnmatch_lines([f"*names no file: there is no {pytester.path}/missing.json*"])
    result.stdout.fnmatch_lines(["*spec can't be played: this is Swagger 2.0; convert it*"])
    result.stdout.fnmatch_lines(["*spec is 3; give the path of an OpenAPI document*"])


def test_hosts_of_the_ini_file_are_for_the_documents_that_have_their_service(
    pytester: pytest.Pytester,
) -> None:
    write(pytester.path / "pets.json")
    pytester.makeini("[pytest]\npenstock_hosts =\n    dify = https://dify.internal/v1\n")
    result = run(
        pytester,
        """
@pytest.mark.penstock(spec="pets.json")
def test(penstock_transport):
    assert get(penstock_transport).status_code == 200
""",
    )
    result.assert_outcomes(passed=1)


def test_a_test_of_penstocks_own_document_ignores_the_hosts_of_the_ini_files_document(
    pytester: pytest.Pytester,
) -> None:
    shop = {"/pets/{id}": {"get": {"tags": ["shop"], "responses": {"200": OK}}}}
    (pytester.path / "pets.json").write_text(json.dumps({**PETS, "paths": shop}))
    pytester.makeini(
        "[pytest]\npenstock_spec = pets.json\npenstock_hosts =\n    shop = https://pets.internal\n"
        "    https://shop.internal/v2\n"
    )
    result = run(
        pytester,
        """
def test_own(penstock_transport):
    assert httpx.Client(transport=penstock_transport).get("https://pets.internal/pets/1").is_success
    assert httpx.Client(transport=penstock_transport).get("https://shop.internal/v2/pets/1").is_success

@pytest.mark.penstock(spec=None)
def test_penstocks(penstock_mock):
    assert penstock_mock.contract.bundled
""",
    )
    result.assert_outcomes(passed=2)


# -- contract coverage ----------------------------------------------------------------------------

THREE = """
pytestmark = pytest.mark.penstock(spec="pets.json")

@pytest.mark.parametrize("n", [1, 2])
def test_mock(penstock_transport, n):
    assert get(penstock_transport).status_code == 200

def test_server(penstock_server):
    assert httpx.get(f"{penstock_server.url_for()}/pets/1").status_code == 200
"""


def test_a_run_shows_what_it_exercised_and_writes_it(pytester: pytest.Pytester) -> None:
    write(pytester.path / "pets.json")
    files = "--penstock-coverage-json=out/a.json", "--penstock-coverage-html=out/a.html"
    result = run(pytester, THREE, *files, "--penstock-coverage-min=50")
    result.assert_outcomes(passed=3)
    assert result.ret == 0
    result.stdout.fnmatch_lines(
        [
            "*penstock contract coverage*",
            "Pets 1",
            "*operations  statuses  examples  parameters  values  total",
            "(no tag) *1/2 *1/2 *- *1/2 *- *50 %",
            "not called: deletePet (DELETE /pets/{id})",
        ]
    )
    report = Report.loads((pytester.path / "out" / "a.json").read_text())
    assert {t.id: t.calls for t in report.tallies()} == {"getPet": 3, "deletePet": 0}
    assert "deletePet" in (pytester.path / "out" / "a.html").read_text()


OWN = """
from penstock_mock import Contract, Engine, MockTransport, Server

CONTRACT = Contract.load("pets.json")

def test_of_its_own():
    assert get(Mock(CONTRACT).transport).status_code == 200
    counted = Mock(CONTRACT, coverage=True)
    get(counted.transport)
    assert [t.calls for t in counted.coverage.report().tallies()] == [1, 0]
    assert get(Mock(CONTRACT, coverage=False).transport).status_code == 200

def test_served():
    with Server(Mock(CONTRACT)) as server:
        assert httpx.get(f"{server.url_for()}/pets/1").status_code == 200
        assert httpx.delete(f"{server.url_for(session='x')}/pets/1").status_code == 204
        with server.tenant() as tenant:
            assert httpx.get(f"{tenant.url_for()}/pets/1").status_code == 200

def test_by_its_parts():
    engine = Engine(Contract.load("pets.json"))
    assert get(MockTransport(engine, engine.session())).status_code == 200
"""


def test_the_mocks_that_tests_make_themselves_count_as_well(pytester: pytest.Pytester) -> None:
    write(pytester.path / "pets.json")
    result = run(pytester, OWN, "--penstock-coverage-json=a.json", "--penstock-coverage-min=80")
    result.assert_outcomes(passed=3)
    assert result.ret == 0
    report = Report.loads((pytester.path / "a.json").read_text())
    assert {t.id: t.calls for t in report.tallies()} == {"getPet": 5, "deletePet": 1}
    assert len(report.documents) == 1
    assert penstock_mock.Mock(penstock_mock.Contract.load(PETS)).coverage is None


def test_a_run_below_the_least_coverage_fails_though_its_tests_pass(
    pytester: pytest.Pytester,
) -> None:
    write(pytester.path / "pets.json")
    result = run(pytester, THREE, "--penstock-coverage-min=operations=50,51")
    result.assert_outcomes(passed=3)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["FAILED contract coverage, total: 3/6 are 50 %, below 51 %"])


def test_the_ini_file_has_each_option_and_its_paths_are_the_projects(
    pytester: pytest.Pytester,
) -> None:
    write(pytester.path / "pets.json")
    pytester.makeini(
        "[pytest]\npenstock_coverage = true\npenstock_coverage_min = 100\n"
        "penstock_coverage_json = a.json\npenstock_coverage_html = a.html\n"
        "penstock_coverage_services = pests\n"
    )
    result = run(pytester, THREE)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    unknown = "no service 'pests' in these reports, only: none, as no operation has a tag"
    result.stdout.fnmatch_lines([unknown, "*nothing was played of pests"])
    assert (pytester.path / "a.json").exists()
    assert (pytester.path / "a.html").exists()


def test_collecting_alone_shows_and_requires_nothing(pytester: pytest.Pytester) -> None:
    write(pytester.path / "pets.json")
    result = run(pytester, THREE, "--collect-only", "--penstock-coverage-min=100")
    assert result.ret == 0
    result.stdout.no_fnmatch_line("*contract coverage*")


def test_a_least_coverage_that_is_none_is_refused_at_the_start(pytester: pytest.Pytester) -> None:
    result = run(pytester, THREE, "--penstock-coverage-min=operation=3")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--penstock-coverage-min: 'operation=3' is no least coverage*"])


def test_of_penstocks_own_document_the_services_that_were_called_count(
    pytester: pytest.Pytester,
) -> None:
    result = run(
        pytester,
        """
def test(penstock_transport):
    with httpx.Client(transport=penstock_transport, headers={"X-API-Key": "k"}) as client:
        client.get("https://www.sim.ai/api/users/me/usage-limits")
""",
        "--penstock-coverage",
    )
    result.stdout.fnmatch_lines(["*operations*total", "sim *1/*"])
    result.stdout.no_fnmatch_line("dify*")


def test_the_processes_of_a_run_count_together(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # three processes load what is left
    plugins = "-p", "xdist.plugin", "-p", "penstock_mock.pytest_plugin"
    write(pytester.path / "pets.json")
    pytester.makepyfile(TEST + THREE, test_own=TEST + OWN)
    result = pytester.runpytest_subprocess(*plugins, "-n2", "--penstock-coverage-json=a.json")
    result.assert_outcomes(passed=6)
    result.stdout.fnmatch_lines(["(no tag) *2/2 *2/2 *- *2/2 *- *100 %"])
    report = Report.loads((pytester.path / "a.json").read_text())
    assert {t.id: t.calls for t in report.tallies()} == {"getPet": 8, "deletePet": 1}
