"""Calls through the fast transport beside raw aiohttp, and a batch beside the official client.

An async client with `http="fast"` runs programs at a local server that answers at once, 64 calls
in flight; raw aiohttp sends the same requests and reads the same JSON. Both take turns, each with
connections that were used before, and the least CPU time of each is judged: what is above it is
the work of others. Then 200 calls, 16 at a time, beside the official client's `run_concurrent`.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from importlib import import_module

import aiohttp
from bench_batch import AT_ONCE as BATCH_AT_ONCE
from bench_batch import CALLS as BATCH
from bench_batch import OFFICIAL, server
from bench_flight import AT_ONCE, together

import penstock.sandbox_fusion as ours
from penstock.sandbox_fusion import AsyncSandboxFusion, RunCodeRequest

RATIO_BUDGET, OWN_BUDGET = 1.3, 150.0  # over raw aiohttp, or microseconds: one of the two
BATCH_BUDGET = 0.2  # over the official client
ROUNDS = 4


async def in_flight(url: str) -> bool:
    """Print what a call costs beside raw aiohttp; return whether it keeps a budget."""
    program = RunCodeRequest(code="print(1)", language="python")
    body = {"code": "print(1)", "language": "python"}
    connector = aiohttp.TCPConnector(limit=AT_ONCE)
    fast = AsyncSandboxFusion(url, http="fast")
    async with aiohttp.ClientSession(connector=connector) as session, fast as sandbox:

        async def plain() -> object:
            async with session.post(f"{url}/run_code", json=body) as response:
                return await response.json()

        async def own() -> object:
            return await sandbox.run_code(program)

        calls: tuple[Callable[[], Awaitable[object]], ...] = (plain, own)
        pairs = [[await together(call) for call in calls] for _ in range(ROUNDS + 1)][1:]
        assert sandbox.transport_name == "fast"
    base, whole = (min(column) for column in zip(*pairs, strict=True))
    kept = whole / base <= RATIO_BUDGET or whole - base <= OWN_BUDGET
    print(
        f"fast: 64 at once: raw aiohttp {base:.0f} µs, AsyncSandboxFusion.run_code {whole:.0f} µs;"
    )
    print(
        f"fast: ratio {whole / base:.2f} (budget {RATIO_BUDGET}), of our own {whole - base:.0f} µs "
        f"(budget {OWN_BUDGET:.0f}; one of them is to be kept)"
    )
    return kept


def batch(url: str) -> bool:
    """Print what a batch costs beside the official client; return whether it keeps its budget."""
    sys.path.insert(0, str(OFFICIAL))
    theirs = import_module("sandbox_fusion")
    theirs.set_endpoint(url)

    def requests(make: Callable[..., object]) -> list[list[object]]:
        return [[make(code="print(1)", language="python")] for _ in range(BATCH)]

    async def fast() -> None:
        async with AsyncSandboxFusion(url, http="fast") as sandbox:
            args = requests(RunCodeRequest)
            await ours.run_concurrent_async(sandbox.run_code, args, concurrency=BATCH_AT_ONCE)

    ways: tuple[Callable[[], object], ...] = (
        lambda: theirs.run_concurrent(
            theirs.run_code, requests(theirs.RunCodeRequest), concurrency=BATCH_AT_ONCE
        ),
        lambda: asyncio.run(fast()),
    )
    ratios = []
    for _ in range(ROUNDS + 1):
        took = []
        for way in ways:
            started = time.process_time()
            way()
            took.append(time.process_time() - started)
        ratios.append(took[1] / took[0])
    ratio = statistics.median(ratios[1:])  # the first one opens and imports
    print(f"fast: batch: ratio to the official run_concurrent {ratio:.2f} (budget {BATCH_BUDGET})")
    return ratio <= BATCH_BUDGET


def main() -> int:
    """Print all figures; return 1 when a budget is missed."""
    with server() as url:
        kept = [asyncio.run(in_flight(url)), batch(url)]
    return not all(kept)


if __name__ == "__main__":
    sys.exit(main())
