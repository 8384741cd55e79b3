"""The cost of decoding server-sent events: small ones, large ones, and long streams.

It is measured beside the plainest code that does the like in Python and has the whole body at
once: `split` and `dict` for small events, one text cut into lines for a large one; and beside
httpx-sse, which is fed the same chunks. These are of the sizes that come off sockets: 64 KiB where
a server hurries, 4 KiB where it trickles.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator

import httpx
from harness import QUICK, Row, Way, compared, cpu, main, peak, rounds
from httpx_sse import EventSource

from penstock._core.sse import Decoder

NAMES = (
    "Memory while 1 GiB of a stream goes by",
    "A small event (data)",
    "A small event (data, no space)",
    "A small event (data, CRLF)",
    "A small event (event, id, data)",
    "64 MiB in one event (one line)",
    "64 MiB in one event (many lines)",
    "64 MiB in one event (not ASCII, CRLF)",
    "A MiB of an event of 64 MiB, beside one of 16",
)

MIB = 1024 * 1024
SMALL_EVENTS = 4_000
DATA = b'data: {"blockId":"agent1","chunk":"Hello"}\n\n'
# Shape: one event, and the goal, for those that have one.
SMALL = {
    "data": (DATA, "1.5 µs"),
    "data, no space": (DATA.replace(b": ", b":", 1), ""),
    "data, CRLF": (DATA.replace(b"\n", b"\r\n"), ""),
    "event, id, data": (b"event: chunk\nid: 1042\n" + DATA, "3 µs"),
}
WHY = (
    "the goal is absolute, and reached where no other program fills the processor's caches; it "
    "would take a parser that isn't Python, as one split for each event costs nearly as much"
)
LARGE = {
    "one line": (b"x", b"\n\n"),
    "many lines": (b"0123456789abcdef0123456789abcdef\ndata: ", b"\n\n"),
    "not ASCII, CRLF": ("é€😀".encode(), b"\r\n\r\n"),
}


def chunks(body: bytes, size: int) -> list[bytes]:
    """Cut a body into chunks of one size."""
    return [body[start : start + size] for start in range(0, len(body), size)]


def decoded(pieces: list[bytes]) -> int:
    """Decode the chunks; return the number of events."""
    decoder = Decoder()
    return sum(len(decoder.feed(piece)) for piece in pieces)


def httpx_sse(pieces: list[bytes]) -> int:
    """Decode the chunks with httpx-sse; return the number of events."""
    headers = {"content-type": "text/event-stream"}
    response = httpx.Response(200, headers=headers, content=iter(pieces))
    return sum(1 for _ in EventSource(response).iter_sse())


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


def stream(size: int) -> Iterator[bytes]:
    """Give about `size` bytes of 1 KiB events, in 64 KiB chunks that cut them everywhere."""
    event = b"id: 7\r\nevent: chunk\r\ndata: " + "é€😀x".encode() * 99 + b"\r\n\r\n"
    chunk = 64 * 1024
    ring, at = event * (chunk // len(event) + 2), 0
    for _ in range(size // chunk):
        yield ring[at : at + chunk]
        at = (at + chunk) % len(event)


def reading(read: Callable[[list[bytes]], int], body: bytes, chunk: int, events: int = 1) -> Way:
    """The CPU time of reading a body, for each of its events; SystemExit if it hasn't so many."""
    pieces = chunks(body, chunk)

    def way() -> None:
        found = read(pieces)
        if found != events:
            raise SystemExit(f"{read.__name__} found {found} events of {events}")

    return cpu(way, parts=events)


def small_events() -> Iterator[Row]:
    """Each shape of a small event."""
    for shape, (event, goal) in SMALL.items():
        body = event * SMALL_EVENTS
        yield compared(
            "client",
            f"A small event ({shape})",
            reading(decoded, body, 64 * 1024, SMALL_EVENTS),
            {
                "split, dict": reading(split, body, 64 * 1024, SMALL_EVENTS),
                "httpx-sse": reading(httpx_sse, body, 64 * 1024, SMALL_EVENTS),
            },
            rounds(25),
            limit="split, dict",
            goal=goal,
            why=WHY,
            budget="1.5 ×",  # chunks cut anywhere, bounds, ids and typed events
            quoted=shape in ("data", "event, id, data"),
        )


def large_event(shape: str, size: int = 64) -> bytes:
    """A body of one event of so many MiB."""
    line, end = LARGE[shape]
    return b"data: " + line * (size * MIB // len(line)) + end


def large_events() -> Iterator[Row]:
    """Each shape of one event of 64 MiB, and the growth of the time with the size."""
    for shape in LARGE:
        body = large_event(shape)
        yield compared(
            "client",
            f"64 MiB in one event ({shape})",
            reading(decoded, body, 4096),
            {
                "httpx-sse": reading(httpx_sse, body, 4096),
                "split": reading(gathered, body, 4096),
            },
            0 if QUICK else 3,
            unit="s",
            goal="1 ×",
            why=(
                "a pass more over the bytes, for chunks cut anywhere and the bound of an event; it "
                "would take the pieces of a line joined at its end"
            ),
            budget="1.5 ×",
            quoted=True,
        )
    sizes = (64, 16)
    large, small = (reading(decoded, large_event("many lines", size), 4096) for size in sizes)
    yield compared(
        "client",
        "A MiB of an event of 64 MiB, beside one of 16",
        lambda: large() / 64,
        {"16 MiB": lambda: small() / 16},
        rounds(4),
        limit="16 MiB",
        unit="ms",
        goal="1.2 ×",
        why=(
            "the pages of larger memory are fresh from the system; the steps are as many; it "
            "would take memory that is kept for the next event"
        ),
        budget="2 ×",  # a decoder that rescans its buffer needs a hundred times as long
    )


def long_stream() -> Iterator[Row]:
    """The memory that a long stream adds to that of its first 16 MiB."""
    size = 256 if QUICK else 1024
    decoder = Decoder()
    for piece in stream(16 * MIB):
        decoder.feed(piece)
    before = peak()
    for piece in stream(size * MIB):
        decoder.feed(piece)
    grown = peak() - before
    tracemalloc.start()
    for piece in stream(32 * MIB):
        decoder.feed(piece)
    held = tracemalloc.get_traced_memory()[1] / MIB
    tracemalloc.stop()
    yield Row(
        section="client",
        name="Memory while 1 GiB of a stream goes by",
        unit="MB",
        ours=max(grown, held),
        goal="1 MB",
        budget="4 MB",
        quoted=True,
    )


def rows() -> Iterator[Row]:
    """All figures."""
    yield from long_stream()  # first: it is the peak of the whole process
    yield from small_events()
    yield from large_events()


if __name__ == "__main__":
    main(rows(), NAMES)
