"""The mock on a port: CPU time of the server per request, beside a bare ASGI application.

    PENSTOCK_PEERS=folder python benchmarks/bench_server.py

Each server is a process of its own, on uvicorn with httptools and uvloop where they are installed,
and is asked by raw sockets on loopback, over a few connections that stay open. CPU is that which
the server counts itself. PENSTOCK_PEERS names a folder with the commands of Prism and Steady in
node_modules/.bin, whose CPU is read from /proc.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from attrs import field, frozen
from harness import QUICK, Row, in_turns, judged, main, rounds

NAMES = (
    "Served GET",
    "Served GET, by the clock, beside Prism",
    "Served GET, by the clock, beside Steady",
    "Served POST, strict",
    "Served POST, strict, by the clock, beside Prism",
    "Served POST, strict, by the clock, beside Steady",
    "Served Sim status",
    "Served Sim execute",
    "Served run_code",
    "Served streams cut short, of 1,000 at once",
    "Served 1,000 streams, p99 of lateness, by the clock",
)

CONNECTIONS, REQUESTS = 16, 200 if QUICK else 500
# Seconds that a run of a Sim workflow takes, and about those of a program in Python.
WAIT = 0.0124
# Streams at one time, events in each, and seconds between two.
STREAMS, EVENTS, GAP = 1000, 20, 0.05
PEERS = {
    "Prism": ["prism", "mock", "--port={port}", "{file}"],
    "Steady": ["steady", "--quiet", "--port={port}", "{file}"],
}
# By the peer: the goal and the budget of the time that a request takes here beside there.
BESIDE = {"Prism": ("0.2 ×", "0.5 ×"), "Steady": ("0.77 ×", "1.6 ×")}
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


HEADERS = ["host: 127.0.0.1", "user-agent: bench", "accept: */*", "x-api-key: key"]


def wire(method: str, path: str, value: Any = None) -> bytes:
    """The bytes of a request."""
    body = b"" if value is None else json.dumps(value).encode()
    head = [f"{method} {path} HTTP/1.1", *HEADERS, "authorization: Bearer key"]
    head += ["content-type: application/json", f"content-length: {len(body)}"] if body else []
    return "\r\n".join([*head, "", ""]).encode() + body


# Name: the request, the server it goes to, the goal and the budget beside a bare application.
TOM = {"id": 1, "name": "Tom"}
GET, POST = wire("GET", "/pets/1"), wire("POST", "/pets", TOM)
PROGRAM = {"code": "print(123)", "language": "python"}
CASES: dict[str, tuple[bytes, str, str, str]] = {
    "GET": (GET, "petstore", "2 ×", "4 ×"),
    "POST, strict": (POST, "petstore", "2.5 ×", "4 ×"),
    "Sim status": (wire("GET", "/sim/api/workflows/wf/status"), "own", "4 ×", "5 ×"),
    "Sim execute": (
        wire("POST", "/sim/api/workflows/wf/execute", {"message": "hi"}),
        "own",
        "4 ×",
        "8 ×",
    ),
    "run_code": (wire("POST", "/sandbox_fusion/run_code", PROGRAM), "own", "4 ×", "8 ×"),
}
# Those whose answers take WAIT, and so a bare application that answers as late: a server that waits
# between two requests has cold caches, and needs more CPU for the same work.
LATE = ("Sim execute", "run_code")
AS_LATE = "a bare application, as late"


# -- the servers ----------------------------------------------------------------------------------


async def bare(scope: Any, receive: Any, send: Any) -> None:
    """Read the body, and answer a few bytes of JSON."""
    while (await receive()).get("more_body"):
        pass
    if scope["path"] == "/late":
        await asyncio.sleep(WAIT)
    headers = [(b"content-type", b"application/json"), (b"content-length", b"21")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b'{"id":1,"name":"Tom"}'})


def serve(kind: str) -> None:
    """Be a server: print the port, and then the CPU so far for each line."""
    logging.disable(logging.WARNING)
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
    print(port, flush=True)
    for _ in sys.stdin:
        print(time.process_time(), flush=True)


@frozen
class Child:
    """A server in a process of its own."""

    process: subprocess.Popen[str]
    port: int
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


WHY = {
    "GET": "decoding, routing and the journal take 49 calls of functions; it would take fewer",
    "POST, strict": "decoding the request is the largest part of what is above the bare "
    "application; it would take fewer steps to a checked body",
    "Sim execute": "the answer comes 12 ms later, so that about half of the time is code that runs "
    "with cold caches; it would take fewer of its 133 calls of functions",
    "run_code": "the answer comes 10 ms later, so that about half of the time is code that runs "
    "with cold caches; it would take outcomes of programs that are kept whole",
}
WHY_BY_THE_CLOCK = (
    "the client that asks takes as long as the server, on the other processor, and is the same for "
    "both; it would take a faster client"
)


@contextmanager
def child(kind: str) -> Iterator[Child]:
    """One of the servers in Python."""
    command = [sys.executable, __file__, "--serve", kind]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    try:
        assert process.stdout is not None
        yield Child(process, int(process.stdout.readline()))
    finally:
        process.kill()
        process.communicate()


@contextmanager
def peer(name: str, folder: Path) -> Iterator[Child]:
    """A mock server from npm.

    Raises OSError when it isn't there, doesn't listen in time, or answers otherwise.
    """
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
            yield Child(process, port, counts=False)
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


async def load(port: int, request: bytes, requests: int) -> None:
    """Send so many requests over some connections, and wait for all answers."""
    left, over = [requests, requests], asyncio.Event()
    loop = asyncio.get_running_loop()
    made = [
        await loop.create_connection(lambda: Client(request, left, over), "127.0.0.1", port)
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
    watch = wire("GET", "/events")
    over = asyncio.Semaphore(0)
    loop = asyncio.get_running_loop()
    readers = []
    for _ in range(number):
        transport, reader = await loop.create_connection(
            lambda: Reader(watch, over), "127.0.0.1", port
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


class Load:
    """A request that is repeated at one server: its CPU, and the time by the clock."""

    def __init__(self, server: Child, request: bytes) -> None:
        self.server, self.request = server, request
        self.clock: list[float] = []

    def __call__(self) -> float:
        """Seconds of the server's CPU for a request."""
        cpu, began = self.server.cpu(), time.perf_counter()
        asyncio.run(load(self.server.port, self.request, REQUESTS))
        self.clock.append((time.perf_counter() - began) / REQUESTS)
        return (self.server.cpu() - cpu) / REQUESTS


