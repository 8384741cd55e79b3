# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSimExecutionMode: TypeAlias = Literal["sync", "async"]
"""The values of SimExecutionMode that the document has."""
SimExecutionMode: TypeAlias = KnownSimExecutionMode | str
"""How to run. `async` queues the run; any other value runs it at once."""
SIM_EXECUTION_MODE_VALUES: Final = literals(SimExecutionMode)
