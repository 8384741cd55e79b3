"""What every service's answers have in common: JSON that must be read, and ways to say no."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, NoReturn
from urllib.parse import urlsplit

from penstock.errors import APIStatusError, ResponseError

if TYPE_CHECKING:
    from penstock._message import Answer

# As much of an unreadable answer as tells what it is.
_HEAD: Final = 500


def parsed(answer: Answer) -> Any:
    """Return the answer's JSON. Raises ResponseError if it isn't any."""
    try:
        return answer.json()
    except ValueError:
        unreadable(answer, "the answer isn't JSON")


def parsed_or_none(answer: Answer) -> Any:
    """Return the answer's JSON, or None if it isn't any."""
    try:
        return answer.json()
    except ValueError:
        return None


def unreadable(answer: Answer, why: str) -> NoReturn:
    """Raise ResponseError for an answer that can't be used."""
    raise ResponseError(
        why,
        None,
        answer.status,
        body=answer.json_or_text(),
        headers=answer.headers,
        request_id=answer.headers.get("x-request-id"),
        attempts=answer.attempts,
        content_type=answer.content_type or None,
        body_head=answer.text[:_HEAD],
    )


def kind_of(value: object) -> str:
    """Return what JSON calls a value."""
    return _KINDS.get(type(value), "number")


_KINDS: Final = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    type(None): "null",
}


def redirect(answer: Answer) -> APIStatusError:
    """Redirects aren't followed: the key would go along, a POST would lose its body."""
    to = _host(answer.headers.get("location", ""))
    message = f"the server redirects to {to}, which is not followed; set base_url to where it leads"
    return APIStatusError(message, "REDIRECT", answer.status, headers=answer.headers)


def _host(location: str) -> str:
    """Return no more than the host of an address: the rest of it may hold a secret."""
    try:
        target = urlsplit(location)
        port = "" if target.port is None else f":{target.port}"
    except ValueError:
        return "an address that can't be read"
    if not target.hostname:
        return "another address of its own"
    host = f"[{target.hostname}]" if ":" in target.hostname else target.hostname
    return f"{target.scheme}://{host}{port}".removeprefix(":")


def bare(answer: Answer) -> str:
    """Describe an answer that gives no reason of its own."""
    try:
        phrase = f" {HTTPStatus(answer.status).phrase}"
    except ValueError:  # 520 to 527 have no name
        phrase = ""
    if not answer.body:
        what = "with an empty body"
    else:
        what = f"without a reason ({answer.content_type or 'no content type'})"
    return f"the server answered {answer.status}{phrase} {what}"
