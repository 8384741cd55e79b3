# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownDifyValueSource: TypeAlias = Literal["constant", "variable"]
"""The values of DifyValueSource that the document has."""
DifyValueSource: TypeAlias = KnownDifyValueSource | str
"""Whether a value is written in the form or taken from the workflow."""
DIFY_VALUE_SOURCE_VALUES: Final = literals(DifyValueSource)
