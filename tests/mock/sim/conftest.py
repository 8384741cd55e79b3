"""A small world to call Sim in: the engine without any front, on a clock that stands still."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from penstock_mock.exchange import MISSING, Exchange, Request
from penstock_mock.mock import Mock
from penstock_mock.operations import HeaderSpec, Media, Response
from penstock_mock.schemas import Schemas
from penstock_mock.services.sim import Behaviour, SimState

KEY = "sk-sim-test"


class Answer:
    """What came back, ready to be compared."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.timeline = exchange.timeline
        self.status = exchange.status
        head = exchange.timeline.head
        self.headers = {n.lower(): v for n, v in head.headers} if head else {}
        self.text = exchange.timeline.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def frames(self) -> list[Any]:
        """The stream's frames; a bare sentinel as the text it is."""
        events = [e.removeprefix("data: ") for e in self.text.split("\n\n")[:-1]]
        return [e if e == "[DONE]" else json.loads(e) for e in events]

    @property
    def chunks(self) -> list[str]:
        return [f["chunk"] for f in self.frames if isinstance(f, dict) and "chunk" in f]


class World:
    """Every answer it gets is checked against the document."""

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
    ) -> Answer:
        sent = {"User-Agent": "test"} | ({} if key is None else {"X-API-Key": key})
        request = Request.build(
            method,
            f"https://www.sim.ai{path}",
            json=json,
            body=raw,
            headers=sent | (headers or {}),
        )
        exchange = self.mock.engine.handle(self.mock.session, request)
        assert exchange.verdict == "served", exchange.error or exchange
        answer = Answer(exchange)
        if checked:
            check(answer)
        return answer

    # -- v1 -----------------------------------------------------------------------------------

    def execute(self, body: Any = MISSING, workflow: str = "wf", **more: Any) -> Answer:
        return self.call("POST", f"/api/workflows/{workflow}/execute", json=body, **more)

    def queue(self, body: Any = MISSING, **more: Any) -> Answer:
        headers = {"X-Execution-Mode": "async", **more.pop("headers", {})}
        return self.execute(body, headers=headers, **more)

    def stream(self, body: Mapping[str, Any] | None = None, **more: Any) -> Answer:
        return self.execute({"stream": True, **(body or {})}, **more)

    def job(self, receipt: Answer, **more: Any) -> Answer:
        job_id = receipt.json.get("taskId") or receipt.json["jobId"]
        return self.call("GET", f"/api/jobs/{job_id}", **more)

    def ended_job(self, receipt: Answer) -> Any:
        self.advance(60)
        return self.job(receipt).json

    def status(self, workflow: str = "wf", **more: Any) -> Answer:
        return self.call("GET", f"/api/workflows/{workflow}/status", **more)

    def limits(self, **more: Any) -> Answer:
        return self.call("GET", "/api/users/me/usage-limits", **more)

    # -- v2 -----------------------------------------------------------------------------------

    def run(self, body: Any = None, workflow: str = "wf", **more: Any) -> Answer:
        path = f"/api/v2/workflows/{workflow}/execute"
        return self.call("POST", path, json={} if body is None else body, **more)

    def list_runs(self, query: str = "", workflow: str = "wf", **more: Any) -> Answer:
        return self.call("GET", f"/api/v2/workflows/{workflow}/runs{query}", **more)

    def get_run(self, run_id: str, query: str = "", workflow: str = "wf", **more: Any) -> Answer:
        return self.call("GET", f"/api/v2/workflows/{workflow}/runs/{run_id}{query}", **more)

    def cancel(self, run_id: str, workflow: str = "wf", **more: Any) -> Answer:
        return self.call("POST", f"/api/v2/workflows/{workflow}/runs/{run_id}/cancel", **more)

    def resume(self, run_id: str, body: Any = MISSING, workflow: str = "wf", **more: Any) -> Answer:
        given = {"contextId": "ctx-1"} if body is MISSING else body
        path = f"/api/v2/workflows/{workflow}/runs/{run_id}/resume"
        return self.call("POST", path, json=given, **more)


def check(answer: Answer) -> None:
    """The status, the type and the body are those the document has."""
    operation = answer.exchange.operation
    assert operation is not None
    response = operation.response(answer.status or 0)
    assert response is not None, f"{operation.id} has no {answer.status}"
    media = response.media(answer.headers["content-type"])
    assert media is not None, f"{operation.id} {answer.status}: {answer.headers['content-type']}"
    check_headers(answer, response, media)
    if media.type == "text/event-stream":
        validator = media.schemas.validator(media.events, "reply")
        for frame in answer.frames:
            assert frame == "[DONE]" or validator.is_valid(frame), frame
    else:
        value = answer.json if media.is_json else answer.text
        assert not media.check(value, "reply"), (value, media.check(value, "reply"))


def from_the_edge(answer: Answer) -> bool:
    """What comes from before the server carries none of the server's headers."""
    return answer.headers["content-type"] == "text/plain"


def check_headers(answer: Answer, response: Response, media: Media) -> None:
    """No header is sent that the document doesn't have, and each is what it says."""
    declared = {spec.name.lower(): spec for spec in response.headers}
    own = {"content-type", "content-length", "connection", "cache-control", "x-mock-exchange"}
    assert set(answer.headers) - own <= set(declared), set(answer.headers) - own - set(declared)
    for name, spec in declared.items():
        if name in answer.headers:
            assert fits(answer.headers[name], spec, media.schemas), (name, answer.headers[name])
        else:
            assert not spec.required or from_the_edge(answer), name


def fits(text: str, spec: HeaderSpec, schemas: Schemas) -> bool:
    """Whether a header's text, or the number it spells, is what its schema says."""
    validator = schemas.validator(spec.schema, "reply")
    return validator.is_valid(text) or (text.isdecimal() and validator.is_valid(int(text)))


@pytest.fixture
def world() -> World:
    """The documented dialect, on the pro plan."""
    return World()


@pytest.fixture
def today() -> World:
    """What v1 says now."""
    return World(dialect="today")


@pytest.fixture(params=["documented", "today"])
def either(request: pytest.FixtureRequest) -> World:
    """Each dialect of v1 in turn."""
    return World(dialect=request.param)


@pytest.fixture
def make() -> type[World]:
    """A world with options of the test's own."""
    return World
