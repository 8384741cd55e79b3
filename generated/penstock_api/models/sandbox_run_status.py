# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSandboxRunStatus: TypeAlias = Literal["Success", "Failed", "SandboxError"]
"""The values of SandboxRunStatus that the document has."""
SandboxRunStatus: TypeAlias = KnownSandboxRunStatus | str
"""`Failed`: the program's own failure. `SandboxError`: the server's; the program was not run, or
not to its end.
"""
SANDBOX_RUN_STATUS_VALUES: Final = literals(SandboxRunStatus)
