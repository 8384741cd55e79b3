"""Base URLs as they are given, made strict: by an argument, by the environment, or by nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

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
    many = _listed(value) if profile.several else [value]
    if not many or many == [None]:
        own = (read_address(profile, profile.base_url), profile.fallback_url)
        return Addresses(tuple(filter(None, own)), chosen=profile.fallback_url is None)
    name = origin_of("base_url", value)
    return Addresses(tuple(dict.fromkeys(read_address(profile, url, name) for url in many)))


def _listed(value: object) -> list[object]:
    urls = value.split(",") if isinstance(value, str) else value
    if not isinstance(urls, Iterable) or isinstance(urls, bytes | Mapping):
        return [urls]
    return [url for url in urls if not isinstance(url, str) or url.strip()]


def read_address(profile: Profile, value: object, name: str = "base_url") -> str:
    """Return the address without a trailing slash; refuse one that can't be a base.

    `name` is what messages call it.
    """
    if not isinstance(value, str):
        raise UsageError(f"{name} must be a string, not {type(value).__name__}")
    url = _absolute(profile, value.strip()).rstrip("/")
    stripped = url.removesuffix(profile.suffix).rstrip("/")
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
