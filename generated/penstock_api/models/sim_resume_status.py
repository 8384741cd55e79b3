# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSimResumeStatus: TypeAlias = Literal["paused", "queued", "resuming", "resumed", "failed"]
"""The values of SimResumeStatus that the document has."""
SimResumeStatus: TypeAlias = KnownSimResumeStatus | str
"""How far the resume of a pause is. `paused` is one that waits."""
SIM_RESUME_STATUS_VALUES: Final = literals(SimResumeStatus)
