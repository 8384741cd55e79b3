"""Every error of the server's, in each dialect's form: one table.

An error is played at its own place in the order of checks, so that a wrong key is still noticed
before a used-up plan. `documented` and `today` are bodies of v1, `v2` of the v2 envelope. Where the
documented server had no such error, it gives today's message in its own spelling.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from .formatting import code_of

Stage: TypeAlias = Literal[
    "edge",  # before any route: what a proxy answers
    "gate",  # the process takes no more work
    "auth",
    "body",
    "workflow",  # does it exist, may this key see it
    "claim",  # the caller's own run id
    "deployment",  # is it deployed
    "usage",
    "rate",
    "concurrency",
    "enqueue",  # async only
    "load",  # the deployed version, the files
    "run",
]

Body: TypeAlias = dict[str, Any]


@frozen
class V1:
    """A v1 error: `{error, code?, …}`. The documented server derives a code where none is given."""

    status: int
    error: str
    code: str | None = None
    extra: Mapping[str, Any] = field(factory=dict)
    retry_after: int | None = None


@frozen
class V2:
    """A v2 error: `{error: {code, message, details?}}`; the code follows from the status."""

    status: int
    message: str
    details: Mapping[str, Any] | None = None
    retry_after: int | None = None


@frozen
class ServiceError:
    """One error: its stage in the order of checks, and its form in each dialect."""

    name: str
    stage: Stage
    today: V1
    v2: V2
    documented: V1 | None = None

    @property
    def in_documented(self) -> V1:
        """The error in the documented dialect."""
        return self.documented or self.today


V2_CODES: Mapping[int, str] = {
    400: "BAD_REQUEST",
    401: "UNAUTHORIZED",
    402: "USAGE_LIMIT_EXCEEDED",
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    408: "BAD_REQUEST",
    409: "CONFLICT",
    413: "PAYLOAD_TOO_LARGE",
    415: "UNSUPPORTED_MEDIA_TYPE",
    423: "LOCKED",
    429: "RATE_LIMITED",
    499: "CLIENT_CLOSED_REQUEST",
    500: "INTERNAL_ERROR",
    503: "SERVICE_UNAVAILABLE",
}


def v1_body(error: V1, fills: Mapping[str, str], message: str | None, *, coded: bool) -> Body:
    """The body of a v1 error. coded: a code is derived from the message where there is none."""
    said = message or error.error.format_map(fills)
    code = code_of(said) if error.code is None and coded else error.code
    named = {} if code is None else {"code": code}
    return {"error": said, **named, **filled(error.extra, fills)}


def v2_body(error: V2, fills: Mapping[str, str], message: str | None, details: Any = None) -> Body:
    """The body of a v2 error. details: in place of the error's own."""
    said = message or error.message.format_map(fills)
    body: Body = {"code": V2_CODES[error.status], "message": said}
    if details is not None:
        body["details"] = details
    elif error.details is not None:
        body["details"] = filled(error.details, fills)
    return {"error": body}


def filled(fields: Mapping[str, Any], fills: Mapping[str, str]) -> Body:
    """Fields, what their texts leave open filled in."""
    return {n: v.format_map(fills) if isinstance(v, str) else v for n, v in fields.items()}


# The server's own constant for Retry-After where it lacks a resource.
RETRY_SECONDS = 5

_BUSY = (
    "Too many concurrent executions are in progress for this billing account. "
    "Please wait for them to finish and try again."
)
_NO_HEADROOM = (
    "This billing account has no guaranteed base-charge headroom. "
    "Wait for in-progress executions to finish or raise the usage limit."
)
_BILLING = "Billing issue detected. Please update your payment method to continue."
_USAGE_UNKNOWN = "Usage admission is temporarily unavailable. Please retry."
_NO_PERSONAL_KEYS = "Personal API keys are not allowed for this workspace"
_AT_CAPACITY = "Server is at capacity. Please retry shortly."
_AMBIGUOUS = "Async execution queue acceptance could not be confirmed"
_OVERLOADED = "Service temporarily overloaded. Please try again later."
_SETUP = "EXECUTION_ERROR"

