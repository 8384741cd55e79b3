"""`Mock`: one object with everything a test needs, and the package's front door."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import Any

import httpx
import pytest

import penstock_mock
from penstock_mock import Contract, Mock, RealClock, VirtualClock
from penstock_mock.document.request import MISSING, Request
from penstock_mock.frontends.admin import perform

KEY = {"X-API-Key": "k"}
EXECUTE = "https://www.sim.ai/api/workflows/wf-1/execute"


def test_out_of_the_box_it_plays_our_own_contract_on_a_virtual_clock() -> None:
    mock = Mock()
    assert isinstance(mock.clock, VirtualClock)
    with httpx.Client(transport=mock.transport, headers=KEY) as client:
        answer = client.post(EXECUTE, json={"message": "hi"})
    assert answer.json()["output"]["input"] == {"message": "hi"}
    assert [e.operation_id for e in mock.journal] == ["executeWorkflow"]
    mock.verify()


def test_every_way_to_reach_it_ends_in_one_session() -> None:
    mock = Mock()

    async def over_asgi() -> None:
        transport = httpx.ASGITransport(mock.app)
        async with httpx.AsyncClient(transport=transport, headers=KEY) as client:
            await client.post("http://mock/sim/api/workflows/wf-1/execute", json={})

    with httpx.Client(transport=mock.transport, headers=KEY) as client:
        client.post(EXECUTE, json={})
    with mock.router:
        httpx.post(EXECUTE, json={}, headers=KEY)
    asyncio.run(over_asgi())
    assert [e.operation_id for e in mock.journal] == ["executeWorkflow"] * 3
    assert len(mock.admin.journal()) == 3


def test_a_services_scenarios_are_set_on_its_state() -> None:
    from penstock_mock.services.sim import fail

    mock = Mock()
    mock.sim.workflow("wf-1", fail("boom"))
    with httpx.Client(transport=mock.transport, headers=KEY) as client:
        answer = client.post(EXECUTE, json={}).json()
    assert (answer["success"], answer["error"]) == (False, "boom")
    assert mock.state("sim") is mock.sim


def test_a_dialect_is_short_for_an_option() -> None:
    mock = Mock(dialect="2026-08", options={"sim": {"plan": "free"}})
    assert mock.session.options == {"sim": {"plan": "free", "dialect": "2026-08"}}


FORMER = [
    ("sim", "documented", "2025-10"),
    ("sim", "today", "2026-08"),
    ("dify", "documented", "2024-12"),
    ("dify", "today", "2026-08"),
    ("oomol", "documented", "2025-12"),
    ("oomol", "today", "2025-12"),
    ("sandbox_fusion", "documented", "2026-11"),
    ("sandbox_fusion", "today", "2026-11"),
]


@pytest.mark.table(("service", "former", "name"), FORMER)
def test_a_former_name_of_a_dialect_is_accepted_with_a_warning(
    service: str, former: str, name: str
) -> None:
    words = f"dialect '{former}' of {service} is now called '{name}'"
    with pytest.warns(DeprecationWarning, match=words) as warned:
        mock = Mock(options={service: {"dialect": former}})
    assert [each.filename for each in warned] == [__file__]
    assert mock.session.options == {service: {"dialect": name}}
    mock.reset()
    assert mock.state(service).options.dialect == name


def test_a_former_name_is_accepted_wherever_a_dialect_is_chosen() -> None:
    mock = Mock()
    with pytest.warns(DeprecationWarning, match="'2026-08'"):
        mock.admin.set_option("sim", "dialect", "today")
    with pytest.warns(DeprecationWarning, match="'2026-08'"):
        mock = Mock(dialect="today")
    mock.session.options["sim"] = {"dialect": "documented"}
    renamed = pytest.warns(DeprecationWarning, match="'2025-10'")
    with httpx.Client(transport=mock.transport, headers=KEY) as client, renamed:
        assert "executionId" not in client.post(EXECUTE, json={}).json()


def test_a_former_name_is_refused_where_warnings_are_errors() -> None:
    mock = Mock(dialect="2026-08")
    given = {"service": "sim", "name": "dialect", "value": "today"}
    answer = perform(mock.admin, "set_option", given)
    assert answer == {"error": "dialect 'today' of sim is now called '2026-08'; use that"}
    assert mock.session.options == {"sim": {"dialect": "2026-08"}}


@pytest.mark.table(
    ("settings", "words"),
    [
        ({"dialect": "latin"}, "'2025-10', '2026-08'"),
        ({"options": {"sim": {"plans": "free"}}}, "no such option of sim"),
        ({"options": {"nope": {"a": 1}}}, "'nope'.*only: sim"),
        ({"validation": "hard"}, "report, strict or off"),
    ],
)
def test_a_setting_there_is_not_is_refused_at_once(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Mock(**settings)


def test_mocks_share_an_engine_and_nothing_else(two_services: Contract) -> None:
    one = Mock(two_services)
    other = Mock(engine=one.engine, clock=RealClock(), strict=False, seed=9)
    assert other.contract is two_services
    one.stub("getThing", status=500, off_contract=True)
    with httpx.Client(transport=other.transport) as client:
        assert client.get("https://things.example/v1/things/5").status_code == 200
        assert client.get("http://mock/nothing").status_code == 404
    other.verify()  # not strict
    with pytest.raises(AssertionError, match="stub of getThing"):
        one.verify()


def test_keys_and_faults_and_reset_are_at_hand() -> None:
    mock = Mock()
    mock.keys.revoke("k")
    mock.faults.add("status", status=503, on="executeWorkflow", count=1)
    with httpx.Client(transport=mock.transport, headers=KEY) as client:
        assert client.post(EXECUTE, json={}).status_code == 503
        assert client.post(EXECUTE, json={}).status_code == 401
        mock.reset()
        assert client.post(EXECUTE, json={}).status_code == 200
    assert len(mock.journal) == 1


def test_a_state_a_service_does_not_have_is_a_key_error(mock: Mock) -> None:
    with pytest.raises(KeyError):
        mock.state("stock")


def test_another_mock_on_the_same_engine_loads_nothing_more(two_services: Contract) -> None:
    """One is made for each test."""
    engine = Mock(two_services).engine
    modules = set(sys.modules)
    Mock(engine=engine)
    assert set(sys.modules) == modules


def test_what_is_exported_is_what_is_listed() -> None:
    assert set(penstock_mock.__all__) == set(penstock_mock._HOMES)
    for name in penstock_mock.__all__:
        assert getattr(penstock_mock, name).__name__ == name
    assert dir(penstock_mock) == penstock_mock.__all__
    with pytest.raises(AttributeError, match="no attribute 'Moc'"):
        penstock_mock.Moc  # noqa: B018


def test_httpx_is_named_in_the_transport_and_the_router_only() -> None:
    """An engine, an application and a port need none, so that a mock outlives an HTTP library."""
    program = (
        "import sys, penstock_mock.mock\n"
        "from penstock_mock.frontends import asgi, server\n"
        "print({'httpx', 'respx'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert told.stdout.strip() == "set()", told.stderr


@pytest.mark.table(
    ("service", "operation_id", "method", "path", "body"),
    [
        ("sim", "executeWorkflow", "post", "/api/workflows/{id}/execute", {"stream": 1}),
        ("sim", "executeRun", "post", "/api/v2/workflows/{id}/execute", {"stream": 1}),
        ("sim", "listRuns", "get", "/api/v2/workflows/{id}/runs?limit=0", None),
        ("sim", "getRun", "get", "/api/v2/workflows/{id}/runs/{runId}", None),
        ("dify", "runWorkflow", "post", "/workflows/run", {"user": "u", "inputs": 1}),
        ("dify", "listWorkflowLogs", "get", "/workflows/logs?page=0", None),
        ("oomol", "createTask", "post", "/v1/tasks", {"manifest": "a::b", "inputValues": [1]}),
        ("sandbox_fusion", "runCode", "post", "/run_code", {"code": 1}),
    ],
)
def test_a_service_checks_requests_also_where_another_document_declares_less(
    service: str, operation_id: str, method: str, path: str, body: Any
) -> None:
    template, _, query = path.partition("?")
    dated = service in ("sim", "dify")
    bare = {"operationId": operation_id, "tags": [service], "responses": {}}
    document = {"openapi": "3.1.0", "paths": {template: {method: bare}}}
    mock = Mock(Contract(document), options={service: {"dialect": "2026-08"}} if dated else {})
    url = f"{template.replace('{id}', 'a b').replace('{runId}', 'a b')}?{query}"
    keys = {"X-API-Key": "k", "Authorization": "Bearer k"}
    request = Request.build(method, url, headers=keys, json=MISSING if body is None else body)
    exchange = mock.engine.handle(mock.session, request)
    assert (exchange.verdict, exchange.status) in {("served", 400), ("served", 422)}, exchange.error
