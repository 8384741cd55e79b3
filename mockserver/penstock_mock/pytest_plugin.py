"""Fixtures for pytest: a mock in process, and one on a port. Installed with the package.

    def test_a_workflow(penstock_mock):
        with Sim("key", transport=penstock_mock.transport, clock=penstock_mock.clock) as sim:
            assert sim.execute_workflow("wf").success

    @pytest.mark.penstock(dialect="2026-08", strict=False)
    def test_over_the_wire(penstock_server):
        with Sim("key", base_url=penstock_server.url_for("sim")) as sim:
            ...

Each test has a session of its own. Unless marked strict=False, a test that passed fails
after all when it made a call no operation matches, or left a stub unused.

This module is imported in every pytest run where the package is installed, so it imports nothing.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

if TYPE_CHECKING:
    from .frontends.server import Server, Tenant
    from .mock import Mock

T = TypeVar("T", bound="Mock")

_MOCKS = pytest.StashKey["list[Mock]"]()
# A failing test shows its last calls; earlier ones are rarely what broke it.
_SHOWN = 20


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "penstock(strict=True, seed=0, validation='report', dialect=None, options=None, "
        "clock=None): settings of the fixtures penstock_mock and penstock_server; clock is what "
        "makes one, such as VirtualClock",
    )


@pytest.fixture
def penstock_mock(request: pytest.FixtureRequest) -> Mock:
    """A `penstock_mock.Mock` in this process: transport, router, clock, journal, stubs, faults."""
    from .mock import Mock

    return _watched(request, Mock(**_settings(request)))


@pytest.fixture
def penstock_server(request: pytest.FixtureRequest, penstock_port: Server) -> Iterator[Tenant]:
    """The same over a real port, at `url_for(service)`; its clock is real and can be advanced."""
    with penstock_port.tenant(**_settings(request)) as tenant:
        yield _watched(request, tenant)


@pytest.fixture(scope="session")
def penstock_port() -> Iterator[Server]:
    """The one server that the tests of a run share; each has its own session on it."""
    from .frontends.server import Server

    with Server() as server:
        yield server


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Verify in the test's own phase: in a fixture's end it would be an error beside a success."""
    try:
        result = yield
    except Exception:
        _show(item)
        raise
    for mock in item.stash.get(_MOCKS, []):
        _verify(item, mock)
    return result


def _watched(request: pytest.FixtureRequest, mock: T) -> T:
    request.node.stash.setdefault(_MOCKS, []).append(mock)
    return mock


def _settings(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The settings of the markers; a test's wins over its class's and its module's."""
    settings: dict[str, Any] = {}
    for marker in reversed([*request.node.iter_markers("penstock")]):
        settings.update(marker.kwargs)
    if callable(settings.get("clock")):
        settings["clock"] = settings["clock"]()
    return settings


def _verify(item: pytest.Item, mock: Mock) -> None:
    try:
        mock.verify()
    except AssertionError as found:
        points = str(found)
    else:
        return
    # Not while `found` is handled: pytest would print it once more, as the context of this one.
    _show(item)
    relax = "to relax both: @pytest.mark.penstock(strict=False)"
    pytest.fail(f"{points}\n{relax}", pytrace=False)


def _show(item: pytest.Item) -> None:
    """Add the calls to a failing test's report."""
    for mock in item.stash.get(_MOCKS, []):
        calls = [str(exchange) for exchange in mock.journal][-_SHOWN:]
        item.add_report_section("call", "penstock calls", "\n".join(calls) or "none")
