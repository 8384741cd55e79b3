"""Every error of the server's, in each dialect's form: one table.

An error is played at its own place in the order of checks, so that a wrong key is still noticed
before a used-up plan.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import field

from ...document.values import frozen

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


@frozen
class V1:
    """A v1 error: `{error, code?, …}`. In 2025-10 a code is derived where none is given."""

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
    """One error: its stage in the order of checks, and its form on each surface."""

    name: str
    stage: Stage
    v1: V1
    v2: V2
    v1_2025: V1
    """Spell a later server's message as this one does, which had no such error."""


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


def filled(fields: Mapping[str, Any], fills: Mapping[str, str]) -> dict[str, Any]:
    """Fields, the placeholders in their texts filled in."""
    return {n: v.format_map(fills) if isinstance(v, str) else v for n, v in fields.items()}


def code_of(message: str) -> str:
    """The code that 2025-10 derives from a message: upper case, `_` for white space."""
    return re.sub(r"\s+", "_", message.upper())


# The server's own constant for Retry-After where it lacks a resource.
RETRY_SECONDS = 5

_AT_CAPACITY = "Server is at capacity. Please retry shortly."
_AMBIGUOUS = "Async execution queue acceptance could not be confirmed"
_INVALID_KEY = V1(401, "Unauthorized: Invalid API key")
_OVERLOADED = V1(
    503, "Service temporarily overloaded. Please try again later.", "SERVICE_OVERLOADED"
)


def _error(
    name: str,
    stage: Stage,
    v1: V1 | tuple[int, str],
    v2: V2 | dict[str, Any] | None = None,
    v1_2025: V1 | None = None,
    retry_after: int | None = None,
) -> ServiceError:
    """A row; v2, or its details and Retry-After, may be left to v1's status and message."""
    form = V1(*v1) if isinstance(v1, tuple) else v1
    if not isinstance(v2, V2):
        v2 = V2(form.status, form.error, v2, retry_after)
    return ServiceError(name, stage, form, v2, v1_2025 or form)


