"""1,000 streams at once in one process, beside reading their chunks with httpx.

A server in a process of its own waits until all are open, and then sends each an event every 50
milliseconds. The cost is the CPU time between the first event and the last, for each event.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import httpx
from harness import QUICK, Row, judged, main

from penstock import Timeouts
from penstock.sim import AsyncSim, ChunkEvent

NAMES = (
    "Streams cut short, of 1,000 at once",
    "An event of 1,000 streams at once, typed",
)

STREAMS, EVENTS, GAP = 1000, 20, 0.05
SERVER = """
import asyncio, sys

STREAMS, EVENTS, GAP = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
HEAD = (
    b"HTTP/1.1 200 OK\\r\\ncontent-type: text/event-stream\\r\\n"
    b"transfer-encoding: chunked\\r\\n\\r\\n"
)
FINAL = b'data: {"event":"done","data":{"success":true,"output":{}}}\\n\\ndata: [DONE]\\n\\n'

def chunk(body):
    return b"%x\\r\\n%s\\r\\n" % (len(body), body)

opened = []

async def serve(reader, writer):
    try:
        head = (await reader.readuntil(b"\\r\\n\\r\\n")).lower()
    except asyncio.IncompleteReadError:  # a connection that was opened and given up
        return writer.close()
    if b"content-length: " in head:
        await reader.readexactly(int(head.split(b"content-length: ")[1].split(b"\\r\\n")[0]))
    writer.write(HEAD)
    opened.append(writer)
    if len(opened) == STREAMS:
        event = chunk(b'data: {"blockId":"agent1","chunk":"Hello"}\\n\\n')
        for _ in range(EVENTS):
            await asyncio.sleep(GAP)
            for each in opened:
                each.write(event)
        for each in opened:
            each.write(chunk(FINAL) + b"0\\r\\n\\r\\n")
        opened.clear()

async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=STREAMS)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
"""
PATIENT = Timeouts(connect=300, idle=300)  # all of them are opened before the first event
Note = Callable[[], None]
"""Notes that an event came."""


@contextmanager
def server() -> Iterator[str]:
    """Run the server."""
    words = [sys.executable, "-c", SERVER, *map(str, (STREAMS, EVENTS, GAP))]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.terminate()


async def together(read: Callable[[Note], Awaitable[None]]) -> tuple[float, int]:
    """CPU seconds of an event, of all streams at once, and the number of whole ones."""
    started = ended = 0.0

    async def one() -> bool:
        events = 0

        def note() -> None:
            nonlocal ended, events, started
            events += 1
            ended = time.process_time()
            started = started or ended

        await read(note)
        return events == EVENTS

    whole = await asyncio.gather(*(one() for _ in range(STREAMS)), return_exceptions=True)
    return (ended - started) / STREAMS / EVENTS, whole.count(True)


async def chunks(url: str) -> tuple[float, int]:
    """Read the chunks with httpx."""
    verify = httpx.create_ssl_context(trust_env=False)

    async def read(note: Note) -> None:
        # A pool for each: a shared one looks at all of its connections when one opens or closes.
        transport = httpx.AsyncHTTPTransport(verify=verify, trust_env=False)
        async with (
            httpx.AsyncClient(transport=transport, timeout=300) as client,
            client.stream("POST", url, json={}) as response,
        ):
            async for chunk in response.aiter_raw():
                if b"chunk" in chunk:
                    note()

    return await together(read)


async def events(url: str) -> tuple[float, int]:
    """Read typed events."""
    async with AsyncSim("sk-sim-benchmark", base_url=url, timeout=PATIENT) as sim:

        async def read(note: Note) -> None:
            async with sim.stream_workflow("wf", {}, ["agent1.content"]) as stream:
                async for event in stream:
                    if isinstance(event, ChunkEvent):
                        note()

        return await together(read)


def rows() -> Iterator[Row]:
    """The cost of an event, and the streams that came whole."""
    with server() as url:
        pairs = [
            (asyncio.run(events(url)), asyncio.run(chunks(url))) for _ in range(1 if QUICK else 3)
        ]
    cut = max(STREAMS - whole for (_, whole), _ in pairs)
    yield Row(
        section="client",
        name="Streams cut short, of 1,000 at once",
        unit="streams",
        ours=float(cut),
        goal="0 streams",
        budget="0 streams",
    )
    name = "An event of 1,000 streams at once, typed"
    if cut:
        yield Row(section="client", name=name, left_out="streams were cut short")
        return
    own, base = ([cost for cost, _ in column] for column in zip(*pairs, strict=True))
    yield judged(
        "client",
        name,
        {"ours": own, "httpx's raw chunks": base},
        limit="httpx's raw chunks",
        goal="1.5 ×",
        budget="4.5 ×",
        why=(
            "each chunk is received in a task of its own, so that a cancelled wait costs no "
            "connection: half of the difference, 25 µs alone; decoding and typing are the other. "
            "One task for all chunks of a stream would take 10 µs less, and outlive each stream "
            "that isn't closed"
        ),
        quoted=True,
    )


if __name__ == "__main__":
    main(rows(), NAMES)
