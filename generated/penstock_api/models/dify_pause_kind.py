# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownDifyPauseKind: TypeAlias = Literal["human_input_required"]
"""The values of DifyPauseKind that the document has."""
DifyPauseKind: TypeAlias = KnownDifyPauseKind | str
"""What a run waits for."""
DIFY_PAUSE_KIND_VALUES: Final = literals(DifyPauseKind)