_TABLE = (
    _error("not_found", "workflow", (404, "Workflow not found")),
    _error(
        *("not_deployed", "deployment", (403, "Workflow is not deployed")),
        {"code": "WORKFLOW_NOT_DEPLOYED"},
    ),
    _error(
        *("no_active_deployment", "load"),
        (400, "File processing failed: Workflow {workflow_id} has no active deployment"),
        v1_2025=V1(400, "Workflow {workflow_id} has no active deployment"),
    ),
    _error(
        *("no_key", "auth", (401, "Unauthorized")),
        v1_2025=V1(401, "Unauthorized: API key required"),
    ),
    _error("bad_key", "auth", (401, "Invalid API key"), v1_2025=_INVALID_KEY),
    # v2 does not reveal that a workflow exists in another workspace.
    _error(
        *("wrong_workspace", "workflow", (403, "API key is not authorized for this workspace")),
        V2(404, "Workflow not found"),
        _INVALID_KEY,
    ),
    _error(
        *("other_tenant", "workflow", (403, "Unauthorized: Access denied to read this workflow")),
        V2(404, "Workflow not found"),
        _INVALID_KEY,
    ),
    _error(
        *(
            "personal_key",
            "workflow",
            (403, "Personal API keys are not allowed for this workspace"),
        ),
        {"code": "PERSONAL_API_KEYS_DISABLED"},
        _INVALID_KEY,
    ),
    _error(
        *("capacity", "gate"),
        V1(
            429,
            "Too many requests",
            "ADMISSION_GATE_CAPACITY",
            {"message": _AT_CAPACITY, "retryable": True, "retryAfterSeconds": RETRY_SECONDS},
            RETRY_SECONDS,
        ),
        V2(429, _AT_CAPACITY, None, RETRY_SECONDS),
        _OVERLOADED,
    ),
    _error(
        *("usage_exceeded", "usage"),
        (
            402,
            "Usage limit exceeded: ${used} used of ${limit} limit. "
            "Please upgrade your plan or raise your usage limit to continue.",
        ),
        v1_2025=V1(
            402,
            "Usage limit exceeded: {used}$ used of {limit}$ limit. "
            "Please upgrade your plan to continue.",
            "USAGE_LIMIT_EXCEEDED",
        ),
    ),
    _error(
        *("no_headroom", "usage"),
        (
            402,
            "This billing account has no guaranteed base-charge headroom. "
            "Wait for in-progress executions to finish or raise the usage limit.",
        ),
        {"code": "EXECUTION_PAYER_HEADROOM_EXHAUSTED"},
        V1(
            402,
            "Billing issue detected. Please update your payment method to continue.",
            "USAGE_LIMIT_EXCEEDED",
        ),
    ),
    _error(
        *("usage_unknown", "usage"),
        (503, "Usage admission is temporarily unavailable. Please retry."),
        {"code": "SERVICE_OVERLOADED"},
        V1(
            402,
            "Unable to determine usage limits. Execution blocked for security. "
            "Please contact support.",
            "USAGE_LIMIT_EXCEEDED",
        ),
        RETRY_SECONDS,
    ),
    _error(
        *("rate_limited", "rate", (429, "Rate limit exceeded. Please try again later.")),
        {"code": "RATE_LIMIT_EXCEEDED"},
        V1(
            429,
            "Rate limit exceeded. You have 0 requests remaining. Resets at {reset}",
            "RATE_LIMIT_EXCEEDED",
        ),
    ),
    _error(
        *("concurrency", "concurrency"),
        (
            429,
            "Too many concurrent executions are in progress for this billing account. "
            "Please wait for them to finish and try again.",
        ),
        {"code": "EXECUTION_CONCURRENCY_LIMIT"},
        V1(500, "Execution is already running", "EXECUTION_ERROR"),
        RETRY_SECONDS,
    ),
    _error(
        *("ambiguous", "enqueue"),
        V1(503, _AMBIGUOUS, "ASYNC_ENQUEUE_AMBIGUOUS", {"executionId": "{run_id}"}),
        {"code": "ASYNC_ENQUEUE_AMBIGUOUS", "runId": "{run_id}"},
        V1(500, "Failed to queue workflow execution"),
    ),
    _error(
        *("queue_failed", "enqueue", (500, "Failed to queue async execution")),
        v1_2025=V1(500, "Failed to queue workflow execution"),
    ),
    _error(
        *("overloaded", "claim", (503, "Workflow execution identity is temporarily unavailable")),
        V2(503, "Service temporarily unavailable", None, RETRY_SECONDS),
        _OVERLOADED,
    ),
    _error(
        *("conflict", "claim"),
        V1(
            409,
            "Execution ID has already been used",
            "EXECUTION_ID_CONFLICT",
            {"executionId": "{run_id}"},
        ),
        V2(409, "Run ID has already been used", {"code": "RUN_ID_CONFLICT", "runId": "{run_id}"}),
    ),
    _error(
        *("too_deep", "gate", (409, "Maximum workflow call chain depth (25) exceeded.")),
        {"code": "CALL_CHAIN_DEPTH_EXCEEDED"},
    ),
    _error(
        *("too_large", "body", (413, "Workflow execution request body exceeds maximum size")),
        V2(413, "Request body is too large"),
    ),
    _error(
        *("bad_json", "body", (400, "Invalid JSON in request body")),
        V2(400, "Request body must be valid JSON"),
    ),
    _error(
        *("client_cancelled", "run"),
        V1(499, "Client cancelled request", None, {"success": False}),
        {"runId": "{run_id}"},
    ),
    _error(
        *("internal_error", "run"),
        V1(500, "Internal server error", None, {"requestId": "{request_id}"}),
        v1_2025=V1(500, "Internal server error"),
    ),
)
ERRORS: Mapping[str, ServiceError] = {each.name: each for each in _TABLE}
"""Every error by name."""
