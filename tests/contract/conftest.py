"""Clients and mocks of the service a test module is about, for the tests of bad input.

Such a module has a fixture `service` that returns a `hands.Service`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from hands import Front, Hand, Make, NewFront, Service
from refusals import UNSEEN

from penstock_mock import Server
from penstock_mock.engine.clock import VirtualClock
from penstock_mock.mock import Mock


@pytest.fixture(params=["blocking", "async"])
def kind_of_client(request: pytest.FixtureRequest) -> str:
    """Each kind of client in turn."""
    return str(request.param)


@pytest.fixture
def make(kind_of_client: str, service: Service) -> Iterator[Make]:
    """Makes clients of one kind, and closes them after the test."""
    with ExitStack() as stack:

        def made(*args: object, **settings: object) -> Hand:
            hand = service.make(kind_of_client, *args, **settings)
            stack.callback(hand.close)
            return hand

        yield made


@pytest.fixture
def new_here(service: Service, make: Make) -> NewFront:
    """Opens a mock in process, for what doesn't depend on how it is sent."""
    return lambda: _in_process(service, make)


@pytest.fixture
def here(new_here: NewFront) -> Iterator[Front]:
    """One of them."""
    with new_here() as front:
        yield front


@pytest.fixture
def new_front(kind_of_client: str, service: Service, make: Make, penstock_port: Server) -> NewFront:
    """Opens a mock in process for blocking clients, and one on a port for async ones.

    A client is the same wherever its server is: the other two pairs would repeat these.
    """
    if kind_of_client == "blocking":
        return lambda: _in_process(service, make)
    return lambda: _on_a_port(service, make, penstock_port)


@pytest.fixture
def front(new_front: NewFront) -> Iterator[Front]:
    """One of them."""
    with new_front() as front:
        yield front


@contextmanager
def _in_process(service: Service, make: Make) -> Iterator[Front]:
    mock = Mock(**service.world())
    yield Front(service, mock, {"transport": mock.transport, "clock": mock.clock}, make)
    mock.verify()


@contextmanager
def _on_a_port(service: Service, make: Make, port: Server) -> Iterator[Front]:
    with port.tenant(**service.world()) as mock:
        # The client's waits take no time here either: its clock is its own.
        reach = {"base_url": mock.url_for(service.tag), "clock": VirtualClock()}
        yield Front(service, mock, reach, make)
    mock.verify()


@pytest.fixture
def discreet(
    service: Service, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Nothing comes from the environment; everything is logged, and the key is in none of it."""
    for variable in service.environment:
        monkeypatch.delenv(variable, raising=False)
    caplog.set_level(logging.DEBUG)
    yield
    assert UNSEEN not in caplog.text
