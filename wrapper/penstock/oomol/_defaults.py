"""The client's settings, in the house's words or in those of the documented page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, TypedDict

import attrs

from penstock.errors import UsageError

_DOCUMENTED: Final = ("base_url", "api_token", "default_headers", "timeout")
_SCHEME: Final = r"[A-Za-z][A-Za-z0-9_-]*"


class ClientOptions(TypedDict, total=False):
    """The client's settings as one dict, as the official client takes them."""

    base_url: str
    api_token: str | None
    default_headers: Mapping[str, str] | None
    timeout: float | None


@attrs.frozen(kw_only=True, eq=False)
class Settings:
    """What was given, each thing once; values are checked where they are used."""

    api_key: Any = attrs.field(default=None, repr=False)
    base_url: Any = None
    headers: Any = attrs.field(default=None, repr=False)
    timeout: Any = None
    key_prefix: str = ""


def settings(
    first: object,
    *,
    api_token: object,
    default_headers: object,
    headers: object,
    auth_scheme: object,
    base_url: object,
    timeout: object,
) -> Settings:
    """Return what was meant; `first` is a token, or a dict of the documented options.

    The token goes before an Authorization among the headers, as in both official clients. Such
    a header is sent as it is; a token is, too, unless there is a scheme to put before it.
    """
    given = _options(first)
    token = _one("api_key", given.get("api_key"), "api_token", given.get("api_token"))
    token = _one("api_key", token, "api_token", api_token)
    more = _one("default_headers", given.get("default_headers"), "default_headers", default_headers)
    more = _one("default_headers", more, "headers", headers)
    header, others = _split(more)
    return Settings(
        api_key=token or header,
        base_url=given.get("base_url") or base_url,
        headers=others,
        timeout=given.get("timeout", timeout),
        key_prefix=prefix(auth_scheme) if token or not header else "",
    )


def _options(first: object) -> Mapping[str, Any]:
    if not isinstance(first, Mapping):
        return {"api_key": first}
    unknown = sorted(str(name) for name in first if name not in _DOCUMENTED)
    if unknown:
        raise UsageError(
            f"no option {', '.join(unknown)}; the dict takes {', '.join(_DOCUMENTED)}, "
            "and the rest is given by keyword"
        )
    return first


def _one(name: str, value: Any, other_name: str, other: Any) -> Any:
    """Return the one that was given."""
    if not value or not other:
        return value or other
    where = "twice" if name == other_name else f"as {other_name}, too"
    raise UsageError(f"{name} is given {where}; give it once")


def _split(headers: Any) -> tuple[Any, Any]:
    """Return the Authorization among the headers, however it is written, and the others."""
    if not isinstance(headers, Mapping):
        return None, headers
    found = {name: text for name, text in headers.items() if _is_authorization(name)}
    if len(found) > 1:
        raise UsageError(f"default_headers has {' and '.join(found)}; give one of them")
    others = {name: text for name, text in headers.items() if name not in found}
    return next(iter(found.values()), None), others


def _is_authorization(name: object) -> bool:
    return isinstance(name, str) and name.lower() == "authorization"


def prefix(scheme: object) -> str:
    """Return the word before the token. Raises UsageError for what is no scheme."""
    if scheme is None:
        return ""
    if not isinstance(scheme, str) or not re.fullmatch(_SCHEME, scheme):
        # What was given isn't shown: it may have the token in it.
        raise UsageError("auth_scheme must be one word, such as 'Bearer', without a space or token")
    return f"{scheme} "
