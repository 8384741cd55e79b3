"""Settings out of the environment, read by one rule: a variable that is empty or blank is unset.

    the services' keys and addresses   named by each service's profile
    HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY
    REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE, SSL_CERT_FILE, SSL_CERT_DIR

All of it is pure: the environment is an argument. Values of proxies' variables hold passwords, so
that messages name the variable instead.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final, NamedTuple

Environment = Mapping[str, str]

# As requests asks them, with which most official SDKs are written, then as httpx does.
TRUST_VARIABLES: Final = (
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
)


class FromEnvironment(str):
    """The text of a variable; `variable` is its name."""

    __slots__ = ("variable",)
    variable: str


def variable(name: str, environ: Environment = os.environ) -> FromEnvironment | None:
    """Return the text of a variable; None if it is unset, empty or blank."""
    text = environ.get(name, "")
    if not text.strip():
        return None
    found = FromEnvironment(text)
    found.variable = name
    return found


def origin_of(name: str, value: object) -> str:
    """Return the name of a setting for messages, with the variable that its value is from."""
    return f"{name} (from {value.variable})" if isinstance(value, FromEnvironment) else name


def trusted_roots(environ: Environment = os.environ) -> FromEnvironment | None:
    """Return the file or directory with the certificates to trust; None for the usual ones.

    The first of `TRUST_VARIABLES` that is set counts alone.
    """
    found = (variable(name, environ) for name in TRUST_VARIABLES)
    return next(filter(None, found), None)


class Proxy(NamedTuple):
    """The proxy of requests whose URL matches `pattern`, as in httpx's `mounts`."""

    pattern: str
    url: str | None
    """None for the server itself."""
    variable: str | None
    """That names the proxy; None if the system's settings do, and where there is none."""


def proxies(environ: Environment = os.environ, system: Environment | None = None) -> list[Proxy]:
    """Return the proxies to use; `system` are those of the system's settings, by scheme.

    The environment's come first: where it names any, the system's don't count. Names in lower case
    go before those in upper case, and HTTP_PROXY isn't read in a CGI script, where a request's
    header may have set it (CVE-2016-1000110). With NO_PROXY=* there are none.
    """
    schemes = ("http", "https", "all")
    own = {scheme: _proxy_variable(scheme, environ) for scheme in schemes}
    found: dict[str, str | None] = {scheme: text for scheme, text in own.items() if text}
    if not found:
        found = {scheme: (system or {}).get(scheme) for scheme in schemes}
    urls = {scheme: url.strip() for scheme, url in found.items() if url and url.strip()}
    bypassed = _any_case("no_proxy", environ)
    entries = re.split(r"[\s,]+", bypassed or "")
    # An entry that is none (a range of addresses, a host that can't be) is left out, as curl and
    # requests do: it matches nothing.
    patterns = dict.fromkeys(filter(None, map(_pattern, filter(None, entries))))
    if not urls or "*" in patterns:
        return []
    names = {scheme: text.variable for scheme, text in own.items() if text}
    return [
        *(
            Proxy(f"{scheme}://", url if "://" in url else f"http://{url}", names.get(scheme))
            for scheme, url in urls.items()
        ),
        *(Proxy(pattern, None, None) for pattern in patterns),
    ]


def _proxy_variable(scheme: str, environ: Environment) -> FromEnvironment | None:
    found = _any_case(f"{scheme}_proxy", environ)
    from_request = scheme == "http" and "REQUEST_METHOD" in environ
    return None if found and from_request and found.variable != "http_proxy" else found


def _any_case(name: str, environ: Environment) -> FromEnvironment | None:
    """Return the variable of this name in lower case, else in any other."""
    names = sorted((own for own in environ if own.lower() == name), reverse=True)
    return next(filter(None, (variable(own, environ) for own in names)), None)


# [scheme://]host[:port], the host perhaps an IPv6 address in brackets.
# Not compiled here: few programs have the variable.
_BYPASSED: Final = (
    r"(?i)(?:(?P<scheme>https?|all)://)?"
    r"(?:\[(?P<six>[^]]+)\]|(?P<host>[^:/?#@\[\]]+))"
    r"(?::(?P<port>[0-9]{1,5}))?/?"
)
_NAME: Final = r"\.?[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*"
_USUAL_PORTS: Final = {80: "http", 443: "https"}


def _pattern(entry: str) -> str | None:
    """Return httpx's pattern for an entry of NO_PROXY, and "*" for all hosts; None for no entry."""
    if entry == "*":
        return entry
    address = _address(entry)
    if address is not None:
        return f"all://{address}"
    parts = re.fullmatch(_BYPASSED, entry)
    if parts is None:
        return None
    host = _address(parts["six"] or parts["host"])
    if host is None:
        # The host and those below it; for ".host" and "*.host", only below.
        name = (parts["host"] or "").removeprefix("*").removesuffix(".")
        if re.fullmatch(_NAME, name):
            host = name if name.lower() == "localhost" else f"*{name}"
    port = int(parts["port"] or 0)
    if host is None or port > 65535:
        return None
    scheme = (parts["scheme"] or "all").lower()
    if scheme == "all" and port in _USUAL_PORTS:  # httpx knows no port there: it is the usual one
        return f"{_USUAL_PORTS[port]}://{host}"
    return f"{scheme}://{host}:{port}" if port else f"{scheme}://{host}"


def _address(text: str) -> str | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if address.version == 4:
        return str(address)
    return None if address.scope_id else f"[{address}]"  # no URL of httpx's has a zone
