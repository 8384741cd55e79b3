"""Loading: CPU time until a mock answers, and that a document's size stays out of its calls.

Each row has a budget. Times that a machine's load moves about are judged beside what is measured in
the same run: the import of httpx, a bare application on uvicorn, a document without references.
The last row is for GitHub's document, where PENSTOCK_DOCUMENTS names a folder that has it.
"""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx

from penstock_mock import Mock
from penstock_mock.document.contract import Contract

PROCESSES = 5
ROUNDS = 5
FIRST = """
from time import process_time
began = process_time()
import httpx
between = process_time()
import penstock_mock
mock = penstock_mock.Mock()
with httpx.Client(transport=mock.transport, headers={"X-API-Key": "k"}) as client:
    client.get("https://www.sim.ai/api/workflows/wf/status").raise_for_status()
print(between - began, process_time() - between)
"""
MOCK = """
from time import process_time
from penstock_mock import Mock
began = process_time()
mock = Mock()
between = process_time()
for _ in range(20):
    mock.engine.session()
print(between - began, (process_time() - between) / 20)
"""
BARE = """
import uvicorn
async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})
class Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        print("ready", flush=True)
Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off", ws="none")).run()
"""
# Byte code is cached, as it is for everyone who runs a program a second time.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def printed(program: str) -> list[float]:
    """The numbers that a program prints."""
    arguments = [sys.executable, "-c", program]
    done = subprocess.run(
        arguments, env=ENVIRONMENT, capture_output=True, text=True, check=True, timeout=60
    )
    return [float(number) for number in done.stdout.split()]


def ready(*command: str) -> tuple[float, float]:
    """CPU seconds until a server's last line, and its memory in MB."""
    arguments = [sys.executable, *command]
    with subprocess.Popen(arguments, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.DEVNULL) as server:  # fmt: skip
        try:
            assert server.stdout
            next(line for line in server.stdout if line.startswith(("ready", "Ctrl+C")))
            process = Path(f"/proc/{server.pid}")
            spent = int((process / "schedstat").read_text().split()[0]) / 1e9
            held = next(
                line for line in (process / "status").read_text().splitlines() if "VmRSS" in line
            )
            return spent, int(held.split()[1]) / 1024
        finally:
            server.terminate()


def document(operations: int, referring: int = 0) -> dict[str, Any]:
    """A document of POSTs with 100 schemas, each of which refers to so many others."""

    def schema(number: int) -> dict[str, Any]:
        others = {f"to{n}": (number + n * n) % 100 for n in range(1, referring + 1)}
        inner = {name: {"$ref": f"#/components/schemas/S{other}"} for name, other in others.items()}
        return {"type": "object", "properties": {"id": {"type": "string"}, **inner}}

    def content(number: int) -> dict[str, Any]:
        media = {
            "schema": {"$ref": f"#/components/schemas/S{number % 100}"},
            "example": {"id": "a"},
        }
        return {"content": {"application/json": media}}

    return {
        "openapi": "3.1.0",
        "info": {"title": "bench", "version": "1"},
        "servers": [{"url": "https://api.test/v1"}],
        "paths": {
            f"/things{number}/{{id}}": {
                "post": {
                    "operationId": f"post{number}",
                    "requestBody": content(number),
                    "responses": {"200": {"description": "", **content(number)}},
                }
            }
            for number in range(operations)
        },
        "components": {"schemas": {f"S{number}": schema(number) for number in range(100)}},
    }


def caller(operations: int) -> Callable[[], None]:
    """A call to the middle one of so many operations."""
    client = httpx.Client(transport=Mock(Contract(document(operations))).transport)
    url = f"https://api.test/v1/things{operations // 2}/7"
    return lambda: client.post(url, json={"id": "a"}).raise_for_status() and None


def each_once(referring: int) -> float:
    """CPU seconds to load a document of 500 operations, and to call each for the first time."""
    began = time.process_time()
    with httpx.Client(transport=Mock(Contract(document(500, referring))).transport) as client:
        for number in range(500):
            client.post(f"https://api.test/v1/things{number}/7", json={"id": "a"})
    return time.process_time() - began


def calls_of(call: Callable[[], None]) -> int:
    """The function calls of one."""
    count = 0

    def profile(_: Any, event: str, __: Any) -> None:
        nonlocal count
        count += event == "call"

    call()
    sys.setprofile(profile)
    call()
    sys.setprofile(None)
    return count


def timed(call: Callable[[], None], times: int = 50) -> float:
    began = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - began) / times


def rows() -> Iterator[tuple[str, str, float, float]]:
    """A name, the figures, and what is judged beside its budget."""
    made = [printed(MOCK) for _ in range(PROCESSES)]
    mock, session = (min(column) * 1000 for column in zip(*made, strict=True))
    yield "Mock()", f"{mock:.1f} ms", mock, 50
    yield "a fresh session", f"{session:.3f} ms", session, 1

    first = [printed(FIRST) for _ in range(PROCESSES)]
    base, own = (min(column) * 1000 for column in zip(*first, strict=True))
    ratio = min(own / base for base, own in first)
    shown = f"{own:.0f} ms above httpx ({base:.0f} ms)"
    yield "import, Mock(), first answer", shown, ratio, 0.75

    yield from served()

    flat, linked = (min(each_once(n) for _ in range(2)) * 1000 for n in (0, 40))
    shown = f"{linked:.0f} ms; without references {flat:.0f} ms"
    yield "500 operations, 100 schemas", shown, linked / flat, 2

    calls = {number: caller(number) for number in (50, 300, 1200)}
    counts = [calls_of(call) for call in calls.values()]
    rounds = [[timed(call) for call in calls.values()] for _ in range(ROUNDS)]
    times = [min(column) * 1e6 for column in zip(*rounds, strict=True)]
    shown = f"{'/'.join(f'{t:.0f}' for t in times)} µs, {'/'.join(map(str, counts))} function calls"
    yield "a call at 50/300/1,200 operations", shown, max(counts) / min(counts), 1.01


def served() -> Iterator[tuple[str, str, float, float]]:
    if not Path("/proc/self/schedstat").exists():
        print("serve: this system does not tell what a process has spent")
        return
    serve = ("-m", "penstock_mock.cli", "serve", "--port", "0")
    pairs = [(ready("-c", BARE), ready(*serve)) for _ in range(PROCESSES)]
    bare, own = (min(spent for spent, _ in column) for column in zip(*pairs, strict=True))
    less, more = (min(held for _, held in column) for column in zip(*pairs, strict=True))
    shown = f"+{own - bare:.2f} s above a bare application ({bare:.2f} s)"
    yield "serve, ready: CPU", shown, own / bare, 1.9
    yield "serve, ready: memory", f"+{more - less:.1f} MB ({less:.1f} MB)", more - less, 20

    folder = os.environ.get("PENSTOCK_DOCUMENTS")
    packed = Path(folder, "github.json.gz") if folder else None
    if packed is None or not packed.exists():
        print("serve GitHub's document: it is not there (PENSTOCK_DOCUMENTS)")
        return
    with tempfile.TemporaryDirectory() as aside:
        file = Path(aside, "github.json")
        file.write_bytes(gzip.decompress(packed.read_bytes()))
        spent = min(ready(*serve, "--spec", str(file))[0] for _ in range(2))
    yield "serve GitHub's document, ready", f"{spent:.2f} s", spent, 2


def main() -> int:
    """Print each row; return 1 when a budget is missed."""
    missed = False
    for name, shown, judged, budget in rows():
        missed |= judged > budget
        print(f"{name:<34} {shown}; judged {judged:.2f}, budget {budget:g}", flush=True)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
