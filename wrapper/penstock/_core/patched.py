"""Mocks and instrumentations that stand in for parts of httpx.

respx, pytest-httpx, vcrpy and the tools that trace calls replace methods of httpx's classes, or of
httpcore's below them. A request that doesn't go through httpx would pass them by.
Part of the room that names the HTTP libraries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from operator import getitem, is_
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


def _blocking(name: str) -> str:
    return name.replace("._async", "._sync").replace("_async_", "_").replace("Async", "")


_BLOCKING_WAY: Final = {
    _blocking(module): {
        _blocking(name): tuple(map(_blocking, methods)) for name, methods in classes.items()
    }
    for module, classes in _WAY.items()
    if not module.startswith("httpcore._backends")
} | {"httpcore._backends.sync": {"SyncBackend": ("connect_tcp",)}}
_Parts = tuple[list[Mapping[str, Any]], list[str], list[object]]
_unpatched: Final[dict[bool, _Parts]] = {}
"""Of each of those things the module or class that it is in, its name, and httpx's own."""


def is_patched(*, blocking: bool) -> bool:
    """Return whether anything of httpx's on the way of requests is replaced at this moment."""
    if blocking in _unpatched:
        spaces, names, own = _unpatched[blocking]
        try:
            # By identity: a tool's wrapper may equal what it wraps.
            return not all(map(is_, map(getitem, spaces, names), own))
        except KeyError:
            return True
    places = _places(_BLOCKING_WAY if blocking else _WAY)
    parts = [(space, name, space[name]) for space, names in places for name in names]
    if not all(_is_own(part) for _, _, part in parts):
        return True
    spaces, names, own = map(list, zip(*parts, strict=True))
    _unpatched[blocking] = spaces, names, own
    return False


def _places(
    way: Mapping[str, Mapping[str, Sequence[str]]],
) -> Iterator[tuple[Mapping[str, Any], Sequence[str]]]:
    for module_name, classes in way.items():
        module = vars(import_module(module_name))
        yield module, tuple(classes)
        public = vars(import_module(module_name.partition(".")[0]))
        if known := [name for name in classes if name in public]:
            yield public, known
        for class_name, methods in classes.items():
            for other in map(import_module, way):  # it may be looked up in another's namespace
                if (
                    other.__name__ != module_name
                    and vars(other).get(class_name) is module[class_name]
                ):
                    yield vars(other), (class_name,)
            space = vars(module[class_name])
            if known := [method for method in methods if method in space]:
                yield space, known


def _is_own(value: Any) -> bool:
    """Return whether this is a class or a function of httpx's."""
    library = ("httpx.", "httpcore.")
    if isinstance(value, type):
        return f"{value.__module__}.".startswith(library)
    # Not its __module__: a wrapper takes that from what it wraps.
    home = value.__globals__["__name__"] if type(value) is FunctionType else ""
    return f"{home}.".startswith(library)
