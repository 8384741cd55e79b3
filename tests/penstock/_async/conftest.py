"""Clients for the tests of both worlds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from penstock.dify import AsyncDify
from penstock.oomol import AsyncOomol
from penstock.sandbox_fusion import AsyncSandboxFusion
from penstock.sim import AsyncSim

KEY = "sk-sim-0123456789"
DIFY_KEY = "app-0123456789"
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


@pytest.fixture
def make_dify(server: Any, clock: Any) -> Callable[..., AsyncDify]:
    """The same for Dify."""

    def client(**settings: Any) -> AsyncDify:
        given = {"api_key": DIFY_KEY, "transport": server.transport, "clock": clock}
        return AsyncDify(**{"random": lambda: 0.5, **given, **settings})

    return client


@pytest.fixture
def dify(make_dify: Callable[..., AsyncDify]) -> AsyncDify:
    """A client with nothing special."""
    return make_dify()


@pytest.fixture
def make_sandbox(
    server: Any, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., AsyncSandboxFusion]:
    """The same for SandboxFusion, wherever the environment says that it is."""
    monkeypatch.delenv("SANDBOX_FUSION_ENDPOINT", raising=False)
    monkeypatch.delenv("SANDBOX_FUSION_DATASET_ENDPOINT", raising=False)

    def client(base_url: Any = "http://sandbox", **settings: Any) -> AsyncSandboxFusion:
        given = {"transport": server.transport, "clock": clock, "random": lambda: 0.5}
        return AsyncSandboxFusion(base_url, **{**given, **settings})

    return client


@pytest.fixture
def sandbox(make_sandbox: Callable[..., AsyncSandboxFusion]) -> AsyncSandboxFusion:
    """A client with nothing special."""
    return make_sandbox()
