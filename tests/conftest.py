"""What holds for every test."""

from __future__ import annotations

import gc
import os
import ssl
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from typing import Any

import pytest
from hypothesis import settings

from penstock_mock import Engine, Session
from penstock_mock.document.request import Request
from penstock_mock.engine.conformance import check_answer
from penstock_mock.engine.exchange import Exchange

# What fails in what the contract tests share is shown as if it stood in the test.
pytest.register_assert_rewrite("hands", "refusals")

# What a TLS context depends on beside its arguments.
TLS_VARIABLES = ("SSLKEYLOGFILE", "SSL_CERT_FILE", "SSL_CERT_DIR")

# Shared machines stall now and then: how long one example takes says nothing about the code.
settings.register_profile("penstock", deadline=None)
settings.load_profile("penstock")


def pytest_collection_finish() -> None:
    """Leave what lives to the end, the many collected tests above all, out of each collection."""
    gc.collect()
    gc.freeze()


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
        if exchange.verdict == "served" and engine.contract.bundled:
            _served.append(exchange)
        return exchange

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "handle", noted)
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Hold what the services answered in a test to the document, unless it is marked."""
    _served.clear()
    result = yield
    if item.get_closest_marker("off_contract") is None:
        for exchange in _served:
            assert exchange.operation is not None
            found = check_answer(exchange.operation, exchange.timeline)
            assert not found, f"{exchange} is off the contract: {[*map(str, found)]}"
    return result


@pytest.fixture
def table() -> AbstractContextManager[Any]:
    """Runs all the cases of a table in one test, which then fails with every case that failed.

        with table as case:
            for value in VALUES:
                with case(value):
                    ...

    A test of its own for each costs some milliseconds, which is more than most cases take.
    """
    return _table()


@contextmanager
def _table() -> Iterator[Any]:
    failures: list[BaseException] = []

    @contextmanager
    def case(label: object) -> Iterator[None]:
        try:
            yield
        except (Exception, pytest.fail.Exception) as failure:
            failure.add_note(f"case: {label!r}")
            failures.append(failure)

    yield case
    if failures:
        raise BaseExceptionGroup("cases of a table", failures)
