"""A clock that never waits and a server made of a list of answers."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

Answers = httpx.Response | Exception | Callable[[httpx.Request], Any]


@pytest.fixture
def anyio_backend() -> str:
    """The event loop of the async tests."""
    return "asyncio"


class Clock:
    """Sleeping moves it on at once; `slept` has the length of each sleep."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.epoch = 1_761_849_778.0  # Thu, 30 Oct 2025 18:42:58 GMT
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.epoch + self.now - 1000.0

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    async def asleep(self, seconds: float) -> None:
        self.sleep(seconds)


class Pieces(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that comes in pieces: bytes, exceptions to raise, and seconds to let pass."""

    def __init__(self, clock: Clock, *pieces: bytes | Exception | float) -> None:
        self.clock = clock
        self.pieces = pieces
        self.closed = 0
        self.given = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            if isinstance(piece, Exception):
                raise piece
            if isinstance(piece, bytes):
                self.given += 1
                yield piece
            else:
                self.clock.now += piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1


class Server:
    """Gives its answers in their order, the last one for ever, and keeps what it was sent."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.answers: list[Any] = []
        self.requests: list[httpx.Request] = []
        self.transport = httpx.MockTransport(self._answer)

    def will(self, *answers: Any) -> Server:
        """An answer is a response, a body for a 200, an exception, or a function of the request."""
        self.answers.extend(answers)
        return self

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, httpx.Response):
            # A response is read once; each call gets its own.
            return httpx.Response(answer.status_code, headers=answer.headers, stream=answer.stream)
        if callable(answer):
            answer = answer(request)
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)

    def stream(self, *pieces: bytes | Exception | float, **headers: str) -> httpx.Response:
        """A stream of events."""
        stream = Pieces(self.clock, *pieces)
        return httpx.Response(
            200, headers={"content-type": "text/event-stream", **headers}, stream=stream
        )

    @property
    def bodies(self) -> list[Any]:
        """The bodies that were sent, as JSON."""
        return [json.loads(request.content) for request in self.requests]

    @property
    def paths(self) -> list[str]:
        return [request.url.raw_path.decode() for request in self.requests]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(clock: Clock) -> Server:
    return Server(clock)


@pytest.fixture
def memory() -> Callable[..., Any]:
    """Checks how much memory is taken at most within a block."""

    @contextmanager
    def bounded(*, below: int) -> Iterator[None]:
        tracemalloc.start()
        try:
            yield
            assert tracemalloc.get_traced_memory()[1] < below
        finally:
            tracemalloc.stop()

    return bounded
