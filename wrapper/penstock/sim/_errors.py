"""Map Sim's error responses to exceptions, retry hints and rate limits.

v1 sends `{"error": text}`, with or without a `code`; v2 `{"error": {code, message, details}}`;
proxies send anything. Codes differ between versions of the API, so the documented code follows from
the status, and the code that was sent is kept as `raw_code`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from attrs import evolve

from penstock._core.decoding import mapping, number, text
from penstock._core.service import ParsedError, default_message, parsed_error, status_error

if TYPE_CHECKING:  # loaded by the first client
    from penstock._core.message import RawResponse
    from penstock.ratelimit import RateLimit

NAME: Final = "sim"

EXECUTION_ERROR: Final = "EXECUTION_ERROR"

# The documented codes, by the one thing that all versions of the API agree on.
_DOCUMENTED: Final = {
    401: "UNAUTHORIZED",
    402: "USAGE_LIMIT_EXCEEDED",
    429: "RATE_LIMIT_EXCEEDED",
}
# For responses without a code: v2 has one code for each status, and servers of 2025-10 call a 500
# EXECUTION_ERROR.
_BY_STATUS: Final = {
    400: "BAD_REQUEST",
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    408: "TIMEOUT",
    409: "CONFLICT",
    413: "PAYLOAD_TOO_LARGE",
    415: "UNSUPPORTED_MEDIA_TYPE",
    423: "LOCKED",
    499: "CLIENT_CLOSED_REQUEST",
    500: EXECUTION_ERROR,
}
_INVALID_JSON: Final = ("invalid json", "must be valid json")
_AMBIGUOUS: Final = "ASYNC_ENQUEUE_AMBIGUOUS"
RUN_ID_TAKEN: Final = frozenset({"RUN_ID_CONFLICT", "EXECUTION_ID_CONFLICT"})


# The beginnings of all servers' messages about quotas. Streams and jobs have no status that would
# identify them.
_USAGE: Final = ("Usage limit exceeded", "Billing issue detected", "Unable to determine usage")


def is_about_usage(message: str | None) -> bool:
    """Return True if a run failed because the account's quota is used up."""
    return message is not None and message.startswith(_USAGE)


def failure(error: object) -> tuple[str | None, str | None, dict[str, Any] | None]:
    """Split a run's error into message, code and the whole object; v1 sends the message alone."""
    if isinstance(error, dict):
        return str(error.get("message") or error), text(error.get("code")), error
    message = None if error is None else str(error)
    return message, "USAGE_LIMIT_EXCEEDED" if is_about_usage(message) else None, None


def error_code(operation_id: str) -> str:
    """Return the documented code for an operation's errors without a code of their own."""
    return _BY_OPERATION.get(operation_id, "STATUS_ERROR")


_BY_OPERATION: Final = {
    **dict.fromkeys(("executeWorkflow", "executeRun"), EXECUTION_ERROR),
    **dict.fromkeys(("resumeExecution", "resumeRun"), EXECUTION_ERROR),
    "getUsageLimits": "USAGE_ERROR",
}


_RESULT_FIELDS: Final = frozenset(
    {
        *("success", "output", "error", "executionId", "metadata"),
        *("logs", "traceSpans", "totalDuration"),
    }
)


def is_v1_result(body: object) -> TypeGuard[dict[str, Any]]:
    """Distinguish a run's result in v1 from a Response block's own JSON.

    Every server sends a run's duration and start time beside `success`; only servers of 2026-08
    leave them out of a failed run. JSON without them is a result, too, if it has no other fields
    than a result's: `metadata` is optional in the documented class.
    """
    if not isinstance(body, dict) or not isinstance(body.get("success"), bool):
        return False
    if "output" not in body and "metadata" not in body:
        return False
    if body.keys() <= _RESULT_FIELDS:
        return True
    times = mapping(body.get("metadata")) or {}
    return number(times.get("duration")) is not None and bool(text(times.get("startTime")))


def is_failed_run(response: RawResponse) -> bool:
    """Return True for the result of a failed run, which servers after 2025-11 send with any status.

    The status is 500, 4xx or 503; only the body identifies it.
    """
    body = response.json_or(None)
    return is_v1_result(body) and body["success"] is False


