"""Checks of a caller's own path: a place beneath the base URL, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote, unquote, unquote_plus, urlencode

from penstock._core.message import no_utf8
from penstock.errors import UsageError

_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\")
# RFC 3986 section 3.3 and 3.4, and the sign of what is escaped already.
_SAFE: Final = "/?%:@!$&'()*+,;=~"
_BREAKING: Final = re.compile(r"[\x00-\x1f\x7f\\#]")


def beneath(base_urls: Iterable[str], path: object, params: Mapping[str, Any] | None) -> str:
    """Return a path with its query, escaped and with a slash before it.

    An absolute URL is cut to what follows the base URL. Raises UsageError for one of another
    server, and for a path that leads out of the base URL.
    """
    if not isinstance(path, str):
        raise UsageError(f"path must be a text, not {type(path).__name__}")
    relative = _relative(tuple(base_urls), path)
    if _BREAKING.search(relative):
        raise UsageError("path holds a control character, a backslash or #; escape it")
    parts = unquote(relative.partition("?")[0]).replace("\\", "/").split("/")
    if {".", ".."} & set(parts):
        raise UsageError("path holds a segment made of dots, which would lead out of base_url")
    try:
        query = urlencode(_pairs(params or {}), quote_via=quote)
        escaped = quote(f"/{relative.removeprefix('/')}", safe=_SAFE)
    except UnicodeEncodeError as error:
        raise no_utf8(error.object) from error
    joint = "&" if "?" in escaped else "?"
    return f"{escaped}{joint}{query}" if query else escaped


def _relative(base_urls: Sequence[str], path: str) -> str:
    for base_url in base_urls:
        if path.startswith((f"{base_url}/", f"{base_url}?")) or path == base_url:
            return path.removeprefix(base_url)
    if _ABSOLUTE.match(path):
        raise UsageError(
            f"path must be relative to base_url ({base_urls[0]}): the key goes nowhere else; "
            "for another server take with_options(base_url=…), or a client of its own"
        )
    return path


def with_query(path: str, params: Mapping[str, Any]) -> str:
    """Return an escaped path with more parameters in its query, in place of those of these names.

    Raises UsageError for a text that can't be sent.
    """
    before, _, query = path.partition("?")
    kept = [pair for pair in query.split("&") if pair and unquote_plus(_name(pair)) not in params]
    try:
        added = urlencode(_pairs(params), quote_via=quote)
    except UnicodeEncodeError as error:
        raise no_utf8(error.object) from error
    whole = "&".join(filter(None, (*kept, added)))
    return f"{before}?{whole}" if whole else before


def _name(pair: str) -> str:
    return pair.partition("=")[0]


def _pairs(params: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the parameters of a query, one for each item of a list; None isn't sent."""
    pairs = list[tuple[str, str]]()
    for name, value in params.items():
        items = value if isinstance(value, list | tuple) else (value,)
        pairs += [(name, _text(item)) for item in items if item is not None]
    return pairs


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
