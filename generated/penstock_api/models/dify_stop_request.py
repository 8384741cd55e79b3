# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Limits, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyStopRequest(Model):
    """Who asks."""

    user: str = attrs.field(
        metadata=wire("user", STRING, required=True, limits=Limits(longest=255))
    )
    """The user the run was started with."""
