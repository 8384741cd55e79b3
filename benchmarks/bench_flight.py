"""Calls with 64 in flight beside bare httpx, and the memory that many calls take.

An async client runs programs at a local server that answers at once, with httpx underneath; bare
httpx sends the same requests and reads the same JSON, with as many connections.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import aiohttp
import httpx
from bench_batch import BODY, PROGRAM, server
from harness import Row, Way, compared, cpu, main, peak, rounds

from penstock.sandbox_fusion import AsyncSandboxFusion, RunCodeRequest, SandboxFusion

NAMES = (
    "Memory that calls 1,001 to 10,000 add",
    "An async call, 64 in flight, over httpx",
    'An async call, 64 in flight, http="fast"',
)

CALLS, AT_ONCE = 128, 64
WHY = (
    "aiohttp takes no longer than raw, 270 µs; above it are the checked request and its JSON, "
    "95 µs, attempts, limits, deadlines and headers, 135 µs, and the typed result, 60 µs. In a "
    "loop alone these take half as long: 64 calls at once share the processor's caches. It would "
    "take fewer steps, such as a function written for each operation"
)


def together(runner: asyncio.Runner, call: Callable[[], Awaitable[object]]) -> Way:
    """The CPU time of one of many calls, of which some are under way at once."""

    async def every() -> None:
        free = asyncio.Semaphore(AT_ONCE)

        async def one() -> None:
            async with free:
                await call()

        await asyncio.gather(*(one() for _ in range(CALLS)))

    return cpu(lambda: runner.run(every()), parts=CALLS)


def in_flight() -> Iterator[Row]:
    """The cost of a call with 64 in flight, over each library."""
    program = RunCodeRequest(**PROGRAM)
    limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
    with server() as url, asyncio.Runner() as runner:
        sandbox, bare = AsyncSandboxFusion(url), httpx.AsyncClient(limits=limits)

        async def plain() -> object:
            return (await bare.post(f"{url}/run_code", json=PROGRAM)).json()

        yield compared(
            "client",
            "An async call, 64 in flight, over httpx",
            together(runner, lambda: sandbox.run_code(program)),
            {"bare httpx": together(runner, plain)},
            rounds(16),
            limit="bare httpx",
            goal="1.1 ×",
            why=(
                "the pool of httpx looks at all of its connections whenever one comes free; it "
                'would take another library: http="fast"'
            ),
            budget="1.1 ×",
            quoted=True,
        )
        runner.run(sandbox.aclose())
        runner.run(bare.aclose())
    with server() as url, asyncio.Runner() as runner:
        fast, session = AsyncSandboxFusion(url, http="fast"), runner.run(opened())

        async def raw() -> object:
            async with session.post(f"{url}/run_code", json=PROGRAM) as response:
                return await response.json()

        yield compared(
            "client",
            'An async call, 64 in flight, http="fast"',
            together(runner, lambda: fast.run_code(program)),
            {"raw aiohttp": together(runner, raw)},
            rounds(9),
            limit="raw aiohttp",
            goal="1.3 ×",
            why=WHY,
            budget="2.8 ×",
            quoted=True,
        )
        runner.run(fast.aclose())
        runner.run(session.close())


async def opened() -> aiohttp.ClientSession:
    """A session of aiohttp with as many connections as calls in flight."""
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE))


def memory() -> Row:
    """The memory that a process takes for 10,000 calls, beyond that for 1,000."""
    program = RunCodeRequest(**PROGRAM)
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=BODY))
    held = []
    with SandboxFusion("http://127.0.0.1", transport=transport) as sandbox:
        for calls in (1_000, 9_000):
            for _ in range(calls):
                sandbox.run_code(program)
            held.append(peak())
    return Row(
        section="client",
        name="Memory that calls 1,001 to 10,000 add",
        unit="MB",
        ours=held[1] - held[0],
        goal="1 MB",
        budget="2 MB",
        quoted=True,
    )


def rows() -> Iterator[Row]:
    """All figures."""
    yield memory()  # first: it is the peak of the whole process
    yield from in_flight()


if __name__ == "__main__":
    main(rows(), NAMES)
