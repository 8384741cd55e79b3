# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from ..runtime import ANY, STRING, UNSET, Limits, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimResumeRequest(Model):
    """Which pause to end, and what to hand to the block that waits. A field not named here is a
    400.
    """

    context_id: str = attrs.field(
        metadata=wire("contextId", STRING, required=True, limits=Limits(shortest=1))
    )
    """The pause, from `paused.contextId` of the run."""
    input_: Any = attrs.field(default=UNSET, metadata=wire("input", ANY))
    """What the block gets, of any JSON type. The server's default is `{}`."""
