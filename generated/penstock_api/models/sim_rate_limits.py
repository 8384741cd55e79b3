# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import STRING, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimRateLimits(Model):
    """The buckets of runs."""

    sync: models.SimRateBucket = attrs.field(
        default=None, metadata=wire("sync", Ref(lambda: models.SimRateBucket), required=True)
    )
    """The bucket of sync and streamed runs."""
    async_: models.SimRateBucket = attrs.field(
        default=None, metadata=wire("async", Ref(lambda: models.SimRateBucket), required=True)
    )
    """The bucket of async runs."""
    auth_type: models.SimAuthType | None = attrs.field(
        default=None, metadata=wire("authType", STRING)
    )
