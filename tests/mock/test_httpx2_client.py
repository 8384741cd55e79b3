"""The transport plays to clients of httpx2 as it does to those of httpx."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import httpx2
import pytest

from penstock.sandbox_fusion import RunCodeRequest, SandboxFusion
from penstock_mock import Mock

URL = "https://things.example/v1"
LIBRARIES = {"httpx": httpx, "httpx2": httpx2}


def blocking(library: Any, mock: Mock, *request: str, **settings: Any) -> list[Any]:
    """The status, the headers and the pieces of a response, or the exception after the pieces."""
    got: list[Any] = []
    with library.Client(transport=mock.transport, base_url=URL, timeout=60) as client:
        try:
            with client.stream(*request, **settings) as response:
                got += [response.status_code, response.headers.raw]
                got.extend(response.iter_raw())
        except library.HTTPError as error:
            got += [type(error).__name__, str(error), str(error.request.url)]
    return got


def in_loop(library: Any, mock: Mock, *request: str, **settings: Any) -> list[Any]:
    """The same of an async client."""
    got: list[Any] = []

    async def use() -> None:
        transport = mock.transport
        async with library.AsyncClient(transport=transport, base_url=URL, timeout=60) as client:
            try:
                async with client.stream(*request, **settings) as response:
                    got.extend([response.status_code, response.headers.raw])
                    async for piece in response.aiter_raw():
                        got.append(piece)
            except library.HTTPError as error:
                got.extend([type(error).__name__, str(error), str(error.request.url)])

    asyncio.run(use())
    return got


CASES: dict[str, Callable[[Mock], Any]] = {
    "as it is": lambda mock: None,
    "late": lambda mock: mock.faults.add("delay", delay=90.0),
    "stalls": lambda mock: mock.faults.add("stall"),
    "resets": lambda mock: mock.faults.add("reset"),
    "truncates": lambda mock: mock.faults.add("truncate"),
    "events": lambda mock: mock.stub("watch", sse=[(10.0, "one"), (10.0, "two")]),
}


@pytest.mark.table("play", [blocking, in_loop])
@pytest.mark.table("case", CASES)
def test_a_client_of_httpx2_gets_what_one_of_httpx_gets(
    two_services: Any, play: Callable[..., list[Any]], case: str
) -> None:
    """The response, and the exception of its own library."""
    path = "/events" if case == "events" else "/things/5"
    seen = []
    for library in LIBRARIES.values():
        mock = Mock(two_services)
        CASES[case](mock)
        got = play(library, mock, "GET", path)
        seen.append((got, mock.clock.monotonic(), mock.journal.last.outcome))
    assert seen[1] == seen[0]
    assert len(seen[1][0]) >= 3


@pytest.mark.table("play", [blocking, in_loop])
def test_a_request_of_httpx2_arrives_whole(mock: Mock, play: Callable[..., list[Any]]) -> None:
    play(httpx2, mock, "POST", "/things", params={"q": "a b/é"}, json={"name": "é"})
    request = mock.journal.last.request
    assert request.body == '{"name":"é"}'.encode()
    assert request.query == (("q", "a b/é"),)
    assert request.header("content-length") == "13"


def test_a_stream_that_a_client_of_httpx2_leaves_is_interrupted(mock: Mock) -> None:
    mock.stub("watch", sse=[(10.0, "one"), (10.0, "two")])
    transport: Any = mock.transport
    with (
        httpx2.Client(transport=transport, base_url=URL, timeout=60) as client,
        client.stream("GET", "/events") as response,
    ):
        next(response.iter_raw())
    assert mock.journal.last.outcome.interrupted


def test_a_service_is_played_to_a_client_of_httpx2_that_penstock_is_given() -> None:
    transport: Any = Mock().transport
    with httpx2.Client(transport=transport) as given:
        sandbox = SandboxFusion(http_client=given)
        assert sandbox.transport_name == "httpx2"
        assert sandbox.run_code(RunCodeRequest(code="print(1)", language="python")).status
