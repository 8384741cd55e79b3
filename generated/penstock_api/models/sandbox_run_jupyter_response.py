# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import STRING, Array, Map, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxRunJupyterResponse(Model):
    """What came of a notebook."""

    status: models.SandboxRunStatus = attrs.field(
        default=None, metadata=wire("status", STRING, required=True)
    )
    message: str = attrs.field(default=None, metadata=wire("message", STRING, required=True))
    """Empty, but for a SandboxError."""
    driver: models.SandboxCommandRunResult | None = attrs.field(
        default=None, metadata=wire("driver", Ref(lambda: models.SandboxCommandRunResult))
    )
    """The process that ran the cells; its stdout is not theirs."""
    cells: list[models.SandboxCellRunResult] = attrs.field(
        factory=list[Any], metadata=wire("cells", Array(Ref(lambda: models.SandboxCellRunResult)))
    )
    """One for each cell, in order; none if the notebook did not come to its end."""
    executor_pod_name: str | None = attrs.field(
        default=None, metadata=wire("executor_pod_name", STRING)
    )
    """The machine, where the server was told its name."""
    files: models.SandboxFileMap = attrs.field(
        factory=dict[str, Any], metadata=wire("files", Map(STRING))
    )
