"""Map Dify's error responses and `error` events to exceptions and retry hints.

Its errors are `{"code", "message", "status"}`; proxies in front of it have their own. A code is an
open word: servers add new ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from penstock._core.decoding import mapping, number, text
from penstock._core.service import ParsedError, default_message, parsed_error, status_error
from penstock.errors import (
    APIStatusError,
    BadRequestError,
    ConcurrencyLimitError,
    ExecutionError,
    PenstockError,
    QuotaExceededError,
    error_class_for,
)

if TYPE_CHECKING:  # what calls need is loaded with the first client
    from penstock._core.message import RawResponse
    from penstock.retry import RetryHints

NAME: Final = "dify"

_CONCURRENCY: Final = "too_many_requests"
_QUOTA: Final = "rate_limit_error"
# Servers up to 1.16 send this with 400 and the code of any bad parameter, meaning 429.
_TOO_MANY: Final = "Too many requests."

# The server's code for each status, for responses of proxies, which have none.
_BY_STATUS: Final = {
    400: "bad_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "file_too_large",
    415: "unsupported_media_type",
    429: _CONCURRENCY,
}

# The message where the server's is empty, as it is for these codes.
_SILENT: Final = {
    "file_too_large": "the file is larger than the server takes for its type; the limits are in "
    "the app's parameters().system_parameters"
}
# Servers up to 0.14 send the placeholder of a message in place of the message.
_UNFILLED: Final = "{message}"

# Parts of the servers' messages about bad input. In a stream they come
# without a code and as 500, and nothing else distinguishes them from a failure of the server.
_INPUT_FAULTS: Final = (
    " in input form",
    "Invalid upload file",
    "Invalid file url",
    "File validation failed",
    "Number of files exceeds",
    "Detected file type does not match",
    "transfer_method is required",
    "Reached maximum retries",  # of fetching a file by its address
)

# From a proxy that waited for the server, and not for the request.
_TIMED_OUT: Final = 408
_GATEWAYS: Final = frozenset({502, 503, 504, *range(520, 528)})


def parse_error(response: RawResponse, now_epoch: float) -> ParsedError | None:
    """Return the parsed form of an error response; None for a response that can be used."""
    if 200 <= response.status < 300:
        return None
    error = _error(response)
    return parsed_error(response, now_epoch, error, _hints(response.status, error))


def _error(response: RawResponse) -> APIStatusError:
    body = mapping(response.json_or(None)) or {}
    raw_code, message = text(body.get("code")), _message(response, body)
    kind, code = _judged(response.status, raw_code, message)
    return status_error(response, message, code, kind, raw_code=raw_code)


def _message(response: RawResponse, body: Mapping[str, Any]) -> str:
    given = text(body.get("message")) or ""
    message = given.replace(_UNFILLED, "").strip()
    if message and message == given.strip():
        return given
    silent = _SILENT.get(text(body.get("code")) or "")
    if silent or message:
        return silent or message
    if response.status == 404 and not body:
        return f"{default_message(response)}; does base_url end with /v1?"
    return default_message(response)


def _judged(
    status: int, raw_code: str | None, message: str
) -> tuple[type[APIStatusError], str | None]:
    """Return the class and the documented code of an error response."""
    if raw_code == _QUOTA:
        return QuotaExceededError, _QUOTA
    if raw_code == _CONCURRENCY or message.startswith(_TOO_MANY):
        return ConcurrencyLimitError, _CONCURRENCY
    fallback = "internal_server_error" if status >= 500 else _BY_STATUS.get(status)
    return error_class_for(status), raw_code or fallback


def failure(frame: Mapping[str, Any]) -> PenstockError:
    """Return the exception for an `error` event.

    It is the one that a response would have had that is no stream, so that both ways of running
    fail alike. One without a code is ExecutionError, unless it is about the input or a limit:
    then the frame's own status, which is 500 whatever was wrong, gives way to the response's 400.
    """
    raw_code, sent = text(frame.get("code")), number(frame.get("status"))
    status = None if sent is None else int(sent)
    message = text(frame.get("message")) or "the server gives no reason"
    if raw_code is not None:
        kind, code = _judged(status or 400, raw_code, message)
        return kind(message, code, status, raw_code=raw_code, body=frame)
    if message.startswith(_TOO_MANY):
        return ConcurrencyLimitError(message, _CONCURRENCY, 400, body=frame)
    if any(words in message for words in _INPUT_FAULTS):
        return BadRequestError(message, "invalid_param", 400, body=frame)
    return ExecutionError(message, "internal_server_error", status, body=frame)


def counts_twice(error: PenstockError) -> bool:
    """True if a stream was refused by a limit that admits none.

    Servers count the start of a stream twice (seen of 1.14.2): with a limit of 1 they refuse all.
    """
    return isinstance(error, ConcurrencyLimitError) and error.message.endswith(" is 1.")


def is_gateways(error: PenstockError) -> bool:
    """True if a gateway gave up: the server behind it may go on with the request."""
    return error.status in _GATEWAYS


def _hints(status: int, error: PenstockError) -> RetryHints:
    """Return the retry hints of an error.

    A quota isn't waited for. A request over a limit wasn't processed; one that a server failed on
    may have been, even if a proxy names a wait or asks for a retry.
    """
    from penstock.retry import RetryHints

    busy = isinstance(error, ConcurrencyLimitError)
    refused = busy or status == 429
    unknown = status == _TIMED_OUT or status >= 500
    return RetryHints(
        veto=isinstance(error, QuotaExceededError),
        processed=False if refused else (True if unknown else None),
        passing=busy,
    )
