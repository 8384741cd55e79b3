# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSimPlan: TypeAlias = Literal["free", "pro", "team", "enterprise"]
"""The values of SimPlan that the document has."""
SimPlan: TypeAlias = KnownSimPlan | str
"""What the account pays for."""
SIM_PLAN_VALUES: Final = literals(SimPlan)
