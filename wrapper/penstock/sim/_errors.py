"""How Sim says no, in each of its dialects; and what it says of waiting and of rate limits.

v1 sends `{"error": text}`, with or without a `code`; v2 `{"error": {code, message, details}}`;
proxies send what they like. Codes differ from dialect to dialect, so the documented ones are
told by status; the one that was sent is kept as `raw_code`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from attrs import evolve

from penstock._core.decoding import bare, mapping, number, parsed_or_none, redirect, text
from penstock._core.service import ParsedError, parsed_error
from penstock.errors import error_class_for

if TYPE_CHECKING:  # what calls need is loaded with the first client
    from penstock._core.message import Answer
    from penstock.ratelimit import RateLimit

NAME: Final = "sim"

# The codes of the documented page, by the one thing all dialects agree on.
_DOCUMENTED: Final = {
    401: "UNAUTHORIZED",
    402: "USAGE_LIMIT_EXCEEDED",
    429: "RATE_LIMIT_EXCEEDED",
}
# For answers without a code: v2's vocabulary, which has one code for each status. A 500 is what
# the server of 2025-10 calls EXECUTION_ERROR.
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
    500: "EXECUTION_ERROR",
}
_INVALID_JSON: Final = ("invalid json", "must be valid json")
_AMBIGUOUS: Final = "ASYNC_ENQUEUE_AMBIGUOUS"
RUN_ID_TAKEN: Final = frozenset({"RUN_ID_CONFLICT", "EXECUTION_ID_CONFLICT"})


# What servers, then and now, begin their messages about quotas with. In streams and jobs there
# is no status to tell them by.
_USAGE: Final = ("Usage limit exceeded", "Billing issue detected", "Unable to determine usage")


def is_about_usage(message: str | None) -> bool:
    """True if a run's error message says that the account's quota is used up."""
    return message is not None and message.startswith(_USAGE)


def failure(error: object) -> tuple[str | None, str | None, dict[str, Any] | None]:
    """Return a run's error as its message, code and whole object; v1 sends the message alone."""
    if isinstance(error, dict):
        return str(error.get("message") or error), text(error.get("code")), error
    message = None if error is None else str(error)
    return message, "USAGE_LIMIT_EXCEEDED" if is_about_usage(message) else None, None


def error_code(operation_id: str) -> str:
    """Return the documented code of an operation's errors that have no code of their own."""
    return _BY_OPERATION.get(operation_id, "STATUS_ERROR")


_BY_OPERATION: Final = {
    **dict.fromkeys(("executeWorkflow", "executeRun"), "EXECUTION_ERROR"),
    **dict.fromkeys(("resumeExecution", "resumeRun"), "EXECUTION_ERROR"),
    "getUsageLimits": "USAGE_ERROR",
}


_RESULT_FIELDS: Final = frozenset(
    {
        *("success", "output", "error", "executionId", "metadata"),
        *("logs", "traceSpans", "totalDuration"),
    }
)


def is_v1_result(body: object) -> TypeGuard[dict[str, Any]]:
    """Return whether this is a run's result, and not a Response block's own JSON.

    Every server sends a run's duration and start with its result, under `success`; only one of
    2026-08 may leave them out where a run failed. JSON that lacks them is a result as well, if it
    has nothing but a result's fields: `metadata` is optional in the documented class.
    """
    if not isinstance(body, dict) or not isinstance(body.get("success"), bool):
        return False
    if "output" not in body and "metadata" not in body:
        return False
    if body.keys() <= _RESULT_FIELDS:
        return True
    times = mapping(body.get("metadata")) or {}
    return number(times.get("duration")) is not None and bool(text(times.get("startTime")))


