"""Map Oomol Connect's errors to exceptions: by status, or `"success": false` with status 200.

The reason stands in `message`, in `error`, or in `error.message`; all may be missing. Nothing is
known of rate limits, so only the headers that all services use are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from penstock._core.decoding import default_message, parsed_or_none, redirect
from penstock._core.service import ParsedError, parsed_error
from penstock.errors import APIStatusError, error_class_for

if TYPE_CHECKING:  # what calls need is loaded with the first client
    from penstock._core.message import RawResponse

NAME: Final = "oomol"


def parse_error(response: RawResponse, now_epoch: float) -> ParsedError | None:
    """Return what an error response means; None for a response that can be used."""
    if 300 <= response.status < 400:
        return parsed_error(response, now_epoch, redirect(response))
    body = parsed_or_none(response)
    if response.status < 300 and not (isinstance(body, dict) and body.get("success") is False):
        return None
    kind = error_class_for(response.status) if response.status >= 400 else APIStatusError
    error = kind(
        next(_reasons(body), None) or default_message(response),
        None,
        response.status,
        body=response.json_or_text(),
        headers=response.headers,
        request_id=response.headers.get("x-request-id"),
    )
    return parsed_error(response, now_epoch, error)


def _reasons(body: Any) -> Iterator[str]:
    if not isinstance(body, dict):
        return
    error = body.get("error")
    inner = error.get("message") if isinstance(error, dict) else error
    for found in (body.get("message"), inner):
        if isinstance(found, str) and found.strip():
            yield found.strip()
