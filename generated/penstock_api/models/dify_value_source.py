# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

DifyValueSource: TypeAlias = Literal["constant", "variable"] | str
"""Whether a value is written in the form or taken from the workflow."""
DIFY_VALUE_SOURCE_VALUES: Final = literals(DifyValueSource)
