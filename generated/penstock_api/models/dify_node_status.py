# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownDifyNodeStatus: TypeAlias = Literal[
    "pending", "running", "succeeded", "failed", "exception", "stopped", "paused", "retry"
]
"""The values of DifyNodeStatus that the document has."""
DifyNodeStatus: TypeAlias = KnownDifyNodeStatus | str
"""How a node ended. `exception` is a failure that its error strategy dealt with, `retry` one that
is tried again.
"""
DIFY_NODE_STATUS_VALUES: Final = literals(DifyNodeStatus)
