"""The mock on a port: CPU time of the server per request, beside a bare ASGI application.

    python benchmarks/bench_server.py
    PENSTOCK_PEERS=folder python benchmarks/bench_server.py

Each server is a process of its own, on uvicorn with httptools and uvloop where they are installed,
and is asked by raw sockets on loopback, over a few connections that stay open. CPU is that which
the server counts itself, the least of some rounds. PENSTOCK_PEERS names a folder with the commands
of Prism and Steady in node_modules/.bin, whose CPU is read from /proc.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from attrs import field, frozen

CONNECTIONS, REQUESTS, ROUNDS = 16, 500, 3
# Streams at one time, events in each, and seconds between two.
STREAMS, EVENTS, GAP = 1000, 20, 0.05
LATE = 0.05
# The farthest row is at 2.8 times its goal: beyond so many times, one has stepped back.
TOLERANCE = 3.5
PEERS = {
    "Prism": ["prism", "mock", "--port={port}", "{file}"],
    "Steady": ["steady", "--quiet", "--port={port}", "{file}"],
}
PET = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {
        "id": {"type": "integer", "format": "int64"},
        "name": {"type": "string"},
        "tag": {"type": "string", "enum": ["cat", "dog"]},
    },
}
ID = {"name": "petId", "in": "path", "required": True, "schema": {"type": "integer"}}
JSON = "application/json"
ONE = {"description": "", "content": {JSON: {"schema": PET, "example": {"id": 1, "name": "Tom"}}}}
PETSTORE: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Petstore", "version": "1"},
    "paths": {
        "/pets/{petId}": {
            "get": {"operationId": "getPet", "parameters": [ID], "responses": {"200": ONE}}
        },
        "/events": {
            "get": {
                "operationId": "watch",
                "responses": {"200": {"description": "", "content": {"text/event-stream": {}}}},
            }
        },
        "/pets": {
            "post": {
                "operationId": "addPet",
                "requestBody": {"required": True, "content": {JSON: {"schema": PET}}},
                "responses": {"201": ONE},
            }
        },
    },
}


@frozen
class Case:
    """A request that is repeated, the server it goes to, and the bare one it is compared with."""

    name: str
    server: str
    method: str
    path: str
    body: Any = None
    goal: float | None = None
    """At most so many times the CPU of the bare application."""

    @property
    def wire(self) -> bytes:
        """Its bytes."""
        body = b"" if self.body is None else json.dumps(self.body).encode()
        head = [f"{self.method} {self.path} HTTP/1.1", "host: 127.0.0.1", "user-agent: bench"]
        head += ["accept: */*", "x-api-key: key", "authorization: Bearer key"]
        head += ["content-type: application/json", f"content-length: {len(body)}"] if body else []
        return "\r\n".join([*head, "", ""]).encode() + body


CASES = [
    Case("bare, GET", "bare", "GET", "/pets/1"),
    Case("bare, POST", "bare", "POST", "/pets", {"id": 1, "name": "Tom"}),
    Case("petstore, GET", "petstore", "GET", "/pets/1", goal=2.0),
    Case("petstore, POST, strict", "petstore", "POST", "/pets", {"id": 1, "name": "Tom"}, 2.5),
    Case("Sim, status", "own", "GET", "/sim/api/workflows/wf/status", goal=4.0),
    Case("Sim, execute", "own", "POST", "/sim/api/workflows/wf/execute", {"message": "hi"}, 4.0),
    Case(
        "SandboxFusion, run_code",
        "own",
        "POST",
        "/sandbox_fusion/run_code",
        {"code": "print(123)", "language": "python"},
        4.0,
    ),
]


@frozen
class Figures:
    """The cost of one case."""

    cpu: float
    """Microseconds of the server's CPU for a request."""
    rate: float
    """Requests in a second."""


# -- the servers ----------------------------------------------------------------------------------


async def bare(scope: Any, receive: Any, send: Any) -> None:
    """Read the body, and answer a few bytes of JSON."""
    while (await receive()).get("more_body"):
        pass
    headers = [(b"content-type", b"application/json"), (b"content-length", b"21")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b'{"id":1,"name":"Tom"}'})


