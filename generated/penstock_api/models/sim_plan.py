# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

SimPlan: TypeAlias = Literal["free", "pro", "team", "enterprise"] | str
"""What the account pays for."""
SIM_PLAN_VALUES: Final = literals(SimPlan)
