# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSimJobState: TypeAlias = Literal[
    "queued",
    "pending",
    "waiting",
    "admitting",
    "admitted",
    "processing",
    "running",
    "completed",
    "failed",
    "cancelled",
    "unknown",
]
"""The values of SimJobState that the document has."""
SimJobState: TypeAlias = KnownSimJobState | str
"""Where a job is. completed, failed and cancelled are the end of it; anything else goes on.
`queued`, `processing` and `unknown` are a 2025-10 server's words, `pending` is that of 2026-08
for queued, and waiting, admitting, admitted and running were sent for some weeks of 2026.
"""
SIM_JOB_STATE_VALUES: Final = literals(SimJobState)
