# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownDifyStartReason: TypeAlias = Literal["initial", "resumption"]
"""The values of DifyStartReason that the document has."""
DifyStartReason: TypeAlias = KnownDifyStartReason | str
"""Whether a run begins or goes on after a pause. Servers of 2026-08 only."""
DIFY_START_REASON_VALUES: Final = literals(DifyStartReason)
