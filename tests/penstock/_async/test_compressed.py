"""Compressed answers: what they may grow to."""

from __future__ import annotations

import gzip
import json
import zlib
from functools import cache
from typing import Any

import httpx
import pytest

from penstock import (
    AuthenticationError,
    ConnectionLostError,
    PenstockError,
    ResponseError,
    StreamError,
    StreamInterruptedError,
)

pytestmark = pytest.mark.anyio

STATUS = {"isDeployed": True, "deployedAt": None, "needsRedeployment": False}
PLAIN = json.dumps(STATUS).encode()


def raw_deflate(data: bytes) -> bytes:
    made = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return made.compress(data) + made.flush()


def compressed(server: Any, coding: str, *pieces: bytes) -> httpx.Response:
    answer = server.stream(*pieces, **{"content-encoding": coding})
    answer.headers["content-type"] = "application/json"
    return answer


@pytest.mark.table("step", [1, 7, 1000])
@pytest.mark.table(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PLAIN)),
        ("gzip", gzip.compress(PLAIN[:9]) + gzip.compress(PLAIN[9:])),
        ("X-GZIP", gzip.compress(PLAIN)),
        ("gzip, identity", gzip.compress(PLAIN)),
        ("deflate", zlib.compress(PLAIN)),
        ("deflate", raw_deflate(PLAIN)),
        ("identity", PLAIN),
        ("", PLAIN),
    ],
    ids=["gzip", "members", "x-gzip", "once", "zlib", "raw deflate", "identity", "none"],
)
async def test_an_answer_is_decompressed(sim, server, coding, body, step) -> None:
    """However it is cut."""
    pieces = [body[i : i + step] for i in range(0, len(body), step)]
    server.will(compressed(server, coding, *pieces))
    assert (await sim.get_workflow_status("wf")).is_deployed
    assert server.requests[0].headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.table(
    ("coding", "message"),
    [("gzip, gzip", "2 times"), ("deflate,gzip,br", "3 times"), ("br", "br"), ("zstd", "zstd")],
)
async def test_other_codings_are_refused(sim, server, coding, message) -> None:
    """They weren't asked for; nothing of the body is decompressed."""
    server.will(compressed(server, coding, gzip.compress(gzip.compress(bytes(1 << 20)))))
    with pytest.raises(ResponseError, match=message) as caught:
        await sim.get_workflow_status("wf")
    assert (caught.value.status, len(server.requests)) == (200, 1)


async def test_what_is_no_gzip_is_said_to_be(sim, server) -> None:
    """It isn't a lost connection."""
    server.will(compressed(server, "gzip", b"not gzip at all"))
    with pytest.raises(ResponseError, match="decompressed"):
        await sim.get_workflow_status("wf")


@cache
def bomb(coding: str) -> bytes:
    """64 MiB, which the fastest level makes small enough."""
    compress = gzip.compress if coding == "gzip" else zlib.compress
    return compress(bytes(1 << 26), 1)


@pytest.mark.table("own", [True, False])
@pytest.mark.table("coding", ["gzip", "deflate"])
async def test_the_bound_counts_what_a_body_grows_to(make, server, memory, coding, own) -> None:
    """And stops there: not when all of it is in memory."""
    server.will(compressed(server, coding, bomb(coding)))
    settings: dict[str, Any] = {"max_response_bytes": 1 << 20}
    if not own:
        given = httpx.AsyncClient(transport=server.transport)
        settings |= {"transport": None, "http_client": given}
    with memory(below=8 << 20), pytest.raises(ResponseError, match="larger than"):
        await make(**settings).get_workflow_status("wf")


async def test_a_stream_grows_no_further_than_its_events_may(sim, server, memory) -> None:
    """One event of 64 MiB, in 64 KiB."""
    body = gzip.compress(b"data: " + bytes(1 << 26), 1)
    server.will(server.stream(body, **{"content-encoding": "gzip"}))
    stream = sim.stream_workflow("wf", {}, max_event_bytes=1 << 20)
    with memory(below=8 << 20), pytest.raises(StreamError, match="larger"):
        await stream.collect()


