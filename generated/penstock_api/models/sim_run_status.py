# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSimRunStatus: TypeAlias = Literal[
    "queued", "pending", "running", "paused", "redacting", "completed", "failed", "cancelled"
]
"""The values of SimRunStatus that the document has."""
SimRunStatus: TypeAlias = KnownSimRunStatus | str
"""Where a run is. completed, failed and cancelled are the end of it. `paused` waits to be resumed.
`redacting` is a moment after the end in which the output is scrubbed. A list never holds queued
runs, and the answer to an execute or a resume is completed, failed, paused or cancelled.
"""
SIM_RUN_STATUS_VALUES: Final = literals(SimRunStatus)
