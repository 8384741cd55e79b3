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

# Over raw aiohttp, and in microseconds above it; over the official client. The goals are for a
# machine that does nothing else: half of what is above raw aiohttp is building the request and its
# result, a fifth the garbage collector. The budgets hold where others work beside it.
GOAL, OWN_GOAL, BATCH_GOAL = 1.3, 150.0, 0.2
BUDGET, OWN_BUDGET, BATCH_BUDGET = 2.5, 350.0, 0.45
ROUNDS = 9


async def in_flight(url: str) -> bool:
    """Print what a call costs beside raw aiohttp; return whether it keeps one of the budgets."""
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
    ratio, own_part = whole / base, whole - base
    print(f"fast: 64 at once: raw aiohttp {base:.0f} µs, AsyncSandboxFusion.run_code {whole:.0f};")
    print(f"fast: ratio {ratio:.2f} (budget {BUDGET}, goal {GOAL}), or", end=" ")
    print(f"{own_part:.0f} µs of our own (budget {OWN_BUDGET:.0f}, goal {OWN_GOAL:.0f})")
    return ratio <= BUDGET or own_part <= OWN_BUDGET


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
    print(f"fast: batch: ratio to the official run_concurrent {ratio:.2f}", end=" ")
    print(f"(budget {BATCH_BUDGET}, goal {BATCH_GOAL})")
    return ratio <= BATCH_BUDGET


def main() -> int:
    """Print all figures; return 1 when a budget is missed."""
    with server() as url:
        kept = [asyncio.run(in_flight(url)), batch(url)]
    return not all(kept)


if __name__ == "__main__":
    sys.exit(main())
