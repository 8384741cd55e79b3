# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import INTEGER, NUMBER, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimStorage(Model):
    """What files take up. Not on the documented page."""

    used_bytes: int | None = attrs.field(default=None, metadata=wire("usedBytes", INTEGER))
    """Bytes used."""
    limit_bytes: int | None = attrs.field(default=None, metadata=wire("limitBytes", INTEGER))
    """Bytes allowed."""
    percent_used: float | None = attrs.field(default=None, metadata=wire("percentUsed", NUMBER))
    """The share used, in per cent."""
