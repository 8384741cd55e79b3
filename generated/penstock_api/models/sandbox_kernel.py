# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

SandboxKernel: TypeAlias = Literal["python3"] | str
"""The notebook's kernel."""
SANDBOX_KERNEL_VALUES: Final = literals(SandboxKernel)
