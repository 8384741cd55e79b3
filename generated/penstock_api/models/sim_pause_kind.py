# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSimPauseKind: TypeAlias = Literal["time", "human"]
"""The values of SimPauseKind that the document has."""
SimPauseKind: TypeAlias = KnownSimPauseKind | str
"""What a pause waits for, a time or a person."""
SIM_PAUSE_KIND_VALUES: Final = literals(SimPauseKind)
