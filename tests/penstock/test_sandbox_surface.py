"""The module of SandboxFusion: the documented names, alike in both halves."""

from __future__ import annotations

import asyncio
import gc
import inspect
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

import penstock
from penstock import UsageError, sandbox_fusion
from penstock.sandbox_fusion import RunCodeRequest, run_code, run_code_async
from penstock.sandbox_fusion._async import functions as ours

DOCUMENTED = {
    "run_code": 5,
    "run_jupyter": 3,
    "submit": 5,
    "submit_safe": 5,
    "get_prompts": 1,
    "get_prompt_by_id": 1,
}
ADDED = ("list_datasets", "list_ids", "get_metrics", "get_metrics_function", "ping")
TWINS = (*DOCUMENTED, *ADDED, "close", "run_concurrent", "run_concurrent_pure", "iter_concurrent")


def parameters(function: Any) -> list[tuple[str, Any, Any]]:
    told = inspect.signature(function).parameters.values()
    return [(one.name, one.kind, one.default) for one in told]


@pytest.mark.table("name", TWINS)
def test_every_function_has_an_async_form_with_the_same_parameters(name: str) -> None:
    """And each has a docstring."""
    blocking = getattr(sandbox_fusion, name)
    other = getattr(sandbox_fusion, f"{name}_async")
    assert parameters(blocking) == parameters(other)
    assert (blocking.__name__, other.__name__) == (name, f"{name}_async")
    assert inspect.getdoc(blocking)
    assert "_async" not in (inspect.getdoc(blocking) or "")
    assert inspect.iscoroutinefunction(other) is (name != "iter_concurrent")
    assert not inspect.iscoroutinefunction(blocking)


@pytest.mark.table("name", DOCUMENTED)
def test_the_documented_parameters_come_first(name: str) -> None:
    """With the documented counts."""
    first, *_ = [(n, d) for n, _, d in parameters(getattr(sandbox_fusion, name))]
    rest = [(n, d) for n, _, d in parameters(getattr(sandbox_fusion, name))][1:4]
    assert first[0] == "request"
    assert rest == [("endpoint", ""), ("max_attempts", DOCUMENTED[name]), ("client_timeout", None)]


def test_the_documented_batch_signature() -> None:
    """A new parameter is by keyword only."""
    documented = [
        (name, default)
        for name, kind, default in parameters(sandbox_fusion.run_concurrent)
        if kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    ]
    assert documented[1:] == [("args", None), ("kwargs", None), ("concurrency", 20)]
    assert penstock.run_concurrent is sandbox_fusion.run_concurrent


def test_what_is_listed_is_there() -> None:
    """All of it, and seen by `dir`; a name that isn't there is an AttributeError."""
    for name in sandbox_fusion.__all__:
        assert getattr(sandbox_fusion, name) is not None
        assert name in dir(sandbox_fusion)
    with pytest.raises(AttributeError, match="nonsense"):
        sandbox_fusion.nonsense  # noqa: B018


def test_both_worlds_share_what_was_set() -> None:
    """`set_endpoint` is for blocking and async functions alike."""
    try:
        ours.set_endpoint("http://one")
        assert sandbox_fusion._defaults.sandbox_endpoint() == "http://one"
        sandbox_fusion.set_sandbox_endpoint("http://two")
        assert sandbox_fusion._defaults.sandbox_endpoint() == "http://two"
    finally:
        sandbox_fusion.set_endpoint(None)


def test_importing_loads_no_more_than_it_must() -> None:
    """Blocking users pay for no event loop, and the generated code comes with the first call."""
    code = """
import sys, penstock.sandbox_fusion as s
assert "httpx" not in sys.modules
s.run_code, s.SandboxFusion, s.run_concurrent
assert "asyncio" not in sys.modules
assert "penstock_api.operations" not in sys.modules
assert not any(name.startswith("penstock_api.models") for name in sys.modules)
s.RunCodeRequest  # has the fields of the document's model
assert "penstock_api.api" not in sys.modules
assert "asyncio" not in sys.modules
assert not any(name.startswith("penstock.") and "._async" in name for name in sys.modules)
"""
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, timeout=30)


