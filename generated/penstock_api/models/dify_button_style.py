# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownDifyButtonStyle: TypeAlias = Literal["primary", "default", "accent", "ghost"]
"""The values of DifyButtonStyle that the document has."""
DifyButtonStyle: TypeAlias = KnownDifyButtonStyle | str
"""How a button looks."""
DIFY_BUTTON_STYLE_VALUES: Final = literals(DifyButtonStyle)
