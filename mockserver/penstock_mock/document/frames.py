"""The frames of a transcript, as documents write them and as the mock sends them.

Not a client's decoder: plain line ends, `data` lines only. The mock shares no bug with the client
it tests by sharing no code with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .bodies import BodyError, read_json

# The sentinel at the end of a stream is no frame, bare or as a JSON string.
SENTINEL = "[DONE]"


def data_of(transcript: str) -> Iterator[str]:
    """The data of each event; an unfinished one at the end included."""
    for block in transcript.split("\n\n"):
        lines = [line[5:].removeprefix(" ") for line in block.split("\n") if line[:5] == "data:"]
        if lines:
            yield "\n".join(lines)


def events_of(transcript: str) -> Iterator[Any]:
    """The JSON of each event, sentinels and what isn't JSON left out."""
    for data in data_of(transcript):
        try:
            value = read_json(data.encode("utf-8", "surrogatepass"))
        except BodyError:
            continue
        if value != SENTINEL:
            yield value
