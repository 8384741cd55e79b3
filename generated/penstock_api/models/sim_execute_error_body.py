# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, INTEGER, NUMBER, STRING, Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimExecuteErrorBody(Model):
    """An error of v1's execute: an error body; or what a full bucket adds to it; or, with a boolean
    `success` and `output` or `metadata`, the result of a run that failed.
    """

    error: str = attrs.field(default=None, metadata=wire("error", STRING, required=True))
    """What went wrong, for people."""
    code: str | None = attrs.field(default=None, metadata=wire("code", STRING))
    """For programs: a name of its own, or the message in upper case with underscores for its spaces
    and its punctuation kept. Often absent in 2026-08.
    """
    details: list[models.SimErrorDetail] | None = attrs.field(
        default=None, metadata=wire("details", Array(Ref(lambda: models.SimErrorDetail)))
    )
    """The fields that are wrong."""
    request_id: str | None = attrs.field(default=None, metadata=wire("requestId", STRING))
    """The server's id of the request."""
    message: str | None = attrs.field(default=None, metadata=wire("message", STRING))
    """More words about a 429."""
    remaining: int | None = attrs.field(default=None, metadata=wire("remaining", INTEGER))
    """Requests left, on an async 429."""
    reset_at: str | None = attrs.field(default=None, metadata=wire("resetAt", STRING))
    """When the bucket is refilled, on an async 429."""
    retryable: bool | None = attrs.field(default=None, metadata=wire("retryable", BOOLEAN))
    """Whether another try makes sense."""
    retry_after_seconds: float | None = attrs.field(
        default=None, metadata=wire("retryAfterSeconds", NUMBER)
    )
    """Seconds to wait before it."""
    execution_id: str | None = attrs.field(default=None, metadata=wire("executionId", STRING))
    """The run's id, on a 409 or 503 about it."""
    success: bool | None = attrs.field(default=None, metadata=wire("success", BOOLEAN))
    """Always false. Present when the run itself failed."""
    output: Any = attrs.field(default=None, metadata=wire("output", ANY))
    """What a failed run had put out."""
    metadata: models.SimExecutionMetadata | None = attrs.field(
        default=None, metadata=wire("metadata", Ref(lambda: models.SimExecutionMetadata))
    )
