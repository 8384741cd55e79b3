"""Security schemes, and the credentials that a request presents."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping, Sequence
from http.cookies import CookieError, SimpleCookie
from typing import Any, TypeAlias

from attrs import frozen

from .request import Request
from .schemas import Document

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
            return _API_KEY.get(self.place, _nothing)(request, self.parameter)
        kind, _, value = (request.header("authorization") or "").partition(" ")
        wanted = self.http if self.kind == "http" else "bearer"
        if kind.lower() != wanted:
            return None
        return _password(value.strip()) if wanted == "basic" else value.strip() or None


Requirement: TypeAlias = tuple[Scheme, ...]


def schemes(document: Document) -> dict[str, Scheme]:
    """The schemes of a document by name."""
    components = document.child(document.top(), "components")
    found = document.children(document.child(components, "securitySchemes"))
    return {name: _scheme(name, node.value) for name, node in found}


def requirements(
    said: Sequence[Mapping[str, Any]] | None, known: Mapping[str, Scheme]
) -> tuple[Requirement, ...]:
    """Alternatives (any one will do), each of schemes that must all be met; () asks for nothing.

    Raises KeyError for a scheme that isn't defined.
    """
    return tuple(tuple(known[name] for name in alternative) for alternative in said or ())


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


def secret_query(wanted: Iterable[Requirement]) -> frozenset[str]:
    """The query parameters that hold a credential."""
    held = (scheme for alternative in wanted for scheme in alternative if scheme.place == "query")
    return frozenset(scheme.parameter for scheme in held)


def _scheme(name: str, said: Mapping[str, Any]) -> Scheme:
    return Scheme(
        name,
        str(said.get("type", "")),
        str(said.get("in", "")),
        str(said.get("name", "")),
        str(said.get("scheme", "")).lower(),
    )


def _in_query(request: Request, name: str) -> str | None:
    return next((value for key, value in request.query if key == name), None)


def _in_cookie(request: Request, name: str) -> str | None:
    try:
        morsel = SimpleCookie(request.header("cookie") or "").get(name)
    except CookieError:
        return None
    return morsel.value if morsel else None


def _nothing(_request: Request, _name: str) -> str | None:
    return None


_API_KEY: Mapping[str, Callable[[Request, str], str | None]] = {
    "header": Request.header,
    "query": _in_query,
    "cookie": _in_cookie,
}


def _password(text: str) -> str | None:
    """The password of HTTP basic credentials (RFC 7617), or the user when there is none."""
    try:
        user, _, password = base64.b64decode(text, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return password or user or None
