# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSandboxKernel: TypeAlias = Literal["python3"]
"""The values of SandboxKernel that the document has."""
SandboxKernel: TypeAlias = KnownSandboxKernel | str
"""The notebook's kernel."""
SANDBOX_KERNEL_VALUES: Final = literals(SandboxKernel)
