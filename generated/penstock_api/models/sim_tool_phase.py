# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSimToolPhase: TypeAlias = Literal["start", "end"]
"""The values of SimToolPhase that the document has."""
SimToolPhase: TypeAlias = KnownSimToolPhase | str
"""Whether the call starts or ends."""
SIM_TOOL_PHASE_VALUES: Final = literals(SimToolPhase)
