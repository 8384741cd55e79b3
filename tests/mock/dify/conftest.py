"""A small world to call Dify in: a blocking client on a virtual clock."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
import pytest

from penstock_mock import Mock, Server
from penstock_mock.services.dify import Behaviour, DifyState

KEY = "app-test"
URL = "https://api.dify.ai/v1"


class Stream:
    """A stream being read."""

    def __init__(self, answer: httpx.Response, clock: Any) -> None:
        self.answer = answer
        self.clock = clock
        self.text = ""
        self._parts = answer.iter_raw()

    def read(self) -> "Stream":
        """All that is left."""
        raw = b"".join(self._parts)
        self.text += raw.decode()
        return self

    def __iter__(self) -> Iterator[Any]:
        """Its events one by one; a ping is "ping"."""
        rest = ""
        for part in self._parts:  # which may begin and end within a frame
            self.text += part.decode()
            *blocks, rest = (rest + part.decode()).split("\n\n")
            yield from map(event_of, blocks)

    @property
    def events(self) -> list[Any]:
        return [event_of(block) for block in self.text.split("\n\n")[:-1]]

    @property
    def kinds(self) -> list[str]:
        return [each if each == "ping" else each["event"] for each in self.events]


def event_of(block: str) -> Any:
    if block.startswith("event: ping"):
        return "ping"
    return json.loads(block.removeprefix("data: "))


class World:
    """One mock, one key."""

    def __init__(self, **options: Any) -> None:
        self.mock = Mock(options={"dify": options}, seed=1)
        self.client = httpx.Client(transport=self.mock.transport, base_url=URL, timeout=400)
        self.url = URL

    @classmethod
    def over(cls, mock: Mock, client: httpx.Client, url: str) -> "World":
        """The world of a mock that is reached in another way than through its transport."""
        world = cls.__new__(cls)
        world.mock, world.client, world.url = mock, client, url
        return world

    @property
    def dify(self) -> DifyState:
        return self.mock.dify

    def does(self, *behaviours: Behaviour, **more: Any) -> None:
        self.dify.workflow(*behaviours, **more)

    def advance(self, seconds: float) -> None:
        self.mock.clock.sleep(seconds)

    @property
    def now(self) -> float:
        return self.mock.clock.monotonic()

    def ask(self, method: str, path: str, *, key: str | None = KEY, **more: Any) -> httpx.Response:
        headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        headers |= more.pop("headers", {})
        answer = self.client.request(method, self.url + path, headers=headers, **more)
        assert not self.mock.journal.crashed, self.mock.journal.crashed[-1].error
        return answer

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("GET", path, **more)

    def post(self, path: str, body: Any = None, **more: Any) -> httpx.Response:
        return self.ask("POST", path, json=body, **more)

    def run(
        self, inputs: Mapping[str, Any] | None = None, user: str = "abc-123", **more: Any
    ) -> httpx.Response:
        body = {"inputs": dict(inputs or {}), "user": user, **more.pop("body", {})}
        return self.post(more.pop("path", "/workflows/run"), body, **more)

    def ran(self, inputs: Mapping[str, Any] | None = None, **more: Any) -> Any:
        return self.run(inputs, **more).json()["data"]

    @contextmanager
    def open(self, method: str, path: str, key: str = KEY, **more: Any) -> Iterator[Stream]:
        headers = {"Authorization": f"Bearer {key}"}
        with self.client.stream(method, self.url + path, headers=headers, **more) as answer:
            yield Stream(answer, self.mock.clock)

    def streaming(
        self, inputs: Mapping[str, Any] | None = None, user: str = "abc-123", **more: Any
    ) -> Any:
        body = {"inputs": dict(inputs or {}), "user": user, "response_mode": "streaming"}
        return self.open("POST", "/workflows/run", json=body, **more)

    def stream(self, inputs: Mapping[str, Any] | None = None, **more: Any) -> Stream:
        with self.streaming(inputs, **more) as stream:
            stream.read()
        return stream

    def stream_text(self) -> str:
        """A stream as it is, which need not be one of the document's."""
        with self.streaming() as stream:
            return stream.read().text

    def follow(self, run_id: str, query: str = "", user: str = "abc-123") -> Stream:
        with self.open("GET", f"/workflow/{run_id}/events?user={user}{query}") as stream:
            stream.read()
        return stream

    def detail(self, run_id: str) -> Any:
        return self.get(f"/workflows/run/{run_id}").json()

    def stop(self, task_id: str, user: str = "abc-123") -> httpx.Response:
        return self.post(f"/workflows/tasks/{task_id}/stop", {"user": user})

    def upload(
        self,
        name: str = "a.txt",
        data: bytes = b"hello",
        mime: str | None = "text/plain",
        user: str = "abc-123",
    ) -> httpx.Response:
        part = (name, data) if mime is None else (name, data, mime)
        return self.ask("POST", "/files/upload", files={"file": part}, data={"user": user})


@pytest.fixture
def make() -> type[World]:
    """A world with options of the test's own."""
    return World


@pytest.fixture(params=["respx", "port"])
def build(request: pytest.FixtureRequest, penstock_port: Server) -> Iterator[Callable[..., World]]:
    """Makes worlds with options of the test's own, at each front of the mock."""
    with ExitStack() as stack:

        def made(**options: Any) -> World:
            if request.param == "respx":
                mock = Mock(options={"dify": options}, seed=1)
                stack.enter_context(mock.router)
                url = URL
            else:
                mock = stack.enter_context(penstock_port.tenant(options={"dify": options}, seed=1))
                url = mock.url_for("dify")
            client = stack.enter_context(httpx.Client(timeout=5))
            return World.over(mock, client, url)

        yield made
