"""The headers that let pages of other origins read the responses. Pure.

The server leaves this to its web framework, which does it for the paths it knows: a path or a
method that there isn't is answered without.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...document.request import Request
from .options import Options

_METHODS = "DELETE, GET, OPTIONS, PATCH, POST, PUT"
_HEADERS = frozenset({"authorization", "content-type", "x-app-code"})
_EXPOSED = "X-Env, X-Trace-Id, X-Version"


def cors_headers(options: Options, request: Request) -> Iterator[tuple[str, str]]:
    """Yield the headers of an answer: every origin may read it."""
    origin = request.header("origin")
    yield "Access-Control-Allow-Origin", origin or "*"
    if options.modern:
        yield "Access-Control-Expose-Headers", _EXPOSED
    if origin:
        yield "Vary", "Origin"


def preflight_headers(request: Request) -> Iterator[tuple[str, str]]:
    """Yield what the answer to OPTIONS has besides, if a browser asks before it calls."""
    method = (request.header("access-control-request-method") or "").upper()
    if method not in _METHODS.split(", "):
        return
    asked = (request.header("access-control-request-headers") or "").split(",")
    allowed = sorted(name for name in map(str.strip, asked) if name.lower() in _HEADERS)
    if allowed:
        yield "Access-Control-Allow-Headers", ", ".join(allowed)
    yield "Access-Control-Allow-Methods", _METHODS
