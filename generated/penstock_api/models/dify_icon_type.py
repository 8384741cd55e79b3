# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownDifyIconType: TypeAlias = Literal["emoji", "image"]
"""The values of DifyIconType that the document has."""
DifyIconType: TypeAlias = KnownDifyIconType | str
"""What an icon is."""
DIFY_ICON_TYPE_VALUES: Final = literals(DifyIconType)
