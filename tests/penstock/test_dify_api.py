"""The names that users import from `penstock.dify`, at no more cost than necessary."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module

import pytest

import penstock.dify
from penstock.dify import AsyncDify, Dify


def test_what_is_listed_is_there() -> None:
    """In order, each on first use, and seen by `dir`."""
    assert penstock.dify.__all__ == sorted(penstock.dify.__all__)
    for name in penstock.dify.__all__:
        assert getattr(penstock.dify, name) is not None
        assert name in dir(penstock.dify)
    with pytest.raises(AttributeError, match="nonsense"):
        penstock.dify.nonsense  # noqa: B018


def test_everything_that_is_returned_can_be_named() -> None:
    """Without an underscore."""
    for module in ("_models", "_events", "_files"):
        home = import_module(f"penstock.dify.{module}")
        public = {
            name
            for name, value in vars(home).items()
            if inspect.isclass(value)
            and value.__module__ == home.__name__
            and not name.startswith("_")
        }
        assert public <= set(penstock.dify.__all__)


@pytest.mark.table("client", [Dify, AsyncDify])
def test_the_client_has_its_groups(client: type) -> None:
    """Each a look into the client, with no settings of its own."""
    groups = {name for name, value in vars(client).items() if isinstance(value, property)}
    assert groups == {"workflows", "files", "forms", "end_users"}
    for name in ("info", "parameters", "meta", "site"):
        assert inspect.getdoc(getattr(client, name))


def test_importing_loads_no_more_than_it_must() -> None:
    """Not the generated code, not the async half, not what only streams or waits."""
    code = """
import sys, penstock.dify
assert "httpx" not in sys.modules, "the package alone"
penstock.dify.Dify
loaded = set(sys.modules)
assert not any(name.startswith("penstock_api.") for name in loaded)
assert not any(name.startswith("penstock.") and "._async" in name for name in loaded)
assert "asyncio" not in loaded
late = {"penstock._core._sync.stream", "penstock._core._sync.poll", "penstock._core.sse",
        "penstock._core.files",
        "penstock.dify._stream", "penstock._core.multipart", "penstock.ratelimit"}
assert not loaded & late, loaded & late
penstock.dify.Dify("key-1")
assert not any(name.startswith("penstock_api.") for name in sys.modules)
"""
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, timeout=30)
