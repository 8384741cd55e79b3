"""A small document of two services, which is all that the fronts need to know of one; and what the
small worlds of the real services share.

The folder of a service has a `World(**options)` in its conftest.py, and a fixture `make` that
returns the class.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from penstock_mock import Contract, Mock
from penstock_mock.document.request import Request
from penstock_mock.engine.exchange import Exchange

NEWER = "2026-08"
"""The newer dialect of Sim and of Dify."""
ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}


def answers(media: str, value: Any) -> dict[str, Any]:
    schema = {"type": "string" if isinstance(value, str) else "object"}
    return {
        "200": {
            "description": "",
            "content": {media: {"schema": schema, "examples": {"plain": {"value": value}}}},
        }
    }


def operation(name: str, service: str, **more: Any) -> dict[str, Any]:
    responses = answers("application/json", {"name": name})
    return {"operationId": name, "tags": [service], "responses": responses, **more}


THINGS = [{"url": "https://things.example/v1"}]
STOCK = [{"url": "https://stock.example"}]

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Two services", "version": "1"},
    "paths": {
        "/things/{id}": {
            "servers": THINGS,
            "get": operation("getThing", "things", parameters=[ID]),
        },
        "/things/latest": {"servers": THINGS, "get": operation("getLatest", "things")},
        "/things": {
            "servers": THINGS,
            "post": operation(
                "addThing",
                "things",
                requestBody={"content": {"application/octet-stream": {"schema": {}}}},
            ),
        },
        "/events": {
            "servers": THINGS,
            "get": {
                "operationId": "watch",
                "tags": ["things"],
                "responses": answers("text/event-stream", "data: 1\n\n"),
            },
        },
        "/stock/{id}": {
            "servers": STOCK,
            "get": operation("getStock", "stock", parameters=[ID]),
        },
    },
}


@pytest.fixture(scope="session")
def document() -> dict[str, Any]:
    """Services "things" (at https://things.example/v1) and "stock" (at https://stock.example)."""
    return DOCUMENT


@pytest.fixture(scope="session")
def two_services() -> Contract:
    """The document, compiled."""
    return Contract.load(DOCUMENT)


@pytest.fixture
def mock(two_services: Contract) -> Mock:
    """A mock of both on a virtual clock."""
    return Mock(two_services)


class Answer:
    """An answer, ready to be compared."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.timeline = exchange.timeline
        self.status = exchange.status
        self.text = exchange.timeline.body.decode()
        head = exchange.timeline.head
        self.headers = {n.lower(): v for n, v in head.headers} if head else {}

    @property
    def json(self) -> Any:
        return json.loads(self.text)


def served(mock: Mock, method: str, url: str, **given: Any) -> Exchange:
    """A request, answered by the engine without any front."""
    exchange = mock.engine.handle(mock.session, Request.build(method, url, **given))
    assert exchange.verdict == "served", exchange.error or exchange
    return exchange


@pytest.fixture
def world(make: Callable[..., Any]) -> Any:
    """A service out of the box, which is the one that is documented."""
    return make()


@pytest.fixture
def newer(make: Callable[..., Any]) -> Any:
    """The service in its newer dialect."""
    return make(dialect=NEWER)


@pytest.fixture(params=["older", "newer"])
def either(request: pytest.FixtureRequest, make: Callable[..., Any]) -> Any:
    """Each dialect in turn."""
    return make() if request.param == "older" else make(dialect=NEWER)
