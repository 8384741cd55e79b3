"""A small world to call Sim in: the engine without any front, on a clock that stands still."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from penstock_mock.document.request import MISSING
from penstock_mock.mock import Mock
from penstock_mock.services.sim import Behaviour, SimState

from ..conftest import Answer, served

KEY = "sk-sim-test"
# Of the transport, and the mock's own: no document declares these.
OWN = {"content-type", "content-length", "connection", "cache-control", "x-mock-exchange"}


class SimAnswer(Answer):
    """One that may be a stream."""

    @property
    def frames(self) -> list[Any]:
        """The stream's frames; a bare sentinel as the text it is."""
        events = [e.removeprefix("data: ") for e in self.text.split("\n\n")[:-1]]
        return [e if e == "[DONE]" else json.loads(e) for e in events]

    @property
    def chunks(self) -> list[str]:
        return [f["chunk"] for f in self.frames if isinstance(f, dict) and "chunk" in f]

    def check(self) -> None:
        """It carries the headers that the document has, and no other."""
        assert self.exchange.operation is not None
        response = self.exchange.operation.response(self.status or 0)
        assert response is not None
        declared = {spec.name.lower(): spec for spec in response.headers}
        assert set(self.headers) <= {*declared, *OWN}, set(self.headers) - {*declared, *OWN}
        for name, spec in declared.items():
            optional = not spec.parameter.required or self.is_from_the_edge
            assert name in self.headers or optional, name

    @property
    def is_from_the_edge(self) -> bool:
        """An answer from before the server carries none of the server's headers."""
        return self.headers["content-type"] == "text/plain"


class World:
    """Every answer's headers are held to the document; the rest of it is in every test."""

    def __init__(self, **options: Any) -> None:
        self.mock = Mock(options={"sim": options}, seed=1)

    @property
    def sim(self) -> SimState:
        return self.mock.sim

    def does(self, *behaviours: Behaviour, workflow: str = "wf") -> None:
        self.sim.workflow(workflow, *behaviours)

    def advance(self, seconds: float) -> None:
        self.mock.clock.sleep(seconds)

    def call(
        self,
        method: str,
        path: str,
        *,
        key: str | None = KEY,
        json: Any = MISSING,
        raw: bytes = b"",
        headers: Mapping[str, str] | None = None,
        checked: bool = True,
    ) -> SimAnswer:
        sent = {"User-Agent": "test"} | ({} if key is None else {"X-API-Key": key})
        exchange = served(
            self.mock,
            method,
            f"https://www.sim.ai{path}",
            json=json,
            body=raw,
            headers=sent | (headers or {}),
        )
        answer = SimAnswer(exchange)
        if checked:
            answer.check()
        return answer

    # -- v1 -----------------------------------------------------------------------------------

    def execute(self, body: Any = MISSING, workflow: str = "wf", **more: Any) -> SimAnswer:
        return self.call("POST", f"/api/workflows/{workflow}/execute", json=body, **more)

    def queue(self, body: Any = MISSING, **more: Any) -> SimAnswer:
        headers = {"X-Execution-Mode": "async", **more.pop("headers", {})}
        return self.execute(body, headers=headers, **more)

    def stream(self, body: Mapping[str, Any] | None = None, **more: Any) -> SimAnswer:
        return self.execute({"stream": True, **(body or {})}, **more)

    def job(self, receipt: SimAnswer, **more: Any) -> SimAnswer:
        job_id = receipt.json.get("taskId") or receipt.json["jobId"]
        return self.call("GET", f"/api/jobs/{job_id}", **more)

    def ended_job(self, receipt: SimAnswer) -> Any:
        self.advance(60)
        return self.job(receipt).json

    def status(self, workflow: str = "wf", **more: Any) -> SimAnswer:
        return self.call("GET", f"/api/workflows/{workflow}/status", **more)

    def limits(self, **more: Any) -> SimAnswer:
        return self.call("GET", "/api/users/me/usage-limits", **more)

    # -- v2 -----------------------------------------------------------------------------------

    def run(self, body: Any = None, workflow: str = "wf", **more: Any) -> SimAnswer:
        path = f"/api/v2/workflows/{workflow}/execute"
        return self.call("POST", path, json={} if body is None else body, **more)

    def list_runs(self, query: str = "", workflow: str = "wf", **more: Any) -> SimAnswer:
        return self.call("GET", f"/api/v2/workflows/{workflow}/runs{query}", **more)

    def get_run(self, run_id: str, query: str = "", workflow: str = "wf", **more: Any) -> SimAnswer:
        return self.call("GET", f"/api/v2/workflows/{workflow}/runs/{run_id}{query}", **more)

    def cancel(self, run_id: str, workflow: str = "wf", **more: Any) -> SimAnswer:
        return self.call("POST", f"/api/v2/workflows/{workflow}/runs/{run_id}/cancel", **more)

    def resume(
        self, run_id: str, body: Any = MISSING, workflow: str = "wf", **more: Any
    ) -> SimAnswer:
        given = {"contextId": "ctx-1"} if body is MISSING else body
        path = f"/api/v2/workflows/{workflow}/runs/{run_id}/resume"
        return self.call("POST", path, json=given, **more)


@pytest.fixture
def make() -> type[World]:
    """A world with options of the test's own."""
    return World