class Answering(BaseHTTPRequestHandler):
    """A real server, to see connections opened and closed."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one piece, or the network waits 40 ms for the second
    connections: set[Any]

    def do_POST(self) -> None:
        self.connections.add(self.client_address)
        self.rfile.read(int(self.headers["content-length"]))
        body = b'{"status": "Success", "message": ""}'
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Any:
    handler = type("Handler", (Answering,), {"connections": set()})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield f"http://127.0.0.1:{server.server_port}", handler.connections
        server.shutdown()


CODE = RunCodeRequest(code="", language="python")


def test_blocking_calls_share_their_connections(server: Any) -> None:
    """As many as are needed at once, for all calls together."""
    url, connections = server
    sandbox_fusion.run_concurrent(run_code, [[CODE, url]] * 40, concurrency=4)
    for _ in range(5):
        run_code(CODE, url)
    assert len(connections) <= 4
    sandbox_fusion.close()


def test_async_calls_share_theirs_within_a_loop_and_close_them_with_it(server: Any) -> None:
    """Nothing is left open, which would be warned of; and the next loop has its own."""
    url, connections = server

    async def calls() -> None:
        await asyncio.gather(*(run_code_async(CODE, url) for _ in range(10)))
        for _ in range(5):
            await run_code_async(CODE, url)

    asyncio.run(calls())
    assert 1 <= len(connections) <= 10
    first = len(connections)
    asyncio.run(calls())
    assert first < len(connections) <= 20
    assert ours._views._instances == {}
    gc.collect()


def test_a_loop_that_was_closed_without_a_word_is_forgotten() -> None:
    """Its client goes with it, and the next loop is none the worse."""
    loop = asyncio.new_event_loop()
    loop.run_until_complete(ours._views.get())
    loop.close()
    assert len(ours._views._instances) == 1

    async def calls() -> int:
        await ours._views.get()
        return len(ours._views._instances)

    assert asyncio.run(calls()) == 1
    assert ours._views._instances == {}


def test_a_cancelled_batch_of_tasks_ends_them() -> None:
    """All in flight is cancelled, and awaited; nothing more begins."""
    began, ended = [], []

    async def wait(number: int) -> None:
        began.append(number)
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(number)

    async def main() -> None:
        batch = asyncio.create_task(
            penstock.run_concurrent_async(wait, [[n] for n in range(9)], concurrency=3)
        )
        await asyncio.sleep(0.01)
        batch.cancel()
        with pytest.raises(asyncio.CancelledError):
            await batch

    asyncio.run(main())
    assert began == sorted(ended) == [0, 1, 2]


def test_a_function_of_the_other_kind_is_refused_by_name() -> None:
    """Coroutines that are never awaited are no results."""
    with pytest.raises(UsageError, match="run_concurrent_async"):
        sandbox_fusion.run_concurrent(run_code_async, [[CODE]])
    with pytest.raises(UsageError, match="run_concurrent_async"):
        sandbox_fusion.run_concurrent(lambda: run_code_async(CODE), [[]])

    async def wrong() -> None:
        await penstock.run_concurrent_async(len, [[[]]])  # type: ignore[arg-type]

    with pytest.raises(UsageError, match="isn't async"):
        asyncio.run(wrong())


def test_threads_of_a_batch_end_with_it() -> None:
    """Also of one that was forgotten in the middle."""
    before = threading.active_count()
    penstock.run_concurrent(abs, [[-1]] * 30, concurrency=8)
    assert threading.active_count() == before
    forgotten = penstock.iter_concurrent(abs, [[-1]] * 30, concurrency=8)
    assert next(forgotten).value == 1
    del forgotten
    gc.collect()
    for thread in threading.enumerate():
        if thread.name.startswith("penstock-batch"):
            thread.join(1)
    assert threading.active_count() == before
