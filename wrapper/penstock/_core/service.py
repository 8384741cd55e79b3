"""The interface of a service's error parser, and its result."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import attrs

from penstock._core.message import request_id_in, run_id_in
from penstock.errors import APIStatusError, error_class_for

if TYPE_CHECKING:
    from penstock._core.message import RawResponse
    from penstock.errors import PenstockError
    from penstock.ratelimit import RateLimit
    from penstock.retry import RetryHints


@attrs.frozen(kw_only=True, eq=False)
class ParsedError:
    """An error response, parsed once: its exception, retry hints and rate limits."""

    error: PenstockError
    hints: RetryHints
    """The retry hints in its body; the Retry-After header is in `wait`."""
    wait: float | None
    """The seconds that it asks to wait, in a header or in its body."""
    limits: tuple[RateLimit, ...]
    """The state of its bucket, from headers or body."""

    @property
    def began_nothing(self) -> bool:
        """True if the request was surely not processed: 429, 503 with a wait, or by its body."""
        status = self.error.status
        if self.hints.processed is not None or status not in (429, 503):
            return self.hints.processed is False
        return status == 429 or self.wait is not None


class Service(Protocol):
    """One service, as the flows see it. All of it is pure: times are handed in."""

    def parse_error(self, response: RawResponse, now_epoch: float) -> ParsedError | None:
        """Return what an error response means; None for a response that can be used."""
        ...


def places(body: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects in which an error response may have its reason and its code."""
    if isinstance(body, dict):
        yield body
        yield from places(body.get("error"))


def reason_in(body: Any) -> str | None:
    """Return the reason in an error response: `message`, `error` or `error.message`."""
    texts = (place.get(name) for place in places(body) for name in ("message", "error"))
    return next((text.strip() for text in texts if isinstance(text, str) and text.strip()), None)


def status_error(
    response: RawResponse,
    message: str | None,
    code: str | None = None,
    kind: type[APIStatusError] | None = None,
    **details: Any,
) -> APIStatusError:
    """Return the exception for an error response, or a redirect, with what is in the response.

    Without a message it is the one that problem details or the status give; `details` go before
    those in body and headers.
    """
    if 300 <= response.status < 400:
        return _redirect(response)
    sent = {
        "body": response.json_or_text(),
        "headers": response.headers,
        "request_id": request_id_in(response.headers),
        "run_id": run_id_in(response.headers),
    }
    return (kind or error_class_for(response.status))(
        message or default_message(response), code, response.status, **(sent | details)
    )


def parsed_error(
    response: RawResponse,
    now_epoch: float,
    error: PenstockError,
    hints: RetryHints | None = None,
    limits: tuple[RateLimit, ...] | None = None,
) -> ParsedError:
    """Return a parsed error with what the headers add: all services write that alike.

    Without `hints`, a 429 has begun nothing, and nothing is known of other statuses.
    """
    from penstock.ratelimit import parse
    from penstock.retry import RetryHints, parse_retry_after

    if hints is None:
        hints = RetryHints(processed=False if response.status == 429 else None)
    wait = parse_retry_after(response.headers, now_epoch) if response.status >= 400 else None
    return ParsedError(
        error=error,
        hints=hints,
        wait=hints.retry_after if wait is None else wait,
        limits=parse(response.headers, now_epoch) if limits is None else limits,
    )


def _redirect(response: RawResponse) -> APIStatusError:
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
