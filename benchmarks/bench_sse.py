"""What the decoder of server-sent events costs: small events, large ones, and long streams.

It is measured beside the plainest code that does the like in Python and has the whole body at
once: `split` and `dict` for small events, one text cut into lines for a large one. The two take
turns, and the median of the ratios of their CPU times is judged, so that a busy moment hits both.
Chunks are of the sizes that come off sockets: 64 KiB where a server hurries, 4 KiB where it
trickles.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator

from penstock._core.sse import Decoder

# Times the plain code: what chunks cut anywhere, bounds, ids and typed events may cost.
SMALL_BUDGET = 1.5
# The same for 64 MiB in one event. A decoder that rescans its buffer needs a hundred times as long.
LARGE_BUDGET = 2.5
MEMORY_BUDGET = 4.0  # MiB over what the first 16 MiB took, for 1 GiB

MIB = 1024 * 1024
SMALL_EVENTS = 4_000
SMALL = {
    "data": b'data: {"blockId":"agent1","chunk":"Hello"}\n\n',
    "data, no space": b'data:{"blockId":"agent1","chunk":"Hello"}\n\n',
    "data, CRLF": b'data: {"blockId":"agent1","chunk":"Hello"}\r\n\r\n',
    "event, id, data": b'event: chunk\nid: 1042\ndata: {"blockId":"agent1","chunk":"Hello"}\n\n',
}


def chunks(body: bytes, size: int) -> list[bytes]:
    """Cut a body into chunks of one size."""
    return [body[start : start + size] for start in range(0, len(body), size)]


def decoded(pieces: list[bytes]) -> int:
    """Decode the chunks; return the number of events."""
    decoder = Decoder()
    return sum(len(decoder.feed(piece)) for piece in pieces)


def split(pieces: list[bytes]) -> int:
    """Split the whole body into events, and each into its fields; return their number."""
    text = b"".join(pieces).decode().replace("\r\n", "\n")
    blocks = [block for block in text.split("\n\n") if block]
    events = [dict(line.split(":", 1) for line in block.split("\n")) for block in blocks]
    return sum("data" in event for event in events)


def gathered(pieces: list[bytes]) -> int:
    """Gather one event's body and split it into lines; return how many events that is."""
    body = bytearray()
    for piece in pieces:
        body += piece
    return 1 if body.decode().replace("\r\n", "\n").split("\n") else 0


def seconds(read: Callable[[list[bytes]], int], pieces: list[bytes], events: int) -> float:
    """CPU seconds to read the chunks."""
    started = time.process_time()
    found = read(pieces)
    taken = time.process_time() - started
    if found != events:
        raise SystemExit(f"{read.__name__} found {found} events of {events}")
    return taken


def compared(
    plain: Callable[[list[bytes]], int], pieces: list[bytes], events: int, rounds: int
) -> tuple[float, float]:
    """Return the decoder's CPU seconds, of the quickest round, and its ratio to the plain code."""
    pairs = [
        (seconds(decoded, pieces, events), seconds(plain, pieces, events)) for _ in range(rounds)
    ]
    return min(own for own, _ in pairs), statistics.median(own / base for own, base in pairs)


def small_events() -> bool:
    """Print the cost of each shape of small event; return whether all keep the budget."""
    ratios = []
    for shape, event in SMALL.items():
        pieces = chunks(event * SMALL_EVENTS, 64 * 1024)
        taken, ratio = compared(split, pieces, SMALL_EVENTS, 41)
        ratios.append(ratio)
        cost = taken / SMALL_EVENTS * 1e6
        print(
            f"sse: small event ({shape}) {cost:.2f} µs; ratio {ratio:.2f} (budget {SMALL_BUDGET})"
        )
    return max(ratios) <= SMALL_BUDGET


def large_event(shape: str, line: bytes, end: bytes) -> bool:
    """Print the cost of one event of 64 MiB; return whether it keeps the budget."""
    body = b"data: " + line * (64 * MIB // len(line)) + end
    taken, ratio = compared(gathered, chunks(body, 4096), 1, 3)
    print(f"sse: 64 MiB in one event ({shape}) {taken:.2f} s;", end=" ")
    print(f"ratio {ratio:.2f} (budget {LARGE_BUDGET})")
    return ratio <= LARGE_BUDGET


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
