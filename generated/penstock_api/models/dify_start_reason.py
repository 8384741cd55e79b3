# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

DifyStartReason: TypeAlias = Literal["initial", "resumption"] | str
"""Whether a run begins or goes on after a pause. Today's servers only."""
DIFY_START_REASON_VALUES: Final = literals(DifyStartReason)
