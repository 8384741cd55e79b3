"""Sockets that obey a call's deadline: the bottom of the HTTP library's stack.

The library's read timeout is for each read of a socket. A server that sends a byte of its headers
now and then would hold a call for ever; so each read gets no more time than the call has left.
Part of the room that names the HTTP library; loaded with the first connection.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from inspect import isawaitable
from typing import Any

import httpcore
import httpx

UNTIL: ContextVar[float | None] = ContextVar("penstock_until", default=None)
"""When the time of the call that is reading is over, by `time.monotonic`."""


def obey(client: httpx.Client | httpx.AsyncClient) -> None:
    """Make the connections of a client of ours obey the deadline, those to its proxies too.

    httpx has no public place for a network backend. The test with a server that drips its
    headers fails when these attributes are no longer there.
    """
    for transport in (client._transport, *client._mounts.values()):
        if isinstance(transport, httpx.HTTPTransport | httpx.AsyncHTTPTransport):
            backend: Any = transport._pool._network_backend
            backend.connect_tcp = _opening(backend.connect_tcp)


def _opening(method: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap what opens a stream, for blocking and async alike."""

    def opening(*args: Any, **options: Any) -> Any:
        stream = method(*args, **options)
        return _awaited(stream) if isawaitable(stream) else _obeying(stream)

    return opening


async def _awaited(stream: Awaitable[Any]) -> Any:
    return _obeying(await stream)


def _obeying(stream: Any) -> Any:
    read = stream.read
    stream.read = lambda size, timeout=None: read(size, _left(timeout))
    stream.start_tls = _opening(stream.start_tls)
    return stream


def _left(timeout: float | None) -> float | None:
    until = UNTIL.get()
    if until is None:
        return timeout
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for the whole call is over")
    return left if timeout is None else min(timeout, left)
