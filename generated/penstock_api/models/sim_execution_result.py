# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, NUMBER, STRING, Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimExecutionResult(Model):
    """The result of a run."""

    success: bool = attrs.field(default=None, metadata=wire("success", BOOLEAN, required=True))
    """Whether the run succeeded. True for a run that waits for a person, too."""
    output: Any = attrs.field(default=None, metadata=wire("output", ANY))
    """The last block's output: an object of the author's making, `{}` when there is none. An
    agent's has content, model and tokens, which are `{prompt, completion, total}` as documented
    and `{input, output, total}` in 2026-08. In 2026-08 a value of several MB is replaced by an
    object with `__simLargeValueRef: true`, `kind` (string, array or object), `size` in bytes, an
    `id`, a storage `key` and a `preview`; no operation returns the value. Of a run that waits
    for a person, `data._resume` holds the ids to resume it with: `contextId`, `executionId`,
    `workflowId` and `apiUrl`. May be absent from a failed run in 2026-08.
    """
    error: str | None = attrs.field(default=None, metadata=wire("error", STRING))
    """Why the run failed. Absent or null when it succeeded, and absent when it was cancelled."""
    run_id: str | None = attrs.field(default=None, metadata=wire("executionId", STRING))
    """The run's id. Servers of 2026-08 only, and only on success."""
    metadata: models.SimExecutionMetadata | None = attrs.field(
        default=None, metadata=wire("metadata", Ref(lambda: models.SimExecutionMetadata))
    )
    logs: list[Any] | None = attrs.field(default=None, metadata=wire("logs", Array(ANY)))
    """Named by the documented result; the servers never sent it."""
    trace_spans: list[Any] | None = attrs.field(
        default=None, metadata=wire("traceSpans", Array(ANY))
    )
    """Named by the documented result; the servers never sent it."""
    total_duration: float | None = attrs.field(default=None, metadata=wire("totalDuration", NUMBER))
    """Milliseconds. Named by the documented result; the servers never sent it."""
