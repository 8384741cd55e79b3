"""Calls with 64 in flight beside bare httpx, and the memory that many calls take.

An async client runs programs at a local server that answers at once, with httpx underneath; bare
httpx sends the same requests and reads the same JSON, with as many connections. Both take turns,
each with a client that was used before, and the median of the ratios of their CPU times is judged.

The memory is that of 10,000 calls through a mock transport, after the first 1,000: what Python has
allocated then, garbage collected, beside what it had before.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
import sys
import time
import tracemalloc
from collections.abc import Awaitable, Callable

import httpx
from bench_batch import BODY, server

from penstock.sandbox_fusion import AsyncSandboxFusion, RunCodeRequest, SandboxFusion

BUDGET = 1.1  # over bare httpx
GROWTH_BUDGET = 256.0  # KiB in 9,000 calls
CALLS, AT_ONCE, ROUNDS = 640, 64, 9


async def together(call: Callable[[], Awaitable[object]]) -> float:
    """CPU microseconds of one of many calls, of which some are under way at once."""
    free = asyncio.Semaphore(AT_ONCE)

    async def one() -> None:
        async with free:
            await call()

    started = time.process_time()
    await asyncio.gather(*(one() for _ in range(CALLS)))
    return (time.process_time() - started) / CALLS * 1e6


async def in_flight(url: str) -> bool:
    """Print what a call costs with 64 in flight; return whether it keeps the budget."""
    limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
    program = RunCodeRequest(code="print(1)", language="python")
    body = {"code": "print(1)", "language": "python"}
    async with httpx.AsyncClient(limits=limits) as bare, AsyncSandboxFusion(url) as sandbox:

        async def plain() -> object:
            return (await bare.post(f"{url}/run_code", json=body)).json()

        async def ours() -> object:
            return await sandbox.run_code(program)

        pairs = [(await together(plain), await together(ours)) for _ in range(ROUNDS + 1)][1:]
    ratio = statistics.median(own / base for base, own in pairs)
    base, own = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"flight: 64 at once: bare httpx {base:.0f} µs, AsyncSandboxFusion.run_code {own:.0f} µs;"
    )
    print(f"flight: ratio {ratio:.2f} (budget {BUDGET})")
    return ratio <= BUDGET


def memory() -> bool:
    """Print what 9,000 calls add to the memory after 1,000; return whether it is little."""
    program = RunCodeRequest(code="print(1)", language="python")
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=BODY))
    with SandboxFusion("http://127.0.0.1", transport=transport) as sandbox:
        tracemalloc.start()
        held = []
        for calls in (1_000, 9_000):
            for _ in range(calls):
                sandbox.run_code(program)
            gc.collect()
            held.append(tracemalloc.get_traced_memory()[0] / 1024)
        tracemalloc.stop()
    grown = held[1] - held[0]
    print(f"flight: 10,000 calls: {grown:.0f} KiB more than after 1,000 (budget {GROWTH_BUDGET})")
    return grown <= GROWTH_BUDGET


def main() -> int:
    """Print all figures; return 1 when a budget is missed."""
    with server() as url:
        kept = [asyncio.run(in_flight(url)), memory()]
    return not all(kept)


if __name__ == "__main__":
    sys.exit(main())
