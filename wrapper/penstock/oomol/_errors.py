"""Map Oomol Connect's errors to exceptions: by status, or `"success": false` with status 200.

The reason stands in `message`, in `error`, or in `error.message`; all may be missing. Nothing is
known of rate limits, so only the headers that all services use are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from penstock._core.service import ParsedError, parsed_error, reason_in, status_error

if TYPE_CHECKING:  # what calls need is loaded with the first client
    from penstock._core.message import RawResponse

NAME: Final = "oomol"


def parse_error(response: RawResponse, now_epoch: float) -> ParsedError | None:
    """Return the parsed form of an error response; None for a response that can be used."""
    body = response.json_or(None)
    if response.status < 300 and not (isinstance(body, dict) and body.get("success") is False):
        return None
    return parsed_error(response, now_epoch, status_error(response, reason_in(body)))
