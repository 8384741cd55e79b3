# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

SimRunStatusFilter: TypeAlias = Literal[
    "pending", "running", "completed", "failed", "cancelled", "paused"
]
"""Only runs in this state. Runs that are still queued, or being redacted, can't be asked for."""
SIM_RUN_STATUS_FILTER_VALUES: Final = literals(SimRunStatusFilter)
