# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownDifyRunStatus: TypeAlias = Literal[
    "scheduled", "running", "paused", "succeeded", "partial-succeeded", "failed", "stopped"
]
"""The values of DifyRunStatus that the document has."""
DifyRunStatus: TypeAlias = KnownDifyRunStatus | str
"""Where a run is. succeeded, failed, stopped and partial-succeeded are the end of it; a `paused`
one waits for a form. The documented page knows running, succeeded, failed and stopped.
"""
DIFY_RUN_STATUS_VALUES: Final = literals(DifyRunStatus)
