# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Literal

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimStreamChunkReset(Model):
    """Discard the block's text so far. Only with X-Sim-Stream-Protocol."""

    event: Literal["chunk_reset"] = attrs.field(
        default=None, eq=False, metadata=wire("event", STRING, required=True, const="chunk_reset")
    )
    """The tag."""
    block_id: str = attrs.field(default=None, metadata=wire("blockId", STRING, required=True))
    """The block."""
