"""A batch of SandboxFusion calls beside the official client: CPU time, and connections it takes.

200 calls, 16 at a time, of a local server that answers at once. All ways take turns, and the
median of the ratios within a turn is judged: to the official client's blocking way, and over
httpx in async code to bare httpx, most of whose time goes by in the pool of connections. An
answer that takes no time shows what a client itself costs; a real sandbox takes longer than any
of them. CPU time, as other programs take their part of the time on a clock.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from math import inf
from pathlib import Path
from urllib.request import urlopen

import httpx
from httpx_aiohttp import AiohttpTransport

import penstock.sandbox_fusion as ours

OFFICIAL = Path(__file__).parents[1] / ".venv" / "official" / "sandbox-fusion==0.3.7"
OFFICIAL_WAY, BARE_WAY = "official, blocking", "bare httpx, async"
# No dearer than what it replaces. Async code has two choices: httpx, which is what is installed,
# and aiohttp, which is what the official client uses.
BUDGET = {
    "blocking": (OFFICIAL_WAY, 1.0),
    "async, aiohttp": (OFFICIAL_WAY, 1.0),
    "async, httpx": (BARE_WAY, 1.1),
}
CALLS, AT_ONCE, ROUNDS = 200, 16, 7
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
    """What is compared, by name."""
    sys.path.insert(0, str(OFFICIAL))
    theirs = import_module("sandbox_fusion")
    theirs.set_endpoint(url)
    ours.set_endpoint(url)

    def requests(make: Callable[..., object]) -> list[list[object]]:
        return [[make(code="print(1)", language="python")] for _ in range(CALLS)]

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
                request = {"code": "print(1)", "language": "python"}
                (await client.post(f"{url}/run_code", json=request)).json()

        async with httpx.AsyncClient(limits=limits) as client:
            await asyncio.gather(*(one(client) for _ in range(CALLS)))

    async def over(**settings: object) -> None:
        async with ours.AsyncSandboxFusion(url, **settings) as sandbox:
            args = requests(ours.RunCodeRequest)
            await ours.run_concurrent_async(sandbox.run_code, args, concurrency=AT_ONCE)

    return {
        OFFICIAL_WAY: lambda: theirs.run_concurrent(
            theirs.run_code, requests(theirs.RunCodeRequest), concurrency=AT_ONCE
        ),
        "blocking": lambda: ours.run_concurrent(
            ours.run_code, requests(ours.RunCodeRequest), concurrency=AT_ONCE
        ),
        "official, async": lambda: asyncio.run(bounded()),
        BARE_WAY: lambda: asyncio.run(bare()),
        "async, httpx": lambda: asyncio.run(over()),
        "async, aiohttp": lambda: asyncio.run(over(transport=AiohttpTransport())),
    }


def ratio_of(own: list[float], base: list[float]) -> float:
    """The median of the ratios of each round but the first, which opens and imports."""
    return statistics.median(a / b for a, b in list(zip(own, base, strict=True))[1:])


def main() -> int:
    """Print each figure; return 1 when a budget is missed."""
    took: dict[str, list[float]] = {}
    connections: dict[str, int] = {}
    with server() as url:
        compared = ways(url)
        for _ in range(ROUNDS + 1):
            for name, way in compared.items():
                urlopen(url).close()
                started = time.process_time()
                way()
                took.setdefault(name, []).append(time.process_time() - started)
                with urlopen(url) as told:
                    connections[name] = int(told.read())
    missed = False
    for name in took:
        beside, most = BUDGET.get(name, (OFFICIAL_WAY, inf))
        ratio = ratio_of(took[name], took[beside])
        missed |= ratio > most
        budget = f" (budget {most})" if name in BUDGET else ""
        print(f"batch: {name}: ratio to {beside} {ratio:.2f}{budget}", end="; ")
        if beside != OFFICIAL_WAY:
            print(f"to {OFFICIAL_WAY} {ratio_of(took[name], took[OFFICIAL_WAY]):.2f}", end="; ")
        print(f"{connections[name]} new connections")
    return missed


if __name__ == "__main__":
    sys.exit(main())