def serve(kind: str) -> None:
    """Be a server: print the address and the CPU and memory so far; then the CPU for each line."""
    if kind == "bare":
        from threading import Thread

        import uvicorn

        listener = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(bare, log_config=None, access_log=False, lifespan="off", ws="none")
        server = uvicorn.Server(config)
        Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
        while not server.started:
            time.sleep(0.01)
        port = listener.getsockname()[1]
    else:
        from penstock_mock import Contract, Mock, Server, SteerableClock

        contract = Contract.load(PETSTORE) if kind == "petstore" else None
        mock = Mock(contract, clock=SteerableClock(), validation="strict")
        if kind == "petstore":
            mock.stub("watch", sse=[(GAP, "x")] * EVENTS, optional=True)
        if kind == "own":
            mock.admin.set_option("sim", "rate_limits", False)
        port = int(Server(mock).start().url.rpartition(":")[2])
    print(port, time.process_time(), memory(), flush=True)
    for _ in sys.stdin:
        print(time.process_time(), flush=True)


def memory() -> float:
    """The most memory that this process had, in MB; 0 where the system has no count."""
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@frozen
class Child:
    """A server in a process of its own."""

    process: subprocess.Popen[str]
    port: int
    ready: float = 0.0
    """Seconds of CPU until it listens."""
    memory: float = 0.0
    counts: bool = field(default=True)
    """It counts its CPU itself."""

    def cpu(self) -> float:
        """Seconds so far."""
        if self.counts:
            assert self.process.stdin is not None
            assert self.process.stdout is not None
            self.process.stdin.write("\n")
            self.process.stdin.flush()
            return float(self.process.stdout.readline())
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):  # the command may start another one
            with suppress(OSError):
                fields = stat.read_text().rpartition(")")[2].split()
                if int(fields[2]) == self.process.pid:  # its process group
                    ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def child(kind: str) -> Iterator[Child]:
    """One of the servers in Python."""
    command = [sys.executable, __file__, "--serve", kind]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    try:
        assert process.stdout is not None
        port, ready, used = process.stdout.readline().split()
        yield Child(process, int(port), float(ready), float(used))
    finally:
        process.kill()
        process.communicate()


