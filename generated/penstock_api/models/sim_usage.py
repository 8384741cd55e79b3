# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import NUMBER, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimUsage(Model):
    """What was spent."""

    current_period_cost: float = attrs.field(
        default=None, metadata=wire("currentPeriodCost", NUMBER, required=True)
    )
    """US dollars spent in this period."""
    limit: float = attrs.field(default=None, metadata=wire("limit", NUMBER, required=True))
    """US dollars that may be spent in it."""
    plan: models.SimPlan = attrs.field(default=None, metadata=wire("plan", STRING, required=True))
