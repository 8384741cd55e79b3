# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSandboxCommandStatus: TypeAlias = Literal["Finished", "Error", "TimeLimitExceeded"]
"""The values of SandboxCommandStatus that the document has."""
SandboxCommandStatus: TypeAlias = KnownSandboxCommandStatus | str
"""How a step ended. `Error` says that it could not be done."""
SANDBOX_COMMAND_STATUS_VALUES: Final = literals(SandboxCommandStatus)
