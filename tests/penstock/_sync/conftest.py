# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# tests/penstock/_async/conftest.py

"""Clients for the tests of both worlds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from penstock.dify import Dify
from penstock.oomol import Oomol
from penstock.sandbox_fusion import SandboxFusion
from penstock.sim import Sim

KEY = "sk-sim-0123456789"
DIFY_KEY = "app-0123456789"
TOKEN = "api-0123456789"


@pytest.fixture
def make(server: Any, clock: Any) -> Callable[..., Sim]:
    """Makes a client of the server, on the clock, with dice that always show the middle."""

    def client(**settings: Any) -> Sim:
        given = {"api_key": KEY, "transport": server.transport, "clock": clock}
        return Sim(**{"random": lambda: 0.5, **given, **settings})

    return client


@pytest.fixture
def sim(make: Callable[..., Sim]) -> Sim:
    """A client with nothing special."""
    return make()


@pytest.fixture
def make_oomol(server: Any, clock: Any) -> Callable[..., Oomol]:
    """The same for Oomol Connect."""

    def client(*given: Any, **settings: Any) -> Oomol:
        usual = {"transport": server.transport, "clock": clock, "random": lambda: 0.5}
        return Oomol(*given or (TOKEN,), **{**usual, **settings})

    return client


@pytest.fixture
def oomol(make_oomol: Callable[..., Oomol]) -> Oomol:
    """A client with nothing special."""
    return make_oomol()


@pytest.fixture
def make_dify(server: Any, clock: Any) -> Callable[..., Dify]:
    """The same for Dify."""

    def client(**settings: Any) -> Dify:
        given = {"api_key": DIFY_KEY, "transport": server.transport, "clock": clock}
        return Dify(**{"random": lambda: 0.5, **given, **settings})

    return client


@pytest.fixture
def dify(make_dify: Callable[..., Dify]) -> Dify:
    """A client with nothing special."""
    return make_dify()


@pytest.fixture
def make_sandbox(
    server: Any, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., SandboxFusion]:
    """The same for SandboxFusion, wherever the environment says that it is."""
    monkeypatch.delenv("SANDBOX_FUSION_ENDPOINT", raising=False)
    monkeypatch.delenv("SANDBOX_FUSION_DATASET_ENDPOINT", raising=False)

    def client(base_url: Any = "http://sandbox", **settings: Any) -> SandboxFusion:
        given = {"transport": server.transport, "clock": clock, "random": lambda: 0.5}
        return SandboxFusion(base_url, **{**given, **settings})

    return client


@pytest.fixture
def sandbox(make_sandbox: Callable[..., SandboxFusion]) -> SandboxFusion:
    """A client with nothing special."""
    return make_sandbox()
