# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSimRunErrorCode: TypeAlias = Literal[
    "TIMEOUT",
    "CANCELLED",
    "USAGE_LIMIT_EXCEEDED",
    "INVALID_INPUT",
    "BLOCK_EXECUTION_FAILED",
    "CHILD_WORKFLOW_FAILED",
    "EXECUTION_FAILED",
]
"""The values of SimRunErrorCode that the document has."""
SimRunErrorCode: TypeAlias = KnownSimRunErrorCode | str
"""Why a run failed. BLOCK_EXECUTION_FAILED and CHILD_WORKFLOW_FAILED only in the answer to an
execute; elsewhere it is EXECUTION_FAILED.
"""
SIM_RUN_ERROR_CODE_VALUES: Final = literals(SimRunErrorCode)
