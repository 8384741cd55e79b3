# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import INTEGER, NUMBER, OR_NONE, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxCommandRunResult(Model):
    """One step, compiling or running."""

    status: models.SandboxCommandStatus = attrs.field(
        **OR_NONE, metadata=wire("status", STRING, required=True)
    )
    execution_time: float | None = attrs.field(
        default=None, metadata=wire("execution_time", NUMBER)
    )
    """Seconds. The clock starts late, so a short run may seem shorter still."""
    return_code: int | None = attrs.field(default=None, metadata=wire("return_code", INTEGER))
    """What the process ended with; a signal's number with a minus; null on a timeout."""
    stdout: str | None = attrs.field(default=None, metadata=wire("stdout", STRING))
    """What was written, perhaps cut; after a timeout, what was flushed. Bytes that are no UTF-8
    make all of it one line `[DecodeError] ...`.
    """
    stderr: str | None = attrs.field(default=None, metadata=wire("stderr", STRING))
    """What was written there."""
