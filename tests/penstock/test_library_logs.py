"""Logs that the HTTP libraries write of our calls, and of others'."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack, suppress
from functools import partial
from typing import Any

import anyio
import httpx
import pytest

from penstock import PenstockError
from penstock.dify import AsyncDify, Dify
from penstock.sim import AsyncSim, Sim

KEY = "sk-sim-0123456789'\\x"  # written with backslashes where bytes are shown


@pytest.fixture
def quoting() -> Iterator[str]:
    """A server that quotes the key in a reason phrase, a header and a body that breaks off."""
    head = f"HTTP/1.1 401 Not {KEY}\r\nX-Echo: {KEY}\r\nServer: {KEY}\r\ncontent-length: 99\r\n\r\n"

    def serve() -> None:
        with suppress(OSError):
            while True:
                found, _ = listener.accept()
                with found:
                    found.recv(65536)
                    found.sendall(f"{head}{KEY}".encode())

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def blocking(url: str, given: bool) -> None:
    with ExitStack() as stack:
        settings: dict[str, Any] = {"retry": 0}
        if given:
            settings["http_client"] = stack.enter_context(httpx.Client())
        sim = stack.enter_context(Sim(KEY, url, **settings))
        dify = stack.enter_context(Dify(KEY, url, **settings))
        with pytest.raises(PenstockError):
            sim.execute_workflow("wf")
        with pytest.raises(PenstockError):
            dify.workflows.stream({}, "user").collect()


async def in_async_code(url: str, given: bool) -> None:
    async with AsyncExitStack() as stack:
        settings: dict[str, Any] = {"retry": 0}
        if given:
            settings["http_client"] = await stack.enter_async_context(httpx.AsyncClient())
        sim = await stack.enter_async_context(AsyncSim(KEY, url, **settings))
        dify = await stack.enter_async_context(AsyncDify(KEY, url, **settings))
        with pytest.raises(PenstockError):
            await sim.execute_workflow("wf")
        with pytest.raises(PenstockError):
            await dify.workflows.stream({}, "user").collect()


@pytest.mark.table("given", [False, True])
@pytest.mark.table("call", [blocking, partial(anyio.run, in_async_code)])
def test_a_key_that_a_server_quotes_is_in_no_line(
    call: Any, given: bool, quoting: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither in ours nor in those of httpx and httpcore, at any level."""
    caplog.set_level(logging.DEBUG)
    call(quoting, given)
    lines = [record.getMessage() for record in caplog.records]
    assert any("receive_response_headers.complete" in line for line in lines)
    assert any("401 Not **********" in line for line in lines)
    assert not [line for line in lines if "0123456789" in line]


def test_the_lines_of_other_clients_stay_as_they_are(
    quoting: str, caplog: pytest.LogCaptureFixture
) -> None:
    """While ours are under way, too."""
    caplog.set_level(logging.DEBUG)

    def other(_: httpx.Response) -> None:
        with suppress(httpx.HTTPError):
            threading.Thread(target=lambda: ended.append(_got(quoting)), daemon=True).start()

    ended: list[None] = []
    with httpx.Client(event_hooks={"response": [other]}) as given, pytest.raises(PenstockError):
        Sim(KEY, quoting, http_client=given, retry=0).execute_workflow("wf")
    while not ended:
        threading.Event().wait(0.01)
    assert [record for record in caplog.records if "0123456789" in record.getMessage()]


def _got(url: str) -> None:
    with suppress(httpx.HTTPError):
        httpx.get(url)
