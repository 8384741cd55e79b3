"""The mock on a real port, in a thread of its own.

    with Server() as server:
        Sim(api_key="k", base_url=server.url_for("sim"))

uvicorn speaks HTTP; what it can't do is added in `protocols`.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from types import TracebackType
from typing import Any, Literal, TypeAlias, get_args
from uuid import uuid4

try:
    import uvicorn
except ImportError as missing:
    raise ImportError(
        "serving on a port needs uvicorn, which comes with the extra: pip install 'penstock[mock]'"
    ) from missing

from ..engine import checks
from ..engine.clock import SteerableClock
from ..engine.engine import LISTENING, Mounts
from ..engine.session import Session, Sessions
from ..mock import Mock
from .asgi import Access, App, Watch, name_of
from .protocols import MAX_HEAD, Http, protocol

Loop: TypeAlias = Literal["uvloop", "asyncio"]

# Longer than any test pauses between two calls: a pooled connection must not die under it.
_KEEP_ALIVE = 75
# Every connection is aborted first, so that nothing is left to wait for; bounds the unforeseen.
_STOP_SECONDS = 5


class Server:
    """A mock that listens from `start`, or entering its context, until `stop`."""

    def __init__(
        self,
        mock: Mock | None = None,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        service: str | None = None,
        watch: Watch | None = None,
        admin_token: str | None = None,
        allow_hosts: Iterable[str] = (),
        http: Http | None = None,
        loop: Loop | None = None,
    ) -> None:
        """mock: whose engine is served, and whose session answers requests that name no other;
        unless given a new one, on a clock that is real and can be advanced. port: 0 takes a free
        one. service: the only one served, at the root; unless given all, each below its prefix.
        watch: see `App`; it is called in the server's thread. admin_token: lets other machines use
        the admin interface, as the header X-Penstock-Token. allow_hosts: names of this machine
        under which it may be used, besides its addresses, localhost and `host`. http, loop: the
        parser and the event loop; the faster ones that are installed unless given.

        Raises ValueError for a service the document doesn't have, for an empty host, and for a name
        in allow_hosts that no request can have as its host; TypeError for a value of another type.
        """
        checks.of_type("mock", mock, Mock | None, "a Mock, such as Mock(contract)")
        checks.of_type("host", host, str | None, "an address, such as 127.0.0.1")
        checks.of_type("port", port, int, "a number, or 0 for any port that is free")
        checks.of_type("watch", watch, Callable | None, "a callable that takes an exchange")
        checks.of_type("admin_token", admin_token, str | None, "a token")
        if not 0 <= port <= 65535:
            raise ValueError(f"port is {port}; give 0 to 65535")
        if loop not in (None, *get_args(Loop)):
            raise ValueError(f"loop is {loop!r}; use uvloop or asyncio")
        self.mock = mock or Mock(clock=SteerableClock())
        self.admin_token = admin_token
        _check(service, self.mock.contract.services)
        if not host:  # to a socket it means every address of the machine
            raise ValueError("the host is empty; give --host an address, such as 127.0.0.1")
        self._mounts = Mounts(self.mock.contract, service)
        self._sessions = Sessions(self._fresh, self.mock.session)
        self._address = host, port
        access = Access(_names(allow_hosts) | {name_of(host) or host.lower()}, admin_token)
        self._http: Http | None = http
        self._loop: Loop | None = loop
        self._app = App(self.mock.engine, self._sessions, service, watch, access=access, cors=True)
        self._uvicorn: _Uvicorn | None = None
        self._thread: threading.Thread | None = None

    @property
    def services(self) -> tuple[str, ...]:
        """The services that are served."""
        return self._mounts.services

    @property
    def bases(self) -> tuple[str, ...]:
        """The base paths of what is served at the root: a document of one's own, or a service."""
        return self._mounts.bases

    @property
    def url(self) -> str:
        """The address, such as "http://127.0.0.1:4010", while the server is listening."""
        host, port = self._address
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    @property
    def exposed(self) -> bool:
        """Return whether other machines can reach it. Raises OSError for a host there isn't."""
        _, address = _resolved(*self._address)
        return not ipaddress.ip_address(address[0].partition("%")[0]).is_loopback

    def url_for(self, service: str = "", session: str | None = None) -> str:
        """The base URL for a client of a service, or of a whole document of one's own, in a session
        by name or in the default one. Of a document with several base paths it is the root.

        Raises ValueError for a service that isn't served.
        """
        _check(service or None, self.services)
        path = self._mounts.prefix(service)
        return f"{self.url}/~{session}{path}" if session else f"{self.url}{path}"

    def start(self) -> Server:
        """Listen, and serve in a thread. Raises OSError when the port can't be had,
        and of it socket.gaierror when the host isn't known.
        """
        family, address = _resolved(*self._address)
        # Bound here, so that the caller gets the error, and the real port.
        listener = socket.create_server(address, family=family, backlog=socket.SOMAXCONN)
        # Connections inherit it. asyncio sets it only for sockets that name their protocol, and
        # without it the body of an answer waits 40 ms for the client to acknowledge the head.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._address = self._address[0], listener.getsockname()[1]
        config = uvicorn.Config(
            self._app,
            http=protocol(self._http),
            loop=self._loop or "auto",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,  # it would be this machine's time, not the session's
            h11_max_incomplete_event_size=MAX_HEAD,
            proxy_headers=False,  # the protocol does that, where there are any
            timeout_keep_alive=_KEEP_ALIVE,
            timeout_graceful_shutdown=1,
            # Given, because uvicorn reads these from the environment otherwise.
            workers=1,
            forwarded_allow_ips="127.0.0.1,::1",
        )
        self._uvicorn = _Uvicorn(config)
        run = partial(self._uvicorn.run, sockets=[listener])
        # A daemon: an interpreter that ends without `stop` must not wait for it.
        self._thread = threading.Thread(target=run, name="penstock-mock", daemon=True)
        self._thread.start()
        LISTENING.add(self._address)
        return self

    def stop(self) -> None:
        """Abort every connection and end the thread; nothing happens when it doesn't run.

        Raises RuntimeError when the thread won't end.
        """
        if self._uvicorn is None or self._thread is None:
            return
        LISTENING.discard(self._address)
        end = time.monotonic() + _STOP_SECONDS
        while not self._uvicorn.started and self._thread.is_alive() and time.monotonic() < end:
            time.sleep(0.001)  # to stop while it starts would leave its socket open
        self._uvicorn.should_exit = True
        self._thread.join(_STOP_SECONDS)
        if self._thread.is_alive():
            raise RuntimeError(f"the mock's thread did not end within {_STOP_SECONDS} s")
        self._uvicorn = self._thread = None

    def __enter__(self) -> Server:
        return self.start()

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    @contextmanager
    def tenant(self, **settings: Any) -> Iterator[Tenant]:
        """A mock on this server with a session of its own.

        settings: as for `Mock`, except contract and services, which are the server's.
        """
        settings.setdefault("clock", SteerableClock())
        tenant = Tenant(self, uuid4().hex, settings)
        self._sessions.put(tenant.name, tenant.session)
        try:
            yield tenant
        finally:
            self._sessions.drop(tenant.name)

    def _fresh(self) -> Session:
        """A session like the default one, for a name that appears out of nowhere."""
        like = self.mock.session
        return self.mock.engine.session(
            seed=like.seed,
            clock=SteerableClock(),
            validation=like.validation,
            options=like.options,
            coverage=like.coverage or False,
        )