NOT_FOUND = ServiceError(
    "not_found", "workflow", V1(404, "Workflow not found"), V2(404, "Workflow not found")
)
NOT_DEPLOYED = ServiceError(
    "not_deployed",
    "deployment",
    V1(403, "Workflow is not deployed"),
    V2(403, "Workflow is not deployed", {"code": "WORKFLOW_NOT_DEPLOYED"}),
)
NO_ACTIVE_DEPLOYMENT = ServiceError(
    "no_active_deployment",
    "load",
    V1(400, "File processing failed: Workflow {workflow_id} has no active deployment"),
    V2(400, "File processing failed: Workflow {workflow_id} has no active deployment"),
    V1(400, "Workflow {workflow_id} has no active deployment"),
)
NO_KEY = ServiceError(
    "no_key",
    "auth",
    V1(401, "Unauthorized"),
    V2(401, "Unauthorized"),
    V1(401, "Unauthorized: API key required"),
)
BAD_KEY = ServiceError(
    "bad_key",
    "auth",
    V1(401, "Invalid API key"),
    V2(401, "Invalid API key"),
    V1(401, "Unauthorized: Invalid API key"),
)
# v2 does not reveal that a workflow exists in another workspace.
WRONG_WORKSPACE = ServiceError(
    "wrong_workspace",
    "workflow",
    V1(403, "API key is not authorized for this workspace"),
    V2(404, "Workflow not found"),
    V1(401, "Unauthorized: Invalid API key"),
)
OTHER_TENANT = ServiceError(
    "other_tenant",
    "workflow",
    V1(403, "Unauthorized: Access denied to read this workflow"),
    V2(404, "Workflow not found"),
    V1(401, "Unauthorized: Invalid API key"),
)
PERSONAL_KEY = ServiceError(
    "personal_key",
    "workflow",
    V1(403, _NO_PERSONAL_KEYS),
    V2(403, _NO_PERSONAL_KEYS, {"code": "PERSONAL_API_KEYS_DISABLED"}),
    V1(401, "Unauthorized: Invalid API key"),
)
CAPACITY = ServiceError(
    "capacity",
    "gate",
    V1(
        429,
        "Too many requests",
        "ADMISSION_GATE_CAPACITY",
        {"message": _AT_CAPACITY, "retryable": True, "retryAfterSeconds": RETRY_SECONDS},
        RETRY_SECONDS,
    ),
    V2(429, _AT_CAPACITY, None, RETRY_SECONDS),
    V1(503, _OVERLOADED, "SERVICE_OVERLOADED"),
)
USAGE = ServiceError(
    "usage_exceeded",
    "usage",
    V1(
        402,
        "Usage limit exceeded: ${used} used of ${limit} limit. "
        "Please upgrade your plan or raise your usage limit to continue.",
    ),
    V2(
        402,
        "Usage limit exceeded: ${used} used of ${limit} limit. "
        "Please upgrade your plan or raise your usage limit to continue.",
    ),
    V1(
        402,
        "Usage limit exceeded: {used}$ used of {limit}$ limit. "
        "Please upgrade your plan to continue.",
        "USAGE_LIMIT_EXCEEDED",
    ),
)
HEADROOM = ServiceError(
    "no_headroom",
    "usage",
    V1(402, _NO_HEADROOM),
    V2(402, _NO_HEADROOM, {"code": "EXECUTION_PAYER_HEADROOM_EXHAUSTED"}),
    V1(402, _BILLING, "USAGE_LIMIT_EXCEEDED"),
)
USAGE_UNKNOWN = ServiceError(
    "usage_unknown",
    "usage",
    V1(503, _USAGE_UNKNOWN),
    V2(503, _USAGE_UNKNOWN, {"code": "SERVICE_OVERLOADED"}, RETRY_SECONDS),
    V1(
        402,
        "Unable to determine usage limits. Execution blocked for security. Please contact support.",
        "USAGE_LIMIT_EXCEEDED",
    ),
)
RATE = ServiceError(
    "rate_limited",
    "rate",
    V1(429, "Rate limit exceeded. Please try again later."),
    V2(429, "Rate limit exceeded. Please try again later.", {"code": "RATE_LIMIT_EXCEEDED"}),
    V1(
        429,
        "Rate limit exceeded. You have 0 requests remaining. Resets at {reset}",
        "RATE_LIMIT_EXCEEDED",
    ),
)
CONCURRENCY = ServiceError(
    "concurrency",
    "concurrency",
    V1(429, _BUSY),
    V2(429, _BUSY, {"code": "EXECUTION_CONCURRENCY_LIMIT"}, RETRY_SECONDS),
    V1(500, "Execution is already running", _SETUP),
)
AMBIGUOUS = ServiceError(
    "ambiguous",
    "enqueue",
    V1(503, _AMBIGUOUS, "ASYNC_ENQUEUE_AMBIGUOUS", {"executionId": "{run_id}"}),
    V2(503, _AMBIGUOUS, {"code": "ASYNC_ENQUEUE_AMBIGUOUS", "runId": "{run_id}"}),
    V1(500, "Failed to queue workflow execution"),
)
QUEUE_FAILED = ServiceError(
    "queue_failed",
    "enqueue",
    V1(500, "Failed to queue async execution"),
    V2(500, "Failed to queue async execution"),
    V1(500, "Failed to queue workflow execution"),
)
OVERLOADED = ServiceError(
    "overloaded",
    "claim",
    V1(503, "Workflow execution identity is temporarily unavailable"),
    V2(503, "Service temporarily unavailable", None, RETRY_SECONDS),
    V1(503, _OVERLOADED, "SERVICE_OVERLOADED"),
)
CONFLICT = ServiceError(
    "conflict",
    "claim",
    V1(
        409,
        "Execution ID has already been used",
        "EXECUTION_ID_CONFLICT",
        {"executionId": "{run_id}"},
    ),
    V2(409, "Run ID has already been used", {"code": "RUN_ID_CONFLICT", "runId": "{run_id}"}),
)
TOO_DEEP = ServiceError(
    "too_deep",
    "gate",
    V1(409, "Maximum workflow call chain depth (25) exceeded."),
    V2(
        409,
        "Maximum workflow call chain depth (25) exceeded.",
        {"code": "CALL_CHAIN_DEPTH_EXCEEDED"},
    ),
)
TOO_LARGE = ServiceError(
    "too_large",
    "body",
    V1(413, "Workflow execution request body exceeds maximum size"),
    V2(413, "Request body is too large"),
)
BAD_JSON = ServiceError(
    "bad_json",
    "body",
    V1(400, "Invalid JSON in request body"),
    V2(400, "Request body must be valid JSON"),
)
CLIENT_CANCELLED = ServiceError(
    "client_cancelled",
    "run",
    V1(499, "Client cancelled request", None, {"success": False}),
    V2(499, "Client cancelled request", {"runId": "{run_id}"}),
)
INTERNAL = ServiceError(
    "internal_error",
    "run",
    V1(500, "Internal server error", None, {"requestId": "{request_id}"}),
    V2(500, "Internal server error"),
    V1(500, "Internal server error"),
)

ERRORS: Mapping[str, ServiceError] = {
    each.name: each
    for each in (
        NOT_FOUND,
        NOT_DEPLOYED,
        NO_ACTIVE_DEPLOYMENT,
        NO_KEY,
        BAD_KEY,
        WRONG_WORKSPACE,
        OTHER_TENANT,
        PERSONAL_KEY,
        CAPACITY,
        USAGE,
        HEADROOM,
        USAGE_UNKNOWN,
        RATE,
        CONCURRENCY,
        AMBIGUOUS,
        QUEUE_FAILED,
        OVERLOADED,
        CONFLICT,
        TOO_DEEP,
        TOO_LARGE,
        BAD_JSON,
        CLIENT_CANCELLED,
        INTERNAL,
    )
}
