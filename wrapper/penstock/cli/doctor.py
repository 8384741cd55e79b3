"""`penstock doctor`: whether each service can be used from here, and if not, why."""

from __future__ import annotations

import re
import socket
import ssl
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from importlib import metadata
from pkgutil import resolve_name
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit
from urllib.request import getproxies

import click

from penstock import __version__
from penstock._core.environment import proxies, trusted_roots
from penstock._core.options import Profile
from penstock.cli.command import Command, Invocation
from penstock.cli.configuration import (
    CLIENTS,
    flags_of,
    of_services,
    profile_of,
    resolved,
    settings,
)
from penstock.cli.status import FAILED, OK
from penstock.errors import (
    APIStatusError,
    AuthenticationError,
    PenstockError,
    PermissionDeniedError,
    TransportError,
)
from penstock_api import operations

# An operation that changes nothing and that a wrong key is refused for; a sandbox has no keys.
_PROBES: Final = {
    "sim": "getUsageLimits",
    "dify": "getAppInfo",
    "oomol": "listTasks",
    "sandbox_fusion": "ping",
}
_SECONDS: Final = 10.0
# A server's date is in whole seconds, and an answer takes a while.
_SKEW: Final = 30.0


class Check(NamedTuple):
    """One check: `state` is ok, failed, or - where there is nothing to check."""

    service: str
    check: str
    state: str
    detail: str


@click.command("doctor", cls=Command)
@of_services
def doctor(
    call: Invocation, services: tuple[str, ...], api_key: str | None, base_url: str | None
) -> int:
    """Check whether services can be used from here; unless named, those with a key or an address.

    Of each: the address is reachable, TLS, the proxy, the clock beside the server's, and the key is
    accepted. And the versions in use. The exit status is 1 if a check failed.
    """
    flags = flags_of(services, api_key=api_key, base_url=base_url)
    found: list[Check] = []

    def noted() -> Iterator[dict[str, str]]:
        for check in _checks(services, flags):
            found.append(check)
            yield check._asdict()

    call.output.listing(noted(), {name: name for name in Check._fields})
    return FAILED if any(check.state == "failed" for check in found) else OK


def _checks(services: tuple[str, ...], flags: Mapping[str, str]) -> Iterator[Check]:
    for service in services or CLIENTS:
        profile = profile_of(service)
        if services or any(setting.value is not None for setting in resolved(profile, {})):
            yield from _of_service(service, profile, flags)
        else:
            yield Check(service, "address", "-", f"not set up: no {profile.url_variable}")
    versions = ", ".join(f"{name} {version}" for name, version in _versions().items())
    yield Check("-", "versions", "ok", versions)


def _of_service(service: str, profile: Profile, flags: Mapping[str, str]) -> Iterator[Check]:
    making: Callable[..., Any] = resolve_name(CLIENTS[service])
    try:
        given = settings(profile, {"timeout": _SECONDS, "retry": 0, **flags})
        with making(**given) as client:
            yield Check(service, "address", "ok", client.base_url)
            yield _proxy(service, client.base_url)
            yield from _tls(service, client.base_url)
            yield from _asked(service, client)
    except (PenstockError, click.UsageError) as error:
        message = error.message if isinstance(error, click.UsageError) else str(error)
        yield Check(service, "settings", "failed", message)


def _asked(service: str, client: Any) -> Iterator[Check]:
    """Yield the findings of one call."""
    begun = time.monotonic()
    try:
        answer = client.call_detailed(operations.get(_PROBES[service]))
    except TransportError as error:
        yield Check(service, "reachable", "failed", str(error))
    except APIStatusError as error:
        yield _reached(service, error.status, begun)
        yield _clock(service, error.headers)
        yield _key(service, client, error)
    except PenstockError as error:
        yield Check(service, "reachable", "failed", f"something else answers there: {error}")
    else:
        yield _reached(service, answer.status, begun)
        yield _clock(service, answer.headers)
        yield _key(service, client, None)


def _reached(service: str, status: int | None, begun: float) -> Check:
    took = time.monotonic() - begun
    return Check(service, "reachable", "ok", f"status {status} in {took:.2f} s")


def _key(service: str, client: Any, error: APIStatusError | None) -> Check:
    if not client._profile.key_header:
        return Check(service, "key", "-", "the service has none")
    if isinstance(error, AuthenticationError | PermissionDeniedError):
        return Check(service, "key", "failed", f"refused: {error.message}")
    if error is not None:
        return Check(service, "key", "failed", f"not known: {error}; is the address right?")
    return Check(service, "key", "ok", "accepted" if client.api_key else "none is needed")


def _proxy(service: str, url: str) -> Check:
    scheme = urlsplit(url).scheme
    found = proxies(system=getproxies())
    used = [one for one in found if one.url and one.pattern in (f"{scheme}://", "all://")]
    if not used:
        return Check(service, "proxy", "ok", "none")
    origin = used[0].variable or "the system's settings"
    unless = "; NO_PROXY names exceptions" if any(one.url is None for one in found) else ""
    return Check(service, "proxy", "ok", f"from {origin}{unless}")


def _tls(service: str, url: str) -> Iterator[Check]:
    """Yield the TLS version and the end of the certificate, of a direct connection."""
    parts = urlsplit(url)
    if parts.scheme != "https" or _proxy(service, url).detail != "none":
        detail = "no TLS: the address is http" if parts.scheme == "http" else "through the proxy"
        yield Check(service, "TLS", "-", detail)
        return
    roots = trusted_roots()
    source = "the system's" if roots is None else roots.variable
    try:
        with (
            socket.create_connection((parts.hostname or "", parts.port or 443), _SECONDS) as plain,
            _context(roots).wrap_socket(plain, server_hostname=parts.hostname) as secured,
        ):
            version, ends = secured.version(), _days(secured.getpeercert() or {})
    except ssl.SSLError as error:
        yield Check(service, "TLS", "failed", f"{error.reason or error} (authorities: {source})")
    except OSError:
        return  # the call reports it
    else:
        yield Check(service, "TLS", "ok", f"{version}, {ends}, authorities: {source}")


def _context(roots: str | None) -> ssl.SSLContext:
    from pathlib import Path

    if roots is None:
        return ssl.create_default_context()
    is_folder = Path(roots).is_dir()
    return ssl.create_default_context(
        cafile=None if is_folder else roots, capath=roots if is_folder else None
    )


def _days(certificate: Mapping[str, Any]) -> str:
    ends = certificate.get("notAfter")
    if not isinstance(ends, str):
        return "a certificate without an end"
    return (
        f"certificate valid for {(ssl.cert_time_to_seconds(ends) - time.time()) / 86400:.0f} days"
    )


def _clock(service: str, headers: Mapping[str, str]) -> Check:
    try:
        ahead = time.time() - parsedate_to_datetime(headers["date"]).timestamp()
    except (KeyError, ValueError):
        return Check(service, "clock", "-", "the server sends no date")
    state = "ok" if abs(ahead) <= _SKEW else "failed"
    way = "ahead of" if ahead > 0 else "behind"
    return Check(service, "clock", state, f"{abs(ahead):.0f} s {way} the server's")


def _versions() -> dict[str, str]:
    """Return the versions of this, of Python, and of the libraries in use."""
    found = {
        "penstock": __version__,
        "Python": sys.version.partition(" ")[0],
        "OpenSSL": ssl.OPENSSL_VERSION.split()[1],
    }
    try:
        needed = metadata.requires("penstock") or []
    except metadata.PackageNotFoundError:
        needed = []
    for requirement in [*needed, "keyring"]:
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
