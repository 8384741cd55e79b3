"""Every way the server refuses a run, in each dialect's words: one table.

A refusal is played at its own place in the order of checks, so that a wrong key is still noticed
before a used-up plan. `documented` and `today` are bodies of v1, `v2` of the v2 envelope. Where the
documented server had no such refusal, it gives today's message in its own spelling.
"""

from __future__ import annotations

from collections.abc import Mapping

from .wording import V1, V2, Refusal

# What the server tells a client to wait for when it is short of something (its own constant).
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

NOT_FOUND = Refusal(
    "not_found", "workflow", V1(404, "Workflow not found"), V2(404, "Workflow not found")
)
NOT_DEPLOYED = Refusal(
    "not_deployed",
    "deployment",
    V1(403, "Workflow is not deployed"),
    V2(403, "Workflow is not deployed", {"code": "WORKFLOW_NOT_DEPLOYED"}),
)
NO_ACTIVE_DEPLOYMENT = Refusal(
    "no_active_deployment",
    "load",
    V1(400, "File processing failed: Workflow {workflow_id} has no active deployment"),
    V2(400, "File processing failed: Workflow {workflow_id} has no active deployment"),
    V1(400, "Workflow {workflow_id} has no active deployment"),
)
NO_KEY = Refusal(
    "no_key",
    "auth",
    V1(401, "Unauthorized"),
    V2(401, "Unauthorized"),
    V1(401, "Unauthorized: API key required"),
)
BAD_KEY = Refusal(
    "bad_key",
    "auth",
    V1(401, "Invalid API key"),
    V2(401, "Invalid API key"),
    V1(401, "Unauthorized: Invalid API key"),
)
# v2 does not say that a workflow exists in somebody else's workspace.
WRONG_WORKSPACE = Refusal(
    "wrong_workspace",
    "workflow",
    V1(403, "API key is not authorized for this workspace"),
    V2(404, "Workflow not found"),
    V1(401, "Unauthorized: Invalid API key"),
)
OTHER_TENANT = Refusal(
    "other_tenant",
    "workflow",
    V1(403, "Unauthorized: Access denied to read this workflow"),
    V2(404, "Workflow not found"),
    V1(401, "Unauthorized: Invalid API key"),
)
PERSONAL_KEY = Refusal(
    "personal_key",
    "workflow",
    V1(403, _NO_PERSONAL_KEYS),
    V2(403, _NO_PERSONAL_KEYS, {"code": "PERSONAL_API_KEYS_DISABLED"}),
    V1(401, "Unauthorized: Invalid API key"),
)
CAPACITY = Refusal(
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
USAGE = Refusal(
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
HEADROOM = Refusal(
    "no_headroom",
    "usage",
    V1(402, _NO_HEADROOM),
    V2(402, _NO_HEADROOM, {"code": "EXECUTION_PAYER_HEADROOM_EXHAUSTED"}),
    V1(402, _BILLING, "USAGE_LIMIT_EXCEEDED"),
)
USAGE_UNKNOWN = Refusal(
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
RATE = Refusal(
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
CONCURRENCY = Refusal(
    "concurrency",
    "concurrency",
    V1(429, _BUSY),
    V2(429, _BUSY, {"code": "EXECUTION_CONCURRENCY_LIMIT"}, RETRY_SECONDS),
    V1(500, "Execution is already running", _SETUP),
)
AMBIGUOUS = Refusal(
    "ambiguous",
    "enqueue",
    V1(503, _AMBIGUOUS, "ASYNC_ENQUEUE_AMBIGUOUS", {"executionId": "{run_id}"}),
    V2(503, _AMBIGUOUS, {"code": "ASYNC_ENQUEUE_AMBIGUOUS", "runId": "{run_id}"}),
    V1(500, "Failed to queue workflow execution"),
)
QUEUE_FAILED = Refusal(
    "queue_failed",
    "enqueue",
    V1(500, "Failed to queue async execution"),
    V2(500, "Failed to queue async execution"),
    V1(500, "Failed to queue workflow execution"),
)
OVERLOADED = Refusal(
    "overloaded",
    "claim",
    V1(503, "Workflow execution identity is temporarily unavailable"),
    V2(503, "Service temporarily unavailable", None, RETRY_SECONDS),
    V1(503, _OVERLOADED, "SERVICE_OVERLOADED"),
)
CONFLICT = Refusal(
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
TOO_DEEP = Refusal(
    "too_deep",
    "gate",
    V1(409, "Maximum workflow call chain depth (25) exceeded."),
    V2(
        409,
        "Maximum workflow call chain depth (25) exceeded.",
        {"code": "CALL_CHAIN_DEPTH_EXCEEDED"},
    ),
)
TOO_LARGE = Refusal(
    "too_large",
    "body",
    V1(413, "Workflow execution request body exceeds maximum size"),
    V2(413, "Request body is too large"),
)
BAD_JSON = Refusal(
    "bad_json",
    "body",
    V1(400, "Invalid JSON in request body"),
    V2(400, "Request body must be valid JSON"),
)
CLIENT_CANCELLED = Refusal(
    "client_cancelled",
    "run",
    V1(499, "Client cancelled request", None, {"success": False}),
    V2(499, "Client cancelled request", {"runId": "{run_id}"}),
)
INTERNAL = Refusal(
    "internal_error",
    "run",
    V1(500, "Internal server error", None, {"requestId": "{request_id}"}),
    V2(500, "Internal server error"),
    V1(500, "Internal server error"),
)

REFUSALS: Mapping[str, Refusal] = {
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
