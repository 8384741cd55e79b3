# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

DifyAppMode: TypeAlias = (
    Literal["workflow", "advanced-chat", "chat", "agent-chat", "completion", "agent"] | str
)
"""The kind of an app. Today's servers only."""
DIFY_APP_MODE_VALUES: Final = literals(DifyAppMode)
