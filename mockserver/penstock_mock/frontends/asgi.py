"""The mock as an ASGI 3 application: every service below its prefix, on any ASGI server.

Chunks are flushed one by one, delays are slept on the session's clock, and a client that goes away
stops its stream. Resetting a connection needs the server's help: `serve.Server` puts it into
`scope["extensions"]`; without it a fault is an exception, which makes a server close.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from functools import lru_cache
from secrets import compare_digest
from typing import Any, TypeAlias
from urllib.parse import quote, urlsplit

from attrs import field

from ..document.bodies import BodyError, read_json
from ..document.contract import Address, address_of
from ..document.request import (
    ADMIN_PREFIX,
    SESSION_PREFIX,
    Headers,
    Request,
    dump_json,
    host_name,
    parse_query,
)
from ..document.router import Miss
from ..document.structure import METHODS
from ..document.values import define, frozen
from ..engine.clock import Clock
from ..engine.engine import Engine, Hosts, Mounts, is_address, is_local
from ..engine.exchange import Exchange, Play, in_one, raw_headers
from ..engine.session import Session, SessionEndedError, Sessions
from ..engine.timeline import Chunk, Fault, Head
from .admin import COMMANDS, SESSION_HEADER, TOKEN_HEADER, Admin, perform

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Watch: TypeAlias = Callable[[Exchange], None]

# The services take uploads of 20 MiB, a few in one request; more than this is a mistake.
MAX_BODY = 128 * 1024 * 1024
# In which it arrives, and between two parts of it.
BODY_SECONDS, SILENT_SECONDS = 600.0, 60.0
# Of all bodies that are being read at one time.
MAX_READING = 256 * 1024 * 1024

# The keys in scope["extensions"] of callables that end a connection, by the kind of fault.
HANG_UP = {"reset": "penstock.abort", "close": "penstock.close"}

# The key in a scope of the exchange that a server has had from `App.handle` already.
SERVED = "penstock.served"

# The headers that are looked at on the way of every request.
_SESSION = SESSION_HEADER.lower().encode()
_NAMED = frozenset({b"host", b"origin", _SESSION})
_MONTH = str(30 * 24 * 3600)
_LONGEST_NAME = 200
# The name of a host; and the host of a URL and its port, without a user (RFC 3986 3.2).
_NAME = re.compile(r"[^\s/?#@:*,%\\\[\]]+")
_HOST = re.compile(r"(?:\[[^\]@]+\]|[^\[\]:@]+)(?::\d*)?")


@frozen
class Access:
    """The rules by which a request may use the admin interface.

    A web page may not: not under a name that its owner points at this machine (DNS rebinding), nor
    from another origin. Another machine may with the token.
    """

    names: frozenset[str] = frozenset()
    """The names of the server, besides its addresses and localhost, as `name_of` gives them."""
    token: str | None = field(default=None, repr=False)

    def refusal(self, scope: Scope, target: Target) -> str | None:
        """Return why a request is refused; None when it may pass."""
        hosts = [*_headers(scope, "host"), *([target.authority] if target.authority else [])]
        if not hosts:
            return "the request has no Host; give it the mock's address"
        served, _ = scope.get("server") or ("", None)
        own = {"localhost", *self.names, *([served] if is_local(served) else [])}
        for host in hosts:
            name = _origin_of(f"//{host}")[1]
            if name not in own and not is_address(name):
                return f"{name or host!r} does not name the mock; use its address, or --allow-host"
        here = _origin_of(f"{scope['scheme']}://{hosts[0]}")
        for origin in _headers(scope, "origin"):
            if _origin_of(origin) != here:
                return f"pages of {origin} may not control the mock"
        sites = {site.strip().lower() for site in _headers(scope, "sec-fetch-site")}
        if not sites <= {"same-origin", "none"}:
            return "pages of another site may not control the mock"
        client = scope.get("client")  # a server without sockets has none: it is this process
        address = client[0] if client else ""
        if client is None or (is_address(address) and ipaddress.ip_address(address).is_loopback):
            return None
        if self.token is None:
            return "only this machine may control the mock; others may if it has an --admin-token"
        if compare_digest(_header(scope, TOKEN_HEADER).encode(), self.token.encode()):
            return None
        return f"give the token of --admin-token as the header {TOKEN_HEADER}"


@define
class Target:
    """The parts of a request's target, and the headers that go with them."""

    named: Mapping[bytes, bytes]
    """Headers of `_NAMED`."""
    session: str
    prefix: str
    """The part of the path that names the session."""
    path: str
    """The rest of it, still percent-encoded."""
    authority: str
    """Of a target in absolute form (RFC 9112 3.2.2)."""
    local: bool
    """It is at a name of this machine. In process an application is asked for any host."""

    def header(self, name: bytes) -> str:
        """One of them; "" when it isn't there."""
        return self.named.get(name, b"").decode("latin-1")


