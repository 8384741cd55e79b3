# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSandboxExtractedType: TypeAlias = Literal["fenced", "incomplete_fenced", "heuristic", "empty"]
"""The values of SandboxExtractedType that the document has."""
SandboxExtractedType: TypeAlias = KnownSandboxExtractedType | str
"""How the code was found in the completion."""
SANDBOX_EXTRACTED_TYPE_VALUES: Final = literals(SandboxExtractedType)
