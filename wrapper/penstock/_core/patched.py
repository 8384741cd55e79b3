"""Whether something stands in for httpx's network: a mock, or an instrumentation.

respx, pytest-httpx, vcrpy and the tools that trace calls replace methods of httpx's classes, or of
httpcore's below them. A request that doesn't go through httpx would pass them by.
Part of the room that names the HTTP libraries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import FunctionType
from typing import Any, Final

# The way of an async request, class by class: replacing any of these catches it.
_WAY: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "httpx._client": {
        "AsyncClient": (
            "__init__",
            "_init_transport",
            "_init_proxy_transport",
            "_transport_for_url",
            "send",
            "_send_handling_auth",
            "_send_handling_redirects",
            "_send_single_request",
        ),
    },
    "httpx._transports.default": {"AsyncHTTPTransport": ("__init__", "handle_async_request")},
    "httpcore._async.connection_pool": {
        "AsyncConnectionPool": ("__init__", "create_connection", "handle_async_request")
    },
    "httpcore._async.http_proxy": {
        "AsyncHTTPProxy": ("create_connection", "handle_async_request"),
        "AsyncForwardHTTPConnection": ("handle_async_request",),
        "AsyncTunnelHTTPConnection": ("handle_async_request",),
    },
    "httpcore._async.connection": {"AsyncHTTPConnection": ("_connect", "handle_async_request")},
    "httpcore._async.http11": {"AsyncHTTP11Connection": ("handle_async_request",)},
    "httpcore._backends.auto": {"AutoBackend": ("connect_tcp",)},
    "httpcore._backends.anyio": {"AnyIOBackend": ("connect_tcp",)},
}

_Place = tuple[Mapping[str, Any], str, Any]
_unpatched: list[_Place] = []
"""Names, where they stand, and the things of httpx's own that they stand for."""


def is_patched() -> bool:
    """Return whether anything of httpx's is replaced at this moment."""
    if _unpatched:
        return any(space.get(name) is not own for space, name, own in _unpatched)
    places = list(_places())
    if not all(_is_own(*place) for place in places):
        return True
    _unpatched.extend(places)
    return False


def _places() -> Iterator[_Place]:
    for module_name, classes in _WAY.items():
        module = vars(import_module(module_name))
        public = vars(import_module(module_name.partition(".")[0]))
        for class_name, methods in classes.items():
            cls = module.get(class_name)
            yield module, class_name, cls
            if class_name in public:
                yield public, class_name, cls
            for method in methods:
                space: Mapping[str, Any] = getattr(cls, "__dict__", {})
                if method in space or not isinstance(cls, type):
                    yield space, method, space.get(method)


def _is_own(space: Mapping[str, Any], name: str, value: Any) -> bool:
    """Return whether this is what httpx itself has there."""
    if space.get(name) is not value:
        return False
    library = ("httpx.", "httpcore.")
    if isinstance(value, type):
        return f"{value.__module__}.".startswith(library)
    # Not its __module__: a wrapper takes that from what it wraps.
    home = value.__globals__["__name__"] if type(value) is FunctionType else ""
    return f"{home}.".startswith(library)
