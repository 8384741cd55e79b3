# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownDifyAgentLogStatus: TypeAlias = Literal["start", "success", "error"]
"""The values of DifyAgentLogStatus that the document has."""
DifyAgentLogStatus: TypeAlias = KnownDifyAgentLogStatus | str
"""How far a step is."""
DIFY_AGENT_LOG_STATUS_VALUES: Final = literals(DifyAgentLogStatus)
