"""The mock as an ASGI 3 application: every service below its prefix, on any ASGI server.

Chunks are flushed one by one, delays are slept on the session's clock, and a client that goes away
stops its stream. Resetting a connection needs the server's help: `serve.Server` puts it into
`scope["extensions"]`; without it a fault is an exception, which makes a server close.
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Awaitable, Callable, MutableMapping
from secrets import compare_digest
from typing import Any, TypeAlias
from urllib.parse import SplitResult, quote, urlsplit

from attrs import field, frozen

from ..document.bodies import BodyError, read_json
from ..document.request import Headers, Request, dump_json, parse_query
from ..document.router import Miss
from ..document.structure import METHODS
from ..engine.clock import Clock
from ..engine.engine import Engine, Mounts
from ..engine.exchange import Exchange, Play, raw_headers
from ..engine.session import Session, SessionEndedError, Sessions
from ..engine.timeline import Chunk, Fault, Head
from .admin import COMMANDS, PREFIX, SESSION_HEADER, TOKEN_HEADER, Admin, perform

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Watch: TypeAlias = Callable[[Exchange], None]

# The services take uploads of 20 MiB, a few in one request; more than this is a mistake.
MAX_BODY = 128 * 1024 * 1024
# Of all bodies that are being read at one time.
MAX_READING = 256 * 1024 * 1024

# The keys in scope["extensions"] of callables that end a connection, by the kind of fault.
HANG_UP = {"reset": "penstock.abort", "close": "penstock.close"}

_MONTH = str(30 * 24 * 3600)
_LONGEST_NAME = 200


@frozen
class Access:
    """The rules by which a request may use the admin interface.

    A web page may not: not under a name that its owner points at this machine (DNS rebinding), nor
    from another origin. Another machine may with the token.
    """

    names: frozenset[str] = frozenset()
    """The names of the server, besides its addresses and localhost, in lower case."""
    token: str | None = field(default=None, repr=False)

    def refusal(self, scope: Scope) -> str | None:
        """Return why a request is refused; None when it may pass."""
        host, origin = _header(scope, "host"), _header(scope, "origin")
        name = (_split(f"//{host}").hostname or host).removesuffix(".")
        served, _ = scope.get("server") or ("", None)  # in process the name in the URL
        if host and name not in ("localhost", served, *self.names) and not _is_address(name):
            return f"{name!r} does not name the mock; use its address, or give it --allow-host"
        if origin and _split(origin).netloc.lower() != host.lower():
            return f"pages of {origin} may not control the mock"
        if _header(scope, "sec-fetch-site") in ("cross-site", "same-site"):
            return "pages of another site may not control the mock"
        client = scope.get("client")  # a server without sockets has none: it is this process
        if client is None or _is_address(client[0], loopback=True):
            return None
        if self.token is None:
            return "only this machine may control the mock; others may if it has an --admin-token"
        if compare_digest(_header(scope, TOKEN_HEADER).encode(), self.token.encode()):
            return None
        return f"give the token of --admin-token as the header {TOKEN_HEADER}"


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
        *,
        access: Access | None = None,
        cors: bool = False,
    ) -> None:
        """service: the only one served, then at the root; all, each below its prefix, if None.
        watch: is called with each exchange before it is played; it must not raise. access: the
        rules for the admin interface. cors: let web pages of any origin use the services.
        """
        self._engine = engine
        self._sessions = sessions
        self._mounts = Mounts(engine.contract, service)
        self._watch = watch
        self._access = access or Access()
        self._cors = cors
        self._reading = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection's scope."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "lifespan":
            while (phase := (await receive())["type"]) != "lifespan.shutdown":
                await send({"type": f"{phase}.complete"})
            await send({"type": f"{phase}.complete"})
        else:  # a websocket: refused before it is accepted, which the client sees as 403
            await receive()
            await send({"type": "websocket.close", "code": 1000})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await self._body(receive)
            if body is None:
                return
            name, prefix, raw_path = _session_of(scope)
            session = self._sessions.get(name)
        except _RefusedError as refused:
            await _reply(send, refused.status, {"error": str(refused)})
        except SessionEndedError as ended:
            await _reply(send, 410, {"error": str(ended)})
        else:
            if raw_path.startswith(PREFIX):
                await self._admin(session, raw_path.removeprefix(PREFIX), scope, body, send)
            else:
                await self._service(session, scope, prefix, raw_path, body, receive, send)

    async def _service(
        self,
        session: Session,
        scope: Scope,
        prefix: str,
        raw_path: str,
        body: bytes,
        receive: Receive,
        send: Send,
    ) -> None:
        origin = _header(scope, "origin") if self._cors else ""
        asked = _header(scope, "access-control-request-method")
        neutral = self._neutral(scope, prefix, raw_path, body)
        if scope["method"] == "OPTIONS" and (raw_path == "*" or (origin and asked)):
            own = self._describe(session, neutral)
            if own is not None and own.timeline.header("access-control-allow-origin"):
                await _Wire(own, session.clock, scope, send, "").play(receive)
            else:
                await _reply(send, 204, None, _preflight(scope, origin, asked))
            return
        unclaimed = isinstance(neutral.route, Miss) and not neutral.route.allow
        if raw_path == "/" and unclaimed and scope["method"] in ("GET", "HEAD"):
            mounts, base = self._mounts, neutral.base_url
            services = {name: base + mounts.prefix(name) for name in mounts.services}
            index = {"services": services, "admin": f"{base}{PREFIX}"}
            await _reply(send, 200, index, body=scope["method"] == "GET")
            return
        exchange = self._engine.handle(session, neutral)
        if self._watch is not None:
            self._watch(exchange)
        await _Wire(exchange, session.clock, scope, send, origin).play(receive)

    def _describe(self, session: Session, request: Request) -> Exchange | None:
        """The service's own answer to OPTIONS, which is no call; None where it has none."""
        service = self._engine.services.get(request.service or "")
        if service is None or service.own_methods or not isinstance(request.route, Miss):
            return None
        return self._engine.handle(session, request) if request.route.allow else None

    async def _body(self, receive: Receive) -> bytes | None:
        """The whole body; None when the client left meanwhile. Raises _RefusedError beyond what is
        worth reading.
        """
        parts: list[bytes] = []
        size = 0
        try:
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return None
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                self._reading += len(parts[-1])
                if size > MAX_BODY:
                    raise _RefusedError(413, f"the body has more than {MAX_BODY} bytes")
                if self._reading > MAX_READING:
                    why = f"{MAX_READING} bytes of unfinished bodies are held; end some, and retry"
                    raise _RefusedError(503, why)
                if not message.get("more_body", False):
                    return b"".join(parts)
        finally:
            self._reading -= size

    def _neutral(self, scope: Scope, prefix: str, raw_path: str, body: bytes) -> Request:
        place = self._mounts.on_port(scope["method"], raw_path)
        host, port = scope.get("server") or ("localhost", None)
        authority = _header(scope, "host") or (host if port is None else f"{host}:{port}")
        headers = [(n.decode("latin-1"), v.decode("latin-1")) for n, v in scope["headers"]]
        return Request(
            method=scope["method"],
            raw_path=place.path,
            query=_query(scope),
            raw_query=scope["query_string"].decode("latin-1"),
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
        if (why := self._access.refusal(scope)) is not None:
            await _reply(send, 403, {"error": why})
        elif command not in COMMANDS:
            await _reply(send, 404, {"error": f"no command {command!r}", "commands": [*COMMANDS]})
        elif not reading and scope["method"] != "POST":
            allow = "GET, HEAD, POST" if readable else "POST"
            await _reply(send, 405, {"error": f"{command} takes {allow}"}, (("Allow", allow),))
        else:
            try:
                arguments = dict(_query(scope)) if reading else read_json(body or b"{}")
            except BodyError:
                arguments = None
            answer = perform(Admin(self._engine, session), command, arguments)
            await _reply(send, 400 if "error" in answer else 200, answer)


class _RefusedError(Exception):
    """The request is answered by the frontend itself."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class _Wire:
    """One exchange on its way to an ASGI client."""

    def __init__(
        self, exchange: Exchange, clock: Clock, scope: Scope, send: Send, origin: str
    ) -> None:
        """origin: the web page's, which may read the answer; "" for none."""
        self._origin = origin
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
        leaving = asyncio.ensure_future(gone(receive))
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
                if step.kind == "stall":
                    await asyncio.Event().wait()  # until the client gives up
                self._play.played(step)
                hang_up = self._extensions.get(HANG_UP[step.kind])
                if hang_up is None:
                    raise ConnectionAbortedError(f"the mock plays the fault {step.kind!r}")
                await hang_up()
                return
            if isinstance(step, Chunk):
                await self._write(step.data, more=not self._play.is_last)
            else:
                start = {"type": "http.response.start", "status": step.status}
                await self._send({**start, "headers": raw_headers(_shared(step, self._origin))})
                self._open = True
            self._play.played(step)
        if self._open:
            await self._write(b"", more=False)

    async def _write(self, data: bytes, *, more: bool) -> None:
        await self._send({"type": "http.response.body", "body": data, "more_body": more})
        self._open = more


async def gone(receive: Receive) -> None:
    """Wait until the client has gone away."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _reply(
    send: Send, status: int, value: Any, headers: Headers = (), *, body: bool = True
) -> None:
    """Send a JSON response of the frontend's own, which belongs to no exchange."""
    head = Head(status, headers)
    data = b"" if status == 204 else dump_json(value)
    if status != 204:
        typed = (("Content-Type", "application/json"), ("Content-Length", str(len(data))))
        head = Head(status, (*headers, *typed))
    start = {"type": "http.response.start", "status": status}
    await send({**start, "headers": raw_headers(head)})
    await send({"type": "http.response.body", "body": data if body else b""})


def _preflight(scope: Scope, origin: str, method: str) -> Headers:
    """Everything that a web page asks for (Fetch, "CORS protocol")."""
    if not origin:
        return (("Allow", ", ".join(sorted(map(str.upper, METHODS)))),)
    private = _header(scope, "access-control-request-private-network")
    return (
        ("Access-Control-Allow-Origin", origin),
        ("Access-Control-Allow-Credentials", "true"),
        ("Access-Control-Allow-Methods", method),
        ("Access-Control-Allow-Headers", _header(scope, "access-control-request-headers")),
        ("Access-Control-Max-Age", _MONTH),
        *((("Access-Control-Allow-Private-Network", "true"),) if private else ()),
        ("Vary", "Origin"),
    )


def _shared(head: Head, origin: str) -> Head:
    """The head with leave to read it, unless the service has a rule of its own."""
    if not origin or head.header("access-control-allow-origin"):
        return head
    names = ", ".join(dict.fromkeys(name for name, _ in head.headers))
    leave = (
        ("Access-Control-Allow-Origin", origin),
        ("Access-Control-Allow-Credentials", "true"),
        ("Access-Control-Expose-Headers", names),
        ("Vary", "Origin"),
    )
    return Head(head.status, (*head.headers, *leave))


def _session_of(scope: Scope) -> tuple[str, str, str]:
    """The session's name, the part of the path that names it, and the rest of the path."""
    raw = scope.get("raw_path")  # optional in ASGI, and the only one that keeps %2F
    path = quote(scope["path"]) if raw is None else raw.decode("latin-1")
    if not path.startswith("/") and "://" in path:  # RFC 9112 3.2.2: the absolute form
        path = "/" + path.partition("://")[2].partition("/")[2]
    name, prefix = _header(scope, SESSION_HEADER), ""
    if path.startswith("/~"):
        first, _, rest = path[1:].partition("/")
        name, prefix, path = first[1:], f"/{first}", f"/{rest}"
    if len(name) > _LONGEST_NAME:
        raise _RefusedError(400, f"a session's name has at most {_LONGEST_NAME} characters")
    return name, prefix, path


def _header(scope: Scope, name: str) -> str:
    raw = name.lower().encode()
    for key, value in scope["headers"]:
        if key == raw:
            return str(value.decode("latin-1"))
    return ""


def _query(scope: Scope) -> tuple[tuple[str, str], ...]:
    return parse_query(scope["query_string"].decode("latin-1"))


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:  # brackets around what is no address
        return urlsplit("")


def _is_address(text: str, *, loopback: bool = False) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return address.is_loopback or not loopback
