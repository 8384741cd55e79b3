"""A small world to call Oomol Connect in: the engine without any front, on a clock of its own."""

from collections.abc import Mapping
from typing import Any

import pytest

from penstock_mock.document.request import MISSING
from penstock_mock.mock import Mock
from penstock_mock.services.oomol import Behaviour, OomolState

from ..conftest import Answer, served

TOKEN = "api-0123456789abcdef"
HOME = "http://localhost:3000/api"
APPLETS = "https://chat-data.oomol.com"


class World:
    def __init__(self, **options: Any) -> None:
        self.mock = Mock(options={"oomol": options}, seed=1)

    @property
    def oomol(self) -> OomolState:
        return self.mock.oomol

    def advance(self, seconds: float) -> None:
        self.mock.clock.sleep(seconds)

    def call(
        self,
        method: str,
        path: str,
        *,
        token: str | None = TOKEN,
        json: Any = MISSING,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        home: str = HOME,
    ) -> Answer:
        sent = {} if token is None else {"Authorization": token}
        exchange = served(
            self.mock, method, home + path, json=json, body=body, headers=sent | (headers or {})
        )
        return Answer(exchange)

    # -- tasks --------------------------------------------------------------------------------

    def create(self, manifest: str = "image-kit::resize", inputs: Any = MISSING) -> str:
        given = {} if inputs is MISSING else {"inputValues": inputs}
        answer = self.call("POST", "/v1/tasks", json={"manifest": manifest, **given})
        assert answer.status == 200, answer.text
        return answer.json["task"]["id"]

    def run(self, behaviour: Behaviour, inputs: Any = MISSING) -> str:
        """A task of a block that does so."""
        self.oomol.block("image-kit::resize", behaviour)
        return self.create(inputs=inputs)

    def get(self, task_id: str) -> Any:
        return self.call("GET", f"/v1/tasks/{task_id}").json["task"]

    def status(self, task_id: str) -> str:
        return self.get(task_id)["status"]

    def statuses(self, task_id: str, polls: int) -> list[str]:
        return [self.status(task_id) for _ in range(polls)]

    def stop(self, task_id: str) -> Any:
        return self.call("POST", f"/v1/tasks/{task_id}/stop").json["task"]

    def logs(self, task_id: str) -> list[Any]:
        return self.call("GET", f"/v1/tasks/{task_id}/logs").json["logs"]

    def types(self, task_id: str) -> list[str]:
        return [log["type"] for log in self.logs(task_id)]

    def ended(self, task_id: str) -> list[Any]:
        """The logs of a task that had all the polls it needs."""
        for _ in range(20):
            self.status(task_id)
        return self.logs(task_id)

    def results(self, task_id: str) -> list[Any]:
        """The results of each block that finished."""
        done = [e for e in self.ended(task_id) if e["type"] == "BlockFinished"]
        return [e["event"]["result"] for e in done if "result" in e["event"]]

    # -- packages -----------------------------------------------------------------------------

    def install(self, name: str, **more: Any) -> Answer:
        return self.call("POST", "/packages/install", json={"name": name, **more})

    def installation(self, install_id: str) -> Any:
        return self.call("GET", f"/packages/install/{install_id}").json["task"]

    def packages(self) -> list[tuple[str, str]]:
        found = self.call("GET", "/packages").json["packages"]
        return [(each["name"], each["version"]) for each in found]


def flat(**values: Any) -> list[Any]:
    """Inputs for no node in particular, as a client sends them."""
    return [{"nodeId": "_", "inputs": [{"handle": k, "value": v} for k, v in values.items()]}]


@pytest.fixture
def make() -> type[World]:
    """A world with options of the test's own."""
    return World
