# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSimToolStatus: TypeAlias = Literal["success", "error", "cancelled"]
"""The values of SimToolStatus that the document has."""
SimToolStatus: TypeAlias = KnownSimToolStatus | str
"""How the call ended; only at its end."""
SIM_TOOL_STATUS_VALUES: Final = literals(SimToolStatus)