def is_failed_run(answer: Answer) -> bool:
    """True if the answer is the result of a run that failed, whatever its status.

    Servers after 2025-11 send it with 500, 4xx or 503; it is told by its body.
    """
    body = parsed_or_none(answer)
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
# Statuses whose `error` is the service's, whatever the text: a key, a quota, a rate.
_ALWAYS_REFUSED: Final = frozenset({401, 402, 429})
# Those whose texts are too many to know them all.
_OPEN_TEXTS: Final = frozenset({400, 403})
# How its texts begin where they come with other 4xx, and without a code.
_REFUSAL_TEXTS: Final = (
    *("Client cancelled", "Execution ", "Maximum workflow call chain depth", "Not found"),
    "Workflow ",
)


def is_authored(answer: Answer) -> bool:
    """True if v1's answer to a run is a Response block's: its author's JSON, status and headers.

    Nothing marks it, so it is told by its body from all that the service and gateways send. An
    author's error that has their form, or an author's JSON in the form of a run's result, can't be
    told from theirs, and counts as theirs.
    """
    try:
        body = answer.json()
    except ValueError:
        return False
    status = answer.status
    if is_v1_result(body):
        return False
    if status < 300:
        return True
    if not isinstance(body, dict):
        return status < 500
    error = body.get("error")
    if status in _ALWAYS_REFUSED and "error" in body:
        return False
    if not body.keys() <= _ERROR_FIELDS:
        return True
    if status >= 500 or status in _OPEN_TEXTS or not isinstance(error, str):
        return False
    return body.keys() <= {"error", "success"} and not error.startswith(_REFUSAL_TEXTS)


def parse_error(answer: Answer, now_epoch: float) -> ParsedError | None:
    """Return what an error response means; None for a response that can be used."""
    status = answer.status
    if 200 <= status < 300 or is_failed_run(answer):
        return None
    if status < 400:
        return parsed_error(answer, now_epoch, redirect(answer))
    from penstock.ratelimit import RateLimit, parse
    from penstock.retry import RetryHints

    said = _Said(answer)
    error = error_class_for(status)(
        said.message,
        said.code,
        status,
        raw_code=said.raw_code,
        body=answer.json_or_text(),
        headers=answer.headers,
        request_id=said.request_id,
        run_id=said.run_id,
    )
    limits = parse(answer.headers, now_epoch)
    hints = RetryHints(
        retry_after=next(iter(_waits(said, limits, now_epoch)), None),
        veto=said.raw_code == _AMBIGUOUS,
        processed=False if status == 429 else None,
    )
    found = parsed_error(answer, now_epoch, error, hints, limits)
    wait = found.wait
    if limits or status != 429 or wait is None:
        return found
    emptied = RateLimit(remaining=0, reset_after=wait, reset_at=now_epoch + wait)
    return evolve(found, limits=(emptied,))


