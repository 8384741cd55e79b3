# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimV2ErrorDetails(Model):
    """More about an error."""

    code: str | None = attrs.field(default=None, metadata=wire("code", STRING))
    """A narrower code, such as RUN_ID_CONFLICT or ASYNC_ENQUEUE_AMBIGUOUS."""
    run_id: str | None = attrs.field(default=None, metadata=wire("runId", STRING))
    """The run that the error is about."""
    retry_after: str | None = attrs.field(default=None, metadata=wire("retryAfter", STRING))
    """When to try again, ISO 8601."""
