# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import OR_NONE, STRING, Map, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxRunCodeResponse(Model):
    """What came of a program."""

    status: models.SandboxRunStatus = attrs.field(
        **OR_NONE, metadata=wire("status", STRING, required=True)
    )
    message: str = attrs.field(**OR_NONE, metadata=wire("message", STRING, required=True))
    """Empty, but for a SandboxError; then it may repeat the whole code."""
    compile_result: models.SandboxCommandRunResult | None = attrs.field(
        default=None, metadata=wire("compile_result", Ref(lambda: models.SandboxCommandRunResult))
    )
    """Null for a language that is not compiled."""
    run_result: models.SandboxCommandRunResult | None = attrs.field(
        default=None, metadata=wire("run_result", Ref(lambda: models.SandboxCommandRunResult))
    )
    """Null for a program that was not run."""
    executor_pod_name: str | None = attrs.field(
        default=None, metadata=wire("executor_pod_name", STRING)
    )
    """The machine, where the server was told its name."""
    files: models.SandboxFileMap = attrs.field(
        factory=dict[str, Any], metadata=wire("files", Map(STRING))
    )
