# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import BOOLEAN, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimUsageLimits(Model):
    """What the key's owner may use, and has used."""

    success: bool = attrs.field(default=None, metadata=wire("success", BOOLEAN, required=True))
    """Always true."""
    rate_limit: models.SimRateLimits = attrs.field(
        default=None, metadata=wire("rateLimit", Ref(lambda: models.SimRateLimits), required=True)
    )
    usage: models.SimUsage = attrs.field(
        default=None, metadata=wire("usage", Ref(lambda: models.SimUsage), required=True)
    )
    storage: models.SimStorage | None = attrs.field(
        default=None, metadata=wire("storage", Ref(lambda: models.SimStorage))
    )
