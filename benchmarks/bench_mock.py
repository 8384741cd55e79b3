"""A request through the mock in process, beside `httpx.MockTransport` with a fixed body.

Batches of each are interleaved and the median of the per-batch ratios is judged, so that a slow
moment hits both alike. The number of function calls, which no other load disturbs, is held by
tests/mock/test_request_path.py.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
from attrs import frozen

from penstock_mock import Contract, Mock, VirtualClock

BATCH, ROUNDS = 25, 40
SIZES = (50, 300, 1200)
PET: dict[str, Any] = {
    "type": "object",
    "required": ["name"],
    "properties": {"id": {"type": "integer"}, "name": {"type": "string"}},
}
REX = {"content": {"application/json": {"schema": PET, "example": {"id": 7, "name": "Rex"}}}}
BODY = {"required": True, "content": {"application/json": {"schema": PET}}}
ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
SIM, SANDBOX = "https://www.sim.ai/api/workflows/wf", "https://sandbox.example"

Call = Callable[[], httpx.Response]


@frozen
class Row:
    """A figure: a call beside another, and how often it may take as long."""

    name: str
    call: Call
    beside: Call
    budget: float


def pets(kinds: int = 1) -> Contract:
    """A document of two operations for each of so many kinds of pets."""
    paths = {}
    for kind in ["pets", *(f"pets-{n}" for n in range(1, kinds))]:
        added = {"requestBody": BODY, "responses": {"201": {"description": "", **REX}}}
        got = {"parameters": [ID], "responses": {"200": {"description": "", **REX}}}
        paths[f"/{kind}"] = {"post": {"operationId": f"add-{kind}", **added}}
        paths[f"/{kind}/{{id}}"] = {"get": {"operationId": f"get-{kind}", **got}}
    return Contract.load(
        {
            "openapi": "3.1.0",
            "info": {"title": "Pets", "version": "1"},
            "servers": [{"url": "https://pets.example/v1"}],
            "paths": paths,
        }
    )


def client(transport: httpx.BaseTransport) -> httpx.Client:
    return httpx.Client(transport=transport, headers={"X-API-Key": "k"})


def fixed() -> httpx.Client:
    """A client of a transport that has the same answer to everything."""
    return client(httpx.MockTransport(lambda _: httpx.Response(200, json={"id": 7})))


def running(dialect: str) -> Call:
    """A run of a Sim workflow, some time after the last one, or the rate limit would answer."""
    clock = VirtualClock()
    sim = client(Mock(dialect=dialect, clock=clock).transport)

    def call() -> httpx.Response:
        clock.advance(60)
        return sim.post(f"{SIM}/execute", json={"message": "Hello"})

    return call


def rows() -> Iterator[Row]:
    """The figures."""
    bare = fixed()
    url = "https://pets.example/v1/pets"

    def get() -> httpx.Response:
        return bare.get(f"{url}/7")

    def post() -> httpx.Response:
        return bare.post(url, json={"name": "Rex"})

    own = client(Mock(pets(), validation="strict").transport)
    yield Row("GET of an example", lambda: own.get(f"{url}/7"), get, 1.9)
    yield Row("POST, strict", lambda: own.post(url, json={"name": "Rex"}), post, 1.7)
    sim = client(Mock().transport)
    yield Row("Sim status", lambda: sim.get(f"{SIM}/status"), get, 2.1)
    for dialect in ("2025-10", "2026-08"):
        yield Row(f"Sim execute, {dialect}", running(dialect), post, 3.0)
    sandbox = client(Mock(hosts={"sandbox_fusion": SANDBOX}).transport)
    program = {"code": "print(123)", "language": "python"}
    yield Row("run_code", lambda: sandbox.post(f"{SANDBOX}/run_code", json=program), post, 3.7)
    few, *more = (client(Mock(pets(size // 2)).transport) for size in SIZES)
    for size, many in zip(SIZES[1:], more, strict=True):
        yield Row(
            f"{size} operations, beside {SIZES[0]}",
            lambda many=many: many.get(f"{url}/7"),  # type: ignore[misc]
            lambda: few.get(f"{url}/7"),
            1.1,
        )


def microseconds(call: Call) -> float:
    """CPU microseconds of one call, averaged over a batch."""
    started = time.process_time()
    for _ in range(BATCH):
        call()
    return (time.process_time() - started) / BATCH * 1e6


def main() -> int:
    """Print the table; return 1 when a budget is missed."""
    missed = False
    for row in rows():
        row.call().raise_for_status(), row.beside()  # warm both: validators, first use
        pairs = [(microseconds(row.beside), microseconds(row.call)) for _ in range(ROUNDS)]
        ratio = statistics.median(b / a for a, b in pairs)
        base, own = (statistics.median(column) for column in zip(*pairs, strict=True))
        missed |= ratio > row.budget
        print(f"mock: {row.name:<28} {own:4.0f} µs beside {base:4.0f}", end="; ")
        print(f"ratio {ratio:.2f} (budget {row.budget})")
    engine = Mock().engine
    started = time.process_time()
    for _ in range(BATCH):
        Mock(engine=engine)
    spent = (time.process_time() - started) / BATCH * 1e3
    missed |= spent > 1
    print(f"mock: a fresh session {spent:.2f} ms (budget 1 ms)")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