class Tenant(Mock):
    """A mock with a session of its own on a shared `Server`."""

    def __init__(self, server: Server, name: str, settings: dict[str, Any]) -> None:
        super().__init__(engine=server.mock.engine, **settings)
        self.name = name
        """The value of X-Penstock-Session that reaches it; its URLs have it already."""
        self._server = server

    @property
    def url(self) -> str:
        """Its address, to which the base path of a document of one's own is added."""
        return f"{self._server.url}/~{self.name}"

    def url_for(self, service: str = "") -> str:
        """The base URL for a client of a service, or of a whole document of one's own; see
        `Server.url_for`.
        """
        return self._server.url_for(service, self.name)


def _names(hosts: Iterable[str]) -> frozenset[str]:
    """The names as they are compared. Raises ValueError for what names no host."""
    if isinstance(hosts, str) or not isinstance(hosts, Iterable):
        raise ValueError(f"allow_hosts is {hosts!r}; give a list of names, such as [{hosts!r}]")
    names = {host: name_of(host) if isinstance(host, str) else "" for host in hosts}
    for host, name in names.items():
        if not name:
            raise ValueError(
                f"{host!r} is no name of a host; give --allow-host the name alone, without scheme, "
                "port and path, such as mock.internal"
            )
    return frozenset(names.values())


class _Uvicorn(uvicorn.Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Streams may have minutes to go: their connections are aborted.
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await super().shutdown(sockets)


def _check(service: str | None, known: tuple[str, ...]) -> None:
    if service is not None and service not in known:
        raise ValueError(f"there is no service {service!r}, only: {', '.join(known) or 'none'}")


def _resolved(host: str, port: int) -> tuple[int, Any]:
    """The family and address to bind; IPv4's for a name that has both."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label that is empty, or has more than 63 characters
        raise socket.gaierror(socket.EAI_NONAME, str(error)) from error
    best = min(found, key=lambda each: each[0] != socket.AF_INET)
    return best[0], best[4]
