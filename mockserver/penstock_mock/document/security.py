"""Security schemes, and the credentials that a request presents."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from .request import Request
from .schemas import Document
from .values import frozen

# Headers whose values are kept, with those the document declares as parameters (unless they are
# named like a secret). An allow-list, because the names of secrets can't all be listed.
LOGGABLE = frozenset(
    {
        "accept",
        "accept-encoding",
        "accept-language",
        "cache-control",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "date",
        "expect",
        "host",
        "idempotency-key",
        "last-event-id",
        "prefer",
        "traceparent",
        "transfer-encoding",
        "user-agent",
        "x-request-id",
    }
)

KINDS: Mapping[str, tuple[str, ...]] = {
    "apiKey": ("name", "in"),
    "http": ("scheme",),
    "oauth2": ("flows",),
    "openIdConnect": ("openIdConnectUrl",),
    "mutualTLS": (),
}
"""The types of schemes, each with the fields that it needs."""


@frozen
class Auth:
    """The result of checking a request's credentials."""

    ok: bool
    key: str | None = None
    """The credential presented, valid or not."""

    @property
    def missing(self) -> bool:
        """No credential was presented at all."""
        return not self.key


_ANONYMOUS = Auth(ok=True)


@frozen
class Scheme:
    """One Security Scheme Object."""

    name: str
    kind: str
    """apiKey, http, oauth2, openIdConnect or mutualTLS."""
    place: str = ""
    """Of an apiKey: header, query or cookie."""
    parameter: str = ""
    """Of an apiKey: the name of that header, query parameter or cookie."""
    http: str = ""
    """Of http: bearer, basic or another, in lower case."""

    def presented(self, request: Request) -> str | None:
        """The credential in a request; None when there is none."""
        if self.kind == "apiKey":
            if self.place == "header":
                return request.header(self.parameter)
            pairs = {"query": request.query, "cookie": request.cookies}.get(self.place, ())
            return next((value for name, value in pairs if name == self.parameter), None)
        kind, _, value = (request.header("authorization") or "").partition(" ")
        wanted = self.http if self.kind == "http" else "bearer"
        if kind.lower() != wanted:
            return None
        if wanted != "basic":
            return value.strip() or None
        try:  # RFC 7617: the user, where there is no password
            text = base64.b64decode(value.strip(), validate=True).decode("utf-8")
        except ValueError:
            return None
        user, _, password = text.partition(":")
        return password or user or None


Requirement: TypeAlias = tuple[Scheme, ...]


def schemes(document: Document) -> dict[str, Scheme]:
    found = {}
    for name, node in document.children(document.at("#/components/securitySchemes")):
        kind, place, parameter, http = (
            str(node.get(key, "")) for key in ("type", "in", "name", "scheme")
        )
        found[name] = Scheme(name, kind, place, parameter, http.lower())
    return found


def authenticate(
    request: Request, wanted: Sequence[Requirement], accepts: Callable[[str | None], bool]
) -> Auth:
    """Check whether one alternative is met."""
    if not wanted:
        return _ANONYMOUS
    seen: str | None = None
    for alternative in wanted:
        keys = [scheme.presented(request) for scheme in alternative]
        seen = next(filter(None, keys), seen)
        if all(map(accepts, keys)):
            return Auth(True, seen)
    return Auth(False, seen)


def challenges(wanted: Iterable[Requirement]) -> str:
    """The WWW-Authenticate header of a 401 (RFC 9110 11.6.1): one challenge for each scheme.

    A key of its own header or parameter has no registered scheme: the name of that is its realm.
    """
    found = []
    for scheme in (scheme for alternative in wanted for scheme in alternative):
        if scheme.kind == "apiKey":
            found.append(f'ApiKey realm="{scheme.parameter}"')
        elif scheme.kind == "http" and scheme.http != "bearer":
            found.append(f'{scheme.http.capitalize()} realm="mock"')
        else:
            found.append("Bearer")
    return ", ".join(dict.fromkeys(found))
