# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownDifyAppMode: TypeAlias = Literal[
    "workflow", "advanced-chat", "chat", "agent-chat", "completion", "agent"
]
"""The values of DifyAppMode that the document has."""
DifyAppMode: TypeAlias = KnownDifyAppMode | str
"""The kind of an app. Servers of 2026-08 only."""
DIFY_APP_MODE_VALUES: Final = literals(DifyAppMode)
