# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownOomolTaskStatus: TypeAlias = Literal[
    "created", "pending", "running", "completed", "failed", "stopped"
]
"""The values of OomolTaskStatus that the document has."""
OomolTaskStatus: TypeAlias = KnownOomolTaskStatus | str
"""Where a task is: created, perhaps pending, running, and then completed, failed or stopped, which
are the end of it. Anything else goes on.
"""
OOMOL_TASK_STATUS_VALUES: Final = literals(OomolTaskStatus)
