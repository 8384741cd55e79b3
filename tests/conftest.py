"""Fixtures and hooks of every test."""

from __future__ import annotations

import gc
import os
import ssl
from collections.abc import Generator, Iterator
from functools import cache
from typing import Any

import pytest
import tables
from hypothesis import settings

from penstock_mock import Engine, Session
from penstock_mock.document.request import Request
from penstock_mock.engine.conformance import check_answer
from penstock_mock.engine.exchange import Exchange

# What fails in what the contract tests share is shown as if it stood in the test.
pytest.register_assert_rewrite("hands", "refusals")

# What a TLS context depends on beside its arguments.
TLS_VARIABLES = ("SSLKEYLOGFILE", "SSL_CERT_FILE", "SSL_CERT_DIR")

# Shared machines stall now and then: the duration of one example doesn't depend on the code alone.
# 60 examples instead of 100 save a third of the time, and each run draws others.
settings.register_profile("penstock", deadline=None, max_examples=60)
settings.load_profile("penstock")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that take seconds: no process ends with one while another is idle."""
    items.sort(key=lambda item: item.path.parent.name not in ("tests", "codegen"))


def pytest_collection_finish() -> None:
    """Leave what lives to the end, the many collected tests above all, out of each collection.

    And collect less often than by default, which takes 7 % of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _one_tls_context() -> Iterator[None]:
    """To read all certificates takes some 30 ms, and httpx does so for every client of its own."""
    create = ssl.create_default_context

    @cache
    def made(_environment: tuple[str | None, ...], *args: Any, **kwargs: Any) -> ssl.SSLContext:
        return create(*args, **kwargs)

    def shared(*args: Any, **kwargs: Any) -> ssl.SSLContext:
        return made(tuple(map(os.environ.get, TLS_VARIABLES)), *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", shared)
        yield


_served: list[Exchange] = []


@pytest.fixture(scope="session", autouse=True)
def _services_are_listened_to() -> Iterator[None]:
    """Note what the mock's services answer by themselves."""
    handle = Engine.handle

    def noted(engine: Engine, session: Session, request: Request) -> Exchange:
        exchange = handle(engine, session, request)
        if exchange.verdict == "served" and exchange.operation and engine.contract.bundled:
            _served.append(exchange)
        return exchange

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "handle", noted)
        yield


class HeldToTheDocument:
    """Checks what the services answered in a test, unless it is marked."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, Any, Any]:
        _served.clear()
        result = yield
        if item.get_closest_marker("off_contract") is None:
            for exchange in _served:
                assert exchange.operation is not None
                found = check_answer(exchange.operation, exchange.timeline)
                assert not found, f"{exchange} is off the contract: {[*map(str, found)]}"
        return result


def pytest_configure(config: pytest.Config) -> None:
    """Register what holds for the translated tests as well, which stand in another folder."""
    config.pluginmanager.register(tables)
    config.pluginmanager.register(HeldToTheDocument())
