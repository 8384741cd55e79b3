"""The answers of the transport for a client of httpx2, which has httpx's interface and classes of
its own: requests are put in httpx's terms, responses and exceptions in httpx2's.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any

import httpx


def answered(play: Callable[[httpx.Request], httpx.Response], request: Any) -> Any:
    """Return the response to a request of httpx2, in httpx2's terms."""
    sent = _request(request, b"".join(request.stream))
    with _translated(request):
        return _response(play(sent), request)


async def aanswered(
    play: Callable[[httpx.Request], Awaitable[httpx.Response]], request: Any
) -> Any:
    """Return the response to a request of an async client of httpx2."""
    sent = _request(request, b"".join([part async for part in request.stream]))
    with _translated(request):
        return _response(await play(sent), request)


def _request(request: Any, body: bytes) -> httpx.Request:
    return httpx.Request(
        request.method,
        str(request.url),
        headers=request.headers.raw,
        stream=httpx.ByteStream(body),
        extensions=request.extensions,
    )


def _response(response: httpx.Response, request: Any) -> Any:
    return import_module("httpx2").Response(
        response.status_code,
        headers=response.headers.raw,
        stream=_body()(response.stream, request),
        extensions=response.extensions,
    )


@contextmanager
def _translated(request: Any) -> Iterator[None]:
    try:
        yield
    except httpx.TransportError as error:
        kind = getattr(import_module("httpx2"), type(error).__name__)
        raise kind(str(error), request=request) from error


@cache
def _body() -> Any:
    base: Any = import_module("httpx2").ByteStream

    class Body(base):  # type: ignore[misc]
        """The body of a response, for blocking and async clients alike."""

        def __init__(self, stream: Any, request: Any) -> None:
            self._pieces = stream
            self._request = request

        def __iter__(self) -> Iterator[bytes]:
            with _translated(self._request):
                yield from self._pieces

        async def __aiter__(self) -> AsyncIterator[bytes]:
            with _translated(self._request):
                async for piece in self._pieces:
                    yield piece

        def close(self) -> None:
            self._pieces.close()

        async def aclose(self) -> None:
            await self._pieces.aclose()

    return Body
