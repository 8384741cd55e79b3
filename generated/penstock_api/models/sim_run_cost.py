# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import NUMBER, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimRunCost(Model):
    """What a run cost."""

    total: float = attrs.field(default=None, metadata=wire("total", NUMBER, required=True))
    """Credits."""
