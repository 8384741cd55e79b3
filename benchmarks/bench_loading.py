"""Loading: CPU time until a mock answers.

Times that a machine's load moves about are held beside what is measured in the same run: the import
of httpx, a bare application on uvicorn, a document without references. The last row is for GitHub's
document, where PENSTOCK_DOCUMENTS names a folder that has it.
"""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
from harness import QUICK, Row, compared, cpu, judged, main, rounds

from penstock_mock import Mock
from penstock_mock.document.contract import Contract

NAMES = (
    "Mock()",
    "A fresh session",
    "Import, Mock() and a first answer, above httpx",
    "Served, ready: CPU",
    "Served, ready: memory",
    "Served, GitHub's document, ready: CPU",
    "500 operations of schemas that refer to each other",
)

WHY = "half of it is json.loads of 13 MB; it would take another parser of JSON"
MADE = ("Mock()", "A fresh session")
FIRST = """
from time import process_time
began = process_time()
import httpx
between = process_time()
import penstock_mock
mock = penstock_mock.Mock()
with httpx.Client(transport=mock.transport, headers={"X-API-Key": "k"}) as client:
    client.get("https://www.sim.ai/api/workflows/wf/status").raise_for_status()
print(between - began, process_time() - between)
"""
MOCK = """
from time import process_time
from penstock_mock import Mock
began = process_time()
mock = Mock()
between = process_time()
for _ in range(20):
    mock.engine.session()
print(between - began, (process_time() - between) / 20)
"""
BARE = """
import uvicorn
async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})
class Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        print("ready", flush=True)
Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off", ws="none")).run()
"""
# Byte code is cached, as it is for everyone who runs a program a second time.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def printed(program: str) -> list[float]:
    """The numbers that a program prints."""
    arguments = [sys.executable, "-c", program]
    done = subprocess.run(
        arguments, env=ENVIRONMENT, capture_output=True, text=True, check=True, timeout=60
    )
    return [float(number) for number in done.stdout.split()]


def ready(*command: str) -> tuple[float, float]:
    """CPU seconds until a server's last line, and its memory in MB."""
    arguments = [sys.executable, *command]
    with subprocess.Popen(arguments, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.DEVNULL) as server:  # fmt: skip
        try:
            assert server.stdout
            next(line for line in server.stdout if line.startswith(("ready", "Ctrl+C")))
            process = Path(f"/proc/{server.pid}")
            spent = int((process / "schedstat").read_text().split()[0]) / 1e9
            held = next(
                line for line in (process / "status").read_text().splitlines() if "VmRSS" in line
            )
            return spent, int(held.split()[1]) / 1024
        finally:
            server.terminate()


def document(operations: int, referring: int = 0) -> dict[str, Any]:
    """A document of POSTs with 100 schemas, each of which refers to so many others."""

    def schema(number: int) -> dict[str, Any]:
        others = {f"to{n}": (number + n * n) % 100 for n in range(1, referring + 1)}
        inner = {name: {"$ref": f"#/components/schemas/S{other}"} for name, other in others.items()}
        return {"type": "object", "properties": {"id": {"type": "string"}, **inner}}

    def content(number: int) -> dict[str, Any]:
        media = {
            "schema": {"$ref": f"#/components/schemas/S{number % 100}"},
            "example": {"id": "a"},
        }
        return {"content": {"application/json": media}}

    return {
        "openapi": "3.1.0",
        "info": {"title": "bench", "version": "1"},
        "servers": [{"url": "https://api.test/v1"}],
        "paths": {
            f"/things{number}/{{id}}": {
                "post": {
                    "operationId": f"post{number}",
                    "requestBody": content(number),
                    "responses": {"200": {"description": "", **content(number)}},
                }
            }
            for number in range(operations)
        },
        "components": {"schemas": {f"S{number}": schema(number) for number in range(100)}},
    }


def each_once(referring: int) -> None:
    """Load a document of 500 operations, and call each for the first time."""
    with httpx.Client(transport=Mock(Contract(document(500, referring))).transport) as client:
        for number in range(500):
            client.post(f"https://api.test/v1/things{number}/7", json={"id": "a"})


def rows() -> Iterator[Row]:
    """A mock in process, and one that is served."""
    made = zip(*(printed(MOCK) for _ in range(rounds(5))), strict=True)
    for name, made_in, bound in zip(MADE, made, ("50 ms", "1 ms"), strict=True):
        costs = {"ours": made_in}
        yield judged("mock", name, costs, unit="ms", goal=bound, budget=bound, quoted=True)

    first = [printed(FIRST) for _ in range(rounds(5))]
    base, own = map(list, zip(*first, strict=True))
    yield judged(
        "mock",
        "Import, Mock() and a first answer, above httpx",
        {"ours": own, "import httpx": base},
        limit="import httpx",
        unit="ms",
        goal="120 ms",
        budget="1 ×",
        why="importing the modules of the mock is most of it; it would take importing fewer of "
        "them before the first answer",
        quoted=True,
    )
    yield from served()
    yield compared(
        "mock",
        "500 operations of schemas that refer to each other",
        cpu(lambda: each_once(40)),
        {"no references": cpu(lambda: each_once(0))},
        0 if QUICK else 2,
        limit="no references",
        unit="ms",
        goal="1.5 ×",
        why=(
            "a validator is compiled for each schema with all that it refers to; it "
            "would take validators that share what they refer to"
        ),
        budget="2 ×",
    )


def served() -> Iterator[Row]:
    """The cost above a bare application's of a served mock, until it listens."""
    names = "Served, ready: CPU", "Served, ready: memory", "Served, GitHub's document, ready: CPU"
    if not Path("/proc/self/schedstat").exists():
        why = "this system doesn't count what another process has spent"
        yield from (Row(section="mock", name=name, left_out=why) for name in names)
        return
    serve = ("-m", "penstock_mock.cli", "serve", "--port", "0")
    pairs = [(ready("-c", BARE), ready(*serve)) for _ in range(rounds(5))]
    bare, own = ([spent for spent, _ in column] for column in zip(*pairs, strict=True))
    less, more = (min(held for _, held in column) for column in zip(*pairs, strict=True))
    above = [all_of_it - base for all_of_it, base in zip(own, bare, strict=True)]
    yield judged(
        "mock",
        names[0],
        {"ours": above, "a bare application": bare},
        limit="a bare application",
        unit="s",
        goal="0.1 s",
        budget="1.3 ×",
        why=(
            "the modules of the mock, its index of the document and its first session; it would "
            "take importing fewer modules before the first request"
        ),
        quoted=True,
    )
    yield Row(
        section="mock",
        name=names[1],
        unit="MB",
        ours=more - less,
        limit={"a bare application": less},
        goal="20 MB",
        budget="20 MB",
        quoted=True,
    )
    folder = os.environ.get("PENSTOCK_DOCUMENTS")
    packed = Path(folder, "github.json.gz") if folder else None
    if packed is None or not packed.exists():
        why = "PENSTOCK_DOCUMENTS names no folder that has github.json.gz"
        yield Row(section="mock", name=names[2], left_out=why)
        return
    with tempfile.TemporaryDirectory() as aside:
        file = Path(aside, "github.json")
        file.write_bytes(gzip.decompress(packed.read_bytes()))
        spent = min(ready(*serve, "--spec", str(file))[0] for _ in range(1 if QUICK else 2))
    yield Row(
        section="mock", name=names[2], unit="s", ours=spent, goal="2 s", why=WHY, budget="3 s"
    )


if __name__ == "__main__":
    main(rows(), NAMES)
