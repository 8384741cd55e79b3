# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownDifyRunTrigger: TypeAlias = Literal["app-run", "webhook", "schedule", "plugin", "debugging"]
"""The values of DifyRunTrigger that the document has."""
DifyRunTrigger: TypeAlias = KnownDifyRunTrigger | str
"""What started a run. Servers of 2026-08 only."""
DIFY_RUN_TRIGGER_VALUES: Final = literals(DifyRunTrigger)
