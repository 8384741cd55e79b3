# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

DifyIconType: TypeAlias = Literal["emoji", "image"] | str
"""What an icon is."""
DIFY_ICON_TYPE_VALUES: Final = literals(DifyIconType)
