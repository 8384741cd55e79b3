"""The mock as an ASGI 3 application: every service below its prefix, on any ASGI server.

Chunks are flushed one by one, delays are slept on the session's clock, and a client that goes away
stops its stream. Resetting a connection needs the server's help: `serve.Server` puts it into
`scope["extensions"]`; without it a fault is an exception, which makes a server close.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias
from urllib.parse import quote

from ..document.request import Headers, Request, dump_json, parse_query
from ..engine.clock import Clock
from ..engine.engine import Engine, Mounts
from ..engine.exchange import Exchange, Play, raw_headers
from ..engine.session import Session, Sessions
from ..engine.timeline import Chunk, Fault, Head
from .admin import COMMANDS, PREFIX, SESSION_HEADER, Admin, perform

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Watch: TypeAlias = Callable[[Exchange], None]

# The services take uploads of 20 MiB, a few in one request; more than this is a mistake.
MAX_BODY = 256 * 1024 * 1024

# The keys in scope["extensions"] of callables that end a connection, by the kind of fault.
HANG_UP = {"reset": "penstock.abort", "close": "penstock.close"}


class App:
    """The ASGI application over an engine and its sessions.

    A request is answered in the session that its path ("/~name/sim/...") or its header
    X-Penstock-Session names, else in the default one.
    """

    def __init__(
        self,
        engine: Engine,
        sessions: Sessions,
        service: str | None = None,
        watch: Watch | None = None,
    ) -> None:
        """service: the only one served, then at the root; all, each below its prefix, if None.
        watch: is called with each exchange before it is played; it must not raise.
        """
        self._engine = engine
        self._sessions = sessions
        self._mounts = Mounts(engine.contract, service, whole=not engine.services)
        self._watch = watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection's scope."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "lifespan":
            await _lifespan(receive, send)
        else:  # a websocket: refused before it is accepted, which the client sees as 403
            await receive()
            await send({"type": "websocket.close", "code": 1000})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _body(receive)
        if body is None:
            return
        if len(body) > MAX_BODY:
            await _reply(send, 413, {"error": f"the body has more than {MAX_BODY} bytes"})
            return
        name, prefix, raw_path = _session_of(scope)
        session = self._sessions.get(name)
        if raw_path.startswith(PREFIX):
            await self._admin(session, raw_path.removeprefix(PREFIX), scope, body, send)
            return
        exchange = self._engine.handle(session, self._neutral(scope, prefix, raw_path, body))
        if self._watch is not None:
            self._watch(exchange)
        await _Wire(exchange, session.clock, scope, send).play(receive)

    def _neutral(self, scope: Scope, prefix: str, raw_path: str, body: bytes) -> Request:
        place = self._mounts.on_port(scope["method"], raw_path)
        host, port = scope.get("server") or ("localhost", None)
        authority = _header(scope, "host") or (host if port is None else f"{host}:{port}")
        headers = [(n.decode("latin-1"), v.decode("latin-1")) for n, v in scope["headers"]]
        return Request(
            method=scope["method"],
            raw_path=place.path,
            query=_query(scope),
            headers=tuple(headers),
            body=body,
            service=place.service,
            scheme=scope["scheme"],
            base_url=f"{scope['scheme']}://{authority}{prefix}{place.prefix}",
            route=place.route,
        )

    async def _admin(
        self, session: Session, command: str, scope: Scope, body: bytes, send: Send
    ) -> None:
        readable = COMMANDS.get(command, False)
        reading = scope["method"] in ("GET", "HEAD") and readable
        if not _is_local(scope):
            await _reply(send, 403, {"error": "only this machine may control the mock"})
        elif command not in COMMANDS:
            await _reply(send, 404, {"error": f"no command {command!r}", "commands": [*COMMANDS]})
        elif not reading and scope["method"] != "POST":
            allow = "GET, HEAD, POST" if readable else "POST"
            await _reply(send, 405, {"error": f"{command} takes {allow}"}, (("Allow", allow),))
        else:
            arguments = dict(_query(scope)) if reading else _arguments(body)
            answer = perform(Admin(self._engine, session), command, arguments)
            await _reply(send, 400 if "error" in answer else 200, answer)


class _Wire:
    """One exchange on its way to an ASGI client."""

    def __init__(self, exchange: Exchange, clock: Clock, scope: Scope, send: Send) -> None:
        self._play = Play(exchange, clock)
        self._clock = clock
        self._extensions = scope.get("extensions") or {}
        self._send = send
        self._open = False

    async def play(self, receive: Receive) -> None:
        """Play it to the end, or until the client goes away."""
        if self._play.at_once:
            await self._run()
            return
        running = asyncio.ensure_future(self._run())
        leaving = asyncio.ensure_future(_gone(receive))
        try:
            await asyncio.wait((running, leaving), return_when=asyncio.FIRST_COMPLETED)
        finally:
            running.cancel()
            leaving.cancel()
            await asyncio.gather(running, leaving, return_exceptions=True)
            self._play.interrupt()
        if not running.cancelled():
            running.result()  # raises what made it fail

    async def _run(self) -> None:
        for delay, step in self._play:
            if delay > 0:
                await self._clock.asleep(delay)
            if isinstance(step, Fault):
                await self._break(step)
                return
            await self._deliver(step)
            self._play.played(step)
        if self._open:
            await self._write(b"", more=False)

    async def _deliver(self, step: Head | Chunk) -> None:
        if isinstance(step, Chunk):
            await self._write(step.data, more=not self._play.is_last)
            return
        start = {"type": "http.response.start", "status": step.status}
        await self._send({**start, "headers": raw_headers(step)})
        self._open = True

    async def _write(self, data: bytes, *, more: bool) -> None:
        await self._send({"type": "http.response.body", "body": data, "more_body": more})
        self._open = more

    async def _break(self, fault: Fault) -> None:
        if fault.kind == "stall":
            await asyncio.Event().wait()  # until the client gives up
        self._play.played(fault)
        hang_up = self._extensions.get(HANG_UP[fault.kind])
        if hang_up is None:
            raise ConnectionAbortedError(f"the mock plays the fault {fault.kind!r}")
        await hang_up()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _body(receive: Receive) -> bytes | None:
    """The whole body, as far as it is worth reading; None when the client left meanwhile."""
    parts: list[bytes] = []
    size = 0
    while size <= MAX_BODY:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if not message.get("more_body", False):
            break
    return b"".join(parts)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        phase = (await receive())["type"]
        await send({"type": f"{phase}.complete"})
        if phase == "lifespan.shutdown":
            return


async def _reply(send: Send, status: int, value: Any, headers: Headers = ()) -> None:
    """Send a JSON response of the frontend's own, which belongs to no exchange."""
    body = dump_json(value)
    head = Head(status, (*headers, ("Content-Type", "application/json")))
    head = head.with_header("Content-Length", str(len(body)))
    start = {"type": "http.response.start", "status": status}
    await send({**start, "headers": raw_headers(head)})
    await send({"type": "http.response.body", "body": body})


def _session_of(scope: Scope) -> tuple[str, str, str]:
    """The session's name, the part of the path that names it, and the rest of the path."""
    raw = scope.get("raw_path")  # optional in ASGI, and the only one that keeps %2F
    path = quote(scope["path"]) if raw is None else raw.decode("latin-1")
    if path.startswith("/~"):
        prefix, _, rest = path[1:].partition("/")
        return prefix[1:], f"/{prefix}", f"/{rest}"
    return _header(scope, SESSION_HEADER), "", path


def _header(scope: Scope, name: str) -> str:
    raw = name.lower().encode()
    for key, value in scope["headers"]:
        if key == raw:
            return str(value.decode("latin-1"))
    return ""


def _query(scope: Scope) -> tuple[tuple[str, str], ...]:
    return parse_query(scope["query_string"].decode("latin-1"))


def _is_local(scope: Scope) -> bool:
    """Return whether the client is this machine; a server without sockets can have no other."""
    client = scope.get("client")
    if client is None:
        return True
    try:
        return ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False


def _arguments(body: bytes) -> Any:
    """The arguments of a command; None when they can't be read."""
    try:
        return json.loads(body or b"{}")
    except ValueError:
        return None
