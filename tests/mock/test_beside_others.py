"""The mock beside what users' suites have already: respx, pytest-httpx and vcrpy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
import respx
import vcr

from penstock.sim import AsyncSim, Sim
from penstock_mock.frontends.server import Tenant
from penstock_mock.mock import Mock

pytestmark = [pytest.mark.penstock(strict=False), pytest.mark.anyio]

OTHER = "https://other.example/theirs"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def test_a_transport_is_seen_by_nobody_else(penstock_mock: Mock, httpx_mock: Any) -> None:
    """It stands where httpx's own would: what others patch is never reached."""
    httpx_mock.add_response(url=OTHER, text="theirs")
    with respx.mock(assert_all_called=False) as router:
        assert Sim("key", transport=penstock_mock.transport).execute_workflow("wf").success
        assert httpx.get(OTHER).text == "theirs"
    assert len(penstock_mock.journal) == 1
    assert [str(request.url) for request in httpx_mock.get_requests()] == [OTHER]
    assert router.calls.call_count == 0


def test_a_cassette_does_not_see_a_transport(penstock_mock: Mock, tmp_path: Path) -> None:
    with vcr.VCR().use_cassette(str(tmp_path / "a.yaml")) as tape:
        assert Sim("key", transport=penstock_mock.transport).execute_workflow("wf").success
    assert (len(penstock_mock.journal), len(tape)) == (1, 0)


def test_routes_of_ones_own_beside_the_router(penstock_mock: Mock) -> None:
    """Each takes its own hosts, whichever was entered first."""
    with respx.mock(assert_all_called=True) as theirs, penstock_mock.router:
        theirs.get(OTHER).respond(text="theirs")
        assert Sim("key").execute_workflow("wf").success
        assert httpx.get(OTHER).text == "theirs"
    with penstock_mock.router, respx.mock(assert_all_called=True) as theirs:
        theirs.get(OTHER).respond(text="theirs")
        assert Sim("key").execute_workflow("wf").success
        assert httpx.get(OTHER).text == "theirs"
    assert len(penstock_mock.journal) == 2


@pytest.mark.table("using", ["httpcore", "httpx"])
async def test_a_mock_on_a_port_is_reached_beside_the_router(
    penstock_mock: Mock, penstock_server: Tenant, using: str
) -> None:
    base = penstock_server.url_for("sim")
    with penstock_mock.router(using=using) as router:
        for url in (base, base.replace("127.0.0.1", "localhost")):
            assert Sim("key", url).execute_workflow("wf").success
            async with AsyncSim("key", url) as sim:
                assert (await sim.execute_workflow("wf")).success
        assert Sim("key").execute_workflow("wf").success
        assert (len(penstock_mock.journal), len(penstock_server.journal)) == (1, 4)
        router.get(f"{base}/api/users/me/usage-limits").respond(text="mine")
        async with httpx.AsyncClient() as client:
            assert (await client.get(f"{base}/api/users/me/usage-limits")).text == "mine"


async def test_async_clients_are_seen_alike(penstock_mock: Mock) -> None:
    with respx.mock(assert_all_called=True) as theirs, penstock_mock.router:
        theirs.get(OTHER).respond(text="theirs")
        async with AsyncSim("key") as sim, httpx.AsyncClient() as client:
            assert (await sim.execute_workflow("wf")).success
            assert (await client.get(OTHER)).text == "theirs"
    assert len(penstock_mock.journal) == 1


def test_pytest_httpx_goes_before_the_router(penstock_mock: Mock, httpx_mock: Any) -> None:
    """It patches httpx's transport, respx what is below: the router sees nothing, unless asked."""
    httpx_mock.add_response(json={"success": True, "output": "theirs"})
    with penstock_mock.router:
        assert Sim("key").execute_workflow("wf").output == "theirs"
    assert len(penstock_mock.journal) == 0


@pytest.mark.httpx_mock(should_mock=lambda request: request.url.host == "other.example")
def test_pytest_httpx_can_leave_hosts_to_the_router(penstock_mock: Mock, httpx_mock: Any) -> None:
    httpx_mock.add_response(url=OTHER, text="theirs")
    with penstock_mock.router:
        assert Sim("key").execute_workflow("wf").success
        assert httpx.get(OTHER).text == "theirs"
    assert len(penstock_mock.journal) == 1


@pytest.mark.httpx_mock(should_mock=lambda request: request.url.host == "other.example")
def test_pytest_httpx_can_leave_a_port_alone(penstock_server: Tenant, httpx_mock: Any) -> None:
    httpx_mock.add_response(url=OTHER, text="theirs")
    assert Sim("key", penstock_server.url_for("sim")).execute_workflow("wf").success
    assert httpx.get(OTHER).text == "theirs"
    assert len(penstock_server.journal) == 1


def test_a_cassette_records_and_replays_calls_to_a_port(
    penstock_server: Tenant, tmp_path: Path
) -> None:
    """Played back, the server sees nothing."""
    tape = str(tmp_path / "tape.yaml")
    recorder = vcr.VCR(filter_headers=["x-api-key"])
    outputs = []
    for _ in range(2):
        with recorder.use_cassette(tape), Sim("key-123456", penstock_server.url_for("sim")) as sim:
            outputs.append(sim.execute_workflow("wf", {"message": "hi"}).output)
    assert outputs[0] == outputs[1]
    assert len(penstock_server.journal) == 1
    assert "key-123456" not in Path(tape).read_text("utf-8")


def test_a_cassette_records_what_the_router_answers(penstock_mock: Mock, tmp_path: Path) -> None:
    """It stands before the router, whichever was entered first; played back, that sees nothing."""
    tape = str(tmp_path / "tape.yaml")
    with vcr.VCR().use_cassette(tape), penstock_mock.router:
        assert Sim("key").execute_workflow("wf").success
    with penstock_mock.router, vcr.VCR().use_cassette(tape) as played:
        assert Sim("key").execute_workflow("wf").success
    assert (len(penstock_mock.journal), played.play_count) == (1, 1)


def test_a_cassette_goes_before_pytest_httpx(
    penstock_server: Tenant, httpx_mock: Any, tmp_path: Path
) -> None:
    """That one then sees nothing: the two don't work together."""
    httpx_mock.add_response(json={"success": True, "output": "theirs"}, is_optional=True)
    with vcr.VCR().use_cassette(str(tmp_path / "a.yaml")):
        assert Sim("key", penstock_server.url_for("sim")).execute_workflow("wf").success
    assert len(penstock_server.journal) == 1
    assert httpx_mock.get_requests() == []