# Fields of the service's errors, and of those that gateways in front of it send.
_ERROR_FIELDS: Final = frozenset(
    {
        *("error", "code", "message", "details", "requestId", "executionId", "success"),
        *("retryable", "retryAfterSeconds", "retryAfter", "remaining", "resetAt"),
        *("description", "detail", "errors", "fault", "instance", "path", "reason", "request_id"),
        *("status", "statusCode", "timestamp", "title", "trace_id", "type"),
    }
)
# Statuses whose `error` is always the service's: authentication, quota, rate limit.
_NEVER_AUTHORED: Final = frozenset({401, 402, 429})
# Statuses with too many texts to list them.
_OPEN_TEXTS: Final = frozenset({400, 403})
# The beginnings of the service's texts with other 4xx that have no code.
_ERROR_TEXTS: Final = (
    *("Client cancelled", "Execution ", "Maximum workflow call chain depth", "Not found"),
    "Workflow ",
)


def is_authored(response: RawResponse) -> bool:
    """Return True if v1's response to a run is a Response block's: JSON, status and headers.

    Nothing marks it, so the body decides: anything that neither the service nor a gateway sends is
    the author's. An author's JSON in the form of an error or of a run's result can't be
    distinguished from theirs, and counts as theirs.
    """
    body, status = response.json_or(response), response.status
    if body is response or is_v1_result(body):
        return False
    if status < 300:
        return True
    if not isinstance(body, dict):
        return status < 500
    error = body.get("error")
    if status in _NEVER_AUTHORED and "error" in body:
        return False
    if not body.keys() <= _ERROR_FIELDS:
        return True
    if status >= 500 or status in _OPEN_TEXTS or not isinstance(error, str):
        return False
    return body.keys() <= {"error", "success"} and not error.startswith(_ERROR_TEXTS)


def parse_error(response: RawResponse, now_epoch: float) -> ParsedError | None:
    """Parse an error response; return None for a response that holds a result."""
    status = response.status
    if 200 <= status < 300 or is_failed_run(response):
        return None
    if status < 400:
        return parsed_error(response, now_epoch, status_error(response, None))
    from penstock.ratelimit import RateLimit, parse
    from penstock.retry import RetryHints

    sent = _ErrorBody(response)
    error = status_error(
        response,
        sent.message,
        sent.code,
        raw_code=sent.raw_code,
        request_id=sent.request_id,
        run_id=sent.run_id,
    )
    limits = parse(response.headers, now_epoch)
    hints = RetryHints(
        retry_after=_wait(sent, limits, now_epoch),
        veto=sent.raw_code == _AMBIGUOUS,
        processed=False if status == 429 else None,
    )
    found = parsed_error(response, now_epoch, error, hints, limits)
    wait = found.wait
    if limits or status != 429 or wait is None:
        return found
    # v1 names no limit with a 429, but the bucket is empty for as long as the wait.
    emptied = RateLimit(remaining=0, reset_after=wait, reset_at=now_epoch + wait)
    return evolve(found, limits=(emptied,))


