# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import BOOLEAN, INTEGER, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimRateBucket(Model):
    """One bucket. In 2025-10, it has `limit`; in 2026-08, requestsPerMinute and maxBurst in its
    place.
    """

    is_limited: bool = attrs.field(default=None, metadata=wire("isLimited", BOOLEAN, required=True))
    """Whether nothing is left."""
    limit: int | None = attrs.field(default=None, metadata=wire("limit", INTEGER))
    """Runs a minute."""
    requests_per_minute: int | None = attrs.field(
        default=None, metadata=wire("requestsPerMinute", INTEGER)
    )
    """Runs a minute."""
    max_burst: int | None = attrs.field(default=None, metadata=wire("maxBurst", INTEGER))
    """How many runs the bucket holds, twice the rate."""
    remaining: int = attrs.field(default=None, metadata=wire("remaining", INTEGER, required=True))
    """How many are left."""
    reset_at: str = attrs.field(default=None, metadata=wire("resetAt", STRING, required=True))
    """When the bucket is refilled."""
