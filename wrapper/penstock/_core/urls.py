"""URLs: the base URLs of a client, and paths and queries beneath them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote, unquote_plus, urlencode, urljoin, urlsplit

from penstock._core.checks import no_utf8
from penstock._core.endpoints import Addresses
from penstock._core.environment import origin_of, variable
from penstock.errors import UsageError

if TYPE_CHECKING:
    from penstock._core.options import Profile


def read_addresses(profile: Profile, value: object) -> Addresses:
    """Return the base URLs in `value`: one, or where the service may have several, each of them.

    None gives the service's own; so does an empty text, or a list of such, where there may be
    several. Raises UsageError for what can't be a base.
    """
    many: list[object] = [value]
    if profile.multiple_urls:
        urls = value.split(",") if isinstance(value, str) else value
        if isinstance(urls, Iterable) and not isinstance(urls, bytes | Mapping):
            many = [url for url in urls if not isinstance(url, str) or url.strip()]
    if not many or many == [None]:
        own = (read_address(profile, profile.base_url), profile.fallback_url)
        return Addresses(tuple(filter(None, own)), chosen=profile.fallback_url is None)
    name = origin_of("base_url", value)
    return Addresses(tuple(dict.fromkeys(read_address(profile, url, name) for url in many)))


def read_address(profile: Profile, value: object, name: str = "base_url") -> str:
    """Return the address without a trailing slash; refuse one that can't be a base.

    `name` is what messages call it.
    """
    if not isinstance(value, str):
        raise UsageError(f"{name} must be a string, not {type(value).__name__}")
    url = _absolute(profile, value.strip()).rstrip("/")
    stripped = url.removesuffix(profile.strip_suffix).rstrip("/")
    _check_url(stripped, name)
    return (profile.aliases or {}).get(stripped.lower(), stripped)


def _absolute(profile: Profile, url: str) -> str:
    """Return a path alone as an address, where the service's page gives its base URL as one.

    It is looked for at the server that the environment names, else at the usual one. An address
    in the environment that has a path of its own stays as it is.
    """
    if profile.base_path is None or not url.startswith("/") or url.startswith("//"):
        return url
    named = variable(profile.url_variable) or profile.base_url
    server = named.strip()
    _check_url(server, origin_of("base_url", named))
    if url.rstrip("/") == profile.base_path and urlsplit(server).path.strip("/"):
        return server
    return urljoin(server, url)


def origin(url: str) -> tuple[str, str | None, int | None]:
    """Return scheme, host and port of an address that was checked (RFC 6454 section 4)."""
    parts = urlsplit(url)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname, parts.port or usual


def _check_url(url: str, name: str) -> None:
    """Raise UsageError, without ever quoting a password."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError(f"{name} is no address: {error}") from error
    if parts.scheme not in {"http", "https"} or not host:
        message = f"{name} must begin with http:// or https:// and name a host"
    elif any(not 0 < len(label) < 64 for label in host.removesuffix(".").split(".")):
        message = f"{name} names a host with a part that is empty or too long"  # RFC 1035 2.3.4
    elif parts.username is not None or parts.password is not None:
        message = f"{name} must not hold a user name or password; pass api_key=… or headers=…"
    elif parts.query or parts.fragment or "?" in url or "#" in url:
        message = f"{name} must end with the host or a path, without a query or a fragment"
    elif any(char <= " " or char == "\x7f" for char in url):
        message = f"{name} holds a space or a control character"
    else:
        return
    raise UsageError(message)


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
        escaped = quote(f"/{relative.removeprefix('/')}", safe=_SAFE)
    except UnicodeEncodeError as error:
        raise no_utf8(error.object) from error
    query = encode_query(_pairs(params or {}))
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
    named = ((pair, unquote_plus(pair.partition("=")[0])) for pair in query.split("&"))
    kept = [pair for pair, name in named if name not in params]
    whole = "&".join(filter(None, (*kept, encode_query(_pairs(params)))))
    return f"{before}?{whole}" if whole else before


def encode_query(pairs: Sequence[tuple[str, str]]) -> str:
    """Return pairs as a query, or as a form. Raises UsageError for a text that can't be sent."""
    try:
        return urlencode(pairs, quote_via=quote)
    except UnicodeEncodeError as error:
        raise no_utf8(error.object) from error


def _pairs(params: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the parameters of a query, one for each item of a list; None isn't sent."""
    pairs = list[tuple[str, str]]()
    for name, value in params.items():
        items = value if isinstance(value, list | tuple) else (value,)
        pairs += [
            (name, str(item).lower() if isinstance(item, bool) else str(item))
            for item in items
            if item is not None
        ]
    return pairs