async def test_a_stream_in_two_codings_is_refused(sim, server) -> None:
    """As any answer is."""
    server.will(server.stream(b"x", **{"content-encoding": "gzip, gzip"}))
    with pytest.raises(PenstockError, match="2 times"):
        await sim.stream_workflow("wf", {}).collect()


async def test_a_stream_of_events_is_decompressed_as_it_comes(sim, server) -> None:
    """Each event as soon as its bytes are here."""
    made = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    pieces = []
    for text in ("Pa", "ris"):
        frame = json.dumps({"blockId": "b", "chunk": text})
        pieces.append(made.compress(f"data: {frame}\n\n".encode()) + made.flush(zlib.Z_SYNC_FLUSH))
    done = json.dumps({"event": "done", "success": True, "output": {}, "metadata": {}})
    pieces.append(made.compress(f"data: {done}\n\ndata: [DONE]\n\n".encode()) + made.flush())
    server.will(server.stream(*pieces, **{"content-encoding": "gzip"}))
    found = await sim.stream_workflow("wf", {}).collect()
    assert found.text == "Paris"


CUT = {
    "gzip": gzip.compress(PLAIN),
    "deflate": zlib.compress(PLAIN),
    "raw": raw_deflate(PLAIN),
}


@pytest.mark.table("hooks", ["own", "given", "given and read"])
@pytest.mark.table("missing", [1, 4, 8, "all but one"])
@pytest.mark.table("coding", ["gzip", "deflate"])
async def test_a_compressed_answer_that_is_cut_is_not_taken_for_whole(
    make, server, coding, missing, hooks
) -> None:
    """Though all of the JSON may be there: the checksum at the end isn't."""
    body = CUT[coding]
    rest = body[:1] if missing == "all but one" else body[:-missing]
    server.will(lambda _: compressed(server, coding, rest))
    settings: dict[str, Any] = {}
    if hooks != "own":
        hook = {"response": [_read] if hooks == "given and read" else []}
        given = httpx.AsyncClient(transport=server.transport, event_hooks=hook)
        settings = {"transport": None, "http_client": given}
    with pytest.raises(ConnectionLostError, match="lacks its end") as caught:
        await make(**settings).get_workflow_status("wf")
    assert caught.value.attempts == 3


async def _read(response: httpx.Response) -> None:
    await response.aread()


async def test_the_last_of_several_gzip_members_is_not_cut_unseen(make, server) -> None:
    """RFC 1952 lets them follow one another, as one body."""
    body = gzip.compress(PLAIN) + gzip.compress(b" " * 20)
    server.will(lambda _: compressed(server, "gzip", body[:-1]))
    with pytest.raises(ConnectionLostError):
        await make().get_workflow_status("wf")


async def test_raw_deflate_that_is_cut_is_not_taken_for_whole(make, server) -> None:
    """It has no checksum, but a last block."""
    server.will(lambda _: compressed(server, "deflate", CUT["raw"][:-2]))
    with pytest.raises(ConnectionLostError):
        await make().get_workflow_status("wf")


@pytest.mark.table("coding", ["gzip", "deflate"])
async def test_an_empty_body_in_a_coding_is_empty(make, server, coding) -> None:
    """As refusals of gateways are."""
    empty = compressed(server, coding)
    empty.status_code = 401
    server.will(empty)
    with pytest.raises(AuthenticationError, match="empty body"):
        await make().get_workflow_status("wf")


async def test_a_compressed_stream_that_is_cut_is_interrupted(sim, server) -> None:
    """With the events before the cut."""
    made = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    frame = b'data: {"blockId": "b", "chunk": "Pa"}\n\n'
    begun = made.compress(frame) + made.flush(zlib.Z_SYNC_FLUSH)
    server.will(server.stream(begun, **{"content-encoding": "gzip"}))
    with pytest.raises(StreamInterruptedError, match="lacks its end") as caught:
        await sim.stream_workflow("wf", {}).collect()
    assert len(caught.value.events) == 1
