"""Each test of this folder runs twice: as it is, and translated into blocking code.

The translation is the one that makes the blocking clients of the async source, so that a test
calls each client as its users do. A test's fixtures give it the clients of its own form.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tokens
import translation
from _pytest.python import importtestmodule

from penstock.dify import AsyncDify, Dify
from penstock.oomol import AsyncOomol, Oomol
from penstock.sandbox_fusion import AsyncSandboxFusion, SandboxFusion
from penstock.sim import AsyncSim, Sim

KEY = "sk-sim-0123456789"
DIFY_KEY = "app-0123456789"
TOKEN = "api-0123456789"

# What is translated is kept, and translated anew when what it was made of changes.
_TRANSLATED = Path(__file__).parents[3] / ".pytest_cache" / "blocking"
_MAKERS = [Path(module.__file__ or "") for module in (translation, tokens)]


class BlockingModule(pytest.Module):
    """A module of tests in their blocking form, but for those that have none.

    Its path is that of its source, so that it runs wherever that is named.
    """

    def _getobj(self) -> Any:
        translated = _translated(self.path, _TRANSLATED / f"blocking_{self.path.name}")
        return importtestmodule(translated, self.config)

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Leave out what is marked as async only: event loops, and tasks that are cancelled."""
        return (item for item in super().collect() if item.get_closest_marker("async_only") is None)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the blocking form of a module of tests; pytest itself collects the other."""
    if not file_path.name.startswith("test_"):
        return None
    nodeid = f"{parent.nodeid}/blocking_{file_path.name}"
    return BlockingModule.from_parent(parent, path=file_path, nodeid=nodeid)


def _translated(source: Path, target: Path) -> Path:
    made_of = max(path.stat().st_mtime_ns for path in (source, *_MAKERS))
    if not target.exists() or target.stat().st_mtime_ns < made_of:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(f".{os.getpid()}")  # other processes collect as well
        fresh.write_text(translation.translate(source.read_text("utf-8")), "utf-8")
        fresh.replace(target)
    return target


@pytest.fixture
def form(request: pytest.FixtureRequest) -> Callable[[Any, Any], Any]:
    """A function that returns, of an async and a blocking class, the one of the test's form."""
    is_blocking = request.node.getparent(BlockingModule) is not None
    return lambda asynchronous, blocking: blocking if is_blocking else asynchronous


@pytest.fixture
def settings(server: Any, clock: Any) -> dict[str, Any]:
    """A client of the server, on the clock, with dice that always show the middle."""
    return {"transport": server.transport, "clock": clock, "random": lambda: 0.5}


@pytest.fixture
def make(form: Any, settings: Any) -> Callable[..., AsyncSim]:
    return lambda **given: form(AsyncSim, Sim)(**{"api_key": KEY, **settings, **given})


@pytest.fixture
def sim(make: Callable[..., AsyncSim]) -> AsyncSim:
    return make()


@pytest.fixture
def make_oomol(form: Any, settings: Any) -> Callable[..., AsyncOomol]:
    return lambda *keys, **given: form(AsyncOomol, Oomol)(
        *keys or (TOKEN,), **{**settings, **given}
    )


@pytest.fixture
def oomol(make_oomol: Callable[..., AsyncOomol]) -> AsyncOomol:
    return make_oomol()


@pytest.fixture
def make_dify(form: Any, settings: Any) -> Callable[..., AsyncDify]:
    return lambda **given: form(AsyncDify, Dify)(**{"api_key": DIFY_KEY, **settings, **given})


@pytest.fixture
def dify(make_dify: Callable[..., AsyncDify]) -> AsyncDify:
    return make_dify()


@pytest.fixture
def make_sandbox(
    form: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., AsyncSandboxFusion]:
    monkeypatch.delenv("SANDBOX_FUSION_ENDPOINT", raising=False)
    monkeypatch.delenv("SANDBOX_FUSION_DATASET_ENDPOINT", raising=False)
    cls = form(AsyncSandboxFusion, SandboxFusion)
    return lambda base_url="http://sandbox", **given: cls(base_url, **{**settings, **given})


@pytest.fixture
def sandbox(make_sandbox: Callable[..., AsyncSandboxFusion]) -> AsyncSandboxFusion:
    return make_sandbox()
