# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

SimPauseKind: TypeAlias = Literal["time", "human"] | str
"""What a pause waits for, a time or a person."""
SIM_PAUSE_KIND_VALUES: Final = literals(SimPauseKind)