@frozen
class Served:
    """The exchange of a request to a service, which is to be played."""

    exchange: Exchange
    clock: Clock
    """The session's."""
    origin: str
    """The web page's, which may read the answer; "" for none."""


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
        hosts: Hosts | None = None,
    ) -> None:
        """service: the only one served, then at the root; all, each below its prefix, if None.
        watch: is called with each exchange before it is played; it must not raise. access: the
        rules for the admin interface. cors: let web pages of any origin use the services. hosts:
        base URLs to answer at when it is used in process, besides the document's.
        """
        self._engine = engine
        self._sessions = sessions
        self._mounts = Mounts(engine.contract, service, hosts)
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

    def handle(self, scope: Scope, body: bytes) -> Served | None:
        """The exchange of a request to a service. None for any other request, and for one that the
        application answers itself: these have nothing to be played.
        """
        try:
            target = _target_of(scope)
            session = self._sessions.get(target.session)
        except (_RefusedError, SessionEndedError):
            return None
        method = scope["method"]
        at_root = target.path == "/" and method in ("GET", "HEAD")
        if target.local and (at_root or f"{target.path}/".startswith(ADMIN_PREFIX)):
            return None
        if method == "OPTIONS" and (target.path == "*" or self._cors):
            return None
        return self._served(session, target, self._neutral(scope, target, body))

    def _served(self, session: Session, target: Target, request: Request) -> Served:
        exchange = self._engine.handle(session, request)
        if self._watch is not None:
            self._watch(exchange)
        return Served(exchange, session.clock, target.header(b"origin") if self._cors else "")

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        served: Served | None = scope.get(SERVED)
        try:
            if served is None:
                body = await self._body(receive)
                if body is None:
                    return
                served = self.handle(scope, body) or await self._own(scope, body, send)
        except _RefusedError as refused:
            # What is left of the body isn't read.
            closes = (("Connection", "close"),)
            await reply(send, refused.status, {"error": str(refused)}, closes)
        except SessionEndedError as ended:
            await reply(send, 410, {"error": str(ended)})
        else:
            if served is not None:
                await _Wire(served, scope, send).play(receive)

    async def _own(self, scope: Scope, body: bytes, send: Send) -> Served | None:
        """Answer a command, a web page's OPTIONS and a request to the root; the exchange of one
        that a service answers after all. Raises _RefusedError and SessionEndedError.
        """
        target = _target_of(scope)
        session = self._sessions.get(target.session)
        if target.local and f"{target.path}/".startswith(ADMIN_PREFIX):
            await self._admin(session, target, scope, body, send)
            return None
        origin = target.header(b"origin") if self._cors else ""
        method = scope["method"]
        neutral = self._neutral(scope, target, body)
        asked = _header(scope, "access-control-request-method") if method == "OPTIONS" else ""
        if method == "OPTIONS" and (target.path == "*" or (origin and asked)):
            own = self._describe(session, neutral)
            if own is not None and own.timeline.header("access-control-allow-origin"):
                return Served(own, session.clock, "")
            await reply(send, 204, None, _preflight(scope, origin, asked))
        elif method != "OPTIONS" and isinstance(neutral.route, Miss) and not neutral.route.allow:
            base, mounts = neutral.base_url, self._mounts
            addresses = {
                "services": {name: base + mounts.prefix(name) for name in mounts.services},
                "document": [base + path for path in mounts.bases],
                "admin": f"{base}{ADMIN_PREFIX}",
            }
            await reply(send, 200, addresses, body=method == "GET")
        else:
            return self._served(session, target, neutral)
        return None

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
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body: bytes = message.get("body", b"")
        if not message.get("more_body", False) and len(body) <= MAX_BODY:
            return body
        parts, size = [body], len(body)
        self._reading += size
        try:
            async with asyncio.timeout(BODY_SECONDS):
                while message.get("more_body", False):
                    if size > MAX_BODY:
                        break
                    if self._reading > MAX_READING:
                        held = f"{MAX_READING} bytes of unfinished bodies are held"
                        raise _RefusedError(503, f"{held}; end some, and retry")
                    message = await asyncio.wait_for(receive(), SILENT_SECONDS)
                    if message["type"] == "http.disconnect":
                        return None
                    parts.append(message.get("body", b""))
                    size += len(parts[-1])
                    self._reading += len(parts[-1])
        except TimeoutError:
            why = (
                f"a body arrives within {BODY_SECONDS:g} s, without {SILENT_SECONDS:g} s of silence"
            )
            raise _RefusedError(408, why) from None
        finally:
            self._reading -= size
        if size > MAX_BODY:
            raise _RefusedError(413, f"the body has more than {MAX_BODY} bytes")
        return b"".join(parts)

    def _neutral(self, scope: Scope, target: Target, body: bytes) -> Request:
        method, scheme = scope["method"], scope["scheme"]
        host, port = scope.get("server") or ("localhost", None)
        authority = target.header(b"host")
        if authority and is_address(host):  # of a socket
            place = self._mounts.on_port(method, target.path)
        else:
            here = f"[{host}]" if ":" in host else host
            here = here if port is None else f"{here}:{port}"
            authority = authority or here
            place = self._mounts.in_application(method, f"{scheme}://{here}", target.path)
        return Request(
            method,
            place.path,
            _query(scope),
            tuple([(_text(name), value.decode("latin-1")) for name, value in scope["headers"]]),
            body,
            "" if target.local else host,
            place.service,
            scheme,
            f"{scheme}://{authority}{target.prefix}{place.prefix}",
            place.route,
            raw_query=scope["query_string"].decode("latin-1"),
        )

    async def _admin(
        self, session: Session, target: Target, scope: Scope, body: bytes, send: Send
    ) -> None:
        command = target.path.removeprefix(ADMIN_PREFIX.rstrip("/")).removeprefix("/")
        whole = scope["method"] != "HEAD"
        readable = COMMANDS.get(command, False)
        reading = scope["method"] in ("GET", "HEAD") and readable
        if (why := self._access.refusal(scope, target)) is not None:
            await reply(send, 403, {"error": why}, body=whole)
        elif command not in COMMANDS:
            unknown = {"error": f"no command {command!r}", "commands": [*COMMANDS]}
            await reply(send, 404, unknown, body=whole)
        elif not reading and scope["method"] != "POST":
            allow = "GET, HEAD, POST" if readable else "POST"
            refused = {"error": f"{command} takes {allow}"}
            await reply(send, 405, refused, (("Allow", allow),), body=whole)
        else:
            try:
                arguments = dict(_query(scope)) if reading else read_json(body or b"{}")
                answer = perform(Admin(self._engine, session), command, arguments)
            except BodyError as error:
                answer = {"error": f"{error}; give the arguments of {command} as a JSON object"}
            await reply(send, 400 if "error" in answer else 200, answer, body=whole)