class _ErrorBody:
    """The body of an error response in any of its forms."""

    def __init__(self, response: RawResponse) -> None:
        self.response = response
        found = response.json_or(None)
        self.body: Mapping[str, Any] = found if isinstance(found, dict) else {}
        nested = self.body.get("error")
        self.inner: Mapping[str, Any] = nested if isinstance(nested, dict) else self.body
        details = self.inner.get("details")
        self.details: Mapping[str, Any] = details if isinstance(details, dict) else {}
        self.issues: list[Any] = details if isinstance(details, list) else []

    @property
    def raw_code(self) -> str | None:
        """The code that was sent; v2 has a more specific one in its details."""
        return text(self.details.get("code")) or text(self.inner.get("code"))

    @property
    def code(self) -> str:
        """The documented code, else the one that was sent, else one for the status."""
        status = self.response.status
        if status in _DOCUMENTED:
            return _DOCUMENTED[status]
        if status == 400 and any(words in self.message.lower() for words in _INVALID_JSON):
            return "INVALID_JSON"
        family = "SERVICE_UNAVAILABLE" if status >= 500 else "BAD_REQUEST"
        return self.raw_code or _BY_STATUS.get(status, family)

    @property
    def message(self) -> str:
        issue = mapping(self.issues[0] if self.issues else None) or {}
        texts = (self.body.get("error"), self.inner.get("message"), issue.get("message"))
        parts = [part.strip() for part in texts if isinstance(part, str) and part.strip()]
        if self.inner is not self.body and self.inner.get("message") == "Not found":
            parts.append("v2 may be switched off on this server; api='v1' may work")
        return ": ".join(dict.fromkeys(parts)) or default_message(self.response)

    @property
    def request_id(self) -> str | None:
        return self.response.headers.get("x-request-id") or text(self.body.get("requestId"))

    @property
    def run_id(self) -> str | None:
        headers = self.response.headers
        return (
            text(self.details.get("runId"))
            or text(self.body.get("executionId"))
            or headers.get("x-run-id")
            or headers.get("x-execution-id")
        )


def _wait(sent: _ErrorBody, limits: tuple[RateLimit, ...], now: float) -> float | None:
    """Return the seconds to wait that the response names, by its most reliable field.

    v1's `retryAfterSeconds`, v2's details, v1's other fields, the reset in the headers, and last a
    time within the message.
    """
    status = sent.response.status
    if status not in {429, 503}:
        return None
    millis = number(sent.body.get("retryAfter"))
    moments = (
        _instant(sent.details.get("retryAfter")),
        _instant(sent.body.get("resetAt")),
        None if millis is None else millis / 1000,
    )
    waits = [number(sent.body.get("retryAfterSeconds")), *(_until(each, now) for each in moments)]
    if status == 429:  # v2 sends its bucket with every response; only a 429 is because of it
        found = re.search(_ISO, sent.message)
        waits += [limit.reset_after for limit in limits]
        waits.append(_until(_instant(found and found[0]), now))
    return next((wait for wait in waits if wait is not None), None)


_ISO: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})"


def _until(epoch: float | None, now: float) -> float | None:
    return None if epoch is None else max(0.0, epoch - now)


def _instant(value: object) -> float | None:
    """Return an ISO 8601 time in epoch seconds; None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def leaves_wait_out(found: ParsedError) -> bool:
    """Return True for a 429 about an empty bucket without a wait, as v1 of 2026-08 sends it.

    A 429 about too many runs at once has another text, and no bucket holds its wait.
    """
    if found.error.status != 429 or not found.error.message.startswith("Rate limit exceeded"):
        return False
    return found.wait is None


def wait_for_bucket(usage_limits: RawResponse, now_epoch: float) -> float | None:
    """Return the seconds until v1's bucket is refilled; None if it isn't empty.

    On the servers whose 429 has no wait, queued runs draw on the sync bucket, too.
    """
    body = usage_limits.json_or(None)
    buckets = body.get("rateLimit") if isinstance(body, dict) else None
    bucket = buckets.get("sync") if isinstance(buckets, dict) else None
    if not isinstance(bucket, dict):
        return None
    limit = bucket_limit(bucket, now_epoch)
    return None if limit.remaining is None or limit.remaining > 0 else limit.reset_after


def bucket_limit(bucket: Mapping[str, Any], now_epoch: float) -> RateLimit:
    """Return one bucket of the usage limits as a rate limit, whose window is a minute."""
    from penstock.ratelimit import RateLimit

    reset, limit = _instant(bucket.get("resetAt")), number(bucket.get("limit"))
    remaining = bucket.get("remaining")
    # An overdrawn bucket has a number below 0.
    overdrawn = isinstance(remaining, int | float) and remaining < 0
    remaining = 0 if overdrawn else number(remaining)
    return RateLimit(
        limit=None if limit is None else int(limit),
        remaining=None if remaining is None else int(remaining),
        reset_after=_until(reset, now_epoch),
        reset_at=reset,
        window=60,
    )
