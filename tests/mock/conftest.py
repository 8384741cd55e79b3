"""A small document of two services, which is all that the fronts need to know of one."""

from __future__ import annotations

from typing import Any

import pytest

from penstock_mock import Contract, Mock

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
