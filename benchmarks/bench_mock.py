"""A request through the mock in process, beside `httpx.MockTransport` with a fixed body.

The number of function calls, which no other load disturbs, is held by
tests/mock/test_request_path.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
from harness import Row, compared, cpu, main, rounds

from penstock_mock import Contract, Mock, VirtualClock

NAMES = (
    "In process, GET of an example",
    "In process, POST, strict",
    "In process, Sim status",
    "In process, Sim execute, 2025-10",
    "In process, Sim execute, 2026-08",
    "In process, run_code",
    "A call at 300 operations",
    "A call at 1,200 operations",
)

BATCH = 25
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

WHY = (
    "httpx's client is most of both sides; of the rest, parsing and checking the request, the "
    "journal and the timeline take about equal parts; it would take fewer of their calls of "
    "functions"
)

Call = Callable[[], httpx.Response]


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


def row(name: str, call: Call, beside: Call, *, base: str = "MockTransport", **judged: Any) -> Row:
    """A call beside another."""
    call().raise_for_status()
    return compared(
        "mock",
        name,
        cpu(call, BATCH),
        {base: cpu(beside, BATCH)},
        rounds(40),
        limit=base,
        **judged,
    )


def rows() -> Iterator[Row]:
    """Requests to a document of one's own and to the services, and in documents of other sizes."""
    bare = fixed()
    url = "https://pets.example/v1/pets"

    def get() -> httpx.Response:
        return bare.get(f"{url}/7")

    def post() -> httpx.Response:
        return bare.post(url, json={"name": "Rex"})

    own = client(Mock(pets(), validation="strict").transport)
    yield row(
        "In process, GET of an example",
        lambda: own.get(f"{url}/7"),
        get,
        goal="1.4 ×",
        budget="2.3 ×",
        why=WHY,
    )
    yield row(
        "In process, POST, strict",
        lambda: own.post(url, json={"name": "Rex"}),
        post,
        goal="1.4 ×",
        budget="2.3 ×",
        why=WHY,
        quoted=True,
    )
    sim = client(Mock().transport)
    yield row("In process, Sim status", lambda: sim.get(f"{SIM}/status"), get, budget="2.8 ×")
    for dialect in ("2025-10", "2026-08"):
        name = f"In process, Sim execute, {dialect}"
        yield row(name, running(dialect), post, budget="4.5 ×", quoted=dialect == "2026-08")
    sandbox = client(Mock(hosts={"sandbox_fusion": SANDBOX}).transport)
    program = {"code": "print(123)", "language": "python"}
    yield row(
        "In process, run_code",
        lambda: sandbox.post(f"{SANDBOX}/run_code", json=program),
        post,
        budget="4.7 ×",
    )
    few, *more = (client(Mock(pets(size // 2)).transport) for size in SIZES)
    for size, many in zip(SIZES[1:], more, strict=True):

        def call(many: httpx.Client = many) -> httpx.Response:
            return many.get(f"{url}/7")

        yield row(
            f"A call at {size:,} operations",
            call,
            lambda: few.get(f"{url}/7"),
            base=f"{SIZES[0]} operations",
            goal="1.1 ×",
            why=(
                "the steps are as many, which a test counts; the caches hold less of each; it "
                "would take smaller indexes of the document"
            ),
            budget="1.2 ×",
        )


if __name__ == "__main__":
    main(rows(), NAMES)
