"""Every error of the server's, in each dialect's form: one table.

An error is played at its own place in the order of checks, so that a wrong key is still noticed
before a used-up plan.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

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
class ErrorForm:
    """An error as a surface sends it.

    v1 is `{error, code?, …fields}`; in 2025-10 a code is derived where none is given. v2 is
    `{error: {code, message, details?}}`, the fields as details; its code follows from the status.
    """

    status: int
    message: str
    code: str | None = None
    fields: Any = None
    retry_after: int | None = None


@frozen
class ServiceError:
    """One error: its stage in the order of checks, and its form on each surface.

    That of 2025-10 spells a later server's message as that server does, which had no such error.
    """

    name: str
    stage: Stage
    forms: Mapping[str, ErrorForm]


V2_CODES: Mapping[int, str] = {
    400: "BAD_REQUEST",
    401: "UNAUTHORIZED",
    402: "USAGE_LIMIT_EXCEEDED",
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    409: "CONFLICT",
    413: "PAYLOAD_TOO_LARGE",
    429: "RATE_LIMITED",
    499: "CLIENT_CLOSED_REQUEST",
    500: "INTERNAL_ERROR",
    503: "SERVICE_UNAVAILABLE",
}


def code_of(message: str) -> str:
    """The code that 2025-10 derives from a message: upper case, `_` for white space."""
    return re.sub(r"\s+", "_", message.upper())


# The server's own constant for Retry-After where it lacks a resource.
RETRY_SECONDS = 5

_INVALID_KEY = (401, "Unauthorized: Invalid API key")
_OVERLOADED = (
    503,
    "Service temporarily overloaded. Please try again later.",
    "SERVICE_OVERLOADED",
)


def _error(
    name: str,
    stage: Stage,
    status: int,
    message: str,
    code: str | None = None,
    *,
    fields: Mapping[str, Any] | None = None,
    details: Mapping[str, Any] | None = None,
    retry_after: int | None = None,
    v2: tuple[int, str] | None = None,
    v1_2025: tuple[Any, ...] | None = None,
) -> ServiceError:
    """A row, of v1's form. details, retry_after: of v2, whose status and message may be others;
    v1 has Retry-After with a field for it.
    """
    wait = (fields or {}).get("retryAfterSeconds")
    form = ErrorForm(status, message, code, fields, wait)
    former = ErrorForm(*v1_2025) if v1_2025 else form
    v2_form = ErrorForm(*(v2 or (status, message)), None, details, retry_after)
    return ServiceError(name, stage, {"2025-10": former, "2026-08": form, "v2": v2_form})


_TABLE = (
    _error("not_found", "workflow", 404, "Workflow not found"),
    _error(
        *("not_deployed", "deployment", 403, "Workflow is not deployed"),
        details={"code": "WORKFLOW_NOT_DEPLOYED"},
    ),
    _error(
        *("no_active_deployment", "load", 400),
        "File processing failed: Workflow {workflow_id} has no active deployment",
        v1_2025=(400, "Workflow {workflow_id} has no active deployment"),
    ),
    _error(
        *("no_key", "auth", 401, "Unauthorized"), v1_2025=(401, "Unauthorized: API key required")
    ),
    _error("bad_key", "auth", 401, "Invalid API key", v1_2025=_INVALID_KEY),
    # v2 does not reveal that a workflow exists in another workspace.
    _error(
        *("wrong_workspace", "workflow", 403, "API key is not authorized for this workspace"),
        v2=(404, "Workflow not found"),
        v1_2025=_INVALID_KEY,
    ),
    _error(
        *("other_tenant", "workflow", 403, "Unauthorized: Access denied to read this workflow"),
        v2=(404, "Workflow not found"),
        v1_2025=_INVALID_KEY,
    ),
    _error(
        *("personal_key", "workflow", 403, "Personal API keys are not allowed for this workspace"),
        details={"code": "PERSONAL_API_KEYS_DISABLED"},
        v1_2025=_INVALID_KEY,
    ),
    _error(
        *("capacity", "gate", 429, "Too many requests", "ADMISSION_GATE_CAPACITY"),
        fields={
            "message": "Server is at capacity. Please retry shortly.",
            "retryable": True,
            "retryAfterSeconds": RETRY_SECONDS,
        },
        v2=(429, "Server is at capacity. Please retry shortly."),
        retry_after=RETRY_SECONDS,
        v1_2025=_OVERLOADED,
    ),
    _error(
        *("usage_exceeded", "usage", 402),
        "Usage limit exceeded: ${used} used of ${limit} limit. "
        "Please upgrade your plan or raise your usage limit to continue.",
        v1_2025=(
            402,
            "Usage limit exceeded: {used}$ used of {limit}$ limit. "
            "Please upgrade your plan to continue.",
            "USAGE_LIMIT_EXCEEDED",
        ),
    ),
    _error(
        *("no_headroom", "usage", 402),
        "This billing account has no guaranteed base-charge headroom. "
        "Wait for in-progress executions to finish or raise the usage limit.",
        details={"code": "EXECUTION_PAYER_HEADROOM_EXHAUSTED"},
        v1_2025=(
            402,
            "Billing issue detected. Please update your payment method to continue.",
            "USAGE_LIMIT_EXCEEDED",
        ),
    ),
    _error(
        *("usage_unknown", "usage", 503),
        "Usage admission is temporarily unavailable. Please retry.",
        details={"code": "SERVICE_OVERLOADED"},
        retry_after=RETRY_SECONDS,
        v1_2025=(
            402,
            "Unable to determine usage limits. Execution blocked for security. "
            "Please contact support.",
            "USAGE_LIMIT_EXCEEDED",
        ),
    ),
    _error(
        *("rate_limited", "rate", 429, "Rate limit exceeded. Please try again later."),
        details={"code": "RATE_LIMIT_EXCEEDED"},
        v1_2025=(
            429,
            "Rate limit exceeded. You have 0 requests remaining. Resets at {reset}",
            "RATE_LIMIT_EXCEEDED",
        ),
    ),
    _error(
        *("concurrency", "concurrency", 429),
        "Too many concurrent executions are in progress for this billing account. "
        "Please wait for them to finish and try again.",
        details={"code": "EXECUTION_CONCURRENCY_LIMIT"},
        retry_after=RETRY_SECONDS,
        v1_2025=(500, "Execution is already running", "EXECUTION_ERROR"),
    ),
    _error(
        *("ambiguous", "enqueue", 503),
        "Async execution queue acceptance could not be confirmed",
        "ASYNC_ENQUEUE_AMBIGUOUS",
        fields={"executionId": "{run_id}"},
        details={"code": "ASYNC_ENQUEUE_AMBIGUOUS", "runId": "{run_id}"},
        v1_2025=(500, "Failed to queue workflow execution"),
    ),
    _error(
        *("queue_failed", "enqueue", 500, "Failed to queue async execution"),
        v1_2025=(500, "Failed to queue workflow execution"),
    ),
    _error(
        *("overloaded", "claim", 503, "Workflow execution identity is temporarily unavailable"),
        v2=(503, "Service temporarily unavailable"),
        retry_after=RETRY_SECONDS,
        v1_2025=_OVERLOADED,
    ),
    _error(
        *("conflict", "claim", 409, "Execution ID has already been used", "EXECUTION_ID_CONFLICT"),
        fields={"executionId": "{run_id}"},
        v2=(409, "Run ID has already been used"),
        details={"code": "RUN_ID_CONFLICT", "runId": "{run_id}"},
    ),
    _error(
        *("too_deep", "gate", 409, "Maximum workflow call chain depth (25) exceeded."),
        details={"code": "CALL_CHAIN_DEPTH_EXCEEDED"},
    ),
    _error(
        *("too_large", "body", 413, "Workflow execution request body exceeds maximum size"),
        v2=(413, "Request body is too large"),
    ),
    _error(
        *("bad_json", "body", 400, "Invalid JSON in request body"),
        v2=(400, "Request body must be valid JSON"),
    ),
    _error(
        *("client_cancelled", "run", 499, "Client cancelled request"),
        fields={"success": False},
        details={"runId": "{run_id}"},
    ),
    _error(
        *("internal_error", "run", 500, "Internal server error"),
        fields={"requestId": "{request_id}"},
        v1_2025=(500, "Internal server error"),
    ),
)
ERRORS: Mapping[str, ServiceError] = {each.name: each for each in _TABLE}
"""Every error by name."""
