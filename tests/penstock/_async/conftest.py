"""Clients for the tests of both worlds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from penstock.oomol import AsyncOomol
from penstock.sim import AsyncSim

KEY = "sk-sim-0123456789"
TOKEN = "api-0123456789"


@pytest.fixture
def make(server: Any, clock: Any) -> Callable[..., AsyncSim]:
    """Makes a client of the server, on the clock, with dice that always show the middle."""

    def client(**settings: Any) -> AsyncSim:
        given = {"api_key": KEY, "transport": server.transport, "clock": clock}
        return AsyncSim(**{"random": lambda: 0.5, **given, **settings})

    return client


@pytest.fixture
def sim(make: Callable[..., AsyncSim]) -> AsyncSim:
    """A client with nothing special."""
    return make()


@pytest.fixture
def make_oomol(server: Any, clock: Any) -> Callable[..., AsyncOomol]:
    """The same for Oomol Connect."""

    def client(*given: Any, **settings: Any) -> AsyncOomol:
        usual = {"transport": server.transport, "clock": clock, "random": lambda: 0.5}
        return AsyncOomol(*given or (TOKEN,), **{**usual, **settings})

    return client


@pytest.fixture
def oomol(make_oomol: Callable[..., AsyncOomol]) -> AsyncOomol:
    """A client with nothing special."""
    return make_oomol()
