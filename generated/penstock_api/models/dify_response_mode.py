# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

DifyResponseMode: TypeAlias = Literal["blocking", "streaming"]
"""How to answer. The server's default is `blocking`."""
DIFY_RESPONSE_MODE_VALUES: Final = literals(DifyResponseMode)
