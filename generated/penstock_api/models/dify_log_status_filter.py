# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

DifyLogStatusFilter: TypeAlias = Literal["succeeded", "failed", "stopped"]
"""Only runs that ended so."""
DIFY_LOG_STATUS_FILTER_VALUES: Final = literals(DifyLogStatusFilter)