def peers(stack: ExitStack) -> tuple[dict[str, Child], dict[str, str]]:
    """The mock servers from npm that can be run, and the reasons for those that can't."""
    running, missing = {}, {}
    folder = os.environ.get("PENSTOCK_PEERS")
    for name in PEERS:
        if not folder:
            missing[name] = "PENSTOCK_PEERS names no folder with its npm package"
            continue
        try:
            server = stack.enter_context(peer(name, Path(folder)))
            for request in (GET, POST):
                asyncio.run(load(server.port, request, CONNECTIONS))
            running[name] = server
        except (OSError, RuntimeError) as error:
            missing[name] = f"it doesn't run here: {error}"
    return running, missing


def rows() -> Iterator[Row]:
    """The cost of each request, and of many streams."""
    with ExitStack() as stack:
        servers = {k: stack.enter_context(child(k)) for k in ("bare", "petstore", "own")}
        others, missing = peers(stack)
        for name, (request, kind, goal, budget) in CASES.items():
            base = POST if request.startswith(b"POST") else GET
            beside = others if kind == "petstore" else {}
            loads = {
                "ours": Load(servers[kind], request),
                "a bare application": Load(servers["bare"], base),
                **{other: Load(server, request) for other, server in beside.items()},
            }
            as_late = {AS_LATE: Load(servers["bare"], wire("POST", "/late", TOM))}
            yield from requested(name, loads, goal, budget, as_late if name in LATE else {})
            if kind == "petstore":
                for other, why in missing.items():
                    clocked = f"Served {name}, by the clock, beside {other}"
                    yield Row(section="mock", name=clocked, left_out=why)
        yield from streamed(asyncio.run(streams(servers["petstore"].port, STREAMS)))


def requested(
    name: str, loads: dict[str, Load], goal: str, budget: str, more: dict[str, Load]
) -> Iterator[Row]:
    """The rows of one request: its CPU, and the time by the clock beside each peer.

    `more` are further servers that its CPU is compared with.
    """
    ours, bare, *others = loads
    yield judged(
        "mock",
        f"Served {name}",
        in_turns({**loads, **more}, rounds(5)),
        limit=bare,
        goal=goal,
        budget=budget,
        why=WHY.get(name, ""),
        quoted=True,
    )
    for other in others:
        most, held = BESIDE[other]
        yield judged(
            "mock",
            f"Served {name}, by the clock, beside {other}",
            {key: loads[key].clock[1:] for key in (ours, other)},
            goal=most,
            budget=held,
            why=WHY_BY_THE_CLOCK,
        )


def streamed(found: tuple[int, float]) -> Iterator[Row]:
    """The rows of many streams, of the number of whole ones and the p99 of lateness."""
    whole, late = found
    yield Row(
        section="mock",
        name="Served streams cut short, of 1,000 at once",
        unit="streams",
        ours=float(STREAMS - whole),
        goal="0 streams",
        budget="0 streams",
    )
    yield Row(
        section="mock",
        name="Served 1,000 streams, p99 of lateness, by the clock",
        unit="ms",
        ours=late * 1e3,
        goal="50 ms",
        budget="300 ms",
        why="the reader of the streams and the server need both processors; a server that does "
        "nothing else was as late in the same run; it would take a third processor",
        quoted=True,
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(sys.argv[2])
    else:
        main(rows(), NAMES)