class _Said:
    """What an error's body says, whichever form it has."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        found = parsed_or_none(answer)
        self.body: Mapping[str, Any] = found if isinstance(found, dict) else {}
        nested = self.body.get("error")
        self.inner: Mapping[str, Any] = nested if isinstance(nested, dict) else self.body
        details = self.inner.get("details")
        self.details: Mapping[str, Any] = details if isinstance(details, dict) else {}
        self.issues: list[Any] = details if isinstance(details, list) else []

    @property
    def raw_code(self) -> str | None:
        """The code that was sent; v2 has a narrower one in its details."""
        return text(self.details.get("code")) or text(self.inner.get("code"))

    @property
    def code(self) -> str:
        """The documented code, else the one that was sent, else one for the status."""
        status = self.answer.status
        if status in _DOCUMENTED:
            return _DOCUMENTED[status]
        if status == 400 and any(words in self.message.lower() for words in _INVALID_JSON):
            return "INVALID_JSON"
        return self.raw_code or _BY_STATUS.get(status, _family(status))

    @property
    def message(self) -> str:
        parts = list(dict.fromkeys(self._parts()))
        return ": ".join(parts) if parts else bare(self.answer)

    def _parts(self) -> Iterator[str]:
        for part in (self.body.get("error"), self.inner.get("message"), *self._first_issue()):
            if isinstance(part, str) and part.strip():
                yield part.strip()
        if self.inner is not self.body and self.inner.get("message") == "Not found":
            yield "v2 may be switched off on this server; api='v1' may work"

    def _first_issue(self) -> Iterator[object]:
        issue = self.issues[0] if self.issues else None
        if isinstance(issue, dict):
            yield issue.get("message")

    @property
    def request_id(self) -> str | None:
        return self.answer.headers.get("x-request-id") or text(self.body.get("requestId"))

    @property
    def run_id(self) -> str | None:
        sent = self.answer.headers
        return (
            text(self.details.get("runId"))
            or text(self.body.get("executionId"))
            or sent.get("x-run-id")
            or sent.get("x-execution-id")
        )


def _family(status: int) -> str:
    return "SERVICE_UNAVAILABLE" if status >= 500 else "BAD_REQUEST"


def _waits(said: _Said, limits: tuple[RateLimit, ...], now: float) -> Iterator[float]:
    """Yield the waits that the body asks for, in the order of trust.

    v2's details, v1's own fields, the reset in the headers, and last a time in the middle of the
    message.
    """
    status = said.answer.status
    if status not in {429, 503}:
        return
    seconds = number(said.body.get("retryAfterSeconds"))
    if seconds is not None:
        yield seconds
    for told in (said.details.get("retryAfter"), said.body.get("resetAt")):
        yield from _until(_instant(told), now)
    millis = number(said.body.get("retryAfter"))
    if millis is not None:
        yield from _until(millis / 1000, now)
    if status != 429:  # v2 tells its bucket with every answer; only here was that the reason
        return
    for limit in limits:
        if limit.reset_after is not None:
            yield limit.reset_after
    found = re.search(_ISO, said.message)
    yield from _until(_instant(found[0]) if found else None, now)


_ISO: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})"


def _until(epoch: float | None, now: float) -> Iterator[float]:
    if epoch is not None:
        yield max(0.0, epoch - now)


def _instant(value: object) -> float | None:
    """Return an ISO 8601 time in epoch seconds; None if it is none."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def leaves_wait_out(found: ParsedError) -> bool:
    """True if a bucket is empty, and the response leaves out for how long: as v1's does in 2026-08.

    Too many runs at once is another thing, which no bucket tells of.
    """
    if found.error.status != 429 or not found.error.message.startswith("Rate limit exceeded"):
        return False
    return found.wait is None


def wait_for_bucket(usage_limits: Answer, now_epoch: float) -> float | None:
    """Return the seconds until v1's bucket is refilled; None if it isn't empty.

    Queued runs draw on the sync bucket, too, on the servers whose refusals tell no wait.
    """
    body = parsed_or_none(usage_limits)
    buckets = body.get("rateLimit") if isinstance(body, dict) else None
    bucket = buckets.get("sync") if isinstance(buckets, dict) else None
    if not isinstance(bucket, dict):
        return None
    limit = bucket_limit(bucket, now_epoch)
    return None if limit.remaining is None or limit.remaining > 0 else limit.reset_after


def _left(value: object) -> float | None:
    """Return how many requests are left; an overdrawn bucket has a number below 0."""
    return 0 if isinstance(value, int | float) and value < 0 else number(value)


def bucket_limit(bucket: Mapping[str, Any], now_epoch: float) -> RateLimit:
    """Return one bucket of the usage limits as a rate limit; each minute it starts anew."""
    from penstock.ratelimit import RateLimit

    reset = _instant(bucket.get("resetAt"))
    remaining, limit = _left(bucket.get("remaining")), number(bucket.get("limit"))
    return RateLimit(
        limit=None if limit is None else int(limit),
        remaining=None if remaining is None else int(remaining),
        reset_after=None if reset is None else max(0.0, reset - now_epoch),
        reset_at=reset,
        window=60,
    )
