"""A batch of SandboxFusion calls beside the official client: CPU time, and connections it takes.

200 calls, 16 at a time, of a local server that answers at once. An answer that takes no time shows
the cost of a client itself; a real sandbox takes longer than any of them.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import httpx
from harness import Row, Way, cpu, in_turns, judged, main, rounds
from httpx_aiohttp import AiohttpTransport

import penstock.sandbox_fusion as ours

NAMES = (
    "200 calls, 16 in flight, blocking",
    "200 calls, 16 in flight, async",
    "200 calls, 16 in flight, async, aiohttp",
    "200 calls, 16 in flight, async, fast",
    "200 calls, 16 in flight, async, beside httpx",
    "Connections of 200 calls, 16 in flight",
)

OFFICIAL = Path(__file__).parents[1] / ".venv" / "official" / "sandbox-fusion==0.3.7"
CALLS, AT_ONCE = 200, 16
OURS = ("blocking", "async")
PROGRAM: dict[str, Any] = {"code": "print(1)", "language": "python"}
RUN = {"status": "Finished", "execution_time": 0.01, "return_code": 0, "stdout": "1\n"}
BODY = {
    "status": "Success",
    "message": "",
    "compile_result": None,
    "run_result": {**RUN, "stderr": ""},
    "executor_pod_name": None,
    "files": {},
}
SERVER = """
import asyncio, sys

def answer(body):
    head = "HTTP/1.1 200 OK\\r\\ncontent-type: application/json\\r\\ncontent-length: %d\\r\\n\\r\\n"
    return (head % len(body)).encode() + body

body, connections = sys.argv[1].encode(), 0

async def serve(reader, writer):
    global connections
    connections += 1
    try:
        while True:
            head = (await reader.readuntil(b"\\r\\n\\r\\n")).lower().split(b"\\r\\n")
            if head[0].startswith(b"get"):  # asks for the count so far, itself not counted
                writer.write(answer(str(connections - 1).encode()))
                connections = 0
                continue
            length = next(h for h in head if h.startswith(b"content-length"))
            await reader.readexactly(int(length.split(b":")[1]))
            writer.write(answer(body))
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()

async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
"""


@contextmanager
def server() -> Iterator[str]:
    """Run the server in a process of its own, so that its work isn't counted."""
    command = [sys.executable, "-c", SERVER, json.dumps(BODY)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.terminate()


def ways(url: str) -> dict[str, Callable[[], object]]:
    """All ways to make the calls, by name."""
    sys.path.insert(0, str(OFFICIAL))
    theirs = import_module("sandbox_fusion")
    theirs.set_endpoint(url)
    ours.set_endpoint(url)

    def requests(make: Callable[..., object]) -> list[list[object]]:
        return [[make(**PROGRAM)] for _ in range(CALLS)]

    async def bounded() -> None:
        free = asyncio.Semaphore(AT_ONCE)

        async def one(request: object) -> None:
            async with free:
                await theirs.run_code_async(request)

        await asyncio.gather(*(one(*args) for args in requests(theirs.RunCodeRequest)))

    async def bare() -> None:
        free = asyncio.Semaphore(AT_ONCE)
        limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)

        async def one(client: httpx.AsyncClient) -> None:
            async with free:
                (await client.post(f"{url}/run_code", json=PROGRAM)).json()

        async with httpx.AsyncClient(limits=limits) as client:
            await asyncio.gather(*(one(client) for _ in range(CALLS)))

    async def over(**settings: Any) -> None:
        async with ours.AsyncSandboxFusion(url, **settings) as sandbox:
            args = requests(ours.RunCodeRequest)
            await ours.run_concurrent_async(sandbox.run_code, args, concurrency=AT_ONCE)

    return {
        "run_concurrent": lambda: theirs.run_concurrent(
            theirs.run_code, requests(theirs.RunCodeRequest), concurrency=AT_ONCE
        ),
        "run_code_async": lambda: asyncio.run(bounded()),
        "bare httpx": lambda: asyncio.run(bare()),
        "blocking": lambda: ours.run_concurrent(
            ours.run_code, requests(ours.RunCodeRequest), concurrency=AT_ONCE
        ),
        "async": lambda: asyncio.run(over()),
        "async, aiohttp": lambda: asyncio.run(over(transport=AiohttpTransport())),
        "async, fast": lambda: asyncio.run(over(http="fast")),
    }


WHY = (
    "most of the time goes by in the pool of connections of {}; it would take another library: "
    'http="fast", for async calls'
)
WHY_FAST = (
    "aiohttp takes half of it, as long as raw; of the rest requests are a third, results a fifth, "
    "and attempts, limits and deadlines a half. It would take fewer steps, such as a function "
    "written for each operation"
)


def rows() -> Iterator[Row]:
    """A call of the batch, in each way, and the connections of all."""
    connections: dict[str, float] = {}

    def counted(name: str, way: Way) -> Way:
        def counting() -> float:
            urlopen(url).close()
            took = way()
            with urlopen(url) as answer:
                connections[name] = float(answer.read())
            return took

        return counting

    with server() as url:
        found = in_turns(
            {name: counted(name, cpu(way, parts=CALLS)) for name, way in ways(url).items()},
            rounds(7),
        )
    official = {f"official {name}": found[name] for name in ("run_concurrent", "run_code_async")}
    for name, library, budget in (
        ("blocking", "httpx", "1 ×"),
        ("async", "httpx", ""),
        ("async, aiohttp", "httpx-aiohttp", "1 ×"),
        ("async, fast", "aiohttp", "0.45 ×"),
    ):
        yield judged(
            "client",
            f"200 calls, 16 in flight, {name}",
            {"ours": found[name], **official},
            goal="0.2 ×",
            budget=budget,
            why=WHY_FAST if library == "aiohttp" else WHY.format(library),
            quoted=True,
        )
    yield judged(
        "client",
        "200 calls, 16 in flight, async, beside httpx",
        {"ours": found["async"], "bare httpx": found["bare httpx"]},
        limit="bare httpx",
        budget="1.1 ×",
    )
    yield Row(
        section="client",
        name="Connections of 200 calls, 16 in flight",
        unit="connections",
        ours=max(
            connections[name] for name in ("blocking", "async", "async, aiohttp", "async, fast")
        ),
        limit={"bare httpx": connections["bare httpx"]},
        peers={"official": connections["run_code_async"]},
        budget="20 connections",
    )


if __name__ == "__main__":
    main(rows(), NAMES)