@contextmanager
def peer(name: str, folder: Path) -> Iterator[Child]:
    """A mock server from npm. Raises OSError when it isn't there, or doesn't listen in time."""
    command, *arguments = PEERS[name]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "petstore.json")
        file.write_text(json.dumps(PETSTORE))
        words = [word.format(port=port, file=file) for word in arguments]
        process = subprocess.Popen(
            [folder / "node_modules" / ".bin" / command, *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        try:
            end = time.monotonic() + 15
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    if time.monotonic() > end or process.poll() is not None:
                        raise
                    time.sleep(0.1)
            one = Child(process, port, counts=False)
            yield Child(process, port, one.cpu(), counts=False)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


# -- the load -------------------------------------------------------------------------------------


class Client(asyncio.Protocol):
    """A connection that repeats a request as soon as the answer is whole."""

    def __init__(self, wire: bytes, left: list[int], over: asyncio.Event) -> None:
        self._wire, self._left, self._over = wire, left, over
        self._got = b""

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self._got += data
        head, end, body = self._got.partition(b"\r\n\r\n")
        if not end:
            return
        if not head.startswith(b"HTTP/1.1 2"):
            raise RuntimeError(f"unexpected answer: {self._got[:200]!r}")
        lower = head.lower()
        if b"content-length: " in lower:
            length = int(lower.partition(b"content-length: ")[2].partition(b"\r\n")[0])
            whole = len(body) >= length
        else:
            whole = body.endswith(b"0\r\n\r\n")
        if whole:
            self._got = b""
            self._left[1] -= 1
            if self._left[1] == 0:
                self._over.set()
            self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._left[1]:
            self._left[1] = -1
            self._over.set()

    def _next(self) -> None:
        if self._left[0]:
            self._left[0] -= 1
            self._transport.write(self._wire)


async def load(port: int, wire: bytes, requests: int) -> None:
    """Send so many requests over some connections, and wait for all answers."""
    left, over = [requests, requests], asyncio.Event()
    loop = asyncio.get_running_loop()
    made = [
        await loop.create_connection(lambda: Client(wire, left, over), "127.0.0.1", port)
        for _ in range(CONNECTIONS)
    ]
    await asyncio.wait_for(over.wait(), 60)
    if left[1]:
        raise RuntimeError("the server ended a connection")
    for transport, _ in made:
        transport.abort()


class Reader(asyncio.Protocol):
    """A connection that reads a stream, and notes when its events came."""

    def __init__(self, wire: bytes, over: asyncio.Semaphore) -> None:
        self._wire, self._over = wire, over
        self.came: list[float] = []
        self.events = 0
        self._last = b""

    def connection_made(self, transport: Any) -> None:
        transport.write(self._wire)
        self.began = time.perf_counter()

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        found = data.count(b"data: x")
        self.events += found
        self.came += [now] * found
        self._last = (self._last + data)[-5:]
        if self._last == b"0\r\n\r\n":
            self._over.release()

    def connection_lost(self, exc: Exception | None) -> None:
        self._over.release()


async def streams(port: int, number: int) -> tuple[int, float]:
    """Read so many streams at one time: the number of whole ones, and the p99 of the seconds by
    which an event came later than its gap after the one before it.
    """
    wire = Case("", "", "GET", "/events").wire
    over = asyncio.Semaphore(0)
    loop = asyncio.get_running_loop()
    readers = []
    for _ in range(number):
        transport, reader = await loop.create_connection(
            lambda: Reader(wire, over), "127.0.0.1", port
        )
        readers.append((transport, reader))
    for _ in readers:
        await asyncio.wait_for(over.acquire(), 60)
    late = sorted(
        after - before - GAP
        for _, reader in readers
        for before, after in zip(reader.came, reader.came[1:], strict=False)
    )
    whole = sum(reader.events == EVENTS for _, reader in readers)
    for transport, _ in readers:
        transport.abort()
    return whole, late[len(late) * 99 // 100]


def measure(server: Child, case: Case) -> Figures:
    """The least CPU of some rounds, and the rate of the fastest."""
    wire = case.wire
    asyncio.run(load(server.port, wire, CONNECTIONS * 2))  # compiles validators
    found = []
    for _ in range(ROUNDS):
        cpu, began = server.cpu(), time.perf_counter()
        asyncio.run(load(server.port, wire, REQUESTS))
        took = time.perf_counter() - began
        found.append(Figures((server.cpu() - cpu) / REQUESTS * 1e6, REQUESTS / took))
    return Figures(min(f.cpu for f in found), max(f.rate for f in found))


def main() -> int:
    """Print the table, with the goals that are missed; return 1 far beyond one."""
    found: dict[str, Figures] = {}
    start: dict[str, str] = {}
    whole, late = 0, 0.0
    for kind in ("bare", "petstore", "own"):
        with child(kind) as server:
            start[kind] = f"ready after {server.ready:.2f} s of CPU, {server.memory:.0f} MB"
            for case in CASES:
                if case.server == kind:
                    found[case.name] = measure(server, case)
            if kind == "petstore":
                whole, late = asyncio.run(streams(server.port, STREAMS))
    missed = False
    print(f"{'':<26}{'µs of CPU':>10}{'× bare':>8}{'goal':>7}{'req/s':>8}")
    for case in CASES:
        figures, base = found[case.name], found[f"bare, {case.method}"]
        times = figures.cpu / base.cpu
        over = case.goal is not None and times > case.goal
        missed |= case.goal is not None and times > TOLERANCE * case.goal
        goal = "" if case.goal is None else f"{case.goal:.1f}"
        print(
            f"{case.name:<26}{figures.cpu:>10.0f}{times:>8.1f}{goal:>7}{figures.rate:>8.0f}"
            f"{'  missed' if over else ''}"
        )
    print(
        f"{STREAMS} streams, an event every {GAP * 1e3:.0f} ms: {whole} whole, p99 of lateness "
        f"{late * 1e3:.0f} ms, goal {LATE * 1e3:.0f}"
    )
    missed |= whole < STREAMS or late > TOLERANCE * LATE
    for name in PEERS:
        print_peer(name, found)
    for kind, text in start.items():
        print(f"{kind:<26}{text}")
    return int(missed)


def print_peer(name: str, found: dict[str, Figures]) -> None:
    """Print the rows of a mock server from npm, or the reason why there are none."""
    folder = os.environ.get("PENSTOCK_PEERS")
    if not folder:
        print(f"{name:<26}not measured: PENSTOCK_PEERS names no folder with its npm package")
        return
    try:
        with peer(name, Path(folder)) as server:
            for case in CASES:
                if case.server == "petstore":
                    figures = measure(server, case)
                    base, ours = found[f"bare, {case.method}"], found[case.name]
                    print(
                        f"{f'{name}, {case.method}':<26}{figures.cpu:>10.0f}"
                        f"{figures.cpu / base.cpu:>8.1f}{'':>7}{figures.rate:>8.0f}"
                        f"  ours answers {ours.rate / figures.rate:.1f} × as many"
                    )
    except (OSError, RuntimeError, TimeoutError) as error:
        print(f"{name:<26}not measured: {error}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(sys.argv[2])
    else:
        sys.exit(main())
