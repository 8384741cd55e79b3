# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

SimRunOrder: TypeAlias = Literal["asc", "desc"]
"""By the time of start. The server's default is `desc`, the newest first."""
SIM_RUN_ORDER_VALUES: Final = literals(SimRunOrder)