class _RefusedError(Exception):
    """The request is answered by the frontend itself."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class _Wire:
    """One exchange on its way to an ASGI client."""

    def __init__(self, served: Served, scope: Scope, send: Send) -> None:
        self._served = served
        self._play = Play(served.exchange, served.clock)
        self._extensions = scope.get("extensions") or {}
        self._send = send
        self._open = False

    async def play(self, receive: Receive) -> None:
        """Play it to the end, or until the client goes away."""
        whole = in_one(self._served.exchange)
        if whole is not None and whole[0] <= 0:
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
                await self._served.clock.asleep(delay)
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
                lines = raw_headers(shared(step, self._served.origin))
                start = {"type": "http.response.start", "status": step.status, "headers": lines}
                await self._send(start)
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


async def reply(
    send: Send, status: int, value: Any, headers: Headers = (), *, body: bool = True
) -> None:
    """Send a JSON response of the frontend's own, which belongs to no exchange."""
    data = b"" if status == 204 else dump_json(value)
    if status != 204:
        size = ("Content-Length", str(len(data)))
        headers = (*headers, ("Content-Type", "application/json"), size)
    lines = raw_headers(Head(status, headers))
    await send({"type": "http.response.start", "status": status, "headers": lines})
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


def shared(head: Head, origin: str) -> Head:
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


def _target_of(scope: Scope) -> Target:
    """The target of a request, taken apart. Raises _RefusedError for the name of a session that is
    too long.
    """
    raw = scope.get("raw_path")  # optional in ASGI, and the only one that keeps %2F
    path = quote(scope["path"]) if raw is None else raw.decode("latin-1")
    authority = ""
    if not path.startswith("/") and "://" in path:
        authority, _, rest = path.partition("://")[2].partition("/")
        path = f"/{rest}"
    server = scope.get("server")
    local = server is None or is_local(server[0])
    named = {name: value for name, value in reversed(scope["headers"]) if name in _NAMED}
    name, prefix = named.get(_SESSION, b"").decode("latin-1"), ""
    if local and path.startswith(SESSION_PREFIX):
        first, _, rest = path[1:].partition("/")
        name, prefix, path = first[1:], f"/{first}", f"/{rest}"
    if len(name) > _LONGEST_NAME:
        raise _RefusedError(400, f"a session's name has at most {_LONGEST_NAME} characters")
    return Target(named, name, prefix, path, authority, local)


def _headers(scope: Scope, name: str) -> list[str]:
    raw = name.lower().encode()
    return [str(value.decode("latin-1")) for key, value in scope["headers"] if key == raw]


def _header(scope: Scope, name: str) -> str:
    return next(iter(_headers(scope, name)), "")


def _query(scope: Scope) -> tuple[tuple[str, str], ...]:
    query = scope["query_string"]
    return parse_query(query.decode("latin-1")) if query else ()


@lru_cache(maxsize=1024)
def _text(name: bytes) -> str:
    """A header's name."""
    return name.decode("latin-1")


def name_of(host: str) -> str:
    """A host's name or address in one form of several; "" for what can't be one."""
    address = host.removeprefix("[").removesuffix("]")
    if is_address(address):
        return ipaddress.ip_address(address).compressed
    name = host_name(host).removesuffix(".")
    return name if _NAME.fullmatch(name) and all(name.split(".")) else ""


def _origin_of(url: str) -> Address:
    """The scheme, host and port of a URL in one form of several; empty for what is no origin."""
    try:
        scheme, host, port = address_of(url)
    except ValueError:  # brackets around what is no address, a port that is no number
        return "", "", None
    if not _HOST.fullmatch(urlsplit(url).netloc):
        return "", "", None
    return scheme, name_of(host) or host, port
