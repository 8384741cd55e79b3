"""What the decoder of server-sent events costs: small events, large ones, and long streams.

Time is CPU time, the quickest of a few rounds, since noise only ever adds. Chunks are of the
sizes that come off sockets: 64 KiB where a server hurries, 4 KiB where it trickles.
"""

from __future__ import annotations

import resource
import sys
import time
import tracemalloc
from collections.abc import Iterator

from penstock._sse import Decoder

SMALL_BUDGET = 3.0  # µs an event: what the quickest decoders at hand need
LARGE_BUDGET = 1.0  # s for 64 MiB in one event; a decoder that rescans its buffer needs minutes
# Seconds per MiB at 64 MiB over those at 1 MiB. 1 MiB stays in the processor's cache and in pages
# the process holds already, which makes up to 5; a quadratic decoder has 64.
LINEAR_BUDGET = 8.0
MEMORY_BUDGET = 4.0  # MiB over what the first 16 MiB took, for 1 GiB

MIB = 1024 * 1024
SMALL_EVENTS = 50_000
SMALL = {
    "data": b'data: {"blockId":"agent1","chunk":"Hello"}\n\n',
    "data, no space": b'data:{"blockId":"agent1","chunk":"Hello"}\n\n',
    "data, CRLF": b'data: {"blockId":"agent1","chunk":"Hello"}\r\n\r\n',
    "event, id, data": b'event: chunk\nid: 1042\ndata: {"blockId":"agent1","chunk":"Hello"}\n\n',
}


def chunks(body: bytes, size: int) -> list[bytes]:
    """Cut a body into chunks of one size."""
    return [body[start : start + size] for start in range(0, len(body), size)]


def seconds(pieces: list[bytes], events: int, rounds: int) -> float:
    """CPU seconds to decode the chunks; the quickest of the rounds."""
    taken = []
    for _ in range(rounds):
        decoder, found = Decoder(), 0
        started = time.process_time()
        for piece in pieces:
            found += len(decoder.feed(piece))
        taken.append(time.process_time() - started)
        if found != events:
            raise SystemExit(f"decoded {found} events of {events}")
    return min(taken)


def small_events() -> bool:
    """Print the cost of each shape of small event; return whether all keep the budget."""
    costs = []
    for shape, event in SMALL.items():
        pieces = chunks(event * SMALL_EVENTS, 64 * 1024)
        costs.append(seconds(pieces, SMALL_EVENTS, 7) / SMALL_EVENTS * 1e6)
        print(f"sse: small event ({shape}) {costs[-1]:.2f} µs (budget {SMALL_BUDGET})")
    return max(costs) <= SMALL_BUDGET


def large_event(shape: str, line: bytes, end: bytes) -> bool:
    """Print the cost of one event of 1 to 64 MiB; return whether it keeps both budgets."""
    costs = {}
    for size in (1, 4, 16, 64):
        body = b"data: " + line * (size * MIB // len(line)) + end
        costs[size] = seconds(chunks(body, 4096), 1, 9 if size < 16 else 3)
    ratio = costs[64] / costs[1] / 64
    figures = ", ".join(f"{size} MiB {cost:.4f} s" for size, cost in costs.items())
    print(f"sse: one event ({shape}) {figures} (budget {LARGE_BUDGET});", end=" ")
    print(f"per MiB {ratio:.2f} times the cost at 1 MiB (budget {LINEAR_BUDGET})")
    return costs[64] <= LARGE_BUDGET and ratio <= LINEAR_BUDGET


def stream(size: int) -> Iterator[bytes]:
    """Give about `size` bytes of 1 KiB events, in 64 KiB chunks that cut them everywhere."""
    event = b"id: 7\r\nevent: chunk\r\ndata: " + "é€😀x".encode() * 99 + b"\r\n\r\n"
    chunk = 64 * 1024
    ring, at = event * (chunk // len(event) + 2), 0
    for _ in range(size // chunk):
        yield ring[at : at + chunk]
        at = (at + chunk) % len(event)


def peak_mib() -> float:
    """The most memory this process ever held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (MIB if sys.platform == "darwin" else 1024)


def long_stream() -> bool:
    """Print what 1 GiB of events adds to the memory; return whether it keeps the budget."""
    decoder, found = Decoder(), 0
    for piece in stream(16 * MIB):
        found += len(decoder.feed(piece))
    before, started = peak_mib(), time.process_time()
    for piece in stream(1024 * MIB):
        found += len(decoder.feed(piece))
    taken, grown = time.process_time() - started, peak_mib() - before
    tracemalloc.start()
    for piece in stream(64 * MIB):
        found += len(decoder.feed(piece))
    held = tracemalloc.get_traced_memory()[1] / MIB
    tracemalloc.stop()
    print(f"sse: 1 GiB streamed in {taken:.1f} s, {found} events;", end=" ")
    print(f"memory grew {grown:.2f} MiB, {held:.2f} MiB traced (budget {MEMORY_BUDGET} each)")
    return max(grown, held) <= MEMORY_BUDGET


def main() -> int:
    """Print all figures; return 1 when a budget is missed."""
    kept = [
        long_stream(),  # first: what it measures is the peak of the whole process
        small_events(),
        large_event("one line", b"x", b"\n\n"),
        large_event("many lines", b"0123456789abcdef0123456789abcdef\ndata: ", b"\n\n"),
        large_event("not ASCII, CRLF", "é€😀".encode(), b"\r\n\r\n"),
    ]
    return not all(kept)


if __name__ == "__main__":
    sys.exit(main())
