"""Decode the JSON of responses: values by type, objects by the document's schemas."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlsplit

from penstock.errors import APIStatusError

if TYPE_CHECKING:
    from penstock._core.message import RawResponse


_Item = TypeVar("_Item")


def text(value: object) -> str | None:
    """Return a text that isn't empty; None for anything else."""
    return value if isinstance(value, str) and value else None


def number(value: object) -> float | None:
    """Return a number that isn't negative and is below 1e15; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if 0 <= value < 1e15 else None  # also refuses NaN


def mapping(value: object) -> dict[str, Any] | None:
    """Return a JSON object; None for anything else."""
    return value if isinstance(value, dict) else None


def array(value: object) -> list[Any] | None:
    """Return a JSON array; None for anything else."""
    return value if isinstance(value, list) else None


def as_sent(value: object) -> Any:
    """Return the value unchanged, for fields of any type."""
    return value


def items_of(kind: type[_Item], value: object) -> list[_Item]:
    """Return the items of a type in an array."""
    return [item for item in array(value) or () if isinstance(item, kind)]


def kind_of(value: object) -> str:
    """Return the name of a value's JSON type."""
    return _KINDS.get(type(value), "number")


_KINDS: Final = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    type(None): "null",
}


def redirect(response: RawResponse) -> APIStatusError:
    """Redirects aren't followed: the key would go along, a POST would lose its body."""
    to = _host(response.headers.get("location", ""))
    message = f"the server redirects to {to}, which is not followed; set base_url to where it leads"
    return APIStatusError(message, "REDIRECT", response.status, headers=response.headers)


def _host(location: str) -> str:
    """Return the host of an address alone: the rest may hold a secret."""
    try:
        target = urlsplit(location)
        port = "" if target.port is None else f":{target.port}"
    except ValueError:
        return "an address that can't be read"
    if not target.hostname:
        return "another address of its own"
    host = f"[{target.hostname}]" if ":" in target.hostname else target.hostname
    return f"{target.scheme}://{host}{port}".removeprefix(":")


def default_message(response: RawResponse) -> str:
    """Describe a response that gives no reason in the service's own form.

    It may be a gateway's that gives one as problem details do (RFC 9457 section 3.1).
    """
    reason = _reason(response.json_or(None))
    if reason is not None:
        return reason
    try:
        phrase = f" {HTTPStatus(response.status).phrase}"
    except ValueError:  # 520 to 527 have no name
        phrase = ""
    if not response.body and response.headers.get("content-length", "0") != "0":
        what = "and a hook of http_client refused it unread; call response.read() in it first"
    elif not response.body:
        what = "with an empty body"
    else:
        what = f"without a reason ({response.content_type or 'no content type'})"
    return f"the server answered {response.status}{phrase} {what}"


def _reason(found: object) -> str | None:
    """Return the reason that problem details give; of several in an array, the first."""
    if isinstance(found, list):
        return next(filter(None, map(_reason, found[:10])), None)
    if not isinstance(found, dict):
        return None
    for reason in (found.get("detail"), found.get("title")):
        if isinstance(reason, str) and reason.strip():
            return reason.strip()
    return None
