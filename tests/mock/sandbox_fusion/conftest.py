"""A small world to call SandboxFusion in: the engine without any front, on a clock that stands
still.
"""

import json
from typing import Any

import pytest

from penstock_mock.document.request import MISSING, Request
from penstock_mock.engine.exchange import Exchange
from penstock_mock.mock import Mock
from penstock_mock.services.sandbox_fusion import SandboxFusionState


class Answer:
    """An answer, ready to be compared."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.status = exchange.status
        self.text = exchange.timeline.body.decode()
        self.seconds = exchange.timeline.duration

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    def header(self, name: str) -> str | None:
        return self.exchange.timeline.header(name)


class World:
    def __init__(self, **options: Any) -> None:
        self.mock = Mock(options={"sandbox_fusion": options}, seed=1)

    @property
    def sandbox(self) -> SandboxFusionState:
        return self.mock.sandbox_fusion

    def call(
        self,
        method: str,
        path: str,
        *,
        json: Any = MISSING,
        raw: bytes = b"",
        content_type: str | None = None,
    ) -> Answer:
        headers = {} if content_type is None else {"Content-Type": content_type}
        url = f"http://localhost:8000{path}"
        request = Request.build(method, url, json=json, body=raw, headers=headers)
        exchange = self.mock.engine.handle(self.mock.session, request)
        assert exchange.error is None, exchange.error
        return Answer(exchange)

    def post(self, path: str, fields: Any = MISSING, **more: Any) -> Answer:
        return self.call("POST", path, json=fields, **more)

    def run(self, code: str, language: str = "python", **fields: Any) -> Any:
        """The outcome of a program; the answer is a 200."""
        answer = self.post("/run_code", {"code": code, "language": language, **fields})
        assert answer.status == 200, answer.text
        return answer.json

    def notebook(self, *cells: str, **fields: Any) -> Any:
        answer = self.post("/run_jupyter", {"cells": list(cells), **fields})
        assert answer.status == 200, answer.text
        return answer.json

    def submit(self, completion: str, data: Any = None, **fields: Any) -> Answer:
        config = {"dataset_type": "CommonOJDataset", "language": "python", "provided_data": data}
        config |= fields.pop("config", {})
        given = {"dataset": "mine", "id": 1, "completion": completion, "config": config}
        return self.post("/submit", given | fields)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def make() -> type[World]:
    """A world with options of the test's own."""
    return World
