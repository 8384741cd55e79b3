"""Clients and mocks of the service a test module is about, for the tests of bad input.

Such a module has a fixture `service` that returns a `hands.Service`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from hands import Front, Hand, Make, Service
from refusals import UNSEEN

from penstock_mock import Server
from penstock_mock.engine.clock import VirtualClock
from penstock_mock.mock import Mock


@pytest.fixture(params=["blocking", "async"])
def make(request: pytest.FixtureRequest, service: Service) -> Iterator[Make]:
    """Makes clients of one kind, and closes them after the test."""
    with ExitStack() as stack:

        def made(*args: object, **settings: object) -> Hand:
            hand = service.make(request.param, *args, **settings)
            stack.callback(hand.close)
            return hand

        yield made


@pytest.fixture
def here(service: Service, make: Make) -> Iterator[Front]:
    """A mock in process, for what doesn't depend on how it is sent."""
    yield from _in_process(service, make)


@pytest.fixture(params=["in-process", "port"])
def front(
    request: pytest.FixtureRequest, service: Service, make: Make, penstock_port: Server
) -> Iterator[Front]:
    """A mock in each place in turn."""
    if request.param == "in-process":
        yield from _in_process(service, make)
    else:
        yield from _on_a_port(service, make, penstock_port)


def _in_process(service: Service, make: Make) -> Iterator[Front]:
    mock = Mock(**service.world())
    yield Front(service, mock, {"transport": mock.transport, "clock": mock.clock}, make)
    mock.verify()


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
